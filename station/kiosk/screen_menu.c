/* 菜单: what the teacher can open, a tile each. */
#include "screen.h"

#define TILE_H 168

static bool tile(struct ui *ui, struct rect at, enum screen screen)
{
	bool pressed = ui_panel_button(ui, screen_name(screen), 0, at, false);
	struct rect rest = area_inset(at, 28, 0);
	const char *picture = screen_picture(screen);

	if (picture[0])
		ui_picture(ui, area_center(area_cut_left(&rest, 72), 64, 64), picture,
			COLOR_MAIN);
	area_cut_left(&rest, 24);
	ui_text(ui, rest, tr(ui, (enum text)screen_title(screen)),
		styled(ui_style(ui, 52, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	return pressed;
}

struct intent screen_menu(struct ui *ui, const struct model *m, struct rect at)
{
	struct intent want = intent(INTENT_NONE);
	struct rect area = area_inset(at, MARGIN, MARGIN);
	int columns = ui_is_upright(ui) ? 2 : 4, n = 0;
	int w = (area.w - (columns - 1) * GAP * 2) / columns;

	(void)m;
	for (int s = 0; s < SCREENS; s++) {
		struct rect place = { area.x + n % columns * (w + GAP * 2),
			area.y + n / columns * (TILE_H + GAP * 2), w, TILE_H };

		if (!screen_in_menu((enum screen)s))
			continue;
		if (tile(ui, place, (enum screen)s))
			want = intent_index(INTENT_OPEN, s);
		n++;
	}
	return want;
}
