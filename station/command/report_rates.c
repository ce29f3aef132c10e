/* station report rates */
#include <stdio.h>

#include "rates.h"
#include "report.h"
#include "text.h"

struct printing {
	struct rows rows;
	struct rates_targets targets;
	bool ask;
};

static void print_rate(struct rows *rows, int part, int whole)
{
	int permille = rates_permille(part, whole);
	char text[16];

	rows_number(rows,
		permille < 0 ? "" : decimal_write(permille, 1, text, sizeof(text)));
}

static void print_met(struct rows *rows, int part, int whole, int target_permille)
{
	char text[16];

	rows_number(rows, rates_target_write(target_permille, text));
	rows_text(rows, whole == 0				  ? ""
			: rates_met(part, whole, target_permille) ? "yes"
								  : "no");
}

static void print_code(struct rows *rows, const struct rates *r)
{
	char text[16];

	if (*r->class_code || !r->grade_code)
		rows_text(rows, r->class_code);
	else
		rows_text(rows, decimal_write(r->grade_code, 0, text, sizeof(text)));
}

static const char *sex_word(const struct rates *r)
{
	if (!r->by_sex)
		return "";
	return r->sex == SEX_NONE ? "不详" : sex_zh(r->sex);
}

static bool print_row(void *ctx, const struct rates *r)
{
	struct printing *p = ctx;
	struct rows *rows = &p->rows;
	const int counts[] = { r->roll, r->exempt, r->measured, r->complete, r->missing,
		r->disputed, r->passed, r->good, r->excellent };

	p->ask |= r->disputed > 0;
	rows_text(rows, rates_scope_key(r->scope));
	print_code(rows, r);
	rows_text(rows, r->name);
	rows_text(rows, sex_word(r));
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		rows_int(rows, counts[i]);
	print_rate(rows, r->passed, r->complete);
	print_rate(rows, r->good, r->complete);
	print_rate(rows, r->excellent, r->complete);
	print_met(rows, r->passed, r->complete, p->targets.pass_permille);
	print_met(rows, r->good, r->complete, p->targets.good_permille);
	rows_end(rows);
	return true;
}

bool report_rates(const struct report *report, bool *ask, struct err *err)
{
	static const char *const titles[] = { "scope", "code", "name", "sex", "roll",
		"exempt", "measured", "complete", "missing", "disputed", "passed",
		"good", "excellent", "pass_rate", "good_rate", "excellent_rate",
		"pass_target", "pass_met", "good_target", "good_met" };
	struct printing p = { .ask = false };

	rates_targets(report->store, &p.targets);
	rows_begin(&p.rows, stdout, report->env->json, titles,
		sizeof(titles) / sizeof(titles[0]));
	if (!rates_each(report->store, print_row, &p, err))
		return false;
	*ask = p.ask;
	return rows_finish(&p.rows, err);
}
