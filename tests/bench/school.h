/*
 * school - an invented school of any size, for benchmarks: classes of SCHOOL_CLASS, nine
 * grades, boys and girls in turn; and a device on a pty for it.
 */
#ifndef BENCH_SCHOOL_H
#define BENCH_SCHOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "store.h"
#include "student.h"

#define SCHOOL_CLASS 42

/* A station in the folder `data`, which must not exist; migrations of `share`. */
bool school_make(const char *data, const char *share, int64_t wall_us, struct err *err);

/* `n` students onto its roster, and into `out`. */
bool school_fill(struct store *store, struct student *out, int n, int64_t wall_us,
	struct err *err);

/* Both, when nobody else has the store open. */
bool school_open(const char *data, const char *share, struct student *out, int n,
	int64_t wall_us, struct err *err);

/* A pty that passes every byte; its name, and what the device is to write to. -1: none. */
int school_pty(char *name, size_t size);
/* "$<body>*<sum>", a line of one of our own boxes (docs/box-protocol.md). */
bool school_say(int pty, const char *body);

#endif
