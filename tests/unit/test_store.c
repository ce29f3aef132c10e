/* The station's folder: making, opening, locking, failing, and what survives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "settings.h"
#include "stored.h"

static char dir[64];

static int begin(void **state)
{
	(void)state;
	folder_make(dir);
	return 0;
}

static int end(void **state)
{
	(void)state;
	folder_remove(dir);
	return 0;
}

static void a_new_station_knows_its_school(void **state)
{
	struct err err = ERR_INIT;
	struct store *store;

	(void)state;
	assert_false(store_exists(dir));
	MUST(station_make(dir, &err));
	assert_true(store_exists(dir));
	MUST(store = station_open(dir, STORE_KIOSK, &err));
	assert_string_equal(store_school(store), "向阳学校");
	assert_string_equal(store_station_name(store), "一号测试点");
	assert_string_equal(store_zone(store), "Asia/Shanghai");
	assert_int_equal(store_school_year(store), 2026);
	assert_int_equal(store_system(store), SYSTEM_63);
	assert_int_equal(strlen(store_station(store)), 12);
	assert_int_equal(store_recovered(store), 0);
	MUST(store_set_school(store, NULL, 2027, SYSTEM_54, NULL, MONDAY_US, &err));
	store_close(store);
	MUST(store = station_open(dir, STORE_READ, &err));
	assert_string_equal(store_school(store), "向阳学校");
	assert_int_equal(store_school_year(store), 2027);
	assert_int_equal(store_system(store), SYSTEM_54);
	store_close(store);
}

static void reading_stands_still_while_others_write(void **state)
{
	static const char names[] = "SELECT count(*) FROM person.person";
	static const char students[] = "SELECT count(*) FROM student";
	struct err err = ERR_INIT;
	struct store *kiosk, *reader, *copied;
	char copy[64];
	struct student s;

	(void)state;
	MUST(station_make(dir, &err));
	MUST(kiosk = station_open(dir, STORE_KIOSK, &err));
	MUST(student_put(
		kiosk, "李小树", "G230603201900010001", SEX_MALE, 11, &s, &err));
	MUST(reader = station_open(dir, STORE_READ, &err));
	MUST(store_begin_read(reader, &err));
	MUST(student_put(
		kiosk, "王小溪", "G230603201900010002", SEX_MALE, 11, &s, &err));
	MUST(store_checkpoint(kiosk, &err));
	assert_int_equal(count_of(reader, students), 1);
	assert_int_equal(count_of(reader, names), 1);
	store_end_read(reader);
	assert_int_equal(count_of(reader, students), 2);
	assert_int_equal(count_of(reader, names), 2);

	/* A copy stands by itself, and takes a writer's place at once. */
	folder_make(copy);
	MUST(store_copy(reader, copy, &err));
	MUST(student_put(
		kiosk, "赵小石", "G230603201900010003", SEX_MALE, 11, &s, &err));
	MUST(copied = station_open(copy, STORE_WRITE, &err));
	assert_int_equal(count_of(copied, students), 2);
	assert_int_equal(count_of(copied, names), 2);
	MUST(student_put(
		copied, "赵小石", "G230603201900010003", SEX_MALE, 11, &s, &err));
	MUST(store_check(copied, &err));
	store_close(copied);
	MUST_FAIL(store_copy(reader, "/nowhere", &err), "/nowhere/station.db");
	assert_int_equal(count_of(reader, students), 3);
	folder_remove(copy);
	store_close(reader);
	store_close(kiosk);
}

static void a_folder_is_made_once_and_only_once(void **state)
{
	struct err err = ERR_INIT;
	char below[100];

	(void)state;
	MUST_FAIL(station_open(dir, STORE_KIOSK, &err) != NULL, "station init");
	MUST(station_make(dir, &err));
	MUST_FAIL(station_make(dir, &err), "holds a station already");
	snprintf(below, sizeof(below), "%s/station.db", dir);
	MUST_FAIL(station_make(below, &err), "station.db");
}

static void the_year_of_a_school_is_checked(void **state)
{
	struct err err = ERR_INIT;
	struct store_birth birth = { .school_year = 26, .wall_us = MONDAY_US };

	(void)state;
	MUST_FAIL(store_init(dir, MIGRATIONS, &birth, &err), "1990 to 2200");
	assert_false(store_exists(dir));
	MUST_FAIL(store_init(dir, dir, &birth, &err), "cannot list");
	assert_false(store_exists(dir));
}

