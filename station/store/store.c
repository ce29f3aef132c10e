#include "store.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "attempts.h"
#include "buf.h"
#include "digest.h"
#include "entry.h"
#include "migrate.h"
#include "path.h"
#include "query.h"
#include "text.h"

/* A checkpoint waits for the disk, and should do so between two students and not
 * while bytes arrive (store_checkpoint()); 32 MB of log is the most it may grow to
 * in the meantime. */
#define CHECKPOINT_PAGES "8000"

struct store {
	struct db *db;
	char *dir;
	int lock;     /* station.lock, -1 when not held */
	int depth;    /* transactions in each other */
	bool reading; /* it is one of store_begin_read() */
	bool durable; /* the outermost one ends on the disk */
	int recovered;
	int64_t version, person_version; /* what others wrote, as last seen */
	const struct items *items;	 /* lent; NULL until given */
	uint64_t seed;			 /* 0: by chance */
	uint64_t seed_used;		 /* ids made from it */
	char station[STATION_ID_MAX + 1];
	char *station_name;
	char *school, *zone;
	int school_year;
	enum school_system system;
};

/* ---- ids ---------------------------------------------------------------------- */

/* Digits and small letters that nobody takes for one another: no i, l, o, u. */
static void write_base32(const uint8_t *bytes, size_t count, char *out)
{
	static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";

	for (size_t i = 0; i < count; i++)
		out[i] = letters[bytes[i] & 31];
	out[count] = '\0';
}

/* By chance; or, for a test, from the seed, this station and the place in its
 * journal, so that a second process does not make the same id again. */
static void make_id(struct store *store, size_t count, char *out)
{
	struct digest digest;
	struct buf from = BUF_INIT;
	struct entry_id head = { .seq = 0 };
	struct query *q;
	struct err err;

	if (store->seed == 0) {
		random_bytes(digest.bytes, DIGEST_SIZE);
		write_base32(digest.bytes, count, out);
		return;
	}
	if (store->db) {
		q = query(store->db, "SELECT count(*) FROM entry");
		query_one_int(q, &head.seq, 0, &err);
	}
	buf_addf(&from, "%llu %s %lld %llu", (unsigned long long)store->seed,
		store->station, (long long)head.seq,
		(unsigned long long)store->seed_used++);
	digest = digest_of(from.data, from.len);
	buf_release(&from);
	write_base32(digest.bytes, count, out);
}

void store_new_id(struct store *store, char out[STUDENT_ID_MAX + 1])
{
	make_id(store, 16, out);
}

void store_seed(struct store *store, uint64_t seed)
{
	store->seed = seed;
}

/* ---- transactions ------------------------------------------------------------- */

bool store_begin(struct store *store, struct err *err)
{
	char sql[32] = "BEGIN IMMEDIATE";

	assert(!store->reading);
	if (store->depth > 0)
		snprintf(sql, sizeof(sql), "SAVEPOINT s%d", store->depth);
	if (!query_run(query(store->db, sql), err))
		return false;
	store->depth++;
	return true;
}

/* How sure the outermost commit is. Only between transactions. */
static bool set_durable(struct store *store, bool durable, struct err *err)
{
	if (store->durable == durable)
		return true;
	if (!db_run(store->db,
		    durable ? "PRAGMA main.synchronous = FULL"
			    : "PRAGMA main.synchronous = NORMAL",
		    err))
		return false;
	store->durable = durable;
	return true;
}

bool store_begin_durable(struct store *store, struct err *err)
{
	if (store->depth == 0 && !set_durable(store, true, err))
		return false;
	return store_begin(store, err);
}

bool store_commit(struct store *store, struct err *err)
{
	char sql[32] = "COMMIT";
	struct err ignored;

	assert(store->depth > 0);
	if (store->depth > 1)
		snprintf(sql, sizeof(sql), "RELEASE s%d", store->depth - 1);
	if (!query_run(query(store->db, sql), err)) {
		store_rollback(store);
		return false;
	}
	if (--store->depth == 0)
		set_durable(store, false, &ignored);
	return true;
}

void store_rollback(struct store *store)
{
	struct err ignored;
	char sql[64] = "ROLLBACK";

	assert(store->depth > 0);
	store->depth--;
	if (store->depth > 0)
		snprintf(sql, sizeof(sql), "ROLLBACK TO s%d; RELEASE s%d", store->depth,
			store->depth);
	/* A full disk makes SQLite undo everything by itself. */
	if (db_in_transaction(store->db))
		db_run(store->db, sql, &ignored);
	if (store->depth == 0)
		set_durable(store, false, &ignored);
}

