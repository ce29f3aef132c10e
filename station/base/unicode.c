#include "unicode.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>
#include <unicode/utrans.h>

#define REPLACEMENT 0xfffd
#define MARK	    0xfeff
#define MIDDLE_DOT  0xb7

/* ---- UTF-8 ------------------------------------------------------------------- */

size_t unicode_utf8_prefix(const void *bytes, size_t len)
{
	const uint8_t *s = bytes;
	size_t i = 0;

	while (i < len) {
		size_t start = i;
		UChar32 c;

		U8_NEXT(s, i, len, c);
		if (c < 0)
			return start;
	}
	return len;
}

bool unicode_is_utf8(const void *bytes, size_t len)
{
	return unicode_utf8_prefix(bytes, len) == len;
}

static UChar32 next_character(const char *text, size_t len, size_t *i)
{
	const uint8_t *s = (const uint8_t *)text;
	UChar32 c;

	U8_NEXT(s, *i, len, c);
	return c < 0 ? REPLACEMENT : c;
}

static void add_character(struct buf *out, UChar32 c)
{
	uint8_t s[U8_MAX_LENGTH];
	size_t n = 0;

	U8_APPEND_UNSAFE(s, n, c);
	buf_add(out, s, n);
}

size_t unicode_length(const char *text)
{
	size_t len = strlen(text), n = 0;

	for (size_t i = 0; i < len; n++)
		next_character(text, len, &i);
	return n;
}

/* ---- encodings --------------------------------------------------------------- */

const char *unicode_encoding_name(enum unicode_encoding encoding)
{
	static const char *const name[] = { "UTF-8", "UTF-8 with mark", "UTF-16LE",
		"UTF-16BE", "GB18030" };

	return name[encoding];
}

static bool begins(const void *bytes, size_t len, const char *mark, size_t n)
{
	return len >= n && memcmp(bytes, mark, n) == 0;
}

static void add_utf16(struct buf *out, const UChar *s, int32_t n)
{
	for (int32_t i = 0; i < n;) {
		UChar32 c;

		U16_NEXT(s, i, n, c);
		add_character(out, U_IS_SURROGATE(c) ? REPLACEMENT : c);
	}
}

/* Through ICU's converter `name`, stopping at the first illegal byte. */
static bool convert(const char *name, const char *bytes, size_t len, struct buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &status);
	const char *end = bytes + len;
	UChar piece[2048] = { 0 }, *to;

	assert(U_SUCCESS(status));
	ucnv_setToUCallBack(
		converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	do {
		status = U_ZERO_ERROR;
		to = piece;
		/* One place is left for the second half of a pair. */
		ucnv_toUnicode(
			converter, &to, piece + 2047, &bytes, end, NULL, true, &status);
		if (to > piece && U16_IS_LEAD(to[-1]) &&
			status == U_BUFFER_OVERFLOW_ERROR) {
			UChar *pair = to;

			status = U_ZERO_ERROR;
			ucnv_toUnicode(converter, &pair, to + 1, &bytes, end, NULL,
				true, &status);
			to = pair;
		}
		add_utf16(out, piece, (int32_t)(to - piece));
	} while (status == U_BUFFER_OVERFLOW_ERROR);
	ucnv_close(converter);
	return U_SUCCESS(status);
}

static size_t lines_in(const char *text, size_t len)
{
	size_t line = 1;

	for (size_t i = 0; i < len; i++)
		line += text[i] == '\n';
	return line;
}

static bool decode(const char *bytes, size_t len, struct buf *out,
	enum unicode_encoding *encoding, struct err *err)
{
	size_t before = out->len, legal = unicode_utf8_prefix(bytes, len), line = 1;
	const char *why = "文字的编码不是 UTF-8，也不是 GB18030";
	bool ok;

