/*
 * pdf - pages of drawing commands as a PDF file, through Cairo.
 *
 *	struct pdf *pdf = pdf_open("cards.pdf", &about, err);
 *	pdf_page(pdf, &page, 20, "一年级1班", err)		for every page
 *	pdf_close(pdf, true, err)
 *
 * It is the painter of paint.h for paper: the same list, but letters stay letters, which
 * can be searched, copied and read aloud, in fonts that lie in the file; nothing is a
 * picture of a text. Pictograms are not painted.
 *
 * Every page goes to the disk when it is finished, so memory grows with the letters that
 * were used and not with the pages. The file is written under another name beside its own
 * and moved when it is whole. The same pages made at the same time are the same bytes.
 */
#ifndef DRAW_PDF_H
#define DRAW_PDF_H

#include <stdbool.h>
#include <stdint.h>

#include "draw.h"
#include "err.h"

struct pdf;

struct pdf_about {
	const char *title, *author; /* of the document, as a reader shows them */
	int64_t wall_us;	    /* when it was made */
};

struct pdf *pdf_open(const char *path, const struct pdf_about *about, struct err *err);

/* `per_mm` units of the list are a millimetre. `mark` names the page in the reader's list
 * of contents; NULL or "" not. */
bool pdf_page(struct pdf *pdf, const struct draw *page, int per_mm, const char *mark,
	struct err *err);

/* Ends it in any case. `keep` false: there is no file. */
bool pdf_close(struct pdf *pdf, bool keep, struct err *err);

#endif
