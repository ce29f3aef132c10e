/*
 * which - which attempt of a student at an item counts.
 *
 * All attempts of one student at one item in one school year go in, in the order
 * they were made; the result comes out. Nothing is forgotten: voided, disputed
 * and practice attempts stay in the journal and are passed over here.
 *
 *   - practice never counts.
 *   - a voided attempt never happened.
 *   - a try is used up by a valid value. A foul is 这次不算，再来一次, and an
 *     interrupted attempt was nobody's fault.
 *   - only the first `item->attempts` tries count; what follows is kept and has no
 *     effect.
 *   - of the tries that count, `item->use` takes the best or the last. An item
 *     that is neither more nor less (height, weight) takes the last.
 *   - a deferred test (缓测) stands in for the formal one: its tries follow the
 *     formal ones and share their number.
 *   - a make-up (补测) follows a formal test that failed. The standard gives one
 *     make-up and names no rule for which value then stands (rules.md, section
 *     8); WHICH_MAKEUP_BETTER, the default, lets the better one count.
 *   - a disputed attempt makes the result disputed, and it is not exported until
 *     that attempt is voided or settled: also when it comes after the tries that
 *     count, because nobody knows yet whose run it was.
 */
#ifndef CORE_WHICH_H
#define CORE_WHICH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "item.h"
#include "session.h"

/* What became of an attempt; stored by number. */
enum attempt_outcome {
	OUTCOME_VALID = 1,
	OUTCOME_FOUL,
	OUTCOME_INTERRUPTED, /* unplugged, or ended by a crash */
	OUTCOME_WITHDRAWN,   /* 中退: began and gave up */
};

const char *attempt_outcome_key(enum attempt_outcome outcome); /* "valid" */

struct which_attempt {
	int64_t seq; /* names it for the caller; the order is that of the array */
	enum session_kind session;
	enum attempt_outcome outcome;
	bool voided;
	bool disputed; /* by the device's own corrections, and not settled */
	int64_t value; /* base unit; valid attempts only */
};

/* What a make-up does to the formal result. */
enum which_makeup {
	WHICH_MAKEUP_BETTER,   /* the better of both */
	WHICH_MAKEUP_REPLACES, /* the make-up, once it has a valid try */
};

enum which_state {
	WHICH_NONE,	/* not tested yet */
	WHICH_VALID,	/* `index` counts */
	WHICH_DISPUTED, /* `index` would count, were it not disputed or another try */
	WHICH_FOUL,	/* tried, and every try was a foul */
};

struct which_result {
	enum which_state state;
	int index;     /* into the array; -1 with NONE and FOUL */
	int64_t value; /* base unit, with VALID and DISPUTED */
	int used;      /* tries used up in the latest session kind tested */
	int disputed;  /* how many attempts are disputed */
};

struct which_result which_counts(const struct item *item, enum which_makeup makeup,
	const struct which_attempt *attempts, size_t n);

/* Do their tries share one number? Formal and deferred ones do. */
bool which_same_line(enum session_kind a, enum session_kind b);

/* Tries left in a session of this kind; practice has no limit. */
#define WHICH_UNLIMITED INT32_MAX
int which_left(const struct item *item, enum session_kind session,
	const struct which_attempt *attempts, size_t n);

#endif
