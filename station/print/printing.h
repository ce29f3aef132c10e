/*
 * printing - what a document is made of, and of whom: the open station, the choice of
 * students, the press; and the ways through them that most documents share.
 */
#ifndef PRINT_PRINTING_H
#define PRINT_PRINTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cards.h"
#include "codes.h"
#include "err.h"
#include "item.h"
#include "press.h"
#include "results.h"
#include "scheme.h"
#include "store.h"
#include "student.h"

struct printing {
	/* lent, and open; the results are up to date */
	struct store *store;
	const struct items *items;
	const struct scheme *scheme;
	struct results_with *results;
	const struct codes *ethnicities;
	struct press *press;
	int64_t wall_us;

	/* what was asked for */
	const char *class_code;	       /* as student_is_of() takes it */
	const struct student *student; /* NULL: everybody of it */
	const char *item;	       /* "" every item */
	const struct paper *paper;     /* of a slip */
	bool again;		       /* cards: also for who has one */
	struct cards_new *cards;       /* whose tokens were printed: to be kept */

	void (*progress)(void *ctx, int done, int of);
	void *progress_ctx;

	/* what came of it */
	int made; /* of what the document counts: students, classes, cards */
	int kept; /* cards that stay as they are */
	int left_out;
	const char *why_left_out; /* of the last of them */
};

/* Everybody who is asked for, in order of class and place; the caller frees *out. Nobody is
 * a failure with a sentence. */
bool printing_students(
	struct printing *p, struct student **out, size_t *count, struct err *err);

/* For each of them; its pages end there, and it counts what it made. */
typedef bool printing_student(
	struct printing *p, const struct student *student, struct err *err);
bool printing_each_student(struct printing *p, printing_student *make, struct err *err);

/* For each class of them. */
typedef bool printing_class(struct printing *p, const struct student *students,
	size_t count, struct err *err);
bool printing_each_class(struct printing *p, printing_class *make, struct err *err);

/* End a document of `mark` with the usual foot: which standard, and when it was printed. */
bool printing_end(
	struct printing *p, bool is_numbered, const char *mark, struct err *err);

/* ---- words that every document writes the same way ---- */

#define PRINTED_SIZE 64

/* "2026-2027学年" */
char *printed_year(int school_year, char out[PRINTED_SIZE]);
/* "2026年11月23日", of yyyymmdd; "" of 0 */
char *printed_date(int date, char out[PRINTED_SIZE]);
char *printed_day(int64_t wall_us, char out[PRINTED_SIZE]);
/* "82.5"; "" of SCORE_NONE */
char *printed_points(int32_t points_c, char out[PRINTED_SIZE]);
/* An item's points are whole: "85". */
char *printed_item_points(int32_t points_c, char out[PRINTED_SIZE]);
/* "91.2%", cut; "—" of nobody */
const char *printed_percent(int part, int whole, char out[PRINTED_SIZE]);
/* "3", "" of 0 */
char *printed_place(const struct student *student, char out[PRINTED_SIZE]);
/* What met the table of scheme->item[i]: "16.4", "3'42". "" of RESULT_NONE */
char *printed_value(
	const struct scheme *scheme, int i, int32_t value, char out[PRINTED_SIZE]);
/* 优秀 ... of an item's points; of an index the name of its band: 正常. Lent; "" without. */
const char *printed_item_level(const struct scheme *scheme, int i, enum sex sex,
	enum grade grade, int32_t value, int32_t points_c);

#endif
