/* Scores come in from a file while a kiosk measures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "commands.h"
#include "path.h"
#include "scored.h"
#include "steps.h"

#define JUMPERS 60

static struct student jumper[JUMPERS];
static struct session jumping;
static int jumps;

/* Between any two steps of the import somebody has jumped, and his points are not worked
 * out yet; whoever finds the folder busy jumps later. */
static void jump(void)
{
	struct err err = ERR_INIT;
	struct entry_id id;

	if (jumps < JUMPERS && steps % 4 == 0 &&
		attempt_make(store, &jumping, jumper[jumps].id, 1500, &id, &err))
		jumps++;
}

static void write_roll_and_file(const char *file)
{
	struct err err = ERR_INIT;
	struct buf text = BUF_INIT;
	char number[32], name[32];

	buf_adds(&text, "学籍号,姓名,性别,立定跳远\n");
	for (int i = 0; i < JUMPERS; i++) {
		snprintf(number, sizeof(number), "L9900002013%08d", i);
		snprintf(name, sizeof(name), "王小%c", 'a' + i % 26);
		MUST(student_put(
			store, name, number, SEX_FEMALE, 21, &jumper[i], &err));
		buf_addf(&text, "%s,%s,2,140\n", number, name);
	}
	MUST(path_write(file, text.data, text.len, &err));
	buf_release(&text);
}

static void what_is_measured_meanwhile_is_not_measured_again(void **state)
{
	struct env env = {
		.share_dir = SOURCE_DIR, .clock_fixed = true, .clock_us = MONDAY_US
	};
	char file[80], words[3][16] = { "import", "--by", "郑老师" };
	char *argv[] = { words[0], file, words[1], words[2], NULL };
	struct err err = ERR_INIT;

	(void)state;
	snprintf(file, sizeof(file), "%s/jumps.csv", dir);
	snprintf(env.data_dir, sizeof(env.data_dir), "%s", dir);
	write_roll_and_file(file);
	MUST(session_make(store, "long_jump", SESSION_FORMAL, &jumping, &err));
	MUST(results_ensure(with, &err));
	MUST(db_run(store_db(store), "PRAGMA busy_timeout = 0", &err));
	steps_watch();
	steps_between = jump;
	assert_int_equal(cmd_import(&env, 4, argv), 1); /* some were left as they are */
	steps_between = NULL;
	steps_unwatch();
	assert_in_range(jumps, 1, JUMPERS - 1);
	assert_int_equal(
		count_of(store,
			"SELECT count(*) FROM attempt a WHERE source = 'import' "
			"AND EXISTS (SELECT 1 FROM attempt b WHERE b.student = "
			"a.student AND b.seq < a.seq)"),
		0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			what_is_measured_meanwhile_is_not_measured_again, begin_scored,
			end_scored),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
