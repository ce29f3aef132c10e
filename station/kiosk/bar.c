/*
 * The top bar: what is tested here, in which session, for whom; and what the
 * teacher wants to see at a glance from four metres: clock, battery, device. For
 * 模拟练习 the whole bar changes its colour and says so in the middle.
 */
#include "screen.h"

struct bar {
	struct ui *ui;
	const struct model *m;
	enum screen screen;
	struct rect rest;
	enum paint_color ink;
	struct intent want;
};

static void words(struct bar *b, struct rect at, const char *text, int size,
	enum draw_weight weight, enum draw_align align)
{
	ui_text(b->ui, at, text,
		styled(ui_style(b->ui, size, weight, b->ink), align, DRAW_SHRINK));
}

/* Where a teacher's screen was opened from; the first one of theirs by itself. */
static enum screen opened_from(const struct bar *b)
{
	enum screen from = b->m->visit.from;

	return from && from != b->screen ? from : SCREEN_TEACHER;
}

static bool is_teachers(enum screen screen)
{
	return !screen_for_students(screen) && screen != SCREEN_FAULT;
}

static bool can_go_back(const struct model *m, enum screen screen)
{
	if (screen == SCREEN_LANES || screen == SCREEN_STARTS)
		return m->can_go_back;
	return screen == SCREEN_CLASSES || screen == SCREEN_TILES ||
	       screen == SCREEN_KEYPAD || screen == SCREEN_REFUSED ||
	       (is_teachers(screen) && screen != SCREEN_TEACHER);
}

static struct intent back_from(const struct bar *b)
{
	if (is_teachers(b->screen))
		return intent_index(INTENT_OPEN, (int)opened_from(b));
	switch (b->screen) {
	case SCREEN_TILES:
		return intent(INTENT_CLASSES);
	case SCREEN_REFUSED:
	case SCREEN_LANES:
	case SCREEN_STARTS:
		return intent(INTENT_NOT_ME);
	default:
		return intent(INTENT_POSTER);
	}
}

/* A key at one end of the rest; the gap beside it too. */
static struct rect key_place(struct bar *b, int w, bool right)
{
	struct rect at = right ? area_cut_right(&b->rest, w)
			       : area_cut_left(&b->rest, w);

	if (right)
		area_cut_right(&b->rest, GAP);
	else
		area_cut_left(&b->rest, GAP);
	return at;
}

static void back_key(struct bar *b)
{
	if (ui_icon_button(b->ui, "back", key_place(b, 168, false), "back",
		    tr(b->ui, TEXT_BACK), 36, BUTTON_BAR) ||
		ui_key_pressed(b->ui, UI_KEY_ESCAPE))
		b->want = back_from(b);
}

static void leave_key(struct bar *b)
{
	if (ui_button(b->ui, "leave", key_place(b, 216, true), tr(b->ui, TEXT_LEAVE),
		    34, BUTTON_BAR))
		b->want = intent(INTENT_LEAVE);
}

static void menu_key(struct bar *b)
{
	if (ui_icon_button(b->ui, "menu", key_place(b, 156, true), "menu",
		    tr(b->ui, TEXT_MENU), 34, BUTTON_BAR))
		b->want = intent_index(INTENT_OPEN, SCREEN_MENU);
}

static void eye_key(struct bar *b)
{
	bool hidden = b->m->visit.hide_rates;

	if (ui_icon_button(b->ui, "eye", key_place(b, 168, true),
		    hidden ? "eye" : "eye_shut",
		    tr(b->ui, hidden ? TEXT_SHOW : TEXT_HIDE), 34, BUTTON_BAR))
		b->want = intent(INTENT_HIDE_RATES);
}

