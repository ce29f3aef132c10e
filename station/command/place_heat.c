/* Several students on one clock: the heat's changes, written down. */
#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "log.h"
#include "place_run.h"
#include "reasons.h"
#include "roll.h"
#include "text.h"

static struct place_run *run_of(struct place *place, int entry, int run)
{
	for (int i = 0; i < place->run_count; i++)
		if (place->runs[i].entry == entry && place->runs[i].run == run)
			return &place->runs[i];
	return NULL;
}

/* Disputes name only the entry. */
struct place_run *heat_stored_run(struct place *place, int entry)
{
	for (int i = place->run_count - 1; i >= 0; i--)
		if (place->runs[i].entry == entry)
			return &place->runs[i];
	return NULL;
}

/* An answer to a stored run was written, or why it was not. */
static bool answered(struct place *place, const struct place_run *run, bool written,
	struct now now, const struct err *err)
{
	if (!written)
		place_note_fault(place, now, err);
	else
		place_score(place, &place->people[run->person].student, now);
	return written;
}

/* A chip that was given to the entry made it: 芯片…3A4F归这个号码. */
static bool say_chip(
	const struct place *place, const struct heat_change *c, char *out, size_t size)
{
	const char *name = c->n_readings ? c->readings[c->n_readings - 1].subject : "";
	size_t len = strlen(name);
	bool is_chip = place->form != PLACE_LANES && name[0] != '\0' &&
		       heat_find_chip(place->heat, name) >= 0;

	out[0] = '\0';
	if (is_chip)
		snprintf(out, size, REASON_CHIP, name + (len > 4 ? len - 4 : 0));
	return is_chip;
}

/* Times of our own clock are marked as such. */
static void say_how(
	const struct place *place, const struct heat_change *c, struct finish *f)
{
	char chip[48];
	bool arrival = c->n_readings == 2 &&
		       rules_on_arrival(&c->readings[0], &c->readings[1]);

	f->source = SOURCE_DEVICE;
	if (say_chip(place, c, chip, sizeof(chip)) && !arrival) {
		text_copy(f->reason, sizeof(f->reason), chip);
		return;
	}
	snprintf(f->reason, sizeof(f->reason), "%s%s%s", arrival ? REASON_ARRIVAL : "",
		arrival && c->unusual ? "；" : "", c->unusual ? REASON_UNUSUAL : "");
}

static bool finish_run(struct place *place, const struct heat_change *c, struct now now,
	enum attempt_outcome outcome)
{
	struct place_person *person = &place->people[c->tag];
	/* Of the lane in which the time was run: persons may have changed it. */
	const char *number = place->heat->entry[c->entry].name;
	struct place_run *run;
	struct finish f;
	struct err err = ERR_INIT;

	memset(&f, 0, sizeof(f));
	text_copy(f.student, sizeof(f.student), person->student.id);
	text_copy(f.item, sizeof(f.item), place->tries[0].item->key);
	f.session = place->session[0].id;
	f.outcome = outcome;
	say_how(place, c, &f);
	f.has_value = outcome == OUTCOME_VALID;
	if (f.has_value) {
		f.value = c->result.value;
		f.raw_value = c->result.raw;
		f.raw_unit = c->result.raw_unit;
	}
	if (place->form == PLACE_LANES)
		snprintf(f.channel, sizeof(f.channel), "%.3s", number);
	else
		text_copy(f.subject, sizeof(f.subject), number);
	f.began_us = c->n_readings ? place_wall_of(place, c->readings[0].at_us)
				   : place->began_wall_us;
	f.ended_us = now.wall_us;
	place_refs(place, c->readings, c->n_readings, f.refs, &f.ref_count);
	if (place->run_count == HEAT_RUNS_MAX) {
		err_set(&err, "%s: more runs than one heat can hold",
			place->setup.name);
		place_note_fault(place, now, &err);
		return true; /* trying again would not help */
	}
	run = &place->runs[place->run_count];
	*run = (struct place_run){ .entry = c->entry, .run = c->run, .person = c->tag };
	if (!attempts_finish(place->hall->store, 0, &f, &run->id, &err)) {
		place_note_fault(place, now, &err);
		return false;
	}
	place->run_count++;
	place_score(place, &person->student, now);
	return true;
}

