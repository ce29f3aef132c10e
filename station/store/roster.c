#include "roster.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "entry.h"
#include "item.h"
#include "pinyin.h"
#include "query.h"
#include "text.h"
#include "unicode.h"

void roster_use_items(struct store *store, const struct items *items)
{
	store_use_items(store, items);
}

/* ---- looking ------------------------------------------------------------------ */

/* A child whose person was erased is still found by id, without a name. */
#define STUDENT_COLUMNS                                                                \
	"SELECT s.id, s.sex, s.grade_code, s.class_code, s.class_name, p.number, "     \
	"p.name, p.birth_date, p.class_place, p.test_number, p.ethnicity, p.address, " \
	"(SELECT group_concat(b.item) FROM person.bar b WHERE b.student = s.id) "      \
	"FROM student s LEFT JOIN person.person p ON p.student = s.id "
#define STUDENT_HERE "s.state = 'here' AND p.student IS NOT NULL "
#define CLASS_ORDER  "s.grade_code, length(s.class_code), s.class_code"
#define PLACE_ORDER  "p.class_place = 0, p.class_place, p.name, s.id"

static uint64_t read_bars(const struct items *items, const char *keys)
{
	uint64_t bits = 0;

	while (items && *keys) {
		size_t len = strcspn(keys, ",");
		char key[32] = "";
		int index;

		if (len < sizeof(key))
			memcpy(key, keys, len);
		index = items_find(items, key);
		if (index >= 0)
			bits |= UINT64_C(1) << index;
		keys += len + (keys[len] == ',');
	}
	return bits;
}

static void read_student(struct store *store, struct query *q, struct student *s)
{
	memset(s, 0, sizeof(*s));
	query_copy_at(q, 0, s->id, sizeof(s->id));
	s->sex = sex_read(query_text_at(q, 1));
	s->grade_code = (int)query_int_at(q, 2);
	s->grade = grade_from_code(s->grade_code, store_system(store));
	query_copy_at(q, 3, s->class_code, sizeof(s->class_code));
	query_copy_at(q, 4, s->class_name, sizeof(s->class_name));
	query_copy_at(q, 5, s->number, sizeof(s->number));
	query_copy_at(q, 6, s->name, sizeof(s->name));
	s->birth_date = (int)query_int_at(q, 7);
	s->class_place = (int)query_int_at(q, 8);
	query_copy_at(q, 9, s->test_number, sizeof(s->test_number));
	query_copy_at(q, 10, s->ethnicity, sizeof(s->ethnicity));
	query_copy_at(q, 11, s->address, sizeof(s->address));
	s->barred = read_bars(store_items(store), query_text_at(q, 12));
}

static enum roster_got find_one(struct store *store, const char *sql, const char *text,
	struct student *out, struct err *err)
{
	struct query *q = query(store_db(store), sql);
	enum query_got got;

	query_text(q, 1, text);
	got = query_next(q, err);
	if (got != QUERY_ROW)
		return got == QUERY_END ? ROSTER_UNKNOWN : ROSTER_FAIL;
	read_student(store, q, out);
	query_end(q);
	return ROSTER_FOUND;
}

enum roster_got roster_find(
	struct store *store, const char *id, struct student *out, struct err *err)
{
	return find_one(store, STUDENT_COLUMNS "WHERE s.id = ?1", id, out, err);
}

enum roster_got roster_find_number(
	struct store *store, const char *number, struct student *out, struct err *err)
{
	return find_one(store,
		STUDENT_COLUMNS
		"WHERE p.number = ?1 AND p.number <> '' AND " STUDENT_HERE,
		number, out, err);
}

enum roster_got roster_find_test_number(struct store *store, const char *test_number,
	struct student *out, struct err *err)
{
	return find_one(store,
		STUDENT_COLUMNS "WHERE p.test_number = ?1 AND p.test_number <> '' "
				"AND " STUDENT_HERE,
		test_number, out, err);
}

