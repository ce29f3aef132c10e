#include "years.h"

#include <string.h>

#include "attempts.h"
#include "official.h"
#include "query.h"
#include "standings.h"
#include "which.h"

/* ---- a student --------------------------------------------------------------------- */

struct reader {
	struct store *store;
	const struct items *items;
	const struct scheme *scheme;
	const char *student;
	struct year_value *out;
	size_t count, max;
	bool with_private;
};

bool years_any(struct store *store, bool *any, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT EXISTS (SELECT 1 FROM attempt_now WHERE school_year < ?1) OR "
		"EXISTS (SELECT 1 FROM official_now WHERE school_year < ?1)");
	int64_t found;

	query_int(q, 1, store_school_year(store));
	if (!query_one_int(q, &found, 0, err))
		return false;
	*any = found != 0;
	return true;
}

int years_list(
	struct store *store, const char *student, int *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT school_year FROM (SELECT school_year FROM attempt_now WHERE "
		"student = ?1 UNION SELECT school_year FROM past_year_now WHERE "
		"student "
		"= ?1 AND total_c IS NOT NULL UNION SELECT o.school_year FROM "
		"official_now o WHERE o.student = ?1 AND (o.level = '" OFFICIAL_EXEMPT
		"' OR EXISTS (SELECT 1 FROM official_item i WHERE "
		"i.station = o.station AND i.seq = o.seq)) "
		"UNION SELECT y.school_year FROM (SELECT DISTINCT school_year FROM "
		"school WHERE school_year < ?2) y WHERE " STANDINGS_EXEMPT_THEN ") "
		"WHERE school_year < ?2 ORDER BY 1");
	enum query_got got = QUERY_END;
	size_t n = 0;

	query_text(q, 1, student);
	query_int(q, 2, store_school_year(store));
	while (n < max && (got = query_next(q, err)) == QUERY_ROW)
		out[n++] = (int)query_int_at(q, 0);
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)n;
}

/* Of a year's attempts those at one item, in order; which of them counts. */
static void take_item(
	struct reader *r, int item, int year, const struct attempt_now *made, int n)
{
	struct which_attempt tries[ATTEMPTS_YEAR];
	const struct item *measure = scheme_measure(r->scheme, item);
	struct which_result which;
	size_t count = 0;

	for (int i = 0; i < n; i++)
		if (strcmp(made[i].item, measure->key) == 0)
			tries[count++] = (struct which_attempt){ .seq = made[i].id.seq,
				.session = made[i].session_kind,
				.outcome = made[i].outcome,
				.voided = made[i].is_void,
				.disputed = made[i].is_disputed,
				.value = made[i].value };
	if (!count || r->count == r->max)
		return;
	which = which_counts(measure, WHICH_MAKEUP_BETTER, tries, count);
	if (which.index >= 0 && !which.disputed)
		r->out[r->count++] = (struct year_value){ year, item,
			tries[which.index].value };
}

/* What the platform returned for a year that is over is that year's record. */
static bool take_official(
	struct reader *r, int item, int year, const struct official *record)
{
	const struct official_item *said = official_find(
		record, items_at(r->items, item)->key);

	if (!said || !said->has_value || r->count == r->max)
		return false;
	r->out[r->count++] = (struct year_value){ year, item, said->value };
	return true;
}

static bool take_year(struct reader *r, int year, struct err *err)
{
	static struct attempt_now made[ATTEMPTS_YEAR];
	struct official record;
	int has = official_of(r->store, r->student, year, &record, err);
	int n = has < 0 ? -1
			: attempts_of(r->store, r->student, NULL, year, made,
				  ATTEMPTS_YEAR, err);

	if (n < 0)
		return false;
	for (size_t i = 0; i < items_count(r->items); i++)
		if ((r->with_private || !items_at(r->items, (int)i)->is_private) &&
			!take_official(r, (int)i, year, &record))
			take_item(r, (int)i, year, made, n);
	return true;
}

