#include "recovery.h"

#include <stdio.h>
#include <string.h>

#include "app.h"
#include "log.h"
#include "settings.h"
#include "text.h"

#define KEY "run.open"

static void say(struct app *app)
{
	struct model_fault *f = &app->fault;
	int tries = store_recovered(app->store);
	char number[12];

	memset(f, 0, sizeof(*f));
	f->kind = FAULT_BANNER;
	f->can_acknowledge = true;
	snprintf(number, sizeof(number), "%d", tries);
	text_copy(f->what, sizeof(f->what), texts_get(app->texts, TEXT_FAULT_CRASHED));
	text_copy(f->safe, sizeof(f->safe),
		texts_get(app->texts, TEXT_FAULT_CRASHED_SAFE));
	text_fill(texts_get(app->texts,
			  tries ? TEXT_FAULT_CRASHED_TRIES : TEXT_FAULT_CRASHED_TODO),
		f->todo, sizeof(f->todo), number, NULL, NULL);
	app->stale = app->touched = true;
}

void recovery_begin(struct app *app)
{
	struct err err = ERR_INIT;
	char was[8];

	settings_get(app->store, KEY, "", was, sizeof(was));
	if (strcmp(was, "yes") == 0)
		say(app);
	if (!settings_set(app->store, KEY, "yes", &err))
		LOG_WARN("recovery", "%s", err.text);
}

void recovery_end(struct app *app)
{
	struct err err = ERR_INIT;

	if (!settings_clear(app->store, KEY, &err))
		LOG_WARN("recovery", "%s", err.text);
}
