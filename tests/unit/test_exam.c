/*
 * Exams: the example of docs/schemes.md loads, is refused when one thing in it is
 * wrong, and earns the points that were computed by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "exam.h"
#include "path.h"
#include "score.h"

static struct items *items;
static struct buf main_file = BUF_INIT, table_file = BUF_INIT;

static void take_block(const char *docs, const char *fence, struct buf *out)
{
	const char *from = strstr(docs, fence), *to;

	assert_non_null(from);
	from += strlen(fence);
	to = strstr(from, "```");
	assert_non_null(to);
	buf_add(out, from, (size_t)(to - from));
}

static int set_up(void **state)
{
	struct buf docs = BUF_INIT;
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	assert_non_null(items);
	assert_true(
		path_read(SOURCE_DIR "/docs/schemes.md", (size_t)1 << 20, &docs, &err));
	take_block(docs.data, "```yaml\n", &main_file);
	take_block(docs.data, "```csv\n", &table_file);
	buf_release(&docs);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	items_free(items);
	buf_release(&main_file);
	buf_release(&table_file);
	return 0;
}

static struct exam *load(const char *main, const char *table, struct err *err)
{
	const struct scheme_file files[] = {
		{ "scheme.yaml", main, strlen(main) },
		{ "items.csv", table, strlen(table) },
	};

	return exam_load_files("x", files, 2, items, err);
}

/* The text with its first `from` made `to`. */
static char *changed(const char *text, const char *from, const char *to)
{
	struct buf out = BUF_INIT;
	const char *at = strstr(text, from);

	if (!at) {
		fail_msg("\"%s\" is not there to be changed", from);
		return NULL;
	}
	buf_add(&out, text, (size_t)(at - text));
	buf_adds(&out, to);
	buf_adds(&out, at + strlen(from));
	return out.data;
}

/* ---- refused --------------------------------------------------------------------- */

