#include "presences.h"

#include <string.h>

#include "clock.h"
#include "entry.h"
#include "query.h"
#include "text.h"

static const char *const keys[PRESENCES] = { "here", "absent", "leave", "not-today" };

const char *presence_key(enum presence state)
{
	return keys[state];
}

/* Somebody of whom another station says something that we do not know is not called. */
enum presence presence_read(const char *key)
{
	for (int state = 0; state < PRESENCES; state++)
		if (strcmp(keys[state], key) == 0)
			return (enum presence)state;
	return PRESENCE_ABSENT;
}

int presences_day(int64_t wall_us)
{
	struct date d = date_of_wall(wall_us, CLOCK_SHANGHAI);

	return d.year * 10000 + d.month * 100 + d.day;
}

static bool is_day(int day)
{
	struct date d = { day / 10000, day / 100 % 100, day % 100 };

	return day > 0 && date_valid(d);
}

/* ---- who is there ---- */

bool presences_say(struct store *store, const char *student, int day, const char *item,
	enum presence state, const char *who, int64_t wall_us, struct err *err)
{
	struct entry_value values[] = { value_text(student), value_int(day),
		value_text(item), value_text(presence_key(state)), value_text(who) };
	struct entry_says says = { .kind = ENTRY_PRESENCE, .values = values };

	if (!student[0])
		return err_set(err, "a presence needs a student");
	if (!is_day(day))
		return err_set(err, "%d is not a day", day);
	return entry_append(store, &says, wall_us, NULL, err);
}

/* As in the views of the journal: later is the greater seq of one station; of two
 * stations the later made_us. */
#define LATER(table, w, of)                                                            \
	"SELECT 1 FROM " table " " w " JOIN entry e USING (station, seq) WHERE " of    \
	" AND CASE WHEN " w ".station = p.station THEN " w ".seq > p.seq "             \
	"ELSE (e.made_us, " w ".station) > ((SELECT made_us FROM entry "               \
	"WHERE station = p.station AND seq = p.seq), p.station) END"

#define LATER_PRESENCE                                                                 \
	LATER("presence", "w",                                                         \
		"w.student = p.student AND w.day = p.day AND w.item = p.item")
#define LATER_PUTOFF                                                                   \
	LATER("putoff", "w",                                                           \
		"w.day = p.day AND w.class_code = p.class_code AND w.item = p.item")

#define NOT_THERE                                                                      \
	"p.day = ?1 AND p.item IN ('', ?2) AND p.state <> 'here' "                     \
	"AND NOT EXISTS (" LATER_PRESENCE ") "

bool presences_of(struct store *store, const char *student, int day, const char *item,
	enum presence *state, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT p.state FROM presence p WHERE p.student = ?3 AND " NOT_THERE
		"ORDER BY p.item DESC");
	enum query_got got;

	query_int(q, 1, day);
	query_text(q, 2, item);
	query_text(q, 3, student);
	*state = PRESENCE_HERE;
	got = query_next(q, err);
	if (got == QUERY_ROW) {
		*state = presence_read(query_text_at(q, 0));
		query_end(q);
	}
	return got != QUERY_FAIL;
}

int presences_deferred(struct store *store, int since, int day,
	struct presence_deferred *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT DISTINCT p.student, p.item FROM presence p "
		"WHERE p.day >= ?1 AND p.day < ?2 AND p.state = 'not-today' "
		"AND NOT EXISTS (" LATER_PRESENCE ") ORDER BY p.student, p.item");
	enum query_got got = QUERY_END;
	size_t count = 0;

	query_int(q, 1, since);
	query_int(q, 2, day);
	while (count < max && (got = query_next(q, err)) == QUERY_ROW) {
		query_copy_at(q, 0, out[count].student, sizeof(out[count].student));
		query_copy_at(q, 1, out[count].item, sizeof(out[count].item));
		count++;
	}
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

bool presences_is_deferred(const struct presence_deferred *rows, size_t count,
	const char *student, const char *item)
{
	size_t low = 0, high = count;

	while (low < high) { /* the first row of the student */
		size_t middle = (low + high) / 2;

		if (strcmp(rows[middle].student, student) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < count && strcmp(rows[low].student, student) == 0; low++)
		if (!rows[low].item[0] || strcmp(rows[low].item, item) == 0)
			return true;
	return false;
}

int presences_of_day(struct store *store, int day, const char *item,
	const struct class_key *class, struct presence_row *out, size_t max,
	struct err *err)
{
	/* Of a group SQLite gives the state of the row that has the greatest item. */
	struct query *q = query(store_db(store),
		"SELECT p.student, p.state, max(p.item) FROM presence p "
		"JOIN student s ON s.id = p.student "
		"WHERE (?3 IS NULL OR (s.class_code = ?3 AND s.grade_code = ?4)) "
		"AND " NOT_THERE "GROUP BY p.student ORDER BY p.student");
	enum query_got got = QUERY_END;
	size_t count = 0;

	query_int(q, 1, day);
	query_text(q, 2, item);
	query_text(q, 3, class ? class->code : NULL);
	query_int(q, 4, class ? class->grade_code : 0);
	while (count < max && (got = query_next(q, err)) == QUERY_ROW) {
		query_copy_at(q, 0, out[count].student, sizeof(out[count].student));
		out[count++].state = presence_read(query_text_at(q, 1));
	}
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

enum presence presences_find(
	const struct presence_row *rows, size_t count, const char *student)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(student, rows[middle].student);

		if (order == 0)
			return rows[middle].state;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return PRESENCE_HERE;
}

/* ---- what is put off ---- */

bool putoffs_say(struct store *store, const struct putoff *putoff, int64_t wall_us,
	struct err *err)
{
	struct entry_value values[] = { value_text(putoff->class),
		value_text(putoff->item), value_int(putoff->day),
		value_int(putoff->until), value_text(putoff->reason),
		value_text(putoff->who) };
	struct entry_says says = { .kind = ENTRY_PUTOFF, .values = values };

	if (!is_day(putoff->day))
		return err_set(err, "%d is not a day", putoff->day);
	if (putoff->until && (!is_day(putoff->until) || putoff->until < putoff->day))
		return err_set(
			err, "%d cannot be put off to %d", putoff->day, putoff->until);
	return entry_append(store, &says, wall_us, NULL, err);
}

int putoffs_of_day(
	struct store *store, int day, struct putoff *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT class_code, item, day, until, reason, who FROM putoff p "
		"WHERE day = ?1 AND until <> day "
		"AND NOT EXISTS (" LATER_PUTOFF ") ORDER BY class_code, item");
	enum query_got got = QUERY_END;
	size_t count = 0;

	query_int(q, 1, day);
	while (count < max && (got = query_next(q, err)) == QUERY_ROW) {
		struct putoff *p = &out[count++];

		memset(p, 0, sizeof(*p));
		query_copy_at(q, 0, p->class, sizeof(p->class));
		query_copy_at(q, 1, p->item, sizeof(p->item));
		p->day = (int)query_int_at(q, 2);
		p->until = (int)query_int_at(q, 3);
		query_copy_at(q, 4, p->reason, sizeof(p->reason));
		query_copy_at(q, 5, p->who, sizeof(p->who));
	}
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

const struct putoff *putoffs_find(const struct putoff *putoffs, size_t count,
	const struct class_key *class, const char *item)
{
	for (size_t i = 0; i < count; i++)
		if (class_is_said(class, putoffs[i].class) &&
			(!putoffs[i].item[0] || strcmp(putoffs[i].item, item) == 0))
			return &putoffs[i];
	return NULL;
}
