/* The steps of an exam's points in words: exam_explain(), exam_why() of exam.h. */
#include "exam.h"

#include <string.h>

#include "score.h"
#include "score_words.h"
#include "text.h"

struct telling {
	const struct exam *exam;
	const struct exam_entry *entry;
	const struct exam_score *score;
	struct buf *out;
};

static void points(const struct telling *t, int64_t n)
{
	char text[32];

	buf_adds(t->out, exam_write(t->exam, n, true, text));
}

static void points_c(const struct telling *t, int64_t n_c)
{
	points(t, n_c * (t->exam->den / 100));
}

/* "，四舍五入到0.5分：14" */
static void rounding(
	const struct telling *t, const struct exam_round *round, int64_t to)
{
	if (!round->step_c)
		return;
	buf_addf(t->out, "，%s到", words_round(round->round));
	points_c(t, round->step_c);
	buf_adds(t->out, "分：");
	points(t, to);
}

/* ---- attempts ------------------------------------------------------------------ */

static const char *state_zh(const struct exam_try *try)
{
	switch (try->state) {
	case TRY_OK:
		return "";
	case TRY_FOUL:
		return "犯规";
	case TRY_QUIT:
		return "中退";
	case TRY_WAIVED:
		return "弃权";
	case TRY_DEVICE:
		return "设备故障，不计次数";
	case TRY_TRIAL:
		break;
	}
	return "试测，不计";
}

static void tell_try(const struct telling *t, const struct exam_item *item, int n,
	const struct exam_try *try)
{
	buf_addf(t->out, "  %s第%d次 %s", try->session == EXAM_MAKEUP ? "补考" : "",
		n + 1, try->text);
	if (try->fault >= 0)
		buf_addf(t->out, "（%s）", item->fault[try->fault].zh);
	if (try->state == TRY_OK) {
		if (try->penalty && item->kind == EXAM_TIME) {
			char text[32];

			buf_addf(t->out, "，罚时%s秒",
				decimal_write(try->penalty, 3, text, sizeof(text)));
		} else if (try->penalty) {
			buf_addf(t->out, "，扣%lld次", -(long long)try->penalty);
		}
		buf_adds(t->out, "，读数");
		words_value(t->out, &item->measure, try->value);
	} else {
		buf_addf(t->out, "：%s", state_zh(try));
	}
	buf_addc(t->out, '\n');
}

static const char *use_zh(enum exam_use use)
{
	switch (use) {
	case EXAM_BEST:
		return "取最好一次";
	case EXAM_LAST:
		return "取最后一次";
	case EXAM_FIRST_VALID:
		return "取第一次有效成绩";
	case EXAM_MEAN:
		break;
	}
	return "取平均";
}

/* How the raw value became what meets the table. */
static void tell_reading(const struct telling *t, const struct exam_item *item)
{
	const struct item *m = &item->measure;
	char unit[32];

	buf_adds(t->out, "  读数：");
	if (m->read) {
		struct item fine = *m;

		fine.minutes = false;
		fine.decimals = 0;
		for (int64_t step = m->read; step < m->step; step *= 10)
			fine.decimals++;
		fine.decimals += m->decimals;
		buf_addf(t->out, "先截到%s%s，",
			item_format_plain(&fine, m->read, unit, sizeof(unit)),
			item_unit_zh(&fine));
	}
	if (m->round == ROUND_NONE)
		buf_adds(t->out, "不取舍");
	else
		buf_addf(t->out, "%s到%d位小数", words_round(m->round), m->decimals);
	buf_addf(t->out, "；%s\n", use_zh(item->use));
}

static void tell_tries(const struct telling *t, int index)
{
	const struct exam_item *item = &t->exam->item[index];
	const struct exam_result *result = &t->entry->item[index];
	const struct exam_item_score *s = &t->score->item[index];

	if (!result->tries)
		return;
	tell_reading(t, item);
	for (int i = 0, before = 0; i < result->tries; i++) {
		bool other = i && (result->try[i].session == EXAM_MAKEUP) !=
					  (result->try[i - 1].session == EXAM_MAKEUP);

		before = other ? i : before; /* each line counts its own */
		tell_try(t, item, i - before, &result->try[i]);
	}
	if (s->makeup)
		buf_addf(t->out, "  以补考成绩为准%s\n",
			t->exam->makeup_c ? "（补考得分有上限，不计附加分）" : "");
	if (s->tries_seen < result->tries)
		buf_addf(t->out, "  第%d次已满分，以后各次不计\n", s->tries_seen);
}

