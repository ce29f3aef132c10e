/*
 * pty - a serial port without a wire: its near end is ours, its far end a reader's.
 *
 * It is raw, so bytes go through as they are. Linux keeps the speed that is set on it,
 * whatever that is worth there, and shows it at the near end too; data bits and parity
 * it does not keep.
 */
#ifndef DEVICES_PTY_H
#define DEVICES_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

/* The near end, which does not block; the far end's path goes into `path`. -1 with a
 * sentence when the system has none to give. */
int pty_open(char *path, size_t size, struct err *err);

/* Make the symbolic link `link` lead to `path`; "": none is wanted. It may replace a
 * link, never a file. */
bool pty_link(const char *path, const char *link, struct err *err);
/* Remove it, if it still leads there: another simulator may have taken the name over. */
void pty_unlink(const char *path, const char *link);

/* How fast the reader believes the port to be, in baud; 0: not known. */
uint32_t pty_speed(int fd);

#endif
