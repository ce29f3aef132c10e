#include "reading.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

static const char *const kinds[READING_KINDS] = { "", "start", "finish", "split",
	"impulse", "lap", "time", "weight", "length", "height", "volume", "flow",
	"count", "next", "identity", "person", "foul", "status" };

static const char *const units[READING_UNITS] = { "", "us", "ug", "um", "ul", "ul/s",
	"1" };

static const char *const flags[FLAG_COUNT] = { "stable", "unstable", "gross", "net",
	"tare", "manual", "unassigned", "cleared", "inserted", "memory", "penalty",
	"disqualified", "dnf", "running", "final", "dated", "low-battery", "overload",
	"underload", "error" };

const char *reading_kind_name(enum reading_kind kind)
{
	return kind < READING_KINDS ? kinds[kind] : "";
}

const char *reading_unit_name(enum reading_unit unit)
{
	return unit < READING_UNITS ? units[unit] : "";
}

const char *reading_flag_name(unsigned bit)
{
	return bit < FLAG_COUNT ? flags[bit] : "";
}

char *reading_flags_write(uint32_t set, char *out, size_t size)
{
	size_t len = 0;

	out[0] = '\0';
	for (unsigned bit = 0; bit < FLAG_COUNT && len < size; bit++) {
		if (set & (1u << bit))
			len += (size_t)snprintf(out + len, size - len, "%s%s",
				len ? "+" : "", flags[bit]);
	}
	return out;
}

/* A text with a comma or a quote stands in quotes, as in any CSV. */
static void write_cell(const char *text, char *out, size_t size)
{
	size_t n = 0;

	if (!strpbrk(text, ",\"")) {
		snprintf(out, size, "%s", text);
		return;
	}
	out[n++] = '"';
	for (; *text && n + 3 < size; text++) {
		if (*text == '"')
			out[n++] = '"';
		out[n++] = *text;
	}
	out[n++] = '"';
	out[n] = '\0';
}

char *reading_write(const struct reading *r, char *out, size_t size)
{
	char value[24] = "", decimals[8] = "", place[16] = "", named[READING_FLAGS_MAX];
	char channel[2 * sizeof(r->channel) + 3], subject[2 * sizeof(r->subject) + 3];
	char text[2 * sizeof(r->text) + 3];

	if (r->has_value) {
		snprintf(value, sizeof(value), "%" PRId64, r->value);
		snprintf(decimals, sizeof(decimals), "%d", r->decimals);
	}
	if (r->place)
		snprintf(place, sizeof(place), "%" PRId32, r->place);
	write_cell(r->channel, channel, sizeof(channel));
	write_cell(r->subject, subject, sizeof(subject));
	write_cell(r->text, text, sizeof(text));
	snprintf(out, size, "%s,%s,%s,%s,%s,%s,%s,%s,%s", reading_kind_name(r->kind),
		channel, subject, value, r->has_value ? reading_unit_name(r->unit) : "",
		decimals, place, reading_flags_write(r->flags, named, sizeof(named)),
		text);
	return out;
}