static void a_second_kiosk_on_the_folder_is_refused(void **state)
{
	struct err err = ERR_INIT;
	struct store *first, *reader, *writer;
	struct session session;

	(void)state;
	MUST(station_make(dir, &err));
	MUST(first = station_open(dir, STORE_KIOSK, &err));
	MUST_FAIL(station_open(dir, STORE_KIOSK, &err) != NULL,
		"another station program is running");
	MUST(reader = station_open(dir, STORE_READ, &err));
	MUST(writer = station_open(dir, STORE_WRITE, &err));
	MUST(session_make(first, "run50", SESSION_FORMAL, &session, &err));
	MUST(session_make(writer, "run50", SESSION_FORMAL, &session, &err));
	MUST(session_make(first, "run50", SESSION_FORMAL, &session, &err));
	assert_int_equal(count_of(reader, "SELECT count(*) FROM session"), 3);
	assert_int_equal(count_of(reader, "SELECT max(seq) FROM entry"), 5);
	MUST_FAIL(session_make(reader, "run50", SESSION_FORMAL, &session, &err),
		"read-only");
	store_close(first);
	MUST(first = station_open(dir, STORE_KIOSK, &err));
	store_close(first);
	store_close(reader);
	store_close(writer);
}

/* ---- what is refused ------------------------------------------------------------- */

static void enduring_rows_are_never_changed(void **state)
{
	static const char *const tables[] = { "entry_kind", "session_kind", "source",
		"outcome", "kept", "entry", "station", "school", "profile",
		"roster_row", "session", "listening", "chunk", "listening_end",
		"attempt", "attempt_reading", "verdict", "dispute", "dispute_with",
		"revise", "revise_reading", "scheme_use", "scheme_confirm", "choice",
		"standing", "process", "past_year", "penalty", "move", "presence",
		"putoff", "card", "lineup", "lineup_person" };
	struct err err = ERR_INIT;
	struct store *store;

	(void)state;
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(one_of_each(store, &err));
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		char sql[200], column[40];
		struct query *q;

		snprintf(sql, sizeof(sql), "SELECT name FROM pragma_table_info('%s')",
			tables[i]);
		q = query(store_db(store), sql);
		assert_int_equal(query_next(q, &err), QUERY_ROW);
		query_copy_at(q, 0, column, sizeof(column));
		query_end(q);
		snprintf(sql, sizeof(sql), "UPDATE %s SET %s = %s", tables[i], column,
			column);
		MUST_FAIL(db_run(store_db(store), sql, &err), "never altered");
		snprintf(sql, sizeof(sql), "DELETE FROM %s", tables[i]);
		MUST_FAIL(db_run(store_db(store), sql, &err), "never altered");
		snprintf(sql, sizeof(sql), "INSERT OR REPLACE INTO %s SELECT * FROM %s",
			tables[i], tables[i]);
		MUST_FAIL(db_run(store_db(store), sql, &err), "");
	}
	store_close(store);
}

static void a_gap_or_a_row_out_of_place_is_refused(void **state)
{
	static const struct {
		const char *sql, *says;
	} cases[] = {
		{ "INSERT INTO entry SELECT station, max(seq) + 2, kind, 0, digest, "
		  "digest "
		  "FROM entry",
			"no gap" },
		{ "INSERT INTO entry SELECT station, max(seq), kind, 0, digest, digest "
		  "FROM entry",
			"no gap" },
		{ "INSERT INTO entry VALUES ('other', 2, 'school', 0, zeroblob(32), "
		  "zeroblob(32))",
			"no gap" },
		{ "INSERT INTO entry SELECT station, max(seq) + 1, kind, 0, "
		  "zeroblob(32), "
		  "digest FROM entry",
			"chain" },
		{ "INSERT INTO entry SELECT station, max(seq) + 1, 'dance', 0, digest, "
		  "digest FROM entry",
			"FOREIGN KEY" },
		{ "INSERT INTO session SELECT station, 1, kind, school_year, item, "
		  "place, "
		  "testers, device, course FROM session",
			"with its entry or not at all" },
		{ "INSERT INTO attempt_reading SELECT station, seq, 7, "
		  "listening_station, "
		  "listening, frame, part, at_us, kind, unit, value FROM "
		  "attempt_reading "
		  "LIMIT 1",
			"with its entry or not at all" },
	};
	struct err err = ERR_INIT;
	struct store *store;

	(void)state;
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(one_of_each(store, &err));
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		MUST_FAIL(db_run(store_db(store), cases[i].sql, &err), cases[i].says);
	store_close(store);
}

