/* What people say of a student for an exam, appended to the journal: see exams.h. */
#include "exams.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "entry.h"
#include "query.h"
#include "score.h"
#include "text.h"

/* One sentence of a person: what is appended when it is not said already. */
static bool append(struct store *store, enum entry_kind kind,
	const struct entry_value *values, int64_t wall_us, struct err *err)
{
	struct entry_says says = { .kind = kind, .values = values };

	return entry_append(store, &says, wall_us, NULL, err);
}

static bool need_who(const char *who, struct err *err)
{
	return *who || err_set(err, "who says this? A name is needed");
}

/* ---- choices ------------------------------------------------------------------ */

/* Keys joined by /, in the scheme's order, whatever the order they were given in. */
static void write_items(const struct exam *exam, uint64_t items, struct buf *out)
{
	for (int i = 0; i < exam->items; i++)
		if (items >> i & 1)
			buf_addf(out, "%s%s", out->len ? "/" : "", exam->item[i].key);
}

static bool read_choice(const struct exam *exam, const struct student *student,
	int group, const char *items, struct buf *out, struct err *err)
{
	struct exam_entry *entry;
	bool good = true;

	if (!*items)
		return true;
	entry = mem_alloc(sizeof(*entry));
	exam_entry_init(entry, student->sex, GRADE_NONE);
	good = exam_entry_choice(exam, entry, group, items, err);
	write_items(exam, entry->choice[group], out);
	free(entry);
	return good;
}

enum said { SAID_FAIL = -1, SAID_NOTHING, SAID_OTHER, SAID_SAME };

static enum said said_choice(struct store *store, const struct exam *exam,
	const char *student, int group, const char *items, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT items FROM choice_now WHERE student = ?1 AND scheme = ?2 "
		"AND part = ?3");
	enum query_got got;
	enum said said;

	query_text(q, 1, student);
	query_text(q, 2, exam->id);
	query_text(q, 3, exam->group[group].key);
	got = query_next(q, err);
	if (got == QUERY_FAIL)
		return SAID_FAIL;
	if (got == QUERY_END)
		return *items ? SAID_NOTHING : SAID_SAME;
	said = strcmp(query_text_at(q, 0), items) == 0 ? SAID_SAME : SAID_OTHER;
	query_end(q);
	return said;
}

static bool put_choice(struct store *store, const struct exam *exam,
	const char *student, int group, const char *items, const char *reason,
	const char *who, int64_t wall_us, struct err *err)
{
	struct entry_value values[] = {
		value_text(student),
		value_text(exam->id),
		value_text(exam->group[group].key),
		value_text(items),
		value_text(reason),
		value_text(who),
	};
	enum said said = said_choice(store, exam, student, group, items, err);

	if (said == SAID_FAIL || said == SAID_SAME)
		return said == SAID_SAME;
	if (said == SAID_OTHER && !*reason)
		return err_set(err,
			"choice:%s: it was made already: a change needs a "
			"reason",
			exam->group[group].key);
	return append(store, ENTRY_CHOICE, values, wall_us, err);
}

bool exams_choose(struct store *store, const struct exam *exam,
	const struct student *student, int group, const char *items, const char *reason,
	const char *who, int64_t wall_us, struct err *err)
{
	struct buf keys = BUF_INIT;
	bool ok;

	assert(group >= 0 && group < exam->groups);
	ok = need_who(who, err) &&
	     read_choice(exam, student, group, items, &keys, err) &&
	     store_begin_durable(store, err);
	if (ok)
		ok = store_end(store,
			put_choice(store, exam, student->id, group, keys.data, reason,
				who, wall_us, err),
			err);
	buf_release(&keys);
	return ok;
}

/* ---- statuses ----------------------------------------------------------------- */

/* The item's key for a slot: what is said of `run` and of `run_1000m` is one thing. */
static bool find_place(const struct exam *exam, const struct student *student,
	const char *where, const char **place, struct err *err)
{
	int item = *where ? exam_find_slot(exam, where, student->sex) : -1;

	*place = item >= 0 ? exam->item[item].key : where;
	if (*where && item < 0 && exam_find_group(exam, where) < 0 &&
		exam_find_part(exam, where) < 0)
		return err_set(err,
			"status:%.40s: the scheme has no such item, group or part",
			where);
	return true;
}

