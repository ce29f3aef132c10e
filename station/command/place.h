/*
 * place - one device, its port, and who is being measured there.
 *
 * Here a byte becomes a row: a chunk is stored in the place's listening, then fed
 * to the decoder, then given to the attempts or the heat, and what they wish is
 * granted: a finished attempt goes into the journal before anything is shown.
 *
 *	place_open(&place, &setup, &hall, &err)
 *	place_begin(place, &student, now)	one child at a single item, or
 *	place_line_up(place, students, ...)	several for a heat
 *	place_chunk(place, &chunk, now)		whatever the line brought
 *	place_tick(place, now)			time alone
 *	place_close(place)
 *
 * One device may serve two items at once (height and weight): each has its own
 * attempt. A fault (full disk) stops the place where it is: what the line brings
 * waits in order, time stands still for the attempts, and all of it is taken when
 * it can be written again. `fault` holds the sentence until then.
 *
 * A heat that is over and shown is still listened to: consoles correct what they said
 * half a minute later. It ends when the next one is lined up, or after ten minutes.
 *
 * A place without a device (`setup.line.where` is "hand:" and its item) has no port: its
 * device is the operator's key, whose presses come as lines of the profile HAND_PROFILE
 * (place_hand.c) and are stored, read and replayed as those of any other.
 *
 * Times: mono_us orders things, wall_us dates them. Nothing here reads a clock.
 */
#ifndef COMMAND_PLACE_H
#define COMMAND_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attempt.h"
#include "attempts.h"
#include "drift.h"
#include "err.h"
#include "feed.h"
#include "hand.h"
#include "health.h"
#include "heat.h"
#include "item.h"
#include "line.h"
#include "poller.h"
#include "lineups.h"
#include "listenings.h"
#include "many.h"
#include "profile.h"
#include "recent.h"
#include "results.h"
#include "scheme.h"
#include "sessions.h"
#include "sitting.h"
#include "store.h"
#include "student.h"

#define PLACE_ITEMS	2
#define PLACE_PEOPLE	90   /* of a heat: a whole class by start number */
#define PLACE_UNWRITTEN 4096 /* chunks: minutes of a busy 9600 baud line */
#define PLACE_WAITING	256  /* changes of a heat */
#define PLACE_AFTER_US	INT64_C(600000000) /* a heat is still corrected after its end */
#define PLACE_HAND	"hand:" /* before the item, where other places have a port */

/* What all places of a station share; lent to each of them. */
struct texts;
struct run;

struct hall {
	struct store *store;
	const struct items *items;
	const struct scheme *scheme;
	struct results_with *results;
	struct line *line;	 /* NULL: chunks come from elsewhere (rerun.h) */
	struct sitting *sitting; /* NULL: no exam */
	char boot[12]; /* which start of the machine our monotonic clock is of; hex */
};

struct now {
	int64_t mono_us, wall_us;
};

/* What a place is for. */
struct place_setup {
	char name[40];
	struct line_spec line;
	int items[PLACE_ITEMS]; /* indexes in the catalogue */
	int item_count;
	int lanes; /* of a heat by lanes, or vests of a common start */
	bool many; /* a counted minute: one start for as many as there are lanes */
	bool mass; /* start numbers with one start for all; else each by itself */
	enum session_kind kind;
	char ground[64]; /* where: 体育馆 */
	char testers[128];
	char course[64];  /* track or rope: 400米跑道 */
	bool open_late;	  /* open the port when somebody is armed, not before */
	int64_t ready_us; /* from armed to 开始！ of a one-minute item */
};

/* How the place measures; from its items' rule. */
enum place_form {
	PLACE_SINGLE,
	PLACE_LANES,
	PLACE_STARTS,
	PLACE_MANY, /* one start for many, whose numbers are told */
};

enum place_stage {
	PLACE_FREE,
	PLACE_BUSY,  /* somebody is measured */
	PLACE_SHOWN, /* all is saved; shown until somebody else comes */
};

