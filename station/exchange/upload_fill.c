#include "upload_fill.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "text.h"
#include "unicode.h"

#define CELLS_STEP 1024

static void complain(struct upload_fill *fill, size_t row,
	const struct upload_column *column, enum complaint_level level,
	const char *value, const char *fmt, ...) __attribute__((format(printf, 6, 7)));

static void complain(struct upload_fill *fill, size_t row,
	const struct upload_column *column, enum complaint_level level,
	const char *value, const char *fmt, ...)
{
	struct complaint *c = complaint_add(&fill->complaints, &fill->complaints_count,
		row, level, column->title, value);
	va_list args;

	va_start(args, fmt);
	complaint_say(c, fmt, args);
	va_end(args);
}

static void add_cell(struct upload_fill *fill, size_t row,
	const struct upload_column *column, bool as_text, const char *text)
{
	struct fill_cell *cell;

	if (fill->count % CELLS_STEP == 0)
		fill->cells = mem_resize_array(
			fill->cells, fill->count + CELLS_STEP, sizeof(*fill->cells));
	cell = &fill->cells[fill->count++];
	*cell = (struct fill_cell){ .row = row,
		.column = column->at,
		.kind = as_text ? FILL_TEXT : FILL_AS_COLUMN };
	text_copy(cell->text, sizeof(cell->text), text);
}

/* Is it the same result in another spelling? 3′25 is 3'25, and 9.30 is 9.3. */
static bool says_the_same(const struct item *item, const char *stands, int64_t value)
{
	struct err ignored = ERR_INIT;
	int64_t there;

	return strpbrk(stands, "0123456789") &&
	       (!item->minutes || strpbrk(stands, "'") || strstr(stands, "′") ||
		       strstr(stands, "’")) &&
	       item_read_people(item, stands, &there, &ignored) && there == value;
}

/* "9.3", "20", "3'25" */
static void write_value(const struct item *item, int64_t value, char out[40])
{
	char text[40];

	item_format_file(item, value, text, sizeof(text));
	if (item->minutes || !number_shortest(text, out))
		text_copy(out, 40, text);
}

/* A number stays one though somebody typed a text among them; an empty cell is as the rest of
 * the column. */
static bool is_text(const struct upload_sheet *sheet, size_t row, int column)
{
	return sheet->has_types && sheet->columns[column].holds_texts &&
	       upload_kind(sheet, row, column) != CELL_NUMBER;
}

static void plan_cell(struct upload_fill *fill, const struct upload_sheet *sheet,
	size_t row, int column, const struct item *item, const struct upload_student *s,
	int index)
{
	const struct upload_column *at = &sheet->columns[column];
	const char *stands = upload_text(sheet, row, column);
	char text[40];

	if (s->state[index] != UPLOAD_VALID) {
		if (*stands)
			complain(fill, sheet->rows[row], at, COMPLAINT_WARNING, stands,
				"模板里已有“%s”，本站没有可用的成绩，保留原样；请核对",
				stands);
		return;
	}
	write_value(item, s->value[index], text);
	if (says_the_same(item, stands, s->value[index])) {
		fill->same++;
		return;
	}
	if (*stands)
		complain(fill, sheet->rows[row], at, COMPLAINT_WARNING, stands,
			"模板里原有“%s”，已改为本站的成绩 %s；请核对", stands, text);
	add_cell(fill, sheet->rows[row], at,
		item->minutes || is_text(sheet, row, column), text);
}

static int by_place(const void *a, const void *b)
{
	const struct fill_cell *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

void upload_fill_plan(struct upload_fill *fill, const struct upload_sheet *sheet,
	const struct upload_met *met, const struct items *items)
{
	for (size_t row = 0; row < sheet->count; row++) {
		const struct upload_student *s = met[row].student;
		size_t before = fill->count + fill->same;

		if (met[row].match != UPLOAD_HIS || s->standing == STANDING_EXEMPT)
			continue;
		for (int i = 0; i < (int)items_count(items); i++) {
			int column = upload_column_for(sheet, i, &s->student);

			if (column >= 0 && s->state[i] != UPLOAD_NOT_HIS)
				plan_cell(fill, sheet, row, column, items_at(items, i),
					s, i);
		}
		fill->students += fill->count + fill->same > before;
	}
	if (fill->count > 0)
		qsort(fill->cells, fill->count, sizeof(*fill->cells), by_place);
}

void upload_fill_look(struct upload_fill *fill, const struct upload_sheet *sheet)
{
	static const char *const why[] = {
		[FILL_NOT_MET] = "这一格在表里找不到，没有写入",
		[FILL_FORMULA] = "这一格是公式，没有写入；请先把公式换成空格子",
		[FILL_MERGED] = "这一格被合并了，没有写入；请先取消合并单元格",
	};

	for (size_t i = 0; i < fill->count; i++) {
		const struct fill_cell *cell = &fill->cells[i];

		if (cell->got == FILL_DONE)
			continue;
		fill->failed++;
		for (size_t c = 0; c < sheet->columns_count; c++)
			if (sheet->columns[c].at == cell->column)
				complain(fill, cell->row, &sheet->columns[c],
					COMPLAINT_REFUSED, cell->text, "%s",
					why[cell->got]);
	}
}

bool upload_fill_did(const struct upload_fill *fill, size_t row, size_t column)
{
	struct fill_cell key = { .row = row, .column = column };
	const struct fill_cell *cell = fill->failed > 0
					       ? bsearch(&key, fill->cells, fill->count,
							 sizeof(key), by_place)
					       : NULL;

	return !cell || cell->got == FILL_DONE;
}

void upload_fill_release(struct upload_fill *fill)
{
	free(fill->cells);
	free(fill->complaints);
	*fill = (struct upload_fill)UPLOAD_FILL_INIT;
}
