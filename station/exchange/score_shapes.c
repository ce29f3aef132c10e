#include "score_shapes.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"

#define CELLS_ENOUGH 5 /* fewer say nothing of a column */
#define SAME_ENOUGH  10
#define COPY_ENOUGH  5	/* values alike in two rows */
#define COPIES_MAX   50 /* more are one finding each no more */
#define SHIFT_ENOUGH 3

/* ---- what classes do -------------------------------------------------------- */

enum stage { STAGE_G12, STAGE_G34, STAGE_G56, STAGE_G79, STAGE_HIGH, STAGES };

/* In the unit people write; runs in seconds. `low` and `high` hold nearly every child,
 * `middle` the median of any class. Own knowledge and the tables of the standard of
 * 2014, which reach from 10 to 100 points within them. */
struct band {
	int low, high, middle_low, middle_high;
};

static const struct {
	const char *key;
	struct band of[STAGES];
} bands[] = {
	{ "height", { { 100, 150, 108, 136 }, { 112, 165, 119, 151 },
			    { 120, 185, 129, 167 }, { 130, 200, 143, 180 },
			    { 140, 210, 152, 184 } } },
	{ "weight", { { 13, 55, 16, 33 }, { 16, 80, 20, 43 }, { 19, 100, 25, 57 },
			    { 24, 130, 34, 72 }, { 30, 150, 42, 80 } } },
	{ "vital_capacity",
		{ { 400, 3200, 600, 2200 }, { 500, 4000, 800, 2900 },
			{ 600, 5000, 1100, 3700 }, { 800, 7000, 1400, 5000 },
			{ 900, 8500, 1600, 6000 } } },
	{ "run50", { { 7, 17, 9, 13 }, { 7, 16, 8, 13 }, { 6, 16, 7, 12 },
			   { 6, 16, 6, 12 }, { 5, 16, 6, 12 } } },
	{ "sit_reach", { { -20, 30, -4, 20 }, { -22, 32, -5, 22 }, { -24, 34, -6, 23 },
			       { -26, 38, -7, 26 }, { -28, 40, -7, 28 } } },
	{ "rope_skip", { { 0, 250, 15, 190 }, { 0, 270, 30, 210 }, { 0, 290, 40, 220 },
			       { 0, 300, 40, 230 }, { 0, 300, 40, 230 } } },
	{ "situps", { { 0, 70, 5, 50 }, { 0, 75, 8, 55 }, { 0, 80, 10, 60 },
			    { 0, 85, 12, 62 }, { 0, 85, 12, 62 } } },
	{ "shuttle_50x8",
		{ { 70, 220, 80, 170 }, { 70, 220, 80, 170 }, { 70, 220, 80, 160 },
			{ 65, 210, 75, 150 }, { 65, 210, 75, 150 } } },
	{ "long_jump",
		{ { 50, 220, 80, 165 }, { 60, 240, 100, 190 }, { 70, 270, 115, 215 },
			{ 80, 310, 130, 255 }, { 80, 330, 135, 275 } } },
	{ "run800", { { 140, 480, 175, 400 }, { 140, 480, 175, 400 },
			    { 140, 480, 170, 390 }, { 135, 480, 170, 380 },
			    { 130, 480, 170, 380 } } },
	{ "run1000", { { 170, 540, 210, 460 }, { 170, 540, 210, 460 },
			     { 165, 540, 200, 450 }, { 160, 540, 190, 420 },
			     { 150, 540, 190, 420 } } },
	{ "pull_ups", { { 0, 40, 0, 25 }, { 0, 40, 0, 25 }, { 0, 40, 0, 25 },
			      { 0, 45, 0, 22 }, { 0, 50, 0, 25 } } },
};

/* Units that an item is written in by mistake: one of them is up / down of ours. */
static const struct {
	const char *key, *zh;
	int up, down;
} units[] = {
	{ "height", "米", 100, 1 },
	{ "height", "毫米", 1, 10 },
	{ "height", "英寸", 254, 100 },
	{ "weight", "斤", 1, 2 },
	{ "weight", "磅", 454, 1000 },
	{ "weight", "克", 1, 1000 },
	{ "vital_capacity", "升", 1000, 1 },
	{ "sit_reach", "毫米", 1, 10 },
	{ "long_jump", "米", 100, 1 },
	{ "long_jump", "毫米", 1, 10 },
	{ "run50", "毫秒", 1, 1000 },
};

