#include "score_batch.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "item.h"
#include "rows.h"
#include "score.h"
#include "text.h"

#define TITLES_MAX (2 * SCHEME_ITEMS_MAX + 8)
#define PROGRESS   100000

/* Columns of the input that are no item. */
enum { COLUMN_STUDENT, COLUMN_SEX, COLUMN_GRADE, COLUMNS };

struct work {
	struct score_batch *job;
	const struct scheme *scheme;
	int who[COLUMNS]; /* where student, sex and grade stand */
	size_t columns;
	int item[RECORDS_FIELDS_MAX]; /* the item of each column, or -1 */
	const char *titles[TITLES_MAX];
	size_t titles_count;
	char title[TITLES_MAX][40];
	int decimals; /* of sums: the total's step */
	struct rows rows;
	struct buf text; /* of --explain */
};

/* One row of the input, understood. */
struct entry {
	enum sex sex;
	enum grade grade;
	struct results results;
};

/* ---- headings ---------------------------------------------------------------- */

/* Every item that the scheme measures for anyone. */
static uint64_t measured(const struct scheme *scheme)
{
	uint64_t items = 0;

	for (int sex = SEX_MALE; sex <= SEX_FEMALE; sex++)
		for (int g = GRADE_G1; g < GRADE_COUNT; g++)
			items |= scheme->plan[sex][g].uses;
	return items;
}

static bool take_column(
	struct work *work, const char *title, size_t column, struct err *err)
{
	static const char *const who[COLUMNS] = { "student", "sex", "grade" };
	int item = items_find(work->scheme->items, title);

	for (int i = 0; i < COLUMNS; i++)
		if (strcmp(title, who[i]) == 0) {
			if (work->who[i] >= 0)
				return err_set(err, "%s: column \"%s\" is there twice",
					work->job->name, title);
			work->who[i] = (int)column;
			return true;
		}
	if (item < 0 || !(measured(work->scheme) >> item & 1))
		return err_set(
			err, "%s: unknown column \"%.80s\"", work->job->name, title);
	for (size_t c = 0; c < column; c++)
		if (work->item[c] == item)
			return err_set(err, "%s: column \"%s\" is there twice",
				work->job->name, title);
	work->item[column] = item;
	return true;
}

static bool take_heading(struct work *work, struct err *err)
{
	struct record row;
	enum records_got got = records_next(work->job->in, &row, err);

	if (got == RECORDS_FAIL)
		return false;
	if (got == RECORDS_END)
		return err_set(err, "%s: there is no heading row", work->job->name);
	for (int i = 0; i < COLUMNS; i++)
		work->who[i] = -1;
	work->columns = row.n;
	for (size_t c = 0; c < row.n; c++) {
		work->item[c] = -1;
		if (!take_column(work, row.field[c], c, err))
			return false;
	}
	if (work->who[COLUMN_STUDENT] < 0 || work->who[COLUMN_SEX] < 0 ||
		work->who[COLUMN_GRADE] < 0)
		return err_set(err,
			"%s: the columns student, sex and grade must all be there",
			work->job->name);
	return true;
}

static void add_title(struct work *work, const char *key, const char *suffix)
{
	size_t n = work->titles_count++;

	snprintf(work->title[n], sizeof(work->title[n]), "%s%s", key, suffix);
	work->titles[n] = work->title[n];
}

static void make_titles(struct work *work)
{
	static const char *const last[] = { "standard", "bonus", "total", "level",
		"state" };

	add_title(work, "student", "");
	for (int i = 0; i < work->scheme->count; i++) {
		const struct scheme_item *item = &work->scheme->item[i];

		if (item->method == METHOD_BANDS)
			add_title(work, item->key, "");
		add_title(work, item->key, "_points");
	}
	for (size_t i = 0; i < sizeof(last) / sizeof(last[0]); i++)
		add_title(work, last[i], "");
}

/* ---- one row in -------------------------------------------------------------- */

static bool is_blank(const char *text)
{
	return slice_trim(slice_of(text)).len == 0;
}

/* "g7", or the platform's code; whoever writes 21 here means the scored grade. */
static enum grade read_grade(const char *text)
{
	enum grade grade = grade_read(text);

	if (grade == GRADE_NONE && strlen(text) == 2 && text[0] >= '1' &&
		text[0] <= '4' && text[1] >= '1' && text[1] <= '9')
		grade = grade_from_code(
			(text[0] - '0') * 10 + text[1] - '0', SYSTEM_63);
	return grade;
}

static bool read_value(struct work *work, struct entry *entry, int item,
	const char *text, struct err *err)
{
	int64_t value;

	if (!scheme_tests(work->scheme, entry->sex, entry->grade, item))
		return err_set(err, "%s: not an item of %s %s",
			items_at(work->scheme->items, item)->key, sex_key(entry->sex),
			grade_key(entry->grade));
	if (!item_read_people(scheme_measure(work->scheme, item), text, &value, err))
		return false;
	entry->results.value[item] = (int32_t)value;
	return true;
}

static bool read_entry(struct work *work, const struct record *row, struct entry *entry,
	struct err *err)
{
	const char *sex, *grade;

