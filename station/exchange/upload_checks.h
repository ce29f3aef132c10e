/*
 * upload_checks - what the national platform would say to a score sheet, before it
 * leaves the school.
 *
 * Every check is one function in one table, with the key that its test calls it by. They
 * look at the sheet as it would be handed in, cell by cell, whoever filled it, and at the
 * roll beside it. Sources: upload.md, section 4 (ranges), 5 (structure) and 6 (missing,
 * exempt); the sentences begin as the platform's own do, because teachers know those,
 * and end with the mend.
 *
 * Refused: the platform refuses the row, and perhaps the file. Warning: the platform
 * takes it or nobody knows, and a person should look.
 */
#ifndef EXCHANGE_UPLOAD_CHECKS_H
#define EXCHANGE_UPLOAD_CHECKS_H

#include <stdbool.h>
#include <stddef.h>

#include "complaints.h"
#include "item.h"
#include "student.h"
#include "upload_roll.h"
#include "upload_sheet.h"

/* Lent. `met` as upload_roll_match() made it for this sheet. */
struct upload_checked {
	const struct upload_sheet *sheet;
	const struct upload_roll *roll;
	const struct upload_met *met;
	const struct items *items;
	enum school_system system;
	size_t bytes; /* of the file; 0: there is none yet */
};

struct upload_report {
	struct complaint
		*complaints; /* in order of rows; row 0: of the file as a whole */
	size_t count;
	size_t refused, warnings; /* complaints */
	size_t roll;		  /* students on the roll */
	size_t rows;		  /* of the sheet that name somebody */
	size_t complete;	  /* rows of students with every score */
	size_t partial, none;	  /* with some of them, with none */
	size_t exempt;		  /* on the roll, and need not be tested */
	size_t absent;		  /* on the roll, and in no row */
	size_t strangers;	  /* rows that are no student's */
};
#define UPLOAD_REPORT_INIT                                                             \
	{                                                                              \
		.complaints = NULL                                                     \
	}

struct upload_checking;

struct upload_check {
	const char *key;
	void (*row)(struct upload_checking *c, size_t row); /* NULL: none */
	void (*whole)(struct upload_checking *c);	    /* NULL: none */
};
extern const struct upload_check upload_checks[];
extern const size_t upload_checks_count;

/* Run them all, or the one of `key`; NULL: all. */
void upload_checks_run(const struct upload_checked *checked, const char *key,
	struct upload_report *report);
void upload_report_release(struct upload_report *report);

#endif