static void words_that_are_not_known_are_refused(void **state)
{
	struct err err = ERR_INIT;
	struct session session;
	struct store *store;
	struct finish f = { .student = "x", .item = "run50", .source = SOURCE_MANUAL };

	(void)state;
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(session_make(store, "run50", SESSION_FORMAL, &session, &err));
	f.session = session.id;
	f.outcome = OUTCOME_VALID;
	MUST_FAIL(attempts_finish(store, 0, &f, NULL, &err), "has a value");
	f.has_value = true;
	MUST_FAIL(attempts_finish(store, 0, &f, NULL, &err), "reason");
	strcpy(f.reason, "paper sheet");
	MUST_FAIL(attempts_finish(store, 0, &f, NULL, &err), "who typed it");
	strcpy(f.who, "郑老师");
	f.session.seq = 900;
	MUST_FAIL(attempts_finish(store, 0, &f, NULL, &err), "FOREIGN KEY");
	f.session = session.id;
	MUST(attempts_finish(store, 0, &f, NULL, &err));
	MUST_FAIL(attempts_void(store, &session.id, "", "", MONDAY_US, &err), "reason");
	MUST_FAIL(attempts_void(
			  store, &session.id, "not an attempt", "", MONDAY_US, &err),
		"FOREIGN KEY");
	assert_int_equal(count_of(store, "SELECT count(*) FROM attempt"), 1);
	assert_int_equal(count_of(store, "SELECT max(seq) FROM entry"), 4);
	store_close(store);
}

static void an_inner_failure_undoes_the_inner_part_only(void **state)
{
	struct err err = ERR_INIT;
	struct session session;
	struct store *store;

	(void)state;
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(store_begin(store, &err));
	MUST(session_make(store, "run50", SESSION_FORMAL, &session, &err));
	MUST(store_begin(store, &err));
	MUST(session_make(store, "run800", SESSION_FORMAL, &session, &err));
	assert_false(store_end(store, false, &err));
	MUST(session_make(store, "run1000", SESSION_FORMAL, &session, &err));
	MUST(store_end(store, true, &err));
	assert_int_equal(count_of(store, "SELECT count(*) FROM session"), 2);
	MUST(store_begin(store, &err));
	MUST(session_make(store, "run50", SESSION_FORMAL, &session, &err));
	assert_false(store_end(store, false, &err));
	assert_int_equal(count_of(store, "SELECT count(*) FROM session"), 2);
	assert_int_equal(count_of(store, "SELECT max(seq) FROM entry"), 4);
	store_close(store);
}

/* ---- versions -------------------------------------------------------------------- */

static void a_database_of_a_newer_version_is_refused(void **state)
{
	static const enum store_mode modes[] = { STORE_READ, STORE_WRITE, STORE_KIOSK };
	struct err err = ERR_INIT;
	struct store *store;

	(void)state;
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(db_run(store_db(store),
		"INSERT INTO migration SELECT max(number) + 1, 'later.sql', "
		"zeroblob(32), 0 FROM migration",
		&err));
	store_close(store);
	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++)
		MUST_FAIL(station_open(dir, modes[i], &err) != NULL,
			"written by a newer version of this program");
}

