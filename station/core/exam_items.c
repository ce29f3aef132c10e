/* The items of an exam, and their ladders: see exam_form.h. */
#include "exam_form.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "text.h"

static int32_t power(int n)
{
	int32_t p = 1;

	while (n-- > 0)
		p *= 10;
	return p;
}

/* ---- what is measured ---------------------------------------------------------- */

struct unit_of {
	enum item_unit unit;
	enum item_shown shown;
	int decimals; /* of one base unit in people's */
};
static const struct unit_of units[] = {
	[UNIT_S] = { ITEM_MS, SHOWN_USUAL, 3 },
	[UNIT_CM] = { ITEM_MM, SHOWN_USUAL, 1 },
	[UNIT_M] = { ITEM_MM, SHOWN_METRES, 3 },
	[UNIT_TIMES] = { ITEM_TIMES, SHOWN_USUAL, 0 },
	[UNIT_MARKS] = { ITEM_TIMES, SHOWN_MARKS, 2 },
};

static bool unit_fits(enum exam_kind kind, int unit)
{
	switch (kind) {
	case EXAM_TIME:
		return unit == UNIT_S;
	case EXAM_COUNT:
		return unit == UNIT_TIMES;
	case EXAM_JUDGED:
		return unit == UNIT_MARKS;
	case EXAM_DISTANCE:
	case EXAM_REACH:
	case EXAM_DONE:
	case EXAM_INDEX: /* only of a standard, which has no such file */
	case EXAM_AMOUNT:
		break;
	}
	return unit == UNIT_CM || unit == UNIT_M;
}

/* A value of the item as the file writes it, in its unit. */
static bool value_at(const struct exam_build *b, const struct item *m, const char *text,
	int64_t *value, struct err *err, size_t i, const char *key)
{
	if (exam_plain(text) && item_read_exact(m, text, value) &&
		*value >= -INT_MAX / 2 && *value <= INT_MAX / 2)
		return true;
	exam_refuse(b, err, "not a value in the item's unit", "items[%zu].%s", i, key);
	return false;
}

/* A value that a result can have. */
static bool result_at(const struct exam_build *b, const struct item *m,
	const char *text, int64_t *value, struct err *err, size_t i, const char *key)
{
	if (!value_at(b, m, text, value, err, i, key))
		return false;
	if (*value % m->step)
		return exam_refuse(b, err, "finer than results are rounded to",
			"items[%zu].%s", i, key);
	if (item_fit(m, *value) == FIT_REFUSED)
		return exam_refuse(b, err, "outside the item's hard range",
			"items[%zu].%s", i, key);
	return true;
}

static bool take_ranges(
	const struct exam_build *b, size_t i, struct item *m, struct err *err)
{
	const struct form_item *f = &b->form->items[i];
	const struct form_range *usual = f->usual ? f->usual : &f->hard;

	if (!value_at(b, m, f->hard.min, &m->hard_min, err, i, "hard.min") ||
		!value_at(b, m, f->hard.max, &m->hard_max, err, i, "hard.max") ||
		!value_at(b, m, usual->min, &m->usual_min, err, i, "usual.min") ||
		!value_at(b, m, usual->max, &m->usual_max, err, i, "usual.max"))
		return false;
	if (m->hard_min >= m->hard_max)
		return exam_refuse(
			b, err, "min must be below max", "items[%zu].hard", i);
	if (m->hard_min < 0 && f->kind != EXAM_REACH)
		return exam_refuse(b, err, "only a reach may be below 0",
			"items[%zu].hard.min", i);
	if (m->usual_min < m->hard_min || m->usual_max > m->hard_max ||
		m->usual_min >= m->usual_max)
		return exam_refuse(
			b, err, "it must lie inside hard", "items[%zu].usual", i);
	return true;
}

