/*
 * What real lines taught, with the profiles that we ship: a row for each lesson. Each
 * is heard whole, byte by byte and in sevens.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "escape.h"
#include "heard.h"

/* The number is that of the lesson in protocols.md. Lesson 2, that chunks are arbitrary,
 * is taught by how each row is heard; lesson 11 stands below. */
static const struct {
	unsigned number;
	const char *lesson, *profile;
	const char *bytes; /* up to the NUL; or "hex 41 00" */
	const char *rows;
	unsigned rejected;
} lessons[] = {
	{ 1, "listening begins in the middle of a line", "mettler-sics",
		" S      41.20 kg\r\nS S      41.20 kg\r\n",
		"18,weight,,,41200000000,ug,2,,stable,\n", 1 },
	{ 1, "in the middle of a block", "jik-6cab",
		"  1.94 kg\r\n  1.94 kg\r\n    0 pcs\r\n \r\n \r\nE\r\n~P1\r\n"
		"^KJIK000\r\n2023/11/07\r\n17:19:26\r\n  0.50 kg\r\n  1.94 kg\r\n0\r\n0"
		"\r\n  1.44 kg\r\n  1.44 kg\r\n    0 pcs\r\n \r\n \r\nE\r\n~P1\r\n",
		"47,weight,,,500000000,ug,2,,tare,\n"
		"47,weight,,,1940000000,ug,2,,gross,\n"
		"47,weight,,,1440000000,ug,2,,net,\n",
		0 },
	{ 1, "in the middle of the lanes, where the first would be missing",
		"fasttrack-k3", "B=3.261! C=4.129\" \r\nA=4.009\" B=3.261! \r\n",
		"20,time,1,,4009000,us,3,2,,\n20,time,2,,3261000,us,3,1,,\n", 1 },
	{ 1, "a block that was cut short does not lend its lines to the next",
		"jik-6cab",
		"^KJIK000\r\n2023-11-07\r\n17:19:26\r\n  0.00 kg\r\n"
		"^KJIK000\r\n2023-11-07\r\n17:20:26\r\n  0.00 kg\r\n  1.94 kg\r\n0\r\n0"
		"\r\n  1.94 kg\r\n  1.94 kg\r\n    0 pcs\r\n \r\n \r\nE\r\n~P1\r\n",
		"43,weight,,,0,ug,2,,tare,\n43,weight,,,1940000000,ug,2,,gross,\n"
		"43,weight,,,1940000000,ug,2,,net,\n",
		1 },
	{ 1, "in the middle of a code of any length, which its rest would pass for",
		"barcode", "4567892\r\n6901234567892\r\n",
		"9,identity,,6901234567892,,,,,,\n", 0 },

	{ 3, "lines end with CR, LF, both, or both turned round", "and-scale",
		"ST,+00001.00  g\rST,+00002.00  g\nST,+00003.00  g\r\n"
		"ST,+00004.00  g\n\rST,+00005.00  g\r\r\nST,+00006.00  g\n",
		"0,weight,,,1000000,ug,2,,stable,\n16,weight,,,2000000,ug,2,,stable,\n"
		"32,weight,,,3000000,ug,2,,stable,\n49,weight,,,4000000,ug,2,,stable,\n"
		"66,weight,,,5000000,ug,2,,stable,\n84,weight,,,6000000,ug,2,,stable,"
		"\n",
		0 },
	{ 3, "TAB stands before the end, or a sum behind it", "tagheuer-thcom08",
		"DE 01\t\r\nDE 02\t\rDE 01\t010A\r\nDE 02\t\r\nDE 02\t010B\n",
		"0,status,,,,,,,,download=ends;run=01\n"
		"8,status,,,,,,,,download=ends;run=02\n"
		"15,status,,,,,,,,download=ends;run=01\n"
		"35,status,,,,,,,,download=ends;run=02\n",
		1 },
	{ 3, "a stopwatch begins its lines with LF and ends them with CR",
		"tagheuer-pocketpro",
		"\nRR 0000 0001   00:00:08.88000\t\r\nDE 01\t\r\nDE 02\t\r\n",
		"0,time,,0001,8880000,us,5,,memory,\n"
		"32,status,,,,,,,,download=ends;run=01\n"
		"40,status,,,,,,,,download=ends;run=02\n",
		1 },
	{ 3, "a scanner ends its codes as it was set, and one sends TAB", "barcode",
		"\r20260417\r20260418\n20260419\r\n20260420\t",
		"1,identity,,20260417,,,,,,\n"
		"10,identity,,20260418,,,,,,\n"
		"19,identity,,20260419,,,,,,\n"
		"29,identity,,20260420,,,,,,\n",
		0 },
	{ 3, "nothing ends a line, but its bracket", "farmtek-polaris",
		"    8.88 (M)   11.53 (M)",
		"0,time,,,8880000,us,2,,final,mark=M\n"
		"12,time,,,11530000,us,2,,final,mark=M\n",
		0 },

	{ 4, "a tag is told again while it lies there", "rdm6300",
		"\x02"
		"01000734E0D2\x03\x02"
		"01000734E0D2\x03",
		"0,identity,,01000734E0,,,,,,\n14,identity,,01000734E0,,,,,,\n", 0 },
	{ 4, "the same read twice is twice a reading, with the same device time",
		"ipico",
		"aa00058000120e3800092603071636401eb5\r\n"
		"aa00058000120e3800092603071636401eb5\r\n",
		"0,impulse,00,058000120e38,1772901400300000,us,2,,dated,iq=0009\n"
		"38,impulse,00,058000120e38,1772901400300000,us,2,,dated,iq=0009\n",
		0 },
	{ 8, "one impulse given to a second number keeps its count and time",
		"tagheuer-thcom08",
		"TN    7    2  2 09:00:00.12340\t\r\nT+    8    2  2 "
		"09:00:00.12340\t\r\n"
		"TC    7    2  2 09:00:00.12340\t\r\n",
		"0,impulse,2,7,32400123400,us,5,,,sequence=2\n"
		"33,impulse,2,8,32400123400,us,5,,inserted,sequence=2\n"
		"66,impulse,2,7,32400123400,us,5,,cleared,sequence=2\n",
		0 },
	{ 4, "a race is told again when it is asked for, in the same words",
		"derbytimer-gate",
		"RACE\r\n1 8.8804\r\nFINISH\r\n1 8.8804\r\nFINISH\r\n",
		"0,status,,,,,,,,race=begins\n"
		"6,time,1,,8880400,us,4,,,\n"
		"16,status,,,,,,,,race=over\n"
		"24,time,1,,8880400,us,4,,,\n"
		"34,status,,,,,,,,race=over\n",
		0 },
	{ 4, "a passing that is told again has the same place in the memory",
		"sportident",
		"hex 02 D3 0D 00 1F 00 07 A1 2C 01 0E 10 80 00 00 08 2C 55 03 "
		"02 D3 0D 00 1F 00 07 A1 2C 01 0E 10 80 00 00 08 2C 55 03",
		"0,impulse,31,500012,46800500000,us,3,,,memory=8\n"
		"19,impulse,31,500012,46800500000,us,3,,,memory=8\n",
		0 },

	{ 5, "how many digits were sent is kept: one cuts, another rounds",
		"alge-tdc8001",
		" 0071 C1  09:00:53.3799 00\r 0071 RT  00:00:53.37   00\r"
		" 0071 RT  00:00:53.3   00\r",
		"0,finish,C1,0071,32453379900,us,4,,,group=00\n"
		"27,time,RT,0071,53370000,us,2,,,group=00\n",
		1 },
	{ 5, "noughts behind the point are digits too", "judge-gate",
		"Lane 1      9.1000\r\nLane 2      9.1\r\n",
		"0,time,1,,9100000,us,4,,,\n20,time,2,,9100000,us,1,,,\n", 0 },
	{ 5, "a point that is never sent counts as sent", "lejia-lj700",
		"W0400 H1500 \r\n",
		"0,weight,,,40000000000,ug,1,,,\n0,height,,,1500000,um,1,,,\n", 0 },

	{ 6,
		"impulses and net time are three readings: the net is their "
		"difference, cut",
		"alge-tdc8001",
		" 0071 C0  09:00:00.0012 00\r 0071 C1  09:00:53.3799 00\r"
		" 0071 RT  00:00:53.37   00\r",
		"0,start,C0,0071,32400001200,us,4,,,group=00\n"
		"27,finish,C1,0071,32453379900,us,4,,,group=00\n"
		"54,time,RT,0071,53370000,us,2,,,group=00\n",
		0 },
	{ 6, "a time of day and a net time have the same digits, and another kind",
		"tagheuer-cp520",
		"T      0046  2 00:00:08.882000\rR   1  0046       00:08.882000\r",
		"0,impulse,2,0046,8882000,us,6,,,\n"
		"31,time,,0046,8882000,us,6,,,\n",
		0 },

	{ 7, "a day clock goes over midnight, and a dated one with its day",
		"microgate-racetime",
		"000100070010000000R 235959999\r000200070012552550R 000000000\r",
		"0,impulse,000,0007,86399999000,us,3,,,sequence=0001;run=001;origin=R\n"
		"30,impulse,255,0007,0,us,3,,,sequence=0002;run=001;origin=R\n",
		0 },
	{ 7, "a dated one with its day", "tagheuer-thcom08",
		"TN    7    1  1 23:59:59.99999  9557\t\r\n"
		"TN    7    2  2 00:00:00.00000  9558\t\r\n",
		"0,impulse,1,7,1772495999999990,us,5,,dated,sequence=1\n"
		"39,impulse,2,7,1772496000000000,us,5,,dated,sequence=2\n",
		0 },
	{ 7, "a leap day is a day, and the day after it in other years is none",
		"microgate-rei2",
		"DR  SO000127123450000010000000203724321629022024\r\n"
		"DR  SO000127123450000010000000203724321629022023\r\n",
		"0,impulse,00,12345,1709239044321600,us,4,,dated,sequence=000127\n",
		1 },
	{ 7, "a clock of twelve hours says which half of the day it is", "sportident",
		"hex 02 D3 0D 00 1F 00 07 A1 2C 00 A8 BF C0 00 00 10 B7 76 03 "
		"02 D3 0D 00 1F 00 07 A1 2C 01 00 00 01 00 00 18 F4 94 03",
		"0,impulse,31,500012,43199750000,us,3,,,memory=16\n"
		"19,impulse,31,500012,43200003906,us,3,,,memory=24\n",
		0 },
	{ 7, "a count of laps of two digits goes from 99 to 0", "dt2000",
		"hex 11 95 95 99 99 01 00 00 10 00 01 00 00 20 10",
		"0,lap,99,,7199990000,us,2,,,\n"
		"5,lap,0,,10000,us,2,,,\n"
		"10,lap,1,,20000,us,2,,,\n",
		0 },

	{ 8, "a number that was announced is cleared, line by line", "alge-tdc8001",
		"n0043\r 0043 C1  11:01:50.2000 00\rc0043 C1  11:01:50.2000 00\r"
		"c0043 RT  00:00:50.20   00\r",
		"0,next,,0043,,,,,,\n"
		"6,finish,C1,0043,39710200000,us,4,,,group=00\n"
		"33,finish,C1,0043,39710200000,us,4,,cleared,group=00\n"
		"60,time,RT,0043,50200000,us,2,,cleared,group=00\n",
		0 },
	{ 8, "a result of the race before is told as such", "osm6",
		"\x01\x02\x08"
		"5A <  4  3 1   1\x04\x01\x02\x08\n4 2\x02    1:05.10 \x04",
		"20,time,4,,65100000,us,2,1,memory+final,lap=2;event=3;heat=1\n", 0 },

	{ 9, "nothing is 0.000, 9.999 or 10.000", "fasttrack-k3",
		"A=0.000  B=9.999  C=10.000  D=9.998! \r\n",
		"0,time,1,,,,,,dnf,\n0,time,2,,,,,,dnf,\n0,time,3,,,,,,dnf,\n"
		"0,time,4,,9998000,us,3,1,,\n",
		0 },
	{ 9, "nothing is DNF beside a time that is the gate's limit", "judge-gate",
		"Lane 6     31.0589   DNF\r\n", "0,time,6,,,,,,dnf,limit=31.0589\n",
		0 },
	{ 9, "nothing is DNF, DNS, DSQ or nought in place of a time",
		"tagheuer-thcom08",
		"RR    0    1           DNF    \t\r\nRR    0    2           DSQ    "
		"\t\r\n"
		"RR    0    3    00:00:00.00000\t\r\n",
		"0,time,,1,,,,,dnf,of=net;state=DNF\n"
		"33,time,,2,,,,,disqualified,of=net;state=DSQ\n"
		"66,time,,3,,,,,dnf,of=net\n",
		0 },
	{ 9, "nothing is a number of nines, and the sign says on which side",
		"and-scale", "OL,+9999999E+19\r\nOL,-9999999E+19\r\n",
		"0,weight,,,,,,,overload,\n17,weight,,,,,,,underload,\n", 0 },
	{ 9, "nothing is ERR in place of a distance", "laser-80-06",
		"\x80\x06\x82"
		"ERR--16N",
		"0,status,,,,,,,error,error=weak\n", 0 },
	{ 9, "nothing is a date of noughts", "microgate-rei2",
		"DR  SO0001290000700000101500000000091234+0000000\r\n",
		"0,time,15,00007,9123400,us,4,,,sequence=000129\n", 0 },
	{ 9, "nothing is 65535, 0, or a distance whose light was weak", "tfmini",
		"hex 59 59 FF FF 90 01 70 09 BA 59 59 00 00 90 01 70 09 BC "
		"59 59 EB 00 20 00 70 09 36",
		"0,length,,,,,,,error,strength=400\n"
		"9,length,,,,,,,error,strength=400\n"
		"18,length,,,,,,,error,strength=32\n",
		0 },
	{ 9, "nothing is 100000, or that no line comes", "supertimer2-gate",
		"#1\r88804\r#3\r100000\r!\r",
		"3,time,1,,8880400,us,4,,,\n"
		"12,time,3,,,,,,dnf,\n"
		"19,status,,,,,,,,race=over\n",
		0 },
	{ 9, "nothing is a bit, whatever the digits say", "toledo",
		"hex 02 2B 34 20 20 20 20 34 31 32 20 20 20 20 20 30 0D",
		"0,weight,,,,,,,overload,\n", 0 },
	{ 9, "nothing is an E behind digits", "kern", "\r\n+ 999.99 G E\r\n",
		"2,weight,,,,,,,overload,\n", 0 },
	{ 9, "nothing is lane 0", "newbold-gate", "  2  8.880\r\n  0  0.000\r\n",
		"0,time,2,,8880000,us,3,,,\n", 0 },
	{ 9, "nothing is that no card lies there", "pn532",
		"hex 00 00 FF 03 FD D5 4B 00 E0 00", "0,status,,,,,,,,answer=no_card\n",
		0 },

	{ 10, "a weight at rest says so, one that moves too", "mettler-sics",
		"S D      41.18 kg\r\nS S      41.20 kg\r\n",
		"0,weight,,,41180000000,ug,2,,unstable,\n"
		"19,weight,,,41200000000,ug,2,,stable,\n",
		0 },
	{ 10, "where the device does not say whether it is final, neither do we",
		"xk3190", "\x02+001650019\x03", "0,weight,,,1650000000000,ug,0,,,\n",
		0 },
	{ 10, "a machine that speaks when it has done is at rest", "tanita-tbf310",
		"0,2,185,110.6,431,28.4,31.4,79.2,58.0,27,32.3,9771\r\n",
		"0,weight,,,110600000000,ug,1,,stable,\n", 0 },
	{ 10, "busy is not a weight", "tcf-dba310", "measing\nwei=041.2\n",
		"0,status,,,,,,,,busy=yes\n8,weight,,,41200000000,ug,1,,,\n", 0 },
	{ 10, "a weight moves, then rests: one bit", "toledo",
		"hex 02 2B 38 20 20 20 20 34 31 30 20 20 20 20 20 30 0D "
		"02 2B 30 20 20 20 20 34 31 32 20 20 20 20 20 30 0D",
		"0,weight,,,41000000000,ug,1,,unstable+gross,\n"
		"17,weight,,,41200000000,ug,1,,stable+gross,\n",
		0 },
	{ 10, "between and at the end is a letter in the part before", "osm6",
		"\x01\x02\x08"
		"2I <  4  3 2   2\x04\x01\x02\x08\n3 1\x02      31.07 \x04"
		"\x01\x02\x08"
		"2A <  4  3 2   1\x04\x01\x02\x08\n3 2\x02    1:04.52 \x04",
		"20,split,3,,31070000,us,2,2,,lap=1;event=3;heat=2\n"
		"61,time,3,,64520000,us,2,1,final,lap=2;event=3;heat=2\n",
		0 },

	{ 12, "an impulse goes from number to number, and is never taken back",
		"alge-tdc8001",
		" 0042 C1  11:01:49.1146 00\ri0043 C1  11:01:49.1146 00\r"
		"i0044 C1  11:01:49.1146 00\r",
		"0,finish,C1,0042,39709114600,us,4,,,group=00\n"
		"27,finish,C1,0043,39709114600,us,4,,inserted,group=00\n"
		"54,finish,C1,0044,39709114600,us,4,,inserted,group=00\n",
		0 },
};

