#include "results.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attempts.h"
#include "buf.h"
#include "digest.h"
#include "kept.h"
#include "query.h"
#include "which.h"

struct results_with {
	struct store *store;
	const struct items *items;
	const struct scheme *scheme; /* NULL: results without points */
	struct digest digest;	     /* of the scheme; zeros without */
	struct attempt_now *tries;   /* ATTEMPTS_YEAR */
};

static const char *const state_keys[] = { "missing", "valid", "disputed", "foul" };

const char *result_state_key(enum result_state state)
{
	assert(state >= RESULT_MISSING && state <= RESULT_FOUL);
	return state_keys[state];
}

struct results_with *results_open(struct store *store, const struct items *items,
	const struct scheme *scheme, const char *scheme_dir, int64_t wall_us,
	struct err *err)
{
	struct results_with *with;

	if (scheme && scheme_dir &&
		!kept_scheme(
			store, scheme->id, &scheme->digest, scheme_dir, wall_us, err))
		return NULL;
	with = mem_alloc(sizeof(*with));
	with->store = store;
	with->items = items;
	with->scheme = scheme;
	if (scheme)
		with->digest = scheme->digest;
	with->tries = mem_array(ATTEMPTS_YEAR, sizeof(*with->tries));
	return with;
}

void results_close(struct results_with *with)
{
	if (!with)
		return;
	free(with->tries);
	free(with);
}

/* ---- what counts, for one student --------------------------------------------- */

/* A student's year, worked out in memory before it is written. */
struct year {
	const char *student;
	enum sex sex;
	enum grade grade;
	struct item_result row[ITEMS_MAX];
	bool tested[ITEMS_MAX];
	struct results values; /* without disputed ones */
	bool disputed;
};

/* The item as the scheme measures it: how many tries count, and how. */
static const struct item *measured(const struct results_with *with, int item)
{
	return with->scheme ? scheme_measure(with->scheme, item)
			    : items_at(with->items, item);
}

static bool is_tested(const struct results_with *with, const struct year *y, int item)
{
	return !with->scheme || scheme_tests(with->scheme, y->sex, y->grade, item);
}

static const enum result_state of_which[] = {
	[WHICH_NONE] = RESULT_MISSING,
	[WHICH_VALID] = RESULT_VALID,
	[WHICH_DISPUTED] = RESULT_DISPUTED,
	[WHICH_FOUL] = RESULT_FOUL,
};

static void choose(const struct results_with *with, int item, size_t tries,
	struct item_result *row)
{
	const struct item *measure = measured(with, item);
	struct which_attempt attempts[ATTEMPTS_YEAR];
	size_t from[ATTEMPTS_YEAR], n = 0;
	struct which_result which;

	for (size_t i = 0; i < tries; i++) {
		const struct attempt_now *a = &with->tries[i];

		if (strcmp(a->item, measure->key) != 0)
			continue;
		from[n] = i;
		attempts[n++] = (struct which_attempt){ .seq = a->id.seq,
			.session = a->session_kind,
			.outcome = a->outcome,
			.voided = a->is_void,
			.disputed = a->is_disputed,
			.value = a->value };
	}
	which = which_counts(measure, WHICH_MAKEUP_BETTER, attempts, n);
	row->state = of_which[which.state];
	row->tries = which.used;
	if (which.index >= 0) {
		const struct attempt_now *a = &with->tries[from[which.index]];

		row->attempt = a->id;
		row->has_value = a->has_value;
		row->value = which.value;
	}
}

/* From the first `count` of with->tries. */
static void decide(struct results_with *with, struct year *y, int count)
{
	results_clear(&y->values);
	for (int i = 0; i < (int)items_count(with->items); i++) {
		struct item_result *row = &y->row[i];

		memset(row, 0, sizeof(*row));
		row->points_c = SCORE_NONE;
		y->tested[i] = is_tested(with, y, i);
		if (!y->tested[i])
			continue;
		choose(with, i, (size_t)count, row);
		y->disputed = y->disputed || row->state == RESULT_DISPUTED;
		if (row->state == RESULT_VALID && row->has_value)
			y->values.value[i] = (int32_t)row->value;
	}
}