	if (begins(bytes, len, "\xff\xfe", 2) || begins(bytes, len, "\xfe\xff", 2)) {
		bool little = bytes[0] == '\xff';

		*encoding = little ? UNICODE_UTF16LE : UNICODE_UTF16BE;
		why = "文字的编码不是 UTF-16";
		ok = convert(little ? "UTF-16LE" : "UTF-16BE", bytes + 2, len - 2, out);
	} else if (legal == len) {
		bool marked = begins(bytes, len, "\xef\xbb\xbf", 3);

		*encoding = marked ? UNICODE_UTF8_MARKED : UNICODE_UTF8;
		buf_add(out, bytes + (marked ? 3 : 0), len - (marked ? 3 : 0));
		ok = true;
	} else {
		bool marked = begins(bytes, len, "\x84\x31\x95\x33", 4);

		*encoding = UNICODE_GB18030;
		ok = convert("GB18030", bytes + (marked ? 4 : 0),
			len - (marked ? 4 : 0), out);
	}
	if (!ok)
		line = lines_in(out->data + before, out->len - before);
	/* A UTF-8 file with one bad byte far down is no GB18030 from its beginning. */
	if (!ok && *encoding == UNICODE_GB18030 && lines_in(bytes, legal) > line)
		line = lines_in(bytes, legal);
	if (!ok)
		return err_set(err,
			"第%zu行%s；请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入",
			line, why);
	return true;
}

bool unicode_to_utf8(const void *bytes, size_t len, struct buf *out,
	enum unicode_encoding *encoding, struct err *err)
{
	enum unicode_encoding unused;
	size_t before = out->len;
	const char *nul;
	bool ok;

	if (len > UNICODE_TEXT_MAX)
		return err_set(err, "太大（超过 64 MiB），不像学校的表格");
	ok = decode(bytes, len, out, encoding ? encoding : &unused, err);
	nul = ok ? memchr(out->data + before, '\0', out->len - before) : NULL;
	if (nul)
		ok = err_set(err,
			"第%zu行不是文字，这个文件不是表格，或已损坏；请用 Excel 或 "
			"WPS 打开，另存为 .xlsx 后再导入",
			lines_in(out->data + before,
				(size_t)(nul - out->data) - before));
	if (!ok && out->len > before) {
		out->len = before;
		out->data[before] = '\0';
	}
	return ok;
}

/* ---- normal forms ------------------------------------------------------------ */

static UChar *to_utf16(const char *text, int32_t *n)
{
	size_t len = strlen(text);
	UErrorCode status = U_ZERO_ERROR;
	UChar *s = mem_array(len + 1, sizeof(UChar));

	assert(len <= UNICODE_TEXT_MAX);
	u_strFromUTF8WithSub(
		s, (int32_t)len + 1, n, text, (int32_t)len, REPLACEMENT, NULL, &status);
	assert(U_SUCCESS(status));
	return s;
}

static bool continues(unsigned char byte)
{
	return (byte & 0xc0) == 0x80;
}

/* Most texts of a school are ASCII, here from `least` to '~', and Chinese characters from
 * U+4E00 to U+9FFF: they are in every normal form, whatever stands beside them. */
static bool is_common(const char *text, unsigned char least)
{
	const unsigned char *s = (const unsigned char *)text;

	for (; *s; s++) {
		if (*s >= least && *s <= '~')
			continue;
		if (*s < 0xe4 || *s > 0xe9 || !continues(s[1]) || !continues(s[2]) ||
			(*s == 0xe4 && s[1] < 0xb8))
			return false;
		s += 2;
	}
	return true;
}

static void normalise(struct buf *out, const char *text, const UNormalizer2 *form)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n, need;
	UChar *s, *to;

	if (is_common(text, 1)) {
		buf_adds(out, text);
		return;
	}
	s = to_utf16(text, &n);
	need = unorm2_normalize(form, s, n, NULL, 0, &status);
	status = U_ZERO_ERROR;
	to = mem_array((size_t)need + 1, sizeof(UChar));
	unorm2_normalize(form, s, n, to, need + 1, &status);
	assert(U_SUCCESS(status));
	add_utf16(out, to, need);
	free(to);
	free(s);
}

static const UNormalizer2 *form_c(void)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFCInstance(&status);

	assert(U_SUCCESS(status));
	return form;
}

static const UNormalizer2 *form_kc(void)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFKCInstance(&status);

	assert(U_SUCCESS(status));
	return form;
}

void unicode_nfc(struct buf *out, const char *text)
{
	normalise(out, text, form_c());
}

/* ---- folding ----------------------------------------------------------------- */

static bool is_blank(UChar32 c)
{
	return u_isUWhiteSpace(c) || c == 0x3164 || c == 0x2800;
}

