/*
 * standings - statuses of the fitness standard: who need not be tested (免予执行), and
 * who is tested later (缓测).
 *
 * Statuses of an exam's scheme are exams_stand()'s; both are rows of `standing`, these
 * under the standard's own id. The later row holds; saying the same again writes
 * nothing.
 */
#ifndef STORE_STANDINGS_H
#define STORE_STANDINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"
#include "exams.h"
#include "store.h"

#define STANDINGS_STANDARD "national-2014"

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

#endif
