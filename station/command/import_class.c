/* Which class a row of scores means, of those on the roll. */
#include "import_scores.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "roster.h"
#include "roster_cells.h"
#include "text.h"
#include "unicode.h"

#define CLASSES_MAX 1024

struct known_class {
	int grade_code;
	int number; /* within the grade; 0: its name says none */
	char code[24];
	char name[64]; /* folded */
};

struct asked_class {
	int number;
	int stage_year; /* of 2025级1班, by the school year; 0: no year of entry */
	int grade_code; /* of 初中2025级1班 */
	char name[64];
	bool has_code; /* one that the roll knows: then it decides */
};

static void fold_class(
	const struct score_import *import, const char *name, char out[64], int *number)
{
	struct buf folded = BUF_INIT;

	cell_fold(&folded, name);
	*number = class_number_read(
		folded.data ? folded.data : "", store_system(import->store));
	buf_reset(&folded);
	unicode_name(&folded, name);
	text_copy(out, 64, folded.data ? folded.data : "");
	buf_release(&folded);
}

bool import_load_classes(struct score_import *import, struct err *err)
{
	struct roster_class *list = mem_array(CLASSES_MAX, sizeof(*list));
	int count = roster_classes(import->store, list, CLASSES_MAX, err), entered;

	import->classes = mem_array(CLASSES_MAX, sizeof(*import->classes));
	for (int i = 0; i < count; i++) {
		struct known_class *c = &import->classes[i];

		c->grade_code = list[i].grade_code;
		text_copy(c->code, sizeof(c->code), list[i].code);
		fold_class(import, list[i].name, c->name, &c->number);
		if (!c->number) /* 2024级1班 of the third grade is 三年级1班 */
			c->number = class_number_read(
				class_behind_entry(c->name, &entered),
				store_system(import->store));
	}
	import->classes_count = count > 0 ? (size_t)count : 0;
	free(list);
	return count >= 0;
}

static struct asked_class ask(
	const struct score_import *import, const struct score_row *row)
{
	enum school_system system = store_system(import->store);
	int school_year = store_school_year(import->store), entered;
	struct asked_class asked = { .number = 0 };
	const char *behind;

	fold_class(import, row->class_name, asked.name, &asked.number);
	behind = class_behind_entry(asked.name, &entered);
	if (entered) {
		asked.number = class_number_read(behind, system);
		asked.stage_year = school_year - entered + 1;
		entry_grade_read(
			asked.name, school_year, -1, system, &asked.grade_code);
	}
	for (size_t i = 0; *row->class_code && i < import->classes_count; i++)
		asked.has_code |= strcmp(import->classes[i].code, row->class_code) == 0;
	return asked;
}

/* A grade that only the class's name gives away may be meant otherwise: 一(1)班 of a junior
 * high school. The same name is the same class. Of a primary school's classes 1 only that of
 * the first grade is 一(1)班. */
static bool fits(const struct score_row *row, const struct asked_class *asked,
	const struct known_class *c)
{
	bool same_grade = row->grade_code == c->grade_code;

	if (row->grade_code && !row->grade_guessed && !same_grade)
		return false;
	if (asked->has_code)
		return strcmp(c->code, row->class_code) == 0;
	if (*asked->name && strcmp(asked->name, c->name) == 0)
		return true;
	if ((row->stage_year && c->grade_code % 10 != row->stage_year) ||
		(asked->stage_year && c->grade_code % 10 != asked->stage_year) ||
		(asked->grade_code && c->grade_code != asked->grade_code))
		return false;
	return asked->number && asked->number == c->number &&
	       (!row->grade_code || same_grade);
}

enum import_class import_is_class(const struct score_import *import,
	const struct score_row *row, const struct student *student)
{
	bool says_grade = row->grade_code && !row->grade_guessed;
	struct asked_class asked = ask(import, row);
	bool mine = false, others = false;

	for (size_t i = 0; i < import->classes_count; i++) {
		const struct known_class *c = &import->classes[i];

		if (!fits(row, &asked, c))
			continue;
		mine |= c->grade_code == student->grade_code &&
			strcmp(c->code, student->class_code) == 0;
		others |= c->grade_code != student->grade_code;
	}
	return mine && others && !says_grade ? IMPORT_CLASS_UNCLEAR
	       : mine			     ? IMPORT_CLASS_HIS
					     : IMPORT_CLASS_OTHER;
}
