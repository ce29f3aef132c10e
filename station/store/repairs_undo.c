/* 撤销上一步, and what was before: see repairs.h. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "entry.h"
#include "query.h"
#include "repairs.h"
#include "text.h"

#define MARK "撤销 "

/* One entry of a person. */
struct step {
	int64_t seq, made_us;
	char kind[12];	    /* "verdict", "move", "attempt", "presence" */
	struct entry_id of; /* the attempt; of "attempt" itself */
	bool stands;
	char student[STUDENT_ID_MAX + 1]; /* of move and presence */
	char item[24], state[16];	  /* of presence */
	int64_t day;
	char reason[96], who[64];
};

struct group {
	struct step step[REPAIR_MANY]; /* in the order of the journal */
	int count;
	bool too_many;
};

/* ---- reading what people did ------------------------------------------------------- */

#define OF_PERSON "station = ?1 AND seq < ?2 AND who <> '" REPAIR_HEAT_WHO "'"

/* The newest before `seq`; 0: none. */
static bool step_before(struct store *store, int64_t seq, int64_t *out, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT max(s) FROM ("
		"SELECT max(seq) AS s FROM verdict WHERE " OF_PERSON " UNION ALL "
		"SELECT max(seq) FROM move WHERE " OF_PERSON " UNION ALL "
		"SELECT max(seq) FROM presence WHERE " OF_PERSON " UNION ALL "
		"SELECT max(seq) FROM attempt WHERE " OF_PERSON
		" AND source = 'manual')");

	query_text(q, 1, store_station(store));
	query_int(q, 2, seq);
	return query_one_int(q, out, 0, err);
}

/* Entry `seq` as a step; *is false when it is none. */
static bool read_step(
	struct store *store, int64_t seq, struct step *out, bool *is, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT e.kind, e.made_us, t.* FROM entry e JOIN ("
		"SELECT of_station, of_seq, stands, '' AS student, '' AS item, '' AS "
		"state, 0 AS day, reason, who FROM verdict WHERE station = ?1 AND seq "
		"= ?2 UNION ALL "
		"SELECT of_station, of_seq, 0, student, '', '', 0, reason, who FROM "
		"move WHERE station = ?1 AND seq = ?2 UNION ALL "
		"SELECT station, seq, 0, student, item, '', 0, reason, who FROM "
		"attempt WHERE station = ?1 AND seq = ?2 AND source = 'manual' UNION "
		"ALL SELECT '', 0, 0, student, item, state, day, '', who FROM presence "
		"WHERE station = ?1 AND seq = ?2) t "
		"WHERE e.station = ?1 AND e.seq = ?2 AND t.who <> '" REPAIR_HEAT_WHO
		"'");
	enum query_got got;

	query_text(q, 1, store_station(store));
	query_int(q, 2, seq);
	got = query_next(q, err);
	*is = got == QUERY_ROW;
	if (got != QUERY_ROW)
		return got == QUERY_END;
	*out = (struct step){ .seq = seq,
		.made_us = query_int_at(q, 1),
		.of = { .seq = query_int_at(q, 3) },
		.stands = query_int_at(q, 4) != 0,
		.day = query_int_at(q, 8) };
	query_copy_at(q, 0, out->kind, sizeof(out->kind));
	query_copy_at(q, 2, out->of.station, sizeof(out->of.station));
	query_copy_at(q, 5, out->student, sizeof(out->student));
	query_copy_at(q, 6, out->item, sizeof(out->item));
	query_copy_at(q, 7, out->state, sizeof(out->state));
	query_copy_at(q, 9, out->reason, sizeof(out->reason));
	query_copy_at(q, 10, out->who, sizeof(out->who));
	query_end(q);
	return true;
}

static void put_first(struct group *g, const struct step *s)
{
	if (g->count == REPAIR_MANY) {
		g->too_many = true; /* an import, not an action at this screen */
		return;
	}
	memmove(g->step + 1, g->step, (size_t)g->count * sizeof(*g->step));
	g->step[0] = *s;
	g->count++;
}