static const struct wrong {
	const char *from, *to, *says;
} wrong[] = {
	{ "schema: 1", "schema: 2", ":1: schema: " },
	{ "kind: exam", "kind: exan", ":2: kind: \"exan\"" },
	{ "id: my-city", "idd: my-city", ":3: idd: unknown key" },
	{ "place: 某市\n", "", ":1: the key \"place\" is missing" },
	{ "status: sample", "status: sure", ":6: status: " },
	{ "exam_year: 2026", "exam_year: 26", "exam_year: allowed" },
	{ "entry_years: [2023]", "entry_years: [3]", "entry_years[0]: " },
	{ "table: items.csv", "table: ../items.csv", "table: not a plain" },
	{ "table: items.csv", "table: other.csv", "table: there is no such file" },
	{ "points: 100, round", "points: 99, round",
		"total.points: the points of the" },
	{ "step: 0.1, cap: 100", "cap: 100", "total.round: a round without" },
	{ "step: 0.1, cap: 100", "step: 0, cap: 100", "total.step: 0 is no step" },
	{ "step: 0.1, cap: 100", "step: 0.1, cap: 0", "total.cap: 0 is no cap" },
	{ "step: 0.1, cap: 100", "step: 0.001, cap: 100", "is not points" },
	{ "zh: 合格, from: 60", "zh: 合格, from: 0", "levels[1].from: " },
	{ "zh: 不合格, from: 0", "zh: 不合格, from: 5", "levels[1].from: the last" },
	{ "- key: process", "- key: total", "parts[0].key: " },
	{ "- key: process", "- key: Process", "parts[0].key: " },
	{ "kind: process\n    points: 30", "kind: process\n    points: 31",
		"parts[0].points: the most points" },
	{ "missing_year: block", "missing_year: fixed",
		"parts[0].missing_year: fixed needs" },
	{ "missing_year: block", "missing_year: scale",
		"parts[0].missing_year: scale" },
	{ "years: [初一, 初二, 初三]", "years: [初一, 初一, 初三]",
		"components[0].years[1]: " },
	{ "from: 80, points: 5", "from: 91, points: 5", "components[0].bands[1].from" },
	{ "from: 80, points: 5", "from: 80, points: 6", "bands[1].points: not fewer" },
	{ "from: 0, points: 2", "from: 1, points: 2", "the last band must begin" },
	{ "method: typed ", "method: bands ", "components[1].method: " },
	{ "combine: sum", "combine: mean", "groups[0].points: groups of a mean" },
	{ "points: 30            #", "points: 29            #", "parts[1].points: " },
	{ "pick: 1 ", "pick: 2 ", "groups[0].items: fewer items for boys" },
	{ "pick: 1 ", "pick: 99 ", "groups[0].pick: " },
	{ "items: [run_1000m, run_800m]", "items: [run_1000m, run_900m]",
		"groups[0].items[1]: no such" },
	{ "items: [run_1000m, run_800m]", "items: [run_1000m, run_1000m]",
		"groups[0].items[1]: this item is there twice" },
	{ "drawn: [football_dribble]", "drawn: [long_jump]",
		"groups[2].drawn: an item" },
	{ "drawn: [football_dribble]", "drawn: [football_dribble, skating]",
		"groups[2].drawn: as many" },
	{ "choose: drawn\n", "choose: best\n", "groups[2].drawn: only with" },
	{ "items: [football_dribble, skating]", "items: [football_dribble]",
		"items[6].key: no group" },
	{ "{ items: [long_jump, football_dribble] }", "{ items: [long_jump, jump] }",
		"not_both[0].items[1]" },
	{ "{ items: [long_jump, football_dribble] }", "{ items: [long_jump] }",
		"not_both[0].items: two" },
	{ "- item: run_1000m", "- item: run_900m", "bonus[0].item: no such" },
	{ "{ at: 210, add: 0.5 }", "{ at: 190, add: 0.5 }", "bonus[0].rows[1].at" },
	{ "{ at: 210, add: 0.5 }", "{ at: 5, add: 0.5 }", "bonus[0].rows[1].at" },
	{ "    cap: 1   ", "    cap: 0   ", "bonus[0].cap: " },
	{ "code: exempt_disability", "code: exempt_illness", "statuses[1].code" },
	{ "share: 0.6 ", "share: 1.6 ", "statuses[0].share" },
	{ "    share: 0.6                # with exempt_share: of the full points of "
	  "`of`\n",
		"", "statuses[0].is: exempt_share needs" },
	{ "part: field               #", "part: filed               #",
		"statuses[0].part" },
	{ "is: partial, of: item", "is: partial, of: total", "statuses[2].of" },
	{ "is: partial, of: item, instead: long_jump",
		"is: partial, of: part, instead: long_jump",
		"statuses[3].of: partial" },
	{ "step: 0.1                 # ? with round\n", "step: 0.1\n    cup: 1\n",
		"cup" },
	{ "- key: run_800m", "- key: run_1000m", "items[1].key: this item is there" },
	{ "measure: run1000 ", "measure: run1001 ", "items[0].measure: no such" },
	{ "slot: run                 #", "slot: sit_up                 #",
		"items[4].key: a slot has" },
	{ "unit: s                   #", "unit: cm                  #",
		"items[0].unit" },
	{ "read: 0                   #", "read: 9                   #",
		"items[0].read" },
	{ "decimals: 0               #", "decimals: 4               #",
		"items[0].minutes" },
	{ "hard: { min: 120, max: 900 }     #", "hard: { min: 900, max: 120 }     #",
		"items[0].hard: min must" },
	{ "usual: { min: 170, max: 480 }", "usual: { min: 100, max: 480 }",
		"items[0].usual: " },
	{ "{ max: 1, use: best, no_valid", "{ max: 10, use: best, no_valid",
		"items[0].attempts.max" },
	{ "table: given ", "table: gone ", "items[0].table: " },
	{ "table: given ", "table: missing ", "items.csv:2: item: " },
	{ "scale_max: 100            #", "scale_max: 90            #",
		"items.csv:2: score" },
	{ "scale_max: 100            #", "scale_max: 0            #",
		"items[0].scale_max: 0" },
	{ "below: 0                  #", "below: 70                  #",
		"items[0].below: more" },
	{ "    item_step: 0.1\n", "", "items[0].item_round: a round" },
	{ "    full_at: 205 ", "    need: 3\n    full_at: 205 ",
		"items[1].need: this key" },
	{ "    points_per_step: 2\n", "", "items[1].method: linear needs" },
	{ "floor: 10 ", "floor: 110 ", "items[1].floor: above" },
	{ "from: 180, points: 60", "from: 250, points: 60", "items[2].bands[1].from" },
	{ "from: 180, points: 60", "from: 180, points: 100",
		"items[2].bands[1].points" },
	{ "    need: 8\n", "", "items[3].method: a gate" },
	{ "need: 8", "need: 8.5", "items[3].need: not a value" },
	{ "effect: add_ms, amount: 1000", "effect: add_ms", "faults[1].amount" },
	{ "effect: add_ms, amount: 1000", "effect: not_counted", "faults[1].effect" },
	{ "code: pole_down", "code: pole_missed", "faults[1].code: this code" },
	{ "    origin: 没有找到评分表，只记录成绩\n", "",
		"items[6]: the key \"origin\" is missing" },
};

