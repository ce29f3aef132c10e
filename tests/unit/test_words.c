/* What the journal and the catalogue keep, in both languages of the screens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "reasons.h"
#include "words.h"

static struct texts *zh, *en;
static struct items *items;

static int open_all(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	zh = texts_load(SOURCE_DIR "/assets/texts/zh.yaml", &err);
	en = texts_load(SOURCE_DIR "/assets/texts/en.yaml", &err);
	items = items_load(SOURCE_DIR "/schema/items.yaml", &err);
	return zh && en && items ? 0 : -1;
}

static int close_all(void **state)
{
	(void)state;
	texts_free(zh);
	texts_free(en);
	items_free(items);
	return 0;
}

static const struct item *item(const char *key)
{
	return items_at(items, items_find(items, key));
}

static const struct {
	const char *name, *en;
} classes[] = {
	{ "七年级3班", "Class 7-3" },
	{ "一年级12班", "Class 1-12" },
	{ "高二1班", "Class 11-1" },
	{ "七年级", "七年级" },
	{ "七年级班", "七年级班" },
	{ "七年级3班（体训）", "七年级3班（体训）" },
	{ "七年级1234班", "七年级1234班" },
	{ "火箭班", "火箭班" },
	{ "", "" },
};

static void a_class_has_its_usual_name_in_english_and_its_own_otherwise(void **state)
{
	char out[40];

	(void)state;
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		assert_string_equal(words_class(zh, classes[i].name, out, sizeof(out)),
			classes[i].name);
		assert_string_equal(words_class(en, classes[i].name, out, sizeof(out)),
			classes[i].en);
	}
}

static const struct {
	const char *item;
	int64_t value;
	const char *zh, *en;
} values[] = {
	{ "long_jump", 2050, "205厘米", "205 cm" },
	{ "vital_capacity", 3620, "3620毫升", "3620 ml" },
	{ "run50", 7800, "7.8秒", "7.8 s" },
	{ "run1000", 222000, "3′42″", "3′42″" },
	{ "rope_skip", 118, "118次", "118 times" },
	{ "pull_ups", 1, "1次", "1 time" },
};

static void a_grade_is_called_as_its_classes_are(void **state)
{
	char out[40];

	(void)state;
	assert_string_equal(words_grade(zh, GRADE_G7, out, sizeof(out)), "七年级");
	assert_string_equal(words_grade(zh, GRADE_G10, out, sizeof(out)), "高一");
	assert_string_equal(words_grade(en, GRADE_G7, out, sizeof(out)), "Grade 7");
	assert_string_equal(words_grade(zh, GRADE_U12, out, sizeof(out)), "");
	assert_string_equal(words_grade(zh, GRADE_NONE, out, sizeof(out)), "");
}

static const struct {
	const char *item;
	int64_t gap;
	const char *zh, *en;
} gaps[] = {
	{ "long_jump", 20, "2厘米", "2 cm" },
	{ "run50", 100, "0.1秒", "0.1 s" },
	{ "run1000", 2000, "2秒", "2 s" },
	{ "run1000", 62000, "1′02″", "1′02″" },
	{ "rope_skip", 5, "5次", "5" },
};

static void what_is_missing_is_said_as_people_say_it(void **state)
{
	char out[40];

	(void)state;
	for (size_t i = 0; i < sizeof(gaps) / sizeof(gaps[0]); i++) {
		const struct item *it = item(gaps[i].item);

		assert_string_equal(
			words_gap(zh, it, gaps[i].gap, out, sizeof(out)), gaps[i].zh);
		assert_string_equal(
			words_gap(en, it, gaps[i].gap, out, sizeof(out)), gaps[i].en);
	}
}

static void a_value_has_its_unit(void **state)
{
	char out[40];

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		const struct item *it = item(values[i].item);

		assert_string_equal(
			words_result(zh, it, values[i].value, out, sizeof(out)),
			values[i].zh);
		assert_string_equal(
			words_result(en, it, values[i].value, out, sizeof(out)),
			values[i].en);
	}
}

static void a_device_for_two_has_both_names(void **state)
{
	const struct item *height = item("height"), *weight = item("weight");
	char out[48];

	(void)state;
	assert_string_equal(
		words_items(zh, height, weight, out, sizeof(out)), "身高体重");
	assert_string_equal(
		words_items(en, height, weight, out, sizeof(out)), "Height, Weight");
	assert_string_equal(words_items(en, item("long_jump"), NULL, out, sizeof(out)),
		item("long_jump")->en);
	assert_string_equal(words_item_short(zh, weight), "体重");
	assert_string_equal(words_unit(en, weight), "kg");
}

static void levels_and_reasons_are_said_in_the_language_of_the_screens(void **state)
{
	(void)state;
	assert_string_equal(words_level(zh, "good", "良好"), "良好");
	assert_string_equal(words_level(en, "good", "良好"), "Good");
	assert_string_equal(words_level(en, "a_star", "甲等"), "甲等");
	assert_string_equal(words_reason(zh, REASON_CLEARED), REASON_CLEARED);
	assert_string_equal(words_reason(en, REASON_CLEARED), "A signal was cleared");
	assert_string_equal(words_reason(en, "郑老师：看不清"), "郑老师：看不清");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_class_has_its_usual_name_in_english_and_its_own_otherwise),
		cmocka_unit_test(a_value_has_its_unit),
		cmocka_unit_test(a_grade_is_called_as_its_classes_are),
		cmocka_unit_test(what_is_missing_is_said_as_people_say_it),
		cmocka_unit_test(a_device_for_two_has_both_names),
		cmocka_unit_test(
			levels_and_reasons_are_said_in_the_language_of_the_screens),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
