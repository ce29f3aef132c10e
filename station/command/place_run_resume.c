/* A run goes on after the program or the machine had stopped. */
#include "place_run.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "log.h"
#include "place_run_parts.h"
#include "query.h"
#include "roster.h"
#include "text.h"

#define LINE_UPS 4

struct resuming {
	struct place *place;
	struct feed feed;
	struct now now;
	int64_t heard_us; /* of the last chunk, on that listening's clock */
};

static void resume_reading(void *ctx, const struct reading *r)
{
	struct resuming *resuming = ctx;

	run_fold(resuming->place, r);
}

static bool resume_chunk(
	void *ctx, const uint8_t *bytes, size_t len, uint64_t offset, int64_t at_us)
{
	struct resuming *resuming = ctx;

	(void)offset;
	feed_bytes(&resuming->feed, bytes, len, at_us, resume_reading, resuming);
	resuming->heard_us = at_us;
	return true;
}

/* A calendar that went back does not turn the run back. */
static void carry_clock_on(struct place *place, const struct listening *last,
	const struct resuming *resuming, struct now now)
{
	struct run *run = place->run;
	int64_t heard_us = resuming->heard_us + run->shift_us;
	int64_t run_us = last->mono_us + run->shift_us + (now.wall_us - last->wall_us);
	const char *boot = place->hall->boot;

	if (strcmp(boot[0] ? boot : "00000000", run->boot) == 0 &&
		now.mono_us >= resuming->heard_us)
		return; /* the same clock still runs */
	if (run_us < heard_us)
		run_us = heard_us;
	run->shift_us = run_us - now.mono_us;
}

static bool resume_people(
	struct place *place, const struct lineup *lineup, struct err *err)
{
	place->people_count = 0;
	for (int i = 0; i < lineup->count && i < PLACE_PEOPLE; i++) {
		struct place_person *p = &place->people[place->people_count++];

		memset(p, 0, sizeof(*p));
		p->number = lineup->people[i].number;
		if (lineup->people[i].student[0] &&
			roster_find(place->hall->store, lineup->people[i].student,
				&p->student, err) == ROSTER_FAIL)
			return false;
	}
	return true;
}

/* The newest line-ups of this station for the item, one of each heat. Another place may be
 * for the same item. Returns how many; -1 on failure. */
static int newest_line_ups(
	struct place *place, struct entry_id out[LINE_UPS], struct err *err)
{
	struct store *store = place->hall->store;
	struct query *q = query(store_db(store),
		"SELECT max(l.seq) AS newest FROM lineup l JOIN session s ON s.station "
		"= l.session_station AND s.seq = l.session WHERE l.station = ?1 AND "
		"s.item = ?2 GROUP BY l.session_station, l.session, l.heat ORDER BY "
		"newest DESC LIMIT ?3");
	enum query_got got;
	int n = 0;

	query_text(q, 1, store_station(store));
	query_text(q, 2, place->tries[0].item->key);
	query_int(q, 3, LINE_UPS);
	while ((got = query_next(q, err)) == QUERY_ROW) {
		memset(&out[n], 0, sizeof(out[n]));
		text_copy(out[n].station, sizeof(out[n].station), store_station(store));
		out[n++].seq = query_int_at(q, 0);
	}
	return got == QUERY_FAIL ? -1 : n;
}

/* The listenings of a port in which the run with this line-up was heard: the one that was
 * there when its first was written, and those after it. */
static int heard_since(struct place *place, const char *where,
	const struct lineup *lineup, struct listening out[RUN_LISTENINGS],
	struct err *err)
{
	struct store *store = place->hall->store;
	struct query *q = query(store_db(store),
		"SELECT seq, wall_us, mono_us FROM listening WHERE station = ?1 AND "
		"port = ?2 AND seq >= (SELECT ifnull(max(seq), 0) FROM listening WHERE "
		"station = ?1 AND port = ?2 AND seq < (SELECT min(seq) FROM lineup "
		"WHERE station = ?1 AND session_station = ?3 AND session = ?4 AND "
		"heat = ?5)) ORDER BY seq");
	enum query_got got;
	int n = 0;

	query_text(q, 1, lineup->id.station);
	query_text(q, 2, where);
	query_text(q, 3, lineup->session.station);
	query_int(q, 4, lineup->session.seq);
	query_int(q, 5, lineup->heat);
	while ((got = query_next(q, err)) == QUERY_ROW && n < RUN_LISTENINGS) {
		struct listening *l = &out[n++];

		memset(l, 0, sizeof(*l));
		text_copy(l->id.station, sizeof(l->id.station), lineup->id.station);
		l->id.seq = query_int_at(q, 0);
		l->wall_us = query_int_at(q, 1);
		l->mono_us = query_int_at(q, 2);
	}
	if (got == QUERY_ROW)
		query_end(q);
	return got == QUERY_FAIL ? -1 : n;
}

static bool read_again(struct place *place, const struct listening *l,
	struct resuming *resuming, struct err *err)
{
	struct run *run = place->run;

	feed_init(&resuming->feed, run->key.profile);
	resuming->heard_us = l->mono_us;
	run->epoch++; /* who was not there does not know whether the device was */
	run->heard[run->heard_count++] = l->id;
	return listenings_replay(
		place->hall->store, &l->id, resume_chunk, resuming, err);
}

