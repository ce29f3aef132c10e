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
	s->overlong = s->slow = false;
}

/* Does what is held begin as a token does? Caps lock may turn its letters round. */
static bool begins_as_token(const struct scan *s)
{
	for (size_t i = 0; i < s->len && SCAN_PREFIX[i]; i++)
		if (s->held[i] != SCAN_PREFIX[i] &&
			s->held[i] != SCAN_PREFIX[i] - 'A' + 'a')
			return false;
	return s->len > 0;
}

static bool is_token(const struct scan *s)
{
	return begins_as_token(s) && s->len == SCAN_TOKEN && s->chars == SCAN_TOKEN;
}

static int64_t gap_us(const struct scan *s)
{
	return begins_as_token(s) ? SCAN_SLOW_US : SCAN_GAP_US;
}

/* Held for its two first letters only: a person types on. */
static bool is_typed(const struct scan *s)
{
	return s->slow && !s->overlong && s->chars < SCAN_TYPED;
}

static struct scan_result let_go(struct scan *s, enum scan_got got, bool enter)
{
	struct scan_result r = { .got = got, .enter = enter };

	if (got == SCAN_CODE || got == SCAN_KEYS)
		memcpy(r.text, s->held, s->len + 1);
	if (got == SCAN_KEYS)
		memcpy(r.at_us, s->at_us, s->chars * sizeof(s->at_us[0]));
	start_over(s);
	return r;
}

/* What is held has no Enter behind it in time. */
static struct scan_result without_enter(struct scan *s)
{
	if (is_token(s)) {
		s->taken_us = s->last_us;
		return let_go(s, SCAN_CODE, false);
	}
	if (s->overlong || (s->chars >= SCAN_LEAST && !is_typed(s)))
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
	else if (at_us - s->last_us > SCAN_GAP_US)
		s->slow = true;
	s->last_us = at_us;
	if (s->len + len > SCAN_MAX) {
		s->overlong = true;
		return;
	}
	memcpy(s->held + s->len, utf8, len + 1);
	s->len += len;
	s->at_us[s->chars++] = at_us;
}

struct scan_result scan_char(struct scan *s, const char *utf8, int64_t at_us)
{
	struct scan_result r = scan_time(s, at_us);

	if (is_token(s) && utf8[0]) /* the next one follows without an Enter */
		r = let_go(s, SCAN_CODE, false);
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

/* The Enter of a token that was taken without it: pressed by nobody. */
static bool is_late_enter(struct scan *s, int64_t at_us)
{
	bool late = s->taken_us && at_us - s->taken_us < SCAN_LATE_US;

	s->taken_us = 0;
	return late;
}

struct scan_result scan_enter(struct scan *s, int64_t at_us)
{
	bool burst = s->chars >= SCAN_LEAST || s->overlong;

	if (!s->chars && !s->overlong)
		return is_late_enter(s, at_us)
			       ? (struct scan_result){ .got = SCAN_HOLD }
			       : (struct scan_result){ .got = SCAN_KEYS,
					 .enter = true };
	s->taken_us = 0;
	if (at_us - s->last_us > gap_us(s)) {
		struct scan_result r = without_enter(s);

		r.enter = r.got == SCAN_KEYS;
		return r;
	}
	if (is_token(s))
		return let_go(s, SCAN_CODE, false);
	if (is_typed(s))
		return let_go(s, SCAN_KEYS, true);
	if (s->overlong || s->slow || (burst && !trusted(s)))
		return let_go(s, SCAN_TORN, false);
	return burst ? let_go(s, SCAN_CODE, false) : let_go(s, SCAN_KEYS, true);
}

struct scan_result scan_time(struct scan *s, int64_t now_us)
{
	if ((s->chars || s->overlong) && now_us - s->last_us > gap_us(s))
		return without_enter(s);
	return (struct scan_result){ .got = SCAN_HOLD };
}

int64_t scan_deadline_us(const struct scan *s)
{
	return s->chars || s->overlong ? s->last_us + gap_us(s) + 1 : INT64_MAX;
}
