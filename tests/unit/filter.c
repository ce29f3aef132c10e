/* One test of a program, by its name: CMOCKA_TEST_FILTER='a_whole*'. The library takes such a
 * filter only from the program, not from the environment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

__attribute__((constructor)) static void take_filter(void)
{
	const char *name = getenv("CMOCKA_TEST_FILTER");

	if (name)
		cmocka_set_test_filter(name);
}
