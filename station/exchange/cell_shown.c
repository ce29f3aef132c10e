#include "cell_shown.h"

#include <stdbool.h>
#include <string.h>

#include "text.h"

#define PLACES_MAX 16

/* A format taken apart: text and places for digits in their order. */
struct piece {
	char literal[8]; /* "" for a place */
	char place;	 /* '0', '#' or '?' */
};

struct shape {
	struct piece piece[2 * PLACES_MAX];
	size_t count;
	size_t whole, part; /* places before and after the point */
	bool point;
};

static bool add_literal(struct shape *shape, const char *text, size_t len)
{
	struct piece *piece = &shape->piece[shape->count];

	if (len == 0)
		return true;
	if (shape->count == sizeof(shape->piece) / sizeof(shape->piece[0]) ||
		len >= sizeof(piece->literal))
		return false;
	memcpy(piece->literal, text, len);
	shape->count++;
	return true;
}

static bool add_place(struct shape *shape, char place)
{
	if (shape->whole + shape->part == PLACES_MAX ||
		shape->count == sizeof(shape->piece) / sizeof(shape->piece[0]))
		return false;
	shape->piece[shape->count++].place = place;
	if (shape->point)
		shape->part++;
	else
		shape->whole++;
	return true;
}

/* The bytes of the character at `s`. */
static size_t character(const char *s)
{
	size_t n = 1;

	while (((unsigned char)s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

static bool read_shape(const char *format, struct shape *shape)
{
	const char *end;
	size_t len;

	*shape = (struct shape){ .count = 0 };
	for (const char *s = format; *s && *s != ';'; s += len) {
		len = character(s);
		if (*s == '0' || *s == '#' || *s == '?') {
			if (!add_place(shape, *s))
				return false;
		} else if (*s == '.' && !shape->point) {
			shape->point = true;
			if (!add_literal(shape, ".", 1))
				return false;
		} else if (*s == '"') {
			end = strchr(s + 1, '"');
			if (!end || !add_literal(shape, s + 1, (size_t)(end - s) - 1))
				return false;
			len = (size_t)(end - s) + 1;
		} else if (*s == '\\' && s[1]) {
			len = 1 + character(s + 1);
			if (!add_literal(shape, s + 1, len - 1))
				return false;
		} else if (*s == '[' && (end = strchr(s, ']')) != NULL) {
			len = (size_t)(end - s) + 1; /* a colour or a language */
		} else if (*s == '_' && s[1]) {
			len = 1 + character(s + 1); /* a blank of that width */
		} else if (*s == '\'' || *s == ':' || *s == '-' || len > 1) {
			if (!add_literal(shape, s, len))
				return false;
		} else {
			return false;
		}
	}
	return shape->whole > 0;
}

static void add(char out[CELL_SHOWN_MAX], size_t *n, const char *text, size_t len)
{
	if (*n + len < CELL_SHOWN_MAX) {
		memcpy(out + *n, text, len);
		*n += len;
	}
	out[*n] = '\0';
}

/* More digits than places: all of them stand at the first place. */
static void show_whole(const struct shape *shape, size_t place, char kind,
	struct slice digits, char out[CELL_SHOWN_MAX], size_t *n)
{
	size_t spare = shape->whole - place; /* places from this one on */

	if (place == 0 && digits.len > shape->whole)
		add(out, n, digits.text, digits.len - shape->whole + 1);
	else if (spare <= digits.len)
		add(out, n, digits.text + digits.len - spare, 1);
	else if (kind == '0')
		add(out, n, "0", 1);
}

static void show(const struct shape *shape, struct slice whole, struct slice part,
	char out[CELL_SHOWN_MAX])
{
	size_t at = 0, n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < shape->count; i++) {
		const struct piece *piece = &shape->piece[i];

		if (!piece->place) {
			add(out, &n, piece->literal, strlen(piece->literal));
			continue;
		}
		if (at < shape->whole)
			show_whole(shape, at, piece->place, whole, out, &n);
		else if (at - shape->whole < part.len)
			add(out, &n, part.text + at - shape->whole, 1);
		else if (piece->place == '0')
			add(out, &n, "0", 1);
		at++;
	}
}

const char *cell_shown(const struct cell *cell, char out[CELL_SHOWN_MAX])
{
	const char *text = cell->text, *point = strchr(text, '.');
	struct slice whole = { text, point ? (size_t)(point - text) : strlen(text) };
	struct slice part = slice_of(point ? point + 1 : "");
	struct shape shape;

	text_copy(out, CELL_SHOWN_MAX, text);
	/* A rounded number, or one below 0, would show something else than it is. */
	if (cell->kind != CELL_NUMBER || *text == '-' || !*cell->format ||
		!read_shape(cell->format, &shape) || part.len > shape.part)
		return out;
	if (whole.len == 1 && *text == '0')
		whole.len = 0;
	show(&shape, whole, part, out);
	return out;
}
