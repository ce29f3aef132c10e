/* Bonus, statuses and barred pairs of an exam: see exam_form.h. */
#include "exam_form.h"

#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "text.h"

/* ---- bonus --------------------------------------------------------------------- */

static bool take_rows(struct exam_build *b, size_t i, struct exam_bonus *bonus,
	const struct item *m, struct err *err)
{
	const struct form_bonus *f = &b->form->bonus[i];
	int sign = m->better == BETTER_LESS ? -1 : 1;

	for (size_t k = 0; k < f->rows_count; k++) {
		int64_t at;

		if (!exam_plain(f->rows[k].at) ||
			!item_read_exact(m, f->rows[k].at, &at) || at < m->hard_min ||
			at > m->hard_max)
			return exam_refuse(b, err,
				"not a value inside the item's hard range",
				"bonus[%zu].rows[%zu].at", i, k);
		if (!exam_points(b, f->rows[k].add, 0, &bonus->row[k].add_c, err,
			    "bonus[%zu].rows[%zu].add", i, k))
			return false;
		if (!bonus->row[k].add_c)
			return exam_refuse(b, err, "0 is no bonus",
				"bonus[%zu].rows[%zu].add", i, k);
		bonus->row[k].at = (int32_t)at;
		if (at % m->step)
			return exam_refuse(b, err, "finer than results are rounded to",
				"bonus[%zu].rows[%zu].at", i, k);
		if (k && at * sign >= (int64_t)bonus->row[k - 1].at * sign)
			return exam_refuse(b, err, "not easier than the row above",
				"bonus[%zu].rows[%zu].at", i, k);
		if (k && bonus->row[k].add_c >= bonus->row[k - 1].add_c)
			return exam_refuse(b, err, "not fewer than the row above",
				"bonus[%zu].rows[%zu].add", i, k);
	}
	bonus->rows = (int)f->rows_count;
	return true;
}

/* The full mark that steps are counted from. */
static bool take_full(struct exam_build *b, size_t i, struct exam_bonus *bonus,
	const struct exam_item *it, struct err *err)
{
	enum sex sex = it->sex ? it->sex : SEX_MALE;
	const struct ladder *ladder = &it->points[sex][GRADE_NONE];

	if (it->method == EXAM_LINEAR)
		bonus->full = it->full_at;
	else if (it->sex && ladder->rows)
		bonus->full = ladder->at[ladder->rows - 1] * ladder->sign;
	else
		return exam_refuse(b, err,
			"steps need an item of one sex with a table, or linear",
			"bonus[%zu].each", i);
	return true;
}

static bool take_bonus(struct exam_build *b, size_t i, struct err *err)
{
	const struct form_bonus *f = &b->form->bonus[i];
	struct exam_bonus *bonus = &b->exam->bonus[i];
	const struct exam_item *it;
	int64_t each;

	bonus->item = exam_find_item(b->exam, f->item);
	if (bonus->item < 0)
		return exam_refuse(
			b, err, "no such item in items", "bonus[%zu].item", i);
	for (size_t k = 0; k < i; k++)
		if (b->exam->bonus[k].item == bonus->item)
			return exam_refuse(b, err, "this item has a bonus already",
				"bonus[%zu].item", i);
	it = &b->exam->item[bonus->item];
	bonus->to = f->to;
	bonus->only_full = f->only_full;
	if (it->no_table || it->method == EXAM_GATE || it->method == EXAM_MARKS)
		return exam_refuse(b, err, "this item has no full mark to go beyond",
			"bonus[%zu].item", i);
	if (!exam_points(b, f->cap, 0, &bonus->cap_c, err, "bonus[%zu].cap", i))
		return false;
	if (!bonus->cap_c)
		return exam_refuse(b, err, "0 is no bonus", "bonus[%zu].cap", i);
	if (!f->rows_count == !*f->each || !*f->each != !*f->add)
		return exam_refuse(
			b, err, "either rows, or each and add", "bonus[%zu].item", i);
	if (f->rows_count)
		return take_rows(b, i, bonus, &it->measure, err);
	if (!item_read_exact(&it->measure, f->each, &each) || each < 1 ||
		each > EXAM_DEN_MAX)
		return exam_refuse(
			b, err, "not a step of the item", "bonus[%zu].each", i);
	bonus->each = (int32_t)each;
	if (!exam_points(b, f->add, 0, &bonus->add_c, err, "bonus[%zu].add", i))
		return false;
	return bonus->add_c ? take_full(b, i, bonus, it, err)
			    : exam_refuse(b, err, "0 is no bonus", "bonus[%zu].add", i);
}