static int read_list(struct store *store, struct query *q, struct student *out,
	size_t max, struct err *err)
{
	enum query_got got = QUERY_END;
	size_t count = 0;

	while (count < max && (got = query_next(q, err)) == QUERY_ROW)
		read_student(store, q, &out[count++]);
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

int roster_class_list(struct store *store, const struct class_key *class,
	struct student *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		STUDENT_COLUMNS "WHERE s.class_code = ?1 AND ?2 IN (0, s.grade_code) "
				"AND " STUDENT_HERE "ORDER BY " PLACE_ORDER);

	query_text(q, 1, class->code);
	query_int(q, 2, class->grade_code);
	return read_list(store, q, out, max, err);
}

bool roster_each(struct store *store, roster_take take, void *ctx, struct err *err)
{
	struct query *q = query(store_db(store), STUDENT_COLUMNS
		"WHERE " STUDENT_HERE "ORDER BY " CLASS_ORDER ", " PLACE_ORDER);
	enum query_got got;

	while ((got = query_next(q, err)) == QUERY_ROW) {
		struct student student;

		read_student(store, q, &student);
		if (!take(ctx, &student))
			break;
	}
	query_end(q);
	return got != QUERY_FAIL;
}

static bool each_in_state(struct store *store, bool here, roster_take_known take,
	void *ctx, struct err *err)
{
	struct query *q = query(store_db(store), STUDENT_COLUMNS
		"WHERE s.state = ?1 AND p.student IS NOT NULL ORDER BY " CLASS_ORDER
		", " PLACE_ORDER);
	enum query_got got;

	query_text(q, 1, here ? "here" : "gone");
	while ((got = query_next(q, err)) == QUERY_ROW) {
		struct student student;

		read_student(store, q, &student);
		if (!take(ctx, &student, here))
			break;
	}
	query_end(q);
	return got != QUERY_FAIL;
}

bool roster_each_known(
	struct store *store, roster_take_known take, void *ctx, struct err *err)
{
	return each_in_state(store, true, take, ctx, err) &&
	       each_in_state(store, false, take, ctx, err);
}

/* ---- searching ---- */

enum fit { FIT_NO, FIT_INSIDE, FIT_BEGINS };

struct search {
	const char *text;
	struct student *found;
	size_t max, begins, inside;
	struct student *later;
	unsigned *next; /* NULL: nobody asks */
};

static enum fit fits(const struct student *s, const char *text)
{
	const char *in = strstr(s->name, text);
	enum pinyin_fit pinyin;

	if (in == s->name || strncmp(s->test_number, text, strlen(text)) == 0)
		return FIT_BEGINS;
	pinyin = pinyin_fits(s->name, text);
	if (pinyin == PINYIN_BEGINS)
		return FIT_BEGINS;
	return in || pinyin == PINYIN_INSIDE ? FIT_INSIDE : FIT_NO;
}

static bool take_fitting(void *ctx, const struct student *s)
{
	struct search *search = ctx;

	if (search->next)
		*search->next |= pinyin_next(s->name, search->text);
	if (!search->text[0] || search->begins == search->max)
		return true;
	switch (fits(s, search->text)) {
	case FIT_NO:
		break;
	case FIT_INSIDE:
		if (search->inside < search->max)
			search->later[search->inside++] = *s;
		break;
	case FIT_BEGINS:
		search->found[search->begins++] = *s;
		break;
	}
	return search->next || search->begins < search->max;
}

int roster_search_next(struct store *store, const char *text, struct student *out,
	size_t max, unsigned *next, struct err *err)
{
	struct search search = { .text = text, .found = out, .max = max, .next = next };
	bool ok;

	if (next)
		*next = 0;
	if ((!text[0] && !next) || !max)
		return 0;
	search.later = mem_array(max, sizeof(*search.later));
	ok = roster_each(store, take_fitting, &search, err);
	for (size_t i = 0; ok && i < search.inside && search.begins < max; i++)
		out[search.begins++] = search.later[i];
	free(search.later);
	return ok ? (int)search.begins : -1;
}

int roster_search(struct store *store, const char *text, struct student *out,
	size_t max, struct err *err)
{
	return roster_search_next(store, text, out, max, NULL, err);
}

