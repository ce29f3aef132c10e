/*
 * Old workbooks (.xls, BIFF), over FreeXL.
 *
 * FreeXL takes the file whole into memory, and its own notes speak of crafted files; so
 * it never runs in this process. A child reads the workbook under limits of memory and
 * time and says through a pipe what stands in it; a child that dies is a sentence. The
 * child is a fork, not another program: nobody has to find one, and whoever opens a
 * sheet, the kiosk's import or a test, is protected alike.
 *
 * What is said, for the sheet's head and for each filled cell in order of rows:
 *
 *	struct said, then `len` bytes of text
 *
 * FreeXL passes over formulas, so their results are looked up beside it, in the same
 * child (xls_formulas.h). It knows which formats are days and times, and gives these as text; other number
 * formats it does not tell. So a number here has no format: 325 that shows as 3'25 is
 * 325, and whoever reads runs must ask (score_cells.h).
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <freexl.h>

#include "path.h"
#include "sheet_kinds.h"
#include "text.h"
#include "xls_formulas.h"

#define XLS_FILE_MAX   ((size_t)64 << 20)
#define XLS_MEMORY_MAX ((rlim_t)1 << 30)
#define XLS_ROWS_MAX   65536
#define XLS_SECONDS    20 /* of the processor */

/* The address sanitizer reserves more than any limit allows. */
#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) ||                   \
	__has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LIMIT_MEMORY 0
#else
#define LIMIT_MEMORY 1
#endif

enum said_kind {
	SAID_SHEET, /* the text is its name; at: how many sheets; row: base of 1904 */
	SAID_TEXT,
	SAID_NUMBER,
	SAID_DATE,
	SAID_TIME,
	SAID_ERROR,
	SAID_END,
	SAID_LOCKED, /* with a password */
	SAID_WRONG,  /* the text says why */
};

struct said {
	uint32_t kind, row, at, len;
};

/* ---- the child -------------------------------------------------------------- */

struct teller {
	FILE *out;
	const void *book;
	struct xls_formulas formulas;
};

static void tell(const struct teller *t, enum said_kind kind, uint32_t row, uint32_t at,
	const char *text)
{
	size_t len = strlen(text);
	struct said said = { kind, row, at,
		(uint32_t)(len > SHEET_CELL_MAX ? SHEET_CELL_MAX + 1 : len) };

	fwrite(&said, sizeof(said), 1, t->out);
	fwrite(text, 1, said.len, t->out);
}

/* FreeXL has no word on a cell with a formula. */
static void tell_formula(const struct teller *t, uint32_t row, uint16_t at)
{
	const struct xls_formula *formula = xls_formula_at(&t->formulas, row, at);
	char number[48];
	char *text;

	if (!formula || formula->kind == CELL_EMPTY)
		return;
	if (formula->kind == CELL_NUMBER) {
		snprintf(number, sizeof(number), "%.17g", formula->number);
		tell(t, SAID_NUMBER, row, at, number);
	} else if (formula->kind == CELL_TEXT) {
		text = mem_string_n(
			t->formulas.texts.data + formula->text, formula->len);
		tell(t, SAID_TEXT, row, at, text);
		free(text);
	} else {
		tell(t, SAID_ERROR, row, at, "#公式");
	}
}

static void tell_cell(const struct teller *t, uint32_t row, uint16_t at)
{
	FreeXL_CellValue value;
	char number[48];

	if (freexl_get_cell_value(t->book, row, at, &value) != FREEXL_OK)
		return;
	switch (value.type) {
	case FREEXL_CELL_INT:
		snprintf(number, sizeof(number), "%d", value.value.int_value);
		tell(t, SAID_NUMBER, row, at, number);
		break;
	case FREEXL_CELL_DOUBLE:
		snprintf(number, sizeof(number), "%.17g", value.value.double_value);
		tell(t, SAID_NUMBER, row, at, number);
		break;
	case FREEXL_CELL_TEXT:
	case FREEXL_CELL_SST_TEXT:
		tell(t, SAID_TEXT, row, at, value.value.text_value);
		break;
	case FREEXL_CELL_DATE:
		tell(t, SAID_DATE, row, at, value.value.text_value);
		break;
	case FREEXL_CELL_DATETIME:
	case FREEXL_CELL_TIME:
		tell(t, SAID_TIME, row, at, value.value.text_value);
		break;
	default:
		tell_formula(t, row, at);
		break;
	}
}

