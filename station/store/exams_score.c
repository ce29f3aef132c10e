/* Exam points as derived rows, by the digest of the scheme that made them: exams.h. */
#include "exams.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "query.h"
#include "roster.h"
#include "score.h"

/* One student, worked out in memory before it is written. */
struct scored {
	struct store *store;
	const struct exam *exam;
	int exam_year;
	const char *student;
	struct exam_entry entry;
	struct exam_from from;
	struct exam_score score;
	struct err wrong;
};

static struct query *insert(struct scored *s, const char *sql)
{
	struct query *q = query(store_db(s->store), sql);

	query_text(q, 1, s->student);
	query_bytes(q, 2, s->exam->digest.bytes, DIGEST_SIZE);
	return q;
}

static void bind_points(struct query *q, int param, int64_t points)
{
	if (points != EXAM_NONE)
		query_int(q, param, points);
}

static bool write_item(struct scored *s, int i, struct err *err)
{
	struct query *q = insert(s,
		"INSERT INTO exam_item VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
		"?10, ?11)");
	const struct exam_item_score *item = &s->score.item[i];

	query_int(q, 3, i);
	query_text(q, 4, s->exam->item[i].key);
	query_text(q, 5, exam_got_key(item->got));
	if (item->value != RESULT_NONE)
		query_int(q, 6, item->value);
	bind_points(q, 7, item->score);
	bind_points(q, 8, item->group < 0 ? EXAM_NONE : item->points);
	query_text(q, 9, item->group < 0 ? "" : s->exam->group[item->group].key);
	if (item->try_counts >= 0) {
		const struct entry_id *id = &s->from.attempt[i][item->try_counts];

		query_text(q, 10, id->station);
		query_int(q, 11, id->seq);
	}
	return query_run(q, err);
}

/* What a status of the whole makes of its parts. */
static const char *status_state(const struct exam_status *status)
{
	switch (status->is) {
	case EXAM_EXEMPT_FULL:
	case EXAM_EXEMPT_SHARE:
		return exam_got_key(GOT_EXEMPT);
	case EXAM_PARTIAL:
		return exam_got_key(GOT_PARTIAL);
	case EXAM_IS_DEFERRED:
		return exam_got_key(GOT_DEFERRED);
	case EXAM_ABSENT:
		return exam_got_key(GOT_ABSENT);
	case EXAM_DISQUALIFIED:
		break;
	}
	return exam_got_key(GOT_DISQUALIFIED);
}

static const char *part_state(const struct scored *s, int p)
{
	const struct exam_part_score *part = &s->score.part[p];

	if (s->entry.of_total >= 0)
		return status_state(&s->exam->status_of[s->entry.of_total]);
	if (part->got == GOT_NOTHING)
		return "open";
	if (part->got == GOT_POINTS && s->exam->part[p].kind == EXAM_GATES)
		return part->failed ? "not-met" : "met";
	return exam_got_key(part->got);
}

static bool write_part(struct scored *s, int p, struct err *err)
{
	struct query *q = insert(
		s, "INSERT INTO exam_part VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
	const struct exam_part_score *part = &s->score.part[p];
	bool open = part->got == GOT_NOTHING || part->got == GOT_DEFERRED ||
		    s->entry.of_total >= 0 || s->exam->part[p].kind == EXAM_GATES;

	query_int(q, 3, p);
	query_text(q, 4, s->exam->part[p].key);
	query_text(q, 5, part_state(s, p));
	bind_points(q, 6, open ? EXAM_NONE : part->points);
	return query_run(q, err);
}

static bool write_total(struct scored *s, struct err *err)
{
	struct query *q = insert(s,
		"INSERT INTO exam_score VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
		"?10)");
	bool wrong = s->wrong.text[0] != '\0';
	struct buf why = BUF_INIT;
	bool ok;

	if (wrong)
		buf_adds(&why, s->wrong.text);
	else
		exam_why(s->exam, &s->entry, &s->score, &why);
	query_text(q, 3, s->exam->id);
	query_int(q, 4, s->exam_year);
	query_text(q, 5, scheme_status_name(s->exam->status));
	query_int(q, 6, s->exam->den);
	query_text(q, 7, wrong ? "wrong" : exam_state_key(s->score.state));
	bind_points(q, 8, wrong ? EXAM_NONE : s->score.total);
	query_text(q, 9, wrong || !s->score.level ? "" : s->score.level->zh);
	query_text(q, 10, why.data);
	ok = query_run(q, err);
	buf_release(&why);
	return ok;
}

static bool run_each(
	struct scored *s, const char *const *sql, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		struct query *q = insert(s, sql[i]);

		query_int(q, 3, s->exam_year);
		if (!query_run(q, err))
			return false;
	}
	return true;
}

