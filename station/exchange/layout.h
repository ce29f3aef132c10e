/*
 * layout - the columns of a file, from schema/layouts/<name>.yaml.
 *
 * A layout names columns by heading; their order matters only where a file is
 * written. `field` is the member of struct student, or an item's key; `type` says
 * how a value stands in a cell. A layout names where it is known from and how
 * surely. A loaded layout never changes.
 *
 * Headings are folded before they are compared: full width to half width, all
 * blanks out (also U+00A0, U+3000 and those of no width), brackets and signs of
 * multiplication made one, letters small. "50 米×8 往返跑" and "50米*8往返跑" are
 * one heading; a unit in brackets at the end, "身高(cm)", is passed over when the
 * heading is unknown with it.
 */
#ifndef EXCHANGE_LAYOUT_H
#define EXCHANGE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"

#define LAYOUT_HEADING_MAX 96

enum column_type {
	COLUMN_TEXT,	/* a text cell, whatever it looks like */
	COLUMN_CODE,	/* a whole number that stands for something: sex, grade */
	COLUMN_DATE,	/* a day */
	COLUMN_DECIMAL, /* a number with the item's decimals, shortest form */
	COLUMN_INTEGER, /* a count, or a value in whole units */
	COLUMN_MIN_SEC, /* text M'SS */
};

/* What a column that is read is for. */
enum heading_use {
	HEADING_READ,	 /* `field` is read */
	HEADING_IGNORED, /* known, and of no use here; no word is said */
	HEADING_WARNED,	 /* known to be mistaken for another; ignored with `note` */
};

struct layout_column {
	char *title; /* as it is written */
	char *field; /* "" unless HEADING_READ */
	enum column_type type;
	char *unit;	  /* "cm", "kg", "s"; "" */
	char *low, *high; /* what the reader of the file takes, in `unit`, or seconds */
	enum heading_use use;
	char *note;	/* what the teacher reads with HEADING_WARNED, or "" */
	char **aliases; /* other headings for it */
	unsigned aliases_count;
	char **folded; /* title and aliases as they are compared; made when loaded */
};

/* What a row of a file that is written stands for. */
enum layout_rows {
	ROWS_STUDENTS,
	ROWS_TESTS, /* a class and an item: test_rows.h */
	ROWS_EXAM,  /* a student in the exam: exam_layout.h */
};

struct layout {
	char *name; /* "national-primary" */
	char *about;
	char *source;	 /* where it is known from */
	char *certainty; /* "HIGH", "MEDIUM", "LOW" */
	char *sheet;	 /* the sheet's name when it is written; "" */
	enum layout_rows rows;
	struct layout_column *columns;
	unsigned columns_count;
};

/* From `dir`/layouts/<name>.yaml; checked: no doubled headings. */
struct layout *layout_load(const char *dir, const char *name, struct err *err);
void layout_free(struct layout *layout);

/* The column that a heading means, or -1. */
int layout_find(const struct layout *layout, const char *heading);

/* A heading that only this school or its vendor knows, and the layout's title for it:
 * { "跑步1", "50米跑" }, { "BMI得分", "体重评分" }; "" for one to be ignored. */
struct own_heading {
	const char *heading, *title;
};
/* The title that one of `own` has for this heading, or the heading itself. */
const char *own_heading_title(
	const struct own_heading *own, size_t count, const char *heading);

/* A heading as it is compared. false: it does not fit, so it is none of ours. */
bool heading_fold(const char *heading, char *out, size_t size);

#endif
