/*
 * The binary driver, one small profile for each thing that it can do. A case is a
 * profile's packets and messages, what a device says, and the rows that come of it;
 * each is heard whole and byte by byte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "escape.h"
#include "heard.h"

#define HEAD                                                                           \
	"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: binary\ntested: t\n"     \
	"examples: [ { hex: 'FF', says: [ ] } ]\n"

#define COUNT                                                                          \
	"messages:\n"                                                                  \
	"  - name: a\n"                                                                \
	"    fields: [ { name: v, at: 1, width: 1 } ]\n"                               \
	"    says: [ { kind: count, value: v, unit: times } ]\n"

static const struct {
	const char *what, *profile, *hex, *rows;
	unsigned rejected;
} cases[] = {
	{ "a fixed size behind first bytes",
		"packets: [ { name: p, starts: 'A', size: 2 } ]\n" COUNT,
		"07 41 05 41 41 42 41", "1,count,,,5,1,0,,,\n3,count,,,65,1,0,,,\n",
		1 },
	{ "an end where it must stand",
		"packets: [ { name: p, starts: '\\x02', size: 3, ends: '\\x03' } "
		"]\n" COUNT,
		"02 05 03 02 05 04 02 02 03",
		"0,count,,,5,1,0,,,\n6,count,,,2,1,0,,,\n", 1 },
	{ "a length of one byte, and what it may not be",
		"packets: [ { name: p, starts: 'A', max: 4, length: { at: 1, width: 1, "
		"plus: "
		"1 } } ]\n" COUNT,
		"41 01 41 03 00 00 41 09 41 00 41 02 00",
		"0,count,,,1,1,0,,,\n2,count,,,3,1,0,,,\n10,count,,,2,1,0,,,\n", 2 },
	{ "a length low byte first",
		"packets: [ { name: p, starts: 'A', order: low-first, max: 300, "
		"length: { at: "
		"1, width: 2 } } ]\n" COUNT,
		"41 04 00 09 41 00 01 41 04 00 00", "0,count,,,4,1,0,,,\n", 1 },
	{ "a sum behind its bytes",
		"packets: [ { name: p, starts: 'A', size: 3, check: { kind: sum8, "
		"form: "
		"bytes, from: 1, at: -1 } } ]\n" COUNT,
		"41 05 05 41 05 46 41 41 41",
		"0,count,,,5,1,0,,,\n6,count,,,65,1,0,,,\n", 1 },
	{ "a sum before its bytes",
		"packets: [ { name: p, starts: '\\xFC\\xFC', size: 8, check: { kind: "
		"sum16-words, form: bytes-low-first, from: 4, at: 2 } } ]\n"
		"messages: [ { name: a, says: [ { kind: status } ] } ]\n",
		"FC FC 02 80 01 00 01 80 FC FC 02 80 01 00 01 81", "0,status,,,,,,,,\n",
		1 },
	{ "a sum as digits",
		"packets: [ { name: p, starts: 'A', size: 4, check: { kind: xor8, "
		"form: "
		"hex, at: -2 } } ]\n" COUNT,
		"41 05 34 34", "0,count,,,5,1,0,,,\n", 0 },
	{ "no first bytes, but a place and a sum",
		"packets: [ { name: p, size: 4, where: [ { at: 1, is: [ '\\x07' ] } ], "
		"check: "
		"{ kind: crc16modbus, form: bytes-low-first, at: -2 } } ]\n" COUNT,
		"07 01 07 41 E2 01 07 41 00", "1,count,,,7,1,0,,,\n", 2 },
	{ "messages told apart by bytes and by numbers",
		"packets: [ { name: p, starts: 'A', size: 4 } ]\n"
		"messages:\n"
		"  - { name: a, where: [ { at: 1, is: [ B, C ] }, { at: 2, width: 2, "
		"below: 300 "
		"} ], says: [ { kind: lap } ] }\n"
		"  - { name: b, where: [ { at: -3, is: [ B ] } ], says: [ { kind: foul "
		"} ] }\n"
		"  - { name: c, where: [ { at: 1, is: [ D ] } ] }\n",
		"41 42 01 2B 41 42 01 2C 41 43 00 00 41 44 00 00 41 45 00 00",
		"0,lap,,,,,,,,\n4,foul,,,,,,,,\n8,lap,,,,,,,,\n", 1 },
	{ "the size tells messages apart",
		"packets: [ { name: p, starts: 'A', length: { at: 1, width: 1 } } ]\n"
		"messages:\n"
		"  - { name: a, size: 3, says: [ { kind: lap } ] }\n"
		"  - { name: b, size: 4, says: [ { kind: foul } ] }\n",
		"41 03 00 41 04 00 00 41 05 00 00 00",
		"0,lap,,,,,,,,\n3,foul,,,,,,,,\n", 1 },
	{ "records one behind the other, of different sizes",
		"packets: [ { name: p, starts: 'A', length: { at: 1, width: 1 }, each: "
		"2, ends: "
		"Z, check: { kind: xor8, form: bytes, at: -2 } } ]\n"
		"messages:\n"
		"  - { name: a, size: 2, where: [ { at: 0, is: [ '1' ] } ], fields: [ "
		"{ name: "
		"v, at: 1, width: 1 } ], says: [ { kind: lap, value: v, unit: times } "
		"] }\n"
		"  - { name: b, size: 3, where: [ { at: 0, is: [ '2' ] } ], fields: [ "
		"{ name: "
		"v, at: 1, width: 2 } ], says: [ { kind: count, value: v, unit: times "
		"} ] }\n",
		"41 09 31 05 32 01 00 4F 5A 41 06 31 05 73 5A 41 05 31 75 5A",
		"0,lap,,,5,1,0,,,\n0,count,,,256,1,0,,,\n9,lap,,,5,1,0,,,\n", 1 },
	{ "packets of several forms",
		"packets: [ { name: p, starts: 'AB', size: 4 }, { name: q, starts: "
		"'AA', size: 3 "
		"} ]\n"
		"messages:\n"
		"  - { name: a, packet: p, says: [ { kind: lap } ] }\n"
		"  - { name: b, packet: q, says: [ { kind: foul } ] }\n",
		"41 41 41 42 00 00 41 41 00", "0,foul,,,,,,,,\n6,foul,,,,,,,,\n", 0 },
	{ "numbers with decimals, signs and codes",
		"packets: [ { name: p, starts: 'A', size: 6 } ]\n"
		"codes:\n"
		"  - { field: f, is: [ '1' ], flags: [ stable ] }\n"
		"  - { field: v, is: [ '-0.01' ], nothing: yes, flags: [ error ] }\n"
		"messages:\n"
		"  - name: a\n"
		"    fields:\n"
		"      - { name: f, at: 1, width: 1 }\n"
		"      - { name: v, at: 2, width: 2, type: signed, decimals: 2 }\n"
		"      - { name: b, at: 4, width: 2, type: bcd, decimals: 1 }\n"
		"    says:\n"
		"      - { kind: weight, value: v, unit: kg }\n"
		"      - { kind: length, value: b, unit: cm, channel: f }\n",
		"41 01 FF 38 01 23 41 00 0F A0 99 99 41 00 0F A0 9A 99",
		"0,weight,,,-2000000000,ug,2,,stable,\n0,length,1,,123000,um,1,,stable,"
		"\n"
		"6,weight,,,40000000000,ug,2,,,\n6,length,0,,9999000,um,1,,,\n",
		1 },
	{ "a code says that there is no value",
		"packets: [ { name: p, starts: 'A', size: 2 } ]\n"
		"codes: [ { field: v, is: [ '255' ], nothing: yes, flags: [ error ] } "
		"]\n" COUNT,
		"41 FF 41 FE", "0,count,,,,,,,error,\n2,count,,,254,1,0,,,\n", 0 },
	{ "words for numbers; what has none is not this message",
		"packets: [ { name: p, starts: 'A', size: 2 } ]\n"
		"messages:\n"
		"  - name: a\n"
		"    fields: [ { name: s, at: 1, width: 1, words: [ { is: [ '1', '2' "
		"], word: M "
		"}, { is: [ '0' ], word: '' } ] } ]\n"
		"    says: [ { kind: status, text: 'sex={s};by=us' } ]\n",
		"41 02 41 00 41 03",
		"0,status,,,,,,,,sex=M;by=us\n2,status,,,,,,,,by=us\n", 1 },
	{ "a subject of as many bytes as there are",
		"packets: [ { name: p, starts: 'A', length: { at: 1, width: 1 } } ]\n"
		"messages:\n"
		"  - name: a\n"
		"    fields: [ { name: s, at: 2, to: -1, type: hex } ]\n"
		"    says: [ { kind: identity, subject: s } ]\n",
		"41 05 0A FF 00 41 03 00 41 01 00",
		"0,identity,,0AFF,,,,,,\n5,identity,,,,,,,,\n", 1 },
	{ "a size that the end mark gives, and what is longer than any",
		"packets: [ { name: p, starts: 'A', ends: 'Z', max: 5 } ]\n"
		"messages:\n"
		"  - name: a\n"
		"    fields: [ { name: s, at: 1, to: -1, type: hex } ]\n"
		"    says: [ { kind: identity, subject: s } ]\n",
		"41 01 5A 41 5A 5A 41 01 02 03 5A 41 01 02 03 04 5A",
		"0,identity,,01,,,,,,\n3,identity,,,,,,,,\n6,identity,,010203,,,,,,"
		"\n",
		1 },
	{ "two sums: of the length, and of what it counts",
		"packets: [ { name: p, starts: '\\x00\\xFF', length: { at: 2, width: "
		"1, plus: 6 }, ends: '\\x00', checks: [ { kind: twos8, form: bytes, "
		"from: 2, at: 3 }, { kind: twos8, form: bytes, from: 4, at: -2 } ] } "
		"]\n"
		"messages: [ { name: a, fields: [ { name: v, at: 4, width: 1 } ], "
		"says: [ { kind: count, value: v, unit: times } ] } ]\n",
		"00 FF 01 FF 05 FB 00 00 FF 01 FE 05 FB 00 00 FF 01 FF 05 FA 00",
		"0,count,,,5,1,0,,,\n", 3 },
	{ "a sum in the middle, over everything around it",
		"packets: [ { name: p, starts: 'A', size: 4, check: { kind: sum8, "
		"form: bytes, at: 1, around: yes } } ]\n"
		"messages: [ { name: a, fields: [ { name: v, at: 2, width: 2 } ], "
		"says: [ { kind: count, value: v, unit: times } ] } ]\n",
		"41 47 01 05 41 47 01 06", "0,count,,,261,1,0,,,\n", 1 },
	{ "sums behind several records",
		"packets: [ { name: p, starts: 'A', size: 5, each: 1, checks: [ { "
		"kind: sum8, form: bytes, from: 1, at: -2 }, { kind: xor8, form: "
		"bytes, from: 1, at: -1 } ] } ]\n"
		"messages: [ { name: a, size: 1, fields: [ { name: v, at: 0, width: 1 "
		"} ], says: [ { kind: lap, value: v, unit: times } ] } ]\n",
		"41 03 05 08 0E 41 03 05 08 0D", "0,lap,,,3,1,0,,,\n0,lap,,,5,1,0,,,\n",
		1 },
	{ "escapes: a byte and another less a number; the end is where it is not "
	  "escaped",
		"packets: [ { name: p, starts: '\\x8E', ends: '\\x8F', max: 8, "
		"escapes: { byte: '\\x8D', minus: 32 } } ]\n"
		"messages:\n"
		"  - name: a\n"
		"    fields: [ { name: s, at: 1, to: -1, type: hex } ]\n"
		"    says: [ { kind: identity, subject: s } ]\n",
		"8E 01 8F 8E 8D AF 8D AD 02 8F 8E 8D AE 8F 8E 8D",
		"0,identity,,01,,,,,,\n3,identity,,8F8D02,,,,,,\n"
		"10,identity,,8E,,,,,,\n",
		1 },
	{ "escapes: length and sum are of the bytes without them",
		"packets: [ { name: p, starts: '\\x7E', length: { at: 1, width: 1 }, "
		"escapes: { byte: '\\x7D', xor: 32 }, check: { kind: sum8, form: "
		"bytes, from: 1, at: -1 } } ]\n"
		"messages:\n"
		"  - name: a\n"
		"    fields: [ { name: s, at: 2, to: -1, type: hex } ]\n"
		"    says: [ { kind: identity, subject: s } ]\n",
		"7E 05 7D 5E 7D 5D 00 7E 04 01 05 7E 05 7D 5E 7D 5D 01 7E 03 03",
		"0,identity,,7E7D,,,,,,\n7,identity,,01,,,,,,\n18,identity,,,,,,,,\n",
		1 },
	{ "escapes: a byte that only says that the next is no mark",
		"packets: [ { name: p, starts: '\\x02', ends: '\\x03', max: 9, "
		"escapes: { byte: '\\x10' } } ]\n"
		"messages:\n"
		"  - name: a\n"
		"    where: [ { at: 1, is: [ D ] } ]\n"
		"    fields: [ { name: s, at: 2, to: -1, type: hex } ]\n"
		"    says: [ { kind: identity, subject: s } ]\n",
		"02 44 10 03 10 10 03 02 44 10 02 10 03 10 03 03",
		"0,identity,,0310,,,,,,\n7,identity,,020303,,,,,,\n", 0 },
	{ "tags in any order, some not there, one twice, one empty",
		"packets: [ { name: p, starts: 'A', ends: 'Z', length: { at: 1, "
		"width: 1 }, tags: { from: 2, to: -1 } } ]\n"
		"messages:\n"
		"  - name: a\n"
		"    fields: [ { name: v, tag: '\\x03' }, { name: s, tag: '\\x0A', "
		"type: text, optional: yes } ]\n"
		"    says: [ { kind: count, value: v, unit: times, text: 'name={s}' } "
		"]\n"
		"  - { name: b, says: [ { kind: status } ] }\n",
		"41 06 03 01 05 5A 41 0D 0A 02 48 69 03 02 01 00 09 00 5A "
		"41 0B 03 00 03 01 07 03 01 08 5A 41 06 04 01 05 5A 41 06 03 02 05 5A",
		"0,count,,,5,1,0,,,\n6,count,,,256,1,0,,,name=Hi\n"
		"19,count,,,7,1,0,,,\n30,status,,,,,,,,\n",
		1 },
	{ "bit 7 begins a packet of a size",
		"packets: [ { name: p, bit_7: yes, size: 3 } ]\n" COUNT,
		"05 81 07 01 82 05 83 09 7F 01 84 01 02",
		"1,count,,,7,1,0,,,\n6,count,,,9,1,0,,,\n10,count,,,1,1,0,,,\n", 1 },
	{ "bit 7 begins a packet that goes to the next",
		"packets: [ { name: p, bit_7: yes, max: 4, where: [ { at: 0, is: [ "
		"'\\x81', '\\x82' ] } ] } ]\n"
		"messages:\n"
		"  - name: a\n"
		"    fields: [ { name: s, at: 0, to: -1, type: hex } ]\n"
		"    says: [ { kind: status, text: 'bytes={s}' } ]\n"
		"  - { name: b, size: 1, says: [ { kind: status } ] }\n",
		"01 81 05 82 81 01 02 03 83 81 01 02 03 04 82 09 81",
		"1,status,,,,,,,,bytes=81\n3,status,,,,,,,,\n"
		"4,status,,,,,,,,bytes=810102\n14,status,,,,,,,,bytes=82\n",
		2 },
	{ "bits of one byte: decimals, sign, rest",
		"packets: [ { name: p, starts: 'A', size: 4 } ]\n"
		"codes:\n"
		"  - { field: sign, is: [ '1' ], minus: yes }\n"
		"  - { field: moves, is: [ '1' ], flags: [ unstable ] }\n"
		"messages:\n"
		"  - name: a\n"
		"    fields:\n"
		"      - { name: point, at: 1, width: 1, bits: '0-2' }\n"
		"      - { name: sign, at: 1, width: 1, bits: '5' }\n"
		"      - { name: moves, at: 1, width: 1, bits: '3' }\n"
		"      - { name: v, at: 2, width: 2 }\n"
		"    says: [ { kind: weight, value: v, unit: kg, point: point } ]\n",
		"41 21 01 00 41 0A 00 7B",
		"0,weight,,,-25600000000,ug,1,,,\n4,weight,,,1230000000,ug,2,,unstable,"
		"\n",
		0 },
	{ "half days, seconds and ticks of 1/256 s make one time",
		"packets: [ { name: p, starts: 'A', size: 5 } ]\n"
		"messages:\n"
		"  - name: a\n"
		"    fields: [ { name: half, at: 1, width: 1 }, { name: s, at: 2, "
		"width: 2 }, { name: t, at: 4, width: 1 } ]\n"
		"    says: [ { kind: impulse, value: s, unit: s, add: [ { value: "
		"half, unit: half-days }, { value: t, unit: s/256 } ] } ]\n",
		"41 01 0E 10 C0 41 00 00 00 01",
		"0,impulse,,,46800750000,us,3,,,\n5,impulse,,,3906,us,3,,,\n", 0 },
	{ "more readings than a frame may have",
		"packets: [ { name: p, starts: 'A', length: { at: 1, width: 1 }, each: "
		"2 } ]\n"
		"messages: [ { name: a, size: 1, says: [ { kind: lap } ] } ]\n",
		"41 23 00*33", "", 1 },
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
	uint8_t bytes[256];
	struct feed feed;
	size_t len;
	bool good;

	assert_true(hex_read(cases[i].hex, bytes, sizeof(bytes), &len));
	buf_adds(&rows, "");
	hear_bytes(&feed, p, bytes, len, piece, 0, heard_row, &rows);
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
