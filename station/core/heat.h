/*
 * heat - several students on one device with one clock.
 *
 * Two shapes (one start for many with numbers is arrivals.h):
 *	HEAT_LANES	common start, each lane's finish by its channel (50 m); a start
 *			that names a lane is that lane's
 *	HEAT_INDIVIDUAL	each start number starts and finishes by itself (ALGE)
 *
 *	heat_init(heat, &setup)
 *	heat_put(heat, "3", student)	entries: a lane or a start number each
 *	heat_arm(heat, now_us)
 *	heat_reading(), heat_recall() ...	each may leave changes in the queue
 *	while (heat_next_change(heat, &change)) ...	store, show
 *
 * An entry is one student; `tag` is the caller's own number for the student. An
 * entry runs once or more: a run is one attempt, and (entry, run) is never used
 * again, also not after a false start.
 *
 * Net time is finish minus start on the device's own clock, across midnight, and
 * is rounded once by the item. The device's own net time only checks it: off by
 * more than one unit of its last digit, the run is disputed (protocols.md,
 * lesson 6).
 *
 * One clock. A device with a clock sends its value with each impulse, and only values
 * are compared; bare impulses are compared by their arrival, on our clock. A start and a
 * finish of two clocks make no time: the run is UNTIMED (HEAT_WHY_CLOCKS), and a teacher decides. The
 * same holds when the device went away in between and its clock does not agree with
 * ours afterwards (HEAT_WHY_RESTARTED: it was switched off and on); where it did not go
 * away, but the finish arrived much later than its clock says, the time is disputed for
 * the same reason. Arrivals that are closer together than the clock says are no sign: a
 * recording may be played fast.
 *
 * An impulse is channel + time (protocols.md 4.1); without a time, what comes again
 * within half a second is the same one. Operators move an impulse from
 * one start number to another and the wire shows only the additions: so when one
 * impulse is found under several start numbers, all of them are disputed, each
 * naming the others. `c` (cleared) takes an impulse back from its start number;
 * `i` (inserted) gives one. In HEAT_LANES a shared impulse is no sign: a lane has its own
 * channel.
 * An impulse that is sent twice for the same number is
 * the same impulse. `?` (unassigned) impulses and those from memory are counted
 * and otherwise left alone.
 *
 * A dispute ends by itself only when the device takes the other claims back
 * (HEAT_RESTORED); otherwise a teacher settles it in the journal.
 *
 * A heat that is over (heat_end()) is still corrected: impulses that are cleared or
 * inserted, an impulse that is given to another number as well, the device's verdicts,
 * and net times that a lane timer mends. A mended one replaces the time when it is
 * within half a second, and disputes it in any case (HEAT_WHY_LATE), for it may be the
 * next race. Nobody starts any more; once somebody tries, plain finishes and net times
 * are of another race and ignored.
 *
 * A chip or start number that is no entry's is kept with its passings (`chip`). It may
 * be given to an entry before, during or after the heat (heat_alias()): its passings
 * since the entry's start then become the runner's, earlier ones too. An entry may have
 * several; heat_unalias() takes one back.
 *
 * Take every change after each call: the queue holds what one call can make, and
 * each change is the run as it was at that moment.
 *
 * Readings that arrived before heat_arm() never count. No allocation: the struct
 * is about 1 MB, so give it static or heap storage. Calls never fail: what makes
 * no sense is counted in `ignored`.
 */
#ifndef CORE_HEAT_H
#define CORE_HEAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "item.h"
#include "reading.h"
#include "rules.h"

#define HEAT_ENTRIES_MAX  320
#define HEAT_RUNS_MAX	  1024 /* of all entries together */
#define HEAT_CHANGES_MAX  1024
#define HEAT_CLAIMS_MAX	  64 /* see struct heat_claim */
#define HEAT_OTHERS_MAX	  8
#define HEAT_CHIPS_MAX	  64  /* that are no entry's name */
#define HEAT_PASSINGS_MAX 512 /* of those chips */

