/* Exams in the journal: who said what, what is frozen, and the points that follow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "exams.h"
#include "item.h"
#include <sys/stat.h>

#include "path.h"
#include "score.h"
#include "stored.h"

#define YEAR 2027

static const char scheme_yaml[] =
	"schema: 1\nkind: exam\nid: small\ntitle: 小样\nplace: 某市\nstatus: sample\n"
	"exam_year: 2027\ndocument: 无\nsource: 为试验而编\ntable: items.csv\n"
	"total: { points: 40, round: half_up, step: 0.1, cap: 40 }\n"
	"parts:\n"
	"  - key: process\n    zh: 过程\n    kind: process\n    points: 10\n"
	"    missing_year: block\n    components:\n"
	"      - { key: fitness, zh: 体质, years: [初二, 初三], method: bands,\n"
	"          input: fitness_total, bands: [{ from: 90, points: 4 },\n"
	"          { from: 60, points: 3 }, { from: 0, points: 1 }] }\n"
	"      - { key: lessons, zh: 体育课, method: typed, points: 2 }\n"
	"  - key: field\n    zh: 现场\n    kind: field\n    points: 30\n    groups:\n"
	"      - { key: skill, zh: 技能, points: 20, items: [football, jump] }\n"
	"      - { key: strength, zh: 力量, points: 10, items: [pull_up, sit_up] }\n"
	"statuses:\n"
	"  - { code: exempt, zh: 免考, is: exempt_full, of: part, part: field }\n"
	"  - { code: absent, zh: 缺考, is: absent, of: item }\n"
	"items:\n"
	"  - { key: football, zh: 足球运球, measure: football_dribble, kind: time,\n"
	"      unit: s, better: less, read: 2, decimals: 1, round: nonzero_up,\n"
	"      hard: { min: 4, max: 120 }, attempts: { max: 2, use: best },\n"
	"      faults: [{ code: pole_down, zh: 碰倒杆, effect: add_ms, amount: 1000 "
	"},\n"
	"      { code: pole_missed, zh: 漏杆, effect: void_attempt }],\n"
	"      method: table, scale_max: 100, origin: 样例 }\n"
	"  - { key: jump, zh: 立定跳远, measure: long_jump, kind: distance, unit: cm,\n"
	"      better: more, decimals: 0, round: cut, hard: { min: 0, max: 500 },\n"
	"      attempts: { max: 3, use: best }, method: table, scale_max: 100,\n"
	"      origin: 样例 }\n"
	"  - { key: pull_up, zh: 引体向上, measure: pull_ups, sex: M, slot: arms,\n"
	"      kind: count, unit: times, better: more, decimals: 0, round: none,\n"
	"      hard: { min: 0, max: 120 }, attempts: { max: 1, use: best },\n"
	"      faults: [{ code: swing, zh: 借力, effect: not_counted }],\n"
	"      method: table, scale_max: 100, origin: 样例 }\n"
	"  - { key: sit_up, zh: 仰卧起坐, measure: situps, sex: F, slot: arms,\n"
	"      kind: count, unit: times, better: more, decimals: 0, round: none,\n"
	"      hard: { min: 0, max: 150 }, attempts: { max: 1, use: best },\n"
	"      method: table, scale_max: 100, origin: 样例 }\n";
static const char scheme_table[] =
	"item,sex,score,threshold\n"
	"football,MF,100,7.6\nfootball,MF,80,8.6\n"
	"football,MF,60,12\njump,MF,100,240\njump,MF,60,180\n"
	"pull_up,M,100,15\npull_up,M,80,10\npull_up,M,0,9\n"
	"sit_up,F,100,50\nsit_up,F,60,26\n";

static char dir[64], parent[64], folder[80];
static struct store *store;
static struct items *items;
static struct exam *exam;
static struct student boy, girl, young;
static struct err err;

/* The scheme's folder; `football` replaces the threshold of its best row. */
static struct exam *write_scheme(const char *best)
{
	char path[PATH_SIZE], table[sizeof(scheme_table)];
	struct exam *made;

