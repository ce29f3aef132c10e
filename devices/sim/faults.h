/*
 * faults - what goes wrong between a device and its reader, on demand.
 *
 * They are told as text, "NAME[:VALUE[:VALUE]]", and are the same for any script or
 * capture; the same seed gives the same faults at the same times. What a script says
 * does not depend on them, but for `midnight`.
 *
 *	torn:30ms	bytes come in pieces of 1 to 12 with pauses of up to 30 ms
 *	bits:1000	one bit in a thousand bytes is wrong, on average
 *	drift:500	the device's clock is 500 ppm fast (-500: slow); all of its
 *			times follow it
 *	silence:20s:6s	about every 20 s it neither speaks nor hears for 6 s
 *	double:10	one say in ten comes twice
 *	midnight:5s	the device's clock of the day begins 5 s before 24:00:00
 *	unplug:20s:2s	about every 20 s the port is gone for 2 s
 *	burst:2s	what is said is held back for up to 2 s, and then comes at once
 *			at 115200 baud
 *
 * Those values hold when none is given. "About every": half to one and a half times.
 *
 * Between the player and the port, bytes wait here until they are due. Times are in us
 * of our own clock since the device was switched on, and never go backward.
 */
#ifndef DEVICES_FAULTS_H
#define DEVICES_FAULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

struct fault_spell {
	int64_t every_us, for_us; /* 0: never */
};

struct faults_how {
	int64_t torn_us; /* 0: not torn */
	uint32_t bits;	 /* bytes; 0: none is wrong */
	int32_t drift_ppm;
	uint32_t doubles; /* per cent */
	int64_t midnight_us;
	int64_t burst_us;
	struct fault_spell silence, unplug;
};

/* One fault from its text, added to the others in `how`. */
bool faults_read(const char *text, struct faults_how *how, struct err *err);

/* Times of the device's clock and of ours. The second is rounded up: when it has come,
 * so has the first. */
int64_t faults_device_us(const struct faults_how *how, int64_t our_us);
int64_t faults_our_us(const struct faults_how *how, int64_t device_us);

/* What a player may say at once; there is room for it twice. */
#define FAULTS_SAY   ((size_t)8192)
#define FAULTS_BYTES (2 * FAULTS_SAY)

struct fault_times {
	struct fault_spell spell;
	uint64_t chance;	   /* its own: it is drawn when it is asked for */
	int64_t from_us, until_us; /* the spell that is or comes */
};

struct faults {
	struct faults_how how;
	uint64_t chance;
	struct fault_times silence, unplug;
	int64_t now_us;	     /* when the plug was last looked at */
	size_t piece;	     /* of a torn piece so many bytes are left */
	int64_t last_ns;     /* when the last byte is due */
	int64_t to_bit;	     /* bytes until the next wrong bit */
	size_t first, count; /* of the ring */
	uint8_t bytes[FAULTS_BYTES];
	int64_t due_us[FAULTS_BYTES];
};

void faults_init(struct faults *f, const struct faults_how *how, uint64_t seed);

/* May the player be asked for more? */
bool faults_room(const struct faults *f);
/* Says at most FAULTS_SAY bytes, when there is room. */
void faults_put(struct faults *f, const uint8_t *bytes, size_t len, int64_t now_us);
/* At most `max` of the bytes that are due. */
size_t faults_take(struct faults *f, int64_t now_us, uint8_t *out, size_t max);

bool faults_silent(struct faults *f, int64_t now_us);
bool faults_unplugged(struct faults *f, int64_t now_us);

/* When next a byte is due or the plug moves; INT64_MAX: never. */
int64_t faults_until_us(const struct faults *f);

#endif
