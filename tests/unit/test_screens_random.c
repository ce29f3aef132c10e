/*
 * Screens of models that nobody would write: every count, flag and stage at random, empty
 * and longest texts, long names, characters beyond the BMP. Whatever the model is, nothing
 * leaves the picture or its panel, targets are large and apart, texts have contrast and
 * room, and a child's screen shows nothing that was planted where it may not be seen.
 *
 * RANDOM_MODELS and RANDOM_SEED change how many models there are, and which.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model_texts.h"
#include "paint.h"
#include "screens.h"
#include "text.h"

#define MODELS 300

static struct texts *language[2];
static struct paint *paint;
static struct ui *ui;
static struct model model;
static char about[160]; /* the picture in hand, for messages */

static const struct {
	int width, height;
} sizes[] = { { 1920, 1080 }, { 1280, 800 }, { 1080, 1920 } };
static const struct theme *const themes[] = { &theme_light, &theme_dark };
static int size, lang;
static const struct theme *theme;

static int open_all(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	language[0] = texts_load(SOURCE_DIR "/assets/texts/zh.yaml", &err);
	language[1] = texts_load(SOURCE_DIR "/assets/texts/en.yaml", &err);
	paint = paint_open(&err);
	return language[0] && language[1] && paint ? 0 : -1;
}

static int close_all(void **state)
{
	(void)state;
	paint_close(paint);
	texts_free(language[0]);
	texts_free(language[1]);
	return 0;
}

/* ---- chance ----------------------------------------------------------------------- */

static uint64_t chance;

static uint32_t any(void)
{
	chance ^= chance << 13;
	chance ^= chance >> 7;
	chance ^= chance << 17;
	return (uint32_t)(chance >> 32);
}

/* 0..most, the two ends often. */
static int upto(int most)
{
	switch (any() % 6) {
	case 0:
		return 0;
	case 1:
		return most;
	default:
		return (int)(any() % ((uint32_t)most + 1));
	}
}

static bool yes(void)
{
	return any() % 2;
}

static const char *const letters[] = { "李", "小", "树", "·", "A", "g", "W", "1", " ",
	"é", "𠮷", "𡘙", "阿", "依", "：", "ñ", "龘" };

static void words_of(char *out, size_t room, int letters_most)
{
	int n = upto(letters_most);

	out[0] = '\0';
	for (int i = 0; i < n; i++) {
		const char
			*next = letters[any() % (sizeof(letters) / sizeof(letters[0]))];
		size_t len = strlen(out);

		if (len + strlen(next) + 1 > room)
			break;
		text_copy(out + len, room - len, next);
	}
}

/* ---- a model ---------------------------------------------------------------------- */

/* What no child's screen may show: figures that would be a weight or a number of a
 * person. Each is short enough for the smallest field. */
#define WEIGHT	 "41.27"
#define IDENTITY "778899"

/* What is given as a name has up to 20 letters, a sentence as many as its field holds. */
static void fill_text(void *of, char *text, size_t text_size, enum text_kind kind)
{
	(void)of;
	switch (kind) {
	case TEXT_OF_KEY:
		text_copy(text, text_size, yes() ? "long_jump" : "height");
		break;
	case TEXT_OF_DIGITS:
		snprintf(text, text_size, "%.*s", upto(11), "12345678901");
		break;
	case TEXT_OF_VALUE:
		snprintf(text, text_size, "%d", upto(9999));
		break;
	case TEXT_OF_SHORT:
		words_of(text, text_size, 5);
		break;
	case TEXT_OF_NAME:
		words_of(text, text_size, 20);
		break;
	case TEXT_OF_SCREEN:
		words_of(text, text_size, text_size > 64 ? 40 : 12);
		break;
	}
}

static void fill_lists(struct model *m)
{
	m->n_classes = upto(MODEL_CLASSES);
	m->n_tiles = upto(MODEL_TILES);
	for (int i = 0; i < MODEL_CLASSES; i++) {
		m->classes[i].grade = upto(12);
		m->classes[i].total = upto(90);
		m->classes[i].done = upto(90);
	}
	for (int i = 0; i < MODEL_TILES; i++) {
		m->tiles[i].number = upto(999);
		m->tiles[i].mark = (enum tile_mark)upto(TILE_EXEMPT);
	}
}