static bool check_status(const struct exam *exam, const struct student *student,
	const char *place, const char *code, struct err *err)
{
	struct exam_entry *entry = mem_alloc(sizeof(*entry));
	bool good;

	exam_entry_init(entry, student->sex, GRADE_NONE);
	good = exam_entry_status(exam, entry, place, code, err);
	free(entry);
	return good;
}

static enum said said_status(struct store *store, const struct exam *exam,
	const char *student, const char *place, const char *code,
	const struct exam_papers *papers, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT code, papers, approver, given_on FROM standing_now WHERE "
		"student = ?1 AND scheme = ?2 AND part = ?3");
	enum query_got got;
	bool same;

	query_text(q, 1, student);
	query_text(q, 2, exam->id);
	query_text(q, 3, place);
	got = query_next(q, err);
	if (got == QUERY_FAIL)
		return SAID_FAIL;
	if (got == QUERY_END)
		return strcmp(code, "normal") == 0 ? SAID_SAME : SAID_NOTHING;
	same = strcmp(query_text_at(q, 0), code) == 0 &&
	       strcmp(query_text_at(q, 1), papers->papers) == 0 &&
	       strcmp(query_text_at(q, 2), papers->approver) == 0 &&
	       query_int_at(q, 3) == papers->given_on;
	query_end(q);
	return same ? SAID_SAME : SAID_OTHER;
}

static bool put_status(struct store *store, const struct exam *exam,
	const char *student, const char *place, const char *code,
	const struct exam_papers *papers, const char *who, int64_t wall_us,
	struct err *err)
{
	struct entry_value values[] = {
		value_text(student),
		value_text(exam->id),
		value_text(place),
		value_text(code),
		value_text(papers->papers),
		value_text(papers->approver),
		value_int(papers->given_on),
		value_text(who),
	};
	enum said said = said_status(store, exam, student, place, code, papers, err);

	if (said == SAID_FAIL || said == SAID_SAME)
		return said == SAID_SAME;
	return append(store, ENTRY_STANDING, values, wall_us, err);
}

bool exams_stand(struct store *store, const struct exam *exam,
	const struct student *student, const char *where, const char *code,
	const struct exam_papers *papers, const char *who, int64_t wall_us,
	struct err *err)
{
	static const struct exam_papers none = { .given_on = 0 };
	const char *place;

	return need_who(who, err) && find_place(exam, student, where, &place, err) &&
	       check_status(exam, student, place, code, err) &&
	       store_begin_durable(store, err) &&
	       store_end(store,
		       put_status(store, exam, student->id, place, code,
			       papers ? papers : &none, who, wall_us, err),
		       err);
}

/* ---- process values ----------------------------------------------------------- */

/* SCORE_NONE for "", which takes the value back. */
static bool read_process(const struct exam *exam, const struct student *student,
	int component, int year, const char *text, int32_t *value_c, struct err *err)
{
	const struct exam_component *c = &exam->component[component];
	struct exam_entry *entry;
	bool good = true;

	if (year >= c->years || (year < 0 && c->years))
		return err_set(
			err, "process:%s: of which of its %d years?", c->key, c->years);
	*value_c = SCORE_NONE;
	if (!*text)
		return true;
	entry = mem_alloc(sizeof(*entry));
	exam_entry_init(entry, student->sex, GRADE_NONE);
	good = exam_entry_process(exam, entry, component, year, text, err);
	*value_c = entry->process[component][year < 0 ? 0 : year];
	free(entry);
	return good;
}

