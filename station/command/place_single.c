/* One child at a single item: the attempts' wishes, granted. */
#include "place.h"

#include <stdio.h>
#include <string.h>

#include "reasons.h"
#include "text.h"
#include "which.h"

static bool begin_try(struct place *place, int i, struct now now, struct err *err)
{
	struct place_try *t = &place->tries[i];
	struct opening opening = { .source = SOURCE_DEVICE, .began_us = now.wall_us };
	int left = place_tries_left(place, i, &place->student);

	t->active = false;
	t->saved = false;
	t->ended_us = 0;
	t->said = WISH_NOTHING;
	if (left < 0)
		return err_set(err, "%s", place->fault.text);
	if (left == 0)
		return true;
	t->number = left == WHICH_UNLIMITED
			    ? 0
			    : place_tries_of(place, i, &place->student) - left + 1;
	if (!place_session(place, i, now, err))
		return false;
	text_copy(opening.student, sizeof(opening.student), place->student.id);
	text_copy(opening.item, sizeof(opening.item), t->item->key);
	opening.session = place->session[i].id;
	opening.listening = place->journal.id;
	if (t->open && !attempts_close(place->hall->store, t->open, err))
		return false;
	t->open = attempts_open(place->hall->store, &opening, err);
	if (!t->open)
		return false;
	attempt_arm(&t->attempt, t->item, &t->memory, now.mono_us);
	t->active = true;
	return true;
}

static void forget_tries(struct place *place, struct now now)
{
	for (int i = 0; i < place->setup.item_count; i++) {
		struct place_try *t = &place->tries[i];
		struct err err = ERR_INIT;

		t->active = false;
		if (!t->open)
			continue;
		if (attempts_close(place->hall->store, t->open, &err))
			t->open =
				0; /* else before the next try, or at the next start */
		else
			place_note_fault(place, now, &err);
	}
}

/* A box that counts for a minute is told with 开始！, the others when the child is
 * there. A counter that knows no begin is zeroed: it still shows who was there before. */
static void arm_device(struct place *place)
{
	bool begins = profile_command(place->profile, "start") != NULL;

	if (!begins && place->tries[0].item->rule == RULE_COUNT)
		place_tell(place, "zero");
	if (!place->tries[0].item->duration_us)
		place->armed = place_tell(place, "start");
}

/* It was not there when the child came, or lost its orders with its plug. A count
 * that goes on is left alone. */
void single_device_back(struct place *place, struct now now)
{
	bool waits = false, counts = false;

	single_event(place, ATTEMPT_EVENT_BACK, now);
	for (int i = 0; i < place->setup.item_count; i++) {
		const struct place_try *t = &place->tries[i];

		waits |= t->active && (t->attempt.state == ATTEMPT_READY ||
					      t->attempt.state == ATTEMPT_OCCUPIED);
		counts |= t->active && t->attempt.state == ATTEMPT_MEASURING;
	}
	if (place->stage == PLACE_BUSY && waits && !counts && !place->armed)
		arm_device(place);
}

enum place_answer place_begin(
	struct place *place, const struct student *student, struct now now)
{
	enum place_answer answer = place_may(place, student);
	struct err err = ERR_INIT;
	bool ok;

	if (answer != PLACE_YES)
		return answer;
	if (place_is_behind(place))
		return PLACE_FAILED;
	place->student = *student;
	place->class = student_class(student);
	place->began_wall_us = now.wall_us;
	ok = place_listen(place, now, &err);
	for (int i = 0; ok && i < place->setup.item_count; i++)
		ok = begin_try(place, i, now, &err);
	ok = ok && place_plug(place, &err);
	if (!ok) {
		forget_tries(place, now);
		place_stop_listening(place, now, "done");
		place_note_fault(place, now, &err);
		return PLACE_FAILED;
	}
	place_stage_is(place, PLACE_BUSY, now);
	arm_device(place);
	return PLACE_YES;
}

/* ---- saving ---- */

