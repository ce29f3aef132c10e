/*
 * import_scores - a file with scores: what would come of it, and then that.
 *
 * import_scores.c opens, reads and matches rows to students; import_results.c makes
 * attempts of values that were measured elsewhere; import_returned.c keeps what the
 * platform returned and compares it with ours; import_history.c compares with the years
 * before. Everything is planned first: a dry run
 * prints the plan, and what is done is one transaction.
 */
#ifndef COMMAND_IMPORT_SCORES_H
#define COMMAND_IMPORT_SCORES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "import.h"
#include "item.h"
#include "results.h"
#include "scheme.h"
#include "score_rows.h"
#include "score_shapes.h"
#include "store.h"
#include "student.h"

/* What becomes of a cell or a row. Names stand in the column `level` of the output. */
enum planned {
	PLAN_NEW,      /* stored */
	PLAN_CHANGED,  /* stored instead of what a file had said before */
	PLAN_SAME,     /* stands already; not printed */
	PLAN_LEFT,     /* the station has another value, and keeps it */
	PLAN_STATE,    /* a word instead of a value */
	PLAN_DOUBTFUL, /* may be several values; --runs= decides; only counted */
	PLAN_REFUSED,
	PLAN_DIFFERS, /* the platform's points or value are not ours */
	PLANNED
};
const char *planned_name(enum planned what); /* "new" */

struct plan_row {
	size_t row;
	enum planned what;
	int column;	/* index in list.columns; -1: see `title` */
	char title[48]; /* of what is no column of values: "总分" */
	char value[32];
	char reason[200];
};

struct score_import {
	const struct env *env;
	const struct import_options *options;
	struct items *items;
	struct scheme *scheme;
	struct layout *layout;
	struct store *store;
	struct results_with *with;
	struct score_list list;
	struct student *students; /* beside list.rows; id "": nobody's */
	struct roll_name *roll;	  /* of everybody, by name; import_match.c makes it */
	size_t roll_count;
	struct known_class *classes; /* of the roll; import_class.c */
	size_t classes_count;
	struct plan_row *plan;
	size_t planned;
	size_t counts[PLANNED]; /* cells; of PLAN_REFUSED rows and cells */
	/* What must not be taken as it stands (score_shapes.h), unless it is trusted. */
	bool *column_blocked; /* beside list.columns */
	size_t blocked_from;  /* rows from here on; 0: none */
	size_t held;	      /* such findings */
	bool unscored;	      /* what was stored could not be scored yet */
	int64_t wall_us;
};

/* The plan is made within the transaction that stores it: what another import stores
 * meanwhile would be gaps to both. A dry run has none. */
bool import_begin(struct score_import *import, struct err *err);
/* `good`: all of it went well; else nothing is stored. Then the points. */
bool import_end(struct score_import *import, bool good, struct err *err);

/* Says something of a row; `column` -1 and `title` for what has no column. */
void plan_add(struct score_import *import, size_t row, enum planned what, int column,
	const char *title, const char *value, const char *fmt, ...)
	__attribute__((format(printf, 7, 8)));

/* May this cell's value be taken? */
bool import_trusts(const struct score_import *import, const struct score_row *row,
	const struct score_cell *cell);

/* Whose row it is, into import->students[i]: by 学籍号, which may have changed from L to
 * G since (then by name, sex and birth date), by 测试号, or by name in its class. A row
 * that is nobody's, or whose name is another's, is refused. false: reading failed. */
bool import_match(struct score_import *import, size_t i, struct err *err);

/* Is the student of the class that the row names, by 班级编号 or by name, with or without its
 * grade? Unclear: of another grade's class of that name as well as of his. */
enum import_class { IMPORT_CLASS_OTHER, IMPORT_CLASS_HIS, IMPORT_CLASS_UNCLEAR };
bool import_load_classes(struct score_import *import, struct err *err);
enum import_class import_is_class(const struct score_import *import,
	const struct score_row *row, const struct student *student);

/* What the rows give away beside what is known of the same students from the years
 * before; score_findings_release(). false: reading failed. */
bool import_beside_years(
	struct score_import *import, struct score_findings *findings, struct err *err);

/* Plan, then store unless it is a dry run. */
bool import_results(struct score_import *import, struct err *err);
bool import_returned(struct score_import *import, struct err *err);

/* Row `i` beside our tables and, of this year, our results; then who of its classes was
 * handed in and is not in the file. Differences are planned; false: reading failed. */
struct official;
bool import_beside_ours(struct score_import *import, size_t i,
	const struct official *record, struct err *err);
bool import_not_returned(struct score_import *import, struct err *err);

#endif