bool store_end(struct store *store, bool ok, struct err *err)
{
	if (!ok) {
		store_rollback(store);
		return false;
	}
	/* An inner failure may have undone the whole (see store_rollback()). */
	if (!db_in_transaction(store->db)) {
		store_rollback(store);
		return err_set(err, "%s: the step was undone, nothing of it was stored",
			store->dir);
	}
	return store_commit(store, err);
}

bool store_begin_read(struct store *store, struct err *err)
{
	int64_t ignored;

	assert(store->depth == 0);
	if (!query_run(query(store->db, "BEGIN"), err))
		return false;
	store->depth++;
	store->reading = true;
	/* A statement opens what it reads in this order. */
	if (query_one_int(query(store->db,
				  "SELECT (SELECT count(*) FROM main.sqlite_schema) + "
				  "(SELECT count(*) FROM person.sqlite_schema)"),
		    &ignored, 0, err))
		return true;
	store_end_read(store);
	return false;
}

void store_end_read(struct store *store)
{
	assert(store->reading);
	store->reading = false;
	store_rollback(store);
}

static bool copy_both(struct store *store, const char *dir, struct err *err)
{
	char path[PATH_SIZE];

	return path_join(path, dir, "station.db", err) &&
	       db_copy(store->db, "main", path, err) &&
	       path_join(path, dir, "person.db", err) &&
	       db_copy(store->db, "person", path, err);
}

bool store_copy(struct store *store, const char *dir, struct err *err)
{
	bool ok;

	if (!store_begin_read(store, err))
		return false;
	ok = copy_both(store, dir, err);
	store_end_read(store);
	return ok;
}

bool store_checkpoint(struct store *store, struct err *err)
{
	return db_run(store->db,
		"PRAGMA main.wal_checkpoint(PASSIVE);"
		"PRAGMA person.wal_checkpoint(PASSIVE)",
		err);
}

/* ---- the school --------------------------------------------------------------- */

static int system_number(enum school_system system)
{
	return system == SYSTEM_54 ? 54 : 63;
}

static bool append_school(struct store *store, const char *name, int year,
	enum school_system system, const char *zone, int64_t wall_us, struct err *err)
{
	struct entry_value values[] = { value_text(name), value_int(year),
		value_int(system_number(system)), value_text(zone) };
	struct entry_says says = { .kind = ENTRY_SCHOOL, .values = values };

	if (year < 1990 || year > 2200)
		return err_set(err,
			"school year %d is not possible; allowed are 1990 to 2200",
			year);
	return entry_append(store, &says, wall_us, NULL, err);
}

static void keep_text(char **member, const char *text)
{
	free(*member);
	*member = mem_string(text);
}

static bool read_school(struct store *store, struct err *err)
{
	struct query *q = query(store->db,
		"SELECT name, school_year, system, zone FROM school "
		"JOIN entry USING (station, seq) "
		"ORDER BY station = ?1 DESC, seq DESC LIMIT 1");
	enum query_got got;

	query_text(q, 1, store->station);
	got = query_next(q, err);
	if (got == QUERY_END)
		return err_set(err, "%s: the journal does not say which school it is",
			store->dir);
	if (got == QUERY_FAIL)
		return false;
	keep_text(&store->school, query_text_at(q, 0));
	store->school_year = (int)query_int_at(q, 1);
	store->system = query_int_at(q, 2) == 54 ? SYSTEM_54 : SYSTEM_63;
	keep_text(&store->zone, query_text_at(q, 3));
	query_end(q);
	return true;
}

bool store_set_school(struct store *store, const char *school, int school_year,
	enum school_system system, const char *zone, int64_t wall_us, struct err *err)
{
	if (!school)
		school = store->school;
	if (school_year == 0)
		school_year = store->school_year;
	if (!zone)
		zone = store->zone;
	if (strcmp(school, store->school) == 0 && school_year == store->school_year &&
		system == store->system && strcmp(zone, store->zone) == 0)
		return true;
	return append_school(store, school, school_year, system, zone, wall_us, err) &&
	       read_school(store, err);
}

const char *store_school(const struct store *store)
{
	return store->school;
}

int store_school_year(const struct store *store)
{
	return store->school_year;
}

enum school_system store_system(const struct store *store)
{
	return store->system;
}

const char *store_zone(const struct store *store)
{
	return store->zone;
}

const char *store_station_name(const struct store *store)
{
	return store->station_name;
}

