/*
 * Every screen as a command list, over all scenes, sizes, languages and themes:
 * nothing is cut, nothing overlaps, what is private stays private, and
 * each key asks for something.
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

#include "draw.h"
#include "kind.h"
#include "model_texts.h"
#include "paint.h"
#include "scenes.h"
#include "screens.h"

static struct texts *language[2];
static struct paint *paint;
static const struct theme *const themes[] = { &theme_light, &theme_dark };
static const struct theme *theme = &theme_light;
static struct ui *ui; /* of the scene in hand */
static struct model model;

static const struct {
	int width, height;
} sizes[] = { { 1920, 1080 }, { 1280, 800 }, { 1080, 1920 } };
#define SIZES ((int)(sizeof(sizes) / sizeof(sizes[0])))

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

/* Runs `check` on every scene, drawn, in every size and language. */
static void every_picture(void (*check)(const char *scene, int size, int lang))
{
	const char *scene;

	for (int i = 0; (scene = scene_fill(i, &model)) != NULL; i++)
		for (int l = 0; l < 2; l++)
			for (int s = 0; s < SIZES; s++) {
				if (l == 1 && s == 0)
					model_in_english(&model);
				ui = ui_open(language[l]);
				ui_set_theme(ui, theme);
				ui_resize(ui, sizes[s].width, sizes[s].height);
				screens_draw(ui, &model);
				/* An upright one that is not laid out for it is small. */
				if (sizes[s].width > sizes[s].height ||
					ui_is_upright(ui))
					check(scene, s, l);
				ui_close(ui);
			}
}

/* The same in each theme, for what colour has to do with. */
static void every_colour(void (*check)(const char *scene, int size, int lang))
{
	for (size_t i = 0; i < sizeof(themes) / sizeof(themes[0]); i++) {
		theme = themes[i];
		every_picture(check);
	}
	theme = &theme_light;
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

static const struct draw_command *drawn(const char *text)
{
	for (size_t i = 0; i < commands(); i++)
		if (command(i)->kind == DRAW_TEXT && strstr(words(i), text))
			return command(i);
	return NULL;
}

/* ---- room ---- */

static void text_fits(const char *scene, int size, int lang)
{
	struct rect picture = { 0, 0, sizes[size].width, sizes[size].height };

	for (size_t i = 0; i < commands(); i++) {
		struct paint_measure m;

		if (command(i)->kind != DRAW_TEXT)
			continue;
		paint_measure(paint, ui_list(ui), command(i), &m);
		if (m.cut || m.missing_glyphs || m.width > command(i)->at.w)
			fail_msg(
				"%s %d %d: \"%s\" is cut", scene, size, lang, words(i));
		if (strcmp(m.font, "Noto Sans CJK SC") != 0)
			fail_msg("%s: \"%s\" is in %s", scene, words(i), m.font);
		struct rect in = rect_common(command(i)->at, picture);

		if (in.w != command(i)->at.w || in.h != command(i)->at.h)
			fail_msg("%s: \"%s\" leaves the picture", scene, words(i));
	}
}

static void no_text_is_cut_or_in_another_font(void **state)
{
	(void)state;
	every_picture(text_fits);
}

/* A window that somebody made small, and one of which only a corner is left. */
static const struct {
	int width, height;
} small[] = { { 640, 480 }, { 480, 640 }, { 200, 150 }, { 1, 1 } };

static void in_a_small_window_nothing_leaves_it_and_it_is_said(void **state)
{
	const char *scene;

	(void)state;
	for (int i = 0; (scene = scene_fill(i, &model)) != NULL; i++)
		for (size_t s = 0; s < sizeof(small) / sizeof(small[0]); s++) {
			struct rect picture = { 0, 0, small[s].width, small[s].height };

			ui = ui_open(language[0]);
			ui_resize(ui, small[s].width, small[s].height);
			screens_draw(ui, &model);
			for (size_t c = 0; c < commands(); c++) {
				struct rect at = command(c)->at;
				struct rect in = rect_common(at, picture);

				if (at.w > 0 && at.h > 0 && picture.w > 1 &&
					(in.w != at.w || in.h != at.h))
					fail_msg("%s %dx%d: %d,%d %dx%d leaves it",
						scene, picture.w, picture.h, at.x, at.y,
						at.w, at.h);
			}
			if (picture.w > 1 && model.fault.kind != FAULT_SCREEN &&
				!drawn(texts_get(language[0], TEXT_WINDOW_SMALL)))
				fail_msg("%s %dx%d: it is not said", scene, picture.w,
					picture.h);
			ui_close(ui);
		}
}

/* Where the letters of text `i` stand. */
static struct rect letters(size_t i)
{
	const struct draw_command *c = command(i);
	struct paint_measure m;
	struct rect r = c->at;

	paint_measure(paint, ui_list(ui), c, &m);
	r.w = m.width;
	if (c->type.align == DRAW_CENTER)
		r.x += (c->at.w - m.width) / 2;
	if (c->type.align == DRAW_RIGHT)
		r.x += c->at.w - m.width;
	r.h = m.height * 86 / 100;
	r.y += (c->at.h - r.h) / 2;
	return r;
}

/* A length of the sheet in pixels. */
static int pixels(int length, int size)
{
	int w = sizes[size].width, h = sizes[size].height;

	if (ui_is_upright(ui))
		return length * w / 1080;
	return w * 1080 >= h * 1728 ? length * h / 1080 : length * w / 1728;
}

/* Whether two texts stand in one line, and so near that they read as one. */
static bool runs_into(struct rect a, struct rect b, int gap)
{
	int top = a.y > b.y ? a.y : b.y;
	int bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
	int lower = a.h < b.h ? a.h : b.h;

	return (bottom - top) * 2 > lower && a.x < b.x + b.w + gap &&
	       b.x < a.x + a.w + gap;
}

/* Those of a device stand as near as they do everywhere. */
static bool is_byte(const char *text)
{
	return strlen(text) == 2 && strspn(text, "0123456789ABCDEF") == 2 &&
	       (screens_which(&model) == SCREEN_DEVICES ||
		       screens_which(&model) == SCREEN_STUDENT);
}

static void words_stand_apart(const char *scene, int size, int lang)
{
	int gap = pixels(8, size);
	struct rect at[1024];

	for (size_t i = 0; i < commands(); i++) {
		at[i] = (struct rect){ 0, 0, 0, 0 };
		if (command(i)->kind != DRAW_TEXT || is_byte(words(i)))
			continue;
		at[i] = letters(i);
		for (size_t j = 0; j < i; j++)
			if (at[i].w && at[j].w && runs_into(at[i], at[j], gap))
				fail_msg("%s %d %d: \"%s\" runs into \"%s\"", scene,
					size, lang, words(j), words(i));
	}
}

static void no_two_texts_read_as_one(void **state)
{
	(void)state;
	every_picture(words_stand_apart);
}

/* A long name may stand in two lines. */
static bool is_name(const char *text, const char *name)
{
	for (; *text && *name; name += *text == *name, text++)
		if (*text != *name && *text != '\n')
			return false;
	return *text == *name;
}

static void names_can_be_read(const char *scene, int size, int lang)
{
	for (size_t i = 0; i < commands(); i++) {
		struct paint_measure m;
		bool is_tile = false;

		for (int t = 0; t < model.n_tiles && !is_tile; t++)
			is_tile = command(i)->kind == DRAW_TEXT &&
				  is_name(words(i), model.tiles[t].name);
		if (!is_tile)
			continue;
		paint_measure(paint, ui_list(ui), command(i), &m);
		if (m.size < pixels(24, size) - 1)
			fail_msg("%s %d %d: \"%s\" is tiny", scene, size, lang,
				words(i));
	}
}

static void no_name_on_a_tile_is_tiny(void **state)
{
	(void)state;
	every_picture(names_can_be_read);
}

static int middle_of(const char *text)
{
	for (size_t i = 0; i < commands(); i++)
		if (command(i)->kind == DRAW_TEXT && strcmp(words(i), text) == 0)
			return letters(i).x + letters(i).w / 2;
	return -1;
}

static void value_over_points(const char *scene, int size, int lang)
{
	int value, points;

	if (screens_which(&model) != SCREEN_RESULT || !model.attempt.points_text[0])
		return;
	value = middle_of(model.attempt.value_text);
	points = middle_of(
		tr_with(ui, TEXT_POINTS, model.attempt.points_text, NULL, NULL));
	if (abs(value - points) > pixels(12, size))
		fail_msg("%s %d %d: the points are %d beside the value", scene, size,
			lang, points - value);
}

static void points_stand_under_their_value(void **state)
{
	(void)state;
	every_picture(value_over_points);
}

static void letters_stand_apart(const char *scene, int size, int lang)
{
	struct rect at[1024];

	assert_true(commands() < 1024);
	for (size_t i = 0; i < commands(); i++) {
		at[i] = (struct rect){ 0, 0, 0, 0 };
		if (command(i)->kind == DRAW_TEXT)
			at[i] = letters(i);
		else if (command(i)->kind == DRAW_PICTURE)
			at[i] = command(i)->at;
		if (command(i)->kind == DRAW_PICTURE && at[i].w > at[i].h) {
			at[i].x += (at[i].w - at[i].h) / 2;
			at[i].w = at[i].h;
		}
		for (size_t j = 0; j < i && at[i].w; j++)
			if (rect_overlaps(at[i], at[j]))
				fail_msg("%s %d %d: \"%s\" is on \"%s\"", scene, size,
					lang, words(i), words(j));
	}
}

static void no_letters_stand_on_others(void **state)
{
	(void)state;
	every_picture(letters_stand_apart);
}

/* kiosk.md, principle 10. Edges are rounded to pixels, hence the one. */
static void touch_targets(const char *scene, int size, int lang)
{
	int least = pixels(72, size) - 1, gap = pixels(12, size) - 1;

	(void)lang;
	for (size_t i = 0; i < commands(); i++) {
		struct rect a = command(i)->at;

		if (command(i)->kind != DRAW_TOUCH)
			continue;
		if (a.w < least || a.h < least)
			fail_msg("%s: \"%s\" is only %dx%d", scene, words(i), a.w, a.h);
		a = (struct rect){ a.x - gap, a.y - gap, a.w + 2 * gap, a.h + 2 * gap };
		for (size_t j = 0; j < i; j++)
			if (command(j)->kind == DRAW_TOUCH &&
				rect_overlaps(a, command(j)->at))
				fail_msg("%s: \"%s\" is too near \"%s\"", scene,
					words(i), words(j));
	}
}

static void touch_targets_are_large_and_apart(void **state)
{
	(void)state;
	every_picture(touch_targets);
}

/* Of a heat the keys are the operator's. */
static bool is_childs(enum screen screen)
{
	return screen_for_students(screen) && screen != SCREEN_LANES &&
	       screen != SCREEN_STARTS && screen != SCREEN_RUN &&
	       screen != SCREEN_MANY_LINEUP && screen != SCREEN_MANY &&
	       screen != SCREEN_GRID;
}

static void within_reach(const char *scene, int size, int lang)
{
	(void)lang;
	if (!ui_is_upright(ui) || !is_childs(screens_which(&model)))
		return;
	for (size_t i = 0; i < commands(); i++)
		if (command(i)->kind == DRAW_TOUCH &&
			strcmp(words(i), "teacher 0") != 0 &&
			strcmp(words(i), "latest 0") != 0 && /* the same person's */
			strcmp(words(i), "acknowledge 0") != 0 &&
			command(i)->at.y < sizes[size].height * 40 / 100 - 1)
			fail_msg("%s: \"%s\" is too high up", scene, words(i));
}

static void a_small_child_reaches_what_it_may_press(void **state)
{
	(void)state;
	every_picture(within_reach);
}

/* ---- colour ---- */

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

/* The ground under the middle of a text, and at its two ends. */
static void text_contrast(const char *scene, int size, int lang)
{
	(void)size;
	(void)lang;
	for (size_t i = 0; i < commands(); i++) {
		struct rect r;

		if (command(i)->kind != DRAW_TEXT)
			continue;
		r = letters(i);
		for (int end = 0; end < 3; end++) {
			int x = r.x + 1 + (r.w - 2) * end / 2, y = r.y + r.h / 2;
			uint32_t ground = 0;

			for (size_t j = 0; j < i; j++)
				if (command(j)->kind == DRAW_BOX && command(j)->color &&
					rect_contains(command(j)->at, x, y))
					ground = command(j)->color;
			if (contrast(command(i)->color, ground) < 7.0)
				fail_msg("%s, %s: \"%s\" has only %.1f:1", scene,
					theme->name, words(i),
					contrast(command(i)->color, ground));
		}
	}
}

static void every_text_has_contrast_of_seven(void **state)
{
	(void)state;
	every_colour(text_contrast);
}

static void sober_points(const char *scene, int size, int lang)
{
	(void)size;
	(void)lang;
	if (!model.attempt.points_text[0])
		return;
	for (size_t i = 0; i < commands(); i++)
		if (command(i)->kind == DRAW_TEXT &&
			strncmp(words(i), model.attempt.points_text,
				strlen(model.attempt.points_text)) == 0 &&
			command(i)->color != theme->color[COLOR_INK])
			fail_msg("%s: points in a colour", scene);
}

static void points_are_never_green_or_red(void **state)
{
	(void)state;
	every_colour(sober_points);
}

static void calm_names(const char *scene, int size, int lang)
{
	(void)size;
	(void)lang;
	for (size_t i = 0; i < commands(); i++)
		if (command(i)->color == theme->color[COLOR_STOP])
			fail_msg("%s: red, where nothing is dangerous", scene);
}

static void nothing_on_these_screens_is_red(void **state)
{
	(void)state;
	every_colour(calm_names);
}

/* ---- the mark of an exam's scheme ---- */

/* Does the screen say anything of the exam: its title, its points, what they lack? */
static bool tells_of_exam(void)
{
	const char *const said[] = { model.exam.title, model.mine.exam_total_text,
		model.mine.exam_why, "中考 ", "Exam " };

	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (said[i][0] && drawn(said[i]))
			return true;
	for (int i = 0; i < model.mine.n_exam_items; i++)
		if (model.mine.exam_items[i].points[0] &&
			drawn(model.mine.exam_items[i].points))
			return true;
	for (int i = 0; i < model.mine.n_exam_parts; i++)
		if (model.mine.exam_parts[i].points[0] &&
			drawn(model.mine.exam_parts[i].points))
			return true;
	return false;
}

/* Whole, in a size to be read, in the picture, and nothing painted over it. */
static void mark_stands(const char *scene, int size, int lang)
{
	const struct draw_command *mark;
	struct rect picture = { 0, 0, sizes[size].width, sizes[size].height }, at;
	struct paint_measure m;

	if (!model.exam.mark[0] || !tells_of_exam())
		return;
	mark = drawn(model.exam.mark);
	if (!mark) {
		fail_msg("%s %d %d: points without their mark", scene, size, lang);
		return;
	}
	paint_measure(paint, ui_list(ui), mark, &m);
	at = letters((size_t)(mark - ui_list(ui)->commands));
	if (m.cut || m.width > mark->at.w || m.height < pixels(24, size) ||
		rect_common(at, picture).w != at.w)
		fail_msg("%s %d %d: the mark is cut or tiny", scene, size, lang);
	if (mark->color != theme->color[COLOR_INK])
		fail_msg("%s: the mark in a colour", scene);
	for (const struct draw_command *c = mark + 1; c < command(0) + commands(); c++)
		if (c->kind == DRAW_CLIP ||
			(c->kind == DRAW_BOX && rect_overlaps(c->at, at)))
			fail_msg("%s %d %d: the mark is covered", scene, size, lang);
}

static void where_exam_points_stand_the_mark_stands_too(void **state)
{
	(void)state;
	every_colour(mark_stands);
}

/* The other way round: these scenes do tell of an exam, so the test above looks. */
static const struct {
	const char *scene, *says, *mark;
} exams[] = {
	{ "result_exam", "中考 17分（满分20分）", "样例·非正式成绩·未核对" },
	{ "result_exam_run", "中考 28.5分（满分30分）", "样例·非正式成绩·未核对" },
	{ "result_no_table", "无评分表，只记录成绩", "样例·非正式成绩" },
	{ "result_draft", "中考 17分（满分20分）", "草案·非正式成绩·未核对" },
	{ "result_official", "中考 17分（满分20分）", "" },
	{ "mine", "90.5/100分", "样例·非正式成绩·未核对" },
	{ "mine_gaps", "无评分表", "样例·非正式成绩·未核对" },
	{ "mine_exempt", "现场考试：免考", "样例·非正式成绩·未核对" },
	{ "mine_official", "90.5/100分", "" },
	{ "teacher_exam", "中考方案：中考体育", "样例·非正式成绩·未核对" },
	{ "teacher_exam_official", "中考方案：2027年中考体育", "" },
};

static bool fill_named(const char *scene);

static void exam_points_stand_where_they_should(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(exams) / sizeof(exams[0]); i++) {
		assert_true(fill_named(exams[i].scene));
		ui = ui_open(language[0]);
		screens_draw(ui, &model);
		if (!drawn(exams[i].says) || !tells_of_exam())
			fail_msg("%s does not say \"%s\"", exams[i].scene,
				exams[i].says);
		assert_string_equal(model.exam.mark, exams[i].mark);
		if (!exams[i].mark[0] && drawn("非正式"))
			fail_msg("%s has a mark", exams[i].scene);
		ui_close(ui);
	}
}

