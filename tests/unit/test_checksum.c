/* Each sum against real frames and vendors' examples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "checksum.h"
#include "hexlog.h"

static const char vectors_path[] = SHARED_DIR
	"/reference/devices/captures/open/checksum_vectors.csv";

/* The vectors' names for what profiles name; `over_hex`: the sum is over the bytes
 * that the hex text spells. */
static const struct {
	const char *name;
	enum checksum_kind kind;
	enum checksum_form form;
	bool over_hex;
	char skip;
} names[] = {
	{ "tag_cs16", CHECKSUM_SUM16, CHECKSUM_HEX, false, '#' },
	{ "xor8_hex2", CHECKSUM_XOR8, CHECKSUM_HEX, false, 0 },
	{ "xor8_over_decoded_hex", CHECKSUM_XOR8, CHECKSUM_HEX, true, 0 },
	{ "xor8", CHECKSUM_XOR8, CHECKSUM_BYTES, false, 0 },
	{ "sum8", CHECKSUM_SUM8, CHECKSUM_BYTES, false, 0 },
	{ "sum8_all", CHECKSUM_SUM8, CHECKSUM_BYTES, false, 0 },
	{ "twos_complement", CHECKSUM_TWOS8, CHECKSUM_BYTES, false, 0 },
	{ "ascii_sum8_hex2", CHECKSUM_SUM8, CHECKSUM_HEX, false, 0 },
	{ "modbus_crc16", CHECKSUM_MODBUS, CHECKSUM_BYTES_LOW_FIRST, false, 0 },
	{ "sum16_le_words", CHECKSUM_SUM16_WORDS, CHECKSUM_BYTES_LOW_FIRST, false, 0 },
	{ "sportident_crc", CHECKSUM_SPORTIDENT, CHECKSUM_BYTES, false, 0 },
	{ "p3_crc", CHECKSUM_P3, CHECKSUM_BYTES_LOW_FIRST, false, 0 },
	{ "bcm_sum_plus1", CHECKSUM_SUM8_PLUS_1, CHECKSUM_BYTES, false, 0 },
};

static size_t unhex(const char *text, size_t len, uint8_t *out)
{
	struct hexlog log = HEXLOG_INIT;
	struct err err;
	size_t n;

	assert_true(hexlog_read(&log, "hex", text, len, &err));
	n = log.len;
	memcpy(out, log.bytes, n);
	hexlog_release(&log);
	return n;
}

static size_t leave_out(uint8_t *bytes, size_t len, char skip)
{
	size_t kept = 0;

	for (size_t i = 0; i < len; i++) {
		if (!skip || bytes[i] != (uint8_t)skip)
			bytes[kept++] = bytes[i];
	}
	return kept;
}

static bool try_vector(const char *name, const char *data, const char *sent)
{
	uint8_t bytes[256], text[256], wire[8];
	uint16_t sum;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t len;

		if (strcmp(names[i].name, name) != 0)
			continue;
		len = unhex(data, strlen(data), bytes);
		if (names[i].over_hex) {
			memcpy(text, bytes, len);
			len = unhex((const char *)text, len, bytes);
		}
		len = leave_out(bytes, len, names[i].skip);
		assert_int_equal(unhex(sent, strlen(sent), wire),
			checksum_width(names[i].kind, names[i].form));
		assert_true(checksum_read(names[i].kind, names[i].form, wire, &sum));
		if (sum != checksum(names[i].kind, bytes, len))
			fail_msg("%s of %s is %x", name, data, sum);
		return true;
	}
	return false;
}

/* name,rule,data,check,source: only the rule may stand in quotes. */
static bool split(char *line, char **name, char **data, char **sent)
{
	char *rule = strchr(line, ','), *end;

	if (!rule)
		return false;
	*rule++ = '\0';
	*name = line;
	end = rule[0] == '"' ? strchr(rule + 1, '"') + 1 : strchr(rule, ',');
	if (strncmp(line, "twos", 4) == 0) /* its rule has an apostrophe, no comma */
		end = strchr(rule, ',');
	*data = end + 1;
	*sent = strchr(*data, ',');
	*(*sent)++ = '\0';
	*strchr(*sent, ',') = '\0';
	return true;
}

