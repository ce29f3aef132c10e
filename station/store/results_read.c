/* The derived rows, read: results of a student, progress, who lacks what. */
#include "results.h"

#include <string.h>

#include "standings.h"
#include "query.h"
#include "roster.h"

static enum result_state state_read(const char *key)
{
	for (int i = RESULT_MISSING; i <= RESULT_FOUL; i++)
		if (strcmp(result_state_key(i), key) == 0)
			return i;
	return RESULT_MISSING;
}

#define RESULT_COLUMNS                                                                 \
	"SELECT r.student, r.item, r.state, r.value, r.points_c, r.bonus_c, "          \
	"r.station, r.seq, r.tries FROM result r "

static void read_row(struct query *q, struct item_result *row)
{
	memset(row, 0, sizeof(*row));
	query_copy_at(q, 0, row->student, sizeof(row->student));
	query_copy_at(q, 1, row->item, sizeof(row->item));
	row->state = state_read(query_text_at(q, 2));
	row->has_value = !query_null_at(q, 3);
	row->value = query_int_at(q, 3);
	row->points_c = query_null_at(q, 4) ? SCORE_NONE : (int32_t)query_int_at(q, 4);
	row->bonus_c = (int32_t)query_int_at(q, 5);
	query_copy_at(q, 6, row->attempt.station, sizeof(row->attempt.station));
	row->attempt.seq = query_int_at(q, 7);
	row->tries = (int)query_int_at(q, 8);
}

int results_of(struct store *store, const char *student, struct item_result *out,
	size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		RESULT_COLUMNS "WHERE r.student = ?1 ORDER BY r.place");
	enum query_got got = QUERY_END;
	size_t count = 0;

	query_text(q, 1, student);
	while (count < max && (got = query_next(q, err)) == QUERY_ROW)
		read_row(q, &out[count++]);
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

static enum score_state score_state_read(const char *key)
{
	if (strcmp(key, "complete") == 0)
		return SCORE_COMPLETE;
	return strcmp(key, "no-table") == 0 ? SCORE_NO_TABLE : SCORE_INCOMPLETE;
}

static int32_t points_at(struct query *q, int column)
{
	return query_null_at(q, column) ? SCORE_NONE : (int32_t)query_int_at(q, column);
}

bool results_score(struct store *store, const char *student, struct year_score *out,
	struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT state, standard_c, bonus_c, total_c, level, level_zh, "
		"measured, "
		"needed, disputed FROM score WHERE student = ?1");
	enum query_got got;

	query_text(q, 1, student);
	got = query_next(q, err);
	if (got == QUERY_END)
		err->text[0] = '\0';
	if (got != QUERY_ROW)
		return false;
	memset(out, 0, sizeof(*out));
	out->state = score_state_read(query_text_at(q, 0));
	out->standard_c = points_at(q, 1);
	out->bonus_c = points_at(q, 2);
	out->total_c = points_at(q, 3);
	query_copy_at(q, 4, out->level, sizeof(out->level));
	query_copy_at(q, 5, out->level_zh, sizeof(out->level_zh));
	out->measured = (int)query_int_at(q, 6);
	out->needed = (int)query_int_at(q, 7);
	out->disputed = query_int_at(q, 8) != 0;
	query_end(q);
	return true;
}

#define HERE                                                                           \
	"JOIN person.person p ON p.student = s.id WHERE s.state = 'here' "             \
	"AND s.id NOT IN " STANDINGS_EXEMPT
#define PROGRESS_SQL(join, only)                                                       \
	"SELECT s.grade_code, s.class_code, max(s.class_name), r.item, "               \
	"sum(r.state IN ('valid', 'disputed')), count(*), "                            \
	"sum(r.state = 'disputed') FROM result r " join                                \
	"student s ON s.id = r.student " HERE only                                     \
	"GROUP BY s.grade_code, s.class_code, r.place "                                \
	"ORDER BY s.grade_code, length(s.class_code), s.class_code, r.place"
/* By the index of items, and not student by student. */
#define OF_ITEM	 "CROSS JOIN "
#define ITEM_IS1 "AND r.item = ?1 "

int results_progress(struct store *store, const char *item, struct class_progress *out,
	size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		item ? PROGRESS_SQL(OF_ITEM, ITEM_IS1) : PROGRESS_SQL("JOIN ", ""));
	enum query_got got = QUERY_END;
	size_t count = 0;

	if (item)
		query_text(q, 1, item);
	while (count < max && (got = query_next(q, err)) == QUERY_ROW) {
		struct class_progress *c = &out[count++];

		c->class.grade_code = (int)query_int_at(q, 0);
		query_copy_at(q, 1, c->class.code, sizeof(c->class.code));
		query_copy_at(q, 2, c->class_name, sizeof(c->class_name));
		query_copy_at(q, 3, c->item, sizeof(c->item));
		c->done = (int)query_int_at(q, 4);
		c->total = (int)query_int_at(q, 5);
		c->disputed = (int)query_int_at(q, 6);
	}
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