int roster_classes(
	struct store *store, struct roster_class *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT s.class_code, max(s.class_name), s.grade_code, count(*) "
		"FROM student s JOIN person.person p ON p.student = s.id "
		"WHERE s.state = 'here' GROUP BY s.grade_code, s.class_code "
		"ORDER BY " CLASS_ORDER);
	enum query_got got = QUERY_END;
	size_t count = 0;

	while (count < max && (got = query_next(q, err)) == QUERY_ROW) {
		struct roster_class *c = &out[count++];

		query_copy_at(q, 0, c->code, sizeof(c->code));
		query_copy_at(q, 1, c->name, sizeof(c->name));
		c->grade_code = (int)query_int_at(q, 2);
		c->count = (int)query_int_at(q, 3);
	}
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

struct class_key roster_class_key(const struct roster_class *class)
{
	struct class_key key = { .grade_code = class->grade_code };

	memcpy(key.code, class->code, sizeof(key.code));
	return key;
}

int roster_count(struct store *store)
{
	struct query *q = query(store_db(store),
		"SELECT count(*) FROM student s JOIN person.person p "
		"ON p.student = s.id WHERE s.state = 'here'");
	struct err ignored;
	int64_t count;

	return query_one_int(q, &count, 0, &ignored) ? (int)count : -1;
}

/* ---- an import ---------------------------------------------------------------- */

/* Who was met in this import lives in a temporary table of this connection, and who had no
 * number before it: whoever gets one, or comes without one, has been met by then. */
bool roster_begin(struct store *store, int64_t wall_us, struct err *err)
{
	struct query *q;

	if (!db_run(store_db(store),
		    "CREATE TEMP TABLE IF NOT EXISTS met("
		    "student TEXT PRIMARY KEY, did INTEGER, "
		    "grade_code INTEGER, class_code TEXT);"
		    "CREATE TEMP TABLE IF NOT EXISTS import(wall_us INTEGER);"
		    "CREATE TEMP TABLE IF NOT EXISTS numberless(name TEXT, "
		    "birth_date INTEGER, class_place INTEGER, student TEXT, "
		    "PRIMARY KEY (name, birth_date, student)) WITHOUT ROWID;"
		    "DELETE FROM temp.met; DELETE FROM temp.import; "
		    "DELETE FROM temp.numberless; INSERT INTO temp.numberless "
		    "SELECT name, birth_date, class_place, student "
		    "FROM person.person WHERE number = ''",
		    err))
		return false;
	q = query(store_db(store), "INSERT INTO temp.import VALUES (?1)");
	query_int(q, 1, wall_us);
	return query_run(q, err) && store_begin(store, err);
}

static bool import_time(struct store *store, int64_t *wall_us, struct err *err)
{
	return query_one_int(query(store_db(store), "SELECT wall_us FROM temp.import"),
		wall_us, 0, err);
}

/* By 学籍号; else by name, birth date and class, if no other number is known. */
static bool recognise_by(struct store *store, const char *sql, const struct student *s,
	char *id, struct err *err)
{
	struct query *q = query(store_db(store), sql);
	enum query_got got;

	query_text(q, 1, s->number);
	query_text(q, 2, s->name);
	query_int(q, 3, s->birth_date);
	query_text(q, 4, s->class_code);
	id[0] = '\0';
	got = query_next(q, err);
	if (got == QUERY_ROW) {
		query_copy_at(q, 0, id, STUDENT_ID_MAX + 1);
		query_end(q);
	}
	return got != QUERY_FAIL;
}

/* The id that this child already has; "" for a new one. */
static bool recognise(
	struct store *store, const struct student *s, char *id, struct err *err)
{
	id[0] = '\0';
	if (s->number[0] &&
		!recognise_by(store,
			"SELECT student FROM person.person WHERE number = ?1 "
			"AND number <> ''",
			s, id, err))
		return false;
	return id[0] ||
	       recognise_by(store,
		       "SELECT n.student FROM temp.numberless n JOIN student s "
		       "ON s.id = n.student WHERE n.name = ?2 "
		       "AND n.birth_date = ?3 AND s.class_code = ?4 "
		       "AND s.id NOT IN (SELECT student FROM temp.met) "
		       "ORDER BY s.state = 'gone', n.class_place",
		       s, id, err);
}

