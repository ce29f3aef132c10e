/*
 * import - what a file holds is told by its headings: a roster (import_roster.c), exam
 * particulars (import_exam.c) or scores (import_scores.c).
 */
#ifndef COMMAND_IMPORT_H
#define COMMAND_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "commands.h"
#include "complaints.h"
#include "err.h"
#include "path.h"
#include "sheet.h"

/* What a file's value does where the station has one already. What a device or a person
 * at the station measured is never replaced by a file. Of a roster see roster_plan.h. */
enum import_mode {
	IMPORT_USUAL,  /* not said: gaps of scores, all of a roster */
	IMPORT_FILL,   /* nothing: only gaps are filled */
	IMPORT_UPDATE, /* it replaces what a file had said before */
	IMPORT_ADD, /* it is one more attempt, and the item's rule says what counts */
};

#define IMPORT_MAPS 64

struct import_options {
	const char *file;
	const char *by; /* NULL: not said */
	bool dry_run, whole;
	bool trust;  /* take columns and rows that look wrong as a whole */
	bool roster; /* of a file with scores only who is in it */
	bool all;    /* every row of a roster's plan */
	enum import_mode mode;
	/* of scores */
	unsigned runs;	       /* ways (score_cells.h) that doubtful runs are read in */
	const char *runs_text; /* as it was said; "" */
	int school_year;       /* 0: as the file's grades say */
	const char *paper;     /* a record that is typed from this paper; NULL */
	const char *map[IMPORT_MAPS]; /* "跑步1=50米跑" */
	size_t maps;
};

/* Particulars in, complaints on standard output; the exit status. */
int import_exam(const struct env *env, const struct import_options *options);

/* A roster in, its plan on standard output; the same. */
int import_roster(const struct env *env, const struct import_options *options);

/* Results measured elsewhere, or what the platform returned; the same. */
int import_scores(const struct env *env, const struct import_options *options);
/* Do the headings of this file speak of scores, and is there one? A file that cannot be
 * read has none. */
bool import_has_scores(const struct env *env, const struct import_options *options);

/* An .xls says less to us than to LibreOffice: how cells are shown, which are merged. What
 * it makes of one, in `folder`, which is to be removed also when this failed. It may take
 * OFFICE_WAIT seconds: somebody stands before the kiosk. */
#define OFFICE_WAIT 40
struct sheet *import_through_office(
	const char *file, char folder[PATH_SIZE], struct err *err);

/* Ends the last line on standard error: what --trust would take, if there is any. */
void import_say_held(size_t held);

/* The complaints as rows; *warnings counts those that refused nothing. */
bool import_complaints(const struct env *env, const struct complaint *list,
	size_t count, size_t *warnings, struct err *err);

#endif
