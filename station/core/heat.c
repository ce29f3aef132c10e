#include <assert.h>
#include <string.h>

#include "heat_run.h"
#include "text.h"

/* A console mends a time by less than this, after the heat is over. */
#define MENDED_US INT64_C(500000)

/* ---- life, entries, queue ---------------------------------------------------------- */

void heat_init(struct heat *h, const struct heat_setup *setup)
{
	memset(h, 0, sizeof(*h));
	h->setup = *setup;
	if (h->setup.net_channel[0] == '\0')
		memcpy(h->setup.net_channel, "RT", 3);
}

/* "0042" and "42" are one number. */
static const char *bare(const char *name)
{
	while (name[0] == '0' && name[1] != '\0')
		name++;
	return name;
}

static int entry_named(const struct heat *h, const char *name)
{
	for (int i = 0; i < h->entries; i++)
		if (strcmp(h->entry[i].name, bare(name)) == 0)
			return i;
	return -1;
}

int heat_find_chip(const struct heat *h, const char *name)
{
	for (int i = 0; i < h->chips; i++)
		if (strcmp(h->chip[i].name, bare(name)) == 0)
			return i;
	return -1;
}

int heat_find(const struct heat *h, const char *name)
{
	int entry = entry_named(h, name);
	int chip = entry < 0 ? heat_find_chip(h, name) : -1;

	return chip < 0 ? entry : h->chip[chip].entry;
}

int heat_put(struct heat *h, const char *name, int tag)
{
	struct heat_entry *entry = &h->entry[h->entries];

	if (name[0] == '\0' || heat_find(h, name) >= 0 ||
		heat_find_chip(h, name) >= 0 || h->entries == HEAT_ENTRIES_MAX ||
		!text_copy(entry->name, sizeof(entry->name), bare(name)))
		return -1;
	entry->tag = tag;
	entry->last = -1;
	h->entries++;
	if (h->started)
		heat_run_join(h, h->entries - 1);
	return h->entries - 1;
}

void heat_arm(struct heat *h, int64_t now_us)
{
	h->armed = true;
	h->armed_us = now_us;
}

bool heat_next_change(struct heat *h, struct heat_change *out)
{
	if (h->change_len == 0)
		return false;
	*out = h->change[h->change_head];
	h->change_head = (h->change_head + 1) % HEAT_CHANGES_MAX;
	h->change_len--;
	return true;
}

static struct heat_run *newest(struct heat *h, int entry)
{
	int last = entry >= 0 && entry < h->entries ? h->entry[entry].last : -1;

	return last < 0 ? NULL : &h->run[last];
}

const struct heat_run *heat_newest(const struct heat *h, int entry)
{
	int last = entry >= 0 && entry < h->entries ? h->entry[entry].last : -1;

	return last < 0 ? NULL : &h->run[last];
}

bool heat_is_over(const struct heat *h)
{
	for (int i = 0; i < h->entries; i++) {
		const struct heat_run *run = heat_newest(h, i);

		if (!run || run->state == HEAT_RUNNING || run->state == HEAT_WITHDRAWN)
			return false;
	}
	return h->entries > 0;
}

/* ---- what a teacher does ----------------------------------------------------------- */

void heat_lost(struct heat *h)
{
	h->epoch++;
}

static void start_all(struct heat *h, const struct reading *start)
{
	h->start = *start;
	h->start_epoch = h->epoch;
	h->started = true;
	for (int i = 0; i < h->entries; i++)
		(void)heat_run_begin(h, i, start);
}

void heat_recall(struct heat *h, int64_t at_us)
{
	bool common = h->setup.kind != HEAT_INDIVIDUAL;

	for (int i = 0; common && i < h->entries; i++) {
		struct heat_run *run = newest(h, i);

		if (run && run->state != HEAT_WITHDRAWN)
			heat_run_withdraw(h, run);
	}
	h->started = false;
	heat_arm(h, at_us);
}

