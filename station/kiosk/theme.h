/*
 * theme - sizes and colours, for a hall with daylight.
 *
 * A state has one colour everywhere, and never colour alone: a shape and a word
 * go with it (kiosk.md, principle 3). Red is for stop and danger only. Text stands
 * at 7:1 or more on its ground; a test computes it.
 */
#ifndef KIOSK_THEME_H
#define KIOSK_THEME_H

#include <stdint.h>

enum paint_color {
	COLOR_NONE,
	GROUND,	    /* behind everything */
	PANEL,	    /* cards and tiles on it */
	PANEL_HELD, /* under a finger */
	LINE,	    /* hairlines and outlines */
	INK,	    /* text */
	INK_SOFT,   /* secondary text */
	BAR,	    /* the top bar */
	BAR_INK,
	MAIN, /* the key that goes on */
	MAIN_HELD,
	MAIN_INK,
	READY, /* blue: 请准备 */
	READY_INK,
	READY_PALE,
	GO, /* green: 开始！ 已保存 */
	GO_INK,
	GO_PALE,
	AGAIN, /* amber: 这次不算 */
	AGAIN_INK,
	AGAIN_PALE,
	DEVICE, /* violet: 设备没反应 */
	DEVICE_INK,
	DEVICE_PALE,
	STOP, /* red: danger */
	STOP_INK,
	PRACTICE, /* the banner of 模拟练习 */
	PRACTICE_INK,
	FILL, /* progress */
	FILL_GROUND,
	COLORS
};

struct theme {
	const char *name;
	uint32_t color[COLORS]; /* 0xRRGGBBAA */
};

extern const struct theme theme_light;

/* Sizes on the sheet, which is 1080 high. */
enum {
	BAR_H = 72,
	TOUCH_MIN = 72,
	GAP = 12,
	MARGIN = 48,
	RADIUS = 16,
};

#endif
