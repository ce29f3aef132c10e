/*
 * words - what the rest of the station keeps in Chinese or as figures, in the words of
 * the screens: readings of devices, items and their values, classes, levels, reasons.
 *
 * What a school or a city gave a name of its own stays as it was written: a child, a
 * device, an exam's parts.
 */
#ifndef COMMAND_WORDS_H
#define COMMAND_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "item.h"
#include "reading.h"
#include "student.h"
#include "tr.h"

bool words_english(const struct texts *texts);

const char *words_item(const struct texts *texts, const struct item *item);
const char *words_item_short(const struct texts *texts, const struct item *item);
/* 身高体重: one device for two; `second` may be NULL. Returns `out`. */
char *words_items(const struct texts *texts, const struct item *first,
	const struct item *second, char *out, size_t size);
const char *words_unit(const struct texts *texts, const struct item *item);
/* 205厘米, 7.8秒, 3′42″; 205 cm, 7.8 s. Returns `out`. */
char *words_result(const struct texts *texts, const struct item *item, int64_t value,
	char *out, size_t size);
/* How much more or less: 2秒 of a run of minutes, and English counts nothing: 5 more.
 * Returns `out`. */
char *words_gap(const struct texts *texts, const struct item *item, int64_t gap,
	char *out, size_t size);

/* 七年级3班 is class 7-3 in English, 高一2班 class 10-2; any other name is the school's
 * own. Returns `out`. */
char *words_class(const struct texts *texts, const char *name, char *out, size_t size);

/* 七年级, 高一; grade 7, 10: a grade as its classes are called. Returns `out`. */
char *words_grade(const struct texts *texts, enum grade grade, char *out, size_t size);

/* The level with that key; `zh` when it is none of the usual ones. Lent by either. */
const char *words_level(const struct texts *texts, const char *key, const char *zh);

/* Why a result waits for a person, as the journal keeps it (reasons.h). Lent by either. */
const char *words_reason(const struct texts *texts, const char *note);

/* "重量 41.20 kg 稳定", "3道 时间 7.81 s". Of a start number, card or chip only that
 * there was one. With `hidden` only what kind of thing it was. Returns `out`. */
char *words_reading(const struct texts *texts, const struct reading *r, bool hidden,
	char *out, size_t size);

#endif
