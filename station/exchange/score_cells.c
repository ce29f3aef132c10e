#include "score_cells.h"

#include <string.h>

#include "buf.h"
#include "cell_shown.h"
#include "text.h"
#include "unicode.h"

#define TEXT_MAX  40 /* folded bytes; longer is no value */
#define WHOLE_MAX 7  /* digits before the point; far beyond every range */
#define PART_MAX  9  /* digits behind it; later ones are dust and are cut */
#define MINUTE_MS INT64_C(60000)
#define HOUR_S	  3600

/* ---- the text --------------------------------------------------------------- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Most cells are digits and marks of ASCII, for which nothing need be folded. */
static bool fold_ascii(const char *text, char out[TEXT_MAX + 1])
{
	size_t n = 0;

	for (; *text; text++) {
		if (*text <= ' ' || *text > '~' || *text == '`' || n == TEXT_MAX)
			return false;
		out[n++] = (char)(*text >= 'A' && *text <= 'Z' ? *text - 'A' + 'a'
							       : *text);
	}
	out[n] = '\0';
	return true;
}

/* Where Chinese is typed the key of the point writes 。: 9。8. */
static void put_points(struct buf *text)
{
	static const char stop[] = "。";
	const size_t len = sizeof(stop) - 1;

	for (char *at = text->data; at && (at = strstr(at, stop)); at++)
		if (at > text->data && is_digit(at[-1]) && is_digit(at[len])) {
			*at = '.';
			memmove(at + 1, at + len, strlen(at + len) + 1);
			text->len -= len - 1;
		}
}

/* "3 25" is not 325: a blank between digits stays, as a mark. */
static void fold_text(const char *text, char out[TEXT_MAX + 1])
{
	struct buf trimmed = BUF_INIT, folded = BUF_INIT;

	text += *text == '\'';
	if (fold_ascii(text, out))
		return;
	unicode_trim(&trimmed, text);
	for (size_t i = 1; i + 1 < trimmed.len; i++)
		if (trimmed.data[i] == ' ' && is_digit(trimmed.data[i - 1]) &&
			is_digit(trimmed.data[i + 1]))
			trimmed.data[i] = ':';
	unicode_fold(&folded, trimmed.data, UNICODE_FOLD_CASE);
	put_points(&folded);
	/* What is too long is cut where it cannot become a value: at a letter. */
	if (folded.len > TEXT_MAX)
		text_copy(out, TEXT_MAX + 1, "?");
	else
		memcpy(out, folded.data, folded.len + 1);
	buf_release(&folded);
	buf_release(&trimmed);
}

static bool skip(const char **s, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(*s, word, len) != 0)
		return false;
	*s += len;
	return true;
}

/* Digits at *s, at most `most`; how many, 0 for none or more. */
static int digits_at(const char **s, int most, int64_t *value)
{
	int n = 0;

	for (*value = 0; is_digit(**s) && n <= most; n++)
		*value = *value * 10 + *(*s)++ - '0';
	return n <= most ? n : 0;
}

/* Digits behind a point as millionths and finer; later ones are cut. */
static int part_at(const char **s, int64_t *part)
{
	int n = 0;

	for (*part = 0; is_digit(**s); (*s)++, n++)
		if (n < PART_MAX)
			*part = *part * 10 + **s - '0';
	return n;
}

/* ---- values in people's units ----------------------------------------------- */

/* `digits` of 10^-decimals of the item's own unit come to 1 of this unit. */
struct item_spelling {
	enum item_unit unit;
	const char *name;
	int64_t factor; /* of the item's unit: mm, g, ml, ms, times */
};

static const struct item_spelling spellings[] = {
	{ ITEM_MM, "厘米", 10 },
	{ ITEM_MM, "公分", 10 },
	{ ITEM_MM, "cm", 10 },
	{ ITEM_MM, "毫米", 1 },
	{ ITEM_MM, "mm", 1 },
	{ ITEM_MM, "米", 1000 },
	{ ITEM_MM, "m", 1000 },
	{ ITEM_G, "公斤", 1000 },
	{ ITEM_G, "千克", 1000 },
	{ ITEM_G, "kg", 1000 },
	{ ITEM_G, "市斤", 500 },
	{ ITEM_G, "斤", 500 },
	{ ITEM_G, "g", 1 },
	{ ITEM_G, "克", 1 },
	{ ITEM_ML, "毫升", 1 },
	{ ITEM_ML, "ml", 1 },
	{ ITEM_ML, "升", 1000 },
	{ ITEM_ML, "l", 1000 },
	{ ITEM_MS, "秒", 1000 },
	{ ITEM_MS, "sec", 1000 },
	{ ITEM_MS, "s", 1000 },
	{ ITEM_TIMES, "次", 1 },
	{ ITEM_TIMES, "个", 1 },
	{ ITEM_TIMES, "下", 1 },
};

