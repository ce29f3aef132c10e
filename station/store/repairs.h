/*
 * repairs - what a teacher mends after something was measured, and takes back.
 *
 *	struct repair_by by = { "认错人", "郑老师", wall_us };
 *	repairs_swap(store, &rules, &one, &other, &by, &err)
 *	repairs_last(store, &repair, &err)	what 撤销上一步 would take back
 *	repairs_undo(store, "郑老师", wall_us, &repair, &err)
 *
 * An action is a group of entries that are written in one durable transaction: after a
 * power cut all of it happened or none. The journal knows no transactions, so a group is
 * told by its entries: one behind another, all of one time, which no entry before them
 * has. Nothing is ever deleted. To take an action back is another group, which says of
 * every attempt what was so before it (stands, void, disputed, whose) and names what it
 * answers: its reasons begin with "撤销 57", 57 being the first entry of the group that is
 * taken back; behind a colon follows the word that holds again, when a person had given
 * one. So what is undone is known from the journal alone, and undoing again takes back the
 * action before.
 *
 * Only this station's own actions are taken back, newest first, and only while they hold:
 * what another station said later is left alone, and such an action is passed over.
 */
#ifndef STORE_REPAIRS_H
#define STORE_REPAIRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attempts.h"
#include "err.h"
#include "store.h"
#include "student.h"

/* In SQL: this reason takes back what had never been said before. */
#define REPAIR_IS_BARE(reason)                                                         \
	"(" reason " GLOB '撤销 [0-9]*' AND instr(" reason ", '：') = 0)"

/* Who signs what the keys of a heat write, which are mended at the heat. */
#define REPAIR_HEAT_WHO "教师"

#define REPAIR_MANY 90 /* attempts of one action: a whole class */

enum repair_kind {
	REPAIR_VOID,	 /* 作废, one or more */
	REPAIR_STANDS,	 /* 成立 */
	REPAIR_MOVE,	 /* 改给别人 */
	REPAIR_SWAP,	 /* 两人互换 */
	REPAIR_RUN,	 /* several results, each to another student */
	REPAIR_MANUAL,	 /* 手工补录 */
	REPAIR_CORRECT,	 /* void, and typed in as it should have been */
	REPAIR_PRESENCE, /* 点名 */
};

struct repair_by {
	const char *reason; /* never "" */
	const char *who;    /* never "" */
	int64_t wall_us;
};

/* Who may have a result. */
struct repair_rules {
	const struct items *items;
	bool (*tests)(void *ctx, const struct student *student, int item);
	void *ctx;
};

enum repair_answer {
	REPAIR_FAILED = -1, /* the store says why */
	REPAIR_DONE,
	REPAIR_NO_ATTEMPT, /* there is no such attempt */
	REPAIR_VOID_ALREADY,
	REPAIR_NOT_LISTED, /* whom it shall belong to is not on the roster */
	REPAIR_NOT_TESTED, /* ... is not tested in that item: another grade or sex */
	REPAIR_THEIRS,	   /* it is theirs already */
	REPAIR_NOT_TWO,	   /* not two students' at one item */
	REPAIR_TOO_MANY,
	REPAIR_OUTSIDE, /* a value that the item cannot have */
};

/* Each is one action. A result goes only to somebody on the roster whom `rules` test in
 * its item. Unless the answer is REPAIR_DONE nothing happened, and `err` has a sentence. */
enum repair_answer repairs_void(struct store *store, const struct entry_id *attempt,
	const struct repair_by *by, struct err *err);
enum repair_answer repairs_stands(struct store *store, const struct entry_id *attempt,
	const struct repair_by *by, struct err *err);
enum repair_answer repairs_move(struct store *store, const struct repair_rules *rules,
	const struct entry_id *attempt, const char *student, const struct repair_by *by,
	struct err *err);
/* Each becomes whose the other was; they must be two students', at one item. */
enum repair_answer repairs_swap(struct store *store, const struct repair_rules *rules,
	const struct entry_id *one, const struct entry_id *other,
	const struct repair_by *by, struct err *err);
/* A run of results was taken for the wrong list: attempts[i] becomes student[i]'s. Those
 * who have theirs already stay; at least one must change. */
enum repair_answer repairs_run(struct store *store, const struct repair_rules *rules,
	const struct entry_id *attempts, const char (*student)[STUDENT_ID_MAX + 1],
	size_t count, const struct repair_by *by, struct err *err);
/* `finish` with source, reason and who filled in from `by`. */
enum repair_answer repairs_manual(struct store *store, const struct repair_rules *rules,
	const struct finish *finish, const struct repair_by *by, struct entry_id *id,
	struct err *err);
/* The attempt is void, and counts as a manual one with this value (its item's unit),
 * measured when it was. */
enum repair_answer repairs_correct(struct store *store,
	const struct repair_rules *rules, const struct entry_id *attempt, int64_t value,
	const struct repair_by *by, struct entry_id *id, struct err *err);

/* ---- what was done -------------------------------------------------------------- */

struct repair {
	enum repair_kind kind;
	int64_t first, last; /* its entries, by this station's count */
	int64_t made_us;
	char reason[96], who[64];
	char item[24]; /* of its first attempt; "" of REPAIR_PRESENCE */
	int count;     /* attempts, or students of REPAIR_PRESENCE */
	/* of its first attempt: whose it was, and whose it became (or "") */
	char from[STUDENT_ID_MAX + 1], to[STUDENT_ID_MAX + 1];
	bool has_value;
	int64_t value; /* of that attempt, as it stands today */
};

enum repair_got { REPAIR_UNREAD = -1, REPAIR_NOTHING, REPAIR_FOUND };
/* The newest action that can be taken back. */
enum repair_got repairs_last(struct store *store, struct repair *out, struct err *err);
/* Take it back; `out` says what it was. REPAIR_NOTHING: there is none. */
enum repair_got repairs_undo(struct store *store, const char *who, int64_t wall_us,
	struct repair *out, struct err *err);

/* Begins the transaction of an action, and sees to it that its time is its own. */
bool repairs_begin(struct store *store, int64_t *wall_us, struct err *err);

/* ---- what was before ------------------------------------------------------------ */

enum repair_event {
	EVENT_MADE,
	EVENT_VOID,
	EVENT_STANDS,
	EVENT_DISPUTED,
	EVENT_REVISED,
	EVENT_MOVED,
};

/* One thing that was said of an attempt. */
struct repair_said {
	enum repair_event event;
	int64_t made_us;
	char reason[96], who[64];
	bool undo;			  /* it took something back */
	char student[STUDENT_ID_MAX + 1]; /* MADE, MOVED: whose it was from then on */
	bool has_value;			  /* MADE, REVISED */
	int64_t value;
};

/* All of it, oldest first; how many, at most `max`, -1 with a sentence. */
int repairs_history(struct store *store, const struct entry_id *attempt,
	struct repair_said *out, size_t max, struct err *err);

#endif
