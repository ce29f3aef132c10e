/*
 * cell_shown - a number as its format shows it.
 *
 * Numbers in a workbook have formats, and people read what these show: 325 with the
 * format #\'## is 3'25 to everybody who sees the sheet, and 3.4 with 0.00 is 3.40.
 * Understood are placeholders (0 # ?), one point, and text in quotes or behind a
 * backslash, of the first section; ECMA-376 part 1, 18.8.31. Of every other format
 * (per cent, powers, thousands, fractions, days) the number itself is given.
 */
#ifndef EXCHANGE_CELL_SHOWN_H
#define EXCHANGE_CELL_SHOWN_H

#include <stddef.h>

#include "sheet.h"

#define CELL_SHOWN_MAX 64

/* The cell's text for all but numbers; cut to fit. Returns `out`. */
const char *cell_shown(const struct cell *cell, char out[CELL_SHOWN_MAX]);

#endif
