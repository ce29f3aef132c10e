/*
 * model - everything a screen may know.
 *
 * One plain block without pointers: the main loop fills it (model.c), screens
 * only read it, tests write it by hand. Zeroed, it is a station with nothing to
 * do. Every text is UTF-8 in the language of the screens, ready to be shown, and
 * already kind and private: what may not be on a students' screen is not put into
 * the fields that students' screens read.
 *
 * What is private stays out: there is no field for a 学籍号, and with
 * `item.is_private` the fields `value_text`, `unit_text`, `points_text` and
 * `hint_text` of the attempt stay empty. The students' screens do not look at them
 * then, but what is not there cannot be shown.
 */
#ifndef KIOSK_MODEL_H
#define KIOSK_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "model_name.h"
#include "model_papers.h"
#include "model_roll.h"
#include "model_run.h"
#include "model_mend.h"
#include "model_many.h"
#include "model_typing.h"
#include "model_frame.h"
#include "model_class.h"
#include "model_mine.h"
#include "model_year.h"
#include "pace.h"
#include "screen_list.h"
#include "session.h"

#define MODEL_CLASSES  120
#define MODEL_TILES    90 /* of one class */
#define MODEL_LANES    10
#define MODEL_STARTS   90
#define MODEL_ITEMS    12
#define MODEL_DEVICES  16
#define MODEL_DISPUTES 40
#define MODEL_TRIES    8
#define MODEL_CHIPS    5
#define MODEL_PORTS    64
#define MODEL_LIVE     8  /* rows of bytes */
#define MODEL_BYTES    18 /* in each */
#define MODEL_FOUND    6
#define MODEL_SERVES   16 /* items of one device */

/* How far the present child has come; set by the main loop. */
enum stage {
	STAGE_IDLE,    /* nobody: poster, class list or keypad, as the visit says */
	STAGE_REFUSED, /* found, but may not: model.refusal says why */
	STAGE_CONFIRM, /* 是你吗？ */
	STAGE_ATTEMPT, /* being measured; for a heat also lining up and run out */
	STAGE_RESULT,  /* saved; the app leaves after 6 s or at the next child */
	STAGE_MINE, /* 我的成绩, of who showed a card; the app leaves after 20 s */
};

/* How the item is measured: which screen STAGE_ATTEMPT shows. */
enum form {
	FORM_SINGLE, /* one child; private when item.is_private */
	FORM_LANES,  /* a heat: a common start, one lane each */
	FORM_STARTS, /* each start number starts by itself */
	FORM_RUN,    /* several, timed by a person's key */
	FORM_MANY,   /* one start for many, whose numbers are told */
};

/* What the state band says. */
enum phase {
	PHASE_READY,	   /* 请准备 */
	PHASE_GO,	   /* 开始！ */
	PHASE_MEASURING,   /* 测试中; private: 请站稳 */
	PHASE_REST,	   /* the pause between two blows: 休息 and seconds_left */
	PHASE_SAVED,	   /* 已保存: only when it is on disk */
	PHASE_NOT_COUNTED, /* 这次不算，再来一次 */
	PHASE_DEVICE,	   /* 设备没反应，请找老师 */
	PHASE_ASKED, /* 请老师来看一下: a zero, or the end of the device's range */
};

struct model_item {
	char key[24];  /* "long_jump": chooses the pictograms; "" = none */
	char name[48]; /* 立定跳远 */
	enum form form;
	bool is_private; /* height and weight */
	bool blows;	 /* spirometer: 请换新吹嘴 between children */
	bool hide_zero;	 /* pull-ups: a live 0 is not drawn large */
};

/* The child on the screen, and the two who follow. Display lines only. */
struct model_person {
	char line[MODEL_LINE]; /* 七年级3班 21号 李小树 */
	char name[MODEL_NAME];
	char place[48]; /* 七年级3班 21号 */
};

struct model_try {
	char text[24];	  /* 2.05米, 这次不算; private: empty */
	enum phase phase; /* SAVED, NOT_COUNTED; READY = not yet made */
	bool best;
};

