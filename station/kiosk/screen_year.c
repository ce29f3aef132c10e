/*
 * 本学年: how far the school is, grade by grade and by sex, against what it is assessed by;
 * how many more must pass or be good, exactly; what last year was; and which class is
 * complete. The eye key hides rates when students can see.
 */
#include "screen.h"

static struct draw_style words(struct ui *ui, int size, enum draw_weight weight,
	enum paint_color color, enum draw_align align)
{
	return styled(ui_style(ui, size, weight, color), align, DRAW_SHRINK);
}

/* "91.2%", "＊＊" while hidden, "–" when nothing is known. */
static const char *share(char *out, size_t size, int permille, bool hidden)
{
	if (hidden)
		snprintf(out, size, "＊＊");
	else if (permille < 0)
		snprintf(out, size, "–");
	else
		snprintf(out, size, "%d.%d%%", permille / 10, permille % 10);
	return out;
}

/* ---- one rate ---------------------------------------------------------------------- */

/* A bar with a mark where the target is; reached says so by colour, shape and word. */
static void draw_bar(
	struct ui *ui, struct rect at, int permille, int target, bool hidden)
{
	char text[16];
	bool met = permille >= target && !hidden;
	struct rect number = area_cut_left(&at, 128);
	struct rect bar = area_center(at, at.w, 20), full;

	ui_text(ui, number, share(text, sizeof(text), permille, hidden),
		words(ui, 34, DRAW_BOLD, COLOR_INK, DRAW_LEFT));
	area_cut_right(&bar, 44);
	ui_box(ui, bar, COLOR_FILL_GROUND, 6);
	if (hidden || permille < 0)
		return;
	full = bar;
	full.w = (int)((int64_t)bar.w * permille / 1000);
	if (full.w > 0)
		ui_box(ui, full, met ? COLOR_GO : COLOR_FILL, 6);
	ui_box(ui,
		(struct rect){ bar.x + (int)((int64_t)bar.w * target / 1000) - 2,
			bar.y - 10, 5, bar.h + 20 },
		COLOR_INK, 2);
	if (met)
		ui_picture(ui,
			(struct rect){
				bar.x + bar.w + 10, at.y + at.h / 2 - 16, 32, 32 },
			"check", COLOR_GO);
}

/* 91.2% / 38.4% of boys or girls. */
static void draw_pair(
	struct ui *ui, struct rect at, const struct model_share *s, bool hidden)
{
	char pass[16], good[16], both[40];

	snprintf(both, sizeof(both), "%s / %s",
		share(pass, sizeof(pass), s->pass_permille, hidden),
		share(good, sizeof(good), s->good_permille, hidden));
	ui_text(ui, at, both, words(ui, 28, DRAW_MEDIUM, COLOR_INK, DRAW_LEFT));
}

static void draw_need(
	struct ui *ui, struct rect at, const struct model_rate *r, bool hidden)
{
	struct rect line = area_cut_top(&at, at.h / 2);

	if (hidden)
		return;
	ui_text(ui, line,
		r->pass_needed ? tr_int(ui, TEXT_NEED_PASS, r->pass_needed, 0)
			       : tr(ui, TEXT_PASS_MET),
		words(ui, 26, DRAW_MEDIUM, COLOR_INK, DRAW_LEFT));
	ui_text(ui, at,
		r->good_needed ? tr_int(ui, TEXT_NEED_GOOD, r->good_needed, 0)
			       : tr(ui, TEXT_GOOD_MET),
		words(ui, 26, DRAW_MEDIUM, COLOR_INK, DRAW_LEFT));
}

/* ▲1.2 against last year. */
static void draw_trend(struct ui *ui, struct rect at, int now, int before, bool hidden)
{
	int by = now - before;
	char text[16];
	struct rect sign = area_cut_left(&at, 32);

	if (hidden || now < 0 || before < 0) {
		ui_text(ui, at, hidden ? "＊＊" : "–",
			words(ui, 26, DRAW_REGULAR, COLOR_INK_SOFT, DRAW_LEFT));
		return;
	}
	if (by)
		ui_picture(ui, area_center(sign, 22, 22), by > 0 ? "up" : "down",
			COLOR_INK_SOFT);
	snprintf(text, sizeof(text), "%d.%d", (by < 0 ? -by : by) / 10,
		(by < 0 ? -by : by) % 10);
	ui_text(ui, at, text, words(ui, 26, DRAW_MEDIUM, COLOR_INK, DRAW_LEFT));
}

static void draw_trends(
	struct ui *ui, struct rect at, const struct model_rate *r, bool hidden)
{
	draw_trend(ui, area_cut_top(&at, at.h / 2), r->all.pass_permille,
		r->last.pass_permille, hidden);
	draw_trend(ui, at, r->all.good_permille, r->last.good_permille, hidden);
}

/* ---- the table --------------------------------------------------------------------- */

/* Shares of the width, in percent: name, complete, pass, good, boys, girls, need, trend. */
static const int wide[] = { 11, 9, 19, 19, 12, 12, 11, 7 };

