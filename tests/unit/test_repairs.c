/* What a teacher mends, and takes back: one action each, and results that follow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/wait.h>

#include "repairs.h"
#include "scored.h"
#include "verify.h"

#define SECOND INT64_C(1000000)

/* ---- a class, and what it did -------------------------------------------------------- */

enum { LI, WANG, ZHAO, CHEN, PUPILS };
static const struct {
	const char *name, *number;
	enum sex sex;
} who[PUPILS] = {
	[LI] = { "李小树", "L1", SEX_MALE },
	[WANG] = { "王小雨", "L2", SEX_MALE },
	[ZHAO] = { "赵小石", "L3", SEX_MALE },
	[CHEN] = { "陈小云", "L4", SEX_FEMALE },
};

static struct student pupil[PUPILS];
static struct session run50, pull_ups, jump;
static struct entry_id made[64];
static int made_count;
static int64_t clock_us;

static bool tests(void *ctx, const struct student *s, int item)
{
	(void)ctx;
	return scheme_tests(scheme, s->sex, s->grade, item);
}

static struct repair_rules rules;

static struct repair_by by(const char *reason)
{
	clock_us += SECOND;
	return (struct repair_by){ reason, "郑老师", clock_us };
}

/* The nth thing that was measured. */
static int tried(int of, const struct session *session, int64_t value)
{
	struct finish f = { .source = SOURCE_HAND,
		.outcome = OUTCOME_VALID,
		.has_value = true,
		.value = value,
		.raw_value = value };
	struct err err = ERR_INIT;

	clock_us += 60 * SECOND;
	strcpy(f.student, pupil[of].id);
	strcpy(f.item, session->item);
	f.session = session->id;
	f.began_us = clock_us - SECOND;
	f.ended_us = clock_us;
	MUST(attempts_finish(store, 0, &f, &made[made_count], &err));
	return made_count++;
}

static int begin(void **state)
{
	struct err err = ERR_INIT;

	begin_scored(state);
	clock_us = MONDAY_US;
	made_count = 0;
	rules = (struct repair_rules){ items, tests, NULL };
	for (int i = 0; i < PUPILS; i++) {
		MUST(student_put(store, who[i].name, who[i].number, who[i].sex, 21,
			&pupil[i], &err));
		MUST(roster_find(store, pupil[i].id, &pupil[i], &err) == ROSTER_FOUND);
	}
	MUST(session_make(store, "run50", SESSION_FORMAL, &run50, &err));
	MUST(session_make(store, "pull_ups", SESSION_FORMAL, &pull_ups, &err));
	MUST(session_make(store, "long_jump", SESSION_FORMAL, &jump, &err));
	tried(LI, &run50, 8100);
	tried(WANG, &run50, 9300);
	tried(ZHAO, &run50, 8700);
	tried(LI, &pull_ups, 6);
	tried(CHEN, &run50, 9900);
	return 0;
}

/* ---- looking --------------------------------------------------------------------------- */

static struct attempt_now at(int n)
{
	struct attempt_now now;
	struct err err = ERR_INIT;

	MUST(attempts_find(store, &made[n], &now, &err));
	return now;
}

static int owner(int n)
{
	struct attempt_now now = at(n);

	for (int i = 0; i < PUPILS; i++)
		if (strcmp(pupil[i].id, now.student) == 0)
			return i;
	return -1;
}

/* What counts for a student at an item; -1: nothing. After results_ensure(). */
static int64_t counts(int of, const char *item)
{
	struct item_result rows[ITEMS_MAX];
	struct err err = ERR_INIT;
	int n;

	MUST(results_ensure(with, &err));
	n = results_of(store, pupil[of].id, rows, ITEMS_MAX, &err);
	if (n < 0)
		fail_msg("%s", err.text);
	for (int i = 0; i < n; i++)
		if (strcmp(rows[i].item, item) == 0 && rows[i].has_value)
			return rows[i].value;
	return -1;
}

