/*
 * screen_list - every screen, one line each.
 *
 *	X(NAME, name, whose, title, picture)
 *
 * SCREEN_NAME and its function screen_name(); `name` is what tests and pictures call it.
 * Whose: CHILD stand before children; TEACHER, behind the teacher's key, MENU likewise and
 * offered on the teacher's menu with title and picture; ANYBODY over everything. The title
 * stands in the top bar; NO_TITLE: the item does. Each is
 * laid out for a wide and for an upright window (ui.h).
 *
 * The poster is first: a visit that is zero is at none of the teacher's screens.
 *
 * A new screen is its file, its line here, and its name in CMakeLists.txt.
 */
#ifndef KIOSK_SCREEN_LIST_H
#define KIOSK_SCREEN_LIST_H

#define SCREEN_LIST(X)                                                                 \
	X(POSTER, poster, CHILD, NO_TITLE, "")                                         \
	X(CLASSES, classes, CHILD, TEXT_CHOOSE_CLASS, "")                              \
	X(TILES, tiles, CHILD, NO_TITLE, "")                                           \
	X(NAMES, names, CHILD, TEXT_FIND_NAME, "")                                     \
	X(KEYPAD, keypad, CHILD, NO_TITLE, "")                                         \
	X(REFUSED, refused, CHILD, NO_TITLE, "")                                       \
	X(CONFIRM, confirm, CHILD, NO_TITLE, "")                                       \
	X(ATTEMPT, attempt, CHILD, NO_TITLE, "")                                       \
	X(WEIGHING, weighing, CHILD, NO_TITLE, "")                                     \
	X(LANES, lanes, CHILD, NO_TITLE, "")                                           \
	X(STARTS, starts, CHILD, NO_TITLE, "")                                         \
	X(RUN, run, CHILD, NO_TITLE, "")                                               \
	X(MANY_LINEUP, many_lineup, CHILD, NO_TITLE, "")                               \
	X(MANY, many, CHILD, NO_TITLE, "")                                             \
	X(GRID, grid, CHILD, NO_TITLE, "")                                             \
	X(RESULT, result, CHILD, NO_TITLE, "")                                         \
	X(MINE, mine, CHILD, TEXT_MINE, "")                                            \
	X(TEACHER, teacher, TEACHER, TEXT_TODAY, "")                                   \
	X(CELL, cell, TEACHER, TEXT_WHO_LACKS, "")                                     \
	X(MENU, menu, TEACHER, TEXT_MENU, "")                                          \
	X(PIN, pin, TEACHER, TEXT_PIN, "")                                             \
	X(STUDENT, student, TEACHER, TEXT_STUDENT, "")                                 \
	X(START, start, MENU, TEXT_START, "go")                                        \
	X(CALL, call, MENU, TEXT_CALL, "person")                                       \
	X(MISSING, missing, MENU, TEXT_MISSING, "list")                                \
	X(DOUBTS, doubts, MENU, TEXT_DOUBTS, "dispute")                                \
	X(LATEST, latest, MENU, TEXT_LATEST, "again")                                  \
	X(REASSIGN, reassign, TEACHER, TEXT_REASSIGN, "")                              \
	X(FIND, find, MENU, TEXT_FIND, "person")                                       \
	X(PAPERS, papers, MENU, TEXT_PRINT, "list")                                    \
	X(TYPING, typing, MENU, TEXT_TYPING, "list")                                   \
	X(YEAR, year, MENU, TEXT_THIS_YEAR, "year")                                    \
	X(DEVICES, devices, MENU, TEXT_DEVICES, "device")                              \
	X(ROSTER, roster, MENU, TEXT_ROSTER, "list")                                   \
	X(HAND_IN, hand_in, MENU, TEXT_HAND_IN, "forward")                             \
	X(POWER, power, MENU, TEXT_POWER, "check")                                     \
	X(CLOSE, close, MENU, TEXT_CLOSE, "rest")                                      \
	X(NEW_YEAR, new_year, MENU, TEXT_NEW_YEAR, "forward")                          \
	X(SETTINGS, settings, MENU, TEXT_SETTINGS, "settings")                         \
	X(FAULT, fault, ANYBODY, NO_TITLE, "")

enum screen {
#define X(NAME, name, whose, title, picture) SCREEN_##NAME,
	SCREEN_LIST(X)
#undef X
		SCREENS
};

#endif
