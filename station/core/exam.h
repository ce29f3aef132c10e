/*
 * exam - a PE exam's scheme, and what a student earns by it.
 *
 * A scheme is a folder with `kind: exam` in its scheme.yaml; docs/schemes.md is its
 * form and the order of work. A loaded exam never changes; it is lent to whoever
 * scores. Its tables are the ladders of scheme.h, reached as the standard's are.
 *
 * Units. A value is an integer in its item's unit (mm, ms, times, hundredths of a
 * mark). Points that the scheme prints are centipoints (`_c`). Points that are
 * computed are exact: counts of 1/den point, `den` being the scheme's own, chosen by
 * the loader so that every share, scale and mean is whole. Only a division that the
 * scheme says to round (pro rata over what is left) is rounded, once, by its own rule.
 *
 * "No result", "zero points", "exempt" and "no table" never share a value: see
 * enum exam_got.
 *
 *	exam_entry_init(&entry, sex, GRADE_NONE);
 *	exam_entry_item(exam, &entry, item, "F/10.312", &err) ...
 *	exam_entry_check(exam, &entry, &err)
 *	exam_score(exam, &entry, &score);
 */
#ifndef CORE_EXAM_H
#define CORE_EXAM_H

#include <stdbool.h>
#include <stdint.h>

#include "buf.h"
#include "digest.h"
#include "err.h"
#include "item.h"
#include "scheme.h"
#include "student.h"

#define EXAM_ITEMS_MAX	    64
#define EXAM_PARTS_MAX	    8
#define EXAM_GROUPS_MAX	    32 /* of all parts together */
#define EXAM_COMPONENTS_MAX 16 /* likewise */
#define EXAM_YEARS_MAX	    8
#define EXAM_STATUSES_MAX   32
#define EXAM_FAULTS_MAX	    16
#define EXAM_BONUS_MAX	    32
#define EXAM_STEPS_MAX	    32 /* of bands and of a bonus */
#define EXAM_NOT_BOTH_MAX   32
#define EXAM_ATTEMPTS_MAX   9
#define EXAM_TRIES_MAX	    16 /* with trials and devices' errors */
#define EXAM_POINTS_MAX_C   100000
#define EXAM_DEN_MAX	    10000000

/* step_c == 0: exact, not rounded. */
struct exam_round {
	enum item_round round;
	int32_t step_c;
};

enum exam_kind {
	EXAM_TIME,
	EXAM_DISTANCE,
	EXAM_COUNT,
	EXAM_REACH,
	EXAM_DONE,
	EXAM_JUDGED,
	EXAM_INDEX,  /* of a standard: made of two other items, in tenths */
	EXAM_AMOUNT, /* of a standard: a mass or a volume */
};
enum exam_method {
	EXAM_TABLE,
	EXAM_LINEAR,
	EXAM_BANDS,
	EXAM_GATE,
	EXAM_MARKS,
	EXAM_RECORD, /* of a standard: measured for an index, and not scored */
};
enum exam_use { EXAM_BEST, EXAM_LAST, EXAM_FIRST_VALID, EXAM_MEAN };
enum exam_session { EXAM_MAIN, EXAM_ICE, EXAM_DEFERRED, EXAM_MAKEUP };
/* Tries of the main (or ice) session and of a deferred one are one line, tries of a
 * make-up another; each line has its own number of attempts and gives a value by
 * attempts.use. Which line counts: */
enum exam_sessions {
	SESSIONS_LAST,	 /* the make-up's once it has a valid value */
	SESSIONS_BEST,	 /* the better value */
	SESSIONS_MAKEUP, /* the make-up's once it was tried, also when all is void */
};

enum exam_effect {
	EFFECT_WARN,
	EFFECT_VOID_ATTEMPT,
	EFFECT_ADD_MS,
	EFFECT_NOT_COUNTED, /* one repetition */
	EFFECT_MINUS_COUNT,
	EFFECT_STOP_ATTEMPT, /* what was done counts */
	EFFECT_VOID_ITEM,
};
struct exam_fault {
	char code[24], zh[32], evidence[64];
	enum exam_effect effect;
	int32_t amount;
	int32_t from; /* has its effect from this time on; before it is a warning */
};

/* mass in kg over the square of length in m, rounded to tenths. */
struct exam_index {
	int mass, length; /* items of the scheme, in g and mm */
	enum item_round round;
};

