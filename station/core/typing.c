#include "typing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "err.h"

/* ---- spellings ---------------------------------------------------------------------- */

static void add(const struct item *item, const char *text, struct typing_said *out)
{
	struct err ignored = ERR_INIT;
	int64_t value;

	if (out->n == TYPING_READINGS ||
		!item_read_people(item, text, &value, &ignored))
		return;
	for (int i = 0; i < out->n; i++)
		if (out->value[i] == value)
			return;
	out->value[out->n++] = value;
}

/* So many digits stand before the point (or the end), so many behind it; -1 behind: there
 * is no point. false: anything else is in it. */
static bool count_digits(const char *text, int *before, int *behind)
{
	*before = 0;
	*behind = -1;
	for (; *text; text++) {
		if (*text == '.' && *behind < 0)
			*behind = 0;
		else if (*text < '0' || *text > '9')
			return false;
		else if (*behind < 0)
			++*before;
		else
			++*behind;
	}
	return true;
}

/* 342 and 3.42 are 3'42; 3.4 is 3'40 or 3'04. */
static void add_minutes(
	const struct item *item, const char *text, struct typing_said *out)
{
	char spelled[40];
	int before, behind;
	bool usual;

	if (!count_digits(text, &before, &behind)) {
		add(item, text, out); /* with a minute mark */
		out->sure = out->n && item_fit(item, out->value[0]) == FIT_GOOD;
		return;
	}
	if (behind < 0 && (before == 3 || before == 4))
		snprintf(spelled, sizeof(spelled), "%.*s'%s", before - 2, text,
			text + before - 2);
	else if (before > 0 && behind == 2)
		snprintf(spelled, sizeof(spelled), "%.*s'%s", before, text,
			text + before + 1);
	else if (before > 0 && behind == 1)
		snprintf(spelled, sizeof(spelled), "%.*s'%c0", before, text,
			text[before + 1]);
	else
		spelled[0] = '\0';
	add(item, spelled, out);
	usual = out->n && item_fit(item, out->value[0]) == FIT_GOOD;
	out->sure = usual && behind != 1;
	if (before > 0 && behind == 1) {
		snprintf(spelled, sizeof(spelled), "%.*s'0%c", before, text,
			text[before + 1]);
		add(item, spelled, out);
	}
	if (!out->sure)
		add(item, text, out); /* seconds */
}

/* The unit's own spelling first; then with the point that was left out, and as metres. */
static void add_plain(
	const struct item *item, const char *text, struct typing_said *out)
{
	const char *digits = text[0] == '-' ? text + 1 : text;
	const char *sign = text[0] == '-' ? "-" : "";
	char spelled[40];
	int before, behind, likely = 0;

	add(item, text, out);
	if (!count_digits(digits, &before, &behind))
		return;
	if (behind < 0 && item->decimals > 0 && before > item->decimals) {
		snprintf(spelled, sizeof(spelled), "%s%.*s.%s", sign,
			before - item->decimals, digits,
			digits + before - item->decimals);
		add(item, spelled, out);
	}
	if (item->unit == ITEM_MM && item->shown == SHOWN_USUAL && !item->decimals &&
		before == 1 && behind == 2) {
		snprintf(spelled, sizeof(spelled), "%s%c%s", sign, digits[0],
			digits + 2);
		add(item, spelled, out);
	}
	for (int i = 0; i < out->n; i++)
		likely += item_fit(item, out->value[i]) == FIT_GOOD;
	out->sure = likely == 1 && out->n && item_fit(item, out->value[0]) == FIT_GOOD;
}

/* What was written with its point left out is not the unit's own spelling. */
static bool is_own_spelling(const struct item *item, const char *text, int64_t value)
{
	struct err ignored = ERR_INIT;
	int64_t own;

	return item_read_people(item, text, &own, &ignored) && own == value;
}

void typing_read(const struct item *item, const char *text, struct typing_said *out)
{
	memset(out, 0, sizeof(*out));
	if (!text[0])
		return;
	if (item->minutes) {
		add_minutes(item, text, out);
		return;
	}
	add_plain(item, text, out);
	out->sure = out->sure && is_own_spelling(item, text, out->value[0]);
}

/* ---- lines ---------------------------------------------------------------------------- */

void typing_begin(struct typing *t, const struct item *item, int lines)
{
	memset(t, 0, sizeof(*t));
	t->item = item;
	t->lines = lines < 0 ? 0 : lines > TYPING_LINES ? TYPING_LINES : lines;
}

static void forget_text(struct typing *t)
{
	t->text[0] = '\0';
	t->asking = t->refused = false;
	t->said.n = 0;
}

static bool may_be_at(const struct typing *t, int line)
{
	return line >= 0 && line < t->lines && !t->line[line].locked &&
	       (t->stage != TYPING_DIFFERS || typing_differs(&t->line[line]) ||
		       t->line[line].settled);
}