/* One item of the child who is being measured. */
struct place_try {
	bool active;
	const struct item *item;
	struct attempt attempt;
	struct attempt_port memory; /* what the device showed last */
	int64_t open;		    /* local row of the store, 0 none */
	int number;		    /* this is the child's nth try */
	bool saved;
	int64_t ended_us; /* wall, of the result; 0 none yet */
	struct entry_id id;
	enum wish said; /* the last wish that a screen should show */
};

/* One person of a heat. */
struct place_person {
	struct student student;
	int number; /* lane or start number */
};

struct place_run {
	int entry, run;
	struct entry_id id;
	int person;
	bool disputed;
};

/* Why somebody cannot be put in, or what is asked. */
enum many_note {
	MANY_NOTE_NONE,
	MANY_NOTE_FULL,
	MANY_NOTE_DONE,
	MANY_NOTE_OTHER,   /* another item is theirs */
	MANY_NOTE_TEACHER, /* kept from it; nobody learns why */
	MANY_NOTE_END,	   /* some were not told yet: once more to end */
};

/* Of PLACE_MANY; place_many.c. `people` are those who stand there, lane 1 first. */
struct place_many {
	struct many grid;
	struct student list[PLACE_PEOPLE]; /* the class, and who was put to it */
	bool in[PLACE_PEOPLE];		   /* of them */
	int count;
	enum sex sex; /* only these line up by themselves; SEX_NONE: all */
	enum many_note note;
	int64_t go_wall_us;
	struct entry_id lineup; /* seq 0: not written yet */
	struct entry_id saved[MANY_MAX];
	bool looked; /* for a heat that a crash left open */
};

struct place {
	struct place_setup setup;
	const struct hall *hall;
	struct profile *profile;
	bool by_hand; /* there is no device */
	enum place_form form;
	struct session session[PLACE_ITEMS];
	bool changed; /* something that a screen shows is different */

	/* the device */
	int port; /* of the line; -1 not added yet */
	bool is_open;
	char lost[128];	  /* why it is not open, as the line says it */
	int64_t heard_us; /* monotonic, of the last byte; 0 never */
	struct recent recent;
	struct health_watch health;
	enum health health_said; /* when it was looked at last */
	int64_t looked_us;
	struct poller poller;
	bool mute;	 /* the line takes no more; said once */
	bool clock_seen; /* `drift` watches it */
	struct drift drift;
	struct feed feed;
	bool feed_over; /* the next byte begins a new stream */
	bool armed;	/* the device was told to begin, since it is open */
	bool listening;
	struct listening journal;
	const char *ending; /* why the listening ends, once that can be written */

	/* who */
	struct class_key class; /* that is being called */
	/* 跳过: called again when the others of the class were, in this order */
	char skipped[PLACE_PEOPLE][STUDENT_ID_MAX + 1];
	int skipped_count;
	enum place_stage stage;
	int64_t since_us; /* of this stage */
	int64_t began_wall_us;
	struct student student;
	struct place_try tries[PLACE_ITEMS];

	/* a heat */
	struct run *run; /* one start for all: instead of `heat`; place_run.h */
	struct heat *heat;
	int heat_number;
	struct place_person *people;
	int people_count;
	struct place_run *runs;
	int run_count;
	struct place_many *many; /* PLACE_MANY */
	struct hand hand;	 /* a thumb's times, beside the device's */
	bool thumbing;		 /* `thumb` has begun */
	struct listening thumb;
	int64_t go_us;	  /* the first start, monotonic; 0 none */
	int64_t after_us; /* the heat is over, and corrected until then; 0: not */
	bool closing;	  /* the heat is closed as soon as what waits is written */

	/* What could not be written (a full disk) waits here, in order, and is tried
	 * again; nothing is interpreted or shown before it is written. */
	bool failed;
	int64_t retry_us;
	struct err fault;
	struct chunk *unwritten;
	size_t unwritten_count;
	size_t unwritten_next; /* where a line stands that is said of the one being taken */
	bool taking;	       /* ... out of what waited */
	bool overrun;	       /* more came than can wait: the stream has a hole */
	struct heat_change *waiting;
	size_t waiting_count;
};

