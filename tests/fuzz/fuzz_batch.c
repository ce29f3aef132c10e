/*
 * Any bytes as a table for `station score --batch`: one row out for each row in, as
 * many cells as there are titles, and a state that is one of three.
 */
#include "score_batch.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const struct scheme *national(void)
{
	static struct items *items;
	static struct scheme *scheme;
	struct err err = ERR_INIT;

	if (!items)
		items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	if (items && !scheme)
		scheme = scheme_load(
			SOURCE_DIR "/schema/schemes/national-2014", items, &err);
	assert(scheme);
	return scheme;
}

static void check_out(const char *text, size_t len, size_t rows, size_t errors)
{
	struct records *r = records_open_text("out", text, len, ',');
	struct err err = ERR_INIT;
	struct record row;
	enum records_got got;

	assert(records_next(r, &row, &err) == RECORDS_ROW && row.n == 18);
	while ((got = records_next(r, &row, &err)) == RECORDS_ROW) {
		const char *state = row.field[17];

		assert(row.n == 18 && rows-- > 0);
		if (strncmp(state, "error: ", 7) == 0) {
			errors--;
			for (int i = 1; i < 17; i++)
				assert(!*row.field[i]);
		} else {
			assert(strcmp(state, "complete") == 0 ||
				strcmp(state, "incomplete") == 0);
			assert((strcmp(state, "complete") == 0) == !!*row.field[15]);
		}
	}
	assert(got == RECORDS_END && rows == 0 && errors == 0);
	records_close(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct score_batch job = { .scheme = national(), .name = "f" };
	struct err err = ERR_INIT;
	char *text = NULL;
	size_t size = 0;

	job.out = open_memstream(&text, &size);
	job.in = records_open_text("f", bytes, len, ',');
	if (!score_batch(&job, &err))
		assert(err.text[0]);
	records_close(job.in);
	fclose(job.out);
	if (size)
		check_out(text, size, job.rows, job.errors);
	free(text);
	return 0;
}
