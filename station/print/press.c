#include "press.h"

#include <stdio.h>
#include <stdlib.h>

#include "buf.h"

#define FOOT_SIZE  50 /* 7 pt */
#define FOOT_COLOR 0x555555ff

const struct paper paper_a4 = { 210 * MM, 297 * MM, 15 * MM };
const struct paper paper_a4_wide = { 297 * MM, 210 * MM, 14 * MM };
const struct paper paper_80 = { 80 * MM, 0, 4 * MM };
const struct paper paper_58 = { 58 * MM, 0, 3 * MM };

struct draw *press_page(struct press *press, const struct paper *paper)
{
	struct draw *page;

	if (press->count == press->cap) {
		size_t more = press->cap ? press->cap * 2 : 4;

		press->pages = mem_resize_array(
			press->pages, more, sizeof(*press->pages));
		while (press->cap < more)
			press->pages[press->cap++] = (struct draw)DRAW_INIT;
	}
	page = &press->pages[press->count++];
	press->paper = paper;
	draw_begin(page, paper->w, paper->h);
	return page;
}

static void put_foot(struct press *press, struct draw *page,
	const struct press_foot *foot, size_t number)
{
	const struct paper *paper = press->paper;
	struct draw_style style = { FOOT_SIZE, DRAW_REGULAR, DRAW_LEFT, DRAW_SHRINK,
		FOOT_COLOR };
	struct rect at = { paper->margin, page->height - paper->margin + 2 * MM,
		paper->w - 2 * paper->margin, 4 * MM };
	char words[48];

	if (*foot->words)
		draw_text(page, at, foot->words, &style);
	if (!foot->is_numbered)
		return;
	snprintf(words, sizeof(words), "第%zu页 共%zu页", number, press->count);
	style.align = DRAW_RIGHT;
	draw_text(page, at, words, &style);
}

bool press_end(struct press *press, const struct press_foot *foot, const char *mark,
	struct err *err)
{
	bool ok = true;

	for (size_t i = 0; ok && i < press->count; i++) {
		put_foot(press, &press->pages[i], foot, i + 1);
		ok = press->take(press->ctx, &press->pages[i], i ? "" : mark, err);
	}
	press->count = 0;
	return ok;
}

void press_release(struct press *press)
{
	for (size_t i = 0; i < press->cap; i++)
		draw_release(&press->pages[i]);
	free(press->pages);
	press->pages = NULL;
	press->count = press->cap = 0;
}
