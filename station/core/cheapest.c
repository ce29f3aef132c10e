#include "cheapest.h"

#include "near.h"

/* What the caps still leave of a bonus. */
static int32_t bonus_left(const struct scheme *scheme, enum sex sex, enum grade grade,
	const struct results *results, int scheme_item, int32_t *now_c)
{
	struct score score;
	int32_t all_c = 0, left_c;

	score_student(scheme, sex, grade, results, &score);
	for (int i = 0; i < scheme->count; i++)
		all_c += score.bonus_c[i];
	*now_c = score.bonus_c[scheme_item];
	left_c = scheme->item[scheme_item].bonus_cap_c - *now_c;
	if (scheme->bonus_cap_c - all_c < left_c)
		left_c = scheme->bonus_cap_c - all_c;
	return left_c;
}

static int64_t gain_of(const struct scheme *scheme, enum sex sex, enum grade grade,
	const struct results *results, int scheme_item, const struct score_next *next)
{
	const struct scheme_item *item = &scheme->item[scheme_item];
	int32_t value = results->value[item->item], now_c, left_c;

	if (!next->is_bonus)
		return (int64_t)item->weight[sex][grade] *
		       (next->points_c -
			       score_item(scheme, sex, grade, scheme_item, value));
	left_c = bonus_left(scheme, sex, grade, results, scheme_item, &now_c);
	if (next->points_c - now_c < left_c)
		left_c = next->points_c - now_c;
	return INT64_C(100) * left_c;
}

static bool look(const struct scheme *scheme, enum sex sex, enum grade grade,
	const struct results *results, int scheme_item, struct cheapest *out)
{
	const struct scheme_item *item = &scheme->item[scheme_item];
	int32_t value = results->value[item->item];

	*out = (struct cheapest){ .scheme_item = scheme_item };
	if (value == RESULT_NONE ||
		!score_next_row(scheme, sex, grade, scheme_item, value, &out->next))
		return false;
	out->gain = gain_of(scheme, sex, grade, results, scheme_item, &out->next);
	out->share = near_share(&item->points[sex][grade], value, out->next.value);
	return out->gain > 0 && out->share > 0;
}

/* a before b: more for less. Both are below 2^31, so that the products fit. */
static bool is_cheaper(const struct cheapest *a, const struct cheapest *b)
{
	return a->gain * b->share > b->gain * a->share;
}

static int put(struct cheapest *out, int n, int max, const struct cheapest *one)
{
	int at = n < max ? n : max;

	while (at > 0 && is_cheaper(one, &out[at - 1])) {
		if (at < max)
			out[at] = out[at - 1];
		at--;
	}
	if (at < max)
		out[at] = *one;
	return n < max ? n + 1 : max;
}

int cheapest_items(const struct scheme *scheme, enum sex sex, enum grade grade,
	const struct results *results, uint64_t barred, struct cheapest *out, int max)
{
	struct cheapest one;
	int n = 0;

	for (int i = 0; i < scheme->count; i++)
		if (near_may_train(scheme, sex, grade, barred, i) &&
			look(scheme, sex, grade, results, i, &one))
			n = put(out, n, max, &one);
	return n;
}