static void fill_attempt(struct model_attempt *a)
{
	a->phase = (enum phase)upto(PHASE_ASKED);
	a->of = upto(MODEL_TRIES);
	a->number = upto(MODEL_TRIES);
	a->can_zero = yes();
	a->is_length = yes();
	a->can_accept = yes();
	a->seconds_left = upto(601) - 1;
	a->bar_permille = upto(1001) - 1;
	a->can_retry = yes();
	a->tries_left = upto(8);
	a->exam_no_table = yes();
	for (int i = 0; i < MODEL_TRIES; i++) {
		a->tries[i].phase = (enum phase)upto(PHASE_ASKED);
		a->tries[i].best = yes();
	}
}

static void fill_heat(struct model *m)
{
	m->n_lanes = upto(m->item.form == FORM_LANES ? MODEL_LANES : MODEL_STARTS);
	for (int i = 0; i < m->n_lanes; i++) {
		m->lanes[i].number = upto(999);
		m->lanes[i].state = (enum lane_state)upto(LANE_DISPUTED);
		m->lanes[i].can_take_hand = yes();
		m->lanes[i].place = upto(10);
	}
	m->heat = upto(99);
	m->n_chips = upto(MODEL_CHIPS);
	m->unknown_chips = upto(MODEL_CHIPS);
	for (int i = 0; i < m->n_chips; i++)
		m->chips[i] = (struct model_chip){ .id = i,
			.tail = "3A4F",
			.time_text = "11′52″",
			.passings = upto(99),
			.number = upto(90) };
	m->can_false_start = yes();
	m->can_swap = yes();
	m->can_mark = yes();
	m->can_hand = yes();
	m->can_end_heat = yes();
	m->can_next_heat = !m->can_end_heat && yes();
	m->can_false_start = m->can_false_start && !m->can_next_heat;
	m->can_go_back = yes();
	m->hand_presses = upto(99);
	m->visit.selected = m->n_lanes ? upto(m->n_lanes) - 1 : -1;
	m->visit.chip = m->item.form == FORM_STARTS ? upto(m->n_chips) : 0;
}

static void fill_teacher(struct model_teacher *t)
{
	t->n_items = upto(MODEL_ITEMS);
	t->n_rows = upto(MODEL_CLASSES);
	for (int r = 0; r < t->n_rows; r++)
		for (int i = 0; i < t->n_items; i++) {
			t->rows[r].cells[i].total = upto(60);
			t->rows[r].cells[i].done = upto(60);
		}
	t->missing = upto(4000);
	t->attempts = upto(9999);
	t->children = upto(4000);
	t->not_counted = upto(999);
	t->complete = upto(4000);
	t->enrolled = upto(4000);
	t->pass_permille = upto(1001) - 1;
	t->good_permille = upto(1001) - 1;
	t->pass_target_permille = upto(1000);
	t->good_target_permille = upto(1000);
	t->n_disputes = upto(MODEL_DISPUTES);
}

static void fill_desk(struct model_desk *d)
{
	d->n_ports = upto(MODEL_PORTS);
	for (int i = 0; i < d->n_ports; i++) {
		d->ports[i].lamp = (enum lamp)upto(LAMP_OFF);
		d->ports[i].silent_min = upto(1000) - 1;
	}
	d->selected = upto(d->n_ports) - 1;
	d->shows = (enum desk_shows)upto(DESK_SHOWS_SURE);
	d->reads_cards = yes();
	d->bound = yes();
	d->here = yes();
	d->device = -1;
	d->n_live = upto(MODEL_LIVE);
	for (int i = 0; i < d->n_live; i++) {
		d->live[i].n = upto(MODEL_BYTES);
		d->live[i].hidden = yes();
	}
	d->beats = yes();
	d->can_zero = yes();
	d->can_tare = yes();
	d->note_is_good = yes();
	d->may_ask = yes();
	d->tried = upto(12);
	d->settings_count = upto(12);
	d->n_found = upto(MODEL_FOUND);
	for (int i = 0; i < d->n_found; i++)
		d->found[i].percent = upto(100);
	d->n_serves = upto(MODEL_SERVES);
	for (int i = 0; i < d->n_serves; i++)
		d->serves[i].chosen = yes();
	d->lanes = upto(10);
	d->starts_alone = yes();
}

