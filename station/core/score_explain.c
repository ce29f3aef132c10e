/* The steps of a score in words: score_explain() of score.h. */
#include "score.h"

#include <string.h>

#include "score_words.h"
#include "text.h"

/* Points written as short as they are: "85", "12.75", "89.95". `decimals` of n. */
static const char *short_decimal(int64_t n, int decimals, char out[32])
{
	while (decimals > 0 && n % 10 == 0) {
		n /= 10;
		decimals--;
	}
	return decimal_write(n, decimals, out, 32);
}

static const char *points(int32_t points_c, char out[32])
{
	return short_decimal(points_c, 2, out);
}

void words_value(struct buf *out, const struct item *item, int64_t value)
{
	char text[32];

	buf_addf(out, "%s%s", item_format_screen(item, value, text, sizeof(text)),
		item_unit_zh(item));
	if (item->minutes)
		buf_addf(out, "（%s秒）",
			item_format_plain(item, value, text, sizeof(text)));
}

static int steps_reached(const struct ladder *ladder, int32_t value)
{
	int n = 0;

	while (n < ladder->rows && ladder->at[n] <= value * ladder->sign)
		n++;
	return n;
}

/* "85分一行 ≥205厘米（items.csv 第12行）" */
static void add_row(
	struct buf *out, const struct ladder *ladder, int row, const struct item *item)
{
	char text[32];

	buf_addf(out, "%s分一行 %s", points(ladder->points_c[row + 1], text),
		ladder->sign < 0 ? "≤" : "≥");
	words_value(out, item, (int64_t)ladder->at[row] * ladder->sign);
	buf_addf(out, "（%s 第%d行）", ladder->file, (int)ladder->line[row]);
}

void words_table(struct buf *out, const struct item *item, const struct ladder *ladder,
	int32_t value)
{
	int n = steps_reached(ladder, value);

	words_value(out, item, value);
	if (n > 0) {
		buf_adds(out, "，达到");
		add_row(out, ladder, n - 1, item);
	} else {
		buf_adds(out, "，没有达到最低的");
		add_row(out, ladder, 0, item);
	}
	if (n > 0 && n < ladder->rows) {
		buf_adds(out, "，未达到");
		add_row(out, ladder, n, item);
	}
}

const char *words_round(enum item_round round)
{
	switch (round) {
	case ROUND_HALF_UP:
		return "四舍五入";
	case ROUND_NONZERO_UP:
		return "非零进一";
	case ROUND_NONE:
	case ROUND_CUT:
		break;
	}
	return "舍去尾数";
}

static void add_band(struct buf *out, const struct ladder *ladder, int row)
{
	char low[32], high[32];
	bool open_low = ladder->at[row] == INT32_MIN;
	bool open_high = row + 1 == ladder->rows;

	buf_addf(out, "%s ", ladder->label[row]);
	if (open_low)
		buf_addf(out, "≤%s",
			decimal_write(ladder->at[row + 1] - 1, 1, high, sizeof(high)));
	else if (open_high)
		buf_addf(out, "≥%s",
			decimal_write(ladder->at[row], 1, low, sizeof(low)));
	else
		buf_addf(out, "%s~%s",
			decimal_write(ladder->at[row], 1, low, sizeof(low)),
			decimal_write(ladder->at[row + 1] - 1, 1, high, sizeof(high)));
	buf_addf(out, "（%s 第%d行）", ladder->file, (int)ladder->line[row]);
}

/* 50.0公斤 ÷ (1.650米)² = 18.365…，四舍五入到一位小数 18.4，正常 15.2~22.1 */
static void explain_bands(struct buf *out, const struct scheme *scheme,
	const struct scheme_item *item, const struct ladder *ladder, int32_t value,
	const struct results *results)
{
	const struct item *mass = items_at(scheme->items, item->index.mass);
	int64_t g = results->value[item->index.mass];
	int64_t mm = results->value[item->index.length];
	char text[32];

	words_value(out, mass, g);
	buf_addf(out, " ÷ (%s米)²", decimal_write(mm, 3, text, sizeof(text)));
	buf_addf(out, " = %s%s",
		decimal_write(g * 1000000 / (mm * mm), 3, text, sizeof(text)),
		g * 1000000 % (mm * mm) ? "…" : "");
	buf_addf(out, "，%s到一位小数 %s，", words_round(item->index.round),
		decimal_write(value, 1, text, sizeof(text)));
	add_band(out, ladder, steps_reached(ladder, value) - 1);
}

static void explain_slot(struct buf *out, const struct scheme *scheme,
	const struct scheme_slot *slot, const struct results *results,
	const struct score *score)
{
	const struct scheme_item *item = &scheme->item[slot->scheme_item];
	int32_t value = score->value[slot->scheme_item];
	int32_t points_c = score->points_c[slot->scheme_item];
	char a[32], b[32];

	buf_addf(out, "%s：", item->zh);
	if (value == RESULT_NONE) {
		buf_addf(out, "未测（权重%d%%）\n", (int)slot->weight);
		return;
	}
	if (item->method == METHOD_BANDS)
		explain_bands(out, scheme, item, slot->points, value, results);
	else
		words_table(out, &item->measure, slot->points, value);
	buf_addf(out, " → %s分 × %d%% = %s分\n", points(points_c, a), (int)slot->weight,
		short_decimal((int64_t)points_c * slot->weight, 4, b));
}

