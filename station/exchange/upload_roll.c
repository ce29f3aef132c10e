#include "upload_roll.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "roster_cells.h"
#include "text.h"
#include "unicode.h"

#define ROLL_STEP 256

struct upload_student *upload_roll_add(
	struct upload_roll *roll, const struct student *student)
{
	struct upload_student *s;

	if (roll->count % ROLL_STEP == 0)
		roll->students = mem_resize_array(roll->students,
			roll->count + ROLL_STEP, sizeof(*roll->students));
	s = &roll->students[roll->count++];
	memset(s, 0, sizeof(*s));
	s->student = *student;
	return s;
}

void upload_roll_release(struct upload_roll *roll)
{
	free(roll->students);
	free(roll->by_number);
	*roll = (struct upload_roll)UPLOAD_ROLL_INIT;
}

/* ---- by number -------------------------------------------------------------------- */

static int compare(const void *a, const void *b, void *ctx)
{
	const struct upload_student *students = ctx;
	const size_t *x = a, *y = b;

	return strcmp(students[*x].student.number, students[*y].student.number);
}

static void sort(struct upload_roll *roll)
{
	free(roll->by_number);
	roll->by_number = mem_array(roll->count + 1, sizeof(*roll->by_number));
	for (size_t i = 0; i < roll->count; i++)
		roll->by_number[i] = i;
	qsort_r(roll->by_number, roll->count, sizeof(*roll->by_number), compare,
		roll->students);
}

static struct upload_student *find(struct upload_roll *roll, const char *number)
{
	size_t low = 0, high = roll->count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		struct upload_student *s = &roll->students[roll->by_number[middle]];
		int order = strcmp(number, s->student.number);

		if (order == 0)
			return s;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* ---- a row ------------------------------------------------------------------------ */

int upload_number_column(const struct upload_sheet *sheet)
{
	int column = upload_column_of(sheet, UPLOAD_NUMBER);

	return column < 0 ? upload_column_of(sheet, UPLOAD_SCHOOL_NUMBER) : column;
}

/* As the roster has it: half width, no blanks, a typed apostrophe in front off, x large. */
static void number_of(const char *text, char out[32])
{
	struct buf folded = BUF_INIT;

	cell_fold(&folded, text);
	text_copy(out, 32, folded.data);
	if (strlen(out) == 19)
		for (char *c = out; *c; c++)
			*c = (char)toupper((unsigned char)*c);
	buf_release(&folded);
}

/* A long number lost digits; a university's short one did not. */
static bool is_lost(
	const struct upload_sheet *sheet, size_t row, int column, const char *number)
{
	return (upload_kind(sheet, row, column) == CELL_NUMBER &&
		       strlen(number) > 15) ||
	       student_number_check(number) == NUMBER_ROUNDED;
}

static enum upload_match match_row(struct upload_roll *roll,
	const struct upload_sheet *sheet, size_t row, struct upload_met *met)
{
	int column = upload_number_column(sheet);
	const char *name = upload_text(
		sheet, row, upload_column_of(sheet, UPLOAD_NAME));
	enum sex sex = sex_read(
		upload_text(sheet, row, upload_column_of(sheet, UPLOAD_SEX)));
	char number[32];

	number_of(upload_text(sheet, row, column), number);
	if (!number[0])
		return *name ? UPLOAD_NO_NUMBER : UPLOAD_NOBODY;
	if (is_lost(sheet, row, column, number))
		return UPLOAD_LOST;
	met->student = find(roll, number);
	if (!met->student)
		return UPLOAD_STRANGER;
	if (upload_column_of(sheet, UPLOAD_NAME) >= 0 &&
		!unicode_same_name(name, met->student->student.name))
		return UPLOAD_OTHER_NAME;
	if (sex != SEX_NONE && sex != met->student->student.sex)
		return UPLOAD_OTHER_SEX;
	return UPLOAD_HIS;
}

void upload_roll_match(struct upload_roll *roll, const struct upload_sheet *sheet,
	struct upload_met *met)
{
	struct upload_met *first = NULL;

	sort(roll);
	for (size_t i = 0; i < roll->count; i++)
		roll->students[i].row = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		met[i] = (struct upload_met){ .match = UPLOAD_HIS };
		met[i].match = match_row(roll, sheet, i, &met[i]);
		if (!met[i].student)
			continue;
		first = NULL;
		for (size_t k = 0; met[i].student->row && k < i && !first; k++)
			if (sheet->rows[k] == met[i].student->row)
				first = &met[k];
		if (first) {
			met[i].match = first->match = UPLOAD_TWICE;
			met[i].other = met[i].student->row;
			first->other = sheet->rows[i];
		} else {
			met[i].student->row = sheet->rows[i];
		}
	}
}
