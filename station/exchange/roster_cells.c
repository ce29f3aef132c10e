#include "roster_cells.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "clock.h"
#include "digest.h"
#include "text.h"
#include "unicode.h"

void cell_fold(struct buf *out, const char *text)
{
	size_t before = out->len;

	unicode_fold(out, text, UNICODE_KEEP_CASE);
	if (out->len > before && out->data[before] == '\'') {
		memmove(out->data + before, out->data + before + 1, out->len - before);
		out->len--;
	}
}

/* ---- grades ----------------------------------------------------------------- */

static bool skip(const char **s, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(*s, word, len) != 0)
		return false;
	*s += len;
	return true;
}

static bool is_figure(char c)
{
	return c >= '0' && c <= '9';
}

/* 1 to 12, in Chinese or Arabic digits; 0 when there is none. */
static int small_number(const char **s)
{
	static const char *const words[] = { "十二", "十一", "十", "九", "八", "七",
		"六", "五", "四", "三", "二", "一" };
	int n = 0;

	for (int i = 0; i < 12; i++)
		if (skip(s, words[i]))
			return 12 - i;
	while (**s >= '0' && **s <= '9' && n < 100)
		n = n * 10 + *(*s)++ - '0';
	return n;
}

static int chinese_digit(const char **s)
{
	static const char *const words[] = { "一", "二", "三", "四", "五", "六", "七",
		"八", "九" };

	for (int i = 0; i < 9; i++)
		if (skip(s, words[i]))
			return i + 1;
	return 0;
}

/* There are more classes than grades: also 十三, 二十一. */
static int class_number(const char **s)
{
	const char *rest = *s;
	int tens = chinese_digit(&rest);

	if (!skip(&rest, "十"))
		return small_number(s);
	*s = rest;
	return (tens ? tens : 1) * 10 + chinese_digit(s);
}

struct stage {
	const char *word;
	int base, years; /* years in a 6-3 school */
};

/* The longer word before its beginning. 职高 as 高中: LOW (upload.md, section 9). */
static const struct stage stages[] = {
	{ "小学", 10, 6 },
	{ "初中", 20, 3 },
	{ "高中", 30, 3 },
	{ "职高", 30, 3 },
	{ "中职", 30, 3 },
	{ "大学", 40, 4 },
	{ "小", 10, 6 },
	{ "初", 20, 3 },
	{ "高", 30, 3 },
	{ "大", 40, 4 },
};

static int years_of(const struct stage *stage, enum school_system system)
{
	if (system == SYSTEM_63)
		return stage->years;
	return stage->base == 10 ? 5 : stage->base == 20 ? 4 : stage->years;
}

/* A grade counted through: 七年级 is the first of junior high, or the second. */
static int code_of_year(int year, enum school_system system)
{
	int primary = system == SYSTEM_54 ? 5 : 6;

	if (year < 1 || year > 12)
		return 0;
	if (year <= primary)
		return 10 + year;
	return year <= 9 ? 20 + year - primary : 30 + year - 9;
}

/* A grade's name at the beginning of *s; `bare`: a number alone is one, too. */
static int grade_at(const char **s, enum school_system system, bool bare)
{
	const struct stage *stage = NULL;
	bool named;
	int year;

	for (size_t i = 0; !stage && i < sizeof(stages) / sizeof(stages[0]); i++)
		if (skip(s, stages[i].word))
			stage = &stages[i];
	year = small_number(s);
	named = skip(s, "年级") || skip(s, "年") || (stage && skip(s, "级"));
	if (stage)
		return year >= 1 && year <= years_of(stage, system) ? stage->base + year
								    : 0;
	return named || bare ? code_of_year(year, system) : 0;
}

/* ---- years of entry --------------------------------------------------------- */

/* The age in the year before a stage begins: 5 before primary school. */
static int age_before(const struct stage *stage, enum school_system system)
{
	return stage->base == 10   ? 5
	       : stage->base == 20 ? 5 + (system == SYSTEM_54 ? 5 : 6)
	       : stage->base == 30 ? 14
				   : 17;
}

#define STAGES_BY_AGE 3 /* primary, junior and senior high stand first in the table */
#define AGE_NEAR      2

/* Who was `before` years old in the year before he entered: the nearest stage; of two that
 * are as near neither. Students of a university have no upper age. */
static const struct stage *stage_of_age(int before, enum school_system system)
{
	const struct stage *nearest = NULL;
	int least = AGE_NEAR + 1;

	for (int i = 0; i < STAGES_BY_AGE; i++) {
		int off = abs(before - age_before(&stages[i], system));

		if (off == least)
			nearest = NULL;
		if (off < least) {
			nearest = &stages[i];
			least = off;
		}
	}
	return nearest;
}

