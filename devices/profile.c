#include "profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "binary_format.h"
#include "buf.h"
#include "data.h"
#include "driver.h"
#include "escape.h"
#include "feed.h"
#include "path.h"
#include "profile_schema.h"
#include "text.h"
#include "text_format.h"

#define EXAMPLE_READINGS 64
#define EXAMPLE_BYTES	 1536
#define TEXT_BYTES	 512 /* each tail of a text is tried with each message */

struct profile_example {
	char key[32]; /* "examples[3]" */
	size_t line;  /* in the file */
	size_t len;
	uint8_t bytes[EXAMPLE_BYTES];
	char **says;
	size_t says_count;
};

/* ---- examples ----------------------------------------------------------------------- */

struct heard {
	struct reading readings[EXAMPLE_READINGS];
	size_t count;
	bool too_many;
};

static void hear(void *ctx, const struct reading *r)
{
	struct heard *heard = ctx;

	if (heard->count == EXAMPLE_READINGS)
		heard->too_many = true;
	else
		heard->readings[heard->count++] = *r;
}

static void listen(const struct profile *p, const uint8_t *bytes, size_t len,
	size_t piece, struct heard *heard)
{
	struct feed feed;

	heard->count = 0;
	heard->too_many = false;
	feed_init(&feed, p);
	for (size_t at = 0; at < len; at += piece)
		feed_bytes(&feed, bytes + at, len - at < piece ? len - at : piece, 0,
			hear, heard);
}

static bool refuse_example(const struct profile *p, const struct profile_example *e,
	struct err *err, const char *what, const char *row)
{
	return err_set(err, "%s.yaml:%zu: %s: %s%s%s", p->id, e->line, e->key, what,
		row[0] ? ": " : "", row);
}

static bool says_so(const struct profile *p, const struct profile_example *e,
	size_t piece, struct heard *heard, struct err *err)
{
	char row[READING_ROW_MAX];

	listen(p, e->bytes, e->len, piece, heard);
	for (size_t i = 0; i < heard->count && i < e->says_count; i++) {
		reading_write(&heard->readings[i], row, sizeof(row));
		if (strcmp(row, e->says[i]) != 0)
			return refuse_example(p, e, err, "decodes to another row", row);
	}
	if (heard->count > e->says_count) {
		reading_write(&heard->readings[e->says_count], row, sizeof(row));
		return refuse_example(p, e, err, "decodes to one more row", row);
	}
	if (heard->count < e->says_count)
		return refuse_example(
			p, e, err, "does not give this row", e->says[heard->count]);
	return true;
}

static bool begins_at(const struct heard *heard, uint64_t offset)
{
	for (size_t i = 0; i < heard->count; i++) {
		if (heard->readings[i].offset == offset)
			return true;
	}
	return false;
}

/* Listening begins in the middle of a record, so no tail of a record may pass for
 * one: a weight of 41.2 must not be heard as 1.2. */
static bool tails_say_nothing(const struct profile *p, const struct profile_example *e,
	const struct heard *whole, struct heard *heard, struct err *err)
{
	char row[READING_ROW_MAX];

	for (size_t from = 1; from < e->len; from++) {
		listen(p, e->bytes + from, e->len - from, e->len, heard);
		for (size_t i = 0; i < heard->count; i++) {
			if (begins_at(whole, from + heard->readings[i].offset))
				continue;
			return refuse_example(p, e, err,
				"heard from its middle, a part of it passes for a "
				"record (give a start, a check or fixed columns)",
				reading_write(&heard->readings[i], row, sizeof(row)));
		}
	}
	return true;
}

bool profile_check(const struct profile *p, struct err *err)
{
	struct heard *whole = mem_alloc(sizeof(*whole));
	struct heard *part = mem_alloc(sizeof(*part));
	bool good = true;

	for (size_t i = 0; i < p->examples_count && good; i++) {
		const struct profile_example *e = &p->examples[i];

		good = says_so(p, e, e->len, whole, err) &&
		       says_so(p, e, 1, part, err) &&
		       tails_say_nothing(p, e, whole, part, err);
	}
	free(part);
	free(whole);
	return good;
}

