/* What a device saw of a run: chips and start numbers, as crossings of their runners. */
#include "place_run.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "place_run_parts.h"
#include "text.h"

#define NUMBER_MAX 9999 /* of a vest */

bool run_hears_chips(const struct place *place)
{
	return place->run && !place->by_hand &&
	       (strcmp(place->profile->kind, "chip") == 0 ||
		       strcmp(place->profile->kind, "reader") == 0);
}

/* ---- chips ------------------------------------------------------------------------- */

/* As it stands in a line: leading zeros do not matter, and no sign of ours is in it. */
static void chip_name(const char *subject, char out[RUN_CHIP_SIZE])
{
	while (subject[0] == '0' && subject[1])
		subject++;
	text_copy(out, RUN_CHIP_SIZE, subject);
	for (char *s = out; *s; s++)
		if (!isalnum((unsigned char)*s) && !strchr("._:+-", *s))
			*s = '_';
}

int run_chip(struct run *run, const char *name)
{
	for (int i = 0; i < run->chips; i++)
		if (strcmp(run->chip[i].name, name) == 0)
			return i;
	if (!name[0] || run->chips == RUN_CHIPS)
		return -1;
	run->chip[run->chips].last_us = 0;
	run->chip[run->chips].runner = -1;
	text_copy(run->chip[run->chips].name, RUN_CHIP_SIZE, name);
	return run->chips++;
}

/* A vest's number; -1: the name is none, like the long numbers of most tags. */
static int number_of_chip(const char *name)
{
	char *end;
	long number = isdigit((unsigned char)name[0]) ? strtol(name, &end, 10) : -1;

	return number >= 1 && number <= NUMBER_MAX && *end == '\0' ? (int)number : -1;
}

/* Handed out; or the number on the vest; or what somebody said of an earlier crossing. */
static int owner_of(const struct run *run, int chip, const char *name)
{
	const struct arrivals *a = &run->arrivals;
	int runner;

	if (chip >= 0 && run->chip[chip].runner >= 0)
		return run->chip[chip].runner;
	runner = arrivals_find(a, number_of_chip(name));
	for (int i = a->marks - 1; runner < 0 && chip >= 0 && i >= 0; i--)
		if (run->mark_chip[i] == chip && !a->mark[i].struck)
			runner = a->mark[i].runner;
	return runner;
}

int run_next_for_chip(const struct place *place)
{
	const struct run *run = place->run;
	int next = -1;

	if (run->vests != RUN_VESTS_CHIPS || !run_may_choose(place))
		return -1;
	for (int i = 0; i < run->pool_count; i++)
		if (run->vest[i] && !run->pool_chip[i][0] &&
			(next < 0 || run->vest[i] < run->vest[next]))
			next = i;
	return next;
}

/* They come to the antenna one after the other. A chip that somebody has stays theirs. */
static void hand_out(struct place *place, const char *name)
{
	struct run *run = place->run;
	int next = run_next_for_chip(place);

	if (next < 0 || !name[0])
		return;
	for (int i = 0; i < run->pool_count; i++)
		if (strcmp(run->pool_chip[i], name) == 0)
			return;
	text_copy(run->pool_chip[next], RUN_CHIP_SIZE, name);
	place->changed = true;
}

/* ---- what a reading is --------------------------------------------------------------- */

enum sight { SIGHT_NONE, SIGHT_START, SIGHT_CROSSING, SIGHT_FALSE_START };

static enum sight sight_of_impulse(const struct place *place, const struct reading *r)
{
	const struct profile *p = place->profile;

	if (p->start_channel[0] && strcmp(r->channel, p->start_channel) == 0)
		return SIGHT_START;
	if (p->finish_channel[0] && strcmp(r->channel, p->finish_channel) != 0)
		return SIGHT_NONE;
	/* A chip reader's own trigger is nobody. */
	return r->subject[0] || !run_hears_chips(place) ? SIGHT_CROSSING : SIGHT_NONE;
}

static enum sight sight_of(const struct place *place, const struct reading *r)
{
	if (r->flags & (FLAG_MEMORY | FLAG_ERROR))
		return SIGHT_NONE;
	switch ((enum reading_kind)r->kind) {
	case READING_START:
		return SIGHT_START;
	case READING_FOUL:
		return SIGHT_FALSE_START;
	case READING_FINISH:
		return SIGHT_CROSSING;
	case READING_IDENTITY:
		return r->subject[0] ? SIGHT_CROSSING : SIGHT_NONE;
	case READING_LAP:
	case READING_SPLIT: /* a timer's own count, where each lap is wanted */
		return r->subject[0] && place->run->laps ? SIGHT_CROSSING : SIGHT_NONE;
	case READING_IMPULSE:
		return sight_of_impulse(place, r);
	default:
		return SIGHT_NONE;
	}
}

