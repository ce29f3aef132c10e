/*
 * Reading a script. Nothing of it is believed: what does not fit is refused by
 * file and line, and every array has its bound.
 */
#include "script.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "program.h"
#include "reader.h"

#define TEXT_MAX       ((size_t)256 * 1024)
#define STATEMENTS_MAX 4096

/* ---- blocks ---------------------------------------------------------------------- */

static bool open_block(struct reader *r, enum block_kind kind, size_t statement)
{
	if (!reader_char(r, '{'))
		return reader_fail(r, "a block begins with { at the end of the line");
	if (r->depth == PROGRAM_DEPTH)
		return reader_fail(r, "blocks go at most %d deep", (int)PROGRAM_DEPTH);
	r->blocks[r->depth++] = (struct block){ kind, statement, r->line };
	return true;
}

static void close_else(struct reader *r, const struct block *b)
{
	r->script->statements[b->statement].jump = r->script->count;
}

/* `} else {`: what held jumps over it, what did not hold begins here. */
static bool begin_else(struct reader *r, const struct block *b)
{
	size_t over = r->script->count;

	script_add(r->script, OP_JUMP, r->line);
	r->script->statements[b->statement].jump = r->script->count;
	return open_block(r, BLOCK_ELSE, over);
}

static bool end_block(struct reader *r)
{
	struct block b;

	if (r->depth == 0)
		return reader_fail(r, "this } closes nothing");
	b = r->blocks[--r->depth];
	if (b.kind == BLOCK_REPEAT)
		script_add(r->script, OP_AGAIN, r->line)->jump = b.statement;
	if (b.kind == BLOCK_SIDE)
		script_add(r->script, OP_RETURN, r->line);
	if (reader_word_is(r, "else")) {
		if (b.kind != BLOCK_IF)
			return reader_fail(r, "else belongs to if or chance");
		return begin_else(r, &b);
	}
	close_else(r, &b);
	return true;
}

/* ---- statements ------------------------------------------------------------------- */

static struct statement *add(struct reader *r, enum op op)
{
	return script_add(r->script, op, r->line);
}

/* After a say: "gives 2", the readings that a station should make of it. */
static bool add_say(struct reader *r, struct run text)
{
	struct run gives = { 0, 0 };

	if (reader_word_is(r, "gives") && !reader_sum(r, &gives))
		return false;
	add(r, OP_SAY)->text = text;
	r->script->statements[r->script->count - 1].a = gives;
	return true;
}

static bool read_say(struct reader *r)
{
	struct run text;

	return reader_text(r, false, &text) && add_say(r, text);
}

static bool read_hex(struct reader *r)
{
	struct run bytes;

	return reader_hex(r, &bytes) && add_say(r, bytes);
}

static bool add_timed(struct reader *r, enum op op)
{
	struct run time;

	if (!reader_time(r, &time))
		return false;
	add(r, op)->a = time;
	return true;
}

static bool read_wait(struct reader *r)
{
	return add_timed(r, OP_WAIT);
}

static bool read_at(struct reader *r)
{
	return add_timed(r, OP_AT);
}

static bool read_unplug(struct reader *r)
{
	return add_timed(r, OP_UNPLUG);
}

static bool add_plain(struct reader *r, enum op op)
{
	add(r, op);
	return true;
}

static bool read_idle(struct reader *r)
{
	for (size_t i = 0; i < r->depth; i++)
		if (r->blocks[i].kind == BLOCK_SIDE)
			return reader_fail(
				r, "a handler or timer that idles would never end");
	return add_plain(r, OP_IDLE);
}

static bool read_restart(struct reader *r)
{
	return add_plain(r, OP_RESTART);
}

static bool read_stop(struct reader *r)
{
	return add_plain(r, OP_STOP);
}

static bool read_spoil(struct reader *r)
{
	return add_plain(r, OP_SPOIL);
}

static bool read_double(struct reader *r)
{
	return add_plain(r, OP_DOUBLE);
}

static bool read_swap(struct reader *r)
{
	return add_plain(r, OP_SWAP);
}

static bool read_let(struct reader *r)
{
	struct run sum;
	int name;

	if (!reader_name(r, &name))
		return false;
	if (!reader_char(r, '='))
		return reader_fail(r, "let wants = after the name");
	if (!reader_sum(r, &sum))
		return false;
	add(r, OP_LET)->a = sum;
	r->script->statements[r->script->count - 1].name = name;
	return true;
}

static bool read_repeat(struct reader *r)
{
	struct run sum = { 0, 0 };
	bool forever = reader_word_is(r, "forever");
	size_t at = r->script->count;

	if (!forever && !reader_sum(r, &sum))
		return false;
	add(r, OP_REPEAT)->a = sum;
	r->script->statements[at].forever = forever;
	return open_block(r, BLOCK_REPEAT, at);
}

static bool read_if(struct reader *r)
{
	struct run a, b;
	enum compare compare;
	size_t at = r->script->count;

	if (!reader_sum(r, &a) || !reader_compare(r, &compare) || !reader_sum(r, &b))
		return false;
	add(r, OP_IF)->a = a;
	r->script->statements[at].b = b;
	r->script->statements[at].compare = compare;
	return open_block(r, BLOCK_IF, at);
}

static bool read_chance(struct reader *r)
{
	struct run sum;
	size_t at = r->script->count;

	if (!reader_sum(r, &sum))
		return false;
	if (!reader_char(r, '%'))
		return reader_fail(r, "chance wants a per cent, as in chance 10%% {");
	add(r, OP_CHANCE)->a = sum;
	return open_block(r, BLOCK_IF, at);
}

