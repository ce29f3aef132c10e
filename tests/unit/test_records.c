#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "records.h"

static const struct {
	const char *what, *text;
	char delimiter;
	const char *want; /* "line:field|field;" of each row, "!" and the complaint */
} cases[] = {
	{ "plain rows", "a,b\nc,d\n", ',', "1:a|b;2:c|d;" },
	{ "the last line needs no end", "a,b\nc,d", ',', "1:a|b;2:c|d;" },
	{ "a byte order mark is dropped",
		"\xef\xbb\xbf"
		"a,b\n",
		',', "1:a|b;" },
	{ "a quoted first field after a mark", "\xef\xbb\xbf\"a\",b\n", ',', "1:a|b;" },
	{ "quotes, doubled quotes, delimiters", "\"a,\"\"b\"\"\",c\n", ',',
		"1:a,\"b\"|c;" },
	{ "line ends within quotes count", "\"a\nb\",c\nd,e\n", ',',
		"1:a\nb|c;3:d|e;" },
	{ "DOS line ends", "a\r\n\"b\r\nc\"\r\nd\r\n", ',', "1:a;2:b\r\nc;4:d;" },
	{ "old Macintosh line ends", "a\rb\rc", ',', "1:a;2:b;3:c;" },
	{ "empty lines are skipped and counted", "\n\na\n \n\nb\n", ',', "3:a;6:b;" },
	{ "empty fields stay", ",\n\"\"\na,,\n", ',', "1:|;2:;3:a||;" },
	{ "blanks around are dropped unless quoted", " a ,\" b \"\n", ',', "1:a| b ;" },
	{ "tabs can delimit", "a\tb c\t\n", '\t', "1:a|b c|;" },
	{ "semicolons can delimit", "a,b;c\n", ';', "1:a,b|c;" },
	{ "nothing", "", ',', "" },
	{ "only a mark", "\xef\xbb\xbf", ',', "" },
	{ "a quote out of place", "a\nb\"c,d\n", ',',
		"1:a;!x.csv:2: a quotation mark is out of place" },
	{ "a quote never closed", "a\nb,\"c\nd\n", ',',
		"1:a;!x.csv:2: a quotation mark is never closed" },
	{ "bytes that are not UTF-8", "a\n\xd0\xd5,b\nc\n", ',',
		"1:a;!x.csv:2: holds bytes that are not UTF-8" },
};

static void read_all(struct records *r, struct buf *got)
{
	struct record row;
	struct err err = ERR_INIT;
	enum records_got answer;

	while ((answer = records_next(r, &row, &err)) == RECORDS_ROW) {
		buf_addf(got, "%zu:", row.line);
		for (size_t i = 0; i < row.n; i++) {
			assert_int_equal(row.len[i], strlen(row.field[i]));
			buf_addf(got, "%s%s", i ? "|" : "", row.field[i]);
		}
		buf_addc(got, ';');
	}
	if (answer == RECORDS_FAIL)
		buf_addf(got, "!%s", err.text);
	assert_int_equal(records_next(r, &row, &err), answer);
}

static void rows_keep_their_fields_and_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got = BUF_INIT;
		struct records *r = records_open_text("x.csv", cases[i].text,
			strlen(cases[i].text), cases[i].delimiter);

		read_all(r, &got);
		records_close(r);
		if (strcmp(got.data, cases[i].want) != 0)
			fail_msg("%s: \"%s\" instead of \"%s\"", cases[i].what,
				got.data, cases[i].want);
		buf_release(&got);
	}
}

static void a_stream_reads_as_memory_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got = BUF_INIT;
		FILE *file = tmpfile();
		struct records *r;

		fwrite(cases[i].text, 1, strlen(cases[i].text), file);
		rewind(file);
		r = records_open_file("x.csv", file, cases[i].delimiter);
		read_all(r, &got);
		records_close(r);
		fclose(file);
		assert_string_equal(got.data, cases[i].want);
		buf_release(&got);
	}
}

static void a_quote_may_be_what_somebody_wrote(void **state)
{
	static const char text[] = "a,3'25\",\"b\"\"c\"\nd,\"e,f\",g\n";
	struct buf got = BUF_INIT;
	struct records *r = records_open_text("x.csv", text, strlen(text), ',');

	(void)state;
	records_allow_quotes(r);
	read_all(r, &got);
	assert_string_equal(got.data, "1:a|3'25\"|b\"c;2:d|e,f|g;");
	records_close(r);
	buf_reset(&got);
	r = records_open_text("x.csv", "a\nb,\"c\nd\n", 9, ',');
	records_allow_quotes(r);
	read_all(r, &got);
	assert_string_equal(got.data, "1:a;!x.csv:2: a quotation mark is never closed");
	records_close(r);
	buf_release(&got);
}

