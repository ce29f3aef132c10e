#include "score_headings.h"

#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "headings.h"
#include "text.h"

static const char *const who_fields[WHO_FIELDS] = {
	[WHO_NUMBER] = "number",
	[WHO_SCHOOL_NUMBER] = "school_number",
	[WHO_NAME] = "name",
	[WHO_SEX] = "sex",
	[WHO_GRADE] = "grade_code",
	[WHO_CLASS_CODE] = "class_code",
	[WHO_CLASS_NAME] = "class_name",
	[WHO_CLASS_NUMBER] = "class_number",
	[WHO_ETHNICITY] = "ethnicity",
	[WHO_BIRTH_DATE] = "birth_date",
	[WHO_TEST_NUMBER] = "test_number",
	[WHO_EXEMPT] = "exempt",
};

/* ---- one heading ------------------------------------------------------------ */

/* What may stand behind an item's heading, the longer words first. */
static const struct {
	const char *word;
	enum score_part part;
} endings[] = {
	{ "单项得分", PART_POINTS },
	{ "单项等级", PART_LEVEL },
	{ "测试成绩", PART_VALUE },
	{ "原始成绩", PART_VALUE },
	{ "附加分", PART_BONUS },
	{ "加分", PART_BONUS },
	{ "评分", PART_POINTS },
	{ "得分", PART_POINTS },
	{ "分数", PART_POINTS },
	{ "分值", PART_POINTS },
	{ "等级", PART_LEVEL },
	{ "评定", PART_LEVEL },
	{ "评级", PART_LEVEL },
	{ "成绩", PART_VALUE },
	{ "结果", PART_VALUE },
	{ "数值", PART_VALUE },
};

/* A column of the layout, and the part that its heading or field names. */
struct meaning {
	const struct layout_column *column;
	enum score_part part;
};

static bool part_of_field(const char *field, enum score_part *part)
{
	static const struct {
		const char *name;
		enum score_part part;
	} parts[] = {
		{ "points", PART_POINTS },
		{ "level", PART_LEVEL },
		{ "bonus", PART_BONUS },
		{ "standard", PART_STANDARD },
	};
	const char *colon = strchr(field, ':');

	*part = PART_VALUE;
	if (!colon)
		return true;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcmp(colon + 1, parts[i].name) == 0) {
			*part = parts[i].part;
			return true;
		}
	return false;
}

static bool is_who(const char *field)
{
	for (int i = 0; i < WHO_FIELDS; i++)
		if (strcmp(field, who_fields[i]) == 0)
			return true;
	return false;
}

static bool find_whole(
	const struct layout *layout, const char *heading, struct meaning *meaning)
{
	int at = layout_find(layout, heading);

	if (at < 0)
		return false;
	meaning->column = &layout->columns[at];
	return part_of_field(meaning->column->field, &meaning->part);
}

/* "50米跑(秒)成绩" and "50米跑成绩(秒)" alike: the brackets at the end go first. */
static bool find_with_ending(
	const struct layout *layout, const char *heading, struct meaning *meaning)
{
	char folded[LAYOUT_HEADING_MAX];
	char *open;
	size_t len;

	if (!heading_fold(heading, folded, sizeof(folded)))
		return false;
	len = strlen(folded);
	open = strrchr(folded, '(');
	if (len > 1 && folded[len - 1] == ')' && open && open > folded)
		*open = '\0';
	len = strlen(folded);
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t ending = strlen(endings[i].word);

		if (len <= ending ||
			strcmp(folded + len - ending, endings[i].word) != 0)
			continue;
		folded[len - ending] = '\0';
		if (!find_whole(layout, folded, meaning) ||
			meaning->column->use != HEADING_READ ||
			is_who(meaning->column->field) ||
			strchr(meaning->column->field, ':'))
			return false;
		meaning->part = endings[i].part;
		return true;
	}
	return false;
}

static bool means(const struct score_rules *rules, const char *heading,
	struct meaning *meaning, bool *ignored)
{
	const char *title = own_heading_title(
		rules->headings, rules->headings_count, heading);

	*ignored = *heading && !*title;
	if (*ignored)
		return false;
	return find_whole(rules->layout, title, meaning) ||
	       find_with_ending(rules->layout, title, meaning);
}

