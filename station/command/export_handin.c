#include "export_handin.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"
#include "digest.h"
#include "entry.h"
#include "exams.h"
#include "export_exam.h"
#include "export_journal.h"
#include "handins.h"
#include "manifest.h"
#include "office.h"
#include "open.h"
#include "path.h"
#include "roster.h"
#include "rows.h"
#include "station_key.h"
#include "text.h"

struct making {
	const struct env *env;
	const struct national_options *options;
	struct store *store;
	struct sign_key key;
	bool with_exam;
	char part[PATH_SIZE];	   /* the folder while it is not whole */
	struct handed_later later; /* what the journal will say of the files */
	struct manifest manifest;
};

/* ---- before anything is written --------------------------------------------------- */

static bool look_at_exam(struct making *m, struct err *err)
{
	struct exam_used use;
	enum exam_use_got got = exams_used(m->store, 0, &use, err);

	m->with_exam = got == EXAM_USE_FOUND;
	return got == EXAM_USE_FOUND || got == EXAM_USE_NONE;
}

static bool begin(struct making *m, struct err *err)
{
	if (!m->options->file)
		return err_set(err, "handin wants -o FOLDER");
	if (access(m->options->file, F_OK) == 0)
		return err_set(err,
			"%s is there already; a folder that is handed in is "
			"made new",
			m->options->file);
	m->store = open_store(m->env, m->env->data_dir, STORE_WRITE, NULL, err);
	if (!m->store || !look_at_exam(m, err) ||
		!station_key_open(m->store, env_now_us(m->env), &m->key, err))
		return false;
	snprintf(m->part, sizeof(m->part), "%.4000s.part%ld", m->options->file,
		(long)getpid());
	return mkdir(m->part, 0777) == 0 ||
	       err_set(err, "%s: cannot be made: %s", m->part, strerror(errno));
}

/* ---- the files -------------------------------------------------------------------- */

static int write_files(struct making *m)
{
	struct national_options national = *m->options, tests;
	char file[PATH_SIZE], tests_file[PATH_SIZE], exam_file[PATH_SIZE];
	struct err err = ERR_INIT;
	int status = DONE, all = DONE;

	if (!path_join(exam_file, m->part, "exam.xlsx", &err) ||
		!path_join(tests_file, m->part, "tests.xlsx", &err) ||
		!path_join(file, m->part, "national.xlsx", &err))
		return command_fail("export", &err);
	national.layout = "national";
	national.file = file;
	national.later = &m->later;
	tests = national;
	tests.layout = "national-tests";
	tests.file = tests_file;
	tests.template = NULL;
	if (m->with_exam)
		all = status = export_exam(
			m->env, NULL, exam_file, national.by, &m->later);
	if (status != NOT_DONE) {
		status = export_national(m->env, &tests);
		all = status == DONE ? all : status;
	}
	if (status != NOT_DONE) {
		status = export_national(m->env, &national);
		all = status == DONE ? all : status;
	}
	return all;
}

/* ---- the manifest ----------------------------------------------------------------- */

/* Only what this command put into the journal: another one may write a file of the same name
 * into another folder meanwhile. */
static bool take_file(
	struct making *m, const struct handin_file *handin, struct err *err)
{
	struct manifest_file *file = &m->manifest.files[m->manifest.count++];
	char path[PATH_SIZE];
	struct stat stat;

	if (!path_join(path, m->part, handin->file, err))
		return false;
	if (lstat(path, &stat) != 0)
		return err_set(err, "%s: %s", path, strerror(errno));
	text_copy(file->name, sizeof(file->name), handin->file);
	text_copy(file->layout, sizeof(file->layout), handin->layout);
	text_copy(file->scheme, sizeof(file->scheme), handin->scheme);
	file->bytes = stat.st_size;
	file->rows = handin->rows;
	file->values = handin->values;
	file->entry = handin->id.seq;
	file->sha256 = handin->sha256;
	return true;
}

