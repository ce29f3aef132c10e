/* The headings of exam particulars: see particulars.h. */
#include "particulars.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headings.h"
#include "text.h"

struct prefix {
	const char *word;
	enum exam_column_kind kind;
};

/* As heading_fold() leaves them: small letters, half width. */
static const struct prefix prefixes[] = {
	{ "choice:", EXAM_COLUMN_CHOICE },
	{ "选项:", EXAM_COLUMN_CHOICE },
	{ "status:", EXAM_COLUMN_STATUS },
	{ "状态:", EXAM_COLUMN_STATUS },
	{ "process:", EXAM_COLUMN_PROCESS },
	{ "过程:", EXAM_COLUMN_PROCESS },
	{ "past:", EXAM_COLUMN_PAST },
	{ "往年:", EXAM_COLUMN_PAST },
	{ "grade:", EXAM_COLUMN_GRADE },
	{ "年级:", EXAM_COLUMN_GRADE },
};

static const struct {
	const char *field;
	enum exam_column_kind kind;
} fields[] = {
	{ "number", EXAM_COLUMN_NUMBER },
	{ "test_number", EXAM_COLUMN_TEST_NUMBER },
	{ "name", EXAM_COLUMN_NAME },
	{ "papers", EXAM_COLUMN_PAPERS },
	{ "approver", EXAM_COLUMN_APPROVER },
	{ "papers_date", EXAM_COLUMN_PAPERS_DATE },
	{ "reason", EXAM_COLUMN_REASON },
	{ "standard", EXAM_COLUMN_STANDARD },
	{ "status", EXAM_COLUMN_STATUS },
};

/* The prefix of a folded heading, or NULL; *rest is what follows it. */
static const struct prefix *find_prefix(const char *folded, const char **rest)
{
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		size_t len = strlen(prefixes[i].word);

		if (strncmp(folded, prefixes[i].word, len) == 0) {
			*rest = folded + len;
			return &prefixes[i];
		}
	}
	return NULL;
}

bool particulars_name_is(const char *folded, const char *name)
{
	char other[LAYOUT_HEADING_MAX];

	return *name && heading_fold(name, other, sizeof(other)) &&
	       strcmp(folded, other) == 0;
}

/* ---- a file of this kind? --------------------------------------------------- */

static bool is_one_of(const char *folded, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(folded, words[i]) == 0)
			return true;
	return false;
}

/* Of lists of every kind: the row with most of these is that of the headings, and not the
 * 年级：九年级 above them. */
static bool knows_any(const void *ctx, const char *heading)
{
	static const char *const words[] = { "学籍号", "number", "测试号",
		"test_number", "姓名", "name", "性别", "班级", "序号", "证明", "papers",
		"体测状态", "standard", "体质测试状态", "状态", "status", "考试状态" };
	char folded[LAYOUT_HEADING_MAX];
	const char *rest;

	(void)ctx;
	return heading_fold(heading, folded, sizeof(folded)) &&
	       (find_prefix(folded, &rest) ||
		       is_one_of(folded, words, sizeof(words) / sizeof(words[0])));
}

bool particulars_heading_known(const void *ctx, const char *heading)
{
	const struct particulars_rules *rules = ctx;
	char folded[LAYOUT_HEADING_MAX];
	const char *rest;

	return heading_fold(heading, folded, sizeof(folded)) &&
	       (find_prefix(folded, &rest) || layout_find(rules->layout, heading) >= 0);
}

/* A roster may have a column 状态, but it has a 性别, too. */
static bool speak_of_exam(const struct row *heading)
{
	static const char *const sure[] = { "体测状态", "standard", "体质测试状态" };
	static const char *const maybe[] = { "状态", "status", "考试状态" };
	bool sex = false, status = false;

	for (size_t i = 0; i < heading->count; i++) {
		char folded[LAYOUT_HEADING_MAX];
		const char *rest;

		if (!heading_fold(heading->cells[i].text, folded, sizeof(folded)))
			continue;
		if (find_prefix(folded, &rest) || is_one_of(folded, sure, 3))
			return true;
		sex |= strcmp(folded, "性别") == 0;
		status |= is_one_of(folded, maybe, 3);
	}
	return status && !sex;
}

