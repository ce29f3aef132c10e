/*
 * Any bytes as an old workbook's container and its formulas, which are ours and run in
 * this process. What FreeXL makes of it is fuzz_freexl.c's.
 */
#include "xls_formulas.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct xls_formulas formulas;

	for (size_t sheet = 0; sheet < 2; sheet++) {
		xls_formulas_read(&formulas, bytes, len, sheet);
		for (size_t i = 0; i < formulas.count; i++) {
			const struct xls_formula *f = &formulas.list[i];

			assert(f->row < 65536 && f->at < 65536);
			assert(f->text + f->len <= formulas.texts.len);
			assert(xls_formula_at(&formulas, f->row, f->at));
		}
		assert(!xls_formula_at(&formulas, 70000, 0));
		xls_formulas_release(&formulas);
	}
	return 0;
}
