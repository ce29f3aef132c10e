#include "ui.h"

#include "text.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUEUE	  64
#define PHRASES	  16
#define SHEET_H	  1080
#define SHEET_MIN 1728
#define UPRIGHT_W 1080
#define TARGETS	  256 /* of one pass; what is beyond is for fingers only */
#define RING	  6

struct target {
	uint32_t id;
	struct rect at; /* pixels */
};

struct ui {
	const struct texts *texts;
	const struct theme *theme;
	struct draw list;
	int width, height;
	int num, den; /* pixels of one length of the sheet: num / den */
	bool upright;

	struct ui_event queue[QUEUE];
	size_t first, n;
	struct scan scan;

	struct ui_event event; /* of this pass */
	bool has_event;
	bool took_event; /* the last pass had one */

	uint32_t scope;
	uint32_t active;  /* the target that a finger went down on; 0 none */
	bool finger_down; /* also when it hit nothing */
	int finger_x, finger_y;

	/* the keyboard's way to the same targets */
	struct target targets[TARGETS]; /* of this pass */
	size_t n_targets;
	uint32_t ring;	  /* 0 none */
	uint32_t entered; /* Enter came for this one in this pass; 0 none */

	char phrases[PHRASES][256];
	unsigned phrase;
};

struct ui *ui_open(const struct texts *texts)
{
	struct ui *ui = mem_alloc(sizeof(*ui));

	ui->texts = texts;
	ui->theme = &theme_light;
	ui->list = (struct draw)DRAW_INIT;
	ui_resize(ui, 1920, SHEET_H);
	return ui;
}

void ui_close(struct ui *ui)
{
	if (!ui)
		return;
	draw_release(&ui->list);
	free(ui);
}

void ui_resize(struct ui *ui, int width, int height)
{
	ui->width = width > 0 ? width : 1;
	ui->height = height > 0 ? height : 1;
	ui_upright(ui, ui->upright);
}

void ui_upright(struct ui *ui, bool can)
{
	ui->upright = can && (int64_t)ui->width * 3 <= (int64_t)ui->height * 2;
	if (ui->upright) {
		ui->num = ui->width;
		ui->den = UPRIGHT_W;
	} else if ((int64_t)ui->width * SHEET_H >= (int64_t)ui->height * SHEET_MIN) {
		ui->num = ui->height;
		ui->den = SHEET_H;
	} else {
		ui->num = ui->width;
		ui->den = SHEET_MIN;
	}
}

bool ui_is_small(const struct ui *ui)
{
	return (int64_t)ui->num * 100 < (int64_t)ui->den * 45;
}

bool ui_is_upright(const struct ui *ui)
{
	return ui->upright;
}

void ui_set_theme(struct ui *ui, const struct theme *theme)
{
	ui->theme = theme;
}

void ui_set_texts(struct ui *ui, const struct texts *texts)
{
	ui->texts = texts;
}

/* ---- events ---- */

static struct ui_event *queued(struct ui *ui, size_t i)
{
	return &ui->queue[(ui->first + i) % QUEUE];
}

static bool drop_a_movement(struct ui *ui)
{
	for (size_t i = 0; i < ui->n; i++) {
		if (queued(ui, i)->kind != UI_MOVE)
			continue;
		for (; i + 1 < ui->n; i++)
			*queued(ui, i) = *queued(ui, i + 1);
		ui->n--;
		return true;
	}
	return false;
}

static void enqueue(struct ui *ui, const struct ui_event *event)
{
	if (event->kind == UI_MOVE && ui->n && queued(ui, ui->n - 1)->kind == UI_MOVE) {
		*queued(ui, ui->n - 1) = *event;
		return;
	}
	if (ui->n == QUEUE && !drop_a_movement(ui))
		return;
	*queued(ui, ui->n) = *event;
	ui->n++;
}

static size_t character_len(const char *s)
{
	unsigned char c = (unsigned char)*s;
	size_t len = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;

	return strnlen(s, len);
}

