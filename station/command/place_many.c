/*
 * One start for many: who stands there, the time, and their numbers, written down one by
 * one as they are told.
 *
 * Who lined up is an entry of the journal; which line-up is still open is a setting of this
 * machine, "many.<port>": the station and number of the entry, when 开始！ was, and the
 * lanes of those who were not tested. So a heat that a crash interrupts comes back with
 * what was saved and who is missing.
 */
#include "place.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "reasons.h"
#include "roll.h"
#include "roster.h"
#include "settings.h"
#include "text.h"

#define SETTING_SIZE 160

/* ---- which heat is open ------------------------------------------------------------ */

static void setting_key(const struct place *place, char *out, size_t size)
{
	snprintf(out, size, "many.%.120s", place->setup.line.where);
}

static bool keep_open(struct place *place, struct err *err)
{
	const struct place_many *many = place->many;
	char key[SETTING_SIZE], value[SETTING_SIZE], lanes[MANY_MAX * 4] = "";
	size_t n = 0;

	for (int i = 0; i < many->grid.cells; i++)
		if (many->grid.cell[i].mark == MANY_NOBODY)
			n += (size_t)snprintf(
				lanes + n, sizeof(lanes) - n, ",%d", i + 1);
	setting_key(place, key, sizeof(key));
	snprintf(value, sizeof(value), "%s %" PRId64 " %" PRId64 " %s",
		many->lineup.station, many->lineup.seq, many->go_wall_us,
		n ? lanes + 1 : "-");
	return settings_set(place->hall->store, key, value, err);
}

static void keep_nobody(struct place *place, struct now now)
{
	struct err err = ERR_INIT;

	if (place->many->lineup.seq && !keep_open(place, &err))
		place_note_fault(place, now, &err);
}

static bool forget_open(struct place *place, struct err *err)
{
	char key[SETTING_SIZE];

	setting_key(place, key, sizeof(key));
	place->many->lineup = (struct entry_id){ .seq = 0 };
	return settings_clear(place->hall->store, key, err);
}

/* ---- who stands there -------------------------------------------------------------- */

static int room(const struct place *place)
{
	int lanes = place->setup.lanes;

	return lanes < 1 || lanes > MANY_MAX ? MANY_MAX : lanes;
}

/* Those who are in, in the order of the list. */
static void stand_up(struct place *place)
{
	struct place_many *many = place->many;

	place->people_count = 0;
	for (int i = 0; i < many->count && place->people_count < room(place); i++) {
		struct place_person *p = &place->people[place->people_count];

		if (!many->in[i])
			continue;
		p->student = many->list[i];
		p->number = ++place->people_count;
	}
	many_line_up(&many->grid, place->people_count);
	memset(many->saved, 0, sizeof(many->saved));
	place->changed = true;
}

static void put_in(struct place *place, struct now now)
{
	struct place_many *many = place->many;
	int in = 0;

	for (int i = 0; i < many->count; i++) {
		const struct student *s = &many->list[i];

		many->in[i] = in < room(place) && (!many->sex || s->sex == many->sex) &&
			      place_may(place, s) == PLACE_YES &&
			      roll_of(place, s, now.wall_us) == ROLL_THERE;
		in += many->in[i];
	}
	stand_up(place);
}

enum place_answer many_begin(struct place *place, const struct student *students,
	size_t count, struct now now)
{
	struct place_many *many = place->many;
	bool same = count && student_same_class(&many->list[0], &students[0]);

	if (place_is_behind(place))
		return PLACE_FAILED;
	many->count = count < PLACE_PEOPLE ? (int)count : PLACE_PEOPLE;
	memcpy(many->list, students, (size_t)many->count * sizeof(*students));
	many->sex = same ? many->sex : SEX_NONE;
	many->note = MANY_NOTE_NONE;
	put_in(place, now);
	if (!place->people_count && many->sex) { /* the others' turn */
		many->sex = SEX_NONE;
		put_in(place, now);
	}
	if (!place->people_count)
		return PLACE_ALL_DONE;
	place->class = student_class(&students[0]);
	place->go_us = 0;
	place->heat_number++;
	place_stage_is(place, PLACE_BUSY, now);
	return PLACE_YES;
}

static bool is_lined_up(const struct place *place)
{
	return place->stage == PLACE_BUSY && place->many->grid.stage == MANY_LINED_UP;
}

static enum many_note why_not(
	struct place *place, const struct student *student, struct now now)
{
	enum roll roll;

