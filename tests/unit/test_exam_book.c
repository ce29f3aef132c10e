/* Exam results as a book: which cells are filled, and that the mark is everywhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exam_book.h"

struct school {
	struct exam *exam;
	struct exam_used use;
	struct buf text, notes;
	struct exam_book_counts counts;
};

static void begin(struct school *school, enum scheme_status status, const char *by)
{
	struct err err = ERR_INIT;

	memset(school, 0, sizeof(*school));
	school->text = school->notes = (struct buf)BUF_INIT;
	school->exam = exam_load(
		SOURCE_DIR "/schema/schemes/daqing-sample", NULL, &err);
	if (!school->exam) {
		fail_msg("%s", err.text);
		return;
	}
	school->exam->status = status;
	school->use.digest = school->exam->digest;
	school->use.exam_year = 2027;
	snprintf(school->use.scheme, sizeof(school->use.scheme), "daqing-sample");
	snprintf(school->use.who, sizeof(school->use.who), "郑老师");
	snprintf(school->use.confirmed, sizeof(school->use.confirmed), "%s", by);
}

static void end(struct school *school)
{
	exam_free(school->exam);
	buf_release(&school->text);
	buf_release(&school->notes);
}

static struct exam_shown shown(const char *state, const char *total)
{
	struct exam_shown s = { .has = true };

	snprintf(s.state, sizeof(s.state), "%s", state);
	snprintf(s.total, sizeof(s.total), "%s", total);
	return s;
}

static void add_item(struct exam_shown *s, const char *key, const char *zh,
	const char *value, const char *points, const char *state, bool counts)
{
	int i = s->items++;

	snprintf(s->item[i].key, sizeof(s->item[i].key), "%s", key);
	snprintf(s->item[i].zh, sizeof(s->item[i].zh), "%s", zh);
	snprintf(s->item[i].value, sizeof(s->item[i].value), "%s", value);
	snprintf(s->item[i].points, sizeof(s->item[i].points), "%s", points);
	snprintf(s->item[i].state, sizeof(s->item[i].state), "%s", state);
	s->item[i].counts = counts;
}

static void add_part(
	struct exam_shown *s, const char *key, const char *points, const char *state)
{
	int i = s->parts++;

	snprintf(s->part[i].key, sizeof(s->part[i].key), "%s", key);
	snprintf(s->part[i].zh, sizeof(s->part[i].zh), "%s",
		strcmp(key, "field") == 0 ? "现场考试" : "过程性考核");
	snprintf(s->part[i].points, sizeof(s->part[i].points), "%s", points);
	snprintf(s->part[i].state, sizeof(s->part[i].state), "%s", state);
}

static void export(struct school *school, const struct exam_shown *shown)
{
	static const struct student student = { .sex = SEX_MALE,
		.class_place = 7,
		.number = "G11010519491231002X",
		.test_number = "230107",
		.name = "张三",
		.class_name = "初三1班" };
	struct book *book = book_create_text(&school->text, &school->notes);
	struct exam_book *rows = exam_book_begin(book, school->exam, &school->use);
	struct err err = ERR_INIT;

	exam_book_add(rows, &student, shown);
	exam_book_end(rows, &school->counts);
	assert_true(book_save(book, &err));
}

/* The cell of the first student below a heading. */
static char *cell(const struct school *school, const char *heading, char out[256])
{
	const char *line = school->text.data, *next, *names, *cells;
	size_t at = 0;

	out[0] = '\0';
	while (strncmp(line, "标记,", 7) != 0 && strncmp(line, "班级,", 7) != 0)
		line = strchr(line, '\n') + 1;
	next = strchr(line, '\n') + 1;
	names = line;
	cells = next;
	while (strncmp(names, heading, strlen(heading)) != 0 ||
		(names[strlen(heading)] != ',' && names[strlen(heading)] != '\n')) {
		names += strcspn(names, ",\n");
		if (*names == '\n')
			return NULL;
		names++;
		at++;
	}
	for (; at > 0; at--)
		cells += strcspn(cells, ",\n") + 1;
	snprintf(out, 256, "%.*s", (int)strcspn(cells, ",\n"), cells);
	return out;
}

static void expect(const struct school *school, const char *heading, const char *want)
{
	char text[256];

	if (!cell(school, heading, text))
		fail_msg("no column %s", heading);
	if (strcmp(text, want) != 0)
		fail_msg("%s: \"%s\", not \"%s\"", heading, text, want);
}

/* ---- four different things --------------------------------------------------- */

