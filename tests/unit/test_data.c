#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "data.h"

/* A schema with one member of each kind that our files use. */
enum ends { ENDS_CR, ENDS_LF, ENDS_ANY };
enum { SIGN_RED = 1, SIGN_BLUE = 2 };

struct part {
	char *name;
	int8_t shift;
};

struct thing {
	char title[8];
	uint16_t width;
	bool open;
	enum ends ends;
	uint32_t signs;
	char *note;
	struct part *parts;
	uint32_t parts_count;
	uint8_t pair[2];
	struct {
		int32_t depth;
	} inner;
};

static const cyaml_strval_t ends_words[] = { { "cr", ENDS_CR }, { "lf", ENDS_LF },
	{ "any", ENDS_ANY } };
static const cyaml_strval_t sign_words[] = { { "red", SIGN_RED },
	{ "blue", SIGN_BLUE } };

static const cyaml_schema_field_t part_fields[] = {
	CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_DEFAULT, struct part, name, 1, 10),
	CYAML_FIELD_INT("shift", CYAML_FLAG_OPTIONAL, struct part, shift),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t part_schema = { CYAML_VALUE_MAPPING(
	CYAML_FLAG_DEFAULT, struct part, part_fields) };
static const cyaml_schema_value_t byte_schema = { CYAML_VALUE_UINT(
	CYAML_FLAG_DEFAULT, uint8_t) };
