#include "exam_rows.h"

#include <assert.h>
#include <string.h>

#include "score.h"

/* ---- headings ---------------------------------------------------------------- */

static void add_title(struct exam_rows *r, const char *key, const char *suffix)
{
	size_t n = r->titles_count++;

	snprintf(r->title[n], sizeof(r->title[n]), "%s%s", key, suffix);
	r->titles[n] = r->title[n];
}

static void make_titles(struct exam_rows *r, const char *const *person)
{
	static const char *const last[] = { "total", "level", "state", "why" };

	for (size_t i = 0; i < r->person; i++)
		add_title(r, person[i], "");
	for (int i = 0; i < r->exam->items; i++) {
		add_title(r, r->exam->item[i].key, "_read");
		add_title(r, r->exam->item[i].key, "_points");
	}
	for (int p = 0; p < r->exam->parts; p++)
		add_title(r, r->exam->part[p].key, "");
	for (size_t i = 0; i < sizeof(last) / sizeof(last[0]); i++)
		add_title(r, last[i], "");
	if (*r->mark)
		add_title(r, "mark", "");
}

void exam_rows_begin(struct exam_rows *r, const struct exam *exam, const char *mark,
	FILE *file, bool json, const char *const *person, size_t count)
{
	assert(count <= EXAM_ROWS_PERSON_MAX);
	memset(r, 0, sizeof(*r));
	r->exam = exam;
	r->mark = mark;
	r->person = count;
	r->why = (struct buf)BUF_INIT;
	make_titles(r, person);
	rows_begin(&r->rows, file, json, r->titles, r->titles_count);
}

void exam_rows_release(struct exam_rows *r)
{
	buf_release(&r->why);
}

/* ---- cells ------------------------------------------------------------------- */

static void put_points(struct exam_rows *r, int64_t points)
{
	char text[32];

	rows_number(&r->rows,
		points == EXAM_NONE ? "" : exam_write(r->exam, points, false, text));
}

static void put_item(struct exam_rows *r, int i)
{
	const struct exam_item_score *s = &r->score.item[i];
	char text[32];

	rows_number(&r->rows, s->value == RESULT_NONE
				      ? ""
				      : item_format_plain(&r->exam->item[i].measure,
						s->value, text, sizeof(text)));
	put_points(r, s->group < 0 ? EXAM_NONE : s->points);
}

static void put_part(struct exam_rows *r, const struct exam_entry *entry, int p)
{
	const struct exam_part_score *s = &r->score.part[p];
	bool open = s->got == GOT_NOTHING || s->got == GOT_DEFERRED;

	if (r->exam->part[p].kind == EXAM_GATES)
		rows_text(&r->rows, open ? "" : s->failed ? "not met" : "met");
	else
		put_points(r, open || entry->of_total >= 0 ? EXAM_NONE : s->points);
}

static void end_row(struct exam_rows *r)
{
	if (*r->mark)
		rows_text(&r->rows, r->mark);
	rows_end(&r->rows);
}

void exam_rows_score(
	struct exam_rows *r, const struct exam_entry *entry, const char *wrong)
{
	const struct exam_score *s = &r->score;

	exam_score(r->exam, entry, &r->score);
	for (int i = 0; i < r->exam->items; i++)
		put_item(r, i);
	for (int p = 0; p < r->exam->parts; p++)
		put_part(r, entry, p);
	put_points(r, *wrong ? EXAM_NONE : s->total);
	rows_text(&r->rows, *wrong || !s->level ? "" : s->level->zh);
	rows_text(&r->rows, *wrong ? "wrong" : exam_state_key(s->state));
	buf_reset(&r->why);
	if (*wrong)
		buf_adds(&r->why, wrong);
	else
		exam_why(r->exam, entry, s, &r->why);
	rows_text(&r->rows, r->why.data);
	end_row(r);
}

void exam_rows_error(struct exam_rows *r, const struct err *err)
{
	size_t cells = r->titles_count - r->person - (*r->mark ? 1 : 0);
	char text[sizeof(err->text) + 8];

	snprintf(text, sizeof(text), "error: %s", err->text);
	for (size_t i = 0; i < cells; i++) /* the state is the last but one */
		rows_text(&r->rows, i == cells - 2 ? text : "");
	end_row(r);
}
