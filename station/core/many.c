#include "many.h"

#include <string.h>

#include "rules.h"

/* A counter's last word may come this long after the time was over. */
#define LAST_WORD_US INT64_C(2000000)

void many_init(struct many *m, const struct item *item)
{
	memset(m, 0, sizeof(*m));
	m->item = item;
}

void many_line_up(struct many *m, int cells)
{
	memset(m->cell, 0, sizeof(m->cell));
	m->cells = cells < 0 ? 0 : cells > MANY_MAX ? MANY_MAX : cells;
	m->stage = MANY_LINED_UP;
	m->at = 0;
	m->why = MANY_FINE;
	m->asked = false;
}

/* ---- time --------------------------------------------------------------------- */

void many_arm(struct many *m, int64_t now_us, int64_t ready_us)
{
	if (m->stage != MANY_LINED_UP || !m->cells)
		return;
	m->stage = MANY_ARMED;
	m->go_us = now_us + ready_us;
}

void many_resume(struct many *m, int64_t go_us, int64_t now_us)
{
	m->stage = MANY_ARMED;
	m->go_us = go_us;
	while (many_tick(m, now_us))
		;
}

bool many_again(struct many *m)
{
	if (m->stage == MANY_LINED_UP || many_count_saved(m))
		return false;
	many_line_up(m, m->cells);
	return true;
}

void many_stop(struct many *m)
{
	if (m->stage == MANY_STARTED)
		m->stage = MANY_OVER;
}

static int64_t end_us(const struct many *m)
{
	return m->go_us + m->item->duration_us;
}

bool many_tick(struct many *m, int64_t now_us)
{
	if (now_us < many_due_us(m))
		return false;
	m->stage = m->stage == MANY_ARMED ? MANY_STARTED : MANY_OVER;
	return true;
}

int64_t many_due_us(const struct many *m)
{
	switch (m->stage) {
	case MANY_ARMED:
		return m->go_us;
	case MANY_STARTED:
		return end_us(m);
	case MANY_LINED_UP:
	case MANY_OVER:
		break;
	}
	return INT64_MAX;
}

int64_t many_left_us(const struct many *m, int64_t now_us)
{
	int64_t left = end_us(m) - now_us;

	if (m->stage != MANY_STARTED)
		return -1;
	return left > 0 ? left : 0;
}

static bool in_time(const struct many *m, const struct reading *r)
{
	if (r->at_us < m->go_us || (m->stage != MANY_STARTED && m->stage != MANY_OVER))
		return false;
	return r->at_us < end_us(m) ||
	       (rules_is_final(r) && r->at_us < end_us(m) + LAST_WORD_US);
}

bool many_reading(struct many *m, int cell, const struct reading *r)
{
	struct rules_result result;

	if (cell < 0 || cell >= m->cells || !in_time(m, r) ||
		!rules_takes(m->item, r) || !rules_sound(r) ||
		rules_value(m->item, r, 1, &result) != RULES_VALUE)
		return false;
	m->cell[cell].counted = true;
	m->cell[cell].counter = *r;
	return true;
}

/* ---- the grid ------------------------------------------------------------------- */

static struct many_cell *current(struct many *m)
{
	return m->stage == MANY_OVER && m->at < m->cells ? &m->cell[m->at] : NULL;
}

static void forget_why(struct many *m)
{
	m->why = MANY_FINE;
	m->asked = false;
}

/* What was not entered is not kept either: nobody may find half a number later. */
static void forget_typed(struct many_cell *c)
{
	c->typed[0] = '\0';
	c->typed_less = c->mark == MANY_SAVED ? c->less : 0;
	c->changed = false;
}

void many_select(struct many *m, int cell)
{
	struct many_cell *c = current(m);

	if (!c || cell < 0 || cell >= m->cells)
		return;
	if (cell != m->at)
		forget_typed(c);
	forget_why(m);
	m->at = cell;
}

void many_move(struct many *m, int by)
{
	int to = m->at + by;

	if (to >= 0 && to < m->cells)
		many_select(m, to);
}

void many_digit(struct many *m, int digit)
{
	struct many_cell *c = current(m);
	size_t len;

	if (!c || digit < 0 || digit > 9)
		return;
	forget_why(m);
	len = strlen(c->typed);
	if (!len)
		c->typed_less = 0; /* another number: nothing is taken off it yet */
	if (len == 1 && c->typed[0] == '0')
		len = 0;
	if (len == MANY_DIGITS)
		return;
	c->typed[len] = (char)('0' + digit);
	c->typed[len + 1] = '\0';
	c->changed = true;
}

void many_erase(struct many *m)
{
	struct many_cell *c = current(m);
	size_t len;

	if (!c)
		return;
	forget_why(m);
	len = strlen(c->typed);
	if (len)
		c->typed[len - 1] = '\0';
	if (len <= 1)
		forget_typed(c);
}

static int64_t number_of(const char *digits)
{
	int64_t n = 0;

	for (; *digits; digits++)
		n = n * 10 + (*digits - '0');
	return n;
}

static bool counter_says(
	const struct many *m, const struct many_cell *c, int64_t *count)
{
	struct rules_result result;

	if (!c->counted || rules_value(m->item, &c->counter, 1, &result) != RULES_VALUE)
		return false;
	*count = result.value;
	return true;
}

