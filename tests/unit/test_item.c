#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "item.h"
#include "student.h"

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

static const struct item *item(const char *key)
{
	return items_at(items, items_find(items, key));
}

/* The order is that of the columns on the teacher's page. */
static void the_standards_items_come_first_and_then_those_of_exams(void **state)
{
	static const char *const keys[] = { "height", "weight", "vital_capacity",
		"run50", "sit_reach", "rope_skip", "situps", "shuttle_50x8",
		"long_jump", "pull_ups", "run1000", "run800", "football_dribble",
		"basketball_dribble", "basketball_shot", "volleyball_pass",
		"volleyball_wall", "table_tennis", "skating", "solid_ball", "rope_3min",
		"rope_4min", "inverted_row", "swim_25m", "swim_200m", "swim_distance" };
	const int count = (int)(sizeof(keys) / sizeof(keys[0]));

	(void)state;
	assert_int_equal(items_count(items), count);
	for (int i = 0; i < count; i++) {
		assert_int_equal(items_find(items, keys[i]), i);
		assert_int_equal(items_at(items, i)->is_private, i < 2);
	}
	assert_int_equal(items_find(items, "chess"), -1);
}

/* ---- what people write ------------------------------------------------------- */

#define REFUSED INT64_MIN

static const struct {
	const char *item, *text;
	int64_t value;
} written[] = {
	/* height, weight, sit-and-reach: half up to 0.1 */
	{ "height", "175.3", 1753 },
	{ "height", "175", 1750 },
	{ "height", "175.25", 1753 },
	{ "height", "175.24", 1752 },
	{ "height", "175.249999999999", 1752 },
	{ "height", "49.95", 500 },
	{ "height", "49.94", REFUSED },
	{ "height", "250.04", 2500 },
	{ "height", "250.05", REFUSED },
	{ "height", "-175", REFUSED },
	{ "height", "1'75", REFUSED },
	{ "height", "175cm", REFUSED },
	{ "weight", "48.25", 48300 },
	{ "weight", "48.249", 48200 },
	{ "weight", "9.3000000000000007", 9300 },
	{ "weight", "5", 5000 },
	{ "weight", "4.94", REFUSED },
	{ "weight", "250", 250000 },
	{ "weight", "250.1", REFUSED },
	{ "sit_reach", "-0.05", 0 },
	{ "sit_reach", "-0.06", -1 },
	{ "sit_reach", "-0.14", -1 },
	{ "sit_reach", "-0.15", -1 },
	{ "sit_reach", "0.05", 1 },
	{ "sit_reach", "-2", -20 },
	{ "sit_reach", "−2.5", -25 },
	{ "sit_reach", "-60", -600 },
	{ "sit_reach", "-60.05", -600 },
	{ "sit_reach", "-60.06", REFUSED },
	{ "sit_reach", "60.04", 600 },
	{ "sit_reach", "60.05", REFUSED },
	/* 50 m: read in hundredths, then a non-zero second decimal goes up */
	{ "run50", "7.1", 7100 },
	{ "run50", "7.10", 7100 },
	{ "run50", "7.11", 7200 },
	{ "run50", "10.11", 10200 },
	{ "run50", "7.101", 7100 },
	{ "run50", "7.109", 7100 },
	{ "run50", "7.19", 7200 },
	{ "run50", "7.0999999999999996", 7100 },
	{ "run50", "2.99", 3000 },
	{ "run50", "2.9", REFUSED },
	{ "run50", "60.001", 60000 },
	{ "run50", "60.01", REFUSED },
	{ "run50", "0'08", REFUSED },
	/* dribbling is read as 50 m is: 9.304 s is 9.3, not 9.4 */
	{ "football_dribble", "9.304", 9300 },
	{ "football_dribble", "9.31", 9400 },
	{ "football_dribble", "10.312", 10400 },
	{ "football_dribble", "2.9", REFUSED },
	{ "basketball_dribble", "13.21", 13300 },
	{ "basketball_shot", "20.9", 20000 },
	{ "skating", "61.27", 61270 },
	{ "skating", "61.279", 61270 },
	{ "skating", "1'01", REFUSED },
	/* metres, not centimetres */
	{ "solid_ball", "9.7", 9700 },
	{ "solid_ball", "9.709", 9700 },
	{ "solid_ball", "9.719", 9710 },
	{ "solid_ball", "30", 30000 },
	{ "solid_ball", "970", REFUSED },
	{ "solid_ball", "-0.001", REFUSED },
	{ "swim_distance", "99.9", 99000 },
	{ "swim_200m", "4'36", 276000 },
	{ "swim_25m", "22.9", 22000 },
	{ "volleyball_wall", "33", 33 },
	{ "volleyball_wall", "33.5", REFUSED },
	{ "rope_4min", "405", 405 },
	/* runs in minutes: whole seconds, cut */
	{ "run1000", "225", 225000 },
	{ "run1000", "225.4", 225000 },
	{ "run1000", "225.999", 225000 },
	{ "run1000", "3'45", 225000 },
	{ "run1000", "3'45\"", 225000 },
	{ "run1000", "3'45.9", 225000 },
	{ "run1000", "3′45", 225000 },
	{ "run1000", "3′45″", 225000 },
	{ "run1000", "3’45", 225000 },
	{ "run1000", "３＇４５", 225000 },
	{ "run1000", "　3'45 ", 225000 },
	{ "run1000", "3'05", 185000 },
	{ "run1000", "0'59", 59000 },
	{ "run1000", "3'5", REFUSED },
	{ "run1000", "3'60", REFUSED },
	{ "run1000", "3'045", REFUSED },
	{ "run1000", "3'", REFUSED },
	{ "run1000", "'45", REFUSED },
	{ "run1000", "-3'45", REFUSED },
	{ "run1000", "3.5'45", REFUSED },
	{ "run1000", "3'-5", REFUSED },
	{ "run1000", "3'4'5", REFUSED },
	{ "run1000", "3:45", REFUSED },
	{ "run1000", "225\"", REFUSED },
	{ "run1000", "29.99", REFUSED },
	{ "run1000", "30", 30000 },
	{ "run1000", "3600.9", 3600000 },
	{ "run1000", "3601", REFUSED },
	{ "run1000", "60'00", 3600000 },
	{ "run1000", "60'01", REFUSED },
	{ "run800", "１９５．７", 195000 },
	{ "shuttle_50x8", "1'48", 108000 },
	/* long jump and vital capacity: cut to whole units */
	{ "long_jump", "209.9", 2090 },
	{ "long_jump", "500.9", 5000 },
	{ "long_jump", "501", REFUSED },
	{ "long_jump", "-0.5", REFUSED },
	{ "long_jump", "0", 0 },
	{ "vital_capacity", "3000.99", 3000 },
	{ "vital_capacity", "15000", 15000 },
	{ "vital_capacity", "15001", REFUSED },
	/* counts must be whole */
	{ "pull_ups", "0", 0 },
	{ "pull_ups", "12", 12 },
	{ "pull_ups", "12.0", 12 },
	{ "pull_ups", "12.5", REFUSED },
	{ "pull_ups", "-1", REFUSED },
	{ "rope_skip", "500", 500 },
	{ "rope_skip", "501", REFUSED },
	/* what is no number */
	{ "rope_skip", "", REFUSED },
	{ "rope_skip", "   ", REFUSED },
	{ "rope_skip", "免体", REFUSED },
	{ "rope_skip", "-", REFUSED },
	{ "rope_skip", ".", REFUSED },
	{ "rope_skip", "1e2", REFUSED },
	{ "rope_skip", "0x10", REFUSED },
	{ "rope_skip", "1,000", REFUSED },
	{ "rope_skip", "1 2", REFUSED },
	{ "rope_skip", "+12", 12 },
	{ "rope_skip", "nan", REFUSED },
	{ "rope_skip", "99999999999999999999999999", REFUSED },
	{ "height", "1.1.1", REFUSED },
	{ "height", "175.33333333333333333333333333x", REFUSED },
	{ "height", "\xff\xfe", REFUSED },
	{ "height", "\xef", REFUSED },
};

