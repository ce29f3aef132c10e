/* Tables of a scheme, CSV into ladders: see scheme_build.h. */
#include "scheme_build.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "path.h"
#include "records.h"
#include "text.h"

#define COLUMNS_MAX 6

/* One CSV file being read. */
struct table {
	struct scheme_build *build;
	char name[PATH_SIZE]; /* for complaints */
	const char *const *title;
	int titles;
	int column[COLUMNS_MAX]; /* where each title stands in the file */
	struct records *records;
	struct record row;
};

/* Always false: "<file>:<line>: <column>: <sentence>". */
static bool refuse(const struct table *t, const char *column, struct err *err,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static bool refuse(const struct table *t, const char *column, struct err *err,
	const char *fmt, ...)
{
	char sentence[256];
	va_list args;

	va_start(args, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, args);
	va_end(args);
	return err_set(err, "%s:%zu: %s: %s", t->name, t->row.line, column, sentence);
}

static const char *field(const struct table *t, int title)
{
	return t->row.field[t->column[title]];
}

static bool read_heading(struct table *t, struct err *err)
{
	if (records_next(t->records, &t->row, err) != RECORDS_ROW)
		return err_set(err, "%s: there is no heading row", t->name);
	for (int i = 0; i < t->titles; i++)
		t->column[i] = -1;
	for (size_t c = 0; c < t->row.n; c++) {
		int i = 0;

		while (i < t->titles && strcmp(t->row.field[c], t->title[i]) != 0)
			i++;
		if (i == t->titles)
			return refuse(t, t->row.field[c], err, "unknown column");
		if (t->column[i] >= 0)
			return refuse(
				t, t->title[i], err, "this column is there twice");
		t->column[i] = (int)c;
	}
	for (int i = 0; i < t->titles; i++)
		if (t->column[i] < 0)
			return refuse(t, t->title[i], err, "this column is missing");
	return true;
}

static bool table_open(struct table *t, struct scheme_build *build, const char *name,
	const char *const *title, int titles, struct err *err)
{
	const struct scheme_file *f = scheme_build_file(build, name);

	*t = (struct table){ .build = build, .title = title, .titles = titles };
	if (!path_join(t->name, build->place, name, err))
		return false;
	t->records = records_open_text(t->name, f->bytes, f->len, ',');
	if (read_heading(t, err))
		return true;
	records_close(t->records);
	return false;
}

/* false at the end (then *good) and at a failure. */
static bool table_next(struct table *t, bool *good, struct err *err)
{
	enum records_got got = records_next(t->records, &t->row, err);

	*good = got != RECORDS_FAIL;
	if (got == RECORDS_ROW && t->row.n != (size_t)t->titles) {
		*good = err_set(err, "%s:%zu: %zu fields (allowed: %d)", t->name,
			t->row.line, t->row.n, t->titles);
		return false;
	}
	return got == RECORDS_ROW;
}

/* ---- fields that all tables share -------------------------------------------- */

enum { ITEM, SEX, GRADE, POINTS, VALUE };

static bool read_grade(
	const struct table *t, int title, enum grade *grade, struct err *err)
{
	*grade = grade_read(field(t, title));
	if (*grade == GRADE_NONE)
		return refuse(t, t->title[title], err,
			"\"%.40s\" is no grade (allowed: g1 to g12, u12, u34)",
			field(t, title));
	return true;
}

static bool read_sex(const struct table *t, int title, enum sex *sex, struct err *err)
{
	const char *text = field(t, title);

	*sex = strcmp(text, "M") == 0	? SEX_MALE
	       : strcmp(text, "F") == 0 ? SEX_FEMALE
					: SEX_NONE;
	if (*sex == SEX_NONE)
		return refuse(t, t->title[title], err,
			"\"%.40s\" is no sex (allowed: M, F)", text);
	return true;
}

static bool read_item(const struct table *t, int *item, struct err *err)
{
	*item = scheme_find(t->build->scheme, field(t, ITEM));
	if (*item < 0)
		return refuse(t, "item", err, "scheme.yaml has no item \"%.40s\"",
			field(t, ITEM));
	return true;
}

static bool read_points(const struct table *t, int title, int32_t max_c,
	int32_t *points_c, struct err *err)
{
	struct decimal d;
	int64_t value;

	if (!decimal_read(slice_of(field(t, title)), &d) ||
		!decimal_exact(d, 2, &value) || value <= 0 || value > max_c)
		return refuse(t, t->title[title], err,
			"\"%.40s\" is not points (allowed: above 0, at most %d, two "
			"decimals)",
			field(t, title), (int)max_c / 100);
	*points_c = (int32_t)value;
	return true;
}

/* ---- rows into groups -------------------------------------------------------- */

static struct scheme_row *row_above(struct scheme_build *build, int above)
{
	while (above >= 0 && build->row[above].blank)
		above = build->row[above].above;
	return above < 0 ? NULL : &build->row[above];
}

static bool add_row(struct table *t, struct scheme_group *group,
	const struct scheme_row *row, struct err *err)
{
	struct scheme_build *build = t->build;

	if (build->rows == SCHEME_ROWS_MAX || group->rows == LADDER_ROWS_MAX)
		return refuse(t, "item", err,
			"too many rows (allowed: %d, and %d of "
			"one item, sex and grade)",
			SCHEME_ROWS_MAX, LADDER_ROWS_MAX);
	if (build->rows == build->room) {
		build->room = build->room ? build->room * 2 : 1024;
		build->row = mem_resize_array(
			build->row, (size_t)build->room, sizeof(*build->row));
	}
	build->row[build->rows] = *row;
	group->last = build->rows++;
	group->rows++;
	return true;
}

/* Rows go from most points to fewest, each easier than the one above. */
static bool check_order(const struct table *t, const struct scheme_row *row,
	const struct scheme_row *above, const struct scheme_row *value_above, int sign,
	struct err *err)
{
	if (above && above->points_c == row->points_c)
		return refuse(t, t->title[POINTS], err,
			"this row is there twice, also in line %d", (int)above->line);
	if (above && above->points_c < row->points_c)
		return refuse(t, t->title[POINTS], err,
			"more points than the row above, line %d", (int)above->line);
	if (!row->blank && value_above &&
		(int64_t)row->value * sign >= (int64_t)value_above->value * sign)
		return refuse(t, "threshold", err,
			"\"%.40s\" is not easier than line %d", field(t, VALUE),
			(int)value_above->line);
	return true;
}

static const char *const ladder_titles[TABLES][COLUMNS_MAX] = {
	[TABLE_POINTS] = { "item", "sex", "grade", "score", "threshold" },
	[TABLE_BONUS] = { "item", "sex", "grade", "bonus", "threshold" },
	[TABLE_BANDS] = { "sex", "grade", "category", "min", "max", "score" },
};

/* A threshold must be a result that can happen. */
static bool check_threshold(const struct table *t, const struct item *item,
	int64_t value, bool is_bonus, struct err *err)
{
	if (value % item->step)
		return refuse(t, "threshold", err,
			"\"%.40s\" is finer than results are rounded to",
			field(t, VALUE));
	if (is_bonus && (item->better == BETTER_LESS ? value >= 0 : value <= 0))
		return refuse(t, "threshold", err,
			"\"%.40s\" is not beyond the top row", field(t, VALUE));
	if (is_bonus ? llabs(value) > item->hard_max
		     : item_fit(item, value) == FIT_REFUSED)
		return refuse(t, "threshold", err,
			"\"%.40s\" is outside the hard range of items.yaml",
			field(t, VALUE));
	return true;
}

static bool read_ladder_row(struct table *t, bool is_bonus, struct err *err)
{
	struct scheme_row row = { .line = (int32_t)t->row.line };
	const struct scheme_item *item;
	struct scheme_group *group;
	struct scheme_row *above;
	enum grade grade;
	enum sex sex;
	int64_t value = 0;
	int i;

	if (!read_item(t, &i, err) || !read_sex(t, SEX, &sex, err) ||
		!read_grade(t, GRADE, &grade, err))
		return false;
	item = &t->build->scheme->item[i];
	if (item->method != METHOD_TABLE)
		return refuse(t, "item", err, "%s is scored by bands", item->key);
	if (is_bonus && !item->bonus_cap_c)
		return refuse(t, "item", err,
			"scheme.yaml gives %s no bonus_cap above 0", item->key);
	if (!read_points(t, POINTS, is_bonus ? item->bonus_cap_c : POINTS_MAX_C,
		    &row.points_c, err))
		return false;
	row.blank = !is_bonus && !*field(t, VALUE);
	if (!row.blank && !item_read_exact(&item->measure, field(t, VALUE), &value))
		return refuse(t, "threshold", err, "\"%.40s\" is not a result of %s",
			field(t, VALUE), item->key);
	if (!row.blank && !check_threshold(t, &item->measure, value, is_bonus, err))
		return false;
	row.value = (int32_t)value;
	group = &t->build->group[is_bonus ? TABLE_BONUS : TABLE_POINTS][i][sex][grade];
	row.above = group->last;
	above = row.above < 0 ? NULL : &t->build->row[row.above];
	return check_order(t, &row, above, row_above(t->build, row.above),
		       item->measure.better == BETTER_LESS ? -1 : 1, err) &&
	       add_row(t, group, &row, err);
}

/* ---- bands ------------------------------------------------------------------- */

enum { BAND_SEX, BAND_GRADE, BAND_CATEGORY, BAND_MIN, BAND_MAX, BAND_POINTS };

/* A bound in tenths; empty is an open end. */
static bool read_bound(
	const struct table *t, int title, int32_t open, int32_t *bound, struct err *err)
{
	const char *text = field(t, title);
	struct decimal d;
	int64_t value;

	*bound = open;
	if (!*text)
		return true;
	if (!decimal_read(slice_of(text), &d) || !decimal_exact(d, 1, &value) ||
		value < 0 || value > 10000)
		return refuse(t, t->title[title], err,
			"\"%.40s\" is no bound (allowed: 0 to 1000, one decimal, or "
			"empty)",
			text);
	*bound = (int32_t)value;
	return true;
}

/* The one item of the scheme that is scored by bands. */
static int band_item(const struct scheme *s)
{
	for (int i = 0; i < s->count; i++)
		if (s->item[i].method == METHOD_BANDS)
			return i;
	return -1;
}

static bool read_band_row(struct table *t, struct err *err)
{
	struct scheme *s = t->build->scheme;
	struct scheme_row row = { .line = (int32_t)t->row.line };
	struct scheme_group *group;
	enum grade grade;
	enum sex sex;
	int item = band_item(s);

	if (item < 0)
		return refuse(
			t, "category", err, "scheme.yaml has no item scored by bands");
	if (!read_sex(t, BAND_SEX, &sex, err) ||
		!read_grade(t, BAND_GRADE, &grade, err))
		return false;
	for (int i = 0; i < s->bands && !row.label; i++)
		if (strcmp(s->band[i].key, field(t, BAND_CATEGORY)) == 0)
			row.label = s->band[i].zh;
	if (!row.label)
		return refuse(t, "category", err,
			"scheme.yaml has no category \"%.40s\" in bands",
			field(t, BAND_CATEGORY));
	if (!read_bound(t, BAND_MIN, BAND_OPEN, &row.value, err) ||
		!read_bound(t, BAND_MAX, INT32_MAX, &row.max, err) ||
		!read_points(t, BAND_POINTS, POINTS_MAX_C, &row.points_c, err))
		return false;
	if (row.max < row.value)
		return refuse(t, "max", err, "it is below min");
	group = &t->build->group[TABLE_BANDS][item][sex][grade];
	row.above = group->last;
	for (int i = row.above; i >= 0; i = t->build->row[i].above)
		if (t->build->row[i].label == row.label)
			return refuse(t, "category", err,
				"this row is there twice, also in line %d",
				(int)t->build->row[i].line);
	return add_row(t, group, &row, err);
}

bool scheme_read_table(
	struct scheme_build *build, enum scheme_table table, struct err *err)
{
	struct table t;
	bool good = true;

	if (!table_open(&t, build, build->scheme->memory->file[table],
		    ladder_titles[table], table == TABLE_BANDS ? 6 : 5, err))
		return false;
	while (good && table_next(&t, &good, err))
		good = table == TABLE_BANDS
			       ? read_band_row(&t, err)
			       : read_ladder_row(&t, table == TABLE_BONUS, err);
	records_close(t.records);
	return good;
}

/* ---- weights ----------------------------------------------------------------- */

enum { WEIGHT_FROM = 1, WEIGHT_TO, WEIGHT_SEX, WEIGHT_PERCENT };

static bool set_weight(struct table *t, struct scheme_item *item, enum sex sex,
	enum grade grade, int percent, struct err *err)
{
	if (item->weight[sex][grade])
		return refuse(t, "item", err,
			"%s has a weight for %s %s already, in line %d", item->key,
			sex_key(sex), grade_key(grade), item->weight_line[sex][grade]);
	item->weight[sex][grade] = percent;
	item->weight_line[sex][grade] = (int)t->row.line;
	return true;
}

static bool read_weight_row(struct table *t, struct err *err)
{
	enum sex from_sex = SEX_MALE, to_sex = SEX_FEMALE;
	enum grade from, to;
	struct decimal d;
	int item;

	if (!read_item(t, &item, err) || !read_grade(t, WEIGHT_FROM, &from, err) ||
		!read_grade(t, WEIGHT_TO, &to, err))
		return false;
	if (to < from)
		return refuse(t, "grade_to", err, "it is below grade_from");
	if (strcmp(field(t, WEIGHT_SEX), "MF") != 0) {
		if (!read_sex(t, WEIGHT_SEX, &from_sex, err))
			return false;
		to_sex = from_sex;
	}
	if (!decimal_read(slice_of(field(t, WEIGHT_PERCENT)), &d) || d.decimals ||
		d.digits < 1 || d.digits > 100)
		return refuse(t, "weight_percent", err,
			"\"%.40s\" is no weight (allowed: 1 to 100)",
			field(t, WEIGHT_PERCENT));
	for (enum sex sex = from_sex; sex <= to_sex; sex++)
		for (enum grade g = from; g <= to; g++)
			if (!set_weight(t, &t->build->scheme->item[item], sex, g,
				    (int)d.digits, err))
				return false;
	return true;
}

bool scheme_read_weights(struct scheme_build *build, struct err *err)
{
	static const char *const titles[] = { "item", "grade_from", "grade_to", "sex",
		"weight_percent" };
	struct table t;
	bool good = true;

	if (!table_open(&t, build, build->scheme->memory->weights, titles, 5, err))
		return false;
	while (good && table_next(&t, &good, err))
		good = read_weight_row(&t, err);
	records_close(t.records);
	return good;
}
