/*
 * exam_layout - exam results of students to rows of a layout whose `rows` is exam: a
 * province's or a city's own sheet, without code.
 *
 *	rows = exam_layout_begin(book, layout, exam, &use, &err)	the headings
 *	exam_layout_add(rows, &student, &shown)
 *	exam_layout_end(rows, &counts)
 *
 * Fields: class_code, class_name, class_place, test_number, number, name, sex of the
 * student; total, level, state, mark of the exam; result:ITEM, points:ITEM, part:PART by
 * keys of the scheme in use. `type` is text, or decimal for what is digits. A scheme that
 * is a sample, a draft or unconfirmed marks every row (exam_book.h), so a layout without a
 * `mark` column is refused for it.
 */
#ifndef EXCHANGE_EXAM_LAYOUT_H
#define EXCHANGE_EXAM_LAYOUT_H

#include "err.h"
#include "exam.h"
#include "exam_book.h"
#include "exams.h"
#include "layout.h"
#include "sheet.h"
#include "student.h"

struct exam_layout;

/* NULL when a field is none of these, or the scheme has no such item or part. All is lent
 * until the end. */
struct exam_layout *exam_layout_begin(struct book *book, const struct layout *layout,
	const struct exam *exam, const struct exam_used *use, struct err *err);
void exam_layout_add(struct exam_layout *rows, const struct student *student,
	const struct exam_shown *shown);
void exam_layout_end(struct exam_layout *rows, struct exam_book_counts *counts);

#endif
