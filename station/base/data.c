#include "data.h"

#include "buf.h"
#include "data_check.h"
#include "data_tree.h"
#include "path.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What libcyaml says first; later lines only trace back from there. */
struct complaint {
	char text[256];
};

static void hear(cyaml_log_t level, void *context, const char *fmt, va_list args)
	__attribute__((format(printf, 3, 0)));
static void hear(cyaml_log_t level, void *context, const char *fmt, va_list args)
{
	struct complaint *c = context;

	if (level < CYAML_LOG_ERROR || c->text[0])
		return;
	vsnprintf(c->text, sizeof(c->text), fmt, args);
	c->text[strcspn(c->text, "\n")] = '\0';
}

static cyaml_config_t config(struct complaint *c)
{
	return (cyaml_config_t){
		.log_fn = hear,
		.log_ctx = c,
		.mem_fn = cyaml_mem,
		.log_level = CYAML_LOG_ERROR,
		.flags = CYAML_CFG_NO_ALIAS,
	};
}

static bool load_checked(const char *name, const void *bytes, size_t len,
	const cyaml_schema_value_t *schema, void **out, struct err *err)
{
	struct complaint complaint = { "" };
	cyaml_config_t cfg = config(&complaint);
	cyaml_err_t got = cyaml_load_data(bytes, len, &cfg, schema, out, NULL);

	if (got == CYAML_OK && *out)
		return true;
	*out = NULL;
	return err_set(err, "%s: %s%s%s", name, cyaml_strerror(got),
		complaint.text[0] ? ": " : "", complaint.text);
}

bool data_load_text_placed(const char *name, const void *bytes, size_t len,
	const cyaml_schema_value_t *schema, void **out, struct data_places **places,
	struct err *err)
{
	bool marked = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
	struct data_places *tree;
	bool ok;

	assert(((unsigned)schema->flags & CYAML_FLAG_POINTER) &&
		schema->type != CYAML_SEQUENCE);
	*out = NULL;
	if (marked) {
		bytes = (const char *)bytes + 3;
		len -= 3;
	}
	tree = data_tree_read(name, bytes, len, err);
	ok = tree && data_check(tree, schema, err) &&
	     load_checked(name, bytes, len, schema, out, err);
	if (ok && places) {
		*places = tree;
		return true;
	}
	if (places)
		*places = NULL;
	data_tree_free(tree);
	return ok;
}

bool data_load_text(const char *name, const void *bytes, size_t len,
	const cyaml_schema_value_t *schema, void **out, struct err *err)
{
	return data_load_text_placed(name, bytes, len, schema, out, NULL, err);
}

bool data_load_placed(const char *path, const cyaml_schema_value_t *schema, void **out,
	struct data_places **places, struct err *err)
{
	struct buf bytes = BUF_INIT;
	bool ok;

	*out = NULL;
	if (places)
		*places = NULL;
	ok = path_read(path, DATA_FILE_MAX, &bytes, err) &&
	     data_load_text_placed(
		     path, bytes.data, bytes.len, schema, out, places, err);
	buf_release(&bytes);
	return ok;
}

bool data_load(const char *path, const cyaml_schema_value_t *schema, void **out,
	struct err *err)
{
	return data_load_placed(path, schema, out, NULL, err);
}

void data_free(const cyaml_schema_value_t *schema, void *loaded)
{
	struct complaint complaint = { "" };
	cyaml_config_t cfg = config(&complaint);

	if (loaded)
		cyaml_free(&cfg, schema, loaded, 0);
}

void data_places_free(struct data_places *places)
{
	data_tree_free(places);
}

/* ---- places ------------------------------------------------------------------ */

static const struct node *child_of(
	const struct node *parent, const char *key, size_t len, bool entry)
{
	size_t index = entry ? strtoul(key, NULL, 10) : 0;

	for (const struct node *n = parent->first; n; n = n->next)
		if (entry ? !n->key && n->index == index
			  : n->key && strlen(n->key) == len &&
					memcmp(n->key, key, len) == 0)
			return n;
	return NULL;
}

/* The node of the key, or of its nearest parent; `rest` is what was not found. */
static const struct node *node_at(
	const struct data_places *places, const char *key, const char **rest)
{
	const struct node *at = places->top, *next;

	for (*rest = key; *key; *rest = key) {
		bool entry = *key == '[';
		size_t len;

		key += entry || *key == '.';
		len = strcspn(key, ".[]");
		next = child_of(at, key, len, entry);
		if (!next)
			break;
		at = next;
		key += len;
		key += *key == ']';
	}
	return at;
}

size_t data_line(const struct data_places *places, const char *key)
{
	return node_at(places, key, &key)->line;
}

bool data_has(const struct data_places *places, const char *key)
{
	node_at(places, key, &key);
	return !*key;
}

bool data_refuse(const struct data_places *places, const char *key, struct err *err,
	const char *fmt, ...)
{
	struct buf sentence = BUF_INIT;
	va_list args;

	va_start(args, fmt);
	buf_addv(&sentence, fmt, args);
	va_end(args);
	err_set(err, "%s:%zu: %s%s%s", places->name, data_line(places, key), key,
		*key ? ": " : "", sentence.data);
	buf_release(&sentence);
	return false;
}
