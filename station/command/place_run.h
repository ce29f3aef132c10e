/*
 * place_run - several who run from one start: 800 m, skating, lanes without gates.
 *
 * A line-up is chosen, then each press of the key is a start or an arrival (arrivals.h), and
 * whose it is said before, during or after. Where there is a device that hears chips or start
 * numbers, what it hears is an arrival too, and its runner's at once; the key is there beside
 * it. Everything that is done is a line in the key's listening before it counts (place_hand.c
 * says which), so that the run is the fold of its lines: after a crash or a power cut
 * place_resume() reads them again and goes on.
 *
 * Attempts are made when the run is closed, all in one transaction with the line that closes it:
 * until then nothing that is mended has to be taken back from the journal. What is mended
 * later is answered by void and a new attempt. Who has an arrival gets a time; who started and
 * has none is `withdrawn`, with the reason; whose run does not count is a `foul`, with its
 * arrival and no time; who did not start gets nothing and may run again.
 *
 * Moments are on the run's clock: our monotonic one where it began, carried on by the calendar
 * when the machine was started again meanwhile. A time that the device took, start and finish,
 * is by its own clock; one of two clocks is by ours (place_run_close.c).
 *
 * Several classes may run together: the one that was called, and those put to it.
 *
 * Chips. Whose a chip is, is said before the start, each taking one as they come to the antenna
 * (RUN_VESTS by chip); or it is the vest's number; or it is said when one comes that nobody
 * has: its crossings, earlier ones too, are then that runner's. Who wears two is read twice in
 * one passing, which is one crossing. Tags of strangers never take the room that the runners
 * need.
 */
#ifndef COMMAND_PLACE_RUN_H
#define COMMAND_PLACE_RUN_H

#include "arrivals.h"
#include "place.h"

#define RUN_LISTENINGS 64
#define RUN_CHIPS      128
#define RUN_CLASSES    8 /* beside the first */
#define RUN_CHIP_SIZE  40

/* RUN_NAMELESS: vests alone; who wore which is said while they run or afterwards. */
enum run_who { RUN_EVERYBODY, RUN_BOYS, RUN_GIRLS, RUN_NAMELESS };

/* Before the start, an INTENT_RUN_CHOICE's index; its value is the other. */
enum run_choice {
	RUN_WHO,    /* enum run_who */
	RUN_STARTS, /* 1 or 2: girls by themselves */
	RUN_TRACK,  /* metres of a lap */
	RUN_LAPS,   /* 1: each crossing is pressed; 0: only the finish */
	RUN_VESTS,  /* enum run_vests */
	RUN_COUNT,  /* crossings, of an item whose distance nobody says */
	RUN_CHOICES
};

enum run_vests {
	RUN_VESTS_BY_TAP, /* nobody has one, to be handed out by tapping */
	RUN_VESTS_LIST,	  /* in list order */
	RUN_VESTS_CHIPS,  /* the same, and each takes a chip to the antenna */
};

/* Where a moment stands in the journal. */
struct run_from {
	int listening; /* index in `heard` */
	uint64_t offset;
	int64_t heard_us;
	int64_t shift_us; /* the run's clock less the monotonic one, then */
};

/* The device's reading behind a moment. */
struct run_seen {
	int64_t listening; /* its seq; 0: no device saw it */
	struct reading reading;
	bool known;	/* else only offset and index are */
	unsigned epoch; /* how often the device had gone away */
};

struct run_chip {
	char name[RUN_CHIP_SIZE];
	int runner;	 /* whose it is said to be; -1: nobody's */
	int64_t last_us; /* when it was heard last, on the run's clock */
};

/* The key's port. */
struct run_key {
	struct profile *profile;
	struct listening journal;
	bool listening;
	const char *ending; /* why it ends, once that can be written */
	struct feed feed;
};

/* The attempt that stands for a runner. */
struct run_made {
	struct entry_id id; /* seq 0: none */
	int finish;
	enum attempt_outcome outcome;
	int64_t value;
	char student[STUDENT_ID_MAX + 1];
};

struct run {
	/* these stay from run to run */
	struct run_key key;
	struct class_key first_class; /* the one that was called; with it line up ... */
	struct class_key others[RUN_CLASSES];
	int others_count;

