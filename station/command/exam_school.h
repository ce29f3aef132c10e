/*
 * exam_school - `station score --scheme ID` without --batch: the exam of the station's
 * students by the scheme that is in use, as the journal keeps it.
 *
 * First the process values that the station can make itself are frozen, in the name
 * of who took the scheme into use; then everybody who sits the exam is scored into the
 * derived tables, and printed.
 */
#ifndef COMMAND_EXAM_SCHOOL_H
#define COMMAND_EXAM_SCHOOL_H

#include <stdbool.h>

#include "commands.h"
#include "err.h"
#include "exams.h"

/* `student` NULL: everybody, as rows; else 测试号, 学籍号 or id of the one whose steps
 * are told. `doubts` counts what needs a person: students whose entries contradict
 * themselves, and a scheme that nobody has confirmed. */
bool exam_school(const struct env *env, const char *id, const char *student,
	int *doubts, struct err *err);

/* The freezing and the scoring alone: what a score shows, an export shows. */
bool exam_school_prepare(const struct env *env, struct store *store,
	const struct exam *exam, const struct exam_used *use, struct err *err);

#endif
