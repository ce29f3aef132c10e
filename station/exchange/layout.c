#include "layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "data.h"
#include "path.h"
#include "unicode.h"

/* ---- the file --------------------------------------------------------------- */

static const cyaml_strval_t types[] = {
	{ "text", COLUMN_TEXT },
	{ "code", COLUMN_CODE },
	{ "date", COLUMN_DATE },
	{ "decimal", COLUMN_DECIMAL },
	{ "integer", COLUMN_INTEGER },
	{ "min-sec", COLUMN_MIN_SEC },
};

static const cyaml_strval_t uses[] = {
	{ "read", HEADING_READ },
	{ "ignored", HEADING_IGNORED },
	{ "warned", HEADING_WARNED },
};

static const cyaml_strval_t row_kinds[] = {
	{ "students", ROWS_STUDENTS },
	{ "tests", ROWS_TESTS },
	{ "exam", ROWS_EXAM },
};

static const cyaml_schema_value_t alias_schema = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, LAYOUT_HEADING_MAX - 1),
};

#define OPTIONAL (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

static const cyaml_schema_field_t column_fields[] = {
	CYAML_FIELD_STRING_PTR("title", CYAML_FLAG_POINTER, struct layout_column, title,
		1, LAYOUT_HEADING_MAX - 1),
	CYAML_FIELD_STRING_PTR("field", OPTIONAL, struct layout_column, field, 1, 63),
	CYAML_FIELD_ENUM("type", CYAML_FLAG_OPTIONAL, struct layout_column, type, types,
		CYAML_ARRAY_LEN(types)),
	CYAML_FIELD_STRING_PTR("unit", OPTIONAL, struct layout_column, unit, 1, 15),
	CYAML_FIELD_STRING_PTR("low", OPTIONAL, struct layout_column, low, 1, 15),
	CYAML_FIELD_STRING_PTR("high", OPTIONAL, struct layout_column, high, 1, 15),
	CYAML_FIELD_ENUM("use", CYAML_FLAG_OPTIONAL, struct layout_column, use, uses,
		CYAML_ARRAY_LEN(uses)),
	CYAML_FIELD_STRING_PTR("note", OPTIONAL, struct layout_column, note, 1, 200),
	CYAML_FIELD_SEQUENCE("aliases", OPTIONAL, struct layout_column, aliases,
		&alias_schema, 1, 64),
	CYAML_FIELD_END,
};

static const cyaml_schema_value_t column_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct layout_column, column_fields),
};

static const cyaml_schema_field_t layout_fields[] = {
	CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_POINTER, struct layout, name, 1, 40),
	CYAML_FIELD_STRING_PTR(
		"about", CYAML_FLAG_POINTER, struct layout, about, 1, 1000),
	CYAML_FIELD_STRING_PTR(
		"source", CYAML_FLAG_POINTER, struct layout, source, 1, 1000),
	CYAML_FIELD_STRING_PTR(
		"certainty", CYAML_FLAG_POINTER, struct layout, certainty, 1, 200),
	CYAML_FIELD_STRING_PTR("sheet", OPTIONAL, struct layout, sheet, 1, 31),
	CYAML_FIELD_ENUM("rows", CYAML_FLAG_OPTIONAL, struct layout, rows, row_kinds,
		CYAML_ARRAY_LEN(row_kinds)),
	CYAML_FIELD_SEQUENCE("columns", CYAML_FLAG_POINTER, struct layout, columns,
		&column_schema, 1, 200),
	CYAML_FIELD_END,
};

static const cyaml_schema_value_t layout_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct layout, layout_fields),
};

/* ---- headings --------------------------------------------------------------- */

/* In a heading a letter x before a digit is always a sign of multiplication. */
static void fold_times(char *text)
{
	for (; *text; text++)
		if (*text == 'x' && text[1] >= '0' && text[1] <= '9')
			*text = '*';
}

bool heading_fold(const char *heading, char *out, size_t size)
{
	struct buf folded = BUF_INIT;
	bool fits;

	if (strlen(heading) >= (size_t)4 * LAYOUT_HEADING_MAX)
		return false;
	unicode_fold(&folded, heading, UNICODE_FOLD_CASE);
	if (folded.len > 0)
		fold_times(folded.data);
	fits = folded.len < size;
	if (fits)
		memcpy(out, folded.data, folded.len + 1);
	buf_release(&folded);
	return fits;
}

static int find_folded(const struct layout *layout, const char *folded)
{
	for (unsigned i = 0; i < layout->columns_count; i++) {
		const struct layout_column *column = &layout->columns[i];

		for (unsigned a = 0; a <= column->aliases_count; a++)
			if (strcmp(folded, column->folded[a]) == 0)
				return (int)i;
	}
	return -1;
}

/* One that does not fit is no heading, and found nowhere: it is refused later. */
static char *folded_or_nothing(const char *heading)
{
	char folded[LAYOUT_HEADING_MAX];

	return mem_string(heading_fold(heading, folded, sizeof(folded)) ? folded : "");
}

static void fold_column(struct layout_column *column)
{
	column->folded = mem_array(column->aliases_count + 1, sizeof(char *));
	column->folded[0] = folded_or_nothing(column->title);
	for (unsigned a = 0; a < column->aliases_count; a++)
		column->folded[a + 1] = folded_or_nothing(column->aliases[a]);
}

