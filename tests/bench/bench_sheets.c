/*
 * Sheets in and out, beside what other people use: openpyxl (Debian's) and SheetJS (npm's
 * xlsx, where NODE_PATH finds it), on one workbook of 100,000 rows in one run; and layouts
 * of every size as schools have them.
 *
 *	bench_sheets FOLDER [ROWS]
 *
 * Each measurement is a process of its own, so that its peak of memory is its own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <expat.h>
#include <xlsxwriter.h>
#include <zip.h>

#include "bench.h"
#include "score_rows.h"
#include "sheet.h"

#define COLUMNS 18

static const char *const titles[COLUMNS] = { "年级编号", "班级编号", "班级名称",
	"学籍号", "民族代码", "姓名", "性别", "出生日期", "身高", "体重", "肺活量",
	"50米跑", "立定跳远", "坐位体前屈", "800米跑", "1000米跑", "一分钟仰卧起坐",
	"引体向上" };

struct job {
	const char *file;
	size_t rows;
	const char *folder;
};

struct child {
	char number[24], name[32], class_name[32], run[8];
	int sex, class_code;
};

static void child_at(size_t i, struct child *c)
{
	snprintf(c->number, sizeof(c->number), "G990000201203%05zu0", i);
	snprintf(c->name, sizeof(c->name), "样例%zu", i);
	c->class_code = 2201 + (int)(i / 45 % 40);
	snprintf(c->class_name, sizeof(c->class_name), "初二%d班", c->class_code % 100);
	c->sex = i % 2 ? 1 : 2;
	snprintf(c->run, sizeof(c->run), "%zu'%02zu", 3 + i % 2, i % 60);
}

/* ---- ours ------------------------------------------------------------------- */

static void put_row(struct book *book, size_t i)
{
	struct child c;

	child_at(i, &c);
	book_number(book, 22, 0);
	book_number(book, c.class_code, 0);
	book_text(book, c.class_name);
	book_text(book, c.number);
	book_number(book, 1, 0);
	book_text(book, c.name);
	book_number(book, c.sex, 0);
	book_date(book, 20120304);
	book_number(book, 1500 + (int)(i % 300), 1);
	book_number(book, 400 + (int)(i % 200), 1);
	book_number(book, 2000 + (int)(i % 2000), 0);
	book_number(book, 75 + (int)(i % 30), 1);
	book_number(book, 150 + (int)(i % 80), 0);
	book_number(book, -50 + (int)(i % 200), 1);
	book_text(book, c.sex == 2 ? c.run : "");
	book_text(book, c.sex == 1 ? c.run : "");
	if (c.sex == 2)
		book_number(book, (int)(i % 60), 0);
	else
		book_skip(book);
	if (c.sex == 1)
		book_number(book, (int)(i % 15), 0);
	else
		book_skip(book);
	book_end_row(book);
}

static bool write_ours(const struct job *job)
{
	struct err err = ERR_INIT;
	struct book *book = book_create(job->file, 0, &err);

	if (!book)
		return false;
	book_sheet(book, "studentData");
	for (size_t at = 0; at < COLUMNS; at++)
		book_text(book, titles[at]);
	book_end_row(book);
	for (size_t i = 0; i < job->rows; i++)
		put_row(book, i);
	return book_save(book, &err);
}

/* The same cells by the library alone, in the mode that we write in. */
static void bare_row(lxw_worksheet *sheet, lxw_row_t row, size_t i, lxw_format *day)
{
	struct child c;
	lxw_datetime date = { .year = 2012, .month = 3, .day = 4 };

	child_at(i, &c);
	worksheet_write_number(sheet, row, 0, 22, NULL);
	worksheet_write_number(sheet, row, 1, c.class_code, NULL);
	worksheet_write_string(sheet, row, 2, c.class_name, NULL);
	worksheet_write_string(sheet, row, 3, c.number, NULL);
	worksheet_write_number(sheet, row, 4, 1, NULL);
	worksheet_write_string(sheet, row, 5, c.name, NULL);
	worksheet_write_number(sheet, row, 6, c.sex, NULL);
	worksheet_write_datetime(sheet, row, 7, &date, day);
	worksheet_write_number(sheet, row, 8, (double)(1500 + i % 300) / 10, NULL);
	worksheet_write_number(sheet, row, 9, (double)(400 + i % 200) / 10, NULL);
	worksheet_write_number(sheet, row, 10, (double)(2000 + i % 2000), NULL);
	worksheet_write_number(sheet, row, 11, (double)(75 + i % 30) / 10, NULL);
	worksheet_write_number(sheet, row, 12, (double)(150 + i % 80), NULL);
	worksheet_write_number(sheet, row, 13, ((double)(i % 200) - 50) / 10, NULL);
	worksheet_write_string(sheet, row, c.sex == 2 ? 14 : 15, c.run, NULL);
	worksheet_write_number(sheet, row, c.sex == 2 ? 16 : 17,
		(double)(i % (c.sex == 2 ? 60 : 15)), NULL);
}

