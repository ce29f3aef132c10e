/* `run`: the kiosk; opens everything, owns the main loop. */
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app.h"
#include "cards.h"
#include "clock.h"
#include "commands.h"
#include "day.h"
#include "demo.h"
#include "log.h"
#include "open.h"
#include "path.h"
#include "recovery.h"
#include "rates.h"
#include "screens.h"
#include "settings.h"
#include "text.h"

extern char **environ;

const char help_run[] =
	"station run [--kiosk | --windowed WIDTHxHEIGHT]\n"
	"    The kiosk, with the devices that are bound to items.\n\n"
	"station run --demo [--headless]\n"
	"    An invented school and simulated devices, made in the station's folder "
	"the\n"
	"    first time.\n\n"
	"station run --headless --script DAY.yaml [--out FOLDER]\n"
	"    A test day by itself, without a display: leaves the upload workbook, a "
	"summary\n"
	"    and pictures of the screens in FOLDER (default: out in the station's "
	"folder).\n\n"
	"  --kiosk         the whole screen, and nothing else: no way out without the\n"
	"                  teacher's PIN, no screen saver, no arrow after a touch\n"
	"  --port WHERE    also list this port on the screen of devices: "
	"tcp:HOST:PORT, a\n"
	"                  pty (up to 8 times); serial ports are listed by "
	"themselves\n"
	"  --script FILE   the day: places, devices, who is measured: class: \"2101\", "
	"or\n"
	"                  \"21/2101\" where two grades have a class of that code\n"
	"  --offscreen     paint into memory, without a display\n"
	"  --tell FILE     keep FILE saying in words what the screen shows, and where "
	"it\n"
	"                  can be touched\n"
	"  --speed-check   end after the first frame and say how long it took\n";

struct wants {
	bool headless, demo, speed_check, offscreen, kiosk;
	int width, height;
	const char *script, *tell;
	const char *ports[DESK_OTHERS];
	int port_count;
	char out[PATH_SIZE];
};

static bool want_port(struct wants *w, const char *where, struct err *err)
{
	if (w->port_count == DESK_OTHERS)
		return err_set(err, "--port: at most %d", DESK_OTHERS);
	w->ports[w->port_count++] = where;
	return true;
}

static bool read_wants(struct wants *w, int argc, char **argv, struct err *err)
{
	for (int i = 1; i < argc; i++) {
		bool has_value = i + 1 < argc;

		if (strcmp(argv[i], "--headless") == 0)
			w->headless = true;
		else if (strcmp(argv[i], "--demo") == 0)
			w->demo = true;
		else if (strcmp(argv[i], "--kiosk") == 0)
			w->kiosk = true;
		else if (strcmp(argv[i], "--offscreen") == 0)
			w->offscreen = true;
		else if (strcmp(argv[i], "--speed-check") == 0)
			w->speed_check = true;
		else if (strcmp(argv[i], "--script") == 0 && has_value)
			w->script = argv[++i];
		else if (strcmp(argv[i], "--tell") == 0 && has_value)
			w->tell = argv[++i];
		else if (strcmp(argv[i], "--port") == 0 && has_value) {
			if (!want_port(w, argv[++i], err))
				return false;
		} else if (strcmp(argv[i], "--out") == 0 && has_value)
			snprintf(w->out, sizeof(w->out), "%s", argv[++i]);
		else if (strcmp(argv[i], "--windowed") == 0 && has_value) {
			if (sscanf(argv[++i], "%4dx%4d", &w->width, &w->height) != 2 ||
				w->width < 640 || w->height < 480)
				return err_set(err,
					"--windowed: \"%s\" is not a size like "
					"1280x800, "
					"at least 640x480",
					argv[i]);
		} else
			return err_set(err,
				"\"%s\" is not understood; see 'station help run'",
				argv[i]);
	}
	return true;
}

/* ---- subcommands of this same program ---- */

#define WORDS_MAX 24

/* posix_spawn() takes words that it could write to, and does not. */
static bool run_child(
	const struct env *env, const char *const words[], int *status, struct err *err)
{
	char *argv[WORDS_MAX] = { NULL };
	pid_t pid;
	int how, problem;

	for (int i = 0; i < WORDS_MAX - 1 && words[i]; i++)
		memcpy(&argv[i], &words[i], sizeof(argv[i]));
	problem = posix_spawn(&pid, env->program, NULL, NULL, argv, environ);
	if (problem)
		return err_set(
			err, "cannot start \"%s\": %s", argv[1], strerror(problem));
	while (waitpid(pid, &how, 0) < 0)
		if (errno != EINTR)
			return err_set(err, "lost sight of \"%s\"", argv[1]);
	if (!WIFEXITED(how))
		return err_set(err, "\"station %s\" was ended by a signal", argv[1]);
	*status = WEXITSTATUS(how);
	return true;
}

static bool make_exam(struct env *env, struct err *err)
{
	char dir[PATH_SIZE];
	struct items *items = open_items(env, err);
	struct store *store = items ? open_store(env, env->data_dir, STORE_WRITE, items,
					      err)
				    : NULL;
	bool ok = store &&
		  demo_use_exam(store, items,
			  env_share(env, "schema/schemes/" DEMO_EXAM, dir, sizeof(dir)),
			  env_now_us(env), err);

	if (store)
		store_close(store);
	items_free(items);
	return ok;
}

