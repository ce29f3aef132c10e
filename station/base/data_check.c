#include "data_check.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct check {
	const struct data_places *places;
	struct err *err;
};

static bool value_fits(const struct check *c, const cyaml_schema_value_t *schema,
	const struct node *node);

static const char *kind_name(const struct node *node)
{
	static const char *const name[] = { "a single value", "a list",
		"a mapping of keys" };

	return name[node->kind];
}

static bool has(const cyaml_schema_value_t *schema, enum cyaml_flag flag)
{
	return ((unsigned)schema->flags & (unsigned)flag) == (unsigned)flag;
}

/* `node` is of another kind than `wanted`. Always false. */
static bool wrong_kind(
	const struct check *c, const struct node *node, const char *wanted)
{
	if (node->kind == NODE_WORD && node->len == 0)
		return node_refuse(
			c->places, node, c->err, "is empty, %s belongs here", wanted);
	return node_refuse(c->places, node, c->err, "is %s, but %s belongs here",
		kind_name(node), wanted);
}

/* ---- words ------------------------------------------------------------------ */

static bool word_refuse(
	const struct check *c, const struct node *node, const char *sentence)
{
	struct buf shown = BUF_INIT;

	node_shown(node, &shown);
	node_refuse(c->places, node, c->err, "\"%s\" %s", shown.data, sentence);
	buf_release(&shown);
	return false;
}

static bool plain_word(
	const struct check *c, const struct node *node, const char *wanted)
{
	if (node->kind != NODE_WORD || (node->len == 0 && !node->quoted))
		return wrong_kind(c, node, wanted);
	return true;
}

/* A sign when `negative`, then 0 or digits that do not begin with 0. */
static bool is_integer(const struct node *node, bool negative)
{
	const char *s = node->text;

	if (*s == '-' && negative && s[1] != '0')
		s++;
	if (*s == '0')
		return s[1] == '\0';
	return *s != '\0' && strspn(s, "0123456789") == strlen(s);
}

static bool magnitude_of(const char *digits, uint64_t *out)
{
	*out = 0;
	for (; *digits; digits++)
		if (__builtin_mul_overflow(*out, (uint64_t)10, out) ||
			__builtin_add_overflow(*out, (uint64_t)(*digits - '0'), out))
			return false;
	return true;
}

static bool integer_fits(const struct check *c, const cyaml_schema_value_t *schema,
	const struct node *node)
{
	bool is_signed = schema->type == CYAML_INT, minus;
	unsigned bits = schema->data_size * 8;
	uint64_t most = UINT64_MAX >> (64 - bits), magnitude;
	char sentence[128];

	assert(schema->data_size >= 1 && schema->data_size <= 8);
	if (!plain_word(c, node, "a whole number"))
		return false;
	if (node->quoted)
		return word_refuse(c, node, "is in quotes, write the number plainly");
	if (!is_integer(node, is_signed))
		return word_refuse(c, node,
			is_signed ? "is not a plain whole number (allowed: 12, -3)"
				  : "is not a plain whole number (allowed: 0, 12)");
	if (is_signed)
		most >>= 1;
	minus = node->text[0] == '-';
	if (magnitude_of(node->text + minus, &magnitude) && magnitude <= most + minus)
		return true;
	if (is_signed)
		snprintf(sentence, sizeof(sentence),
			"is out of range (allowed: -%llu to %llu)",
			(unsigned long long)most + 1, (unsigned long long)most);
	else
		snprintf(sentence, sizeof(sentence),
			"is out of range (allowed: 0 to %llu)",
			(unsigned long long)most);
	return word_refuse(c, node, sentence);
}

static bool bool_fits(const struct check *c, const struct node *node)
{
	static const char *const word[] = { "true", "false", "yes", "no" };

	if (!plain_word(c, node, "true or false"))
		return false;
	for (size_t i = 0; !node->quoted && i < 4; i++)
		if (strcmp(node->text, word[i]) == 0)
			return true;
	return word_refuse(
		c, node, "is not allowed here (allowed: true, false, yes, no)");
}

static bool string_fits(const struct check *c, const cyaml_schema_value_t *schema,
	const struct node *node)
{
	size_t max = schema->string.max, min = schema->string.min;

	assert(has(schema, CYAML_FLAG_POINTER) || max < schema->data_size);
	if (!plain_word(c, node, "a text"))
		return false;
	if (node->len < min && node->len == 0)
		return node_refuse(c->places, node, c->err, "must not be empty");
	if (node->len < min)
		return node_refuse(c->places, node, c->err,
			"has %zu bytes, and at least %zu are needed", node->len, min);
	if (node->len > max)
		return node_refuse(c->places, node, c->err,
			"has %zu bytes, and at most %zu are allowed", node->len, max);
	return true;
}

static bool one_of(const struct check *c, const cyaml_schema_value_t *schema,
	const struct node *node)
{
	struct buf allowed = BUF_INIT;

	if (!plain_word(c, node, "one word"))
		return false;
	for (uint32_t i = 0; i < schema->enumeration.count; i++) {
		if (strcmp(schema->enumeration.strings[i].str, node->text) == 0) {
			buf_release(&allowed);
			return true;
		}
		buf_addf(&allowed, "%s%s", i ? ", " : "is not allowed here (allowed: ",
			schema->enumeration.strings[i].str);
	}
	buf_addc(&allowed, ')');
	word_refuse(c, node, allowed.data);
	buf_release(&allowed);
	return false;
}

