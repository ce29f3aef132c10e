/*
 * recovery - whether the program ended as it should the last time, and what to say if not.
 *
 * While it runs, the setting "run.open" is "yes"; who finds it so at the start follows a
 * crash, a pulled plug or a kill. What was saved is there, since that is what saved means;
 * attempts that were cut off were ended as interrupted by store_open(), and a banner says
 * how many.
 */
#ifndef COMMAND_RECOVERY_H
#define COMMAND_RECOVERY_H

struct app;

void recovery_begin(struct app *app); /* after the screens are there */
void recovery_end(struct app *app);   /* it ends as it should */

#endif
