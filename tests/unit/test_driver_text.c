/*
 * The text driver, one small profile for each thing that it can do. A case is a
 * profile's messages, what a device says, and the rows that come of it; each is
 * heard whole and byte by byte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "heard.h"

#define HEAD                                                                           \
	"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"       \
	"examples: [ { bytes: '\\n', says: [ ] } ]\n"

#define NUMBER                                                                         \
	"messages:\n  - name: n\n    match: 'v=(?<v>[^;]*);'\n    says: [ { kind: "    \
	"count, value: v, unit: "

static const struct {
	const char *what, *profile;
	const char *bytes; /* up to the NUL */
	const char *rows;
	unsigned rejected;
} cases[] = {
	{ "the first message that fits is meant",
		"frame: { ends: any }\nmessages:\n"
		"  - { name: a, match: 'x(?<v>\\d+)', says: [ { kind: lap, value: v, "
		"unit: "
		"times } ] }\n"
		"  - { name: b, match: 'x(?<s>.*)', says: [ { kind: identity, subject: "
		"s } "
		"] }\n",
		"x12\rxab\rx12\n",
		"0,lap,,,12,1,0,,,\n4,identity,,ab,,,,,,\n8,lap,,,12,1,0,,,\n", 0 },
	{ "a message whose value cannot be read is not meant",
		"frame: { ends: any }\nmessages:\n"
		"  - { name: a, match: 'x(?<v>[\\d.]+)', says: [ { kind: lap, value: "
		"v, "
		"unit: times } ] }\n"
		"  - { name: b, match: 'x(?<s>.*)', says: [ { kind: identity, subject: "
		"s } "
		"] }\n",
		"x1.2.3\n", "0,identity,,1.2.3,,,,,,\n", 0 },
	{ "a column behind the record's end is a wrong frame",
		"frame: { ends: any }\nmessages:\n"
		"  - name: w\n    match: 'W.*'\n"
		"    columns: [ { name: kg, from: 1, to: 6 } ]\n"
		"    says: [ { kind: weight, value: kg, unit: kg } ]\n",
		"W55.5\nW055.5\n", "6,weight,,,55500000000,ug,1,,,\n", 1 },
	{ "two readings of one frame share its offset",
		"frame: { ends: any }\nmessages:\n"
		"  - name: w\n    match: 'W.{5} H.{5}'\n"
		"    columns: [ { name: kg, from: 1, to: 6 }, { name: cm, from: 8, to: "
		"13 } ]\n"
		"    says: [ { kind: weight, value: kg, unit: kg }, { kind: height, "
		"value: cm, "
		"unit: cm } ]\n",
		"\r\nW055.5 H170.0\r\n",
		"2,weight,,,55500000000,ug,1,,,\n2,height,,,1700000,um,1,,,\n", 0 },
	{ "a record ends with CR LF only, and may hold a CR",
		"frame: { ends: crlf }\nmessages:\n"
		"  - { name: a, match: 'a(?<s>.\\r.)', says: [ { kind: status, text: "
		"'s={s}' } "
		"] }\n",
		"ab\rc\r\n\r\nab\rc\r\n",
		"0,status,,,,,,,,s=b?c\n8,status,,,,,,,,s=b?c\n", 0 },
	{ "STX and ETX",
		"frame: { starts: '\\x02', ends: etx }\nmessages:\n"
		"  - { name: a, match: '(?<s>\\w+)', says: [ { kind: identity, "
		"subject: s } ] "
		"}\n",
		"cd\x03\x02"
		"ab\x03\x02"
		"c\x02"
		"de\x03",
		"3,identity,,ab,,,,,,\n9,identity,,de,,,,,,\n", 1 },
	{ "a fixed length without an end",
		"frame: { starts: '#', ends: none, length: 4, max: 16 }\nmessages:\n"
		"  - { name: a, match: '(?<s>\\d{4})', says: [ { kind: identity, "
		"subject: s } "
		"] }\n",
		"12#1234#56#5678", "2,identity,,1234,,,,,,\n10,identity,,5678,,,,,,\n",
		1 },
	{ "a sum in the middle of the stream",
		"frame: { starts: $, ends: any, check: { kind: xor8, mark: '*' } "
		"}\nmessages:\n"
		"  - { name: a, match: '(?<s>\\w+)', says: [ { kind: identity, "
		"subject: s } ] "
		"}\n",
		"$ab*03\r\n$ab*04\r\n$ab\r\n$AB*03\n",
		"0,identity,,ab,,,,,,\n21,identity,,AB,,,,,,\n", 2 },
	{ "a missing sum is forgiven until one was seen",
		"frame: { starts: $, ends: any, check: { kind: xor8, mark: '*', "
		"optional: yes "
		"} }\nmessages:\n"
		"  - { name: a, match: '(?<s>\\w+)', says: [ { kind: identity, "
		"subject: s } ] "
		"}\n",
		"$ab\n$ab*03\n$ab\n$ab*03\n",
		"0,identity,,ab,,,,,,\n4,identity,,ab,,,,,,\n15,identity,,ab,,,,,,\n",
		1 },
	{ "codes: words say kind, flags, unit, or that there is nothing",
		"frame: { ends: any }\ncodes:\n"
		"  - { field: k, is: [ W, w ], kind: weight }\n"
		"  - { field: k, is: [ H ], kind: height }\n"
		"  - { field: u, is: [ kg ], unit: kg }\n"
		"  - { field: u, is: [ cm ], unit: cm }\n"
		"  - { field: f, is: [ '' ], flags: [ stable ] }\n"
		"  - { field: f, is: [ '?' ], flags: [ unstable ] }\n"
		"  - { field: v, is: [ ---, '0.000' ], nothing: yes, flags: [ dnf, "
		"error ] }\n"
		"messages:\n"
		"  - { name: a, match: '(?<k>\\w)(?<v>[^ ]+) (?<u>kg|cm|in)(?<f>[ "
		"?])', says: [ "
		"{ value: v } ] }\n",
		"W1.5 kg \nH1.5 cm?\nw--- kg \nH0.000 cm \nX1 kg \nH1 in \n",
		"0,weight,,,1500000000,ug,1,,stable,\n9,height,,,15000,um,1,,unstable,"
		"\n"
		"18,weight,,,,,,,stable+dnf+error,\n27,height,,,,,,,stable+dnf+error,"
		"\n",
		2 },
	{ "a field kept from an earlier record",
		"frame: { ends: any }\nmessages:\n"
		"  - { name: lane, match: 'LANE (?<lane>\\d)', keep: [ lane ] }\n"
		"  - { name: time, match: 'T(?<t>[\\d.]+)', says: [ { kind: time, "
		"channel: "
		"^lane, value: t, unit: s, text: 'of={^lane};by=hand' } ] }\n",
		"T9.00\nLANE 3\nT9.00\nLANE 4\n\nT9.1\n",
		"0,time,,,9000000,us,2,,,by=hand\n13,time,3,,9000000,us,2,,,of=3;by="
		"hand\n"
		"27,time,4,,9100000,us,1,,,of=4;by=hand\n",
		0 },
	{ "a message of a print-out is only meant inside it",
		"frame: { ends: any }\nmessages:\n"
		"  - { name: head, block: begins, match: 'RACE' }\n"
		"  - { name: line, block: inside, match: '(?<l>\\d) (?<t>[\\d.]+)', "
		"says: [ { "
		"kind: time, channel: l, value: t, unit: s } ] }\n"
		"  - { name: note, block: any, match: '# note' }\n"
		"  - { name: end, block: ends, match: 'FINISH' }\n"
		"  - { name: other, match: 'OTHER' }\n",
		"1 2.0\nRACE\n1 2.0\n# note\n2 2.5\nFINISH\n3 2.6\nRACE\nOTHER\n1 "
		"2.7\nFINISH\n",
		"11,time,1,,2000000,us,1,,,\n24,time,2,,2500000,us,1,,,\n", 4 },
	{ "a reading only when its field is there",
		"frame: { ends: any }\nmessages:\n"
		"  - name: a\n    match: 'H(?<h>\\d+)(,W(?<w>\\d+))?'\n"
		"    says: [ { kind: height, value: h, unit: mm }, { kind: weight, "
		"value: w, "
		"unit: g, when: w } ]\n",
		"H1500\nH1500,W40000\n",
		"0,height,,,1500000,um,0,,,\n6,height,,,1500000,um,0,,,\n"
		"6,weight,,,40000000000,ug,0,,,\n",
		0 },
	{ "places, fixed words and pairs that stay away when empty",
		"frame: { ends: any }\nmessages:\n"
		"  - name: a\n    match: '(?<l>\\d)=(?<t>[\\d.]+)(?<p>\\d| "
		");(?<x>.*)'\n"
		"    says: [ { kind: time, channel: '=M1', value: t, unit: s, place: "
		"p, text: "
		"'lane={l};x={x}' } ]\n",
		"1=2.00 ;\n2=2.10;a;b=c\n",
		"0,time,M1,,2000000,us,2,,,lane=1\n9,time,M1,,2100000,us,1,,,lane=2;x="
		"a b=c\n",
		0 },
	{ "noise in front of a record is skipped",
		"frame: { ends: any }\nmessages:\n"
		"  - { name: a, match: 'x(?<v>\\d{3})', says: [ { kind: count, value: "
		"v, unit: "
		"times } ] }\n",
		"\x80\xffx12x345\nx456\n",
		"5,count,,,345,1,0,,,\n10,count,,,456,1,0,,,\n", 0 },
	{ "what is too long is no record",
		"frame: { ends: any, max: 8 }\nmessages:\n"
		"  - { name: a, match: 'x(?<v>\\d{3})', says: [ { kind: count, value: "
		"v, unit: "
		"times } ] }\n",
		"aaaaaaaaaaaaaaaaaaaaaaaaax345\nbbbbbbbbbbbbbbbbbbbbbbbbbbb\nx345\n",
		"25,count,,,345,1,0,,,\n58,count,,,345,1,0,,,\n", 1 },
	{ "a channel that does not fit is a wrong frame, not half a channel",
		"frame: { ends: any }\nmessages:\n"
		"  - { name: a, match: 'c(?<c>\\w*)', says: [ { kind: impulse, "
		"channel: c } ] "
		"}\n",
		"c1234567\nd12345678\n", "0,impulse,1234567,,,,,,,\n", 1 },
	{ "a record that ends with bytes of its own, over several lines",
		"frame: { starts: '^A', until: '~B\\r\\n' }\nmessages:\n"
		"  - { name: a, match: '\\r\\n(?<v>\\d+) g\\r\\n', says: [ { kind: "
		"weight, value: v, unit: g } ] }\n",
		"5 g\r\n~B\r\n^A\r\n15 g\r\n~B\r\n^A\r\n1~^A\r\n16 g\r\n~B\r\n",
		"9,weight,,,15000000,ug,0,,,\n29,weight,,,16000000,ug,0,,,\n", 1 },
	{ "packed decimals are read as hex digits",
		"frame: { starts: '#', ends: none, length: 2, as: hex }\nmessages:\n"
		"  - { name: a, match: '(?<s>[0-9A-F]{3})5', says: [ { kind: identity, "
		"subject: s } ] }\n",
		"#\x41\x2a#\x2f\x55", "3,identity,,2F5,,,,,,\n", 1 },
	{ "and with the halves of each byte swapped",
		"frame: { starts: '#', ends: none, length: 2, as: hex-swapped, max: 8 "
		"}\nmessages:\n"
		"  - { name: a, match: '(?<s>[0-9A-F]{3})5', columns: [ { name: c, "
		"from: 3, to: 4 } ], says: [ { kind: identity, subject: s, channel: c "
		"} "
		"] }\n",
		"#\x41\x5a", "0,identity,5,14A,,,,,,\n", 0 },
	{ "records with no mark at all are believed when several fit in a row",
		"frame: { ends: none, length: 2, in_a_row: 3 }\nmessages:\n"
		"  - { name: a, match: '[a-f](?<v>\\d)', says: [ { kind: count, value: "
		"v, unit: times } ] }\n",
		"1b2xa1b2c3d4-a5b6-c7d8e9",
		"4,count,,,1,1,0,,,\n6,count,,,2,1,0,,,\n8,count,,,3,1,0,,,\n"
		"10,count,,,4,1,0,,,\n18,count,,,7,1,0,,,\n20,count,,,8,1,0,,,\n"
		"22,count,,,9,1,0,,,\n",
		0 },
	{ "a sum that leaves out the first bytes",
		"frame: { ends: any, check: { kind: sum8, skip: 2 } }\nmessages:\n"
		"  - { name: a, match: 'a(?<s>.\\d+)', says: [ { kind: identity, "
		"subject: s } ] }\n",
		"aa1263\nab1263\nac1264\n",
		"0,identity,,a12,,,,,,\n7,identity,,b12,,,,,,\n", 1 },
	{ "a sum that takes in the start mark",
		"frame: { starts: '\\x02', ends: any, check: { kind: sum8, with_start: "
		"yes } }\nmessages:\n"
		"  - { name: a, match: '(?<s>\\d+)', says: [ { kind: identity, "
		"subject: s } ] }\n",
		"\x02"
		"1265\n\x02"
		"1263\n",
		"0,identity,,12,,,,,,\n", 1 },
	{ "a sum of the bytes that the hex digits spell",
		"frame: { starts: '#', ends: any, check: { kind: xor8, spelled: yes } "
		"}\nmessages:\n"
		"  - { name: a, match: '(?<s>\\w+)', says: [ { kind: identity, "
		"subject: s } ] }\n",
		"#0102fffC\n#0102FFFD\n#0102ff1FC\n#zz0000\n#FC\n",
		"0,identity,,0102ff,,,,,,\n", 4 },
	{ "digits without a point, which stands in another field or never moves",
		"frame: { ends: any }\nmessages:\n"
		"  - { name: a, match: 'a(?<v>[-+.\\d]+),(?<p>.?)', says: [ { kind: "
		"weight, value: v, unit: kg, point: p } ] }\n"
		"  - { name: b, match: 'b(?<v>[-+\\d]+)', says: [ { kind: "
		"weight, value: v, unit: kg, point: '=1' } ] }\n",
		"a+001650,0\na-001650,3\nb0412\na1,\na1,x\na1.5,1\n",
		"0,weight,,,1650000000000,ug,0,,,\n11,weight,,,-1650000000,ug,3,,,\n"
		"22,weight,,,41200000000,ug,1,,,\n",
		3 },
	{ "clocks without colons",
		"frame: { ends: any }\nmessages:\n"
		"  - { name: a, match: '(?<p>\\d)v(?<v>.*)', says: [ { kind: time, "
		"value: v, unit: hms, point: p } ] }\n",
		"4v2037243216\n0v000000\n2v0000183\n3v235959999\n0v7\n6v1000001\n"
		"0v6000\n0v60\n0v1.0\n0v\n7v1\n",
		"0,time,,,74244321600,us,4,,,\n13,time,,,0,us,0,,,\n"
		"22,time,,,1830000,us,2,,,\n32,time,,,86399999000,us,3,,,\n"
		"44,time,,,7000000,us,0,,,\n48,time,,,1000001,us,6,,,\n",
		5 },
	{ "a day and a fraction are added, and a day says that it is dated",
		"frame: { ends: any }\nmessages:\n"
		"  - { name: a, match: 'a(?<d>.{6})(?<t>\\d{6})(?<f>..)', says: [ { "
		"kind: impulse, value: t, unit: hms, add: [ { value: d, unit: yymmdd "
		"}, "
		"{ value: f, unit: hex-s, point: '=2' } ] } ] }\n"
		"  - { name: b, match: 'b(?<t>[\\d:.]+) (?<d> *\\d*)', says: [ { kind: "
		"impulse, value: t, unit: clock, add: [ { value: d, unit: days-2000 } "
		"] "
		"} ] }\n"
		"  - { name: c, match: 'c(?<d>\\d+)', says: [ { kind: impulse, value: "
		"d, unit: ddmmyyyy } ] }\n",
		"a26030620274723\na      20274723\na26030620274763\na26023020274700\n"
		"b19:30:58.41200  6994\nb19:30:58.4 \nb0:00:00 0\nc29022024\n"
		"c29022023\nc9022024\na260306202747g0\n",
		"0,impulse,,,1772828867350000,us,2,,dated,\n"
		"16,impulse,,,73667350000,us,2,,,\n"
		"32,impulse,,,1772828867990000,us,2,,dated,\n"
		"64,impulse,,,1551036658412000,us,5,,dated,\n"
		"86,impulse,,,70258400000,us,1,,,\n"
		"99,impulse,,,946684800000000,us,0,,dated,\n"
		"110,impulse,,,1709164800000000,us,0,,dated,\n",
		4 },
	{ "a row of lanes, each with its codes",
		"frame: { ends: any }\ncodes:\n"
		"  - { field: m, is: [ '!' ], means: '1' }\n"
		"  - { field: l, is: [ A ], means: '1' }\n"
		"  - { field: l, is: [ B ], means: '2' }\n"
		"  - { field: t, is: [ '0.0' ], nothing: yes, flags: [ dnf ] }\n"
		"messages:\n"
		"  - name: a\n    match: '(?<r>\\d)=A=\\d.*'\n"
		"    each: '((?<h>\\d=))?(?<l>[AB])=(?<t>\\d\\.\\d)(?<m>[! ])'\n"
		"    says: [ { kind: time, channel: l, subject: r, value: t, unit: s, "
		"place: m, text: 'first={h}' } ]\n",
		"7=A=1.5 B=1.2!\n7=A=0.0 B=1.2!\n7=A=1.5 C\nB=1.2!\n",
		"0,time,1,7,1500000,us,1,,,first=7=\n0,time,2,7,1200000,us,1,1,,\n"
		"15,time,1,7,,,,,dnf,first=7=\n15,time,2,7,1200000,us,1,1,,\n",
		2 },
	{ "a row that is longer than a frame's readings is none",
		"frame: { ends: any }\nmessages:\n"
		"  - { name: a, match: '#.*', each: '#?(?<v>\\d)', says: [ { kind: "
		"count, value: v, unit: times } ] }\n",
		"#123456789012345678901234567890123\n#1\n", "35,count,,,1,1,0,,,\n",
		1 },
	{ "codes of any length, behind another's end only, ended in any way",
		"frame: { ends: any-or-tab, after_end: yes }\n"
		"messages: [ { name: a, match: '.{1,39}', says: [ { kind: identity, "
		"subject: r } ], columns: [ { name: r, from: 0, to: 2 } ] } ]\n",
		"45\r\n67\t89\r12\n",
		"4,identity,,67,,,,,,\n7,identity,,89,,,,,,\n10,identity,,12,,,,,,\n",
		0 },
	{ "a sum in decimal digits",
		"frame: { starts: '<', until: '>\\r\\n', check: { kind: sum16, form: "
		"decimal } }\n"
		"messages: [ { name: a, match: '(?<v>\\d{4}) ', says: [ { kind: "
		"count, value: v, unit: times } ] } ]\n",
		"<0012 0227>\r\n<0013 0227>\r\n", "0,count,,,12,1,0,,,\n", 1 },
	{ "the head of a print-out says what the numbers inside are",
		"frame: { ends: any }\n"
		"codes: [ { field: '^what', is: [ S ], kind: start }, { field: "
		"'^what', is: [ F ], kind: finish }, { field: '^state', is: [ '!' ], "
		"flags: [ manual ] } ]\n"
		"messages:\n"
		"  - { name: h, match: '#(?<what>[A-Z])(?<state>.)', block: begins, "
		"keep: [ what, state ] }\n"
		"  - { name: v, match: '=(?<v>\\d+)', block: ends, says: [ { value: v, "
		"unit: s } ] }\n",
		"=1\n#S.\n=2\n=3\n#F!\n=4\n#X.\n=5\n",
		"7,start,,,2000000,us,0,,,\n17,finish,,,4000000,us,0,,manual,\n", 3 },
	{ "a code turns the sign",
		"frame: { ends: any }\n"
		"codes: [ { field: s, is: [ '-' ], minus: yes } ]\n"
		"messages: [ { name: a, match: '(?<s>[ -])(?<v>\\d+)', says: [ { kind: "
		"length, value: v, unit: cm } ] } ]\n",
		"-12\n 12\n-00\n",
		"0,length,,,-120000,um,0,,,\n4,length,,,120000,um,0,,,\n"
		"8,length,,,0,um,0,,,\n",
		0 },
	{ "hours, minutes, seconds and thousandths in four places",
		"frame: { ends: any }\n"
		"messages: [ { name: a, match: \"(?<h>..):(?<m>..)'(?<s>..)\\\"(?<t>"
		"...)\", says: [ { kind: impulse, value: h, unit: h, add: [ { value: "
		"m, unit: min }, { value: s, unit: s }, { value: t, unit: ms } ] } ] } "
		"]\n",
		"01:00'31\"957\n", "0,impulse,,,3631957000,us,0,,,\n", 0 },
	{ "ticks of 1/256 s in hex digits",
		"frame: { ends: any }\n"
		"messages: [ { name: a, match: 't=(?<t>[0-9a-f]{8})', says: [ { kind: "
		"impulse, value: t, unit: hex-s/256 } ] } ]\n",
		"t=00000180\nt=ffffffff\n",
		"0,impulse,,,1500000,us,3,,,\n11,impulse,,,16777215996093,us,3,,,\n",
		0 },
	{ "days with something between their numbers",
		"frame: { ends: any }\n"
		"messages:\n"
		"  - { name: a, match: 'a(?<d>.*)', says: [ { kind: impulse, value: d, "
		"unit: dd-mm-yyyy } ] }\n"
		"  - { name: b, match: 'b(?<d>.*)', says: [ { kind: impulse, value: d, "
		"unit: yyyy-mm-dd } ] }\n",
		"a22-09-2011\nb2011/09/22\nb1970.01.02\na31-02-2011\na22-9-2011\n",
		"0,impulse,,,1316649600000000,us,0,,dated,\n"
		"12,impulse,,,1316649600000000,us,0,,dated,\n"
		"24,impulse,,,86400000000,us,0,,dated,\n",
		2 },
	{ "a sum behind the end, which is over the end too",
		"frame: { starts: '\\x02', ends: etx, check: { kind: xor8, form: "
		"bytes, behind: yes, with_end: yes } }\n"
		"messages: [ { name: a, match: '(?<v>\\d+)', says: [ { kind: count, "
		"value: v, unit: times } ] } ]\n",
		"\x02"
		"17\x03\x05\x02"
		"17\x03\x04\x02"
		"7\x03\x34\x02"
		"1",
		"0,count,,,17,1,0,,,\n10,count,,,7,1,0,,,\n", 2 },
	{ "a sum of digits behind the end alone",
		"frame: { starts: '$', ends: cr, check: { kind: sum8, form: hex, "
		"behind: yes, with_start: yes } }\n"
		"messages: [ { name: a, match: '(?<v>\\d+)', says: [ { kind: count, "
		"value: v, unit: times } ] } ]\n",
		"$12\r87$12\r88$7\r5B$\r24$7\r5",
		"0,count,,,12,1,0,,,\n12,count,,,7,1,0,,,\n", 3 },
	{ "a text of several fields",
		"frame: { ends: any }\nmessages:\n"
		"  - { name: a, match: '(?<m>\\d*):(?<s>\\d*);(?<k>.*)', says: [ { "
		"kind: status, text: 'best={m} min {s};of={k}' } ] }\n",
		"1:30;x\n:;y\n",
		"0,status,,,,,,,,best=1 min 30;of=x\n7,status,,,,,,,,of=y\n", 0 },
	{ "numbers keep their decimals", "frame: { ends: any }\n" NUMBER "kg } ]\n",
		"v=1.640;\nv=-  1.640;\nv= +2.;\nv=.5;\n",
		"0,count,,,1640000000,ug,3,,,\n9,count,,,-1640000000,ug,3,,,\n"
		"21,count,,,2000000000,ug,0,,,\n29,count,,,500000000,ug,1,,,\n",
		0 },
	{ "a number that is none is a wrong frame",
		"frame: { ends: any }\n" NUMBER "mm } ]\n",
		"v=;\nv=1 2;\nv=1,5;\nv=- -1;\nv=+-1;\nv=1e3;\nv=0.0001;\n"
		"v=9999999999999999;\nv=99999999999999999999;\nv=--1;\n",
		"", 10 },
	{ "clocks", "frame: { ends: any }\n" NUMBER "clock } ]\n",
		"v=09:00:38.7600;\nv=00:00:53.37  "
		";\nv=3:42;\nv=23:59:59.999999;\nv=12.5;\n"
		"v=100:00:00;\n",
		"0,count,,,32438760000,us,4,,,\n17,count,,,53370000,us,2,,,\n"
		"34,count,,,222000000,us,0,,,\n42,count,,,86399999999,us,6,,,\n"
		"61,count,,,12500000,us,1,,,\n69,count,,,360000000000,us,0,,,\n",
		0 },
	{ "what is no clock", "frame: { ends: any }\n" NUMBER "clock } ]\n",
		"v=09:60:00;\nv=09:00:60;\nv=09:0:00;\nv=09:00:1;\nv=:00:10;\nv=-0:10;"
		"\n"
		"v=1:2:3:4;\nv=0:10.;\nv=0:1 ;\nv=0:10.1234567;\nv=1000:00;\n",
		"", 11 },
};

