#include "import_exam_row.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "entry.h"
#include "exams.h"
#include "past_years.h"
#include "path.h"
#include "standings.h"

#define ON_EXEMPTION "免考"

/* While a row is stored. */
struct putting {
	struct exam_row_put *to;
	const struct exam_row *row;
	const struct student *student;
	struct exam_papers papers;
	struct exam_entry *entry; /* as the journal says now */
	uint64_t cleared;	  /* bit per group: its choice was taken back */
	struct err *err;	  /* what is no fault of the row */
	bool failed;
};

static bool refuse(struct putting *p, const struct exam_wish *wish, const char *reason)
{
	particulars_complain(
		p->to->list, p->row, wish, COMPLAINT_REFUSED, "%s", reason);
	return false;
}

/* How many entries this station has: what was said before writes none. */
static int64_t head(struct putting *p)
{
	char hex[DIGEST_TEXT_SIZE];
	int64_t seq = 0;

	if (!entry_head(p->to->store, &seq, hex, p->err))
		p->failed = true;
	return seq;
}

static void count_wish(struct putting *p, int64_t before, int *count)
{
	if (head(p) > before)
		++*count;
	else
		p->to->counts.same++;
}

static const char *text_of(const struct putting *p, const struct exam_wish *wish)
{
	return particulars_text(p->to->list, wish->text);
}

/* ---- statuses --------------------------------------------------------------- */

static bool put_status(struct putting *p, const struct exam_wish *wish)
{
	static const struct exam_papers none = { .given_on = 0 };
	const struct exam_row_put *to = p->to;
	const char *code = text_of(p, wish);
	int64_t before = head(p);
	struct err why = ERR_INIT;

	if (!exams_stand(to->store, to->exam, p->student,
		    to->list->columns[wish->column].where, code,
		    strcmp(code, "normal") == 0 ? &none : &p->papers, to->by,
		    to->wall_us, &why))
		return refuse(p, wish, why.text);
	count_wish(p, before, &p->to->counts.statuses);
	return true;
}

static bool put_standard(struct putting *p, const struct exam_wish *wish)
{
	const struct exam_row_put *to = p->to;
	enum standing_code code = STANDING_NORMAL;
	int64_t before = head(p);
	struct err why = ERR_INIT;

	standing_read(text_of(p, wish), &code);
	if (!standings_put(to->store, p->student->id, code, &p->papers, to->by,
		    to->wall_us, &why))
		return refuse(p, wish, why.text);
	count_wish(p, before, &p->to->counts.standard);
	return true;
}

/* ---- choices ---------------------------------------------------------------- */

static bool clear_choices(struct putting *p)
{
	const struct exam_row_put *to = p->to;

	for (int g = 0; g < to->exam->groups; g++) {
		struct err why = ERR_INIT;

		if (!exam_choice_exempt(to->exam, p->entry, g) || !p->entry->choice[g])
			continue;
		if (!exams_choose(to->store, to->exam, p->student, g, "", ON_EXEMPTION,
			    to->by, to->wall_us, &why))
			return refuse(p, NULL, why.text);
		p->cleared |= UINT64_C(1) << g;
		p->to->counts.cleared++;
	}
	return true;
}

static void tell_cleared(struct putting *p)
{
	const struct exam *exam = p->to->exam;

	for (int g = 0; exam && g < exam->groups; g++)
		if (p->cleared >> g & 1)
			particulars_complain(p->to->list, p->row, NULL,
				COMPLAINT_WARNING,
				"“%s”：原来在%s里的选项已取消，记录里还查得到",
				exam_choice_exempt(exam, p->entry, g)->zh,
				exam->group[g].zh);
}

