/*
 * 测试: one child is being measured. The number is the hero; for height and weight
 * there is no number, because others look on.
 */
#include <string.h>

#include "screen.h"

/* ---- the right third ---- */

static void draw_try(struct ui *ui, struct rect at, int index, const struct model *m)
{
	const struct model_try *t = &m->attempt.tries[index];
	bool now = index + 1 == m->attempt.number;
	int size = at.h * 2 / 3, sign = at.h * 5 / 9;
	struct draw_style style = ui_style(
		ui, size, t->best ? DRAW_BOLD : DRAW_MEDIUM, COLOR_INK);
	char number[12];
	struct rect label, shape;

	ui_box(ui, at, now ? COLOR_READY_PALE : COLOR_GROUND, 12);
	at = area_inset(at, 20, 0);
	label = area_cut_left(&at, 56);
	snprintf(number, sizeof(number), "%d", index + 1);
	ui_text(ui, label, number,
		styled(ui_style(ui, size * 5 / 6, DRAW_REGULAR, COLOR_INK_SOFT),
			DRAW_LEFT, DRAW_SHRINK));
	shape = area_center(area_cut_right(&at, 48), sign, sign);
	if (t->phase == PHASE_SAVED)
		ui_picture(ui, shape, "check", COLOR_GO);
	if (t->phase == PHASE_NOT_COUNTED)
		ui_picture(ui, shape, "again", COLOR_AGAIN_WORD);
	area_cut_right(&at, 12);
	ui_text(ui, at, kindly(t->text), styled(style, DRAW_RIGHT, DRAW_SHRINK));
}

#define TRY_H	72
#define TRY_GAP 12