static int read_tries(struct results_with *with, const struct year *y, struct err *err)
{
	return attempts_of(with->store, y->student, NULL,
		store_school_year(with->store), with->tries, ATTEMPTS_YEAR, err);
}

static bool work_out(struct results_with *with, struct year *y, struct err *err)
{
	int count = read_tries(with, y, err);

	if (count >= 0)
		decide(with, y, count);
	return count >= 0;
}

/* Points of each item, disputed ones too: a person who looks wants to see them. */
static void give_points(const struct results_with *with, struct year *y)
{
	struct results all = y->values;
	struct score score;

	for (size_t i = 0; i < items_count(with->items); i++)
		if (y->tested[i] && y->row[i].has_value)
			all.value[i] = (int32_t)y->row[i].value;
	score_student(with->scheme, y->sex, y->grade, &all, &score);
	for (int i = 0; i < with->scheme->count; i++) {
		int item = with->scheme->item[i].item;

		if (item < 0 || !y->row[item].has_value)
			continue;
		y->row[item].points_c = score.points_c[i];
		y->row[item].bonus_c = score.bonus_c[i];
	}
}

/* ---- writing ------------------------------------------------------------------ */

static bool drop(struct store *store, const char *student, struct err *err)
{
	struct query *q = query(
		store_db(store), "DELETE FROM result WHERE student = ?1");

	query_text(q, 1, student);
	if (!query_run(q, err))
		return false;
	q = query(store_db(store), "DELETE FROM score WHERE student = ?1");
	query_text(q, 1, student);
	if (!query_run(q, err))
		return false;
	q = query(store_db(store),
		"DELETE FROM behind WHERE student = ?1 AND what = 'standard'");
	query_text(q, 1, student);
	return query_run(q, err);
}

static bool write_row(
	struct results_with *with, const struct year *y, int item, struct err *err)
{
	struct query *q = query(store_db(with->store),
		"INSERT INTO result VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
	const struct item_result *row = &y->row[item];

	query_text(q, 1, y->student);
	query_int(q, 2, item);
	query_text(q, 3, items_at(with->items, item)->key);
	query_text(q, 4, result_state_key(row->state));
	if (row->has_value)
		query_int(q, 5, row->value);
	if (row->points_c != SCORE_NONE)
		query_int(q, 6, row->points_c);
	query_int(q, 7, row->bonus_c);
	if (row->attempt.seq > 0) {
		query_text(q, 8, row->attempt.station);
		query_int(q, 9, row->attempt.seq);
	}
	query_int(q, 10, row->tries);
	return query_run(q, err);
}

/* A scheme's levels stand best first; the last one is the failing one. */
static int level_rank(const struct scheme *scheme, const struct scheme_level *level)
{
	return level ? (int)(level - scheme->level) : scheme->levels;
}

static void bind_points(struct query *q, int param, int32_t points_c)
{
	if (points_c != SCORE_NONE)
		query_int(q, param, points_c);
}

static bool write_score(
	struct results_with *with, const struct year *y, struct err *err)
{
	static const char *const states[] = { "complete", "incomplete", "no-table" };
	struct query *q = query(store_db(with->store),
		"INSERT INTO score VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
		"(SELECT count(*) FROM result WHERE student = ?1 AND state IN "
		"('valid', 'disputed')), (SELECT count(*) FROM result "
		"WHERE student = ?1), ?10, ?11, ?12)");
	struct score score;
	int rank;

