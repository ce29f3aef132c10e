#include "doubt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

#define SAME_AGAIN     4   /* so many children before had this very value */
#define SAME_FEW       30  /* counts below it are nothing special */
#define LANES_TO_JUDGE 4   /* fewer do not show which is the odd one */
#define SHARE_LEAST    10  /* values, before a share means anything */
#define SHARE_PERMILLE 200 /* by hand */
#define YEAR_DAYS      365

/* ---- sentences ------------------------------------------------------------------- */

static const struct words {
	const char *name, *zh, *en; /* {0} value, {1} other, {2} count, {3} of */
} words[DOUBT_RULES] = {
	[DOUBT_YEAR] = { "year", "去年{1}，今年{0}，是本人吗？",
		"{1} last year, {0} now: the same child?" },
	[DOUBT_GROWTH] = { "growth", "上次{1}，这次{0}，量对了吗？",
		"{1} before, {0} now: measured well?" },
	[DOUBT_SAME] = { "same", "连续{2}人都是{0}，设备清零了吗？",
		"{2} in a row have {0}: was it reset?" },
	[DOUBT_END] = { "end", "{0}正好是量程的尽头",
		"{0} is just where the range ends" },
	[DOUBT_SOON] = { "soon", "离上一次只有{2}秒",
		"only {2} s after the one before" },
	[DOUBT_LANE] = { "lane", "这一道{0}，其他道约{1}",
		"this lane {0}, the others about {1}" },
	[DOUBT_SWAPPED] = { "swapped", "像是和另一人换了：{0}、{1}",
		"fits another child better: {0}, {1}" },
	[DOUBT_SEX] = { "sex", "不测这一项，却有{0}", "not tested in it, and has {0}" },
	[DOUBT_JIN] = { "jin", "像是斤数：{0}应为{1}？",
		"looks like jin: {0} or {1}?" },
	[DOUBT_METRES] = { "metres", "像是按米填的：应为{0}？",
		"looks like metres: {0}?" },
	[DOUBT_LIFT] = { "lift", "手工改动：{1}到{0}，过了{2}分",
		"by hand from {1} to {0}, over {2}" },
	[DOUBT_SHARE] = { "share", "{3}个成绩里{2}个是手工的",
		"{2} of {3} values were typed" },
};

const char *doubt_name(enum doubt_rule rule)
{
	return rule < DOUBT_RULES ? words[rule].name : "";
}

/* 7.8秒, 205厘米, 3′42″; without an item it is a total, of one decimal. */
static void write_value(
	const struct item *item, int64_t value, bool english, char *out, size_t size)
{
	const char *unit;
	char number[32];

	if (!item) {
		snprintf(out, size, "%lld.%lld", (long long)(value / 100),
			(long long)(value / 10 % 10));
		return;
	}
	item_format_screen(item, value, number, sizeof(number));
	unit = english ? item_unit_en(item) : item_unit_zh(item);
	snprintf(out, size, "%s%s%s", number, english && *unit ? " " : "", unit);
}

static void add(char *out, size_t size, const char *text)
{
	size_t len = strlen(out);

	text_copy(out + len, size - len, text);
}

char *doubt_say(const struct doubt *d, bool english, char *out, size_t size)
{
	const char *from = english ? words[d->rule].en : words[d->rule].zh;
	char part[4][48], piece[2] = "";

	write_value(d->item, d->value, english, part[0], sizeof(part[0]));
	write_value(d->item, d->other, english, part[1], sizeof(part[1]));
	snprintf(part[2], sizeof(part[2]), "%d", d->count);
	snprintf(part[3], sizeof(part[3]), "%d", d->of);
	out[0] = '\0';
	for (; *from; from++) {
		if (from[0] == '{' && from[1] >= '0' && from[1] <= '3') {
			add(out, size, part[from[1] - '0']);
			from += 2;
			continue;
		}
		piece[0] = *from;
		add(out, size, piece);
	}
	return out;
}

