#include "item_lines.h"

const struct item_line item_lines[] = {
	{ "体重指数（BMI）（千克/米²）", "体重指数（BMI）", "bmi", "bmi", false },
	{ "肺活量（毫升）", "肺活量", "vital_capacity", "vital_capacity", true },
	{ "50米跑（秒）", "50米跑", "run50", "run50", true },
	{ "坐位体前屈（厘米）", "坐位体前屈", "sit_reach", "sit_reach", true },
	{ "1分钟跳绳（次）", "1分钟跳绳", "rope_skip", "rope_skip", true },
	{ "1分钟仰卧起坐（次）", "1分钟仰卧起坐", "situps", "situps", true },
	{ "50米×8往返跑（分·秒）", "50米×8往返跑", "shuttle_50x8", "shuttle_50x8",
		true },
	{ "立定跳远（厘米）", "立定跳远", "long_jump", "long_jump", true },
	{ "引体向上（男）/ 1分钟仰卧起坐（女）（次）", "引体向上 / 1分钟仰卧起坐",
		"pull_ups", "situps", true },
	{ "1000米跑（男）/ 800米跑（女）（分·秒）", "1000米跑 / 800米跑", "run1000",
		"run800", true },
};
const size_t item_lines_count = sizeof(item_lines) / sizeof(item_lines[0]);

static bool tested(const struct scheme *scheme, const char *key, enum sex sex,
	enum grade first, enum grade last, bool with_bonus)
{
	int i = scheme_find(scheme, key);
	const struct scheme_item *item = i < 0 ? NULL : &scheme->item[i];

	for (int g = first; item && g <= (int)last; g++)
		if (with_bonus ? item->bonus[sex][g].rows > 0
			       : item->weight[sex][g] > 0)
			return true;
	return false;
}

bool item_line_stands(const struct scheme *scheme, const struct item_line *line,
	enum grade first, enum grade last, bool with_bonus)
{
	return tested(scheme, line->boys, SEX_MALE, first, last, with_bonus) &&
	       tested(scheme, line->girls, SEX_FEMALE, first, last, with_bonus);
}

int item_line_item(
	const struct scheme *scheme, const struct item_line *line, enum sex sex)
{
	return scheme_find(scheme, sex == SEX_FEMALE ? line->girls : line->boys);
}
