/*
 * reader - a device that says who is there: a card reader, bound to no item.
 *
 *	reader_open(&reader, &spec, profile_path, line, &err)
 *	reader_chunk(reader, &chunk, now_us)	true: somebody was read, see reader->seen
 *	reader_tick(reader, now_us)		asks it, where it is asked
 *	reader_close(reader)
 *
 * A card that lies on a reader is said again and again: it counts once, until another is
 * shown or it was not seen for a second. Nothing of it is measured, so nothing is
 * journalled; the number of an identity card is kept for that second and not longer.
 *
 * Times are monotonic us. Nothing here reads a clock.
 */
#ifndef COMMAND_READER_H
#define COMMAND_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"
#include "feed.h"
#include "health.h"
#include "line.h"
#include "poller.h"
#include "profile.h"
#include "reading.h"

#define READER_GONE_US	  INT64_C(1000000)
#define READER_SILENCE_US INT64_C(250000) /* protocols.md 7.4: ends a code */

struct reader {
	struct line *line; /* lent; NULL: chunks come from elsewhere */
	int port;
	struct line_spec spec;
	struct profile *profile;
	bool is_open;
	struct feed feed;
	struct poller poller;
	struct health_watch health;
	struct reading seen; /* identity or person; kind READING_NONE when nobody */
	int64_t seen_us;     /* last */
	bool fresh;	     /* it was not there before */
	bool mute;	     /* the line takes no more; said once */
};

bool reader_open(struct reader *reader, const struct line_spec *spec,
	const char *profile_path, struct line *line, struct err *err);
void reader_close(struct reader *reader);

/* true: a card is there that was not before. */
bool reader_chunk(struct reader *reader, const struct chunk *chunk, int64_t now_us);
void reader_tick(struct reader *reader, int64_t now_us);
int64_t reader_deadline_us(const struct reader *reader);

/* Does a profile of this kind say who somebody is? */
bool reader_fits(const struct profile *profile);

#endif
