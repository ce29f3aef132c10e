/* What the journal knows of one student, as an entry for exam_score(): see exams.h. */
#include "exams.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "attempts.h"
#include "buf.h"
#include "query.h"
#include "rules.h"
#include "score.h"

struct gather {
	struct store *store;
	const struct exam *exam;
	const struct student *student;
	struct exam_entry *entry;
	struct exam_from *from; /* NULL: nobody asks */
	struct err *wrong;	/* the first that was found */
	struct err *err;
};

/* Keep the first sentence; the others are about the same student. */
static void say_wrong(struct gather *g, const struct err *sentence)
{
	if (!g->wrong->text[0])
		*g->wrong = *sentence;
}

static struct query *ask(struct gather *g, const char *sql)
{
	struct query *q = query(store_db(g->store), sql);

	query_text(q, 1, g->student->id);
	query_text(q, 2, g->exam->id);
	return q;
}

/* ---- what people said --------------------------------------------------------- */

static bool take_choices(struct gather *g)
{
	struct query *q = ask(g, "SELECT part, items FROM choice_now WHERE student = "
				 "?1 AND scheme = ?2 AND items <> '' ORDER BY part");
	enum query_got got;

	while ((got = query_next(q, g->err)) == QUERY_ROW) {
		const char *key = query_text_at(q, 0);
		int group = exam_find_group(g->exam, key);
		struct err why = ERR_INIT;

		if (group < 0)
			err_set(&why, "choice:%.40s: the scheme has no such group",
				key);
		if (group < 0 || !exam_entry_choice(g->exam, g->entry, group,
					 query_text_at(q, 1), &why))
			say_wrong(g, &why);
	}
	return got == QUERY_END;
}

static bool knows_place(struct gather *g, const char *where)
{
	return !*where || exam_find_slot(g->exam, where, g->student->sex) >= 0 ||
	       exam_find_group(g->exam, where) >= 0 ||
	       exam_find_part(g->exam, where) >= 0;
}

static bool take_statuses(struct gather *g)
{
	struct query *q = ask(g, "SELECT part, code FROM standing_now WHERE student = "
				 "?1 AND scheme = ?2 ORDER BY part");
	enum query_got got;

	while ((got = query_next(q, g->err)) == QUERY_ROW) {
		const char *where = query_text_at(q, 0);
		struct err why = ERR_INIT;
		bool known = knows_place(g, where);

		if (!known)
			err_set(&why,
				"status:%.40s: the scheme has no such item, group or "
				"part",
				where);
		if (!known || !exam_entry_status(g->exam, g->entry, where,
				      query_text_at(q, 1), &why))
			say_wrong(g, &why);
	}
	return got == QUERY_END;
}

/* -1: given once; -2: no such year. */
static int find_year(const struct exam_component *c, const char *year)
{
	for (int y = 0; y < c->years; y++)
		if (strcmp(c->year[y], year) == 0)
			return y;
	return c->years || *year ? -2 : -1;
}

static bool take_processes(struct gather *g)
{
	struct query *q = ask(g,
		"SELECT component, year, value_c FROM process_now WHERE "
		"student = ?1 AND scheme = ?2 ORDER BY component, year");
	enum query_got got;

	while ((got = query_next(q, g->err)) == QUERY_ROW) {
		const char *key = query_text_at(q, 0), *word = query_text_at(q, 1);
		int component = exam_find_component(g->exam, key);
		int year = component < 0
				   ? -2
				   : find_year(&g->exam->component[component], word);
		struct err why = ERR_INIT;
		char text[24];

		if (year == -2)
			err_set(&why, "process:%.40s: the scheme has no such %s%s", key,
				component < 0 ? "component" : "year ",
				component < 0 ? "" : word);
		score_write((int32_t)query_int_at(q, 2), 2, text, sizeof(text));
		if (year == -2 || !exam_entry_process(g->exam, g->entry, component,
					  year, text, &why))
			say_wrong(g, &why);
	}
	return got == QUERY_END;
}

/* ---- attempts ----------------------------------------------------------------- */

/* Can this item earn points of this student's? Not when another was chosen or drawn. */
static bool may_count(const struct gather *g, int item)
{
	const struct exam *exam = g->exam;

	for (int i = 0; i < exam->parts; i++)
		if (exam->part[i].gates >> item & 1)
			return true;
	for (int i = 0; i < exam->groups; i++) {
		const struct exam_group *group = &exam->group[i];
		uint64_t items = group->choose == EXAM_DRAWN ? group->drawn
				 : g->entry->choice[i]	     ? g->entry->choice[i]
							     : group->items;

		if (items >> item & 1)
			return true;
	}
	return false;
}

static bool is_here(const struct attempt_now *a)
{
	return !a->is_void && a->session_kind != SESSION_PRACTICE &&
	       a->outcome != OUTCOME_INTERRUPTED;
}

static enum exam_session session_of(enum session_kind kind)
{
	switch (kind) {
	case SESSION_MAKEUP:
		return EXAM_MAKEUP;
	case SESSION_DEFERRED:
		return EXAM_DEFERRED;
	case SESSION_FORMAL:
	case SESSION_PRACTICE:
		break;
	}
	return EXAM_MAIN;
}

static bool take_penalties(
	struct gather *g, const struct entry_id *attempt, struct exam_raw *raw)
{
	struct query *q = query(store_db(g->store),
		"SELECT code, times FROM penalty_now WHERE of_station = ?1 AND "
		"of_seq = ?2 ORDER BY reached, station, seq");
	enum query_got got = QUERY_END;

