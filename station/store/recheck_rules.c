/* A struct exam, word by word, as rows: see recheck_rules.h. */
#include "recheck_rules.h"

#include <string.h>

#include "recheck.h"

#define WHOLE INT64_C(1000000) /* raw values count millionths */

static const char *const rounds[] = { "none", "cut", "half_up", "nonzero_up" };
static const char *const kinds[] = { "time", "distance", "count", "reach",
	"distance_done", "judged", "index", "amount" };
static const char *const methods[] = { "table", "linear", "bands", "gate", "judged",
	"record" };
static const char *const uses[] = { "best", "last", "first_valid", "mean" };
static const char *const sessions[] = { "last", "best", "makeup" };
static const char *const effects[] = { "warn", "void_attempt", "add_ms", "not_counted",
	"minus_count", "stop_attempt", "void_item" };
static const char *const part_kinds[] = { "process", "field", "theory", "gate" };
static const char *const missings[] = { "block", "scale", "fixed" };
static const char *const fails[] = { "record_only", "no_total", "zero_total" };
static const char *const chooses[] = { "declared", "best", "drawn" };
static const char *const levels[] = { "item", "part", "total" };
static const char *const statuses[] = { "exempt_full", "exempt_share", "partial",
	"deferred", "absent", "disqualified" };

bool recheck_put(const struct recheck_copy *c, const char *into,
	const struct entry_value *values, size_t n)
{
	struct buf sql = BUF_INIT;
	struct query *q;

	buf_addf(&sql, "INSERT INTO %s VALUES (?", into);
	for (size_t i = 1; i < n; i++)
		buf_adds(&sql, ", ?");
	buf_adds(&sql, ")");
	q = query(c->db, sql.data);
	buf_release(&sql);
	for (size_t i = 0; i < n; i++) {
		const struct entry_value *v = &values[i];

		if (v->type == VALUE_INT)
			query_int(q, (int)i + 1, v->number);
		else if (v->type == VALUE_TEXT)
			query_text_n(q, (int)i + 1, v->data, v->len);
		else if (v->type == VALUE_BYTES)
			query_bytes(q, (int)i + 1, v->data, v->len);
	}
	return query_run(q, c->err);
}

/* Centipoints of a rounding into counts of 1/den, and what is added before cutting. */
static int64_t step_n(const struct exam *exam, const struct exam_round *round)
{
	return round->step_c ? round->step_c * (exam->den / 100) : 1;
}

static int64_t lift_n(const struct exam *exam, const struct exam_round *round)
{
	int64_t step = step_n(exam, round);

	if (round->round == ROUND_HALF_UP)
		return step / 2;
	return round->round == ROUND_NONZERO_UP ? step - 1 : 0;
}

static bool put_head(const struct recheck_copy *c)
{
	const struct exam *x = c->exam;
	bool good = RECHECK_PUT(c, "re_scheme", value_text(x->id), value_int(x->den),
		value_int(x->points_c), value_int(x->cap_c),
		value_int(step_n(x, &x->round)), value_int(lift_n(x, &x->round)),
		value_int_if(x->bonus_cap_c, x->bonus_cap_c),
		value_int(x->missing_zero), value_int(x->all_or_none),
		value_text(x->graded ? "best" : sessions[x->sessions]),
		value_int_if(x->makeup_c, x->makeup_c));

	for (int i = 0; good && i < x->levels; i++)
		good = RECHECK_PUT(c, "re_level", value_int(x->level[i].from_c),
			value_text(x->level[i].key), value_text(x->level[i].zh));
	for (int i = 0; good && i < x->statuses; i++) {
		const struct exam_status *s = &x->status_of[i];

		good = RECHECK_PUT(c, "re_status", value_int(i), value_text(s->code),
			value_text(statuses[s->is]), value_int(s->share_c),
			value_text(levels[s->of]), value_int_if(s->part >= 0, s->part),
			value_int_if(s->instead >= 0, s->instead));
	}
	return good;
}

static const char *measure_of(const struct exam_item *it, const struct items *items)
{
	return items && it->catalogue >= 0 ? items_at(items, it->catalogue)->key : "";
}

/* The same attempts serve the fitness test, which may give more. */
static int most_tries(const struct exam_item *it, const struct items *items)
{
	int usual = items && it->catalogue >= 0
			    ? items_at(items, it->catalogue)->attempts
			    : 0;

	return usual > it->attempts ? usual : it->attempts;
}

static bool put_item(const struct recheck_copy *c, int i, const struct items *items)
{
	const struct exam_item *it = &c->exam->item[i];
	const struct item *m = &it->measure;
	bool made = it->kind == EXAM_INDEX;
	enum item_round round = made ? it->index.round : m->round;

	return RECHECK_PUT(c, "re_item", value_int(i), value_text(it->key),
		value_text(it->zh), value_text(it->slot), value_text(sex_key(it->sex)),
		value_text(measure_of(it, items)), value_text(kinds[it->kind]),
		value_text(methods[it->method]),
		value_int_if(m->better, m->better == BETTER_LESS),
		value_int(m->read * WHOLE), value_int(m->step * WHOLE),
		value_text(rounds[round]), value_int(m->hard_min),
		value_int(m->hard_max), value_text(m->better ? uses[it->use] : "last"),
		value_int(it->attempts), value_int(it->stop_on_full),
		value_int(most_tries(it, items)),
		value_int(it->no_valid_open || c->exam->graded),
		value_int(it->no_table), value_int(it->scale_max_c),
		value_int(it->below_c), value_int(it->full_at), value_int(it->worse),
		value_int(it->worse_c), value_int(it->floor_c),
		value_int(it->proportional), value_int(it->need),
		value_int_if(made, it->index.mass),
		value_int_if(made, it->index.length),
		value_int(step_n(c->exam, &it->round)),
		value_int(lift_n(c->exam, &it->round)),
		value_int_if(it->cap_c, it->cap_c));
}

