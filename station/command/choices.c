#include "choices.h"

#include <string.h>

#include "app.h"
#include "log.h"
#include "screens.h"
#include "settings.h"
#include "text.h"

#define ANSWERS 4

static const struct {
	enum text title;
	int note; /* enum text; -1 none */
	const char *key;
	const char *value[ANSWERS];
	enum text answer[ANSWERS];
	int usual; /* which stands when nothing was chosen */
} rows[CHOICES] = {
	[CHOICE_LANGUAGE] = { TEXT_SET_LANGUAGE, -1, "screen.language", { "zh", "en" },
		{ TEXT_SET_CHINESE, TEXT_SET_ENGLISH }, 0 },
	[CHOICE_THEME] = { TEXT_SET_THEME, TEXT_SET_THEME_NOTE, "screen.theme",
		{ "light", "dark" }, { TEXT_SET_LIGHT, TEXT_SET_DARK }, 0 },
	[CHOICE_POINTS] = { TEXT_SET_POINTS, TEXT_SET_POINTS_NOTE, "screen.points",
		{ "on", "off" }, { TEXT_SET_SHOW, TEXT_SET_HIDE }, 0 },
	[CHOICE_ASK] = { TEXT_SET_ASK, TEXT_SET_ASK_NOTE, "identify.ask",
		{ "on", "off" }, { TEXT_SET_ASK_FIRST, TEXT_SET_ASK_NOT }, 0 },
	[CHOICE_TARGETS] = { TEXT_SET_TARGETS, -1, "screen.targets", { "on", "off" },
		{ TEXT_SET_SHOW, TEXT_SET_HIDE }, 0 },
	[CHOICE_SOUND] = { TEXT_SET_SOUND, -1, "sound.volume",
		{ "100", "60", "25", "0" },
		{ TEXT_SET_LOUD, TEXT_SET_MIDDLE, TEXT_SET_SOFT, TEXT_SET_OFF }, 1 },
};

/* One more row, of things to do: the PIN. */
#define ROW_PIN CHOICES

static int answers_of(enum choice choice)
{
	int n = 0;

	while (n < ANSWERS && rows[choice].value[n])
		n++;
	return n;
}

void choices_open(struct app *app)
{
	char value[16];

	memset(&app->choices, 0, sizeof(app->choices));
	for (int c = 0; c < CHOICES; c++) {
		settings_get(app->store, rows[c].key, "", value, sizeof(value));
		app->choices.chosen[c] = rows[c].usual;
		for (int i = 0; i < answers_of((enum choice)c); i++)
			if (strcmp(value, rows[c].value[i]) == 0)
				app->choices.chosen[c] = i;
	}
}

int choices_now(const struct app *app, enum choice choice)
{
	return app->choices.chosen[choice];
}

int choices_volume(const struct app *app)
{
	static const int volumes[ANSWERS] = { 100, 60, 25, 0 };

	return volumes[choices_now(app, CHOICE_SOUND)];
}

/* ---- the screen ------------------------------------------------------------------- */

static void copy_text(const struct app *app, enum text key, char *out, size_t size)
{
	text_copy(out, size, texts_get(app->texts, key));
}

static void show_row(struct app *app, int c)
{
	struct model_choice *row = &app->model.settings.rows[c];

	copy_text(app, rows[c].title, row->title, sizeof(row->title));
	if (rows[c].note >= 0)
		copy_text(app, (enum text)rows[c].note, row->note, sizeof(row->note));
	row->n = answers_of((enum choice)c);
	row->chosen = app->choices.chosen[c];
	for (int i = 0; i < row->n; i++)
		copy_text(app, rows[c].answer[i], row->answers[i],
			sizeof(row->answers[i]));
}

static void show_pin(struct app *app)
{
	struct model_choice *row = &app->model.settings.rows[ROW_PIN];
	bool is_set = app->lock.is_set;

	copy_text(app, TEXT_PIN, row->title, sizeof(row->title));
	copy_text(app, is_set ? TEXT_SET_PIN_IS : TEXT_SET_PIN_NOT, row->note,
		sizeof(row->note));
	row->chosen = -1;
	row->n = is_set ? 2 : 1;
	copy_text(app, is_set ? TEXT_SET_PIN_CHANGE : TEXT_SET_PIN_NEW, row->answers[0],
		sizeof(row->answers[0]));
	copy_text(app, TEXT_SET_PIN_CLEAR, row->answers[1], sizeof(row->answers[1]));
}

void choices_view(struct app *app, struct now now)
{
	struct model_settings *m = &app->model.settings;

	(void)now;
	memset(m, 0, sizeof(*m));
	for (int c = 0; c < CHOICES; c++)
		show_row(app, c);
	show_pin(app);
	m->n = CHOICES + 1;
	if (app->choices.has_note)
		copy_text(app, app->choices.note, m->note, sizeof(m->note));
}

static void say(struct app *app, enum text note)
{
	app->choices.has_note = true;
	app->choices.note = note;
}

void choices_choose(struct app *app, enum choice choice, int answer)
{
	struct err err = ERR_INIT;

	if (answer < 0 || answer >= answers_of(choice))
		return;
	if (!settings_set(
		    app->store, rows[choice].key, rows[choice].value[answer], &err)) {
		LOG_ERROR("choices", "%s", err.text);
		say(app, TEXT_PIN_FAILED);
		return;
	}
	app->choices.chosen[choice] = answer;
	app->teacher_stamp.is_set = false;
	if (choice == CHOICE_LANGUAGE || choice == CHOICE_THEME)
		app_look(app);
}

static void choose_pin(struct app *app, int answer)
{
	struct intent open = { .kind = INTENT_OPEN, .index = SCREEN_PIN };
	struct err err = ERR_INIT;

	if (answer == 0) {
		(void)screens_step(&app->model.visit, &app->model, &open);
		return;
	}
	if (!pin_clear(app->store, &err)) {
		LOG_ERROR("choices", "%s", err.text);
		say(app, TEXT_PIN_FAILED);
		return;
	}
	lock_open(app);
	say(app, TEXT_SET_PIN_CLEARED);
}

bool choices_grant(struct app *app, const struct intent *want, struct now now)
{
	(void)now;
	if (want->kind != INTENT_CHOOSE)
		return false;
	app->choices.has_note = false;
	if (want->index == ROW_PIN)
		choose_pin(app, want->other);
	else if (want->index >= 0 && want->index < CHOICES)
		choices_choose(app, (enum choice)want->index, want->other);
	return true;
}