static bool entry_year_at(const char **s, int *year)
{
	const char *rest = *s;

	*year = 0;
	for (int i = 0; i < 4; i++, rest++) {
		if (!is_figure(*rest))
			return false;
		*year = *year * 10 + *rest - '0';
	}
	*s = rest;
	return *year >= 1990 && *year < 2200 && skip(s, "级");
}

enum entry_grade entry_grade_read(const char *text, int school_year, int age,
	enum school_system system, int *code)
{
	const struct stage *stage = NULL;
	int entered, year;

	*code = 0;
	for (size_t i = 0; !stage && i < sizeof(stages) / sizeof(stages[0]); i++)
		if (skip(&text, stages[i].word))
			stage = &stages[i];
	if (!entry_year_at(&text, &entered) || !school_year)
		return ENTERED_NONE;
	year = school_year - entered + 1;
	if (year < 1)
		return ENTERED_LATER;
	if (!stage && age >= 0)
		stage = stage_of_age(age - year, system);
	if (!stage)
		return ENTERED_UNCLEAR;
	if (year > years_of(stage, system))
		return ENTERED_OVER;
	*code = stage->base + year;
	return ENTERED_GRADE;
}

const char *class_behind_entry(const char *text, int *entered)
{
	const char *rest = text;

	for (size_t i = 0; i < sizeof(stages) / sizeof(stages[0]); i++)
		if (skip(&rest, stages[i].word))
			break;
	if (entry_year_at(&rest, entered))
		return rest;
	*entered = 0;
	return text;
}

/* ---- codes and names -------------------------------------------------------- */

static bool is_code(const char *text)
{
	return text[0] >= '1' && text[0] <= '4' && text[1] >= '0' && text[1] <= '6' &&
	       text[2] == '\0';
}

int grade_code_read(const char *text, enum school_system system)
{
	const char *rest = text;
	int code;

	if (is_code(text))
		return (text[0] - '0') * 10 + text[1] - '0';
	code = grade_at(&rest, system, text[0] >= '1' && text[0] <= '9');
	return *rest == '\0' ? code : 0;
}

int grade_code_of_class(const char *text, enum school_system system)
{
	const char *rest = text, *number = text;
	int code = grade_at(&rest, system, false);

	if (code != 0 && *rest != '\0')
		return code;
	code = code_of_year(small_number(&number), system);
	return *number == '(' || (!is_figure(*text) && is_figure(*number)) ? code : 0;
}

/* Behind the grade, as much of it as is said: "年级", "年", "级". */
static const char *behind_grade(const char *text, enum school_system system)
{
	static const char *const words[] = { "年级", "年", "级" };
	const char *rest = text;
	bool has_stage = false;

	for (size_t i = 0; !has_stage && i < sizeof(stages) / sizeof(stages[0]); i++)
		has_stage = skip(&rest, stages[i].word);
	if (!code_of_year(small_number(&rest), system))
		return text;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (skip(&rest, words[i]))
			return rest;
	/* 初三1班, 七(1)班, 七1班; but of 12班 all is the class */
	if (has_stage || *rest == '(' || (!is_figure(*text) && is_figure(*rest)))
		return rest;
	return text;
}

int class_number_read(const char *text, enum school_system system)
{
	const char *rest = behind_grade(text, system);
	bool in_brackets = skip(&rest, "(");
	int number = class_number(&rest);

	if (in_brackets && !skip(&rest, ")"))
		return 0;
	skip(&rest, "班");
	return *rest == '\0' && number < 100 ? number : 0;
}

/* ---- classes ---------------------------------------------------------------- */

/* "3班", "(3)", "三" and no grade before it; 0 when it is another name. */
static int bare_number(const char *text, enum school_system system)
{
	return behind_grade(text, system) == text ? class_number_read(text, system) : 0;
}

/* 七年1班; 七1班, 7.1班 in that grade; also a name with a year of entry, or a number of so
 * many digits that one of them tells the grade. */
static bool says_grade(const char *text, int grade_code, enum school_system system)
{
	const char *rest = text;
	int year;

	if (strspn(text, "0123456789") > 2 || strstr(text, "级") ||
		strstr(text, "届") || grade_code_of_class(text, system) != 0)
		return true;
	if (bare_number(text, system) != 0)
		return false;
	year = small_number(&rest);
	return (year && (skip(&rest, "年") ||
				code_of_year(year, system) == grade_code)) ||
	       grade_code_read(text, system) != 0;
}

static bool is_zero(const char *text)
{
	const char *rest = text + strspn(text, "0");

	return rest != text && (!*rest || strcmp(rest, "班") == 0);
}