static void refuse_all(const struct wrong *rows, size_t count, bool in_table)
{
	int missed = 0;

	for (size_t i = 0; i < count; i++) {
		const char *whole = in_table ? table_file.data : main_file.data;
		char *text = changed(whole, rows[i].from, rows[i].to);
		struct err err = ERR_INIT;
		struct exam *exam = load(in_table ? main_file.data : text,
			in_table ? text : table_file.data, &err);

		if (exam || !strstr(err.text, rows[i].says)) {
			print_error("%s: \"%s\", not \"%s\"\n", rows[i].to,
				exam ? "accepted" : err.text, rows[i].says);
			missed++;
		}
		exam_free(exam);
		free(text);
	}
	assert_int_equal(missed, 0);
}

static void what_is_wrong_in_one_way_is_refused_by_line_and_key(void **state)
{
	(void)state;
	refuse_all(wrong, sizeof(wrong) / sizeof(wrong[0]), false);
}

static const struct wrong wrong_table[] = {
	{ "item,sex", "item,sax", "items.csv:1: sex: this column is missing" },
	{ "item,sex,score,threshold", "item,sex,score,threshold,more", ":1: " },
	{ "run_1000m,M,100,220", "run_1000m,M,100,220,1", "items.csv:2: " },
	{ "run_1000m,M,100,220", "run_900m,M,100,220", "items.csv:2: item: " },
	{ "run_1000m,M,100,220", "run_1000m,F,100,220", "items.csv:2: sex: " },
	{ "run_1000m,M,100,220", "run_1000m,X,100,220", "items.csv:2: sex: " },
	{ "run_1000m,M,60,295", "run_1000m,M,100,295", "items.csv:3: score: as many" },
	{ "run_1000m,M,60,295", "run_1000m,M,60,210", "items.csv:3: threshold: not" },
	{ "run_1000m,M,60,295", "run_1000m,M,60,220", "items.csv:3: threshold: not" },
	{ "run_1000m,M,60,295", "run_1000m,M,60,295.5",
		"items.csv:3: threshold: finer" },
	{ "run_1000m,M,60,295", "run_1000m,M,60,5", "items.csv:3: threshold: outside" },
	{ "run_1000m,M,60,295", "run_1000m,M,60,x", "items.csv:3: threshold: not a" },
	{ "run_1000m,M,60,295", "run_1000m,M,60.555,295", "items.csv:3: score: " },
	{ "sit_up,F,60,26", "sit_up,F,110,26", "items.csv:5: score: " },
	{ "sit_up,F,100,52\nsit_up,F,60,26\n", "", "no table for girls" },
	{ "run_1000m,M,100,220\n", "", "items.csv:2: score: the first row" },
};

static void a_table_with_one_wrong_row_is_refused_by_line(void **state)
{
	(void)state;
	refuse_all(wrong_table, sizeof(wrong_table) / sizeof(wrong_table[0]), true);
}

/* ---- scored ---------------------------------------------------------------------- */

/* One student by "column=text" words; NULL ends. Empty text in `says`: good. */
struct student_words {
	enum sex sex;
	const char *word[10];
};

static bool take_word(const struct exam *exam, struct exam_entry *entry,
	const char *word, struct err *err)
{
	char name[48] = "";
	const char *text = strchr(word, '=') + 1;

	snprintf(name, sizeof(name), "%.*s", (int)(text - word - 1), word);
	if (strncmp(name, "choice:", 7) == 0)
		return exam_entry_choice(
			exam, entry, exam_find_group(exam, name + 7), text, err);
	if (strncmp(name, "process:", 8) == 0)
		return exam_entry_process(exam, entry,
			exam_find_component(exam, name + 8), -1, text, err);
	if (strncmp(name, "status:", 7) == 0)
		return exam_entry_status(exam, entry, name + 7, text, err);
	if (strchr(name, '@')) {
		*strchr(name, '@') = '\0';
		return exam_entry_session(exam, entry,
			exam_find_slot(exam, name, entry->sex), EXAM_MAKEUP, text, err);
	}
	return exam_entry_item(
		exam, entry, exam_find_slot(exam, name, entry->sex), text, err);
}

