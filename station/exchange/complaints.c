#include "complaints.h"

#include <stdlib.h>

#include "buf.h"
#include "text.h"

#define GROWTH 64

const char *complaint_level_name(enum complaint_level level)
{
	static const char *const names[] = {
		[COMPLAINT_WARNING] = "warning",
		[COMPLAINT_REFUSED] = "refused",
		[COMPLAINT_DOUBLED] = "doubled",
		[COMPLAINT_SUSPICIOUS] = "suspicious",
	};

	return names[level];
}

struct complaint *complaint_add(struct complaint **list, size_t *count, size_t row,
	enum complaint_level level, const char *column, const char *value)
{
	struct complaint *c;

	if (*count % GROWTH == 0)
		*list = mem_resize_array(*list, *count + GROWTH, sizeof(**list));
	c = &(*list)[*count];
	*count += *count < COMPLAINTS_MAX;
	*c = (struct complaint){ .row = row, .level = level };
	text_copy(c->column, sizeof(c->column), column);
	text_copy(c->value, sizeof(c->value), value);
	return c;
}

void complaint_say(struct complaint *c, const char *fmt, va_list args)
{
	struct buf text = BUF_INIT;

	buf_addv(&text, fmt, args);
	text_keep_characters(text.data); /* what it quotes may be cut */
	text_copy(c->reason, sizeof(c->reason), text.data);
	buf_release(&text);
}

static int compare(const void *a, const void *b)
{
	const struct complaint *const *x = a, *const *y = b;

	if ((*x)->row != (*y)->row)
		return (*x)->row < (*y)->row ? -1 : 1;
	return (*x > *y) - (*x < *y); /* as they were found */
}

void complaints_sort(struct complaint **list, size_t count)
{
	struct complaint **order = mem_array(count + 1, sizeof(struct complaint *));
	struct complaint *sorted = mem_array(count + GROWTH, sizeof(*sorted));

	for (size_t i = 0; i < count; i++)
		order[i] = &(*list)[i];
	qsort(order, count, sizeof(struct complaint *), compare);
	for (size_t i = 0; i < count; i++)
		sorted[i] = *order[i];
	free(*list);
	free(order);
	*list = sorted;
}
