#include <assert.h>
#include <string.h>

#include "heat_run.h"

#define BOUNCE_US INT64_C(500000)
/* A clock that was away agrees with ours within this; and a finish arrives this much
 * late at most, unless it was held back on purpose. */
#define AWAY_US INT64_C(2000000)
#define LATE_US INT64_C(10000000)

/* ---- whose impulse ---------------------------------------------------------------- */

/* Without a clock a contact that bounces is known by how soon it comes. */
static bool is_bounce(const struct reading *a, const struct reading *b)
{
	int64_t apart = a->at_us > b->at_us ? a->at_us - b->at_us : b->at_us - a->at_us;

	return !a->has_value && !b->has_value && apart < BOUNCE_US &&
	       strcmp(a->channel, b->channel) == 0 &&
	       strcmp(a->subject, b->subject) == 0;
}

bool heat_same_impulse(const struct reading *a, const struct reading *b)
{
	return is_bounce(a, b) ||
	       (a->has_value && b->has_value && a->value == b->value &&
		       strcmp(a->channel, b->channel) == 0);
}

static bool has_impulse(const struct heat_run *run, const struct reading *impulse)
{
	if (run->state == HEAT_WITHDRAWN)
		return false;
	return (run->has_start && heat_same_impulse(&run->start, impulse)) ||
	       (run->has_finish && heat_same_impulse(&run->finish, impulse));
}

static bool is_claim_of(const struct heat_claim *claim, const struct reading *impulse)
{
	return impulse->has_value && claim->value == impulse->value &&
	       strcmp(claim->channel, impulse->channel) == 0;
}

struct heat_run *heat_run_find(struct heat *h, int entry, const struct reading *impulse)
{
	for (int i = 0; i < h->runs; i++)
		if (h->run[i].entry == entry && has_impulse(&h->run[i], impulse))
			return &h->run[i];
	return NULL;
}

bool heat_is_owned(const struct heat *h, const struct reading *impulse)
{
	for (int i = 0; i < h->runs; i++)
		if (has_impulse(&h->run[i], impulse))
			return true;
	return false;
}

/* ---- changes ----------------------------------------------------------------------- */

static void add_other(struct heat_change *change, int entry)
{
	if (entry < 0 || entry == change->entry)
		return;
	for (size_t i = 0; i < change->n_others; i++)
		if (change->others[i] == entry)
			return;
	if (change->n_others < HEAT_OTHERS_MAX)
		change->others[change->n_others++] = entry;
}

/* The impulse as this run has it; NULL: it has not. */
static const struct reading *had(
	const struct heat_run *run, const struct reading *impulse)
{
	if (run->state == HEAT_WITHDRAWN)
		return NULL;
	if (run->has_finish && heat_same_impulse(&run->finish, impulse))
		return &run->finish;
	return run->has_start && heat_same_impulse(&run->start, impulse) ? &run->start
									 : NULL;
}

/* With chips two runners may be read at one moment: only an operator's hand makes that
 * one impulse. */
static bool is_moved(
	const struct heat *h, const struct reading *a, const struct reading *b)
{
	return h->setup.kind == HEAT_INDIVIDUAL ||
	       ((a->flags | b->flags) & FLAG_INSERTED);
}

/* Somebody else than this run's entry has or claims the impulse. `change` may be
 * NULL when it does not matter who. */
static bool others_of(const struct heat *h, const struct heat_run *run,
	const struct reading *impulse, struct heat_change *change)
{
	bool any = false;

	for (int i = 0; i < h->runs; i++) {
		const struct reading *theirs = had(&h->run[i], impulse);

		if (h->run[i].entry == run->entry || !theirs ||
			!is_moved(h, impulse, theirs))
			continue;
		any = true;
		if (change)
			add_other(change, h->run[i].entry);
	}
	for (int i = 0; i < h->claims; i++) {
		if (h->claim[i].entry == run->entry ||
			!is_claim_of(&h->claim[i], impulse))
			continue;
		any = true;
		if (change)
			add_other(change, h->claim[i].entry);
	}
	return any;
}

static bool is_shared(
	const struct heat *h, const struct heat_run *run, struct heat_change *change)
{
	bool shared = false;

	if (h->setup.kind == HEAT_LANES)
		return false;
	if (run->has_start && h->setup.kind == HEAT_INDIVIDUAL)
		shared |= others_of(h, run, &run->start, change);
	if (run->has_finish)
		shared |= others_of(h, run, &run->finish, change);
	return shared;
}