static void fill_rest(struct model *m)
{
	m->visit.hide_rates = yes();
	m->visit.identify = any() % 4;
	m->visit.class_index = upto(MODEL_CLASSES - 1);
	m->visit.page = upto(3);
	m->device_lamp = (enum lamp)upto(LAMP_OFF);
	m->session = (enum session_kind)upto(SESSION_PRACTICE);
	m->can_see_mine = yes();
	m->fault.kind = any() % 8 ? FAULT_NONE : (enum fault_kind)upto(FAULT_SCREEN);
	m->fault.can_acknowledge = yes();
	m->n_devices = upto(MODEL_DEVICES);
	for (int i = 0; i < m->n_devices; i++) {
		m->devices[i].lamp = (enum lamp)upto(LAMP_OFF);
		m->devices[i].silent_min = upto(1000) - 1;
		m->devices[i].can_show = yes();
		m->devices[i].here = yes();
	}
	m->mine.n_items = upto(8);
	m->mine.missing = upto(8);
	m->mine.has_exam = yes();
	m->mine.n_exam_items = upto(6);
	m->mine.n_exam_parts = upto(3);
}

static void fill_model(struct model *m, int which)
{
	memset(m, 0, sizeof(*m));
	visit_init(&m->visit);
	model_texts(m, fill_text, NULL);
	m->stage = (enum stage)(any() % (STAGE_MINE + 1));
	m->item.form = (enum form)(any() % 3);
	m->item.is_private = any() % 3 == 0;
	m->item.blows = yes();
	m->item.hide_zero = yes();
	fill_lists(m);
	fill_attempt(&m->attempt);
	fill_heat(m);
	fill_teacher(&m->teacher);
	fill_desk(&m->desk);
	fill_rest(m);
	/* Each of the teacher's screens now and then, the rest is the children's. */
	if (which % 2 && which / 2 % SCREENS != 0 &&
		!screen_for_students((enum screen)(which / 2 % SCREENS)) &&
		which / 2 % SCREENS != SCREEN_FAULT)
		m->visit.teacher = (enum screen)(which / 2 % SCREENS);
}

/* ---- the pictures ----------------------------------------------------------------- */

static int setting(const char *name, int usual)
{
	const char *text = getenv(name);

	return text ? atoi(text) : usual;
}

static void every_model(void (*check)(void))
{
	int n = setting("RANDOM_MODELS", MODELS);

	for (int i = 0; i < n; i++) {
		chance = UINT64_C(0x9e3779b97f4a7c15) *
			 (uint64_t)(i + 1 + setting("RANDOM_SEED", 0));
		fill_model(&model, i);
		size = i % 3;
		lang = i / 3 % 2;
		theme = themes[i / 6 % 2];
		ui = ui_open(language[lang]);
		ui_set_theme(ui, theme);
		ui_resize(ui, sizes[size].width, sizes[size].height);
		screens_draw(ui, &model);
		snprintf(about, sizeof(about), "model %d, %s, %dx%d, %s, %s", i,
			screen_name(screens_which(&model)), sizes[size].width,
			sizes[size].height, lang ? "en" : "zh", theme->name);
		check();
		ui_close(ui);
	}
}

static const struct draw_command *command(size_t i)
{
	return &ui_list(ui)->commands[i];
}

static const char *words(size_t i)
{
	return draw_words(ui_list(ui), command(i));
}

static size_t commands(void)
{
	return ui_list(ui)->n;
}

static bool holds(struct rect outer, struct rect inner)
{
	return inner.x >= outer.x && inner.y >= outer.y &&
	       inner.x + inner.w <= outer.x + outer.w &&
	       inner.y + inner.h <= outer.y + outer.h;
}