static bool take_reading(
	const struct exam_build *b, size_t i, struct item *m, struct err *err)
{
	const struct form_item *f = &b->form->items[i];
	int finest = units[f->unit].decimals;
	int read;

	if (f->decimals < 0 || f->decimals > finest)
		return exam_refuse(b, err, "more decimals than the unit has",
			"items[%zu].decimals", i);
	m->decimals = f->decimals;
	m->step = power(finest - f->decimals);
	if (!*f->read)
		return true;
	if (f->read[1] || f->read[0] < '0' || f->read[0] > '0' + finest)
		return exam_refuse(b, err, "allowed: 0 to the decimals of the unit",
			"items[%zu].read", i);
	read = f->read[0] - '0';
	if (read < f->decimals)
		return exam_refuse(b, err, "fewer decimals than the table has",
			"items[%zu].read", i);
	m->read = power(finest - read);
	return true;
}

static bool take_measure(
	const struct exam_build *b, size_t i, struct exam_item *it, struct err *err)
{
	const struct form_item *f = &b->form->items[i];
	struct item *m = &it->measure;

	if (!unit_fits(f->kind, f->unit))
		return exam_refuse(
			b, err, "this kind has another unit", "items[%zu].unit", i);
	*m = (struct item){
		.unit = units[f->unit].unit,
		.shown = units[f->unit].shown,
		.better = f->better,
		.attempts = f->attempts.max,
		.round = f->round,
		.minutes = f->minutes,
		.use = f->attempts.use == EXAM_LAST ? USE_LAST : USE_BEST,
		.lanes = 1,
	};
	text_copy(m->key, sizeof(m->key), f->key);
	text_copy(m->zh, sizeof(m->zh), f->zh);
	text_copy(m->zh_short, sizeof(m->zh_short), f->zh);
	if (f->minutes && (f->unit != UNIT_S || f->decimals))
		return exam_refuse(b, err, "only for times in whole seconds",
			"items[%zu].minutes", i);
	it->catalogue = -1;
	if (*f->measure && b->items) {
		it->catalogue = items_find(b->items, f->measure);
		if (it->catalogue < 0)
			return exam_refuse(b, err, "no such item in items.yaml",
				"items[%zu].measure", i);
		if (items_at(b->items, it->catalogue)->unit != m->unit)
			return exam_refuse(b, err,
				"items.yaml measures it in another unit",
				"items[%zu].measure", i);
	}
	return take_reading(b, i, m, err) && take_ranges(b, i, m, err);
}

static bool take_faults(
	const struct exam_build *b, size_t i, struct exam_item *it, struct err *err)
{
	const struct form_item *f = &b->form->items[i];

	for (size_t k = 0; k < f->faults_count; k++) {
		const struct form_fault *in = &f->faults[k];
		struct exam_fault *out = &it->fault[k];
		bool needs = in->effect == EFFECT_ADD_MS ||
			     in->effect == EFFECT_MINUS_COUNT;
		char from[64];

		if (!exam_key_good(in->code))
			return exam_refuse(b, err,
				"allowed: small letters, digits and _",
				"items[%zu].faults[%zu].code", i, k);
		for (size_t j = 0; j < k; j++)
			if (strcmp(f->faults[j].code, in->code) == 0)
				return exam_refuse(b, err, "this code is there twice",
					"items[%zu].faults[%zu].code", i, k);
		if (needs ? in->amount < 1 || in->amount > 600000 : in->amount != 0)
			return exam_refuse(b, err,
				"allowed: 1 to 600000, with add_ms and minus_count "
				"only",
				"items[%zu].faults[%zu].amount", i, k);
		if ((in->effect == EFFECT_ADD_MS && it->kind != EXAM_TIME) ||
			((in->effect == EFFECT_MINUS_COUNT ||
				 in->effect == EFFECT_NOT_COUNTED) &&
				it->kind != EXAM_COUNT))
			return exam_refuse(b, err, "not an effect on this kind of item",
				"items[%zu].faults[%zu].effect", i, k);
		snprintf(from, sizeof(from), "items[%zu].faults[%zu].from", i, k);
		if (in->from < 0 || in->from > 99 ||
			(!in->from && data_has(b->places, from)))
			return exam_refuse(b, err, "allowed: 1 to 99", "%s", from);
		text_copy(out->code, sizeof(out->code), in->code);
		text_copy(out->zh, sizeof(out->zh), in->zh);
		text_copy(out->evidence, sizeof(out->evidence), in->evidence);
		out->effect = in->effect;
		out->amount = in->amount;
		out->from = in->from ? in->from : 1;
		it->faults = (int)k + 1;
	}
	return true;
}

