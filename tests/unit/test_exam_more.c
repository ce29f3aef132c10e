/*
 * What holds of every scheme and every student: who runs faster or tries once more
 * never scores lower, a penalty never helps, the order of columns is nothing, and no
 * result, zero, absent, exempt and no table are never taken for each other.
 *
 * The schemes are those that we ship and the one of tests/schemes/good, which has
 * statuses, a gate, a bonus by steps and every method; the students are by chance,
 * always the same ones.
 *
 * The worked examples of the model (its section 4), and the test that has each:
 *
 *	sample, boy: 25.5 + 17.0 + 16.8 = 59.3 of 70		cli/score_exams
 *	sample: football 9.304 s is 9.3 and 100, 9.31 s 98	cli/score_exams
 *	sample: skating 61.27 s, kept, no points, no total	cli/score_exams
 *	sample, girl, exempt by illness: 0.6 x 70 + 27 = 69	cli/score_exams, test_exam.c
 *	Shanghai, boy: 14.15 are 14.0				cli/score_exams
 *	Shanghai, boy: 14.30 are 14.5				cli/score_exams
 *	Shanghai: 14.24, 14.25, 14.5, 14.74, 14.75		cli/score_exams, test_exam.c
 *	Nanjing, girl: 13 + 12.5 + 12.5 = 38			cli/score_exams
 *	Nanjing, girl: 38.5 are 39				cli/score_exams
 *	Nanjing, boy: no pull-up is 0 points			cli/score_exams
 *	Fujian, boy: 13.8 + 8.1 + 7.2 + 7.04 = 36.14		cli/score_exams
 *	Shenzhen's form: the mean of 95, 88, 100 x 0.36 = 33.96	test_exam.c
 *	Si County: exempt of class 1 and 2, 60 and 36		test_exam.c
 *	any: a threshold that is met exactly			test_exam_tables.c, all rows
 *	any: one score twice, a threshold out of order:		cli/score_exams,
 *	refused, with line					test_exam_wrong.c
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "exam.h"
#include "score.h"

#define STUDENTS 400
#define EXAMS	 6

static const char *const folders[EXAMS] = { "schema/schemes/daqing-sample",
	"schema/schemes/shanghai-field15", "schema/schemes/nanjing-2026-field40",
	"schema/schemes/fujian-40", "schema/schemes/zhejiang-type-40",
	"tests/schemes/good" };
static struct exam *exams[EXAMS];
static struct items *items;
static uint32_t chance_state = 11;

static int64_t chance(int64_t from, int64_t to)
{
	chance_state = chance_state * 1664525u + 1013904223u;
	return from + (chance_state >> 4) % (to - from + 1);
}

static int set_up(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	for (int i = 0; items && i < EXAMS; i++) {
		char folder[512];

		snprintf(folder, sizeof(folder), SOURCE_DIR "/%s", folders[i]);
		exams[i] = exam_load(folder, items, &err);
		if (!exams[i])
			break;
	}
	if (err.text[0])
		fprintf(stderr, "%s\n", err.text);
	return err.text[0] ? -1 : 0;
}

static int tear_down(void **state)
{
	(void)state;
	for (int i = 0; i < EXAMS; i++)
		exam_free(exams[i]);
	items_free(items);
	return 0;
}

/* ---- students -------------------------------------------------------------------- */

/* Raw values as a device or a stopwatch has them, finer than the tables. */
struct attempts {
	int n;
	int64_t raw[EXAM_ATTEMPTS_MAX]; /* below 0: a letter of `words` */
};
static const char *const words[] = { "F", "Q", "W" };

struct child {
	enum sex sex;
	struct attempts item[EXAM_ITEMS_MAX];
	char choice[EXAM_GROUPS_MAX][160], process[EXAM_COMPONENTS_MAX][80];
	const char *status[EXAM_ITEMS_MAX];
	const char *after[EXAM_ITEMS_MAX]; /* behind the first attempt: its faults */
};

