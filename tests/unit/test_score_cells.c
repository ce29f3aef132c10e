/* One cell of a score column: what it says, in every spelling that schools have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "cell_shown.h"
#include "score_cells.h"

static struct items *items;

static int load_items(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	return items ? 0 : -1;
}

static int free_items(void **state)
{
	(void)state;
	items_free(items);
	return 0;
}

/* "205000"; "" for an empty cell; the state in words; "!" or, of a number that is
 * outside, "!95"; "1: 220000 184000" for doubtful ones, by what they look like. */
static void write_said(const struct score_said *said, struct buf *out)
{
	switch (said->is) {
	case SCORE_NOTHING:
		break;
	case SCORE_VALUE:
		buf_addf(out, "%lld", (long long)said->value);
		break;
	case SCORE_STATE:
		buf_adds(out, score_state_zh(said->state));
		break;
	case SCORE_WRONG:
		buf_adds(out, "!");
		if (said->outside)
			buf_addf(out, "%lld", (long long)said->value);
		break;
	case SCORE_DOUBTFUL:
		buf_addf(out, "%d:", (int)said->spelling);
		for (size_t i = 0; i < said->count; i++)
			buf_addf(out, " %s%s=%lld", said->readings[i].likely ? "" : "?",
				score_way_name(said->readings[i].way),
				(long long)said->readings[i].value);
		break;
	}
}

static void read_cell(const char *key, enum cell_kind kind, const char *text,
	const char *format, unsigned ways, struct score_said *said)
{
	static const struct {
		const char *key;
		int64_t low, high;
	} bounds[] = {
		{ "height", 800, 2500 },
		{ "weight", 14000, 200000 },
		{ "vital_capacity", 500, 9999 },
		{ "run50", 5000, 20000 },
		{ "sit_reach", -300, 400 },
		{ "situps", 0, 99 },
		{ "long_jump", 500, 4000 },
		{ "run1000", 120000, 540000 },
		{ "shuttle_50x8", 45000, 240000 },
	};
	struct cell cell = { kind, text, format, 0 };
	struct score_item item = { items_at(items, items_find(items, key)), 0, 0 };

	for (size_t i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++)
		if (strcmp(bounds[i].key, key) == 0) {
			item.low = bounds[i].low;
			item.high = bounds[i].high;
		}
	assert_true(item.high > 0);
	score_cell_read(&item, &cell, ways, said);
}

struct case_of {
	const char *text, *want;
};

static void check(
	const char *key, enum cell_kind kind, const struct case_of *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buf got = BUF_INIT;
		struct score_said said;

		read_cell(key, kind, cases[i].text, "", 0, &said);
		write_said(&said, &got);
		if (strcmp(got.data, cases[i].want) != 0)
			fail_msg("%s \"%s\" says \"%s\", not \"%s\"", key,
				cases[i].text, got.data, cases[i].want);
		buf_release(&got);
	}
}

#define CHECK(key, kind, cases)                                                        \
	check(key, kind, cases, sizeof(cases) / sizeof((cases)[0]))

static void a_run_with_its_mark_is_sure(void **state)
{
	static const struct case_of cases[] = {
		{ "3'25", "205000" },
		{ "3′25", "205000" },
		{ "3’25", "205000" },
		{ "3‘25", "205000" },
		{ "3＇25", "205000" },
		{ "3`25", "205000" },
		{ "３′２５", "205000" },
		{ " 3' 25 ", "205000" },
		{ "3'25\"", "205000" },
		{ "3′25″", "205000" },
		{ "3'25''", "205000" },
		{ "'3'25", "205000" },
		{ "3'05", "185000" },
		{ "0'59", "!59000" },
		{ "3'25.4", "205000" },
		{ "3'25\"40", "205000" },
		{ "3分25秒", "205000" },
		{ "3分25", "205000" },
		{ "3分5秒", "185000" },
		{ "3'5\"", "185000" },
		{ "3′5″", "185000" },
		{ "3'5''", "185000" },
		{ "3分", "180000" },
		{ "3分钟", "180000" },
		{ "3分整", "180000" },
		{ "3min25s", "205000" },
		{ "0:03:25", "205000" },
		{ "00:03:25", "205000" },
		{ "205秒", "205000" },
		{ "205.6秒", "205000" },
		{ "205s", "205000" },
		{ "9'01", "!541000" },
		{ "1'59", "!119000" },
		{ "3'60", "!" },
		{ "3'256", "!" },
		{ "3'", "!" },
		{ "'", "" },
		{ "3'2a", "!" },
		{ "3'-25", "!" },
		{ "-3'25", "!" },
		{ "99999999999999999999", "!" },
		{ "99999'00", "!" },
		{ "=3+25", "!" },
		{ "", "" },
		{ " \u3000\u00a0", "" },
	};

	(void)state;
	CHECK("run1000", CELL_TEXT, cases);
}