static int64_t usual_factor(const struct item *item)
{
	switch (item->unit) {
	case ITEM_MM:
		return item->shown == SHOWN_METRES ? 1000 : 10;
	case ITEM_G:
	case ITEM_MS:
		return 1000;
	case ITEM_ML:
	case ITEM_TIMES:
		break;
	}
	return 1;
}

static bool unit_at(const struct item *item, const char *text, int64_t *factor)
{
	*factor = usual_factor(item);
	if (!*text)
		return true;
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
		if (spellings[i].unit == item->unit &&
			strcmp(spellings[i].name, text) == 0) {
			*factor = spellings[i].factor;
			return true;
		}
	return false;
}

/* What readings count in, in one of the item's unit: um in mm, ug in g, ul in ml, us in
 * ms, whole times. */
static int64_t fine_of(const struct item *item)
{
	return item->unit == ITEM_TIMES ? 1 : item->unit == ITEM_G ? 1000000 : 1000;
}

/* whole + part * 10^-places of `factor` base units, rounded as the item is. false: a
 * count that is no whole number. */
static bool to_item(const struct item *item, bool negative, int64_t whole, int64_t part,
	int places, int64_t factor, int64_t *value)
{
	int64_t fine = fine_of(item), scale = 1;

	for (int i = 0; i < places && i < PART_MAX; i++)
		scale *= 10;
	if (item->unit == ITEM_TIMES && part * factor % scale != 0)
		return false;
	fine = whole * factor * fine + part * factor * fine / scale;
	*value = item_value_from_base(item, negative ? -fine : fine);
	return true;
}

/* A comma before three digits parts thousands where values have no decimals. */
static bool is_thousands(const struct item *item, const char *comma)
{
	return item->unit == ITEM_ML && is_digit(comma[1]) && is_digit(comma[2]) &&
	       is_digit(comma[3]) && !is_digit(comma[4]);
}

/* A sign, digits, a part, and nothing or a unit; *unit behind the number. */
struct number {
	bool negative;
	int64_t whole, part;
	int whole_digits, places;
	const char *rest;
};

static bool number_at(const struct item *item, const char *s, struct number *n)
{
	int64_t thousands;

	*n = (struct number){ .negative = *s == '-' };
	s += *s == '-' || *s == '+';
	n->whole_digits = digits_at(&s, WHOLE_MAX, &n->whole);
	if (n->whole_digits == 0 && *s != '.')
		return false;
	if (*s == ',' && is_thousands(item, s)) {
		s++;
		digits_at(&s, 3, &thousands);
		n->whole = n->whole * 1000 + thousands;
	}
	if ((*s == '.' || *s == ',') && is_digit(s[1])) {
		s++;
		n->places = part_at(&s, &n->part);
	} else if (*s == '.') {
		s++; /* "12." */
	}
	n->rest = s;
	return n->whole_digits + n->places > 0;
}

static void say_value(
	const struct score_item *item, int64_t value, struct score_said *said)
{
	bool inside = value >= item->low && value <= item->high &&
		      item_fit(item->item, value) != FIT_REFUSED;

	said->is = inside ? SCORE_VALUE : SCORE_WRONG;
	said->outside = !inside;
	said->value = value;
	if (!inside && value == 0 && item->low > 0) {
		said->is = SCORE_STATE;
		said->state = SCORE_ZERO;
		said->outside = false;
	}
}

static void read_plain(
	const struct score_item *item, const char *text, struct score_said *said)
{
	struct number n;
	int64_t factor, value;

	if (number_at(item->item, text, &n) && unit_at(item->item, n.rest, &factor) &&
		to_item(item->item, n.negative, n.whole, n.part, n.places, factor,
			&value))
		say_value(item, value, said);
}

