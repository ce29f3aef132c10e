/*
 * export_out - where an export goes: a file that is written whole or not at all, or
 * CSV on standard output with its notes on standard error.
 */
#ifndef COMMAND_EXPORT_OUT_H
#define COMMAND_EXPORT_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"
#include "sheet.h"

/* Fills the book; false with a sentence. */
typedef bool export_fill(void *ctx, struct book *book, struct err *err);

/* `file` NULL: standard output. */
bool export_out(const char *file, int64_t wall_us, export_fill *fill, void *ctx,
	struct err *err);

#endif
