#include "flow.h"

#include <assert.h>
#include <stdio.h>

int flow_width(const struct flow *flow)
{
	return flow->paper->w - 2 * flow->paper->margin;
}

static int bottom(const struct flow *flow)
{
	return flow->paper->h - flow->paper->margin;
}

static void put_line(struct flow *flow, const char *text, int size, int h,
	enum draw_weight weight, enum draw_align align)
{
	struct rect at = { flow->paper->margin, flow->y, flow_width(flow), h };

	page_line(flow->page, at, text, size, weight, align);
	flow->y += h;
}

static void new_page(struct flow *flow)
{
	flow->page = press_page(flow->press, flow->paper);
	flow->y = flow->paper->margin;
	put_line(flow, flow->title, SIZE_TITLE, 9 * MM, DRAW_BOLD, DRAW_CENTER);
	if (*flow->under)
		put_line(flow, flow->under, SIZE_BODY, 7 * MM, DRAW_REGULAR,
			DRAW_CENTER);
	flow->y += 2 * MM;
	flow->pages++;
}

void flow_begin(struct flow *flow, struct press *press, const struct paper *paper,
	const char *title, const char *under)
{
	*flow = (struct flow){
		.press = press, .paper = paper, .title = title, .under = under
	};
	new_page(flow);
}

void flow_need(struct flow *flow, int h)
{
	if (flow->y + h > bottom(flow))
		new_page(flow);
}

void flow_gap(struct flow *flow, int h)
{
	flow->y += h;
}

struct rect flow_take(struct flow *flow, int h)
{
	flow_need(flow, h);
	flow->y += h;
	return (struct rect){ flow->paper->margin, flow->y - h, flow_width(flow), h };
}

void flow_line(struct flow *flow, const char *text, int size, enum draw_weight weight,
	enum draw_align align)
{
	int h = size * 17 / 10;

	flow_need(flow, h);
	put_line(flow, text, size, h, weight, align);
}

void flow_words(struct flow *flow, const char *text, int size)
{
	int lines = 1 + page_width(text, size) / (flow_width(flow) - size);
	int h = size * (136 * lines + 30) / 100;
	struct draw_style style = { size, DRAW_REGULAR, DRAW_LEFT, DRAW_WRAP,
		INK_SOFT };

	flow_need(flow, h);
	draw_text(flow->page,
		(struct rect){ flow->paper->margin, flow->y, flow_width(flow), h },
		text, &style);
	flow->y += h;
}

/* ---- tables --------------------------------------------------------------------- */

static void put_headings(struct flow *flow)
{
	struct form *form = &flow->form;

	form->page = flow->page;
	form->y = flow->y;
	form_row(form, flow->head_h);
	for (int i = 0; i < form->columns; i++)
		form_label(form, i, i + 1, flow->columns[i].title);
	form_next(form);
	form_row(form, flow->row_h);
	flow->y = form->y;
}

/* A heading that takes two lines makes all of them taller. */
static int head_height(const struct flow_column *columns, int count,
	const struct form *form, int row_h)
{
	for (int i = 0; i < count; i++)
		if (page_width(columns[i].title, SIZE_BODY) >
			form->x[i + 1] - form->x[i])
			return row_h < 12 * MM ? 12 * MM : row_h;
	return row_h;
}

void flow_table(
	struct flow *flow, const struct flow_column *columns, int count, int row_h)
{
	int widths[FORM_COLUMNS], left = flow_width(flow);

	assert(count <= FORM_COLUMNS);
	for (int i = 0; i < count; i++)
		left -= columns[i].w;
	for (int i = 0; i < count; i++)
		widths[i] = columns[i].w ? columns[i].w : left;
	flow_need(flow, 2 * row_h);
	form_begin(
		&flow->form, flow->page, flow->paper->margin, flow->y, widths, count);
	flow->columns = columns;
	flow->row_h = row_h;
	flow->head_h = head_height(columns, count, &flow->form, row_h);
	flow->cell = 0;
	put_headings(flow);
}

void flow_cell(struct flow *flow, const char *text)
{
	struct form *form = &flow->form;
	int i = flow->cell++;

	if (i == 0) {
		flow_need(flow, flow->row_h);
		if (form->page != flow->page)
			put_headings(flow);
	}
	form_cell(form, i, i + 1, text, flow->columns[i].align);
	if (flow->cell == form->columns) {
		form_next(form);
		flow->y = form->y;
		flow->cell = 0;
	}
}

void flow_number(struct flow *flow, int n)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", n);
	flow_cell(flow, text);
}

void flow_keep(struct flow *flow, int rows)
{
	int h = rows * flow->row_h;

	if (h < (bottom(flow) - flow->paper->margin) / 2)
		flow_need(flow, h);
}

void flow_rule(struct flow *flow)
{
	int from = flow->form.x[0], to = flow->form.x[flow->form.columns];

	draw_box(flow->page,
		(struct rect){ from, flow->y - RULE_WIDTH, to - from + RULE_WIDTH,
			3 * RULE_WIDTH },
		RULE, 0, 0, 0);
}

void flow_end(struct flow *flow)
{
	assert(flow->cell == 0);
	flow->columns = NULL;
}
