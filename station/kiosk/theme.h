/*
 * theme - sizes and colours: "light" for sun and daylight, "dark" for a dim hall.
 *
 * A state has one colour everywhere, and never colour alone: a shape and a word
 * go with it (kiosk.md, principle 3). Red is for stop and danger only. Text stands
 * at 7:1 or more on its ground; a test computes it, in both.
 *
 * A colour stands on what it is named for: _INK on its own colour only, _WORD and the
 * colour itself on COLOR_GROUND, COLOR_PANEL and any _PALE. What is dark on light in
 * the one theme is light on dark in the other, so a screen that keeps to this is right
 * in both.
 */
#ifndef KIOSK_THEME_H
#define KIOSK_THEME_H

#include <stdint.h>

enum paint_color {
	COLOR_NONE,
	COLOR_GROUND,	  /* behind everything */
	COLOR_PANEL,	  /* cards and tiles on it */
	COLOR_PANEL_HELD, /* under a finger */
	COLOR_LINE,	  /* hairlines and outlines */
	COLOR_INK,	  /* text */
	COLOR_INK_SOFT,	  /* secondary text */
	COLOR_BAR,	  /* the top bar */
	COLOR_BAR_INK,
	COLOR_BAR_KEY, /* a key in it */
	COLOR_MAIN,    /* the key that goes on */
	COLOR_MAIN_HELD,
	COLOR_MAIN_INK,
	COLOR_READY, /* blue: 请准备 */
	COLOR_READY_INK,
	COLOR_READY_PALE,
	COLOR_GO, /* green: 开始！ 已保存 */
	COLOR_GO_INK,
	COLOR_GO_PALE,
	COLOR_AGAIN, /* amber: 这次不算 */
	COLOR_AGAIN_INK,
	COLOR_AGAIN_PALE,
	COLOR_AGAIN_SIGN, /* its sign, large */
	COLOR_AGAIN_WORD, /* and its word: amber is too pale to be read on white */
	COLOR_DEVICE,	  /* violet: 设备没反应 */
	COLOR_DEVICE_INK,
	COLOR_DEVICE_PALE,
	COLOR_STOP, /* red: danger */
	COLOR_STOP_INK,
	COLOR_PRACTICE, /* the banner of 模拟练习 */
	COLOR_PRACTICE_INK,
	COLOR_FILL, /* progress */
	COLOR_FILL_GROUND,
	COLOR_CELL_FILL, /* progress behind words */
	COLOR_LAMP_GOOD, /* seen on the bar and on panels */
	COLOR_LAMP_WARN,
	COLOR_LAMP_BAD,
	COLOR_LAMP_OFF,
	COLORS
};

struct theme {
	const char *name;
	uint32_t color[COLORS]; /* 0xRRGGBBAA */
};

extern const struct theme theme_light, theme_dark;

/* "dark", and "light"; another name is the light one too. */
const struct theme *theme_named(const char *name);

/* Sizes on the sheet, which is 1080 high. */
enum {
	BAR_H = 72,
	TOUCH_MIN = 72,
	GAP = 12,
	MARGIN = 48,
	RADIUS = 16,
};

#endif
