/*
 * The tables of a scheme's CSV files as rows: see recheck_rules.h. The reading here
 * knows nothing of core's: a threshold is cut at its point and counted out in the
 * item's base unit. The files were checked when the scheme was loaded; here a cell that
 * makes no sense is only a failure.
 */
#include "recheck_rules.h"

#include <string.h>

#include "records.h"

#define CELLS 6

/* One file, with the columns that are wanted. */
struct table {
	const struct recheck_copy *c;
	const char *name;
	struct records *in;
	struct record row;
	const char *const *titles; /* ends in NULL */
	int column[CELLS];
};

static const struct scheme_file *find(const struct recheck_copy *c, const char *name)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->files[i].name, name) == 0)
			return &c->files[i];
	return NULL;
}

static const char *cell(const struct table *t, int title)
{
	return t->row.field[t->column[title]];
}

static bool refuse(const struct table *t, const char *sentence)
{
	return err_set(t->c->err, "%s:%zu: %s", t->name, t->row.line, sentence);
}

static bool table_open(struct table *t, const struct recheck_copy *c, const char *name,
	const char *const *titles)
{
	const struct scheme_file *file = find(c, name);

	*t = (struct table){ .c = c, .name = name, .titles = titles };
	if (!file)
		return err_set(c->err, "%s is not among the scheme's files", name);
	t->in = records_open_text(name, file->bytes, file->len, ',');
	if (records_next(t->in, &t->row, c->err) != RECORDS_ROW)
		return false;
	for (int i = 0; titles[i]; i++) {
		t->column[i] = records_column(&t->row, titles[i]);
		if (t->column[i] < 0)
			return refuse(t, "a column is missing");
	}
	return true;
}

/* Every row to `take`. */
static bool each_row(const struct recheck_copy *c, const char *name,
	const char *const *titles, bool (*take)(const struct table *t))
{
	enum records_got got = RECORDS_END;
	struct table t;
	bool good = table_open(&t, c, name, titles);

	while (good && (got = records_next(t.in, &t.row, c->err)) == RECORDS_ROW)
		good = take(&t);
	records_close(t.in);
	return good && got != RECORDS_FAIL;
}

/* "-13.5" counted in 1/scale; false when that is not whole. */
static bool counted(const char *text, int64_t scale, int64_t *out)
{
	bool minus = *text == '-', point = false, any = false;
	int64_t n = 0, rest = scale;

	for (text += minus; *text; text++) {
		if (*text == '.' && !point) {
			point = true;
			continue;
		}
		if (*text < '0' || *text > '9' || n > INT64_C(1000000000000))
			return false;
		any = true;
		if (!point) {
			n = n * 10 + (*text - '0') * scale;
			continue;
		}
		if (rest % 10 && *text != '0')
			return false;
		rest /= 10;
		n += (*text - '0') * rest;
	}
	*out = minus ? -n : n;
	return any;
}

/* How many of the base unit are one of the unit that tables are printed in. */
static int64_t base_units(const struct exam_item *it)
{
	if (it->kind == EXAM_INDEX)
		return 10;
	if (it->measure.shown == SHOWN_METRES)
		return 1000;
	if (it->measure.shown == SHOWN_MARKS)
		return 100;
	switch (it->measure.unit) {
	case ITEM_MM:
		return 10;
	case ITEM_G:
	case ITEM_MS:
		return 1000;
	case ITEM_ML:
	case ITEM_TIMES:
		break;
	}
	return 1;
}

static int item_of(const struct table *t, const char *key)
{
	for (int i = 0; i < t->c->exam->items; i++)
		if (strcmp(t->c->exam->item[i].key, key) == 0)
			return i;
	return -1;
}

/* A row of one item for "M", "F" or, in both, "MF". `low` or `high` NULL: open. */
static bool put_row(const struct table *t, int item, const char *sex, const char *grade,
	const int64_t *low, const int64_t *high, int64_t score_c)
{
	bool good = true;

	for (; good && *sex; sex++) {
		char one[2] = { *sex, '\0' };

		good = RECHECK_PUT(t->c, "re_row", value_int(item), value_text(one),
			value_text(grade), value_int_if(low, low ? *low : 0),
			value_int_if(high, high ? *high : 0), value_int(score_c));
	}
	return good;
}

static bool put_threshold(const struct table *t, int item, const char *sex,
	const char *grade, const char *score, const char *threshold)
{
	const struct exam_item *it = &t->c->exam->item[item];
	bool less = it->measure.better == BETTER_LESS;
	int64_t at, score_c;

	if (!*threshold) /* blank in print: nothing there */
		return true;
	if (!counted(threshold, base_units(it), &at) || !counted(score, 100, &score_c))
		return refuse(t, "a score or a threshold is not a number");
	return put_row(
		t, item, sex, grade, less ? NULL : &at, less ? &at : NULL, score_c);
}

/* ---- an exam ------------------------------------------------------------------- */

static const char *const exam_titles[] = { "item", "sex", "score", "threshold", NULL };

static bool take_exam_row(const struct table *t)
{
	int item = item_of(t, cell(t, 0));

	if (item < 0)
		return refuse(t, "the scheme has no such item");
	return put_threshold(t, item, cell(t, 1), "", cell(t, 2), cell(t, 3));
}

