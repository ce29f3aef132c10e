#include "standings.h"

#include <string.h>

#include "entry.h"
#include "query.h"

static const struct {
	const char *key, *zh;
} codes[] = {
	[STANDING_NORMAL] = { "normal", "正常" },
	[STANDING_EXEMPT] = { "exempt", "免予执行" },
	[STANDING_DEFERRED] = { "deferred", "缓测" },
};

bool standing_read(const char *text, enum standing_code *out)
{
	for (int i = STANDING_NORMAL; i <= STANDING_DEFERRED; i++)
		if (strcmp(codes[i].key, text) == 0) {
			*out = (enum standing_code)i;
			return true;
		}
	return false;
}

const char *standing_key(enum standing_code code)
{
	return codes[code].key;
}

const char *standing_zh(enum standing_code code)
{
	return codes[code].zh;
}

bool standings_get(struct store *store, const char *student, enum standing_code *code,
	struct exam_papers *papers, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT code, papers, approver, given_on FROM standing_now "
		"WHERE student = ?1 AND scheme = '" STANDINGS_STANDARD
		"' AND part = ''");
	struct exam_papers none = { .given_on = 0 };
	enum query_got got;
	bool known = true;

	query_text(q, 1, student);
	*code = STANDING_NORMAL;
	got = query_next(q, err);
	if (got == QUERY_ROW) {
		known = standing_read(query_text_at(q, 0), code);
		query_copy_at(q, 1, none.papers, sizeof(none.papers));
		query_copy_at(q, 2, none.approver, sizeof(none.approver));
		none.given_on = (int)query_int_at(q, 3);
		query_end(q);
	}
	if (papers)
		*papers = none;
	return got != QUERY_FAIL &&
	       (known || err_set(err,
				 "the journal holds a status of the fitness standard "
				 "that this program does not know"));
}

static bool append(struct store *store, const char *student, enum standing_code code,
	const struct exam_papers *papers, const char *who, int64_t wall_us,
	struct err *err)
{
	struct entry_value values[] = {
		value_text(student),
		value_text(STANDINGS_STANDARD),
		value_text(""),
		value_text(codes[code].key),
		value_text(papers->papers),
		value_text(papers->approver),
		value_int(papers->given_on),
		value_text(who),
	};
	struct entry_says says = { .kind = ENTRY_STANDING, .values = values };

	return entry_append(store, &says, wall_us, NULL, err);
}

bool standings_put(struct store *store, const char *student, enum standing_code code,
	const struct exam_papers *papers, const char *who, int64_t wall_us,
	struct err *err)
{
	struct exam_papers held;
	enum standing_code was;
	bool good;

	if (!*who)
		return err_set(
			err, "a status of the fitness standard needs who says it");
	if (!store_begin(store, err))
		return false;
	good = standings_get(store, student, &was, &held, err);
	if (good &&
		(was != code ||
			(code != STANDING_NORMAL &&
				(strcmp(held.papers, papers->papers) != 0 ||
					strcmp(held.approver, papers->approver) != 0 ||
					held.given_on != papers->given_on))))
		good = append(store, student, code, papers, who, wall_us, err);
	return store_end(store, good, err);
}

bool standings_exempt_in(struct store *store, const char *student, int school_year,
	bool *is, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT " STANDINGS_EXEMPT_THEN "FROM (SELECT ?2 AS school_year) y");
	int64_t found;

	query_text(q, 1, student);
	query_int(q, 2, school_year);
	if (!query_one_int(q, &found, 0, err))
		return false;
	*is = found != 0;
	return true;
}

bool standings_exempt(
	struct store *store, const char *student, bool *is, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT count(*) FROM " STANDINGS_EXEMPT_NOW "AND student = ?1");
	int64_t found;

	query_text(q, 1, student);
	if (!query_one_int(q, &found, 0, err))
		return false;
	*is = found != 0;
	return true;
}