enum heat_kind { HEAT_LANES, HEAT_INDIVIDUAL };

struct heat_setup {
	enum heat_kind kind;
	const struct item *item; /* lent for the life of the heat */
	/* Devices that send bare impulses (READING_IMPULSE): the channel that
	 * starts and the one that finishes; "" when the device says it itself. */
	char start_channel[8], finish_channel[8];
	/* The channel of the device's own net time; "" means "RT". Lane timers
	 * that send net times only need nothing here. */
	char net_channel[8];
};

/* What has happened to a run. */
enum heat_state {
	HEAT_WAITING,	/* the entry has not started */
	HEAT_RUNNING,	/* started, no finish yet */
	HEAT_FINISHED,	/* a time */
	HEAT_DISPUTED,	/* a time that somebody else may own */
	HEAT_UNTIMED,	/* a start and a finish that make no time: `why` */
	HEAT_WITHDRAWN, /* false start, cleared start: it never was */
	HEAT_NO_FINISH, /* closed without a finish: 中退 */
	HEAT_FOULED,	/* 这次不算 */
};

enum heat_what {
	HEAT_STARTED,	 /* a run began */
	HEAT_TIMED,	 /* a finish came: `result`, `readings` */
	HEAT_UNCLEAR,	 /* a finish came that makes no time, yet ends the run, which is
			  * now UNTIMED: `why`, `readings` */
	HEAT_TAKEN_BACK, /* its time is withdrawn; the run is open again, or, when
			  * its start was cleared, gone (`state` says which) */
	HEAT_CLAIMED,	 /* now disputed: `why`, `others` */
	HEAT_RESTORED,	 /* the dispute is gone: `result` stands again */
	HEAT_CLOSED,	 /* ended without a time: `state` NO_FINISH or FOULED */
	HEAT_REFUSED,	 /* a time outside the hard range or none at all: not stored;
			 * the run goes on */
	HEAT_MOVED,	 /* it belongs to another student now: `tag`; see heat_swap() */
};

/* Why a run is disputed; bits. */
#define HEAT_WHY_SHARED	   1u  /* the same impulse also stands under another number */
#define HEAT_WHY_NET_TIME  2u  /* the device's own net time is another one */
#define HEAT_WHY_SECOND	   4u  /* another finish was inserted for this run */
#define HEAT_WHY_CLOCKS	   8u  /* start and finish are of two clocks */
#define HEAT_WHY_LATE	   32u /* mended after the heat was over */
#define HEAT_WHY_RESTARTED 16u /* the device's clock does not agree with ours */

struct heat_change {
	enum heat_what what;
	int entry;	       /* index from heat_put() */
	int run;	       /* of this entry, from 1 */
	int tag;	       /* the student's, as given to heat_put() */
	enum heat_state state; /* after the change */
	unsigned why;
	struct rules_result result; /* TIMED, CLAIMED, RESTORED, MOVED */
	bool unusual;		    /* outside the item's usual range */
	struct reading readings[2]; /* start and finish; or one net time */
	size_t n_readings;
	int others[HEAT_OTHERS_MAX]; /* entries */
	size_t n_others;	     /* how many stand in `others` */
};

struct heat_run {
	int entry, number;
	enum heat_state state;
	bool has_start, has_finish;
	struct reading start, finish; /* finish may be a lane timer's net time */
	struct rules_result result;   /* with has_finish */
	bool has_net;		      /* the device's own net time */
	int64_t net_us, net_unit_us;
	unsigned epoch; /* of its start: how often the device had gone away */
	unsigned why;
};

struct heat_entry {
	char name[40]; /* lane channel or start number, as the device sends it */
	int tag;
	int runs; /* how many it has had */
	int last; /* index of its newest run in `run`, -1 none */
};

/* An impulse given to an entry (-1: to a number nobody has) that had no run for it,
 * or already another finish. It makes nobody's time, and disputes somebody's. */
