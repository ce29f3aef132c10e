#include "exam_book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "text.h"
#include "unicode.h"

/* What a person should know of one student. */
struct note {
	size_t row;
	int class_place;
	char class_name[48], test_number[12], name[64];
	const char *state;
	char words[512], why[256];
};

struct exam_book {
	struct book *book;
	const struct exam *exam;
	const struct exam_used *use;
	char mark[EXAM_MARK_SIZE];
	bool taken[EXAM_ITEMS_MAX]; /* anybody may take it */
	size_t row;		    /* the last one written */
	struct note *notes;
	size_t notes_count;
	struct exam_book_counts counts;
};

/* ---- headings --------------------------------------------------------------- */

/* An item that was not drawn, or stands in no group, has no columns. */
static void find_taken(struct exam_book *rows)
{
	const struct exam *exam = rows->exam;
	uint64_t items = 0;

	for (int g = 0; g < exam->groups; g++) {
		const struct exam_group *group = &exam->group[g];

		items |= group->choose == EXAM_DRAWN && group->drawn ? group->drawn
								     : group->items;
	}
	for (int p = 0; p < exam->parts; p++)
		items |= exam->part[p].gates;
	for (int i = 0; i < exam->items; i++)
		rows->taken[i] = items >> i & 1;
}

static void put_heading(struct book *book, const char *name, const char *what)
{
	char text[80];

	snprintf(text, sizeof(text), "%s%s", name, what);
	book_text(book, text);
}

static void write_headings(struct exam_book *rows)
{
	static const char *const first[] = { "班级", "班内学号", "测试号", "姓名",
		"性别" };
	static const char *const last[] = { "总分", "等级", "状态", "情况", "说明" };
	const struct exam *exam = rows->exam;
	struct book *book = rows->book;

	if (*rows->mark)
		book_text(book, "标记");
	for (size_t i = 0; i < sizeof(first) / sizeof(first[0]); i++)
		book_text(book, first[i]);
	for (int i = 0; i < exam->items; i++)
		if (rows->taken[i]) {
			put_heading(book, exam->item[i].zh, "成绩");
			put_heading(book, exam->item[i].zh, "得分");
		}
	for (int p = 0; p < exam->parts; p++)
		book_text(book, exam->part[p].zh);
	for (size_t i = 0; i < sizeof(last) / sizeof(last[0]); i++)
		book_text(book, last[i]);
	book_end_row(book);
	rows->row++;
}

struct exam_book *exam_book_begin(
	struct book *book, const struct exam *exam, const struct exam_used *use)
{
	struct exam_book *rows = mem_alloc(sizeof(*rows));
	char name[EXAM_MARK_SIZE + 32];

	rows->book = book;
	rows->exam = exam;
	rows->use = use;
	exams_mark(exam, *use->confirmed != '\0', rows->mark);
	find_taken(rows);
	snprintf(
		name, sizeof(name), "考试成绩%s%s", *rows->mark ? "·" : "", rows->mark);
	book_sheet(book, name);
	if (*rows->mark) {
		book_print_mark(book, rows->mark);
		book_text(book, rows->mark);
		book_end_row(book);
		rows->row++;
	}
	write_headings(rows);
	return rows;
}

/* ---- words ------------------------------------------------------------------ */

static const struct state_word {
	const char *state, *zh;
} item_words[] = {
	{ "none", "未测" },
	{ "void", "无有效成绩" },
	{ "no-table", "无评分表" },
	{ "exempt", "免考" },
	{ "partial", "择考" },
	{ "deferred", "缓考" },
	{ "absent", "缺考" },
	{ "disqualified", "取消资格" },
}, state_words[] = {
	{ "complete", "完整" },
	{ "exempt", "免考" },
	{ "no-table", "无评分表" },
	{ "incomplete", "不完整" },
	{ "wrong", "有矛盾" },
};
#define WORDS(list) (sizeof(list) / sizeof((list)[0]))

const char *exam_book_state(const struct exam_shown *shown)
{
	for (size_t i = 0; shown->has && i < WORDS(state_words); i++)
		if (strcmp(state_words[i].state, shown->state) == 0)
			return state_words[i].zh;
	return "未计分";
}

static int find_item(const struct exam_shown *shown, const char *key)
{
	for (int i = 0; i < shown->items; i++)
		if (strcmp(shown->item[i].key, key) == 0)
			return i;
	return -1;
}

static int find_part(const struct exam_shown *shown, const char *key)
{
	for (int p = 0; p < shown->parts; p++)
		if (strcmp(shown->part[p].key, key) == 0)
			return p;
	return -1;
}