int years_of(struct store *store, const struct items *items,
	const struct scheme *scheme, const char *student, struct year_value *out,
	size_t max, struct err *err)
{
	struct reader r = { store, items, scheme, student, out, 0, max, false };
	int years[YEARS_MAX];
	int n = years_list(store, student, years, YEARS_MAX, err);

	for (int i = 0; i < n; i++)
		if (!take_year(&r, years[i], err))
			return -1;
	return n < 0 ? -1 : (int)r.count;
}

/* ---- a year on paper --------------------------------------------------------------- */

/* As the total or the record of that year says; else as the roster said when the year's last
 * attempt was made, or when the year ended. */
static bool grade_then(struct store *store, const char *student, int school_year,
	int *grade_code, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT coalesce((SELECT grade_code FROM past_year_now WHERE student = "
		"?1 "
		"AND school_year = ?2 AND total_c IS NOT NULL), "
		"(SELECT grade_code FROM official_now WHERE student = ?1 AND "
		"school_year = ?2), "
		"(SELECT r.grade_code FROM roster_row r "
		"JOIN entry e USING (station, seq) WHERE r.student = ?1 AND e.made_us "
		"<= "
		"(SELECT max(began_us) FROM attempt_now WHERE student = ?1 "
		"AND school_year = ?2) ORDER BY e.made_us DESC, r.seq DESC LIMIT 1), "
		"(SELECT r.grade_code FROM roster_row r JOIN entry e USING (station, "
		"seq), (SELECT ?2 AS school_year) y WHERE r.student = ?1 AND e.made_us "
		"< (" STANDINGS_YEAR_END ") ORDER BY e.made_us DESC, r.seq DESC LIMIT "
		"1))");
	int64_t code;

	query_text(q, 1, student);
	query_int(q, 2, school_year);
	if (!query_one_int(q, &code, 0, err))
		return false;
	*grade_code = (int)code;
	return true;
}

bool years_results(struct store *store, const struct items *items,
	const struct scheme *scheme, const char *student, int school_year,
	struct results *out, int *grade_code, struct err *err)
{
	struct year_value values[ITEMS_MAX];
	struct reader r = { store, items, scheme, student, values, 0, ITEMS_MAX, true };

	results_clear(out);
	if (!take_year(&r, school_year, err))
		return false;
	for (size_t i = 0; i < r.count; i++)
		out->value[values[i].item] = (int32_t)values[i].value;
	return grade_then(store, student, school_year, grade_code, err);
}

/* ---- the school -------------------------------------------------------------------- */

/* Where a level begins; more than any total when the scheme has none of that name. */
static int32_t bound_of(const struct scheme *scheme, const char *level)
{
	for (int i = 0; i < scheme->levels; i++)
		if (strcmp(scheme->level[i].key, level) == 0)
			return scheme->level[i].from_c;
	return INT32_MAX;
}

int years_rates(struct store *store, const struct scheme *scheme, int school_year,
	struct year_rates *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		"WITH y AS MATERIALIZED (SELECT grade_code, total_c FROM past_year_now "
		"WHERE school_year = ?1 AND total_c IS NOT NULL) "
		"SELECT 0, count(*), sum(total_c >= ?2), sum(total_c >= ?3) FROM y "
		"HAVING count(*) > 0 UNION ALL SELECT grade_code, count(*), "
		"sum(total_c >= ?2), sum(total_c >= ?3) FROM y GROUP BY grade_code "
		"ORDER BY 1");
	enum query_got got = QUERY_END;
	size_t count = 0;

	query_int(q, 1, school_year);
	query_int(q, 2, bound_of(scheme, "pass"));
	query_int(q, 3, bound_of(scheme, "good"));
	while (count < max && (got = query_next(q, err)) == QUERY_ROW)
		out[count++] = (struct year_rates){ (int)query_int_at(q, 0),
			(int)query_int_at(q, 1), (int)query_int_at(q, 2),
			(int)query_int_at(q, 3) };
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}
