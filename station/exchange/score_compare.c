#include "score_compare.h"

#include <stdio.h>
#include <string.h>

#include "score.h"
#include "text.h"

struct compare {
	const struct scheme *scheme;
	enum sex sex;
	enum grade grade;
	struct score score;
	score_differs *differs;
	void *ctx;
	int count;
};

const char *score_level_zh(enum score_level level)
{
	static const char *const words[] = {
		[SCORE_LEVEL_NONE] = "",
		[SCORE_LEVEL_EXCELLENT] = "优秀",
		[SCORE_LEVEL_GOOD] = "良好",
		[SCORE_LEVEL_PASS] = "及格",
		[SCORE_LEVEL_FAIL] = "不及格",
		[SCORE_LEVEL_NORMAL] = "正常",
		[SCORE_LEVEL_LOW] = "低体重",
		[SCORE_LEVEL_OVER] = "超重",
		[SCORE_LEVEL_OBESE] = "肥胖",
	};

	return words[level];
}

/* ---- saying it ------------------------------------------------------------------ */

static void say(struct compare *c, const char *column, const char *theirs,
	const char *ours, const char *because)
{
	struct score_difference d = { .column = column };

	text_copy(d.theirs, sizeof(d.theirs), theirs);
	snprintf(d.reason, sizeof(d.reason), "平台%s，本站%s%s%s", theirs, ours,
		*because ? "：" : "", because);
	c->differs(c->ctx, &d);
	c->count++;
}

static void say_points(struct compare *c, const char *column, int32_t theirs_c,
	int32_t ours_c, int decimals, const char *because)
{
	char theirs[16], ours[16];

	if (theirs_c == SCORE_NO_POINTS || ours_c == SCORE_NONE || theirs_c == ours_c)
		return;
	score_write(theirs_c, decimals, theirs, sizeof(theirs));
	score_write(ours_c, decimals, ours, sizeof(ours));
	say(c, column, theirs, ours, because);
}

static void say_level(struct compare *c, const char *column, enum score_level theirs,
	const char *ours, const char *because)
{
	if (theirs != SCORE_LEVEL_NONE && *ours &&
		strcmp(score_level_zh(theirs), ours) != 0)
		say(c, column, score_level_zh(theirs), ours, because);
}

/* ---- an item -------------------------------------------------------------------- */

/* "4'12 对应 items.csv 第512行" */
static void table_row(const struct compare *c, const struct scheme_item *item,
	const struct ladder *ladder, int32_t value, char *out, size_t size)
{
	int reached = score_reached(ladder, value);
	char shown[32];

	if (item->method == METHOD_BANDS)
		decimal_write(value, 1, shown, sizeof(shown));
	else
		item_format_file(scheme_measure(c->scheme, item->item), value, shown,
			sizeof(shown));
	if (reached)
		snprintf(out, size, "%s%s 对应 %s 第%d行",
			item->method == METHOD_BANDS ? "BMI " : "", shown, ladder->file,
			(int)ladder->line[reached - 1]);
	else
		snprintf(out, size, "%s 没有达到 %s 第%d行", shown, ladder->file,
			(int)ladder->line[0]);
}

static const char *level_of(const struct compare *c, const struct scheme_item *item,
	const struct ladder *ladder, int32_t value, int32_t points_c)
{
	int reached = score_reached(ladder, value);
	const struct scheme_level *level;

	if (item->method == METHOD_BANDS)
		return reached ? ladder->label[reached - 1] : "";
	level = scheme_level(c->scheme, points_c);
	return level ? level->zh : "";
}

/* The item of the sheet's column: an index stands beside its mass (体重评分). */
static int column_item(const struct scheme_item *item)
{
	return item->method == METHOD_BANDS ? item->index.mass : item->item;
}

static void compare_item(
	struct compare *c, int i, const struct score_cell *cell, const char *zh)
{
	const struct scheme_item *item = &c->scheme->item[i];
	const struct ladder *points = &item->points[c->sex][c->grade];
	const struct ladder *bonus = &item->bonus[c->sex][c->grade];
	int32_t value = c->score.value[i], points_c = c->score.points_c[i];
	char column[64], because[120];

	if (points_c == SCORE_NONE || !points->rows)
		return;
	table_row(c, item, points, value, because, sizeof(because));
	snprintf(column, sizeof(column), "%s评分", zh);
	say_points(c, column, cell->points.points_c, points_c, 0, because);
	snprintf(column, sizeof(column), "%s等级", zh);
	say_level(c, column, cell->points.level,
		level_of(c, item, points, value, points_c), because);
	if (!bonus->rows)
		return;
	table_row(c, item, bonus, value, because, sizeof(because));
	snprintf(column, sizeof(column), "%s附加分", zh);
	say_points(c, column, cell->points.bonus_c, c->score.bonus_c[i], 0, because);
}

/* ---- the row -------------------------------------------------------------------- */

static void gather(const struct score_cell *cells, size_t count, struct results *out)
{
	results_clear(out);
	for (size_t i = 0; i < count; i++)
		if (cells[i].is == SCORE_VALUE && cells[i].item >= 0)
			out->value[cells[i].item] = (int32_t)cells[i].value;
}

static void compare_whole(struct compare *c, const struct score_row *row)
{
	const struct score *s = &c->score;

	if (s->state != SCORE_COMPLETE)
		return;
	say_points(c, "标准分", row->standard_c, s->standard_c, 1, "");
	say_points(c, "附加分", row->total.bonus_c, s->bonus_all_c, 0, "");
	say_points(c, "总分", row->total.points_c, s->total_c, 1, "");
	say_level(c, "总分等级", row->total.level, s->level ? s->level->zh : "", "");
}

int score_compare(const struct scheme *scheme, enum sex sex, enum grade grade,
	const struct score_list *list, const struct score_row *row,
	score_differs *differs, void *ctx)
{
	struct compare c = { .scheme = scheme,
		.sex = sex,
		.grade = grade,
		.differs = differs,
		.ctx = ctx };
	struct results values;
	size_t count;
	const struct score_cell *cells = score_row_cells(list, row, &count);

	if (sex == SEX_NONE || grade == GRADE_NONE)
		return 0;
	gather(cells, count, &values);
	score_student(scheme, sex, grade, &values, &c.score);
	for (int i = 0; i < scheme->count; i++)
		for (size_t k = 0; k < count; k++)
			if (cells[k].item == column_item(&scheme->item[i]))
				compare_item(&c, i, &cells[k],
					scheme_measure(scheme, cells[k].item)->zh);
	compare_whole(&c, row);
	return c.count;
}
