/* The text of each type of field of a binary frame. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "binary_field.h"
#include "escape.h"
#include "heard.h"

static const struct {
	struct binary_field field;
	const char *hex, *text; /* NULL: it cannot be written */
} fields[] = {
	{ { .type = FIELD_NUMBER }, "FF", "255" },
	{ { .type = FIELD_NUMBER }, "00 01 02", "258" },
	{ { .type = FIELD_NUMBER, .order = ORDER_LOW_FIRST }, "02 01 00", "258" },
	{ { .type = FIELD_NUMBER }, "7F FF*7", "9223372036854775807" },
	{ { .type = FIELD_NUMBER }, "80 00*7", NULL },
	{ { .type = FIELD_NUMBER, .decimals = 3 }, "05", "0.005" },
	{ { .type = FIELD_SIGNED }, "FF", "-1" },
	{ { .type = FIELD_SIGNED }, "7F", "127" },
	{ { .type = FIELD_SIGNED }, "80 00*7", "-9223372036854775808" },
	{ { .type = FIELD_SIGNED, .decimals = 1 }, "FF FF FB", "-0.5" },
	{ { .type = FIELD_BCD }, "01 23 99", "012399" },
	{ { .type = FIELD_BCD }, "1A", NULL },
	{ { .type = FIELD_BCD, .decimals = 3 }, "12 34", "1.234" },
	{ { .type = FIELD_BCD_SWAPPED, .decimals = 2 }, "00 10 38", "0001.83" },
	{ { .type = FIELD_BCD, .order = ORDER_LOW_FIRST }, "56 34 12", "123456" },
	{ { .type = FIELD_NUMBER, .order = ORDER_LOW_WORD_FIRST }, "00 02 00 01",
		"65538" },
	{ { .type = FIELD_NUMBER, .order = ORDER_LOW_WORD_FIRST }, "12 34", "4660" },
	{ { .type = FIELD_NUMBER, .bit = 3, .bits = 1 }, "F7", "0" },
	{ { .type = FIELD_NUMBER, .bit = 3, .bits = 1 }, "08", "1" },
	{ { .type = FIELD_NUMBER, .bit = 0, .bits = 3 }, "FD", "5" },
	{ { .type = FIELD_NUMBER, .bit = 7, .bits = 3 }, "FE 80", "5" },
	{ { .type = FIELD_NUMBER, .plus = 200000 }, "00 07", "200007" },
	{ { .type = FIELD_SIGNED, .plus = -40 }, "14", "-20" },
	{ { .type = FIELD_NUMBER, .plus = -10, .decimals = 1 }, "19", "1.5" },
	{ { .type = FIELD_NUMBER, .plus = 1 }, "7F FF*7", NULL },
	{ { .type = FIELD_NUMBER }, "00*9", NULL },
	{ { .type = FIELD_HEX_NUMBER }, "00*9", NULL },
	{ { .type = FIELD_FLOAT }, "00*5", NULL },
	{ { .type = FIELD_HEX }, "e2 0A", "E20A" },
	{ { .type = FIELD_HEX_NUMBER }, "00 01 AB", "0x1ab" },
	{ { .type = FIELD_HEX_NUMBER }, "00", "0x0" },
	{ { .type = FIELD_TEXT }, "20 41 62 20 00", "Ab" },
	{ { .type = FIELD_TEXT }, "41 80 0A 42", "A??B" },
	{ { .type = FIELD_UTF16 }, "4B 6D D5 8B 32 75 20 00",
		"\xe6\xb5\x8b\xe8\xaf\x95\xe7\x94\xb2" },
	{ { .type = FIELD_UTF16 }, "E9 00 40 D8 0B DC", "\xc3\xa9\xf0\xa0\x80\x8b" },
	{ { .type = FIELD_UTF16 }, "40 D8 41 00 0B DC 0A 00 41", "?A??" },
	{ { .type = FIELD_UTF16 }, "00 00 00 00", "" },
	{ { .type = FIELD_TEXT, .date = true }, "32 30 31 33 30 39 30 31",
		"2013-09-01" },
	{ { .type = FIELD_TEXT, .date = true }, "32 30 31 33 31 33 30 31", NULL },
	{ { .type = FIELD_TEXT, .date = true }, "32 30 31 33 30 39 30 30", NULL },
	{ { .type = FIELD_TEXT, .date = true }, "32 30 31 33 30 39 31", NULL },
};

static void writes_each_type_of_field(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		uint8_t bytes[16];
		char out[64];
		size_t len;
		bool written;

		assert_true(hex_read(fields[i].hex, bytes, sizeof(bytes), &len));
		written = field_write(&fields[i].field, bytes, len, out, sizeof(out));
		if (written != (fields[i].text != NULL))
			fail_msg("%s: %s", fields[i].hex, written ? out : "nothing");
		if (written)
			assert_string_equal(out, fields[i].text);
	}
}

static const struct {
	float value;
	unsigned decimals;
	const char *text; /* NULL: it cannot be written */
} floats[] = {
	{ 0, 9, "0" },
	{ 12.5F, 9, "12.5" },
	{ 41.2F, 9, "41.2" },
	{ 152.3F, 9, "152.3" },
	{ -4.25F, 9, "-4.25" },
	{ 0.1F, 9, "0.1" },
	{ 0.3F, 9, "0.3" },
	{ 1000250, 9, "1000250" },
	{ 16777216, 9, "16777216" },
	{ 2147483520, 9, "2147483520" },
	{ 2147483648.0F, 9, NULL },
	{ 1e-9F, 9, "0.000000001" },
	{ 1e-20F, 9, NULL },
	{ 152.29999F, 9, "152.29999" },
	{ 152.29999F, 3, "152.3" },
	{ 0.0004F, 3, "0" },
	{ -2.0006F, 3, "-2.001" },
	{ 8388608.0F, 3, "8388608" },
	{ 8388607.5F, 3, "8388607.5" },
	{ 1.0F, 3, "1" },
	{ 0.99999994F, 9, "0.99999994" },
	{ 1.0000001F, 9, "1.0000001" },
};

static void writes_the_shortest_number_for_a_float(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(floats) / sizeof(floats[0]); i++) {
		char out[64] = "nothing";
		uint32_t bits;
		bool written;

		memcpy(&bits, &floats[i].value, sizeof(bits));
		written = float_write(bits, floats[i].decimals, out, sizeof(out));
		if (written != (floats[i].text != NULL))
			fail_msg("float %zu: %s", i, out);
		if (written)
			assert_string_equal(out, floats[i].text);
	}
	assert_false(float_write(0x7f800000, 9, (char[64]){ "" }, 64)); /* infinite */
	assert_false(float_write(0x7fc00000, 3, (char[64]){ "" }, 64)); /* no number */
}

/* Whatever is written reads as the same float again. */
static void loses_no_float(void **state)
{
	uint64_t seed = 20261128;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		uint32_t bits = (uint32_t)next_random(&seed), again;
		char out[64];
		float back;

		/* from 2^-10 to 2^24 */
		bits = (bits & 0x807fffff) | (117 + bits / 7 % 34) << 23;
		if (!float_write(bits, 9, out, sizeof(out)))
			continue; /* it needs more than nine decimals */
		back = strtof(out, NULL);
		memcpy(&again, &back, sizeof(again));
		if (again != bits)
			fail_msg("%08x became %s", bits, out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_each_type_of_field),
		cmocka_unit_test(writes_the_shortest_number_for_a_float),
		cmocka_unit_test(loses_no_float),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
