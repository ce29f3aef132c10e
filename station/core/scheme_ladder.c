/* Checked rows of a scheme into ladders: see scheme_build.h. */
#include "scheme_build.h"

#include <stdio.h>
#include <string.h>

#include "buf.h"

#define LINE_INTS 16 /* of a line of the processor's cache */

/* Where the next ladder goes. */
struct space {
	int32_t *steps; /* and their points: all that scoring reads, close together */
	int32_t *lines;
	const char **labels;
};

/* One group on its way to a ladder. */
struct place {
	struct scheme_build *build;
	const char *file; /* of its table */
	int item;
	enum sex sex;
	enum grade grade;
};

static bool refuse(const struct place *p, int line, struct err *err, const char *what)
{
	return err_set(err, "%s/%s:%d: %s, %s %s: %s", p->build->place, p->file, line,
		p->build->scheme->item[p->item].key, sex_key(p->sex),
		grade_key(p->grade), what);
}

/* Rows from the easiest up. Band tables stand in no order, so sort them. */
static int gather(const struct scheme_build *build, const struct scheme_group *group,
	const struct scheme_row *rows[LADDER_ROWS_MAX])
{
	int n = 0;

	for (int i = group->last; i >= 0; i = build->row[i].above)
		if (!build->row[i].blank)
			rows[n++] = &build->row[i];
	return n;
}

static void sort_bands(const struct scheme_row **rows, int n)
{
	for (int i = 1; i < n; i++)
		for (int j = i; j > 0 && rows[j]->value < rows[j - 1]->value; j--) {
			const struct scheme_row *row = rows[j];

			rows[j] = rows[j - 1];
			rows[j - 1] = row;
		}
}

/* Bands cover every value once: open at both ends, touching at one tenth. */
static bool check_bands(const struct place *p, const struct scheme_row *const *rows,
	int n, struct err *err)
{
	if (rows[0]->value != BAND_OPEN)
		return refuse(
			p, rows[0]->line, err, "min: the lowest band must be open");
	if (rows[n - 1]->max != INT32_MAX)
		return refuse(p, rows[n - 1]->line, err,
			"max: the highest band must be open");
	for (int i = 1; i < n; i++) {
		char what[96];
		int64_t gap = (int64_t)rows[i]->value - rows[i - 1]->max - 1;

		snprintf(what, sizeof(what),
			"min: there is %s between this band and "
			"line %d",
			gap < 0 ? "an overlap" : "a gap", (int)rows[i - 1]->line);
		if (gap)
			return refuse(p, rows[i]->line, err, what);
	}
	return true;
}

static void make_ladder(struct ladder *ladder, struct space *space, int sign,
	int32_t move, const struct scheme_row *const *rows, int n)
{
	int32_t *at = space->steps, *line = space->lines;
	int32_t *points_c;

	ladder->rows = n;
	ladder->blocks = (n + LADDER_BLOCK - 1) / LADDER_BLOCK;
	ladder->sign = sign;
	points_c = at + ladder->blocks * LADDER_BLOCK;
	points_c[0] = 0;
	for (int i = 0; i < ladder->blocks * LADDER_BLOCK; i++)
		at[i] = i < n ? rows[i]->value == BAND_OPEN
					? BAND_OPEN
					: (rows[i]->value + move) * sign
			      : INT32_MAX;
	for (int i = 0; i < n; i++) {
		points_c[i + 1] = rows[i]->points_c;
		line[i] = rows[i]->line;
	}
	ladder->at = at;
	ladder->points_c = points_c;
	ladder->line = line;
	space->steps = points_c + (n / LINE_INTS + 1) * LINE_INTS;
	space->lines += n;
}

static void make_labels(struct ladder *ladder, struct space *space,
	const struct scheme_row *const *rows)
{
	ladder->label = space->labels;
	for (int i = 0; i < ladder->rows; i++)
		*space->labels++ = rows[i]->label;
}

/* A bonus table moves the top row of the item's own table, the full mark. */
static bool bonus_start(const struct place *p, const struct scheme_row *row,
	int32_t *move, struct err *err)
{
	const struct ladder *points = &p->build->scheme->item[p->item]
					       .points[p->sex][p->grade];

	if (!points->rows)
		return refuse(p, row->line, err, "a bonus without a table of points");
	if (points->points_c[points->rows] != POINTS_MAX_C)
		return refuse(p, row->line, err,
			"a bonus, but the table of points has no row of 100");
	*move = points->at[points->rows - 1] * points->sign;
	return true;
}