static const cyaml_schema_field_t inner_fields[] = {
	{ .key = "depth", .value = { CYAML_VALUE_INT(CYAML_FLAG_DEFAULT, int32_t) } },
	CYAML_FIELD_END,
};
static const cyaml_schema_field_t thing_fields[] = {
	CYAML_FIELD_STRING("title", CYAML_FLAG_DEFAULT, struct thing, title, 1),
	CYAML_FIELD_UINT("width", CYAML_FLAG_OPTIONAL, struct thing, width),
	CYAML_FIELD_BOOL("open", CYAML_FLAG_OPTIONAL, struct thing, open),
	CYAML_FIELD_ENUM("ends", CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT, struct thing,
		ends, ends_words, CYAML_ARRAY_LEN(ends_words)),
	CYAML_FIELD_FLAGS("signs", CYAML_FLAG_OPTIONAL | CYAML_FLAG_STRICT,
		struct thing, signs, sign_words, CYAML_ARRAY_LEN(sign_words)),
	CYAML_FIELD_STRING_PTR("note", CYAML_FLAG_POINTER_NULL | CYAML_FLAG_OPTIONAL,
		struct thing, note, 0, 100),
	CYAML_FIELD_SEQUENCE("parts", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
		struct thing, parts, &part_schema, 1, 3),
	CYAML_FIELD_SEQUENCE_FIXED(
		"pair", CYAML_FLAG_OPTIONAL, struct thing, pair, &byte_schema, 2),
	CYAML_FIELD_MAPPING(
		"inner", CYAML_FLAG_OPTIONAL, struct thing, inner, inner_fields),
	CYAML_FIELD_IGNORE("source", CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t schema = { CYAML_VALUE_MAPPING(
	CYAML_FLAG_POINTER, struct thing, thing_fields) };

static bool load(const char *text, struct thing **out, struct err *err)
{
	return data_load_text("x.yaml", text, strlen(text), &schema, (void **)out, err);
}

static void a_whole_file_is_loaded(void **state)
{
	struct err err = ERR_INIT;
	struct thing *t;

	(void)state;
	assert_true(load("# a comment\n"
			 "title: 身高\n"
			 "width: 65535\n"
			 "open: yes\n"
			 "ends: any\n"
			 "signs: [red, blue]\n"
			 "note:\n"
			 "parts:\n"
			 "  - name: \"010\"\n"
			 "  - { name: two, shift: -128 }\n"
			 "pair: [0, 255]\n"
			 "inner: { depth: -5 }\n"
			 "source: { any: [thing, { at: all }] }\n",
		&t, &err));
	assert_string_equal(t->title, "身高");
	assert_int_equal(t->width, 65535);
	assert_true(t->open);
	assert_int_equal(t->ends, ENDS_ANY);
	assert_int_equal(t->signs, SIGN_RED | SIGN_BLUE);
	assert_null(t->note);
	assert_int_equal(t->parts_count, 2);
	assert_string_equal(t->parts[0].name, "010");
	assert_int_equal(t->parts[0].shift, 0);
	assert_int_equal(t->parts[1].shift, -128);
	assert_int_equal(t->pair[1], 255);
	assert_int_equal(t->inner.depth, -5);
	data_free(&schema, t);
}

static void an_absent_optional_key_is_zero(void **state)
{
	struct err err = ERR_INIT;
	struct thing *t;

	(void)state;
	assert_true(load("title: a", &t, &err));
	assert_int_equal(t->width, 0);
	assert_false(t->open);
	assert_null(t->parts);
	assert_int_equal(t->parts_count, 0);
	data_free(&schema, t);
}

static const struct {
	const char *text, *complaint;
} refused[] = {
	{ "title: a\nends: \"\\r\"\n",
		"x.yaml:2: ends: \"\\r\" is not allowed here (allowed: cr, lf, any)" },
	{ "title: a\n\n\nparts:\n  - name: b\n    shft: 1\n",
		"x.yaml:6: parts[0].shft: unknown key (allowed: name, shift)" },
	{ "width: 1\n", "x.yaml:1: the key \"title\" is missing" },
	{ "title: a\nparts:\n- name: b\n- shift: 1\n",
		"x.yaml:4: parts[1]: the key \"name\" is missing" },
	{ "title: a\nwidth: 1\ntitle: b\n",
		"x.yaml:3: title: the key is doubled, it was given in line 1" },
	{ "title: a\ninner: [1]\n", "x.yaml:2: inner: is a list, but a mapping of keys "
				    "(allowed: depth) belongs here" },
	{ "title: {a: b}\n",
		"x.yaml:1: title: is a mapping of keys, but a text belongs here" },
	{ "title:\n", "x.yaml:1: title: is empty, a text belongs here" },
	{ "title: \"\"\n", "x.yaml:1: title: must not be empty" },
	{ "title: 12345678\n",
		"x.yaml:1: title: has 8 bytes, and at most 7 are allowed" },
	{ "title: a\nwidth: 65536\n",
		"x.yaml:2: width: \"65536\" is out of range (allowed: 0 to 65535)" },
	{ "title: a\nwidth: 99999999999999999999999999\n",
		"x.yaml:2: width: \"99999999999999999999999999\" is out of range "
		"(allowed: 0 "
		"to 65535)" },
	{ "title: a\nwidth: 010\n",
		"x.yaml:2: width: \"010\" is not a plain whole number "
		"(allowed: 0, 12)" },
	{ "title: a\nwidth: 0x1f\n", "x.yaml:2: width: \"0x1f\" is not a plain whole "
				     "number (allowed: 0, 12)" },
	{ "title: a\nwidth: 1_000\n", "x.yaml:2: width: \"1_000\" is not a plain whole "
				      "number (allowed: 0, 12)" },
	{ "title: a\nwidth: -1\n", "x.yaml:2: width: \"-1\" is not a plain whole "
				   "number (allowed: 0, 12)" },
	{ "title: a\nwidth: 1.0\n", "x.yaml:2: width: \"1.0\" is not a plain whole "
				    "number (allowed: 0, 12)" },
	{ "title: a\nwidth: \"12\"\n",
		"x.yaml:2: width: \"12\" is in quotes, write the number plainly" },
	{ "title: a\ninner: {depth: -2147483649}\n",
		"x.yaml:2: inner.depth: \"-2147483649\" is out of range (allowed: "
		"-2147483648 to 2147483647)" },
	{ "title: a\ninner: {depth: -0}\n", "x.yaml:2: inner.depth: \"-0\" is not a "
					    "plain whole number (allowed: 12, -3)" },
	{ "title: a\nopen: maybe\n", "x.yaml:2: open: \"maybe\" is not allowed here "
				     "(allowed: true, false, yes, no)" },
	{ "title: a\nends: 1\n",
		"x.yaml:2: ends: \"1\" is not allowed here (allowed: cr, lf, any)" },
	{ "title: a\nends: CR\n",
		"x.yaml:2: ends: \"CR\" is not allowed here (allowed: cr, lf, any)" },
	{ "title: a\nsigns: [red, green]\n",
		"x.yaml:2: signs[1]: \"green\" is not allowed "
		"here (allowed: red, blue)" },
	{ "title: a\nsigns: red\n", "x.yaml:2: signs: is a single value, but a list of "
				    "words belongs here" },
	{ "title: a\nparts: []\n",
		"x.yaml:2: parts: has 0 entries, and at least 1 are needed" },
	{ "title: a\npair: [1,2,3]\n",
		"x.yaml:2: pair: has 3 entries, and at most 2 are allowed" },
	{ "title: &x a\n", "x.yaml:1: title: an anchor (&name) is not allowed" },
	{ "title: a\nnote: *x\n",
		"x.yaml:2: note: an alias (*name) is not allowed, write it out" },
	{ "title: !!str a\n", "x.yaml:1: title: a tag (!name) is not allowed" },
	{ "title: a\n---\ntitle: b\n", "x.yaml:2: a second document is not allowed" },
	{ "%YAML 1.1\n---\ntitle: a\n", "x.yaml:1: a directive (%) is not allowed" },
	{ "", "x.yaml:1: the file is empty" },
	{ "# nothing\n", "x.yaml:2: the file is empty" },
	{ "- title\n",
		"x.yaml:1: is a list, but a mapping of keys (allowed: title, width, "
		"open, ends, signs, note, parts, pair, inner, source) belongs "
		"here" },
	{ "title: a\n? [b]\n: c\n", "x.yaml:2: a key must be a word" },
	{ "title: a\nsource: [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]\n",
		"nested deeper than 16 levels" },
	{ "title: \"a\\0b\"\n", "x.yaml:1: title: holds a NUL (\\0)" },
	{ "title: a\nnote: \xc3\x28\n", "x.yaml:2: not UTF-8 text" },
	{ "title: a\nnote: \x01\n", "x.yaml:2: not text for YAML" },
	{ "title: [a\n", "x.yaml:2: not YAML" },
	{ "title: a\nwidth\nopen: yes\n", "x.yaml:2: not YAML" },
	{ "title: a\nnote: \"b\nopen: yes\n", "x.yaml:2: not YAML" },
	{ "title: a\n\tnote: b\n", "x.yaml:2: not YAML" },
};

static void every_refusal_names_line_key_and_what_is_allowed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct err err = ERR_INIT;
		struct thing *t;

		assert_false(load(refused[i].text, &t, &err));
		assert_null(t);
		if (!strstr(err.text, refused[i].complaint))
			fail_msg("case %zu: \"%s\" instead of \"%s\"", i, err.text,
				refused[i].complaint);
	}
}

