/*
 * score_cells - what stands in one cell of a score column.
 *
 * A cell is a value in the item's own unit, a state, or doubtful with every reading
 * that it may have; never a guess, and never 0 for a word (upload.md, section 3).
 *
 * Values are written in the unit people use, with or without it: "175.3", "175.3cm",
 * "1.75米", "90斤", "3,250", "7,8" with a decimal comma, in full-width digits, with the
 * dust of binary fractions. They are rounded as the item is.
 *
 * A run is surely read where minutes and seconds are told apart: 3'25, 3′25″, 3'25.4,
 * 3分25秒, 3分5秒, 0:03:25, 205秒; and a number that its format shows so (325 as 3'25).
 * Doubtful are, because people and programs mean different things by them:
 *
 *	3.4	3′40 on the platform, 3′04 by hand, 3′24 by a calculator
 *	3.25	3′25, or 3′15
 *	325	3′25 without its mark, or 325 s
 *	4	4′00
 *	3:25	3′25; to a spreadsheet 3 h 25 min, and so is the time of day 03:25:00
 *	3'4	3′04 or 3′40
 *	3月25日	3-25 as a spreadsheet understood it
 *
 * Whoever knows the file settles them with a set of ways; see score_way_read().
 *
 * Pure: no memory, no files, nothing kept.
 */
#ifndef EXCHANGE_SCORE_CELLS_H
#define EXCHANGE_SCORE_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "item.h"
#include "sheet.h"

/* What a word or mark says instead of a value. */
enum score_word {
	SCORE_STATE_NONE,
	SCORE_MISSING, /* X, 缺项, 未测, -, /: there is no value, and no reason */
	SCORE_ZERO,    /* 0 where no 0 can be: a program's way to say missing */
	SCORE_NOT_FOR_HIM, /* 不测试: not an item of this grade or sex */
	SCORE_EXEMPT,	   /* 免体, 免测, 免予执行 */
	SCORE_DEFERRED,	   /* 缓测, 暂缓 */
	SCORE_ABSENT,	   /* 缺考, 缺席 */
	SCORE_ON_LEAVE,	   /* 请假, 病假, 事假 */
	SCORE_REFUSING,	   /* 弃权, 拒测 */
	SCORE_FOULED,	   /* 犯规 */
	SCORE_STATES
};

/* A mark of one of these words, folded (unicode_fold, small letters). */
enum score_word score_state_read(const char *folded);
const char *score_state_zh(enum score_word state); /* "免测"; "" for none */

/* How a doubtful run may be meant. */
enum score_way {
	SCORE_WAY_MINUTES_SECONDS, /* 3.25 is 3′25, 3.4 is 3′40: the platform's */
	SCORE_WAY_MINUTES_SINGLE,  /* 3.4 is 3′04 */
	SCORE_WAY_MINUTES_DECIMAL, /* 3.4 is 3′24, 3.25 is 3′15 */
	SCORE_WAY_SECONDS,	   /* 325 is 325 s, 5′25 */
	SCORE_WAY_DIGITS,	   /* 325 is 3′25 */
	SCORE_WAY_CLOCK,	   /* 3:25 and 03:25:00 are 3′25 */
	SCORE_WAY_DATE,		   /* 3月25日 is 3′25 */
	SCORE_WAY_MARK_SINGLE,	   /* 3'4 is 3′04 */
	SCORE_WAY_MARK_TENS,	   /* 3'4 is 3′40 */
	SCORE_WAYS
};

/* "minutes.seconds", "minutes.single", "minutes.decimal", "seconds", "digits",
 * "clock", "date", "mark.single", "mark.tens": as --runs= takes them. */
const char *score_way_name(enum score_way way);
/* "3.25 是 3′25，3.4 是 3′40": what a teacher chooses by. */
const char *score_way_zh(enum score_way way);
/* Names with commas between to a set of bits, 1u << way; false with a sentence. */
bool score_ways_read(const char *text, unsigned *ways, struct err *err);

/* What a doubtful cell looks like: the teacher decides for each, once a file. */
enum score_spelling {
	SCORE_SPELLED_ONE_DECIMAL,   /* 3.4 */
	SCORE_SPELLED_TWO_DECIMALS,  /* 3.25 */
	SCORE_SPELLED_MORE_DECIMALS, /* 3.4167 */
	SCORE_SPELLED_WHOLE,	     /* 325, 4 */
	SCORE_SPELLED_CLOCK,	     /* 3:25, a time of day */
	SCORE_SPELLED_SHORT,	     /* 3'4 */
	SCORE_SPELLED_DATE,	     /* 3月25日 */
	SCORE_SPELLINGS
};
const char *score_spelling_zh(enum score_spelling spelling); /* "一位小数（如 3.4）" */

/* One of them, in words: "3.4 → 3′40、3′04、3′24". */
struct score_reading {
	enum score_way way;
	int64_t value; /* ms, rounded as the item is */
	bool likely;   /* within the range that the platform takes */
};

/* What a cell looks like, whatever the item: by it a wrong column is found out
 * (score_shapes.h). */
enum score_look {
	SCORE_LOOK_NONE,    /* a word, an error, a number with its unit */
	SCORE_LOOK_WHOLE,   /* 38 */
	SCORE_LOOK_DECIMAL, /* 8.4 */
	SCORE_LOOK_MARKED,  /* 3'25, 3:25 */
};

enum score_is {
	SCORE_NOTHING, /* an empty cell */
	SCORE_VALUE,
	SCORE_STATE,
	SCORE_DOUBTFUL,
	SCORE_WRONG, /* neither: a sentence for the teacher is due */
};

struct score_said {
	enum score_is is;
	enum score_word state; /* SCORE_STATE */
	/* SCORE_VALUE; and SCORE_WRONG when it is a number, but outside the range. */
	int64_t value;
	bool outside;
	/* SCORE_DOUBTFUL; also after `ways` settled it, so that it can be counted. */
	enum score_spelling spelling;
	size_t count; /* readings within the item's hard range, one of them likely */
	struct score_reading readings[SCORE_WAYS];
	/* The number as written, in thousandths; of SCORE_LOOK_MARKED in ms. */
	enum score_look look;
	int64_t written_m;
};

/* How an item is read. `low` and `high` in its unit: what the platform takes; a value
 * outside is refused there, and here (upload.md, section 4). */
struct score_item {
	const struct item *item;
	int64_t low, high;
};

/* `ways`: readings that the teacher chose; a doubtful cell of which exactly one value
 * is chosen becomes SCORE_VALUE. */
void score_cell_read(const struct score_item *item, const struct cell *cell,
	unsigned ways, struct score_said *said);

#endif