static bool make_group(const struct place *p, enum scheme_table table,
	struct space *space, struct err *err)
{
	struct scheme_item *item = &p->build->scheme->item[p->item];
	const struct scheme_group
		*group = &p->build->group[table][p->item][p->sex][p->grade];
	struct ladder *ladder = table == TABLE_BONUS ? &item->bonus[p->sex][p->grade]
						     : &item->points[p->sex][p->grade];
	const struct scheme_row *rows[LADDER_ROWS_MAX];
	int n = gather(p->build, group, rows), line;
	bool less = item->measure.better == BETTER_LESS;
	int32_t move = 0;

	if (group->last < 0)
		return true;
	line = p->build->row[group->last].line;
	if (!n)
		return refuse(p, line, err, "every row is blank");
	if (!item->weight[p->sex][p->grade])
		return refuse(p, line, err, "a table, but no weight");
	if (table == TABLE_BONUS && !bonus_start(p, rows[0], &move, err))
		return false;
	if (table == TABLE_BANDS) {
		sort_bands(rows, n);
		if (!check_bands(p, rows, n, err))
			return false;
	}
	make_ladder(
		ladder, space, table != TABLE_BANDS && less ? -1 : 1, move, rows, n);
	ladder->file = p->file;
	if (table == TABLE_BANDS)
		make_labels(ladder, space, rows);
	return true;
}

/* Where there are weights they add up to 100, and each has its table. */
static bool check_weights(
	struct scheme_build *build, enum sex sex, enum grade grade, struct err *err)
{
	struct scheme *s = build->scheme;
	int sum = 0, line = 0;

	for (int i = 0; i < s->count; i++) {
		struct place p = { build, s->memory->weights, i, sex, grade };

		if (!s->item[i].weight[sex][grade])
			continue;
		sum += s->item[i].weight[sex][grade];
		line = s->item[i].weight_line[sex][grade];
		if (!s->item[i].points[sex][grade].rows)
			return refuse(
				&p, line, err, "a weight, but no table of points");
	}
	if (sum && sum != 100)
		return err_set(err,
			"%s/%s:%d: weight_percent: the weights of %s %s add up to %d "
			"(allowed: 100)",
			build->place, s->memory->weights, line, sex_key(sex),
			grade_key(grade), sum);
	return true;
}

static size_t count_groups(const struct scheme_build *build)
{
	size_t n = 0;

	for (int t = 0; t < TABLES; t++)
		for (int i = 0; i < build->scheme->count; i++)
			for (int sex = SEX_MALE; sex <= SEX_FEMALE; sex++)
				for (int g = GRADE_G1; g < GRADE_COUNT; g++)
					n += build->group[t][i][sex][g].last >= 0;
	return n;
}

bool scheme_make_ladders(struct scheme_build *build, struct err *err)
{
	struct scheme_memory *m = build->scheme->memory;
	size_t rows = (size_t)build->rows + 1, steps;
	struct space space;

	/* Each row is a step, its points and its line; each ladder is filled up to
	 * whole blocks and whole lines, and has points for being below it. */
	steps = rows * 2 + count_groups(build) * (LADDER_BLOCK + LINE_INTS);
	m->ints = mem_array(steps + rows, sizeof(*m->ints));
	m->labels = mem_array(rows, sizeof(*m->labels));
	space = (struct space){ m->ints, m->ints + steps, m->labels };
	for (int t = 0; t < TABLES; t++)
		for (int i = 0; i < build->scheme->count; i++)
			for (enum sex sex = SEX_MALE; sex <= SEX_FEMALE; sex++)
				for (enum grade g = GRADE_G1; g < GRADE_COUNT; g++) {
					struct place p = { build, m->file[t], i, sex,
						g };

					if (!make_group(&p, t, &space, err))
						return false;
				}
	for (enum sex sex = SEX_MALE; sex <= SEX_FEMALE; sex++)
		for (enum grade g = GRADE_G1; g < GRADE_COUNT; g++)
			if (!check_weights(build, sex, g, err))
				return false;
	return true;
}
