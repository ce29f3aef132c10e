#include "verify_folder.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "buf.h"
#include "manifest.h"
#include "rows.h"

static void print_fault(void *ctx, const char *name, const char *sentence)
{
	struct rows *rows = ctx;

	rows_text(rows, name);
	rows_text(rows, sentence);
	rows_end(rows);
}

/* Are they the same, blanks apart? */
static bool is_same(const char *a, const char *b)
{
	char x[64] = "", y[64] = "";
	const char *from[] = { a, b };
	char *to[] = { x, y };

	for (int i = 0; i < 2; i++) {
		size_t n = 0;

		for (const char *c = from[i]; *c && n + 1 < sizeof(x); c++)
			if (*c != ' ')
				to[i][n++] = *c;
	}
	return *x && strcasecmp(x, y) == 0;
}

/* Signed by nobody whom one knows, the list says what anybody may have written into it. */
static void say_nobody(const struct manifest *m)
{
	if (m->is_signed)
		fprintf(stderr,
			"who made it cannot be known: it is signed by another key, "
			"%s\n",
			m->fingerprint);
	else
		fprintf(stderr,
			"who made it cannot be known: the signature is not that "
			"of the list\n");
}

static void say(const struct manifest *m, const char *fingerprint)
{
	for (size_t i = 0; i < m->count; i++)
		fprintf(stderr,
			"%s: %" PRId64 " rows, %" PRId64
			" values, layout %s, scheme %s, entry %" PRId64 "\n",
			m->files[i].name, m->files[i].rows, m->files[i].values,
			m->files[i].layout, m->files[i].scheme, m->files[i].entry);
	fprintf(stderr,
		"made by %s%s%s, %s on the roll, school year %s, station %s %s, "
		"%s\nfingerprint of the "
		"key: %s%s\n",
		m->school[0] ? m->school : "a school without a name",
		m->by[0] ? ", " : "", m->by, m->roll, m->school_year, m->station,
		m->station_name, m->made, m->fingerprint,
		fingerprint ? ""
			    : "; ask the school for its own (station export key): "
			      "anybody can sign by another key");
}

int verify_folder(const struct env *env, const char *folder, const char *fingerprint)
{
	static const char *const titles[] = { "file", "fault" };
	struct manifest *m = mem_alloc(sizeof(*m));
	struct err err = ERR_INIT;
	struct rows rows;
	size_t faults;
	bool known;
	int status;

	rows_begin(&rows, stdout, env->json, titles, 2);
	if (!manifest_check(folder, m, print_fault, &rows, &faults, &err)) {
		status = command_fail("verify", &err);
	} else {
		known = !fingerprint || is_same(fingerprint, m->fingerprint);
		if (!known) {
			print_fault(&rows, "",
				"不是用这个指纹的密钥签的：不是这所学校做的");
			faults++;
		}
		status = faults > 0 ? DONE_BUT : DONE;
		if (!rows_finish(&rows, &err))
			status = command_fail("verify", &err);
		if (m->is_signed && known)
			say(m, fingerprint);
		else
			say_nobody(m);
		fprintf(stderr, "%zu files, %zu faults\n", m->count, faults);
	}
	free(m);
	return status;
}