static bool revise_run(struct place *place, struct place_run *run,
	const struct heat_change *c, struct now now, const char *reason)
{
	struct revision r;
	struct err err = ERR_INIT;

	memset(&r, 0, sizeof(r));
	r.has_value = c->what == HEAT_TIMED;
	r.outcome = r.has_value ? OUTCOME_VALID : OUTCOME_INTERRUPTED;
	if (r.has_value) {
		r.value = c->result.value;
		r.raw_value = c->result.raw;
		r.raw_unit = c->result.raw_unit;
	}
	text_copy(r.reason, sizeof(r.reason), reason);
	place_refs(place, c->readings, c->n_readings, r.refs, &r.ref_count);
	return answered(place, run,
		attempts_revise(place->hall->store, &run->id, &r, now.wall_us, &err),
		now, &err);
}

/* 42号、43号也有同一个信号；净时间与设备的不一致 */
static void say_why(
	const struct place *place, const struct heat_change *c, char *out, size_t size)
{
	struct buf why = BUF_INIT;

	for (size_t i = 0; i < c->n_others; i++)
		buf_addf(&why, "%s%s号", i ? "、" : "",
			place->heat->entry[c->others[i]].name);
	if (c->why & HEAT_WHY_SHARED)
		buf_adds(&why, c->n_others ? REASON_SHARED_TOO : REASON_SHARED);
	if (c->why & HEAT_WHY_SECOND)
		buf_addf(&why, "%s" REASON_SECOND, why.len ? "；" : "");
	if (c->why & HEAT_WHY_NET_TIME)
		buf_addf(&why, "%s" REASON_NET_TIME, why.len ? "；" : "");
	if (c->why & HEAT_WHY_CLOCKS)
		buf_addf(&why, "%s" REASON_CLOCKS, why.len ? "；" : "");
	if (c->why & HEAT_WHY_LATE)
		buf_addf(&why, "%s" REASON_LATE, why.len ? "；" : "");
	if (c->why & HEAT_WHY_RESTARTED)
		buf_addf(&why, "%s" REASON_RESTARTED, why.len ? "；" : "");
	text_copy(out, size, why.data);
	buf_release(&why);
}

static bool dispute_run(struct place *place, struct place_run *run,
	const struct heat_change *c, struct now now)
{
	struct entry_id others[HEAT_OTHERS_MAX];
	size_t count = 0;
	char reason[96];
	struct err err = ERR_INIT;

	for (size_t i = 0; i < c->n_others; i++) {
		const struct place_run *other = heat_stored_run(place, c->others[i]);

		if (other)
			others[count++] = other->id;
	}
	say_why(place, c, reason, sizeof(reason));
	run->disputed = answered(place, run,
		attempts_dispute(place->hall->store, &run->id, reason, others, count,
			now.wall_us, &err),
		now, &err);
	return run->disputed;
}

static bool void_run(
	struct place *place, struct place_run *run, const char *reason, struct now now)
{
	struct err err = ERR_INIT;

	if (!answered(place, run,
		    attempts_void(place->hall->store, &run->id, reason, REASON_TEACHER,
			    now.wall_us, &err),
		    now, &err))
		return false;
	run->disputed = false;
	return true;
}

/* The device took the other claims back, or this one. */
static bool restore_run(struct place *place, struct place_run *run, struct now now)
{
	struct err err = ERR_INIT;

	run->disputed = !answered(place, run,
		attempts_settle(place->hall->store, &run->id, true, REASON_TAKEN_BACK,
			place->profile->name, now.wall_us, &err),
		now, &err);
	return !run->disputed;
}

/* A run without a time has nothing to argue about. */
static bool take_back_run(struct place *place, struct place_run *run,
	const struct heat_change *c, struct now now)
{
	if (run->disputed && !restore_run(place, run, now))
		return false;
	return revise_run(place, run, c, now,
		c->state == HEAT_WITHDRAWN ? REASON_RECALLED : REASON_CLEARED);
}