static int64_t some_raw(const struct exam_item *item)
{
	const struct item *m = &item->measure;
	int64_t raw = chance(m->usual_min, m->usual_max);

	return m->round == ROUND_NONE ? raw - raw % m->step : raw;
}

static void write_raw(const struct exam_item *item, int64_t raw, struct buf *out)
{
	static const int decimals[] = { [ITEM_MM] = 1, [ITEM_MS] = 3 };
	const struct item *m = &item->measure;
	int after = m->unit == ITEM_MM && m->shown == SHOWN_METRES ? 3
		    : m->shown == SHOWN_MARKS			   ? 2
		    : m->unit == ITEM_TIMES			   ? 0
								   : decimals[m->unit];
	int64_t one = 1, size = raw < 0 ? -raw : raw;

	for (int i = 0; i < after; i++)
		one *= 10;
	buf_addf(out, "%s%lld", raw < 0 ? "-" : "", (long long)(size / one));
	if (after)
		buf_addf(out, ".%0*lld", after, (long long)(size % one));
}

static const int64_t WORD = INT64_MIN / 2;

static void invent_attempts(const struct exam_item *item, struct attempts *a)
{
	a->n = (int)chance(chance(0, 3) > 0, item->attempts);
	for (int i = 0; i < a->n; i++)
		a->raw[i] = chance(0, 5) ? some_raw(item) : WORD + chance(0, 2);
}

/* As many different items of the group as it picks. */
static void invent_choice(const struct exam *exam, int g, struct child *child)
{
	const struct exam_group *group = &exam->group[g];
	uint64_t chosen = 0;
	int fit = 0;

	child->choice[g][0] = '\0';
	for (int i = 0; i < exam->items; i++)
		fit += (group->items >> i & 1) &&
		       exam_item_for(&exam->item[i], child->sex);
	if (group->choose != EXAM_DECLARED || fit <= group->pick)
		return;
	for (int n = 0; n < group->pick;) {
		int i = (int)chance(0, exam->items - 1);
		size_t used = strlen(child->choice[g]);

		if (!(group->items >> i & 1) || (chosen >> i & 1) ||
			!exam_item_for(&exam->item[i], child->sex))
			continue;
		chosen |= (uint64_t)1 << i;
		snprintf(child->choice[g] + used, sizeof(child->choice[g]) - used,
			"%s%s", n++ ? "/" : "", exam->item[i].key);
	}
}

static void invent_process(const struct exam *exam, int c, struct child *child)
{
	const struct exam_component *component = &exam->component[c];
	int most = component->typed ? component->points_c / 100 : 100;
	size_t used = 0;

	child->process[c][0] = '\0';
	for (int y = 0; y < (component->years ? component->years : 1); y++)
		used += (size_t)snprintf(child->process[c] + used,
			sizeof(child->process[c]) - used, "%s%d", y ? "/" : "",
			(int)chance(0, most));
}

/* One column of a row into the entry; an absent one is nothing. */
static bool enter_one(const struct exam *exam, const struct child *child, int column,
	struct exam_entry *entry, struct err *err)
{
	struct buf text = BUF_INIT;
	int i = column / 4;
	bool good = true;

	if (column % 4 == 0 && i < exam->items && child->item[i].n) {
		for (int k = 0; k < child->item[i].n; k++) {
			buf_adds(&text, k ? "/" : "");
			if (child->item[i].raw[k] < WORD + 3)
				buf_adds(&text, words[child->item[i].raw[k] - WORD]);
			else
				write_raw(&exam->item[i], child->item[i].raw[k], &text);
			if (!k && child->after[i])
				buf_adds(&text, child->after[i]);
		}
		good = exam_entry_item(exam, entry, i, text.data, err);
	} else if (column % 4 == 1 && i < exam->groups && child->choice[i][0])
		good = exam_entry_choice(exam, entry, i, child->choice[i], err);
	else if (column % 4 == 2 && i < exam->components && child->process[i][0])
		good = exam_entry_process(exam, entry, i, -1, child->process[i], err);
	else if (column % 4 == 3 && i < exam->items && child->status[i])
		good = exam_entry_status(
			exam, entry, exam->item[i].key, child->status[i], err);
	buf_release(&text);
	return good;
}