static bool put_choice(struct putting *p, const struct exam_wish *wish)
{
	const struct exam_row_put *to = p->to;
	const struct exam_status *status = exam_choice_exempt(
		to->exam, p->entry, wish->at);
	int64_t before = head(p);
	struct err why = ERR_INIT;

	if (status) {
		particulars_complain(to->list, p->row, wish, COMPLAINT_REFUSED,
			"这名学生已有状态“%s”，免考的学生没有选项；如果免考已取消，"
			"请把状态改为正常",
			status->zh);
		return false;
	}
	if (exams_choose(to->store, to->exam, p->student, wish->at, text_of(p, wish),
		    p->row->reason, to->by, to->wall_us, &why)) {
		count_wish(p, before, &p->to->counts.choices);
		return true;
	}
	/* Everything else was seen to before. */
	return refuse(p, wish,
		*p->row->reason
			? why.text
			: "这一组已经选过别的项目，更改选项要在“原因”列写明原因");
}

/* ---- points ----------------------------------------------------------------- */

/* What a process value or a past total came from. */
static void write_origin(const struct putting *p, char *out, size_t size)
{
	snprintf(out, size, "file %.90s, row %zu", path_name(p->to->file), p->row->row);
}

static bool put_process(struct putting *p, const struct exam_wish *wish)
{
	const struct exam_row_put *to = p->to;
	int64_t before = head(p);
	struct err why = ERR_INIT;
	char origin[128];

	write_origin(p, origin, sizeof(origin));
	if (!exams_process(to->store, to->exam, p->student, wish->at, wish->year,
		    text_of(p, wish), "import", origin, to->by, to->wall_us, &why))
		return refuse(p, wish, why.text);
	count_wish(p, before, &p->to->counts.process);
	return true;
}

static bool put_past(struct putting *p, const struct exam_wish *wish)
{
	const struct exam_row_put *to = p->to;
	int years = store_school_year(to->store) - wish->at;
	int code = wish->grade_code ? wish->grade_code
				    : grade_code_before(p->student->grade_code, years,
					      store_system(to->store));
	int64_t before = head(p);
	struct err why = ERR_INIT;
	char origin[128];

	if (!code) {
		particulars_complain(to->list, p->row, wish, COMPLAINT_REFUSED,
			"推算不出 %d 学年是几年级，请加一列“年级:%d”", wish->at,
			wish->at);
		return false;
	}
	write_origin(p, origin, sizeof(origin));
	if (!past_years_put(to->store, p->student->id, wish->at, code, wish->total_c,
		    origin, to->by, to->wall_us, &why))
		return refuse(p, wish, why.text);
	count_wish(p, before, &p->to->counts.past);
	return true;
}

/* ---- beside the journal ----------------------------------------------------- */

/* Sentences about what people said begin so; those about attempts with the item. */
static bool is_of_words(const char *sentence)
{
	return strncmp(sentence, "choice:", 7) == 0 ||
	       strncmp(sentence, "status:", 7) == 0 ||
	       strncmp(sentence, "process:", 8) == 0;
}

/* Reads the entry again; `why` says what contradicts itself in it, "" nothing. What an
 * attempt alone is doubted for is no matter of this file. */
static bool read_entry(struct putting *p, struct err *why)
{
	const struct exam_row_put *to = p->to;

	why->text[0] = '\0';
	if (!exams_entry(to->store, to->exam, to->exam_year, p->student, p->entry, NULL,
		    why, p->err)) {
		p->failed = true;
		return false;
	}
	if (!is_of_words(why->text)) {
		why->text[0] = '\0';
		exam_entry_check(to->exam, p->entry, why);
	}
	return true;
}

static const struct exam_item *absent_with_result(const struct putting *p)
{
	const struct exam *exam = p->to->exam;

	for (int i = 0; i < exam->items; i++)
		if (p->entry->of_item[i] >= 0 && p->entry->item[i].tries &&
			exam->status_of[p->entry->of_item[i]].is == EXAM_ABSENT)
			return &exam->item[i];
	return NULL;
}

static bool refuse_contradiction(struct putting *p, const struct err *why)
{
	const struct exam_item *absent = absent_with_result(p);

	if (strncmp(why->text, "status:", 7) == 0)
		return refuse(p, NULL,
			"与已存的另一个状态说的是同一项，请先把那个状态改为正常");
	particulars_complain(p->to->list, p->row, NULL, COMPLAINT_REFUSED,
		absent ? "%s已有成绩，不能记缺考，请核对"
		: p->to->exam->all_or_none
			? "与已存的记录矛盾；每一组都要选，或都不选（%s）"
			: "与已存的记录矛盾（%s）",
		absent ? absent->zh : why->text);
	return false;
}