/* The group that ends with entry `last`; *first is its first entry. */
static bool read_group(struct store *store, int64_t last, struct group *g,
	int64_t *first, struct err *err)
{
	struct step s;
	bool is;

	memset(g, 0, sizeof(*g));
	for (int64_t seq = last; seq > 0; seq--) {
		if (!read_step(store, seq, &s, &is, err))
			return false;
		if (!is || (g->count && s.made_us != g->step[0].made_us))
			break;
		put_first(g, &s);
		*first = seq;
	}
	return true;
}

static bool is_undo(const struct step *s)
{
	return strncmp(s->reason, MARK, sizeof(MARK) - 1) == 0 ||
	       strstr(s->who, "（" MARK);
}

static char *write_mark(int64_t first, char *out, size_t size)
{
	snprintf(out, size, MARK "%" PRId64, first);
	return out;
}

#define SAYS_SO "reason = ?3 OR substr(reason, 1, length(?3) + 1) = ?3 || '：'"

static bool is_undone(struct store *store, int64_t first, bool *is, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT EXISTS (SELECT 1 FROM verdict WHERE station = ?1 AND seq > ?2 "
		"AND (" SAYS_SO ")) OR EXISTS (SELECT 1 FROM move WHERE station = ?1 "
		"AND seq > ?2 AND (" SAYS_SO ")) OR EXISTS (SELECT 1 FROM presence "
		"WHERE station = ?1 AND seq > ?2 AND instr(who, '（' || ?3 || '）') > "
		"0)");
	char mark[40];
	int64_t count;

	query_text(q, 1, store_station(store));
	query_int(q, 2, first);
	query_text(q, 3, write_mark(first, mark, sizeof(mark)));
	if (!query_one_int(q, &count, 0, err))
		return false;
	*is = count > 0;
	return true;
}

/* ---- does it still hold ------------------------------------------------------------- */

static bool presence_now(struct store *store, const struct step *s, int64_t before,
	char state[16], struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT state FROM presence WHERE station = ?1 AND seq < ?2 AND "
		"student = ?3 AND day = ?4 AND item = ?5 ORDER BY seq DESC LIMIT 1");
	enum query_got got;

	query_text(q, 1, store_station(store));
	query_int(q, 2, before);
	query_text(q, 3, s->student);
	query_int(q, 4, s->day);
	query_text(q, 5, s->item);
	got = query_next(q, err);
	text_copy(state, 16, "here");
	if (got == QUERY_ROW)
		query_copy_at(q, 0, state, 16);
	query_end(q);
	return got != QUERY_FAIL;
}

static bool step_holds(
	struct store *store, const struct step *s, bool *holds, struct err *err)
{
	struct attempt_now now;
	char state[16];

	if (strcmp(s->kind, "presence") == 0) {
		bool read = presence_now(store, s, INT64_MAX, state, err);

		*holds = read && strcmp(state, s->state) == 0;
		return read;
	}
	err->text[0] = '\0';
	*holds = attempts_find(store, &s->of, &now, err);
	if (!*holds)
		return !err->text[0];
	if (strcmp(s->kind, "move") == 0)
		*holds = strcmp(now.student, s->student) == 0;
	else if (strcmp(s->kind, "verdict") == 0)
		*holds = now.is_void != s->stands;
	else
		*holds = !now.is_void;
	return true;
}

static bool group_holds(
	struct store *store, const struct group *g, bool *holds, struct err *err)
{
	*holds = !g->too_many && !is_undo(&g->step[0]);
	for (int i = 0; *holds && i < g->count; i++)
		if (!step_holds(store, &g->step[i], holds, err))
			return false;
	return true;
}

/* The newest group that can be taken back. */
static enum repair_got last_group(
	struct store *store, struct group *g, int64_t *first, struct err *err)
{
	int64_t seq;