static void explain_bonus(struct buf *out, const struct scheme *scheme,
	const struct scheme_slot *slot, const struct score *score)
{
	const struct scheme_item *item = &scheme->item[slot->scheme_item];
	const struct ladder *top = slot->points, *bonus = slot->bonus;
	int32_t value = score->value[slot->scheme_item];
	int n;
	char text[32];

	if (!bonus->rows || value == RESULT_NONE)
		return;
	n = steps_reached(bonus, value);
	buf_addf(out, "附加分 %s：", item->zh);
	words_value(out, &item->measure, value);
	buf_adds(out, "，满分一行 ");
	words_value(out, &item->measure, (int64_t)top->at[top->rows - 1] * top->sign);
	if (n == 0) {
		buf_adds(out, "，没有达到第一档 ");
		words_value(out, &item->measure, (int64_t)bonus->at[0] * bonus->sign);
		buf_adds(out, " → 0分\n");
		return;
	}
	buf_addf(out, "，达到加%s分一档 %s", points(bonus->points_c[n], text),
		bonus->sign < 0 ? "≤" : "≥");
	words_value(out, &item->measure, (int64_t)bonus->at[n - 1] * bonus->sign);
	buf_addf(out, "（%s 第%d行） → +%s分\n", bonus->file, (int)bonus->line[n - 1],
		points(bonus->points_c[n], text));
}

static void explain_missing(struct buf *out, const struct scheme *scheme,
	const struct scheme_plan *plan, const struct score *score)
{
	const char *comma = "";

	buf_adds(out, "缺：");
	for (int i = 0; i < plan->slots; i++) {
		int item = plan->slot[i].scheme_item;

		if (score->missing >> item & 1) {
			buf_addf(out, "%s%s", comma, scheme->item[item].zh);
			comma = "、";
		}
	}
	buf_addc(out, '\n');
}

/* Terms of a sum, "15 + 12.75 + ... = 89.95". Returns the sum in 1/100 centipoint. */
static int64_t add_sum(
	struct buf *out, const struct scheme_plan *plan, const struct score *score)
{
	const char *plus = "";
	int64_t sum = 0;
	char text[32];

	for (int i = 0; i < plan->slots; i++) {
		int32_t points_c = score->points_c[plan->slot[i].scheme_item];
		int64_t part = points_c == SCORE_NONE
				       ? 0
				       : (int64_t)points_c * plan->slot[i].weight;

		buf_addf(out, "%s%s", plus, short_decimal(part, 4, text));
		plus = " + ";
		sum += part;
	}
	buf_addf(out, " = %s", short_decimal(sum, 4, text));
	return sum;
}

static void explain_total(struct buf *out, const struct scheme *scheme,
	const struct scheme_plan *plan, const struct score *score)
{
	int decimals = scheme->step_c % 10 ? 2 : scheme->step_c % 100 ? 1 : 0;
	int64_t sum, bonus = 0;
	char a[32], b[32], c[32];

	buf_adds(out, "标准分：");
	sum = add_sum(out, plan, score);
	buf_addf(out, "，写作 %s\n",
		score_write(score->standard_c, decimals, a, sizeof(a)));
	for (int i = 0; i < scheme->count; i++)
		bonus += score->bonus_c[i];
	buf_addf(out, "附加分：%s", short_decimal(bonus, 2, a));
	if (bonus > scheme->bonus_cap_c)
		buf_addf(out, "，最多 %s", points(scheme->bonus_cap_c, a));
	buf_addf(out, "\n总分：%s + %s = %s", short_decimal(sum, 4, a),
		points(score->bonus_all_c, b),
		short_decimal(sum + (int64_t)score->bonus_all_c * 100, 4, c));
	buf_addf(out, "，%s到%s分：%s", words_round(scheme->round),
		points(scheme->step_c, a),
		score_write(score->total_c, decimals, b, sizeof(b)));
	if (score->total_c == scheme->cap_c)
		buf_addf(out, "（上限%s）", points(scheme->cap_c, c));
	if (score->level)
		buf_addf(out, "\n等级：%s（%s分起）", score->level->zh,
			points(score->level->from_c, a));
	buf_addc(out, '\n');
}

void score_explain(const struct scheme *scheme, enum sex sex, enum grade grade,
	const struct results *results, struct buf *out)
{
	const struct scheme_plan *plan = &scheme->plan[sex][grade];
	struct score score;

	score_student(scheme, sex, grade, results, &score);
	buf_addf(out, "%s（%s）\n", scheme->title, scheme->id);
	if (scheme->status == SCHEME_SAMPLE)
		buf_adds(out, "样例·非正式成绩\n");
	buf_addf(out, "按%s（%s）%s的表评分\n", grade_zh(grade), grade_key(grade),
		sex_zh(sex));
	if (score.state == SCORE_NO_TABLE) {
		buf_adds(out, "没有这个年级和性别的评分表，不评分\n");
		return;
	}
	for (int i = 0; i < plan->slots; i++)
		explain_slot(out, scheme, &plan->slot[i], results, &score);
	for (int i = 0; i < plan->slots; i++)
		explain_bonus(out, scheme, &plan->slot[i], &score);
	if (score.missing)
		explain_missing(out, scheme, plan, &score);
	if (score.state == SCORE_COMPLETE)
		explain_total(out, scheme, plan, &score);
	else
		buf_adds(out, "成绩不完整，没有总分和等级\n");
}
