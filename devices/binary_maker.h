/*
 * binary_maker - what the makers of a binary_format share.
 *
 * binary_format.c makes messages and their fields of a profile's words, binary_packet.c
 * the packets that they stand in. Every complaint names the line of the key that is
 * wrong.
 */
#ifndef DEVICES_BINARY_MAKER_H
#define DEVICES_BINARY_MAKER_H

#include "binary_format.h"
#include "data.h"
#include "profile_schema.h"

struct binary_maker {
	struct binary_format *f;
	const struct raw_profile *raw;
	const struct data_places *places;
	struct err *err;
	char key[64]; /* of the entry that is being made: "packets[1]" */
};

/* false, with `what` said of a key of that entry. */
bool binary_refuse(const struct binary_maker *m, const char *key, const char *what);

/* 1 to BINARY_MARK_MAX bytes; none where there is no text. */
bool binary_mark(struct binary_maker *m, const char *key, const char *text,
	uint8_t *out, uint8_t *len);

/* `max`: bytes of the frame in which they stand. */
bool binary_wheres(struct binary_maker *m, const struct raw_where *raw, size_t count,
	size_t max, struct binary_where *out);

bool binary_packets(struct binary_maker *m);

#endif
