/*
 * How many students a second are scored from memory, on one core.
 *
 * 100,000 invented students of every grade and sex in random order, in batches of
 * 1,000: points only, whole scores, and scores with every step in words. Prints the
 * median and the 99th percentile of the batches.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench.h"
#include "buf.h"
#include "score.h"

#define STUDENTS 100000
#define BATCH	 1000
#define ROUNDS	 20

struct child {
	enum sex sex;
	enum grade grade;
	struct results results;
};

static struct child *children;
static const struct scheme *scheme;
static volatile int64_t sink; /* so that no work is optimised away */

static void points_only(const struct child *child)
{
	const struct scheme_plan *plan = &scheme->plan[child->sex][child->grade];
	int32_t points_c[SCHEME_ITEMS_MAX];

	score_points(plan, &child->results, points_c);
	sink += points_c[0] + points_c[plan->slots - 1];
}

static void whole(const struct child *child)
{
	struct score score;

	score_student(scheme, child->sex, child->grade, &child->results, &score);
	sink += score.total_c;
}

static void in_words(const struct child *child)
{
	static struct buf out = BUF_INIT;

	buf_reset(&out);
	score_explain(scheme, child->sex, child->grade, &child->results, &out);
	sink += (int64_t)out.len;
}

static void measure(const char *what, void (*work)(const struct child *), int rounds)
{
	int batches = rounds * STUDENTS / BATCH;
	int64_t *ns = mem_array((size_t)batches, sizeof(*ns));

	for (int b = 0; b < batches; b++) {
		const struct child *child = children + b * BATCH % STUDENTS;
		int64_t from = bench_now_ns();

		for (int i = 0; i < BATCH; i++)
			work(&child[i]);
		ns[b] = bench_now_ns() - from;
	}
	bench_sort(ns, (size_t)batches);
	printf("%-14s median %7.1f ns, 99 %% %7.1f ns a student; %11.0f students a "
	       "second\n",
		what, (double)bench_median(ns, (size_t)batches) / BATCH,
		(double)bench_99(ns, (size_t)batches) / BATCH,
		1e9 * BATCH / (double)bench_median(ns, (size_t)batches));
	free(ns);
}

static uint32_t chance_state = 7;

static int64_t chance(int64_t from, int64_t to)
{
	chance_state = chance_state * 1664525u + 1013904223u;
	return from + (chance_state >> 4) % (to - from + 1);
}

static void invent(const struct items *items)
{
	children = mem_array(STUDENTS, sizeof(*children));
	for (int n = 0; n < STUDENTS; n++) {
		struct child *child = &children[n];
		const struct scheme_plan *plan;

		child->sex = (enum sex)chance(SEX_MALE, SEX_FEMALE);
		child->grade = (enum grade)chance(GRADE_G1, GRADE_U34);
		plan = &scheme->plan[child->sex][child->grade];
		results_clear(&child->results);
		for (int i = 0; i < (int)items_count(items); i++) {
			const struct item *item = items_at(items, i);

			if (plan->uses >> i & 1)
				child->results.value[i] = (int32_t)item_round_value(
					item, chance(item->usual_min, item->usual_max));
		}
	}
}

int main(void)
{
	struct err err = ERR_INIT;
	struct items *items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	struct scheme *loaded = NULL;
	int64_t from = bench_now_ns();

	if (items)
		loaded = scheme_load(
			SOURCE_DIR "/schema/schemes/national-2014", items, &err);
	if (!loaded) {
		fprintf(stderr, "bench_score: %s\n", err.text);
		return 2;
	}
	bench_machine();
	printf("loading the scheme: %.1f ms\n", (double)(bench_now_ns() - from) / 1e6);
	scheme = loaded;
	invent(items);
	measure("points only", points_only, ROUNDS);
	measure("whole score", whole, ROUNDS);
	measure("in words", in_words, 1);
	free(children);
	scheme_free(loaded);
	items_free(items);
	return 0;
}
