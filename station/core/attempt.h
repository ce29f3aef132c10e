/*
 * attempt - one try by one student at one single item: events in, wishes out.
 *
 *	attempt_arm(&a, item, &port, now_us)	the student stands on the screen
 *	attempt_step(&a, &event)		readings, time, teacher; until a wish
 *						says WISH_SAVE
 *	ATTEMPT_SAVED event			once the journal has it
 *
 * The caller owns the struct; there is nothing to release. Nothing here reads a
 * clock: every event carries monotonic us, and readings their own arrival time.
 * A reading that arrived before the attempt was armed never counts.
 *
 * One device may serve two attempts at once (height and weight in one line):
 * arm both and give both every reading; each takes the kinds of its own item.
 * Runs on a shared clock are heat.h.
 *
 * Coming to rest (settle) is a stable flag that stays, equal within a step, for
 * item->settle_us; or, from a device without that flag, at least RULES_AGREE equal
 * readings over that time. A machine that sends one line only must say `final` (its
 * profile can): then one is enough.
 *
 * A blow or push (peak) begins when the value rises above where it was, and is over
 * when it falls, stops growing for item->settle_us, or the device says `final`. A
 * device that sends one value only must say `final` here too.
 *
 * A zero is never a result by itself: a counter that was not worn, a mat that saw
 * nobody. Where the item has zeros (counts, sit-and-reach) the attempt asks (WISH_ASK),
 * and ATTEMPT_EVENT_ZERO, `0个，有效`, is the answer; in an open count (pull-ups) the
 * operator may say so at once, also when the device says nothing. Elsewhere a zero is
 * measured again. A value at the end of the device's range is asked for as well.
 *
 * What the device still shows of the child before is attempt_port.h's: the attempt
 * waits (OCCUPIED) until it has gone. Readings that come while no attempt is armed go
 * to attempt_port_saw(), so that a child stepping down in between is seen.
 *
 * Sources: protocols.md section 2 (lessons 4, 9, 10), kiosk.md (states).
 */
#ifndef CORE_ATTEMPT_H
#define CORE_ATTEMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attempt_port.h"
#include "item.h"
#include "reading.h"
#include "rules.h"

/* What has happened. */
enum attempt_state {
	ATTEMPT_IDLE,	   /* zeroed, never armed */
	ATTEMPT_OCCUPIED,  /* armed; the last child's load or count is still there */
	ATTEMPT_READY,	   /* armed, waiting: 请准备 */
	ATTEMPT_MEASURING, /* the first reading that counts came, or go: 测试中 */
	ATTEMPT_ASKED,	   /* a result waits for a person's word: `asks` */
	ATTEMPT_DONE,	   /* a result, being saved */
	ATTEMPT_SAVED,	   /* on disk: 已保存 */
	ATTEMPT_FOULED, /* 这次不算; being saved as a foul, value without meaning */
	ATTEMPT_LOST,	/* the device is gone: 设备没反应 */
	ATTEMPT_ABANDONED, /* 不是我, or the teacher closed it: nothing is stored */
	ATTEMPT_STATES
};

enum attempt_event_kind {
	ATTEMPT_EVENT_READING, /* `reading` */
	ATTEMPT_EVENT_TICK,    /* only time passed */
	ATTEMPT_EVENT_GO, /* 开始！ the minute begins, or the device may blow off */
	ATTEMPT_EVENT_FINISH,  /* the teacher ends an open count: what stands, counts */
	ATTEMPT_EVENT_CORRECT, /* `delta` counts more or fewer: 不计 is -1 */
	ATTEMPT_EVENT_FOUL,    /* the teacher: 这次不算 */
	ATTEMPT_EVENT_ACCEPT,  /* yes, the unusual value is right */
	ATTEMPT_EVENT_AGAIN,   /* measure again within this attempt */
	ATTEMPT_EVENT_NOT_ME,  /* 不是我 */
	ATTEMPT_EVENT_LOST,    /* the port is gone */
	ATTEMPT_EVENT_BACK,    /* the port is open again */
	ATTEMPT_EVENT_ZERO,    /* the operator: none, and that is right */
	ATTEMPT_EVENT_SAVED,   /* the journal has it */
};

struct attempt_event {
	enum attempt_event_kind kind;
	int64_t at_us; /* monotonic; for readings the same as at_us there */
	const struct reading *reading; /* lent for the call */
	int64_t delta;
};

