/* The attempts of a run: which two readings each is made of, and what is written when the run
 * is closed or mended afterwards. */
#include "place_run.h"

#include <stdio.h>
#include <string.h>

#include "place_run_parts.h"
#include "reasons.h"
#include "text.h"

/* The device's clock is another one since, or it says late what it saw; as in heat.h. */
#define AWAY_US INT64_C(2000000)
#define LATE_US INT64_C(10000000)

/* ---- the two readings --------------------------------------------------------------- */

/* A line of the key: on the run's clock. */
static void key_reading(const struct run *run, const struct run_from *from,
	int64_t at_us, enum reading_kind kind, struct run_ref *out)
{
	out->listening = run->heard[from->listening];
	out->reading = (struct reading){ .offset = from->offset,
		.at_us = from->heard_us,
		.value = at_us,
		.kind = (uint8_t)kind,
		.unit = UNIT_US,
		.has_value = true };
}

static void seen_reading(
	const struct run *run, const struct run_seen *seen, struct run_ref *out)
{
	out->listening = run->heard[0]; /* the same station's */
	out->listening.seq = seen->listening;
	out->reading = seen->reading;
}

static enum rules_answer time_of(const struct place *place, const struct run_pair *pair,
	struct rules_result *out)
{
	struct reading readings[2] = { pair->ref[0].reading, pair->ref[1].reading };

	return rules_value(place->tries[0].item, readings, 2, out);
}

static bool makes_time(const struct place *place, const struct run_pair *pair,
	struct rules_result *out)
{
	return time_of(place, pair, out) == RULES_VALUE;
}

/* Both by the device, on its clock, if that is still the same one. */
static bool by_device(const struct place *place, const struct run_seen *start,
	const struct run_seen *finish, int64_t run_us, struct run_pair *pair)
{
	enum rules_answer answer;
	struct rules_result result;
	int64_t behind_us;

	if (!start->known || !finish->known)
		return false;
	seen_reading(place->run, start, &pair->ref[0]);
	seen_reading(place->run, finish, &pair->ref[1]);
	answer = time_of(place, pair, &result);
	if (answer != RULES_VALUE && answer != RULES_OUTSIDE)
		return false;
	pair->timing = RUN_BY_DEVICE;
	pair->arrival = rules_on_arrival(&start->reading, &finish->reading);
	if (pair->arrival)
		return answer == RULES_VALUE && start->epoch == finish->epoch;
	behind_us = run_us - rules_net_us(&start->reading, &finish->reading);
	pair->restarted = start->epoch != finish->epoch &&
			  (behind_us > AWAY_US || behind_us < -AWAY_US);
	pair->late = behind_us > LATE_US && !(finish->reading.flags & FLAG_INSERTED);
	return answer == RULES_VALUE && !pair->restarted;
}

/* A person's start and what the device saw, as it arrived. */
static bool by_hand_start(const struct place *place, const struct run_from *start,
	int64_t start_us, const struct run_from *from, const struct run_seen *finish,
	struct run_pair *pair)
{
	struct rules_result result;

	if (!finish->known || start->shift_us != from->shift_us)
		return false;
	seen_reading(place->run, finish, &pair->ref[1]);
	pair->ref[0].listening = pair->ref[1].listening;
	pair->ref[0].reading = rules_hand_start(start_us - start->shift_us);
	pair->timing = RUN_BY_HAND_START;
	return makes_time(place, pair, &result);
}

/* The start, and the finish if there is one. What the device's clock says comes first; then
 * the arrival of what it saw; then the run's clock, on which all of it is. */
static void find_pair(const struct place *place, int runner, struct run_pair *pair)
{
	const struct run *run = place->run;
	const struct arrivals *a = &run->arrivals;
	int wave = a->runner[runner].wave;
	const struct run_seen *start = &run->start_seen[wave], *finish;
	struct arrivals_stand stand;

	memset(pair, 0, sizeof(*pair));
	arrivals_stand(a, runner, &stand);
	pair->count = stand.finish < 0 ? 1 : 2;
	if (stand.finish >= 0) {
		finish = &run->mark_seen[stand.finish];
		if (by_device(place, start, finish, stand.time_us, pair))
			return;
		if (!start->listening &&
			by_hand_start(place, &run->start_from[wave], a->start_us[wave],
				&run->mark_from[stand.finish], finish, pair))
			return;
		key_reading(run, &run->mark_from[stand.finish],
			a->mark[stand.finish].at_us, READING_FINISH, &pair->ref[1]);
	}
	pair->timing = RUN_BY_KEY;
	key_reading(run, &run->start_from[wave], a->start_us[wave], READING_START,
		&pair->ref[0]);
}

bool run_result(const struct place *place, int runner, struct rules_result *out)
{
	struct run_pair pair;

	find_pair(place, runner, &pair);
	return pair.count == 2 && makes_time(place, &pair, out);
}

/* ---- what is written ---------------------------------------------------------------- */

/* The chip of this crossing, where it was said whose that is; "": it is the vest's number. */
static const char *handed_out(const struct run *run, int mark)
{
	int chip = run->mark_chip[mark];

	return chip >= 0 && run->chip[chip].runner >= 0 ? run->chip[chip].name : "";
}