static void a_run_of_less_than_a_minute_is_not_minutes(void **state)
{
	static const struct case_of cases[] = {
		{ "0'59", "59000" }, /* S1 once kept 59 for it */
		{ "0.59", "1: minutes.seconds=59000 ?minutes.decimal=35000" },
		{ "1'25", "85000" },
		{ "34'00", "!2040000" }, /* a count under the wrong heading */
		{ "34", "!2040000" },	 /* none of its readings can be */
	};

	(void)state;
	CHECK("shuttle_50x8", CELL_TEXT, cases);
}

static void a_doubtful_run_has_all_its_readings(void **state)
{
	static const struct case_of cases[] = {
		{ "3.4", "0: minutes.seconds=220000 minutes.single=184000 "
			 "minutes.decimal=204000" },
		{ "3.25", "1: minutes.seconds=205000 minutes.decimal=195000" },
		{ "3,25", "1: minutes.seconds=205000 minutes.decimal=195000" },
		{ "３．２５", "1: minutes.seconds=205000 minutes.decimal=195000" },
		{ "3.75", "1: minutes.decimal=225000" },
		{ "3.9", "0: minutes.single=189000 minutes.decimal=234000" },
		{ "3.4166667", "2: minutes.decimal=205000" },
		{ "325", "3: seconds=325000 digits=205000" },
		{ "205", "3: seconds=205000 digits=125000" },
		{ "375", "3: seconds=375000" },
		{ "4", "3: minutes.seconds=240000" },
		{ "3:25", "4: clock=205000" },
		{ "3：25", "4: clock=205000" },
		{ "3；25", "4: clock=205000" }, /* one key with a colon */
		{ "3。25", "1: minutes.seconds=205000 minutes.decimal=195000" },
		{ "3。", "!" },
		{ "。25", "!" },
		{ "3 25", "4: clock=205000" },
		{ "3:25:00", "4: clock=205000" },
		{ "3'4", "5: mark.single=184000 mark.tens=220000" },
		{ "3'7", "5: mark.single=187000" },
		{ "3月25日", "6: date=205000" },
		{ "3.4分", "0: minutes.seconds=220000 minutes.single=184000 "
			   "minutes.decimal=204000" },
		{ "3:61", "!" },
		{ "0.1", "!0" },
		{ "0", "0（没有成绩）" },
	};

	(void)state;
	CHECK("run1000", CELL_TEXT, cases);
}

