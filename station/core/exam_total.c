/* Groups into parts, parts into the total: see exam_work.h and docs/schemes.md. */
#include "exam_work.h"

#include <assert.h>

#include "score.h"

/* ---- parts --------------------------------------------------------------------- */

/* sum x num / den, rounded once: only where the loader has asked for a rounding. */
static int64_t pro_rata(const struct exam *exam, const struct exam_part *part,
	int64_t sum, int64_t num, int64_t den)
{
	int64_t step = part->round.step_c * (exam->den / 100);

	assert(step && den > 0);
	return score_round(part->round.round, sum * num, step * den) * step;
}

static void field_points(const struct exam *exam, int p, struct exam_score *score,
	struct exam_part_score *out)
{
	const struct exam_part *part = &exam->part[p];
	int64_t full = part->mean ? part->picks : part->points_c;

	for (int g = 0; g < exam->groups; g++) {
		if (exam->group[g].part != p)
			continue;
		if (score->group[g].open)
			out->got = GOT_NOTHING;
		out->sum += score->group[g].points;
	}
	for (int i = 0; i < exam->items; i++) {
		const struct exam_item_score *s = &score->item[i];
		const struct exam_bonus *bonus = exam_bonus_of(exam, i);

		if (s->group >= 0 && exam->group[s->group].part == p && bonus &&
			bonus->to == EXAM_OF_PART)
			out->bonus += s->bonus;
	}
	if (out->left_out_c >= full) {
		out->got = GOT_NOTHING; /* nothing is left that could stand for it */
		return;
	}
	if (part->mean && out->left_out_c)
		out->exact = pro_rata(exam, part, out->sum, part->points_c,
			(full - out->left_out_c) * part->scale_max_c);
	else if (part->mean)
		out->exact = out->sum * part->points_c / (full * part->scale_max_c);
	else if (out->left_out_c)
		out->exact = pro_rata(
			exam, part, out->sum, full, full - out->left_out_c);
	else
		out->exact = out->sum;
}

static int32_t band_points(const struct exam_component *c, int32_t value_c)
{
	int i = 0;

	while (i < c->bands - 1 && value_c < c->band[i].from_c)
		i++;
	return c->band[i].points_c;
}

static void component_points(const struct exam *exam, const struct exam_entry *entry,
	int i, struct exam_component_score *out, struct exam_part_score *part_out)
{
	const struct exam_component *c = &exam->component[i];
	const struct exam_part *part = &exam->part[c->part];
	int years = c->years ? c->years : 1;
	int64_t sum_c = 0;

	*out = (struct exam_component_score){ 0, 0, 0 };
	for (int y = 0; y < years; y++) {
		int32_t v = entry->process[i][y];

		out->missing += v == SCORE_NONE;
		if (v != SCORE_NONE)
			sum_c += c->typed ? v : band_points(c, v);
		else if (part->missing == EXAM_FIXED)
			sum_c += at_most(part->missing_c, c->points_c);
	}
	out->exact = of_c(exam, sum_c);
	if (out->missing &&
		(part->missing == EXAM_BLOCK ||
			(part->missing == EXAM_SCALE && out->missing == years)))
		part_out->got = GOT_NOTHING;
	else if (out->missing && part->missing == EXAM_SCALE)
		out->exact = pro_rata(
			exam, part, out->exact, years, years - out->missing);
	out->points = c->cap_c ? at_most(out->exact, of_c(exam, c->cap_c)) : out->exact;
}

static void gate_points(const struct exam *exam, const struct exam_entry *entry, int p,
	const struct exam_score *score, struct exam_part_score *out)
{
	for (int i = 0; i < exam->items; i++) {
		const struct exam_item_score *s = &score->item[i];

		if (!(exam->part[p].gates >> i & 1) ||
			!exam_item_for(&exam->item[i], entry->sex) ||
			s->got == GOT_EXEMPT)
			continue;
		if (s->got == GOT_NOTHING || s->got == GOT_DEFERRED)
			out->got = GOT_NOTHING;
		else if (s->score != of_c(exam, exam->item[i].scale_max_c))
			out->failed = true;
	}
}

void exam_score_part(const struct exam *exam, const struct exam_entry *entry, int p,
	struct exam_score *score)
{
	const struct exam_part *part = &exam->part[p];
	struct exam_part_score *out = &score->part[p];
	int status = entry->of_part[p];

	out->got = GOT_POINTS;
	if (part->kind == EXAM_FIELD)
		field_points(exam, p, score, out);
	else if (part->kind == EXAM_GATES)
		gate_points(exam, entry, p, score, out);
	for (int i = 0; i < exam->components; i++)
		if (exam->component[i].part == p) {
			component_points(exam, entry, i, &score->component[i], out);
			out->exact += score->component[i].points;
		}
	out->points = at_most(exam_rounded(exam, &part->round, out->exact + out->bonus),
		of_c(exam, part->cap_c));
	if (status < 0)
		return;
	out->got = exam_got_of(&exam->status_of[status]);
	out->failed = false;
	out->bonus = 0;
	out->points = out->got == GOT_EXEMPT
			      ? share_of(exam, part->points_c, &exam->status_of[status])
			      : 0;
}

