#include <assert.h>
#include <string.h>

#include "attempt.h"

/* Bytes are stamped by one thread and read by another: a tick waits this much
 * beyond the minute, so that a count stamped inside it is not missed. */
#define GRACE_US INT64_C(20000)

static int64_t apart(int64_t a, int64_t b)
{
	return a > b ? a - b : b - a;
}

static void forget_readings(struct attempt *a)
{
	a->n_readings = 0;
	a->agree = 0;
	a->has_live = false;
	a->minute = false;
	a->after_loss = false;
	a->correction = 0;
	a->has_base = false;
	memcpy(a->locked, a->channel, sizeof(a->locked));
	a->unusual = a->zero = false;
	memset(&a->result, 0, sizeof(a->result));
}

static bool is_occupied(const struct attempt *a)
{
	return a->port && a->port->held && !a->port->latched;
}

static void wait_again(struct attempt *a)
{
	enum attempt_state next = is_occupied(a) ? ATTEMPT_OCCUPIED : ATTEMPT_READY;

	forget_readings(a);
	if (a->state == ATTEMPT_LOST)
		a->resume = next;
	else
		a->state = next;
}

/* Keep the first ones and always the newest. */
static void keep(struct attempt *a, const struct reading *r)
{
	if (a->n_readings < RULES_READINGS_MAX)
		a->n_readings++;
	a->readings[a->n_readings - 1] = *r;
}

static const struct reading *newest(const struct attempt *a)
{
	return &a->readings[a->n_readings - 1];
}

static void keep_only(struct attempt *a, const struct reading *r)
{
	a->n_readings = 0;
	keep(a, r);
}

static void show_live(struct attempt *a, int64_t raw)
{
	a->live = item_value_from_base(a->item, raw);
	a->has_live = true;
}

/* Nothing came of it: say why, and wait for the next try. */
static enum wish refuse(struct attempt *a, enum attempt_why why)
{
	wait_again(a);
	a->why = why;
	return WISH_SAY_AGAIN;
}

/* Nobody zeroes a scale on which a child may stand already. */
static enum wish arm(const struct attempt *a)
{
	return a->item->rule == RULE_SETTLE ? WISH_SHOW : WISH_ARM;
}

static void begin(struct attempt *a, int64_t at_us)
{
	a->state = ATTEMPT_MEASURING;
	a->begun_us = at_us;
	a->since_us = at_us;
}

/* A person must look at it before it is one. */
static enum wish ask(struct attempt *a, enum attempt_asks asks)
{
	a->state = ATTEMPT_ASKED;
	a->asks = asks;
	return asks == ATTEMPT_ASKS_UNUSUAL ? WISH_CONFIRM : WISH_ASK;
}

/* The measurement is over: what was it? */
static enum wish conclude(struct attempt *a)
{
	enum rules_answer answer;

	if (a->n_readings == 0)
		return refuse(a, ATTEMPT_WHY_SILENT);
	answer = rules_corrected(
		a->item, a->readings, a->n_readings, a->correction, &a->result);
	if (answer == RULES_VALUE || answer == RULES_OUTSIDE)
		attempt_port_hold(a->port, a->item, newest(a));
	if (answer == RULES_OUTSIDE)
		return refuse(a, ATTEMPT_WHY_OUTSIDE);
	if (answer != RULES_VALUE)
		return refuse(a, answer == RULES_NO_RESULT ? ATTEMPT_WHY_NOTHING
							   : ATTEMPT_WHY_FAULT);
	a->live = a->result.value;
	a->has_live = true;
	a->minute = false;
	if (rules_is_zero(&a->result))
		return ask(a, ATTEMPT_ASKS_ZERO);
	if (rules_is_full(a->item, &a->result))
		return ask(a, ATTEMPT_ASKS_FULL);
	if (item_fit(a->item, a->result.value) == FIT_UNUSUAL)
		return ask(a, ATTEMPT_ASKS_UNUSUAL);
	a->state = ATTEMPT_DONE;
	return WISH_SAVE;
}

/* ---- settle: a scale or rod comes to rest ------------------------------------ */

static bool is_at_rest(const struct attempt *a, int64_t now_us)
{
	uint32_t flags;

	if (a->agree == 0)
		return false;
	flags = newest(a)->flags;
	if (flags & FLAG_FINAL)
		return true;
	return now_us - a->since_us >= a->item->settle_us &&
	       ((flags & FLAG_STABLE) || a->agree >= RULES_AGREE);
}

static enum wish nobody_there(struct attempt *a)
{
	bool shown = a->state == ATTEMPT_MEASURING;

