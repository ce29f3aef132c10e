/*
 * missing_page - 未测名单 on the screen: by class and item, with a reason.
 */
#ifndef COMMAND_MISSING_PAGE_H
#define COMMAND_MISSING_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "intent.h"
#include "missing.h"
#include "model.h"
#include "place.h"

struct app;

struct missing_page {
	bool shown;
	int64_t stamp; /* length of the journal when it was gathered */
	struct missing all;
	struct class_key class;
	int items[MODEL_CALL_ITEMS]; /* of the catalogue */
	int item_count, item;	     /* chosen: of `items`, -1 all */
};

void missing_view(struct app *app, struct now now);
bool missing_grant(struct app *app, const struct intent *want, struct now now);
void missing_tick(struct app *app, struct now now);
void missing_close(struct app *app);

#endif