static bool take_words(const struct exam *exam, const struct student_words *who,
	struct exam_entry *entry, struct err *err)
{
	exam_entry_init(entry, who->sex, GRADE_NONE);
	for (int i = 0; who->word[i]; i++)
		if (!take_word(exam, entry, who->word[i], err))
			return false;
	return exam_entry_check(exam, entry, err);
}

static const char *const states[] = { "complete", "exempt", "no-table", "incomplete" };

/* "field 59.3 total - incomplete" */
static void answer(
	const struct exam *exam, const struct student_words *who, char out[512])
{
	struct exam_score score;
	struct exam_entry entry;
	struct err err = ERR_INIT;
	struct buf told = BUF_INIT;
	char a[32], b[32];
	int field = exam_find_part(exam, "field");

	if (!take_words(exam, who, &entry, &err)) {
		snprintf(out, 512, "%.500s", err.text);
		return;
	}
	exam_score(exam, &entry, &score);
	exam_explain(exam, &entry, &told);
	assert_non_null(strstr(told.data, exam_mark(exam->status)));
	buf_release(&told);
	snprintf(out, 512, "%s / %s %s",
		score.part[field].got == GOT_NOTHING
			? "-"
			: exam_write(exam, score.part[field].points, false, a),
		score.total == EXAM_NONE ? "-"
					 : exam_write(exam, score.total, false, b),
		states[score.state]);
}

#define PROCESS "process:fitness=90/90/90", "process:lessons=4/4/4"

