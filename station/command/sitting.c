#include "sitting.h"

#include <string.h>

#include "log.h"
#include "text.h"

void sitting_release(struct sitting *sitting)
{
	exam_free(sitting->exam);
	memset(sitting, 0, sizeof(*sitting));
}

static bool is_same(const struct sitting *sitting, const struct exam_used *used)
{
	return sitting->exam && digest_same(&sitting->used.digest, &used->digest) &&
	       strcmp(sitting->used.scheme, used->scheme) == 0;
}

bool sitting_look(struct sitting *sitting, struct store *store,
	const struct items *items, struct err *err)
{
	struct exam_used used;
	enum exam_use_got got = exams_used(
		store, store_school_year(store) + 1, &used, err);

	if (got != EXAM_USE_FOUND || !is_same(sitting, &used))
		sitting_release(sitting);
	if (got != EXAM_USE_FOUND)
		return got == EXAM_USE_NONE;
	if (!sitting->exam)
		sitting->exam = exams_load(store, items, &used, err);
	sitting->used = used;
	sitting->behind = sitting->exam != NULL;
	return sitting->exam != NULL;
}

int sitting_item(const struct sitting *sitting, const struct store *store,
	const struct student *student, int catalogue)
{
	const struct exam *exam = sitting ? sitting->exam : NULL;

	if (!exam || !exams_sits(store, student))
		return -1;
	for (int i = 0; i < exam->items; i++)
		if (exam->item[i].catalogue == catalogue &&
			exam_item_for(&exam->item[i], student->sex))
			return i;
	return -1;
}

static bool settle(struct sitting *sitting, bool scored, const struct err *err)
{
	sitting->behind |= !scored;
	if (!scored && strcmp(sitting->fault.text, err->text) != 0)
		LOG_ERROR("exam", "%s", err->text);
	sitting->fault = *err;
	return scored;
}

void sitting_score(
	struct sitting *sitting, struct store *store, const struct student *student)
{
	struct err err = ERR_INIT;

	if (sitting->exam && exams_sits(store, student))
		settle(sitting,
			exams_score(store, sitting->exam, sitting->used.exam_year,
				student, &err),
			&err);
}

bool sitting_catch_up(struct sitting *sitting, struct store *store)
{
	struct err err = ERR_INIT;

	if (!sitting->exam || !sitting->behind)
		return false;
	sitting->behind = false;
	return settle(sitting,
		exams_score_all(store, sitting->exam, sitting->used.exam_year, &err),
		&err);
}

static void replace(char why[SITTING_WHY], const char *what, const char *with)
{
	char *at = why;

	while ((at = strstr(at, what)) != NULL) {
		char rest[SITTING_WHY];
		size_t room = SITTING_WHY - (size_t)(at - why);

		text_copy(rest, sizeof(rest), at + strlen(what));
		text_copy(at, room, with);
		at += strlen(at);
		text_copy(at, SITTING_WHY - (size_t)(at - why), rest);
	}
}

void sitting_hush(const struct exam *exam, const char *exempt, const char *disqualified,
	char why[SITTING_WHY])
{
	for (int i = 0; i < exam->statuses; i++) {
		const struct exam_status *s = &exam->status_of[i];

		if (s->is == EXAM_DISQUALIFIED)
			replace(why, s->zh, disqualified);
		else if (s->is != EXAM_IS_DEFERRED && s->is != EXAM_ABSENT)
			replace(why, s->zh, exempt);
	}
}
