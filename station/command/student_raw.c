/* The bytes of the chosen result, as the journal has them, and which of them made it. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "buf.h"
#include "feed.h"
#include "kept.h"
#include "listenings.h"
#include "log.h"
#include "mend.h"
#include "profile.h"
#include "query.h"

#define AROUND 28 /* bytes that are shown behind a frame's beginning */

/* A frame that is looked for in the stream: its bytes, as far as they came. */
struct piece {
	uint64_t from;
	uint8_t bytes[AROUND];
	size_t len, frame_len;
};

static bool take(
	void *ctx, const uint8_t *bytes, size_t len, uint64_t offset, int64_t at_us)
{
	struct piece *p = ctx;

	(void)at_us;
	for (size_t i = 0; i < len; i++) {
		uint64_t at = offset + i;

		if (at < p->from)
			continue;
		if (p->len == AROUND)
			return false;
		p->bytes[p->len++] = bytes[i];
	}
	return p->len < AROUND;
}

static struct profile *profile_of(struct app *app, const struct entry_id *listening)
{
	struct query *q = query(store_db(app->store),
		"SELECT profile, digest FROM listening WHERE station = ?1 AND seq = "
		"?2");
	struct profile *profile = NULL;
	struct buf text = BUF_INIT;
	struct digest digest;
	char name[64];
	struct err err = ERR_INIT;
	const void *bytes;
	size_t len = 0;

	query_text(q, 1, listening->station);
	query_int(q, 2, listening->seq);
	if (query_next(q, &err) != QUERY_ROW)
		return NULL;
	query_copy_at(q, 0, name, sizeof(name));
	bytes = query_bytes_at(q, 1, &len);
	if (len == DIGEST_SIZE)
		memcpy(digest.bytes, bytes, DIGEST_SIZE);
	query_end(q);
	if (len == DIGEST_SIZE && kept_get(app->store, &digest, &text, &err))
		profile = profile_load_text(name, text.data, text.len, &err);
	buf_release(&text);
	return profile;
}

static void count_reading(void *ctx, const struct reading *r)
{
	bool *said = ctx;

	(void)r;
	*said = true;
}

/* How long the frame is: fed byte by byte, until it says something. 0: it does not by
 * itself, and then its beginning alone is marked. */
static size_t frame_length(const struct profile *profile, const struct piece *p)
{
	static struct feed feed;
	bool said = false;

	feed_init(&feed, profile);
	for (size_t i = 0; i < p->len; i++) {
		feed_bytes(&feed, &p->bytes[i], 1, 0, count_reading, &said);
		if (said)
			return i + 1;
	}
	return 0;
}

static void put_row(struct model_student *m, const struct piece *p, size_t from)
{
	struct model_raw *r = &m->raw[m->n_raw++];
	size_t len = 0;

	memset(r, 0, sizeof(*r));
	for (size_t i = from; i < p->len && r->n < MODEL_RAW_ROW; i++) {
		bool letter = p->bytes[i] >= ' ' && p->bytes[i] < 127;

		r->bytes[r->n] = p->bytes[i];
		r->of_frame[r->n++] = i < p->frame_len;
		len += (size_t)snprintf(r->text + len, sizeof(r->text) - len, "%.*s",
			letter ? 1 : 2, letter ? (const char *)&p->bytes[i] : "·");
	}
}

static void show_piece(struct app *app, const struct reading_ref *ref)
{
	struct model_student *m = &app->model.student;
	struct piece p = { .from = ref->offset };
	struct profile *profile = profile_of(app, &ref->listening);
	struct err err = ERR_INIT;

	if (!listenings_replay(app->store, &ref->listening, take, &p, &err))
		LOG_ERROR("mend", "%s", err.text);
	if (profile) {
		p.frame_len = frame_length(profile, &p);
		profile_free(profile);
	}
	if (p.len && !p.frame_len)
		p.frame_len = 1;
	for (size_t from = 0; from < p.len && m->n_raw < MODEL_RAW;
		from += MODEL_RAW_ROW)
		put_row(m, &p, from);
}

void view_raw(struct app *app)
{
	struct reading_ref refs[ATTEMPT_REFS_MAX];
	struct err err = ERR_INIT;
	int n = attempts_refs(app->store, &app->mend.chosen, refs, &err);

	if (n < 0)
		LOG_ERROR("mend", "%s", err.text);
	for (int i = 0; i < n && app->model.student.n_raw < MODEL_RAW; i++) {
		bool again = i > 0 && refs[i].offset == refs[i - 1].offset;

		if (refs[i].offset != RULES_NO_OFFSET && !again)
			show_piece(app, &refs[i]);
	}
}
