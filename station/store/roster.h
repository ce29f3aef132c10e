/*
 * roster - students and classes as the latest roster says.
 *
 * The journal knows a student by an opaque id, class, grade and sex. The name,
 * 学籍号, birth date, address, 测试号 and 运动禁忌 stand in person.db, outside the
 * chain, and can be erased there; such a student's results stay, without a name.
 *
 *	roster_begin(store, wall_us, &err)
 *	roster_put(store, &student, &did, &err)		for every row
 *	roster_end(store, ok, ROSTER_WHOLE, &counts, &err)
 *
 * A student is recognised by 学籍号; without one by class, name and birth date.
 * Importing again deletes nothing: who is missing from a whole roster is marked
 * `gone` and found no more in lists, with all results kept.
 */
#ifndef STORE_ROSTER_H
#define STORE_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "store.h"
#include "student.h"

struct items;

/* The catalogue of items, lent: give it after opening. 运动禁忌 is kept by item key
 * and handed out as bits of its indexes; without it, `barred` must be 0 and reads
 * as 0. */
void roster_use_items(struct store *store, const struct items *items);

enum roster_did { ROSTER_SAME, ROSTER_ADDED, ROSTER_CHANGED, ROSTER_BACK };
enum roster_extent {
	ROSTER_PART,	/* some students; nobody else changes */
	ROSTER_CLASSES, /* whole classes: gone is who is missing from a class met */
	ROSTER_WHOLE,	/* the whole school: gone is who is missing */
};
struct roster_counts {
	int same, added, changed, back, gone;
};

bool roster_begin(struct store *store, int64_t wall_us, struct err *err);
/* `student->id` is filled in when it is "", and `test_number` likewise; a student with an
 * id is that one, whatever his 学籍号 was. A 测试号 that another student has is refused.
 * `did` may be NULL. */
bool roster_put(struct store *store, struct student *student, enum roster_did *did,
	struct err *err);
/* Numbers that move on by one child: each is free before it is given. `id` has no 测试号 until
 * roster_put() gives one. */
bool roster_free_test_number(struct store *store, const char *id, struct err *err);
/* May `id` ("" for a new student) have this 测试号? Who is gone gives his up for it. */
bool roster_may_have_test_number(struct store *store, const char *id,
	const char *number, bool *may, struct err *err);
/* Ends the transaction: kept when `ok`, else nothing of it. `counts` may be NULL. */
bool roster_end(struct store *store, bool ok, enum roster_extent extent,
	struct roster_counts *counts, struct err *err);

/* One student who is known, without an import: in another grade or class from now on, or
 * gone. Who they are (person.db) stays. */
bool roster_place(struct store *store, const struct student *student, bool here,
	int64_t wall_us, struct err *err);

enum roster_got { ROSTER_FAIL = -1, ROSTER_UNKNOWN, ROSTER_FOUND };
enum roster_got roster_find(
	struct store *store, const char *id, struct student *out, struct err *err);
enum roster_got roster_find_number(
	struct store *store, const char *number, struct student *out, struct err *err);
enum roster_got roster_find_test_number(struct store *store, const char *test_number,
	struct student *out, struct err *err);

struct roster_class {
	char code[24];
	char name[48];
	int grade_code;
	int count;
};
/* Classes with their counts, in order of grade and class. How many, at most `max`;
 * -1 with a sentence. */
int roster_classes(
	struct store *store, struct roster_class *out, size_t max, struct err *err);
struct class_key roster_class_key(const struct roster_class *class);
/* A class in order of 班内学号, then name. */
int roster_class_list(struct store *store, const struct class_key *class,
	struct student *out, size_t max, struct err *err);
/* Whose name or 测试号 begins with `text`, whose name is typed so in pinyin (pinyin.h), or
 * holds it; those whose name begins so come first, then in order of class and place. */
int roster_search(struct store *store, const char *text, struct student *out,
	size_t max, struct err *err);
/* The same for a pad of letters: `next` gets the letters by which a name goes on, as bits
 * of a..z; with `text` "" those of every name, and nobody is found. */
int roster_search_next(struct store *store, const char *text, struct student *out,
	size_t max, unsigned *next, struct err *err);
/* Every student who is here, in order of class and place. Stops when `take`
 * returns false. false only when reading failed. */
typedef bool (*roster_take)(void *ctx, const struct student *student);
bool roster_each(struct store *store, roster_take take, void *ctx, struct err *err);
/* The same of all who were ever here and are not erased; those who are here come first. */
typedef bool (*roster_take_known)(void *ctx, const struct student *student, bool here);
bool roster_each_known(
	struct store *store, roster_take_known take, void *ctx, struct err *err);
int roster_count(struct store *store); /* who is here; -1 on failure */

#endif
