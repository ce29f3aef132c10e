/*
 * mend - what a teacher mends on 找学生, 学生 and 待核查 (store/repairs.h).
 *
 * It lives in struct app. The three screens share it: whom 学生 is about, which result is
 * chosen there, what is asked before something is done (whom, why, which value), and what
 * came of it. Leaving a screen forgets what was asked. Nothing is written before the last
 * touch, and then in one transaction.
 *
 * Every action is signed by the first of the testers of the place that the screens show,
 * or 老师. Reasons are kept in Chinese whatever the screens speak: a journal has one
 * language.
 */
#ifndef COMMAND_MEND_H
#define COMMAND_MEND_H

#include <stdbool.h>
#include <stdint.h>

#include "attempts.h"
#include "intent.h"
#include "model_mend.h"
#include "place.h"
#include "repairs.h"
#include "roster.h"
#include "screen_list.h"
#include "texts.h"

struct app;

struct mend_state {
	enum screen on; /* of the three, while it is shown */
	int64_t stamp;	/* of the journal, when lists were gathered; -1 again */

	/* 学生 */
	bool has_student;
	struct student student;
	struct attempt_now made[MODEL_MADE];
	int made_count;
	struct entry_id chosen; /* seq 0 none */
	bool raw;

	/* before it is done */
	enum student_asks asks;
	enum mend what;
	struct student other; /* whose it shall be, or with whom it is exchanged */
	struct entry_id with; /* ... the other result of an exchange */
	struct entry_id run[REPAIR_MANY];
	char run_to[REPAIR_MANY][STUDENT_ID_MAX + 1];
	int run_count;
	struct mend_behind {
		struct attempt_now a;
		struct student of;
	} behind[MODEL_REASSIGN]; /* the chosen one and what came behind it */
	int behind_count;
	struct {
		int shift;
		bool by_number, picks_class;
		struct class_key class; /* none: everybody's own */
		struct entry_id last;	/* seq 0: all of them */
	} reassign;
	int item; /* of 手工补录, in the catalogue */
	char typed[16];
	bool doubtful; /* the value is unusual, and was asked about */
	char complaint[96];

	/* 找学生 */
	bool wanted; /* somebody else is looked for: `what` says why */
	enum find_shows shows;
	char query[32];
	bool walk_on;
	char name[STUDENT_NAME];
	struct roster_class class;
	struct student found[MODEL_FIND];
	int found_count;

	/* 刚才的成绩: listed when the page is opened, so that nothing moves under a finger */
	bool lists_latest;
	struct attempt_now latest[MODEL_LATEST];
	int latest_count;
	struct student give[MODEL_GIVE];
	int give_count;
	struct attempt_now swap[MODEL_SWAP];
	int swap_count;
	bool at_once; /* whoever is found gets it without a question */

	/* 待核查 */
	struct entry_id doubt; /* the chosen row's attempt */
	int doubt_row;	       /* -1 none */

	char undo[260];
	char note[260];
	bool note_is_good;
};

void mend_init(struct mend_state *mend);

bool find_grant(struct app *app, const struct intent *want, struct now now);
bool latest_grant(struct app *app, const struct intent *want, struct now now);
bool reassign_grant(struct app *app, const struct intent *want, struct now now);
bool student_grant(struct app *app, const struct intent *want, struct now now);
bool doubts_grant(struct app *app, const struct intent *want, struct now now);
/* 今日进度: a row of 待核查 was touched. */
bool teacher_grant(struct app *app, const struct intent *want, struct now now);

void view_find(struct app *app, struct now now);
void view_latest(struct app *app, struct now now);
void latest_tick(struct app *app, struct now now);
void view_reassign(struct app *app, struct now now);
void view_student(struct app *app, struct now now);
void view_doubts(struct app *app, struct now now);

/* ---- shared by the three ---- */

/* A screen of them is shown: what was asked on another one is forgotten. true: lists are to
 * be gathered again. */
bool mend_enter(struct app *app, enum screen screen);
void mend_forget(struct mend_state *mend); /* what was asked */
void mend_again(struct app *app);	   /* gather lists again */
void mend_open(struct app *app, enum screen screen);
void mend_open_student(struct app *app, const struct student *student);

/* Put the reasons of `what` on the keys. */
void mend_show_reasons(struct app *app);
/* Ask why; `what`, and whom it is about, are set. */
void mend_ask_why(struct app *app);
/* Do what was asked about, on `attempt`, and say what came of it. */
void mend_do(struct app *app, const struct entry_id *attempt, const char *reason,
	struct now now);
void mend_undo(struct app *app, struct now now);
/* Give the chosen one to `student`, because it was taken for the wrong child. */
void mend_give(struct app *app, const struct student *student, struct now now);
/* 整批改人, from the chosen result on. */
void mend_open_run(struct app *app);
/* The reason of key `index`, as the journal keeps it; NULL: there is none. */
const char *mend_reason(const struct app *app, int index);
/* 手工补录 of what was typed. */
void mend_type_in(struct app *app, const char *reason, struct now now);
const char *mend_who(const struct app *app, char out[64]);
void mend_say(struct app *app, enum text text, bool good, const char *one);
void mend_note_failure(struct app *app, const struct err *err);

/* ---- words: mend_words.c ---- */

void mend_view(struct app *app); /* the note, 撤销上一步, what is asked */
/* 50米跑 8.1秒 */
char *mend_result(const struct app *app, const char *item, bool has_value,
	int64_t value, char *out, size_t size);
char *mend_value(
	const struct app *app, const char *item, int64_t value, char *out, size_t size);
const char *mend_item(const struct app *app, const char *item);
char *mend_name(const struct app *app, const char *student, char *out, size_t size);
enum text mend_outcome_text(
	enum attempt_outcome outcome); /* of one that is not valid */
/* A reason as the journal keeps it, in the words of the screens where it is one of our
 * own; without what an undo writes before it. */
const char *mend_reason_said(const struct app *app, const char *note);
/* 11-23 10:42 */
char *mend_when(int64_t wall_us, char *out, size_t size);

/* The bytes that made the chosen result: student_raw.c */
void view_raw(struct app *app);
#endif