bool class_name_complete(const char *name, const char *text, int grade_code,
	enum school_system system, char *out, size_t size)
{
	const char *grade = grade_class_zh(grade_code, system);
	int number = bare_number(text, system);
	size_t digits = strspn(text, "0123456789");
	char whole[160];

	/* Universities name their classes by the subject; 0 is no class. */
	if (!*text || !*grade || says_grade(text, grade_code, system) ||
		(number == 0 && (grade_code / 10 == 4 || is_zero(text))))
		return false;
	if (digits && !text[digits])
		snprintf(whole, sizeof(whole), "%s%d班", grade, number);
	else
		snprintf(whole, sizeof(whole), "%s%s%s", grade, number ? text : name,
			number && !strstr(text, "班") ? "班" : "");
	return strlen(whole) < size && text_copy(out, size, whole);
}

void class_code_make(struct student *s)
{
	size_t len = strlen(s->class_name);
	char name[sizeof(s->class_name)], code[sizeof(s->class_name) + 16];
	char hex[DIGEST_TEXT_SIZE];
	struct digest digest = digest_of(s->class_name, len);

	memcpy(name, s->class_name, len + 1);
	if (len > 3 && strcmp(name + len - 3, "班") == 0)
		name[len -= 3] = '\0';
	if (len > 1 && name[len - 1] == ')')
		name[len - 1] = '\0';
	snprintf(code, sizeof(code), "~%d/%s", s->grade_code, name);
	if (!text_copy(s->class_code, sizeof(s->class_code), code))
		snprintf(s->class_code, sizeof(s->class_code), "~%d/%.12s",
			s->grade_code, digest_text(&digest, hex));
}

/* ---- days ------------------------------------------------------------------- */

int birth_date_read(const char *text)
{
	char plain[32];
	size_t n = 0;
	struct date date;

	while (*text && n < sizeof(plain) - 1) {
		bool mark = skip(&text, "年") || skip(&text, "月");

		if (!mark && skip(&text, "日"))
			break;
		plain[n++] = mark ? '-' : *text++;
	}
	plain[n] = '\0';
	if (*text || !date_read(slice_of(plain), &date))
		return 0;
	return date.year * 10000 + date.month * 100 + date.day;
}

/* ---- 学籍号 ------------------------------------------------------------------- */

char identity_check_digit(const char *digits)
{
	static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8,
		4, 2 };
	int sum = 0;

	for (int i = 0; i < 17; i++)
		sum += (digits[i] - '0') * weights[i];
	return "10X98765432"[sum % 11];
}

static size_t count_digits(const char *text)
{
	return strspn(text, "0123456789");
}

static bool is_identity(const char *text)
{
	size_t digits = count_digits(text);

	return (digits == 18 || (digits == 17 && text[17] == 'X')) && text[18] == '\0';
}

enum number_verdict student_number_check(const char *number)
{
	size_t digits = count_digits(number);

	if (*number == 'G' || *number == 'L' || *number == 'J') {
		if (!is_identity(number + 1))
			return NUMBER_MALFORMED;
		if (*number == 'G' && identity_check_digit(number + 1) != number[18])
			return NUMBER_CHECK_DIGIT;
		return NUMBER_GOOD;
	}
	if (is_identity(number))
		return NUMBER_NO_LETTER;
	if (digits == 15 && number[15] == '\0')
		return NUMBER_OLD;
	if (digits == 1 && number[1] == '.' && strstr(number, "E+"))
		return NUMBER_ROUNDED;
	return NUMBER_MALFORMED;
}

bool number_checks(const char *number)
{
	return is_identity(number + 1) &&
	       identity_check_digit(number + 1) == number[18];
}

bool number_near(const char *a, const char *b)
{
	size_t len = strlen(a), differ = 0, first = 0, last = 0;

	if (len != 19 || strlen(b) != len)
		return false;
	for (size_t i = len; i-- > 0 && differ < 3;) /* the ends differ most */
		if (a[i] != b[i]) {
			first = i;
			last = differ++ ? last : i;
		}
	return differ == 1 || (differ == 2 && last == first + 1 &&
				      a[first] == b[last] && a[last] == b[first]);
}

/* So many digits in a row hold a region and a birth date. */
#define DIGITS_TELLING 14

static bool tells_identity(const char *text)
{
	size_t digits;

	for (; *text; text += digits ? digits : 1) {
		digits = count_digits(text);
		if (digits >= DIGITS_TELLING)
			return true;
	}
	return false;
}

