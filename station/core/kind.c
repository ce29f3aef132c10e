#include "kind.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

static const char *const chinese[] = { "体重", "身高", "体型", "身材", "胖", "肥", "瘦",
	"超重", "减重", "太重", "太轻", "更轻", "变轻", "千克", "公斤", "斤",
	"体质指数", "体重指数", "不及格", "不合格", "名次", "排名", "倒数" };

static const char *const english[] = { "bmi", "weight", "weigh", "weighs", "heavy",
	"heavier", "overweight", "underweight", "obese", "obesity", "fat", "thin",
	"thinner", "slim", "slimmer", "skinny", "height", "taller", "kg", "kilo",
	"kilos", "kilograms", "pounds", "fail", "failed", "rank" };

/* Letters only: the kg of 42.0kg is a word. */
static bool is_letter(char c)
{
	return isalpha((unsigned char)c) != 0;
}

static bool has_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = text; *at; at++) {
		if (strncasecmp(at, word, len) != 0)
			continue;
		if ((at == text || !is_letter(at[-1])) && !is_letter(at[len]))
			return true;
	}
	return false;
}

bool kind_is(const char *text)
{
	for (size_t i = 0; i < sizeof(chinese) / sizeof(chinese[0]); i++)
		if (strstr(text, chinese[i]))
			return false;
	for (size_t i = 0; i < sizeof(english) / sizeof(english[0]); i++)
		if (has_word(text, english[i]))
			return false;
	return true;
}