static void add_rows(const char *sql, char *out, size_t size)
{
	struct query *q = query(store_db(store), sql);
	enum query_got got;
	struct err err = ERR_INIT;

	while ((got = query_next(q, &err)) == QUERY_ROW) {
		assert_true(strlen(out) + 200 < size);
		strcat(strcat(out, query_text_at(q, 0)), "\n");
	}
	MUST(got == QUERY_END);
}

static void dump(char out[16384])
{
	out[0] = '\0';
	add_rows("SELECT student || item || state || ifnull(value, '') || "
		 "ifnull(points_c, '') || ifnull(seq, '') || tries FROM result "
		 "ORDER BY student, place",
		out, 16384);
	add_rows(
		"SELECT student || state || ifnull(total_c, '') || disputed FROM score "
		"ORDER BY student",
		out, 16384);
	assert_true(out[0]);
}

/* Refreshed by what is new, results are what a rebuild makes, and verify has no complaint. */
static void all_is_well(void)
{
	static char refreshed[16384], rebuilt[16384], faults[4096];
	struct verify_counts count;
	struct err err = ERR_INIT;

	MUST(results_ensure(with, &err));
	dump(refreshed);
	faults[0] = '\0';
	for (int i = 0; i < PUPILS; i++)
		MUST(results_compare(with, pupil[i].id, remember_fault, faults, &err));
	assert_string_equal(faults, "");
	MUST(results_rebuild(with, &err));
	dump(rebuilt);
	assert_string_equal(refreshed, rebuilt);
	MUST(verify(store, items, scheme, SOURCE_DIR "/schema/recheck", remember_fault,
		faults, &count, &err));
	assert_string_equal(faults, "");
}

static struct repair undone(void)
{
	struct repair out;
	struct err err = ERR_INIT;

	clock_us += SECOND;
	assert_int_equal(
		repairs_undo(store, "郑老师", clock_us, &out, &err), REPAIR_FOUND);
	return out;
}