/* What `text` says goes over the wire. */
static size_t wire(const char *text, uint8_t *out, size_t size)
{
	size_t len = strlen(text);

	if (strncmp(text, "hex ", 4) == 0) {
		assert_true(hex_read(text + 4, out, size, &len));
		return len;
	}
	assert_true(len <= size);
	for (size_t i = 0; i < len; i++)
		out[i] = (uint8_t)text[i];
	return len;
}

static struct profile *open_profile(const char *name)
{
	struct err err = ERR_INIT;
	char path[512];
	struct profile *p;

	snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s.yaml", name);
	p = profile_load(path, &err);
	if (!p)
		fail_msg("%s", err.text);
	return p;
}

static bool heard_so(size_t i, const struct profile *p, size_t piece)
{
	struct buf rows = BUF_INIT;
	uint8_t bytes[1024];
	struct feed feed;
	bool good;

	buf_adds(&rows, "");
	hear_bytes(&feed, p, bytes, wire(lessons[i].bytes, bytes, sizeof(bytes)), piece,
		0, heard_row, &rows);
	good = strcmp(rows.data, lessons[i].rows) == 0 &&
	       feed.rejected == lessons[i].rejected;
	if (!good)
		print_error("%s:\n%s%d rejected; wanted\n%s%u rejected\n",
			lessons[i].lesson, rows.data, (int)feed.rejected,
			lessons[i].rows, lessons[i].rejected);
	buf_release(&rows);
	return good;
}

