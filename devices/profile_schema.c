#include "profile_schema.h"

#include "profile.h"

#define OPTIONAL CYAML_FLAG_OPTIONAL
#define NEEDED	 CYAML_FLAG_DEFAULT
#define LIST	 (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define BLOCK	 (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

static const cyaml_strval_t kind_words[] = {
	{ "start", READING_START },
	{ "finish", READING_FINISH },
	{ "split", READING_SPLIT },
	{ "impulse", READING_IMPULSE },
	{ "lap", READING_LAP },
	{ "time", READING_TIME },
	{ "weight", READING_WEIGHT },
	{ "length", READING_LENGTH },
	{ "height", READING_HEIGHT },
	{ "volume", READING_VOLUME },
	{ "flow", READING_FLOW },
	{ "count", READING_COUNT },
	{ "next", READING_NEXT },
	{ "identity", READING_IDENTITY },
	{ "person", READING_PERSON },
	{ "foul", READING_FOUL },
	{ "status", READING_STATUS },
};

static const cyaml_strval_t flag_words[] = {
	{ "stable", FLAG_STABLE },
	{ "unstable", FLAG_UNSTABLE },
	{ "gross", FLAG_GROSS },
	{ "net", FLAG_NET },
	{ "tare", FLAG_TARE },
	{ "manual", FLAG_MANUAL },
	{ "unassigned", FLAG_UNASSIGNED },
	{ "cleared", FLAG_CLEARED },
	{ "inserted", FLAG_INSERTED },
	{ "memory", FLAG_MEMORY },
	{ "penalty", FLAG_PENALTY },
	{ "disqualified", FLAG_DISQUALIFIED },
	{ "dnf", FLAG_DNF },
	{ "running", FLAG_RUNNING },
	{ "final", FLAG_FINAL },
	{ "dated", FLAG_DATED },
	{ "low-battery", FLAG_LOW_BATTERY },
	{ "overload", FLAG_OVERLOAD },
	{ "underload", FLAG_UNDERLOAD },
	{ "error", FLAG_ERROR },
};

static const cyaml_strval_t ends_words[] = {
	{ "any", ENDS_ANY },
	{ "cr", ENDS_CR },
	{ "lf", ENDS_LF },
	{ "crlf", ENDS_CRLF },
	{ "any-or-tab", ENDS_TAB },
	{ "etx", ENDS_ETX },
	{ "none", ENDS_NONE },
};

static const cyaml_strval_t as_words[] = {
	{ "text", AS_TEXT },
	{ "hex", AS_HEX },
	{ "hex-swapped", AS_HEX_SWAPPED },
};

static const cyaml_strval_t block_words[] = {
	{ "outside", BLOCK_OUTSIDE },
	{ "begins", BLOCK_BEGINS },
	{ "inside", BLOCK_INSIDE },
	{ "ends", BLOCK_ENDS },
	{ "any", BLOCK_ANY },
};

static const cyaml_schema_value_t word = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, FORMAT_WORD_MAX - 1),
};
/* A code may be the empty word: a field of blanks. */
static const cyaml_schema_value_t code_word = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, FORMAT_WORD_MAX - 1),
};
static const cyaml_schema_value_t line_of_text = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, READING_ROW_MAX - 1),
};

static const cyaml_schema_field_t check_fields[] = {
	CYAML_FIELD_ENUM("kind", NEEDED, struct raw_check, kind, checksum_words,
		CHECKSUM_KINDS - 1),
	CYAML_FIELD_ENUM("form", OPTIONAL, struct raw_check, form, checksum_form_words,
		CHECKSUM_FORMS),
	CYAML_FIELD_STRING_PTR("mark", OPTIONAL, struct raw_check, mark, 1, 32),
	CYAML_FIELD_BOOL("optional", OPTIONAL, struct raw_check, optional),
	CYAML_FIELD_BOOL("with_start", OPTIONAL, struct raw_check, with_start),
	CYAML_FIELD_BOOL("behind", OPTIONAL, struct raw_check, behind),
	CYAML_FIELD_BOOL("with_end", OPTIONAL, struct raw_check, with_end),
	CYAML_FIELD_BOOL("spelled", OPTIONAL, struct raw_check, spelled),
	CYAML_FIELD_UINT("skip", OPTIONAL, struct raw_check, skip),
	CYAML_FIELD_END,
};

