#include "ui_scan.h"

#include <string.h>

static void start_over(struct scan *s)
{
	if (s->len || s->overlong) {
		s->before_us = s->last_us;
		s->any = true;
	}
	s->len = s->chars = 0;
	s->held[0] = '\0';
	s->overlong = false;
}

static struct scan_result let_go(struct scan *s, enum scan_got got, bool enter)
{
	struct scan_result r = { .got = got, .enter = enter };

	if (got == SCAN_CODE || got == SCAN_KEYS)
		memcpy(r.text, s->held, s->len + 1);
	start_over(s);
	return r;
}

/* What is held has no Enter behind it in time. */
static struct scan_result without_enter(struct scan *s)
{
	if (s->overlong || s->chars >= SCAN_LEAST)
		return let_go(s, SCAN_TORN, false);
	if (s->chars)
		return let_go(s, SCAN_KEYS, false);
	return (struct scan_result){ .got = SCAN_HOLD };
}

static void hold(struct scan *s, const char *utf8, int64_t at_us)
{
	size_t len = strlen(utf8);

	if (!s->chars && !s->overlong)
		s->first_us = at_us;
	s->last_us = at_us;
	if (s->len + len > SCAN_MAX) {
		s->overlong = true;
		return;
	}
	memcpy(s->held + s->len, utf8, len + 1);
	s->len += len;
	s->chars++;
}

struct scan_result scan_char(struct scan *s, const char *utf8, int64_t at_us)
{
	struct scan_result r = scan_time(s, at_us);

	if (utf8[0])
		hold(s, utf8, at_us);
	return r;
}

/* A burst soon after another character may be the rest of one that a busy moment
 * pulled apart. */
static bool trusted(const struct scan *s)
{
	return !s->any || s->first_us - s->before_us >= SCAN_QUIET_US;
}

struct scan_result scan_enter(struct scan *s, int64_t at_us)
{
	if (!s->chars && !s->overlong)
		return (struct scan_result){ .got = SCAN_KEYS, .enter = true };
	if (at_us - s->last_us > SCAN_GAP_US) {
		struct scan_result r = without_enter(s);

		r.enter = r.got == SCAN_KEYS;
		return r;
	}
	if (s->overlong || (s->chars >= SCAN_LEAST && !trusted(s)))
		return let_go(s, SCAN_TORN, false);
	if (s->chars >= SCAN_LEAST)
		return let_go(s, SCAN_CODE, false);
	return let_go(s, SCAN_KEYS, true);
}

struct scan_result scan_time(struct scan *s, int64_t now_us)
{
	if ((s->chars || s->overlong) && now_us - s->last_us > SCAN_GAP_US)
		return without_enter(s);
	return (struct scan_result){ .got = SCAN_HOLD };
}

int64_t scan_deadline_us(const struct scan *s)
{
	return s->chars || s->overlong ? s->last_us + SCAN_GAP_US + 1 : INT64_MAX;
}
