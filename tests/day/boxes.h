/*
 * boxes - simulated devices of our own (docs/box-protocol.md) on ptys, each saying what it
 * is told to say once the station tells it to begin.
 *
 *	box = boxes_add("/tmp/x/jump")		/tmp/x/jump is a link to its pty
 *	boxes_run()				a thread answers from now on
 *	boxes_next(box, "LEN,ch=1,mm=2050,st=F", 1)	at the next $GO
 *	boxes_unplug(box), boxes_plug(box)	the cable
 *
 * A line that is to come later is a wait: "=250" milliseconds.
 */
#ifndef TESTS_DAY_BOXES_H
#define TESTS_DAY_BOXES_H

#define BOXES_MAX  12
#define BOX_LINES  120
#define BOX_LENGTH 64

int boxes_add(const char *link);
void boxes_run(void);
void boxes_end(void);
/* Forget what it was to say; then add line by line. */
void boxes_clear(int box);
void boxes_next(int box, const char *line);
/* Say it now, asked or not. */
void boxes_now(int box);
void boxes_unplug(int box);
void boxes_plug(int box);

#endif