/* ---- privacy and kindness ---- */

static bool has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

static bool harmless_digits(const char *text)
{
	return strcmp(text, model.person.line) == 0 ||
	       strcmp(text, model.person.place) == 0 ||
	       strcmp(text, model.clock_text) == 0 ||
	       strcmp(text, model.battery_text) == 0 ||
	       strcmp(text, model.class_text) == 0;
}

static void quiet_scale(const char *scene, int size, int lang)
{
	(void)size;
	(void)lang;
	if (screens_which(&model) != SCREEN_WEIGHING)
		return;
	for (size_t i = 0; i < commands(); i++)
		if (command(i)->kind == DRAW_TEXT && has_digit(words(i)) &&
			!harmless_digits(words(i)))
			fail_msg("%s: \"%s\"", scene, words(i));
}

static void weighing_shows_no_digit_whatever_the_model_says(void **state)
{
	(void)state;
	every_picture(quiet_scale);
}

static size_t digits_in_a_row(const char *text)
{
	size_t most = 0, run = 0;

	for (; *text; text++) {
		run = *text >= '0' && *text <= '9' ? run + 1 : 0;
		most = run > most ? run : most;
	}
	return most;
}

static const char *const never[] = { "肥胖", "超重", "低体重", "不及格", "可疑", "名次",
	"排名", "学籍号", "BMI", "千克", "公斤" };

static void kind_words(const char *scene, int size, int lang)
{
	(void)size;
	(void)lang;
	if (!screen_for_students(screens_which(&model)))
		return;
	for (size_t i = 0; i < commands(); i++) {
		if (command(i)->kind != DRAW_TEXT)
			continue;
		if (digits_in_a_row(words(i)) > 6)
			fail_msg("%s: \"%s\" could be a number of a person", scene,
				words(i));
		for (size_t w = 0; w < sizeof(never) / sizeof(never[0]); w++)
			if (strstr(words(i), never[w]))
				fail_msg("%s: \"%s\"", scene, words(i));
	}
}

static void students_read_no_number_of_a_person_and_no_word_that_hurts(void **state)
{
	(void)state;
	every_picture(kind_words);
}

static bool shows(const char *text)
{
	for (size_t i = 0; i < commands(); i++)
		if (command(i)->kind == DRAW_TEXT && strstr(words(i), text))
			return true;
	return false;
}

static struct intent after_scan(const char *code)
{
	struct intent want;

	ui_push(ui,
		&(struct ui_event){ .kind = UI_CHAR, .text = "7", .at_us = 1000000 });
	ui_time(ui, 1900000);
	screens_draw(ui, &model); /* a typed 7 */
	for (int i = 0; code[i]; i++) {
		struct ui_event e = { .kind = UI_CHAR, .at_us = 2000000 + i * 4000 };

		e.text[0] = code[i];
		ui_push(ui, &e);
	}
	ui_push(ui, &(struct ui_event){
			    .kind = UI_KEY, .key = UI_KEY_ENTER, .at_us = 2060000 });
	want = screens_draw(ui, &model);
	screens_draw(ui, &model);
	return want;
}

static void scan_here(const char *scene, int size, int lang)
{
	struct intent want;
	struct visit visit = model.visit;
	bool fault = screens_which(&model) == SCREEN_FAULT;

	if (size || lang)
		return;
	want = after_scan("9A04477210");
	if (shows("9A04") || shows("4477"))
		fail_msg("%s shows what was scanned", scene);
	screens_step(&visit, &model, &want);
	assert_string_equal(visit.typed, model.visit.typed);
	assert_int_equal(want.kind, fault ? INTENT_NONE : INTENT_SCAN);
	if (!fault)
		assert_string_equal(want.text, "9A04477210");
}

