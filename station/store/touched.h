/*
 * touched - whose results the journal's newest entries are about: a page that is kept up to
 * date looks at them again, and not at everybody.
 *
 *	int n = touched_since(store, head, who, &err);
 *	if (n == TOUCHED_ANYBODY) ...	look at everybody
 *
 * `head` is how long this station's journal was (entry_head()) when the page was gathered.
 * What other programs wrote is not seen: after store_changed() anybody may be touched.
 */
#ifndef STORE_TOUCHED_H
#define STORE_TOUCHED_H

#include <stdint.h>

#include "err.h"
#include "store.h"
#include "student.h"

#define TOUCHED_MAX	64 /* more than a class: then looking at everybody is no dearer */
#define TOUCHED_ANYBODY (TOUCHED_MAX + 1)

typedef char touched_id[STUDENT_ID_MAX + 1];

/* How many, each once, whoever had an attempt before and whoever has it now; TOUCHED_ANYBODY
 * after an entry of another kind (a roster, who is exempt, the school); -1 with a sentence. */
int touched_since(struct store *store, int64_t head, touched_id out[TOUCHED_MAX],
	struct err *err);

#endif
