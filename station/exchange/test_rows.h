/*
 * test_rows - 测试信息 to rows of a layout whose `rows` is tests: a class and an item each.
 *
 *	rows = test_rows_begin(book, layout, items, &err)	the headings
 *	test_rows_add(rows, &info)
 *	test_rows_end(rows, &counts)
 *
 * Fields: grade_code, class_code, class_name, item_name, testers, tested_on, place,
 * instrument, method. What the station does not know is an empty cell.
 */
#ifndef EXCHANGE_TEST_ROWS_H
#define EXCHANGE_TEST_ROWS_H

#include <stddef.h>

#include "err.h"
#include "item.h"
#include "layout.h"
#include "sheet.h"
#include "test_info.h"

struct test_counts {
	size_t rows;
	size_t gaps; /* rows with an empty cell */
};

struct test_rows;

/* NULL when the layout names another field. All is lent until the end. */
struct test_rows *test_rows_begin(struct book *book, const struct layout *layout,
	const struct items *items, struct err *err);
void test_rows_add(struct test_rows *rows, const struct test_info *info);
void test_rows_end(struct test_rows *rows, struct test_counts *counts);

#endif
