/*
 * import_exam_row - one row of exam particulars to the journal, whole or not at all.
 *
 * Statuses come first: a choice is looked at beside the exemptions that hold with this
 * row. An exemption that comes late takes the choices back, by entries with the reason
 * 免考, so that the log keeps them. What contradicted itself before is not this row's
 * fault.
 */
#ifndef COMMAND_IMPORT_EXAM_ROW_H
#define COMMAND_IMPORT_EXAM_ROW_H

#include <stdint.h>

#include "err.h"
#include "exam.h"
#include "particulars.h"
#include "store.h"
#include "student.h"

/* Entries written; what was said before is `same`. */
struct exam_row_counts {
	int choices, statuses, process, past, standard, cleared, same;
};

/* What rows are put with. */
struct exam_row_put {
	struct store *store;
	const struct exam *exam; /* NULL: no scheme is in use */
	int exam_year;
	struct particulars *list; /* complaints go there */
	const char *file, *by;
	int64_t wall_us;
	struct exam_row_counts counts;
};

enum exam_row_did { EXAM_ROW_FAIL = -1, EXAM_ROW_REFUSED, EXAM_ROW_PUT };

/* `student` is whose it is, and particulars_check() was good. EXAM_ROW_FAIL when the
 * store failed. */
enum exam_row_did exam_row_put(struct exam_row_put *put, const struct exam_row *row,
	const struct student *student, struct err *err);

/* Does the row speak of the exam, not of the fitness test or past years alone? */
bool exam_row_of_exam(const struct particulars *list, const struct exam_row *row);

#endif