static void are_kept_by_our_profiles(void **state)
{
	static const size_t pieces[] = { 1u << 20, 1, 7 };
	bool good = true;

	(void)state;
	for (size_t i = 0; i < sizeof(lessons) / sizeof(lessons[0]); i++) {
		struct profile *p = open_profile(lessons[i].profile);

		for (size_t k = 0; k < sizeof(pieces) / sizeof(pieces[0]); k++)
			good = heard_so(i, p, pieces[k]) && good;
		profile_free(p);
	}
	assert_true(good);
}

static void are_all_kept(void **state)
{
	bool kept[13] = { false };

	(void)state;
	for (size_t i = 0; i < sizeof(lessons) / sizeof(lessons[0]); i++)
		kept[lessons[i].number] = true;
	kept[2] = kept[11] = true;
	for (size_t number = 1; number <= 12; number++)
		assert_true(kept[number]);
}

/* ---- lesson 11: without a sum a damaged record is believed ----------------------------- */

/* What a station would store of it: readings with a value or a subject. */
static void heard_fact(void *ctx, const struct reading *r)
{
	if (r->has_value || r->subject[0])
		heard_row_alone(ctx, r);
}

/* How many of a thousand single wrong bits make it say something else. */
static unsigned believed(const char *profile, const char *text)
{
	struct profile *p = open_profile(profile);
	struct buf clean = BUF_INIT;
	uint8_t bytes[256];
	size_t len = wire(text, bytes, sizeof(bytes)), wrong = 0;
	struct feed feed;

	buf_adds(&clean, "");
	hear_bytes(&feed, p, bytes, len, len, 0, heard_fact, &clean);
	assert_true(clean.len > 0);
	for (size_t bit = 0; bit < 8 * len; bit++) {
		struct buf got = BUF_INIT;

		buf_adds(&got, "");
		bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		hear_bytes(&feed, p, bytes, len, len, 0, heard_fact, &got);
		bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		wrong += got.len > 0 && strcmp(got.data, clean.data) != 0;
		buf_release(&got);
	}
	buf_release(&clean);
	profile_free(p);
	return (unsigned)(wrong * 1000 / (8 * len));
}

