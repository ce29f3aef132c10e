#include "theme.h"

#include <string.h>

const struct theme theme_light = {
	.name = "light",
	.color = {
		[COLOR_GROUND] = 0xeef2f7ff,
		[COLOR_PANEL] = 0xffffffff,
		[COLOR_PANEL_HELD] = 0xd5e4f8ff,
		[COLOR_LINE] = 0xc3ccd9ff,
		[COLOR_INK] = 0x0d1b2fff,
		[COLOR_INK_SOFT] = 0x36445aff,
		[COLOR_BAR] = 0x12253fff,
		[COLOR_BAR_INK] = 0xffffffff,
		[COLOR_BAR_KEY] = 0x28405fff,
		[COLOR_MAIN] = 0x084592ff,
		[COLOR_MAIN_HELD] = 0x06316bff,
		[COLOR_MAIN_INK] = 0xffffffff,
		[COLOR_READY] = 0x084592ff,
		[COLOR_READY_INK] = 0xffffffff,
		[COLOR_READY_PALE] = 0xdfebfbff,
		[COLOR_GO] = 0x07552bff,
		[COLOR_GO_INK] = 0xffffffff,
		[COLOR_GO_PALE] = 0xdff3e5ff,
		[COLOR_AGAIN] = 0xffbf2eff,
		[COLOR_AGAIN_INK] = 0x2f2000ff,
		[COLOR_AGAIN_PALE] = 0xfff0ccff,
		[COLOR_AGAIN_SIGN] = 0xd18b00ff,
		[COLOR_AGAIN_WORD] = 0x2f2000ff,
		[COLOR_DEVICE] = 0x57289aff,
		[COLOR_DEVICE_INK] = 0xffffffff,
		[COLOR_DEVICE_PALE] = 0xeee5fbff,
		[COLOR_STOP] = 0x9c1515ff,
		[COLOR_STOP_INK] = 0xffffffff,
		[COLOR_PRACTICE] = 0xa9e7e4ff,
		[COLOR_PRACTICE_INK] = 0x06302fff,
		[COLOR_FILL] = 0x2f6fd0ff,
		[COLOR_FILL_GROUND] = 0xdbe2ebff,
		[COLOR_CELL_FILL] = 0xb3d0f5ff,
		[COLOR_LAMP_GOOD] = 0x23a35aff,
		[COLOR_LAMP_WARN] = 0xe79a00ff,
		[COLOR_LAMP_BAD] = 0x9a63e6ff,
		[COLOR_LAMP_OFF] = 0x8594a8ff,
	},
};

/* No white and no black: a bright sheet blinds in a dim hall, a black one shines in its
 * lamps. What is a dark colour with white letters in the light theme is a light colour
 * with dark letters here, so that it can also be a word on the dark ground. */
const struct theme theme_dark = {
	.name = "dark",
	.color = {
		[COLOR_GROUND] = 0x111821ff,
		[COLOR_PANEL] = 0x1c2633ff,
		[COLOR_PANEL_HELD] = 0x253345ff,
		[COLOR_LINE] = 0x46566bff,
		[COLOR_INK] = 0xe8edf4ff,
		[COLOR_INK_SOFT] = 0xb9c5d5ff,
		[COLOR_BAR] = 0x080c12ff,
		[COLOR_BAR_INK] = 0xe8edf4ff,
		[COLOR_BAR_KEY] = 0x263448ff,
		[COLOR_MAIN] = 0x9cc8faff,
		[COLOR_MAIN_HELD] = 0xc3dcfaff,
		[COLOR_MAIN_INK] = 0x06203fff,
		[COLOR_READY] = 0x9cc8faff,
		[COLOR_READY_INK] = 0x06203fff,
		[COLOR_READY_PALE] = 0x172e4bff,
		[COLOR_GO] = 0x80dca3ff,
		[COLOR_GO_INK] = 0x052a15ff,
		[COLOR_GO_PALE] = 0x133425ff,
		[COLOR_AGAIN] = 0xf2b632ff,
		[COLOR_AGAIN_INK] = 0x2f2000ff,
		[COLOR_AGAIN_PALE] = 0x372b10ff,
		[COLOR_AGAIN_SIGN] = 0xf2b632ff,
		[COLOR_AGAIN_WORD] = 0xf7cd74ff,
		[COLOR_DEVICE] = 0xd1bafbff,
		[COLOR_DEVICE_INK] = 0x26094fff,
		[COLOR_DEVICE_PALE] = 0x2d2347ff,
		[COLOR_STOP] = 0xffb0a8ff,
		[COLOR_STOP_INK] = 0x3d0603ff,
		[COLOR_PRACTICE] = 0x0b4847ff,
		[COLOR_PRACTICE_INK] = 0xd3f6f3ff,
		[COLOR_FILL] = 0x5c9df0ff,
		[COLOR_FILL_GROUND] = 0x27323fff,
		[COLOR_CELL_FILL] = 0x2b4d78ff,
		[COLOR_LAMP_GOOD] = 0x3fcb7aff,
		[COLOR_LAMP_WARN] = 0xf2b632ff,
		[COLOR_LAMP_BAD] = 0xb388f2ff,
		[COLOR_LAMP_OFF] = 0x8594a8ff,
	},
};

const struct theme *theme_named(const char *name)
{
	return strcmp(name, theme_dark.name) == 0 ? &theme_dark : &theme_light;
}
