#include "checksum.h"

#include "escape.h"

static uint16_t sum(const uint8_t *bytes, size_t len)
{
	uint16_t total = 0;

	for (size_t i = 0; i < len; i++)
		total = (uint16_t)(total + bytes[i]);
	return total;
}

static uint16_t xor8(const uint8_t *bytes, size_t len)
{
	uint8_t total = 0;

	for (size_t i = 0; i < len; i++)
		total ^= bytes[i];
	return total;
}

/* A byte's low bit goes first, and the polynomial is written turned round. */
static uint16_t reflected(
	uint16_t crc, uint16_t polynomial, const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		crc ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = (uint16_t)((crc >> 1) ^ (crc & 1 ? polynomial : 0));
	}
	return crc;
}

/* A byte's high bit goes first. */
static uint16_t straight(
	uint16_t crc, uint16_t polynomial, const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		crc ^= (uint16_t)(bytes[i] << 8);
		for (int bit = 0; bit < 8; bit++)
			crc = (uint16_t)((crc << 1) ^ (crc & 0x8000 ? polynomial : 0));
	}
	return crc;
}

/* An odd byte at the end is a word's low one. */
static uint16_t sum_words(const uint8_t *bytes, size_t len)
{
	uint16_t total = 0;

	for (size_t i = 0; i < len; i++)
		total = (uint16_t)(total + (i % 2 ? bytes[i] << 8 : bytes[i]));
	return total;
}

/* A byte enters at the register's low end, its high bit first. */
static uint16_t shift_in(uint16_t crc, uint16_t polynomial, uint8_t byte)
{
	for (int bit = 7; bit >= 0; bit--) {
		bool falls_out = crc & 0x8000;

		crc = (uint16_t)(crc << 1 | (byte >> bit & 1));
		if (falls_out)
			crc ^= polynomial;
	}
	return crc;
}

/* The first two bytes are the register; zeros follow to the next even length, two of
 * them when it is even already. Two bytes alone are their own sum. */
static uint16_t sportident(const uint8_t *bytes, size_t len)
{
	uint16_t crc;

	if (len < 2)
		return 0;
	crc = (uint16_t)(bytes[0] << 8 | bytes[1]);
	if (len == 2)
		return crc;
	for (size_t i = 2; i < len + 2 - len % 2; i++)
		crc = shift_in(crc, 0x8005, i < len ? bytes[i] : 0);
	return crc;
}

static uint16_t p3(const uint8_t *bytes, size_t len)
{
	uint16_t crc = 0xffff;

	for (size_t i = 0; i < len; i++)
		crc = shift_in(crc, 0x1021, bytes[i]);
	return crc;
}

uint16_t checksum(enum checksum_kind kind, const void *bytes, size_t len)
{
	switch (kind) {
	case CHECKSUM_SUM8:
		return sum(bytes, len) & 0xff;
	case CHECKSUM_XOR8:
		return xor8(bytes, len);
	case CHECKSUM_TWOS8:
		return (uint16_t)(0x100 - (sum(bytes, len) & 0xff)) & 0xff;
	case CHECKSUM_SUM16:
		return sum(bytes, len);
	case CHECKSUM_MODBUS:
		return reflected(0xffff, 0xa001, bytes, len);
	case CHECKSUM_SUM8_PLUS_1:
		return (sum(bytes, len) + 1) & 0xff;
	case CHECKSUM_SUM16_WORDS:
		return sum_words(bytes, len);
	case CHECKSUM_SPORTIDENT:
		return sportident(bytes, len);
	case CHECKSUM_P3:
		return p3(bytes, len);
	case CHECKSUM_TWOS7:
		return (uint16_t)(0x80 - (sum(bytes, len) & 0x7f)) & 0x7f;
	case CHECKSUM_ONES8:
		return ~sum(bytes, len) & 0xff;
	case CHECKSUM_ARC:
		return reflected(0, 0xa001, bytes, len);
	case CHECKSUM_CCITT:
		return straight(0xffff, 0x1021, bytes, len);
	case CHECKSUM_XMODEM:
		return straight(0, 0x1021, bytes, len);
	case CHECKSUM_KERMIT:
		return reflected(0, 0x8408, bytes, len);
	case CHECKSUM_X25:
		return (uint16_t)~reflected(0xffff, 0x8408, bytes, len);
	case CHECKSUM_NONE:
	case CHECKSUM_KINDS:
		break;
	}
	return 0;
}

bool checksum_spelled(
	enum checksum_kind kind, const void *digits, size_t len, uint16_t *out)
{
	const char *text = digits;
	uint8_t bytes[CHECKSUM_SPELLED_MAX] = { 0 };

	if (len == 0 || len % 2 || len / 2 > sizeof(bytes))
		return false;
	for (size_t i = 0; i < len; i += 2) {
		int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);

		if (high < 0 || low < 0)
			return false;
		bytes[i / 2] = (uint8_t)(high * 16 + low);
	}
	*out = checksum(kind, bytes, len / 2);
	return true;
}

static size_t sum_bytes(enum checksum_kind kind)
{
	switch (kind) {
	case CHECKSUM_SUM16:
	case CHECKSUM_SUM16_WORDS:
	case CHECKSUM_MODBUS:
	case CHECKSUM_SPORTIDENT:
	case CHECKSUM_P3:
	case CHECKSUM_ARC:
	case CHECKSUM_CCITT:
	case CHECKSUM_XMODEM:
	case CHECKSUM_KERMIT:
	case CHECKSUM_X25:
		return 2;
	default:
		return 1;
	}
}

size_t checksum_width(enum checksum_kind kind, enum checksum_form form)
{
	bool as_digits = form == CHECKSUM_HEX || form == CHECKSUM_NIBBLES;

	if (form == CHECKSUM_DECIMAL)
		return 4;
	return sum_bytes(kind) * (as_digits ? 2 : 1);
}

static int digit(enum checksum_form form, uint8_t c)
{
	if (form == CHECKSUM_DECIMAL)
		return c >= '0' && c <= '9' ? c - '0' : -1;
	if (form == CHECKSUM_NIBBLES)
		return c >= 0x30 && c <= 0x3f ? c - 0x30 : -1;
	return hex_digit((char)c);
}

bool checksum_read(enum checksum_kind kind, enum checksum_form form, const void *sent,
	uint16_t *out)
{
	const uint8_t *bytes = sent;
	size_t width = checksum_width(kind, form);

	*out = 0;
	for (size_t i = 0; i < width; i++) {
		int d;

		if (form == CHECKSUM_BYTES) {
			*out = (uint16_t)(*out << 8 | bytes[i]);
			continue;
		}
		if (form == CHECKSUM_BYTES_LOW_FIRST) {
			*out = (uint16_t)(*out << 8 | bytes[width - 1 - i]);
			continue;
		}
		d = digit(form, bytes[i]);
		if (d < 0)
			return false;
		*out = (uint16_t)(*out * (form == CHECKSUM_DECIMAL ? 10 : 16) + d);
	}
	return true;
}
