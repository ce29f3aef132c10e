/*
 * crowd - a class, a grade or a school in numbers: how totals and items are spread, how it
 * was in the years before, and who is just below a level.
 *
 * Counted are complete results that are not in dispute, as rates.h counts them, and of the
 * items every result that counts; who is exempt is in nothing. The years before are those of
 * the same students, wherever they were then.
 */
#ifndef PRINT_CROWD_H
#define PRINT_CROWD_H

#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "near.h"
#include "printing.h"
#include "scheme.h"
#include "student.h"
#include "year_card.h"

#define CROWD_BINS  7 /* below 50, then by tens; 100 and above */
#define CROWD_YEARS 12
#define CROWD_LINES 16

/* Of a line: girls may do another item than boys. */
struct crowd_item {
	int n;
	int n_of[SEX_FEMALE + 1];
	int64_t value_sum[SEX_FEMALE + 1], points_sum_c[SEX_FEMALE + 1];
	int level[SCHEME_LEVELS_MAX]; /* as scheme->level */
};

struct crowd_year {
	int school_year;
	int n, passed, good;
	int64_t sum_c;
};

struct crowd_near {
	const struct student *student;
	int32_t bound_c;
	struct near near;
};

struct crowd {
	int complete, passed, good;
	int64_t sum_c; /* of the totals */
	int bin[CROWD_BINS];
	int level[SCHEME_LEVELS_MAX];
	struct crowd_item line[CROWD_LINES]; /* by index in item_lines */
	int band[SCHEME_BANDS_MAX];	     /* of BMI, as scheme->band */
	struct crowd_year year[CROWD_YEARS]; /* the oldest first, this one last */
	int years;
	struct crowd_near *near; /* in order of the students */
	size_t near_count;
};

/* One student of one year: items, and the total where there is one. */
void crowd_add(struct crowd *crowd, const struct scheme *scheme,
	const struct student *s, const struct year_card *card);

/* `list` is lent until crowd_release(), also after a failure. `done` of `of` students were
 * said to be done before. */
bool crowd_gather(struct crowd *crowd, struct printing *p, const struct student *list,
	size_t count, size_t done, size_t of, struct err *err);
void crowd_release(struct crowd *crowd);

/* Mean of a sum, half up to a whole number of `step`. n > 0 */
int64_t crowd_mean(int64_t sum, int n, int64_t step);

#endif
