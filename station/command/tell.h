/*
 * tell - what the screen shows, in words, in a file.
 *
 * For tests that press real keys, and for helping somebody on the telephone. The
 * first line names the screen and counts the pictures shown so far, the others are
 * the drawing commands (draw.h), among them each text and where a finger may press:
 *
 *	screen confirm 17
 *	touch 96,864 604x176 "not me 0"
 *
 * The file is replaced whole with each new picture. It stands where the operator
 * asks for it and holds only what the screen shows.
 */
#ifndef COMMAND_TELL_H
#define COMMAND_TELL_H

#include <stdbool.h>
#include <stdint.h>

#include "draw.h"
#include "err.h"

bool tell_screen(const char *path, const char *screen, uint64_t pictures,
	const struct draw *list, struct err *err);

#endif
