#include "verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "manifest.h"
#include "open.h"
#include "path.h"
#include "rows.h"
#include "verify_folder.h"

const char help_verify[] =
	"station verify [FOLDER]\n"
	"station verify HANDIN [--key FINGERPRINT]\n"
	"\n"
	"Checks the journal of a station's folder (--data without it) from its first\n"
	"entry: the chain of digests; every listening's raw bytes, decoded again with\n"
	"the device profile as it was then; every value, made again from its "
	"readings;\n"
	"every student's points, and a second time in another way, from raw values by\n"
	"the statements of schema/recheck, also those of this year's exam. Nothing is\n"
	"written.\n"
	"\n"
	"Prints each fault as a row: entry numbers are those of the journal. The\n"
	"summary on standard error ends with the newest digest, which covers all that\n"
	"came before it.\n"
	"\n"
	"A folder that was handed in (station export handin) is told by its "
	"manifest.csv:\n"
	"the signature, the SHA-256 of every file, and what is missing or was added. "
	"Who\n"
	"made it is on standard error, with the fingerprint of the key; --key compares "
	"that\n"
	"with the one that the school gave (station export key). Any machine can do "
	"it.\n"
	"\n"
	"Exit status: 0 all agrees; 1 faults were found; 2 it could not be looked "
	"at.\n";

static void print_fault(void *ctx, const char *sentence)
{
	struct rows *rows = ctx;

	rows_text(rows, sentence);
	rows_end(rows);
}

static void say_summary(const struct store *store, const struct verify_counts *counts)
{
	fprintf(stderr,
		"%" PRId64 " entries, %" PRId64 " listenings of %" PRId64
		" bytes, %" PRId64 " attempts (%" PRId64
		" made again from raw bytes), points of %" PRId64 " students, %" PRId64
		" a second way; %" PRId64 " faults\n",
		counts->entries, counts->listenings, counts->bytes, counts->attempts,
		counts->remade, counts->scores, counts->rechecked, counts->faults);
	if (counts->behind)
		fprintf(stderr,
			"%" PRId64 " students have entries that are not in their "
			"points yet; the next start or `station score` works them "
			"out\n",
			counts->behind);
	if (counts->open)
		fprintf(stderr, "%" PRId64 " students have no total in the exam yet\n",
			counts->open);
	fprintf(stderr, "newest entry %s %" PRId64 " %s\n", store_station(store),
		counts->newest, counts->head);
}

static int look(const struct env *env, struct store *store, const struct items *items,
	const struct scheme *scheme)
{
	static const char *const titles[] = { "fault" };
	struct verify_counts counts;
	struct err err = ERR_INIT;
	char sql_dir[PATH_SIZE];
	struct rows rows;
	bool ok;

	rows_begin(&rows, stdout, env->json, titles, 1);
	ok = verify(store, items, scheme,
		     env_share(env, "schema/recheck", sql_dir, sizeof(sql_dir)),
		     print_fault, &rows, &counts, &err) &&
	     rows_finish(&rows, &err);
	if (!ok)
		return command_fail("verify", &err);
	say_summary(store, &counts);
	return counts.faults > 0 ? DONE_BUT : DONE;
}

int cmd_verify(struct env *env, int argc, char **argv)
{
	const char *dir = argc > 1 ? argv[1] : env->data_dir;
	struct err err = ERR_INIT;
	struct scheme *scheme = NULL;
	struct store *store = NULL;
	struct items *items;
	int status;

	if (argc == 4 && strcmp(argv[2], "--key") == 0)
		return verify_folder(env, dir, argv[3]);
	if (argc > 2 || dir[0] == '-')
		return command_usage("verify");
	if (manifest_here(dir))
		return verify_folder(env, dir, NULL);
	items = open_items(env, &err);
	if (items)
		scheme = open_scheme(env, STANDARD, items, &err);
	if (scheme)
		store = open_store(env, dir, STORE_READ, NULL, &err);
	status = store ? look(env, store, items, scheme) : command_fail("verify", &err);
	store_close(store);
	if (scheme)
		scheme_free(scheme);
	if (items)
		items_free(items);
	return status;
}
