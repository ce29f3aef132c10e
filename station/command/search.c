#include "search.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "text.h"

#define ANSWER_US INT64_C(600000) /* what is asked answers within this */
#define SURE	  900		  /* permille: no need to try other settings */
#define READINGS  5		  /* so many without a byte left over leave no doubt */

/* ---- profiles and their settings -------------------------------------------------- */

static void want_setting(struct search *s, const char *words, int weight)
{
	size_t i = 0;

	while (i < s->settings && strcmp(s->setting[i].words, words) != 0)
		i++;
	if (i == SEARCH_SETTINGS)
		return;
	if (i == s->settings)
		text_copy(s->setting[s->settings++].words, sizeof(s->setting[0].words),
			words);
	s->setting[i].wanted += weight;
}

static void want_profile(struct search *s, const struct profile *p)
{
	want_setting(s, p->line, 2);
	for (int i = 0; i < PROFILE_TRY_MAX && p->tries[i][0]; i++)
		want_setting(s, p->tries[i], 1);
}

static int by_wanted(const void *a, const void *b)
{
	const struct search_setting *x = a, *y = b;

	return x->wanted != y->wanted ? y->wanted - x->wanted
				      : strcmp(x->words, y->words);
}

/* A profile that does not load is `station check`'s to say; the others go on. */
static void load_next(struct search *s)
{
	struct err ignored = ERR_INIT;
	char path[PATH_SIZE];
	struct profile *p = NULL;

	if (s->candidates < SEARCH_PROFILES &&
		path_join(path, s->how.folder, s->names[s->loaded], &ignored))
		p = profile_load(path, &ignored);
	s->loaded++;
	if (!p)
		return;
	s->candidate[s->candidates++].profile = p;
	want_profile(s, p);
}

static bool names_setting(const struct profile *p, const char *words)
{
	if (strcmp(p->line, words) == 0)
		return true;
	for (int i = 0; i < PROFILE_TRY_MAX && p->tries[i][0]; i++)
		if (strcmp(p->tries[i], words) == 0)
			return true;
	return false;
}

bool search_begin(struct search *s, const struct search_how *how, struct line *line,
	struct err *err)
{
	memset(s, 0, sizeof(*s));
	s->how = *how;
	s->line = line;
	s->port = -1;
	if (!path_list(s->how.folder, ".yaml", &s->names, &s->names_count, err))
		return false;
	s->candidate = mem_array(SEARCH_PROFILES, sizeof(*s->candidate));
	return true;
}

void search_end(struct search *s)
{
	if (s->port >= 0)
		line_remove(s->line, s->port);
	for (size_t i = 0; i < s->candidates; i++)
		profile_free(s->candidate[i].profile);
	if (s->names)
		path_list_free(s->names);
	free(s->candidate);
	free(s->now);
	memset(s, 0, sizeof(*s));
	s->port = -1;
}

/* ---- one setting ------------------------------------------------------------------ */

static void fail(struct search *s, const struct err *why)
{
	s->err = *why;
	s->state = SEARCH_FAILED;
}

static void try_setting(struct search *s, int64_t now_us)
{
	struct line_spec spec = { .settings = "" };
	struct err err = ERR_INIT;

	text_copy(spec.where, sizeof(spec.where), s->how.where);
	text_copy(spec.settings, sizeof(spec.settings), s->setting[s->tried].words);
	for (size_t i = 0; i < s->candidates; i++)
		guess_begin(&s->now[i], s->candidate[i].profile);
	s->port = line_add(s->line, &spec, &err);
	if (s->port < 0) {
		fail(s, &err);
		return;
	}
	s->state = SEARCH_LISTENS;
	s->until_us = now_us + s->how.listen_us;
}

static bool asks_here(const struct search *s, size_t candidate)
{
	const struct profile *p = s->candidate[candidate].profile;

	return p->poll.len && names_setting(p, s->setting[s->tried].words);
}

/* One at a time, so that an answer is known to be an answer. */
static bool ask_next(struct search *s, int64_t now_us)
{
	while (s->asked < s->candidates) {
		size_t i = s->asked++;
		const struct profile *p = s->candidate[i].profile;
		struct err ignored = ERR_INIT;

		if (!asks_here(s, i) || !line_send(s->line, s->port, p->poll.bytes,
						p->poll.len, &ignored))
			continue;
		s->state = SEARCH_ASKS;
		s->until_us = now_us + ANSWER_US;
		return true;
	}
	return false;
}