static void tell_cells(const struct teller *t)
{
	unsigned int rows = 0;
	unsigned short columns = 0;

	if (freexl_worksheet_dimensions(t->book, &rows, &columns) != FREEXL_OK)
		return;
	/* What the file says of its size is not believed: BIFF has no more than these. */
	rows = rows > XLS_ROWS_MAX ? XLS_ROWS_MAX : rows;
	columns = columns > SHEET_COLUMNS_MAX ? SHEET_COLUMNS_MAX : columns;
	for (unsigned int row = 0; row < rows; row++)
		for (unsigned short at = 0; at < columns; at++)
			tell_cell(t, row, at);
}

static unsigned int book_info(const struct teller *t, unsigned short what)
{
	unsigned int value = 0;

	return freexl_get_info(t->book, what, &value) == FREEXL_OK ? value : 0;
}

/* FreeXL has read the file by now; without its formulas it is still worth reading. */
static void read_formulas(struct teller *t, const char *path, size_t sheet)
{
	struct buf file = BUF_INIT;
	struct err ignored = ERR_INIT;

	if (path_read(path, XLS_FILE_MAX, &file, &ignored))
		xls_formulas_read(&t->formulas, file.data, file.len, sheet);
	buf_release(&file);
}

static void tell_book(struct teller *t, const char *path, size_t sheet)
{
	const char *name = "";
	char why[48];
	int code = freexl_open(path, &t->book);

	if (code != FREEXL_OK) {
		snprintf(why, sizeof(why), "FreeXL %d", code);
		tell(t, SAID_WRONG, 0, 0, why);
		return;
	}
	if (book_info(t, FREEXL_BIFF_PASSWORD) == FREEXL_BIFF_OBFUSCATED) {
		tell(t, SAID_LOCKED, 0, 0, "");
		return;
	}
	if (freexl_select_active_worksheet(t->book, (unsigned short)sheet) !=
		FREEXL_OK) {
		tell(t, SAID_WRONG, 0, 0, "no such sheet");
		return;
	}
	freexl_get_worksheet_name(t->book, (unsigned short)sheet, &name);
	tell(t, SAID_SHEET,
		book_info(t, FREEXL_BIFF_DATEMODE) == FREEXL_BIFF_DATEMODE_1904,
		book_info(t, FREEXL_BIFF_SHEET_COUNT), name ? name : "");
	read_formulas(t, path, sheet);
	tell_cells(t);
	xls_formulas_release(&t->formulas);
	tell(t, SAID_END, 0, 0, "");
}

static void limit(int what, rlim_t most)
{
	struct rlimit limits;

	if (getrlimit(what, &limits) != 0)
		return;
	if (limits.rlim_max != RLIM_INFINITY && limits.rlim_max < most)
		most = limits.rlim_max;
	limits.rlim_cur = most;
	setrlimit(what, &limits);
}

/* What the parent does when it crashes is not this child's to do: it ends. */
static void crash_quietly(void)
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL };

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		signal(signals[i], SIG_DFL);
}

/* Never returns: what the parent holds open is not this child's to end. */
static void child(const char *path, size_t sheet, int out)
{
	struct teller teller = { .out = fdopen(out, "wb"),
		.formulas = XLS_FORMULAS_INIT };

	crash_quietly();
	if (LIMIT_MEMORY)
		limit(RLIMIT_AS, XLS_MEMORY_MAX);
	limit(RLIMIT_CPU, XLS_SECONDS);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
	if (teller.out) {
		tell_book(&teller, path, sheet);
		fflush(teller.out);
	}
	_exit(0);
}