static const cyaml_schema_field_t frame_fields[] = {
	CYAML_FIELD_STRING_PTR("starts", OPTIONAL, struct raw_frame, starts, 1, 32),
	CYAML_FIELD_ENUM("ends", OPTIONAL, struct raw_frame, ends, ends_words,
		CYAML_ARRAY_LEN(ends_words)),
	CYAML_FIELD_STRING_PTR("until", OPTIONAL, struct raw_frame, until, 1, 32),
	CYAML_FIELD_ENUM("as", OPTIONAL, struct raw_frame, as, as_words,
		CYAML_ARRAY_LEN(as_words)),
	CYAML_FIELD_UINT("in_a_row", OPTIONAL, struct raw_frame, in_a_row),
	CYAML_FIELD_BOOL("after_end", OPTIONAL, struct raw_frame, after_end),
	CYAML_FIELD_UINT("max", OPTIONAL, struct raw_frame, max),
	CYAML_FIELD_UINT("length", OPTIONAL, struct raw_frame, length),
	CYAML_FIELD_MAPPING_PTR("check", BLOCK, struct raw_frame, check, check_fields),
	CYAML_FIELD_END,
};

static const cyaml_schema_field_t code_fields[] = {
	CYAML_FIELD_STRING_PTR(
		"field", NEEDED, struct raw_code, field, 1, PATTERN_NAME_MAX - 1),
	CYAML_FIELD_SEQUENCE("is", CYAML_FLAG_POINTER, struct raw_code, is, &code_word,
		1, FORMAT_WORDS_MAX),
	CYAML_FIELD_ENUM("kind", OPTIONAL, struct raw_code, kind, kind_words,
		CYAML_ARRAY_LEN(kind_words)),
	CYAML_FIELD_FLAGS("flags", OPTIONAL, struct raw_code, flags, flag_words,
		CYAML_ARRAY_LEN(flag_words)),
	CYAML_FIELD_STRING_PTR("unit", OPTIONAL, struct raw_code, unit, 1, 15),
	CYAML_FIELD_BOOL("nothing", OPTIONAL, struct raw_code, nothing),
	CYAML_FIELD_BOOL("minus", OPTIONAL, struct raw_code, minus),
	CYAML_FIELD_STRING_PTR(
		"means", OPTIONAL, struct raw_code, means, 1, FORMAT_WORD_MAX - 1),
	CYAML_FIELD_END,
};

static const cyaml_schema_field_t column_fields[] = {
	CYAML_FIELD_STRING_PTR(
		"name", NEEDED, struct raw_column, name, 1, PATTERN_NAME_MAX - 1),
	CYAML_FIELD_UINT("from", NEEDED, struct raw_column, from),
	CYAML_FIELD_UINT("to", NEEDED, struct raw_column, to),
	CYAML_FIELD_END,
};

static const cyaml_schema_field_t add_fields[] = {
	CYAML_FIELD_STRING_PTR("value", NEEDED, struct raw_add, value, 1, 32),
	CYAML_FIELD_STRING_PTR("unit", NEEDED, struct raw_add, unit, 1, 15),
	CYAML_FIELD_STRING_PTR("point", OPTIONAL, struct raw_add, point, 1, 32),
	CYAML_FIELD_END,
};

static const cyaml_schema_value_t add = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_add, add_fields),
};

static const cyaml_schema_field_t says_fields[] = {
	CYAML_FIELD_ENUM("kind", OPTIONAL, struct raw_says, kind, kind_words,
		CYAML_ARRAY_LEN(kind_words)),
	CYAML_FIELD_FLAGS("flags", OPTIONAL, struct raw_says, flags, flag_words,
		CYAML_ARRAY_LEN(flag_words)),
	CYAML_FIELD_STRING_PTR("value", OPTIONAL, struct raw_says, value, 1, 32),
	CYAML_FIELD_STRING_PTR("unit", OPTIONAL, struct raw_says, unit, 1, 15),
	CYAML_FIELD_STRING_PTR("point", OPTIONAL, struct raw_says, point, 1, 32),
	CYAML_FIELD_SEQUENCE(
		"add", LIST, struct raw_says, add, &add, 0, FORMAT_PARTS_MAX - 1),
	CYAML_FIELD_STRING_PTR("channel", OPTIONAL, struct raw_says, channel, 1, 32),
	CYAML_FIELD_STRING_PTR("subject", OPTIONAL, struct raw_says, subject, 1, 32),
	CYAML_FIELD_STRING_PTR("place", OPTIONAL, struct raw_says, place, 1, 32),
	CYAML_FIELD_STRING_PTR("when", OPTIONAL, struct raw_says, when, 1, 32),
	CYAML_FIELD_STRING_PTR("text", OPTIONAL, struct raw_says, text, 1, 255),
	CYAML_FIELD_END,
};

