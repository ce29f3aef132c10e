#include "doubts_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "entry.h"
#include "query.h"
#include "repairs.h"
#include "text.h"
#include "touched.h"

/* ---- names ----------------------------------------------------------------------- */

static uint32_t hash_of(const char *text)
{
	uint32_t hash = UINT32_C(0x811c9dc5);

	for (; *text; text++)
		hash = (hash ^ (uint8_t)*text) * UINT32_C(0x01000193);
	return hash;
}

static int *slot_of(const struct doubts_names *names, const char *text)
{
	uint32_t at = hash_of(text) % (uint32_t)names->slots;

	while (names->slot[at] && strcmp(names->text[names->slot[at] - 1], text) != 0)
		at = (at + 1) % (uint32_t)names->slots;
	return &names->slot[at];
}

/* At most half of the slots are taken. */
static void make_slots(struct doubts_names *names)
{
	names->room = names->room ? 2 * names->room : 64;
	names->text = mem_resize_array(
		names->text, (size_t)names->room, sizeof(*names->text));
	names->slots = 2 * names->room;
	free(names->slot);
	names->slot = mem_array((size_t)names->slots, sizeof(*names->slot));
	for (int i = 0; i < names->n; i++)
		*slot_of(names, names->text[i]) = i + 1;
}

static int number_of(struct doubts_names *names, const char *text)
{
	char cut[sizeof(names->text[0])];
	int *slot;

	text_copy(cut, sizeof(cut), text);
	if (names->n == names->room)
		make_slots(names);
	slot = slot_of(names, cut);
	if (!*slot) {
		memcpy(names->text[names->n], cut, sizeof(cut));
		*slot = ++names->n;
	}
	return *slot - 1;
}

static void forget_names(struct doubts_names *names)
{
	free(names->text);
	free(names->slot);
	*names = (struct doubts_names){ 0 };
}

/* ---- reading --------------------------------------------------------------------- */

/* Of last year the best that counted; the newest height of this year. A word that was
 * taken back (repairs.h) settles nothing, unless it restored an earlier word. */
#define ROWS_SQL(only)                                                                 \
	"WITH last AS MATERIALIZED (SELECT student, item, min(value) AS least, "       \
	"max(value) AS most FROM " only "WHERE school_year = ?1 - 1 AND counts AND "   \
	"outcome = 'valid' AND NOT is_void GROUP BY student, item) "                   \
	"SELECT a.station, a.seq, a.student, a.item, a.session_station, a.session, "   \
	"a.channel, a.began_us, a.ended_us, a.value, a.source, "                       \
	"ifnull(s.sex, ''), ifnull(s.grade_code, 0), ifnull(s.class_name, ''), "       \
	"EXISTS (SELECT 1 FROM last_verdict v WHERE v.of_station = a.station AND "     \
	"v.of_seq = a.seq AND v.stands AND NOT " REPAIR_IS_BARE(                       \
		"v.reason") "), "                                                      \
			    "a.is_disputed, l.least, l.most, CASE WHEN a.item = "      \
			    "'weight' THEN "                                           \
			    "(SELECT r.value FROM result r WHERE r.student = "         \
			    "a.student AND "                                           \
			    "+r.item = 'height' AND r.state = 'valid') END "           \
			    "FROM " only "LEFT JOIN student s ON s.id = a.student "    \
			    "LEFT JOIN last l ON l.student = a.student AND l.item = "  \
			    "a.item "                                                  \
			    "WHERE a.school_year = ?1 AND a.counts AND a.outcome = "   \
			    "'valid' AND NOT "                                         \
			    "a.is_void AND a.student = ifnull(?2, a.student) "         \
			    "ORDER BY a.ended_us, a.station, a.seq"
#define OF_ALL "attempt_now a "
/* As in attempts.c: what was ever theirs is found by the indexes first. */
#define OF_ONE                                                                         \
	"(SELECT station, seq FROM attempt WHERE student = ?2 UNION "                  \
	"SELECT of_station, of_seq FROM move WHERE student = ?2) x "                   \
	"CROSS JOIN attempt_now a ON a.station = x.station AND a.seq = x.seq "

static int64_t int_or(struct query *q, int column, int64_t otherwise)
{
	return query_null_at(q, column) ? otherwise : query_int_at(q, column);
}

/* Whoever left the roster is no longer judged by it. */
static bool is_tested(const struct doubts_rows *rows, struct query *q, int item)
{
	const char *sex = query_text_at(q, 11);

	return !sex[0] || scheme_tests(rows->scheme, sex_read(sex),
				  grade_from_code((int)query_int_at(q, 12),
					  store_system(rows->store)),
				  item);
}

/* Sessions of several stations are told apart. */
static void name_place(struct doubts_rows *rows, struct query *q, struct doubts_row *r)
{
	char heats[96], place[96];
	const char *channel = query_text_at(q, 6);

	snprintf(heats, sizeof(heats), "%.20s %lld %.40s", query_text_at(q, 4),
		(long long)query_int_at(q, 5), r->item->key);
	snprintf(place, sizeof(place), "%.85s/%.8s", heats, channel);
	r->heats = number_of(&rows->places, heats);
	r->place = number_of(&rows->places, place);
	r->has_channel = channel[0] != '\0';
}