static bool is_invisible(UChar32 c)
{
	int8_t type = u_charType(c);

	return type == U_FORMAT_CHAR || type == U_CONTROL_CHAR ||
	       U_IS_UNICODE_NONCHAR(c);
}

/* Signs that people use for one another, to the one that is compared. */
static UChar32 folded_sign(UChar32 c)
{
	static const struct {
		UChar32 from;
		char to;
	} sign[] = { { '[', '(' }, { ']', ')' }, { 0x3010, '(' }, { 0x3011, ')' },
		{ 0x3014, '(' }, { 0x3015, ')' }, { 0x3016, '(' }, { 0x3017, ')' },
		{ 0xd7, '*' }, { 0x2715, '*' }, { 0x2716, '*' }, { 0x2573, '*' },
		{ 0x2a2f, '*' }, { 0x2a09, '*' }, { 0x2217, '*' }, { 0x2a, '*' },
		{ 0x2010, '-' }, { 0x2011, '-' }, { 0x2012, '-' }, { 0x2013, '-' },
		{ 0x2014, '-' }, { 0x2212, '-' }, { 0x2018, '\'' }, { 0x2019, '\'' },
		{ 0x2032, '\'' }, { 0xb4, '\'' }, { '`', '\'' }, { 0x201c, '"' },
		{ 0x201d, '"' }, { 0x2033, '"' }, { 0x3003, '"' } };

	for (size_t i = 0; i < sizeof(sign) / sizeof(sign[0]); i++)
		if (sign[i].from == c)
			return sign[i].to;
	return c;
}

