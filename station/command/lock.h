/*
 * lock - the teacher's screens behind the PIN (store/pin.h), and the screen that asks for
 * it and sets another (SCREEN_PIN).
 *
 * Without a PIN nothing is locked. With one, whoever typed it stays inside until 回到测试,
 * or until nobody touched the screen for five minutes: then the children's screens come
 * back by themselves. A PIN that is being typed is forgotten after half a minute.
 *
 *	lock_open(app)			after the store
 *	lock_saw(app, &want, now)	each thing that a screen asked for
 *	lock_show(app, now)		fills model.locked and its like, on every screen
 */
#ifndef COMMAND_LOCK_H
#define COMMAND_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "intent.h"
#include "pin.h"
#include "place.h"
#include "texts.h"

struct app;

struct lock {
	bool is_set;
	bool typed;		 /* the PIN, by who stands there now */
	int64_t touched_us;	 /* monotonic */
	char first[PIN_MAX + 1]; /* a new PIN that was typed once; "" */
	enum text note;		 /* TEXT_PIN_ENTER: none */
	int left;		 /* tries, for TEXT_PIN_WRONG */
};

void lock_open(struct app *app);
void lock_saw(struct app *app, const struct intent *want, struct now now);
void lock_show(struct app *app, struct now now);

/* SCREEN_PIN. */
void lock_view(struct app *app, struct now now);
bool lock_grant(struct app *app, const struct intent *want, struct now now);
void lock_tick(struct app *app, struct now now);
int64_t lock_due_us(const struct app *app);

#endif
