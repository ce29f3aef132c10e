#include "dialogue.h"

#include <stdio.h>
#include <string.h>

#include "data.h"
#include "escape.h"
#include "profile_schema.h"
#include "text.h"

#define TIMEOUT_MS 1000 /* unless it is asked more often */

bool command_make(struct profile_command *c, const char *text, const char *key,
	const struct data_places *places, struct err *err)
{
	if (escape_read(text, c->bytes, sizeof(c->bytes), &c->len) && c->len > 0)
		return true;
	return data_refuse(places, key, err,
		"the bytes are not 1 to 64 of plain ASCII, \\r \\n \\t \\\\ \\xHH");
}

static bool make_optional(struct profile_command *c, const char *text, const char *key,
	const struct data_places *places, struct err *err)
{
	return !text || command_make(c, text, key, places, err);
}

/* ---- signs ---------------------------------------------------------------------------- */

static enum reading_kind kind_of(const char *word)
{
	for (int kind = READING_NONE + 1; kind < READING_KINDS; kind++)
		if (strcmp(reading_kind_name(kind), word) == 0)
			return kind;
	return READING_NONE;
}

/* "key=value", as it stands between the semicolons of a reading's text. */
static bool is_pair(const char *word)
{
	const char *equals = strchr(word, '=');

	return equals && equals > word && equals[1] && !strchr(word, ';');
}

static bool make_sign(struct dialogue_sign *sign, const char *word, const char *key,
	const struct data_places *places, struct err *err)
{
	sign->kind = kind_of(word);
	if (sign->kind != READING_NONE || strcmp(word, "any") == 0)
		return true;
	if (is_pair(word) && text_copy(sign->pair, sizeof(sign->pair), word))
		return true;
	return data_refuse(places, key, err,
		"\"%s\" is neither a kind of reading nor a pair of its text "
		"(key=value)",
		word);
}

static bool make_signs(struct dialogue_sign *signs, size_t *count, char **words,
	unsigned n, const char *key, const struct data_places *places, struct err *err)
{
	for (unsigned i = 0; i < n; i++)
		if (!make_sign(&signs[(*count)++], words[i], key, places, err))
			return false;
	return true;
}

static bool has_pair(const char *text, const char *pair)
{
	size_t len = strlen(pair);

	while (text) {
		if (strncmp(text, pair, len) == 0 && (!text[len] || text[len] == ';'))
			return true;
		text = strchr(text, ';');
		text = text ? text + 1 : NULL;
	}
	return false;
}

bool dialogue_knows(const struct dialogue_sign *sign, const struct reading *r)
{
	if (sign->kind != READING_NONE)
		return sign->kind == r->kind;
	return !sign->pair[0] || has_pair(r->text, sign->pair);
}

/* ---- polling -------------------------------------------------------------------------- */

static bool make_step(struct dialogue_step *step, const struct raw_step *raw, size_t i,
	const struct data_places *places, struct err *err)
{
	char key[48];

	snprintf(key, sizeof(key), "poll.steps[%zu].bytes", i);
	if (!command_make(&step->ask, raw->bytes, key, places, err))
		return false;
	snprintf(key, sizeof(key), "poll.steps[%zu].good", i);
	if (!make_signs(step->good, &step->good_count, raw->good, raw->good_count, key,
		    places, err))
		return false;
	snprintf(key, sizeof(key), "poll.steps[%zu].no", i);
	return make_signs(
		step->no, &step->no_count, raw->no, raw->no_count, key, places, err);
}

/* A question alone is a dialogue of one step, to which any reading is the answer. */
static bool make_steps(struct dialogue *d, const struct raw_poll *raw,
	const struct data_places *places, struct err *err)
{
	if ((raw->bytes != NULL) == (raw->steps_count > 0))
		return data_refuse(places, "poll", err,
			"a poll has either \"bytes\" or \"steps\"");
	if (raw->bytes) {
		d->steps_count = 1;
		d->steps[0].good_count = 1;
		return command_make(
			&d->steps[0].ask, raw->bytes, "poll.bytes", places, err);
	}
	for (size_t i = 0; i < raw->steps_count; i++)
		if (!make_step(&d->steps[d->steps_count++], &raw->steps[i], i, places,
			    err))
			return false;
	return true;
}

static bool make_times(struct dialogue *d, const struct raw_poll *raw,
	const struct data_places *places, struct err *err)
{
	uint32_t usual = raw->every_ms < TIMEOUT_MS ? raw->every_ms : TIMEOUT_MS;
	uint32_t timeout = raw->timeout_ms ? raw->timeout_ms : usual;

	if (raw->every_ms < 20 || raw->every_ms > 60000)
		return data_refuse(places, "poll.every_ms", err,
			"%u is not a time from 20 to 60000", raw->every_ms);
	if (timeout < 20 || timeout > 10000)
		return data_refuse(places, "poll.timeout_ms", err,
			"%u is not a time from 20 to 10000", timeout);
	if (raw->retry > DIALOGUE_RETRY_MAX)
		return data_refuse(places, "poll.retry", err, "%u is not 0 to %d",
			raw->retry, DIALOGUE_RETRY_MAX);
	d->every_us = (int64_t)raw->every_ms * 1000;
	d->timeout_us = (int64_t)timeout * 1000;
	d->retry = raw->retry;
	return true;
}

static bool make_answer(struct dialogue_answer *answer, const struct raw_answer *raw,
	size_t i, const struct data_places *places, struct err *err)
{
	char key[32];

	snprintf(key, sizeof(key), "answers[%zu].to", i);
	if (!make_sign(&answer->to, raw->to, key, places, err))
		return false;
	snprintf(key, sizeof(key), "answers[%zu].bytes", i);
	return command_make(&answer->say, raw->bytes, key, places, err);
}

bool dialogue_make(struct dialogue *d, const struct raw_profile *raw,
	const struct data_places *places, struct err *err)
{
	const struct raw_poll *poll = raw->poll;

	for (size_t i = 0; i < raw->answers_count; i++)
		if (!make_answer(&d->answers[d->answers_count++], &raw->answers[i], i,
			    places, err))
			return false;
	return !poll ||
	       (make_times(d, poll, places, err) && make_steps(d, poll, places, err) &&
		       make_optional(
			       &d->start, poll->start, "poll.start", places, err) &&
		       make_optional(&d->stop, poll->stop, "poll.stop", places, err));
}
