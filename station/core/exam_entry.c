/* What is known of one student beside attempts (exam_tries.c): choices, statuses, process
 * points, and whether all of it agrees. See exam.h and docs/schemes.md. */
#include "exam.h"

#include <stdio.h>
#include <string.h>

#include "score.h"
#include "text.h"

void exam_entry_init(struct exam_entry *entry, enum sex sex, enum grade grade)
{
	entry->sex = sex;
	entry->grade = grade;
	for (int i = 0; i < EXAM_ITEMS_MAX; i++) {
		entry->item[i].tries = 0;
		entry->item[i].is_void = false;
		entry->of_item[i] = -1;
	}
	memset(entry->choice, 0, sizeof(entry->choice));
	for (int i = 0; i < EXAM_PARTS_MAX; i++)
		entry->of_part[i] = -1;
	entry->of_total = -1;
	for (int i = 0; i < EXAM_COMPONENTS_MAX; i++)
		for (int y = 0; y < EXAM_YEARS_MAX; y++)
			entry->process[i][y] = SCORE_NONE;
}

void exam_entry_value(struct exam_entry *entry, int item, int32_t value)
{
	entry->item[item].tries = 1;
	entry->item[item].try[0] = (struct exam_try){
		.state = TRY_OK, .value = value, .fault = -1
	};
}

/* ---- choices ------------------------------------------------------------------- */

bool exam_entry_choice(const struct exam *exam, struct exam_entry *entry, int group,
	const char *text, struct err *err)
{
	const struct exam_group *g = &exam->group[group];
	struct slice rest = slice_of(text), piece;
	int chosen = 0;

	if (g->choose != EXAM_DECLARED)
		return err_set(err,
			"choice:%s: this group is not chosen by the student", g->key);
	if (entry->choice[group])
		return err_set(err, "choice:%s: it is there twice", g->key);
	while (slice_piece(&rest, '/', &piece)) {
		char key[32];
		int item = slice_copy(piece, key, sizeof(key))
				   ? exam_find_slot(exam, key, entry->sex)
				   : -1;

		if (item < 0 || !(g->items >> item & 1) ||
			!exam_item_for(&exam->item[item], entry->sex))
			return err_set(err,
				"choice:%s: \"%.*s\" is no item of this group", g->key,
				(int)(piece.len < 40 ? piece.len : 40), piece.text);
		if (entry->choice[group] >> item & 1)
			return err_set(err, "choice:%s: %s is there twice", g->key,
				exam->item[item].key);
		entry->choice[group] |= (uint64_t)1 << item;
		chosen++;
	}
	if (chosen != g->pick)
		return err_set(err, "choice:%s: %d items chosen (allowed: %d)", g->key,
			chosen, g->pick);
	return true;
}

/* ---- statuses ------------------------------------------------------------------ */

static int find_status(const struct exam *exam, const char *code)
{
	for (int i = 0; i < exam->statuses; i++)
		if (strcmp(exam->status_of[i].code, code) == 0)
			return i;
	return -1;
}

/* The items that a word names: an item, a slot, a group, a part, or "" all. */
static uint64_t items_named(const struct exam *exam, const char *where, enum sex sex)
{
	int item = exam_find_slot(exam, where, sex), part = exam_find_part(exam, where);
	int group = exam_find_group(exam, where);
	uint64_t items = 0;

	if (item >= 0)
		items = (uint64_t)1 << item;
	else if (group >= 0)
		items = exam->group[group].items;
	for (int g = 0; g < exam->groups; g++)
		if (!*where || (part >= 0 && exam->group[g].part == part))
			items |= exam->group[g].items;
	for (int p = 0; p < exam->parts; p++)
		if (!*where || part == p)
			items |= exam->part[p].gates;
	for (int i = 0; i < exam->items; i++)
		if (!exam_item_for(&exam->item[i], sex))
			items &= ~((uint64_t)1 << i);
	return items;
}

static uint32_t parts_named(const struct exam *exam, const struct exam_status *s,
	const char *where, enum sex sex)
{
	int part = s->part >= 0 ? s->part : exam_find_part(exam, where);
	uint64_t items = items_named(exam, where, sex);
	uint32_t parts = 0;

	if (part >= 0)
		return (uint32_t)1 << part;
	for (int g = 0; *where && g < exam->groups; g++)
		if (exam->group[g].items & items)
			parts |= (uint32_t)1 << exam->group[g].part;
	return parts;
}

/* As the column is written: "status:run", and "status" of the student. */
static const char *colon(const char *where)
{
	return *where ? ":" : "";
}

static bool set_status(int16_t *out, int status, const char *where, struct err *err)
{
	if (*out >= 0 && *out != status)
		return err_set(err, "status%s%s: two statuses for one thing",
			colon(where), where);
	*out = (int16_t)status;
	return true;
}

bool exam_entry_status(const struct exam *exam, struct exam_entry *entry,
	const char *where, const char *code, struct err *err)
{
	int status = find_status(exam, code);
	const struct exam_status *s = &exam->status_of[status < 0 ? 0 : status];
	uint64_t items;
	uint32_t parts;
	bool any = false;

	if (strcmp(code, "normal") == 0)
		return true;
	if (status < 0)
		return err_set(err,
			"status%s%s: \"%.40s\" is none of the scheme's statuses",
			colon(where), where, code);
	if (s->of == EXAM_OF_TOTAL)
		return set_status(&entry->of_total, status, where, err);
	if (s->instead >= 0 && !exam_item_for(&exam->item[s->instead], entry->sex))
		return err_set(err, "status:%s: %s puts an item of the other sex there",
			where, code);
	items = items_named(exam, where, entry->sex);
	parts = parts_named(exam, s, where, entry->sex);
	for (int i = 0; s->of == EXAM_OF_ITEM && i < exam->items; i++)
		if (items >> i & 1) {
			any = true;
			if (!set_status(&entry->of_item[i], status, where, err))
				return false;
		}
	for (int p = 0; s->of == EXAM_OF_PART && p < exam->parts; p++)
		if (parts >> p & 1) {
			any = true;
			if (!set_status(&entry->of_part[p], status, where, err))
				return false;
		}
	return any ? true
		   : err_set(err, "status%s%s: %s covers nothing of this student there",
			     colon(where), where, code);
}