static struct rect column(struct rect row, const int *share_of, int i)
{
	int from = 0;

	for (int k = 0; k < i; k++)
		from += share_of[k];
	return (struct rect){ row.x + row.w * from / 100, row.y,
		row.w * share_of[i] / 100 - 16, row.h };
}

static void draw_name(struct ui *ui, struct rect at, const struct model_rate *r)
{
	ui_text(ui, at, r->name, words(ui, 32, DRAW_BOLD, COLOR_INK, DRAW_LEFT));
}

static void draw_count(struct ui *ui, struct rect at, const struct model_rate *r)
{
	char text[24];

	snprintf(text, sizeof(text), "%d/%d", r->complete, r->due);
	ui_text(ui, at, text, words(ui, 30, DRAW_MEDIUM, COLOR_INK, DRAW_LEFT));
}

static void draw_wide_row(struct ui *ui, const struct model *m,
	const struct model_rate *r, struct rect at)
{
	bool hidden = m->visit.hide_rates;

	draw_name(ui, column(at, wide, 0), r);
	draw_count(ui, column(at, wide, 1), r);
	draw_bar(ui, column(at, wide, 2), r->all.pass_permille,
		m->year.pass_target_permille, hidden);
	draw_bar(ui, column(at, wide, 3), r->all.good_permille,
		m->year.good_target_permille, hidden);
	draw_pair(ui, column(at, wide, 4), &r->boys, hidden);
	draw_pair(ui, column(at, wide, 5), &r->girls, hidden);
	draw_need(ui, column(at, wide, 6), r, hidden);
	draw_trends(ui, column(at, wide, 7), r, hidden);
}

/* Upright, in two lines: name, pass, good; complete, boys, girls, need, trend. */
static const int above[] = { 22, 39, 39 };
static const int below[] = { 22, 22, 22, 20, 14 };

static void draw_tall_row(struct ui *ui, const struct model *m,
	const struct model_rate *r, struct rect at)
{
	bool hidden = m->visit.hide_rates;
	struct rect line = area_cut_top(&at, at.h * 45 / 100);

	draw_name(ui, column(line, above, 0), r);
	draw_bar(ui, column(line, above, 1), r->all.pass_permille,
		m->year.pass_target_permille, hidden);
	draw_bar(ui, column(line, above, 2), r->all.good_permille,
		m->year.good_target_permille, hidden);
	draw_count(ui, column(at, below, 0), r);
	draw_pair(ui, column(at, below, 1), &r->boys, hidden);
	draw_pair(ui, column(at, below, 2), &r->girls, hidden);
	draw_need(ui, column(at, below, 3), r, hidden);
	draw_trends(ui, column(at, below, 4), r, hidden);
}

static void title(struct ui *ui, struct rect at, enum text key)
{
	ui_text(ui, at, tr(ui, key),
		words(ui, 26, DRAW_MEDIUM, COLOR_INK_SOFT, DRAW_LEFT));
}

static void draw_titles(struct ui *ui, struct rect at)
{
	static const enum text keys[] = { TEXT_WHOLE, TEXT_RATE_PASS, TEXT_RATE_GOOD,
		TEXT_YEAR_BOYS, TEXT_YEAR_GIRLS, TEXT_TO_TARGET, TEXT_LAST_YEAR };
	static const enum text lower[] = { TEXT_WHOLE, TEXT_YEAR_BOYS, TEXT_YEAR_GIRLS,
		TEXT_TO_TARGET, TEXT_LAST_YEAR };
	struct rect line;

	if (!ui_is_upright(ui)) {
		for (int i = 0; i < 7; i++)
			title(ui, column(at, wide, i + 1), keys[i]);
		return;
	}
	line = area_cut_top(&at, at.h / 2);
	title(ui, column(line, above, 1), TEXT_RATE_PASS);
	title(ui, column(line, above, 2), TEXT_RATE_GOOD);
	for (int i = 0; i < 5; i++)
		title(ui, column(at, below, i), lower[i]);
}

static int titles_height(const struct ui *ui)
{
	return ui_is_upright(ui) ? 72 : 44;
}

static int row_height(const struct ui *ui)
{
	return ui_is_upright(ui) ? 116 : 76;
}

static void draw_table(struct ui *ui, const struct model *m, struct rect at, int from)
{
	int h = row_height(ui);

	draw_titles(ui, area_cut_top(&at, titles_height(ui)));
	for (int i = from; i < m->year.n_rates && at.h >= h; i++) {
		struct rect row = area_cut_top(&at, h);

		ui_box(ui, (struct rect){ row.x, row.y, row.w, 2 }, COLOR_LINE, 0);
		if (ui_is_upright(ui))
			draw_tall_row(ui, m, &m->year.rates[i], area_inset(row, 0, 6));
		else
			draw_wide_row(ui, m, &m->year.rates[i], area_inset(row, 0, 6));
	}
}

/* ---- the classes ------------------------------------------------------------------- */

#define CLASS_H	  72
#define CLASS_GAP 12

