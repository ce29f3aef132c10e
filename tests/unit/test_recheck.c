/*
 * The second computation of points agrees with the engine: thousands of invented
 * students by every scheme that we ship, and by small schemes that use what those do
 * not. And what was altered in a store is found.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "buf.h"
#include "exam.h"
#include "exams.h"
#include "item.h"
#include "path.h"
#include "recheck.h"
#include "results.h"
#include "score.h"
#include "stored.h"
#include "text.h"

#define SQL SOURCE_DIR "/schema/recheck"

static struct items *items;
static struct db *db;

static int set_up(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	MUST(items = items_load(SOURCE_DIR "/schema/items.yaml", &err));
	MUST(db = db_open(":memory:", DB_CREATE, &err));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	db_close(db);
	items_free(items);
	return 0;
}

/* ---- chance ------------------------------------------------------------------------ */

static uint64_t seed;

static int64_t below(int64_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int64_t)((seed >> 11) % (uint64_t)n);
}

static bool chance(int percent)
{
	return below(100) < percent;
}

/* ---- one scheme and its students ------------------------------------------------------ */

struct files {
	struct buf bytes[8];
	struct scheme_file file[8];
	size_t count;
};

struct crowd {
	const struct exam *exam;
	int n;
	struct exam_entry *entry; /* of the student being made */
	struct exam_score *score; /* of all */
	enum sex *sex;
};

static void insert(const char *sql, const char *types, ...)
{
	struct query *q = query(db, sql);
	struct err err = ERR_INIT;
	va_list args;

	va_start(args, types);
	for (int i = 1; *types; types++, i++)
		if (*types == 'i')
			query_int(q, i, va_arg(args, int64_t));
		else if (*types == 't')
			query_text(q, i, va_arg(args, const char *));
	va_end(args);
	if (!query_run(q, &err))
		fail_msg("%s: %s", sql, err.text);
}

/* Thousandths of the item's base unit as people write them, exact. */
static void write_people(const struct item *m, int64_t fine, char out[48])
{
	int decimals = m->shown == SHOWN_METRES			 ? 6
		       : m->shown == SHOWN_MARKS		 ? 5
		       : m->unit == ITEM_MS || m->unit == ITEM_G ? 6
		       : m->unit == ITEM_MM			 ? 4
								 : 3;

	decimal_write(fine, decimals, out, 48);
	if (m->round == ROUND_NONE)
		*strchr(out, '.') = '\0';
}

/* Where something happens: a row of its table, a gate, a full mark. */
static int64_t mark_of(const struct exam_item *it, enum sex sex, enum grade grade)
{
	const struct ladder *ladder = &it->points[sex][grade];

	if (ladder->rows)
		return (int64_t)ladder->at[below(ladder->rows)] * ladder->sign;
	if (it->method == EXAM_GATE)
		return it->need;
	if (it->method == EXAM_LINEAR)
		return it->full_at + (below(60) - 20) * it->worse / 2;
	return it->measure.hard_min +
	       below(it->measure.hard_max - it->measure.hard_min + 1);
}

/* A raw value near a mark, in thousandths of the base unit and lawful. */
static int64_t near_mark(const struct exam_item *it, enum sex sex, enum grade grade)
{
	const struct item *m = &it->measure;
	int64_t fine = mark_of(it, sex, grade) * 1000;

	if (chance(70))
		fine += below(4 * m->step * 1000) - 2 * m->step * 1000;
	else if (chance(50))
		fine += (below(5) - 2) * m->step * 1000;
	if (m->round == ROUND_NONE)
		fine = div_floor(fine, m->step * 1000) * m->step * 1000;
	if (fine < m->hard_min * 1000)
		fine = m->hard_min * 1000;
	return fine > m->hard_max * 1000 ? m->hard_max * 1000 : fine;
}

static const char *const try_states[] = { "ok", "foul", "quit", "waived", "device",
	"trial" };

struct try_made {
	int state; /* in try_states */
	int64_t fine;
	int fault[2], times[2]; /* -1 */
};

static void make_try(
	const struct crowd *c, const struct exam_item *it, struct try_made *t)
{
	*t = (struct try_made){ .fault = { -1, -1 },
		.fine = near_mark(it, c->entry->sex, c->entry->grade) };
	if (chance(25) && !c->exam->graded)
		t->state = (int)below(6);
	if (!it->faults || t->state == 2 || t->state == 3 || t->state == 4)
		return;
	if (t->state == 1 || chance(25)) {
		t->fault[0] = (int)below(it->faults);
		t->times[0] = t->state == 1 ? 1 : 1 + (int)below(3);
	}
	if (t->state != 1 && t->fault[0] >= 0 && chance(30) && it->faults > 1) {
		t->fault[1] = (t->fault[0] + 1) % it->faults;
		t->times[1] = 1 + (int)below(2);
	}
	/* A trial's fault is nobody's business. */
	if (t->state == 5)
		t->fault[0] = t->fault[1] = -1;
}

static void write_try(
	const struct exam_item *it, const struct try_made *t, char out[96])
{
	static const char *const words[] = { "", "F", "Q", "W", "D" };
	char number[48];

	if (t->state == 1 && t->fault[0] >= 0) {
		snprintf(out, 96, "F:%s", it->fault[t->fault[0]].code);
		return;
	}
	if (t->state >= 1 && t->state <= 4) {
		snprintf(out, 96, "%s", words[t->state]);
		return;
	}
	write_people(&it->measure, t->fine, number);
	snprintf(out, 96, "%s%s", t->state == 5 ? "T" : "", number);
	for (int i = 0; i < 2; i++)
		if (t->fault[i] >= 0) {
			size_t used = strlen(out);

			snprintf(out + used, 96 - used, "+%s*%d",
				it->fault[t->fault[i]].code, t->times[i]);
		}
}

