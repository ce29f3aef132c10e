/*
 * exam_book - exam results of students to a book, and what a reader must know of them.
 *
 *	rows = exam_book_begin(book, exam, &use)	the mark and the headings
 *	exam_book_add(rows, &student, &shown)		for every student
 *	exam_book_end(rows, &counts)			the sheet 说明; rows is gone
 *
 * A scheme that is a sample, a draft or that nobody compared with the paper marks what
 * it made: in the name of the sheet, in the head and foot of every printed page, in a
 * line above the headings and in the first cell of every row, so that no row can be
 * copied without it.
 *
 * Four things stay different: no result (an empty cell, and 未测 under 情况), zero
 * points (0), exempt (免考) and no table (a value without points, and 无评分表). No
 * 学籍号 stands in it.
 */
#ifndef EXCHANGE_EXAM_BOOK_H
#define EXCHANGE_EXAM_BOOK_H

#include <stddef.h>

#include "exam.h"
#include "exams.h"
#include "sheet.h"
#include "student.h"

struct exam_book_counts {
	size_t students, complete, exempt, no_table, incomplete, wrong;
};

struct exam_book;

/* All three are lent until the end. */
struct exam_book *exam_book_begin(
	struct book *book, const struct exam *exam, const struct exam_used *use);
void exam_book_add(struct exam_book *rows, const struct student *student,
	const struct exam_shown *shown);
void exam_book_end(struct exam_book *rows, struct exam_book_counts *counts);

/* What a row's 状态 says: 完整, 免考, ..., 未计分; and one more student counted by it. */
const char *exam_book_state(const struct exam_shown *shown);
void exam_book_count(struct exam_book_counts *n, const struct exam_shown *shown);

#endif
