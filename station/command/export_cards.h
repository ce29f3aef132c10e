/*
 * export_cards - what is printed on 测试卡: a row for each student whose card was made now.
 */
#ifndef COMMAND_EXPORT_CARDS_H
#define COMMAND_EXPORT_CARDS_H

#include <stdbool.h>

#include "commands.h"

struct cards_options {
	const char *file;	/* NULL: standard output */
	const char *class_code; /* NULL: every class */
	bool again;		/* for those too who have one: the old ones are dead */
};

int export_cards(const struct env *env, const struct cards_options *options);

#endif
