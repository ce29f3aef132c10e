#include "print_job.h"

#include <stdio.h>

#include "app.h"
#include "closing.h"
#include "log.h"
#include "path.h"

static bool print_folder(struct app *app, char out[PATH_SIZE], struct err *err)
{
	return path_join(out,
		       app->closing.stick[0] ? app->closing.stick
					     : store_dir(app->store),
		       "print", err) &&
	       path_make(out, err);
}

/* A class's code is any text; one that is no file's name is left out of it. */
static bool print_file(struct app *app, const char *kind, const char *class_code,
	char out[PATH_SIZE], struct err *err)
{
	char folder[PATH_SIZE], name[96];

	if (*class_code && path_plain(class_code))
		snprintf(name, sizeof(name), "%s-%s.pdf", kind, class_code);
	else
		snprintf(name, sizeof(name), "%s.pdf", kind);
	return print_folder(app, folder, err) && path_join(out, folder, name, err);
}

bool print_job(
	struct app *app, enum text title, const struct print_job *job, struct now now)
{
	char file[PATH_SIZE];
	struct err err = ERR_INIT;
	const char *argv[16] = { app->env->program, "report", job->kind, "-o", file,
		"--force", "--data", store_dir(app->store), "--share",
		app->env->share_dir };
	int n = 10;

	if (!print_file(app, job->kind, job->class_code, file, &err)) {
		LOG_ERROR("print", "%s", err.text);
		return false;
	}
	if (*job->class_code) {
		argv[n++] = "--class";
		argv[n++] = job->class_code;
	}
	if (*job->item) {
		argv[n++] = "--item";
		argv[n++] = job->item;
	}
	return closing_start(app, title, argv, NULL, now);
}