/* Of one student, also what an earlier exam by the same scheme left: one repeats the
 * year. */
static bool drop_student(struct scored *s, struct err *err)
{
	static const char *const sql[] = {
		"DELETE FROM exam_item WHERE student = ?1 AND digest = ?2",
		"DELETE FROM exam_part WHERE student = ?1 AND digest = ?2",
		"DELETE FROM exam_score WHERE student = ?1 AND digest = ?2",
		"DELETE FROM behind WHERE student = ?1 AND what = 'exam'",
	};

	return run_each(s, sql, sizeof(sql) / sizeof(sql[0]), err);
}

/* Of this exam year, of everybody when the student is ''. */
static bool drop_year(struct scored *s, struct err *err)
{
#define OF_YEAR                                                                        \
	"digest = ?2 AND ?1 IN ('', student) AND student IN (SELECT student FROM "     \
	"exam_score WHERE digest = ?2 AND exam_year = ?3)"
	static const char *const sql[] = {
		"DELETE FROM exam_item WHERE " OF_YEAR,
		"DELETE FROM exam_part WHERE " OF_YEAR,
		"DELETE FROM exam_score WHERE " OF_YEAR,
	};
#undef OF_YEAR

	return run_each(s, sql, sizeof(sql) / sizeof(sql[0]), err);
}

static bool score_one(struct scored *s, const struct student *student, struct err *err)
{
	s->student = student->id;
	if (!exams_sits(s->store, student))
		return drop_year(s, err);
	if (!drop_student(s, err) ||
		!exams_entry(s->store, s->exam, s->exam_year, student, &s->entry,
			&s->from, &s->wrong, err))
		return false;
	exam_score(s->exam, &s->entry, &s->score);
	for (int i = 0; i < s->exam->items; i++)
		if (exam_item_for(&s->exam->item[i], s->entry.sex) &&
			!write_item(s, i, err))
			return false;
	for (int p = 0; p < s->exam->parts; p++)
		if (!write_part(s, p, err))
			return false;
	return write_total(s, err);
}

static struct scored *begin(
	struct store *store, const struct exam *exam, int exam_year, struct err *err)
{
	struct scored *s;

	if (exam_year - 1 != store_school_year(store)) {
		err_set(err,
			"the exam of %d is of the school year %d, and the station is "
			"in %d",
			exam_year, exam_year - 1, store_school_year(store));
		return NULL;
	}
	if (!store_begin(store, err))
		return NULL;
	s = mem_alloc(sizeof(*s));
	s->store = store;
	s->exam = exam;
	s->exam_year = exam_year;
	return s;
}

bool exams_score(struct store *store, const struct exam *exam, int exam_year,
	const struct student *student, struct err *err)
{
	struct scored *s = begin(store, exam, exam_year, err);
	bool ok;

	if (!s)
		return false;
	ok = store_end(store, score_one(s, student, err), err);
	free(s);
	return ok;
}

struct list {
	const struct store *store;
	struct buf students; /* struct student, who sit the exam */
};

static bool remember(void *ctx, const struct student *student)
{
	struct list *list = ctx;

	if (exams_sits(list->store, student))
		buf_add(&list->students, student, sizeof(*student));
	return true;
}

/* From a list of its own: scoring writes. */
static bool score_list(struct scored *s, const struct list *list, struct err *err)
{
	struct student student;

	for (size_t at = 0; at < list->students.len; at += sizeof(student)) {
		memcpy(&student, list->students.data + at, sizeof(student));
		if (!score_one(s, &student, err))
			return false;
	}
	return true;
}

bool exams_score_all(
	struct store *store, const struct exam *exam, int exam_year, struct err *err)
{
	struct list list = { store, BUF_INIT };
	struct scored *s = begin(store, exam, exam_year, err);
	bool ok;

	if (!s)
		return false;
	s->student = "";
	ok = drop_year(s, err) && roster_each(store, remember, &list, err) &&
	     score_list(s, &list, err);
	ok = store_end(store, ok, err);
	buf_release(&list.students);
	free(s);
	return ok;
}
