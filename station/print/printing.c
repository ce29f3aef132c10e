#include "printing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "rates.h"
#include "roster.h"
#include "score.h"
#include "text.h"

/* ---- who ------------------------------------------------------------------------ */

struct gathering {
	const struct printing *p;
	struct student *list;
	size_t count;
};

static bool take_student(void *ctx, const struct student *s)
{
	struct gathering *g = ctx;

	if (!student_is_of(s, g->p->class_code))
		return true;
	if (g->count % 256 == 0)
		g->list = mem_resize_array(g->list, g->count + 256, sizeof(*g->list));
	g->list[g->count++] = *s;
	return true;
}

bool printing_students(
	struct printing *p, struct student **out, size_t *count, struct err *err)
{
	struct gathering g = { .p = p };

	*out = NULL;
	*count = 0;
	if (p->student) {
		*out = mem_alloc(sizeof(**out));
		**out = *p->student;
		*count = 1;
		return true;
	}
	if (!roster_each(p->store, take_student, &g, err)) {
		free(g.list);
		return false;
	}
	*out = g.list;
	*count = g.count;
	return g.count > 0 ||
	       err_set(err,
		       *p->class_code ? "there is nobody in class %s; say its name or "
					"its code, as `station report rates` does"
				      : "there is no student to print for%s; import a "
					"roster first",
		       p->class_code);
}

static void say(struct printing *p, size_t done, size_t of)
{
	if (p->progress)
		p->progress(p->progress_ctx, (int)done, (int)of);
}

bool printing_each_student(struct printing *p, printing_student *make, struct err *err)
{
	struct student *list;
	size_t count;
	bool ok = printing_students(p, &list, &count, err);

	for (size_t i = 0; ok && i < count; i++) {
		ok = make(p, &list[i], err);
		say(p, i + 1, count);
	}
	free(list);
	return ok;
}

static size_t class_end(const struct student *list, size_t count, size_t from)
{
	size_t to = from + 1;

	while (to < count && student_same_class(&list[to], &list[from]))
		to++;
	return to;
}

bool printing_each_class(struct printing *p, printing_class *make, struct err *err)
{
	struct student *list;
	size_t count, to;
	bool ok = printing_students(p, &list, &count, err);

	for (size_t from = 0; ok && from < count; from = to) {
		to = class_end(list, count, from);
		ok = make(p, &list[from], to - from, err);
		say(p, to, count);
	}
	free(list);
	return ok;
}

bool printing_end(
	struct printing *p, bool is_numbered, const char *mark, struct err *err)
{
	char words[256], day[PRINTED_SIZE];
	struct press_foot foot = { words, is_numbered };

	snprintf(words, sizeof(words), "依据：%s　打印：%s", p->scheme->title,
		printed_day(p->wall_us, day));
	return press_end(p->press, &foot, mark, err);
}

/* ---- words ---------------------------------------------------------------------- */

char *printed_year(int school_year, char out[PRINTED_SIZE])
{
	snprintf(out, PRINTED_SIZE, "%d-%d学年", school_year, school_year + 1);
	return out;
}

char *printed_date(int date, char out[PRINTED_SIZE])
{
	*out = '\0';
	if (date)
		snprintf(out, PRINTED_SIZE, "%d年%d月%d日", date / 10000,
			date / 100 % 100, date % 100);
	return out;
}

char *printed_day(int64_t wall_us, char out[PRINTED_SIZE])
{
	struct date day = date_of_wall(wall_us, CLOCK_SHANGHAI);

	return printed_date(day.year * 10000 + day.month * 100 + day.day, out);
}

char *printed_points(int32_t points_c, char out[PRINTED_SIZE])
{
	*out = '\0';
	if (points_c != SCORE_NONE)
		score_write(points_c, 1, out, PRINTED_SIZE);
	return out;
}

char *printed_item_points(int32_t points_c, char out[PRINTED_SIZE])
{
	*out = '\0';
	if (points_c != SCORE_NONE)
		score_write(points_c, points_c % 100 ? 1 : 0, out, PRINTED_SIZE);
	return out;
}

const char *printed_percent(int part, int whole, char out[PRINTED_SIZE])
{
	int permille = rates_permille(part, whole);
	char number[24];

	if (permille < 0)
		return "—";
	snprintf(out, PRINTED_SIZE, "%s%%",
		decimal_write(permille, 1, number, sizeof(number)));
	return out;
}

char *printed_place(const struct student *student, char out[PRINTED_SIZE])
{
	*out = '\0';
	if (student->class_place)
		snprintf(out, PRINTED_SIZE, "%d", student->class_place);
	return out;
}

char *printed_value(
	const struct scheme *scheme, int i, int32_t value, char out[PRINTED_SIZE])
{
	const struct scheme_item *item = &scheme->item[i];

	*out = '\0';
	if (value == RESULT_NONE)
		return out;
	if (item->method == METHOD_BANDS)
		return decimal_write(value, 1, out, PRINTED_SIZE);
	return item_format_file(&item->measure, value, out, PRINTED_SIZE);
}

static const char *band_of(const struct ladder *ladder, int32_t value)
{
	int reached = score_reached(ladder, value);

	return reached > 0 && ladder->label ? ladder->label[reached - 1] : "";
}

const char *printed_item_level(const struct scheme *scheme, int i, enum sex sex,
	enum grade grade, int32_t value, int32_t points_c)
{
	const struct scheme_level *level;

	if (value == RESULT_NONE || points_c == SCORE_NONE)
		return "";
	if (scheme->item[i].method == METHOD_BANDS)
		return band_of(&scheme->item[i].points[sex][grade], value);
	level = scheme_level(scheme, points_c);
	return level ? level->zh : "";
}
