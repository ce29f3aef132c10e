/*
 * data_check - does a tree say what a libcyaml schema allows?
 *
 * Part of data; nobody else includes it. What passes here, libcyaml loads: a key it
 * knows once, every key it needs, words, numbers and counts that fit the members.
 */
#ifndef BASE_DATA_CHECK_H
#define BASE_DATA_CHECK_H

#include "data.h"
#include "data_tree.h"

bool data_check(const struct data_places *places, const cyaml_schema_value_t *schema,
	struct err *err);

#endif
