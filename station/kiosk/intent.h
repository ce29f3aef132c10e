/*
 * intent - everything a screen may ask for.
 *
 * A screen never does anything: it returns one of these, and the main loop
 * decides. Navigation between screens is asked for in the same way; `screens_step`
 * (screens.h) grants it on the visit and leaves the rest to the loop.
 */
#ifndef KIOSK_INTENT_H
#define KIOSK_INTENT_H

#include <stdint.h>

enum intent_kind {
	INTENT_NONE,

	/* granted by screens_step(): only the visit changes */
	INTENT_POSTER,	/* back to the beginning */
	INTENT_CLASSES, /* choose a class */
	INTENT_CLASS,	/* show the children of class `index` of model.classes */
	INTENT_KEYPAD,	/* type a test number */
	INTENT_DIGIT,	/* `index` 0..9 */
	INTENT_ERASE,	/* the last digit */
	INTENT_OPEN,	/* the teacher's screen `index` (enum screen) */
	INTENT_LEAVE,	/* the teacher goes back to the students' screens */
	INTENT_LACKS,	/* who lacks item `other` (-1 any) in row `index` of the grid */
	INTENT_PAGE,	/* show page `index` of a list or grid */
	INTENT_NAMES,	/* type a name in pinyin */
	INTENT_LETTER,	/* `index` 0..25 */
	INTENT_HIDE_RATES, /* the eye key: hide or show the rates */
	INTENT_SELECT,	   /* mark lane `index` (in model.lanes), -1 none */
	INTENT_RUN_MODE,   /* whoever is touched next ended so: `index`; 0 arrives */
	INTENT_RUN_DIGIT,  /* `index` 0..9 of a vest; -1 takes the last one back */
	INTENT_CHIP, /* choose the unknown chip `index` (model_chip.id), -1 none */

