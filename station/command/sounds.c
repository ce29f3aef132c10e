#include "sounds.h"

#include "app.h"
#include "path.h"

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

void sounds_follow(struct app *app)
{
	struct sounds *s = &app->sounds;
	const struct model *m = &app->model;
	bool one = is_about_one(m);
	int kind;

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
