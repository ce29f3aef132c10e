/*
 * words - the sentences that the model needs, in the language of the screens.
 *
 * For whoever fills the model. All pure; texts are lent or written to `out`.
 */
#ifndef KIOSK_WORDS_H
#define KIOSK_WORDS_H

#include <stddef.h>

#include "item.h"
#include "tr.h"

/* Why a child is found and not measured. One sentence, kind, with what helps. */
enum refusal {
	REFUSAL_NOT_ON_LIST,
	REFUSAL_NOT_THIS_ITEM,
	REFUSAL_EXEMPT, /* also 运动禁忌: no reason is shown */
	REFUSAL_ALL_DONE,
};
const char *words_refusal(const struct texts *texts, enum refusal why);

/* Under the keypad, when nobody has the number. */
const char *words_no_such_number(const struct texts *texts);

enum device_state { DEVICE_GOOD, DEVICE_QUIET, DEVICE_UNPLUGGED, DEVICE_NONE };
const char *words_device(const struct texts *texts, enum device_state state);

/* 再远2厘米得85分: `amount` with its unit ("2厘米"), `points` without ("85"). Empty
 * for an item of which more is not better and less neither (height, weight). */
char *words_hint(const struct texts *texts, const struct item *item, const char *amount,
	const char *points, char *out, size_t size);

#endif
