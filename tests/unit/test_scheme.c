/* A scheme that is wrong in one way is refused with file, line and what is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "path.h"
#include "scheme.h"
#include "score.h"

#define FOLDER SOURCE_DIR "/schema/schemes/national-2014"

static struct items *items;

static int set_up(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	if (!items)
		fail_msg("%s", err.text);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	items_free(items);
	return 0;
}

/* ---- a small scheme, right in every way -------------------------------------- */

static const char main_file[] =
	"schema: 1\n"
	"id: small\n"
	"title: 小表\n"
	"status: sample\n"
	"document: none\n"
	"source: invented\n"
	"tables:\n"
	"  points: points.csv\n"
	"  bands: bands.csv\n"
	"  bonus: bonus.csv\n"
	"  weights: weights.csv\n"
	"items:\n"
	"  - key: bmi\n"
	"    zh: 指数\n"
	"    method: bands\n"
	"    index: { mass: weight, length: height, round: cut }\n"
	"  - key: run50\n"
	"    zh: 跑\n"
	"    method: table\n"
	"    attempts: 2\n"
	"  - key: pull_ups\n"
	"    zh: 引体\n"
	"    method: table\n"
	"    bonus_cap: 10\n"
	"bands:\n"
	"  - { key: thin, zh: 低 }\n"
	"  - { key: normal, zh: 正常 }\n"
	"bonus_cap: 10\n"
	"total: { round: half_up, step: 0.1, cap: 110 }\n"
	"missing: incomplete\n"
	"levels:\n"
	"  - { key: good, zh: 好, from: 60 }\n"
	"  - { key: poor, zh: 差, from: 0 }\n";

static const char points_file[] = "item,sex,grade,score,threshold\n"
				  "run50,M,g9,100,7.3\n"
				  "run50,M,g9,90,7.5\n"
				  "run50,M,g9,60,9.5\n"
				  "pull_ups,M,g9,100,15\n"
				  "pull_ups,M,g9,80,\n"
				  "pull_ups,M,g9,60,6\n";

static const char bands_file[] = "sex,grade,category,min,max,score\n"
				 "M,g9,normal,15.8,,100\n"
				 "M,g9,thin,,15.7,80\n";

static const char bonus_file[] = "item,sex,grade,bonus,threshold\n"
				 "pull_ups,M,g9,10,10\n"
				 "pull_ups,M,g9,1,1\n";

static const char weights_file[] = "item,grade_from,grade_to,sex,weight_percent\n"
				   "bmi,g9,g9,M,20\n"
				   "run50,g9,g9,M,50\n"
				   "pull_ups,g9,g9,M,30\n";

enum { MAIN, POINTS, BANDS, BONUS, WEIGHTS, FILES };

static const struct {
	const char *name, *text;
} files[FILES] = {
	{ "scheme.yaml", main_file },
	{ "points.csv", points_file },
	{ "bands.csv", bands_file },
	{ "bonus.csv", bonus_file },
	{ "weights.csv", weights_file },
};

static struct scheme *load_with(int changed, const char *text, struct err *err)
{
	struct scheme_file all[FILES];

	for (int i = 0; i < FILES; i++) {
		const char *bytes = i == changed ? text : files[i].text;

		all[i] = (struct scheme_file){ files[i].name, bytes, strlen(bytes) };
	}
	return scheme_load_files("small", all, FILES, items, err);
}

static void the_small_scheme_is_right(void **state)
{
	struct err err = ERR_INIT;
	struct scheme *scheme = load_with(-1, NULL, &err);

	(void)state;
	if (!scheme) {
		fail_msg("%s", err.text);
		return;
	}
	assert_int_equal(scheme->status, SCHEME_SAMPLE);
	assert_int_equal(scheme->plan[SEX_MALE][GRADE_G9].slots, 3);
	assert_int_equal(scheme->plan[SEX_FEMALE][GRADE_G9].slots, 0);
	assert_int_equal(
		scheme_measure(scheme, items_find(items, "run50"))->attempts, 2);
	assert_int_equal(
		scheme_measure(scheme, items_find(items, "run800"))->attempts, 1);
	assert_true(
		scheme_tests(scheme, SEX_MALE, GRADE_G9, items_find(items, "height")));
	assert_false(
		scheme_tests(scheme, SEX_MALE, GRADE_G9, items_find(items, "run800")));
	scheme_free(scheme);
}

