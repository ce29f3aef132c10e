#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "unicode.h"

#define BYTES(s) s, sizeof(s) - 1

static const struct {
	const char *bytes;
	size_t len;
	enum unicode_encoding encoding;
	const char *text;
} encoded[] = {
	{ BYTES("abc"), UNICODE_UTF8, "abc" },
	{ BYTES(""), UNICODE_UTF8, "" },
	{ BYTES("张三"), UNICODE_UTF8, "张三" },
	{ BYTES("\xef\xbb\xbf张三"), UNICODE_UTF8_MARKED, "张三" },
	{ BYTES("\xd5\xc5\xc8\xfd,1\n"), UNICODE_GB18030, "张三,1\n" },
	/* four bytes: U+3400 and U+20000, a name's rare characters */
	{ BYTES("\x81\x39\xee\x39\x95\x32\x82\x36"), UNICODE_GB18030,
		"\u3400\U00020000" },
	{ BYTES("\xff\xfe\x20\x5f\x09\x4e"), UNICODE_UTF16LE, "张三" },
	{ BYTES("\xfe\xff\x5f\x20\x4e\x09"), UNICODE_UTF16BE, "张三" },
	{ BYTES("\xff\xfe\x40\xd8\x00\xdc"), UNICODE_UTF16LE, "\U00020000" },
};

static void the_encoding_is_recognised(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(encoded) / sizeof(encoded[0]); i++) {
		struct buf out = BUF_INIT;
		struct err err = ERR_INIT;
		enum unicode_encoding encoding;

		assert_true(unicode_to_utf8(
			encoded[i].bytes, encoded[i].len, &out, &encoding, &err));
		assert_int_equal(encoding, encoded[i].encoding);
		assert_string_equal(out.data, encoded[i].text);
		buf_release(&out);
	}
}

static const struct {
	const char *bytes;
	size_t len;
	const char *complaint;
} illegal[] = {
	{ BYTES("a\nb\n\xd5\xc5\xff"), "第3行文字的编码不是 UTF-8，也不是 GB18030" },
	{ BYTES("\xd5\xc5\n\xc8"), "第2行文字的编码不是 UTF-8，也不是 GB18030" },
	{ BYTES("\xe5\xbc\xa0\n\x80"), "第2行文字的编码不是 UTF-8，也不是 GB18030" },
	{ BYTES("a\nb\0c"), "第2行不是文字，这个文件不是表格，或已损坏" },
	{ BYTES("\xff\xfe\x61"), "第1行文字的编码不是 UTF-16" },
	{ BYTES("\xff\xfe\x00\xdc\x61\x00"), "第1行文字的编码不是 UTF-16" },
	{ BYTES("\xff\xfe\x61\x00\x0a\x00\x00\xd8"), "第2行文字的编码不是 UTF-16" },
};

static void illegal_bytes_are_refused_with_their_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(illegal) / sizeof(illegal[0]); i++) {
		struct buf out = BUF_INIT;
		struct err err = ERR_INIT;

		buf_adds(&out, "kept");
		assert_false(unicode_to_utf8(
			illegal[i].bytes, illegal[i].len, &out, NULL, &err));
		if (strncmp(err.text, illegal[i].complaint,
			    strlen(illegal[i].complaint)) != 0)
			fail_msg("%s", err.text);
		assert_string_equal(out.data, "kept");
		buf_release(&out);
	}
}

static void long_texts_convert_across_pieces(void **state)
{
	struct buf gb = BUF_INIT, want = BUF_INIT, out = BUF_INIT;
	struct err err = ERR_INIT;
	enum unicode_encoding encoding;

	(void)state;
	/* An odd start, so that pairs fall on every boundary of ICU's pieces. */
	buf_adds(&gb, "a\xd5\xc5");
	buf_adds(&want, "a张");
	for (int i = 0; i < 20000; i++) {
		buf_adds(&gb, i % 3 ? "\x95\x32\x82\x36" : "\xc8\xfd");
		buf_adds(&want, i % 3 ? "\U00020000" : "三");
	}
	assert_true(unicode_to_utf8(gb.data, gb.len, &out, &encoding, &err));
	assert_int_equal(encoding, UNICODE_GB18030);
	assert_int_equal(out.len, want.len);
	assert_memory_equal(out.data, want.data, want.len);
	buf_release(&gb);
	buf_release(&want);
	buf_release(&out);
}

