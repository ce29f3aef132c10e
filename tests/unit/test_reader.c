/* Card readers: who is there, and how often that is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "reader.h"

#define PROFILES SOURCE_DIR "/devices/profiles/"
#define MS	 INT64_C(1000)

#define RED                                                                            \
	"\x02"                                                                         \
	"010011223301\x03"
#define BLUE                                                                           \
	"\x02"                                                                         \
	"01004f5e6d7D\x03"

static struct reader reader;

static void open_reader(const char *path)
{
	const struct line_spec spec = { .where = "tty:/dev/pts/9" };
	const struct chunk opened = { .kind = CHUNK_OPENED };
	struct err err = ERR_INIT;

	if (!reader_open(&reader, &spec, path, NULL, &err))
		fail_msg("%s", err.text);
	assert_string_equal(reader.spec.settings, reader.profile->line);
	assert_false(reader_chunk(&reader, &opened, 0));
}

static bool hear_bytes_at(int64_t at_us, const void *bytes, size_t len)
{
	struct chunk chunk = { .kind = CHUNK_BYTES_CAME, .at_us = at_us };

	reader_tick(&reader, at_us);
	memcpy(chunk.bytes, bytes, len);
	chunk.len = (uint16_t)len;
	return reader_chunk(&reader, &chunk, at_us);
}

static void a_card_counts_once_while_it_lies_there(void **state)
{
	static const struct {
		int ms;
		const char *said, *who; /* NULL: nobody new */
	} steps[] = {
		{ 0, "3301\x03", NULL }, /* the end of one that nobody heard begin */
		{ 100, RED, "0100112233" }, { 200, RED, NULL }, { 1200, RED, NULL },
		{ 2201, RED, "0100112233" }, /* it was away for a second */
		{ 2300, BLUE, "01004f5e6d" }, { 2400, RED, "0100112233" },
		{ 2500,
			"\x02"
			"010011223300\x03",
			NULL },			  /* a wrong sum */
		{ 2600, BLUE RED, "0100112233" }, /* the last of them stands there */
	};

	(void)state;
	open_reader(PROFILES "rdm6300.yaml");
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		bool fresh = hear_bytes_at(
			steps[i].ms * MS, steps[i].said, strlen(steps[i].said));

		if (fresh != (steps[i].who != NULL))
			fail_msg("step %zu", i);
		if (fresh)
			assert_string_equal(reader.seen.subject, steps[i].who);
	}
	reader_close(&reader);
}

static void nobody_is_remembered_for_longer_than_a_second(void **state)
{
	static const struct reading nobody;

	(void)state;
	open_reader(PROFILES "rdm6300.yaml");
	hear_bytes_at(100 * MS, RED, strlen(RED));
	assert_int_equal(reader_deadline_us(&reader), 1100 * MS + 1);
	reader_tick(&reader, 1100 * MS);
	assert_string_equal(reader.seen.subject, "0100112233");
	reader_tick(&reader, 1100 * MS + 1);
	assert_memory_equal(&reader.seen, &nobody, sizeof(nobody));
	assert_int_equal(reader_deadline_us(&reader), INT64_MAX);
	reader_close(&reader);
}

/* Their codes have no beginning; one after a silence begins there all the same. */
static void the_first_code_of_a_scanner_counts(void **state)
{
	static const struct {
		int ms;
		const char *said, *who;
	} steps[] = {
		{ 100, "7892\r\n",
			NULL }, /* the port was just opened: within a code? */
		{ 1000, "20260317\r\n", "20260317" },
		{ 1100, "20260", NULL },
		{ 1120, "318\r\n", "20260318" },
	};

	(void)state;
	for (int late = 0; late < 2; late++) {
		open_reader(PROFILES "barcode.yaml");
		for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
			int ms = steps[i].ms + (late ? 400 : 0);
			bool fresh = hear_bytes_at(
				ms * MS, steps[i].said, strlen(steps[i].said));
			const char *who = i || !late ? steps[i].who : "7892";

			if (fresh != (who != NULL))
				fail_msg("step %zu of %d", i, late);
			if (fresh)
				assert_string_equal(reader.seen.subject, who);
		}
		reader_close(&reader);
	}
}

