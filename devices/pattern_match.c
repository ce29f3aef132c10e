/*
 * A backtracking matcher with its own stack. Almost every pattern of a device is a
 * row of fixed columns, where it walks straight through; a repetition of single
 * bytes is one step and one stack entry however long it is. What could go wrong
 * otherwise is cut off by the budget, the same way each time.
 */
#include "pattern.h"

#include <assert.h>
#include <string.h>

#define STACK_MAX 1024

static bool set_has(const uint32_t *set, unsigned byte)
{
	return (set[byte >> 5] >> (byte & 31)) & 1;
}

/* What to try when the rest does not fit: go on at `step` from `at`; or, for a
 * repetition, from one byte less each time down to `least`; or put a slot back. */
struct choice {
	int16_t step; /* -1: put slot `least` back to `at` */
	int32_t at, least;
};

struct matcher {
	struct choice stack[STACK_MAX];
	size_t depth;
	int32_t slot[2 * PATTERN_GROUPS_MAX];
};

static bool push(struct matcher *m, int step, int32_t at, int32_t least)
{
	if (m->depth == STACK_MAX)
		return false;
	m->stack[m->depth].step = (int16_t)step;
	m->stack[m->depth].at = at;
	m->stack[m->depth++].least = least;
	return true;
}

static bool backtrack(struct matcher *m, int *step, int32_t *at)
{
	while (m->depth > 0) {
		struct choice *c = &m->stack[m->depth - 1];

		if (c->step < 0) {
			m->slot[c->least] = c->at;
			m->depth--;
			continue;
		}
		*step = c->step;
		*at = c->at;
		if (c->at > c->least)
			c->at--;
		else
			m->depth--;
		return true;
	}
	return false;
}

/* Takes all it can; leaves a choice when it could do with less. */
static bool repeat(const struct pattern *p, int step, const uint8_t *bytes, int32_t len,
	struct matcher *m, int32_t *at)
{
	const struct pattern_step *s = &p->step[step];
	int32_t from = *at, most = s->max == PATTERN_NO_LIMIT ? len : from + s->max,
		to = from;

	if (most > len)
		most = len;
	while (to < most && set_has(p->set[s->set], bytes[to]))
		to++;
	if (to - from < s->min)
		return false;
	*at = to;
	return to - from == s->min || push(m, step + 1, to - 1, from + s->min);
}

/* `*end` is where the match must end; negative: anywhere, and set to where it does. */
static bool run(const struct pattern *p, const uint8_t *bytes, size_t size,
	struct pattern_span spans[PATTERN_GROUPS_MAX], int32_t *end)
{
	struct matcher m;
	int32_t at = 0, len = (int32_t)size;
	int step = 0;

	m.depth = 0;
	memset(m.slot, 0xff, sizeof(m.slot));
	for (int budget = PATTERN_BUDGET; budget > 0; budget--) {
		const struct pattern_step *s = &p->step[step];
		bool fits = true;

		switch ((enum pattern_op)s->op) {
		case OP_SET:
			fits = at < len && set_has(p->set[s->set], bytes[at]);
			at++;
			step++;
			break;
		case OP_REPEAT:
			fits = repeat(p, step, bytes, len, &m, &at);
			step++;
			break;
		case OP_SPLIT:
			fits = push(&m, step + s->b, at, at);
			step += s->a;
			break;
		case OP_JUMP:
			step += s->a;
			break;
		case OP_SAVE:
			fits = push(&m, -1, m.slot[s->set], s->set);
			m.slot[s->set] = at;
			step++;
			break;
		case OP_END:
			fits = *end < 0 || at == *end;
			if (!fits)
				break;
			*end = at;
			for (size_t i = 0; i < p->groups; i++) {
				spans[i].from = m.slot[2 * i];
				spans[i].to = m.slot[2 * i + 1];
			}
			return true;
		}
		if (!fits && !backtrack(&m, &step, &at))
			return false;
	}
	return false;
}

bool pattern_match(const struct pattern *p, const uint8_t *bytes, size_t size,
	struct pattern_span spans[PATTERN_GROUPS_MAX])
{
	int32_t end = (int32_t)size;

	assert(size < INT32_MAX);
	if (size < p->min || (size > p->max && p->max < PATTERN_WIDTH_MAX))
		return false;
	return run(p, bytes, size, spans, &end);
}

bool pattern_match_front(const struct pattern *p, const uint8_t *bytes, size_t size,
	struct pattern_span spans[PATTERN_GROUPS_MAX], size_t *used)
{
	int32_t end = -1;

	assert(size < INT32_MAX);
	if (size < p->min || !run(p, bytes, size, spans, &end))
		return false;
	*used = (size_t)end;
	return true;
}