static bool still_agrees(struct putting *p, const struct err *before)
{
	struct err why;

	if (!read_entry(p, &why))
		return false;
	return !why.text[0] || strcmp(why.text, before->text) == 0 ||
	       refuse_contradiction(p, &why);
}

/* Derived, so that a screen shows it at once. */
static bool score(struct putting *p)
{
	const struct exam_row_put *to = p->to;

	if (to->exam_year - 1 != store_school_year(to->store) ||
		exams_score(to->store, to->exam, to->exam_year, p->student, p->err))
		return true;
	p->failed = true;
	return false;
}

/* ---- a row ------------------------------------------------------------------ */

static bool put_wish(struct putting *p, const struct exam_wish *wish)
{
	switch (wish->kind) {
	case WISH_CHOICE:
		return put_choice(p, wish);
	case WISH_STATUS:
		return put_status(p, wish);
	case WISH_PROCESS:
		return put_process(p, wish);
	case WISH_PAST:
		return put_past(p, wish);
	case WISH_STANDARD:
		return put_standard(p, wish);
	}
	return false;
}

/* All wishes of one kind; how many there were is added to *count. */
static bool put_kind(struct putting *p, enum exam_wish_kind kind, int *count)
{
	const struct exam_wish *wishes = p->to->list->wishes + p->row->wish;
	bool good = true;

	for (size_t i = 0; good && i < p->row->wishes; i++)
		if (wishes[i].kind == kind) {
			++*count;
			good = put_wish(p, &wishes[i]);
		}
	return good;
}

static bool put_exam(struct putting *p)
{
	int statuses = 0, others = 0;
	struct err before, now;

	if (!read_entry(p, &before) || !put_kind(p, WISH_STATUS, &statuses) ||
		!read_entry(p, &now) || (statuses && !clear_choices(p)))
		return false;
	return put_kind(p, WISH_CHOICE, &others) &&
	       put_kind(p, WISH_PROCESS, &others) && still_agrees(p, &before) &&
	       score(p);
}

bool exam_row_of_exam(const struct particulars *list, const struct exam_row *row)
{
	for (size_t i = 0; i < row->wishes; i++) {
		enum exam_wish_kind kind = list->wishes[row->wish + i].kind;

		if (kind != WISH_PAST && kind != WISH_STANDARD)
			return true;
	}
	return false;
}

static bool put_all(struct putting *p)
{
	int count = 0;

	if (exam_row_of_exam(p->to->list, p->row) && !put_exam(p))
		return false;
	return put_kind(p, WISH_STANDARD, &count) && put_kind(p, WISH_PAST, &count) &&
	       !p->failed;
}

static void take_papers(struct putting *p)
{
	memcpy(p->papers.papers, p->row->papers, sizeof(p->papers.papers));
	memcpy(p->papers.approver, p->row->approver, sizeof(p->papers.approver));
	p->papers.given_on = p->row->given_on;
}

enum exam_row_did exam_row_put(struct exam_row_put *put, const struct exam_row *row,
	const struct student *student, struct err *err)
{
	struct putting p = { .to = put, .row = row, .student = student, .err = err };
	struct exam_row_counts before = put->counts;
	struct err undone = ERR_INIT;
	enum exam_row_did did = EXAM_ROW_FAIL;

	if (!store_begin(put->store, err))
		return EXAM_ROW_FAIL;
	p.entry = mem_alloc(sizeof(*p.entry));
	take_papers(&p);
	if (put_all(&p)) {
		tell_cleared(&p);
		did = store_end(put->store, true, err) ? EXAM_ROW_PUT : EXAM_ROW_FAIL;
	} else {
		store_end(put->store, false, &undone);
		put->counts = before;
		did = p.failed ? EXAM_ROW_FAIL : EXAM_ROW_REFUSED;
	}
	free(p.entry);
	return did;
}
