#include "recognise.h"

#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "clock.h"
#include "guess.h"
#include "line.h"
#include "open.h"
#include "path.h"
#include "rows.h"
#include "text.h"

#define PROFILES_MAX 128
#define SETTINGS_MAX 64
#define SECONDS	     4	    /* with each line setting */
#define ANSWER_US    600000 /* what is asked answers within this */
#define SURE	     900    /* permille: no need to try other settings */

struct candidate {
	struct profile *profile;
	struct guess best; /* of all settings */
	char settings[16]; /* with which it was */
};

struct setting {
	char words[16];
	int wanted; /* profiles that name it first count twice */
};

struct search {
	const struct env *env;
	struct line_spec spec;
	int seconds;
	bool may_ask;
	struct candidate *candidate;
	size_t candidates;
	struct setting setting[SETTINGS_MAX];
	size_t settings;
	struct guess *now; /* one for each candidate, of the setting that is tried */
	uint64_t bytes;	   /* heard with any setting */
	bool opened;
	struct err lost; /* why it did not open */
};

/* ---- profiles and their settings -------------------------------------------------- */

static void want_setting(struct search *s, const char *words, int weight)
{
	size_t i = 0;

	while (i < s->settings && strcmp(s->setting[i].words, words) != 0)
		i++;
	if (i == SETTINGS_MAX)
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
	const struct setting *x = a, *y = b;

	return x->wanted != y->wanted ? y->wanted - x->wanted
				      : strcmp(x->words, y->words);
}

/* A profile that does not load is `station check`'s to say; the others go on. */
static void take_profile(struct search *s, const char *path)
{
	struct err ignored = ERR_INIT;
	struct profile *p = s->candidates < PROFILES_MAX ? profile_load(path, &ignored)
							 : NULL;

	if (!p)
		return;
	s->candidate[s->candidates++].profile = p;
	want_profile(s, p);
}