static void texts_become_values_or_are_refused_with_a_reason(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(written) / sizeof(written[0]); i++) {
		struct err err = ERR_INIT;
		int64_t value = REFUSED;

		if (!item_read_people(
			    item(written[i].item), written[i].text, &value, &err)) {
			value = REFUSED;
			assert_non_null(strstr(err.text, written[i].item));
		}
		if (value != written[i].value)
			fail_msg("%s \"%s\": got %lld", written[i].item,
				written[i].text, (long long)value);
	}
}

static void readings_are_rounded_once_from_the_fine_unit(void **state)
{
	static const struct {
		const char *item;
		int64_t fine, value;
	} cases[] = {
		{ "run50", 7100000, 7100 },
		{ "run50", 7100400, 7100 }, /* the hundredth decides */
		{ "run50", 7109999, 7100 },
		{ "run50", 7110000, 7200 },
		{ "run1000", 225999999, 225000 },
		{ "height", 1752500, 1753 },
		{ "height", 1752499, 1752 },
		{ "sit_reach", -500, 0 },
		{ "sit_reach", -501, -1 },
		{ "weight", 20049999999, 20000 },
		{ "weight", 20050000000, 20100 },
		{ "long_jump", 2099999, 2090 },
		{ "vital_capacity", 3000999, 3000 },
		{ "rope_skip", 120, 120 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(
			item_value_from_base(item(cases[i].item), cases[i].fine),
			cases[i].value);
}

static void values_are_shown_in_the_unit_people_use(void **state)
{
	static const struct {
		const char *item;
		int64_t value;
		const char *file, *screen, *unit;
	} cases[] = {
		{ "height", 1753, "175.3", "175.3", "厘米" },
		{ "weight", 20000, "20.0", "20.0", "公斤" },
		{ "sit_reach", -5, "-0.5", "-0.5", "厘米" },
		{ "run50", 7800, "7.8", "7.8", "秒" },
		{ "long_jump", 2050, "205", "205", "厘米" },
		{ "run800", 222000, "3'42", "3′42″", "" },
		{ "run800", 185000, "3'05", "3′05″", "" },
		{ "shuttle_50x8", 59000, "0'59", "0′59″", "" },
		{ "vital_capacity", 3000, "3000", "3000", "毫升" },
		{ "pull_ups", 0, "0", "0", "次" },
		{ "football_dribble", 9300, "9.3", "9.3", "秒" },
		{ "skating", 61270, "61.27", "61.27", "秒" },
		{ "solid_ball", 9700, "9.70", "9.70", "米" },
		{ "solid_ball", 50, "0.05", "0.05", "米" },
		{ "swim_distance", 25000, "25", "25", "米" },
		{ "swim_200m", 296000, "4'56", "4′56″", "" },
	};
	char text[32];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct item *it = item(cases[i].item);

		assert_string_equal(
			item_format_file(it, cases[i].value, text, sizeof(text)),
			cases[i].file);
		assert_string_equal(
			item_format_screen(it, cases[i].value, text, sizeof(text)),
			cases[i].screen);
		assert_string_equal(item_unit_zh(it), cases[i].unit);
	}
}

static void what_is_written_to_a_file_reads_back(void **state)
{
	(void)state;
	for (int i = 0; i < (int)items_count(items); i++) {
		const struct item *it = items_at(items, i);
		int64_t span = (it->hard_max - it->hard_min) / it->step;

		for (int64_t n = 0; n <= span; n += span / 97 + 1) {
			int64_t value = it->hard_min + n * it->step, back;
			struct err err = ERR_INIT;
			char text[32];

			item_format_file(it, value, text, sizeof(text));
			assert_true(item_read_people(it, text, &back, &err));
			assert_int_equal(back, value);
		}
	}
}

static void ranges_refuse_or_ask_again(void **state)
{
	(void)state;
	assert_int_equal(item_fit(item("run50"), 8000), FIT_GOOD);
	assert_int_equal(item_fit(item("run50"), 5900), FIT_UNUSUAL);
	assert_int_equal(item_fit(item("run50"), 2900), FIT_REFUSED);
}

/* ---- a catalogue that is wrong ----------------------------------------------- */

static const char good[] = "schema: 1\n"
			   "items:\n"
			   "  - key: jump\n"
			   "    zh: 跳\n"
			   "    zh_short: 跳\n"
			   "    en: Jump\n"
			   "    en_short: Jump\n"
			   "    unit: mm\n"
			   "    better: more\n"
			   "    rule: latch\n"
			   "    use: best\n"
			   "    round: cut\n"
			   "    attempts: 3\n"
			   "    decimals: 0\n"
			   "    step: 10\n"
			   "    hard: { min: 0, max: 5000 }\n"
			   "    usual: { min: 500, max: 3300 }\n";

static const struct {
	const char *from, *to, *says;
} wrong[] = {
	{ "unit: mm", "unit: km", ":8:" },
	{ "better: more", "better: most", "better" },
	{ "rule: latch", "rule: guess", "rule" },
	{ "rule: latch", "color: red", "color" },
	{ "    en: Jump\n", "", "en" },
	{ "key: jump", "key: Long Jump", ":3:" },
	{ "step: 10", "step: 0", ":15:" },
	{ "step: 10", "step: 010", ":15:" },
	{ "step: 10", "step: 10\n    read: 3", "read" },
	{ "attempts: 3", "attempts: 0", ":13:" },
	{ "decimals: 0", "decimals: 4", ":14:" },
	{ "decimals: 0", "decimals: 0\n    minutes: true", "minutes" },
	{ "unit: mm", "unit: ms\n    metres: true", "metres" },
	{ "max: 5000", "max: -1", "hard" },
	{ "max: 3300", "max: 5001", "usual" },
	{ "schema: 1", "schema: 2", "schema" },
};

static bool load_text(const char *text, struct err *err)
{
	char path[] = "/tmp/test_item.XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w");
	struct items *loaded;

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	loaded = items_load(path, err);
	items_free(loaded);
	remove(path);
	return loaded != NULL;
}

