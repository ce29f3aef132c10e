/* The words of score cells: states, ways to read a run, and what they are called. */
#include <stdio.h>
#include <string.h>

#include "score_cells.h"
#include "text.h"

/* upload.md, section 3; folded: half width, small letters, no blanks. */
static const struct {
	const char *word;
	enum score_word state;
} words[] = {
	{ "x", SCORE_MISSING },
	{ "*", SCORE_MISSING }, /* ×, folded */
	{ "xx", SCORE_MISSING },
	{ "缺项", SCORE_MISSING },
	{ "缺", SCORE_MISSING },
	{ "缺测", SCORE_MISSING },
	{ "未测", SCORE_MISSING },
	{ "未测试", SCORE_MISSING },
	{ "没测", SCORE_MISSING },
	{ "未参加", SCORE_MISSING },
	{ "未参测", SCORE_MISSING },
	{ "无", SCORE_MISSING },
	{ "无成绩", SCORE_MISSING },
	{ "空", SCORE_MISSING },
	{ "-", SCORE_MISSING },
	{ "--", SCORE_MISSING },
	{ "---", SCORE_MISSING },
	{ "—", SCORE_MISSING },
	{ "/", SCORE_MISSING },
	{ "//", SCORE_MISSING },
	{ "\\", SCORE_MISSING },
	{ "|", SCORE_MISSING },
	{ ".", SCORE_MISSING },
	{ "null", SCORE_MISSING },
	{ "none", SCORE_MISSING },
	{ "n/a", SCORE_MISSING },
	{ "na", SCORE_MISSING },
	{ "不测试", SCORE_NOT_FOR_HIM },
	{ "不测", SCORE_NOT_FOR_HIM },
	{ "不用测", SCORE_NOT_FOR_HIM },
	{ "不适用", SCORE_NOT_FOR_HIM },
	{ "非测试项目", SCORE_NOT_FOR_HIM },
	{ "免体", SCORE_EXEMPT },
	{ "免测", SCORE_EXEMPT },
	{ "免试", SCORE_EXEMPT },
	{ "免考", SCORE_EXEMPT },
	{ "免修", SCORE_EXEMPT },
	{ "免", SCORE_EXEMPT },
	{ "免予执行", SCORE_EXEMPT },
	{ "免于执行", SCORE_EXEMPT },
	{ "缓测", SCORE_DEFERRED },
	{ "缓考", SCORE_DEFERRED },
	{ "暂缓", SCORE_DEFERRED },
	{ "补测", SCORE_DEFERRED },
	{ "待测", SCORE_DEFERRED },
	{ "缺考", SCORE_ABSENT },
	{ "缺席", SCORE_ABSENT },
	{ "旷考", SCORE_ABSENT },
	{ "旷课", SCORE_ABSENT },
	{ "未到", SCORE_ABSENT },
	{ "请假", SCORE_ON_LEAVE },
	{ "病假", SCORE_ON_LEAVE },
	{ "事假", SCORE_ON_LEAVE },
	{ "假", SCORE_ON_LEAVE },
	{ "病", SCORE_ON_LEAVE },
	{ "伤", SCORE_ON_LEAVE },
	{ "伤病", SCORE_ON_LEAVE },
	{ "见习", SCORE_ON_LEAVE },
	{ "弃权", SCORE_REFUSING },
	{ "弃考", SCORE_REFUSING },
	{ "拒测", SCORE_REFUSING },
	{ "拒绝", SCORE_REFUSING },
	{ "犯规", SCORE_FOULED },
	{ "无效", SCORE_FOULED },
};

enum score_word score_state_read(const char *folded)
{
	if (*folded >= '0' && *folded <= '9')
		return SCORE_STATE_NONE; /* most cells; no word begins so */
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (*words[i].word == *folded && strcmp(words[i].word, folded) == 0)
			return words[i].state;
	return SCORE_STATE_NONE;
}

const char *score_state_zh(enum score_word state)
{
	static const char *const names[SCORE_STATES] = {
		[SCORE_STATE_NONE] = "",
		[SCORE_MISSING] = "没有成绩",
		[SCORE_ZERO] = "0（没有成绩）",
		[SCORE_NOT_FOR_HIM] = "不测试",
		[SCORE_EXEMPT] = "免测",
		[SCORE_DEFERRED] = "缓测",
		[SCORE_ABSENT] = "缺考",
		[SCORE_ON_LEAVE] = "请假",
		[SCORE_REFUSING] = "弃权",
		[SCORE_FOULED] = "犯规",
	};

	return names[state];
}

static const struct {
	const char *name, *zh;
} ways[SCORE_WAYS] = {
	[SCORE_WAY_MINUTES_SECONDS] = { "minutes.seconds",
		"小数是秒：3.25 是 3′25，3.4 是 3′40" },
	[SCORE_WAY_MINUTES_SINGLE] = { "minutes.single", "一位小数是秒：3.4 是 3′04" },
	[SCORE_WAY_MINUTES_DECIMAL] = { "minutes.decimal",
		"十进制的分钟：3.4 是 3′24" },
	[SCORE_WAY_SECONDS] = { "seconds", "秒数：325 是 5′25" },
	[SCORE_WAY_DIGITS] = { "digits", "少了分号：325 是 3′25" },
	[SCORE_WAY_CLOCK] = { "clock", "冒号前是分：3:25 是 3′25" },
	[SCORE_WAY_DATE] = { "date", "变成了日期的分和秒：3月25日 是 3′25" },
	[SCORE_WAY_MARK_SINGLE] = { "mark.single", "分号后是秒：3'4 是 3′04" },
	[SCORE_WAY_MARK_TENS] = { "mark.tens", "分号后少了个零：3'4 是 3′40" },
};

const char *score_way_name(enum score_way way)
{
	return ways[way].name;
}

const char *score_way_zh(enum score_way way)
{
	return ways[way].zh;
}

static bool add_way(struct slice name, unsigned *set)
{
	for (unsigned i = 0; i < SCORE_WAYS; i++)
		if (slice_is(name, ways[i].name)) {
			*set |= 1u << i;
			return true;
		}
	return false;
}

bool score_ways_read(const char *text, unsigned *set, struct err *err)
{
	struct slice rest = slice_of(text), piece;

	*set = 0;
	while (slice_piece(&rest, ',', &piece))
		if (!add_way(piece, set))
			return err_set(err,
				"\"%.*s\" is no way to read a run; there are "
				"minutes.seconds, minutes.single, minutes.decimal, "
				"seconds, digits, clock, date, mark.single and "
				"mark.tens",
				(int)(piece.len < 40 ? piece.len : 40), piece.text);
	return true;
}

const char *score_spelling_zh(enum score_spelling spelling)
{
	static const char *const names[SCORE_SPELLINGS] = {
		[SCORE_SPELLED_ONE_DECIMAL] = "一位小数（如 3.4）",
		[SCORE_SPELLED_TWO_DECIMALS] = "两位小数（如 3.25）",
		[SCORE_SPELLED_MORE_DECIMALS] = "更多位小数（如 3.4167）",
		[SCORE_SPELLED_WHOLE] = "整数（如 325）",
		[SCORE_SPELLED_CLOCK] = "冒号或时刻（如 3:25）",
		[SCORE_SPELLED_SHORT] = "一位秒数（如 3'4）",
		[SCORE_SPELLED_DATE] = "日期（如 3月25日）",
	};

	return names[spelling];
}
