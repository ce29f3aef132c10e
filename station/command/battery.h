/*
 * battery - how full the machine's battery is, as the kernel says it in
 * <sys>/class/power_supply; `sys` is "/sys", or a folder of a test.
 */
#ifndef COMMAND_BATTERY_H
#define COMMAND_BATTERY_H

#include <stdbool.h>

struct battery {
	bool is_there; /* batteries of a mouse or a pen are none */
	int percent;   /* 0..100, of the emptiest */
	bool charging; /* or full, at the mains */
};

void battery_read(const char *sys, struct battery *out);

#endif
