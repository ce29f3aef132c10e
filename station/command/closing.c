#include "closing.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "clock.h"
#include "entry.h"
#include "log.h"
#include "screens.h"
#include "settings.h"
#include "stick.h"
#include "text.h"

#define STICK_US INT64_C(2000000)
#define JOB_US	 INT64_C(200000)

void closing_open(struct app *app, const char *mounts)
{
	memset(&app->closing, 0, sizeof(app->closing));
	app->closing.job.fd = -1;
	app->closing.mounts = mounts ? mounts : "/proc/self/mountinfo";
	app->closing.looked_us = INT64_MIN / 2;
}

void closing_close(struct app *app)
{
	jobs_end(&app->closing.job);
}

static const char *words(const struct app *app, enum text key)
{
	return texts_get(app->texts, key);
}

/* ---- the strip -------------------------------------------------------------------- */

static bool in_own_words(const struct closing *c)
{
	return c->has_words && (c->job.state == JOB_DONE ||
				       (c->job.state == JOB_DONE_BUT && c->but_too));
}

static void show_job(struct app *app, struct now now)
{
	static const enum text ends[] = {
		[JOB_DONE] = TEXT_JOB_DONE,
		[JOB_DONE_BUT] = TEXT_JOB_DONE_BUT,
		[JOB_FAILED] = TEXT_JOB_FAILED,
		[JOB_CANCELLED] = TEXT_JOB_CANCELLED,
	};
	const struct job *job = &app->closing.job;
	struct model_job *m = &app->model.job;
	int64_t left = jobs_left_s(job, now.mono_us);
	char number[24];

	memset(m, 0, sizeof(*m));
	m->permille = -1;
	if (job->state == JOB_NONE)
		return;
	m->is_shown = true;
	m->runs = job->state == JOB_RUNS;
	m->good = job->state == JOB_DONE;
	m->permille = jobs_permille(job);
	text_copy(m->title, sizeof(m->title), words(app, app->closing.job_title));
	text_copy(m->said, sizeof(m->said),
		in_own_words(&app->closing) ? app->closing.words : job->said);
	if (!m->runs) {
		text_copy(m->word, sizeof(m->word), words(app, ends[job->state]));
		return;
	}
	snprintf(number, sizeof(number), "%" PRId64,
		left >= 0 ? left : (now.mono_us - job->began_us) / CLOCK_SECOND_US);
	text_fill(words(app, left >= 0 ? TEXT_JOB_LEFT : TEXT_JOB_SINCE), m->word,
		sizeof(m->word), number, NULL, NULL);
}

void closing_show(struct app *app, struct now now)
{
	const struct closing *c = &app->closing;

	show_job(app, now);
	text_copy(app->model.stick, sizeof(app->model.stick),
		c->stick[0] ? path_name(c->stick) : "");
	app->model.stick_new = c->stick_new;
}

bool closing_start(struct app *app, enum text title, const char *const argv[],
	const char *out, struct now now)
{
	struct err err = ERR_INIT;

	if (app->closing.job.state != JOB_RUNS)
		jobs_end(&app->closing.job);
	if (!jobs_start_to(&app->closing.job, argv, out, now.mono_us, &err)) {
		LOG_ERROR("closing", "%s", err.text);
		return false;
	}
	app->closing.job_title = title;
	app->closing.has_words = false;
	return true;
}

void closing_say(struct app *app, const char *words, bool but_too)
{
	app->closing.has_words = true;
	app->closing.but_too = but_too;
	text_copy(app->closing.words, sizeof(app->closing.words), words);
}

static bool backup_folder(struct app *app, char out[PATH_SIZE], struct err *err)
{
	if (app->closing.stick[0])
		return path_join(out, app->closing.stick, "station-backup", err) &&
		       path_make(out, err);
	return path_join(out, store_dir(app->store), "backup", err) &&
	       path_make(out, err);
}

static void back_up(struct app *app, struct now now)
{
	char folder[PATH_SIZE];
	const char *argv[] = { app->env->program, "backup", "--data",
		store_dir(app->store), "--share", app->env->share_dir, folder, NULL };
	struct err err = ERR_INIT;

	app->closing.stick_new = false;
	if (!backup_folder(app, folder, &err)) {
		text_fill(words(app, TEXT_NOTE_FAILED), app->model.close.note,
			sizeof(app->model.close.note), err.text, NULL, NULL);
		return;
	}
	(void)store_checkpoint(app->store, &err);
	if (closing_start(app, TEXT_CLOSE_BACKUP, argv, NULL, now))
		closing_say(app, folder, false);
}

static void verify(struct app *app, struct now now)
{
	const char *argv[] = { app->env->program, "verify", "--data",
		store_dir(app->store), "--share", app->env->share_dir, NULL };

	if (closing_start(app, TEXT_CLOSE_VERIFY, argv, NULL, now))
		closing_say(app, "", false);
}

bool closing_strip(struct app *app, const struct intent *want, struct now now)
{
	switch (want->kind) {
	case INTENT_JOB_CANCEL:
		jobs_cancel(&app->closing.job, now.mono_us);
		return true;
	case INTENT_JOB_SEEN:
		if (app->closing.job.state != JOB_RUNS)
			jobs_end(&app->closing.job);
		return true;
	case INTENT_STICK_SEEN:
		app->closing.stick_new = false;
		return true;
	case INTENT_BACKUP:
		back_up(app, now);
		return true;
	default:
		return false;
	}
}

/* ---- the screen ------------------------------------------------------------------- */

