#include "score_history.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"

#define PAIRS_ENOUGH 8	  /* children of a class with a value in both years */
#define UNIT	     1000 /* of the spread of a class */
#define FAR	     (3 * UNIT)
#define DRIFT_MAX    (2 * UNIT) /* what a class changes by from year to year */

/* ---- a class ------------------------------------------------------------------ */

/* An item of one class in both years, in thousandths of what people write. */
struct measure {
	bool is_usable;
	int64_t spread; /* half of the class is within so much of its middle */
	int64_t drift;	/* what the class as a whole has changed by */
};

struct finder {
	const struct score_list *list;
	const struct items *items;
	const struct score_known *known;
	struct score_findings *out;
	/* the class in hand */
	const size_t *rows; /* indices in list.rows, in the sheet's order */
	size_t count;
	struct measure *measures; /* by column */
	int64_t *scratch;	  /* room for a value of each row */
};

static int by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int64_t median(int64_t *values, size_t count)
{
	qsort(values, count, sizeof(*values), by_value);
	return values[count / 2];
}

/* An item's value as it would be written, as score_cell.written_m. */
static int64_t written(const struct item *item, int64_t value)
{
	return item->unit == ITEM_MM			       ? value * 100
	       : item->unit == ITEM_G || item->unit == ITEM_MS ? value
							       : value * 1000;
}

static bool said(const struct finder *f, size_t row, size_t column, int64_t *out)
{
	const struct score_row *r = &f->list->rows[row];

	for (size_t i = 0; i < r->count; i++) {
		const struct score_cell *cell = &f->list->cells[r->first + i];

		if (cell->column != (int)column)
			continue;
		*out = cell->written_m;
		return cell->look != SCORE_LOOK_NONE &&
		       (cell->is == SCORE_VALUE || cell->is == SCORE_WRONG) &&
		       (cell->look == SCORE_LOOK_MARKED) ==
			       items_at(f->items, cell->item)->minutes;
	}
	return false;
}

/* What stood a year ago for the item of `column`. */
static bool stood(const struct finder *f, size_t row, size_t column, int64_t *out)
{
	const struct score_column *c = &f->list->columns[column];
	const int64_t *value = f->known[row].value;

	if (!value || c->item != c->item_of_boys || value[c->item] == SCORE_UNKNOWN)
		return false;
	*out = written(items_at(f->items, c->item), value[c->item]);
	return true;
}

static void measure_column(struct finder *f, size_t column)
{
	struct measure *m = &f->measures[column];
	int64_t now, before, middle;
	size_t n = 0, pairs = 0;

	*m = (struct measure){ .is_usable = false };
	for (size_t i = 0; i < f->count; i++)
		if (stood(f, f->rows[i], column, &before))
			f->scratch[n++] = before;
	if (n < PAIRS_ENOUGH)
		return;
	middle = median(f->scratch, n);
	for (size_t i = 0; i < n; i++)
		f->scratch[i] = f->scratch[i] < middle ? middle - f->scratch[i]
						       : f->scratch[i] - middle;
	m->spread = median(f->scratch, n);
	for (size_t i = 0; i < f->count; i++)
		if (said(f, f->rows[i], column, &now) &&
			stood(f, f->rows[i], column, &before))
			f->scratch[pairs++] = now - before;
	if (pairs < PAIRS_ENOUGH || m->spread <= 0)
		return;
	m->drift = median(f->scratch, pairs);
	m->is_usable = true;
}

/* How far what is written is from what stood, when the class changed by `drift`. */
static int64_t distance(
	const struct measure *m, int64_t now, int64_t before, int64_t drift)
{
	int64_t change = now - before - drift;

	if (change < 0)
		change = -change;
	if (change / FAR >= m->spread)
		return FAR;
	change = change * UNIT / m->spread;
	return change < FAR ? change : FAR;
}

static struct score_finding *find_one(struct finder *f, enum score_shape is,
	const char *fmt, ...) __attribute__((format(printf, 3, 4)));

static struct score_finding *find_one(
	struct finder *f, enum score_shape is, const char *fmt, ...)
{
	struct score_findings *out = f->out;
	struct score_finding *finding;
	va_list args;

