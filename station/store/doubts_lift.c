#include "doubts_lift.h"

#include <string.h>

#include "query.h"
#include "repairs.h"
#include "results.h"

#define BOUND_C "6000" /* the lower one of doubt_lift() */

/* What a person did, and who may have come over a bound by it: only somebody with a
 * complete total and with another attempt at the same item. `as_void`: what it is compared
 * with is that this attempt had been void, else that it had counted. */
#define CANDIDATES_SQL(only)                                                           \
	"WITH tried AS MATERIALIZED (SELECT a.* FROM " only                            \
	"WHERE school_year = ?1 AND counts AND outcome = 'valid'), did AS ("           \
	"SELECT station, seq, student, item, ended_us, 1 AS as_void FROM tried "       \
	"WHERE NOT is_void AND (source = 'manual' OR student <> of_student) "          \
	"UNION ALL SELECT station, seq, of_student, item, ended_us, 0 FROM tried "     \
	"WHERE NOT is_void AND student <> of_student UNION ALL "                       \
	"SELECT t.station, t.seq, t.student, t.item, t.ended_us, 0 FROM tried t "      \
	"JOIN last_verdict l ON l.of_station = t.station AND l.of_seq = t.seq "        \
	"JOIN verdict v ON v.station = l.station AND v.seq = l.seq "                   \
	"WHERE t.is_void AND v.who <> '" REPAIR_HEAT_WHO "' AND NOT " REPAIR_IS_BARE(  \
		"v.reason") ") "                                                       \
			    "SELECT d.station, d.seq, d.student, d.as_void, "          \
			    "d.ended_us, s.total_c, "                                  \
			    "r.station, r.seq FROM did d JOIN score s ON s.student = " \
			    "d.student AND "                                           \
			    "s.state = 'complete' AND s.total_c >= " BOUND_C           \
			    " JOIN result r ON "                                       \
			    "r.student = d.student AND +r.item = d.item AND r.seq IS " \
			    "NOT NULL "                                                \
			    "WHERE d.student = ifnull(?2, d.student) AND EXISTS "      \
			    "(SELECT 1 FROM tried o "                                  \
			    "WHERE o.student = d.student AND o.item = d.item AND NOT " \
			    "o.is_void AND "                                           \
			    "(o.station, o.seq) <> (d.station, d.seq)) "               \
			    "AND NOT EXISTS (SELECT 1 FROM last_verdict v WHERE "      \
			    "v.of_station = r.station AND v.of_seq = r.seq AND "       \
			    "v.stands AND NOT " REPAIR_IS_BARE("v.reason") ")"
#define OF_ALL "attempt_now a "
/* What was ever theirs, by the indexes. */
#define OF_ONE                                                                         \
	"(SELECT station, seq FROM attempt WHERE student = ?2 UNION "                  \
	"SELECT of_station, of_seq FROM move WHERE student = ?2) x "                   \
	"CROSS JOIN attempt_now a ON a.station = x.station AND a.seq = x.seq "

struct candidate {
	struct entry_id attempt;
	bool as_void;
	int32_t total_c;
	struct lift lift;
};

static void read_candidate(struct query *q, struct candidate *c)
{
	memset(c, 0, sizeof(*c));
	query_copy_at(q, 0, c->attempt.station, sizeof(c->attempt.station));
	c->attempt.seq = query_int_at(q, 1);
	query_copy_at(q, 2, c->lift.student, sizeof(c->lift.student));
	c->as_void = query_int_at(q, 3) != 0;
	c->lift.ended_us = query_int_at(q, 4);
	c->total_c = (int32_t)query_int_at(q, 5);
	query_copy_at(q, 6, c->lift.attempt.station, sizeof(c->lift.attempt.station));
	c->lift.attempt.seq = query_int_at(q, 7);
}

static bool look_at(struct results_with *with, struct candidate *c, lift_take *take,
	void *ctx, struct err *err)
{
	int32_t before_c;

	if (!results_supposing(
		    with, c->lift.student, &c->attempt, c->as_void, &before_c, err))
		return false;
	if (before_c != SCORE_NONE && doubt_lift(before_c, c->total_c, &c->lift.doubt))
		take(ctx, &c->lift);
	return true;
}

bool doubts_lift(struct store *store, const struct items *items,
	const struct scheme *scheme, int school_year, const char *student,
	lift_take *take, void *ctx, struct err *err)
{
	struct results_with *with;
	struct query *q;
	enum query_got got = QUERY_END;
	bool ok = true;

	if (school_year != store_school_year(store))
		return true; /* there are no totals of another year */
	with = results_open(store, items, scheme, NULL, 0, err);
	if (!with)
		return false;
	q = query(store_db(store),
		student ? CANDIDATES_SQL(OF_ONE) : CANDIDATES_SQL(OF_ALL));
	query_int(q, 1, school_year);
	query_text(q, 2, student);
	while (ok && (got = query_next(q, err)) == QUERY_ROW) {
		struct candidate c;

		read_candidate(q, &c);
		ok = look_at(with, &c, take, ctx, err);
	}
	query_end(q);
	results_close(with);
	return ok && got != QUERY_FAIL;
}
