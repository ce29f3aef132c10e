/* 打印: of a student, a class or the school, one key for each paper. */
#include <string.h>

#include "screen.h"

#define CLASS_H 80
#define PAPER_H 132

static void say(struct ui *ui, struct rect at, const char *text, int size,
	enum draw_weight weight, enum paint_color color)
{
	ui_text(ui, at, text,
		styled(ui_style(ui, size, weight, color), DRAW_LEFT, DRAW_SHRINK));
}

static bool class_key(
	struct ui *ui, int index, struct rect at, const char *name, bool chosen)
{
	bool pressed = ui_panel_button(ui, "class", index, at, chosen);

	ui_text(ui, area_inset(at, 12, 0), name,
		styled(ui_style(ui, 36, chosen ? DRAW_BOLD : DRAW_MEDIUM, COLOR_INK),
			DRAW_CENTER, DRAW_SHRINK));
	return pressed;
}

/* The school first, then its classes. */
static struct intent draw_classes(
	struct ui *ui, const struct model *m, struct rect at, int columns)
{
	const struct model_papers *p = &m->papers;
	struct intent want = intent(INTENT_NONE);
	int n = p->n_classes + 1, lines = lines_in(at.h, n, columns, CLASS_H);
	int each = columns * lines, page = paged(ui, m, &at, n, each, &want);

	for (int i = 0; i < each && page * each + i < n; i++) {
		int index = page * each + i - 1;
		struct rect key = { at.x + i % columns * (at.w + GAP) / columns,
			at.y + i / columns * (CLASS_H + GAP),
			(at.w + GAP) / columns - GAP, CLASS_H };

		if (class_key(ui, index, key,
			    index < 0 ? tr(ui, TEXT_PAPERS_SCHOOL) : p->classes[index],
			    index == p->selected))
			want = intent_index(INTENT_PAPER_CLASS, index);
	}
	return want;
}

static bool paper_key(
	struct ui *ui, const struct model_papers *p, int i, struct rect at, bool can)
{
	bool pressed = can && ui_panel_button(ui, "paper", i, at, false);
	struct rect rest = area_inset(at, 24, 14);

	if (!can)
		ui_panel(ui, at);
	ui_picture(ui, area_center(area_cut_left(&rest, 56), 48, 48), "list",
		can ? COLOR_MAIN : COLOR_INK_SOFT);
	area_cut_left(&rest, 20);
	if (p->papers[i].note[0])
		say(ui, area_cut_bottom(&rest, 40), p->papers[i].note, 28, DRAW_REGULAR,
			COLOR_INK_SOFT);
	say(ui, rest, p->papers[i].name, 42, DRAW_BOLD,
		can ? COLOR_INK : COLOR_INK_SOFT);
	return pressed;
}

/* One at a time: while it runs the strip above says how far it is. */
static struct intent draw_papers(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_papers *p = &m->papers;
	struct intent want = intent(INTENT_NONE);
	int lines = (p->n + 1) / 2, h = PAPER_H;

	if (lines > 0 && lines * (h + GAP) - GAP > at.h)
		h = (at.h + GAP) / lines - GAP;
	at.h = lines * (h + GAP) - GAP;
	for (int i = 0; i < p->n; i++)
		if (paper_key(ui, p, i, area_cell(at, 2, lines, i % 2, i / 2, GAP),
			    !m->job.runs))
			want = intent_index(INTENT_PAPER, i);
	return want;
}

static void draw_where(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_papers *p = &m->papers;
	enum text text = m->job.runs   ? TEXT_PAPERS_RUNS
			 : p->failed   ? TEXT_PAPERS_FAILED
			 : p->to_stick ? TEXT_PAPERS_STICK
				       : TEXT_PAPERS_HERE;

	say(ui, at, tr(ui, text), 34, p->failed ? DRAW_BOLD : DRAW_REGULAR,
		COLOR_INK_SOFT);
}

struct intent screen_papers(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_papers *p = &m->papers;
	bool upright = ui_is_upright(ui);
	struct rect rest = area_inset(at, MARGIN, 24), side;
	struct intent want = intent(INTENT_NONE), paper;
	struct rect head = area_cut_top(&rest, 72);

	say(ui, head,
		p->who[0]	   ? p->who
		: p->selected >= 0 ? p->classes[p->selected]
				   : tr(ui, TEXT_PAPERS_SCHOOL),
		56, DRAW_BLACK, COLOR_INK);
	draw_where(ui, m, area_cut_top(&rest, 52));
	area_cut_top(&rest, 16);
	if (!p->who[0]) {
		side = upright ? area_cut_top(&rest, 5 * (CLASS_H + GAP) + 88)
			       : area_cut_left(&rest, rest.w * 42 / 100);
		if (upright)
			area_cut_top(&rest, 24);
		else
			area_cut_left(&rest, 36);
		want = draw_classes(ui, m, side, upright ? 4 : 3);
	}
	paper = draw_papers(ui, m, rest);
	return paper.kind != INTENT_NONE ? paper : want;
}