/* What the world should do now. */
enum wish {
	WISH_NOTHING,
	WISH_SHOW,  /* the value shown or the state changed */
	WISH_ARM,   /* order the device to arm or zero, if its profile knows how */
	WISH_START, /* order the device to start, and say go */
	WISH_SAVE, /* append the attempt: a foul when FOULED, else result and readings */
	WISH_CONFIRM,	/* outside the usual range: measure again, or accept and mark */
	WISH_ASK,	/* a person must look: `asks` says at what */
	WISH_SAY_AGAIN, /* say `why` and let it be tried again; nothing is stored */
	WISH_SAY_LOST,	/* 设备没反应，请找老师 */
	WISH_DROP,	/* forget it: nothing was stored and nothing will be */
	WISHES
};

/* Why a measurement within the attempt came to nothing. */
enum attempt_why {
	ATTEMPT_WHY_NONE,
	ATTEMPT_WHY_OUTSIDE,   /* outside the hard range: refused */
	ATTEMPT_WHY_FAULT,     /* the device says error */
	ATTEMPT_WHY_FULL,      /* ... or overload: the end of its range */
	ATTEMPT_WHY_NOTHING,   /* zero or less, where that is no result */
	ATTEMPT_WHY_SILENT,    /* the time is over and no reading came */
	ATTEMPT_WHY_RESTARTED, /* the counter fell after the device came back */
	ATTEMPT_WHYS
};

/* What an attempt that is ASKED wants to know. */
enum attempt_asks {
	ATTEMPT_ASKS_UNUSUAL, /* outside the usual range; ACCEPT is yes */
	ATTEMPT_ASKS_ZERO,    /* none at all; only ZERO is yes */
	ATTEMPT_ASKS_FULL,    /* the end of the device's range; ACCEPT is yes */
};

struct attempt {
	/* read by screens and the journal */
	enum attempt_state state;
	enum attempt_why why; /* of the last WISH_SAY_AGAIN */
	const struct item *item;
	int64_t armed_us;
	int64_t begun_us;	    /* MEASURING since */
	bool has_live;		    /* `live` is worth showing */
	int64_t live;		    /* the value as it is now, base unit */
	struct rules_result result; /* ASKED, DONE, SAVED */
	enum attempt_asks asks;	    /* ASKED */
	bool unusual;		    /* outside the usual range, and accepted */
	bool zero;		    /* a person said that none is right */
	int64_t correction;	    /* a judge's counts, already in result.value */
	struct reading readings[RULES_READINGS_MAX]; /* what made the value */
	size_t n_readings;

	/* its own */
	char channel[8], locked[8]; /* bound to; heard since the first reading */
	struct attempt_port *port;
	enum attempt_state resume; /* what LOST interrupted */
	int64_t since_us;	   /* at rest since, or last change */
	bool has_base;		   /* first_raw is known */
	int64_t first_raw; /* at rest; the count it began with; where a push began */
	int64_t last_raw, last_us; /* the newest reading */
	size_t agree;		   /* how many */
	bool minute;		   /* the countdown runs */
	bool by_go;		   /* begun by go, not by the first count */
	bool net_seen;	 /* the scale sends net too: gross is not the person */
	bool told;	 /* the device's fault was said already */
	bool after_loss; /* the first reading after the port came back */
};

/* Begin. `port` is lent for the life of the attempt; NULL when nothing is known.
 * WISH_ARM, or WISH_SHOW for a scale or rod: it is not zeroed under a child. */
enum wish attempt_arm(struct attempt *a, const struct item *item,
	struct attempt_port *port, int64_t now_us);

/* Hear one channel of the device only ("2": the second rope). Without this an
 * attempt keeps to the channel of its first reading. */
void attempt_bind(struct attempt *a, const char *channel);

enum wish attempt_step(struct attempt *a, const struct attempt_event *event);

/* When time alone will change something: give a TICK then. INT64_MAX: never. */
int64_t attempt_deadline_us(const struct attempt *a);

/* Of a running minute, never below 0; -1 when none runs. */
int64_t attempt_left_us(const struct attempt *a, int64_t now_us);

/* Would ATTEMPT_EVENT_ZERO save a zero now? */
bool attempt_may_be_zero(const struct attempt *a);

/* Nothing more can happen to it. */
bool attempt_is_over(const struct attempt *a);

const char *attempt_state_name(enum attempt_state state); /* "measuring" */
const char *wish_name(enum wish wish);			  /* "save" */

#endif
