/*
 * utter - what the device says next, with all that goes wrong with it.
 *
 * utter_do() makes the bytes of one statement; the player takes them out as they
 * become due, and makes no new ones while some are left.
 */
#ifndef DEVICES_UTTER_H
#define DEVICES_UTTER_H

#include "program.h"
#include "value.h"

struct utter {
	struct values *values;
	int64_t tear_us;   /* 0: not torn */
	int64_t cut, drop; /* of the next say; -1: no */
	bool spoil, twice;
	uint8_t escape[4]; /* by what, plus what, from, to; all 0: none */
	uint32_t doubles;  /* per cent of says that come twice anyway */
	uint64_t chance;   /* for those alone */
	uint64_t readings; /* that the says so far should give */
	bool swap;	   /* the next say is held back */
	bool holds;	   /* one is */
	size_t held_len, out_len, out_at, taken_at;
	uint8_t held[2 * PROGRAM_SAY];
	uint8_t out[4 * PROGRAM_SAY];
};

void utter_init(struct utter *u, struct values *values);

bool utter_takes(enum op op); /* is it a statement of speech? */
void utter_do(struct utter *u, const struct statement *st);
/* The one that was held back for a swap that never came. */
bool utter_flush(struct utter *u);

size_t utter_left(const struct utter *u);
void utter_take(struct utter *u, size_t n);
const uint8_t *utter_taken(const struct utter *u, size_t *len);

#endif