/* ---- one item ------------------------------------------------------------------ */

static void tell_linear(
	const struct telling *t, const struct exam_item *item, int32_t value)
{
	words_value(t->out, &item->measure, value);
	buf_adds(t->out, "，满分 ");
	words_value(t->out, &item->measure, item->full_at);
	buf_adds(t->out, "，每差");
	words_value(t->out, &item->measure, item->worse);
	buf_adds(t->out, "减");
	points_c(t, item->worse_c);
	buf_addf(t->out, "分（%s），最低",
		item->proportional ? "按比例" : "不足一档不减");
	points_c(t, item->floor_c);
	buf_adds(t->out, "分");
}

static void tell_score(const struct telling *t, int i)
{
	const struct exam_item *item = &t->exam->item[i];
	const struct exam_item_score *s = &t->score->item[i];

	switch (item->method) {
	case EXAM_TABLE:
	case EXAM_BANDS:
		words_table(t->out, &item->measure,
			&item->points[t->entry->sex][t->entry->grade], s->value);
		break;
	case EXAM_LINEAR:
		tell_linear(t, item, s->value);
		break;
	case EXAM_GATE:
		words_value(t->out, &item->measure, s->value);
		buf_adds(t->out, "，要求");
		words_value(t->out, &item->measure, item->need);
		buf_adds(t->out, s->score == item->scale_max_c * (t->exam->den / 100)
					 ? "，达标"
					 : "，未达标");
		break;
	case EXAM_MARKS:
		buf_adds(t->out, "评判");
		words_value(t->out, &item->measure, s->value);
		break;
	case EXAM_RECORD:
		return;
	}
	buf_adds(t->out, " → ");
	points(t, s->score);
	buf_adds(t->out, "分");
}

/* "85分 × 30 ÷ 100 = 25.5分" */
static void tell_points(const struct telling *t, int i)
{
	const struct exam_item *item = &t->exam->item[i];
	const struct exam_item_score *s = &t->score->item[i];
	const struct exam_group *g;

	if (s->group < 0)
		return;
	g = &t->exam->group[s->group];
	if (g->each_c && g->each_c != item->scale_max_c) {
		buf_adds(t->out, " × ");
		points_c(t, g->each_c);
		buf_adds(t->out, " ÷ ");
		points_c(t, item->scale_max_c);
		buf_adds(t->out, " = ");
		points(t, s->exact);
		buf_adds(t->out, "分");
	}
	if (item->round.step_c)
		rounding(
			t, &item->round, exam_rounded(t->exam, &item->round, s->exact));
	if (s->bonus) {
		buf_adds(t->out, "；附加分 +");
		points(t, s->bonus);
	}
	if (item->cap_c && s->points == item->cap_c * (t->exam->den / 100)) {
		buf_adds(t->out, "（上限");
		points_c(t, item->cap_c);
		buf_adds(t->out, "）");
	}
}

static const char *status_zh(const struct telling *t, int status)
{
	return t->exam->status_of[status].zh;
}

static void tell_item(const struct telling *t, int i)
{
	const struct exam_item_score *s = &t->score->item[i];
	int status = t->entry->of_item[i];

	buf_addf(t->out, "%s：", t->exam->item[i].zh);
	switch (s->got) {
	case GOT_NOTHING:
		buf_adds(t->out, "没有成绩");
		break;
	case GOT_POINTS:
		tell_score(t, i);
		tell_points(t, i);
		break;
	case GOT_VOID:
		buf_adds(t->out, "没有有效成绩 → 0分");
		break;
	case GOT_NO_TABLE:
		words_value(t->out, &t->exam->item[i].measure, s->value);
		buf_adds(t->out, "，没有评分表，只记录成绩，不评分");
		break;
	case GOT_EXEMPT:
		buf_addf(t->out, "%s，按", status_zh(t, status));
		points_c(t, t->exam->status_of[status].share_c);
		buf_adds(t->out, "计 → ");
		points(t, s->exact);
		buf_adds(t->out, "分");
		break;
	case GOT_PARTIAL:
		buf_addf(t->out, "%s，由其余项目按比例折算", status_zh(t, status));
		break;
	case GOT_DEFERRED:
		buf_addf(t->out, "%s，待测", status_zh(t, status));
		break;
	case GOT_ABSENT:
	case GOT_DISQUALIFIED:
		buf_addf(t->out, "%s → 0分", status_zh(t, status));
		break;
	}
	buf_addc(t->out, '\n');
	tell_tries(t, i);
}

