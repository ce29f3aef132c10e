#include "headings.h"

#include <string.h>

#include "buf.h"
#include "layout.h"
#include "sheet_kinds.h"
#include "text.h"

/* ---- one heading ------------------------------------------------------------ */

struct look {
	headings_known *known;
	const void *ctx;
};

static bool knows(const struct look *look, const char *text)
{
	return *text && strlen(text) < (size_t)4 * LAYOUT_HEADING_MAX &&
	       look->known(look->ctx, text);
}

/* What stands over a column in two rows. `group` is the nearest text to the left in
 * the upper row, which may be merged over several columns. "50米跑" over "等级" is
 * 50米跑等级, but "50米跑" over "7.8" is not a heading. */
static void join(const struct look *look, const char *group, const char *upper,
	const char *lower, struct buf *out)
{
	buf_reset(out);
	if (!*lower) {
		buf_adds(out, upper);
		return;
	}
	buf_addf(out, "%s%s", group, lower);
	if (knows(look, out->data))
		return;
	buf_reset(out);
	buf_adds(out, lower);
	if (knows(look, lower) || !*upper)
		return;
	if (knows(look, upper) && *lower == '(') {
		buf_reset(out);
		buf_adds(out, upper); /* a unit below it */
	}
}

static void join_rows(const struct look *look, const struct row *upper,
	const struct row *lower, struct row *out)
{
	size_t count = upper->count > lower->count ? upper->count : lower->count;
	const char *group = "";
	struct buf text = BUF_INIT;

	row_begin(out, lower->number);
	for (size_t at = 0; at < count; at++) {
		const char *above = row_cell(upper, at)->text;

		group = *above ? above : group;
		join(look, group, above, row_cell(lower, at)->text, &text);
		if (text.len > 0 && text.len <= SHEET_CELL_MAX)
			row_put(out, at, CELL_TEXT, text.data, text.len, "");
	}
	row_finish(out);
	buf_release(&text);
}

/* ---- which row -------------------------------------------------------------- */

static size_t count_known(const struct look *look, const struct row *row)
{
	size_t known = 0;

	for (size_t at = 0; at < row->count; at++)
		known += row->cells[at].kind == CELL_TEXT &&
			 knows(look, row->cells[at].text);
	return known;
}

static void copy_row(const struct row *from, struct row *out)
{
	row_begin(out, from->number);
	for (size_t at = 0; at < from->count; at++) {
		const struct cell *cell = &from->cells[at];

		if (cell->kind != CELL_EMPTY)
			row_put(out, at, cell->kind, cell->text, strlen(cell->text),
				cell->format);
	}
	row_finish(out);
}

static void take(struct headings *h, const struct row *row, size_t known, size_t at,
	size_t below)
{
	copy_row(row, &h->row);
	h->known = known;
	h->rows_above = at;
	h->next = h->below = below;
}

/* A row whose lower neighbour has no text of its own cannot be two rows of headings:
 * most rows of a list are so, and joining is the dear part. */
static bool may_be_pair(const struct look *look, const struct row *upper)
{
	return count_known(look, upper) > 0;
}

static void choose(struct headings *h, const struct look *look)
{
	struct row joined = ROW_INIT;

	if (h->kept_count > 0)
		take(h, &h->kept[0], count_known(look, &h->kept[0]), 0, 1);
	for (size_t i = 0; i < h->kept_count; i++) {
		size_t known = count_known(look, &h->kept[i]);

		if (known > h->known)
			take(h, &h->kept[i], known, i, i + 1);
		if (i + 1 == h->kept_count || !may_be_pair(look, &h->kept[i]))
			continue;
		join_rows(look, &h->kept[i], &h->kept[i + 1], &joined);
		known = count_known(look, &joined);
		if (known > h->known && known > count_known(look, &h->kept[i + 1]))
			take(h, &joined, known, i, i + 2);
	}
	row_release(&joined);
}

static bool keep_rows(struct headings *h, struct err *err)
{
	h->kept_count = h->next = 0;
	h->got = SHEET_ROW;
	while (h->kept_count < HEADINGS_ROWS &&
		(h->got = sheet_next(h->sheet, &h->kept[h->kept_count], err)) ==
			SHEET_ROW)
		h->kept_count++;
	return h->got != SHEET_FAIL;
}

static bool look_at_sheet(struct headings *h, const struct look *look, struct err *err)
{
	h->known = 0;
	if (!keep_rows(h, err))
		return false;
	choose(h, look);
	return true;
}

/* Sheets before the list hold notes. None of them has headings: back to the first, to
 * say what stands there. */
static bool look_at_others(struct headings *h, const struct look *look, struct err *err)
{
	for (size_t at = 1; at < h->sheet->sheets; at++) {
		if (!sheet_select(h->sheet, at, err) || !look_at_sheet(h, look, err))
			return false;
		if (h->known >= HEADINGS_ENOUGH) {
			h->sheet_at = at;
			return true;
		}
	}
	return h->sheet->sheets < 2 ||
	       (sheet_select(h->sheet, 0, err) && look_at_sheet(h, look, err));
}