/* ---- statuses ------------------------------------------------------------------ */

static bool take_share(
	struct exam_build *b, size_t i, struct exam_status *s, struct err *err)
{
	const char *share = b->form->statuses[i].share;

	if (s->is == EXAM_EXEMPT_SHARE && !*share)
		return exam_refuse(
			b, err, "exempt_share needs share", "statuses[%zu].is", i);
	if (s->is != EXAM_EXEMPT_SHARE && *share)
		return exam_refuse(
			b, err, "only with is: exempt_share", "statuses[%zu].share", i);
	s->share_c = 100;
	if (*share && (!exam_points(b, share, 0, &s->share_c, err,
			       "statuses[%zu].share", i) ||
			      s->share_c > 100))
		return exam_refuse(b, err, "allowed: 0 to 1, two decimals",
			"statuses[%zu].share", i);
	return true;
}

/* Another item is scored in the place of the one that is left out. */
static bool take_instead(
	struct exam_build *b, size_t i, struct exam_status *s, struct err *err)
{
	const struct exam *x = b->exam;
	const char *key = b->form->statuses[i].instead;

	s->instead = -1;
	if (!*key)
		return true;
	if (s->is != EXAM_PARTIAL)
		return exam_refuse(b, err, "instead belongs to partial",
			"statuses[%zu].instead", i);
	s->instead = exam_find_item(x, key);
	if (s->instead < 0 || x->item[s->instead].method == EXAM_GATE)
		return exam_refuse(b, err, "no item of items that gives points",
			"statuses[%zu].instead", i);
	for (int p = 0; p < x->parts; p++)
		if (x->part[p].mean &&
			x->part[p].scale_max_c != x->item[s->instead].scale_max_c)
			return exam_refuse(b, err,
				"a mean needs one scale_max for all its items",
				"statuses[%zu].instead", i);
	return true;
}

/* Left out points are shared by the rest: a division that somebody must round. */
static bool check_partial(const struct exam_build *b, size_t i, struct err *err)
{
	const struct exam *x = b->exam;

	if (b->form->statuses[i].is != EXAM_PARTIAL)
		return true;
	if (b->form->statuses[i].of != EXAM_OF_ITEM)
		return exam_refuse(
			b, err, "partial is of an item", "statuses[%zu].of", i);
	if (x->status_of[i].instead >= 0)
		return true;
	for (int p = 0; p < x->parts; p++)
		if (x->part[p].kind == EXAM_FIELD && !x->part[p].round.step_c)
			return exam_refuse(b, err,
				"pro rata divides: every field part needs round and "
				"step",
				"statuses[%zu].is", i);
	return true;
}

static bool take_status(struct exam_build *b, size_t i, struct err *err)
{
	const struct form_status *f = &b->form->statuses[i];
	struct exam_status *s = &b->exam->status_of[i];

	if (!exam_key_good(f->code) || strcmp(f->code, "normal") == 0)
		return exam_refuse(b, err,
			"small letters, digits and _, and not normal",
			"statuses[%zu].code", i);
	for (size_t k = 0; k < i; k++)
		if (strcmp(b->exam->status_of[k].code, f->code) == 0)
			return exam_refuse(b, err, "this code is there twice",
				"statuses[%zu].code", i);
	text_copy(s->code, sizeof(s->code), f->code);
	text_copy(s->zh, sizeof(s->zh), f->zh);
	s->is = f->is;
	s->of = f->of;
	s->part = -1;
	if (*f->part) {
		s->part = exam_find_part(b->exam, f->part);
		if (s->part < 0 || s->of != EXAM_OF_PART)
			return exam_refuse(b, err,
				s->part < 0 ? "no such part in parts"
					    : "only with of: part",
				"statuses[%zu].part", i);
	}
	for (size_t k = 0; k < f->papers_count; k++) {
		size_t used = strlen(s->papers), left = sizeof(s->papers) - used;

		if (snprintf(s->papers + used, left, "%s%s", k ? "、" : "",
			    f->papers[k]) >= (int)left)
			return exam_refuse(b, err,
				"too long (allowed: 255 bytes together)",
				"statuses[%zu].papers", i);
	}
	return take_share(b, i, s, err) && take_instead(b, i, s, err) &&
	       check_partial(b, i, err);
}

