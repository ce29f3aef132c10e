#include "arrivals.h"

#include <assert.h>
#include <string.h>

#define SECOND_US  INT64_C(1000000)
#define NUMBER_MAX 9999

void arrivals_init(struct arrivals *a, int needed)
{
	memset(a, 0, sizeof(*a));
	a->needed = needed < 1 ? 1 : needed;
}

int arrivals_find(const struct arrivals *a, int number)
{
	for (int i = 0; i < a->runners; i++)
		if (a->runner[i].number == number)
			return i;
	return -1;
}

int arrivals_put(struct arrivals *a, int number, int wave)
{
	if (number < 1 || number > NUMBER_MAX || wave < 0 || wave >= ARRIVALS_WAVES ||
		a->runners == ARRIVALS_RUNNERS || arrivals_find(a, number) >= 0)
		return -1;
	a->runner[a->runners] = (struct arrivals_runner){ .number = number,
		.wave = wave };
	return a->runners++;
}

/* ---- edits ----------------------------------------------------------------------- */

static bool is_mark(const struct arrivals *a, int mark)
{
	return mark >= 0 && mark < a->marks && !a->mark[mark].struck;
}

static bool is_runner(const struct arrivals *a, int runner)
{
	return runner >= 0 && runner < a->runners;
}

bool arrivals_started(const struct arrivals *a)
{
	for (int i = 0; i < ARRIVALS_WAVES; i++)
		if (a->started[i])
			return true;
	return false;
}

/* Nobody crosses the line before they have started. */
static bool may_be_of(const struct arrivals *a, int mark, int runner)
{
	int wave = runner < 0 ? 0 : a->runner[runner].wave;

	return runner < 0 ||
	       (a->started[wave] && a->mark[mark].at_us >= a->start_us[wave]);
}

static bool has_finished(const struct arrivals *a, int runner)
{
	int crossings = 0;

	for (int i = 0; i < a->marks; i++)
		crossings += !a->mark[i].struck && a->mark[i].runner == runner;
	return crossings >= a->needed;
}

/* Who is in has not given up, but may have run foul. */
static bool may_end(const struct arrivals *a, const struct arrivals_edit *e)
{
	return is_runner(a, e->a) && e->b >= 0 && e->b < ARRIVALS_ENDS &&
	       a->runner[e->a].end != (enum arrivals_end)e->b &&
	       (e->b == ARRIVALS_RUNS || e->b == ARRIVALS_FOUL ||
		       !has_finished(a, e->a));
}

static bool may_swap(const struct arrivals *a, const struct arrivals_edit *e)
{
	return is_mark(a, e->a) && is_mark(a, e->b) && e->a != e->b &&
	       may_be_of(a, e->a, a->mark[e->b].runner) &&
	       may_be_of(a, e->b, a->mark[e->a].runner);
}

static bool may_mark(const struct arrivals *a, const struct arrivals_edit *e)
{
	int64_t first_us = INT64_MAX;

	for (int i = 0; i < ARRIVALS_WAVES; i++)
		if (a->started[i] && a->start_us[i] < first_us)
			first_us = a->start_us[i];
	return a->marks < ARRIVALS_MARKS && e->at_us >= first_us;
}

/* Who is not under way yet crosses nothing. */
static bool is_under_way(const struct arrivals *a, const struct arrivals_edit *e)
{
	int wave = a->runner[e->a].wave;

	return a->started[wave] && e->at_us >= a->start_us[wave];
}

bool arrivals_may(const struct arrivals *a, const struct arrivals_edit *e)
{
	switch (e->kind) {
	case ARRIVALS_START:
		return e->a >= 0 && e->a < ARRIVALS_WAVES && !a->started[e->a];
	case ARRIVALS_RECALL:
		return arrivals_started(a);
	case ARRIVALS_PRESS:
	case ARRIVALS_INSERT:
		return may_mark(a, e);
	case ARRIVALS_PASS:
		return may_mark(a, e) &&
		       (e->a < 0 || (is_runner(a, e->a) && is_under_way(a, e)));
	case ARRIVALS_STRIKE:
		return is_mark(a, e->a);
	case ARRIVALS_GIVE:
		return is_mark(a, e->a) && is_runner(a, e->b) &&
		       a->mark[e->a].runner != e->b && may_be_of(a, e->a, e->b);
	case ARRIVALS_TAKE:
		return is_mark(a, e->a) && a->mark[e->a].runner >= 0;
	case ARRIVALS_SWAP:
		return may_swap(a, e);
	case ARRIVALS_END:
		return may_end(a, e);
	case ARRIVALS_KINDS:
		break;
	}
	return false;
}

static void recall(struct arrivals *a)
{
	for (int i = 0; i < ARRIVALS_WAVES; i++)
		a->started[i] = false;
	for (int i = 0; i < a->runners; i++)
		if (a->runner[i].end != ARRIVALS_ABSENT)
			a->runner[i].end = ARRIVALS_RUNS;
	a->marks = 0;
	a->dones = 0;
}

