/*
 * stored - a station in a folder of its own, for tests of the store: an invented
 * school, a session, a listening with a profile, and what is needed to make more.
 */
#ifndef TESTS_STORED_H
#define TESTS_STORED_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attempts.h"
#include "buf.h"
#include "entry.h"
#include "listenings.h"
#include "query.h"
#include "roster.h"
#include "sessions.h"
#include "store.h"

#define MIGRATIONS SOURCE_DIR "/schema/migrations"
#define MONDAY_US  INT64_C(1795393800000000) /* 2026-11-23 08:30 in Daqing */

/* A station of its own for each test, opened to be written. */
struct stored {
	char dir[64];
	struct store *store;
};

/* One call that must go well. */
#define MUST(call)                                                                     \
	do {                                                                           \
		if (!(call))                                                           \
			fail_msg("%s: %s", #call, err.text);                           \
	} while (0)
#define MUST_FAIL(call, part)                                                          \
	do {                                                                           \
		if (call)                                                              \
			fail_msg("%s should have failed", #call);                      \
		if (!strstr(err.text, part))                                           \
			fail_msg("\"%s\" does not say \"%s\"", err.text, part);        \
	} while (0)

static inline void folder_make(char out[64])
{
	strcpy(out, "/tmp/station-test-XXXXXX");
	if (!mkdtemp(out))
		abort();
}

static inline void folder_remove(const char *dir)
{
	char path[400];
	struct dirent *e;
	DIR *d = opendir(dir);

	while (d && (e = readdir(d))) {
		snprintf(path, sizeof(path), "%s/%s", dir, e->d_name);
		unlink(path);
	}
	if (d)
		closedir(d);
	rmdir(dir);
}

static inline bool station_make(const char *dir, struct err *err)
{
	struct store_birth birth = { .school = "向阳学校",
		.school_year = 2026,
		.system = SYSTEM_63,
		.station_name = "一号测试点",
		.wall_us = MONDAY_US,
		.seed = 7 };

	return store_init(dir, MIGRATIONS, &birth, err);
}

static inline struct store *station_open(
	const char *dir, enum store_mode mode, struct err *err)
{
	struct store *store = store_open(dir, mode, MIGRATIONS, MONDAY_US, err);

	if (store)
		store_seed(store, 7);
	return store;
}

static inline int stored_open(void **state)
{
	struct stored *stored = mem_alloc(sizeof(*stored));
	struct err err = ERR_INIT;

	folder_make(stored->dir);
	*state = stored;
	if (!station_make(stored->dir, &err))
		return -1;
	stored->store = station_open(stored->dir, STORE_WRITE, &err);
	return stored->store ? 0 : -1;
}

static inline int stored_close(void **state)
{
	struct stored *stored = *state;

	store_close(stored->store);
	folder_remove(stored->dir);
	free(stored);
	return 0;
}

static inline bool session_make(struct store *store, const char *item,
	enum session_kind kind, struct session *out, struct err *err)
{
	*out = (struct session){ .kind = kind, .school_year = 2026 };
	snprintf(out->item, sizeof(out->item), "%s", item);
	strcpy(out->place, "操场");
	strcpy(out->testers, "郑老师、周老师");
	return sessions_begin(store, out, MONDAY_US, err);
}

/* The smallest profile that loads: a number in kilograms on a line. */
#define PLAIN_PROFILE                                                                  \
	"format: 1\nname: plain scale\nkind: scale\nline: 9600 8n1\n"                  \
	"items: [ weight ]\ndriver: text\ntested: \"this test\"\n"                     \
	"frame: { starts: \"=\", ends: any, max: 32 }\n"                               \
	"messages:\n"                                                                  \
	"  - name: weight\n"                                                           \
	"    match: '(?<value>\\d{1,3}\\.\\d)kg'\n"                                    \
	"    says: [ { kind: weight, value: value, unit: kg } ]\n"                     \
	"examples:\n"                                                                  \
	"  - bytes: '=20.0kg\\r\\n'\n"                                                 \
	"    says: [ 'weight,,,20000000000,ug,1,,,' ]\n"

static inline bool listening_make(
	struct store *store, struct listening *out, struct err *err)
{
	*out = (struct listening){ .where = "tty:/dev/pts/3",
		.settings = "9600 8n1",
		.profile = "plain",
		.profile_text = PLAIN_PROFILE,
		.profile_len = strlen(PLAIN_PROFILE),
		.wall_us = MONDAY_US,
		.mono_us = 5000000 };
	return listenings_begin(store, out, err);
}

static inline bool student_put(struct store *store, const char *name,
	const char *number, enum sex sex, int grade_code, struct student *out,
	struct err *err)
{
	*out = (struct student){ .sex = sex, .grade_code = grade_code };
	snprintf(out->name, sizeof(out->name), "%s", name);
	snprintf(out->number, sizeof(out->number), "%s", number);
	snprintf(out->class_code, sizeof(out->class_code), "%d01", grade_code);
	snprintf(
		out->class_name, sizeof(out->class_name), "%d年级1班", grade_code % 10);
	return roster_begin(store, MONDAY_US, err) &&
	       roster_end(store, roster_put(store, out, NULL, err), ROSTER_PART, NULL,
		       err);
}

static inline bool attempt_make(struct store *store, const struct session *session,
	const char *student, int64_t value, struct entry_id *id, struct err *err)
{
	struct finish f = { .session = session->id,
		.source = SOURCE_HAND,
		.outcome = OUTCOME_VALID,
		.has_value = true,
		.value = value,
		.raw_value = value,
		.began_us = MONDAY_US,
		.ended_us = MONDAY_US + 1000000 };

	strcpy(f.student, student);
	strcpy(f.item, session->item);
	return attempts_finish(store, 0, &f, id, err);
}

static inline bool entry_say(struct store *store, enum entry_kind kind,
	const struct entry_value *values, struct entry_id *id, struct err *err)
{
	struct entry_says says = { .kind = kind, .values = values };

	return entry_append(store, &says, MONDAY_US, id, err);
}

static inline bool say_confirmed(
	struct store *store, const struct entry_id *used, struct err *err)
{
	struct entry_value confirm[] = { value_text(used->station),
		value_int(used->seq), value_text("周老师") };

	return entry_say(store, ENTRY_SCHEME_CONFIRM, confirm, NULL, err);
}

/* One of each that an exam needs, about this student and attempt. */
static inline bool exam_of_each(struct store *store, const char *student,
	const struct entry_id *attempt, struct err *err)
{
	struct entry_value use[] = { value_text("sample"), value_bytes("\x01\x02", 2),
		value_int(2027), value_text("郑老师") };
	struct entry_value choice[] = { value_text(student), value_text("sample"),
		value_text("skill"), value_text("skating"), value_text(""),
		value_text("郑老师") };
	struct entry_value standing[] = { value_text(student), value_text("sample"),
		value_text(""), value_text("deferred"), value_text("医院证明"),
		value_text("校长"), value_int(20261001), value_text("郑老师") };
	struct entry_value process[] = { value_text(student), value_text("sample"),
		value_text("lessons"), value_text("初三"), value_null(),
		value_text("typed"), value_text("register"), value_text("郑老师") };
	struct entry_value past[] = { value_text(student), value_int(2025),
		value_int(22), value_int(8250), value_text("register"),
		value_text("郑老师") };
	struct entry_value penalty[] = { value_text(attempt->station),
		value_int(attempt->seq), value_text("pole_down"), value_int(2),
		value_text(""), value_text("郑老师") };
	struct entry_id used;

	return entry_say(store, ENTRY_SCHEME_USE, use, &used, err) &&
	       say_confirmed(store, &used, err) &&
	       entry_say(store, ENTRY_CHOICE, choice, NULL, err) &&
	       entry_say(store, ENTRY_STANDING, standing, NULL, err) &&
	       entry_say(store, ENTRY_PROCESS, process, NULL, err) &&
	       entry_say(store, ENTRY_PAST_YEAR, past, NULL, err) &&
	       entry_say(store, ENTRY_PENALTY, penalty, NULL, err);
}

/* One entry of every kind, with every second table filled. */
static inline bool day_of_each(struct store *store, const char *student,
	const struct entry_id *attempt, const struct entry_id *session, struct err *err)
{
	const struct entry_value moved[] = { value_text(attempt->station),
		value_int(attempt->seq), value_text(student), value_text("认错人"),
		value_text("郑老师") };
	const struct entry_value present[] = { value_text(student), value_int(20261123),
		value_text(""), value_text("not-today"), value_text("郑老师") };
	const struct entry_value putoff[] = { value_text("101"), value_text("run50"),
		value_int(20261123), value_int(0), value_text("下雨"),
		value_text("郑老师") };
	const struct entry_value card[] = { value_text(student),
		value_bytes("0123456789abcdef0123456789abcdef", 32) };
	const struct entry_value lineup[] = { value_text(session->station),
		value_int(session->seq), value_int(1) };
	const struct entry_value people[] = { value_int(4), value_text(student) };
	const struct entry_value file[] = { value_text("national"),
		value_text("national-primary"), value_text(""), value_null(),
		value_int(2026), value_text("上报.xlsx"),
		value_bytes("0123456789abcdef0123456789abcdef", 32), value_int(1),
		value_text("郑老师") };
	const struct entry_value handed[] = { value_text(student), value_text(""),
		value_null(), value_text(student), value_text("weight"),
		value_int(20000) };
	const struct entry_value key[] = { value_bytes(
		"0123456789abcdef0123456789abcdef", 32) };
	const struct entry_says says[] = {
		{ .kind = ENTRY_MOVE, .values = moved },
		{ .kind = ENTRY_PRESENCE, .values = present },
		{ .kind = ENTRY_PUTOFF, .values = putoff },
		{ .kind = ENTRY_CARD, .values = card },
		{ .kind = ENTRY_LINEUP,
			.values = lineup,
			.rows = people,
			.row_count = 1 },
		{ .kind = ENTRY_EXPORT,
			.values = file,
			.rows = handed,
			.row_count = 2 },
		{ .kind = ENTRY_STATION_KEY, .values = key },
	};

	for (size_t i = 0; i < sizeof(says) / sizeof(says[0]); i++)
		if (!entry_append(store, &says[i], MONDAY_US, NULL, err))
			return false;
	return true;
}

static inline bool one_of_each(struct store *store, struct err *err)
{
	struct session session;
	struct listening listening;
	struct student s;
	struct entry_id id, other;
	struct reading_ref ref = { .offset = 0,
		.at_us = 5000100,
		.has_value = true,
		.value = 20000000000,
		.kind = READING_WEIGHT,
		.unit = UNIT_UG };
	struct finish f = { .source = SOURCE_DEVICE,
		.item = "weight",
		.outcome = OUTCOME_VALID,
		.has_value = true,
		.value = 20000,
		.raw_value = 20000000000,
		.raw_unit = UNIT_UG,
		.began_us = MONDAY_US,
		.ended_us = MONDAY_US + 1000000,
		.ref_count = 3 };
	struct revision revision = { .outcome = OUTCOME_VALID,
		.has_value = true,
		.value = 20000,
		.raw_value = 20000000000,
		.raw_unit = UNIT_UG,
		.reason = "impulse inserted",
		.ref_count = 3 };

	if (!student_put(
		    store, "李小树", "G230603201900010001", SEX_MALE, 11, &s, err) ||
		!session_make(store, "weight", SESSION_FORMAL, &session, err) ||
		!listening_make(store, &listening, err) ||
		!listenings_chunk(
			store, &listening, "=20.0kg\r\n=20.0k", 15, 5000100, err) ||
		!listenings_chunk(
			store, &listening, "g\r\n=20.0kg\r\n", 12, 5000200, err))
		return false;
	ref.listening = listening.id;
	for (int i = 0; i < 3; i++) {
		ref.offset = 9 * (uint64_t)i;
		f.refs[i] = revision.refs[i] = ref;
	}
	strcpy(f.student, s.id);
	f.session = session.id;
	return attempts_finish(store, 0, &f, &id, err) &&
	       attempts_finish(store, 0, &f, &other, err) &&
	       attempts_dispute(
		       store, &id, "two on the scale", &other, 1, MONDAY_US, err) &&
	       attempts_settle(store, &id, true, "looked", "郑老师", MONDAY_US, err) &&
	       attempts_revise(store, &id, &revision, MONDAY_US, err) &&
	       exam_of_each(store, s.id, &id, err) &&
	       day_of_each(store, s.id, &id, &session.id, err) &&
	       listenings_end(store, &listening, 5000300, "done", err);
}

/* Of the fitness standard: "exempt", and "normal" to end it. */
static inline bool standing_make(
	struct store *store, const char *student, const char *code, struct err *err)
{
	const struct entry_value values[] = { value_text(student),
		value_text("national-2014"), value_text(""), value_text(code),
		value_text("附表7"), value_text("体育组"), value_int(20260901),
		value_text("郑老师") };
	const struct entry_says says = { .kind = ENTRY_STANDING, .values = values };

	return entry_append(store, &says, MONDAY_US, NULL, err);
}

static inline int64_t count_of(struct store *store, const char *sql)
{
	struct err err = ERR_INIT;
	int64_t count;

	return query_one_int(query(store_db(store), sql), &count, -1, &err) ? count
									    : -1;
}

static inline void remember_fault(void *ctx, const char *sentence)
{
	char *all = ctx; /* of 4096 */

	if (strlen(all) + strlen(sentence) + 2 < 4096)
		strcat(strcat(all, sentence), "\n");
}

#endif