bool score_heading_known(const void *ctx, const char *heading)
{
	struct meaning meaning;
	bool ignored;

	return means(ctx, heading, &meaning, &ignored) || ignored;
}

/* ---- all of them ------------------------------------------------------------ */

struct finder {
	struct score_places *places;
	const struct score_rules *rules;
	struct score_list *list; /* may be NULL */
	const struct row *row;
	size_t at;
	struct err *err;
};

static void warn(const struct finder *f, const char *reason)
{
	struct complaint *c;

	if (!f->list)
		return;
	c = complaint_add(&f->list->complaints, &f->list->complaints_count,
		f->row->number, COMPLAINT_WARNING, row_cell(f->row, f->at)->text, "");
	text_copy(c->reason, sizeof(c->reason), reason);
}

static bool twice(const struct finder *f, const char *title, size_t before)
{
	char here[8], there[8];

	return err_set(f->err, "“%s”出现了两次（%s列和%s列），请只留一列", title,
		column_letters(before, there), column_letters(f->at, here));
}

static bool take_who(struct finder *f, const struct layout_column *column, int who)
{
	struct score_places *p = f->places;

	if (p->who[who] >= 0)
		return twice(f, column->title, (size_t)p->who[who]);
	p->who[who] = (int)f->at;
	text_copy(p->who_heading[who], sizeof(p->who_heading[0]),
		row_cell(f->row, f->at)->text);
	return true;
}

/* "situps|pull_ups" to the girls' and the boys'; "weight:points" to one for both. */
static bool read_items(const struct finder *f, const char *field, int item[2])
{
	struct slice rest = slice_of(field), piece;
	char key[32];
	int n = 0;

	rest.len = strcspn(field, ":");
	if (slice_is(rest, "total")) {
		item[0] = item[1] = SCORE_TOTAL;
		return true;
	}
	while (n < 2 && slice_piece(&rest, '|', &piece)) {
		if (!slice_copy(piece, key, sizeof(key)))
			return false;
		item[n] = items_find(f->rules->items, key);
		if (item[n++] < 0)
			return false;
	}
	if (n == 1)
		item[1] = item[0];
	return n > 0;
}

/* The platform's bound in the item's own unit. */
static int64_t bound(const struct item *item, const char *text, int64_t otherwise)
{
	int64_t value;

	if (!*text || !item_read_exact(item, text, &value))
		return otherwise;
	return value;
}

static void take_bounds(const struct finder *f, const struct layout_column *column,
	struct score_field *field)
{
	const struct item *item = items_at(f->rules->items, field->item[0]);
	const char *low = column->low, *high = column->high;

	/* A column for both sexes has the bounds of its items' own columns. */
	for (unsigned i = 0; !*low && i < f->rules->layout->columns_count; i++) {
		const struct layout_column *other = &f->rules->layout->columns[i];

		if (strcmp(other->field, item->key) == 0) {
			low = other->low;
			high = other->high;
		}
	}
	field->low = bound(item, low, item->hard_min);
	field->high = bound(item, high, item->hard_max);
	if (item->minutes)
		snprintf(field->range, sizeof(field->range), "%d′%02d-%d′%02d",
			(int)(field->low / 60000), (int)(field->low / 1000 % 60),
			(int)(field->high / 60000), (int)(field->high / 1000 % 60));
	else
		snprintf(field->range, sizeof(field->range), "%.8s-%.8s", low, high);
}

static int add_column(struct finder *f, const struct score_field *field)
{
	struct score_list *list = f->list;
	struct score_column *column;

	if (!list)
		return -1;
	list->columns = mem_resize_array(
		list->columns, list->columns_count + 1, sizeof(*list->columns));
	column = &list->columns[list->columns_count];
	*column = (struct score_column){
		.item = field->item[0], .item_of_boys = field->item[1], .at = field->at
	};
	text_copy(column->heading, sizeof(column->heading),
		row_cell(f->row, f->at)->text);
	return (int)list->columns_count++;
}

static bool names_sex(const char *heading)
{
	return strstr(heading, "男") || strstr(heading, "女");
}

/* Two columns of one item are a sheet's two for the sexes; of anything else one. */
static bool check_field(
	struct finder *f, const struct score_field *field, const char *title)
{
	size_t same = 0, before = 0;

