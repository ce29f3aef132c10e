/* Every state of a device has its own word and its own sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "health_texts.h"
#include "tr.h"

static void every_state_has_a_word_and_a_sentence_of_its_own(void **state)
{
	(void)state;
	for (int a = 0; a < HEALTHS; a++)
		for (int b = 0; b < a; b++) {
			assert_int_not_equal(health_word((enum health)a),
				health_word((enum health)b));
			assert_int_not_equal(health_sentence((enum health)a),
				health_sentence((enum health)b));
		}
}

/* "held" is health_held and health_held_why in the files. */
static void they_are_named_as_the_state(void **state)
{
	(void)state;
	for (int i = 0; i < HEALTHS; i++) {
		const char *name = health_name((enum health)i);
		const char *word = text_key(health_word((enum health)i));
		const char *why = text_key(health_sentence((enum health)i));
		size_t len = strlen(name);

		assert_string_equal(word + strlen("health_"), name);
		assert_memory_equal(why + strlen("health_"), name, len);
		assert_string_equal(why + strlen("health_") + len, "_why");
	}
}

/* kiosk.md: a fault says what happened, what is safe, what to do. */
static void every_fault_says_what_is_safe(void **state)
{
	struct err err = ERR_INIT;
	struct texts *texts = texts_load(SOURCE_DIR "/assets/texts/zh.yaml", &err);

	(void)state;
	assert_non_null(texts);
	for (int i = HEALTH_SILENT; i < HEALTHS; i++) {
		const char *text = texts_get(texts, health_sentence((enum health)i));

		if (!strstr(text, "已存的成绩都在") && !strstr(text, "没有记成成绩"))
			fail_msg("%s", text);
		if (!strstr(text, "请") && !strstr(text, "关掉那个程序"))
			fail_msg("%s", text);
	}
	texts_free(texts);
}

static void the_lamp_is_good_only_when_it_may_measure(void **state)
{
	(void)state;
	for (int i = 0; i < HEALTHS; i++)
		assert_int_equal(health_lamp((enum health)i) == LAMP_GOOD,
			i == HEALTH_GOOD || i == HEALTH_WAITS || i == HEALTH_HAND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_state_has_a_word_and_a_sentence_of_its_own),
		cmocka_unit_test(they_are_named_as_the_state),
		cmocka_unit_test(every_fault_says_what_is_safe),
		cmocka_unit_test(the_lamp_is_good_only_when_it_may_measure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