struct exam_item {
	char key[32], zh[48], slot[32];
	enum sex sex;  /* SEX_NONE: both */
	int catalogue; /* in items.yaml; -1: not named */
	enum exam_kind kind;
	struct item measure; /* unit, reading, rounding, ranges */
	enum exam_use use;
	int attempts;
	bool stop_on_full, rounds, no_valid_open;
	int faults;
	struct exam_fault fault[EXAM_FAULTS_MAX];
	enum exam_method method;
	bool no_table; /* results are taken and shown, points refused */
	/* By sex and grade; of a scheme that is not graded at GRADE_NONE. */
	struct ladder points[SEX_FEMALE + 1][GRADE_COUNT];
	struct exam_index index;		  /* EXAM_INDEX */
	int32_t full_at, worse, worse_c, floor_c; /* linear; worse units cost worse_c */
	bool proportional;
	int32_t need; /* gate */
	int32_t scale_max_c;
	int32_t below_c;
	struct exam_round round;
	int32_t cap_c; /* 0: none */
	enum exam_session session;
	char origin[256], course[512], equipment[256];
};

enum exam_choose { EXAM_DECLARED, EXAM_CHOOSE_BEST, EXAM_DRAWN };
struct exam_group {
	char key[32], zh[48];
	int part;
	int32_t points_c, each_c; /* each_c: of one picked item; 0 in a mean */
	int pick;
	enum exam_choose choose;
	uint64_t items, drawn; /* bit per item */
	struct exam_round round;
	int32_t cap_c; /* 0: none */
	/* Of a graded scheme instead of points_c; 0: not scored there. */
	int32_t by_c[SEX_FEMALE + 1][GRADE_COUNT];
};

struct exam_band {
	int32_t from_c, points_c;
};
struct exam_component {
	char key[32], zh[48], input[48];
	int part;
	int years; /* 0: given once */
	char year[EXAM_YEARS_MAX][24];
	bool typed;
	int32_t points_c; /* the most of one year */
	int32_t cap_c;	  /* of all years; 0: none */
	int bands;
	struct exam_band band[EXAM_STEPS_MAX]; /* best first */
};

enum exam_part_kind { EXAM_PROCESS, EXAM_FIELD, EXAM_THEORY, EXAM_GATES };
enum exam_missing { EXAM_BLOCK, EXAM_SCALE, EXAM_FIXED };
enum exam_on_fail { EXAM_RECORD_ONLY, EXAM_NO_TOTAL, EXAM_ZERO_TOTAL };
struct exam_part {
	char key[32], zh[48];
	enum exam_part_kind kind;
	int32_t points_c;
	bool mean;
	int picks;	     /* of all groups */
	int32_t scale_max_c; /* in a mean: of every item */
	struct exam_round round;
	int32_t cap_c;
	enum exam_missing missing;
	int32_t missing_c;
	enum exam_on_fail on_fail;
	uint64_t gates; /* bit per item */
};

enum exam_level { EXAM_OF_ITEM, EXAM_OF_PART, EXAM_OF_TOTAL };
struct exam_bonus {
	int item;
	int rows; /* best first; 0: by step */
	struct {
		int32_t at, add_c;
	} row[EXAM_STEPS_MAX];
	int32_t each, add_c;
	int32_t full; /* by step: the full mark */
	/* Of a graded scheme instead: values, not differences from the full mark. */
	struct ladder by[SEX_FEMALE + 1][GRADE_COUNT];
	enum exam_level to;
	int32_t cap_c;
	bool only_full;
};

enum exam_is {
	EXAM_EXEMPT_FULL,
	EXAM_EXEMPT_SHARE,
	EXAM_PARTIAL,
	EXAM_IS_DEFERRED,
	EXAM_ABSENT,
	EXAM_DISQUALIFIED
};
struct exam_status {
	char code[32], zh[48];
	enum exam_is is;
	int32_t share_c; /* 60: six tenths */
	int instead; /* EXAM_PARTIAL: the item that is scored in its place; -1: none,
			the rest of the part stands for it */
	enum exam_level of;
	int part; /* with EXAM_OF_PART; -1: that of the column */
	char papers[256];
};

