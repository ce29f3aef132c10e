/* 测试卡: tokens, and what becomes of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "cards.h"
#include "stored.h"

static char dir[64];
static struct store *store;
static struct student tree, moon;

static int begin(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	folder_make(dir);
	MUST(station_make(dir, &err));
	MUST(store = station_open(dir, STORE_WRITE, &err));
	MUST(student_put(store, "李小树", "L1", SEX_MALE, 21, &tree, &err));
	MUST(student_put(store, "林小月", "L2", SEX_FEMALE, 22, &moon, &err));
	return 0;
}

static int end(void **state)
{
	(void)state;
	store_close(store);
	folder_remove(dir);
	return 0;
}

static void a_card_finds_its_student_until_the_next_is_made(void **state)
{
	char first[CARD_TOKEN_SIZE], second[CARD_TOKEN_SIZE], other[CARD_TOKEN_SIZE];
	struct student found;
	struct err err = ERR_INIT;
	bool has;

	(void)state;
	MUST(cards_has(store, tree.id, &has, &err));
	assert_false(has);
	MUST(cards_make(store, tree.id, first, MONDAY_US, &err));
	MUST(cards_make(store, moon.id, other, MONDAY_US, &err));
	MUST(cards_has(store, tree.id, &has, &err));
	assert_true(has);
	assert_int_equal(cards_find(store, first, &found, &err), CARD_FOUND);
	assert_string_equal(found.id, tree.id);
	assert_int_equal(cards_find(store, other, &found, &err), CARD_FOUND);
	assert_string_equal(found.id, moon.id);

	/* Also when the clock was set back in between. */
	MUST(cards_make(store, tree.id, second, MONDAY_US - 1000000, &err));
	assert_string_not_equal(first, second);
	assert_int_equal(cards_find(store, first, &found, &err), CARD_DEAD);
	assert_int_equal(cards_find(store, second, &found, &err), CARD_FOUND);
	assert_int_equal(cards_find(store, other, &found, &err), CARD_FOUND);
	assert_int_equal(
		cards_find(store, "TC000000000000000000", &found, &err), CARD_UNKNOWN);
	assert_int_equal(cards_find(store, "", &found, &err), CARD_UNKNOWN);
}

static void a_token_is_a_card_only_when_its_file_is_whole(void **state)
{
	char old[CARD_TOKEN_SIZE], token[CARD_TOKEN_SIZE];
	struct cards_new new = { .list = NULL };
	struct student found;
	struct err err = ERR_INIT;

	(void)state;
	MUST(cards_make(store, tree.id, old, MONDAY_US, &err));
	snprintf(token, sizeof(token), "%s", cards_draw(&new, tree.id));
	assert_int_equal(cards_find(store, token, &found, &err), CARD_UNKNOWN);
	assert_int_equal(cards_find(store, old, &found, &err), CARD_FOUND);
	MUST_FAIL(cards_put(store, &new, false, MONDAY_US, &err), "meanwhile");
	MUST(cards_put(store, &new, true, MONDAY_US, &err));
	assert_int_equal(cards_find(store, token, &found, &err), CARD_FOUND);
	assert_int_equal(cards_find(store, old, &found, &err), CARD_DEAD);
	cards_forget(&new);
}

static void whoever_left_has_no_card(void **state)
{
	char token[CARD_TOKEN_SIZE];
	struct student found;
	struct err err = ERR_INIT;

	(void)state;
	MUST(cards_make(store, moon.id, token, MONDAY_US, &err));
	MUST(roster_begin(store, MONDAY_US, &err) &&
		roster_end(store, roster_put(store, &tree, NULL, &err), ROSTER_WHOLE,
			NULL, &err));
	assert_int_equal(cards_find(store, token, &found, &err), CARD_DEAD);
	MUST_FAIL(cards_make(store, "nobody", token, MONDAY_US, &err), "roster only");
}

/* What the folder holds opens nobody's results. */
static void the_token_is_in_no_file(void **state)
{
	static const char *const files[] = { "station.db", "station.db-wal",
		"person.db", "person.db-wal" };
	char token[CARD_TOKEN_SIZE], path[400];
	struct err err = ERR_INIT;

	(void)state;
	MUST(cards_make(store, tree.id, token, MONDAY_US, &err));
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		FILE *file;
		char *bytes = malloc(1 << 24);
		size_t n;

		snprintf(path, sizeof(path), "%s/%s", dir, files[i]);
		file = fopen(path, "rb");
		n = file ? fread(bytes, 1, 1 << 24, file) : 0;
		if (i < 2 && file)
			assert_true(n > 0);
		assert_null(n ? memmem(bytes, n, token, CARD_LEN) : NULL);
		free(bytes);
		if (file)
			fclose(file);
	}
}

static void a_token_is_known_by_its_shape(void **state)
{
	static const struct {
		const char *what, *text, *token; /* NULL: no token */
	} rows[] = {
		{ "as printed", "TC0123456789ABCDEFGH", "TC0123456789ABCDEFGH" },
		{ "caps lock turns it round", "tc0123456789abcdefgh",
			"TC0123456789ABCDEFGH" },
		{ "letters that nobody tells from digits", "TCoOiIlL0123456789AB",
			"TC0011110123456789AB" },
		{ "a test number", "210121", NULL },
		{ "too short", "TC0123456789ABCDEFG", NULL },
		{ "too long", "TC0123456789ABCDEFGHJ", NULL },
		{ "another prefix", "TD0123456789ABCDEFGH", NULL },
		{ "a letter that no token has", "TC0123456789ABCDEFGU", NULL },
		{ "an identity number", "99000020130304001X00", NULL },
		{ "nothing", "", NULL },
		{ "not only Latin", "TC测试卡测试卡", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char token[CARD_TOKEN_SIZE] = "";
		bool is = cards_read(rows[i].text, token);

		if (is != (rows[i].token != NULL) ||
			(is && strcmp(token, rows[i].token) != 0))
			fail_msg("%s: %d \"%s\"", rows[i].what, is, token);
	}
}

static void tokens_are_many(void **state)
{
	static char made[300][CARD_TOKEN_SIZE];
	char read[CARD_TOKEN_SIZE];
	struct err err = ERR_INIT;
	static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	unsigned seen = 0; /* letters at the last place */

	(void)state;
	MUST(store_begin(store, &err));
	for (int i = 0; i < 300; i++) {
		MUST(cards_make(store, tree.id, made[i], MONDAY_US, &err));
		assert_true(cards_read(made[i], read));
		assert_string_equal(read, made[i]);
		seen |= 1u << (strchr(letters, made[i][CARD_LEN - 1]) - letters);
		for (int k = 0; k < i; k++)
			assert_string_not_equal(made[i], made[k]);
	}
	MUST(store_commit(store, &err));
	/* Of 32 letters none is missing, but once in five hundred runs. */
	assert_true(__builtin_popcount(seen) >= 30);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		T(a_card_finds_its_student_until_the_next_is_made),
		T(a_token_is_a_card_only_when_its_file_is_whole),
		T(whoever_left_has_no_card),
		T(the_token_is_in_no_file),
		T(a_token_is_known_by_its_shape),
		T(tokens_are_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
