/* Attempts into the value that counts, and the value into its score: see exam_work.h. */
#include "exam_work.h"

#include "score.h"

/* ---- a value into its score ------------------------------------------------------ */

static int64_t linear(
	const struct exam *exam, const struct exam_item *item, int32_t value)
{
	int64_t worse = ((int64_t)value - item->full_at) *
			(item->measure.better == BETTER_LESS ? 1 : -1);
	int64_t full = of_c(exam, item->scale_max_c), lost;

	if (worse <= 0)
		return full;
	/* More steps than this are below every floor; and the product stays small. */
	if (worse / item->worse > EXAM_POINTS_MAX_C)
		return of_c(exam, item->floor_c);
	lost = item->proportional
		       ? exam->den / 100 / item->worse * item->worse_c * worse
		       : of_c(exam, worse / item->worse * item->worse_c);
	return full - lost > of_c(exam, item->floor_c) ? full - lost
						       : of_c(exam, item->floor_c);
}

int64_t exam_item_score(const struct exam *exam, const struct exam_item *item,
	enum sex sex, enum grade grade, int32_t value, int *row)
{
	const struct ladder *ladder = &item->points[sex][grade];
	bool met;
	int n;

	*row = -1;
	if (item->no_table)
		return EXAM_NONE;
	switch (item->method) {
	case EXAM_LINEAR:
		return linear(exam, item, value);
	case EXAM_MARKS:
		return of_c(exam, at_most(value, item->scale_max_c));
	case EXAM_GATE:
		met = item->measure.better == BETTER_LESS ? value <= item->need
							  : value >= item->need;
		return of_c(exam, met ? item->scale_max_c : item->below_c);
	case EXAM_RECORD:
		return EXAM_NONE;
	case EXAM_TABLE:
	case EXAM_BANDS:
		break;
	}
	if (!ladder->rows)
		return EXAM_NONE; /* not an item of this grade */
	n = score_reached(ladder, value);
	*row = n - 1;
	return of_c(exam, ladder->points_c[n]);
}

static bool is_full(const struct exam *exam, const struct exam_item *item,
	const struct exam_entry *entry, int32_t value)
{
	int row;

	return exam_item_score(exam, item, entry->sex, entry->grade, value, &row) ==
	       of_c(exam, item->scale_max_c);
}

/* ---- attempts into a value --------------------------------------------------------- */

/* What a line of tries comes to: those of the exam, or those of the make-up. */
struct line {
	int32_t value;	/* RESULT_NONE: none */
	int try_counts; /* -1 also of a mean */
	int used, seen; /* `seen`: up to the one that stopped it with a full score */
};

static bool is_better(const struct exam_item *item, int32_t value, int32_t than)
{
	if (than == RESULT_NONE || value == RESULT_NONE)
		return value != RESULT_NONE;
	return item->measure.better == BETTER_LESS ? value < than : value > than;
}

/* Rounded once more, as a value is: cutting drops digits toward zero (item.h). */
static int32_t mean_of(const struct item *measure, int64_t sum, int n)
{
	int64_t steps = measure->step * n;

	if (measure->round == ROUND_CUT)
		return (int32_t)(sum / steps * measure->step);
	return (int32_t)(score_round(measure->round, sum, steps) * measure->step);
}

static struct line pick_try(const struct exam *exam, const struct exam_item *item,
	const struct exam_entry *entry, const struct exam_result *result, bool makeup)
{
	struct line line = { RESULT_NONE, -1, 0, result->tries };
	int64_t sum = 0;
	int n = 0;

	for (int i = 0; i < result->tries; i++) {
		const struct exam_try *try = &result->try[i];
		bool better = is_better(item, try->value, line.value);

		if ((try->session == EXAM_MAKEUP) != makeup ||
			try->state == TRY_DEVICE || try->state == TRY_TRIAL)
			continue;
		line.used++;
		if (try->state != TRY_OK)
			continue;
		if (item->use == EXAM_LAST || (item->use == EXAM_FIRST_VALID && !n) ||
			((item->use == EXAM_BEST || item->use == EXAM_MEAN) &&
				better)) {
			line.value = try->value;
			line.try_counts = i;
		}
		sum += try->value;
		n++;
		if (item->stop_on_full && !item->no_table &&
			is_full(exam, item, entry, try->value)) {
			line.seen = i + 1;
			break;
		}
	}
	if (item->use == EXAM_MEAN && n > 1) {
		line.value = mean_of(&item->measure, sum, n);
		line.try_counts = -1;
	}
	return line;
}

static bool makeup_counts(const struct exam *exam, const struct exam_item *item,
	const struct line *main, const struct line *makeup)
{
	switch (exam->sessions) {
	case SESSIONS_LAST:
		return makeup->value != RESULT_NONE;
	case SESSIONS_BEST:
		return is_better(item, makeup->value, main->value);
	case SESSIONS_MAKEUP:
		break;
	}
	return makeup->used > 0;
}

/* The value that counts among the tries, and which: step 2 of the order. */
void exam_pick_value(const struct exam *exam, const struct exam_item *item,
	const struct exam_entry *entry, const struct exam_result *result,
	struct exam_item_score *s)
{
	struct line main = pick_try(exam, item, entry, result, false);
	struct line makeup = pick_try(exam, item, entry, result, true);
	const struct line *line = &main;

	s->makeup = makeup_counts(exam, item, &main, &makeup);
	if (s->makeup)
		line = &makeup;
	s->tries_seen = line->seen;
	if (!result->is_void) {
		s->value = line->value;
		s->try_counts = line->try_counts;
	}
	if (s->value != RESULT_NONE)
		s->got = GOT_POINTS;
	else if (main.used + makeup.used && (result->is_void || !item->no_valid_open))
		s->got = GOT_VOID;
}
