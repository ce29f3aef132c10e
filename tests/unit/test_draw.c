/* The command list, and how it comes out in pixels. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "draw.h"
#include "paint.h"
#include "pdf.h"
#include "pictures.h"

#define W 640
#define H 360

static const struct draw_style plain = { .size = 48,
	.weight = DRAW_MEDIUM,
	.align = DRAW_LEFT,
	.fit = DRAW_ELLIPSIS,
	.color = 0x000000ff };
static const struct rect all = { 0, 0, W, H };

static struct paint *paint;
static uint32_t first[W * H], second[W * H];

static int open_painter(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	paint = paint_open(&err);
	return paint ? 0 : -1;
}

static int close_painter(void **state)
{
	(void)state;
	paint_close(paint);
	return 0;
}

static const struct point corner[] = { { 10, 40 }, { 40, 10 }, { 60, 44 } };

/* A small screen: a ground, a box, a word, a figure, a pictogram. */
static void sample(struct draw *d, const char *figure)
{
	struct draw_style big = plain;

	big.size = 120;
	big.align = DRAW_CENTER;
	draw_begin(d, W, H);
	draw_box(d, all, 0xeeeeeeff, 0, 0, 0);
	draw_box(d, (struct rect){ 20, 20, 300, 90 }, 0xffffffff, 0x888888ff, 2, 16);
	draw_text(d, (struct rect){ 40, 20, 260, 90 }, "李小树", &plain);
	draw_text(d, (struct rect){ 20, 130, 600, 200 }, figure, &big);
	draw_picture(d, (struct rect){ 520, 20, 90, 90 }, "check", 0x00aa00ff);
	draw_lines(d, corner, 3, true, 0xddddddff, 0x084592ff, 3);
	draw_touch(d, (struct rect){ 20, 20, 300, 90 }, "name 0");
}

static void a_list_is_dumped_as_lines(void **state)
{
	struct draw d = DRAW_INIT;
	struct buf out = BUF_INIT;

	(void)state;
	draw_begin(&d, 100, 50);
	draw_box(&d, (struct rect){ 1, 2, 30, 40 }, 0x11223344, 0x556677ff, 2, 8);
	draw_text(&d, (struct rect){ 5, 6, 70, 20 }, "已保存", &plain);
	draw_clip(&d, (struct rect){ 0, 0, 10, 10 });
	draw_unclip(&d);
	draw_lines(&d, corner, 3, true, 0x11223344, 0x556677ff, 4);
	draw_lines(&d, corner, 2, false, 0, 0x556677ff, 3);
	draw_lines(&d, corner, 1, false, 0, 0x556677ff, 3);
	draw_dump(&d, &out);
	assert_string_equal(out.data,
		"picture of 100x50\n"
		"box 1,2 30x40 #11223344 line #556677ff 2 radius 8\n"
		"text 5,6 70x20 48 medium left #000000ff \"已保存\"\n"
		"clip 0,0 10x10\n"
		"unclip\n"
		"lines 10,10 51x35 #11223344 line #556677ff 4 through 10,40 40,10 "
		"60,44 closed\n"
		"lines 10,10 31x31 line #556677ff 3 through 10,40 40,10\n");
	buf_release(&out);
	draw_release(&d);
}

static void an_empty_text_is_no_command(void **state)
{
	struct draw d = DRAW_INIT;

	(void)state;
	draw_begin(&d, 100, 50);
	draw_text(&d, (struct rect){ 0, 0, 50, 50 }, "", &plain);
	assert_int_equal(d.n, 0);
	draw_release(&d);
}

static void equal_pictures_do_not_differ(void **state)
{
	struct draw a = DRAW_INIT, b = DRAW_INIT;

	(void)state;
	sample(&a, "205");
	sample(&b, "205");
	assert_true(draw_hash(&a) == draw_hash(&b));
	assert_int_equal(draw_difference(&a, &b).w, 0);
	sample(&b, "206");
	assert_false(draw_hash(&a) == draw_hash(&b));
	draw_release(&a);
	draw_release(&b);
}

static void a_changed_figure_is_the_only_difference(void **state)
{
	struct draw a = DRAW_INIT, b = DRAW_INIT;
	struct rect r;

	(void)state;
	sample(&a, "205");
	sample(&b, "1206");
	r = draw_difference(&a, &b);
	assert_int_equal(r.y, 130 - 120 / 3);
	assert_true(r.h < H && r.y > 20);
	draw_release(&a);
	draw_release(&b);
}

