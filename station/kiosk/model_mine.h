/*
 * model_mine - 我的成绩: what one child has done, of whom nobody else is beside.
 *
 * The row of height and weight has no texts: the screen writes its name and 已测. No field
 * here is for a rank, and none for another child.
 */
#ifndef KIOSK_MODEL_MINE_H
#define KIOSK_MODEL_MINE_H

#include <stdbool.h>

#define MODEL_MINE  12 /* rows of 我的成绩 */
#define MODEL_PARTS 6  /* of an exam */
#define MODEL_YEARS 12 /* in a line over the years */
#define MODEL_GAINS 2

/* A row of 我的成绩. */
struct model_mine_row {
	char name[48];	   /* 立定跳远 */
	char value[24];	   /* 2.05米 */
	char points[32];   /* 80分, 17/20分, or a word instead: 免考 */
	char word[32];	   /* without a value, why: 还没测 */
	bool is_body;	   /* height and weight, as one row: */
	bool body_done;	   /* 已测 */
	char hint[64];	   /* to the next row: 再远2厘米得85分; "" = none */
	char better[32];   /* 比去年远8厘米; "" = not better, or not known */
	bool has_axis;	   /* it is one of the radar's */
	char axis[24];	   /* short name there */
	int axis_permille; /* 1000: all points */
	int n_years;	   /* of its line; a line has at least two */
	int year_permille[MODEL_YEARS]; /* oldest first; higher is better */
	int first_year, last_year;	/* school years, as 2025 */
};

/* Where the next points are cheapest. */
struct model_gain {
	char name[48];
	char hint[64];	  /* 再远2厘米得85分 */
	char advice[256]; /* one sentence */
};

struct model_mine {
	int n_items;
	struct model_mine_row items[MODEL_MINE];
	int missing; /* of these items; with them there is no total */
	/* "" = none (yet); the two first grades see none */
	char total_text[16], parts_text[64]; /* 86.5; 标准分 84 + 附加分 2.5 */
	char level_text[16];		     /* 良好; "" = below 及格 too */
	int n_gains;
	struct model_gain gains[MODEL_GAINS];

	bool has_exam; /* the child sits it */
	int n_exam_items;
	struct model_mine_row exam_items[MODEL_MINE];
	int n_exam_parts;
	struct model_mine_row exam_parts[MODEL_PARTS];
	char exam_total_text[24]; /* 97.5/100分; "" = none yet */
	char exam_level_text[16];
	char exam_why[256]; /* why there is no total, or that something was exempt */
};

#endif
