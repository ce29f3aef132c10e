#include "xlsx_merges.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"

#define BLOCK	   (64 * 1024)
#define TAG_MAX	   256 /* bytes of one such tag, behind its name */
#define PREFIX_MAX 20
#define KEPT_MAX   (TAG_MAX + PREFIX_MAX + 32)

static const char tag[] = "mergeCell ";

/* ---- one tag ----------------------------------------------------------------- */

/* "AB12" to column 27, row 12, and on to what stands behind it. */
static bool read_reference(
	const char **at, const char *end, size_t *column, size_t *row)
{
	size_t n = 0;

	for (; *at < end && **at >= 'A' && **at <= 'Z' && n < 16384; (*at)++)
		n = n * 26 + (size_t)(**at - 'A' + 1);
	*column = n - 1;
	*row = 0;
	for (; *at < end && **at >= '0' && **at <= '9' && *row <= SHEET_ROWS_MAX;
		(*at)++)
		*row = *row * 10 + (size_t)(**at - '0');
	return n > 0 && *row > 0;
}

static void add(struct xlsx_merges *merges, size_t column, size_t first, size_t last)
{
	if (merges->count == MERGES_MAX || column >= SHEET_COLUMNS_MAX ||
		last > SHEET_ROWS_MAX)
		return;
	if (merges->count % 64 == 0)
		merges->list = mem_resize_array(
			merges->list, merges->count + 64, sizeof(*merges->list));
	merges->list[merges->count++] = (struct xlsx_merge){ .column = column,
		.first = first,
		.last = last,
		.head = { CELL_EMPTY, "", "", 0 } };
}

/* What stands behind "mergeCell ", up to ">". */
static void read_tag(struct xlsx_merges *merges, const char *at, const char *end)
{
	static const char ref[] = "ref=\"";
	size_t column, first, other, last;
	const char *stop = memchr(at, '>', (size_t)(end - at));

	at = memmem(at, (size_t)((stop ? stop : end) - at), ref, sizeof(ref) - 1);
	if (!stop || !at)
		return;
	at += sizeof(ref) - 1;
	if (read_reference(&at, stop, &column, &first) && at < stop && *at++ == ':' &&
		read_reference(&at, stop, &other, &last) && column == other &&
		first < last)
		add(merges, column, first, last);
}

/* An element begins there, perhaps with a prefix: no text of a cell has a bare "<". */
static bool is_element(const char *begin, const char *at)
{
	const char *back = at;

	if (back > begin && back[-1] == ':')
		for (back--; back > begin && at - back < PREFIX_MAX && back[-1] != '<';)
			back--;
	return back > begin && back[-1] == '<';
}

/* How many bytes at the end may belong to a tag that goes on behind them. */
static size_t read_block(
	struct xlsx_merges *merges, const char *text, size_t len, bool is_last)
{
	size_t before = sizeof(tag) - 1 + PREFIX_MAX;
	const char *end = text + len, *at = text;

	while ((at = memmem(at, (size_t)(end - at), tag, sizeof(tag) - 1))) {
		const char *behind = at + sizeof(tag) - 1;

		if (!is_last && end - behind < TAG_MAX)
			return (size_t)(end - at) +
			       (at - text < PREFIX_MAX ? (size_t)(at - text)
						       : PREFIX_MAX);
		if (is_element(text, at))
			read_tag(merges, behind, end);
		at = behind;
	}
	return len < before ? len : before;
}

/* ---- the part ------------------------------------------------------------------ */

static int compare(const void *a, const void *b)
{
	const struct xlsx_merge *x = a, *y = b;

	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return (x->first > y->first) - (x->first < y->first);
}

static void read_part(struct xlsx_merges *merges, zip_file_t *part)
{
	char *text = mem_alloc(BLOCK + KEPT_MAX);
	size_t len = 0, all = 0;
	bool is_last = false;

	while (!is_last) {
		zip_int64_t got = zip_fread(part, text + len, BLOCK);
		size_t kept;

		len += got > 0 ? (size_t)got : 0;
		all += got > 0 ? (size_t)got : 0;
		is_last = got <= 0 || all > MERGES_PART_MAX;
		kept = read_block(merges, text, len, is_last);
		memmove(text, text + len - kept, kept);
		len = kept;
	}
	free(text);
}

void xlsx_merges_find(struct xlsx_merges *merges, zip_t *zip, const char *name)
{
	zip_stat_t stat;
	zip_file_t *part;

	*merges = (struct xlsx_merges)XLSX_MERGES_INIT;
	if (zip_stat(zip, name, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE) ||
		stat.size > MERGES_PART_MAX)
		return;
	part = zip_fopen(zip, name, 0);
	if (!part)
		return;
	read_part(merges, part);
	zip_fclose(part);
	if (merges->count > 0)
		qsort(merges->list, merges->count, sizeof(*merges->list), compare);
}

void xlsx_merges_release(struct xlsx_merges *merges)
{
	for (size_t i = 0; i < merges->count; i++)
		if (merges->list[i].head.kind != CELL_EMPTY)
			free((char *)merges->list[i].head.text);
	free(merges->list);
	*merges = (struct xlsx_merges)XLSX_MERGES_INIT;
}

struct xlsx_merge *xlsx_merges_at(
	const struct xlsx_merges *merges, size_t row, size_t column)
{
	const struct xlsx_merge wanted = { .column = column, .first = row };
	size_t low = 0, high = merges->count;

	while (low < high) { /* the first that begins below the row */
		size_t mid = low + (high - low) / 2;

		if (compare(&merges->list[mid], &wanted) <= 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low > 0 && merges->list[low - 1].column == column &&
			       merges->list[low - 1].last >= row
		       ? &merges->list[low - 1]
		       : NULL;
}

void xlsx_merge_take(struct xlsx_merge *merge, enum cell_kind kind, const char *text,
	size_t len, const char *format)
{
	if (merge->head.kind != CELL_EMPTY)
		return;
	merge->head = (struct cell){ kind, mem_string_n(text, len), format, 0 };
}
