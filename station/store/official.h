/*
 * official - a student's record of a school year as somebody else gave it: the platform in
 * a score sheet that it returned, or a paper of another school.
 *
 * Values, points and total stand as they were given, also where our tables say otherwise;
 * upload.md, section 8, says what the platform returns. Each record is an entry of the
 * journal; of one student and school year the later one holds. A record of a year that is
 * over is also that year's 学年总分 (past_years.h), so that cards, year lines and 毕业成绩
 * exist for years that this station did not measure. The record of the present year stands
 * beside our own results and is never taken for them.
 */
#ifndef STORE_OFFICIAL_H
#define STORE_OFFICIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "digest.h"
#include "err.h"
#include "item.h"
#include "store.h"
#include "student.h"

#define OFFICIAL_BMI	   "bmi" /* what stands beside 体重: its points, 正常 ... 肥胖 */
#define OFFICIAL_ITEMS_MAX (ITEMS_MAX + 1)
/* The level of a year in which the student need not be tested: nothing else is said. */
#define OFFICIAL_EXEMPT "免予执行"

struct official_item {
	char item[24]; /* an item's key, or OFFICIAL_BMI */
	bool has_value;
	int64_t value;		   /* item base unit */
	int32_t points_c, bonus_c; /* hundredths; SCORE_NONE not said */
	char level[16]; /* 优秀, 良好, 及格, 不及格, 正常 ...; "" not said */
};

struct official {
	char student[STUDENT_ID_MAX + 1];
	int school_year;		      /* the year in which it began */
	int grade_code;			      /* then */
	int32_t standard_c, bonus_c, total_c; /* hundredths; SCORE_NONE not said */
	char level[16];			      /* or OFFICIAL_EXEMPT */
	char origin[96]; /* "平台 2025成绩.xls", or the paper's name */
	char who[64];
	size_t count;
	struct official_item items[OFFICIAL_ITEMS_MAX];
};

/* A file that results or records came from: it is known again by its digest; its bytes
 * name children and are not kept. */
enum import_kind { IMPORT_TEMPLATE = 1, IMPORT_RESULTS, IMPORT_RETURNED, IMPORT_PAPER };
struct import_file {
	const char *name; /* without its folders */
	struct digest digest;
	enum import_kind kind;
	int school_year;
	const char *runs; /* how doubtful runs were read; "" */
	const char *who;
};

/* The entry before those that come from the file. */
bool official_import(struct store *store, const struct import_file *file,
	int64_t wall_us, struct err *err);

/* Refused with a sentence for a year after the present, a grade that is none, points or
 * totals out of range, and without origin or who. The same again writes nothing and sets
 * *said (which may be NULL) to false. One that says nothing takes the record back. */
bool official_put(struct store *store, const struct official *record, int64_t wall_us,
	bool *said, struct err *err);

/* 1, 0 when there is none, -1 with a sentence. */
int official_of(struct store *store, const char *student, int school_year,
	struct official *out, struct err *err);

/* The school years of which there is a record, the latest first; how many, at most `max`. */
int official_years(struct store *store, const char *student, int *out, size_t max,
	struct err *err);

/* Are all points and totals some that the standard has? */
bool official_points_fit(const struct official *record);

/* Is there a value, a total, or that nothing need be measured? */
bool official_says(const struct official *record);

/* What a later file does not speak of stays: a sheet of totals alone takes no item away.
 * Of another grade nothing is taken over, and to an exemption nothing is added. */
void official_complete(struct official *record, const struct official *before);

/* Do they say the same? Where they are from and who said so may differ. */
bool official_is_same(const struct official *a, const struct official *b);

const struct official_item *official_find(
	const struct official *record, const char *item); /* NULL: none */

#endif
