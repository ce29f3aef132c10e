/* What a teacher mends: see repairs.h. Taking it back: repairs_undo.c. */
#include "repairs.h"

#include <inttypes.h>
#include <string.h>

#include "item.h"
#include "query.h"
#include "roster.h"
#include "text.h"

/* ---- who may have it -------------------------------------------------------------- */

static enum repair_answer no(
	struct err *err, enum repair_answer answer, const char *sentence)
{
	err_set(err, "%s", sentence);
	return answer;
}

static enum repair_answer may_have(struct store *store,
	const struct repair_rules *rules, const char *student, const char *item,
	struct err *err)
{
	int index = items_find(rules->items, item);
	struct student s;

	switch (roster_find(store, student, &s, err)) {
	case ROSTER_FAIL:
		return REPAIR_FAILED;
	case ROSTER_UNKNOWN:
		return no(err, REPAIR_NOT_LISTED,
			"whom it shall belong to is not on the roster");
	case ROSTER_FOUND:
		break;
	}
	if (index >= 0 && rules->tests(rules->ctx, &s, index))
		return REPAIR_DONE;
	err_set(err, "%s: whom it shall belong to is not tested in this item", item);
	return REPAIR_NOT_TESTED;
}

static enum repair_answer find_attempt(struct store *store, const struct entry_id *id,
	struct attempt_now *out, struct err *err)
{
	err->text[0] = '\0';
	if (attempts_find(store, id, out, err))
		return REPAIR_DONE;
	if (err->text[0])
		return REPAIR_FAILED;
	err_set(err, "there is no attempt %s %" PRId64, id->station, id->seq);
	return REPAIR_NO_ATTEMPT;
}

/* ---- an action ---------------------------------------------------------------------- */

bool repairs_begin(struct store *store, int64_t *wall_us, struct err *err)
{
	struct query *q;
	int64_t before_us;

	if (!store_begin_durable(store, err))
		return false;
	q = query(store_db(store), "SELECT made_us FROM entry WHERE station = ?1 ORDER "
				   "BY seq DESC LIMIT 1");
	query_text(q, 1, store_station(store));
	if (!query_one_int(q, &before_us, 0, err)) {
		store_rollback(store);
		return false;
	}
	*wall_us += *wall_us == before_us;
	return true;
}

typedef bool repair_do(struct store *store, const void *what,
	const struct repair_by *by, struct err *err);

static enum repair_answer act(struct store *store, repair_do *what, const void *of,
	const struct repair_by *by, struct err *err)
{
	struct repair_by now = *by;
	bool done;

	if (!by->reason[0] || !by->who[0])
		return no(err, REPAIR_FAILED,
			"what is mended by hand needs a reason and a name");
	done = repairs_begin(store, &now.wall_us, err) &&
	       store_end(store, what(store, of, &now, err), err);
	return done ? REPAIR_DONE : REPAIR_FAILED;
}

static bool do_void(struct store *store, const void *what, const struct repair_by *by,
	struct err *err)
{
	return attempts_void(store, what, by->reason, by->who, by->wall_us, err);
}

enum repair_answer repairs_void(struct store *store, const struct entry_id *attempt,
	const struct repair_by *by, struct err *err)
{
	struct attempt_now now;
	enum repair_answer answer = find_attempt(store, attempt, &now, err);

	if (answer != REPAIR_DONE)
		return answer;
	return now.is_void ? no(err, REPAIR_VOID_ALREADY, "it is void already")
			   : act(store, do_void, attempt, by, err);
}

static bool do_stands(struct store *store, const void *what, const struct repair_by *by,
	struct err *err)
{
	return attempts_settle(
		store, what, true, by->reason, by->who, by->wall_us, err);
}

enum repair_answer repairs_stands(struct store *store, const struct entry_id *attempt,
	const struct repair_by *by, struct err *err)
{
	struct attempt_now now;
	enum repair_answer answer = find_attempt(store, attempt, &now, err);

	return answer != REPAIR_DONE ? answer : act(store, do_stands, attempt, by, err);
}

/* ---- whose it is -------------------------------------------------------------------- */

struct moves {
	const struct entry_id *attempt;
	const char (*student)[STUDENT_ID_MAX + 1]; /* "": it stays */
	size_t count;
};

static bool do_moves(struct store *store, const void *what, const struct repair_by *by,
	struct err *err)
{
	const struct moves *m = what;

	for (size_t i = 0; i < m->count; i++)
		if (m->student[i][0] &&
			!attempts_move(store, &m->attempt[i], m->student[i], by->reason,
				by->who, by->wall_us, err))
			return false;
	return true;
}

/* May attempt `id`, which is put into `now`, become `student`'s? */
static enum repair_answer may_move(struct store *store,
	const struct repair_rules *rules, const struct entry_id *id,
	const char *student, struct attempt_now *now, struct err *err)
{
	enum repair_answer answer = find_attempt(store, id, now, err);

	if (answer == REPAIR_DONE && strcmp(now->student, student) == 0)
		return no(err, REPAIR_THEIRS, "it is theirs already");
	return answer != REPAIR_DONE ? answer
				     : may_have(store, rules, student, now->item, err);
}

