#include "program.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "script.h"

/* Room for one more of `size`: arrays double from 16. */
static void *grown(void *array, size_t count, size_t size)
{
	if (count == 0 || (count >= 16 && (count & (count - 1)) == 0))
		array = mem_resize_array(array, count ? count * 2 : 16, size);
	memset((char *)array + count * size, 0, size);
	return array;
}

struct script *script_new(void)
{
	return mem_alloc(sizeof(struct script));
}

struct statement *script_add(struct script *s, enum op op, size_t line)
{
	struct statement *st;

	s->statements = grown(s->statements, s->count, sizeof(*st));
	st = &s->statements[s->count++];
	st->op = op;
	st->line = line;
	return st;
}

struct term *script_add_term(struct script *s)
{
	s->terms = grown(s->terms, s->terms_count, sizeof(*s->terms));
	return &s->terms[s->terms_count++];
}

struct part *script_add_part(struct script *s, enum part_kind kind)
{
	struct part *part;

	s->parts = grown(s->parts, s->parts_count, sizeof(*part));
	part = &s->parts[s->parts_count++];
	part->kind = kind;
	part->first = s->bytes_len;
	return part;
}

/* To the last part, which is PART_BYTES. */
void script_add_bytes(struct script *s, const void *bytes, size_t len)
{
	const uint8_t *from = bytes;

	for (size_t i = 0; i < len; i++) {
		s->bytes = grown(s->bytes, s->bytes_len, 1);
		s->bytes[s->bytes_len++] = from[i];
	}
	s->parts[s->parts_count - 1].len += len;
}

void script_free(struct script *s)
{
	if (!s)
		return;
	free(s->statements);
	free(s->terms);
	free(s->parts);
	free(s->bytes);
	free(s);
}