	if (out->count % 16 == 0)
		out->list = mem_resize_array(
			out->list, out->count + 16, sizeof(*out->list));
	finding = &out->list[out->count++];
	*finding = (struct score_finding){ .is = is, .column = -1, .other = -1 };
	va_start(args, fmt);
	vsnprintf(finding->reason, sizeof(finding->reason), fmt, args);
	va_end(args);
	return finding;
}

static const char *class_name(const struct finder *f)
{
	return f->known[f->rows[0]].class_name;
}

/* ---- rows that slipped --------------------------------------------------------- */

/* Less is noise: what a stretch of rows must come to, and each of them on average. */
#define SLIP_ENOUGH (14 * UNIT)
#define SLIP_EACH   (UNIT / 2)
#define SLIP_ROWS   5
#define ROWS_ENOUGH 12 /* of a class, to say that nothing of it fits */
#define ITEMS_FEW   3

/* What one row is beside three children: itself, a neighbour, and some others, of whom
 * there are OTHERS. Sums over the `pairs` of values that all of them have. */
#define OTHERS 4
struct beside {
	size_t pairs;
	int64_t own, his, others;
};

static size_t other_of(const struct finder *f, size_t at, size_t n)
{
	static const size_t apart[OTHERS] = { 2, 3, 5, 7 };

	return f->rows[(at + apart[n]) % f->count];
}

/* `by`: how many rows further down the neighbour is. */
static struct beside look_beside(const struct finder *f, size_t at, int by)
{
	size_t row = f->rows[at], neighbour = f->rows[at + (size_t)(ptrdiff_t)by];
	struct beside b = { 0, 0, 0, 0 };

	for (size_t c = 0; c < f->list->columns_count; c++) {
		const struct measure *m = &f->measures[c];
		int64_t now, own, his, other, sum = 0, n = 0;

		if (!m->is_usable || !said(f, row, c, &now) ||
			!stood(f, row, c, &own) || !stood(f, neighbour, c, &his))
			continue;
		for (size_t i = 0; i < OTHERS; i++)
			if (stood(f, other_of(f, at, i), c, &other)) {
				sum += distance(m, now, other, m->drift);
				n++;
			}
		if (n == 0)
			continue;
		b.pairs++;
		b.own += distance(m, now, own, m->drift);
		b.his += distance(m, now, his, m->drift);
		b.others += sum / n;
	}
	return b;
}

struct stretch {
	size_t first, last; /* in f->rows */
	int64_t sum;	    /* by how much more it is like the neighbours */
	int64_t his, others;
	size_t rows, like; /* compared, and more like the neighbour */
};

/* The stretch that speaks most for it: the largest sum of rows in a line. */
static struct stretch best_stretch(const struct finder *f, int by)
{
	struct stretch best = { .sum = 0 }, now = best;

	for (size_t i = by < 0; i + (by > 0) < f->count; i++) {
		struct beside b = look_beside(f, i, by);

		if (b.pairs == 0)
			continue;
		if (now.sum <= 0)
			now = (struct stretch){ .first = i };
		now.last = i;
		now.sum += b.own - b.his;
		now.his += b.his;
		now.others += b.others;
		now.rows++;
		now.like += b.his < b.own;
		if (now.sum > best.sum)
			best = now;
	}
	return best;
}

/* Not only nearer than itself, but near: in a sheet that fits nobody, some stretch is
 * always nearer to the neighbours. */
static bool is_slip(const struct stretch *s)
{
	return s->rows >= SLIP_ROWS && s->sum >= SLIP_ENOUGH &&
	       s->sum >= (int64_t)s->rows * SLIP_EACH && s->like * 4 >= s->rows * 3 &&
	       s->his * 3 <= s->others * 2;
}

static bool find_slipped(struct finder *f)
{
	struct stretch down = best_stretch(f, -1), up = best_stretch(f, 1);
	bool is_down = down.sum > up.sum;
	const struct stretch *s = is_down ? &down : &up;
	struct score_finding *finding;
	size_t first, last;

	if (!is_slip(s))
		return false;
	first = f->list->rows[f->rows[s->first]].row;
	last = f->list->rows[f->rows[s->last]].row;
	finding = find_one(f, SCORE_SHAPE_SHIFTED,
		"%s第%zu行到第%zu行：%zu 名学生里有 %zu 名的成绩不像自己以前的，而像%s"
		"一行同学以前的，好像错了一行，请核对",
		class_name(f), first, last, s->rows, s->like, is_down ? "上" : "下");
	finding->row = first;
	finding->other_row = last;
	return true;
}