/* What the scan filter let out becomes events again. */
static void let_out(struct ui *ui, const struct scan_result *r, int64_t at_us)
{
	struct ui_event e = { .kind = UI_SCAN, .at_us = at_us };
	size_t i = 0;

	if (r->got == SCAN_CODE) {
		memcpy(e.text, r->text, sizeof(e.text));
		enqueue(ui, &e);
	}
	if (r->got != SCAN_KEYS)
		return;
	e.kind = UI_CHAR;
	for (const char *s = r->text; *s; s += character_len(s)) {
		e.at_us = r->at_us[i < SCAN_MAX ? i++ : 0];
		snprintf(e.text, sizeof(e.text), "%.*s", (int)character_len(s), s);
		enqueue(ui, &e);
	}
	if (r->enter)
		enqueue(ui,
			&(struct ui_event){
				.kind = UI_KEY, .at_us = at_us, .key = UI_KEY_ENTER });
}

/* A text event may hold several characters. */
static void push_characters(struct ui *ui, const struct ui_event *event)
{
	for (const char *s = event->text; *s; s += character_len(s)) {
		char one[5];
		struct scan_result r;

		snprintf(one, sizeof(one), "%.*s", (int)character_len(s), s);
		r = scan_char(&ui->scan, one, event->at_us);
		let_out(ui, &r, event->at_us);
	}
}

void ui_push(struct ui *ui, const struct ui_event *event)
{
	struct scan_result r;

	if (event->kind == UI_CHAR) {
		push_characters(ui, event);
	} else if (event->kind == UI_KEY && event->key == UI_KEY_ENTER) {
		r = scan_enter(&ui->scan, event->at_us);
		let_out(ui, &r, event->at_us);
	} else {
		enqueue(ui, event);
	}
}

void ui_time(struct ui *ui, int64_t now_us)
{
	struct scan_result r = scan_time(&ui->scan, now_us);

	let_out(ui, &r, now_us);
}

int64_t ui_deadline_us(const struct ui *ui)
{
	return scan_deadline_us(&ui->scan);
}

/* ---- a pass ---- */

static void note_finger(struct ui *ui, const struct ui_event *e)
{
	switch (e->kind) {
	case UI_DOWN:
		ui->finger_down = true;
		ui->active = 0;
		ui->ring = 0;
		ui->finger_x = e->x;
		ui->finger_y = e->y;
		break;
	case UI_MOVE:
	case UI_UP:
		ui->finger_x = e->x;
		ui->finger_y = e->y;
		break;
	case UI_CANCEL:
		ui->finger_down = false;
		ui->active = 0;
		break;
	default:
		break;
	}
}

void ui_begin(struct ui *ui)
{
	draw_begin(&ui->list, ui->width, ui->height);
	ui->has_event = ui->n > 0;
	ui->took_event = ui->has_event;
	ui->n_targets = 0;
	ui->entered = 0;
	if (!ui->has_event)
		return;
	ui->event = *queued(ui, 0);
	ui->first = (ui->first + 1) % QUEUE;
	ui->n--;
	note_finger(ui, &ui->event);
	if (ui->ring && ui_key_pressed(ui, UI_KEY_ENTER))
		ui->entered = ui->ring;
}

bool ui_settled(const struct ui *ui)
{
	return !ui->took_event && ui->n == 0;
}

const struct draw *ui_list(const struct ui *ui)
{
	return &ui->list;
}

void ui_scope(struct ui *ui, uint32_t scope)
{
	if (scope != ui->scope)
		ui->active = ui->ring = ui->entered = 0;
	ui->scope = scope;
}

const struct ui_event *ui_event(struct ui *ui, enum ui_event_kind kind)
{
	return ui->has_event && ui->event.kind == kind ? &ui->event : NULL;
}

int64_t ui_event_us(const struct ui *ui)
{
	return ui->took_event ? ui->event.at_us : 0;
}

void ui_take(struct ui *ui)
{
	ui->has_event = false;
}

bool ui_key_pressed(struct ui *ui, enum ui_key key)
{
	if (!ui_event(ui, UI_KEY) || ui->event.key != key)
		return false;
	ui_take(ui);
	return true;
}

/* ---- the sheet ---- */

struct rect ui_sheet(const struct ui *ui)
{
	return (struct rect){ 0, 0, (int)((int64_t)ui->width * ui->den / ui->num),
		(int)((int64_t)ui->height * ui->den / ui->num) };
}

static int pixels(const struct ui *ui, int length)
{
	int64_t n = (int64_t)length * ui->num * 2 + ui->den;

	return (int)div_floor(n, 2 * (int64_t)ui->den);
}

