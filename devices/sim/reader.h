/*
 * reader - one line of a script at a time: words, numbers, times, sums, texts.
 *
 * Every function skips blanks first. Those that return false for something wrong
 * have put the sentence in `err`; reader_word(), reader_char() and the like are
 * questions and put none.
 */
#ifndef DEVICES_READER_H
#define DEVICES_READER_H

#include "err.h"
#include "program.h"
#include "text.h"

enum block_kind {
	BLOCK_PLAIN,
	BLOCK_IF,
	BLOCK_ELSE,
	BLOCK_REPEAT,
	BLOCK_SIDE, /* of a handler or timer */
};

struct block {
	enum block_kind kind;
	size_t statement; /* whose jump leads past it */
	size_t line;
};

struct reader {
	const char *name;
	struct err *err;
	struct script *script;
	size_t line;
	const char *at, *end; /* of the line */
	struct block blocks[PROGRAM_DEPTH];
	size_t depth;
};

/* "name:line: ..." Always false. */
bool reader_fail(struct reader *r, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

bool reader_at_end(struct reader *r); /* or at a comment */
bool reader_sees(struct reader *r, char c);
bool reader_char(struct reader *r, char c); /* takes it */
bool reader_word(struct reader *r, struct slice *word);
bool reader_word_is(struct reader *r, const char *word); /* takes it */

bool reader_name(struct reader *r, int *name); /* to be set */
bool reader_compare(struct reader *r, enum compare *out);
bool reader_range(struct reader *r); /* takes the two points of 5..9 */
bool reader_sum(struct reader *r, struct run *terms);
bool reader_time(struct reader *r, struct run *terms); /* in us */
bool reader_byte(struct reader *r, uint8_t *out);      /* one hex pair */
bool reader_hex(struct reader *r, struct run *parts);  /* to the end, or to a word */
/* `pattern`: of host bytes, where {NAME} reads. */
bool reader_text(struct reader *r, bool pattern, struct run *parts);

/* ---- between reader.c and reader_text.c --------------------------------------------- */

bool reader_is_digit(char c);
bool reader_is_letter(char c); /* or an underscore */
void reader_skip(struct reader *r);
/* The character so far ahead, NUL behind the line's end. */
char reader_peek(const struct reader *r, size_t ahead);
/* With `fraction` also with a point and digits. */
bool reader_decimal(struct reader *r, bool fraction, struct decimal *out);
/* Which term of the language's own (enum term_kind) this is; -1: none. */
int reader_own_term(struct slice word);
/* The place of a name, which is new if need be. */
bool reader_place_name(struct reader *r, struct slice word, int *name);

#endif
