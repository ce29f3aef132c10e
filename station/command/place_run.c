#include "place_run.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "lineups.h"
#include "log.h"
#include "query.h"
#include "reasons.h"
#include "roll.h"
#include "roster.h"
#include "settings.h"
#include "text.h"

#define TRACK_M	  200
#define COUNT_MAX 99

static struct run *run_of(const struct place *place)
{
	return place->run;
}

int64_t run_now_us(const struct place *place, struct now now)
{
	return now.mono_us + run_of(place)->shift_us;
}

/* ---- lines ----------------------------------------------------------------------- */

__attribute__((format(printf, 3, 4))) static bool say(
	struct place *place, struct now now, const char *format, ...)
{
	struct chunk chunk = { .at_us = now.mono_us, .kind = CHUNK_BYTES_CAME };
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf((char *)chunk.bytes, sizeof(chunk.bytes), format, args);
	va_end(args);
	chunk.len = (uint16_t)n;
	place_chunk(place, &chunk, now);
	return !place->failed;
}

static const char *const words[ARRIVALS_KINDS] = {
	[ARRIVALS_RECALL] = "recall",
	[ARRIVALS_STRIKE] = "strike",
	[ARRIVALS_GIVE] = "give",
	[ARRIVALS_TAKE] = "take",
	[ARRIVALS_SWAP] = "swap",
	[ARRIVALS_END] = "end",
};

/* Of "do=give;a=3;b=12": the text behind `key`. */
static const char *value_of(const char *text, const char *key)
{
	size_t len = strlen(key);

	for (const char *s = text; s; s = strchr(s, ';'), s = s ? s + 1 : NULL)
		if (strncmp(s, key, len) == 0 && s[len] == '=')
			return s + len + 1;
	return NULL;
}

static int64_t number_of(const char *text, const char *key)
{
	const char *value = value_of(text, key);

	return value ? strtoll(value, NULL, 10) : 0;
}

static bool is_word(const char *value, const char *word)
{
	size_t len = strlen(word);

	return value && strncmp(value, word, len) == 0 &&
	       (value[len] == ';' || value[len] == '\0');
}

static void text_until(const char *value, char *out, size_t size)
{
	if (value)
		snprintf(out, size, "%.*s", (int)strcspn(value, ";"), value);
}

static void begin_arrivals(struct place *place, int needed)
{
	struct run *run = run_of(place);

	arrivals_init(&run->arrivals, needed);
	for (int i = 0; i < place->people_count; i++)
		(void)arrivals_put(&run->arrivals, place->people[i].number,
			run->starts > 1 && place->people[i].student.sex == SEX_FEMALE);
}

static void show_started(struct place *place)
{
	struct run *run = run_of(place);
	int64_t first_us = 0;

	for (int i = 0; i < ARRIVALS_WAVES; i++)
		if (run->arrivals.started[i] &&
			(!first_us || run->arrivals.start_us[i] < first_us))
			first_us = run->arrivals.start_us[i];
	place->go_us = first_us ? first_us - run->shift_us : 0;
}

static void take_do(struct place *place, const char *text)
{
	struct run *run = run_of(place);
	struct arrivals_edit e = { .a = (int)number_of(text, "a"),
		.b = (int)number_of(text, "b") };
	const char *word = value_of(text, "do");

	if (is_word(word, "undo"))
		(void)arrivals_undo(&run->arrivals);
	if (is_word(word, "close"))
		run->closed = true;
	for (int i = 0; i < ARRIVALS_KINDS; i++)
		if (words[i] && is_word(word, words[i])) {
			e.kind = (enum arrivals_kind)i;
			(void)arrivals_do(&run->arrivals, &e);
		}
	show_started(place);
}

static void take_status(struct place *place, const char *text)
{
	struct run *run = run_of(place);

	if (value_of(text, "do"))
		take_do(place, text);
	if (value_of(text, "lineup")) {
		run->starts = (int)number_of(text, "starts");
		begin_arrivals(place, (int)number_of(text, "needed"));
		text_until(value_of(text, "class"), place->class_code,
			sizeof(place->class_code));
	}
	if (value_of(text, "boot")) {
		snprintf(run->boot, sizeof(run->boot), "%.8s", value_of(text, "boot"));
		run->shift_us = number_of(text, "shift");
	}
}