	memcpy(table, scheme_table, sizeof(table));
	memcpy(strstr(table, "7.6"), best, 3);
	MUST(path_join(path, folder, "scheme.yaml", &err));
	MUST(path_write(path, scheme_yaml, strlen(scheme_yaml), &err));
	MUST(path_join(path, folder, "items.csv", &err));
	MUST(path_write(path, table, strlen(table), &err));
	MUST(made = exam_load(folder, items, &err));
	return made;
}

static int begin(void **state)
{
	(void)state;
	err.text[0] = '\0';
	folder_make(dir);
	folder_make(parent);
	snprintf(folder, sizeof(folder), "%s/small", parent); /* as its id */
	assert_int_equal(mkdir(folder, 0755), 0);
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_KIOSK, &err));
	MUST(items = items_load(SOURCE_DIR "/schema/items.yaml", &err));
	roster_use_items(store, items);
	exam = write_scheme("7.6");
	MUST(student_put(store, "李小树", "G1", SEX_MALE, 23, &boy, &err));
	MUST(student_put(store, "王小雨", "G2", SEX_FEMALE, 23, &girl, &err));
	MUST(student_put(store, "赵小石", "G3", SEX_MALE, 22, &young, &err));
	return 0;
}

static int end(void **state)
{
	(void)state;
	store_close(store);
	exam_free(exam);
	items_free(items);
	folder_remove(dir);
	folder_remove(folder);
	folder_remove(parent);
	return 0;
}

/* ---- small sentences ---- */

static struct entry_id measured(const struct student *s, const char *item,
	enum session_kind kind, enum attempt_outcome outcome, enum reading_unit unit,
	int64_t raw)
{
	struct session session;
	struct entry_id id;
	struct finish f = { .source = SOURCE_DEVICE,
		.outcome = outcome,
		.has_value = outcome == OUTCOME_VALID,
		.value = 1,
		.raw_value = raw,
		.raw_unit = unit,
		.began_us = MONDAY_US,
		.ended_us = MONDAY_US + 1 };

	MUST(session_make(store, item, kind, &session, &err));
	f.session = session.id;
	snprintf(f.student, sizeof(f.student), "%s", s->id);
	snprintf(f.item, sizeof(f.item), "%s", item);
	MUST(attempts_finish(store, 0, &f, &id, &err));
	return id;
}

static struct entry_id dribbled(const struct student *s, int64_t us)
{
	return measured(
		s, "football_dribble", SESSION_FORMAL, OUTCOME_VALID, UNIT_US, us);
}

static struct exam_shown shown(const struct student *s)
{
	static struct exam_shown out;

	MUST(exams_score(store, exam, YEAR, s, &err));
	MUST(exams_show(store, exam, s->id, &out, &err));
	return out;
}

static void expect_item(const struct student *s, const char *key, const char *state,
	const char *value, const char *points)
{
	struct exam_shown out = shown(s);

	for (int i = 0; i < out.items; i++)
		if (strcmp(out.item[i].key, key) == 0) {
			assert_string_equal(out.item[i].state, state);
			assert_string_equal(out.item[i].value, value);
			assert_string_equal(out.item[i].points, points);
			return;
		}
	fail_msg("%s has no row for %s", s->name, key);
}

static void choose(const struct student *s, const char *group, const char *chosen)
{
	MUST(exams_choose(store, exam, s, exam_find_group(exam, group), chosen,
		"asked for it", "郑老师", MONDAY_US, &err));
}

static void process(
	const struct student *s, const char *component, int year, const char *text)
{
	MUST(exams_process(store, exam, s, exam_find_component(exam, component), year,
		text, "typed", "register", "郑老师", MONDAY_US, &err));
}

/* 20 + 10 + 4 + 3 + 2 points. */
static void all_of(const struct student *s)
{
	choose(s, "skill", "football");
	dribbled(s, 7550000);
	measured(s, "pull_ups", SESSION_FORMAL, OUTCOME_VALID, UNIT_ONE, 15);
	process(s, "fitness", 0, "91.5");
	process(s, "fitness", 1, "60");
	process(s, "lessons", -1, "2");
}

static int64_t entries(const char *kind)
{
	char sql[100];

	snprintf(
		sql, sizeof(sql), "SELECT count(*) FROM entry WHERE kind = '%s'", kind);
	return count_of(store, sql);
}

/* ---- the scheme ---- */

