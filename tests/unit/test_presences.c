/* 点名 and 改期 in the journal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "clock.h"
#include "presences.h"
#include "stored.h"

#define MONDAY	20261123
#define TUESDAY 20261124

static char dir[64];
static struct store *store;
static struct student tree, moon;

static int begin(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	folder_make(dir);
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(student_put(store, "李小树", "L1", SEX_MALE, 21, &tree, &err));
	MUST(student_put(store, "林小月", "L2", SEX_FEMALE, 22, &moon, &err));
	return 0;
}

static int end(void **state)
{
	(void)state;
	store_close(store);
	folder_remove(dir);
	return 0;
}

static void the_day_is_that_of_the_school(void **state)
{
	(void)state;
	assert_int_equal(presences_day(MONDAY_US), MONDAY);
	/* 15:59 in Greenwich is a minute before midnight in Daqing. */
	assert_int_equal(presences_day(INT64_C(1795449540000000)), MONDAY);
	assert_int_equal(presences_day(INT64_C(1795449600000000)), TUESDAY);
}

static void what_is_said_last_holds_for_the_day_and_the_item(void **state)
{
	static const struct {
		const char *what;
		int day; /* 0: nothing is said in this step */
		const char *item;
		enum presence said;
		enum presence monday, monday_run, tuesday; /* then */
	} steps[] = {
		{ "everybody is there", 0, "", PRESENCE_HERE, PRESENCE_HERE,
			PRESENCE_HERE, PRESENCE_HERE },
		{ "absent is absent from every item", MONDAY, "", PRESENCE_ABSENT,
			PRESENCE_ABSENT, PRESENCE_ABSENT, PRESENCE_HERE },
		{ "the later word holds", MONDAY, "", PRESENCE_LEAVE, PRESENCE_LEAVE,
			PRESENCE_LEAVE, PRESENCE_HERE },
		{ "an item has a word of its own", MONDAY, "run1000",
			PRESENCE_NOT_TODAY, PRESENCE_LEAVE, PRESENCE_NOT_TODAY,
			PRESENCE_HERE },
		{ "whoever comes does not do that item", MONDAY, "", PRESENCE_HERE,
			PRESENCE_HERE, PRESENCE_NOT_TODAY, PRESENCE_HERE },
		{ "until that is taken back", MONDAY, "run1000", PRESENCE_HERE,
			PRESENCE_HERE, PRESENCE_HERE, PRESENCE_HERE },
		{ "here at an item takes nothing back of the day", MONDAY, "",
			PRESENCE_ABSENT, PRESENCE_ABSENT, PRESENCE_ABSENT,
			PRESENCE_HERE },
		{ "another day is another day", TUESDAY, "", PRESENCE_LEAVE,
			PRESENCE_ABSENT, PRESENCE_ABSENT, PRESENCE_LEAVE },
	};
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		enum presence monday, run, tuesday, other;

		/* The clock is set back each time: the order of the journal holds. */
		if (steps[i].day)
			MUST(presences_say(store, tree.id, steps[i].day, steps[i].item,
				steps[i].said, "郑老师", MONDAY_US - (int64_t)i, &err));
		MUST(presences_of(store, tree.id, MONDAY, "", &monday, &err));
		MUST(presences_of(store, tree.id, MONDAY, "run1000", &run, &err));
		MUST(presences_of(store, tree.id, TUESDAY, "run1000", &tuesday, &err));
		MUST(presences_of(store, moon.id, MONDAY, "run1000", &other, &err));
		if (monday != steps[i].monday || run != steps[i].monday_run ||
			tuesday != steps[i].tuesday || other != PRESENCE_HERE)
			fail_msg("%s: %s, %s, %s", steps[i].what, presence_key(monday),
				presence_key(run), presence_key(tuesday));
	}
}

static void a_day_lists_who_is_not_there(void **state)
{
	struct presence_row rows[4];
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(presences_of_day(store, MONDAY, "", NULL, rows, 4, &err), 0);
	MUST(presences_say(store, tree.id, MONDAY, "", PRESENCE_LEAVE, "", 1, &err));
	MUST(presences_say(
		store, tree.id, MONDAY, "run50", PRESENCE_NOT_TODAY, "", 2, &err));
	MUST(presences_say(store, moon.id, MONDAY, "", PRESENCE_ABSENT, "", 3, &err));
	assert_int_equal(presences_of_day(store, MONDAY, "", NULL, rows, 4, &err), 2);
	assert_int_equal(presences_find(rows, 2, tree.id), PRESENCE_LEAVE);
	assert_int_equal(presences_find(rows, 2, moon.id), PRESENCE_ABSENT);
	assert_int_equal(presences_find(rows, 2, "nobody"), PRESENCE_HERE);
	assert_int_equal(presences_of_day(store, MONDAY, "run50",
				 &(struct class_key){ 21, "2101" }, rows, 4, &err),
		1);
	assert_int_equal(presences_find(rows, 1, tree.id), PRESENCE_NOT_TODAY);
	assert_int_equal(presences_find(rows, 1, moon.id), PRESENCE_HERE);
	assert_int_equal(presences_of_day(store, MONDAY, "", NULL, rows, 1, &err), 1);
	assert_int_equal(presences_of_day(store, TUESDAY, "", NULL, rows, 4, &err), 0);
}

