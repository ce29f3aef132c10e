#include "classes.h"

#include <stdio.h>
#include <string.h>

#include "app.h"
#include "text.h"

static bool needs_grade(const struct app *app, const struct roster_class *class)
{
	for (int i = 0; i < app->class_count; i++)
		if (app->classes[i].grade_code != class->grade_code &&
			strcmp(app->classes[i].name, class->name) == 0)
			return true;
	return false;
}

/* All are looked at before the first is called otherwise. */
static void call_by_grade(struct app *app)
{
	bool needs[MODEL_CLASSES] = { false };

	for (int i = 0; i < app->class_count; i++)
		needs[i] = needs_grade(app, &app->classes[i]);
	for (int i = 0; i < app->class_count; i++) {
		struct roster_class *class = &app->classes[i];
		char name[sizeof(class->name) + 24];

		if (!needs[i])
			continue;
		snprintf(name, sizeof(name), "%s%s",
			grade_class_zh(class->grade_code, store_system(app->store)),
			class->name);
		text_copy(class->name, sizeof(class->name), name);
	}
}

bool classes_read(struct app *app, struct err *err)
{
	static struct roster_class fresh[MODEL_CLASSES];
	int n = roster_classes(app->store, fresh, MODEL_CLASSES, err);

	if (n < 0)
		return false;
	memcpy(app->classes, fresh, (size_t)n * sizeof(fresh[0]));
	app->class_count = n;
	call_by_grade(app);
	return true;
}

int classes_find(const struct app *app, const struct class_key *class)
{
	for (int i = 0; i < app->class_count; i++) {
		const struct class_key key = roster_class_key(&app->classes[i]);

		if (class_same(&key, class))
			return i;
	}
	return CLASSES_NONE;
}

int classes_named(const struct app *app, const char *text)
{
	const struct class_key whole = class_read(text);
	int found = classes_find(app, &whole);

	if (found >= 0 || !*text)
		return found;
	for (int i = 0; i < app->class_count; i++) {
		if (strcmp(app->classes[i].code, text) != 0)
			continue;
		if (found >= 0)
			return CLASSES_SEVERAL;
		found = i;
	}
	return found;
}

const char *classes_name(
	const struct app *app, const struct class_key *class, const char *otherwise)
{
	int i = classes_find(app, class);

	return i < 0 ? otherwise : app->classes[i].name;
}
