/* What was read of a sheet with scores, and what it owns. */
#include "score_rows.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "cell_shown.h"
#include "text.h"
#include "unicode.h"

#define GROWTH	   1024
#define TEXT_BLOCK ((size_t)64 * 1024)

/* Texts of the rows, in blocks that never move. */
struct text_block {
	struct text_block *before;
	size_t used;
	char text[TEXT_BLOCK];
};

const char *score_list_text(struct score_list *list, const char *text)
{
	struct text_block *block = list->texts;
	size_t len = strlen(text) + 1;
	char *kept;

	if (len == 1 || len > TEXT_BLOCK)
		return "";
	if (!block || block->used + len > TEXT_BLOCK) {
		block = mem_alloc(sizeof(*block));
		block->before = list->texts;
		list->texts = block;
	}
	kept = block->text + block->used;
	memcpy(kept, text, len);
	block->used += len;
	return kept;
}

#define WORDS_MAX 256 /* a sheet has few; what is beyond is called as the last one */

uint32_t score_list_word(struct score_list *list, const char *cell)
{
	struct buf trimmed = BUF_INIT;
	const char *text;
	size_t i = 0;

	unicode_trim(&trimmed, cell);
	text = trimmed.data ? trimmed.data : "";

	while (i < list->words_count && strcmp(list->words[i], text) != 0)
		i++;
	if (!list->words)
		list->words = mem_array(WORDS_MAX, sizeof(*list->words));
	if (i == list->words_count && i < WORDS_MAX)
		list->words[list->words_count++] = score_list_text(list, text);
	buf_release(&trimmed);
	return (uint32_t)(i < WORDS_MAX ? i : WORDS_MAX - 1);
}

uint32_t score_list_doubt(
	struct score_list *list, const struct cell *from, const struct score_said *said)
{
	struct score_doubt *doubt;
	char shown[CELL_SHOWN_MAX];

	if (list->doubts_count % GROWTH == 0)
		list->doubts = mem_resize_array(list->doubts,
			list->doubts_count + GROWTH, sizeof(*list->doubts));
	doubt = &list->doubts[list->doubts_count];
	*doubt = (struct score_doubt){ .spelling = said->spelling,
		.count = said->count };
	text_copy(doubt->text, sizeof(doubt->text), cell_shown(from, shown));
	memcpy(doubt->readings, said->readings, sizeof(doubt->readings));
	return (uint32_t)list->doubts_count++;
}

void score_list_release(struct score_list *list)
{
	struct text_block *block = list->texts;

	while (block) {
		struct text_block *before = block->before;

		free(block);
		block = before;
	}
	free(list->rows);
	free(list->cells);
	free(list->doubts);
	free(list->words);
	free(list->columns);
	free(list->complaints);
	*list = (struct score_list)SCORE_LIST_INIT;
}

const char *score_sheet_zh(enum score_sheet kind)
{
	switch (kind) {
	case SCORE_SHEET_NONE:
		break;
	case SCORE_SHEET_ROSTER:
		return "学生名单";
	case SCORE_SHEET_TEMPLATE:
		return "平台的上报模板";
	case SCORE_SHEET_VENDOR:
		return "其他厂家的成绩表";
	case SCORE_SHEET_RETURNED:
		return "平台返回的成绩表";
	}
	return "看不出是什么表";
}

const struct score_cell *score_row_cells(
	const struct score_list *list, const struct score_row *row, size_t *count)
{
	*count = row->count;
	return row->count > 0 ? &list->cells[row->first] : NULL;
}

const struct score_cell *score_row_cell(
	const struct score_list *list, const struct score_row *row, int item)
{
	for (size_t i = 0; i < row->count; i++)
		if (list->cells[row->first + i].item == item)
			return &list->cells[row->first + i];
	return NULL;
}

size_t score_list_doubts(const struct score_list *list, enum score_spelling spelling)
{
	size_t count = 0;

	for (size_t i = 0; i < list->doubts_count; i++)
		count += list->doubts[i].spelling == spelling;
	return count;
}