static void give(struct arrivals *a, int mark, int runner)
{
	a->mark[mark].runner = runner;
	/* Whoever crosses the line has not given up; a foul stays one. */
	if (runner >= 0 && a->runner[runner].end != ARRIVALS_FOUL)
		a->runner[runner].end = ARRIVALS_RUNS;
}

static void swap_runners(struct arrivals *a, int mark, int other)
{
	int runner = a->mark[mark].runner;

	give(a, mark, a->mark[other].runner);
	give(a, other, runner);
}

static void apply(struct arrivals *a, const struct arrivals_edit *e)
{
	switch (e->kind) {
	case ARRIVALS_START:
		a->started[e->a] = true;
		a->start_us[e->a] = e->at_us;
		break;
	case ARRIVALS_RECALL:
		recall(a);
		break;
	case ARRIVALS_PRESS:
	case ARRIVALS_INSERT:
		a->mark[a->marks++] = (struct arrivals_mark){ .at_us = e->at_us,
			.runner = -1,
			.inserted = e->kind == ARRIVALS_INSERT };
		break;
	case ARRIVALS_PASS:
		a->mark[a->marks++] = (struct arrivals_mark){
			.at_us = e->at_us, .runner = -1, .seen = true
		};
		give(a, a->marks - 1, e->a);
		break;
	case ARRIVALS_STRIKE:
		a->mark[e->a].struck = true;
		a->mark[e->a].runner = -1;
		break;
	case ARRIVALS_GIVE:
		give(a, e->a, e->b);
		break;
	case ARRIVALS_TAKE:
		a->mark[e->a].runner = -1;
		break;
	case ARRIVALS_SWAP:
		swap_runners(a, e->a, e->b);
		break;
	case ARRIVALS_END:
		a->runner[e->a].end = (enum arrivals_end)e->b;
		break;
	case ARRIVALS_KINDS:
		break;
	}
}

static bool makes_mark(enum arrivals_kind kind)
{
	return kind == ARRIVALS_PRESS || kind == ARRIVALS_INSERT;
}

static bool names_marks(enum arrivals_kind kind)
{
	return kind == ARRIVALS_STRIKE || kind == ARRIVALS_GIVE ||
	       kind == ARRIVALS_TAKE || kind == ARRIVALS_SWAP;
}

static enum arrivals_end end_of(const struct arrivals *a, int runner)
{
	return runner < 0 ? ARRIVALS_RUNS : a->runner[runner].end;
}

static struct arrivals_undo what_was(
	const struct arrivals *a, const struct arrivals_edit *e)
{
	struct arrivals_undo was = { .edit = *e, .runner_a = -1, .runner_b = -1 };

	if (makes_mark(e->kind))
		was.edit.a = a->marks;
	if (names_marks(e->kind))
		was.runner_a = a->mark[e->a].runner;
	if (e->kind == ARRIVALS_SWAP) {
		was.runner_b = a->mark[e->b].runner;
		was.end_a = end_of(a, was.runner_a);
		was.end_b = end_of(a, was.runner_b);
	}
	if (e->kind == ARRIVALS_GIVE)
		was.end_b = a->runner[e->b].end;
	if (e->kind == ARRIVALS_END)
		was.end_a = a->runner[e->a].end;
	return was;
}

/* The oldest edits can be undone no more. */
static void keep(struct arrivals *a, const struct arrivals_undo *was)
{
	if (a->dones == ARRIVALS_EDITS) {
		memmove(a->done, a->done + ARRIVALS_EDITS / 2, sizeof(a->done) / 2);
		a->dones -= ARRIVALS_EDITS / 2;
	}
	a->done[a->dones++] = *was;
}

bool arrivals_do(struct arrivals *a, const struct arrivals_edit *edit)
{
	struct arrivals_undo was;

	if (!arrivals_may(a, edit))
		return false;
	was = what_was(a, edit);
	apply(a, edit);
	if (edit->kind != ARRIVALS_RECALL && edit->kind != ARRIVALS_PASS)
		keep(a, &was);
	return true;
}

bool arrivals_may_undo(const struct arrivals *a)
{
	return a->dones > 0 && a->done[a->dones - 1].edit.kind != ARRIVALS_START;
}

/* Marks that a device made since keep their index. */
static void unmake(struct arrivals *a, int mark)
{
	a->mark[mark].struck = true;
	a->mark[mark].runner = -1;
	if (mark == a->marks - 1)
		a->marks--;
}

static void undo_swap(struct arrivals *a, const struct arrivals_undo *was)
{
	a->mark[was->edit.b].runner = was->runner_b;
	if (was->runner_a >= 0)
		a->runner[was->runner_a].end = was->end_a;
	if (was->runner_b >= 0)
		a->runner[was->runner_b].end = was->end_b;
}

