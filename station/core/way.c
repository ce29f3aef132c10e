#include "way.h"

#include <assert.h>
#include <limits.h>

struct search {
	const struct way_station *stations;
	int n;
	struct way now, *best;
};

struct clock {
	int free_s[2]; /* when the boys, the girls are free */
};

static int most(int a, int b)
{
	return a > b ? a : b;
}

/* One group at a station that is free at `ready_s`; returns when it is free again. */
static int serve(struct search *s, struct clock *clock, int group, int students,
	int tenths, int ready_s)
{
	int start = most(clock->free_s[group], ready_s);

	s->now.waited_s += start - clock->free_s[group];
	clock->free_s[group] = start + (students * 600 + tenths - 1) / tenths;
	return clock->free_s[group];
}

/* Both groups, who comes first first. Returns how long the first of them waits. */
static int visit(struct search *s, struct clock *clock, const struct way_station *w)
{
	int students[2] = { w->boys, w->girls }, ready_s = w->ready_s, wait_s = -1;
	int first = clock->free_s[1] < clock->free_s[0];

	for (int i = 0; i < 2; i++) {
		int group = i ? !first : first, before = clock->free_s[group];

		if (!students[group])
			continue;
		if (wait_s < 0)
			wait_s = most(ready_s - before, 0);
		ready_s = serve(s, clock, group, students[group], w->tenths, ready_s);
	}
	return most(wait_s, 0);
}

static bool may_come(const struct search *s, unsigned used, int i)
{
	if (used >> i & 1)
		return false;
	if (!s->stations[i].tiring)
		return true;
	for (int k = 0; k < s->n; k++)
		if (!s->stations[k].tiring && !(used >> k & 1))
			return false;
	return true;
}

static bool is_better(const struct way *a, const struct way *b)
{
	return a->end_s < b->end_s ||
	       (a->end_s == b->end_s && a->waited_s < b->waited_s);
}

/* No deeper than there are stations. */
static void go_on(struct search *s, int depth, unsigned used, struct clock clock)
{
	int waited_s = s->now.waited_s;

	s->now.end_s = most(clock.free_s[0], clock.free_s[1]);
	if (!is_better(&s->now, s->best))
		return; /* and it only grows */
	if (depth == s->n) {
		*s->best = s->now;
		return;
	}
	for (int i = 0; i < s->n; i++) {
		struct clock then = clock;

		if (!may_come(s, used, i))
			continue;
		s->now.waited_s = waited_s;
		s->now.order[depth] = i;
		s->now.wait_s[depth] = visit(s, &then, &s->stations[i]);
		go_on(s, depth + 1, used | 1U << i, then);
	}
}

void way_find(const struct way_station *stations, int n, struct way *way)
{
	struct search s = { .stations = stations, .n = n, .best = way };

	assert(n >= 0 && n <= WAY_MAX);
	*way = (struct way){ .end_s = INT_MAX };
	go_on(&s, 0, 0, (struct clock){ { 0, 0 } });
}
