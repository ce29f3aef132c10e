/*
 * poller - keeps a device's dialogue going: what to send it, and when.
 *
 *	poller_init(&p, profile)
 *	poller_opened(&p, now_us)		the port is there: it begins from the first step
 *	while ((c = poller_next(&p, now_us)))	send c->bytes
 *	poller_heard(&p, &reading)		each reading, in stream order
 *	poller_tell(&p, command)		an order, as soon as no answer is awaited
 *	poller_lost(&p)				nothing is said until it is there again
 *
 * Pure and of fixed size: time comes in, in monotonic us, nothing is allocated; the profile
 * is lent and must outlive it. It says what the profile says and nothing else, and what a
 * profile calls danger never.
 *
 * Two partners share a line of two wires, so while an answer is awaited nothing is asked or
 * ordered; only what the device itself waits for (`answers`) goes at once. A reading that
 * came before the question is no answer to it.
 */
#ifndef DEVICES_POLLER_H
#define DEVICES_POLLER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dialogue.h"

struct profile;
struct reading;

#define POLLER_WAITING 8 /* of answers, and of orders; more are not taken */

/* What waits to be said, oldest first. */
struct poller_queue {
	const struct profile_command *say[POLLER_WAITING];
	size_t count;
};

enum poller_state {
	POLLER_CLOSED,
	POLLER_IDLE,  /* nothing is awaited */
	POLLER_ASKED, /* the answer to a step is awaited */
	POLLER_TOLD,  /* the answer to an order is awaited, whatever it is */
};

struct poller {
	const struct dialogue *dialogue;
	enum poller_state state;
	size_t step;
	unsigned asked_again; /* this step, in vain */
	int64_t round_us;     /* when the first step was asked */
	int64_t said_us;      /* when what is awaited was asked or told */
	int64_t due_us;	      /* of the next question */
	struct poller_queue answers, orders;
	uint64_t unanswered; /* questions, since it was opened */
};

void poller_init(struct poller *p, const struct profile *profile);
void poller_opened(struct poller *p, int64_t now_us);
void poller_lost(struct poller *p);

/* Is the device asked anything? If not, orders need not wait for anybody. */
bool poller_asks(const struct poller *p);

/* `order` is lent until it was sent. false: the port is not open, or too many wait. */
bool poller_tell(struct poller *p, const struct profile_command *order);

void poller_heard(struct poller *p, const struct reading *r);

/* What to send now; NULL nothing more. It counts as sent. */
const struct profile_command *poller_next(struct poller *p, int64_t now_us);
/* When poller_next() may have something, if nothing else happens; INT64_MAX never. */
int64_t poller_due_us(const struct poller *p);

#endif
