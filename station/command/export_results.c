#include "export_results.h"

#include <stdio.h>
#include <string.h>

#include "open.h"
#include "results.h"
#include "rows.h"
#include "sheet.h"
#include "text.h"

struct printing {
	struct rows rows;
	const struct items *items;
	enum result_stage stage;
	bool ask;
};

static void print_value(
	struct rows *rows, const struct items *items, const struct item_result *result)
{
	int index = items_find(items, result->item);
	char text[40];

	if (index < 0 || !result->has_value) {
		rows_text(rows, "");
		return;
	}
	item_format_file(items_at(items, index), result->value, text, sizeof(text));
	if (strchr(text, '\''))
		rows_text(rows, text);
	else
		rows_number(rows, text);
}

static void print_points(struct rows *rows, int32_t points_c)
{
	char text[24], shortest[32];

	decimal_write(points_c, 2, text, sizeof(text));
	if (points_c != SCORE_NONE && number_shortest(text, shortest))
		rows_number(rows, shortest);
	else
		rows_text(rows, "");
}

static bool print_result(
	void *ctx, const struct student *student, const struct item_result *result)
{
	struct printing *p = ctx;
	struct rows *rows = &p->rows;

	if (!result_stage_has(p->stage, student->grade_code))
		return true;
	p->ask |= result->state == RESULT_DISPUTED;
	rows_text(rows, student->id);
	rows_text(rows, student->class_code);
	rows_text(rows, student->class_name);
	rows_int(rows, student->class_place);
	rows_text(rows, student->name);
	rows_text(rows, result->item);
	rows_text(rows, result_state_key(result->state));
	print_value(rows, p->items, result);
	print_points(rows, result->points_c);
	print_points(
		rows, result->points_c == SCORE_NONE ? SCORE_NONE : result->bonus_c);
	rows_text(rows, result->attempt.seq > 0 ? result->attempt.station : "");
	if (result->attempt.seq > 0)
		rows_int(rows, result->attempt.seq);
	else
		rows_text(rows, "");
	rows_end(rows);
	return true;
}

static bool print_all(const struct env *env, struct store *store,
	const struct items *items, struct printing *p, struct err *err)
{
	static const char *const titles[] = { "student", "class_code", "class_name",
		"class_place", "name", "item", "state", "value", "points", "bonus",
		"station", "seq" };

	p->items = items;
	rows_begin(&p->rows, stdout, env->json, titles,
		sizeof(titles) / sizeof(titles[0]));
	return results_each(store, print_result, p, err) && rows_finish(&p->rows, err);
}

int export_results(const struct env *env, enum result_stage stage)
{
	struct printing p = { .stage = stage };
	struct err err = ERR_INIT;
	struct items *items = open_items(env, &err);
	struct scheme *scheme = items ? open_scheme(env, STANDARD, items, &err) : NULL;
	struct store *store = scheme ? open_store(env, env->data_dir, STORE_WRITE,
					       items, &err)
				     : NULL;
	struct results_with *results = store ? open_results(
						       env, store, items, scheme, &err)
					     : NULL;
	bool good = results && results_ensure(results, &err) &&
		    print_all(env, store, items, &p, &err);
	int status = good ? p.ask ? DONE_BUT : DONE : command_fail("export", &err);

	results_close(results);
	store_close(store);
	scheme_free(scheme);
	items_free(items);
	return status;
}