static void a_scan_is_caught_on_every_screen_and_never_shown(void **state)
{
	(void)state;
	every_picture(scan_here);
}

/* ---- what each key asks for ---- */

static bool find_target(const char *name, struct rect *at)
{
	for (size_t i = 0; i < commands(); i++)
		if (command(i)->kind == DRAW_TOUCH && strcmp(words(i), name) == 0) {
			*at = command(i)->at;
			return true;
		}
	return false;
}

static struct intent press(struct rect at)
{
	struct ui_event e = {
		.kind = UI_DOWN, .x = at.x + at.w / 2, .y = at.y + at.h / 2
	};

	struct intent down, up;

	/* A key that takes a time asks when the finger comes down, and not again. */
	ui_push(ui, &e);
	down = screens_draw(ui, &model);
	assert_true(down.kind == INTENT_NONE || down.kind == INTENT_RUN_PRESS ||
		    down.kind == INTENT_RUN_START);
	e.kind = UI_UP;
	ui_push(ui, &e);
	up = screens_draw(ui, &model);
	assert_true(down.kind == INTENT_NONE || up.kind == INTENT_NONE);
	return down.kind ? down : up;
}

/* `go` of a keypad without digits is the only key that may say nothing. */
/* The keypad's key that goes on waits for enough digits. */
static bool has_no_number(void)
{
	if (screens_which(&model) == SCREEN_PIN)
		return strlen(model.visit.typed) < 4 || model.pin.wait_s;
	return !model.visit.typed[0];
}

static void answers(const char *scene, int size, int lang)
{
	struct rect at[512];
	char names[512][64];
	size_t n = 0;

	if (lang)
		return;
	for (size_t i = 0; i < commands(); i++)
		if (command(i)->kind == DRAW_TOUCH) {
			assert_true(n < 512);
			snprintf(names[n], sizeof(names[n]), "%s", words(i));
			at[n++] = command(i)->at;
		}
	for (size_t i = 0; i < n; i++)
		if (press(at[i]).kind == INTENT_NONE &&
			!(strcmp(names[i], "go 0") == 0 && has_no_number()))
			fail_msg("%s %d: \"%s\" asks for nothing", scene, size,
				names[i]);
}

static void every_key_asks_for_something(void **state)
{
	(void)state;
	every_picture(answers);
}

static bool fill_named(const char *scene)
{
	const char *name;

	for (int i = 0; (name = scene_fill(i, &model)) != NULL; i++)
		if (strcmp(name, scene) == 0)
			return true;
	return false;
}

/* ---- and so does a keyboard ---- */

static struct intent key(enum ui_key key)
{
	ui_push(ui, &(struct ui_event){ .kind = UI_KEY, .key = key });
	return screens_draw(ui, &model);
}