struct heat_claim {
	char channel[8];
	int64_t value;
	int entry;
};

/* A chip or number that is not an entry's name. */
struct heat_chip {
	char name[40];
	int entry; /* whose it is; -1: unknown */
	int passings;
	int64_t last_us; /* arrival of the last one; 0: none */
};

struct heat_passing {
	struct reading reading;
	int chip;
};

struct heat {
	struct heat_setup setup;
	bool armed, started;
	bool ended; /* only corrections count */
	bool stale; /* ... and somebody has started since: another race */
	int64_t armed_us;
	struct reading start; /* the common one */
	unsigned start_epoch;
	unsigned epoch; /* how often the device has gone away */
	struct heat_entry entry[HEAT_ENTRIES_MAX];
	int entries;
	struct heat_run run[HEAT_RUNS_MAX];
	int runs;
	struct heat_claim claim[HEAT_CLAIMS_MAX];
	int claims;
	struct heat_chip chip[HEAT_CHIPS_MAX];
	int chips;
	struct heat_passing passing[HEAT_PASSINGS_MAX];
	int passings;
	bool mending; /* a chip's earlier passings are read again */
	struct heat_change change[HEAT_CHANGES_MAX];
	size_t change_head, change_len;
	unsigned unassigned; /* `?` impulses and start numbers nobody has */
	unsigned ignored;    /* repeats, memory, finishes without a start, faults */
	bool full;	     /* no room for another run: said once, on screen */
};

void heat_init(struct heat *h, const struct heat_setup *setup);

/* A lane ("3") or start number ("0042"); leading zeros do not matter. Returns the
 * entry's index, or -1 when the name is taken, empty, or there is no room. May be
 * called while the heat runs: persons may come before, during or after. */
int heat_put(struct heat *h, const char *name, int tag);

/* The chip of this name, which need not have been seen yet: its index in `chip`, or -1
 * when it is an entry's own name, empty, or there is no room. */
int heat_chip(struct heat *h, const char *name);
/* The chip of this name, if it has been seen; -1: no. */
int heat_find_chip(const struct heat *h, const char *name);
/* Give chip `chip` to `entry`. false: there is none, or it is somebody's. */
bool heat_alias(struct heat *h, int chip, int entry);
/* It was not that one's: what it made is taken back. */
void heat_unalias(struct heat *h, int chip);

/* The entry with this name or chip; -1: none. */
int heat_find(const struct heat *h, const char *name);

/* Ready: readings that arrive from now on count. */
void heat_arm(struct heat *h, int64_t now_us);

/* One reading of the device. */
void heat_reading(struct heat *h, const struct reading *r);

/* The device went away: when it comes back its clock may be another one. */
void heat_lost(struct heat *h);

/* False start: every run of the common start is withdrawn and the heat is armed
 * again from `at_us`. */
void heat_recall(struct heat *h, int64_t at_us);

/* Two students stood in each other's lanes: the tags change places, times stay with
 * the lane. HEAT_MOVED for each that has a run, with the tag it belongs to now. */
void heat_swap(struct heat *h, int a, int b);

/* 这次不算: the newest run of this entry is a foul. */
void heat_foul(struct heat *h, int entry);

/* The newest run, if open, ended without a finish. */
void heat_give_up(struct heat *h, int entry);

/* The heat is over: every open run ends without a finish. */
void heat_close(struct heat *h);

/* It was closed and shown. From now on only corrections of the device count. */
void heat_end(struct heat *h);

/* The oldest change not yet taken; false: none. */
bool heat_next_change(struct heat *h, struct heat_change *out);

/* The newest run of an entry; NULL before its first. Lent until the next call. */
const struct heat_run *heat_newest(const struct heat *h, int entry);

/* Nobody runs any more: every entry has started and none is open. */
bool heat_is_over(const struct heat *h);

const char *heat_state_name(enum heat_state state); /* "running" */
const char *heat_what_name(enum heat_what what);    /* "timed" */

#endif