	/* for the main loop */
	INTENT_SCAN,	    /* `text` was scanned: a card token or a test number */
	INTENT_NUMBER,	    /* `text` was typed as a test number */
	INTENT_NAME,	    /* number `index` of model.names says: that is me */
	INTENT_STUDENT,	    /* tile `index` of model.tiles says: that is me */
	INTENT_YES,	    /* 是我: measure this child */
	INTENT_NOT_ME,	    /* 不是我: forget this child, nothing is measured */
	INTENT_RETRY,	    /* 再来一次 */
	INTENT_ZERO_VALID,  /* 0个，有效: the operator saves a zero */
	INTENT_VALUE_VALID, /* 数值有效: a value at the end of the device's range */
	INTENT_MEASURE,	    /* 再来一次, before anything was saved */
	INTENT_NEXT,	    /* 好了，下一位 */
	INTENT_CALLED,	    /* the one named as 下一位 is here */
	INTENT_SKIP,	    /* 跳过: that one comes at the end */
	INTENT_MINE,	    /* 我的成绩 of who showed a card */
	INTENT_NEXT_HEAT,   /* 下一组 */
	INTENT_END_HEAT,    /* 结束本组: who still runs has no finish */
	INTENT_FALSE_START, /* 抢跑: this start does not count, the heat starts again */
	INTENT_GO,	    /* 发令: the common start, by this key */
	INTENT_SWAP,	    /* lanes `index` and `other` (in model.lanes) change */
	INTENT_NOT_COUNTED, /* 这次不算: lane `index` */
	INTENT_HAND_KEY,    /* 手计时: the thumb presses; the selection stays */
	INTENT_TAKE_HAND,   /* 采用手计时 for lane `index` */
	INTENT_GIVE_CHIP,   /* chip `other` is lane `index`'s (in model.lanes) */
	INTENT_TAKE_CHIP,   /* chip `index` is not: 收回 */
	INTENT_NO_FINISH,   /* 没到终点: lane `index` */
	/* of many at once */
	INTENT_MANY_PICK,   /* tile `index` stands there, or does not */
	INTENT_MANY_SEX,    /* boys, girls or both line up */
	INTENT_MANY_AGAIN,  /* 重来: this start does not count */
	INTENT_CELL,	    /* fill in cell `index` */
	INTENT_CELL_MOVE,   /* ... or the one `index` further */
	INTENT_CELL_DIGIT,  /* `index` 0..9 */
	INTENT_CELL_ERASE,  /* the last digit */
	INTENT_CELL_ENTER,  /* save it and go on */
	INTENT_CELL_ZERO,   /* 0个，有效 */
	INTENT_CELL_NOBODY, /* 没测 */
	INTENT_CELL_LESS,   /* 不计: `index` 1 takes one off, -1 gives it back */
	INTENT_POINT, /* show device `index` of model.devices as this test point */
	/* of 快速补录 */
	INTENT_TYPING_CLASS,   /* class `index` of model.classes */
	INTENT_TYPING_ITEM,    /* item `index` of model.typing.items */
	INTENT_TYPING_SEX,     /* boys, girls or both */
	INTENT_TYPING_WHO,     /* name `index` of model.typing.names */
	INTENT_TYPING_CHAR,    /* `text` was typed */
	INTENT_TYPING_ERASE,   /* the last character */
	INTENT_TYPING_ENTER,   /* the line, or the name */
	INTENT_TYPING_READING, /* reading `index` is meant */
	INTENT_TYPING_ROW,     /* line `index` */
	INTENT_TYPING_MOVE,    /* `index` lines further */
	INTENT_TYPING_DONE,    /* this reading is over */
	INTENT_TYPING_SETTLE,  /* of line `index` reading `other` is right */
	INTENT_TYPING_SAVE,    /* keep them */
	INTENT_TYPING_THROW,   /* throw the sheet away; asked once more */
	/* on the screen of a run; moments at `at_us` */
	INTENT_RUN_START,  /* 发令 for wave `index` */
	INTENT_RUN_PRESS,  /* 到达 */
	INTENT_RUN_UNDO,   /* 撤销上一步 */
	INTENT_RUN_GIVE,   /* to tile `index`: mark `other`, or the oldest ? (-1) */
	INTENT_RUN_NUMBER, /* the same to vest `index`; with `other`: it ended so */
	INTENT_RUN_LANE,   /* 到达 of lane `index`, just now */
	INTENT_RUN_TAKE,   /* mark `index` is nobody's */
	INTENT_RUN_STRIKE, /* mark `index` was one press too many */
	INTENT_RUN_INSERT, /* one too few: at mark `index`, or after it (`other` 1) */
	INTENT_RUN_SWAP,   /* marks `index` and `other` change runners */
	INTENT_RUN_END,	   /* tile `index` ended so: `other` */
	INTENT_RUN_NAME,   /* tile `other` is name `index` (model_run_name.who) */
	INTENT_RUN_VEST,   /* before the start: a vest for tile `index`, or back */
	INTENT_RUN_CHOICE, /* ... `index` (enum run_choice) is `other` */
	INTENT_RUN_CLASS, /* ... class `index` of the station runs too, or not any more */
	/* on the screen of devices */
	INTENT_PORT,	  /* select port `index` of model.desk.ports */
	INTENT_LOOK,	  /* back to what the selected port says */
	INTENT_RECOGNISE, /* 识别: which profile fits it */
	INTENT_MAY_ASK,	  /* recognising may send: on or off */
	INTENT_FOUND,	  /* it is number `index` of model.desk.found */
	INTENT_ITEMS,	  /* 绑定: choose what it measures */
	INTENT_ITEM,	  /* choose item `index` of model.desk.items, or not */
	INTENT_LANES,	  /* `index` lanes or vests */
	INTENT_BIND,	  /* do so */
	INTENT_UNBIND,	  /* 解除绑定; asked once more */
	INTENT_ZERO,	  /* 归零 */
	INTENT_TARE,	  /* 去皮 */
	INTENT_CHECK,	  /* 校验: look at a reading against a known value */
	INTENT_CHECKED,	  /* it is the same: write that down */
	INTENT_SURE,	  /* yes, to what was asked once more */
	/* 点名 */
	INTENT_CALL_CLASSES, /* choose a class */
	INTENT_CALL_CLASS,   /* number `index` of model.call.classes */
	INTENT_CALL_TILES,   /* its students again */
	INTENT_CALL_TILE,    /* tile `index`: absent, on leave, not today, here */
	INTENT_CALL_UNDO,
	INTENT_CALL_ORDER,  /* ask 是你吗？ or not */
	INTENT_CALL_PUTOFF, /* 改期: choose what and to when */
	INTENT_CALL_ITEM,   /* item `index` of model.call.items, -1 all */
	INTENT_CALL_WIDE,   /* `index` 1: every class */
	INTENT_CALL_REASON, /* `index`: enum putoff_reason */
	INTENT_CALL_DAY,    /* to day `index` of model.call.days, -1 not known yet */
	INTENT_CALL_DO,	    /* put it off */
	INTENT_CALL_BACK,   /* take back number `index` of model.call.putoffs */
	/* 未测名单 */
	INTENT_MISSING_CLASS, /* number `index` of model.missing.classes */
	INTENT_MISSING_ITEM,  /* item `index` of model.missing.items, -1 all */
	INTENT_MISSING_PRINT, /* the list of that class on paper */
	/* 打印 */
	INTENT_PAPER_CLASS, /* class `index` of model.papers.classes, -1 the school */
	INTENT_PAPER,	    /* print number `index` of model.papers.papers */
	/* 新学年 */
	INTENT_YEAR_CLASS, /* the students of class `index` of model.year.classes */
	INTENT_YEAR_TILE,  /* tile `index` stays in its grade, or not */
	INTENT_YEAR_BACK,  /* to the classes */
	INTENT_YEAR_NEXT,  /* on; with the question answered, do so */