void heat_swap(struct heat *h, int a, int b)
{
	int entries[] = { a, b };
	int tag;

	assert(a >= 0 && a < h->entries && b >= 0 && b < h->entries);
	if (a == b)
		return;
	tag = h->entry[a].tag;
	h->entry[a].tag = h->entry[b].tag;
	h->entry[b].tag = tag;
	for (size_t i = 0; i < 2; i++) {
		struct heat_run *run = newest(h, entries[i]);

		if (run && run->state != HEAT_WITHDRAWN)
			heat_push(h, run, HEAT_MOVED);
	}
}

void heat_foul(struct heat *h, int entry)
{
	struct heat_run *run = newest(h, entry);

	if (run && run->state != HEAT_WITHDRAWN && run->state != HEAT_FOULED)
		heat_run_close(h, run, HEAT_FOULED);
}

void heat_give_up(struct heat *h, int entry)
{
	struct heat_run *run = newest(h, entry);

	if (run && run->state == HEAT_RUNNING)
		heat_run_close(h, run, HEAT_NO_FINISH);
}

void heat_close(struct heat *h)
{
	for (int i = 0; i < h->entries; i++)
		heat_give_up(h, i);
}

void heat_end(struct heat *h)
{
	h->ended = true;
}

/* ---- each start number by itself --------------------------------------------------- */

static void start_by_number(struct heat *h, const struct reading *r)
{
	int entry = heat_find(h, r->subject);
	struct heat_run *open = newest(h, entry);
	struct heat_run *run;

	if (entry < 0) {
		h->unassigned++;
		if (heat_is_owned(h, r))
			heat_claim(h, -1, r);
		return;
	}
	run = heat_run_find(h, entry, r);
	if (r->flags & FLAG_CLEARED) {
		if (run)
			heat_run_withdraw(h, run);
		else
			h->ignored++;
		return;
	}
	if (run) {
		h->ignored++;
		return;
	}
	/* Started once more: the device counts from the later start too. */
	if (open && open->state == HEAT_RUNNING)
		heat_run_withdraw(h, open);
	(void)heat_run_begin(h, entry, r);
}

static void clear_finish(struct heat *h, int entry, const struct reading *r)
{
	struct heat_run *run = entry < 0 ? NULL : heat_run_find(h, entry, r);

	if (run && run->has_finish && heat_same_impulse(&run->finish, r))
		heat_run_take_back(h, run);
	else if (!heat_unclaim(h, entry, r))
		h->ignored++;
}

static bool takes_finish(
	const struct heat *h, const struct heat_run *run, const struct reading *r)
{
	return run && (run->state == HEAT_RUNNING ||
			      (run->state == HEAT_NO_FINISH &&
				      (h->mending || (r->flags & FLAG_INSERTED))));
}

/* An impulse that makes no time still says something when it was inserted, or when
 * another number has it. */
static void finish_in_vain(struct heat *h, int entry, const struct reading *r)
{
	struct heat_run *run = newest(h, entry);

	h->ignored++;
	if (!(r->flags & FLAG_INSERTED) && !heat_is_owned(h, r))
		return;
	heat_claim(h, entry, r);
	if (run && run->has_finish && (r->flags & FLAG_INSERTED))
		heat_run_second(h, run);
}

static void finish_by_number(struct heat *h, const struct reading *r)
{
	int entry = heat_find(h, r->subject);
	struct heat_run *run = newest(h, entry);

	if (r->flags & FLAG_CLEARED) {
		clear_finish(h, entry, r);
		return;
	}
	if (entry < 0) {
		h->unassigned++;
		if (heat_is_owned(h, r))
			heat_claim(h, -1, r);
		return;
	}
	if (heat_run_find(h, entry, r)) {
		h->ignored++;
		return;
	}
	if (!takes_finish(h, run, r) || !heat_run_time(h, run, r))
		finish_in_vain(h, entry, r);
}

static void net_by_number(struct heat *h, const struct reading *r)
{
	struct heat_run *run = newest(h, heat_find(h, r->subject));

	if (r->channel[0] != '\0' && strcmp(r->channel, h->setup.net_channel) != 0)
		return; /* a total, a print-out */
	if (!run || (r->flags & (FLAG_CLEARED | FLAG_RUNNING)))
		return;
	heat_run_check_net(h, run, r);
}