static void nothing_zero_exempt_and_no_table_stay_apart(void **state)
{
	struct exam_shown s = shown("no-table", "");
	struct school school;

	(void)state;
	begin(&school, SCHEME_SAMPLE, "周老师");
	add_item(&s, "run_1000m", "1000米跑", "3′52″", "25.5", "points", true);
	add_item(&s, "long_jump", "立定跳远", "", "", "none", true);
	add_item(&s, "rope_1min", "一分钟跳绳", "120次", "", "points", false);
	add_item(&s, "sit_reach", "坐位体前屈", "-3.5厘米", "0", "points", true);
	add_item(&s, "pull_up", "引体向上", "", "0", "void", true);
	add_item(&s, "football_dribble", "足球运球", "", "", "deferred", true);
	add_item(&s, "skating", "速度滑冰(距离待定)", "61.27秒", "", "no-table", true);
	add_part(&s, "process", "27", "points");
	add_part(&s, "field", "", "open");
	snprintf(s.why, sizeof(s.why), "速度滑冰：没有评分表");
	export(&school, &s);
	expect(&school, "班级", "初三1班");
	expect(&school, "班内学号", "7");
	expect(&school, "测试号", "230107");
	expect(&school, "姓名", "张三");
	expect(&school, "性别", "男");
	expect(&school, "1000米跑成绩", "3'52");
	expect(&school, "1000米跑得分", "25.5");
	expect(&school, "800米跑成绩", "");
	expect(&school, "立定跳远成绩", "");
	expect(&school, "立定跳远得分", "");
	expect(&school, "一分钟跳绳成绩", "120");
	expect(&school, "坐位体前屈成绩", "-3.5");
	expect(&school, "坐位体前屈得分", "0");
	expect(&school, "引体向上得分", "0");
	expect(&school, "速度滑冰(距离待定)成绩", "61.27");
	expect(&school, "速度滑冰(距离待定)得分", "");
	expect(&school, "过程性考核", "27");
	expect(&school, "现场考试", "");
	expect(&school, "总分", "");
	expect(&school, "状态", "无评分表");
	expect(&school, "情况",
		"未测：立定跳远；无有效成绩：引体向上；无评分表：速度滑冰(距离待定)；"
		"缓考：足球运球");
	expect(&school, "说明", "速度滑冰：没有评分表");
	assert_int_equal(school.counts.no_table, 1);
	assert_null(strstr(school.text.data, "G11010519491231002X"));
	assert_null(strstr(school.notes.data, "G11010519491231002X"));
	end(&school);
}

static void items_of_an_exempt_part_are_not_missing(void **state)
{
	struct exam_shown s = shown("exempt", "69");
	struct school school;

	(void)state;
	begin(&school, SCHEME_OFFICIAL, "周老师");
	add_item(&s, "run_1000m", "1000米跑", "", "", "none", true);
	add_part(&s, "process", "27", "points");
	add_part(&s, "field", "42", "exempt");
	snprintf(s.level, sizeof(s.level), "合格");
	export(&school, &s);
	expect(&school, "现场考试", "42");
	expect(&school, "总分", "69");
	expect(&school, "等级", "合格");
	expect(&school, "状态", "免考");
	expect(&school, "情况", "免考：现场考试");
	assert_int_equal(school.counts.exempt, 1);
	end(&school);
}

static void who_was_not_scored_has_a_row_that_says_so(void **state)
{
	struct exam_shown s = { .has = false };
	struct school school;

	(void)state;
	begin(&school, SCHEME_OFFICIAL, "周老师");
	export(&school, &s);
	expect(&school, "姓名", "张三");
	expect(&school, "状态", "未计分");
	expect(&school, "总分", "");
	assert_int_equal(school.counts.incomplete, 1);
	end(&school);
}

/* ---- the mark ---------------------------------------------------------------- */

/* How many lines of `text` begin with the mark, and how many there are. */
static void count_marked(
	const struct buf *text, const char *mark, size_t *marked, size_t *lines)
{
	const char *line = text->data;

	*marked = *lines = 0;
	if (strncmp(line, "\xef\xbb\xbf", 3) == 0)
		line += 3;
	for (; *line; line = strchr(line, '\n') + 1) {
		*marked += strncmp(line, mark, strlen(mark)) == 0;
		++*lines;
	}
}

static void every_line_but_the_headings_begins_with_the_mark(void **state)
{
	static const struct {
		enum scheme_status status;
		const char *confirmed, *mark;
	} cases[] = {
		{ SCHEME_SAMPLE, "周老师", "样例·非正式成绩," },
		{ SCHEME_SAMPLE, "", "样例·非正式成绩·未核对," },
		{ SCHEME_DRAFT, "周老师", "草案·非正式成绩," },
		{ SCHEME_DRAFT, "", "草案·非正式成绩·未核对," },
		{ SCHEME_OFFICIAL, "", "未核对," },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct exam_shown s = shown("incomplete", "");
		struct school school;
		size_t marked, lines;
		char first[64];

		begin(&school, cases[i].status, cases[i].confirmed);
		export(&school, &s);
		count_marked(&school.text, cases[i].mark, &marked, &lines);
		assert_int_equal(lines, 3);
		assert_int_equal(marked, 1); /* the line above has one cell only */
		snprintf(first, sizeof(first), "%.*s\n", (int)strlen(cases[i].mark) - 1,
			cases[i].mark);
		assert_non_null(strstr(school.text.data, first));
		count_marked(&school.notes, cases[i].mark, &marked, &lines);
		assert_int_equal(marked, lines - 1);
		end(&school);
	}
}

static void an_official_confirmed_scheme_has_no_mark(void **state)
{
	struct exam_shown s = shown("complete", "97.5");
	struct school school;

	(void)state;
	begin(&school, SCHEME_OFFICIAL, "周老师");
	export(&school, &s);
	assert_null(strstr(school.text.data, "标记"));
	assert_null(strstr(school.text.data, "非正式"));
	assert_null(strstr(school.text.data, "未核对"));
	assert_non_null(strstr(school.notes.data, "核对人,周老师"));
	assert_int_equal(school.counts.complete, 1);
	end(&school);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_zero_exempt_and_no_table_stay_apart),
		cmocka_unit_test(items_of_an_exempt_part_are_not_missing),
		cmocka_unit_test(who_was_not_scored_has_a_row_that_says_so),
		cmocka_unit_test(every_line_but_the_headings_begins_with_the_mark),
		cmocka_unit_test(an_official_confirmed_scheme_has_no_mark),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