	for (size_t i = 0; i < f->places->fields; i++) {
		const struct score_field *other = &f->places->field[i];

		if (other->part != field->part || other->item[0] != field->item[0])
			continue;
		before = other->at;
		same++;
	}
	if (same == 0)
		return true;
	if (field->part == PART_VALUE && same < SCORE_COLUMNS_OF_ITEM &&
		names_sex(row_cell(f->row, f->at)->text) !=
			names_sex(row_cell(f->row, before)->text))
		return true;
	return twice(f, title, before);
}

static bool take_score(struct finder *f, const struct meaning *meaning)
{
	struct score_places *p = f->places;
	struct score_field *field = &p->field[p->fields];

	*field = (struct score_field){ .at = f->at, .part = meaning->part };
	if (!read_items(f, meaning->column->field, field->item))
		return err_set(f->err, "layout %s: no item or person's field \"%s\"",
			f->rules->layout->name, meaning->column->field);
	if (field->item[0] == SCORE_TOTAL && field->part == PART_VALUE)
		return err_set(f->err, "layout %s: a whole has no value",
			f->rules->layout->name);
	if (!check_field(f, field, meaning->column->title))
		return false;
	if (field->part == PART_VALUE) {
		take_bounds(f, meaning->column, field);
		field->column = add_column(f, field);
		p->values++;
	} else {
		p->points++;
	}
	p->has_standard |= field->part == PART_STANDARD;
	p->has_total |= field->item[0] == SCORE_TOTAL && field->part == PART_POINTS;
	p->fields++;
	return true;
}

static bool take_heading(struct finder *f)
{
	struct meaning meaning;
	bool ignored;

	if (!means(f->rules, row_cell(f->row, f->at)->text, &meaning, &ignored)) {
		if (!ignored)
			warn(f, heading_is_try(row_cell(f->row, f->at)->text)
					? "一个项目只读一列，请只留最好的一次，标题写项"
					  "目名"
					: "不认识的列，没有导入");
		return true;
	}
	if (meaning.column->use == HEADING_WARNED)
		warn(f, meaning.column->note);
	if (meaning.column->use != HEADING_READ)
		return true;
	for (int i = 0; i < WHO_FIELDS; i++)
		if (strcmp(meaning.column->field, who_fields[i]) == 0)
			return take_who(f, meaning.column, i);
	return take_score(f, &meaning);
}

static void stand_in(struct score_places *p, enum score_who who, enum score_who other)
{
	if (p->who[who] < 0) {
		p->who[who] = p->who[other];
		memcpy(p->who_heading[who], p->who_heading[other],
			sizeof(p->who_heading[0]));
	}
	p->who[other] = -1;
}

bool score_places_find(struct score_places *places, const struct score_rules *rules,
	const struct row *headings, struct score_list *list, struct err *err)
{
	struct finder f = { places, rules, list, headings, 0, err };

	memset(places, 0, sizeof(*places));
	for (int i = 0; i < WHO_FIELDS; i++)
		places->who[i] = -1;
	for (f.at = 0; f.at < headings->count; f.at++)
		if (headings->cells[f.at].kind != CELL_EMPTY && !take_heading(&f))
			return false;
	stand_in(places, WHO_NUMBER, WHO_SCHOOL_NUMBER);
	stand_in(places, WHO_CLASS_NAME, WHO_CLASS_NUMBER);
	return true;
}

static bool has(const struct score_places *p, enum score_who who)
{
	return p->who[who] >= 0;
}

enum score_sheet score_places_kind(const struct score_places *p)
{
	if (!has(p, WHO_NUMBER) && !has(p, WHO_NAME) && !has(p, WHO_TEST_NUMBER))
		return SCORE_SHEET_NONE;
	if (p->values == 0 && p->points == 0)
		return SCORE_SHEET_ROSTER;
	if (p->has_standard && p->has_total && has(p, WHO_NUMBER) &&
		has(p, WHO_CLASS_CODE))
		return SCORE_SHEET_RETURNED;
	if (p->points == 0 && has(p, WHO_NUMBER) && has(p, WHO_NAME) &&
		has(p, WHO_SEX) && has(p, WHO_GRADE) && has(p, WHO_CLASS_CODE) &&
		has(p, WHO_ETHNICITY) && has(p, WHO_BIRTH_DATE))
		return SCORE_SHEET_TEMPLATE;
	return SCORE_SHEET_VENDOR;
}
