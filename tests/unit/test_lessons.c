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

#include "heard.h"

static const struct {
	const char *lesson, *profile;
	const char *bytes; /* up to the NUL */
	const char *rows;
	unsigned rejected;
} lessons[] = {
	{ "listening begins in the middle of a line", "mettler-sics",
		" S      41.20 kg\r\nS S      41.20 kg\r\n",
		"18,weight,,,41200000000,ug,2,,stable,\n", 1 },
	{ "in the middle of a block", "jik-6cab",
		"  1.94 kg\r\n  1.94 kg\r\n    0 pcs\r\n \r\n \r\nE\r\n~P1\r\n"
		"^KJIK000\r\n2023/11/07\r\n17:19:26\r\n  0.50 kg\r\n  1.94 kg\r\n0\r\n0"
		"\r\n  1.44 kg\r\n  1.44 kg\r\n    0 pcs\r\n \r\n \r\nE\r\n~P1\r\n",
		"47,weight,,,500000000,ug,2,,tare,\n"
		"47,weight,,,1940000000,ug,2,,gross,\n"
		"47,weight,,,1440000000,ug,2,,net,\n",
		0 },
	{ "in the middle of the lanes, where the first would be missing",
		"fasttrack-k3", "B=3.261! C=4.129\" \r\nA=4.009\" B=3.261! \r\n",
		"20,time,1,,4009000,us,3,2,,\n20,time,2,,3261000,us,3,1,,\n", 1 },
	{ "a block that was cut short does not lend its lines to the next", "jik-6cab",
		"^KJIK000\r\n2023-11-07\r\n17:19:26\r\n  0.00 kg\r\n"
		"^KJIK000\r\n2023-11-07\r\n17:20:26\r\n  0.00 kg\r\n  1.94 kg\r\n0\r\n0"
		"\r\n  1.94 kg\r\n  1.94 kg\r\n    0 pcs\r\n \r\n \r\nE\r\n~P1\r\n",
		"43,weight,,,0,ug,2,,tare,\n43,weight,,,1940000000,ug,2,,gross,\n"
		"43,weight,,,1940000000,ug,2,,net,\n",
		1 },

	{ "lines end with CR, LF, both, or both turned round", "and-scale",
		"ST,+00001.00  g\rST,+00002.00  g\nST,+00003.00  g\r\n"
		"ST,+00004.00  g\n\rST,+00005.00  g\r\r\nST,+00006.00  g\n",
		"0,weight,,,1000000,ug,2,,stable,\n16,weight,,,2000000,ug,2,,stable,\n"
		"32,weight,,,3000000,ug,2,,stable,\n49,weight,,,4000000,ug,2,,stable,\n"
		"66,weight,,,5000000,ug,2,,stable,\n84,weight,,,6000000,ug,2,,stable,"
		"\n",
		0 },
	{ "TAB stands before the end, or a sum behind it", "tagheuer-thcom08",
		"DE 01\t\r\nDE 02\t\rDE 01\t010A\r\nDE 02\t\r\nDE 02\t010B\n",
		"0,status,,,,,,,,download=ends;run=01\n"
		"8,status,,,,,,,,download=ends;run=02\n"
		"15,status,,,,,,,,download=ends;run=01\n"
		"35,status,,,,,,,,download=ends;run=02\n",
		1 },
	{ "a stopwatch begins its lines with LF and ends them with CR",
		"tagheuer-pocketpro",
		"\nRR 0000 0001   00:00:08.88000\t\r\nDE 01\t\r\nDE 02\t\r\n",
		"0,time,,0001,8880000,us,5,,memory,\n"
		"32,status,,,,,,,,download=ends;run=01\n"
		"40,status,,,,,,,,download=ends;run=02\n",
		1 },

	{ "a tag is told again while it lies there", "rdm6300",
		"\x02"
		"01000734E0D2\x03\x02"
		"01000734E0D2\x03",
		"0,identity,,01000734E0,,,,,,\n14,identity,,01000734E0,,,,,,\n", 0 },
	{ "the same read twice is twice a reading, with the same device time", "ipico",
		"aa00058000120e3800092603071636401eb5\r\n"
		"aa00058000120e3800092603071636401eb5\r\n",
		"0,impulse,00,058000120e38,1772901400300000,us,2,,dated,iq=0009\n"
		"38,impulse,00,058000120e38,1772901400300000,us,2,,dated,iq=0009\n",
		0 },
	{ "one impulse given to a second number keeps its count and time",
		"tagheuer-thcom08",
		"TN    7    2  2 09:00:00.12340\t\r\nT+    8    2  2 "
		"09:00:00.12340\t\r\n"
		"TC    7    2  2 09:00:00.12340\t\r\n",
		"0,impulse,2,7,32400123400,us,5,,,sequence=2\n"
		"33,impulse,2,8,32400123400,us,5,,inserted,sequence=2\n"
		"66,impulse,2,7,32400123400,us,5,,cleared,sequence=2\n",
		0 },

	{ "how many digits were sent is kept: one cuts, another rounds", "alge-tdc8001",
		" 0071 C1  09:00:53.3799 00\r 0071 RT  00:00:53.37   00\r"
		" 0071 RT  00:00:53.3   00\r",
		"0,finish,C1,0071,32453379900,us,4,,,group=00\n"
		"27,time,RT,0071,53370000,us,2,,,group=00\n",
		1 },
	{ "noughts behind the point are digits too", "judge-gate",
		"Lane 1      9.1000\r\nLane 2      9.1\r\n",
		"0,time,1,,9100000,us,4,,,\n20,time,2,,9100000,us,1,,,\n", 0 },
	{ "a point that is never sent counts as sent", "lejia-lj700",
		"W0400 H1500 \r\n",
		"0,weight,,,40000000000,ug,1,,,\n0,height,,,1500000,um,1,,,\n", 0 },

	{ "a day clock goes over midnight, and a dated one with its day",
		"microgate-racetime",
		"000100070010000000R 235959999\r000200070012552550R 000000000\r",
		"0,impulse,000,0007,86399999000,us,3,,,sequence=0001;run=001;origin=R\n"
		"30,impulse,255,0007,0,us,3,,,sequence=0002;run=001;origin=R\n",
		0 },
	{ "a dated one with its day", "tagheuer-thcom08",
		"TN    7    1  1 23:59:59.99999  9557\t\r\n"
		"TN    7    2  2 00:00:00.00000  9558\t\r\n",
		"0,impulse,1,7,1772495999999990,us,5,,dated,sequence=1\n"
		"39,impulse,2,7,1772496000000000,us,5,,dated,sequence=2\n",
		0 },
	{ "a leap day is a day, and the day after it in other years is none",
		"microgate-rei2",
		"DR  SO000127123450000010000000203724321629022024\r\n"
		"DR  SO000127123450000010000000203724321629022023\r\n",
		"0,impulse,00,12345,1709239044321600,us,4,,dated,sequence=000127\n",
		1 },

	{ "nothing is 0.000, 9.999 or 10.000", "fasttrack-k3",
		"A=0.000  B=9.999  C=10.000  D=9.998! \r\n",
		"0,time,1,,,,,,dnf,\n0,time,2,,,,,,dnf,\n0,time,3,,,,,,dnf,\n"
		"0,time,4,,9998000,us,3,1,,\n",
		0 },
	{ "nothing is DNF beside a time that is the gate's limit", "judge-gate",
		"Lane 6     31.0589   DNF\r\n", "0,time,6,,,,,,dnf,limit=31.0589\n",
		0 },
	{ "nothing is DNF, DNS, DSQ or nought in place of a time", "tagheuer-thcom08",
		"RR    0    1           DNF    \t\r\nRR    0    2           DSQ    "
		"\t\r\n"
		"RR    0    3    00:00:00.00000\t\r\n",
		"0,time,,1,,,,,dnf,of=net;state=DNF\n"
		"33,time,,2,,,,,disqualified,of=net;state=DSQ\n"
		"66,time,,3,,,,,dnf,of=net\n",
		0 },
	{ "nothing is a number of nines, and the sign says on which side", "and-scale",
		"OL,+9999999E+19\r\nOL,-9999999E+19\r\n",
		"0,weight,,,,,,,overload,\n17,weight,,,,,,,underload,\n", 0 },
	{ "nothing is ERR in place of a distance", "laser-80-06",
		"\x80\x06\x82"
		"ERR--16N",
		"0,status,,,,,,,error,error=weak\n", 0 },
	{ "nothing is a date of noughts", "microgate-rei2",
		"DR  SO0001290000700000101500000000091234+0000000\r\n",
		"0,time,15,00007,9123400,us,4,,,sequence=000129\n", 0 },

	{ "a weight at rest says so, one that moves too", "mettler-sics",
		"S D      41.18 kg\r\nS S      41.20 kg\r\n",
		"0,weight,,,41180000000,ug,2,,unstable,\n"
		"19,weight,,,41200000000,ug,2,,stable,\n",
		0 },
	{ "where the device does not say whether it is final, neither do we", "xk3190",
		"\x02+001650019\x03", "0,weight,,,1650000000000,ug,0,,,\n", 0 },
	{ "a machine that speaks when it has done is at rest", "tanita-tbf310",
		"0,2,185,110.6,431,28.4,31.4,79.2,58.0,27,32.3,9771\r\n",
		"0,weight,,,110600000000,ug,1,,stable,\n", 0 },
	{ "busy is not a weight", "tcf-dba310", "measing\nwei=041.2\n",
		"0,status,,,,,,,,busy=yes\n8,weight,,,41200000000,ug,1,,,\n", 0 },
};

static bool heard_so(size_t i, const struct profile *p, size_t piece)
{
	struct buf rows = BUF_INIT;
	struct feed feed;
	bool good;

	hear_bytes(&feed, p, lessons[i].bytes, strlen(lessons[i].bytes), piece, 0,
		heard_row, &rows);
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
		struct err err = ERR_INIT;
		char path[512];
		struct profile *p;

		snprintf(path, sizeof(path), SOURCE_DIR "/devices/profiles/%s.yaml",
			lessons[i].profile);
		p = profile_load(path, &err);
		if (!p)
			fail_msg("%s", err.text);
		for (size_t k = 0; k < sizeof(pieces) / sizeof(pieces[0]); k++)
			good = heard_so(i, p, pieces[k]) && good;
		profile_free(p);
	}
	assert_true(good);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(are_kept_by_our_profiles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
