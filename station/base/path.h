/*
 * path - files and folders: joining names, making folders, whole small files.
 *
 * Paths are bytes ending in a NUL, at most PATH_SIZE with it, with '/' between.
 */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "buf.h"
#include "err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define PATH_SIZE 4096

/* "<folder>/<name>" into `out` of PATH_SIZE, with one slash between; `name` alone
 * when it is absolute or `folder` is "". */
bool path_join(char *out, const char *folder, const char *name, struct err *err);

/* The part after the last slash; points into `path`. */
const char *path_name(const char *path);
/* The part before the last slash into `out` of PATH_SIZE: "." without one. */
bool path_folder(char *out, const char *path, struct err *err);

/* A plain file name: not empty, no '/', no NUL, no control character, not starting
 * with a dot. For names that come from outside. */
bool path_plain(const char *name);

bool path_is_file(const char *path);
bool path_is_folder(const char *path);

/* Make the folder and its parents; fine when it is there already. */
bool path_make(const char *folder, struct err *err);

/* Names in a folder that end in `suffix` (may be "") or in that written large, as on an old
 * stick; sorted as bytes, hidden ones left out: an array of mem_string()s ending in NULL,
 * path_list_free(). */
bool path_list(const char *folder, const char *suffix, char ***names, size_t *count,
	struct err *err);
void path_list_free(char **names);

/* Open for reading what must be a plain file: a named pipe would keep us waiting for
 * somebody to write, a folder opens and then cannot be read. NULL with a sentence;
 * the caller closes it. */
FILE *path_open(const char *path, struct err *err);

/* Append the whole file; refused when longer than `max` bytes or not a plain file. */
bool path_read(const char *path, size_t max, struct buf *out, struct err *err);

/* Replace or make a file so that a power cut leaves the old or the new one, whole:
 * written beside it, flushed to the disk, renamed, and the folder flushed. */
bool path_write(const char *path, const void *bytes, size_t len, struct err *err);

/* What was made or renamed in the folder of `path` is on the disk. */
bool path_flush_folder(const char *path, struct err *err);

/* The same for a file that is written in pieces: the name beside its own that it has until
 * it is whole, appended to `out`; and the move, with what was written flushed to the disk
 * first. When that fails nothing is left of it. `path` of path_part_write(), which writes
 * all of it under that name, is for the sentence. */
void path_part_name(struct buf *out, const char *path);
bool path_part_write(const char *part, const char *path, const void *bytes, size_t len,
	struct err *err);
bool path_part_move(const char *part, const char *path, struct err *err);

#endif
