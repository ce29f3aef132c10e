/*
 * search - which profile understands what a port says, and with which line settings.
 *
 *	search_begin(&search, &how, line)
 *	search_take(&search, &chunk)		each chunk of search.port
 *	search_step(&search, now_us)		as time goes on; false: it is over
 *	...					search.state says how
 *	search_end(&search)			lets go of port and profiles
 *
 * Listens with each of the line settings that profiles name, the commonest first, and
 * offers what came to every profile. Nothing is sent to the device unless it may be
 * asked: then those profiles that poll ask once each. It ends with the first setting
 * that leaves no doubt, or with the last one.
 *
 * A stepper: it never waits, reads no clock and prints nothing. Its port is one of
 * `line`, which is lent, opened again for each setting and free between and behind
 * them. Times are monotonic us. Profiles are loaded one in each step, because a station
 * that measures children goes on beside this.
 */
#ifndef COMMAND_SEARCH_H
#define COMMAND_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "guess.h"
#include "line.h"
#include "path.h"
#include "profile.h"

#define SEARCH_PROFILES 128
#define SEARCH_SETTINGS 64

struct search_how {
	char folder[PATH_SIZE]; /* of profiles */
	char where[128];	/* as in struct line_spec */
	int64_t listen_us;	/* with each setting */
	bool may_ask;
};

enum search_state {
	SEARCH_LOADS, /* profiles */
	SEARCH_LISTENS,
	SEARCH_ASKS,
	SEARCH_DONE,   /* `candidate` is in order, the best first */
	SEARCH_FAILED, /* `err` says why */
};

struct search_candidate {
	struct profile *profile;
	struct guess best;		 /* of all settings */
	char settings[PROFILE_LINE_MAX]; /* with which it was */
};

struct search_setting {
	char words[PROFILE_LINE_MAX];
	int wanted; /* profiles that name it first count twice */
};

struct search {
	struct search_how how;
	struct line *line;
	enum search_state state;
	struct err err;
	int port; /* of the line; -1 none */

	char **names; /* files of profiles */
	size_t names_count, loaded;
	struct search_candidate *candidate;
	size_t candidates;
	struct search_setting setting[SEARCH_SETTINGS];
	size_t settings, tried; /* setting[tried] is the one in hand */
	struct guess *now;	/* one for each candidate, of the setting in hand */
	size_t asked;		/* candidates before this one were asked */
	int64_t until_us;

	uint64_t bytes; /* heard with any setting */
	bool opened;
	struct err lost; /* why it did not open */
};

/* false with a sentence: there are no profiles. search_end() follows all the same. */
bool search_begin(struct search *s, const struct search_how *how, struct line *line,
	struct err *err);
void search_take(struct search *s, const struct chunk *chunk);
bool search_step(struct search *s, int64_t now_us);
/* When to step at the latest; 0: at once. */
int64_t search_due_us(const struct search *s);
void search_end(struct search *s);

/* Of a search that is done: how many of the candidates fit; they come first. */
size_t search_fits(const struct search *s);

#endif
