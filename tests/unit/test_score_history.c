/* Sheets beside the year before: thousands of honest schools, of which nothing may be said,
 * and the same with a fault put in, which must be found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "score_history.h"

#define CLASSES_MAX  4
#define CHILDREN_MAX 50
#define ROWS_MAX     (CLASSES_MAX * CHILDREN_MAX)
#define COLUMNS	     10

static struct items *items;

static int load(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	return items ? 0 : -1;
}

static int unload(void **state)
{
	(void)state;
	items_free(items);
	return 0;
}

/* ---- chance ------------------------------------------------------------------- */

static uint64_t seed;

static uint32_t chance(uint32_t below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(seed >> 33) % below;
}

/* Thousandths of a standard deviation, about normal. */
static int64_t normal(void)
{
	int64_t sum = 0;

	for (int i = 0; i < 12; i++)
		sum += chance(1001);
	return sum - 6000;
}

/* ---- a school ----------------------------------------------------------------- */

/* In thousandths of what people write: the middle of a class, what children differ by,
 * what the same child differs by from year to year, what a class changes by. */
static const struct kind {
	const char *key;
	int64_t middle, between, within, growth;
	enum sex sex; /* SEX_NONE: of both */
} kinds[2][COLUMNS] = {
	{ { "height", 138000, 6000, 2000, 5500, SEX_NONE },
		{ "weight", 34000, 7000, 3000, 3500, SEX_NONE },
		{ "vital_capacity", 1900000, 400000, 250000, 230000, SEX_NONE },
		{ "run50", 10200, 800, 500, -300, SEX_NONE },
		{ "sit_reach", 9500, 5500, 3300, -300, SEX_NONE },
		{ "rope_skip", 105000, 28000, 20000, 9000, SEX_NONE },
		{ "situps", 28000, 8000, 5500, 2000, SEX_NONE },
		{ "shuttle_50x8", 112000, 10000, 7000, -3000, SEX_NONE } },
	{ { "height", 158000, 7000, 2500, 5000, SEX_NONE },
		{ "weight", 48000, 9000, 4000, 4500, SEX_NONE },
		{ "vital_capacity", 2800000, 600000, 350000, 300000, SEX_NONE },
		{ "run50", 8800, 800, 450, -250, SEX_NONE },
		{ "long_jump", 172000, 22000, 13000, 9000, SEX_NONE },
		{ "sit_reach", 9000, 6500, 3600, 400, SEX_NONE },
		{ "run800", 240000, 25000, 17000, -4000, SEX_FEMALE },
		{ "run1000", 265000, 30000, 20000, -8000, SEX_MALE },
		{ "situps", 33000, 9000, 6000, 2000, SEX_FEMALE },
		{ "pull_ups", 3000, 3000, 1500, 600, SEX_MALE } },
};

struct school {
	const struct kind *kinds;
	struct score_list list;
	struct score_row rows[ROWS_MAX];
	struct score_column columns[COLUMNS];
	struct score_cell cells[ROWS_MAX * COLUMNS];
	struct score_known known[ROWS_MAX];
	int64_t before[ROWS_MAX][ITEMS_MAX];
	int64_t now[ROWS_MAX][COLUMNS]; /* SCORE_UNKNOWN: not measured */
	size_t classes, first[CLASSES_MAX + 1];
};

/* As such an item is measured: tenths of cm, kg and s, whole ml, s of runs and times. */
static int64_t as_measured(const struct item *item, int64_t written_m)
{
	int64_t step = item->minutes || item->unit == ITEM_TIMES ||
				       item->unit == ITEM_ML
			       ? 1000
			       : 100;

	if (item->better != BETTER_NONE && strcmp(item->key, "sit_reach") != 0 &&
		written_m < 0)
		return 0;
	return written_m / step * step;
}

static int64_t base_of(const struct item *item, int64_t written_m)
{
	return item->unit == ITEM_MM			       ? written_m / 100
	       : item->unit == ITEM_G || item->unit == ITEM_MS ? written_m
							       : written_m / 1000;
}

