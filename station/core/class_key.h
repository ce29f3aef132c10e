/*
 * class_key - which class: a grade and the code that the class has in it, for a school may
 * have a class 01 in every grade.
 *
 * As a text it is "11/01": in settings, in the journal's putoffs, as `--class 11/01`. A code
 * alone, "01", is said by who knows no grade: old entries and people. A code may have a `/`
 * itself (`~21/1`), so a text is compared with classes that there are, where there are any.
 */
#ifndef CORE_CLASS_KEY_H
#define CORE_CLASS_KEY_H

#include <stdbool.h>

#define CLASS_TEXT 32

struct class_key {
	int grade_code; /* the platform's 年级编号; 0: every grade that has this code */
	char code[24]; /* 班级编号, opaque; "" no class */
};

bool class_same(const struct class_key *a, const struct class_key *b);
/* Is this class among those that are meant? */
bool class_is_of(const struct class_key *class, const struct class_key *meant);
/* The same of a text; "" means every class. */
bool class_is_said(const struct class_key *class, const char *text);

/* "11/01"; "01" of every grade; "" of no class. */
const char *class_write(const struct class_key *class, char out[CLASS_TEXT]);
/* What class_write() wrote. What does not begin with a grade is a code. */
struct class_key class_read(const char *text);

#endif
