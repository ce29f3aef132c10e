/*
 * model_mend - what 找学生, 学生 and 待核查 may know.
 *
 * Height and weight stand here with their values: these are the teacher's screens.
 */
#ifndef KIOSK_MODEL_MEND_H
#define KIOSK_MODEL_MEND_H

#include <stdbool.h>

#include "model_name.h"
#include <stdint.h>

#define MODEL_FIND	       60
#define MODEL_LATEST	       24
#define MODEL_GIVE	       24
#define MODEL_SWAP	       8
#define MODEL_REASSIGN	       90
#define MODEL_REASSIGN_CLASSES 120
#define MODEL_MADE	       90 /* attempts of one student in a year that are shown */
#define MODEL_SAID	       8
#define MODEL_RAW	       8 /* rows of bytes */
#define MODEL_RAW_ROW	       14
#define MODEL_REASONS	       5
#define MODEL_PAD	       24 /* items of 手工补录 */

/* What a key of these screens mends; INTENT_MEND's index. */
enum mend {
	MEND_VOID,
	MEND_MOVE,
	MEND_SWAP,
	MEND_RUN, /* this and all behind it: each to the next on the list */
	MEND_MANUAL,
	MEND_STANDS,
	MEND_UNIT, /* void, and typed in with the unit that was meant */
};

/* ---- 找学生 ---- */

enum find_shows {
	FIND_RECENT,  /* nothing typed: who was measured last */
	FIND_TYPED,   /* who fits `typed` */
	FIND_CLASS,   /* children of a class */
	FIND_BESIDE,  /* nothing typed, and somebody else is wanted: measured beside */
	FIND_CLASSES, /* classes to choose from */
	FIND_SEX,     /* of a late walk-on: boy or girl */
};

struct model_find_row {
	char line[MODEL_LINE]; /* 七年级3班 21号 李小树; of FIND_CLASSES the class */
	char detail[96];       /* 1001 · 50米跑 8.1秒 */
};

struct model_find {
	enum find_shows shows;
	char question[96]; /* 把50米跑 8.1秒改给谁？; "" = to look at */
	char typed[32];
	bool walk_on; /* classes are chosen for somebody who is not on the list */
	char name[MODEL_NAME]; /* ... under this name */
	int n;
	struct model_find_row rows[MODEL_FIND];
};

/* ---- 刚才的成绩 ---- */

struct model_latest_row {
	char when[24]; /* 11-23 10:42 */
	char who[MODEL_LINE];
	char result[64];       /* 50米跑 8.1秒 */
	char word[MODEL_LINE]; /* 作废：认错人; "" it counts */
};

/* Every key does it at once: 撤销上一步 takes it back. */
struct model_latest {
	int n;
	struct model_latest_row rows[MODEL_LATEST]; /* the newest first */
	int chosen;				    /* of them; -1 none */
	bool can_void;
	bool can_give; /* to anybody at all */
	bool can_run;  /* with those measured after it */
	int n_give;
	char give[MODEL_GIVE]
		 [MODEL_WHO]; /* 22号 王小雨: whose it may be, the likeliest first */
	int n_swap;
	char swap[MODEL_SWAP]
		 [MODEL_LINE]; /* 22号 王小雨 9.3秒: with whose it may be exchanged */
};

/* ---- 整批改人 ---- */

struct model_reassign_row {
	char from[MODEL_WHO]; /* 21号 李小树 */
	char value[24];
	char to[MODEL_WHO]; /* 22号 王小雨; "" nobody: it stays */
};

/* What was taken for the wrong list is given to another, or a place further on it. */
struct model_reassign {
	char title[96]; /* 从50米跑 8.0秒起，12个成绩 */
	int n;
	struct model_reassign_row rows[MODEL_REASSIGN];
	int last;	     /* the last row that is given */
	char class_name[40]; /* on whose list */
	int shift;
	bool by_number;
	bool can_do;
	char complaint
		[MODEL_LINE]; /* why it cannot be done, or what stays; "" nothing */
	bool picks_class;
	int n_classes;
	char classes[MODEL_REASSIGN_CLASSES][40];
};

/* ---- 学生 ---- */

enum made_state {
	MADE_COUNTS,	/* has a value */
	MADE_VOID,	/* 作废 */
	MADE_DISPUTED,	/* 待核查 */
	MADE_FOUL,	/* 这次不算, 中断, 中退 */
	MADE_ELSEWHERE, /* it was theirs, and is another's now */
	MADE_PRACTICE,	/* never counts */
};

struct model_made {
	char when[24];	       /* 11-23 10:42 */
	char item[32];	       /* 50米跑 */
	char value[24];	       /* 8.1秒; "" none */
	char source[16];       /* 设备, 手计时, 手工 */
	char word[MODEL_LINE]; /* 作废：认错人; 改给了李小树 */
	enum made_state state;
};

struct model_raw {
	int n;
	uint8_t bytes[MODEL_RAW_ROW];
	bool of_frame[MODEL_RAW_ROW]; /* it made the result */
	char text[MODEL_RAW_ROW * 2 + 1];
};

enum student_asks {
	ASKS_NOTHING,
	ASKS_REASON,
	ASKS_ITEM,
	ASKS_VALUE,
};

struct model_student {
	char line[MODEL_LINE]; /* 七年级3班 21号 李小树 */
	char numbers[120]; /* 测试号 1001 · 学籍号 L••••••; whole after the PIN */
	int n;
	struct model_made made[MODEL_MADE]; /* the newest first */
	int chosen;			    /* of them; -1 none */

	/* the chosen one */
	char title[64];	 /* 50米跑 8.1秒 */
	char where[128]; /* 1号测试点 · 100米跑道 · ALGE */
	int n_said;
	char said[MODEL_SAID][260]; /* 11-23 10:50 作废：认错人（郑老师） */
	bool can_void, can_give, can_run;
	bool has_raw, shows_raw;
	int n_raw;
	struct model_raw raw[MODEL_RAW];

	enum student_asks asks;
	char question[260];
	char reasons[MODEL_REASONS][40];
	int n_items;
	char items[MODEL_PAD][32];
	char typed_text[24]; /* 3′45″, 8.1 */
	char unit[16];
	char complaint[MODEL_LINE]; /* "" none */
	bool has_point, has_minus;

	bool can_test; /* 现在测: a device is here for them */
};

/* ---- shared by the three ---- */

struct model_mend {
	char undo[260]; /* what 撤销上一步 takes back; "" nothing */
	char note[260]; /* what came of the last touch; "" nothing to say */
	bool note_is_good;
	int chosen; /* row of 待核查; -1 none */
	struct {
		bool stands, voids, swaps, unit, opens;
	} keys;		/* what the chosen row offers */
	char value[48]; /* of the key for another unit: 改成 48.0千克 */
};

#endif