static void store_try(int student, int item, const struct exam_item *it, int n,
	bool makeup, const struct try_made *t)
{
	insert("INSERT INTO re_try VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, NULL)",
		"iiiiti", (int64_t)student, (int64_t)item, (int64_t)n, (int64_t)makeup,
		try_states[t->state], t->fine * 1000);
	for (int i = 0; i < 2; i++)
		if (t->fault[i] >= 0)
			insert("INSERT INTO re_fault VALUES (?1, ?2, ?3, ?4, ?5)",
				"iiiti", (int64_t)student, (int64_t)item, (int64_t)n,
				it->fault[t->fault[i]].code, (int64_t)t->times[i]);
}

/* One line of attempts as text for the engine and as raw values for the other, behind
 * the `before` that are there. What the engine refuses (a penalty beyond the range)
 * nobody gets. How many were made. */
static int make_line(struct crowd *c, int student, int i, bool makeup, int before)
{
	const struct exam_item *it = &c->exam->item[i];
	int n = 1 + (int)below(it->attempts), made = 0, used = 0;
	struct exam_result was = c->entry->item[i];
	struct try_made tries[EXAM_TRIES_MAX];
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	char one[96];

	while (used < n && before + made < EXAM_TRIES_MAX) {
		struct try_made *t = &tries[made++];

		make_try(c, it, t);
		used += t->state != 4 && t->state != 5;
		write_try(it, t, one);
		buf_addf(&text, "%s%s", made > 1 ? "/" : "", one);
	}
	if (!exam_entry_session(c->exam, c->entry, i, makeup ? EXAM_MAKEUP : EXAM_MAIN,
		    text.data, &err)) {
		c->entry->item[i] = was;
		made = 0;
	}
	for (int k = 0; k < made; k++)
		store_try(student, i, it, before + k, makeup, &tries[k]);
	buf_release(&text);
	return made;
}

static void make_item(struct crowd *c, int student, int i)
{
	int made = chance(c->exam->graded ? 98 : 92)
			   ? make_line(c, student, i, false, 0)
			   : 0;

	if (!c->exam->graded && chance(12) && made < EXAM_TRIES_MAX / 2)
		make_line(c, student, i, true, made);
}

/* Somebody near a bound of the index for that sex and grade. */
static void make_index(struct crowd *c, int student, const struct exam_item *it)
{
	const struct ladder *bounds = &it->points[c->entry->sex][c->entry->grade];
	int64_t height = 1050 + below(900), tenths = bounds->at[below(bounds->rows)];
	int64_t weight = (tenths * 2 + below(5) - 2) * height * height / 20000;
	const int item[2] = { it->index.length, it->index.mass };
	const int64_t fine[2] = { height * 1000, weight * 1000 };

	for (int k = 0; k < 2; k++) {
		const struct exam_item *made = &c->exam->item[item[k]];
		struct try_made t = { .fine = fine[k], .fault = { -1, -1 } };
		struct err err = ERR_INIT;
		char text[48];

		write_people(&made->measure, fine[k], text);
		if (exam_entry_item(c->exam, c->entry, item[k], text, &err))
			store_try(student, item[k], made, 0, false, &t);
		else /* lighter than anybody */
			c->entry->item[item[k]] = (struct exam_result){ 0 };
	}
}

static void make_items(struct crowd *c, int student)
{
	for (int i = 0; i < c->exam->items; i++) {
		const struct exam_item *it = &c->exam->item[i];

		if (it->kind == EXAM_INDEX && chance(95))
			make_index(c, student, it);
		else if (it->method != EXAM_RECORD && it->kind != EXAM_INDEX &&
			 exam_item_for(it, c->entry->sex) &&
			 (!c->exam->graded ||
				 it->points[c->entry->sex][c->entry->grade].rows))
			make_item(c, student, i);
	}
}

static void make_choice(struct crowd *c, int student, int g)
{
	const struct exam_group *group = &c->exam->group[g];
	int can[EXAM_ITEMS_MAX], n = 0;

	for (int i = 0; i < c->exam->items; i++)
		if ((group->items >> i & 1) &&
			exam_item_for(&c->exam->item[i], c->entry->sex))
			can[n++] = i;
	if (group->choose != EXAM_DECLARED || n <= group->pick || chance(6))
		return;
	for (int k = 0; k < group->pick; k++) {
		int which = k + (int)below(n - k), item = can[which];

		can[which] = can[k];
		c->entry->choice[g] |= UINT64_C(1) << item;
		insert("INSERT INTO re_choice VALUES (?1, ?2, ?3)", "iii",
			(int64_t)student, (int64_t)g, (int64_t)item);
	}
}

/* Some place of the scheme: an item, a slot, a group, a part, or the student. */
static const char *any_place(const struct exam *x)
{
	switch (below(5)) {
	case 0:
		return x->item[below(x->items)].slot;
	case 1:
		return x->groups ? x->group[below(x->groups)].key : "";
	case 2:
		return x->part[below(x->parts)].key;
	default:
		return x->item[below(x->items)].key;
	}
}

static void make_status(struct crowd *c, int student)
{
	static struct exam_entry before;
	const char *place = any_place(c->exam), *code;
	struct err err = ERR_INIT;

	if (!c->exam->statuses)
		return;
	code = c->exam->status_of[below(c->exam->statuses)].code;
	before = *c->entry;
	if (exam_entry_status(c->exam, c->entry, place, code, &err))
		insert("INSERT INTO re_standing VALUES (?1, ?2, ?3)", "itt",
			(int64_t)student, place, code);
	else
		*c->entry = before;
}