/* ---- runs in minutes -------------------------------------------------------- */

static void sure(const struct score_item *item, int64_t ms, struct score_said *said)
{
	say_value(item, item_value_from_base(item->item, ms * 1000), said);
}

/* One more reading, if a run can take so long at all. */
static void may_be(const struct score_item *item, enum score_way way, int64_t ms,
	struct score_said *said)
{
	int64_t value = item_value_from_base(item->item, ms * 1000);

	if (item_fit(item->item, value) == FIT_REFUSED)
		return;
	said->readings[said->count++] = (struct score_reading){ way, value,
		value >= item->low && value <= item->high };
}

/* Where no reading is within the range there is nothing to decide. */
static void doubtful(struct score_said *said, enum score_spelling spelling)
{
	bool likely = false;

	for (size_t i = 0; i < said->count; i++)
		likely |= said->readings[i].likely;
	said->is = likely ? SCORE_DOUBTFUL : SCORE_WRONG;
	said->spelling = spelling;
	said->outside = !likely;
	said->value = likely || said->count == 0 ? 0 : said->readings[0].value;
	said->count = likely ? said->count : 0;
}

/* The tenths and finer of a second behind "3'25": ".4", "\"4"; in ms. */
static bool fraction_at(const char **s, int64_t *ms)
{
	int64_t part = 0;
	int n;

	*ms = 0;
	if ((**s != '.' && **s != '"') || !is_digit((*s)[1]))
		return true;
	(*s)++;
	n = part_at(s, &part);
	for (; n > 3; n--)
		part /= 10;
	for (; n < 3; n++)
		part *= 10;
	*ms = part;
	return true;
}

/* *closed: the seconds have their own mark, so that they are all there: 3'5". */
static bool at_end(const char *s, bool *closed)
{
	*closed = skip(&s, "秒") || skip(&s, "\"") || skip(&s, "''") || skip(&s, "s") ||
		  skip(&s, "'");
	return *s == '\0';
}

/* One digit of seconds behind a mark: 3'4. */
static void short_seconds(const struct score_item *item, int64_t minutes, int64_t digit,
	struct score_said *said)
{
	may_be(item, SCORE_WAY_MARK_SINGLE, minutes * MINUTE_MS + digit * 1000, said);
	if (digit < 6)
		may_be(item, SCORE_WAY_MARK_TENS, minutes * MINUTE_MS + digit * 10000,
			said);
	doubtful(said, SCORE_SPELLED_SHORT);
}

/* Behind the minutes and their mark; `named`: the mark was 分. */
static void read_seconds(const struct score_item *item, int64_t minutes, bool named,
	const char *s, struct score_said *said)
{
	int64_t seconds, ms;
	bool closed;
	int digits = digits_at(&s, 2, &seconds);

	if (digits == 0) {
		if (named && (*s == '\0' || strcmp(s, "整") == 0))
			sure(item, minutes * MINUTE_MS, said);
		return;
	}
	if (seconds > 59 || !fraction_at(&s, &ms))
		return;
	if (!at_end(s, &closed))
		return;
	if (digits == 1 && !closed)
		short_seconds(item, minutes, seconds, said);
	else
		sure(item, minutes * MINUTE_MS + seconds * 1000 + ms, said);
}

/* 3:25, 3:25.4, 0:03:25, 3:25:00. */
static void read_clock(const struct score_item *item, int64_t first, const char *s,
	struct score_said *said)
{
	int64_t second, third, ms;
	int digits = digits_at(&s, 2, &second);
	bool closed;

	if (digits == 0 || second > 59)
		return;
	if (*s == ':') {
		s++;
		if (digits_at(&s, 2, &third) != 2 || third > 59 ||
			!fraction_at(&s, &ms) || !at_end(s, &closed))
			return;
		if (first == 0)
			sure(item, second * MINUTE_MS + third * 1000 + ms, said);
		else if (third == 0 && ms == 0)
			may_be(item, SCORE_WAY_CLOCK, first * MINUTE_MS + second * 1000,
				said);
		if (first > 0)
			doubtful(said, SCORE_SPELLED_CLOCK);
		return;
	}
	if (!fraction_at(&s, &ms) || !at_end(s, &closed))
		return;
	if (digits == 1) {
		short_seconds(item, first, second, said);
		return;
	}
	may_be(item, SCORE_WAY_CLOCK, first * MINUTE_MS + second * 1000 + ms, said);
	doubtful(said, SCORE_SPELLED_CLOCK);
}