/* ---- process ------------------------------------------------------------------- */

static bool set_process(
	const struct exam_component *c, int32_t *out, struct slice s, struct err *err)
{
	struct decimal d;
	int64_t value;

	if (*out != SCORE_NONE)
		return err_set(err, "process:%s: a year is there twice", c->key);
	if (!decimal_read(s, &d) || !decimal_exact(d, 2, &value) || value < 0 ||
		value > (c->typed ? c->points_c : EXAM_POINTS_MAX_C)) {
		char most[24];

		return err_set(err, "process:%s: \"%.*s\" is outside 0 to %s", c->key,
			(int)(s.len < 40 ? s.len : 40), s.text,
			score_write(c->typed ? c->points_c : EXAM_POINTS_MAX_C, 2, most,
				sizeof(most)));
	}
	*out = (int32_t)value;
	return true;
}

bool exam_entry_process(const struct exam *exam, struct exam_entry *entry,
	int component, int year, const char *text, struct err *err)
{
	const struct exam_component *c = &exam->component[component];
	struct slice rest = slice_of(text), piece;
	int years = c->years ? c->years : 1, n = 0;

	if (year >= 0)
		return set_process(c, &entry->process[component][year],
			slice_trim(slice_of(text)), err);
	for (const char *p = text; *p; p++)
		n += *p == '/';
	if (n + 1 != years)
		return err_set(err,
			"process:%s: \"%.40s\": a value without its year (%d years, "
			"separated by /)",
			c->key, text, years);
	for (int y = 0; slice_piece(&rest, '/', &piece); y++)
		if (piece.len &&
			!set_process(c, &entry->process[component][y], piece, err))
			return false;
	return true;
}

/* ---- all together -------------------------------------------------------------- */

static bool exempt(const struct exam *exam, int status)
{
	return status >= 0 && (exam->status_of[status].is == EXAM_EXEMPT_FULL ||
				      exam->status_of[status].is == EXAM_EXEMPT_SHARE);
}

static bool has_choice(
	const struct exam *exam, const struct exam_group *g, enum sex sex)
{
	int n = 0;

	for (int i = 0; i < exam->items; i++)
		n += (g->items >> i & 1) && exam_item_for(&exam->item[i], sex);
	return g->choose == EXAM_DECLARED && n > g->pick;
}

static bool check_choices(
	const struct exam *exam, const struct exam_entry *entry, struct err *err)
{
	int chosen = 0, open = 0;

	for (int g = 0; g < exam->groups; g++) {
		const struct exam_group *group = &exam->group[g];

		if (entry->choice[g] && (exempt(exam, entry->of_part[group->part]) ||
						exempt(exam, entry->of_total)))
			return err_set(err,
				"choice:%s: a choice beside an exemption: one of them "
				"is wrong",
				group->key);
		if (has_choice(exam, group, entry->sex)) {
			chosen += entry->choice[g] != 0;
			open += !entry->choice[g];
		}
	}
	if (exam->all_or_none && chosen && open)
		return err_set(err,
			"choice: %d of %d groups are chosen (allowed: all, or none)",
			chosen, chosen + open);
	return true;
}

/* Not done by this student: it cannot stand for another, nor in a circle. */
static bool left_out(const struct exam *exam, int status)
{
	return status >= 0 && exam->status_of[status].is == EXAM_PARTIAL;
}

static bool check_barred(
	const struct exam *exam, const struct exam_entry *entry, struct err *err)
{
	uint64_t all = 0;

	for (int i = 0; i < exam->items; i++) {
		int status = entry->of_item[i];
		int instead = status < 0 ? -1 : exam->status_of[status].instead;

		if (instead < 0)
			continue;
		if (instead == i || (all >> instead & 1) ||
			left_out(exam, entry->of_item[instead]))
			return err_set(err,
				"status:%s: %s cannot stand in its place as well",
				exam->item[i].key, exam->item[instead].key);
		all |= (uint64_t)1 << instead;
	}
	for (int g = 0; g < exam->groups; g++) {
		if (all & entry->choice[g])
			return err_set(err, "choice:%s: this item is chosen already",
				exam->group[g].key);
		all |= entry->choice[g];
	}
	for (int n = 0; n < exam->not_boths; n++) {
		uint64_t both = all & exam->not_both[n];

		if (both & (both - 1))
			return err_set(err,
				"choice: two items that bar each other (not_both[%d])",
				n);
	}
	return true;
}

bool exam_entry_check(
	const struct exam *exam, const struct exam_entry *entry, struct err *err)
{
	for (int i = 0; i < exam->items; i++)
		if (entry->of_item[i] >= 0 && entry->item[i].tries &&
			exam->status_of[entry->of_item[i]].is == EXAM_ABSENT)
			return err_set(err,
				"%s: absent, and a result: one of them is wrong",
				exam->item[i].key);
	return check_choices(exam, entry, err) && check_barred(exam, entry, err);
}
