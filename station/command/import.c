#include "import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "codes.h"
#include "particulars.h"
#include "item.h"
#include "layout.h"
#include "open.h"
#include "path.h"
#include "roster.h"
#include "roster_rows.h"
#include "rows.h"
#include "score_cells.h"
#include "sheet.h"
#include "store.h"
#include "text.h"

const char help_import[] =
	"station import FILE [--dry-run] [--whole] [--roster]\n"
	"station import FILE --by NAME [--dry-run]\n"
	"station import FILE --by NAME [--runs=WAYS] [--mode MODE] [--map "
	"HEADING=TITLE]\n"
	"               [--year YEAR] [--paper NAME] [--dry-run]\n"
	"\n"
	"Takes a roster, scores or exam particulars, told apart by their headings, "
	"which\n"
	"stand in one of the first 20 rows: .xlsx, .xls, or .csv in UTF-8 or GB18030\n"
	"with commas, tabs or semicolons. Every refused row and every doubt is a row\n"
	"on standard output:\n"
	"  row,column,value,level,reason      level is refused or warning\n"
	"A whole 学籍号 is shown by its letter only. The counts are on standard "
	"error.\n"
	"\n"
	"A roster has, in any order: 学籍号, 姓名, 性别, 年级编号 (or 年级, or a class "
	"name\n"
	"that begins with the grade), 班级编号 or 班级名称; also 民族代码, 出生日期, "
	"家庭住址,\n"
	"座号, 测试号, and for teachers only 运动禁忌. 班内学号, 座号 and 序号 are "
	"places in the\n"
	"class, never the 学籍号. Unknown columns are said and passed over. Good rows "
	"are\n"
	"taken even when others are refused. Who is missing from a class that is in "
	"the\n"
	"file has left the school (gone) and keeps every result; when a row was "
	"refused,\n"
	"nobody is gone by this import, because the row may be his. What the file has "
	"no\n"
	"column for stays as it was.\n"
	"\n"
	"Scores are a filled-in template or another vendor's results, whose values "
	"become\n"
	"results of this year, or the sheet that the platform returned, which becomes "
	"the\n"
	"official record of its school year and is compared with our tables and, of "
	"this\n"
	"year, with our results. A child is known by 学籍号 (also when it was an L "
	"number\n"
	"then), 测试号, or name in its class. Further levels are new and changed "
	"(printed by\n"
	"a dry run only), left (the station keeps its own value), state (a word: 免体, "
	"请假)\n"
	"and differs. A run that may mean several things (3.4, 3:25) is not taken "
	"until\n"
	"--runs= decides; the ways are printed with how many cells they are about.\n"
	"\n"
	"Exam particulars have 测试号 (or 学籍号) and any of:\n"
	"  选项:<组>              the items chosen, apart by /\n"
	"  状态, 状态:<项目|组|部分>  a status of the scheme, or 正常\n"
	"  证明, 批准人, 证明日期      of the row's statuses\n"
	"  过程:<部分>[:<学年>]     process points; without the year all as a/b/c\n"
	"  往年:<学年>, 年级:<学年>  a 学年总分 of an earlier school year, and its "
	"grade\n"
	"  体测状态              免予执行, 缓测 or 正常\n"
	"  姓名                a check; 原因: why a choice is another now\n"
	"or choice:, status:, papers, approver, papers_date, process:, past:, grade:,\n"
	"standard, name, reason, with keys. An unknown column refuses the file. A row "
	"is\n"
	"taken whole or not at all; saying the same again stores nothing. A late "
	"exemption\n"
	"takes the choices back. See docs/schemes.md, and docs/files.md for the rest.\n"
	"\n"
	"  --dry-run      say what would come of it, and store nothing\n"
	"  --whole        the roster is the whole school: who is not in it is gone\n"
	"  --roster       of a file with scores take only who is in it\n"
	"  --by NAME      who brings the scores or particulars in\n"
	"  --runs=WAYS    how doubtful runs are meant: minutes.seconds, "
	"minutes.single,\n"
	"                 minutes.decimal, seconds, digits, clock, date, joined by "
	"commas\n"
	"  --mode MODE    fill (without it: gaps only), update (what a file had said "
	"before\n"
	"                 is replaced), add (one more attempt)\n"
	"  --map H=T      the school's own heading H is the platform's T; is "
	"remembered\n"
	"  --trust        take columns and rows that look wrong as a whole: changed "
	"places,\n"
	"                 another unit, slipped by one row\n"
	"  --year YEAR    the school year of a returned sheet, where its grades do not "
	"say\n"
	"  --paper NAME   the records were typed from this paper (a transfer's earlier "
	"years)\n"
	"\n"
	"Exit status: 0; 1 when something needs a person; 2 when nothing was "
	"imported.\n";

