/*
 * words - a reading of a device in the words of the screens.
 */
#ifndef COMMAND_WORDS_H
#define COMMAND_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "reading.h"
#include "tr.h"

/* "重量 41.20 kg 稳定", "3道 时间 7.81 s". Of a start number, card or chip only that
 * there was one. With `hidden` only what kind of thing it was. Returns `out`. */
char *words_reading(const struct texts *texts, const struct reading *r, bool hidden,
	char *out, size_t size);

#endif
