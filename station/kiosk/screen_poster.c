/*
 * The poster: what is done here, in three pictures, and how to begin.
 */
#include <string.h>

#include "screen.h"

struct step {
	const char *picture;
	enum text how;
};

/* Twelve items of the standard, by their keys in schema/items.yaml. An item that
 * is not here has a poster without pictures. */
static const struct {
	const char *item;
	struct step steps[3];
} posters[] = {
	{ "height", { { "shoes_off", TEXT_HOW_SHOES_OFF },
			    { "rod_stand", TEXT_HOW_STAND_STRAIGHT },
			    { "rod_look", TEXT_HOW_LOOK_AHEAD } } },
	{ "weight", { { "shoes_off", TEXT_HOW_SHOES_OFF },
			    { "scale_stand", TEXT_HOW_STAND_MIDDLE },
			    { "scale_still", TEXT_HOW_STAND_FIRM } } },
	{ "vital_capacity", { { "blow_in", TEXT_HOW_BREATHE_IN },
				    { "blow_seal", TEXT_HOW_SEAL_LIPS },
				    { "blow_out", TEXT_HOW_BLOW_OUT } } },
	{ "run50",
		{ { "run_ready", TEXT_HOW_AT_LINE }, { "run_go", TEXT_HOW_RUN_ON_CALL },
			{ "run_finish", TEXT_HOW_CROSS_LINE } } },
	{ "shuttle_50x8", { { "run_ready", TEXT_HOW_AT_LINE },
				  { "run_turn", TEXT_HOW_ROUND_POLE },
				  { "run_finish", TEXT_HOW_CROSS_LINE } } },
	{ "run1000",
		{ { "run_ready", TEXT_HOW_AT_LINE }, { "run_even", TEXT_HOW_RUN_EVEN },
			{ "run_finish", TEXT_HOW_CROSS_LINE } } },
	{ "run800",
		{ { "run_ready", TEXT_HOW_AT_LINE }, { "run_even", TEXT_HOW_RUN_EVEN },
			{ "run_finish", TEXT_HOW_CROSS_LINE } } },
	{ "sit_reach", { { "reach_sit", TEXT_HOW_SIT_STRAIGHT },
			       { "reach_lean", TEXT_HOW_PUSH_SLOWLY },
			       { "reach_hold", TEXT_HOW_HOLD_THERE } } },
	{ "rope_skip", { { "rope_ready", TEXT_HOW_TAKE_ROPE },
			       { "rope_jump", TEXT_HOW_JUMP_ON_CALL },
			       { "minute", TEXT_HOW_JUMP_MINUTE } } },
	{ "situps", { { "situp_lie", TEXT_HOW_LIE_DOWN },
			    { "situp_up", TEXT_HOW_ELBOWS_KNEES },
			    { "minute", TEXT_HOW_CURL_MINUTE } } },
	{ "long_jump", { { "jump_ready", TEXT_HOW_BEHIND_LINE },
			       { "jump_fly", TEXT_HOW_BOTH_FEET },
			       { "jump_land", TEXT_HOW_STAY_PUT } } },
	{ "pull_ups",
		{ { "pull_hang", TEXT_HOW_GRIP_BAR }, { "pull_up", TEXT_HOW_CHIN_OVER },
			{ "pull_down", TEXT_HOW_ARMS_STRAIGHT } } },
};

static const struct step *steps_of(const char *item)
{
	for (size_t i = 0; i < sizeof(posters) / sizeof(posters[0]); i++)
		if (strcmp(posters[i].item, item) == 0)
			return posters[i].steps;
	return NULL;
}

const char *poster_picture(const char *item, int step)
{
	const struct step *steps = steps_of(item);

	return steps ? steps[step].picture : NULL;
}

static void draw_number(struct ui *ui, struct rect at, int number)
{
	char words[12];

	snprintf(words, sizeof(words), "%d", number);
	ui_box(ui, at, COLOR_MAIN, at.h / 2);
	ui_text(ui, at, words,
		styled(ui_style(ui, 42, DRAW_BOLD, COLOR_MAIN_INK), DRAW_CENTER,
			DRAW_SHRINK));
}