/* ---- the parent ------------------------------------------------------------- */

struct sheet_xls {
	struct sheet base;
	char *name;
	char path[PATH_SIZE]; /* the file, or bytes in memory as one */
	int memory;	      /* the bytes; -1 */
	pid_t child;	      /* 0: none */
	FILE *in;
	struct said said; /* the next cell, said already */
	struct buf text;
};

static void stop(struct sheet_xls *x)
{
	if (x->in)
		fclose(x->in);
	x->in = NULL;
	if (x->child > 0) {
		kill(x->child, SIGKILL);
		while (waitpid(x->child, NULL, 0) < 0 && errno == EINTR)
			;
	}
	x->child = 0;
}

static bool start(struct sheet_xls *x, size_t sheet, struct err *err)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_set(err, "%s: %s", x->name, strerror(errno));
	fflush(NULL); /* what waits to be written is not for the child to write */
	x->child = fork();
	if (x->child == 0) {
		close(ends[0]);
		child(x->path, sheet, ends[1]);
	}
	close(ends[1]);
	x->in = x->child > 0 ? fdopen(ends[0], "rb") : NULL;
	if (x->in)
		return true;
	close(ends[0]);
	x->child = x->child > 0 ? x->child : 0;
	return err_set(err, "%s: %s", x->name, strerror(errno));
}

static bool broken(const struct sheet_xls *x, const char *why, struct err *err)
{
	return err_set(err,
		"%s: 这个 .xls 文件读不了（%s）；请用 Excel 或 WPS 打开，另存为 .xlsx "
		"后再导入",
		x->name, why);
}

static bool locked(const struct sheet_xls *x, struct err *err)
{
	return err_set(
		err, "%s: 这个文件有密码；请去掉密码，另存为 .xlsx 后再导入", x->name);
}

/* The next thing that the child says. */
static bool hear(struct sheet_xls *x, struct err *err)
{
	buf_reset(&x->text);
	if (fread(&x->said, sizeof(x->said), 1, x->in) != 1)
		return broken(x, "太大，或已损坏", err);
	if (x->said.len > SHEET_CELL_MAX)
		return err_set(err, "%s: 第%u行有一格太长（超过 %d 字节）", x->name,
			x->said.row + 1, SHEET_CELL_MAX);
	buf_reserve(&x->text, x->said.len + 1);
	if (fread(x->text.data, 1, x->said.len, x->in) != x->said.len)
		return broken(x, "太大，或已损坏", err);
	x->text.len = x->said.len;
	x->text.data[x->text.len] = '\0';
	text_keep_characters(x->text.data);
	x->text.len = strlen(x->text.data);
	if (x->said.kind == SAID_LOCKED)
		return locked(x, err);
	if (x->said.kind == SAID_WRONG)
		return broken(x, x->text.data, err);
	return true;
}

static void put(struct sheet_xls *x, struct row *row)
{
	enum cell_kind kind = x->said.kind == SAID_NUMBER  ? CELL_NUMBER
			      : x->said.kind == SAID_DATE  ? CELL_DATE
			      : x->said.kind == SAID_TIME  ? CELL_TIME
			      : x->said.kind == SAID_ERROR ? CELL_ERROR
							   : CELL_TEXT;
	char shortest[32];
	const char *text = x->text.data;

	if (kind == CELL_NUMBER && number_shortest(text, shortest))
		text = shortest;
	if (*text)
		row_put(row, x->said.at, kind, text, strlen(text), "");
}

static bool too_far(const struct sheet_xls *x, struct err *err)
{
	return err_set(err,
		"%s: 第%u行第%u列有内容；最多 %d 列、%d 行，请删去后面多余的", x->name,
		x->said.row + 1, x->said.at + 1, SHEET_COLUMNS_MAX, SHEET_ROWS_MAX);
}

