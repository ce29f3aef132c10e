#include "bindings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "line.h"
#include "open.h"
#include "path.h"
#include "reader.h"
#include "rows.h"
#include "text.h"
#include "usb.h"

#define LANES_MAX BINDING_VESTS

static bool take_item(const struct items *items, const char *key,
	struct place_setup *setup, struct err *err)
{
	int index = items_find(items, key);

	if (index < 0)
		return err_set(err, "there is no item \"%s\"", key);
	for (int i = 0; i < setup->item_count; i++)
		if (setup->items[i] == index)
			return err_set(err, "the item %s is named twice", key);
	if (setup->item_count == PLACE_ITEMS)
		return err_set(
			err, "one device measures at most %d items", PLACE_ITEMS);
	setup->items[setup->item_count++] = index;
	return true;
}

bool bindings_is_reader(const struct binding *binding)
{
	return strcmp(binding->item, BINDING_READER) == 0;
}

bool bindings_place(const struct items *items, const struct binding *binding,
	struct place_setup *setup, struct err *err)
{
	char keys[sizeof(binding->item)], *rest = NULL;

	*setup = (struct place_setup){ .lanes = binding->lanes,
		.kind = SESSION_FORMAL,
		.ready_us = 3 * CLOCK_SECOND_US };
	text_copy(setup->line.where, sizeof(setup->line.where), binding->where);
	text_copy(
		setup->line.settings, sizeof(setup->line.settings), binding->settings);
	text_copy(setup->name, sizeof(setup->name), binding->profile);
	if (bindings_is_reader(binding))
		return true;
	text_copy(keys, sizeof(keys), binding->item);
	for (char *key = strtok_r(keys, ",", &rest); key;
		key = strtok_r(NULL, ",", &rest))
		if (!take_item(items, key, setup, err))
			return err_prefix(err, "%s", binding->where);
	setup->many = place_is_hand(binding->where) || binding->lanes > 1;
	setup->mass = setup->item_count && binding->lanes > 1 &&
		      bindings_may_choose_start(items_at(items, setup->items[0]));
	return true;
}

bool bindings_may_choose_start(const struct item *item)
{
	return item->rule == RULE_INDIVIDUAL;
}

int bindings_lanes(const struct item *item, bool by_hand)
{
	if (bindings_may_choose_start(item))
		return BINDING_VESTS;
	if (item->rule != RULE_COUNT)
		return item->lanes;
	return by_hand ? MANY_MAX : 1;
}

/* ---- what a person writes ---- */

static bool take_lanes(const char *text, int *out, struct err *err)
{
	struct decimal d;
	int64_t lanes;

	if (!decimal_read(slice_of(text), &d) || !decimal_exact(d, 0, &lanes) ||
		lanes < 1 || lanes > LANES_MAX)
		return err_set(err, "--lanes: \"%s\" is not 1 to %d", text, LANES_MAX);
	*out = (int)lanes;
	return true;
}

static bool take_text(
	const char *option, const char *text, char *out, size_t size, struct err *err)
{
	if (!text[0] || !text_copy(out, size, text))
		return err_set(err, "%s: \"%.40s\" is empty or too long", option, text);
	return true;
}

static bool take_option(
	struct binding *b, const char *option, const char *value, struct err *err)
{
	if (strcmp(option, "--profile") == 0)
		return take_text(option, value, b->profile, sizeof(b->profile), err);
	if (strcmp(option, "--item") == 0)
		return take_text(option, value, b->item, sizeof(b->item), err);
	if (strcmp(option, "--settings") == 0)
		return take_text(option, value, b->settings, sizeof(b->settings), err);
	if (strcmp(option, "--lanes") == 0)
		return take_lanes(value, &b->lanes, err);
	return err_set(err, "unknown option \"%s\"", option);
}

/* A port of a USB adapter, by the adapter. */
static void follow_adapter(struct line_spec *spec)
{
	char path[PATH_SIZE], id[USB_ID_SIZE];
	const char *slash;
	struct usb_port usb;

	if (strncmp(spec->where, "serial:", 7) != 0 ||
		!realpath(spec->where + 7, path) || !(slash = strrchr(path, '/')) ||
		!usb_port_of(USB_CLASS, slash + 1, &usb))
		return;
	text_copy(spec->where, sizeof(spec->where), usb_id(&usb, id));
}

/* The name of a port as it is kept: a path alone gets its prefix. */
static bool take_where(struct binding *b, const char *text, struct err *err)
{
	struct line_spec spec = { .settings = "" };

	if (b->where[0])
		return err_set(err, "one port at a time, not also \"%s\"", text);
	if (!line_spec_name(&spec, text, err))
		return false;
	follow_adapter(&spec);
	text_copy(b->where, sizeof(b->where), spec.where);
	return true;
}

static bool read_binding(struct binding *b, int argc, char **argv, struct err *err)
{
	*b = (struct binding){ .where = "" };
	for (int i = 1; i < argc; i++) {
		if (argv[i][0] != '-') {
			if (!take_where(b, argv[i], err))
				return false;
		} else if (i + 1 == argc) {
			return err_set(
				err, "%s: unknown, or its value is missing", argv[i]);
		} else {
			if (!take_option(b, argv[i], argv[i + 1], err))
				return false;
			i++;
		}
	}
	if (place_is_hand(b->where)) {
		text_copy(b->profile, sizeof(b->profile), HAND_PROFILE);
		snprintf(b->item, sizeof(b->item), "%.63s",
			b->where + strlen(PLACE_HAND));
	}
	if (!b->where[0] || !b->profile[0] || !b->item[0])
		return err_set(err,
			"bind wants a port, --profile and --item; see 'station help "
			"devices'");
	return true;
}