/* ---- a common start ---------------------------------------------------------------- */

static bool anybody_finished(const struct heat *h)
{
	for (int i = 0; i < h->entries; i++)
		if (heat_newest(h, i) && heat_newest(h, i)->has_finish)
			return true;
	return false;
}

/* A gate or mat that starts one lane or number only. */
static void start_one(struct heat *h, int entry, const struct reading *r)
{
	struct heat_run *run = newest(h, entry);
	bool same = run && heat_same_impulse(&run->start, r);

	if (r->flags & FLAG_CLEARED) {
		if (same && run->state != HEAT_WITHDRAWN)
			heat_run_withdraw(h, run);
	} else if (run && run->state == HEAT_RUNNING && !same) {
		heat_run_withdraw(h, run);
		(void)heat_run_begin(h, entry, r);
	} else if (!run || run->state == HEAT_WITHDRAWN) {
		(void)heat_run_begin(h, entry, r);
	} else {
		h->ignored++;
	}
}

/* false: it is a start for all. */
static bool started_one(struct heat *h, const struct reading *r)
{
	bool lanes = h->setup.kind == HEAT_LANES;
	const char *name = lanes ? r->channel : r->subject;
	int entry = heat_find(h, name);

	if (name[0] == '\0' || (lanes && entry < 0))
		return false;
	if (entry >= 0)
		start_one(h, entry, r);
	else
		h->unassigned++;
	return true;
}

static void start_common(struct heat *h, const struct reading *r)
{
	if (started_one(h, r))
		return;
	if (r->flags & FLAG_CLEARED) {
		if (h->started && heat_same_impulse(&h->start, r))
			heat_recall(h, r->at_us);
		return;
	}
	if (!h->started) {
		start_all(h, r);
	} else if (anybody_finished(h) || heat_same_impulse(&h->start, r)) {
		h->ignored++;
	} else { /* the starter called them back and fired again */
		heat_recall(h, r->at_us);
		start_all(h, r);
	}
}

static void finish_of(struct heat *h, int entry, const struct reading *r)
{
	struct heat_run *run = newest(h, entry);

	if (!run) {
		h->unassigned += entry < 0;
		h->ignored += entry >= 0;
	} else if (r->flags & FLAG_CLEARED) {
		clear_finish(h, entry, r);
	} else if (heat_run_find(h, entry, r) || !takes_finish(h, run, r) ||
		   !heat_run_time(h, run, r)) {
		h->ignored++;
	}
}

/* After the end a time of another race may come, when nobody armed the next heat. */
static bool is_far(
	const struct heat *h, const struct heat_run *run, const struct reading *r)
{
	int64_t apart;

	if (!r->has_value ||
		__builtin_sub_overflow(r->value, run->finish.value, &apart))
		return h->ended;
	return h->ended && (apart > MENDED_US || apart < -MENDED_US);
}

/* A lane timer computes the net time itself, and may mend it later
 * (protocols.md, lesson 8). It counts only after a start was seen in this heat. */
static void net_of_lane(struct heat *h, const struct reading *r)
{
	int entry = heat_find(h, r->channel);
	struct heat_run *run = newest(h, entry);
	bool mended = false;

	if (!run || (r->flags & FLAG_RUNNING)) {
		h->ignored += !run;
		return;
	}
	if (run->has_finish && run->finish.kind != READING_TIME) {
		heat_run_check_net(h, run, r);
		return;
	}
	if (run->has_finish && !(r->flags & FLAG_CLEARED) && is_far(h, run, r)) {
		heat_run_mended(h, run);
		return;
	}
	if (run->has_finish &&
		(run->finish.value != r->value || (r->flags & FLAG_CLEARED))) {
		heat_run_take_back(h, run);
		mended = h->ended;
	}
	if (!(r->flags & FLAG_CLEARED) && r->has_value)
		finish_of(h, entry, r);
	if (mended && !(r->flags & FLAG_CLEARED))
		heat_run_mended(h, run);
}

