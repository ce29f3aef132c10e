/*
 * How long from a finger on the glass to the presented frame, in the kiosk's own window and
 * loop: the finger's event is put into SDL's queue by another thread, as a touch screen's
 * is, and the frame counts when the window has shown it.
 *
 *	bench_touch SHARE EMPTY-FOLDER [ROUNDS]
 *
 * A round goes once through the screens of a school of 5,000: the list of classes, a class,
 * 是你吗？, the test number's keys, the teacher's PIN, 今日进度 and the menu. "held" is the key
 * under the finger, "answer" the picture after it went up: the next screen.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <SDL2/SDL.h>

#include "app.h"
#include "bench.h"
#include "clock.h"
#include "commands.h"
#include "pin.h"
#include "school.h"
#include "screens.h"

#define STUDENTS   5000
#define WIDTH	   1920
#define HEIGHT	   1080
#define ROUNDS_MAX 400
#define LOST_US	   INT64_C(500000) /* no frame came: nothing was to be shown */

static const struct step {
	const char *target;
	enum screen to; /* where it leads */
} steps[] = {
	{ "choose name 0", SCREEN_CLASSES },
	{ "class 20", SCREEN_TILES },
	{ "tile 20", SCREEN_CONFIRM },
	{ "not me 0", SCREEN_POSTER },
	{ "test number 0", SCREEN_KEYPAD },
	{ "key 3 0", SCREEN_KEYPAD },
	{ "key 7 0", SCREEN_KEYPAD },
	{ "back 0", SCREEN_POSTER },
	{ "teacher 0", SCREEN_PIN },
	{ "key 1 0", SCREEN_PIN },
	{ "key 3 0", SCREEN_PIN },
	{ "key 5 0", SCREEN_PIN },
	{ "key 7 0", SCREEN_PIN },
	{ "go 0", SCREEN_TEACHER },
	{ "menu 0", SCREEN_MENU },
	{ "back 0", SCREEN_TEACHER },
	{ "leave 0", SCREEN_POSTER },
};
#define STEPS (sizeof(steps) / sizeof(steps[0]))

static struct app app;
static int64_t held[STEPS * ROUNDS_MAX], answer[STEPS * ROUNDS_MAX];
static int64_t answer_of[STEPS][ROUNDS_MAX];
static size_t helds, answers;

/* ---- the finger ---------------------------------------------------------------------- */

struct finger {
	pthread_t thread;
	float x, y;
	int waits_ms;
	_Atomic int64_t down_us, up_us; /* 0: not yet */
};

static void put(const struct finger *f, Uint32 type)
{
	SDL_Event e = { 0 };

	e.type = type;
	e.tfinger.type = type;
	e.tfinger.timestamp = SDL_GetTicks();
	e.tfinger.touchId = 7;
	e.tfinger.fingerId = 1;
	e.tfinger.x = f->x;
	e.tfinger.y = f->y;
	SDL_PushEvent(&e);
}

static void nap_ms(int ms)
{
	nanosleep(&(struct timespec){ 0, ms * 1000000L }, NULL);
}

static void *touch(void *context)
{
	struct finger *f = context;

	nap_ms(f->waits_ms);
	atomic_store(&f->down_us, clock_now_us());
	put(f, SDL_FINGERDOWN);
	nap_ms(40); /* as long as a quick child's */
	atomic_store(&f->up_us, clock_now_us());
	put(f, SDL_FINGERUP);
	return NULL;
}

static bool find(const char *name, struct rect *at)
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

/* ---- the glass ----------------------------------------------------------------------- */

static void run_for(int64_t us)
{
	int64_t end_us = clock_now_us() + us;

	while (clock_now_us() < end_us)
		app_turn(&app, end_us);
}

/* The first frame after the moment that the finger notes in `from_us`; 0: none came. */
static int64_t frame_after(_Atomic int64_t *from_us)
{
	uint64_t frames = window_frames(app.window);

	for (;;) {
		int64_t from, now_us;

		app_turn(&app, clock_now_us() + 20000);
		from = atomic_load(from_us);
		now_us = clock_now_us();
		if (from && window_frames(app.window) != frames)
			return now_us - from;
		if (from && now_us - from > LOST_US)
			return 0;
		if (!from)
			frames = window_frames(app.window);
	}
}

