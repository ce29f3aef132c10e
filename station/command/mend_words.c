/* What the screens that mend say: results, students, times, and what would be undone. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "clock.h"
#include "log.h"
#include "mend.h"
#include "text.h"
#include "view.h"
#include "words.h"

const char *mend_item(const struct app *app, const char *item)
{
	int index = items_find(app->items, item);
	bool english = app->texts == app->languages[1];

	if (index < 0)
		return item;
	return english ? items_at(app->items, index)->en
		       : items_at(app->items, index)->zh;
}

static const char *unit_of(const struct app *app, const struct item *item)
{
	static const char *const english[] = {
		[ITEM_MM] = " cm",
		[ITEM_G] = " kg",
		[ITEM_ML] = " ml",
		[ITEM_MS] = " s",
		[ITEM_TIMES] = "",
	};

	if (item->minutes || app->texts != app->languages[1])
		return item_unit_zh(item);
	return item->shown == SHOWN_METRES  ? " m"
	       : item->shown == SHOWN_MARKS ? ""
					    : english[item->unit];
}

char *mend_value(
	const struct app *app, const char *item, int64_t value, char *out, size_t size)
{
	int index = items_find(app->items, item);
	char text[32];

	if (index < 0)
		snprintf(out, size, "%lld", (long long)value);
	else
		snprintf(out, size, "%s%s",
			item_format_screen(
				items_at(app->items, index), value, text, sizeof(text)),
			unit_of(app, items_at(app->items, index)));
	return out;
}

char *mend_result(const struct app *app, const char *item, bool has_value,
	int64_t value, char *out, size_t size)
{
	char text[48] = "";

	if (has_value)
		mend_value(app, item, value, text, sizeof(text));
	snprintf(out, size, "%s%s%s", mend_item(app, item), has_value ? " " : "", text);
	return out;
}

char *mend_name(const struct app *app, const char *student, char *out, size_t size)
{
	struct student s;
	struct err err = ERR_INIT;

	text_copy(out, size, "?");
	if (roster_find(app->store, student, &s, &err) == ROSTER_FOUND)
		text_copy(out, size, s.name);
	return out;
}

enum text mend_outcome_text(enum attempt_outcome outcome)
{
	return outcome == OUTCOME_INTERRUPTED ? TEXT_MADE_INTERRUPTED
	       : outcome == OUTCOME_WITHDRAWN ? TEXT_MADE_WITHDRAWN
					      : TEXT_MADE_FOUL;
}

/* The void of an undone entry says "撤销 57：..."; people read what stands behind it. */
static const char *behind_undo(const char *note)
{
	const char *colon = strncmp(note, "撤销 ", 7) == 0 ? strstr(note, "：") : NULL;

	return colon ? colon + sizeof("：") - 1 : note;
}

static const enum text keyed[] = {
	TEXT_BECAUSE_WRONG_CHILD,
	TEXT_BECAUSE_FOUL,
	TEXT_BECAUSE_DEVICE,
	TEXT_BECAUSE_TWICE,
	TEXT_BECAUSE_OTHER,
	TEXT_BECAUSE_LIST,
	TEXT_BECAUSE_LANE,
	TEXT_BECAUSE_PAPER,
	TEXT_BECAUSE_NO_DEVICE,
	TEXT_BECAUSE_UNIT,
	TEXT_BECAUSE_LOOKED,
	TEXT_FROM_HAND,
};

const char *mend_reason_said(const struct app *app, const char *note)
{
	const char *said = behind_undo(note);

	for (size_t i = 0; i < sizeof(keyed) / sizeof(keyed[0]); i++)
		if (strcmp(texts_get(app->languages[0], keyed[i]), said) == 0)
			return texts_get(app->texts, keyed[i]);
	return words_reason(app->texts, said);
}

char *mend_when(int64_t wall_us, char *out, size_t size)
{
	int64_t second = div_floor(wall_us, CLOCK_SECOND_US) + CLOCK_SHANGHAI;
	char day[CLOCK_DATE_SIZE];

	date_write(date_of_wall(wall_us, CLOCK_SHANGHAI), day);
	snprintf(out, size, "%s %02d:%02d", day + 5, (int)(second / 3600 % 24),
		(int)(second / 60 % 60));
	return out;
}

/* ---- 撤销上一步 -------------------------------------------------------------------------- */

static const enum text did[] = {
	[REPAIR_VOID] = TEXT_DID_VOID,
	[REPAIR_STANDS] = TEXT_DID_STANDS,
	[REPAIR_MOVE] = TEXT_DID_MOVE,
	[REPAIR_SWAP] = TEXT_DID_SWAP,
	[REPAIR_RUN] = TEXT_DID_RUN,
	[REPAIR_MANUAL] = TEXT_DID_MANUAL,
	[REPAIR_CORRECT] = TEXT_DID_MANUAL,
	[REPAIR_PRESENCE] = TEXT_DID_PRESENCE,
};

static void say_undo(struct app *app)
{
	struct mend_state *mend = &app->mend;
	struct repair last;
	char from[STUDENT_NAME], to[STUDENT_NAME], result[80];
	struct err err = ERR_INIT;

	mend->undo[0] = '\0';
	switch (repairs_last(app->store, &last, &err)) {
	case REPAIR_UNREAD:
		LOG_ERROR("mend", "%s", err.text);
		return;
	case REPAIR_NOTHING:
		return;
	case REPAIR_FOUND:
		break;
	}
	mend_name(app, last.from, from, sizeof(from));
	snprintf(to, sizeof(to), "%d", last.count);
	if (last.kind == REPAIR_MOVE || last.kind == REPAIR_SWAP)
		mend_name(app, last.to, to, sizeof(to));
	mend_result(app, last.item,
		last.has_value && last.kind != REPAIR_SWAP && last.kind != REPAIR_RUN,
		last.value, result, sizeof(result));
	text_fill(texts_get(app->texts, did[last.kind]), mend->undo, sizeof(mend->undo),
		from, result, to);
}

void mend_view(struct app *app)
{
	struct mend_state *mend = &app->mend;
	struct model_mend *m = &app->model.mend;

	say_undo(app);
	text_copy(m->undo, sizeof(m->undo), mend->undo);
	text_copy(m->note, sizeof(m->note), mend->note);
	m->note_is_good = mend->note_is_good;
	m->chosen = mend->doubt_row;
	app->model.student.asks = mend->asks;
}
