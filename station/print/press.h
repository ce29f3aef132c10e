/*
 * press - pages of a document on their way to paper.
 *
 *	struct press press = { .take = to_pdf, .ctx = pdf };
 *	page = press_page(&press, &paper_a4);		draw into it
 *	press_end(&press, &foot, "一年级1班", err)	numbered and handed on
 *	press_release(&press)
 *
 * A document (a class's list, a student's card) may have several pages: they are kept until
 * it ends, because each says how many there are, and then handed on one after another.
 * Lengths are units of a twentieth of a millimetre, MM of them in one, from the upper left
 * corner; pages are lists of draw.h, so a test reads them without a file.
 */
#ifndef PRINT_PRESS_H
#define PRINT_PRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "draw.h"
#include "err.h"

#define MM 20 /* units */

struct paper {
	int w, h;   /* units; h 0: as long as what stands on it (a roll) */
	int margin; /* on all sides, with the foot inside the lower one */
};
extern const struct paper paper_a4, paper_a4_wide, paper_80, paper_58;

/* Takes a finished page; `mark` is for its first page only, else "". */
typedef bool press_take(
	void *ctx, const struct draw *page, const char *mark, struct err *err);

struct press {
	press_take *take;
	void *ctx;
	struct draw *pages; /* of the document in hand */
	size_t count, cap;
	const struct paper *paper;
};

/* What stands at the foot of every page: a word at the left, the number at the right. */
struct press_foot {
	const char *words; /* "" none */
	bool is_numbered;  /* 第1页 共3页 */
};

/* The next page, empty and white. Lent until the next one or the end. */
struct draw *press_page(struct press *press, const struct paper *paper);
bool press_end(struct press *press, const struct press_foot *foot, const char *mark,
	struct err *err);
void press_release(struct press *press);

#endif
