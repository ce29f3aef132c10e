/*
 * score_rows - a sheet with scores to a list: who, and what stands for each item.
 *
 * Four kinds of sheets are told apart by their headings (upload.md, sections 1 and 8):
 * a roster; the platform's template with scores filled in; another vendor's results;
 * and the score sheet that the platform returns, of 45, 44 or 37 columns, in which a
 * value stands beside its 评分, 等级 and 附加分, and 标准分, 附加分, 总分, 总分等级 at
 * the end. Headings may stand below a title and in two rows (headings.h), in any order,
 * with aliases, units, sexes in brackets. What a school knows its columns by can be
 * said in `columns`.
 *
 *	struct score_rules rules = { .layout = score_in, .items = items, ... };
 *	struct score_list list;
 *	if (score_rows_read(sheet, &rules, &list, &err))
 *		for each list.rows[r], each cell c of score_row_cells(): ...
 *	score_list_release(&list);
 *
 * The file as a whole is refused when it has no headings of scores, when nobody could be
 * known by it (no 学籍号, 测试号 or 姓名), or when two columns say the same thing in
 * different words. A row is refused when it is nobody's or its 学籍号 has become a
 * number. A cell is refused alone, with the platform's sentence (section 4).
 *
 * Two rows with one 学籍号 are both in the list, the later one with `same_as` and a
 * warning: they may be 主测 and 补测, or a mistake.
 *
 * Nothing is known here of the school's roster: whether the child exists, has another
 * name or sits another item is for who has the store. So is whose item a value in a
 * column for both sexes is, where the row says no sex: it is read as the girls'. What the
 * sheet itself says is checked: a boy has no 800米跑, a girl no 引体向上, from junior high
 * on.
 */
#ifndef EXCHANGE_SCORE_ROWS_H
#define EXCHANGE_SCORE_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "complaints.h"
#include "err.h"
#include "item.h"
#include "layout.h"
#include "score_cells.h"
#include "sheet.h"
#include "student.h"

#define SCORE_COLUMNS_OF_ITEM 2 /* one for each sex: 仰卧起坐 and 仰卧起坐(女) */

/* ---- what a sheet is -------------------------------------------------------- */

enum score_sheet {
	SCORE_SHEET_NONE,     /* no heading of ours */
	SCORE_SHEET_ROSTER,   /* people, and no column for a score */
	SCORE_SHEET_TEMPLATE, /* the platform's; without any score it is a roster */
	SCORE_SHEET_VENDOR,   /* values with other columns than the platform's */
	SCORE_SHEET_RETURNED, /* the platform's points beside the values */
};

const char *score_sheet_zh(enum score_sheet kind); /* "平台返回的成绩表" */

/* ---- the list --------------------------------------------------------------- */

enum score_level {
	SCORE_LEVEL_NONE,
	SCORE_LEVEL_EXCELLENT, /* 优秀 */
	SCORE_LEVEL_GOOD,      /* 良好 */
	SCORE_LEVEL_PASS,      /* 及格 */
	SCORE_LEVEL_FAIL,      /* 不及格 */
	SCORE_LEVEL_NORMAL,    /* 正常, and below it those of BMI */
	SCORE_LEVEL_LOW,       /* 低体重 */
	SCORE_LEVEL_OVER,      /* 超重 */
	SCORE_LEVEL_OBESE,     /* 肥胖 */
};

#define SCORE_NO_POINTS INT32_MIN

/* What a sheet with points says of an item, or of the whole; SCORE_NO_POINTS and
 * SCORE_LEVEL_NONE where it says nothing. */
struct score_points {
	int32_t points_c, bonus_c; /* centipoints: 8250 is 82.5 */
	enum score_level level;
};

/* What stands for one item in one row; there may be a million of them. An empty cell has
 * none, unless there are points for it: then `is` is SCORE_NOTHING. */
struct score_cell {
	int16_t item;	/* index in the catalogue */
	int16_t column; /* index in list.columns; -1: only points */
	uint32_t
		doubt; /* SCORE_DOUBTFUL: index in list.doubts, SCORE_STATE: in words */
	int64_t value; /* in the item's unit */
	int64_t written_m; /* see struct score_said */
	struct score_points points;
	unsigned char is;    /* enum score_is; SCORE_WRONG has a complaint */
	unsigned char state; /* enum score_word, of SCORE_STATE */
	unsigned char look;  /* enum score_look */
	bool outside;	     /* SCORE_WRONG: a number, kept in `value` */
};