bool many_shows(
	const struct many *m, int cell, int64_t *count, int64_t *less, bool *saved)
{
	const struct many_cell *c = &m->cell[cell];

	*saved = c->mark == MANY_SAVED && !c->changed;
	*less = c->changed ? c->typed_less : c->less;
	if (c->typed[0])
		*count = number_of(c->typed);
	else if (c->mark == MANY_SAVED)
		*count = c->count;
	else if (!counter_says(m, c, count))
		return false;
	return true;
}

void many_less(struct many *m, int by)
{
	struct many_cell *c = current(m);
	int64_t count, less;
	bool saved;

	if (!c || c->mark == MANY_NOBODY)
		return;
	forget_why(m);
	if (!many_shows(m, m->at, &count, &less, &saved)) {
		m->why = MANY_WHY_EMPTY;
		return;
	}
	less += by;
	if (less < 0 || less > MANY_LESS)
		return;
	c->typed_less = less;
	c->changed = c->typed[0] || c->mark != MANY_SAVED || less != c->less;
}

/* The next one who is missing, after `at` and then from the beginning. */
static void go_on(struct many *m)
{
	for (int i = 1; i < m->cells; i++) {
		int next = (m->at + i) % m->cells;

		if (m->cell[next].mark == MANY_OPEN) {
			m->at = next;
			return;
		}
	}
}

static enum many_why check(
	const struct many *m, const struct many_number *number, bool zero)
{
	if (number->value < 0)
		return MANY_WHY_LESS;
	if (number->value == 0 && !zero)
		return MANY_WHY_ZERO;
	switch (item_fit(m->item, number->value)) {
	case FIT_REFUSED:
		return MANY_WHY_OUTSIDE;
	case FIT_UNUSUAL:
		return m->asked || zero ? MANY_FINE : MANY_WHY_UNUSUAL;
	case FIT_GOOD:
		break;
	}
	return MANY_FINE;
}

static enum many_order give(struct many *m, bool zero, struct many_number *out)
{
	const struct many_cell *c = &m->cell[m->at];
	bool saved;

	memset(out, 0, sizeof(*out));
	(void)many_shows(m, m->at, &out->count, &out->less, &saved);
	out->value = out->count - out->less;
	out->by_counter = !c->typed[0] && c->counted &&
			  (c->mark != MANY_SAVED || c->count == out->count);
	out->zero = zero;
	m->why = check(m, out, zero);
	if (m->why != MANY_FINE) {
		m->asked = m->why == MANY_WHY_UNUSUAL;
		return MANY_NOTHING;
	}
	out->unusual = m->asked;
	return MANY_SAVE;
}

enum many_order many_enter(struct many *m, struct many_number *out)
{
	const struct many_cell *c = current(m);

	if (!c)
		return MANY_NOTHING;
	if (c->changed || (c->mark == MANY_OPEN && c->counted))
		return give(m, false, out);
	forget_why(m);
	many_move(m, 1);
	return MANY_NOTHING;
}

enum many_order many_zero(struct many *m, struct many_number *out)
{
	struct many_cell *c = current(m);
	int64_t count, less;
	bool saved;

	if (!c)
		return MANY_NOTHING;
	if (!many_shows(m, m->at, &count, &less, &saved) || count != less) {
		strcpy(c->typed, "0");
		c->typed_less = 0;
	}
	c->changed = true;
	return give(m, true, out);
}

enum many_order many_nobody(struct many *m)
{
	struct many_cell *c = current(m);

	if (!c)
		return MANY_NOTHING;
	forget_why(m);
	if (c->mark == MANY_SAVED)
		return MANY_TAKE_BACK;
	forget_typed(c);
	if (c->mark == MANY_NOBODY) {
		c->mark = MANY_OPEN;
		return MANY_NOTHING;
	}
	c->mark = MANY_NOBODY;
	go_on(m);
	return MANY_NOTHING;
}

void many_saved(struct many *m, const struct many_number *number)
{
	struct many_cell *c = &m->cell[m->at];

	c->mark = MANY_SAVED;
	c->count = number->count;
	c->less = number->less;
	forget_typed(c);
	forget_why(m);
	go_on(m);
}

void many_taken_back(struct many *m)
{
	struct many_cell *c = &m->cell[m->at];

	c->mark = MANY_NOBODY;
	c->count = c->less = 0;
	forget_typed(c);
	go_on(m);
}

void many_restore(struct many *m, int cell, int64_t count, int64_t less)
{
	struct many_cell *c = &m->cell[cell];

	c->mark = MANY_SAVED;
	c->count = count;
	c->less = less;
	forget_typed(c);
	if (m->cell[m->at].mark != MANY_OPEN)
		go_on(m);
}

int many_open(const struct many *m)
{
	int open = 0;

	for (int i = 0; i < m->cells; i++)
		open += m->cell[i].mark == MANY_OPEN;
	return open;
}

int many_count_saved(const struct many *m)
{
	int saved = 0;

	for (int i = 0; i < m->cells; i++)
		saved += m->cell[i].mark == MANY_SAVED;
	return saved;
}
