#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "exam.h"
#include "exam_batch.h"
#include "exam_school.h"
#include "item.h"
#include "open.h"
#include "path.h"
#include "records.h"
#include "scheme.h"
#include "score_batch.h"
#include "score_school.h"

const char help_score[] =
	"station score [--explain STUDENT]\n"
	"station score --scheme ID [--explain STUDENT]\n"
	"station score --batch [FILE] [--scheme ID] [--explain]\n"
	"\n"
	"Without --batch: computes every result and score of the station again from\n"
	"its journal and prints test_number, class, name, measured, needed, standard,\n"
	"bonus, total, level, state; or, with the 测试号 or 学籍号 of one student, "
	"each\n"
	"step of that student's score. state is complete, incomplete, disputed, "
	"no-table, or\n"
	"exempt (免予执行). Exit status 1 when something is disputed.\n"
	"\n"
	"With --scheme of an exam that is in use (station scheme use): freezes the\n"
	"process values of the fitness totals, scores everybody who sits the exam and\n"
	"prints test_number, class, name, each item's _read and _points, the parts, "
	"total,\n"
	"level, state, why, mark. Exit status 1 when nobody has confirmed the scheme "
	"yet, or\n"
	"what is known of a student contradicts itself (state wrong).\n"
	"\n"
	"With --batch: scores a table of results without a station's folder. FILE is "
	"CSV in UTF-8;\n"
	"without it, or with -, standard input. One row out for each row in.\n"
	"\n"
	"Columns, in any order: student, sex, grade, and any of the scheme's items:\n"
	"  height cm, weight kg, vital_capacity ml, run50 s, sit_reach cm, rope_skip,\n"
	"  situps, shuttle_50x8, long_jump cm, pull_ups, run1000, run800\n"
	"  sex     M F, also 男 女 1 2\n"
	"  grade   the scored grade g1..g12, u12, u34, also 11..16 21..23 31..33 "
	"41..44\n"
	"  runs    seconds (225, 225.4) or, in minutes, 3'45\n"
	"An empty cell is not measured. Values are brought to the item's precision\n"
	"first: height, weight and sit-and-reach half up to 0.1; the 50 m run is read\n"
	"in hundredths and a second decimal that is not zero goes up (7.11 is 7.2,\n"
	"7.109 is read 7.10 and is 7.1); runs in minutes, long jump and vital "
	"capacity\n"
	"are cut. Counts must be whole.\n"
	"\n"
	"state is complete, incomplete (something is not measured: no total), or\n"
	"error: and why. An unknown or doubled column refuses the file.\n"
	"\n"
	"With --scheme of an exam the columns are student, sex, the scheme's items "
	"(several\n"
	"attempts a/b/c, a foul F), choice:<group>, status:<item>, "
	"process:<component>;\n"
	"see docs/schemes.md.\n"
	"\n"
	"  --scheme ID   a folder of schema/schemes; " STANDARD " without it\n"
	"  --explain     every step of every row in words, with the rows of the "
	"tables\n"
	"\n"
	"Exit status: 0; 1 when some row is an error; 2 when the file was refused.\n";

struct options {
	bool batch, explain;
	const char *file;   /* NULL: standard input */
	const char *scheme; /* id */
};

static bool take_options(
	struct options *options, int argc, char **argv, struct err *err)
{
	*options = (struct options){ .scheme = STANDARD };
	for (int i = 1; i < argc; i++) {
		const char *word = argv[i];

		if (strcmp(word, "--batch") == 0)
			options->batch = true;
		else if (strcmp(word, "--explain") == 0)
			options->explain = true;
		else if (strcmp(word, "--scheme") == 0 && i + 1 < argc)
			options->scheme = argv[++i];
		else if (word[0] == '-' && word[1])
			return err_set(err, "unknown option \"%s\"", word);
		else if (options->file)
			return err_set(
				err, "one file at a time, not also \"%s\"", word);
		else
			options->file = word;
	}
	if (!options->batch && options->explain != (options->file != NULL))
		return err_set(err, options->explain ? "--explain: of which student?"
						     : "a file is scored with --batch");
	return true;
}

