/*
 * The exam schemes that we ship against their own tables. The reader here knows
 * nothing of the program's: it cuts the CSV at commas and looks through every row for
 * the best whose threshold is met.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "exam.h"

#define ROWS_MAX 1024

static struct items *items;

static const struct shipped {
	const char *id;
	enum scheme_status status;
	int rows;	   /* of the table, so that none goes unseen */
	int64_t below;	   /* points under the last row, in thousandths */
	int ball_decimals; /* of the ball throw, which differ */
} shipped[] = {
	{ "daqing-sample", SCHEME_SAMPLE, 445, 0, 2 },
	{ "shanghai-field15", SCHEME_DRAFT, 481, 0, 1 },
	{ "fujian-40", SCHEME_DRAFT, 549, 10000, 1 },
	{ "nanjing-2026-field40", SCHEME_DRAFT, 127, 0, 1 },
	{ "zhejiang-type-40", SCHEME_DRAFT, 180, 0, 2 },
};
#define SHIPPED (sizeof(shipped) / sizeof(shipped[0]))

/* What the papers print. `base`: of the item's base unit in a thousandth of it. */
static const struct kind {
	const char *item;
	bool less;
	int decimals;
	int base_num, base_den;
} kinds[] = {
	{ "run_1000m", true, 0, 1, 1 },
	{ "run_800m", true, 0, 1, 1 },
	{ "run_50m", true, 1, 1, 1 },
	{ "long_jump", false, 0, 1, 100 },
	{ "sit_reach", false, 1, 1, 100 },
	{ "pull_up", false, 0, 1, 1000 },
	{ "sit_up", false, 0, 1, 1000 },
	{ "inverted_row", false, 0, 1, 1000 },
	{ "rope_1min", false, 0, 1, 1000 },
	{ "rope_3min", false, 0, 1, 1000 },
	{ "rope_4min", false, 0, 1, 1000 },
	{ "solid_ball", false, -1, 1, 1 },
	{ "football_dribble", true, 1, 1, 1 },
	{ "basketball_dribble", true, 1, 1, 1 },
	{ "basketball_dribble_shot", true, 0, 1, 1 },
	{ "basketball", true, 0, 1, 1 },
	{ "volleyball_pass", false, 0, 1, 1000 },
	{ "volleyball_pass_40s", false, 0, 1, 1000 },
	{ "volleyball_wall_pass_40s", false, 0, 1, 1000 },
	{ "table_tennis", false, 0, 1, 1000 },
	{ "swim_200m", true, 0, 1, 1 },
	{ "swim_25m", true, 0, 1, 1 },
	{ "swim_distance", false, 0, 1, 1 },
};

struct row {
	char item[32];
	enum sex sex;
	int64_t score, threshold; /* in thousandths, as printed */
};

struct book {
	const struct shipped *of;
	struct exam *exam;
	struct row row[ROWS_MAX];
	int rows;
};

static struct book books[SHIPPED];

/* "-13.5" in thousandths. */
static int64_t thousandths(const char *text)
{
	bool minus = *text == '-';
	int64_t n = 0;
	int after = -1;

	for (text += minus; *text; text++) {
		if (*text == '.') {
			after = 0;
			continue;
		}
		assert_true(*text >= '0' && *text <= '9');
		n = n * 10 + (*text - '0');
		after += after >= 0;
	}
	for (after = after < 0 ? 0 : after; after < 3; after++)
		n *= 10;
	return minus ? -n : n;
}

static void read_table(struct book *book, const char *folder)
{
	char path[600], line[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/items.csv", folder);
	file = fopen(path, "r");
	if (!file) {
		fail_msg("%s is missing", path);
		return;
	}
	assert_non_null(fgets(line, sizeof(line), file));
	assert_string_equal(line, "item,sex,score,threshold\n");
	while (fgets(line, sizeof(line), file)) {
		struct row *row = &book->row[book->rows++];
		char *rest = line, *item = strsep(&rest, ","),
		     *sex = strsep(&rest, ",");
		char *score = strsep(&rest, ",");

		assert_true(book->rows <= ROWS_MAX);
		rest[strcspn(rest, "\r\n")] = '\0';
		snprintf(row->item, sizeof(row->item), "%s", item);
		assert_true(strcmp(sex, "M") == 0 || strcmp(sex, "F") == 0);
		row->sex = *sex == 'M' ? SEX_MALE : SEX_FEMALE;
		row->score = thousandths(score);
		row->threshold = thousandths(rest);
	}
	(void)fclose(file);
}

static int open_books(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	for (size_t i = 0; items && i < SHIPPED; i++) {
		char folder[512];

		books[i].of = &shipped[i];
		snprintf(folder, sizeof(folder), SOURCE_DIR "/schema/schemes/%s",
			shipped[i].id);
		books[i].exam = exam_load(folder, items, &err);
		if (!books[i].exam)
			break;
		read_table(&books[i], folder);
	}
	if (err.text[0])
		fprintf(stderr, "%s\n", err.text);
	return err.text[0] ? -1 : 0;
}

static int close_books(void **state)
{
	(void)state;
	for (size_t i = 0; i < SHIPPED; i++)
		exam_free(books[i].exam);
	items_free(items);
	return 0;
}

static const struct kind *kind_of(const char *item)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].item, item) == 0)
			return &kinds[i];
	fail_msg("%s is not known here", item);
	return NULL;
}

