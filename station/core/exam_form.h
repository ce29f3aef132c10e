/*
 * exam_form - scheme.yaml of an exam as it stands in the file, before its meaning.
 *
 * Private to exam_form.c, exam_load.c, exam_parts.c and exam_items.c. Every number
 * that may be a fraction, or whose absence is not 0, is text here; "" is absent.
 */
#ifndef CORE_EXAM_FORM_H
#define CORE_EXAM_FORM_H

#include <cyaml/cyaml.h>

#include "data.h"
#include "exam.h"

struct form_range {
	char min[16], max[16];
};
struct form_band {
	char from[16], points[16];
};
struct form_row {
	char at[16], add[16];
};
struct form_level {
	char key[16], zh[16], from[16];
};
struct form_total {
	char points[16], step[16], cap[16];
	enum item_round round;
};
struct form_component {
	char key[32], zh[48], input[48], points[16], cap[16];
	char **years;
	struct form_band *bands;
	uint64_t years_count, bands_count;
	int method; /* 0 bands, 1 typed */
};
struct form_group {
	char key[32], zh[48], points[16], step[16], cap[16];
	int pick;
	enum exam_choose choose;
	enum item_round round;
	char **items, **drawn;
	uint64_t items_count, drawn_count;
};
struct form_part {
	char key[32], zh[48], points[16], step[16], cap[16], missing_points[16];
	enum exam_part_kind kind;
	enum exam_missing missing_year;
	enum exam_on_fail on_fail;
	enum item_round round;
	int combine; /* 0 sum, 1 mean */
	struct form_component *components;
	struct form_group *groups;
	char **items;
	uint64_t components_count, groups_count, items_count;
};
struct form_bonus {
	char item[32], add[16], each[16], cap[16];
	enum exam_level to;
	bool only_full;
	struct form_row *rows;
	uint64_t rows_count;
};
struct form_status {
	char code[32], zh[48], share[16], part[32], instead[32];
	enum exam_is is;
	enum exam_level of;
	char **papers;
	uint64_t papers_count;
};
struct form_fault {
	char code[24], zh[32], evidence[64];
	enum exam_effect effect;
	int amount, from;
};
struct form_attempts {
	int max;
	enum exam_use use;
	bool stop_on_full;
	int order, no_valid;
};
struct form_item {
	char key[32], zh[48], measure[24], slot[32];
	enum sex sex;
	enum exam_kind kind;
	int unit;
	bool minutes;
	enum item_better better;
	char read[8];
	int decimals;
	enum item_round round, item_round;
	struct form_range hard, *usual;
	struct form_attempts attempts;
	struct form_fault *faults;
	uint64_t faults_count;
	enum exam_method method;
	int table; /* 1: missing */
	char scale_max[16], below[16], item_step[16], cap[16];
	char full_at[16], step[16], points_per_step[16], floor[16], need[16];
	int partial_step; /* 1: proportional */
	struct form_band *bands;
	uint64_t bands_count;
	enum exam_session session;
	char origin[256], course[512], equipment[256];
};
struct form_sessions {
	enum exam_sessions use;
	char makeup_share[16];
};
struct form_pair {
	char **items;
	uint64_t items_count;
};
struct form {
	int schema, exam_year;
	int kind;
	char id[32], title[96], place[64], document[256], date[16], source[512];
	char table[64];
	enum scheme_status status;
	int *entry_years;
	bool all_or_none;
	struct form_total total;
	struct form_sessions sessions;
	struct form_level *levels;
	struct form_part *parts;
	struct form_pair *not_both;
	struct form_bonus *bonus;
	struct form_status *statuses;
	struct form_item *items;
	uint64_t entry_years_count, levels_count, parts_count, not_both_count,
		bonus_count, statuses_count, items_count;
};

extern const cyaml_schema_value_t exam_form_schema;

enum { UNIT_S, UNIT_CM, UNIT_M, UNIT_TIMES, UNIT_MARKS };

/* A scheme on its way. */
struct exam_build {
	struct exam *exam;
	const struct items *items;
	const struct form *form;
	const struct data_places *places;
	const char *place; /* of complaints */
	const struct scheme_file *table;
	const char *folder; /* its name, which is the id; NULL: in memory only */
	int ladders;	    /* in memory: used so far, in ints */
};

/* "<list>[i].<key>" refused with a sentence. Always false. */
bool exam_refuse(const struct exam_build *b, struct err *err, const char *sentence,
	const char *path, ...) __attribute__((format(printf, 4, 5)));

/* Points of the file ("13.5") at the path, 0 to 1000; "" is `absent`. */
bool exam_points(const struct exam_build *b, const char *text, int32_t absent,
	int32_t *points_c, struct err *err, const char *path, ...)
	__attribute__((format(printf, 6, 7)));

/* round and step belong together; the path is the step's, which ends in "step". */
bool exam_take_round(const struct exam_build *b, enum item_round round,
	const char *step, struct exam_round *out, struct err *err, const char *path,
	...) __attribute__((format(printf, 6, 7)));

/* A cap, `absent` when it is not written; 0 would be no cap. */
bool exam_take_cap(const struct exam_build *b, const char *text, int32_t absent,
	int32_t *cap_c, struct err *err, const char *path, ...)
	__attribute__((format(printf, 6, 7)));

/* A key that means something elsewhere only: refused when it is written. The first
 * word of a list reads as its absence, so the struct does not tell. */
bool exam_absent(const struct exam_build *b, const char *sentence, struct err *err,
	const char *path, ...) __attribute__((format(printf, 4, 5)));

bool exam_key_good(const char *key);

/* A number written plainly: 010 is eight to some programs and ten to others. */
bool exam_plain(const char *number);

bool exam_take_items(struct exam_build *b, struct err *err);
bool exam_take_parts(struct exam_build *b, struct err *err);
bool exam_take_rules(struct exam_build *b, struct err *err); /* bonus, statuses */
bool exam_read_table(struct exam_build *b, struct err *err);
/* The denominator that makes everything whole. */
bool exam_take_den(struct exam_build *b, struct err *err);

/* Steps into a ladder, from the easiest: at[n] already with the sign. */
void exam_make_ladder(struct exam_build *b, struct ladder *ladder, int sign,
	const int32_t *at, const int32_t *points_c, const int32_t *line, int n,
	int32_t below_c, const char *file);

#endif