static const cyaml_schema_value_t code = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_code, code_fields),
};
static const cyaml_schema_value_t column = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_column, column_fields),
};
static const cyaml_schema_value_t says = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_says, says_fields),
};

static const cyaml_schema_field_t message_fields[] = {
	CYAML_FIELD_STRING_PTR(
		"name", NEEDED, struct raw_message, name, 1, FORMAT_WORD_MAX - 1),
	CYAML_FIELD_STRING_PTR("match", OPTIONAL, struct raw_message, match, 1, 1000),
	CYAML_FIELD_STRING_PTR(
		"packet", OPTIONAL, struct raw_message, packet, 1, FORMAT_WORD_MAX - 1),
	CYAML_FIELD_UINT("size", OPTIONAL, struct raw_message, size),
	CYAML_FIELD_SEQUENCE("where", LIST, struct raw_message, where, &where_schema, 0,
		BINARY_WHERE_MAX),
	CYAML_FIELD_SEQUENCE("fields", LIST, struct raw_message, fields, &field_schema,
		0, FORMAT_FIELDS_MAX),
	CYAML_FIELD_STRING_PTR("each", OPTIONAL, struct raw_message, each, 1, 1000),
	CYAML_FIELD_ENUM("block", OPTIONAL, struct raw_message, block, block_words,
		CYAML_ARRAY_LEN(block_words)),
	CYAML_FIELD_SEQUENCE("columns", LIST, struct raw_message, columns, &column, 0,
		FORMAT_FIELDS_MAX),
	CYAML_FIELD_SEQUENCE(
		"keep", LIST, struct raw_message, keep, &word, 0, STATE_KEPT),
	CYAML_FIELD_SEQUENCE(
		"says", LIST, struct raw_message, says, &says, 0, FORMAT_SAYS_MAX),
	CYAML_FIELD_END,
};

static const cyaml_schema_field_t command_fields[] = {
	CYAML_FIELD_STRING_PTR("name", NEEDED, struct raw_command, name, 1, 15),
	CYAML_FIELD_STRING_PTR("bytes", NEEDED, struct raw_command, bytes, 1, 256),
	CYAML_FIELD_BOOL("danger", OPTIONAL, struct raw_command, danger),
	CYAML_FIELD_END,
};

static const cyaml_schema_value_t sign = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 47),
};

static const cyaml_schema_field_t step_fields[] = {
	CYAML_FIELD_STRING_PTR("bytes", NEEDED, struct raw_step, bytes, 1, 256),
	CYAML_FIELD_SEQUENCE("good", CYAML_FLAG_POINTER, struct raw_step, good, &sign,
		1, DIALOGUE_SIGNS_MAX),
	CYAML_FIELD_SEQUENCE(
		"no", LIST, struct raw_step, no, &sign, 0, DIALOGUE_SIGNS_MAX),
	CYAML_FIELD_END,
};

static const cyaml_schema_field_t clock_fields[] = {
	CYAML_FIELD_UINT("wraps_h", OPTIONAL, struct raw_clock, wraps_h),
	CYAML_FIELD_UINT("wraps_ms", OPTIONAL, struct raw_clock, wraps_ms),
	CYAML_FIELD_END,
};

static const cyaml_schema_field_t run_fields[] = {
	CYAML_FIELD_STRING_PTR("start", NEEDED, struct raw_run, start, 1, 7),
	CYAML_FIELD_STRING_PTR("finish", NEEDED, struct raw_run, finish, 1, 7),
	CYAML_FIELD_END,
};

static const cyaml_schema_value_t step = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_step, step_fields),
};

static const cyaml_schema_field_t poll_fields[] = {
	CYAML_FIELD_STRING_PTR("bytes", OPTIONAL, struct raw_poll, bytes, 1, 256),
	CYAML_FIELD_SEQUENCE(
		"steps", LIST, struct raw_poll, steps, &step, 0, DIALOGUE_STEPS_MAX),
	CYAML_FIELD_UINT("every_ms", NEEDED, struct raw_poll, every_ms),
	CYAML_FIELD_UINT("timeout_ms", OPTIONAL, struct raw_poll, timeout_ms),
	CYAML_FIELD_UINT("retry", OPTIONAL, struct raw_poll, retry),
	CYAML_FIELD_STRING_PTR("start", OPTIONAL, struct raw_poll, start, 1, 256),
	CYAML_FIELD_STRING_PTR("stop", OPTIONAL, struct raw_poll, stop, 1, 256),
	CYAML_FIELD_END,
};