bool arrivals_undo(struct arrivals *a)
{
	const struct arrivals_undo *was;
	const struct arrivals_edit *e;

	if (!arrivals_may_undo(a))
		return false;
	was = &a->done[--a->dones];
	e = &was->edit;
	if (makes_mark(e->kind))
		unmake(a, e->a);
	if (names_marks(e->kind)) {
		a->mark[e->a].runner = was->runner_a;
		a->mark[e->a].struck = false;
	}
	if (e->kind == ARRIVALS_SWAP)
		undo_swap(a, was);
	if (e->kind == ARRIVALS_GIVE)
		a->runner[e->b].end = was->end_b;
	if (e->kind == ARRIVALS_END)
		a->runner[e->a].end = was->end_a;
	return true;
}

/* ---- looking --------------------------------------------------------------------- */

int arrivals_order(const struct arrivals *a, int out[ARRIVALS_MARKS])
{
	int n = 0;

	for (int i = 0; i < a->marks; i++) {
		int at = n;

		if (a->mark[i].struck)
			continue;
		while (at > 0 && a->mark[out[at - 1]].at_us > a->mark[i].at_us) {
			out[at] = out[at - 1];
			at--;
		}
		out[at] = i;
		n++;
	}
	return n;
}

int arrivals_oldest(const struct arrivals *a)
{
	int oldest = -1;

	for (int i = 0; i < a->marks; i++)
		if (!a->mark[i].struck && a->mark[i].runner < 0 &&
			(oldest < 0 || a->mark[i].at_us < a->mark[oldest].at_us))
			oldest = i;
	return oldest;
}

int64_t arrivals_between(const struct arrivals *a, int mark, int64_t now_us)
{
	int64_t from_us, next_us = INT64_MAX;

	assert(is_mark(a, mark));
	from_us = a->mark[mark].at_us;
	for (int i = 0; i < a->marks; i++)
		if (!a->mark[i].struck && a->mark[i].at_us > from_us &&
			a->mark[i].at_us < next_us)
			next_us = a->mark[i].at_us;
	if (next_us < INT64_MAX)
		return from_us + (next_us - from_us) / 2;
	return from_us + SECOND_US < now_us ? from_us + SECOND_US : now_us;
}

/* In the order of time; `order` is arrivals_order()'s. */
static void look(const struct arrivals *a, int runner, const int *order, int n,
	struct arrivals_stand *out)
{
	int64_t before_us = a->start_us[a->runner[runner].wave];

	for (int i = 0; i < n; i++) {
		const struct arrivals_mark *m = &a->mark[order[i]];

		if (m->runner != runner)
			continue;
		out->quick |= a->needed > 1 && m->at_us - before_us < ARRIVALS_QUICK_US;
		before_us = out->last_us = m->at_us;
		if (++out->crossings == a->needed)
			out->finish = order[i];
	}
}

void arrivals_stand(const struct arrivals *a, int runner, struct arrivals_stand *out)
{
	int order[ARRIVALS_MARKS], n = arrivals_order(a, order);

	assert(is_runner(a, runner));
	*out = (struct arrivals_stand){ .finish = -1 };
	look(a, runner, order, n, out);
	out->left = out->crossings < a->needed ? a->needed - out->crossings : 0;
	out->extra = out->crossings > a->needed ? out->crossings - a->needed : 0;
	if (out->finish >= 0)
		out->time_us = a->mark[out->finish].at_us -
			       a->start_us[a->runner[runner].wave];
}

void arrivals_count(const struct arrivals *a, struct arrivals_tally *out)
{
	int crossings[ARRIVALS_RUNNERS] = { 0 };

	*out = (struct arrivals_tally){ .all = a->runners };
	for (int i = 0; i < a->marks; i++) {
		out->unknown += !a->mark[i].struck && a->mark[i].runner < 0;
		if (a->mark[i].runner >= 0)
			crossings[a->mark[i].runner]++;
	}
	for (int i = 0; i < a->runners; i++) {
		bool in = crossings[i] >= a->needed;

		if (a->runner[i].end != ARRIVALS_RUNS)
			out->out++;
		else if (in)
			out->arrived++;
		else
			out->running++;
	}
}

bool arrivals_all_in(const struct arrivals *a)
{
	struct arrivals_tally tally;

	arrivals_count(a, &tally);
	return a->runners > 0 && tally.running == 0;
}

struct course course_of(int distance_m, int lap_m)
{
	struct course course = { 0, 0 };

	if (distance_m < 1 || lap_m < 1)
		return course;
	course.crossings = (distance_m + lap_m - 1) / lap_m;
	course.before_m = distance_m - (course.crossings - 1) * lap_m;
	if (course.before_m == lap_m)
		course.before_m = 0;
	return course;
}