bool particulars_is(struct sheet *sheet)
{
	struct headings headings;
	struct err ignored = ERR_INIT;
	bool is = headings_find(&headings, sheet, knows_any, NULL, &ignored) &&
		  speak_of_exam(&headings.row);

	headings_release(&headings);
	return is;
}

/* ---- names of the scheme ---------------------------------------------------- */

static int find_group(const struct exam *exam, const char *name)
{
	for (int g = 0; g < exam->groups; g++)
		if (particulars_name_is(name, exam->group[g].key) ||
			particulars_name_is(name, exam->group[g].zh))
			return g;
	return -1;
}

static int find_component(const struct exam *exam, const char *name)
{
	for (int c = 0; c < exam->components; c++)
		if (particulars_name_is(name, exam->component[c].key) ||
			particulars_name_is(name, exam->component[c].zh))
			return c;
	return -1;
}

/* The key that exam_entry_status() takes for an item, slot, group or part; NULL. */
static const char *find_place(const struct exam *exam, const char *name)
{
	int group = find_group(exam, name);

	for (int i = 0; i < exam->items; i++) {
		if (particulars_name_is(name, exam->item[i].key) ||
			particulars_name_is(name, exam->item[i].zh))
			return exam->item[i].key;
		if (particulars_name_is(name, exam->item[i].slot))
			return exam->item[i].slot;
	}
	if (group >= 0)
		return exam->group[group].key;
	for (int p = 0; p < exam->parts; p++)
		if (particulars_name_is(name, exam->part[p].key) ||
			particulars_name_is(name, exam->part[p].zh))
			return exam->part[p].key;
	return NULL;
}

/* ---- one heading ------------------------------------------------------------ */

struct taking {
	const struct particulars_rules *rules;
	struct exam_column *column;
	const char *name; /* behind the prefix, folded */
	char letters[8];
	struct err *err;
};

static void list_names(
	struct buf *out, const char *zh, const char *before, size_t *count)
{
	buf_addf(out, "%s%s%s", (*count)++ ? "、" : "", before, zh);
}

static bool take_choice(struct taking *t)
{
	const struct exam *exam = t->rules->exam;
	struct buf known = BUF_INIT;
	size_t count = 0;

	t->column->at = find_group(exam, t->name);
	if (t->column->at >= 0 && exam->group[t->column->at].choose != EXAM_DECLARED)
		return err_set(t->err, "“%s”（%s列）：这一组不由学生选项，请删去这一列",
			t->column->title, t->letters);
	if (t->column->at >= 0)
		return true;
	for (int g = 0; g < exam->groups; g++)
		if (exam->group[g].choose == EXAM_DECLARED)
			list_names(&known, exam->group[g].zh, "选项:", &count);
	err_set(t->err, "“%s”（%s列）：考试方案里没有这一组；可以写：%s",
		t->column->title, t->letters, known.data);
	buf_release(&known);
	return false;
}

static bool take_status(struct taking *t)
{
	const char *where = find_place(t->rules->exam, t->name);

	if (!where)
		return err_set(t->err, "“%s”（%s列）：考试方案里没有这个项目、组或部分",
			t->column->title, t->letters);
	text_copy(t->column->where, sizeof(t->column->where), where);
	return true;
}

static bool find_year(struct taking *t, const char *year)
{
	const struct exam_component *c = &t->rules->exam->component[t->column->at];

	for (int y = 0; y < c->years; y++)
		if (particulars_name_is(year, c->year[y]))
			t->column->year = y;
	return t->column->year >= 0 ||
	       err_set(t->err, "“%s”（%s列）：“%s”没有学年“%s”", t->column->title,
		       t->letters, c->zh, year);
}