	score_student(with->scheme, y->sex, y->grade, &y->values, &score);
	rank = level_rank(with->scheme, score.level);
	query_text(q, 1, y->student);
	query_text(q, 2, states[score.state]);
	bind_points(q, 3, score.standard_c);
	bind_points(q, 4, score.bonus_all_c);
	bind_points(q, 5, score.total_c);
	query_text(q, 6, score.level ? score.level->key : "");
	query_text(q, 7, score.level ? score.level->zh : "");
	query_int(q, 8, rank < with->scheme->levels - 1);
	query_int(q, 9, rank < 2 && rank < with->scheme->levels - 1);
	query_int(q, 10, y->disputed);
	query_text(q, 11, with->scheme->id);
	query_bytes(q, 12, with->digest.bytes, DIGEST_SIZE);
	return query_run(q, err);
}

/* SEX_NONE and GRADE_NONE stay for a student who is not here: nothing is due. */
static bool read_year(struct store *store, struct year *y, bool *here, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT sex, grade_code FROM student WHERE id = ?1 AND state = 'here'");
	enum query_got got;

	query_text(q, 1, y->student);
	got = query_next(q, err);
	*here = got == QUERY_ROW;
	if (*here) {
		y->sex = sex_read(query_text_at(q, 0));
		y->grade = grade_from_code(
			(int)query_int_at(q, 1), store_system(store));
		query_end(q);
	}
	return got != QUERY_FAIL;
}

static bool write_year(struct results_with *with, struct year *y, struct err *err)
{
	if (with->scheme)
		give_points(with, y);
	for (int i = 0; i < (int)items_count(with->items); i++)
		if (y->tested[i] && !write_row(with, y, i, err))
			return false;
	return !with->scheme || write_score(with, y, err);
}

bool results_refresh(struct results_with *with, const char *student, struct err *err)
{
	struct year y = { .student = student };
	bool here, ok;

	if (!store_begin(with->store, err))
		return false;
	ok = drop(with->store, student, err) &&
	     read_year(with->store, &y, &here, err) &&
	     (!here || (work_out(with, &y, err) && write_year(with, &y, err)));
	return store_end(with->store, ok, err);
}

/* ---- supposing ---------------------------------------------------------------- */

static bool is_same(const struct entry_id *a, const struct entry_id *b)
{
	return a->seq == b->seq && strcmp(a->station, b->station) == 0;
}

/* Where it stood when it was theirs: by the time at which it ended. */
static int put_try(struct results_with *with, int count, const struct attempt_now *a)
{
	int at = count;

	if (count == ATTEMPTS_YEAR)
		return count;
	for (; at > 0 && with->tries[at - 1].ended_us > a->ended_us; at--)
		with->tries[at] = with->tries[at - 1];
	with->tries[at] = *a;
	return count + 1;
}

/* As if; how many tries there are then, -1 with a sentence. */
static int suppose(struct results_with *with, int count, const struct entry_id *attempt,
	bool is_void, struct err *err)
{
	struct attempt_now other;

	for (int i = 0; i < count; i++)
		if (is_same(&with->tries[i].id, attempt)) {
			with->tries[i].is_void = is_void;
			return count;
		}
	err->text[0] = '\0';
	if (is_void || !attempts_find(with->store, attempt, &other, err))
		return err->text[0] ? -1 : count;
	other.is_void = false;
	return put_try(with, count, &other);
}

bool results_supposing(struct results_with *with, const char *student,
	const struct entry_id *attempt, bool is_void, int32_t *total_c, struct err *err)
{
	struct year y = { .student = student };
	struct score score;
	bool here;
	int count;

	*total_c = SCORE_NONE;
	if (!read_year(with->store, &y, &here, err))
		return false;
	if (!here || !with->scheme)
		return true;
	count = read_tries(with, &y, err);
	if (count >= 0)
		count = suppose(with, count, attempt, is_void, err);
	if (count < 0)
		return false;
	decide(with, &y, count);
	score_student(with->scheme, y.sex, y.grade, &y.values, &score);
	if (score.state == SCORE_COMPLETE)
		*total_c = score.total_c;
	return true;
}

/* ---- comparing ---------------------------------------------------------------- */

static bool same_row(const struct item_result *a, const struct item_result *b)
{
	return a->state == b->state && a->has_value == b->has_value &&
	       a->value == b->value && a->points_c == b->points_c &&
	       a->bonus_c == b->bonus_c && a->attempt.seq == b->attempt.seq &&
	       strcmp(a->attempt.station, b->attempt.station) == 0;
}

static void tell_row(const struct year *y, const struct item_result *stored,
	const struct item_result *made, results_fault *fault, void *ctx)
{
	char sentence[320];

	snprintf(sentence, sizeof(sentence),
		"student %s, %s: stored is %s %lld with %d points (in hundredths), but "
		"the journal makes it %s %lld with %d; `station score` computes it "
		"again",
		y->student, stored->item, result_state_key(stored->state),
		(long long)stored->value,
		stored->points_c == SCORE_NONE ? 0 : stored->points_c,
		result_state_key(made->state), (long long)made->value,
		made->points_c == SCORE_NONE ? 0 : made->points_c);
	fault(ctx, sentence);
}

static bool compare_total(struct results_with *with, const struct year *y,
	results_fault *fault, void *ctx, struct err *err)
{
	struct year_score stored;
	struct score made;
	char sentence[200];

	score_student(with->scheme, y->sex, y->grade, &y->values, &made);
	err->text[0] = '\0';
	if (!results_score(with->store, y->student, &stored, err))
		return !err->text[0];
	if (stored.state == made.state && stored.total_c == made.total_c &&
		stored.standard_c == made.standard_c &&
		stored.bonus_c == made.bonus_all_c)
		return true;
	snprintf(sentence, sizeof(sentence),
		"student %s: the stored total %d (in hundredths) is %d when computed "
		"again; `station score` computes it again",
		y->student, stored.total_c == SCORE_NONE ? 0 : stored.total_c,
		made.total_c == SCORE_NONE ? 0 : made.total_c);
	fault(ctx, sentence);
	return true;
}

bool results_compare(struct results_with *with, const char *student,
	results_fault *fault, void *ctx, struct err *err)
{
	struct item_result stored[ITEMS_MAX];
	struct year y = { .student = student };
	int count = results_of(with->store, student, stored, ITEMS_MAX, err);
	bool here;

	if (count < 0 || !read_year(with->store, &y, &here, err))
		return false;
	if (count == 0 || !here)
		return true;
	if (!work_out(with, &y, err))
		return false;
	if (with->scheme)
		give_points(with, &y);
	for (int i = 0; i < count; i++) {
		int item = items_find(with->items, stored[i].item);

		if (item >= 0 && !same_row(&stored[i], &y.row[item]))
			tell_row(&y, &stored[i], &y.row[item], fault, ctx);
	}
	return !with->scheme || compare_total(with, &y, fault, ctx, err);
}

/* ---- many --------------------------------------------------------------------- */

/* Of two rows about a student the later one holds, as schema/FORMAT.md says. */
static bool remake_students(struct store *store, struct err *err)
{
	return db_run(store_db(store),
		"DELETE FROM student;"
		"INSERT INTO student SELECT student, state, grade_code, class_code, "
		"class_name, sex FROM (SELECT *, row_number() OVER (PARTITION BY "
		"student "
		"ORDER BY reached DESC, station DESC, seq DESC) AS place FROM (SELECT "
		"r.*, "
		"max(e.made_us) OVER (PARTITION BY r.station ORDER BY r.seq) AS "
		"reached "
		"FROM roster_row r JOIN entry e USING (station, seq))) WHERE place = 1",
		err);
}

/* Refresh whoever `sql` names, from a list of its own: refreshing writes. */
static bool refresh_all(struct results_with *with, const char *sql, struct err *err)
{
	struct query *q = query(store_db(with->store), sql);
	struct buf ids = BUF_INIT;
	enum query_got got;
	bool ok;

	while ((got = query_next(q, err)) == QUERY_ROW) {
		const char *id = query_text_at(q, 0);

		buf_add(&ids, id, strlen(id) + 1);
	}
	ok = got == QUERY_END;
	for (size_t at = 0; ok && at < ids.len; at += strlen(ids.data + at) + 1)
		ok = results_refresh(with, ids.data + at, err);
	buf_release(&ids);
	return ok;
}

static bool mark(struct results_with *with, struct err *err)
{
	struct query *q = query(store_db(with->store),
		"INSERT OR REPLACE INTO derived VALUES (1, ?1, ?2)");

	query_bytes(q, 1, with->digest.bytes, DIGEST_SIZE);
	query_int(q, 2, store_school_year(with->store));
	return query_run(q, err) &&
	       db_run(store_db(with->store),
		       "INSERT OR REPLACE INTO derived_head "
		       "SELECT station, max(seq) FROM entry GROUP BY station",
		       err);
}

bool results_rebuild(struct results_with *with, struct err *err)
{
	bool ok;

	if (!store_begin(with->store, err))
		return false;
	ok = db_run(store_db(with->store),
		     "DELETE FROM result; DELETE FROM score; "
		     "DELETE FROM behind WHERE what = 'standard'",
		     err) &&
	     remake_students(with->store, err) &&
	     refresh_all(with, "SELECT id FROM student WHERE state = 'here'", err) &&
	     mark(with, err);
	return store_end(with->store, ok, err);
}

static bool same_rules(struct results_with *with, bool *same, struct err *err)
{
	struct query *q = query(store_db(with->store),
		"SELECT count(*) FROM derived WHERE scheme = ?1 AND school_year = ?2");
	int64_t count;

	query_bytes(q, 1, with->digest.bytes, DIGEST_SIZE);
	query_int(q, 2, store_school_year(with->store));
	if (!query_one_int(q, &count, 0, err))
		return false;
	*same = count > 0;
	return true;
}

/* Entries that were not seen when the results were made. */
#define NEW_ENTRIES                                                                    \
	"SELECT e.station, e.seq FROM (SELECT station, ifnull((SELECT seq FROM "       \
	"derived_head h WHERE h.station = s.station), 0) AS seen FROM station s) h "   \
	"JOIN entry e ON e.station = h.station AND e.seq > h.seen "

static bool catch_up(struct results_with *with, struct err *err)
{
	int64_t rows;

	if (!query_one_int(
		    query(store_db(with->store), "SELECT count(*) FROM (" NEW_ENTRIES
						 "WHERE e.kind = 'roster_row')"),
		    &rows, 0, err))
		return false;
	if (rows > 0 && !remake_students(with->store, err))
		return false;
	/* A moved attempt concerns whoever had it once, and who has it now. Whoever is said
	 * to be behind is worked out whatever the reason: nobody compares those. */
	return refresh_all(with,
		"WITH new AS (" NEW_ENTRIES "WHERE e.kind IN ('attempt', 'verdict', "
		"'dispute', 'revise', 'move', 'roster_row')), answered AS ("
		"SELECT of_station, of_seq FROM verdict JOIN new USING (station, seq) "
		"UNION "
		"SELECT of_station, of_seq FROM dispute JOIN new USING (station, seq) "
		"UNION "
		"SELECT of_station, of_seq FROM revise JOIN new USING (station, seq) "
		"UNION "
		"SELECT of_station, of_seq FROM move JOIN new USING (station, seq)) "
		"SELECT student FROM attempt JOIN new USING (station, seq) UNION "
		"SELECT student FROM roster_row JOIN new USING (station, seq) UNION "
		"SELECT student FROM answered JOIN attempt a "
		"ON a.station = of_station AND a.seq = of_seq UNION "
		"SELECT student FROM answered JOIN move USING (of_station, of_seq) "
		"UNION SELECT student FROM behind WHERE what = 'standard'",
		err);
}

static bool is_news(struct results_with *with, bool *news, struct err *err)
{
	struct query *q = query(store_db(with->store),
		"SELECT EXISTS (" NEW_ENTRIES ") OR "
		"EXISTS (SELECT 1 FROM behind WHERE what = 'standard')");
	int64_t found;

	if (!query_one_int(q, &found, 0, err))
		return false;
	*news = found != 0;
	return true;
}

bool results_ensure(struct results_with *with, struct err *err)
{
	bool ok, same, news;

	if (!same_rules(with, &same, err))
		return false;
	if (!same)
		return results_rebuild(with, err);
	/* A report waits for nobody who writes when it has nothing to write itself. */
	if (!is_news(with, &news, err))
		return false;
	if (!news)
		return true;
	if (!store_begin(with->store, err))
		return false;
	ok = catch_up(with, err) && mark(with, err);
	return store_end(with->store, ok, err);
}

bool results_gather(struct results_with *with, const char *student, bool disputed,
	struct results *out, struct err *err)
{
	struct item_result rows[ITEMS_MAX];
	int count = results_of(with->store, student, rows, ITEMS_MAX, err);

	results_clear(out);
	for (int i = 0; i < count; i++) {
		int item = items_find(with->items, rows[i].item);

		if (item >= 0 && rows[i].has_value &&
			(rows[i].state == RESULT_VALID ||
				(disputed && rows[i].state == RESULT_DISPUTED)))
			out->value[item] = (int32_t)rows[i].value;
	}
	return count >= 0;
}
