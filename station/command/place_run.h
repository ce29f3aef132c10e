/*
 * place_run - several who run at a place without a device, timed by a person's key.
 *
 * A line-up is chosen, then each press of the key is a start or an arrival (arrivals.h), and
 * whose it is said before, during or after. Everything that is done is a line in the place's
 * listening before it counts (place_hand.c says which), so that the run is the fold of its
 * lines: after a crash or a power cut place_resume() reads them again and goes on.
 *
 * Attempts are made when the run is closed, all in one transaction with the line that closes it:
 * until then nothing that is mended has to be taken back from the journal. What is mended
 * later is answered by void and a new attempt. Who has an arrival gets a time; who started and
 * has none is `withdrawn`, with the reason; whose run does not count is a `foul`, with its
 * arrival and no time; who did not start gets nothing and may run again.
 *
 * Moments are on the run's clock: our monotonic one where it began, carried on by the calendar
 * when the machine was started again meanwhile.
 */
#ifndef COMMAND_PLACE_RUN_H
#define COMMAND_PLACE_RUN_H

#include "arrivals.h"
#include "place.h"

#define RUN_LISTENINGS 64

/* RUN_NAMELESS: vests alone; who wore which is said while they run or afterwards. */
enum run_who { RUN_EVERYBODY, RUN_BOYS, RUN_GIRLS, RUN_NAMELESS };

/* Before the start, an INTENT_RUN_CHOICE's index; its value is the other. */
enum run_choice {
	RUN_WHO,    /* enum run_who */
	RUN_STARTS, /* 1 or 2: girls by themselves */
	RUN_TRACK,  /* metres of a lap */
	RUN_LAPS,   /* 1: each crossing is pressed; 0: only the finish */
	RUN_VESTS, /* 0: nobody has one, to be handed out by tapping; 1: in list order */
	RUN_COUNT, /* crossings, of an item whose distance nobody says */
	RUN_CHOICES
};

/* Where a moment stands in the journal. */
struct run_from {
	int listening; /* index in `heard` */
	uint64_t offset;
	int64_t heard_us;
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
	struct arrivals arrivals;
	struct run_from mark_from[ARRIVALS_MARKS];
	struct run_from start_from[ARRIVALS_WAVES];
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
	bool by_tap; /* vests are handed out by tapping */
};

/* For place.c: a heat without a device has one of these instead of a `heat`. */
void run_open(struct place *place);
enum place_answer run_line_up(struct place *place, const struct student *students,
	size_t count, struct now now);
void run_reading(struct place *place, const struct reading *r, struct now now);
void run_close(struct place *place, struct now now);
/* Lined up, and nobody has started: as if they had not been. */
void run_cancel(struct place *place, struct now now);

/* All of these: false when it makes no sense now, or could not be written. */
bool run_choose(struct place *place, enum run_choice choice, int value);
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
/* The oldest ? is of this runner. */
bool run_give(struct place *place, int runner, struct now now);

bool run_may_choose(const struct place *place);
int64_t run_now_us(const struct place *place, struct now now); /* the run's clock */
/* How often this item crosses the line on the chosen track, and where it starts. */
struct course run_course(const struct place *place);
/* The reading of a mark, as the rules take it; with it that of its runner's start. */
bool run_result(const struct place *place, int runner, struct rules_result *out);

#endif