	wait_again(a);
	return shown ? WISH_SHOW : WISH_NOTHING;
}

static enum wish settle(struct attempt *a, const struct reading *r)
{
	if (rules_is_low(a->item, r) && !rules_is_final(r))
		return nobody_there(a);
	if (a->state == ATTEMPT_READY)
		begin(a, r->at_us);
	show_live(a, r->value);
	if (rules_is_moving(r)) {
		a->agree = 0;
		return WISH_SHOW;
	}
	if (a->agree == 0 ||
		apart(r->value, a->first_raw) > a->item->step * rules_fine(a->item)) {
		a->agree = 0;
		a->n_readings = 0;
		a->first_raw = r->value;
		a->since_us = r->at_us;
	}
	a->agree++;
	keep(a, r);
	return is_at_rest(a, r->at_us) ? conclude(a) : WISH_SHOW;
}

/* ---- peak: a blow rises, and is over ------------------------------------------ */

/* How far a value must rise above where it began to be a blow or a push: a cursor
 * rests somewhere, a sensor drifts, a display holds the last child's value. */
static int64_t rise(const struct item *item)
{
	int64_t enough = item->hard_min < 0 ? item->step * 10 : item->usual_min / 4;

	return (enough > item->step ? enough : item->step) * rules_fine(item);
}

static bool has_fallen(const struct attempt *a, const struct reading *r)
{
	int64_t best = newest(a)->value;

	return r->value < (a->item->hard_min < 0 ? best - 5 * rise(a->item) : best / 2);
}

static bool begins_to_rise(struct attempt *a, const struct reading *r)
{
	if (!a->has_base || r->value < a->first_raw) {
		a->has_base = true;
		a->first_raw = r->value;
	}
	return r->value - a->first_raw >= rise(a->item);
}

static enum wish peak(struct attempt *a, const struct reading *r)
{
	if (a->state == ATTEMPT_READY) {
		if (!rules_is_final(r) && !begins_to_rise(a, r))
			return WISH_NOTHING;
		begin(a, r->at_us);
	}
	if (rules_is_final(r)) {
		keep(a, r);
		return conclude(a);
	}
	if (a->n_readings == 0 || r->value > newest(a)->value) {
		a->since_us = r->at_us;
		keep(a, r);
		show_live(a, r->value);
		return WISH_SHOW;
	}
	if (has_fallen(a, r) || (a->item->settle_us > 0 &&
					r->at_us - a->since_us >= a->item->settle_us))
		return conclude(a);
	return WISH_NOTHING;
}

/* ---- latch: one message ------------------------------------------------------- */

static enum wish latch(struct attempt *a, const struct reading *r)
{
	struct rules_result ignored;

	if (rules_is_moving(r)) {
		if (a->state == ATTEMPT_READY)
			begin(a, r->at_us);
		show_live(a, r->value);
		return WISH_SHOW;
	}
	/* An idle device that sends its zero. */
	if (!rules_is_final(r) &&
		rules_value(a->item, r, 1, &ignored) == RULES_NO_RESULT)
		return WISH_NOTHING;
	keep_only(a, r);
	return conclude(a);
}

/* ---- count: for a minute, or until it stops ------------------------------------ */

static int64_t minute_end_us(const struct attempt *a)
{
	return a->begun_us + a->item->duration_us;
}

/* After the device was away, a count stands only when the counter went on. */
static enum wish minute_over(struct attempt *a)
{
	if (a->after_loss || a->state == ATTEMPT_LOST)
		a->n_readings = 0;
	return conclude(a);
}

static enum wish count_begins(struct attempt *a, const struct reading *r)
{
	a->state = ATTEMPT_READY;
	keep_only(a, r);
	show_live(a, r->value);
	a->first_raw = r->value;
	if (r->value <= 0) /* kept: a judge may end it here, with none */
		return WISH_SHOW;
	begin(a, r->at_us);
	a->minute = a->item->duration_us > 0;
	return rules_is_final(r) ? conclude(a) : WISH_SHOW;
}

/* A counter that falls was zeroed. Before it has grown, that is the order to zero;
 * later the count is lost. */
static enum wish count_fell(struct attempt *a, const struct reading *r)
{
	if (a->after_loss || a->readings[0].value != a->first_raw)
		return refuse(a, ATTEMPT_WHY_RESTARTED);
	if (!a->by_go)
		return count_begins(a, r);
	a->first_raw = r->value;
	keep_only(a, r);
	show_live(a, r->value);
	return WISH_SHOW;
}

