/*
 * profile_schema - the keys of a profile file, as libcyaml loads them.
 *
 * Only shapes and words are checked here; what they mean together is checked where
 * it is made ready (profile.c, text_format.c). Strings are as written: patterns,
 * and bytes with \r \n \t \\ \xHH.
 */
#ifndef DEVICES_PROFILE_SCHEMA_H
#define DEVICES_PROFILE_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "binary_schema.h"
#include "checksum.h"
#include "data.h"
#include "reading.h"
#include "text_format.h"

struct raw_check {
	enum checksum_kind kind;
	enum checksum_form form;
	char *mark;
	bool optional, with_start, with_end, behind, spelled;
	uint32_t skip;
};

struct raw_frame {
	char *starts, *until;
	enum text_ends ends;
	enum text_as as;
	uint32_t max, length, in_a_row;
	bool after_end;
	struct raw_check *check;
};

struct raw_code {
	char *field;
	char **is;
	unsigned is_count;
	enum reading_kind kind;
	uint32_t flags;
	char *unit;
	bool nothing, minus;
	char *means;
};

struct raw_column {
	char *name;
	uint32_t from, to;
};

struct raw_add {
	char *value, *unit, *point;
};

struct raw_says {
	enum reading_kind kind;
	uint32_t flags;
	char *value, *unit, *point, *channel, *subject, *place, *when, *text;
	struct raw_add *add;
	unsigned add_count;
};

struct raw_message {
	char *name, *match, *each, *packet;
	enum text_block block;
	uint32_t size;
	struct raw_where *where;
	unsigned where_count;
	struct raw_field *fields;
	unsigned fields_count;
	struct raw_column *columns;
	unsigned columns_count;
	char **keep;
	unsigned keep_count;
	struct raw_says *says;
	unsigned says_count;
};

struct raw_command {
	char *name, *bytes;
	bool danger;
};

struct raw_step {
	char *bytes;
	char **good;
	unsigned good_count;
	char **no;
	unsigned no_count;
};

struct raw_poll {
	char *bytes, *start, *stop;
	uint32_t every_ms, timeout_ms, retry;
	struct raw_step *steps;
	unsigned steps_count;
};

struct raw_answer {
	char *to, *bytes;
};

struct raw_clock {
	unsigned wraps_h, wraps_ms;
};

struct raw_run {
	char *start, *finish;
};

struct raw_heartbeat {
	uint32_t within_ms;
};

struct raw_example {
	char *bytes, *hex;
	char **says;
	unsigned says_count;
};

struct raw_profile {
	uint32_t format;
	char *name, *kind, *line, *driver, *tested, *note;
	bool simulated;
	char **try;
	unsigned try_count;
	char **items;
	unsigned items_count;
	struct raw_frame *frame;
	struct raw_packet *packets;
	unsigned packets_count;
	struct raw_code *codes;
	unsigned codes_count;
	struct raw_message *messages;
	unsigned messages_count;
	struct raw_command *commands;
	unsigned commands_count;
	struct raw_poll *poll;
	struct raw_clock *clock;
	struct raw_run *run;
	struct raw_answer *answers;
	unsigned answers_count;
	struct raw_heartbeat *heartbeat;
	struct raw_example *examples;
	unsigned examples_count;
};

extern const cyaml_schema_value_t profile_schema;

#endif