static void add_open(struct app *app, const struct place *place)
{
	struct model_close *m = &app->model.close;
	struct model_check *c = &m->open[m->n_open++];

	memset(c, 0, sizeof(*c));
	text_copy(c->name, sizeof(c->name), place->tries[0].item->zh_short);
	c->lamp = place->failed ? LAMP_BAD : LAMP_WARN;
	text_copy(c->word, sizeof(c->word),
		words(app, place->failed		 ? TEXT_OPEN_UNWRITTEN
			   : place->form == PLACE_SINGLE ? TEXT_OPEN_TRY
							 : TEXT_OPEN_HEAT));
	text_copy(c->todo, sizeof(c->todo),
		words(app, place->failed ? TEXT_OPEN_UNWRITTEN_TODO : TEXT_OPEN_TODO));
}

static void show_open(struct app *app)
{
	struct model_close *m = &app->model.close;

	for (int i = 0; i < app->place_count && m->n_open < MODEL_OPEN; i++)
		if (app->places[i].stage == PLACE_BUSY || app->places[i].failed ||
			place_is_behind(&app->places[i]))
			add_open(app, &app->places[i]);
}

/* Sixteen groups of four, in two lines: to be copied by hand. */
static void show_digest(struct app *app, struct now now)
{
	struct model_close *m = &app->model.close;
	char hex[DIGEST_TEXT_SIZE], number[24], clock[16];
	struct err err = ERR_INIT;
	int64_t seq = 0;
	size_t at = 0;

	if (!entry_head(app->store, &seq, hex, &err) || !hex[0])
		return;
	for (int i = 0; i < 64; i++) {
		char *line = m->digest[i / 32];

		at = i % 32 ? at : 0;
		if (i % 4 == 0 && at)
			line[at++] = ' ';
		line[at++] = hex[i];
		line[at] = '\0';
	}
	(void)now;
	snprintf(number, sizeof(number), "%" PRId64, seq);
	text_copy(clock, sizeof(clock), app->model.clock_text);
	text_fill(words(app, TEXT_DIGEST_OF), m->digest_of, sizeof(m->digest_of),
		number, clock, NULL);
}

static void show_counts(struct app *app, struct now now)
{
	struct model_close *m = &app->model.close;
	struct school_progress p = { 0 };
	struct err err = ERR_INIT;
	int64_t zone_us = CLOCK_SHANGHAI * CLOCK_SECOND_US;
	char tries[12], children[12], not_counted[12];

	if (!results_school(app->store,
		    div_floor(now.wall_us + zone_us, CLOCK_DAY_US) * CLOCK_DAY_US -
			    zone_us,
		    &p, &err)) {
		LOG_ERROR("closing", "%s", err.text);
		return;
	}
	snprintf(tries, sizeof(tries), "%d", p.today_results);
	snprintf(children, sizeof(children), "%d", p.today_students);
	snprintf(not_counted, sizeof(not_counted), "%d", p.today_not_counted);
	text_fill(words(app, TEXT_COUNTS), m->counts, sizeof(m->counts), tries,
		children, not_counted);
}

void closing_view(struct app *app, struct now now)
{
	struct model_close *m = &app->model.close;
	char word[8], note[sizeof(m->note)];

	text_copy(note, sizeof(note), m->note);
	memset(m, 0, sizeof(*m));
	text_copy(m->note, sizeof(m->note), note);
	show_counts(app, now);
	show_open(app);
	show_digest(app, now);
	m->to_stick = app->closing.stick[0] != '\0';
	settings_get(app->store, "kiosk.poweroff", "off", word, sizeof(word));
	m->can_power_off = strcmp(word, "on") == 0;
}

static void lock(struct app *app, struct now now)
{
	struct intent leave = { .kind = INTENT_LEAVE };

	lock_saw(app, &leave, now);
	(void)screens_step(&app->model.visit, &app->model, &leave);
}

static void power_off(struct app *app, struct now now)
{
	static const char *const argv[] = { "/usr/bin/systemctl", "poweroff", NULL };

	if (app->model.close.can_power_off && !app->model.close.n_open)
		(void)closing_start(app, TEXT_CLOSE_POWER_OFF, argv, NULL, now);
}

bool closing_grant(struct app *app, const struct intent *want, struct now now)
{
	app->model.close.note[0] = '\0';
	switch (want->kind) {
	case INTENT_LOCK:
		lock(app, now);
		return true;
	case INTENT_VERIFY:
		verify(app, now);
		return true;
	case INTENT_STOP:
		app->quit = true;
		return true;
	case INTENT_POWER_OFF:
		power_off(app, now);
		return true;
	default:
		return false;
	}
}

/* ---- time ------------------------------------------------------------------------- */

static void look_for_stick(struct app *app, struct now now)
{
	struct closing *c = &app->closing;
	char found[PATH_SIZE];

	if (now.mono_us - c->looked_us < STICK_US)
		return;
	c->looked_us = now.mono_us;
	(void)stick_find(c->mounts, found);
	if (strcmp(found, c->stick) == 0)
		return;
	text_copy(c->stick, sizeof(c->stick), found);
	c->stick_new = found[0] != '\0';
	app->stale = true;
}

void closing_tick(struct app *app, struct now now)
{
	struct closing *c = &app->closing;

	look_for_stick(app, now);
	if (c->job.state != JOB_RUNS)
		return;
	if (jobs_look(&c->job, now.mono_us) ||
		(app->model.visit.teacher &&
			now.mono_us - app->refreshed_us >= CLOCK_SECOND_US))
		app->stale = true;
}

int64_t closing_due_us(const struct app *app)
{
	const struct closing *c = &app->closing;
	int64_t due = c->looked_us + STICK_US;

	if (c->job.state == JOB_RUNS && app->refreshed_us + JOB_US < due)
		due = app->refreshed_us + JOB_US;
	return due;
}