#define COLUMNS (4 * EXAM_ITEMS_MAX)

/* The whole row, column by column in the order given. */
static bool enter(const struct exam *exam, const struct child *child, const int *order,
	struct exam_entry *entry, struct err *err)
{
	*err = (struct err)ERR_INIT;
	exam_entry_init(entry, child->sex, GRADE_NONE);
	for (int i = 0; i < COLUMNS; i++)
		if (!enter_one(exam, child, order ? order[i] : i, entry, err))
			return false;
	return exam_entry_check(exam, entry, err);
}

/* A row that is no error: of barred choices others are made. */
static void invent(const struct exam *exam, struct child *child)
{
	static struct exam_entry entry;
	struct err err;

	do {
		memset(child, 0, sizeof(*child));
		child->sex = (enum sex)chance(SEX_MALE, SEX_FEMALE);
		for (int i = 0; i < exam->items; i++)
			if (exam_item_for(&exam->item[i], child->sex))
				invent_attempts(&exam->item[i], &child->item[i]);
		for (int g = 0; g < exam->groups; g++)
			invent_choice(exam, g, child);
		for (int c = 0; c < exam->components; c++)
			invent_process(exam, c, child);
	} while (!enter(exam, child, NULL, &entry, &err) && strstr(err.text, "choice"));
	if (err.text[0])
		fail_msg("%s: %s", exam->id, err.text);
}

static bool points(const struct exam *exam, const struct child *child,
	struct exam_score *score, struct err *err)
{
	static struct exam_entry entry;

	if (!enter(exam, child, NULL, &entry, err))
		return false;
	exam_score(exam, &entry, score);
	return true;
}

/* ---- better is never worse --------------------------------------------------------- */

static struct child before, after;
static struct exam_score low, high;

static bool lower(int64_t was, int64_t is)
{
	return was != EXAM_NONE && (is == EXAM_NONE || is < was);
}

/* In item, part or total: `high` is below `low`. */
static void assert_not_lower(const struct exam *exam, int item, const char *what)
{
	const char *where = NULL;

	if (lower(low.item[item].points, high.item[item].points))
		where = exam->item[item].key;
	for (int p = 0; p < exam->parts; p++)
		if (lower(low.part[p].points, high.part[p].points))
			where = exam->part[p].key;
	if (lower(low.total, high.total))
		where = "total";
	if (where)
		fail_msg("%s: %s of %s lowers %s", exam->id, what, exam->item[item].key,
			where);
}

/* An item of the student with a value in some attempt; -1 after many misses. */
static int some_item(const struct exam *exam, const struct child *child, int *attempt)
{
	for (int n = 0; n < 100; n++) {
		int i = (int)chance(0, exam->items - 1);

		if (!child->item[i].n)
			continue;
		*attempt = (int)chance(0, child->item[i].n - 1);
		if (child->item[i].raw[*attempt] >= WORD + 3)
			return i;
	}
	return -1;
}

static int64_t improved(const struct exam_item *item, int64_t raw)
{
	const struct item *m = &item->measure;
	int64_t by = m->round == ROUND_NONE ? m->step * chance(1, 9)
		     : chance(0, 1)	    ? 1
					    : m->step * chance(1, 20);

	raw += m->better == BETTER_LESS ? -by : by;
	return raw < m->hard_min ? m->hard_min : raw > m->hard_max ? m->hard_max : raw;
}

