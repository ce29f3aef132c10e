/*
 * settings - what belongs to this machine only: preferences, and which port
 * measures which item. Never journalled, never synchronised, may be lost.
 */
#ifndef STORE_SETTINGS_H
#define STORE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"
#include "store.h"

/* The text under `key`, or `otherwise`, copied into `out`. Returns `out`. */
char *settings_get(struct store *store, const char *key, const char *otherwise,
	char *out, size_t size);
bool settings_set(
	struct store *store, const char *key, const char *value, struct err *err);
bool settings_clear(struct store *store, const char *key, struct err *err);

/* A port bound to an item. */
struct binding {
	char where[128]; /* "serial:/dev/ttyUSB0", "tty:/dev/pts/3", "tcp:host:port" */
	char settings[48]; /* as line_spec.settings; "" as the profile says */
	char profile[48];  /* name of a profile, without .yaml */
	char item[64];	   /* keys of items, "height,weight"; "" when for none yet */
	int lanes;	   /* lanes or vests of a heat, 1..40 */
};
#define BINDINGS_MAX 32

/* One binding for each `where`; setting it again replaces it. */
bool settings_bind(struct store *store, const struct binding *binding, struct err *err);
bool settings_unbind(struct store *store, const char *where, struct err *err);
/* All of them, ordered by `where`; returns how many, at most `max`. */
size_t settings_bindings(struct store *store, struct binding *out, size_t max);

#endif
