/*
 * Any bytes as an old workbook as sheet_open() reads it, FreeXL in its child, whose end may
 * be a crash and must be a sentence.
 */
#include "every_cell.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	if (len > 0)
		read_every_cell("f.xls", bytes, len);
	return 0;
}
