/* What 今日进度 asks: who lacks what, how many went through of late, who is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "scored.h"
#include "standings.h"
#include "today.h"

#define MINUTE INT64_C(60000000)

static struct student tree, moon, star;

/* Two boys and a girl of one class, and a boy of another grade. */
static int begin(void **state)
{
	struct err err = ERR_INIT;
	struct student other;

	if (begin_scored(state))
		return -1;
	MUST(student_put(store, "李小树", "L1", SEX_MALE, 21, &tree, &err));
	MUST(student_put(store, "林小月", "L2", SEX_FEMALE, 21, &moon, &err));
	MUST(student_put(store, "周天星", "L3", SEX_MALE, 21, &star, &err));
	MUST(student_put(store, "吴小禾", "L4", SEX_MALE, 11, &other, &err));
	MUST(results_rebuild(with, &err));
	return 0;
}

static void made(const char *item, const struct student *s, int64_t value, int minute)
{
	struct session session;
	struct err err = ERR_INIT;
	struct finish f = { .source = SOURCE_HAND,
		.outcome = OUTCOME_VALID,
		.has_value = true,
		.value = value,
		.raw_value = value,
		.began_us = MONDAY_US + minute * MINUTE,
		.ended_us = MONDAY_US + minute * MINUTE };

	MUST(session_make(store, item, SESSION_FORMAL, &session, &err));
	f.session = session.id;
	strcpy(f.student, s->id);
	strcpy(f.item, item);
	MUST(attempts_finish(store, 0, &f, NULL, &err));
	MUST(results_refresh(with, s->id, &err));
}

static struct today_cell cells[64];

static const struct today_cell *cell(const char *class_code, const char *item)
{
	static const struct today_body body = { "height", "weight" };
	struct err err = ERR_INIT;
	int n = today_grid(store, &body, NULL, cells, 64, &err);

	for (int i = 0; i < n; i++)
		if (strcmp(cells[i].class.code, class_code) == 0 &&
			strcmp(cells[i].item, item) == 0)
			return &cells[i];
	return NULL;
}

static int row_of(int grade_code, const char *class_code, struct today_cell *out)
{
	static const struct today_body body = { "height", "weight" };
	struct class_key class = { .grade_code = grade_code };
	struct err err = ERR_INIT;

	strcpy(class.code, class_code);
	return today_grid(store, &body, &class, out, 64, &err);
}

static void expect(const char *class_code, const char *item, int done, int total,
	int boys, int girls)
{
	const struct today_cell *c = cell(class_code, item);

	assert_non_null(c);
	if (c->done != done || c->total != total || c->boys != boys ||
		c->girls != girls)
		fail_msg("%s %s: %d/%d, %d boys and %d girls lack it", class_code, item,
			c->done, c->total, c->boys, c->girls);
}

static void a_cell_says_how_many_have_it_and_who_lacks_it(void **state)
{
	(void)state;
	expect("2101", "run50", 0, 3, 2, 1);
	expect("2101", "run800", 0, 1, 0, 1);
	expect("2101", "pull_ups", 0, 2, 2, 0);
	expect("1101", "rope_skip", 0, 1, 1, 0);
	assert_null(cell("1101", "run800"));
	made("run50", &tree, 8000, 0);
	expect("2101", "run50", 1, 3, 1, 1);
	assert_string_equal(cells[0].class.code, "1101");
}

static void whoever_has_height_and_weight_is_done_with_both(void **state)
{
	(void)state;
	assert_null(cell("2101", "height"));
	expect("2101", TODAY_BODY, 0, 3, 2, 1);
	made("height", &moon, 1510, 0);
	expect("2101", TODAY_BODY, 0, 3, 2, 1);
	made("weight", &moon, 42000, 0);
	expect("2101", TODAY_BODY, 1, 3, 2, 0);
}

static void one_class_alone_reads_as_among_all(void **state)
{
	struct today_cell one[64];
	int n, from = 0;

	(void)state;
	made("run50", &tree, 8000, 0);
	made("height", &moon, 1510, 0);
	n = row_of(21, "2101", one);
	assert_in_range(n, 5, 12);
	assert_int_equal(row_of(21, "9999", &one[32]), 0);
	assert_non_null(cell("2101", "run50"));
	while (strcmp(cells[from].class.code, "2101") != 0)
		from++;
	for (int i = 0; i < n; i++) {
		const struct today_cell *all = &cells[from + i];

		assert_string_equal(one[i].class.code, "2101");
		assert_string_equal(one[i].class_name, all->class_name);
		assert_string_equal(one[i].item, all->item);
		assert_int_equal(one[i].done, all->done);
		assert_int_equal(one[i].total, all->total);
		assert_int_equal(one[i].boys, all->boys);
		assert_int_equal(one[i].girls, all->girls);
	}
}

