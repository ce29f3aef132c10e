/*
 * simulate - a capture or script played onto a pty until it ends or is stopped; for
 * `sim` and `replay`.
 */
#ifndef COMMAND_SIMULATE_H
#define COMMAND_SIMULATE_H

#include <stdbool.h>

#include "err.h"
#include "sim.h"

/* "as-recorded", "full" or a rate. */
bool simulate_speed(const char *text, struct sim_how *how, struct err *err);

/* Prints the port, plays, and says what nobody listened to, as `command`. Takes the sim
 * away with it. DONE. */
int simulate(const char *command, struct sim *sim);

#endif
