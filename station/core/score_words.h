/*
 * score_words - the words that explanations of a standard and of an exam share.
 *
 * Private to score_explain.c and exam_explain.c.
 */
#ifndef CORE_SCORE_WORDS_H
#define CORE_SCORE_WORDS_H

#include "buf.h"
#include "scheme.h"

/* "205厘米", "3′42″（222秒）" */
void words_value(struct buf *out, const struct item *item, int64_t value);

/* "205厘米，达到85分一行 ≥205厘米（items.csv 第12行），未达到..." */
void words_table(struct buf *out, const struct item *item, const struct ladder *ladder,
	int32_t value);

const char *words_round(enum item_round round); /* 四舍五入 */

#endif
