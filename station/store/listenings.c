#include "listenings.h"

#include <assert.h>

#include "digest.h"
#include "entry.h"
#include "kept.h"
#include "query.h"

bool listenings_begin(struct store *store, struct listening *listening, struct err *err)
{
	struct digest digest;
	struct entry_value values[] = {
		value_text(listening->where),
		value_text(listening->settings),
		value_text(listening->profile),
		value_bytes(digest.bytes, DIGEST_SIZE),
		value_int(listening->wall_us),
		value_int(listening->mono_us),
	};
	struct entry_says says = { .kind = ENTRY_LISTENING, .values = values };
	bool ok;

	if (!store_begin(store, err))
		return false;
	ok = kept_profile(store, listening->profile, listening->profile_text,
		     listening->profile_len, listening->wall_us, &digest, err) &&
	     entry_append(store, &says, listening->wall_us, &listening->id, err);
	listening->bytes = 0;
	listening->profile_text = NULL;
	return store_end(store, ok, err);
}

/* The wall clock at a moment of the monotonic one. */
static int64_t wall_at(const struct listening *listening, int64_t at_us)
{
	return listening->wall_us + (at_us - listening->mono_us);
}

bool listenings_chunk(struct store *store, struct listening *listening,
	const void *bytes, size_t len, int64_t at_us, struct err *err)
{
	struct entry_value values[] = {
		value_int(listening->id.seq),
		value_int((int64_t)listening->bytes),
		value_int(at_us),
		value_bytes(bytes, len),
	};
	struct entry_says says = { .kind = ENTRY_CHUNK, .values = values };

	assert(len > 0 && listening->id.seq > 0);
	if (!entry_append(store, &says, wall_at(listening, at_us), NULL, err))
		return false;
	listening->bytes += len;
	return true;
}

bool listenings_end(struct store *store, struct listening *listening, int64_t at_us,
	const char *why, struct err *err)
{
	struct entry_value values[] = {
		value_int(listening->id.seq),
		value_int(at_us),
		value_text(why),
	};
	struct entry_says says = { .kind = ENTRY_LISTENING_END, .values = values };

	assert(listening->id.seq > 0);
	return entry_append(store, &says, wall_at(listening, at_us), NULL, err);
}

bool listenings_replay(struct store *store, const struct entry_id *id,
	listening_take take, void *ctx, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT bytes, start, at_us FROM chunk "
		"WHERE station = ?1 AND listening = ?2 ORDER BY start");
	enum query_got got;

	query_text(q, 1, id->station);
	query_int(q, 2, id->seq);
	while ((got = query_next(q, err)) == QUERY_ROW) {
		size_t len;
		const void *bytes = query_bytes_at(q, 0, &len);

		if (!take(ctx, bytes, len, (uint64_t)query_int_at(q, 1),
			    query_int_at(q, 2)))
			break;
	}
	query_end(q);
	return got != QUERY_FAIL;
}