static void write_file(const char *folder, const char *name, const char *text)
{
	char path[200];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

/* The folder of migrations with one more file in it. */
static void copy_migrations(char out[80], const char *name, const char *text)
{
	char command[400];

	snprintf(out, 80, "%s/m", dir);
	snprintf(command, sizeof(command), "rm -rf %s && cp -r %s %s", out, MIGRATIONS,
		out);
	assert_int_equal(system(command), 0);
	write_file(out, name, text);
}

static void a_migration_runs_once_and_whole_or_not_at_all(void **state)
{
	struct err err = ERR_INIT;
	char migrations[80], command[100], name[32], gap[32];
	struct store *store;
	int next;

	(void)state;
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_WRITE, &err));
	next = (int)count_of(store, "SELECT max(number) FROM migration") + 1;
	store_close(store);
	snprintf(name, sizeof(name), "%04d-more.sql", next);
	snprintf(gap, sizeof(gap), "%04d-gap.sql", next + 2);
	copy_migrations(migrations, name,
		"CREATE TABLE more(x INTEGER) STRICT;\nINSERT INTO more VALUES "
		"('no');\n");
	MUST_FAIL(store_open(dir, STORE_WRITE, migrations, MONDAY_US, &err) != NULL,
		name);
	MUST(store = station_open(dir, STORE_WRITE, &err)); /* without it */
	assert_int_equal(
		count_of(store,
			"SELECT count(*) FROM sqlite_schema WHERE name = 'more'"),
		0);
	store_close(store);
	write_file(migrations, name,
		"CREATE TABLE more(x INTEGER) STRICT;\nINSERT INTO more VALUES (1);\n");
	MUST_FAIL(store_open(dir, STORE_READ, migrations, MONDAY_US, &err) != NULL,
		"older version");
	for (int i = 0; i < 2; i++) {
		MUST(store = store_open(dir, STORE_WRITE, migrations, MONDAY_US, &err));
		assert_int_equal(count_of(store, "SELECT count(*) FROM more"), 1);
		assert_int_equal(
			count_of(store, "SELECT max(number) FROM migration"), next);
		store_close(store);
	}
	MUST_FAIL(station_open(dir, STORE_WRITE, &err) != NULL, "newer version");
	write_file(migrations, gap, "SELECT 1;");
	MUST_FAIL(store_open(dir, STORE_WRITE, migrations, MONDAY_US, &err) != NULL,
		"without gaps");
	snprintf(command, sizeof(command), "rm -rf %s", migrations);
	assert_int_equal(system(command), 0);
}

static void what_is_no_database_is_said_to_be_none(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	write_file(dir, "station.db",
		"a letter to the parents of class three, long enough "
		"to be taken for the head of a database file ......");
	MUST_FAIL(station_open(dir, STORE_READ, &err) != NULL,
		"not a station's database");
	MUST_FAIL(station_open(dir, STORE_WRITE, &err) != NULL,
		"not a station's database");
}

/* ---- crashes --------------------------------------------------------------------- */

/* A child that works until step `last`, then is killed like by a power cut of the
 * process; returns whether it got to the end. */
static bool work_until(int last)
{
	struct err err = ERR_INIT;
	struct session session;
	struct listening listening;
	struct opening opening = { .student = "s1",
		.item = "weight",
		.source = SOURCE_DEVICE,
		.began_us = MONDAY_US };
	struct finish f = { .student = "s1",
		.item = "weight",
		.source = SOURCE_DEVICE,
		.outcome = OUTCOME_VALID,
		.has_value = true,
		.value = 20000,
		.raw_value = 20000 };
	struct store *store;
	int64_t open = 0;
	int step = 0;
	pid_t child = fork();
	int status;

#define STEP(call)                                                                     \
	do {                                                                           \
		if (step++ == last)                                                    \
			kill(getpid(), SIGKILL);                                       \
		if (!(call))                                                           \
			_exit(2);                                                      \
	} while (0)
	if (child == 0) {
		STEP(store = station_open(dir, STORE_KIOSK, &err));
		STEP(session_make(store, "weight", SESSION_FORMAL, &session, &err));
		opening.session = f.session = session.id;
		STEP(listening_make(store, &listening, &err));
		STEP((open = attempts_open(store, &opening, &err)) > 0);
		STEP(listenings_chunk(store, &listening, "20.0", 4, 5000100, &err));
		STEP(listenings_chunk(store, &listening, " kg\r\n", 5, 5000200, &err));
		STEP(store_begin_durable(store, &err));
		STEP(attempts_finish(store, open, &f, NULL, &err));
		STEP(store_end(store, true, &err));
		STEP(listenings_end(store, &listening, 5000300, "done", &err));
		STEP((store_close(store), true));
		_exit(0);
	}
#undef STEP
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	return false;
}

