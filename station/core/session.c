#include <string.h>

#include "session.h"

static const struct {
	const char *key, *zh, *en;
} kinds[] = {
	{ "", "", "" },
	[SESSION_FORMAL] = { "formal", "正式", "formal test" },
	[SESSION_MAKEUP] = { "makeup", "补测", "make-up test" },
	[SESSION_DEFERRED] = { "deferred", "缓测", "deferred test" },
	[SESSION_PRACTICE] = { "practice", "模拟练习", "practice" },
};

const char *session_kind_key(enum session_kind kind)
{
	return kinds[kind].key;
}

const char *session_kind_zh(enum session_kind kind)
{
	return kinds[kind].zh;
}

const char *session_kind_en(enum session_kind kind)
{
	return kinds[kind].en;
}

bool session_kind_read(const char *key, enum session_kind *out)
{
	for (int i = SESSION_FORMAL; i <= SESSION_PRACTICE; i++) {
		if (strcmp(key, kinds[i].key) == 0) {
			*out = (enum session_kind)i;
			return true;
		}
	}
	return false;
}