static bool make_example_bytes(struct profile_example *e, const struct raw_example *raw,
	const struct data_places *places, struct err *err)
{
	if ((raw->bytes != NULL) == (raw->hex != NULL))
		return data_refuse(places, e->key, err,
			"an example has either \"bytes\" or \"hex\"");
	if (raw->bytes && !escape_read(raw->bytes, e->bytes, TEXT_BYTES, &e->len))
		return data_refuse(places, e->key, err,
			"the bytes are not 1 to 512 of plain ASCII, \\r \\n \\t \\\\ "
			"\\xHH");
	if (raw->hex && (!hex_read(raw->hex, e->bytes, sizeof(e->bytes), &e->len) ||
				e->len == 0))
		return data_refuse(places, e->key, err,
			"these are not 1 to 1536 bytes in hex (\"AA 96 00*16\")");
	return true;
}

static bool make_example(struct profile *p, const struct raw_example *raw, size_t i,
	const struct data_places *places, struct err *err)
{
	struct profile_example *e = &p->examples[p->examples_count++];

	snprintf(e->key, sizeof(e->key), "examples[%zu]", i);
	e->line = data_line(places, e->key);
	if (!make_example_bytes(e, raw, places, err))
		return false;
	if (raw->hex && p->driver == &driver_text)
		return data_refuse(places, e->key, err,
			"driver \"text\" has its examples in \"bytes\"");
	e->says = mem_array(raw->says_count + 1, sizeof(*e->says));
	for (size_t s = 0; s < raw->says_count; s++)
		e->says[e->says_count++] = mem_string(raw->says[s]);
	return true;
}

static bool make_examples(struct profile *p, const struct raw_profile *raw,
	const struct data_places *places, struct err *err)
{
	p->examples = mem_array(raw->examples_count, sizeof(*p->examples));
	for (size_t i = 0; i < raw->examples_count; i++) {
		if (!make_example(p, &raw->examples[i], i, places, err))
			return false;
	}
	return true;
}

/* ---- commands and the line ------------------------------------------------------------- */

/* What is true of every such device and not of one hall's wiring. */
static bool are_line_words(const char *text)
{
	static const char *const words[] = { " rs485", " echo" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(text, words[i], strlen(words[i])) == 0)
			text += strlen(words[i]);
	return *text == '\0';
}

/* "9600 8n1": a rate, data bits 5 to 8, parity n e o, stop bits 1 or 2; then "rs485",
 * then "echo" (line_settings.h). */
static bool is_line(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	const char *mode = text + digits + 1;

	return digits >= 3 && digits <= 7 && text[0] != '0' && text[digits] == ' ' &&
	       strlen(mode) >= 3 && mode[0] >= '5' && mode[0] <= '8' &&
	       strchr("neo", mode[1]) && (mode[2] == '1' || mode[2] == '2') &&
	       are_line_words(mode + 3);
}

static bool refuse_line(const struct data_places *places, const char *key,
	const char *value, struct err *err)
{
	return data_refuse(places, key, err,
		"\"%s\" is not a line setting (as \"9600 8n1\")", value);
}

static bool make_line(struct profile *p, const struct raw_profile *raw,
	const struct data_places *places, struct err *err)
{
	if (!is_line(raw->line))
		return refuse_line(places, "line", raw->line, err);
	snprintf(p->line, sizeof(p->line), "%s", raw->line);
	for (size_t i = 0; i < raw->try_count; i++) {
		if (!is_line(raw->try[i]))
			return refuse_line(places, "try", raw->try[i], err);
		snprintf(p->tries[i], sizeof(p->tries[i]), "%s", raw->try[i]);
	}
	return true;
}