static bool is_whole(struct store *store, const char *file, struct err *err)
{
	char sql[48], said[200] = "";
	struct query *q;
	enum query_got got;

	snprintf(sql, sizeof(sql), "PRAGMA %s.quick_check(1)", file);
	q = query(store->db, sql);
	got = query_next(q, err);
	if (got == QUERY_ROW)
		query_copy_at(q, 0, said, sizeof(said));
	query_end(q);
	if (got == QUERY_FAIL)
		return false;
	return strcmp(said, "ok") == 0 ||
	       err_set(err, "%s: the database is damaged: %s", store->dir, said);
}

bool store_check(struct store *store, struct err *err)
{
	return is_whole(store, "main", err) && is_whole(store, "person", err);
}

const char *store_dir(const struct store *store)
{
	return store->dir;
}

const char *store_station(const struct store *store)
{
	return store->station;
}

struct db *store_db(struct store *store)
{
	return store->db;
}

void store_use_items(struct store *store, const struct items *items)
{
	store->items = items;
}

const struct items *store_items(const struct store *store)
{
	return store->items;
}

static bool is_newer(struct store *store, const char *pragma, int64_t *seen)
{
	int64_t version = *seen;
	struct err ignored;
	bool newer;

	query_one_int(query(store->db, pragma), &version, *seen, &ignored);
	newer = version != *seen;
	*seen = version;
	return newer;
}

bool store_changed(struct store *store)
{
	bool changed = is_newer(store, "PRAGMA main.data_version", &store->version);

	return is_newer(store, "PRAGMA person.data_version", &store->person_version) ||
	       changed;
}

int store_recovered(const struct store *store)
{
	return store->recovered;
}

/* ---- opening ------------------------------------------------------------------ */

static bool read_self(struct store *store, struct err *err)
{
	struct query *q = query(store->db,
		"SELECT self.station, t.name FROM self "
		"JOIN station t ON t.station = self.station");
	enum query_got got = query_next(q, err);

	if (got == QUERY_END)
		return err_set(err, "%s: its database does not say which station it is",
			store->dir);
	if (got == QUERY_FAIL)
		return false;
	query_copy_at(q, 0, store->station, sizeof(store->station));
	keep_text(&store->station_name, query_text_at(q, 1));
	query_end(q);
	return true;
}

/* Only one kiosk has a folder. The lock goes away with its process, however that
 * ends, and is not handed to children. */
static bool take_lock(struct store *store, struct err *err)
{
	char path[PATH_SIZE];

	if (!path_join(path, store->dir, "station.lock", err))
		return false;
	store->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (store->lock < 0)
		return err_set(err, "%s cannot be written: %s", path, strerror(errno));
	if (flock(store->lock, LOCK_EX | LOCK_NB) == 0)
		return true;
	if (errno != EWOULDBLOCK)
		return err_set(err, "%s cannot be locked: %s", path, strerror(errno));
	return err_set(err,
		"another station program is running on %s: close it first, or name "
		"another folder with --data",
		store->dir);
}

/* A file's own path and the folder of its migrations. */
struct place {
	char path[PATH_SIZE];
	char migrations[PATH_SIZE];
};

static bool find_places(struct place *station, struct place *person, const char *dir,
	const char *migrations_dir, struct err *err)
{
	return path_join(station->path, dir, "station.db", err) &&
	       path_join(person->path, dir, "person.db", err) &&
	       path_join(station->migrations, "", migrations_dir, err) &&
	       path_join(person->migrations, migrations_dir, "person", err);
}

/* person.db on its own connection, so that its migrations name no schema. */
static bool migrate_person(const struct place *person, int64_t wall_us, struct err *err)
{
	struct db *db = db_open(person->path, DB_CREATE, err);
	bool ok = db && migrate(db, person->path, person->migrations, wall_us, err);

	db_close(db);
	return ok;
}

static bool check_person(const struct place *person, struct err *err)
{
	struct db *db = db_open(person->path, DB_READ, err);
	bool ok = db && migrate_check(db, person->path, person->migrations, err);

	db_close(db);
	return ok;
}

