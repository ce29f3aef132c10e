/*
 * Any bytes as a roster in delimited text: below headings that are in order, or with
 * its own. Whatever comes out is a student that the store may keep.
 */
#include "roster_rows.h"
#include "unicode.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static struct roster_rules rules;

static void load(void)
{
	struct err err = ERR_INIT;

	rules.layout = layout_load(SOURCE_DIR "/schema", "roster-in", &err);
	rules.items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	rules.ethnicities = codes_load(SOURCE_DIR "/schema/codes/ethnicity.csv", &err);
	assert(rules.layout && rules.items && rules.ethnicities);
}

static bool is_text(const char *text, size_t size)
{
	size_t len = strnlen(text, size);

	return len < size && unicode_is_utf8(text, len);
}

static void check_student(const struct student *s)
{
	assert(s->sex == SEX_MALE || s->sex == SEX_FEMALE);
	assert(s->grade > GRADE_NONE && s->grade < GRADE_COUNT);
	assert(s->grade_code >= 11 && s->grade_code <= 44);
	assert(s->name[0] && is_text(s->name, sizeof(s->name)));
	assert(s->number[0] && is_text(s->number, sizeof(s->number)));
	assert(s->class_code[0] && is_text(s->class_code, sizeof(s->class_code)));
	assert(is_text(s->class_name, sizeof(s->class_name)));
	assert(is_text(s->address, sizeof(s->address)));
	assert(is_text(s->test_number, sizeof(s->test_number)));
	assert(is_text(s->ethnicity, sizeof(s->ethnicity)));
	assert(s->birth_date == 0 || s->birth_date > 10000);
	assert(s->class_place >= 0 && s->class_place <= 9999);
	if (s->grade_code < 41)
		assert(student_number_check(s->number) <= NUMBER_CHECK_DIGIT);
}

static void read_roster(const void *bytes, size_t len)
{
	struct err err = ERR_INIT;
	struct sheet *sheet = sheet_open_bytes("f.csv", bytes, len, &err);
	struct roster_list list = ROSTER_LIST_INIT;

	if (sheet && roster_rows_read(sheet, &rules, &list, &err)) {
		for (size_t i = 0; i < list.count; i++)
			check_student(&list.rows[i].student);
		for (size_t i = 0; i < list.complaints_count; i++) {
			const struct complaint *c = &list.complaints[i];

			assert(c->row > 0 && c->reason[0]);
			assert(is_text(c->reason, sizeof(c->reason)));
			assert(is_text(c->value, sizeof(c->value)));
		}
		assert(list.refused <= list.complaints_count);
	} else {
		assert(err.text[0]);
	}
	roster_list_release(&list);
	sheet_close(sheet);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char headings[] =
		"学籍号,姓名,性别,年级,班级编号,班级,民族,出生日期,家庭住址,"
		"座号,测试号,运动禁忌\n";
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
		read_roster(text.data, text.len);
	buf_release(&text);
	return 0;
}
