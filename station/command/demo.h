/*
 * demo - the invented school of a demonstration.
 *
 * 240 students in grades 1 to 9, one class a grade, the same ones for the same
 * seed. Names are plainly invented (a surname, 小, and a thing of nature). The
 * 学籍号 have the right form and check digit, but their region 990000 does not
 * exist, so they can be nobody's.
 */
#ifndef COMMAND_DEMO_H
#define COMMAND_DEMO_H

#include <stdbool.h>
#include <stdint.h>

#include "class_key.h"
#include "err.h"
#include "item.h"
#include "store.h"

#define DEMO_SCHOOL   "向阳湖学校（演示）"
#define DEMO_STUDENTS 240
#define DEMO_EXAM     "daqing-sample"

extern const struct class_key demo_class; /* 九年级1班, which sits the exam */

/* Write the roster as CSV to `path`, for the school year that begins in `year`. */
bool demo_write_roster(const char *path, int year, uint64_t seed, struct err *err);

/* The exam of its 九年级1班: the sample scheme of folder `dir`, taken into use by one
 * invented teacher and confirmed by another, and what each student chose. */
bool demo_use_exam(struct store *store, const struct items *items, const char *dir,
	int64_t wall_us, struct err *err);

#endif
