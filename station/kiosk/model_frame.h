/*
 * model_frame - the part of the model that frames a day: the teacher's PIN. Included by
 * model.h.
 */
#ifndef KIOSK_MODEL_FRAME_H
#define KIOSK_MODEL_FRAME_H

#include <stdbool.h>

enum pin_stage {
	PIN_STAGE_ENTER, /* the PIN, to come in */
	PIN_STAGE_NEW,	 /* another one, */
	PIN_STAGE_AGAIN, /* typed twice */
};

/* What is typed stands in visit.typed, and is drawn as dots. */
struct model_pin {
	bool is_set;
	enum pin_stage stage;
	int wait_s;    /* so long no try is taken; 0 now */
	char note[96]; /* what came of the last one; "" nothing yet */
};

#endif