static bool same_rect(struct rect a, struct rect b)
{
	return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

/* Tab goes round all targets in their order, and Enter is a press. */
static void tabs(const char *scene, int size, int lang)
{
	struct rect at[128], ring;
	size_t n = 0;

	if (lang || size)
		return;
	for (size_t i = 0; i < commands(); i++)
		if (command(i)->kind == DRAW_TOUCH)
			at[n++] = command(i)->at;
	for (size_t i = 0; i < n; i++) {
		struct intent pressed, entered;

		pressed = press(at[i]);
		for (size_t k = 0; k <= i; k++)
			if (key(UI_KEY_TAB).kind != INTENT_NONE)
				fail_msg("%s: Tab asks for something", scene);
		if (!ui_ring(ui, &ring) || !same_rect(ring, at[i]))
			fail_msg("%s: Tab %d is elsewhere", scene, (int)i + 1);
		entered = key(UI_KEY_ENTER);
		if (entered.kind != pressed.kind || entered.index != pressed.index ||
			entered.other != pressed.other)
			fail_msg("%s: Enter on target %d asks for another thing", scene,
				(int)i);
	}
}

static void every_target_is_reached_by_tab(void **state)
{
	(void)state;
	every_picture(tabs);
}

static bool is_named(struct rect at, const char *name)
{
	for (size_t i = 0; i < commands(); i++)
		if (command(i)->kind == DRAW_TOUCH && same_rect(command(i)->at, at))
			return strcmp(words(i), name) == 0;
	return false;
}

/* From the middle of the tiles each arrow goes to the neighbour there. */
static void arrows_go_to_the_neighbour(void **state)
{
	static const struct {
		enum ui_key key;
		int dx, dy;
	} arrows[] = { { UI_KEY_RIGHT, 1, 0 }, { UI_KEY_DOWN, 0, 1 },
		{ UI_KEY_LEFT, -1, 0 }, { UI_KEY_UP, 0, -1 } };
	struct rect before, after;

	(void)state;
	assert_true(fill_named("tiles"));
	ui = ui_open(language[0]);
	screens_draw(ui, &model);
	do
		key(UI_KEY_TAB);
	while (!ui_ring(ui, &before) || !is_named(before, "tile 12"));
	for (size_t i = 0; i < 4; i++) {
		assert_true(ui_ring(ui, &before));
		key(arrows[i].key);
		assert_true(ui_ring(ui, &after));
		assert_int_equal(
			(after.x > before.x) - (after.x < before.x), arrows[i].dx);
		assert_int_equal(
			(after.y > before.y) - (after.y < before.y), arrows[i].dy);
	}
	press((struct rect){ 0, 1000, 10, 10 });
	assert_false(ui_ring(ui, &after)); /* a finger takes it away */
	ui_close(ui);
}

static const struct {
	const char *scene, *target;
	enum intent_kind kind;
	int index, other;
	const char *text;
} presses[] = {
	{ "poster", "choose name 0", INTENT_CLASSES, 0, 0, "" },
	{ "poster", "test number 0", INTENT_KEYPAD, 0, 0, "" },
	{ "poster", "called 0", INTENT_CALLED, 0, 0, "" },
	{ "poster", "teacher 0", INTENT_OPEN, SCREEN_TEACHER, 0, "" },
	{ "classes", "class 26", INTENT_CLASS, 26, 0, "" },
	{ "classes", "back 0", INTENT_POSTER, 0, 0, "" },
	{ "classes_many", "class 46", INTENT_CLASS, 46, 0, "" },
	{ "classes_many", "next page 0", INTENT_PAGE, 2, 0, "" },
	{ "tiles", "tile 20", INTENT_STUDENT, 20, 0, "" },
	{ "tiles", "back 0", INTENT_CLASSES, 0, 0, "" },
	{ "tiles", "keypad 0", INTENT_KEYPAD, 0, 0, "" },
	{ "tiles_two_pages", "previous page 0", INTENT_PAGE, 1, 0, "" },
	{ "keypad", "key 7 0", INTENT_DIGIT, 7, 0, "" },
	{ "keypad", "key 0 0", INTENT_DIGIT, 0, 0, "" },
	{ "keypad", "erase 0", INTENT_ERASE, 0, 0, "" },
	{ "keypad", "go 0", INTENT_NUMBER, 0, 0, "30721" },
	{ "keypad_unknown", "go 0", INTENT_NONE, 0, 0, "" },
	{ "refused", "understood 0", INTENT_NOT_ME, 0, 0, "" },
	{ "confirm", "yes 0", INTENT_YES, 0, 0, "" },
	{ "confirm", "not me 0", INTENT_NOT_ME, 0, 0, "" },
	{ "poster", "skip 0", INTENT_SKIP, 0, 0, "" },
	{ "tiles", "find name 0", INTENT_NAMES, 0, 0, "" },
	{ "names", "letter y 0", INTENT_LETTER, 24, 0, "" },
	{ "names", "erase 0", INTENT_ERASE, 0, 0, "" },
	{ "names", "found 11", INTENT_NAME, 11, 0, "" },
	{ "names", "back 0", INTENT_POSTER, 0, 0, "" },
	{ "call", "tile 17", INTENT_CALL_TILE, 17, 0, "" },
	{ "call", "classes 0", INTENT_CALL_CLASSES, 0, 0, "" },
	{ "call", "put off 0", INTENT_CALL_PUTOFF, 0, 0, "" },
	{ "call", "undo 0", INTENT_CALL_UNDO, 0, 0, "" },
	{ "call", "in order 0", INTENT_CALL_ORDER, 0, 0, "" },
	{ "call_two_pages", "tile 50", INTENT_CALL_TILE, 50, 0, "" },
	{ "call_classes", "call class 8", INTENT_CALL_CLASS, 8, 0, "" },
	{ "call_putoff", "item 4", INTENT_CALL_ITEM, 4, 0, "" },
	{ "call_putoff", "item -1", INTENT_CALL_ITEM, -1, 0, "" },
	{ "call_putoff", "wide 1", INTENT_CALL_WIDE, 1, 0, "" },
	{ "call_putoff", "reason 2", INTENT_CALL_REASON, PUTOFF_DEVICE, 0, "" },
	{ "call_putoff", "day 3", INTENT_CALL_DAY, 3, 0, "" },
	{ "call_putoff", "day -1", INTENT_CALL_DAY, -1, 0, "" },
	{ "call_putoff", "do put off 0", INTENT_CALL_DO, 0, 0, "" },
	{ "call_putoff", "take back 1", INTENT_CALL_BACK, 1, 0, "" },
	{ "call_putoff", "cancel 0", INTENT_CALL_TILES, 0, 0, "" },
	{ "missing", "class 5", INTENT_MISSING_CLASS, 5, 0, "" },
	{ "missing", "item 3", INTENT_MISSING_ITEM, 3, 0, "" },
	{ "missing", "item -1", INTENT_MISSING_ITEM, -1, 0, "" },
	{ "missing", "next page 0", INTENT_PAGE, 1, 0, "" },
	{ "missing", "print 0", INTENT_MISSING_PRINT, 0, 0, "" },
	{ "papers", "class 5", INTENT_PAPER_CLASS, 5, 0, "" },
	{ "papers", "class -1", INTENT_PAPER_CLASS, -1, 0, "" },
	{ "papers", "paper 4", INTENT_PAPER, 4, 0, "" },
	{ "papers_school", "next page 0", INTENT_PAGE, 1, 0, "" },
	{ "papers_student", "paper 3", INTENT_PAPER, 3, 0, "" },
	{ "student", "print 0", INTENT_OPEN, SCREEN_PAPERS, 0, "" },
	{ "call", "print 0", INTENT_OPEN, SCREEN_PAPERS, 0, "" },
	{ "teacher", "print 0", INTENT_OPEN, SCREEN_PAPERS, 0, "" },
	{ "year", "print 0", INTENT_OPEN, SCREEN_PAPERS, 0, "" },
	{ "roster_none", "print 0", INTENT_OPEN, SCREEN_PAPERS, 0, "" },
	{ "menu", "papers 0", INTENT_OPEN, SCREEN_PAPERS, 0, "" },
	{ "new_year", "year class 3", INTENT_YEAR_CLASS, 3, 0, "" },
	{ "new_year", "year next 0", INTENT_YEAR_NEXT, 0, 0, "" },
	{ "new_year_keep", "tile 12", INTENT_YEAR_TILE, 12, 0, "" },
	{ "new_year_keep", "year back 0", INTENT_YEAR_BACK, 0, 0, "" },
	{ "new_year_sure", "year do 0", INTENT_YEAR_NEXT, 0, 0, "" },
	{ "new_year_sure", "year back 0", INTENT_YEAR_BACK, 0, 0, "" },
	{ "confirm_card", "mine 0", INTENT_MINE, 0, 0, "" },
	{ "confirm_card", "yes 0", INTENT_YES, 0, 0, "" },
	{ "refused_card", "mine 0", INTENT_MINE, 0, 0, "" },
	{ "refused_card", "understood 0", INTENT_NOT_ME, 0, 0, "" },
	{ "mine", "fine 0", INTENT_NEXT, 0, 0, "" },
	{ "attempt", "not me 0", INTENT_NOT_ME, 0, 0, "" },
	{ "attempt_zero", "zero valid 0", INTENT_ZERO_VALID, 0, 0, "" },
	{ "attempt_zero", "again 0", INTENT_MEASURE, 0, 0, "" },
	{ "attempt_zero", "not me 0", INTENT_NOT_ME, 0, 0, "" },
	{ "attempt_pull_ups", "zero valid 0", INTENT_ZERO_VALID, 0, 0, "" },
	{ "attempt_full", "value valid 0", INTENT_VALUE_VALID, 0, 0, "" },
	{ "attempt_full", "again 0", INTENT_MEASURE, 0, 0, "" },
	{ "weighing", "not me 0", INTENT_NOT_ME, 0, 0, "" },
	{ "weighing_saved", "next 0", INTENT_NEXT, 0, 0, "" },
	{ "result", "again 0", INTENT_RETRY, 0, 0, "" },
	{ "result", "next 0", INTENT_NEXT, 0, 0, "" },
	{ "lanes_ready", "lane 2", INTENT_SELECT, -1, 0, "" },
	{ "lanes_ready", "lane 4", INTENT_SWAP, 2, 4, "" },
	{ "lanes_ready", "back 0", INTENT_NOT_ME, 0, 0, "" },
	{ "lanes_running", "not counted 0", INTENT_NOT_COUNTED, 1, 0, "" },
	{ "lanes_running", "no finish 0", INTENT_NO_FINISH, 1, 0, "" },
	{ "lanes_running", "lane 1", INTENT_SELECT, -1, 0, "" },
	{ "lanes_running", "end heat 0", INTENT_END_HEAT, 0, 0, "" },
	{ "starts_few", "end heat 0", INTENT_END_HEAT, 0, 0, "" },
	{ "lanes_running", "false start 0", INTENT_FALSE_START, 0, 0, "" },
	{ "lanes_done", "next heat 0", INTENT_NEXT_HEAT, 0, 0, "" },
	{ "starts_many", "next page 0", INTENT_PAGE, 1, 0, "" },
	{ "lanes_hand", "hand 0", INTENT_HAND_KEY, 0, 0, "" },
	{ "lanes_hand", "take hand 0", INTENT_TAKE_HAND, 1, 0, "" },
	{ "many_lineup", "tile 6", INTENT_MANY_PICK, 6, 0, "" },
	{ "many_lineup", "sex 0", INTENT_MANY_SEX, 0, 0, "" },
	{ "many_lineup", "go 0", INTENT_GO, 0, 0, "" },
	{ "many_lineup", "back 0", INTENT_NOT_ME, 0, 0, "" },
	{ "many_lineup_full", "next page 0", INTENT_PAGE, 1, 0, "" },
	{ "many_running", "start over 0", INTENT_MANY_AGAIN, 0, 0, "" },
	{ "grid", "cell 7", INTENT_CELL, 7, 0, "" },
	{ "grid", "key 7 0", INTENT_CELL_DIGIT, 7, 0, "" },
	{ "grid", "key 0 0", INTENT_CELL_DIGIT, 0, 0, "" },
	{ "grid", "erase 0", INTENT_CELL_ERASE, 0, 0, "" },
	{ "grid", "go 0", INTENT_CELL_ENTER, 0, 0, "" },
	{ "grid", "less 0", INTENT_CELL_LESS, 1, 0, "" },
	{ "grid_asks", "give 0", INTENT_CELL_LESS, -1, 0, "" },
	{ "grid", "nobody 0", INTENT_CELL_NOBODY, 0, 0, "" },
	{ "grid", "zero valid 0", INTENT_CELL_ZERO, 0, 0, "" },
	{ "grid", "next heat 0", INTENT_NEXT_HEAT, 0, 0, "" },
	{ "grid_begin", "start over 0", INTENT_MANY_AGAIN, 0, 0, "" },
	{ "typing_class", "class 16", INTENT_TYPING_CLASS, 16, 0, "" },
	{ "typing_class", "next page 0", INTENT_PAGE, 1, 0, "" },
	{ "typing_item", "item 5", INTENT_TYPING_ITEM, 5, 0, "" },
	{ "typing_item", "sex 0", INTENT_TYPING_SEX, 0, 0, "" },
	{ "typing_who", "name 1", INTENT_TYPING_WHO, 1, 0, "" },
	{ "typing_who", "start 0", INTENT_TYPING_ENTER, 0, 0, "" },
	{ "typing", "row 10", INTENT_TYPING_ROW, 10, 0, "" },
	{ "typing", "key 7 0", INTENT_TYPING_CHAR, 0, 0, "7" },
	{ "typing", "point 0", INTENT_TYPING_CHAR, 0, 0, "." },
	{ "typing", "minus 0", INTENT_TYPING_CHAR, 0, 0, "-" },
	{ "typing", "go 0", INTENT_TYPING_ENTER, 0, 0, "" },
	{ "typing", "erase 0", INTENT_TYPING_ERASE, 0, 0, "" },
	{ "typing", "done 0", INTENT_TYPING_DONE, 0, 0, "" },
	{ "typing", "throw 0", INTENT_TYPING_THROW, 0, 0, "" },
	{ "typing_asks", "reading 1 0", INTENT_TYPING_READING, 1, 0, "" },
	{ "typing_differs", "side 20 1 0", INTENT_TYPING_SETTLE, 20, 1, "" },
	{ "typing_agreed", "save 0", INTENT_TYPING_SAVE, 0, 0, "" },
	{ "starts_chips", "chip 3 0", INTENT_CHIP, 3, 0, "" },
	{ "starts_chips", "chip 1 0", INTENT_TAKE_CHIP, 1, 0, "" },
	{ "starts_chip_whose", "chip 3 0", INTENT_CHIP, -1, 0, "" },
	{ "starts_chip_whose", "runner 4", INTENT_GIVE_CHIP, 4, 3, "" },
	{ "starts_chip_whose", "next page 0", INTENT_PAGE, 1, 0, "" },
	{ "run", "arrive 0", INTENT_RUN_PRESS, 0, 0, "" },
	{ "run", "undo 0", INTENT_RUN_UNDO, 0, 0, "" },
	{ "run", "runner 16", INTENT_RUN_GIVE, 16, -1, "" },
	{ "run", "arrival 11", INTENT_SELECT, 11, 0, "" },
	{ "run", "hurt 0", INTENT_RUN_MODE, 2, 0, "" },
	{ "run", "end heat 0", INTENT_END_HEAT, 0, 0, "" },
	{ "run_hurt", "runner 5", INTENT_RUN_END, 5, 2, "" },
	{ "run_hurt", "hurt 0", INTENT_RUN_MODE, 0, 0, "" },
	{ "run_hurt", "foul 0", INTENT_RUN_MODE, 4, 0, "" },
	{ "run_foul", "foul 0", INTENT_RUN_MODE, 0, 0, "" },
	{ "run_foul", "runner 2", INTENT_RUN_END, 2, 4, "" },
	{ "run_hurt", "false start 0", INTENT_FALSE_START, 0, 0, "" },
	{ "run_mend", "start 1", INTENT_RUN_START, 1, 0, "" },
	{ "run_mend", "strike 0", INTENT_RUN_STRIKE, 4, 0, "" },
	{ "run_mend", "insert same 0", INTENT_RUN_INSERT, 4, 0, "" },
	{ "run_mend", "insert after 0", INTENT_RUN_INSERT, 4, 1, "" },
	{ "run_mend", "take 0", INTENT_RUN_TAKE, 4, 0, "" },
	{ "run_mend", "arrival 4", INTENT_SELECT, -1, 0, "" },
	{ "run_mend", "arrival 2", INTENT_RUN_SWAP, 4, 2, "" },
	{ "run_mend", "runner 9", INTENT_RUN_GIVE, 9, 4, "" },
	{ "run_done", "next heat 0", INTENT_NEXT_HEAT, 0, 0, "" },
	{ "run_naming", "name 12", INTENT_RUN_NAME, 12, 7, "" },
	{ "run_naming", "naming 0", INTENT_RUN_MODE, 0, 0, "" },
	{ "run_line_up", "start 0", INTENT_RUN_START, 0, 0, "" },
	{ "run_line_up", "runner 3", INTENT_RUN_VEST, 3, 0, "" },
	{ "run_line_up", "choice 2 300", INTENT_RUN_CHOICE, 2, 300, "" },
	{ "run_line_up", "choice 0 1", INTENT_RUN_CHOICE, 0, 1, "" },
	{ "run_line_up", "back 0", INTENT_NOT_ME, 0, 0, "" },
	{ "teacher", "leave 0", INTENT_LEAVE, 0, 0, "" },
	{ "teacher", "eye 0", INTENT_HIDE_RATES, 0, 0, "" },
	{ "teacher", "device 2", INTENT_POINT, 2, 0, "" },
	{ "teacher", "menu 0", INTENT_OPEN, SCREEN_MENU, 0, "" },
	{ "teacher_many", "more devices 0", INTENT_OPEN, SCREEN_DEVICES, 0, "" },
	{ "teacher", "class 2", INTENT_LACKS, 2, -1, "" },
	{ "teacher", "cell 27", INTENT_LACKS, 2, 3, "" },
	{ "cell", "station 2", INTENT_LACKS, 0, 2, "" },
	{ "cell", "station 0", INTENT_LACKS, 0, -1, "" },
	{ "cell", "back 0", INTENT_OPEN, SCREEN_TEACHER, 0, "" },
	{ "cell_class", "next page 0", INTENT_PAGE, 2, 0, "" },
	{ "year_many", "next page 0", INTENT_PAGE, 1, 0, "" },
	{ "year", "eye 0", INTENT_HIDE_RATES, 0, 0, "" },
	{ "menu", "year 0", INTENT_OPEN, SCREEN_YEAR, 0, "" },
	{ "menu", "devices 0", INTENT_OPEN, SCREEN_DEVICES, 0, "" },
	{ "pin", "key 7 0", INTENT_DIGIT, 7, 0, "" },
	{ "pin", "erase 0", INTENT_ERASE, 0, 0, "" },
	{ "pin", "go 0", INTENT_PIN, 0, 0, "1357" },
	{ "pin", "leave 0", INTENT_LEAVE, 0, 0, "" },
	{ "pin_wrong", "go 0", INTENT_NONE, 0, 0, "" }, /* too few */
	{ "pin_wait", "go 0", INTENT_NONE, 0, 0, "" },
	{ "pin_new", "back 0", INTENT_OPEN, SCREEN_MENU, 0, "" },
	{ "menu", "power 0", INTENT_OPEN, SCREEN_POWER, 0, "" },
	{ "menu", "settings 0", INTENT_OPEN, SCREEN_SETTINGS, 0, "" },
	{ "menu", "start 0", INTENT_OPEN, SCREEN_START, 0, "" },
	{ "start", "item 3", INTENT_START, START_ITEM, 3, "" },
	{ "start", "class 12", INTENT_START, START_CLASS, 12, "" },
	{ "start", "kind 1", INTENT_START, START_KIND, 1, "" },
	{ "start", "tester 2", INTENT_START, START_TESTER, 2, "" },
	{ "start", "tick 1", INTENT_START, START_TICK, 1, "" },
	{ "start", "next page 0", INTENT_PAGE, 2, 0, "" },
	{ "start", "other 0", INTENT_NEW_TESTER, 1, 0, "" },
	{ "start_ready", "other 0", INTENT_NEW_TESTER, 0, 0, "" },
	{ "start_ready", "course 2", INTENT_START, START_COURSE, 2, "" },
	{ "start_ready", "begin 0", INTENT_BEGIN, 0, 0, "" },
	{ "menu", "roster 0", INTENT_OPEN, SCREEN_ROSTER, 0, "" },
	{ "roster", "file 1", INTENT_FILE, 1, 0, "" },
	{ "roster_files", "file 10", INTENT_FILE, 10, 0, "" },
	{ "roster", "import 0", INTENT_IMPORT, 0, 0, "" },
	{ "roster", "tab 2", INTENT_TAB, ROSTER_TAB_CHANGED, 0, "" },
	{ "roster", "mode 1", INTENT_ROSTER_MODE, 1, 0, "" },
	{ "roster_changed", "tab 4", INTENT_TAB, ROSTER_TAB_GONE, 0, "" },
	{ "roster_held", "trust 0", INTENT_TRUST, 1, 0, "" },
	{ "roster_asked", "trust 0", INTENT_TRUST, 0, 0, "" },
	{ "roster_asked", "mode 0", INTENT_ROSTER_MODE, 0, 0, "" },
	{ "roster_scores", "way 1", INTENT_RUNS, 1, 0, "" },
	{ "roster", "next page 0", INTENT_PAGE, 1, 0, "" },
	{ "menu", "hand_in 0", INTENT_OPEN, SCREEN_HAND_IN, 0, "" },
	{ "hand_in", "tab 2", INTENT_TAB, HANDIN_LEFT_OUT, 0, "" },
	{ "hand_in", "again 0", INTENT_LOOK_AGAIN, 0, 0, "" },
	{ "hand_in_good", "write 0", INTENT_WRITE, 0, 0, "" },
	{ "menu", "close 0", INTENT_OPEN, SCREEN_CLOSE, 0, "" },
	{ "menu_stick", "stick backup 0", INTENT_BACKUP, 0, 0, "" },
	{ "menu_stick", "stick seen 0", INTENT_STICK_SEEN, 0, 0, "" },
	{ "menu_job_failed", "job seen 0", INTENT_JOB_SEEN, 0, 0, "" },
	{ "close_open", "lock 0", INTENT_LOCK, 0, 0, "" },
	{ "close_open", "backup 0", INTENT_BACKUP, 0, 0, "" },
	{ "close_open", "verify 0", INTENT_VERIFY, 0, 0, "" },
	{ "close_open", "stop 0", INTENT_STOP, 0, 0, "" },
	{ "close_day", "power off 0", INTENT_POWER_OFF, 0, 0, "" },
	{ "close_day", "job cancel 0", INTENT_JOB_CANCEL, 0, 0, "" },
	{ "settings", "answer 1", INTENT_CHOOSE, 0, 1, "" },
	{ "settings", "answer 22", INTENT_CHOOSE, 5, 2, "" },
	{ "settings", "answer 24", INTENT_CHOOSE, 6, 0, "" },
	{ "power", "today 0", INTENT_OPEN, SCREEN_TEACHER, 0, "" },
	{ "power_wrong", "date right 0", INTENT_DATE_RIGHT, 0, 0, "" },
	{ "menu", "back 0", INTENT_OPEN, SCREEN_TEACHER, 0, "" },
	{ "menu", "leave 0", INTENT_LEAVE, 0, 0, "" },
	{ "devices", "back 0", INTENT_OPEN, SCREEN_TEACHER, 0, "" },
	{ "devices", "leave 0", INTENT_LEAVE, 0, 0, "" },
	{ "devices", "port 4", INTENT_PORT, 4, 0, "" },
	{ "devices", "check 0", INTENT_CHECK, 0, 0, "" },
	{ "devices", "zero 0", INTENT_ZERO, 0, 0, "" },
	{ "devices", "tare 0", INTENT_TARE, 0, 0, "" },
	{ "devices", "unbind 0", INTENT_UNBIND, 0, 0, "" },
	{ "devices_silent", "measure here 0", INTENT_POINT, 2, 0, "" },
	{ "devices_new", "recognise 0", INTENT_RECOGNISE, 0, 0, "" },
	{ "devices_new", "may ask 0", INTENT_MAY_ASK, 0, 0, "" },
	{ "devices_known", "bind 0", INTENT_ITEMS, 0, 0, "" },
	{ "devices_many", "previous page 0", INTENT_PAGE, 0, 0, "" },
	{ "devices_search", "look 0", INTENT_LOOK, 0, 0, "" },
	{ "devices_found", "found 1", INTENT_FOUND, 1, 0, "" },
	{ "devices_found_none", "recognise 0", INTENT_RECOGNISE, 0, 0, "" },
	{ "devices_items", "item 3", INTENT_ITEM, 3, 0, "" },
	{ "devices_items", "more lanes 0", INTENT_LANES, 7, 0, "" },
	{ "devices_items", "fewer lanes 0", INTENT_LANES, 5, 0, "" },
	{ "devices_items", "do bind 0", INTENT_BIND, 0, 0, "" },
	{ "devices_items", "look 0", INTENT_LOOK, 0, 0, "" },
	{ "devices_check", "checked 0", INTENT_CHECKED, 0, 0, "" },
	{ "devices_sure", "sure 0", INTENT_SURE, 0, 0, "" },
	{ "teacher", "doubt 1", INTENT_DOUBT, 1, 0, "" },
	{ "teacher", "find 0", INTENT_OPEN, SCREEN_FIND, 0, "" },
	{ "find", "found 3", INTENT_FIND, 3, 0, "" },
	{ "find", "letter L 0", INTENT_TYPE, 0, 0, "L" },
	{ "find", "letter 7 0", INTENT_TYPE, 0, 0, "7" },
	{ "find", "by class 0", INTENT_FIND_CLASSES, 0, 0, "" },
	{ "find_typed", "erase 0", INTENT_TYPE, 0, 0, "" },
	{ "find_typed", "clear 0", INTENT_TYPE, 1, 0, "" },
	{ "find_nobody", "walk on 0", INTENT_WALK_ON, 0, 0, "" },
	{ "find_walk_on", "found 4", INTENT_FIND, 4, 0, "" },
	{ "find_walk_on", "cancel 0", INTENT_MEND_CANCEL, 0, 0, "" },
	{ "find_walk_on_sex", "boy 0", INTENT_SEX, 0, 0, "" },
	{ "find_walk_on_sex", "girl 0", INTENT_SEX, 1, 0, "" },
	{ "student", "made 4", INTENT_MADE, 4, 0, "" },
	{ "student", "raw 0", INTENT_RAW, 0, 0, "" },
	{ "student", "void 0", INTENT_MEND, MEND_VOID, 0, "" },
	{ "student", "move 0", INTENT_MEND, MEND_MOVE, 0, "" },
	{ "student", "swap 0", INTENT_MEND, MEND_SWAP, 0, "" },
	{ "student", "run 0", INTENT_MEND, MEND_RUN, 0, "" },
	{ "student", "manual 0", INTENT_MEND, MEND_MANUAL, 0, "" },
	{ "student", "test now 0", INTENT_TEST_NOW, 0, 0, "" },
	{ "student", "undo 0", INTENT_MEND_UNDO, 0, 0, "" },
	{ "student_none", "manual 0", INTENT_MEND, MEND_MANUAL, 0, "" },
	{ "student_many", "next page 0", INTENT_PAGE, 2, 0, "" },
	{ "student_why", "reason 2 0", INTENT_REASON, 2, 0, "" },
	{ "student_why", "cancel 0", INTENT_MEND_CANCEL, 0, 0, "" },
	{ "student_item", "item 5 0", INTENT_MEND_ITEM, 5, 0, "" },
	{ "student_value", "key 8 0", INTENT_TYPE, 0, 0, "8" },
	{ "student_value", "point 0", INTENT_TYPE, 0, 0, "." },
	{ "student_value", "minus 0", INTENT_TYPE, 0, 0, "-" },
	{ "student_value", "erase 0", INTENT_TYPE, 0, 0, "" },
	{ "student_value", "save value 0", INTENT_MEND_VALUE, 0, 0, "" },
	{ "reassign", "run row 2", INTENT_MADE, 2, 0, "" },
	{ "reassign", "shift on 0", INTENT_REASSIGN_SHIFT, 2, 0, "" },
	{ "reassign", "shift back 0", INTENT_REASSIGN_SHIFT, 0, 0, "" },
	{ "reassign", "by number 0", INTENT_REASSIGN_ORDER, 1, 0, "" },
	{ "reassign_class", "by time 0", INTENT_REASSIGN_ORDER, 0, 0, "" },
	{ "reassign", "list of 0", INTENT_REASSIGN_CLASSES, 0, 0, "" },
	{ "reassign", "reason 2 0", INTENT_REASON, 2, 0, "" },
	{ "reassign_classes", "class 1 0", INTENT_REASSIGN_CLASS, 1, 0, "" },
	{ "reassign_classes", "cancel 0", INTENT_MEND_CANCEL, 0, 0, "" },
	{ "latest", "run 0", INTENT_MEND, MEND_RUN, 0, "" },
	{ "latest", "latest row 2", INTENT_MADE, 2, 0, "" },
	{ "latest", "void 1 0", INTENT_REASON, 1, 0, "" },
	{ "latest", "give 3", INTENT_GIVE_TO, 3, 0, "" },
	{ "latest", "swap 1", INTENT_SWAP_WITH, 1, 0, "" },
	{ "latest", "give other 0", INTENT_GIVE_OTHER, 0, 0, "" },
	{ "latest", "open student 0", INTENT_OPEN_STUDENT, 0, 0, "" },
	{ "latest", "undo 0", INTENT_MEND_UNDO, 0, 0, "" },
	{ "teacher", "latest 0", INTENT_OPEN, SCREEN_LATEST, 0, "" },
	{ "result", "latest 0", INTENT_OPEN, SCREEN_LATEST, 0, "" },
	{ "weighing_saved", "latest 0", INTENT_OPEN, SCREEN_LATEST, 0, "" },
	{ "doubts", "doubt 2", INTENT_DOUBT, 2, 0, "" },
	{ "doubts", "stands 0", INTENT_MEND, MEND_STANDS, 0, "" },
	{ "doubts", "void 0", INTENT_MEND, MEND_VOID, 0, "" },
	{ "doubts", "unit 0", INTENT_MEND, MEND_UNIT, 0, "" },
	{ "doubts", "open student 0", INTENT_OPEN_STUDENT, 0, 0, "" },
	{ "doubts", "undo 0", INTENT_MEND_UNDO, 0, 0, "" },
	{ "doubts_swap", "swap 0", INTENT_MEND, MEND_SWAP, 0, "" },
	{ "doubts_why", "reason 1 0", INTENT_REASON, 1, 0, "" },
	{ "doubts_many", "next page 0", INTENT_PAGE, 2, 0, "" },
	{ "teacher_many", "next page 0", INTENT_PAGE, 2, 0, "" },
	{ "poster_banner", "acknowledge 0", INTENT_ACKNOWLEDGE, 0, 0, "" },
	{ "fault", "acknowledge 0", INTENT_ACKNOWLEDGE, 0, 0, "" },
};

static void a_press_asks_for_what_the_key_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(presses) / sizeof(presses[0]); i++) {
		struct rect at;
		struct intent want;

		assert_true(fill_named(presses[i].scene));
		ui = ui_open(language[0]);
		screens_draw(ui, &model);
		if (!find_target(presses[i].target, &at))
			fail_msg("%s has no %s", presses[i].scene, presses[i].target);
		want = press(at);
		if (want.kind != presses[i].kind || want.index != presses[i].index ||
			want.other != presses[i].other ||
			strcmp(want.text, presses[i].text) != 0)
			fail_msg("%s, %s: %d %d %d \"%s\"", presses[i].scene,
				presses[i].target, (int)want.kind, want.index,
				want.other, want.text);
		ui_close(ui);
	}
}