static void teacher_keys(struct bar *b)
{
	if (!is_teachers(b->screen)) {
		if (ui_button(b->ui, "teacher", key_place(b, 132, true),
			    tr(b->ui, TEXT_TEACHER), 34, BUTTON_BAR))
			b->want = intent_index(INTENT_OPEN, SCREEN_TEACHER);
		return;
	}
	leave_key(b);
	if (b->screen != SCREEN_MENU)
		menu_key(b);
	if (b->screen != SCREEN_TEACHER)
		return;
	if (ui_key_pressed(b->ui, UI_KEY_ESCAPE))
		b->want = intent(INTENT_LEAVE);
	eye_key(b);
}

static int pages_here(const struct bar *b)
{
	if (b->screen == SCREEN_CLASSES)
		return pages_of(b->m->n_classes, TILE_PAGE);
	return b->screen == SCREEN_TILES ? pages_of(b->m->n_tiles, TILE_PAGE) : 1;
}

static void list_keys(struct bar *b)
{
	int pages = pages_here(b), page;

	if (b->screen != SCREEN_CLASSES && b->screen != SCREEN_TILES)
		return;
	if (ui_icon_button(b->ui, "keypad", key_place(b, 216, true), "keypad",
		    tr(b->ui, TEXT_TEST_NUMBER), 34, BUTTON_BAR))
		b->want = intent(INTENT_KEYPAD);
	if (pages < 2)
		return;
	page = ui_pager(b->ui, key_place(b, 300, true), page_shown(b->m, pages), pages);
	if (page >= 0)
		b->want = intent_index(INTENT_PAGE, page);
}

static void clock_and_lamp(struct bar *b)
{
	struct rect lamp;
	int word_w = ui_about_width(b->m->device_word, 30) + 8;

	area_cut_right(&b->rest, GAP);
	words(b, key_place(b, 112, true), b->m->clock_text, 36, DRAW_BOLD, DRAW_RIGHT);
	if (b->m->battery_text[0]) {
		words(b, key_place(b, 76, true), b->m->battery_text, 30, DRAW_REGULAR,
			DRAW_LEFT);
		ui_picture(b->ui, area_center(area_cut_right(&b->rest, 44), 40, 40),
			"battery", b->ink);
		area_cut_right(&b->rest, 24);
	}
	if (is_teachers(b->screen) || !b->m->device_word[0])
		return;
	words(b, key_place(b, word_w < 200 ? word_w : 200, true), b->m->device_word, 30,
		DRAW_REGULAR, DRAW_LEFT);
	lamp = area_cut_right(&b->rest, 32);
	ui_lamp(b->ui, area_center(lamp, 26, 26), b->m->device_lamp);
	area_cut_right(&b->rest, 24);
}

static enum text session_text(enum session_kind kind)
{
	switch (kind) {
	case SESSION_MAKEUP:
		return TEXT_MAKEUP;
	case SESSION_DEFERRED:
		return TEXT_DEFERRED;
	case SESSION_PRACTICE:
		return TEXT_PRACTICE;
	default:
		return TEXT_FORMAL;
	}
}

/* What the screen is, where it is not the item that says it. */
static const char *title(struct bar *b)
{
	const struct model *m = b->m;
	int c = m->visit.class_index;

	if (b->screen == SCREEN_TILES)
		return tr_with(b->ui, TEXT_CHOOSE_SELF,
			c >= 0 && c < m->n_classes ? m->classes[c].name : "", NULL,
			NULL);
	return screen_title(b->screen) == NO_TITLE
		       ? NULL
		       : tr(b->ui, (enum text)screen_title(b->screen));
}

static void session_chip(struct bar *b)
{
	struct rect at = area_cut_left(&b->rest, 148);

	ui_frame(b->ui, area_center(at, 140, 48), COLOR_NONE, b->ink, 2, 24);
	words(b, area_center(at, 120, 48), tr(b->ui, session_text(b->m->session)), 28,
		DRAW_MEDIUM, DRAW_CENTER);
	area_cut_left(&b->rest, 16);
}

