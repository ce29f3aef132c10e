/* Choices, statuses, process points and past totals in: see exam_rows.h. */
#include "import.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "clock.h"
#include "entry.h"
#include "exam_rows.h"
#include "exams.h"
#include "layout.h"
#include "open.h"
#include "past_years.h"
#include "path.h"
#include "roster.h"
#include "standings.h"

#define ON_EXEMPTION "免考"

struct import {
	const struct env *env;
	const struct import_options *options;
	struct items *items;
	struct layout *layout;
	struct store *store;
	struct exam_used use;
	struct exam *exam; /* NULL: no scheme is in use */
	struct exam_list list;
	struct student *students; /* beside list.rows; id "": refused */
	struct exam_entry *entry;
	struct {
		int choices, statuses, process, past, standard, cleared, same;
	} count;
};

/* ---- opening and reading ---------------------------------------------------- */

static bool open_exam(struct import *import, struct err *err)
{
	switch (exams_used(import->store, 0, &import->use, err)) {
	case EXAM_USE_FOUND:
		import->exam = exams_load(
			import->store, import->items, &import->use, err);
		return import->exam != NULL;
	case EXAM_USE_NONE:
		return true;
	case EXAM_USE_FAIL:
		break;
	}
	return false;
}

static bool open_all(struct import *import, struct err *err)
{
	const struct env *env = import->env;
	char path[PATH_SIZE];

	import->items = open_items(env, err);
	if (!import->items)
		return false;
	import->layout = layout_load(
		env_share(env, "schema", path, sizeof(path)), "exam-in", err);
	if (!import->layout)
		return false;
	import->store = open_store(env, env->data_dir, STORE_WRITE, import->items, err);
	if (!import->store)
		return false;
	import->entry = mem_alloc(sizeof(*import->entry));
	return open_exam(import, err);
}

static void close_all(struct import *import)
{
	free(import->entry);
	free(import->students);
	exam_list_release(&import->list);
	exam_free(import->exam);
	store_close(import->store);
	layout_free(import->layout);
	items_free(import->items);
}

static int today(const struct env *env)
{
	struct date date = date_of_wall(env_now_us(env), CLOCK_SHANGHAI);

	return date.year * 10000 + date.month * 100 + date.day;
}

static bool read_file(struct import *import, struct err *err)
{
	struct exam_rows_rules rules = { import->layout, import->exam,
		store_school_year(import->store), today(import->env),
		store_system(import->store) };
	struct exam_list *list = &import->list;
	struct sheet *sheet = sheet_open(import->options->file, err);
	bool good;

	if (!sheet)
		return false;
	fprintf(stderr, "%s: %s\n", path_name(import->options->file), sheet->about);
	good = exam_rows_read(sheet, &rules, list, err);
	sheet_close(sheet);
	if (!good && !strstr(err->text, import->options->file))
		err_prefix(err, "%s", import->options->file);
	if (good && list->count + list->refused + list->silent == 0)
		return err_set(err, "%s: 标题下面没有学生", import->options->file);
	return good;
}

/* ---- whose row it is -------------------------------------------------------- */

static void refuse_row(struct import *import, size_t i)
{
	import->students[i].id[0] = '\0';
	import->list.refused++;
}

static enum roster_got find_both(struct import *import, const struct exam_row *row,
	struct student *out, struct err *err)
{
	struct student by_number;
	enum roster_got got = ROSTER_UNKNOWN, also;

	if (*row->number)
		got = roster_find_number(import->store, row->number, out, err);
	if (got == ROSTER_FAIL || !*row->test_number)
		return got;
	by_number = *out;
	also = roster_find_test_number(import->store, row->test_number, out, err);
	if (!*row->number || also != ROSTER_FOUND || got != ROSTER_FOUND)
		return *row->number && also == ROSTER_FOUND ? got : also;
	return strcmp(by_number.id, out->id) == 0 ? ROSTER_FOUND : ROSTER_UNKNOWN;
}

static bool speaks_of_exam(const struct import *import, const struct exam_row *row)
{
	for (size_t w = 0; w < row->wishes; w++) {
		enum exam_wish_kind kind = import->list.wishes[row->wish + w].kind;

		if (kind != WISH_PAST && kind != WISH_STANDARD)
			return true;
	}
	return false;
}

