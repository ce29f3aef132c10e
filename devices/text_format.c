/*
 * From words in a file to something that can be run without looking anything up.
 * Every complaint names the line of the key that is wrong.
 */
#include "text_maker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "data.h"

bool maker_refuse(const struct maker *m, const char *key, const char *what)
{
	char path[128];

	snprintf(path, sizeof(path), "%s%s%s", m->key, m->key[0] && key[0] ? "." : "",
		key);
	return data_refuse(m->places, path, m->err, "%s", what);
}

bool maker_refuse_value(
	const struct maker *m, const char *key, const char *value, const char *what)
{
	char text[300];

	snprintf(text, sizeof(text), "\"%.100s\" %s", value, what);
	return maker_refuse(m, key, text);
}

/* ---- messages --------------------------------------------------------------------------- */

/* Two columns that share a byte are a slip of the ruler. */
static bool overlaps(const struct raw_message *raw, size_t i)
{
	for (size_t k = 0; k < i; k++) {
		if (raw->columns[k].from < raw->columns[i].to &&
			raw->columns[i].from < raw->columns[k].to)
			return true;
	}
	return false;
}

static bool make_columns(
	struct maker *m, struct text_message *message, const struct raw_message *raw)
{
	size_t max = m->f->as == AS_TEXT ? m->f->max : 2 * m->f->max;

	if (message->columns_field + raw->columns_count > FORMAT_FIELDS_MAX)
		return maker_refuse(m, "columns", "a message has at most 32 fields");
	for (size_t i = 0; i < raw->columns_count; i++) {
		const struct raw_column *c = &raw->columns[i];

		if (c->from >= c->to || c->to > max)
			return maker_refuse_value(m, "columns", c->name,
				"must have from below to, and to at most frame.max");
		if (maker_field(message, &(struct raw_message){ 0 }, c->name) >= 0)
			return maker_refuse_value(m, "columns", c->name,
				"is a group of the pattern already");
		if (overlaps(raw, i))
			return maker_refuse_value(m, "columns", c->name,
				"shares a byte with a column before it");
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
	out->minus = raw->minus;
	snprintf(out->means, sizeof(out->means), "%s", raw->means ? raw->means : "");
	for (size_t w = 0; w < raw->is_count; w++)
		snprintf(out->word[w], sizeof(out->word[w]), "%s", raw->is[w]);
	out->words = (uint8_t)raw->is_count;
	return maker_unit(m, "unit", raw->unit, &out->unit);
}

/* What the head of a print-out said holds for what stands inside of it. */
static int kept_inside(
	const struct maker *m, const struct text_message *message, const char *name)
{
	if (message->block != BLOCK_INSIDE && message->block != BLOCK_ENDS)
		return -1;
	return maker_kept(m->f, name);
}

/* Codes speak of a field by name, in whatever message it occurs. */
static bool make_codes(
	struct maker *m, struct text_message *message, const struct raw_message *raw)
{
	message->codes = mem_array(m->raw->codes_count + 1, sizeof(*message->codes));
	for (size_t i = 0; i < m->raw->codes_count; i++) {
		struct text_code *code = &message->codes[message->codes_count];
		const char *name = m->raw->codes[i].field;
		bool kept = name[0] == '^';
		int field = kept ? kept_inside(m, message, name + 1)
				 : maker_field(message, raw, name);

		if (field < 0)
			continue;
		message->codes_count++;
		code->kept = kept;
		if (!make_code(m, i, field, code))
			return false;
	}
	return true;
}

static bool make_keep(
	struct maker *m, struct text_message *message, const struct raw_message *raw)
{
	for (size_t i = 0; i < raw->keep_count; i++) {
		int field = maker_field(message, raw, raw->keep[i]);
		int slot = maker_kept(m->f, raw->keep[i]);

		if (field < 0)
			return maker_refuse_value(m, "keep", raw->keep[i],
				"is neither a group nor a column of this message");
		message->keep[i].field = (uint8_t)field;
		message->keep[i].slot = (uint8_t)slot;
	}
	message->keep_count = raw->keep_count;
	return true;
}

/* A record may be a row of equal things, as the lanes of a race: each is read. */
static bool make_each(
	struct maker *m, struct text_message *message, const struct raw_message *raw)
{
	struct err err = ERR_INIT;

	message->each_field = message->columns_field = message->pattern.groups;
	if (!raw->each)
		return true;
	message->each = mem_alloc(sizeof(*message->each));
	if (!pattern_compile(message->each, raw->each, &err))
		return maker_refuse(m, "each", err.text);
	if (message->each->min == 0)
		return maker_refuse(m, "each", "what is read each time may be empty");
	message->columns_field += message->each->groups;
	if (message->columns_field > FORMAT_FIELDS_MAX)
		return maker_refuse(m, "each", "a message has at most 32 fields");
	for (size_t i = 0; i < message->each->groups; i++) {
		if (maker_field(message, &(struct raw_message){ 0 },
			    message->each->group[i]) < (int)message->each_field)
			return maker_refuse_value(m, "each", message->each->group[i],
				"is a group of `match` already");
	}
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
		return maker_refuse(m, "match", "a pattern is for driver \"text\"");
	if (!m->binary && (!raw->match || raw->fields_count || raw->where_count))
		return maker_refuse(m, "match",
			"a message of driver \"text\" has a pattern, and no bytes");
	if (raw->match && !pattern_compile(&message->pattern, raw->match, &err))
		return maker_refuse(m, "match", err.text);
	if (message->pattern.min > (m->f->as == AS_TEXT ? 1 : 2) * m->f->max)
		return maker_refuse(m, "match",
			"the record is longer than frame.max (default 128)");
	if (!make_each(m, message, raw) || !make_columns(m, message, raw) ||
		!make_codes(m, message, raw) || !make_keep(m, message, raw))
		return false;
	for (size_t s = 0; s < raw->says_count; s++) {
		snprintf(m->key, sizeof(m->key), "messages[%zu].says[%zu]", i, s);
		if (!maker_says(m, message, raw, &raw->says[s]))
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
			if (maker_kept(m->f, raw->keep[k]) >= 0)
				continue;
			if (m->f->kept_count == STATE_KEPT ||
				strlen(raw->keep[k]) >= PATTERN_NAME_MAX)
				return maker_refuse(m, "keep",
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

		const struct raw_code *code = &m->raw->codes[i];

		snprintf(m->key, sizeof(m->key), "codes[%zu]", i);
		if (code->field[0] == '^' && code->means)
			return maker_refuse(m, "means",
				"what is kept reads as it was sent; say it of the "
				"field");
		for (size_t k = 0; k < m->f->messages_count && !known; k++)
			known = code->field[0] == '^'
					? kept_inside(m, m->f->messages[k],
						  code->field + 1) >= 0
					: maker_field(m->f->messages[k],
						  &m->raw->messages[k],
						  code->field) >= 0;
		if (!known)
			return maker_refuse_value(m, "field", code->field,
				code->field[0] == '^'
					? "is kept for no message inside of a block"
					: "is a field of no message");
	}
	return true;
}

static bool make_messages(struct maker *m)
{
	m->key[0] = '\0';
	/* Noise is tried at each of its bytes with each message: bound the product,
	 * so that no profile can slow the station down. */
	if (m->raw->messages_count * m->f->max > FORMAT_WORK_MAX)
		return maker_refuse(m, "messages",
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
		maker_refuse(&m, "messages", "the driver needs messages");
	else if (maker_frame(&m, raw->frame) && make_messages(&m))
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
		free(f->messages[i]->each);
		free(f->messages[i]);
	}
	free(f->messages);
	free(f);
}
