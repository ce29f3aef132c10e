#include "new_year.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "clock.h"
#include "graduation.h"
#include "past_years.h"
#include "query.h"
#include "roster.h"
#include "text.h"

#define CLASSES_MAX 400

/* ---- grades ---- */

int new_year_grade(int code, enum school_system system, const bool has[5])
{
	int last = grade_code_last(code, system), next;

	if (!last)
		return 0;
	if (code < last)
		return code + 1;
	next = code / 10 + 1;
	return next <= 3 && has[next] ? next * 10 + 1 : 0;
}

/* How many years of school before and with it: 七年级 is 7; 0 for a university. */
static int nth_grade(int code, enum school_system system)
{
	enum grade grade = grade_from_code(code, system);

	return grade >= GRADE_G1 && grade <= GRADE_G12 ? grade - GRADE_G1 + 1 : 0;
}

/* ---- names ---- */

/* How a grade may be written, the longest first; FORM_SHORT is 初一, 高一, 大一. */
enum form { FORM_STAGE, FORM_SHORT, FORM_CHINESE, FORM_DIGITS, FORMS };

static const char *const numerals[] = { "", "一", "二", "三", "四", "五", "六", "七",
	"八", "九", "十", "十一", "十二" };

static void grade_word(
	int code, enum form form, enum school_system system, char *out, size_t size)
{
	static const char *const stages[] = { "", "", "初", "高", "大" };
	int n = nth_grade(code, system), stage = code / 10, in_stage = code % 10;

	out[0] = '\0';
	if (stage < 1 || stage > 4 || in_stage < 1 || in_stage > 9)
		return;
	if (form == FORM_STAGE)
		text_copy(out, size, grade_code_zh(code));
	else if (form == FORM_SHORT && stages[stage][0])
		snprintf(out, size, "%s%s", stages[stage], numerals[in_stage]);
	else if (form == FORM_CHINESE && n)
		snprintf(out, size, "%s年级", numerals[n]);
	else if (form == FORM_DIGITS && n)
		snprintf(out, size, "%d年级", n);
}

/* 一(3)班, 7（3）班: the grade, then a bracket. */
static bool begins_with_bracket(const char *name, const char *number, size_t *len)
{
	static const char *const brackets[] = { "(", "（", ".", "·" };

	*len = strlen(number);
	if (!*len || strncmp(name, number, *len) != 0)
		return false;
	for (size_t i = 0; i < sizeof(brackets) / sizeof(brackets[0]); i++)
		if (strncmp(name + *len, brackets[i], strlen(brackets[i])) == 0)
			return true;
	return false;
}

static bool replace_number(const char *name, int from, int to, char *out, size_t size)
{
	char before[8], after[8];
	size_t len;

	if (!from || !to)
		return false;
	snprintf(before, sizeof(before), "%d", from);
	snprintf(after, sizeof(after), "%d", to);
	if (begins_with_bracket(name, numerals[from], &len))
		snprintf(out, size, "%s%s", numerals[to], name + len);
	else if (begins_with_bracket(name, before, &len))
		snprintf(out, size, "%s%s", after, name + len);
	else
		return false;
	return true;
}

void new_year_name(const char *name, int from, int to, enum school_system system,
	bool junior_word, char *out, size_t size)
{
	for (int form = 0; form < FORMS; form++) {
		char before[32], after[32];
		const char *at;

		grade_word(from, (enum form)form, system, before, sizeof(before));
		at = before[0] ? strstr(name, before) : NULL;
		if (!at)
			continue;
		grade_word(to,
			junior_word && from / 10 != to / 10 ? FORM_SHORT
							    : (enum form)form,
			system, after, sizeof(after));
		if (!after[0]) /* 大一 has no number */
			grade_word(to, FORM_STAGE, system, after, sizeof(after));
		snprintf(out, size, "%.*s%s%s", (int)(at - name), name, after,
			at + strlen(before));
		return;
	}
	if (!replace_number(
		    name, nth_grade(from, system), nth_grade(to, system), out, size))
		text_copy(out, size, name);
}