/* All cells of the row that begins with the one said already. */
static bool read_row(struct sheet_xls *x, struct row *row, struct err *err)
{
	uint32_t number = x->said.row;

	row_begin(row, (size_t)number + 1);
	while (x->said.kind != SAID_END && x->said.row == number) {
		if (x->said.at >= SHEET_COLUMNS_MAX || number >= SHEET_ROWS_MAX)
			return too_far(x, err);
		put(x, row);
		if (!hear(x, err))
			return false;
	}
	row_finish(row);
	return true;
}

static enum sheet_got xls_next(struct sheet *sheet, struct row *row, struct err *err)
{
	struct sheet_xls *x = (struct sheet_xls *)sheet;

	do {
		if (x->said.kind == SAID_END)
			return SHEET_END;
		if (!read_row(x, row, err)) {
			x->said.kind = SAID_END;
			return SHEET_FAIL;
		}
	} while (row->count == 0);
	return SHEET_ROW;
}

static bool xls_select(struct sheet *sheet, size_t at, struct err *err)
{
	struct sheet_xls *x = (struct sheet_xls *)sheet;

	stop(x);
	if (!start(x, at, err) || !hear(x, err))
		return false;
	if (x->said.kind != SAID_SHEET)
		return broken(x, "已损坏", err);
	x->base.base_1904 = x->said.row != 0;
	x->base.sheets = x->said.at;
	snprintf(x->base.about, sizeof(x->base.about), "xls, %.60s", x->text.data);
	text_keep_characters(x->base.about);
	return hear(x, err);
}

static void xls_close(struct sheet *sheet)
{
	struct sheet_xls *x = (struct sheet_xls *)sheet;

	stop(x);
	if (x->memory >= 0)
		close(x->memory);
	buf_release(&x->text);
	free(x->name);
	free(x);
}

static const struct sheet_reader xls_reader = { xls_next, xls_close, xls_select, NULL };

static bool in_memory(
	struct sheet_xls *x, const void *bytes, size_t len, struct err *err)
{
	const char *at = bytes;

	x->memory = memfd_create("xls", MFD_CLOEXEC);
	while (x->memory >= 0 && len > 0) {
		ssize_t n = write(x->memory, at, len);

		if (n <= 0)
			return err_set(err, "%s: %s", x->name, strerror(errno));
		at += n;
		len -= (size_t)n;
	}
	snprintf(x->path, sizeof(x->path), "/proc/self/fd/%d", x->memory);
	return x->memory >= 0 || err_set(err, "%s: %s", x->name, strerror(errno));
}

/* A new workbook with a password is packed into such a container as a whole, under
 * this name in UTF-16. */
static bool is_encrypted(const void *bytes, size_t len)
{
	static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

	return memmem(bytes, len, name, sizeof(name) - 1) != NULL;
}

static bool xls_begin(
	struct sheet_xls *x, const void *bytes, size_t len, struct err *err)
{
	struct buf file = BUF_INIT;
	bool good = bytes || path_read(x->name, XLS_FILE_MAX, &file, err);

	if (good && bytes)
		good = in_memory(x, bytes, len, err);
	else if (good)
		good = snprintf(x->path, sizeof(x->path), "%s", x->name) < PATH_SIZE;
	if (good && is_encrypted(bytes ? bytes : file.data, bytes ? len : file.len))
		good = locked(x, err);
	buf_release(&file);
	return good && xls_select(&x->base, 0, err);
}

struct sheet *sheet_xls_open(
	const char *name, const void *bytes, size_t len, struct err *err)
{
	struct sheet_xls *x = mem_alloc(sizeof(*x));

	x->base.reader = &xls_reader;
	x->base.has_types = true;
	x->name = mem_string(name);
	x->text = (struct buf)BUF_INIT;
	x->memory = -1;
	if (!xls_begin(x, bytes, len, err)) {
		xls_close(&x->base);
		return NULL;
	}
	return &x->base;
}
