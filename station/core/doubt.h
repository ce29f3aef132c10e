/*
 * doubt - reasons for a person to look at a result again: 待核查, never 可疑.
 *
 * Each rule is one function without memory: figures in, true when somebody should look,
 * with the figures that its sentence needs. A doubt is no verdict: it changes no result,
 * holds none back, and a teacher ends it with a word. Most doubts are mistakes of the day
 * (the wrong child, the wrong column, a gate that woke up early), and the sentences say so.
 *
 * The platform's own ranges are far too wide for this (50 m in 5 to 20 s), and no published
 * limits for the change of one child from year to year were found: the limits here are ours.
 * They are chosen so that an ordinary year of an ordinary child raises none.
 *
 * Values are in the item's base unit, times in us. Height and weight may appear in a
 * sentence: it stands on the teacher's screens only.
 */
#ifndef CORE_DOUBT_H
#define CORE_DOUBT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "item.h"

enum doubt_rule {
	DOUBT_YEAR,    /* far from what this child did last year */
	DOUBT_GROWTH,  /* grew or shrank as nobody does */
	DOUBT_SAME,    /* the same value as the children before, several times */
	DOUBT_END,     /* where the device's or the item's range ends */
	DOUBT_SOON,    /* two results within the time that one takes */
	DOUBT_LANE,    /* one lane far from all others */
	DOUBT_SWAPPED, /* two children: each fits the other's last year */
	DOUBT_SEX,     /* an item that this child is not tested in */
	DOUBT_JIN,     /* a weight in 斤 where kg are meant */
	DOUBT_METRES,  /* a length in metres where cm are meant */
	DOUBT_LIFT,    /* a hand lifted somebody over 60 or 80 */
	DOUBT_SHARE,   /* many values by hand in one class or by one tester */
	DOUBT_RULES
};

struct doubt {
	enum doubt_rule rule;
	const struct item *item; /* lent; NULL where the rule has none */
	int64_t value, other;	 /* what is doubted, and what it is compared with */
	int count, of;		 /* of SAME, LANE and SHARE */
};

#define DOUBT_SENTENCE_MAX 160

const char *doubt_name(enum doubt_rule rule); /* "year" */
/* One sentence for a teacher, in Chinese or English. Returns `out`. */
char *doubt_say(const struct doubt *d, bool english, char *out, size_t size);

/* ---- rules; `out` is only written when the answer is true ------------------------ */

/* Not for height and weight, which are DOUBT_GROWTH's. */
bool doubt_year(const struct item *item, int64_t last, int64_t now, struct doubt *out);

/* Height and weight, `days` apart. */
bool doubt_growth(const struct item *item, int64_t last, int64_t now, int days,
	struct doubt *out);

/* `before` are the results of the children before, at the same place and the newest
 * last. Small counts are often the same. */
bool doubt_same(const struct item *item, const int64_t *before, size_t count,
	int64_t value, struct doubt *out);

/* `least` and `most` that the device can show, both 0 when its profile does not say. */
bool doubt_end(const struct item *item, int64_t value, int64_t least, int64_t most,
	struct doubt *out);

/* Two valid results of one child, or of two at a device for one. */
bool doubt_soon(const struct item *item, int64_t first_end_us, int64_t second_end_us,
	struct doubt *out);

/* Times of one heat by lane; `which` is the lane that is asked about. It takes four. */
bool doubt_lane(const struct item *item, const int64_t *times, size_t count,
	size_t which, struct doubt *out);

/* One of a pair measured one behind the other, or side by side. */
bool doubt_swapped(const struct item *item, int64_t now, int64_t last,
	int64_t other_now, int64_t other_last, struct doubt *out);

/* `is_tested`: the standard or the exam tests this child in it. */
bool doubt_sex(
	const struct item *item, bool is_tested, int64_t value, struct doubt *out);

/* A weight in g; `height_mm` and `last_g` may be 0: not known. */
bool doubt_jin(const struct item *item, int64_t weight_g, int64_t height_mm,
	int64_t last_g, struct doubt *out);

/* A length that was read as cm, in mm: "1.65" is 16 or 17 mm. */
bool doubt_metres(const struct item *item, int64_t read_mm, struct doubt *out);

/* Totals in hundredths of a point before and after a manual entry, a void or a move. */
bool doubt_lift(int32_t before_c, int32_t after_c, struct doubt *out);

/* So many values by hand of so many. */
bool doubt_share(int by_hand, int all, struct doubt *out);

#endif