static const struct {
	const char *scene;
	enum ui_key key;
	enum intent_kind kind;
} keys[] = {
	{ "confirm", UI_KEY_ENTER, INTENT_YES },
	{ "confirm", UI_KEY_ESCAPE, INTENT_NOT_ME },
	{ "attempt", UI_KEY_ESCAPE, INTENT_NOT_ME },
	{ "result", UI_KEY_ENTER, INTENT_NEXT },
	{ "mine", UI_KEY_ENTER, INTENT_NEXT },
	{ "mine", UI_KEY_ESCAPE, INTENT_NEXT },
	{ "weighing_saved", UI_KEY_ENTER, INTENT_NEXT },
	{ "keypad", UI_KEY_ENTER, INTENT_NUMBER },
	{ "keypad", UI_KEY_ERASE, INTENT_ERASE },
	{ "keypad", UI_KEY_ESCAPE, INTENT_POSTER },
	{ "tiles", UI_KEY_ESCAPE, INTENT_CLASSES },
	{ "names", UI_KEY_ERASE, INTENT_ERASE },
	{ "names", UI_KEY_ESCAPE, INTENT_POSTER },
	{ "names", UI_KEY_ENTER, INTENT_NONE }, /* of twelve */
	{ "call", UI_KEY_ESCAPE, INTENT_OPEN },
	{ "call_putoff", UI_KEY_ENTER, INTENT_CALL_DO },
	{ "new_year", UI_KEY_ENTER, INTENT_YEAR_NEXT },
	{ "new_year_sure", UI_KEY_ENTER, INTENT_NONE }, /* never by chance */
	{ "teacher", UI_KEY_ESCAPE, INTENT_LEAVE },
	{ "devices", UI_KEY_ESCAPE, INTENT_OPEN },
	{ "find_one", UI_KEY_ENTER, INTENT_FIND },
	{ "find_typed", UI_KEY_ENTER, INTENT_NONE },
	{ "find_typed", UI_KEY_ERASE, INTENT_TYPE },
	{ "student_value", UI_KEY_ENTER, INTENT_MEND_VALUE },
	{ "student_value", UI_KEY_ERASE, INTENT_TYPE },
	{ "student", UI_KEY_ESCAPE, INTENT_OPEN },
	{ "pin", UI_KEY_ENTER, INTENT_PIN },
	{ "pin", UI_KEY_ERASE, INTENT_ERASE },
	{ "pin", UI_KEY_ESCAPE, INTENT_LEAVE },
	{ "fault", UI_KEY_ENTER, INTENT_ACKNOWLEDGE },
	{ "many_lineup", UI_KEY_SPACE, INTENT_GO },
	{ "many_lineup", UI_KEY_ENTER, INTENT_GO },
	{ "many_lineup", UI_KEY_ESCAPE, INTENT_NOT_ME },
	{ "many_running", UI_KEY_ESCAPE, INTENT_MANY_AGAIN },
	{ "grid", UI_KEY_ENTER, INTENT_CELL_ENTER },
	{ "grid", UI_KEY_ERASE, INTENT_CELL_ERASE },
	{ "grid", UI_KEY_DOWN, INTENT_CELL_MOVE },
	{ "grid", UI_KEY_LEFT, INTENT_CELL_MOVE },
	{ "grid", UI_KEY_ESCAPE, INTENT_NONE },
	{ "typing", UI_KEY_ENTER, INTENT_TYPING_ENTER },
	{ "typing", UI_KEY_DOWN, INTENT_TYPING_MOVE },
	{ "typing", UI_KEY_ERASE, INTENT_TYPING_ERASE },
	{ "typing", UI_KEY_ESCAPE, INTENT_OPEN },
	{ "poster", UI_KEY_ENTER, INTENT_NONE },
	{ "run", UI_KEY_SPACE, INTENT_RUN_PRESS },
	{ "run", UI_KEY_ENTER, INTENT_RUN_PRESS },
	{ "run", UI_KEY_ERASE, INTENT_RUN_UNDO },
	{ "run_many", UI_KEY_SPACE, INTENT_RUN_PRESS },
	{ "run_many", UI_KEY_ENTER, INTENT_RUN_NUMBER },
	{ "run_many", UI_KEY_ERASE, INTENT_RUN_DIGIT },
	{ "run_done", UI_KEY_SPACE, INTENT_NONE },
	{ "run_naming", UI_KEY_ESCAPE, INTENT_RUN_MODE },
	{ "run_line_up", UI_KEY_SPACE, INTENT_RUN_START },
};