	for (*first = INT64_MAX;;) {
		bool holds, undone;

		if (!step_before(store, *first, &seq, err))
			return REPAIR_UNREAD;
		if (!seq)
			return REPAIR_NOTHING;
		if (!read_group(store, seq, g, first, err) ||
			!group_holds(store, g, &holds, err))
			return REPAIR_UNREAD;
		if (!holds)
			continue;
		if (!is_undone(store, *first, &undone, err))
			return REPAIR_UNREAD;
		if (!undone)
			return REPAIR_FOUND;
	}
}

/* ---- what it was ---------------------------------------------------------------------- */

/* Of an attempt, what held before this station's entry `seq`. */
static bool owner_before(struct store *store, const struct entry_id *of, int64_t seq,
	char out[STUDENT_ID_MAX + 1], struct err *err)
{
	struct query *q = query(store_db(store),
		"WITH m AS (SELECT m.*, made_us FROM move m JOIN entry USING (station, "
		"seq) WHERE of_station = ?1 AND of_seq = ?2 AND (station <> ?3 OR seq "
		"< ?4)) SELECT ifnull((SELECT student FROM m WHERE NOT EXISTS (SELECT "
		"1 "
		"FROM m w WHERE CASE WHEN w.station = m.station THEN w.seq > m.seq "
		"ELSE "
		"(w.made_us, w.station) > (m.made_us, m.station) END)), (SELECT "
		"student FROM attempt WHERE station = ?1 AND seq = ?2))");
	enum query_got got;

	query_text(q, 1, of->station);
	query_int(q, 2, of->seq);
	query_text(q, 3, store_station(store));
	query_int(q, 4, seq);
	got = query_next(q, err);
	out[0] = '\0';
	if (got == QUERY_ROW)
		query_copy_at(q, 0, out, STUDENT_ID_MAX + 1);
	query_end(q);
	return got != QUERY_FAIL;
}

/* A person's word in a reason: what stands behind the mark, when it takes back. */
static const char *word_in(const char *reason)
{
	const char *colon;

	if (strncmp(reason, MARK, sizeof(MARK) - 1) != 0)
		return reason;
	colon = strstr(reason, "：");
	return colon ? colon + sizeof("：") - 1 : "";
}

struct before {
	bool stands;
	char word[96]; /* "" when no person had given one */
};

static bool verdict_before(struct store *store, const struct entry_id *of, int64_t seq,
	struct before *out, struct err *err)
{
	struct query *q = query(store_db(store),
		"WITH v AS (SELECT * FROM answer WHERE of_station = ?1 AND of_seq = ?2 "
		"AND (station <> ?3 OR seq < ?4)) SELECT stands, reason FROM v WHERE "
		"NOT EXISTS (SELECT 1 FROM v w WHERE CASE WHEN w.station = v.station "
		"THEN w.seq > v.seq ELSE (w.made_us, w.station) > (v.made_us, "
		"v.station) END)");
	enum query_got got;

	query_text(q, 1, of->station);
	query_int(q, 2, of->seq);
	query_text(q, 3, store_station(store));
	query_int(q, 4, seq);
	got = query_next(q, err);
	*out = (struct before){ .stands = true };
	if (got == QUERY_ROW) {
		out->stands = query_int_at(q, 0) != 0;
		text_copy(out->word, sizeof(out->word), word_in(query_text_at(q, 1)));
	}
	query_end(q);
	return got != QUERY_FAIL;
}

static enum repair_kind kind_of(const struct group *g)
{
	const struct step *s = g->step;
	int moves = 0, typed = 0;

	for (int i = 0; i < g->count; i++) {
		moves += strcmp(s[i].kind, "move") == 0;
		typed += strcmp(s[i].kind, "attempt") == 0;
	}
	if (strcmp(s[0].kind, "presence") == 0)
		return REPAIR_PRESENCE;
	if (typed)
		return typed < g->count ? REPAIR_CORRECT : REPAIR_MANUAL;
	if (!moves)
		return s[0].stands ? REPAIR_STANDS : REPAIR_VOID;
	return moves == 1 ? REPAIR_MOVE : moves == 2 ? REPAIR_SWAP : REPAIR_RUN;
}