/* One step of the item's precision, in thousandths. */
static int64_t step_of(const struct book *book, const struct kind *kind)
{
	int decimals = kind->decimals < 0 ? book->of->ball_decimals : kind->decimals;
	int64_t step = 1000;

	while (decimals-- > 0)
		step /= 10;
	return step;
}

/* What the printed table gives for `value`, in thousandths. */
static int64_t looked_up(
	const struct book *book, const struct kind *kind, enum sex sex, int64_t value)
{
	int64_t best = book->of->below;

	for (int i = 0; i < book->rows; i++) {
		const struct row *row = &book->row[i];

		if (row->sex != sex || strcmp(row->item, kind->item) != 0)
			continue;
		if ((kind->less ? value <= row->threshold : value >= row->threshold) &&
			row->score > best)
			best = row->score;
	}
	return best;
}

static void try_value(
	const struct book *book, const struct kind *kind, enum sex sex, int64_t value)
{
	int index = exam_find_item(book->exam, kind->item), ignored;
	int32_t base = (int32_t)(value * kind->base_num / kind->base_den);
	int64_t want = looked_up(book, kind, sex, value), got;

	assert_true(index >= 0);
	got = exam_item_score(
		book->exam, &book->exam->item[index], sex, GRADE_NONE, base, &ignored);
	if (got == EXAM_NONE || got * 1000 != want * book->exam->den)
		fail_msg("%s %s %s: %lld thousandths are %lld/%lld points, not "
			 "%lld/1000",
			book->of->id, kind->item, sex_key(sex), (long long)value,
			(long long)got, (long long)book->exam->den, (long long)want);
}

static void every_threshold_and_a_step_to_each_side_scores_its_row(void **state)
{
	(void)state;
	for (size_t b = 0; b < SHIPPED; b++) {
		const struct book *book = &books[b];

		assert_int_equal(book->rows, book->of->rows);
		for (int i = 0; i < book->rows; i++) {
			const struct row *row = &book->row[i];
			const struct kind *kind = kind_of(row->item);
			int64_t step = step_of(book, kind);

			assert_int_equal(
				looked_up(book, kind, row->sex, row->threshold),
				row->score);
			for (int n = -1; n <= 1; n++)
				try_value(book, kind, row->sex,
					row->threshold + n * step);
		}
	}
}

/* ---- the same as somebody types it ----------------------------------------------- */

static char *typed(int64_t value, int decimals, char out[32])
{
	int64_t size = value < 0 ? -value : value;
	int n = snprintf(out, 32, "%s%lld.%03lld", value < 0 ? "-" : "",
		(long long)(size / 1000), (long long)(size % 1000));

	out[decimals ? n - 3 + decimals : n - 4] = '\0';
	return out;
}

static void try_typed(
	const struct book *book, const struct kind *kind, enum sex sex, int64_t value)
{
	static struct exam_entry entry;
	static struct exam_score score;
	int index = exam_find_item(book->exam, kind->item);
	struct err err = ERR_INIT;
	char text[32];

	typed(value, kind->decimals < 0 ? book->of->ball_decimals : kind->decimals,
		text);
	exam_entry_init(&entry, sex, GRADE_NONE);
	if (!exam_entry_item(book->exam, &entry, index, text, &err)) {
		fail_msg("%s: %s", book->of->id, err.text);
		return;
	}
	exam_score(book->exam, &entry, &score);
	if (score.item[index].score * 1000 !=
		looked_up(book, kind, sex, value) * book->exam->den)
		fail_msg("%s %s %s: \"%s\" is %lld/%lld", book->of->id, kind->item,
			sex_key(sex), text, (long long)score.item[index].score,
			(long long)book->exam->den);
	assert_int_equal(score.item[index].got, GOT_POINTS);
}

