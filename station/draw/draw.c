#include "draw.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void draw_begin(struct draw *d, int width, int height)
{
	d->width = width;
	d->height = height;
	d->n = d->points_n = 0;
	buf_reset(&d->words);
}

void draw_release(struct draw *d)
{
	free(d->commands);
	free(d->points);
	buf_release(&d->words);
	*d = (struct draw)DRAW_INIT;
}

static struct draw_command *add(struct draw *d, enum draw_kind kind, struct rect at)
{
	if (d->n == d->cap) {
		d->cap = d->cap ? d->cap * 2 : 256;
		d->commands = mem_resize_array(
			d->commands, d->cap, sizeof(*d->commands));
	}
	struct draw_command *c = &d->commands[d->n++];

	*c = (struct draw_command){ .kind = kind, .at = at };
	return c;
}

static uint32_t keep_words(struct draw *d, const char *text)
{
	size_t from = d->words.len;

	buf_adds(&d->words, text);
	buf_addc(&d->words, '\0');
	return (uint32_t)from;
}

void draw_box(struct draw *d, struct rect at, uint32_t fill, uint32_t line,
	int line_width, int radius)
{
	struct draw_command *c = add(d, DRAW_BOX, at);

	c->color = fill;
	c->line = line_width > 0 ? line : 0;
	c->line_width = line_width;
	c->radius = radius;
}

void draw_text(struct draw *d, struct rect at, const char *text,
	const struct draw_style *style)
{
	assert(style->size > 0);
	if (!text[0])
		return;
	uint32_t words = keep_words(d, text);
	struct draw_command *c = add(d, DRAW_TEXT, at);

	c->text = words;
	c->type = *style;
	c->color = style->color;
}

void draw_picture(struct draw *d, struct rect at, const char *picture, uint32_t color)
{
	uint32_t words = keep_words(d, picture);
	struct draw_command *c = add(d, DRAW_PICTURE, at);

	c->text = words;
	c->color = color;
}

static uint32_t keep_points(struct draw *d, const struct point *points, size_t n)
{
	size_t from = d->points_n;

	while (d->points_n + n > d->points_cap) {
		d->points_cap = d->points_cap ? d->points_cap * 2 : 64;
		d->points = mem_resize_array(
			d->points, d->points_cap, sizeof(*d->points));
	}
	memcpy(d->points + from, points, n * sizeof(*points));
	d->points_n += n;
	return (uint32_t)from;
}

static struct rect around(const struct point *points, size_t n)
{
	struct rect all = { points[0].x, points[0].y, 1, 1 };

	for (size_t i = 1; i < n; i++)
		all = rect_union(all, (struct rect){ points[i].x, points[i].y, 1, 1 });
	return all;
}

void draw_lines(struct draw *d, const struct point *points, size_t n, bool closed,
	uint32_t fill, uint32_t line, int line_width)
{
	struct draw_command *c;

	if (n < 2)
		return;
	c = add(d, DRAW_LINES, around(points, n));
	c->color = fill;
	c->line = line_width > 0 ? line : 0;
	c->line_width = line_width;
	c->points = (int)n;
	c->closed = closed;
	c->text = keep_points(d, points, n);
}

const struct point *draw_through(const struct draw *d, const struct draw_command *c)
{
	return c->points ? d->points + c->text : NULL;
}

void draw_clip(struct draw *d, struct rect at)
{
	add(d, DRAW_CLIP, at);
}

void draw_unclip(struct draw *d)
{
	add(d, DRAW_UNCLIP, (struct rect){ 0, 0, 0, 0 });
}

void draw_touch(struct draw *d, struct rect at, const char *name)
{
	uint32_t words = keep_words(d, name);

	add(d, DRAW_TOUCH, at)->text = words;
}

const char *draw_words(const struct draw *d, const struct draw_command *c)
{
	if (c->kind != DRAW_TEXT && c->kind != DRAW_PICTURE && c->kind != DRAW_TOUCH)
		return "";
	return d->words.data + c->text;
}

void draw_copy(struct draw *to, const struct draw *from)
{
	draw_begin(to, from->width, from->height);
	if (to->cap < from->n) {
		to->cap = from->cap;
		to->commands = mem_resize_array(
			to->commands, to->cap, sizeof(*to->commands));
	}
	if (from->n)
		memcpy(to->commands, from->commands, from->n * sizeof(*from->commands));
	to->n = from->n;
	buf_add(&to->words, from->words.data, from->words.len);
	if (from->points_n)
		keep_points(to, from->points, from->points_n);
}

static uint64_t mix(uint64_t hash, const void *bytes, size_t len)
{
	const uint8_t *p = bytes;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ p[i]) * UINT64_C(0x100000001b3);
	return hash;
}

static bool same(const struct draw *a, const struct draw_command *x,
	const struct draw *b, const struct draw_command *y)
{
	struct draw_command plain_x = *x, plain_y = *y;

	plain_x.text = plain_y.text = 0; /* where the words lie does not matter */
	return memcmp(&plain_x, &plain_y, sizeof(plain_x)) == 0 &&
	       strcmp(draw_words(a, x), draw_words(b, y)) == 0 &&
	       (!x->points || memcmp(draw_through(a, x), draw_through(b, y),
				      (size_t)x->points * sizeof(struct point)) == 0);
}

