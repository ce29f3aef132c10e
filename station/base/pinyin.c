#include "pinyin.h"

#include <stdint.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>
#include <unicode/utrans.h>

#include "text.h"

#define NAME_MAX_UNITS 128 /* UTF-16 units of a name; the rest is nothing */
#define READINGS       3
#define SYLLABLE       12 /* zhuang and a NUL; of a Latin name its first letters */
#define SYLLABLES      32

struct syllable {
	char reading[READINGS][SYLLABLE];
	int readings;
};

struct reading {
	struct syllable at[SYLLABLES];
	int count;
};

/* Readings beside the one that ICU's Han-Latin/Names (Unicode CLDR) gives, as they are
 * commonly known; not compared with a dictionary. First the surnames. One too many finds a
 * name twice, which hurts nobody: teachers and children type either. */
static const struct {
	const char *character, *reading;
} others[] = {
	{ "单", "dan" },
	{ "曾", "ceng" },
	{ "仇", "chou" },
	{ "解", "jie" },
	{ "查", "cha" },
	{ "区", "qu" },
	{ "朴", "piao" },
	{ "盖", "gai" },
	{ "缪", "miao" },
	{ "翟", "di" },
	{ "尉", "wei" },
	{ "覃", "qin" },
	{ "员", "yuan" },
	{ "秘", "mi" },
	{ "种", "zhong" },
	{ "折", "zhe" },
	{ "繁", "fan" },
	{ "召", "zhao" },
	{ "牟", "mou" },
	{ "句", "gou" },
	{ "么", "yao" },
	{ "隗", "kui" },
	{ "洗", "xian" },
	{ "贾", "gu" },
	{ "柏", "bo" },
	{ "薄", "bao" },
	{ "万", "mo" },
	{ "俟", "si" },
	{ "乐", "le" },
	{ "乐", "yue" },
	{ "长", "chang" },
	{ "长", "zhang" },
	{ "晟", "sheng" },
	{ "茜", "xi" },
	{ "朝", "zhao" },
	{ "行", "hang" },
	{ "重", "zhong" },
	{ "藏", "zang" },
	{ "阿", "e" },
	{ "都", "dou" },
	{ "都", "du" },
	{ "传", "zhuan" },
	{ "盛", "cheng" },
	{ "会", "kuai" },
	{ "著", "zhuo" },
};

static UTransliterator *latin(void)
{
	static UTransliterator *letters;
	static const char id[] = "Han-Latin/Names; Latin-ASCII; Any-Lower";
	UErrorCode status = U_ZERO_ERROR;
	UChar name[sizeof(id)];

	if (!letters) {
		u_charsToUChars(id, name, (int32_t)sizeof(id));
		letters = utrans_openU(
			name, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	}
	return letters;
}

static void add_reading(struct syllable *s, const char *text)
{
	for (int i = 0; i < s->readings; i++)
		if (strcmp(s->reading[i], text) == 0)
			return;
	if (text[0] && s->readings < READINGS && strlen(text) < SYLLABLE)
		text_copy(s->reading[s->readings++], SYLLABLE, text);
}

static void add_others(struct syllable *s, const UChar *at, int32_t len)
{
	char character[8] = "";
	UErrorCode status = U_ZERO_ERROR;

	u_strToUTF8(character, sizeof(character), NULL, at, len, &status);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(others[i].character, character) == 0)
			add_reading(s, others[i].reading);
}

/* One character with the others beside it: 尉迟 is Yuchi. */
static void read_character(
	const UChar *name, int32_t len, int32_t from, int32_t to, struct syllable *out)
{
	UChar work[NAME_MAX_UNITS + 64];
	char text[SYLLABLE] = "";
	int32_t n = len, limit = to;
	UErrorCode status = U_ZERO_ERROR;
	size_t at = 0;

	out->readings = 0;
	memcpy(work, name, (size_t)len * sizeof(*name));
	work[n] = 0;
	if (latin())
		utrans_transUChars(
			latin(), work, &n, NAME_MAX_UNITS + 64, from, &limit, &status);
	for (int32_t i = from; U_SUCCESS(status) && i < limit; i++)
		if (work[i] >= 'a' && work[i] <= 'z' && at + 1 < sizeof(text))
			text[at++] = (char)work[i];
	text[at] = '\0';
	add_reading(out, text);
	add_others(out, name + from, to - from);
}

/* Letters that stand together, in lower case and without their accents. */
static int32_t read_word(
	const UChar *name, int32_t len, int32_t from, struct syllable *out)
{
	int32_t to = from;

	while (to < len && u_isalpha(name[to]) &&
		!u_hasBinaryProperty(name[to], UCHAR_IDEOGRAPHIC))
		to++;
	if (to > from)
		read_character(name, len, from, to, out);
	return to;
}

