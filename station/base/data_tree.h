/*
 * data_tree - a YAML file as a small tree that remembers where everything stood.
 *
 * Part of data; nobody else includes it. The tree is what libyaml's events say, after
 * refusing what our files never contain: aliases, anchors, tags, directives, a second
 * document, keys that are not words, and anything beyond the limits of data.h.
 */
#ifndef BASE_DATA_TREE_H
#define BASE_DATA_TREE_H

#include "buf.h"
#include "err.h"

#include <stdbool.h>
#include <stddef.h>

enum node_kind { NODE_WORD, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	bool quoted;  /* or a block of text; a word only */
	size_t line;  /* of the key, or of the entry when it has none; from 1 */
	size_t index; /* among the entries of a list */
	char *key;    /* in a map; NULL in a list and at the top */
	char *text;   /* a word only; terminated, no NUL within */
	size_t len;
	size_t count; /* children */
	struct node *parent, *first, *last, *next;
};

struct data_places {
	char *name; /* the file's */
	struct node *top;
	size_t nodes;
};

struct data_places *data_tree_read(
	const char *name, const void *bytes, size_t len, struct err *err);
void data_tree_free(struct data_places *places);

/* Append "reading[2].unit"; nothing for the top. */
void node_path(const struct node *node, struct buf *out);

/* Append the word as it can be shown in a sentence: escaped, at most 40 characters. */
void node_shown(const struct node *node, struct buf *out);

/* "<file>:<line>: <path>: <sentence>". Always false. */
bool node_refuse(const struct data_places *places, const struct node *node,
	struct err *err, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