static void a_kill_between_any_two_steps_loses_nothing_stored(void **state)
{
	/* After being killed before step n: chunks, finished, interrupted. */
	static const int left[][3] = { { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 },
		{ 0, 0, 0 }, { 0, 0, 1 }, { 1, 0, 1 }, { 2, 0, 1 }, { 2, 0, 1 },
		{ 2, 0, 1 }, { 2, 1, 0 }, { 2, 1, 0 } };
	struct err err = ERR_INIT;
	bool whole = false;

	(void)state;
	for (int step = 0; !whole; step++) {
		char faults[4096] = "";
		struct store *store;
		int64_t entries;

		folder_remove(dir);
		folder_make(dir);
		MUST(station_make(dir, &err));
		whole = work_until(step);
		if (whole)
			break;
		assert_true(step < (int)(sizeof(left) / sizeof(*left)));
		MUST(store = station_open(dir, STORE_KIOSK, &err));
		assert_int_equal(store_recovered(store), left[step][2]);
		assert_int_equal(
			count_of(store, "SELECT count(*) FROM chunk"), left[step][0]);
		assert_int_equal(count_of(store, "SELECT count(*) FROM attempt "
						 "WHERE outcome = 'valid'"),
			left[step][1]);
		assert_int_equal(count_of(store, "SELECT count(*) FROM attempt "
						 "WHERE outcome = 'interrupted'"),
			left[step][2]);
		assert_int_equal(
			count_of(store, "SELECT count(*) FROM open_attempt"), 0);
		assert_int_equal(count_of(store, "SELECT count(*) FROM listening"),
			count_of(store, "SELECT count(*) FROM listening_end"));
		MUST(entry_check_chain(store, remember_fault, faults, &entries, &err));
		assert_string_equal(faults, "");
		store_close(store);
	}
	assert_true(whole);
}

/* ---- full disks and read-only folders ----------------------------------------------- */

/* Write chunks until it fails; the count of those that were said to be stored, and
 * the sentence. */
static int fill(struct store *store, struct err *err)
{
	static uint8_t bytes[4096];
	struct listening listening;
	int stored = 0;

	if (!listening_make(store, &listening, err))
		return 0;
	while (stored < 100000 &&
		listenings_chunk(store, &listening, bytes, sizeof(bytes), 5000100, err))
		stored++;
	return stored;
}

static void everything_said_to_be_stored_is_there(int stored)
{
	struct err err = ERR_INIT;
	char faults[4096] = "";
	struct store *store;
	int64_t entries;

	MUST(store = station_open(dir, STORE_KIOSK, &err));
	assert_int_equal(count_of(store, "SELECT count(*) FROM chunk"), stored);
	MUST(entry_check_chain(store, remember_fault, faults, &entries, &err));
	assert_string_equal(faults, "");
	assert_true(stored > 10);
	store_close(store);
}

static void a_full_database_is_a_sentence_and_loses_nothing(void **state)
{
	struct err err = ERR_INIT;
	struct session session;
	struct store *store;
	int stored;

	(void)state;
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_KIOSK, &err));
	MUST(db_run(store_db(store), "PRAGMA main.max_page_count = 200", &err));
	stored = fill(store, &err);
	assert_non_null(strstr(err.text, "the disk is full"));
	/* Within a transaction of several steps nothing of it stays. */
	err.text[0] = '\0';
	MUST(store_begin(store, &err));
	while (session_make(store, "run50", SESSION_FORMAL, &session, &err))
		;
	assert_false(store_end(store, false, &err));
	assert_non_null(strstr(err.text, "the disk is full"));
	assert_int_equal(count_of(store, "SELECT count(*) FROM session"), 0);
	store_close(store);
	everything_said_to_be_stored_is_there(stored);
}

/* Run `work` in a child and take what it wrote: a count and a sentence. */
struct told {
	int stored;
	struct err err;
};
static bool in_child(void (*work)(struct told *), struct told *told)
{
	int ends[2], status;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		struct told mine = { 0, ERR_INIT };

		work(&mine);
		_exit(write(ends[1], &mine, sizeof(mine)) != (ssize_t)sizeof(mine));
	}
	close(ends[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
		close(ends[0]);
		return false;
	}
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_int_equal(read(ends[0], told, sizeof(*told)), sizeof(*told));
	close(ends[0]);
	return true;
}

