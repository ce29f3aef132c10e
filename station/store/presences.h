/*
 * presences - 点名: who is not there on a day, and 改期: what is put off to another day.
 *
 * Everybody is there until a row says otherwise. A row is about a student on a day, at
 * every item (item "") or at one; the later row about the same student, day and item
 * holds, so that a mistake is taken back by saying how it was before. Nobody asks why
 * somebody is not tested today, and nothing of it is kept. A class, an item, or an item
 * of a class is put off from a day to another, or to one that is not known yet.
 *
 * Days are integers, 20261123, in the station's zone. Items are keys of the catalogue.
 * Whoever is not there and whatever is put off is left out of heats and of 下一位, and
 * stays missing until it is measured.
 */
#ifndef STORE_PRESENCES_H
#define STORE_PRESENCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "store.h"
#include "student.h"

enum presence {
	PRESENCE_HERE,
	PRESENCE_ABSENT,    /* 缺席 */
	PRESENCE_LEAVE,	    /* 请假 */
	PRESENCE_NOT_TODAY, /* 今天不测: becomes 缓测 */
	PRESENCES
};

const char *presence_key(enum presence state); /* "not-today" */
enum presence presence_read(const char *key);  /* a word of later days: ABSENT */

/* The day of a moment in the station's zone: 20261123. */
int presences_day(int64_t wall_us);

/* From now on this holds of the student on that day at `item` ("" every item). `who` says
 * so; "" when nobody gave a name. */
bool presences_say(struct store *store, const char *student, int day, const char *item,
	enum presence state, const char *who, int64_t wall_us, struct err *err);

/* Is the student there on that day at `item`? What is said of the item comes before what
 * is said of the whole day, except that `here` at an item takes nothing back of the day.
 * With item "" only what is said of the whole day. false only when reading failed. */
bool presences_of(struct store *store, const char *student, int day, const char *item,
	enum presence *state, struct err *err);

/* Who was kept from it (今天不测) on a day from `since` to before `day`: what is still
 * missing of them then is 缓测. In order of student id; how many, at most `max`; -1 with
 * a sentence. */
struct presence_deferred {
	char student[STUDENT_ID_MAX + 1];
	char item[24]; /* "" every item */
};
int presences_deferred(struct store *store, int since, int day,
	struct presence_deferred *out, size_t max, struct err *err);
bool presences_is_deferred(const struct presence_deferred *rows, size_t count,
	const char *student, const char *item);

struct presence_row {
	char student[STUDENT_ID_MAX + 1];
	enum presence state; /* never PRESENCE_HERE */
};
/* Everybody who is not there on that day at `item`, of a class (NULL: of all), in order of
 * student id. How many, at most `max`; -1 with a sentence. */
int presences_of_day(struct store *store, int day, const char *item,
	const struct class_key *class, struct presence_row *out, size_t max,
	struct err *err);
/* In what presences_of_day() gave: PRESENCE_HERE for who is not in it. */
enum presence presences_find(
	const struct presence_row *rows, size_t count, const char *student);

struct putoff {
	char class[CLASS_TEXT]; /* as class_is_said() takes it; "" every class */
	char item[24];		/* "" every item */
	int day;
	int until;	 /* 0: not known yet */
	char reason[64]; /* 下雨 */
	char who[64];
};
#define PUTOFFS_DAY 512 /* more than a school puts off on one day */

/* `until` = `day` takes it back. A day that is before `day`, or none, is refused. */
bool putoffs_say(struct store *store, const struct putoff *putoff, int64_t wall_us,
	struct err *err);
/* What is put off on that day, the widest first. How many, at most `max`; -1 with a
 * sentence. */
int putoffs_of_day(
	struct store *store, int day, struct putoff *out, size_t max, struct err *err);
/* Which of them puts off this item for this class; NULL: none. */
const struct putoff *putoffs_find(const struct putoff *putoffs, size_t count,
	const struct class_key *class, const char *item);

#endif
