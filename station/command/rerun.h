/*
 * rerun - a log through the whole station: a real place, the journal, the rules; no
 * thread, no port and no clock. Time is what the log says.
 *
 * The bytes that came from the device go in at their arrival times, in chunks as a line
 * brings them; between them time passes as it does in the kiosk, deadline by deadline.
 * Whoever is first in the list is measured first; when the place is free the next one who
 * may is taken, and after the last the first again, so that each gets their tries. A heat
 * lines up as many as it holds. Bytes without a time follow at the speed of the line.
 *
 * What is stored is found in the store of the hall.
 */
#ifndef COMMAND_RERUN_H
#define COMMAND_RERUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "hexlog.h"
#include "place.h"

struct rerun_how {
	const struct hall *hall; /* without a line */
	const struct place_setup *setup;
	const char *profile; /* path */
	const struct student *students;
	size_t count;
	int64_t wall_us; /* of the log's beginning */
	/* Called before time goes on to so many us after the beginning; NULL: at full
	 * speed. */
	void (*wait)(void *ctx, int64_t at_us);
	void *ctx;
};

struct rerun_counts {
	int begun; /* children, or heats, that were begun */
	uint64_t bytes;
	uint64_t skipped,
		rejected; /* of what was heard since somebody was last begun */
	bool fault;	  /* something could not be stored; `err` says what */
};

bool rerun(const struct rerun_how *how, const struct hexlog *log,
	struct rerun_counts *counts, struct err *err);

#endif
