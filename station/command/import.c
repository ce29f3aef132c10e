#include "import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "office.h"
#include "particulars.h"
#include "rows.h"
#include "score_cells.h"
#include "sheet.h"
#include "text.h"

const char help_import[] =
	"station import FILE [--dry-run [--all]] [--mode MODE] [--whole] [--roster]\n"
	"station import FILE --by NAME [--dry-run]\n"
	"station import FILE --by NAME [--runs=WAYS] [--mode MODE] [--map "
	"HEADING=TITLE]\n"
	"               [--year YEAR] [--paper NAME] [--dry-run]\n"
	"\n"
	"Takes a roster, scores or exam particulars, told apart by their headings, "
	"which\n"
	"stand in one of the first 20 rows: .xlsx, .xls, or .csv in UTF-8 or GB18030\n"
	"with commas, tabs or semicolons. Every error and every doubt is a row on\n"
	"standard output:\n"
	"  row,column,value,level,reason\n"
	"level is an error (refused; doubled: there twice and differing), which is "
	"not\n"
	"taken, or a doubt (suspicious, warning), which is. A whole 学籍号 is shown by "
	"its\n"
	"letter only. The counts are on standard error.\n"
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
	"column for, and what is empty (but for 运动禁忌), stays as it was. A dry run "
	"prints\n"
	"the plan: new, moved, changed, back, gone and left, with what was until now; "
	"of\n"
	"each 20 rows, and of a class that is new or renamed as a whole one; --all "
	"prints\n"
	"every row. --mode of a roster is update (without it), add (only who is not on "
	"the\n"
	"roll) or fill (only what the roll does not say); by these two nobody is "
	"gone.\n"
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
	"  --all          every row of a roster's plan\n"
	"  --whole        the roster is the whole school: who is not in it is gone\n"
	"  --roster       of a file with scores take only who is in it\n"
	"  --by NAME      who brings the scores or particulars in\n"
	"  --runs=WAYS    how doubtful runs are meant: minutes.seconds, "
	"minutes.single,\n"
	"                 minutes.decimal, seconds, digits, clock, date, mark.single,\n"
	"                 mark.tens, joined by commas\n"
	"  --mode MODE    of scores: fill (without it: gaps only), update (what a file "
	"had\n"
	"                 said before is replaced), add (one more attempt)\n"
	"  --map H=T      the school's own heading H is the platform's T; is "
	"remembered\n"
	"  --trust        take what looks wrong as a whole: columns that changed "
	"places, "
	"have\n"
	"                 another unit or slipped by one row; half of a class or a "
	"grade "
	"that\n"
	"                 is gone; a school that goes up a grade before its year has "
	"begun\n"
	"  --year YEAR    the school year of a returned sheet, where its grades do not "
	"say\n"
	"  --paper NAME   the records were typed from this paper (a transfer's earlier "
	"years)\n"
	"\n"
	"Exit status: 0; 1 when something needs a person; 2 when nothing was "
	"imported.\n";

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
	static const char *const words[] = {
		[IMPORT_FILL] = "fill", [IMPORT_UPDATE] = "update", [IMPORT_ADD] = "add"
	};

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
		else if (strcmp(argv[i], "--all") == 0)
			options->all = true;
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

struct sheet *import_through_office(
	const char *file, char folder[PATH_SIZE], struct err *err)
{
	char path[PATH_SIZE];

	folder[0] = '\0';
	return office_folder(folder, err) && office_convert_within(OFFICE_WAIT, file,
						     "xlsx", folder, path, err)
		       ? sheet_open(path, err)
		       : NULL;
}

void import_say_held(size_t held)
{
	if (held)
		fprintf(stderr, ", %zu held (--trust takes them)", held);
	fputc('\n', stderr);
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
		rows_text(&rows, complaint_level_name(c->level));
		rows_text(&rows, c->reason);
		rows_end(&rows);
		*warnings += !refused;
	}
	return rows_finish(&rows, err);
}

/* What its headings say; a file that cannot be read is left to the import, which says
 * why. */
static bool is_of_exam(const char *file)
{
	struct err ignored = ERR_INIT;
	struct sheet *sheet = sheet_open(file, &ignored);
	bool is = sheet && particulars_is(sheet);

	sheet_close(sheet);
	return is;
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
