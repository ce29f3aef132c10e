#include "rerun.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"

#define BEGIN_US  INT64_C(1000000000) /* monotonic; any but 0, which says never */
#define AFTER_US  INT64_C(90000000)   /* the last minute of a count is over by then */
#define LEAST_US  INT64_C(1000)	      /* that time goes on when something is overdue */
#define BYTE_BITS 10

struct work {
	const struct rerun_how *how;
	struct rerun_counts *counts;
	struct place place;
	struct now now;
	size_t next;	 /* in the list */
	int64_t byte_us; /* of a byte without a time */
	bool over;	 /* the log; nobody waits for what is behind it */
};

static void time_is(struct work *w, int64_t mono_us)
{
	if (mono_us <= w->now.mono_us)
		return;
	if (w->how->wait && !w->over)
		w->how->wait(w->how->ctx, mono_us - BEGIN_US);
	w->now.wall_us += mono_us - w->now.mono_us;
	w->now.mono_us = mono_us;
}

/* ---- who ------------------------------------------------------------------------------ */

static bool begin_child(struct work *w)
{
	for (size_t i = 0; i < w->how->count; i++) {
		const struct student
			*s = &w->how->students[(w->next + i) % w->how->count];

		if (place_begin(&w->place, s, w->now) != PLACE_YES)
			continue;
		w->next = (w->next + i + 1) % w->how->count;
		return true;
	}
	return false;
}

static bool begin_heat(struct work *w)
{
	return place_line_up(&w->place, w->how->students, w->how->count, w->now) ==
	       PLACE_YES;
}

static void begin_next(struct work *w)
{
	if (w->place.stage == PLACE_BUSY || w->place.failed)
		return;
	place_leave(&w->place, w->now);
	w->counts->begun += w->place.form == PLACE_SINGLE ? begin_child(w)
							  : begin_heat(w);
}

/* ---- what comes, and when --------------------------------------------------------------- */

static void pass_time(struct work *w, int64_t until_us)
{
	int64_t due;

	while ((due = place_deadline_us(&w->place)) <= until_us) {
		time_is(w, due > w->now.mono_us ? due : w->now.mono_us + LEAST_US);
		place_tick(&w->place, w->now);
	}
	time_is(w, until_us);
}

static void give(struct work *w, enum chunk_kind kind, const uint8_t *bytes, size_t len)
{
	struct chunk chunk = {
		.at_us = w->now.mono_us, .kind = (uint16_t)kind, .len = (uint16_t)len
	};

	if (len)
		memcpy(chunk.bytes, bytes, len);
	place_chunk(&w->place, &chunk, w->now);
	begin_next(w);
}

static void give_record(struct work *w, const struct hexlog_record *r)
{
	if (r->timed)
		pass_time(w, BEGIN_US + r->at_us);
	begin_next(w);
	for (size_t at = 0; at < r->len; at += CHUNK_BYTES) {
		size_t left = r->len - at;
		size_t len = left < CHUNK_BYTES ? left : CHUNK_BYTES;

		if (!r->timed)
			pass_time(w, w->now.mono_us + (int64_t)len * w->byte_us);
		give(w, CHUNK_BYTES_CAME, r->bytes + at, len);
	}
	w->counts->bytes += r->len;
}

static void end_all(struct work *w)
{
	w->over = true;
	pass_time(w, w->now.mono_us + AFTER_US);
	w->counts->skipped = w->place.feed.skipped;
	w->counts->rejected = w->place.feed.rejected;
	place_close_heat(&w->place, w->now); /* nobody goes on with it */
	place_finish(&w->place, w->now);
}

static bool play(struct work *w, const struct hexlog *log, struct err *err)
{
	long baud = strtol(w->place.profile->line, NULL, 10);

	w->byte_us = BYTE_BITS * INT64_C(1000000) / (baud > 0 ? baud : 9600);
	give(w, CHUNK_OPENED, NULL, 0);
	for (size_t i = 0; i < log->count; i++)
		if (!log->records[i].to_device)
			give_record(w, &log->records[i]);
	end_all(w);
	w->counts->fault = w->place.failed || place_is_behind(&w->place);
	if (w->counts->fault)
		return err_set(err, "%s", w->place.fault.text);
	return true;
}

bool rerun(const struct rerun_how *how, const struct hexlog *log,
	struct rerun_counts *counts, struct err *err)
{
	struct work *w = mem_alloc(sizeof(*w));
	bool ok;

	memset(counts, 0, sizeof(*counts));
	w->how = how;
	w->counts = counts;
	w->now = (struct now){ BEGIN_US, how->wall_us };
	ok = place_open(&w->place, how->setup, how->profile, how->hall, err) &&
	     play(w, log, err);
	place_close(&w->place);
	free(w);
	return ok;
}
