#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "path.h"

static char place[] = "/tmp/path-XXXXXX";
static struct err err;

static const char *in_place(const char *name)
{
	static char path[PATH_SIZE];

	assert_true(path_join(path, place, name, &err));
	return path;
}

static void names_are_joined_and_parted(void **state)
{
	static const char *const t[][3] = {
		{ "a", "b", "a/b" },
		{ "a/", "b", "a/b" },
		{ "/", "b", "/b" },
		{ "", "b", "b" },
		{ "a", "/b", "/b" },
	};
	char out[PATH_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		assert_true(path_join(out, t[i][0], t[i][1], &err));
		assert_string_equal(out, t[i][2]);
	}
	assert_string_equal(path_name("a/b.csv"), "b.csv");
	assert_string_equal(path_name("b.csv"), "b.csv");
	assert_true(path_folder(out, "a/b/c", &err));
	assert_string_equal(out, "a/b");
	assert_true(path_folder(out, "c", &err));
	assert_string_equal(out, ".");
	assert_true(path_folder(out, "/c", &err));
	assert_string_equal(out, "/");
}

static void a_path_that_is_too_long_is_refused(void **state)
{
	static char longest[PATH_SIZE + 10], out[PATH_SIZE];

	(void)state;
	memset(longest, 'a', sizeof(longest) - 1);
	assert_false(path_join(out, longest, "b", &err));
	assert_false(path_join(out, "b", longest, &err));
	assert_false(path_make(longest, &err));
	assert_false(path_write(longest, "", 0, &err));
}

static void only_plain_names_are_plain(void **state)
{
	static const struct {
		const char *name;
		bool plain;
	} t[] = { { "a.csv", true }, { "张三.csv", true }, { "", false },
		{ ".", false }, { "..", false }, { ".hidden", false }, { "a/b", false },
		{ "a\nb", false }, { "a\x7f", false } };

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		assert_int_equal(path_plain(t[i].name), t[i].plain);
}

static void folders_are_made_with_their_parents(void **state)
{
	(void)state;
	assert_true(path_make(in_place("a/b//c/"), &err));
	assert_true(path_is_folder(in_place("a/b/c")));
	assert_true(path_make(in_place("a/b/c"), &err));
	assert_true(path_write(in_place("file"), "x", 1, &err));
	assert_false(path_make(in_place("file"), &err));
	assert_non_null(strstr(err.text, "cannot make this folder"));
	assert_false(path_make(in_place("file/d"), &err));
	assert_false(path_is_folder(in_place("file")));
	assert_true(path_is_file(in_place("file")));
}

static void a_file_is_written_whole_and_read_back(void **state)
{
	struct buf got = BUF_INIT;
	char **names;
	size_t n;

	(void)state;
	assert_true(path_make(in_place("w"), &err));
	assert_true(path_write(in_place("w/x"), "one", 3, &err));
	assert_true(path_write(in_place("w/x"), "three\0!", 7, &err));
	buf_adds(&got, "before ");
	assert_true(path_read(in_place("w/x"), 7, &got, &err));
	assert_int_equal(got.len, 14);
	assert_memory_equal(got.data, "before three\0!", 14);
	assert_false(path_read(in_place("w/x"), 6, &got, &err));
	assert_non_null(strstr(err.text, "larger than the 6 bytes"));
	assert_int_equal(got.len, 14);
	assert_true(path_list(in_place("w"), "", &names, &n, &err));
	assert_int_equal(n, 1); /* nothing is left beside it */
	path_list_free(names);
	buf_release(&got);
}

static void a_failure_leaves_the_old_file(void **state)
{
	struct buf got = BUF_INIT;

	(void)state;
	assert_false(path_write("/nowhere/x", "a", 1, &err));
	assert_non_null(strstr(err.text, "/nowhere/x: cannot be written"));
	assert_true(path_make(in_place("folder"), &err));
	assert_false(path_write(in_place("folder"), "a", 1, &err));
	assert_true(path_is_folder(in_place("folder")));
	assert_false(path_read("/nowhere/x", 10, &got, &err));
	assert_false(path_read("/tmp", 10, &got, &err));
	assert_int_equal(mkfifo(in_place("pipe"), 0600), 0);
	assert_false(path_read(in_place("pipe"), 10, &got, &err));
	assert_non_null(strstr(err.text, "not a plain file"));
	buf_release(&got);
}

static void a_folder_lists_its_names_in_order(void **state)
{
	static const char *const made[] = { "l/b.yaml", "l/a.yaml", "l/.c.yaml",
		"l/d.csv", "l/E.YAML" };
	char **names;
	size_t n;

	(void)state;
	assert_true(path_make(in_place("l"), &err));
	for (size_t i = 0; i < 5; i++)
		assert_true(path_write(in_place(made[i]), "", 0, &err));
	assert_true(path_list(in_place("l"), ".yaml", &names, &n, &err));
	assert_int_equal(n, 3);
	assert_string_equal(names[0], "E.YAML");
	assert_string_equal(names[1], "a.yaml");
	assert_string_equal(names[2], "b.yaml");
	assert_null(names[3]);
	path_list_free(names);
	assert_true(path_list(in_place("l"), ".none", &names, &n, &err));
	assert_int_equal(n, 0);
	assert_null(names[0]);
	path_list_free(names);
	assert_false(path_list("/nowhere", "", &names, &n, &err));
}

static int make_place(void **state)
{
	(void)state;
	return mkdtemp(place) ? 0 : -1;
}

static int remove_place(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", place);
	return system(command); /* NOLINT: a fixed name of our own */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_joined_and_parted),
		cmocka_unit_test(a_path_that_is_too_long_is_refused),
		cmocka_unit_test(only_plain_names_are_plain),
		cmocka_unit_test(folders_are_made_with_their_parents),
		cmocka_unit_test(a_file_is_written_whole_and_read_back),
		cmocka_unit_test(a_failure_leaves_the_old_file),
		cmocka_unit_test(a_folder_lists_its_names_in_order),
	};

	return cmocka_run_group_tests(tests, make_place, remove_place);
}
