/* A log through the whole station, in a folder that is thrown away. */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bindings.h"
#include "buf.h"
#include "clock.h"
#include "digest.h"
#include "entry.h"
#include "open.h"
#include "query.h"
#include "replay.h"
#include "rerun.h"
#include "roster.h"
#include "rows.h"
#include "text.h"

#define LANES_MAX 40

struct work {
	const struct env *env;
	const struct replay_wants *wants;
	char dir[512]; /* "" none yet */
	struct hexlog log;
	struct items *items;
	struct scheme *scheme;
	struct store *store;
	struct results_with *results;
	struct sitting sitting;
	struct place_setup setup;
	struct student students[PLACE_PEOPLE];
	size_t count;
	int64_t before;	 /* entries of this station before the log */
	int64_t real_us; /* monotonic, when it began */
};

/* ---- the folder -------------------------------------------------------------------------- */

static void remove_folder(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d && (e = readdir(d)))
		(void)unlinkat(dirfd(d), e->d_name, 0);
	if (d)
		(void)closedir(d);
	(void)rmdir(dir);
}

static bool make_folder(struct work *w, struct err *err)
{
	const char *in = getenv("TMPDIR");

	if (!in || !in[0] || strlen(in) > 400)
		in = "/tmp";
	snprintf(w->dir, sizeof(w->dir), "%s/station-replay-XXXXXX", in);
	if (mkdtemp(w->dir))
		return true;
	err_set(err, "%s: %s", w->dir, strerrordesc_np(errno));
	w->dir[0] = '\0';
	return false;
}

/* Whole, also beside a running kiosk. */
static bool copy_station(struct work *w, struct err *err)
{
	struct store *from = open_store(
		w->env, w->env->data_dir, STORE_READ, NULL, err);
	bool ok = from && store_copy(from, w->dir, err);

	store_close(from);
	return ok;
}

static bool make_station(struct work *w, struct err *err)
{
	struct date today = date_of_wall(env_now_us(w->env), CLOCK_SHANGHAI);
	struct store_birth birth = { .school = "回放（无此学校）",
		.school_year = today.month >= 8 ? today.year : today.year - 1,
		.system = SYSTEM_63,
		.wall_us = env_now_us(w->env),
		.seed = w->env->seed };
	char path[PATH_SIZE];

	return store_init(w->dir,
		env_share(w->env, "schema/migrations", path, sizeof(path)), &birth,
		err);
}

/* ---- who ----------------------------------------------------------------------------------- */

static bool take_students(struct work *w, struct err *err)
{
	for (size_t i = 0; i < w->wants->student_count; i++)
		if (!open_student(w->store, w->wants->students[i],
			    &w->students[w->count++], err))
			return false;
	return true;
}

/* The first grade that is tested at the item. */
static bool find_grade(const struct work *w, int item, struct student *s)
{
	static const int codes[] = { 11, 12, 13, 14, 15, 16, 21, 22, 23, 31, 32, 33 };
	static const enum sex sexes[] = { SEX_MALE, SEX_FEMALE };

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		for (size_t k = 0; k < 2; k++) {
			s->sex = sexes[k];
			s->grade_code = codes[i];
			if (scheme_tests(w->scheme, s->sex,
				    grade_from_code(codes[i], SYSTEM_63), item))
				return true;
		}
	return false;
}

static bool put_invented(struct work *w, const struct student *like, struct err *err)
{
	for (int i = 0; i < PLACE_PEOPLE; i++) {
		struct student *s = &w->students[w->count++];

		*s = *like;
		s->class_place = i + 1;
		snprintf(s->name, sizeof(s->name), "试测%d", i + 1);
		snprintf(s->test_number, sizeof(s->test_number), "%d", i + 1);
		snprintf(s->number, sizeof(s->number), "L9900002015%08d", i + 1);
		snprintf(s->class_code, sizeof(s->class_code), "%d01", s->grade_code);
		snprintf(s->class_name, sizeof(s->class_name), "1班");
		if (!roster_put(w->store, s, NULL, err))
			return false;
	}
	return true;
}