static void a_new_command_is_the_only_difference(void **state)
{
	struct draw a = DRAW_INIT, b = DRAW_INIT;
	struct rect r;

	(void)state;
	sample(&a, "205");
	sample(&b, "205");
	draw_box(&b, (struct rect){ 10, 300, 40, 20 }, 0xff0000ff, 0, 0, 0);
	r = draw_difference(&a, &b);
	assert_int_equal(r.x, 10);
	assert_int_equal(r.y, 300);
	assert_int_equal(r.w, 40);
	assert_int_equal(r.h, 20);
	draw_release(&a);
	draw_release(&b);
}

/* Lines where the points moved and nothing else did: the same box, the same words. */
static void a_moved_point_is_a_difference(void **state)
{
	static const struct point other[] = { { 10, 44 }, { 40, 10 }, { 60, 44 } };
	struct draw a = DRAW_INIT, b = DRAW_INIT;
	struct rect r;

	(void)state;
	for (int moved = 0; moved < 2; moved++) {
		sample(&a, "205");
		sample(&b, "205");
		draw_lines(&a, other, 3, true, 0xff, 0x556677ff, 4);
		draw_lines(&b, other, 3, true, 0xff, 0x556677ff, 4);
		if (moved)
			b.points[b.points_n - 2].x = 41;
		assert_true((draw_hash(&a) == draw_hash(&b)) == !moved);
		r = draw_difference(&a, &b);
		assert_int_equal(r.w, moved ? 51 + 6 : 0);
		assert_int_equal(r.h, moved ? 35 + 6 : 0);
	}
	draw_release(&a);
	draw_release(&b);
}

/* Whether a pixel is not the ground's black. */
static bool has_ink(int x, int y)
{
	return (first[y * W + x] & 0xffffff) != 0;
}

static void lines_leave_ink_where_they_go_and_none_beyond(void **state)
{
	static const struct point peak[] = { { 100, 200 }, { 200, 50 }, { 300, 200 } };
	struct draw d = DRAW_INIT;
	struct rect ink;

	(void)state;
	for (int closed = 0; closed < 2; closed++) {
		memset(first, 0, sizeof(first));
		draw_begin(&d, W, H);
		draw_lines(&d, peak, 3, closed, closed ? 0xffffffff : 0, 0xffffffff, 9);
		paint_draw(paint, &d, first, W * 4, all);
		ink = draw_ink(&d.commands[0]);
		for (int y = 0; y < H; y++)
			for (int x = 0; x < W; x++)
				assert_true(rect_contains(ink, x, y) || !has_ink(x, y));
		assert_true(has_ink(150, 125) && has_ink(200, 48));
		assert_true(has_ink(200, 202) == closed);
		assert_true(has_ink(200, 150) == closed);
	}
	draw_release(&d);
}

static void another_clip_or_size_changes_everything(void **state)
{
	struct draw a = DRAW_INIT, b = DRAW_INIT;

	(void)state;
	sample(&a, "205");
	sample(&b, "205");
	draw_clip(&b, (struct rect){ 0, 0, 5, 5 });
	assert_int_equal(draw_difference(&a, &b).h, H);
	sample(&b, "205");
	b.width = W + 1;
	assert_int_equal(draw_difference(&a, &b).w, W + 1);
	draw_release(&a);
	draw_release(&b);
}

static void painting_the_difference_is_painting_the_whole(void **state)
{
	static const char *const figures[] = { "7", "8", "12.5", "3′42″", "请站稳" };
	struct draw a = DRAW_INIT, b = DRAW_INIT;

	(void)state;
	sample(&a, "205");
	paint_draw(paint, &a, first, W * 4, all);
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++) {
		sample(&b, figures[i]);
		paint_draw(paint, &b, first, W * 4, draw_difference(&a, &b));
		paint_draw(paint, &b, second, W * 4, all);
		assert_memory_equal(first, second, sizeof(first));
		sample(&a, figures[i]);
	}
	draw_release(&a);
	draw_release(&b);
}

static void nothing_outside_the_damage_is_touched(void **state)
{
	struct draw d = DRAW_INIT;
	struct rect damage = { 100, 100, 200, 100 };

	(void)state;
	memset(first, 0x5a, sizeof(first));
	sample(&d, "205");
	paint_draw(paint, &d, first, W * 4, damage);
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++)
			if (!rect_contains(damage, x, y))
				assert_int_equal(first[y * W + x], 0x5a5a5a5a);
	draw_release(&d);
}