/* Up to eight of them: then the rows are lower, so that the last is seen. */
void draw_tries(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_attempt *a = &m->attempt;
	int n = a->of < MODEL_TRIES ? a->of : MODEL_TRIES, each;

	if (a->of <= 1) /* the only one needs no list */
		return;
	ui_text(ui, area_cut_top(&at, 72),
		tr_int(ui, TEXT_ATTEMPT_OF, a->number, a->of),
		styled(ui_style(ui, 56, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	area_cut_top(&at, TRY_GAP);
	each = (at.h + TRY_GAP) / n;
	each = each < TRY_H + TRY_GAP ? each : TRY_H + TRY_GAP;
	for (int i = 0; i < n; i++) {
		struct rect row = area_cut_top(&at, each);

		area_cut_bottom(&row, each < TRY_H ? 4 : TRY_GAP);
		draw_try(ui, row, i, m);
	}
}

/* Nobody's name is smaller. */
static void draw_waiting(struct ui *ui, struct rect at, enum text label,
	const char *name, int label_size, int size)
{
	bool nobody = !name[0];

	ui_text(ui, area_cut_top(&at, label_size * 4 / 3), tr(ui, label),
		ui_style(ui, label_size, DRAW_REGULAR, COLOR_INK_SOFT));
	if (nobody)
		size = size < 48 ? size : 48;
	ui_text(ui, at, nobody ? tr(ui, TEXT_NOBODY_NEXT) : name,
		styled(ui_style(ui, size,
			       nobody	   ? DRAW_REGULAR
			       : size > 56 ? DRAW_BOLD
					   : DRAW_MEDIUM,
			       nobody ? COLOR_INK_SOFT : COLOR_INK),
			DRAW_LEFT, DRAW_SHRINK));
}

void draw_queue(struct ui *ui, const struct model *m, struct rect at)
{
	draw_waiting(ui, area_cut_top(&at, 136), TEXT_NEXT, m->next_line, 36, 64);
	area_cut_top(&at, 12);
	draw_waiting(ui, area_cut_top(&at, 104), TEXT_AFTER_NEXT, m->after_next_line,
		36, 40);
}

#define ALONE_H 260

/* Where nothing else stands beside the child's try, they are read from farther away. */
static void draw_large_queue(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect next;

	if (ui_is_upright(ui)) {
		next = area_cut_left(&at, (at.w - 48) / 2);
		area_cut_left(&at, 48);
		at.h = next.h = ALONE_H;
		draw_waiting(ui, next, TEXT_NEXT, m->next_line, 48, 120);
		draw_waiting(ui, at, TEXT_AFTER_NEXT, m->after_next_line, 48, 80);
		return;
	}
	next = area_cut_top(&at, at.h / 2);
	draw_waiting(ui, area_center(next, next.w, ALONE_H), TEXT_NEXT, m->next_line,
		48, 120);
	ui_box(ui, area_cut_top(&at, 3), COLOR_LINE, 0);
	draw_waiting(ui, area_center(at, at.w, ALONE_H - 40), TEXT_AFTER_NEXT,
		m->after_next_line, 48, 80);
}

void draw_called_line(struct ui *ui, const struct model *m, struct rect at)
{
	const char *after = m->after_next_line[0] ? m->after_next_line
						  : tr(ui, TEXT_NOBODY_NEXT);

	if (m->next_line[0])
		ui_text(ui, at, tr_with(ui, TEXT_CALLED, m->next_line, after, NULL),
			styled(ui_style(ui, 40, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
}

/* Said to the child, and to those who try to look. */
static void draw_private_note(struct ui *ui, struct rect at)
{
	struct rect note = area_cut_top(&at, 88);

	ui_box(ui, note, COLOR_GROUND, 12);
	note = area_inset(note, 24, 0);
	ui_picture(ui, area_center(area_cut_left(&note, 56), 52, 52), "eye_shut",
		COLOR_INK_SOFT);
	area_cut_left(&note, 20);
	ui_text(ui, note, tr(ui, TEXT_PRIVATE),
		styled(ui_style(ui, 44, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
}

#define QUEUE_H 290

/* Until something is saved a child may say that it is somebody else. */
static bool may_leave(const struct model *m)
{
	return m->stage == STAGE_ATTEMPT && m->attempt.phase != PHASE_SAVED;
}

static struct intent side_key(struct ui *ui, const struct model *m, struct rect at)
{
	if (may_leave(m) &&
		(ui_button(ui, "not me", at, tr(ui, TEXT_NOT_ME), 48, BUTTON_PLAIN) ||
			ui_key_pressed(ui, UI_KEY_ESCAPE)))
		return intent(INTENT_NOT_ME);
	if (m->stage == STAGE_RESULT &&
		(ui_button(ui, "next", at, tr(ui, TEXT_FINE_NEXT), 48, BUTTON_MAIN) ||
			ui_key_pressed(ui, UI_KEY_ENTER)))
		return intent(INTENT_NEXT);
	return intent(INTENT_NONE);
}

void draw_side(struct ui *ui, const struct model *m, struct rect at)
{
	bool alone = !m->item.is_private && m->attempt.of <= 1;
	struct rect queue;

	at = area_inset(at, 36, 0);
	if (alone) {
		draw_large_queue(ui, m, at);
		return;
	}
	if (ui_is_upright(ui)) {
		queue = area_cut_right(&at, (at.w - 48) / 2);
		area_cut_right(&at, 48);
	} else {
		queue = area_cut_bottom(&at, QUEUE_H);
		area_cut_bottom(&at, 16);
		ui_box(ui, area_cut_top(&queue, 3), COLOR_LINE, 0);
		area_cut_top(&queue, 20);
	}
	draw_queue(ui, m, queue);
	if (m->item.is_private)
		draw_private_note(ui, at);
	else
		draw_tries(ui, m, at);
}

/* Cuts the side off `rest` and draws it: at the right, upright at the bottom. */
static struct intent side(struct ui *ui, const struct model *m, struct rect *rest)
{
	struct rect panel, key;

	if (ui_is_upright(ui)) {
		key = area_cut_bottom(rest, 120);
		area_cut_bottom(rest, 32);
		panel = area_cut_bottom(rest, SIDE_H);
		area_cut_bottom(rest, 32);
		ui_panel(ui, panel);
		draw_side(ui, m, area_inset(panel, 0, 32));
		return side_key(ui, m, key);
	}
	panel = area_cut_right(rest, (rest->w + 2 * MARGIN) * 35 / 100 - MARGIN);
	area_cut_right(rest, 40);
	ui_panel(ui, panel);
	panel = area_inset(panel, 0, 32);
	key = area_inset(area_cut_bottom(&panel, 96), 36, 0);
	area_cut_bottom(&panel, 24);
	draw_side(ui, m, panel);
	return side_key(ui, m, key);
}

static void draw_person(struct ui *ui, const struct model *m, struct rect at)
{
	ui_text(ui, at, m->person.line,
		styled(ui_style(ui, 64, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
}

/* ---- one child, with a number ---- */

static const char *band_word(struct ui *ui, const struct model *m)
{
	const struct model_attempt *a = &m->attempt;

	if (a->phase == PHASE_REST && a->seconds_left >= 0)
		return tr_int(ui, TEXT_REST_LEFT, a->seconds_left, 0);
	return tr(ui, phase_text(a->phase));
}

/* 还有10秒, or the moving bar of the spirometer. */
static void draw_under_value(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_attempt *a = &m->attempt;

	if (a->bar_permille >= 0)
		ui_progress(ui, area_center(at, at.w, 40),
			a->bar_permille < 1000 ? a->bar_permille : 999, 1000);
	else if (a->seconds_left >= 0 && a->phase != PHASE_REST)
		ui_text(ui, at, tr_int(ui, TEXT_SECONDS_LEFT, a->seconds_left, 0),
			styled(ui_style(ui, 88, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
				DRAW_SHRINK));
}

/* Nothing measured yet: how to stand, how to begin; or the sign of the state. */
static void draw_what_to_do(struct ui *ui, const struct model *m, struct rect at)
{
	enum phase phase = m->attempt.phase;
	const char *picture = NULL;

	if (phase == PHASE_READY || phase == PHASE_GO || phase == PHASE_MEASURING)
		picture = poster_picture(m->item.key, phase == PHASE_READY ? 0 : 1);
	if (picture && at.h > 600)
		ui_picture(ui, area_center(at, at.w, 600), picture, COLOR_INK);
	else if (picture)
		ui_picture(ui, area_inset(at, 0, 24), picture, COLOR_INK);
	else
		ui_picture(ui, area_center(at, 280, 280), phase_picture(phase),
			phase_sign_color(phase));
}

/* Those that only the operator may press, under the sentence; across an upright sheet. */
static struct intent operator_keys(
	struct ui *ui, const struct model *m, struct rect row)
{
	const struct model_attempt *a = &m->attempt;
	bool asked = a->phase == PHASE_ASKED;
	int n = a->can_zero + a->can_accept + asked;
	int w = n > 0 ? (row.w - 40 * (n - 1)) / n : 0;
	struct intent want = intent(INTENT_NONE);

	if (w > 400 && (n == 1 || !ui_is_upright(ui)))
		w = 400;
	row = area_center(row, n * w + (n - 1) * 40, row.h);
	if (a->can_zero &&
		ui_button(ui, "zero valid", area_cut_right(&row, w),
			tr(ui, a->is_length ? TEXT_ZERO_LENGTH_VALID : TEXT_ZERO_VALID),
			48, BUTTON_PLAIN))
		want = intent(INTENT_ZERO_VALID);
	area_cut_right(&row, a->can_zero ? 40 : 0);
	if (a->can_accept && ui_button(ui, "value valid", area_cut_right(&row, w),
				     tr(ui, TEXT_VALUE_VALID), 48, BUTTON_PLAIN))
		want = intent(INTENT_VALUE_VALID);
	area_cut_right(&row, a->can_accept ? 40 : 0);
	if (asked && ui_button(ui, "again", area_cut_right(&row, w), tr(ui, TEXT_AGAIN),
			     48, BUTTON_MAIN))
		want = intent(INTENT_MEASURE);
	return want;
}

/* Why nothing was saved; and what only the operator may answer. */
static struct intent asked_keys(struct ui *ui, const struct model *m, struct rect *rest)
{
	const struct model_attempt *a = &m->attempt;
	struct intent want = intent(INTENT_NONE);

	if (a->phase == PHASE_ASKED || a->can_zero || a->can_accept) {
		want = operator_keys(ui, m, area_cut_bottom(rest, 96));
		area_cut_bottom(rest, 16);
	}
	if (a->why_text[0])
		ui_text(ui, area_cut_bottom(rest, 80), a->why_text,
			styled(ui_style(ui, 56, DRAW_BOLD, COLOR_INK), DRAW_CENTER,
				DRAW_SHRINK));
	return want;
}

static void draw_value(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_attempt *a = &m->attempt;
	bool zero = m->item.hide_zero && strcmp(a->value_text, "0") == 0;

	if (a->value_text[0] && !zero) {
		const char *room = a->phase == PHASE_ASKED	? ""
				   : strchr(a->value_text, '.') ? "00.0"
								: "000";

		ui_figure(
			ui, at, a->value_text, room, a->unit_text, 360, 72, COLOR_INK);
		return;
	}
	draw_what_to_do(ui, m, at);
}

#define BAND_H 150

static void draw_band(
	struct ui *ui, const struct model *m, struct rect *rest, const char *word)
{
	ui_band(ui, area_cut_bottom(rest, BAND_H), m->attempt.phase, word);
	area_cut_bottom(rest, ui_is_upright(ui) ? 24 : 16);
}

struct intent screen_attempt(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 32);
	struct intent want = side(ui, m, &rest), asked;

	draw_person(ui, m, area_cut_top(&rest, 96));
	draw_band(ui, m, &rest, band_word(ui, m));
	asked = asked_keys(ui, m, &rest);
	if (m->attempt.bar_permille >= 0 ||
		(m->attempt.seconds_left >= 0 && m->attempt.phase != PHASE_REST))
		draw_under_value(ui, m, area_cut_bottom(&rest, 120));
	draw_value(ui, m, rest);
	return asked.kind != INTENT_NONE ? asked : want;
}

/* ---- weighing: no digit is drawn ---- */

static void draw_private(struct ui *ui, const struct model *m, struct rect at)
{
	bool saved = m->attempt.phase == PHASE_SAVED;
	bool height = strcmp(m->item.key, "height") == 0;
	const char *stand = height ? "rod_stand" : "scale_stand";
	struct rect words = area_cut_bottom(&at, at.h * 40 / 100);

	ui_picture(ui, area_inset(at, 0, 16), saved ? "check" : stand,
		saved ? COLOR_GO : COLOR_INK);
	ui_text(ui, words, tr(ui, saved ? TEXT_WELL_MEASURED : TEXT_STAND_STILL),
		styled(ui_style(ui, words.h < 220 ? words.h * 9 / 10 : 200, DRAW_BLACK,
			       saved ? COLOR_GO : COLOR_INK),
			DRAW_CENTER, DRAW_SHRINK));
}

struct intent screen_weighing(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect rest = area_inset(at, MARGIN, 32);
	struct intent want = side(ui, m, &rest), asked;

	draw_person(ui, m, area_cut_top(&rest, 96));
	draw_band(ui, m, &rest, tr(ui, phase_text(m->attempt.phase)));
	asked = asked_keys(ui, m, &rest);
	draw_private(ui, m, rest);
	return asked.kind != INTENT_NONE ? asked : want;
}
