#include "which.h"

/* The tries of one line of sessions: formal with deferred, or make-up. */
struct line {
	int counts; /* index of the try that counts so far, -1 */
	int tried, used, disputed;
};

static enum session_kind line_kind(enum session_kind session)
{
	return session == SESSION_DEFERRED ? SESSION_FORMAL : session;
}

bool which_same_line(enum session_kind a, enum session_kind b)
{
	return line_kind(a) == line_kind(b);
}

static bool in_line(enum session_kind session, bool makeup)
{
	return which_same_line(session, makeup ? SESSION_MAKEUP : SESSION_FORMAL);
}

/* Equal values: the one that stands stays. */
static bool is_better(const struct item *item, int64_t value, int64_t standing)
{
	if (item->better == BETTER_NONE)
		return true;
	return item->better == BETTER_MORE ? value > standing : value < standing;
}

static struct line line_of(const struct item *item, bool makeup,
	const struct which_attempt *attempts, size_t n)
{
	struct line line = { -1, 0, 0, 0 };

	for (size_t i = 0; i < n; i++) {
		const struct which_attempt *a = &attempts[i];

		if (!in_line(a->session, makeup) || a->voided)
			continue;
		line.tried += a->outcome != OUTCOME_INTERRUPTED;
		if (a->outcome != OUTCOME_VALID)
			continue;
		line.disputed += a->disputed;
		if (line.used == item->attempts)
			continue;
		line.used++;
		if (line.counts < 0 || item->use == USE_LAST ||
			is_better(item, a->value, attempts[line.counts].value))
			line.counts = (int)i;
	}
	return line;
}

/* Which of two lines holds the attempt that counts. */
static int better_of(const struct item *item, enum which_makeup makeup,
	const struct which_attempt *attempts, int formal, int later)
{
	if (later < 0 || formal < 0)
		return later < 0 ? formal : later;
	if (makeup == WHICH_MAKEUP_REPLACES)
		return later;
	return is_better(item, attempts[later].value, attempts[formal].value) ? later
									      : formal;
}

struct which_result which_counts(const struct item *item, enum which_makeup makeup,
	const struct which_attempt *attempts, size_t n)
{
	struct line formal = line_of(item, false, attempts, n);
	struct line later = line_of(item, true, attempts, n);
	struct which_result result = { WHICH_NONE, -1, 0, 0, 0 };

	result.used = later.used > 0 ? later.used : formal.used;
	result.disputed = formal.disputed + later.disputed;
	result.index = better_of(item, makeup, attempts, formal.counts, later.counts);
	if (result.index < 0) {
		if (formal.tried + later.tried > 0)
			result.state = WHICH_FOUL;
		return result;
	}
	result.value = attempts[result.index].value;
	result.state = result.disputed > 0 ? WHICH_DISPUTED : WHICH_VALID;
	return result;
}

int which_left(const struct item *item, enum session_kind session,
	const struct which_attempt *attempts, size_t n)
{
	struct line line;

	if (session == SESSION_PRACTICE)
		return WHICH_UNLIMITED;
	line = line_of(item, session == SESSION_MAKEUP, attempts, n);
	return item->attempts - line.used;
}

const char *attempt_outcome_key(enum attempt_outcome outcome)
{
	static const char *const keys[] = {
		"",
		[OUTCOME_VALID] = "valid",
		[OUTCOME_FOUL] = "foul",
		[OUTCOME_INTERRUPTED] = "interrupted",
		[OUTCOME_WITHDRAWN] = "withdrawn",
	};

	return keys[outcome];
}
