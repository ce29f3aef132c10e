/*
 * The engine against the printed tables. The reader of the tables here is naive and
 * shares nothing with the engine: it keeps every row as text and asks every row.
 */
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
#include "score.h"

#define FOLDER SOURCE_DIR "/schema/schemes/national-2014/"
#define SHARED SHARED_DIR "/reference/standard-2014/"

static struct items *items;
static struct scheme *scheme;

static const char *const grades[] = { "g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8",
	"g9", "g10", "g11", "g12", "u12", "u34" };
#define GRADES (sizeof(grades) / sizeof(grades[0]))

/* ---- the naive side ---------------------------------------------------------- */

struct line {
	char cell[6][20];
};

struct sheet {
	struct line *line;
	size_t count;
};

static struct sheet table_points, table_bands, table_bonus, table_weights;

static struct sheet sheet_read(const char *name)
{
	struct sheet sheet = { NULL, 0 };
	char path[512], text[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s%s", FOLDER, name);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_non_null(fgets(text, sizeof(text), file)); /* the heading */
	while (fgets(text, sizeof(text), file)) {
		char *rest = text, *cell;

		text[strcspn(text, "\r\n")] = '\0';
		sheet.line = mem_resize_array(
			sheet.line, sheet.count + 1, sizeof(*sheet.line));
		memset(&sheet.line[sheet.count], 0, sizeof(*sheet.line));
		for (int i = 0; i < 6 && (cell = strsep(&rest, ",")); i++)
			snprintf(sheet.line[sheet.count].cell[i], 20, "%s", cell);
		sheet.count++;
	}
	fclose(file);
	return sheet;
}

static bool is_run(const char *item)
{
	return strncmp(item, "run", 3) == 0 || strncmp(item, "shuttle", 7) == 0;
}

/* A printed threshold in the unit of stored values, in the plainest way. */
static long naive_value(const char *item, const char *text)
{
	bool negative = text[0] == '-';
	const char *point = strchr(text, '.');
	long tenths = labs(atol(text)) * 10 + (point ? point[1] - '0' : 0);

	if (negative)
		tenths = -tenths;
	if (is_run(item))
		return tenths * 100; /* s to ms */
	if (strcmp(item, "sit_reach") == 0 || strcmp(item, "long_jump") == 0)
		return tenths; /* cm to mm */
	return tenths / 10;
}

/* The smallest difference between two results. */
static long naive_unit(const char *item)
{
	return strcmp(item, "run50") == 0	? 100
	       : is_run(item)			? 1000
	       : strcmp(item, "long_jump") == 0 ? 10
						: 1;
}

static bool naive_is(
	const struct line *line, const char *item, const char *sex, const char *grade)
{
	/* One letter first: the sanitizers make strcmp dear. */
	return line->cell[1][0] == sex[0] && line->cell[2][1] == grade[1] &&
	       line->cell[0][0] == item[0] && strcmp(line->cell[0], item) == 0 &&
	       strcmp(line->cell[2], grade) == 0;
}

/* The best of all rows that the value reaches; 0 when it reaches none. */
static int naive_points(
	const char *item, const char *sex, const char *grade, long value)
{
	int best = 0;

	for (size_t i = 0; i < table_points.count; i++) {
		const struct line *line = &table_points.line[i];
		long threshold;

		if (!naive_is(line, item, sex, grade) || !*line->cell[4])
			continue;
		threshold = naive_value(item, line->cell[4]);
		if ((is_run(item) ? value <= threshold : value >= threshold) &&
			atoi(line->cell[3]) > best)
			best = atoi(line->cell[3]);
	}
	return best;
}

static long naive_top(const char *item, const char *sex, const char *grade)
{
	for (size_t i = 0; i < table_points.count; i++)
		if (naive_is(&table_points.line[i], item, sex, grade) &&
			strcmp(table_points.line[i].cell[3], "100") == 0)
			return naive_value(item, table_points.line[i].cell[4]);
	fail_msg("no row of 100 for %s %s %s", item, sex, grade);
	return 0;
}

static int naive_bonus(const char *item, const char *sex, const char *grade, long value)
{
	int best = 0;

	for (size_t i = 0; i < table_bonus.count; i++) {
		const struct line *line = &table_bonus.line[i];
		long beyond, needed;

		if (!naive_is(line, item, sex, grade))
			continue;
		beyond = labs(value - naive_top(item, sex, grade));
		needed = labs(naive_value(item, line->cell[4]));
		if ((is_run(item) ? value < naive_top(item, sex, grade)
				  : value > naive_top(item, sex, grade)) &&
			beyond >= needed && atoi(line->cell[3]) > best)
			best = atoi(line->cell[3]);
	}
	return best;
}

static int naive_bmi_points(const char *sex, const char *grade, long bmi)
{
	int points = -1;

	for (size_t i = 0; i < table_bands.count; i++) {
		const struct line *line = &table_bands.line[i];
		long min = *line->cell[3] ? naive_value("sit_reach", line->cell[3]) : 0;
		long max = *line->cell[4] ? naive_value("sit_reach", line->cell[4])
					  : 1000000;

		if (strcmp(line->cell[0], sex) == 0 &&
			strcmp(line->cell[1], grade) == 0 && bmi >= min && bmi <= max) {
			assert_int_equal(points, -1); /* one band only */
			points = atoi(line->cell[5]);
		}
	}
	return points;
}

static int naive_weight(const char *item, const char *sex, size_t grade)
{
	for (size_t i = 0; i < table_weights.count; i++) {
		const struct line *line = &table_weights.line[i];
		size_t from = 0, to = 0;

		while (strcmp(grades[from], line->cell[1]) != 0)
			from++;
		while (strcmp(grades[to], line->cell[2]) != 0)
			to++;
		if (strcmp(line->cell[0], item) == 0 && strstr(line->cell[3], sex) &&
			grade >= from && grade <= to)
			return atoi(line->cell[4]);
	}
	return 0;
}

/* ---- helpers ----------------------------------------------------------------- */

static int set_up(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	if (items)
		scheme = scheme_load(FOLDER, items, &err);
	if (!scheme)
		fail_msg("%s", err.text);
	table_points = sheet_read("items.csv");
	table_bands = sheet_read("bmi.csv");
	table_bonus = sheet_read("bonus.csv");
	table_weights = sheet_read("weights.csv");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	free(table_points.line);
	free(table_bands.line);
	free(table_bonus.line);
	free(table_weights.line);
	scheme_free(scheme);
	items_free(items);
	return 0;
}

static int32_t points_of(
	const char *item, const char *sex, const char *grade, long value)
{
	int32_t points_c = score_item(scheme, sex_read(sex), grade_read(grade),
		scheme_find(scheme, item), (int32_t)value);

	return points_c == SCORE_NONE ? -1 : points_c / 100;
}

static void set(struct results *results, const char *item, long value)
{
	results->value[items_find(items, item)] = (int32_t)value;
}

static struct score score_of(
	const char *sex, const char *grade, const struct results *results)
{
	struct score score;

	score_student(scheme, sex_read(sex), grade_read(grade), results, &score);
	return score;
}

/* ---- the tables -------------------------------------------------------------- */

static void the_tables_are_the_verified_ones(void **state)
{
	static const char *const names[] = { "items.csv", "bmi.csv", "bonus.csv",
		"weights.csv" };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		char ours[512], theirs[512];
		struct digest a, b;
		struct err err = ERR_INIT;

		snprintf(ours, sizeof(ours), "%s%s", FOLDER, names[i]);
		snprintf(theirs, sizeof(theirs), "%s%s", SHARED, names[i]);
		if (!digest_file(theirs, &b, &err))
			skip();
		assert_true(digest_file(ours, &a, &err));
		assert_true(digest_same(&a, &b));
	}
}

