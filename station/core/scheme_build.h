/*
 * scheme_build - a scheme on its way from files to ladders.
 *
 * Private to scheme.c, scheme_yaml.c and scheme_table.c. scheme.yaml is read first and names the
 * items and the tables; then the rows of all tables are gathered here in the order
 * of the files, each checked against the row above it in its own group (item, sex,
 * grade); at last every group becomes a ladder in one block of memory.
 */
#ifndef CORE_SCHEME_BUILD_H
#define CORE_SCHEME_BUILD_H

#include "scheme.h"

#define SCHEME_MAIN_FILE "scheme.yaml"
#define POINTS_MAX_C	 10000 /* full mark of an item's table */
#define BAND_OPEN	 INT32_MIN

struct scheme_row {
	int32_t value; /* threshold; a band's lower bound; a bonus step */
	int32_t max;   /* a band's upper bound, INT32_MAX when open */
	int32_t points_c;
	int32_t line;
	int above;  /* the row above in the same group, -1 for the first */
	bool blank; /* printed without a threshold */
	const char *label;
};

struct scheme_group {
	int last; /* index of the lowest row, -1: no rows */
	int rows;
};

enum scheme_table { TABLE_POINTS, TABLE_BANDS, TABLE_BONUS, TABLES };

struct scheme_build {
	struct scheme *scheme;
	const char *place;
	const struct scheme_file *files;
	size_t files_count;
	struct scheme_row *row;
	int rows, room;
	struct scheme_group group[TABLES][SCHEME_ITEMS_MAX][SEX_FEMALE + 1]
				 [GRADE_COUNT];
};

/* What a loaded scheme's ladders point into. */
struct scheme_memory {
	int32_t *ints;
	const char **labels;
	char file[TABLES][64];
	char weights[64];
};

const struct scheme_file *scheme_build_file(
	const struct scheme_build *build, const char *name);

/* Read scheme.yaml: everything but tables; and whether the tables are there. */
bool scheme_read_main(struct scheme_build *build, struct err *err);

/* Read a table by its file; then make ladders of all groups and check them against
 * the weights. */
bool scheme_read_table(
	struct scheme_build *build, enum scheme_table table, struct err *err);
bool scheme_read_weights(struct scheme_build *build, struct err *err);
bool scheme_make_ladders(struct scheme_build *build, struct err *err);

/* The loaded scheme as the engine scores it. The caller owns it: exam_free(). Its
 * ladders are the scheme's. */
struct exam *scheme_make_exam(const struct scheme *scheme);

#endif