	query_text(q, 1, attempt->station);
	query_int(q, 2, attempt->seq);
	while (raw->faults < EXAM_FAULTS_MAX &&
		(got = query_next(q, g->err)) == QUERY_ROW) {
		query_copy_at(q, 0, raw->fault[raw->faults].code,
			sizeof(raw->fault[raw->faults].code));
		raw->fault[raw->faults].times = (int)query_int_at(q, 1);
		raw->faults++;
	}
	query_end(q);
	return got != QUERY_FAIL;
}

/* In the unit of readings, whatever way it came. A typed value has the item's unit. */
static bool fine_of(const struct item *measure, const struct attempt_now *a,
	int64_t *fine, struct err *err)
{
	static const enum reading_unit units[] = {
		[ITEM_MM] = UNIT_UM,
		[ITEM_G] = UNIT_UG,
		[ITEM_ML] = UNIT_UL,
		[ITEM_MS] = UNIT_US,
		[ITEM_TIMES] = UNIT_ONE,
	};

	*fine = a->raw_unit == UNIT_NONE ? a->raw_value * rules_fine(measure)
					 : a->raw_value;
	if (a->raw_unit == UNIT_NONE || a->raw_unit == units[measure->unit])
		return true;
	return err_set(err, "%s: an attempt was measured in another unit (%s)",
		measure->key, reading_unit_name(a->raw_unit));
}

/* Are the tries of this line used up? What comes after them is kept and has no effect:
 * in the fitness test, which the same attempts serve, a foul uses up no try. */
static bool is_used_up(const struct gather *g, int item, enum exam_session session)
{
	const struct exam_result *result = &g->entry->item[item];
	bool makeup = session == EXAM_MAKEUP;
	int used = 0;

	for (int i = 0; i < result->tries; i++)
		used += (result->try[i].session == EXAM_MAKEUP) == makeup;
	return used >= g->exam->item[item].attempts;
}

/* false only when reading failed; what the scheme refuses is a sentence in `why`. */
static bool take_try(
	struct gather *g, int item, const struct attempt_now *a, struct err *why)
{
	struct exam_raw raw = { .state = a->outcome == OUTCOME_FOUL	   ? TRY_FOUL
					 : a->outcome == OUTCOME_WITHDRAWN ? TRY_QUIT
									   : TRY_OK,
		.session = session_of(a->session_kind) };
	int tries = g->entry->item[item].tries;

	if (is_used_up(g, item, raw.session))
		return true;
	if (!take_penalties(g, &a->id, &raw))
		return false;
	if (raw.state == TRY_OK &&
		!fine_of(&g->exam->item[item].measure, a, &raw.fine, why))
		return true;
	if (exam_entry_try(g->exam, g->entry, item, &raw, why) && g->from)
		g->from->attempt[item][tries] = a->id;
	return true;
}

/* The tries of one item, oldest first; none while one of them is disputed. */
static bool take_item(
	struct gather *g, int item, const struct attempt_now *tries, int count)
{
	const struct exam_item *it = &g->exam->item[item];
	const char *key = items_at(store_items(g->store), it->catalogue)->key;
	struct err why = ERR_INIT;
	bool disputed = false;

	for (int i = 0; i < count; i++)
		disputed = disputed ||
			   (strcmp(tries[i].item, key) == 0 && is_here(&tries[i]) &&
				   tries[i].is_disputed);
	if (disputed)
		err_set(&why,
			"%s: an attempt is disputed: settle it first, until then there "
			"is no result",
			it->key);
	for (int i = 0; !disputed && i < count; i++) {
		struct err refused = ERR_INIT;

		if (strcmp(tries[i].item, key) != 0 || !is_here(&tries[i]))
			continue;
		if (!take_try(g, item, &tries[i], &refused))
			return false;
		if (!why.text[0])
			why = refused;
	}
	if (why.text[0] && may_count(g, item))
		say_wrong(g, &why);
	return true;
}

static bool take_attempts(struct gather *g, int school_year)
{
	struct attempt_now *tries = mem_array(ATTEMPTS_YEAR, sizeof(*tries));
	int count = attempts_of(g->store, g->student->id, NULL, school_year, tries,
		ATTEMPTS_YEAR, g->err);
	bool good = count >= 0;

	for (int i = 0; good && i < g->exam->items; i++)
		if (g->exam->item[i].catalogue >= 0 &&
			exam_item_for(&g->exam->item[i], g->student->sex))
			good = take_item(g, i, tries, count);
	free(tries);
	return good;
}

/* ---- together ----------------------------------------------------------------- */

bool exams_entry(struct store *store, const struct exam *exam, int exam_year,
	const struct student *student, struct exam_entry *entry, struct exam_from *from,
	struct err *wrong, struct err *err)
{
	struct gather g = { store, exam, student, entry, from, wrong, err };
	struct err why = ERR_INIT;

	assert(store_items(store));
	exam_entry_init(
		entry, student->sex, exam->graded ? student->grade : GRADE_NONE);
	if (from)
		memset(from, 0, sizeof(*from));
	wrong->text[0] = '\0';
	if (student->sex == SEX_NONE)
		err_set(wrong,
			"the roster does not say whether this is a boy or a girl");
	if (!take_choices(&g) || !take_statuses(&g) || !take_processes(&g) ||
		!take_attempts(&g, exam_year - 1))
		return false;
	if (!exam_entry_check(exam, entry, &why))
		say_wrong(&g, &why);
	return true;
}