static bool make_commands(struct profile *p, const struct raw_profile *raw,
	const struct data_places *places, struct err *err)
{
	for (size_t i = 0; i < raw->commands_count; i++) {
		struct profile_command *c = &p->commands[i];
		char key[32];

		snprintf(key, sizeof(key), "commands[%zu]", i);
		if (profile_command(p, raw->commands[i].name))
			return data_refuse(places, key, err,
				"the command \"%s\" is given twice",
				raw->commands[i].name);
		snprintf(c->name, sizeof(c->name), "%s", raw->commands[i].name);
		c->danger = raw->commands[i].danger;
		if (!command_make(c, raw->commands[i].bytes, key, places, err))
			return false;
		p->commands_count++;
	}
	if (!dialogue_make(&p->dialogue, raw, places, err))
		return false;
	p->poll = p->dialogue.steps[0].ask;
	p->poll_us = p->dialogue.every_us;
	return true;
}

/* In hours, as people say it, or in ms, as a counter of 16 bits makes it. */
static bool make_clock(struct profile *p, const struct raw_profile *raw,
	const struct data_places *places, struct err *err)
{
	const struct raw_clock *c = raw->clock;

	if (!c)
		return true;
	if (c->wraps_h && c->wraps_ms)
		return data_refuse(
			places, "clock", err, "give wraps_h or wraps_ms, not both");
	if (c->wraps_h > 24)
		return data_refuse(places, "clock.wraps_h", err,
			"%u: a clock goes 1 to 24 hours", c->wraps_h);
	if (!c->wraps_h && c->wraps_ms < 1000)
		return data_refuse(places, "clock", err,
			"%u ms: a clock goes at least 1000 ms", c->wraps_ms);
	p->wraps_ms = c->wraps_h ? c->wraps_h * 3600000 : c->wraps_ms;
	return true;
}

static bool make_run(struct profile *p, const struct raw_profile *raw,
	const struct data_places *places, struct err *err)
{
	if (!raw->run)
		return true;
	if (strcmp(raw->run->start, raw->run->finish) == 0)
		return data_refuse(
			places, "run", err, "one channel cannot be start and finish");
	return text_copy(p->start_channel, sizeof(p->start_channel), raw->run->start) &&
	       text_copy(
		       p->finish_channel, sizeof(p->finish_channel), raw->run->finish);
}

static bool make_heartbeat(struct profile *p, const struct raw_profile *raw,
	const struct data_places *places, struct err *err)
{
	if (!raw->heartbeat)
		return true;
	if (raw->heartbeat->within_ms < 100 || raw->heartbeat->within_ms > 600000)
		return data_refuse(places, "heartbeat.within_ms", err,
			"%u is not a time from 100 to 600000",
			raw->heartbeat->within_ms);
	p->heartbeat_us = (int64_t)raw->heartbeat->within_ms * 1000;
	return true;
}

/* ---- the whole ---------------------------------------------------------------------------- */

/* A driver that knows its device by itself is told nothing about it. */
static bool is_told_nothing(const struct raw_profile *raw,
	const struct data_places *places, struct err *err)
{
	if (!raw->frame && !raw->packets_count && !raw->codes_count &&
		!raw->messages_count)
		return true;
	return data_refuse(places, "driver", err,
		"driver \"%s\" knows its device: frame, packets, codes and messages "
		"are for others",
		raw->driver);
}

static bool make_driver(struct profile *p, const struct raw_profile *raw,
	const struct data_places *places, struct err *err)
{
	p->driver = driver_find(raw->driver);
	if (!p->driver)
		return data_refuse(places, "driver", err,
			"\"%s\" is not a driver (allowed: %s)", raw->driver,
			driver_names());
	if (driver_alone(p->driver))
		return is_told_nothing(raw, places, err);
	if ((p->driver == &driver_binary) != (raw->packets_count > 0))
		return data_refuse(places, "packets", err,
			"packets and driver \"binary\" go together");
	p->text = text_format_make(raw, places, err);
	if (p->text && p->driver == &driver_binary)
		p->binary = binary_format_make(raw, p->text, places, err);
	return p->driver == &driver_binary ? p->binary != NULL : p->text != NULL;
}