static struct paint_measure measured(const char *text, int w, int h, enum draw_fit fit)
{
	struct draw d = DRAW_INIT;
	struct draw_style style = plain;
	struct paint_measure m;

	style.fit = fit;
	draw_begin(&d, W, H);
	draw_text(&d, (struct rect){ 0, 0, w, h }, text, &style);
	paint_measure(paint, &d, &d.commands[0], &m);
	draw_release(&d);
	return m;
}

static void texts_are_set_in_noto_sans_cjk_sc(void **state)
{
	static const char *const texts[] = { "立定跳远", "205厘米", "7.8秒", "3′42″",
		"第2次（共3次）", "Try again", "50米×8往返跑",
		"下一位 · 阿依古丽·买买提", "合格率 91.2%（目标85%）", "鑫淼焱垚喆堃" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct paint_measure m = measured(texts[i], W, H, DRAW_SHRINK);

		assert_string_equal(m.font, "Noto Sans CJK SC");
		assert_false(m.missing_glyphs);
	}
}

static void a_rare_character_comes_from_the_serif_behind_it(void **state)
{
	struct paint_measure m = measured("𠀾", W, H, DRAW_ELLIPSIS);

	(void)state;
	assert_false(m.missing_glyphs);
}

static void a_character_without_a_glyph_is_noticed(void **state)
{
	(void)state;
	assert_true(measured("\xf3\xb0\x80\x80", W, H, DRAW_ELLIPSIS).missing_glyphs);
}

static void figures_do_not_jump(void **state)
{
	int width = measured("0000", W, H, DRAW_ELLIPSIS).width;

	(void)state;
	for (const char *c = "123456789"; *c; c++) {
		char four[5] = { *c, *c, *c, *c, '\0' };

		assert_int_equal(measured(four, W, H, DRAW_ELLIPSIS).width, width);
	}
}

static void a_wide_text_is_cut_shrunk_or_wrapped(void **state)
{
	static const char text[] = "请插上备份盘再点一下";
	struct paint_measure m;

	(void)state;
	m = measured(text, 200, 60, DRAW_ELLIPSIS);
	assert_true(m.cut && m.width <= 200);
	m = measured(text, 300, 60, DRAW_SHRINK);
	assert_false(m.cut);
	assert_true(m.size < 48 && m.size >= 24 && m.width <= 300);
	m = measured(text, 100, 60, DRAW_SHRINK);
	assert_true(m.cut);
	m = measured(text, 300, 200, DRAW_WRAP);
	assert_false(m.cut);
	assert_int_equal(m.lines, 2);
}

static void every_pictogram_leaves_ink_inside_its_box(void **state)
{
	struct draw d = DRAW_INIT;
	struct rect box = { 200, 100, 160, 160 };
	const char *name;

	(void)state;
	for (int i = 0; (name = picture_name(i)) != NULL; i++) {
		int inside = 0;

		assert_non_null(picture_strokes(name));
		memset(first, 0, sizeof(first));
		draw_begin(&d, W, H);
		draw_picture(&d, box, name, 0xffffffff);
		paint_draw(paint, &d, first, W * 4, all);
		for (int y = 0; y < H; y++)
			for (int x = 0; x < W; x++) {
				bool dark = (first[y * W + x] & 0xffffff) == 0;

				inside += rect_contains(box, x, y) && !dark;
				assert_true(rect_contains(box, x, y) || dark);
			}
		assert_true(inside > 200);
	}
	assert_null(picture_strokes("no such picture"));
	draw_release(&d);
}

static void a_long_run_of_figures_stays_right(void **state)
{
	struct draw d = DRAW_INIT;
	char figure[16];

	(void)state;
	for (int i = 0; i < 3000; i++) {
		snprintf(figure, sizeof(figure), "%d.%d", i / 10, i % 10);
		sample(&d, figure);
		paint_draw(paint, &d, first, W * 4, (struct rect){ 0, 100, W, 40 });
	}
	struct err err = ERR_INIT;
	struct paint *fresh = paint_open(&err);

	paint_draw(paint, &d, first, W * 4, all);
	paint_draw(fresh, &d, second, W * 4, all);
	assert_memory_equal(first, second, sizeof(first));
	paint_close(fresh);
	draw_release(&d);
}

