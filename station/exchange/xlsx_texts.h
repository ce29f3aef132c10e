/*
 * xlsx_texts - the shared texts of a workbook that is written: each of them once, in the
 * order in which they came, as the part sharedStrings.xml has them.
 *
 *	at = xlsx_texts_put(&texts, "初二1班")	the number that a cell refers to it by
 *	xlsx_texts_part(&texts, &xml)		the whole part
 */
#ifndef EXCHANGE_XLSX_TEXTS_H
#define EXCHANGE_XLSX_TEXTS_H

#include <stddef.h>
#include <stdint.h>

#include "buf.h"

struct xlsx_texts {
	struct buf plain; /* one after another */
	struct buf xml;	  /* <si> of each */
	struct xlsx_text {
		uint64_t hash;
		size_t from, len; /* in `plain` */
	} * texts;
	size_t count;
	uint32_t *slots; /* 1 and the number of a text; 0 free */
	size_t slots_count;
	size_t cells; /* that refer to one of them */
};
#define XLSX_TEXTS_INIT                                                                \
	{                                                                              \
		BUF_INIT, BUF_INIT, NULL, 0, NULL, 0, 0                                \
	}

size_t xlsx_texts_put(struct xlsx_texts *texts, const char *text);
void xlsx_texts_part(const struct xlsx_texts *texts, struct buf *out);
void xlsx_texts_release(struct xlsx_texts *texts);

#endif
