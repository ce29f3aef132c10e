/*
 * Schemes that are wrong in one way each: the collection in tests/schemes, and what
 * does not fit a collection, such as a pipe or a hundred megabytes. Each is written
 * into a folder as a teacher would have it, loaded, and refused by file, line and key.
 *
 * With WANT=write the collection's sentences are written instead.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "buf.h"
#include "exam.h"
#include "path.h"

#define SCHEMES SOURCE_DIR "/tests/schemes"

static struct items *items;
static struct buf good_main = BUF_INIT, good_table = BUF_INIT;
static char top[64], dir[80], main_file[96], table_file[96];

static int set_up(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	snprintf(top, sizeof(top), "/tmp/station-wrong-XXXXXX");
	assert_non_null(mkdtemp(top));
	snprintf(dir, sizeof(dir), "%s/good", top);
	snprintf(main_file, sizeof(main_file), "%s/scheme.yaml", dir);
	snprintf(table_file, sizeof(table_file), "%s/items.csv", dir);
	assert_int_equal(mkdir(dir, 0777), 0);
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	if (!items ||
		!path_read(SCHEMES "/good/scheme.yaml", 65536, &good_main, &err) ||
		!path_read(SCHEMES "/good/items.csv", 65536, &good_table, &err))
		fail_msg("%s", err.text);
	return 0;
}

static void remove_files(void)
{
	unlink(main_file);
	rmdir(main_file);
	unlink(table_file);
	rmdir(table_file);
}

static int tear_down(void **state)
{
	(void)state;
	remove_files();
	rmdir(dir);
	rmdir(top);
	items_free(items);
	buf_release(&good_main);
	buf_release(&good_table);
	return 0;
}

static void put(const char *path, const char *bytes, size_t len)
{
	FILE *file = fopen(path, "wb");

	if (!file) {
		fail_msg("%s cannot be written", path);
		return;
	}
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

/* The good scheme, as files. */
static void put_good(void)
{
	remove_files();
	put(main_file, good_main.data, good_main.len);
	put(table_file, good_table.data, good_table.len);
}

/* What loading the folder says, without the folder; "" when it loads. */
static const char *said(struct err *err)
{
	struct exam *exam;
	size_t len = strlen(dir);

	*err = (struct err)ERR_INIT;
	exam = exam_load(dir, items, err);
	if (exam)
		assert_string_equal(err->text, "");
	else
		assert_true(err->text[0]);
	exam_free(exam);
	return strncmp(err->text, dir, len) == 0 ? err->text + len + 1 : err->text;
}

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* ---- the collection -------------------------------------------------------------- */

/* A file of the collection: see tests/schemes/README.md. */
struct change {
	struct buf text;	  /* of the file, up to the sentence */
	struct buf before, after; /* whole lines, after the line end before them */
	char file[32], want[512];
};

static bool take_line(struct change *c, const char *line, size_t len)
{
	switch (line[0]) {
	case '#':
		return true;
	case '@':
		snprintf(c->file, sizeof(c->file), "%.*s", (int)len - 2, line + 2);
		return true;
	case '=':
		snprintf(c->want, sizeof(c->want), "%.*s", (int)len - 2, line + 2);
		return true;
	case ' ':
	case '-':
	case '+':
		break;
	default:
		return false;
	}
	if (line[0] != '+')
		buf_add(&c->before, line + 1, len);
	if (line[0] != '-')
		buf_add(&c->after, line + 1, len);
	return true;
}

static bool read_change(struct change *c, const char *path)
{
	struct err err = ERR_INIT;
	const char *line, *end;

	if (!path_read(path, 65536, &c->text, &err))
		return false;
	buf_addc(&c->before, '\n');
	buf_addc(&c->after, '\n');
	for (line = c->text.data; *line; line = end + 1) {
		end = strchr(line, '\n');
		if (!end || !take_line(c, line, (size_t)(end - line)))
			return false;
		if (*line == '=')
			c->text.len = (size_t)(line - c->text.data);
	}
	return c->file[0] && c->want[0];
}

/* Its file written with the lines changed; false: they are not there exactly once. */
static bool put_changed(const struct change *c)
{
	bool in_main = strcmp(c->file, "scheme.yaml") == 0;
	const struct buf *good = in_main ? &good_main : &good_table;
	struct buf whole = BUF_INIT, out = BUF_INIT;
	const char *at;
	bool once;

	buf_addc(&whole, '\n');
	buf_add(&whole, good->data, good->len);
	at = strstr(whole.data, c->before.data);
	once = at && !strstr(at + 1, c->before.data);
	if (once) {
		buf_add(&out, whole.data, (size_t)(at - whole.data));
		buf_add(&out, c->after.data, c->after.len);
		buf_adds(&out, at + c->before.len);
		put(in_main ? main_file : table_file, out.data + 1, out.len - 1);
	}
	buf_release(&whole);
	buf_release(&out);
	return once;
}