static const struct band *bands_of(const struct item *item)
{
	for (size_t i = 0; i < sizeof(bands) / sizeof(bands[0]); i++)
		if (strcmp(bands[i].key, item->key) == 0)
			return bands[i].of;
	return NULL;
}

static int stage_of(int grade_code, enum school_system system)
{
	enum grade grade = grade_from_code(grade_code, system);

	if (grade == GRADE_NONE)
		return -1;
	return grade <= GRADE_G2   ? STAGE_G12
	       : grade <= GRADE_G4 ? STAGE_G34
	       : grade <= GRADE_G6 ? STAGE_G56
	       : grade <= GRADE_G9 ? STAGE_G79
				   : STAGE_HIGH;
}

/* Of a child whose grade is not said, the widest. */
static struct band band_of(const struct band *of, int stage)
{
	struct band wide = of[0];

	if (stage >= 0)
		return of[stage];
	for (int i = 1; i < STAGES; i++) {
		wide.low = of[i].low < wide.low ? of[i].low : wide.low;
		wide.high = of[i].high > wide.high ? of[i].high : wide.high;
		wide.middle_low = of[i].middle_low < wide.middle_low ? of[i].middle_low
								     : wide.middle_low;
		wide.middle_high = of[i].middle_high > wide.middle_high
					   ? of[i].middle_high
					   : wide.middle_high;
	}
	return wide;
}

/* ---- a column --------------------------------------------------------------- */

struct seen {
	enum score_look look;
	int64_t written_m;
	int stage;
	const struct score_cell *cell;
};

struct column {
	const struct score_column *of;
	const struct item *item;
	const struct band *bands; /* NULL: nothing is known of the item */
	struct seen *seen;
	size_t count;
};

struct finder {
	const struct score_list *list;
	const struct items *items;
	enum school_system system;
	struct score_findings *out;
	struct column *columns;
};

static void gather(struct finder *f)
{
	size_t columns = f->list->columns_count;

	f->columns = mem_array(columns + 1, sizeof(*f->columns));
	for (size_t i = 0; i < columns; i++) {
		struct column *column = &f->columns[i];

		column->of = &f->list->columns[i];
		column->item = items_at(f->items, column->of->item);
		/* A column for both sexes holds two items; it is not looked at. */
		if (column->of->item == column->of->item_of_boys)
			column->bands = bands_of(column->item);
		column->seen = mem_array(f->list->count + 1, sizeof(*column->seen));
	}
	for (size_t i = 0; i < f->list->count; i++) {
		const struct score_row *row = &f->list->rows[i];

		for (size_t c = 0; c < row->count; c++) {
			const struct score_cell *cell = &f->list->cells[row->first + c];
			struct column *column;

			if (cell->column < 0 || cell->look == SCORE_LOOK_NONE ||
				cell->is == SCORE_STATE)
				continue;
			column = &f->columns[cell->column];
			column->seen[column->count++] = (struct seen){
				(enum score_look)cell->look, cell->written_m,
				stage_of(row->grade_code, f->system), cell
			};
		}
	}
}

static void forget(struct finder *f)
{
	for (size_t i = 0; i < f->list->columns_count; i++)
		free(f->columns[i].seen);
	free(f->columns);
}