static void make_process(struct crowd *c, int student, int k)
{
	const struct exam_component *p = &c->exam->component[k];
	int years = p->years ? p->years : 1;

	for (int y = 0; y < years; y++) {
		int64_t value = p->typed ? below(p->points_c + 1)
					 : p->band[below(p->bands)].from_c + below(400);

		if (chance(5))
			continue;
		c->entry->process[k][y] = (int32_t)value;
		insert("INSERT INTO re_process VALUES (?1, ?2, ?3, ?4)", "iiii",
			(int64_t)student, (int64_t)k, (int64_t)y, value);
	}
}

static void make_student(struct crowd *c, int student)
{
	enum sex sex = chance(50) ? SEX_MALE : SEX_FEMALE;
	enum grade grade = c->exam->graded ? 1 + (enum grade)below(GRADE_COUNT - 1)
					   : GRADE_NONE;
	char id[24];

	snprintf(id, sizeof(id), "s%d", student);
	insert("INSERT INTO re_student VALUES (?1, ?2, ?3, ?4)", "ittt",
		(int64_t)student, id, sex_key(sex), grade ? grade_key(grade) : "");
	exam_entry_init(c->entry, sex, grade);
	c->sex[student] = sex;
	make_items(c, student);
	for (int g = 0; g < c->exam->groups; g++)
		make_choice(c, student, g);
	for (int k = 0; k < c->exam->components; k++)
		make_process(c, student, k);
	while (chance(20))
		make_status(c, student);
	exam_score(c->exam, c->entry, &c->score[student]);
}

/* ---- comparing -------------------------------------------------------------------------- */

static const char *const gots[] = { "none", "points", "void", "no-table", "exempt",
	"partial", "deferred", "absent", "disqualified" };
static const char *const part_gots[] = { "open", "points", "", "", "exempt", "",
	"deferred", "absent", "disqualified" };
static const char *const states[] = { "complete", "exempt", "no-table", "incomplete" };

static bool same_at(struct query *q, int column, int64_t none, int64_t want)
{
	return query_null_at(q, column) ? want == none
					: query_int_at(q, column) == want;
}

static const char *said_at(struct query *q, int column)
{
	return query_null_at(q, column) ? "NULL" : query_text_at(q, column);
}

static void compare_items(const struct crowd *c)
{
	struct query *q = query(db, "SELECT student, item, got, value, score_n, "
				    "points_n, ifnull(grp, -1), n FROM re_item_points");
	struct err err = ERR_INIT;
	enum query_got got;
	int rows = 0;

	while ((got = query_next(q, &err)) == QUERY_ROW) {
		int student = (int)query_int_at(q, 0), i = (int)query_int_at(q, 1);
		const struct exam_item_score *s = &c->score[student].item[i];

		rows++;
		if (strcmp(query_text_at(q, 2), gots[s->got]) == 0 &&
			same_at(q, 3, RESULT_NONE, s->value) &&
			same_at(q, 4, EXAM_NONE, s->score) &&
			same_at(q, 5, EXAM_NONE, s->points) &&
			query_int_at(q, 6) == s->group &&
			same_at(q, 7, -1, s->try_counts))
			continue;
		fail_msg("%s student %d %s: SQL %s value %s score %s points %s in %s "
			 "try %s, engine %s %d %lld %lld in %d try %d",
			c->exam->id, student, c->exam->item[i].key, query_text_at(q, 2),
			said_at(q, 3), said_at(q, 4), said_at(q, 5), said_at(q, 6),
			said_at(q, 7), gots[s->got], s->value, (long long)s->score,
			(long long)s->points, s->group, s->try_counts);
	}
	if (got == QUERY_FAIL)
		fail_msg("%s", err.text);
	assert_true(rows > c->n);
}

static void compare_parts(const struct crowd *c)
{
	struct query *q = query(db, "SELECT student, part, got, failed, points_n, "
				    "left_out FROM re_part_sum");
	struct err err = ERR_INIT;
	enum query_got got;

	while ((got = query_next(q, &err)) == QUERY_ROW) {
		int student = (int)query_int_at(q, 0), p = (int)query_int_at(q, 1);
		const struct exam_part_score *s = &c->score[student].part[p];

		if (strcmp(query_text_at(q, 2), part_gots[s->got]) == 0 &&
			query_int_at(q, 3) == s->failed &&
			query_int_at(q, 4) == s->points &&
			query_int_at(q, 5) == s->left_out_c)
			continue;
		fail_msg("%s student %d %s: SQL %s failed %s points %s left out %s, "
			 "engine %s %d %lld %d",
			c->exam->id, student, c->exam->part[p].key, query_text_at(q, 2),
			said_at(q, 3), said_at(q, 4), said_at(q, 5), part_gots[s->got],
			s->failed, (long long)s->points, s->left_out_c);
	}
	if (got == QUERY_FAIL)
		fail_msg("%s", err.text);
}

static void compare_totals(const struct crowd *c, int reached[4])
{
	struct query *q = query(db, "SELECT student, state, total_n, "
				    "ifnull(level_zh, ''), bonus_n FROM re_total");
	struct err err = ERR_INIT;
	enum query_got got;
	int rows = 0;

	while ((got = query_next(q, &err)) == QUERY_ROW) {
		int student = (int)query_int_at(q, 0);
		const struct exam_score *s = &c->score[student];

		rows++;
		reached[s->state]++;
		if (strcmp(query_text_at(q, 1), states[s->state]) == 0 &&
			same_at(q, 2, EXAM_NONE, s->total) &&
			strcmp(query_text_at(q, 3), s->level ? s->level->zh : "") == 0)
			continue;
		fail_msg("%s student %d: SQL %s %s %s, engine %s %lld %s", c->exam->id,
			student, query_text_at(q, 1), said_at(q, 2),
			query_text_at(q, 3), states[s->state], (long long)s->total,
			s->level ? s->level->zh : "");
	}
	if (got == QUERY_FAIL)
		fail_msg("%s", err.text);
	assert_int_equal(rows, c->n);
}