bool headings_find(struct headings *headings, struct sheet *sheet,
	headings_known *known, const void *ctx, struct err *err)
{
	const struct look look = { known, ctx };

	*headings = (struct headings){ .row = ROW_INIT, .sheet = sheet };
	for (size_t i = 0; i < HEADINGS_ROWS; i++)
		headings->kept[i] = (struct row)ROW_INIT;
	if (!look_at_sheet(headings, &look, err) ||
		(headings->known < HEADINGS_ENOUGH &&
			!look_at_others(headings, &look, err)))
		return false;
	if (headings->kept_count == 0)
		return err_set(err, "文件是空的，没有标题行");
	return true;
}

/* ---- the rows below --------------------------------------------------------- */

static bool is_same(const struct row *a, const struct row *b)
{
	size_t count = a->count > b->count ? a->count : b->count;

	for (size_t at = 0; at < count; at++)
		if (strcmp(row_cell(a, at)->text, row_cell(b, at)->text) != 0)
			return false;
	return true;
}

/* The rows kept from rows_above to next are the headings as they stand. */
static bool is_headings_again(const struct headings *h, const struct row *row)
{
	for (size_t i = h->rows_above; h->known > 1 && i < h->below; i++)
		if (is_same(&h->kept[i], row))
			return true;
	return false;
}

static enum sheet_got next_row(struct headings *h, struct row *row, struct err *err)
{
	struct row given;

	if (h->next < h->kept_count) {
		given = *row;
		*row = h->kept[h->next];
		h->kept[h->next++] = given;
		return SHEET_ROW;
	}
	return h->got == SHEET_ROW ? sheet_next(h->sheet, row, err) : h->got;
}

enum sheet_got headings_next(
	struct headings *headings, struct row *row, struct err *err)
{
	enum sheet_got got;

	do
		got = next_row(headings, row, err);
	while (got == SHEET_ROW && is_headings_again(headings, row));
	return got;
}

bool heading_is_try(const char *heading)
{
	const char *th = strstr(heading, "第");

	return th && strstr(th, "次");
}

/* ---- other sheets ----------------------------------------------------------- */

static bool has_text(const struct row *row, const char *text)
{
	for (size_t at = 0; at < row->count; at++)
		if (strcmp(row->cells[at].text, text) == 0)
			return true;
	return false;
}

/* Boys and girls on two sheets have not all of their columns in common. */
static bool is_alike(const struct look *look, const struct headings *mine,
	const struct headings *other)
{
	size_t shared = 0;

	for (size_t at = 0; at < mine->row.count; at++)
		shared += mine->row.cells[at].kind == CELL_TEXT &&
			  knows(look, mine->row.cells[at].text) &&
			  has_text(&other->row, mine->row.cells[at].text);
	return shared >= HEADINGS_ENOUGH && shared * 3 >= mine->known * 2 &&
	       other->next < other->kept_count;
}

/* "xlsx, 一年级2班" */
static void add_name(struct buf *names, const char *about, size_t named)
{
	const char *comma = strstr(about, ", ");

	if (named < HEADINGS_NAMED)
		buf_addf(names, "%s%s", named ? "、" : "", comma ? comma + 2 : about);
	else if (named == HEADINGS_NAMED)
		buf_adds(names, "等");
}

static size_t find_others(
	const struct headings *mine, const struct look *look, struct buf *names)
{
	struct sheet *sheet = mine->sheet;
	struct headings other = { .row = ROW_INIT, .sheet = sheet };
	struct err ignored = ERR_INIT; /* what cannot be read is no list */
	size_t found = 0;

	for (size_t i = 0; i < HEADINGS_ROWS; i++)
		other.kept[i] = (struct row)ROW_INIT;
	for (size_t at = 0; at < sheet->sheets && at < HEADINGS_SHEETS; at++)
		if (at != mine->sheet_at && sheet_select(sheet, at, &ignored) &&
			look_at_sheet(&other, look, &ignored) &&
			is_alike(look, mine, &other))
			add_name(names, sheet->about, found++);
	headings_release(&other);
	return found;
}

bool headings_say_others(const struct headings *headings, headings_known *known,
	const void *ctx, enum complaint_level level, struct complaint **complaints,
	size_t *count)
{
	const struct look look = { known, ctx };
	struct buf names = BUF_INIT, reason = BUF_INIT;
	size_t others = find_others(headings, &look, &names);
	struct complaint *c;

	if (others) {
		c = complaint_add(
			complaints, count, headings->row.number, level, "", "");
		buf_addf(&reason,
			"只读了一张工作表，还有%"
			"zu张没有读；请合到一张表里，或各存一个文件："
			"%s",
			others, names.data);
		text_copy(c->reason, sizeof(c->reason), reason.data);
	}
	buf_release(&reason);
	buf_release(&names);
	return others > 0;
}

void headings_release(struct headings *headings)
{
	row_release(&headings->row);
	for (size_t i = 0; i < HEADINGS_ROWS; i++)
		row_release(&headings->kept[i]);
}
