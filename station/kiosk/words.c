#include "words.h"

const char *words_refusal(const struct texts *texts, enum refusal why)
{
	static const enum text text[] = {
		[REFUSAL_NOT_ON_LIST] = TEXT_NOT_ON_LIST,
		[REFUSAL_NOT_THIS_ITEM] = TEXT_NOT_THIS_ITEM,
		[REFUSAL_EXEMPT] = TEXT_IS_EXEMPT,
		[REFUSAL_ALL_DONE] = TEXT_ALL_DONE,
	};

	return texts_get(texts, text[why]);
}

const char *words_no_such_number(const struct texts *texts)
{
	return texts_get(texts, TEXT_NO_SUCH_NUMBER);
}

const char *words_device(const struct texts *texts, enum device_state state)
{
	static const enum text text[] = {
		[DEVICE_GOOD] = TEXT_DEVICE_GOOD,
		[DEVICE_QUIET] = TEXT_DEVICE_QUIET,
		[DEVICE_UNPLUGGED] = TEXT_DEVICE_UNPLUGGED,
		[DEVICE_NONE] = TEXT_DEVICE_NONE,
	};

	return texts_get(texts, text[state]);
}

char *words_hint(const struct texts *texts, const struct item *item, const char *amount,
	const char *points, char *out, size_t size)
{
	enum text text = TEXT_HINT_MORE;

	out[0] = '\0';
	if (item->better == BETTER_NONE || item->is_private)
		return out;
	if (item->better == BETTER_LESS)
		text = TEXT_HINT_FASTER;
	else if (item->unit == ITEM_MM)
		text = TEXT_HINT_FARTHER;
	return text_fill(texts_get(texts, text), out, size, amount, points, NULL);
}
