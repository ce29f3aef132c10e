/*
 * pin - the teacher's PIN: four to eight digits, kept as an Argon2id hash in the settings
 * of this machine ("teacher.pin").
 *
 * Few digits are soon tried through, so that trying is what costs: after PIN_TRIES wrong
 * ones in a row the next is only taken after 30 s, and after each further one after twice
 * as long, at most an hour. The count and the time of the last one stand in the settings
 * too ("teacher.pin.wrong", "teacher.pin.at"), and are written before the digits are looked
 * at: neither a restart nor pulling the plug gives a try back.
 *
 * A PIN is never logged and stands in no sentence. Looking at one takes about a fifth of a
 * second and 48 MB of memory. Times are UTC microseconds.
 */
#ifndef STORE_PIN_H
#define STORE_PIN_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"
#include "store.h"

#define PIN_MIN	  4
#define PIN_MAX	  8
#define PIN_TRIES 5 /* before it must be waited */

/* What a new PIN is. */
enum pin_kind {
	PIN_GOOD,
	PIN_NOT_DIGITS, /* or too few or too many of them */
	PIN_SIMPLE,	/* 0000, 1234, 8765: the first that anybody tries */
};
enum pin_kind pin_kind(const char *digits);

bool pin_is_set(struct store *store);
/* Only a good one is taken. It ends whatever wait there was. */
bool pin_set(struct store *store, const char *digits, struct err *err);
bool pin_clear(struct store *store, struct err *err);

enum pin_answer {
	PIN_FAILED = -1, /* a sentence in err */
	PIN_WRONG,
	PIN_RIGHT,
	PIN_WAIT, /* it was not looked at: pin_wait_us() */
};
enum pin_answer pin_try(
	struct store *store, const char *digits, int64_t wall_us, struct err *err);

/* How long until the next try is taken; 0 now. */
int64_t pin_wait_us(struct store *store, int64_t wall_us);
int pin_tries_left(struct store *store); /* before it must be waited; 0 none */

#endif
