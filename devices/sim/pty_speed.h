/*
 * pty_speed - how fast the program at the other end of a pty believes its port to be.
 *
 * Linux keeps the speed that is set on a pty, whatever it is worth there, and shows
 * it at the near end too. It does not keep data bits and parity.
 */
#ifndef DEVICES_PTY_SPEED_H
#define DEVICES_PTY_SPEED_H

#include <stdint.h>

/* In baud; 0: not known. `fd` is the near end. */
uint32_t pty_speed(int fd);

#endif