/* RECHECK_TIMES=4 and more: a longer look, with so many times the students. */
static int students(int n)
{
	const char *times = getenv("RECHECK_TIMES");
	long k = times ? strtol(times, NULL, 10) : 1;

	assert_in_range(k, 1, 1000);
	return n * (int)k;
}

static void agree(const struct exam *exam, const struct files *files, int n)
{
	struct crowd c = { .exam = exam, .n = n };
	struct err err = ERR_INIT;
	int reached[4] = { 0 };
	int64_t said;

	c.entry = mem_alloc(sizeof(*c.entry));
	c.score = mem_array((size_t)n, sizeof(*c.score));
	c.sex = mem_array((size_t)n, sizeof(*c.sex));
	seed = 20141117;
	MUST(db_run(db, "BEGIN", &err));
	MUST(recheck_begin(db, SQL, &err));
	MUST(recheck_rules(db, exam, items, files->file, files->count, &err));
	for (int i = 0; i < n; i++)
		make_student(&c, i);
	MUST(recheck_run(db, SQL, &err));
	MUST(query_one_int(query(db, "SELECT count(*) FROM re_said"), &said, 0, &err));
	assert_int_equal(said, 0);
	compare_items(&c);
	compare_parts(&c);
	compare_totals(&c, reached);
	print_message("%s: %d complete, %d exempt, %d no-table, %d incomplete\n",
		exam->id, reached[0], reached[1], reached[2], reached[3]);
	MUST(db_run(db, "COMMIT", &err));
	free(c.entry);
	free(c.score);
	free(c.sex);
}

/* ---- the schemes that we ship -------------------------------------------------------- */

static void read_files(const char *dir, struct files *files)
{
	static char names[8][64];
	struct err err = ERR_INIT;
	char path[PATH_SIZE], **list;
	size_t count;

	*files = (struct files){ .count = 0 };
	MUST(path_list(dir, "", &list, &count, &err));
	for (size_t i = 0; i < count && i < 8; i++) {
		files->bytes[i] = (struct buf)BUF_INIT;
		snprintf(names[i], sizeof(names[i]), "%s", list[i]);
		MUST(path_join(path, dir, list[i], &err) &&
			path_read(path, (size_t)1 << 22, &files->bytes[i], &err));
		files->file[files->count++] = (struct scheme_file){ names[i],
			files->bytes[i].data, files->bytes[i].len };
	}
	path_list_free(list);
}

static void drop_files(struct files *files)
{
	for (size_t i = 0; i < files->count; i++)
		buf_release(&files->bytes[i]);
}

static void shipped_exams_come_to_the_same_both_ways(void **state)
{
	static const char *const ids[] = { "daqing-sample", "shanghai-field15",
		"fujian-40", "nanjing-2026-field40", "zhejiang-type-40" };

	(void)state;
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		struct err err = ERR_INIT;
		struct files files;
		struct exam *exam;
		char dir[512];

		snprintf(dir, sizeof(dir), SOURCE_DIR "/schema/schemes/%s", ids[i]);
		read_files(dir, &files);
		MUST(exam = exam_load(dir, items, &err));
		agree(exam, &files, students(2500));
		exam_free(exam);
		drop_files(&files);
	}
}

static void the_fitness_standard_comes_to_the_same_both_ways(void **state)
{
	const char *dir = SOURCE_DIR "/schema/schemes/national-2014";
	struct err err = ERR_INIT;
	struct scheme *scheme;
	struct files files;

	(void)state;
	read_files(dir, &files);
	MUST(scheme = scheme_load(dir, items, &err));
	agree(scheme->exam, &files, students(2500));
	scheme_free(scheme);
	drop_files(&files);
}

/* ---- what the shipped ones do not use --------------------------------------------------- */

#define ITEM_HEAD(key, kind, unit, better, rest)                                       \
	"  - key: " key "\n    zh: " key "\n    kind: " kind "\n    unit: " unit       \
	"\n    better: " better "\n    origin: x\n" rest

#define LESS_LINEAR                                                                    \
	ITEM_HEAD("run", "time", "s", "less",                                          \
		"    read: 1\n    decimals: 0\n    round: nonzero_up\n"                \
		"    hard: { min: 100, max: 900 }\n"                                   \
		"    attempts: { max: 3, use: best, stop_on_full: true }\n"            \
		"    faults:\n"                                                        \
		"      - { code: slow, zh: a, effect: add_ms, amount: 700 }\n"         \
		"      - { code: cut, zh: b, effect: void_attempt, from: 2 }\n"        \
		"      - { code: out, zh: c, effect: void_item, from: 2 }\n"           \
		"    method: linear\n    full_at: 200\n    step: 4\n"                  \
		"    points_per_step: 2.5\n    floor: 12\n"                            \
		"    partial_step: proportional\n    scale_max: 100\n")
#define MORE_LINEAR                                                                    \
	ITEM_HEAD("throw", "distance", "m", "more",                                    \
		"    read: 3\n    decimals: 1\n    round: half_up\n"                   \
		"    hard: { min: 0, max: 60 }\n"                                      \
		"    attempts: { max: 3, use: mean, no_valid: open }\n"                \
		"    method: linear\n    full_at: 20\n    step: 0.5\n"                 \
		"    points_per_step: 4\n    scale_max: 100\n    item_round: cut\n"    \
		"    item_step: 0.5\n")
