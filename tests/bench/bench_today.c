/*
 * What the teacher's pages of numbers ask of a store of 5,000 students, each with a value
 * at nearly every item: how long each question takes, and how long the one that a picture
 * asks when nothing has changed. Then what 今日进度 asks after one more result: everything
 * anew, and only whom the result touched, as the page does.
 *
 *	bench_today EMPTY-FOLDER [STUDENTS]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attempts.h"
#include "bench.h"
#include "doubts.h"
#include "entry.h"
#include "rates.h"
#include "results.h"
#include "roster.h"
#include "school.h"
#include "sessions.h"
#include "store.h"
#include "text.h"
#include "today.h"
#include "touched.h"
#include "years.h"

#define STUDENTS 5000 /* at most */
#define ROUNDS	 25
#define DAY_US	 INT64_C(1795363200000000) /* 2026-11-23 in Daqing */
#define HOUR_US	 INT64_C(3600000000)

static struct items *items;
static struct scheme *scheme;
static struct store *store;
static struct results_with *with;
static struct student students[STUDENTS];
static int count = STUDENTS;
static struct session reaching; /* in which one more is measured */

static void must(bool ok, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "bench_today: %s\n", err->text);
	exit(1);
}

/* Twelve classes a day, forty minutes each, a child every fifty seconds at each of the
 * devices; the first ones today. */
static int64_t when(int item, int i)
{
	int class = i / SCHOOL_CLASS;

	return DAY_US + 3 * HOUR_US - class / 12 * 24 * HOUR_US +
	       class % 12 * (HOUR_US * 2 / 3) + i % SCHOOL_CLASS * INT64_C(50000000) +
	       item * INT64_C(1100000);
}

/* Of today, when its last class had just been measured. */
static int64_t late(void)
{
	int last = count < 12 * SCHOOL_CLASS ? count : 12 * SCHOOL_CLASS;

	return when(0, last - 1) - HOUR_US / 3;
}

static void put_attempt(const struct session *session, int item, int i)
{
	const struct item *what = items_at(items, item);
	struct finish f = { .session = session->id,
		.source = SOURCE_HAND,
		.outcome = OUTCOME_VALID,
		.has_value = true };
	struct err err = ERR_INIT;

	f.value = what->usual_min +
		  (what->usual_max - what->usual_min) * (30 + i * 37 % 41) / 100;
	f.value = item_round_value(what, f.value);
	f.raw_value = f.value;
	f.ended_us = when(item, i);
	f.began_us = f.ended_us;
	text_copy(f.student, sizeof(f.student), students[i].id);
	text_copy(f.item, sizeof(f.item), what->key);
	must(attempts_finish(store, 0, &f, NULL, &err), &err);
}

static void put_results(void)
{
	struct err err = ERR_INIT;
	int made = 0;

	for (size_t k = 0; k < items_count(items); k++) {
		struct session session = { .kind = SESSION_FORMAL,
			.school_year = 2026 };

		text_copy(session.item, sizeof(session.item),
			items_at(items, (int)k)->key);
		text_copy(session.testers, sizeof(session.testers), "郑老师");
		must(sessions_begin(store, &session, DAY_US, &err), &err);
		must(store_begin_durable(store, &err), &err);
		for (int i = 0; i < count; i++)
			if (scheme_tests(scheme, students[i].sex, students[i].grade,
				    (int)k) &&
				(i * 7 + (int)k * 13) % 11) {
				put_attempt(&session, (int)k, i);
				made++;
			}
		must(store_end(store, true, &err), &err);
		if (strcmp(session.item, "sit_reach") == 0)
			reaching = session;
	}
	printf("%d students, %d attempts\n", count, made);
}

/* ---- the questions ----------------------------------------------------------------- */

static void ask_head(void)
{
	struct err err = ERR_INIT;
	char hex[DIGEST_TEXT_SIZE];
	int64_t seq;

	must(entry_head(store, &seq, hex, &err), &err);
}

static void ask_grid(void)
{
	static const struct today_body body = { "height", "weight" };
	static struct today_cell cells[2000];
	struct err err = ERR_INIT;

	must(today_grid(store, &body, NULL, cells, 2000, &err) > 0, &err);
}

static void ask_pulses(void)
{
	struct today_pulse p[ITEMS_MAX];
	struct err err = ERR_INIT;

	must(today_pulses(store, DAY_US, late(), p, ITEMS_MAX, &err) > 0, &err);
}

static void ask_classes(void)
{
	static struct class_key classes[200];
	struct err err = ERR_INIT;

	must(today_classes(store, late(), classes, 200, &err) > 0, &err);
}

static void ask_counts(void)
{
	struct school_progress p;
	struct err err = ERR_INIT;

	must(results_school(store, DAY_US, &p, &err), &err);
}

static bool take_rates(void *ctx, const struct rates *r)
{
	(void)ctx;
	(void)r;
	return true;
}

static void ask_rates(void)
{
	struct err err = ERR_INIT;

	must(rates_each(store, take_rates, NULL, &err), &err);
}

static bool take_row(
	void *ctx, const struct student *student, const struct item_result *row)
{
	(void)ctx;
	(void)student;
	(void)row;
	return true;
}

