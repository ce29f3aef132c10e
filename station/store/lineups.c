#include "lineups.h"

#include <string.h>

#include "entry.h"
#include "query.h"

#define COLUMNS 2 /* of a person */

bool lineups_put(
	struct store *store, struct lineup *lineup, int64_t wall_us, struct err *err)
{
	struct entry_value people[LINEUP_PEOPLE * COLUMNS];
	struct entry_value values[] = {
		value_text(lineup->session.station),
		value_int(lineup->session.seq),
		value_int(lineup->heat),
	};
	struct entry_says says = { ENTRY_LINEUP, values, people,
		(size_t)lineup->count };

	if (lineup->count < 0 || lineup->count > LINEUP_PEOPLE)
		return err_set(err, "%d people do not line up at once", lineup->count);
	for (int i = 0; i < lineup->count; i++) {
		people[COLUMNS * i] = value_int(lineup->people[i].number);
		people[COLUMNS * i + 1] = value_text(lineup->people[i].student);
	}
	if (!entry_append(store, &says, wall_us, &lineup->id, err))
		return false;
	lineup->made_us = wall_us;
	return true;
}

static bool read_people(struct store *store, struct lineup *out, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT number, student FROM lineup_person "
		"WHERE station = ?1 AND seq = ?2 ORDER BY n");
	enum query_got got = QUERY_END;

	query_text(q, 1, out->id.station);
	query_int(q, 2, out->id.seq);
	out->count = 0;
	while (out->count < LINEUP_PEOPLE && (got = query_next(q, err)) == QUERY_ROW) {
		struct lineup_person *p = &out->people[out->count++];

		p->number = (int)query_int_at(q, 0);
		query_copy_at(q, 1, p->student, sizeof(p->student));
	}
	query_end(q);
	return got != QUERY_FAIL;
}

static enum lineup_got read_one(
	struct store *store, struct query *q, struct lineup *out, struct err *err)
{
	enum query_got got = query_next(q, err);

	if (got != QUERY_ROW)
		return got == QUERY_FAIL ? LINEUP_FAIL : LINEUP_UNKNOWN;
	memset(out, 0, sizeof(*out));
	query_copy_at(q, 0, out->id.station, sizeof(out->id.station));
	out->id.seq = query_int_at(q, 1);
	query_copy_at(q, 2, out->session.station, sizeof(out->session.station));
	out->session.seq = query_int_at(q, 3);
	out->heat = (int)query_int_at(q, 4);
	out->made_us = query_int_at(q, 5);
	query_end(q);
	return read_people(store, out, err) ? LINEUP_FOUND : LINEUP_FAIL;
}

#define LINEUP_COLUMNS                                                                 \
	"SELECT station, seq, session_station, session, heat, made_us "                \
	"FROM lineup JOIN entry USING (station, seq) "

enum lineup_got lineups_find(struct store *store, const struct entry_id *id,
	struct lineup *out, struct err *err)
{
	struct query *q = query(
		store_db(store), LINEUP_COLUMNS "WHERE station = ?1 AND seq = ?2");

	query_text(q, 1, id->station);
	query_int(q, 2, id->seq);
	return read_one(store, q, out, err);
}

/* A session is of one station, and so are its line-ups: their order is that of seq, also
 * when a clock was set back. */
enum lineup_got lineups_newest(struct store *store, const struct entry_id *session,
	int heat, struct lineup *out, struct err *err)
{
	struct query *q = query(store_db(store),
		LINEUP_COLUMNS "WHERE session_station = ?1 AND session = ?2 "
			       "AND ?3 IN (0, heat) ORDER BY seq DESC LIMIT 1");

	query_text(q, 1, session->station);
	query_int(q, 2, session->seq);
	query_int(q, 3, heat);
	return read_one(store, q, out, err);
}

bool lineups_each_place(struct store *store, const char *item, int school_year,
	lineup_take *take, void *ctx, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT student, heat, number, made_us FROM (SELECT p.student, l.heat, "
		"p.number, e.made_us, l.seq, row_number() OVER (PARTITION BY p.student "
		"ORDER BY e.made_us DESC, l.seq DESC) AS place FROM session s "
		"JOIN lineup l ON l.session_station = s.station AND l.session = s.seq "
		"JOIN entry e ON e.station = l.station AND e.seq = l.seq "
		"JOIN lineup_person p ON p.station = l.station AND p.seq = l.seq "
		"WHERE s.school_year = ?1 AND s.item = ?2 AND s.kind <> 'practice' "
		"AND p.student <> '' AND NOT EXISTS (SELECT 1 FROM lineup w "
		"WHERE w.session_station = l.session_station AND w.session = l.session "
		"AND w.heat = l.heat AND w.seq > l.seq)) WHERE place = 1 "
		"ORDER BY made_us, seq, number");
	enum query_got got;

	query_int(q, 1, school_year);
	query_text(q, 2, item);
	while ((got = query_next(q, err)) == QUERY_ROW) {
		struct lineup_place place = { .heat = (int)query_int_at(q, 1),
			.number = (int)query_int_at(q, 2),
			.made_us = query_int_at(q, 3) };

		query_copy_at(q, 0, place.student, sizeof(place.student));
		take(ctx, &place);
	}
	query_end(q);
	return got == QUERY_END;
}
