/*
 * The top bar: what is tested here, in which session, for whom; and what the
 * teacher wants to see at a glance from four metres: clock, battery, device. For
 * 模拟练习 the whole bar changes its colour and says so in the middle.
 *
 * Upright it has two rows: what is said above, the class and the teacher's keys
 * below. A small child does not reach that high, so what children press stands in a
 * foot at the bottom then.
 */
#include <string.h>

#include "screen.h"

struct bar {
	struct ui *ui;
	const struct model *m;
	enum screen screen;
	struct rect rest, second; /* what is free of the row, and of the one below it */
	struct rect *keys;	  /* the one of them where keys stand */
	bool in_foot;		  /* keys stand in the foot, on the ground */
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
	if (screen == SCREEN_LANES || screen == SCREEN_STARTS ||
		screen == SCREEN_MANY_LINEUP || screen == SCREEN_RUN)
		return m->can_go_back;
	return screen == SCREEN_CLASSES || screen == SCREEN_TILES ||
	       screen == SCREEN_KEYPAD || screen == SCREEN_NAMES ||
	       screen == SCREEN_REFUSED ||
	       (is_teachers(screen) && screen != SCREEN_TEACHER &&
		       !(screen == SCREEN_PIN && m->locked));
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
	case SCREEN_MANY_LINEUP:
	case SCREEN_RUN:
		return intent(INTENT_NOT_ME);
	default:
		return intent(INTENT_POSTER);
	}
}

/* A place at one end of `rest`; the gap beside it too. */
static struct rect cut(struct rect *rest, int w, bool right)
{
	struct rect at = right ? area_cut_right(rest, w) : area_cut_left(rest, w);

	if (right)
		area_cut_right(rest, GAP);
	else
		area_cut_left(rest, GAP);
	return at;
}

static bool has_list_keys(enum screen screen)
{
	return screen == SCREEN_CLASSES || screen == SCREEN_TILES;
}

/* Wide, a key grows with its label; upright and beside pages there is no room for that. */
static struct rect key_place(
	struct bar *b, int w, bool right, const char *picture, enum text label)
{
	int own = ui_about_width(tr(b->ui, label), 34) + (picture ? 72 : 24);

	if (!ui_is_upright(b->ui) && !has_list_keys(b->screen) && own > w)
		w = own < w * 5 / 4 ? own : w * 5 / 4;
	return cut(b->keys, b->in_foot ? w * 3 / 2 : w, right);
}

/* In the foot it is as large as any other key. */
static bool key(struct bar *b, const char *name, struct rect at, const char *picture,
	enum text label)
{
	return ui_icon_button(b->ui, name, at, picture, tr(b->ui, label),
		b->in_foot ? 48 : 34, b->in_foot ? BUTTON_PLAIN : BUTTON_BAR);
}

static void back_key(struct bar *b)
{
	if (key(b, "back", key_place(b, 168, false, "back", TEXT_BACK), "back",
		    TEXT_BACK) ||
		ui_key_pressed(b->ui, UI_KEY_ESCAPE))
		b->want = back_from(b);
}

static void leave_key(struct bar *b)
{
	if (key(b, "leave", key_place(b, 216, true, NULL, TEXT_LEAVE), NULL,
		    TEXT_LEAVE))
		b->want = intent(INTENT_LEAVE);
}

static void menu_key(struct bar *b)
{
	if (key(b, "menu", key_place(b, 156, true, "menu", TEXT_MENU), "menu",
		    TEXT_MENU))
		b->want = intent_index(INTENT_OPEN, SCREEN_MENU);
}

static void eye_key(struct bar *b)
{
	bool hidden = b->m->visit.hide_rates;

	enum text label = hidden ? TEXT_SHOW : TEXT_HIDE;

	if (key(b, "eye", key_place(b, 168, true, "eye", label),
		    hidden ? "eye" : "eye_shut", label))
		b->want = intent(INTENT_HIDE_RATES);
}

/* What was measured last is mended: from 今日进度, and from where it was just shown. */
static void latest_key(struct bar *b)
{
	if (key(b, "latest", key_place(b, 156, true, "again", TEXT_LATEST_KEY), "again",
		    TEXT_LATEST_KEY))
		b->want = intent_index(INTENT_OPEN, SCREEN_LATEST);
}

