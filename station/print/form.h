/*
 * form - ruled cells on a page, as official forms have them: columns that are given once,
 * rows one below the other, and cells over several of both.
 *
 *	form_begin(&form, page, x, y, widths, 6);
 *	form_label(&form, 0, 1, "姓名");
 *	form_cell(&form, 1, 3, "李小树", FORM_LEFT);
 *	form_next(&form);
 *
 * A text that is too long for its cell is set smaller, and on two lines before it would be
 * cut: names have up to twenty characters.
 */
#ifndef PRINT_FORM_H
#define PRINT_FORM_H

#include "draw.h"

/* Sizes of letters. */
enum {
	SIZE_TITLE = 113, /* 16 pt */
	SIZE_HEAD = 85,	  /* 12 pt */
	SIZE_BODY = 74,	  /* 10.5 pt */
	SIZE_SMALL = 64,  /* 9 pt */
	SIZE_LITTLE = 53, /* 7.5 pt */
};

#define INK	   0x000000ff
#define INK_SOFT   0x444444ff
#define RULE	   0x000000ff
#define RULE_WIDTH 3	      /* 0.15 mm */
#define TINT	   0xf0f0f0ff /* behind headings; survives a copier */

#define FORM_COLUMNS 24

struct form {
	struct draw *page;
	int x[FORM_COLUMNS + 1]; /* where each column begins, and the last one ends */
	int columns;
	int y, h; /* of the row in hand */
	int size; /* of its letters */
};

void form_begin(struct form *form, struct draw *page, int x, int y, const int *widths,
	int columns);
void form_row(struct form *form, int h);
void form_next(struct form *form); /* the row below, as high */

/* From column `from` to before `to`. */
void form_cell(
	struct form *form, int from, int to, const char *text, enum draw_align align);
void form_label(struct form *form, int from, int to, const char *text);
/* `rows` high. */
void form_tall(struct form *form, int from, int to, int rows, const char *text,
	enum draw_align align);

/* A text in a box: one line, or smaller, or two lines. */
void page_fit(
	struct draw *page, struct rect at, const char *text, struct draw_style style);
/* One line from x to x + w; `y` is its upper edge. */
void page_line(struct draw *page, struct rect at, const char *text, int size,
	enum draw_weight weight, enum draw_align align);
/* How wide a line of this size is, as an estimate that is not too small. */
int page_width(const char *text, int size);

#endif
