/* What is pressed and said at a run, as lines in the key's listening, and the run as their
 * fold. */
#include "place_run.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "place_run_parts.h"
#include "text.h"

/* ---- the key's listening ----------------------------------------------------------- */

/* Beside a device the key is a port of its own. */
void run_key_where(const struct place *place, char *out, size_t size)
{
	snprintf(out, size, "%s%.120s",
		place->by_hand ? "" : "key:", place->setup.line.where);
}

static bool begin_key(struct place *place, struct now now, struct err *err)
{
	struct run_key *key = &place->run->key;
	struct listening *l = &key->journal;

	if (key->ending && !run_end_key(place, now, err))
		return false;
	if (key->listening)
		return true;
	memset(l, 0, sizeof(*l));
	run_key_where(place, l->where, sizeof(l->where));
	text_copy(l->profile, sizeof(l->profile), HAND_PROFILE);
	l->profile_text = key->profile->source;
	l->profile_len = key->profile->source_len;
	l->wall_us = now.wall_us;
	l->mono_us = now.mono_us;
	key->listening = listenings_begin(place->hall->store, l, err);
	l->profile_text = NULL;
	feed_init(&key->feed, key->profile);
	return key->listening;
}

bool run_listen(struct place *place, struct now now, struct err *err)
{
	struct run *run = place->run;
	const char *boot = place->hall->boot;

	if (run->key.listening && !run->key.ending)
		return true;
	if (run->heard_count == RUN_LISTENINGS)
		return err_set(err, "%s: one run was taken up again %d times",
			place->setup.name, RUN_LISTENINGS);
	if (!begin_key(place, now, err))
		return false;
	run->heard[run->heard_count++] = run->key.journal.id;
	return run_say(place, now, "$BOOT,%.8s,%" PRId64 "\r\n",
		       boot[0] ? boot : "00000000", run->shift_us) ||
	       err_set(err, "%s", place->fault.text);
}

bool run_end_key(struct place *place, struct now now, struct err *err)
{
	struct run_key *key = &place->run->key;

	if (key->listening && !listenings_end(place->hall->store, &key->journal,
				      now.mono_us, key->ending, err))
		return false;
	key->listening = false;
	key->ending = NULL;
	return true;
}

void run_stop_listening(struct place *place, struct now now, const char *why)
{
	struct run_key *key = &place->run->key;
	struct err err = ERR_INIT;

	if (!key->listening)
		return;
	key->ending = why;
	if (!place->unwritten_count && !run_end_key(place, now, &err))
		place_note_fault(place, now, &err);
}

/* ---- a line ------------------------------------------------------------------------- */

bool run_say(struct place *place, struct now now, const char *format, ...)
{
	struct chunk chunk = { .at_us = now.mono_us, .kind = CHUNK_PRESSED };
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf((char *)chunk.bytes, sizeof(chunk.bytes), format, args);
	va_end(args);
	chunk.len = (uint16_t)n;
	place_chunk(place, &chunk, now);
	return !place->failed;
}

/* A person does not press again, as a device repeats: a press is on the disk at once. */
static bool write_line(struct place *place, const struct chunk *chunk, struct err *err)
{
	struct store *store = place->hall->store;
	struct listening *l = &place->run->key.journal;
	uint64_t bytes = l->bytes;

	if (store_begin_durable(store, err) &&
		store_end(store,
			listenings_chunk(
				store, l, chunk->bytes, chunk->len, chunk->at_us, err),
			err))
		return true;
	l->bytes = bytes;
	return false;
}

static void take_line(void *ctx, const struct reading *r)
{
	struct place *place = ctx;

	recent_reading(&place->recent, r, false);
	run_fold(place, r);
}

bool run_take_pressed(struct place *place, const struct chunk *chunk, struct now now)
{
	struct run_key *key = &place->run->key;
	struct err err = ERR_INIT;

	if (!key->listening)
		return true; /* the run is over, and nobody waits for it */
	if (!write_line(place, chunk, &err)) {
		place_note_fault(place, now, &err);
		return false;
	}
	feed_bytes(
		&key->feed, chunk->bytes, chunk->len, chunk->at_us, take_line, place);
	return true;
}

/* ---- what the lines say --------------------------------------------------------------- */

const char *const run_words[ARRIVALS_KINDS] = {
	[ARRIVALS_RECALL] = "recall",
	[ARRIVALS_STRIKE] = "strike",
	[ARRIVALS_GIVE] = "give",
	[ARRIVALS_TAKE] = "take",
	[ARRIVALS_SWAP] = "swap",
	[ARRIVALS_END] = "end",
};

/* Of "do=give;a=3;b=12": the text behind `key`. */
static const char *value_of(const char *text, const char *key)
{
	size_t len = strlen(key);

	for (const char *s = text; s; s = strchr(s, ';'), s = s ? s + 1 : NULL)
		if (strncmp(s, key, len) == 0 && s[len] == '=')
			return s + len + 1;
	return NULL;
}

static int64_t number_of(const char *text, const char *key)
{
	const char *value = value_of(text, key);

	return value ? strtoll(value, NULL, 10) : 0;
}

static bool is_word(const char *value, const char *word)
{
	size_t len = strlen(word);

	return value && strncmp(value, word, len) == 0 &&
	       (value[len] == ';' || value[len] == '\0');
}

static void text_until(const char *value, char *out, size_t size)
{
	if (value)
		snprintf(out, size, "%.*s", (int)strcspn(value, ";"), value);
}

