#include "id_set.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "text.h"

#define STEP 1024

static int by_id(const void *a, const void *b)
{
	return strcmp(a, b);
}

void id_set_add(struct id_set *set, const char *id)
{
	if (set->count > 0 && strcmp(set->list[set->count - 1], id) == 0)
		return; /* rows of one student stand together */
	if (set->count % STEP == 0)
		set->list = mem_resize_array(
			set->list, set->count + STEP, sizeof(*set->list));
	text_copy(set->list[set->count++], sizeof(*set->list), id);
}

void id_set_ready(struct id_set *set)
{
	if (set->count > 0)
		qsort(set->list, set->count, sizeof(*set->list), by_id);
}

bool id_set_has(const struct id_set *set, const char *id)
{
	return set->count > 0 &&
	       bsearch(id, set->list, set->count, sizeof(*set->list), by_id);
}

void id_set_release(struct id_set *set)
{
	free(set->list);
	*set = (struct id_set){ .list = NULL };
}
