/*
 * running - the station running without a window, worked by fingers and keys.
 *
 * The test that includes it has `static struct app app` and open_app() before it.
 */
#ifndef TESTS_RUNNING_H
#define TESTS_RUNNING_H

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app.h"
#include "clock.h"
#include "screens.h"
#include "turns.h"

/* ---- time, fingers and keys ---------------------------------------------------------- */

static inline bool find(const char *name, struct rect *at)
{
	const struct draw *list = ui_list(app.ui);

	for (size_t i = 0; i < list->n; i++)
		if (list->commands[i].kind == DRAW_TOUCH &&
			strcmp(draw_words(list, &list->commands[i]), name) == 0) {
			*at = list->commands[i].at;
			return true;
		}
	return false;
}

static inline void press(const char *name)
{
	struct ui_event e = { .kind = UI_DOWN };
	struct rect at = { 0 };

	turn_for(40000);
	if (!find(name, &at))
		fail_msg("nothing to press: %s, on %s", name,
			screen_name(screens_which(&app.model)));
	e.x = at.x + at.w / 2;
	e.y = at.y + at.h / 2;
	ui_push(app.ui, &e);
	e.kind = UI_UP;
	ui_push(app.ui, &e);
	for (int i = 0; i < 4; i++)
		assert_true(app_turn(&app, clock_now_us()));
}

/* As fingers type: E is Enter, B Backspace, v the arrow down, _ the space bar. */
static inline void type(const char *keys)
{
	for (; *keys; keys++) {
		struct ui_event e = { .kind = UI_KEY, .at_us = clock_now_us() };

		e.key = *keys == 'E'   ? UI_KEY_ENTER
			: *keys == 'B' ? UI_KEY_ERASE
			: *keys == 'v' ? UI_KEY_DOWN
			: *keys == '_' ? UI_KEY_SPACE
				       : UI_KEY_NONE;
		if (!e.key) {
			e.kind = UI_CHAR;
			e.text[0] = *keys;
		}
		ui_push(app.ui, &e);
		turn_for(60000);
	}
}

static inline enum screen screen(void)
{
	turn_for(60000);
	return screens_which(&app.model);
}

/* ---- the power goes away ---- */

/* What happens before, in a process that is killed in the middle of it. */
static inline void killed_after(void (*before)(void))
{
	int ready[2], status;
	char byte;
	pid_t child;

	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (child == 0) {
		open_app();
		before();
		if (write(ready[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			app_turn(&app, clock_now_us() + CLOCK_SECOND_US);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	close(ready[0]);
	close(ready[1]);
	open_app();
	turn_for(200000);
}

#endif