static enum wish count(struct attempt *a, const struct reading *r)
{
	bool first = a->n_readings == 0;
	bool grew = first || r->value > a->readings[0].value;

	if (a->state == ATTEMPT_READY)
		return count_begins(a, r);
	if (a->minute && r->at_us > minute_end_us(a) && !rules_is_final(r))
		return minute_over(a);
	if (!first && r->value < a->readings[0].value)
		return count_fell(a, r);
	if (first)
		a->first_raw = r->value;
	if (grew)
		a->since_us = r->at_us;
	a->after_loss = false;
	keep_only(a, r);
	show_live(a, r->value + a->correction);
	if (rules_is_final(r))
		return conclude(a);
	return grew ? WISH_SHOW : WISH_NOTHING;
}

/* ---- events ---------------------------------------------------------------------- */

static enum wish by_rule(struct attempt *a, const struct reading *r)
{
	switch (a->item->rule) {
	case RULE_SETTLE:
		return settle(a, r);
	case RULE_PEAK:
		return peak(a, r);
	case RULE_LATCH:
		return latch(a, r);
	case RULE_COUNT:
		return count(a, r);
	case RULE_GATE:
	case RULE_MASS:
	case RULE_INDIVIDUAL:
		break;
	}
	return WISH_NOTHING;
}

/* A reading that cannot be part of a result. Within a count it is passed over,
 * unless it is the device's last word. */
static enum wish unsound(struct attempt *a, const struct reading *r)
{
	a->agree = 0;
	if (!(r->flags & (FLAG_ERROR | FLAG_OVERLOAD)) || a->told)
		return WISH_NOTHING;
	if (a->item->rule == RULE_COUNT && !rules_is_final(r))
		return WISH_NOTHING;
	a->told = true;
	return refuse(
		a, r->flags & FLAG_OVERLOAD ? ATTEMPT_WHY_FULL : ATTEMPT_WHY_FAULT);
}

/* A plate that was tared sends net weights too; then the gross one has a bag or a
 * chair in it. */
static bool is_of_the_plate(struct attempt *a, const struct reading *r)
{
	if ((r->flags & FLAG_NET) && !a->net_seen) {
		a->net_seen = true;
		a->agree = 0;
	}
	return (r->flags & FLAG_TARE) || ((r->flags & FLAG_GROSS) && a->net_seen);
}

/* A box with several ropes: one attempt hears one of them only. */
static bool is_other_channel(const struct attempt *a, const struct reading *r)
{
	return a->locked[0] != '\0' && strcmp(a->locked, r->channel) != 0;
}

static enum wish foul(struct attempt *a);

static enum wish reading(struct attempt *a, const struct reading *r)
{
	bool live = a->state == ATTEMPT_READY || a->state == ATTEMPT_MEASURING ||
		    a->state == ATTEMPT_OCCUPIED;
	enum wish wish;

	if (!live || r->at_us < a->armed_us) {
		attempt_port_saw(a->port, a->item, r);
		return WISH_NOTHING;
	}
	if (is_other_channel(a, r))
		return WISH_NOTHING;
	if (r->kind == READING_FOUL)
		return foul(a);
	if (!rules_takes(a->item, r) || (r->flags & FLAG_MEMORY) ||
		is_of_the_plate(a, r))
		return WISH_NOTHING;
	if (!rules_sound(r))
		return unsound(a, r);
	if (attempt_port_holds(a->port, a->item, r))
		return WISH_NOTHING;
	a->told = false;
	memcpy(a->locked, r->channel, sizeof(a->locked));
	a->last_raw = r->value;
	a->last_us = r->at_us;
	if (a->state == ATTEMPT_OCCUPIED) {
		a->state = ATTEMPT_READY;
		wish = by_rule(a, r);
		return wish == WISH_NOTHING ? WISH_SHOW : wish;
	}
	return by_rule(a, r);
}

static enum wish tick(struct attempt *a, int64_t now_us)
{
	if (now_us < attempt_deadline_us(a))
		return WISH_NOTHING;
	return a->minute ? minute_over(a) : conclude(a);
}

static enum wish go(struct attempt *a, int64_t at_us)
{
	if (a->state != ATTEMPT_READY && a->state != ATTEMPT_OCCUPIED &&
		a->state != ATTEMPT_MEASURING)
		return WISH_NOTHING;
	if (a->item->rule == RULE_COUNT) {
		forget_readings(a);
		begin(a, at_us);
		a->by_go = true;
		a->minute = a->item->duration_us > 0;
	}
	return WISH_START;
}