	if (row->n != work->columns)
		return err_set(
			err, "%zu cells, but %zu columns", row->n, work->columns);
	sex = row->field[work->who[COLUMN_SEX]];
	grade = row->field[work->who[COLUMN_GRADE]];
	entry->sex = sex_read(sex);
	entry->grade = read_grade(grade);
	if (entry->sex == SEX_NONE)
		return err_set(err, "sex: \"%.40s\" is not M or F", sex);
	if (entry->grade == GRADE_NONE)
		return err_set(err,
			"grade: \"%.40s\" is no grade (g1 to g12, u12, u34)", grade);
	if (!work->scheme->plan[entry->sex][entry->grade].slots)
		return err_set(err, "grade: %s has no tables for %s %s",
			work->scheme->id, sex_key(entry->sex), grade_key(entry->grade));
	results_clear(&entry->results);
	for (size_t c = 0; c < row->n; c++)
		if (work->item[c] >= 0 && !is_blank(row->field[c]) &&
			!read_value(work, entry, work->item[c], row->field[c], err))
			return false;
	return true;
}

/* ---- one row out ------------------------------------------------------------- */

/* Whole points as integers; others as short as they are. */
static void put_points(struct rows *rows, int32_t points_c)
{
	char text[24];
	int decimals = points_c % 10 ? 2 : points_c % 100 ? 1 : 0;

	if (points_c == SCORE_NONE)
		rows_number(rows, "");
	else
		rows_number(rows, score_write(points_c, decimals, text, sizeof(text)));
}

static void put_sum(struct work *work, int32_t points_c)
{
	char text[24];

	if (points_c == SCORE_NONE)
		rows_number(&work->rows, "");
	else
		rows_number(&work->rows,
			score_write(points_c, work->decimals, text, sizeof(text)));
}

static void put_index(struct rows *rows, int32_t value)
{
	char text[24];

	if (value == RESULT_NONE)
		rows_number(rows, "");
	else
		rows_number(rows, decimal_write(value, 1, text, sizeof(text)));
}

static void put_score(struct work *work, const char *student, const struct entry *entry)
{
	const struct scheme *scheme = work->scheme;
	struct rows *rows = &work->rows;
	struct score score;

	score_student(scheme, entry->sex, entry->grade, &entry->results, &score);
	rows_text(rows, student);
	for (int i = 0; i < scheme->count; i++) {
		if (scheme->item[i].method == METHOD_BANDS)
			put_index(rows, score.value[i]);
		put_points(rows, score.points_c[i]);
	}
	put_sum(work, score.standard_c);
	put_sum(work, score.bonus_all_c);
	put_sum(work, score.total_c);
	rows_text(rows, score.level ? score.level->zh : "");
	rows_text(rows, score.state == SCORE_COMPLETE ? "complete" : "incomplete");
	rows_end(rows);
}

static void put_error(struct work *work, const char *student, const struct err *err)
{
	char state[sizeof(err->text) + 8];

	snprintf(state, sizeof(state), "error: %s", err->text);
	rows_text(&work->rows, student);
	for (size_t i = 2; i < work->titles_count; i++)
		rows_number(&work->rows, "");
	rows_text(&work->rows, state);
	rows_end(&work->rows);
}

static void put_steps(struct work *work, const char *student, const struct entry *entry)
{
	buf_reset(&work->text);
	score_explain(
		work->scheme, entry->sex, entry->grade, &entry->results, &work->text);
	fprintf(work->job->out, "# %s\n%s\n", student, work->text.data);
}

/* The cell student, also of a row that is too short or too long. */
static const char *student_of(const struct work *work, const struct record *row)
{
	size_t column = (size_t)work->who[COLUMN_STUDENT];

	return column < row->n ? row->field[column] : "";
}

static void do_row(struct work *work, const struct record *row)
{
	const char *student = student_of(work, row);
	struct err err = ERR_INIT;
	struct entry entry = { SEX_NONE, GRADE_NONE, { { 0 } } };
	bool good = read_entry(work, row, &entry, &err);

	work->job->rows++;
	work->job->errors += !good;
	if (work->job->explain && good)
		put_steps(work, student, &entry);
	else if (work->job->explain)
		fprintf(work->job->out, "# %s\nerror: %s\n\n", student, err.text);
	else if (good)
		put_score(work, student, &entry);
	else
		put_error(work, student, &err);
	if (work->job->progress && work->job->rows % PROGRESS == 0)
		fprintf(work->job->progress, "\r%zu rows", work->job->rows);
}

static bool do_rows(struct work *work, struct err *err)
{
	struct record row;
	enum records_got got;

	if (!work->job->explain)
		rows_begin(&work->rows, work->job->out, work->job->json, work->titles,
			work->titles_count);
	else
		work->rows.file = work->job->out;
	while ((got = records_next(work->job->in, &row, err)) == RECORDS_ROW)
		do_row(work, &row);
	if (work->job->progress && work->job->rows >= PROGRESS)
		fputc('\n', work->job->progress);
	return got == RECORDS_END && rows_finish(&work->rows, err);
}

bool score_batch(struct score_batch *job, struct err *err)
{
	struct work *work = mem_alloc(sizeof(*work));
	bool good;

	*work = (struct work){ .job = job, .scheme = job->scheme, .text = BUF_INIT };
	work->decimals = job->scheme->step_c % 10    ? 2
			 : job->scheme->step_c % 100 ? 1
						     : 0;
	job->rows = job->errors = 0;
	make_titles(work);
	good = take_heading(work, err) && do_rows(work, err);
	buf_release(&work->text);
	free(work);
	return good;
}
