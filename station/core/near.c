#include "near.h"

#include <string.h>

#include "text.h"

#define WHOLE 1000000 /* of a table's way, for shares of it */

struct search {
	const struct scheme *scheme;
	enum sex sex;
	enum grade grade;
	const struct results *now;
	uint64_t barred;
	int32_t bound_c;
	int64_t least; /* what `near` costs */
	struct near *near;
};

int32_t near_bound(const struct scheme *scheme, int32_t total_c)
{
	for (int i = scheme->levels - 2; i > 0; i--)
		if (scheme->level[i].from_c > total_c)
			return scheme->level[i].from_c;
	return 0;
}

/* Height and weight make an index, and would change it. */
static bool makes_an_index(const struct scheme *scheme, int item)
{
	for (int i = 0; i < scheme->count; i++) {
		const struct scheme_item *other = &scheme->item[i];

		if (other->method == METHOD_BANDS &&
			(other->index.mass == item || other->index.length == item))
			return true;
	}
	return false;
}

bool near_may_train(const struct scheme *scheme, enum sex sex, enum grade grade,
	uint64_t barred, int scheme_item)
{
	const struct scheme_item *item = &scheme->item[scheme_item];

	return item->method != METHOD_BANDS && !item->measure.is_private &&
	       item->weight[sex][grade] && !(barred >> item->item & 1) &&
	       !makes_an_index(scheme, item->item);
}

/* Where `value` begins is filled in. */
static bool may_move(const struct search *s, int scheme_item, int32_t *value)
{
	const struct scheme_item *item = &s->scheme->item[scheme_item];

	if (!near_may_train(s->scheme, s->sex, s->grade, s->barred, scheme_item))
		return false;
	*value = s->now->value[item->item];
	return *value != RESULT_NONE;
}

/* To the next row or bonus. */
static bool climb(const struct search *s, int scheme_item, int32_t *value)
{
	struct score_next next;

	if (!score_next_row(s->scheme, s->sex, s->grade, scheme_item, *value, &next))
		return false;
	*value = next.value;
	return true;
}

int64_t near_share(const struct ladder *ladder, int32_t from, int32_t to)
{
	int64_t way = (int64_t)ladder->at[ladder->rows - 1] - ladder->at[0];
	int64_t gap = ((int64_t)to - from) * ladder->sign;

	return div_ceil(gap * WHOLE, way > 0 ? way : 1);
}

static int64_t cost(const struct search *s, int scheme_item, int32_t value)
{
	const struct scheme_item *item = &s->scheme->item[scheme_item];

	return near_share(
		&item->points[s->sex][s->grade], s->now->value[item->item], value);
}

static int32_t total(const struct search *s, const struct results *results)
{
	struct score score;

	score_student(s->scheme, s->sex, s->grade, results, &score);
	return score.total_c;
}

static void set(
	const struct search *s, struct results *results, int scheme_item, int32_t value)
{
	results->value[s->scheme->item[scheme_item].item] = value;
}

static void keep(struct search *s, int64_t costs, int32_t to_c,
	const struct near_change *change, int changes)
{
	if (costs >= s->least)
		return;
	s->least = costs;
	s->near->to_c = to_c;
	s->near->changes = changes;
	memcpy(s->near->change, change, (size_t)changes * sizeof(*change));
}

/* Move the last of `change` row by row until the total is there, or it costs too
 * much. `tried` has the other one in it, which costs `other`. */
static void move_last(struct search *s, struct results *tried,
	struct near_change *change, int changes, int64_t other)
{
	struct near_change *last = &change[changes - 1];

	last->to = last->from;
	while (climb(s, last->scheme_item, &last->to)) {
		int64_t costs = other + cost(s, last->scheme_item, last->to);
		int32_t to_c;

		if (costs >= s->least)
			break;
		set(s, tried, last->scheme_item, last->to);
		to_c = total(s, tried);
		if (to_c < s->bound_c)
			continue;
		keep(s, costs, to_c, change, changes);
		break;
	}
	set(s, tried, last->scheme_item, last->from);
}

static void one(struct search *s)
{
	struct results tried = *s->now;

	for (int i = 0; i < s->scheme->count; i++) {
		struct near_change change = { .scheme_item = i };

		if (may_move(s, i, &change.from))
			move_last(s, &tried, &change, 1, 0);
	}
}

static void pair(struct search *s, int i, int j)
{
	struct near_change change[2] = { { .scheme_item = i }, { .scheme_item = j } };
	struct results tried = *s->now;

	if (!may_move(s, i, &change[0].from) || !may_move(s, j, &change[1].from))
		return;
	change[0].to = change[0].from;
	while (climb(s, i, &change[0].to)) {
		int64_t costs = cost(s, i, change[0].to);

		if (costs >= s->least)
			break;
		set(s, &tried, i, change[0].to);
		move_last(s, &tried, change, 2, costs);
	}
}

bool near_lift(const struct scheme *scheme, enum sex sex, enum grade grade,
	const struct results *results, uint64_t barred, int32_t bound_c,
	struct near *near)
{
	struct search s = { scheme, sex, grade, results, barred, bound_c, INT64_MAX,
		near };

	memset(near, 0, sizeof(*near));
	near->from_c = near->to_c = total(&s, results);
	if (near->from_c == SCORE_NONE || near->from_c >= bound_c)
		return false;
	one(&s);
	if (near->changes)
		return true;
	for (int i = 0; i < scheme->count; i++)
		for (int j = i + 1; j < scheme->count; j++)
			pair(&s, i, j);
	return true;
}
