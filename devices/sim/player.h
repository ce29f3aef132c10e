/*
 * player - a script being played: pure of clock, port and chance.
 *
 * Time, host bytes and the seed come in; bytes and wishes come out. The same in
 * gives the same out. Step it until it waits or has ended:
 *
 *	while ((does = player_step(p, now_us)) < PLAYER_WAITS)
 *		take what it says
 *	... come back at player_until_us(p), or when the host spoke ...
 */
#ifndef DEVICES_PLAYER_H
#define DEVICES_PLAYER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct script;
struct player;

enum player_does {
	PLAYER_SAYS, /* player_said() has bytes, until the next step */
	PLAYER_UNPLUGS,
	PLAYER_PLUGS,
	PLAYER_WAITS, /* until player_until_us() */
	PLAYER_ENDED,
};

struct player_how {
	bool full;	 /* leap over waits */
	uint32_t gap_ns; /* no byte sooner than this after the one before; with
			    `full` none later either, while there is one */
	bool untimed;	 /* `at` does not wait */
	bool loop;
	uint64_t seed;
	int64_t clock_us; /* the device's clock of the day begins with this */
	uint32_t doubles; /* per cent of says that come twice */
};

/* Lends `script`, which must live longer. Never NULL. */
struct player *player_open(const struct script *script, const struct player_how *how);
void player_close(struct player *player);

/* `now_us`: since the device was switched on, never backward. */
enum player_does player_step(struct player *player, int64_t now_us);
const uint8_t *player_said(const struct player *player, size_t *len);
int64_t player_until_us(const struct player *player); /* INT64_MAX: the host */
/* How many readings the says so far should give, as the script says (`gives`). */
uint64_t player_readings(const struct player *player);

/* What the host said. Bytes that nothing waits for are kept, the last 4096. */
void player_hear(struct player *player, const void *bytes, size_t len);

#endif
