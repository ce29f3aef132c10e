#include "place_run.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "log.h"
#include "place_run_parts.h"
#include "roll.h"
#include "roster.h"
#include "settings.h"
#include "text.h"

#define TRACK_M	  200
#define COUNT_MAX 99

int64_t run_now_us(const struct place *place, struct now now)
{
	return now.mono_us + place->run->shift_us;
}

/* ---- lining up --------------------------------------------------------------------- */

static bool is_chosen(const struct run *run, int i)
{
	return run->who == RUN_EVERYBODY ||
	       (run->who != RUN_NAMELESS &&
		       (run->who == RUN_GIRLS) == (run->pool[i].sex == SEX_FEMALE));
}

static int vest_max(const struct place *place)
{
	int lanes = place->setup.lanes;

	return lanes > 0 && lanes < PLACE_PEOPLE ? lanes : PLACE_PEOPLE;
}

static int free_vest(const struct place *place)
{
	const struct run *run = place->run;

	for (int number = 1; number <= vest_max(place); number++) {
		bool taken = false;

		for (int i = 0; i < run->pool_count; i++)
			taken |= run->vest[i] == number;
		if (!taken)
			return number;
	}
	return 0;
}

/* In the order of their vests. */
static void seat(struct place *place)
{
	struct run *run = place->run;
	struct course course = run_course(place);

	place->people_count = 0;
	for (int number = 1; number <= vest_max(place); number++) {
		if (run->who == RUN_NAMELESS && number <= run->pool_count)
			place->people[place->people_count++] = (struct place_person){
				.number = number
			};
		for (int i = 0; i < run->pool_count; i++)
			if (run->vest[i] == number)
				place->people[place->people_count++] =
					(struct place_person){ run->pool[i], number };
	}
	run_begin_arrivals(place, !course.crossings ? run->count
				  : run->laps	    ? course.crossings
						    : 1);
	place->changed = true;
}

static void hand_out_all(struct place *place, bool vests)
{
	struct run *run = place->run;

	memset(run->vest, 0, sizeof(run->vest));
	memset(run->pool_chip, 0, sizeof(run->pool_chip));
	for (int i = 0; vests && i < run->pool_count; i++)
		if (is_chosen(run, i))
			run->vest[i] = free_vest(place);
}

struct course run_course(const struct place *place)
{
	const struct item *item = place->tries[0].item;

	return course_of(
		item->distance_m, item->lap_m ? item->lap_m : place->run->track_m);
}

bool run_may_choose(const struct place *place)
{
	return place->run && place->stage == PLACE_BUSY &&
	       !arrivals_started(&place->run->arrivals);
}

static void remember(struct place *place, const char *key, int value)
{
	char text[16];
	struct err err = ERR_INIT;

	snprintf(text, sizeof(text), "%d", value);
	if (!settings_set(place->hall->store, key, text, &err))
		LOG_WARN("run", "%s", err.text);
}

static int remembered(const struct place *place, const char *key, int otherwise)
{
	char text[16], number[16];

	snprintf(number, sizeof(number), "%d", otherwise);
	settings_get(place->hall->store, key, number, text, sizeof(text));
	return atoi(text);
}

/* Who presses each lap does not say that the console tells each lap. */
static const char *laps_key(const struct place *place)
{
	return place->by_hand ? "run.laps" : "run.laps.device";
}

bool run_choose(struct place *place, enum run_choice choice, int value)
{
	struct run *run = place->run;

	if (!run_may_choose(place))
		return false;
	switch (choice) {
	case RUN_WHO:
		run->who = (enum run_who)value;
		hand_out_all(place, run->vests != RUN_VESTS_BY_TAP);
		run->starts = run->who == RUN_NAMELESS ? 1 : run->starts;
		break;
	case RUN_STARTS:
		run->starts = value > 1 && run->who == RUN_EVERYBODY ? 2 : 1;
		break;
	case RUN_TRACK:
		run->track_m = value;
		remember(place, "run.track_m", value);
		break;
	case RUN_LAPS:
		run->laps = value != 0;
		remember(place, laps_key(place), value);
		break;
	case RUN_COUNT:
		run->count = value >= 1 && value <= COUNT_MAX ? value : 1;
		break;
	case RUN_VESTS:
		if (value == RUN_VESTS_CHIPS && !run_hears_chips(place))
			return false;
		run->vests = (enum run_vests)value;
		hand_out_all(place, run->vests != RUN_VESTS_BY_TAP);
		break;
	case RUN_CHOICES:
		return false;
	}
	seat(place);
	return true;
}