/* Whoever leaves in the middle leaves a load or a count on the device. */
static void leave(struct attempt *a)
{
	struct reading last = { .value = a->last_raw, .at_us = a->last_us };

	if (a->state == ATTEMPT_MEASURING && a->item->rule != RULE_LATCH)
		attempt_port_hold(a->port, a->item, &last);
}

static bool is_open(const struct attempt *a)
{
	return a->state == ATTEMPT_OCCUPIED || a->state == ATTEMPT_READY ||
	       a->state == ATTEMPT_MEASURING || a->state == ATTEMPT_ASKED ||
	       a->state == ATTEMPT_LOST;
}

static enum wish foul(struct attempt *a)
{
	if (!is_open(a))
		return WISH_NOTHING;
	leave(a);
	forget_readings(a);
	a->state = ATTEMPT_FOULED;
	return WISH_SAVE;
}

static enum wish not_me(struct attempt *a)
{
	if (!is_open(a))
		return WISH_NOTHING;
	leave(a);
	forget_readings(a);
	a->state = ATTEMPT_ABANDONED;
	return WISH_DROP;
}

static enum wish again(struct attempt *a, int64_t at_us)
{
	if (!is_open(a))
		return WISH_NOTHING;
	leave(a);
	wait_again(a);
	a->by_go = false;
	a->armed_us = at_us;
	a->why = ATTEMPT_WHY_NONE;
	return arm(a);
}

static enum wish accept(struct attempt *a)
{
	if (a->state != ATTEMPT_ASKED || a->asks == ATTEMPT_ASKS_ZERO)
		return WISH_NOTHING;
	a->unusual = true;
	a->state = ATTEMPT_DONE;
	return WISH_SAVE;
}

bool attempt_may_be_zero(const struct attempt *a)
{
	if (a->state == ATTEMPT_ASKED)
		return a->asks == ATTEMPT_ASKS_ZERO;
	/* What another child left on the counter is not this one's. */
	return is_open(a) && a->item->rule == RULE_COUNT && !a->item->duration_us &&
	       (a->n_readings == 0 || newest(a)->value + a->correction == 0);
}

/* 0个，有效: a counter that says nothing, or none, has nothing to add. */
static enum wish zero(struct attempt *a)
{
	if (!attempt_may_be_zero(a))
		return WISH_NOTHING;
	memset(&a->result, 0, sizeof(a->result));
	a->result.raw_unit = UNIT_ONE;
	if (a->n_readings)
		(void)rules_corrected(
			a->item, a->readings, a->n_readings, a->correction, &a->result);
	a->live = 0;
	a->has_live = true;
	a->zero = true;
	a->state = ATTEMPT_DONE;
	return WISH_SAVE;
}

static enum wish correct(struct attempt *a, int64_t delta)
{
	int64_t count;

	if (a->item->rule != RULE_COUNT || a->n_readings == 0 || delta < -1000 ||
		delta > 1000)
		return WISH_NOTHING;
	count = a->readings[0].value + a->correction + delta;
	if (a->state != ATTEMPT_MEASURING || count < 0)
		return WISH_NOTHING;
	a->correction += delta;
	show_live(a, count);
	return WISH_SHOW;
}

static enum wish finish(struct attempt *a)
{
	if (a->state == ATTEMPT_MEASURING && a->item->rule == RULE_PEAK)
		return conclude(a);
	if (a->item->rule != RULE_COUNT || a->item->duration_us > 0 ||
		(a->state != ATTEMPT_MEASURING && a->state != ATTEMPT_READY))
		return WISH_NOTHING;
	return conclude(a);
}

/* A count may go on inside the counter; everything else begins again. */
static enum wish lost(struct attempt *a)
{
	attempt_port_lost(a->port);
	if (a->state != ATTEMPT_OCCUPIED && a->state != ATTEMPT_READY &&
		a->state != ATTEMPT_MEASURING)
		return WISH_NOTHING;
	if (a->state == ATTEMPT_MEASURING && a->item->rule == RULE_COUNT)
		a->after_loss = true;
	else
		wait_again(a);
	a->resume = a->state;
	a->state = ATTEMPT_LOST;
	return WISH_SAY_LOST;
}

static enum wish back(struct attempt *a)
{
	if (a->state != ATTEMPT_LOST)
		return WISH_NOTHING;
	a->state = a->resume;
	/* Arming would zero a count that goes on. */
	return a->state == ATTEMPT_MEASURING ? WISH_SHOW : arm(a);
}

static enum wish saved(struct attempt *a)
{
	if (a->state != ATTEMPT_DONE)
		return WISH_NOTHING;
	a->state = ATTEMPT_SAVED;
	return WISH_SHOW;
}

