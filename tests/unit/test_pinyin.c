/* Names as they are typed with Latin letters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "pinyin.h"

#define B PINYIN_BEGINS
#define I PINYIN_INSIDE
#define N PINYIN_NO

static const struct {
	const char *what, *name, *typed;
	enum pinyin_fit fit;
} rows[] = {
	{ "initials", "王雨欣", "wyx", B },
	{ "the whole", "王雨欣", "wangyuxin", B },
	{ "with blanks", "王雨欣", "wang yu xin", B },
	{ "in capitals", "王雨欣", "WangYuXin", B },
	{ "one letter", "王雨欣", "w", B },
	{ "a beginning", "王雨欣", "wangyu", B },
	{ "the surname whole, the rest by initials", "王雨欣", "wangyx", B },
	{ "initials, then whole", "王雨欣", "wyuxin", B },
	{ "zh by z or by zh", "赵小石", "zxs", B },
	{ "zh by zh", "赵小石", "zhxs", B },
	{ "the given name alone", "王雨欣", "yuxin", I },
	{ "its initials", "王雨欣", "yx", I },
	{ "the last character", "王雨欣", "xin", I },
	{ "nothing is left out between", "王雨欣", "wx", N },
	{ "another name", "王雨欣", "li", N },
	{ "more than the name", "王雨欣", "wangyuxinx", N },
	{ "the syllables' order", "王雨欣", "xyw", N },
	{ "nothing typed", "王雨欣", "", N },
	{ "blanks only", "王雨欣", "  ", N },
	{ "a digit is no letter", "王雨欣", "w1", N },
	{ "characters are no letters", "王雨欣", "王", N },
	{ "an apostrophe keeps syllables apart", "李西安", "lixi'an", B },
	{ "ü by v", "吕律", "lvlv", B },
	{ "ü by u", "吕律", "lulu", B },
	{ "ü itself", "吕律", "lülü", B },
	{ "Ü too", "吕律", "LÜ", B },
	{ "the v of a name that is not Chinese", "Eva 李", "eva", B },
	{ "üe", "略小山", "lvexs", B },
	{ "a surname as surname: Shan", "单小雨", "shanxy", B },
	{ "... as people type it", "单小雨", "danxy", B },
	{ "Zeng", "曾小雨", "zengxiaoyu", B },
	{ "Qiu", "仇小雨", "qxy", B },
	{ "Chou", "仇小雨", "chouxiaoyu", B },
	{ "Xie", "解小雨", "xiexy", B },
	{ "Jie", "解小雨", "jxy", B },
	{ "Zha", "查小雨", "zhaxy", B },
	{ "Ou", "区小雨", "ouxy", B },
	{ "Ren", "任小雨", "rxy", B },
	{ "Piao", "朴小雨", "piaoxy", B },
	{ "Ge", "盖小雨", "gexy", B },
	{ "Miao", "缪小雨", "miaoxy", B },
	{ "Zhai", "翟小雨", "zhaixy", B },
	{ "Qin or Tan", "覃小雨", "qinxy", B },
	{ "Tan or Qin", "覃小雨", "tanxy", B },
	{ "Yuchi", "尉迟小雨", "yuchi", B },
	{ "Wei", "尉小雨", "weixy", B },
	{ "Moqi", "万俟小雨", "moqixy", B },
	{ "Wan", "万小雨", "wanxy", B },
	{ "Zhangsun", "长孙小雨", "zhangsun", B },
	{ "a given name read in two ways", "王乐", "wangle", B },
	{ "... and the other", "王乐", "wangyue", B },
	{ "a dot is nothing", "买买提·艾力", "mmtal", B },
	{ "after the dot", "买买提·艾力", "aili", I },
	{ "twenty characters", "阿不都热合曼阿不都热合曼阿不都热合曼天鹅",
		"abdrhmabdrhmabdrhmte", B },
	{ "in whole", "阿不都热合曼阿不都热合曼阿不都热合曼天鹅",
		"abudurehemanabudurehemanabudurehemantiane", B },
	{ "a Latin name", "Anna Müller", "anna mu", B },
	{ "its second word", "Anna Müller", "muller", I },
	{ "its initials", "Anna Müller", "am", B },
	{ "beyond the basic plane", "王𬍛", "wangli", B },
	{ "a character that nobody reads has its place", "王𠮷雨", "wang", B },
	{ "... and is found from the next on", "王𠮷雨", "yu", I },
	{ "... but not across", "王𠮷雨", "wy", N },
	{ "no name", "", "w", N },
	{ "bytes that are no text", "\xff\xfe", "w", N },
};

static void names_are_found_as_they_are_typed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		enum pinyin_fit fit = pinyin_fits(rows[i].name, rows[i].typed);

		if (fit != rows[i].fit)
			fail_msg("%s: %s by \"%s\" is %d, not %d", rows[i].what,
				rows[i].name, rows[i].typed, (int)fit,
				(int)rows[i].fit);
	}
}

/* Whatever letter a pad offers leads to a name, and whatever leads to it is offered. */
static void the_letters_that_go_on_are_those_that_fit(void **state)
{
	static const char *const typed[] = { "", "w", "wa", "wang", "wangy", "wyx",
		"yu", "zh", "lv", "q" };

	(void)state;
	for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++)
		for (size_t t = 0; t < sizeof(typed) / sizeof(typed[0]); t++) {
			unsigned next = pinyin_next(rows[r].name, typed[t]);

			for (int c = 'a'; c <= 'z'; c++) {
				char more[16];
				bool fits, offered = next >> (c - 'a') & 1;

				if (c == 'v')
					continue; /* as u */
				snprintf(more, sizeof(more), "%s%c", typed[t], c);
				fits = pinyin_fits(rows[r].name, more) != PINYIN_NO;
				if (fits != offered)
					fail_msg("%s after \"%s\": %c", rows[r].name,
						typed[t], c);
			}
		}
}

static void what_is_long_ends(void **state)
{
	char typed[400], name[400];

	(void)state;
	memset(typed, 'a', sizeof(typed) - 1);
	memset(name, 'a', sizeof(name) - 1);
	typed[sizeof(typed) - 1] = name[sizeof(name) - 1] = '\0';
	assert_int_equal(pinyin_fits("安", typed), PINYIN_NO);
	(void)pinyin_fits(name, typed);
	(void)pinyin_next(name, typed);
	for (size_t i = 0; i + 3 < sizeof(name); i += 3)
		memcpy(name + i, "安", 3);
	name[399 / 3 * 3] = '\0';
	assert_int_equal(pinyin_fits(name, "aaaa"), PINYIN_NO); /* too long to be one */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_as_they_are_typed),
		cmocka_unit_test(the_letters_that_go_on_are_those_that_fit),
		cmocka_unit_test(what_is_long_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