#define REACH(round)                                                                   \
	ITEM_HEAD("reach", "reach", "cm", "more",                                      \
		"    decimals: 0\n    round: " round                                   \
		"\n    hard: { min: -30, max: 40 }\n"                                  \
		"    attempts: { max: 4, use: mean }\n"                                \
		"    method: table\n    scale_max: 100\n    below: last\n"             \
		"    item_round: nonzero_up\n    item_step: 0.3\n    cap: 12\n")
#define JUDGED                                                                         \
	ITEM_HEAD("dance", "judged", "marks", "more",                                  \
		"    decimals: 1\n    round: half_up\n"                                \
		"    hard: { min: 0, max: 12 }\n"                                      \
		"    attempts: { max: 2, use: last }\n"                                \
		"    method: judged\n    scale_max: 100\n")
#define BANDED                                                                         \
	ITEM_HEAD("hop", "count", "times", "more",                                     \
		"    decimals: 0\n    round: none\n"                                   \
		"    hard: { min: 0, max: 200 }\n"                                     \
		"    attempts: { max: 3, use: first_valid }\n"                         \
		"    faults:\n"                                                        \
		"      - { code: low, zh: a, effect: not_counted }\n"                  \
		"      - { code: bad, zh: b, effect: minus_count, amount: 3, from: 2 " \
		"}\n"                                                                  \
		"      - { code: stop, zh: c, effect: stop_attempt }\n"                \
		"      - { code: warned, zh: d, effect: warn }\n"                      \
		"    method: bands\n    below: 7\n    scale_max: 100\n"                \
		"    bands: [{ from: 90, points: 100 }, { from: 60, points: 70.5 },\n" \
		"      { from: 20, points: 33 }]\n")
#define GATE(key, better, need)                                                        \
	ITEM_HEAD(key, "distance_done", "m", better,                                   \
		"    decimals: 0\n    round: cut\n"                                    \
		"    hard: { min: 0, max: 400 }\n    attempts: { max: 1, use: best "   \
		"}\n"                                                                  \
		"    method: gate\n    need: " need "\n    scale_max: 10\n")
#define PULL                                                                           \
	"  - key: pull\n    zh: pull\n    sex: M\n    slot: strength\n"                \
	"    kind: count\n    unit: times\n    better: more\n    origin: x\n"          \
	"    decimals: 0\n    round: none\n    hard: { min: 0, max: 60 }\n"            \
	"    attempts: { max: 2, use: best }\n    method: table\n"                     \
	"    scale_max: 100\n    cap: 17\n"
#define SIT                                                                            \
	"  - key: sit\n    zh: sit\n    sex: F\n    slot: strength\n"                  \
	"    kind: count\n    unit: times\n    better: more\n    origin: x\n"          \
	"    decimals: 0\n    round: none\n    hard: { min: 0, max: 90 }\n"            \
	"    attempts: { max: 2, use: best }\n    method: table\n"                     \
	"    scale_max: 100\n    below: 3.5\n"
#define STATUSES                                                                       \
	"statuses:\n"                                                                  \
	"  - { code: ill, zh: a, is: exempt_share, share: 0.65, of: item }\n"          \
	"  - { code: ill_part, zh: b, is: exempt_share, share: 0.33, of: part }\n"     \
	"  - { code: ill_all, zh: c, is: exempt_share, share: 0.77, of: total }\n"     \
	"  - { code: free, zh: d, is: exempt_full, of: part, part: field }\n"          \
	"  - { code: part, zh: e, is: partial, of: item }\n"                           \
	"  - { code: other, zh: l, is: partial, of: item, instead: dance }\n"          \
	"  - { code: later, zh: f, is: deferred, of: item }\n"                         \
	"  - { code: later_part, zh: g, is: deferred, of: part }\n"                    \
	"  - { code: away, zh: h, is: absent, of: item }\n"                            \
	"  - { code: away_part, zh: i, is: absent, of: part }\n"                       \
	"  - { code: cheat, zh: j, is: disqualified, of: item }\n"                     \
	"  - { code: cheat_all, zh: k, is: disqualified, of: total }\n"
#define HEAD(id, total)                                                                \
	"schema: 1\nkind: exam\nid: " id "\ntitle: x\nplace: x\nstatus: sample\n"      \
	"exam_year: 2027\ndocument: x\nsource: x\ntable: items.csv\n"                  \
	"total: " total "\nlevels:\n  - { key: good, zh: good, from: 60 }\n"           \
	"  - { key: poor, zh: poor, from: 0 }\nparts:\n"
#define ROWS                                                                           \
	"item,sex,score,threshold\nreach,MF,100,9\nreach,MF,71.5,3\nreach,MF,40,-2\n"  \
	"reach,MF,11,-7\npull,M,100,12\npull,M,60,6\npull,M,20,1\nsit,F,100,50\n"      \
	"sit,F,75,38\nsit,F,30,20\n"

