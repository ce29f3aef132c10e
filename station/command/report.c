#include "report.h"

#include <stdio.h>
#include <string.h>

#include "near.h"
#include "open.h"
#include "rates.h"
#include "report_print.h"
#include "score.h"
#include "text.h"

const char help_report[] =
	"station report rates\n"
	"station report near [--within POINTS]\n"
	"station report graduation [--last CODE]\n"
	"station report targets [--pass PERCENT] [--good PERCENT]\n"
	"station report PAPER -o FILE.pdf [--class CODE | --student NUMBER] [--force]\n"
	"                     [--again] [--paper a4|80|58] [--item KEY]\n"
	"\n"
	"Of the national standard, for everybody who is here. The first four are rows "
	"on\n"
	"standard output, a PAPER is a PDF file.\n"
	"\n"
	"rates       合格率, 优良率 (优秀 and 良好) and 优秀率 of the school, its "
	"grades,\n"
	"            classes and sexes, with the counts. A rate is of the students "
	"with "
	"a\n"
	"            complete result; who is exempt (免予执行) is counted apart. It is "
	"cut\n"
	"            to one decimal; pass_met and good_met compare the counts.\n"
	"near        who is at most POINTS (5 without it) below 60 or 80, and the "
	"least\n"
	"            change of one item, or of two, that lifts the total to it. For\n"
	"            training only; never BMI, height or weight.\n"
	"graduation  毕业成绩 of those who finish 小学, 初中, 高中 or 大学 this school "
	"year, or\n"
	"            which year is missing. A university of three years says --last 43 "
	"once.\n"
	"targets     the rates that are asked for, 85 and 40 when nothing was said; "
	"with "
	"an\n"
	"            option they are set, with at most one decimal.\n"
	"\n"
	"PAPER is one of these, for the whole school, a class (班级编号; 11/01 is "
	"that\n"
	"of grade 11 where several grades have a class 01) or a student (测试号 or\n"
	"学籍号). It is written whole under another name, then moved; --force writes "
	"over\n"
	"a file that is there.\n"
	"\n"
	"register    登记卡, 附表1 to 附表6 of the standard, a page a student; 学籍号 "
	"stands on it\n"
	"cards       测试卡, ten a page, for who has none; --again for everybody: the "
	"old "
	"ones\n"
	"            are dead then\n"
	"notice      成绩告知单, two a page, to be signed at home\n"
	"public      公示: results to hang up, without BMI, points, totals and "
	"numbers\n"
	"slip        成绩条 with the journal's digests; --paper a4, 80 or 58 (mm, a "
	"roll)\n"
	"sheets      记录表 to write on, for each item of a class; --item KEY for one\n"
	"starts      分组表 of the items that are measured in heats; --item KEY for "
	"one\n"
	"missing     未测名单 for the make-up; --item KEY for one\n"
	"class, grade, school\n"
	"            a report on each class, each grade, the school: rates and "
	"targets, "
	"how\n"
	"            totals and items are spread, the years before, who is just below "
	"a "
	"level\n"
	"exemption   免予执行申请表 (附表7) of a --student, of a --class's exempt, or "
	"a "
	"blank one\n"
	"\n"
	"Exit status: 0; 1 when something needs a person: a disputed result (rates), "
	"a\n"
	"missing year (graduation), somebody left out (PAPER); 2 when nothing was "
	"done.\n";

enum kind { KIND_NONE, KIND_RATES, KIND_NEAR, KIND_GRADUATION, KIND_TARGETS };

static const struct {
	const char *name;
	bool (*run)(const struct report *report, bool *ask, struct err *err);
} kinds[] = {
	[KIND_RATES] = { "rates", report_rates },
	[KIND_NEAR] = { "near", report_near },
	[KIND_GRADUATION] = { "graduation", report_graduation },
	[KIND_TARGETS] = { "targets", NULL },
};

/* Each is a number with at most one decimal, kept in tenths. */
enum option { OPTION_PASS, OPTION_GOOD, OPTION_WITHIN, OPTION_LAST, OPTION_COUNT };

static const struct {
	const char *word;
	enum kind of;
	int max;
} all_options[OPTION_COUNT] = {
	[OPTION_PASS] = { "--pass", KIND_TARGETS, 100 },
	[OPTION_GOOD] = { "--good", KIND_TARGETS, 100 },
	[OPTION_WITHIN] = { "--within", KIND_NEAR, 20 },
	[OPTION_LAST] = { "--last", KIND_GRADUATION, 44 },
};

struct options {
	enum kind kind;
	int tenths[OPTION_COUNT]; /* 0: not given */
};

/* ---- options ------------------------------------------------------------------ */

static bool take_kind(struct options *options, const char *word, struct err *err)
{
	if (options->kind)
		return err_set(err, "one report at a time, not also \"%s\"", word);
	for (int k = KIND_RATES; k <= KIND_TARGETS; k++)
		if (strcmp(word, kinds[k].name) == 0)
			options->kind = (enum kind)k;
	return options->kind || err_set(err,
					"\"%s\" is no report; try rates, near, "
					"graduation, targets, or a "
					"paper of `station help report`",
					word);
}

