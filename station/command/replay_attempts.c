/* Stored attempts, as today's profiles, decoder and rules read their bytes. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "open.h"
#include "place.h"
#include "path.h"
#include "redecode.h"
#include "replay.h"
#include "roster.h"
#include "rows.h"
#include "text.h"

struct work {
	const struct env *env;
	const struct replay_wants *wants;
	struct store *store;
	struct items *items;
	struct scheme *scheme;
	struct rows rows;
	struct student student; /* the only one, if one was named */
	int64_t since_us;
	int64_t differences;
};

static struct profile *todays_profile(
	void *ctx, const char *name, const struct digest *digest)
{
	struct work *w = ctx;
	struct err why = ERR_INIT;
	struct profile *profile = NULL;

	(void)digest;
	if (strcmp(name, HAND_PROFILE) == 0)
		profile = place_hand_profile(name, &why);
	else if (path_plain(name))
		profile = open_profile(w->env, name, &why);
	else
		err_set(&why, "\"%s\" is not the name of a profile", name);
	if (!profile)
		fprintf(stderr, "station replay: %s\n", why.text);
	return profile;
}

static bool is_wanted(void *ctx, const struct redecode_said *said)
{
	const struct work *w = ctx;

	return (!w->wants->item || strcmp(w->wants->item, said->item) == 0) &&
	       (!w->student.id[0] || strcmp(w->student.id, said->student) == 0) &&
	       said->ended_us >= w->since_us;
}

/* ---- rows --------------------------------------------------------------------------------- */

struct row {
	const char *what;
	char stored[80], now[80], why[160];
};

static void put_row(struct work *w, const char *student, const char *item,
	const struct entry_id *id, const struct row *row)
{
	char attempt[STATION_ID_MAX + 24];

	snprintf(attempt, sizeof(attempt), "%s/%" PRId64, id->station, id->seq);
	rows_text(&w->rows, student);
	rows_text(&w->rows, item);
	rows_text(&w->rows, attempt);
	rows_text(&w->rows, row->what);
	rows_text(&w->rows, row->stored);
	rows_text(&w->rows, row->now);
	rows_text(&w->rows, row->why);
	rows_end(&w->rows);
	w->differences++;
}

static void put_gap(void *ctx, const struct entry_id *listening)
{
	struct row row = { .what = "gap",
		.why = "bytes of this listening are missing" };

	put_row(ctx, "", "", listening, &row);
}

static void write_reading(
	char *out, size_t size, const char *kind, bool has_value, int64_t value)
{
	if (has_value)
		snprintf(out, size, "%s %" PRId64, kind, value);
	else
		snprintf(out, size, "%s", kind);
}

/* A value that is stored to the item's precision may be the same when the raw one is
 * not. */
static void describe_value(const struct redecode_difference *d, struct row *row)
{
	const struct redecode_said *s = d->said;
	bool same = d->made.value == s->value;

	row->what = same ? "raw" : "value";
	snprintf(row->stored, sizeof(row->stored), "%" PRId64,
		same ? s->raw_value : s->value);
	snprintf(row->now, sizeof(row->now), "%" PRId64,
		same ? d->made.raw : d->made.value);
	snprintf(row->why, sizeof(row->why), "the same readings make another %s",
		same ? "raw value" : "value");
}