uint64_t draw_hash(const struct draw *d)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	hash = mix(hash, &d->width, sizeof(d->width));
	hash = mix(hash, &d->height, sizeof(d->height));
	for (size_t i = 0; i < d->n; i++) {
		struct draw_command plain = d->commands[i];
		const char *words = draw_words(d, &d->commands[i]);

		plain.text = 0;
		hash = mix(hash, &plain, sizeof(plain));
		hash = mix(hash, words, strlen(words) + 1);
		if (plain.points)
			hash = mix(hash, draw_through(d, &d->commands[i]),
				(size_t)plain.points * sizeof(struct point));
	}
	return hash;
}

struct rect draw_ink(const struct draw_command *c)
{
	int out = c->kind == DRAW_TEXT	  ? c->type.size / 3
		  : c->kind == DRAW_LINES ? c->line_width / 2 + 1
					  : 0;

	return (struct rect){ c->at.x - out, c->at.y - out, c->at.w + 2 * out,
		c->at.h + 2 * out };
}

/* The union of the ink of commands [from, to); false when one of them changes what
 * all that follow may paint. */
static bool gather(const struct draw *d, size_t from, size_t to, struct rect *sum)
{
	for (size_t i = from; i < to; i++) {
		const struct draw_command *c = &d->commands[i];

		if (c->kind == DRAW_CLIP || c->kind == DRAW_UNCLIP)
			return false;
		if (c->kind != DRAW_TOUCH)
			*sum = rect_union(*sum, draw_ink(c));
	}
	return true;
}

static bool differ_pairwise(
	const struct draw *before, const struct draw *after, struct rect *sum)
{
	for (size_t i = 0; i < after->n; i++)
		if (!same(before, &before->commands[i], after, &after->commands[i]) &&
			(!gather(before, i, i + 1, sum) ||
				!gather(after, i, i + 1, sum)))
			return false;
	return true;
}

static bool differ_between_ends(
	const struct draw *before, const struct draw *after, struct rect *sum)
{
	size_t n = before->n, m = after->n, head = 0, tail = 0;

	while (head < n && head < m &&
		same(before, &before->commands[head], after, &after->commands[head]))
		head++;
	while (tail < n - head && tail < m - head &&
		same(before, &before->commands[n - tail - 1], after,
			&after->commands[m - tail - 1]))
		tail++;
	return gather(before, head, n - tail, sum) &&
	       gather(after, head, m - tail, sum);
}

struct rect draw_difference(const struct draw *before, const struct draw *after)
{
	struct rect everything = { 0, 0, after->width, after->height };
	struct rect sum = { 0, 0, 0, 0 };

	if (before->width != after->width || before->height != after->height)
		return everything;
	if (!(before->n == after->n ? differ_pairwise(before, after, &sum)
				    : differ_between_ends(before, after, &sum)))
		return everything;
	return rect_common(sum, everything);
}

bool rect_contains(struct rect r, int x, int y)
{
	return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
}

bool rect_overlaps(struct rect a, struct rect b)
{
	struct rect both = rect_common(a, b);

	return both.w > 0 && both.h > 0;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

struct rect rect_union(struct rect a, struct rect b)
{
	if (a.w <= 0 || a.h <= 0)
		return b;
	if (b.w <= 0 || b.h <= 0)
		return a;
	int x = least(a.x, b.x), y = least(a.y, b.y);

	return (struct rect){ x, y, most(a.x + a.w, b.x + b.w) - x,
		most(a.y + a.h, b.y + b.h) - y };
}

struct rect rect_common(struct rect a, struct rect b)
{
	int x = most(a.x, b.x), y = most(a.y, b.y);
	int w = least(a.x + a.w, b.x + b.w) - x, h = least(a.y + a.h, b.y + b.h) - y;

	if (w <= 0 || h <= 0)
		return (struct rect){ 0, 0, 0, 0 };
	return (struct rect){ x, y, w, h };
}

static const char *const kind_name[] = {
	[DRAW_BOX] = "box",
	[DRAW_TEXT] = "text",
	[DRAW_PICTURE] = "picture",
	[DRAW_LINES] = "lines",
	[DRAW_CLIP] = "clip",
	[DRAW_UNCLIP] = "unclip",
	[DRAW_TOUCH] = "touch",
};
static const char *const weight_name[] = { "regular", "medium", "bold", "black" };
static const char *const align_name[] = { "left", "center", "right" };

void draw_dump(const struct draw *d, struct buf *out)
{
	buf_addf(out, "picture of %dx%d\n", d->width, d->height);
	for (size_t i = 0; i < d->n; i++) {
		const struct draw_command *c = &d->commands[i];

		buf_addf(out, "%s", kind_name[c->kind]);
		if (c->kind != DRAW_UNCLIP)
			buf_addf(out, " %d,%d %dx%d", c->at.x, c->at.y, c->at.w,
				c->at.h);
		if (c->kind == DRAW_TEXT)
			buf_addf(out, " %d %s %s", c->type.size,
				weight_name[c->type.weight], align_name[c->type.align]);
		if (c->color)
			buf_addf(out, " #%08x", c->color);
		if (c->line)
			buf_addf(out, " line #%08x %d", c->line, c->line_width);
		if (c->radius)
			buf_addf(out, " radius %d", c->radius);
		for (int k = 0; k < c->points; k++)
			buf_addf(out, "%s%d,%d", k ? " " : " through ",
				draw_through(d, c)[k].x, draw_through(d, c)[k].y);
		if (c->closed)
			buf_adds(out, " closed");
		if (draw_words(d, c)[0])
			buf_addf(out, " \"%s\"", draw_words(d, c));
		buf_addc(out, '\n');
	}
}
