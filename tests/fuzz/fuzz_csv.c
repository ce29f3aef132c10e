/*
 * Any bytes as delimited text with scores: below headings that are in order, or with its
 * own. Whatever comes out is a value in its range, a state, or a doubt with readings.
 */
#include "score_rows.h"
#include "score_shapes.h"
#include "unicode.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct score_rules rules;

static void load(void)
{
	struct err err = ERR_INIT;

	rules.layout = layout_load(SOURCE_DIR "/schema", "score-in", &err);
	rules.items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	assert(rules.layout && rules.items);
}

static bool is_text(const char *text)
{
	return unicode_is_utf8(text, strlen(text));
}

static void check_cell(const struct score_list *list, const struct score_cell *cell)
{
	const struct item *item = items_at(rules.items, cell->item);

	switch ((enum score_is)cell->is) {
	case SCORE_VALUE:
		assert(item_fit(item, cell->value) != FIT_REFUSED);
		assert(cell->value % item->step == 0);
		break;
	case SCORE_STATE:
		assert(cell->state > SCORE_STATE_NONE && cell->state < SCORE_STATES);
		break;
	case SCORE_DOUBTFUL:
		assert(item->minutes && cell->doubt < list->doubts_count);
		assert(list->doubts[cell->doubt].count > 0);
		assert(list->doubts[cell->doubt].count <= SCORE_WAYS);
		assert(is_text(list->doubts[cell->doubt].text));
		break;
	case SCORE_NOTHING:
	case SCORE_WRONG:
		break;
	}
	assert(cell->column < (int)list->columns_count);
}

static void check(const struct score_list *list)
{
	struct score_findings findings;

	for (size_t i = 0; i < list->count; i++) {
		const struct score_row *row = &list->rows[i];

		assert(*row->number || *row->name || *row->test_number);
		assert(is_text(row->number) && is_text(row->name));
		for (size_t c = 0; c < row->count; c++)
			check_cell(list, &list->cells[row->first + c]);
	}
	for (size_t i = 0; i < list->complaints_count; i++) {
		assert(list->complaints[i].reason[0]);
		assert(is_text(list->complaints[i].reason));
		assert(is_text(list->complaints[i].value));
	}
	score_shapes_find(list, rules.items, rules.system, &findings);
	for (size_t i = 0; i < findings.count; i++)
		assert(findings.list[i].reason[0] && is_text(findings.list[i].reason));
	score_findings_release(&findings);
}

static void read_scores(const void *bytes, size_t len)
{
	struct err err = ERR_INIT;
	struct sheet *sheet = sheet_open_bytes("f.csv", bytes, len, &err);
	struct score_list list;

	if (sheet && score_rows_read(sheet, &rules, &list, &err)) {
		check(&list);
		score_list_release(&list);
	} else {
		assert(err.text[0]);
	}
	sheet_close(sheet);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char headings[] =
		"学籍号,姓名,性别,年级,班级,身高,体重,肺活量,50米跑,坐位体前屈,"
		"800米跑,1000米跑,一分钟仰卧起坐,引体向上,立定跳远,50米跑评分,"
		"50米跑等级,总分\n";
	struct buf text = BUF_INIT;

	if (!rules.layout)
		load();
	if (len < 2)
		return 0;
	rules.system = bytes[0] & 1 ? SYSTEM_54 : SYSTEM_63;
	rules.ways = bytes[1] & 0x7f;
	if (bytes[0] & 2)
		buf_adds(&text, headings);
	buf_add(&text, bytes + 2, len - 2);
	if (text.len > 0)
		read_scores(text.data, text.len);
	buf_release(&text);
	return 0;
}