static void fill_under_a_limit(struct told *told)
{
	struct rlimit limit = { 600000, 600000 };
	struct store *store = station_open(dir, STORE_KIOSK, &told->err);

	signal(SIGXFSZ, SIG_IGN);
	if (!store || setrlimit(RLIMIT_FSIZE, &limit) != 0)
		return;
	told->stored = fill(store, &told->err);
	/* Not closed: the next start finds it as a crash would leave it. */
}

static void a_file_that_may_not_grow_is_a_sentence(void **state)
{
	struct err err = ERR_INIT;
	struct told told = { 0, ERR_INIT };

	(void)state;
	MUST(station_make(dir, &err));
	assert_true(in_child(fill_under_a_limit, &told));
	assert_non_null(strstr(told.err.text, "everything before it is safe"));
	everything_said_to_be_stored_is_there(told.stored);
}

/* A real file system of two megabytes, where it may be mounted. Its mount is private
 * to the child, so the check is made there too. */
static void mount_small(void)
{
	if (unshare(CLONE_NEWNS) != 0 ||
		mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
		mount("none", dir, "tmpfs", 0, "size=2m") != 0)
		_exit(77);
}

static void in_small_child(void (*work)(struct told *), struct told *told)
{
	if (in_child(work, told))
		return;
	print_message("skipped: no small file system may be mounted here\n");
	skip();
}

static void fill_a_small_disk(struct told *told)
{
	struct err err = ERR_INIT;
	struct store *store;
	char faults[4096] = "";
	int64_t entries;

	mount_small();
	if (!station_make(dir, &err) || !(store = station_open(dir, STORE_KIOSK, &err)))
		_exit(3);
	told->stored = fill(store, &told->err);
	store_close(store);
	/* Reading needs no room. */
	store = station_open(dir, STORE_READ, &err);
	if (!store || count_of(store, "SELECT count(*) FROM chunk") != told->stored ||
		!entry_check_chain(store, remember_fault, faults, &entries, &err) ||
		faults[0])
		_exit(4);
	store_close(store);
}

static void a_full_disk_is_a_sentence_and_loses_nothing(void **state)
{
	struct told told = { 0, ERR_INIT };

	(void)state;
	in_small_child(fill_a_small_disk, &told);
	assert_non_null(strstr(told.err.text, "the disk is full"));
	assert_true(told.stored > 10);
}

static void look_at_a_full_disk(struct told *told)
{
	struct err err = ERR_INIT;
	char path[100], page[4096] = "";
	FILE *f;

	mount_small();
	snprintf(path, sizeof(path), "%s/rest", dir);
	if (!station_make(dir, &err) || !(f = fopen(path, "w")))
		_exit(3);
	setvbuf(f, NULL, _IONBF, 0);
	while (fwrite(page, sizeof(page), 1, f) == 1)
		;
	fclose(f);
	if (station_open(dir, STORE_KIOSK, &told->err) || unlink(path) != 0 ||
		!station_open(dir, STORE_KIOSK, &err))
		_exit(4);
}

static void a_start_on_a_full_disk_says_so(void **state)
{
	struct told told = { 0, ERR_INIT };

	(void)state;
	in_small_child(look_at_a_full_disk, &told);
	assert_non_null(strstr(told.err.text, "the disk is full"));
}

static void look_as_nobody(struct told *told)
{
	struct err err = ERR_INIT;
	struct store *store;

	if (geteuid() == 0 && (setegid(65534) != 0 || seteuid(65534) != 0))
		_exit(77);
	store = station_open(dir, STORE_WRITE, &told->err);
	if (store)
		return;
	if (station_open(dir, STORE_KIOSK, &err) ||
		!strstr(err.text, "cannot be written"))
		_exit(3);
	store = station_open(dir, STORE_READ, &err);
	if (!store)
		_exit(4);
	told->stored = (int)count_of(store, "SELECT count(*) FROM entry");
	store_close(store);
}

