/*
 * standings - statuses of the fitness standard: who need not be tested (免予执行), and
 * who is tested later (缓测).
 *
 * Statuses of an exam's scheme are exams_stand()'s; both are rows of `standing`, these
 * under the standard's own id. The later row holds; saying the same again writes
 * nothing.
 *
 * Who is exempt is on the roll, and in no rate, no progress and no list of who is
 * missing; what was measured all the same stays. A standing has no year: it holds until
 * another one ends it; a year that is over keeps the one that held when it ended.
 */
#ifndef STORE_STANDINGS_H
#define STORE_STANDINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"
#include "exams.h"
#include "official.h"
#include "store.h"

#define STANDINGS_STANDARD "national-2014"

/* For SQL: ... FROM STANDINGS_EXEMPT_NOW, ... student IN STANDINGS_EXEMPT */
#define STANDINGS_EXEMPT_NOW                                                           \
	"standing_now WHERE scheme = '" STANDINGS_STANDARD "' AND part = '' "          \
	"AND code = 'exempt' "
#define STANDINGS_EXEMPT "(SELECT student FROM " STANDINGS_EXEMPT_NOW ") "

enum standing_code {
	STANDING_NORMAL,
	STANDING_EXEMPT,   /* 免予执行 */
	STANDING_DEFERRED, /* 缓测 */
};

/* "normal", "exempt", "deferred"; false for others. */
bool standing_read(const char *text, enum standing_code *out);
const char *standing_key(enum standing_code code);
const char *standing_zh(enum standing_code code); /* "正常", "免予执行", "缓测" */

/* `student` is an id, `papers` what was shown. */
bool standings_put(struct store *store, const char *student, enum standing_code code,
	const struct exam_papers *papers, const char *who, int64_t wall_us,
	struct err *err);

/* What holds today. `papers` may be NULL; without a row it is empty. */
bool standings_get(struct store *store, const char *student, enum standing_code *code,
	struct exam_papers *papers, struct err *err);

bool standings_exempt(
	struct store *store, const char *student, bool *is, struct err *err);

/* Was he, when that school year ended? By what the journal said before the next one was
 * begun, or by the record of it (official.h); of a year that this journal did not see the
 * end of nothing else is known. For SQL the same of the student ?1 and a year in the column `y.school_year`. */
bool standings_exempt_in(struct store *store, const char *student, int school_year,
	bool *is, struct err *err);
#define STANDINGS_EXEMPT_THEN                                                          \
	"ifnull((SELECT code = 'exempt' FROM standing st JOIN entry te "               \
	"USING (station, seq) WHERE st.student = ?1 "                                  \
	"AND st.scheme = '" STANDINGS_STANDARD "' AND st.part = '' "                   \
	"AND te.made_us < (" STANDINGS_YEAR_END                                        \
	") ORDER BY te.made_us DESC, st.seq DESC LIMIT 1), 0) "                        \
	"OR EXISTS (SELECT 1 FROM official_now re WHERE re.student = ?1 "              \
	"AND re.school_year = y.school_year AND re.level = '" OFFICIAL_EXEMPT "') "
/* When the year after y.school_year was begun; NULL while it was not. */
#define STANDINGS_YEAR_END                                                             \
	"SELECT min(se.made_us) FROM school sc JOIN entry se USING (station, seq) "    \
	"WHERE sc.school_year > y.school_year"

#endif
