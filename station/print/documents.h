/*
 * documents - the kinds of paper that can be printed: a table, one file for each kind.
 *
 * To add one: a file doc_<key>.c with its function, and a line in documents.c.
 */
#ifndef PRINT_DOCUMENTS_H
#define PRINT_DOCUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"
#include "printing.h"

struct document {
	const char *key; /* "register": as the command names it */
	const char *zh;	 /* 登记卡 */
	bool (*print)(struct printing *p, struct err *err);
	unsigned takes;	  /* options */
	bool writes;	  /* in the journal, once the file is whole: cards_put() */
	const char *note; /* to whoever has the file; NULL none */
};
enum { DOC_ITEM = 1, DOC_PAPER = 2, DOC_AGAIN = 4, DOC_CLASS = 8, DOC_STUDENT = 16 };
#define DOC_OF (DOC_CLASS | DOC_STUDENT)

extern const struct document documents[];
extern const size_t documents_count;

const struct document *documents_find(const char *key); /* NULL: there is none */

bool doc_register(struct printing *p, struct err *err);
bool doc_cards(struct printing *p, struct err *err);
bool doc_notice(struct printing *p, struct err *err);
bool doc_public(struct printing *p, struct err *err);
bool doc_slip(struct printing *p, struct err *err);
bool doc_sheets(struct printing *p, struct err *err);
bool doc_starts(struct printing *p, struct err *err);
bool doc_missing(struct printing *p, struct err *err);
bool doc_exemption(struct printing *p, struct err *err);
bool doc_class(struct printing *p, struct err *err);
bool doc_grade(struct printing *p, struct err *err);
bool doc_school(struct printing *p, struct err *err);

#endif