/* Two results may also have been moved on, without an exchange. */
static bool is_exchange(struct store *store, const struct group *g, struct err *err)
{
	char from[STUDENT_ID_MAX + 1];

	for (int i = 0; i < 2; i++)
		if (!owner_before(store, &g->step[i].of, g->step[i].seq, from, err) ||
			strcmp(from, g->step[!i].student) != 0)
			return false;
	return true;
}

static bool describe(
	struct store *store, const struct group *g, struct repair *out, struct err *err)
{
	const struct step *s = &g->step[0], *end = &g->step[g->count - 1];
	struct attempt_now now;

	*out = (struct repair){ .kind = kind_of(g),
		.first = s->seq,
		.last = end->seq,
		.made_us = s->made_us,
		.count = g->count };
	text_copy(out->reason, sizeof(out->reason), s->reason);
	text_copy(out->who, sizeof(out->who), s->who);
	if (out->kind == REPAIR_PRESENCE) {
		text_copy(out->from, sizeof(out->from), s->student);
		return true;
	}
	if (out->kind == REPAIR_SWAP && !is_exchange(store, g, err))
		out->kind = REPAIR_RUN;
	if (out->kind == REPAIR_CORRECT) {
		out->count = 1;
		s = end; /* what was typed in instead */
	}
	if (!attempts_find(store, &s->of, &now, err))
		return false;
	text_copy(out->item, sizeof(out->item), now.item);
	text_copy(out->from, sizeof(out->from), now.student);
	out->has_value = now.has_value;
	out->value = now.value;
	if (strcmp(s->kind, "move") != 0)
		return true;
	text_copy(out->to, sizeof(out->to), s->student);
	return owner_before(store, &s->of, s->seq, out->from, err);
}

static enum repair_got find(struct store *store, struct group *g, int64_t *first,
	struct repair *out, struct err *err)
{
	enum repair_got got = last_group(store, g, first, err);

	return got == REPAIR_FOUND && !describe(store, g, out, err) ? REPAIR_UNREAD
								    : got;
}

enum repair_got repairs_last(struct store *store, struct repair *out, struct err *err)
{
	struct group *g = mem_alloc(sizeof(*g));
	int64_t first;
	enum repair_got got = find(store, g, &first, out, err);

	free(g);
	return got;
}

/* ---- taking back ------------------------------------------------------------------------ */

struct back {
	struct store *store;
	char mark[40]; /* "撤销 57" */
	const char *who;
	int64_t wall_us;
	struct err *err;
};

static bool say_before(
	const struct back *b, const struct entry_id *of, const struct before *before)
{
	char reason[160];

	snprintf(reason, sizeof(reason), "%s%s%s", b->mark, before->word[0] ? "：" : "",
		before->word);
	return attempts_settle(
		b->store, of, before->stands, reason, b->who, b->wall_us, b->err);
}

struct dispute {
	char reason[96];
	struct entry_id id, others[DISPUTE_OTHERS_MAX];
	size_t count;
};

#define DISPUTES_MAX 8 /* open at once about one attempt */

/* Those that were open about an attempt before this station's entry `seq`, and those that
 * a device raised since: the word that comes now would end them. */