/* ---- groups, parts, total ------------------------------------------------------ */

static const char *choose_zh(const struct exam_group *g)
{
	switch (g->choose) {
	case EXAM_DECLARED:
		return "考前选定";
	case EXAM_CHOOSE_BEST:
		return "取最好";
	case EXAM_DRAWN:
		break;
	}
	return "抽签决定";
}

static void tell_group(const struct telling *t, int g)
{
	const struct exam_group *group = &t->exam->group[g];
	const struct exam_group_score *s = &t->score->group[g];

	buf_addf(t->out, "〔%s〕", group->zh);
	if (group->points_c) {
		points_c(t, group->points_c);
		buf_adds(t->out, "分，");
	}
	buf_addf(t->out, "计%d项，%s\n", group->pick, choose_zh(group));
	if (!s->picked)
		buf_addf(t->out, "%s\n",
			group->choose == EXAM_DRAWN	 ? "还没有抽签"
			: group->choose == EXAM_DECLARED ? "没有选项"
							 : "成绩不够项数");
	for (int i = 0; i < t->exam->items; i++) {
		int status = t->entry->of_item[i];

		if (s->picked >> i & 1)
			tell_item(t, i);
		else if (status >= 0 && t->exam->status_of[status].instead >= 0 &&
			 (group->items >> i & 1) &&
			 (s->picked >> t->exam->status_of[status].instead & 1))
			buf_addf(t->out, "%s：%s，由%s代替\n", t->exam->item[i].zh,
				status_zh(t, status),
				t->exam->item[t->exam->status_of[status].instead].zh);
	}
	if (!s->open && (group->round.step_c || group->cap_c)) {
		buf_adds(t->out, "本组：");
		points(t, s->exact);
		rounding(t, &group->round,
			exam_rounded(t->exam, &group->round, s->exact));
		buf_adds(t->out, " → ");
		points(t, s->points);
		buf_adds(t->out, "分\n");
	}
}

static void tell_component(const struct telling *t, int i)
{
	const struct exam_component *c = &t->exam->component[i];
	const struct exam_component_score *s = &t->score->component[i];
	int years = c->years ? c->years : 1;

	buf_addf(t->out, "%s：", c->zh);
	for (int y = 0; y < years; y++) {
		int32_t v = t->entry->process[i][y];
		char text[24];

		buf_addf(t->out, "%s%s%s", y ? "；" : "", c->years ? c->year[y] : "",
			c->years ? " " : "");
		if (v == SCORE_NONE) {
			buf_adds(t->out, "缺");
			continue;
		}
		buf_adds(t->out, score_write(v,
					 v % 10	   ? 2
					 : v % 100 ? 1
						   : 0,
					 text, sizeof(text)));
		for (int k = 0; k < c->bands; k++)
			if (v >= c->band[k].from_c || k == c->bands - 1) {
				buf_adds(t->out, "（");
				points_c(t, c->band[k].from_c);
				buf_adds(t->out, "起）→");
				points_c(t, c->band[k].points_c);
				break;
			}
	}
	if (!s->missing || t->exam->part[c->part].missing != EXAM_BLOCK) {
		buf_adds(t->out, " = ");
		points(t, s->points);
		buf_adds(t->out, "分");
	}
	buf_addc(t->out, '\n');
}

static void tell_sum(const struct telling *t, int p)
{
	const char *plus = "";

	for (int g = 0; g < t->exam->groups; g++)
		if (t->exam->group[g].part == p) {
			buf_adds(t->out, plus);
			points(t, t->score->group[g].points);
			plus = " + ";
		}
	for (int i = 0; i < t->exam->components; i++)
		if (t->exam->component[i].part == p) {
			buf_adds(t->out, plus);
			points(t, t->score->component[i].points);
			plus = " + ";
		}
}

