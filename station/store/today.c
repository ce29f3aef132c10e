#include "today.h"

#include <string.h>

#include "query.h"
#include "standings.h"

#define HERE                                                                           \
	"JOIN person.person p ON p.student = s.id WHERE s.state = 'here' "             \
	"AND s.id NOT IN " STANDINGS_EXEMPT
#define IN_ORDER "grade_code, length(class_code), class_code"

#define GRID_SQL(from)                                                                 \
	"SELECT class_code, max(class_name), col, sum(done), count(*), "               \
	"sum(NOT done AND sex = 'M'), sum(NOT done AND sex <> 'M') "                   \
	"FROM (SELECT s.grade_code, s.class_code, s.class_name, s.sex, "               \
	"iif(r.item IN (?1, ?2), '" TODAY_BODY "', r.item) AS col, "                   \
	"min(r.place) AS place, min(r.state IN ('valid', 'disputed')) AS done "        \
	"FROM " from HERE "AND s.class_code = ifnull(?3, s.class_code) "               \
	"GROUP BY r.student, col) "                                                    \
	"GROUP BY grade_code, class_code, col "                                        \
	"ORDER BY " IN_ORDER ", min(place)"
#define OF_ALL "result r JOIN student s ON s.id = r.student "
/* The few students first. */
#define OF_ONE "student s CROSS JOIN result r ON r.student = s.id "

int today_grid(struct store *store, const struct today_body *body,
	const char *class_code, struct today_cell *out, size_t max, struct err *err)
{
	struct query *q = query(
		store_db(store), class_code ? GRID_SQL(OF_ONE) : GRID_SQL(OF_ALL));
	enum query_got got = QUERY_END;
	size_t count = 0;

	query_text(q, 1, body->one);
	query_text(q, 2, body->other);
	query_text(q, 3, class_code);
	while (count < max && (got = query_next(q, err)) == QUERY_ROW) {
		struct today_cell *c = &out[count++];

		query_copy_at(q, 0, c->class_code, sizeof(c->class_code));
		query_copy_at(q, 1, c->class_name, sizeof(c->class_name));
		query_copy_at(q, 2, c->item, sizeof(c->item));
		c->done = (int)query_int_at(q, 3);
		c->total = (int)query_int_at(q, 4);
		c->boys = (int)query_int_at(q, 5);
		c->girls = (int)query_int_at(q, 6);
	}
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

#define GOOD "a.ended_us >= ?1 AND a.counts AND a.outcome = 'valid' AND NOT a.is_void "

int today_pulses(struct store *store, int64_t day_us, int64_t since_us,
	struct today_pulse *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT item, count(DISTINCT student) FILTER (WHERE ended_us >= ?2), "
		"min(ended_us), max(ended_us) FROM attempt_now a WHERE " GOOD
		"GROUP BY item ORDER BY item");
	enum query_got got = QUERY_END;
	size_t count = 0;

	query_int(q, 1, day_us);
	query_int(q, 2, since_us);
	while (count < max && (got = query_next(q, err)) == QUERY_ROW) {
		struct today_pulse *p = &out[count++];

		query_copy_at(q, 0, p->item, sizeof(p->item));
		p->students = (int)query_int_at(q, 1);
		p->first_us = query_int_at(q, 2);
		p->last_us = query_int_at(q, 3);
	}
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

int today_classes(struct store *store, int64_t since_us, today_class *out, size_t max,
	struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT DISTINCT s.class_code FROM attempt_now a JOIN student s "
		"ON s.id = a.student WHERE " GOOD "ORDER BY 1");
	enum query_got got = QUERY_END;
	size_t count = 0;

	query_int(q, 1, since_us);
	while (count < max && (got = query_next(q, err)) == QUERY_ROW)
		query_copy_at(q, 0, out[count++], sizeof(out[0]));
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

int today_completes(
	struct store *store, struct today_complete *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT max(s.class_name), sum(ifnull(c.state = 'complete', 0)), "
		"count(*) FROM student s LEFT JOIN score c ON c.student = s.id " HERE
		"GROUP BY s.grade_code, s.class_code ORDER BY " IN_ORDER);
	enum query_got got = QUERY_END;
	size_t count = 0;

	while (count < max && (got = query_next(q, err)) == QUERY_ROW) {
		struct today_complete *c = &out[count++];

		query_copy_at(q, 0, c->class_name, sizeof(c->class_name));
		c->complete = (int)query_int_at(q, 1);
		c->due = (int)query_int_at(q, 2);
	}
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}
