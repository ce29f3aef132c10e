/*
 * Any bytes as the files of a scheme, one after another with byte 31 between. What
 * loads must score every value: points within bounds, better never earns less.
 */
#include "buf.h"
#include "score.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#define BETWEEN 31
#define FILES	5

static const struct items *catalogue(void)
{
	static struct items *items;
	struct err err = ERR_INIT;

	if (!items)
		items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	assert(items);
	return items;
}

static void score_values(const struct scheme *s, enum sex sex, enum grade grade)
{
	static const int32_t values[] = { -600, -1, 0, 1, 7, 99, 100, 1750, 7300, 48200,
		215000, 3600000 };
	struct buf out = BUF_INIT;
	struct results results;
	struct score score;

	for (size_t v = 0; v < sizeof(values) / sizeof(values[0]); v++) {
		for (int i = 0; i < ITEMS_MAX; i++)
			results.value[i] = values[v];
		score_student(s, sex, grade, &results, &score);
		buf_reset(&out);
		score_explain(s, sex, grade, &results, &out);
		for (int i = 0; i < s->count; i++)
			assert(score.points_c[i] == SCORE_NONE ||
				(score.points_c[i] >= 0 && score.points_c[i] <= 10000));
		assert(score.total_c == SCORE_NONE || score.total_c <= s->cap_c);
	}
	buf_release(&out);
}

static void better_never_earns_less(
	const struct scheme *s, enum sex sex, enum grade grade, int i)
{
	const struct ladder *ladder = &s->item[i].points[sex][grade];
	int32_t last = 0;

	if (s->item[i].method == METHOD_BANDS)
		return;
	for (int row = 0; row < ladder->rows; row++)
		for (int d = -1; d <= 1; d++) {
			int32_t value = (ladder->at[row] + d) * ladder->sign;
			int32_t points_c = score_item(s, sex, grade, i, value);
			struct score_next next;

			assert(d < 0 || points_c >= last);
			last = points_c;
			if (score_next_row(s, sex, grade, i, value, &next))
				assert(next.gap > 0);
		}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const names[FILES] = { "scheme.yaml", "points.csv",
		"bands.csv", "bonus.csv", "weights.csv" };
	struct scheme_file files[FILES];
	struct err err = ERR_INIT;
	struct scheme *s;
	size_t n = 0;

	for (size_t from = 0; n < FILES && from <= len; n++) {
		const uint8_t *end = len > from
					     ? memchr(bytes + from, BETWEEN, len - from)
					     : NULL;
		size_t size = end ? (size_t)(end - bytes) - from : len - from;

		files[n] = (struct scheme_file){ names[n], bytes + from, size };
		from += size + 1;
	}
	s = scheme_load_files("f", files, n, catalogue(), &err);
	if (!s) {
		assert(err.text[0]);
		return 0;
	}
	for (enum sex sex = SEX_MALE; sex <= SEX_FEMALE; sex++)
		for (enum grade g = GRADE_G1; g < GRADE_COUNT; g++) {
			score_values(s, sex, g);
			for (int i = 0; i < s->count; i++)
				better_never_earns_less(s, sex, g, i);
		}
	scheme_free(s);
	return 0;
}
