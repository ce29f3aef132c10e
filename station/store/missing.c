#include "missing.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "presences.h"
#include "results.h"
#include "standings.h"

static const char *const keys[] = { "missing", "absent", "leave", "not-today",
	"put-off", "deferred", "barred", "exempt" };

const char *missing_why_key(enum missing_why why)
{
	return keys[why];
}

/* What is asked of the journal once, not for each row. */
struct asking {
	struct missing *missing;
	struct store *store;
	const struct items *items;
	int day;
	struct presence_deferred *deferred; /* on earlier days of the school year */
	size_t deferred_count;
	struct putoff putoffs[PUTOFFS_DAY];
	size_t putoff_count;
	struct presence_row *away[ITEMS_MAX]; /* of each item */
	int away_count[ITEMS_MAX];
	enum standing_code standing; /* of the student in hand */
	struct err *err;
	bool failed;
};

#define AWAY_STEP 4096 /* more than a school has students */
#define SUMMER	  601  /* before the first day of a school year, after the last */

static const struct presence_row *away(struct asking *a, int item, int *count)
{
	if (!a->away[item]) {
		a->away[item] = mem_array(AWAY_STEP, sizeof(*a->away[0]));
		a->away_count[item] = presences_of_day(a->store, a->day,
			items_at(a->items, item)->key, NULL, a->away[item], AWAY_STEP,
			a->err);
		a->failed |= a->away_count[item] < 0;
	}
	*count = a->away_count[item] > 0 ? a->away_count[item] : 0;
	return a->away[item];
}

static enum missing_why why_of(
	struct asking *a, const struct student *s, int item, int *until)
{
	static const enum missing_why states[PRESENCES] = { MISSING_PLAIN,
		MISSING_ABSENT, MISSING_LEAVE, MISSING_NOT_TODAY };
	const struct class_key class = student_class(s);
	const struct putoff *off = putoffs_find(
		a->putoffs, a->putoff_count, &class, items_at(a->items, item)->key);
	const struct presence_row *rows;
	enum presence state;
	int count;

	if (a->standing == STANDING_EXEMPT)
		return MISSING_EXEMPT;
	if (s->barred >> item & 1)
		return MISSING_BARRED;
	if (a->standing == STANDING_DEFERRED)
		return MISSING_DEFERRED;
	if (off) {
		*until = off->until;
		return MISSING_PUT_OFF;
	}
	rows = away(a, item, &count);
	state = presences_find(rows, (size_t)count, s->id);
	if (state == PRESENCE_HERE &&
		presences_is_deferred(a->deferred, a->deferred_count, s->id,
			items_at(a->items, item)->key))
		return MISSING_DEFERRED;
	return states[state];
}

static void add_person(struct asking *a, const struct student *s)
{
	struct missing *m = a->missing;

	if (m->people_count % 256 == 0)
		m->people = mem_resize_array(
			m->people, m->people_count + 256, sizeof(*m->people));
	m->people[m->people_count++] = *s;
	a->failed |= !standings_get(a->store, s->id, &a->standing, NULL, a->err);
}

static bool take(void *ctx, const struct student *s, const struct item_result *result)
{
	struct asking *a = ctx;
	struct missing *m = a->missing;
	int item = items_find(a->items, result->item);
	struct missing_row row = { .item = item };

	if (item < 0 ||
		(result->state != RESULT_MISSING && result->state != RESULT_FOUL))
		return true;
	if (!m->people_count || strcmp(m->people[m->people_count - 1].id, s->id) != 0)
		add_person(a, s);
	row.person = (int)m->people_count - 1;
	row.why = why_of(a, s, item, &row.until);
	if (m->count % 1024 == 0)
		m->rows = mem_resize_array(m->rows, m->count + 1024, sizeof(*m->rows));
	m->rows[m->count++] = row;
	return !a->failed;
}

bool missing_gather(struct missing *missing, struct store *store,
	const struct items *items, int day, struct err *err)
{
	struct asking *a = mem_alloc(sizeof(*a));
	int putoffs, deferred;
	bool ok;

	memset(missing, 0, sizeof(*missing));
	a->missing = missing;
	a->store = store;
	a->items = items;
	a->day = day;
	a->err = err;
	putoffs = putoffs_of_day(store, day, a->putoffs, PUTOFFS_DAY, err);
	a->deferred = mem_array(AWAY_STEP, sizeof(*a->deferred));
	deferred = presences_deferred(store, store_school_year(store) * 10000 + SUMMER,
		day, a->deferred, AWAY_STEP, err);
	a->deferred_count = deferred > 0 ? (size_t)deferred : 0;
	a->putoff_count = putoffs > 0 ? (size_t)putoffs : 0;
	ok = putoffs >= 0 && deferred >= 0 && results_each(store, take, a, err) &&
	     !a->failed;
	for (int i = 0; i < ITEMS_MAX; i++)
		free(a->away[i]);
	free(a->deferred);
	free(a);
	return ok;
}

void missing_release(struct missing *missing)
{
	free(missing->people);
	free(missing->rows);
	memset(missing, 0, sizeof(*missing));
}
