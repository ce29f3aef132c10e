#include "print_job.h"

#include <stdio.h>
#include <string.h>

#include "app.h"
#include "closing.h"
#include "log.h"
#include "path.h"
#include "text.h"

static bool print_folder(struct app *app, char out[PATH_SIZE], struct err *err)
{
	return path_join(out,
		       app->closing.stick[0] ? app->closing.stick
					     : store_dir(app->store),
		       "print", err) &&
	       path_make(out, err);
}

static bool is_given(const char *word)
{
	return word && *word;
}

/* The code, and the grade with it where two grades have such a class. */
static void write_class(const struct app *app, const struct class_key *class,
	const char *between, char *out, size_t size)
{
	bool other = false;

	for (int i = 0; i < app->class_count; i++)
		other |= app->classes[i].grade_code != class->grade_code &&
			 strcmp(app->classes[i].code, class->code) == 0;
	if (other)
		snprintf(out, size, "%d%s%s", class->grade_code, between, class->code);
	else
		text_copy(out, size, class->code);
}

/* ~11/一年级3, where no platform gave a code, is 11-一年级3 in a file's name. */
static void write_plain(char *code)
{
	char *slash;

	if (*code == '~')
		memmove(code, code + 1, strlen(code));
	while ((slash = strchr(code, '/')))
		*slash = '-';
}

/* A class's code is any text; one that is no file's name is left out of it. */
static bool print_file(struct app *app, const struct print_job *job,
	char out[PATH_SIZE], struct err *err)
{
	char folder[PATH_SIZE], name[96], whose[48] = "";

	if (is_given(job->student))
		text_copy(whose, sizeof(whose), job->student);
	else if (job->class.code[0])
		write_class(app, &job->class, "-", whose, sizeof(whose));
	write_plain(whose);
	if (*whose && path_plain(whose))
		snprintf(name, sizeof(name), "%s-%s.pdf", job->kind, whose);
	else
		snprintf(name, sizeof(name), "%s.pdf", job->kind);
	return print_folder(app, folder, err) && path_join(out, folder, name, err);
}

/* Whoever has the file of cards can pass for these students. */
static void say_where(struct app *app, const struct print_job *job, const char *file)
{
	char words[PATH_SIZE + 128];

	text_fill(
		texts_get(app->texts, strcmp(job->kind, "cards") == 0 ? TEXT_JOB_CARDS
								      : TEXT_JOB_FILE),
		words, sizeof(words), file, NULL, NULL);
	closing_say(app, words, false);
}

bool print_job(
	struct app *app, enum text title, const struct print_job *job, struct now now)
{
	char file[PATH_SIZE], class[48];
	struct err err = ERR_INIT;
	const char *argv[20] = { app->env->program, "report", job->kind, "-o", file,
		"--force", "--data", store_dir(app->store), "--share",
		app->env->share_dir };
	int n = 10;

	if (!print_file(app, job, file, &err)) {
		LOG_ERROR("print", "%s", err.text);
		return false;
	}
	if (job->class.code[0]) {
		write_class(app, &job->class, "/", class, sizeof(class));
		argv[n++] = "--class";
		argv[n++] = class;
	}
	if (is_given(job->item)) {
		argv[n++] = "--item";
		argv[n++] = job->item;
	}
	if (is_given(job->student)) {
		argv[n++] = "--student";
		argv[n++] = job->student;
	}
	if (job->again)
		argv[n++] = "--again";
	if (!closing_start(app, title, argv, NULL, now))
		return false;
	say_where(app, job, file);
	return true;
}
