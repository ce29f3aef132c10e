/* What may stand in scheme.yaml of an exam: see exam_form.h and docs/schemes.md. */
#include "exam_form.h"

#define NEEDED			      CYAML_FLAG_DEFAULT
#define MAYBE			      CYAML_FLAG_OPTIONAL
#define TEXT(key, type, member)	      CYAML_FIELD_STRING(key, NEEDED, type, member, 1)
#define MAYBE_TEXT(key, type, member) CYAML_FIELD_STRING(key, MAYBE, type, member, 1)
#define WORDS(key, flags, type, member, words)                                         \
	CYAML_FIELD_ENUM(key, flags, type, member, words, CYAML_ARRAY_LEN(words))
#define LIST(key, type, member, entry, max)                                            \
	CYAML_FIELD_SEQUENCE(key, CYAML_FLAG_POINTER, type, member, &(entry), 1, max)
#define MAYBE_LIST(key, type, member, entry, max)                                      \
	CYAML_FIELD_SEQUENCE(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type,      \
		member, &(entry), 1, max)
#define ENTRY(name, type, fields)                                                      \
	static const cyaml_schema_value_t name = {                                     \
		CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, type, fields),                 \
	}

static const cyaml_strval_t exam_words[] = { { "exam", 1 } };
static const cyaml_strval_t status_words[] = {
	{ "official", SCHEME_OFFICIAL },
	{ "draft", SCHEME_DRAFT },
	{ "sample", SCHEME_SAMPLE },
};
static const cyaml_strval_t round_words[] = {
	{ "cut", ROUND_CUT },
	{ "half_up", ROUND_HALF_UP },
	{ "nonzero_up", ROUND_NONZERO_UP },
};
static const cyaml_strval_t read_round_words[] = {
	{ "cut", ROUND_CUT },
	{ "half_up", ROUND_HALF_UP },
	{ "nonzero_up", ROUND_NONZERO_UP },
	{ "none", ROUND_NONE },
};
static const cyaml_strval_t part_words[] = {
	{ "process", EXAM_PROCESS },
	{ "field", EXAM_FIELD },
	{ "theory", EXAM_THEORY },
	{ "gate", EXAM_GATES },
};
static const cyaml_strval_t missing_words[] = {
	{ "block", EXAM_BLOCK },
	{ "scale", EXAM_SCALE },
	{ "fixed", EXAM_FIXED },
};
static const cyaml_strval_t fail_words[] = {
	{ "record_only", EXAM_RECORD_ONLY },
	{ "no_total", EXAM_NO_TOTAL },
	{ "zero_total", EXAM_ZERO_TOTAL },
};
static const cyaml_strval_t combine_words[] = { { "sum", 0 }, { "mean", 1 } };
static const cyaml_strval_t component_words[] = { { "bands", 0 }, { "typed", 1 } };
static const cyaml_strval_t choose_words[] = {
	{ "declared", EXAM_DECLARED },
	{ "best", EXAM_CHOOSE_BEST },
	{ "drawn", EXAM_DRAWN },
};
static const cyaml_strval_t level_words[] = {
	{ "item", EXAM_OF_ITEM },
	{ "part", EXAM_OF_PART },
	{ "total", EXAM_OF_TOTAL },
};
static const cyaml_strval_t is_words[] = {
	{ "exempt_full", EXAM_EXEMPT_FULL },
	{ "exempt_share", EXAM_EXEMPT_SHARE },
	{ "partial", EXAM_PARTIAL },
	{ "deferred", EXAM_IS_DEFERRED },
	{ "absent", EXAM_ABSENT },
	{ "disqualified", EXAM_DISQUALIFIED },
};
static const cyaml_strval_t effect_words[] = {
	{ "warn", EFFECT_WARN },
	{ "void_attempt", EFFECT_VOID_ATTEMPT },
	{ "add_ms", EFFECT_ADD_MS },
	{ "not_counted", EFFECT_NOT_COUNTED },
	{ "minus_count", EFFECT_MINUS_COUNT },
	{ "stop_attempt", EFFECT_STOP_ATTEMPT },
	{ "void_item", EFFECT_VOID_ITEM },
};
static const cyaml_strval_t use_words[] = {
	{ "best", EXAM_BEST },
	{ "last", EXAM_LAST },
	{ "first_valid", EXAM_FIRST_VALID },
	{ "mean", EXAM_MEAN },
};
static const cyaml_strval_t order_words[] = { { "each_all", 0 }, { "rounds", 1 } };
static const cyaml_strval_t no_valid_words[] = { { "zero", 0 }, { "open", 1 } };
static const cyaml_strval_t sex_words[] = { { "M", SEX_MALE }, { "F", SEX_FEMALE } };
static const cyaml_strval_t kind_words[] = {
	{ "time", EXAM_TIME },
	{ "distance", EXAM_DISTANCE },
	{ "count", EXAM_COUNT },
	{ "reach", EXAM_REACH },
	{ "distance_done", EXAM_DONE },
	{ "judged", EXAM_JUDGED },
};
static const cyaml_strval_t unit_words[] = {
	{ "s", UNIT_S },
	{ "cm", UNIT_CM },
	{ "m", UNIT_M },
	{ "times", UNIT_TIMES },
	{ "marks", UNIT_MARKS },
};
static const cyaml_strval_t better_words[] = {
	{ "more", BETTER_MORE },
	{ "less", BETTER_LESS },
};
static const cyaml_strval_t method_words[] = {
	{ "table", EXAM_TABLE },
	{ "linear", EXAM_LINEAR },
	{ "bands", EXAM_BANDS },
	{ "gate", EXAM_GATE },
	{ "judged", EXAM_MARKS },
};
static const cyaml_strval_t table_words[] = { { "given", 0 }, { "missing", 1 } };
static const cyaml_strval_t partial_words[] = {
	{ "full_steps_only", 0 },
	{ "proportional", 1 },
};
static const cyaml_strval_t sessions_words[] = {
	{ "last", SESSIONS_LAST },
	{ "best", SESSIONS_BEST },
	{ "makeup", SESSIONS_MAKEUP },
};
static const cyaml_strval_t session_words[] = {
	{ "main", EXAM_MAIN },
	{ "ice", EXAM_ICE },
	{ "deferred", EXAM_DEFERRED },
	{ "makeup", EXAM_MAKEUP },
};

