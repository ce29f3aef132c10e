/*
 * From words in a file to something that can be run without looking anything up.
 * Every complaint names the line of the key that is wrong.
 */
#include "text_format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "data.h"
#include "escape.h"
#include "profile_schema.h"

struct maker {
	struct text_format *f;
	const struct raw_profile *raw;
	const struct data_places *places;
	struct err *err;
	char key[64]; /* of the entry that is being made: "messages[2]" */
	bool binary;  /* fields are places in bytes (binary_format.c) */
};

static bool refuse(const struct maker *m, const char *key, const char *what)
{
	char path[128];

	snprintf(path, sizeof(path), "%s%s%s", m->key, m->key[0] && key[0] ? "." : "",
		key);
	return data_refuse(m->places, path, m->err, "%s", what);
}

static bool refuse_value(
	const struct maker *m, const char *key, const char *value, const char *what)
{
	char text[300];

	snprintf(text, sizeof(text), "\"%.100s\" %s", value, what);
	return refuse(m, key, text);
}

/* ---- frame ------------------------------------------------------------------------ */

static bool make_mark(
	struct maker *m, const char *key, const char *text, uint8_t *out, size_t *len)
{
	*len = 0;
	if (text && !escape_read(text, out, FORMAT_MARK_MAX, len))
		return refuse_value(m, key, text,
			"is not 1 to 8 bytes (plain ASCII, "
			"\\r \\n \\t \\\\ \\xHH)");
	return true;
}

static bool make_check(struct maker *m, const struct raw_check *raw)
{
	struct text_format *f = m->f;

	if (!raw)
		return true;
	f->check = raw->kind;
	f->check_form = raw->form;
	f->check_optional = raw->optional;
	return make_mark(m, "check.mark", raw->mark, f->check_mark, &f->check_mark_len);
}

static bool make_frame(struct maker *m, const struct raw_frame *raw)
{
	struct text_format *f = m->f;

	f->max = 128;
	if (m->binary != (raw == NULL))
		return refuse(m, "frame",
			m->binary ? "a device has either a frame or packets"
				  : "driver \"text\" needs a frame");
	if (!raw)
		return true;
	snprintf(m->key, sizeof(m->key), "frame");
	f->ends = raw->ends;
	f->max = raw->max ? raw->max : f->max;
	f->length = raw->length;
	if (f->max > FRAME_MAX - FORMAT_MARK_MAX - 2)
		return refuse(m, "max", "a record is at most 4000 bytes");
	if ((f->ends == ENDS_NONE) != (f->length > 0))
		return refuse(m, "length", "\"ends: none\" and a length go together");
	if (f->length > f->max)
		return refuse(m, "length", "the length is above max (default 128)");
	if (!make_mark(m, "starts", raw->starts, f->starts, &f->starts_len))
		return false;
	return make_check(m, raw->check);
}

/* ---- fields and sources -------------------------------------------------------------- */

/* The field's index in the message, or -1. */
static int field_index(const struct text_message *message,
	const struct raw_message *raw, const char *name)
{
	for (size_t i = 0; i < message->pattern.groups; i++) {
		if (strcmp(message->pattern.group[i], name) == 0)
			return (int)i;
	}
	for (size_t i = 0; i < raw->columns_count; i++) {
		if (strcmp(raw->columns[i].name, name) == 0)
			return (int)(message->pattern.groups + i);
	}
	for (size_t i = 0; i < raw->fields_count; i++) {
		if (strcmp(raw->fields[i].name, name) == 0)
			return (int)i; /* of bytes; there are no groups then */
	}
	return -1;
}

static int kept_index(const struct text_format *f, const char *name)
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
		return refuse_value(m, key, text, "is too long (23 characters)");
	}
	out->from = text[0] == '^' ? FROM_KEPT : FROM_FIELD;
	index = text[0] == '^' ? kept_index(m->f, text + 1)
			       : field_index(message, raw, text);
	if (index < 0 && out->from == FROM_KEPT)
		return refuse_value(m, key, text, "is kept by no message");
	if (index < 0)
		return refuse_value(m, key, text,
			"is neither a group nor a column of this message");
	out->index = (uint8_t)index;
	return true;
}

/* ---- readings ------------------------------------------------------------------------- */

/* One "key={field}" or "key=word" of a text. */
static bool make_pair(struct maker *m, const struct text_message *message,
	const struct raw_message *raw, const char *text, size_t len,
	struct text_pair *out)
{
	char pair[64], source[40];
	char *equals;