/* ---- does it fit together? ---- */

static bool check_profile(const struct env *env, const struct items *items,
	const struct binding *b, const struct place_setup *setup, struct err *err)
{
	struct profile *profile = NULL;
	bool good = true;

	if (!path_plain(b->profile))
		return err_set(err, "\"%s\" is not the name of a profile", b->profile);
	profile = open_profile(env, b->profile, err);
	if (!profile)
		return false;
	if (bindings_is_reader(b))
		good = reader_fits(profile) ||
		       err_set(err, "the profile %s does not say who somebody is",
			       b->profile);
	for (int i = 0; good && i < setup->item_count; i++) {
		const char *key = items_at(items, setup->items[i])->key;

		good = profile_serves(profile, key) ||
		       err_set(err, "the profile %s does not measure %s", b->profile,
			       key);
	}
	profile_free(profile);
	return good;
}

/* Also fills in the lanes of a usual heat when none were said. */
static bool check_binding(const struct env *env, const struct items *items,
	struct binding *b, struct err *err)
{
	struct place_setup setup;

	bool by_hand = place_is_hand(b->where);

	if (!bindings_place(items, b, &setup, err) ||
		(!by_hand && !line_spec_check(&setup.line, err)))
		return false;
	if (setup.item_count == 0 && !bindings_is_reader(b))
		return err_set(err, "--item: \"%s\" names no item", b->item);
	if (!b->lanes && setup.item_count)
		b->lanes = bindings_lanes(items_at(items, setup.items[0]), by_hand);
	return by_hand || check_profile(env, items, b, &setup, err);
}

/* ---- the commands ---- */

/* Of what has two ways to start, which one it is now: lanes alone would not tell. */
static void tell_start(const struct items *items, const struct binding *b)
{
	int item = items_find(items, b->item);

	if (item < 0 || place_is_hand(b->where) ||
		!bindings_may_choose_start(items_at(items, item)))
		return;
	if (b->lanes > 1)
		fprintf(stderr,
			"one start for all, vests 1 to %d; --lanes 1: each by "
			"itself\n",
			b->lanes);
	else
		fputs("each starts by itself, under the number of the class list\n",
			stderr);
}

int bindings_bind(struct env *env, int argc, char **argv)
{
	struct binding binding;
	struct store *store = NULL;
	struct items *items = NULL;
	struct err err = ERR_INIT;
	bool good = read_binding(&binding, argc, argv, &err) &&
		    (items = open_items(env, &err)) &&
		    check_binding(env, items, &binding, &err) &&
		    (store = open_store(
			     env, env->data_dir, STORE_WRITE, items, &err)) &&
		    settings_bind(store, &binding, &err);

	store_close(store);
	if (!good) {
		items_free(items);
		return command_fail("devices", &err);
	}
	fprintf(stderr, "%s %s %s by %s; the kiosk opens it when it starts next\n",
		binding.where, bindings_is_reader(&binding) ? "says" : "measures",
		bindings_is_reader(&binding) ? "who somebody is" : binding.item,
		binding.profile);
	tell_start(items, &binding);
	items_free(items);
	return DONE;
}

static bool is_bound(struct store *store, const char *where)
{
	struct binding bound[BINDINGS_MAX];
	size_t n = settings_bindings(store, bound, BINDINGS_MAX);

	for (size_t i = 0; i < n; i++)
		if (strcmp(bound[i].where, where) == 0)
			return true;
	return false;
}

int bindings_unbind(struct env *env, int argc, char **argv)
{
	struct binding binding = { .where = "" };
	struct store *store = NULL;
	struct err err = ERR_INIT;
	bool good;

	if (argc != 2 || argv[1][0] == '-')
		return command_usage("devices");
	good = take_where(&binding, argv[1], &err) &&
	       (store = open_store(env, env->data_dir, STORE_WRITE, NULL, &err)) &&
	       (is_bound(store, binding.where) ||
		       err_set(&err, "%s is not bound", binding.where)) &&
	       settings_unbind(store, binding.where, &err);
	store_close(store);
	return good ? DONE : command_fail("devices", &err);
}

static bool print_bound(const struct env *env, struct store *store, struct err *err)
{
	static const char *const titles[] = { "where", "settings", "profile", "item",
		"lanes" };
	struct binding bound[BINDINGS_MAX];
	size_t n = settings_bindings(store, bound, BINDINGS_MAX);
	struct rows rows;

	rows_begin(
		&rows, stdout, env->json, titles, sizeof(titles) / sizeof(titles[0]));
	for (size_t i = 0; i < n; i++) {
		rows_text(&rows, bound[i].where);
		rows_text(&rows, bound[i].settings);
		rows_text(&rows, bound[i].profile);
		rows_text(&rows, bound[i].item);
		rows_int(&rows, bound[i].lanes);
		rows_end(&rows);
	}
	return rows_finish(&rows, err);
}

int bindings_list(struct env *env, int argc, char **argv)
{
	struct store *store;
	struct err err = ERR_INIT;
	bool good;

	(void)argv;
	if (argc != 1)
		return command_usage("devices");
	store = open_store(env, env->data_dir, STORE_READ, NULL, &err);
	good = store && print_bound(env, store, &err);
	store_close(store);
	return good ? DONE : command_fail("devices", &err);
}
