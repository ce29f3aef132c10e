/* The derived rows of one student as texts, for screens and exports: see exams.h. */
#include "exams.h"

#include <stdio.h>
#include <string.h>

#include "query.h"
#include "score.h"
#include "text.h"

/* ---- texts -------------------------------------------------------------------- */

/* At most what a member holds; no scheme's points are as long. */
#define POINTS_SIZE sizeof(((struct exam_shown *)0)->total)

static void write_points(
	const struct exam *exam, struct query *q, int column, char out[POINTS_SIZE])
{
	char text[32];

	out[0] = '\0';
	if (!query_null_at(q, column))
		text_copy(out, POINTS_SIZE,
			exam_write(exam, query_int_at(q, column), false, text));
}

static void write_full(int32_t points_c, char out[POINTS_SIZE])
{
	int decimals = points_c % 10 ? 2 : points_c % 100 ? 1 : 0;

	out[0] = '\0';
	if (points_c)
		score_write(points_c, decimals, out, POINTS_SIZE);
}

static void write_value(
	const struct item *measure, struct query *q, int column, char *out, size_t size)
{
	char text[24];

	out[0] = '\0';
	if (!query_null_at(q, column))
		snprintf(out, size, "%s%s",
			item_format_screen(
				measure, query_int_at(q, column), text, sizeof(text)),
			item_unit_zh(measure));
}

/* ---- items and parts ---------------------------------------------------------- */

/* Where it counts; for one that does not, the first group that has it. */
static int group_of(const struct exam *exam, int item, const char *in_group)
{
	int group = *in_group ? exam_find_group(exam, in_group) : -1;

	for (int g = 0; group < 0 && g < exam->groups; g++)
		if (exam->group[g].items >> item & 1)
			group = g;
	return group;
}

/* The most that the item earns there. */
static int32_t full_of(const struct exam *exam, int item, int group)
{
	const struct exam_group *g;

	if (group < 0)
		return 0;
	g = &exam->group[group];
	return exam->part[g->part].mean ? exam->item[item].scale_max_c
					: g->points_c / g->pick;
}

static bool is_gate(const struct exam *exam, int item)
{
	for (int p = 0; p < exam->parts; p++)
		if (exam->part[p].gates >> item & 1)
			return true;
	return false;
}

static struct query *ask(struct store *store, const struct exam *exam,
	const char *student, const char *sql)
{
	struct query *q = query(store_db(store), sql);

	query_text(q, 1, student);
	query_bytes(q, 2, exam->digest.bytes, DIGEST_SIZE);
	return q;
}

static bool show_items(struct store *store, const struct exam *exam,
	const char *student, struct exam_shown *out, struct err *err)
{
	struct query *q = ask(store, exam, student,
		"SELECT place, state, value, points_n, in_group FROM exam_item "
		"WHERE student = ?1 AND digest = ?2 ORDER BY place");
	enum query_got got;

	while ((got = query_next(q, err)) == QUERY_ROW) {
		int i = (int)query_int_at(q, 0), n = out->items;
		const char *in_group = query_text_at(q, 4);
		const struct exam_item *item;

		if (i < 0 || i >= exam->items || n == EXAM_ITEMS_MAX)
			continue;
		item = &exam->item[i];
		out->items++;
		text_copy(out->item[n].key, sizeof(out->item[n].key), item->key);
		text_copy(out->item[n].zh, sizeof(out->item[n].zh), item->zh);
		query_copy_at(q, 1, out->item[n].state, sizeof(out->item[n].state));
		write_value(&item->measure, q, 2, out->item[n].value,
			sizeof(out->item[n].value));
		out->item[n].measure = &item->measure;
		out->item[n].amount = query_int_at(q, 2);
		write_points(exam, q, 3, out->item[n].points);
		write_full(full_of(exam, i, group_of(exam, i, in_group)),
			out->item[n].full);
		out->item[n].catalogue = item->catalogue;
		out->item[n].counts = *in_group || is_gate(exam, i);
	}
	return got == QUERY_END;
}

static bool show_parts(struct store *store, const struct exam *exam,
	const char *student, struct exam_shown *out, struct err *err)
{
	struct query *q = ask(store, exam, student,
		"SELECT place, state, points_n FROM exam_part "
		"WHERE student = ?1 AND digest = ?2 ORDER BY place");
	enum query_got got;

	while ((got = query_next(q, err)) == QUERY_ROW) {
		int p = (int)query_int_at(q, 0), n = out->parts;

		if (p < 0 || p >= exam->parts || n == EXAM_PARTS_MAX)
			continue;
		out->parts++;
		text_copy(
			out->part[n].key, sizeof(out->part[n].key), exam->part[p].key);
		text_copy(out->part[n].zh, sizeof(out->part[n].zh), exam->part[p].zh);
		query_copy_at(q, 1, out->part[n].state, sizeof(out->part[n].state));
		write_points(exam, q, 2, out->part[n].points);
		write_full(exam->part[p].points_c, out->part[n].full);
	}
	return got == QUERY_END;
}

/* ---- together ----------------------------------------------------------------- */

/* Has another person compared the scheme with the paper, for that exam year? */
static bool is_confirmed(struct store *store, const struct exam *exam, int exam_year,
	bool *confirmed, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT count(*) FROM scheme_use u JOIN scheme_confirm c ON "
		"c.of_station = u.station AND c.of_seq = u.seq AND c.who <> u.who "
		"WHERE u.digest = ?1 AND u.exam_year = ?2");
	int64_t count;

	query_bytes(q, 1, exam->digest.bytes, DIGEST_SIZE);
	query_int(q, 2, exam_year);
	if (!query_one_int(q, &count, 0, err))
		return false;
	*confirmed = count > 0;
	return true;
}

bool exams_show(struct store *store, const struct exam *exam, const char *student,
	struct exam_shown *out, struct err *err)
{
	struct query *q = ask(store, exam, student,
		"SELECT state, total_n, level_zh, why, exam_year FROM exam_score "
		"WHERE student = ?1 AND digest = ?2");
	enum query_got got = query_next(q, err);
	bool confirmed;
	int exam_year;

	memset(out, 0, sizeof(*out));
	if (got != QUERY_ROW)
		return got == QUERY_END;
	out->has = true;
	query_copy_at(q, 0, out->state, sizeof(out->state));
	write_points(exam, q, 1, out->total);
	query_copy_at(q, 2, out->level, sizeof(out->level));
	query_copy_at(q, 3, out->why, sizeof(out->why));
	exam_year = (int)query_int_at(q, 4);
	query_end(q);
	if (!is_confirmed(store, exam, exam_year, &confirmed, err))
		return false;
	exams_mark(exam, confirmed, out->mark);
	return show_items(store, exam, student, out, err) &&
	       show_parts(store, exam, student, out, err);
}