static size_t made_of(const struct heat_run *run, struct reading readings[2])
{
	if (run->finish.kind == READING_TIME) {
		readings[0] = run->finish;
		return 1;
	}
	readings[0] = run->start;
	readings[1] = run->finish;
	return 2;
}

void heat_push(struct heat *h, const struct heat_run *run, enum heat_what what)
{
	struct heat_change *change;

	assert(h->change_len < HEAT_CHANGES_MAX);
	change = &h->change[(h->change_head + h->change_len++) % HEAT_CHANGES_MAX];
	memset(change, 0, sizeof(*change));
	change->what = what;
	change->entry = run->entry;
	change->run = run->number;
	change->tag = h->entry[run->entry].tag;
	change->state = run->state;
	change->why = run->why;
	if (run->has_finish) {
		change->result = run->result;
		change->unusual = item_fit(h->setup.item, run->result.value) ==
				  FIT_UNUSUAL;
		change->n_readings = made_of(run, change->readings);
	}
	if (run->why & HEAT_WHY_SHARED)
		(void)is_shared(h, run, change);
}

/* ---- disputes ---------------------------------------------------------------------- */

static bool has_time(const struct heat_run *run)
{
	return run->state == HEAT_FINISHED || run->state == HEAT_DISPUTED;
}

/* Set the reasons of a dispute; `tell` also when it was disputed before, because
 * somebody else joined. */
static void dispute(struct heat *h, struct heat_run *run, unsigned why, bool tell)
{
	bool was = run->state == HEAT_DISPUTED;
	bool changed = run->why != why;

	run->why = why;
	if (!has_time(run))
		return;
	run->state = why ? HEAT_DISPUTED : HEAT_FINISHED;
	if (why && (changed || tell || !was))
		heat_push(h, run, HEAT_CLAIMED);
	else if (!why && was)
		heat_push(h, run, HEAT_RESTORED);
}

/* Somebody took or gave back this impulse: whoever else has it is touched. */
static void look_again(struct heat *h, const struct reading *impulse, bool joined)
{
	for (int i = 0; i < h->runs; i++) {
		struct heat_run *run = &h->run[i];
		bool shared;

		if (!has_impulse(run, impulse))
			continue;
		shared = is_shared(h, run, NULL);
		dispute(h, run,
			shared ? run->why | HEAT_WHY_SHARED
			       : run->why & ~HEAT_WHY_SHARED,
			shared && joined);
	}
}

void heat_claim(struct heat *h, int entry, const struct reading *impulse)
{
	struct heat_claim *claim;

	for (int i = 0; i < h->claims; i++)
		if (h->claim[i].entry == entry && is_claim_of(&h->claim[i], impulse))
			return;
	if (h->claims == HEAT_CLAIMS_MAX) {
		h->ignored++;
		return;
	}
	claim = &h->claim[h->claims++];
	memcpy(claim->channel, impulse->channel, sizeof(claim->channel));
	claim->value = impulse->value;
	claim->entry = entry;
	look_again(h, impulse, true);
}

bool heat_unclaim(struct heat *h, int entry, const struct reading *impulse)
{
	for (int i = 0; i < h->claims; i++) {
		if (h->claim[i].entry != entry || !is_claim_of(&h->claim[i], impulse))
			continue;
		h->claim[i] = h->claim[--h->claims];
		look_again(h, impulse, false);
		return true;
	}
	return false;
}

/* One unit of the last digit that the device sent, in us. */
static int64_t last_digit_us(const struct reading *r)
{
	static const int64_t units[] = { 1000000, 100000, 10000, 1000, 100, 10 };

	return r->decimals < 0 || r->decimals >= 6 ? 1 : units[r->decimals];
}

static void check_net(struct heat *h, struct heat_run *run)
{
	int64_t apart = run->result.raw - run->net_us;
	bool wrong = run->has_net &&
		     (apart > run->net_unit_us || apart < -run->net_unit_us);

	dispute(h, run,
		wrong ? run->why | HEAT_WHY_NET_TIME : run->why & ~HEAT_WHY_NET_TIME,
		false);
}

void heat_run_check_net(struct heat *h, struct heat_run *run, const struct reading *net)
{
	if (!has_time(run) || !rules_sound(net)) {
		h->ignored++;
		return;
	}
	run->has_net = true;
	run->net_us = net->value;
	run->net_unit_us = last_digit_us(net);
	check_net(h, run);
}

void heat_run_second(struct heat *h, struct heat_run *run)
{
	dispute(h, run, run->why | HEAT_WHY_SECOND, false);
}

void heat_run_mended(struct heat *h, struct heat_run *run)
{
	dispute(h, run, run->why | HEAT_WHY_LATE, false);
}

