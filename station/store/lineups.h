/*
 * lineups - who lines up for a heat or a run: by lane, vest or start number.
 *
 * A line-up is one entry and never changes: whoever comes later or leaves is in the next
 * line-up of that heat. The later one about a session and heat holds.
 */
#ifndef STORE_LINEUPS_H
#define STORE_LINEUPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "store.h"
#include "student.h"

#define LINEUP_PEOPLE 90

struct lineup_person {
	int number;			  /* lane, vest or start number */
	char student[STUDENT_ID_MAX + 1]; /* "" = not known yet */
};

struct lineup {
	struct entry_id id; /* filled in by lineups_put() */
	struct entry_id session;
	int heat;	 /* 第3组 */
	int64_t made_us; /* filled in by lineups_put() */
	int count;
	struct lineup_person people[LINEUP_PEOPLE];
};

bool lineups_put(
	struct store *store, struct lineup *lineup, int64_t wall_us, struct err *err);

enum lineup_got { LINEUP_FAIL = -1, LINEUP_UNKNOWN, LINEUP_FOUND };
enum lineup_got lineups_find(struct store *store, const struct entry_id *id,
	struct lineup *out, struct err *err);
/* The one that holds of this heat; `heat` 0: of the session's newest. */
enum lineup_got lineups_newest(struct store *store, const struct entry_id *session,
	int heat, struct lineup *out, struct err *err);

/* Where somebody lined up last for an item in a school year, practice apart. */
struct lineup_place {
	char student[STUDENT_ID_MAX + 1];
	int heat, number;
	int64_t made_us;
};
/* Each of them, in order of time, heat and number. false only when reading failed. */
typedef void lineup_take(void *ctx, const struct lineup_place *place);
bool lineups_each_place(struct store *store, const char *item, int school_year,
	lineup_take *take, void *ctx, struct err *err);

#endif