/* A part of a day, as a spreadsheet keeps a time, without its format: 0.1423611 is
 * 3:25:00. What is below an hour is minutes and seconds already. */
static void may_be_day(const struct score_item *item, int64_t part, int places,
	struct score_said *said)
{
	int64_t scale = 1, seconds;

	if (places < 4)
		return;
	for (int i = 0; i < places && i < PART_MAX; i++)
		scale *= 10;
	seconds = div_half_up(part * 86400, scale);
	if (seconds < HOUR_S)
		may_be(item, SCORE_WAY_CLOCK, seconds * 1000, said);
	else if (seconds % 60 == 0)
		may_be(item, SCORE_WAY_CLOCK, seconds / 60 * 1000, said);
}

static void read_decimal(
	const struct score_item *item, const struct number *n, struct score_said *said)
{
	int64_t minutes = n->whole * MINUTE_MS, part = n->part, scale = 1;
	int places = n->places > PART_MAX ? PART_MAX : n->places;

	for (int i = 0; i < places; i++)
		scale *= 10;
	if (n->places == 2 && part < 60)
		may_be(item, SCORE_WAY_MINUTES_SECONDS, minutes + part * 1000, said);
	if (n->places == 1 && part < 6)
		may_be(item, SCORE_WAY_MINUTES_SECONDS, minutes + part * 10000, said);
	if (n->places == 1)
		may_be(item, SCORE_WAY_MINUTES_SINGLE, minutes + part * 1000, said);
	may_be(item, SCORE_WAY_MINUTES_DECIMAL, minutes + part * MINUTE_MS / scale,
		said);
	may_be(item, SCORE_WAY_SECONDS, n->whole * 1000 + part * 1000 / scale, said);
	if (n->whole == 0)
		may_be_day(item, part, n->places, said);
	doubtful(said, n->places == 1	? SCORE_SPELLED_ONE_DECIMAL
		       : n->places == 2 ? SCORE_SPELLED_TWO_DECIMALS
					: SCORE_SPELLED_MORE_DECIMALS);
}

static void read_whole(
	const struct score_item *item, int64_t whole, struct score_said *said)
{
	if (whole == 0) {
		say_value(item, 0, said);
		return;
	}
	may_be(item, SCORE_WAY_MINUTES_SECONDS, whole * MINUTE_MS, said);
	may_be(item, SCORE_WAY_SECONDS, whole * 1000, said);
	if (whole >= 100 && whole % 100 < 60)
		may_be(item, SCORE_WAY_DIGITS,
			whole / 100 * MINUTE_MS + whole % 100 * 1000, said);
	doubtful(said, SCORE_SPELLED_WHOLE);
}

/* 3-25 as a spreadsheet understood it: "2026-03-25", "3月25日". */
static void read_date(
	const struct score_item *item, const char *s, struct score_said *said)
{
	int64_t year, month, day;

	if (digits_at(&s, 4, &year) != 4 || !skip(&s, "-") ||
		digits_at(&s, 2, &month) == 0 || !skip(&s, "-") ||
		digits_at(&s, 2, &day) == 0 || *s)
		return;
	may_be(item, SCORE_WAY_DATE, month * MINUTE_MS + day * 1000, said);
	doubtful(said, SCORE_SPELLED_DATE);
}

static bool month_and_day(
	const struct score_item *item, const char *s, struct score_said *said)
{
	int64_t month, day;

	if (digits_at(&s, 2, &month) == 0 || !skip(&s, "月") ||
		digits_at(&s, 2, &day) == 0 || !skip(&s, "日") || *s)
		return false;
	may_be(item, SCORE_WAY_DATE, month * MINUTE_MS + day * 1000, said);
	doubtful(said, SCORE_SPELLED_DATE);
	return true;
}

