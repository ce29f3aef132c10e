/* The bytes behind an entry of the journal, as a log. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "clock.h"
#include "hexlog.h"
#include "listenings.h"
#include "open.h"
#include "query.h"
#include "replay.h"
#include "text.h"

struct writing {
	struct buf text;
	struct hexlog_writer writer;
	bool begun;
	int64_t first_us;
	uint64_t bytes;
};

/* "STATION/812", or "812" of this station. */
static bool read_entry(const struct store *store, const char *text, struct entry_id *id,
	struct err *err)
{
	const char *slash = strrchr(text, '/');
	size_t len = slash ? (size_t)(slash - text) : 0;
	struct decimal d;

	*id = (struct entry_id){ .station = "" };
	if (len > STATION_ID_MAX ||
		!decimal_read(slice_of(slash ? slash + 1 : text), &d) ||
		!decimal_exact(d, 0, &id->seq) || id->seq < 1)
		return err_set(err,
			"--log: \"%.60s\" is not an entry, as in STATION/812", text);
	if (slash)
		snprintf(id->station, sizeof(id->station), "%.*s", (int)len, text);
	else
		snprintf(id->station, sizeof(id->station), "%s", store_station(store));
	return true;
}

/* ---- which listenings ------------------------------------------------------------------ */

#define LISTENINGS                                                                     \
	"SELECT l.station, l.seq, l.port, l.settings, l.profile, l.wall_us "           \
	"FROM listening l WHERE l.station = ?1 AND l.seq = ?2 OR EXISTS ("             \
	"SELECT 1 FROM attempt_reading r WHERE r.station = ?1 AND r.seq = ?2 "         \
	"AND r.listening_station = l.station AND r.listening = l.seq) OR EXISTS ("     \
	"SELECT 1 FROM revise_reading r WHERE r.station = ?1 AND r.seq = ?2 "          \
	"AND r.listening_station = l.station AND r.listening = l.seq) "                \
	"ORDER BY l.station, l.seq"

static void write_head(struct writing *w, struct query *q, const struct entry_id *id,
	const struct entry_id *asked)
{
	char stamp[CLOCK_STAMP_SIZE], text[64];

	snprintf(text, sizeof(text), "%s/%" PRId64, id->station, id->seq);
	hexlog_head(&w->text, "Listening", text);
	if (asked->seq != id->seq || strcmp(asked->station, id->station) != 0) {
		snprintf(text, sizeof(text), "%s/%" PRId64, asked->station, asked->seq);
		hexlog_head(&w->text, "Behind", text);
	}
	hexlog_head(&w->text, "Port", query_text_at(q, 2));
	hexlog_head(&w->text, "Serial", query_text_at(q, 3));
	hexlog_head(&w->text, "Profile", query_text_at(q, 4));
	hexlog_head(&w->text, "Heard",
		wall_write(query_int_at(q, 5), CLOCK_SHANGHAI, stamp));
}

static bool write_chunk(
	void *ctx, const uint8_t *bytes, size_t len, uint64_t offset, int64_t at_us)
{
	struct writing *w = ctx;

	(void)offset;
	if (!w->begun)
		w->first_us = at_us;
	w->begun = true;
	w->bytes += len;
	hexlog_add(&w->text, &w->writer, at_us - w->first_us, false, bytes, len);
	return true;
}

static bool write_listenings(struct store *store, const struct entry_id *asked,
	struct writing *w, struct err *err)
{
	struct query *q = query(store_db(store), LISTENINGS);
	enum query_got got = QUERY_END;
	bool ok = true;

	query_text(q, 1, asked->station);
	query_int(q, 2, asked->seq);
	while (ok && (got = query_next(q, err)) == QUERY_ROW) {
		struct entry_id id = { .seq = query_int_at(q, 1) };

		query_copy_at(q, 0, id.station, sizeof(id.station));
		write_head(w, q, &id, asked);
		ok = listenings_replay(store, &id, write_chunk, w, err);
	}
	query_end(q);
	if (!ok || got == QUERY_FAIL)
		return false;
	return w->bytes || err_set(err, "no bytes stand behind entry %s/%" PRId64,
				   asked->station, asked->seq);
}

/* A file that is there already is not touched. */
static bool write_file(const char *path, const struct buf *text, struct err *err)
{
	FILE *file = fopen(path, "wxe");
	bool good;

	if (!file)
		return err_set(err, "%s: %s", path,
			errno == EEXIST ? "there is such a file already"
					: strerrordesc_np(errno));
	good = fwrite(text->data, 1, text->len, file) == text->len;
	if (fclose(file) == 0 && good)
		return true;
	(void)remove(path);
	return err_set(
		err, "%s: it cannot be written: %s", path, strerrordesc_np(errno));
}

int replay_export(const struct env *env, const struct replay_wants *wants)
{
	struct writing w = { .text = BUF_INIT };
	struct entry_id id;
	struct err err = ERR_INIT;
	struct store *store = open_store(env, env->data_dir, STORE_READ, NULL, &err);
	bool ok = store && read_entry(store, wants->log, &id, &err) &&
		  write_listenings(store, &id, &w, &err) &&
		  write_file(wants->out, &w.text, &err);

	store_close(store);
	buf_release(&w.text);
	if (!ok)
		return command_fail("replay", &err);
	fprintf(stderr, "%" PRIu64 " bytes\n", w.bytes);
	return DONE;
}
