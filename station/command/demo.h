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

#include "err.h"

#define DEMO_SCHOOL   "向阳湖学校（演示）"
#define DEMO_STUDENTS 240

/* Write the roster as CSV to `path`, for the school year that begins in `year`. */
bool demo_write_roster(const char *path, int year, uint64_t seed, struct err *err);

#endif