/* ---- what comes of it ------------------------------------------------------------------ */

/* A reading, the listening that it is in, and when that was on the run's clock. */
struct sighting {
	const struct reading *r;
	int64_t listening;
	int64_t us;
	struct now now;
};

static bool is_same_impulse(const struct reading *a, const struct reading *b)
{
	return a->has_value && b->has_value && a->value == b->value &&
	       strcmp(a->channel, b->channel) == 0;
}

static bool was_seen(const struct run *run, const struct reading *r)
{
	for (int i = 0; i < run->starts; i++)
		if (run->start_seen[i].known &&
			is_same_impulse(&run->start_seen[i].reading, r))
			return true;
	return false;
}

/* The wave that this start is of; -1: of none that waits. A gun says it twice, or echoes, or
 * is heard behind the key's start: no wave follows another so soon, and none is before one
 * that has started. */
static int wave_of(const struct run *run, const struct sighting *s)
{
	const struct arrivals *a = &run->arrivals;
	int waiting = -1;

	if (was_seen(run, s->r))
		return -1;
	for (int i = 0; i < run->starts; i++)
		if (a->started[i] && llabs(s->us - a->start_us[i]) < RUN_HAND_US)
			return run->start_seen[i].listening ? -1 : i;
	for (int i = run->starts - 1; i >= 0; i--) {
		if (a->started[i] && s->us < a->start_us[i])
			return -1;
		if (!a->started[i])
			waiting = i;
	}
	return waiting;
}

static void saw_start(struct place *place, const struct sighting *s)
{
	struct run *run = place->run;
	int wave = wave_of(run, s);
	struct err err = ERR_INIT;

	if (wave < 0 || !place->people_count)
		return;
	if (!arrivals_started(&run->arrivals) &&
		!run_write_line_up(place, s->now, &err)) {
		place_note_fault(place, s->now, &err);
		return;
	}
	run->seeing = s->r;
	(void)run_say(place, s->now,
		"$GUN,wave=%d,us=%" PRId64 ",at=%" PRId64 ":%" PRIu64 ":%u\r\n",
		wave + 1, s->us, s->listening, s->r->offset, s->r->index);
	run->seeing = NULL;
}

/* Where they start at the line itself the antenna hears them start. */
static bool is_still_starting(const struct place *place, int runner, int64_t us)
{
	const struct arrivals *a = &place->run->arrivals;
	int wave = runner < 0 ? !a->started[0] : a->runner[runner].wave;

	return !a->started[wave] || us < a->start_us[wave] ||
	       (a->needed > 1 && !run_course(place).before_m &&
		       us - a->start_us[wave] < ARRIVALS_QUICK_US);
}

/* Of somebody whom nobody knows: not more than leaves room for all who still run. There are
 * tags in clothes, and a reader hears them all. */
static bool has_room(const struct arrivals *a)
{
	int room = ARRIVALS_MARKS - a->marks;

	for (int i = 0; i < a->runners; i++) {
		struct arrivals_stand stand;

		arrivals_stand(a, i, &stand);
		room -= stand.left;
	}
	return room > 0;
}

/* A tag is read many times in one passing, and so are two on one runner; who is in stands
 * about near the line. */
static bool is_crossing(
	const struct place *place, int runner, int64_t us, int64_t last_us)
{
	const struct arrivals *a = &place->run->arrivals;
	struct arrivals_stand stand;

	if ((last_us && us - last_us < RUN_REPEAT_US) ||
		is_still_starting(place, runner, us))
		return false;
	if (runner < 0)
		return has_room(a);
	arrivals_stand(a, runner, &stand);
	return stand.finish < 0 &&
	       !(stand.last_us && llabs(us - stand.last_us) < RUN_REPEAT_US);
}

/* What an operator put in is told long after it was: it was when the device's clock says,
 * if that is not nonsense. */
static int64_t moment_of(
	const struct place *place, const struct sighting *s, int runner)
{
	const struct run *run = place->run;
	int wave = runner < 0 ? 0 : run->arrivals.runner[runner].wave;
	const struct run_seen *start = &run->start_seen[wave];
	int64_t us;

	if (!(s->r->flags & FLAG_INSERTED) || !start->known || !s->r->has_value)
		return s->us;
	us = run->arrivals.start_us[wave] + rules_net_us(&start->reading, s->r);
	return us > run->arrivals.start_us[wave] && us < s->us ? us : s->us;
}

