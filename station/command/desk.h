/*
 * desk - what a teacher does with devices while the station runs: looks at a port, has
 * its device recognised, binds it to items, checks it, and takes it away again.
 *
 * It lives in struct app and does something only while the screen of devices is shown
 * (SCREEN_DEVICES): then it looks every two seconds which ports there are, listens to the
 * selected one when no place has it, and steps the search (search.h). When the screen is
 * left it lets go of all of that. The screen shows it through view_desk().
 *
 *	desk_init(&app->desk)
 *	desk_take(app, &chunk)		each chunk; those of places are not the desk's
 *	desk_tick(app, now), desk_due_us(app)
 *	desk_grant(app, &want)		false: this was not asked of the desk
 *	desk_close(app)
 *
 * Bindings are this machine's settings (store/settings.h); so is the day's check of a
 * device, the last one of each: `check.<where>` = "2026-11-28 10:42 体重 5.00 kg".
 */
#ifndef COMMAND_DESK_H
#define COMMAND_DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feed.h"
#include "health.h"
#include "intent.h"
#include "line.h"
#include "place.h"
#include "ports.h"
#include "profile.h"
#include "recent.h"
#include "search.h"
#include "texts.h"

struct app;

#define DESK_PORTS  64
#define DESK_OTHERS 8 /* ports that the machine does not list by itself */

/* What the right side of the screen is about. */
enum desk_stage {
	DESK_LOOK,   /* the selected port */
	DESK_SEARCH, /* which profile fits it; running, or over */
	DESK_ITEMS,  /* what it shall measure */
	DESK_CHECK,  /* a reading against a known value */
	DESK_SURE,   /* once more, before something that is not easily mended */
};

struct desk_port {
	int place;		/* in app->places; -1: no place has it */
	int reader;		/* in app->readers; -1 likewise */
	char where[128];	/* as it is bound */
	struct port_info found; /* where[0] '\0': the machine does not list it now */
};

/* The selected port, when no place has it: listened to as it is. */
struct desk_ear {
	int port; /* of the line; -1 not listened to */
	struct line_spec spec;
	bool is_open;
	char lost[128];	     /* why not, as the line says it, ... */
	enum health trouble; /* ... and as a word */
	int64_t heard_us;
	struct recent recent;
	struct profile *profile; /* chosen for it; NULL none yet */
	struct feed feed;
	struct health_watch health;
};

struct desk {
	bool shown;
	enum desk_stage stage;
	struct desk_port ports[DESK_PORTS];
	int port_count;
	int64_t looked_us;
	char others[DESK_OTHERS][128];
	int other_count;
	char selected[128]; /* `where` of a port; "" none */

	struct desk_ear ear;
	struct search search;
	bool searches; /* `search` holds something */
	bool may_ask;
	int64_t listen_us; /* of a search, with each line setting */

	bool item[PROFILE_ITEMS_MAX]; /* chosen, of ear.profile's */
	int lanes;

	enum intent_kind sure; /* what is asked once more */
	bool has_note;
	enum text note; /* what came of the last touch */
	bool note_is_good;
	char note_of[160]; /* {1} in it */
};

void desk_init(struct desk *desk);
void desk_close(struct app *app);
/* Another port to be listed, as a person names it: "tcp:10.0.0.5:4001", a pty. */
bool desk_add_port(struct desk *desk, const char *text, struct err *err);

void desk_take(struct app *app, const struct chunk *chunk);
void desk_tick(struct app *app, struct now now);
int64_t desk_due_us(const struct app *app);
bool desk_grant(struct app *app, const struct intent *want, struct now now);

/* ---- for view_desk() ---- */

/* The row that is selected; NULL: there is none. */
const struct desk_port *desk_selected(const struct desk *desk);
struct place *desk_place(struct app *app);   /* of the selected row; NULL: no place */
struct reader *desk_reader(struct app *app); /* likewise */
/* What was read when the device was checked today: "10:42 体重 5.00 kg"; "" not yet. */
char *desk_check(
	struct app *app, const char *where, struct now now, char *out, size_t size);
#endif