struct model_attempt {
	enum phase phase;
	int number, of;	      /* 第2次（共3次）; of 0 = not said */
	char value_text[16];  /* "205", "7.8", "3′42″"; "" = nothing yet */
	char unit_text[16];   /* 厘米 */
	char points_text[16]; /* "80": drawn as 80分; "" = off (grades 1-2, private) */
	char hint_text[64];   /* 再远2厘米得85分; "" = none */
	char why_text[64]; /* why nothing was saved: 显示为0，没有测到; "" = none */
	bool can_zero;	   /* 0个，有效 */
	bool is_length;	  /* then that key is 0厘米，有效 */
	bool can_accept;  /* 数值有效 */
	int seconds_left; /* of a one-minute item or a rest; -1 = no count-down */
	int bar_permille; /* moving bar of the spirometer; -1 = none */
	bool can_retry;	  /* on 成绩: 再来一次 */
	int tries_left;	  /* （还有1次） */
	/* What the item earns at the exam, when it counts there for this child. */
	char exam_points[16], exam_full[16]; /* "17" of "20"; "" = no exam */
	bool exam_no_table;		     /* kept and shown, not scored */
	struct model_try tries[MODEL_TRIES]; /* the first `of` are shown */
};

enum lane_state {
	LANE_EMPTY, /* nobody in it */
	LANE_READY, /* lined up */
	LANE_RUNNING,
	LANE_SAVED,	  /* its time is on disk */
	LANE_NO_FINISH,	  /* 没到终点 */
	LANE_NOT_COUNTED, /* 这次不算 */
	LANE_DISPUTED,	  /* 待核查: the teacher decides */
};

/* One lane of a heat, or one start number of individually started runs. */
struct model_lane {
	int number;		/* of the lane or the start number; shown as 4道, 42 */
	char person[MODEL_WHO]; /* 21号 李小树 */
	char value_text[16];	/* 7.8秒, 1′45″ */
	char points_text[16];
	char hand_text[16]; /* a thumb's time beside it: 8.3; "" = none */
	bool can_take_hand; /* 采用手计时 */
	char note[64];	    /* for a disputed one, why: 起点重复 */
	int place;	    /* 1.. in the order of finishing; 0 = none yet */
	enum lane_state state;
};

/* A chip or start number that passed and is nobody's, or was given to somebody. */
struct model_chip {
	int id;
	char tail[8];	    /* its last four characters; the whole is in the journal */
	char time_text[16]; /* of its last passing: 1′48″ */
	int passings;
	int number; /* the runner's whom it was given to; 0: unknown */
};

struct model_class {
	char name[40];	 /* 七年级3班 */
	int grade;	 /* of one grade stand in one row; 0 = unknown, then in order */
	int done, total; /* of today's item here */
};

struct model_device {
	char name[40]; /* 跳远垫 */
	char item[48]; /* 跳远 */
	enum lamp lamp;
	char word[32];	     /* 正常, 没有数据, 断开了 */
	int silent_min;	     /* minutes since its last byte; -1 = never heard */
	bool here;	     /* this is the test point that the screens show */
	bool can_show;	     /* a touch makes it so: INTENT_POINT */
	char clock_text[64]; /* 设备钟慢12.4秒，漂移 +35 ppm; "" = nothing to say */
	char pace_text[24]; /* 2.4人/分; "" = nobody in the last minutes */
	char pace_word[48]; /* 空着6分钟, 排队18分钟; "" = nothing to say */
	enum pace_state pace;
};

/* ---- the screen of devices: nothing of a child is in here ---- */

struct model_port {
	char name[64]; /* 体重秤; of one that nobody uses: ttyUSB0 */
	char item[48]; /* 体重; "" = nobody uses it */
	char usb[96];  /* 0403:6001 A50285BI; "" = not on USB, or not known */
	enum lamp lamp;
	char word[32];
	int silent_min; /* as in struct model_device */
};

struct model_live {
	char since_text[16]; /* 0.4秒, 12秒, 3分 */
	int n;		     /* bytes; 0 = none in this row */
	bool hidden;	     /* of a child: only how many */
	uint8_t bytes[MODEL_BYTES];
	char text[MODEL_BYTES * 2 + 1]; /* the same, · for what is no letter */
};

struct model_found {
	char name[64];
	char settings[48]; /* 9600 8n1 */
	int percent;	   /* of the bytes that it explains */
	char why[160];	   /* 听懂24条，410字节里没看懂0 */
	char first[96];	   /* 重量 41.20 kg 稳定 */
};

struct model_serves {
	char name[48];
	bool chosen;
};

/* What the right side is about. */
enum desk_shows {
	DESK_SHOWS_PORT,
	DESK_SHOWS_SEARCH, /* running; `tried` of `settings` */
	DESK_SHOWS_FOUND, /* what fits, the best first; n_found 0: `sentence` says why */
	DESK_SHOWS_ITEMS,
	DESK_SHOWS_CHECK,
	DESK_SHOWS_SURE,
};