/* Class 2101 of both grades. */
static void a_day_lists_who_of_one_grade_is_not_there(void **state)
{
	struct presence_row rows[4];
	struct err err = ERR_INIT;

	(void)state;
	strcpy(moon.class_code, "2101");
	MUST(roster_place(store, &moon, true, MONDAY_US, &err));
	MUST(presences_say(store, tree.id, MONDAY, "", PRESENCE_LEAVE, "", 1, &err));
	MUST(presences_say(store, moon.id, MONDAY, "", PRESENCE_ABSENT, "", 2, &err));
	assert_int_equal(presences_of_day(store, MONDAY, "run50",
				 &(struct class_key){ 21, "2101" }, rows, 4, &err),
		1);
	assert_string_equal(rows[0].student, tree.id);
	assert_int_equal(presences_of_day(store, MONDAY, "run50",
				 &(struct class_key){ 22, "2101" }, rows, 4, &err),
		1);
	assert_string_equal(rows[0].student, moon.id);
}

static bool deferred(int since, int day, const char *item)
{
	struct presence_deferred rows[8];
	struct err err = ERR_INIT;
	int n = presences_deferred(store, since, day, rows, 8, &err);

	assert_true(n >= 0);
	assert_false(presences_is_deferred(rows, (size_t)n, moon.id, item));
	return presences_is_deferred(rows, (size_t)n, tree.id, item);
}

static void whoever_was_kept_from_it_is_deferred_afterwards(void **state)
{
	static const struct {
		const char *what;
		int day; /* 0: nothing is said in this step */
		const char *item;
		enum presence said;
		bool tuesday, tuesday_run, monday, next_year; /* then */
	} steps[] = {
		{ "nobody was", 0, "", PRESENCE_HERE, false, false, false, false },
		{ "absent is not deferred", MONDAY, "", PRESENCE_ABSENT, false, false,
			false, false },
		{ "not today at an item: there, and from the next day on", MONDAY,
			"run1000", PRESENCE_NOT_TODAY, false, true, false, false },
		{ "at all", MONDAY, "", PRESENCE_NOT_TODAY, true, true, false, false },
		{ "taken back at all", MONDAY, "", PRESENCE_HERE, false, true, false,
			false },
		{ "taken back at the item", MONDAY, "run1000", PRESENCE_HERE, false,
			false, false, false },
	};
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		bool tuesday, run, monday, next_year;

		if (steps[i].day)
			MUST(presences_say(store, tree.id, steps[i].day, steps[i].item,
				steps[i].said, "", MONDAY_US, &err));
		tuesday = deferred(20260601, TUESDAY, "run50");
		run = deferred(20260601, TUESDAY, "run1000");
		monday = deferred(20260601, MONDAY, "run1000");
		next_year = deferred(20270601, 20271123, "run1000");
		if (tuesday != steps[i].tuesday || run != steps[i].tuesday_run ||
			monday != steps[i].monday || next_year != steps[i].next_year)
			fail_msg("%s: %d %d %d %d", steps[i].what, tuesday, run, monday,
				next_year);
	}
}