static const struct small {
	const char *main, *table;
} small[] = {
	{ HEAD("sums", "{ points: 100, round: nonzero_up, step: 0.5, cap: 103 "
		       "}") "  - key: process\n    zh: x\n    kind: process\n  "
			    "  points: 30\n"
			    "    missing_year: scale\n    round: half_up\n    "
			    "step: 0.1\n"
			    "    components:\n"
			    "      - { key: fit, zh: x, years: [a, b, c], "
			    "method: bands, input: y,\n"
			    "          bands: [{ from: 90, points: 6.7 }, { "
			    "from: 60, points: 4 },\n"
			    "          { from: 0, points: 1 }], cap: 18 }\n"
			    "      - { key: lessons, zh: x, years: [a, b, c], "
			    "method: typed,\n"
			    "          points: 4 }\n"
			    "  - key: field\n    zh: x\n    kind: field\n    "
			    "points: 60\n"
			    "    round: half_up\n    step: 0.1\n    cap: 62\n  "
			    "  groups:\n"
			    "      - { key: two, zh: x, points: 30, pick: 2, "
			    "choose: best,\n"
			    "          round: half_up, step: 0.5, cap: 29, "
			    "items: [run, throw, hop] }\n"
			    "      - { key: power, zh: x, points: 15, items: "
			    "[pull, sit] }\n"
			    "      - { key: lot, zh: x, points: 15, choose: "
			    "drawn, drawn: [reach],\n"
			    "          items: [reach, dance] }\n"
			    "  - key: theory\n    zh: x\n    kind: theory\n    "
			    "points: 10\n"
			    "    components:\n"
			    "      - { key: paper, zh: x, method: bands, "
			    "input: percent,\n"
			    "          bands: [{ from: 80, points: 10 }, { "
			    "from: 0, points: 3 }] }\n"
			    "  - { key: swim, zh: x, kind: gate, items: [far], "
			    "on_fail: no_total }\n"
			    "sessions: { use: makeup, makeup_share: 0.6 }\n"
			    "bonus:\n"
			    "  - { item: run, each: 3, add: 0.4, to: total, "
			    "cap: 2 }\n"
			    "  - { item: pull, each: 1, add: 1, to: item, cap: "
			    "4, only_full: true }\n"
			    "  - { item: throw, rows: [{ at: 30, add: 3 }, { "
			    "at: 22, add: 1 }],\n"
			    "      to: part, cap: 2.5 }\n" STATUSES
			    "items:\n" LESS_LINEAR MORE_LINEAR BANDED PULL SIT REACH(
				    "half_up") JUDGED GATE("far", "more", "25"),
		ROWS },
	{ HEAD("means", "{ points: 100 }") "  - key: process\n    zh: x\n    kind: "
					   "process\n    points: 40\n"
					   "    missing_year: fixed\n    "
					   "missing_points: 3\n    components:\n"
					   "      - { key: fit, zh: x, years: [a, b, "
					   "c, d], method: typed,\n"
					   "          points: 5, cap: 18 }\n"
					   "      - { key: more, zh: x, method: "
					   "typed, points: 22 }\n"
					   "  - key: field\n    zh: x\n    kind: "
					   "field\n    points: 60\n"
					   "    combine: mean\n    round: cut\n    "
					   "step: 0.01\n    groups:\n"
					   "      - { key: one, zh: x, items: [run, "
					   "throw, dance] }\n"
					   "      - { key: power, zh: x, items: "
					   "[pull, sit] }\n"
					   "      - { key: three, zh: x, choose: "
					   "best, items: [reach, hop] }\n"
					   "  - { key: swim, zh: x, kind: gate, "
					   "items: [far], on_fail: zero_total }\n"
					   "  - { key: dive, zh: x, kind: gate, "
					   "items: [near] }\n"
					   "all_or_none: true\nsessions: { use: best "
					   "}\n" STATUSES
					   "items:\n" LESS_LINEAR MORE_LINEAR BANDED
						   PULL SIT REACH("cut") JUDGED GATE(
							   "far", "more", "25")
							   GATE("near", "less", "200"),
		ROWS },
};

static void small_schemes_come_to_the_same_both_ways(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(small) / sizeof(small[0]); i++) {
		struct files files = { .count = 2,
			.file = {
				{ "scheme.yaml", small[i].main, strlen(small[i].main) },
				{ "items.csv", small[i].table,
					strlen(small[i].table) } } };
		struct err err = ERR_INIT;
		struct exam *exam;

		MUST(exam = exam_load_files("small", files.file, 2, items, &err));
		agree(exam, &files, students(1250));
		exam_free(exam);
	}
}

/* ---- a store ---------------------------------------------------------------------------- */

#define CLASS	  24
#define EXAM_YEAR 2027
#define DAQING	  SOURCE_DIR "/schema/schemes/daqing-sample"
#define NATIONAL  SOURCE_DIR "/schema/schemes/national-2014"

static char dir[64];
static struct store *store;
static struct exam *exam;
static struct scheme *scheme;
static struct results_with *with;
static struct student pupil[CLASS];
static char said[4096];

static void attempt(const struct student *s, const struct session *session,
	enum attempt_outcome outcome, enum item_unit unit, int64_t fine,
	struct entry_id *id)
{
	const struct item *m = items_at(items, items_find(items, session->item));
	static const enum reading_unit units[] = { [ITEM_MM] = UNIT_UM,
		[ITEM_G] = UNIT_UG,
		[ITEM_ML] = UNIT_UL,
		[ITEM_MS] = UNIT_US,
		[ITEM_TIMES] = UNIT_ONE };
	struct err err = ERR_INIT;
	struct finish f = { .session = session->id,
		.source = SOURCE_DEVICE,
		.outcome = outcome,
		.has_value = outcome == OUTCOME_VALID,
		.value = item_value_from_base(m, fine),
		.raw_value = fine,
		.raw_unit = units[unit],
		.began_us = MONDAY_US,
		.ended_us = MONDAY_US + 1000000 };

	strcpy(f.student, s->id);
	strcpy(f.item, session->item);
	MUST(attempts_finish(store, 0, &f, id, &err));
}