void new_year_code(const char *code, int from, int to, enum school_system system,
	char *out, size_t size)
{
	int n = nth_grade(from, system), m = nth_grade(to, system);
	size_t len = strlen(code);
	char before[8], after[8];

	text_copy(out, size, code);
	/* Longer ones tell a year: 202403. */
	if (len != 3 && len != 4)
		return;
	snprintf(before, sizeof(before), "%d", len == 3 ? n : from);
	snprintf(after, sizeof(after), "%d", len == 3 ? m : to);
	if (strncmp(code, before, strlen(before)) != 0 || strlen(before) + 2 != len) {
		if (!n || !m || len == 3)
			return;
		snprintf(before, sizeof(before), "%02d", n % 100);
		snprintf(after, sizeof(after), "%02d", m % 100);
		if (strncmp(code, before, 2) != 0)
			return;
	}
	snprintf(out, size, "%s%s", after, code + strlen(before));
}

/* ---- the plan ---- */

struct school {
	bool has[5];	  /* stages */
	bool junior_word; /* its junior classes are called 初一 */
};

static void look_at(struct school *school, const struct roster_class *c, int n)
{
	memset(school, 0, sizeof(*school));
	for (int i = 0; i < n; i++) {
		int stage = c[i].grade_code / 10;

		if (stage >= 0 && stage < 5)
			school->has[stage] = true;
		school->junior_word |= stage == 2 && strncmp(c[i].name, "初", 3) == 0;
	}
}

/* A class without a 班级编号 is known by its name (roster_rows.c): "~21/初一3" is 初一3班, and
 * a roster of next year that says 初二3班 finds it again as "~22/初二3". */
static void own_code(const struct school *school, enum school_system system,
	struct new_year_class *c)
{
	const char *name = strchr(c->code, '/');
	char up[48], code[64];

	if (!name)
		return;
	new_year_name(name + 1, c->grade_code, c->to_grade, system, school->junior_word,
		up, sizeof(up));
	snprintf(code, sizeof(code), "~%d/%s", c->to_grade, up);
	if (strlen(code) < sizeof(c->to_code))
		text_copy(c->to_code, sizeof(c->to_code), code);
}

static void plan_class(struct store *store, const struct school *school,
	const struct roster_class *c, struct new_year_class *out)
{
	enum school_system system = store_system(store);

	memset(out, 0, sizeof(*out));
	text_copy(out->code, sizeof(out->code), c->code);
	text_copy(out->name, sizeof(out->name), c->name);
	out->grade_code = c->grade_code;
	out->students = c->count;
	if (c->grade_code / 10 != 4 ||
		c->grade_code != graduation_last(store, c->grade_code))
		out->to_grade = new_year_grade(c->grade_code, system, school->has);
	if (!out->to_grade)
		return;
	new_year_name(c->name, c->grade_code, out->to_grade, system,
		school->junior_word, out->to_name, sizeof(out->to_name));
	new_year_code(c->code, c->grade_code, out->to_grade, system, out->to_code,
		sizeof(out->to_code));
	if (c->code[0] == '~')
		own_code(school, system, out);
}

/* Some schools count 01, 02 in every grade: such classes have shared their code before. */
static bool collide(const struct new_year_class *a, const struct new_year_class *b)
{
	return a->to_grade && b->to_grade && strcmp(a->to_code, b->to_code) == 0 &&
	       (a->to_grade == b->to_grade || strcmp(a->code, b->code) != 0);
}

static bool check_codes(const struct new_year_class *c, int n, struct err *err)
{
	for (int i = 0; i < n; i++)
		for (int k = 0; k < i; k++)
			if (collide(&c[i], &c[k]))
				return err_set(err,
					"%s和%s升级后的班级编号都是%s；请先在名单里改好"
					"班级编号",
					c[k].name, c[i].name, c[i].to_code);
	return true;
}

int new_year_plan(
	struct store *store, struct new_year_class *out, size_t max, struct err *err)
{
	struct roster_class *classes = mem_array(CLASSES_MAX, sizeof(*classes));
	int n = roster_classes(store, classes, CLASSES_MAX, err);
	struct school school;