struct exam {
	char id[32], title[96], place[64], document[256], date[16], source[512];
	enum scheme_status status;
	/* A standard: tables, points of groups and bonus by sex and grade. The form of
	 * its files is scheme.h's; its points are these. */
	bool graded;
	bool missing_zero;   /* what was not measured is 0 points, unless all is */
	int32_t bonus_cap_c; /* of all bonus to the total together; 0: none */
	int exam_year;
	int entry_years_count, entry_year[EXAM_YEARS_MAX];
	struct digest digest;
	int64_t den;
	int32_t points_c, cap_c;
	struct exam_round round;
	int levels;
	struct scheme_level level[SCHEME_LEVELS_MAX];
	int parts, groups, components, items, bonuses, statuses, not_boths;
	struct exam_part part[EXAM_PARTS_MAX];
	struct exam_group group[EXAM_GROUPS_MAX];
	struct exam_component component[EXAM_COMPONENTS_MAX];
	struct exam_item item[EXAM_ITEMS_MAX];
	struct exam_bonus bonus[EXAM_BONUS_MAX];
	struct exam_status status_of[EXAM_STATUSES_MAX];
	uint64_t not_both[EXAM_NOT_BOTH_MAX];
	bool all_or_none;
	enum exam_sessions sessions;
	int32_t makeup_c; /* a make-up earns no bonus and at most this share of the points in
			     its group; 0: all. 60: six tenths */
	char table[64];	 /* file */
	int32_t *memory; /* what the ladders point into */
};

/* Does scheme.yaml in this folder, or these bytes, say `kind: exam`? */
bool exam_is_in(const char *dir);

/* Load and check; `items` (the catalogue, for `measure`) may be NULL in tests. NULL on
 * failure, with file, line and key in `err`. */
struct exam *exam_load(const char *dir, const struct items *items, struct err *err);
struct exam *exam_load_files(const char *place, const struct scheme_file *files,
	size_t count, const struct items *items, struct err *err);
void exam_free(struct exam *exam);

int exam_find_item(const struct exam *exam, const char *key); /* -1: none */
/* The item of that key, or of that slot for `sex`; -1 when there is none. */
int exam_find_slot(const struct exam *exam, const char *key, enum sex sex);
int exam_find_group(const struct exam *exam, const char *key);
int exam_find_part(const struct exam *exam, const char *key);
int exam_find_component(const struct exam *exam, const char *key);
bool exam_item_for(const struct exam_item *item, enum sex sex);

/* 样例·非正式成绩, 草案·非正式成绩, or "" of an official scheme. Wherever a scheme or
 * its points are named, this stands beside. */
const char *exam_mark(enum scheme_status status);

/* ---- what is known of one student ---------------------------------------------- */

enum exam_try_state { TRY_OK, TRY_FOUL, TRY_QUIT, TRY_WAIVED, TRY_DEVICE, TRY_TRIAL };
struct exam_try {
	enum exam_try_state state;
	enum exam_session session; /* EXAM_MAKEUP: a try of the make-up */
	char text[48];		   /* as it was given */
	int64_t penalty;	   /* added before reading, in the item's unit */
	int32_t value;		   /* read and rounded; RESULT_NONE unless TRY_OK */
	int fault;		   /* the last one, index in item->fault; -1: none */
};
struct exam_result {
	int tries;
	bool is_void; /* by a fault that voids the item */
	struct exam_try try[EXAM_TRIES_MAX];
};
struct exam_entry {
	enum sex sex;
	enum grade grade; /* GRADE_NONE unless the scheme is graded */
	struct exam_result item[EXAM_ITEMS_MAX];
	uint64_t choice[EXAM_GROUPS_MAX]; /* 0: nothing chosen */
	int16_t of_item[EXAM_ITEMS_MAX];  /* index in exam->status_of, -1: normal */
	int16_t of_part[EXAM_PARTS_MAX];
	int16_t of_total;
	/* Centipoints, or the number that bands are for; SCORE_NONE: missing. */
	int32_t process[EXAM_COMPONENTS_MAX][EXAM_YEARS_MAX];
};

void exam_entry_init(struct exam_entry *entry, enum sex sex, enum grade grade);

/* One attempt with a value that is read and rounded already. */
void exam_entry_value(struct exam_entry *entry, int item, int32_t value);

/* Text as in docs/schemes.md, "Results". Each may be given once. false: refused. */
bool exam_entry_item(const struct exam *exam, struct exam_entry *entry, int item,
	const char *text, struct err *err);
/* The same in a session: the attempts of a make-up beside those of the exam. */
bool exam_entry_session(const struct exam *exam, struct exam_entry *entry, int item,
	enum exam_session session, const char *text, struct err *err);

/* One attempt as it was measured. `fine` is the value before reading and rounding, in
 * the unit of readings (us, um, ug, ul, 1), of TRY_OK only. */
struct exam_raw {
	enum exam_try_state state;
	enum exam_session session;
	int64_t fine;
	int faults;
	struct {
		char code[24];
		int times; /* 1 to 99 */
	} fault[EXAM_FAULTS_MAX];
};
/* The next try of an item, read and rounded as the same text would be. false: the try
 * is refused (another sex's item, more than allowed in its line, outside the item's
 * range, an unknown fault) and the entry is as it was. */