/* Everybody at one item of the catalogue, near the marks of the exam's. */
static void measure(int i)
{
	const struct exam_item *it = &exam->item[i];
	struct session session[2];
	struct err err = ERR_INIT;
	char key[24];

	text_copy(key, sizeof(key), items_at(items, it->catalogue)->key);
	MUST(session_make(store, key, SESSION_FORMAL, &session[0], &err));
	MUST(session_make(store, key, SESSION_MAKEUP, &session[1], &err));
	for (int k = 0; k < CLASS; k++) {
		const struct student *s = &pupil[k];
		int tries = 1 + (int)below(it->attempts);

		for (int n = 0; exam_item_for(it, s->sex) && n < tries; n++) {
			int64_t unit = it->measure.unit == ITEM_TIMES ? 1 : 1000;
			struct entry_id id;

			attempt(s, &session[n == 0 && chance(15)],
				chance(85) ? OUTCOME_VALID : OUTCOME_FOUL,
				it->measure.unit,
				near_mark(it, s->sex, GRADE_NONE) / (1000 / unit), &id);
			if (it->faults && chance(15))
				MUST(exams_penalty(store, &id, it->fault[0].code, 1,
					"seen", "郑老师", MONDAY_US, &err));
		}
	}
}

static void weigh(void)
{
	struct session session[3];
	struct err err = ERR_INIT;
	struct entry_id id;

	MUST(session_make(store, "height", SESSION_FORMAL, &session[0], &err));
	MUST(session_make(store, "weight", SESSION_FORMAL, &session[1], &err));
	MUST(session_make(store, "vital_capacity", SESSION_FORMAL, &session[2], &err));
	for (int k = 0; k < CLASS; k++) {
		attempt(&pupil[k], &session[0], OUTCOME_VALID, ITEM_MM,
			1500000 + below(250000), &id);
		attempt(&pupil[k], &session[1], OUTCOME_VALID, ITEM_G,
			INT64_C(1000000) * (40000 + below(30000)), &id);
		for (int n = 0; n < 3; n++)
			attempt(&pupil[k], &session[2], OUTCOME_VALID, ITEM_ML,
				1000 * (2000 + below(2500)) + 700, &id);
	}
}

static void say_of(const struct student *s)
{
	struct exam_papers papers = { .given_on = 0 };
	struct err err = ERR_INIT;

	for (int g = 1; g < exam->groups; g++) {
		int i;

		do
			i = (int)below(exam->items);
		while (!(exam->group[g].items >> i & 1) ||
			!exam_item_for(&exam->item[i], s->sex));
		MUST(exams_choose(store, exam, s, g, exam->item[i].key, "", "x",
			MONDAY_US, &err));
	}
	for (int k = 0; k < exam->components; k++)
		for (int y = 0; y < 3; y++)
			MUST(exams_process(store, exam, s, k, y, k ? "3.5" : "81.25",
				"typed", "book", "x", MONDAY_US, &err));
	if (chance(20))
		MUST(exams_stand(store, exam, s, "skill", "deferred", &papers, "x",
			MONDAY_US, &err));
}

static int open_school(void **state)
{
	struct err err = ERR_INIT;
	struct entry_id use;

	(void)state;
	seed = 20261123;
	folder_make(dir);
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_KIOSK, &err));
	roster_use_items(store, items);
	MUST(exam = exam_load(DAQING, items, &err));
	MUST(scheme = scheme_load(NATIONAL, items, &err));
	MUST(with = results_open(store, items, scheme, NATIONAL, MONDAY_US, &err));
	MUST(exams_use(
		store, exam, DAQING, EXAM_YEAR, "郑老师", MONDAY_US, &use, &err));
	MUST(store_begin(store, &err));
	for (int k = 0; k < CLASS; k++) {
		char number[24];

		snprintf(number, sizeof(number), "G%d", k);
		MUST(student_put(store, "无名", number, k % 2 ? SEX_MALE : SEX_FEMALE,
			23, &pupil[k], &err));
	}
	for (int i = 0; i < exam->items; i++)
		measure(i);
	weigh();
	for (int k = 0; k < CLASS; k++)
		say_of(&pupil[k]);
	MUST(store_commit(store, &err));
	MUST(results_rebuild(with, &err));
	MUST(exams_score_all(store, exam, EXAM_YEAR, &err));
	return 0;
}

static int close_school(void **state)
{
	(void)state;
	results_close(with);
	store_close(store);
	exam_free(exam);
	scheme_free(scheme);
	folder_remove(dir);
	return 0;
}

static const char *looked_over(struct store *at)
{
	struct recheck_counts counts = { .students = 0 };
	struct err err = ERR_INIT;

	said[0] = '\0';
	MUST(recheck_ready(store_db(at), &err));
	MUST(recheck_exam(
		at, SQL, exam, items, EXAM_YEAR, remember_fault, said, &counts, &err));
	MUST(recheck_standard(at, SQL, scheme, remember_fault, said, &counts, &err));
	assert_int_equal(counts.students, 2 * CLASS);
	return said;
}

static void what_a_store_holds_comes_to_the_same_both_ways(void **state)
{
	(void)state;
	assert_string_equal(looked_over(store), "");
	assert_true(count_of(store, "SELECT count(*) FROM exam_score "
				    "WHERE state = 'complete'") > 3);
	assert_true(count_of(store, "SELECT count(*) FROM score "
				    "WHERE state = 'complete'") > 3);
	assert_int_equal(count_of(store, "SELECT count(*) FROM temp.sqlite_schema"), 0);
}

static void a_store_that_is_only_read_can_be_looked_over(void **state)
{
	struct err err = ERR_INIT;
	struct store *reading;

	(void)state;
	MUST(reading = station_open(dir, STORE_READ, &err));
	assert_string_equal(looked_over(reading), "");
	store_close(reading);
}