struct model_desk {
	int n_ports;
	struct model_port ports[MODEL_PORTS];
	int selected; /* of them; -1 none */
	enum desk_shows shows;

	/* the selected one */
	bool reads_cards; /* who is there; it measures nothing */
	bool bound;
	bool here;	   /* the test point that the screens show */
	int device;	   /* in model.devices, for INTENT_POINT; -1 */
	char where[128];   /* ttyUSB0, tcp:10.0.0.5:4001 */
	char settings[48]; /* 9600 8n1 */
	char profile[64];  /* "" = nobody knows yet how it talks */
	char tested[128];  /* what proves the profile */
	char sentence[160];
	char words[64]; /* what it said last, as text; "" = nothing, or no text */
	int n_live;
	struct model_live live[MODEL_LIVE]; /* the newest last */
	bool beats;			    /* a frame came just now */
	char pace_text[16];		    /* frames each second: 4.9 */
	char skipped_text[24];		    /* bytes that were not understood */
	char reading[96];		    /* the last one, in words; "" = none yet */
	char check[128];		    /* 10:42 重量 5.00 kg; "" = not today */
	bool can_zero, can_tare;
	char note[200]; /* what came of the last touch; "" = nothing to say */
	bool note_is_good;

	/* recognising */
	bool may_ask;
	char trying[16]; /* 9600 8n1; "" = profiles are being read */
	int tried, settings_count;
	char heard[24]; /* bytes so far */
	int n_found;
	struct model_found found[MODEL_FOUND];

	/* binding */
	int n_serves;
	struct model_serves serves[MODEL_SERVES];
	int lanes;	   /* 0 = the chosen items have none */
	bool starts_alone; /* its runners may start one by one: `lanes` 1 is that */

	char question[120]; /* of DESK_SHOWS_SURE */
};

struct model_cell {
	int done, total; /* total 0: this item is not for this class */
};

struct model_row {
	char class_name[40];
	struct model_cell cells[MODEL_ITEMS];
};

struct model_dispute {
	char who[MODEL_LINE]; /* 七年级3班 21号 李小树 */
	char item[32];	      /* 50米跑 */
	char reason[160];     /* 起点信号被清除过 */
	char value[48];	      /* 50米跑 7.8秒: on 待核查 only */
};

/* The teacher's page. Rates are permille, -1 = not known yet. */
struct model_teacher {
	int missing;				 /* 今天还差 63 人 */
	int attempts, children;			 /* today's counts */
	int not_counted;			 /* 这次不算, today */
	int complete, enrolled;			 /* 已完整 412/475 */
	int pass_permille, pass_target_permille; /* 合格率, 850; a target of 0: none */
	int good_permille, good_target_permille; /* 优良率 = 优秀 + 良好, 400 */
	int n_items, n_rows;
	char items[MODEL_ITEMS][24]; /* short names, in grid order */
	struct model_row rows[MODEL_CLASSES];
	int n_disputes;
	struct model_dispute disputes[MODEL_DISPUTES];
};

/* The exam's scheme in use. Where its points stand, the mark stands beside them. */
struct model_exam {
	char title[96]; /* 中考体育; "" = none is in use */
	char mark[48]; /* 样例·非正式成绩·未核对; "" = official, and confirmed */
};

enum fault_kind { FAULT_NONE, FAULT_BANNER, FAULT_SCREEN };

/* Principle 9: a fault is a sentence. */
struct model_fault {
	enum fault_kind kind; /* a banner over the screen, or the whole screen */
	char what[160];	      /* what happened: 磁盘满了。 */
	char safe[160];	      /* what is safe: 已保存的成绩都在。 */
	char todo[160];	      /* what to do: 请拔掉…… */
	bool can_acknowledge; /* shows 知道了 */
};

/* Where a person has gone on the screens; changed by screens_step() only, except
 * that the app calls visit_child_left() when a child leaves, visit_unlocked() when the
 * PIN was right, and visit_teacher_left() when nobody stands there any more. */