static struct profile *load(const char *text)
{
	struct buf yaml = BUF_INIT;
	struct err err = ERR_INIT;
	struct profile *p;

	buf_addf(&yaml, "%s%s", HEAD, text);
	p = profile_load_text("case.yaml", yaml.data, yaml.len, &err);
	if (!p)
		fail_msg("%s\n%s", err.text, yaml.data);
	buf_release(&yaml);
	return p;
}

static bool says(size_t i, const struct profile *p, size_t piece)
{
	struct buf rows = BUF_INIT;
	struct feed feed;
	bool good;

	hear_bytes(&feed, p, cases[i].bytes, strlen(cases[i].bytes), piece, 0,
		heard_row, &rows);
	good = strcmp(rows.data, cases[i].rows) == 0 &&
	       feed.rejected == cases[i].rejected;
	if (!good)
		print_error("%s:\n%s%d rejected; wanted\n%s%u rejected\n",
			cases[i].what, rows.data, (int)feed.rejected, cases[i].rows,
			cases[i].rejected);
	buf_release(&rows);
	return good;
}

static void says_what_each_profile_means(void **state)
{
	bool good = true;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct profile *p = load(cases[i].profile);

		for (size_t piece = 1; piece < 2000; piece *= 100)
			good = says(i, p, piece) && good;
		profile_free(p);
	}
	assert_true(good);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_each_profile_means),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