/* A year in which a child was ill or grew much is far from the last one. */
static int64_t change_of(const struct kind *kind)
{
	int64_t change = kind->within * normal() / 1000;

	return chance(20) == 0 ? change * 3 : change;
}

static void make_child(
	struct school *s, size_t row, uint32_t without_past, uint32_t not_measured)
{
	enum sex sex = chance(2) ? SEX_MALE : SEX_FEMALE;
	bool has_past = chance(100) >= without_past;

	for (size_t i = 0; i < ITEMS_MAX; i++)
		s->before[row][i] = SCORE_UNKNOWN;
	for (size_t c = 0; c < COLUMNS; c++) {
		const struct kind *kind = &s->kinds[c];
		const struct item *item;
		int64_t then;

		s->now[row][c] = SCORE_UNKNOWN;
		if (!kind->key || (kind->sex != SEX_NONE && kind->sex != sex))
			continue;
		item = items_at(items, s->columns[c].item);
		then = kind->middle + kind->between * normal() / 1000;
		if (has_past && chance(100) >= 5)
			s->before[row][s->columns[c].item] = base_of(
				item, as_measured(item, then));
		if (chance(100) >= not_measured)
			s->now[row][c] = as_measured(
				item, then + kind->growth + change_of(kind));
	}
}

static void make_school(struct school *s, uint32_t without_past)
{
	static char codes[CLASSES_MAX][32], names[CLASSES_MAX][40];
	uint32_t not_measured = chance(15);
	size_t row = 0;

	memset(s, 0, sizeof(*s));
	s->kinds = kinds[chance(2)];
	for (size_t c = 0; c < COLUMNS && s->kinds[c].key; c++) {
		s->columns[c].item = s->columns[c].item_of_boys = items_find(
			items, s->kinds[c].key);
		snprintf(s->columns[c].heading, sizeof(s->columns[c].heading), "%s",
			items_at(items, s->columns[c].item)->zh);
		s->list.columns_count++;
	}
	s->classes = 1 + chance(CLASSES_MAX);
	for (size_t k = 0; k < s->classes; k++) {
		size_t children = 8 + chance(CHILDREN_MAX - 8);

		snprintf(codes[k], sizeof(codes[k]), "22%02zu", k + 1);
		snprintf(names[k], sizeof(names[k]), "初二%zu班", k + 1);
		for (size_t i = 0; i < children; i++, row++) {
			make_child(s, row, without_past, not_measured);
			s->known[row] = (struct score_known){ codes[k], names[k],
				s->before[row] };
		}
		s->first[k + 1] = row;
	}
	s->list.count = row;
}

/* What is said of it, each on a line. */
static void find(struct school *s, struct buf *out)
{
	struct score_findings findings;
	size_t cells = 0;

	for (size_t row = 0; row < s->list.count; row++) {
		s->rows[row] = (struct score_row){ .row = row + 2, .first = cells };
		for (size_t c = 0; c < s->list.columns_count; c++) {
			const struct item *item = items_at(items, s->columns[c].item);

			if (s->now[row][c] == SCORE_UNKNOWN)
				continue;
			s->cells[cells++] = (struct score_cell){
				.item = s->columns[c].item,
				.column = (int)c,
				.written_m = s->now[row][c],
				.is = SCORE_VALUE,
				.look = item->minutes ? SCORE_LOOK_MARKED
						      : SCORE_LOOK_DECIMAL
			};
			s->rows[row].count++;
		}
	}
	s->list.rows = s->rows;
	s->list.cells = s->cells;
	s->list.cells_count = cells;
	s->list.columns = s->columns;
	buf_reset(out);
	score_history_find(&s->list, items, s->known, &findings);
	for (size_t i = 0; i < findings.count; i++) {
		assert_false(findings.list[i].blocks);
		buf_addf(out, "%s\n", findings.list[i].reason);
	}
	score_findings_release(&findings);
}

static int schools(void)
{
	const char *wanted = getenv("HISTORY_SCHOOLS");

	return wanted ? atoi(wanted) : 1500;
}

/* ---- honest ones ---------------------------------------------------------------- */

