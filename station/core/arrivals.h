/*
 * arrivals - who came in when, where a key says only that somebody did.
 *
 * There are marks, each the moment of one crossing of the line, and runners, each with a
 * number (vest, lane) and a wave. A mark is nobody's until it is given to a runner. That is all an
 * assignment does: no edit ever changes the moment of a mark or the order of moments, and
 * each edit touches the one thing that it names. A press too many is struck out, one too
 * few is put in between two others or at the moment of another; the rest stays as it is.
 *
 *	arrivals_init(a, needed)
 *	runner = arrivals_put(a, number, wave)		before, during or after
 *	arrivals_do(a, &edit)				false: it makes no sense, nothing changed
 *	arrivals_undo(a)				exactly as before the last edit of a person
 *
 * A runner crosses the line `needed` times; the last of these is the finish. More
 * crossings, or fewer at the end, are said and never corrected by themselves. Two waves
 * may start apart, boys and girls; each has its own start.
 *
 * Pure: time comes in with the edits, in monotonic us; no allocation. The same edits make the
 * same arrivals, so that a list of edits is all that must be kept.
 */
#ifndef CORE_ARRIVALS_H
#define CORE_ARRIVALS_H

#include <stdbool.h>
#include <stdint.h>

#define ARRIVALS_RUNNERS  90
#define ARRIVALS_MARKS	  512
#define ARRIVALS_EDITS	  2048 /* that can be undone */
#define ARRIVALS_WAVES	  2
#define ARRIVALS_QUICK_US INT64_C(15000000) /* nobody makes a lap in less */

enum arrivals_end {
	ARRIVALS_RUNS,	  /* or has finished */
	ARRIVALS_GAVE_UP, /* 中退 */
	ARRIVALS_HURT,	  /* 伤停 */
	ARRIVALS_ABSENT,  /* 未跑 */
	ARRIVALS_FOUL,	  /* 这次不算, also of one who is in; the time stays seen */
	ARRIVALS_ENDS
};

enum arrivals_kind {
	ARRIVALS_START, /* a = wave; at_us */
	ARRIVALS_RECALL, /* false start: no start, no marks; who is given up too runs again */
	ARRIVALS_PRESS,	 /* somebody crossed the line at at_us */
	ARRIVALS_INSERT, /* the same, put in later: at_us */
	ARRIVALS_PASS, /* a device saw runner a cross at at_us; -1: somebody it knows not */
	ARRIVALS_STRIKE, /* mark a was one press too many */
	ARRIVALS_GIVE,	 /* mark a is runner b's, also when it was another's */
	ARRIVALS_TAKE,	 /* mark a is nobody's again */
	ARRIVALS_SWAP,	 /* marks a and b change runners */
	ARRIVALS_END,	 /* runner a ends so: b, enum arrivals_end */
	ARRIVALS_KINDS
};

/* What an edit names: marks and runners by their index. */
struct arrivals_edit {
	enum arrivals_kind kind;
	int a, b;
	int64_t at_us;
};

struct arrivals_mark {
	int64_t at_us;
	int runner; /* -1: ? */
	bool struck;
	bool inserted;
	bool seen; /* by a device */
};

struct arrivals_runner {
	int number;
	int wave;
	enum arrivals_end end;
};

/* What an edit overwrote. */
struct arrivals_undo {
	struct arrivals_edit edit;
	int runner_a, runner_b;		/* of marks a and b */
	enum arrivals_end end_a, end_b; /* of runners */
};

struct arrivals {
	int needed; /* crossings that make a finish, at least 1 */
	bool started[ARRIVALS_WAVES];
	int64_t start_us[ARRIVALS_WAVES];
	struct arrivals_runner runner[ARRIVALS_RUNNERS];
	int runners;
	struct arrivals_mark
		mark[ARRIVALS_MARKS]; /* in the order in which they were made */
	int marks;
	struct arrivals_undo done[ARRIVALS_EDITS];
	int dones;
};

void arrivals_init(struct arrivals *a, int needed);
/* The runner's index; -1: the number is taken or not 1 to 9999, or there is no room. */
int arrivals_put(struct arrivals *a, int number, int wave);
int arrivals_find(const struct arrivals *a, int number); /* -1: nobody has it */

/* Does this edit make sense now? arrivals_do() does it then. */
bool arrivals_may(const struct arrivals *a, const struct arrivals_edit *edit);
bool arrivals_do(struct arrivals *a, const struct arrivals_edit *edit);
/* false: there is nothing that can be undone (a start is not: that is a recall). */
bool arrivals_undo(struct arrivals *a);
bool arrivals_may_undo(const struct arrivals *a);

/* The marks that are not struck out, by time (and as they were made when at the same
 * moment): indexes into `mark`. Returns how many. */
int arrivals_order(const struct arrivals *a, int out[ARRIVALS_MARKS]);
/* The oldest mark that is nobody's; -1: none. */
int arrivals_oldest(const struct arrivals *a);
/* A moment between mark `mark` and the next one; a second later when it is the last, but
 * not later than `now_us`. */
int64_t arrivals_between(const struct arrivals *a, int mark, int64_t now_us);

/* How a runner stands. */
struct arrivals_stand {
	int crossings;
	int finish;	 /* the mark that is the finish; -1: has not finished */
	int64_t time_us; /* from the wave's start; only with a finish */
	int left;	 /* crossings that are still to come */
	int extra;	 /* crossings too many */
	bool quick;	 /* two crossings, or start and crossing, that are too close */
	int64_t last_us; /* the last crossing; 0 none */
};
void arrivals_stand(const struct arrivals *a, int runner, struct arrivals_stand *out);

struct arrivals_tally {
	int arrived, running, out, all; /* out: gave up, hurt, absent or foul */
	int unknown;			/* marks that are nobody's */
};
void arrivals_count(const struct arrivals *a, struct arrivals_tally *out);

bool arrivals_started(const struct arrivals *a); /* some wave has */
/* Nobody still runs: all have finished or ended. */
bool arrivals_all_in(const struct arrivals *a);

/*
 * The course. On a track of `lap_m` a distance crosses the finish line so often, the
 * finish included; `before_m` is how far before that line it starts (0: at the line).
 */
struct course {
	int crossings;
	int before_m;
};
/* 0 crossings: there is no such course. */
struct course course_of(int distance_m, int lap_m);

#endif