static void only_strict_utf8_is_utf8(void **state)
{
	static const struct {
		const char *bytes;
		size_t len, prefix;
	} t[] = {
		{ BYTES("张"), 3 },
		{ BYTES("a\xc0\x80"), 1 },	   /* overlong */
		{ BYTES("a\xed\xa0\x80"), 1 },	   /* a surrogate */
		{ BYTES("a\xf4\x90\x80\x80"), 1 }, /* beyond U+10FFFF */
		{ BYTES("a\xe5\xbc"), 1 },	   /* cut short */
		{ BYTES("a\0b"), 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		assert_int_equal(
			unicode_utf8_prefix(t[i].bytes, t[i].len), t[i].prefix);
		assert_int_equal(
			unicode_is_utf8(t[i].bytes, t[i].len), t[i].prefix == t[i].len);
	}
}

typedef void change(struct buf *out, const char *text);

static void each(change *change_it, const char *const (*pairs)[2], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf out = BUF_INIT;

		buf_adds(&out, "x");
		change_it(&out, pairs[i][0]);
		if (strcmp(out.data + 1, pairs[i][1]) != 0)
			fail_msg("\"%s\" became \"%s\" instead of \"%s\"", pairs[i][0],
				out.data + 1, pairs[i][1]);
		buf_release(&out);
	}
}

static void heading(struct buf *out, const char *text)
{
	unicode_fold(out, text, UNICODE_HEADING);
}

static void code(struct buf *out, const char *text)
{
	unicode_fold(out, text, UNICODE_KEEP_CASE);
}

#define ROWS(table) (table), sizeof(table) / sizeof((table)[0])

static void headings_fold_to_one_form(void **state)
{
	static const char *const t[][2] = {
		{ "50米×8往返跑", "50米*8往返跑" },
		{ "50米✕8", "50米*8" },
		{ "50米╳8", "50米*8" },
		{ "50米x8", "50米*8" },
		{ "50米 X 8", "50米*8" },
		{ "５０Ｍ＊８", "50m*8" },
		{ "50*8", "50*8" },
		{ "\ufeff 姓\u3000名\u00a0", "姓名" },
		{ "身高（ｃｍ）", "身高(cm)" },
		{ "身高(㎝)", "身高(cm)" },
		{ "身高【cm】", "身高(cm)" },
		{ "学\u200b籍\u200d号", "学籍号" },
		{ "仰卧起坐（女）", "仰卧起坐(女)" },
		{ "3′45″", "3'45\"" },
		{ "3´45", "3'45" },
		{ "3’45”", "3'45\"" },
		{ "－3．5", "-3.5" },
		{ "max8", "max8" },
		{ "[男]`", "(男)'" },
		{ "T\u0308", "\u1e97" }, /* only the small letter has one with it */
		{ "一鿿", "一鿿" },
		{ "䷿\ua000", "䷿\ua000" },
		{ "⼀\uf900", "一豈" },
		{ "", "" },
	};

	(void)state;
	each(heading, ROWS(t));
}

static void codes_keep_their_letters(void **state)
{
	static const char *const t[][2] = {
		{ "Ｇ２３０６０２　２０１５０１０１１２３Ｘ", "G23060220150101123X" },
		{ "2X3", "2X3" },
		{ "\t123\n", "123" },
		{ "\xff", "\ufffd" },
		{ "一\xe4", "一\ufffd" },
		{ "一\xe4\xb8", "一\ufffd" },
		{ "一\xe4\xb8+", "一\ufffd+" },
		{ "\xe9\x41\x80", "\ufffdA\ufffd" },
		{ "张\u0301e\u0301", "张\u0301\u00e9" },
		{ "A\x7f班", "A班" },
	};

	(void)state;
	each(code, ROWS(t));
}