static void write_want(struct change *c, const char *path, const char *says)
{
	buf_addf(&c->text, "= %s\n", says);
	put(path, c->text.data, c->text.len);
}

static bool try_change(const char *name)
{
	struct change c = { .text = BUF_INIT };
	const char *want = getenv("WANT"), *says = "";
	char path[512];
	struct err err;
	bool good;

	snprintf(path, sizeof(path), SCHEMES "/wrong/%s", name);
	put_good();
	good = read_change(&c, path) && put_changed(&c);
	if (good)
		says = said(&err);
	if (good && want && strcmp(want, "write") == 0)
		write_want(&c, path, says);
	else if (good)
		good = begins(says, c.want);
	if (!good)
		print_error("%s: \"%s\", not \"%s\"\n", name,
			*says ? says : "accepted, or not a change", c.want);
	buf_release(&c.text);
	buf_release(&c.before);
	buf_release(&c.after);
	return good;
}

static void each_wrong_scheme_is_refused_by_file_line_and_key(void **state)
{
	struct err err = ERR_INIT;
	char **names;
	size_t count, missed = 0;

	(void)state;
	assert_true(path_list(SCHEMES "/wrong", ".change", &names, &count, &err));
	for (size_t i = 0; i < count; i++)
		missed += !try_change(names[i]);
	path_list_free(names);
	assert_true(count >= 250);
	assert_int_equal(missed, 0);
}

/* ---- what is not wrong ------------------------------------------------------------- */

/* Line ends of a Windows editor, and its byte order mark. */
static void put_windows(const char *path, const struct buf *text)
{
	struct buf out = BUF_INIT;

	buf_adds(&out, "\xef\xbb\xbf");
	for (size_t i = 0; i < text->len; i++) {
		if (text->data[i] == '\n')
			buf_addc(&out, '\r');
		buf_addc(&out, text->data[i]);
	}
	put(path, out.data, out.len);
	buf_release(&out);
}

static void the_good_scheme_loads_from_any_editor(void **state)
{
	struct err err;

	(void)state;
	put_good();
	assert_string_equal(said(&err), "");
	put_windows(main_file, &good_main);
	put_windows(table_file, &good_table);
	assert_string_equal(said(&err), "");
	assert_true(exam_is_in(dir));
}

static void a_folder_has_one_name_however_it_is_written(void **state)
{
	char slash[96], here[1024];
	struct err err = ERR_INIT;
	struct exam *exam;

	(void)state;
	put_good();
	snprintf(slash, sizeof(slash), "%s/", dir);
	exam = exam_load(slash, items, &err);
	assert_non_null(exam);
	exam_free(exam);
	assert_non_null(getcwd(here, sizeof(here)));
	assert_int_equal(chdir(dir), 0);
	exam = exam_load(".", items, &err);
	assert_int_equal(chdir(here), 0);
	assert_non_null(exam);
	exam_free(exam);
}

/* ---- bytes ------------------------------------------------------------------------- */

/* The good file with its first `from` replaced by bytes. */
static void put_bytes(bool in_main, const char *from, const char *to, size_t len)
{
	const struct buf *good = in_main ? &good_main : &good_table;
	const char *at = strstr(good->data, from);
	struct buf out = BUF_INIT;

	assert_non_null(at);
	put_good();
	buf_add(&out, good->data, (size_t)(at - good->data));
	buf_add(&out, to, len);
	buf_adds(&out, at + strlen(from));
	put(in_main ? main_file : table_file, out.data, out.len);
	buf_release(&out);
}

#define RAW(text) text, sizeof(text) - 1
static const struct {
	bool in_main;
	const char *from, *to;
	size_t len;
	const char *want;
} bytes[] = {
	{ true, "某市", RAW("\xc4\xb3\xca\xd0"), "scheme.yaml:5: not UTF-8 text" },
	{ true, "某市", RAW("\xff"), "scheme.yaml:5: not UTF-8 text" },
	{ true, "某市", RAW("\xe6\x9f"), "scheme.yaml:5: not UTF-8 text" },
	{ true, "某市", RAW("\xed\xa0\x80"), "scheme.yaml:5: not UTF-8 text" },
	{ true, "某市", RAW("a\0b"), "scheme.yaml:5: not text for YAML" },
	{ true, "某市", RAW("a\x1b[31m"), "scheme.yaml:5: not text for YAML" },
	{ true, "schema", RAW("\xff\xfes\0c\0"), "scheme.yaml:1: not UTF-8 text" },
	{ false, "pull_up,M,60", RAW("pull_up,\xc4\xd0,60"), "items.csv:6: " },
	{ false, "pull_up,M,60", RAW("pull_up,M\0,60"), "items.csv:6: " },
	{ false, "pull_up,M,60", RAW("pull_up,\"M,60"), "items.csv:6: " },
	{ false, "sit_up,F,60,26", RAW("sit_up,F,60,26\n\xef\xbb\xbfsit_up,F,50,20"),
		"items.csv:9: item: scheme.yaml has no such item" },
};

