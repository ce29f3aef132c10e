/*
 * What can be said of a row of particulars once it is known whose it is: a slot means
 * another item for a boy than for a girl, and a status may cover nothing of theirs.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "particulars.h"
#include "roster_cells.h"
#include "text.h"
#include "unicode.h"

void particulars_complain(struct particulars *list, const struct exam_row *row,
	const struct exam_wish *wish, enum complaint_level level, const char *fmt, ...)
{
	struct complaint *c = complaint_add(&list->complaints, &list->complaints_count,
		row->row, level, wish ? list->columns[wish->column].title : "",
		wish ? particulars_text(list, wish->cell) : "");
	va_list args;

	va_start(args, fmt);
	complaint_say(c, fmt, args);
	va_end(args);
}

static const char *title_of(const struct particulars *list, enum exam_column_kind kind)
{
	for (size_t i = 0; i < list->columns_count; i++)
		if (list->columns[i].kind == kind)
			return list->columns[i].title;
	return "";
}

void particulars_complain_who(struct particulars *list, const struct exam_row *row,
	enum exam_column_kind kind, const char *fmt, ...)
{
	char mask[NUMBER_MASK_SIZE];
	struct complaint *c = complaint_add(&list->complaints, &list->complaints_count,
		row->row, COMPLAINT_REFUSED, title_of(list, kind),
		kind == EXAM_COLUMN_NUMBER ? number_masked(row->number, mask)
		: kind == EXAM_COLUMN_NAME ? row->name
					   : row->test_number);
	va_list args;

	va_start(args, fmt);
	complaint_say(c, fmt, args);
	va_end(args);
}

struct checking {
	struct particulars *list;
	const struct exam_row *row;
	const struct exam *exam;
	const struct student *student;
	struct exam_entry *entry; /* what the row alone says */
};

#define refuse(k, wish, ...)                                                           \
	particulars_complain((k)->list, (k)->row, wish, COMPLAINT_REFUSED, __VA_ARGS__)

/* ---- the name --------------------------------------------------------------- */

/* 张 三 is 张三; a name that differs is another child's row. */
static bool check_name(struct checking *k)
{
	if (unicode_same_name(k->row->name, "") ||
		unicode_same_name(k->row->name, k->student->name))
		return true;
	particulars_complain_who(k->list, k->row, EXAM_COLUMN_NAME,
		"名单里这个号码的学生叫%s，请核对是哪名学生", k->student->name);
	return false;
}

/* ---- choices ---------------------------------------------------------------- */

static bool check_item(struct checking *k, const struct exam_wish *wish,
	const char *key, uint64_t *chosen)
{
	const struct exam *exam = k->exam;
	int item = exam_find_slot(exam, key, k->student->sex);
	int named = item < 0 ? exam_find_item(exam, key) : item;
	const char *zh = named < 0 ? key : exam->item[named].zh;

	if (item < 0 || !exam_item_for(&exam->item[item], k->student->sex) ||
		!(exam->group[wish->at].items >> item & 1)) {
		refuse(k, wish, "%s不是%s生的项目", zh, sex_zh(k->student->sex));
		return false;
	}
	if (*chosen >> item & 1) {
		refuse(k, wish, "%s选了两次", zh);
		return false;
	}
	*chosen |= UINT64_C(1) << item;
	return true;
}

static bool check_choice(struct checking *k, const struct exam_wish *wish)
{
	const char *text = particulars_text(k->list, wish->text);
	uint64_t chosen = 0;

	for (size_t len; *text; text += len + (text[len] == '/')) {
		char key[32] = "";

		len = strcspn(text, "/");
		if (len < sizeof(key))
			memcpy(key, text, len);
		if (!check_item(k, wish, key, &chosen))
			return false;
	}
	for (int g = 0; g < k->exam->groups; g++)
		if (g != wish->at && k->entry->choice[g] & chosen) {
			refuse(k, wish, "这个项目在%s里已经选了，不能选两次",
				k->exam->group[g].zh);
			return false;
		}
	k->entry->choice[wish->at] = chosen;
	return true;
}