static void a_scheme_is_taken_by_one_and_confirmed_by_another(void **state)
{
	struct exam_used used, all[4];
	struct entry_id id, again;

	(void)state;
	assert_int_equal(exams_used(store, 0, &used, &err), EXAM_USE_NONE);
	MUST_FAIL(exams_use(store, exam, folder, YEAR, "  ", 0, &id, &err), "who");
	MUST_FAIL(exams_use(store, exam, folder, 27, "郑老师", 0, &id, &err), "2100");
	MUST(exams_use(store, exam, folder, YEAR, "郑老师", MONDAY_US, &id, &err));
	assert_int_equal(exams_used(store, 0, &used, &err), EXAM_USE_FOUND);
	assert_string_equal(used.scheme, "small");
	assert_string_equal(used.who, "郑老师");
	assert_string_equal(used.confirmed, "");
	assert_int_equal(used.exam_year, YEAR);
	assert_true(digest_same(&used.digest, &exam->digest));
	MUST_FAIL(exams_confirm(store, &id, " 郑老师", MONDAY_US, &err),
		"another person");
	MUST(exams_confirm(store, &id, "周老师", MONDAY_US, &err));
	MUST(exams_confirm(store, &id, "吴老师", MONDAY_US, &err));
	assert_int_equal(entries("scheme_confirm"), 1);
	/* Again by the same folder: nothing is written, and it stays confirmed. */
	MUST(exams_use(store, exam, folder, YEAR, "吴老师", MONDAY_US, &again, &err));
	assert_int_equal(again.seq, id.seq);
	assert_int_equal(exams_used(store, YEAR, &used, &err), EXAM_USE_FOUND);
	assert_string_equal(used.confirmed, "周老师");
	assert_int_equal(exams_used(store, YEAR + 1, &used, &err), EXAM_USE_NONE);
	assert_int_equal(exams_uses(store, all, 4, &err), 1);
	id.seq = 1;
	MUST_FAIL(exams_confirm(store, &id, "周老师", MONDAY_US, &err), "no scheme");
}

static void the_kept_scheme_loads_after_its_folder_has_changed(void **state)
{
	struct exam_used used;
	struct entry_id id;
	struct exam *kept, *other;

	(void)state;
	MUST(exams_use(store, exam, folder, YEAR, "郑老师", MONDAY_US, &id, &err));
	assert_int_equal(exams_used(store, YEAR, &used, &err), EXAM_USE_FOUND);
	other = write_scheme("7.5");
	assert_false(digest_same(&other->digest, &exam->digest));
	MUST_FAIL(exams_use(store, other, "/nowhere", YEAR, "郑老师", 0, &id, &err),
		"nowhere");
	/* What was loaded is not what lies in the folder by now. */
	exam_free(write_scheme("7.4"));
	MUST_FAIL(exams_use(store, other, folder, YEAR, "郑老师", 0, &id, &err),
		"not those that were taken");
	assert_int_equal(entries("scheme_use"), 1);
	assert_int_equal(entries("scheme"), 1);
	MUST(kept = exams_load(store, items, &used, &err));
	assert_true(digest_same(&kept->digest, &exam->digest));
	assert_int_equal(kept->item[0].catalogue, exam->item[0].catalogue);
	exam_free(kept);
	exam_free(other);
}

static void a_corrected_scheme_scores_again_and_leaves_the_old_rows(void **state)
{
	struct entry_id id;
	struct exam *first = exam;

	(void)state;
	all_of(&boy);
	MUST(exams_use(store, exam, folder, YEAR, "郑老师", MONDAY_US, &id, &err));
	MUST(exams_confirm(store, &id, "周老师", MONDAY_US, &err));
	assert_string_equal(shown(&boy).total, "39");
	assert_string_equal(shown(&boy).mark, "样例·非正式成绩");
	exam = write_scheme("7.5");
	MUST(exams_use(store, exam, folder, YEAR, "郑老师", MONDAY_US, &id, &err));
	assert_string_equal(shown(&boy).total, "35");
	assert_string_equal(shown(&boy).mark, "样例·非正式成绩·未核对");
	assert_int_equal(count_of(store, "SELECT count(*) FROM exam_score"), 2);
	exam_free(exam);
	exam = first;
	assert_string_equal(shown(&boy).total, "39");
}

