/*
 * model_roll - the parts of the model about who is there: a name by its letters, 点名,
 * 未测名单, 新学年.
 */
#ifndef KIOSK_MODEL_ROLL_H
#define KIOSK_MODEL_ROLL_H

#include <stdbool.h>

#include "model_name.h"

#define MODEL_NAMES	   12 /* found by letters */
#define MODEL_LETTERS	   24
#define MODEL_CALL_ITEMS   12
#define MODEL_CALL_DAYS	   7
#define MODEL_PUTOFFS	   4
#define MODEL_MISSING_ROWS 10 /* on a page */

enum tile_mark {
	TILE_OPEN,
	TILE_DONE,   /* ✓ 已测 */
	TILE_ABSENT, /* an icon and 缺席 */
	TILE_LEAVE,  /* 请假 */
	TILE_NOT_TODAY,
	TILE_PUT_OFF, /* 改期 */
	TILE_EXEMPT,  /* 免测 */
	TILE_KEPT,    /* 留级 */
};

struct model_tile {
	int number;	       /* 21 */
	char name[MODEL_NAME]; /* 李小树 */
	enum tile_mark mark;
};

/* Names that fit the typed letters. */
struct model_names {
	char typed[MODEL_LETTERS];
	unsigned next; /* bits of a..z: letters by which one of them goes on */
	int n, more;   /* shown, and how many there are beside them */
	struct {
		char place[48]; /* 七年级3班 21号 */
		char name[MODEL_NAME];
		enum tile_mark mark;
	} found[MODEL_NAMES];
};

/* What 点名 is about. */
enum call_shows {
	CALL_CLASSES, /* of which class? */
	CALL_TILES,
	CALL_PUTOFF, /* 改期 */
};

enum putoff_reason {
	PUTOFF_RAIN,
	PUTOFF_GROUND,
	PUTOFF_DEVICE,
	PUTOFF_OTHER,
	PUTOFF_REASONS
};

struct model_call {
	enum call_shows shows;
	int n_classes;
	struct {
		char name[40];
		int here, total;
		bool put_off; /* the class or one of its items, today */
	} classes[120];
	char class_name[48];
	int n_tiles;
	struct model_tile tiles[90];
	int here, absent, leave, not_today;
	bool can_undo;
	bool in_order; /* nobody is asked 是你吗？ */

	/* 改期 */
	int n_items;
	char items[MODEL_CALL_ITEMS][24];
	int item; /* -1 all of them */
	bool every_class;
	enum putoff_reason reason;
	int n_days;
	char days[MODEL_CALL_DAYS][24]; /* 11月24日 周二 */
	int day;			/* -1: not known yet, 待定 */
	int n_putoffs;
	char putoffs[MODEL_PUTOFFS][96]; /* 50米跑 → 11月24日 周二 · 下雨 */
};

struct model_missing {
	int total; /* students who lack something, in all classes */
	int n_classes;
	struct {
		char name[40];
		int students;
	} classes[120];
	int selected; /* of them; -1 none */
	int n_items;
	char items[MODEL_CALL_ITEMS][24];
	int item; /* of them; -1 all */
	int n;	  /* rows of the class */
	int page; /* which of its pages the rows are of */
	int n_rows;
	struct {
		char who[MODEL_WHO]; /* 21号 李小树 */
		char what[160];	     /* 50米跑、立定跳远 */
		enum tile_mark mark;
		char why[40]; /* 还没测, 缺席, 改期到11月24日, 免测 */
	} rows[MODEL_MISSING_ROWS];
};

enum year_shows {
	YEAR_CLASSES, /* what becomes of each class */
	YEAR_KEEP,    /* 留级: the students of a class */
	YEAR_SURE,    /* once more, with the counts */
	YEAR_DONE,
	YEAR_NOT_YET, /* `note` says why not */
};

struct model_new_year {
	enum year_shows shows;
	char from[24], to[24]; /* 2026–2027学年 */
	int promoted, leaving, kept;
	int n_classes;
	struct {
		char name[48];
		char to[48]; /* "" = they leave the school */
		int students, kept;
	} classes[120];
	int selected; /* class whose students may be kept */
	int n_tiles;
	struct model_tile tiles[90];
	char note[160];
};

#endif
