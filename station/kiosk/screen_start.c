/*
 * 开测: four rows of big choices, item, class, session and testers; beside them what is
 * to be looked at first, and one key, greyed while something is missing and saying what.
 */
#include "screen.h"

#define KEY_H	  84
#define LABEL_W	  148
#define SIDE_W	  500
#define CLASSES_H 2

/* A chosen one has its check in the corner, so that its name stays as large. */
static bool pick(struct ui *ui, const char *name, int index, struct rect at,
	const struct model_pick *p, int size)
{
	bool pressed = ui_panel_button(ui, name, index, at, p->chosen);
	struct rect words = area_inset(at, 10, 0);

	if (p->chosen && ui_about_width(p->note, 24) < at.w - 2 * 32)
		ui_picture(ui, (struct rect){ at.x + 7, at.y + at.h - 26, 20, 20 },
			"check", COLOR_READY);
	if (p->note[0])
		ui_text(ui, area_inset(area_cut_bottom(&words, 34), 0, 2), p->note,
			styled(ui_style(ui, 24, DRAW_REGULAR, COLOR_INK_SOFT),
				DRAW_CENTER, DRAW_SHRINK));
	ui_text(ui, words, p->name,
		styled(ui_style(ui, size, p->chosen ? DRAW_BOLD : DRAW_MEDIUM,
			       COLOR_INK),
			DRAW_CENTER, DRAW_SHRINK));
	return pressed;
}

struct row {
	const char *name;
	enum text label;
	enum start_row row;
	const struct model_pick *picks;
	int from, n; /* of them are shown */
	int lines;
};

static int columns_of(const struct ui *ui)
{
	return ui_is_upright(ui) ? 4 : 6;
}

static int lines_for(const struct ui *ui, int n)
{
	return n ? (n + columns_of(ui) - 1) / columns_of(ui) : 1;
}

static int height_of(int lines)
{
	return lines * KEY_H + (lines - 1) * GAP;
}

static struct rect cell(const struct ui *ui, struct rect at, int lines, int i)
{
	int columns = columns_of(ui);

	return area_cell(at, columns, lines, i % columns, i / columns, GAP);
}

/* Its label at the left, and the keys; what is pressed goes into `want`. */
static struct rect draw_row(
	struct ui *ui, const struct row *row, struct rect *area, struct intent *want)
{
	struct rect at = area_cut_top(area, height_of(row->lines));
	struct rect label = area_cut_left(&at, LABEL_W);
	int size = 34, w = cell(ui, at, row->lines, 0).w - 20;

