/* 测试卡: ten on a sheet, to be cut: name, class, number, and the code of a random token of
 * which nothing of a person can be read (store/cards.h). The token stands under it for who
 * must type it. A card that is printed again kills the old one, once the file is whole and
 * whoever asked for it keeps the tokens. */
#include <stdio.h>
#include <string.h>

#include "cards.h"
#include "documents.h"
#include "form.h"
#include "qr.h"

#define COLUMNS	  2
#define CARDS	  10
#define CARD_W	  (90 * MM)
#define CARD_H	  (53 * MM)
#define CUT_COLOR 0x999999ff

static void put_words(struct draw *page, struct rect card, const struct student *s,
	const char *school)
{
	int x = card.x + 44 * MM, w = card.w - 47 * MM;
	char number[32] = "";

	page_line(page,
		(struct rect){
			card.x + 4 * MM, card.y + 2 * MM, card.w - 8 * MM, 7 * MM },
		school, SIZE_SMALL, DRAW_MEDIUM, DRAW_LEFT);
	page_line(page,
		(struct rect){
			card.x + 4 * MM, card.y + 2 * MM, card.w - 8 * MM, 7 * MM },
		"体质健康测试卡", SIZE_SMALL, DRAW_REGULAR, DRAW_RIGHT);
	page_fit(page, (struct rect){ x, card.y + 13 * MM, w, 9 * MM }, s->class_name,
		(struct draw_style){
			SIZE_HEAD, DRAW_REGULAR, DRAW_LEFT, DRAW_SHRINK, INK });
	if (s->class_place)
		snprintf(number, sizeof(number), "%d号", s->class_place);
	page_line(page, (struct rect){ x, card.y + 22 * MM, w, 10 * MM }, number,
		SIZE_TITLE, DRAW_BOLD, DRAW_LEFT);
	page_fit(page, (struct rect){ x, card.y + 32 * MM, w, 13 * MM }, s->name,
		(struct draw_style){
			SIZE_TITLE, DRAW_BOLD, DRAW_LEFT, DRAW_SHRINK, INK });
}

static bool put_card(struct printing *p, struct draw *page, int at,
	const struct student *s, const char *token, struct err *err)
{
	struct rect card = { paper_a4.margin + at % COLUMNS * CARD_W,
		paper_a4.margin + at / COLUMNS * CARD_H, CARD_W, CARD_H };
	struct rect code = { card.x + 3 * MM, card.y + 8 * MM, 38 * MM, 38 * MM };

	draw_box(page, card, 0, CUT_COLOR, 2, 0);
	put_words(page, card, s, store_school(p->store));
	page_line(page,
		(struct rect){
			card.x + 4 * MM, card.y + 46 * MM, card.w - 8 * MM, 5 * MM },
		token, SIZE_LITTLE, DRAW_REGULAR, DRAW_LEFT);
	page_line(page,
		(struct rect){
			card.x + 4 * MM, card.y + 46 * MM, card.w - 8 * MM, 5 * MM },
		"请保管好，只供本人使用", SIZE_LITTLE, DRAW_REGULAR, DRAW_RIGHT);
	return qr_draw(page, code, token, err);
}

static bool print_class(
	struct printing *p, const struct student *list, size_t count, struct err *err)
{
	struct press_foot none = { "", false };
	struct draw *page = NULL;
	int n = 0;

	for (size_t i = 0; i < count; i++) {
		bool has;

		if (!cards_has(p->store, list[i].id, &has, err))
			return false;
		if (has && !p->again) {
			p->kept++;
			continue;
		}
		if (n % CARDS == 0)
			page = press_page(p->press, &paper_a4);
		if (!put_card(p, page, n % CARDS, &list[i],
			    cards_draw(p->cards, list[i].id), err))
			return false;
		n++;
	}
	p->made += n;
	return press_end(p->press, &none, list->class_name, err);
}

bool doc_cards(struct printing *p, struct err *err)
{
	if (!printing_each_class(p, print_class, err))
		return false;
	return p->made > 0 ||
	       err_set(err, "everybody has a card; --again makes new ones, and the old "
			    "ones are dead then");
}