static void of_honest_schools_nothing_is_said(void **state)
{
	struct school *s = malloc(sizeof(*s));
	struct buf out = BUF_INIT;
	int alarms = 0;

	(void)state;
	for (int i = 0; i < schools(); i++) {
		seed = (uint64_t)i * 7919 + 1;
		make_school(s, chance(70));
		find(s, &out);
		if (out.len > 0) {
			print_error("school %d: %s", i, out.data);
			alarms++;
		}
	}
	buf_release(&out);
	free(s);
	assert_int_equal(alarms, 0);
}

/* Only some columns were sorted, say: no child is like itself, and no row slipped. */
static void where_nothing_fits_little_else_is_said(void **state)
{
	struct school *s = malloc(sizeof(*s));
	struct buf out = BUF_INIT;
	int alarms = 0, said = 0;

	(void)state;
	for (int i = 0; i < schools(); i++) {
		seed = (uint64_t)i * 104729 + 3;
		make_school(s, 10);
		for (size_t row = s->list.count - 1; row > 0; row--) {
			size_t other = chance((uint32_t)row + 1);
			int64_t kept[ITEMS_MAX];

			memcpy(kept, s->before[row], sizeof(kept));
			memcpy(s->before[row], s->before[other], sizeof(kept));
			memcpy(s->before[other], kept, sizeof(kept));
		}
		find(s, &out);
		said += out.len > 0;
		if (out.len > 0 &&
			(strstr(out.data, "一行") || strstr(out.data, "对调")))
			alarms++;
	}
	buf_release(&out);
	free(s);
	print_message(
		"said of %d of %d, with rows or columns %d\n", said, schools(), alarms);
	/* The sheet is wrong, so that what is said is only not the best sentence. */
	assert_true(alarms * 100 <= schools());
	assert_true(said * 100 > schools() * 80);
}

/* ---- faults --------------------------------------------------------------------- */

/* Each puts a fault into class `k` and says what must be read of it; false: this class
 * is too small for it. */
static bool slip_down(struct school *s, size_t k, char *want, size_t size)
{
	size_t first = s->first[k] + chance(8), last = s->first[k + 1] - 1;

	if (last < first + 12)
		return false;
	for (size_t row = last; row > first; row--)
		memcpy(s->now[row], s->now[row - 1], sizeof(s->now[row]));
	for (size_t c = 0; c < COLUMNS; c++)
		s->now[first][c] = SCORE_UNKNOWN;
	snprintf(want, size, "像上一行同学以前的");
	return true;
}

static bool slip_up(struct school *s, size_t k, char *want, size_t size)
{
	size_t first = s->first[k] + chance(8), last = s->first[k + 1] - 1;

	if (last < first + 12)
		return false;
	for (size_t row = first; row < last; row++)
		memcpy(s->now[row], s->now[row + 1], sizeof(s->now[row]));
	for (size_t c = 0; c < COLUMNS; c++)
		s->now[last][c] = SCORE_UNKNOWN;
	snprintf(want, size, "像下一行同学以前的");
	return true;
}

static bool swap(struct school *s, size_t k, const char *a, const char *b, char *want,
	size_t size)
{
	size_t x = COLUMNS, y = COLUMNS;

	for (size_t c = 0; c < COLUMNS && s->kinds[c].key; c++) {
		x = strcmp(s->kinds[c].key, a) == 0 ? c : x;
		y = strcmp(s->kinds[c].key, b) == 0 ? c : y;
	}
	if (x == COLUMNS || y == COLUMNS || s->first[k + 1] - s->first[k] < 20)
		return false;
	for (size_t row = s->first[k]; row < s->first[k + 1]; row++) {
		int64_t kept = s->now[row][x];

		s->now[row][x] = s->now[row][y];
		s->now[row][y] = kept;
	}
	snprintf(want, size, "“%s”和“%s”与以前的对调才像",
		s->columns[x < y ? x : y].heading, s->columns[x < y ? y : x].heading);
	return true;
}

static bool swap_run_and_reach(struct school *s, size_t k, char *want, size_t size)
{
	return swap(s, k, "run50", "sit_reach", want, size);
}