static void describe(const struct redecode_difference *d, struct row *row)
{
	const struct redecode_said *s = d->said;

	write_reading(row->stored, sizeof(row->stored), d->kind, d->ref.has_value,
		d->ref.value);
	snprintf(row->why, sizeof(row->why),
		"byte %" PRIu64 " of listening %s/%" PRId64, d->ref.offset,
		d->ref.listening.station, d->ref.listening.seq);
	switch (d->what) {
	case REDECODE_NO_PROFILE:
		row->what = "profile";
		snprintf(
			row->why, sizeof(row->why), "its profile cannot be used today");
		break;
	case REDECODE_READING_MISSING:
		row->what = "missing";
		break;
	case REDECODE_READING_CHANGED:
		row->what = "reading";
		write_reading(row->now, sizeof(row->now),
			reading_kind_name(d->now.kind), d->now.has_value, d->now.value);
		break;
	case REDECODE_NO_ITEM:
		row->what = "item";
		row->stored[0] = '\0';
		snprintf(row->why, sizeof(row->why), "today there is no such item");
		break;
	case REDECODE_NO_VALUE:
		row->what = "no-value";
		snprintf(row->stored, sizeof(row->stored), "%" PRId64, s->value);
		snprintf(row->why, sizeof(row->why), "its readings make no value: %s",
			rules_answer_name(d->answer));
		break;
	case REDECODE_VALUE_CHANGED:
		describe_value(d, row);
		break;
	}
}

static void put_difference(void *ctx, const struct redecode_difference *d)
{
	struct work *w = ctx;
	struct student student = { .id = "" };
	struct row row = { .what = "" };
	struct err ignored = ERR_INIT;
	bool known = roster_find(w->store, d->said->student, &student, &ignored) ==
			     ROSTER_FOUND &&
		     student.test_number[0];

	describe(d, &row);
	put_row(w, known ? student.test_number : d->said->student, d->said->item,
		&d->said->id, &row);
}

/* ---- all of it ------------------------------------------------------------------------------ */

static bool read_since(struct work *w, struct err *err)
{
	const char *text = w->wants->since;
	struct date date;

	if (!text)
		return true;
	if (!date_read(slice_of(text), &date))
		return err_set(err, "--since: \"%s\" is no day like 2026-11-23", text);
	w->since_us = (date_days(date) * 86400 - CLOCK_SHANGHAI) * CLOCK_SECOND_US;
	return true;
}

static bool open_all(struct work *w, struct err *err)
{
	w->since_us = INT64_MIN;
	w->items = open_items(w->env, err);
	if (!w->items || !read_since(w, err))
		return false;
	if (w->wants->item && items_find(w->items, w->wants->item) < 0)
		return err_set(err, "there is no item \"%s\"", w->wants->item);
	w->scheme = open_scheme(w->env, STANDARD, w->items, err);
	if (!w->scheme)
		return false;
	w->store = open_store(w->env, w->env->data_dir, STORE_READ, w->items, err);
	return w->store &&
	       (!w->wants->student_count ||
		       open_student(w->store, w->wants->students[0], &w->student, err));
}

static bool look(struct work *w, struct redecode_counts *counts, struct err *err)
{
	static const char *const titles[] = { "student", "item", "attempt", "what",
		"stored", "now", "why" };
	const struct redecode_how how = { .items = w->items,
		.scheme = w->scheme,
		.profile = todays_profile,
		.gap = put_gap,
		.differs = put_difference,
		.wants = is_wanted,
		.ctx = w };

	bool ok;

	rows_begin(&w->rows, stdout, w->env->json, titles,
		sizeof(titles) / sizeof(titles[0]));
	/* Bytes and attempts of one moment: a day may go on. */
	if (!store_begin_read(w->store, err))
		return false;
	ok = redecode(w->store, &how, counts, err);
	store_end_read(w->store);
	if (!ok || !rows_finish(&w->rows, err))
		return false;
	fprintf(stderr,
		"%" PRId64 " listenings of %" PRId64 " bytes, %" PRId64
		" attempts, %" PRId64 " values made again; %" PRId64 " differences\n",
		counts->listenings, counts->bytes, counts->attempts, counts->remade,
		w->differences);
	return true;
}

int replay_attempts(const struct env *env, const struct replay_wants *wants)
{
	struct work w = { .env = env, .wants = wants };
	struct redecode_counts counts;
	struct err err = ERR_INIT;
	bool ok = open_all(&w, &err) && look(&w, &counts, &err);

	store_close(w.store);
	if (w.scheme)
		scheme_free(w.scheme);
	items_free(w.items);
	if (!ok)
		return command_fail("replay", &err);
	return w.differences ? DONE_BUT : DONE;
}
