#include "official.h"

#include <assert.h>
#include <string.h>

#include "entry.h"
#include "past_years.h"
#include "query.h"
#include "score.h"
#include "text.h"

#define ITEM_COLUMNS 5
#define POINTS_MAX_C 12000 /* rules.md, section 5 */

static const char *const kind_keys[] = { "", "template", "results", "returned",
	"paper" };

bool official_import(struct store *store, const struct import_file *file,
	int64_t wall_us, struct err *err)
{
	struct entry_value values[] = {
		value_text(file->name),
		value_bytes(file->digest.bytes, DIGEST_SIZE),
		value_text(kind_keys[file->kind]),
		value_int(file->school_year),
		value_text(file->runs),
		value_text(file->who),
	};
	struct entry_says says = { .kind = ENTRY_SOURCE_FILE, .values = values };

	assert(file->kind >= IMPORT_TEMPLATE && file->kind <= IMPORT_PAPER);
	return entry_append(store, &says, wall_us, NULL, err);
}

/* ---- reading -------------------------------------------------------------------- */

static int32_t points_at(struct query *q, int column)
{
	return query_type_at(q, column) == QUERY_NULL
		       ? SCORE_NONE
		       : (int32_t)query_int_at(q, column);
}

static bool read_items(struct store *store, const struct entry_id *id,
	struct official *out, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT item, value, points_c, bonus_c, level FROM official_item "
		"WHERE station = ?1 AND seq = ?2 ORDER BY n");
	enum query_got got = QUERY_END;

	query_text(q, 1, id->station);
	query_int(q, 2, id->seq);
	while (out->count < OFFICIAL_ITEMS_MAX &&
		(got = query_next(q, err)) == QUERY_ROW) {
		struct official_item *item = &out->items[out->count++];

		query_copy_at(q, 0, item->item, sizeof(item->item));
		item->has_value = query_type_at(q, 1) != QUERY_NULL;
		item->value = item->has_value ? query_int_at(q, 1) : 0;
		item->points_c = points_at(q, 2);
		item->bonus_c = points_at(q, 3);
		query_copy_at(q, 4, item->level, sizeof(item->level));
	}
	query_end(q);
	return got != QUERY_FAIL;
}

int official_of(struct store *store, const char *student, int school_year,
	struct official *out, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT station, seq, grade_code, standard_c, bonus_c, total_c, level, "
		"origin, who FROM official_now WHERE student = ?1 AND school_year = "
		"?2");
	struct entry_id id = { .seq = 0 };
	enum query_got got;

	*out = (struct official){ .school_year = school_year };
	text_copy(out->student, sizeof(out->student), student);
	query_text(q, 1, student);
	query_int(q, 2, school_year);
	got = query_next(q, err);
	if (got == QUERY_ROW) {
		query_copy_at(q, 0, id.station, sizeof(id.station));
		id.seq = query_int_at(q, 1);
		out->grade_code = (int)query_int_at(q, 2);
		out->standard_c = points_at(q, 3);
		out->bonus_c = points_at(q, 4);
		out->total_c = points_at(q, 5);
		query_copy_at(q, 6, out->level, sizeof(out->level));
		query_copy_at(q, 7, out->origin, sizeof(out->origin));
		query_copy_at(q, 8, out->who, sizeof(out->who));
	}
	query_end(q);
	if (got == QUERY_FAIL || (id.seq && !read_items(store, &id, out, err)))
		return -1;
	return id.seq && official_says(out);
}

int official_years(
	struct store *store, const char *student, int *out, size_t max, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT o.school_year FROM official_now o WHERE o.student = ?1 AND "
		"(o.total_c IS NOT NULL OR o.level = '" OFFICIAL_EXEMPT
		"' OR EXISTS (SELECT 1 FROM official_item i WHERE "
		"i.station = o.station AND i.seq = o.seq)) ORDER BY 1 DESC");
	enum query_got got = QUERY_END;
	size_t count = 0;

	query_text(q, 1, student);
	while (count < max && (got = query_next(q, err)) == QUERY_ROW)
		out[count++] = (int)query_int_at(q, 0);
	query_end(q);
	return got == QUERY_FAIL ? -1 : (int)count;
}

static struct official_item *find_item(struct official *record, const char *item)
{
	for (size_t i = 0; i < record->count; i++)
		if (strcmp(record->items[i].item, item) == 0)
			return &record->items[i];
	return NULL;
}

const struct official_item *official_find(
	const struct official *record, const char *item)
{
	return find_item((struct official *)record, item);
}

/* ---- putting -------------------------------------------------------------------- */

static bool is_points(int32_t points_c)
{
	return points_c == SCORE_NONE || (points_c >= 0 && points_c <= POINTS_MAX_C);
}

bool official_points_fit(const struct official *record)
{
	bool fit = is_points(record->standard_c) && is_points(record->bonus_c) &&
		   is_points(record->total_c);

	for (size_t i = 0; fit && i < record->count; i++)
		fit = is_points(record->items[i].points_c) &&
		      is_points(record->items[i].bonus_c);
	return fit;
}

static void complete_points(int32_t *points_c, int32_t before_c)
{
	if (*points_c == SCORE_NONE)
		*points_c = before_c;
}

/* Points belong to a value: those of another one are not taken over. */
static void complete_item(
	struct official_item *item, const struct official_item *before)
{
	if (item->has_value && before->has_value && item->value != before->value)
		return;
	if (!item->has_value) {
		item->has_value = before->has_value;
		item->value = before->value;
	}
	if (!*item->level &&
		(item->points_c == SCORE_NONE || item->points_c == before->points_c))
		memcpy(item->level, before->level, sizeof(item->level));
	complete_points(&item->points_c, before->points_c);
	complete_points(&item->bonus_c, before->bonus_c);
}