static bool find_student(struct import *import, size_t i, struct err *err)
{
	const struct exam_row *row = &import->list.rows[i];
	struct student *student = &import->students[i];
	enum exam_column_kind kind = *row->number ? EXAM_COLUMN_NUMBER
						  : EXAM_COLUMN_TEST_NUMBER;

	switch (find_both(import, row, student, err)) {
	case ROSTER_FAIL:
		return false;
	case ROSTER_UNKNOWN:
		exam_row_complain_who(&import->list, row, kind,
			*row->number && *row->test_number
				? "学籍号和测试号不是名单里的同一名学生，请核对"
				: "名单里没有这名学生，请核对号码，或先导入名单");
		refuse_row(import, i);
		return true;
	case ROSTER_FOUND:
		break;
	}
	if (!exam_row_check(&import->list, row, import->exam, student)) {
		refuse_row(import, i);
	} else if (speaks_of_exam(import, row) && !exams_sits(import->store, student)) {
		exam_row_complain_who(&import->list, row, kind,
			"这名学生（年级编号 %d）今年不参加考试，请删去这一行",
			student->grade_code);
		refuse_row(import, i);
	}
	return true;
}

/* Two rows of one student: only the teacher knows which is right. */
static void refuse_doubled(struct import *import, size_t i)
{
	const struct exam_row *rows = import->list.rows;
	bool doubled = false;

	for (size_t k = i + 1; k < import->list.count; k++) {
		if (!*import->students[i].id ||
			strcmp(import->students[i].id, import->students[k].id) != 0)
			continue;
		exam_row_complain(&import->list, &rows[k], NULL, COMPLAINT_REFUSED,
			"与第%zu行是同一名学生，请合并成一行", rows[i].row);
		refuse_row(import, k);
		doubled = true;
	}
	if (!doubled)
		return;
	exam_row_complain(&import->list, &rows[i], NULL, COMPLAINT_REFUSED,
		"这名学生在后面还有一行，请合并成一行");
	refuse_row(import, i);
}

static bool find_students(struct import *import, struct err *err)
{
	size_t count = import->list.count;

	import->students = mem_array(count + 1, sizeof(*import->students));
	for (size_t i = 0; i < count; i++)
		if (!find_student(import, i, err))
			return false;
	for (size_t i = 0; i < count; i++)
		refuse_doubled(import, i);
	return true;
}

/* ---- one row to the journal ------------------------------------------------- */

/* While a row is stored. */
struct putting {
	struct import *import;
	const struct exam_row *row;
	const struct student *student;
	const char *by;
	int64_t wall_us;
	struct exam_papers papers;
	struct err *err; /* what is no fault of the row */
	bool failed;
};

static bool refuse(struct putting *p, const struct exam_wish *wish, const char *reason)
{
	exam_row_complain(
		&p->import->list, p->row, wish, COMPLAINT_REFUSED, "%s", reason);
	return false;
}

/* How many entries this station has: what was said before writes none. */
static int64_t head(struct putting *p)
{
	char hex[DIGEST_TEXT_SIZE];
	int64_t seq = 0;

	if (!entry_head(p->import->store, &seq, hex, p->err))
		p->failed = true;
	return seq;
}

static void count_wish(struct putting *p, int64_t before, int *count)
{
	if (head(p) > before)
		++*count;
	else
		p->import->count.same++;
}

static bool put_status(struct putting *p, const struct exam_wish *wish)
{
	static const struct exam_papers none = { .given_on = 0 };
	struct import *import = p->import;
	const char *code = exam_list_text(&import->list, wish->text);
	int64_t before = head(p);
	struct err why = ERR_INIT;

	if (!exams_stand(import->store, import->exam, p->student,
		    import->list.columns[wish->column].where, code,
		    strcmp(code, "normal") == 0 ? &none : &p->papers, p->by, p->wall_us,
		    &why))
		return refuse(p, wish, why.text);
	count_wish(p, before, &import->count.statuses);
	return true;
}

static bool put_standard(struct putting *p, const struct exam_wish *wish)
{
	struct import *import = p->import;
	int64_t before = head(p);
	enum standing_code code = STANDING_NORMAL;
	struct err why = ERR_INIT;

	standing_read(exam_list_text(&import->list, wish->text), &code);
	if (!standings_put(import->store, p->student->id, code, &p->papers, p->by,
		    p->wall_us, &why))
		return refuse(p, wish, why.text);
	count_wish(p, before, &import->count.standard);
	return true;
}

