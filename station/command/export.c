#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "commands.h"
#include "export_cards.h"
#include "export_exam.h"
#include "export_missing.h"
#include "export_out.h"
#include "export_results.h"
#include "export_upload.h"
#include "item.h"
#include "layout.h"
#include "open.h"
#include "path.h"
#include "result_rows.h"
#include "results.h"
#include "roster.h"
#include "scheme.h"
#include "sheet.h"
#include "store.h"
#include "upload_gather.h"

const char help_export[] =
	"station export national [-o FILE.xlsx|FILE.csv] [--stage STAGE] [--force]\n"
	"station export national --template FILE -o FILE.xlsx|FILE.xls [--force]\n"
	"station export national --check [--template FILE]\n"
	"station export LAYOUT ...\n"
	"station export results [--stage STAGE]\n"
	"station export exam [-o FILE.xlsx|FILE.csv] [--force]\n"
	"station export missing [-o FILE.xlsx|FILE.csv] [--class CODE] [--force]\n"
	"station export cards [-o FILE.xlsx|FILE.csv] [--class CODE] [--again] "
	"[--force]\n"
	"\n"
	"Writes the file that the national platform takes, from the results that "
	"count.\n"
	"national picks the layout by the grades that are there; a LAYOUT of\n"
	"schema/layouts (national-primary, national-secondary, national-mixed, ...) "
	"is\n"
	"taken as it is. Without -o it is CSV on standard output.\n"
	"\n"
	"Every student on the roll has a row. A cell stays empty when the item was "
	"not\n"
	"measured, is for the other sex, or is disputed; it is never 0 for that.\n"
	"Practice is never exported. A second sheet 说明 (for .csv, FILE.notes.csv; "
	"the\n"
	"platform reads the first sheet only) counts the rows beside the roll and "
	"names\n"
	"every gap, dispute and doubt, student by student.\n"
	"\n"
	"With --template our scores go into the workbook that the school downloaded "
	"from "
	"the\n"
	"platform: students are found by 学籍号, and only when the name agrees; only "
	"score\n"
	"cells are written, each in its own style, and all else stays as it was, byte "
	"for\n"
	"byte. An .xls template is made .xlsx by LibreOffice where it is installed, "
	"and an\n"
	".xls file made of the filled one in the same way.\n"
	"\n"
	"--check writes nothing. With it, and after filling, everything that the "
	"platform\n"
	"would refuse, and everything that a person should look at, is a row on "
	"standard\n"
	"output, in the platform's own words and with the mend:\n"
	"  row,column,value,level,reason      level is refused or warning\n"
	"Row 0 is the file as a whole: who is on the roll and not in it, and why.\n"
	"\n"
	"results is not for the platform: a row for each student and item on standard\n"
	"output, with state (valid, missing, disputed, foul), value, points, and the\n"
	"station and seq of the attempt that counts; no 学籍号 stands in it.\n"
	"\n"
	"exam is for the exam office: a row for each student who sits the exam, by "
	"the\n"
	"scheme in use, with results, points, parts, total and why there is none. A "
	"sample,\n"
	"a draft and a scheme that nobody compared with the paper mark every row. "
	"未测, 0,\n"
	"免考 and 无评分表 stay four different things. No 学籍号 stands in it.\n"
	"\n"
	"missing is 未测名单 as of today: class, number, name, item, reason (missing, "
	"absent,\n"
	"leave, not-today, put-off, deferred, barred, exempt) and to when it is put "
	"off.\n"
	"\n"
	"cards makes a 测试卡 for every student who has none: class, number, name and "
	"the\n"
	"random token that is printed on it as a code. The station keeps only its "
	"digest,\n"
	"so this file is the one place where it stands. With --again everybody gets "
	"a new\n"
	"card, and the old ones are dead.\n"
	"\n"
	"  -o FILE        .xlsx or .csv; written whole under another name, then moved\n"
	"  --template FILE  national: the platform's own workbook, to be filled\n"
	"  --check        national: say what the platform would, and write nothing\n"
	"  --stage STAGE  primary, junior, senior, university (小学 初中 高中 大学), "
	"all\n"
	"  --class CODE   cards, missing: of this class (班级编号) only\n"
	"  --again        cards: also for who has one\n"
	"  --force        write over a file that is there\n"
	"\n"
	"Exit status: 0; 1 when something needs a person before the file is handed "
	"in;\n"
	"2 when nothing was written.\n";

struct options {
	const char *layout; /* "results", "exam", "national" or a layout's name */
	const char *file;   /* NULL: standard output */
	enum result_stage stage;
	const char *class_code; /* NULL: every class */
	const char *template;	/* NULL: none */
	bool has_stage, force, again, check;
};

static bool take_option(
	struct options *options, int argc, char **argv, int *at, struct err *err)
{
	const char *word = argv[*at];

