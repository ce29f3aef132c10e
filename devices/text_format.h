/*
 * text_format - what a profile tells the text driver, made ready.
 *
 * Built once by text_format_make() from what profile.c read, and never changed.
 * Only profile.c, driver_text.c and text_record.c look inside.
 *
 * A record is what stands between the start mark (if any) and the end. Its
 * checksum is taken off, then the messages are tried in order: the first whose
 * shape fits and whose values can all be read is what the record says. Records of
 * packed decimals (`as: hex`) are written out as hex digits before that.
 */
#ifndef DEVICES_TEXT_FORMAT_H
#define DEVICES_TEXT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "checksum.h"
#include "driver.h"
#include "err.h"
#include "measure.h"
#include "pattern.h"
#include "reading.h"

#define FORMAT_MESSAGES_MAX 64
#define FORMAT_FIELDS_MAX   32 /* of one message: groups, then columns */
#define FORMAT_SAYS_MAX	    8  /* readings of one message */
#define FORMAT_CODES_MAX    64
#define FORMAT_WORDS_MAX    8 /* of one code */
#define FORMAT_PARTS_MAX    4 /* that a value is the sum of: "93000", and its day */
#define FORMAT_TEXT_MAX	    8 /* pairs in a reading's text */
#define FORMAT_PIECES_MAX   8 /* of a pair's value: "{m}:{s}.{c}" */
#define FORMAT_WORD_MAX	    24
#define FORMAT_MARK_MAX	    8
#define FORMAT_ROW_MAX	    8	  /* records that must fit in a row to be believed */
#define FORMAT_HEX_MAX	    64	  /* bytes of a record that is read as hex digits */
#define FORMAT_RECORD_MAX   4000  /* with start, end and sum it fits into a frame */
#define FORMAT_WORK_MAX	    16384 /* messages times the longest record */

/* How a record ends. */
enum text_ends {
	ENDS_ANY, /* CR or LF; a run of them is one end */
	ENDS_CR,
	ENDS_LF,
	ENDS_CRLF,
	ENDS_TAB,  /* CR, LF or TAB */
	ENDS_ETX,  /* 03 */
	ENDS_NONE, /* records have a fixed length */
	ENDS_MARK, /* bytes of its own; the schema has no word for it, but `until` */
};

/* What messages see of a record's bytes. */
enum text_as {
	AS_TEXT,
	AS_HEX,		/* 2A 03: "2A03" */
	AS_HEX_SWAPPED, /* 2A 03: "A230", the low half of a byte first */
};

/* Where in a print-out a message may stand. */
enum text_block {
	BLOCK_OUTSIDE, /* not in one: it ends the print-out that is running */
	BLOCK_BEGINS,
	BLOCK_INSIDE,
	BLOCK_ENDS, /* inside, and the last of it */
	BLOCK_ANY,  /* anywhere, and changes nothing */
};

/* Which bytes a reading's member comes from. */
enum text_from {
	FROM_NOTHING,
	FROM_FIELD, /* of this record */
	FROM_KEPT,  /* of an earlier one */
	FROM_WORD,  /* always the same */
};

struct text_source {
	enum text_from from;
	uint8_t index; /* field or kept slot */
	char word[FORMAT_WORD_MAX];
};

struct text_column {
	uint16_t from, to; /* bytes of the record, `to` behind the last */
};

/* When a field holds one of these words, this follows. */
struct text_code {
	uint8_t field; /* of the message that it was resolved for */
	bool kept;     /* `field` is a slot of what an earlier record said */
	uint8_t words;
	char word[FORMAT_WORDS_MAX][FORMAT_WORD_MAX];
	enum reading_kind kind; /* READING_NONE: says nothing about it */
	uint32_t flags;
	const struct measure *unit;  /* NULL: says nothing about it */
	bool nothing;		     /* there is no value */
	bool minus;		     /* the value is below nought */
	char means[FORMAT_WORD_MAX]; /* the field reads so from here on; "": as it is */
};

struct text_pair {
	char key[FORMAT_WORD_MAX];
	struct text_source piece[FORMAT_PIECES_MAX];
	size_t pieces;
};

/* What a value is the sum of. */
struct text_part {
	struct text_source value;
	const struct measure *unit; /* NULL: a code says it */
	struct text_source point;   /* how many decimals; nothing: as sent */
};

struct text_says {
	enum reading_kind kind; /* READING_NONE: a code says it */
	uint32_t flags;
	struct text_part part[FORMAT_PARTS_MAX];
	size_t parts; /* none: the reading has no value */
	struct text_source channel, subject, place, when;
	struct text_pair text[FORMAT_TEXT_MAX];
	size_t text_count;
};

struct text_message {
	char name[FORMAT_WORD_MAX];
	enum text_block block;
	struct pattern pattern;
	struct pattern *each; /* NULL; or the record is a row of these, each read */
	size_t each_field;    /* its groups begin there, behind the pattern's */
	struct text_column columns[FORMAT_FIELDS_MAX];
	size_t columns_count;
	size_t columns_field; /* they begin there, behind both */
	struct text_code *codes;
	size_t codes_count;
	struct text_says says[FORMAT_SAYS_MAX];
	size_t says_count;
	struct {
		uint8_t field, slot;
	} keep[STATE_KEPT];
	size_t keep_count;
};

struct text_format {
	uint8_t starts[FORMAT_MARK_MAX]; /* bytes before every record */
	size_t starts_len;
	enum text_ends ends;
	size_t max;			/* longest record, without start and end */
	size_t length;			/* ENDS_NONE: all records have this length */
	uint8_t until[FORMAT_MARK_MAX]; /* ENDS_MARK */
	size_t until_len;
	enum text_as as;
	size_t in_a_row; /* so many must fit, where no frame stands before them */
	bool after_end;	 /* a record is believed only behind another's end */

	enum checksum_kind check;
	enum checksum_form check_form;
	uint8_t check_mark[FORMAT_MARK_MAX]; /* between record and sum, not summed */
	size_t check_mark_len;
	bool check_optional; /* until the device has sent a good one */
	bool check_start;    /* the start mark is summed as well */
	bool check_behind;   /* the sum stands behind the end mark */
	bool check_end;	     /* and the end mark is summed as well */
	bool check_spelled;  /* the record is hex digits, and their bytes are summed */
	size_t check_skip;   /* bytes of the record before the summed ones */

	char kept[STATE_KEPT][PATTERN_NAME_MAX];
	size_t kept_count;

	struct text_message **messages;
	size_t messages_count;
};

struct data_places;
struct raw_profile;

/* NULL with a sentence that names file, line and key. */
struct text_format *text_format_make(const struct raw_profile *raw,
	const struct data_places *places, struct err *err);
void text_format_free(struct text_format *f);

#endif