static void read_run(
	const struct score_item *item, const char *text, struct score_said *said)
{
	const char *s = text;
	struct number n;
	int64_t first;
	int digits = digits_at(&s, 4, &first);

	if (month_and_day(item, text, said))
		return;
	if (digits > 0 && skip(&s, "'")) {
		read_seconds(item, first, false, s, said);
	} else if (digits > 0 && (skip(&s, "分钟") || skip(&s, "分") ||
					 skip(&s, "min") || skip(&s, "m"))) {
		read_seconds(item, first, true, s, said);
	} else if (digits > 0 && (skip(&s, ":") || skip(&s, ";"))) {
		read_clock(item, first, s, said);
	} else if (number_at(item->item, text, &n) && !n.negative) {
		if (strcmp(n.rest, "秒") == 0 || strcmp(n.rest, "s") == 0 ||
			strcmp(n.rest, "\"") == 0 || strcmp(n.rest, "''") == 0)
			read_plain(item, text, said);
		else if (*n.rest && strcmp(n.rest, "分") != 0 &&
			 strcmp(n.rest, "分钟") != 0)
			return;
		else if (n.places > 0)
			read_decimal(item, &n, said);
		else
			read_whole(item, n.whole, said);
	}
}

/* The value that the teacher's ways give, if it is one. */
static void settle(
	const struct score_item *item, unsigned ways, struct score_said *said)
{
	const struct score_reading *chosen = NULL;

	for (size_t i = 0; i < said->count; i++) {
		const struct score_reading *reading = &said->readings[i];

		if (!(ways & 1u << reading->way))
			continue;
		if (chosen && chosen->value != reading->value)
			return;
		chosen = reading;
	}
	if (chosen)
		say_value(item, chosen->value, said);
}

/* ---- the cell --------------------------------------------------------------- */

/* Binary dust of text that a program wrote: 9.3000000000000007. */
static void drop_dust(char text[TEXT_MAX + 1])
{
	char shortest[32];

	if (strlen(text) > 12 && strspn(text, "-.0123456789") == strlen(text) &&
		number_shortest(text, shortest))
		memcpy(text, shortest, strlen(shortest) + 1);
}

/* Minutes and seconds, or hours, minutes and seconds of which the first are not 0. */
static enum score_look look_at_marks(const char *s, int64_t *written_m)
{
	int64_t part[3] = { 0, 0, 0 };
	int n = 0;

	while (n < 3 && digits_at(&s, 4, &part[n])) {
		n++;
		if (!skip(&s, "'") && !skip(&s, ":") && !skip(&s, "分"))
			break;
	}
	if (n == 3 && part[0] == 0) {
		part[0] = part[1];
		part[1] = part[2];
	}
	*written_m = part[0] * MINUTE_MS + part[1] * 1000;
	return n > 1 && part[1] < 60 ? SCORE_LOOK_MARKED : SCORE_LOOK_NONE;
}

static enum score_look look_at(
	const struct item *item, const char *text, int64_t *written_m)
{
	struct number n;

	*written_m = 0;
	if (!number_at(item, text, &n) || *n.rest)
		return look_at_marks(text, written_m);
	for (; n.places > 3; n.places--)
		n.part /= n.places <= PART_MAX ? 10 : 1;
	for (; n.places < 3 && n.places > 0; n.places++)
		n.part *= 10;
	*written_m = (n.whole * 1000 + n.part) * (n.negative ? -1 : 1);
	return n.part ? SCORE_LOOK_DECIMAL : SCORE_LOOK_WHOLE;
}

void score_cell_read(const struct score_item *item, const struct cell *cell,
	unsigned ways, struct score_said *said)
{
	char shown[CELL_SHOWN_MAX], text[TEXT_MAX + 1];

	*said = (struct score_said){ .is = SCORE_WRONG };
	fold_text(item->item->minutes ? cell_shown(cell, shown) : cell->text, text);
	drop_dust(text);
	if (cell->kind == CELL_EMPTY || !*text) {
		said->is = SCORE_NOTHING;
		return;
	}
	if (cell->kind == CELL_ERROR)
		return;
	said->look = look_at(item->item, text, &said->written_m);
	said->state = score_state_read(text);
	if (said->state != SCORE_STATE_NONE)
		said->is = SCORE_STATE;
	else if (!item->item->minutes)
		read_plain(item, text, said);
	else if (cell->kind == CELL_DATE)
		read_date(item, text, said);
	else
		read_run(item, text, said);
	if (said->is == SCORE_DOUBTFUL)
		settle(item, ways, said);
}
