#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "log.h"
#include "place_run.h"
#include "text.h"
#include "which.h"

#define RETRY_US       INT64_C(2000000)
#define HAND_NAME      "手工计时"
#define HAND_NAME_MANY "手工报数"
#define HAND_VESTS     40
#define COURSE	       "%d米跑道" /* as the platform has it */

static enum place_form form_of(const struct item *item, const struct place_setup *setup)
{
	switch (item->rule) {
	case RULE_GATE:
		return PLACE_LANES;
	case RULE_MASS:
	case RULE_INDIVIDUAL:
		return PLACE_STARTS;
	case RULE_COUNT:
		return item->duration_us && setup->many ? PLACE_MANY : PLACE_SINGLE;
	default:
		return PLACE_SINGLE;
	}
}

bool place_is_hand(const char *where)
{
	return strncmp(where, PLACE_HAND, strlen(PLACE_HAND)) == 0;
}

/* The key is always there. Whoever would start alone starts with the others: one person
 * cannot press for both. */
static void open_by_hand(struct place *place)
{
	const struct item *item = place->tries[0].item;

	if (strcmp(place->setup.name, place->profile->id) == 0)
		text_copy(place->setup.name, sizeof(place->setup.name),
			place->many ? HAND_NAME_MANY : HAND_NAME);
	if (item->rule == RULE_INDIVIDUAL) {
		place->setup.mass = true;
		place->setup.lanes = place->setup.lanes > 1 ? place->setup.lanes
							    : HAND_VESTS;
	}
	place->is_open = true;
	health_by_hand(&place->health);
}

static bool load_profile(struct place *place, const char *path, struct err *err)
{
	place->by_hand = place_is_hand(place->setup.line.where);
	place->profile = place->by_hand ? place_hand_profile(HAND_PROFILE, err)
					: profile_load(path, err);
	return place->profile != NULL;
}

/* One start for all, by a device or a key; on lanes, where only a key takes the times. */
static bool is_run(const struct place *place)
{
	return place->form == PLACE_STARTS  ? place->setup.mass || place->by_hand
	       : place->form == PLACE_LANES ? place->by_hand
					    : false;
}

static bool open_form(struct place *place, struct err *err)
{
	if (place->form == PLACE_MANY) {
		place->many = mem_alloc(sizeof(*place->many));
		place->people = mem_array(MANY_MAX, sizeof(*place->people));
		many_init(&place->many->grid, place->tries[0].item);
	} else if (is_run(place)) {
		return run_open(place, err);
	} else if (place->form != PLACE_SINGLE) {
		place->heat = mem_alloc(sizeof(*place->heat));
		place->people = mem_array(PLACE_PEOPLE, sizeof(*place->people));
		place->runs = mem_array(HEAT_RUNS_MAX, sizeof(*place->runs));
		place->waiting = mem_array(PLACE_WAITING, sizeof(*place->waiting));
	}
	return true;
}

static void close_form(struct place *place)
{
	free(place->heat);
	free(place->many);
	run_release(place);
	free(place->people);
	free(place->runs);
	free(place->waiting);
	place->heat = NULL;
	place->many = NULL;
	place->people = NULL;
	place->runs = NULL;
	place->waiting = NULL;
	place->people_count = place->run_count = 0;
}