bool place_open(struct place *place, const struct place_setup *setup,
	const char *profile_path, const struct hall *hall, struct err *err);
void place_close(struct place *place);
/* `to` is `from` from now on, and `from` is nothing. */
void place_move(struct place *to, struct place *from);

/* After place_open(): a run that was timed by hand when the program or the machine stopped
 * goes on, with all that was pressed and said. */
bool place_resume(struct place *place, struct now now, struct err *err);

/* Open the port now (places that are not opened late do so by themselves). */
bool place_plug(struct place *place, struct err *err);

/* Why this student cannot be measured here now. */
enum place_answer {
	PLACE_YES,
	PLACE_NOT_THIS_ITEM, /* another grade or sex */
	PLACE_BARRED,	     /* 运动禁忌: please see the teacher */
	PLACE_ALL_DONE,	     /* no tries left */
	PLACE_OCCUPIED,	     /* somebody else is being measured */
	PLACE_FAILED,	     /* the store says why in place->fault */
};
enum place_answer place_may(struct place *place, const struct student *student);

/* Measure this child. PLACE_YES: it has begun. */
enum place_answer place_begin(
	struct place *place, const struct student *student, struct now now);

/* Line these up for the next heat and arm it: lanes or vests 1.., or, when each
 * starts by itself, start numbers from 班内学号. Who may not, or is not there (roll.h),
 * is left out. */
enum place_answer place_line_up(struct place *place, const struct student *students,
	size_t count, struct now now);
/* Ends it, or what listens to one that is over. */
void place_close_heat(struct place *place, struct now now);
/* Before place_close(): whoever is measured is forgotten, a heat is over, and nothing that
 * its device says later belongs to it. */
void place_finish(struct place *place, struct now now);
/* Nobody has started yet: as if they had not lined up. */
void place_cancel_heat(struct place *place, struct now now);
void place_false_start(struct place *place, struct now now);
/* The common start by a person's key. */
void place_go(struct place *place, struct now now);
bool place_may_go(const struct place *place);
/* Is this the name of a place without a device? */
bool place_is_hand(const char *where);
/* From now on they start together, at most `lanes` of them, or one by one; while nobody is
 * there. What the screen showed of those who were is put away. */
bool place_start_together(
	struct place *place, bool together, int lanes, struct now now, struct err *err);
/* 手计时: the operator's key, first for the start, then for each finish; beside a device
 * kept in a listening of its own. false: it is not the time, or could not be written. */
bool place_hand_key(struct place *place, struct now now);
/* The profile of that listening; NULL without a sentence: `name` is another one. The
 * caller owns it. */
#define HAND_PROFILE "hand-key"
struct profile *place_hand_profile(const char *name, struct err *err);
/* The hand's time of an entry, and with which press; false: none. */
bool place_hand_time(
	const struct place *place, int entry, struct rules_result *out, int *press);
/* 采用手计时: it becomes an attempt with source `hand`. Only where the device gave no
 * time. Where there is no device the oldest press that is nobody's is this entry's. */
bool place_may_take_hand(const struct place *place, int entry);
void place_take_hand(struct place *place, int entry, struct now now);
void place_swap(struct place *place, int entry, int other, struct now now);
/* The device's chip `chip` (an index in heat->chip) is this entry's; or not any more. */
void place_give_chip(struct place *place, int chip, int entry, struct now now);
void place_take_chip(struct place *place, int chip, struct now now);
void place_mark(struct place *place, int entry, bool foul, struct now now);

/* ---- one start for many: place_many.c. Its grid is worked with many.h; what that orders
 * is granted here. place_line_up(), place_go() and place_cancel_heat() serve it too. ---- */