/* ---- each wrong in one way --------------------------------------------------- */

static const struct {
	int file;
	const char *from, *to; /* the first occurrence is changed */
	const char *place, *says;
} wrong[] = {
	/* scheme.yaml: form */
	{ MAIN, "schema: 1", "schema: 2", "scheme.yaml:1: schema", "allowed: 1" },
	{ MAIN, "id: small\n", "", "scheme.yaml", "id" },
	{ MAIN, "id: small\n", "id: small\nid: big\n", "scheme.yaml:3:", "id" },
	{ MAIN, "title: 小表", "titel: 小表", "scheme.yaml:3:", "titel" },
	{ MAIN, "status: sample", "status: maybe", "scheme.yaml:4:", "official" },
	{ MAIN, "missing: incomplete", "missing: ignore", "scheme.yaml:30:", "zero" },
	{ MAIN, "    method: table\n", "", "scheme.yaml:17:", "method" },
	{ MAIN, "attempts: 2", "attempts: two", "scheme.yaml:20:", "attempts" },
	{ MAIN, "attempts: 2", "attempts: 10", "scheme.yaml:20:", "1 to 9" },
	{ MAIN, "zh: 跑", "zh: &a 跑", "scheme.yaml:18:", "" },
	/* scheme.yaml: meaning */
	{ MAIN, "key: run50", "key: chess", "scheme.yaml:17:", "items.yaml" },
	{ MAIN, "key: run50", "key: height", "scheme.yaml:17:", "better" },
	{ MAIN, "key: run50", "key: pull_ups", "scheme.yaml:21:", "twice" },
	{ MAIN, "key: bmi", "key: run800", "scheme.yaml:13:", "no item has" },
	{ MAIN, "mass: weight", "mass: height", "scheme.yaml:16:", "in g" },
	{ MAIN, "length: height", "length: weight", "scheme.yaml:16:", "in mm" },
	{ MAIN, "method: bands\n    index", "method: table\n    index",
		"scheme.yaml:13:", "items.yaml" },
	{ MAIN, "    attempts: 2", "    method2: 2", "scheme.yaml:20:", "method2" },
	{ MAIN, "bonus_cap: 10", "bonus_cap: 101", "scheme.yaml:24:", "0 to 100" },
	{ MAIN, "step: 0.1", "step: 0", "scheme.yaml:29:", "no step" },
	{ MAIN, "step: 0.1", "step: 0.001", "scheme.yaml:29:", "0.001" },
	{ MAIN, "cap: 110", "cap: -1", "scheme.yaml:29:", "-1" },
	{ MAIN, "from: 60", "from: 0", "scheme.yaml:33:", "below" },
	{ MAIN, "from: 0", "from: 10", "scheme.yaml:33:", "begin at 0" },
	{ MAIN, "key: thin", "key: normal", "scheme.yaml:27:", "twice" },
	{ MAIN, "points.csv", "nowhere.csv", "scheme.yaml:8:", "nowhere.csv" },
	{ MAIN, "points.csv", "../points.csv", "scheme.yaml:8:", "plain file name" },
	/* points.csv */
	{ POINTS, "score", "points", "points.csv:1: points", "unknown" },
	{ POINTS, "sex,grade", "sex,sex", "points.csv:1: sex", "twice" },
	{ POINTS, "grade,score,threshold\n", "grade,score\n", "points.csv:1: threshold",
		"missing" },
	{ POINTS, "100,7.3", "100,7.3,1", "points.csv:2:", "6 fields" },
	{ POINTS, "100,7.3", "100", "points.csv:2:", "4 fields" },
	{ POINTS, "run50,M", "chess,M", "points.csv:2: item", "chess" },
	{ POINTS, "run50,M", "bmi,M", "points.csv:2: item", "bands" },
	{ POINTS, "run50,M", "run50,X", "points.csv:2: sex", "M, F" },
	{ POINTS, "M,g9,90", "M,g13,90", "points.csv:3: grade", "g13" },
	{ POINTS, "90,7.5", "101,7.5", "points.csv:3: score", "101" },
	{ POINTS, "90,7.5", "0,7.5", "points.csv:3: score", "above 0" },
	{ POINTS, "90,7.5", "-5,7.5", "points.csv:3: score", "-5" },
	{ POINTS, "90,7.5", "ninety,7.5", "points.csv:3: score", "ninety" },
	{ POINTS, "90,7.5", "100,7.5", "points.csv:3: score", "twice, also in line 2" },
	{ POINTS, "60,9.5", "95,9.5", "points.csv:4: score", "line 3" },
	{ POINTS, "90,7.5", "90,7.3", "points.csv:3: threshold", "not easier" },
	{ POINTS, "90,7.5", "90,7.2", "points.csv:3: threshold", "line 2" },
	{ POINTS, "60,6", "60,16", "points.csv:7: threshold", "line 5" },
	{ POINTS, "90,7.5", "90,7.55", "points.csv:3: threshold", "finer" },
	{ POINTS, "90,7.5", "90,7'5", "points.csv:3: threshold", "7'5" },
	{ POINTS, "90,7.5", "90,75", "points.csv:3: threshold", "hard range" },
	{ POINTS, "60,6\n", "60,6\nrun50,F,g9,100,8.0\n",
		"points.csv:8:", "no weight" },
	{ POINTS, "100,15\npull_ups,M,g9,80,\npull_ups,M,g9,60,6", "100,",
		"points.csv:5:", "blank" },
	{ POINTS, "pull_ups,M,g9,100,15\n", "", "bonus.csv:3:", "row of 100" },
	{ POINTS, "run50,M,g9,100,7.3\nrun50,M,g9,90,7.5\nrun50,M,g9,60,9.5\n", "",
		"weights.csv:3:", "no table of points" },
	{ POINTS, "100,7.3", "100,\"7.3", "points.csv", "" },
	/* bands.csv */
	{ BANDS, "thin", "slim", "bands.csv:3: category", "slim" },
	{ BANDS, "thin", "normal", "bands.csv:3: category", "twice" },
	{ BANDS, ",15.7", ",15.6", "bands.csv:2:", "a gap" },
	{ BANDS, ",15.7", ",15.8", "bands.csv:2:", "an overlap" },
	{ BANDS, ",15.7", ",15.65", "bands.csv:3: max", "one decimal" },
	{ BANDS, "thin,,", "thin,1,", "bands.csv:3:", "lowest band must be open" },
	{ BANDS, "15.8,,", "15.8,40,", "bands.csv:2:", "highest band must be open" },
	{ BANDS, "15.8,,", "15.8,15.7,", "bands.csv:2: max", "below min" },
	/* bonus.csv */
	{ BONUS, "10,10", "11,10", "bonus.csv:2: bonus", "11" },
	{ BONUS, "1,1", "1,-1", "bonus.csv:3: threshold", "not beyond" },
	{ BONUS, "1,1", "1,10", "bonus.csv:3: threshold", "not easier" },
	{ BONUS, "1,1", "1,", "bonus.csv:3: threshold", "" },
	{ BONUS, "pull_ups", "run50", "bonus.csv:2: item", "bonus_cap" },
	/* weights.csv */
	{ WEIGHTS, "M,20", "M,21", "weights.csv:4: weight_percent", "101" },
	{ WEIGHTS, "M,20", "M,0", "weights.csv:2: weight_percent", "1 to 100" },
	{ WEIGHTS, "bmi,g9,g9,M,20\n", "", "bands.csv:3:", "no weight" },
	{ WEIGHTS, "run50,g9", "bmi,g9", "weights.csv:3: item", "in line 2" },
	{ WEIGHTS, "run50,g9,g9", "run50,g9,g8", "weights.csv:3: grade_to", "below" },
	{ WEIGHTS, "run50,g9,g9", "run50,g8,g9", "weights.csv:3:", "no table" },
	{ WEIGHTS, "run50,g9,g9,M", "run50,g9,g9,MF", "weights.csv:3:", "no table" },
};