/* Both edges are rounded, so that neighbours on the sheet stay neighbours. */
static struct rect on_pixels(const struct ui *ui, struct rect r)
{
	int x = pixels(ui, r.x), y = pixels(ui, r.y);

	return (struct rect){ x, y, pixels(ui, r.x + r.w) - x,
		pixels(ui, r.y + r.h) - y };
}

static uint32_t target_id(const struct ui *ui, const char *name, int index)
{
	uint32_t hash = UINT32_C(0x811c9dc5) ^ ui->scope;

	for (; *name; name++)
		hash = (hash ^ (uint8_t)*name) * UINT32_C(0x01000193);
	hash = (hash ^ (uint32_t)index) * UINT32_C(0x01000193);
	return hash ? hash : 1;
}

struct touch ui_touch(struct ui *ui, const char *name, int index, struct rect at)
{
	uint32_t id = target_id(ui, name, index);
	struct rect box = on_pixels(ui, at);
	bool inside = rect_contains(box, ui->finger_x, ui->finger_y);
	struct touch touch = { false, false };
	char label[64];

	snprintf(label, sizeof(label), "%s %d", name, index);
	draw_touch(&ui->list, box, label);
	if (ui->n_targets < TARGETS)
		ui->targets[ui->n_targets++] = (struct target){ id, box };
	touch.pressed = ui->entered == id;
	if (ui_event(ui, UI_DOWN) && inside) {
		ui->active = id;
		ui_take(ui);
	} else if (ui_event(ui, UI_UP) && inside && ui->active == id) {
		touch.pressed = true;
		ui_take(ui);
	}
	touch.held = ui->finger_down && ui->active == id && inside;
	return touch;
}

struct touch ui_touch_down(
	struct ui *ui, const char *name, int index, struct rect at, int64_t *at_us)
{
	bool down = ui_event(ui, UI_DOWN) != NULL;
	struct touch touch = ui_touch(ui, name, index, at);

	*at_us = ui->event.at_us;
	/* The ring's Enter was taken when the pass began. */
	touch.pressed = (down && !ui->has_event && touch.held) ||
			(touch.pressed && ui->event.kind == UI_KEY);
	return touch;
}

static uint32_t ink(const struct ui *ui, enum paint_color color)
{
	return ui->theme->color[color];
}

/* ---- the ring --------------------------------------------------------------------- */

static const struct target *ringed(const struct ui *ui)
{
	for (size_t i = 0; i < ui->n_targets; i++)
		if (ui->targets[i].id == ui->ring)
			return &ui->targets[i];
	return NULL;
}

bool ui_ring(const struct ui *ui, struct rect *at)
{
	const struct target *t = ui->ring ? ringed(ui) : NULL;

	if (t)
		*at = t->at;
	return t != NULL;
}

/* How far it is to the middle of `to`, against the grain twice; -1: it lies elsewhere. */
static int way(struct rect from, struct rect to, enum ui_key key)
{
	int dx = to.x + to.w / 2 - (from.x + from.w / 2);
	int dy = to.y + to.h / 2 - (from.y + from.h / 2);
	int along = key == UI_KEY_LEFT	  ? -dx
		    : key == UI_KEY_RIGHT ? dx
		    : key == UI_KEY_UP	  ? -dy
					  : dy;
	int aside = abs(key == UI_KEY_LEFT || key == UI_KEY_RIGHT ? dy : dx);

	return along > 0 ? along + 2 * aside : -1;
}

static const struct target *towards(
	const struct ui *ui, const struct target *from, enum ui_key key)
{
	const struct target *best = from;
	int shortest = -1;

	for (size_t i = 0; i < ui->n_targets; i++) {
		int far = way(from->at, ui->targets[i].at, key);

		if (far >= 0 && (shortest < 0 || far < shortest)) {
			shortest = far;
			best = &ui->targets[i];
		}
	}
	return best;
}

static void move_ring(struct ui *ui, enum ui_key key)
{
	const struct target *from = ringed(ui);
	size_t n = ui->n_targets, i = from ? (size_t)(from - ui->targets) : n;

	if (!n)
		return;
	if (key == UI_KEY_BACKTAB)
		i = from && i ? i - 1 : n - 1;
	else if (key == UI_KEY_TAB || !from)
		i = from ? (i + 1) % n : 0;
	else
		i = (size_t)(towards(ui, from, key) - ui->targets);
	ui->ring = ui->targets[i].id;
}

