/*
 * roster_plan - what a roster would do to the roll, row by row, before it does it.
 *
 * Every row meets whoever it is on the roll: by 学籍号; where that is unknown, whoever has
 * the same name and sex, and either the same birth date and a number that was provisional
 * (L, J) until now, or a number that is one digit away in the same class or with the same
 * birth date: that is a corrected number, not another child, and the results stay his. It
 * is suspicious all the same, and said. A number that is new otherwise is a new student,
 * also of a name and birth date that are on the roll.
 *
 *	roster_plan_make(&plan, store, &list, &rules, &err)
 *	for each list.rows[i] that is not `left`: roster_put(store, &row->student, ...)
 *	for each plan.gone[i]: roster_place(store, &plan.gone[i], false, ...)
 *	roster_plan_release(&plan)
 *
 * What a row does not say stays as it was: a column that the file does not have, and an
 * empty cell (but for 运动禁忌, where empty is none). Nothing here deletes: who is gone
 * keeps every result.
 *
 * Gone is who is missing from a class that the file has, or from the whole school. When
 * half of a class would be gone, the file is probably not the whole class (one child moved
 * there, a page is missing): they stay unless that is trusted. So do the children of a grade
 * that is not in a file with most of the school: those who left it, or a sheet that is
 * missing.
 *
 * A class that is new or renamed as a whole is one step; those of its students are marked
 * `within`.
 *
 * When nearly everybody who is known goes up a grade, it is the roster of the next school
 * year, and the file is refused: the year begins first (new_year.h). A dry run says so among
 * what it finds, for somebody may trust it then.
 */
#ifndef EXCHANGE_ROSTER_PLAN_H
#define EXCHANGE_ROSTER_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"
#include "roster.h"
#include "roster_rows.h"

/* What becomes of a student; names in the column `level` of what an import prints. */
enum roster_what {
	ROSTER_PLAN_SUSPICIOUS, /* a finding beside what becomes of him */
	ROSTER_PLAN_NEW,
	ROSTER_PLAN_MOVED, /* to another class; perhaps also changed */
	ROSTER_PLAN_CHANGED,
	ROSTER_PLAN_BACK, /* was gone */
	ROSTER_PLAN_GONE, /* on the roll, not in the file */
	ROSTER_PLAN_LEFT, /* the mode leaves what the roll says */
	ROSTER_PLAN_SAME, /* has no step */
	ROSTER_PLANS
};
const char *roster_what_name(enum roster_what what); /* "moved" */

struct roster_step {
	size_t row; /* as the spreadsheet counts; 0: of nobody in the file */
	enum roster_what what;
	bool within;	  /* the step of a whole class says it, too */
	char column[32];  /* 班级, 出生日期; of a student as a whole 姓名 */
	char value[96];	  /* what is to be; a whole 学籍号 is masked */
	char reason[256]; /* Chinese: who, and what was until now */
};

struct roster_plan {
	struct roster_step *steps;
	size_t count;
	size_t counts[ROSTER_PLANS]; /* students; of ROSTER_PLAN_SUSPICIOUS findings */
	struct student *gone;	     /* counts[ROSTER_PLAN_GONE] of them */
	size_t held;		     /* findings that are taken only when trusted */
};
#define ROSTER_PLAN_INIT                                                               \
	{                                                                              \
		NULL, 0, { 0 }, NULL, 0                                                \
	}

enum roster_mode {
	ROSTER_MODE_UPDATE, /* new, changed, and gone from whole classes */
	ROSTER_MODE_ADD,    /* only who is not on the roll */
	ROSTER_MODE_FILL,   /* only what the roll does not say of who is on it */
};

struct roster_plan_rules {
	enum roster_mode mode;
	bool whole; /* the file is the whole school */
	bool trust; /* half a class may be gone, a school may go up a grade */
	const struct items *items;
	bool dry_run; /* somebody looks */
};

/* Completes the students of `list` by what is known, gives those who are known their id,
 * and marks rows that are not to be stored. false: the roll cannot be read, or the file is
 * of the next school year, and to be stored. */
bool roster_plan_make(struct roster_plan *plan, struct store *store,
	struct roster_list *list, const struct roster_plan_rules *rules,
	struct err *err);
void roster_plan_release(struct roster_plan *plan);

/* roster_changes.c: the child of this row did not get the 测试号 of the file, which only shows
 * when all are stored; `is_same`: he keeps his own. The plan no longer says that it changes. */
void roster_number_lost(struct roster_plan *plan, size_t row, bool is_same);

/* ---- between the files of this noun ----------------------------------------- */

#define ROSTER_NO_ROW ((size_t)-1)

/* Who is on the roll, and which row of the list is his. */
struct roster_known {
	struct student student;
	int birth; /* yyyymmdd, also out of the number; 0 not known */
	bool here;
	size_t row; /* index in list->rows; ROSTER_NO_ROW */
	enum roster_what what;
};

struct roster_planning {
	struct roster_plan *plan;
	struct roster_list *list;
	const struct roster_plan_rules *rules;
	enum school_system system;
	int school_year;
	struct roster_known *known;
	size_t known_count, known_cap;
	struct roster_known **by_number; /* all of `known` */
	struct roster_known **of_row;	 /* beside list->rows; NULL: new */
	enum roster_what *what;		 /* beside list->rows */
};

struct roster_step *roster_step_add(struct roster_plan *plan, size_t row,
	enum roster_what what, const char *column, const char *value, const char *fmt,
	...) __attribute__((format(printf, 6, 7)));

/* roster_likeness.c: the child on the roll that a row of an unknown number is after all,
 * or NULL; and what looks like a mistake. */
struct roster_known *roster_alike(struct roster_planning *p, size_t at);

/* roster_changes.c: a step of `what` for each field that differs, also for another class;
 * what looks like another child is suspicious. */
enum { ROSTER_DIFFERS = 1, ROSTER_DIFFERS_IN_CLASS = 2 };
unsigned roster_changes(struct roster_planning *p, size_t at,
	const struct student *known, enum roster_what what);
/* "初二1班", and what else is needed to tell it from `other`. */
void roster_class_label(
	const struct student *s, const struct student *other, char *out, size_t size);

/* roster_plan_year.c: false when the file is of the next school year, unless that is
 * trusted, or looked at (then it is held); then it is said. */
bool roster_plan_year(struct roster_planning *p, struct err *err);

/* roster_plan_gone.c: marks who is gone, or would be when that is trusted. */
void roster_plan_gone(struct roster_planning *p);

/* roster_plan_classes.c: steps of whole classes; of whom half would be gone they stay. */
void roster_plan_classes(struct roster_planning *p);

#endif