static void a_keyboard_works_too(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		assert_true(fill_named(keys[i].scene));
		ui = ui_open(language[0]);
		ui_push(ui, &(struct ui_event){ .kind = UI_KEY, .key = keys[i].key });
		assert_int_equal(screens_draw(ui, &model).kind, keys[i].kind);
		ui_close(ui);
	}
}

/* ---- which screen ---- */

static const struct {
	const char *scene;
	enum screen screen;
} shown[] = {
	{ "poster", SCREEN_POSTER },
	{ "classes", SCREEN_CLASSES },
	{ "tiles", SCREEN_TILES },
	{ "keypad", SCREEN_KEYPAD },
	{ "names", SCREEN_NAMES },
	{ "call", SCREEN_CALL },
	{ "papers", SCREEN_PAPERS },
	{ "missing", SCREEN_MISSING },
	{ "new_year", SCREEN_NEW_YEAR },
	{ "refused", SCREEN_REFUSED },
	{ "confirm", SCREEN_CONFIRM },
	{ "attempt", SCREEN_ATTEMPT },
	{ "weighing", SCREEN_WEIGHING },
	{ "weighing_saved", SCREEN_WEIGHING },
	{ "lanes_ready", SCREEN_LANES },
	{ "starts", SCREEN_STARTS },
	{ "many_lineup", SCREEN_MANY_LINEUP },
	{ "many_running", SCREEN_MANY },
	{ "grid", SCREEN_GRID },
	{ "result", SCREEN_RESULT },
	{ "result_exam", SCREEN_RESULT },
	{ "mine", SCREEN_MINE },
	{ "teacher", SCREEN_TEACHER },
	{ "cell", SCREEN_CELL },
	{ "year", SCREEN_YEAR },
	{ "devices", SCREEN_DEVICES },
	{ "devices_none", SCREEN_DEVICES },
	{ "find", SCREEN_FIND },
	{ "student", SCREEN_STUDENT },
	{ "latest", SCREEN_LATEST },
	{ "reassign", SCREEN_REASSIGN },
	{ "doubts", SCREEN_DOUBTS },
	{ "fault", SCREEN_FAULT },
	{ "poster_banner", SCREEN_POSTER },
};

