/* Parts, groups and components of an exam: see exam_form.h. */
#include "exam_form.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

/* One name may mean one thing only: status columns and outputs go by it. */
static bool name_free(const struct exam_build *b, const char *key)
{
	static const char *const columns[] = { "student", "sex", "total", "level",
		"state", "why", "mark" };
	const struct exam *x = b->exam;

	for (int i = 0; i < x->items; i++)
		if (strcmp(x->item[i].slot, key) == 0)
			return false;
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		if (strcmp(columns[i], key) == 0)
			return false;
	return exam_key_good(key) && exam_find_item(x, key) < 0 &&
	       exam_find_group(x, key) < 0 && exam_find_part(x, key) < 0;
}

static bool refuse_name(const struct exam_build *b, struct err *err, const char *path)
{
	return exam_refuse(b, err,
		"allowed: small letters, digits and _, and no name that is taken: a "
		"part's, group's, item's, slot's or column's",
		"%s.key", path);
}

/* ---- components ---------------------------------------------------------------- */

static bool take_component_bands(struct exam_build *b, const struct form_component *f,
	struct exam_component *c, struct err *err, const char *path)
{
	if (!f->bands_count || !*f->input || *f->points)
		return exam_refuse(b, err, "bands need input and bands, not points",
			"%s.method", path);
	for (size_t k = 0; k < f->bands_count; k++) {
		struct exam_band *band = &c->band[k];

		if (!exam_points(b, f->bands[k].from, 0, &band->from_c, err,
			    "%s.bands[%zu].from", path, k) ||
			!exam_points(b, f->bands[k].points, 0, &band->points_c, err,
				"%s.bands[%zu].points", path, k))
			return false;
		if (k && band->from_c >= band[-1].from_c)
			return exam_refuse(b, err, "not below the band above",
				"%s.bands[%zu].from", path, k);
		if (k && band->points_c >= band[-1].points_c)
			return exam_refuse(b, err, "not fewer than the band above",
				"%s.bands[%zu].points", path, k);
		c->bands = (int)k + 1;
	}
	if (c->band[c->bands - 1].from_c)
		return exam_refuse(b, err, "the last band must begin at 0",
			"%s.bands[%d].from", path, c->bands - 1);
	c->points_c = c->band[0].points_c;
	return true;
}

static bool take_years(struct exam_build *b, const struct form_component *f,
	struct exam_component *c, struct err *err, const char *path)
{
	for (size_t k = 0; k < f->years_count; k++) {
		for (size_t j = 0; j < k; j++)
			if (strcmp(f->years[j], f->years[k]) == 0)
				return exam_refuse(b, err, "this year is there twice",
					"%s.years[%zu]", path, k);
		if (strpbrk(f->years[k], "/:") ||
			!text_copy(c->year[k], sizeof(c->year[k]), f->years[k]))
			return exam_refuse(b, err,
				"at most 23 bytes, without / and :", "%s.years[%zu]",
				path, k);
		c->years = (int)k + 1;
	}
	return true;
}

static bool take_component(struct exam_build *b, int part, size_t p, size_t k,
	int32_t *sum_c, struct err *err)
{
	const struct form_component *f = &b->form->parts[p].components[k];
	struct exam_component *c = &b->exam->component[b->exam->components];
	int years = f->years_count ? (int)f->years_count : 1;
	char path[64];

	snprintf(path, sizeof(path), "parts[%zu].components[%zu]", p, k);
	if (b->exam->components == EXAM_COMPONENTS_MAX)
		return exam_refuse(
			b, err, "too many components (allowed: 16)", "%s", path);
	if (!exam_key_good(f->key) || exam_find_component(b->exam, f->key) >= 0)
		return exam_refuse(b, err,
			"allowed: small letters, digits and _, and no key of another "
			"component",
			"%s.key", path);
	text_copy(c->key, sizeof(c->key), f->key);
	text_copy(c->zh, sizeof(c->zh), f->zh);
	text_copy(c->input, sizeof(c->input), f->input);
	c->part = part;
	c->typed = f->method;
	if (!take_years(b, f, c, err, path) ||
		!exam_points(b, f->points, 0, &c->points_c, err, "%s.points", path) ||
		!exam_take_cap(b, f->cap, 0, &c->cap_c, err, "%s.cap", path))
		return false;
	if (c->typed && (f->bands_count || !c->points_c))
		return exam_refuse(
			b, err, "typed needs points, not bands", "%s.method", path);
	if (!c->typed && !take_component_bands(b, f, c, err, path))
		return false;
	*sum_c += c->cap_c && c->cap_c < c->points_c * years ? c->cap_c
							     : c->points_c * years;
	b->exam->components++;
	return true;
}

