#include "roll.h"

#include "log.h"
#include "presences.h"

static enum roll of_item(const struct place *place, int i,
	const struct student *student, int day, const struct putoff *putoffs, int count)
{
	static const enum roll rolls[PRESENCES] = { ROLL_THERE, ROLL_ABSENT, ROLL_LEAVE,
		ROLL_NOT_TODAY };
	const char *item = place->tries[i].item->key;
	const struct class_key class = student_class(student);
	struct err err = ERR_INIT;
	enum presence state;

	if (!presences_of(place->hall->store, student->id, day, item, &state, &err)) {
		LOG_ERROR("roll", "%s", err.text);
		return ROLL_THERE;
	}
	if (state != PRESENCE_HERE)
		return rolls[state];
	return count > 0 && putoffs_find(putoffs, (size_t)count, &class, item)
		       ? ROLL_PUT_OFF
		       : ROLL_THERE;
}

enum roll roll_of(
	const struct place *place, const struct student *student, int64_t wall_us)
{
	struct putoff putoffs[PUTOFFS_DAY];
	int day = presences_day(wall_us);
	struct err err = ERR_INIT;
	int count = putoffs_of_day(place->hall->store, day, putoffs, PUTOFFS_DAY, &err);
	enum roll roll = ROLL_THERE;

	if (count < 0)
		LOG_ERROR("roll", "%s", err.text);
	for (int i = 0; i < place->setup.item_count; i++) {
		if (!place_tests(place->hall, student, place->setup.items[i]))
			continue;
		roll = of_item(place, i, student, day, putoffs, count);
		if (roll == ROLL_THERE)
			break;
	}
	return roll;
}

bool roll_came(const struct place *place, const struct student *student,
	int64_t wall_us, struct err *err)
{
	return presences_say(place->hall->store, student->id, presences_day(wall_us),
		"", PRESENCE_HERE, place->setup.testers, wall_us, err);
}