static void a_better_attempt_never_scores_lower(void **state)
{
	int tried = 0;

	(void)state;
	for (int e = 0; e < EXAMS; e++)
		for (int n = 0; n < STUDENTS; n++) {
			int attempt = 0, item;
			struct err err;

			invent(exams[e], &before);
			after = before;
			item = some_item(exams[e], &before, &attempt);
			if (item < 0)
				continue;
			after.item[item].raw[attempt] = improved(
				&exams[e]->item[item], before.item[item].raw[attempt]);
			assert_true(points(exams[e], &before, &low, &err));
			if (!points(exams[e], &after, &high, &err))
				fail_msg("%s: %s", exams[e]->id, err.text);
			assert_not_lower(exams[e], item, "a better attempt");
			tried++;
		}
	assert_true(tried > EXAMS * STUDENTS / 2);
}

static void one_attempt_more_never_scores_lower_where_the_best_counts(void **state)
{
	int tried = 0;

	(void)state;
	for (int e = 0; e < EXAMS; e++)
		for (int n = 0; n < 2 * STUDENTS; n++) {
			int item = (int)chance(0, exams[e]->items - 1);
			const struct exam_item *it = &exams[e]->item[item];
			struct attempts *a = &after.item[item];
			struct err err;

			invent(exams[e], &before);
			after = before;
			if (it->use != EXAM_BEST || a->n == it->attempts ||
				!exam_item_for(it, after.sex))
				continue;
			a->raw[a->n++] = chance(0, 2) ? some_raw(it)
						      : WORD + chance(0, 2);
			assert_true(points(exams[e], &before, &low, &err));
			assert_true(points(exams[e], &after, &high, &err));
			assert_not_lower(exams[e], item, "one attempt more");
			tried++;
		}
	assert_true(tried > STUDENTS / 4);
}

static void a_penalty_never_raises_points(void **state)
{
	int tried = 0;

	(void)state;
	for (int e = 0; e < EXAMS; e++)
		for (int n = 0; n < 3 * STUDENTS; n++) {
			int attempt = 0, item;
			const struct exam_item *it;
			char fault[64];
			struct err err;

			invent(exams[e], &before);
			item = some_item(exams[e], &before, &attempt);
			if (item < 0 || !exams[e]->item[item].faults ||
				before.item[item].raw[0] < WORD + 3)
				continue;
			it = &exams[e]->item[item];
			after = before;
			snprintf(fault, sizeof(fault), "+%s*%d",
				it->fault[chance(0, it->faults - 1)].code,
				(int)chance(1, 3));
			after.after[item] = fault;
			/* the other way round: without the fault is not lower */
			if (!points(exams[e], &after, &low, &err))
				continue; /* a time beyond the hard range */
			assert_true(points(exams[e], &before, &high, &err));
			assert_not_lower(exams[e], item, "to be without a fault");
			tried++;
		}
	assert_true(tried > STUDENTS);
}

/* ---- the order of columns ------------------------------------------------------------ */

static void shuffle(int order[COLUMNS])
{
	for (int i = 0; i < COLUMNS; i++)
		order[i] = i;
	for (int i = COLUMNS - 1; i > 0; i--) {
		int j = (int)chance(0, i), keep = order[i];

		order[i] = order[j];
		order[j] = keep;
	}
}

/* Statuses of items that have no result. */
static void invent_statuses(const struct exam *exam, struct child *child)
{
	for (int i = 0; i < exam->items; i++)
		if (exam->statuses && !child->item[i].n && !chance(0, 3) &&
			exam_item_for(&exam->item[i], child->sex))
			child->status[i] =
				exam->status_of[chance(0, exam->statuses - 1)].code;
}

