/* A paper sheet typed in twice: spellings, and two readings that know nothing of each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "typing.h"

static struct items *items;

static int load(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	return items ? 0 : -1;
}

static int unload(void **state)
{
	(void)state;
	items_free(items);
	return 0;
}

static const struct item *item(const char *key)
{
	int index = items_find(items, key);

	if (index < 0)
		fail_msg("no item %s", key);
	return items_at(items, index);
}

/* ---- spellings ------------------------------------------------------------------------ */

/* "!" is sure; "?" is asked, with all it may mean; "" is nothing of this item. */
static const struct {
	const char *what, *item, *text, *means;
} spellings[] = {
	{ "minutes and seconds without a sign", "run1000", "342", "! 3'42" },
	{ "with a point", "run1000", "3.42", "! 3'42" },
	{ "with a minute mark", "run1000", "3'42", "! 3'42" },
	{ "with a zero", "run800", "405", "! 4'05" },
	{ "ten minutes are rare, and may be seconds", "run1000", "1001",
		"? 10'01 16'41" },
	{ "seconds that look like minutes", "run1000", "222", "? 2'22 3'42" },
	{ "seconds alone", "run1000", "275", "? 4'35" },
	{ "half a minute is left out: 40 or 4 seconds", "run1000", "3.4",
		"? 3'40 3'04" },
	{ "a point in seconds", "run1000", "222.5", "? 3'42" },
	{ "a rare time with its mark is asked too", "run1000", "9'50", "? 9'50" },
	{ "nobody runs so fast", "run1000", "3", "" },
	{ "seconds go to 59", "run1000", "3.72", "" },
	{ "8 x 50 m in seconds", "shuttle_50x8", "98", "? 1'38" },
	{ "8 x 50 m in minutes", "shuttle_50x8", "138", "! 1'38" },
	{ "50 m", "run50", "7.8", "! 7.8" },
	{ "50 m in hundredths is rounded by the item", "run50", "7.81", "! 7.9" },
	{ "50 m in whole seconds", "run50", "9", "! 9.0" },
	{ "50 m without its point", "run50", "78", "? 7.8" },
	{ "ten seconds may be one and nothing else", "run50", "10", "! 10.0" },
	{ "a jump in centimetres", "long_jump", "205", "! 205" },
	{ "a jump in metres", "long_jump", "2.05", "? 2 205" },
	{ "a jump that is rare", "long_jump", "349", "? 349" },
	{ "a jump that nobody jumps", "long_jump", "905", "" },
	{ "a reach below the soles", "sit_reach", "-3.5", "! -3.5" },
	{ "a reach without its point", "sit_reach", "125", "? 12.5" },
	{ "a reach that may be either", "sit_reach", "30", "? 30.0 3.0" },
	{ "a height", "height", "152.3", "! 152.3" },
	{ "a height without its point", "height", "1523", "? 152.3" },
	{ "a height in whole centimetres", "height", "152", "! 152.0" },
	{ "a weight", "weight", "41.2", "! 41.2" },
	{ "a count", "situps", "38", "! 38" },
	{ "a count of nothing is asked", "situps", "0", "? 0" },
	{ "a count has no half", "situps", "38.5", "" },
	{ "lungs", "vital_capacity", "2650", "! 2650" },
	{ "no number", "run50", "7-8", "" },
	{ "a sign alone", "run1000", "'", "" },
	{ "two points", "run50", "7..8", "" },
	{ "nothing", "run50", "", "" },
};

static void a_spelling_means_what_it_says_or_is_asked(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++) {
		const struct item *of = item(spellings[i].item);
		struct typing_said said;
		char means[80] = "", value[24];

		typing_read(of, spellings[i].text, &said);
		for (int k = 0; k < said.n; k++) {
			item_format_file(of, said.value[k], value, sizeof(value));
			snprintf(means + strlen(means), sizeof(means) - strlen(means),
				"%s %s",
				k	    ? ""
				: said.sure ? "!"
					    : "?",
				value);
		}
		if (strcmp(means, spellings[i].means) != 0)
			fail_msg("%s: %s \"%s\" is \"%s\"", spellings[i].what,
				spellings[i].item, spellings[i].text, means);
	}
}

/* Whatever is typed: what comes out is lawful, and sure only when it is usual. */
static void no_spelling_makes_what_may_not_be(void **state)
{
	static const char keys[] = "0123456789.'-";
	uint32_t chance = 7;

	(void)state;
	for (int round = 0; round < 60000; round++) {
		const struct item *of = items_at(
			items, round % (int)items_count(items));
		char text[TYPING_TEXT + 1];
		struct typing_said said;
		size_t len = 0;

		for (; len < (size_t)(round / 7 % TYPING_TEXT + 1); len++) {
			chance = chance * UINT32_C(1664525) + UINT32_C(1013904223);
			text[len] = keys[(chance >> 16) % (sizeof(keys) - 1)];
		}
		text[len] = '\0';
		typing_read(of, text, &said);
		assert_in_range(said.n, 0, TYPING_READINGS);
		assert_true(said.n || !said.sure);
		for (int k = 0; k < said.n; k++)
			assert_int_not_equal(item_fit(of, said.value[k]), FIT_REFUSED);
		if (said.sure)
			assert_int_equal(item_fit(of, said.value[0]), FIT_GOOD);
	}
}

/* ---- two readings ----------------------------------------------------------------------- */