/* ---- barred -------------------------------------------------------------------- */

/* The best of a group is found group by group; a bar across would need a search, and
 * no paper says who is to win. */
static bool check_best(
	const struct exam_build *b, size_t i, uint64_t set, struct err *err)
{
	for (int g = 0; g < b->exam->groups; g++)
		if (b->exam->group[g].choose == EXAM_CHOOSE_BEST &&
			(b->exam->group[g].items & set))
			return exam_refuse(b, err,
				"an item of a group with choose: best cannot be barred",
				"not_both[%zu]", i);
	return true;
}

static bool take_barred(struct exam_build *b, size_t i, struct err *err)
{
	const struct form_pair *f = &b->form->not_both[i];
	uint64_t set = 0;

	for (size_t k = 0; k < f->items_count; k++) {
		int item = exam_find_item(b->exam, f->items[k]);

		if (item < 0 || (set >> item & 1))
			return exam_refuse(b, err,
				item < 0 ? "no such item in items"
					 : "this item is there twice",
				"not_both[%zu].items[%zu]", i, k);
		set |= (uint64_t)1 << item;
	}
	if (!(set & (set - 1)))
		return exam_refuse(
			b, err, "two items at least", "not_both[%zu].items", i);
	b->exam->not_both[b->exam->not_boths++] = set;
	return check_best(b, i, set, err);
}

/* Of the group in the file: its place in its part. */
static bool refuse_shared(const struct exam_build *b, int g, int h, struct err *err)
{
	const struct exam_group *group = b->exam->group;
	int first = g;
	char sentence[128];

	while (first && group[first - 1].part == group[g].part)
		first--;
	snprintf(sentence, sizeof(sentence),
		"the group %s has one of these, and one of both has choose: best",
		group[h].key);
	return exam_refuse(b, err, sentence, "parts[%d].groups[%d].items",
		group[g].part, g - first);
}

static bool check_shared(const struct exam_build *b, struct err *err)
{
	const struct exam *x = b->exam;

	for (int g = 0; g < x->groups; g++)
		for (int h = 0; h < g; h++)
			if ((x->group[g].items & x->group[h].items) &&
				(x->group[g].choose == EXAM_CHOOSE_BEST ||
					x->group[h].choose == EXAM_CHOOSE_BEST))
				return refuse_shared(b, g, h, err);
	return true;
}

static bool take_sessions(struct exam_build *b, struct err *err)
{
	const struct form_sessions *f = &b->form->sessions;
	struct exam *x = b->exam;

	x->sessions = f->use;
	if (!exam_points(
		    b, f->makeup_share, 0, &x->makeup_c, err, "sessions.makeup_share"))
		return false;
	if (*f->makeup_share && (!x->makeup_c || x->makeup_c > 100))
		return exam_refuse(b, err, "allowed: above 0 to 1, two decimals",
			"sessions.makeup_share");
	return true;
}

bool exam_take_rules(struct exam_build *b, struct err *err)
{
	if (!take_sessions(b, err))
		return false;
	for (size_t i = 0; i < b->form->bonus_count; i++) {
		if (!take_bonus(b, i, err))
			return false;
		b->exam->bonuses = (int)i + 1;
	}
	for (size_t i = 0; i < b->form->statuses_count; i++) {
		if (!take_status(b, i, err))
			return false;
		b->exam->statuses = (int)i + 1;
	}
	for (size_t i = 0; i < b->form->not_both_count; i++)
		if (!take_barred(b, i, err))
			return false;
	return check_shared(b, err);
}
