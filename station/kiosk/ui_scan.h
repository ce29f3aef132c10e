/*
 * ui_scan - a code scanner that pretends to be a keyboard, told from fingers.
 *
 * Such a scanner types its code and Enter, a few milliseconds a character. Nobody
 * types four characters with less than 50 ms between them. So characters are held
 * back for 50 ms: a burst of four or more that ends in Enter is a scan, whatever
 * has the focus; a slower one is handed on as keys. A burst without its Enter, or
 * one whose beginning came apart from it, is thrown away: half a number might be
 * somebody else's number.
 *
 * What is printed on a 测试卡 begins with a prefix and has one length (store/cards.h). By
 * them it is known also when a slow scanner (over the air) types it, with up to 150 ms
 * between characters, when no Enter follows, and when it comes right after another code.
 * Whoever types these two letters by hand gets them, a little later.
 *
 * Pure: time comes in with each character, in microseconds.
 */
#ifndef KIOSK_UI_SCAN_H
#define KIOSK_UI_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SCAN_MAX      63     /* bytes of a code; a longer one is thrown away */
#define SCAN_GAP_US   50000  /* between two characters of a burst */
#define SCAN_QUIET_US 300000 /* before a burst that is trusted */
#define SCAN_LEAST    4

#define SCAN_PREFIX  "TC"
#define SCAN_TOKEN   20	    /* characters of a token, the prefix too */
#define SCAN_SLOW_US 150000 /* between two characters of one */
#define SCAN_TYPED   12	    /* as many of them nobody types by hand */
#define SCAN_LATE_US 500000 /* the Enter of a token that was taken without it */

enum scan_got {
	SCAN_HOLD, /* nothing to say yet */
	SCAN_CODE, /* `text` is a scanned code */
	SCAN_KEYS, /* `text` are characters typed by a person; then Enter, if `enter` */
	SCAN_TORN, /* a burst was thrown away */
};

struct scan {
	char held[SCAN_MAX + 1];
	size_t len;
	size_t chars;
	int64_t at_us[SCAN_MAX];   /* of each character */
	int64_t first_us, last_us; /* of what is held */
	int64_t before_us;	   /* the last character before it */
	bool any;		   /* before_us means something */
	bool overlong;
	bool slow;	  /* a gap was longer than in a burst */
	int64_t taken_us; /* a token was taken without its Enter; 0 none */
};

struct scan_result {
	enum scan_got got;
	char text[SCAN_MAX + 1];
	int64_t at_us[SCAN_MAX]; /* SCAN_KEYS: when each character was typed */
	bool enter;
};

/* A character arrived: UTF-8, at most 4 bytes. What was held before may come out. */
struct scan_result scan_char(struct scan *s, const char *utf8, int64_t at_us);
struct scan_result scan_enter(struct scan *s, int64_t at_us);

/* Only time passed. Call at scan_deadline_us(). */
struct scan_result scan_time(struct scan *s, int64_t now_us);

/* When scan_time() wants to be called; INT64_MAX = never. */
int64_t scan_deadline_us(const struct scan *s);

#endif