static bool found(struct doubt *out, enum doubt_rule rule, const struct item *item,
	int64_t value, int64_t other)
{
	*out = (struct doubt){ rule, item, value, other, 0, 0 };
	return true;
}

/* ---- one child and last year ------------------------------------------------------- */

/* How far a child may come within a year, of what it did: permille better and worse, and
 * at least so much in the item's unit. */
struct span {
	int64_t better, worse, least;
};

static struct span span_of(const struct item *item)
{
	switch (item->unit) {
	case ITEM_MS:
		return (struct span){ 200, 400, 1500 };
	case ITEM_ML:
		return (struct span){ 700, 350, 500 };
	case ITEM_TIMES:
		return (struct span){ 1500, 700, 15 };
	case ITEM_MM:
		/* A reach goes through nought, and a share of it says nothing. */
		if (item->hard_min < 0)
			return (struct span){ 0, 0, 130 };
		return (struct span){ 450, 350, 300 };
	case ITEM_G:
		break;
	}
	return (struct span){ 0, 0, INT64_MAX };
}

static bool is_far(const struct item *item, int64_t last, int64_t now)
{
	struct span span = span_of(item);
	bool better = item->better == BETTER_LESS ? now < last : now > last;
	int64_t share = llabs(last) * (better ? span.better : span.worse) / 1000;

	return llabs(now - last) > (share > span.least ? share : span.least);
}

bool doubt_year(const struct item *item, int64_t last, int64_t now, struct doubt *out)
{
	if (item->better == BETTER_NONE || !is_far(item, last, now))
		return false;
	return found(out, DOUBT_YEAR, item, now, last);
}

/* A child grows 12 cm in the year of its spurt; a rod that is read badly is off by 2.
 * Weight: a fifth and 3 kg less, a third and 8 kg more. */
bool doubt_growth(
	const struct item *item, int64_t last, int64_t now, int days, struct doubt *out)
{
	int64_t years = days > YEAR_DAYS ? days : YEAR_DAYS, more, less;

	if (item->better != BETTER_NONE)
		return false;
	if (item->unit == ITEM_G) {
		more = last / 3 > 8000 ? last / 3 : 8000;
		less = last / 5 > 3000 ? last / 5 : 3000;
	} else {
		more = 140;
		less = 20;
	}
	if (now - last <= more * years / YEAR_DAYS && last - now <= less)
		return false;
	return found(out, DOUBT_GROWTH, item, now, last);
}

static bool is_nearer(const struct item *item, int64_t now, int64_t to, int64_t than)
{
	int64_t near = llabs(now - to), far = llabs(now - than);

	/* Two who are alike say nothing. */
	return near * 3 < far && far > span_of(item).least;
}

bool doubt_swapped(const struct item *item, int64_t now, int64_t last,
	int64_t other_now, int64_t other_last, struct doubt *out)
{
	if (item->better == BETTER_NONE || !is_nearer(item, now, other_last, last) ||
		!is_nearer(item, other_now, last, other_last))
		return false;
	return found(out, DOUBT_SWAPPED, item, now, other_now);
}

/* ---- one result ---------------------------------------------------------------------- */

bool doubt_end(const struct item *item, int64_t value, int64_t least, int64_t most,
	struct doubt *out)
{
	bool device = least != most && (value <= least || value >= most);

	/* That a count or a length begins at nought is no end. */
	if (!device && value < item->hard_max &&
		(value > item->hard_min || item->hard_min == 0))
		return false;
	return found(out, DOUBT_END, item, value, 0);
}

bool doubt_sex(
	const struct item *item, bool is_tested, int64_t value, struct doubt *out)
{
	return !is_tested && found(out, DOUBT_SEX, item, value, 0);
}

/* Weight by the square of height, in hundredths of kg/m². */
static int64_t index_c(int64_t weight_g, int64_t height_mm)
{
	return weight_g * 100000 / (height_mm * height_mm);
}

/* Half of it fits a child, and all of it hardly any: 36 and more is very rare, and half
 * of that is the middle. Last year decides alone, where it is known. */