static bool moves_ring(enum ui_key key)
{
	return key >= UI_KEY_TAB && key <= UI_KEY_DOWN;
}

static void draw_ring(struct ui *ui, struct rect at)
{
	int w = pixels(ui, RING) > 2 ? pixels(ui, RING) : 2;
	struct rect outer = { at.x - w, at.y - w, at.w + 2 * w, at.h + 2 * w };

	draw_box(
		&ui->list, outer, 0, ink(ui, COLOR_INK), 2 * w, pixels(ui, RADIUS) + w);
	outer = (struct rect){ at.x - w / 2, at.y - w / 2, at.w + w / 2 * 2,
		at.h + w / 2 * 2 };
	draw_box(&ui->list, outer, 0, ink(ui, COLOR_AGAIN), w,
		pixels(ui, RADIUS) + w / 2);
}

/* Whose target is gone loses it. */
static void ring_around(struct ui *ui)
{
	const struct target *t;

	if (ui_event(ui, UI_KEY) && moves_ring(ui->event.key))
		move_ring(ui, ui->event.key);
	t = ui->ring ? ringed(ui) : NULL;
	if (t)
		draw_ring(ui, t->at);
	else
		ui->ring = 0;
}

void ui_end(struct ui *ui)
{
	ring_around(ui);
	if (ui->took_event && ui->event.kind == UI_UP) {
		ui->finger_down = false;
		ui->active = 0;
	}
	ui->has_event = false;
}

void ui_box(struct ui *ui, struct rect at, enum paint_color fill, int radius)
{
	draw_box(&ui->list, on_pixels(ui, at), ink(ui, fill), 0, 0, pixels(ui, radius));
}

void ui_frame(struct ui *ui, struct rect at, enum paint_color fill,
	enum paint_color line, int line_width, int radius)
{
	int width = pixels(ui, line_width);

	draw_box(&ui->list, on_pixels(ui, at), ink(ui, fill), ink(ui, line),
		width > 0 ? width : 1, pixels(ui, radius));
}

void ui_text(struct ui *ui, struct rect at, const char *text, struct draw_style style)
{
	style.size = pixels(ui, style.size);
	if (style.size < 1) /* the window is a few pixels wide */
		style.size = 1;
	draw_text(&ui->list, on_pixels(ui, at), text, &style);
}

void ui_picture(
	struct ui *ui, struct rect at, const char *picture, enum paint_color color)
{
	draw_picture(&ui->list, on_pixels(ui, at), picture, ink(ui, color));
}

void ui_lines(struct ui *ui, const struct point *points, int n, bool closed,
	enum paint_color fill, enum paint_color line, int line_width)
{
	struct point on[UI_POINTS];
	int width = pixels(ui, line_width);

	n = n < UI_POINTS ? n : UI_POINTS;
	for (int i = 0; i < n; i++)
		on[i] = (struct point){ pixels(ui, points[i].x),
			pixels(ui, points[i].y) };
	draw_lines(&ui->list, on, n > 0 ? (size_t)n : 0, closed, ink(ui, fill),
		ink(ui, line), line_width > 0 && width < 1 ? 1 : width);
}

struct draw_style ui_style(
	const struct ui *ui, int size, enum draw_weight weight, enum paint_color color)
{
	return (struct draw_style){ .size = size,
		.weight = weight,
		.align = DRAW_LEFT,
		.fit = DRAW_ELLIPSIS,
		.color = ink(ui, color) };
}

struct draw_style styled(struct draw_style s, enum draw_align align, enum draw_fit fit)
{
	s.align = align;
	s.fit = fit;
	return s;
}

/* ---- texts ---- */

const char *tr(const struct ui *ui, enum text key)
{
	return texts_get(ui->texts, key);
}

const char *tr_with(struct ui *ui, enum text key, const char *one, const char *two,
	const char *three)
{
	char *out = ui->phrases[ui->phrase++ % PHRASES];

	return text_fill(tr(ui, key), out, sizeof(ui->phrases[0]), one, two, three);
}

const char *tr_int(struct ui *ui, enum text key, int one, int two)
{
	char first[16], second[16];

	snprintf(first, sizeof(first), "%d", one);
	snprintf(second, sizeof(second), "%d", two);
	return tr_with(ui, key, first, second, NULL);
}