static const struct vector {
	const char *from, *to; /* of the example; NULL: as it is */
	struct student_words who;
	const char *want; /* the field part / the total, or a piece of a refusal */
} vectors[] = {
	{ NULL, NULL,
		{ SEX_MALE, { PROCESS, "run=3'40", "choice:fitness=long_jump",
				    "long_jump=240", "football_dribble=7.6" } },
		"70 / 100 complete" },
	{ NULL, NULL,
		{ SEX_MALE, { PROCESS, "run=220.9", "choice:fitness=long_jump",
				    "long_jump=239.9", "football_dribble=7.6" } },
		"62 / 92 complete" },
	{ NULL, NULL,
		{ SEX_MALE, { PROCESS, "run=221", "choice:fitness=long_jump",
				    "long_jump=F/240/D/F", "football_dribble=7.601" } },
		"58 / 88 complete" },
	/* a bonus fills the gap that another item left, up to the cap */
	{ NULL, NULL,
		{ SEX_MALE, { PROCESS, "run=200", "choice:fitness=long_jump",
				    "long_jump=239", "football_dribble=7.6" } },
		"63 / 93 complete" },
	{ NULL, NULL,
		{ SEX_MALE, { PROCESS, "run=210", "choice:fitness=long_jump",
				    "long_jump=239", "football_dribble=7.6" } },
		"62.5 / 92.5 complete" },
	{ "    cap: 70                   #", "    cap: 71                   #",
		{ SEX_MALE, { PROCESS, "run=200", "choice:fitness=long_jump",
				    "long_jump=240", "football_dribble=7.6" } },
		"71 / 100 complete" },
	/* read 9.304 as 9.30; penalties come before reading */
	{ NULL, NULL,
		{ SEX_MALE,
			{ PROCESS, "run=220", "choice:fitness=long_jump",
				"long_jump=240",
				"football_dribble=6.604+pole_down/F:pole_missed" } },
		"70 / 100 complete" },
	{ NULL, NULL,
		{ SEX_MALE,
			{ PROCESS, "run=220", "choice:fitness=long_jump",
				"long_jump=240", "football_dribble=7.5+hand_ball" } },
		"70 / 100 complete" },
	{ NULL, NULL,
		{ SEX_MALE,
			{ PROCESS, "run=220", "choice:fitness=long_jump",
				"long_jump=240", "football_dribble=7.5+hand_ball*2" } },
		"50 / 80 complete" },
	/* the last row where the table ends, nothing where all is void */
	{ NULL, NULL,
		{ SEX_MALE, { PROCESS, "run=220", "choice:fitness=long_jump",
				    "long_jump=240", "football_dribble=100" } },
		"62 / 92 complete" },
	{ NULL, NULL,
		{ SEX_MALE, { PROCESS, "run=220", "choice:fitness=long_jump",
				    "long_jump=F/Q/W", "football_dribble=7.6" } },
		"50 / 80 complete" },
	{ NULL, NULL,
		{ SEX_MALE, { PROCESS, "run=220", "choice:fitness=long_jump",
				    "long_jump=D/T250", "football_dribble=7.6" } },
		"- / - incomplete" },
	/* straight lines: 5 s cost 2, a part of a step nothing */
	{ NULL, NULL,
		{ SEX_FEMALE, { PROCESS, "run=209", "choice:fitness=sit_up",
				      "sit_up=52", "football_dribble=7.6" } },
		"70 / 100 complete" },
	{ NULL, NULL,
		{ SEX_FEMALE, { PROCESS, "run=210", "choice:fitness=sit_up",
				      "sit_up=52", "football_dribble=7.6" } },
		"69.4 / 99.4 complete" },
	{ "full_steps_only", "proportional",
		{ SEX_FEMALE, { PROCESS, "run=208", "choice:fitness=sit_up",
				      "sit_up=52", "football_dribble=7.6" } },
		"69.6 / 99.6 complete" },
	{ NULL, NULL,
		{ SEX_FEMALE, { PROCESS, "run=899", "choice:fitness=sit_up", "sit_up=0",
				      "football_dribble=7.6" } },
		"23 / 53 complete" },
	/* statuses */
	{ NULL, NULL,
		{ SEX_FEMALE, { "process:fitness=90/85/80", "process:lessons=4/4/3",
				      "status:=exempt_illness" } },
		"42 / 69 exempt" },
	{ NULL, NULL, { SEX_FEMALE, { PROCESS, "status:run=exempt_disability" } },
		"70 / 100 exempt" },
	{ NULL, NULL, { SEX_FEMALE, { PROCESS, "status:run=cheat" } },
		"- / 0 complete" },
	{ NULL, NULL,
		{ SEX_MALE, { PROCESS, "status:run=partial", "choice:fitness=long_jump",
				    "long_jump=239", "football_dribble=7.6" } },
		"56 / 86 exempt" },
	{ NULL, NULL,
		{ SEX_MALE, { PROCESS, "status:run=absent", "choice:fitness=long_jump",
				    "long_jump=240", "football_dribble=7.6" } },
		"40 / 70 complete" },
	{ NULL, NULL,
		{ SEX_MALE,
			{ PROCESS, "status:run=deferred", "choice:fitness=long_jump",
				"long_jump=240", "football_dribble=7.6" } },
		"- / - incomplete" },
	/* no table, no draw, no choice, no year */
	{ "drawn: [football_dribble]", "drawn: [skating]",
		{ SEX_MALE, { PROCESS, "run=220", "choice:fitness=long_jump",
				    "long_jump=240", "skating=61.27" } },
		"- / - no-table" },
	{ "        drawn: [football_dribble]", "        #",
		{ SEX_MALE, { PROCESS, "run=220", "choice:fitness=long_jump",
				    "long_jump=240" } },
		"- / - incomplete" },
	{ NULL, NULL,
		{ SEX_MALE, { PROCESS, "run=220", "long_jump=240",
				    "football_dribble=7.6" } },
		"- / - incomplete" },
	{ NULL, NULL,
		{ SEX_MALE, { "process:fitness=90//90", "run=220",
				    "process:lessons=4/4/4", "choice:fitness=long_jump",
				    "long_jump=240", "football_dribble=7.6" } },
		"70 / - incomplete" },
	{ "missing_year: block ",
		"missing_year: scale\n    round: half_up\n    step: 0.1 ",
		{ SEX_MALE, { "process:fitness=90//80", "process:lessons=4/4/4",
				    "run=220", "choice:fitness=long_jump",
				    "long_jump=240", "football_dribble=7.6" } },
		"70 / 98.5 complete" },
	/* the best of what was measured */
	{ "points: 20, items: [long", "points: 20, choose: best, items: [long",
		{ SEX_MALE, { PROCESS, "run=220", "long_jump=190", "pull_up=8",
				    "football_dribble=7.6" } },
		"not_both" },
	/* attempts */
	{ "attempts: { max: 3, use: best }", "attempts: { max: 3, use: last }",
		{ SEX_MALE, { PROCESS, "run=220", "choice:fitness=long_jump",
				    "long_jump=240/180/F", "football_dribble=7.6" } },
		"62 / 92 complete" },
	{ "attempts: { max: 3, use: best }", "attempts: { max: 3, use: first_valid }",
		{ SEX_MALE, { PROCESS, "run=220", "choice:fitness=long_jump",
				    "long_jump=F/180/240", "football_dribble=7.6" } },
		"62 / 92 complete" },
	{ "attempts: { max: 3, use: best }", "attempts: { max: 3, use: mean }",
		{ SEX_MALE, { PROCESS, "run=220", "choice:fitness=long_jump",
				    "long_jump=239/240/242", "football_dribble=7.6" } },
		"70 / 100 complete" },
/* a make-up: the table has 220 and 295, 100 and 60 points */
#define REST                                                                           \
	PROCESS, "choice:fitness=long_jump", "long_jump=240", "football_dribble=7.6"
	{ NULL, NULL, { SEX_MALE, { REST, "run=295", "run@makeup=220" } },
		"70 / 100 complete" },
	{ NULL, NULL, { SEX_MALE, { REST, "run=220", "run@makeup=295" } },
		"58 / 88 complete" },
	{ NULL, NULL, { SEX_MALE, { REST, "run=220", "run@makeup=F" } },
		"70 / 100 complete" },
	{ NULL, NULL, { SEX_MALE, { REST, "run=F", "run@makeup=220" } },
		"70 / 100 complete" },
	{ "{ use: last ", "{ use: best ",
		{ SEX_MALE, { REST, "run=220", "run@makeup=295" } },
		"70 / 100 complete" },
	{ "{ use: last ", "{ use: makeup ",
		{ SEX_MALE, { REST, "run=220", "run@makeup=F" } }, "40 / 70 complete" },
	{ "{ use: last ", "{ use: last, makeup_share: 0.6 ",
		{ SEX_MALE, { REST, "run=F", "run@makeup=200" } }, "58 / 88 complete" },
	{ "{ use: last ", "{ use: last, makeup_share: 0.6 ",
		{ SEX_MALE, { REST, "run=F", "run@makeup=296" } }, "40 / 70 complete" },
	{ NULL, NULL, { SEX_MALE, { REST, "run=220", "run@makeup=220/220" } },
		"2 attempts (allowed: 1)" },
	{ NULL, NULL, { SEX_MALE, { REST, "run@makeup=220", "run@makeup=221" } },
		"there twice" },
	/* another item in the place of one that cannot be done */
	{ NULL, NULL,
		{ SEX_MALE, { PROCESS, "status:run=jump_instead", "long_jump=240",
				    "choice:fitness=pull_up", "pull_up=8",
				    "football_dribble=7.6" } },
		"70 / 100 complete" },
	{ NULL, NULL,
		{ SEX_MALE, { PROCESS, "status:run=jump_instead", "long_jump=180",
				    "choice:fitness=pull_up", "pull_up=8",
				    "football_dribble=7.6" } },
		"58 / 88 complete" },
	{ NULL, NULL,
		{ SEX_MALE,
			{ PROCESS, "status:run=jump_instead", "choice:fitness=pull_up",
				"pull_up=8", "football_dribble=7.6" } },
		"- / - incomplete" },
	{ NULL, NULL,
		{ SEX_MALE,
			{ PROCESS, "status:run=jump_instead", "long_jump=240",
				"choice:fitness=long_jump", "football_dribble=7.6" } },
		"is chosen already" },
	{ NULL, NULL, { SEX_MALE, { "status:long_jump=jump_instead" } },
		"cannot stand in its place" },
	{ NULL, NULL,
		{ SEX_MALE, { "status:run=jump_instead", "status:long_jump=partial" } },
		"cannot stand in its place" },
	/* refused */
	{ NULL, NULL, { SEX_FEMALE, { "run_1000m=220" } }, "not an item of girls" },
	{ NULL, NULL, { SEX_MALE, { "run=220/221" } }, "2 attempts (allowed: 1)" },
	{ NULL, NULL, { SEX_MALE, { "run=100" } }, "is outside" },
	{ NULL, NULL, { SEX_MALE, { "run=abc" } }, "is not seconds" },
	{ NULL, NULL, { SEX_MALE, { "football_dribble=9+hands" } },
		"none of its faults" },
	{ NULL, NULL, { SEX_MALE, { "run=220", "status:run=absent" } }, "absent, and" },
	{ NULL, NULL, { SEX_MALE, { "choice:fitness=sit_up" } },
		"no item of this group" },
	{ NULL, NULL, { SEX_MALE, { "choice:fitness=long_jump/pull_up" } }, "2 items" },
	{ NULL, NULL, { SEX_MALE, { "choice:skill=skating" } }, "not chosen by" },
	{ NULL, NULL, { SEX_MALE, { "process:fitness=90" } }, "without its year" },
	{ NULL, NULL, { SEX_MALE, { "process:lessons=4/5/4" } }, "is outside 0 to 4" },
	{ NULL, NULL, { SEX_MALE, { "status:run=ill" } }, "none of the scheme's" },
	{ NULL, NULL,
		{ SEX_MALE,
			{ "choice:fitness=long_jump", "status:field=exempt_illness" } },
		"beside an exemption" },
};