static bool take_attempts(
	const struct exam_build *b, size_t i, struct exam_item *it, struct err *err)
{
	const struct form_attempts *f = &b->form->items[i].attempts;

	if (f->max < 1 || f->max > EXAM_ATTEMPTS_MAX)
		return exam_refuse(
			b, err, "allowed: 1 to 9", "items[%zu].attempts.max", i);
	if (f->use == EXAM_MEAN && b->form->items[i].round == ROUND_NONE)
		return exam_refuse(b, err, "a mean needs a round other than none",
			"items[%zu].attempts.use", i);
	it->attempts = f->max;
	it->use = f->use;
	it->stop_on_full = f->stop_on_full;
	it->rounds = f->order;
	it->no_valid_open = f->no_valid;
	return true;
}

/* ---- how it is scored ------------------------------------------------------------ */

/* Keys of one method only; NULL ends. */
static bool keys_belong(
	const struct exam_build *b, size_t i, const char *method, struct err *err)
{
	const struct form_item *f = &b->form->items[i];
	const struct {
		const char *key, *text, *method;
	} keys[] = {
		{ "full_at", f->full_at, "linear" },
		{ "step", f->step, "linear" },
		{ "points_per_step", f->points_per_step, "linear" },
		{ "floor", f->floor, "linear" },
		{ "need", f->need, "gate" },
		{ "bands", f->bands_count ? "x" : "", "bands" },
	};

	for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++)
		if (*keys[k].text && strcmp(keys[k].method, method) != 0)
			return exam_refuse(b, err, "this key belongs to another method",
				"items[%zu].%s", i, keys[k].key);
	return (f->method == EXAM_LINEAR ||
		       exam_absent(b, "this key belongs to another method", err,
			       "items[%zu].partial_step", i)) &&
	       (f->method == EXAM_TABLE ||
		       exam_absent(b, "only the method table has a table", err,
			       "items[%zu].table", i)) &&
	       ((f->method != EXAM_LINEAR && f->method != EXAM_MARKS) ||
		       exam_absent(b, "this key belongs to another method", err,
			       "items[%zu].below", i));
}

static bool take_linear(
	const struct exam_build *b, size_t i, struct exam_item *it, struct err *err)
{
	const struct form_item *f = &b->form->items[i];
	int64_t full, step;

	if (!*f->full_at || !*f->step || !*f->points_per_step)
		return exam_refuse(b, err,
			"linear needs full_at, step and points_per_step",
			"items[%zu].method", i);
	if (!result_at(b, &it->measure, f->full_at, &full, err, i, "full_at") ||
		!value_at(b, &it->measure, f->step, &step, err, i, "step") ||
		!exam_points(b, f->points_per_step, 0, &it->worse_c, err,
			"items[%zu].points_per_step", i) ||
		!exam_points(b, f->floor, 0, &it->floor_c, err, "items[%zu].floor", i))
		return false;
	if (step < 1 || step > EXAM_DEN_MAX)
		return exam_refuse(b, err, "it must be above 0", "items[%zu].step", i);
	if (!it->worse_c)
		return exam_refuse(b, err, "0 points a step score nothing",
			"items[%zu].points_per_step", i);
	if (it->floor_c > it->scale_max_c)
		return exam_refuse(b, err, "above scale_max", "items[%zu].floor", i);
	it->full_at = (int32_t)full;
	it->worse = (int32_t)step;
	it->proportional = f->partial_step;
	return true;
}

