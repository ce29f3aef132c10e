/*
 * Any bytes as scheme.yaml of an exam, its table and one row of results, with byte 31
 * between. What loads must score any value within the scale, a better value never
 * lower, and no total above the cap.
 */
#include "buf.h"
#include "exam.h"
#include "score.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#define BETWEEN 31

static void sweep(const struct exam *exam, const struct exam_item *item, enum sex sex)
{
	int64_t last = -1, full = item->scale_max_c * (exam->den / 100);
	int sign = item->measure.better == BETTER_LESS ? -1 : 1;
	int64_t low = item->measure.hard_min, high = item->measure.hard_max;
	int64_t stride = (high - low) / 50 + 1;

	for (int n = 0; n <= 51; n++) {
		int64_t value = low + (sign > 0 ? n : 51 - n) * stride;
		int64_t score;
		int row;

		if (value < low || value > high)
			continue;
		score = exam_item_score(
			exam, item, sex, GRADE_NONE, (int32_t)value, &row);
		assert(score == EXAM_NONE || (score >= last && score <= full));
		last = score;
	}
}

static void score_all(const struct exam *exam, const char *text)
{
	struct exam_entry *entry = mem_alloc(sizeof(*entry));
	struct exam_score *score = mem_alloc(sizeof(*score));
	struct buf out = BUF_INIT;

	for (enum sex sex = SEX_MALE; sex <= SEX_FEMALE; sex++) {
		struct err err = ERR_INIT;

		exam_entry_init(entry, sex, GRADE_NONE);
		for (int i = 0; i < exam->items; i++) {
			if (exam_item_for(&exam->item[i], sex))
				sweep(exam, &exam->item[i], sex);
			if (!exam_entry_item(exam, entry, i, text, &err) ||
				!exam_entry_session(
					exam, entry, i, EXAM_MAKEUP, text, &err))
				entry->item[i].tries = 0;
		}
		for (int g = 0; g < exam->groups; g++)
			for (int i = 0; i < exam->items && !entry->choice[g]; i++)
				if (!exam_entry_choice(
					    exam, entry, g, exam->item[i].key, &err))
					entry->choice[g] = 0;
		for (int c = 0; c < exam->components; c++)
			exam_entry_process(exam, entry, c, -1, text, &err);
		for (int s = -1; s < exam->statuses; s++) {
			if (s >= 0)
				exam_entry_status(exam, entry,
					exam->item[s % exam->items].key,
					exam->status_of[s].code, &err);
			exam_score(exam, entry, score);
			assert(score->total == EXAM_NONE ||
				score->total <= exam->cap_c * (exam->den / 100) ||
				score->state == EXAM_IS_EXEMPT);
			buf_reset(&out);
			exam_explain(exam, entry, &out);
			exam_why(exam, entry, score, &out);
		}
	}
	buf_release(&out);
	free(entry);
	free(score);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const names[] = { "scheme.yaml", "items.csv", "row" };
	struct scheme_file files[3];
	struct err err = ERR_INIT;
	struct exam *exam;
	char text[256] = "";
	size_t n = 0;

	for (size_t from = 0; n < 3 && from <= len; n++) {
		const uint8_t *end = len > from
					     ? memchr(bytes + from, BETWEEN, len - from)
					     : NULL;
		size_t size = end ? (size_t)(end - bytes) - from : len - from;

		files[n] = (struct scheme_file){ names[n], bytes + from, size };
		from += size + 1;
	}
	if (n == 3 && files[2].len < sizeof(text))
		memcpy(text, files[2].bytes, files[2].len);
	exam = exam_load_files("f", files, n < 2 ? n : 2, NULL, &err);
	if (!exam) {
		assert(err.text[0]);
		return 0;
	}
	score_all(exam, text);
	exam_free(exam);
	return 0;
}
