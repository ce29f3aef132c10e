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
	int64_t values; /* in it; filled in */
	char who[64];	/* "" not said */
};

struct handin_value {
	char student[STUDENT_ID_MAX + 1];
	char item[32]; /* "" his row, and no value; HANDIN_GONE */
	int64_t value;
};

/* In place of an item: his row was handed in before and is not in this file, and whoever
 * made it was told to take it off the platform. */
#define HANDIN_GONE "-"

/* Appends it; what is to be filled in is then. */
bool handins_put(struct store *store, struct handin_file *handin,
	const struct handin_value *values, size_t count, int64_t wall_us,
	struct err *err);

/* Every one of this folder, the oldest first. Stops when `take` returns false; false
 * only when reading failed. */
typedef bool handins_take(void *ctx, const struct handin_file *handin);
bool handins_each(struct store *store, handins_take *take, void *ctx, struct err *err);

/* The layout of the file with these bytes; "" when none such was handed in. */
bool handins_layout(struct store *store, const struct sha256 *sha256, char layout[48],
	struct err *err);

/* A result of this school year that is another one than was handed in, or a value of a
 * student who must not be in the file any more. */
enum change_kind {
	CHANGE_NEW,	  /* there was none */
	CHANGE_VALUE,	  /* another value */
	CHANGE_WITHDRAWN, /* there is none any more */
	CHANGE_EXEMPT,	  /* his row was handed in, and now he need not be tested */
	CHANGE_LEFT,	  /* his row was handed in, and he is not here any more */
};
const char *change_kind_key(enum change_kind kind); /* "new", "changed", ... */

struct handin_change {
	enum change_kind kind;
	char student[STUDENT_ID_MAX + 1];
	char item[32];	/* "" only his row: CHANGE_EXEMPT, CHANGE_LEFT */
	char state[16]; /* CHANGE_WITHDRAWN: of the result now; "" none */
	bool had, has;
	int64_t old_value, new_value;
	struct entry_id
		since; /* the file that had the old one; seq 0: none had his row */
};
/* Of everybody, in order of class and student; results must be made. `since` 0: beside
 * all that was handed in to the platform; else beside what was until entry `since` of
 * this station, which must be such a file. */
/* Of each student what the later file of this kind ("exam") that had his row says, until
 * entry `since`, 0 all of them: in order of student and item, "" of his row among them. */
typedef bool handins_holds(
	void *ctx, const struct handin_value *value, const struct entry_id *since);
bool handins_held(struct store *store, const char *what, int64_t since,
	handins_holds *take, void *ctx, struct err *err);

typedef bool handins_changed(void *ctx, const struct handin_change *change);
bool handins_changes(struct store *store, int64_t since, handins_changed *take,
	void *ctx, struct err *err);

#endif