static void go_to_first(struct typing *t)
{
	forget_text(t);
	for (t->at = 0; t->at < t->lines; t->at++)
		if (may_be_at(t, t->at))
			return;
	t->at = 0;
}

void typing_lock(struct typing *t, int line)
{
	t->line[line].locked = true;
	if (line == t->at)
		go_to_first(t);
}

static bool is_typing(const struct typing *t)
{
	return t->stage != TYPING_AGREED && may_be_at(t, t->at);
}

void typing_char(struct typing *t, char c)
{
	size_t len = strlen(t->text);

	if (!is_typing(t) || !c || !strchr("0123456789.'-", c))
		return;
	t->asking = t->refused = false;
	if (len == TYPING_TEXT)
		return;
	t->text[len] = c;
	t->text[len + 1] = '\0';
}

static struct typing_word *word_of(struct typing *t)
{
	struct typing_line *line = &t->line[t->at];

	return t->stage == TYPING_DIFFERS ? &line->agreed
					  : &line->read[t->stage == TYPING_SECOND];
}

void typing_erase(struct typing *t)
{
	size_t len = strlen(t->text);

	if (!is_typing(t))
		return;
	t->asking = t->refused = false;
	if (len)
		t->text[len - 1] = '\0';
	else if (t->stage != TYPING_DIFFERS)
		word_of(t)->has = false;
}

void typing_select(struct typing *t, int line)
{
	if (!may_be_at(t, line))
		return;
	forget_text(t);
	t->at = line;
}

void typing_move(struct typing *t, int by)
{
	int step = by < 0 ? -1 : 1, to = t->at;

	for (; by; by -= step) {
		int next = to + step;

		while (next >= 0 && next < t->lines && !may_be_at(t, next))
			next += step;
		if (next < 0 || next >= t->lines)
			break;
		to = next;
	}
	typing_select(t, to);
}

static bool take(struct typing *t, int64_t value)
{
	struct typing_word *word = word_of(t);

	*word = (struct typing_word){ true, value };
	if (t->stage == TYPING_DIFFERS)
		t->line[t->at].settled = true;
	forget_text(t);
	typing_move(t, 1);
	return true;
}

bool typing_enter(struct typing *t)
{
	if (!is_typing(t) || t->asking)
		return false;
	if (!t->text[0]) {
		typing_move(t, 1);
		return false;
	}
	typing_read(t->item, t->text, &t->said);
	if (t->said.sure)
		return take(t, t->said.value[0]);
	t->asking = t->said.n > 0;
	t->refused = !t->asking;
	return false;
}

bool typing_choose(struct typing *t, int index)
{
	if (!t->asking || index < 0 || index >= t->said.n)
		return false;
	return take(t, t->said.value[index]);
}

/* ---- two readings --------------------------------------------------------------------- */

static bool same(const struct typing_word *a, const struct typing_word *b)
{
	return a->has == b->has && (!a->has || a->value == b->value);
}

bool typing_differs(const struct typing_line *line)
{
	return !line->locked && !line->settled && !same(&line->read[0], &line->read[1]);
}

int typing_differing(const struct typing *t)
{
	int n = 0;

	for (int i = 0; i < t->lines; i++)
		n += typing_differs(&t->line[i]);
	return n;
}

void typing_go_on(struct typing *t)
{
	switch (t->stage) {
	case TYPING_FIRST:
		t->stage = TYPING_SECOND;
		break;
	case TYPING_SECOND:
		t->stage = typing_differing(t) ? TYPING_DIFFERS : TYPING_AGREED;
		break;
	case TYPING_DIFFERS:
		if (typing_differing(t))
			return;
		t->stage = TYPING_AGREED;
		break;
	case TYPING_AGREED:
		return;
	}
	go_to_first(t);
}

bool typing_settle(struct typing *t, int line, int which)
{
	if (t->stage != TYPING_DIFFERS || !may_be_at(t, line) || which < 0 || which > 1)
		return false;
	t->line[line].agreed = t->line[line].read[which];
	t->line[line].settled = true;
	typing_select(t, line);
	typing_move(t, 1);
	return true;
}

struct typing_word typing_result(const struct typing_line *line)
{
	static const struct typing_word nothing = { false, 0 };

	if (line->locked || typing_differs(line))
		return nothing;
	return line->settled ? line->agreed : line->read[0];
}

struct typing_word typing_word(const struct typing *t, int line)
{
	switch (t->stage) {
	case TYPING_FIRST:
		return t->line[line].read[0];
	case TYPING_SECOND:
		return t->line[line].read[1];
	case TYPING_DIFFERS:
	case TYPING_AGREED:
		break;
	}
	return typing_result(&t->line[line]);
}

int typing_count(const struct typing *t)
{
	int n = 0;

	for (int i = 0; i < t->lines; i++)
		n += typing_word(t, i).has;
	return n;
}