#define CLASSES_MAX 1024

/* The text behind "--name=" or in the next argument; NULL: it is another option. */
static const char *option_value(int argc, char **argv, int *i, const char *name)
{
	size_t len = strlen(name);

	if (strncmp(argv[*i], name, len) != 0)
		return NULL;
	if (argv[*i][len] == '=')
		return argv[*i] + len + 1;
	if (argv[*i][len] || *i + 1 >= argc || !argv[*i + 1])
		return NULL;
	return argv[++*i];
}

static bool take_mode(struct import_options *options, const char *word, struct err *err)
{
	static const char *const words[] = { "fill", "update", "add" };

	for (int mode = IMPORT_FILL; mode <= IMPORT_ADD; mode++)
		if (strcmp(word, words[mode]) == 0) {
			options->mode = (enum import_mode)mode;
			return true;
		}
	return err_set(err, "--mode is fill, update or add, not \"%s\"", word);
}

static bool take_year(struct import_options *options, const char *word, struct err *err)
{
	struct decimal d;
	int64_t year = 0;

	if (!decimal_read(slice_of(word), &d) || !decimal_exact(d, 0, &year) ||
		year < 1990 || year > 2200)
		return err_set(err,
			"--year is the year in which a school year began, "
			"2025, not \"%s\"",
			word);
	options->school_year = (int)year;
	return true;
}

static bool take_map(struct import_options *options, const char *word, struct err *err)
{
	if (!strchr(word, '=') || strchr(word, '\n') || options->maps == IMPORT_MAPS)
		return err_set(err,
			"--map is HEADING=TITLE, 跑步1=50米跑, at most %d "
			"times, not \"%s\"",
			IMPORT_MAPS, word);
	options->map[options->maps++] = word;
	return true;
}

/* false with an empty sentence: it is no option of scores. */
static bool take_score_option(
	struct import_options *options, int argc, char **argv, int *i, struct err *err)
{
	const char *word;

	if ((word = option_value(argc, argv, i, "--runs"))) {
		options->runs_text = word;
		return score_ways_read(word, &options->runs, err);
	}
	if ((word = option_value(argc, argv, i, "--mode")))
		return take_mode(options, word, err);
	if ((word = option_value(argc, argv, i, "--year")))
		return take_year(options, word, err);
	if ((word = option_value(argc, argv, i, "--map")))
		return take_map(options, word, err);
	if ((word = option_value(argc, argv, i, "--paper"))) {
		options->paper = word;
		return true;
	}
	return false;
}

static bool take_options(
	struct import_options *options, int argc, char **argv, struct err *err)
{
	*options = (struct import_options){ .runs_text = "" };
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--dry-run") == 0)
			options->dry_run = true;
		else if (strcmp(argv[i], "--whole") == 0)
			options->whole = true;
		else if (strcmp(argv[i], "--trust") == 0)
			options->trust = true;
		else if (strcmp(argv[i], "--roster") == 0)
			options->roster = true;
		else if (strcmp(argv[i], "--by") == 0 && i + 1 < argc)
			options->by = argv[++i];
		else if (take_score_option(options, argc, argv, &i, err))
			continue;
		else if (err->text[0])
			return false;
		else if (argv[i][0] == '-')
			return err_set(err,
				"unknown option \"%s\", or its value is missing",
				argv[i]);
		else if (options->file)
			return err_set(
				err, "one file at a time, not also \"%s\"", argv[i]);
		else
			options->file = argv[i];
	}
	return options->file || err_set(err, "which file? See 'station help import'");
}

/* What an import is made with. */
struct import {
	const struct env *env;
	const struct import_options *options;
	struct items *items;
	struct layout *layout;
	struct codes *ethnicities;
	struct store *store;
	struct roster_list list;
	struct roster_counts counts;
};

