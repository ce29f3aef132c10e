/*
 * model_frame - the part of the model that frames a day: the teacher's PIN, the settings,
 * what is looked at when the station is switched on, before a lesson, and at its end, and
 * what runs beside the screens. Included by model.h.
 */
#ifndef KIOSK_MODEL_FRAME_H
#define KIOSK_MODEL_FRAME_H

#include <stdbool.h>

#define MODEL_CHOICES 8
#define MODEL_CHECKS  8

enum lamp { LAMP_GOOD, LAMP_WARN, LAMP_BAD, LAMP_OFF };

enum pin_stage {
	PIN_STAGE_ENTER, /* the PIN, to come in */
	PIN_STAGE_NEW,	 /* another one, */
	PIN_STAGE_AGAIN, /* typed twice */
};

/* What is typed stands in visit.typed, and is drawn as dots. */
struct model_pin {
	bool is_set;
	enum pin_stage stage;
	int wait_s;    /* so long no try is taken; 0 now */
	char note[96]; /* what came of the last one; "" nothing yet */
};

/* One thing to be chosen, each answer a key: INTENT_CHOOSE of row and answer. */
struct model_choice {
	char title[32];
	char note[64];
	int n;
	char answers[4][24];
	int chosen; /* of them; -1 none: then they are things to do */
};

struct model_settings {
	int n;
	struct model_choice rows[MODEL_CHOICES];
	char note[96]; /* what came of the last touch; "" nothing */
};

/* A line of 开机检查: how it is, in a word, and what to do. */
struct model_check {
	char name[24];
	enum lamp lamp;
	char word[64];
	char todo[120]; /* "" nothing */
};

struct model_power {
	int n;
	struct model_check rows[MODEL_CHECKS];
	char date[64];	/* 今天是2026年11月23日 星期一，对吗？ */
	bool asks_date; /* it may be wrong: 对, 不对 */
};

#define MODEL_FILES	    60
#define MODEL_COMPLAINTS    100
#define MODEL_OPEN	    6
#define MODEL_START_ITEMS   16
#define MODEL_START_TESTERS 11
#define MODEL_START_TICKS   2
#define MODEL_START_COURSES 4

/* What one of the rows of 开测 chooses among; INTENT_START of row and answer. */
enum start_row {
	START_ITEM,
	START_CLASS,
	START_KIND,
	START_TESTER, /* several */
	START_TICK,   /* likewise */
	START_COURSE,
	START_WAY, /* 0 together, 1 one by one */
};

struct model_pick {
	char name[40];
	char note[16]; /* below it: 手工; "" nothing */
	bool chosen;
};

struct model_start {
	int n_items, n_classes, n_testers, n_ticks, n_courses, n_ways;
	struct model_pick items[MODEL_START_ITEMS];
	struct model_pick classes[120];
	struct model_pick kinds[4];
	struct model_pick testers[MODEL_START_TESTERS];
	struct model_pick ticks[MODEL_START_TICKS];
	struct model_pick courses[MODEL_START_COURSES];
	struct model_pick ways[2]; /* to start; of an item that has both */
	bool types;		   /* a tester's name is being typed */
	char typed[32];		   /* so far */
	char missing[64];	   /* 请选班级; "" all is there */
	char note[160];		   /* why it did not begin; "" nothing */
};

struct model_close {
	char counts[96]; /* of today */
	int n_open;	 /* attempts and heats */
	struct model_check open[MODEL_OPEN];
	char digest_of[96];
	char digest[2][48]; /* in groups of four; "" there is none */
	bool to_stick;	    /* where a backup goes */
	bool can_power_off;
	char note[200];
};

/* A row of a file that was refused, or of which there is a doubt. */
struct model_complaint {
	char row[12];
	char column[32];
	char value[48]; /* of a 学籍号 only its letter */
	bool refused;
	char reason[256];
};

/* What a file would do: errors are not taken, doubts are. */
enum roster_tab {
	ROSTER_TAB_ERRORS,
	ROSTER_TAB_DOUBTS,
	ROSTER_TAB_CHANGED,
	ROSTER_TAB_NEW,
	ROSTER_TAB_GONE,
	ROSTER_TABS
};

/* Names tell files apart by their ends: 2026年秋季体测成绩三年级1班.xlsx. */
struct model_file {
	char name[160];
	bool chosen;
};

struct model_roster {
	bool from_stick;
	int n_files, first_file; /* all, and where the list on the screen begins */
	struct model_file files[MODEL_FILES];
	bool can_import; /* it was looked at */
	bool done;
	char changes[256], faults[96];
	enum roster_tab tab;
	int counts[ROSTER_TABS];
	int n_rows; /* of that tab, the first ones */
	struct model_complaint rows[MODEL_COMPLAINTS];
	/* Of a roster: update, add, fill; of scores: gaps, or what a file said before, too;
	 * -1: not asked. */
	int mode;
	bool has_scores;
	int held;    /* findings about the file as a whole, not taken */
	bool trusts; /* they are: somebody looked */
	/* Of a file with scores: runs that may mean several things, and the way that was
	 * chosen for them, -1 none yet. */
	int doubtful, way;
};
#define ROSTER_WAYS  3 /* 3.4 is 3′40, 3′04, 3′24 */
#define ROSTER_MODES 3
#define SCORE_MODES  2

/* 上报前检查: what is wrong, what is doubtful, and what the platform does not get. */
enum handin_tab {
	HANDIN_ERRORS,
	HANDIN_DOUBTS,
	HANDIN_LEFT_OUT,
	HANDIN_CHANGED,
	HANDIN_TABS
};

#define MODEL_HANDIN_ROWS    4 /* on a page */
#define MODEL_HANDIN_CLASSES 120
struct model_handin_row {
	char who[160];	  /* 七年级1班 21号 李小树; 第3行; 整个文件 */
	char tag[32];	  /* 缺成绩, 超出范围 */
	char what[160];	  /* the heading, and what stands there */
	char reason[256]; /* a sentence in Chinese, with the mend */
	bool refused;
};

struct model_handin {
	bool looked;
	char sentence[96], faults[64];
	char roll[200];	    /* the counts beside the roll */
	char template[120]; /* which workbook is filled, or that none is */
	enum handin_tab tab;
	int counts[HANDIN_TABS];
	int n_classes; /* that have rows of the tab */
	struct {
		char name[48];
		int rows;
	} classes[MODEL_HANDIN_CLASSES];
	int selected; /* of them; -1 all */
	int n;	      /* rows of the tab and class */
	int page;     /* which of its pages the rows are of */
	int n_rows;
	struct model_handin_row rows[MODEL_HANDIN_ROWS];
	bool can_write;	   /* nothing is wrong */
	char written[200]; /* the file and its code; "" none yet */
};

/* Work beside the screens; below every screen of the teacher's. */
struct model_job {
	bool is_shown, runs, good;
	char title[32];
	int permille;	/* -1 unknown */
	char word[48];	/* 还要约12秒; 做好了 */
	char said[256]; /* its last line */
};

#endif