static bool swap_height_and_jump(struct school *s, size_t k, char *want, size_t size)
{
	return swap(s, k, "height", "long_jump", want, size);
}

static bool swap_weight_and_situps(struct school *s, size_t k, char *want, size_t size)
{
	return swap(s, k, "weight", "situps", want, size);
}

/* The row says what stood of that child a year ago; how many values that are not 0. */
static size_t say_as_before(struct school *s, size_t row, size_t whose)
{
	size_t values = 0;

	for (size_t c = 0; c < s->list.columns_count; c++) {
		const struct item *item = items_at(items, s->columns[c].item);
		int64_t v = s->before[whose][s->columns[c].item];

		s->now[row][c] = v == SCORE_UNKNOWN	 ? v
				 : item->unit == ITEM_MM ? v * 100
				 : item->unit == ITEM_G || item->unit == ITEM_MS
					 ? v
					 : v * 1000;
		values += v != SCORE_UNKNOWN && v != 0;
	}
	return values;
}

static bool copy_another(struct school *s, size_t k, char *want, size_t size)
{
	size_t first = s->first[k], count = s->first[k + 1] - first;
	size_t row = first + chance((uint32_t)count),
	       whose = first + chance((uint32_t)count);

	if (count < 8 || row == whose || say_as_before(s, row, whose) < 5)
		return false;
	snprintf(want, size, "第%zu行的成绩和第%zu行那名学生以前的一模一样", row + 2,
		whose + 2);
	return true;
}

static bool hand_in_again(struct school *s, size_t k, char *want, size_t size)
{
	size_t children = 0;

	for (size_t row = s->first[k]; row < s->first[k + 1]; row++)
		children += say_as_before(s, row, row) >= 4;
	snprintf(want, size, "%zu 名学生", children);
	return children >= 2;
}

static void faults_are_found_in_the_class_that_has_them(void **state)
{
	static const struct {
		const char *what;
		bool (*put)(struct school *s, size_t k, char *want, size_t size);
		int most_missed; /* in a thousand */
	} cases[] = {
		{ "slipped down", slip_down, 20 },
		{ "slipped up", slip_up, 20 },
		{ "50 m and reach", swap_run_and_reach, 30 },
		{ "height and jump", swap_height_and_jump, 20 },
		{ "weight and sit-ups", swap_weight_and_situps,
			400 }, /* of girls alone: few */
		{ "last year's again", hand_in_again, 0 },
		{ "another child's of last year", copy_another, 0 },
	};
	struct school *s = malloc(sizeof(*s));
	struct buf out = BUF_INIT;

	(void)state;
	for (size_t n = 0; n < sizeof(cases) / sizeof(cases[0]); n++) {
		int put = 0, missed = 0, elsewhere = 0;

		for (int i = 0; i < schools() / 2; i++) {
			char want[96], name[40];
			size_t k;

			seed = (uint64_t)i * 15485863 + n;
			make_school(s, 15);
			k = chance((uint32_t)s->classes);
			if (!cases[n].put(s, k, want, sizeof(want)))
				continue;
			put++;
			snprintf(name, sizeof(name), "初二%zu班", k + 1);
			find(s, &out);
			missed += !strstr(out.data ? out.data : "", want) ||
				  !strstr(out.data, name);
			for (size_t other = 0; other < s->classes; other++) {
				snprintf(name, sizeof(name), "初二%zu班", other + 1);
				elsewhere += other != k && out.len > 0 &&
					     strstr(out.data, name) != NULL;
			}
		}
		print_message("%s: %d of %d missed\n", cases[n].what, missed, put);
		assert_true(put > 20);
		assert_int_equal(elsewhere, 0);
		if (missed * 1000 > put * cases[n].most_missed)
			fail_msg("%s: %d of %d missed", cases[n].what, missed, put);
	}
	buf_release(&out);
	free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_honest_schools_nothing_is_said),
		cmocka_unit_test(where_nothing_fits_little_else_is_said),
		cmocka_unit_test(faults_are_found_in_the_class_that_has_them),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
