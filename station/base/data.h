/*
 * data - YAML files into structs.
 *
 * A schema is a libcyaml schema (see cyaml/cyaml.h): the caller describes its
 * struct once, and that description is both what is loaded and what is checked.
 * A file is walked first, with libyaml, against the very same schema, because
 * libcyaml names the token before a mistake, reads `010` as eight and follows
 * aliases. What the walk lets through, libcyaml loads.
 *
 *	struct profile *p;
 *	if (!data_load(path, &profile_schema, (void **)&p, err))
 *		return false;
 *	... data_free(&profile_schema, p);
 *
 * Refused, each with file, line of the key itself, key path and what is allowed:
 *
 *	x.yaml:12: frame.ends: "\r" is not allowed here (allowed: cr, lf, any)
 *
 * - an unknown, missing or doubled key; a list or mapping where a word belongs;
 * - a word that an enum or flags does not have (numbers for them too, and in the
 *   exact case written in the schema);
 * - an integer that is not plain decimal (`010`, `0x1f`, `1_000`, `1e3`, `+5`) or
 *   does not fit the member; a boolean other than true, false, yes, no; either of
 *   them in quotes;
 * - a string or list shorter or longer than the schema says; an empty value, except
 *   for CYAML_FLAG_POINTER_NULL; a NUL (as "\0" in quotes);
 * - anchors, aliases, tags, several documents, directives, an empty document;
 * - depth over DATA_DEPTH_MAX, a file over DATA_FILE_MAX, a scalar over
 *   DATA_SCALAR_MAX, more than DATA_NODES_MAX values; bytes that are not UTF-8.
 *
 * A byte order mark before the text, as Windows' Notepad writes it, is dropped.
 *
 * Note that "\xff" in quotes is the character U+00FF, in UTF-8 two bytes: a byte
 * above 0x7f is written otherwise, for instance as hexadecimal text.
 *
 * A schema's top must be a CYAML_VALUE_MAPPING or CYAML_VALUE_SEQUENCE_FIXED with
 * CYAML_FLAG_POINTER. Not for our files, and asserted: CYAML_FLOAT, CYAML_BITFIELD,
 * and a sequence at the top (put it below a key).
 *
 * Everything loaded belongs to the caller until data_free() with the same schema.
 * A member whose optional key is absent is zero (NULL, 0, "", false).
 */
#ifndef BASE_DATA_H
#define BASE_DATA_H

#include "err.h"

#include <stdbool.h>
#include <stddef.h>

#include <cyaml/cyaml.h>

#define DATA_FILE_MAX	((size_t)1024 * 1024)
#define DATA_SCALAR_MAX ((size_t)64 * 1024)
#define DATA_DEPTH_MAX	16
#define DATA_NODES_MAX	((size_t)100 * 1000)

/* Where each key stood, for complaints that only meaning can make. */
struct data_places;

bool data_load(const char *path, const cyaml_schema_value_t *schema, void **out,
	struct err *err);

/* The same for bytes in memory; `name` stands in complaints for the file. */
bool data_load_text(const char *name, const void *bytes, size_t len,
	const cyaml_schema_value_t *schema, void **out, struct err *err);

/* The same, and hand out the places too: data_places_free(). They remember the
 * file's name and need neither the file nor the loaded struct. */
bool data_load_placed(const char *path, const cyaml_schema_value_t *schema, void **out,
	struct data_places **places, struct err *err);
bool data_load_text_placed(const char *name, const void *bytes, size_t len,
	const cyaml_schema_value_t *schema, void **out, struct data_places **places,
	struct err *err);

void data_free(const cyaml_schema_value_t *schema, void *loaded);
void data_places_free(struct data_places *places);

/* The line of a key or list entry, "frame.ends" or "reading[2].unit" (entries
 * count from 0); that of the nearest parent when it was not written; at least 1. */
size_t data_line(const struct data_places *places, const char *key);

/* Was it written? For keys whose absence reads as one of their values. */
bool data_has(const struct data_places *places, const char *key);

/* "<file>:<line>: <key>: <sentence>". Always false. `key` may be "". */
bool data_refuse(const struct data_places *places, const char *key, struct err *err,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