static void a_nul_is_refused(void **state)
{
	struct buf got = BUF_INIT;
	struct records *r = records_open_text("x.csv", "a\0b,c\n", 6, ',');

	(void)state;
	read_all(r, &got);
	assert_string_equal(got.data, "!x.csv:1: holds a NUL, this is not a text file");
	records_close(r);
	buf_release(&got);
}

static void expect_refusal(const struct buf *text, const char *sentence)
{
	struct buf got = BUF_INIT;
	struct records *r = records_open_text("x.csv", text->data, text->len, ',');

	read_all(r, &got);
	if (!strstr(got.data, sentence))
		fail_msg("\"%.80s\" instead of \"%s\"", got.data, sentence);
	records_close(r);
	buf_release(&got);
}

static void limits_are_kept(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	for (int i = 0; i < RECORDS_FIELDS_MAX; i++)
		buf_adds(&text, "a,");
	expect_refusal(&text, "more than 256 columns");
	buf_reset(&text);
	buf_addc(&text, '"');
	while (text.len <= RECORDS_FIELD_MAX + 10)
		buf_adds(&text, "ab\n");
	expect_refusal(&text, "a field longer than 64 KiB, is a quotation mark open?");
	buf_reset(&text);
	while (text.len <= RECORDS_FIELD_MAX)
		buf_addc(&text, 'a');
	buf_adds(&text, ",b\n");
	expect_refusal(&text, "a field longer than 64 KiB");
	buf_release(&text);
}

static void a_missing_file_is_named(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	assert_null(records_open("/nowhere/x.csv", ',', &err));
	assert_non_null(strstr(err.text, "/nowhere/x.csv: cannot be opened"));
}

static void columns_are_found_by_title(void **state)
{
	struct records *r = records_open_text("x", "a,b\n", 4, ',');
	struct err err = ERR_INIT;
	struct record row;

	(void)state;
	assert_int_equal(records_next(r, &row, &err), RECORDS_ROW);
	assert_int_equal(records_column(&row, "b"), 1);
	assert_int_equal(records_column(&row, "c"), -1);
	records_close(r);
}

static void what_is_written_reads_back(void **state)
{
	static const char *const rows[][3] = {
		{ "plain", "with,comma", "with \"quotes\"" },
		{ "line\nend", " blank at the edge ", "" },
		{ "\r", "\"", "\"\"" },
		{ "", "", "" },
	};
	struct buf text = BUF_INIT;
	struct records_out out = RECORDS_OUT_BUF(&text);
	struct records *r;
	struct err err = ERR_INIT;
	struct record row;

	(void)state;
	for (size_t i = 0; i < 4; i++)
		records_write_row(&out, rows[i], 3);
	r = records_open_text("x", text.data, text.len, ',');
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(records_next(r, &row, &err), RECORDS_ROW);
		assert_int_equal(row.n, 3);
		for (size_t j = 0; j < 3; j++)
			assert_string_equal(row.field[j], rows[i][j]);
	}
	assert_int_equal(records_next(r, &row, &err), RECORDS_END);
	records_close(r);
	buf_release(&text);
}

static void writing_quotes_only_what_needs_it(void **state)
{
	struct buf text = BUF_INIT;
	struct records_out out = RECORDS_OUT_BUF(&text);

	(void)state;
	records_write_field(&out, "a b");
	records_write_int(&out, -7);
	records_write_field(&out, "c,\"d");
	records_write_end(&out);
	records_write_field(&out, "");
	records_write_end(&out);
	assert_string_equal(text.data, "a b,-7,\"c,\"\"d\"\n\"\"\n");
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_keep_their_fields_and_lines),
		cmocka_unit_test(a_stream_reads_as_memory_does),
		cmocka_unit_test(a_quote_may_be_what_somebody_wrote),
		cmocka_unit_test(a_nul_is_refused),
		cmocka_unit_test(limits_are_kept),
		cmocka_unit_test(a_missing_file_is_named),
		cmocka_unit_test(columns_are_found_by_title),
		cmocka_unit_test(what_is_written_reads_back),
		cmocka_unit_test(writing_quotes_only_what_needs_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
