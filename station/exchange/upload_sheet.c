#include "upload_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

#define ROWS_STEP 512

static const char *const fields[UPLOAD_ITEM] = {
	[UPLOAD_GRADE_CODE] = "grade_code",
	[UPLOAD_CLASS_CODE] = "class_code",
	[UPLOAD_CLASS_NAME] = "class_name",
	[UPLOAD_NUMBER] = "number",
	[UPLOAD_SCHOOL_NUMBER] = "school_number",
	[UPLOAD_ETHNICITY] = "ethnicity",
	[UPLOAD_NAME] = "name",
	[UPLOAD_SEX] = "sex",
	[UPLOAD_BIRTH_DATE] = "birth_date",
	[UPLOAD_ADDRESS] = "address",
};

/* ---- headings --------------------------------------------------------------------- */

static enum sex heading_sex(const char *heading)
{
	char folded[LAYOUT_HEADING_MAX];
	size_t len;

	if (!heading_fold(heading, folded, sizeof(folded)))
		return SEX_NONE;
	len = strlen(folded);
	if (len > 5 && strcmp(folded + len - 5, "(男)") == 0)
		return SEX_MALE;
	if (len > 5 && strcmp(folded + len - 5, "(女)") == 0)
		return SEX_FEMALE;
	return SEX_NONE;
}

static bool take_item(struct upload_column *column, const struct layout_column *from,
	const struct items *items, const char *heading, struct err *err)
{
	const struct item *item;

	column->field = UPLOAD_ITEM;
	column->item = items_find(items, from->field);
	if (column->item < 0)
		return err_set(
			err, "layout upload-in: there is no field \"%s\"", from->field);
	item = items_at(items, column->item);
	column->sex = heading_sex(heading);
	column->low = item->hard_min;
	column->high = item->hard_max;
	return *from->low == '\0' ||
	       (item_read_exact(item, from->low, &column->low) &&
		       item_read_exact(item, from->high, &column->high)) ||
	       err_set(err, "layout upload-in: \"%s\" has no range of the item",
		       from->title);
}

static bool take_heading(struct upload_sheet *out, const struct layout *layout,
	const struct items *items, size_t at, const char *heading, struct err *err)
{
	int found = layout_find(layout, heading);
	const struct layout_column *from = &layout->columns[found < 0 ? 0 : found];
	struct upload_column *column = &out->columns[out->columns_count];

	if (found >= 0 && from->use == HEADING_WARNED)
		buf_addf(&out->notes, "%s\n", from->note);
	if (found < 0 || from->use != HEADING_READ)
		return true;
	if (out->columns_count == UPLOAD_COLUMNS_MAX)
		return err_set(err, "标题太多，不是平台的上报表");
	*column = (struct upload_column){ .field = UPLOAD_ITEM, .at = at };
	text_copy(column->title, sizeof(column->title), heading);
	for (int i = 0; i < UPLOAD_ITEM; i++)
		if (strcmp(fields[i], from->field) == 0)
			column->field = (enum upload_field)i;
	if (column->field == UPLOAD_ITEM &&
		!take_item(column, from, items, heading, err))
		return false;
	out->columns_count++;
	return true;
}

/* Is this the heading row? It names students by number and has a score. */
static bool is_heading(const struct upload_sheet *out)
{
	bool who = false, score = false;

	for (size_t i = 0; i < out->columns_count; i++) {
		who |= out->columns[i].field == UPLOAD_NUMBER ||
		       out->columns[i].field == UPLOAD_SCHOOL_NUMBER;
		score |= out->columns[i].field == UPLOAD_ITEM;
	}
	return who && score;
}

static bool check_doubled(const struct upload_sheet *out, struct err *err)
{
	char here[8], there[8];

	for (size_t i = 0; i < out->columns_count; i++) {
		const struct upload_column *a = &out->columns[i];

		for (size_t k = 0; k < i; k++) {
			const struct upload_column *b = &out->columns[k];

			if (a->field == b->field &&
				(a->field != UPLOAD_ITEM ||
					(a->item == b->item && a->sex == b->sex)))
				return err_set(err,
					"“%s”（%s列）和“%s”（%"
					"s列）是同一项，不知道该用哪一列，请只留一列",
					b->title, column_letters(b->at, there),
					a->title, column_letters(a->at, here));
		}
	}
	return true;
}

static bool read_headings(struct upload_sheet *out, const struct layout *layout,
	const struct items *items, const struct row *row, struct err *err)
{
	out->columns_count = 0;
	buf_reset(&out->notes);
	for (size_t at = 0; at < row->count; at++)
		if (row->cells[at].kind == CELL_TEXT &&
			!take_heading(out, layout, items, at, row->cells[at].text, err))
			return false;
	if (!is_heading(out))
		return true;
	out->heading_row = row->number;
	return check_doubled(out, err);
}

/* ---- rows ------------------------------------------------------------------------- */