/* How the time came about, where that is not a matter of course. */
static void say_how(const struct run *run, int runner, int finish,
	const struct run_pair *pair, char *out, size_t size)
{
	const struct arrivals_mark *mark = &run->arrivals.mark[finish];
	const char *chip = handed_out(run, finish);
	size_t len = strlen(chip);
	bool gun = run->start_seen[run->arrivals.runner[runner].wave].listening != 0;

	if (mark->inserted)
		text_copy(out, size, REASON_PUT_IN);
	else if (mark->seen && !gun)
		text_copy(out, size, REASON_HAND_START);
	else if (mark->seen && (pair->arrival || pair->timing == RUN_BY_KEY))
		text_copy(out, size, REASON_ARRIVAL);
	else if (mark->seen && chip[0])
		snprintf(out, size, REASON_CHIP, chip + (len > 4 ? len - 4 : 0));
	else
		out[0] = '\0';
}

static void say_why(const struct arrivals_stand *stand, enum arrivals_end end,
	char *out, size_t size)
{
	static const char *const ends[ARRIVALS_ENDS] = {
		[ARRIVALS_GAVE_UP] = REASON_GAVE_UP,
		[ARRIVALS_HURT] = REASON_HURT,
		[ARRIVALS_FOUL] = REASON_NOT_COUNTED
	};

	if (ends[end])
		text_copy(out, size, ends[end]);
	else
		text_copy(
			out, size, stand->crossings ? REASON_FEW_LAPS : REASON_NOT_IN);
}

/* What the journal shall say of this runner; false: nothing. */
static bool wanted(struct place *place, int runner, struct now now, struct finish *f)
{
	struct run *run = place->run;
	const struct arrivals_runner *r = &run->arrivals.runner[runner];
	const struct student *student = &place->people[runner].student;
	struct rules_result result = { 0 };
	struct arrivals_stand stand;
	struct run_pair pair;
	bool timed, foul = r->end == ARRIVALS_FOUL;

	memset(f, 0, sizeof(*f));
	arrivals_stand(&run->arrivals, runner, &stand);
	find_pair(place, runner, &pair);
	timed = pair.count == 2 && makes_time(place, &pair, &result);
	if (!student->id[0] || r->end == ARRIVALS_ABSENT ||
		!run->arrivals.started[r->wave] || (stand.finish >= 0 && !timed))
		return false;
	text_copy(f->student, sizeof(f->student), student->id);
	text_copy(f->item, sizeof(f->item), place->tries[0].item->key);
	f->session = place->session[0].id;
	f->source = pair.timing == RUN_BY_DEVICE ? SOURCE_DEVICE : SOURCE_HAND;
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
	if (stand.finish >= 0 && !foul)
		say_how(run, runner, stand.finish, &pair, f->reason, sizeof(f->reason));
	else
		say_why(&stand, r->end, f->reason, sizeof(f->reason));
	f->ref_count = (size_t)pair.count;
	for (int i = 0; i < pair.count; i++)
		f->refs[i] = reading_ref_of(
			&pair.ref[i].listening, &pair.ref[i].reading);
	return true;
}

static bool is_same(const struct run_made *made, const struct finish *f)
{
	return made->id.seq && made->outcome == f->outcome && made->value == f->value &&
	       strcmp(made->student, f->student) == 0;
}

/* Why a time that stands is looked at by a teacher; NULL: it is not. A foul has none. */
static const char *why_disputed(const struct place *place, int runner)
{
	const struct arrivals *a = &place->run->arrivals;
	struct arrivals_stand stand;
	struct run_pair pair;

	arrivals_stand(a, runner, &stand);
	if (stand.finish < 0 || a->runner[runner].end == ARRIVALS_FOUL)
		return NULL;
	find_pair(place, runner, &pair);
	return stand.extra || stand.quick    ? REASON_MANY_LAPS
	       : pair.restarted || pair.late ? REASON_RESTARTED
					     : NULL;
}

static bool dispute_odd(struct place *place, int runner, const struct entry_id *id,
	struct now now, struct err *err)
{
	const char *why = why_disputed(place, runner);

	return !why ||
	       attempts_dispute(place->hall->store, id, why, NULL, 0, now.wall_us, err);
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
	       dispute_odd(place, runner, &made->id, now, err);
}

/* The line that closes the run belongs to its attempts: both or neither. */
static bool write_close(struct place *place, struct now now, struct err *err)
{
	static const char line[] = "$DO,close,0,0\r\n";

	return listenings_chunk(place->hall->store, &place->run->key.journal, line,
		sizeof(line) - 1, now.mono_us, err);
}

static void score_all(struct place *place, struct now now)
{
	for (int i = 0; i < place->people_count; i++)
		if (place->run->made[i].id.seq)
			place_score(place, &place->people[i].student, now);
}

bool run_settle(struct place *place, struct now now, bool closes)
{
	struct run *run = place->run;
	struct store *store = place->hall->store;
	static struct run_made made[ARRIVALS_RUNNERS];
	uint64_t bytes = run->key.journal.bytes;
	struct err err = ERR_INIT;
	bool ok = run_listen(place, now, &err) && run_know_seen(place, &err) &&
		  store_begin_durable(store, &err);
	bool begun = ok;

	memcpy(made, run->made, sizeof(made));
	for (int i = 0; ok && i < run->arrivals.runners; i++)
		ok = settle_one(place, i, &made[i], now, &err);
	ok = ok && (!closes || write_close(place, now, &err));
	if (begun)
		ok = store_end(store, ok, &err);
	if (!ok) {
		run->key.journal.bytes = bytes;
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
	if (!run_settle(place, now, true)) {
		place->closing = true;
		return;
	}
	place->closing = false;
	/* A correction of what is over is a listening of its own. */
	run_stop_listening(place, now, "done");
	if (!place->by_hand) {
		place_tell(place, "stop");
		place->after_us = now.mono_us + PLACE_AFTER_US;
	}
	place_stage_is(place, PLACE_SHOWN, now);
}
