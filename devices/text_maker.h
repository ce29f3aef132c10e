/*
 * text_maker - what the makers of a text_format share.
 *
 * text_format.c makes messages of a profile's words, with text_frame.c for the frame
 * and text_says.c for what a reading is made of. Every complaint names the line of
 * the key that is wrong.
 */
#ifndef DEVICES_TEXT_MAKER_H
#define DEVICES_TEXT_MAKER_H

#include "profile_schema.h"
#include "text_format.h"

struct maker {
	struct text_format *f;
	const struct raw_profile *raw;
	const struct data_places *places;
	struct err *err;
	char key[64]; /* of the entry that is being made: "messages[2]" */
	bool binary;  /* fields are places in bytes (binary_format.c) */
};

/* false, with `what` said of a key of that entry; and of what is written there. */
bool maker_refuse(const struct maker *m, const char *key, const char *what);
bool maker_refuse_value(
	const struct maker *m, const char *key, const char *value, const char *what);

/* The field's index in the message, or -1. */
int maker_field(const struct text_message *message, const struct raw_message *raw,
	const char *name);
/* The slot of a kept field, or -1. */
int maker_kept(const struct text_format *f, const char *name);
/* NULL in, NULL out. */
bool maker_unit(
	struct maker *m, const char *key, const char *name, const struct measure **out);

bool maker_frame(struct maker *m, const struct raw_frame *raw);
/* Appends to message->says, whose fields and codes are made already. */
bool maker_says(struct maker *m, struct text_message *message,
	const struct raw_message *raw, const struct raw_says *says);

#endif