static void names_are_trimmed_and_little_else(void **state)
{
	static const char *const t[][2] = {
		{ " 张三\u3000", "张三" },
		{ "张 三", "张 三" },
		{ "Anna \u00a0 Li", "Anna Li" },
		{ "张\u200b三\ufeff", "张三" },
		{ "张\uffff三\ufffe", "张三" }, /* no characters: XML has none */
		{ "迪丽•热巴", "迪丽•热巴" },
		{ "e\u0301", "\u00e9" },
		{ "张\x01三\x7f", "张三" },
		{ "张\xe4\xb8", "张\ufffd" },
		{ "\uf900", "豈" },
		{ "  ", "" },
	};

	(void)state;
	each(unicode_trim, ROWS(t));
}

static void names_compare_in_one_form(void **state)
{
	static const char *const t[][2] = {
		{ "张 三", "张三" },
		{ "迪丽•热巴", "迪丽·热巴" },
		{ "迪丽・热巴", "迪丽·热巴" },
		{ "迪丽 ･ 热巴", "迪丽·热巴" },
		{ "迪丽．热巴", "迪丽·热巴" },
		{ "迪丽.热巴", "迪丽·热巴" },
		{ "Anna  B. Li", "Anna B. Li" },
		{ "Ａｎｎａ Li", "Anna Li" },
		{ "𠮷 野", "𠮷野" },
	};

	(void)state;
	each(unicode_name, ROWS(t));
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		assert_true(unicode_same_name(t[i][0], t[i][1]));
	assert_true(unicode_same_name("", " "));
	assert_false(unicode_same_name("张三", "张山"));
	assert_false(unicode_same_name("张三", ""));
}

static void characters_are_counted_not_bytes(void **state)
{
	(void)state;
	assert_int_equal(unicode_length(""), 0);
	assert_int_equal(unicode_length("张三a"), 3);
	assert_int_equal(unicode_length("𠮷"), 1);
}

static void names_stand_in_pinyin_order(void **state)
{
	static const char *const order[] = { "阿一", "白二", "陈三", "李四", "李五",
		"王六", "张七", "赵八" };
	size_t n = sizeof(order) / sizeof(order[0]);

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			int got = unicode_compare(order[i], order[j]);

			assert_true(i < j ? got < 0 : i > j ? got > 0 : got == 0);
		}
	assert_int_not_equal(unicode_compare("e\u0301", "\u00e9"), 0);
}

static void names_have_a_first_letter(void **state)
{
	static const struct {
		const char *name;
		char letter;
	} t[] = { { "张三", 'Z' }, { "李四", 'L' }, { "欧阳五", 'O' }, { "单六", 'S' },
		{ "曾七", 'Z' }, { "anna", 'A' }, { "Émile", 'E' }, { "7", '#' },
		{ "", '#' }, { "\xff", '#' } };

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		if (unicode_initial(t[i].name) != t[i].letter)
			fail_msg("%s: %c instead of %c", t[i].name,
				unicode_initial(t[i].name), t[i].letter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_encoding_is_recognised),
		cmocka_unit_test(illegal_bytes_are_refused_with_their_line),
		cmocka_unit_test(long_texts_convert_across_pieces),
		cmocka_unit_test(only_strict_utf8_is_utf8),
		cmocka_unit_test(headings_fold_to_one_form),
		cmocka_unit_test(codes_keep_their_letters),
		cmocka_unit_test(names_are_trimmed_and_little_else),
		cmocka_unit_test(names_compare_in_one_form),
		cmocka_unit_test(characters_are_counted_not_bytes),
		cmocka_unit_test(names_stand_in_pinyin_order),
		cmocka_unit_test(names_have_a_first_letter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
