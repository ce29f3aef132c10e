#include "recent.h"

#include <string.h>

#define PAUSE_US  INT64_C(50000)
#define SECOND_US INT64_C(1000000)

static bool ends_line(uint8_t c)
{
	return c == '\r' || c == '\n';
}

static struct recent_row *newest(struct recent *r)
{
	return r->begun ? &r->rows[(r->begun - 1) % RECENT_ROWS] : NULL;
}

static bool belongs_to(
	const struct recent_row *row, uint8_t next, int64_t at_us, bool hidden)
{
	if (!row || row->hidden != hidden || at_us - row->at_us > PAUSE_US)
		return false;
	if (hidden)
		return row->len < UINT8_MAX;
	return row->len < RECENT_BYTES &&
	       (!ends_line(row->bytes[row->len - 1]) || ends_line(next));
}

static struct recent_row *begin_row(struct recent *r, bool hidden)
{
	struct recent_row *row = &r->rows[r->begun++ % RECENT_ROWS];

	memset(row, 0, sizeof(*row));
	row->hidden = hidden;
	return row;
}

void recent_bytes(
	struct recent *r, const void *bytes, size_t len, int64_t at_us, bool hidden)
{
	const uint8_t *in = bytes;

	hidden = hidden || r->cards;
	r->bytes += len;
	for (size_t i = 0; i < len; i++) {
		struct recent_row *row = newest(r);

		if (!belongs_to(row, in[i], at_us, hidden))
			row = begin_row(r, hidden);
		if (!hidden)
			row->bytes[row->len] = in[i];
		row->len++;
		row->at_us = at_us;
	}
}

static void hide_all(struct recent *r)
{
	for (size_t i = 0; i < RECENT_ROWS; i++) {
		memset(r->rows[i].bytes, 0, sizeof(r->rows[i].bytes));
		r->rows[i].hidden = true;
	}
	r->cards = true;
}

static void count_frame(struct recent *r, int64_t at_us)
{
	int64_t second = at_us / SECOND_US;
	size_t i = (size_t)(second % RECENT_SECONDS);

	r->frames++;
	r->frame_us = at_us;
	if (r->pace[i].second != second) {
		r->pace[i].second = second;
		r->pace[i].frames = 0;
	}
	r->pace[i].frames++;
}

void recent_reading(struct recent *r, const struct reading *reading, bool hidden)
{
	if (reading->index == 0)
		count_frame(r, reading->at_us);
	if (reading->kind == READING_PERSON || reading->kind == READING_IDENTITY)
		hide_all(r);
	r->has_last = true;
	r->last_hidden = hidden || r->cards;
	memset(&r->last, 0, sizeof(r->last));
	if (r->last_hidden)
		r->last.kind = reading->kind;
	else
		r->last = *reading;
}

size_t recent_rows(const struct recent *r)
{
	return r->begun < RECENT_ROWS ? (size_t)r->begun : RECENT_ROWS;
}

const struct recent_row *recent_row(const struct recent *r, size_t i)
{
	return &r->rows[(r->begun - recent_rows(r) + i) % RECENT_ROWS];
}

int recent_pace(const struct recent *r, int64_t now_us)
{
	int64_t now = now_us / SECOND_US;
	uint32_t frames = 0;

	for (size_t i = 0; i < RECENT_SECONDS; i++)
		if (r->pace[i].second < now && r->pace[i].second >= now - 3)
			frames += r->pace[i].frames;
	return (int)(frames * 10 / 3);
}

static bool is_end(uint8_t byte)
{
	return byte == '\r' || byte == '\n';
}

/* The row goes on in the next one, because it was full. */
static bool goes_on(const struct recent_row *row)
{
	return row->len == RECENT_BYTES && !row->hidden &&
	       !is_end(row->bytes[RECENT_BYTES - 1]);
}

/* Letters of rows `from` to `last`; false: half of a packet's bytes look like some by
 * chance, and these are no more. */
static bool read_letters(
	const struct recent *r, size_t from, size_t last, char *out, size_t size)
{
	size_t n = 0, bytes = 0, good = 0;

	for (size_t i = from; i <= last; i++) {
		const struct recent_row *row = recent_row(r, i);

		for (size_t k = 0; !row->hidden && k < row->len; k++) {
			bool letter = row->bytes[k] >= ' ' && row->bytes[k] < 0x7f;

			bytes += !is_end(row->bytes[k]);
			good += letter;
			if (letter && n + 1 < size)
				out[n++] = (char)row->bytes[k];
		}
	}
	out[n] = '\0';
	return n > 0 && good * 4 >= bytes * 3;
}

char *recent_words(const struct recent *r, char *out, size_t size)
{
	for (size_t i = recent_rows(r); i > 0; i--) {
		size_t last = i - 1;

		while (i > 1 && goes_on(recent_row(r, i - 2)))
			i--;
		if (read_letters(r, i - 1, last, out, size))
			return out;
	}
	out[0] = '\0';
	return out;
}
