/*
 * program - a script after reading: statements that the player steps through.
 *
 * Between script.c, which writes it, and player.c, which only reads it. Blocks
 * are flat: a statement that owns a block is followed by it and jumps past it.
 */
#ifndef DEVICES_PROGRAM_H
#define DEVICES_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "checksum.h"

#define PROGRAM_NAMES	 64
#define PROGRAM_HANDLERS 16
#define PROGRAM_DEPTH	 12
#define PROGRAM_TIME_US	 ((int64_t)86400 * 1000000)
/* What one say may come to, values filled in. */
#define PROGRAM_SAY 2048

enum op {
	OP_SAY,
	OP_WAIT,
	OP_AT,
	OP_IDLE,
	OP_LET,
	OP_REPEAT, /* jump: past the block */
	OP_AGAIN,  /* end of a repeat; jump: its OP_REPEAT */
	OP_IF,	   /* jump: where to go when it does not hold */
	OP_CHANCE,
	OP_JUMP,
	OP_EXPECT, /* jump: where to go when it came */
	OP_AFTER,  /* jump: past the block */
	OP_RETURN, /* end of a handler or timer */
	OP_RESTART,
	OP_STOP,
	OP_NOISE,
	OP_TEAR,
	OP_CUT,
	OP_DROP,
	OP_SPOIL,
	OP_DOUBLE,
	OP_SWAP,
	OP_ESCAPE,
	OP_UNPLUG,
};

enum compare { LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, MORE_EQUAL, MORE };

/* A number, or a name's value. */
struct atom {
	bool named;
	int64_t value; /* or the name's index */
};

enum term_kind {
	TERM_ATOM,
	TERM_RANDOM,
	TERM_N,
	TERM_MS,
	TERM_US,
	TERM_CLOCK,
	TERM_DAY,
	TERM_SEQ
};

struct term {
	char op; /* + - * / % : how it joins what is left of it */
	enum term_kind kind;
	struct atom a, b; /* b: the upper end of random */
};

enum part_kind {
	PART_BYTES,
	PART_VALUE,
	PART_CHECK, /* of the box lines */
	PART_SUM,   /* any other */
	PART_READ,
};

/* How a value is written. */
enum part_form {
	FORM_DECIMAL,
	FORM_CLOCK, /* HH:MM:SS.f of microseconds */
	FORM_HMS,   /* HHMMSSf */
	FORM_HEX,
	FORM_BASE36,
	FORM_LOW,  /* bytes, the low one first */
	FORM_HIGH, /* the high one first */
	FORM_FLOAT,
	FORM_FLOAT_HIGH,
	FORM_BCD,
	FORM_BCD_SWAPPED, /* the low nibble first */
};

struct part {
	enum part_kind kind;
	size_t first, len; /* PART_BYTES: in `bytes`; PART_SUM: `first` in the say */
	struct term value; /* PART_VALUE; PART_READ: value.a.value is the name */
	enum part_form form;
	int width, decimals;
	bool zeros;
	bool whole;  /* PART_SUM: of the whole say, itself as zeros */
	size_t less; /* PART_SUM: the last bytes before it that are not summed */
	enum checksum_kind sum;
	enum checksum_form sum_form;
};

/* A run of terms or parts. */
struct run {
	size_t first, count;
};

struct statement {
	enum op op;
	enum compare compare;
	bool timed; /* OP_EXPECT: `a` is how long */
	bool forever;
	size_t line;
	size_t jump;
	int name;	 /* OP_LET */
	struct run a, b; /* sums; times are in us; OP_SAY: how many readings it gives */
	uint8_t escape[4]; /* OP_ESCAPE: by what, plus what, from, to; all 0: off */
	struct run text;
};

struct handler {
	struct run text;
	size_t begin; /* its first statement */
};

struct script {
	struct statement *statements;
	size_t count;
	struct term *terms;
	size_t terms_count;
	struct part *parts;
	size_t parts_count;
	uint8_t *bytes;
	size_t bytes_len;
	struct handler handlers[PROGRAM_HANDLERS];
	size_t handlers_count;
	char names[PROGRAM_NAMES][24];
	int names_count;
	bool timed; /* a capture with times; always true of a script */
	bool capture;
};

/* Grow by one (or len bytes) and return its place. For the readers only. */
struct statement *script_add(struct script *s, enum op op, size_t line);
struct term *script_add_term(struct script *s);
struct part *script_add_part(struct script *s, enum part_kind kind);
void script_add_bytes(struct script *s, const void *bytes, size_t len);
struct script *script_new(void);

#endif