bool place_open(struct place *place, const struct place_setup *setup,
	const char *profile_path, const struct hall *hall, struct err *err)
{
	memset(place, 0, sizeof(*place));
	place->setup = *setup;
	place->hall = hall;
	place->port = -1;
	if (setup->item_count < 1 || setup->item_count > PLACE_ITEMS)
		return err_set(
			err, "%s: a place measures one or two items", setup->name);
	if (!load_profile(place, profile_path, err))
		return false;
	if (!place->by_hand && /* nobody gave it another */
		strcmp(setup->name, place->profile->id) == 0)
		text_copy(place->setup.name, sizeof(place->setup.name),
			place->profile->name);
	if (!place->setup.line.settings[0])
		text_copy(place->setup.line.settings,
			sizeof(place->setup.line.settings), place->profile->line);
	for (int i = 0; i < setup->item_count; i++) {
		place->tries[i].item = scheme_measure(hall->scheme, setup->items[i]);
		if (!place->by_hand &&
			!profile_serves(place->profile, place->tries[i].item->key))
			return err_set(err, "%s: the profile %s does not measure %s",
				setup->name, place->profile->id,
				place->tries[i].item->key);
	}
	place->form = form_of(place->tries[0].item, setup);
	place->setup.mass |= place->tries[0].item->rule == RULE_MASS;
	if (setup->item_count > 1 &&
		(place->form != PLACE_SINGLE ||
			form_of(place->tries[1].item, setup) != PLACE_SINGLE))
		return err_set(err,
			"%s: a run is measured alone, not with a second item",
			setup->name);
	if (place->by_hand && place->form == PLACE_SINGLE)
		return err_set(err, "%s: nobody can measure %s by a key alone",
			setup->name, place->tries[0].item->key);
	if (!open_form(place, err))
		return false;
	place->unwritten = mem_array(PLACE_UNWRITTEN, sizeof(*place->unwritten));
	feed_init(&place->feed, place->profile);
	health_init(&place->health, place->profile);
	poller_init(&place->poller, place->profile);
	if (place->by_hand)
		open_by_hand(place);
	return setup->open_late || place_plug(place, err);
}

static bool say_to(struct place *place, const struct profile_command *c)
{
	struct err err = ERR_INIT;

	if (line_send(place->hall->line, place->port, c->bytes, c->len, &err))
		return true;
	if (!place->mute)
		LOG_WARN("place", "%s: %s", place->setup.name, err.text);
	place->mute = true;
	return false;
}

void place_close(struct place *place)
{
	if (place->is_open && place->port >= 0 && place->profile->dialogue.stop.len)
		say_to(place, &place->profile->dialogue.stop);
	if (place->hall && place->port >= 0)
		line_remove(place->hall->line, place->port);
	close_form(place);
	free(place->unwritten);
	profile_free(place->profile);
	memset(place, 0, sizeof(*place));
}

bool place_start_together(
	struct place *place, bool together, int lanes, struct now now, struct err *err)
{
	if (place->stage == PLACE_BUSY || place_is_behind(place))
		return err_set(err, "%s: not while they run", place->setup.name);
	place_finish(place, now);
	place_leave(place, now);
	place->setup.mass = together;
	place->setup.lanes = lanes;
	close_form(place);
	return open_form(place, err);
}

void place_move(struct place *to, struct place *from)
{
	*to = *from;
	for (int i = 0; i < PLACE_ITEMS; i++)
		if (to->tries[i].attempt.port)
			to->tries[i].attempt.port = &to->tries[i].memory;
	memset(from, 0, sizeof(*from));
	from->port = -1;
}

bool place_plug(struct place *place, struct err *err)
{
	if (place->port >= 0 || !place->hall->line || place->by_hand)
		return true;
	place->port = line_add(place->hall->line, &place->setup.line, err);
	return place->port >= 0;
}

void place_stage_is(struct place *place, enum place_stage stage, struct now now)
{
	place->stage = stage;
	place->since_us = now.mono_us;
	place->changed = true;
}

void place_note_fault(struct place *place, struct now now, const struct err *err)
{
	if (strcmp(place->fault.text, err->text) != 0)
		LOG_ERROR("place", "%s: %s", place->setup.name, err->text);
	place->failed = true;
	place->fault = *err;
	place->retry_us = now.mono_us + RETRY_US;
	place->changed = true;
}

/* ---- sessions and listenings ---- */