static void say_pass(
	struct place *place, const struct sighting *s, int runner, const char *name)
{
	struct run *run = place->run;
	struct err err = ERR_INIT;

	if (!run_listen(place, s->now, &err)) {
		place_note_fault(place, s->now, &err);
		return;
	}
	run->seeing = s->r;
	(void)run_say(place, s->now,
		"$PASS,us=%" PRId64 ",runner=%d,at=%" PRId64 ":%" PRIu64 ":%u%s%s\r\n",
		moment_of(place, s, runner), runner, s->listening, s->r->offset,
		s->r->index, name[0] ? ",of=" : "", name);
	run->seeing = NULL;
	if (run->closed)
		(void)run_settle(place, s->now, false);
}

/* The device took it away from this number again. */
static void take_back(struct place *place, const struct sighting *s, const char *name)
{
	struct run *run = place->run;
	const struct arrivals *a = &run->arrivals;
	int chip = run_chip(run, name);

	for (int i = 0; i < a->marks; i++)
		if (run->mark_chip[i] == chip && run->mark_seen[i].known &&
			is_same_impulse(&run->mark_seen[i].reading, s->r)) {
			(void)run_edit(place, ARRIVALS_STRIKE, i, 0, s->now);
			return;
		}
}

/* true: the device says how the runner ended, and no crossing. */
static bool saw_end(struct place *place, const struct sighting *s, int runner)
{
	enum arrivals_end end = s->r->flags & FLAG_DISQUALIFIED ? ARRIVALS_FOUL
				: s->r->flags & FLAG_DNF	? ARRIVALS_GAVE_UP
								: ARRIVALS_RUNS;

	if (end != ARRIVALS_RUNS && runner >= 0)
		(void)run_edit(place, ARRIVALS_END, runner, end, s->now);
	return end != ARRIVALS_RUNS;
}

static void saw_crossing(struct place *place, const struct sighting *s)
{
	struct run *run = place->run;
	char name[RUN_CHIP_SIZE];
	int chip, runner;
	int64_t last_us;

	chip_name(s->r->flags & FLAG_UNASSIGNED ? "" : s->r->subject, name);
	if (!arrivals_started(&run->arrivals)) {
		hand_out(place, name);
		return;
	}
	if (s->r->flags & FLAG_CLEARED) {
		take_back(place, s, name);
		return;
	}
	chip = run_chip(run, name);
	last_us = chip < 0 ? 0 : run->chip[chip].last_us;
	if (chip >= 0)
		run->chip[chip].last_us = s->us;
	runner = owner_of(run, chip, name);
	if (saw_end(place, s, runner) || (runner < 0 && name[0] && chip < 0))
		return; /* there is no end of strangers */
	/* Whoever puts one in means it, also beside another: a teacher looks at both. */
	if (s->r->flags & FLAG_INSERTED || is_crossing(place, runner, s->us, last_us))
		say_pass(place, s, runner, name);
}

/* Gates that saw a false start wait to be armed again. */
static void saw_false_start(struct place *place, const struct sighting *s)
{
	struct arrivals_tally tally;

	arrivals_count(&place->run->arrivals, &tally);
	if (arrivals_started(&place->run->arrivals) && !tally.arrived)
		(void)run_recall(place, s->now);
	if (!arrivals_started(&place->run->arrivals))
		place->armed = place_tell(place, "start");
}

static void take_sighting(struct place *place, const struct sighting *s)
{
	switch (sight_of(place, s->r)) {
	case SIGHT_START:
		saw_start(place, s);
		break;
	case SIGHT_CROSSING:
		saw_crossing(place, s);
		break;
	case SIGHT_FALSE_START:
		saw_false_start(place, s);
		break;
	case SIGHT_NONE:
		break;
	}
}

void run_saw(struct place *place, const struct reading *r, struct now now)
{
	const struct sighting s = { r, place->journal.id.seq,
		r->at_us + place->run->shift_us, now };

	/* A run that is over is only corrected. */
	if (place->run->closed
			? place->after_us &&
				  r->flags & (FLAG_CLEARED | FLAG_INSERTED | FLAG_DNF |
						     FLAG_DISQUALIFIED)
			: place->stage == PLACE_BUSY)
		take_sighting(place, &s);
}

/* It was not there when they lined up. A clock that runs is left alone. */
void run_device_back(struct place *place)
{
	if (run_may_choose(place) && !place->armed)
		place->armed = place_tell(place, "start");
}

void run_device_lost(struct place *place)
{
	place->run->epoch++;
}

/* ---- after the program had stopped ------------------------------------------------------ */