/* ---- groups -------------------------------------------------------------------- */

static bool take_set(const struct exam_build *b, char *const *names, uint64_t count,
	uint64_t *set, struct err *err, const char *path, const char *key)
{
	for (size_t k = 0; k < count; k++) {
		int item = exam_find_item(b->exam, names[k]);

		if (item < 0)
			return exam_refuse(b, err, "no such item in items",
				"%s.%s[%zu]", path, key, k);
		if (*set >> item & 1)
			return exam_refuse(b, err, "this item is there twice",
				"%s.%s[%zu]", path, key, k);
		*set |= (uint64_t)1 << item;
	}
	return true;
}

static int count_for(const struct exam *x, uint64_t items, enum sex sex)
{
	int n = 0;

	for (int i = 0; i < x->items; i++)
		n += (items >> i & 1) && exam_item_for(&x->item[i], sex);
	return n;
}

static bool check_picks(const struct exam_build *b, const struct exam_group *g,
	struct err *err, const char *path)
{
	for (enum sex sex = SEX_MALE; sex <= SEX_FEMALE; sex++) {
		if (count_for(b->exam, g->items, sex) < g->pick)
			return exam_refuse(b, err,
				sex == SEX_MALE ? "fewer items for boys than it picks"
						: "fewer items for girls than it picks",
				"%s.items", path);
		if (g->drawn && count_for(b->exam, g->drawn, sex) != g->pick)
			return exam_refuse(b, err,
				"as many items of each sex as are picked belong here",
				"%s.drawn", path);
	}
	return true;
}

static bool take_group_points(struct exam_build *b, const struct form_group *f,
	struct exam_group *g, struct err *err, const char *path)
{
	if (b->exam->part[g->part].mean) {
		if (*f->points || *f->cap || *f->step)
			return exam_refuse(b, err,
				"groups of a mean have no points, round or cap",
				"%s.points", path);
		return true;
	}
	if (!exam_points(b, f->points, 0, &g->points_c, err, "%s.points", path) ||
		!exam_take_cap(b, f->cap, 0, &g->cap_c, err, "%s.cap", path) ||
		!exam_take_round(b, f->round, f->step, &g->round, err, "%s.step", path))
		return false;
	if (!g->points_c)
		return exam_refuse(b, err, "a group needs points", "%s.points", path);
	if (g->points_c % g->pick)
		return exam_refuse(b, err,
			"they cannot be shared equally by the picked items",
			"%s.points", path);
	g->each_c = g->points_c / g->pick;
	return true;
}

static bool take_group(
	struct exam_build *b, int part, size_t p, size_t k, struct err *err)
{
	const struct form_group *f = &b->form->parts[p].groups[k];
	struct exam_group *g = &b->exam->group[b->exam->groups];
	char path[64], pick[80];