/* A sheet of which only some columns were sorted: children are no nearer to themselves
 * than to anybody. */
static bool find_mixed(struct finder *f)
{
	int64_t own = 0, others = 0;
	struct score_finding *finding;
	size_t rows = 0;

	for (size_t i = 0; i < f->count; i++) {
		struct beside b = look_beside(f, i, 0);

		if (b.pairs < ITEMS_FEW)
			continue;
		rows++;
		own += b.own;
		others += b.others;
	}
	if (rows < ROWS_ENOUGH || own * 10 < others * 9)
		return false;
	finding = find_one(f, SCORE_SHAPE_UNLIKELY,
		"%s：%zu "
		"名学生的成绩和各人以前的对不上，好像只排了一部分列的次序，请核对",
		class_name(f), rows);
	finding->row = f->list->rows[f->rows[0]].row;
	return true;
}

/* ---- columns that changed places ------------------------------------------------- */

#define SWAP_ENOUGH 10

struct crossing {
	size_t pairs, crossed; /* children, and those who are nearer crosswise */
	int64_t own, cross;
};

/* A class changes, but not by more than it is wide. */
static int64_t drift_of(
	struct finder *f, size_t column, size_t other, const struct measure *m)
{
	int64_t now, before, drift, most = m->spread * DRIFT_MAX / UNIT;
	size_t n = 0;

	for (size_t i = 0; i < f->count; i++)
		if (said(f, f->rows[i], column, &now) &&
			stood(f, f->rows[i], other, &before))
			f->scratch[n++] = now - before;
	drift = n > 0 ? median(f->scratch, n) : 0;
	return drift > most ? most : drift < -most ? -most : drift;
}

static struct crossing cross(struct finder *f, size_t a, size_t b)
{
	const struct measure *x = &f->measures[a], *y = &f->measures[b];
	int64_t own[2] = { drift_of(f, a, a, x), drift_of(f, b, b, y) };
	int64_t other[2] = { drift_of(f, a, b, y), drift_of(f, b, a, x) };
	struct crossing c = { 0, 0, 0, 0 };

	for (size_t i = 0; i < f->count; i++) {
		int64_t now[2], before[2], straight, crosswise;

		if (!said(f, f->rows[i], a, &now[0]) ||
			!said(f, f->rows[i], b, &now[1]) ||
			!stood(f, f->rows[i], a, &before[0]) ||
			!stood(f, f->rows[i], b, &before[1]))
			continue;
		straight = distance(x, now[0], before[0], own[0]) +
			   distance(y, now[1], before[1], own[1]);
		crosswise = distance(y, now[0], before[1], other[0]) +
			    distance(x, now[1], before[0], other[1]);
		c.pairs++;
		c.crossed += crosswise < straight;
		c.own += straight;
		c.cross += crosswise;
	}
	return c;
}

static bool are_swapped(struct finder *f, size_t a, size_t b, struct crossing *c)
{
	const struct item *x = items_at(f->items, f->list->columns[a].item);
	const struct item *y = items_at(f->items, f->list->columns[b].item);

	if (x == y || x->minutes != y->minutes || !f->measures[a].is_usable ||
		!f->measures[b].is_usable)
		return false;
	*c = cross(f, a, b);
	return c->pairs >= SWAP_ENOUGH && c->crossed * 4 >= c->pairs * 3 &&
	       c->cross * 10 <= c->own * 7;
}

static void find_swapped(struct finder *f)
{
	size_t columns = f->list->columns_count;

	for (size_t a = 0; a < columns; a++)
		for (size_t b = a + 1; b < columns; b++) {
			struct score_finding *finding;
			struct crossing c;

			if (!are_swapped(f, a, b, &c))
				continue;
			finding = find_one(f, SCORE_SHAPE_SWAPPED,
				"%s：%zu 名学生里有 %zu "
				"名的“%s”和“%s”与以前的对调才像，两列好像"
				"对调了，请核对标题",
				class_name(f), c.pairs, c.crossed,
				f->list->columns[a].heading,
				f->list->columns[b].heading);
			finding->column = (int)a;
			finding->other = (int)b;
		}
}

/* ---- last year's values again ----------------------------------------------------- */