static void each_wrong_scheme_is_refused_where_it_is_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		const char *text = files[wrong[i].file].text;
		const char *at = strstr(text, wrong[i].from);
		struct err err = ERR_INIT;
		struct scheme *scheme;
		char changed[4096];

		assert_non_null(at);
		snprintf(changed, sizeof(changed), "%.*s%s%s", (int)(at - text), text,
			wrong[i].to, at + strlen(wrong[i].from));
		scheme = load_with(wrong[i].file, changed, &err);
		if (scheme || !strstr(err.text, wrong[i].place) ||
			!strstr(err.text, wrong[i].says))
			fail_msg("%s -> %s: want \"%s\" and \"%s\", got \"%s\"",
				wrong[i].from, wrong[i].to, wrong[i].place,
				wrong[i].says, err.text);
	}
}

static void a_folder_without_a_scheme_is_refused(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_null(scheme_load("/nowhere/at/all", items, &err));
	assert_true(*err.text);
	assert_null(scheme_load(SOURCE_DIR "/schema/codes", items, &err));
	assert_non_null(strstr(err.text, "scheme.yaml"));
}

static void a_table_of_too_many_rows_is_refused(void **state)
{
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;

	(void)state;
	buf_adds(&text, "item,sex,grade,score,threshold\n");
	for (int i = 0; i < 300; i++)
		buf_addf(&text, "pull_ups,M,g9,%d.%02d,%d\n", 99 - i / 100,
			99 - i % 100, 400 - i);
	assert_null(load_with(POINTS, text.data, &err));
	assert_non_null(strstr(err.text, "points.csv:258: item: too many rows"));
	buf_release(&text);
}

