/*
 * screens - the table of screens, and which follows which.
 *
 * Which screen is shown is a pure function of the model: a fault that fills the
 * screen first, then the teacher's page if the visit is there, then the stage of
 * the present child. Nothing remembers "the current screen".
 *
 *	struct intent want = screens_draw(ui, &model);
 *	if (!screens_step(&app->visit, &model, &want))
 *		grant(app, &want);
 *
 * A scan is INTENT_SCAN on every screen, and swallowed under a fault. Closing the window
 * is INTENT_QUIT.
 */
#ifndef KIOSK_SCREENS_H
#define KIOSK_SCREENS_H

#include <stdbool.h>

#include "intent.h"
#include "model.h"
#include "screen_list.h"
#include "ui.h"

#define NO_TITLE (-1)

enum screen screens_which(const struct model *model);
const char *screen_name(enum screen screen); /* "poster" */
bool screen_for_students(enum screen screen);
bool screen_in_menu(enum screen screen);
int screen_title(enum screen screen); /* enum text; NO_TITLE: the item's name */
const char *screen_picture(enum screen screen); /* for the menu; "" none */

/* One pass: ui_begin, the screen with its top bar and banners, ui_end. */
struct intent screens_draw(struct ui *ui, const struct model *model);

/* Grant what only moves about the screens. true when that was all; false when the
 * main loop must act (some of those also change the visit: INTENT_NUMBER clears
 * what was typed). */
bool screens_step(
	struct visit *visit, const struct model *model, const struct intent *want);

#endif