static void numbers_and_moments_of_a_workbook_are_runs_too(void **state)
{
	static const struct {
		enum cell_kind kind;
		const char *text, *format, *want;
	} cases[] = {
		{ CELL_NUMBER, "325", "#\\'##", "205000" },
		{ CELL_NUMBER, "325", "#\"'\"00", "205000" },
		{ CELL_NUMBER, "325", "0\"′\"00\"″\"", "205000" },
		{ CELL_NUMBER, "305", "0\"分\"00\"秒\"", "185000" },
		{ CELL_NUMBER, "325", "0", "3: seconds=325000 digits=205000" },
		{ CELL_NUMBER, "325", "", "3: seconds=325000 digits=205000" },
		{ CELL_NUMBER, "325", "@", "3: seconds=325000 digits=205000" },
		{ CELL_NUMBER, "3.4", "0.00",
			"1: minutes.seconds=220000 minutes.decimal=204000" },
		{ CELL_NUMBER, "3.4", "General",
			"0: minutes.seconds=220000 minutes.single=184000 "
			"minutes.decimal=204000" },
		{ CELL_NUMBER, "0.142361111111111", "", "2: clock=205000" },
		{ CELL_TIME, "03:25:00", "h:mm", "4: clock=205000" },
		{ CELL_TIME, "00:03:25", "mm:ss", "205000" },
		{ CELL_TIME, "03:25:10", "h:mm:ss", "!0" },
		{ CELL_DATE, "2026-03-25", "m\"月\"d\"日\"", "6: date=205000" },
		{ CELL_ERROR, "#N/A", "", "!" },
		{ CELL_EMPTY, "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got = BUF_INIT;
		struct score_said said;

		read_cell("run1000", cases[i].kind, cases[i].text, cases[i].format, 0,
			&said);
		write_said(&said, &got);
		if (strcmp(got.data, cases[i].want) != 0)
			fail_msg("%s as %s says \"%s\", not \"%s\"", cases[i].text,
				cases[i].format, got.data, cases[i].want);
		buf_release(&got);
	}
}

static void whoever_knows_the_file_settles_its_runs(void **state)
{
	static const struct {
		const char *text, *ways, *want;
	} cases[] = {
		{ "3.4", "minutes.seconds", "220000" },
		{ "3.4", "minutes.single", "184000" },
		{ "3.4", "minutes.decimal", "204000" },
		{ "3.4", "seconds",
			"0: minutes.seconds=220000 minutes.single=184000 "
			"minutes.decimal=204000" },
		{ "3.25", "minutes.seconds,digits", "205000" },
		{ "325", "minutes.seconds,digits", "205000" },
		{ "325", "seconds", "325000" },
		{ "325", "seconds,digits", "3: seconds=325000 digits=205000" },
		{ "4", "minutes.seconds", "240000" },
		{ "3:25", "clock", "205000" },
		{ "3'4", "mark.single", "184000" },
		{ "3'4", "mark.tens,minutes.seconds", "220000" },
		{ "3'4", "minutes.seconds,clock",
			"5: mark.single=184000 mark.tens=220000" },
		{ "3:4", "clock,mark.single", "184000" },
		{ "3月25日", "date", "205000" },
		{ "3'25", "minutes.decimal", "205000" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got = BUF_INIT;
		struct err err = ERR_INIT;
		struct score_said said;
		unsigned ways;

		assert_true(score_ways_read(cases[i].ways, &ways, &err));
		read_cell("run1000", CELL_TEXT, cases[i].text, "", ways, &said);
		write_said(&said, &got);
		if (strcmp(got.data, cases[i].want) != 0)
			fail_msg("%s by %s says \"%s\", not \"%s\"", cases[i].text,
				cases[i].ways, got.data, cases[i].want);
		buf_release(&got);
	}
}

static void an_unknown_way_is_refused_with_those_there_are(void **state)
{
	struct err err = ERR_INIT;
	unsigned ways;

	(void)state;
	assert_false(score_ways_read("seconds,guess", &ways, &err));
	assert_non_null(strstr(err.text, "\"guess\""));
	assert_non_null(strstr(err.text, "minutes.decimal"));
	assert_false(score_ways_read("", &ways, &err));
}

static void lengths_have_units_and_dust(void **state)
{
	static const struct case_of height[] = {
		{ "175.3", "1753" },
		{ "175.35", "1754" },
		{ "175.3cm", "1753" },
		{ "175.3 厘米", "1753" },
		{ "1.753米", "1753" },
		{ "1753mm", "1753" },
		{ "１７５．３", "1753" },
		{ "175,3", "1753" },
		{ "+175.3", "1753" },
		{ "175.", "1750" },
		{ "175.30000000000001", "1753" },
		{ "1.75", "!18" },
		{ "69", "!690" },
		{ "0", "0（没有成绩）" },
		{ "175.3kg", "!" },
		{ "175.3.1", "!" },
		{ "abc", "!" },
		{ "1e3", "!" },
		{ "123456789", "!" },
		{ "175.3 175.4", "!" },
	};
	static const struct case_of reach[] = {
		{ "0", "0" }, /* a real value */
		{ "-5.2", "-52" },
		{ "－5.2", "-52" },
		{ "−5.2", "-52" },
		{ "-0.05", "0" },
		{ ".5", "5" },
		{ "-", "没有成绩" },
		{ "9.3000000000000007", "93" },
		{ "-30.1", "!-301" },
	};

	(void)state;
	CHECK("height", CELL_TEXT, height);
	CHECK("sit_reach", CELL_TEXT, reach);
}

static void other_items_are_read_in_their_units(void **state)
{
	static const struct case_of weight[] = {
		{ "45.25", "45300" },
		{ "45.2kg", "45200" },
		{ "90.4斤", "45200" },
		{ "45公斤", "45000" },
	};
	static const struct case_of lungs[] = {
		{ "3250", "3250" },
		{ "3,250", "3250" },
		{ "3250ml", "3250" },
		{ "3.25L", "3250" },
		{ "3250.9", "3250" },
		{ "10000", "!10000" },
	};
	static const struct case_of run50[] = {
		{ "7.8", "7800" },
		{ "7.11", "7200" },
		{ "7。8", "7800" }, /* typed with a Chinese keyboard */
		{ "7.109", "7100" },
		{ "7.8秒", "7800" },
		{ "7'8", "!" }, /* a mark in it is an error */
		{ "7:80", "!" },
		{ "21", "!21000" },
	};
	static const struct case_of situps[] = {
		{ "45", "45" },
		{ "45.0", "45" },
		{ "45个", "45" },
		{ "0", "0" }, /* a real count */
		{ "45.5", "!" },
		{ "1'48", "!" },
		{ "100", "!100" },
	};
	static const struct case_of jump[] = {
		{ "205", "2050" },
		{ "205.9", "2050" },
		{ "2.05米", "2050" },
		{ "2.05", "!20" },
	};

	(void)state;
	CHECK("weight", CELL_TEXT, weight);
	CHECK("vital_capacity", CELL_TEXT, lungs);
	CHECK("run50", CELL_TEXT, run50);
	CHECK("situps", CELL_TEXT, situps);
	CHECK("long_jump", CELL_TEXT, jump);
}

static void words_are_states_and_never_0(void **state)
{
	static const struct case_of cases[] = {
		{ "免体", "免测" },
		{ " 免 测 ", "免测" },
		{ "免予执行", "免测" },
		{ "X", "没有成绩" },
		{ "x", "没有成绩" },
		{ "×", "没有成绩" },
		{ "Ｘ", "没有成绩" },
		{ "缺项", "没有成绩" },
		{ "未测", "没有成绩" },
		{ "-", "没有成绩" },
		{ "—", "没有成绩" },
		{ "/", "没有成绩" },
		{ "缺考", "缺考" },
		{ "请假", "请假" },
		{ "病假", "请假" },
		{ "缓测", "缓测" },
		{ "不测试", "不测试" },
		{ "弃权", "弃权" },
		{ "犯规", "犯规" },
		{ "免体了", "!" },
	};

	(void)state;
	CHECK("situps", CELL_TEXT, cases);
	CHECK("run1000", CELL_TEXT, cases);
	CHECK("height", CELL_TEXT, cases);
}

static void a_number_is_shown_as_its_format_says(void **state)
{
	static const struct {
		const char *number, *format, *shown;
	} cases[] = {
		{ "325", "#\\'##", "3'25" },
		{ "1025", "#\\'##", "10'25" },
		{ "45", "#\\'##", "'45" },
		{ "45", "0\\'00", "0'45" },
		{ "5", "0\\'00", "0'05" },
		{ "325", "#\"'\"00\"\"", "3'25" },
		{ "325", "#\"'\"00\"", "325" }, /* a quote that never ends */
		{ "3.4", "0.00", "3.40" },
		{ "3.4", "0.##", "3.4" },
		{ "3", "0.0", "3.0" },
		{ "3.456", "0.0", "3.456" }, /* it would show what it is not */
		{ "-3.4", "0.00", "-3.4" },
		{ "0.5", "0%", "0.5" },
		{ "325", "General", "325" },
		{ "325", "@", "325" },
		{ "325", "", "325" },
		{ "325", "[Red]0\\'00;0", "3'25" },
		{ "325", "0\"分\"00\"秒\"_ ", "3分25秒" },
		{ "3250", "#,##0", "3250" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct cell cell = { CELL_NUMBER, cases[i].number, cases[i].format, 0 };
		char shown[CELL_SHOWN_MAX];

		if (strcmp(cell_shown(&cell, shown), cases[i].shown) != 0)
			fail_msg("%s as %s: \"%s\"", cases[i].number, cases[i].format,
				shown);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_run_with_its_mark_is_sure),
		cmocka_unit_test(a_run_of_less_than_a_minute_is_not_minutes),
		cmocka_unit_test(a_doubtful_run_has_all_its_readings),
		cmocka_unit_test(numbers_and_moments_of_a_workbook_are_runs_too),
		cmocka_unit_test(whoever_knows_the_file_settles_its_runs),
		cmocka_unit_test(an_unknown_way_is_refused_with_those_there_are),
		cmocka_unit_test(lengths_have_units_and_dust),
		cmocka_unit_test(other_items_are_read_in_their_units),
		cmocka_unit_test(words_are_states_and_never_0),
		cmocka_unit_test(a_number_is_shown_as_its_format_says),
	};

	return cmocka_run_group_tests(tests, load_items, free_items);
}