static void fold_signs(struct buf *out, const char *text, bool lower)
{
	size_t len = strlen(text);

	for (size_t i = 0; i < len;) {
		UChar32 c = folded_sign(next_character(text, len, &i));

		if (is_blank(c) || is_invisible(c))
			continue;
		if (lower && c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		add_character(out, c);
	}
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool ends_a_length(const char *begin, const char *end)
{
	if (end > begin && (is_digit(end[-1]) || end[-1] == 'm' || end[-1] == 'M'))
		return true;
	return end - begin >= 3 && memcmp(end - 3, "米", 3) == 0;
}

static void fold_times(char *text)
{
	for (char *c = text; *c; c++)
		if ((*c == 'x' || *c == 'X') && is_digit(c[1]) &&
			ends_a_length(text, c))
			*c = '*';
}

static void fold_uncommon(struct buf *out, const char *text, bool lower)
{
	struct buf plain = BUF_INIT, compatible = BUF_INIT, folded = BUF_INIT;

	/* Signs before and after: form KC takes the double stroke for two single ones
	 * and makes an accent and a blank of the acute that stands for minutes. */
	fold_signs(&plain, text, false);
	normalise(&compatible, plain.data, form_kc());
	fold_signs(&folded, compatible.data, lower);
	/* An accent that stood behind a blank stands behind a letter now. */
	unicode_nfc(out, folded.data ? folded.data : "");
	buf_release(&folded);
	buf_release(&plain);
	buf_release(&compatible);
}

static void fold_common(struct buf *out, const char *text, bool lower)
{
	size_t before = out->len;

	buf_adds(out, text);
	for (char *c = out->data + before; lower && *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
}

void unicode_fold(struct buf *out, const char *text, int how)
{
	size_t before = out->len;

	if (is_common(text, '!') && !strpbrk(text, "[]`"))
		fold_common(out, text, how & UNICODE_FOLD_CASE);
	else
		fold_uncommon(out, text, how & UNICODE_FOLD_CASE);
	if (how & UNICODE_FOLD_TIMES && out->len > before)
		fold_times(out->data + before);
}

/* ---- names ------------------------------------------------------------------- */

void unicode_trim(struct buf *out, const char *text)
{
	struct buf c_form = BUF_INIT, trimmed = BUF_INIT;
	bool gap = false;

	if (is_common(text, '!')) {
		buf_adds(out, text);
		return;
	}
	unicode_nfc(&c_form, text);
	for (size_t i = 0; i < c_form.len;) {
		UChar32 c = next_character(c_form.data, c_form.len, &i);

		if (is_blank(c)) {
			gap = trimmed.len > 0;
			continue;
		}
		if (is_invisible(c))
			continue;
		if (gap)
			buf_addc(&trimmed, ' ');
		gap = false;
		add_character(&trimmed, c);
	}
	/* What stood behind an invisible sign may stand behind a letter now. */
	unicode_nfc(out, trimmed.data ? trimmed.data : "");
	buf_release(&trimmed);
	buf_release(&c_form);
}

static bool is_middle_dot(UChar32 c)
{
	static const UChar32 dot[] = { MIDDLE_DOT, 0x2022, 0x30fb, 0xff65, 0x2027,
		0x22c5, 0x2219, 0x387, 0x16eb, 0x2024, 0xff0e, 0x25cf, 0x2e33, 0xfe52,
		0x2981 };

	for (size_t i = 0; i < sizeof(dot) / sizeof(dot[0]); i++)
		if (dot[i] == c)
			return true;
	return false;
}

static bool is_chinese(UChar32 c)
{
	return u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC);
}

static UChar32 name_character(UChar32 c, UChar32 previous)
{
	if (is_middle_dot(c) || (c == '.' && is_chinese(previous)))
		return MIDDLE_DOT;
	if (c >= 0xff01 && c <= 0xff5e)
		return c - 0xfee0;
	return c;
}

void unicode_name(struct buf *out, const char *text)
{
	struct buf kept = BUF_INIT, name = BUF_INIT;
	UChar32 previous = 0;
	bool gap = false;

	unicode_trim(&kept, text);
	for (size_t i = 0; i < kept.len;) {
		UChar32 c = next_character(kept.data, kept.len, &i);
		bool tight;

		if (c == ' ') {
			gap = true;
			continue;
		}
		c = name_character(c, previous);
		tight = is_chinese(c) || is_chinese(previous) || c == MIDDLE_DOT ||
			previous == MIDDLE_DOT;
		if (gap && !tight)
			buf_addc(&name, ' ');
		gap = false;
		previous = c;
		add_character(&name, c);
	}
	/* A wide letter with an accent behind it is one letter now. */
	unicode_nfc(out, name.data ? name.data : "");
	buf_release(&name);
	buf_release(&kept);
}

bool unicode_same_name(const char *a, const char *b)
{
	struct buf x = BUF_INIT, y = BUF_INIT;
	bool same = strcmp(a, b) == 0;

	if (!same) {
		unicode_name(&x, a);
		unicode_name(&y, b);
		same = strcmp(x.len ? x.data : "", y.len ? y.data : "") == 0;
	}
	buf_release(&x);
	buf_release(&y);
	return same;
}

/* ---- Chinese order ------------------------------------------------------------ */

/* Opening a collator reads tables; it is opened once and kept for good. */
static UCollator *pinyin_order(void)
{
	static UCollator *order;
	UErrorCode status = U_ZERO_ERROR;

	if (!order)
		order = ucol_open("zh@collation=pinyin", &status);
	assert(order);
	return order;
}

int unicode_compare(const char *a, const char *b)
{
	UErrorCode status = U_ZERO_ERROR;
	UCollationResult got = ucol_strcollUTF8(pinyin_order(), a, -1, b, -1, &status);

	if (got == UCOL_LESS)
		return -1;
	if (got == UCOL_GREATER)
		return 1;
	return strcmp(a, b);
}

/* The readings of surnames differ: 单 is Shan, 曾 is Zeng. */
static UTransliterator *pinyin_letters(void)
{
	static UTransliterator *letters;
	static const char id[] = "Han-Latin/Names; Latin-ASCII; Any-Upper";
	UErrorCode status = U_ZERO_ERROR;
	UChar name[sizeof(id)];

	if (!letters) {
		u_charsToUChars(id, name, (int32_t)sizeof(id));
		letters = utrans_openU(
			name, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	}
	return letters;
}

char unicode_initial(const char *text)
{
	UChar s[64];
	size_t len = strlen(text), i = 0;
	int32_t n = 0, limit;
	UErrorCode status = U_ZERO_ERROR;
	UTransliterator *letters = pinyin_letters();
	UChar32 first;

	if (!letters || !len)
		return '#';
	first = next_character(text, len, &i);
	U16_APPEND_UNSAFE(s, n, first);
	limit = n;
	s[n] = 0;
	utrans_transUChars(letters, s, &n, 64, 0, &limit, &status);
	return U_SUCCESS(status) && s[0] >= 'A' && s[0] <= 'Z' ? (char)s[0] : '#';
}