static const cyaml_schema_value_t word = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 63),
};
static const cyaml_schema_value_t whole_number = {
	CYAML_VALUE_INT(CYAML_FLAG_DEFAULT, int),
};

static const cyaml_schema_field_t range_fields[] = {
	TEXT("min", struct form_range, min),
	TEXT("max", struct form_range, max),
	CYAML_FIELD_END,
};
static const cyaml_schema_field_t band_fields[] = {
	TEXT("from", struct form_band, from),
	TEXT("points", struct form_band, points),
	CYAML_FIELD_END,
};
ENTRY(band, struct form_band, band_fields);
static const cyaml_schema_field_t row_fields[] = {
	TEXT("at", struct form_row, at),
	TEXT("add", struct form_row, add),
	CYAML_FIELD_END,
};
ENTRY(row, struct form_row, row_fields);
static const cyaml_schema_field_t level_fields[] = {
	TEXT("key", struct form_level, key),
	TEXT("zh", struct form_level, zh),
	TEXT("from", struct form_level, from),
	CYAML_FIELD_END,
};
ENTRY(level, struct form_level, level_fields);
static const cyaml_schema_field_t total_fields[] = {
	TEXT("points", struct form_total, points),
	WORDS("round", MAYBE, struct form_total, round, round_words),
	MAYBE_TEXT("step", struct form_total, step),
	MAYBE_TEXT("cap", struct form_total, cap),
	CYAML_FIELD_END,
};

/* ---- parts ------------------------------------------------------------------- */