/* An exemption that comes late takes the choices back; the log keeps them. */
static bool clear_choices(struct putting *p)
{
	struct import *import = p->import;
	const struct exam *exam = import->exam;

	for (int g = 0; g < exam->groups; g++) {
		const struct exam_status *status = exam_choice_exempt(
			exam, import->entry, g);
		struct err why = ERR_INIT;

		if (!status || !import->entry->choice[g])
			continue;
		if (!exams_choose(import->store, exam, p->student, g, "", ON_EXEMPTION,
			    p->by, p->wall_us, &why))
			return refuse(p, NULL, why.text);
		import->count.cleared++;
		exam_row_complain(&import->list, p->row, NULL, COMPLAINT_WARNING,
			"“%s”：原来在%s里的选项已取消，记录里还查得到", status->zh,
			exam->group[g].zh);
	}
	return true;
}

static bool put_choice(struct putting *p, const struct exam_wish *wish)
{
	struct import *import = p->import;
	const struct exam_status *status = exam_choice_exempt(
		import->exam, import->entry, wish->at);
	int64_t before = head(p);
	struct err why = ERR_INIT;

	if (status) {
		exam_row_complain(&import->list, p->row, wish, COMPLAINT_REFUSED,
			"这名学生已有状态“%s”，免考的学生没有选项；如果免考已取消，"
			"请把状态改为正常",
			status->zh);
		return false;
	}
	if (exams_choose(import->store, import->exam, p->student, wish->at,
		    exam_list_text(&import->list, wish->text), p->row->reason, p->by,
		    p->wall_us, &why)) {
		count_wish(p, before, &import->count.choices);
		return true;
	}
	/* Everything else was seen to before. */
	return refuse(p, wish,
		*p->row->reason
			? why.text
			: "这一组已经选过别的项目，更改选项要在“原因”列写明原因");
}

/* What a process value or a past total came from. */
static void write_origin(const struct putting *p, char *out, size_t size)
{
	snprintf(out, size, "file %.90s, row %zu", path_name(p->import->options->file),
		p->row->row);
}

static bool put_process(struct putting *p, const struct exam_wish *wish)
{
	struct import *import = p->import;
	int64_t before = head(p);
	struct err why = ERR_INIT;
	char origin[128];

	write_origin(p, origin, sizeof(origin));
	if (!exams_process(import->store, import->exam, p->student, wish->at,
		    wish->year, exam_list_text(&import->list, wish->text), "import",
		    origin, p->by, p->wall_us, &why))
		return refuse(p, wish, why.text);
	count_wish(p, before, &import->count.process);
	return true;
}

static bool put_past(struct putting *p, const struct exam_wish *wish)
{
	struct import *import = p->import;
	int years = store_school_year(import->store) - wish->at;
	int code = wish->grade_code ? wish->grade_code
				    : grade_code_before(p->student->grade_code, years,
					      store_system(import->store));
	int64_t before = head(p);
	struct err why = ERR_INIT;
	char origin[128];

	if (!code) {
		exam_row_complain(&import->list, p->row, wish, COMPLAINT_REFUSED,
			"推算不出 %d 学年是几年级，请加一列“年级:%d”", wish->at,
			wish->at);
		return false;
	}
	write_origin(p, origin, sizeof(origin));
	if (!past_years_put(import->store, p->student->id, wish->at, code,
		    wish->total_c, origin, p->by, p->wall_us, &why))
		return refuse(p, wish, why.text);
	count_wish(p, before, &import->count.past);
	return true;
}

static bool put_wish(struct putting *p, const struct exam_wish *wish)
{
	switch (wish->kind) {
	case WISH_CHOICE:
		return put_choice(p, wish);
	case WISH_STATUS:
		return put_status(p, wish);
	case WISH_PROCESS:
		return put_process(p, wish);
	case WISH_PAST:
		return put_past(p, wish);
	case WISH_STANDARD:
		return put_standard(p, wish);
	}
	return false;
}

/* All wishes of one kind; *any: there were some. */
static bool put_kind(struct putting *p, enum exam_wish_kind kind, bool *any)
{
	const struct exam_wish *wishes = p->import->list.wishes + p->row->wish;
	bool good = true;

	for (size_t i = 0; good && i < p->row->wishes; i++)
		if (wishes[i].kind == kind) {
			*any = true;
			good = put_wish(p, &wishes[i]);
		}
	return good;
}

static bool read_entry(struct putting *p)
{
	struct import *import = p->import;
	struct err wrong = ERR_INIT;

	if (exams_entry(import->store, import->exam, import->use.exam_year, p->student,
		    import->entry, NULL, &wrong, p->err))
		return true;
	p->failed = true;
	return false;
}

static bool check_entry(struct putting *p, struct err *why)
{
	why->text[0] = '\0';
	return !read_entry(p) ||
	       exam_entry_check(p->import->exam, p->import->entry, why);
}