bool run_hand_out(struct place *place, int who)
{
	struct run *run = place->run;

	if (!run_may_choose(place) || run->who == RUN_NAMELESS || who < 0 ||
		who >= run->pool_count)
		return false;
	run->vest[who] = run->vest[who] ? 0 : free_vest(place);
	run->pool_chip[who][0] = '\0';
	seat(place);
	return true;
}

void run_forget(struct run *run)
{
	size_t stays = offsetof(struct run, arrivals);

	memset((char *)run + stays, 0, sizeof(*run) - stays);
	run->starts = run->count = 1;
	run->vests = RUN_VESTS_LIST;
}

/* Those of them who may run, are here, and are not in the pool yet. */
static void add_to_pool(struct place *place, const struct student *students,
	size_t count, struct now now)
{
	struct run *run = place->run;

	for (size_t i = 0; i < count && run->pool_count < PLACE_PEOPLE; i++)
		if (place_may(place, &students[i]) == PLACE_YES &&
			roll_of(place, &students[i], now.wall_us) == ROLL_THERE)
			run->pool[run->pool_count++] = students[i];
}

static void add_class(struct place *place, const struct class_key *key, struct now now)
{
	static struct student class[PLACE_PEOPLE];
	struct err err = ERR_INIT;
	int n = roster_class_list(place->hall->store, key, class, PLACE_PEOPLE, &err);

	if (n < 0)
		place_note_fault(place, now, &err);
	else
		add_to_pool(place, class, (size_t)n, now);
}

static void take_class_out(struct run *run, const struct class_key *class)
{
	int kept = 0;

	for (int i = 0; i < run->pool_count; i++) {
		const struct class_key own = student_class(&run->pool[i]);

		if (class_same(&own, class))
			continue;
		run->pool[kept] = run->pool[i];
		run->vest[kept] = run->vest[i];
		memmove(run->pool_chip[kept], run->pool_chip[i], RUN_CHIP_SIZE);
		kept++;
	}
	for (int i = kept; i < run->pool_count; i++)
		run->vest[i] = 0;
	run->pool_count = kept;
}

/* One that an older line of the key named may be of every grade. */
bool run_has_class(const struct place *place, const struct class_key *class)
{
	const struct run *run = place->run;

	if (class_is_of(class, &run->first_class))
		return true;
	for (int i = 0; i < run->others_count; i++)
		if (class_same(&run->others[i], class))
			return true;
	return false;
}

static void forget_class(struct run *run, const struct class_key *class)
{
	for (int i = 0; i < run->others_count; i++)
		if (class_same(&run->others[i], class)) {
			run->others_count--;
			memmove(&run->others[i], &run->others[i + 1],
				(size_t)(run->others_count - i) *
					sizeof(run->others[0]));
			return;
		}
}

/* Who has a vest or a chip already keeps it. */
bool run_with_class(struct place *place, const struct class_key *class, struct now now)
{
	struct run *run = place->run;

	if (!run_may_choose(place) || class_is_of(class, &run->first_class))
		return false;
	if (run_has_class(place, class)) {
		forget_class(run, class);
		take_class_out(run, class);
	} else if (run->others_count == RUN_CLASSES) {
		return false;
	} else {
		int before = run->pool_count;

		run->others[run->others_count++] = *class;
		add_class(place, class, now);
		for (int i = before; i < run->pool_count; i++)
			if (run->vests != RUN_VESTS_BY_TAP && is_chosen(run, i))
				run->vest[i] = free_vest(place);
	}
	seat(place);
	return true;
}

/* From now on it is listened to: who takes a chip to the antenna, and the gun. */
static bool arm_device(struct place *place, struct now now)
{
	struct err err = ERR_INIT;

	if (place_listen(place, now, &err) && place_plug(place, &err)) {
		place->armed = place_tell(place, "start");
		return true;
	}
	place_stop_listening(place, now, "done");
	place_note_fault(place, now, &err);
	return false;
}

enum place_answer run_line_up(struct place *place, const struct student *students,
	size_t count, struct now now)
{
	struct run *run = place->run;

	run_forget(run);
	run->track_m = remembered(place, "run.track_m", TRACK_M);
	run->laps = run_hears_chips(place) ||
		    remembered(place, laps_key(place), 0) != 0;
	if (count) {
		const struct class_key class = student_class(&students[0]);

		if (!class_same(&run->first_class, &class))
			run->others_count = 0;
		run->first_class = class;
	}
	add_to_pool(place, students, count, now);
	for (int i = 0; i < run->others_count; i++)
		add_class(place, &run->others[i], now);
	if (!run->pool_count)
		return PLACE_ALL_DONE;
	if (!place->by_hand && !arm_device(place, now))
		return PLACE_FAILED;
	hand_out_all(place, true);
	seat(place);
	place->began_wall_us = now.wall_us;
	place->go_us = 0;
	place->class = run->first_class;
	place->heat_number++;
	place_stage_is(place, PLACE_BUSY, now);
	return PLACE_YES;
}

