/* From the words of `says` to where each member of a reading comes from. */
#include "text_maker.h"

#include <stdio.h>
#include <string.h>

/* ---- fields and sources -------------------------------------------------------------- */

static int group_index(const struct pattern *p, const char *name)
{
	for (size_t i = 0; p && i < p->groups; i++) {
		if (strcmp(p->group[i], name) == 0)
			return (int)i;
	}
	return -1;
}

int maker_field(const struct text_message *message, const struct raw_message *raw,
	const char *name)
{
	int group = group_index(&message->pattern, name);

	if (group >= 0)
		return group;
	group = group_index(message->each, name);
	if (group >= 0)
		return (int)message->each_field + group;
	for (size_t i = 0; i < raw->columns_count; i++) {
		if (strcmp(raw->columns[i].name, name) == 0)
			return (int)(message->columns_field + i);
	}
	for (size_t i = 0; i < raw->fields_count; i++) {
		if (strcmp(raw->fields[i].name, name) == 0)
			return (int)i; /* of bytes; there are no groups then */
	}
	return -1;
}

int maker_kept(const struct text_format *f, const char *name)
{
	for (size_t i = 0; i < f->kept_count; i++) {
		if (strcmp(f->kept[i], name) == 0)
			return (int)i;
	}
	return -1;
}

/* "bib" a field, "^lane" kept from an earlier record, "=M1" always this word. */
static bool make_source(struct maker *m, const struct text_message *message,
	const struct raw_message *raw, const char *key, const char *text,
	struct text_source *out)
{
	int index;

	if (!text)
		return true;
	if (text[0] == '=') {
		out->from = FROM_WORD;
		if (strlen(text + 1) < sizeof(out->word)) {
			snprintf(out->word, sizeof(out->word), "%.23s", text + 1);
			return true;
		}
		return maker_refuse_value(m, key, text, "is too long (23 characters)");
	}
	out->from = text[0] == '^' ? FROM_KEPT : FROM_FIELD;
	index = text[0] == '^' ? maker_kept(m->f, text + 1)
			       : maker_field(message, raw, text);
	if (index < 0 && out->from == FROM_KEPT)
		return maker_refuse_value(m, key, text, "is kept by no message");
	if (index < 0)
		return maker_refuse_value(m, key, text,
			"is neither a group nor a column of this message");
	out->index = (uint8_t)index;
	return true;
}

/* ---- readings ------------------------------------------------------------------------- */

/* The next "{field}", or all that stands before it. */
static bool make_piece(struct maker *m, const struct text_message *message,
	const struct raw_message *raw, char **text, struct text_source *out)
{
	char source[40];
	size_t len = strcspn(*text, "{");
	char *close = strchr(*text, '}');

	if (len > 0) {
		snprintf(source, sizeof(source), "=%.*s", (int)(len < 38 ? len : 38),
			*text);
		*text += len;
		return make_source(m, message, raw, "text", source, out);
	}
	if (!close || close - *text > 32 || close - *text == 1)
		return maker_refuse_value(m, "text", *text, "is not a field in braces");
	snprintf(source, sizeof(source), "%.*s", (int)(close - *text - 1), *text + 1);
	*text = close + 1;
	return make_source(m, message, raw, "text", source, out);
}

/* One "key={field}" or "key=word" of a text, or a mixture: "key={m}:{s}". */
static bool make_pair(struct maker *m, const struct text_message *message,
	const struct raw_message *raw, const char *text, size_t len,
	struct text_pair *out)
{
	char pair[64];
	char *equals;

	if (len == 0 || len >= sizeof(pair))
		return maker_refuse(
			m, "text", "a pair is \"key={field}\" or \"key=word\"");
	memcpy(pair, text, len);
	pair[len] = '\0';
	equals = strchr(pair, '=');
	if (!equals || equals == pair || (size_t)(equals - pair) >= sizeof(out->key))
		return maker_refuse_value(
			m, "text", pair, "is not \"key={field}\" or \"key=word\"");
	*equals++ = '\0';
	memcpy(out->key, pair, strlen(pair) + 1);
	while (*equals) {
		if (out->pieces == FORMAT_PIECES_MAX)
			return maker_refuse_value(
				m, "text", pair, "has more than 8 pieces");
		if (!make_piece(m, message, raw, &equals, &out->piece[out->pieces++]))
			return false;
	}
	return true;
}