#define MISSED_MAX 256

/* What was heard and had no line yet. */
struct missed {
	struct reading reading;
	int64_t listening, us;
};

struct recalling {
	struct place *place;
	struct feed feed;
	int64_t listening;
	struct run_seen last; /* the latest reading that has a line */
	struct missed *missed;
	int count;
};

static bool is_after(const struct recalling *w, const struct reading *r)
{
	const struct reading *last = &w->last.reading;

	return w->listening != w->last.listening ? w->listening > w->last.listening
	       : r->offset != last->offset	 ? r->offset > last->offset
						 : r->index > last->index;
}

static void know(struct recalling *w, const struct reading *r, struct run_seen *seen)
{
	if (seen->known || seen->listening != w->listening ||
		seen->reading.offset != r->offset || seen->reading.index != r->index)
		return;
	seen->reading = *r;
	seen->known = true;
}

static void recall_reading(void *ctx, const struct reading *r)
{
	struct recalling *w = ctx;
	struct run *run = w->place->run;
	int64_t us = r->at_us + run->shift_us;
	char name[RUN_CHIP_SIZE];
	int chip;

	for (int i = 0; i < ARRIVALS_WAVES; i++)
		know(w, r, &run->start_seen[i]);
	for (int i = 0; i < run->arrivals.marks; i++)
		know(w, r, &run->mark_seen[i]);
	if (!w->missed || sight_of(w->place, r) == SIGHT_NONE)
		return;
	if (is_after(w, r) && w->count < MISSED_MAX) {
		w->missed[w->count++] = (struct missed){ *r, w->listening, us };
		return;
	}
	chip_name(r->subject, name);
	chip = run_chip(run, name);
	if (chip >= 0)
		run->chip[chip].last_us = us;
}

static bool recall_chunk(
	void *ctx, const uint8_t *bytes, size_t len, uint64_t offset, int64_t at_us)
{
	struct recalling *w = ctx;

	(void)offset;
	feed_bytes(&w->feed, bytes, len, at_us, recall_reading, w);
	return true;
}

static bool recall_listening(struct recalling *w, int64_t listening, struct err *err)
{
	struct entry_id id = w->place->run->heard[0];

	id.seq = w->listening = listening;
	feed_init(&w->feed, w->place->profile);
	return listenings_replay(w->place->hall->store, &id, recall_chunk, w, err);
}

/* The first listening in which something is only named; 0: all is known. */
static int64_t first_unknown(const struct run *run, int64_t after)
{
	int64_t first = 0;

	for (int i = -ARRIVALS_WAVES; i < run->arrivals.marks; i++) {
		const struct run_seen *seen = i < 0 ? &run->start_seen[-1 - i]
						    : &run->mark_seen[i];

		if (!seen->known && seen->listening > after &&
			(!first || seen->listening < first))
			first = seen->listening;
	}
	return first;
}

bool run_know_seen(struct place *place, struct err *err)
{
	struct recalling *w = mem_alloc(sizeof(*w));
	int64_t listening = 0;
	bool ok = true;

	w->place = place;
	while (ok && (listening = first_unknown(place->run, listening)) != 0)
		ok = recall_listening(w, listening, err);
	free(w);
	return ok;
}

static void find_last(const struct run *run, struct run_seen *last)
{
	for (int i = -ARRIVALS_WAVES; i < run->arrivals.marks; i++) {
		const struct run_seen *seen = i < 0 ? &run->start_seen[-1 - i]
						    : &run->mark_seen[i];
		bool later = seen->listening != last->listening
				     ? seen->listening > last->listening
				     : seen->reading.offset > last->reading.offset;

		if (seen->listening && later)
			*last = *seen;
	}
}

bool run_recall_seen(struct place *place, const int64_t *listenings, int count,
	struct run_missed *out, struct err *err)
{
	struct recalling *w = mem_alloc(sizeof(*w));
	bool ok = true;

	w->place = place;
	w->missed = mem_array(MISSED_MAX, sizeof(*w->missed));
	find_last(place->run, &w->last);
	for (int i = 0; ok && i < count; i++)
		ok = recall_listening(w, listenings[i], err);
	out->missed = w->missed;
	out->count = w->count;
	free(w);
	return ok;
}

void run_say_missed(struct place *place, struct run_missed *missed, struct now now)
{
	for (int i = 0; i < missed->count; i++) {
		const struct missed *m = &missed->missed[i];
		const struct sighting s = { &m->reading, m->listening, m->us, now };

		take_sighting(place, &s);
	}
	free(missed->missed);
	missed->missed = NULL;
	missed->count = 0;
}
