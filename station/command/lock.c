#include "lock.h"

#include <stdio.h>
#include <string.h>

#include "app.h"
#include "clock.h"
#include "log.h"
#include "screens.h"
#include "text.h"

#define INSIDE_US INT64_C(300000000) /* without a touch */
#define TYPING_US INT64_C(30000000)

void lock_open(struct app *app)
{
	memset(&app->lock, 0, sizeof(app->lock));
	app->lock.note = TEXT_PIN_ENTER;
	app->lock.is_set = pin_is_set(app->store);
}

static bool is_locked(const struct lock *lock)
{
	return lock->is_set && !lock->typed;
}

static void forget_typed(struct lock *lock)
{
	memset(lock->first, 0, sizeof(lock->first));
	lock->note = TEXT_PIN_ENTER;
}

void lock_saw(struct app *app, const struct intent *want, struct now now)
{
	app->lock.touched_us = now.mono_us;
	if (want->kind == INTENT_LEAVE)
		app->lock.typed = false;
	if (want->kind == INTENT_LEAVE || want->kind == INTENT_OPEN)
		forget_typed(&app->lock);
}

/* ---- what is shown ---------------------------------------------------------------- */

void lock_show(struct app *app, struct now now)
{
	struct model *m = &app->model;

	(void)now;
	m->locked = is_locked(&app->lock);
	m->pin_typed = app->lock.is_set && app->lock.typed;
	m->pin.is_set = app->lock.is_set;
}

void lock_view(struct app *app, struct now now)
{
	struct lock *lock = &app->lock;
	struct model_pin *m = &app->model.pin;
	int64_t wait_us = is_locked(lock) ? pin_wait_us(app->store, now.wall_us) : 0;
	char left[16];

	m->stage = is_locked(lock)  ? PIN_STAGE_ENTER
		   : lock->first[0] ? PIN_STAGE_AGAIN
				    : PIN_STAGE_NEW;
	m->wait_s = (int)((wait_us + CLOCK_SECOND_US - 1) / CLOCK_SECOND_US);
	snprintf(left, sizeof(left), "%d", lock->left);
	m->note[0] = '\0';
	if (lock->note != TEXT_PIN_ENTER)
		text_fill(texts_get(app->texts, lock->note), m->note, sizeof(m->note),
			left, NULL, NULL);
}

/* ---- what is typed ---------------------------------------------------------------- */

static void failed(struct app *app, const struct err *err)
{
	LOG_ERROR("lock", "%s", err->text);
	app->lock.note = TEXT_PIN_FAILED;
}

static void come_in(struct app *app)
{
	app->lock.typed = true;
	if (app->model.visit.quits)
		app->quit = true;
	visit_unlocked(&app->model.visit);
}

/* It takes a fifth of a second, in which the line goes on listening by itself. After five
 * wrong ones a right one too may have to wait: then it is said how long. */
static void enter(struct app *app, const char *digits, struct now now)
{
	struct lock *lock = &app->lock;
	struct err err = ERR_INIT;

	switch (pin_try(app->store, digits, now.wall_us, &err)) {
	case PIN_RIGHT:
		come_in(app);
		break;
	case PIN_WRONG:
		lock->left = pin_tries_left(app->store);
		lock->note = TEXT_PIN_WRONG;
		LOG_INFO("lock", "a wrong PIN; tries left: %d", lock->left);
		break;
	case PIN_WAIT:
		break;
	case PIN_FAILED:
		failed(app, &err);
		break;
	}
}

static void keep(struct app *app, const char *digits)
{
	struct lock *lock = &app->lock;
	struct err err = ERR_INIT;

	if (!pin_set(app->store, digits, &err)) {
		failed(app, &err);
		return;
	}
	lock->is_set = lock->typed = true;
	visit_unlocked(&app->model.visit);
}

static void choose(struct app *app, const char *digits)
{
	struct lock *lock = &app->lock;
	enum pin_kind kind = pin_kind(digits);

	lock->note = TEXT_PIN_ENTER;
	if (kind != PIN_GOOD) {
		lock->note = kind == PIN_SIMPLE ? TEXT_PIN_SIMPLE : TEXT_PIN_LENGTH;
	} else if (!lock->first[0]) {
		text_copy(lock->first, sizeof(lock->first), digits);
	} else if (strcmp(lock->first, digits) == 0) {
		forget_typed(lock);
		keep(app, digits);
	} else {
		forget_typed(lock);
		lock->note = TEXT_PIN_DIFFERS;
	}
}

bool lock_grant(struct app *app, const struct intent *want, struct now now)
{
	if (want->kind != INTENT_PIN)
		return false;
	if (is_locked(&app->lock))
		enter(app, want->text, now);
	else
		choose(app, want->text);
	return true;
}

/* ---- time ------------------------------------------------------------------------- */

static int64_t left_alone_us(const struct app *app)
{
	const struct lock *lock = &app->lock;

	if (app->model.visit.teacher == SCREEN_PIN)
		return lock->touched_us + TYPING_US;
	if (lock->is_set && (lock->typed || app->model.visit.teacher))
		return lock->touched_us + INSIDE_US;
	return INT64_MAX;
}

void lock_tick(struct app *app, struct now now)
{
	struct lock *lock = &app->lock;

	if (now.mono_us >= left_alone_us(app)) {
		lock->typed = false;
		forget_typed(lock);
		if (app->model.visit.teacher)
			visit_teacher_left(&app->model.visit);
		app->stale = app->touched = true;
	}
	if (app->model.visit.teacher == SCREEN_PIN && app->model.pin.wait_s &&
		now.mono_us - app->refreshed_us >= CLOCK_SECOND_US)
		app->stale = true;
}

int64_t lock_due_us(const struct app *app)
{
	int64_t due = left_alone_us(app);

	if (app->model.visit.teacher == SCREEN_PIN && app->model.pin.wait_s &&
		app->refreshed_us + CLOCK_SECOND_US < due)
		due = app->refreshed_us + CLOCK_SECOND_US;
	return due;
}
