/*
 * scheme - a set of scoring tables and the rules that join them, as data.
 *
 * A scheme is a folder, schema/schemes/<id>/: `scheme.yaml` says what is scored and
 * how it is joined, CSV files beside it hold the tables. Nothing about any standard
 * is known here, only mechanisms: ladders, an index made of two measurements,
 * weights, bonus, caps, rounding, levels. scheme_load() checks everything before it
 * trusts anything and names file, line and key.
 *
 * Units. A value is an integer in its item's unit (mm, g, ml, ms, times), an index
 * in tenths. Points are centipoints: 8250 is 82.5 points.
 *
 * The ladder is the one shape of all tables. Its steps are sorted from the easiest
 * to the hardest; a value earns what the last step it reaches earns, and `below`
 * when it reaches none. Steps are inclusive, nothing is interpolated. Where less is
 * better, steps and values are negated, so that a step is always reached by
 * value >= step and counting reached steps needs no branch. Bands (BMI) are the same
 * ladder over their lower bounds; their points go up and down. A bonus ladder holds
 * absolute values (the top row moved by the printed difference).
 *
 * A loaded scheme never changes; it is lent to whoever scores. Rows of tables keep
 * their line, so that every point can be walked back to a line of a file.
 */
#ifndef CORE_SCHEME_H
#define CORE_SCHEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "digest.h"
#include "err.h"
#include "item.h"
#include "student.h"

#define SCHEME_ITEMS_MAX  48
#define SCHEME_LEVELS_MAX 8
#define SCHEME_BANDS_MAX  8
#define LADDER_BLOCK	  24
#define LADDER_ROWS_MAX	  256
#define SCHEME_ROWS_MAX	  50000 /* of all tables together */

struct exam;

enum scheme_status { SCHEME_OFFICIAL, SCHEME_DRAFT, SCHEME_SAMPLE };

/* What a missing measurement does to the total (rules.md, section 12, point 4). */
enum scheme_missing { MISSING_INCOMPLETE, MISSING_ZERO };

struct ladder {
	int rows;   /* 0: there is no table here */
	int blocks; /* rows in eights, rounded up; what is over is never reached */
	int sign;   /* -1 where less is better, else 1 */
	const int32_t *
		at; /* [blocks * LADDER_BLOCK], ascending, already multiplied by sign */
	const int32_t *points_c; /* [rows + 1]; [0] is below the first step */
	const int32_t *line;	 /* [rows], in `file`, of the row that made each step */
	const char **label;	 /* [rows], a band's name; NULL for other tables */
	const char *file;	 /* "items.csv" */
};

enum scheme_method {
	METHOD_TABLE, /* thresholds, of a measured item */
	METHOD_BANDS, /* ranges, of an index */
};

/* mass in kg over the square of length in m, rounded to tenths. */
struct scheme_index {
	int mass, length; /* indexes in the catalogue */
	enum item_round round;
};

struct scheme_item {
	char key[24]; /* as in items.yaml, or of an index: "bmi" */
	char zh[32];
	enum scheme_method method;
	int item;	     /* index in the catalogue; -1 for an index */
	struct item measure; /* the catalogue's item with this scheme's settings */
	struct scheme_index index; /* METHOD_BANDS */
	int32_t bonus_cap_c;	   /* 0: no bonus */
	/* By sex (1, 2) and grade; rows == 0 and weight == 0 where it is not tested. */
	struct ladder points[SEX_FEMALE + 1][GRADE_COUNT];
	struct ladder bonus[SEX_FEMALE + 1][GRADE_COUNT];
	int weight[SEX_FEMALE + 1][GRADE_COUNT]; /* in percent; they add up to 100 */
	int weight_line[SEX_FEMALE + 1][GRADE_COUNT];
};

/* The words of the column `category` in the table of bands. */
struct scheme_band {
	char key[16]; /* "overweight" */
	char zh[16];
};

struct scheme_level {
	char key[16]; /* "excellent" */
	char zh[16];
	int32_t from_c; /* inclusive */
};

/* What students of one sex and grade are scored on, gathered for speed. */
struct scheme_slot {
	int16_t scheme_item; /* index in scheme->item */
	int16_t item;	     /* index in the catalogue; -1 for an index */
	int32_t weight;
	int32_t sign, blocks;		  /* of `points`, again, so that scoring */
	const int32_t *at, *points_c;	  /* touches no other memory for them */
	const struct scheme_index *index; /* NULL for a measured item */
	const struct ladder *points, *bonus;
};
struct scheme_plan {
	int slots; /* 0: this scheme has no tables for that sex and grade */
	struct scheme_slot slot[SCHEME_ITEMS_MAX];
	uint64_t uses; /* catalogue items that may have a result: bit per index */
};

struct scheme {
	char id[32];
	char title[96];
	enum scheme_status status;
	char document[256];   /* which paper this is typed from */
	char source[512];     /* how the tables were obtained and checked */
	struct digest digest; /* of scheme.yaml and every table, in that order */

	const struct items *items; /* lent */
	int count;		   /* items */
	struct scheme_item *item;
	int32_t bonus_cap_c;   /* of all items together */
	enum item_round round; /* of the total, to a multiple of step_c */
	int32_t step_c;	       /* 10: one decimal */
	int32_t cap_c;	       /* of the total */
	enum scheme_missing missing;
	int bands;
	struct scheme_band band[SCHEME_BANDS_MAX];
	int levels; /* best first */
	struct scheme_level level[SCHEME_LEVELS_MAX];
	struct scheme_plan plan[SEX_FEMALE + 1][GRADE_COUNT];
	/* The same as exam.h scores it: item i here is item i there. */
	struct exam *exam;

	struct scheme_memory *memory; /* what the ladders point into */
};

/* Load and check the scheme in folder `dir`. `items` must outlive it. NULL on
 * failure, with file, line and reason in `err`. */
struct scheme *scheme_load(const char *dir, const struct items *items, struct err *err);

/* The same from files in memory, one of them named "scheme.yaml": what the journal
 * keeps, so that an old score can be explained after the folder has changed.
 * `place` stands before the names in complaints. */
struct scheme_file {
	const char *name;
	const void *bytes;
	size_t len;
};
struct scheme *scheme_load_files(const char *place, const struct scheme_file *files,
	size_t count, const struct items *items, struct err *err);

void scheme_free(struct scheme *scheme);

/* Index in scheme->item of a key, -1 when there is none. */
int scheme_find(const struct scheme *scheme, const char *key);

/* The item as this scheme measures it (attempts, rounding); the catalogue's own
 * when the scheme does not name it (height, weight). */
const struct item *scheme_measure(const struct scheme *scheme, int item);

/* Is this catalogue item tested by that sex and grade (also height and weight)? */
bool scheme_tests(
	const struct scheme *scheme, enum sex sex, enum grade grade, int item);

/* The level of points; NULL below the last bound. The last bound is 0. */
const struct scheme_level *scheme_level(const struct scheme *scheme, int32_t points_c);

const char *scheme_status_name(enum scheme_status status); /* "official" */

#endif