static void the_order_of_columns_is_nothing(void **state)
{
	static struct exam_entry first, second;
	static int order[COLUMNS];

	(void)state;
	for (int e = 0; e < EXAMS; e++)
		for (int n = 0; n < STUDENTS; n++) {
			struct buf a = BUF_INIT, b = BUF_INIT;
			struct err err;
			bool good;

			invent(exams[e], &before);
			invent_statuses(exams[e], &before);
			shuffle(order);
			good = enter(exams[e], &before, NULL, &first, &err);
			assert_int_equal(
				enter(exams[e], &before, order, &second, &err), good);
			if (!good)
				continue;
			exam_score(exams[e], &first, &low);
			exam_score(exams[e], &second, &high);
			exam_explain(exams[e], &first, &a);
			exam_explain(exams[e], &second, &b);
			assert_string_equal(a.data, b.data);
			assert_true(low.total == high.total && low.state == high.state);
			buf_release(&a);
			buf_release(&b);
		}
}

/* ---- what is not points -------------------------------------------------------------- */

/* The item and as many others as its group picks. */
static void choose_with(
	const struct exam *exam, struct exam_entry *entry, int g, int item)
{
	const struct exam_group *group = &exam->group[g];
	int left = group->pick - 1;

	if (group->choose != EXAM_DECLARED || !(group->items >> item & 1))
		return;
	entry->choice[g] = (uint64_t)1 << item;
	for (int i = 0; i < exam->items && left; i++)
		if (i != item && (group->items >> i & 1) &&
			exam_item_for(&exam->item[i], entry->sex)) {
			entry->choice[g] |= (uint64_t)1 << i;
			left--;
		}
}

/* One item alone, in one state. */
static struct exam_item_score alone(const struct exam *exam, int item, const char *text,
	const char *status, struct buf *why)
{
	static struct exam_entry entry;
	static struct exam_score score;
	const struct exam_item *it = &exam->item[item];
	struct err err = ERR_INIT;

	exam_entry_init(&entry, it->sex ? it->sex : SEX_MALE, GRADE_NONE);
	if ((*text && !exam_entry_item(exam, &entry, item, text, &err)) ||
		(status && !exam_entry_status(exam, &entry, it->key, status, &err)))
		fail_msg("%s: %s", exam->id, err.text);
	for (int g = 0; g < exam->groups; g++)
		choose_with(exam, &entry, g, item);
	exam_score(exam, &entry, &score);
	exam_why(exam, &entry, &score, why);
	return score.item[item];
}

/* A value that earns least. */
static const char *worst(const struct exam_item *item, struct buf *text)
{
	const struct item *m = &item->measure;

	write_raw(item, m->better == BETTER_LESS ? m->hard_max : m->hard_min, text);
	return text->data;
}

static void no_result_void_and_points_are_three_things(void **state)
{
	(void)state;
	for (int e = 0; e < EXAMS; e++)
		for (int i = 0; i < exams[e]->items; i++) {
			const struct exam_item *it = &exams[e]->item[i];
			struct buf why[2] = { BUF_INIT, BUF_INIT }, text = BUF_INIT;
			struct exam_item_score none, foul, value;

			none = alone(exams[e], i, "", NULL, &why[0]);
			foul = alone(exams[e], i, "F", NULL, &why[1]);
			value = alone(exams[e], i, worst(it, &text), NULL, &text);
			assert_int_equal(none.got, GOT_NOTHING);
			assert_true(none.points == EXAM_NONE);
			assert_int_equal(none.value, RESULT_NONE);
			assert_int_equal(foul.got, GOT_VOID);
			assert_int_equal(foul.value, RESULT_NONE);
			assert_true(it->no_valid_open ? foul.points == EXAM_NONE
						      : foul.points <= 0);
			assert_int_equal(
				value.got, it->no_table ? GOT_NO_TABLE : GOT_POINTS);
			assert_true(value.value != RESULT_NONE);
			assert_int_equal(value.points == EXAM_NONE,
				it->no_table || value.group < 0);
			if (value.group >= 0) /* drawn for this student, too */
				assert_string_not_equal(why[0].data, why[1].data);
			buf_release(&why[0]);
			buf_release(&why[1]);
			buf_release(&text);
		}
}