static bool open_files(struct store *store, enum store_mode mode,
	const char *migrations_dir, int64_t wall_us, struct err *err)
{
	struct place station, person;

	if (!find_places(&station, &person, store->dir, migrations_dir, err))
		return false;
	store->db = db_open(station.path, mode == STORE_READ ? DB_READ : DB_WRITE, err);
	if (!store->db)
		return false;
	if (mode == STORE_READ)
		return migrate_check(
			       store->db, station.path, station.migrations, err) &&
		       check_person(&person, err) &&
		       db_attach(store->db, person.path, "person", err);
	return migrate(store->db, station.path, station.migrations, wall_us, err) &&
	       migrate_person(&person, wall_us, err) &&
	       db_attach(store->db, person.path, "person", err) &&
	       db_run(store->db,
		       "PRAGMA main.wal_autocheckpoint = " CHECKPOINT_PAGES ";"
		       "PRAGMA person.synchronous = FULL;"
		       "PRAGMA person.secure_delete = ON",
		       err);
}

static struct store *store_new(const char *dir)
{
	struct store *store = mem_alloc(sizeof(*store));

	store->dir = mem_string(dir);
	store->lock = -1;
	return store;
}

struct store *store_open(const char *dir, enum store_mode mode,
	const char *migrations_dir, int64_t wall_us, struct err *err)
{
	struct store *store;

	if (!store_exists(dir)) {
		err_set(err, "%s holds no station: make one with `station init`", dir);
		return NULL;
	}
	store = store_new(dir);
	if ((mode == STORE_KIOSK && !take_lock(store, err)) ||
		!open_files(store, mode, migrations_dir, wall_us, err) ||
		!read_self(store, err) || !read_school(store, err) ||
		(mode == STORE_KIOSK &&
			!attempts_recover(store, wall_us, &store->recovered, err))) {
		store_close(store);
		return NULL;
	}
	return store;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	assert(store->depth == 0);
	db_close(store->db);
	if (store->lock >= 0)
		close(store->lock);
	free(store->station_name);
	free(store->school);
	free(store->zone);
	free(store->dir);
	free(store);
}

/* ---- beginning ---------------------------------------------------------------- */

bool store_exists(const char *dir)
{
	char path[PATH_SIZE];
	struct err ignored;

	return path_join(path, dir, "station.db", &ignored) && path_is_file(path);
}

static bool append_birth(
	struct store *store, const struct store_birth *birth, struct err *err)
{
	struct entry_value values[] = {
		value_text(birth->station_name ? birth->station_name : ""),
		value_int(ENTRY_FORMAT),
	};
	struct entry_says says = { .kind = ENTRY_STATION, .values = values };
	struct query *q = query(store->db, "INSERT INTO self VALUES (1, ?1)");

	query_text(q, 1, store->station);
	return query_run(q, err) &&
	       entry_append(store, &says, birth->wall_us, NULL, err) &&
	       append_school(store, birth->school ? birth->school : "",
		       birth->school_year, birth->system,
		       birth->zone ? birth->zone : "Asia/Shanghai", birth->wall_us,
		       err);
}

/* The whole database under a name that nobody takes for a station's. */
static bool make_database(const char *dir, const struct place *station,
	const struct store_birth *birth, struct err *err)
{
	struct store *store = store_new(dir);
	bool ok;

	store->seed = birth->seed;
	make_id(store, 12, store->station);
	store->db = db_open(station->path, DB_CREATE, err);
	ok = store->db &&
	     migrate(store->db, station->path, station->migrations, birth->wall_us,
		     err) &&
	     store_begin_durable(store, err) &&
	     store_end(store, append_birth(store, birth, err), err) &&
	     db_run(store->db, "PRAGMA wal_checkpoint(TRUNCATE)", err);
	store_close(store);
	return ok;
}

static void remove_database(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	struct buf name = BUF_INIT;

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		buf_reset(&name);
		buf_addf(&name, "%s%s", path, ends[i]);
		unlink(name.data);
	}
	buf_release(&name);
}

bool store_init(const char *dir, const char *migrations_dir,
	const struct store_birth *birth, struct err *err)
{
	struct place station, person;
	char final[PATH_SIZE];

	if (store_exists(dir))
		return err_set(err,
			"%s holds a station already; its journal is never overwritten, "
			"name another folder with --data",
			dir);
	if (!path_make(dir, err) ||
		!find_places(&station, &person, dir, migrations_dir, err) ||
		!path_join(final, dir, "station.db", err) ||
		!path_join(station.path, dir, "station.db.begin", err))
		return false;
	remove_database(station.path);
	if (!migrate_person(&person, birth->wall_us, err) ||
		!make_database(dir, &station, birth, err)) {
		remove_database(station.path);
		return false;
	}
	/* Closed, so there is no log beside it: the name makes it a station. */
	if (rename(station.path, final) != 0)
		return err_set(err, "%s cannot be written: %s", final, strerror(errno));
	return true;
}
