#include "scheme_use.h"

#include <stdio.h>
#include <string.h>

#include "exams.h"
#include "open.h"
#include "path.h"
#include "rows.h"
#include "text.h"

#define USES_MAX 64

struct options {
	const char *scheme; /* id or folder */
	const char *by;
	int exam_year; /* 0: not said */
};

bool scheme_use_is(const char *word)
{
	return strcmp(word, "use") == 0 || strcmp(word, "confirm") == 0 ||
	       strcmp(word, "used") == 0;
}

static bool take_year(const char *text, int *out, struct err *err)
{
	struct decimal d;

	if (!decimal_read(slice_of(text), &d) || d.decimals || d.digits < 2000 ||
		d.digits > 2100)
		return err_set(
			err, "--exam-year: \"%.40s\" is no year of 2000 to 2100", text);
	*out = (int)d.digits;
	return true;
}

static bool take_options(
	struct options *options, int argc, char **argv, struct err *err)
{
	bool use = strcmp(argv[1], "use") == 0, used = strcmp(argv[1], "used") == 0;

	*options = (struct options){ NULL, NULL, 0 };
	for (int i = 2; i < argc; i++) {
		if (strcmp(argv[i], "--by") == 0 && i + 1 < argc && !used)
			options->by = argv[++i];
		else if (strcmp(argv[i], "--exam-year") == 0 && i + 1 < argc && !used) {
			if (!take_year(argv[++i], &options->exam_year, err))
				return false;
		} else if (use && !options->scheme && argv[i][0] != '-')
			options->scheme = argv[i];
		else
			return err_set(err, "%s: \"%.80s\" is not understood", argv[1],
				argv[i]);
	}
	if (use && !options->scheme)
		return err_set(err, "use: which scheme?");
	return used || options->by || err_set(err, "%s: by whom? --by NAME", argv[1]);
}

/* ---- rows ---------------------------------------------------------------------- */

static bool put_row(struct rows *rows, struct store *store, const struct exam_used *use,
	struct err *err)
{
	struct exam *exam = exams_load(store, store_items(store), use, err);
	char digest[DIGEST_TEXT_SIZE], mark[EXAM_MARK_SIZE];

	if (!exam)
		return false;
	rows_text(rows, use->scheme);
	rows_int(rows, use->exam_year);
	rows_text(rows, scheme_status_name(exam->status));
	rows_text(rows, digest_text(&use->digest, digest));
	rows_text(rows, use->who);
	rows_text(rows, use->confirmed);
	rows_text(rows, exams_mark(exam, use->confirmed[0] != '\0', mark));
	rows_end(rows);
	exam_free(exam);
	return true;
}

static bool put_rows(const struct env *env, struct store *store,
	const struct exam_used *uses, int count, struct err *err)
{
	static const char *const titles[] = { "scheme", "exam_year", "status", "digest",
		"taken_by", "confirmed_by", "mark" };
	struct rows rows;

	rows_begin(&rows, stdout, env->json, titles, sizeof(titles) / sizeof(*titles));
	for (int i = 0; i < count; i++)
		if (!put_row(&rows, store, &uses[i], err))
			return false;
	return rows_finish(&rows, err);
}

static bool list_used(const struct env *env, struct store *store, struct err *err)
{
	struct exam_used uses[USES_MAX];
	int count = exams_uses(store, uses, USES_MAX, err);

	return count >= 0 && put_rows(env, store, uses, count, err);
}

/* Say what holds now, and who is needed yet. */
static bool say_used(
	const struct env *env, struct store *store, int exam_year, struct err *err)
{
	struct exam_used use;

	if (exams_used(store, exam_year, &use, err) != EXAM_USE_FOUND ||
		!put_rows(env, store, &use, 1, err))
		return false;
	if (use.confirmed[0])
		fprintf(stderr, "%s for %d: taken by %s, confirmed by %s\n", use.scheme,
			use.exam_year, use.who, use.confirmed);
	else
		fprintf(stderr,
			"%s for %d: taken by %s. Another person compares it with the "
			"paper, then: station scheme confirm --exam-year %d --by "
			"OTHER\n",
			use.scheme, use.exam_year, use.who, use.exam_year);
	return true;
}

/* ---- use and confirm ----------------------------------------------------------- */

static bool take(const struct env *env, struct store *store,
	const struct options *options, struct err *err)
{
	int exam_year = options->exam_year ? options->exam_year
					   : store_school_year(store) + 1;
	struct entry_id id;
	struct exam *exam;
	char dir[PATH_SIZE];
	bool ok;

	if (!open_scheme_folder(env, options->scheme, dir, err))
		return false;
	if (!exam_is_in(dir))
		return err_set(err,
			"\"%.200s\" is a fitness standard, no scheme of an exam",
			options->scheme);
	exam = exam_load(dir, store_items(store), err);
	ok = exam && exams_use(store, exam, dir, exam_year, options->by,
			     env_now_us(env), &id, err);
	exam_free(exam);
	return ok && say_used(env, store, exam_year, err);
}

static bool confirm(const struct env *env, struct store *store,
	const struct options *options, struct err *err)
{
	struct exam_used use;

	switch (exams_used(store, options->exam_year, &use, err)) {
	case EXAM_USE_FAIL:
		return false;
	case EXAM_USE_NONE:
		return err_set(err,
			"no scheme is in use%s: there is nothing to confirm",
			options->exam_year ? " for that exam year" : "");
	case EXAM_USE_FOUND:
		break;
	}
	return exams_confirm(store, &use.id, options->by, env_now_us(env), err) &&
	       say_used(env, store, use.exam_year, err);
}

int scheme_use(const struct env *env, int argc, char **argv, struct err *err)
{
	bool used = strcmp(argv[1], "used") == 0, ok = false;
	struct store *store = NULL;
	struct options options;
	struct items *items;

	if (!take_options(&options, argc, argv, err))
		return NOT_DONE;
	items = open_items(env, err);
	if (items)
		store = open_store(env, env->data_dir, used ? STORE_READ : STORE_WRITE,
			items, err);
	if (store && used)
		ok = list_used(env, store, err);
	else if (store)
		ok = strcmp(argv[1], "use") == 0 ? take(env, store, &options, err)
						 : confirm(env, store, &options, err);
	store_close(store);
	if (items)
		items_free(items);
	return ok ? DONE : NOT_DONE;
}