static void points_are_those_computed_by_hand(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		const struct vector *v = &vectors[i];
		char *text = v->from ? changed(main_file.data, v->from, v->to) : NULL;
		struct err err = ERR_INIT;
		struct exam *exam = load(
			text ? text : main_file.data, table_file.data, &err);
		char got[512];

		if (exam)
			answer(exam, &v->who, got);
		else
			snprintf(got, sizeof(got), "%s", err.text);
		if (!strstr(got, v->want))
			fail_msg("vector %zu: \"%s\", not \"%s\"", i, got, v->want);
		exam_free(exam);
		free(text);
	}
}

/* ---- other cities' forms ----------------------------------------------------------- */

#define ITEM(key)                                                                      \
	"  - { key: " key ", zh: 项, kind: judged, unit: marks, better: more,\n"      \
	"      decimals: 2, round: none, hard: { min: 0, max: 100 },\n"                \
	"      attempts: { max: 1, use: best }, method: judged, scale_max: 100,\n"     \
	"      origin: 手算 }\n"
#define HEAD                                                                           \
	"schema: 1\nkind: exam\nid: form\ntitle: 式\nplace: 某市\nstatus: draft\n"  \
	"exam_year: 2026\ndocument: 无\nsource: 手算\n"

static const struct {
	const char *what, *main;
	struct student_words who;
	const char *want;
} forms[] = {
	{ "three items on 100, mean times 36",
		HEAD
		"total: { points: 36 }\nparts:\n"
		"  - { key: field, zh: 场, kind: field, points: 36, combine: mean,\n"
		"      groups: [{ key: g, zh: 组, pick: 3, items: [a, b, c] }] }\n"
		"items:\n" ITEM("a") ITEM("b") ITEM("c"),
		{ SEX_MALE, { "a=95", "b=88", "c=100" } }, "33.96 / 33.96 complete" },
	{ "class 1 of exemption: all of 60",
		HEAD
		"total: { points: 60 }\nparts:\n"
		"  - { key: field, zh: 场, kind: field, points: 60,\n"
		"      groups: [{ key: g, zh: 组, points: 60, items: [a] }] }\n"
		"statuses:\n  - { code: one, zh: 一类, is: exempt_full, of: total }\n"
		"items:\n" ITEM("a"),
		{ SEX_MALE, { "status:=one" } }, "- / 60 exempt" },
	{ "class 2 of exemption: six tenths of 60",
		HEAD
		"total: { points: 60 }\nparts:\n"
		"  - { key: field, zh: 场, kind: field, points: 60,\n"
		"      groups: [{ key: g, zh: 组, points: 60, items: [a] }] }\n"
		"statuses:\n  - { code: two, zh: 二类, is: exempt_share, share: 0.6,"
		" of: total }\nitems:\n" ITEM("a"),
		{ SEX_MALE, { "status:=two" } }, "- / 36 exempt" },
	{ "two of three, the best",
		HEAD "total: { points: 16 }\nparts:\n"
		     "  - { key: field, zh: 场, kind: field, points: 16, groups:\n"
		     "      [{ key: g, zh: 组, points: 16, pick: 2, choose: best,\n"
		     "      items: [a, b, c] }] }\nitems:\n" ITEM("a") ITEM("b")
			     ITEM("c"),
		{ SEX_FEMALE, { "a=50", "b=88", "c=90.01" } },
		"14.2408 / 14.2408 complete" },
	{ "thirds stay exact up to the rounding of the total",
		HEAD
		"total: { points: 10, round: half_up, step: 1 }\nparts:\n"
		"  - { key: field, zh: 场, kind: field, points: 10, combine: mean,\n"
		"      groups: [{ key: g, zh: 组, pick: 3, items: [a, b, c] }] }\n"
		"items:\n" ITEM("a") ITEM("b") ITEM("c"),
		{ SEX_MALE, { "a=95", "b=0", "c=40" } }, "4.5 / 5 complete" },
	{ "a gate that is not met gives no total, where the scheme says so",
		HEAD "total: { points: 10 }\nparts:\n"
		     "  - { key: field, zh: 场, kind: field, points: 10,\n"
		     "      groups: [{ key: g, zh: 组, points: 10, items: [a] }] }\n"
		     "  - { key: swim, zh: 游, kind: gate, items: [s],"
		     " on_fail: no_total }\nitems:\n" ITEM(
			     "a") "  - { key: s, zh: 游, kind: distance_done, unit: m, "
				  "better: more,\n"
				  "      decimals: 0, round: cut, hard: { min: 0, max: "
				  "500 },\n"
				  "      attempts: { max: 1, use: best }, method: "
				  "gate, need: 100,\n"
				  "      scale_max: 1, origin: 手算 }\n",
		{ SEX_MALE, { "a=95", "s=99.9" } }, "9.5 / - incomplete" },
	{ "fractions that would need too large a denominator are refused",
		HEAD "total: { points: 9.97 }\nparts:\n"
		     "  - { key: field, zh: 场, kind: field, points: 9.97, groups: [\n"
		     "      { key: g, zh: 组, points: 9.97, items: [a] }] }\nitems:\n"
		     "  - { key: a, zh: 项, kind: time, unit: s, better: less,\n"
		     "      decimals: 0, round: cut, hard: { min: 1, max: 900 },\n"
		     "      attempts: { max: 1, use: best }, method: linear,\n"
		     "      full_at: 10, step: 7.919, points_per_step: 1,\n"
		     "      partial_step: proportional, scale_max: 99.91,\n"
		     "      origin: 手算 }\n",
		{ SEX_MALE, { "a=10" } }, "items[0].scale_max: exact fractions" },
};