bool place_session(struct place *place, int i, struct now now, struct err *err)
{
	struct session *s = &place->session[i];

	if (s->id.seq)
		return true;
	memset(s, 0, sizeof(*s));
	s->kind = place->setup.kind;
	s->school_year = store_school_year(place->hall->store);
	if (place->run)
		snprintf(s->course, sizeof(s->course), COURSE,
			place->tries[i].item->lap_m ? place->tries[i].item->lap_m
						    : place->run->track_m);
	text_copy(s->item, sizeof(s->item), place->tries[i].item->key);
	text_copy(s->place, sizeof(s->place), place->setup.ground);
	text_copy(s->testers, sizeof(s->testers), place->setup.testers);
	if (!place->run)
		text_copy(s->course, sizeof(s->course), place->setup.course);
	if (!place->by_hand)
		text_copy(s->device, sizeof(s->device), place->profile->name);
	return sessions_begin(place->hall->store, s, now.wall_us, err);
}

bool place_is_behind(const struct place *place)
{
	return place->unwritten_count || place->waiting_count;
}

static bool end_listening(struct place *place, struct now now, struct err *err)
{
	if (!listenings_end(place->hall->store, &place->journal, now.mono_us,
		    place->ending, err))
		return false;
	place->ending = NULL;
	place->listening = false;
	place->feed_over = true; /* this may be said from within the feed */
	return true;
}

bool place_listen(struct place *place, struct now now, struct err *err)
{
	struct listening *l = &place->journal;

	if (place->listening && place->ending && !end_listening(place, now, err))
		return false;
	if (place->listening)
		return true;
	memset(l, 0, sizeof(*l));
	text_copy(l->where, sizeof(l->where), place->setup.line.where);
	text_copy(l->settings, sizeof(l->settings), place->setup.line.settings);
	text_copy(l->profile, sizeof(l->profile), place->profile->id);
	l->profile_text = place->profile->source;
	l->profile_len = place->profile->source_len;
	l->wall_us = now.wall_us;
	l->mono_us = now.mono_us;
	if (!listenings_begin(place->hall->store, l, err))
		return false;
	l->profile_text = NULL;
	place->listening = true;
	place->feed_over = true;
	return true;
}

void place_stop_listening(struct place *place, struct now now, const char *why)
{
	struct err err = ERR_INIT;

	if (place->run)
		run_stop_listening(place, now, why);
	if (!place->listening)
		return;
	place->ending = why;
	if (!place->unwritten_count && !end_listening(place, now, &err))
		place_note_fault(place, now, &err);
}

/* What the journal now says of the student. It can be made again later, and is as
 * soon as the disk allows. */
void place_score(struct place *place, const struct student *student, struct now now)
{
	const struct hall *hall = place->hall;
	struct err err = ERR_INIT;

	if (!results_refresh(hall->results, student->id, &err))
		place_note_fault(place, now, &err);
	if (hall->sitting)
		sitting_score(hall->sitting, hall->store, student);
}

int64_t place_wall_of(const struct place *place, int64_t mono_us)
{
	return place->journal.wall_us + (mono_us - place->journal.mono_us);
}

void place_refs(const struct place *place, const struct reading *readings, size_t n,
	struct reading_ref *refs, size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < n && *count < ATTEMPT_REFS_MAX; i++) {
		refs[*count] = reading_ref_of(&place->journal.id, &readings[i]);
		++*count;
	}
}

/* A device that cannot be told anything is told nothing. One that is asked is told when
 * it has answered. */
bool place_tell(struct place *place, const char *command)
{
	const struct profile_command *c = profile_command(place->profile, command);

	if (!c || c->danger || place->port < 0 || !place->is_open)
		return false;
	return poller_asks(&place->poller) ? poller_tell(&place->poller, c)
					   : say_to(place, c);
}

/* What the device is asked, and what it waits for. */
static void keep_asking(struct place *place, struct now now)
{
	const struct profile_command *c;

	if (place->port < 0)
		return;
	while ((c = poller_next(&place->poller, now.mono_us)))
		say_to(place, c);
}

/* ---- who may ---- */

static int tries_made(struct place *place, int i, const struct student *student,
	struct which_attempt *out, struct err *err)
{
	struct attempt_now made[ATTEMPTS_YEAR];
	int n = attempts_of(place->hall->store, student->id, place->tries[i].item->key,
		store_school_year(place->hall->store), made, ATTEMPTS_YEAR, err);