enum wish attempt_step(struct attempt *a, const struct attempt_event *event)
{
	if (a->state == ATTEMPT_IDLE)
		return WISH_NOTHING;
	switch (event->kind) {
	case ATTEMPT_EVENT_READING:
		return reading(a, event->reading);
	case ATTEMPT_EVENT_TICK:
		return tick(a, event->at_us);
	case ATTEMPT_EVENT_GO:
		return go(a, event->at_us);
	case ATTEMPT_EVENT_FINISH:
		return finish(a);
	case ATTEMPT_EVENT_CORRECT:
		return correct(a, event->delta);
	case ATTEMPT_EVENT_FOUL:
		return foul(a);
	case ATTEMPT_EVENT_ACCEPT:
		return accept(a);
	case ATTEMPT_EVENT_AGAIN:
		return again(a, event->at_us);
	case ATTEMPT_EVENT_NOT_ME:
		return not_me(a);
	case ATTEMPT_EVENT_LOST:
		return lost(a);
	case ATTEMPT_EVENT_BACK:
		return back(a);
	case ATTEMPT_EVENT_ZERO:
		return zero(a);
	case ATTEMPT_EVENT_SAVED:
		return saved(a);
	}
	return WISH_NOTHING;
}

/* ---- life ------------------------------------------------------------------------ */

enum wish attempt_arm(struct attempt *a, const struct item *item,
	struct attempt_port *port, int64_t now_us)
{
	assert(item->rule < RULE_GATE); /* the others are heats */
	memset(a, 0, sizeof(*a));
	a->item = item;
	a->port = port;
	a->armed_us = now_us;
	wait_again(a);
	return arm(a);
}

void attempt_bind(struct attempt *a, const char *channel)
{
	assert(strlen(channel) < sizeof(a->channel));
	memset(a->channel, 0, sizeof(a->channel));
	memcpy(a->channel, channel, strlen(channel));
	memcpy(a->locked, a->channel, sizeof(a->locked));
}

int64_t attempt_deadline_us(const struct attempt *a)
{
	bool counts = a->state == ATTEMPT_MEASURING ||
		      (a->state == ATTEMPT_LOST && a->minute);

	if (counts && a->minute)
		return minute_end_us(a) + GRACE_US;
	if (a->state != ATTEMPT_MEASURING || a->item->settle_us <= 0 ||
		a->item->rule == RULE_LATCH || a->n_readings == 0)
		return INT64_MAX;
	/* A scale that went silent was at rest only if it said so. */
	if (a->item->rule == RULE_SETTLE &&
		(a->agree == 0 || !(newest(a)->flags & FLAG_STABLE)))
		return INT64_MAX;
	return a->since_us + a->item->settle_us;
}

int64_t attempt_left_us(const struct attempt *a, int64_t now_us)
{
	int64_t left;

	if (!a->minute || (a->state != ATTEMPT_MEASURING && a->state != ATTEMPT_LOST))
		return -1;
	left = minute_end_us(a) - now_us;
	return left > 0 ? left : 0;
}

bool attempt_is_over(const struct attempt *a)
{
	return a->state == ATTEMPT_SAVED || a->state == ATTEMPT_FOULED ||
	       a->state == ATTEMPT_ABANDONED;
}

const char *attempt_state_name(enum attempt_state state)
{
	static const char *const names[ATTEMPT_STATES] = {
		[ATTEMPT_IDLE] = "idle",
		[ATTEMPT_OCCUPIED] = "occupied",
		[ATTEMPT_READY] = "ready",
		[ATTEMPT_MEASURING] = "measuring",
		[ATTEMPT_ASKED] = "asked",
		[ATTEMPT_DONE] = "done",
		[ATTEMPT_SAVED] = "saved",
		[ATTEMPT_FOULED] = "fouled",
		[ATTEMPT_LOST] = "lost",
		[ATTEMPT_ABANDONED] = "abandoned",
	};

	return names[state];
}

const char *wish_name(enum wish wish)
{
	static const char *const names[WISHES] = {
		[WISH_NOTHING] = "nothing",
		[WISH_SHOW] = "show",
		[WISH_ARM] = "arm",
		[WISH_START] = "start",
		[WISH_SAVE] = "save",
		[WISH_CONFIRM] = "confirm",
		[WISH_ASK] = "ask",
		[WISH_SAY_AGAIN] = "say again",
		[WISH_SAY_LOST] = "say lost",
		[WISH_DROP] = "drop",
	};

	return names[wish];
}