/* Score everything that `in` says. */
static bool run(const struct env *env, const struct options *options, FILE *in,
	const struct scheme *scheme, size_t *errors, struct err *err)
{
	struct score_batch job = {
		.scheme = scheme,
		.name = options->file ? options->file : "standard input",
		.out = stdout,
		.json = env->json,
		.explain = options->explain,
		.progress = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO) ? stderr
									    : NULL,
	};
	bool good;

	job.in = records_open_file(job.name, in, ',');
	good = score_batch(&job, err);
	records_close(job.in);
	*errors = job.errors;
	return good;
}

/* The same by an exam's scheme. */
static bool run_exam(const struct env *env, const struct options *options, FILE *in,
	const char *dir, const struct items *items, size_t *errors, struct err *err)
{
	struct exam *exam = exam_load(dir, items, err);
	struct exam_batch job = {
		.exam = exam,
		.name = options->file ? options->file : "standard input",
		.out = stdout,
		.json = env->json,
		.explain = options->explain,
	};
	bool good;

	if (!exam)
		return false;
	job.in = records_open_file(job.name, in, ',');
	good = exam_batch(&job, err);
	records_close(job.in);
	exam_free(exam);
	*errors = job.errors;
	return good;
}

/* Is the scheme an exam's? Then its folder is in `path`; the station's own exam is
 * scored by what the journal keeps, whether there is a folder or not. */
static bool is_exam(
	const struct env *env, const struct options *options, char path[PATH_SIZE])
{
	char relative[128];

	if (!path_plain(options->scheme))
		return false;
	snprintf(relative, sizeof(relative), "schema/schemes/%.96s", options->scheme);
	env_share(env, relative, path, PATH_SIZE);
	return exam_is_in(path) || (!options->batch && !path_is_folder(path));
}

static bool with_exam(const struct env *env, const struct options *options, FILE *in,
	const char *dir, size_t *errors, int *doubts, struct err *err)
{
	struct items *items;
	bool good;

	if (!options->batch)
		return exam_school(env, options->scheme, options->file, doubts, err);
	items = open_items(env, err);
	good = items && run_exam(env, options, in, dir, items, errors, err);
	if (items)
		items_free(items);
	return good;
}

static bool with_scheme(const struct env *env, const struct options *options, FILE *in,
	size_t *errors, int *disputed, struct err *err)
{
	struct items *items = open_items(env, err);
	struct scheme *scheme = items ? open_scheme(env, options->scheme, items, err)
				      : NULL;
	bool good = false;

	if (scheme)
		good = options->batch ? run(env, options, in, scheme, errors, err)
				      : score_school(env, scheme, options->file,
						disputed, err);
	if (scheme)
		scheme_free(scheme);
	if (items)
		items_free(items);
	return good;
}

int cmd_score(struct env *env, int argc, char **argv)
{
	struct options options;
	struct err err = ERR_INIT;
	char dir[PATH_SIZE];
	size_t errors = 0;
	int doubts = 0;
	FILE *in = stdin;
	bool good;

	if (!take_options(&options, argc, argv, &err))
		return command_fail("score", &err);
	if (options.file && strcmp(options.file, "-") == 0)
		options.file = NULL;
	if (options.batch && options.file && !(in = path_open(options.file, &err)))
		return command_fail("score", &err);
	good = is_exam(env, &options, dir)
		       ? with_exam(env, &options, in, dir, &errors, &doubts, &err)
		       : with_scheme(env, &options, in, &errors, &doubts, &err);
	if (in != stdin)
		fclose(in);
	if (!good)
		return command_fail("score", &err);
	return errors || doubts ? DONE_BUT : DONE;
}