#define DONE(call)                                                                     \
	do {                                                                           \
		if ((call) != REPAIR_DONE)                                             \
			fail_msg("%s: %s", #call, err.text);                           \
	} while (0)

/* ---- whose it is ----------------------------------------------------------------------- */

static void a_result_goes_to_the_right_student_and_back(void **state)
{
	struct repair_by because = by("认错人");
	struct attempt_now once[4];
	struct repair r;
	struct err err = ERR_INIT;

	(void)state;
	DONE(repairs_move(store, &rules, &made[3], pupil[WANG].id, &because, &err));
	assert_int_equal(owner(3), WANG);
	assert_true(at(3).is_moved);
	assert_string_equal(at(3).of_student, pupil[LI].id);
	assert_int_equal(counts(LI, "pull_ups"), -1);
	assert_int_equal(counts(WANG, "pull_ups"), 6);
	assert_int_equal(attempts_once_of(store, pupil[LI].id, 2026, once, 4, &err), 1);
	assert_memory_equal(&once[0].id, &made[3], sizeof(made[3]));
	all_is_well();

	r = undone();
	assert_int_equal(r.kind, REPAIR_MOVE);
	assert_string_equal(r.item, "pull_ups");
	assert_string_equal(r.from, pupil[LI].id);
	assert_string_equal(r.to, pupil[WANG].id);
	assert_string_equal(r.reason, "认错人");
	assert_int_equal(r.value, 6);
	assert_int_equal(owner(3), LI);
	assert_int_equal(counts(LI, "pull_ups"), 6);
	assert_int_equal(attempts_once_of(store, pupil[LI].id, 2026, once, 4, &err), 0);
	assert_int_equal(
		attempts_once_of(store, pupil[WANG].id, 2026, once, 4, &err), 1);
	all_is_well();
}

static void two_change_in_one_action(void **state)
{
	struct repair_by because = by("认错人");
	struct repair r;
	struct err err = ERR_INIT;

	(void)state;
	DONE(repairs_swap(store, &rules, &made[0], &made[1], &because, &err));
	assert_int_equal(counts(LI, "run50"), 9300);
	assert_int_equal(counts(WANG, "run50"), 8100);
	all_is_well();
	r = undone();
	assert_int_equal(r.kind, REPAIR_SWAP);
	assert_int_equal(r.count, 2);
	assert_int_equal(counts(LI, "run50"), 8100);
	assert_int_equal(counts(WANG, "run50"), 9300);
	all_is_well();
}

/* The list was one child behind: three results each go one further. */
static void a_run_of_results_goes_one_further(void **state)
{
	char to[3][STUDENT_ID_MAX + 1];
	const int next[] = { WANG, ZHAO, CHEN };
	struct repair_by because = by("认错人");
	struct repair r;
	struct err err = ERR_INIT;

	(void)state;
	for (int i = 0; i < 3; i++)
		strcpy(to[i], pupil[next[i]].id);
	DONE(repairs_run(store, &rules, made, to, 3, &because, &err));
	assert_int_equal(counts(LI, "run50"), -1);
	assert_int_equal(counts(WANG, "run50"), 8100);
	assert_int_equal(counts(ZHAO, "run50"), 9300);
	assert_int_equal(counts(CHEN, "run50"), 8700); /* the better of two */
	all_is_well();
	r = undone();
	assert_int_equal(r.kind, REPAIR_RUN);
	assert_int_equal(r.count, 3);
	for (int i = 0; i < 3; i++)
		assert_int_equal(owner(i), i);
	all_is_well();
}

static void what_cannot_be_is_refused_whole(void **state)
{
	const struct entry_id nobody = { "nobody", 9 };
	struct repair_by because = by("认错人"), nothing = { "", "郑老师", clock_us };
	char to[2][STUDENT_ID_MAX + 1];
	struct finish f = { .outcome = OUTCOME_VALID, .has_value = true };
	struct repair none;
	struct err err = ERR_INIT;
	int64_t before = count_of(store, "SELECT count(*) FROM entry");

	(void)state;
	/* Girls have no pull-ups. */
	assert_int_equal(
		repairs_move(store, &rules, &made[3], pupil[CHEN].id, &because, &err),
		REPAIR_NOT_TESTED);
	assert_non_null(strstr(err.text, "pull_ups"));
	assert_int_equal(
		repairs_move(store, &rules, &nobody, pupil[LI].id, &because, &err),
		REPAIR_NO_ATTEMPT);
	assert_int_equal(
		repairs_move(store, &rules, &made[3], "STRANGER", &because, &err),
		REPAIR_NOT_LISTED);
	assert_int_equal(
		repairs_move(store, &rules, &made[3], pupil[LI].id, &because, &err),
		REPAIR_THEIRS);
	assert_int_equal(
		repairs_swap(store, &rules, &made[0], &made[3], &because, &err),
		REPAIR_NOT_TWO);
	assert_int_equal(
		repairs_void(store, &nobody, &because, &err), REPAIR_NO_ATTEMPT);
	assert_int_equal(repairs_void(store, &made[0], &nothing, &err), REPAIR_FAILED);
	/* The first could, the second not: neither does. */
	strcpy(to[0], pupil[WANG].id);
	strcpy(to[1], pupil[CHEN].id);
	assert_int_equal(
		repairs_run(store, &rules, (struct entry_id[]){ made[0], made[3] }, to,
			2, &because, &err),
		REPAIR_NOT_TESTED);
	strcpy(f.student, pupil[LI].id);
	strcpy(f.item, "run50");
	f.session = run50.id;
	f.value = 900; /* 0.9 s */
	assert_int_equal(repairs_manual(store, &rules, &f, &because, NULL, &err),
		REPAIR_OUTSIDE);
	MUST_FAIL(attempts_move(store, &nobody, pupil[LI].id, "x", "y", clock_us, &err),
		"there is no attempt nobody 9");
	MUST_FAIL(attempts_move(store, &made[0], "STRANGER", "x", "y", clock_us, &err),
		"not on the roster");
	MUST_FAIL(
		attempts_move(store, &made[0], pupil[WANG].id, "", "y", clock_us, &err),
		"needs a reason");
	assert_int_equal(count_of(store, "SELECT count(*) FROM entry"), before);
	assert_int_equal(repairs_last(store, &none, &err), REPAIR_NOTHING);
	assert_int_equal(
		repairs_undo(store, "郑老师", clock_us, &none, &err), REPAIR_NOTHING);
	assert_int_equal(count_of(store, "SELECT count(*) FROM entry"), before);
}

/* ---- what it is ------------------------------------------------------------------------ */

static void typed_in_is_manual_and_taken_back_void(void **state)
{
	struct finish f = { .outcome = OUTCOME_VALID,
		.has_value = true,
		.value = 1930,
		.raw_value = 1930,
		.began_us = MONDAY_US,
		.ended_us = MONDAY_US };
	struct repair_by because = by("设备故障");
	struct repair r;
	struct err err = ERR_INIT;

	(void)state;
	strcpy(f.student, pupil[LI].id);
	strcpy(f.item, "long_jump");
	f.session = jump.id;
	DONE(repairs_manual(store, &rules, &f, &because, &made[5], &err));
	assert_int_equal(at(5).source, SOURCE_MANUAL);
	assert_string_equal(at(5).who, "郑老师");
	assert_string_equal(at(5).note, "设备故障");
	assert_int_equal(counts(LI, "long_jump"), 1930);
	all_is_well();
	r = undone();
	assert_int_equal(r.kind, REPAIR_MANUAL);
	assert_true(at(5).is_void);
	assert_int_equal(counts(LI, "long_jump"), -1);
	all_is_well();
}

static void another_value_instead_is_one_action(void **state)
{
	struct repair_by because = by("单位是斤");
	struct repair r;
	struct err err = ERR_INIT;

	(void)state;
	DONE(repairs_correct(store, &rules, &made[0], 8400, &because, &made[5], &err));
	assert_true(at(0).is_void);
	assert_int_equal(at(5).ended_us, at(0).ended_us);
	assert_int_equal(counts(LI, "run50"), 8400);
	all_is_well();
	r = undone();
	assert_int_equal(r.kind, REPAIR_CORRECT);
	assert_int_equal(r.value, 8400);
	assert_false(at(0).is_void);
	assert_true(at(5).is_void);
	assert_int_equal(counts(LI, "run50"), 8100);
	all_is_well();
}

static void what_was_disputed_is_so_again(void **state)
{
	struct repair_by because = by("核对过");
	struct err err = ERR_INIT;

	(void)state;
	MUST(attempts_dispute(
		store, &made[0], "起点重复", &made[1], 1, clock_us, &err));
	DONE(repairs_stands(store, &made[0], &because, &err));
	assert_false(at(0).is_disputed);
	assert_int_equal(undone().kind, REPAIR_STANDS);
	assert_true(at(0).is_disputed);
	assert_string_equal(at(0).note, "起点重复");
	assert_int_equal(count_of(store, "SELECT count(*) FROM dispute_with"), 2);

	because = by("犯规未判");
	DONE(repairs_void(store, &made[0], &because, &err));
	assert_false(at(0).is_disputed);
	/* And another one while it is void. */
	MUST(attempts_dispute(store, &made[0], "又一个", NULL, 0, clock_us, &err));
	assert_int_equal(undone().kind, REPAIR_VOID);
	assert_true(at(0).is_disputed);
	assert_false(at(0).is_void);
	all_is_well();
}

static void undo_goes_back_one_action_at_a_time(void **state)
{
	struct repair_by because = by("重复");
	struct repair r;
	struct err err = ERR_INIT;

	(void)state;
	DONE(repairs_void(store, &made[0], &because, &err));
	because = by("核对过");
	DONE(repairs_stands(store, &made[0], &because, &err));
	because = by("认错人");
	DONE(repairs_swap(store, &rules, &made[1], &made[2], &because, &err));
	assert_int_equal(undone().kind, REPAIR_SWAP);
	assert_int_equal(undone().kind, REPAIR_STANDS);
	assert_true(at(0).is_void);
	assert_non_null(strstr(at(0).note, "：重复")); /* as it was said then */
	/* Something new comes first again. */
	because = by("其他");
	DONE(repairs_void(store, &made[1], &because, &err));
	assert_int_equal(undone().kind, REPAIR_VOID);
	r = undone();
	assert_int_equal(r.kind, REPAIR_VOID);
	assert_string_equal(r.reason, "重复");
	assert_false(at(0).is_void);
	assert_int_equal(repairs_last(store, &r, &err), REPAIR_NOTHING);
	all_is_well();
}

/* Two touches may come within a microsecond of a clock that was set back. */
static void two_actions_of_one_time_are_two(void **state)
{
	struct repair_by because = by("重复");
	struct err err = ERR_INIT;

	(void)state;
	DONE(repairs_void(store, &made[0], &because, &err));
	DONE(repairs_void(store, &made[1], &because, &err));
	undone();
	assert_true(at(0).is_void);
	assert_false(at(1).is_void);
}

static void a_roll_call_is_taken_back_too(void **state)
{
	static const char *const states[] = { "absent", "leave" };
	struct repair r;
	struct err err = ERR_INIT;

	(void)state;
	for (int i = 0; i < 2; i++) {
		const struct entry_value present[] = { value_text(pupil[LI].id),
			value_int(20261123), value_text(""), value_text(states[i]),
			value_text("郑老师") };
		struct entry_says says = { .kind = ENTRY_PRESENCE, .values = present };

		clock_us += SECOND;
		MUST(entry_append(store, &says, clock_us, NULL, &err));
	}
	r = undone();
	assert_int_equal(r.kind, REPAIR_PRESENCE);
	assert_string_equal(r.from, pupil[LI].id);
	assert_int_equal(count_of(store, "SELECT count(*) FROM presence WHERE seq = "
					 "(SELECT max(seq) FROM presence) AND state = "
					 "'absent'"),
		1);
	undone();
	assert_int_equal(count_of(store, "SELECT count(*) FROM presence WHERE seq = "
					 "(SELECT max(seq) FROM presence) AND state = "
					 "'here'"),
		1);
	assert_int_equal(repairs_last(store, &r, &err), REPAIR_NOTHING);
}

/* The keys of a heat are mended at the heat. */
static void what_a_heat_wrote_is_not_taken_back_here(void **state)
{
	struct repair r;
	struct err err = ERR_INIT;

	(void)state;
	MUST(attempts_void(store, &made[0], "这次不算", "教师", clock_us, &err));
	assert_int_equal(repairs_last(store, &r, &err), REPAIR_NOTHING);
}

static void what_was_before_is_told_in_order(void **state)
{
	struct repair_by because = by("认错人");
	struct repair_said said[8];
	struct err err = ERR_INIT;

	(void)state;
	DONE(repairs_move(store, &rules, &made[0], pupil[WANG].id, &because, &err));
	clock_us -= 7200 * SECOND; /* the clock was set back meanwhile */
	because = by("犯规未判");
	DONE(repairs_void(store, &made[0], &because, &err));
	undone();
	assert_int_equal(repairs_history(store, &made[0], said, 8, &err), 4);
	assert_int_equal(said[0].event, EVENT_MADE);
	assert_int_equal(said[0].value, 8100);
	assert_string_equal(said[0].student, pupil[LI].id);
	assert_int_equal(said[1].event, EVENT_MOVED);
	assert_string_equal(said[1].student, pupil[WANG].id);
	assert_int_equal(said[2].event, EVENT_VOID);
	assert_string_equal(said[2].reason, "犯规未判");
	assert_false(said[2].undo);
	assert_int_equal(said[3].event, EVENT_STANDS);
	assert_true(said[3].undo);
	assert_string_equal(said[3].reason, "");
}

/* ---- a power cut -------------------------------------------------------------------------- */

static bool half_of_a_swap(struct store *s, struct err *err)
{
	return store_begin_durable(s, err) &&
	       attempts_move(s, &made[0], pupil[WANG].id, "认错人", "郑老师",
		       clock_us + SECOND, err);
}

static bool a_whole_swap(struct store *s, struct err *err)
{
	struct repair_by because = { "认错人", "郑老师", clock_us + SECOND };

	return repairs_swap(s, &rules, &made[0], &made[1], &because, err) ==
	       REPAIR_DONE;
}

static bool a_swap_and_half_of_its_undo(struct store *s, struct err *err)
{
	struct repair r;

	return a_whole_swap(s, err) && store_begin_durable(s, err) &&
	       repairs_undo(s, "郑老师", clock_us + 2 * SECOND, &r, err) ==
		       REPAIR_FOUND;
}

static bool a_swap_and_its_undo(struct store *s, struct err *err)
{
	struct repair r;

	return a_whole_swap(s, err) && repairs_undo(s, "郑老师", clock_us + 2 * SECOND,
					       &r, err) == REPAIR_FOUND;
}

/* In a process of its own, which then is no more: nothing is closed or written. */
static void die_after(bool (*what)(struct store *, struct err *))
{
	struct err err = ERR_INIT;
	int status;
	pid_t pid = fork();

	if (!pid) {
		struct store *s = station_open(dir, STORE_KIOSK, &err);

		if (s)
			roster_use_items(s, items);
		if (!s || !what(s, &err))
			print_error("%s\n", err.text);
		_exit(err.text[0] != '\0');
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (status)
		fail_msg("it did not come so far: %d", status);
}

static void open_again(void)
{
	struct err err = ERR_INIT;

	MUST(store = station_open(dir, STORE_KIOSK, &err));
	roster_use_items(store, items);
	MUST(with = results_open(store, items, scheme, SCHEME, MONDAY_US, &err));
}

static void after_a_power_cut_it_happened_whole_or_not(void **state)
{
	static const struct {
		const char *what;
		bool (*dies)(struct store *, struct err *);
		int first, second; /* whose they are afterwards */
	} rows[] = {
		{ "between two moves", half_of_a_swap, LI, WANG },
		{ "before results follow", a_whole_swap, WANG, LI },
		{ "before the undo is whole", a_swap_and_half_of_its_undo, LI, WANG },
		{ "after it", a_swap_and_its_undo, LI, WANG },
		{ "and again", a_whole_swap, WANG, LI },
	};
	struct err err = ERR_INIT;

	(void)state;
	MUST(results_ensure(with, &err));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool swapped = owner(0) == WANG;

		if (swapped) /* each row begins as the class was measured */
			undone();
		clock_us += 10 * SECOND;
		results_close(with);
		store_close(store);
		with = NULL;
		store = NULL;
		die_after(rows[i].dies);
		open_again();
		if (rows[i].dies == a_swap_and_half_of_its_undo) {
			assert_int_equal(owner(0), WANG); /* the swap is on disk */
			undone();
		}
		if (owner(0) != rows[i].first || owner(1) != rows[i].second)
			fail_msg("%s: %d %d", rows[i].what, owner(0), owner(1));
		all_is_well();
	}
}

/* ---- whatever they do ------------------------------------------------------------------- */

struct was {
	int owner;
	bool is_void, is_disputed;
};

static struct was state_of(int n)
{
	struct attempt_now now = at(n);

	return (struct was){ owner(n), now.is_void, now.is_disputed };
}

static uint32_t chance_state;

static int chance(int n)
{
	chance_state = chance_state * 1664525u + 1013904223u;
	return (int)(chance_state >> 8) % n;
}

/* One thing that a teacher may do, possible or not. */
static enum repair_answer something(struct err *err)
{
	struct repair_by because = by("其他");
	int a = chance(made_count), b = chance(made_count);
	struct finish f = { .outcome = OUTCOME_VALID,
		.has_value = true,
		.value = 7500 + 100 * chance(30) };
	char to[3][STUDENT_ID_MAX + 1];

	switch (chance(7)) {
	case 0:
		return repairs_void(store, &made[a], &because, err);
	case 1:
		return repairs_stands(store, &made[a], &because, err);
	case 2:
		return repairs_move(store, &rules, &made[a], pupil[chance(PUPILS)].id,
			&because, err);
	case 3:
		return repairs_swap(store, &rules, &made[a], &made[b], &because, err);
	case 4:
		for (int i = 0; i < 3; i++)
			strcpy(to[i], pupil[chance(PUPILS)].id);
		return repairs_run(store, &rules, made, to, 3, &because, err);
	case 5:
		if (made_count == 60)
			return REPAIR_TOO_MANY;
		strcpy(f.student, pupil[chance(PUPILS)].id);
		strcpy(f.item, "run50");
		f.session = run50.id;
		f.raw_value = f.value;
		f.ended_us = f.began_us = clock_us;
		return repairs_manual(
			store, &rules, &f, &because, &made[made_count], err);
	default:
		if (made_count == 60)
			return REPAIR_TOO_MANY;
		return repairs_correct(store, &rules, &made[a], f.value, &because,
			&made[made_count], err);
	}
}

static void after_any_repairs_and_undos_all_is_well(void **state)
{
	static struct was before[128][64];
	static int had[128];
	struct err err = ERR_INIT;
	int depth = 0;

	(void)state;
	chance_state = 20261123;
	for (int step = 0; step < 240; step++) {
		int count = made_count;

		if (depth && chance(3) == 0) {
			undone();
			depth--;
			for (int n = 0; n < had[depth]; n++) {
				struct was now = state_of(n);

				assert_int_equal(now.owner, before[depth][n].owner);
				assert_int_equal(now.is_void, before[depth][n].is_void);
				assert_int_equal(
					now.is_disputed, before[depth][n].is_disputed);
			}
			for (int n = had[depth]; n < made_count; n++)
				assert_true(at(n).is_void);
			continue;
		}
		if (!depth && chance(4) == 0) /* a device speaks, and nothing follows */
			MUST(attempts_dispute(store, &made[chance(count)], "起点重复",
				NULL, 0, ++clock_us, &err));
		for (int n = 0; n < count; n++)
			before[depth][n] = state_of(n);
		had[depth] = count;
		if (depth < 127 && something(&err) == REPAIR_DONE) {
			depth++;
			if (count_of(store, "SELECT count(*) FROM attempt") >
				made_count)
				made_count++;
		}
		if (step % 40 == 39)
			all_is_well();
	}
	while (depth-- > 0)
		undone();
	all_is_well();
}

/* ---- what verify says -------------------------------------------------------------------- */

static void a_move_of_what_is_not_there_is_found(void **state)
{
	static char faults[4096];
	const struct entry_value moved[] = { value_text("nobody"), value_int(3),
		value_text(pupil[LI].id), value_text("x"), value_text("y") };
	struct entry_says says = { .kind = ENTRY_MOVE, .values = moved };
	struct verify_counts count;
	struct err err = ERR_INIT;

	(void)state;
	MUST_FAIL(entry_append(store, &says, clock_us, NULL, &err), "FOREIGN KEY");
	MUST(db_run(store_db(store), "PRAGMA foreign_keys = OFF", &err));
	MUST(entry_append(store, &says, clock_us, NULL, &err));
	faults[0] = '\0';
	MUST(verify(store, items, scheme, NULL, remember_fault, faults, &count, &err));
	assert_non_null(
		strstr(faults, "this move is about an attempt that is not there "
			       "(nobody 3)"));
}

#define SENTENCE(name) cmocka_unit_test_setup_teardown(name, begin, end_scored)

int main(void)
{
	const struct CMUnitTest sentences[] = {
		SENTENCE(a_result_goes_to_the_right_student_and_back),
		SENTENCE(two_change_in_one_action),
		SENTENCE(a_run_of_results_goes_one_further),
		SENTENCE(what_cannot_be_is_refused_whole),
		SENTENCE(typed_in_is_manual_and_taken_back_void),
		SENTENCE(another_value_instead_is_one_action),
		SENTENCE(what_was_disputed_is_so_again),
		SENTENCE(undo_goes_back_one_action_at_a_time),
		SENTENCE(two_actions_of_one_time_are_two),
		SENTENCE(a_roll_call_is_taken_back_too),
		SENTENCE(what_a_heat_wrote_is_not_taken_back_here),
		SENTENCE(what_was_before_is_told_in_order),
		SENTENCE(after_a_power_cut_it_happened_whole_or_not),
		SENTENCE(after_any_repairs_and_undos_all_is_well),
		SENTENCE(a_move_of_what_is_not_there_is_found),
	};

	return cmocka_run_group_tests(sentences, NULL, NULL);
}