static bool shows_result(const struct bar *b)
{
	return b->screen == SCREEN_RESULT ||
	       (b->screen == SCREEN_WEIGHING && b->m->stage == STAGE_RESULT);
}

static void teacher_keys(struct bar *b)
{
	if (!is_teachers(b->screen)) {
		if (key(b, "teacher", key_place(b, 132, true, NULL, TEXT_TEACHER), NULL,
			    TEXT_TEACHER))
			b->want = intent_index(INTENT_OPEN, SCREEN_TEACHER);
		if (shows_result(b))
			latest_key(b);
		return;
	}
	leave_key(b);
	if (b->screen != SCREEN_MENU && b->screen != SCREEN_PIN)
		menu_key(b);
	if (b->screen == SCREEN_PIN && b->m->locked &&
		ui_key_pressed(b->ui, UI_KEY_ESCAPE))
		b->want = intent(INTENT_LEAVE);
	if (b->screen == SCREEN_TEACHER && ui_key_pressed(b->ui, UI_KEY_ESCAPE))
		b->want = intent(INTENT_LEAVE);
	if (b->screen == SCREEN_TEACHER || b->screen == SCREEN_YEAR)
		eye_key(b);
	if (b->screen == SCREEN_TEACHER)
		latest_key(b);
	if (b->screen == SCREEN_TEACHER &&
		ui_icon_button(b->ui, "find",
			key_place(b, 216, true, "person", TEXT_FIND), "person",
			tr(b->ui, TEXT_FIND), 34, BUTTON_BAR))
		b->want = intent_index(INTENT_OPEN, SCREEN_FIND);
}

static int pages_here(const struct bar *b)
{
	if (b->screen == SCREEN_CLASSES)
		return pages_of(b->m->n_classes, tile_page(b->ui));
	return b->screen == SCREEN_TILES ? pages_of(b->m->n_tiles, tile_page(b->ui))
					 : 1;
}

static void list_keys(struct bar *b)
{
	int pages = pages_here(b), page, w = b->in_foot || pages > 1 ? 190 : 216;
	struct rect at;

	if (!has_list_keys(b->screen))
		return;
	if (key(b, "keypad", key_place(b, w, true, "keypad", TEXT_TEST_NUMBER),
		    "keypad", TEXT_TEST_NUMBER))
		b->want = intent(INTENT_KEYPAD);
	if ((pages < 2 || (b->screen == SCREEN_CLASSES && !b->in_foot)) &&
		key(b, "find name", key_place(b, w, true, "person", TEXT_FIND_NAME),
			"person", TEXT_FIND_NAME))
		b->want = intent(INTENT_NAMES);
	if (pages < 2)
		return;
	at = cut(b->keys, b->in_foot ? 300 : 252, true);
	page = b->in_foot ? ui_page_keys(b->ui, at, page_shown(b->m, pages), pages, 96)
			  : ui_pager(b->ui, at, page_shown(b->m, pages), pages, b->ink);
	if (page >= 0)
		b->want = intent_index(INTENT_PAGE, page);
}