static void take_moment(struct place *place, const struct reading *r)
{
	struct run *run = run_of(place);
	struct run_from from = { run->heard_count - 1, r->offset, r->at_us };
	struct arrivals_edit e = { .kind = ARRIVALS_PRESS, .at_us = r->value };

	if (r->kind == READING_START) {
		e.kind = ARRIVALS_START;
		e.a = r->channel[0] == '2';
	} else if (r->flags & FLAG_INSERTED) {
		e.kind = ARRIVALS_INSERT;
	}
	if (!arrivals_do(&run->arrivals, &e))
		return;
	if (r->kind == READING_START)
		run->start_from[e.a] = from;
	else
		run->mark_from[run->arrivals.marks - 1] = from;
	if (r->value > run->last_us)
		run->last_us = r->value;
	show_started(place);
}

void run_reading(struct place *place, const struct reading *r, struct now now)
{
	(void)now;
	if (r->kind == READING_STATUS)
		take_status(place, r->text);
	else if ((r->kind == READING_START || r->kind == READING_FINISH) &&
		 r->has_value)
		take_moment(place, r);
	place->changed = true;
}

/* A listening of the run begins: which clock its arrivals are on. */
static bool listen(struct place *place, struct now now, struct err *err)
{
	struct run *run = run_of(place);
	const char *boot = place->hall->boot;

	if (place->listening)
		return true;
	if (run->heard_count == RUN_LISTENINGS)
		return err_set(err, "%s: one run was taken up again %d times",
			place->setup.name, RUN_LISTENINGS);
	if (!place_listen(place, now, err))
		return false;
	run->heard[run->heard_count++] = place->journal.id;
	return say(place, now, "$BOOT,%.8s,%" PRId64 "\r\n",
		       boot[0] ? boot : "00000000", run->shift_us) ||
	       err_set(err, "%s", place->fault.text);
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
	const struct run *run = run_of(place);

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
	struct run *run = run_of(place);
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
	begin_arrivals(place, !course.crossings ? run->count
			      : run->laps	? course.crossings
						: 1);
	place->changed = true;
}

static void hand_out_all(struct place *place, bool vests)
{
	struct run *run = run_of(place);

	memset(run->vest, 0, sizeof(run->vest));
	for (int i = 0; vests && i < run->pool_count; i++)
		if (is_chosen(run, i))
			run->vest[i] = free_vest(place);
}

struct course run_course(const struct place *place)
{
	const struct item *item = place->tries[0].item;

	return course_of(
		item->distance_m, item->lap_m ? item->lap_m : run_of(place)->track_m);
}