static enum said said_process(struct store *store, const struct exam *exam,
	const char *student, const struct exam_component *c, int year, int32_t value_c,
	const char *origin, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT value_c, origin FROM process_now WHERE student = ?1 AND "
		"scheme = ?2 AND component = ?3 AND year = ?4");
	enum query_got got;
	bool same;

	query_text(q, 1, student);
	query_text(q, 2, exam->id);
	query_text(q, 3, c->key);
	query_text(q, 4, year < 0 ? "" : c->year[year]);
	got = query_next(q, err);
	if (got == QUERY_FAIL)
		return SAID_FAIL;
	if (got == QUERY_END)
		return value_c == SCORE_NONE ? SAID_SAME : SAID_NOTHING;
	same = query_int_at(q, 0) == value_c &&
	       strcmp(query_text_at(q, 1), origin) == 0;
	query_end(q);
	return same ? SAID_SAME : SAID_OTHER;
}

static bool put_process(struct store *store, const struct exam *exam,
	const char *student, int component, int year, int32_t value_c,
	const char *origin, const char *inputs, const char *who, int64_t wall_us,
	struct err *err)
{
	const struct exam_component *c = &exam->component[component];
	struct entry_value values[] = {
		value_text(student),
		value_text(exam->id),
		value_text(c->key),
		value_text(year < 0 ? "" : c->year[year]),
		value_int_if(value_c != SCORE_NONE, value_c),
		value_text(origin),
		value_text(inputs),
		value_text(who),
	};
	enum said said = said_process(
		store, exam, student, c, year, value_c, origin, err);

	if (said == SAID_FAIL || said == SAID_SAME)
		return said == SAID_SAME;
	return append(store, ENTRY_PROCESS, values, wall_us, err);
}

bool exams_process(struct store *store, const struct exam *exam,
	const struct student *student, int component, int year, const char *text,
	const char *origin, const char *inputs, const char *who, int64_t wall_us,
	struct err *err)
{
	int32_t value_c = SCORE_NONE;

	assert(component >= 0 && component < exam->components);
	assert(strcmp(origin, "import") == 0 || strcmp(origin, "typed") == 0);
	return need_who(who, err) &&
	       read_process(exam, student, component, year, text, &value_c, err) &&
	       store_begin_durable(store, err) &&
	       store_end(store,
		       put_process(store, exam, student->id, component, year, value_c,
			       origin, inputs, who, wall_us, err),
		       err);
}

/* ---- faults of an attempt ----------------------------------------------------- */

static bool has_attempt(
	struct store *store, const struct entry_id *attempt, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT count(*) FROM attempt WHERE station = ?1 AND seq = ?2");
	int64_t count;

	query_text(q, 1, attempt->station);
	query_int(q, 2, attempt->seq);
	if (!query_one_int(q, &count, 0, err))
		return false;
	return count > 0 || err_set(err, "entry %s %" PRId64 " is no attempt",
				    attempt->station, attempt->seq);
}

static bool put_penalty(struct store *store, const struct entry_id *attempt,
	const char *code, int times, const char *reason, const char *who,
	int64_t wall_us, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT times FROM penalty_now WHERE of_station = ?1 AND of_seq = ?2 "
		"AND code = ?3");
	struct entry_value values[] = {
		value_text(attempt->station),
		value_int(attempt->seq),
		value_text(code),
		value_int(times),
		value_text(reason),
		value_text(who),
	};
	int64_t now;

	query_text(q, 1, attempt->station);
	query_int(q, 2, attempt->seq);
	query_text(q, 3, code);
	if (!query_one_int(q, &now, 0, err) || !has_attempt(store, attempt, err))
		return false;
	return now == times || append(store, ENTRY_PENALTY, values, wall_us, err);
}

bool exams_penalty(struct store *store, const struct entry_id *attempt,
	const char *code, int times, const char *reason, const char *who,
	int64_t wall_us, struct err *err)
{
	if (!*code || times < 0 || times > 99)
		return err_set(err,
			"fault \"%.40s\" %d times: it needs a code, and is there 0 to "
			"99 times",
			code, times);
	return need_who(who, err) && store_begin_durable(store, err) &&
	       store_end(store,
		       put_penalty(
			       store, attempt, code, times, reason, who, wall_us, err),
		       err);
}
