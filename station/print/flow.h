/*
 * flow - a list that runs over pages: title on each, a table whose headings stand again at
 * the top of every page, rows that are never torn.
 *
 *	flow_begin(&flow, press, &paper_a4, "未测名单", "一年级1班");
 *	flow_table(&flow, columns, 4, 8 * MM);
 *	flow_cell(&flow, "李小树"); ...		row by row, column by column
 *	flow_end(&flow);			the press still has the pages
 */
#ifndef PRINT_FLOW_H
#define PRINT_FLOW_H

#include <stdbool.h>

#include "form.h"
#include "press.h"

struct flow_column {
	const char *title;
	int w; /* units; of one column 0: all that is left */
	enum draw_align align;
};

struct flow {
	struct press *press;
	const struct paper *paper;
	struct draw *page;
	const char *title, *under; /* lent until the end */
	int y;			   /* where the next thing goes */
	int pages;
	const struct flow_column *columns; /* NULL: not in a table */
	int row_h, head_h, cell;
	struct form form;
};

/* Texts and columns are lent until the end. `under` may be "". */
void flow_begin(struct flow *flow, struct press *press, const struct paper *paper,
	const char *title, const char *under);
/* A new page when less than `h` is left. */
void flow_need(struct flow *flow, int h);
void flow_gap(struct flow *flow, int h);
/* Room for a picture, as wide as the page. */
struct rect flow_take(struct flow *flow, int h);
void flow_line(struct flow *flow, const char *text, int size, enum draw_weight weight,
	enum draw_align align);
/* A sentence on as many lines as it takes. */
void flow_words(struct flow *flow, const char *text, int size);

void flow_table(
	struct flow *flow, const struct flow_column *columns, int count, int row_h);
void flow_cell(struct flow *flow, const char *text);
void flow_number(struct flow *flow, int n);
/* The next `rows` rows stand on one page, if a page has room for them: after the row above
 * is whole. */
void flow_keep(struct flow *flow, int rows);
/* A strong rule under the row above. */
void flow_rule(struct flow *flow);
/* The table is over; more may follow below. */
void flow_end(struct flow *flow);

int flow_width(const struct flow *flow); /* between the margins */

#endif