static bool is_exempt(const struct official *record)
{
	return strcmp(record->level, OFFICIAL_EXEMPT) == 0;
}

bool official_says(const struct official *record)
{
	return record->count || record->total_c != SCORE_NONE || is_exempt(record);
}

void official_complete(struct official *record, const struct official *before)
{
	if (before->grade_code != record->grade_code || is_exempt(record) ||
		(is_exempt(before) && official_says(record)))
		return;
	if (!*record->level &&
		(record->total_c == SCORE_NONE || record->total_c == before->total_c))
		memcpy(record->level, before->level, sizeof(record->level));
	complete_points(&record->standard_c, before->standard_c);
	complete_points(&record->bonus_c, before->bonus_c);
	complete_points(&record->total_c, before->total_c);
	for (size_t i = 0; i < before->count; i++) {
		struct official_item *item = find_item(record, before->items[i].item);

		if (item)
			complete_item(item, &before->items[i]);
		else if (record->count < OFFICIAL_ITEMS_MAX)
			record->items[record->count++] = before->items[i];
	}
}

static bool check(
	const struct store *store, const struct official *record, struct err *err)
{
	int now = store_school_year(store);

	if (record->school_year < 1990 || record->school_year > now)
		return err_set(err, "the school year %d is not between 1990 and %d",
			record->school_year, now);
	if (!*grade_code_zh(record->grade_code))
		return err_set(err, "%d is no 年级编号", record->grade_code);
	if (!official_points_fit(record))
		return err_set(err, "points and totals are between 0 and 120");
	if (!record->origin[0] || !record->who[0])
		return err_set(
			err, "where a record is from, and who says so, must be given");
	return true;
}

static bool is_same_item(const struct official_item *a, const struct official_item *b)
{
	return strcmp(a->item, b->item) == 0 && a->has_value == b->has_value &&
	       a->value == b->value && a->points_c == b->points_c &&
	       a->bonus_c == b->bonus_c && strcmp(a->level, b->level) == 0;
}

bool official_is_same(const struct official *a, const struct official *b)
{
	if (a->grade_code != b->grade_code || a->standard_c != b->standard_c ||
		a->bonus_c != b->bonus_c || a->total_c != b->total_c ||
		strcmp(a->level, b->level) != 0 || a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct official_item *other = official_find(b, a->items[i].item);

		if (!other || !is_same_item(&a->items[i], other))
			return false;
	}
	return true;
}

static struct entry_value points_value(int32_t points_c)
{
	return value_int_if(points_c != SCORE_NONE, points_c);
}

static bool append(struct store *store, const struct official *record, int64_t wall_us,
	struct err *err)
{
	struct entry_value rows[OFFICIAL_ITEMS_MAX * ITEM_COLUMNS];
	struct entry_value values[] = {
		value_text(record->student),
		value_int(record->school_year),
		value_int(record->grade_code),
		points_value(record->standard_c),
		points_value(record->bonus_c),
		points_value(record->total_c),
		value_text(record->level),
		value_text(record->origin),
		value_text(record->who),
	};
	struct entry_says says = { ENTRY_OFFICIAL, values, rows, record->count };

	for (size_t i = 0; i < record->count; i++) {
		const struct official_item *item = &record->items[i];
		struct entry_value *row = &rows[i * ITEM_COLUMNS];

		row[0] = value_text(item->item);
		row[1] = value_int_if(item->has_value, item->value);
		row[2] = points_value(item->points_c);
		row[3] = points_value(item->bonus_c);
		row[4] = value_text(item->level);
	}
	return entry_append(store, &says, wall_us, NULL, err);
}

/* A record that says no total leaves the one that this station had closed. */
static bool leaves_total(struct store *store, const struct official *record,
	bool *leaves, struct err *err)
{
	struct past_year past[PAST_YEARS_MAX];
	int n = record->total_c == SCORE_NONE ? past_years_of(store, record->student,
							past, PAST_YEARS_MAX, err)
					      : 0;

	*leaves = false;
	for (int i = 0; i < n; i++)
		*leaves |= past[i].school_year == record->school_year && past[i].is_own;
	return n >= 0;
}

/* 毕业成绩 and the school's rates are made from totals. This year's are our own. */
static bool put_total(struct store *store, const struct official *record,
	int64_t wall_us, struct err *err)
{
	bool leaves;

	if (record->school_year >= store_school_year(store))
		return true;
	if (!leaves_total(store, record, &leaves, err))
		return false;
	return leaves || past_years_put(store, record->student, record->school_year,
				 record->grade_code, record->total_c, record->origin,
				 record->who, wall_us, err);
}

bool official_put(struct store *store, const struct official *record, int64_t wall_us,
	bool *said, struct err *err)
{
	struct official now;
	int has;
	bool ok;

	assert(record->count <= OFFICIAL_ITEMS_MAX);
	if (said)
		*said = false;
	if (!check(store, record, err))
		return false;
	has = official_of(store, record->student, record->school_year, &now, err);
	if (has < 0)
		return false;
	if (has ? official_is_same(record, &now) : !official_says(record))
		return true;
	if (!store_begin(store, err))
		return false;
	ok = append(store, record, wall_us, err) &&
	     put_total(store, record, wall_us, err);
	if (said)
		*said = ok;
	return store_end(store, ok, err);
}
