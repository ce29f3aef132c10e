/*
 * dialogue - what a device is told, and what it is asked, as its profile says.
 *
 * Most devices speak by themselves. Some are asked for each value, some in a few steps
 * that follow each other (an ID card is found, selected, then read), some want to be told
 * that they were heard. This is the form alone; poller.h keeps the time.
 *
 * Times are in us. A loaded dialogue never changes.
 */
#ifndef DEVICES_DIALOGUE_H
#define DEVICES_DIALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "reading.h"

struct data_places;
struct raw_profile;

#define COMMAND_BYTES	     64
#define DIALOGUE_STEPS_MAX   8
#define DIALOGUE_SIGNS_MAX   4
#define DIALOGUE_ANSWERS_MAX 8
#define DIALOGUE_RETRY_MAX   8

/* Something that the device may be told, as it goes over the wire. */
struct profile_command {
	char name[16]; /* "zero", "tare", "start", "stop", or the device's own word */
	bool danger;   /* erases or calibrates: a person must confirm */
	size_t len;
	uint8_t bytes[COMMAND_BYTES];
};

/* What a reading is known by: its kind ("person"), a pair of its text
 * ("answer=card_found"), or anything at all. */
struct dialogue_sign {
	enum reading_kind kind; /* READING_NONE: by the pair */
	char pair[48];		/* "" with READING_NONE: any reading */
};

struct dialogue_step {
	struct profile_command ask;
	struct dialogue_sign good[DIALOGUE_SIGNS_MAX]; /* the next step follows */
	struct dialogue_sign no[DIALOGUE_SIGNS_MAX];   /* back to the first step */
	size_t good_count, no_count;
};

struct dialogue_answer {
	struct dialogue_sign to;
	struct profile_command say;
};

struct dialogue {
	struct dialogue_step steps[DIALOGUE_STEPS_MAX];
	size_t steps_count;		    /* 0: it is not asked */
	int64_t every_us;		    /* from the first step to the first step */
	int64_t timeout_us;		    /* so long an answer is waited for */
	unsigned retry;			    /* so often a step is asked again at once */
	struct profile_command start, stop; /* len 0: none */
	struct dialogue_answer answers[DIALOGUE_ANSWERS_MAX];
	size_t answers_count;
};

/* Fills in `d` from the keys `poll` and `answers`. false with file, line and key. */
bool dialogue_make(struct dialogue *d, const struct raw_profile *raw,
	const struct data_places *places, struct err *err);

bool dialogue_knows(const struct dialogue_sign *sign, const struct reading *r);

/* The bytes of a command as they are written in a profile; `key` is for the complaint. */
bool command_make(struct profile_command *c, const char *text, const char *key,
	const struct data_places *places, struct err *err);

#endif