static bool make_text(struct maker *m, const struct text_message *message,
	const struct raw_message *raw, const char *text, struct text_says *out)
{
	while (text && *text) {
		size_t len = strcspn(text, ";");

		if (out->text_count == FORMAT_TEXT_MAX)
			return maker_refuse(m, "text", "there are more than 8 pairs");
		if (!make_pair(
			    m, message, raw, text, len, &out->text[out->text_count++]))
			return false;
		text += len + (text[len] == ';');
	}
	return true;
}

bool maker_unit(
	struct maker *m, const char *key, const char *name, const struct measure **out)
{
	char what[160];

	if (!name)
		return true;
	*out = measure_find(name);
	if (*out)
		return true;
	snprintf(what, sizeof(what), "is not a unit (allowed: %s)", measure_names());
	return maker_refuse_value(m, key, name, what);
}

/* A code of this message says the kind, or the unit? */
static bool codes_say(const struct text_message *message, bool unit)
{
	for (size_t i = 0; i < message->codes_count; i++) {
		if (unit ? message->codes[i].unit != NULL
			 : message->codes[i].kind != READING_NONE)
			return true;
	}
	return false;
}

/* "dp" is a field that says how many decimals there are; "=2" says it at once. */
static bool make_point(struct maker *m, const struct text_message *message,
	const struct raw_message *raw, const char *text, struct text_source *out)
{
	if (text && text[0] == '=' &&
		(strlen(text) != 2 || text[1] < '0' || text[1] > '9'))
		return maker_refuse_value(
			m, "point", text, "is neither a field nor = and a digit");
	return make_source(m, message, raw, "point", text, out);
}

/* A clock has its point in it; days and ticks have none. */
static bool check_point(struct maker *m, const struct text_part *part)
{
	if (part->point.from == FROM_NOTHING || !part->unit)
		return true;
	if (part->unit->form != MEASURE_CLOCK && part->unit->form != MEASURE_TICKS &&
		part->unit->form != MEASURE_HEX_TICKS && !measure_is_day(part->unit))
		return true;
	return maker_refuse_value(
		m, "point", part->unit->name, "is a unit that has no point to set");
}

static bool make_added(struct maker *m, const struct text_message *message,
	const struct raw_message *raw, const struct raw_add *add, struct text_says *out)
{
	struct text_part *part = &out->part[out->parts++];

	if (!make_source(m, message, raw, "add", add->value, &part->value) ||
		!maker_unit(m, "add", add->unit, &part->unit) ||
		!make_point(m, message, raw, add->point, &part->point) ||
		!check_point(m, part))
		return false;
	if (!out->part[0].unit || out->part[0].unit->base != part->unit->base)
		return maker_refuse_value(m, "add", add->unit,
			"cannot be added to a value of another kind of unit");
	return true;
}

static bool make_value(struct maker *m, const struct text_message *message,
	const struct raw_message *raw, const struct raw_says *says,
	struct text_says *out)
{
	struct text_part *part = &out->part[0];

	if (!maker_unit(m, "unit", says->unit, &part->unit) ||
		!make_source(m, message, raw, "value", says->value, &part->value) ||
		!make_point(m, message, raw, says->point, &part->point) ||
		!check_point(m, part))
		return false;
	if (!says->value && (says->add_count > 0 || says->point))
		return maker_refuse(m, "value", "there is none to add or point to");
	if (says->value && !part->unit && !codes_say(message, true))
		return maker_refuse(
			m, "value", "the value has no unit, and no code gives one");
	out->parts = says->value ? 1 : 0;
	for (size_t i = 0; i < says->add_count; i++) {
		if (!make_added(m, message, raw, &says->add[i], out))
			return false;
	}
	return true;
}

bool maker_says(struct maker *m, struct text_message *message,
	const struct raw_message *raw, const struct raw_says *says)
{
	struct text_says *out = &message->says[message->says_count++];

	out->kind = says->kind;
	out->flags = says->flags;
	if (!make_value(m, message, raw, says, out) ||
		!make_source(
			m, message, raw, "channel", says->channel, &out->channel) ||
		!make_source(
			m, message, raw, "subject", says->subject, &out->subject) ||
		!make_source(m, message, raw, "place", says->place, &out->place) ||
		!make_source(m, message, raw, "when", says->when, &out->when) ||
		!make_text(m, message, raw, says->text, out))
		return false;
	if (out->kind == READING_NONE && !codes_say(message, false))
		return maker_refuse(
			m, "", "the reading has no kind, and no code gives one");
	return true;
}