static const struct {
	const char *sql, *says;
} altered[] = {
	{ "UPDATE exam_item SET points_n = points_n + 1000 WHERE points_n > 0 AND "
	  "item = 'run_800m'",
		"run_800m: stored is points " },
	{ "UPDATE exam_item SET value = value + 100 WHERE item = 'run_50m'",
		"run_50m: stored is points " },
	{ "UPDATE exam_item SET seq = seq + 1 WHERE seq IS NOT NULL",
		"computed a second way" },
	{ "DELETE FROM exam_item WHERE item = 'pull_up'",
		"pull_up: stored is nothing " },
	{ "UPDATE exam_part SET points_n = 0 WHERE part = 'process'",
		"part process: stored is points with 0 points, computed a second way "
		"it is points with 25.5" },
	{ "UPDATE exam_score SET total_n = total_n - 1 WHERE total_n > 0",
		"the total: stored is complete with " },
	{ "UPDATE exam_score SET state = 'wrong', total_n = NULL",
		"the total: stored is wrong with no points" },
	{ "UPDATE exam_score SET den = 1 ", "the total: " },
	{ "UPDATE result SET points_c = points_c + 100 WHERE item = 'run50'",
		"national-2014 student " },
	{ "UPDATE result SET value = value + 1 WHERE item = 'height'",
		"height: stored is valid " },
	{ "UPDATE result SET bonus_c = 300 WHERE item = 'pull_ups'",
		"and 300 bonus points" },
	{ "UPDATE result SET state = 'disputed' WHERE item = 'weight'",
		"weight: stored is disputed" },
	{ "DELETE FROM result WHERE item = 'run50'", "run50: no row of it is stored" },
	{ "UPDATE result SET item = 'shuttle_50x8' WHERE item = 'long_jump'",
		"shuttle_50x8: a row is stored, and the standard does not test it" },
	{ "INSERT INTO exam_item SELECT student, digest, 99, 'pull_up', 'points', 1, "
	  "1, 1, '', NULL, NULL FROM exam_item WHERE item = 'run_800m'",
		"pull_up: a row is stored, and it is no item of theirs" },
	{ "UPDATE score SET total_c = 6000, state = 'complete'",
		"the total: stored is complete 6000" },
	{ "UPDATE score SET level = 'excellent'", "excellent, computed a second way" },
};

static void what_was_altered_is_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(altered) / sizeof(altered[0]); i++) {
		struct err err = ERR_INIT;

		MUST(store_begin(store, &err));
		MUST(db_run(store_db(store), altered[i].sql, &err));
		if (!strstr(looked_over(store), altered[i].says))
			fail_msg("%s: \"%s\" is not in \"%.600s\"", altered[i].sql,
				altered[i].says, said);
		store_rollback(store);
	}
	assert_string_equal(looked_over(store), "");
}

static void what_no_student_should_have_is_listed(void **state)
{
	struct exam_papers papers = { .given_on = 0 };
	struct session session;
	struct err err = ERR_INIT;
	struct entry_id id;

	(void)state;
	MUST(store_begin(store, &err));
	/* A girl who ran the boys' distance, and her own three times: the first counts. */
	MUST(session_make(store, "run1000", SESSION_FORMAL, &session, &err));
	attempt(&pupil[0], &session, OUTCOME_VALID, ITEM_MS, 250000000, &id);
	MUST(session_make(store, "run800", SESSION_FORMAL, &session, &err));
	attempt(&pupil[0], &session, OUTCOME_VALID, ITEM_MS, 240000000, &id);
	attempt(&pupil[0], &session, OUTCOME_VALID, ITEM_MS, 230000000, &id);
	/* A boy who chose, and is exempt. */
	MUST(exams_choose(store, exam, &pupil[1], exam_find_group(exam, "fitness"),
		"sit_reach", "again", "x", MONDAY_US, &err));
	MUST(exams_stand(store, exam, &pupil[1], "field", "exempt_illness", &papers,
		"x", MONDAY_US, &err));
	/* And one who is said to be absent, and was measured. */
	MUST(exams_stand(store, exam, &pupil[3], "run", "absent", &papers, "x",
		MONDAY_US, &err));
	MUST(exams_score_all(store, exam, EXAM_YEAR, &err));
	MUST(results_rebuild(with, &err));
	looked_over(store);
	assert_non_null(strstr(said, "has a result of run_1000m, which is the other "
				     "sex's, beside their own"));
	assert_non_null(strstr(said, "run_800m has 3 valid attempts (allowed: 1)"));
	assert_non_null(strstr(said, "sit_reach is chosen, and the part is exempt"));
	assert_non_null(
		strstr(said, "run_1000m has a result, and a status says absent"));
	assert_null(strstr(said, "stored is"));
	store_rollback(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_schemes_come_to_the_same_both_ways),
		cmocka_unit_test(the_fitness_standard_comes_to_the_same_both_ways),
		cmocka_unit_test(shipped_exams_come_to_the_same_both_ways),
	};
	const struct CMUnitTest stores[] = {
		cmocka_unit_test(what_a_store_holds_comes_to_the_same_both_ways),
		cmocka_unit_test(a_store_that_is_only_read_can_be_looked_over),
		cmocka_unit_test(what_was_altered_is_named),
		cmocka_unit_test(what_no_student_should_have_is_listed),
	};
	int wrong;

	set_up(NULL);
	wrong = cmocka_run_group_tests(stores, open_school, close_school) +
		cmocka_run_group_tests(tests, NULL, NULL);
	tear_down(NULL);
	return wrong;
}