/* A doubtful cell: as it is written, and all that it may be. */
struct score_doubt {
	char text[32]; /* as the sheet shows it */
	enum score_spelling spelling;
	size_t count;
	struct score_reading readings[SCORE_WAYS];
};

/* One row of the sheet that is somebody's. Texts are "" where the sheet has none; all
 * are lent by the list. */
struct score_row {
	size_t row;	    /* as the spreadsheet counts */
	const char *number; /* 学籍号: half width, letters large */
	const char *name;   /* trimmed, as given */
	const char *class_code, *class_name, *test_number;
	enum sex sex;	    /* SEX_NONE: not said */
	int grade_code;	    /* 0: not said */
	bool grade_guessed; /* no column says it, the class's name does */
	int stage_year;	    /* 1 of 一(1)班, of whatever stage; 0: not said so */
	int birth_date;	    /* yyyymmdd; 0: not said */
	size_t same_as;	    /* an earlier row with the same 学籍号; 0: none */
	bool exempt; /* 是否免体 says yes, or 免体 stands in 身高 or 总分 */
	size_t first, count;	   /* its cells in list.cells */
	struct score_points total; /* 总分, 附加分, 总分等级 */
	int32_t standard_c;	   /* 标准分; SCORE_NO_POINTS */
};

/* A column of scores, and what all its cells came to. */
struct score_column {
	int item, item_of_boys; /* alike but in a column for both sexes */
	size_t at;		/* in the sheet, from 0 */
	char heading[48];	/* as it stands */
	size_t values, states, zeros, doubts, wrong;
	/* Doubtful cells by what they look like, settled ones too. */
	size_t spelled[SCORE_SPELLINGS];
};

struct score_list {
	enum score_sheet kind;
	char about[96]; /* the sheet's: "xlsx, studentData" */
	size_t heading_row;
	struct score_row *rows; /* in the sheet's order */
	size_t count;
	struct score_cell *cells;
	size_t cells_count;
	struct score_doubt *doubts;
	size_t doubts_count;
	const char **words; /* as they stand in cells: "免体", "X" */
	size_t words_count;
	struct score_column *columns; /* in the sheet's order */
	size_t columns_count;
	struct complaint *complaints; /* by row */
	size_t complaints_count;
	size_t refused;	       /* rows */
	bool has_other_sheets; /* like this one, and not read */
	/* its own */
	void *texts;
};
#define SCORE_LIST_INIT                                                                \
	{                                                                              \
		.rows = NULL                                                           \
	}

struct score_rules {
	const struct layout *layout; /* score-in */
	const struct items *items;
	enum school_system system; /* 六年级 is 16 or 21 */
	unsigned ways;		   /* how doubtful runs are meant; 0: not decided */
	/* A school's own headings, or NULL: "heading" to a title of the layout. */
	const struct own_heading *headings;
	size_t headings_count;
};

/* What the headings of `sheet` say it is. It is read up to them: open it again to read
 * it. false: it cannot be read. */
bool score_sheet_kind(struct sheet *sheet, const struct score_rules *rules,
	enum score_sheet *kind, struct err *err);

/* All of `sheet`. false: the file is refused and `list` is empty. */
bool score_rows_read(struct sheet *sheet, const struct score_rules *rules,
	struct score_list *list, struct err *err);
void score_list_release(struct score_list *list);

/* The row's cells; *count of them. */
const struct score_cell *score_row_cells(
	const struct score_list *list, const struct score_row *row, size_t *count);
/* The cell of `item`, or NULL. */
const struct score_cell *score_row_cell(
	const struct score_list *list, const struct score_row *row, int item);

/* How many doubtful cells of this spelling are still to be decided, in all columns. */
size_t score_list_doubts(const struct score_list *list, enum score_spelling spelling);

/* ---- between the files of this noun ----------------------------------------- */

/* A copy that the list owns; "" of an empty text. */
const char *score_list_text(struct score_list *list, const char *text);
/* The index in words of what stands in a cell, and that of a new doubt. */
uint32_t score_list_word(struct score_list *list, const char *cell);
uint32_t score_list_doubt(struct score_list *list, const struct cell *from,
	const struct score_said *said);

#endif