bool run_may_choose(const struct place *place)
{
	return place->run && place->stage == PLACE_BUSY &&
	       !arrivals_started(&run_of(place)->arrivals);
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

bool run_choose(struct place *place, enum run_choice choice, int value)
{
	struct run *run = run_of(place);

	if (!run_may_choose(place))
		return false;
	switch (choice) {
	case RUN_WHO:
		run->who = (enum run_who)value;
		hand_out_all(place, !run->by_tap);
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
		remember(place, "run.laps", value);
		break;
	case RUN_COUNT:
		run->count = value >= 1 && value <= COUNT_MAX ? value : 1;
		break;
	case RUN_VESTS:
		run->by_tap = value == 0;
		hand_out_all(place, value != 0);
		break;
	case RUN_CHOICES:
		return false;
	}
	seat(place);
	return true;
}

bool run_hand_out(struct place *place, int who)
{
	struct run *run = run_of(place);

	if (!run_may_choose(place) || run->who == RUN_NAMELESS || who < 0 ||
		who >= run->pool_count)
		return false;
	run->vest[who] = run->vest[who] ? 0 : free_vest(place);
	seat(place);
	return true;
}

static void forget_run(struct run *run)
{
	memset(run, 0, sizeof(*run));
	run->starts = run->count = 1;
}

enum place_answer run_line_up(struct place *place, const struct student *students,
	size_t count, struct now now)
{
	struct run *run = run_of(place);

	forget_run(run);
	run->track_m = remembered(place, "run.track_m", TRACK_M);
	run->laps = remembered(place, "run.laps", 0) != 0;
	for (size_t i = 0; i < count && run->pool_count < PLACE_PEOPLE; i++)
		if (place_may(place, &students[i]) == PLACE_YES &&
			roll_of(place, &students[i], now.wall_us) == ROLL_THERE)
			run->pool[run->pool_count++] = students[i];
	if (!run->pool_count)
		return PLACE_ALL_DONE;
	hand_out_all(place, true);
	seat(place);
	place->began_wall_us = now.wall_us;
	place->go_us = 0;
	text_copy(
		place->class_code, sizeof(place->class_code), run->pool[0].class_code);
	place->heat_number++;
	place_stage_is(place, PLACE_BUSY, now);
	return PLACE_YES;
}

void run_cancel(struct place *place, struct now now)
{
	if (!run_may_choose(place))
		return;
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

static bool write_line_up(struct place *place, struct now now, struct err *err)
{
	struct run *run = run_of(place);
	struct lineup lineup;

	return place_session(place, 0, now, err) && listen(place, now, err) &&
	       put_line_up(place, &lineup, now, err) &&
	       (say(place, now,
			"$HEAT,lineup=%" PRId64 ",needed=%d,starts=%d,class=%s\r\n",
			lineup.id.seq, run->arrivals.needed, run->starts,
			place->class_code) ||
		       err_set(err, "%s", place->fault.text));
}

/* ---- while they run --------------------------------------------------------------- */

bool run_start(struct place *place, int wave, struct now now)
{
	struct run *run = run_of(place);
	struct err err = ERR_INIT;

	if (!place->run || place->stage != PLACE_BUSY || !place->people_count ||
		wave < 0 || wave >= run->starts || run->arrivals.started[wave])
		return false;
	if (!arrivals_started(&run->arrivals) && !write_line_up(place, now, &err)) {
		place_note_fault(place, now, &err);
		return false;
	}
	return say(place, now, "$START,wave=%d,us=%" PRId64 "\r\n", wave + 1,
		run_now_us(place, now));
}

bool run_key(struct place *place, struct now now)
{
	if (!place->run || place->stage != PLACE_BUSY)
		return false;
	if (!arrivals_started(&run_of(place)->arrivals))
		return run_start(place, 0, now);
	return say(place, now, "$FINISH,us=%" PRId64 "\r\n", run_now_us(place, now));
}

/* After a correction of a run that was closed its attempts follow. */
static bool settle(struct place *place, struct now now, bool closes);

static bool hears(struct place *place, struct now now)
{
	struct err err = ERR_INIT;

	if (listen(place, now, &err))
		return true;
	place_note_fault(place, now, &err);
	return false;
}

static bool say_do(struct place *place, const char *word, int a, int b, struct now now)
{
	return hears(place, now) && say(place, now, "$DO,%s,%d,%d\r\n", word, a, b) &&
	       (!run_of(place)->closed || settle(place, now, false));
}

static bool is_on(const struct place *place)
{
	return place->run && place->stage != PLACE_FREE &&
	       arrivals_started(&run_of(place)->arrivals);
}

bool run_edit(
	struct place *place, enum arrivals_kind kind, int a, int b, struct now now)
{
	const struct arrivals_edit e = { kind, a, b, 0 };

	return is_on(place) && kind < ARRIVALS_KINDS && words[kind] &&
	       arrivals_may(&run_of(place)->arrivals, &e) &&
	       say_do(place, words[kind], a, b, now);
}

bool run_recall(struct place *place, struct now now)
{
	return !run_of(place)->closed && run_edit(place, ARRIVALS_RECALL, 0, 0, now);
}

bool run_undo(struct place *place, struct now now)
{
	return is_on(place) && arrivals_may_undo(&run_of(place)->arrivals) &&
	       say_do(place, "undo", 0, 0, now);
}

bool run_insert(struct place *place, int mark, bool between, struct now now)
{
	const struct arrivals *a = &run_of(place)->arrivals;
	int64_t at_us;

	if (!is_on(place) || mark < 0 || mark >= a->marks || a->mark[mark].struck)
		return false;
	at_us = between ? arrivals_between(a, mark, run_now_us(place, now))
			: a->mark[mark].at_us;
	return hears(place, now) &&
	       say(place, now, "$INSERT,us=%" PRId64 "\r\n", at_us);
}

bool run_give(struct place *place, int runner, struct now now)
{
	int mark = is_on(place) ? arrivals_oldest(&run_of(place)->arrivals) : -1;

	return mark >= 0 && run_edit(place, ARRIVALS_GIVE, mark, runner, now);
}

bool run_is_named(const struct place *place, int who)
{
	const struct run *run = run_of(place);

	for (int i = 0; i < place->people_count; i++)
		if (strcmp(place->people[i].student.id, run->pool[who].id) == 0)
			return true;
	return false;
}

bool run_name(struct place *place, int runner, int who, struct now now)
{
	struct run *run = run_of(place);
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
		return !run->closed || settle(place, now, false);
	place->people[runner].student = before;
	place_note_fault(place, now, &err);
	return false;
}

/* ---- attempts ---------------------------------------------------------------------- */

static struct reading reading_of(
	const struct run_from *from, int64_t at_us, enum reading_kind kind)
{
	return (struct reading){ .offset = from->offset,
		.at_us = from->heard_us,
		.value = at_us,
		.kind = (uint8_t)kind,
		.unit = UNIT_US,
		.has_value = true };
}

/* The start, and the finish if there is one. */
static int readings_of(const struct place *place, int runner, struct reading out[2])
{
	const struct run *run = run_of(place);
	const struct arrivals *a = &run->arrivals;
	int wave = a->runner[runner].wave;
	struct arrivals_stand stand;

	arrivals_stand(a, runner, &stand);
	out[0] = reading_of(&run->start_from[wave], a->start_us[wave], READING_START);
	if (stand.finish < 0)
		return 1;
	out[1] = reading_of(&run->mark_from[stand.finish], a->mark[stand.finish].at_us,
		READING_FINISH);
	return 2;
}

bool run_result(const struct place *place, int runner, struct rules_result *out)
{
	struct reading pair[2];

	return readings_of(place, runner, pair) == 2 &&
	       rules_value(place->tries[0].item, pair, 2, out) == RULES_VALUE;
}

static void say_why(const struct run *run, const struct arrivals_stand *stand,
	enum arrivals_end end, char *out, size_t size)
{
	static const char *const ends[ARRIVALS_ENDS] = {
		[ARRIVALS_GAVE_UP] = REASON_GAVE_UP,
		[ARRIVALS_HURT] = REASON_HURT,
		[ARRIVALS_FOUL] = REASON_NOT_COUNTED
	};

	if (stand->finish >= 0 && end != ARRIVALS_FOUL)
		text_copy(out, size,
			run->arrivals.mark[stand->finish].inserted ? REASON_PUT_IN
								   : "");
	else if (ends[end])
		text_copy(out, size, ends[end]);
	else
		text_copy(
			out, size, stand->crossings ? REASON_FEW_LAPS : REASON_NOT_IN);
}

/* What the journal shall say of this runner; false: nothing. */
static bool wanted(struct place *place, int runner, struct now now, struct finish *f)
{
	struct run *run = run_of(place);
	const struct arrivals_runner *r = &run->arrivals.runner[runner];
	const struct student *student = &place->people[runner].student;
	struct reading readings[2];
	struct rules_result result = { 0 };
	struct arrivals_stand stand;
	bool timed, foul = r->end == ARRIVALS_FOUL;

	memset(f, 0, sizeof(*f));
	arrivals_stand(&run->arrivals, runner, &stand);
	timed = run_result(place, runner, &result);
	if (!student->id[0] || r->end == ARRIVALS_ABSENT ||
		!run->arrivals.started[r->wave] || (stand.finish >= 0 && !timed))
		return false;
	text_copy(f->student, sizeof(f->student), student->id);
	text_copy(f->item, sizeof(f->item), place->tries[0].item->key);
	f->session = place->session[0].id;
	f->source = SOURCE_HAND;
	f->has_value = timed && !foul;
	f->outcome = foul	    ? OUTCOME_FOUL
		     : f->has_value ? OUTCOME_VALID
				    : OUTCOME_WITHDRAWN;
	if (f->has_value) {
		f->value = result.value;
		f->raw_value = result.raw;
		f->raw_unit = result.raw_unit;
	}
	snprintf(f->subject, sizeof(f->subject), "%d", r->number);
	f->began_us = place->began_wall_us;
	f->ended_us = now.wall_us;
	say_why(run, &stand, r->end, f->reason, sizeof(f->reason));
	f->ref_count = (size_t)readings_of(place, runner, readings);
	for (size_t i = 0; i < f->ref_count; i++) {
		int listening = i ? run->mark_from[stand.finish].listening
				  : run->start_from[r->wave].listening;

		f->refs[i] = reading_ref_of(&run->heard[listening], &readings[i]);
	}
	return true;
}

static bool is_same(const struct run_made *made, const struct finish *f)
{
	return made->id.seq && made->outcome == f->outcome && made->value == f->value &&
	       strcmp(made->student, f->student) == 0;
}

/* More laps than there are: the time stands, and a teacher looks. A foul has no time. */
static bool dispute_extra(struct place *place, int runner, const struct entry_id *id,
	struct now now, struct err *err)
{
	const struct arrivals *a = &run_of(place)->arrivals;
	struct arrivals_stand stand;

	arrivals_stand(a, runner, &stand);
	return a->runner[runner].end == ARRIVALS_FOUL ||
	       (!stand.extra && !stand.quick) ||
	       attempts_dispute(place->hall->store, id, REASON_MANY_LAPS, NULL, 0,
		       now.wall_us, err);
}

static bool settle_one(struct place *place, int runner, struct run_made *made,
	struct now now, struct err *err)
{
	struct store *store = place->hall->store;
	struct finish f;
	bool wants = wanted(place, runner, now, &f);

	if (wants ? is_same(made, &f) : !made->id.seq)
		return true;
	if (made->id.seq && !attempts_void(store, &made->id, REASON_RUN_MENDED,
				    REASON_TEACHER, now.wall_us, err))
		return false;
	memset(made, 0, sizeof(*made));
	if (!wants)
		return true;
	made->outcome = f.outcome;
	made->value = f.value;
	text_copy(made->student, sizeof(made->student), f.student);
	return attempts_finish(store, 0, &f, &made->id, err) &&
	       dispute_extra(place, runner, &made->id, now, err);
}

/* The line that closes the run belongs to its attempts: both or neither. */
static bool write_close(struct place *place, struct now now, struct err *err)
{
	static const char line[] = "$DO,close,0,0\r\n";

	return listenings_chunk(place->hall->store, &place->journal, line,
		sizeof(line) - 1, now.mono_us, err);
}

static void score_all(struct place *place, struct now now)
{
	for (int i = 0; i < place->people_count; i++)
		if (run_of(place)->made[i].id.seq)
			place_score(place, &place->people[i].student, now);
}

static bool settle(struct place *place, struct now now, bool closes)
{
	struct run *run = run_of(place);
	struct store *store = place->hall->store;
	static struct run_made made[ARRIVALS_RUNNERS];
	uint64_t bytes = place->journal.bytes;
	struct err err = ERR_INIT;
	bool ok = listen(place, now, &err) && store_begin_durable(store, &err);
	bool begun = ok;

	memcpy(made, run->made, sizeof(made));
	for (int i = 0; ok && i < run->arrivals.runners; i++)
		ok = settle_one(place, i, &made[i], now, &err);
	ok = ok && (!closes || write_close(place, now, &err));
	if (begun)
		ok = store_end(store, ok, &err);
	if (!ok) {
		place->journal.bytes = bytes;
		place_note_fault(place, now, &err);
		return false;
	}
	memcpy(run->made, made, sizeof(made));
	run->closed = true;
	score_all(place, now);
	place->changed = true;
	return true;
}

void run_close(struct place *place, struct now now)
{
	if (!place->run || place->stage != PLACE_BUSY)
		return;
	if (run_may_choose(place)) {
		run_cancel(place, now);
		return;
	}
	if (place_is_behind(place)) {
		place->closing = true; /* what was pressed before comes first */
		return;
	}
	if (!settle(place, now, true)) {
		place->closing = true;
		return;
	}
	place->closing = false;
	/* A correction of what is over is a listening of its own. */
	place_stop_listening(place, now, "done");
	place_stage_is(place, PLACE_SHOWN, now);
}

/* ---- after the program or the machine had stopped ----------------------------------- */

struct resuming {
	struct place *place;
	struct feed feed;
	struct now now;
	int64_t heard_us; /* of the last chunk, on that listening's clock */
};

static void resume_reading(void *ctx, const struct reading *r)
{
	struct resuming *resuming = ctx;

	run_reading(resuming->place, r, resuming->now);
}

static bool resume_chunk(
	void *ctx, const uint8_t *bytes, size_t len, uint64_t offset, int64_t at_us)
{
	struct resuming *resuming = ctx;

	(void)offset;
	feed_bytes(&resuming->feed, bytes, len, at_us, resume_reading, resuming);
	resuming->heard_us = at_us;
	return true;
}

/* A calendar that went back does not turn the run back. */
static void carry_clock_on(struct place *place, const struct listening *last,
	const struct resuming *resuming, struct now now)
{
	struct run *run = run_of(place);
	int64_t heard_us = resuming->heard_us + run->shift_us;
	int64_t run_us = last->mono_us + run->shift_us + (now.wall_us - last->wall_us);
	const char *boot = place->hall->boot;

	if (strcmp(boot[0] ? boot : "00000000", run->boot) == 0 &&
		now.mono_us >= resuming->heard_us)
		return; /* the same clock still runs */
	if (run_us < heard_us)
		run_us = heard_us;
	run->shift_us = run_us - now.mono_us;
}

static bool resume_people(
	struct place *place, const struct lineup *lineup, struct err *err)
{
	place->people_count = 0;
	for (int i = 0; i < lineup->count && i < PLACE_PEOPLE; i++) {
		struct place_person *p = &place->people[place->people_count++];

		memset(p, 0, sizeof(*p));
		p->number = lineup->people[i].number;
		if (lineup->people[i].student[0] &&
			roster_find(place->hall->store, lineup->people[i].student,
				&p->student, err) == ROSTER_FAIL)
			return false;
	}
	return true;
}

/* The newest line-up of this station for the item. */
static enum lineup_got newest_line_up(
	struct place *place, struct lineup *lineup, struct err *err)
{
	struct store *store = place->hall->store;
	struct query *q = query(store_db(store),
		"SELECT l.station, l.seq FROM lineup l JOIN session s ON s.station = "
		"l.session_station AND s.seq = l.session WHERE l.station = ?1 AND "
		"s.item = ?2 ORDER BY l.seq DESC LIMIT 1");
	struct entry_id id = { .seq = 0 };
	enum query_got got;

	query_text(q, 1, store_station(store));
	query_text(q, 2, place->tries[0].item->key);
	got = query_next(q, err);
	if (got != QUERY_ROW)
		return got == QUERY_FAIL ? LINEUP_FAIL : LINEUP_UNKNOWN;
	query_copy_at(q, 0, id.station, sizeof(id.station));
	id.seq = query_int_at(q, 1);
	query_end(q);
	return lineups_find(store, &id, lineup, err);
}

/* The listenings in which the run with this line-up was timed: the one that was there when
 * its first was written, and those after it. */
static int heard_since(struct place *place, const struct lineup *lineup,
	struct listening out[RUN_LISTENINGS], struct err *err)
{
	struct store *store = place->hall->store;
	struct query *q = query(store_db(store),
		"SELECT seq, wall_us, mono_us FROM listening WHERE station = ?1 AND "
		"port = ?2 AND seq >= (SELECT ifnull(max(seq), 0) FROM listening WHERE "
		"station = ?1 AND port = ?2 AND seq < (SELECT min(seq) FROM lineup "
		"WHERE station = ?1 AND session_station = ?3 AND session = ?4 AND "
		"heat = ?5)) ORDER BY seq");
	enum query_got got;
	int n = 0;

	query_text(q, 1, lineup->id.station);
	query_text(q, 2, place->setup.line.where);
	query_text(q, 3, lineup->session.station);
	query_int(q, 4, lineup->session.seq);
	query_int(q, 5, lineup->heat);
	while ((got = query_next(q, err)) == QUERY_ROW && n < RUN_LISTENINGS) {
		struct listening *l = &out[n++];

		memset(l, 0, sizeof(*l));
		text_copy(l->id.station, sizeof(l->id.station), lineup->id.station);
		l->id.seq = query_int_at(q, 0);
		l->wall_us = query_int_at(q, 1);
		l->mono_us = query_int_at(q, 2);
	}
	if (got == QUERY_ROW)
		query_end(q);
	return got == QUERY_FAIL ? -1 : n;
}

static bool read_again(struct place *place, const struct listening *l,
	struct resuming *resuming, struct err *err)
{
	struct run *run = run_of(place);

	feed_init(&resuming->feed, place->profile);
	resuming->heard_us = l->mono_us;
	run->heard[run->heard_count++] = l->id;
	return listenings_replay(
		place->hall->store, &l->id, resume_chunk, resuming, err);
}

static bool resume_from(struct place *place, const struct lineup *lineup,
	struct now now, struct err *err)
{
	struct run *run = run_of(place);
	struct listening heard[RUN_LISTENINGS];
	struct resuming *resuming = mem_alloc(sizeof(*resuming));
	int n = heard_since(place, lineup, heard, err);
	bool ok = n >= 0 && resume_people(place, lineup, err);

	resuming->place = place;
	resuming->now = now;
	for (int i = 0; ok && i < n; i++)
		ok = read_again(place, &heard[i], resuming, err);
	if (ok && n > 0 && !run->closed && arrivals_started(&run->arrivals)) {
		carry_clock_on(place, &heard[n - 1], resuming, now);
		run->resumed = true;
		place->heat_number = lineup->heat;
		place->began_wall_us = lineup->made_us;
		show_started(place);
	}
	free(resuming);
	return ok;
}

/* Who is named from now on is of the same class. */
static void resume_pool(struct place *place)
{
	struct run *run = run_of(place);
	struct err err = ERR_INIT;
	int n = roster_class_list(
		place->hall->store, place->class_code, run->pool, PLACE_PEOPLE, &err);

	if (n < 0)
		LOG_ERROR("run", "%s", err.text);
	run->pool_count = n < 0 ? 0 : n;
}

bool place_resume(struct place *place, struct now now, struct err *err)
{
	struct run *run = run_of(place);
	static struct lineup lineup;
	enum lineup_got got;

	if (!run)
		return true;
	got = newest_line_up(place, &lineup, err);
	if (got != LINEUP_FOUND)
		return got == LINEUP_UNKNOWN;
	if (!resume_from(place, &lineup, now, err))
		return false;
	if (!run->resumed) {
		forget_run(run);
		place->people_count = 0;
		place->go_us = 0;
		return true;
	}
	if (sessions_find(place->hall->store, &lineup.session, &place->session[0],
		    err) != SESSION_FOUND ||
		!listen(place, now, err))
		return false;
	resume_pool(place);
	place_stage_is(place, PLACE_BUSY, now);
	LOG_WARN("run", "%s: the run of heat %d goes on", place->setup.name,
		place->heat_number);
	return true;
}

void run_open(struct place *place)
{
	place->run = mem_alloc(sizeof(*place->run));
	place->people = mem_array(PLACE_PEOPLE, sizeof(*place->people));
	forget_run(place->run);
}