static void with_a_sum_no_wrong_bit_is_believed(void **state)
{
	static const struct {
		const char *profile, *bytes;
	} frames[] = {
		{ "xk3190", "\x02+001650019\x03" },
		{ "rdm6300", "\x02"
			     "010011223301\x03" },
		{ "ipico", "aa00058000120e3800092603071636401eb5\r\n" },
		{ "alge-tdc8001", " 0071 C1  09:00:53.3799 00>;\r" },
		{ "chronelec-protime", "<STA 000255 00:00'31\"957 01 01 1 1555>\r\n" },
		{ "toledo-sum",
			"hex 02 2B 30 20 20 20 20 34 31 32 20 20 20 20 20 30 0D 2F" },
		{ "uhf-r200",
			"hex BB 02 22 00 11 C4 30 00 E2 00 00 1D 73 15 01 65 21 40 "
			"8F C6 B8 3E C2 7E" },
		{ "pn532", "hex 00 00 FF 0C F4 D5 4B 01 01 00 04 08 04 1A 2B 3C 4D 00 "
			   "00" },
		{ "sportident", "hex 02 D3 0D 00 1F 00 07 A1 2C 01 0E 10 80 00 00 08 "
				"2C 55 03" },
		{ "tfmini", "hex 59 59 EB 00 90 01 70 09 A7" },
		{ "modbus-counter", "hex 01 03 04 00 00 00 39 3A 21" },
		{ "ste100-mat", "hex 02 03 04 05 00 21 D1 B6 E3 74 01 2D 00 1E 00*9 01 "
				"00 06 00 "
				"00 1F A5 08 40 6C" },
		{ "mylaps-p3", "hex 8E 02 3D 00 39 C8 00 00 01 00 01 04 12 00 00 00 03 "
			       "04 3A 27 "
			       "00 00 0A 08 53 54 2D 31 30 30 34 32 04 08 0E C4 0D E8 "
			       "5B 5F 06 "
			       "00 05 02 65 00 06 02 1B 00 08 02 00 00 81 04 8D AE 8D "
			       "AD 0C 00 "
			       "8F" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++) {
		unsigned wrong = believed(frames[i].profile, frames[i].bytes);

		if (wrong > 0)
			fail_msg("%s: %u of 1000", frames[i].profile, wrong);
	}
}

/* Known, and the reason to switch sums on, to ask for equal readings, and to compare a
 * net time with its impulses. A change that makes it worse should be seen. */
static void without_one_some_are(void **state)
{
	static const struct {
		const char *profile, *bytes;
		unsigned from, to; /* of a thousand wrong bits */
	} lines[] = {
		{ "alge-tdc8001", " 0071 C1  09:00:53.3799 00\r", 150, 300 },
		{ "t-scale", "ST,GS,   245.6 g\r\n", 50, 150 },
		{ "ohaus", "    20.0 kg   ?G\r\n", 50, 200 },
		{ "toledo", "hex 02 2B 30 20 20 20 20 34 31 32 20 20 20 20 20 30 0D",
			50, 200 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		unsigned wrong = believed(lines[i].profile, lines[i].bytes);

		if (wrong < lines[i].from || wrong > lines[i].to)
			fail_msg("%s: %u of 1000", lines[i].profile, wrong);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(are_kept_by_our_profiles),
		cmocka_unit_test(are_all_kept),
		cmocka_unit_test(with_a_sum_no_wrong_bit_is_believed),
		cmocka_unit_test(without_one_some_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
