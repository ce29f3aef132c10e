#include "data_tree.h"

#include "data.h"
#include "unicode.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

struct walk {
	yaml_parser_t parser;
	struct data_places *places;
	const unsigned char *bytes;
	size_t len;
	struct err *err;
};

/* ---- nodes ------------------------------------------------------------------ */

static struct node *node_new(struct data_places *places, struct node *parent)
{
	struct node *node = mem_alloc(sizeof(*node));

	places->nodes++;
	node->line = 1;
	node->parent = parent;
	if (!parent) {
		places->top = node;
		return node;
	}
	node->index = parent->count++;
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	return node;
}

static void node_free(struct node *node)
{
	while (node) {
		struct node *next = node->next;

		node_free(node->first);
		free(node->key);
		free(node->text);
		free(node);
		node = next;
	}
}

void data_tree_free(struct data_places *places)
{
	if (!places)
		return;
	node_free(places->top);
	free(places->name);
	free(places);
}

static void add_shown(struct buf *out, const char *text, size_t len)
{
	for (size_t i = 0, shown = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if ((c & 0xc0) != 0x80 && shown++ == 40) {
			buf_adds(out, "...");
			return;
		}
		if (c == '\n')
			buf_adds(out, "\\n");
		else if (c == '\r')
			buf_adds(out, "\\r");
		else if (c == '\t')
			buf_adds(out, "\\t");
		else if (c < 0x20 || c == 0x7f)
			buf_addf(out, "\\x%02x", c);
		else
			buf_addc(out, (char)c);
	}
}

void node_shown(const struct node *node, struct buf *out)
{
	add_shown(out, node->text, node->len);
}

void node_path(const struct node *node, struct buf *out)
{
	if (!node->parent)
		return;
	node_path(node->parent, out);
	if (!node->key) {
		if (node->parent->kind == NODE_LIST)
			buf_addf(out, "[%zu]", node->index);
		return;
	}
	if (out->len)
		buf_addc(out, '.');
	add_shown(out, node->key, strlen(node->key));
}

bool node_refuse(const struct data_places *places, const struct node *node,
	struct err *err, const char *fmt, ...)
{
	struct buf path = BUF_INIT, sentence = BUF_INIT;
	va_list args;

	node_path(node, &path);
	va_start(args, fmt);
	buf_addv(&sentence, fmt, args);
	va_end(args);
	err_set(err, "%s:%zu: %s%s%s", places->name, node->line, path.data,
		path.len ? ": " : "", sentence.data);
	buf_release(&path);
	buf_release(&sentence);
	return false;
}

/* ---- events ----------------------------------------------------------------- */

static size_t line_at(const struct walk *w, size_t offset)
{
	size_t line = 1;

	for (size_t i = 0; i < offset && i < w->len; i++)
		line += w->bytes[i] == '\n';
	return line;
}

/* A key without its colon is noticed only in the next line, a quotation mark that
 * nobody closes only at the end of the file. */
static size_t wrong_line(const yaml_parser_t *p)
{
	return (strcmp(p->context, "while scanning a simple key") == 0 ||
				       strcmp(p->context,
					       "while scanning a quoted scalar") == 0
			       ? p->context_mark.line
			       : p->problem_mark.line) +
	       1;
}

static bool parser_complaint(struct walk *w)
{
	const yaml_parser_t *p = &w->parser;
	const char *problem = p->problem ? p->problem : "not YAML";

	if (p->error == YAML_READER_ERROR)
		return err_set(w->err, "%s:%zu: not text for YAML: %s", w->places->name,
			line_at(w, p->problem_offset), problem);
	if (p->context)
		return err_set(w->err,
			"%s:%zu: not YAML: %s (%s that began in line %zu)",
			w->places->name, wrong_line(p), problem, p->context,
			p->context_mark.line + 1);
	return err_set(w->err, "%s:%zu: not YAML: %s", w->places->name,
		p->problem_mark.line + 1, problem);
}

static bool next_event(struct walk *w, yaml_event_t *event)
{
	return yaml_parser_parse(&w->parser, event) || parser_complaint(w);
}

static bool event_refuse(struct walk *w, struct node *node, const yaml_event_t *event,
	const char *sentence)
{
	if (!node->key)
		node->line = event->start_mark.line + 1;
	return node_refuse(w->places, node, w->err, "%s", sentence);
}

static bool plain_event(struct walk *w, struct node *node, const yaml_event_t *event)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;

	switch (event->type) {
	case YAML_ALIAS_EVENT:
		return event_refuse(w, node, event,
			"an alias (*name) is not allowed, write it out");
	case YAML_SCALAR_EVENT:
		anchor = event->data.scalar.anchor;
		tag = event->data.scalar.tag;
		break;
	case YAML_SEQUENCE_START_EVENT:
		anchor = event->data.sequence_start.anchor;
		tag = event->data.sequence_start.tag;
		break;
	case YAML_MAPPING_START_EVENT:
		anchor = event->data.mapping_start.anchor;
		tag = event->data.mapping_start.tag;
		break;
	default:
		return event_refuse(w, node, event, "a value belongs here");
	}
	if (anchor)
		return event_refuse(w, node, event, "an anchor (&name) is not allowed");
	if (tag)
		return event_refuse(w, node, event, "a tag (!name) is not allowed");
	if (w->places->nodes > DATA_NODES_MAX)
		return event_refuse(w, node, event, "more values than a file may hold");
	return true;
}