	if (strcmp(word, "--force") == 0) {
		options->force = true;
	} else if (strcmp(word, "--again") == 0) {
		options->again = true;
	} else if (strcmp(word, "--check") == 0) {
		options->check = true;
	} else if (strcmp(word, "--template") == 0 && *at + 1 < argc) {
		options->template = argv[++*at];
	} else if (strcmp(word, "--class") == 0 && *at + 1 < argc) {
		options->class_code = argv[++*at];
	} else if (strcmp(word, "-o") == 0 && *at + 1 < argc) {
		options->file = argv[++*at];
	} else if (strcmp(word, "--stage") == 0 && *at + 1 < argc) {
		if (!result_stage_read(argv[++*at], &options->stage))
			return err_set(err,
				"--stage: \"%s\" is not one of primary, junior, "
				"senior, university, all",
				argv[*at]);
		options->has_stage = true;
	} else if (word[0] == '-') {
		return err_set(
			err, "unknown option \"%s\", or its value is missing", word);
	} else if (*options->layout) {
		return err_set(err, "one layout at a time, not also \"%s\"", word);
	} else {
		options->layout = word;
	}
	return true;
}

static bool is_for_all(const struct options *options)
{
	return strcmp(options->layout, "exam") == 0 ||
	       strcmp(options->layout, "cards") == 0 ||
	       strcmp(options->layout, "missing") == 0;
}

static bool ends_in(const char *path, const char *ending)
{
	size_t len = strlen(path), n = strlen(ending);

	return len > n && strcmp(path + len - n, ending) == 0;
}

static bool check_upload(const struct options *options, struct err *err)
{
	bool national = strcmp(options->layout, "national") == 0;

	if (options->template && !national)
		return err_set(err, "--template is for national: the platform's own "
				    "workbook says which columns there are");
	if (options->check && strncmp(options->layout, "national", 8) != 0)
		return err_set(err, "--check is for the platform's files, not for %s",
			options->layout);
	if (options->check && options->file)
		return err_set(err, "--check writes nothing; leave out -o");
	if (!options->template || options->check)
		return true;
	if (!options->file)
		return err_set(err, "--template wants -o FILE.xlsx, or --check");
	return ends_in(options->file, ".xlsx") || ends_in(options->file, ".xls") ||
	       err_set(err, "%s: a filled template ends in .xlsx or .xls",
		       options->file);
}

static bool take_options(
	struct options *options, int argc, char **argv, struct err *err)
{
	*options = (struct options){ .layout = "", .stage = STAGE_ALL };
	for (int i = 1; i < argc; i++)
		if (!take_option(options, argc, argv, &i, err))
			return false;
	if (!*options->layout)
		return err_set(err, "which layout? See 'station help export'");
	if (strcmp(options->layout, "results") == 0)
		return !options->file ||
		       err_set(err, "results go to standard output; -o is for the "
				    "platform's files");
	if (is_for_all(options) && options->has_stage)
		return err_set(err, "--stage is for the platform's files, not for %s",
			options->layout);
	if (!check_upload(options, err))
		return false;
	if (options->again && strcmp(options->layout, "cards") != 0)
		return err_set(err, "--again is for cards");
	if (options->class_code && strcmp(options->layout, "cards") != 0 &&
		strcmp(options->layout, "missing") != 0)
		return err_set(err, "--class is for cards and missing");
	if (!is_for_all(options) && (strncmp(options->layout, "national", 8) != 0 ||
					    !path_plain(options->layout)))
		return err_set(err,
			"\"%s\" is no layout; try exam, results, missing, cards, "
			"national, "
			"national-primary, national-secondary, national-mixed",
			options->layout);
	if (options->file && !options->force && access(options->file, F_OK) == 0)
		return err_set(err, "%s is there already; add --force to write over it",
			options->file);
	return true;
}

/* What an export is made with. */
struct export
{
	const struct env *env;
	const struct options *options;
	struct items *items;
	struct scheme *scheme;
	struct store *store;
	struct results_with *results;
	struct layout *layout;
	struct student *students;
	size_t count;
	struct result_counts counts;
};

static bool open_all(struct export *export, struct err *err)
{
	const struct env *env = export->env;

	export->items = open_items(env, err);
	if (!export->items)
		return false;
	export->scheme = open_scheme(env, STANDARD, export->items, err);
	if (!export->scheme)
		return false;
	export->store = open_store(env, env->data_dir, STORE_WRITE, export->items, err);
	if (!export->store)
		return false;
	export->results = open_results(
		env, export->store, export->items, export->scheme, err);
	return export->results && results_ensure(export->results, err);
}

static void close_all(struct export *export)
{
	free(export->students);
	layout_free(export->layout);
	results_close(export->results);
	store_close(export->store);
	scheme_free(export->scheme);
	items_free(export->items);
}

