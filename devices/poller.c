#include "poller.h"

#include <string.h>

#include "profile.h"

void poller_init(struct poller *p, const struct profile *profile)
{
	memset(p, 0, sizeof(*p));
	p->dialogue = &profile->dialogue;
}

static bool put(struct poller_queue *q, const struct profile_command *c)
{
	if (q->count == POLLER_WAITING || c->danger)
		return false;
	q->say[q->count++] = c;
	return true;
}

static const struct profile_command *take(struct poller_queue *q)
{
	const struct profile_command *c = q->say[0];

	q->count--;
	for (size_t i = 0; i < q->count; i++)
		q->say[i] = q->say[i + 1];
	return c;
}

void poller_opened(struct poller *p, int64_t now_us)
{
	const struct dialogue *d = p->dialogue;

	memset(p, 0, sizeof(*p));
	p->dialogue = d;
	p->state = POLLER_IDLE;
	p->due_us = now_us;
	if (d->start.len)
		put(&p->orders, &d->start);
}

void poller_lost(struct poller *p)
{
	p->state = POLLER_CLOSED;
	p->answers.count = p->orders.count = 0;
}

bool poller_asks(const struct poller *p)
{
	return p->dialogue->steps_count > 0;
}

bool poller_tell(struct poller *p, const struct profile_command *order)
{
	return p->state != POLLER_CLOSED && put(&p->orders, order);
}

/* ---- what was heard ------------------------------------------------------------------- */

static bool is_one_of(
	const struct dialogue_sign *signs, size_t count, const struct reading *r)
{
	for (size_t i = 0; i < count; i++)
		if (dialogue_knows(&signs[i], r))
			return true;
	return false;
}

static void begin_again(struct poller *p)
{
	p->state = POLLER_IDLE;
	p->step = 0;
	p->asked_again = 0;
	p->due_us = p->round_us + p->dialogue->every_us;
}

static void go_on(struct poller *p, int64_t at_us)
{
	if (p->step + 1 == p->dialogue->steps_count) {
		begin_again(p);
		return;
	}
	p->state = POLLER_IDLE;
	p->step++;
	p->asked_again = 0;
	p->due_us = at_us;
}

static void take_answer(struct poller *p, const struct reading *r)
{
	const struct dialogue_step *step = &p->dialogue->steps[p->step];

	if (is_one_of(step->good, step->good_count, r))
		go_on(p, r->at_us);
	else if (is_one_of(step->no, step->no_count, r))
		begin_again(p);
}

/* Once for each record, by the first of its readings that is meant. */
static void answer(struct poller *p, const struct reading *r)
{
	for (size_t i = 0; i < p->dialogue->answers_count; i++) {
		const struct dialogue_answer *a = &p->dialogue->answers[i];
		bool any = a->to.kind == READING_NONE && !a->to.pair[0];

		if (!dialogue_knows(&a->to, r) || (any && r->index > 0))
			continue;
		put(&p->answers, &a->say);
		return;
	}
}

void poller_heard(struct poller *p, const struct reading *r)
{
	if (p->state == POLLER_CLOSED)
		return;
	answer(p, r);
	if (r->at_us < p->said_us)
		return;
	if (p->state == POLLER_ASKED)
		take_answer(p, r);
	else if (p->state == POLLER_TOLD)
		p->state = POLLER_IDLE;
}

/* ---- what to say ---------------------------------------------------------------------- */

/* Nobody answered. */
static void give_up(struct poller *p, int64_t now_us)
{
	if (p->state == POLLER_ASKED) {
		p->unanswered++;
		if (p->asked_again++ < p->dialogue->retry)
			p->due_us = now_us;
		else
			begin_again(p);
	}
	p->state = POLLER_IDLE;
}

static const struct profile_command *ask(struct poller *p, int64_t now_us)
{
	if (p->step == 0 && p->asked_again == 0)
		p->round_us = now_us;
	p->state = POLLER_ASKED;
	p->said_us = now_us;
	return &p->dialogue->steps[p->step].ask;
}

const struct profile_command *poller_next(struct poller *p, int64_t now_us)
{
	bool awaits = p->state == POLLER_ASKED || p->state == POLLER_TOLD;

	if (p->state == POLLER_CLOSED)
		return NULL;
	if (p->answers.count)
		return take(&p->answers);
	if (awaits && now_us - p->said_us < p->dialogue->timeout_us)
		return NULL;
	if (awaits)
		give_up(p, now_us);
	if (p->orders.count) {
		p->state = poller_asks(p) ? POLLER_TOLD : POLLER_IDLE;
		p->said_us = now_us;
		return take(&p->orders);
	}
	return poller_asks(p) && now_us >= p->due_us ? ask(p, now_us) : NULL;
}

int64_t poller_due_us(const struct poller *p)
{
	if (p->state == POLLER_CLOSED)
		return INT64_MAX;
	if (p->answers.count)
		return p->said_us;
	if (p->state != POLLER_IDLE)
		return p->said_us + p->dialogue->timeout_us;
	if (p->orders.count)
		return p->said_us;
	return poller_asks(p) ? p->due_us : INT64_MAX;
}
