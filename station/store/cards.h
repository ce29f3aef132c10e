/*
 * cards - 测试卡: a random token, printed as a code, by which a student is found.
 *
 * A token is TC and eighteen characters of 0-9 A-Z without I, L, O and U: ninety random
 * bits, so that nobody guesses one, and nothing of a person stands in it. The prefix is
 * how a scanner that types is told from fingers (kiosk/ui_scan.h). The journal keeps the
 * BLAKE2b-256 of the token only: a copy of the folder opens nobody's results. A new card
 * kills the earlier one of the student; so does leaving the school.
 *
 * The token is handed out once, to be printed, and cannot be had again.
 */
#ifndef STORE_CARDS_H
#define STORE_CARDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "store.h"
#include "student.h"

#define CARD_PREFIX	"TC"
#define CARD_LEN	20 /* characters, the prefix too */
#define CARD_TOKEN_SIZE (CARD_LEN + 1)

/* Tokens that are to be printed and are nobody's yet. {0} is none. */
struct cards_new {
	struct card_new *list;
	size_t count;
};

/* One for this student of the roster; lent until the next. */
const char *cards_draw(struct cards_new *cards, const char *student);
/* Now they are their cards, in a transaction of the caller's. Fails, unless `again`, when one
 * of them has got a card elsewhere since he was asked for. Who has left since has one that is
 * dead. */
bool cards_put(struct store *store, const struct cards_new *cards, bool again,
	int64_t wall_us, struct err *err);
void cards_forget(struct cards_new *cards);

/* A new card of this student, who must be on the roster: both at once. */
bool cards_make(struct store *store, const char *student, char token[CARD_TOKEN_SIZE],
	int64_t wall_us, struct err *err);

/* Has the student a living card? false in `has` without one. */
bool cards_has(struct store *store, const char *student, bool *has, struct err *err);

/* Does the text look like a token? Then `token` is as it was printed: a keyboard with
 * its caps lock on, or a person, writes small letters, O for 0, and I or L for 1. */
bool cards_read(const char *text, char token[CARD_TOKEN_SIZE]);

enum card_got {
	CARD_FAIL = -1,
	CARD_UNKNOWN, /* no card of this school */
	CARD_DEAD,    /* it was one, until a newer was made or its student left */
	CARD_FOUND,
};
enum card_got cards_find(
	struct store *store, const char *token, struct student *out, struct err *err);

#endif