#define SAME_VALUES   4
#define SAME_OF_OTHER 5 /* more, for there are many others */
#define CLASS_MOST    100
#define SAME_CHILDREN 2 /* of one alone it may be chance: 3 pull-ups, 30 sit-ups ... */

/* Are all values of the row, and `enough` of them, those of that child's year before? */
static bool is_as_before(
	const struct finder *f, size_t row, size_t whose, size_t enough)
{
	size_t same = 0;

	for (size_t c = 0; c < f->list->columns_count; c++) {
		int64_t now, before;

		if (!said(f, row, c, &now) || !stood(f, whose, c, &before))
			continue;
		if (now != before)
			return false;
		same += now != 0;
	}
	return same >= enough;
}

static void find_repeated(struct finder *f)
{
	size_t count = 0, first = 0;
	struct score_finding *finding;

	for (size_t i = 0; i < f->count; i++)
		if (is_as_before(f, f->rows[i], f->rows[i], SAME_VALUES) &&
			count++ == 0)
			first = f->list->rows[f->rows[i]].row;
	if (count < SAME_CHILDREN)
		return;
	finding = find_one(f, SCORE_SHAPE_COPIED,
		"%s：%zu "
		"名学生（第一名在第%zu行）的成绩和以前的一模一样，好像是照抄的，请核对",
		class_name(f), count, first);
	finding->row = first;
}

/* Whose year before a row repeats, of the others in the class; `count` when nobody's. */
static size_t repeats_other(const struct finder *f, size_t at)
{
	size_t other = 0;

	while (other < f->count &&
		(other == at ||
			!is_as_before(f, f->rows[at], f->rows[other], SAME_OF_OTHER)))
		other++;
	return other;
}

static void find_copied(struct finder *f)
{
	for (size_t i = 0; i < f->count && f->count <= CLASS_MOST; i++) {
		size_t other = repeats_other(f, i), row = f->list->rows[f->rows[i]].row;
		struct score_finding *finding;

		if (other == f->count)
			continue;
		finding = find_one(f, SCORE_SHAPE_COPIED,
			"%s：第%zu行的成绩和第%"
			"zu行那名学生以前的一模一样，好像抄错了人，请核对",
			class_name(f), row, f->list->rows[f->rows[other]].row);
		finding->row = row;
	}
}

/* ---- class by class -------------------------------------------------------------- */

struct of_class {
	const char *code;
	size_t row;
};

static int by_class(const void *a, const void *b)
{
	const struct of_class *x = a, *y = b;
	int order = strcmp(x->code, y->code);

	return order ? order : (x->row > y->row) - (x->row < y->row);
}

static void find_in_class(struct finder *f)
{
	if (f->count < PAIRS_ENOUGH) {
		find_repeated(f);
		return;
	}
	for (size_t c = 0; c < f->list->columns_count; c++)
		measure_column(f, c);
	if (find_slipped(f)) { /* of last year's sheet, each is as a neighbour was */
		find_swapped(f);
	} else {
		if (!find_mixed(f))
			find_swapped(f);
		find_copied(f);
	}
	find_repeated(f);
}

void score_history_find(const struct score_list *list, const struct items *items,
	const struct score_known *known, struct score_findings *findings)
{
	struct of_class *all = mem_array(list->count + 1, sizeof(*all));
	size_t *rows = mem_array(list->count + 1, sizeof(*rows));
	struct finder f = { .list = list,
		.items = items,
		.known = known,
		.out = findings,
		.measures = mem_array(list->columns_count + 1, sizeof(*f.measures)),
		.scratch = mem_array(list->count + 1, sizeof(*f.scratch)) };
	size_t count = 0;

	*findings = (struct score_findings)SCORE_FINDINGS_INIT;
	for (size_t i = 0; i < list->count; i++)
		if (known[i].class_code)
			all[count++] = (struct of_class){ known[i].class_code, i };
	qsort(all, count, sizeof(*all), by_class);
	for (size_t i = 0; i < count; i++)
		rows[i] = all[i].row;
	for (size_t from = 0, to; from < count; from = to) {
		for (to = from + 1; to < count; to++)
			if (strcmp(all[from].code, all[to].code) != 0)
				break;
		f.rows = rows + from;
		f.count = to - from;
		find_in_class(&f);
	}
	free(f.measures);
	free(f.scratch);
	free(rows);
	free(all);
}