	/* on 找学生, 学生 and 待核查 */
	INTENT_TYPE, /* `text` is typed at the end; "" takes the last one away */
	INTENT_FIND, /* row `index` of model.find */
	INTENT_FIND_CLASSES, /* by class */
	INTENT_WALK_ON,	     /* 临时加测: somebody who is not on the list */
	INTENT_SEX,	     /* ... 0 a boy, 1 a girl */
	INTENT_GIVE_TO,	   /* 刚才的成绩: the chosen one is candidate `index`'s */
	INTENT_SWAP_WITH,  /* ... and exchanged with that of `index` */
	INTENT_GIVE_OTHER, /* ... is somebody else's: look for whose */
	/* on 整批改人; INTENT_MADE is the last row that is given */
	INTENT_REASSIGN_SHIFT,	 /* each to whoever is `index` further on the list */
	INTENT_REASSIGN_ORDER,	 /* `index` 1: from this number on; 0: from then on */
	INTENT_REASSIGN_CLASSES, /* of which class they are, to choose */
	INTENT_REASSIGN_CLASS,	 /* class `index` of model.reassign.classes */
	INTENT_MADE,		 /* choose attempt `index` of model.student */
	INTENT_RAW,		 /* its raw bytes, or not */
	INTENT_MEND,		 /* `index` of enum mend, with what is chosen */
	INTENT_REASON,		 /* because of `index` of model.student.reasons */
	INTENT_MEND_ITEM,    /* 手工补录 of item `index` of model.student.items */
	INTENT_MEND_VALUE,   /* ... with what was typed */
	INTENT_MEND_CANCEL,  /* not after all */
	INTENT_MEND_UNDO,    /* 撤销上一步 */
	INTENT_TEST_NOW,     /* 现在测 */
	INTENT_DOUBT,	     /* choose row `index` of model.teacher.disputes */
	INTENT_OPEN_STUDENT, /* whose it is */

	INTENT_PIN,	    /* `text` was typed as the PIN, or as a new one */
	INTENT_CHOOSE,	    /* answer `other` of row `index` of the settings */
	INTENT_START,	    /* 开测: answer `other` of row `index` (enum start_row) */
	INTENT_NEW_TESTER,  /* a name is to be typed; `index` 0: not any more */
	INTENT_TYPED,	    /* `text` was typed into it */
	INTENT_UNTYPE,	    /* its last character is not */
	INTENT_BEGIN,	    /* 开始测试 */
	INTENT_FILE,	    /* 名单: look at file `index` */
	INTENT_FILES,	    /* the list of files begins at `index` */
	INTENT_RUNS,	    /* doubtful runs are meant in way `index`: look again */
	INTENT_ROSTER_MODE, /* a file is taken in mode `index`: look again */
	INTENT_TRUST,  /* what looks wrong as a whole is taken (1) or not: look again */
	INTENT_IMPORT, /* 导入 the one that was looked at */
	INTENT_TAB,    /* show tab `index` (enum handin_tab, roster_tab) */
	INTENT_HANDIN_CLASS, /* only rows of number `index` of its classes, -1 all */
	INTENT_LOOK_AGAIN,   /* check once more */
	INTENT_WRITE,	     /* 写出上报文件 */
	INTENT_LOCK,	     /* 午休: back to the children, the PIN is asked again */
	INTENT_BACKUP,	     /* 备份 */
	INTENT_VERIFY,	     /* 核对: the whole journal, beside the screens */
	INTENT_STOP,	     /* 退出 */
	INTENT_POWER_OFF,    /* 关机 */
	INTENT_JOB_CANCEL,   /* end what runs beside the screens */
	INTENT_JOB_SEEN,     /* how it ended was read */
	INTENT_STICK_SEEN,   /* so was that there is a stick */
	INTENT_DATE_RIGHT,   /* the date is right, as unlikely as it is */
	INTENT_ACKNOWLEDGE,  /* 知道了: the fault was read */
	INTENT_QUIT,	     /* the window was closed */
};

struct intent {
	enum intent_kind kind;
	int index;
	int other;
	int64_t at_us; /* when a finger or a key did it, where that matters */
	char text[64]; /* UTF-8, terminated */
};

#endif