static bool check_barred(struct checking *k)
{
	const struct exam *exam = k->exam;
	uint64_t all = 0;

	for (int g = 0; g < exam->groups; g++)
		all |= k->entry->choice[g];
	for (int n = 0; n < exam->not_boths; n++) {
		uint64_t both = all & exam->not_both[n];

		if (both & (both - 1)) {
			refuse(k, NULL, "选了两个不能同时选的项目，请改选其中一个");
			return false;
		}
	}
	return true;
}

/* ---- statuses --------------------------------------------------------------- */

static bool check_status(struct checking *k, const struct exam_wish *wish)
{
	const char *where = k->list->columns[wish->column].where;
	const char *code = particulars_text(k->list, wish->text);
	struct exam_entry *alone = mem_alloc(sizeof(*alone));
	struct err err = ERR_INIT;
	bool fits, agrees;

	exam_entry_init(alone, k->student->sex, k->entry->grade);
	fits = exam_entry_status(k->exam, alone, where, code, &err);
	agrees = fits && exam_entry_status(k->exam, k->entry, where, code, &err);
	free(alone);
	if (!fits)
		refuse(k, wish, "这个状态在这里对这名学生不起作用，请写在别的列");
	else if (!agrees)
		refuse(k, wish, "与这一行的另一个状态说的是同一项，请只留一个");
	return agrees;
}

static bool is_exemption(const struct exam *exam, int status)
{
	return status >= 0 && (exam->status_of[status].is == EXAM_EXEMPT_FULL ||
				      exam->status_of[status].is == EXAM_EXEMPT_SHARE);
}

const struct exam_status *exam_choice_exempt(
	const struct exam *exam, const struct exam_entry *entry, int group)
{
	int status = entry->of_part[exam->group[group].part];

	if (is_exemption(exam, entry->of_total))
		return &exam->status_of[entry->of_total];
	return is_exemption(exam, status) ? &exam->status_of[status] : NULL;
}

/* ---- a row ------------------------------------------------------------------ */

static bool check_beside(struct checking *k, const struct exam_wish *wish)
{
	const struct exam_status *status = exam_choice_exempt(
		k->exam, k->entry, wish->at);

	if (!status)
		return true;
	refuse(k, wish, "同一行里有选项又有“%s”，只能留一个", status->zh);
	return false;
}

static bool check_wishes(struct checking *k)
{
	const struct exam_wish *wishes = k->list->wishes + k->row->wish;
	bool good = true;

	for (size_t i = 0; i < k->row->wishes; i++)
		if (wishes[i].kind == WISH_CHOICE)
			good &= check_choice(k, &wishes[i]);
		else if (wishes[i].kind == WISH_STATUS)
			good &= check_status(k, &wishes[i]);
	for (size_t i = 0; good && i < k->row->wishes; i++)
		if (wishes[i].kind == WISH_CHOICE)
			good = check_beside(k, &wishes[i]);
	return good && check_barred(k);
}

bool particulars_check(struct particulars *list, const struct exam_row *row,
	const struct exam *exam, const struct student *student)
{
	struct checking k = { list, row, exam, student, NULL };
	bool good = check_name(&k);

	if (!exam)
		return good;
	k.entry = mem_alloc(sizeof(*k.entry));
	exam_entry_init(
		k.entry, student->sex, exam->graded ? student->grade : GRADE_NONE);
	good = good && check_wishes(&k);
	free(k.entry);
	return good;
}

/* ---- grades ----------------------------------------------------------------- */

int grade_code_before(int code, int years, enum school_system system)
{
	static const int of_63[] = { 11, 12, 13, 14, 15, 16, 21, 22, 23, 31, 32, 33 };
	static const int of_54[] = { 11, 12, 13, 14, 15, 21, 22, 23, 24, 31, 32, 33 };
	const int *codes = system == SYSTEM_54 ? of_54 : of_63;

	if (grade_code_first(code) == 41)
		return years >= 0 && code - years >= 41 ? code - years : 0;
	for (int i = 0; i < 12; i++)
		if (codes[i] == code)
			return years >= 0 && years <= i ? codes[i - years] : 0;
	return 0;
}