/* A new id, never used before, not even by somebody who was erased. */
static bool new_id(struct store *store, char *id, struct err *err)
{
	int64_t used = 1;

	while (used > 0) {
		struct query *q = query(store_db(store),
			"SELECT (SELECT count(*) FROM roster_row WHERE student = ?1) + "
			"(SELECT count(*) FROM person.person WHERE student = ?1)");

		store_new_id(store, id);
		query_text(q, 1, id);
		if (!query_one_int(q, &used, 0, err))
			return false;
	}
	return true;
}

static bool was_met(struct store *store, const char *id, bool *met, struct err *err)
{
	struct query *q = query(
		store_db(store), "SELECT count(*) FROM temp.met WHERE student = ?1");
	int64_t count;

	query_text(q, 1, id);
	if (!query_one_int(q, &count, 0, err))
		return false;
	*met = count > 0;
	return true;
}

/* ---- 测试号 -------------------------------------------------------------------- */

static bool number_is_free(struct store *store, const char *id, const char *number,
	bool *is_free, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT count(*) FROM person.person "
		"WHERE test_number = ?1 AND test_number <> '' "
		"AND student <> ?2");
	int64_t count;

	query_text(q, 1, number);
	query_text(q, 2, id);
	if (!query_one_int(q, &count, 0, err))
		return false;
	*is_free = count == 0;
	return true;
}

bool roster_free_test_number(struct store *store, const char *id, struct err *err)
{
	struct query *q = query(store_db(store),
		"UPDATE person.person SET test_number = '' WHERE student = ?1");

	query_text(q, 1, id);
	return query_run(q, err);
}

bool roster_may_have_test_number(struct store *store, const char *id,
	const char *number, bool *may, struct err *err)
{
	struct query *q = query(store_db(store),
		"UPDATE person.person SET test_number = '' WHERE test_number = ?1 "
		"AND test_number <> '' AND student <> ?2 AND EXISTS (SELECT 1 FROM "
		"main.student s WHERE s.id = person.student AND s.state = 'gone')");

	query_text(q, 1, number);
	query_text(q, 2, id);
	return query_run(q, err) && number_is_free(store, id, number, may, err);
}

static int class_digits(const char *code)
{
	size_t len = strlen(code), at = len;

	while (at > 0 && len - at < 2 && isdigit((unsigned char)code[at - 1]))
		at--;
	return at < len ? atoi(code + at) : 0;
}

/* Grade, class and place, two digits each: short enough to type, and nothing of it
 * comes from an ID number. A place that is taken gives way to the next free one. */
static bool make_number(struct store *store, struct student *s, struct err *err)
{
	int place = s->class_place > 0 && s->class_place < 100 ? s->class_place : 1;

	for (int i = 0; i < 900; i++, place++) {
		bool is_free;

		snprintf(s->test_number, sizeof(s->test_number), "%02d%02d%02d",
			s->grade_code % 100, class_digits(s->class_code), place % 1000);
		if (!number_is_free(store, s->id, s->test_number, &is_free, err))
			return false;
		if (is_free)
			return true;
	}
	return err_set(err, "class %s: no free test number is left", s->class_code);
}

/* The number that the roster gives; else the one printed on the child's card; else
 * a new one. */
static bool settle_number(struct store *store, struct student *s, struct err *err)
{
	struct query *q;
	enum query_got got;
	bool is_free;

	if (s->test_number[0]) {
		if (!number_is_free(store, s->id, s->test_number, &is_free, err))
			return false;
		return is_free || err_set(err,
					  "test number %s (测试号) belongs to another "
					  "student already",
					  s->test_number);
	}
	q = query(store_db(store),
		"SELECT test_number FROM person.person WHERE student = ?1");
	query_text(q, 1, s->id);
	got = query_next(q, err);
	if (got == QUERY_ROW) {
		query_copy_at(q, 0, s->test_number, sizeof(s->test_number));
		query_end(q);
	}
	if (got == QUERY_FAIL)
		return false;
	return s->test_number[0] || make_number(store, s, err);
}

/* ---- a row -------------------------------------------------------------------- */

static void name_initials(const char *name, char *out, size_t size)
{
	size_t len = 0;

	for (; *name && len + 1 < size; name++)
		if (((unsigned char)*name & 0xc0) != 0x80) /* a character begins */
			out[len++] = unicode_initial(name);
	out[len] = '\0';
}