/* The window keeps what it showed, and compares the next picture with it. */
static void a_copy_is_the_same_picture_and_holds_its_own_points(void **state)
{
	static const struct point line[] = { { 10, 10 }, { 50, 80 }, { 90, 20 } };
	struct draw one = DRAW_INIT, copy = DRAW_INIT;
	struct draw_style style = { .size = 20, .color = 0xff };

	(void)state;
	draw_begin(&one, W, H);
	draw_text(&one, (struct rect){ 0, 0, 90, 30 }, "好了", &style);
	draw_lines(&one, line, 3, false, 0, 0x556677ff, 3);
	draw_copy(&copy, &one);
	assert_true(draw_hash(&copy) == draw_hash(&one));
	assert_int_equal(draw_difference(&copy, &one).w, 0);
	draw_begin(&one, W, H);
	draw_box(&one, (struct rect){ 0, 0, 5, 5 }, 0xff, 0, 0, 0);
	assert_int_equal(draw_through(&copy, &copy.commands[1])[2].x, 90);
	draw_copy(&copy, &one);
	assert_int_equal(copy.n, 1);
	draw_release(&one);
	draw_release(&copy);
}

/* ---- paper -------------------------------------------------------------------------- */

#define PAGES 20

static bool print_pages(const char *path, struct err *err)
{
	const struct pdf_about about = { "登记卡", "测试学校", 0 };
	struct pdf *pdf = pdf_open(path, &about, err);
	struct draw d = DRAW_INIT;
	char number[16];
	bool good = pdf != NULL;

	for (int i = 0; good && i < PAGES; i++) {
		snprintf(number, sizeof(number), "%d.%02d", i, 7 * i);
		sample(&d, number);
		good = pdf_page(pdf, &d, 4, number, err);
	}
	draw_release(&d);
	return pdf && pdf_close(pdf, good, err) && good;
}

static void limit_files(rlim_t most)
{
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = most < limit.rlim_max ? most : limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* A limit of this process is the full stick: wherever it ends. */
static void pages_that_do_not_fit_leave_no_file(void **state)
{
	char dir[] = "/tmp/draw.XXXXXX", path[64];
	struct err err = ERR_INIT;
	struct stat whole;
	bool good;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/a.pdf", dir);
	assert_true(print_pages(path, &err));
	assert_int_equal(stat(path, &whole), 0);
	assert_int_equal(unlink(path), 0);
	for (off_t most = 0; most < whole.st_size; most += whole.st_size / 24 + 1) {
		limit_files((rlim_t)most);
		good = print_pages(path, &err);
		limit_files(RLIM_INFINITY);
		assert_false(good);
		assert_non_null(strstr(err.text, strerror(EFBIG)));
	}
	assert_int_equal(rmdir(dir), 0); /* nothing is left */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_copy_is_the_same_picture_and_holds_its_own_points),
		cmocka_unit_test(a_list_is_dumped_as_lines),
		cmocka_unit_test(an_empty_text_is_no_command),
		cmocka_unit_test(equal_pictures_do_not_differ),
		cmocka_unit_test(a_changed_figure_is_the_only_difference),
		cmocka_unit_test(a_new_command_is_the_only_difference),
		cmocka_unit_test(a_moved_point_is_a_difference),
		cmocka_unit_test(lines_leave_ink_where_they_go_and_none_beyond),
		cmocka_unit_test(another_clip_or_size_changes_everything),
		cmocka_unit_test(painting_the_difference_is_painting_the_whole),
		cmocka_unit_test(nothing_outside_the_damage_is_touched),
		cmocka_unit_test(texts_are_set_in_noto_sans_cjk_sc),
		cmocka_unit_test(a_rare_character_comes_from_the_serif_behind_it),
		cmocka_unit_test(a_character_without_a_glyph_is_noticed),
		cmocka_unit_test(figures_do_not_jump),
		cmocka_unit_test(a_wide_text_is_cut_shrunk_or_wrapped),
		cmocka_unit_test(every_pictogram_leaves_ink_inside_its_box),
		cmocka_unit_test(a_long_run_of_figures_stays_right),
		cmocka_unit_test(pages_that_do_not_fit_leave_no_file),
	};

	return cmocka_run_group_tests(tests, open_painter, close_painter);
}
