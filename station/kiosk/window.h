/*
 * window - the one window: events in, a picture out.
 *
 *	struct window *w = window_open(&options, err);
 *	for (;;) {
 *		window_wait(w, ui, deadline_us);
 *		...
 *		window_show(w, ui_list(ui));
 *	}
 *	window_close(w);
 *
 * Without a display (`offscreen`) it paints into memory and waits only for the
 * doorbell and time; everything else is the same.
 *
 * window_ring() may be called from any thread; all else belongs to the main one.
 * Times are monotonic microseconds as of clock_now_us().
 */
#ifndef KIOSK_WINDOW_H
#define KIOSK_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

#include "draw.h"
#include "err.h"
#include "ui.h"

struct window;

struct window_options {
	const char *title;
	int width, height; /* pixels; 0 = the whole screen; offscreen: 1920x1080 */
	bool offscreen;
	bool kiosk; /* nothing else is to be seen or reached from the keyboard */
};

/* NULL with a sentence in `err`: no display, no font. */
struct window *window_open(const struct window_options *options, struct err *err);
void window_close(struct window *w);

/* Sleep until an event, the doorbell or the deadline (INT64_MAX: no deadline; one
 * in the past: only look). Events go into the ui, with sizes and time. */
void window_wait(struct window *w, struct ui *ui, int64_t deadline_us);

/* Wake window_wait() from any thread. As a doorbell: (void (*)(void *)). */
void window_ring(void *window);

/* Paint what differs from the last picture and present it. false when nothing
 * differed: then nothing was done. */
bool window_show(struct window *w, const struct draw *list);

/* Pictures presented so far. */
uint64_t window_frames(const struct window *w);

/* The last picture as a PNG file. */
bool window_png(struct window *w, const char *path, struct err *err);

#endif
