#include "reader.h"

#include <string.h>

#include "log.h"
#include "place.h"
#include "text.h"

bool reader_fits(const struct profile *profile)
{
	return strcmp(profile->kind, "reader") == 0;
}

bool reader_open(struct reader *reader, const struct line_spec *spec,
	const char *profile_path, struct line *line, struct err *err)
{
	memset(reader, 0, sizeof(*reader));
	reader->line = line;
	reader->port = -1;
	reader->spec = *spec;
	reader->profile = profile_load(profile_path, err);
	if (!reader->profile)
		return false;
	if (!reader_fits(reader->profile))
		return err_set(err, "the profile %s does not say who somebody is",
			reader->profile->id);
	if (!spec->settings[0])
		text_copy(reader->spec.settings, sizeof(reader->spec.settings),
			reader->profile->line);
	feed_init(&reader->feed, reader->profile);
	poller_init(&reader->poller, reader->profile);
	health_init(&reader->health, reader->profile);
	if (!line)
		return true;
	reader->port = line_add(line, &reader->spec, err);
	return reader->port >= 0;
}

static void say_to(struct reader *reader, const struct profile_command *c)
{
	struct err err = ERR_INIT;

	if (!reader->line ||
		line_send(reader->line, reader->port, c->bytes, c->len, &err))
		return;
	if (!reader->mute)
		LOG_WARN("reader", "%s: %s", reader->spec.where, err.text);
	reader->mute = true;
}

void reader_close(struct reader *reader)
{
	if (reader->is_open && reader->profile->dialogue.stop.len)
		say_to(reader, &reader->profile->dialogue.stop);
	if (reader->line && reader->port >= 0)
		line_remove(reader->line, reader->port);
	profile_free(reader->profile);
	memset(reader, 0, sizeof(*reader));
}

/* ---- who is there ---------------------------------------------------------------------- */

static void take_reading(void *ctx, const struct reading *r)
{
	struct reader *reader = ctx;
	bool same;

	poller_heard(&reader->poller, r);
	if ((r->kind != READING_IDENTITY && r->kind != READING_PERSON) ||
		!r->subject[0] || (r->flags & FLAG_ERROR))
		return;
	same = r->kind == reader->seen.kind &&
	       strcmp(r->subject, reader->seen.subject) == 0 &&
	       r->at_us - reader->seen_us <= READER_GONE_US;
	reader->seen_us = r->at_us;
	if (same)
		return;
	reader->seen = *r;
	reader->fresh = true;
}

static void keep_asking(struct reader *reader, int64_t now_us)
{
	const struct profile_command *c;

	while ((c = poller_next(&reader->poller, now_us)))
		say_to(reader, c);
}

static void port_is(struct reader *reader, const struct chunk *chunk)
{
	reader->is_open = chunk->kind == CHUNK_OPENED;
	reader->mute = false;
	feed_init(&reader->feed, reader->profile);
	if (reader->is_open) {
		health_opened(&reader->health, chunk->at_us);
		poller_opened(&reader->poller, chunk->at_us);
		return;
	}
	health_lost(&reader->health, place_trouble(chunk->loss), chunk->at_us);
	poller_lost(&reader->poller);
}

/* A scanner's codes have an end and no beginning. What comes after a silence begins there:
 * the first code of the day counts too. */
static void hear_silence(struct reader *reader, int64_t at_us)
{
	int64_t since_us = reader->health.heard_us ? reader->health.heard_us
						   : reader->health.opened_us;

	if (at_us - since_us >= READER_SILENCE_US && reader->feed.len == 0)
		reader->feed.state.aligned = true;
}

bool reader_chunk(struct reader *reader, const struct chunk *chunk, int64_t now_us)
{
	reader->fresh = false;
	if (chunk->kind == CHUNK_BYTES_CAME) {
		hear_silence(reader, chunk->at_us);
		health_bytes(&reader->health, chunk->bytes, chunk->len, chunk->at_us);
		feed_bytes(&reader->feed, chunk->bytes, chunk->len, chunk->at_us,
			take_reading, reader);
		health_fits(&reader->health, &reader->feed, chunk->at_us);
	} else {
		port_is(reader, chunk);
	}
	keep_asking(reader, now_us);
	return reader->fresh;
}

static bool is_there(const struct reader *reader)
{
	return reader->seen.kind != READING_NONE;
}

void reader_tick(struct reader *reader, int64_t now_us)
{
	if (is_there(reader) && now_us - reader->seen_us > READER_GONE_US)
		memset(&reader->seen, 0, sizeof(reader->seen));
	keep_asking(reader, now_us);
}

int64_t reader_deadline_us(const struct reader *reader)
{
	int64_t asks = poller_due_us(&reader->poller);
	int64_t gone = is_there(reader) ? reader->seen_us + READER_GONE_US + 1
					: INT64_MAX;

	return asks < gone ? asks : gone;
}
