/*
 * store - the station's folder: its databases, its lock, its transactions.
 *
 *	DIR/station.db		the journal, what is derived from it, what is local
 *	DIR/person.db		names and numbers, attached as `person`; can be erased
 *	DIR/station.lock	held by the kiosk while it runs
 *
 * What happened is appended and never altered: triggers refuse an update, a
 * delete and a gap. What it means is derived and may be dropped. What belongs to
 * this machine only is local. schema/FORMAT.md describes every table.
 *
 *	store_init(dir, migrations, &birth, &err)	once
 *	store = store_open(dir, STORE_KIOSK, migrations, wall_us, &err)
 *	store_begin(store, &err); ...; store_end(store, ok, &err)
 *	store_close(store)
 *
 * Two processes may have one folder open: the kiosk and a subcommand that writes
 * (import, score) or reads (export, verify). A writer waits up to five seconds
 * for the other. Whatever fails (full disk, folder that cannot be written, a
 * database of a newer version) is one sentence, and nothing is stored by half: a
 * transaction is kept whole or not at all.
 *
 * Times are UTC microseconds since 1970 and come in as arguments; texts are
 * UTF-8; values are integers in the item's base unit. Not for threads.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"
#include "student.h"

/* Names a station for ever in every journal: 12 characters of base 32. */
#define STATION_ID_MAX 16

/* One thing that happened: the station where it did, and that station's own
 * count from 1, without gaps. */
struct entry_id {
	char station[STATION_ID_MAX + 1];
	int64_t seq; /* 0: none */
};

struct store;
struct db;
struct items;

enum store_mode {
	STORE_READ,  /* looks only; works beside a running kiosk */
	STORE_WRITE, /* appends; works beside a running kiosk */
	STORE_KIOSK, /* takes station.lock, ends what a crash left open */
};

/* What is written when a station begins. */
struct store_birth {
	const char *school;	   /* "" when not known yet */
	int school_year;	   /* the year in which it begins: 2026 */
	enum school_system system; /* 学制 */
	const char *station_name; /* for people: "一号测试点"; NULL or "" for none */
	const char *zone;	  /* NULL: "Asia/Shanghai" */
	int64_t wall_us;
	uint64_t seed; /* 0: by chance; otherwise ids are made from it (tests) */
};

/* Make the folder (parents must exist) and its databases. Refuses a folder that
 * already holds a station. */
bool store_init(const char *dir, const char *migrations_dir,
	const struct store_birth *birth, struct err *err);
bool store_exists(const char *dir); /* is there a station in this folder? */

/* NULL with a sentence. `wall_us` dates what recovery writes. The caller owns
 * the store: store_close(). */
struct store *store_open(const char *dir, enum store_mode mode,
	const char *migrations_dir, int64_t wall_us, struct err *err);
void store_close(struct store *store);

/* Has another process written to the folder since this was asked last? */
bool store_changed(struct store *store);

/* How many attempts store_open() found open after a crash and ended. */
int store_recovered(const struct store *store);

/* As given by roster_use_items(); NULL before. */
void store_use_items(struct store *store, const struct items *items);
const struct items *store_items(const struct store *store);

/* Ids made from now on come from `seed` (tests) instead of by chance. */
void store_seed(struct store *store, uint64_t seed);

/* One transaction; they nest, and an inner failure undoes the inner part only.
 * Every function of this folder that writes is such a part by itself. */
bool store_begin(struct store *store, struct err *err);
bool store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store); /* undo the innermost */
/* Commit when `ok`, else undo and keep the sentence that is already in `err`. */
bool store_end(struct store *store, bool ok, struct err *err);
/* The outermost commit of this transaction is on disk when it returns
 * (synchronous=FULL); without it only its order and wholeness are sure. Call
 * before store_begin(). */
bool store_begin_durable(struct store *store, struct err *err);

/* What is read until store_end_read() is the folder as it is now, whatever others write
 * meanwhile, and nobody waits for the reader. Of two files that one writer commits, the
 * journal comes first: it may be that a name is newer than the journal, never older. Only
 * outside of transactions, and nothing is written within. As long as it lasts the log grows,
 * whatever the checkpoints. */
bool store_begin_read(struct store *store, struct err *err);
void store_end_read(struct store *store);

/* Both files copied into `dir`, which has neither, as they are at one moment. */
bool store_copy(struct store *store, const char *dir, struct err *err);

/* Write the write-ahead log into the files, as far as readers allow. It waits for
 * the disk, so call it when nobody is being measured; and before a copy. */
bool store_checkpoint(struct store *store, struct err *err);

/* Are both files whole, page by page and row by row, as SQLite sees it? false with
 * its first complaint. The journal's own chain: verify.h. */
bool store_check(struct store *store, struct err *err);

const char *store_dir(const struct store *store);
const char *store_station(const struct store *store); /* this station's id; lent */
struct db *store_db(struct store *store);	      /* for query.h */

/* A new opaque id of 16 characters of base 32 (80 bits). */
void store_new_id(struct store *store, char out[STUDENT_ID_MAX + 1]);

/* The school as the journal's latest `school` entry says. Lent until changed. */
const char *store_school(const struct store *store);
int store_school_year(const struct store *store);
enum school_system store_system(const struct store *store);
const char *store_zone(const struct store *store);
const char *store_station_name(const struct store *store);

/* A changed school is a new entry; NULL and 0 keep what was. */
bool store_set_school(struct store *store, const char *school, int school_year,
	enum school_system system, const char *zone, int64_t wall_us, struct err *err);

#endif
