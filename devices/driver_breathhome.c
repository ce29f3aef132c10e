/*
 * driver_breathhome - the spirometer BreathHome B1.
 *
 * Its record is one long line: names, numbers, and the whole curve of the blow.
 *
 *	#db_sk_report_info_b1,0b1,<id>,<version>,<channel>,23,<stored>,<index>,<time>,
 *	<sex>,<age>,<height>,<weight>,<pef>,<fev1>,<fvc>,<mef75>,<mef50>,<mef25>,
 *	<mmef>,<reserve>,<curve>,<crc>\r\n
 *
 * PEF is in l/min, volumes in l, the other flows in l/s. How its CRC is computed
 * nobody has published, but the curve proves the numbers: pairs of characters, each
 * a flow in l/min as a number of base 36, a hundred of them a second. The largest is
 * PEF, the sum of the first hundred is FEV1, that of all is FVC. A record whose
 * curve says otherwise was damaged on its way.
 *
 * When it is switched on it says who it is: #db_sk_b1_ip,0b1,<id>,...
 */
#include "driver.h"

#include <stdio.h>
#include <string.h>

#include "measure.h"

#define LINE_BYTES    2048
#define REPORT_FIELDS 23
#define FIRST_SECOND  100   /* pairs */
#define OFF_UL	      10000 /* volumes are sent in hundredths of a litre */

enum {
	FIELD_ID = 2,
	FIELD_COUNT = 5,
	FIELD_PEF = 13,
	FIELD_FEV1,
	FIELD_FVC,
	FIELD_CURVE = 21
};

static const struct {
	const char *name, *unit;
	enum reading_kind kind;
	uint32_t flags;
} numbers[] = {
	/* from FIELD_PEF on */
	{ "pef", "l/s", READING_FLOW, 0 }, /* sixty times that: l/min */
	{ "fev1", "l", READING_VOLUME, 0 },
	{ "fvc", "l", READING_VOLUME, FLAG_FINAL },
	{ "mef75", "l/s", READING_FLOW, 0 },
	{ "mef50", "l/s", READING_FLOW, 0 },
	{ "mef25", "l/s", READING_FLOW, 0 },
	{ "mmef", "l/s", READING_FLOW, 0 },
};
#define NUMBERS (sizeof(numbers) / sizeof(numbers[0]))

struct line {
	struct slice fields[REPORT_FIELDS];
	size_t count; /* REPORT_FIELDS + 1: there are more */
};

static void split(struct line *line, const uint8_t *bytes, size_t len)
{
	struct slice rest = { (const char *)bytes, len };

	line->count = 0;
	for (;;) {
		const char *comma = memchr(rest.text, ',', rest.len);
		size_t width = comma ? (size_t)(comma - rest.text) : rest.len;

		if (line->count == REPORT_FIELDS) {
			line->count++;
			return;
		}
		line->fields[line->count++] = (struct slice){ rest.text, width };
		if (!comma)
			return;
		rest.text += width + 1;
		rest.len -= width + 1;
	}
}

/* ---- the curve ------------------------------------------------------------------------ */

static int digit36(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

struct curve {
	int64_t largest, first, all; /* l/min; sums of the first second, of all */
};

static bool read_curve(struct slice text, struct curve *out)
{
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i + 1 < text.len; i += 2) {
		int high = digit36(text.text[i]), low = digit36(text.text[i + 1]);
		int flow = high * 36 + low;

		if (high < 0 || low < 0)
			return false;
		out->all += flow;
		if (i / 2 < FIRST_SECOND)
			out->first += flow;
		if (flow > out->largest)
			out->largest = flow;
	}
	return text.len > 0 && text.len % 2 == 0;
}

/* A hundredth of a minute of 1 l/min is 500/3 ul. */
static bool is_volume(int64_t sum, int64_t ul)
{
	int64_t off = sum * 500 - ul * 3;

	return off <= 3 * OFF_UL && off >= -3 * OFF_UL;
}

/* ---- the report -------------------------------------------------------------------------- */