static void the_model_alone_says_which_screen(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		assert_true(fill_named(shown[i].scene));
		assert_string_equal(screen_name(screens_which(&model)),
			screen_name(shown[i].screen));
	}
}

static struct visit stepped(struct visit visit, enum intent_kind kind, int index)
{
	struct intent want = { .kind = kind, .index = index };

	assert_true(screens_step(&visit, &model, &want));
	return visit;
}

static void a_visit_goes_from_poster_to_name(void **state)
{
	struct visit visit;

	(void)state;
	assert_true(fill_named("classes"));
	visit_init(&visit);
	visit = stepped(visit, INTENT_CLASSES, 0);
	assert_int_equal(visit.identify, IDENTIFY_CLASSES);
	visit = stepped(visit, INTENT_CLASS, 7);
	assert_int_equal(visit.identify, IDENTIFY_TILES);
	assert_int_equal(visit.class_index, 7);
	visit = stepped(visit, INTENT_CLASS, 5000);
	assert_int_equal(visit.class_index, 0);
	visit = stepped(visit, INTENT_POSTER, 0);
	assert_int_equal(visit.identify, IDENTIFY_POSTER);
	assert_false(screens_step(&visit, &model,
		&(struct intent){ .kind = INTENT_STUDENT, .index = 3 }));
}

static void digits_gather_and_never_overflow(void **state)
{
	struct visit visit;

	(void)state;
	visit_init(&visit);
	for (int i = 0; i < 40; i++)
		visit = stepped(visit, INTENT_DIGIT, i % 10);
	assert_int_equal(visit.identify, IDENTIFY_KEYPAD);
	assert_string_equal(visit.typed, "01234567890");
	visit = stepped(visit, INTENT_ERASE, 0);
	assert_string_equal(visit.typed, "0123456789");
	visit_child_left(&visit);
	assert_string_equal(visit.typed, "");
	visit = stepped(visit, INTENT_ERASE, 0);
	assert_string_equal(visit.typed, "");
}

/* One step, with the PIN as it is. */
static struct visit locked_step(
	struct visit visit, bool locked, enum intent_kind kind, int index)
{
	model.locked = locked;
	visit = stepped(visit, kind, index);
	model.locked = false;
	return visit;
}

static void with_a_pin_every_teachers_screen_is_behind_it(void **state)
{
	struct visit visit;

	(void)state;
	for (int s = SCREEN_POSTER + 1; s < SCREENS; s++) {
		visit_init(&visit);
		visit = locked_step(visit, true, INTENT_OPEN, s);
		if (screen_for_students((enum screen)s) || s == SCREEN_FAULT) {
			assert_false(visit.teacher);
			continue;
		}
		assert_int_equal(visit.teacher, SCREEN_PIN);
		if (s == SCREEN_PIN)
			continue;
		visit_unlocked(&visit);
		assert_int_equal(visit.teacher, s);
	}
}

static void a_typed_pin_is_wiped_wherever_one_goes(void **state)
{
	static const char nothing[12];
	struct visit visit;

	(void)state;
	visit_init(&visit);
	visit = locked_step(visit, true, INTENT_OPEN, SCREEN_TEACHER);
	for (int i = 0; i < 4; i++)
		visit = locked_step(visit, true, INTENT_DIGIT, i);
	visit_child_left(&visit); /* a result was put away meanwhile */
	assert_string_equal(visit.typed, "0123");
	assert_int_equal(visit.identify, IDENTIFY_POSTER);
	assert_false(
		screens_step(&visit, &model, &(struct intent){ .kind = INTENT_PIN }));
	assert_memory_equal(visit.typed, nothing, sizeof(nothing));
	visit = locked_step(visit, true, INTENT_DIGIT, 7);
	visit = locked_step(visit, true, INTENT_LEAVE, 0);
	assert_memory_equal(visit.typed, nothing, sizeof(nothing));
	assert_false(visit.teacher);
}

static void closing_the_window_asks_for_the_pin(void **state)
{
	struct visit visit;

	(void)state;
	visit_init(&visit);
	visit = locked_step(visit, true, INTENT_QUIT, 0);
	assert_int_equal(visit.teacher, SCREEN_PIN);
	assert_true(visit.quits);
	visit = locked_step(visit, true, INTENT_LEAVE, 0);
	assert_false(visit.quits);
	assert_false(
		screens_step(&visit, &model, &(struct intent){ .kind = INTENT_QUIT }));
}

static void a_pin_is_changed_from_the_screen_it_was_asked_for_on(void **state)
{
	struct visit visit;

	(void)state;
	visit_init(&visit);
	visit = locked_step(visit, false, INTENT_OPEN, SCREEN_DEVICES);
	visit = locked_step(visit, false, INTENT_OPEN, SCREEN_PIN);
	assert_int_equal(visit.teacher, SCREEN_PIN);
	visit_unlocked(&visit);
	assert_int_equal(visit.teacher, SCREEN_DEVICES);
}

static void a_teacher_is_reached_by_one_key_and_stays(void **state)
{
	struct visit visit;

	(void)state;
	visit_init(&visit);
	visit = stepped(visit, INTENT_OPEN, SCREEN_TEACHER);
	visit = stepped(visit, INTENT_PAGE, 2);
	visit_child_left(&visit);
	assert_true(visit.teacher);
	assert_int_equal(visit.page, 2);
	visit = stepped(visit, INTENT_HIDE_RATES, 0);
	assert_true(visit.hide_rates);
	visit = stepped(visit, INTENT_OPEN, SCREEN_DEVICES);
	assert_int_equal(visit.teacher, SCREEN_DEVICES);
	assert_int_equal(visit.page, 0);
	visit = stepped(visit, INTENT_OPEN, SCREEN_TEACHER);
	assert_int_equal(visit.teacher, SCREEN_TEACHER);
	visit = stepped(visit, INTENT_OPEN, SCREEN_DEVICES);
	visit = stepped(visit, INTENT_LEAVE, 0);
	assert_int_equal(visit.teacher, SCREEN_POSTER);
}

/* ---- devices ---- */

static const struct {
	const char *scene, *says;
} said[] = {
	{ "devices_none", "没有找到任何串口" },
	{ "devices_unused", "点一个口" },
	{ "devices", "ttyUSB0 · 0403:6001 A50285BI · 2400 7e1" },
	{ "devices", "型号：A&D scales" },
	{ "devices", "依据：lines of the maker's manual only" },
	{ "devices", "设备正常" },
	{ "devices", "重量 41.20 kg 稳定" },
	{ "devices", "每秒4.9条" },
	{ "devices", "没看懂7字节" },
	{ "devices", "最后一句：ST,+00041.20 kg" },
	{ "devices", "今天校验过 10:42 重量 5.00 kg 稳定" },
	{ "devices_silent", "12分钟没动静" },
	{ "devices_silent", "请检查电源和数据线" },
	{ "devices_silent", "今天还没校验" },
	{ "devices_noise", "收到的数据看不懂" },
	{ "devices_new", "型号：还不知道" },
	{ "devices_new", "听到18字节" },
	{ "devices_private", "17字节，在测学生，不显示" },
	{ "devices_private", "正在测学生" },
	{ "devices_search", "正在试 9600 8n1 … 3/12" },
	{ "devices_found", "100%" },
	{ "devices_found", "听懂23条，410字节里没看懂17" },
	{ "devices_found_none", "有的设备问了才答" },
	{ "devices_items", "STE-100 test system and its boxes测什么？" },
	{ "devices_items", "6道" },
	{ "devices_sure", "不能再测" },
};

static void a_device_tells_how_it_is_and_what_to_do(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		assert_true(fill_named(said[i].scene));
		ui = ui_open(language[0]);
		screens_draw(ui, &model);
		if (!shows(said[i].says))
			fail_msg("%s does not say \"%s\"", said[i].scene, said[i].says);
		ui_close(ui);
	}
}

/* A word and a sentence of each: they stand one behind the other in texts.h. */
static void every_state_of_a_device_has_room_for_its_sentence(void **state)
{
	(void)state;
	for (int t = TEXT_HEALTH_CLOSED; t < TEXT_HEALTH_REFUSED_WHY; t += 2)
		for (int s = 0; s < SIZES; s++)
			for (int l = 0; l < 2; l++) {
				assert_true(fill_named("devices"));
				snprintf(model.desk.ports[0].word,
					sizeof(model.desk.ports[0].word), "%s",
					texts_get(language[l], (enum text)t));
				snprintf(model.desk.sentence,
					sizeof(model.desk.sentence), "%s",
					texts_get(language[l], (enum text)(t + 1)));
				ui = ui_open(language[l]);
				ui_resize(ui, sizes[s].width, sizes[s].height);
				screens_draw(ui, &model);
				assert_true(shows(model.desk.sentence));
				text_fits(text_key((enum text)t), s, l);
				ui_close(ui);
			}
}

static struct intent after_digit(const char *scene, const char *digit)
{
	struct ui_event e = { .kind = UI_CHAR, .at_us = 5000000 };
	struct intent want;

	assert_true(fill_named(scene));
	if (model.item.form == FORM_RUN)
		model.run.lanes = true;
	snprintf(e.text, sizeof(e.text), "%s", digit);
	ui = ui_open(language[0]);
	ui_push(ui, &e);
	ui_time(ui, 5200000);
	want = screens_draw(ui, &model);
	ui_close(ui);
	return want;
}

/* By a numeric keypad with gloves on. */
static void a_digit_touches_its_lane(void **state)
{
	struct intent want = after_digit("lanes_ready", "5");

	(void)state;
	assert_int_equal(want.kind, INTENT_SWAP); /* with the one that is marked */
	assert_int_equal(want.index, 2);
	assert_int_equal(want.other, 4);
	want = after_digit("lanes_running", "2");
	assert_int_equal(want.kind, INTENT_SELECT);
	assert_int_equal(want.index, -1);
	assert_int_equal(after_digit("lanes_running", "9").kind, INTENT_NONE);
	want = after_digit("run", "4");
	assert_int_equal(want.kind, INTENT_RUN_LANE);
	assert_int_equal(want.index, 4);
	assert_int_equal(
		want.at_us, 5000000); /* when it was typed, not when it came out */
	assert_int_equal(after_digit("run", "0").index, 10);
	want = after_digit(
		"run", "*"); /* 不算 first, then the other keys of the foot */
	assert_int_equal(want.kind, INTENT_RUN_MODE);
	assert_int_equal(want.index, 4);
	assert_int_equal(after_digit("run_foul", "*").index, 1);
	assert_int_equal(after_digit("run_hurt", "*").index, 3);
	want = after_digit("run_foul", "2"); /* ended so, and did not arrive */
	assert_int_equal(want.kind, INTENT_RUN_NUMBER);
	assert_int_equal(want.index, 2);
	assert_int_equal(want.other, 4);
	assert_int_equal(after_digit("run_line_up", "4").kind, INTENT_RUN_DIGIT);
}