static bool write_bare(const struct job *job)
{
	lxw_workbook *book = workbook_new(job->file);
	lxw_worksheet *sheet = workbook_add_worksheet(book, "studentData");
	lxw_format *day = workbook_add_format(book);

	format_set_num_format(day, "yyyy/m/d");
	for (uint16_t at = 0; at < COLUMNS; at++)
		worksheet_write_string(sheet, 0, at, titles[at], NULL);
	for (size_t i = 0; i < job->rows; i++)
		bare_row(sheet, (lxw_row_t)(i + 1), i, day);
	return workbook_close(book) == LXW_NO_ERROR;
}

static bool read_cells(const struct job *job)
{
	struct err err = ERR_INIT;
	struct sheet *sheet = sheet_open(job->file, &err);
	struct row row = ROW_INIT;
	enum sheet_got got = SHEET_FAIL;
	size_t rows = 0, filled = 0;

	while (sheet && (got = sheet_next(sheet, &row, &err)) == SHEET_ROW) {
		rows++;
		for (size_t at = 0; at < row.count; at++)
			filled += row.cells[at].kind != CELL_EMPTY;
	}
	row_release(&row);
	sheet_close(sheet);
	return got == SHEET_END && rows == job->rows + 1 && filled > rows;
}

/* What stands in the workbook unpacked and parsed, and nothing done with it. */
static void bare_start(void *ctx, const char *name, const char **attributes)
{
	(void)name, (void)attributes;
	++*(size_t *)ctx;
}

static void bare_end(void *ctx, const char *name)
{
	(void)ctx, (void)name;
}

static void bare_text(void *ctx, const char *text, int len)
{
	(void)ctx, (void)text, (void)len;
}

static size_t bare_elements(zip_t *zip, const char *name)
{
	enum { PIECE = 16 * 1024 };
	zip_file_t *part = zip_fopen(zip, name, 0);
	XML_Parser parser = XML_ParserCreate(NULL);
	size_t elements = 0;
	zip_int64_t len = part ? 1 : 0;

	XML_SetUserData(parser, &elements);
	XML_SetElementHandler(parser, bare_start, bare_end);
	XML_SetCharacterDataHandler(parser, bare_text);
	while (len > 0) {
		len = zip_fread(part, XML_GetBuffer(parser, PIECE), PIECE);
		if (len < 0 || !XML_ParseBuffer(parser, (int)len, len == 0))
			elements = 0;
	}
	XML_ParserFree(parser);
	if (part)
		zip_fclose(part);
	return elements;
}

static bool read_bare(const struct job *job)
{
	zip_t *zip = zip_open(job->file, ZIP_RDONLY, NULL);
	bool good = zip && bare_elements(zip, "xl/sharedStrings.xml") > job->rows &&
		    bare_elements(zip, "xl/worksheets/sheet1.xml") > job->rows;

	if (zip)
		zip_discard(zip);
	return good;
}

static bool read_scores(const struct job *job)
{
	struct err err = ERR_INIT;
	struct score_rules rules = { .layout = NULL };
	struct layout *layout = layout_load(SOURCE_DIR "/schema", "score-in", &err);
	struct items *items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	struct sheet *sheet = sheet_open(job->file, &err);
	struct score_list list;
	bool good;

	rules.layout = layout;
	rules.items = items;
	good = layout && items && sheet && score_rows_read(sheet, &rules, &list, &err);
	good = good && list.count == job->rows;
	if (good)
		score_list_release(&list);
	sheet_close(sheet);
	items_free(items);
	layout_free(layout);
	return good;
}

/* ---- others ----------------------------------------------------------------- */