/* The last box that was begun before and holds the middle of command `i`. */
static struct rect parent_of(size_t i)
{
	struct rect at = command(i)->at;
	struct rect parent = { 0, 0, sizes[size].width, sizes[size].height };

	for (size_t j = 0; j < i; j++)
		if (command(j)->kind == DRAW_BOX &&
			rect_contains(command(j)->at, at.x + at.w / 2, at.y + at.h / 2))
			parent = command(j)->at;
	return parent;
}

static void is_inside(void)
{
	struct rect picture = { 0, 0, sizes[size].width, sizes[size].height };

	for (size_t i = 0; i < commands(); i++) {
		const struct draw_command *c = command(i);

		if (c->kind == DRAW_CLIP || c->kind == DRAW_UNCLIP)
			continue;
		if (c->at.w < 0 || c->at.h < 0)
			fail_msg("%s: \"%s\" is %dx%d", about, words(i), c->at.w,
				c->at.h);
		if (!holds(picture, c->at))
			fail_msg("%s: \"%s\" leaves the picture: %d,%d %dx%d", about,
				words(i), c->at.x, c->at.y, c->at.w, c->at.h);
		if ((c->kind == DRAW_TOUCH || c->kind == DRAW_PICTURE) && c->at.w &&
			!holds(parent_of(i), c->at))
			fail_msg("%s: \"%s\" leaves its panel", about, words(i));
	}
}

static void nothing_leaves_the_picture_or_its_panel(void **state)
{
	(void)state;
	every_model(is_inside);
}

static int pixels(int length)
{
	int w = sizes[size].width, h = sizes[size].height;

	if (ui_is_upright(ui))
		return length * w / 1080;
	return w * 1080 >= h * 1728 ? length * h / 1080 : length * w / 1728;
}

static void targets(void)
{
	int least = pixels(72) - 1, gap = pixels(12) - 1;

	for (size_t i = 0; i < commands(); i++) {
		struct rect a = command(i)->at;

		if (command(i)->kind != DRAW_TOUCH)
			continue;
		if (a.w < least || a.h < least)
			fail_msg("%s: \"%s\" is only %dx%d", about, words(i), a.w, a.h);
		a = (struct rect){ a.x - gap, a.y - gap, a.w + 2 * gap, a.h + 2 * gap };
		for (size_t j = 0; j < i; j++)
			if (command(j)->kind == DRAW_TOUCH &&
				rect_overlaps(a, command(j)->at))
				fail_msg("%s: \"%s\" is too near \"%s\"", about,
					words(i), words(j));
	}
}

static void targets_are_large_and_apart(void **state)
{
	(void)state;
	every_model(targets);
}

/* ---- texts ------------------------------------------------------------------------ */

/* Every text stands in its place. What the station itself says is never cut, nor a name
 * that is a usual one; a longer one ends with an ellipsis. */
static bool is_own(const char *text)
{
	for (int t = 0; t < TEXT_COUNT; t++)
		if (strcmp(text, texts_get(language[lang], (enum text)t)) == 0)
			return true;
	return false;
}

static void has_room(void)
{
	for (size_t i = 0; i < commands(); i++) {
		const struct draw_command *c = command(i);
		struct paint_measure m;

		if (c->kind != DRAW_TEXT || !words(i)[0])
			continue;
		paint_measure(paint, ui_list(ui), c, &m);
		/* The width of lines has the blanks at their ends. */
		if ((m.width > c->at.w && c->type.fit != DRAW_WRAP) || m.missing_glyphs)
			fail_msg("%s: \"%s\" stands out of its place", about, words(i));
		if (m.cut && is_own(words(i)))
			fail_msg("%s: \"%s\" is cut", about, words(i));
		if (m.lines == 1 && m.height > c->at.h * 13 / 10)
			fail_msg("%s: \"%s\" is too high for its place", about,
				words(i));
	}
}

static void texts_have_room(void **state)
{
	(void)state;
	every_model(has_room);
}

