#include "touched.h"

#include "query.h"

/* What says nothing of results, or only of the attempts that touched_sql asks about. */
#define NARROW                                                                         \
	"('attempt', 'dispute', 'verdict', 'revise', 'penalty', 'move', 'session', "   \
	"'profile', 'listening', 'chunk', 'listening_end', 'presence', 'putoff', "     \
	"'card', 'lineup')"

static const char touched_sql[] =
	"WITH about(station, seq) AS ("
	"SELECT station, seq FROM attempt WHERE station = ?1 AND seq > ?2 "
	"UNION SELECT of_station, of_seq FROM dispute WHERE station = ?1 AND seq > ?2 "
	"UNION SELECT of_station, of_seq FROM verdict WHERE station = ?1 AND seq > ?2 "
	"UNION SELECT of_station, of_seq FROM revise WHERE station = ?1 AND seq > ?2 "
	"UNION SELECT of_station, of_seq FROM penalty WHERE station = ?1 AND seq > ?2 "
	"UNION SELECT of_station, of_seq FROM move WHERE station = ?1 AND seq > ?2) "
	"SELECT a.student FROM about b JOIN attempt a ON a.station = b.station "
	"AND a.seq = b.seq "
	"UNION SELECT m.student FROM about b JOIN move m ON m.of_station = b.station "
	"AND m.of_seq = b.seq";

static bool is_wide(struct store *store, int64_t head, int64_t *wide, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT EXISTS (SELECT 1 FROM entry WHERE station = ?1 AND seq > ?2 "
		"AND kind NOT IN " NARROW ")");

	query_text(q, 1, store_station(store));
	query_int(q, 2, head);
	return query_one_int(q, wide, 1, err);
}

int touched_since(
	struct store *store, int64_t head, touched_id out[TOUCHED_MAX], struct err *err)
{
	enum query_got got = QUERY_END;
	struct query *q;
	int64_t wide;
	int n = 0;

	if (!is_wide(store, head, &wide, err))
		return -1;
	if (wide)
		return TOUCHED_ANYBODY;
	q = query(store_db(store), touched_sql);
	query_text(q, 1, store_station(store));
	query_int(q, 2, head);
	while ((got = query_next(q, err)) == QUERY_ROW) {
		if (n == TOUCHED_MAX) {
			query_end(q);
			return TOUCHED_ANYBODY;
		}
		query_copy_at(q, 0, out[n++], sizeof(out[0]));
	}
	return got == QUERY_FAIL ? -1 : n;
}