static bool open_all(struct import *import, struct err *err)
{
	const struct env *env = import->env;
	char path[PATH_SIZE];

	import->items = open_items(env, err);
	if (!import->items)
		return false;
	import->layout = layout_load(
		env_share(env, "schema", path, sizeof(path)), "roster-in", err);
	if (!import->layout)
		return false;
	import->ethnicities = codes_load(
		env_share(env, "schema/codes/ethnicity.csv", path, sizeof(path)), err);
	if (!import->ethnicities)
		return false;
	import->store = open_store(env, env->data_dir, STORE_WRITE, import->items, err);
	if (!import->store)
		return false;
	if (env->seeded)
		store_seed(import->store, env->seed);
	return true;
}

static void close_all(struct import *import)
{
	roster_list_release(&import->list);
	store_close(import->store);
	codes_free(import->ethnicities);
	layout_free(import->layout);
	items_free(import->items);
}

static bool read_file(struct import *import, struct err *err)
{
	struct roster_rules rules = { import->layout, import->items,
		import->ethnicities, store_system(import->store) };
	struct sheet *sheet = sheet_open(import->options->file, err);
	bool good;

	if (!sheet)
		return false;
	fprintf(stderr, "%s: %s\n", path_name(import->options->file), sheet->about);
	good = roster_rows_read(sheet, &rules, &import->list, err);
	sheet_close(sheet);
	if (!good && !strstr(err->text, import->options->file))
		err_prefix(err, "%s", import->options->file);
	if (good && import->list.count == 0 && import->list.refused == 0)
		return err_set(err, "%s: 标题下面没有学生", import->options->file);
	return good;
}

/* A list without 班级编号 must not take the platform's code from a class that has one
 * already: the class is known by grade and name. */
static void keep_class(
	struct student *student, const struct roster_class *classes, int count)
{
	for (int i = 0; i < count && student->class_code[0] == '~'; i++)
		if (classes[i].grade_code == student->grade_code &&
			classes[i].code[0] != '~' &&
			strcmp(classes[i].name, student->class_name) == 0)
			text_copy(student->class_code, sizeof(student->class_code),
				classes[i].code);
}

/* What the file has no column for stays as it was, 运动禁忌 above all; and a code
 * keeps its spelling, because the platform's own file writes 1 for 01. */
static void keep_known(
	unsigned columns, struct student *student, const struct student *known)
{
	if (!(columns & ROSTER_BIRTH_DATE))
		student->birth_date = known->birth_date;
	if (!(columns & ROSTER_CLASS_PLACE))
		student->class_place = known->class_place;
	if (!(columns & ROSTER_BARRED))
		student->barred = known->barred;
	if (!(columns & ROSTER_ADDRESS))
		memcpy(student->address, known->address, sizeof(student->address));
	if (!(columns & ROSTER_ETHNICITY) ||
		(student->ethnicity[0] && strtol(student->ethnicity, NULL, 10) ==
						  strtol(known->ethnicity, NULL, 10)))
		memcpy(student->ethnicity, known->ethnicity,
			sizeof(student->ethnicity));
}

static bool keep_what_is_known(struct import *import, struct err *err)
{
	struct roster_class *classes = mem_array(CLASSES_MAX, sizeof(*classes));
	int count = roster_classes(import->store, classes, CLASSES_MAX, err);
	bool good = count >= 0;

	for (size_t i = 0; good && i < import->list.count; i++) {
		struct student *student = &import->list.rows[i].student;
		struct student known;
		enum roster_got got = roster_find_number(
			import->store, student->number, &known, err);

		keep_class(student, classes, count);
		if (got == ROSTER_FOUND)
			keep_known(import->list.columns, student, &known);
		good = got != ROSTER_FAIL;
	}
	free(classes);
	return good;
}

/* A 测试号 that somebody else has is no reason to refuse the child. */
static bool put_row(struct import *import, struct roster_row *row, struct err *err)
{
	struct student *student = &row->student;
	struct complaint *c;

	if (roster_put(import->store, student, NULL, err))
		return true;
	if (!student->test_number[0])
		return err_prefix(err, "%s: row %zu", import->options->file, row->row);
	c = roster_complain(&import->list, row->row, COMPLAINT_WARNING, "测试号",
		student->test_number);
	snprintf(c->reason, sizeof(c->reason),
		"这个测试号已经属于另一名学生，没有导入，将另编一个");
	student->id[0] = '\0';
	student->test_number[0] = '\0';
	return roster_put(import->store, student, NULL, err) ||
	       err_prefix(err, "%s: row %zu", import->options->file, row->row);
}