/* ---- settings ---------------------------------------------------------------- */

/* A boy of grade 9: index 20.761, run and pull-ups as given; -1 is not measured. */
static const struct {
	const char *from, *to; /* in scheme.yaml */
	int32_t run50, pull_ups;
	int32_t index, total_c; /* SCORE_NONE: incomplete */
} settings[] = {
	{ "round: cut", "round: cut", 7300, 15, 207, 10000 },
	{ "round: cut", "round: half_up", 7300, 15, 208, 10000 },
	{ "round: cut", "round: nonzero_up", 7300, 15, 208, 10000 },
	{ "missing: incomplete", "missing: incomplete", -1, 15, 207, SCORE_NONE },
	{ "missing: incomplete", "missing: zero", -1, 15, 207, 5000 },
	{ "missing: incomplete", "missing: zero", 7300, 6, 207, 8800 },
	{ "half_up, step: 0.1", "half_up, step: 10", 7300, 6, 207, 9000 },
	{ "half_up, step: 0.1", "cut, step: 10", 7300, 6, 207, 8000 },
	{ "half_up, step: 0.1", "half_up, step: 10", 9500, 15, 207, 8000 },
	{ "half_up, step: 0.1", "nonzero_up, step: 15", 9500, 15, 207, 9000 },
	{ "cap: 110", "cap: 110", 7300, 25, 207, 11000 },
	{ "cap: 110", "cap: 110", 7300, 99, 207, 11000 },
	{ "cap: 110", "cap: 105", 7300, 25, 207, 10500 },
	{ "\nbonus_cap: 10", "\nbonus_cap: 3", 7300, 25, 207, 10300 },
};

static void settings_change_what_they_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		const char *at = strstr(main_file, settings[i].from);
		struct err err = ERR_INIT;
		struct results results;
		struct scheme *scheme;
		struct score score;
		char changed[2048];

		assert_non_null(at);
		snprintf(changed, sizeof(changed), "%.*s%s%s", (int)(at - main_file),
			main_file, settings[i].to, at + strlen(settings[i].from));
		scheme = load_with(MAIN, changed, &err);
		if (!scheme) {
			fail_msg("%s", err.text);
			return;
		}
		results_clear(&results);
		results.value[items_find(items, "height")] = 1700;
		results.value[items_find(items, "weight")] = 60000;
		if (settings[i].run50 >= 0)
			results.value[items_find(items, "run50")] = settings[i].run50;
		results.value[items_find(items, "pull_ups")] = settings[i].pull_ups;
		score_student(scheme, SEX_MALE, GRADE_G9, &results, &score);
		assert_int_equal(score.value[0], settings[i].index);
		if (score.total_c != settings[i].total_c)
			fail_msg("%s: got %d", settings[i].to, (int)score.total_c);
		scheme_free(scheme);
	}
}