static void agrees_with_real_frames(void **state)
{
	char line[1024], *name, *data, *sent;
	size_t tried = 0;
	FILE *file = fopen(vectors_path, "r");

	(void)state;
	if (!file)
		skip();
	while (fgets(line, sizeof(line), file)) {
		if (split(line, &name, &data, &sent))
			tried += try_vector(name, data, sent);
	}
	(void)fclose(file);
	assert_int_equal(tried, 23);
}

/* What each CRC makes of "123456789" is published with it; the sums were added up. */
static void agrees_with_the_published_check_values(void **state)
{
	static const struct {
		enum checksum_kind kind;
		uint16_t sum;
	} values[] = {
		{ CHECKSUM_MODBUS, 0x4b37 },
		{ CHECKSUM_ARC, 0xbb3d },
		{ CHECKSUM_CCITT, 0x29b1 },
		{ CHECKSUM_XMODEM, 0x31c3 },
		{ CHECKSUM_KERMIT, 0x2189 },
		{ CHECKSUM_X25, 0x906e },
		{ CHECKSUM_SUM8, 0xdd },
		{ CHECKSUM_SUM16, 0x01dd },
		{ CHECKSUM_TWOS8, 0x23 },
		{ CHECKSUM_TWOS7, 0x23 },
		{ CHECKSUM_ONES8, 0x22 },
		{ CHECKSUM_XOR8, 0x31 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		assert_int_equal(
			checksum(values[i].kind, "123456789", 9), values[i].sum);
	assert_int_equal(checksum(CHECKSUM_TWOS7, "\x80", 1), 0);
}

static void reads_a_sum_in_decimal_digits(void **state)
{
	static const char passing[] = "STA 000255 00:00'31\"957 01 01 1 ";
	uint16_t sum;

	(void)state;
	assert_int_equal(checksum_width(CHECKSUM_SUM16, CHECKSUM_DECIMAL), 4);
	assert_true(checksum_read(CHECKSUM_SUM16, CHECKSUM_DECIMAL, "1555", &sum));
	assert_int_equal(sum, checksum(CHECKSUM_SUM16, passing, strlen(passing)));
	assert_false(checksum_read(CHECKSUM_SUM16, CHECKSUM_DECIMAL, "15A5", &sum));
}

static void writes_algs_nibbles_behind_nine(void **state)
{
	uint16_t sum;

	(void)state;
	assert_true(checksum_read(CHECKSUM_SUM8, CHECKSUM_NIBBLES, "5:", &sum));
	assert_int_equal(sum, 0x5a);
	assert_false(checksum_read(CHECKSUM_SUM8, CHECKSUM_NIBBLES, "5A", &sum));
	assert_false(checksum_read(CHECKSUM_SUM8, CHECKSUM_HEX, "5:", &sum));
	assert_true(checksum_read(CHECKSUM_SUM8, CHECKSUM_HEX, "5a", &sum));
	assert_int_equal(sum, 0x5a);
}

static void sums_the_bytes_that_digits_spell(void **state)
{
	char long_text[2 * CHECKSUM_SPELLED_MAX + 2];
	uint16_t sum;

	(void)state;
	assert_true(checksum_spelled(CHECKSUM_XOR8, "62E3086ced", 10, &sum));
	assert_int_equal(sum, 0x08);
	assert_false(checksum_spelled(CHECKSUM_XOR8, "62E", 3, &sum));
	assert_false(checksum_spelled(CHECKSUM_XOR8, "6G", 2, &sum));
	assert_false(checksum_spelled(CHECKSUM_XOR8, "", 0, &sum));
	memset(long_text, '1', sizeof(long_text));
	assert_true(checksum_spelled(
		CHECKSUM_SUM8, long_text, sizeof(long_text) - 2, &sum));
	assert_int_equal(sum, 64 * 0x11 & 0xff);
	assert_false(
		checksum_spelled(CHECKSUM_SUM8, long_text, sizeof(long_text), &sum));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_real_frames),
		cmocka_unit_test(agrees_with_the_published_check_values),
		cmocka_unit_test(reads_a_sum_in_decimal_digits),
		cmocka_unit_test(writes_algs_nibbles_behind_nine),
		cmocka_unit_test(sums_the_bytes_that_digits_spell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