	if (len == 0 || len >= sizeof(pair))
		return refuse(m, "text", "a pair is \"key={field}\" or \"key=word\"");
	memcpy(pair, text, len);
	pair[len] = '\0';
	equals = strchr(pair, '=');
	if (!equals || equals == pair || (size_t)(equals - pair) >= sizeof(out->key))
		return refuse_value(
			m, "text", pair, "is not \"key={field}\" or \"key=word\"");
	*equals++ = '\0';
	memcpy(out->key, pair, strlen(pair) + 1);
	len = strlen(equals);
	if (len > 2 && len < sizeof(source) && equals[0] == '{' &&
		equals[len - 1] == '}')
		snprintf(source, sizeof(source), "%.*s", (int)(len - 2), equals + 1);
	else
		snprintf(source, sizeof(source), "=%.38s", equals);
	return make_source(m, message, raw, "text", source, &out->value);
}

static bool make_text(struct maker *m, const struct text_message *message,
	const struct raw_message *raw, const char *text, struct text_says *out)
{
	while (text && *text) {
		size_t len = strcspn(text, ";");

		if (out->text_count == FORMAT_TEXT_MAX)
			return refuse(m, "text", "there are more than 8 pairs");
		if (!make_pair(
			    m, message, raw, text, len, &out->text[out->text_count++]))
			return false;
		text += len + (text[len] == ';');
	}
	return true;
}

static bool make_unit(
	struct maker *m, const char *key, const char *name, const struct measure **out)
{
	char what[160];