static void keep_row(struct upload_sheet *out, const struct row *row)
{
	struct upload_cell *cells;

	if (out->count % ROWS_STEP == 0) {
		out->rows = mem_resize_array(
			out->rows, out->count + ROWS_STEP, sizeof(*out->rows));
		out->cells = mem_resize_array(out->cells,
			(out->count + ROWS_STEP) * out->columns_count,
			sizeof(*out->cells));
	}
	cells = out->cells + out->count * out->columns_count;
	out->rows[out->count++] = row->number;
	for (size_t i = 0; i < out->columns_count; i++) {
		const struct cell *from = row_cell(row, out->columns[i].at);

		cells[i] = (struct upload_cell){ from->kind, 0 };
		if (from->kind == CELL_EMPTY)
			continue;
		cells[i].text = out->texts.len;
		buf_adds(&out->texts, from->text);
		buf_addc(&out->texts, '\0');
		out->columns[i].holds_texts |= from->kind == CELL_TEXT &&
					       *from->text >= '0' && *from->text <= '9';
	}
}

static bool take_row(struct upload_sheet *out, const struct row *row,
	const struct layout *layout, const struct items *items, struct err *err)
{
	if (out->heading_row == 0)
		return row->number > UPLOAD_HEADING_ROWS ||
		       read_headings(out, layout, items, row, err);
	if (out->count == UPLOAD_ROWS_MAX)
		return err_set(
			err, "more than %d rows, which no school has", UPLOAD_ROWS_MAX);
	if (out->texts.len == 0)
		buf_addc(&out->texts, '\0'); /* an empty cell's */
	keep_row(out, row);
	return true;
}

static bool has_heading(const struct upload_sheet *out, struct err *err)
{
	return out->heading_row > 0 ||
	       err_set(err,
		       "前 %d 行里没有平台上报表的标题行（要有“学籍号”和至少一个项目）",
		       UPLOAD_HEADING_ROWS);
}

static bool read_rows(struct upload_sheet *out, struct sheet *sheet,
	const struct layout *layout, const struct items *items, struct row *row,
	struct err *err)
{
	enum sheet_got got;

	while ((got = sheet_next(sheet, row, err)) == SHEET_ROW) {
		if (out->heading_row == 0 && row->number > UPLOAD_HEADING_ROWS)
			break;
		if (!take_row(out, row, layout, items, err))
			return false;
	}
	return got != SHEET_FAIL && has_heading(out, err);
}

bool upload_sheet_read(struct upload_sheet *out, struct sheet *sheet,
	const struct layout *layout, const struct items *items, struct err *err)
{
	struct row row = ROW_INIT;
	bool good;

	out->has_types = sheet->has_types;
	good = read_rows(out, sheet, layout, items, &row, err);
	row_release(&row);
	if (!good)
		upload_sheet_release(out);
	return good;
}

bool upload_sheet_take(struct upload_sheet *out, const struct row *row,
	const struct layout *layout, const struct items *items, struct err *err)
{
	out->has_types = true;
	if (take_row(out, row, layout, items, err))
		return true;
	upload_sheet_release(out);
	return false;
}

bool upload_sheet_whole(struct upload_sheet *out, struct err *err)
{
	if (has_heading(out, err))
		return true;
	upload_sheet_release(out);
	return false;
}

void upload_sheet_release(struct upload_sheet *sheet)
{
	free(sheet->rows);
	free(sheet->cells);
	buf_release(&sheet->texts);
	buf_release(&sheet->notes);
	*sheet = (struct upload_sheet)UPLOAD_SHEET_INIT;
}

/* ---- looking ---------------------------------------------------------------------- */

int upload_column_of(const struct upload_sheet *sheet, enum upload_field field)
{
	for (size_t i = 0; i < sheet->columns_count; i++)
		if (sheet->columns[i].field == field)
			return (int)i;
	return -1;
}

int upload_column_for(
	const struct upload_sheet *sheet, int item, const struct student *student)
{
	int plain = -1, own = -1;

	for (size_t i = 0; i < sheet->columns_count; i++) {
		const struct upload_column *column = &sheet->columns[i];

		if (column->field != UPLOAD_ITEM || column->item != item)
			continue;
		if (column->sex == SEX_NONE)
			plain = (int)i;
		else if (column->sex == student->sex)
			own = (int)i;
	}
	if (plain < 0 || own < 0)
		return plain < 0 ? own : plain;
	return student->grade >= GRADE_G7 ? own : plain;
}

enum cell_kind upload_kind(const struct upload_sheet *sheet, size_t row, int column)
{
	return column < 0
		       ? CELL_EMPTY
		       : sheet->cells[row * sheet->columns_count + (size_t)column].kind;
}

const char *upload_text(const struct upload_sheet *sheet, size_t row, int column)
{
	size_t at = column < 0
			    ? 0
			    : sheet->cells[row * sheet->columns_count + (size_t)column]
				      .text;

	return sheet->texts.data + at;
}
