/*
 * profile - one device model as data: devices/profiles/<id>.yaml.
 *
 * A profile says how the line is set, how frames are cut and checked, and what
 * they mean. docs/profiles.md is the guide to writing one. A loaded profile never
 * changes, may be lent to any number of feeds, and is freed after them. Loading
 * checks everything: every word, pattern and limit, and that every example in the
 * file decodes to what it says, whole and byte by byte.
 *
 * The file is not trusted: at most 64 kB, 64 messages, 32 fields a message, frames
 * of 4096 bytes, patterns of a bounded language that cannot run away (pattern.h).
 */
#ifndef DEVICES_PROFILE_H
#define DEVICES_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dialogue.h"
#include "digest.h"
#include "err.h"

struct binary_format;
struct driver;
struct profile_example;
struct text_format;

#define PROFILE_FILE_MAX     ((size_t)64 * 1024)
#define PROFILE_ITEMS_MAX    16
#define PROFILE_COMMANDS_MAX 16
#define PROFILE_TRY_MAX	     8
#define PROFILE_LINE_MAX     48 /* of a line setting, with the NUL */

struct profile {
	char id[32];		     /* the file's name without .yaml */
	char name[64];		     /* for people: "ALGE-TIMING TdC 8001" */
	char kind[16];		     /* "timer", "scale", "counter", ... */
	char line[PROFILE_LINE_MAX]; /* "9600 8n1", as line_spec.settings */
	char tries[PROFILE_TRY_MAX]
		  [PROFILE_LINE_MAX];	   /* other settings that occur; "" ends */
	char items[PROFILE_ITEMS_MAX][24]; /* item keys it may serve; "" ends */
	char tested[128];		   /* what proves it, for people */
	bool simulated; /* our own format: a simulator or a school's own box */

	struct profile_command commands[PROFILE_COMMANDS_MAX];
	size_t commands_count;
	struct profile_command
		poll; /* the first question, every poll_us; len 0: never */
	int64_t poll_us;
	uint32_t wraps_ms; /* its clock begins again after so much; 0: a day */
	/* Of bare impulses: the channel that starts, the one that finishes; "": not said */
	char start_channel[8], finish_channel[8];
	struct dialogue dialogue; /* all that is asked and answered (poller.h) */
	int64_t heartbeat_us; /* it says something at least so often; 0: only when it must */

	const struct driver *driver;
	struct profile_example *examples; /* opaque */
	size_t examples_count;
	struct text_format *text;     /* what messages say; opaque (text_format.h) */
	struct binary_format *binary; /* for driver "binary"; opaque */

	struct digest digest; /* of the file's bytes */
	char *source;	      /* those bytes, for the journal */
	size_t source_len;
};

/* NULL on failure, with file, line and reason. The caller owns it. */
struct profile *profile_load(const char *path, struct err *err);
/* The same from bytes (a profile kept in the journal). `name` is its id, and stands
 * for the file in complaints. */
struct profile *profile_load_text(
	const char *name, const void *bytes, size_t len, struct err *err);
void profile_free(struct profile *p);

/* The bytes of its example `i` (of examples_count), lent: what this device says when all
 * is well. */
const uint8_t *profile_example(const struct profile *p, size_t i, size_t *len);

/* Every example of the file again; loading has done so already. */
bool profile_check(const struct profile *p, struct err *err);

bool profile_serves(const struct profile *p, const char *item);
/* NULL: the device has no such command. */
const struct profile_command *profile_command(
	const struct profile *p, const char *name);

#endif
