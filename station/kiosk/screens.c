#include "screens.h"

#include <stdio.h>
#include <string.h>

#include "area.h"
#include "screen.h"

_Static_assert(SCREEN_POSTER == 0, "a zeroed visit stands at the poster");

enum whose { CHILD, TEACHER, MENU, ANYBODY };

static const struct {
	const char *name;
	screen_fn *draw;
	enum whose whose;
	int title;
	const char *picture;
} screens[] = {
#define X(NAME, name, whose, title, picture)                                           \
	[SCREEN_##NAME] = { #name, screen_##name, whose, title, picture },
	SCREEN_LIST(X)
#undef X
};

void visit_init(struct visit *visit)
{
	*visit = (struct visit){ .selected = -1 };
}

static void wipe_typed(struct visit *visit)
{
	memset(visit->typed, 0, sizeof(visit->typed));
}

void visit_child_left(struct visit *visit)
{
	visit->identify = IDENTIFY_POSTER;
	if (!visit->teacher) { /* who may be typing the PIN */
		wipe_typed(visit);
		visit->letters[0] = '\0';
	}
	visit->selected = -1;
	visit->run_end = 0;
	visit->chip = 0;
	if (!visit->teacher)
		visit->page = 0;
}

static enum screen many_screen(const struct model_many *many)
{
	switch (many->shows) {
	case MANY_SHOWS_LINEUP:
		return SCREEN_MANY_LINEUP;
	case MANY_SHOWS_TIME:
		return SCREEN_MANY;
	case MANY_SHOWS_GRID:
		break;
	}
	return SCREEN_GRID;
}

static enum screen attempt_screen(const struct model *m)
{
	const struct model_item *item = &m->item;

	switch (item->form) {
	case FORM_LANES:
		return SCREEN_LANES;
	case FORM_STARTS:
		return SCREEN_STARTS;
	case FORM_MANY:
		return many_screen(&m->many);
	case FORM_RUN:
		return SCREEN_RUN;
	case FORM_SINGLE:
		break;
	}
	return item->is_private ? SCREEN_WEIGHING : SCREEN_ATTEMPT;
}

static enum screen identify_screen(const struct visit *visit)
{
	switch (visit->identify) {
	case IDENTIFY_CLASSES:
		return SCREEN_CLASSES;
	case IDENTIFY_TILES:
		return SCREEN_TILES;
	case IDENTIFY_KEYPAD:
		return SCREEN_KEYPAD;
	case IDENTIFY_NAMES:
		return SCREEN_NAMES;
	case IDENTIFY_POSTER:
		break;
	}
	return SCREEN_POSTER;
}

enum screen screens_which(const struct model *m)
{
	if (m->fault.kind == FAULT_SCREEN)
		return SCREEN_FAULT;
	if (m->visit.teacher)
		return m->visit.teacher;
	switch (m->stage) {
	case STAGE_REFUSED:
		return SCREEN_REFUSED;
	case STAGE_CONFIRM:
		return SCREEN_CONFIRM;
	case STAGE_ATTEMPT:
		return attempt_screen(m);
	case STAGE_RESULT:
		return m->item.is_private ? SCREEN_WEIGHING : SCREEN_RESULT;
	case STAGE_MINE:
		return SCREEN_MINE;
	case STAGE_IDLE:
		break;
	}
	return identify_screen(&m->visit);
}

const char *screen_name(enum screen screen)
{
	return screens[screen].name;
}

bool screen_for_students(enum screen screen)
{
	return screens[screen].whose == CHILD;
}

bool screen_in_menu(enum screen screen)
{
	return screens[screen].whose == MENU;
}

int screen_title(enum screen screen)
{
	return screens[screen].title;
}

const char *screen_picture(enum screen screen)
{
	return screens[screen].picture;
}

int pages_of(int n, int each)
{
	return n <= each ? 1 : (n + each - 1) / each;
}

int page_shown(const struct model *m, int pages)
{
	return m->visit.page < pages ? m->visit.page : pages - 1;
}

#define PAGE_KEYS_H 88

int lines_in(int h, int n, int columns, int row_h)
{
	int lines = (h + GAP) / (row_h + GAP);

	if (n > lines * columns)
		lines = (h - PAGE_KEYS_H) / (row_h + GAP);
	return lines > 0 ? lines : 1;
}

int paged(struct ui *ui, const struct model *m, struct rect *rest, int n, int each,
	struct intent *want)
{
	int pages = pages_of(n, each), page = page_shown(m, pages), to;

	if (pages < 2)
		return page;
	to = ui_page_keys(ui, area_cut_bottom(rest, PAGE_KEYS_H), page, pages, 240);
	if (to >= 0)
		*want = intent_index(INTENT_PAGE, to);
	area_cut_bottom(rest, GAP);
	return page;
}

/* What is meant for whatever screen there is. A scan is never typed: children are
 * answered, a teacher's page may know what to do with it, and a fault swallows it. */
static struct intent general(struct ui *ui, enum screen screen)
{
	struct intent want = intent(INTENT_NONE);
	const struct ui_event *scan = ui_event(ui, UI_SCAN);

	if (ui_event(ui, UI_QUIT)) {
		ui_take(ui);
		return intent(INTENT_QUIT);
	}
	if (!scan)
		return want;
	if (screen != SCREEN_FAULT) {
		want.kind = INTENT_SCAN;
		snprintf(want.text, sizeof(want.text), "%s", scan->text);
	}
	ui_take(ui);
	return want;
}

static struct intent first(struct intent a, struct intent b)
{
	return a.kind != INTENT_NONE ? a : b;
}

static bool screen_is_teachers(enum screen screen)
{
	return (screens[screen].whose == TEACHER || screens[screen].whose == MENU) &&
	       screen != SCREEN_PIN;
}

struct intent screens_draw(struct ui *ui, const struct model *m)
{
	enum screen screen = screens_which(m);
	struct rect rest;
	struct intent want;

	ui_upright(ui, true);
	rest = ui_sheet(ui);
	ui_begin(ui);
	ui_scope(ui, ((uint32_t)screen << 24) ^ ((uint32_t)m->visit.class_index << 12) ^
			     (uint32_t)m->visit.page);
	ui_box(ui, rest, COLOR_GROUND, 0);
	want = general(ui, screen);
	want = first(want, bar_draw(ui, m, screen));
	area_cut_top(&rest, bar_height(ui));
	want = first(want, banner_draw(ui, m, &rest));
	want = first(want, foot_draw(ui, m, screen, &rest));
	if (screen_is_teachers(screen))
		want = first(want, strip_draw(ui, m, &rest));
	want = first(want, screens[screen].draw(ui, m, rest));
	ui_end(ui);
	return want;
}

/* ---- which follows which ---- */

static void go(struct visit *visit, int identify)
{
	visit->identify = identify;
	visit->page = 0;
	wipe_typed(visit);
	visit->letters[0] = '\0';
	visit->selected = -1;
}

static void type(struct visit *visit, int digit)
{
	size_t len = strlen(visit->typed);

	if (!visit->teacher && visit->identify != IDENTIFY_KEYPAD)
		go(visit, IDENTIFY_KEYPAD);
	if (len + 1 < sizeof(visit->typed)) {
		visit->typed[len] = (char)('0' + digit);
		visit->typed[len + 1] = '\0';
	}
}

#define VEST_DIGITS 3

static void type_vest(struct visit *visit, int digit)
{
	size_t len = strlen(visit->typed);

	if (digit < 0 && len)
		visit->typed[len - 1] = '\0';
	else if (digit >= 0 && len < VEST_DIGITS)
		snprintf(visit->typed + len, sizeof(visit->typed) - len, "%d",
			digit % 10);
}

static void type_letter(struct visit *visit, int letter)
{
	size_t len;

	if (letter < 0 || letter > 25)
		return;
	if (visit->identify != IDENTIFY_NAMES)
		go(visit, IDENTIFY_NAMES);
	len = strlen(visit->letters);
	if (len + 1 < sizeof(visit->letters)) {
		visit->letters[len] = (char)('a' + letter);
		visit->letters[len + 1] = '\0';
	}
}

static void erase(struct visit *visit)
{
	char *typed = visit->identify == IDENTIFY_NAMES ? visit->letters : visit->typed;
	size_t len = strlen(typed);

	if (len)
		typed[len - 1] = '\0';
}

static bool in_reach(const struct model *m, const struct intent *want)
{
	return want->index >= 0 && want->index < m->n_classes;
}

/* Only what is behind the teacher's key is opened by name; the children's screens follow
 * from where they stand. */
static bool can_open(int screen)
{
	return screen > SCREEN_POSTER && screen < SCREENS &&
	       (screens[screen].whose == TEACHER || screens[screen].whose == MENU);
}

static void open_screen(struct visit *visit, int screen)
{
	if (!can_open(screen))
		return;
	visit->from = screen == (int)visit->from || visit->teacher == SCREEN_MENU ||
				      visit->teacher == SCREEN_TEACHER
			      ? SCREEN_POSTER
			      : visit->teacher;
	visit->teacher = (enum screen)screen;
	visit->page = 0;
}

/* What is behind the teacher's key is behind the PIN too. Without one, or when it was
 * typed, that screen sets another. */
static void open_behind_pin(struct visit *visit, const struct model *m, int screen)
{
	if (!can_open(screen))
		return;
	if (m->locked && screen != SCREEN_PIN) {
		visit->wanted = (enum screen)screen;
		screen = SCREEN_PIN;
	} else if (screen == SCREEN_PIN) {
		visit->wanted = visit->teacher;
	}
	wipe_typed(visit);
	open_screen(visit, screen);
}

void visit_unlocked(struct visit *visit)
{
	enum screen wanted = visit->wanted ? visit->wanted : SCREEN_TEACHER;

	visit->teacher = visit->from = visit->wanted = SCREEN_POSTER;
	visit->quits = false;
	wipe_typed(visit);
	open_screen(visit, (int)wanted);
}

void visit_teacher_left(struct visit *visit)
{
	visit->teacher = visit->from = visit->wanted = SCREEN_POSTER;
	visit->quits = false;
	go(visit, IDENTIFY_POSTER);
}

/* Closing the window needs the PIN too; a kiosk without one is only left by 退出程序. */
static bool quit(struct visit *visit, const struct model *m)
{
	if (!m->locked && m->kiosk) {
		open_screen(visit, SCREEN_CLOSE);
		return true;
	}
	if (!m->locked)
		return false;
	open_behind_pin(visit, m, SCREEN_TEACHER);
	visit->quits = true;
	return true;
}

bool screens_step(
	struct visit *visit, const struct model *model, const struct intent *want)
{
	switch (want->kind) {
	case INTENT_NONE:
		return true;
	case INTENT_POSTER:
		go(visit, IDENTIFY_POSTER);
		return true;
	case INTENT_CLASSES:
		go(visit, IDENTIFY_CLASSES);
		return true;
	case INTENT_CLASS:
		go(visit, IDENTIFY_TILES);
		visit->class_index = in_reach(model, want) ? want->index : 0;
		return true;
	case INTENT_KEYPAD:
		go(visit, IDENTIFY_KEYPAD);
		return true;
	case INTENT_NAMES:
		go(visit, IDENTIFY_NAMES);
		return true;
	case INTENT_LETTER:
		type_letter(visit, want->index);
		return true;
	case INTENT_DIGIT:
		type(visit, want->index);
		return true;
	case INTENT_ERASE:
		erase(visit);
		return true;
	case INTENT_OPEN:
		open_behind_pin(visit, model, want->index);
		return true;
	case INTENT_QUIT:
		return quit(visit, model);
	case INTENT_LEAVE:
		visit_teacher_left(visit);
		return true;
	case INTENT_LACKS:
		if (visit->teacher != SCREEN_CELL)
			open_screen(visit, SCREEN_CELL);
		visit->row = want->index;
		visit->column = want->other;
		visit->page = 0;
		return true;
	case INTENT_PAGE:
		visit->page = want->index;
		return true;
	case INTENT_HIDE_RATES:
		visit->hide_rates = !visit->hide_rates;
		return true;
	case INTENT_CHIP:
		visit->chip = want->index + 1;
		visit->page = 0;
		return true;
	case INTENT_SELECT:
		visit->selected = want->index;
		return true;
	case INTENT_RUN_MODE:
		visit->run_end = want->index;
		visit->selected = -1;
		visit->chip = 0;
		visit->typed[0] = '\0';
		return true;
	case INTENT_RUN_DIGIT:
		type_vest(visit, want->index);
		return true;
	case INTENT_RUN_NAME: /* and the next one */
		visit->chip = 0;
		return false;
	case INTENT_RUN_CLASS: /* there may be more of them */
	case INTENT_RUN_PRESS: /* whatever is being mended goes on */
	case INTENT_HAND_KEY:
	case INTENT_SCAN: /* of somebody else: who is touched stays so */
		return false;
	case INTENT_NUMBER:
	case INTENT_PIN:
	case INTENT_RUN_NUMBER:
		visit->run_end = 0;
		wipe_typed(visit);
		return false;
	default:
		visit->selected = -1;
		visit->run_end = 0;
		visit->chip = 0;
		return false;
	}
}