void exam_make_ladder(struct exam_build *b, struct ladder *ladder, int sign,
	const int32_t *at, const int32_t *points_c, const int32_t *line, int n,
	int32_t below_c, const char *file)
{
	int blocks = (n + LADDER_BLOCK - 1) / LADDER_BLOCK;
	int32_t *steps = b->exam->memory + b->ladders;
	int32_t *points = steps + blocks * LADDER_BLOCK, *lines = points + n + 1;

	for (int i = 0; i < blocks * LADDER_BLOCK; i++)
		steps[i] = i < n ? at[i] : INT32_MAX;
	points[0] = below_c;
	for (int i = 0; i < n; i++) {
		points[i + 1] = points_c[i];
		lines[i] = line[i];
	}
	*ladder = (struct ladder){ .rows = n,
		.blocks = blocks,
		.sign = sign,
		.at = steps,
		.points_c = points,
		.line = lines,
		.file = file };
	b->ladders += blocks * LADDER_BLOCK + 2 * n + 1;
}

/* The file has the best first; the ladder begins at the easiest. */
static bool take_bands(
	struct exam_build *b, size_t i, struct exam_item *it, struct err *err)
{
	const struct form_item *f = &b->form->items[i];
	int32_t at[EXAM_STEPS_MAX], points_c[EXAM_STEPS_MAX], line[EXAM_STEPS_MAX];
	int sign = it->measure.better == BETTER_LESS ? -1 : 1;
	int n = (int)f->bands_count;

	if (!n)
		return exam_refuse(
			b, err, "bands need the key bands", "items[%zu].method", i);
	for (int k = 0; k < n; k++) {
		const struct form_band *in = &f->bands[k];
		int to = n - 1 - k;
		char key[48];
		int64_t value;

		snprintf(key, sizeof(key), "bands[%d].from", k);
		if (!result_at(b, &it->measure, in->from, &value, err, i, key) ||
			!exam_points(b, in->points, 0, &points_c[to], err,
				"items[%zu].bands[%d].points", i, k))
			return false;
		at[to] = (int32_t)value * sign;
		if (k && at[to] >= at[to + 1])
			return exam_refuse(b, err, "not easier than the band above",
				"items[%zu].%s", i, key);
		if (points_c[to] > it->scale_max_c ||
			(k && points_c[to] >= points_c[to + 1]))
			return exam_refuse(b, err,
				"not below the band above and scale_max",
				"items[%zu].bands[%d].points", i, k);
		snprintf(key, sizeof(key), "items[%zu].bands[%d].from", i, k);
		line[to] = (int32_t)data_line(b->places, key);
	}
	if (it->below_c > points_c[0])
		return exam_refuse(
			b, err, "more than the last band", "items[%zu].below", i);
	exam_make_ladder(b, &it->points[SEX_MALE][GRADE_NONE], sign, at, points_c, line,
		n, it->below_c, "scheme.yaml");
	it->points[SEX_FEMALE][GRADE_NONE] = it->points[SEX_MALE][GRADE_NONE];
	return true;
}

static bool take_method(
	struct exam_build *b, size_t i, struct exam_item *it, struct err *err)
{
	static const char *const names[] = { "table", "linear", "bands", "gate",
		"judged" };
	const struct form_item *f = &b->form->items[i];
	int64_t need;

	it->method = f->method;
	it->no_table = f->table;
	if (!keys_belong(b, i, names[f->method], err))
		return false;
	if ((f->method == EXAM_MARKS) != (f->kind == EXAM_JUDGED))
		return exam_refuse(b, err, "judged is a kind and its method, both",
			"items[%zu].method", i);
	if (strcmp(f->below, "last") == 0 && f->method != EXAM_TABLE)
		return exam_refuse(b, err, "last needs a table", "items[%zu].below", i);
	if (strcmp(f->below, "last") != 0 &&
		!exam_points(b, f->below, 0, &it->below_c, err, "items[%zu].below", i))
		return false;
	if (it->below_c >= it->scale_max_c)
		return exam_refuse(
			b, err, "not below scale_max", "items[%zu].below", i);
	if (f->method == EXAM_LINEAR)
		return take_linear(b, i, it, err);
	if (f->method == EXAM_BANDS)
		return take_bands(b, i, it, err);
	if (f->method != EXAM_GATE)
		return true;
	if (!*f->need)
		return exam_refuse(
			b, err, "a gate needs the key need", "items[%zu].method", i);
	if (!result_at(b, &it->measure, f->need, &need, err, i, "need"))
		return false;
	it->need = (int32_t)need;
	return true;
}