void run_cancel(struct place *place, struct now now)
{
	if (!run_may_choose(place))
		return;
	if (!place->by_hand)
		place_tell(place, "stop");
	place_stop_listening(place, now, "done");
	place->heat_number--;
	place_stage_is(place, PLACE_FREE, now);
}

/* Before the start, so that after a power cut it is known who ran. */
static bool put_line_up(
	struct place *place, struct lineup *lineup, struct now now, struct err *err)
{
	*lineup = (struct lineup){ .heat = place->heat_number,
		.session = place->session[0].id };
	for (int i = 0; i < place->people_count; i++) {
		struct lineup_person *p = &lineup->people[lineup->count++];

		p->number = place->people[i].number;
		text_copy(p->student, sizeof(p->student), place->people[i].student.id);
	}
	return lineups_put(place->hall->store, lineup, now.wall_us, err);
}

static bool say_chips(struct place *place, struct now now)
{
	const struct run *run = place->run;
	bool said = true;

	for (int i = 0; said && i < place->people_count; i++)
		for (int k = 0; said && k < run->pool_count; k++)
			if (run->vest[k] == place->people[i].number &&
				run->pool_chip[k][0])
				said = run_say(place, now, "$CHIP,%d,%s\r\n", i,
					run->pool_chip[k]);
	return said;
}

bool run_write_line_up(struct place *place, struct now now, struct err *err)
{
	struct run *run = place->run;
	struct lineup lineup;
	char class[CLASS_TEXT];

	return place_session(place, 0, now, err) && run_listen(place, now, err) &&
	       put_line_up(place, &lineup, now, err) &&
	       ((run_say(place, now,
			 "$HEAT,lineup=%" PRId64 ",needed=%d,starts=%d,class=%s\r\n",
			 lineup.id.seq, run->arrivals.needed, run->starts,
			 class_write(&place->class, class)) &&
			say_chips(place, now)) ||
		       err_set(err, "%s", place->fault.text));
}

/* ---- while they run --------------------------------------------------------------- */

bool run_start(struct place *place, int wave, struct now now)
{
	struct run *run = place->run;
	struct err err = ERR_INIT;

	if (!place->run || place->stage != PLACE_BUSY || !place->people_count ||
		wave < 0 || wave >= run->starts || run->arrivals.started[wave])
		return false;
	if (!arrivals_started(&run->arrivals) && !run_write_line_up(place, now, &err)) {
		place_note_fault(place, now, &err);
		return false;
	}
	return run_say(place, now, "$START,wave=%d,us=%" PRId64 "\r\n", wave + 1,
		run_now_us(place, now));
}

/* The thumb meant the start too. Once somebody runs for longer it may be an arrival. */
static bool gun_was_first(const struct place *place, struct now now)
{
	const struct run *run = place->run;
	bool gun = false;

	for (int i = 0; i < run->starts; i++) {
		if (!run->arrivals.started[i])
			continue;
		if (run_now_us(place, now) - run->arrivals.start_us[i] >= RUN_HAND_US)
			return false;
		gun |= run->start_seen[i].listening != 0;
	}
	return gun;
}

bool run_key(struct place *place, struct now now)
{
	if (!place->run || place->stage != PLACE_BUSY)
		return false;
	if (!arrivals_started(&place->run->arrivals))
		return run_start(place, 0, now);
	if (gun_was_first(place, now))
		return true;
	return run_say(
		place, now, "$FINISH,us=%" PRId64 "\r\n", run_now_us(place, now));
}

static bool hears(struct place *place, struct now now)
{
	struct err err = ERR_INIT;

	if (run_listen(place, now, &err))
		return true;
	place_note_fault(place, now, &err);
	return false;
}

static bool say_do(struct place *place, const char *word, int a, int b, struct now now)
{
	return hears(place, now) &&
	       run_say(place, now, "$DO,%s,%d,%d\r\n", word, a, b) &&
	       (!place->run->closed || run_settle(place, now, false));
}

static bool is_on(const struct place *place)
{
	return place->run && place->stage != PLACE_FREE &&
	       arrivals_started(&place->run->arrivals);
}

bool run_edit(
	struct place *place, enum arrivals_kind kind, int a, int b, struct now now)
{
	const struct arrivals_edit e = { kind, a, b, 0 };