static void what_is_here(struct bar *b)
{
	const char *own = title(b);
	int name_w = ui_about_width(b->m->item.name, 40) + 24;

	area_cut_left(&b->rest, 24);
	if (b->m->session == SESSION_PRACTICE) {
		struct rect at = area_cut_right(
			&b->rest, b->rest.w * (own ? 40 : 55) / 100);

		words(b, at, tr(b->ui, TEXT_PRACTICE_BANNER), 40, DRAW_BLACK,
			DRAW_CENTER);
	}
	if (own) {
		words(b, b->rest, own, 40, DRAW_BOLD, DRAW_LEFT);
		return;
	}
	words(b, area_cut_left(&b->rest, name_w < b->rest.w ? name_w : b->rest.w),
		b->m->item.name, 40, DRAW_BOLD, DRAW_LEFT);
	if (b->rest.w < 300)
		return;
	if (b->m->session != SESSION_PRACTICE)
		session_chip(b);
	words(b, b->rest, b->m->class_text, 34, DRAW_REGULAR, DRAW_LEFT);
}

struct intent bar_draw(struct ui *ui, const struct model *m, enum screen screen)
{
	struct rect sheet = ui_sheet(ui);
	bool practice = m->session == SESSION_PRACTICE;
	struct bar b = { .ui = ui,
		.m = m,
		.screen = screen,
		.rest = area_cut_top(&sheet, BAR_H),
		.ink = practice ? COLOR_PRACTICE_INK : COLOR_BAR_INK };

	ui_box(ui, b.rest, practice ? COLOR_PRACTICE : COLOR_BAR, 0);
	area_cut_left(&b.rest, GAP);
	area_cut_right(&b.rest, GAP);
	if (can_go_back(m, screen))
		back_key(&b);
	if (screen != SCREEN_FAULT)
		teacher_keys(&b);
	list_keys(&b);
	clock_and_lamp(&b);
	what_is_here(&b);
	return b.want;
}

/* A sentence to whoever shows a card while somebody else is measured. */
static void told_draw(struct ui *ui, const struct model *m, struct rect *rest)
{
	struct rect at = area_cut_top(rest, 88);

	ui_box(ui, at, COLOR_READY, 0);
	area_cut_left(&at, MARGIN);
	ui_picture(ui, area_center(area_cut_left(&at, 64), 56, 56), "card",
		COLOR_READY_INK);
	area_cut_left(&at, 24);
	area_cut_right(&at, MARGIN);
	ui_text(ui, at, m->told,
		styled(ui_style(ui, 48, DRAW_BOLD, COLOR_READY_INK), DRAW_LEFT,
			DRAW_SHRINK));
}

struct intent banner_draw(struct ui *ui, const struct model *m, struct rect *rest)
{
	const struct model_fault *f = &m->fault;
	struct intent want = intent(INTENT_NONE);
	char sentence[512];

	if (f->kind == FAULT_NONE && m->told[0])
		told_draw(ui, m, rest);
	if (f->kind != FAULT_BANNER)
		return want;
	struct rect at = area_cut_top(rest, 104);

	ui_box(ui, at, COLOR_DEVICE, 0);
	area_cut_left(&at, MARGIN);
	ui_picture(ui, area_center(area_cut_left(&at, 64), 56, 56), "warn",
		COLOR_DEVICE_INK);
	area_cut_left(&at, 24);
	area_cut_right(&at, GAP);
	if (f->can_acknowledge) {
		struct rect key = area_cut_right(&at, 240);

		if (ui_button(ui, "acknowledge", area_center(key, 240, 76),
			    tr(ui, TEXT_UNDERSTOOD), 40, BUTTON_PLAIN))
			want = intent(INTENT_ACKNOWLEDGE);
		area_cut_right(&at, 24);
	}
	snprintf(sentence, sizeof(sentence), "%s%s%s", f->what, f->safe, f->todo);
	ui_text(ui, at, sentence,
		styled(ui_style(ui, 40, DRAW_MEDIUM, COLOR_DEVICE_INK), DRAW_LEFT,
			DRAW_SHRINK));
	return want;
}