static int disputes_of(const struct back *b, const struct entry_id *of, int64_t seq,
	struct dispute out[DISPUTES_MAX])
{
	struct query *q = query(store_db(b->store),
		"SELECT d.station, d.seq, d.reason FROM dispute d JOIN entry e USING "
		"(station, seq) WHERE d.of_station = ?1 AND d.of_seq = ?2 AND "
		"((d.station, d.seq) IN (SELECT station, seq FROM open_dispute WHERE "
		"of_station = ?1 AND of_seq = ?2) OR "
		"(d.station <> ?3 OR d.seq < ?4) AND NOT EXISTS (SELECT 1 FROM answer "
		"w WHERE w.of_station = ?1 AND w.of_seq = ?2 AND (w.station <> ?3 OR "
		"w.seq < ?4) AND CASE WHEN w.station = d.station THEN w.seq > d.seq "
		"ELSE (w.made_us, w.station) > (e.made_us, d.station) END)) "
		"ORDER BY e.made_us, d.station, d.seq");
	enum query_got got = QUERY_END;
	int n = 0;

	query_text(q, 1, of->station);
	query_int(q, 2, of->seq);
	query_text(q, 3, store_station(b->store));
	query_int(q, 4, seq);
	while (n < DISPUTES_MAX && (got = query_next(q, b->err)) == QUERY_ROW) {
		out[n] = (struct dispute){ .id = { .seq = query_int_at(q, 1) } };
		query_copy_at(q, 0, out[n].id.station, sizeof(out[n].id.station));
		query_copy_at(q, 2, out[n].reason, sizeof(out[n].reason));
		n++;
	}
	query_end(q);
	return got == QUERY_FAIL ? -1 : n;
}

static bool read_others(const struct back *b, struct dispute *d)
{
	struct query *q = query(store_db(b->store),
		"SELECT other_station, other_seq FROM dispute_with WHERE station = ?1 "
		"AND seq = ?2 ORDER BY n");
	enum query_got got = QUERY_END;

	query_text(q, 1, d->id.station);
	query_int(q, 2, d->id.seq);
	while (d->count < DISPUTE_OTHERS_MAX &&
		(got = query_next(q, b->err)) == QUERY_ROW) {
		struct entry_id *other = &d->others[d->count++];

		query_copy_at(q, 0, other->station, sizeof(other->station));
		other->seq = query_int_at(q, 1);
	}
	query_end(q);
	return got != QUERY_FAIL;
}

static bool dispute_again(
	const struct back *b, const struct entry_id *of, struct dispute *d)
{
	return read_others(b, d) && attempts_dispute(b->store, of, d->reason, d->others,
					    d->count, b->wall_us, b->err);
}

static bool back_verdict(const struct back *b, const struct step *s)
{
	struct dispute open[DISPUTES_MAX];
	struct before before;
	int n = disputes_of(b, &s->of, s->seq, open);

	if (n < 0 || !verdict_before(b->store, &s->of, s->seq, &before, b->err) ||
		!say_before(b, &s->of, &before))
		return false;
	for (int i = 0; i < n; i++)
		if (!dispute_again(b, &s->of, &open[i]))
			return false;
	return true;
}

/* Not attempts_move(): whoever had it may have left the roster since. */
static bool back_move(const struct back *b, const struct step *s)
{
	char owner[STUDENT_ID_MAX + 1];

	if (!owner_before(b->store, &s->of, s->seq, owner, b->err))
		return false;
	const struct entry_value values[] = { value_text(s->of.station),
		value_int(s->of.seq), value_text(owner), value_text(b->mark),
		value_text(b->who) };
	struct entry_says says = { .kind = ENTRY_MOVE, .values = values };

	return entry_append(b->store, &says, b->wall_us, NULL, b->err);
}

static bool back_presence(const struct back *b, const struct step *s)
{
	char state[16], who[128];

	snprintf(who, sizeof(who), "%s（%s）", b->who, b->mark);
	if (!presence_now(b->store, s, s->seq, state, b->err))
		return false;
	const struct entry_value values[] = { value_text(s->student), value_int(s->day),
		value_text(s->item), value_text(state), value_text(who) };
	struct entry_says says = { .kind = ENTRY_PRESENCE, .values = values };

	return entry_append(b->store, &says, b->wall_us, NULL, b->err);
}