/* Number `index` of the list stands there, or does not. */
void place_many_pick(struct place *place, int index, struct now now);
/* They came with a card. false: it is too late, or not theirs. */
bool place_many_join(
	struct place *place, const struct student *student, struct now now);
void place_many_next_sex(struct place *place, struct now now);
/* 重来; only while nothing is saved. */
void place_many_again(struct place *place, struct now now);
void place_many_grant(struct place *place, enum many_order order,
	const struct many_number *number, struct now now);
/* The heat is over. false: some were not told, which is asked first. */
bool place_many_end(struct place *place, struct now now);

void place_chunk(struct place *place, const struct chunk *chunk, struct now now);
void place_tick(struct place *place, struct now now);
int64_t place_deadline_us(const struct place *place);

/* 不是我: nothing is stored. */
void place_not_me(struct place *place, struct now now);
/* The operator's word about what the attempt asks: `0个，有效` (in an open count also
 * before it asks), `数值有效`, or `再来一次`. */
void place_zero_valid(struct place *place, struct now now);
void place_accept(struct place *place, struct now now);
void place_measure_again(struct place *place, struct now now);
/* Somebody else may come: what is shown is put away. */
void place_leave(struct place *place, struct now now);

/* How the device's clock stands against ours, when that matters: 设备钟慢12.4秒，漂移
 * +35 ppm. false and "": it has none, or there is nothing to say. */
bool place_clock_words(const struct place *place, const struct texts *texts,
	struct now now, char *out, size_t size);

/* What is shown is a foul: 这次不算，再来一次. */
bool place_fouled(const struct place *place);

/* Does the fitness standard or the exam that is in use test this item of them? */
bool place_tests(const struct hall *hall, const struct student *student, int item);

/* Tries that count at item `i` of this place for this student. */
int place_tries_of(const struct place *place, int i, const struct student *student);

/* Tries that the student has left at item `i` of this place; 0 when it is not
 * theirs; -1 when the store failed. */
int place_tries_left(struct place *place, int i, const struct student *student);

/* Why a port is not open, as the line said it (LOSS_*), as health. */
enum health place_trouble(uint8_t loss);

/* ---- shared by place*.c ---- */

void place_note_fault(struct place *place, struct now now, const struct err *err);
bool place_listen(struct place *place, struct now now, struct err *err);
void place_stop_listening(struct place *place, struct now now, const char *why);
void place_score(struct place *place, const struct student *student, struct now now);
bool place_tell(struct place *place, const char *command);
bool place_is_behind(const struct place *place); /* something waits to be written */
void place_stage_is(struct place *place, enum place_stage stage, struct now now);
int64_t place_wall_of(const struct place *place, int64_t mono_us);
bool place_session(struct place *place, int i, struct now now, struct err *err);
void place_refs(const struct place *place, const struct reading *readings, size_t n,
	struct reading_ref *refs, size_t *count);

void place_clock_saw(struct place *place, const struct reading *r);

void single_reading(struct place *place, const struct reading *r, struct now now);
void single_event(struct place *place, enum attempt_event_kind kind, struct now now);
void single_tick(struct place *place, struct now now);
bool single_save(struct place *place, int i, struct now now);
bool single_unsaved(const struct place *place);
void single_device_back(struct place *place, struct now now);

void heat_take_changes(struct place *place, struct now now);
void heat_take_reading(struct place *place, const struct reading *r, struct now now);
void heat_device_back(struct place *place);
void heat_tick(struct place *place, struct now now);
void place_hand_end(struct place *place, struct now now);

enum place_answer many_begin(struct place *place, const struct student *students,
	size_t count, struct now now);
bool many_may_go(const struct place *place);
void many_go(struct place *place, struct now now);
void many_cancel(struct place *place, struct now now);
void many_take_reading(struct place *place, const struct reading *r, struct now now);
void many_pass_time(struct place *place, struct now now);
/* The newest stored run of an entry; NULL: nothing is stored. */
struct place_run *heat_stored_run(struct place *place, int entry);

#endif
