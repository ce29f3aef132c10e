/*
 * screen_list - every screen, one line each.
 *
 *	X(NAME, name, whose, title, picture, sheet)
 *
 * SCREEN_NAME and its function screen_name(); `name` is what tests and pictures call it.
 * Whose: CHILD stand before children; TEACHER, behind the teacher's key, MENU likewise and
 * offered on the teacher's menu with title and picture; ANYBODY over everything. The title
 * stands in the top bar; NO_TITLE: the item does. Sheet: BOTH is laid out for a wide and
 * for an upright window (ui.h), WIDE is made small in an upright one.
 *
 * The poster is first: a visit that is zero is at none of the teacher's screens.
 *
 * A new screen is its file, its line here, and its name in CMakeLists.txt.
 */
#ifndef KIOSK_SCREEN_LIST_H
#define KIOSK_SCREEN_LIST_H

#define SCREEN_LIST(X)                                                                 \
	X(POSTER, poster, CHILD, NO_TITLE, "", BOTH)                                   \
	X(CLASSES, classes, CHILD, TEXT_CHOOSE_CLASS, "", BOTH)                        \
	X(TILES, tiles, CHILD, NO_TITLE, "", BOTH)                                     \
	X(NAMES, names, CHILD, TEXT_FIND_NAME, "", BOTH)                               \
	X(KEYPAD, keypad, CHILD, NO_TITLE, "", BOTH)                                   \
	X(REFUSED, refused, CHILD, NO_TITLE, "", BOTH)                                 \
	X(CONFIRM, confirm, CHILD, NO_TITLE, "", BOTH)                                 \
	X(ATTEMPT, attempt, CHILD, NO_TITLE, "", BOTH)                                 \
	X(WEIGHING, weighing, CHILD, NO_TITLE, "", BOTH)                               \
	X(LANES, lanes, CHILD, NO_TITLE, "", BOTH)                                     \
	X(STARTS, starts, CHILD, NO_TITLE, "", BOTH)                                   \
	X(RUN, run, CHILD, NO_TITLE, "", BOTH)                                         \
	X(MANY_LINEUP, many_lineup, CHILD, NO_TITLE, "", BOTH)                         \
	X(MANY, many, CHILD, NO_TITLE, "", BOTH)                                       \
	X(GRID, grid, CHILD, NO_TITLE, "", BOTH)                                       \
	X(RESULT, result, CHILD, NO_TITLE, "", BOTH)                                   \
	X(MINE, mine, CHILD, TEXT_MINE, "", BOTH)                                      \
	X(TEACHER, teacher, TEACHER, TEXT_TODAY, "", BOTH)                             \
	X(CELL, cell, TEACHER, TEXT_WHO_LACKS, "", BOTH)                               \
	X(MENU, menu, TEACHER, TEXT_MENU, "", BOTH)                                    \
	X(PIN, pin, TEACHER, TEXT_PIN, "", BOTH)                                       \
	X(STUDENT, student, TEACHER, TEXT_STUDENT, "", BOTH)                           \
	X(START, start, MENU, TEXT_START, "go", BOTH)                                  \
	X(CALL, call, MENU, TEXT_CALL, "person", BOTH)                                 \
	X(MISSING, missing, MENU, TEXT_MISSING, "list", BOTH)                          \
	X(DOUBTS, doubts, MENU, TEXT_DOUBTS, "dispute", BOTH)                          \
	X(LATEST, latest, MENU, TEXT_LATEST, "again", BOTH)                            \
	X(FIND, find, MENU, TEXT_FIND, "person", BOTH)                                 \
	X(TYPING, typing, MENU, TEXT_TYPING, "list", BOTH)                             \
	X(YEAR, year, MENU, TEXT_THIS_YEAR, "year", BOTH)                              \
	X(DEVICES, devices, MENU, TEXT_DEVICES, "device", BOTH)                        \
	X(ROSTER, roster, MENU, TEXT_ROSTER, "list", BOTH)                             \
	X(HAND_IN, hand_in, MENU, TEXT_HAND_IN, "forward", BOTH)                       \
	X(POWER, power, MENU, TEXT_POWER, "check", BOTH)                               \
	X(CLOSE, close, MENU, TEXT_CLOSE, "rest", BOTH)                                \
	X(NEW_YEAR, new_year, MENU, TEXT_NEW_YEAR, "forward", BOTH)                    \
	X(SETTINGS, settings, MENU, TEXT_SETTINGS, "settings", BOTH)                   \
	X(FAULT, fault, ANYBODY, NO_TITLE, "", BOTH)

enum screen {
#define X(NAME, name, whose, title, picture, sheet) SCREEN_##NAME,
	SCREEN_LIST(X)
#undef X
		SCREENS
};

#endif
