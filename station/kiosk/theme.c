#include "theme.h"

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

const struct theme *theme_named(const char *name)
{
	(void)name;
	return &theme_light;
}