/* The example of the profile: an invented girl. */
static size_t person_frame(uint8_t out[1295])
{
	static const char head[] =
		"\xAA\xAA\xAA\x96\x69\x05\x08\x00\x00\x90\x01\x00\x04";
	static const char number[] = "990000201503150028";
	uint8_t sum = 0;

	memset(out, 0, 1295);
	memcpy(out, head, sizeof(head) - 1);
	for (size_t at = 14; at < 270; at += 2)
		out[at] = ' ';
	out[14] = 0x4E;
	out[15] = 0x67;
	out[44] = '2';
	for (size_t i = 0; i < 8; i++)
		out[50 + 2 * i] = (uint8_t) "20150315"[i];
	for (size_t i = 0; i < 18; i++)
		out[136 + 2 * i] = (uint8_t)number[i];
	for (size_t i = 5; i < 1294; i++)
		sum ^= out[i];
	out[1294] = sum;
	return 1295;
}

static void an_identity_card_is_asked_for_and_read(void **state)
{
	static const uint8_t found[] = { 0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 8, 0, 0, 0x9F,
		0, 0, 0, 0, 0x97 };
	static const uint8_t selected[] = { 0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 12, 0, 0,
		0x90, 0, 0, 0, 0, 0, 0, 0, 0, 0x9C };
	uint8_t frame[1295];
	size_t len = person_frame(frame), said = 0;

	(void)state;
	open_reader(PROFILES "idcard-sam.yaml");
	assert_int_equal(reader.poller.step, 0);
	assert_false(hear_bytes_at(10 * MS, found, sizeof(found)));
	assert_int_equal(reader.poller.step, 1);
	assert_false(hear_bytes_at(20 * MS, selected, sizeof(selected)));
	assert_int_equal(reader.poller.step, 2);
	for (size_t at = 0; at < len; at += 100) /* 100 ms on the wire */
		said += hear_bytes_at(30 * MS + (int64_t)at * 87, frame + at,
			len - at < 100 ? len - at : 100);
	assert_int_equal(said, 1);
	assert_int_equal(reader.seen.kind, READING_PERSON);
	assert_string_equal(reader.seen.subject, "990000201503150028");
	assert_int_equal(reader.poller.step, 0);
	assert_int_equal(reader_deadline_us(&reader), 300 * MS);
	reader_close(&reader);
}

static void a_reader_that_was_unplugged_begins_again(void **state)
{
	const struct chunk lost = {
		.kind = CHUNK_LOST, .loss = LOSS_UNPLUGGED, .at_us = 50 * MS
	};
	const struct chunk opened = { .kind = CHUNK_OPENED, .at_us = 900 * MS };

	(void)state;
	open_reader(PROFILES "idcard-sam.yaml");
	reader_chunk(&reader, &lost, 50 * MS);
	assert_int_equal(reader_deadline_us(&reader), INT64_MAX);
	assert_int_equal(health_now(&reader.health, 60 * MS), HEALTH_UNPLUGGED);
	reader_chunk(&reader, &opened, 900 * MS);
	assert_int_equal(reader.poller.said_us, 900 * MS);
	reader_close(&reader);
}

static void a_scale_is_no_reader(void **state)
{
	const struct line_spec spec = { .where = "tty:/dev/pts/9" };
	struct err err = ERR_INIT;

	(void)state;
	assert_false(reader_open(&reader, &spec, PROFILES "ohaus.yaml", NULL, &err));
	assert_non_null(strstr(err.text, "does not say who somebody is"));
	reader_close(&reader);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_card_counts_once_while_it_lies_there),
		cmocka_unit_test(nobody_is_remembered_for_longer_than_a_second),
		cmocka_unit_test(the_first_code_of_a_scanner_counts),
		cmocka_unit_test(an_identity_card_is_asked_for_and_read),
		cmocka_unit_test(a_reader_that_was_unplugged_begins_again),
		cmocka_unit_test(a_scale_is_no_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
