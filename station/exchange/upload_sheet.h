/*
 * upload_sheet - a score sheet as the platform reads it: a heading row, then a row for
 * each student. Empty from the platform, filled by us or by hand.
 *
 * Headings are looked for in the first UPLOAD_HEADING_ROWS rows, by layout upload-in,
 * never by position; a column that nobody knows is passed over. A heading that ends in
 * （男） or （女） is that sex's own column of the item, in secondary schools: files of 2014
 * have 一分钟仰卧起坐 for primary pupils and 一分钟仰卧起坐（女） for girls beside it.
 *
 * What stands in the cells is kept as it is; what it means, upload_checks.h says.
 */
#ifndef EXCHANGE_UPLOAD_SHEET_H
#define EXCHANGE_UPLOAD_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "err.h"
#include "item.h"
#include "layout.h"
#include "sheet.h"
#include "student.h"

#define UPLOAD_ROWS_MAX	    20000
#define UPLOAD_COLUMNS_MAX  64 /* known ones */
#define UPLOAD_HEADING_ROWS 20

enum upload_field {
	UPLOAD_GRADE_CODE,
	UPLOAD_CLASS_CODE,
	UPLOAD_CLASS_NAME,
	UPLOAD_NUMBER,
	UPLOAD_SCHOOL_NUMBER,
	UPLOAD_ETHNICITY,
	UPLOAD_NAME,
	UPLOAD_SEX,
	UPLOAD_BIRTH_DATE,
	UPLOAD_ADDRESS,
	UPLOAD_ITEM,
	UPLOAD_FIELDS
};

struct upload_column {
	enum upload_field field;
	int item;	   /* of the catalogue; UPLOAD_ITEM */
	enum sex sex;	   /* whose column it is; SEX_NONE: both */
	int64_t low, high; /* what the platform takes */
	size_t at;	   /* the sheet's column, from 0 */
	bool holds_texts;  /* some cell of it has digits as text */
	char title[48];	   /* as it stands */
};

struct upload_cell {
	enum cell_kind kind;
	size_t text; /* in sheet->texts */
};

struct upload_sheet {
	size_t heading_row;
	struct upload_column columns[UPLOAD_COLUMNS_MAX];
	size_t columns_count;
	size_t *rows;		   /* their numbers, ascending */
	struct upload_cell *cells; /* columns_count of each row */
	size_t count;
	bool has_types;
	struct buf texts,
		notes; /* `notes`: what is said of the headings, a line each */
};
#define UPLOAD_SHEET_INIT                                                              \
	{                                                                              \
		.texts = BUF_INIT, .notes = BUF_INIT                                   \
	}

/* All of `sheet`. false: no heading row, no scores, a heading twice, too large. */
bool upload_sheet_read(struct upload_sheet *out, struct sheet *sheet,
	const struct layout *layout, const struct items *items, struct err *err);
/* The same of rows that come one by one, with types: upload_sheet_take() each, then
 * upload_sheet_whole(). After a failure it is released. */
bool upload_sheet_take(struct upload_sheet *out, const struct row *row,
	const struct layout *layout, const struct items *items, struct err *err);
bool upload_sheet_whole(struct upload_sheet *out, struct err *err);
void upload_sheet_release(struct upload_sheet *sheet);

/* The index of the column of a field, or -1. */
int upload_column_of(const struct upload_sheet *sheet, enum upload_field field);
/* The column in which this item of this student stands, or -1. */
int upload_column_for(
	const struct upload_sheet *sheet, int item, const struct student *student);

/* Row `row` (from 0) and column index `column`; -1 is an empty cell. */
enum cell_kind upload_kind(const struct upload_sheet *sheet, size_t row, int column);
const char *upload_text(const struct upload_sheet *sheet, size_t row, int column);

#endif
