/*
 * bindings - which port measures what: `devices bind`, `unbind`, `bound`.
 *
 * A binding belongs to this machine (store/settings.h). The kiosk opens a place for
 * each of them when it starts. A place without a device is bound to "hand:ITEM" with
 * the profile HAND_PROFILE (place.h), and is opened as any other.
 */
#ifndef COMMAND_BINDINGS_H
#define COMMAND_BINDINGS_H

#include "commands.h"
#include "err.h"
#include "item.h"
#include "place.h"
#include "settings.h"

/* argv[0] is the word after `devices`. Each returns an exit status. */
command_fn bindings_bind, bindings_unbind, bindings_list;

/* The word in place of items for a device that says who somebody is (reader.h). */
#define BINDING_READER "identity"
bool bindings_is_reader(const struct binding *binding);

/* How many lanes of a place are usual: of a counter one, for it counts one child; without
 * a device as many as one person can ask for their numbers; of a run in which each could
 * start alone (50 m x 8) a class's vests, for a class starts together. */
#define BINDING_VESTS 40
int bindings_lanes(const struct item *item, bool by_hand);
/* May runners of this item start together or one by one? The lanes say it: with one, each
 * starts by itself, under the start number of the class list. */
bool bindings_may_choose_start(const struct item *item);

/* The place that a binding asks for; of a reader one without items. false when it names an item that is none, or
 * more than PLACE_ITEMS. */
bool bindings_place(const struct items *items, const struct binding *binding,
	struct place_setup *setup, struct err *err);

#endif