static bool load_profiles(struct search *s, struct err *err)
{
	char folder[PATH_SIZE], path[PATH_SIZE], **names;
	size_t count;

	env_share(s->env, "devices/profiles", folder, sizeof(folder));
	if (!path_list(folder, ".yaml", &names, &count, err))
		return false;
	s->candidate = mem_array(PROFILES_MAX, sizeof(*s->candidate));
	for (size_t i = 0; i < count; i++)
		if (path_join(path, folder, names[i], err))
			take_profile(s, path);
	path_list_free(names);
	qsort(s->setting, s->settings, sizeof(*s->setting), by_wanted);
	s->now = mem_array(s->candidates, sizeof(*s->now));
	return s->candidates > 0 || err_set(err, "%s holds no profile", folder);
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

/* ---- listening ------------------------------------------------------------------- */

static void take_chunk(struct search *s, const struct chunk *chunk, struct guess *only)
{
	if (chunk->kind == CHUNK_LOST)
		err_set(&s->lost, "%.*s", (int)chunk->len, (const char *)chunk->bytes);
	if (chunk->kind == CHUNK_OPENED)
		s->opened = true;
	if (chunk->kind != CHUNK_BYTES_CAME)
		return;
	s->bytes += chunk->len;
	if (only)
		guess_bytes(only, chunk->bytes, chunk->len);
	for (size_t i = 0; !only && i < s->candidates; i++)
		guess_bytes(&s->now[i], chunk->bytes, chunk->len);
}

static bool is_sure(const struct search *s)
{
	for (size_t i = 0; i < s->candidates; i++)
		if (s->now[i].feed.readings >= 5 && s->now[i].feed.skipped == 0)
			return true;
	return false;
}

static void listen_for(
	struct search *s, struct line *line, int64_t us, struct guess *only)
{
	int64_t end_us = clock_now_us() + us;

	while (clock_now_us() < end_us && (only || !is_sure(s))) {
		struct pollfd fd = { .fd = line_fd(line), .events = POLLIN };
		struct chunk chunk;

		(void)poll(&fd, 1, 50);
		while (line_next(line, &chunk))
			take_chunk(s, &chunk, only);
	}
}

/* One at a time, so that an answer is known to be an answer. */
static void ask_all(struct search *s, struct line *line, int port, const char *words)
{
	for (size_t i = 0; i < s->candidates; i++) {
		const struct profile *p = s->candidate[i].profile;
		struct err ignored = ERR_INIT;

		if (p->poll.len && names_setting(p, words) &&
			line_send(line, port, p->poll.bytes, p->poll.len, &ignored))
			listen_for(s, line, ANSWER_US, &s->now[i]);
	}
}

static void keep_best(struct search *s, const char *words)
{
	for (size_t i = 0; i < s->candidates; i++) {
		struct candidate *c = &s->candidate[i];

		guess_end(&s->now[i]);
		if (!c->settings[0] || guess_compare(&s->now[i], &c->best) < 0) {
			c->best = s->now[i];
			text_copy(c->settings, sizeof(c->settings), words);
		}
	}
}

static bool try_setting(struct search *s, const char *words, struct err *err)
{
	struct line *line = line_open(NULL, NULL, err);
	int port;

	if (!line)
		return false;
	text_copy(s->spec.settings, sizeof(s->spec.settings), words);
	for (size_t i = 0; i < s->candidates; i++)
		guess_begin(&s->now[i], s->candidate[i].profile);
	port = line_add(line, &s->spec, err);
	if (port >= 0) {
		listen_for(s, line, s->seconds * CLOCK_SECOND_US, NULL);
		if (s->may_ask && s->opened)
			ask_all(s, line, port, words);
	}
	line_close(line);
	if (port < 0)
		return false;
	keep_best(s, words);
	return s->opened ||
	       err_set(err, "%s",
		       s->lost.text[0] ? s->lost.text : "the port did not open");
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

/* ---- what is said ---------------------------------------------------------------- */

static int by_fit(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return guess_compare(&x->best, &y->best);
}

static void print_one(struct rows *rows, const struct candidate *c)
{
	const struct guess *g = &c->best;
	char why[READING_ROW_MAX + 160], row[READING_ROW_MAX], percent[16];

	snprintf(percent, sizeof(percent), "%d.%d", g->permille / 10, g->permille % 10);
	snprintf(why, sizeof(why),
		"%" PRIu64 " readings, %" PRIu64 " of %" PRIu64
		" bytes not understood; the first: %s",
		g->feed.readings,
		g->feed.skipped > g->before ? g->feed.skipped - g->before : 0, g->bytes,
		reading_write(&g->first, row, sizeof(row)));
	rows_text(rows, c->profile->id);
	rows_text(rows, c->profile->name);
	rows_text(rows, c->settings);
	rows_number(rows, percent);
	rows_text(rows, why);
	rows_end(rows);
}

static int report(struct search *s, struct err *err)
{
	static const char *const titles[] = { "profile", "name", "settings", "percent",
		"why" };
	struct rows rows;
	int fits = 0;

	qsort(s->candidate, s->candidates, sizeof(*s->candidate), by_fit);
	rows_begin(&rows, stdout, s->env->json, titles, 5);
	for (size_t i = 0; i < s->candidates; i++)
		if (guess_fits(&s->candidate[i].best)) {
			print_one(&rows, &s->candidate[i]);
			fits++;
		}
	if (!rows_finish(&rows, err))
		return command_fail("devices", err);
	if (!s->bytes)
		fprintf(stderr,
			"%s: it said nothing. Measure something while this listens; or "
			"its device answers only when it is asked: --ask\n",
			s->spec.where);
	else if (!fits)
		fprintf(stderr,
			"%s: %" PRIu64 " bytes came, and no profile understands them. "
			"Keep them with 'station capture'; docs/profiles.md writes a "
			"profile from them\n",
			s->spec.where, s->bytes);
	return fits ? DONE : DONE_BUT;
}

/* ---- the command ------------------------------------------------------------------ */

static bool read_options(struct search *s, int argc, char **argv, struct err *err)
{
	const char *where = NULL;

	s->seconds = SECONDS;
	for (int i = 1; i < argc; i++) {
		struct decimal d;

		if (strcmp(argv[i], "--ask") == 0) {
			s->may_ask = true;
		} else if (strcmp(argv[i], "--seconds") == 0 && i + 1 < argc) {
			if (!decimal_read(slice_of(argv[++i]), &d) || d.decimals ||
				d.digits < 1 || d.digits > 60)
				return err_set(err, "--seconds: \"%s\" is not 1 to 60",
					argv[i]);
			s->seconds = (int)d.digits;
		} else if (argv[i][0] != '-' && !where) {
			where = argv[i];
		} else {
			return err_set(err,
				"\"%s\" is not understood; see 'station help devices'",
				argv[i]);
		}
	}
	if (!where)
		return err_set(err, "which port? 'station devices' lists them");
	return line_spec_name(&s->spec, where, err) && line_spec_check(&s->spec, err);
}

static bool search(struct search *s, struct err *err)
{
	if (!load_profiles(s, err))
		return false;
	for (size_t i = 0; i < s->settings && !found(s); i++)
		if (!try_setting(s, s->setting[i].words, err))
			return false;
	return true;
}

int recognise(struct env *env, int argc, char **argv)
{
	struct search s = { .env = env };
	struct err err = ERR_INIT;
	int status = NOT_DONE;

	if (read_options(&s, argc, argv, &err) && search(&s, &err))
		status = report(&s, &err);
	else
		command_fail("devices", &err);
	for (size_t i = 0; i < s.candidates; i++)
		profile_free(s.candidate[i].profile);
	free(s.candidate);
	free(s.now);
	return status;
}
