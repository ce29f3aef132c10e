/*
 * result_rows - students and their results to rows of an upload layout.
 *
 *	name = result_layout(students, count)		which layout fits the grades
 *	rows = result_rows_begin(book, layout, items, &err)	the headings
 *	result_rows_add(rows, &student, results, count)	for every student
 *	result_rows_end(rows, &counts)			the notes' sheet; rows is gone
 *
 * Generate mode of upload.md (sections 1, 3, 5, 6). 学籍号, 班级编号, names and runs
 * are text cells; codes and other scores are numbers in their shortest form;
 * 出生日期 is a day. A cell holds a value only when it counts and nobody doubts it:
 * what is missing, fouled, disputed or not for this sex and grade stays empty, and
 * is never 0, which is a real count. Every student on the roll has a row, so that
 * headcounts agree, but for who need not be tested: the platform has no mark for that, and
 * the notes say who is left out by which paper. A row with neither 学籍号 nor 姓名 would end the file without a
 * word on the platform, so such a student (a person who was erased) is left out.
 *
 * The notes are a second sheet, 说明: the platform reads the first sheet only. They
 * count rows beside the roll and name every gap and every doubt, student by
 * student, by the row in which he stands.
 */
#ifndef EXCHANGE_RESULT_ROWS_H
#define EXCHANGE_RESULT_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"
#include "item.h"
#include "layout.h"
#include "results.h"
#include "sheet.h"
#include "student.h"

/* Parts of a school, by 年级编号: 11 to 16, 21 to 24, 30 to 34, 41 to 44. */
enum result_stage {
	STAGE_ALL,
	STAGE_PRIMARY,
	STAGE_JUNIOR,
	STAGE_SENIOR,
	STAGE_UNIVERSITY
};

/* "primary" or "小学", "junior" or "初中", "senior" or "高中", "university" or "大学",
 * "all"; false for anything else. */
bool result_stage_read(const char *text, enum result_stage *out);
bool result_stage_has(enum result_stage stage, int grade_code);

/* The name of the layout for these grades: "national-primary-12", ... Where scored
 * grades below and above junior high meet in one file, or a 5-4 school's 21 (scored
 * as grade 6), "national-mixed". NULL without students. */
struct result_layout {
	bool grade[GRADE_COUNT]; /* which scored grades there are */
	bool secondary_code;	 /* some 年级编号 is 21 or more */
};
void result_layout_add(struct result_layout *grades, const struct student *student);
const char *result_layout_name(const struct result_layout *grades);

struct result_counts {
	size_t roll;	 /* students given */
	size_t exempt;	 /* of them left out: 免予执行 */
	size_t rows;	 /* written */
	size_t complete; /* every cell that is needed holds a value */
	size_t partial;	 /* some of them */
	size_t none;	 /* none of them */
	size_t disputed; /* cells left empty because a person must look */
	size_t identity; /* rows without a 学籍号, 班级编号, 民族代码 or 出生日期 */
	size_t outside;	  /* values that the platform's check would refuse */
	size_t no_column; /* values for which the layout has no column */
};

/* Does anything in it need a person before the file is handed in? */
bool result_counts_ask(const struct result_counts *counts);

struct result_rows;

/* NULL when the layout names a field that is neither a student's nor an item's.
 * `book`, `layout` and `items` are lent until the end. */
struct result_rows *result_rows_begin(struct book *book, const struct layout *layout,
	const struct items *items, struct err *err);
/* `results` are the student's rows, in any order; `tried` has a bit for each item
 * index at which something was tried and interrupted. */
void result_rows_add(struct result_rows *rows, const struct student *student,
	const struct item_result *results, size_t count, uint64_t interrupted);
/* A student who need not be tested (免予执行), left out: the platform has no mark for it.
 * `papers` is what was shown, "" nothing. */
void result_rows_leave_out(
	struct result_rows *rows, const struct student *student, const char *papers);
void result_rows_end(struct result_rows *rows, struct result_counts *counts);

#endif