static bool put_person(
	struct store *store, const struct student *s, bool *changed, struct err *err)
{
	struct query *q = query(store_db(store),
		"INSERT INTO person.person VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
		"ON CONFLICT(student) DO UPDATE SET number = ?2, name = ?3, "
		"initials = ?4, birth_date = ?5, class_place = ?6, test_number = ?7, "
		"ethnicity = ?8, address = ?9 WHERE (number, name, initials, "
		"birth_date, "
		"class_place, test_number, ethnicity, address) "
		"IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
	char initials[32];

	name_initials(s->name, initials, sizeof(initials));
	query_text(q, 1, s->id);
	query_text(q, 2, s->number);
	query_text(q, 3, s->name);
	query_text(q, 4, initials);
	query_int(q, 5, s->birth_date);
	query_int(q, 6, s->class_place);
	query_text(q, 7, s->test_number);
	query_text(q, 8, s->ethnicity);
	query_text(q, 9, s->address);
	if (!query_run(q, err))
		return false;
	*changed = *changed || db_changes(store_db(store)) > 0;
	return true;
}

static bool put_bar(struct store *store, const char *id, const char *item, bool barred,
	bool *changed, struct err *err)
{
	struct query *q = query(store_db(store),
		barred ? "INSERT INTO person.bar VALUES (?1, ?2) ON CONFLICT DO NOTHING"
		       : "DELETE FROM person.bar WHERE student = ?1 AND item = ?2");

	query_text(q, 1, id);
	query_text(q, 2, item);
	if (!query_run(q, err))
		return false;
	*changed = *changed || db_changes(store_db(store)) > 0;
	return true;
}

static bool put_bars(
	struct store *store, const struct student *s, bool *changed, struct err *err)
{
	const struct items *items = store_items(store);
	size_t count = items ? items_count(items) : 0;

	for (size_t i = 0; i < count; i++)
		if (!put_bar(store, s->id, items_at(items, (int)i)->key,
			    s->barred >> i & 1, changed, err))
			return false;
	return true;
}

static bool append_row_at(struct store *store, const struct student *s,
	const char *state, int64_t wall_us, struct err *err)
{
	struct entry_value values[] = {
		value_text(s->id),
		value_text(state),
		value_int(s->grade_code),
		value_text(s->class_code),
		value_text(s->class_name),
		value_text(sex_key(s->sex)),
	};
	struct entry_says says = { .kind = ENTRY_ROSTER_ROW, .values = values };

	return entry_append(store, &says, wall_us, NULL, err);
}

static bool append_row(struct store *store, const struct student *s, const char *state,
	struct err *err)
{
	int64_t wall_us;

	return import_time(store, &wall_us, err) &&
	       append_row_at(store, s, state, wall_us, err);
}

static bool put_derived(struct store *store, const struct student *s, const char *state,
	struct err *err)
{
	struct query *q = query(store_db(store),
		"INSERT OR REPLACE INTO student VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

	query_text(q, 1, s->id);
	query_text(q, 2, state);
	query_int(q, 3, s->grade_code);
	query_text(q, 4, s->class_code);
	query_text(q, 5, s->class_name);
	query_text(q, 6, sex_key(s->sex));
	return query_run(q, err);
}

bool roster_place(struct store *store, const struct student *student, bool here,
	int64_t wall_us, struct err *err)
{
	const char *state = here ? "here" : "gone";

	return store_begin(store, err) &&
	       store_end(store,
		       append_row_at(store, student, state, wall_us, err) &&
			       put_derived(store, student, state, err),
		       err);
}

/* What the journal says of him now, against what the row says. */
static bool compare(struct store *store, const struct student *s, enum roster_did *did,
	struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT state, (grade_code, class_code, class_name, sex) "
		"IS (?2, ?3, ?4, ?5) FROM student WHERE id = ?1");
	enum query_got got;