/* Is the part of this item settled, or put off, by a status? */
static bool part_decided(
	const struct exam *exam, const struct exam_shown *shown, const char *key)
{
	static const char *const decided[] = { "exempt", "deferred", "absent",
		"disqualified" };
	int item = exam_find_item(exam, key);

	for (int g = 0; item >= 0 && g < exam->groups; g++) {
		int p = find_part(shown, exam->part[exam->group[g].part].key);

		for (size_t i = 0; p >= 0 && i < WORDS(decided); i++)
			if ((exam->group[g].items >> item & 1) &&
				strcmp(shown->part[p].state, decided[i]) == 0)
				return true;
	}
	return false;
}

static void add_word(struct buf *out, const char *word, const char *zh, bool *begun)
{
	if (*begun)
		buf_addf(out, "、%s", zh);
	else
		buf_addf(out, "%s%s：%s", out->len ? "；" : "", word, zh);
	*begun = true;
}

/* "未测：立定跳远；无评分表：速度滑冰" of the items that count, and of parts. */
static void add_words(
	const struct exam *exam, const struct exam_shown *shown, struct buf *out)
{
	for (size_t w = 0; w < WORDS(item_words); w++) {
		const struct state_word *word = &item_words[w];
		bool begun = false;

		for (int p = 0; w > 0 && p < shown->parts; p++)
			if (strcmp(shown->part[p].state, word->state) == 0)
				add_word(out, word->zh, shown->part[p].zh, &begun);
		for (int i = 0; i < shown->items; i++)
			if (shown->item[i].counts &&
				strcmp(shown->item[i].state, word->state) == 0 &&
				!part_decided(exam, shown, shown->item[i].key))
				add_word(out, word->zh, shown->item[i].zh, &begun);
	}
}

/* ---- a row ------------------------------------------------------------------ */

/* Digits become a number, 3'45 stays text, nothing stays nothing. */
static void put_value(struct book *book, const char *text)
{
	struct decimal d;

	if (decimal_read(slice_of(text), &d))
		book_number(book, d.digits, d.decimals);
	else
		book_text(book, text);
}

/* "237厘米" is 237, and 3′52″ as files write it. */
static void put_result(struct book *book, const struct item *measure, const char *shown)
{
	const char *unit = item_unit_zh(measure);
	size_t len = strlen(shown), end = strlen(unit);
	struct buf text = BUF_INIT;

	if (end && len > end && strcmp(shown + len - end, unit) == 0)
		len -= end;
	buf_add(&text, shown, len);
	if (measure->minutes) {
		buf_reset(&text);
		unicode_fold(&text, shown, UNICODE_KEEP_CASE);
		if (text.len && text.data[text.len - 1] == '"')
			text.data[text.len - 1] = '\0';
	}
	put_value(book, text.data);
	buf_release(&text);
}

static void put_place(struct book *book, int place)
{
	if (place > 0)
		book_number(book, place, 0);
	else
		book_skip(book);
}

static void put_items(struct exam_book *rows, const struct exam_shown *shown)
{
	for (int i = 0; i < rows->exam->items; i++) {
		const struct exam_item *item = &rows->exam->item[i];
		int at = find_item(shown, item->key);

		if (!rows->taken[i])
			continue;
		put_result(rows->book, &item->measure,
			at < 0 ? "" : shown->item[at].value);
		put_value(rows->book, at < 0 ? "" : shown->item[at].points);
	}
}

static void put_parts(struct exam_book *rows, const struct exam_shown *shown)
{
	for (int p = 0; p < rows->exam->parts; p++) {
		int at = find_part(shown, rows->exam->part[p].key);
		const char *state = at < 0 ? "" : shown->part[at].state;

		if (strcmp(state, "met") == 0)
			book_text(rows->book, "达标");
		else if (strcmp(state, "not-met") == 0)
			book_text(rows->book, "未达标");
		else
			put_value(rows->book, at < 0 ? "" : shown->part[at].points);
	}
}

void exam_book_count(struct exam_book_counts *n, const struct exam_shown *shown)
{
	const char *state = shown->has ? shown->state : "";

	n->students++;
	if (strcmp(state, "complete") == 0)
		n->complete++;
	else if (strcmp(state, "exempt") == 0)
		n->exempt++;
	else if (strcmp(state, "no-table") == 0)
		n->no_table++;
	else if (strcmp(state, "wrong") == 0)
		n->wrong++;
	else
		n->incomplete++;
}