static void bytes_that_are_no_text_are_refused_by_line(void **state)
{
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof(bytes) / sizeof(bytes[0]); i++) {
		put_bytes(bytes[i].in_main, bytes[i].from, bytes[i].to, bytes[i].len);
		if (!begins(said(&err), bytes[i].want))
			fail_msg("row %zu: \"%s\", not \"%s\"", i, err.text,
				bytes[i].want);
	}
}

/* ---- files that are none ----------------------------------------------------------- */

static void assert_said(const char *want)
{
	struct err err;

	if (!begins(said(&err), want))
		fail_msg("\"%s\", not \"%s\"", err.text, want);
}

static void a_file_must_be_a_plain_one(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		const char *path = i ? table_file : main_file, *name = path_name(path);
		char want[96];

		put_good();
		unlink(path);
		assert_said(i ? "scheme.yaml:11: table: there is no such file"
			      : "scheme.yaml: cannot be opened");
		assert_int_equal(mkdir(path, 0777), 0);
		snprintf(want, sizeof(want), "%s: is not a plain file", name);
		assert_said(want);
		rmdir(path);
		assert_int_equal(mkfifo(path, 0666), 0);
		assert_said(want);
		unlink(path);
		assert_int_equal(symlink("/dev/zero", path), 0);
		assert_said(want);
		unlink(path);
		assert_int_equal(symlink("nowhere", path), 0);
		snprintf(want, sizeof(want), "%s: cannot be opened", name);
		assert_said(want);
	}
}

static void nothing_is_no_scheme_and_no_table(void **state)
{
	(void)state;
	put_good();
	put(main_file, "", 0);
	assert_said("scheme.yaml:1: the file is empty");
	put(main_file, "# a comment\n", 12);
	assert_said("scheme.yaml:2: the file is empty");
	put_good();
	put(table_file, "", 0);
	assert_said("items.csv:1: there is no heading row");
	put(table_file, "item,sex,score,threshold\n", 25);
	assert_said("scheme.yaml:111: items[0].method: no table for boys");
}

/* ---- too much ---------------------------------------------------------------------- */

/* `with`, `count` times, "%d" counted from 1, before the good file's `from`. */
static void put_many(bool in_main, const char *from, const char *with, int count)
{
	struct buf many = BUF_INIT;
	const char *number = strstr(with, "%d");

	for (int i = 1; i <= count; i++) {
		if (number)
			buf_addf(&many, "%.*s%d%s", (int)(number - with), with, i,
				number + 2);
		else
			buf_adds(&many, with);
	}
	buf_adds(&many, from);
	put_bytes(in_main, from, many.data, many.len);
	buf_release(&many);
}