static struct score_finding *find_one(struct finder *f, enum score_shape is,
	bool blocks, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static struct score_finding *find_one(
	struct finder *f, enum score_shape is, bool blocks, const char *fmt, ...)
{
	struct score_findings *out = f->out;
	struct score_finding *finding;
	va_list args;

	if (out->count % 16 == 0)
		out->list = mem_resize_array(
			out->list, out->count + 16, sizeof(*out->list));
	finding = &out->list[out->count++];
	*finding = (struct score_finding){
		.is = is, .blocks = blocks, .column = -1, .other = -1
	};
	va_start(args, fmt);
	vsnprintf(finding->reason, sizeof(finding->reason), fmt, args);
	va_end(args);
	return finding;
}

/* Could what is written be a score of this item? */
static bool looks_like(
	const struct item *item, const struct band *of, const struct seen *seen)
{
	struct band band = band_of(of, seen->stage);

	if (item->minutes != (seen->look == SCORE_LOOK_MARKED))
		return false;
	if (item->unit == ITEM_TIMES && seen->look != SCORE_LOOK_WHOLE)
		return false;
	return seen->written_m >= (int64_t)band.low * 1000 &&
	       seen->written_m <= (int64_t)band.high * 1000;
}

/* In hundredths: how many of the column's cells could be this item's. */
static size_t share_like(
	const struct column *column, const struct item *item, const struct band *of)
{
	size_t like = 0;

	for (size_t i = 0; i < column->count; i++)
		like += looks_like(item, of, &column->seen[i]);
	return like * 100 / column->count;
}

static bool is_usable(const struct column *column)
{
	return column->bands && column->count >= CELLS_ENOUGH;
}

#define MOST 75
#define FEW  25

static bool are_swapped(const struct column *a, const struct column *b)
{
	return share_like(a, a->item, a->bands) <= FEW &&
	       share_like(b, b->item, b->bands) <= FEW &&
	       share_like(a, b->item, b->bands) >= MOST &&
	       share_like(b, a->item, a->bands) >= MOST;
}

static void find_swapped(struct finder *f, bool *done)
{
	size_t count = f->list->columns_count;

	for (size_t a = 0; a < count; a++)
		for (size_t b = a + 1; b < count; b++) {
			struct column *x = &f->columns[a], *y = &f->columns[b];
			struct score_finding *finding;

			if (done[a] || done[b] || !is_usable(x) || !is_usable(y) ||
				!are_swapped(x, y))
				continue;
			finding = find_one(f, SCORE_SHAPE_SWAPPED, true,
				"“%s”和“%s”两列好像对调了：%s列里是%"
				"s的成绩，请核对标题",
				x->of->heading, y->of->heading, x->of->heading,
				y->item->zh);
			finding->column = (int)a;
			finding->other = (int)b;
			done[a] = done[b] = true;
		}
}

/* How many in a hundred lie below, and above, what the median of a class may be, when
 * what is written is up / down of the unit. */
static void shares_beside(
	const struct column *column, int up, int down, size_t *below, size_t *above)
{
	size_t low = 0, high = 0;

	assert(column->count > 0 && down > 0); /* is_usable() */
	for (size_t i = 0; i < column->count; i++) {
		struct band band = band_of(column->bands, column->seen[i].stage);
		int64_t value = column->seen[i].written_m * up / down;

		low += value < (int64_t)band.middle_low * 1000;
		high += value > (int64_t)band.middle_high * 1000;
	}
	*below = low * 100 / column->count;
	*above = high * 100 / column->count;
}

static const char *other_unit(const struct column *column)
{
	size_t below, above;

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(units[i].key, column->item->key) != 0)
			continue;
		shares_beside(column, units[i].up, units[i].down, &below, &above);
		if (below < 50 && above < 50)
			return units[i].zh;
	}
	return NULL;
}

/* Doubtful decimals of a run have no unit to be judged in. */
static bool is_of_marks(const struct column *column)
{
	for (size_t i = 0; i < column->count; i++)
		if (column->seen[i].look != SCORE_LOOK_MARKED)
			return false;
	return true;
}

static void find_unlikely(struct finder *f, size_t at)
{
	const struct column *column = &f->columns[at];
	struct score_finding *finding;
	size_t below, above;
	const char *unit;

	if (!is_usable(column) || (column->item->minutes && !is_of_marks(column)))
		return;
	shares_beside(column, 1, 1, &below, &above);
	if (below <= MOST && above <= MOST)
		return;
	unit = other_unit(column);
	if (unit)
		finding = find_one(f, SCORE_SHAPE_UNIT, true,
			"“%s”列的单位好像是%s，不是平台要的%s，请换算后再导入",
			column->of->heading, unit, item_unit_zh(column->item));
	else
		finding = find_one(f, SCORE_SHAPE_UNLIKELY, true,
			"“%s”列里大多数成绩对这个年级来说太%s，请核对这一列是不是%s",
			column->of->heading, below > MOST ? "小" : "大",
			column->item->zh);
	finding->column = (int)at;
}