	if (place->people_count == room(place))
		return MANY_NOTE_FULL;
	switch (place_may(place, student)) {
	case PLACE_ALL_DONE:
		return MANY_NOTE_DONE;
	case PLACE_NOT_THIS_ITEM:
		return MANY_NOTE_OTHER;
	case PLACE_YES:
		break;
	default:
		return MANY_NOTE_TEACHER;
	}
	roll = roll_of(place, student, now.wall_us);
	return roll == ROLL_NOT_TODAY || roll == ROLL_PUT_OFF ? MANY_NOTE_TEACHER
							      : MANY_NOTE_NONE;
}

/* A late one is there from now on. */
static void come(struct place *place, int index, struct now now)
{
	const struct student *student = &place->many->list[index];
	enum roll roll = roll_of(place, student, now.wall_us);
	struct err err = ERR_INIT;

	if ((roll == ROLL_ABSENT || roll == ROLL_LEAVE) &&
		!roll_came(place, student, now.wall_us, &err))
		place_note_fault(place, now, &err);
	place->many->in[index] = true;
}

void place_many_pick(struct place *place, int index, struct now now)
{
	struct place_many *many = place->many;

	if (!many || !is_lined_up(place) || index < 0 || index >= many->count)
		return;
	many->note = many->in[index] ? MANY_NOTE_NONE
				     : why_not(place, &many->list[index], now);
	place->changed = true;
	if (many->in[index])
		many->in[index] = false;
	else if (many->note == MANY_NOTE_NONE)
		come(place, index, now);
	else
		return;
	stand_up(place);
}

bool place_many_join(struct place *place, const struct student *student, struct now now)
{
	struct place_many *many = place->many;
	int i = 0;

	if (!many || !is_lined_up(place))
		return false;
	while (i < many->count && strcmp(many->list[i].id, student->id) != 0)
		i++;
	if (i == PLACE_PEOPLE)
		return false;
	if (i == many->count) { /* of another class */
		many->list[many->count] = *student;
		many->in[many->count++] = false;
	}
	if (!many->in[i])
		place_many_pick(place, i, now);
	return true;
}

void place_many_next_sex(struct place *place, struct now now)
{
	struct place_many *many = place->many;

	if (!many || !is_lined_up(place))
		return;
	many->sex = many->sex == SEX_NONE     ? SEX_FEMALE
		    : many->sex == SEX_FEMALE ? SEX_MALE
					      : SEX_NONE;
	many->note = MANY_NOTE_NONE;
	put_in(place, now);
}

/* ---- the time ------------------------------------------------------------------------ */

bool many_may_go(const struct place *place)
{
	return is_lined_up(place) && place->people_count && !place_is_behind(place);
}

static bool write_lineup(struct place *place, struct now now, struct err *err)
{
	static struct lineup lineup; /* large; filled in here */
	struct place_many *many = place->many;

	memset(&lineup, 0, sizeof(lineup));
	lineup.session = place->session[0].id;
	lineup.heat = place->heat_number;
	for (int i = 0; i < place->people_count; i++) {
		struct lineup_person *p = &lineup.people[lineup.count++];

		p->number = place->people[i].number;
		text_copy(p->student, sizeof(p->student), place->people[i].student.id);
	}
	if (!lineups_put(place->hall->store, &lineup, now.wall_us, err))
		return false;
	many->lineup = lineup.id;
	return keep_open(place, err);
}

static bool write_start(struct place *place, struct now now, struct err *err)
{
	struct store *store = place->hall->store;

	return store_begin_durable(store, err) &&
	       store_end(store,
		       place_session(place, 0, now, err) &&
			       write_lineup(place, now, err),
		       err) &&
	       (place->by_hand ||
		       (place_listen(place, now, err) && place_plug(place, err)));
}

void many_go(struct place *place, struct now now)
{
	struct place_many *many = place->many;
	struct err err = ERR_INIT;

	many->go_wall_us = now.wall_us + place->setup.ready_us;
	if (!write_start(place, now, &err)) {
		many->lineup.seq = 0;
		place->session[0]
			.id.seq = 0; /* if it was written, that one stays empty */
		place_note_fault(place, now, &err);
		return;
	}
	many->note = MANY_NOTE_NONE;
	place->began_wall_us = many->go_wall_us;
	many_arm(&many->grid, now.mono_us, place->setup.ready_us);
	if (!profile_command(place->profile, "start")) /* else it begins with 开始！ */
		place_tell(place, "zero");
	place->go_us = many->grid.go_us;
	place->changed = true;
}

static void stop(struct place *place, struct now now)
{
	if (place->by_hand)
		return;
	place_tell(place, "stop");
	place_stop_listening(place, now, "done");
}

void place_many_again(struct place *place, struct now now)
{
	struct err err = ERR_INIT;

	if (!place->many || place->stage != PLACE_BUSY ||
		!many_again(&place->many->grid))
		return;
	if (!forget_open(place, &err))
		place_note_fault(place, now, &err);
	stop(place, now);
	place->go_us = 0;
	place->changed = true;
}