	return is_on(place) && kind < ARRIVALS_KINDS && run_words[kind] &&
	       arrivals_may(&place->run->arrivals, &e) &&
	       say_do(place, run_words[kind], a, b, now);
}

bool run_recall(struct place *place, struct now now)
{
	if (place->run->closed || !run_edit(place, ARRIVALS_RECALL, 0, 0, now))
		return false;
	if (!place->by_hand)
		place->armed = place_tell(place, "start");
	return true;
}

bool run_undo(struct place *place, struct now now)
{
	return is_on(place) && arrivals_may_undo(&place->run->arrivals) &&
	       say_do(place, "undo", 0, 0, now);
}

bool run_insert(struct place *place, int mark, bool between, struct now now)
{
	const struct arrivals *a = &place->run->arrivals;
	int64_t at_us;

	if (!is_on(place) || mark < 0 || mark >= a->marks || a->mark[mark].struck)
		return false;
	at_us = between ? arrivals_between(a, mark, run_now_us(place, now))
			: a->mark[mark].at_us;
	return hears(place, now) &&
	       run_say(place, now, "$INSERT,us=%" PRId64 "\r\n", at_us);
}

/* Does this mark say again, by a second chip, that the runner crossed? */
static bool is_told_again(const struct run *run, int mark, int runner)
{
	const struct arrivals *a = &run->arrivals;

	for (int i = 0; i < a->marks; i++)
		if (i != mark && a->mark[i].runner == runner && !a->mark[i].struck &&
			llabs(a->mark[i].at_us - a->mark[mark].at_us) < RUN_REPEAT_US)
			return true;
	return false;
}

/* All crossings of the chip that wait for a name. What only tells one again is struck out, and
 * then no crossing may be left that says whose the chip is. */
static void give_chip(struct place *place, int chip, int runner, struct now now)
{
	const struct run *run = place->run;
	const struct arrivals *a = &run->arrivals;

	for (int i = 0; i < a->marks; i++) {
		if (run->mark_chip[i] != chip || a->mark[i].runner >= 0 ||
			a->mark[i].struck)
			continue;
		if (!is_told_again(run, i, runner)) {
			(void)run_edit(place, ARRIVALS_GIVE, i, runner, now);
			continue;
		}
		(void)run_say(
			place, now, "$CHIP,%d,%s\r\n", runner, run->chip[chip].name);
		(void)run_edit(place, ARRIVALS_STRIKE, i, 0, now);
	}
}

bool run_give_mark(struct place *place, int mark, int runner, struct now now)
{
	const struct run *run = place->run;
	const struct arrivals_edit e = { ARRIVALS_GIVE, mark, runner, 0 };

	if (!is_on(place) || !arrivals_may(&run->arrivals, &e))
		return false;
	if (run->arrivals.mark[mark].runner >= 0 || run->mark_chip[mark] < 0)
		return run_edit(place, ARRIVALS_GIVE, mark, runner, now);
	if (!hears(place, now))
		return false;
	give_chip(place, run->mark_chip[mark], runner, now);
	return true;
}

bool run_give(struct place *place, int runner, struct now now)
{
	int mark = is_on(place) ? arrivals_oldest(&place->run->arrivals) : -1;

	return mark >= 0 && run_give_mark(place, mark, runner, now);
}

bool run_is_named(const struct place *place, int who)
{
	const struct run *run = place->run;

	for (int i = 0; i < place->people_count; i++)
		if (strcmp(place->people[i].student.id, run->pool[who].id) == 0)
			return true;
	return false;
}

bool run_name(struct place *place, int runner, int who, struct now now)
{
	struct run *run = place->run;
	struct student before;
	struct lineup lineup;
	struct err err = ERR_INIT;

	if (!is_on(place) || runner < 0 || runner >= place->people_count || who < 0 ||
		who >= run->pool_count || run_is_named(place, who))
		return false;
	before = place->people[runner].student;
	place->people[runner].student = run->pool[who];
	place->changed = true;
	if (put_line_up(place, &lineup, now, &err))
		return !run->closed || run_settle(place, now, false);
	place->people[runner].student = before;
	place_note_fault(place, now, &err);
	return false;
}

/* ---- its life ---------------------------------------------------------------------- */

bool run_open(struct place *place, struct err *err)
{
	struct run *run = mem_alloc(sizeof(*run));

	place->run = run;
	place->people = mem_array(PLACE_PEOPLE, sizeof(*place->people));
	run_forget(run);
	run->key.profile = place_hand_profile(HAND_PROFILE, err);
	return run->key.profile != NULL;
}

void run_release(struct place *place)
{
	if (place->run)
		profile_free(place->run->key.profile);
	free(place->run);
	place->run = NULL;
}