/* ---- the total ----------------------------------------------------------------- */

static bool part_open(const struct exam_part_score *part)
{
	return part->got == GOT_NOTHING || part->got == GOT_DEFERRED;
}

/* Is a missing table the only thing that keeps the slots open? */
static bool only_tables(const struct exam *exam, const struct exam_score *score)
{
	for (int p = 0; p < exam->parts; p++) {
		const struct exam_part_score *part = &score->part[p];
		bool any = false; /* else all of it was left out */

		if (part->got == GOT_DEFERRED)
			return false;
		if (part->got != GOT_NOTHING)
			continue;
		if (exam->part[p].kind != EXAM_FIELD)
			return false;
		for (int g = 0; g < exam->groups; g++) {
			const struct exam_group_score *group = &score->group[g];

			if (exam->group[g].part != p || !group->open)
				continue;
			any = true;
			if (!group->picked)
				return false;
			for (int i = 0; i < exam->items; i++)
				if ((group->picked >> i & 1) &&
					(score->item[i].got == GOT_NOTHING ||
						score->item[i].got == GOT_DEFERRED))
					return false;
		}
		if (!any)
			return false;
	}
	return true;
}

static bool any_exempt(const struct exam *exam, const struct exam_score *score)
{
	for (int p = 0; p < exam->parts; p++)
		if (score->part[p].got == GOT_EXEMPT || score->part[p].left_out_c)
			return true;
	for (int i = 0; i < exam->items; i++)
		if (score->item[i].group >= 0 && score->item[i].got == GOT_EXEMPT &&
			score->part[exam->group[score->item[i].group].part].got ==
				GOT_POINTS)
			return true;
	return false;
}

static void total_of_status(const struct exam *exam, const struct exam_status *status,
	struct exam_score *score)
{
	enum exam_got got = exam_got_of(status);

	score->state = EXAM_COMPLETE;
	score->total = 0;
	if (got == GOT_DEFERRED) {
		score->state = EXAM_INCOMPLETE;
		score->total = EXAM_NONE;
	} else if (got == GOT_EXEMPT) {
		score->state = EXAM_IS_EXEMPT;
		score->sum = share_of(exam, exam->points_c, status);
		score->total = exam_rounded(exam, &exam->round, score->sum);
	}
}

static void add_up(const struct exam *exam, struct exam_score *score)
{
	bool open = exam->missing_zero, barred = false, zero = false;

	for (int i = 0; i < exam->items; i++) /* nothing at all is no zero */
		open &= score->item[i].score == EXAM_NONE;

	for (int p = 0; p < exam->parts; p++) {
		const struct exam_part_score *part = &score->part[p];

		open |= part_open(part);
		score->sum += part->points;
		barred |= part->failed && exam->part[p].on_fail == EXAM_NO_TOTAL;
		zero |= part->failed && exam->part[p].on_fail == EXAM_ZERO_TOTAL;
	}
	for (int i = 0; i < exam->items; i++) {
		const struct exam_bonus *bonus = exam_bonus_of(exam, i);
		const struct exam_item_score *s = &score->item[i];

		if (bonus && bonus->to == EXAM_OF_TOTAL && s->group >= 0 &&
			score->part[exam->group[s->group].part].got == GOT_POINTS)
			score->bonus += s->bonus;
	}
	if (exam->bonus_cap_c)
		score->bonus = at_most(score->bonus, of_c(exam, exam->bonus_cap_c));
	if (open || barred) {
		score->state = open && !barred && only_tables(exam, score)
				       ? EXAM_HAS_NO_TABLE
				       : EXAM_INCOMPLETE;
		return;
	}
	score->state = any_exempt(exam, score) ? EXAM_IS_EXEMPT : EXAM_COMPLETE;
	score->total = at_most(
		exam_rounded(exam, &exam->round, score->sum + score->bonus),
		of_c(exam, exam->cap_c));
	if (zero)
		score->total = 0;
}

static void find_level(const struct exam *exam, struct exam_score *score)
{
	for (int i = 0; score->total != EXAM_NONE && i < exam->levels; i++)
		if (score->total >= of_c(exam, exam->level[i].from_c)) {
			score->level = &exam->level[i];
			break;
		}
}

void exam_score_total(const struct exam *exam, const struct exam_entry *entry,
	struct exam_score *score)
{
	if (entry->of_total >= 0)
		total_of_status(exam, &exam->status_of[entry->of_total], score);
	else
		add_up(exam, score);
	find_level(exam, score);
}
