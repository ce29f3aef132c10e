#include "sessions.h"

#include <string.h>

#include "entry.h"
#include "query.h"
#include "text.h"

bool sessions_begin(
	struct store *store, struct session *session, int64_t wall_us, struct err *err)
{
	struct entry_value values[] = {
		value_text(session_kind_key(session->kind)),
		value_int(session->school_year),
		value_text(session->item),
		value_text(session->place),
		value_text(session->testers),
		value_text(session->device),
		value_text(session->course),
	};
	struct entry_says says = { .kind = ENTRY_SESSION, .values = values };

	if (!entry_append(store, &says, wall_us, &session->id, err))
		return false;
	session->made_us = wall_us;
	return true;
}

#define SESSION_COLUMNS                                                                \
	"SELECT station, seq, s.kind, school_year, item, place, testers, device, "     \
	"course, made_us FROM session s JOIN entry USING (station, seq) "

static void read_row(struct query *q, struct session *out)
{
	memset(out, 0, sizeof(*out));
	query_copy_at(q, 0, out->id.station, sizeof(out->id.station));
	out->id.seq = query_int_at(q, 1);
	if (!session_kind_read(query_text_at(q, 2), &out->kind))
		out->kind = SESSION_PRACTICE; /* a kind of later days counts nowhere */
	out->school_year = (int)query_int_at(q, 3);
	query_copy_at(q, 4, out->item, sizeof(out->item));
	query_copy_at(q, 5, out->place, sizeof(out->place));
	query_copy_at(q, 6, out->testers, sizeof(out->testers));
	query_copy_at(q, 7, out->device, sizeof(out->device));
	query_copy_at(q, 8, out->course, sizeof(out->course));
	out->made_us = query_int_at(q, 9);
}

enum session_got sessions_find(struct store *store, const struct entry_id *id,
	struct session *out, struct err *err)
{
	struct query *q = query(
		store_db(store), SESSION_COLUMNS "WHERE station = ?1 AND seq = ?2");
	enum query_got got;

	query_text(q, 1, id->station);
	query_int(q, 2, id->seq);
	got = query_next(q, err);
	if (got == QUERY_FAIL)
		return SESSION_FAIL;
	if (got == QUERY_END)
		return SESSION_UNKNOWN;
	read_row(q, out);
	query_end(q);
	return SESSION_FOUND;
}

int sessions_list(struct store *store, int school_year, struct session *out, size_t max,
	struct err *err)
{
	struct query *q = query(store_db(store),
		SESSION_COLUMNS "WHERE school_year = ?1 "
				"ORDER BY made_us DESC, station DESC, seq DESC");
	enum query_got got = QUERY_END;
	size_t count = 0;

	query_int(q, 1, school_year);
	while (count < max && (got = query_next(q, err)) == QUERY_ROW)
		read_row(q, &out[count++]);
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}
