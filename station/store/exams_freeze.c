/* Process values from the fitness totals of the school years: see exams.h.
 *
 * The points of a school year count years later, when its results may have been
 * corrected, or a file of another school may have brought others. So a value is
 * written down once with where it came from, and never looked up again. */
#include "exams.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "entry.h"
#include "query.h"
#include "roster.h"
#include "score.h"

struct freezing {
	struct store *store;
	const struct exam *exam;
	int exam_year;
	const char *who;
	int64_t wall_us;
	int count;
	struct err *err;
	bool ok;
};

struct total {
	int64_t total_c;
	char inputs[160];
};

enum found { FOUND_FAIL = -1, FOUND_NONE, FOUND_TOTAL };

/* The station's own, of the store's school year. */
static enum found own_total(const struct freezing *f, const char *student,
	int school_year, struct total *out)
{
	struct query *q = query(store_db(f->store),
		"SELECT total_c, s.scheme, lower(substr(hex(digest), 1, 12)) FROM "
		"score "
		"s JOIN derived d WHERE s.student = ?1 AND s.state = 'complete' "
		"AND d.school_year = ?2");
	enum query_got got;
	char text[24];

	query_text(q, 1, student);
	query_int(q, 2, school_year);
	got = query_next(q, f->err);
	if (got != QUERY_ROW)
		return got == QUERY_END ? FOUND_NONE : FOUND_FAIL;
	out->total_c = query_int_at(q, 0);
	snprintf(out->inputs, sizeof(out->inputs),
		"total %s of school year %d, scheme %s %s",
		score_write((int32_t)out->total_c, 2, text, sizeof(text)), school_year,
		query_text_at(q, 1), query_text_at(q, 2));
	query_end(q);
	return FOUND_TOTAL;
}

static enum found past_total(const struct freezing *f, const char *student,
	int school_year, struct total *out)
{
	struct query *q = query(store_db(f->store),
		"SELECT total_c, station, seq, origin FROM past_year_now "
		"WHERE student = ?1 AND school_year = ?2");
	enum query_got got;
	char text[24];

	query_text(q, 1, student);
	query_int(q, 2, school_year);
	got = query_next(q, f->err);
	if (got != QUERY_ROW)
		return got == QUERY_END ? FOUND_NONE : FOUND_FAIL;
	out->total_c = query_int_at(q, 0);
	snprintf(out->inputs, sizeof(out->inputs),
		"total %s of school year %d, past_year %s %" PRId64,
		score_write((int32_t)out->total_c, 2, text, sizeof(text)), school_year,
		query_text_at(q, 1), query_int_at(q, 2));
	query_end(q);
	return FOUND_TOTAL;
}

static enum found find_total(const struct freezing *f, const char *student,
	int school_year, struct total *out)
{
	enum found found = FOUND_NONE;

	if (school_year == store_school_year(f->store))
		found = own_total(f, student, school_year, out);
	return found == FOUND_NONE ? past_total(f, student, school_year, out) : found;
}

static enum found is_frozen(const struct freezing *f, const char *student,
	const struct exam_component *c, const char *year)
{
	struct query *q = query(store_db(f->store),
		"SELECT count(*) FROM process_now WHERE student = ?1 AND scheme = ?2 "
		"AND component = ?3 AND year = ?4");
	int64_t count;

	query_text(q, 1, student);
	query_text(q, 2, f->exam->id);
	query_text(q, 3, c->key);
	query_text(q, 4, year);
	if (!query_one_int(q, &count, 0, f->err))
		return FOUND_FAIL;
	return count ? FOUND_TOTAL : FOUND_NONE;
}

static bool append(struct freezing *f, const char *student,
	const struct exam_component *c, const char *year, const struct total *total)
{
	struct entry_value values[] = {
		value_text(student),
		value_text(f->exam->id),
		value_text(c->key),
		value_text(year),
		value_int(total->total_c),
		value_text("own"),
		value_text(total->inputs),
		value_text(f->who),
	};
	struct entry_says says = { .kind = ENTRY_PROCESS, .values = values };

	f->count++;
	return entry_append(f->store, &says, f->wall_us, NULL, f->err);
}

static bool freeze_year(struct freezing *f, const char *student,
	const struct exam_component *c, const char *year, int school_year)
{
	struct total total;
	enum found found = is_frozen(f, student, c, year);

	if (found != FOUND_NONE)
		return found == FOUND_TOTAL;
	found = find_total(f, student, school_year, &total);
	return found == FOUND_NONE ||
	       (found == FOUND_TOTAL && append(f, student, c, year, &total));
}

static bool freeze_student(struct freezing *f, const char *student)
{
	for (int i = 0; i < f->exam->components; i++) {
		const struct exam_component *c = &f->exam->component[i];
		int years = c->years ? c->years : 1;

		if (c->typed || strcmp(c->input, "fitness_total") != 0)
			continue;
		for (int y = 0; y < years; y++)
			if (!freeze_year(f, student, c, c->years ? c->year[y] : "",
				    f->exam_year - years + y))
				return false;
	}
	return true;
}

static bool take_student(void *ctx, const struct student *student)
{
	struct freezing *f = ctx;

	if (exams_sits(f->store, student))
		f->ok = freeze_student(f, student->id);
	return f->ok;
}

bool exams_freeze(struct store *store, const struct exam *exam, int exam_year,
	const char *who, int64_t wall_us, int *count, struct err *err)
{
	struct freezing f = { store, exam, exam_year, who, wall_us, 0, err, true };

	if (exam_year - 1 != store_school_year(store))
		return err_set(err,
			"the exam of %d is of the school year %d, and the station is "
			"in %d",
			exam_year, exam_year - 1, store_school_year(store));
	if (!*who)
		return err_set(err, "who freezes the process values? A name is needed");
	if (!store_begin_durable(store, err) ||
		!store_end(
			store, roster_each(store, take_student, &f, err) && f.ok, err))
		return false;
	*count += f.count;
	return true;
}