static void every_threshold_and_one_unit_either_side_equals_the_table(void **state)
{
	size_t rows = 0, blank = 0;

	(void)state;
	for (size_t i = 0; i < table_points.count; i++) {
		const char *item = table_points.line[i].cell[0];
		const char *sex = table_points.line[i].cell[1];
		const char *grade = table_points.line[i].cell[2];
		long unit = naive_unit(item), at;

		if (!*table_points.line[i].cell[4]) {
			blank++;
			continue;
		}
		rows++;
		at = naive_value(item, table_points.line[i].cell[4]);
		assert_int_equal(points_of(item, sex, grade, at),
			atoi(table_points.line[i].cell[3]));
		for (long value = at - unit; value <= at + unit; value += unit)
			assert_int_equal(points_of(item, sex, grade, value),
				naive_points(item, sex, grade, value));
		/* One unit worse is a lower row, or none. */
		assert_true(points_of(item, sex, grade,
				    is_run(item) ? at + unit : at - unit) <
			    atoi(table_points.line[i].cell[3]));
	}
	assert_int_equal(rows, 3077);
	assert_int_equal(blank, 43);
}

static void every_bonus_step_and_one_unit_either_side_equals_the_table(void **state)
{
	(void)state;
	assert_int_equal(table_bonus.count, 560);
	for (size_t i = 0; i < table_bonus.count; i++) {
		const char *item = table_bonus.line[i].cell[0];
		const char *sex = table_bonus.line[i].cell[1];
		const char *grade = table_bonus.line[i].cell[2];
		long unit = naive_unit(item);
		long at = naive_top(item, sex, grade) +
			  naive_value(item, table_bonus.line[i].cell[4]);

		for (long value = at - unit; value <= at + unit; value += unit) {
			struct results results;
			struct score score;
			int index = scheme_find(scheme, item);

			results_clear(&results);
			set(&results, item, value);
			score = score_of(sex, grade, &results);
			assert_int_equal(score.bonus_c[index],
				naive_bonus(item, sex, grade, value) * 100);
			if (value == at)
				assert_int_equal(score.bonus_c[index],
					atoi(table_bonus.line[i].cell[3]) * 100);
		}
	}
}