static bool write_manifest(struct making *m, struct err *err)
{
	struct manifest *f = &m->manifest;

	text_copy(f->school, sizeof(f->school), store_school(m->store));
	text_copy(f->station, sizeof(f->station), store_station(m->store));
	text_copy(
		f->station_name, sizeof(f->station_name), store_station_name(m->store));
	snprintf(f->school_year, sizeof(f->school_year), "%d",
		store_school_year(m->store) % 10000);
	snprintf(f->roll, sizeof(f->roll), "%d", roster_count(m->store));
	text_copy(f->by, sizeof(f->by), m->options->by);
	wall_write(env_now_us(m->env), CLOCK_SHANGHAI, f->made);
	for (size_t i = 0; i < m->later.count; i++)
		if (!take_file(m, &m->later.files[i], err))
			return false;
	return entry_head(m->store, &f->journal_entry, f->journal, err) &&
	       manifest_write(f, m->part, &m->key, err);
}

/* The folder takes its name before the journal says that there is one. */
static bool put_in_place(struct making *m, struct err *err)
{
	if (!handed_later_put(&m->later, m->store, env_now_us(m->env), err) ||
		!write_manifest(m, err))
		return false;
	if (rename(m->part, m->options->file) != 0)
		return err_set(err, "%s: cannot be made: %s", m->options->file,
			strerror(errno));
	text_copy(m->part, sizeof(m->part), m->options->file);
	return true;
}

static bool finish(struct making *m, struct err *err)
{
	if (!store_begin_durable(m->store, err))
		return false;
	if (!put_in_place(m, err)) {
		store_rollback(m->store);
		return false;
	}
	if (!store_commit(m->store, err))
		return false; /* and the folder goes, too */
	m->part[0] = '\0';
	fprintf(stderr, "%s: %zu files, signed; fingerprint %s\n", m->options->file,
		m->manifest.count, m->manifest.fingerprint);
	return true;
}

/* "folder/" is a folder, too: what is not whole stands beside it. */
static const char *bare(const char *name, char out[PATH_SIZE])
{
	size_t len = name && text_copy(out, PATH_SIZE, name) ? strlen(name) : 0;

	while (len > 1 && out[len - 1] == '/')
		out[--len] = '\0';
	return len ? out : name;
}

int export_handin(const struct env *env, const struct national_options *given)
{
	char folder[PATH_SIZE];
	struct national_options options = *given;
	struct making m = { .env = env, .options = &options };
	struct err err = ERR_INIT;
	int status;

	m.later.folder = options.file = bare(given->file, folder);
	if (begin(&m, &err)) {
		status = write_files(&m);
		if (status != NOT_DONE && !finish(&m, &err))
			status = command_fail("export", &err);
	} else {
		status = command_fail("export", &err);
	}
	handed_later_release(&m.later);
	sign_forget(&m.key, sizeof(m.key));
	office_remove(m.part);
	store_close(m.store);
	return status;
}

/* ---- the key ---------------------------------------------------------------------- */

static bool print_key(struct store *store, const struct env *env, struct err *err)
{
	static const char *const titles[] = { "station", "school", "key",
		"fingerprint" };
	char hex[2 * SIGN_PUBLIC_SIZE + 1], fingerprint[SIGN_FINGERPRINT_SIZE];
	struct sign_key key;
	struct rows rows;

	if (!station_key_open(store, env_now_us(env), &key, err))
		return false;
	rows_begin(&rows, stdout, env->json, titles, 4);
	rows_text(&rows, store_station(store));
	rows_text(&rows, store_school(store));
	rows_text(&rows, hex_write(key.public.bytes, SIGN_PUBLIC_SIZE, hex));
	rows_text(&rows, sign_fingerprint(&key.public, fingerprint));
	rows_end(&rows);
	sign_forget(&key, sizeof(key));
	return rows_finish(&rows, err);
}

int export_key(const struct env *env)
{
	struct err err = ERR_INIT;
	struct store *store = open_store(env, env->data_dir, STORE_WRITE, NULL, &err);
	bool good = store && print_key(store, env, &err);

	store_close(store);
	return good ? DONE : command_fail("export", &err);
}