static void tell_part_points(const struct telling *t, int p)
{
	const struct exam_part *part = &t->exam->part[p];
	const struct exam_part_score *s = &t->score->part[p];

	tell_sum(t, p);
	if (part->mean && !s->left_out_c) {
		buf_addf(t->out, "，%d项平均 × ", part->picks);
		points_c(t, part->points_c);
		buf_adds(t->out, " ÷ ");
		points_c(t, part->scale_max_c);
	} else if (s->left_out_c) {
		buf_adds(t->out, "，按其余项目折算到");
		points_c(t, part->points_c);
		buf_adds(t->out, "分");
	}
	buf_adds(t->out, " = ");
	points(t, s->exact);
	if (s->bonus) {
		buf_adds(t->out, "，附加分 +");
		points(t, s->bonus);
		buf_adds(t->out, " = ");
		points(t, s->exact + s->bonus);
	}
	rounding(t, &part->round,
		exam_rounded(t->exam, &part->round, s->exact + s->bonus));
	if (s->points < exam_rounded(t->exam, &part->round, s->exact + s->bonus)) {
		buf_adds(t->out, "，上限");
		points_c(t, part->cap_c);
	}
	buf_adds(t->out, " → ");
	points(t, s->points);
	buf_adds(t->out, "分\n");
}

static void tell_gate(const struct telling *t, int p)
{
	const struct exam_part_score *s = &t->score->part[p];

	for (int i = 0; i < t->exam->items; i++)
		if ((t->exam->part[p].gates >> i & 1) &&
			exam_item_for(&t->exam->item[i], t->entry->sex))
			tell_item(t, i);
	buf_addf(t->out, "%s：%s\n", t->exam->part[p].zh,
		s->failed		? "未达标"
		: s->got == GOT_NOTHING ? "没有完成"
					: "达标");
}

static void tell_part_status(const struct telling *t, int p)
{
	const struct exam_status *status = &t->exam->status_of[t->entry->of_part[p]];

	buf_addf(t->out, "%s：", status->zh);
	if (t->score->part[p].got == GOT_EXEMPT) {
		points_c(t, t->exam->part[p].points_c);
		buf_adds(t->out, " × ");
		points_c(t, status->share_c);
		buf_adds(t->out, " = ");
	} else if (t->score->part[p].got == GOT_DEFERRED) {
		buf_adds(t->out, "待测\n");
		return;
	}
	points(t, t->score->part[p].points);
	buf_adds(t->out, "分\n");
}

static void tell_part(const struct telling *t, int p)
{
	const struct exam_part *part = &t->exam->part[p];

	buf_addf(t->out, "【%s】", part->zh);
	if (part->points_c) {
		points_c(t, part->points_c);
		buf_adds(t->out, "分");
	}
	buf_addc(t->out, '\n');
	if (t->entry->of_part[p] >= 0) {
		tell_part_status(t, p);
		return;
	}
	if (part->kind == EXAM_GATES) {
		tell_gate(t, p);
		return;
	}
	for (int g = 0; g < t->exam->groups; g++)
		if (t->exam->group[g].part == p)
			tell_group(t, g);
	for (int i = 0; i < t->exam->components; i++)
		if (t->exam->component[i].part == p)
			tell_component(t, i);
	buf_addf(t->out, "%s：", part->zh);
	if (t->score->part[p].got == GOT_POINTS)
		tell_part_points(t, p);
	else
		buf_adds(t->out, "不完整，没有得分\n");
}