	for (int k = 0; k < n; k++)
		out[k] = (struct which_attempt){
			.seq = made[k].id.seq,
			.session = made[k].session_kind,
			.outcome = made[k].outcome,
			.voided = made[k].is_void,
			.disputed = made[k].is_disputed,
			.value = made[k].value,
		};
	return n;
}

static bool is_of_standard(
	const struct hall *hall, const struct student *student, int item)
{
	return scheme_tests(hall->scheme, student->sex, student->grade, item);
}

bool place_tests(const struct hall *hall, const struct student *student, int item)
{
	return is_of_standard(hall, student, item) ||
	       sitting_item(hall->sitting, hall->store, student, item) >= 0;
}

int place_tries_of(const struct place *place, int i, const struct student *student)
{
	const struct hall *hall = place->hall;
	int item = is_of_standard(hall, student, place->setup.items[i])
			   ? -1
			   : sitting_item(hall->sitting, hall->store, student,
				     place->setup.items[i]);

	return item < 0 ? place->tries[i].item->attempts
			: hall->sitting->exam->item[item].attempts;
}

/* Of an item that only the exam has: there a foul uses up a try. */
static int exam_left(const struct place *place, int i, const struct student *student,
	const struct which_attempt *made, int n)
{
	int left = place_tries_of(place, i, student);

	if (place->setup.kind == SESSION_PRACTICE)
		return WHICH_UNLIMITED;
	for (int k = 0; k < n; k++)
		left -= !made[k].voided && made[k].outcome != OUTCOME_INTERRUPTED &&
			which_same_line(made[k].session, place->setup.kind);
	return left;
}

int place_tries_left(struct place *place, int i, const struct student *student)
{
	struct which_attempt made[ATTEMPTS_YEAR];
	struct err err = ERR_INIT;
	int n;

	if (!place_tests(place->hall, student, place->setup.items[i]))
		return 0;
	n = tries_made(place, i, student, made, &err);
	if (n < 0) {
		place->fault = err;
		return -1;
	}
	if (!is_of_standard(place->hall, student, place->setup.items[i]))
		return exam_left(place, i, student, made, n);
	return which_left(place->tries[i].item, place->setup.kind, made, (size_t)n);
}

enum place_answer place_may(struct place *place, const struct student *student)
{
	bool tested = false;

	if (place->stage == PLACE_BUSY && place->form == PLACE_SINGLE)
		return PLACE_OCCUPIED;
	for (int i = 0; i < place->setup.item_count; i++) {
		int left;

		if (student->barred & (UINT64_C(1) << place->setup.items[i]))
			return PLACE_BARRED;
		if (!place_tests(place->hall, student, place->setup.items[i]))
			continue;
		tested = true;
		left = place_tries_left(place, i, student);
		if (left < 0)
			return PLACE_FAILED;
		if (left > 0)
			return PLACE_YES;
	}
	return tested ? PLACE_ALL_DONE : PLACE_NOT_THIS_ITEM;
}

/* ---- what the line brings ---- */

static void take_reading(void *ctx, const struct reading *r);

struct taking {
	struct place *place;
	struct now now;
};

/* What comes while a child stands there whose figures are private. */
static bool is_private(const struct place *place)
{
	for (int i = 0; i < place->setup.item_count; i++)
		if (place->stage != PLACE_FREE && place->tries[i].item->is_private)
			return true;
	return false;
}

/* Written down before anyone interprets it: bytes that are not in the journal
 * cannot back a result. */
static bool write_and_read(
	struct place *place, const struct chunk *chunk, struct now now)
{
	struct taking taking = { place, now };
	struct err err = ERR_INIT;

	if (place->listening && !listenings_chunk(place->hall->store, &place->journal,
					chunk->bytes, chunk->len, chunk->at_us, &err)) {
		place_note_fault(place, now, &err);
		return false;
	}
	if (place->feed_over)
		feed_init(&place->feed, place->profile);
	place->feed_over = false;
	feed_bytes(&place->feed, chunk->bytes, chunk->len, chunk->at_us, take_reading,
		&taking);
	health_fits(&place->health, &place->feed, chunk->at_us);
	if (place->heat)
		heat_take_changes(place, now);
	return true;
}