/* Bands stand in scheme.yaml, and so does what is earned below the last row. */
static bool put_bands(const struct table *t, int item)
{
	const struct exam_item *it = &t->c->exam->item[item];
	const struct ladder *ladder = &it->points[SEX_MALE][GRADE_NONE];
	bool good = true;

	for (int i = 0; good && i < ladder->rows; i++) {
		int64_t at = (int64_t)ladder->at[i] * ladder->sign;
		bool less = ladder->sign < 0;

		good = put_row(t, item, "MF", "", less ? NULL : &at, less ? &at : NULL,
			ladder->points_c[i + 1]);
	}
	return good;
}

/* `below: last` is known to the loaded scheme only as points below its ladder. */
static bool put_below(const struct recheck_copy *c, int item)
{
	const struct exam_item *it = &c->exam->item[item];
	enum sex sex = it->sex ? it->sex : SEX_MALE;
	const struct ladder *ladder = &it->points[sex][GRADE_NONE];
	struct query *q;

	if (!ladder->rows)
		return true;
	q = query(c->db, "UPDATE re_item SET below_c = ?2 WHERE item = ?1");
	query_int(q, 1, item);
	query_int(q, 2, ladder->points_c[0]);
	return query_run(q, c->err);
}

static bool exam_tables(const struct recheck_copy *c)
{
	const struct table t = { .c = c };
	bool good = !*c->exam->table ||
		    each_row(c, c->exam->table, exam_titles, take_exam_row);

	for (int i = 0; good && i < c->exam->items; i++) {
		if (c->exam->item[i].method == EXAM_BANDS)
			good = put_bands(&t, i);
		good = good && put_below(c, i);
	}
	return good;
}

/* ---- a standard ---------------------------------------------------------------- */

static const char *const points_titles[] = { "item", "sex", "grade", "score",
	"threshold", NULL };
static const char *const bands_titles[] = { "sex", "grade", "min", "max", "score",
	NULL };
static const char *const bonus_titles[] = { "item", "sex", "grade", "bonus",
	"threshold", NULL };
static const char *const weights_titles[] = { "item", "grade_from", "grade_to", "sex",
	"weight_percent", NULL };

static bool take_points(const struct table *t)
{
	int item = item_of(t, cell(t, 0));

	if (item < 0)
		return refuse(t, "the scheme has no such item");
	return put_threshold(t, item, cell(t, 1), cell(t, 2), cell(t, 3), cell(t, 4));
}

static bool take_band(const struct table *t)
{
	int64_t low = 0, high = 0, score_c;
	int item = -1;

	for (int i = 0; i < t->c->exam->items; i++)
		if (t->c->exam->item[i].kind == EXAM_INDEX)
			item = i;
	if (item < 0 || !counted(cell(t, 4), 100, &score_c) ||
		(*cell(t, 2) && !counted(cell(t, 2), 10, &low)) ||
		(*cell(t, 3) && !counted(cell(t, 3), 10, &high)))
		return refuse(t, "a bound or a score is not a number");
	return put_row(t, item, cell(t, 0), cell(t, 1), *cell(t, 2) ? &low : NULL,
		*cell(t, 3) ? &high : NULL, score_c);
}

/* A bonus is printed as how far beyond the full mark. */
static bool take_bonus(const struct table *t)
{
	int item = item_of(t, cell(t, 0));
	int64_t at, add_c;

	if (item < 0 || !counted(cell(t, 3), 100, &add_c) ||
		!counted(cell(t, 4), base_units(&t->c->exam->item[item]), &at))
		return refuse(t, "a bonus or how far it is, is not a number");
	return RECHECK_PUT(t->c, "re_bonus_row", value_int(item),
		value_text(cell(t, 1)), value_text(cell(t, 2)), value_int(at),
		value_int(1), value_int(add_c));
}

static int group_with(const struct exam *exam, int item)
{
	for (int g = 0; g < exam->groups; g++)
		if (exam->group[g].items >> item & 1)
			return g;
	return -1;
}

static bool take_weight(const struct table *t)
{
	int item = item_of(t, cell(t, 0));
	int group = item < 0 ? -1 : group_with(t->c->exam, item);
	enum grade from = grade_read(cell(t, 1)), to = grade_read(cell(t, 2));
	int64_t points_c;
	bool good = true;

	if (group < 0 || !from || !to || !counted(cell(t, 4), 100, &points_c))
		return refuse(t, "an item, a grade or a weight makes no sense");
	for (enum grade g = from; good && g <= to; g++)
		for (const char *sex = cell(t, 3); good && *sex; sex++) {
			char one[2] = { *sex, '\0' };

			good = RECHECK_PUT(t->c, "re_share", value_int(group),
				value_text(one), value_text(grade_key(g)),
				value_int(points_c));
		}
	return good;
}

bool recheck_tables(const struct recheck_copy *c)
{
	if (!c->exam->graded)
		return exam_tables(c);
	return each_row(c, "items.csv", points_titles, take_points) &&
	       each_row(c, "bmi.csv", bands_titles, take_band) &&
	       each_row(c, "bonus.csv", bonus_titles, take_bonus) &&
	       each_row(c, "weights.csv", weights_titles, take_weight);
}