static bool put_items(const struct recheck_copy *c, const struct items *items)
{
	bool good = true;

	for (int i = 0; good && i < c->exam->items; i++) {
		const struct exam_item *it = &c->exam->item[i];

		good = put_item(c, i, items);
		for (int f = 0; good && f < it->faults; f++)
			good = RECHECK_PUT(c, "re_effect", value_int(i),
				value_text(it->fault[f].code),
				value_text(effects[it->fault[f].effect]),
				value_int(it->fault[f].amount),
				value_int(it->fault[f].from));
	}
	return good;
}

static bool put_parts(const struct recheck_copy *c)
{
	const struct exam *x = c->exam;
	bool good = true;

	for (int p = 0; good && p < x->parts; p++) {
		const struct exam_part *part = &x->part[p];

		good = RECHECK_PUT(c, "re_part", value_int(p), value_text(part->key),
			value_text(part_kinds[part->kind]), value_int(part->points_c),
			value_int(part->cap_c), value_int(part->mean),
			value_int(part->picks), value_int(part->scale_max_c),
			value_text(rounds[part->round.round]),
			value_int(step_n(x, &part->round)),
			value_int(lift_n(x, &part->round)),
			value_text(missings[part->missing]), value_int(part->missing_c),
			value_text(fails[part->on_fail]));
		for (int i = 0; good && i < x->items; i++)
			if (part->gates >> i & 1)
				good = RECHECK_PUT(
					c, "re_gate", value_int(p), value_int(i));
	}
	return good;
}

static bool put_group(const struct recheck_copy *c, int g)
{
	const struct exam_group *group = &c->exam->group[g];
	bool good = RECHECK_PUT(c, "re_group", value_int(g), value_text(group->key),
		value_int(group->part), value_int(group->pick),
		value_text(chooses[group->choose]),
		value_int(step_n(c->exam, &group->round)),
		value_int(lift_n(c->exam, &group->round)),
		value_int_if(group->cap_c, group->cap_c));

	for (enum sex sex = SEX_MALE; good && sex <= SEX_FEMALE && !c->exam->graded;
		sex++)
		good = RECHECK_PUT(c, "re_share", value_int(g),
			value_text(sex_key(sex)), value_text(""),
			value_int(group->points_c));
	for (int i = 0; good && i < c->exam->items; i++)
		if (group->items >> i & 1)
			good = RECHECK_PUT(c, "re_member", value_int(g), value_int(i),
				value_int(group->choose != EXAM_DRAWN ||
					  (group->drawn >> i & 1)));
	return good;
}

static bool put_component(const struct recheck_copy *c, int i)
{
	const struct exam_component *k = &c->exam->component[i];
	int years = k->years ? k->years : 1;
	bool good = RECHECK_PUT(c, "re_component", value_int(i), value_text(k->key),
		value_int(k->part), value_int(k->typed), value_int(k->points_c),
		value_int_if(k->cap_c, k->cap_c));

	for (int y = 0; good && y < years; y++)
		good = RECHECK_PUT(c, "re_year", value_int(i), value_int(y),
			value_text(k->year[y]));
	for (int b = 0; good && b < k->bands; b++)
		good = RECHECK_PUT(c, "re_band", value_int(i),
			value_int(k->band[b].from_c), value_int(k->band[b].points_c));
	return good;
}

static bool put_bonus(const struct recheck_copy *c, const struct exam_bonus *bonus)
{
	bool good = RECHECK_PUT(c, "re_bonus", value_int(bonus->item),
		value_int(bonus->each), value_int(bonus->add_c),
		value_text(levels[bonus->to]), value_int(bonus->cap_c),
		value_int(bonus->only_full));

	for (int k = 0; good && k < bonus->rows; k++)
		for (enum sex sex = SEX_MALE; good && sex <= SEX_FEMALE; sex++)
			good = RECHECK_PUT(c, "re_bonus_row", value_int(bonus->item),
				value_text(sex_key(sex)), value_text(""),
				value_int(bonus->row[k].at), value_int(0),
				value_int(bonus->row[k].add_c));
	return good;
}

static bool put_barred(const struct recheck_copy *c)
{
	bool good = true;

	for (int n = 0; good && n < c->exam->not_boths; n++)
		for (int i = 0; good && i < c->exam->items; i++)
			if (c->exam->not_both[n] >> i & 1)
				good = RECHECK_PUT(
					c, "re_barred", value_int(n), value_int(i));
	return good;
}

bool recheck_rules(struct db *db, const struct exam *exam, const struct items *items,
	const struct scheme_file *files, size_t count, struct err *err)
{
	const struct recheck_copy c = {
		.db = db, .exam = exam, .files = files, .count = count, .err = err
	};
	bool good = put_head(&c) && put_items(&c, items) && put_parts(&c) &&
		    put_barred(&c);

	for (int g = 0; good && g < exam->groups; g++)
		good = put_group(&c, g);
	for (int i = 0; good && i < exam->components; i++)
		good = put_component(&c, i);
	for (int i = 0; good && i < exam->bonuses; i++)
		good = put_bonus(&c, &exam->bonus[i]);
	return good && recheck_tables(&c);
}
