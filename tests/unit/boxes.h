/*
 * boxes - what the .csv of STE-100's boxes with a cable of their own (frame,event,value)
 * says, as a row of `station decode`: two tests hear them, each in its way.
 */
#ifndef TESTS_BOXES_H
#define TESTS_BOXES_H

#include <stdlib.h>
#include <string.h>

#include "buf.h"

static inline void add_box(char *cell[], struct buf *rows)
{
	if (strcmp(cell[1], "card") == 0)
		buf_addf(rows, "identity,,0x%lx,,,,,,\n", strtoul(cell[2], NULL, 10));
	if (strcmp(cell[1], "start_gun") == 0)
		buf_adds(rows, "start,,,,,,,,box=gun\n");
	if (strcmp(cell[1], "foul") == 0)
		buf_adds(rows, "foul,,,,,,,,\n");
	if (strcmp(cell[1], "heartbeat") == 0)
		buf_adds(rows, "status,,,,,,,,box=heartbeat\n");
}

#endif
