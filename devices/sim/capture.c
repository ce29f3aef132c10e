/* A capture as a script: at its time, its bytes; host bytes are expected. */
#include "hexlog.h"
#include "program.h"
#include "script.h"

static void add_at(struct script *s, const struct hexlog_record *r)
{
	struct statement *st = script_add(s, OP_AT, r->line);
	struct term *t;

	st->a = (struct run){ s->terms_count, 1 };
	t = script_add_term(s);
	t->op = '+';
	t->kind = TERM_ATOM;
	t->a.value = r->at_us;
}

static void add_record(struct script *s, const struct hexlog_record *r)
{
	struct statement *st;
	enum op op = r->to_device ? OP_EXPECT : OP_SAY;

	if (r->timed && !r->to_device) {
		add_at(s, r);
		s->timed = true;
	}
	for (size_t at = 0; at < r->len; at += PROGRAM_SAY) {
		size_t len = r->len - at < PROGRAM_SAY ? r->len - at : PROGRAM_SAY;

		st = script_add(s, op, r->line);
		st->text = (struct run){ s->parts_count, 1 };
		st->jump = s->count;
		script_add_part(s, PART_BYTES);
		script_add_bytes(s, r->bytes + at, len);
	}
}

struct script *script_read_capture(
	const char *name, const char *text, size_t len, bool waits, struct err *err)
{
	struct hexlog log = HEXLOG_INIT;
	struct script *s;

	if (!hexlog_read(&log, name, text, len, err))
		return NULL;
	s = script_new();
	s->capture = true;
	for (size_t i = 0; i < log.count; i++)
		if (waits || !log.records[i].to_device)
			add_record(s, &log.records[i]);
	hexlog_release(&log);
	return s;
}
