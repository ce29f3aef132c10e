/*
 * model_texts - every text of a model, for tests that fill, change or look for them.
 */
#ifndef SCREENS_MODEL_TEXTS_H
#define SCREENS_MODEL_TEXTS_H

#include <stddef.h>

#include "model.h"

/* What a text is about, as far as a test cares. */
enum text_kind {
	TEXT_OF_SCREEN, /* a word or sentence of the station's own */
	TEXT_OF_SHORT,	/* an item's short name */
	TEXT_OF_NAME,	/* a person, a class, a device: as long as somebody likes */
	TEXT_OF_VALUE,	/* of the present child: may not be seen of a private item */
	TEXT_OF_KEY,	/* chooses something, and is never shown */
	TEXT_OF_DIGITS, /* was typed */
};

typedef void model_text_fn(void *of, char *text, size_t size, enum text_kind kind);

/* Calls `each` with every text there is room for, used or not. */
void model_texts(struct model *m, model_text_fn *each, void *of);

/* The Chinese texts of the scenes in English; names stay. */
void model_in_english(struct model *m);

#endif