static bool put_number(const struct line *line, size_t i, struct reading *out)
{
	memset(out, 0, sizeof(*out));
	out->kind = (uint8_t)numbers[i].kind;
	out->flags = numbers[i].flags;
	out->has_value = true;
	out->unit = numbers[i].kind == READING_FLOW ? UNIT_UL_PER_S : UNIT_UL;
	snprintf(out->text, sizeof(out->text), "name=%s", numbers[i].name);
	if (!measure_read(measure_find(numbers[i].unit), line->fields[FIELD_PEF + i],
		    MEASURE_POINT_SENT, &out->value, &out->decimals))
		return false;
	if (i == 0)
		out->value = div_half_up(out->value, 60);
	return out->value >= 0;
}

static bool put_report(const struct line *line, struct reading out[NUMBERS])
{
	struct curve curve;
	int64_t pef, peak;

	if (line->count != REPORT_FIELDS || !slice_is(line->fields[FIELD_COUNT], "23"))
		return false;
	for (size_t i = 0; i < NUMBERS; i++) {
		if (!put_number(line, i, &out[i]))
			return false;
	}
	if (!read_curve(line->fields[FIELD_CURVE], &curve))
		return false;
	pef = out[0].value;
	peak = curve.largest * 50000 / 3; /* l/min in ul/s */
	return pef - peak <= 1 && peak - pef <= 1 &&
	       is_volume(curve.first, out[1].value) &&
	       is_volume(curve.all, out[2].value);
}

static bool put_device(const struct line *line, struct reading *out)
{
	struct slice id = line->count > FIELD_ID ? line->fields[FIELD_ID]
						 : (struct slice){ "", 0 };

	if (id.len == 0 || id.len >= sizeof(out->subject))
		return false;
	memset(out, 0, sizeof(*out));
	out->kind = READING_STATUS;
	out->decimals = -1;
	for (size_t i = 0; i < id.len; i++) {
		if (id.text[i] < 0x21 || id.text[i] > 0x7e || id.text[i] == ';')
			return false;
	}
	snprintf(out->text, sizeof(out->text), "device=%.*s", (int)id.len, id.text);
	return true;
}

/* The readings of a line; false when it is none of the device's. */
static bool understand(
	const uint8_t *bytes, size_t len, struct reading out[NUMBERS], size_t *count)
{
	struct line line;

	split(&line, bytes, len);
	if (slice_is(line.fields[0], "#db_sk_report_info_b1")) {
		*count = NUMBERS;
		return put_report(&line, out);
	}
	*count = 1;
	return slice_is(line.fields[0], "#db_sk_b1_ip") && put_device(&line, out);
}

static bool is_end(uint8_t byte)
{
	return byte == '\r' || byte == '\n';
}

static enum frame breathhome_find(const struct profile *p, const struct driver_state *s,
	const uint8_t *bytes, size_t len, size_t *used)
{
	struct reading readings[NUMBERS];
	size_t count;

	(void)p;
	(void)s;
	*used = 1;
	if (is_end(bytes[0]))
		return FRAME_GOOD; /* between lines */
	if (bytes[0] != '#')
		return FRAME_BAD;
	for (; *used < len && !is_end(bytes[*used]); ++*used) {
		if (bytes[*used] == '#' || *used == LINE_BYTES)
			return FRAME_REJECT;
	}
	if (*used == len)
		return FRAME_MORE;
	return understand(bytes, *used, readings, &count) ? FRAME_GOOD : FRAME_REJECT;
}

static size_t breathhome_read(const struct profile *p, struct driver_state *s,
	const uint8_t *frame, size_t len, struct reading *out, size_t max)
{
	size_t count = 0;

	(void)p;
	(void)s;
	(void)max;
	return understand(frame, len, out, &count) ? count : 0;
}

const struct driver driver_breathhome = { "breathhome", breathhome_find,
	breathhome_read, false };
_Static_assert(NUMBERS <= FRAME_READINGS, "a report's readings fit");