static bool read_row(struct doubts_rows *rows, struct query *q, struct doubts_row *r)
{
	int index = items_find(rows->items, query_text_at(q, 3));
	const char *class = query_text_at(q, 13);

	if (index < 0)
		return false;
	memset(r, 0, sizeof(*r));
	r->item = scheme_measure(rows->scheme, index);
	query_copy_at(q, 0, r->id.station, sizeof(r->id.station));
	r->id.seq = query_int_at(q, 1);
	r->student = number_of(&rows->students, query_text_at(q, 2));
	r->class = class[0] ? number_of(&rows->classes, class) : -1;
	name_place(rows, q, r);
	r->began_us = query_int_at(q, 7);
	r->ended_us = query_int_at(q, 8);
	r->value = query_int_at(q, 9);
	r->by_hand = strcmp(query_text_at(q, 10), "device") != 0;
	r->is_imported = strcmp(query_text_at(q, 10), "import") == 0;
	r->is_tested = is_tested(rows, q, index);
	r->is_settled = query_int_at(q, 14) || query_int_at(q, 15);
	r->last = int_or(q, r->item->better == BETTER_LESS ? 16 : 17, DOUBTS_LAST_NONE);
	r->height_mm = int_or(q, 18, 0);
	return true;
}

static bool is_before(const struct doubts_row *a, const struct doubts_row *b)
{
	int station;

	if (a->ended_us != b->ended_us)
		return a->ended_us < b->ended_us;
	station = strcmp(a->id.station, b->id.station);
	return station ? station < 0 : a->id.seq < b->id.seq;
}

/* Most are the newest, and stay where they are put. */
static void put_row(struct doubts_rows *rows, const struct doubts_row *r)
{
	size_t at = rows->n;

	if (rows->n == rows->room) {
		rows->room = rows->room ? 2 * rows->room : 256;
		rows->row = mem_resize_array(rows->row, rows->room, sizeof(*rows->row));
	}
	while (at > 0 && is_before(r, &rows->row[at - 1]))
		at--;
	memmove(&rows->row[at + 1], &rows->row[at],
		(rows->n - at) * sizeof(*rows->row));
	rows->row[at] = *r;
	rows->n++;
}

static void put_lift(void *ctx, const struct lift *lift)
{
	struct doubts_rows *rows = ctx;

	if (rows->lifts == rows->lifts_room) {
		rows->lifts_room = rows->lifts_room ? 2 * rows->lifts_room : 16;
		rows->lift = mem_resize_array(
			rows->lift, rows->lifts_room, sizeof(*rows->lift));
	}
	rows->lift[rows->lifts++] = *lift;
}

/* `student` NULL: of everybody. */
static bool read_of(struct doubts_rows *rows, const char *student, struct err *err)
{
	struct query *q = query(
		store_db(rows->store), student ? ROWS_SQL(OF_ONE) : ROWS_SQL(OF_ALL));
	struct doubts_row r;
	enum query_got got;

	query_int(q, 1, rows->year);
	query_text(q, 2, student);
	while ((got = query_next(q, err)) == QUERY_ROW)
		if (read_row(rows, q, &r))
			put_row(rows, &r);
	return got == QUERY_END && doubts_lift(rows->store, rows->items, rows->scheme,
					   rows->year, student, put_lift, rows, err);
}

/* ---- keeping up to date ------------------------------------------------------------ */

static void drop(struct doubts_rows *rows, const char *student)
{
	int number = number_of(&rows->students, student);
	size_t kept = 0;

	for (size_t i = 0; i < rows->n; i++)
		if (rows->row[i].student != number)
			rows->row[kept++] = rows->row[i];
	rows->n = kept;
	kept = 0;
	for (size_t i = 0; i < rows->lifts; i++)
		if (strcmp(rows->lift[i].student, student) != 0)
			rows->lift[kept++] = rows->lift[i];
	rows->lifts = kept;
}

static bool read_again(
	struct doubts_rows *rows, touched_id *who, int n, struct err *err)
{
	for (int i = 0; i < n; i++) {
		drop(rows, who[i]);
		if (!read_of(rows, who[i], err))
			return false;
	}
	return true;
}

static bool read_all(struct doubts_rows *rows, struct err *err)
{
	rows->n = rows->lifts = 0;
	forget_names(&rows->students);
	forget_names(&rows->classes);
	forget_names(&rows->places);
	return read_of(rows, NULL, err);
}

void doubts_rows_release(struct doubts_rows *rows)
{
	free(rows->row);
	free(rows->lift);
	forget_names(&rows->students);
	forget_names(&rows->classes);
	forget_names(&rows->places);
}

bool doubts_rows_look(struct doubts_rows *rows, int year, struct err *err)
{
	touched_id who[TOUCHED_MAX];
	int n = TOUCHED_ANYBODY;
	char hex[DIGEST_TEXT_SIZE];
	int64_t head;
	bool ok;

	if (!entry_head(rows->store, &head, hex, err))
		return false;
	if (rows->is_read && rows->year == year)
		n = touched_since(rows->store, rows->head, who, err);
	if (n < 0)
		return false;
	rows->year = year;
	ok = n == TOUCHED_ANYBODY ? read_all(rows, err) : read_again(rows, who, n, err);
	rows->is_read = ok;
	rows->head = head;
	return ok;
}
