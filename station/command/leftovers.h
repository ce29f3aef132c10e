/*
 * leftovers - what is removed when a person ends the program, by 取消 on the kiosk or at a
 * terminal: nothing half written stays, least of all tokens of cards.
 */
#ifndef COMMAND_LEFTOVERS_H
#define COMMAND_LEFTOVERS_H

/* Remove this file then, or this folder, if it is empty. Of a few; a name that is too long
 * is let go. */
void leftovers_watch(const char *path);

/* From here on nobody ends it: what is written is kept. The command is all but over. */
void leftovers_keep(void);

#endif