static void tell_total(const struct telling *t)
{
	const struct exam *exam = t->exam;
	const struct exam_score *s = t->score;
	int64_t rounded = exam_rounded(exam, &exam->round, s->sum + s->bonus);
	const char *plus = "";

	buf_adds(t->out, "总分：");
	if (t->entry->of_total >= 0) {
		buf_addf(t->out, "%s，", status_zh(t, t->entry->of_total));
	} else {
		for (int p = 0; p < exam->parts; p++)
			if (exam->part[p].points_c) {
				buf_adds(t->out, plus);
				points(t, s->part[p].points);
				plus = " + ";
			}
		buf_adds(t->out, " = ");
		points(t, s->sum);
		if (s->bonus) {
			buf_adds(t->out, "，附加分 +");
			points(t, s->bonus);
		}
		rounding(t, &exam->round, rounded);
		if (s->total < rounded && s->total) {
			buf_adds(t->out, "，上限");
			points_c(t, exam->cap_c);
		}
		buf_adds(t->out, " → ");
	}
	points(t, s->total);
	buf_adds(t->out, "分");
	if (s->level)
		buf_addf(t->out, "\n等级：%s", s->level->zh);
	buf_addc(t->out, '\n');
}

/* ---- why ----------------------------------------------------------------------- */

static void reason(const struct telling *t, const char *zh, const char *why)
{
	buf_addf(t->out, "%s%s%s%s", t->out->len ? "；" : "", zh, *zh ? "：" : "", why);
}

static void why_item(const struct telling *t, int i)
{
	const char *zh = t->exam->item[i].zh;
	int status = t->entry->of_item[i];

	switch (t->score->item[i].got) {
	case GOT_NOTHING:
		reason(t, zh, "没有成绩");
		break;
	case GOT_NO_TABLE:
		reason(t, zh, "没有评分表，只记录成绩");
		break;
	case GOT_VOID:
		reason(t, zh, "没有有效成绩");
		break;
	case GOT_POINTS:
		break;
	case GOT_EXEMPT:
	case GOT_PARTIAL:
	case GOT_DEFERRED:
	case GOT_ABSENT:
	case GOT_DISQUALIFIED:
		reason(t, zh, status_zh(t, status));
		break;
	}
}

static void why_part(const struct telling *t, int p)
{
	const struct exam *exam = t->exam;

	if (t->entry->of_part[p] >= 0) {
		reason(t, exam->part[p].zh, status_zh(t, t->entry->of_part[p]));
		return;
	}
	for (int g = 0; g < exam->groups; g++) {
		const struct exam_group_score *s = &t->score->group[g];

		if (exam->group[g].part != p)
			continue;
		if (!s->picked)
			reason(t, exam->group[g].zh,
				exam->group[g].choose == EXAM_DRAWN ? "还没有抽签"
				: exam->group[g].choose == EXAM_DECLARED
					? "没有选项"
					: "成绩不够项数");
		for (int i = 0; i < exam->items; i++)
			if (s->picked >> i & 1)
				why_item(t, i);
	}
	for (int i = 0; i < exam->components; i++)
		if (exam->component[i].part == p && t->score->component[i].missing)
			reason(t, exam->component[i].zh, "缺学年");
	for (int i = 0; i < exam->items; i++)
		if ((exam->part[p].gates >> i & 1) &&
			exam_item_for(&exam->item[i], t->entry->sex))
			why_item(t, i);
	if (t->score->part[p].failed)
		reason(t, exam->part[p].zh, "未达标");
}

void exam_why(const struct exam *exam, const struct exam_entry *entry,
	const struct exam_score *score, struct buf *out)
{
	struct telling t = { exam, entry, score, out };

	if (entry->of_total >= 0) {
		reason(&t, "", status_zh(&t, entry->of_total));
		return;
	}
	for (int p = 0; p < exam->parts; p++)
		why_part(&t, p);
}

void exam_explain(
	const struct exam *exam, const struct exam_entry *entry, struct buf *out)
{
	struct exam_score score;
	struct telling t = { exam, entry, &score, out };
	struct buf why = BUF_INIT;
	const char *mark = exam_mark(exam->status);

	exam_score(exam, entry, &score);
	buf_addf(out, "%s（%s）%s%s\n%s%s\n", exam->title, exam->id, *mark ? " " : "",
		mark, sex_zh(entry->sex), "生");
	if (entry->of_total < 0)
		for (int p = 0; p < exam->parts; p++)
			tell_part(&t, p);
	if (score.total != EXAM_NONE) {
		tell_total(&t);
	} else {
		exam_why(exam, entry, &score, &why);
		buf_addf(out, "成绩不完整，没有总分（%s）\n", why.data);
		buf_release(&why);
	}
	if (*mark)
		buf_addf(out, "%s\n", mark);
}