static void every_threshold_that_is_typed_scores_its_row(void **state)
{
	(void)state;
	for (size_t b = 0; b < SHIPPED; b++) {
		for (int i = 0; i < books[b].rows; i++) {
			const struct row *row = &books[b].row[i];
			const struct kind *kind = kind_of(row->item);
			int64_t step = step_of(&books[b], kind);

			for (int n = -1; n <= 1; n++) {
				int64_t value = row->threshold + n * step;

				if (value >= 0 || strcmp(row->item, "sit_reach") == 0)
					try_typed(&books[b], kind, row->sex, value);
			}
		}
	}
}

/* ---- better is never worse --------------------------------------------------------- */

/* From far beyond the first row to far beyond the last, step by step. */
static void sweep(const struct book *book, const struct kind *kind, enum sex sex)
{
	int index = exam_find_item(book->exam, kind->item), ignored;
	int64_t step = step_of(book, kind), low = INT64_MAX, high = INT64_MIN, last = 0;

	for (int i = 0; i < book->rows; i++) {
		const struct row *row = &book->row[i];

		if (row->sex != sex || strcmp(row->item, kind->item) != 0)
			continue;
		low = row->threshold < low ? row->threshold : low;
		high = row->threshold > high ? row->threshold : high;
	}
	if (low == INT64_MAX)
		return;
	for (int64_t n = 0; n <= (high - low) / step + 60; n++) {
		int64_t value = kind->less ? high + (30 - n) * step
					   : low + (n - 30) * step;
		int64_t got = exam_item_score(book->exam, &book->exam->item[index], sex,
			GRADE_NONE, (int32_t)(value * kind->base_num / kind->base_den),
			&ignored);

		try_value(book, kind, sex, value);
		assert_true(n == 0 || got >= last);
		last = got;
	}
}

static void a_better_result_never_scores_lower(void **state)
{
	(void)state;
	for (size_t b = 0; b < SHIPPED; b++) {
		for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
			if (exam_find_item(books[b].exam, kinds[i].item) < 0)
				continue;
			sweep(&books[b], &kinds[i], SEX_MALE);
			sweep(&books[b], &kinds[i], SEX_FEMALE);
		}
	}
}

/* ---- what the schemes say of themselves ---------------------------------------------- */

static void none_of_them_pretends_to_be_official(void **state)
{
	(void)state;
	for (size_t b = 0; b < SHIPPED; b++) {
		const struct exam *exam = books[b].exam;

		assert_int_equal(exam->status, shipped[b].status);
		assert_true(strlen(exam_mark(exam->status)) > 0);
		assert_true(strlen(exam->source) > 0 && strlen(exam->document) > 0);
		for (int i = 0; i < exam->items; i++) {
			assert_true(strlen(exam->item[i].origin) > 0);
			assert_true(exam->item[i].catalogue >= 0);
		}
	}
}

static void only_skating_has_no_table(void **state)
{
	(void)state;
	for (size_t b = 0; b < SHIPPED; b++) {
		const struct exam *exam = books[b].exam;

		for (int i = 0; i < exam->items; i++)
			assert_int_equal(exam->item[i].no_table,
				strcmp(exam->item[i].key, "skating") == 0);
	}
	assert_true(exam_find_item(books[0].exam, "skating") >= 0);
}

static size_t read_whole(const char *path, char *out, size_t size)
{
	FILE *file = fopen(path, "rb");
	size_t got = file ? fread(out, 1, size, file) : 0;

	if (file)
		(void)fclose(file);
	return got;
}

static void the_tables_are_those_of_the_findings(void **state)
{
	static char ours[1 << 16], theirs[1 << 16];

	(void)state;
	for (size_t b = 0; b < SHIPPED; b++) {
		char path[512];
		size_t n;

		snprintf(path, sizeof(path),
			SHARED_DIR "/reference/exam/schemes/%s.csv", shipped[b].id);
		n = read_whole(path, theirs, sizeof(theirs));
		if (n == 0) {
			print_message("%s is not here\n", path);
			skip();
		}
		snprintf(path, sizeof(path), SOURCE_DIR "/schema/schemes/%s/items.csv",
			shipped[b].id);
		assert_int_equal(read_whole(path, ours, sizeof(ours)), n);
		assert_memory_equal(ours, theirs, n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			every_threshold_and_a_step_to_each_side_scores_its_row),
		cmocka_unit_test(every_threshold_that_is_typed_scores_its_row),
		cmocka_unit_test(a_better_result_never_scores_lower),
		cmocka_unit_test(none_of_them_pretends_to_be_official),
		cmocka_unit_test(only_skating_has_no_table),
		cmocka_unit_test(the_tables_are_those_of_the_findings),
	};

	return cmocka_run_group_tests(tests, open_books, close_books);
}
