/*
 * office - workbooks of another kind through LibreOffice, where it is installed.
 *
 * Old .xls workbooks come from the platform and may have to go back to it. LibreOffice
 * runs without a window, with settings of its own in the folder that it is given, for at
 * most OFFICE_SECONDS, or as long as is said.
 */
#ifndef COMMAND_OFFICE_H
#define COMMAND_OFFICE_H

#include <stdbool.h>

#include "err.h"
#include "path.h"

#define OFFICE_SECONDS 120

/* A folder for nobody but us, to be removed with all that is in it. */
bool office_folder(char folder[PATH_SIZE], struct err *err);
void office_remove(const char *folder);

/* A copy of `from` of the kind `ending` ("xlsx", "xls") in `folder`; its name in `out`. */
bool office_convert(const char *from, const char *ending, const char *folder,
	char out[PATH_SIZE], struct err *err);
bool office_convert_within(int seconds, const char *from, const char *ending,
	const char *folder, char out[PATH_SIZE], struct err *err);

#endif