/* ---- attempts ---- */

static void a_raw_value_is_read_by_the_scheme_not_by_the_catalogue(void **state)
{
	(void)state;
	choose(&boy, "skill", "football");
	expect_item(&boy, "football", "none", "", "");
	/* 7.6041 is read 7.60; 7.61 goes up. */
	dribbled(&boy, 7610000);
	expect_item(&boy, "football", "points", "7.7秒", "16");
	dribbled(&boy, 7604100);
	expect_item(&boy, "football", "points", "7.6秒", "20");
}

static void a_measured_try_is_what_the_same_text_would_be(void **state)
{
	static const char *const faults[] = { "", "+pole_down", "+pole_down*3" };
	struct exam_entry *a = mem_alloc(sizeof(*a)), *b = mem_alloc(sizeof(*b));

	(void)state;
	for (int64_t us = 7480000; us < 7720000; us += 1237)
		for (int n = 0; n < 3; n++) {
			struct exam_raw raw = { .fine = us,
				.faults = n > 0,
				.fault = { { "pole_down", n == 2 ? 3 : 1 } } };
			char text[48];

			snprintf(text, sizeof(text), "%lld.%06lld%s",
				(long long)us / 1000000, (long long)us % 1000000,
				faults[n]);
			exam_entry_init(a, SEX_MALE, GRADE_NONE);
			exam_entry_init(b, SEX_MALE, GRADE_NONE);
			MUST(exam_entry_item(exam, a, 0, text, &err));
			MUST(exam_entry_try(exam, b, 0, &raw, &err));
			if (a->item[0].try[0].value != b->item[0].try[0].value)
				fail_msg("%s is %d as text, %d as measured", text,
					a->item[0].try[0].value,
					b->item[0].try[0].value);
			assert_int_equal(
				a->item[0].try[0].penalty, b->item[0].try[0].penalty);
		}
	free(a);
	free(b);
}

static void a_try_that_is_refused_leaves_the_entry_as_it_was(void **state)
{
	static const struct {
		const char *what, *says;
		int item;
		struct exam_raw raw;
	} cases[] = {
		{ "too fast to be true", "outside 4.0 to 120.0", 0,
			{ .fine = 3900000 } },
		{ "slow with its penalty", "outside", 0,
			{ .fine = 119500000,
				.faults = 1,
				.fault = { { "pole_down", 1 } } } },
		{ "an unknown fault", "none of its faults", 0,
			{ .fine = 7500000,
				.faults = 1,
				.fault = { { "biting", 1 } } } },
		{ "a girls' item", "not an item of boys", 3, { .fine = 50 } },
	};
	struct exam_entry *a = mem_alloc(sizeof(*a)), *b = mem_alloc(sizeof(*b));

	(void)state;
	exam_entry_init(a, SEX_MALE, GRADE_NONE);
	exam_entry_init(b, SEX_MALE, GRADE_NONE);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		MUST_FAIL(exam_entry_try(exam, a, cases[i].item, &cases[i].raw, &err),
			cases[i].says);
		assert_memory_equal(a, b, sizeof(*a));
	}
	free(a);
	free(b);
}

static void a_typed_value_has_the_unit_of_its_item(void **state)
{
	(void)state;
	choose(&boy, "skill", "jump");
	measured(&boy, "long_jump", SESSION_FORMAL, OUTCOME_VALID, UNIT_NONE, 2409);
	expect_item(&boy, "jump", "points", "240厘米", "20");
	measured(&boy, "long_jump", SESSION_FORMAL, OUTCOME_VALID, UNIT_US, 2500000);
	assert_string_equal(shown(&boy).state, "wrong");
	assert_non_null(strstr(shown(&boy).why, "another unit"));
}

