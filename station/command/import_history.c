/* What a sheet with scores gives away beside the years before (score_history.h). */
#include "import_scores.h"

#include <stdlib.h>

#include "buf.h"
#include "score_history.h"
#include "years.h"

/* The last value of each item before this year. false: reading failed. */
static bool read_known(struct score_import *import, const char *student, int64_t *value,
	struct err *err)
{
	int years[YEARS_MAX], grade_code;
	int n = years_list(import->store, student, years, YEARS_MAX, err);
	struct results then;

	for (size_t i = 0; i < ITEMS_MAX; i++)
		value[i] = SCORE_UNKNOWN;
	for (int y = 0; y < n; y++) {
		if (!years_results(import->store, import->items, import->scheme,
			    student, years[y], &then, &grade_code, err))
			return false;
		for (size_t i = 0; i < ITEMS_MAX; i++)
			if (then.value[i] != RESULT_NONE)
				value[i] = then.value[i];
	}
	return n >= 0;
}

static bool read_all_known(struct score_import *import, struct score_known *known,
	int64_t (*values)[ITEMS_MAX], struct err *err)
{
	for (size_t i = 0; i < import->list.count; i++) {
		const struct student *s = &import->students[i];

		if (!*s->id)
			continue;
		if (!read_known(import, s->id, values[i], err))
			return false;
		known[i] = (struct score_known){ s->class_code, s->class_name,
			values[i] };
	}
	return true;
}

bool import_beside_years(
	struct score_import *import, struct score_findings *findings, struct err *err)
{
	size_t count = import->list.count;
	struct score_known *known;
	int64_t(*values)[ITEMS_MAX];
	bool any, good;

	*findings = (struct score_findings)SCORE_FINDINGS_INIT;
	if (!years_any(import->store, &any, err))
		return false;
	if (!any)
		return true;
	known = mem_array(count + 1, sizeof(*known));
	values = mem_array(count + 1, sizeof(*values));
	good = read_all_known(import, known, values, err);
	if (good)
		score_history_find(&import->list, import->items, known, findings);
	free(known);
	free(values);
	return good;
}