static struct typing typing;

/* Characters; E Enter, B Backspace, ^ and v lines, G go on, a and b the first or second
 * reading asked about, 1 and 2 are digits, ( and ) settle by the first or second. */
static void play(const char *keys)
{
	for (; *keys; keys++) {
		if (*keys == 'E')
			(void)typing_enter(&typing);
		else if (*keys == 'B')
			typing_erase(&typing);
		else if (*keys == '^' || *keys == 'v')
			typing_move(&typing, *keys == '^' ? -1 : 1);
		else if (*keys == 'G')
			typing_go_on(&typing);
		else if (*keys == 'a' || *keys == 'b')
			(void)typing_choose(&typing, *keys - 'a');
		else if (*keys == '(' || *keys == ')')
			(void)typing_settle(&typing, typing.at, *keys == ')');
		else
			typing_char(&typing, *keys);
	}
}

static void say(char *out, size_t size)
{
	static const char *const stages[] = {
		"first:", "second:", "differs:", "agreed:"
	};

	snprintf(out, size, "%s", stages[typing.stage]);
	for (int i = 0; i < typing.lines; i++) {
		struct typing_word w = typing_word(&typing, i);
		char value[24] = ".";

		if (w.has)
			item_format_file(typing.item, w.value, value, sizeof(value));
		if (typing_differs(&typing.line[i]) && typing.stage >= TYPING_DIFFERS)
			strcpy(value, "?");
		snprintf(out + strlen(out), size - strlen(out), " %s%s", value,
			i == typing.at && typing.stage != TYPING_AGREED ? "<" : "");
	}
}

/* Four lines of 50 m; the third is locked. */
static const struct {
	const char *what, *keys, *says;
} sheets[] = {
	{ "at first nothing is known", "", "first: .< . . ." },
	{ "Enter goes on, and past who is done", "7.8E8E9.1E",
		"first: 7.8 8.0 . 9.1<" },
	{ "Enter alone passes over", "E8E", "first: . 8.0 . .<" },
	{ "what is doubtful stays until it is said", "78E", "first: .< . . ." },
	{ "... and is what was said", "78Ea", "first: 7.8 .< . ." },
	{ "... and another number is another question", "78EB.9E",
		"first: 7.9 .< . ." },
	{ "what means nothing stays too", "7..8E", "first: .< . . ." },
	{ "Backspace takes a character", "7.9B8E", "first: 7.8 .< . ." },
	{ "Backspace on nothing takes the number away", "7.8E^B", "first: .< . . ." },
	{ "what was typed and not entered is gone", "7.8v", "first: . .< . ." },
	{ "lines go both ways and past who is done", "vv^v^", "first: . .< . ." },
	{ "the second sees nothing of the first", "7.8E8EG", "second: .< . . ." },
	{ "both say the same", "7.8E8EG7.8E8EG", "agreed: 7.8 8.0 . ." },
	{ "nobody said anything", "GG", "agreed: . . . ." },
	{ "one is another", "7.8E8EG7.8E8.1EG", "differs: 7.8 ?< . ." },
	{ "one is missing", "7.8E8EGE8EG", "differs: ?< 8.0 . ." },
	{ "the first is right", "7.8E8EG7.8E8.1EG(", "differs: 7.8 8.0< . ." },
	{ "the second is right", "7.8E8EG7.8E8.1EG)", "differs: 7.8 8.1< . ." },
	{ "... or neither", "7.8E8EG7.8E8.1EG8.2E", "differs: 7.8 8.2< . ." },
	{ "... or nothing stands there", "7.8E8EGE8EG)", "differs: .< 8.0 . ." },
	{ "what differs must be settled first", "7.8E8EG7.8E8.1EGG",
		"differs: 7.8 ?< . ." },
	{ "then all is agreed", "7.8E8EG7.8E8.1EG(G", "agreed: 7.8 8.0 . ." },
	{ "only what differs is looked at", "7.8E8E9EG7.9E8E9.1EGvv^v",
		"differs: ? 8.0 . ?<" },
	{ "what is agreed is not typed over", "GG7.8E", "agreed: . . . ." },
};

static void two_readings_become_one(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(sheets) / sizeof(sheets[0]); i++) {
		char says[120];

		typing_begin(&typing, item("run50"), 4);
		typing_lock(&typing, 2);
		play(sheets[i].keys);
		say(says, sizeof(says));
		if (strcmp(says, sheets[i].says) != 0)
			fail_msg("%s: %s", sheets[i].what, says);
	}
}

static void a_sheet_where_all_are_done_takes_nothing(void **state)
{
	(void)state;
	typing_begin(&typing, item("run50"), 2);
	typing_lock(&typing, 0);
	typing_lock(&typing, 1);
	play("7.8E7.8EGG");
	assert_int_equal(typing_count(&typing), 0);
	typing_begin(&typing, item("run50"), 5000);
	assert_int_equal(typing.lines, TYPING_LINES);
	typing_begin(&typing, item("run50"), 0);
	play("7.8E^vGG");
	assert_int_equal(typing.stage, TYPING_AGREED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_spelling_means_what_it_says_or_is_asked),
		cmocka_unit_test(no_spelling_makes_what_may_not_be),
		cmocka_unit_test(two_readings_become_one),
		cmocka_unit_test(a_sheet_where_all_are_done_takes_nothing),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
