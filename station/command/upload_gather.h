/* upload_gather - the roll for an upload, from the store: upload_roll.h. */
#ifndef COMMAND_UPLOAD_GATHER_H
#define COMMAND_UPLOAD_GATHER_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"
#include "item.h"
#include "result_rows.h"
#include "store.h"
#include "upload_roll.h"

/* Everybody of the stage who is here; results must be made (results_ensure()). Release
 * the roll also after a failure. */
bool upload_gather(struct upload_roll *roll, struct store *store,
	const struct items *items, enum result_stage stage, struct err *err);

/* Need he not be tested? Then `papers` says what was shown. */
bool upload_exempt(struct store *store, const char *student, bool *is,
	char papers[UPLOAD_PAPERS], struct err *err);

/* Items that were begun and interrupted, this school year and not in practice, as bits of
 * item indexes. */
bool upload_interrupted(struct store *store, const struct items *items,
	const char *student, uint64_t *bits, struct err *err);

#endif
