#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "export_cards.h"
#include "export_exam.h"
#include "export_handin.h"
#include "export_journal.h"
#include "export_missing.h"
#include "export_national.h"
#include "export_results.h"
#include "layout.h"
#include "path.h"
#include "text.h"

const char help_export[] =
	"station export national [-o FILE.xlsx|FILE.csv] [--stage STAGE] [--force]\n"
	"station export national --template FILE -o FILE.xlsx|FILE.xls [--force]\n"
	"station export national --check [--template FILE]\n"
	"station export LAYOUT ...\n"
	"station export changes [--since N] [-o FILE.xlsx|FILE.csv]\n"
	"station export changes --exam [--since N]\n"
	"station export list\n"
	"station export handin -o FOLDER [--template FILE] [--by NAME]\n"
	"station export key\n"
	"station export results [--stage STAGE]\n"
	"station export exam [-o FILE.xlsx|FILE.csv] [--force]\n"
	"station export missing [-o FILE.xlsx|FILE.csv] [--class CODE] [--force]\n"
	"station export cards [-o FILE.xlsx|FILE.csv] [--class CODE] [--again] "
	"[--force]\n"
	"\n"
	"Writes the file that the national platform takes, from the results that "
	"count.\n"
	"national picks the layout by the grades that are there; a LAYOUT of\n"
	"schema/layouts (national-primary, national-secondary, national-tests, ...) "
	"is\n"
	"taken as it is. Without -o it is CSV on standard output.\n"
	"\n"
	"Every student on the roll has a row, but who is 免予执行: the platform has no "
	"mark "
	"for\n"
	"it, and the notes name him with his paper. A cell stays empty when the item "
	"was "
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
	"  row,column,value,level,reason,check,class,number,name\n"
	"level is refused, warning or changed (since the last hand-in). Row 0 is the "
	"file as\n"
	"a whole: who is on the roll and not in it, and why.\n"
	"\n"
	"Every file with -o is kept in the journal: when, by whom, with its SHA-256 "
	"and "
	"the\n"
	"values in it; list shows them. changes says what is another value since "
	"(自上次\n"
	"上报后的变化): class, number, name, item, old, new, and the entry of the file "
	"that had\n"
	"the old one; with -o it makes a supplementary file of those students' rows "
	"only.\n"
	"\n"
	"handin makes a folder: the platform's file, the exam's when a scheme is in "
	"use, "
	"and a\n"
	"manifest (rows, layout and scheme, SHA-256 of each file) signed by the "
	"station's own\n"
	"key; 'station verify FOLDER' on any machine says who made it and that "
	"nothing\n"
	"changed. key prints the fingerprint by which others know this station.\n"
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
	"  --template FILE  national: the platform's own workbook, to be filled; a "
	"folder:\n"
	"                 the one that lies there, else by our layout\n"
	"  --check        national: say what the platform would, and write nothing\n"
	"  --by NAME      who hands it in\n"
	"  --draft        not to be handed in: the journal does not keep it\n"
	"  --exam         changes: of the exam's results, points and totals\n"
	"  --since N      changes: since entry N of list, not since all of them\n"
	"  --stage STAGE  primary, junior, senior, university (小学 初中 高中 大学), "
	"all\n"
	"  --class CODE   cards, missing: of this class (班级编号, or its name) only; "
	"11/01\n"
	"                 of grade 11, where other grades have a class 01, too\n"
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
	const char *by;		/* "" not said */
	int64_t since;		/* changes: of entry; 0 all */
	bool exam;		/* changes: of the exam's files */
	bool has_stage, force, again, check, draft;
};

static bool take_since(const char *word, int64_t *since, struct err *err)
{
	struct decimal d;

	if (decimal_read(slice_of(word), &d) && d.decimals == 0 && d.digits > 0) {
		*since = d.digits;
		return true;
	}
	return err_set(
		err, "--since: \"%s\" is no entry; see 'station export list'", word);
}

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
	} else if (strcmp(word, "--exam") == 0) {
		options->exam = true;
	} else if (strcmp(word, "--draft") == 0) {
		options->draft = true;
	} else if (strcmp(word, "--by") == 0 && *at + 1 < argc) {
		options->by = argv[++*at];
	} else if (strcmp(word, "--since") == 0 && *at + 1 < argc) {
		return take_since(argv[++*at], &options->since, err);
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

/* Words that are no layout of schema/layouts, and which options they take. */
enum takes {
	TAKES_STAGE = 1,
	TAKES_FILE = 2,
	TAKES_CLASS = 4,
	TAKES_AGAIN = 8,
	TAKES_CHECK = 16,
	TAKES_DRAFT = 32,
	TAKES_SINCE = 64,
	TAKES_BY = 128,
	TAKES_EXAM = 256,
};
static const struct word {
	const char *name;
	int takes;
} words[] = {
	{ "results", TAKES_STAGE },
	{ "exam", TAKES_FILE | TAKES_BY | TAKES_DRAFT },
	{ "missing", TAKES_FILE | TAKES_CLASS },
	{ "cards", TAKES_FILE | TAKES_CLASS | TAKES_AGAIN },
	{ "list", 0 },
	{ "key", 0 },
	{ "handin", TAKES_FILE | TAKES_STAGE | TAKES_BY },
	{ "changes", TAKES_FILE | TAKES_STAGE | TAKES_SINCE | TAKES_BY | TAKES_DRAFT |
			     TAKES_EXAM },
};
static const struct word layout_word = { "",
	TAKES_FILE | TAKES_STAGE | TAKES_CHECK | TAKES_BY | TAKES_DRAFT };

static const struct word *find_word(const char *name)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].name, name) == 0)
			return &words[i];
	return &layout_word;
}