static void find_constant(struct finder *f, size_t at)
{
	const struct column *column = &f->columns[at];
	struct score_finding *finding;
	char text[32];

	if (column->count < SAME_ENOUGH)
		return;
	for (size_t i = 0; i < column->count; i++)
		if (column->seen[i].cell->is != SCORE_VALUE ||
			column->seen[i].written_m != column->seen[0].written_m)
			return;
	finding = find_one(f, SCORE_SHAPE_CONSTANT, false,
		"“%s”列的 %zu 个成绩全是 %s，请核对", column->of->heading,
		column->count,
		item_format_file(
			column->item, column->seen[0].cell->value, text, sizeof(text)));
	finding->column = (int)at;
}

/* ---- rows ------------------------------------------------------------------- */

/* Items that only one sex has, from junior high on. */
struct sexes {
	int girls[2], boys[2];
};

static struct sexes sexes_of(const struct items *items)
{
	return (struct sexes){ { items_find(items, "run800"),
				       items_find(items, "situps") },
		{ items_find(items, "run1000"), items_find(items, "pull_ups") } };
}

/* Whose scores stand in this row, by the items. */
static enum sex sex_of_scores(const struct finder *f, const struct score_row *row)
{
	struct sexes sexes = sexes_of(f->items);
	int girls = 0, boys = 0;

	for (size_t i = 0; i < row->count; i++) {
		const struct score_cell *cell = &f->list->cells[row->first + i];
		const struct score_column *column =
			cell->column < 0 ? NULL : &f->list->columns[cell->column];

		if (!column || cell->look == SCORE_LOOK_NONE ||
			column->item != column->item_of_boys)
			continue;
		girls += cell->item == sexes.girls[0] || cell->item == sexes.girls[1];
		boys += cell->item == sexes.boys[0] || cell->item == sexes.boys[1];
	}
	if ((girls > 0) == (boys > 0))
		return SEX_NONE;
	return girls > 0 ? SEX_FEMALE : SEX_MALE;
}

/* From row `from` on: how many rows hold scores of the other sex than that of the row
 * `by` further down. */
static size_t mismatches(
	const struct finder *f, const enum sex *of_scores, size_t from, int by)
{
	size_t count = 0;

	for (size_t i = from; i < f->list->count; i++) {
		size_t whose = i + (size_t)(ptrdiff_t)by;

		if (of_scores[i] == SEX_NONE || whose >= f->list->count ||
			f->list->rows[whose].sex == SEX_NONE)
			continue;
		count += f->list->rows[whose].sex != of_scores[i];
	}
	return count;
}

static bool is_secondary(const struct finder *f, const struct score_row *row)
{
	return grade_from_code(row->grade_code, f->system) >= GRADE_G7;
}

static void find_shifted(struct finder *f)
{
	const struct score_list *list = f->list;
	enum sex *of_scores = mem_array(list->count + 1, sizeof(*of_scores));
	size_t first = list->count, wrong, up, down;
	struct score_finding *finding;

	for (size_t i = list->count; i > 0; i--) {
		const struct score_row *row = &list->rows[i - 1];

		of_scores[i - 1] = is_secondary(f, row) ? sex_of_scores(f, row)
							: SEX_NONE;
		if (of_scores[i - 1] != SEX_NONE && row->sex != SEX_NONE &&
			of_scores[i - 1] != row->sex)
			first = i - 1;
	}
	wrong = mismatches(f, of_scores, first, 0);
	/* The first row of all has no row above whose scores could be his. */
	up = mismatches(f, of_scores, first, 1);
	down = first > 0 ? mismatches(f, of_scores, first, -1) : wrong;
	if (wrong >= SHIFT_ENOUGH && (up * 5 <= wrong || down * 5 <= wrong)) {
		/* up: his scores stand one row above him. Of boys and girls by turns
		 * nobody can say which it is. */
		const char *way = up < down ? "下" : down < up ? "上" : "上移或下";

		finding = find_one(f, SCORE_SHAPE_SHIFTED, true,
			"从第%zu行起，成绩好像错了一行（男女项目对不上，%"
			"s移一行就对了），"
			"请核对",
			list->rows[first].row, way);
		finding->row = list->rows[first].row;
	}
	free(of_scores);
}