/* The demonstration's school, made once. The roster gets its last name when it is in,
 * so that what was cut short is made up for at the next start. */
static bool make_demo(struct env *env, struct err *err)
{
	char roster[PATH_SIZE], done[PATH_SIZE];
	const char *init[] = { env->program, "init", "--data", env->data_dir, "--share",
		env->share_dir, "--school", DEMO_SCHOOL, "--year", "2026", "--seed",
		"2026", NULL };
	const char *import[] = { env->program, "import", "--data", env->data_dir,
		"--share", env->share_dir, roster, NULL };
	int status = DONE;

	if (!path_make(env->data_dir, err) ||
		!path_join(roster, env->data_dir, "demo-roster.new.csv", err) ||
		!path_join(done, env->data_dir, "demo-roster.csv", err))
		return false;
	if (!store_exists(env->data_dir) && !run_child(env, init, &status, err))
		return false;
	if (status != DONE)
		return err_set(err, "the demonstration's station could not be made");
	if (path_is_file(done))
		return true;
	if (!demo_write_roster(roster, 2026, 2026, err) ||
		!run_child(env, import, &status, err))
		return false;
	if (status == NOT_DONE)
		return err_set(err, "the demonstration's roster could not be imported");
	if (!make_exam(env, err))
		return false;
	if (rename(roster, done) != 0)
		return err_set(err, "%s: %s", done, strerror(errno));
	return true;
}

/* ---- what a headless day leaves behind ---- */

static void write_summary(struct app *app, const struct day *day, FILE *out)
{
	struct school_progress p = { 0 };
	struct rates_targets targets;
	struct err err = ERR_INIT;
	char pass[16], good[16], pass_target[16], good_target[16];

	day_report(day, out);
	if (!results_school(app->store, 0, &p, &err)) {
		fprintf(out, "%s\n", err.text);
		return;
	}
	fprintf(out, "\n%s%s%d 名学生，%d 人已完整，%d 条有争议\n",
		store_school(app->store), *store_school(app->store) ? "，" : "",
		p.students, p.complete, p.disputed);
	if (p.exempt)
		fprintf(out, "免测 %d 人，不计入合格率和优良率\n", p.exempt);
	rates_targets(app->store, &targets);
	if (p.complete)
		fprintf(out,
			"合格率 %s%%（目标%s%%）  优良率 %s%%（目标%s%%）  "
			"优良率 = 优秀 + 良好\n",
			decimal_write(rates_permille(p.passed, p.complete), 1, pass,
				sizeof(pass)),
			rates_target_write(targets.pass_permille, pass_target),
			decimal_write(rates_permille(p.good, p.complete), 1, good,
				sizeof(good)),
			rates_target_write(targets.good_permille, good_target));
}

static bool leave_behind(struct env *env, struct app *app, const struct day *day,
	const char *folder, int *status, struct err *err)
{
	char summary[PATH_SIZE], book[PATH_SIZE];
	const char *export[] = { env->program, "export", "national", "-o", book,
		"--force", "--draft", "--data", env->data_dir, "--share",
		env->share_dir, NULL };
	FILE *file;

	if (!path_join(summary, folder, "summary.txt", err) ||
		!path_join(book, folder, "national.xlsx", err))
		return false;
	file = fopen(summary, "w");
	if (!file)
		return err_set(err, "%s: %s", summary, strerror(errno));
	write_summary(app, day, file);
	if (fclose(file) != 0)
		return err_set(err, "%s: %s", summary, strerror(errno));
	write_summary(app, day, stderr);
	return run_child(env, export, status, err);
}

/* ---- the two ways to run ---- */

/* The screen as it is now, drawn and pictured. */
static bool see(struct app *app, struct day *day, const char *folder, struct err *err)
{
	app->stale = app->touched = true;
	for (int turn = 0; turn < 3; turn++)
		app_turn(app, clock_now_us());
	return day_step(day, folder, err);
}

/* A few looks at the screens that nobody meets on a headless day. */
static bool tour(struct app *app, struct day *day, const char *folder, struct err *err)
{
	static const enum intent_kind looks[] = { INTENT_CLASSES, INTENT_CLASS,
		INTENT_KEYPAD, INTENT_POSTER, INTENT_OPEN };

	app->here = 0;
	app_grant(app, &(struct intent){ .kind = INTENT_NEXT });
	for (size_t i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		struct intent want = { .kind = looks[i] };

		if (looks[i] == INTENT_CLASS)
			want.index = 4 < app->class_count ? 4 : 0;
		if (looks[i] == INTENT_OPEN)
			want.index = SCREEN_TEACHER;
		screens_step(&app->model.visit, &app->model, &want);
		if (!see(app, day, folder, err))
			return false;
	}
	return true;
}