/* Another grade has a class 2101. */
static void a_class_of_one_grade_is_not_the_others(void **state)
{
	struct student older = { .sex = SEX_MALE, .grade_code = 22 };
	struct today_cell one[64];
	struct class_key classes[8];
	struct today_complete complete[8];
	struct err err = ERR_INIT;
	int n;

	(void)state;
	strcpy(older.name, "高小岗");
	strcpy(older.number, "L5");
	strcpy(older.class_code, "2101");
	strcpy(older.class_name, "1班");
	MUST(roster_begin(store, MONDAY_US, &err));
	MUST(roster_end(
		store, roster_put(store, &older, NULL, &err), ROSTER_PART, NULL, &err));
	MUST(results_rebuild(with, &err));
	made("run50", &older, 8000, 0);
	n = row_of(22, "2101", one);
	assert_true(n > 0);
	for (int i = 0; i < n; i++) {
		assert_int_equal(one[i].class.grade_code, 22);
		assert_int_equal(one[i].total, 1);
		assert_int_equal(one[i].done, strcmp(one[i].item, "run50") == 0);
	}
	n = row_of(21, "2101", one);
	for (int i = 0; i < n; i++)
		assert_int_equal(one[i].done, 0);
	assert_int_equal(today_classes(store, MONDAY_US, classes, 8, &err), 1);
	assert_int_equal(classes[0].grade_code, 22);
	assert_int_equal(today_completes(store, complete, 8, &err), 3);
	assert_int_equal(complete[1].class.grade_code, 21);
	assert_int_equal(complete[1].due, 3);
	assert_int_equal(complete[2].class.grade_code, 22);
	assert_string_equal(complete[2].class.code, "2101");
	assert_int_equal(complete[2].due, 1);
}

static void who_is_exempt_is_in_no_cell(void **state)
{
	struct exam_papers papers = { .papers = "医院证明", .approver = "校长" };
	struct err err = ERR_INIT;

	(void)state;
	MUST(standings_put(
		store, star.id, STANDING_EXEMPT, &papers, "郑老师", MONDAY_US, &err));
	expect("2101", "run50", 0, 2, 1, 1);
}

static void the_pulse_counts_students_of_late_and_not_tries(void **state)
{
	struct today_pulse p[8];
	struct err err = ERR_INIT;
	int n;

	(void)state;
	made("long_jump", &tree, 2000, 1);
	made("long_jump", &tree, 2050, 14);
	made("long_jump", &tree, 2100, 15);
	made("long_jump", &moon, 1600, 15);
	made("run50", &moon, 9000, 2);
	n = today_pulses(store, MONDAY_US, MONDAY_US + 10 * MINUTE, p, 8, &err);
	assert_int_equal(n, 2);
	assert_string_equal(p[0].item, "long_jump");
	assert_int_equal(p[0].students, 2);
	assert_int_equal(p[0].first_us, MONDAY_US + MINUTE);
	assert_int_equal(p[0].last_us, MONDAY_US + 15 * MINUTE);
	assert_string_equal(p[1].item, "run50");
	assert_int_equal(p[1].students, 0);
	/* What was before today is not of today. */
	n = today_pulses(store, MONDAY_US + 5 * MINUTE, MONDAY_US, p, 8, &err);
	assert_int_equal(n, 1);
}

static void a_class_is_there_while_it_has_results(void **state)
{
	struct class_key classes[8];
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(today_classes(store, MONDAY_US, classes, 8, &err), 0);
	made("run50", &moon, 9000, 2);
	assert_int_equal(today_classes(store, MONDAY_US, classes, 8, &err), 1);
	assert_string_equal(classes[0].code, "2101");
	assert_int_equal(
		today_classes(store, MONDAY_US + 3 * MINUTE, classes, 8, &err), 0);
}

static void classes_are_complete_of_those_who_are_due(void **state)
{
	struct today_complete c[8];
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(today_completes(store, c, 8, &err), 2);
	assert_string_equal(c[1].class_name, "1年级1班");
	assert_int_equal(c[1].due, 3);
	assert_int_equal(c[1].complete, 0);
	made("height", &moon, 1510, 0);
	made("weight", &moon, 42000, 0);
	made("vital_capacity", &moon, 2300, 0);
	made("run50", &moon, 9000, 0);
	made("sit_reach", &moon, 120, 0);
	made("long_jump", &moon, 1600, 0);
	made("situps", &moon, 30, 0);
	made("run800", &moon, 250000, 0);
	assert_int_equal(today_completes(store, c, 8, &err), 2);
	assert_int_equal(c[1].complete, 1);
}

#define IN_A_STORE(test) cmocka_unit_test_setup_teardown(test, begin, end_scored)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_STORE(a_cell_says_how_many_have_it_and_who_lacks_it),
		IN_A_STORE(whoever_has_height_and_weight_is_done_with_both),
		IN_A_STORE(one_class_alone_reads_as_among_all),
		IN_A_STORE(a_class_of_one_grade_is_not_the_others),
		IN_A_STORE(who_is_exempt_is_in_no_cell),
		IN_A_STORE(the_pulse_counts_students_of_late_and_not_tries),
		IN_A_STORE(a_class_is_there_while_it_has_results),
		IN_A_STORE(classes_are_complete_of_those_who_are_due),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