static void keep_best(struct search *s)
{
	for (size_t i = 0; i < s->candidates; i++) {
		struct search_candidate *c = &s->candidate[i];

		guess_end(&s->now[i]);
		if (!c->settings[0] || guess_compare(&s->now[i], &c->best) < 0) {
			c->best = s->now[i];
			text_copy(c->settings, sizeof(c->settings),
				s->setting[s->tried].words);
		}
	}
}

/* A setting that some profile does not even name says nothing for it. */
static bool found(const struct search *s)
{
	for (size_t i = 0; i < s->candidates; i++)
		if (guess_fits(&s->candidate[i].best) &&
			s->candidate[i].best.permille >= SURE &&
			names_setting(
				s->candidate[i].profile, s->candidate[i].settings))
			return true;
	return false;
}

static int by_fit(const void *a, const void *b)
{
	const struct search_candidate *x = a, *y = b;

	return guess_compare(&x->best, &y->best);
}

static void end_setting(struct search *s, int64_t now_us)
{
	struct err silent = ERR_INIT;

	line_remove(s->line, s->port);
	s->port = -1;
	keep_best(s);
	s->tried++;
	s->asked = 0;
	if (!s->opened) {
		if (!s->lost.text[0])
			err_set(&silent, "the port did not open");
		fail(s, s->lost.text[0] ? &s->lost : &silent);
	} else if (found(s) || s->tried == s->settings) {
		qsort(s->candidate, s->candidates, sizeof(*s->candidate), by_fit);
		s->state = SEARCH_DONE;
	} else {
		try_setting(s, now_us);
	}
}

/* ---- what happens ----------------------------------------------------------------- */

void search_take(struct search *s, const struct chunk *chunk)
{
	if (chunk->kind == CHUNK_LOST)
		err_set(&s->lost, "%.*s", (int)chunk->len, (const char *)chunk->bytes);
	if (chunk->kind == CHUNK_OPENED)
		s->opened = true;
	if (chunk->kind != CHUNK_BYTES_CAME)
		return;
	s->bytes += chunk->len;
	if (s->state == SEARCH_ASKS)
		guess_bytes(&s->now[s->asked - 1], chunk->bytes, chunk->len);
	for (size_t i = 0; s->state == SEARCH_LISTENS && i < s->candidates; i++)
		guess_bytes(&s->now[i], chunk->bytes, chunk->len);
}

static bool is_sure(const struct search *s)
{
	for (size_t i = 0; i < s->candidates; i++)
		if (s->now[i].feed.readings >= READINGS && s->now[i].feed.skipped == 0)
			return true;
	return false;
}

static void step_loading(struct search *s, int64_t now_us)
{
	struct err err = ERR_INIT;

	if (s->loaded < s->names_count) {
		load_next(s);
		return;
	}
	if (!s->candidates) {
		err_set(&err, "%s holds no profile", s->how.folder);
		fail(s, &err);
		return;
	}
	qsort(s->setting, s->settings, sizeof(*s->setting), by_wanted);
	s->now = mem_array(s->candidates, sizeof(*s->now));
	try_setting(s, now_us);
}

bool search_step(struct search *s, int64_t now_us)
{
	switch (s->state) {
	case SEARCH_LOADS:
		step_loading(s, now_us);
		break;
	case SEARCH_LISTENS:
		if (now_us < s->until_us && !is_sure(s))
			break;
		if (!s->how.may_ask || !s->opened || !ask_next(s, now_us))
			end_setting(s, now_us);
		break;
	case SEARCH_ASKS:
		if (now_us >= s->until_us && !ask_next(s, now_us))
			end_setting(s, now_us);
		break;
	case SEARCH_DONE:
	case SEARCH_FAILED:
		break;
	}
	return s->state < SEARCH_DONE;
}

int64_t search_due_us(const struct search *s)
{
	if (s->state == SEARCH_LOADS)
		return 0;
	return s->state < SEARCH_DONE ? s->until_us : INT64_MAX;
}

size_t search_fits(const struct search *s)
{
	size_t n = 0;

	while (s->state == SEARCH_DONE && n < s->candidates &&
		guess_fits(&s->candidate[n].best))
		n++;
	return n;
}