static void a_wrong_catalogue_is_refused_with_line_or_key(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_true(load_text(good, &err));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		const char *at = strstr(good, wrong[i].from);
		char text[2048];

		snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - good), good,
			wrong[i].to, at + strlen(wrong[i].from));
		err.text[0] = '\0';
		if (load_text(text, &err) || !strstr(err.text, wrong[i].says))
			fail_msg("%s: %s", wrong[i].to, err.text);
	}
}

/* ---- who --------------------------------------------------------------------- */

static void grade_codes_score_as_the_table_of_codes_says(void **state)
{
	FILE *file = fopen(SOURCE_DIR "/schema/codes/grades.csv", "r");
	char line[512];
	int rows = 0;

	(void)state;
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	while (fgets(line, sizeof(line), file)) {
		int code = atoi(line), overall = 0, field = 0;
		enum grade grade = grade_from_code(code, SYSTEM_63);

		for (char *c = line; *c && field < 3; c++)
			if (*c == ',' && ++field == 3)
				overall = atoi(c + 1);
		rows++;
		if (code != 99) { /* which is no student's; 30 has a remark behind it */
			const char *zh = grade_code_zh(code);

			assert_true(*zh);
			assert_memory_equal(strchr(line, ',') + 1, zh, strlen(zh));
		}
		if (code == 24) /* only in 5-4 schools */
			assert_int_equal(grade, GRADE_NONE);
		else if (overall >= 13)
			assert_int_equal(grade, overall <= 14 ? GRADE_U12 : GRADE_U34);
		else /* GRADE_NONE where the table has no overall grade */
			assert_int_equal(grade, overall);
	}
	fclose(file);
	assert_int_equal(rows, 20);
}

