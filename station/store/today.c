#include "today.h"

#include <string.h>

#include "query.h"
#include "standings.h"

#define HERE                                                                           \
	"JOIN person.person p ON p.student = s.id WHERE s.state = 'here' "             \
	"AND s.id NOT IN " STANDINGS_EXEMPT
#define IN_ORDER "grade_code, length(class_code), class_code"

#define GRID_SQL(from, only)                                                           \
	"SELECT grade_code, class_code, max(class_name), col, sum(done), count(*), "   \
	"sum(NOT done AND sex = 'M'), sum(NOT done AND sex <> 'M') "                   \
	"FROM (SELECT s.grade_code, s.class_code, s.class_name, s.sex, "               \
	"iif(r.item IN (?1, ?2), '" TODAY_BODY "', r.item) AS col, "                   \
	"min(r.place) AS place, min(r.state IN ('valid', 'disputed')) AS done "        \
	"FROM " from HERE only "GROUP BY r.student, col) "                             \
	"GROUP BY grade_code, class_code, col "                                        \
	"ORDER BY " IN_ORDER ", min(place)"
#define OF_ALL "result r JOIN student s ON s.id = r.student "
/* The few students first. */
#define OF_ONE	  "student s CROSS JOIN result r ON r.student = s.id "
#define CLASS_IS3 "AND s.grade_code = ?3 AND s.class_code = ?4 "

static void read_class(struct query *q, struct class_key *out)
{
	out->grade_code = (int)query_int_at(q, 0);
	query_copy_at(q, 1, out->code, sizeof(out->code));
}

int today_grid(struct store *store, const struct today_body *body,
	const struct class_key *class, struct today_cell *out, size_t max,
	struct err *err)
{
	struct query *q = query(store_db(store),
		class ? GRID_SQL(OF_ONE, CLASS_IS3) : GRID_SQL(OF_ALL, ""));
	enum query_got got = QUERY_END;
	size_t count = 0;

	query_text(q, 1, body->one);
	query_text(q, 2, body->other);
	if (class) {
		query_int(q, 3, class->grade_code);
		query_text(q, 4, class->code);
	}
	while (count < max && (got = query_next(q, err)) == QUERY_ROW) {
		struct today_cell *c = &out[count++];

		read_class(q, &c->class);
		query_copy_at(q, 2, c->class_name, sizeof(c->class_name));
		query_copy_at(q, 3, c->item, sizeof(c->item));
		c->done = (int)query_int_at(q, 4);
		c->total = (int)query_int_at(q, 5);
		c->boys = (int)query_int_at(q, 6);
		c->girls = (int)query_int_at(q, 7);
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

int today_classes(struct store *store, int64_t since_us, struct class_key *out,
	size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT DISTINCT s.grade_code, s.class_code FROM attempt_now a "
		"JOIN student s ON s.id = a.student WHERE " GOOD "ORDER BY 1, 2");
	enum query_got got = QUERY_END;
	size_t count = 0;

	query_int(q, 1, since_us);
	while (count < max && (got = query_next(q, err)) == QUERY_ROW)
		read_class(q, &out[count++]);
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

int today_completes(
	struct store *store, struct today_complete *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT s.grade_code, s.class_code, max(s.class_name), "
		"sum(ifnull(c.state = 'complete', 0)), "
		"count(*) FROM student s LEFT JOIN score c ON c.student = s.id " HERE
		"GROUP BY s.grade_code, s.class_code ORDER BY " IN_ORDER);
	enum query_got got = QUERY_END;
	size_t count = 0;

	while (count < max && (got = query_next(q, err)) == QUERY_ROW) {
		struct today_complete *c = &out[count++];

		read_class(q, &c->class);
		query_copy_at(q, 2, c->class_name, sizeof(c->class_name));
		c->complete = (int)query_int_at(q, 3);
		c->due = (int)query_int_at(q, 4);
	}
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}