/* What the line brought, in its order. false: it could not be written. */
static bool take(struct place *place, const struct chunk *chunk, struct now now)
{
	switch ((enum chunk_kind)chunk->kind) {
	case CHUNK_BYTES_CAME:
		return write_and_read(place, chunk, now);
	case CHUNK_OPENED:
		if (place->heat)
			heat_device_back(place);
		else if (place->run)
			run_device_back(place);
		else
			single_device_back(place, now);
		break;
	case CHUNK_LOST:
		for (int i = 0; i < place->setup.item_count; i++)
			attempt_port_lost(&place->tries[i].memory);
		single_event(place, ATTEMPT_EVENT_LOST, now);
		if (place->heat)
			heat_lost(place->heat);
		if (place->run)
			run_device_lost(place);
		break;
	case CHUNK_PRESSED:
		return run_take_pressed(place, chunk, now);
	}
	return true;
}

/* A hole in the stream: whatever was being measured is measured again. */
static void pass_over_hole(struct place *place, struct now now)
{
	place->overrun = false;
	LOG_ERROR("place", "%s: more bytes came than could wait for the disk",
		place->setup.name);
	single_event(place, ATTEMPT_EVENT_LOST, now);
	single_event(place, ATTEMPT_EVENT_BACK, now);
}

static void take_unwritten(struct place *place, struct now now)
{
	size_t done = 0;

	place->taking = true;
	while (!place->failed && done < place->unwritten_count) {
		place->unwritten_next = done + 1;
		if (!take(place, &place->unwritten[done], now))
			break;
		done++;
	}
	place->taking = false;
	place->unwritten_count -= done;
	memmove(place->unwritten, place->unwritten + done,
		place->unwritten_count * sizeof(*place->unwritten));
	if (place->overrun && !place->unwritten_count)
		pass_over_hole(place, now);
}

/* In the order in which it happened: changes of a heat are older than the bytes
 * that wait behind them. */
static void write_what_waits(struct place *place, struct now now)
{
	struct err err = ERR_INIT;

	/* Writing what is derived shows whether there is room again, also when nothing
	 * waits because nobody could begin. */
	if (!results_ensure(place->hall->results, &err)) {
		place_note_fault(place, now, &err);
		return;
	}
	place->failed = false; /* until it fails again */
	if (place->heat)
		heat_take_changes(place, now);
	take_unwritten(place, now);
	if (place->heat) /* the last of them may have ended it */
		heat_take_changes(place, now);
	if (!place->failed && place->closing)
		place_close_heat(place, now);
	if (!place->failed && place->ending)
		place_stop_listening(place, now, place->ending);
	if (!place->failed && place->run && place->run->key.ending)
		run_stop_listening(place, now, place->run->key.ending);
	if (!place->failed && !place_is_behind(place) && !single_unsaved(place))
		place->fault.text[0] = '\0';
	place->changed = true;
}

static void take_reading(void *ctx, const struct reading *r)
{
	struct taking *taking = ctx;
	struct place *place = taking->place;

	poller_heard(&place->poller, r);
	recent_reading(&place->recent, r, is_private(place));
	place_clock_saw(place, r);
	if (place->form == PLACE_SINGLE)
		single_reading(place, r, taking->now);
	else if (place->many)
		many_take_reading(place, r, taking->now);
	else if (place->run)
		run_saw(place, r, taking->now);
	else if (place->stage == PLACE_BUSY || place->after_us)
		heat_take_reading(place, r, taking->now);
}

enum health place_trouble(uint8_t loss)
{
	static const enum health of[] = { [LOSS_NONE] = HEALTH_MISSING,
		[LOSS_UNPLUGGED] = HEALTH_UNPLUGGED,
		[LOSS_MISSING] = HEALTH_MISSING,
		[LOSS_HELD] = HEALTH_HELD,
		[LOSS_DENIED] = HEALTH_DENIED,
		[LOSS_REFUSED] = HEALTH_REFUSED };