/* What two rows are compared by: the values in order of columns. */
struct fingerprint {
	size_t row; /* index */
	uint64_t hash;
	size_t values;
};

static struct fingerprint fingerprint_of(const struct finder *f, size_t at)
{
	const struct score_row *row = &f->list->rows[at];
	struct fingerprint print = { at, UINT64_C(14695981039346656037), 0 };

	for (size_t i = 0; i < row->count; i++) {
		const struct score_cell *cell = &f->list->cells[row->first + i];
		uint64_t all[2] = { (uint64_t)cell->item, (uint64_t)cell->written_m };

		if (cell->look == SCORE_LOOK_NONE)
			continue;
		for (size_t n = 0; n < 2; n++)
			print.hash = (print.hash ^ all[n]) * UINT64_C(1099511628211);
		print.hash ^= print.hash >> 29;
		print.values += cell->written_m != 0;
	}
	return print;
}

static int by_hash(const void *a, const void *b)
{
	const struct fingerprint *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static bool are_alike(const struct finder *f, size_t a, size_t b)
{
	const struct score_row *x = &f->list->rows[a], *y = &f->list->rows[b];

	if (x->count != y->count || (*x->number && strcmp(x->number, y->number) == 0))
		return false;
	for (size_t i = 0; i < x->count; i++) {
		const struct score_cell *c = &f->list->cells[x->first + i];
		const struct score_cell *d = &f->list->cells[y->first + i];

		if (c->item != d->item || c->look != d->look ||
			c->written_m != d->written_m)
			return false;
	}
	return true;
}

static int by_row(const void *a, const void *b)
{
	const struct score_finding *x = a, *y = b;

	return (x->row > y->row) - (x->row < y->row);
}

static void find_copied(struct finder *f)
{
	const struct score_list *list = f->list;
	struct fingerprint *prints = mem_array(list->count + 1, sizeof(*prints));
	size_t before = f->out->count, copies = 0;

	for (size_t i = 0; i < list->count; i++)
		prints[i] = fingerprint_of(f, i);
	qsort(prints, list->count, sizeof(*prints), by_hash);
	for (size_t i = 1; i < list->count && copies < COPIES_MAX; i++) {
		const struct fingerprint *a = &prints[i - 1], *b = &prints[i];
		struct score_finding *finding;

		if (a->hash != b->hash || b->values < COPY_ENOUGH ||
			!are_alike(f, a->row, b->row))
			continue;
		finding = find_one(f, SCORE_SHAPE_COPIED, false,
			"第%zu行与第%zu行的 %zu 个成绩完全一样，请核对",
			list->rows[b->row].row, list->rows[a->row].row, b->values);
		finding->row = list->rows[b->row].row;
		finding->other_row = list->rows[a->row].row;
		copies++;
	}
	if (copies > 0)
		qsort(f->out->list + before, copies, sizeof(*f->out->list), by_row);
	free(prints);
}

/* ---- all -------------------------------------------------------------------- */

void score_shapes_find(const struct score_list *list, const struct items *items,
	enum school_system system, struct score_findings *findings)
{
	struct finder f = { list, items, system, findings, NULL };
	bool *done = mem_array(list->columns_count + 1, sizeof(*done));

	*findings = (struct score_findings)SCORE_FINDINGS_INIT;
	gather(&f);
	find_swapped(&f, done);
	for (size_t i = 0; i < list->columns_count; i++) {
		if (!done[i])
			find_unlikely(&f, i);
		find_constant(&f, i);
	}
	find_shifted(&f);
	find_copied(&f);
	forget(&f);
	free(done);
}

void score_findings_release(struct score_findings *findings)
{
	free(findings->list);
	*findings = (struct score_findings)SCORE_FINDINGS_INIT;
}
