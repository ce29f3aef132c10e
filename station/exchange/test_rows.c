#include "test_rows.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"

struct test_rows {
	struct book *book;
	const struct layout *layout;
	const struct items *items;
	const struct source **columns;
	struct test_counts counts;
};

/* ---- the fields ------------------------------------------------------------------- */

/* Writes one cell; false: it is empty. */
typedef bool write_fn(struct test_rows *rows, const struct test_info *info);

static bool write_text(struct test_rows *rows, const char *text)
{
	book_text(rows->book, text);
	return *text != '\0';
}

static bool write_grade(struct test_rows *rows, const struct test_info *info)
{
	book_number(rows->book, info->grade_code, 0);
	return true;
}

/* '~': a code of our own, for a class whose code nobody gave. */
static bool write_class(struct test_rows *rows, const struct test_info *info)
{
	return write_text(rows, info->class_code[0] == '~' ? "" : info->class_code);
}

static bool write_class_name(struct test_rows *rows, const struct test_info *info)
{
	return write_text(rows, info->class_name);
}

static bool write_item(struct test_rows *rows, const struct test_info *info)
{
	int item = items_find(rows->items, info->item);

	return write_text(
		rows, item < 0 ? info->item : items_at(rows->items, item)->zh);
}

static bool write_testers(struct test_rows *rows, const struct test_info *info)
{
	return write_text(rows, info->testers);
}

static bool write_day(struct test_rows *rows, const struct test_info *info)
{
	book_date(rows->book, info->tested_on);
	return info->tested_on > 0;
}

static bool write_place(struct test_rows *rows, const struct test_info *info)
{
	return write_text(rows, info->place);
}

/* By hand there need be none. */
static bool write_instrument(struct test_rows *rows, const struct test_info *info)
{
	return write_text(rows, info->instrument) || !info->by_device;
}

static bool write_method(struct test_rows *rows, const struct test_info *info)
{
	static const char *const words[2][2] = { { "", "仪器" },
		{ "手工", "手工/仪器" } };

	return write_text(rows, words[info->by_hand][info->by_device]);
}

static const struct source {
	const char *field;
	enum column_type type;
	write_fn *write;
} sources[] = {
	{ "grade_code", COLUMN_CODE, write_grade },
	{ "class_code", COLUMN_TEXT, write_class },
	{ "class_name", COLUMN_TEXT, write_class_name },
	{ "item_name", COLUMN_TEXT, write_item },
	{ "testers", COLUMN_TEXT, write_testers },
	{ "tested_on", COLUMN_DATE, write_day },
	{ "place", COLUMN_TEXT, write_place },
	{ "instrument", COLUMN_TEXT, write_instrument },
	{ "method", COLUMN_TEXT, write_method },
};

/* ---- rows ------------------------------------------------------------------------- */

static bool find(struct test_rows *rows, unsigned at, struct err *err)
{
	const struct layout_column *column = &rows->layout->columns[at];

	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++)
		if (strcmp(sources[i].field, column->field) == 0 &&
			sources[i].type == column->type)
			rows->columns[at] = &sources[i];
	return rows->columns[at] ||
	       err_set(err,
		       "layout %s, column \"%s\": \"%s\" is no field of a test, or its "
		       "type does not fit",
		       rows->layout->name, column->title, column->field);
}

struct test_rows *test_rows_begin(struct book *book, const struct layout *layout,
	const struct items *items, struct err *err)
{
	struct test_rows *rows = mem_alloc(sizeof(*rows));
	bool good = true;

	rows->book = book;
	rows->layout = layout;
	rows->items = items;
	rows->columns = mem_array(
		layout->columns_count + 1, sizeof(const struct source *));
	for (unsigned i = 0; good && i < layout->columns_count; i++)
		good = find(rows, i, err);
	if (!good) {
		free(rows->columns);
		free(rows);
		return NULL;
	}
	book_sheet(book, *layout->sheet ? layout->sheet : layout->name);
	for (unsigned i = 0; i < layout->columns_count; i++)
		book_text(book, layout->columns[i].title);
	book_end_row(book);
	return rows;
}

void test_rows_add(struct test_rows *rows, const struct test_info *info)
{
	bool whole = true;

	for (unsigned i = 0; i < rows->layout->columns_count; i++)
		whole &= rows->columns[i]->write(rows, info);
	book_end_row(rows->book);
	rows->counts.rows++;
	rows->counts.gaps += !whole;
}

void test_rows_end(struct test_rows *rows, struct test_counts *counts)
{
	*counts = rows->counts;
	free(rows->columns);
	free(rows);
}