/* ---- readings ---------------------------------------------------------------------- */

static enum reading_kind kind_of(const struct heat *h, const struct reading *r)
{
	const struct heat_setup *s = &h->setup;

	if (r->kind != READING_IMPULSE)
		return (enum reading_kind)r->kind;
	if (s->start_channel[0] != '\0' && strcmp(r->channel, s->start_channel) == 0)
		return READING_START;
	if (s->finish_channel[0] != '\0')
		return strcmp(r->channel, s->finish_channel) == 0 ? READING_FINISH
								  : READING_NONE;
	return s->kind == HEAT_INDIVIDUAL ? READING_NONE : READING_FINISH;
}

/* The gates saw somebody leave before the start. */
static void false_start(struct heat *h, const struct reading *r)
{
	bool running = false;

	for (int i = 0; i < h->entries; i++)
		running |= newest(h, i) && newest(h, i)->state == HEAT_RUNNING;
	if (h->setup.kind != HEAT_INDIVIDUAL && running && r->at_us >= h->armed_us &&
		!anybody_finished(h))
		heat_recall(h, r->at_us);
	else
		h->ignored++;
}

/* The device's own verdict on a runner. */
static bool verdict(struct heat *h, const struct reading *r)
{
	int entry = heat_find(h, h->setup.kind == HEAT_LANES ? r->channel : r->subject);

	if (r->flags & FLAG_CLEARED)
		return false;
	if (r->flags & FLAG_DISQUALIFIED)
		heat_foul(h, entry);
	else if (r->flags & FLAG_DNF)
		heat_give_up(h, entry);
	return r->flags & (FLAG_DISQUALIFIED | FLAG_DNF);
}

static void by_kind(struct heat *h, enum reading_kind kind, const struct reading *r)
{
	bool individual = h->setup.kind == HEAT_INDIVIDUAL;

	if (kind == READING_START)
		(individual ? start_by_number : start_common)(h, r);
	else if (kind == READING_TIME)
		(h->setup.kind == HEAT_LANES ? net_of_lane : net_by_number)(h, r);
	else if (individual)
		finish_by_number(h, r);
	else
		finish_of(h, heat_find(h, r->channel), r);
}

/* ---- chips that are no entry's ----------------------------------------------------- */

int heat_chip(struct heat *h, const char *name)
{
	int chip = heat_find_chip(h, name);
	struct heat_chip *c = &h->chip[h->chips];

	if (chip >= 0)
		return chip;
	if (name[0] == '\0' || entry_named(h, name) >= 0 ||
		h->chips == HEAT_CHIPS_MAX ||
		!text_copy(c->name, sizeof(c->name), bare(name)))
		return -1;
	c->entry = -1;
	c->passings = 0;
	c->last_us = 0;
	return h->chips++;
}

/* Kept, whoever it may turn out to be, unless it is an entry's own or there is no room (the
 * bytes are in the journal). */
static void remember(struct heat *h, enum reading_kind kind, const struct reading *r)
{
	bool by_number = h->setup.kind != HEAT_LANES && kind != READING_TIME;
	int chip = by_number && !(r->flags & FLAG_CLEARED) ? heat_chip(h, r->subject)
							   : -1;

	if (chip < 0)
		return;
	h->chip[chip].passings++;
	h->chip[chip].last_us = r->at_us;
	if (h->passings == HEAT_PASSINGS_MAX)
		h->full = true;
	else
		h->passing[h->passings++] = (struct heat_passing){ *r, chip };
}

static void read_again(struct heat *h, const struct heat_passing *passing)
{
	const struct reading *r = &passing->reading;

	/* What one reading can make must fit the queue. */
	if (HEAT_CHANGES_MAX - h->change_len < 2 * HEAT_ENTRIES_MAX) {
		h->full = true;
		return;
	}
	(void)heat_unclaim(h, -1, r);
	h->mending = true;
	by_kind(h, kind_of(h, r), r);
	h->mending = false;
}

