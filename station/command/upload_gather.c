#include "upload_gather.h"

#include <stdio.h>
#include <stdlib.h>

#include "attempts.h"
#include "buf.h"
#include "results.h"
#include "roster.h"
#include "text.h"

struct gathering {
	struct upload_roll *roll;
	enum result_stage stage;
};

static bool take(void *ctx, const struct student *student)
{
	struct gathering *g = ctx;

	if (result_stage_has(g->stage, student->grade_code))
		upload_roll_add(g->roll, student);
	return true;
}

bool upload_interrupted(struct store *store, const struct items *items,
	const char *student, uint64_t *bits, struct err *err)
{
	struct attempt_now *tries = mem_array(ATTEMPTS_YEAR, sizeof(*tries));
	int count = attempts_of(store, student, NULL, store_school_year(store), tries,
		ATTEMPTS_YEAR, err);

	*bits = 0;
	for (int i = 0; i < count; i++) {
		const struct attempt_now *a = &tries[i];
		int item = items_find(items, a->item);

		if (item >= 0 && !a->is_void && a->session_kind != SESSION_PRACTICE &&
			a->outcome == OUTCOME_INTERRUPTED)
			*bits |= UINT64_C(1) << item;
	}
	free(tries);
	return count >= 0;
}

static enum upload_state state_of(
	const struct item_result *result, bool interrupted, bool barred)
{
	switch (result->state) {
	case RESULT_VALID:
		return result->has_value ? UPLOAD_VALID : UPLOAD_MISSING;
	case RESULT_DISPUTED:
		return UPLOAD_DISPUTED;
	case RESULT_FOUL:
		return interrupted ? UPLOAD_INTERRUPTED : UPLOAD_FOUL;
	case RESULT_MISSING:
		break;
	}
	if (interrupted)
		return UPLOAD_INTERRUPTED;
	return barred ? UPLOAD_BARRED : UPLOAD_MISSING;
}

static void write_papers(const struct exam_papers *papers, char out[UPLOAD_PAPERS])
{
	out[0] = '\0';
	if (papers->papers[0])
		snprintf(out, UPLOAD_PAPERS, "证明：%.90s%s%.40s", papers->papers,
			papers->approver[0] ? "，批准：" : "", papers->approver);
	text_keep_characters(out);
}

bool upload_exempt(struct store *store, const char *student, bool *is,
	char papers[UPLOAD_PAPERS], struct err *err)
{
	struct exam_papers shown;
	enum standing_code code;

	if (!standings_get(store, student, &code, &shown, err))
		return false;
	*is = code == STANDING_EXEMPT;
	write_papers(&shown, papers);
	return true;
}

static bool fill(struct upload_student *s, struct store *store,
	const struct items *items, struct err *err)
{
	struct item_result results[ITEMS_MAX];
	struct exam_papers papers;
	uint64_t interrupted;
	int count = results_of(store, s->student.id, results, ITEMS_MAX, err);

	if (count < 0 ||
		!upload_interrupted(store, items, s->student.id, &interrupted, err) ||
		!standings_get(store, s->student.id, &s->standing, &papers, err))
		return false;
	write_papers(&papers, s->papers);
	for (int i = 0; i < count; i++) {
		int item = items_find(items, results[i].item);

		if (item < 0)
			continue;
		s->state[item] = state_of(&results[i], interrupted >> item & 1,
			s->student.barred >> item & 1);
		s->value[item] = results[i].value;
	}
	return true;
}

bool upload_gather(struct upload_roll *roll, struct store *store,
	const struct items *items, enum result_stage stage, struct err *err)
{
	struct gathering g = { roll, stage };

	if (!roster_each(store, take, &g, err))
		return false;
	for (size_t i = 0; i < roll->count; i++)
		if (!fill(&roll->students[i], store, items, err))
			return false;
	return true;
}