static void add_note(struct exam_book *rows, const struct student *student,
	const struct exam_shown *shown, const char *words)
{
	struct note *note;

	if (shown->has && strcmp(shown->state, "complete") == 0)
		return;
	if (rows->notes_count % 256 == 0)
		rows->notes = mem_resize_array(
			rows->notes, rows->notes_count + 256, sizeof(*rows->notes));
	note = &rows->notes[rows->notes_count++];
	*note = (struct note){ .row = rows->row,
		.class_place = student->class_place,
		.state = exam_book_state(shown) };
	text_copy(note->class_name, sizeof(note->class_name), student->class_name);
	text_copy(note->test_number, sizeof(note->test_number), student->test_number);
	text_copy(note->name, sizeof(note->name), student->name);
	text_copy(note->words, sizeof(note->words), words);
	text_copy(note->why, sizeof(note->why), shown->has ? shown->why : "");
}

void exam_book_add(struct exam_book *rows, const struct student *student,
	const struct exam_shown *shown)
{
	static const struct exam_shown nothing = { .has = false };
	const struct exam_shown *s = shown->has ? shown : &nothing;
	struct book *book = rows->book;
	struct buf words = BUF_INIT;

	if (*rows->mark)
		book_text(book, rows->mark);
	book_text(book, student->class_name);
	put_place(book, student->class_place);
	book_text(book, student->test_number);
	book_text(book, student->name);
	book_text(book, sex_zh(student->sex));
	put_items(rows, s);
	put_parts(rows, s);
	add_words(rows->exam, s, &words);
	put_value(book, s->total);
	book_text(book, s->level);
	book_text(book, exam_book_state(s));
	book_text(book, words.data);
	book_text(book, s->why);
	book_end_row(book);
	rows->row++;
	exam_book_count(&rows->counts, s);
	add_note(rows, student, s, words.data);
	buf_release(&words);
}

/* ---- the sheet 说明 ----------------------------------------------------------- */

static void write_fact(struct exam_book *rows, const char *what, const char *text)
{
	if (*rows->mark)
		book_text(rows->book, rows->mark);
	book_text(rows->book, what);
	book_text(rows->book, text);
	book_end_row(rows->book);
}

static void write_count(struct exam_book *rows, const char *what, size_t number)
{
	if (*rows->mark)
		book_text(rows->book, rows->mark);
	book_text(rows->book, what);
	book_number(rows->book, (int64_t)number, 0);
	book_end_row(rows->book);
}

static void write_facts(struct exam_book *rows)
{
	const struct exam *exam = rows->exam;
	const struct exam_book_counts *n = &rows->counts;
	char digest[DIGEST_TEXT_SIZE];

	write_fact(rows, "方案", exam->title);
	write_fact(rows, "编号", exam->id);
	write_fact(rows, "地区", exam->place);
	write_fact(rows, "依据文件", exam->document);
	write_fact(rows, "文件日期", exam->date);
	write_count(rows, "考试年份", (size_t)rows->use->exam_year);
	write_fact(rows, "方案摘要", digest_text(&rows->use->digest, digest));
	write_fact(rows, "录入人", rows->use->who);
	write_fact(rows, "核对人",
		*rows->use->confirmed ? rows->use->confirmed : "还没有人核对");
	write_count(rows, "考生人数", n->students);
	write_count(rows, "成绩完整", n->complete);
	write_count(rows, "有免考", n->exempt);
	write_count(rows, "只缺评分表", n->no_table);
	write_count(rows, "成绩不完整", n->incomplete);
	write_count(rows, "记录有矛盾", n->wrong);
}

static void write_note(struct exam_book *rows, const struct note *note)
{
	struct book *book = rows->book;

	if (*rows->mark)
		book_text(book, rows->mark);
	book_number(book, (int64_t)note->row, 0);
	book_text(book, note->class_name);
	put_place(book, note->class_place);
	book_text(book, note->test_number);
	book_text(book, note->name);
	book_text(book, note->state);
	book_text(book, note->words);
	book_text(book, note->why);
	book_end_row(book);
}

void exam_book_end(struct exam_book *rows, struct exam_book_counts *counts)
{
	static const char *const titles[] = { "行", "班级", "班内学号", "测试号",
		"姓名", "状态", "情况", "说明" };
	struct book *book = rows->book;

	*counts = rows->counts;
	book_sheet(book, "说明");
	if (*rows->mark)
		book_print_mark(book, rows->mark);
	write_facts(rows);
	if (*rows->mark)
		book_text(book, "标记");
	for (size_t i = 0; i < WORDS(titles); i++)
		book_text(book, titles[i]);
	book_end_row(book);
	for (size_t i = 0; i < rows->notes_count; i++)
		write_note(rows, &rows->notes[i]);
	free(rows->notes);
	free(rows);
}
