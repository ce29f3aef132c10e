/* From the words of `frame` to how a stream is cut. */
#include "text_maker.h"

#include <stdio.h>

#include "escape.h"

static bool make_mark(
	struct maker *m, const char *key, const char *text, uint8_t *out, size_t *len)
{
	*len = 0;
	if (text && (!escape_read(text, out, FORMAT_MARK_MAX, len) || *len == 0))
		return maker_refuse_value(m, key, text,
			"is not 1 to 8 bytes (plain ASCII, "
			"\\r \\n \\t \\\\ \\xHH)");
	return true;
}

static bool make_check(struct maker *m, const struct raw_check *raw)
{
	struct text_format *f = m->f;

	if (!raw)
		return true;
	f->check = raw->kind;
	f->check_form = raw->form;
	f->check_optional = raw->optional;
	f->check_start = raw->with_start;
	f->check_behind = raw->behind;
	f->check_end = raw->with_end;
	f->check_spelled = raw->spelled;
	f->check_skip = raw->skip;
	if (f->check_start && (f->check_skip > 0 || f->check_spelled))
		return maker_refuse(m, "check.with_start",
			"the start is summed with all of the record, as it is");
	if (f->check_end && !f->check_behind)
		return maker_refuse(m, "check.with_end",
			"only a sum behind the end can be over the end");
	if (f->check_behind && (f->ends == ENDS_NONE || f->check_optional ||
				       f->check_spelled || raw->mark))
		return maker_refuse(m, "check.behind",
			"the sum stands right behind an end, is never left out, and is "
			"of the bytes as they are");
	if (!make_mark(m, "check.mark", raw->mark, f->check_mark, &f->check_mark_len))
		return false;
	if (f->check_skip + f->check_mark_len +
			checksum_width(f->check, f->check_form) >=
		f->max)
		return maker_refuse(m, "check",
			"nothing is left to sum in a record of frame.max bytes");
	return true;
}

/* Where records begin and end, and how many must fit in a row. */
static bool make_ends(struct maker *m, const struct raw_frame *raw)
{
	struct text_format *f = m->f;

	if (!make_mark(m, "starts", raw->starts, f->starts, &f->starts_len) ||
		!make_mark(m, "until", raw->until, f->until, &f->until_len))
		return false;
	if (raw->until && raw->ends != ENDS_ANY)
		return maker_refuse(
			m, "until", "`ends` and `until` exclude each other");
	f->ends = raw->until ? ENDS_MARK : raw->ends;
	f->length = raw->length;
	if ((f->ends == ENDS_NONE) != (f->length > 0))
		return maker_refuse(
			m, "length", "\"ends: none\" and a length go together");
	if (f->length > f->max)
		return maker_refuse(m, "length", "the length is above max");
	f->in_a_row = raw->in_a_row;
	if (f->in_a_row > FORMAT_ROW_MAX)
		return maker_refuse(m, "in_a_row", "at most 8 records in a row");
	f->after_end = raw->after_end;
	if (f->after_end && f->ends == ENDS_NONE)
		return maker_refuse(m, "after_end",
			"records of a fixed length have no end to stand behind");
	if (f->in_a_row > 1 && f->ends != ENDS_NONE)
		return maker_refuse(m, "in_a_row", "is for \"ends: none\" only");
	if (f->in_a_row * (f->starts_len + f->length) > FRAME_MAX)
		return maker_refuse(m, "in_a_row", "are together at most 4096 bytes");
	return true;
}

bool maker_frame(struct maker *m, const struct raw_frame *raw)
{
	struct text_format *f = m->f;

	f->max = 128;
	if (m->binary != (raw == NULL))
		return maker_refuse(m, "frame",
			m->binary ? "a device has either a frame or packets"
				  : "driver \"text\" needs a frame");
	if (!raw)
		return true;
	snprintf(m->key, sizeof(m->key), "frame");
	f->max = raw->max ? raw->max : raw->length ? raw->length : f->max;
	if (f->max > FORMAT_RECORD_MAX)
		return maker_refuse(m, "max", "a record is at most 4000 bytes");
	f->as = raw->as;
	if (f->as != AS_TEXT && f->max > FORMAT_HEX_MAX)
		return maker_refuse(m, "as", "such a record is at most 64 bytes (max)");
	return make_ends(m, raw) && make_check(m, raw->check);
}
