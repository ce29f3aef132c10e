/*
 * codes - a table `code,name` as the platform numbers something: schema/codes/ethnicity.csv.
 *
 * Codes are compared as numbers: "1" is "01". The caller owns what it loads: codes_free().
 */
#ifndef BASE_CODES_H
#define BASE_CODES_H

#include <stdbool.h>

#include "err.h"

struct codes;

struct codes *codes_load(const char *path, struct err *err);
void codes_free(struct codes *codes);
/* The code of a name, "汉族" or "汉"; NULL when there is none, or several: 其他 is
 * 57 to one system and 97 to another. */
const char *codes_of_name(const struct codes *codes, const char *name);
bool codes_has(const struct codes *codes, const char *code);
const char *codes_name(const struct codes *codes, const char *code); /* "" unknown */

#endif