static bool take_student(void *ctx, const struct student *student)
{
	struct export *export = ctx;

	if (!result_stage_has(export->options->stage, student->grade_code))
		return true;
	if (export->count % 256 == 0)
		export->students = mem_resize_array(export->students,
			export->count + 256, sizeof(*export->students));
	export->students[export->count++] = *student;
	return true;
}

static bool find_layout(struct export *export, struct err *err)
{
	const char *name = export->options->layout;
	struct result_layout grades = { .secondary_code = false };
	char path[PATH_SIZE];

	for (size_t i = 0; i < export->count; i++)
		result_layout_add(&grades, &export->students[i]);
	if (strcmp(name, "national") == 0)
		name = result_layout_name(&grades);
	if (!name || export->count == 0)
		return err_set(err,
			"there is no student to export; import a roster, or "
			"choose another --stage");
	export->layout = layout_load(
		env_share(export->env, "schema", path, sizeof(path)), name, err);
	return export->layout != NULL;
}

static bool write_students(
	struct export *export, struct result_rows *rows, struct err *err)
{
	struct item_result results[ITEMS_MAX];

	for (size_t i = 0; i < export->count; i++) {
		const struct student *student = &export->students[i];
		uint64_t interrupted;
		int count = results_of(
			export->store, student->id, results, ITEMS_MAX, err);

		if (count < 0 || !upload_interrupted(export->store, export->items,
					 student->id, &interrupted, err))
			return false;
		result_rows_add(rows, student, results, (size_t)count, interrupted);
	}
	return true;
}

static bool fill_book(void *ctx, struct book *book, struct err *err)
{
	struct export *export = ctx;
	struct result_rows *rows = result_rows_begin(
		book, export->layout, export->items, err);
	bool good = rows && write_students(export, rows, err);

	if (rows)
		result_rows_end(rows, &export->counts);
	return good;
}

static bool run(struct export *export, struct err *err)
{
	return open_all(export, err) &&
	       roster_each(export->store, take_student, export, err) &&
	       find_layout(export, err) &&
	       export_out(export->options->file, env_now_us(export->env), fill_book,
		       export, err);
}

/* The file that would be written, looked at as the platform does. */
static int check_generated(
	struct export *export, const struct upload_with *with, struct err *err)
{
	struct buf text = BUF_INIT, notes = BUF_INIT;
	struct book *book = book_create_text(&text, &notes);
	int status;

	if (!roster_each(export->store, take_student, export, err) ||
		!find_layout(export, err) || !fill_book(export, book, err)) {
		book_discard(book);
		return command_fail("export", err);
	}
	status = book_save(book, err) ? export_check(with, text.data, text.len)
				      : command_fail("export", err);
	buf_release(&text);
	buf_release(&notes);
	return status;
}

static int upload(struct export *export, struct err *err)
{
	const struct options *options = export->options;
	struct upload_with with;

	if (!open_all(export, err))
		return command_fail("export", err);
	with = (struct upload_with){ export->env, export->items, export->store,
		options->stage };
	if (options->template)
		return export_template(&with, options->template, options->file);
	return check_generated(export, &with, err);
}

static int report(const struct export *export)
{
	const struct result_counts *n = &export->counts;

	fprintf(stderr,
		"%s: %s (%s)\n%zu students, %zu rows: %zu complete, %zu in part, "
		"%zu without results; %zu disputed, %zu with gaps in the person's "
		"data, %zu outside the platform's ranges\n",
		export->options->file ? export->options->file : "standard output",
		export->layout->name, export->layout->certainty, n->roll, n->rows,
		n->complete, n->partial, n->none, n->disputed, n->identity, n->outside);
	return result_counts_ask(n) ? DONE_BUT : DONE;
}

static int print_results(struct export *export, struct err *err)
{
	bool ask = false;

	if (!open_all(export, err) ||
		!export_results(export->env, export->store, export->items,
			export->options->stage, &ask, err))
		return command_fail("export", err);
	return ask ? DONE_BUT : DONE;
}

int cmd_export(struct env *env, int argc, char **argv)
{
	struct options options;
	struct export export = { .env = env, .options = &options };
	struct err err = ERR_INIT;
	int status;

	if (!take_options(&options, argc, argv, &err))
		return command_fail("export", &err);
	if (strcmp(options.layout, "exam") == 0)
		return export_exam(env, options.file);
	if (strcmp(options.layout, "missing") == 0)
		return export_missing(env, options.file, options.class_code);
	if (strcmp(options.layout, "cards") == 0)
		return export_cards(env, &(struct cards_options){ options.file,
						 options.class_code, options.again });
	if (strcmp(options.layout, "results") == 0)
		status = print_results(&export, &err);
	else if (options.template || options.check)
		status = upload(&export, &err);
	else
		status = run(&export, &err) ? report(&export)
					    : command_fail("export", &err);
	close_all(&export);
	return status;
}