static bool take_names(
	const struct exam_build *b, size_t i, struct exam_item *it, struct err *err)
{
	const struct form_item *f = &b->form->items[i];

	if (!exam_key_good(f->key))
		return exam_refuse(b, err, "allowed: small letters, digits and _",
			"items[%zu].key", i);
	if (exam_find_item(b->exam, f->key) >= 0)
		return exam_refuse(
			b, err, "this item is there twice", "items[%zu].key", i);
	if (*f->slot && (!exam_key_good(f->slot) || !f->sex))
		return exam_refuse(b, err,
			"a slot is small letters, digits and _, of an item with a sex",
			"items[%zu].slot", i);
	for (int j = 0; j < b->exam->items; j++) {
		const struct exam_item *other = &b->exam->item[j];

		if (*f->slot && strcmp(other->slot, f->slot) == 0 &&
			other->sex == f->sex)
			return exam_refuse(b, err, "this sex has this slot already",
				"items[%zu].slot", i);
		if (strcmp(other->key, f->slot) == 0)
			return exam_refuse(b, err, "a slot has the name of an item",
				"items[%zu].slot", i);
		if (strcmp(other->slot, f->key) == 0)
			return exam_refuse(
				b, err, "a slot has this name", "items[%zu].key", i);
	}
	text_copy(it->key, sizeof(it->key), f->key);
	text_copy(it->zh, sizeof(it->zh), f->zh);
	text_copy(it->slot, sizeof(it->slot), f->slot);
	text_copy(it->origin, sizeof(it->origin), f->origin);
	text_copy(it->course, sizeof(it->course), f->course);
	text_copy(it->equipment, sizeof(it->equipment), f->equipment);
	it->sex = f->sex;
	it->kind = f->kind;
	it->session = f->session;
	return true;
}

static bool take_item(struct exam_build *b, size_t i, struct err *err)
{
	const struct form_item *f = &b->form->items[i];
	struct exam_item *it = &b->exam->item[i];

	if (!take_names(b, i, it, err) || !take_measure(b, i, it, err) ||
		!take_attempts(b, i, it, err) || !take_faults(b, i, it, err) ||
		!exam_points(b, f->scale_max, 0, &it->scale_max_c, err,
			"items[%zu].scale_max", i) ||
		!exam_take_cap(b, f->cap, 0, &it->cap_c, err, "items[%zu].cap", i) ||
		!exam_take_round(b, f->item_round, f->item_step, &it->round, err,
			"items[%zu].item_step", i))
		return false;
	if (!it->scale_max_c)
		return exam_refuse(
			b, err, "0 is no full score", "items[%zu].scale_max", i);
	if (!take_method(b, i, it, err))
		return false;
	b->exam->items = (int)i + 1;
	return true;
}

/* Ends of lines: LF, CR, or both together. */
static size_t count_lines(const struct scheme_file *file)
{
	const char *bytes = file->bytes;
	size_t lines = 0;

	for (size_t i = 0; i < file->len; i++)
		lines += bytes[i] == '\n' ? !i || bytes[i - 1] != '\r'
					  : bytes[i] == '\r';
	return lines;
}

bool exam_take_items(struct exam_build *b, struct err *err)
{
	size_t lines = b->table ? count_lines(b->table) : 0;

	/* Every line of the table is at most two rows; each ladder is padded. */
	if (lines > SCHEME_ROWS_MAX + 1)
		return exam_refuse(
			b, err, "the table has more than 50000 lines", "table");
	b->exam->memory = mem_array(
		2 * (lines + 1) * 3 +
			EXAM_ITEMS_MAX * 3 * (3 * EXAM_STEPS_MAX + LADDER_BLOCK + 2),
		sizeof(*b->exam->memory));
	for (size_t i = 0; i < b->form->items_count; i++)
		if (!take_item(b, i, err))
			return false;
	return true;
}
