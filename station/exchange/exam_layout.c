#include "exam_layout.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "text.h"

/* What a cell says of a student; a text, "" for an empty cell. */
struct saying {
	const struct student *student;
	const struct exam_shown *shown;
	const char *mark;
	const char *key; /* behind the colon; "" */
	char text[32];
};
typedef const char *say_fn(struct saying *s);

struct column {
	say_fn *say;
	const char *key;
};

struct exam_layout {
	struct book *book;
	const struct layout *layout;
	struct column *columns;
	char mark[EXAM_MARK_SIZE];
	struct exam_book_counts counts;
};

/* ---- the fields ------------------------------------------------------------------- */

static const char *say_class_code(struct saying *s)
{
	return s->student->class_code[0] == '~' ? "" : s->student->class_code;
}

static const char *say_class_name(struct saying *s)
{
	return s->student->class_name;
}

static const char *say_class_place(struct saying *s)
{
	if (s->student->class_place > 0)
		decimal_write(s->student->class_place, 0, s->text, sizeof(s->text));
	return s->text;
}

static const char *say_test_number(struct saying *s)
{
	return s->student->test_number;
}

static const char *say_number(struct saying *s)
{
	return s->student->number;
}

static const char *say_name(struct saying *s)
{
	return s->student->name;
}

static const char *say_sex(struct saying *s)
{
	return sex_zh(s->student->sex);
}

static const char *say_total(struct saying *s)
{
	return s->shown->total;
}

static const char *say_level(struct saying *s)
{
	return s->shown->level;
}

static const char *say_state(struct saying *s)
{
	return exam_book_state(s->shown);
}

static const char *say_mark(struct saying *s)
{
	return s->mark;
}

static int find_item(const struct saying *s)
{
	for (int i = 0; i < s->shown->items; i++)
		if (strcmp(s->shown->item[i].key, s->key) == 0)
			return i;
	return -1;
}

static const char *say_result(struct saying *s)
{
	int i = find_item(s);

	return i < 0 ? "" : s->shown->item[i].value;
}

static const char *say_points(struct saying *s)
{
	int i = find_item(s);

	return i < 0 ? "" : s->shown->item[i].points;
}

static const char *say_part(struct saying *s)
{
	for (int i = 0; i < s->shown->parts; i++)
		if (strcmp(s->shown->part[i].key, s->key) == 0)
			return s->shown->part[i].points;
	return "";
}

enum keyed { KEYED_NOT, KEYED_ITEM, KEYED_PART };

static const struct source {
	const char *field;
	enum keyed keyed;
	say_fn *say;
} sources[] = {
	{ "class_code", KEYED_NOT, say_class_code },
	{ "class_name", KEYED_NOT, say_class_name },
	{ "class_place", KEYED_NOT, say_class_place },
	{ "test_number", KEYED_NOT, say_test_number },
	{ "number", KEYED_NOT, say_number },
	{ "name", KEYED_NOT, say_name },
	{ "sex", KEYED_NOT, say_sex },
	{ "total", KEYED_NOT, say_total },
	{ "level", KEYED_NOT, say_level },
	{ "state", KEYED_NOT, say_state },
	{ "mark", KEYED_NOT, say_mark },
	{ "result:", KEYED_ITEM, say_result },
	{ "points:", KEYED_ITEM, say_points },
	{ "part:", KEYED_PART, say_part },
};

static bool has_key(const struct exam *exam, enum keyed keyed, const char *key)
{
	for (int i = 0; keyed == KEYED_ITEM && i < exam->items; i++)
		if (strcmp(exam->item[i].key, key) == 0)
			return true;
	for (int p = 0; keyed == KEYED_PART && p < exam->parts; p++)
		if (strcmp(exam->part[p].key, key) == 0)
			return true;
	return false;
}

static bool is_field(
	const struct source *source, const char *field, const struct exam *exam)
{
	size_t len = strlen(source->field);

	if (source->keyed == KEYED_NOT)
		return strcmp(source->field, field) == 0;
	return strncmp(source->field, field, len) == 0 &&
	       has_key(exam, source->keyed, field + len);
}

static bool find(
	struct exam_layout *rows, unsigned at, const struct exam *exam, struct err *err)
{
	const struct layout_column *from = &rows->layout->columns[at];
	struct column *column = &rows->columns[at];

	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (!is_field(&sources[i], from->field, exam))
			continue;
		column->say = sources[i].say;
		column->key = from->field + strlen(sources[i].field);
	}
	if (from->type != COLUMN_TEXT && from->type != COLUMN_DECIMAL)
		return err_set(err, "layout %s, column \"%s\": type is text or decimal",
			rows->layout->name, from->title);
	return column->say ||
	       err_set(err,
		       "layout %s, column \"%s\": \"%s\" is no field of an exam's row, "
		       "or the scheme in use has no such item or part",
		       rows->layout->name, from->title, from->field);
}

/* ---- rows ------------------------------------------------------------------------- */

static bool check_mark(const struct exam_layout *rows, struct err *err)
{
	for (unsigned i = 0; i < rows->layout->columns_count; i++)
		if (rows->columns[i].say == say_mark)
			return true;
	return !*rows->mark ||
	       err_set(err,
		       "layout %s has no column with field mark, and the scheme in use "
		       "is marked: %s",
		       rows->layout->name, rows->mark);
}

struct exam_layout *exam_layout_begin(struct book *book, const struct layout *layout,
	const struct exam *exam, const struct exam_used *use, struct err *err)
{
	struct exam_layout *rows = mem_alloc(sizeof(*rows));
	bool good = true;

	rows->book = book;
	rows->layout = layout;
	rows->columns = mem_array(layout->columns_count + 1, sizeof(*rows->columns));
	exams_mark(exam, *use->confirmed != '\0', rows->mark);
	for (unsigned i = 0; good && i < layout->columns_count; i++)
		good = find(rows, i, exam, err);
	if (!good || !check_mark(rows, err)) {
		free(rows->columns);
		free(rows);
		return NULL;
	}
	book_sheet(book, *layout->sheet ? layout->sheet : layout->name);
	if (*rows->mark)
		book_print_mark(book, rows->mark);
	for (unsigned i = 0; i < layout->columns_count; i++)
		book_text(book, layout->columns[i].title);
	book_end_row(book);
	return rows;
}

void exam_layout_add(struct exam_layout *rows, const struct student *student,
	const struct exam_shown *shown)
{
	static const struct exam_shown nothing = { .has = false };
	const struct exam_shown *shows = shown->has ? shown : &nothing;

	for (unsigned i = 0; i < rows->layout->columns_count; i++) {
		struct saying s = { student, shows, rows->mark, rows->columns[i].key,
			"" };
		const char *text = rows->columns[i].say(&s);
		struct decimal d;

		if (rows->layout->columns[i].type == COLUMN_DECIMAL &&
			decimal_read(slice_of(text), &d))
			book_number(rows->book, d.digits, d.decimals);
		else
			book_text(rows->book, text);
	}
	book_end_row(rows->book);
	exam_book_count(&rows->counts, shows);
}

void exam_layout_end(struct exam_layout *rows, struct exam_book_counts *counts)
{
	*counts = rows->counts;
	free(rows->columns);
	free(rows);
}