static void a_five_four_school_scores_junior_years_one_grade_lower(void **state)
{
	static const struct {
		int code;
		enum grade grade;
	} cases[] = {
		{ 15, GRADE_G5 },
		{ 21, GRADE_G6 },
		{ 22, GRADE_G7 },
		{ 23, GRADE_G8 },
		{ 24, GRADE_G9 },
		{ 25, GRADE_NONE },
		{ 31, GRADE_G10 },
		{ 99, GRADE_NONE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(
			grade_from_code(cases[i].code, SYSTEM_54), cases[i].grade);
}

static void sexes_and_grades_read_back_their_keys(void **state)
{
	(void)state;
	for (int g = GRADE_G1; g < GRADE_COUNT; g++) {
		assert_int_equal(grade_read(grade_key(g)), g);
		assert_true(*grade_zh(g));
	}
	assert_int_equal(grade_read("g13"), GRADE_NONE);
	assert_int_equal(grade_read(""), GRADE_NONE);
	assert_int_equal(sex_read("男"), SEX_MALE);
	assert_int_equal(sex_read("2"), SEX_FEMALE);
	assert_int_equal(sex_read("男生"), SEX_MALE);
	assert_int_equal(sex_read("女性"), SEX_FEMALE);
	assert_int_equal(sex_read("男女"), SEX_NONE);
	assert_int_equal(sex_read("m"), SEX_NONE);
	assert_int_equal(sex_read(sex_key(SEX_FEMALE)), SEX_FEMALE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			the_standards_items_come_first_and_then_those_of_exams),
		cmocka_unit_test(texts_become_values_or_are_refused_with_a_reason),
		cmocka_unit_test(readings_are_rounded_once_from_the_fine_unit),
		cmocka_unit_test(values_are_shown_in_the_unit_people_use),
		cmocka_unit_test(what_is_written_to_a_file_reads_back),
		cmocka_unit_test(ranges_refuse_or_ask_again),
		cmocka_unit_test(a_wrong_catalogue_is_refused_with_line_or_key),
		cmocka_unit_test(grade_codes_score_as_the_table_of_codes_says),
		cmocka_unit_test(
			a_five_four_school_scores_junior_years_one_grade_lower),
		cmocka_unit_test(sexes_and_grades_read_back_their_keys),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