static void a_class_or_an_item_is_put_off_and_taken_back(void **state)
{
	static const struct {
		const char *what, *class, *item;
		int until;	     /* -1: nothing is said in this step */
		const char *put_off; /* then: which of 2101, 2201 x run50, height */
	} steps[] = {
		{ "nothing is put off", "", "", -1, "" },
		{ "an item of a class", "2101", "run50", TUESDAY, "7r " },
		{ "an item, to a day that is not known", "", "run50", 0, "7r 8r " },
		{ "a class", "2201", "", TUESDAY, "7r 8r 8h " },
		{ "the item is taken back, not its class", "", "run50", MONDAY,
			"7r 8r 8h " },
		{ "everything", "", "", 0, "7r 7h 8r 8h " },
		{ "everything is taken back", "", "", MONDAY, "7r 8r 8h " },
		{ "the class is taken back", "2201", "", MONDAY, "7r " },
		{ "the item of the class too", "2101", "run50", MONDAY, "" },
	};
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct putoff say = { .day = MONDAY, .until = steps[i].until }, got[8];
		char text[32] = "";
		int n;

		strcpy(say.class, steps[i].class);
		strcpy(say.item, steps[i].item);
		strcpy(say.reason, "下雨");
		if (steps[i].until >= 0)
			MUST(putoffs_say(store, &say, MONDAY_US - (int64_t)i, &err));
		n = putoffs_of_day(store, MONDAY, got, 8, &err);
		assert_true(n >= 0);
		if (putoffs_find(
			    got, (size_t)n, &(struct class_key){ 21, "2101" }, "run50"))
			strcat(text, "7r ");
		if (putoffs_find(got, (size_t)n, &(struct class_key){ 21, "2101" },
			    "height"))
			strcat(text, "7h ");
		if (putoffs_find(
			    got, (size_t)n, &(struct class_key){ 22, "2201" }, "run50"))
			strcat(text, "8r ");
		if (putoffs_find(got, (size_t)n, &(struct class_key){ 22, "2201" },
			    "height"))
			strcat(text, "8h ");
		if (strcmp(text, steps[i].put_off) != 0)
			fail_msg("%s: \"%s\"", steps[i].what, text);
		assert_int_equal(putoffs_of_day(store, TUESDAY, got, 8, &err), 0);
	}
}

/* What was written when a class was its code alone means every grade that has it, and is
 * taken back by the same words. */
static void a_code_alone_is_put_off_in_every_grade(void **state)
{
	static const struct {
		const char *what, *class;
		int until;
		const char *put_off; /* grades whose class 01 is put off */
	} steps[] = {
		{ "a class of one grade", "11/01", TUESDAY, "11 " },
		{ "the code alone", "01", TUESDAY, "11 12 " },
		{ "one grade's is taken back, not the code", "11/01", MONDAY,
			"11 12 " },
		{ "the other grade's", "12/01", 0, "11 12 " },
		{ "the code is taken back", "01", MONDAY, "12 " },
		{ "a grade without a class", "12/02", TUESDAY, "12 " },
		{ "the longest code there is", "12/~12345678901234567890", 0, "12 " },
	};
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct putoff say = { .day = MONDAY, .until = steps[i].until }, got[8];
		char text[32] = "";
		bool whole = false;
		int n;

		strcpy(say.class, steps[i].class);
		MUST(putoffs_say(store, &say, MONDAY_US, &err));
		n = putoffs_of_day(store, MONDAY, got, 8, &err);
		assert_true(n >= 0);
		for (int grade = 11; grade <= 12; grade++)
			if (putoffs_find(got, (size_t)n,
				    &(struct class_key){ grade, "01" }, "run50"))
				snprintf(text + strlen(text),
					sizeof(text) - strlen(text), "%d ", grade);
		if (strcmp(text, steps[i].put_off) != 0)
			fail_msg("%s: \"%s\"", steps[i].what, text);
		for (int k = 0; k < n; k++) /* whole, so that it can be taken back */
			whole |= strcmp(got[k].class, steps[i].class) == 0;
		assert_true(whole == (steps[i].until != MONDAY));
	}
}

static void what_cannot_be_is_refused(void **state)
{
	struct putoff back = { .day = TUESDAY, .until = MONDAY },
		      none = { .day = 20261131 };
	struct err err = ERR_INIT;

	(void)state;
	MUST_FAIL(presences_say(
			  store, tree.id, 20260230, "", PRESENCE_ABSENT, "", 1, &err),
		"not a day");
	MUST_FAIL(presences_say(store, "", MONDAY, "", PRESENCE_ABSENT, "", 1, &err),
		"needs a student");
	MUST_FAIL(putoffs_say(store, &back, 1, &err), "cannot be put off");
	MUST_FAIL(putoffs_say(store, &none, 1, &err), "not a day");
	assert_int_equal(presence_read("on the moon"), PRESENCE_ABSENT);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		T(the_day_is_that_of_the_school),
		T(what_is_said_last_holds_for_the_day_and_the_item),
		T(a_day_lists_who_is_not_there),
		T(a_day_lists_who_of_one_grade_is_not_there),
		T(whoever_was_kept_from_it_is_deferred_afterwards),
		T(a_class_or_an_item_is_put_off_and_taken_back),
		T(a_code_alone_is_put_off_in_every_grade),
		T(what_cannot_be_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