static const cyaml_schema_field_t component_fields[] = {
	TEXT("key", struct form_component, key),
	TEXT("zh", struct form_component, zh),
	MAYBE_LIST("years", struct form_component, years, word, EXAM_YEARS_MAX),
	WORDS("method", NEEDED, struct form_component, method, component_words),
	MAYBE_TEXT("input", struct form_component, input),
	MAYBE_LIST("bands", struct form_component, bands, band, EXAM_STEPS_MAX),
	MAYBE_TEXT("points", struct form_component, points),
	MAYBE_TEXT("cap", struct form_component, cap),
	CYAML_FIELD_END,
};
ENTRY(component, struct form_component, component_fields);
static const cyaml_schema_field_t group_fields[] = {
	TEXT("key", struct form_group, key),
	TEXT("zh", struct form_group, zh),
	MAYBE_TEXT("points", struct form_group, points),
	CYAML_FIELD_INT("pick", MAYBE, struct form_group, pick),
	WORDS("choose", MAYBE, struct form_group, choose, choose_words),
	LIST("items", struct form_group, items, word, EXAM_ITEMS_MAX),
	MAYBE_LIST("drawn", struct form_group, drawn, word, EXAM_ITEMS_MAX),
	WORDS("round", MAYBE, struct form_group, round, round_words),
	MAYBE_TEXT("step", struct form_group, step),
	MAYBE_TEXT("cap", struct form_group, cap),
	CYAML_FIELD_END,
};
ENTRY(group, struct form_group, group_fields);
static const cyaml_schema_field_t part_fields[] = {
	TEXT("key", struct form_part, key),
	TEXT("zh", struct form_part, zh),
	WORDS("kind", NEEDED, struct form_part, kind, part_words),
	MAYBE_TEXT("points", struct form_part, points),
	WORDS("combine", MAYBE, struct form_part, combine, combine_words),
	WORDS("missing_year", MAYBE, struct form_part, missing_year, missing_words),
	MAYBE_TEXT("missing_points", struct form_part, missing_points),
	WORDS("on_fail", MAYBE, struct form_part, on_fail, fail_words),
	WORDS("round", MAYBE, struct form_part, round, round_words),
	MAYBE_TEXT("step", struct form_part, step),
	MAYBE_TEXT("cap", struct form_part, cap),
	MAYBE_LIST("components", struct form_part, components, component,
		EXAM_COMPONENTS_MAX),
	MAYBE_LIST("groups", struct form_part, groups, group, EXAM_GROUPS_MAX),
	MAYBE_LIST("items", struct form_part, items, word, EXAM_ITEMS_MAX),
	CYAML_FIELD_END,
};
ENTRY(part, struct form_part, part_fields);

/* ---- rules ------------------------------------------------------------------- */

static const cyaml_schema_field_t pair_fields[] = {
	LIST("items", struct form_pair, items, word, EXAM_ITEMS_MAX),
	CYAML_FIELD_END,
};
ENTRY(pair, struct form_pair, pair_fields);
static const cyaml_schema_field_t bonus_fields[] = {
	TEXT("item", struct form_bonus, item),
	MAYBE_LIST("rows", struct form_bonus, rows, row, EXAM_STEPS_MAX),
	MAYBE_TEXT("each", struct form_bonus, each),
	MAYBE_TEXT("add", struct form_bonus, add),
	WORDS("to", NEEDED, struct form_bonus, to, level_words),
	TEXT("cap", struct form_bonus, cap),
	CYAML_FIELD_BOOL("only_full", MAYBE, struct form_bonus, only_full),
	CYAML_FIELD_END,
};
ENTRY(bonus, struct form_bonus, bonus_fields);
static const cyaml_schema_field_t sessions_fields[] = {
	WORDS("use", NEEDED, struct form_sessions, use, sessions_words),
	MAYBE_TEXT("makeup_share", struct form_sessions, makeup_share),
	CYAML_FIELD_END,
};
static const cyaml_schema_field_t status_fields[] = {
	TEXT("code", struct form_status, code),
	TEXT("zh", struct form_status, zh),
	WORDS("is", NEEDED, struct form_status, is, is_words),
	MAYBE_TEXT("share", struct form_status, share),
	WORDS("of", NEEDED, struct form_status, of, level_words),
	MAYBE_TEXT("part", struct form_status, part),
	MAYBE_TEXT("instead", struct form_status, instead),
	MAYBE_LIST("papers", struct form_status, papers, word, 8),
	CYAML_FIELD_END,
};
ENTRY(status, struct form_status, status_fields);

/* ---- items ------------------------------------------------------------------- */

