/*
 * power - 开机检查: is the clock plausible, is there power and room on the disk, are the
 * devices there, is there a list and a PIN.
 *
 * Looked at when the screen is opened and every few seconds while it is shown. At the start
 * it opens by itself, but only when something is wrong: then testing would lose something
 * or date it wrongly.
 *
 * The clock is not believed when it is before the newest entry of the journal, or in a year
 * that the station cannot have reached. Nobody can know better than the teacher: 对 is the
 * end of it until the program ends, or the clock jumps.
 *
 * While the program runs the clock may be set, by a person or by the network, and that is
 * said on every screen: times are not measured by it, but results are dated by it.
 */
#ifndef COMMAND_POWER_H
#define COMMAND_POWER_H

#include <stdbool.h>
#include <stdint.h>

#include "battery.h"
#include "intent.h"
#include "place.h"

struct app;

struct power {
	const char *sys; /* "/sys", or a folder of a test; lent */
	struct battery battery;
	int64_t looked_us; /* monotonic; at the battery */
	bool shown;
	bool date_right; /* said a person */
	bool watched;
	int64_t ahead_us;	/* the calendar less the clock that only counts */
	int64_t from_us, to_us; /* of a jump that was not said yet; 0: none */
	bool said;		/* the fault that stands is a jump */
};

void power_open(struct app *app, const char *sys);
/* Something is wrong: the screen is to be shown at the start. */
bool power_is_bad(struct app *app, struct now now);
/* Fills model.battery_text, on every screen. */
void power_show(struct app *app, struct now now);

/* Every turn: `boot_us` is clock_boot_us(). */
void power_watch(struct app *app, struct now now, int64_t boot_us);

/* SCREEN_POWER. */
void power_view(struct app *app, struct now now);
bool power_grant(struct app *app, const struct intent *want, struct now now);
void power_tick(struct app *app, struct now now);
int64_t power_due_us(const struct app *app);

#endif