static void clock_and_lamp(struct bar *b)
{
	struct rect lamp;
	int word_w = ui_about_width(b->m->device_word, 30) + 8;
	int most = has_list_keys(b->screen) ? 140 : 200;

	area_cut_right(&b->rest, GAP);
	words(b, cut(&b->rest, 112, true), b->m->clock_text, 36, DRAW_BOLD, DRAW_RIGHT);
	if (b->m->battery_text[0]) {
		words(b, cut(&b->rest, 76, true), b->m->battery_text, 30, DRAW_REGULAR,
			DRAW_LEFT);
		ui_picture(b->ui, area_center(area_cut_right(&b->rest, 44), 40, 40),
			"battery", b->ink);
		area_cut_right(&b->rest, 24);
	}
	if (is_teachers(b->screen) || !b->m->device_word[0])
		return;
	words(b, cut(&b->rest, word_w < most ? word_w : most, true), b->m->device_word,
		30, DRAW_REGULAR, DRAW_LEFT);
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

static void session_chip(struct bar *b, struct rect *rest)
{
	struct rect at = area_cut_left(rest, 148);

	ui_frame(b->ui, area_center(at, 140, 48), COLOR_NONE, b->ink, 2, 24);
	words(b, area_center(at, 120, 48), tr(b->ui, session_text(b->m->session)), 28,
		DRAW_MEDIUM, DRAW_CENTER);
	area_cut_left(rest, 16);
}

static void practice(struct bar *b, struct rect at)
{
	const char *banner = tr(b->ui, TEXT_PRACTICE_BANNER);

	if (ui_about_width(banner, 26) > at.w)
		banner = tr(b->ui, TEXT_PRACTICE);
	if (b->m->session == SESSION_PRACTICE)
		words(b, at, banner, 40, DRAW_BLACK, DRAW_CENTER);
}

/* The word is never cut, whatever else stands there. */
static int practice_width(const struct bar *b, int percent)
{
	int least = ui_about_width(tr(b->ui, TEXT_PRACTICE), 34) + 16;
	int share = b->rest.w * percent / 100;

	return share > least ? share : least;
}

static void session_and_class(struct bar *b, struct rect *rest)
{
	if (b->m->session != SESSION_PRACTICE)
		session_chip(b, rest);
	words(b, *rest, b->m->class_text, 34, DRAW_REGULAR, DRAW_LEFT);
}

#define NARROW 300 /* what is here and the practice stand over each other */

static void what_is_here(struct bar *b)
{
	const char *own = title(b);
	int name_w = ui_about_width(b->m->item.name, 40) + 24;
	int percent = !own ? 55 : b->rest.w < 560 ? 35 : 40;

	area_cut_left(&b->rest, 24);
	if (own && b->m->session == SESSION_PRACTICE && b->rest.w < NARROW) {
		words(b, area_cut_top(&b->rest, b->rest.h / 2), own, 28, DRAW_BOLD,
			DRAW_LEFT);
		words(b, b->rest, tr(b->ui, TEXT_PRACTICE), 26, DRAW_BLACK, DRAW_LEFT);
		return;
	}
	if (b->m->session == SESSION_PRACTICE)
		practice(b, area_cut_right(&b->rest, practice_width(b, percent)));
	if (own) { /* where practice leaves it no room, the page says it too */
		if (b->rest.w > ui_about_width(own, 40) / 2)
			words(b, b->rest, own, 40, DRAW_BOLD, DRAW_LEFT);
		return;
	}
	words(b, area_cut_left(&b->rest, name_w < b->rest.w ? name_w : b->rest.w),
		b->m->item.name, 40, DRAW_BOLD, DRAW_LEFT);
	if (b->rest.w >= 300)
		session_and_class(b, &b->rest);
}

/* Upright a teacher's keys leave no room beside them. */
static void what_is_here_in_two_rows(struct bar *b)
{
	const char *own = title(b);

	area_cut_left(&b->rest, 24);
	area_cut_left(&b->second, 24);
	if (is_teachers(b->screen)) {
		practice(b, area_cut_right(&b->rest, b->rest.w * 60 / 100));
		words(b, b->rest, own ? own : b->m->item.name, 40, DRAW_BOLD,
			DRAW_LEFT);
		return;
	}
	words(b, b->rest, own ? own : b->m->item.name, 44, DRAW_BOLD, DRAW_LEFT);
	practice(b,
		area_cut_left(&b->second, b->m->session == SESSION_PRACTICE ? 560 : 0));
	session_and_class(b, &b->second);
}

int bar_height(const struct ui *ui)
{
	return ui_is_upright(ui) ? 2 * BAR_H : BAR_H;
}

static struct bar bar_of(struct ui *ui, const struct model *m, enum screen screen)
{
	bool practises = m->session == SESSION_PRACTICE;
	struct rect sheet = ui_sheet(ui);

	return (struct bar){ .ui = ui,
		.m = m,
		.screen = screen,
		.rest = area_cut_top(&sheet, BAR_H),
		.second = area_cut_top(&sheet, BAR_H),
		.ink = practises ? COLOR_PRACTICE_INK : COLOR_BAR_INK };
}

struct intent bar_draw(struct ui *ui, const struct model *m, enum screen screen)
{
	struct bar b = bar_of(ui, m, screen);
	bool upright = ui_is_upright(ui);
	struct rect whole = b.rest;

	whole.h = bar_height(ui);
	ui_box(ui, whole, m->session == SESSION_PRACTICE ? COLOR_PRACTICE : COLOR_BAR,
		0);
	b.rest = area_inset(b.rest, GAP, 0);
	b.second = area_inset(b.second, GAP, 0);
	b.keys = upright ? &b.second : &b.rest;
	if (can_go_back(m, screen) && (!upright || is_teachers(screen)))
		back_key(&b);
	if (screen != SCREEN_FAULT)
		teacher_keys(&b);
	if (!upright)
		list_keys(&b);
	clock_and_lamp(&b);
	if (upright)
		what_is_here_in_two_rows(&b);
	else
		what_is_here(&b);
	return b.want;
}

/* A sentence that nobody answers: to whoever shows a card while somebody else is measured, or
 * that the window is too small. */
static void told_draw(
	struct ui *ui, const char *picture, const char *sentence, struct rect *rest)
{
	struct rect at = area_cut_top(rest, 88);

	ui_box(ui, at, COLOR_READY, 0);
	area_cut_left(&at, MARGIN);
	ui_picture(ui, area_center(area_cut_left(&at, 64), 56, 56), picture,
		COLOR_READY_INK);
	area_cut_left(&at, 24);
	area_cut_right(&at, MARGIN);
	ui_text(ui, at, sentence,
		styled(ui_style(ui, 48, DRAW_BOLD, COLOR_READY_INK), DRAW_LEFT,
			DRAW_SHRINK));
}

#define FOOT_H 96

struct intent foot_draw(
	struct ui *ui, const struct model *m, enum screen screen, struct rect *rest)
{
	struct bar b = bar_of(ui, m, screen);

	if (!ui_is_upright(ui) || is_teachers(screen) ||
		(!can_go_back(m, screen) && !has_list_keys(screen)))
		return b.want;
	area_cut_bottom(rest, 32);
	b.second = area_inset(area_cut_bottom(rest, FOOT_H), MARGIN, 0);
	b.keys = &b.second;
	b.in_foot = true;
	if (can_go_back(m, screen))
		back_key(&b);
	list_keys(&b);
	return b.want;
}

/* English sentences stand apart. */
static void add_sentence(char *out, size_t size, const char *sentence)
{
	size_t len = strlen(out);
	bool apart = len && (unsigned char)out[len - 1] < 0x80;

	snprintf(out + len, size - len, "%s%s", apart ? " " : "", sentence);
}

#define BANNER_H	 104
#define BANNER_UPRIGHT_H 208 /* three lines */

struct intent banner_draw(struct ui *ui, const struct model *m, struct rect *rest)
{
	const struct model_fault *f = &m->fault;
	struct intent want = intent(INTENT_NONE);
	bool upright = ui_is_upright(ui);
	char sentence[512] = "";

	if (ui_is_small(ui))
		told_draw(ui, "warn", tr(ui, TEXT_WINDOW_SMALL), rest);
	if (f->kind == FAULT_NONE && m->told[0])
		told_draw(ui, "card", m->told, rest);
	if (f->kind != FAULT_BANNER)
		return want;
	struct rect at = area_cut_top(rest, upright ? BANNER_UPRIGHT_H : BANNER_H);

	ui_box(ui, at, COLOR_DEVICE, 0);
	area_cut_left(&at, MARGIN);
	ui_picture(ui, area_center(area_cut_left(&at, 64), 56, 56), "warn",
		COLOR_DEVICE_INK);
	area_cut_left(&at, 24);
	area_cut_right(&at, GAP);
	if (f->can_acknowledge) {
		struct rect place = area_cut_right(&at, 240);

		if (ui_button(ui, "acknowledge", area_center(place, 240, 76),
			    tr(ui, TEXT_UNDERSTOOD), 40, BUTTON_PLAIN))
			want = intent(INTENT_ACKNOWLEDGE);
		area_cut_right(&at, 24);
	}
	add_sentence(sentence, sizeof(sentence), f->what);
	add_sentence(sentence, sizeof(sentence), f->safe);
	add_sentence(sentence, sizeof(sentence), f->todo);
	ui_text(ui, at, sentence,
		styled(ui_style(ui, 40, DRAW_MEDIUM, COLOR_DEVICE_INK), DRAW_LEFT,
			upright ? DRAW_WRAP : DRAW_SHRINK));
	return want;
}
