/*
 * The main script runs in one track; a handler or timer runs in the other while
 * the first waits. Inside, time is the script's own: a wait of 100 ms ends 100 ms
 * after it began, however late the step came, so nothing drifts.
 */
#include "player.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "program.h"
#include "utter.h"
#include "value.h"

#define HEARD_MAX  4096
#define TIMERS_MAX 32
/* Statements in one step; a script that never waits must let others live. */
#define BUDGET 2000

enum blocked { RUNS, WAITS_TIME, WAITS_HOST, WAITS_EVER, WAITS_PLUG, HAS_ENDED };

struct track {
	enum blocked blocked;
	size_t at;	  /* the next statement */
	int64_t round;	  /* outside of every repeat: a timer has its setter's */
	int64_t until_us; /* WAITS_TIME, WAITS_PLUG; WAITS_HOST: gives up */
	size_t depth;
	struct {
		int64_t round, rounds; /* -1: for ever */
	} loops[PROGRAM_DEPTH];
};

/* It sees the names as they were when it was set. */
struct timer {
	int64_t at_us;
	size_t begin;
	int64_t round;
	int64_t names[PROGRAM_NAMES];
};

struct player {
	const struct script *script;
	struct player_how how;
	struct values values; /* names, chance, and the script's time */
	struct utter utter;
	struct track main, side;
	bool has_side; /* a handler or timer runs */
	bool in_timer; /* a timer does: `names` keeps the script's own */
	int64_t names[PROGRAM_NAMES];
	bool busy;	  /* the last step ended before there was nothing to do */
	int64_t now_us;	  /* of this step, as given */
	int64_t ready_ns; /* when the next byte may be said */
	bool rests;	  /* nothing was said at the last step */
	struct timer timers[TIMERS_MAX];
	size_t timers_count;
	size_t heard_len;
	uint8_t heard[HEARD_MAX];
};

struct player *player_open(const struct script *script, const struct player_how *how)
{
	struct player *p = mem_alloc(sizeof(*p));

	p->script = script;
	p->how = *how;
	values_init(&p->values, script, how->seed);
	p->values.clock_us = how->clock_us;
	utter_init(&p->utter, &p->values);
	p->utter.doubles = how->doubles;
	return p;
}

void player_close(struct player *p)
{
	free(p);
}

const uint8_t *player_said(const struct player *p, size_t *len)
{
	return utter_taken(&p->utter, len);
}

uint64_t player_readings(const struct player *p)
{
	return p->utter.readings;
}

void player_hear(struct player *p, const void *bytes, size_t len)
{
	const uint8_t *from = bytes;
	size_t over;

	if (len > HEARD_MAX) {
		from += len - HEARD_MAX;
		len = HEARD_MAX;
	}
	over = p->heard_len + len > HEARD_MAX ? p->heard_len + len - HEARD_MAX : 0;
	memmove(p->heard, p->heard + over, p->heard_len - over);
	p->heard_len -= over;
	memcpy(p->heard + p->heard_len, from, len);
	p->heard_len += len;
}

/* ---- host bytes -------------------------------------------------------------------- */

/* Where in what was heard this text begins; where it ends in *used. */
static bool find_heard(
	struct player *p, const struct run *text, size_t *begin, size_t *used)
{
	for (*begin = 0; *begin < p->heard_len; ++*begin)
		if (values_match(&p->values, text, p->heard + *begin,
			    p->heard_len - *begin, used)) {
			*used += *begin;
			return true;
		}
	return false;
}

static void forget_heard(struct player *p, size_t used)
{
	memmove(p->heard, p->heard + used, p->heard_len - used);
	p->heard_len -= used;
}

static void begin_side(struct player *p, size_t at)
{
	p->side = (struct track){ .at = at };
	p->has_side = true;
}

static void end_side(struct player *p)
{
	if (p->in_timer)
		memcpy(p->values.names, p->names, sizeof(p->names));
	p->in_timer = false;
	p->has_side = false;
}

