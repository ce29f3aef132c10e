/*
 * manifest - a folder that is handed in: what is in it, who made it, signed.
 *
 *	FOLDER/manifest.csv	who and when, then a row for each file
 *	FOLDER/manifest.sig	128 hexadecimal digits: the Ed25519 signature of its bytes
 *
 * manifest.csv has the columns what,name,bytes,sha256,rows,values,layout,scheme,entry. Rows whose
 * `what` is format, school, roll (students there), school_year, station, station_name, made, by, key,
 * fingerprint or journal say one thing in `name`; those of `file` a file. docs/handing-in.md
 * shows one.
 *
 * A folder is hostile: sizes and counts are bounded, names are plain file names, and no text has
 * characters that nobody can see: they could write over the fingerprint on a terminal.
 */
#ifndef EXCHANGE_MANIFEST_H
#define EXCHANGE_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "sha256.h"
#include "sign.h"

#define MANIFEST_NAME	   "manifest.csv"
#define MANIFEST_SIGNATURE "manifest.sig"
#define MANIFEST_FORMAT	   "fitness-station hand-in 1"
#define MANIFEST_FILES	   64

struct manifest_file {
	char name[128];
	int64_t bytes, rows, values, entry;
	struct sha256 sha256;
	char layout[48], scheme[48];
};

struct manifest {
	char school[128], roll[16], school_year[8], station[32], station_name[96],
		made[32], by[96], journal[80];
	int64_t journal_entry;
	bool is_signed; /* by `key`: only then it says who made it */
	struct sign_public key;
	char fingerprint[SIGN_FINGERPRINT_SIZE];
	struct manifest_file files[MANIFEST_FILES];
	size_t count;
};

/* Both files into `folder`. `key` and `fingerprint` of the manifest are filled in. */
bool manifest_write(struct manifest *manifest, const char *folder,
	const struct sign_key *key, struct err *err);

/* Is there one in it, or what was left of one? */
bool manifest_here(const char *folder);

/* A sentence for each thing that is wrong; `name` is the file, "" the folder. */
typedef void manifest_fault(void *ctx, const char *name, const char *sentence);

/* Look at everything: the signature, every file, and what is there beside. The number of
 * faults; false only when there is no manifest that can be read. */
bool manifest_check(const char *folder, struct manifest *out, manifest_fault *fault,
	void *ctx, size_t *faults, struct err *err);

#endif