const char *number_masked(const char *number, char out[NUMBER_MASK_SIZE])
{
	size_t len = strlen(number);
	bool has_letter = (*number >= 'A' && *number <= 'Z') ||
			  (*number >= 'a' && *number <= 'z');

	if (!tells_identity(number))
		return number;
	len = len < NUMBER_MASK_SIZE - 1 ? len : NUMBER_MASK_SIZE - 1;
	memset(out, '*', len);
	if (has_letter)
		out[0] = *number;
	out[len] = '\0';
	return out;
}

void cell_mask(struct buf *out, const char *text)
{
	struct buf folded = BUF_INIT;

	cell_fold(&folded, text);
	for (const char *s = folded.data; s && *s; s++) {
		size_t digits = count_digits(s);

		if (digits < 7) {
			buf_addc(out, *s);
			continue;
		}
		buf_adds(out, "***");
		s += digits - 1;
		s += s[1] == 'X' || s[1] == 'x';
	}
	buf_release(&folded);
}

int number_birth_date(const char *number)
{
	char day[9];

	snprintf(day, sizeof(day), "%.8s", number + 7);
	return birth_date_read(day);
}

enum sex number_sex(const char *number)
{
	return (number[17] - '0') % 2 == 1 ? SEX_MALE : SEX_FEMALE;
}

int student_birth_date(const struct student *student)
{
	return student->birth_date || student->number[0] != 'G' ||
			       student_number_check(student->number) != NUMBER_GOOD
		       ? student->birth_date
		       : number_birth_date(student->number);
}

/* ---- ages ------------------------------------------------------------------- */

int age_when_school_began(int birth_date, int school_year)
{
	bool had_birthday = birth_date % 10000 <= 901;

	return school_year - birth_date / 10000 - !had_birthday;
}

bool age_fits_grade(int age, int grade_code, enum school_system system)
{
	int year = grade_code % 10, primary = system == SYSTEM_54 ? 5 : 6;

	if (grade_code / 10 == 4)
		return age >= 14 && age <= 60;
	if (grade_code / 10 == 2)
		year += primary;
	else if (grade_code / 10 == 3)
		year += 9;
	return age >= year + 4 && age <= year + 8; /* 6 in the first */
}

/* ---- 运动禁忌 ----------------------------------------------------------------- */

static uint64_t all_items(const struct items *items)
{
	size_t count = items_count(items);

	return count >= 64 ? UINT64_MAX : (UINT64_C(1) << count) - 1;
}

static bool word_is(const char *word, const char *name)
{
	struct buf folded = BUF_INIT;
	bool same;

	unicode_fold(&folded, name, UNICODE_FOLD_CASE);
	same = strcmp(folded.data, word) == 0;
	buf_release(&folded);
	return same;
}

/* What a word bars; 0 when it is neither an item nor 全部. */
static uint64_t word_bars(const char *word, const struct items *items)
{
	if (strcmp(word, "全部") == 0 || strcmp(word, "全部项目") == 0 ||
		strcmp(word, "所有项目") == 0 || strcmp(word, "全部禁忌") == 0)
		return all_items(items);
	for (size_t i = 0; i < items_count(items); i++) {
		const struct item *item = items_at(items, (int)i);

		if (word_is(word, item->zh) || word_is(word, item->zh_short) ||
			word_is(word, item->key))
			return UINT64_C(1) << i;
	}
	return 0;
}

static bool says_nothing(const char *word)
{
	static const char *const nothing[] = { "", "无", "没有", "否", "-", "0",
		"无禁忌" };

	for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++)
		if (strcmp(word, nothing[i]) == 0)
			return true;
	return false;
}

/* The length of the sign between two words at `s`, or 0. */
static size_t between(const char *s)
{
	static const char *const signs[] = { ",", "、", "，", ";", "/", "|", "+",
		"。" };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strncmp(s, signs[i], strlen(signs[i])) == 0)
			return strlen(signs[i]);
	return 0;
}

enum barred_verdict barred_read(
	const char *text, const struct items *items, uint64_t *barred)
{
	enum barred_verdict verdict = BARRED_GOOD;
	struct buf folded = BUF_INIT, word = BUF_INIT;
	const char *s;

	*barred = 0;
	unicode_fold(&folded, text, UNICODE_FOLD_CASE);
	for (s = folded.data;; s++) {
		size_t sign = between(s);
		uint64_t bits;

		if (*s && sign == 0) {
			buf_addc(&word, *s);
			continue;
		}
		bits = says_nothing(word.data) ? 0 : word_bars(word.data, items);
		if (bits == 0 && !says_nothing(word.data))
			verdict = BARRED_UNKNOWN;
		*barred |= bits;
		buf_reset(&word);
		if (!*s)
			break;
		s += sign - 1;
	}
	if (verdict == BARRED_UNKNOWN)
		*barred = all_items(items);
	buf_release(&word);
	buf_release(&folded);
	return verdict;
}
