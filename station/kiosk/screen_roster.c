/* 名单: files on the stick; what one would change, row by row in tabs; then 导入. */
#include "screen.h"

#define ROW_H  88
#define FILE_H 84

static struct intent first_of(struct intent a, struct intent b)
{
	return a.kind != INTENT_NONE ? a : b;
}

static struct rect file_place(struct rect at, int columns, int i)
{
	int w = (at.w - (columns - 1) * GAP) / columns;

	return (struct rect){ at.x + i % columns * (w + GAP),
		at.y + i / columns * (FILE_H + GAP), w, FILE_H };
}

/* The key behind the files that there is room for: the next ones, round and round. */
static struct intent draw_more(
	struct ui *ui, const struct model_roster *r, int next, struct rect key)
{
	bool pressed = ui_panel_button(ui, "more files", 0, key, false);

	ui_text(ui, area_inset(key, 20, 0),
		tr_int(ui, TEXT_ROSTER_FILES, r->n_files, 0),
		styled(ui_style(ui, 32, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
	return pressed ? intent_index(INTENT_FILES, next < r->n_files ? next : 0)
		       : intent(INTENT_NONE);
}

static struct intent draw_files(
	struct ui *ui, const struct model_roster *r, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	int columns = ui_is_upright(ui) ? 2 : 1, room, first, last;
	bool more;

	ui_text(ui, area_cut_top(&at, 56),
		tr(ui, r->from_stick ? TEXT_ROSTER_STICK : TEXT_ROSTER_HERE),
		styled(ui_style(ui, 36, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	if (!r->n_files)
		ui_text(ui, area_cut_top(&at, 140), tr(ui, TEXT_ROSTER_NO_FILES),
			styled(ui_style(ui, 32, DRAW_REGULAR, COLOR_INK_SOFT),
				DRAW_LEFT, DRAW_WRAP));
	room = columns * ((at.h + GAP) / (FILE_H + GAP));
	more = r->n_files > room && room > 1;
	room -= more;
	first = r->n_files > room ? r->first_file : 0;
	first = first + room > r->n_files && first ? r->n_files - room : first;
	last = first + room < r->n_files ? first + room : r->n_files;
	for (int i = first; i < last; i++) {
		struct rect key = file_place(at, columns, i - first);

		if (ui_panel_button(ui, "file", i, key, r->files[i].chosen))
			want = intent_index(INTENT_FILE, i);
		ui_text(ui, area_inset(key, 20, 0), r->files[i].name,
			styled(ui_style(ui, 32, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
	}
	if (more)
		want = first_of(
			want, draw_more(ui, r, last, file_place(at, columns, room)));
	return want;
}

/* Where it stands in the file; who is gone stands nowhere in it. */
static void draw_place(struct ui *ui, enum roster_tab tab,
	const struct model_complaint *c, struct rect *top)
{
	enum text word = tab == ROSTER_TAB_ERRORS   ? TEXT_ROSTER_REFUSED
			 : tab == ROSTER_TAB_DOUBTS ? TEXT_ROSTER_WARNED
						    : TEXT_ROSTER_ROW;

	if (c->row[0])
		ui_text(ui, area_cut_left(top, 260),
			tr_with(ui, word, c->row, NULL, NULL),
			styled(ui_style(ui, 32, DRAW_BOLD, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
}

static void draw_complaint(struct ui *ui, enum roster_tab tab,
	const struct model_complaint *c, struct rect at)
{
	struct rect rest = area_inset(at, 20, 4), top;

	ui_panel(ui, at);
	if (tab == ROSTER_TAB_ERRORS || tab == ROSTER_TAB_DOUBTS) {
		ui_picture(ui, area_center(area_cut_left(&rest, 52), 44, 44),
			c->refused ? "stop" : "warn",
			c->refused ? COLOR_DEVICE : COLOR_INK);
		area_cut_left(&rest, 16);
	}
	top = area_cut_top(&rest, rest.h / 2);
	draw_place(ui, tab, c, &top);
	ui_text(ui, area_cut_left(&top, top.w / 2), c->column,
		styled(ui_style(ui, 30, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	ui_text(ui, top, c->value,
		styled(ui_style(ui, 30, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	ui_text(ui, rest, c->reason,
		styled(ui_style(ui, 27, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_LEFT,
			DRAW_SHRINK));
}

static struct intent draw_tabs(
	struct ui *ui, const struct model_roster *r, struct rect at)
{
	static const enum text tabs[ROSTER_TABS] = {
		[ROSTER_TAB_ERRORS] = TEXT_ROSTER_ERRORS,
		[ROSTER_TAB_DOUBTS] = TEXT_ROSTER_DOUBTS,
		[ROSTER_TAB_CHANGED] = TEXT_ROSTER_CHANGED,
		[ROSTER_TAB_NEW] = TEXT_ROSTER_NEW,
		[ROSTER_TAB_GONE] = TEXT_ROSTER_GONE,
	};
	struct intent want = intent(INTENT_NONE);

	for (int i = 0; i < ROSTER_TABS; i++) {
		struct rect key = area_cell(at, ROSTER_TABS, 1, i, 0, GAP);
		bool chosen = i == (int)r->tab;

		if (ui_panel_button(ui, "tab", i, key, chosen))
			want = intent_index(INTENT_TAB, i);
		ui_text(ui, area_inset(key, 12, 0),
			tr_int(ui, tabs[i], r->counts[i], 0),
			styled(ui_style(ui, 36, chosen ? DRAW_BOLD : DRAW_MEDIUM,
				       COLOR_INK),
				DRAW_CENTER, DRAW_SHRINK));
	}
	return want;
}

static struct intent draw_complaints(
	struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_roster *r = &m->roster;
	struct rect keys = area_cut_bottom(&at, 84);
	int each = at.h / (ROW_H + GAP), pages, page, got;

	each = each < 1 ? 1 : each;
	pages = pages_of(r->n_rows, each);
	page = page_shown(m, pages);
	for (int i = page * each; i < r->n_rows && i < (page + 1) * each; i++) {
		draw_complaint(ui, r->tab, &r->rows[i], area_cut_top(&at, ROW_H));
		area_cut_top(&at, GAP);
	}
	got = ui_page_keys(ui, keys, page, pages, 220);
	return got >= 0 ? intent_index(INTENT_PAGE, got) : intent(INTENT_NONE);
}

static struct intent draw_import(
	struct ui *ui, const struct model_roster *r, struct rect at)
{
	bool can = r->can_import;

	if (can && ui_icon_button(ui, "import", at, "check", tr(ui, TEXT_ROSTER_IMPORT),
			   56, BUTTON_MAIN))
		return intent(INTENT_IMPORT);
	/* With a roster that is in, or none to bring in, its papers come next. */
	if (!can && (r->done || !r->n_files))
		return ui_icon_button(ui, "print", at, "list", tr(ui, TEXT_PRINT), 56,
			       BUTTON_PLAIN)
			       ? intent_index(INTENT_OPEN, SCREEN_PAPERS)
			       : intent(INTENT_NONE);
	if (!can) {
		ui_box(ui, at, COLOR_FILL_GROUND, RADIUS);
		ui_text(ui, area_inset(at, 20, 0), tr(ui, TEXT_ROSTER_CHOOSE),
			styled(ui_style(ui, 40, DRAW_BOLD, COLOR_INK_SOFT), DRAW_CENTER,
				DRAW_SHRINK));
	}
	return intent(INTENT_NONE);
}

/* A run written 3.4: what did whoever typed it mean? Decided once for a file. */
static struct intent draw_ways(
	struct ui *ui, const struct model_roster *r, struct rect at)
{
	static const char *const means[ROSTER_WAYS] = { "3′40″", "3′04″", "3′24″" };
	struct intent want = intent(INTENT_NONE);

	ui_text(ui, area_cut_top(&at, 52),
		r->doubtful ? tr_int(ui, TEXT_ROSTER_DOUBTFUL, r->doubtful, 0)
			    : tr(ui, TEXT_ROSTER_DECIDED),
		styled(ui_style(ui, 34, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	for (int i = 0; i < ROSTER_WAYS; i++) {
		struct rect key = area_cell(at, ROSTER_WAYS, 1, i, 0, GAP);

		if (ui_panel_button(ui, "way", i, key, r->way == i))
			want = intent_index(INTENT_RUNS, i);
		ui_text(ui, key, means[i],
			styled(ui_style(ui, 44, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
				DRAW_SHRINK));
	}
	return want;
}

/* Whom of a roster the file is for; which scores are taken. */
static struct intent draw_modes(
	struct ui *ui, const struct model_roster *r, struct rect at)
{
	static const enum text of_students[ROSTER_MODES] = { TEXT_ROSTER_UPDATE,
		TEXT_ROSTER_ADD, TEXT_ROSTER_FILL };
	static const enum text of_scores[SCORE_MODES] = { TEXT_ROSTER_FILL,
		TEXT_SCORES_UPDATE };
	const enum text *modes = r->has_scores ? of_scores : of_students;
	int count = r->has_scores ? SCORE_MODES : ROSTER_MODES;
	struct intent want = intent(INTENT_NONE);

	ui_text(ui, area_cut_top(&at, 52),
		tr(ui, r->has_scores ? TEXT_SCORES_MODE : TEXT_ROSTER_MODE),
		styled(ui_style(ui, 34, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	for (int i = 0; i < count; i++) {
		struct rect key = area_cell(at, count, 1, i, 0, GAP);

		if (ui_panel_button(ui, "mode", i, key, r->mode == i))
			want = intent_index(INTENT_ROSTER_MODE, i);
		ui_text(ui, area_inset(key, 8, 0), tr(ui, modes[i]),
			styled(ui_style(ui, 36, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
				DRAW_SHRINK));
	}
	return want;
}

/* Halves of classes that are gone, columns that changed places: a person decides. */
static struct intent draw_trust(
	struct ui *ui, const struct model_roster *r, struct rect at)
{
	struct rect key = area_cut_right(&at, 460);
	struct intent want = intent(INTENT_NONE);

	ui_text(ui, at,
		r->trusts ? tr(ui, TEXT_ROSTER_TRUSTED)
			  : tr_int(ui, TEXT_ROSTER_HELD, r->held, 0),
		styled(ui_style(ui, 36, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	if (ui_panel_button(ui, "trust", 0, key, r->trusts))
		want = intent_index(INTENT_TRUST, !r->trusts);
	ui_text(ui, area_inset(key, 12, 0), tr(ui, TEXT_ROSTER_TRUST),
		styled(ui_style(ui, 36, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
	return want;
}

static void draw_changes(struct ui *ui, const struct model_roster *r, struct rect at)
{
	struct rect top;

	if (!r->faults[0]) { /* a sentence of the program */
		ui_text(ui, at, r->changes,
			styled(ui_style(ui, 30, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
				DRAW_WRAP));
		return;
	}
	top = area_cut_top(&at, at.h * 55 / 100);

	if (r->done) {
		ui_picture(ui, area_center(area_cut_left(&top, 64), 52, 52), "check",
			COLOR_GO);
		area_cut_left(&top, 16);
	}
	ui_text(ui, top, r->changes,
		styled(ui_style(ui, 48, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	ui_text(ui, at, r->faults,
		styled(ui_style(ui, 36, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
}

/* What the file leaves open, at the bottom of `left`; each is decided once for it. */
static struct intent draw_asked(
	struct ui *ui, const struct model_roster *r, struct rect *left)
{
	const struct {
		bool is_asked;
		struct intent (*draw)(
			struct ui *ui, const struct model_roster *r, struct rect at);
	} asked[] = {
		{ r->doubtful || r->way >= 0, draw_ways },
		{ r->mode >= 0, draw_modes },
	};
	struct intent want = intent(INTENT_NONE);

	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		if (!asked[i].is_asked)
			continue;
		area_cut_bottom(left, 20);
		want = first_of(want, asked[i].draw(ui, r, area_cut_bottom(left, 148)));
	}
	return want;
}

struct intent screen_roster(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_roster *r = &m->roster;
	struct rect area = area_inset(at, MARGIN, 24), files;
	struct intent want;

	if (ui_is_upright(ui)) {
		files = area_cut_bottom(&area, 640);
		area_cut_bottom(&area, 20);
	} else {
		files = area_cut_left(&area, 520);
		area_cut_left(&area, 40);
	}
	want = draw_import(ui, r, area_cut_bottom(&files, 132));
	if (!r->done)
		want = first_of(want, draw_asked(ui, r, &files));
	area_cut_bottom(&files, 20);
	want = first_of(want, draw_files(ui, r, files));
	draw_changes(ui, r, area_cut_top(&area, 124));
	area_cut_top(&area, 12);
	if (r->faults[0]) {
		want = first_of(want, draw_tabs(ui, r, area_cut_top(&area, 84)));
		area_cut_top(&area, 16);
	}
	if (!r->done && (r->held || r->trusts)) {
		want = first_of(want, draw_trust(ui, r, area_cut_top(&area, 84)));
		area_cut_top(&area, 16);
	}
	return first_of(want, draw_complaints(ui, m, area));
}