static bool run_other(const char *program, const char *script, const char *what,
	const struct job *job)
{
	char path[512], rows[24];

	snprintf(path, sizeof(path), "%s/tests/bench/%s", SOURCE_DIR, script);
	snprintf(rows, sizeof(rows), "%zu", job->rows);
	execlp(program, program, path, what, job->file, rows, (char *)NULL);
	return false;
}

static bool openpyxl_read(const struct job *job)
{
	return run_other("/usr/bin/python3", "sheets_openpyxl", "read", job);
}

static bool openpyxl_write(const struct job *job)
{
	return run_other("/usr/bin/python3", "sheets_openpyxl", "write", job);
}

static bool sheetjs_read(const struct job *job)
{
	return run_other("node", "sheets_sheetjs.js", "read", job);
}

static bool sheetjs_write(const struct job *job)
{
	return run_other("node", "sheets_sheetjs.js", "write", job);
}

/* ---- measuring -------------------------------------------------------------- */

struct figure {
	double seconds; /* on the clock */
	double worked;	/* of the processor */
	double mib;
	bool good;
};

static struct figure measure(bool (*task)(const struct job *job), const struct job *job)
{
	int64_t from = bench_now_ns();
	struct figure figure = { 0, 0, 0, false };
	struct rusage used;
	int status = 0;
	pid_t child;

	fflush(NULL);
	child = fork();
	if (child == 0)
		_exit(task(job) ? 0 : 1);
	if (child < 0 || wait4(child, &status, 0, &used) != child)
		return figure;
	figure.seconds = (double)(bench_now_ns() - from) / 1e9;
	figure.worked = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
			(double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
	figure.mib = (double)used.ru_maxrss / 1024;
	figure.good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	return figure;
}

static struct figure show(const char *what, bool (*task)(const struct job *job),
	const struct job *job, const struct figure *beside)
{
	struct figure figure = measure(task, job);

	if (!figure.good) {
		printf("%-44s not measured\n", what);
		return figure;
	}
	printf("%-44s %7.2f s, processor %7.2f s, %7.1f MiB", what, figure.seconds,
		figure.worked, figure.mib);
	if (beside && beside->good && beside->worked > 0)
		printf(", %.2f times", figure.worked / beside->worked);
	printf("\n");
	fflush(stdout);
	return figure;
}

static void beside_others(const char *folder, size_t rows)
{
	char ours[512], bare[512], theirs[512];
	struct job job = { ours, rows, folder }, bare_job = { bare, rows, folder };
	struct job their_job = { theirs, rows, folder };
	struct figure figure;

	snprintf(ours, sizeof(ours), "%s/ours.xlsx", folder);
	snprintf(bare, sizeof(bare), "%s/bare.xlsx", folder);
	snprintf(theirs, sizeof(theirs), "%s/theirs.xlsx", folder);
	printf("\n%zu rows of %d columns, out:\n", rows, COLUMNS);
	figure = show("libxlsxwriter alone", write_bare, &bare_job, NULL);
	show("book", write_ours, &job, &figure);
	show("openpyxl, write-only", openpyxl_write, &their_job, &figure);
	show("SheetJS", sheetjs_write, &their_job, &figure);
	printf("in:\n");
	figure = show("sheet: all cells", read_cells, &job, NULL);
	show("libzip and expat alone", read_bare, &job, &figure);
	show("score_rows: values, doubts, complaints", read_scores, &job, &figure);
	show("openpyxl, read-only", openpyxl_read, &job, &figure);
	show("SheetJS", sheetjs_read, &job, &figure);
}

static void sizes(const char *folder)
{
	static const size_t rows[] = { 1, 45, 2000, 20000, 65535 };
	char file[512], what[64];

	printf("\nas schools have them, in, score_rows:\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct job job = { file, rows[i], folder };

		snprintf(file, sizeof(file), "%s/size.xlsx", folder);
		if (!measure(write_ours, &job).good)
			continue;
		snprintf(what, sizeof(what), "%zu rows", rows[i]);
		show(what, read_scores, &job, NULL);
	}
}

int main(int argc, char **argv)
{
	size_t rows = argc > 2 ? strtoul(argv[2], NULL, 10) : SHEET_ROWS_MAX - 1;

	if (argc < 2 || rows < 1 || rows >= SHEET_ROWS_MAX) {
		fprintf(stderr, "bench_sheets FOLDER [ROWS]\n");
		return 2;
	}
	bench_machine();
	beside_others(argv[1], rows);
	sizes(argv[1]);
	return 0;
}
