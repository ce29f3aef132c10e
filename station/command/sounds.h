/*
 * sounds - which sound goes with what is seen: the state of who is measured, and the
 * starter's key.
 *
 * A sound follows the picture that is shown, in the same turn. The key 发令 sounds before
 * anything else is done: what is kept as the start is when it was pressed, and the tone
 * begins within a block of the device (23 ms) of that.
 *
 * The device is open while somebody is measured or lined up at any place, and half a minute
 * longer.
 */
#ifndef COMMAND_SOUNDS_H
#define COMMAND_SOUNDS_H

#include "model.h"
#include "sound.h"

struct app;

struct sounds {
	struct sound *sound;
	bool begun;	  /* somebody is measured */
	enum phase phase; /* as it was heard last, of whoever is measured */
	int64_t busy_us;  /* when somebody was measured last, monotonic */
};

void sounds_open(struct app *app);
void sounds_close(struct app *app);
void sounds_follow(struct app *app); /* after the model was filled */
void sounds_go(struct app *app);

#endif
