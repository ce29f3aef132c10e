/*
 * A standard as the one engine scores it: see exam.h.
 *
 * One field part holds a group for each item; a group's points are the item's weight
 * for that sex and grade, its score is on 100. Bonus goes to the total. Height and
 * weight are items that nobody is scored on: the index is made of them.
 */
#include "scheme_build.h"

#include <string.h>

#include "buf.h"
#include "exam.h"
#include "text.h"

_Static_assert(SCHEME_ITEMS_MAX + 2 <= EXAM_ITEMS_MAX, "height and weight come behind");

static enum exam_kind kind_of(const struct item *measure)
{
	switch (measure->unit) {
	case ITEM_MS:
		return EXAM_TIME;
	case ITEM_MM:
		return measure->hard_min < 0 ? EXAM_REACH : EXAM_DISTANCE;
	case ITEM_TIMES:
		return EXAM_COUNT;
	case ITEM_G:
	case ITEM_ML:
		break;
	}
	return EXAM_AMOUNT;
}

static struct exam_item *add_item(struct exam *x, const char *key, const char *zh)
{
	struct exam_item *it = &x->item[x->items++];

	text_copy(it->key, sizeof(it->key), key);
	text_copy(it->zh, sizeof(it->zh), zh);
	it->catalogue = -1;
	it->use = EXAM_BEST;
	it->attempts = 1;
	it->scale_max_c = POINTS_MAX_C;
	return it;
}

/* The item of the catalogue that an index is made of, once. */
static int add_record(struct exam *x, const struct items *items, int catalogue)
{
	const struct item *measure = items_at(items, catalogue);
	int found = exam_find_item(x, measure->key);
	struct exam_item *it;

	if (found >= 0)
		return found;
	it = add_item(x, measure->key, measure->zh);
	it->catalogue = catalogue;
	it->measure = *measure;
	it->kind = kind_of(measure);
	it->method = EXAM_RECORD;
	return x->items - 1;
}

static void take_item(struct exam *x, const struct scheme_item *from)
{
	struct exam_item *it = add_item(x, from->key, from->zh);

	it->catalogue = from->item;
	memcpy(it->points, from->points, sizeof(it->points));
	if (from->method == METHOD_BANDS) {
		it->kind = EXAM_INDEX;
		it->method = EXAM_BANDS;
		return;
	}
	it->measure = from->measure;
	it->attempts = from->measure.attempts;
	it->use = from->measure.use == USE_LAST ? EXAM_LAST : EXAM_BEST;
	it->kind = kind_of(&from->measure);
	it->method = EXAM_TABLE;
}

static void take_group(struct exam *x, int i, const struct scheme_item *from)
{
	struct exam_group *group = &x->group[x->groups++];

	text_copy(group->key, sizeof(group->key), from->key);
	text_copy(group->zh, sizeof(group->zh), from->zh);
	group->pick = 1;
	group->items = UINT64_C(1) << i;
	for (int sex = SEX_MALE; sex <= SEX_FEMALE; sex++)
		for (int g = GRADE_G1; g < GRADE_COUNT; g++)
			group->by_c[sex][g] = from->weight[sex][g] * 100;
	x->part[0].picks++;
}

static void take_bonus(struct exam *x, int i, const struct scheme_item *from)
{
	struct exam_bonus *bonus = &x->bonus[x->bonuses++];

	bonus->item = i;
	bonus->to = EXAM_OF_TOTAL;
	bonus->cap_c = from->bonus_cap_c;
	memcpy(bonus->by, from->bonus, sizeof(bonus->by));
}

static void take_head(struct exam *x, const struct scheme *s)
{
	struct exam_part *part = &x->part[x->parts++];

	text_copy(x->id, sizeof(x->id), s->id);
	text_copy(x->title, sizeof(x->title), s->title);
	text_copy(x->document, sizeof(x->document), s->document);
	text_copy(x->source, sizeof(x->source), s->source);
	x->status = s->status;
	x->digest = s->digest;
	x->graded = true;
	x->missing_zero = s->missing == MISSING_ZERO;
	x->den = 10000; /* hundredths of a point times percent */
	x->points_c = POINTS_MAX_C;
	x->cap_c = s->cap_c;
	x->round = (struct exam_round){ s->round, s->step_c };
	x->bonus_cap_c = s->bonus_cap_c;
	x->levels = s->levels;
	memcpy(x->level, s->level, sizeof(x->level));
	text_copy(part->key, sizeof(part->key), "standard");
	text_copy(part->zh, sizeof(part->zh), "标准分");
	part->kind = EXAM_FIELD;
	part->points_c = part->cap_c = POINTS_MAX_C;
}

struct exam *scheme_make_exam(const struct scheme *s)
{
	struct exam *x = mem_alloc(sizeof(*x));

	take_head(x, s);
	for (int i = 0; i < s->count; i++) {
		take_item(x, &s->item[i]);
		take_group(x, i, &s->item[i]);
		if (s->item[i].bonus_cap_c)
			take_bonus(x, i, &s->item[i]);
	}
	for (int i = 0; i < s->count; i++) {
		const struct scheme_index *from = &s->item[i].index;

		if (s->item[i].method != METHOD_BANDS)
			continue;
		x->item[i].index = (struct exam_index){ add_record(x, s->items,
								from->mass),
			add_record(x, s->items, from->length), from->round };
	}
	return x;
}
