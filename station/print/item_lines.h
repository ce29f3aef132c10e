/*
 * item_lines - the items as papers list them: what boys and girls do in each other's place
 * is one row or column (rules.md, section 10).
 */
#ifndef PRINT_ITEM_LINES_H
#define PRINT_ITEM_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "scheme.h"
#include "student.h"

struct item_line {
	const char *label;	  /* with the unit: "50米跑（秒）" */
	const char *short_label;  /* "50米跑" */
	const char *boys, *girls; /* keys of the scheme */
	bool is_public;		  /* may hang where everybody reads it: not BMI */
};

extern const struct item_line item_lines[];
extern const size_t item_lines_count;

/* Are both tested so in one of these grades; with_bonus: is it one of the bonus items? */
bool item_line_stands(const struct scheme *scheme, const struct item_line *line,
	enum grade first, enum grade last, bool with_bonus);
/* Index in the scheme of what a student of this sex does; a boy's when it is not known. */
int item_line_item(
	const struct scheme *scheme, const struct item_line *line, enum sex sex);

#endif