	return loss < sizeof(of) / sizeof(of[0]) ? of[loss] : HEALTH_REFUSED;
}

/* What the lamp shows, and does not wait for the disk. */
static void note(struct place *place, const struct chunk *chunk)
{
	if (chunk->kind == CHUNK_PRESSED && !place->by_hand)
		return; /* says nothing of the device */
	if (chunk->kind == CHUNK_BYTES_CAME || chunk->kind == CHUNK_PRESSED) {
		place->heard_us = chunk->at_us;
		health_bytes(&place->health, chunk->bytes,
			place_is_behind(place) ? 0 : chunk->len, chunk->at_us);
		recent_bytes(&place->recent, chunk->bytes, chunk->len, chunk->at_us,
			is_private(place));
		place->changed = true;
		return;
	}
	if (chunk->kind == CHUNK_OPENED)
		health_opened(&place->health, chunk->at_us);
	else
		health_lost(&place->health, place_trouble(chunk->loss), chunk->at_us);
	place->is_open = chunk->kind == CHUNK_OPENED;
	if (place->is_open)
		poller_opened(&place->poller, chunk->at_us);
	else
		poller_lost(&place->poller);
	place->mute = false;
	place->armed = false;
	snprintf(place->lost, sizeof(place->lost), "%.*s", (int)chunk->len,
		(const char *)chunk->bytes);
	place->changed = true;
}

static void let_wait(struct place *place, const struct chunk *chunk, size_t at)
{
	struct chunk *to = &place->unwritten[at];

	if (place->unwritten_count == PLACE_UNWRITTEN) {
		place->overrun = true;
		return;
	}
	memmove(to + 1, to, (place->unwritten_count - at) * sizeof(*to));
	*to = *chunk;
	place->unwritten_count++;
}

void place_chunk(struct place *place, const struct chunk *chunk, struct now now)
{
	note(place, chunk);
	if (place->taking) { /* said of what waited: before whatever waits behind that */
		if (place->failed || !take(place, chunk, now))
			let_wait(place, chunk, place->unwritten_next++);
	} else if (place_is_behind(place) || !take(place, chunk, now)) {
		let_wait(place, chunk, place->unwritten_count);
	}
	keep_asking(place, now);
}

/* A state may begin or end by time alone. */
static void look_at_health(struct place *place, struct now now)
{
	enum health health = health_now(&place->health, now.mono_us);

	place->changed |= health != place->health_said;
	place->health_said = health;
	place->looked_us = now.mono_us;
}

void place_tick(struct place *place, struct now now)
{
	look_at_health(place, now);
	if (place->failed && now.mono_us >= place->retry_us)
		write_what_waits(place, now);
	if (place->form == PLACE_SINGLE)
		single_tick(place, now);
	else if (place->many)
		many_pass_time(place, now);
	else
		heat_tick(place, now);
	keep_asking(place, now);
}

int64_t place_deadline_us(const struct place *place)
{
	int64_t first = place->failed ? place->retry_us : INT64_MAX;
	int64_t health_us = health_due_us(&place->health, place->looked_us);
	int64_t asks_us = place->port < 0 ? INT64_MAX : poller_due_us(&place->poller);

	first = health_us < first ? health_us : first;
	first = asks_us < first ? asks_us : first;
	if (place->after_us && place->after_us < first && !place_is_behind(place))
		first = place->after_us;
	if (place->many && many_due_us(&place->many->grid) < first)
		first = many_due_us(&place->many->grid);
	if (place->stage != PLACE_BUSY || place->form != PLACE_SINGLE ||
		place_is_behind(place))
		return first;
	for (int i = 0; i < place->setup.item_count; i++) {
		const struct place_try *t = &place->tries[i];
		int64_t due;

		if (!t->active)
			continue;
		due = attempt_deadline_us(&t->attempt);
		if (due < first)
			first = due;
		due = t->attempt.armed_us + place->setup.ready_us;
		if (t->item->duration_us && t->attempt.state == ATTEMPT_READY &&
			place->is_open && due < first)
			first = due;
	}
	return first;
}