static void a_penalty_adds_a_second_and_can_be_taken_back(void **state)
{
	struct entry_id id = dribbled(&boy, 7550000), none = { "nowhere", 5 };

	(void)state;
	choose(&boy, "skill", "football");
	expect_item(&boy, "football", "points", "7.6秒", "20");
	MUST(exams_penalty(store, &id, "pole_down", 1, "", "郑老师", MONDAY_US, &err));
	MUST(exams_penalty(store, &id, "pole_down", 1, "", "郑老师", MONDAY_US, &err));
	assert_int_equal(entries("penalty"), 1);
	expect_item(&boy, "football", "points", "8.6秒", "16");
	MUST(exams_penalty(
		store, &id, "pole_down", 0, "film", "郑老师", MONDAY_US, &err));
	expect_item(&boy, "football", "points", "7.6秒", "20");
	MUST(exams_penalty(
		store, &id, "pole_missed", 1, "", "郑老师", MONDAY_US, &err));
	expect_item(&boy, "football", "void", "", "0");
	MUST(exams_penalty(store, &id, "biting", 1, "", "郑老师", MONDAY_US, &err));
	assert_non_null(strstr(shown(&boy).why, "none of its faults"));
	MUST_FAIL(exams_penalty(store, &none, "swing", 1, "", "郑老师", 0, &err),
		"no attempt");
	MUST_FAIL(exams_penalty(store, &id, "swing", 100, "", "郑老师", 0, &err), "99");
}

static void repetitions_that_do_not_count_are_taken_off(void **state)
{
	struct entry_id id = measured(
		&boy, "pull_ups", SESSION_FORMAL, OUTCOME_VALID, UNIT_ONE, 16);

	(void)state;
	MUST(exams_penalty(store, &id, "swing", 2, "", "郑老师", MONDAY_US, &err));
	expect_item(&boy, "pull_up", "points", "14次", "8");
	MUST(exams_penalty(store, &id, "swing", 20, "", "郑老师", MONDAY_US, &err));
	expect_item(&boy, "pull_up", "points", "0次", "0");
}

static void what_never_was_an_attempt_is_left_out(void **state)
{
	struct entry_id id;

	(void)state;
	choose(&boy, "skill", "football");
	measured(&boy, "football_dribble", SESSION_PRACTICE, OUTCOME_VALID, UNIT_US,
		7000000);
	measured(&boy, "football_dribble", SESSION_FORMAL, OUTCOME_INTERRUPTED, UNIT_US,
		0);
	id = dribbled(&boy, 7100000);
	MUST(attempts_void(store, &id, "wrong child", "郑老师", MONDAY_US, &err));
	expect_item(&boy, "football", "none", "", "");
	measured(&boy, "football_dribble", SESSION_FORMAL, OUTCOME_FOUL, UNIT_US, 0);
	expect_item(&boy, "football", "void", "", "0");
	measured(&boy, "football_dribble", SESSION_DEFERRED, OUTCOME_VALID, UNIT_US,
		8000000);
	expect_item(&boy, "football", "points", "8.0秒", "16");
	assert_string_equal(shown(&boy).state, "incomplete");
}

static void attempts_beyond_the_number_have_no_effect(void **state)
{
	struct exam_entry *entry = mem_alloc(sizeof(*entry));
	struct exam_from *from = mem_alloc(sizeof(*from));
	struct entry_id first, makeup;
	struct err wrong;

	(void)state;
	first = dribbled(&boy, 9000000);
	dribbled(&boy, 8900000);
	makeup = measured(&boy, "football_dribble", SESSION_MAKEUP, OUTCOME_VALID,
		UNIT_US, 8000000);
	/* Of a make-up there are as many again. */
	MUST(exams_entry(store, exam, YEAR, &boy, entry, from, &wrong, &err));
	assert_string_equal(wrong.text, "");
	assert_int_equal(entry->item[0].tries, 3);
	assert_int_equal(entry->item[0].try[2].session, EXAM_MAKEUP);
	assert_int_equal(from->attempt[0][0].seq, first.seq);
	assert_int_equal(from->attempt[0][2].seq, makeup.seq);
	assert_string_equal(entry->item[0].try[1].text, "8.9");
	dribbled(&boy, 7000000);
	MUST(exams_entry(store, exam, YEAR, &boy, entry, NULL, &wrong, &err));
	assert_string_equal(wrong.text, "");
	assert_int_equal(entry->item[0].tries, 3);
	free(entry);
	free(from);
}