/* Two students changed places: what was stored is void, and is written down again
 * under the one who ran it. May be taken again from any step. */
static bool move_run(struct place *place, struct place_run *run,
	const struct heat_change *c, struct now now)
{
	static const enum attempt_outcome outcomes[] = {
		[HEAT_FINISHED] = OUTCOME_VALID,
		[HEAT_DISPUTED] = OUTCOME_VALID,
		[HEAT_UNTIMED] = OUTCOME_INTERRUPTED,
		[HEAT_NO_FINISH] = OUTCOME_WITHDRAWN,
		[HEAT_FOULED] = OUTCOME_FOUL,
	};

	if (run && run->person != c->tag) {
		if (!void_run(place, run, REASON_MOVED, now))
			return false;
		run->entry = -1; /* the new attempt answers for this run from now on */
		run = NULL;
	}
	if (!run && outcomes[c->state] &&
		!finish_run(place, c, now, outcomes[c->state]))
		return false;
	run = run_of(place, c->entry, c->run);
	return !run || (c->state != HEAT_DISPUTED && c->state != HEAT_UNTIMED) ||
	       dispute_run(place, run, c, now);
}

/* Both impulses are kept; what becomes of them a person says. */
static bool unclear_run(struct place *place, struct place_run *run,
	const struct heat_change *c, struct now now)
{
	char why[96];

	say_why(place, c, why, sizeof(why));
	if (run ? !revise_run(place, run, c, now, why)
		: !finish_run(place, c, now, OUTCOME_INTERRUPTED))
		return false;
	run = run_of(place, c->entry, c->run);
	return !run || dispute_run(place, run, c, now);
}

static bool close_run(struct place *place, struct place_run *run,
	const struct heat_change *c, struct now now)
{
	bool foul = c->state == HEAT_FOULED;

	if (!run)
		return finish_run(
			place, c, now, foul ? OUTCOME_FOUL : OUTCOME_WITHDRAWN);
	return !foul || void_run(place, run, REASON_NOT_COUNTED, now);
}

/* false: it could not be written, and is to be taken again. */
static bool take_change(
	struct place *place, const struct heat_change *c, struct now now)
{
	struct place_run *run = run_of(place, c->entry, c->run);
	char chip[48];

	place->changed = true;
	switch (c->what) {
	case HEAT_TIMED:
		return run ? revise_run(place, run, c, now,
				     say_chip(place, c, chip, sizeof(chip))
					     ? chip
					     : REASON_INSERTED)
			   : finish_run(place, c, now, OUTCOME_VALID);
	case HEAT_UNCLEAR:
		return unclear_run(place, run, c, now);
	case HEAT_TAKEN_BACK:
		return !run || take_back_run(place, run, c, now);
	case HEAT_CLAIMED:
		if (!run && !finish_run(place, c, now, OUTCOME_VALID))
			return false;
		run = run_of(place, c->entry, c->run);
		return !run || dispute_run(place, run, c, now);
	case HEAT_RESTORED:
		return !run || restore_run(place, run, now);
	case HEAT_CLOSED:
		return close_run(place, run, c, now);
	case HEAT_MOVED:
		return move_run(place, run, c, now);
	case HEAT_STARTED:
	case HEAT_REFUSED:
		break;
	}
	return true;
}

static void take_waiting(struct place *place, struct now now)
{
	size_t done = 0;

	if (place->failed && now.mono_us < place->retry_us && place->waiting_count)
		return;
	while (done < place->waiting_count &&
		take_change(place, &place->waiting[done], now))
		done++;
	place->waiting_count -= done;
	memmove(place->waiting, place->waiting + done,
		place->waiting_count * sizeof(*place->waiting));
}

static void end_heat(struct place *place, struct now now)
{
	place->closing = false;
	heat_end(place->heat);
	place->after_us = now.mono_us + PLACE_AFTER_US;
	place_stage_is(place, PLACE_SHOWN, now);
}