static bool take_process(struct taking *t)
{
	const struct exam *exam = t->rules->exam;
	const char *colon = strchr(t->name, ':');
	struct buf known = BUF_INIT;
	char name[LAYOUT_HEADING_MAX];
	size_t count = 0;

	snprintf(name, sizeof(name), "%.*s",
		colon ? (int)(colon - t->name) : LAYOUT_HEADING_MAX, t->name);
	t->column->at = find_component(exam, name);
	t->column->year = -1;
	if (t->column->at >= 0)
		return !colon || find_year(t, colon + 1);
	for (int c = 0; c < exam->components; c++)
		list_names(&known, exam->component[c].zh, "过程:", &count);
	err_set(t->err, "“%s”（%s列）：考试方案里没有这一项；可以写：%s",
		t->column->title, t->letters, known.data);
	buf_release(&known);
	return false;
}

/* "2024", "2024-2025", "2024/2025学年": the year in which it begins; 0 for others. */
static int school_year_read(const char *text)
{
	size_t len = strlen(text);
	size_t word = strlen("学年");
	int year, next;

	if (len > word && strcmp(text + len - word, "学年") == 0)
		len -= word;
	if ((len != 4 && len != 9) || strspn(text, "0123456789") != 4)
		return 0;
	year = atoi(text);
	if (len == 4)
		return year;
	next = atoi(text + 5);
	return (text[4] == '-' || text[4] == '/') &&
			       strspn(text + 5, "0123456789") == 4 && next == year + 1
		       ? year
		       : 0;
}

static bool take_year(struct taking *t)
{
	t->column->at = school_year_read(t->name);
	if (t->column->at >= 2000 && t->column->at < t->rules->school_year)
		return true;
	if (t->column->at >= t->rules->school_year)
		return err_set(t->err,
			"“%s”（%s列）：%d 学年不是往年，它的成绩由本机测得",
			t->column->title, t->letters, t->column->at);
	return err_set(t->err, "“%s”（%s列）：请写学年开始的年份，例如 %s:%d",
		t->column->title, t->letters,
		t->column->kind == EXAM_COLUMN_PAST ? "往年" : "年级",
		t->rules->school_year - 1);
}

static bool take_prefixed(struct taking *t)
{
	bool needs_scheme = t->column->kind == EXAM_COLUMN_CHOICE ||
			    t->column->kind == EXAM_COLUMN_STATUS ||
			    t->column->kind == EXAM_COLUMN_PROCESS;

	if (needs_scheme && !t->rules->exam)
		return err_set(t->err,
			"“%s”（%s列）：还没有使用中的考试方案，请先运行 station "
			"scheme use",
			t->column->title, t->letters);
	switch (t->column->kind) {
	case EXAM_COLUMN_CHOICE:
		return take_choice(t);
	case EXAM_COLUMN_PROCESS:
		return take_process(t);
	case EXAM_COLUMN_PAST:
	case EXAM_COLUMN_GRADE:
		return take_year(t);
	default:
		return !*t->name || take_status(t);
	}
}

static void warn_heading(struct particulars *list, const struct row *row,
	const char *title, const char *note)
{
	struct complaint *c = complaint_add(&list->complaints, &list->complaints_count,
		row->number, COMPLAINT_WARNING, title, "");

	text_copy(c->reason, sizeof(c->reason), note);
}

static bool take_plain(
	struct taking *t, struct particulars *list, const struct row *row, size_t at)
{
	const struct layout *layout = t->rules->layout;
	int found = layout_find(layout, row->cells[at].text);
	const struct layout_column *column = &layout->columns[found < 0 ? 0 : found];