static void every_bmi_from_5_to_60_lies_in_its_one_band(void **state)
{
	(void)state;
	for (int sex = 0; sex < 2; sex++)
		for (size_t g = 0; g < GRADES; g++)
			for (long bmi = 50; bmi <= 600; bmi++)
				assert_int_equal(points_of("bmi", sex ? "F" : "M",
							 grades[g], bmi),
					naive_bmi_points(
						sex ? "F" : "M", grades[g], bmi));
}

static void bmi_is_rounded_half_up_from_whole_tenths(void **state)
{
	static const struct {
		const char *what;
		long mm, g;
		int32_t tenths;
	} cases[] = {
		{ "18.3654 is 18.4", 1650, 50000, 184 },
		{ "exactly 20.05 is 20.1", 2000, 80200, 201 },
		{ "just under, 20.025, is 20.0", 2000, 80100, 200 },
		{ "exactly 16.45 is 16.5: normal, not underweight", 1000, 16450, 165 },
		{ "23.25 is 23.3: overweight in grade 10", 2000, 93000, 233 },
		{ "23.225 is 23.2: still normal", 2000, 92900, 232 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct results results;
		struct score score;

		results_clear(&results);
		set(&results, "height", cases[i].mm);
		set(&results, "weight", cases[i].g);
		score = score_of("M", "g10", &results);
		if (score.value[0] != cases[i].tenths)
			fail_msg("%s: got %d", cases[i].what, (int)score.value[0]);
	}
	/* floor((2 W 10^6 + H^2) / (2 H^2)), W in 0.1 kg and H in 0.1 cm: rules.md 4 */
	for (long h = 800; h <= 2200; h += 13)
		for (long w = 100; w <= 1500; w += 7) {
			struct results results;

			results_clear(&results);
			set(&results, "height", h);
			set(&results, "weight", w * 100);
			assert_int_equal(score_of("F", "u34", &results).value[0],
				(2 * w * 1000000 + h * h) / (2 * h * h));
		}
}

/* ---- examples by hand from rules.md ------------------------------------------ */

static void blank_pull_up_rows_are_skipped(void **state)
{
	static const struct {
		const char *grade;
		int pulls, points;
	} cases[] = {
		{ "g10", 12, 80 },
		{ "g10", 11, 76 },
		{ "g10", 10, 72 },
		{ "g7", 0, 0 },
		{ "g7", 1, 30 },
		{ "g8", 0, 0 },
		{ "g8", 1, 20 },
		{ "g9", 1, 10 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(
			points_of("pull_ups", "M", cases[i].grade, cases[i].pulls),
			cases[i].points);
}

/* BMI 100, 肺活量 85, 50米 95, 1000米 95, 坐位 100, 跳远 78, 引体 64 = 89.95 */
static struct results boy_of_89_95(void)
{
	struct results results;

	results_clear(&results);
	set(&results, "height", 1700);
	set(&results, "weight", 60000);
	set(&results, "vital_capacity", 4050);
	set(&results, "run50", 7200);
	set(&results, "run1000", 215000);
	set(&results, "sit_reach", 236);
	set(&results, "long_jump", 2310);
	set(&results, "pull_ups", 8);
	return results;
}

static void a_sum_of_89_95_is_90_0_and_excellent(void **state)
{
	struct results results = boy_of_89_95();
	struct score score = score_of("M", "g10", &results);

	(void)state;
	assert_int_equal(score.state, SCORE_COMPLETE);
	assert_int_equal(score.standard_c, 9000);
	assert_int_equal(score.bonus_all_c, 0);
	assert_int_equal(score.total_c, 9000);
	assert_string_equal(score.level->zh, "优秀");
}

static void a_sum_of_89_8_is_good(void **state)
{
	struct results results = boy_of_89_95();
	struct score score;

	(void)state;
	set(&results, "long_jump", 2310 - 10); /* 78 becomes 76 */
	score = score_of("M", "g10", &results);
	assert_int_equal(score.total_c, 8980); /* 89.75, half up */
	assert_string_equal(score.level->zh, "良好");
}

static void the_level_is_that_of_the_total_with_its_bonus(void **state)
{
	struct results results = boy_of_89_95();
	struct score score;

	(void)state;
	set(&results, "pull_ups", 0);		  /* 64 becomes 0: 83.55 */
	set(&results, "run1000", 210000 - 12000); /* 95 becomes 100, and 3 more */
	score = score_of("M", "g10", &results);
	assert_int_equal(score.standard_c, 8460); /* 84.55 */
	assert_int_equal(score.bonus_all_c, 300);
	assert_int_equal(score.total_c, 8760);	  /* 87.55 */
	set(&results, "run1000", 210000 - 35000); /* and 10 more */
	score = score_of("M", "g10", &results);
	assert_int_equal(score.total_c, 9460);
	assert_string_equal(score.level->zh, "优秀");
}

static void bonus_stops_at_10_an_item_and_20_in_all(void **state)
{
	static const struct {
		const char *what;
		long pulls, ms;
		int32_t bonus_c;
	} cases[] = {
		{ "at the top row", 16, 210000, 0 },
		{ "one pull more", 17, 210000, 100 },
		{ "three seconds faster is no step yet", 16, 207000, 0 },
		{ "four seconds faster", 16, 206000, 100 },
		{ "22 seconds is the fifth step", 16, 188000, 500 },
		{ "23 seconds is the sixth", 16, 187000, 600 },
		{ "ten pulls more", 26, 210000, 1000 },
		{ "thirty pulls more", 46, 210000, 1000 },
		{ "both to the end", 26, 175000, 2000 },
		{ "both beyond the end", 60, 150000, 2000 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct results results = boy_of_89_95();
		struct score score;

		set(&results, "pull_ups", cases[i].pulls);
		set(&results, "run1000", cases[i].ms);
		score = score_of("M", "g10", &results);
		if (score.bonus_all_c != cases[i].bonus_c)
			fail_msg("%s: got %d", cases[i].what, (int)score.bonus_all_c);
	}
}

static void a_first_grader_can_reach_120(void **state)
{
	static const struct {
		long skips;
		int32_t total_c;
	} cases[] = { { 109, 10000 }, { 110, 10000 }, { 111, 10100 }, { 148, 11900 },
		{ 149, 12000 }, { 250, 12000 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct results results;
		struct score score;

		results_clear(&results);
		set(&results, "height", 1200);
		set(&results, "weight", 22000);
		set(&results, "vital_capacity", 3000);
		set(&results, "run50", 8000);
		set(&results, "sit_reach", 250);
		set(&results, "rope_skip", cases[i].skips);
		score = score_of("M", "g1", &results);
		assert_int_equal(score.total_c, cases[i].total_c);
	}
}

static void primary_sit_ups_and_shuttle_earn_no_bonus(void **state)
{
	struct results results;
	struct score score;

	(void)state;
	results_clear(&results);
	set(&results, "situps", 200);
	set(&results, "shuttle_50x8", 31000);
	score = score_of("F", "g6", &results);
	assert_int_equal(score.points_c[scheme_find(scheme, "situps")], 10000);
	assert_int_equal(score.bonus_c[scheme_find(scheme, "situps")], 0);
	assert_int_equal(score.bonus_c[scheme_find(scheme, "shuttle_50x8")], 0);
}

static void a_missing_item_leaves_points_but_no_total(void **state)
{
	struct results results = boy_of_89_95();
	struct score score;
	int jump = scheme_find(scheme, "long_jump");

	(void)state;
	set(&results, "long_jump", RESULT_NONE);
	score = score_of("M", "g10", &results);
	assert_int_equal(score.state, SCORE_INCOMPLETE);
	assert_true(score.missing == (uint64_t)1 << jump);
	assert_int_equal(score.points_c[jump], SCORE_NONE);
	assert_int_equal(score.points_c[scheme_find(scheme, "run50")], 9500);
	assert_int_equal(score.total_c, SCORE_NONE);
	assert_null(score.level);
	/* Zero is not missing. */
	set(&results, "long_jump", 0);
	score = score_of("M", "g10", &results);
	assert_int_equal(score.state, SCORE_COMPLETE);
	assert_int_equal(score.points_c[jump], 0);
}

static void a_height_without_a_weight_is_no_bmi(void **state)
{
	struct results results = boy_of_89_95();

	(void)state;
	set(&results, "weight", RESULT_NONE);
	assert_int_equal(score_of("M", "g10", &results).value[0], RESULT_NONE);
	assert_int_equal(score_of("M", "g10", &results).state, SCORE_INCOMPLETE);
}

/* ---- whole students, against the naive side ---------------------------------- */

static uint32_t chance_state = 20141;

static long chance(long from, long to)
{
	chance_state = chance_state * 1664525u + 1013904223u;
	return from + (long)(chance_state >> 8) % (to - from + 1);
}

static const struct {
	const char *key;
	long from, to; /* in naive_unit()s */
} ranges[] = {
	{ "vital_capacity", 300, 6000 },
	{ "run50", 60, 150 },
	{ "sit_reach", -150, 300 },
	{ "rope_skip", 0, 220 },
	{ "situps", 0, 80 },
	{ "shuttle_50x8", 80, 200 },
	{ "long_jump", 80, 290 },
	{ "pull_ups", 0, 32 },
	{ "run1000", 165, 460 },
	{ "run800", 150, 400 },
};

static void random_students_agree_with_the_naive_sum(void **state)
{
	size_t levels[4] = { 0 };

	(void)state;
	for (int n = 0; n < 1000; n++) {
		size_t grade = (size_t)chance(0, (long)GRADES - 1);
		const char *sex = chance(0, 1) ? "F" : "M";
		long mm = chance(1000, 1900), kg10 = mm * mm * chance(12, 30) / 100000;
		long bmi = (2 * kg10 * 1000000 + mm * mm) / (2 * mm * mm);
		long sum = naive_bmi_points(sex, grades[grade], bmi) * 15, bonus = 0;
		long total, level;
		struct results results;
		struct score score;

		results_clear(&results);
		set(&results, "height", mm);
		set(&results, "weight", kg10 * 100);
		for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
			const char *key = ranges[i].key;
			long value = chance(ranges[i].from, ranges[i].to) *
				     naive_unit(key);
			int weight = naive_weight(key, sex, grade);

			if (!weight)
				continue;
			set(&results, key, value);
			sum += naive_points(key, sex, grades[grade], value) * weight;
			bonus += naive_bonus(key, sex, grades[grade], value);
		}
		total = (sum + (bonus > 20 ? 20 : bonus) * 100 + 5) / 10;
		level = total >= 900 ? 0 : total >= 800 ? 1 : total >= 600 ? 2 : 3;
		levels[level]++;
		score = score_of(sex, grades[grade], &results);
		assert_int_equal(score.state, SCORE_COMPLETE);
		assert_int_equal(score.standard_c, (sum + 5) / 10 * 10);
		assert_int_equal(score.total_c, total * 10);
		assert_ptr_equal(score.level, &scheme->level[level]);
	}
	for (int i = 1; i < 4; i++)
		assert_true(levels[i] > 0);
}

static void points_alone_are_the_same_points(void **state)
{
	struct results results = boy_of_89_95();
	const struct scheme_plan *plan = &scheme->plan[SEX_MALE][GRADE_G10];
	struct score score = score_of("M", "g10", &results);
	int32_t points_c[SCHEME_ITEMS_MAX];

	(void)state;
	assert_int_equal(plan->slots, 7);
	score_points(plan, &results, points_c);
	for (int i = 0; i < plan->slots; i++)
		assert_int_equal(
			points_c[i], score.points_c[plan->slot[i].scheme_item]);
}

/* ---- the next row ------------------------------------------------------------ */

static void the_next_row_says_how_far_and_for_what(void **state)
{
	static const struct {
		const char *item, *sex, *grade;
		long value;
		bool some;
		long gap;
		int points;
		bool is_bonus;
	} cases[] = {
		{ "long_jump", "M", "g10", 2410, true, 20, 85, false },
		{ "long_jump", "M", "g10", 2600, false, 0, 0, false },
		{ "run50", "M", "g10", 7300, true, 100, 95, false },
		{ "run1000", "M", "g10", 211000, true, 1000, 100, false },
		{ "run1000", "M", "g10", 210000, true, 4000, 1, true },
		{ "pull_ups", "M", "g10", 11, true, 1, 80, false },
		{ "pull_ups", "M", "g10", 26, false, 0, 0, false },
		{ "sit_reach", "M", "g10", -45, true, 5, 10, false },
		{ "rope_skip", "M", "g1", 109, true, 2, 1, true },
		{ "bmi", "M", "g10", 150, false, 0, 0, false },
		{ "run800", "M", "g10", 240000, false, 0, 0, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct score_next next;
		bool some = score_next_row(scheme, sex_read(cases[i].sex),
			grade_read(cases[i].grade), scheme_find(scheme, cases[i].item),
			(int32_t)cases[i].value, &next);

		assert_int_equal(some, cases[i].some);
		if (!some)
			continue;
		assert_int_equal(next.gap, cases[i].gap);
		assert_int_equal(next.points_c, cases[i].points * 100);
		assert_int_equal(next.is_bonus, cases[i].is_bonus);
	}
}

/* ---- explaining -------------------------------------------------------------- */

static void explaining_shows_the_rows_the_sum_and_the_rounding(void **state)
{
	static const char *const parts[] = {
		("60.0公斤 ÷ (1.700米)² = 20.761…，四舍五入到一位小数 20.8，正常 "
		 "16.5~23.2"),
		"4050毫升，达到85分一行 ≥4050毫升（items.csv 第185行）",
		"→ 85分 × 15% = 12.75分",
		"8次，达到64分一行 ≥8次",
		"3′35″（215秒）",
		"15 + 12.75 + 19 + 10 + 7.8 + 6.4 + 19 = 89.95",
		"四舍五入到0.1分：90.0",
		"等级：优秀（90分起）",
	};
	struct results results = boy_of_89_95();
	struct buf out = BUF_INIT;

	(void)state;
	score_explain(scheme, SEX_MALE, GRADE_G10, &results, &out);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (!strstr(out.data, parts[i]))
			fail_msg("\"%s\" is not in\n%s", parts[i], out.data);
	set(&results, "long_jump", RESULT_NONE);
	buf_reset(&out);
	score_explain(scheme, SEX_MALE, GRADE_G10, &results, &out);
	assert_non_null(strstr(out.data, "立定跳远：未测"));
	assert_non_null(strstr(out.data, "没有总分"));
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tables_are_the_verified_ones),
		cmocka_unit_test(
			every_threshold_and_one_unit_either_side_equals_the_table),
		cmocka_unit_test(
			every_bonus_step_and_one_unit_either_side_equals_the_table),
		cmocka_unit_test(every_bmi_from_5_to_60_lies_in_its_one_band),
		cmocka_unit_test(bmi_is_rounded_half_up_from_whole_tenths),
		cmocka_unit_test(blank_pull_up_rows_are_skipped),
		cmocka_unit_test(a_sum_of_89_95_is_90_0_and_excellent),
		cmocka_unit_test(a_sum_of_89_8_is_good),
		cmocka_unit_test(the_level_is_that_of_the_total_with_its_bonus),
		cmocka_unit_test(bonus_stops_at_10_an_item_and_20_in_all),
		cmocka_unit_test(a_first_grader_can_reach_120),
		cmocka_unit_test(primary_sit_ups_and_shuttle_earn_no_bonus),
		cmocka_unit_test(a_missing_item_leaves_points_but_no_total),
		cmocka_unit_test(a_height_without_a_weight_is_no_bmi),
		cmocka_unit_test(random_students_agree_with_the_naive_sum),
		cmocka_unit_test(points_alone_are_the_same_points),
		cmocka_unit_test(the_next_row_says_how_far_and_for_what),
		cmocka_unit_test(explaining_shows_the_rows_the_sum_and_the_rounding),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