/* A unit or a hint in brackets at the end; a star that marks what must be filled. */
static bool strip_decoration(char *folded)
{
	size_t len = strlen(folded);
	char *open = strrchr(folded, '(');

	if (len > 1 && folded[len - 1] == ')' && open && open > folded) {
		*open = '\0';
		return true;
	}
	if (len > 1 && folded[0] == '*') {
		memmove(folded, folded + 1, len);
		return true;
	}
	if (len > 1 && folded[len - 1] == '*') {
		folded[len - 1] = '\0';
		return true;
	}
	return false;
}

int layout_find(const struct layout *layout, const char *heading)
{
	char folded[LAYOUT_HEADING_MAX];
	int at;

	if (!heading_fold(heading, folded, sizeof(folded)) || !*folded)
		return -1;
	do {
		at = find_folded(layout, folded);
	} while (at < 0 && strip_decoration(folded));
	return at;
}

/* ---- checking --------------------------------------------------------------- */

static bool check_heading(const struct layout *layout, unsigned column,
	const char *heading, const char *key, const struct data_places *places,
	struct err *err)
{
	char folded[LAYOUT_HEADING_MAX];
	int first;

	if (!heading_fold(heading, folded, sizeof(folded)) || !*folded)
		return data_refuse(places, key, err, "\"%s\" is no heading", heading);
	first = find_folded(layout, folded);
	if (first >= 0 && (unsigned)first != column)
		return data_refuse(places, key, err,
			"\"%s\" already means column \"%s\"", heading,
			layout->columns[first].title);
	return true;
}

static bool check_column(const struct layout *layout, unsigned i,
	const struct data_places *places, struct err *err)
{
	const struct layout_column *column = &layout->columns[i];
	char key[64];

	snprintf(key, sizeof(key), "columns[%u]", i);
	if ((column->use == HEADING_READ) != (*column->field != '\0'))
		return data_refuse(places, key, err,
			"a column that is read has a field, and no other has one");
	if ((column->use == HEADING_WARNED) != (*column->note != '\0'))
		return data_refuse(places, key, err,
			"a column with `use: warned` has a note, and no other has one");
	if ((*column->low == '\0') != (*column->high == '\0'))
		return data_refuse(
			places, key, err, "low and high stand together or not at all");
	if (!check_heading(layout, i, column->title, key, places, err))
		return false;
	for (unsigned a = 0; a < column->aliases_count; a++)
		if (!check_heading(layout, i, column->aliases[a], key, places, err))
			return false;
	return true;
}

static bool check(const struct layout *layout, const char *name,
	const struct data_places *places, struct err *err)
{
	static const char *const certainties[] = { "HIGH", "MEDIUM", "LOW" };
	bool known = false;

	if (strcmp(layout->name, name) != 0)
		return data_refuse(places, "name", err,
			"\"%s\" is not the file's name, \"%s\"", layout->name, name);
	for (size_t i = 0; i < sizeof(certainties) / sizeof(certainties[0]); i++)
		known |= strncmp(layout->certainty, certainties[i],
				 strlen(certainties[i])) == 0;
	if (!known)
		return data_refuse(places, "certainty", err,
			"\"%s\" does not begin with HIGH, MEDIUM or LOW",
			layout->certainty);
	for (unsigned i = 0; i < layout->columns_count; i++)
		if (!check_column(layout, i, places, err))
			return false;
	return true;
}

const char *own_heading_title(
	const struct own_heading *own, size_t count, const char *heading)
{
	char wanted[LAYOUT_HEADING_MAX], folded[LAYOUT_HEADING_MAX];

	if (count == 0 || !heading_fold(heading, wanted, sizeof(wanted)))
		return heading;
	for (size_t i = 0; i < count; i++)
		if (heading_fold(own[i].heading, folded, sizeof(folded)) &&
			strcmp(folded, wanted) == 0)
			return own[i].title;
	return heading;
}

/* What a file may leave out is an empty text, never NULL; it is freed alike. */
static void fill_gaps(struct layout *layout)
{
	if (!layout->sheet)
		layout->sheet = mem_string("");
	for (unsigned i = 0; i < layout->columns_count; i++) {
		struct layout_column *column = &layout->columns[i];

		if (!column->field)
			column->field = mem_string("");
		if (!column->unit)
			column->unit = mem_string("");
		if (!column->note)
			column->note = mem_string("");
		if (!column->low)
			column->low = mem_string("");
		if (!column->high)
			column->high = mem_string("");
		fold_column(column);
	}
}

struct layout *layout_load(const char *dir, const char *name, struct err *err)
{
	struct data_places *places = NULL;
	struct layout *layout = NULL;
	char path[PATH_SIZE];
	bool good;

	if (!path_plain(name)) {
		err_set(err, "\"%s\" is no layout's name", name);
		return NULL;
	}
	snprintf(path, sizeof(path), "%s/layouts/%s.yaml", dir, name);
	if (!data_load_placed(path, &layout_schema, (void **)&layout, &places, err))
		return NULL;
	fill_gaps(layout);
	good = check(layout, name, places, err);
	data_places_free(places);
	if (good)
		return layout;
	layout_free(layout);
	return NULL;
}

void layout_free(struct layout *layout)
{
	if (!layout)
		return;
	for (unsigned i = 0; i < layout->columns_count; i++) {
		struct layout_column *column = &layout->columns[i];

		for (unsigned a = 0; a <= column->aliases_count; a++)
			free(column->folded[a]);
		free(column->folded);
	}
	data_free(&layout_schema, layout);
}