bool exam_entry_try(const struct exam *exam, struct exam_entry *entry, int item,
	const struct exam_raw *raw, struct err *err);

bool exam_entry_choice(const struct exam *exam, struct exam_entry *entry, int group,
	const char *text, struct err *err);
/* `where` is an item, slot, group or part; "" the student. */
bool exam_entry_status(const struct exam *exam, struct exam_entry *entry,
	const char *where, const char *code, struct err *err);
/* year -1: all years, as a/b/c. */
bool exam_entry_process(const struct exam *exam, struct exam_entry *entry,
	int component, int year, const char *text, struct err *err);
/* Choices beside exemptions, barred pairs, results of who was absent. */
bool exam_entry_check(
	const struct exam *exam, const struct exam_entry *entry, struct err *err);

/* ---- points -------------------------------------------------------------------- */

#define EXAM_NONE INT64_MIN /* no points, which is not zero points */

enum exam_got {
	GOT_NOTHING,	  /* no result: open */
	GOT_POINTS,	  /* from a value */
	GOT_VOID,	  /* every attempt void: zero points */
	GOT_NO_TABLE,	  /* a value, and nothing to score it by: open */
	GOT_EXEMPT,	  /* points by a status */
	GOT_PARTIAL,	  /* left out; the rest stands for it */
	GOT_DEFERRED,	  /* open */
	GOT_ABSENT,	  /* zero points */
	GOT_DISQUALIFIED, /* zero points */
};
const char *exam_got_key(enum exam_got got); /* "none", "points", "no-table" */

struct exam_item_score {
	enum exam_got got;
	bool makeup;	/* the value is of the make-up */
	int try_counts; /* index of the try that counts; -1: none, or the mean */
	int tries_seen; /* up to the one that stopped it with a full score */
	int32_t value;	/* RESULT_NONE: none */
	int row;	/* of the ladder, -1 below the last */
	int64_t score;	/* of scale_max, before points; EXAM_NONE: none */
	int group;	/* where it counts; -1: it does not */
	int64_t exact;	/* score x points / scale_max */
	int64_t bonus;	/* added here or to the part or total */
	int64_t points; /* rounded, with bonus to: item, capped; EXAM_NONE: none */
};
struct exam_group_score {
	uint64_t picked;
	bool open;
	int64_t exact, points;
};
struct exam_component_score {
	int missing; /* years */
	int64_t exact, points;
};
struct exam_part_score {
	enum exam_got got;  /* GOT_POINTS, GOT_NOTHING (open), or by a status */
	bool failed;	    /* a gate that was not met */
	int32_t left_out_c; /* by GOT_PARTIAL: points, or picks of a mean */
	int64_t sum, exact, bonus, points;
};
enum exam_state { EXAM_COMPLETE, EXAM_IS_EXEMPT, EXAM_HAS_NO_TABLE, EXAM_INCOMPLETE };
const char *exam_state_key(enum exam_state state); /* "no-table" */
struct exam_score {
	enum exam_state state;
	struct exam_item_score item[EXAM_ITEMS_MAX];
	struct exam_group_score group[EXAM_GROUPS_MAX];
	struct exam_component_score component[EXAM_COMPONENTS_MAX];
	struct exam_part_score part[EXAM_PARTS_MAX];
	int64_t sum, bonus, total; /* EXAM_NONE: no total */
	const struct scheme_level *level;
};

/* Nothing allocated, no state. */
void exam_score(const struct exam *exam, const struct exam_entry *entry,
	struct exam_score *score);

/* A value into the score of its item, in 1/den, also the row; EXAM_NONE: no table. */
int64_t exam_item_score(const struct exam *exam, const struct exam_item *item,
	enum sex sex, enum grade grade, int32_t value, int *row);
/* The points of a group for such a student; 0: the group is not theirs. */
int32_t exam_group_points(
	const struct exam *exam, int group, enum sex sex, enum grade grade);

/* Rounded to a step. */
int64_t exam_rounded(
	const struct exam *exam, const struct exam_round *round, int64_t n);

/* Why there is no total, and what was exempt, as one line of Chinese; "" for a plain
 * complete score. */
void exam_why(const struct exam *exam, const struct exam_entry *entry,
	const struct exam_score *score, struct buf *out);

/* Every step as lines of Chinese. Names no student. */
void exam_explain(
	const struct exam *exam, const struct exam_entry *entry, struct buf *out);

/* Points as short as they are, at most 4 decimals, "…" behind what does not end (only
 * with `dots`). Returns `out`. */
char *exam_write(const struct exam *exam, int64_t points, bool dots, char out[32]);

#endif