static double channel(uint32_t color, int shift)
{
	double c = (color >> shift & 0xff) / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t color)
{
	return 0.2126 * channel(color, 24) + 0.7152 * channel(color, 16) +
	       0.0722 * channel(color, 8);
}

static double contrast(uint32_t a, uint32_t b)
{
	double x = luminance(a), y = luminance(b);

	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static void is_readable(void)
{
	for (size_t i = 0; i < commands(); i++) {
		struct rect r = command(i)->at;
		uint32_t ground = 0;

		if (command(i)->kind != DRAW_TEXT || !words(i)[0])
			continue;
		for (size_t j = 0; j < i; j++)
			if (command(j)->kind == DRAW_BOX && command(j)->color &&
				rect_contains(
					command(j)->at, r.x + r.w / 2, r.y + r.h / 2))
				ground = command(j)->color;
		if (contrast(command(i)->color, ground) < 7.0)
			fail_msg("%s: \"%s\" has only %.1f:1", about, words(i),
				contrast(command(i)->color, ground));
	}
}

static void texts_have_contrast_of_seven(void **state)
{
	(void)state;
	every_model(is_readable);
}

/* ---- what may not be seen ---------------------------------------------------------- */

static void plant(void *of, char *text, size_t text_size, enum text_kind kind)
{
	const char *canary = of;

	if (kind == TEXT_OF_VALUE)
		text_copy(text, text_size, canary);
}

static void plant_everywhere_else(
	void *of, char *text, size_t text_size, enum text_kind kind)
{
	(void)kind;
	text_copy(text, text_size, of);
}

static bool shows(const char *what)
{
	for (size_t i = 0; i < commands(); i++)
		if (command(i)->kind == DRAW_TEXT && strstr(words(i), what))
			return true;
	return false;
}

/* A careless model of a child on the scale: its weight stands wherever a value could. */
static void a_weight_is_on_no_childs_screen(void **state)
{
	(void)state;
	for (int i = 0; i < MODELS; i++) {
		char weight[] = WEIGHT;

		chance = (uint64_t)(i + 1) * UINT64_C(0x2545f4914f6cdd1d);
		fill_model(&model, 0);
		model.item.is_private = true;
		model.item.form = FORM_SINGLE;
		model.fault.kind = FAULT_NONE;
		model.visit.teacher = SCREEN_POSTER;
		model_texts(&model, plant, weight);
		ui = ui_open(language[i % 2]);
		ui_resize(ui, sizes[i % 3].width, sizes[i % 3].height);
		screens_draw(ui, &model);
		if (shows(WEIGHT))
			fail_msg("model %d, %s shows it", i,
				screen_name(screens_which(&model)));
		ui_close(ui);
	}
}

/* What only teachers' screens read, a number of a person or a weight, is on no other. */
static void what_teachers_read_is_on_no_childs_screen(void **state)
{
	(void)state;
	for (int i = 0; i < MODELS; i++) {
		static struct model planted;
		char identity[] = IDENTITY;

		chance = (uint64_t)(i + 1) * UINT64_C(0x2545f4914f6cdd1d);
		fill_model(&model, 0);
		model.fault.kind = FAULT_NONE;
		model.visit.teacher = SCREEN_POSTER;
		planted = model;
		model_texts(&planted, plant_everywhere_else, identity);
		model.teacher = planted.teacher;
		model.desk = planted.desk;
		memcpy(model.devices, planted.devices, sizeof(model.devices));
		ui = ui_open(language[i % 2]);
		ui_resize(ui, sizes[i % 3].width, sizes[i % 3].height);
		screens_draw(ui, &model);
		assert_true(screen_for_students(screens_which(&model)));
		if (shows(IDENTITY))
			fail_msg("model %d, %s shows it", i,
				screen_name(screens_which(&model)));
		ui_close(ui);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_leaves_the_picture_or_its_panel),
		cmocka_unit_test(targets_are_large_and_apart),
		cmocka_unit_test(texts_have_room),
		cmocka_unit_test(texts_have_contrast_of_seven),
		cmocka_unit_test(a_weight_is_on_no_childs_screen),
		cmocka_unit_test(what_teachers_read_is_on_no_childs_screen),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