static void finish_of(struct place *place, int i, struct finish *f)
{
	struct place_try *t = &place->tries[i];
	bool fouled = t->attempt.state == ATTEMPT_FOULED;

	memset(f, 0, sizeof(*f));
	text_copy(f->student, sizeof(f->student), place->student.id);
	text_copy(f->item, sizeof(f->item), t->item->key);
	f->session = place->session[i].id;
	/* A zero of a counter that said nothing is the operator's own. */
	f->source = t->attempt.zero && !t->attempt.n_readings ? SOURCE_HAND
							      : SOURCE_DEVICE;
	f->outcome = fouled ? OUTCOME_FOUL : OUTCOME_VALID;
	f->has_value = !fouled;
	if (!fouled) {
		f->value = t->attempt.result.value;
		f->raw_value = t->attempt.result.raw;
		f->raw_unit = t->attempt.result.raw_unit;
		f->correction = t->attempt.correction;
	}
	f->began_us = place->began_wall_us;
	f->ended_us = t->ended_us;
	if (t->attempt.zero)
		text_copy(f->reason, sizeof(f->reason), REASON_ZERO);
	else if (t->attempt.unusual)
		text_copy(f->reason, sizeof(f->reason),
			t->attempt.asks == ATTEMPT_ASKS_FULL ? REASON_FULL
							     : REASON_UNUSUAL_TWICE);
	if (t->attempt.n_readings)
		text_copy(
			f->channel, sizeof(f->channel), t->attempt.readings[0].channel);
	place_refs(place, t->attempt.readings, t->attempt.n_readings, f->refs,
		&f->ref_count);
}

/* The last try was saved: everybody is done here. */
static void end_when_all_saved(struct place *place, struct now now)
{
	for (int i = 0; i < place->setup.item_count; i++)
		if (place->tries[i].active && !place->tries[i].saved)
			return;
	place_stop_listening(place, now, "done");
	place_stage_is(place, PLACE_SHOWN, now);
}

bool single_save(struct place *place, int i, struct now now)
{
	struct place_try *t = &place->tries[i];
	struct attempt_event saved = { .kind = ATTEMPT_EVENT_SAVED,
		.at_us = now.mono_us };
	struct finish finish;
	struct err err = ERR_INIT;

	finish_of(place, i, &finish);
	if (!attempts_finish(place->hall->store, t->open, &finish, &t->id, &err)) {
		place_note_fault(place, now, &err);
		return false;
	}
	t->saved = true;
	t->open = 0;
	place_score(place, &place->student, now);
	attempt_step(&t->attempt, &saved);
	end_when_all_saved(place, now);
	return true;
}

/* ---- wishes ---- */

/* A value outside the usual range is asked for again: measured once more where
 * that costs a second, otherwise taken and marked for the teacher. */
static enum wish confirm(struct place_try *t, struct now now)
{
	struct attempt_event e = { .at_us = now.mono_us };

	e.kind = t->item->rule == RULE_SETTLE && t->said != WISH_CONFIRM
			 ? ATTEMPT_EVENT_AGAIN
			 : ATTEMPT_EVENT_ACCEPT;
	t->said = WISH_CONFIRM;
	return attempt_step(&t->attempt, &e);
}

static void grant(struct place *place, int i, enum wish wish, struct now now)
{
	struct place_try *t = &place->tries[i];

	for (int turns = 0; wish == WISH_CONFIRM && turns < 4; turns++)
		wish = confirm(t, now);
	switch (wish) {
	case WISH_NOTHING:
	case WISH_CONFIRM:
		return;
	case WISH_ARM:
		arm_device(place);
		break;
	case WISH_START:
		place_tell(place, "start");
		t->said = WISH_START;
		break;
	case WISH_SAVE:
		t->ended_us = now.wall_us;
		single_save(place, i, now);
		break;
	case WISH_ASK:
	case WISH_SAY_AGAIN:
	case WISH_SAY_LOST:
		t->said = wish;
		break;
	case WISH_SHOW:
		if (t->attempt.state == ATTEMPT_MEASURING && t->said != WISH_CONFIRM)
			t->said = WISH_NOTHING;
		break;
	case WISH_DROP:
	case WISHES:
		break;
	}
	place->changed = true;
}