	query_text(q, 1, s->id);
	query_int(q, 2, s->grade_code);
	query_text(q, 3, s->class_code);
	query_text(q, 4, s->class_name);
	query_text(q, 5, sex_key(s->sex));
	*did = ROSTER_ADDED;
	got = query_next(q, err);
	if (got == QUERY_ROW) {
		*did = strcmp(query_text_at(q, 0), "gone") == 0 ? ROSTER_BACK
		       : query_int_at(q, 1)			? ROSTER_SAME
								: ROSTER_CHANGED;
		query_end(q);
	}
	return got != QUERY_FAIL;
}

static bool mark_met(struct store *store, const struct student *s, enum roster_did did,
	struct err *err)
{
	struct query *q = query(
		store_db(store), "INSERT INTO temp.met VALUES (?1, ?2, ?3, ?4)");

	query_text(q, 1, s->id);
	query_int(q, 2, did);
	query_int(q, 3, s->grade_code);
	query_text(q, 4, s->class_code);
	return query_run(q, err);
}

static bool put_known(
	struct store *store, struct student *s, enum roster_did *did, struct err *err)
{
	bool met, changed = false;

	if (!was_met(store, s->id, &met, err))
		return false;
	if (met)
		return err_set(err, "%s is in this roster twice",
			s->number[0] ? "this 学籍号" : s->name);
	if (!settle_number(store, s, err) || !compare(store, s, did, err) ||
		!put_person(store, s, &changed, err) ||
		!put_bars(store, s, &changed, err))
		return false;
	if (*did != ROSTER_SAME && (!append_row(store, s, "here", err) ||
					   !put_derived(store, s, "here", err)))
		return false;
	if (*did == ROSTER_SAME && changed)
		*did = ROSTER_CHANGED;
	return mark_met(store, s, *did, err);
}

bool roster_put(struct store *store, struct student *student, enum roster_did *did,
	struct err *err)
{
	enum roster_did done = ROSTER_SAME;
	bool ok;

	if (!store_begin(store, err))
		return false;
	ok = (student->id[0] || recognise(store, student, student->id, err)) &&
	     (student->id[0] || new_id(store, student->id, err)) &&
	     put_known(store, student, &done, err);
	if (!store_end(store, ok, err))
		return false;
	if (did)
		*did = done;
	return true;
}

/* ---- who is gone -------------------------------------------------------------- */

static bool next_gone(struct store *store, enum roster_extent extent, struct student *s,
	bool *found, struct err *err)
{
	struct query *q = query(store_db(store), STUDENT_COLUMNS
		"WHERE s.state = 'here' AND s.id NOT IN (SELECT student FROM temp.met) "
		"AND (?1 OR (s.grade_code, s.class_code) IN "
		"(SELECT grade_code, class_code FROM temp.met)) LIMIT 1");
	enum query_got got;

	query_int(q, 1, extent == ROSTER_WHOLE);
	got = query_next(q, err);
	*found = got == QUERY_ROW;
	if (*found) {
		read_student(store, q, s);
		query_end(q);
	}
	return got != QUERY_FAIL;
}

static bool mark_gone(
	struct store *store, enum roster_extent extent, int *gone, struct err *err)
{
	struct student s;
	bool found = true;

	while (next_gone(store, extent, &s, &found, err)) {
		if (!found)
			return true;
		if (!append_row(store, &s, "gone", err) ||
			!put_derived(store, &s, "gone", err))
			return false;
		++*gone;
	}
	return false;
}

static bool count_met(
	struct store *store, struct roster_counts *counts, struct err *err)
{
	struct query *q = query(
		store_db(store), "SELECT did, count(*) FROM temp.met GROUP BY did");
	int *const into[] = { &counts->same, &counts->added, &counts->changed,
		&counts->back };
	enum query_got got;

	while ((got = query_next(q, err)) == QUERY_ROW)
		*into[query_int_at(q, 0)] = (int)query_int_at(q, 1);
	return got == QUERY_END;
}

bool roster_end(struct store *store, bool ok, enum roster_extent extent,
	struct roster_counts *counts, struct err *err)
{
	struct roster_counts own = { 0 };

	if (ok)
		ok = count_met(store, &own, err);
	if (ok && extent != ROSTER_PART) {
		int met = own.same + own.added + own.changed + own.back;

		ok = met > 0 ? mark_gone(store, extent, &own.gone, err)
			     : err_set(err,
				       "a roster without a single student would "
				       "mark everybody as gone; nothing was changed");
	}
	if (counts)
		*counts = own;
	return store_end(store, ok, err);
}