/* Somebody of the class that sits the exam shows a card. */
static bool tour_mine(
	struct app *app, struct day *day, const char *folder, struct err *err)
{
	static const enum intent_kind looks[] = { INTENT_SCAN, INTENT_MINE,
		INTENT_NEXT };
	struct student class[MODEL_TILES];
	char token[CARD_TOKEN_SIZE] = "";
	int n = roster_class_list(app->store, &demo_class, class, MODEL_TILES, err);

	if (n > 0 &&
		!cards_make(app->store, class[0].id, token, env_now_us(app->env), err))
		return false;
	app->here = 0;
	app_grant(app, &(struct intent){ .kind = INTENT_NEXT });
	if (app->places[0].form != PLACE_SINGLE)
		return true;
	for (size_t i = 0; n > 0 && i < sizeof(looks) / sizeof(looks[0]); i++) {
		struct intent want = { .kind = looks[i] };

		text_copy(want.text, sizeof(want.text), token);
		app_grant(app, &want);
		if (!see(app, day, folder, err))
			return false;
	}
	return n >= 0;
}

static bool run_day(struct env *env, struct app *app, struct day *day,
	const struct wants *wants, int *status, struct err *err)
{
	char out[PATH_SIZE];

	if (!path_join(out, env->data_dir, wants->out[0] ? wants->out : "out", err) ||
		!path_make(out, err))
		return false;
	while (!day_over(day)) {
		if (!app_turn(app, day_deadline_us(day)))
			break;
		if (!day_step(day, out, err))
			return false;
	}
	if (!tour_mine(app, day, out, err) || !tour(app, day, out, err) ||
		!leave_behind(env, app, day, out, status, err))
		return false;
	if (day_given_up(day) && *status == DONE)
		*status = DONE_BUT;
	printf("%s\n", out);
	return true;
}

/* The system ends the session, or somebody who may end the program asks it to: nobody's PIN
 * is wanted for that. The loop turns every two seconds at least. */
static volatile sig_atomic_t asked_to_end;

static void end_asked(int signal)
{
	(void)signal;
	asked_to_end = 1;
}

static void listen_to_the_system(void)
{
	struct sigaction act = { .sa_handler = end_asked };

	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGINT, &act, NULL);
}

static bool add_bindings(struct app *app, struct err *err)
{
	struct binding bindings[BINDINGS_MAX];
	size_t n = settings_bindings(app->store, bindings, BINDINGS_MAX);

	for (size_t i = 0; i < n; i++)
		if (bindings[i].item[0] && !app_add_binding(app, &bindings[i], err))
			return false;
	return true;
}

static bool run_app(
	struct env *env, const struct wants *wants, int *status, struct err *err)
{
	struct app_options options = { wants->headless || wants->offscreen,
		wants->kiosk, wants->width, wants->height, wants->tell, NULL, NULL };
	static struct app app;
	struct day *day = NULL;
	char path[PATH_SIZE];
	int64_t began_us = clock_now_us();
	bool ok = app_open(&app, env, &options, err);

	for (int i = 0; ok && i < wants->port_count; i++)
		ok = desk_add_port(&app.desk, wants->ports[i], err);
	if (ok && (wants->script || wants->demo)) {
		app.hurried = true;
		day = day_load(wants->script ? wants->script
					     : env_share(env, "assets/demo/day.yaml",
						       path, sizeof(path)),
			err);
		ok = day && day_open(day, &app, wants->headless,
				    env->seeded ? env->seed : 2026, err);
	} else if (ok) {
		ok = add_bindings(&app, err);
		if (ok)
			start_resume(&app);
	}
	if (ok && wants->speed_check) {
		while (!window_frames(app.window))
			app_turn(&app, clock_now_us());
		printf("first frame after %lld us\n",
			(long long)(clock_now_us() - began_us));
	} else if (ok && wants->headless) {
		ok = run_day(env, &app, day, wants, status, err);
	} else if (ok) {
		listen_to_the_system();
		if (!day)
			recovery_begin(&app);
		if (!day && power_is_bad(&app, app_now(&app)))
			app.model.visit.teacher = SCREEN_POWER;
		while (!asked_to_end && app_turn(&app, INT64_MAX))
			;
		if (!day)
			recovery_end(&app);
	}
	app_close(&app);
	day_close(day);
	return ok;
}

static void print_log(void *context, const struct log_line *line)
{
	(void)context;
	fprintf(stderr, "%s: %s: %s\n", log_level_name(line->level), line->module,
		line->text);
}

int cmd_run(struct env *env, int argc, char **argv)
{
	struct wants wants = { 0 };
	struct err err = ERR_INIT;
	int status = DONE;

	log_set(LOG_LEVEL_WARN, print_log, NULL);
	if (!read_wants(&wants, argc, argv, &err))
		return command_fail("run", &err);
	if (wants.headless && !wants.script && !wants.demo) {
		err_set(&err, "--headless needs --script FILE or --demo");
		return command_fail("run", &err);
	}
	if (env->clock_fixed)
		clock_fix(env->clock_us);
	if ((wants.demo && !make_demo(env, &err)) ||
		!run_app(env, &wants, &status, &err))
		return command_fail("run", &err);
	return status;
}