/* Every file cut short at every place: never a crash, and never a scheme of less. */
static void a_scheme_cut_short_is_refused_or_whole(void **state)
{
	(void)state;
	for (int f = 0; f < FILES; f++) {
		size_t len = strlen(files[f].text);

		for (size_t cut = 0; cut + 1 < len; cut++) {
			struct err err = ERR_INIT;
			char *text = mem_string_n(files[f].text, cut);
			struct scheme *scheme = load_with(f, text, &err);

			if (!scheme)
				assert_true(*err.text);
			scheme_free(scheme);
			free(text);
		}
	}
}

static void the_digest_changes_with_any_byte_that_is_read(void **state)
{
	struct err err = ERR_INIT;
	struct scheme *a = load_with(-1, NULL, &err), *b, *c;
	char changed[2048];

	(void)state;
	snprintf(changed, sizeof(changed), "%s\n", points_file);
	b = load_with(POINTS, changed, &err);
	c = load_with(-1, NULL, &err);
	assert_false(digest_same(&a->digest, &b->digest));
	assert_true(digest_same(&a->digest, &c->digest));
	scheme_free(a);
	scheme_free(b);
	scheme_free(c);
}

static void the_national_standard_loads_and_says_what_it_is(void **state)
{
	struct err err = ERR_INIT;
	struct scheme *scheme = scheme_load(FOLDER, items, &err);
	int boy = 0, girl = 0;

	(void)state;
	if (!scheme) {
		fail_msg("%s", err.text);
		return;
	}
	assert_string_equal(scheme->id, "national-2014");
	assert_int_equal(scheme->status, SCHEME_OFFICIAL);
	assert_int_equal(scheme->count, 11);
	for (int g = GRADE_G1; g < GRADE_COUNT; g++) {
		boy += scheme->plan[SEX_MALE][g].slots;
		girl += scheme->plan[SEX_FEMALE][g].slots;
	}
	/* 5 in g1-2, 6 in g3-4, 7 from g5 on */
	assert_int_equal(boy, 2 * 5 + 2 * 6 + 10 * 7);
	assert_int_equal(girl, boy);
	scheme_free(scheme);
}

/* So they are in no grid, no export and no list of what is missing. */
static void nobody_is_tested_by_the_standard_in_an_item_of_exams(void **state)
{
	struct err err = ERR_INIT;
	struct scheme *scheme = scheme_load(
		SOURCE_DIR "/schema/schemes/national-2014", items, &err);
	int first = items_find(items, "football_dribble");

	(void)state;
	if (!scheme) {
		fail_msg("%s", err.text);
		return;
	}
	assert_true(first > items_find(items, "run800"));
	for (int item = 0; item < (int)items_count(items); item++) {
		int tested = 0;

		for (enum grade grade = GRADE_G1; grade < GRADE_COUNT; grade++)
			tested += scheme_tests(scheme, SEX_MALE, grade, item) +
				  scheme_tests(scheme, SEX_FEMALE, grade, item);
		assert_int_equal(tested > 0, item < first);
	}
	scheme_free(scheme);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_small_scheme_is_right),
		cmocka_unit_test(each_wrong_scheme_is_refused_where_it_is_wrong),
		cmocka_unit_test(a_folder_without_a_scheme_is_refused),
		cmocka_unit_test(a_table_of_too_many_rows_is_refused),
		cmocka_unit_test(settings_change_what_they_name),
		cmocka_unit_test(a_scheme_cut_short_is_refused_or_whole),
		cmocka_unit_test(the_digest_changes_with_any_byte_that_is_read),
		cmocka_unit_test(the_national_standard_loads_and_says_what_it_is),
		cmocka_unit_test(nobody_is_tested_by_the_standard_in_an_item_of_exams),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