/* One transaction. A dry run does all of it within another one that is undone. */
static bool store_rows(struct import *import, struct err *err)
{
	enum roster_extent extent = import->options->whole ? ROSTER_WHOLE
							   : ROSTER_CLASSES;
	bool good = true;

	if (import->list.count == 0)
		return true;
	if (import->list.refused > 0)
		extent = ROSTER_PART;
	if (!keep_what_is_known(import, err))
		return false;
	if (!roster_begin(import->store, env_now_us(import->env), err))
		return false;
	for (size_t i = 0; good && i < import->list.count; i++)
		good = put_row(import, &import->list.rows[i], err);
	return roster_end(import->store, good, extent, &import->counts, err);
}

static bool run(struct import *import, struct err *err)
{
	bool good;

	if (!open_all(import, err) || !read_file(import, err))
		return false;
	if (!import->options->dry_run)
		return store_rows(import, err);
	if (!store_begin(import->store, err))
		return false;
	good = store_rows(import, err);
	store_rollback(import->store);
	return good;
}

bool import_complaints(const struct env *env, const struct complaint *list,
	size_t count, size_t *warnings, struct err *err)
{
	static const char *const titles[] = { "row", "column", "value", "level",
		"reason" };
	struct rows rows;

	*warnings = 0;
	rows_begin(&rows, stdout, env->json, titles, 5);
	for (size_t i = 0; i < count; i++) {
		const struct complaint *c = &list[i];
		bool refused = c->level == COMPLAINT_REFUSED;

		rows_int(&rows, (int64_t)c->row);
		rows_text(&rows, c->column);
		rows_text(&rows, c->value);
		rows_text(&rows, refused ? "refused" : "warning");
		rows_text(&rows, c->reason);
		rows_end(&rows);
		*warnings += !refused;
	}
	return rows_finish(&rows, err);
}

static int report(const struct import *import, struct err *err)
{
	const struct roster_counts *n = &import->counts;
	const struct roster_list *list = &import->list;
	size_t warnings;

	if (!import_complaints(import->env, list->complaints, list->complaints_count,
		    &warnings, err))
		return command_fail("import", err);
	fprintf(stderr,
		"%snew %d, changed %d, same %d, back %d, gone %d; refused %zu rows, "
		"%zu warnings\n",
		import->options->dry_run ? "dry run, nothing stored: " : "", n->added,
		n->changed, n->same, n->back, n->gone, list->refused, warnings);
	return list->refused > 0 ? DONE_BUT : DONE;
}

/* What the first filled row says; a file that cannot be read is left to the import,
 * which says why. */
static bool is_of_exam(const char *file)
{
	struct err ignored = ERR_INIT;
	struct sheet *sheet = sheet_open(file, &ignored);
	struct row row = ROW_INIT;
	bool is = sheet && sheet_next(sheet, &row, &ignored) == SHEET_ROW &&
		  particulars_is(&row);

	row_release(&row);
	sheet_close(sheet);
	return is;
}

static int import_roster(const struct env *env, const struct import_options *options)
{
	struct import import = { .env = env, .options = options };
	struct err err = ERR_INIT;
	int status;

	if (options->by) {
		err_set(&err, "%s: --by is for exam particulars; this file is a roster",
			options->file);
		return command_fail("import", &err);
	}
	status = run(&import, &err) ? report(&import, &err)
				    : command_fail("import", &err);
	close_all(&import);
	return status;
}

int cmd_import(struct env *env, int argc, char **argv)
{
	struct import_options options;
	struct err err = ERR_INIT;

	if (!take_options(&options, argc, argv, &err))
		return command_fail("import", &err);
	if (!options.roster && is_of_exam(options.file))
		return import_exam(env, &options);
	return !options.roster && import_has_scores(env, &options)
		       ? import_scores(env, &options)
		       : import_roster(env, &options);
}
