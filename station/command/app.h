/*
 * app - the running station: places, the screens, and what a person asked for.
 *
 *	app_open(&app, &options, &err)
 *	app_add_place(&app, &setup, profile, &err)	for each device
 *	while (app_turn(&app, deadline_us)) ...		devices may come and go meanwhile
 *	app_close(&app)
 *
 * app_turn() is the one place where everything meets: wait, take chunks, let time
 * pass, refresh the model, draw, grant. The screens show one place, `here`; the
 * others go on beside it.
 */
#ifndef COMMAND_APP_H
#define COMMAND_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "advice.h"
#include "call.h"
#include "choices.h"
#include "closing.h"
#include "commands.h"
#include "doubts.h"
#include "desk.h"
#include "paper.h"
#include "err.h"
#include "handin.h"
#include "intake.h"
#include "intent.h"
#include "missing_page.h"
#include "papers_page.h"
#include "mend.h"
#include "lock.h"
#include "model.h"
#include "place.h"
#include "progress.h"
#include "power.h"
#include "reader.h"
#include "roster.h"
#include "settings.h"
#include "sitting.h"
#include "sounds.h"
#include "start.h"
#include "tr.h"
#include "ui.h"
#include "window.h"
#include "year.h"

#define APP_PLACES  32 /* as many as line.h has ports */
#define APP_READERS 4

/* What stands behind a row of 待核查. */
struct doubt_row {
	struct entry_id attempt; /* seq 0: it is about many */
	struct entry_id with;	 /* the one that it fits better; seq 0 none */
	char student[STUDENT_ID_MAX + 1];
	char item[24];
	int64_t meant; /* with the unit that was meant; 0: nothing of that kind */
};

struct app_options {
	bool offscreen, kiosk;
	int width, height;  /* 0: the whole screen */
	const char *tell;   /* a file for tell.h; NULL none; lent */
	const char *mounts; /* the list of file systems; NULL: the kernel's; lent */
	const char *sys; /* where the kernel tells of the battery; NULL: /sys; lent */
};

struct app {
	const struct env *env;
	struct store *store;
	struct items *items;
	struct scheme *scheme;
	struct advice *advice;
	struct results_with *results;
	struct sitting sitting;
	struct line *line;
	struct hall hall;
	struct texts *languages[2]; /* zh, en */
	struct texts *texts;	    /* of them, that of the screens; lent */
	struct ui *ui;
	struct window *window;
	const char *tell;
	int64_t pressed_us; /* monotonic, of the event that asked for something */

	struct place places[APP_PLACES];
	int place_count;
	int here; /* the place that the screens show */
	struct desk desk;
	struct paper paper;
	struct call call;
	struct missing_page missing;
	struct papers_page papers;
	struct year year;
	struct choices choices;
	struct sounds sounds;
	struct power power;
	struct closing closing;
	struct intake intake;
	struct handin handin;
	struct start start;
	struct lock lock;		    /* the teacher's screens, behind a PIN */
	struct reader readers[APP_READERS]; /* who stands here: cards */
	int reader_count;

	/* who stands there, before anything is measured */
	bool asked;   /* 是你吗？ */
	bool refused; /* refusal says why */
	char refusal[96];
	bool carried;	  /* they showed a card: their results may be opened */
	bool late;	  /* marked absent, and here after all: it is asked once */
	bool mine;	  /* 我的成绩 is open */
	int64_t asked_us; /* since when one of these stands */
	struct student student;
	struct student called; /* whom the screens name as 下一位 */
	char told[96];	       /* to whoever shows a card while another is measured */
	int64_t told_us;

	struct student named[MODEL_NAMES]; /* whom the typed letters find */
	int named_count;

	/* the class whose tiles are shown */
	struct student tiles[MODEL_TILES];
	int tile_count;
	struct roster_class classes[MODEL_CLASSES];
	int class_count;

	/* 待核查, as they were when the journal was `doubts_stamp` long; the rows that
	 * are looked at are kept from the first time on */
	struct doubts *doubts_kept;
	struct doubt_found doubts[MODEL_DISPUTES];
	int doubt_count;
	int64_t doubts_stamp;
	int doubts_news;
	struct doubt_row doubts_rows[MODEL_DISPUTES]; /* of model.teacher.disputes */
	struct mend_state mend;
	/* the pages of numbers, as they were gathered */
	struct progress progress;
	struct progress_stamp teacher_stamp, year_stamp, cell_stamp, classes_stamp;
	const struct item *classes_of; /* the item that the list of classes counts */
	struct cell_shown {
		int row, column;
	} cell_shown;
	int news_taken;
	bool hurried; /* a day played faster than children are: how soon says nothing */

	char keypad_note[64];
	struct model_fault fault; /* of the whole station */
	bool stale;		  /* the model is older than the world */
	bool touched;		  /* ... because of a person: show it at once */
	int64_t looked_us;	  /* when others' writing was last looked for */
	bool news;		  /* others wrote, and it was not taken in yet */
	int64_t people_of_us;	  /* the stage for which the lists were gathered */
	int64_t refreshed_us;
	int64_t wanted_us; /* the poster stood, or somebody asked for something */
	int64_t shown_us;  /* the last frame that was different */
	int minute;	   /* last minute shown by the clock */
	bool quit;
	struct model model;
};

bool app_open(struct app *app, const struct env *env, const struct app_options *options,
	struct err *err);
void app_close(struct app *app);

bool app_add_place(struct app *app, const struct place_setup *setup,
	const char *profile, struct err *err);
bool app_add_binding(struct app *app, const struct binding *binding, struct err *err);
/* Close the place; those behind it move up. Nobody may be measured there. */
void app_remove_place(struct app *app, int index);

/* A card reader: whoever shows a card there stands before the place that is shown. */
bool app_add_reader(struct app *app, const struct line_spec *spec, const char *profile,
	struct err *err);
void app_remove_reader(struct app *app, int index); /* those behind it move up */

/* One turn of the loop, which may sleep until `deadline_us` (monotonic). false when
 * the station is to be closed. */
bool app_turn(struct app *app, int64_t deadline_us);

/* What a screen asked for. */
void app_grant(struct app *app, const struct intent *want);

/* The screens' language and colours, as this machine's settings say: "screen.language" is
 * "zh" or "en", "screen.theme" is the name of a theme. Call it after changing one. */
void app_look(struct app *app);

struct now app_now(const struct app *app);

/* When the model is to be gathered again at the earliest: at once after something
 * happened, but at most thirty times a second; now and then while a clock runs. */
int64_t app_refresh_us(const struct app *app);

#endif
