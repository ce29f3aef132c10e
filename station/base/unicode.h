/*
 * unicode - text of the outside world to UTF-8 and to comparable forms, over ICU.
 *
 * Inside the station all text is UTF-8. School files come as UTF-8 with or without
 * a byte order mark, as UTF-16 with one (spreadsheet programs' "Unicode text"), and
 * as GB18030 (of which GBK and GB2312 are parts). Functions append to a buf.
 */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include "buf.h"
#include "err.h"

#include <stdbool.h>
#include <stddef.h>

enum unicode_encoding {
	UNICODE_UTF8,
	UNICODE_UTF8_MARKED, /* with a byte order mark */
	UNICODE_UTF16LE,
	UNICODE_UTF16BE,
	UNICODE_GB18030,
};

#define UNICODE_TEXT_MAX ((size_t)64 * 1024 * 1024)

const char *unicode_encoding_name(enum unicode_encoding encoding); /* "GB18030" */

/*
 * Recognise the encoding and append the text as UTF-8 without a mark. Bytes that are
 * legal UTF-8 are UTF-8; else they must be GB18030 from first to last. Nothing is
 * replaced by a question mark: illegal bytes are refused with their line ("line 12:
 * neither UTF-8 nor GB18030"), and so is a NUL, and a character that GB18030 or
 * UTF-16 maps to the private use area for want of a real one is kept as it is.
 */
bool unicode_to_utf8(const void *bytes, size_t len, struct buf *out,
	enum unicode_encoding *encoding, struct err *err);

bool unicode_is_utf8(const void *bytes, size_t len); /* strict; NUL is allowed */
/* How many bytes at the beginning are legal UTF-8: `len`, or where it first is not. */
size_t unicode_utf8_prefix(const void *bytes, size_t len);

/* Append `text` in normal form C. Illegal UTF-8 becomes U+FFFD here and below. */
void unicode_nfc(struct buf *out, const char *text);

/*
 * Fold for comparing headings, codes and words in cells: full-width to half-width and
 * other compatibility forms to plain ones (normal form KC: "㎝" is "cm"); every blank
 * and invisible dropped (U+00A0, U+3000, zero-width, byte order mark, control
 * characters); square, lenticular and tortoise brackets to ( and ); multiplication
 * signs to '*', dashes to '-', the strokes of a run (3′45″) to ' and ".
 * UNICODE_FOLD_CASE: ASCII letters to lower case. UNICODE_FOLD_TIMES: x or X is a
 * multiplication sign too where "50米x8" has it, before a digit and after a digit, 米
 * or m; not for codes, which may hold an x. Headings take both: UNICODE_HEADING.
 */
enum {
	UNICODE_KEEP_CASE = 0,
	UNICODE_FOLD_CASE = 1,
	UNICODE_FOLD_TIMES = 2,
	UNICODE_HEADING = 3,
};
void unicode_fold(struct buf *out, const char *text, int how);

/* A name as kept: blanks at both ends dropped, invisibles and what is no character (U+FFFF,
 * which no workbook can hold) everywhere, inner runs of blanks to one space, normal form C;
 * nothing else is touched. */
void unicode_trim(struct buf *out, const char *text);

/* A name as compared: as unicode_trim, full-width to half-width, all middle dots
 * (U+2022, U+30FB, U+FF65, U+2027, U+22C5, U+FF0E and kin, and '.' after a Chinese
 * character) to U+00B7, blanks beside a Chinese character or a dot dropped (张 三). */
void unicode_name(struct buf *out, const char *text);
bool unicode_same_name(const char *a, const char *b);

/* Characters (code points) of `text`. */
size_t unicode_length(const char *text);

/* Order of two names as in a Chinese school's list: by pinyin, then as bytes; 0
 * only for equal bytes. Not affected by LANG. Not for two threads at once. */
int unicode_compare(const char *a, const char *b);

/* The first letter of the first character's pinyin, 'A'..'Z', for a letter pad;
 * '#' for what has none. */
char unicode_initial(const char *text);

#endif
