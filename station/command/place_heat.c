/* Several students on one clock: the heat's changes, written down. */
#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "log.h"
#include "text.h"

static struct place_run *run_of(struct place *place, int entry, int run)
{
	for (int i = 0; i < place->run_count; i++)
		if (place->runs[i].entry == entry && place->runs[i].run == run)
			return &place->runs[i];
	return NULL;
}

/* The newest stored run of an entry, for disputes that name only the entry. */
static struct place_run *newest_run(struct place *place, int entry)
{
	for (int i = place->run_count - 1; i >= 0; i--)
		if (place->runs[i].entry == entry)
			return &place->runs[i];
	return NULL;
}

static void refresh(struct place *place, const char *student)
{
	struct err err = ERR_INIT;

	if (!results_refresh(place->hall->results, student, &err))
		LOG_ERROR("place", "%s", err.text); /* derived: made again later */
}

/* An answer to a stored run was written, or why it was not. */
static bool answered(struct place *place, const struct place_run *run, bool written,
	struct now now, const struct err *err)
{
	if (!written)
		place_note_fault(place, now, err);
	else
		refresh(place, place->people[run->person].student.id);
	return written;
}

static bool finish_run(struct place *place, const struct heat_change *c, struct now now,
	enum attempt_outcome outcome)
{
	struct place_person *person = &place->people[c->tag];
	struct place_run *run;
	struct finish f;
	struct err err = ERR_INIT;

	memset(&f, 0, sizeof(f));
	text_copy(f.student, sizeof(f.student), person->student.id);
	text_copy(f.item, sizeof(f.item), place->tries[0].item->key);
	f.session = place->session[0].id;
	f.source = SOURCE_DEVICE;
	f.outcome = outcome;
	f.has_value = outcome == OUTCOME_VALID;
	if (f.has_value) {
		f.value = c->result.value;
		f.raw_value = c->result.raw;
		f.raw_unit = c->result.raw_unit;
	}
	if (place->form == PLACE_LANES)
		snprintf(f.channel, sizeof(f.channel), "%d", person->number % 1000);
	else
		snprintf(f.subject, sizeof(f.subject), "%d", person->number);
	f.began_us = c->n_readings ? place_wall_of(place, c->readings[0].at_us)
				   : place->began_wall_us;
	f.ended_us = now.wall_us;
	if (c->unusual)
		text_copy(f.reason, sizeof(f.reason), "超出常见范围");
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
	refresh(place, person->student.id);
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
		buf_adds(&why,
			c->n_others ? "也有同一个信号" : "同一个信号也给了别的号码");
	if (c->why & HEAT_WHY_SECOND)
		buf_addf(&why, "%s又补入了一个到达信号", why.len ? "；" : "");
	if (c->why & HEAT_WHY_NET_TIME)
		buf_addf(&why, "%s净时间与设备算的不一致", why.len ? "；" : "");
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
		const struct place_run *other = newest_run(place, c->others[i]);

		if (other)
			others[count++] = other->id;
	}
	say_why(place, c, reason, sizeof(reason));
	return answered(place, run,
		attempts_dispute(place->hall->store, &run->id, reason, others, count,
			now.wall_us, &err),
		now, &err);
}

static bool void_run(
	struct place *place, struct place_run *run, const char *reason, struct now now)
{
	struct err err = ERR_INIT;

	return answered(place, run,
		attempts_void(place->hall->store, &run->id, reason, "教师", now.wall_us,
			&err),
		now, &err);
}

/* The device took the other claims back. */
static bool restore_run(struct place *place, struct place_run *run, struct now now)
{
	struct err err = ERR_INIT;

	return answered(place, run,
		attempts_settle(place->hall->store, &run->id, true,
			"设备收回了另外的信号", place->profile->name, now.wall_us,
			&err),
		now, &err);
}

/* Two students changed places: what was stored is void, and the time is written
 * down again under the one who ran it. */
static bool move_run(struct place *place, struct place_run *run,
	const struct heat_change *c, struct now now)
{
	if (run && !void_run(place, run, "换道：成绩属于另一名学生", now))
		return false;
	if (run)
		run->entry = -1; /* the new attempt answers for this run from now on */
	if (c->state != HEAT_FINISHED && c->state != HEAT_DISPUTED)
		return true;
	return finish_run(place, c, now, OUTCOME_VALID);
}

