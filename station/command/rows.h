/*
 * rows - what a command prints: CSV with a heading row, or with --json one JSON
 * object a line.
 *
 *	rows_begin(&rows, stdout, env->json, titles, n);
 *	rows_text(&rows, "S1");
 *	rows_number(&rows, "84.5");
 *	rows_end(&rows);
 *
 * Cells go in the order of the titles, which are lent. An empty cell is null in
 * JSON. Text must be UTF-8. Write errors stay with the stream: rows_finish().
 */
#ifndef COMMAND_ROWS_H
#define COMMAND_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "err.h"
#include "records.h"

struct rows {
	struct records_out csv;
	FILE *file;
	bool json;
	const char *const *titles;
	size_t count, at;
};

void rows_begin(struct rows *rows, FILE *file, bool json, const char *const *titles,
	size_t count);
void rows_text(struct rows *rows, const char *text);
void rows_number(struct rows *rows, const char *digits); /* "-0.5"; not checked */
void rows_int(struct rows *rows, int64_t value);
void rows_end(struct rows *rows);

/* Flush; false when anything printed was lost (a full disk, a closed pipe). */
bool rows_finish(struct rows *rows, struct err *err);

#endif