/* What contradicted itself before this row is not this row's fault. */
static bool still_agrees(struct putting *p, const struct err *before)
{
	struct err why = ERR_INIT;

	if (check_entry(p, &why) || strcmp(why.text, before->text) == 0)
		return !p->failed;
	exam_row_complain(&p->import->list, p->row, NULL, COMPLAINT_REFUSED,
		"与已存的记录矛盾：%s", why.text);
	return false;
}

/* Derived, so that a screen shows it at once. */
static bool score(struct putting *p)
{
	struct import *import = p->import;

	if (import->use.exam_year - 1 != store_school_year(import->store) ||
		exams_score(import->store, import->exam, import->use.exam_year,
			p->student, p->err))
		return true;
	p->failed = true;
	return false;
}

static bool put_exam(struct putting *p)
{
	bool statuses = false, any = false;
	struct err before = ERR_INIT;

	check_entry(p, &before);
	if (p->failed || !put_kind(p, WISH_STATUS, &statuses) || !read_entry(p) ||
		(statuses && !clear_choices(p)))
		return false;
	return put_kind(p, WISH_CHOICE, &any) && put_kind(p, WISH_PROCESS, &any) &&
	       still_agrees(p, &before) && score(p);
}

static bool put_all(struct putting *p)
{
	bool any = false;

	if (speaks_of_exam(p->import, p->row) && !put_exam(p))
		return false;
	return put_kind(p, WISH_STANDARD, &any) && put_kind(p, WISH_PAST, &any) &&
	       !p->failed;
}

/* The row whole, or nothing of it. false only when the store failed. */
static bool put_row(struct import *import, size_t i, struct err *err)
{
	const struct exam_row *row = &import->list.rows[i];
	struct putting p = { .import = import,
		.row = row,
		.student = &import->students[i],
		.by = import->options->by,
		.wall_us = env_now_us(import->env),
		.err = err };
	struct err undone = ERR_INIT;
	bool good;

	memcpy(p.papers.papers, row->papers, sizeof(p.papers.papers));
	memcpy(p.papers.approver, row->approver, sizeof(p.papers.approver));
	p.papers.given_on = row->given_on;
	if (!store_begin(import->store, err))
		return false;
	good = put_all(&p);
	if (p.failed) {
		store_rollback(import->store);
		return false;
	}
	if (!good) {
		store_end(import->store, false, &undone);
		refuse_row(import, i);
		return true;
	}
	return store_end(import->store, true, err);
}

static bool put_rows(struct import *import, struct err *err)
{
	bool good = true;

	if (!store_begin_durable(import->store, err))
		return false;
	for (size_t i = 0; good && i < import->list.count; i++)
		if (*import->students[i].id)
			good = put_row(import, i, err);
	if (good && import->options->dry_run) {
		store_rollback(import->store);
		return true;
	}
	return store_end(import->store, good, err);
}

/* ---- the command ------------------------------------------------------------ */

static int report(struct import *import, struct err *err)
{
	struct exam_list *list = &import->list;
	size_t warnings;

	complaints_sort(&list->complaints, list->complaints_count);
	if (!import_complaints(import->env, list->complaints, list->complaints_count,
		    &warnings, err))
		return command_fail("import", err);
	fprintf(stderr,
		"%schoices %d, statuses %d, process values %d, past totals %d, "
		"fitness-test statuses %d, choices taken back %d, same %d; "
		"refused %zu rows, %zu warnings\n",
		import->options->dry_run ? "dry run, nothing stored: " : "",
		import->count.choices, import->count.statuses, import->count.process,
		import->count.past, import->count.standard, import->count.cleared,
		import->count.same, list->refused, warnings);
	return list->refused > 0 ? DONE_BUT : DONE;
}

int import_exam(const struct env *env, const struct import_options *options)
{
	struct import import = {
		.env = env, .options = options, .list = EXAM_LIST_INIT
	};
	struct err err = ERR_INIT;
	bool good;
	int status;

	if (!options->by || !*options->by)
		good = err_set(&err,
			"%s: choices, statuses and process points are said by "
			"somebody: add --by NAME",
			options->file);
	else if (options->whole)
		good = err_set(&err,
			"%s: --whole is for a roster; this file holds exam particulars",
			options->file);
	else
		good = open_all(&import, &err) && read_file(&import, &err) &&
		       find_students(&import, &err) && put_rows(&import, &err);
	status = good ? report(&import, &err) : command_fail("import", &err);
	close_all(&import);
	return status;
}