static bool close_run(struct place *place, struct place_run *run,
	const struct heat_change *c, struct now now)
{
	bool foul = c->state == HEAT_FOULED;

	if (!run)
		return finish_run(
			place, c, now, foul ? OUTCOME_FOUL : OUTCOME_WITHDRAWN);
	return !foul || void_run(place, run, "这次不算", now);
}

/* false: it could not be written, and is to be taken again. */
static bool take_change(
	struct place *place, const struct heat_change *c, struct now now)
{
	struct place_run *run = run_of(place, c->entry, c->run);

	place->changed = true;
	switch (c->what) {
	case HEAT_TIMED:
		return run ? revise_run(place, run, c, now, "信号补入")
			   : finish_run(place, c, now, OUTCOME_VALID);
	case HEAT_TAKEN_BACK:
		return !run || revise_run(place, run, c, now, "信号被清除");
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

void heat_take_changes(struct place *place, struct now now)
{
	struct heat_change change;

	take_waiting(place, now);
	while (heat_next_change(place->heat, &change)) {
		if (!place->waiting_count && take_change(place, &change, now))
			continue;
		if (place->waiting_count < PLACE_WAITING)
			place->waiting[place->waiting_count++] = change;
	}
	if (place->stage == PLACE_BUSY &&
		(place->form == PLACE_LANES || place->setup.mass) &&
		!place->waiting_count && heat_is_over(place->heat)) {
		place_stop_listening(place, now, "done");
		place_stage_is(place, PLACE_SHOWN, now);
	}
}

static enum heat_kind kind_of(const struct place *place)
{
	if (place->form == PLACE_LANES)
		return HEAT_LANES;
	return place->setup.mass ? HEAT_MASS : HEAT_INDIVIDUAL;
}

/* Lanes and vests are handed out in list order; who starts alone keeps 班内学号. */
static void put_people(
	struct place *place, const struct student *students, size_t count)
{
	bool handed_out = kind_of(place) != HEAT_INDIVIDUAL;
	int room = handed_out && place->setup.lanes < PLACE_PEOPLE ? place->setup.lanes
								   : PLACE_PEOPLE;
	char name[16];

	for (size_t i = 0; i < count && place->people_count < room; i++) {
		struct place_person *p = &place->people[place->people_count];

		if (place_may(place, &students[i]) != PLACE_YES)
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
	place->people_count = 0;
	place->run_count = 0;
	place->go_us = 0;
	heat_init(place->heat, &setup);
	put_people(place, students, count);
	if (!place->people_count)
		return PLACE_ALL_DONE;
	place->began_wall_us = now.wall_us;
	if (!place_session(place, 0, now, &err) || !place_listen(place, now, &err) ||
		!place_plug(place, &err)) {
		place_note_fault(place, now, &err);
		return PLACE_FAILED;
	}
	text_copy(place->class_code, sizeof(place->class_code),
		place->people[0].student.class_code);
	place->heat_number++;
	heat_arm(place->heat, now.mono_us);
	place_stage_is(place, PLACE_BUSY, now);
	place_tell(place, "start");
	return PLACE_YES;
}

void place_close_heat(struct place *place, struct now now)
{
	if (!place->heat || place->stage != PLACE_BUSY)
		return;
	heat_close(place->heat);
	heat_take_changes(place, now);
	place_tell(place, "stop");
	place_stop_listening(place, now, "done");
	place_stage_is(place, PLACE_SHOWN, now);
}

void place_false_start(struct place *place, struct now now)
{
	if (!place->heat || place->stage != PLACE_BUSY)
		return;
	heat_recall(place->heat, now.mono_us);
	place->go_us = 0;
	heat_take_changes(place, now);
	place_tell(place, "start");
	place->changed = true;
}

void place_swap(struct place *place, int entry, int other, struct now now)
{
	if (!place->heat)
		return;
	heat_swap(place->heat, entry, other);
	heat_take_changes(place, now);
	place->changed = true;
}

void place_mark(struct place *place, int entry, bool foul, struct now now)
{
	if (!place->heat)
		return;
	if (foul)
		heat_foul(place->heat, entry);
	else
		heat_give_up(place->heat, entry);
	heat_take_changes(place, now);
	place->changed = true;
}
