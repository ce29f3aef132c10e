/*
 * reading - what a device said, in one form for all devices.
 *
 * A reading is named by its listening, the offset of its frame's first byte in
 * the device's stream, and its index within the frame. Decoding the same bytes
 * with the same profile gives the same readings, whenever it is done and however
 * the bytes were cut into chunks; only `at_us` differs.
 */
#ifndef DEVICES_READING_H
#define DEVICES_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum reading_kind {
	READING_NONE,
	READING_START,
	READING_FINISH,
	READING_SPLIT,
	READING_IMPULSE, /* the device does not say which */
	READING_LAP,
	READING_TIME, /* a running or final time that the device computed */
	READING_WEIGHT,
	READING_LENGTH,
	READING_HEIGHT,
	READING_VOLUME,
	READING_FLOW,
	READING_COUNT,
	READING_NEXT, /* the start number that the device expects next */
	READING_IDENTITY,
	READING_PERSON,
	READING_FOUL,
	READING_STATUS, /* a good frame without meaning for us */
	READING_KINDS
};

/* Base units: every value is an integer count of one of these. */
enum reading_unit {
	UNIT_NONE,
	UNIT_US, /* time of day, or a duration */
	UNIT_UG,
	UNIT_UM,
	UNIT_UL,
	UNIT_UL_PER_S,
	UNIT_ONE, /* a count */
	READING_UNITS
};

/* In the order in which they are printed. */
enum reading_flag {
	FLAG_STABLE = 1u << 0,
	FLAG_UNSTABLE = 1u << 1,
	FLAG_GROSS = 1u << 2,
	FLAG_NET = 1u << 3,
	FLAG_TARE = 1u << 4,
	FLAG_MANUAL = 1u << 5,
	FLAG_UNASSIGNED = 1u << 6,
	FLAG_CLEARED = 1u << 7,
	FLAG_INSERTED = 1u << 8,
	FLAG_MEMORY = 1u << 9,
	FLAG_PENALTY = 1u << 10,
	FLAG_DISQUALIFIED = 1u << 11,
	FLAG_DNF = 1u << 12,
	FLAG_RUNNING = 1u << 13,
	FLAG_FINAL = 1u << 14,
	FLAG_DATED = 1u << 15, /* us since 1970-01-01 on the device's own clock */
	FLAG_LOW_BATTERY = 1u << 16,
	FLAG_OVERLOAD = 1u << 17,
	FLAG_UNDERLOAD = 1u << 18,
	FLAG_ERROR = 1u << 19,
};
#define FLAG_COUNT 20

struct reading {
	uint64_t offset;   /* of the frame's first byte in the stream */
	int64_t at_us;	   /* when the frame's last byte arrived, monotonic */
	int64_t value;	   /* in `unit`; only if has_value */
	uint32_t flags;	   /* enum reading_flag */
	uint32_t wraps_ms; /* its clock begins again after so much (the profile's
			    * `clock`); 0: a day, or the value is no clock's */
	int32_t place;	   /* rank, 0 when the device sends none */
	uint16_t index;	   /* within its frame, from 0 */
	uint8_t kind;	   /* enum reading_kind */
	uint8_t unit;	   /* enum reading_unit */
	int8_t decimals;   /* as sent, in the device's own unit; -1 without a value */
	bool has_value;
	char channel[8];  /* as sent; "" when the device has one only */
	char subject[40]; /* start number, transponder or card, as sent */
	char text[96];	  /* "key=value;key=value" */
};

const char *reading_kind_name(enum reading_kind kind); /* "weight" */
const char *reading_unit_name(enum reading_unit unit); /* "ug"; "" for none */
const char *reading_flag_name(unsigned bit);	       /* 0..FLAG_COUNT-1 */

#define READING_FLAGS_MAX 256 /* all flags written, with the NUL */
#define READING_ROW_MAX	  640

/* "stable+gross". Returns `out`. */
char *reading_flags_write(uint32_t flags, char *out, size_t size);

/* The columns of `station decode` behind `offset`, as one line of CSV without its
 * end: kind,channel,subject,value,unit,decimals,place,flags,text. `out` holds
 * READING_ROW_MAX. Returns it. */
char *reading_write(const struct reading *r, char *out, size_t size);

#endif