	struct arrivals arrivals;
	int64_t lineup; /* the first one's seq */
	struct run_from mark_from[ARRIVALS_MARKS];
	struct run_from start_from[ARRIVALS_WAVES];
	struct run_seen mark_seen[ARRIVALS_MARKS];
	struct run_seen start_seen[ARRIVALS_WAVES];
	int mark_chip[ARRIVALS_MARKS]; /* -1: none */
	struct run_chip chip[RUN_CHIPS];
	int chips;
	const struct reading *seeing; /* while it is said */
	unsigned epoch;
	struct entry_id heard[RUN_LISTENINGS];
	int heard_count;
	struct run_made made[ARRIVALS_RUNNERS];
	bool closed;
	bool resumed;	  /* it went on after the program or the machine had stopped */
	int64_t shift_us; /* the run's clock less our monotonic one */
	int64_t last_us;  /* the latest moment on it */
	char boot[12];	  /* which start of the machine the monotonic clock is of */

	/* before the start */
	struct student pool[PLACE_PEOPLE]; /* who may run */
	int vest[PLACE_PEOPLE];		   /* of each; 0: none */
	int pool_count;
	enum run_who who;
	int starts;
	int track_m;
	int count; /* of crossings, where no course says it */
	bool laps;
	enum run_vests vests;
	char pool_chip[PLACE_PEOPLE][RUN_CHIP_SIZE];
};

/* For place.c: where all start together there is one of these instead of a `heat`. */
bool run_open(struct place *place, struct err *err);
enum place_answer run_line_up(struct place *place, const struct student *students,
	size_t count, struct now now);
void run_release(struct place *place);
/* What was pressed. false: it could not be written. */
bool run_take_pressed(struct place *place, const struct chunk *chunk, struct now now);
/* What the device said. */
void run_saw(struct place *place, const struct reading *r, struct now now);
void run_device_back(struct place *place);
void run_device_lost(struct place *place);
void run_stop_listening(struct place *place, struct now now, const char *why);
void run_close(struct place *place, struct now now);
/* Lined up, and nobody has started: as if they had not been. */
void run_cancel(struct place *place, struct now now);

/* All of these: false when it makes no sense now, or could not be written. */
bool run_choose(struct place *place, enum run_choice choice, int value);
/* This class lines up too, in this heat and in the next ones; or not any more. */
bool run_with_class(struct place *place, const struct class_key *class, struct now now);
bool run_has_class(const struct place *place, const struct class_key *class);
bool run_hand_out(
	struct place *place, int who); /* `who` of the pool: a vest, or back */
/* The key: the start, then each arrival. */
bool run_key(struct place *place, struct now now);
bool run_start(struct place *place, int wave, struct now now);
bool run_recall(struct place *place, struct now now);
bool run_undo(struct place *place, struct now now);
bool run_edit(
	struct place *place, enum arrivals_kind kind, int a, int b, struct now now);
/* One press too few: with mark `mark`, or between it and the next. */
bool run_insert(struct place *place, int mark, bool between, struct now now);
/* Runner `runner` is `who` of the pool, while they run or afterwards. */
bool run_name(struct place *place, int runner, int who, struct now now);
/* Is `who` of the pool somebody's vest already? */
bool run_is_named(const struct place *place, int who);
/* A mark is of this runner; of a chip that nobody has, all of it. */
bool run_give_mark(struct place *place, int mark, int runner, struct now now);
/* The oldest ? is. */
bool run_give(struct place *place, int runner, struct now now);

/* Does the device hear every crossing, each with a chip? */
bool run_hears_chips(const struct place *place);
/* Who takes the next chip, of the pool; -1: nobody, or chips are not handed out. */
int run_next_for_chip(const struct place *place);
bool run_may_choose(const struct place *place);
int64_t run_now_us(const struct place *place, struct now now); /* the run's clock */
/* How often this item crosses the line on the chosen track, and where it starts. */
struct course run_course(const struct place *place);
/* The reading of a mark, as the rules take it; with it that of its runner's start. */
bool run_result(const struct place *place, int runner, struct rules_result *out);

#endif