static bool check_words(const struct options *o, struct err *err)
{
	const struct {
		const char *option;
		bool given;
		int takes;
	} given[] = {
		{ "-o", o->file != NULL, TAKES_FILE },
		{ "--stage", o->has_stage, TAKES_STAGE },
		{ "--class", o->class_code != NULL, TAKES_CLASS },
		{ "--again", o->again, TAKES_AGAIN },
		{ "--check", o->check, TAKES_CHECK },
		{ "--draft", o->draft, TAKES_DRAFT },
		{ "--exam", o->exam, TAKES_EXAM },
		{ "--since", o->since != 0, TAKES_SINCE },
		{ "--by", o->by[0] != '\0', TAKES_BY },
	};
	int takes = find_word(o->layout)->takes;

	for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++)
		if (given[i].given && !(takes & given[i].takes))
			return err_set(err,
				"%s is not for %s; see 'station help export'",
				given[i].option, o->layout);
	return true;
}

static bool check_layout(const struct env *env, const char *name, struct err *err)
{
	char path[PATH_SIZE], file[PATH_SIZE];

	if (find_word(name) != &layout_word || strcmp(name, "national") == 0)
		return true;
	if (path_plain(name)) {
		snprintf(file, sizeof(file), "schema/layouts/%.200s.yaml", name);
		if (path_is_file(env_share(env, file, path, sizeof(path))))
			return true;
	}
	return err_set(err,
		"\"%s\" is no layout; try national, changes, handin, list, key, exam, "
		"results, "
		"missing, cards, or a file of schema/layouts",
		name);
}

static bool ends_in(const char *path, const char *ending)
{
	size_t len = strlen(path), n = strlen(ending);

	return len > n && strcmp(path + len - n, ending) == 0;
}

static bool check_upload(const struct options *options, struct err *err)
{
	bool handin = strcmp(options->layout, "handin") == 0;
	bool national = handin || strcmp(options->layout, "national") == 0;

	if (options->template && !national)
		return err_set(err, "--template is for national: the platform's own "
				    "workbook says which columns there are");
	if (options->exam && options->file)
		return err_set(err, "--exam: the changes of the exam are a list; its "
				    "file is made whole");
	if (options->check && options->file)
		return err_set(err, "--check writes nothing; leave out -o");
	if (!options->template || options->check || handin)
		return true;
	if (!options->file)
		return err_set(err, "--template wants -o FILE.xlsx, or --check");
	return ends_in(options->file, ".xlsx") || ends_in(options->file, ".xls") ||
	       err_set(err, "%s: a filled template ends in .xlsx or .xls",
		       options->file);
}

static bool take_options(const struct env *env, struct options *options, int argc,
	char **argv, struct err *err)
{
	*options = (struct options){ .layout = "", .stage = STAGE_ALL, .by = "" };
	for (int i = 1; i < argc; i++)
		if (!take_option(options, argc, argv, &i, err))
			return false;
	if (!*options->layout)
		return err_set(err, "which layout? See 'station help export'");
	if (!check_layout(env, options->layout, err) || !check_words(options, err) ||
		!check_upload(options, err))
		return false;
	if (options->file && !options->force && access(options->file, F_OK) == 0)
		return err_set(err, "%s is there already; add --force to write over it",
			options->file);
	return true;
}

static struct national_options national_of(const struct options *o)
{
	return (struct national_options){ strcmp(o->layout, "changes") == 0 ? "national"
									    : o->layout,
		o->file, o->template, o->by, o->stage, o->since,
		strcmp(o->layout, "changes") == 0, o->check, NULL, o->draft };
}

/* A layout of schema/layouts: what a row of it is, it says itself. */
static int export_layout(const struct env *env, const struct options *options)
{
	struct national_options national = national_of(options);
	struct err err = ERR_INIT;
	char path[PATH_SIZE];
	struct layout *layout;
	int status;

	if (strcmp(national.layout, "national") == 0)
		return export_national(env, &national);
	layout = layout_load(
		env_share(env, "schema", path, sizeof(path)), national.layout, &err);
	if (!layout)
		return command_fail("export", &err);
	if (layout->rows == ROWS_EXAM && (options->check || options->has_stage)) {
		err_set(&err, "%s is of the exam: --check and --stage are not for it",
			layout->name);
		status = command_fail("export", &err);
	} else if (layout->rows == ROWS_EXAM) {
		status = export_exam(env, layout, options->file,
			options->draft ? NULL : options->by, NULL);
	} else {
		status = export_national(env, &national);
	}
	layout_free(layout);
	return status;
}

int cmd_export(struct env *env, int argc, char **argv)
{
	struct options options;
	struct national_options national;
	struct err err = ERR_INIT;

	if (!take_options(env, &options, argc, argv, &err))
		return command_fail("export", &err);
	if (strcmp(options.layout, "exam") == 0)
		return export_exam(env, NULL, options.file,
			options.draft ? NULL : options.by, NULL);
	if (options.exam)
		return export_exam_changes(env, options.since);
	if (strcmp(options.layout, "missing") == 0)
		return export_missing(env, options.file, options.class_code);
	if (strcmp(options.layout, "cards") == 0)
		return export_cards(env, &(struct cards_options){ options.file,
						 options.class_code, options.again });
	if (strcmp(options.layout, "results") == 0)
		return export_results(env, options.stage);
	if (strcmp(options.layout, "list") == 0)
		return export_list(env);
	if (strcmp(options.layout, "key") == 0)
		return export_key(env);
	if (strcmp(options.layout, "handin") != 0)
		return export_layout(env, &options);
	national = national_of(&options);
	return export_handin(env, &national);
}