/* Whatever the device still says is of something else. */
static void end_after(struct place *place, struct now now)
{
	place_hand_end(place, now); /* it may have pressed later still */
	if (!place->after_us)
		return;
	place->after_us = 0;
	place_stop_listening(place, now, "done");
}

void heat_tick(struct place *place, struct now now)
{
	if (place->after_us && now.mono_us >= place->after_us &&
		!place_is_behind(place))
		end_after(place, now);
}

void heat_take_changes(struct place *place, struct now now)
{
	struct heat_change change;

	take_waiting(place, now);
	while (heat_next_change(place->heat, &change)) {
		if (!place->waiting_count && take_change(place, &change, now))
			continue;
		if (place->waiting_count < PLACE_WAITING)
			place->waiting[place->waiting_count++] = change;
		else
			LOG_ERROR("place", "%s: a %s of start %s is not written down",
				place->setup.name, heat_what_name(change.what),
				place->heat->entry[change.entry].name);
	}
	if (place->stage == PLACE_BUSY && place->form == PLACE_LANES &&
		!place_is_behind(place) && heat_is_over(place->heat))
		end_heat(place, now);
}

static bool nobody_runs(const struct heat *heat)
{
	for (int i = 0; i < heat->entries; i++) {
		const struct heat_run *run = heat_newest(heat, i);

		if (run && run->state != HEAT_WITHDRAWN)
			return false;
	}
	return true;
}

void heat_take_reading(struct place *place, const struct reading *r, struct now now)
{
	heat_reading(place->heat, r);
	if (nobody_runs(place->heat))
		place->go_us = 0;
	else if (!place->go_us)
		place->go_us = r->at_us;
	/* Gates that saw a false start wait to be armed again. */
	if (r->kind == READING_FOUL && !place->go_us && !place->after_us &&
		r->at_us >= place->heat->armed_us)
		place_tell(place, "start");
	/* The heat's queue holds what one reading can make. */
	heat_take_changes(place, now);
}

/* It was not there when they lined up. A clock that runs is left alone. */
void heat_device_back(struct place *place)
{
	if (place->stage == PLACE_BUSY && !place->armed && nobody_runs(place->heat))
		place->armed = place_tell(place, "start");
}

static enum heat_kind kind_of(const struct place *place)
{
	return place->form == PLACE_LANES ? HEAT_LANES : HEAT_INDIVIDUAL;
}

/* Lanes are handed out in list order; who starts alone keeps 班内学号. */
static void put_people(struct place *place, const struct student *students,
	size_t count, struct now now)
{
	bool handed_out = kind_of(place) != HEAT_INDIVIDUAL;
	int room = handed_out && place->setup.lanes < PLACE_PEOPLE ? place->setup.lanes
								   : PLACE_PEOPLE;
	char name[16];

	for (size_t i = 0; i < count && place->people_count < room; i++) {
		struct place_person *p = &place->people[place->people_count];

		if (place_may(place, &students[i]) != PLACE_YES ||
			roll_of(place, &students[i], now.wall_us) != ROLL_THERE)
			continue;
		p->student = students[i];
		p->number = handed_out ? place->people_count + 1
				       : students[i].class_place;
		snprintf(name, sizeof(name), "%d", p->number);
		if (heat_put(place->heat, name, place->people_count) >= 0)
			place->people_count++;
	}
}

enum place_answer place_line_up(struct place *place, const struct student *students,
	size_t count, struct now now)
{
	struct heat_setup setup = { .kind = kind_of(place),
		.item = place->tries[0].item };
	struct err err = ERR_INIT;

	if (place->stage == PLACE_BUSY)
		return PLACE_OCCUPIED;
	if (place->many)
		return many_begin(place, students, count, now);
	if (place_is_behind(place))
		return PLACE_FAILED; /* it is about those who ran before */
	end_after(place, now);
	if (place->run) {
		place_stop_listening(place, now, "done");
		return run_line_up(place, students, count, now);
	}
	place->people_count = 0;
	place->run_count = 0;
	place->go_us = 0;
	place->closing = false;
	text_copy(setup.start_channel, sizeof(setup.start_channel),
		place->profile->start_channel);
	text_copy(setup.finish_channel, sizeof(setup.finish_channel),
		place->profile->finish_channel);
	heat_init(place->heat, &setup);
	put_people(place, students, count, now);
	if (!place->people_count)
		return PLACE_ALL_DONE;
	place->began_wall_us = now.wall_us;
	if (!place_session(place, 0, now, &err) || !place_listen(place, now, &err) ||
		!place_plug(place, &err)) {
		place_stop_listening(place, now, "done");
		place_note_fault(place, now, &err);
		return PLACE_FAILED;
	}
	place->class = student_class(&place->people[0].student);
	place->heat_number++;
	heat_arm(place->heat, now.mono_us);
	place_stage_is(place, PLACE_BUSY, now);
	place->armed = place_tell(place, "start");
	return PLACE_YES;
}

