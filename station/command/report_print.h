/* report_print - `station report KIND -o FILE.pdf` for the kinds of paper in documents.h. */
#ifndef COMMAND_REPORT_PRINT_H
#define COMMAND_REPORT_PRINT_H

#include "commands.h"
#include "documents.h"

/* The kind of paper that is asked for; NULL when it is none. */
const struct document *report_document(int argc, char **argv);

int report_print(
	const struct env *env, const struct document *document, int argc, char **argv);

#endif
