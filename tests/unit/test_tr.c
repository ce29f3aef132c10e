/* The texts: all there, all used, not too long, and the words of the trade. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "buf.h"
#include "path.h"
#include "tr.h"

static const char *const files[] = { "zh", "en" };

static struct texts *load(const char *language)
{
	char path[512];
	struct err err = ERR_INIT;
	struct texts *texts;

	snprintf(path, sizeof(path), SOURCE_DIR "/assets/texts/%s.yaml", language);
	texts = texts_load(path, &err);
	if (!texts)
		fail_msg("%s", err.text);
	return texts;
}

/* Chinese letters count two, others one; what is filled in counts as two letters. */
static int letters(const char *text)
{
	int n = 0;

	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '{') {
			n += 4;
			text += 2;
		} else if (c >= 0xe0) {
			n += 2;
		} else if (c < 0x80 || c >= 0xc0) {
			n += 1;
		}
	}
	return n;
}

static void every_text_fits_its_room(void **state)
{
	int long_ones = 0;

	(void)state;
	for (size_t f = 0; f < 2; f++) {
		struct texts *texts = load(files[f]);

		for (int i = 0; i < TEXT_COUNT; i++) {
			const char *text = texts_get(texts, (enum text)i);

			if (letters(text) <= 2 * text_room((enum text)i))
				continue;
			long_ones++;
			print_error("%s.yaml: %s: \"%s\" is longer than %d\n", files[f],
				text_key((enum text)i), text, text_room((enum text)i));
		}
		texts_free(texts);
	}
	assert_int_equal(long_ones, 0);
}

static unsigned places(const char *text)
{
	unsigned found = 0;

	for (; (text = strchr(text, '{')) != NULL; text++)
		found |= 1u << (text[1] - '0');
	return found;
}

static void both_languages_fill_the_same_places(void **state)
{
	struct texts *zh = load("zh"), *en = load("en");

	(void)state;
	for (int i = 0; i < TEXT_COUNT; i++)
		if (places(texts_get(zh, (enum text)i)) !=
			places(texts_get(en, (enum text)i)))
			fail_msg("%s: other places in the two languages",
				text_key((enum text)i));
	texts_free(zh);
	texts_free(en);
}

/* The sources of a folder, without texts.h itself, in one string. */
static void gather(struct buf *all, const char *folder)
{
	char **names, path[PATH_SIZE];
	size_t n;
	struct err err = ERR_INIT;

	assert_true(path_list(folder, ".c", &names, &n, &err));
	for (size_t i = 0; i < n; i++) {
		assert_true(path_join(path, folder, names[i], &err));
		assert_true(path_read(path, 1 << 20, all, &err));
	}
	path_list_free(names);
}

static const char *const keys[] = {
#define X(id, name, room) "TEXT_" #id,
	TEXTS(X)
#undef X
};

static void every_text_is_used(void **state)
{
	struct buf all = BUF_INIT;
	struct err err = ERR_INIT;

	(void)state;
	gather(&all, SOURCE_DIR "/station/kiosk");
	gather(&all, SOURCE_DIR "/station/command"); /* fills the model */
	assert_true(path_read(
		SOURCE_DIR "/station/kiosk/screen_list.h", 1 << 20, &all, &err));
	for (int i = 0; i < TEXT_COUNT; i++)
		if (!strstr(all.data, keys[i]))
			fail_msg("%s is not used anywhere", keys[i]);
	buf_release(&all);
}

/* kiosk.md, principles 6 and 7 and "Words". One text is the teacher's only: which number is
 * which, beside the masked number. */
static const char *const never[] = { "肥胖", "超重", "低体重", "不及格", "可疑", "名次",
	"排名", "第一名", "学籍号", "身份证", "体重指数", "BMI" };

static void no_text_has_a_word_that_hurts(void **state)
{
	struct texts *zh = load("zh");

	(void)state;
	for (int i = 0; i < TEXT_COUNT; i++)
		for (size_t w = 0; w < sizeof(never) / sizeof(never[0]); w++)
			if (i != TEXT_STUDENT_NUMBERS &&
				strstr(texts_get(zh, (enum text)i), never[w]))
				fail_msg(
					"%s: \"%s\"", text_key((enum text)i), never[w]);
	texts_free(zh);
}