/* Is what was read the run of this line-up, or of another place with the same item? */
static bool is_of(
	struct place *place, const struct lineup *lineup, bool *is, struct err *err)
{
	static struct lineup first;
	struct entry_id id = lineup->id;
	enum lineup_got got;

	id.seq = place->run->lineup;
	got = lineups_find(place->hall->store, &id, &first, err);
	*is = got == LINEUP_FOUND && first.heat == lineup->heat &&
	      first.session.seq == lineup->session.seq &&
	      strcmp(first.session.station, lineup->session.station) == 0;
	return got != LINEUP_FAIL;
}

/* What the device said, also what it said in the moment when the program was killed. */
static bool recall_device(struct place *place, const struct lineup *lineup,
	struct run_missed *missed, struct err *err)
{
	struct listening heard[RUN_LISTENINGS];
	int64_t seqs[RUN_LISTENINGS];
	int n = heard_since(place, place->setup.line.where, lineup, heard, err);

	for (int i = 0; i < n; i++)
		seqs[i] = heard[i].id.seq;
	return n >= 0 && run_recall_seen(place, seqs, n, missed, err);
}

static bool go_on(struct place *place, const struct lineup *lineup,
	const struct listening *last, const struct resuming *resuming,
	struct run_missed *missed, struct err *err)
{
	struct run *run = place->run;

	if (!place->by_hand && !recall_device(place, lineup, missed, err))
		return false;
	carry_clock_on(place, last, resuming, resuming->now);
	run->epoch++;
	run->resumed = true;
	place->heat_number = lineup->heat;
	place->began_wall_us = lineup->made_us;
	run_show_started(place);
	return true;
}

/* `is`: the line-up is of a run of this place, whether that goes on or is over. */
static bool resume_from(struct place *place, const struct lineup *lineup,
	struct now now, bool *is, struct run_missed *missed, struct err *err)
{
	struct run *run = place->run;
	struct listening heard[RUN_LISTENINGS];
	struct resuming *resuming = mem_alloc(sizeof(*resuming));
	char where[sizeof(heard[0].where)];
	bool ok;
	int n;

	run_key_where(place, where, sizeof(where));
	n = heard_since(place, where, lineup, heard, err);
	ok = n >= 0 && resume_people(place, lineup, err);
	resuming->place = place;
	resuming->now = now;
	for (int i = 0; ok && i < n; i++)
		ok = read_again(place, &heard[i], resuming, err);
	ok = ok && is_of(place, lineup, is, err);
	if (ok && n > 0 && *is && !run->closed && arrivals_started(&run->arrivals))
		ok = go_on(place, lineup, &heard[n - 1], resuming, missed, err);
	free(resuming);
	return ok;
}

static void resume_class(struct place *place, const struct class_key *class)
{
	struct run *run = place->run;
	struct err err = ERR_INIT;
	int n = roster_class_list(place->hall->store, class,
		run->pool + run->pool_count, (size_t)(PLACE_PEOPLE - run->pool_count),
		&err);

	if (n < 0)
		LOG_ERROR("run", "%s", err.text);
	else
		run->pool_count += n;
}

/* Who is named from now on is of the class that was called, or of one that runs with it. */
static void resume_pool(struct place *place)
{
	struct run *run = place->run;

	run->first_class = place->class;
	run->others_count = run->pool_count = 0;
	resume_class(place, &run->first_class);
	for (int i = 0; i < place->people_count; i++) {
		const struct class_key class = student_class(&place->people[i].student);

		if (!class.code[0] || run_has_class(place, &class) ||
			run->others_count == RUN_CLASSES)
			continue;
		run->others[run->others_count++] = class;
		resume_class(place, &class);
	}
}

static bool find_run(struct place *place, struct lineup *lineup, struct now now,
	struct run_missed *missed, struct err *err)
{
	struct entry_id ids[LINE_UPS];
	int n = newest_line_ups(place, ids, err);
	bool is = false;

	for (int i = 0; i < n && !is; i++) {
		run_forget(place->run);
		if (lineups_find(place->hall->store, &ids[i], lineup, err) !=
				LINEUP_FOUND ||
			!resume_from(place, lineup, now, &is, missed, err))
			return false;
	}
	return n >= 0;
}

bool place_resume(struct place *place, struct now now, struct err *err)
{
	struct run *run = place->run;
	struct run_missed missed = { NULL, 0 };
	static struct lineup lineup;

	if (!run)
		return true;
	if (!find_run(place, &lineup, now, &missed, err))
		return false;
	if (!run->resumed) {
		run_forget(run);
		place->people_count = 0;
		place->go_us = 0;
		return true;
	}
	if (sessions_find(place->hall->store, &lineup.session, &place->session[0],
		    err) != SESSION_FOUND ||
		!run_listen(place, now, err) ||
		(!place->by_hand && !place_listen(place, now, err))) {
		free(missed.missed);
		return false;
	}
	resume_pool(place);
	place_stage_is(place, PLACE_BUSY, now);
	run_say_missed(place, &missed, now);
	LOG_WARN("run", "%s: the run of heat %d goes on", place->setup.name,
		place->heat_number);
	return true;
}