static struct rect place_of(const char *text)
{
	const struct draw_command *c = drawn(text);

	assert_non_null(c);
	return c->at;
}

static void bytes_stand_in_a_grid_whatever_they_are(void **state)
{
	struct rect before, after;

	(void)state;
	assert_true(fill_named("devices"));
	model.desk.live[7].bytes[3] = 0x11;
	ui = ui_open(language[0]);
	screens_draw(ui, &model);
	before = place_of("11");
	memset(model.desk.live[7].bytes, 0xdd, 3);
	screens_draw(ui, &model);
	after = place_of("11");
	assert_memory_equal(&before, &after, sizeof(before));
	ui_close(ui);
}

/* A careless model: bytes of a child in a row that is hidden. */
static void bytes_of_a_child_are_not_drawn(void **state)
{
	(void)state;
	assert_true(fill_named("devices_private"));
	for (int i = 0; i < model.desk.n_live; i++) {
		memset(model.desk.live[i].bytes, 0x41, MODEL_BYTES);
		memset(model.desk.live[i].text, 'A', MODEL_BYTES);
	}
	ui = ui_open(language[0]);
	screens_draw(ui, &model);
	assert_false(shows("AAAA") || shows("41"));
	ui_close(ui);
}

static void only_a_card_opens_my_results(void **state)
{
	struct rect at;

	(void)state;
	assert_true(fill_named("confirm"));
	ui = ui_open(language[0]);
	screens_draw(ui, &model);
	assert_false(find_target("mine 0", &at));
	model.can_see_mine = true;
	screens_draw(ui, &model);
	assert_true(find_target("mine 0", &at));
	ui_close(ui);
}

static void hidden_rates_are_not_drawn(void **state)
{
	(void)state;
	assert_true(fill_named("teacher"));
	ui = ui_open(language[0]);
	screens_draw(ui, &model);
	assert_true(shows("91.2%") && shows("38.4%"));
	model.visit.hide_rates = true;
	screens_draw(ui, &model);
	assert_false(shows("91.2%") || shows("38.4%"));
	ui_close(ui);
}

/* ---- weight, whatever the model says ---- */

static const char *const poison[] = { "体重42.0千克", "再轻2公斤", "BMI 19.2",
	"身高151", "比去年瘦了", "你太胖了", "超重", "低体重", "肥胖", "不及格",
	"Lose weight", "42.0 kg", "height 151", "too thin", "全班排名第3",
	"再远2厘米得85分", "立定跳远", "85分", "", "每天跳绳10分钟。" };
#define POISON ((int)(sizeof(poison) / sizeof(poison[0])))

static uint32_t chance_state = 20261129;

static int chance(int below)
{
	chance_state ^= chance_state << 13;
	chance_state ^= chance_state >> 17;
	chance_state ^= chance_state << 5;
	return (int)(chance_state % (uint32_t)below);
}

#define ANY(field) snprintf(field, sizeof(field), "%s", poison[chance(POISON)])

static void any_row(struct model_mine_row *row)
{
	ANY(row->name);
	ANY(row->value);
	ANY(row->points);
	ANY(row->word);
	ANY(row->hint);
	ANY(row->better);
	ANY(row->axis);
	row->is_body = chance(4) == 0;
	row->body_done = chance(2);
	row->has_axis = chance(2);
	row->axis_permille = chance(1001);
	row->n_years = chance(MODEL_YEARS + 1);
	for (int i = 0; i < MODEL_YEARS; i++)
		row->year_permille[i] = chance(1001);
}

static void any_rows(struct model_mine_row *rows, int n)
{
	for (int i = 0; i < n; i++)
		any_row(&rows[i]);
}

static void any_mine(struct model_mine *m)
{
	m->n_items = chance(MODEL_MINE + 1);
	any_rows(m->items, m->n_items);
	ANY(m->total_text);
	ANY(m->parts_text);
	ANY(m->level_text);
	m->missing = chance(3);
	m->n_gains = chance(MODEL_GAINS + 1);
	for (int i = 0; i < m->n_gains; i++) {
		ANY(m->gains[i].name);
		ANY(m->gains[i].hint);
		ANY(m->gains[i].advice);
	}
	m->has_exam = chance(2);
	m->n_exam_items = chance(MODEL_MINE + 1);
	any_rows(m->exam_items, m->n_exam_items);
	m->n_exam_parts = chance(MODEL_PARTS + 1);
	any_rows(m->exam_parts, m->n_exam_parts);
	ANY(m->exam_total_text);
	ANY(m->exam_level_text);
	ANY(m->exam_why);
}

static void any_result(struct model_attempt *a)
{
	ANY(a->value_text);
	ANY(a->unit_text);
	ANY(a->hint_text);
	a->of = chance(MODEL_TRIES + 1);
	a->number = a->of;
	for (int i = 0; i < MODEL_TRIES; i++)
		ANY(a->tries[i].text);
}

/* Only the row of height and weight has that name, and it says nothing but 已测. */
static void says_nothing_of_weight(int run, int lang)
{
	for (size_t i = 0; i < commands(); i++)
		if (command(i)->kind == DRAW_TEXT &&
			strcmp(words(i), texts_get(language[lang], TEXT_BODY)) != 0 &&
			!kind_is(words(i)))
			fail_msg("model %d: \"%s\"", run, words(i));
}

static void no_student_reads_of_weight_whatever_the_model_says(void **state)
{
	(void)state;
	for (int run = 0; run < 600; run++) {
		int lang = run % 2;

		assert_true(fill_named(chance(2) ? "mine" : "result"));
		any_mine(&model.mine);
		any_result(&model.attempt);
		ui = ui_open(language[lang]);
		if (run % 3 == 0)
			ui_resize(ui, 1080, 1920);
		screens_draw(ui, &model);
		says_nothing_of_weight(run, lang);
		ui_close(ui);
	}
}

static void an_empty_model_draws_every_screen(void **state)
{
	(void)state;
	memset(&model, 0, sizeof(model));
	visit_init(&model.visit);
	ui = ui_open(language[0]);
	for (int stage = STAGE_IDLE; stage <= STAGE_MINE; stage++)
		for (int form = FORM_SINGLE; form <= FORM_MANY; form++)
			for (int way = IDENTIFY_POSTER; way <= IDENTIFY_KEYPAD; way++) {
				model.stage = (enum stage)stage;
				model.item.form = (enum form)form;
				model.visit.identify = way;
				screens_draw(ui, &model);
			}
	for (int screen = 1; screen < SCREENS; screen++) {
		model.visit.teacher = (enum screen)screen;
		screens_draw(ui, &model);
	}
	model.visit.teacher = SCREEN_DEVICES;
	for (int shows_now = DESK_SHOWS_PORT; shows_now <= DESK_SHOWS_SURE;
		shows_now++) {
		model.desk.shows = (enum desk_shows)shows_now;
		screens_draw(ui, &model);
	}
	model.visit.teacher = SCREEN_TYPING;
	for (int shows_now = TYPING_SHOWS_CLASS; shows_now <= TYPING_SHOWS_AGREED;
		shows_now++) {
		model.typing.shows = (enum typing_shows)shows_now;
		screens_draw(ui, &model);
	}
	model.fault.kind = FAULT_SCREEN;
	screens_draw(ui, &model);
	ui_close(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_text_is_cut_or_in_another_font),
		cmocka_unit_test(in_a_small_window_nothing_leaves_it_and_it_is_said),
		cmocka_unit_test(no_letters_stand_on_others),
		cmocka_unit_test(no_two_texts_read_as_one),
		cmocka_unit_test(no_name_on_a_tile_is_tiny),
		cmocka_unit_test(points_stand_under_their_value),
		cmocka_unit_test(touch_targets_are_large_and_apart),
		cmocka_unit_test(a_small_child_reaches_what_it_may_press),
		cmocka_unit_test(every_text_has_contrast_of_seven),
		cmocka_unit_test(points_are_never_green_or_red),
		cmocka_unit_test(nothing_on_these_screens_is_red),
		cmocka_unit_test(where_exam_points_stand_the_mark_stands_too),
		cmocka_unit_test(exam_points_stand_where_they_should),
		cmocka_unit_test(only_a_card_opens_my_results),
		cmocka_unit_test(weighing_shows_no_digit_whatever_the_model_says),
		cmocka_unit_test(
			students_read_no_number_of_a_person_and_no_word_that_hurts),
		cmocka_unit_test(a_scan_is_caught_on_every_screen_and_never_shown),
		cmocka_unit_test(every_key_asks_for_something),
		cmocka_unit_test(every_target_is_reached_by_tab),
		cmocka_unit_test(arrows_go_to_the_neighbour),
		cmocka_unit_test(a_press_asks_for_what_the_key_says),
		cmocka_unit_test(a_keyboard_works_too),
		cmocka_unit_test(the_model_alone_says_which_screen),
		cmocka_unit_test(a_visit_goes_from_poster_to_name),
		cmocka_unit_test(digits_gather_and_never_overflow),
		cmocka_unit_test(a_teacher_is_reached_by_one_key_and_stays),
		cmocka_unit_test(with_a_pin_every_teachers_screen_is_behind_it),
		cmocka_unit_test(a_typed_pin_is_wiped_wherever_one_goes),
		cmocka_unit_test(closing_the_window_asks_for_the_pin),
		cmocka_unit_test(a_pin_is_changed_from_the_screen_it_was_asked_for_on),
		cmocka_unit_test(hidden_rates_are_not_drawn),
		cmocka_unit_test(a_device_tells_how_it_is_and_what_to_do),
		cmocka_unit_test(every_state_of_a_device_has_room_for_its_sentence),
		cmocka_unit_test(a_digit_touches_its_lane),
		cmocka_unit_test(bytes_stand_in_a_grid_whatever_they_are),
		cmocka_unit_test(bytes_of_a_child_are_not_drawn),
		cmocka_unit_test(no_student_reads_of_weight_whatever_the_model_says),
		cmocka_unit_test(an_empty_model_draws_every_screen),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
