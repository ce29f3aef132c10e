/*
 * How long it takes to load and check each scheme in the tree, from its folder: what a
 * kiosk does once, and whoever changes a scheme waits for.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "buf.h"
#include "exam.h"
#include "path.h"

#define ROUNDS 200

static bool load_once(const char *dir, bool exam, const struct items *items,
	int64_t *ns, struct err *err)
{
	int64_t from = bench_now_ns();
	struct exam *one = exam ? exam_load(dir, items, err) : NULL;
	struct scheme *other = exam ? NULL : scheme_load(dir, items, err);

	*ns = bench_now_ns() - from;
	exam_free(one);
	scheme_free(other);
	return one || other;
}

static bool measure(
	const char *id, const char *dir, const struct items *items, struct err *err)
{
	static int64_t ns[ROUNDS];
	bool exam = exam_is_in(dir);

	for (int i = 0; i < ROUNDS; i++)
		if (!load_once(dir, exam, items, &ns[i], err))
			return false;
	bench_sort(ns, ROUNDS);
	printf("%-22s median %6.2f ms, 99 %% %6.2f ms\n", id,
		(double)bench_median(ns, ROUNDS) / 1e6,
		(double)bench_99(ns, ROUNDS) / 1e6);
	return true;
}

int main(void)
{
	struct err err = ERR_INIT;
	struct items *items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	char dir[PATH_SIZE], **names = NULL;
	size_t count = 0;
	bool good = items &&
		    path_list(SOURCE_DIR "/schema/schemes", "", &names, &count, &err);

	bench_machine();
	for (size_t i = 0; good && i < count; i++)
		good = path_join(dir, SOURCE_DIR "/schema/schemes", names[i], &err) &&
		       measure(names[i], dir, items, &err);
	path_list_free(names);
	items_free(items);
	if (good)
		return 0;
	fprintf(stderr, "bench_scheme: %s\n", err.text);
	return 2;
}