	if (found < 0)
		return err_set(t->err,
			"不认识的列“%s”（%s列）；请改标题或删去这一列，见 station help "
			"import",
			t->column->title, t->letters);
	if (column->use == HEADING_WARNED)
		warn_heading(list, row, t->column->title, column->note);
	if (column->use != HEADING_READ)
		return true;
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (strcmp(fields[i].field, column->field) == 0)
			t->column->kind = fields[i].kind;
	if (t->column->kind == EXAM_COLUMN_UNUSED)
		return err_set(t->err, "layout %s: there is no field \"%s\"",
			layout->name, column->field);
	return t->column->kind != EXAM_COLUMN_STATUS || take_prefixed(t);
}

static bool take_heading(struct particulars *list,
	const struct particulars_rules *rules, const struct row *row, size_t at,
	struct err *err)
{
	struct taking t = { rules, &list->columns[at], "", "", err };
	const struct prefix *prefix;
	char folded[LAYOUT_HEADING_MAX];

	text_copy(t.column->title, sizeof(t.column->title), row->cells[at].text);
	column_letters(at, t.letters);
	if (!heading_fold(row->cells[at].text, folded, sizeof(folded)))
		return err_set(
			err, "%s列的标题太长：“%.60s…”", t.letters, t.column->title);
	prefix = find_prefix(folded, &t.name);
	if (!prefix)
		return take_plain(&t, list, row, at);
	t.column->kind = prefix->kind;
	if (!*t.name)
		return err_set(err, "“%s”（%s列）：冒号后面没有名称", t.column->title,
			t.letters);
	return take_prefixed(&t);
}

/* ---- all together ----------------------------------------------------------- */

/* Do two columns say the same thing? All years of a component hold each one. */
static bool is_same(const struct exam_column *a, const struct exam_column *b)
{
	return a->kind != EXAM_COLUMN_UNUSED && a->kind == b->kind && a->at == b->at &&
	       (a->year == b->year || a->year < 0 || b->year < 0) &&
	       strcmp(a->where, b->where) == 0;
}

static bool check_doubled(const struct particulars *list, struct err *err)
{
	char here[8], there[8];

	for (size_t i = 0; i < list->columns_count; i++)
		for (size_t k = 0; k < i; k++)
			if (is_same(&list->columns[i], &list->columns[k]))
				return err_set(err,
					"“%s”（%s列）和“%s”（%"
					"s列）是同一项，请只留一列",
					list->columns[k].title,
					column_letters(k, there),
					list->columns[i].title,
					column_letters(i, here));
	return true;
}

static bool has(const struct particulars *list, enum exam_column_kind kind, int at)
{
	for (size_t i = 0; i < list->columns_count; i++)
		if (list->columns[i].kind == kind && list->columns[i].at == at)
			return true;
	return false;
}

static bool check_whole(const struct particulars *list, struct err *err)
{
	bool wishes = false;

	for (size_t i = 0; i < list->columns_count; i++) {
		const struct exam_column *c = &list->columns[i];

		wishes |= c->kind >= EXAM_COLUMN_STANDARD &&
			  c->kind != EXAM_COLUMN_GRADE;
		if (c->kind == EXAM_COLUMN_GRADE && !has(list, EXAM_COLUMN_PAST, c->at))
			return err_set(err, "“%s”没有对应的“往年:%d”", c->title, c->at);
	}
	if (!has(list, EXAM_COLUMN_NUMBER, 0) && !has(list, EXAM_COLUMN_TEST_NUMBER, 0))
		return err_set(err, "缺少“测试号”或“学籍号”列，不知道每一行是哪名学生；"
				    "请在第一行写上"
				    "标题");
	return wishes || err_set(err, "除了学生，没有一列要导入");
}

bool particulars_headings(struct particulars *list,
	const struct particulars_rules *rules, const struct row *row, struct err *err)
{
	list->columns = mem_array(row->count + 1, sizeof(*list->columns));
	list->columns_count = row->count;
	for (size_t at = 0; at < row->count; at++)
		if (row->cells[at].kind != CELL_EMPTY &&
			!take_heading(list, rules, row, at, err))
			return false;
	return check_doubled(list, err) && check_whole(list, err);
}