static const cyaml_schema_field_t fault_fields[] = {
	TEXT("code", struct form_fault, code),
	TEXT("zh", struct form_fault, zh),
	WORDS("effect", NEEDED, struct form_fault, effect, effect_words),
	CYAML_FIELD_INT("amount", MAYBE, struct form_fault, amount),
	CYAML_FIELD_INT("from", MAYBE, struct form_fault, from),
	MAYBE_TEXT("evidence", struct form_fault, evidence),
	CYAML_FIELD_END,
};
ENTRY(fault, struct form_fault, fault_fields);
static const cyaml_schema_field_t attempts_fields[] = {
	CYAML_FIELD_INT("max", NEEDED, struct form_attempts, max),
	WORDS("use", NEEDED, struct form_attempts, use, use_words),
	CYAML_FIELD_BOOL("stop_on_full", MAYBE, struct form_attempts, stop_on_full),
	WORDS("order", MAYBE, struct form_attempts, order, order_words),
	WORDS("no_valid", MAYBE, struct form_attempts, no_valid, no_valid_words),
	CYAML_FIELD_END,
};
static const cyaml_schema_field_t item_fields[] = {
	TEXT("key", struct form_item, key),
	TEXT("zh", struct form_item, zh),
	MAYBE_TEXT("measure", struct form_item, measure),
	WORDS("sex", MAYBE, struct form_item, sex, sex_words),
	MAYBE_TEXT("slot", struct form_item, slot),
	WORDS("kind", NEEDED, struct form_item, kind, kind_words),
	WORDS("unit", NEEDED, struct form_item, unit, unit_words),
	CYAML_FIELD_BOOL("minutes", MAYBE, struct form_item, minutes),
	WORDS("better", NEEDED, struct form_item, better, better_words),
	MAYBE_TEXT("read", struct form_item, read),
	CYAML_FIELD_INT("decimals", NEEDED, struct form_item, decimals),
	WORDS("round", NEEDED, struct form_item, round, read_round_words),
	CYAML_FIELD_MAPPING("hard", NEEDED, struct form_item, hard, range_fields),
	CYAML_FIELD_MAPPING_PTR("usual", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
		struct form_item, usual, range_fields),
	CYAML_FIELD_MAPPING(
		"attempts", NEEDED, struct form_item, attempts, attempts_fields),
	MAYBE_LIST("faults", struct form_item, faults, fault, EXAM_FAULTS_MAX),
	WORDS("method", NEEDED, struct form_item, method, method_words),
	WORDS("table", MAYBE, struct form_item, table, table_words),
	MAYBE_LIST("bands", struct form_item, bands, band, EXAM_STEPS_MAX),
	MAYBE_TEXT("full_at", struct form_item, full_at),
	MAYBE_TEXT("step", struct form_item, step),
	MAYBE_TEXT("points_per_step", struct form_item, points_per_step),
	MAYBE_TEXT("floor", struct form_item, floor),
	WORDS("partial_step", MAYBE, struct form_item, partial_step, partial_words),
	MAYBE_TEXT("need", struct form_item, need),
	TEXT("scale_max", struct form_item, scale_max),
	MAYBE_TEXT("below", struct form_item, below),
	WORDS("item_round", MAYBE, struct form_item, item_round, round_words),
	MAYBE_TEXT("item_step", struct form_item, item_step),
	MAYBE_TEXT("cap", struct form_item, cap),
	WORDS("session", MAYBE, struct form_item, session, session_words),
	TEXT("origin", struct form_item, origin),
	MAYBE_TEXT("course", struct form_item, course),
	MAYBE_TEXT("equipment", struct form_item, equipment),
	CYAML_FIELD_END,
};
ENTRY(item, struct form_item, item_fields);

/* ---- the file ---------------------------------------------------------------- */

static const cyaml_schema_field_t form_fields[] = {
	CYAML_FIELD_INT("schema", NEEDED, struct form, schema),
	WORDS("kind", NEEDED, struct form, kind, exam_words),
	TEXT("id", struct form, id),
	TEXT("title", struct form, title),
	TEXT("place", struct form, place),
	WORDS("status", NEEDED, struct form, status, status_words),
	CYAML_FIELD_INT("exam_year", NEEDED, struct form, exam_year),
	MAYBE_LIST(
		"entry_years", struct form, entry_years, whole_number, EXAM_YEARS_MAX),
	TEXT("document", struct form, document),
	MAYBE_TEXT("date", struct form, date),
	TEXT("source", struct form, source),
	MAYBE_TEXT("table", struct form, table),
	CYAML_FIELD_MAPPING("total", NEEDED, struct form, total, total_fields),
	MAYBE_LIST("levels", struct form, levels, level, SCHEME_LEVELS_MAX),
	LIST("parts", struct form, parts, part, EXAM_PARTS_MAX),
	MAYBE_LIST("not_both", struct form, not_both, pair, EXAM_NOT_BOTH_MAX),
	CYAML_FIELD_BOOL("all_or_none", MAYBE, struct form, all_or_none),
	MAYBE_LIST("bonus", struct form, bonus, bonus, EXAM_BONUS_MAX),
	CYAML_FIELD_MAPPING("sessions", MAYBE, struct form, sessions, sessions_fields),
	MAYBE_LIST("statuses", struct form, statuses, status, EXAM_STATUSES_MAX),
	LIST("items", struct form, items, item, EXAM_ITEMS_MAX),
	CYAML_FIELD_END,
};
const cyaml_schema_value_t exam_form_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct form, form_fields),
};