static bool take_option(
	struct options *options, const char *word, const char *value, struct err *err)
{
	struct decimal d;
	int64_t tenths;
	int o = 0;

	while (o < OPTION_COUNT && strcmp(word, all_options[o].word) != 0)
		o++;
	if (o == OPTION_COUNT || !value)
		return err_set(
			err, "unknown option \"%s\", or its value is missing", word);
	if (!decimal_read(slice_of(value), &d) || !decimal_exact(d, 1, &tenths) ||
		tenths <= 0 || tenths > (int64_t)all_options[o].max * 10)
		return err_set(err,
			"%s: \"%s\" is not a number up to %d with at most one decimal",
			word, value, all_options[o].max);
	options->tenths[o] = (int)tenths;
	return true;
}

static bool take_options(
	struct options *options, int argc, char **argv, struct err *err)
{
	*options = (struct options){ .kind = KIND_NONE };
	for (int i = 1; i < argc; i++) {
		if (argv[i][0] != '-') {
			if (!take_kind(options, argv[i], err))
				return false;
			continue;
		}
		if (!take_option(
			    options, argv[i], i + 1 < argc ? argv[i + 1] : NULL, err))
			return false;
		i++;
	}
	if (!options->kind)
		return err_set(err, "which report? See 'station help report'");
	for (int o = 0; o < OPTION_COUNT; o++)
		if (options->tenths[o] && all_options[o].of != options->kind)
			return err_set(err, "%s is no option of %s",
				all_options[o].word, kinds[options->kind].name);
	return true;
}

/* ---- targets ------------------------------------------------------------------ */

static bool change_targets(
	struct store *store, const struct options *options, struct err *err)
{
	int pass = options->tenths[OPTION_PASS], good = options->tenths[OPTION_GOOD];
	struct rates_targets targets;

	if (!pass && !good)
		return true;
	rates_targets(store, &targets);
	if (pass)
		targets.pass_permille = pass;
	if (good)
		targets.good_permille = good;
	return rates_set_targets(store, &targets, err);
}

static void print_target(struct rows *rows, const char *name, int permille)
{
	char text[16];

	rows_text(rows, name);
	rows_number(rows, rates_target_write(permille, text));
	rows_end(rows);
}

static bool report_targets(
	const struct report *report, const struct options *options, struct err *err)
{
	static const char *const titles[] = { "target", "percent" };
	struct rates_targets targets;
	struct rows rows;

	if (!change_targets(report->store, options, err))
		return false;
	rates_targets(report->store, &targets);
	rows_begin(&rows, stdout, report->env->json, titles, 2);
	print_target(&rows, "pass", targets.pass_permille);
	print_target(&rows, "good", targets.good_permille);
	return rows_finish(&rows, err);
}

/* ---- the command -------------------------------------------------------------- */

void report_points(struct rows *rows, int32_t points_c)
{
	char text[16];

	if (points_c == SCORE_NONE)
		rows_text(rows, "");
	else
		rows_number(rows, score_write(points_c, 1, text, sizeof(text)));
}

static bool open_all(struct report *report, struct err *err)
{
	const struct env *env = report->env;

	report->items = open_items(env, err);
	if (!report->items)
		return false;
	report->scheme = open_scheme(env, STANDARD, report->items, err);
	if (!report->scheme)
		return false;
	report->store = open_store(env, env->data_dir, STORE_WRITE, report->items, err);
	if (!report->store)
		return false;
	report->results = open_results(
		env, report->store, report->items, report->scheme, err);
	return report->results && results_ensure(report->results, err);
}

static void close_all(struct report *report)
{
	results_close(report->results);
	store_close(report->store);
	scheme_free(report->scheme);
	items_free(report->items);
}

/* Rows and sums of one moment, also while a day goes on. */
static bool run_one_moment(
	struct report *report, enum kind kind, bool *ask, struct err *err)
{
	bool good;

	if (!store_begin_read(report->store, err))
		return false;
	good = kinds[kind].run(report, ask, err);
	store_end_read(report->store);
	return good;
}

int cmd_report(struct env *env, int argc, char **argv)
{
	struct report report = { .env = env };
	struct options options;
	struct err err = ERR_INIT;
	bool good, ask = false;
	const struct document *document = report_document(argc, argv);

	if (document)
		return report_print(env, document, argc, argv);
	if (!take_options(&options, argc, argv, &err))
		return command_fail("report", &err);
	report.within_c = options.tenths[OPTION_WITHIN] * 10;
	report.last_grade = options.tenths[OPTION_LAST] / 10;
	good = open_all(&report, &err);
	if (good && options.kind == KIND_TARGETS)
		good = report_targets(&report, &options, &err);
	else if (good)
		good = run_one_moment(&report, options.kind, &ask, &err);
	close_all(&report);
	if (!good)
		return command_fail("report", &err);
	return ask ? DONE_BUT : DONE;
}