bool results_wanted(struct store *store, const char *item, bool *is, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT EXISTS (SELECT 1 FROM result r " OF_ITEM
		"student s ON s.id = r.student " HERE ITEM_IS1 ")");
	int64_t any;

	query_text(q, 1, item);
	if (!query_one_int(q, &any, 0, err))
		return false;
	*is = any != 0;
	return true;
}

static bool count_students(
	struct store *store, struct school_progress *out, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT count(*), ifnull(sum(s.exempt), 0), "
		"ifnull(sum(c.state = 'complete'), 0), "
		"ifnull(sum(c.measured > 0), 0), ifnull(sum(c.passed), 0), "
		"ifnull(sum(c.good), 0) FROM (SELECT *, id IN " STANDINGS_EXEMPT
		"AS exempt FROM student WHERE state = 'here') s "
		"JOIN person.person p ON p.student = s.id "
		"LEFT JOIN score c ON c.student = s.id AND NOT s.exempt");

	if (query_next(q, err) != QUERY_ROW)
		return false;
	out->students = (int)query_int_at(q, 0);
	out->exempt = (int)query_int_at(q, 1);
	out->complete = (int)query_int_at(q, 2);
	out->tested = (int)query_int_at(q, 3);
	out->passed = (int)query_int_at(q, 4);
	out->good = (int)query_int_at(q, 5);
	query_end(q);
	return true;
}

static bool count_today(struct store *store, int64_t day_us,
	struct school_progress *out, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT ifnull(sum(good), 0), count(DISTINCT student) FILTER (WHERE "
		"good), ifnull(sum(is_void OR outcome = 'foul'), 0) FROM (SELECT *, "
		"outcome = 'valid' AND NOT is_void AS good FROM attempt_now WHERE "
		"ended_us >= ?1 AND counts)");

	query_int(q, 1, day_us);
	if (query_next(q, err) != QUERY_ROW)
		return false;
	out->today_results = (int)query_int_at(q, 0);
	out->today_students = (int)query_int_at(q, 1);
	out->today_not_counted = (int)query_int_at(q, 2);
	query_end(q);
	return true;
}

static bool count_disputes(
	struct store *store, struct school_progress *out, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT count(*) FROM attempt_now WHERE (station, seq) IN "
		"(SELECT of_station, of_seq FROM open_dispute) "
		"AND school_year = ?1 AND NOT is_void");
	int64_t count;

	query_int(q, 1, store_school_year(store));
	if (!query_one_int(q, &count, 0, err))
		return false;
	out->disputed = (int)count;
	return true;
}

bool results_school(struct store *store, int64_t day_us, struct school_progress *out,
	struct err *err)
{
	memset(out, 0, sizeof(*out));
	return count_students(store, out, err) && count_disputes(store, out, err) &&
	       count_today(store, day_us, out, err);
}

/* Rows in order of class, place and item; a student is looked up once. */
static bool each_row(struct store *store, struct query *q, results_take take, void *ctx,
	struct err *err)
{
	struct student student = { .id = "" };
	enum query_got got;

	while ((got = query_next(q, err)) == QUERY_ROW) {
		struct item_result row;

		read_row(q, &row);
		if (strcmp(row.student, student.id) != 0 &&
			roster_find(store, row.student, &student, err) == ROSTER_FAIL) {
			query_end(q);
			return false;
		}
		if (!take(ctx, &student, &row))
			break;
	}
	query_end(q);
	return got != QUERY_FAIL;
}

#define HERE_IN_ORDER                                                                  \
	"ORDER BY s.grade_code, length(s.class_code), s.class_code, "                  \
	"p.class_place = 0, p.class_place, p.name, s.id, r.place"
#define JOIN_HERE                                                                      \
	"JOIN student s ON s.id = r.student AND s.state = 'here' "                     \
	"JOIN person.person p ON p.student = s.id "

bool results_missing(struct store *store, const struct class_key *class,
	const char *item, results_take take, void *ctx, struct err *err)
{
	struct query *q = query(store_db(store), RESULT_COLUMNS JOIN_HERE
		"WHERE r.state IN ('missing', 'foul') "
		"AND s.id NOT IN " STANDINGS_EXEMPT
		"AND (?1 IS NULL OR (s.class_code = ?1 AND s.grade_code = ?3)) "
		"AND r.item = ifnull(?2, r.item) " HERE_IN_ORDER);

	query_text(q, 1, class ? class->code : NULL);
	query_text(q, 2, item);
	query_int(q, 3, class ? class->grade_code : 0);
	return each_row(store, q, take, ctx, err);
}

bool results_each(struct store *store, results_take take, void *ctx, struct err *err)
{
	return each_row(store,
		query(store_db(store), RESULT_COLUMNS JOIN_HERE HERE_IN_ORDER), take,
		ctx, err);
}