/* ---- a run's life ------------------------------------------------------------------ */

struct heat_run *heat_run_begin(struct heat *h, int entry, const struct reading *start)
{
	struct heat_run *run;

	if (h->runs == HEAT_RUNS_MAX) {
		h->full = true;
		return NULL;
	}
	run = &h->run[h->runs];
	memset(run, 0, sizeof(*run));
	run->entry = entry;
	run->number = ++h->entry[entry].runs;
	run->state = HEAT_RUNNING;
	run->has_start = true;
	run->start = *start;
	run->epoch = h->epoch;
	h->entry[entry].last = h->runs++;
	heat_push(h, run, HEAT_STARTED);
	if (h->setup.kind == HEAT_INDIVIDUAL)
		look_again(h, start, true);
	return run;
}

void heat_run_join(struct heat *h, int entry)
{
	struct heat_run *run = heat_run_begin(h, entry, &h->start);

	if (run)
		run->epoch = h->start_epoch;
}

/* How much later the finish came here than the device's clock says; 0 when that clock
 * is not what counts. A corrected impulse comes late on purpose. */
static int64_t behind_us(const struct heat_run *run, const struct reading *finish)
{
	if (finish->kind == READING_TIME || !finish->has_value ||
		!run->start.has_value || (finish->flags & FLAG_INSERTED))
		return 0;
	return finish->at_us - run->start.at_us - rules_net_us(&run->start, finish);
}

/* A clock that begins again at zero may make any time of a start from before. */
static bool has_restarted(
	const struct heat *h, const struct heat_run *run, const struct reading *finish)
{
	int64_t behind = behind_us(run, finish);

	return run->epoch != h->epoch && (behind > AWAY_US || behind < -AWAY_US);
}

static bool end_untimed(struct heat *h, struct heat_run *run,
	const struct reading *finish, unsigned why)
{
	memset(&run->result, 0, sizeof(run->result));
	run->finish = *finish;
	run->has_finish = true;
	run->has_net = false;
	run->state = HEAT_UNTIMED;
	run->why = (run->why & HEAT_WHY_SHARED) | why;
	heat_push(h, run, HEAT_UNCLEAR);
	if (h->setup.kind != HEAT_LANES)
		look_again(h, finish, true);
	return true;
}

bool heat_run_time(struct heat *h, struct heat_run *run, const struct reading *finish)
{
	struct heat_run timed = *run;
	struct reading readings[2];
	enum rules_answer answer;
	size_t n;

	timed.finish = *finish;
	n = made_of(&timed, readings);
	answer = rules_value(h->setup.item, readings, n, &timed.result);
	if (answer == RULES_CLOCKS)
		return end_untimed(h, run, finish, HEAT_WHY_CLOCKS);
	if (has_restarted(h, run, finish))
		return end_untimed(h, run, finish, HEAT_WHY_RESTARTED);
	if (answer != RULES_VALUE) {
		heat_push(h, run, HEAT_REFUSED);
		return false;
	}
	timed.has_finish = true;
	timed.has_net = false;
	timed.state = HEAT_FINISHED;
	*run = timed;
	heat_push(h, run, HEAT_TIMED);
	if (h->setup.kind != HEAT_LANES)
		look_again(h, finish, true);
	if (behind_us(run, finish) > LATE_US)
		dispute(h, run, run->why | HEAT_WHY_RESTARTED, false);
	if (run->why && run->state == HEAT_FINISHED) /* by its start */
		dispute(h, run, run->why, true);
	return true;
}

void heat_run_take_back(struct heat *h, struct heat_run *run)
{
	struct reading finish = run->finish;

	run->has_finish = false;
	run->has_net = false;
	memset(&run->result, 0, sizeof(run->result));
	run->why = 0;
	run->state = HEAT_RUNNING;
	if (is_shared(h, run, NULL)) /* by its start */
		run->why = HEAT_WHY_SHARED;
	heat_push(h, run, HEAT_TAKEN_BACK);
	look_again(h, &finish, false);
}

void heat_run_withdraw(struct heat *h, struct heat_run *run)
{
	struct heat_run was = *run;

	run->state = HEAT_WITHDRAWN;
	run->has_finish = false;
	run->why = 0;
	heat_push(h, run, HEAT_TAKEN_BACK);
	look_again(h, &was.start, false);
	if (was.has_finish)
		look_again(h, &was.finish, false);
}

void heat_run_close(struct heat *h, struct heat_run *run, enum heat_state state)
{
	run->state = state;
	heat_push(h, run, HEAT_CLOSED);
}