bool doubt_jin(const struct item *item, int64_t weight_g, int64_t height_mm,
	int64_t last_g, struct doubt *out)
{
	int64_t half = weight_g / 2;
	bool looks;

	if (item->unit != ITEM_G)
		return false;
	if (last_g > 0)
		looks = llabs(half - last_g) * 5 < last_g &&
			weight_g * 10 > last_g * 16;
	else
		looks = height_mm > 0 && index_c(weight_g, height_mm) >= 3000 &&
			index_c(half, height_mm) >= 1300;
	return looks && found(out, DOUBT_JIN, item, weight_g, half);
}

bool doubt_metres(const struct item *item, int64_t read_mm, struct doubt *out)
{
	int64_t meant = read_mm * 100;

	if (item->unit != ITEM_MM || item->shown != SHOWN_USUAL || item->hard_min < 0 ||
		read_mm < 5 || read_mm > 50 || meant < item->usual_min ||
		meant > item->usual_max)
		return false;
	return found(out, DOUBT_METRES, item, meant, read_mm);
}

/* ---- beside other results -------------------------------------------------------------- */

bool doubt_same(const struct item *item, const int64_t *before, size_t count,
	int64_t value, struct doubt *out)
{
	int same = 0;

	if (item->unit == ITEM_TIMES && value < SAME_FEW)
		return false;
	while (count > 0 && before[count - 1] == value) {
		same++;
		count--;
	}
	if (same < SAME_AGAIN - 1)
		return false;
	found(out, DOUBT_SAME, item, value, value);
	out->count = same + 1;
	return true;
}

/* What one try takes at least. */
static int64_t takes_us(const struct item *item)
{
	if (item->duration_us)
		return item->duration_us;
	if (item->unit == ITEM_MS)
		return item->usual_min * 1000;
	if (item->rule == RULE_SETTLE)
		return item->settle_us;
	return INT64_C(3000000);
}

bool doubt_soon(const struct item *item, int64_t first_end_us, int64_t second_end_us,
	struct doubt *out)
{
	int64_t apart = llabs(second_end_us - first_end_us);

	if (apart >= takes_us(item))
		return false;
	found(out, DOUBT_SOON, item, 0, 0);
	out->count = (int)(apart / 1000000);
	return true;
}

static int by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

#define LANES_MAX 16

/* The other lanes are near each other and this one is far from their middle: a gate that
 * woke late, or a lane that started by itself. That a child is slow is no fault of a gate:
 * by that side it must be much. */
bool doubt_lane(const struct item *item, const int64_t *times, size_t count,
	size_t which, struct doubt *out)
{
	int64_t others[LANES_MAX], middle, wide;
	size_t n = 0;

	if (count < LANES_TO_JUDGE || count > LANES_MAX || which >= count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (i != which)
			others[n++] = times[i];
	qsort(others, n, sizeof(*others), by_size);
	middle = others[n / 2];
	wide = others[n - 1] - others[0];
	if (llabs(times[which] - middle) <= 2 * wide ||
		(times[which] * 4 >= middle * 3 && times[which] * 5 <= middle * 8))
		return false;
	return found(out, DOUBT_LANE, item, times[which], middle);
}

/* ---- what a hand did --------------------------------------------------------------------- */

bool doubt_lift(int32_t before_c, int32_t after_c, struct doubt *out)
{
	static const int bounds[] = { 80, 60 };

	for (size_t i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++)
		if (before_c < bounds[i] * 100 && after_c >= bounds[i] * 100) {
			found(out, DOUBT_LIFT, NULL, after_c, before_c);
			out->count = bounds[i];
			return true;
		}
	return false;
}

bool doubt_share(int by_hand, int all, struct doubt *out)
{
	if (all < SHARE_LEAST || by_hand * 1000 <= all * SHARE_PERMILLE)
		return false;
	found(out, DOUBT_SHARE, NULL, 0, 0);
	out->count = by_hand;
	out->of = all;
	return true;
}