static bool scalar_fits(struct walk *w, struct node *node, const yaml_event_t *event)
{
	size_t len = event->data.scalar.length;

	if (len > DATA_SCALAR_MAX)
		return event_refuse(
			w, node, event, "longer than the 64 KiB that a value may have");
	if (memchr(event->data.scalar.value, '\0', len))
		return event_refuse(w, node, event, "holds a NUL (\\0)");
	return true;
}

static bool take_key(struct walk *w, struct node *node, const yaml_event_t *event)
{
	node->line = event->start_mark.line + 1;
	if (!plain_event(w, node, event))
		return false;
	if (event->type != YAML_SCALAR_EVENT)
		return event_refuse(w, node, event, "a key must be a word");
	if (!scalar_fits(w, node, event))
		return false;
	node->key = mem_string_n(
		(const char *)event->data.scalar.value, event->data.scalar.length);
	return true;
}

static bool take_value(
	struct walk *w, struct node *node, const yaml_event_t *event, int depth);

/* The children of a list or map, up to and with its end event. */
static bool take_children(struct walk *w, struct node *parent, int depth)
{
	yaml_event_type_t end = parent->kind == NODE_MAP ? YAML_MAPPING_END_EVENT
							 : YAML_SEQUENCE_END_EVENT;

	for (;;) {
		struct node *child;
		yaml_event_t event;
		bool ok = true;

		if (!next_event(w, &event))
			return false;
		if (event.type == end) {
			yaml_event_delete(&event);
			return true;
		}
		child = node_new(w->places, parent);
		if (parent->kind == NODE_MAP) {
			ok = take_key(w, child, &event);
			yaml_event_delete(&event);
			if (!ok || !next_event(w, &event))
				return false;
		}
		ok = take_value(w, child, &event, depth);
		yaml_event_delete(&event);
		if (!ok)
			return false;
	}
}

static bool take_value(
	struct walk *w, struct node *node, const yaml_event_t *event, int depth)
{
	if (!node->key)
		node->line = event->start_mark.line + 1;
	if (!plain_event(w, node, event))
		return false;
	if (event->type == YAML_SCALAR_EVENT) {
		if (!scalar_fits(w, node, event))
			return false;
		node->kind = NODE_WORD;
		node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
		node->len = event->data.scalar.length;
		node->text = mem_string_n(
			(const char *)event->data.scalar.value, node->len);
		return true;
	}
	if (depth == DATA_DEPTH_MAX)
		return event_refuse(w, node, event, "nested deeper than 16 levels");
	node->kind = event->type == YAML_MAPPING_START_EVENT ? NODE_MAP : NODE_LIST;
	return take_children(w, node, depth + 1);
}

/* ---- the document ----------------------------------------------------------- */

static bool expect(struct walk *w, yaml_event_type_t type, const char *sentence)
{
	yaml_event_t event;
	bool ok;

	if (!next_event(w, &event))
		return false;
	ok = event.type == type;
	if (ok && type == YAML_DOCUMENT_START_EVENT) {
		if (event.data.document_start.version_directive ||
			event.data.document_start.tag_directives.start !=
				event.data.document_start.tag_directives.end) {
			ok = false;
			sentence = "a directive (%) is not allowed";
		}
	}
	if (!ok)
		err_set(w->err, "%s:%zu: %s", w->places->name,
			event.start_mark.line + 1, sentence);
	yaml_event_delete(&event);
	return ok;
}

static bool take_document(struct walk *w)
{
	struct node *top;
	yaml_event_t event;
	bool ok;

	if (!expect(w, YAML_STREAM_START_EVENT, "not YAML") ||
		!expect(w, YAML_DOCUMENT_START_EVENT, "the file is empty") ||
		!next_event(w, &event))
		return false;
	top = node_new(w->places, NULL);
	ok = take_value(w, top, &event, 0);
	yaml_event_delete(&event);
	return ok && expect(w, YAML_DOCUMENT_END_EVENT, "not YAML") &&
	       expect(w, YAML_STREAM_END_EVENT, "a second document is not allowed");
}

static bool walk(struct walk *w)
{
	size_t legal = unicode_utf8_prefix(w->bytes, w->len);
	bool ok;

	if (w->len > DATA_FILE_MAX)
		return err_set(w->err,
			"%s: larger than the 1 MiB that a data file may have",
			w->places->name);
	if (legal < w->len)
		return err_set(w->err, "%s:%zu: not UTF-8 text", w->places->name,
			line_at(w, legal));
	if (!yaml_parser_initialize(&w->parser))
		abort();
	yaml_parser_set_encoding(&w->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&w->parser, w->bytes, w->len);
	ok = take_document(w);
	yaml_parser_delete(&w->parser);
	return ok;
}

struct data_places *data_tree_read(
	const char *name, const void *bytes, size_t len, struct err *err)
{
	struct walk w = { .bytes = bytes, .len = len, .err = err };

	w.places = mem_alloc(sizeof(*w.places));
	w.places->name = mem_string(name);
	if (walk(&w))
		return w.places;
	data_tree_free(w.places);
	return NULL;
}