static bool invent_students(struct work *w, struct err *err)
{
	struct student like = { .sex = SEX_MALE };
	int item = w->setup.items[0];

	if (!find_grade(w, item, &like))
		return err_set(err,
			"the standard tests %s in no grade: name students of the "
			"station's folder with --student",
			items_at(w->items, item)->key);
	if (!roster_begin(w->store, env_now_us(w->env), err) ||
		!roster_end(
			w->store, put_invented(w, &like, err), ROSTER_WHOLE, NULL, err))
		return false;
	for (size_t i = 0; i < w->count; i++) /* with the grade that is scored */
		if (roster_find(w->store, w->students[i].id, &w->students[i], err) !=
			ROSTER_FOUND)
			return false;
	return true;
}

/* ---- the place ------------------------------------------------------------------------------- */

static bool make_setup(struct work *w, struct err *err)
{
	struct binding b = { .where = "tty:/dev/null" };
	struct decimal d;
	int64_t lanes = 0;

	if (!text_copy(b.item, sizeof(b.item), w->wants->item))
		return err_set(err, "--item is too long");
	text_copy(b.profile, sizeof(b.profile), path_name(w->wants->profile));
	if (w->wants->lanes &&
		(!decimal_read(slice_of(w->wants->lanes), &d) ||
			!decimal_exact(d, 0, &lanes) || lanes < 1 || lanes > LANES_MAX))
		return err_set(err, "--lanes: \"%s\" is not 1 to %d", w->wants->lanes,
			LANES_MAX);
	if (!bindings_place(w->items, &b, &w->setup, err))
		return false;
	if (!w->setup.item_count)
		return err_set(err, "--item: \"%s\" names no item", w->wants->item);
	w->setup.lanes = lanes ? (int)lanes
			       : items_at(w->items, w->setup.items[0])->lanes;
	return true;
}

/* Whoever does not want to wait any longer gets the rest at once; the folder with the
 * students' names must be thrown away in any case. */
static volatile sig_atomic_t hurried;

static void hurry(int number)
{
	(void)number;
	hurried = 1;
}

static void catch_signals(void)
{
	const struct sigaction action = { .sa_handler = hurry };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
}

static void wait_really(void *ctx, int64_t at_us)
{
	const struct work *w = ctx;
	int64_t left_us = w->real_us + at_us - clock_now_us();
	struct timespec t = { left_us / 1000000, left_us % 1000000 * 1000 };

	if (left_us > 0 && !hurried)
		(void)nanosleep(&t, NULL);
}

static bool find_profile(struct work *w, char *path, struct err *err)
{
	char relative[128];

	if (strchr(w->wants->profile, '/'))
		return snprintf(path, PATH_SIZE, "%s", w->wants->profile) < PATH_SIZE ||
		       err_set(err, "--profile is too long");
	snprintf(relative, sizeof(relative), "devices/profiles/%.64s.yaml",
		w->wants->profile);
	env_share(w->env, relative, path, PATH_SIZE);
	return path_is_file(path) ||
	       err_set(err, "there is no profile \"%s\"", w->wants->profile);
}

static bool run_log(struct work *w, struct rerun_counts *counts, struct err *err)
{
	const struct hall hall = { .store = w->store,
		.items = w->items,
		.scheme = w->scheme,
		.results = w->results,
		.sitting = &w->sitting };
	bool slow = w->wants->speed && w->wants->how.speed == SIM_AS_RECORDED;
	char path[PATH_SIZE];
	const struct rerun_how how = { .hall = &hall,
		.setup = &w->setup,
		.profile = path,
		.students = w->students,
		.count = w->count,
		.wall_us = env_now_us(w->env),
		.wait = slow ? wait_really : NULL,
		.ctx = w };

	w->real_us = clock_now_us();
	return find_profile(w, path, err) && rerun(&how, &w->log, counts, err);
}

/* ---- what came of it -------------------------------------------------------------------------- */

static void put_attempt(
	struct rows *rows, const struct student *s, const struct attempt_now *a)
{
	char id[STATION_ID_MAX + 24];