/* One touch in the middle of the target. */
static bool step(const struct step *s, int waits_ms, int64_t *took, struct err *err)
{
	struct finger f = { .waits_ms = waits_ms };
	struct rect at;
	int64_t us;
	int x, y;

	if (!find(s->target, &at))
		return err_set(err, "nothing to touch: %s on %s", s->target,
			screen_name(screens_which(&app.model)));
	x = at.x + at.w / 2;
	y = at.y + at.h / 2;
	f.x = ((float)x + 0.5F) / WIDTH;
	f.y = ((float)y + 0.5F) / HEIGHT;
	if (pthread_create(&f.thread, NULL, touch, &f) != 0)
		return err_set(err, "no thread");
	us = frame_after(&f.down_us);
	if (us)
		held[helds++] = us;
	*took = frame_after(&f.up_us);
	pthread_join(f.thread, NULL);
	if (*took)
		answer[answers++] = *took;
	if (screens_which(&app.model) != s->to)
		return err_set(err, "%s led to %s", s->target,
			screen_name(screens_which(&app.model)));
	run_for(60000);
	return true;
}

static bool open_station(struct env *env, char *pty, size_t size, struct err *err)
{
	static struct student students[STUDENTS];
	struct app_options options = { .width = WIDTH, .height = HEIGHT };
	struct place_setup setup = {
		.kind = SESSION_FORMAL, .lanes = 1, .item_count = 1
	};

	if (school_pty(pty, size) < 0)
		return err_set(err, "no pty");
	if (!school_open(env->data_dir, env->share_dir, students, STUDENTS,
		    clock_wall_us(), err) ||
		!app_open(&app, env, &options, err) || !pin_set(app.store, "1357", err))
		return false;
	lock_open(&app);
	snprintf(setup.name, sizeof(setup.name), "肺活量计");
	snprintf(setup.line.where, sizeof(setup.line.where), "tty:%s", pty);
	setup.items[0] = items_find(app.items, "vital_capacity");
	return app_add_place(&app, &setup, "sim-spirometer", err);
}

static bool measure(int rounds, struct err *err)
{
	run_for(500000);
	for (int r = 0; r < rounds; r++)
		for (size_t i = 0; i < STEPS; i++)
			if (!step(&steps[i], 30 + (int)(r * STEPS + i) * 7 % 17,
				    &answer_of[i][r], err))
				return false;
	return true;
}

static void print(int rounds)
{
	char what[64];

	for (size_t i = 0; i < STEPS; i++) {
		snprintf(what, sizeof(what), "%s to %s", steps[i].target,
			screen_name(steps[i].to));
		bench_print(what, answer_of[i], (size_t)rounds, "us");
	}
	bench_print("finger down to held", held, helds, "us");
	bench_print("finger up to answer", answer, answers, "us");
}

int main(int argc, char **argv)
{
	struct env env = { .pin_fd = -1 };
	struct err err = ERR_INIT;
	int rounds = argc == 4 ? atoi(argv[3]) : 30;
	char pty[64];
	bool ok;

	if (argc < 3 || argc > 4 || rounds < 1 || rounds > ROUNDS_MAX) {
		fprintf(stderr, "bench_touch SHARE EMPTY-FOLDER [ROUNDS, at most %d]\n",
			ROUNDS_MAX);
		return 2;
	}
	snprintf(env.share_dir, sizeof(env.share_dir), "%s", argv[1]);
	snprintf(env.data_dir, sizeof(env.data_dir), "%s/data", argv[2]);
	bench_machine();
	ok = open_station(&env, pty, sizeof(pty), &err) && measure(rounds, &err);
	if (ok)
		print(rounds);
	else
		fprintf(stderr, "bench_touch: %s\n", err.text);
	app_close(&app);
	return ok ? 0 : 1;
}