static const struct {
	enum text key;
	const char *word;
} words[] = {
	{ TEXT_GET_READY, "请准备" },
	{ TEXT_GO, "开始！" },
	{ TEXT_MEASURING, "测试中" },
	{ TEXT_SAVED, "已保存" },
	{ TEXT_NOT_COUNTED, "这次不算，再来一次" },
	{ TEXT_DEVICE_SILENT, "设备没反应，请找老师" },
	{ TEXT_STAND_STILL, "请站稳" },
	{ TEXT_WELL_MEASURED, "测好了" },
	{ TEXT_ATTEMPT_OF, "第{1}次（共{2}次）" },
	{ TEXT_HEAT, "第{1}组" },
	{ TEXT_LANE, "{1}道" },
	{ TEXT_IDENTIFY, "请刷卡或选名字" },
	{ TEXT_NEW_MOUTHPIECE, "请换新吹嘴" },
	{ TEXT_IS_IT_YOU, "是你吗？" },
	{ TEXT_NOT_ME, "不是我" },
	{ TEXT_NEXT, "下一位" },
	{ TEXT_AFTER_NEXT, "再下一位" },
	{ TEXT_AGAIN_LEFT, "再来一次（还有{1}次）" },
	{ TEXT_FINE_NEXT, "好了，下一位" },
	{ TEXT_POINTS, "{1}分" },
	{ TEXT_EXAM_EXEMPT, "免考" },
	{ TEXT_EXAM_DEFERRED, "缓考" },
	{ TEXT_MINE, "我的成绩" },
	{ TEXT_SECONDS_LEFT, "还有{1}秒" },
	{ TEXT_PRACTICE, "模拟练习" },
	{ TEXT_MAKEUP, "补测" },
	{ TEXT_DEFERRED, "缓测" },
	{ TEXT_EXEMPT, "免测" },
	{ TEXT_TEST_NUMBER, "测试号" },
	{ TEXT_MISSING_TODAY, "今天还差 {1} 人" },
	{ TEXT_PASS_RATE, "合格率 {1}（目标{2}）" },
	{ TEXT_GOOD_RATE, "优良率 {1}（目标{2}）" },
	{ TEXT_COMPLETE, "已完整 {1}/{2}" },
	{ TEXT_IS_EXEMPT, "请找老师" },
};

static void the_words_are_those_of_the_trade(void **state)
{
	struct texts *zh = load("zh");

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_string_equal(texts_get(zh, words[i].key), words[i].word);
	texts_free(zh);
}

static void a_missing_key_is_named(void **state)
{
	char path[] = "/tmp/test_tr_XXXXXX";
	struct err err = ERR_INIT;
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w");

	(void)state;
	assert_non_null(f);
	fputs("teacher: 老师\n", f);
	fclose(f);
	assert_null(texts_load(path, &err));
	assert_non_null(strstr(err.text, "language"));
	remove(path);
	assert_null(texts_load("/no/such/file.yaml", &err));
}

static const struct {
	const char *text, *one, *two, *filled;
	size_t size;
} fills[] = {
	{ "第{1}次（共{2}次）", "2", "3", "第2次（共3次）", 64 },
	{ "{2}{1}{2}", "a", "b", "bab", 64 }, { "{1}分", NULL, NULL, "分", 64 },
	{ "{9} {1 {x}", "a", "b", "{9} {1 {x}", 64 },
	{ "老师", NULL, NULL, "老", 6 }, /* cut at a character */
	{ "{1}", "abcdef", NULL, "abc", 4 }, { "", NULL, NULL, "", 1 },
	{ "{1}", "{1}", NULL, "{1}", 16 }, /* what is filled in is not filled again */
};

static void places_are_filled_and_cut_at_a_character(void **state)
{
	char out[64];

	(void)state;
	for (size_t i = 0; i < sizeof(fills) / sizeof(fills[0]); i++)
		assert_string_equal(text_fill(fills[i].text, out, fills[i].size,
					    fills[i].one, fills[i].two, NULL),
			fills[i].filled);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_text_fits_its_room),
		cmocka_unit_test(both_languages_fill_the_same_places),
		cmocka_unit_test(every_text_is_used),
		cmocka_unit_test(no_text_has_a_word_that_hurts),
		cmocka_unit_test(the_words_are_those_of_the_trade),
		cmocka_unit_test(a_missing_key_is_named),
		cmocka_unit_test(places_are_filled_and_cut_at_a_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