	snprintf(id, sizeof(id), "%.*s/%" PRId64, STATION_ID_MAX, a->id.station,
		a->id.seq);
	rows_text(rows, s->test_number);
	rows_text(rows, a->item);
	rows_text(rows, id);
	rows_text(rows, a->is_void ? "void" : attempt_outcome_key(a->outcome));
	if (a->has_value) {
		rows_int(rows, a->value);
		rows_int(rows, a->raw_value);
	} else {
		rows_number(rows, "");
		rows_number(rows, "");
	}
	rows_text(rows, a->is_disputed ? "yes" : "no");
	rows_text(rows, a->note);
	rows_end(rows);
}

/* How many; -1 on failure. */
static int put_attempts_of(
	struct work *w, struct rows *rows, const struct student *s, struct err *err)
{
	static struct attempt_now all[ATTEMPTS_YEAR];
	int n = attempts_of(w->store, s->id, NULL, store_school_year(w->store), all,
		ATTEMPTS_YEAR, err);
	int put = 0;

	for (int i = 0; i < n; i++) {
		if (all[i].id.seq <= w->before ||
			strcmp(all[i].id.station, store_station(w->store)) != 0)
			continue;
		put_attempt(rows, s, &all[i]);
		put++;
	}
	return n < 0 ? -1 : put;
}

static bool put_attempts(struct work *w, int *count, struct err *err)
{
	static const char *const titles[] = { "student", "item", "attempt", "outcome",
		"value", "raw", "disputed", "note" };
	struct rows rows;

	rows_begin(&rows, stdout, w->env->json, titles,
		sizeof(titles) / sizeof(titles[0]));
	for (size_t i = 0; i < w->count; i++) {
		int n = put_attempts_of(w, &rows, &w->students[i], err);

		if (n < 0)
			return false;
		*count += n;
	}
	return rows_finish(&rows, err);
}

/* ---- all of it --------------------------------------------------------------------------------- */

static bool open_all(struct work *w, struct err *err)
{
	bool ours = w->wants->student_count > 0;
	char newest[DIGEST_TEXT_SIZE];

	if (!hexlog_load(&w->log, w->wants->file, err))
		return false;
	w->items = open_items(w->env, err);
	if (w->items)
		w->scheme = open_scheme(w->env, STANDARD, w->items, err);
	if (!w->scheme || !make_setup(w, err) || !make_folder(w, err) ||
		!(ours ? copy_station(w, err) : make_station(w, err)))
		return false;
	w->store = open_store(w->env, w->dir, STORE_KIOSK, w->items, err);
	if (!w->store)
		return false;
	w->results = open_results(w->env, w->store, w->items, w->scheme, err);
	return w->results && results_ensure(w->results, err) &&
	       sitting_look(&w->sitting, w->store, w->items, err) &&
	       (ours ? take_students(w, err) : invent_students(w, err)) &&
	       entry_head(w->store, &w->before, newest, err);
}

static void close_all(struct work *w)
{
	sitting_release(&w->sitting);
	if (w->results)
		results_close(w->results);
	store_close(w->store);
	if (w->scheme)
		scheme_free(w->scheme);
	items_free(w->items);
	hexlog_release(&w->log);
	if (w->dir[0])
		remove_folder(w->dir);
	free(w);
}

int replay_station(const struct env *env, const struct replay_wants *wants)
{
	struct work *w = mem_alloc(sizeof(*w));
	struct rerun_counts counts;
	struct err err = ERR_INIT;
	int attempts = 0;
	bool ok;

	w->env = env;
	w->wants = wants;
	catch_signals();
	ok = open_all(w, &err) && run_log(w, &counts, &err) &&
	     put_attempts(w, &attempts, &err);
	close_all(w);
	if (!ok)
		return command_fail("replay", &err);
	fprintf(stderr, "%" PRIu64 " bytes, %d begun, %d attempts\n", counts.bytes,
		counts.begun, attempts);
	return attempts ? DONE : DONE_BUT;
}