/* The words stand under the picture. */
static void draw_step(struct ui *ui, struct rect at, int index, const struct step *step)
{
	struct rect inner = area_inset(at, 24, 20), caption;

	ui_panel(ui, at);
	caption = area_cut_bottom(&inner, 72);
	draw_number(ui, (struct rect){ at.x + 20, at.y + 20, 64, 64 }, index + 1);
	ui_picture(ui, inner, step->picture, COLOR_INK);
	ui_text(ui, caption, tr(ui, step->how),
		styled(ui_style(ui, 52, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
			DRAW_SHRINK));
}

/* The words stand beside it. */
static void draw_wide_step(
	struct ui *ui, struct rect at, int index, const struct step *step)
{
	struct rect rest = area_inset(at, 24, 12);
	struct rect number = area_cut_left(&rest, 64);

	ui_panel(ui, at);
	draw_number(ui, area_center(number, 64, 64), index + 1);
	area_cut_left(&rest, 40);
	ui_picture(ui, area_cut_left(&rest, rest.h), step->picture, COLOR_INK);
	area_cut_left(&rest, 48);
	ui_text(ui, rest, tr(ui, step->how),
		styled(ui_style(ui, 72, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
}

/* Upright one over another. */
static void draw_steps(struct ui *ui, struct rect at, const char *item)
{
	const struct step *steps = steps_of(item);

	for (int i = 0; steps && i < 3; i++)
		if (ui_is_upright(ui))
			draw_wide_step(ui, area_cell(at, 1, 3, 0, i, 20), i, &steps[i]);
		else
			draw_step(ui, area_cell(at, 3, 1, i, 0, 36), i, &steps[i]);
}

/* Who is next in the list's order; a touch is that child's. */
static bool draw_called(struct ui *ui, const struct model *m, struct rect at)
{
	struct draw_style label = ui_style(ui, 32, DRAW_REGULAR, COLOR_INK_SOFT);
	struct draw_style name = ui_style(ui, 60, DRAW_BOLD, COLOR_INK);
	bool pressed = ui_panel_button(ui, "called", 0, at, false);
	struct rect go;

	at = area_inset(at, 28, 10);
	go = area_cut_right(&at, 48);
	ui_picture(ui, area_center(go, 44, 44), "forward", COLOR_MAIN);
	ui_text(ui, area_cut_top(&at, 38), tr(ui, TEXT_NEXT), label);
	ui_text(ui, area_cut_top(&at, 76), m->next_line,
		styled(name, DRAW_LEFT, DRAW_SHRINK));
	if (m->after_next_line[0])
		ui_text(ui, at,
			tr_with(ui, TEXT_THEN_AFTER, m->after_next_line, NULL, NULL),
			styled(label, DRAW_LEFT, DRAW_SHRINK));
	return pressed;
}

/* 跳过 puts the one who does not come at the end of the list. */
static struct intent draw_queue_keys(
	struct ui *ui, const struct model *m, struct rect at)
{
	struct rect skip = area_cut_right(&at, 168);

	area_cut_right(&at, GAP);
	if (ui_button(ui, "skip", skip, tr(ui, TEXT_SKIP), 48, BUTTON_PLAIN))
		return intent(INTENT_SKIP);
	return intent(draw_called(ui, m, at) ? INTENT_CALLED : INTENT_NONE);
}

static void draw_title(struct ui *ui, const struct model *m, struct rect at)
{
	ui_text(ui, at, m->item.name,
		styled(ui_style(ui, 128, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
}

static void draw_mouthpiece(struct ui *ui, struct rect at)
{
	struct rect chip = area_center(at, at.w, 96);

	ui_box(ui, chip, COLOR_READY, 48);
	ui_text(ui, area_inset(chip, 24, 0), tr(ui, TEXT_NEW_MOUTHPIECE),
		styled(ui_style(ui, 56, DRAW_BOLD, COLOR_READY_INK), DRAW_CENTER,
			DRAW_SHRINK));
}

static struct intent typed(struct ui *ui)
{
	const struct ui_event *e = ui_event(ui, UI_CHAR);
	struct intent want = intent(INTENT_NONE);

	if (e && letter_of(e->text) >= 0)
		want = intent_index(INTENT_LETTER, letter_of(e->text));
	else if (e && e->text[0] >= '0' && e->text[0] <= '9')
		want = intent_index(INTENT_DIGIT, e->text[0] - '0');
	else
		return want;
	ui_take(ui);
	return want;
}

static void draw_call(struct ui *ui, struct rect at, bool heat)
{
	ui_text(ui, at, tr(ui, heat ? TEXT_CHOOSE_CLASS : TEXT_IDENTIFY),
		styled(ui_style(ui, 112, DRAW_BLACK, COLOR_MAIN), DRAW_LEFT,
			DRAW_SHRINK));
}

static struct intent keys(
	struct ui *ui, struct rect choose, struct rect number, bool heat)
{
	struct intent want = intent(INTENT_NONE);

	if (ui_icon_button(ui, "choose name", choose, "list",
		    tr(ui, heat ? TEXT_CHOOSE_CLASS_KEY : TEXT_CHOOSE_NAME), 80,
		    BUTTON_MAIN))
		want = intent(INTENT_CLASSES);
	if (ui_icon_button(ui, "test number", number, "keypad",
		    tr(ui, TEXT_TEST_NUMBER), 64, BUTTON_PLAIN))
		want = intent(INTENT_KEYPAD);
	return want;
}

#define CALL_H	172
#define TITLE_H 148

static struct intent draw_wide(
	struct ui *ui, const struct model *m, struct rect rest, bool heat)
{
	struct rect foot = area_cut_bottom(&rest, 156), choose;
	struct rect call, title = area_cut_top(&rest, TITLE_H);
	int key_w = foot.w * 30 / 100;
	struct intent queue = intent(INTENT_NONE), want;

	if (m->item.blows)
		draw_mouthpiece(ui, area_cut_right(&title, 520));
	draw_title(ui, m, title);
	area_cut_top(&rest, 16);
	area_cut_bottom(&rest, 28);
	call = area_cut_bottom(&rest, CALL_H);
	area_cut_bottom(&rest, 20);
	draw_steps(ui, rest, m->item.key);
	if (m->next_line[0])
		queue = draw_queue_keys(
			ui, m, area_cut_right(&call, call.w - 2 * key_w - 40));
	area_cut_right(&call, m->next_line[0] ? 24 : 0);
	draw_call(ui, call, heat);
	choose = area_cut_left(&foot, key_w * 2);
	area_cut_left(&foot, 40);
	want = keys(ui, choose, foot, heat);
	return queue.kind != INTENT_NONE ? queue : want;
}

static struct intent draw_upright(
	struct ui *ui, const struct model *m, struct rect rest, bool heat)
{
	struct rect number = area_cut_bottom(&rest, 144), choose;
	struct intent queue = intent(INTENT_NONE), want;

	area_cut_bottom(&rest, 24);
	choose = area_cut_bottom(&rest, 168);
	area_cut_bottom(&rest, 28);
	if (m->next_line[0])
		queue = draw_queue_keys(ui, m, area_cut_bottom(&rest, CALL_H));
	draw_title(ui, m, area_cut_top(&rest, TITLE_H));
	if (m->item.blows)
		draw_mouthpiece(ui, area_cut_top(&rest, 112));
	area_cut_top(&rest, 16);
	draw_call(ui, area_cut_bottom(&rest, 168), heat);
	draw_steps(ui, rest, m->item.key);
	want = keys(ui, choose, number, heat);
	return queue.kind != INTENT_NONE ? queue : want;
}

struct intent screen_poster(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent digit = typed(ui), want;
	struct rect rest = area_inset(at, MARGIN, 32);
	bool heat = m->item.form != FORM_SINGLE; /* called by class */

	want = ui_is_upright(ui) ? draw_upright(ui, m, rest, heat)
				 : draw_wide(ui, m, rest, heat);
	return want.kind != INTENT_NONE ? want : digit;
}