	for (int i = 0; i < row->n; i++) {
		const char *name = row->picks[row->from + i].name;

		size = ui_size_for(&name, 1, w, size);
	}
	size = size > 24 ? size : 24;
	area_cut_right(&label, 12);
	area_cut_top(area, 24);
	ui_text(ui, area_cut_top(&label, KEY_H), tr(ui, row->label),
		styled(ui_style(ui, 38, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	for (int i = 0; i < row->n; i++)
		if (pick(ui, row->name, row->from + i, cell(ui, at, row->lines, i),
			    &row->picks[row->from + i], size)) {
			*want = intent_index(INTENT_START, (int)row->row);
			want->other = row->from + i;
		}
	return at;
}

static void draw_classes(
	struct ui *ui, const struct model *m, struct rect *area, struct intent *want)
{
	const struct model_start *s = &m->start;
	int each = columns_of(ui) * CLASSES_H, pages = pages_of(s->n_classes, each);
	int page = page_shown(m, pages), left = s->n_classes - page * each, got;
	struct row row = { "class", TEXT_START_CLASS, START_CLASS, s->classes,
		page * each, left < each ? left : each, CLASSES_H };

	if (pages < 2)
		row.lines = lines_for(ui, s->n_classes);
	draw_row(ui, &row, area, want);
	if (pages < 2)
		return;
	struct rect keys = area_cut_top(area, 76);

	area_cut_left(&keys, LABEL_W);
	area_cut_top(area, 16);
	got = ui_page_keys(ui, keys, page, pages, 220);
	if (got >= 0)
		*want = intent_index(INTENT_PAGE, got);
}

/* A name is typed on a keyboard; where there is none, 老师1 to 老师3 stand for it. */
static struct intent typed(struct ui *ui, const struct model *m)
{
	const struct ui_event *e = ui_event(ui, UI_CHAR);
	struct intent want = intent(INTENT_TYPED);

	if (!m->start.types)
		return intent(INTENT_NONE);
	if (e) {
		snprintf(want.text, sizeof(want.text), "%.8s", e->text);
		ui_take(ui);
		return want;
	}
	if (ui_key_pressed(ui, UI_KEY_SPACE))
		return intent(INTENT_NONE);
	if (ui_key_pressed(ui, UI_KEY_ERASE))
		return intent(INTENT_UNTYPE);
	if (ui_key_pressed(ui, UI_KEY_ENTER) || ui_key_pressed(ui, UI_KEY_ESCAPE))
		return intent_index(INTENT_NEW_TESTER, 0);
	return intent(INTENT_NONE);
}

static void draw_testers(
	struct ui *ui, const struct model *m, struct rect *area, struct intent *want)
{
	const struct model_start *s = &m->start;
	struct row row = { "tester", TEXT_START_TESTERS, START_TESTER, s->testers, 0,
		s->n_testers, lines_for(ui, s->n_testers + 1) };
	struct model_pick other = { .chosen = s->types };
	struct rect at = draw_row(ui, &row, area, want);

	snprintf(other.name, sizeof(other.name), "%s",
		s->types && s->typed[0] ? s->typed : tr(ui, TEXT_START_OTHER));
	if (s->types)
		snprintf(other.note, sizeof(other.note), "%s", tr(ui, TEXT_START_TYPE));
	if (s->n_testers < MODEL_START_TESTERS &&
		pick(ui, "other", 0, cell(ui, at, row.lines, s->n_testers), &other, 34))
		*want = intent_index(INTENT_NEW_TESTER, !s->types);
}

static void draw_choices(
	struct ui *ui, const struct model *m, struct rect area, struct intent *want)
{
	const struct model_start *s = &m->start;
	struct row items = { "item", TEXT_START_ITEM, START_ITEM, s->items, 0,
		s->n_items, lines_for(ui, s->n_items) };
	struct row kinds = { "kind", TEXT_START_KIND, START_KIND, s->kinds, 0, 4, 1 };

	draw_row(ui, &items, &area, want);
	draw_classes(ui, m, &area, want);
	draw_row(ui, &kinds, &area, want);
	draw_testers(ui, m, &area, want);
}

/* ---- the side ---- */

static void draw_tick(struct ui *ui, struct rect at, int i, const struct model_pick *p,
	struct intent *want)
{
	struct rect words = area_inset(at, 20, 0), box = area_cut_left(&words, 56);

	if (ui_panel_button(ui, "tick", i, at, p->chosen)) {
		*want = intent_index(INTENT_START, START_TICK);
		want->other = i;
	}
	box = area_center(box, 48, 48);
	ui_frame(ui, box, COLOR_PANEL, p->chosen ? COLOR_READY : COLOR_INK_SOFT, 4, 8);
	if (p->chosen)
		ui_picture(ui, area_inset(box, 6, 6), "check", COLOR_READY);
	area_cut_left(&words, 16);
	ui_text(ui, words, p->name,
		styled(ui_style(ui, 36, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
}

static void draw_pairs(struct ui *ui, const char *name, enum start_row row,
	const struct model_pick *picks, int n, struct rect *area, struct intent *want)
{
	int columns = ui_is_upright(ui) ? n : 2, lines = (n + columns - 1) / columns;
	struct rect at = area_cut_top(area, height_of(lines));

	area_cut_top(area, GAP);
	for (int i = 0; i < n; i++)
		if (pick(ui, name, i,
			    area_cell(
				    at, columns, lines, i % columns, i / columns, GAP),
			    &picks[i], 34)) {
			*want = intent_index(INTENT_START, (int)row);
			want->other = i;
		}
}

static void draw_looks(
	struct ui *ui, const struct model *m, struct rect *area, struct intent *want)
{
	const struct model_start *s = &m->start;

	if (s->n_ticks || s->n_courses)
		ui_text(ui, area_cut_top(area, 64), tr(ui, TEXT_START_LOOK),
			styled(ui_style(ui, 38, DRAW_BOLD, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
	for (int i = 0; i < s->n_ticks; i++) {
		draw_tick(ui, area_cut_top(area, 92), i, &s->ticks[i], want);
		area_cut_top(area, GAP);
	}
	if (s->n_courses)
		draw_pairs(ui, "course", START_COURSE, s->courses, s->n_courses, area,
			want);
	if (s->n_ways)
		draw_pairs(ui, "way", START_WAY, s->ways, s->n_ways, area, want);
}

/* In one line as long as it can be read there. */
static void draw_said(struct ui *ui, struct rect at, const char *text, int size)
{
	bool one_line = ui_about_width(text, size * 3 / 4) <= at.w;

	ui_text(ui, at, text,
		styled(ui_style(ui, one_line ? size : size * 3 / 4, DRAW_BOLD,
			       COLOR_INK),
			DRAW_CENTER, one_line ? DRAW_SHRINK : DRAW_WRAP));
}

static void draw_key(
	struct ui *ui, const struct model *m, struct rect area, struct intent *want)
{
	const struct model_start *s = &m->start;
	struct rect key = area_cut_bottom(&area, 144), words;
	bool ready = !s->missing[0];

	area_cut_bottom(&area, 16);
	words = area_cut_bottom(&area, s->note[0] ? 150 : 104);
	if (s->note[0] || !ready)
		draw_said(ui, words, s->note[0] ? s->note : s->missing,
			s->note[0] ? 32 : 44);
	if (!ready) {
		ui_box(ui, key, COLOR_FILL_GROUND, RADIUS);
		ui_text(ui, area_inset(key, 24, 0), tr(ui, TEXT_START_BEGIN),
			styled(ui_style(ui, 64, DRAW_BOLD, COLOR_INK_SOFT), DRAW_CENTER,
				DRAW_SHRINK));
	} else if (ui_icon_button(ui, "begin", key, "go", tr(ui, TEXT_START_BEGIN), 64,
			   BUTTON_MAIN) ||
		   (!s->types && ui_key_pressed(ui, UI_KEY_ENTER))) {
		*want = intent(INTENT_BEGIN);
	}
}

struct intent screen_start(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = typed(ui, m);
	struct rect area = area_inset(at, 32, 24), side;

	if (ui_is_upright(ui)) {
		side = area_cut_bottom(&area, 560);
	} else {
		side = area_cut_right(&area, SIDE_W);
		area_cut_right(&area, 32);
	}
	draw_choices(ui, m, area, &want);
	draw_looks(ui, m, &side, &want);
	draw_key(ui, m, side, &want);
	return want;
}