void many_cancel(struct place *place, struct now now)
{
	if (!is_lined_up(place))
		return;
	place->heat_number--;
	place->people_count = 0;
	place_stage_is(place, PLACE_FREE, now);
}

void many_take_reading(struct place *place, const struct reading *r, struct now now)
{
	long lane = strtol(r->channel, NULL, 10);

	(void)now;
	if (place->stage == PLACE_BUSY && lane > 0 && lane <= MANY_MAX &&
		many_reading(&place->many->grid, (int)lane - 1, r))
		place->changed = true;
}

/* ---- a heat that a crash left open --------------------------------------------------- */

/* Restores what was saved since they lined up. */
static bool restore_saved(struct place *place, struct err *err)
{
	static struct attempt_now made[ATTEMPTS_YEAR];
	struct place_many *many = place->many;
	int n = attempts_of_session(
		place->hall->store, &place->session[0].id, made, ATTEMPTS_YEAR, err);

	for (int i = 0; i < n; i++) {
		if (made[i].is_void || !made[i].has_value ||
			made[i].id.seq < many->lineup.seq)
			continue;
		for (int k = 0; k < place->people_count; k++)
			if (strcmp(place->people[k].student.id, made[i].student) == 0) {
				many_restore(&many->grid, k,
					made[i].value - made[i].correction,
					-made[i].correction);
				many->saved[k] = made[i].id;
			}
	}
	return n >= 0;
}

static void restore_nobody(struct place *place, const char *lanes)
{
	struct many *grid = &place->many->grid;
	char *end;

	for (; *lanes >= '0' && *lanes <= '9'; lanes = *end == ',' ? end + 1 : end) {
		long lane = strtol(lanes, &end, 10);

		if (lane < 1 || lane > grid->cells)
			continue;
		many_select(grid, (int)lane - 1);
		if (grid->cell[lane - 1].mark == MANY_OPEN)
			(void)many_nobody(grid);
	}
}

static bool restore_people(
	struct place *place, const struct lineup *lineup, struct err *err)
{
	struct place_many *many = place->many;

	many->count = 0;
	for (int i = 0; i < lineup->count && many->count < MANY_MAX; i++) {
		struct student *s = &many->list[many->count];

		switch (roster_find(
			place->hall->store, lineup->people[i].student, s, err)) {
		case ROSTER_FAIL:
			return false;
		case ROSTER_UNKNOWN: /* erased meanwhile: the lane stays */
			memset(s, 0, sizeof(*s));
			text_copy(s->id, sizeof(s->id), lineup->people[i].student);
			break;
		case ROSTER_FOUND:
			break;
		}
		many->in[many->count++] = true;
	}
	stand_up(place);
	return place->people_count > 0;
}

/* When 开始！ was, on today's monotonic clock. A clock that was set back says nothing, and
 * whoever told a number was done. */
static int64_t go_again(const struct place *place, struct now now)
{
	const struct many *grid = &place->many->grid;
	int64_t since = now.wall_us - place->many->go_wall_us;

	if (since < -place->setup.ready_us || many_count_saved(grid))
		since = grid->item->duration_us;
	return now.mono_us - since;
}

static bool come_back(struct place *place, const struct lineup *lineup,
	const char *lanes, struct now now, struct err *err)
{
	struct place_many *many = place->many;

	if (sessions_find(place->hall->store, &lineup->session, &place->session[0],
		    err) != SESSION_FOUND ||
		!restore_people(place, lineup, err))
		return false;
	many->lineup = lineup->id;
	place->heat_number = lineup->heat;
	place->began_wall_us = many->go_wall_us;
	place->class = student_class(&many->list[0]);
	if (!restore_saved(place, err))
		return false;
	many_resume(&many->grid, go_again(place, now), now.mono_us);
	place->go_us = many->grid.go_us;
	restore_nobody(place, lanes);
	place_stage_is(place, PLACE_BUSY, now);
	return true;
}

static void look_for_open(struct place *place, struct now now)
{
	static struct lineup lineup;
	struct place_many *many = place->many;
	char key[SETTING_SIZE], value[SETTING_SIZE], lanes[SETTING_SIZE];
	struct entry_id id = { .seq = 0 };
	struct err err = ERR_INIT;

	many->looked = true;
	setting_key(place, key, sizeof(key));
	settings_get(place->hall->store, key, "", value, sizeof(value));
	if (!value[0])
		return;
	if (sscanf(value, "%16s %" SCNd64 " %" SCNd64 " %100s", id.station, &id.seq,
		    &many->go_wall_us, lanes) == 4 &&
		lineups_find(place->hall->store, &id, &lineup, &err) == LINEUP_FOUND &&
		come_back(place, &lineup, lanes, now, &err))
		return;
	LOG_WARN("place", "%s: the heat that was open is not known any more: %s",
		place->setup.name, err.text);
	place->people_count = 0;
	many_line_up(&many->grid, 0);
	(void)forget_open(place, &err);
}

