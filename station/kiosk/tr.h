/*
 * tr - the texts of the screens, from assets/texts/zh.yaml and en.yaml.
 *
 * Each text has a key, listed in texts.h with how many characters fit its place.
 * A file must have every key, once, and no other; an error names file, line and
 * key. {1}, {2}, {3} in a text are filled in by the caller.
 *
 *	struct texts *texts = texts_load("share/assets/texts/zh.yaml", err);
 *	texts_get(texts, TEXT_AGAIN)		"再来一次"
 *	texts_free(texts);
 */
#ifndef KIOSK_TR_H
#define KIOSK_TR_H

#include <stddef.h>

#include "err.h"
#include "texts.h"

struct texts;

struct texts *texts_load(const char *path, struct err *err);
void texts_free(struct texts *texts);

const char *texts_get(const struct texts *texts, enum text key); /* lent */

/* "TEXT_AGAIN" is "again" in the files. */
const char *text_key(enum text key);
int text_room(enum text key); /* in Chinese characters; two Latin letters are one */

/* The text with {1}..{3} replaced, cut at a character. NULL counts as "". */
char *text_fill(const char *text, char *out, size_t size, const char *one,
	const char *two, const char *three);

#endif