	if (n == CLASSES_MAX || n > (int)max) {
		err_set(err, "班级超过%zu个", max);
		n = -1;
	}
	if (n >= 0)
		look_at(&school, classes, n);
	for (int i = 0; i < n; i++)
		plan_class(store, &school, &classes[i], &out[i]);
	free(classes);
	return n >= 0 && check_codes(out, n, err) ? n : -1;
}

/* ---- doing it ---- */

#define FROM_MONTH 6

bool new_year_may(struct store *store, int64_t wall_us, struct err *err)
{
	struct date today = date_of_wall(wall_us, CLOCK_SHANGHAI);
	int next = store_school_year(store) + 1;

	return next < today.year || (next == today.year && today.month >= FROM_MONTH) ||
	       err_set(err, "现在是%d—%d学年；下一学年从%d年6月起可以开始", next - 1,
		       next, next);
}

struct going {
	struct store *store;
	const struct new_year_class *plan;
	int n;
	const struct new_year_kept *kept;
	struct new_year_counts *counts;
	struct student *students;
	size_t student_count;
};

static bool gather(void *ctx, const struct student *s)
{
	struct going *g = ctx;

	if (g->student_count % 256 == 0)
		g->students = mem_resize_array(
			g->students, g->student_count + 256, sizeof(*g->students));
	g->students[g->student_count++] = *s;
	return true;
}

static bool is_kept(const struct new_year_kept *kept, const char *id)
{
	for (size_t i = 0; i < kept->count; i++)
		if (strcmp(kept->ids[i], id) == 0)
			return true;
	return false;
}

static const struct new_year_class *class_of(
	const struct going *g, const struct student *s)
{
	for (int i = 0; i < g->n; i++)
		if (strcmp(g->plan[i].code, s->class_code) == 0 &&
			g->plan[i].grade_code == s->grade_code)
			return &g->plan[i];
	return NULL;
}

static bool move_student(
	struct going *g, const struct student *s, int64_t wall_us, struct err *err)
{
	const struct new_year_class *c = class_of(g, s);
	struct student moved = *s;

	if (is_kept(g->kept, s->id)) {
		g->counts->kept++;
		return true;
	}
	if (!c)
		return err_set(err, "%s没有班级", s->name);
	if (!c->to_grade) {
		g->counts->leaving++;
		return roster_place(g->store, s, false, wall_us, err);
	}
	moved.grade_code = c->to_grade;
	text_copy(moved.class_code, sizeof(moved.class_code), c->to_code);
	text_copy(moved.class_name, sizeof(moved.class_name), c->to_name);
	g->counts->promoted++;
	return roster_place(g->store, &moved, true, wall_us, err);
}

static bool move_all(struct going *g, const char *who, int64_t wall_us, struct err *err)
{
	struct new_year_class *plan = mem_array(CLASSES_MAX, sizeof(*plan));
	bool ok;

	g->n = new_year_plan(g->store, plan, CLASSES_MAX, err);
	g->plan = plan;
	ok = g->n >= 0 && roster_each(g->store, gather, g, err);
	if (ok && !g->student_count)
		ok = err_set(err, "名单里没有学生");
	ok = ok && past_years_close(g->store, who, wall_us, &g->counts->closed, err);
	for (size_t i = 0; ok && i < g->student_count; i++)
		ok = move_student(g, &g->students[i], wall_us, err);
	free(g->students);
	free(plan);
	return ok && store_set_school(g->store, NULL, store_school_year(g->store) + 1,
			     store_system(g->store), NULL, wall_us, err);
}

/* One transaction from the first look: a list that comes in is before it or after. */
bool new_year_begin(struct store *store, const struct new_year_kept *kept,
	const char *who, int64_t wall_us, struct new_year_counts *counts,
	struct err *err)
{
	struct going g = { .store = store, .kept = kept, .counts = counts };

	memset(counts, 0, sizeof(*counts));
	return new_year_may(store, wall_us, err) && store_begin_durable(store, err) &&
	       store_end(store, move_all(&g, who, wall_us, err), err);
}