void many_pass_time(struct place *place, struct now now)
{
	struct many *grid = &place->many->grid;

	if (!place->many->looked && place->hall->line)
		look_for_open(place, now);
	if (place->stage != PLACE_BUSY || !many_tick(grid, now.mono_us))
		return;
	place->changed = true;
	if (grid->stage == MANY_STARTED)
		place_tell(place, "start");
	else
		place_tell(place, "stop");
}

/* ---- numbers ------------------------------------------------------------------------- */

static void finish_of(const struct place *place, const struct many_number *number,
	struct now now, struct finish *f)
{
	const struct many *grid = &place->many->grid;
	const struct place_person *person = &place->people[grid->at];

	memset(f, 0, sizeof(*f));
	text_copy(f->student, sizeof(f->student), person->student.id);
	text_copy(f->item, sizeof(f->item), place->tries[0].item->key);
	f->session = place->session[0].id;
	f->source = number->by_counter ? SOURCE_DEVICE : SOURCE_HAND;
	f->outcome = OUTCOME_VALID;
	f->has_value = true;
	f->value = number->value;
	f->raw_value = number->value * rules_fine(place->tries[0].item);
	f->raw_unit = UNIT_ONE;
	f->correction = -number->less;
	f->began_us = place->began_wall_us;
	f->ended_us = now.wall_us;
	snprintf(f->channel, sizeof(f->channel), "%d", person->number);
	if (number->zero || number->unusual)
		text_copy(f->reason, sizeof(f->reason),
			number->zero ? REASON_ZERO : REASON_UNUSUAL_TWICE);
	if (number->by_counter)
		place_refs(place, &grid->cell[grid->at].counter, 1, f->refs,
			&f->ref_count);
}

/* Both or neither: what stood there is void exactly when the other one stands. */
static bool write_number(struct place *place, const struct entry_id *before,
	const struct finish *f, struct entry_id *id, struct now now, struct err *err)
{
	struct store *store = place->hall->store;

	return store_begin_durable(store, err) &&
	       store_end(store,
		       (!before->seq || attempts_void(store, before, REASON_TOLD_AGAIN,
						REASON_TEACHER, now.wall_us, err)) &&
			       attempts_finish(store, 0, f, id, err),
		       err);
}

static void save(struct place *place, const struct many_number *number, struct now now)
{
	struct place_many *many = place->many;
	int at = many->grid.at;
	struct err err = ERR_INIT;
	struct entry_id id;
	struct finish f;

	finish_of(place, number, now, &f);
	if (!write_number(place, &many->saved[at], &f, &id, now, &err)) {
		place_note_fault(place, now, &err);
		return;
	}
	many->saved[at] = id;
	many_saved(&many->grid, number);
	place_score(place, &place->people[at].student, now);
}

static void take_back(struct place *place, struct now now)
{
	struct place_many *many = place->many;
	int at = many->grid.at;
	struct err err = ERR_INIT;

	if (!attempts_void(place->hall->store, &many->saved[at], REASON_NOBODY,
		    REASON_TEACHER, now.wall_us, &err)) {
		place_note_fault(place, now, &err);
		return;
	}
	many->saved[at].seq = 0;
	many_taken_back(&many->grid);
	place_score(place, &place->people[at].student, now);
}

void place_many_grant(struct place *place, enum many_order order,
	const struct many_number *number, struct now now)
{
	if (!place->many || place->stage != PLACE_BUSY)
		return;
	place->many->note = MANY_NOTE_NONE;
	place->changed = true;
	switch (order) {
	case MANY_SAVE:
		save(place, number, now);
		break;
	case MANY_TAKE_BACK:
		take_back(place, now);
		break;
	case MANY_NOTHING:
		break;
	}
	if (place->many->grid.stage == MANY_OVER)
		keep_nobody(place, now);
}

bool place_many_end(struct place *place, struct now now)
{
	struct place_many *many = place->many;
	struct err err = ERR_INIT;

	if (!many || place->stage != PLACE_BUSY || many->grid.stage != MANY_OVER)
		return false;
	if (many_open(&many->grid) && many->note != MANY_NOTE_END) {
		many->note = MANY_NOTE_END;
		place->changed = true;
		return false;
	}
	if (!forget_open(place, &err))
		place_note_fault(place, now, &err);
	stop(place, now);
	many->note = MANY_NOTE_NONE;
	place->people_count = 0;
	place->go_us = 0;
	place_stage_is(place, PLACE_FREE, now);
	return true;
}
