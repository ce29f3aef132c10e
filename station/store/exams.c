#include "exams.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "entry.h"
#include "kept.h"
#include "query.h"
#include "text.h"

/* ---- which are in use --------------------------------------------------------- */

#define USE_COLUMNS                                                                    \
	"SELECT station, seq, scheme, digest, exam_year, who, confirmed FROM "         \
	"scheme_now "

static void read_use(struct query *q, struct exam_used *out)
{
	const void *bytes;
	size_t len;

	memset(out, 0, sizeof(*out));
	query_copy_at(q, 0, out->id.station, sizeof(out->id.station));
	out->id.seq = query_int_at(q, 1);
	query_copy_at(q, 2, out->scheme, sizeof(out->scheme));
	bytes = query_bytes_at(q, 3, &len);
	if (len == DIGEST_SIZE)
		memcpy(out->digest.bytes, bytes, len);
	out->exam_year = (int)query_int_at(q, 4);
	query_copy_at(q, 5, out->who, sizeof(out->who));
	query_copy_at(q, 6, out->confirmed, sizeof(out->confirmed));
}

int exams_uses(struct store *store, struct exam_used *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store), USE_COLUMNS "ORDER BY exam_year DESC");
	enum query_got got = QUERY_END;
	size_t count = 0;

	while (count < max && (got = query_next(q, err)) == QUERY_ROW)
		read_use(q, &out[count++]);
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

enum exam_use_got exams_used(
	struct store *store, int exam_year, struct exam_used *out, struct err *err)
{
	struct query *q = query(store_db(store), USE_COLUMNS
		"WHERE ?1 IN (0, exam_year) ORDER BY exam_year DESC LIMIT 1");
	enum query_got got;

	query_int(q, 1, exam_year);
	got = query_next(q, err);
	if (got != QUERY_ROW)
		return got == QUERY_END ? EXAM_USE_NONE : EXAM_USE_FAIL;
	read_use(q, out);
	query_end(q);
	return EXAM_USE_FOUND;
}

/* ---- loading what was kept ---------------------------------------------------- */

struct exam *exams_load(struct store *store, const struct items *items,
	const struct exam_used *use, struct err *err)
{
	struct kept_files files;
	struct exam *exam = NULL;

	if (kept_files(store, &use->digest, &files, err))
		exam = exam_load_files(
			use->scheme, files.file, files.count, items, err);
	kept_files_release(&files);
	if (exam && !digest_same(&exam->digest, &use->digest)) {
		err_set(err,
			"%s: the kept files are not those that were taken into use",
			use->scheme);
		exam_free(exam);
		return NULL;
	}
	return exam;
}

/* ---- taking and confirming ---------------------------------------------------- */

/* A name without blanks around it; a sentence when nothing is left. */
static bool take_who(const char *who, char out[64], struct err *err)
{
	struct slice s = slice_trim(slice_of(who));

	if (!s.len || s.len >= 64)
		return err_set(err, "who does this? Give a name of at most 63 bytes");
	memcpy(out, s.text, s.len);
	out[s.len] = '\0';
	return true;
}

/* The folder may have changed since the exam was loaded from it. */
static bool loads_again(struct store *store, const struct exam *exam, struct err *err)
{
	struct exam_used use = { .digest = exam->digest };
	struct exam *kept;

	text_copy(use.scheme, sizeof(use.scheme), exam->id);
	kept = exams_load(store, store_items(store), &use, err);
	exam_free(kept);
	return kept != NULL;
}

static bool append_use(struct store *store, const struct exam *exam, const char *dir,
	int exam_year, const char *who, int64_t wall_us, struct entry_id *id,
	struct err *err)
{
	struct entry_value values[] = {
		value_text(exam->id),
		value_bytes(exam->digest.bytes, DIGEST_SIZE),
		value_int(exam_year),
		value_text(who),
	};
	struct entry_says says = { .kind = ENTRY_SCHEME_USE, .values = values };

	return kept_scheme(store, exam->id, &exam->digest, dir, wall_us, err) &&
	       loads_again(store, exam, err) &&
	       entry_append(store, &says, wall_us, id, err);
}

bool exams_use(struct store *store, const struct exam *exam, const char *dir,
	int exam_year, const char *who, int64_t wall_us, struct entry_id *id,
	struct err *err)
{
	struct exam_used now;
	enum exam_use_got got;
	char name[64];

	if (exam_year < 2000 || exam_year > 2100)
		return err_set(
			err, "the exam year %d is outside 2000 to 2100", exam_year);
	if (!take_who(who, name, err) || !store_begin_durable(store, err))
		return false;
	got = exams_used(store, exam_year, &now, err);
	if (got == EXAM_USE_FOUND && digest_same(&now.digest, &exam->digest) &&
		strcmp(now.scheme, exam->id) == 0) {
		*id = now.id;
		return store_end(store, true, err);
	}
	return store_end(store,
		got != EXAM_USE_FAIL &&
			append_use(store, exam, dir, exam_year, name, wall_us, id, err),
		err);
}

/* Who took it, and how often another person has confirmed it. */
static bool read_taken(struct store *store, const struct entry_id *use, char who[64],
	int64_t *confirms, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT u.who, (SELECT count(*) FROM scheme_confirm c WHERE "
		"c.of_station = u.station AND c.of_seq = u.seq AND c.who <> u.who) "
		"FROM scheme_use u WHERE u.station = ?1 AND u.seq = ?2");
	enum query_got got;

	query_text(q, 1, use->station);
	query_int(q, 2, use->seq);
	got = query_next(q, err);
	if (got == QUERY_END)
		return err_set(err, "entry %s %" PRId64 " takes no scheme into use",
			use->station, use->seq);
	if (got == QUERY_FAIL)
		return false;
	query_copy_at(q, 0, who, 64);
	*confirms = query_int_at(q, 1);
	query_end(q);
	return true;
}

static bool append_confirm(struct store *store, const struct entry_id *use,
	const char *who, int64_t wall_us, struct err *err)
{
	struct entry_value values[] = {
		value_text(use->station),
		value_int(use->seq),
		value_text(who),
	};
	struct entry_says says = { .kind = ENTRY_SCHEME_CONFIRM, .values = values };
	char taken[64] = "";
	int64_t confirms = 0;

	if (!read_taken(store, use, taken, &confirms, err))
		return false;
	if (strcmp(taken, who) == 0)
		return err_set(err,
			"%s took this scheme into use: another person must compare it "
			"with the paper",
			who);
	return confirms > 0 || entry_append(store, &says, wall_us, NULL, err);
}

bool exams_confirm(struct store *store, const struct entry_id *use, const char *who,
	int64_t wall_us, struct err *err)
{
	char name[64];

	return take_who(who, name, err) && store_begin_durable(store, err) &&
	       store_end(store, append_confirm(store, use, name, wall_us, err), err);
}

/* ---- small answers ------------------------------------------------------------ */

const char *exams_mark(
	const struct exam *exam, bool confirmed, char out[EXAM_MARK_SIZE])
{
	const char *mark = exam_mark(exam->status);

	snprintf(out, EXAM_MARK_SIZE, "%s%s%s", mark, *mark && !confirmed ? "·" : "",
		confirmed ? "" : "未核对");
	return out;
}

bool exams_sits(const struct store *store, const struct student *student)
{
	return student->grade_code == (store_system(store) == SYSTEM_54 ? 24 : 23);
}