void place_close_heat(struct place *place, struct now now)
{
	if (place->run)
		run_close(place, now);
	if (place->heat && place->stage != PLACE_BUSY)
		end_after(place, now);
	if (!place->heat || place->stage != PLACE_BUSY)
		return;
	place->closing = true;
	if (place->unwritten_count)
		return; /* what was heard before comes first */
	heat_close(place->heat);
	heat_take_changes(place, now);
	if (place->stage != PLACE_BUSY || place_is_behind(place))
		return;
	place_tell(place, "stop");
	end_heat(place, now);
}

void place_cancel_heat(struct place *place, struct now now)
{
	if (place->many)
		many_cancel(place, now);
	if (place->run)
		run_cancel(place, now);
	if (!place->heat || place->stage != PLACE_BUSY || place->go_us)
		return;
	place_close_heat(place, now);
	if (place->stage != PLACE_BUSY)
		end_after(place, now);
	place->heat_number--;
	place_leave(place, now);
}

void place_finish(struct place *place, struct now now)
{
	place_not_me(place, now);
	if (place->run) { /* it goes on when the place is opened again */
		place->after_us = 0;
		run_cancel(place, now);
		place_stop_listening(place, now, "done");
		return;
	}
	place_close_heat(place, now);
	if (place->stage != PLACE_BUSY)
		end_after(place, now);
}

bool place_may_go(const struct place *place)
{
	if (place->many)
		return many_may_go(place);
	if (place->run)
		return run_may_choose(place) && place->people_count;
	return false;
}

void place_go(struct place *place, struct now now)
{
	if (!place_may_go(place))
		return;
	if (place->many)
		many_go(place, now);
	if (place->run)
		(void)run_start(place, 0, now);
}

void place_false_start(struct place *place, struct now now)
{
	if (place->run)
		(void)run_recall(place, now);
	if (!place->heat || place->stage != PLACE_BUSY)
		return;
	heat_recall(place->heat, now.mono_us);
	place->go_us = 0;
	heat_take_changes(place, now);
	place_tell(place, "start");
	place->changed = true;
}

/* Is it an entry of the heat on the screen? */
static bool is_entry(const struct place *place, int entry)
{
	return place->heat && place->stage != PLACE_FREE && entry >= 0 &&
	       entry < place->heat->entries;
}

void place_swap(struct place *place, int entry, int other, struct now now)
{
	if (!is_entry(place, entry) || !is_entry(place, other))
		return;
	heat_swap(place->heat, entry, other);
	heat_take_changes(place, now);
	place->changed = true;
}

void place_give_chip(struct place *place, int chip, int entry, struct now now)
{
	if (!is_entry(place, entry) || !heat_alias(place->heat, chip, entry))
		return;
	heat_take_changes(place, now);
	place->changed = true;
}

void place_take_chip(struct place *place, int chip, struct now now)
{
	if (!place->heat || place->stage == PLACE_FREE)
		return;
	heat_unalias(place->heat, chip);
	heat_take_changes(place, now);
	place->changed = true;
}

void place_mark(struct place *place, int entry, bool foul, struct now now)
{
	if (!is_entry(place, entry))
		return;
	if (foul)
		heat_foul(place->heat, entry);
	else
		heat_give_up(place->heat, entry);
	heat_take_changes(place, now);
	place->changed = true;
}
