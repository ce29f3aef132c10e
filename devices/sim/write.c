#include "write.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

static const int64_t tens[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000,
	100000000, 1000000000, 10000000000, 100000000000, 1000000000000 };

/* "-0.05", "  12.34", "0007" */
static size_t write_decimal(const struct part *p, int64_t value, uint8_t *out)
{
	char number[WRITE_MAX], *digits = number;
	size_t n = 0, len;

	decimal_write(value, p->decimals, number, sizeof(number));
	len = strlen(number);
	if (p->zeros && *digits == '-') {
		out[n++] = '-';
		digits++;
	}
	for (size_t i = len; i < (size_t)p->width; i++)
		out[n++] = p->zeros ? '0' : ' ';
	while (*digits)
		out[n++] = (uint8_t)*digits++;
	return n;
}

/* The fraction is cut, as timers cut it. */
static size_t write_clock(const struct part *p, int64_t us, uint8_t *out)
{
	char text[WRITE_MAX], fraction[24];
	int64_t s = us > 0 ? us / 1000000 : 0;
	int len;
	const char *colon = p->form == FORM_CLOCK ? ":" : "";
	const char *point = p->form == FORM_CLOCK && p->decimals > 0 ? "." : "";

	snprintf(fraction, sizeof(fraction), "%06" PRId64, us > 0 ? us % 1000000 : 0);
	len = snprintf(text, sizeof(text),
		"%02" PRId64 "%s%02" PRId64 "%s%02" PRId64 "%s%.*s", s / 3600 % 100,
		colon, s / 60 % 60, colon, s % 60, point, p->decimals, fraction);
	memcpy(out, text, (size_t)len);
	return (size_t)len;
}

static size_t write_digits(
	const struct part *p, uint64_t base, int64_t value, uint8_t *out)
{
	uint64_t rest = (uint64_t)value;

	for (int i = p->width - 1; i >= 0; i--) {
		out[i] = (uint8_t) "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest % base];
		rest /= base;
	}
	return (size_t)p->width;
}

static size_t write_bytes(const struct part *p, uint64_t value, bool low, uint8_t *out)
{
	for (int i = 0; i < p->width; i++) {
		int at = low ? i : p->width - 1 - i;

		out[at] = (uint8_t)(i < 8 ? value >> (8 * i) : 0);
	}
	return (size_t)p->width;
}

static size_t write_float(const struct part *p, int64_t value, bool low, uint8_t *out)
{
	static const struct part four = { .width = 4 };
	float number = (float)((double)value / (double)tens[p->decimals]);
	uint32_t bits;

	memcpy(&bits, &number, sizeof(bits));
	return write_bytes(&four, bits, low, out);
}

static size_t write_bcd(const struct part *p, int64_t value, bool swapped, uint8_t *out)
{
	uint64_t rest = (uint64_t)(value < 0 ? 0 : value);

	for (int i = p->width - 1; i >= 0; i--) {
		unsigned low = (unsigned)(rest % 10), high = (unsigned)(rest / 10 % 10);

		rest /= 100;
		out[i] = (uint8_t)(swapped ? low << 4 | high : high << 4 | low);
	}
	return (size_t)p->width;
}

size_t write_value(const struct part *p, int64_t value, uint8_t out[WRITE_MAX])
{
	switch (p->form) {
	case FORM_CLOCK:
	case FORM_HMS:
		return write_clock(p, value, out);
	case FORM_HEX:
		return write_digits(p, 16, value, out);
	case FORM_BASE36:
		return write_digits(p, 36, value, out);
	case FORM_LOW:
	case FORM_HIGH:
		return write_bytes(p, (uint64_t)value, p->form == FORM_LOW, out);
	case FORM_FLOAT:
	case FORM_FLOAT_HIGH:
		return write_float(p, value, p->form == FORM_FLOAT, out);
	case FORM_BCD:
	case FORM_BCD_SWAPPED:
		return write_bcd(p, value, p->form == FORM_BCD_SWAPPED, out);
	default:
		return write_decimal(p, value, out);
	}
}

size_t write_sum(enum checksum_kind kind, enum checksum_form form, uint16_t sum,
	uint8_t out[WRITE_MAX])
{
	struct part p = { .width = (int)checksum_width(kind, form) };

	if (form == CHECKSUM_BYTES || form == CHECKSUM_BYTES_LOW_FIRST)
		return write_bytes(&p, sum, form == CHECKSUM_BYTES_LOW_FIRST, out);
	if (form == CHECKSUM_HEX)
		return write_digits(&p, 16, sum, out);
	for (int i = p.width - 1; i >= 0; i--, sum >>= 4)
		out[i] = (uint8_t)(0x30 + (sum & 15));
	return (size_t)p.width;
}