static void ask_names(void)
{
	const struct class_key class = student_class(&students[0]);
	struct err err = ERR_INIT;

	must(results_missing(store, &class, NULL, take_row, NULL, &err), &err);
}

static void ask_years(void)
{
	static struct year_value values[256];
	struct err err = ERR_INIT;

	must(years_of(store, items, scheme, students[7].id, values, 256, &err) >= 0,
		&err);
}

static void ask_doubts(void)
{
	static struct doubt_found found[40];
	struct err err = ERR_INIT;

	must(doubts_of_year(store, items, scheme, 2026, DOUBTS_ALL, found, 40, &err) >=
			0,
		&err);
}

static struct doubts *kept;

static void ask_doubts_again(void)
{
	static struct doubt_found found[40];
	struct err err = ERR_INIT;

	must(doubts_look(kept, 2026, DOUBTS_ALL, found, 40, &err) >= 0, &err);
}

static void ask_stamp(void)
{
	doubts_stamp(store);
}

static const struct {
	const char *what;
	void (*ask)(void);
} questions[] = {
	{ "each picture: how long is the journal", ask_head },
	{ "the grid of classes and items", ask_grid },
	{ "students a minute, item by item", ask_pulses },
	{ "which classes are there", ask_classes },
	{ "counts and rates of the day", ask_counts },
	{ "rates of the year by grade and sex", ask_rates },
	{ "who of a class lacks what", ask_names },
	{ "a child's years", ask_years },
	{ "the doubts of the year", ask_doubts },
	{ "... again, nothing new", ask_doubts_again },
	{ "whether a doubt came", ask_stamp },
};

/* ---- after a result ---------------------------------------------------------------- */

/* Everybody reaches, whatever the grade. */
static void one_more(int round)
{
	struct err err = ERR_INIT;
	int i = round * 7 % count;

	put_attempt(&reaching, items_find(items, "sit_reach"), i);
	must(results_refresh(with, students[i].id, &err), &err);
}

static void ask_touched(int64_t head)
{
	static const struct today_body body = { "height", "weight" };
	static struct today_cell cells[40];
	touched_id who[TOUCHED_MAX];
	struct student s;
	struct class_key class;
	struct err err = ERR_INIT;

	must(touched_since(store, head, who, &err) == 1, &err);
	must(roster_find(store, who[0], &s, &err) == ROSTER_FOUND, &err);
	class = student_class(&s);
	must(today_grid(store, &body, &class, cells, 40, &err) > 0, &err);
	ask_doubts_again();
}

static void after_a_result(void)
{
	static int64_t anew[ROUNDS], touched[ROUNDS];
	char hex[DIGEST_TEXT_SIZE];
	struct err err = ERR_INIT;
	int64_t head, began;

	for (int i = 0; i < ROUNDS; i++) {
		must(entry_head(store, &head, hex, &err), &err);
		one_more(i);
		began = bench_worked_ns();
		ask_touched(head);
		touched[i] = (bench_worked_ns() - began) / 1000;
		began = bench_worked_ns();
		ask_grid();
		ask_doubts();
		anew[i] = (bench_worked_ns() - began) / 1000;
	}
	bench_print("after a result, anew", anew, ROUNDS, "us");
	bench_print("after a result, by whom", touched, ROUNDS, "us");
	printf("that is one part of %.0f\n",
		(double)bench_median(anew, ROUNDS) /
			(double)bench_median(touched, ROUNDS));
}

static void open_all(const char *dir)
{
	struct err err = ERR_INIT;

	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	must(items != NULL, &err);
	scheme = scheme_load(SOURCE_DIR "/schema/schemes/national-2014", items, &err);
	must(scheme != NULL, &err);
	must(school_make(dir, SOURCE_DIR, DAY_US, &err), &err);
	store = store_open(
		dir, STORE_KIOSK, SOURCE_DIR "/schema/migrations", DAY_US, &err);
	must(store != NULL, &err);
	roster_use_items(store, items);
	with = results_open(store, items, scheme,
		SOURCE_DIR "/schema/schemes/national-2014", DAY_US, &err);
	must(with != NULL, &err);
}

int main(int argc, char **argv)
{
	static int64_t took[ROUNDS];
	struct err err = ERR_INIT;

	if (argc == 3)
		count = atoi(argv[2]);
	if (argc < 2 || argc > 3 || count < SCHOOL_CLASS || count > STUDENTS) {
		fprintf(stderr, "bench_today EMPTY-FOLDER [STUDENTS, %d to %d]\n",
			SCHOOL_CLASS, STUDENTS);
		return 2;
	}
	bench_machine();
	open_all(argv[1]);
	must(school_fill(store, students, count, DAY_US, &err), &err);
	put_results();
	must(results_rebuild(with, &err), &err);
	kept = doubts_open(store, items, scheme);
	for (size_t q = 0; q < sizeof(questions) / sizeof(questions[0]); q++) {
		for (int i = 0; i < ROUNDS; i++) {
			int64_t began = bench_worked_ns();

			questions[q].ask();
			took[i] = (bench_worked_ns() - began) / 1000;
		}
		bench_print(questions[q].what, took, ROUNDS, "us");
	}
	after_a_result();
	doubts_close(kept);
	results_close(with);
	store_close(store);
	scheme_free(scheme);
	items_free(items);
	return 0;
}