static void a_file_of_more_than_a_mebibyte_is_refused(void **state)
{
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	struct thing *t;

	(void)state;
	buf_adds(&text, "title: a\n");
	while (text.len <= DATA_FILE_MAX)
		buf_adds(&text, "# filling\n");
	assert_false(load(text.data, &t, &err));
	assert_non_null(strstr(err.text, "larger than"));
	buf_release(&text);
}

static void thousands_of_keys_or_entries_cost_no_time(void **state)
{
	static const char *const start[] = { "source:\n", "title: a\nsource:\n" };
	static const char *const piece[] = { "  k: v\n", "  - [a,b,c]\n" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct buf text = BUF_INIT;
		struct err err = ERR_INIT;
		struct thing *t;

		buf_adds(&text, start[i]);
		while (text.len + 20 < DATA_FILE_MAX)
			buf_adds(&text, piece[i]);
		assert_false(load(text.data, &t, &err));
		assert_non_null(strstr(err.text, "more values"));
		buf_release(&text);
	}
}

static void a_byte_order_mark_is_dropped(void **state)
{
	struct err err = ERR_INIT;
	struct thing *t;

	(void)state;
	assert_true(load("\xef\xbb\xbftitle: a\n", &t, &err));
	assert_string_equal(t->title, "a");
	data_free(&schema, t);
	assert_false(load("title: a\n\xef\xbb\xbfnote: b\n", &t, &err));
	assert_false(load("\xef\xbb\xbf", &t, &err));
	assert_string_equal(err.text, "x.yaml:1: the file is empty");
}

static void a_file_on_disk_is_named_in_its_complaints(void **state)
{
	struct err err = ERR_INIT;
	void *out;

	(void)state;
	assert_false(data_load("/nowhere/none.yaml", &schema, &out, &err));
	assert_non_null(strstr(err.text, "/nowhere/none.yaml: "));
	assert_false(data_load("/dev/zero", &schema, &out, &err));
	assert_non_null(strstr(err.text, "not a plain file"));
}

static void meaning_can_complain_about_a_line_too(void **state)
{
	static const char text[] = "title: a\nparts:\n  - name: b\n"
				   "  - name: c\n    shift: 3\n";
	static const struct {
		const char *key;
		size_t line;
	} at[] = { { "", 1 }, { "title", 1 }, { "parts", 2 }, { "parts[0]", 3 },
		{ "parts[1].name", 4 }, { "parts[1].shift", 5 },
		{ "parts[0].shift", 3 }, { "parts[7].name", 2 }, { "width", 1 } };
	struct err err = ERR_INIT;
	struct data_places *places;
	void *t;

	(void)state;
	assert_true(data_load_text_placed(
		"x.yaml", text, strlen(text), &schema, &t, &places, &err));
	for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++)
		assert_int_equal(data_line(places, at[i].key), at[i].line);
	assert_true(data_has(places, "parts[1].shift"));
	assert_false(data_has(places, "parts[0].shift"));
	assert_false(data_has(places, "parts[7]") || data_has(places, "width"));
	assert_false(data_refuse(places, "parts[1].shift", &err, "%d is odd", 3));
	assert_string_equal(err.text, "x.yaml:5: parts[1].shift: 3 is odd");
	data_places_free(places);
	data_free(&schema, t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_file_is_loaded),
		cmocka_unit_test(an_absent_optional_key_is_zero),
		cmocka_unit_test(every_refusal_names_line_key_and_what_is_allowed),
		cmocka_unit_test(a_file_of_more_than_a_mebibyte_is_refused),
		cmocka_unit_test(thousands_of_keys_or_entries_cost_no_time),
		cmocka_unit_test(a_byte_order_mark_is_dropped),
		cmocka_unit_test(a_file_on_disk_is_named_in_its_complaints),
		cmocka_unit_test(meaning_can_complain_about_a_line_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