static void a_disputed_attempt_makes_no_result_until_it_is_settled(void **state)
{
	struct entry_id id;

	(void)state;
	all_of(&boy);
	id = dribbled(&boy, 7000000);
	MUST(attempts_dispute(store, &id, "two at the gate", NULL, 0, MONDAY_US, &err));
	expect_item(&boy, "football", "none", "", "");
	assert_string_equal(shown(&boy).state, "wrong");
	assert_string_equal(shown(&boy).total, "");
	assert_non_null(strstr(shown(&boy).why, "football: an attempt is disputed"));
	MUST(attempts_settle(store, &id, true, "seen", "郑老师", MONDAY_US, &err));
	assert_string_equal(shown(&boy).total, "39");
}

/* ---- what people say ---- */

static void a_choice_is_checked_and_changed_with_a_reason(void **state)
{
	int skill = exam_find_group(exam, "skill");

	(void)state;
	MUST_FAIL(exams_choose(
			  store, exam, &boy, skill, "pull_up", "", "郑老师", 0, &err),
		"no item of this group");
	MUST_FAIL(
		exams_choose(store, exam, &boy, skill, "jump", "", "", 0, &err), "who");
	MUST(exams_choose(store, exam, &boy, skill, "jump", "", "郑老师", 0, &err));
	MUST(exams_choose(store, exam, &boy, skill, "jump", "", "周老师", 0, &err));
	assert_int_equal(entries("choice"), 1);
	MUST_FAIL(exams_choose(
			  store, exam, &boy, skill, "football", "", "郑老师", 0, &err),
		"needs a reason");
	MUST(exams_choose(store, exam, &boy, skill, "football", "hurt his knee",
		"郑老师", 0, &err));
	dribbled(&boy, 7550000);
	expect_item(&boy, "football", "points", "7.6秒", "20");
	MUST(exams_choose(store, exam, &boy, skill, "", "all over", "郑老师", 0, &err));
	expect_item(&boy, "football", "points", "7.6秒", "");
	assert_non_null(strstr(shown(&boy).why, "没有选项"));
}