static void draw_class(struct ui *ui, const struct model_year_class *c, struct rect at)
{
	bool done = c->due > 0 && c->complete >= c->due;
	struct rect fill = at;
	char text[24];

	ui_box(ui, at, done ? COLOR_GO_PALE : COLOR_FILL_GROUND, 8);
	fill.w = done || c->due <= 0 ? 0 : (int)((int64_t)at.w * c->complete / c->due);
	if (fill.w > 0)
		ui_box(ui, fill, COLOR_CELL_FILL, 8);
	at = area_inset(at, 14, 0);
	if (done)
		ui_picture(ui, area_center(area_cut_right(&at, 32), 28, 28), "check",
			COLOR_GO);
	snprintf(text, sizeof(text), "%d/%d", c->complete, c->due);
	ui_text(ui, area_cut_right(&at, at.w * 38 / 100), text,
		words(ui, 30, DRAW_BOLD, COLOR_INK, DRAW_RIGHT));
	area_cut_right(&at, 12);
	ui_text(ui, at, c->name, words(ui, 30, DRAW_MEDIUM, COLOR_INK, DRAW_LEFT));
}

static int class_columns(const struct ui *ui)
{
	return ui_is_upright(ui) ? 3 : 6;
}

static void draw_classes(
	struct ui *ui, const struct model *m, struct rect at, int from, int n)
{
	int columns = class_columns(ui);

	for (int i = 0; i < n && from + i < m->year.n_classes; i++)
		draw_class(ui, &m->year.classes[from + i],
			area_cell((struct rect){ at.x,
					  at.y + i / columns * (CLASS_H + CLASS_GAP),
					  at.w, CLASS_H },
				columns, 1, i % columns, 0, CLASS_GAP));
}

static int classes_in(const struct ui *ui, int h)
{
	int rows = (h + CLASS_GAP) / (CLASS_H + CLASS_GAP);

	return (rows > 0 ? rows : 0) * class_columns(ui);
}

/* ---- all of it --------------------------------------------------------------------- */

static bool draw_head(struct ui *ui, const struct model *m, struct rect *rest)
{
	struct rect head = area_cut_top(rest, 92);
	bool print = ui_button(ui, "print",
		area_center(area_cut_right(&head, 160), 160, 80), tr(ui, TEXT_PRINT),
		40, BUTTON_PLAIN);

	area_cut_right(&head, 24);
	ui_text(ui, area_cut_right(&head, head.w * 34 / 100), m->year.title,
		words(ui, 40, DRAW_MEDIUM, COLOR_INK_SOFT, DRAW_RIGHT));
	ui_text(ui, head,
		m->year.missing	  ? tr_int(ui, TEXT_MISSING_YEAR, m->year.missing, 0)
		: m->year.n_rates ? tr(ui, TEXT_LACKS_NONE)
				  : tr(ui, TEXT_NO_ROSTER),
		words(ui, 72, DRAW_BLACK, COLOR_INK, DRAW_LEFT));
	ui_text(ui, area_cut_top(rest, 40), tr(ui, TEXT_GOOD_MEANS),
		words(ui, 28, DRAW_REGULAR, COLOR_INK_SOFT, DRAW_LEFT));
	area_cut_top(rest, 8);
	return print;
}

/* Where not all fits: pages of the table, then pages of classes. */
static struct intent draw_pages(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_year *y = &m->year;
	struct rect foot = area_cut_bottom(&at, 76);
	int rows, each, tables, page, pages, to;

	area_cut_bottom(&at, 12);
	rows = (at.h - titles_height(ui)) / row_height(ui);
	rows = rows > 0 ? rows : 1;
	each = classes_in(ui, at.h) > 0 ? classes_in(ui, at.h) : 1;
	tables = pages_of(y->n_rates, rows);
	pages = tables + pages_of(y->n_classes, each);
	page = page_shown(m, pages);
	to = ui_page_keys(ui, foot, page, pages, 180);
	if (page < tables)
		draw_table(ui, m, at, page * rows);
	else
		draw_classes(ui, m, at, (page - tables) * each, each);
	return to < 0 ? intent(INTENT_NONE) : intent_index(INTENT_PAGE, to);
}

/* The table first, and under it the classes. */
struct intent screen_year(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_year *y = &m->year;
	struct rect rest = area_inset(at, ui_is_upright(ui) ? 32 : MARGIN, 16), table;
	struct intent print = intent(INTENT_NONE), want;

	if (draw_head(ui, m, &rest))
		print = intent_index(INTENT_OPEN, SCREEN_PAPERS);
	table = rest;
	area_cut_top(&rest, titles_height(ui) + y->n_rates * row_height(ui) + 16);
	if (rest.h < 0 || classes_in(ui, rest.h) < y->n_classes) {
		want = draw_pages(ui, m, table);
		return print.kind != INTENT_NONE ? print : want;
	}
	if (y->n_rates)
		draw_table(ui, m, table, 0);
	draw_classes(ui, m, rest, 0, y->n_classes);
	return print;
}
