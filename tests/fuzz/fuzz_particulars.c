/*
 * Any bytes as exam particulars in delimited text: below headings that are in order, or
 * with their own. Whatever comes out is within the scheme: keys that it has, values
 * that it allows, and as many items as a group picks.
 */
#include "particulars.h"
#include "unicode.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct particulars_rules rules;
static struct exam_entry entry;

static void load(void)
{
	struct err err = ERR_INIT;

	rules.layout = layout_load(SOURCE_DIR "/schema", "exam-in", &err);
	rules.exam = exam_load(SOURCE_DIR "/schema/schemes/daqing-sample", NULL, &err);
	rules.school_year = 2026;
	rules.today = 20270401;
	assert(rules.layout && rules.exam);
}

static bool is_text(const char *text, size_t size)
{
	size_t len = strnlen(text, size);

	return len < size && unicode_is_utf8(text, len);
}

/* What the reader lets through, the scheme takes of a boy or of a girl. */
static bool is_taken(
	const struct particulars *list, const struct exam_wish *wish, enum sex sex)
{
	const struct exam_column *column = &list->columns[wish->column];
	const char *text = particulars_text(list, wish->text);
	struct err err = ERR_INIT;

	exam_entry_init(&entry, sex, GRADE_NONE);
	switch (wish->kind) {
	case WISH_CHOICE:
		return exam_entry_choice(rules.exam, &entry, wish->at, text, &err);
	case WISH_PROCESS:
		return exam_entry_process(
			rules.exam, &entry, wish->at, wish->year, text, &err);
	case WISH_STATUS:
		exam_entry_status(rules.exam, &entry, column->where, text, &err);
		return !strstr(err.text, "none of the scheme's");
	case WISH_PAST:
		return wish->total_c >= 0 && wish->total_c <= 12000 && wish->at >= 2000;
	case WISH_STANDARD:
		return *text != '\0';
	}
	return false;
}

static void check_row(struct particulars *list, const struct exam_row *row)
{
	struct student student = { .grade = GRADE_G9, .grade_code = 23 };

	assert(row->row > 1 && row->wishes > 0);
	assert(row->wish + row->wishes <= list->wishes_count);
	assert(*row->number || *row->test_number);
	assert(is_text(row->number, sizeof(row->number)));
	assert(is_text(row->name, sizeof(row->name)));
	assert(is_text(row->papers, sizeof(row->papers)));
	assert(is_text(row->approver, sizeof(row->approver)));
	assert(is_text(row->reason, sizeof(row->reason)));
	assert(row->given_on == 0 || row->given_on >= 20000101);
	for (student.sex = SEX_MALE; student.sex <= SEX_FEMALE; student.sex++) {
		bool good = particulars_check(list, row, rules.exam, &student);

		for (size_t i = 0; good && i < row->wishes; i++)
			assert(is_taken(
				list, &list->wishes[row->wish + i], student.sex));
	}
}

static void read_rows(const void *bytes, size_t len)
{
	struct err err = ERR_INIT;
	struct sheet *sheet = sheet_open_bytes("f.csv", bytes, len, &err);
	struct particulars list = PARTICULARS_INIT;

	if (sheet && particulars_read(sheet, &rules, &list, &err)) {
		assert(list.refused <= list.complaints_count);
		for (size_t i = 0; i < list.count; i++)
			check_row(&list, &list.rows[i]);
		for (size_t i = 0; i < list.complaints_count; i++) {
			const struct complaint *c = &list.complaints[i];

			assert(c->row > 0 && c->reason[0]);
			assert(is_text(c->reason, sizeof(c->reason)));
			assert(is_text(c->value, sizeof(c->value)));
			assert(is_text(c->column, sizeof(c->column)));
		}
	} else {
		assert(err.text[0]);
	}
	particulars_release(&list);
	sheet_close(sheet);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char headings[] =
		"学籍号,测试号,姓名,选项:耐力,选项:身体素质,选项:运动技能,状态,"
		"状态:现场考试,过程:体育课,过程:体质健康测试:八年级,往年:2024,"
		"年级:2024,体测状态,证明,批准人,证明日期,原因\n";
	struct buf text = BUF_INIT;

	if (!rules.layout)
		load();
	if (len < 1)
		return 0;
	rules.system = bytes[0] & 1 ? SYSTEM_54 : SYSTEM_63;
	if (bytes[0] & 2)
		buf_adds(&text, headings);
	buf_add(&text, bytes + 1, len - 1);
	if (text.len > 0)
		read_rows(text.data, text.len);
	buf_release(&text);
	return 0;
}
