/*
 * new_year - 新学年: what becomes of every class when a school year begins, and doing it.
 *
 * A class goes up a grade: 七年级3班 (code 2103) becomes 八年级3班 (2203). Its code and its
 * name are changed only where they begin as the grade does; a code that tells the year of
 * entry (202403) stays. After the last grade of a stage a class goes on when the school has
 * the next stage today, by 学制; else its students leave. Single students may be kept: they
 * stay in the grade, class and code where they are. Test numbers stay: they stand on cards.
 *
 *	new_year_may(store, wall_us, &err)	has the next one begun by the calendar?
 *	new_year_plan(store, plan, max, &err)	to be looked at
 *	new_year_begin(store, &kept, who, wall_us, &counts, &err)
 *	results_rebuild(results, &err)
 *
 * It is one transaction: totals of the year that ends are closed (past_years.h), roster
 * rows are written, and the school's year is the next one. Results stay where they are and
 * are of the year before. It is not taken back; a second time is refused until it is due.
 */
#ifndef STORE_NEW_YEAR_H
#define STORE_NEW_YEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "store.h"
#include "student.h"

struct new_year_class {
	char code[24], name[48];
	int grade_code, students;
	int to_grade; /* 0: they leave the school */
	char to_code[24], to_name[48];
};

/* false with a sentence: the current year has not ended by the calendar. From 1 June on
 * the year that begins in this calendar year may begin. */
bool new_year_may(struct store *store, int64_t wall_us, struct err *err);

/* Classes in order; how many, at most `max`; -1 with a sentence. Two classes that would
 * have one code and did not, or more than `max`, are refused. */
int new_year_plan(
	struct store *store, struct new_year_class *out, size_t max, struct err *err);

/* Ids of students who stay in their grade. */
struct new_year_kept {
	const char (*ids)[STUDENT_ID_MAX + 1];
	size_t count;
};
struct new_year_counts {
	int promoted, leaving, kept;
	int closed; /* totals of the year that ended */
};
bool new_year_begin(struct store *store, const struct new_year_kept *kept,
	const char *who, int64_t wall_us, struct new_year_counts *counts,
	struct err *err);

/* The rules alone. The grade after `code`, 0 when the stage ends there and the school has
 * no next one; `has` says of a first digit (1 小学 .. 4 大学) whether there is that stage. */
int new_year_grade(int code, enum school_system system, const bool has[5]);
/* 七年级3班 of grade 21 in grade 22. `junior_word`: 初一 rather than 七年级, where a class
 * comes from primary. */
void new_year_name(const char *name, int from, int to, enum school_system system,
	bool junior_word, char *out, size_t size);
void new_year_code(const char *code, int from, int to, enum school_system system,
	char *out, size_t size);

#endif
