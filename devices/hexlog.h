/*
 * hexlog - what a line said, as a text file (*.hex): captures and test logs.
 *
 *	# Device: height rod, heard in hall two
 *	@ 0.000
 *	< 53 54 2C 2B 30 31 38 32 2E 34 63 6D 0D 0A   # ST,+0182.4cm..
 *	> 5A 0D                                       # Z.
 *
 * `#` begins a comment line. `@` gives the seconds since the first byte at which
 * the bytes below arrived. `<` the bytes below come from the device (so it is at
 * the beginning), `>` they go to it; bytes may follow on the same line. Bytes are
 * pairs of hex digits with or without blanks; what follows a blank and `#` is a
 * readable copy. File lines mean nothing for the stream: a record of bytes is what
 * stands on one line.
 *
 * Reading is bounded: files to 64 MB, lines to 4096 characters, time to ten years,
 * never going backward by more than the file says. Nothing is believed.
 */
#ifndef DEVICES_HEXLOG_H
#define DEVICES_HEXLOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"
#include "err.h"

#define HEXLOG_FILE_MAX ((size_t)64 * 1024 * 1024)
#define HEXLOG_LINE_MAX 4096

/* The bytes of one line of the file. */
struct hexlog_record {
	const uint8_t *bytes; /* lent by the log */
	size_t len;	      /* at least 1 */
	bool to_device;	      /* ">" */
	bool timed;	      /* an "@" was given before */
	int64_t at_us;	      /* since the first byte; 0 until the first "@" */
	size_t line;	      /* in the file, from 1 */
};

struct hexlog {
	struct hexlog_record *records; /* lent */
	size_t count;
	uint8_t *bytes; /* all bytes, in file order */
	size_t len;
};
#define HEXLOG_INIT                                                                    \
	{                                                                              \
		NULL, 0, NULL, 0                                                       \
	}

/* Fills `log`, which must be HEXLOG_INIT; on failure it stays empty and the
 * sentence names the line. `name` stands for the file. */
bool hexlog_read(struct hexlog *log, const char *name, const void *text, size_t len,
	struct err *err);
bool hexlog_load(struct hexlog *log, const char *path, struct err *err);
void hexlog_release(struct hexlog *log);

/* Writing, as `station capture` does: append to `out`, in this order.
 *	hexlog_head(&b, "Device", "my box");	"# Device: my box"
 *	hexlog_add(&b, &w, at_us, false, bytes, len);
 * `w` begins zeroed; it remembers the mark and the time that were last written.
 * Times are since the first byte. Lines hold 32 bytes and end after LF, or after
 * a CR that no LF follows. */
struct hexlog_writer {
	bool begun, to_device;
	int64_t at_us;
};
void hexlog_head(struct buf *out, const char *key, const char *value);
void hexlog_add(struct buf *out, struct hexlog_writer *w, int64_t at_us, bool to_device,
	const void *bytes, size_t len);

#endif
