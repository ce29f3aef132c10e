/*
 * handins - what was handed in, and what is another value since.
 *
 * Each file that was made to be handed in is an entry: when, by whom, of which layout
 * and scheme, with the SHA-256 of its bytes and the values that stood in it. Of each
 * student the later file that had his row says what the reader of the files holds; a
 * supplementary file has the rows of some.
 */
#ifndef STORE_HANDINS_H
#define STORE_HANDINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "digest.h"
#include "err.h"
#include "sha256.h"
#include "store.h"
#include "student.h"

struct handin_file {
	struct entry_id id; /* filled in */
	int64_t made_us;    /* filled in */
	char what[16];	    /* "national", "exam", "tests" */
	char layout[48], scheme[48];
	struct digest scheme_digest; /* of `scheme`, "" none */
	int school_year;	     /* filled in */
	char file[256];		     /* without folders */
	struct sha256 sha256;
	int64_t rows;	/* of students */
	int64_t values; /* in it; filled in by handins_each() */
	char who[64];	/* "" not said */
};

struct handin_value {
	char student[STUDENT_ID_MAX + 1];
	char item[32]; /* "" his row, and no value */
	int64_t value;
};

/* Appends it; `id`, `made_us` and `school_year` are filled in. */
bool handins_put(struct store *store, struct handin_file *handin,
	const struct handin_value *values, size_t count, int64_t wall_us,
	struct err *err);

/* Every one of this folder, the oldest first. Stops when `take` returns false; false
 * only when reading failed. */
typedef bool handins_take(void *ctx, const struct handin_file *handin);
bool handins_each(struct store *store, handins_take *take, void *ctx, struct err *err);

/* A result of this school year that is another one than was handed in. */
struct handin_change {
	char student[STUDENT_ID_MAX + 1];
	char item[32];
	bool had, has;
	int64_t old_value, new_value;
	struct entry_id
		since; /* the file that had the old one; seq 0: none had his row */
};
/* Of everybody who is here, in order of student; results must be made. `since` 0: beside
 * all that was handed in to the platform; else beside what was until entry `since` of
 * this station, which must be such a file. */
typedef bool handins_changed(void *ctx, const struct handin_change *change);
bool handins_changes(struct store *store, int64_t since, handins_changed *take,
	void *ctx, struct err *err);

#endif