static void forms_of_other_cities_come_out_as_printed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		struct err err = ERR_INIT;
		struct exam *exam = load(forms[i].main, "", &err);
		char got[512];

		if (exam)
			answer(exam, &forms[i].who, got);
		else
			snprintf(got, sizeof(got), "%s", err.text);
		if (!strstr(got, forms[i].want))
			fail_msg("%s: \"%s\", not \"%s\"", forms[i].what, got,
				forms[i].want);
		exam_free(exam);
	}
}

/* Half up to a half is the rule of the quarter. */
static void totals_are_rounded_to_halves(void **state)
{
	static const struct {
		int64_t points_c, want_c;
	} rows[] = { { 1424, 1400 }, { 1425, 1450 }, { 1450, 1450 }, { 1474, 1450 },
		{ 1475, 1500 } };
	struct exam exam = { .den = 10000 };
	struct exam_round round = { ROUND_HALF_UP, 50 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(exam_rounded(&exam, &round, rows[i].points_c * 100),
			rows[i].want_c * 100);
}

static void the_skeleton_loads_without_a_table(void **state)
{
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	struct exam *exam;

	(void)state;
	assert_true(path_read(SOURCE_DIR "/schema/scheme-skeleton.yaml",
		(size_t)1 << 20, &text, &err));
	exam = load(text.data, "", &err);
	if (!exam)
		fail_msg("%s", err.text);
	exam_free(exam);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_wrong_in_one_way_is_refused_by_line_and_key),
		cmocka_unit_test(a_table_with_one_wrong_row_is_refused_by_line),
		cmocka_unit_test(points_are_those_computed_by_hand),
		cmocka_unit_test(forms_of_other_cities_come_out_as_printed),
		cmocka_unit_test(totals_are_rounded_to_halves),
		cmocka_unit_test(the_skeleton_loads_without_a_table),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