	snprintf(path, sizeof(path), "parts[%zu].groups[%zu]", p, k);
	if (b->exam->groups == EXAM_GROUPS_MAX)
		return exam_refuse(b, err, "too many groups (allowed: 32)", "%s", path);
	if (!name_free(b, f->key))
		return refuse_name(b, err, path);
	text_copy(g->key, sizeof(g->key), f->key);
	text_copy(g->zh, sizeof(g->zh), f->zh);
	g->part = part;
	g->choose = f->choose;
	g->pick = f->pick ? f->pick : 1;
	snprintf(pick, sizeof(pick), "%s.pick", path);
	if (g->pick < 1 || g->pick > 16 || (!f->pick && data_has(b->places, pick)))
		return exam_refuse(b, err, "allowed: 1 to 16", "%s", pick);
	if (f->drawn_count && f->choose != EXAM_DRAWN)
		return exam_refuse(b, err, "only with choose: drawn", "%s.drawn", path);
	if (!take_set(b, f->items, f->items_count, &g->items, err, path, "items") ||
		!take_set(b, f->drawn, f->drawn_count, &g->drawn, err, path, "drawn"))
		return false;
	if (g->drawn & ~g->items)
		return exam_refuse(
			b, err, "an item that the group has not", "%s.drawn", path);
	if (!check_picks(b, g, err, path) || !take_group_points(b, f, g, err, path))
		return false;
	b->exam->part[part].picks += g->pick;
	b->exam->groups++;
	return true;
}

static bool check_mean(
	const struct exam_build *b, size_t p, struct exam_part *part, struct err *err)
{
	const struct exam *x = b->exam;

	for (int g = 0; g < x->groups; g++)
		for (int i = 0; i < x->items; i++) {
			if (&x->part[x->group[g].part] != part ||
				!(x->group[g].items >> i & 1))
				continue;
			if (!part->scale_max_c)
				part->scale_max_c = x->item[i].scale_max_c;
			if (part->scale_max_c != x->item[i].scale_max_c)
				return exam_refuse(b, err,
					"a mean needs one scale_max for all its items",
					"parts[%zu].combine", p);
		}
	return true;
}

/* ---- parts --------------------------------------------------------------------- */

static bool take_field(struct exam_build *b, int n, size_t p, struct err *err)
{
	const struct form_part *f = &b->form->parts[p];
	struct exam_part *part = &b->exam->part[n];
	int64_t sum_c = 0;

	if (!f->groups_count || f->components_count || f->items_count)
		return exam_refuse(b, err, "a field part has groups, and only groups",
			"parts[%zu].kind", p);
	for (size_t k = 0; k < f->groups_count; k++) {
		if (!take_group(b, n, p, k, err))
			return false;
		sum_c += b->exam->group[b->exam->groups - 1].points_c;
	}
	if (part->mean)
		return check_mean(b, p, part, err);
	if (sum_c != part->points_c)
		return exam_refuse(b, err,
			"the points of its groups do not add up to it",
			"parts[%zu].points", p);
	return true;
}

static bool take_components(struct exam_build *b, int n, size_t p, struct err *err)
{
	const struct form_part *f = &b->form->parts[p];
	struct exam_part *part = &b->exam->part[n];
	int32_t sum_c = 0;

	if (!f->components_count || f->groups_count || f->items_count)
		return exam_refuse(b, err, "such a part has components, and only those",
			"parts[%zu].kind", p);
	for (size_t k = 0; k < f->components_count; k++)
		if (!take_component(b, n, p, k, &sum_c, err))
			return false;
	part->missing = f->missing_year;
	if (part->missing == EXAM_FIXED && !*f->missing_points)
		return exam_refuse(b, err, "fixed needs missing_points",
			"parts[%zu].missing_year", p);
	if (part->missing != EXAM_FIXED && *f->missing_points)
		return exam_refuse(b, err, "only with missing_year: fixed",
			"parts[%zu].missing_points", p);
	if (!exam_points(b, f->missing_points, 0, &part->missing_c, err,
		    "parts[%zu].missing_points", p))
		return false;
	if (part->missing == EXAM_SCALE && !part->round.step_c)
		return exam_refuse(b, err,
			"scale divides: the part needs round and step",
			"parts[%zu].missing_year", p);
	if (sum_c != part->points_c)
		return exam_refuse(b, err,
			"the most points of its components do not add up to it",
			"parts[%zu].points", p);
	return true;
}