/* Of all that listens, who heard its text first: that one goes on. */
static bool take_heard(struct player *p)
{
	const struct script *s = p->script;
	const struct run *expected = NULL;
	size_t first = SIZE_MAX, used = 0, found = SIZE_MAX, begin, end;

	if (p->main.blocked == WAITS_HOST) {
		expected = &s->statements[p->main.at].text;
		if (find_heard(p, expected, &begin, &end)) {
			first = begin;
			used = end;
		}
	}
	for (size_t i = 0; i < s->handlers_count; i++)
		if (find_heard(p, &s->handlers[i].text, &begin, &end) &&
			begin < first) {
			first = begin;
			used = end;
			found = i;
		}
	if (first == SIZE_MAX)
		return false;
	values_take(&p->values, found == SIZE_MAX ? expected : &s->handlers[found].text,
		p->heard + first, p->heard_len - first);
	forget_heard(p, used);
	if (found != SIZE_MAX) {
		begin_side(p, s->handlers[found].begin);
	} else {
		p->main.at = s->statements[p->main.at].jump;
		p->main.blocked = RUNS;
	}
	return true;
}

/* ---- statements ---------------------------------------------------------------------- */

static void wait_until(struct track *t, int64_t until_us)
{
	t->blocked = WAITS_TIME;
	t->until_us = until_us;
	t->at++;
}

static void begin_repeat(struct player *p, struct track *t, const struct statement *st)
{
	int64_t rounds = st->forever ? -1 : values_sum(&p->values, &st->a);

	if (rounds == 0 || rounds < -1 || (rounds < 0 && !st->forever)) {
		t->at = st->jump;
		return;
	}
	assert(t->depth < PROGRAM_DEPTH);
	t->loops[t->depth].round = 1;
	t->loops[t->depth++].rounds = rounds;
	t->at++;
}

static void end_round(struct track *t, const struct statement *st)
{
	size_t top = t->depth - 1;

	if (t->loops[top].rounds >= 0 && t->loops[top].round >= t->loops[top].rounds) {
		t->depth--;
		t->at++;
		return;
	}
	if (t->loops[top].round < INT64_MAX)
		t->loops[top].round++;
	t->at = st->jump + 1;
}

static void set_timer(struct player *p, struct track *t, const struct statement *st)
{
	int64_t in_us = values_time(&p->values, &st->a);
	size_t at = t->at + 1;
	struct timer *timer;

	t->at = st->jump;
	/* One too many is not set: a script can count its own. */
	if (p->timers_count == TIMERS_MAX)
		return;
	timer = &p->timers[p->timers_count++];
	timer->at_us = p->values.us + in_us;
	timer->begin = at;
	timer->round = p->values.round;
	memcpy(timer->names, p->values.names, sizeof(timer->names));
}

static void restart(struct player *p)
{
	p->main = (struct track){ .at = 0 };
	end_side(p);
	p->timers_count = 0;
	p->values.began_us = p->values.us;
}

static void end_all(struct player *p)
{
	end_side(p);
	p->timers_count = 0;
	p->main.blocked = HAS_ENDED;
	p->main.at = SIZE_MAX;
}

static void expect(struct player *p, struct track *t, const struct statement *st)
{
	t->blocked = WAITS_HOST;
	t->until_us = INT64_MAX;
	/* The host's time is real, also when waits are leapt over. */
	if (st->timed)
		t->until_us = (p->how.full ? p->now_us : p->values.us) +
			      values_time(&p->values, &st->a);
}

static void count_round(struct player *p, const struct track *t)
{
	p->values.round = t->depth ? t->loops[t->depth - 1].round : t->round;
}

static void run_flow(struct player *p, struct track *t, const struct statement *st)
{
	struct values *v = &p->values;

	switch (st->op) {
	case OP_IF:
		t->at = values_compare(v, st) ? t->at + 1 : st->jump;
		break;
	case OP_CHANCE:
		t->at = values_draw(v, 1, 100) <= values_sum(v, &st->a) ? t->at + 1
									: st->jump;
		break;
	case OP_JUMP:
		t->at = st->jump;
		break;
	case OP_REPEAT:
		begin_repeat(p, t, st);
		break;
	case OP_AGAIN:
		end_round(t, st);
		break;
	case OP_AFTER:
		set_timer(p, t, st);
		break;
	case OP_RETURN:
		end_side(p);
		break;
	case OP_RESTART:
		restart(p);
		break;
	default:
		assert(st->op == OP_STOP);
		end_all(p);
	}
}