void run_begin_arrivals(struct place *place, int needed)
{
	struct run *run = place->run;

	arrivals_init(&run->arrivals, needed);
	for (int i = 0; i < place->people_count; i++)
		(void)arrivals_put(&run->arrivals, place->people[i].number,
			run->starts > 1 && place->people[i].student.sex == SEX_FEMALE);
}

void run_show_started(struct place *place)
{
	struct run *run = place->run;
	int64_t first_us = 0;

	for (int i = 0; i < ARRIVALS_WAVES; i++)
		if (run->arrivals.started[i] &&
			(!first_us || run->arrivals.start_us[i] < first_us))
			first_us = run->arrivals.start_us[i];
	place->go_us = first_us ? first_us - run->shift_us : 0;
}

static void take_do(struct place *place, const char *text)
{
	struct run *run = place->run;
	struct arrivals_edit e = { .a = (int)number_of(text, "a"),
		.b = (int)number_of(text, "b") };
	const char *word = value_of(text, "do");

	if (is_word(word, "undo"))
		(void)arrivals_undo(&run->arrivals);
	if (is_word(word, "close"))
		run->closed = true;
	if (is_word(word, run_words[ARRIVALS_RECALL]))
		memset(run->start_seen, 0, sizeof(run->start_seen));
	for (int i = 0; i < ARRIVALS_KINDS; i++)
		if (run_words[i] && is_word(word, run_words[i])) {
			e.kind = (enum arrivals_kind)i;
			(void)arrivals_do(&run->arrivals, &e);
		}
	run_show_started(place);
}

/* Handed out before the start, or the second one that somebody wears. */
static void take_chip(struct run *run, const char *text)
{
	int64_t runner = number_of(text, "runner");
	char name[RUN_CHIP_SIZE] = "";
	int chip;

	text_until(value_of(text, "chip"), name, sizeof(name));
	chip = run_chip(run, name);
	if (chip >= 0 && runner >= 0 && runner < run->arrivals.runners)
		run->chip[chip].runner = (int)runner;
}

static void take_status(struct place *place, const char *text)
{
	struct run *run = place->run;
	char class[CLASS_TEXT] = "";

	if (value_of(text, "do"))
		take_do(place, text);
	if (value_of(text, "lineup")) {
		run->lineup = number_of(text, "lineup");
		run->starts = (int)number_of(text, "starts");
		run_begin_arrivals(place, (int)number_of(text, "needed"));
		text_until(value_of(text, "class"), class, sizeof(class));
		place->class = class_read(class);
	}
	if (value_of(text, "chip"))
		take_chip(run, text);
	if (value_of(text, "boot")) {
		snprintf(run->boot, sizeof(run->boot), "%.8s", value_of(text, "boot"));
		run->shift_us = number_of(text, "shift");
	}
}

/* "12:3456:0": which reading of which listening of the device this is. */
static void take_seen(struct run *run, const char *text, struct run_seen *seen)
{
	const char *at = value_of(text, "at");
	unsigned index = 0;

	memset(seen, 0, sizeof(*seen));
	if (!at || sscanf(at, "%" SCNd64 ":%" SCNu64 ":%u", &seen->listening,
			   &seen->reading.offset, &index) != 3)
		return;
	seen->reading.index = (uint16_t)index;
	seen->epoch = run->epoch;
	if (run->seeing && run->seeing->offset == seen->reading.offset &&
		run->seeing->index == seen->reading.index) {
		seen->reading = *run->seeing;
		seen->known = true;
	}
}

static void note_moment(struct run *run, int64_t at_us)
{
	if (at_us > run->last_us)
		run->last_us = at_us;
}

static void take_start(struct run *run, const struct reading *r, struct run_from from)
{
	struct arrivals_edit e = {
		.kind = ARRIVALS_START, .a = r->channel[0] == '2', .at_us = r->value
	};

	if (arrivals_do(&run->arrivals, &e)) {
		run->start_from[e.a] = from;
		note_moment(run, r->value);
	} else if (run->start_seen[e.a].listening) {
		return;
	}
	/* A gun that is heard behind the key's start says the exact time of it. */
	take_seen(run, r->text, &run->start_seen[e.a]);
}

static void take_mark(struct run *run, const struct reading *r, struct run_from from)
{
	struct arrivals_edit e = { .kind = ARRIVALS_PRESS, .at_us = r->value };
	int mark = run->arrivals.marks;

	if (r->flags & FLAG_INSERTED)
		e.kind = ARRIVALS_INSERT;
	if (value_of(r->text, "at")) {
		e.kind = ARRIVALS_PASS;
		e.a = (int)number_of(r->text, "runner");
	}
	if (!arrivals_do(&run->arrivals, &e))
		return;
	note_moment(run, r->value);
	run->mark_from[mark] = from;
	run->mark_chip[mark] = run_chip(run, r->subject);
	take_seen(run, r->text, &run->mark_seen[mark]);
}

void run_fold(struct place *place, const struct reading *r)
{
	struct run *run = place->run;
	const struct run_from from = { run->heard_count - 1, r->offset, r->at_us,
		run->shift_us };

	if (r->kind == READING_STATUS)
		take_status(place, r->text);
	else if (r->kind == READING_START && r->has_value)
		take_start(run, r, from);
	else if (r->kind == READING_FINISH && r->has_value)
		take_mark(run, r, from);
	run_show_started(place);
	place->changed = true;
}