static const struct {
	bool in_main;
	const char *from, *with;
	int count;
	const char *want;
} many[] = {
	/* the good scheme has nine items */
	{ true, "  - key: run_1000m\n", "  - { key: i%d }\n", 55,
		"scheme.yaml:96: items[0]: the key \"zh\" is missing" },
	{ true, "  - key: run_1000m\n", "  - { key: i%d }\n", 56,
		"scheme.yaml:95: items: has 65 entries, and at most 64 are allowed" },
	{ true, "  - key: run_1000m\n", "  - { key: i%d }\n", 10000,
		"scheme.yaml:95: items: has 10009 entries, and at most 64" },
	{ true, "  - key: process\n", "  - { key: p%d }\n", 5,
		"scheme.yaml:16: parts: has 9 entries, and at most 8" },
	{ true, "      - key: endurance\n", "      - { key: g%d }\n", 30,
		"scheme.yaml:52: parts[2].groups: has 33 entries, and at most 32" },
	{ true, "      - key: fitness\n", "      - { key: c%d }\n", 15,
		"scheme.yaml:22: parts[0].components: has 17 entries, and at most 16" },
	{ true, "      - { key: paper",
		"      - { key: c%d, zh: 项, method: typed, points: 1 }\n", 14,
		"scheme.yaml:57: parts[1].components[14]: too many components" },
	{ true, "  - { key: fail", "  - { key: l%d }\n", 20,
		"scheme.yaml:13: levels: has 22 entries, and at most " },
	{ true, "  - { items: [long_jump, dribble] }",
		"  - { items: [long_jump, dribble] }\n", 32,
		"scheme.yaml:74: not_both: has 33 entries, and at most 32" },
	{ true, "  - item: run_1000m\n", "  - { item: run_1000m }\n", 31,
		"scheme.yaml:77: bonus: has 33 entries, and at most 32" },
	{ true, "      - { at: 200, add: 1 }\n", "      - { at: 200, add: 1 }\n", 31,
		"scheme.yaml:79: bonus[0].rows: has 33 entries, and at most 32" },
	{ true, "  - code: ill\n", "  - { code: s%d }\n", 30,
		"scheme.yaml:85: statuses: has 33 entries, and at most 32" },
	{ true, "      - { code: swing", "      - { code: f%d }\n", 16,
		"scheme.yaml:162: items[3].faults: has 17 entries, and at most 16" },
	{ true, "      - { from: 240, points: 100 }\n",
		"      - { from: 240, points: 100 }\n", 31,
		"scheme.yaml:147: items[2].bands: has 33 entries, and at most 32" },
	{ true, "2022, 2023", "2022, ", 7,
		"scheme.yaml:8: entry_years: has 9 entries, and at most 8" },
	{ true, "2022, 2023", "2022, ", 100001,
		"scheme.yaml:8: entry_years[99991]: more values than a file may hold" },
	{ true, "测试用考试方案", "x", 70000, "scheme.yaml:4: title: longer than" },
	{ true, "医院证明", "[", 10000, "scheme.yaml:92: statuses[0].papers[0][0]" },
	{ true, "schema: 1", "# nothing\n", 110000,
		"scheme.yaml: larger than the 1 MiB" },
	{ true, "schema: 1", "# nothing\n", 900000,
		"scheme.yaml: larger than the 8388608 bytes" },
	/* heading and ten rows are there */
	{ false, "sit_up,F,100,52\n", "sit_up,F,100,52\n", 49990,
		"items.csv:8: score: this row is there twice" },
	{ false, "sit_up,F,100,52\n", "sit_up,F,100,52\n", 49991,
		"scheme.yaml:11: table: the table has more than 50000 lines" },
	{ false, "sit_up,F,100,52\n", "sit_up,F,100,52\r\n", 49990,
		"items.csv:8: score: this row is there twice" },
	{ false, "F,100,52\n", "x", 70000, "items.csv:7: " },
	{ false, "sit_up,F,100,52\n", "a,", 300, "items.csv:7: " },
	{ false, "sit_up,F,100,52\n", "\n", 9000000,
		"items.csv: larger than the 8388608 bytes" },
};

static void more_than_the_limits_is_refused(void **state)
{
	int missed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(many) / sizeof(many[0]); i++) {
		struct err err;

		put_many(many[i].in_main, many[i].from, many[i].with, many[i].count);
		if (begins(said(&err), many[i].want))
			continue;
		print_error("row %zu: \"%s\", not \"%s\"\n", i, err.text, many[i].want);
		missed++;
	}
	assert_int_equal(missed, 0);
}

static void a_ladder_has_at_most_256_rows(void **state)
{
	struct buf rows = BUF_INIT;

	(void)state;
	for (int i = 0; i < 257; i++)
		buf_addf(&rows, "run_1000m,M,%d.%d,%d\n", 100 - (i + 9) / 10,
			(10 - i % 10) % 10, 220 + i);
	put_bytes(false, "run_1000m,M,100,220\n", rows.data, rows.len);
	assert_said("items.csv:258: item: too many rows");
	buf_release(&rows);
}

static void a_hundred_megabytes_are_refused_at_once(void **state)
{
	(void)state;
	put_good();
	assert_int_equal(truncate(table_file, 100000000), 0);
	assert_said("items.csv: larger than the 8388608 bytes");
	put_good();
	assert_int_equal(truncate(main_file, 100000000), 0);
	assert_said("scheme.yaml: larger than the 8388608 bytes");
	assert_false(exam_is_in(dir));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_wrong_scheme_is_refused_by_file_line_and_key),
		cmocka_unit_test(the_good_scheme_loads_from_any_editor),
		cmocka_unit_test(a_folder_has_one_name_however_it_is_written),
		cmocka_unit_test(bytes_that_are_no_text_are_refused_by_line),
		cmocka_unit_test(a_file_must_be_a_plain_one),
		cmocka_unit_test(nothing_is_no_scheme_and_no_table),
		cmocka_unit_test(more_than_the_limits_is_refused),
		cmocka_unit_test(a_ladder_has_at_most_256_rows),
		cmocka_unit_test(a_hundred_megabytes_are_refused_at_once),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
