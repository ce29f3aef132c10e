/*
 * entry - the journal's spine: append, and check the chain.
 *
 * An entry is (station, seq, kind, made_us, prev, digest). What it says stands in
 * the table of its kind under the same (station, seq). `digest` is the BLAKE2b-256
 * of the canonical encoding of the entry and all it says, `prev` the digest of the
 * station's entry before, so that a later change of any byte breaks the chain
 * from there on. schema/FORMAT.md gives the encoding byte by byte; the table in
 * entry.c gives the columns of every kind in their order and is the one source
 * for writing, reading back and checking.
 */
#ifndef STORE_ENTRY_H
#define STORE_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "digest.h"
#include "err.h"
#include "store.h"

#define ENTRY_FORMAT 1

enum entry_kind {
	ENTRY_NONE,
	ENTRY_STATION,	  /* the first entry of every station */
	ENTRY_SCHOOL,	  /* name, school year, system, zone */
	ENTRY_PROFILE,	  /* a device profile, when first used */
	ENTRY_SCHEME,	  /* a scheme with its files, when first used */
	ENTRY_ROSTER_ROW, /* a student's class, grade and sex; nothing naming */
	ENTRY_SESSION,	  /* 正式, 补测, 缓测, 模拟练习 */
	ENTRY_LISTENING,  /* a port is listened to */
	ENTRY_CHUNK,	  /* raw bytes, with arrival time */
	ENTRY_LISTENING_END,
	ENTRY_ATTEMPT,	      /* one try by one student at one item */
	ENTRY_VERDICT,	      /* a person said that it stands or is void */
	ENTRY_DISPUTE,	      /* an attempt needs a person to look */
	ENTRY_REVISE,	      /* a console corrected what an attempt was made from */
	ENTRY_SCHEME_USE,     /* an exam's scheme is in use for an exam year */
	ENTRY_SCHEME_CONFIRM, /* another person compared it with the paper */
	ENTRY_CHOICE,	      /* a student's items of a group */
	ENTRY_STANDING,	      /* 免考, 缓考: a status of a student */
	ENTRY_PROCESS,	      /* a process value, frozen with its inputs */
	ENTRY_PAST_YEAR,      /* a total of an earlier school year */
	ENTRY_PENALTY,	      /* faults of an attempt, by the referee */
	ENTRY_MOVE,	      /* an attempt is another student's */
	ENTRY_PRESENCE,	      /* 点名: here, absent, on leave, not tested today */
	ENTRY_PUTOFF,	      /* 改期 of a class or an item */
	ENTRY_CARD,	      /* 测试卡, by the digest of its token */
	ENTRY_LINEUP,	      /* who lines up for a heat or a run */
	ENTRY_SOURCE_FILE,    /* a file that results or records came from */
	ENTRY_OFFICIAL,	      /* a school year as the platform or a paper gave it */
	ENTRY_EXPORT,	      /* a file was made to be handed in, with its values */
	ENTRY_STATION_KEY,    /* the public key by which this station signs */
	ENTRY_KINDS
};

const char *entry_kind_name(enum entry_kind kind); /* "attempt" */
enum entry_kind entry_kind_read(const char *name); /* ENTRY_NONE for others */

enum entry_value_type { VALUE_NULL, VALUE_INT, VALUE_TEXT, VALUE_BYTES };

struct entry_value {
	enum entry_value_type type;
	int64_t number;	  /* VALUE_INT */
	const void *data; /* VALUE_TEXT (UTF-8), VALUE_BYTES; lent */
	size_t len;
};

struct entry_value value_int(int64_t number);
struct entry_value value_int_if(bool has, int64_t number); /* NULL when not */
struct entry_value value_text(const char *text);	   /* NULL for NULL */
struct entry_value value_bytes(const void *bytes, size_t len);
struct entry_value value_null(void);

/* What an entry says: the columns of its kind's table in order, and for kinds
 * that have one, the rows of its second table (row_count times row columns). */
struct entry_says {
	enum entry_kind kind;
	const struct entry_value *values;
	const struct entry_value *rows;
	size_t row_count;
};

/* Append to this station's journal. Opens a transaction of its own when there is
 * none. `id` may be NULL. */
bool entry_append(struct store *store, const struct entry_says *says, int64_t made_us,
	struct entry_id *id, struct err *err);

/* The canonical encoding of an entry, hashed. For tests and for peers. */
void entry_digest(const struct entry_id *id, int64_t made_us, const struct digest *prev,
	const struct entry_says *says, struct digest *digest);

/* The columns of a kind (and of its rows), to know how many values to give. */
size_t entry_columns(enum entry_kind kind);
size_t entry_row_columns(enum entry_kind kind);

/* Look at every entry of every station in order: no gap, `prev` is the digest
 * before, `digest` is that of what stands in the tables, every kept file has its
 * digest, nothing hangs from no entry. Each fault is one sentence given to
 * `fault`. false only when it could not be done. */
typedef void entry_fault(void *ctx, const char *sentence);
bool entry_check_chain(struct store *store, entry_fault *fault, void *ctx,
	int64_t *entries, struct err *err);

/* The newest digest of this station as 64 hex characters ("" when empty): it is
 * printed at the end of a day, and covers everything before it. */
bool entry_head(
	struct store *store, int64_t *seq, char hex[DIGEST_TEXT_SIZE], struct err *err);

#endif