static bool flags_fit(const struct check *c, const cyaml_schema_value_t *schema,
	const struct node *node)
{
	if (node->kind != NODE_LIST)
		return wrong_kind(c, node, "a list of words");
	for (const struct node *word = node->first; word; word = word->next) {
		if (!one_of(c, schema, word))
			return false;
		if (word->index >= schema->enumeration.count)
			return node_refuse(c->places, node, c->err,
				"lists a word twice (there are only %u)",
				schema->enumeration.count);
	}
	return true;
}

/* ---- lists and mappings ------------------------------------------------------ */

static bool list_fits(const struct check *c, const cyaml_schema_value_t *schema,
	const struct node *node)
{
	size_t min = schema->sequence.min, max = schema->sequence.max;

	if (node->kind != NODE_LIST)
		return wrong_kind(c, node, "a list");
	if (node->count < min)
		return node_refuse(c->places, node, c->err,
			"has %zu entries, and at least %zu are needed", node->count,
			min);
	if (node->count > max)
		return node_refuse(c->places, node, c->err,
			"has %zu entries, and at most %zu are allowed", node->count,
			max);
	for (const struct node *entry = node->first; entry; entry = entry->next)
		if (!value_fits(c, schema->sequence.entry, entry))
			return false;
	return true;
}

static void add_keys(struct buf *out, const cyaml_schema_field_t *fields)
{
	for (size_t i = 0; fields[i].key; i++)
		buf_addf(out, "%s%s", i ? ", " : "", fields[i].key);
}

static bool unknown_key(const struct check *c, const cyaml_schema_field_t *fields,
	const struct node *node)
{
	struct buf allowed = BUF_INIT;

	add_keys(&allowed, fields);
	node_refuse(c->places, node, c->err, "unknown key (allowed: %s)", allowed.data);
	buf_release(&allowed);
	return false;
}

static bool missing_key(const struct check *c, const struct node *node,
	const cyaml_schema_field_t *field)
{
	return node_refuse(
		c->places, node, c->err, "the key \"%s\" is missing", field->key);
}

/* An unknown key ends the walk at once, so a map of thousands of keys costs no more
 * than a map of the schema's. */
static bool keys_fit(const struct check *c, const cyaml_schema_field_t *fields,
	const struct node *node, const struct node **seen)
{
	for (const struct node *child = node->first; child; child = child->next) {
		size_t i = 0;

		while (fields[i].key && strcmp(fields[i].key, child->key) != 0)
			i++;
		if (!fields[i].key)
			return unknown_key(c, fields, child);
		if (seen[i])
			return node_refuse(c->places, child, c->err,
				"the key is doubled, it was given in line %zu",
				seen[i]->line);
		seen[i] = child;
		if (!value_fits(c, &fields[i].value, child))
			return false;
	}
	for (size_t i = 0; fields[i].key; i++)
		if (!seen[i] && !has(&fields[i].value, CYAML_FLAG_OPTIONAL))
			return missing_key(c, node, &fields[i]);
	return true;
}

static bool map_fits(const struct check *c, const cyaml_schema_value_t *schema,
	const struct node *node)
{
	const cyaml_schema_field_t *fields = schema->mapping.fields;
	const struct node **seen;
	struct buf allowed = BUF_INIT;
	size_t n = 0;
	bool ok;

	if (node->kind != NODE_MAP) {
		buf_adds(&allowed, "a mapping of keys (allowed: ");
		add_keys(&allowed, fields);
		buf_addc(&allowed, ')');
		wrong_kind(c, node, allowed.data);
		buf_release(&allowed);
		return false;
	}
	while (fields[n].key)
		n++;
	seen = mem_array(n, sizeof(const struct node *));
	ok = keys_fit(c, fields, node, seen);
	free(seen);
	return ok;
}

/* ---- anything ---------------------------------------------------------------- */

static bool is_null(const cyaml_schema_value_t *schema, const struct node *node)
{
	static const char *const word[] = { "null", "Null", "NULL", "~" };

	if (node->kind != NODE_WORD || !has(schema, CYAML_FLAG_POINTER_NULL))
		return false;
	for (size_t i = 0; has(schema, CYAML_FLAG_POINTER_NULL_STR) && i < 4; i++)
		if (strcmp(node->text, word[i]) == 0)
			return true;
	return node->len == 0;
}

static bool value_fits(const struct check *c, const cyaml_schema_value_t *schema,
	const struct node *node)
{
	if (is_null(schema, node))
		return true;
	switch (schema->type) {
	case CYAML_INT:
	case CYAML_UINT:
		return integer_fits(c, schema, node);
	case CYAML_BOOL:
		return bool_fits(c, node);
	case CYAML_ENUM:
		return one_of(c, schema, node);
	case CYAML_FLAGS:
		return flags_fit(c, schema, node);
	case CYAML_STRING:
		return string_fits(c, schema, node);
	case CYAML_MAPPING:
		return map_fits(c, schema, node);
	case CYAML_SEQUENCE:
	case CYAML_SEQUENCE_FIXED:
		return list_fits(c, schema, node);
	case CYAML_IGNORE:
		return true;
	case CYAML_FLOAT:
	case CYAML_BITFIELD:
	default:
		assert(!"a type that our schemas do not use");
		return false;
	}
}

bool data_check(const struct data_places *places, const cyaml_schema_value_t *schema,
	struct err *err)
{
	struct check c = { places, err };

	return value_fits(&c, schema, places->top);
}