static void read_name(const char *name, struct reading *out)
{
	UChar units[NAME_MAX_UNITS];
	int32_t len = 0;
	UErrorCode status = U_ZERO_ERROR;

	out->count = 0;
	u_strFromUTF8WithSub(
		units, NAME_MAX_UNITS, &len, name, -1, 0xfffd, NULL, &status);
	if (U_FAILURE(status))
		return;
	for (int32_t i = 0, next; i < len && out->count < SYLLABLES; i = next) {
		struct syllable *s = &out->at[out->count];
		UChar32 c;

		next = i;
		U16_NEXT(units, next, len, c);
		if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC))
			read_character(units, len, i, next, s);
		else if (u_isalpha(c) && c < 0x10000)
			next = read_word(units, len, i, s);
		else
			continue; /* a dot, a blank */
		/* One whose reading nobody knows still has its place. */
		out->count++;
	}
}

/* Reading a name takes longer than comparing it, and the same names are looked at with
 * each letter that is typed. */
static const struct reading *reading_of(const char *name)
{
	static struct {
		char name[64];
		struct reading reading;
	} kept[1024];
	uint32_t hash = 2166136261u;
	size_t slot;

	for (const char *c = name; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 16777619u;
	slot = (hash ^ hash >> 16) % (sizeof(kept) / sizeof(kept[0]));
	if (strlen(name) >= sizeof(kept[0].name)) {
		static struct reading once;

		read_name(name, &once);
		return &once;
	}
	if (strcmp(kept[slot].name, name) != 0 || !kept[slot].reading.count) {
		text_copy(kept[slot].name, sizeof(kept[slot].name), name);
		read_name(name, &kept[slot].reading);
	}
	return &kept[slot].reading;
}

/* Letters only, small, ü as u. false: it holds what is no name in letters. */
static bool fold_typed(const char *typed, char out[PINYIN_TYPED_MAX + 1])
{
	size_t n = 0;

	for (size_t i = 0; typed[i]; i++) {
		char c = typed[i];

		if ((unsigned char)c == 0xc3 &&
			((unsigned char)typed[i + 1] == 0xbc ||
				(unsigned char)typed[i + 1] == 0x9c)) {
			c = 'u';
			i++;
		}
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c == ' ' || c == '\'' || c == '-')
			continue;
		if (c < 'a' || c > 'z')
			return false;
		if (n < PINYIN_TYPED_MAX)
			out[n++] = c == 'v' ? 'u' : c;
	}
	out[n] = '\0';
	return n > 0;
}

static char folded(char letter)
{
	return letter == 'v' ? 'u' : letter;
}

/* Bit i of the sets: the first i typed letters are used up. */
static uint64_t after_syllable(
	const struct syllable *s, uint64_t before, const char *typed, unsigned *next)
{
	uint64_t after = 0;

	for (size_t from = 0; before >> from; from++) {
		if (!(before >> from & 1))
			continue;
		for (int r = 0; r < s->readings; r++) {
			const char *reading = s->reading[r];
			size_t k = 0;

			for (; typed[from + k] && reading[k] &&
				folded(reading[k]) == typed[from + k];
				k++)
				after = after | UINT64_C(1) << (from + k + 1);
			if (!typed[from + k] && reading[k])
				*next |= 1u << (folded(reading[k]) - 'a');
		}
	}
	return after;
}

static bool fits_from(
	const struct reading *name, int first, const char *typed, unsigned *next)
{
	uint64_t end = UINT64_C(1) << strlen(typed), set = 1;
	bool fits = false;

	for (int i = first; i < name->count && set; i++) {
		set = after_syllable(&name->at[i], set, typed, next);
		fits |= (set & end) != 0;
	}
	return fits;
}

enum pinyin_fit pinyin_fits(const char *name, const char *typed)
{
	char letters[PINYIN_TYPED_MAX + 1];
	const struct reading *reading;
	unsigned next = 0;

	if (!fold_typed(typed, letters))
		return PINYIN_NO;
	reading = reading_of(name);
	for (int i = 0; i < reading->count; i++)
		if (fits_from(reading, i, letters, &next))
			return i ? PINYIN_INSIDE : PINYIN_BEGINS;
	return PINYIN_NO;
}

unsigned pinyin_next(const char *name, const char *typed)
{
	char letters[PINYIN_TYPED_MAX + 1];
	const struct reading *reading = reading_of(name);
	unsigned all = 0;

	if (!fold_typed(typed, letters))
		letters[0] = '\0';
	for (int i = 0; i < reading->count; i++) {
		unsigned next = 0;

		if (fits_from(reading, i, letters, &next) || !letters[0])
			all |= next;
	}
	return all;
}