static void absent_exempt_and_left_out_are_others(void **state)
{
	static const enum exam_got gots[] = { [EXAM_EXEMPT_FULL] = GOT_EXEMPT,
		[EXAM_EXEMPT_SHARE] = GOT_EXEMPT,
		[EXAM_PARTIAL] = GOT_PARTIAL,
		[EXAM_IS_DEFERRED] = GOT_DEFERRED,
		[EXAM_ABSENT] = GOT_ABSENT,
		[EXAM_DISQUALIFIED] = GOT_DISQUALIFIED };
	int tried = 0;

	(void)state;
	for (int e = 0; e < EXAMS; e++)
		for (int s = 0; s < exams[e]->statuses; s++) {
			const struct exam_status *status = &exams[e]->status_of[s];
			struct buf none = BUF_INIT, why = BUF_INIT;
			struct exam_item_score got;

			if (status->of != EXAM_OF_ITEM)
				continue;
			alone(exams[e], 0, "", NULL, &none);
			got = alone(exams[e], 0, "", status->code, &why);
			assert_int_equal(got.got, gots[status->is]);
			assert_int_equal(got.value, RESULT_NONE);
			assert_string_not_equal(none.data, why.data);
			buf_release(&none);
			buf_release(&why);
			tried++;
		}
	assert_true(tried >= 4);
}

/* ---- the standard -------------------------------------------------------------------- */

static void any_results(
	const struct scheme *s, const struct scheme_plan *plan, struct results *results)
{
	results_clear(results);
	for (int i = 0; i < (int)items_count(items); i++) {
		const struct item *m = scheme_measure(s, i);

		if (plan->uses >> i & 1)
			results->value[i] = (int32_t)item_round_value(
				m, chance(m->usual_min, m->usual_max));
	}
}

static void try_standard(const struct scheme *s, enum sex sex, enum grade grade, int k)
{
	const struct scheme_item *item = &s->item[k];
	struct results results;
	struct score was, is;
	int64_t value;

	any_results(s, &s->plan[sex][grade], &results);
	score_student(s, sex, grade, &results, &was);
	value = results.value[item->item];
	value += (item->measure.better == BETTER_LESS ? -1 : 1) * item->measure.step *
		 chance(1, 30);
	if (item_fit(&item->measure, value) == FIT_REFUSED)
		return;
	results.value[item->item] = (int32_t)value;
	score_student(s, sex, grade, &results, &is);
	if (is.points_c[k] < was.points_c[k] || is.bonus_c[k] < was.bonus_c[k] ||
		is.standard_c < was.standard_c || is.total_c < was.total_c)
		fail_msg("%s %s %s: %lld", item->key, sex_key(sex), grade_key(grade),
			(long long)value);
}

static void of_the_standard_better_is_never_lower_either(void **state)
{
	struct err err = ERR_INIT;
	struct scheme *s = scheme_load(
		SOURCE_DIR "/schema/schemes/national-2014", items, &err);
	int tried = 0;

	(void)state;
	if (!s) {
		fail_msg("%s", err.text);
		return;
	}
	for (enum sex sex = SEX_MALE; sex <= SEX_FEMALE; sex++)
		for (int g = 0; g < GRADE_COUNT; g++)
			for (int k = 0; k < s->count; k++) {
				if (s->item[k].item < 0 ||
					!s->item[k].points[sex][g].rows)
					continue;
				for (int n = 0; n < 60; n++)
					try_standard(s, sex, (enum grade)g, k);
				tried++;
			}
	assert_true(tried > 100);
	scheme_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_better_attempt_never_scores_lower),
		cmocka_unit_test(
			one_attempt_more_never_scores_lower_where_the_best_counts),
		cmocka_unit_test(a_penalty_never_raises_points),
		cmocka_unit_test(the_order_of_columns_is_nothing),
		cmocka_unit_test(no_result_void_and_points_are_three_things),
		cmocka_unit_test(absent_exempt_and_left_out_are_others),
		cmocka_unit_test(of_the_standard_better_is_never_lower_either),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