static bool back_step(const struct back *b, const struct step *s)
{
	if (strcmp(s->kind, "verdict") == 0)
		return back_verdict(b, s);
	if (strcmp(s->kind, "move") == 0)
		return back_move(b, s);
	if (strcmp(s->kind, "presence") == 0)
		return back_presence(b, s);
	return attempts_void(b->store, &s->of, b->mark, b->who, b->wall_us, b->err);
}

static bool back_all(const struct back *b, const struct group *g)
{
	for (int i = g->count - 1; i >= 0; i--)
		if (!back_step(b, &g->step[i]))
			return false;
	return true;
}

enum repair_got repairs_undo(struct store *store, const char *who, int64_t wall_us,
	struct repair *out, struct err *err)
{
	struct back b = { store, "", who, wall_us, err };
	struct group *g;
	enum repair_got got;
	int64_t first;

	if (!repairs_begin(store, &b.wall_us, err))
		return REPAIR_UNREAD;
	g = mem_alloc(sizeof(*g));
	got = find(store, g, &first, out, err);
	if (got == REPAIR_FOUND) {
		write_mark(first, b.mark, sizeof(b.mark));
		if (!back_all(&b, g))
			got = REPAIR_UNREAD;
	}
	free(g);
	return store_end(store, got == REPAIR_FOUND, err) || got == REPAIR_NOTHING
		       ? got
		       : REPAIR_UNREAD;
}

/* ---- what was before ----------------------------------------------------------------------- */

static enum repair_event event_of(const char *kind, bool stands)
{
	if (strcmp(kind, "verdict") == 0)
		return stands ? EVENT_STANDS : EVENT_VOID;
	return strcmp(kind, "dispute") == 0  ? EVENT_DISPUTED
	       : strcmp(kind, "revise") == 0 ? EVENT_REVISED
	       : strcmp(kind, "move") == 0   ? EVENT_MOVED
					     : EVENT_MADE;
}

static void read_event(struct query *q, struct repair_said *out)
{
	const char *reason = query_text_at(q, 3);

	*out = (struct repair_said){ .event = event_of(query_text_at(q, 0),
					     query_int_at(q, 1) != 0),
		.made_us = query_int_at(q, 2),
		.undo = strncmp(reason, MARK, sizeof(MARK) - 1) == 0,
		.has_value = !query_null_at(q, 6),
		.value = query_int_at(q, 6) };
	text_copy(out->reason, sizeof(out->reason), word_in(reason));
	query_copy_at(q, 4, out->who, sizeof(out->who));
	query_copy_at(q, 5, out->student, sizeof(out->student));
}

int repairs_history(struct store *store, const struct entry_id *attempt,
	struct repair_said *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT kind, stands, made_us, reason, who, student, value FROM ("
		"SELECT station, seq, 0 AS stands, reason, who, student, value FROM "
		"attempt WHERE station = ?1 AND seq = ?2 UNION ALL "
		"SELECT station, seq, stands, reason, who, '', NULL FROM verdict WHERE "
		"of_station = ?1 AND of_seq = ?2 UNION ALL "
		"SELECT station, seq, 0, reason, '', '', NULL FROM dispute WHERE "
		"of_station = ?1 AND of_seq = ?2 UNION ALL "
		"SELECT station, seq, 0, reason, '', '', value FROM revise WHERE "
		"of_station = ?1 AND of_seq = ?2 UNION ALL "
		"SELECT station, seq, 0, reason, who, student, NULL FROM move WHERE "
		"of_station = ?1 AND of_seq = ?2) JOIN entry USING (station, seq) "
		"ORDER BY max(made_us) OVER (PARTITION BY station ORDER BY seq), "
		"station, seq");
	enum query_got got = QUERY_END;
	size_t count = 0;

	query_text(q, 1, attempt->station);
	query_int(q, 2, attempt->seq);
	while (count < max && (got = query_next(q, err)) == QUERY_ROW)
		read_event(q, &out[count++]);
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}
