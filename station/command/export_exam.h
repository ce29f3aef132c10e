/*
 * export_exam - the exam's results as a workbook or CSV, a row for each student who
 * sits it.
 */
#ifndef COMMAND_EXPORT_EXAM_H
#define COMMAND_EXPORT_EXAM_H

#include "commands.h"

struct handed_later;
struct layout;

/* `layout` NULL: our own sheet, else one whose rows are of an exam; `file` NULL: CSV on
 * standard output, the notes on standard error. `by` hands it in, "" not said; NULL: nobody
 * does, and the journal does not keep it; `later` as in export_journal.h. The exit status. */
int export_exam(const struct env *env, const struct layout *layout, const char *file,
	const char *by, struct handed_later *later);

/* What is another value since the exam's files that were handed in until entry `since`, 0
 * all of them; as rows on standard output. The exit status. */
int export_exam_changes(const struct env *env, int64_t since);

#endif
