/*
 * rates - 合格率, 优良率 and 优秀率 of the school, its grades, classes and sexes, with
 * the numbers that they are made of.
 *
 * Of the roll, the exempt (standings.h) are counted apart and are in nothing else. A rate
 * is of the students with a complete result: who lacks an item, or has one in dispute,
 * has no total and is missing, not failed. So roll = exempt + complete + missing.
 * 优良率 is 优秀 and 良好 together. The results must be up to date: results_ensure().
 * Nothing here reads points of an exam.
 *
 * A target is met when the counts say so, complete x 85 <= 100 x passed, and never
 * because a rate was rounded up to it. A rate that is shown is cut: 84.96 is 84.9.
 */
#ifndef STORE_RATES_H
#define STORE_RATES_H

#include <stdbool.h>

#include "err.h"
#include "store.h"
#include "student.h"

enum rates_scope {
	RATES_SCHOOL,
	RATES_GRADE, /* by the platform's 年级编号 */
	RATES_CLASS,
	RATES_SEX,
	RATES_GRADE_SEX,
	RATES_CLASS_SEX,
	RATES_SCOPES
};
const char *rates_scope_key(enum rates_scope scope); /* "class_sex" */

struct rates {
	enum rates_scope scope;
	int grade_code;	     /* 0 where the scope has none */
	char class_code[24]; /* "" likewise */
	char name[64];	     /* 向阳学校, 初中一年级, 初一1班 */
	bool by_sex;
	enum sex sex; /* SEX_NONE by sex: not known */

	int roll;     /* who are here */
	int exempt;   /* of the roll */
	int measured; /* have at least one result; exempt ones are not counted */
	int complete, missing;
	int disputed;		     /* of the missing: a person must look */
	int passed, good, excellent; /* of the complete: 及格, 良好, 优秀 or better */
};

/* The school, then scope by scope in the order of the classes. Stops when `take`
 * returns false; false only when reading failed. */
typedef bool (*rates_take)(void *ctx, const struct rates *rates);
bool rates_each(struct store *store, rates_take take, void *ctx, struct err *err);

/* In permille, cut; -1 of nobody. */
int rates_permille(int part, int whole);
/* Of nobody: no target is met. */
bool rates_met(int part, int whole, int target_permille);

/* How many more of `whole` it takes to meet the target: the least n with
 * rates_met(part + n, whole, target); 0 when it is met, or of nobody. */
int rates_needed(int part, int whole, int target_permille);

/* What the school is assessed by: 85 % and 40 % unless it said otherwise. Settings of
 * this machine, "target.pass" and "target.good", in permille. */
struct rates_targets {
	int pass_permille, good_permille; /* 1..1000 */
};
void rates_targets(struct store *store, struct rates_targets *out);
char *rates_target_write(int permille, char out[16]); /* "85", "82.5" */
bool rates_set_targets(
	struct store *store, const struct rates_targets *targets, struct err *err);

#endif