static bool make_profile(struct profile *p, const struct raw_profile *raw,
	const struct data_places *places, struct err *err)
{
	if (raw->format != 1)
		return data_refuse(places, "format", err,
			"%u is not a format this program knows (allowed: 1)",
			raw->format);
	snprintf(p->name, sizeof(p->name), "%s", raw->name);
	snprintf(p->kind, sizeof(p->kind), "%s", raw->kind);
	snprintf(p->tested, sizeof(p->tested), "%s", raw->tested);
	p->simulated = raw->simulated;
	for (size_t i = 0; i < raw->items_count; i++)
		snprintf(p->items[i], sizeof(p->items[i]), "%s", raw->items[i]);
	return make_line(p, raw, places, err) && make_commands(p, raw, places, err) &&
	       make_clock(p, raw, places, err) && make_run(p, raw, places, err) &&
	       make_heartbeat(p, raw, places, err) &&
	       make_driver(p, raw, places, err) && make_examples(p, raw, places, err) &&
	       profile_check(p, err);
}

/* "devices/profiles/ohaus.yaml" is "ohaus". */
static void make_id(struct profile *p, const char *name)
{
	const char *slash = strrchr(name, '/');
	char *dot;

	text_copy(p->id, sizeof(p->id), slash ? slash + 1 : name);
	dot = strstr(p->id, ".yaml");
	if (dot)
		*dot = '\0';
}

struct profile *profile_load_text(
	const char *name, const void *bytes, size_t len, struct err *err)
{
	struct raw_profile *raw = NULL;
	struct data_places *places = NULL;
	struct profile *p;
	bool good;

	if (len > PROFILE_FILE_MAX) {
		err_set(err, "%s: a profile is at most 64 kB", name);
		return NULL;
	}
	if (!data_load_text_placed(
		    name, bytes, len, &profile_schema, (void **)&raw, &places, err))
		return NULL;
	p = mem_alloc(sizeof(*p));
	make_id(p, name);
	p->digest = digest_of(bytes, len);
	p->source = mem_string_n(bytes, len);
	p->source_len = len;
	good = make_profile(p, raw, places, err);
	data_places_free(places);
	data_free(&profile_schema, raw);
	if (good)
		return p;
	profile_free(p);
	return NULL;
}

struct profile *profile_load(const char *path, struct err *err)
{
	struct buf bytes = BUF_INIT;
	struct profile *p = NULL;

	if (path_read(path, PROFILE_FILE_MAX, &bytes, err))
		p = profile_load_text(path, bytes.data, bytes.len, err);
	buf_release(&bytes);
	return p;
}

void profile_free(struct profile *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->examples_count; i++) {
		for (size_t s = 0; s < p->examples[i].says_count; s++)
			free(p->examples[i].says[s]);
		free(p->examples[i].says);
	}
	free(p->examples);
	binary_format_free(p->binary);
	text_format_free(p->text);
	free(p->source);
	free(p);
}

const uint8_t *profile_example(const struct profile *p, size_t i, size_t *len)
{
	*len = p->examples[i].len;
	return p->examples[i].bytes;
}

bool profile_serves(const struct profile *p, const char *item)
{
	for (size_t i = 0; i < PROFILE_ITEMS_MAX && p->items[i][0]; i++) {
		if (strcmp(p->items[i], item) == 0)
			return true;
	}
	return false;
}

const struct profile_command *profile_command(const struct profile *p, const char *name)
{
	for (size_t i = 0; i < p->commands_count; i++) {
		if (strcmp(p->commands[i].name, name) == 0)
			return &p->commands[i];
	}
	return NULL;
}