static void step_all(
	struct place *place, const struct attempt_event *event, struct now now)
{
	for (int i = 0; i < place->setup.item_count; i++) {
		struct place_try *t = &place->tries[i];

		/* An attempt that is over still sees its child step down. */
		if (t->active && (event->kind == ATTEMPT_EVENT_READING ||
					 !attempt_is_over(&t->attempt)))
			grant(place, i, attempt_step(&t->attempt, event), now);
	}
}

void single_reading(struct place *place, const struct reading *r, struct now now)
{
	struct attempt_event event = {
		.kind = ATTEMPT_EVENT_READING, .at_us = r->at_us, .reading = r
	};

	if (place->stage == PLACE_BUSY) {
		step_all(place, &event, now);
		return;
	}
	for (int i = 0; i < place->setup.item_count; i++)
		attempt_port_saw(&place->tries[i].memory, place->tries[i].item, r);
}

void single_event(struct place *place, enum attempt_event_kind kind, struct now now)
{
	struct attempt_event event = { .kind = kind, .at_us = now.mono_us };

	if (place->form == PLACE_SINGLE && place->stage == PLACE_BUSY)
		step_all(place, &event, now);
}

void place_zero_valid(struct place *place, struct now now)
{
	single_event(place, ATTEMPT_EVENT_ZERO, now);
}

void place_accept(struct place *place, struct now now)
{
	single_event(place, ATTEMPT_EVENT_ACCEPT, now);
}

void place_measure_again(struct place *place, struct now now)
{
	for (int i = 0; i < place->setup.item_count; i++)
		place->tries[i].said = WISH_NOTHING;
	single_event(place, ATTEMPT_EVENT_AGAIN, now);
}

static bool is_unsaved(const struct place_try *t)
{
	return t->active && !t->saved &&
	       (t->attempt.state == ATTEMPT_DONE || t->attempt.state == ATTEMPT_FOULED);
}

bool single_unsaved(const struct place *place)
{
	for (int i = 0; i < place->setup.item_count; i++)
		if (is_unsaved(&place->tries[i]))
			return true;
	return false;
}

/* Time stands still while bytes wait: what they say came before now. */
void single_tick(struct place *place, struct now now)
{
	if (place->stage != PLACE_BUSY || place_is_behind(place))
		return;
	for (int i = 0; i < place->setup.item_count; i++) {
		struct place_try *t = &place->tries[i];
		struct attempt_event event = { .kind = ATTEMPT_EVENT_TICK,
			.at_us = now.mono_us };

		if (!t->active || t->saved)
			continue;
		if (is_unsaved(t)) {
			if (!place->failed)
				single_save(place, i, now);
			continue;
		}
		if (t->item->duration_us && t->attempt.state == ATTEMPT_READY &&
			place->is_open &&
			now.mono_us >= t->attempt.armed_us + place->setup.ready_us)
			event.kind = ATTEMPT_EVENT_GO;
		grant(place, i, attempt_step(&t->attempt, &event), now);
	}
}

void place_not_me(struct place *place, struct now now)
{
	if (place->stage != PLACE_BUSY || place->form != PLACE_SINGLE ||
		single_unsaved(place))
		return; /* a result that only waits for the disk is not thrown away */
	single_event(place, ATTEMPT_EVENT_NOT_ME, now);
	forget_tries(place, now);
	place_tell(place, "stop");
	place_stop_listening(place, now, "done");
	place_stage_is(place, PLACE_FREE, now);
}

bool place_fouled(const struct place *place)
{
	bool fouled = false;

	for (int i = 0; i < place->setup.item_count; i++)
		fouled |= place->tries[i].active &&
			  place->tries[i].attempt.state == ATTEMPT_FOULED;
	return fouled && place->form == PLACE_SINGLE && place->stage == PLACE_SHOWN;
}

void place_leave(struct place *place, struct now now)
{
	if (place->stage == PLACE_SHOWN)
		place_stage_is(place, PLACE_FREE, now);
}
