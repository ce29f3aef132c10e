/* A store's points a second time: see recheck.h. */
#include "recheck.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "kept.h"
#include "recheck_rules.h"

struct work {
	struct store *store;
	struct db *db;
	const char *sql_dir;
	const struct exam *exam;
	recheck_fault *fault;
	void *ctx;
	struct recheck_counts *counts;
	struct err *err;
};

static bool copy_rules(const struct work *w, const struct items *items)
{
	struct kept_files files;
	bool ok = kept_files(w->store, &w->exam->digest, &files, w->err) &&
		  recheck_rules(w->db, w->exam, items, files.file, files.count, w->err);

	kept_files_release(&files);
	return ok;
}

/* The platform's codes of the grades that are concerned. */
static bool copy_grades(const struct work *w)
{
	const struct recheck_copy c = { .db = w->db, .err = w->err };
	enum school_system system = store_system(w->store);
	bool good = true;

	if (!w->exam->graded)
		return RECHECK_PUT(&c, "re_grade",
			value_int(system == SYSTEM_54 ? 24 : 23), value_text(""));
	for (int code = 1; good && code < 100; code++) {
		enum grade grade = grade_from_code(code, system);

		good = RECHECK_PUT(&c, "re_grade", value_int(code),
			value_text(grade ? grade_key(grade) : "none"));
	}
	return good;
}

static bool say_which(const struct work *w, int exam_year)
{
	const struct recheck_copy c = { .db = w->db, .err = w->err };

	return RECHECK_PUT(&c, "re_which", value_int(exam_year),
		value_int(exam_year - 1),
		value_bytes(w->exam->digest.bytes, DIGEST_SIZE));
}

/* What students are called by people stands in person.db, and not in a sentence. */
static bool tell(const struct work *w)
{
	struct query *q = query(w->db,
		"SELECT student, sentence FROM re_said WHERE contradiction < 2 "
		"ORDER BY student, rowid");
	enum query_got got;

	while ((got = query_next(q, w->err)) == QUERY_ROW) {
		const char *student = query_text_at(q, 0);
		struct buf sentence = BUF_INIT;

		buf_addf(&sentence, "%s %s%s%s", w->exam->id,
			*student ? "student " : "", student, *student ? ", " : "");
		buf_adds(&sentence, query_text_at(q, 1));
		w->counts->faults++;
		w->fault(w->ctx, sentence.data);
		buf_release(&sentence);
	}
	return got == QUERY_END;
}

static bool count(const struct work *w, const char *sql, int64_t *add)
{
	int64_t n;

	if (!query_one_int(query(w->db, sql), &n, 0, w->err))
		return false;
	*add += n;
	return true;
}

static bool look(const struct work *w, const struct items *items, int exam_year,
	const char *journal, const char *differ)
{
	return recheck_begin(w->db, w->sql_dir, w->err) && copy_rules(w, items) &&
	       copy_grades(w) && say_which(w, exam_year) &&
	       recheck_do(w->db, w->sql_dir, "attempts.sql", w->err) &&
	       recheck_do(w->db, w->sql_dir, journal, w->err) &&
	       recheck_run(w->db, w->sql_dir, w->err) &&
	       recheck_do(w->db, w->sql_dir, differ, w->err) && tell(w) &&
	       count(w, "SELECT count(*) FROM re_student", &w->counts->students);
}

bool recheck_exam(struct store *store, const char *sql_dir, const struct exam *exam,
	const struct items *items, int exam_year, recheck_fault *fault, void *ctx,
	struct recheck_counts *counts, struct err *err)
{
	const struct work w = { store, store_db(store), sql_dir, exam, fault, ctx,
		counts, err };
	bool ok = look(&w, items, exam_year, "exam_journal.sql", "exam_differ.sql") &&
		  count(&w, "SELECT count(*) FROM re_total WHERE state = 'incomplete'",
			  &counts->open);

	recheck_end(w.db);
	return ok;
}

bool recheck_standard(struct store *store, const char *sql_dir,
	const struct scheme *scheme, recheck_fault *fault, void *ctx,
	struct recheck_counts *counts, struct err *err)
{
	const struct work w = { store, store_db(store), sql_dir, scheme->exam, fault,
		ctx, counts, err };
	bool ok = look(&w, scheme->items, store_school_year(store) + 1,
		"standard_journal.sql", "standard_differ.sql");

	recheck_end(w.db);
	return ok;
}
