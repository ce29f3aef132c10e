/*
 * station_key - the key by which this station signs what it hands in.
 *
 * Its seed is the file station.key of the folder, mode 0600, made when it is needed
 * first; its public half is an entry, so that the journal's chain covers it. A backup does
 * not hold the seed: whoever finds a backup cannot sign for the station. After a restore
 * there is another key, and another entry.
 */
#ifndef STORE_STATION_KEY_H
#define STORE_STATION_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"
#include "sign.h"
#include "store.h"

/* Read it, or make it. sign_forget() it after use. */
bool station_key_open(
	struct store *store, int64_t wall_us, struct sign_key *out, struct err *err);

#endif