static const cyaml_schema_field_t answer_fields[] = {
	CYAML_FIELD_STRING_PTR("to", NEEDED, struct raw_answer, to, 1, 47),
	CYAML_FIELD_STRING_PTR("bytes", NEEDED, struct raw_answer, bytes, 1, 256),
	CYAML_FIELD_END,
};

static const cyaml_schema_value_t answer = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_answer, answer_fields),
};

static const cyaml_schema_field_t heartbeat_fields[] = {
	CYAML_FIELD_UINT("within_ms", NEEDED, struct raw_heartbeat, within_ms),
	CYAML_FIELD_END,
};

static const cyaml_schema_field_t example_fields[] = {
	CYAML_FIELD_STRING_PTR("bytes", OPTIONAL, struct raw_example, bytes, 1, 4000),
	CYAML_FIELD_STRING_PTR("hex", OPTIONAL, struct raw_example, hex, 2, 4000),
	CYAML_FIELD_SEQUENCE("says", CYAML_FLAG_POINTER, struct raw_example, says,
		&line_of_text, 0, 64),
	CYAML_FIELD_END,
};

static const cyaml_schema_value_t message = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_message, message_fields),
};
static const cyaml_schema_value_t command = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_command, command_fields),
};
static const cyaml_schema_value_t example = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_example, example_fields),
};

static const cyaml_schema_field_t profile_fields[] = {
	CYAML_FIELD_UINT("format", NEEDED, struct raw_profile, format),
	CYAML_FIELD_STRING_PTR("name", NEEDED, struct raw_profile, name, 1, 63),
	CYAML_FIELD_STRING_PTR("kind", NEEDED, struct raw_profile, kind, 1, 15),
	CYAML_FIELD_STRING_PTR("line", NEEDED, struct raw_profile, line, 8, 47),
	CYAML_FIELD_SEQUENCE(
		"try", LIST, struct raw_profile, try, &word, 0, PROFILE_TRY_MAX - 1),
	CYAML_FIELD_SEQUENCE("items", LIST, struct raw_profile, items, &word, 0,
		PROFILE_ITEMS_MAX - 1),
	CYAML_FIELD_STRING_PTR("driver", NEEDED, struct raw_profile, driver, 1, 15),
	CYAML_FIELD_STRING_PTR("tested", NEEDED, struct raw_profile, tested, 1, 127),
	CYAML_FIELD_STRING_PTR("note", OPTIONAL, struct raw_profile, note, 1, 2000),
	CYAML_FIELD_BOOL("simulated", OPTIONAL, struct raw_profile, simulated),
	CYAML_FIELD_MAPPING_PTR(
		"frame", BLOCK, struct raw_profile, frame, frame_fields),
	CYAML_FIELD_SEQUENCE("packets", LIST, struct raw_profile, packets,
		&packet_schema, 0, BINARY_PACKETS_MAX),
	CYAML_FIELD_SEQUENCE(
		"codes", LIST, struct raw_profile, codes, &code, 0, FORMAT_CODES_MAX),
	CYAML_FIELD_SEQUENCE("messages", LIST, struct raw_profile, messages, &message,
		0, FORMAT_MESSAGES_MAX),
	CYAML_FIELD_SEQUENCE("commands", LIST, struct raw_profile, commands, &command,
		0, PROFILE_COMMANDS_MAX),
	CYAML_FIELD_MAPPING_PTR("poll", BLOCK, struct raw_profile, poll, poll_fields),
	CYAML_FIELD_SEQUENCE("answers", LIST, struct raw_profile, answers, &answer, 0,
		DIALOGUE_ANSWERS_MAX),
	CYAML_FIELD_MAPPING_PTR(
		"clock", BLOCK, struct raw_profile, clock, clock_fields),
	CYAML_FIELD_MAPPING_PTR("run", BLOCK, struct raw_profile, run, run_fields),
	CYAML_FIELD_MAPPING_PTR(
		"heartbeat", BLOCK, struct raw_profile, heartbeat, heartbeat_fields),
	CYAML_FIELD_SEQUENCE("examples", CYAML_FLAG_POINTER, struct raw_profile,
		examples, &example, 1, 64),
	CYAML_FIELD_END,
};

const cyaml_schema_value_t profile_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_profile, profile_fields),
};