static bool take_gate(struct exam_build *b, int n, size_t p, struct err *err)
{
	const struct form_part *f = &b->form->parts[p];
	struct exam_part *part = &b->exam->part[n];
	char path[32];

	snprintf(path, sizeof(path), "parts[%zu]", p);
	if (!f->items_count || f->groups_count || f->components_count)
		return exam_refuse(
			b, err, "a gate has items, and only items", "%s.kind", path);
	if (!take_set(b, f->items, f->items_count, &part->gates, err, path, "items"))
		return false;
	for (int i = 0; i < b->exam->items; i++)
		if ((part->gates >> i & 1) && b->exam->item[i].method != EXAM_GATE)
			return exam_refuse(b, err, "its items need the method gate",
				"%s.items", path);
	part->on_fail = f->on_fail;
	return true;
}

/* Keys of another kind of part. */
static bool check_kind(const struct exam_build *b, size_t p, struct err *err)
{
	static const char *const of_points[] = { "points", "round", "step", "cap" };
	enum exam_part_kind kind = b->form->parts[p].kind;

	if (kind != EXAM_GATES &&
		!exam_absent(b, "only of a gate", err, "parts[%zu].on_fail", p))
		return false;
	if (kind != EXAM_PROCESS && (!exam_absent(b, "only of the process", err,
					     "parts[%zu].missing_year", p) ||
					    !exam_absent(b, "only of the process", err,
						    "parts[%zu].missing_points", p)))
		return false;
	if (kind != EXAM_FIELD &&
		!exam_absent(b, "only of a field part", err, "parts[%zu].combine", p))
		return false;
	for (int i = 0; kind == EXAM_GATES && i < 4; i++)
		if (!exam_absent(b, "a gate has no points", err, "parts[%zu].%s", p,
			    of_points[i]))
			return false;
	return true;
}

static bool take_part(struct exam_build *b, size_t p, struct err *err)
{
	const struct form_part *f = &b->form->parts[p];
	int n = b->exam->parts;
	struct exam_part *part = &b->exam->part[n];
	char path[32];

	snprintf(path, sizeof(path), "parts[%zu]", p);
	if (!name_free(b, f->key))
		return refuse_name(b, err, path);
	text_copy(part->key, sizeof(part->key), f->key);
	text_copy(part->zh, sizeof(part->zh), f->zh);
	part->kind = f->kind;
	part->mean = f->combine;
	b->exam->parts++;
	if (!exam_points(
		    b, f->points, 0, &part->points_c, err, "parts[%zu].points", p) ||
		!exam_take_cap(b, f->cap, part->points_c, &part->cap_c, err,
			"parts[%zu].cap", p) ||
		!exam_take_round(
			b, f->round, f->step, &part->round, err, "parts[%zu].step", p))
		return false;
	if (f->kind != EXAM_GATES && !part->points_c)
		return exam_refuse(
			b, err, "a part needs points", "parts[%zu].points", p);
	if (!check_kind(b, p, err))
		return false;
	switch (f->kind) {
	case EXAM_FIELD:
		return take_field(b, n, p, err);
	case EXAM_GATES:
		return take_gate(b, n, p, err);
	case EXAM_PROCESS:
	case EXAM_THEORY:
		break;
	}
	return take_components(b, n, p, err);
}

/* An item that nobody is scored on is a slip of whoever wrote the file. */
static bool check_used(const struct exam_build *b, struct err *err)
{
	const struct exam *x = b->exam;
	uint64_t used = 0;

	for (int g = 0; g < x->groups; g++)
		used |= x->group[g].items;
	for (int p = 0; p < x->parts; p++)
		used |= x->part[p].gates;
	for (size_t i = 0; i < b->form->statuses_count; i++) {
		int item = exam_find_item(x, b->form->statuses[i].instead);

		used |= item < 0 ? 0 : (uint64_t)1 << item;
	}
	for (int i = 0; i < x->items; i++)
		if (!(used >> i & 1))
			return exam_refuse(b, err, "no group and no gate has this item",
				"items[%d].key", i);
	return true;
}

bool exam_take_parts(struct exam_build *b, struct err *err)
{
	int64_t sum_c = 0;

	for (size_t p = 0; p < b->form->parts_count; p++) {
		if (!take_part(b, p, err))
			return false;
		sum_c += b->exam->part[p].points_c;
	}
	if (sum_c != b->exam->points_c)
		return exam_refuse(b, err,
			"the points of the parts do not add up to it", "total.points");
	return check_used(b, err);
}
