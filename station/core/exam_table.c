/* The table of an exam, CSV into ladders: see exam_form.h. */
#include "exam_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "path.h"
#include "records.h"
#include "text.h"

enum { ITEM, SEX, SCORE, THRESHOLD, TITLES };
static const char *const titles[TITLES] = { "item", "sex", "score", "threshold" };

/* Rows of one item and sex as they come: the best first. */
struct rows {
	int n;
	int32_t at[LADDER_ROWS_MAX], points_c[LADDER_ROWS_MAX], line[LADDER_ROWS_MAX];
};

struct reading {
	struct exam_build *b;
	char name[PATH_SIZE];
	int column[TITLES];
	struct record row;
	struct rows *rows; /* [items][2] */
	int count;
};

static bool refuse(const struct reading *r, const char *column, struct err *err,
	const char *sentence)
{
	return err_set(err, "%s:%zu: %s: %s", r->name, r->row.line, column, sentence);
}

static const char *field(const struct reading *r, int title)
{
	return r->row.field[r->column[title]];
}

static bool read_heading(struct reading *r, struct records *in, struct err *err)
{
	if (records_next(in, &r->row, err) != RECORDS_ROW)
		return err_set(err, "%s:1: there is no heading row", r->name);
	for (int i = 0; i < TITLES; i++) {
		r->column[i] = records_column(&r->row, titles[i]);
		if (r->column[i] < 0)
			return refuse(r, titles[i], err, "this column is missing");
	}
	if (r->row.n != TITLES)
		return refuse(r, "heading", err,
			"allowed: item,sex,score,threshold, each once");
	return true;
}

static bool add_row(struct reading *r, int item, enum sex sex, int32_t at,
	int32_t points_c, struct err *err)
{
	struct rows *rows = &r->rows[item * 2 + (int)sex - 1];
	int n = rows->n;

	if (!exam_item_for(&r->b->exam->item[item], sex))
		return refuse(r, "sex", err, "scheme.yaml gives this item another sex");
	if (n == LADDER_ROWS_MAX || r->count == SCHEME_ROWS_MAX)
		return refuse(r, "item", err,
			"too many rows (allowed: 50000, and 256 of one item and sex)");
	if (n && rows->points_c[n - 1] == points_c)
		return refuse(r, "score", err,
			rows->at[n - 1] == at ? "this row is there twice"
					      : "as many points as the row above");
	if (n && rows->points_c[n - 1] < points_c)
		return refuse(r, "score", err, "more points than the row above");
	if (n && rows->at[n - 1] <= at)
		return refuse(r, "threshold", err, "not easier than the row above");
	rows->at[n] = at;
	rows->points_c[n] = points_c;
	rows->line[n] = (int32_t)r->row.line;
	rows->n++;
	r->count++;
	return true;
}

static bool read_row(struct reading *r, struct err *err)
{
	const struct exam *x = r->b->exam;
	bool male, female;
	const struct exam_item *it;
	struct decimal d;
	int64_t value, points;
	int32_t at;
	int item;

	if (r->row.n != TITLES)
		return refuse(r, "item", err, "not four fields");
	item = exam_find_item(x, field(r, ITEM));
	if (item < 0)
		return refuse(r, "item", err, "scheme.yaml has no such item");
	it = &x->item[item];
	if (it->method != EXAM_TABLE || it->no_table)
		return refuse(r, "item", err,
			it->no_table ? "scheme.yaml says its table is missing"
				     : "scheme.yaml gives this item no table");
	male = strcmp(field(r, SEX), "M") == 0 || strcmp(field(r, SEX), "MF") == 0;
	female = strcmp(field(r, SEX), "F") == 0 || strcmp(field(r, SEX), "MF") == 0;
	if (!male && !female)
		return refuse(r, "sex", err, "allowed: M, F, MF");
	if (!decimal_read(slice_of(field(r, SCORE)), &d) ||
		!decimal_exact(d, 2, &points) || points < 0 || points > it->scale_max_c)
		return refuse(r, "score", err,
			"allowed: 0 to the item's scale_max, two decimals");
	if (!item_read_exact(&it->measure, field(r, THRESHOLD), &value))
		return refuse(r, "threshold", err, "not a value of this item");
	if (value % it->measure.step)
		return refuse(r, "threshold", err, "finer than results are rounded to");
	if (item_fit(&it->measure, value) == FIT_REFUSED)
		return refuse(r, "threshold", err, "outside the item's hard range");
	at = (int32_t)value * (it->measure.better == BETTER_LESS ? -1 : 1);
	return (!male || add_row(r, item, SEX_MALE, at, (int32_t)points, err)) &&
	       (!female || add_row(r, item, SEX_FEMALE, at, (int32_t)points, err));
}

static void turn(int32_t *values, int n)
{
	for (int i = 0; i < n / 2; i++) {
		int32_t value = values[i];

		values[i] = values[n - 1 - i];
		values[n - 1 - i] = value;
	}
}

static bool make_ladder(
	struct reading *r, struct rows *rows, int i, enum sex sex, struct err *err)
{
	struct exam_build *b = r->b;
	struct exam_item *it = &b->exam->item[i];
	const char *below = b->form->items[i].below;
	int32_t below_c = it->below_c;
	int n = rows->n;

	if (!exam_item_for(it, sex) || it->method != EXAM_TABLE || it->no_table)
		return true;
	if (!n)
		return exam_refuse(b, err,
			sex == SEX_MALE
				? "no table for boys: give it, or say table: missing"
				: "no table for girls: give it, or say table: missing",
			"items[%d].method", i);
	if (rows->points_c[0] != it->scale_max_c)
		return err_set(err,
			"%s:%d: score: the first row must earn the item's scale_max",
			r->name, rows->line[0]);
	if (strcmp(below, "last") == 0)
		below_c = rows->points_c[n - 1];
	else if (below_c > rows->points_c[n - 1])
		return exam_refuse(b, err, "more than the last row of the table",
			"items[%d].below", i);
	turn(rows->at, n);
	turn(rows->points_c, n);
	turn(rows->line, n);
	exam_make_ladder(b, &it->points[sex][GRADE_NONE],
		it->measure.better == BETTER_LESS ? -1 : 1, rows->at, rows->points_c,
		rows->line, n, below_c, b->exam->table);
	return true;
}

static bool read_file(struct reading *r, struct err *err)
{
	struct exam_build *b = r->b;
	enum records_got got = RECORDS_END;
	struct records *in;
	bool good;

	if (!path_join(r->name, b->place, b->table->name, err))
		return false;
	in = records_open_text(r->name, b->table->bytes, b->table->len, ',');
	good = read_heading(r, in, err);
	while (good && (got = records_next(in, &r->row, err)) == RECORDS_ROW)
		good = read_row(r, err);
	records_close(in);
	return good && got != RECORDS_FAIL;
}

bool exam_read_table(struct exam_build *b, struct err *err)
{
	struct reading r = { .b = b };
	bool good;

	r.rows = mem_array((size_t)b->exam->items * 2, sizeof(*r.rows));
	good = !b->table || read_file(&r, err);
	for (int i = 0; good && i < b->exam->items; i++)
		good = make_ladder(&r, &r.rows[i * 2], i, SEX_MALE, err) &&
		       make_ladder(&r, &r.rows[i * 2 + 1], i, SEX_FEMALE, err);
	free(r.rows);
	return good;
}