static void a_folder_that_cannot_be_written_can_still_be_read(void **state)
{
	struct err err = ERR_INIT;
	char path[100];
	struct told told = { 0, ERR_INIT };

	(void)state;
	MUST(station_make(dir, &err));
	chmod(dir, 0555);
	snprintf(path, sizeof(path), "%s/station.db", dir);
	chmod(path, 0444);
	snprintf(path, sizeof(path), "%s/person.db", dir);
	chmod(path, 0444);
	if (!in_child(look_as_nobody, &told)) {
		chmod(dir, 0755);
		skip();
	}
	chmod(dir, 0755);
	assert_non_null(strstr(told.err.text, "read-only"));
	assert_int_equal(told.stored, 2);
}

/* A disk with a fault is mounted like that until somebody mends it. */
static void look_at_a_disk_that_is_read_only(struct told *told)
{
	struct err err = ERR_INIT;
	struct store *store;

	mount_small();
	if (!station_make(dir, &err) ||
		mount("none", dir, NULL, MS_REMOUNT | MS_RDONLY, NULL) != 0 ||
		station_open(dir, STORE_WRITE, &told->err) ||
		!(store = station_open(dir, STORE_READ, &err)))
		_exit(3);
	told->stored = (int)count_of(store, "SELECT count(*) FROM entry");
	store_close(store);
}

static void a_disk_that_is_read_only_is_called_so(void **state)
{
	struct told told = { 0, ERR_INIT };

	(void)state;
	in_small_child(look_at_a_disk_that_is_read_only, &told);
	assert_non_null(strstr(told.err.text, "read-only"));
	assert_int_equal(told.stored, 2);
}

/* ---- this machine ------------------------------------------------------------------ */

static void settings_and_bindings_are_kept(void **state)
{
	struct binding b = { "serial:/dev/ttyUSB0", "9600 8n1", "ohaus", "weight", 1 };
	struct binding out[BINDINGS_MAX];
	struct err err = ERR_INIT;
	struct store *store;
	char text[16];

	(void)state;
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_KIOSK, &err));
	assert_string_equal(settings_get(store, "theme", "light", text, 16), "light");
	MUST(settings_set(store, "theme", "dark", &err));
	MUST(settings_set(store, "theme", "dim", &err));
	assert_string_equal(settings_get(store, "theme", "light", text, 16), "dim");
	MUST(settings_clear(store, "theme", &err));
	assert_string_equal(settings_get(store, "theme", "light", text, 16), "light");
	MUST(settings_bind(store, &b, &err));
	strcpy(b.item, "height");
	MUST(settings_bind(store, &b, &err));
	assert_int_equal(settings_bindings(store, out, BINDINGS_MAX), 1);
	assert_memory_equal(&out[0].item, "height", 7);
	for (int i = 1; i < BINDINGS_MAX; i++) {
		snprintf(b.where, sizeof(b.where), "tcp:10.0.0.%d:4001", i);
		MUST(settings_bind(store, &b, &err));
	}
	strcpy(b.where, "one too many");
	MUST_FAIL(settings_bind(store, &b, &err), "32 ports");
	MUST(settings_unbind(store, "tcp:10.0.0.1:4001", &err));
	MUST(settings_bind(store, &b, &err));
	assert_int_equal(count_of(store, "SELECT count(*) FROM entry"), 2);
	store_close(store);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(a_new_station_knows_its_school),
		TEST(reading_stands_still_while_others_write),
		TEST(a_folder_is_made_once_and_only_once),
		TEST(the_year_of_a_school_is_checked),
		TEST(a_second_kiosk_on_the_folder_is_refused),
		TEST(enduring_rows_are_never_changed),
		TEST(a_gap_or_a_row_out_of_place_is_refused),
		TEST(words_that_are_not_known_are_refused),
		TEST(an_inner_failure_undoes_the_inner_part_only),
		TEST(a_database_of_a_newer_version_is_refused),
		TEST(a_migration_runs_once_and_whole_or_not_at_all),
		TEST(what_is_no_database_is_said_to_be_none),
		TEST(a_kill_between_any_two_steps_loses_nothing_stored),
		TEST(a_full_database_is_a_sentence_and_loses_nothing),
		TEST(a_file_that_may_not_grow_is_a_sentence),
		TEST(a_full_disk_is_a_sentence_and_loses_nothing),
		TEST(a_start_on_a_full_disk_says_so),
		TEST(a_folder_that_cannot_be_written_can_still_be_read),
		TEST(a_disk_that_is_read_only_is_called_so),
		TEST(settings_and_bindings_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