static void of_two_stations_the_later_one_holds(void **state)
{
	static const struct {
		const char *what, *when, *points;
	} cases[] = {
		{ "an earlier word of another station", "-1", "20" },
		{ "a later one", "1", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char sql[600];

		if (i) {
			end(state);
			begin(state);
		}
		choose(&boy, "skill", "football");
		dribbled(&boy, 7550000);
		snprintf(sql, sizeof(sql),
			"INSERT INTO entry VALUES ('other', 1, 'choice', %lld + %s, "
			"zeroblob(32), zeroblob(32)); INSERT INTO choice VALUES "
			"('other', 1, '%s', 'small', 'skill', 'jump', '', 'who')",
			(long long)MONDAY_US, cases[i].when, boy.id);
		MUST(db_run(store_db(store), sql, &err));
		expect_item(&boy, "football", "points", "7.6秒", cases[i].points);
	}
}

static void a_choice_beside_an_exemption_is_wrong(void **state)
{
	struct exam_papers papers = { "残疾证", "校长", 20261001 };

	(void)state;
	all_of(&boy);
	MUST_FAIL(exams_stand(
			  store, exam, &boy, "field", "lazy", NULL, "郑老师", 0, &err),
		"none of the scheme's statuses");
	MUST_FAIL(exams_stand(
			  store, exam, &boy, "moon", "normal", NULL, "郑老师", 0, &err),
		"no such item");
	MUST(exams_stand(store, exam, &boy, "", "exempt", &papers, "郑老师", 0, &err));
	MUST(exams_stand(store, exam, &boy, "", "exempt", &papers, "郑老师", 0, &err));
	assert_int_equal(entries("standing"), 1);
	assert_string_equal(shown(&boy).state, "wrong");
	assert_string_equal(shown(&boy).total, "");
	assert_string_equal(shown(&boy).level, "");
	assert_non_null(strstr(shown(&boy).why, "choice beside an exemption"));
	choose(&boy, "skill", "");
	assert_string_equal(shown(&boy).state, "exempt");
	assert_string_equal(shown(&boy).total, "39");
	MUST(exams_stand(store, exam, &boy, "", "normal", NULL, "郑老师", 0, &err));
	MUST(exams_stand(store, exam, &boy, "arms", "normal", NULL, "郑老师", 0, &err));
	assert_int_equal(entries("standing"), 2);
	assert_string_equal(shown(&boy).state, "incomplete");
}

static void what_is_said_of_a_slot_is_said_of_its_item(void **state)
{
	(void)state;
	MUST(exams_stand(
		store, exam, &girl, "arms", "absent", NULL, "郑老师", 0, &err));
	expect_item(&girl, "sit_up", "absent", "", "0");
	MUST(exams_stand(
		store, exam, &girl, "sit_up", "normal", NULL, "郑老师", 0, &err));
	expect_item(&girl, "sit_up", "none", "", "");
	/* Absent, and there: one of them is wrong. */
	MUST(exams_stand(
		store, exam, &girl, "arms", "absent", NULL, "郑老师", 0, &err));
	measured(&girl, "situps", SESSION_FORMAL, OUTCOME_VALID, UNIT_ONE, 50);
	assert_string_equal(shown(&girl).state, "wrong");
}

static void process_values_are_checked_and_corrected_by_a_later_one(void **state)
{
	int fitness = exam_find_component(exam, "fitness");
	int lessons = exam_find_component(exam, "lessons");

	(void)state;
	MUST_FAIL(exams_process(store, exam, &boy, lessons, -1, "3", "typed", "",
			  "郑老师", 0, &err),
		"outside 0 to 2");
	MUST_FAIL(exams_process(store, exam, &boy, fitness, -1, "90/80", "typed", "",
			  "郑老师", 0, &err),
		"of which of its 2 years");
	all_of(&boy);
	assert_string_equal(shown(&boy).part[0].points, "9");
	process(&boy, "lessons", -1, "2");
	assert_int_equal(entries("process"), 3);
	process(&boy, "lessons", -1, "1.5");
	assert_string_equal(shown(&boy).part[0].points, "8.5");
	process(&boy, "lessons", -1, "");
	assert_string_equal(shown(&boy).part[0].state, "open");
	assert_string_equal(shown(&boy).part[0].points, "");
	assert_non_null(strstr(shown(&boy).why, "体育课"));
}

/* ---- process of the station's own ---- */

static void has_total(const struct student *s, const char *total_c)
{
	char sql[500];

	snprintf(sql, sizeof(sql),
		"INSERT OR REPLACE INTO derived VALUES (1, zeroblob(32), 2026); "
		"INSERT OR REPLACE INTO score VALUES ('%s', 'complete', 8250, 0, %s, "
		"'good', '良好', 1, 1, 7, 7, 0, 'national-2014', x'01ab00000000')",
		s->id, total_c);
	MUST(db_run(store_db(store), sql, &err));
}

static void had_total(const struct student *s, int school_year, int64_t total_c)
{
	struct entry_value values[] = { value_text(s->id), value_int(school_year),
		value_int(22), value_int(total_c), value_text("register"),
		value_text("郑老师") };
	struct entry_says says = { .kind = ENTRY_PAST_YEAR, .values = values };

	MUST(entry_append(store, &says, MONDAY_US, NULL, &err));
}

static int freeze(void)
{
	int count = 0;

	MUST(exams_freeze(store, exam, YEAR, "郑老师", MONDAY_US, &count, &err));
	return count;
}

static void a_frozen_total_does_not_move(void **state)
{
	char inputs[200];
	struct query *q;

	(void)state;
	assert_int_equal(freeze(), 0);
	has_total(&boy, "8250");
	has_total(&young, "8250"); /* does not sit it */
	had_total(&boy, 2025, 9100);
	had_total(&girl, 2026, 5900);
	assert_int_equal(freeze(), 3);
	process(&boy, "lessons", -1, "0");
	assert_string_equal(shown(&boy).part[0].points, "7");
	has_total(&boy, "9500");
	had_total(&boy, 2025, 1000);
	assert_int_equal(freeze(), 0);
	assert_string_equal(shown(&boy).part[0].points, "7");
	q = query(store_db(store), "SELECT inputs FROM process_now WHERE student = ?1 "
				   "AND component = 'fitness' ORDER BY year DESC");
	query_text(q, 1, boy.id);
	assert_int_equal(query_next(q, &err), QUERY_ROW);
	query_copy_at(q, 0, inputs, sizeof(inputs));
	assert_non_null(strstr(inputs, "total 91.00 of school year 2025, past_year"));
	assert_int_equal(query_next(q, &err), QUERY_ROW);
	query_copy_at(q, 0, inputs, sizeof(inputs));
	assert_string_equal(inputs,
		"total 82.50 of school year 2026, scheme national-2014 01ab00000000");
	query_end(q);
	/* Taken back by a person, it is frozen anew. */
	process(&boy, "fitness", 1, "");
	assert_int_equal(freeze(), 1);
	assert_string_equal(shown(&boy).part[0].points, "8");
}

/* ---- rows ---- */

static void who_does_not_sit_the_exam_has_no_row(void **state)
{
	struct exam_shown out;

	(void)state;
	assert_true(exams_sits(store, &boy));
	assert_false(exams_sits(store, &young));
	MUST(exams_score_all(store, exam, YEAR, &err));
	assert_int_equal(count_of(store, "SELECT count(*) FROM exam_score"), 2);
	assert_false(shown(&young).has);
	MUST(exams_show(store, exam, girl.id, &out, &err));
	assert_true(out.has);
	assert_int_equal(out.items, 3); /* not the boys' */
	assert_string_equal(out.item[2].key, "sit_up");
	assert_true(out.item[2].counts);
	assert_false(out.item[0].counts);
	assert_string_equal(out.item[0].full, "20");
	assert_string_equal(out.part[1].full, "30");
	MUST_FAIL(exams_score_all(store, exam, YEAR + 1, &err), "school year 2027");
	/* In a 5-4 school the last year is 24; who sat it before has no row any more. */
	MUST(store_set_school(store, NULL, 2026, SYSTEM_54, NULL, MONDAY_US, &err));
	assert_false(exams_sits(store, &boy));
	MUST(exams_score_all(store, exam, YEAR, &err));
	assert_int_equal(count_of(store, "SELECT count(*) FROM exam_score"), 0);
	assert_int_equal(count_of(store, "SELECT count(*) FROM exam_item"), 0);
}

static void the_rows_of_an_earlier_exam_stay(void **state)
{
	(void)state;
	all_of(&boy);
	MUST(exams_score_all(store, exam, YEAR, &err));
	boy.grade_code = 31;
	MUST(roster_begin(store, MONDAY_US, &err));
	MUST(roster_put(store, &boy, NULL, &err));
	MUST(roster_end(store, true, ROSTER_PART, NULL, &err));
	MUST(store_set_school(store, NULL, 2027, SYSTEM_63, NULL, MONDAY_US, &err));
	MUST(exams_score_all(store, exam, YEAR + 1, &err));
	assert_int_equal(count_of(store, "SELECT count(*) FROM exam_score WHERE "
					 "exam_year = 2027 AND state = 'complete'"),
		1);
	/* Who repeats the year is scored in the new one only. */
	assert_int_equal(count_of(store, "SELECT count(*) FROM exam_score WHERE "
					 "exam_year = 2028"),
		1);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(a_scheme_is_taken_by_one_and_confirmed_by_another),
		TEST(the_kept_scheme_loads_after_its_folder_has_changed),
		TEST(a_corrected_scheme_scores_again_and_leaves_the_old_rows),
		TEST(a_raw_value_is_read_by_the_scheme_not_by_the_catalogue),
		TEST(a_measured_try_is_what_the_same_text_would_be),
		TEST(a_try_that_is_refused_leaves_the_entry_as_it_was),
		TEST(a_typed_value_has_the_unit_of_its_item),
		TEST(a_penalty_adds_a_second_and_can_be_taken_back),
		TEST(repetitions_that_do_not_count_are_taken_off),
		TEST(what_never_was_an_attempt_is_left_out),
		TEST(attempts_beyond_the_number_have_no_effect),
		TEST(a_disputed_attempt_makes_no_result_until_it_is_settled),
		TEST(a_choice_is_checked_and_changed_with_a_reason),
		TEST(of_two_stations_the_later_one_holds),
		TEST(a_choice_beside_an_exemption_is_wrong),
		TEST(what_is_said_of_a_slot_is_said_of_its_item),
		TEST(process_values_are_checked_and_corrected_by_a_later_one),
		TEST(a_frozen_total_does_not_move),
		TEST(who_does_not_sit_the_exam_has_no_row),
		TEST(the_rows_of_an_earlier_exam_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