static bool read_expect(struct reader *r)
{
	struct run text, time = { 0, 0 };
	size_t at = r->script->count;
	bool timed;

	if (!reader_text(r, true, &text))
		return false;
	timed = reader_word_is(r, "within");
	if (timed && !reader_time(r, &time))
		return false;
	add(r, OP_EXPECT)->text = text;
	r->script->statements[at].a = time;
	r->script->statements[at].timed = timed;
	r->script->statements[at].jump = at + 1;
	if (!timed || !reader_sees(r, '{'))
		return true;
	return open_block(r, BLOCK_PLAIN, at);
}

static bool begin_handler(struct reader *r, const char *word)
{
	struct script *s = r->script;
	struct run text;

	if (r->depth > 0)
		return reader_fail(r, "%s stands outside of every block", word);
	if (s->handlers_count == PROGRAM_HANDLERS)
		return reader_fail(r, "at most %d handlers", (int)PROGRAM_HANDLERS);
	if (!reader_text(r, true, &text))
		return false;
	add(r, OP_JUMP);
	s->handlers[s->handlers_count++] = (struct handler){ text, s->count };
	return true;
}

static bool read_on(struct reader *r)
{
	size_t at = r->script->count;

	return begin_handler(r, "on") && open_block(r, BLOCK_SIDE, at);
}

static bool read_when(struct reader *r)
{
	size_t at = r->script->count;

	if (!begin_handler(r, "when"))
		return false;
	if (!reader_word_is(r, "say"))
		return reader_fail(r, "when \"TEXT\" goes on with say \"TEXT\"");
	if (!read_say(r))
		return false;
	add(r, OP_RETURN);
	r->script->statements[at].jump = r->script->count;
	return true;
}

static bool read_after(struct reader *r)
{
	size_t at = r->script->count;

	return add_timed(r, OP_AFTER) && open_block(r, BLOCK_SIDE, at);
}

static bool add_counted(struct reader *r, enum op op)
{
	struct run sum;

	if (!reader_sum(r, &sum))
		return false;
	add(r, op)->a = sum;
	return true;
}

static bool read_noise(struct reader *r)
{
	return add_counted(r, OP_NOISE);
}

static bool read_cut(struct reader *r)
{
	return add_counted(r, OP_CUT);
}

static bool read_drop(struct reader *r)
{
	return add_counted(r, OP_DROP);
}

static bool read_tear(struct reader *r)
{
	if (reader_word_is(r, "off"))
		return add_plain(r, OP_TEAR);
	return add_timed(r, OP_TEAR);
}

/* escape 8D 20 8A..8F: those bytes are sent as 8D and the byte + 20 */
static bool read_escape(struct reader *r)
{
	uint8_t e[4];

	if (reader_word_is(r, "off"))
		return add_plain(r, OP_ESCAPE);
	for (size_t i = 0; i < 3; i++)
		if (!reader_byte(r, &e[i]))
			return false;
	if (!reader_range(r) || !reader_byte(r, &e[3]) || e[2] > e[3])
		return reader_fail(r,
			"escape wants a byte, what is added, and a range, "
			"as in escape 8D 20 8A..8F");
	memcpy(add(r, OP_ESCAPE)->escape, e, sizeof(e));
	return true;
}

static const struct {
	const char *word;
	bool (*read)(struct reader *r);
} words[] = {
	{ "say", read_say },
	{ "hex", read_hex },
	{ "wait", read_wait },
	{ "at", read_at },
	{ "idle", read_idle },
	{ "let", read_let },
	{ "repeat", read_repeat },
	{ "if", read_if },
	{ "chance", read_chance },
	{ "expect", read_expect },
	{ "on", read_on },
	{ "when", read_when },
	{ "after", read_after },
	{ "restart", read_restart },
	{ "stop", read_stop },
	{ "noise", read_noise },
	{ "tear", read_tear },
	{ "cut", read_cut },
	{ "drop", read_drop },
	{ "spoil", read_spoil },
	{ "double", read_double },
	{ "swap", read_swap },
	{ "escape", read_escape },
	{ "unplug", read_unplug },
};

/* ---- lines ------------------------------------------------------------------------ */

static bool read_statement(struct reader *r)
{
	struct slice word;

	if (reader_char(r, '}'))
		return end_block(r);
	if (!reader_word(r, &word))
		return reader_fail(r, "a line begins with a word of the language");
	if (r->script->count >= STATEMENTS_MAX)
		return reader_fail(r, "at most %d statements", STATEMENTS_MAX);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (slice_is(word, words[i].word))
			return words[i].read(r);
	return reader_fail(r, "\"%.*s\" is not a word of the language",
		word.len > 40 ? 40 : (int)word.len, word.text);
}

static bool read_line(struct reader *r)
{
	if (reader_at_end(r))
		return true;
	if (!read_statement(r))
		return false;
	if (!reader_at_end(r))
		return reader_fail(r, "something is left over after the statement");
	return true;
}

static bool read_lines(struct reader *r, const char *text, size_t len)
{
	while (len > 0) {
		const char *end = memchr(text, '\n', len);
		size_t n = end ? (size_t)(end - text) : len;

		r->line++;
		r->at = text;
		r->end = text + n;
		if (!read_line(r))
			return false;
		n += end != NULL;
		text += n;
		len -= n;
	}
	if (r->depth > 0) {
		r->line = r->blocks[r->depth - 1].line;
		return reader_fail(r, "this block is not closed");
	}
	return true;
}

struct script *script_read(
	const char *name, const char *text, size_t len, struct err *err)
{
	struct reader r = { .name = name, .err = err };

	if (len > TEXT_MAX) {
		err_set(err, "%s: %zu bytes; a script has at most %zu", name, len,
			TEXT_MAX);
		return NULL;
	}
	r.script = script_new();
	r.script->timed = true;
	if (read_lines(&r, text, len))
		return r.script;
	script_free(r.script);
	return NULL;
}