enum repair_answer repairs_move(struct store *store, const struct repair_rules *rules,
	const struct entry_id *attempt, const char *student, const struct repair_by *by,
	struct err *err)
{
	char to[1][STUDENT_ID_MAX + 1];
	const struct moves moves = { attempt, to, 1 };
	struct attempt_now now;
	enum repair_answer answer = may_move(store, rules, attempt, student, &now, err);

	text_copy(to[0], sizeof(to[0]), student);
	return answer != REPAIR_DONE ? answer : act(store, do_moves, &moves, by, err);
}

enum repair_answer repairs_swap(struct store *store, const struct repair_rules *rules,
	const struct entry_id *one, const struct entry_id *other,
	const struct repair_by *by, struct err *err)
{
	const struct entry_id both[] = { *one, *other };
	char to[2][STUDENT_ID_MAX + 1] = { "", "" };
	const struct moves moves = { both, to, 2 };
	struct attempt_now a, b;
	enum repair_answer answer = find_attempt(store, one, &a, err);

	if (answer == REPAIR_DONE)
		answer = find_attempt(store, other, &b, err);
	if (answer != REPAIR_DONE)
		return answer;
	if (strcmp(a.student, b.student) == 0 || strcmp(a.item, b.item) != 0)
		return no(err, REPAIR_NOT_TWO,
			"only results of two students at one item can be exchanged");
	text_copy(to[0], sizeof(to[0]), b.student);
	text_copy(to[1], sizeof(to[1]), a.student);
	answer = may_have(store, rules, to[0], a.item, err);
	if (answer == REPAIR_DONE)
		answer = may_have(store, rules, to[1], b.item, err);
	return answer != REPAIR_DONE ? answer : act(store, do_moves, &moves, by, err);
}

enum repair_answer repairs_run(struct store *store, const struct repair_rules *rules,
	const struct entry_id *attempts, const char (*student)[STUDENT_ID_MAX + 1],
	size_t count, const struct repair_by *by, struct err *err)
{
	char to[REPAIR_MANY][STUDENT_ID_MAX + 1];
	const struct moves moves = { attempts, to, count };
	size_t changed = 0;

	if (count > REPAIR_MANY)
		return no(err, REPAIR_TOO_MANY, "too many results at once");
	for (size_t i = 0; i < count; i++) {
		struct attempt_now now;
		enum repair_answer answer = may_move(
			store, rules, &attempts[i], student[i], &now, err);

		text_copy(to[i], sizeof(to[i]),
			answer == REPAIR_THEIRS ? "" : student[i]);
		if (answer != REPAIR_DONE && answer != REPAIR_THEIRS)
			return answer;
		changed += answer == REPAIR_DONE;
	}
	return changed ? act(store, do_moves, &moves, by, err)
		       : no(err, REPAIR_THEIRS, "each of them has their own already");
}

/* ---- typed in ----------------------------------------------------------------------- */

struct typed {
	const struct entry_id *instead; /* NULL: of nothing */
	struct finish finish;
	struct entry_id *id;
};

static bool do_typed(struct store *store, const void *what, const struct repair_by *by,
	struct err *err)
{
	const struct typed *t = what;

	return (!t->instead || do_void(store, t->instead, by, err)) &&
	       attempts_type_in(store, &t->finish, by->wall_us, t->id, err);
}

static enum repair_answer type_in(struct store *store, const struct repair_rules *rules,
	struct typed *typed, const struct repair_by *by, struct err *err)
{
	struct finish *f = &typed->finish;
	enum repair_answer answer = may_have(store, rules, f->student, f->item, err);

	if (answer != REPAIR_DONE)
		return answer;
	if (f->has_value &&
		item_fit(items_at(rules->items, items_find(rules->items, f->item)),
			f->value) == FIT_REFUSED) {
		err_set(err, "%s: %" PRId64 " is outside what this item can have",
			f->item, f->value);
		return REPAIR_OUTSIDE;
	}
	f->source = SOURCE_MANUAL;
	text_copy(f->reason, sizeof(f->reason), by->reason);
	text_copy(f->who, sizeof(f->who), by->who);
	return act(store, do_typed, typed, by, err);
}

enum repair_answer repairs_manual(struct store *store, const struct repair_rules *rules,
	const struct finish *finish, const struct repair_by *by, struct entry_id *id,
	struct err *err)
{
	struct typed typed = { NULL, *finish, id };

	return type_in(store, rules, &typed, by, err);
}

enum repair_answer repairs_correct(struct store *store,
	const struct repair_rules *rules, const struct entry_id *attempt, int64_t value,
	const struct repair_by *by, struct entry_id *id, struct err *err)
{
	struct typed typed = { .instead = attempt, .id = id };
	struct attempt_now now;
	enum repair_answer answer = find_attempt(store, attempt, &now, err);

	if (answer != REPAIR_DONE)
		return answer;
	if (now.is_void)
		return no(err, REPAIR_VOID_ALREADY, "it is void already");
	typed.finish = (struct finish){ .session = now.session,
		.outcome = OUTCOME_VALID,
		.has_value = true,
		.value = value,
		.raw_value = value,
		.began_us = now.began_us,
		.ended_us = now.ended_us };
	text_copy(typed.finish.student, sizeof(typed.finish.student), now.student);
	text_copy(typed.finish.item, sizeof(typed.finish.item), now.item);
	return type_in(store, rules, &typed, by, err);
}
