#include "rates.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "standings.h"
#include "query.h"
#include "settings.h"
#include "text.h"

static const char *const scope_keys[RATES_SCOPES] = { "school", "grade", "class", "sex",
	"grade_sex", "class_sex" };

const char *rates_scope_key(enum rates_scope scope)
{
	assert(scope >= RATES_SCHOOL && scope < RATES_SCOPES);
	return scope_keys[scope];
}

/* A row for everybody who is here; `due` are those who are not exempt. */
#define WHO                                                                            \
	"WITH who AS MATERIALIZED (SELECT s.grade_code, s.class_code, s.class_name, "  \
	"s.sex, NOT exempt AS due, exempt, ifnull(c.measured > 0, 0) AS measured, "    \
	"ifnull(c.state = 'complete', 0) AS complete, ifnull(c.disputed, 0) AS "       \
	"disputed, ifnull(c.passed, 0) AS passed, ifnull(c.good, 0) AS good, "         \
	"ifnull(c.level = 'excellent', 0) AS excellent FROM (SELECT *, id "            \
	"IN " STANDINGS_EXEMPT "AS exempt FROM student WHERE state = 'here') s "       \
	"JOIN person.person p ON p.student = s.id "                                    \
	"LEFT JOIN score c ON c.student = s.id) "
#define COUNTS                                                                         \
	"count(*), sum(exempt), sum(due AND measured), sum(due AND complete), "        \
	"sum(due AND disputed), sum(due AND complete AND passed), sum(due AND "        \
	"complete AND good), sum(due AND complete AND excellent) FROM who "

/* Columns scope, grade_code, class_code, name, sex; 0 or '' where a scope has none. */
#define SCHOOL                                                                         \
	"SELECT 0 AS scope, 0 AS grade_code, '' AS class_code, '', '' AS sex, " COUNTS
#define GRADES "UNION ALL SELECT 1, grade_code, '', '', '', " COUNTS "GROUP BY 2 "
#define CLASSES                                                                        \
	"UNION ALL SELECT 2, grade_code, class_code, max(class_name), '', " COUNTS     \
	"GROUP BY 2, 3 "
#define SEXES "UNION ALL SELECT 3, 0, '', '', sex, " COUNTS "GROUP BY 5 "
#define GRADE_SEXES                                                                    \
	"UNION ALL SELECT 4, grade_code, '', '', sex, " COUNTS "GROUP BY 2, 5 "
#define CLASS_SEXES                                                                    \
	"UNION ALL SELECT 5, grade_code, class_code, max(class_name), sex, " COUNTS    \
	"GROUP BY 2, 3, 5 "

/* One statement, so that all rows are of one moment. */
static const char all_scopes[] = WHO
	"SELECT * FROM (" SCHOOL GRADES CLASSES SEXES GRADE_SEXES CLASS_SEXES ") "
	"ORDER BY scope, grade_code, length(class_code), class_code, sex DESC";

static void read_name(struct store *store, struct query *q, struct rates *r)
{
	switch (r->scope) {
	case RATES_CLASS:
	case RATES_CLASS_SEX:
		query_copy_at(q, 3, r->name, sizeof(r->name));
		return;
	case RATES_GRADE:
	case RATES_GRADE_SEX:
		text_copy(r->name, sizeof(r->name), grade_code_zh(r->grade_code));
		return;
	case RATES_SCHOOL:
	case RATES_SEX:
	case RATES_SCOPES:
		break;
	}
	text_copy(r->name, sizeof(r->name), store_school(store));
}

static void read_row(struct store *store, struct query *q, struct rates *r)
{
	memset(r, 0, sizeof(*r));
	r->scope = (enum rates_scope)query_int_at(q, 0);
	r->grade_code = (int)query_int_at(q, 1);
	query_copy_at(q, 2, r->class_code, sizeof(r->class_code));
	r->by_sex = r->scope >= RATES_SEX;
	r->sex = sex_read(query_text_at(q, 4));
	read_name(store, q, r);
	r->roll = (int)query_int_at(q, 5);
	r->exempt = (int)query_int_at(q, 6);
	r->measured = (int)query_int_at(q, 7);
	r->complete = (int)query_int_at(q, 8);
	r->missing = r->roll - r->exempt - r->complete;
	r->disputed = (int)query_int_at(q, 9);
	r->passed = (int)query_int_at(q, 10);
	r->good = (int)query_int_at(q, 11);
	r->excellent = (int)query_int_at(q, 12);
}

bool rates_each(struct store *store, rates_take take, void *ctx, struct err *err)
{
	struct query *q = query(store_db(store), all_scopes);
	enum query_got got;

	while ((got = query_next(q, err)) == QUERY_ROW) {
		struct rates r;

		read_row(store, q, &r);
		if (!take(ctx, &r))
			break;
	}
	query_end(q);
	return got != QUERY_FAIL;
}

/* ---- rates and targets -------------------------------------------------------- */

int rates_permille(int part, int whole)
{
	return whole > 0 ? (int)((int64_t)part * 1000 / whole) : -1;
}

bool rates_met(int part, int whole, int target_permille)
{
	return whole > 0 && (int64_t)whole * target_permille <= (int64_t)part * 1000;
}

int rates_needed(int part, int whole, int target_permille)
{
	int least = (int)div_ceil((int64_t)whole * target_permille, 1000);

	return least > part ? least - part : 0;
}

static int read_target(struct store *store, const char *key, int otherwise)
{
	struct decimal d;
	char text[16];

	settings_get(store, key, "", text, sizeof(text));
	if (!decimal_read(slice_of(text), &d) || d.decimals != 0 || d.digits < 1 ||
		d.digits > 1000)
		return otherwise;
	return (int)d.digits;
}

void rates_targets(struct store *store, struct rates_targets *out)
{
	out->pass_permille = read_target(store, "target.pass", 850);
	out->good_permille = read_target(store, "target.good", 400);
}

char *rates_target_write(int permille, char out[16])
{
	return permille % 10 ? decimal_write(permille, 1, out, 16)
			     : decimal_write(permille / 10, 0, out, 16);
}

bool rates_set_targets(
	struct store *store, const struct rates_targets *targets, struct err *err)
{
	char pass[16], good[16];

	snprintf(pass, sizeof(pass), "%d", targets->pass_permille);
	snprintf(good, sizeof(good), "%d", targets->good_permille);
	return settings_set(store, "target.pass", pass, err) &&
	       settings_set(store, "target.good", good, err);
}
