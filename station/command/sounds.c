#include "sounds.h"

#include "app.h"
#include "path.h"

#define REST_US INT64_C(30000000)

/* -1: it is seen, and needs no sound. */
static int sound_of(enum phase phase)
{
	switch (phase) {
	case PHASE_READY:
		return SOUND_READY;
	case PHASE_GO:
		return SOUND_GO;
	case PHASE_SAVED:
		return SOUND_SAVED;
	case PHASE_NOT_COUNTED:
		return SOUND_NOT_COUNTED;
	case PHASE_DEVICE:
	case PHASE_ASKED:
		return SOUND_DEVICE;
	case PHASE_MEASURING:
	case PHASE_REST:
		break;
	}
	return -1;
}

void sounds_open(struct app *app)
{
	char folder[PATH_SIZE];

	app->sounds.sound = sound_open(
		env_share(app->env, "assets/sounds", folder, sizeof(folder)));
}

void sounds_close(struct app *app)
{
	sound_close(app->sounds.sound);
	app->sounds.sound = NULL;
}

static void play(struct app *app, enum sound_kind kind)
{
	if (app->hurried) /* a day played faster than anybody listens */
		return;
	sound_volume(app->sounds.sound, choices_volume(app));
	sound_play(app->sounds.sound, kind);
}

/* Heats are started by a key or a gun, and end lane by lane: only the key sounds. */
static bool is_about_one(const struct model *m)
{
	return m->item.form == FORM_SINGLE &&
	       (m->stage == STAGE_ATTEMPT || m->stage == STAGE_RESULT);
}

static bool is_anybody_measured(const struct app *app)
{
	for (int i = 0; i < app->place_count; i++)
		if (app->places[i].stage == PLACE_BUSY)
			return true;
	return false;
}

/* At the poster nothing sounds, and the device's own thread would wake all night. */
static void keep_or_rest(struct app *app)
{
	struct sounds *s = &app->sounds;
	int64_t now_us = app_now(app).mono_us;

	if (is_anybody_measured(app)) {
		s->busy_us = now_us;
		sound_volume(s->sound, choices_volume(app));
		if (!app->hurried)
			sound_wake(s->sound);
	} else if (now_us - s->busy_us > REST_US) {
		sound_rest(s->sound);
	}
}

void sounds_follow(struct app *app)
{
	struct sounds *s = &app->sounds;
	const struct model *m = &app->model;
	bool one = is_about_one(m);
	int kind;

	keep_or_rest(app);
	if (one && (!s->begun || m->attempt.phase != s->phase)) {
		kind = sound_of(m->attempt.phase);
		if (kind >= 0)
			play(app, (enum sound_kind)kind);
	}
	s->begun = one;
	s->phase = m->attempt.phase;
}

void sounds_go(struct app *app)
{
	play(app, SOUND_GO);
}
