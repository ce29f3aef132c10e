/*
 * driver_skeleton - where to begin a driver for a new family of devices.
 *
 * Compiled with the others, so that it stays true, but in no list. Copy it, name
 * it, write its line in drivers.c, and put beside it a capture in tests/devices/.
 * It understands the simplest binary meter there could be:
 *
 *	A5 hi lo sum	a length in mm, sum = low byte of A5 + hi + lo
 */
#include "driver.h"

#include <string.h>

#include "checksum.h"

#define SKELETON_FRAME 4

extern const struct driver driver_skeleton;

static enum frame skeleton_find(const struct profile *p, const struct driver_state *s,
	const uint8_t *bytes, size_t len, size_t *used)
{
	(void)p; /* what the profile says: units, limits */
	(void)s; /* what earlier frames said */
	if (bytes[0] != 0xa5)
		return FRAME_BAD;
	if (len < SKELETON_FRAME)
		return FRAME_MORE;
	if (checksum(CHECKSUM_SUM8, bytes, 3) != bytes[3])
		return FRAME_REJECT;
	*used = SKELETON_FRAME;
	return FRAME_GOOD;
}

static size_t skeleton_read(const struct profile *p, struct driver_state *s,
	const uint8_t *frame, size_t len, struct reading *out, size_t max)
{
	(void)p;
	(void)s;
	(void)len;
	(void)max;
	memset(out, 0, sizeof(*out));
	out->kind = READING_LENGTH;
	out->flags = FLAG_FINAL;
	out->value = (frame[1] * INT64_C(256) + frame[2]) * 1000; /* mm to um */
	out->unit = UNIT_UM;
	out->has_value = true;
	return 1;
}

const struct driver driver_skeleton = { "skeleton", skeleton_find, skeleton_read,
	false };