struct visit {
	enum screen teacher; /* which of the teacher's screens; 0: the children's */
	enum screen from;    /* ... and from which of them it was opened; 0 none */
	enum screen wanted;  /* shown when the PIN was typed; 0: today */
	bool quits;	     /* ... or the station is closed then */
	bool hide_rates;
	enum {
		IDENTIFY_POSTER,
		IDENTIFY_CLASSES,
		IDENTIFY_TILES,
		IDENTIFY_KEYPAD,
		IDENTIFY_NAMES
	} identify;
	int class_index; /* in model.classes: whose tiles the app puts into model.tiles */
	int row,
		column; /* of the grid of 今日进度: whose names are shown; column -1 all */
	int page;
	int chip;		     /* chosen to be given away: its id + 1; 0 none */
	char letters[MODEL_LETTERS]; /* of a name in pinyin */
	int selected;	/* lane marked for a swap, or a run's arrival; -1 none */
	int run_end;	/* how whoever is touched next ended; 0: touched to arrive */
	char typed[12]; /* digits on the keypad, or of the PIN */
};

struct model {
	struct visit visit;
	enum stage stage;

	bool kiosk;	/* nobody gets out by closing the window */
	bool locked;	/* a PIN is set, and the teacher has not typed it */
	bool pin_typed; /* what only the PIN opens may be shown: a whole 学籍号 */
	struct model_pin pin;
	struct model_settings settings; /* only of its screen, like the next ones */
	struct model_power power;
	struct model_start start;
	struct model_close close;
	struct model_roster roster;
	struct model_handin handin;
	struct model_job job;
	char stick[64]; /* name of a USB stick that is there */
	bool stick_new; /* it was plugged in just now */

	/* the top bar */
	char clock_text[16];   /* 10:42 */
	char battery_text[16]; /* 87%, "" = mains */
	char class_text[40];   /* the class being tested, "" = any */
	char device_word[32];  /* 正常, 没有设备 */
	enum lamp device_lamp;
	enum session_kind session;
	struct model_item item;

	/* who */
	struct model_person person;
	char next_line[MODEL_NAME];	  /* 王小雨, "" = nobody waits */
	char after_next_line[MODEL_NAME]; /* 赵小石 */
	char refusal[96];		  /* 你不在名单里，请找老师 */
	bool can_see_mine; /* a card was shown: 我的成绩 may be opened */
	bool is_late;	   /* marked absent: 是我 makes them there */
	char told[96]; /* 请等前面的同学测完: to whoever shows a card meanwhile */

	/* the class picker and the class list */
	int n_classes;
	struct model_class classes[MODEL_CLASSES];
	int n_tiles;
	struct model_tile tiles[MODEL_TILES];
	char keypad_note[64]; /* 没有这个测试号: after a number that was not found */
	struct model_names names;

	/* measuring */
	struct model_attempt attempt;
	int heat; /* 第3组; 0 = none */
	int n_lanes;
	struct model_lane
		lanes[MODEL_LANES > MODEL_STARTS ? MODEL_LANES : MODEL_STARTS];
	int n_chips, unknown_chips; /* shown; unknown in all */
	struct model_chip chips[MODEL_CHIPS];
	char heat_clock_text[16]; /* running time of the heat; "" = not running */
	/* which keys a heat has */
	bool can_false_start, can_swap, can_mark, can_next_heat;
	bool can_hand;	   /* 手计时: space too */
	int hand_presses;  /* so far; the first is the start */
	bool can_end_heat; /* somebody still runs */
	bool can_go_back;  /* lined up, and nobody has started */

	struct model_run run;

	struct model_many many; /* only of FORM_MANY */

	struct model_exam exam;
	struct model_mine mine; /* only of STAGE_MINE */

	int n_devices;
	struct model_device devices[MODEL_DEVICES];
	struct model_desk desk;	    /* only of the screen of devices */
	struct model_typing typing; /* only of 快速补录 */
	struct model_teacher teacher;
	struct model_call call;		/* only of the screen 点名 */
	struct model_papers papers;	/* ... 打印 */
	struct model_missing missing;	/* ... 未测名单 */
	struct model_new_year new_year; /* ... 新学年 */
	struct model_mend mend;
	struct model_find find;
	struct model_latest latest;
	struct model_reassign reassign; /* only of 整批改人 */
	struct model_student student;
	struct model_class_needs needs; /* only of 还差谁 */
	struct model_year year;		/* only of 本学年 */
	struct model_fault fault;
};

void visit_init(struct visit *visit);
void visit_child_left(struct visit *visit); /* back to the poster; a teacher stays */
void visit_unlocked(struct visit *visit);   /* the PIN was right: to what was wanted */
void visit_teacher_left(struct visit *visit); /* back to the children's screens */

#endif