	if (!name)
		return true;
	*out = measure_find(name);
	if (*out)
		return true;
	snprintf(what, sizeof(what), "is not a unit (allowed: %s)", measure_names());
	return refuse_value(m, key, name, what);
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

static bool make_says(struct maker *m, struct text_message *message,
	const struct raw_message *raw, const struct raw_says *says)
{
	struct text_says *out = &message->says[message->says_count++];

	out->kind = says->kind;
	out->flags = says->flags;
	if (!make_unit(m, "unit", says->unit, &out->unit) ||
		!make_source(m, message, raw, "value", says->value, &out->value) ||
		!make_source(
			m, message, raw, "channel", says->channel, &out->channel) ||
		!make_source(
			m, message, raw, "subject", says->subject, &out->subject) ||
		!make_source(m, message, raw, "place", says->place, &out->place) ||
		!make_source(m, message, raw, "when", says->when, &out->when) ||
		!make_text(m, message, raw, says->text, out))
		return false;
	if (out->kind == READING_NONE && !codes_say(message, false))
		return refuse(m, "", "the reading has no kind, and no code gives one");
	if (says->value && !out->unit && !codes_say(message, true))
		return refuse(
			m, "value", "the value has no unit, and no code gives one");
	return true;
}

/* ---- messages --------------------------------------------------------------------------- */

static bool make_columns(
	struct maker *m, struct text_message *message, const struct raw_message *raw)
{
	if (message->pattern.groups + raw->columns_count > FORMAT_FIELDS_MAX)
		return refuse(m, "columns", "a message has at most 32 fields");
	for (size_t i = 0; i < raw->columns_count; i++) {
		const struct raw_column *c = &raw->columns[i];

		if (c->from >= c->to || c->to > m->f->max)
			return refuse_value(m, "columns", c->name,
				"must have from below to, and to at most frame.max");
		if (field_index(message, &(struct raw_message){ 0 }, c->name) >= 0)
			return refuse_value(m, "columns", c->name,
				"is a group of the pattern already");
		message->columns[i].from = (uint16_t)c->from;
		message->columns[i].to = (uint16_t)c->to;
	}
	message->columns_count = raw->columns_count;
	return true;
}

static bool make_code(struct maker *m, size_t i, int field, struct text_code *out)
{
	const struct raw_code *raw = &m->raw->codes[i];

	out->field = (uint8_t)field;
	out->kind = raw->kind;
	out->flags = raw->flags;
	out->nothing = raw->nothing;
	for (size_t w = 0; w < raw->is_count; w++)
		snprintf(out->word[w], sizeof(out->word[w]), "%s", raw->is[w]);
	out->words = (uint8_t)raw->is_count;
	return make_unit(m, "unit", raw->unit, &out->unit);
}

/* Codes speak of a field by name, in whatever message it occurs. */
static bool make_codes(
	struct maker *m, struct text_message *message, const struct raw_message *raw)
{
	message->codes = mem_array(m->raw->codes_count + 1, sizeof(*message->codes));
	for (size_t i = 0; i < m->raw->codes_count; i++) {
		int field = field_index(message, raw, m->raw->codes[i].field);

		if (field >= 0 && !make_code(m, i, field,
					  &message->codes[message->codes_count++]))
			return false;
	}
	return true;
}

static bool make_keep(
	struct maker *m, struct text_message *message, const struct raw_message *raw)
{
	for (size_t i = 0; i < raw->keep_count; i++) {
		int field = field_index(message, raw, raw->keep[i]);
		int slot = kept_index(m->f, raw->keep[i]);

		if (field < 0)
			return refuse_value(m, "keep", raw->keep[i],
				"is neither a group nor a column of this message");
		message->keep[i].field = (uint8_t)field;
		message->keep[i].slot = (uint8_t)slot;
	}
	message->keep_count = raw->keep_count;
	return true;
}

static bool make_message(struct maker *m, size_t i)
{
	const struct raw_message *raw = &m->raw->messages[i];
	struct text_message *message = mem_alloc(sizeof(*message));
	struct err err = ERR_INIT;

	m->f->messages[m->f->messages_count++] = message;
	snprintf(m->key, sizeof(m->key), "messages[%zu]", i);
	snprintf(message->name, sizeof(message->name), "%s", raw->name);
	message->block = raw->block;
	if (m->binary && raw->match)
		return refuse(m, "match", "a pattern is for driver \"text\"");
	if (!m->binary && (!raw->match || raw->fields_count || raw->where_count))
		return refuse(m, "match",
			"a message of driver \"text\" has a pattern, and no bytes");
	if (raw->match && !pattern_compile(&message->pattern, raw->match, &err))
		return refuse(m, "match", err.text);
	if (!make_columns(m, message, raw) || !make_codes(m, message, raw) ||
		!make_keep(m, message, raw))
		return false;
	for (size_t s = 0; s < raw->says_count; s++) {
		snprintf(m->key, sizeof(m->key), "messages[%zu].says[%zu]", i, s);
		if (!make_says(m, message, raw, &raw->says[s]))
			return false;
	}
	return true;
}

/* Every field that any message keeps has one slot, whoever keeps it. */
static bool make_kept(struct maker *m)
{
	for (size_t i = 0; i < m->raw->messages_count; i++) {
		const struct raw_message *raw = &m->raw->messages[i];

		snprintf(m->key, sizeof(m->key), "messages[%zu]", i);
		for (size_t k = 0; k < raw->keep_count; k++) {
			if (kept_index(m->f, raw->keep[k]) >= 0)
				continue;
			if (m->f->kept_count == STATE_KEPT ||
				strlen(raw->keep[k]) >= PATTERN_NAME_MAX)
				return refuse(m, "keep",
					"at most 8 fields of a profile are kept");
			snprintf(m->f->kept[m->f->kept_count++], PATTERN_NAME_MAX, "%s",
				raw->keep[k]);
		}
	}
	return true;
}

/* A code for a field that no message has is a slip of the pen. */
static bool check_codes(struct maker *m)
{
	for (size_t i = 0; i < m->raw->codes_count; i++) {
		bool known = false;

		snprintf(m->key, sizeof(m->key), "codes[%zu]", i);
		for (size_t k = 0; k < m->f->messages_count && !known; k++)
			known = field_index(m->f->messages[k], &m->raw->messages[k],
					m->raw->codes[i].field) >= 0;
		if (!known)
			return refuse_value(m, "field", m->raw->codes[i].field,
				"is a field of no message");
	}
	return true;
}

static bool make_messages(struct maker *m)
{
	m->key[0] = '\0';
	/* Noise is tried at each of its bytes with each message: bound the product,
	 * so that no profile can slow the station down. */
	if (m->raw->messages_count * m->f->max > FORMAT_WORK_MAX)
		return refuse(m, "messages",
			"too many messages for records of this length (messages times "
			"frame.max is at most 16384)");
	m->f->messages = mem_array(
		m->raw->messages_count, sizeof(struct text_message *));
	if (!make_kept(m))
		return false;
	for (size_t i = 0; i < m->raw->messages_count; i++) {
		if (!make_message(m, i))
			return false;
	}
	return check_codes(m);
}

struct text_format *text_format_make(const struct raw_profile *raw,
	const struct data_places *places, struct err *err)
{
	struct text_format *f = mem_alloc(sizeof(*f));
	struct maker m = { .f = f, .raw = raw, .places = places, .err = err };

	m.binary = raw->packets_count > 0;
	if (raw->messages_count == 0)
		refuse(&m, "messages", "the driver needs messages");
	else if (make_frame(&m, raw->frame) && make_messages(&m))
		return f;
	text_format_free(f);
	return NULL;
}

void text_format_free(struct text_format *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->messages_count; i++) {
		free(f->messages[i]->codes);
		free(f->messages[i]);
	}
	free(f->messages);
	free(f);
}
