#include "class_key.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "student.h"
#include "text.h"

bool class_same(const struct class_key *a, const struct class_key *b)
{
	return a->grade_code == b->grade_code && strcmp(a->code, b->code) == 0;
}

bool class_is_of(const struct class_key *class, const struct class_key *meant)
{
	return strcmp(class->code, meant->code) == 0 &&
	       (!meant->grade_code || meant->grade_code == class->grade_code);
}

bool class_is_said(const struct class_key *class, const char *text)
{
	char whole[CLASS_TEXT];

	return !*text || strcmp(text, class->code) == 0 ||
	       strcmp(text, class_write(class, whole)) == 0;
}

const char *class_write(const struct class_key *class, char out[CLASS_TEXT])
{
	if (class->grade_code && class->code[0])
		snprintf(out, CLASS_TEXT, "%d/%s", class->grade_code, class->code);
	else
		text_copy(out, CLASS_TEXT, class->code);
	return out;
}

/* All the platform's grades have two digits. */
static int grade_before(const char *text)
{
	int grade_code = 0;

	if (isdigit((unsigned char)text[0]) && isdigit((unsigned char)text[1]) &&
		text[2] == '/' && text[3])
		grade_code = (text[0] - '0') * 10 + text[1] - '0';
	return *grade_code_zh(grade_code) ? grade_code : 0;
}

struct class_key class_read(const char *text)
{
	struct class_key class = { .grade_code = grade_before(text) };

	text_copy(class.code, sizeof(class.code), class.grade_code ? text + 3 : text);
	return class;
}
