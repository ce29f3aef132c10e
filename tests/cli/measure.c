/*
 * measure - puts results into a station's journal, for tests of the commands that
 * read them. Lines on standard input: 学籍号 item value how, where how is formal,
 * practice, disputed, foul or interrupted. With standing, the item is a code of the
 * fitness standard ("exempt"); with past, it is school year and grade ("2025:22") and
 * the value a total in hundredths; with lineup, the value is heat times 100 and number;
 * with year, the item is the school year from which on the student is in the grade of
 * the value. A whole second of a run in minutes may have been measured finer: 232000 how
 * 400 is 232.4 s. Not part of the program.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attempts.h"
#include "entry.h"
#include "item.h"
#include "lineups.h"
#include "past_years.h"
#include "roster.h"
#include "sessions.h"
#include "store.h"

#define WALL_US INT64_C(1795395600000000)

#define YEAR_US INT64_C(86400000000) /* a day tells one from another */

static int64_t wall_us(const struct store *store)
{
	return WALL_US + (store_school_year(store) - 2026) * YEAR_US + YEAR_US / 2;
}

static bool put_standing(
	struct store *store, const char *student, const char *code, struct err *err)
{
	const struct entry_value values[] = { value_text(student),
		value_text("national-2014"), value_text(""), value_text(code),
		value_text("附表7"), value_text("test"), value_int(0),
		value_text("test") };
	const struct entry_says says = { .kind = ENTRY_STANDING, .values = values };

	return entry_append(store, &says, wall_us(store), NULL, err);
}

/* The school's next year begins when the first of its students is in it. */
static bool put_year(struct store *store, struct student *student, int school_year,
	int grade_code, struct err *err)
{
	int64_t at_us = WALL_US + (school_year - 2026) * YEAR_US;

	student->grade_code = grade_code;
	return roster_place(store, student, true, at_us, err) &&
	       (store_school_year(store) >= school_year ||
		       store_set_school(store, NULL, school_year, store_system(store),
			       NULL, at_us, err));
}

static bool put_past(struct store *store, const char *student, const char *when,
	int64_t total_c, struct err *err)
{
	int year = 0, grade_code = 0;

	sscanf(when, "%d:%d", &year, &grade_code);
	return past_years_put(store, student, year, grade_code, (int32_t)total_c,
		"test", "test", WALL_US, err);
}

static bool put_lineup(struct store *store, const struct session *session,
	const char *student, int64_t value, struct err *err)
{
	static struct lineup lineup;

	lineup = (struct lineup){ .session = session->id,
		.heat = (int)(value / 100),
		.count = 1,
		.people = { { .number = (int)(value % 100) } } };
	snprintf(lineup.people[0].student, sizeof(lineup.people[0].student), "%s",
		student);
	return lineups_put(store, &lineup, WALL_US, err);
}

static bool put(struct store *store, const char *number, const char *item,
	int64_t value, int64_t finer, const char *how, struct err *err)
{
	struct session session = { .kind = SESSION_FORMAL,
		.school_year = store_school_year(store) };
	struct finish finish = { .source = SOURCE_MANUAL,
		.outcome = OUTCOME_VALID,
		.has_value = true,
		.value = value,
		.raw_value = value + finer,
		.began_us = WALL_US,
		.ended_us = WALL_US + 1000000,
		.reason = "test",
		.who = "test" };
	struct student student;
	struct entry_id id;

	if (roster_find_number(store, number, &student, err) != ROSTER_FOUND)
		return err_set(err, "no student %s", number);
	if (strcmp(how, "standing") == 0)
		return put_standing(store, student.id, item, err);
	if (strcmp(how, "year") == 0)
		return put_year(store, &student, atoi(item), (int)value, err);
	if (strcmp(how, "past") == 0)
		return put_past(store, student.id, item, value, err);
	if (strcmp(how, "practice") == 0)
		session.kind = SESSION_PRACTICE;
	if (strcmp(how, "foul") == 0)
		finish.outcome = OUTCOME_FOUL;
	if (strcmp(how, "interrupted") == 0)
		finish.outcome = OUTCOME_INTERRUPTED;
	finish.has_value = finish.outcome == OUTCOME_VALID;
	if (!finish.has_value)
		finish.value = finish.raw_value = 0;
	snprintf(session.item, sizeof(session.item), "%s", item);
	snprintf(finish.item, sizeof(finish.item), "%s", item);
	snprintf(finish.student, sizeof(finish.student), "%s", student.id);
	if (!sessions_begin(store, &session, WALL_US, err))
		return false;
	if (strcmp(how, "lineup") == 0)
		return put_lineup(store, &session, student.id, value, err);
	finish.session = session.id;
	if (!attempts_finish(store, 0, &finish, &id, err))
		return false;
	return strcmp(how, "disputed") != 0 ||
	       attempts_dispute(store, &id, "impulse cleared", NULL, 0, WALL_US, err);
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	struct store *store = argc == 3 ? store_open(argv[1], STORE_WRITE, argv[2],
						  WALL_US, &err)
					: NULL;
	char number[32], item[24], how[16], line[200];
	int64_t value, finer = 0;
	bool good = store != NULL;

	while (good && fgets(line, sizeof(line), stdin)) {
		int words = sscanf(line, "%31s %23s %" SCNd64 " %15s %" SCNd64, number,
			item, &value, how, &finer);

		good = words >= 4 && put(store, number, item, value,
					     words == 5 ? finer : 0, how, &err);
	}
	if (!good)
		fprintf(stderr, "measure: %s\n", err.text);
	store_close(store);
	return good ? 0 : 2;
}
