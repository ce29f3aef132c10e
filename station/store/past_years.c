#include "past_years.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "entry.h"
#include "standings.h"
#include "query.h"
#include "score.h"
#include "student.h"

#define OWN	    "own: "
#define TOTAL_MAX_C 12000 /* rules.md, section 5 */

static bool check(const struct store *store, int school_year, int grade_code,
	int32_t total_c, const char *who, struct err *err)
{
	int now = store_school_year(store);

	if (school_year < 1990 || school_year > now)
		return err_set(err, "the school year %d is not between 1990 and %d",
			school_year, now);
	if (!*grade_code_zh(grade_code))
		return err_set(err, "%d is no 年级编号", grade_code);
	if (total_c != SCORE_NONE && (total_c < 0 || total_c > TOTAL_MAX_C))
		return err_set(err, "a 学年总分 is between 0 and 120");
	if (!*who)
		return err_set(err, "who says so must be given");
	return true;
}

/* Does the journal say so already? To take back what is not there says nothing. */
static bool is_said(struct store *store, const char *student, int school_year,
	int grade_code, int32_t total_c, bool *said, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT ifnull((SELECT iif(?3 IS NULL, 0, total_c = ?3 AND grade_code "
		"= ?4) FROM past_year_now WHERE student = ?1 AND school_year = ?2), "
		"?3 IS NULL)");
	int64_t found;

	query_text(q, 1, student);
	query_int(q, 2, school_year);
	if (total_c == SCORE_NONE)
		query_null(q, 3);
	else
		query_int(q, 3, total_c);
	query_int(q, 4, grade_code);
	if (!query_one_int(q, &found, 0, err))
		return false;
	*said = found != 0;
	return true;
}

bool past_years_put(struct store *store, const char *student, int school_year,
	int grade_code, int32_t total_c, const char *origin, const char *who,
	int64_t wall_us, struct err *err)
{
	struct entry_value values[] = {
		value_text(student),
		value_int(school_year),
		value_int(grade_code),
		value_int_if(total_c != SCORE_NONE, total_c),
		value_text(origin),
		value_text(who),
	};
	struct entry_says says = { .kind = ENTRY_PAST_YEAR, .values = values };
	bool said;

	if (!check(store, school_year, grade_code, total_c, who, err) ||
		!is_said(store, student, school_year, grade_code, total_c, &said, err))
		return false;
	return said || entry_append(store, &says, wall_us, NULL, err);
}

int past_years_of(struct store *store, const char *student, struct past_year *out,
	size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT school_year, grade_code, total_c, origin LIKE '" OWN "%' "
		"FROM past_year_now WHERE student = ?1 ORDER BY school_year DESC");
	enum query_got got = QUERY_END;
	size_t count = 0;

	query_text(q, 1, student);
	while (count < max && (got = query_next(q, err)) == QUERY_ROW)
		out[count++] = (struct past_year){ .school_year = (int)query_int_at(
							   q, 0),
			.grade_code = (int)query_int_at(q, 1),
			.total_c = (int32_t)query_int_at(q, 2),
			.is_own = query_int_at(q, 3) != 0 };
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

/* ---- closing a year ----------------------------------------------------------- */

struct total {
	char student[STUDENT_ID_MAX + 1];
	char origin[96];
	int grade_code;
	int32_t total_c;
};

/* The totals of another year would be put under this one. */
static bool is_of_this_year(struct store *store, struct err *err)
{
	struct query *q = query(store_db(store), "SELECT school_year FROM derived");
	int64_t year;

	if (!query_one_int(q, &year, 0, err))
		return false;
	return year == store_school_year(store) ||
	       err_set(err,
		       "the scores are not those of the school year %d: `station "
		       "score` computes them again",
		       store_school_year(store));
}

/* What is not in the journal yet, as a list of its own: putting writes. What the platform said
 * of the year that ends goes before our own. */
static bool read_totals(struct store *store, struct buf *totals, struct err *err)
{
	struct query *q = query(store_db(store),
		"WITH own AS (SELECT student, total_c, '" OWN
		"' || lower(substr(hex(digest), 1, 12)) AS origin FROM score "
		"WHERE state = 'complete' AND NOT disputed "
		"AND student NOT IN " STANDINGS_EXEMPT
		"), said AS MATERIALIZED (SELECT student, grade_code, total_c, origin "
		"FROM official_now WHERE school_year = ?1 AND total_c IS NOT NULL), "
		"t AS (SELECT s.id, s.class_code, ifnull(said.grade_code, "
		"s.grade_code) "
		"AS grade_code, ifnull(said.total_c, own.total_c) AS total_c, "
		"ifnull(said.origin, own.origin) AS origin FROM student s LEFT JOIN "
		"own "
		"ON own.student = s.id LEFT JOIN said ON said.student = s.id "
		"WHERE s.state = 'here') "
		"SELECT t.id, t.grade_code, t.total_c, t.origin FROM t "
		"LEFT JOIN past_year_now y ON y.student = t.id AND y.school_year = ?1 "
		"WHERE t.total_c IS NOT NULL "
		"AND (y.total_c, y.grade_code) IS NOT (t.total_c, t.grade_code) "
		"ORDER BY t.grade_code, t.class_code, t.id");
	enum query_got got;

	query_int(q, 1, store_school_year(store));
	while ((got = query_next(q, err)) == QUERY_ROW) {
		struct total t = { .grade_code = (int)query_int_at(q, 1),
			.total_c = (int32_t)query_int_at(q, 2) };

		query_copy_at(q, 0, t.student, sizeof(t.student));
		query_copy_at(q, 3, t.origin, sizeof(t.origin));
		buf_add(totals, &t, sizeof(t));
	}
	return got == QUERY_END;
}

static bool put_totals(struct store *store, const struct buf *totals, const char *who,
	int64_t wall_us, int *count, struct err *err)
{
	struct total t;

	for (size_t at = 0; at < totals->len; at += sizeof(t)) {
		memcpy(&t, totals->data + at, sizeof(t));
		if (!past_years_put(store, t.student, store_school_year(store),
			    t.grade_code, t.total_c, t.origin, who, wall_us, err))
			return false;
		++*count;
	}
	return true;
}

bool past_years_close(struct store *store, const char *who, int64_t wall_us, int *count,
	struct err *err)
{
	struct buf totals = BUF_INIT;
	bool ok;

	*count = 0;
	if (!store_begin(store, err))
		return false;
	ok = is_of_this_year(store, err) && read_totals(store, &totals, err) &&
	     put_totals(store, &totals, who, wall_us, count, err);
	buf_release(&totals);
	return store_end(store, ok, err);
}