/* true when the world must hear of it at once: the port goes. */
static bool run_statement(struct player *p, struct track *t, const struct statement *st)
{
	struct values *v = &p->values;

	count_round(p, t);
	switch (st->op) {
	case OP_WAIT:
		wait_until(t, v->us + values_time(v, &st->a));
		break;
	case OP_AT:
		wait_until(t,
			p->how.untimed ? v->us : v->began_us + values_time(v, &st->a));
		break;
	case OP_IDLE:
		t->blocked = WAITS_EVER;
		break;
	case OP_EXPECT:
		expect(p, t, st);
		break;
	case OP_LET:
		v->names[st->name] = values_sum(v, &st->a);
		t->at++;
		break;
	case OP_UNPLUG:
		wait_until(t, v->us + values_time(v, &st->a));
		t->blocked = WAITS_PLUG;
		p->heard_len = 0;
		return true;
	default:
		if (utter_takes(st->op)) {
			utter_do(&p->utter, st);
			t->at++;
		} else {
			run_flow(p, t, st);
		}
	}
	return false;
}

/* ---- time ---------------------------------------------------------------------------- */

/* The place in `timers` of the next one, or SIZE_MAX. */
static size_t next_timer(const struct player *p)
{
	size_t first = SIZE_MAX;

	for (size_t i = 0; i < p->timers_count; i++)
		if (first == SIZE_MAX || p->timers[i].at_us < p->timers[first].at_us)
			first = i;
	return first;
}

static void run_timer(struct player *p, size_t i)
{
	begin_side(p, p->timers[i].begin);
	p->side.round = p->timers[i].round;
	memcpy(p->names, p->values.names, sizeof(p->names));
	memcpy(p->values.names, p->timers[i].names, sizeof(p->names));
	p->in_timer = true;
	p->timers_count--;
	memmove(p->timers + i, p->timers + i + 1,
		(p->timers_count - i) * sizeof(p->timers[0]));
}

static int64_t track_until(const struct track *t)
{
	return t->blocked == WAITS_TIME || t->blocked == WAITS_PLUG ? t->until_us
								    : INT64_MAX;
}

/* Move the script's time to `us` if that has come. */
static bool reached(struct player *p, int64_t us)
{
	if (us == INT64_MAX || (!p->how.full && us > p->now_us))
		return false;
	if (us > p->values.us)
		p->values.us = us < VALUE_TIME_MAX ? us : VALUE_TIME_MAX;
	return true;
}

/* An expect that nobody answered in time goes on to its block. */
static bool gave_up(struct player *p, struct track *t)
{
	if (t->blocked != WAITS_HOST || t->until_us > p->now_us)
		return false;
	if (!p->how.full && t->until_us > p->values.us)
		p->values.us = t->until_us;
	t->blocked = RUNS;
	t->at++;
	return true;
}

static bool take_expected(struct player *p, struct track *t)
{
	const struct statement *st = &p->script->statements[t->at];
	size_t begin, used;

	if (!find_heard(p, &st->text, &begin, &used))
		return false;
	values_take(&p->values, &st->text, p->heard + begin, p->heard_len - begin);
	forget_heard(p, used);
	t->at = st->jump;
	t->blocked = RUNS;
	return true;
}

/* What is heard is heard now; a script that waited for it goes on from now. */
static void hear_now(struct player *p)
{
	if (!p->how.full && p->now_us > p->values.us)
		p->values.us = p->now_us;
}

static bool wake_side(struct player *p)
{
	struct track *t = &p->side;

	if (t->blocked == WAITS_HOST && take_expected(p, t)) {
		hear_now(p);
		return true;
	}
	if (gave_up(p, t))
		return true;
	if (t->blocked == WAITS_EVER || !reached(p, track_until(t)))
		return false;
	t->blocked = RUNS;
	return true;
}

static bool wake_main(struct player *p)
{
	struct track *t = &p->main;
	size_t timer = next_timer(p);
	int64_t until_us = track_until(t), timer_us = INT64_MAX;

	if (timer != SIZE_MAX)
		timer_us = p->timers[timer].at_us;
	/* With waits leapt over there is always something due: the host first. */
	if (p->how.full && t->blocked != WAITS_PLUG && take_heard(p))
		return true;
	if (t->blocked != WAITS_PLUG && timer_us <= until_us && reached(p, timer_us)) {
		run_timer(p, timer);
		return true;
	}
	if (reached(p, until_us)) {
		t->blocked = RUNS;
		return true;
	}
	if (t->blocked != WAITS_PLUG && take_heard(p)) {
		hear_now(p);
		return true;
	}
	return gave_up(p, t);
}

