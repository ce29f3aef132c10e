#include "health_texts.h"

#include <assert.h>

static const struct {
	enum text word, sentence;
	enum lamp lamp;
} about[HEALTHS] = {
	[HEALTH_CLOSED] = { TEXT_HEALTH_CLOSED, TEXT_HEALTH_CLOSED_WHY, LAMP_OFF },
	[HEALTH_WAITS] = { TEXT_HEALTH_WAITS, TEXT_HEALTH_WAITS_WHY, LAMP_GOOD },
	[HEALTH_GOOD] = { TEXT_HEALTH_GOOD, TEXT_HEALTH_GOOD_WHY, LAMP_GOOD },
	[HEALTH_SILENT] = { TEXT_HEALTH_SILENT, TEXT_HEALTH_SILENT_WHY, LAMP_WARN },
	[HEALTH_NOISE] = { TEXT_HEALTH_NOISE, TEXT_HEALTH_NOISE_WHY, LAMP_BAD },
	[HEALTH_PARITY] = { TEXT_HEALTH_PARITY, TEXT_HEALTH_PARITY_WHY, LAMP_BAD },
	[HEALTH_BAUD] = { TEXT_HEALTH_BAUD, TEXT_HEALTH_BAUD_WHY, LAMP_BAD },
	[HEALTH_FLOOD] = { TEXT_HEALTH_FLOOD, TEXT_HEALTH_FLOOD_WHY, LAMP_WARN },
	[HEALTH_UNPLUGGED] = { TEXT_HEALTH_UNPLUGGED, TEXT_HEALTH_UNPLUGGED_WHY,
		LAMP_BAD },
	[HEALTH_MISSING] = { TEXT_HEALTH_MISSING, TEXT_HEALTH_MISSING_WHY, LAMP_BAD },
	[HEALTH_HELD] = { TEXT_HEALTH_HELD, TEXT_HEALTH_HELD_WHY, LAMP_BAD },
	[HEALTH_DENIED] = { TEXT_HEALTH_DENIED, TEXT_HEALTH_DENIED_WHY, LAMP_BAD },
	[HEALTH_REFUSED] = { TEXT_HEALTH_REFUSED, TEXT_HEALTH_REFUSED_WHY, LAMP_BAD },
};

enum text health_word(enum health health)
{
	assert(health < HEALTHS);
	return about[health].word;
}

enum text health_sentence(enum health health)
{
	assert(health < HEALTHS);
	return about[health].sentence;
}

enum lamp health_lamp(enum health health)
{
	assert(health < HEALTHS);
	return about[health].lamp;
}