bool heat_alias(struct heat *h, int chip, int entry)
{
	if (chip < 0 || chip >= h->chips || entry < 0 || entry >= h->entries ||
		h->chip[chip].entry >= 0)
		return false;
	h->chip[chip].entry = entry;
	for (int i = 0; i < h->passings; i++)
		if (h->passing[i].chip == chip)
			read_again(h, &h->passing[i]);
	return true;
}

/* A run that began or ended with this chip is not the entry's. */
static void take_from_run(
	struct heat *h, struct heat_run *run, const struct heat_chip *chip)
{
	bool started = h->setup.kind == HEAT_INDIVIDUAL &&
		       strcmp(bare(run->start.subject), chip->name) == 0;
	bool finished = run->has_finish &&
			strcmp(bare(run->finish.subject), chip->name) == 0;

	if (run->state == HEAT_WITHDRAWN)
		return;
	if (started)
		heat_run_withdraw(h, run);
	else if (finished)
		heat_run_take_back(h, run);
}

void heat_unalias(struct heat *h, int chip)
{
	int entry;

	if (chip < 0 || chip >= h->chips || h->chip[chip].entry < 0)
		return;
	entry = h->chip[chip].entry;
	h->chip[chip].entry = -1;
	for (int i = 0; i < h->runs; i++)
		if (h->run[i].entry == entry)
			take_from_run(h, &h->run[i], &h->chip[chip]);
}

/* ---- every reading ------------------------------------------------------------------ */

/* Of a heat that is over: is this still about it? */
static bool is_correction(
	struct heat *h, enum reading_kind kind, const struct reading *r)
{
	if (r->flags & (FLAG_CLEARED | FLAG_INSERTED | FLAG_DISQUALIFIED))
		return true;
	if (kind == READING_START) {
		h->stale |= !heat_is_owned(h, r);
		return false;
	}
	if (h->stale)
		return false;
	/* A number whose finish was cleared still comes in. */
	return kind != READING_FOUL;
}

void heat_reading(struct heat *h, const struct reading *r)
{
	enum reading_kind kind = kind_of(h, r);

	if (h->ended && !is_correction(h, kind, r)) {
		h->ignored++;
		return;
	}
	if (kind == READING_FOUL)
		false_start(h, r);
	if (kind != READING_START && kind != READING_FINISH && kind != READING_TIME)
		return;
	/* Taken from a number, an impulse has none; that is about the number. */
	if ((r->flags & FLAG_UNASSIGNED) && !(r->flags & FLAG_CLEARED)) {
		h->unassigned++;
		return;
	}
	if (!h->armed || r->at_us < h->armed_us || !rules_takes(h->setup.item, r) ||
		(r->flags & (FLAG_MEMORY | FLAG_ERROR))) {
		h->ignored++;
		return;
	}
	if (!verdict(h, r)) {
		remember(h, kind, r);
		by_kind(h, kind, r);
	}
}

/* ---- names ------------------------------------------------------------------------- */

const char *heat_state_name(enum heat_state state)
{
	static const char *const names[] = {
		[HEAT_WAITING] = "waiting",
		[HEAT_RUNNING] = "running",
		[HEAT_FINISHED] = "finished",
		[HEAT_DISPUTED] = "disputed",
		[HEAT_UNTIMED] = "untimed",
		[HEAT_WITHDRAWN] = "withdrawn",
		[HEAT_NO_FINISH] = "no finish",
		[HEAT_FOULED] = "fouled",
	};

	return names[state];
}

const char *heat_what_name(enum heat_what what)
{
	static const char *const names[] = {
		[HEAT_STARTED] = "started",
		[HEAT_TIMED] = "timed",
		[HEAT_UNCLEAR] = "unclear",
		[HEAT_TAKEN_BACK] = "taken back",
		[HEAT_CLAIMED] = "claimed",
		[HEAT_RESTORED] = "restored",
		[HEAT_CLOSED] = "closed",
		[HEAT_REFUSED] = "refused",
		[HEAT_MOVED] = "moved",
	};

	return names[what];
}