static int64_t until_of(const struct track *t)
{
	if (t->blocked == WAITS_HOST)
		return t->until_us;
	return track_until(t);
}

/* The last byte of a slow say still has its time. */
static bool ahead(const struct player *p)
{
	return !p->how.full && p->values.us > p->now_us;
}

int64_t player_until_us(const struct player *p)
{
	const struct track *t = p->has_side ? &p->side : &p->main;
	size_t timer = p->has_side ? SIZE_MAX : next_timer(p);
	int64_t until_us = until_of(t);

	if (p->busy)
		return p->now_us;
	if (utter_left(&p->utter))
		return (p->ready_ns + 999) / 1000;
	if (ahead(p))
		return p->values.us;
	if (t->blocked == RUNS)
		return p->now_us;
	if (timer != SIZE_MAX && p->timers[timer].at_us < until_us)
		until_us = p->timers[timer].at_us;
	return until_us;
}

/* ---- the step ------------------------------------------------------------------------- */

/* Give as many of the waiting bytes as are due. */
static bool say(struct player *p)
{
	int64_t gap_ns = p->how.gap_ns, now_ns = p->now_us * 1000;
	size_t n = utter_left(&p->utter);

	if (p->how.full && gap_ns == 0) {
		utter_take(&p->utter, p->utter.tear_us > 0 ? 1 : n);
		return true;
	}
	if (!p->how.full && p->utter.tear_us * 1000 > gap_ns)
		gap_ns = p->utter.tear_us * 1000;
	if (!p->how.full && p->ready_ns < p->values.us * 1000)
		p->ready_ns = p->values.us * 1000;
	if (p->how.full && p->rests && p->ready_ns < now_ns)
		p->ready_ns = now_ns;
	p->rests = false;
	if (p->ready_ns > now_ns)
		return false;
	if (gap_ns > 0) {
		if (p->utter.tear_us > 0)
			n = 1;
		else if ((int64_t)n > (now_ns - p->ready_ns) / gap_ns + 1)
			n = (size_t)((now_ns - p->ready_ns) / gap_ns + 1);
		p->ready_ns += (int64_t)n * gap_ns;
	}
	utter_take(&p->utter, n);
	/* The script goes on when its last byte has had its time. */
	if (p->values.us < p->ready_ns / 1000)
		p->values.us = p->ready_ns / 1000;
	return true;
}

static bool end_of_main(struct player *p)
{
	if (utter_flush(&p->utter))
		return true;
	if (p->how.loop && p->timers_count == 0) {
		restart(p);
		return true;
	}
	/* Its timers may be due still. */
	p->main.blocked = HAS_ENDED;
	return true;
}

static bool over(const struct player *p)
{
	return p->main.blocked == HAS_ENDED && !p->has_side && p->timers_count == 0 &&
	       (p->script->handlers_count == 0 || p->main.at == SIZE_MAX);
}

/* One statement, or one waking. false: nothing is due. */
static bool advance(struct player *p, enum player_does *does)
{
	struct track *t = p->has_side ? &p->side : &p->main;
	bool plug = t->blocked == WAITS_PLUG;

	*does = PLAYER_WAITS;
	if (t->blocked != RUNS) {
		if (!(p->has_side ? wake_side(p) : wake_main(p)))
			return false;
		if (plug)
			*does = PLAYER_PLUGS;
		return true;
	}
	if (t->at >= p->script->count)
		return end_of_main(p);
	if (run_statement(p, t, &p->script->statements[t->at]))
		*does = PLAYER_UNPLUGS;
	return true;
}

/* The line rests: what is said next begins no earlier than now. */
static enum player_does rest(struct player *p)
{
	p->rests = true;
	return over(p) ? PLAYER_ENDED : PLAYER_WAITS;
}

enum player_does player_step(struct player *p, int64_t now_us)
{
	enum player_does does;

	if (now_us > p->now_us)
		p->now_us = now_us;
	p->busy = false;
	for (int i = 0; i < BUDGET; i++) {
		if (utter_left(&p->utter))
			return say(p) ? PLAYER_SAYS : PLAYER_WAITS;
		if (ahead(p))
			return PLAYER_WAITS;
		if (over(p))
			return PLAYER_ENDED;
		if (!advance(p, &does))
			return rest(p);
		if (does != PLAYER_WAITS)
			return does;
	}
	p->busy = true;
	return PLAYER_WAITS;
}
