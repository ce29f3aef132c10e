#include "form.h"

#include <assert.h>

#include "press.h"

#define INSIDE 16 /* between a rule and letters: 0.8 mm */

int page_width(const char *text, int size)
{
	int hundredths = 0;

	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		if (*c < 0x80)
			hundredths += *c == ' ' ? 30 : 62;
		else if ((*c & 0xc0) != 0x80)
			hundredths += 100;
	return (hundredths * size + 99) / 100;
}

/* Down to four fifths on one line, else on two, and as large there as fits. */
void page_fit(
	struct draw *page, struct rect at, const char *text, struct draw_style style)
{
	int width = page_width(text, style.size), tall;

	style.fit = DRAW_SHRINK;
	if (width > at.w && width > 0 && style.size * 4 / 5 < at.w * style.size / width)
		style.size = at.w * style.size / width;
	else if (width > at.w) {
		tall = at.h * 100 / 300;
		if (tall < style.size)
			style.size = tall;
		width = page_width(text, style.size);
		/* A line ends before its last letter that is cut: one more letter. */
		if (width > 2 * (at.w - style.size))
			style.size = 2 * at.w * style.size / (width + 2 * style.size);
		style.fit = DRAW_WRAP;
	}
	draw_text(page, at, text, &style);
}

void page_line(struct draw *page, struct rect at, const char *text, int size,
	enum draw_weight weight, enum draw_align align)
{
	struct draw_style style = { size, weight, align, DRAW_SHRINK, INK };

	draw_text(page, at, text, &style);
}

void form_begin(struct form *form, struct draw *page, int x, int y, const int *widths,
	int columns)
{
	assert(columns <= FORM_COLUMNS);
	*form = (struct form){
		.page = page, .columns = columns, .y = y, .h = 7 * MM, .size = SIZE_BODY
	};
	form->x[0] = x;
	for (int i = 0; i < columns; i++)
		form->x[i + 1] = form->x[i] + widths[i];
}

void form_row(struct form *form, int h)
{
	form->h = h;
}

void form_next(struct form *form)
{
	form->y += form->h;
}

static void cell(struct form *form, int from, int to, int rows, const char *text,
	enum draw_align align, uint32_t tint, enum draw_weight weight)
{
	struct rect at = { form->x[from], form->y, form->x[to] - form->x[from],
		form->h * rows };
	struct rect box = { at.x, at.y, at.w + RULE_WIDTH, at.h + RULE_WIDTH };
	int edge = align == DRAW_CENTER ? INSIDE : 2 * INSIDE;
	struct rect inside = { at.x + edge, at.y, at.w - 2 * edge + RULE_WIDTH,
		at.h + RULE_WIDTH };
	struct draw_style style = { form->size, weight, align, DRAW_SHRINK, INK };

	draw_box(form->page, box, tint, RULE, RULE_WIDTH, 0);
	page_fit(form->page, inside, text, style);
}

void form_cell(
	struct form *form, int from, int to, const char *text, enum draw_align align)
{
	cell(form, from, to, 1, text, align, 0, DRAW_REGULAR);
}

void form_label(struct form *form, int from, int to, const char *text)
{
	cell(form, from, to, 1, text, DRAW_CENTER, TINT, DRAW_MEDIUM);
}

void form_tall(struct form *form, int from, int to, int rows, const char *text,
	enum draw_align align)
{
	cell(form, from, to, rows, text, align, 0, DRAW_REGULAR);
}
