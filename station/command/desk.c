#include "desk.h"

#include <stdio.h>
#include <string.h>

#include "app.h"
#include "bindings.h"
#include "clock.h"
#include "log.h"
#include "settings.h"
#include "text.h"
#include "words.h"

#define PORTS_US  INT64_C(2000000) /* between looks at which ports there are */
#define LIVE_US	  INT64_C(200000)  /* seconds go on, and the lamp beats */
#define LISTEN_US INT64_C(4000000) /* with each setting of a search */
#define FRESH_US  INT64_C(5000000) /* a reading that is still on the display */
#define LANES_MAX BINDING_VESTS

static void say(struct app *app, enum text note, bool good, const char *of)
{
	struct desk *desk = &app->desk;

	desk->has_note = true;
	desk->note = note;
	desk->note_is_good = good;
	text_copy(desk->note_of, sizeof(desk->note_of), of ? of : "");
	app->stale = true;
}

/* ---- which ports there are -------------------------------------------------------- */

const struct desk_port *desk_selected(const struct desk *desk)
{
	for (int i = 0; i < desk->port_count; i++)
		if (strcmp(desk->ports[i].where, desk->selected) == 0)
			return &desk->ports[i];
	return NULL;
}

struct place *desk_place(struct app *app)
{
	const struct desk_port *port = desk_selected(&app->desk);

	return port && port->place >= 0 ? &app->places[port->place] : NULL;
}

struct reader *desk_reader(struct app *app)
{
	const struct desk_port *port = desk_selected(&app->desk);

	return port && port->reader >= 0 ? &app->readers[port->reader] : NULL;
}

static bool is_used(const struct desk_port *port)
{
	return port->place >= 0 || port->reader >= 0;
}

static bool is_found(const struct port_info *info, const char *where)
{
	return strcmp(info->where, where) == 0 ||
	       (info->id[0] && strcmp(info->id, where) == 0);
}

static struct desk_port *add_port(struct desk *desk, const char *where)
{
	struct desk_port *port = &desk->ports[desk->port_count];

	if (desk->port_count == DESK_PORTS)
		return NULL;
	desk->port_count++;
	memset(port, 0, sizeof(*port));
	port->place = port->reader = -1;
	text_copy(port->where, sizeof(port->where), where);
	return port;
}

/* As the machine lists it, if it does. */
static void find_port(
	struct desk_port *port, const struct port_info *found, size_t n, bool *taken)
{
	for (size_t k = 0; k < n; k++)
		if (is_found(&found[k], port->where)) {
			port->found = found[k];
			taken[k] = true;
		}
}

static void add_used(
	struct app *app, const struct port_info *found, size_t n, bool *taken)
{
	struct desk_port *port;

	for (int i = 0; i < app->place_count; i++) {
		port = add_port(&app->desk, app->places[i].setup.line.where);
		if (!port)
			return;
		port->place = i;
		find_port(port, found, n, taken);
	}
	for (int i = 0; i < app->reader_count; i++) {
		port = add_port(&app->desk, app->readers[i].spec.where);
		if (!port)
			return;
		port->reader = i;
		find_port(port, found, n, taken);
	}
}

static bool is_listed(const struct desk *desk, const char *where)
{
	for (int i = 0; i < desk->port_count; i++)
		if (strcmp(desk->ports[i].where, where) == 0)
			return true;
	return false;
}

/* Those in use first, then what the machine has besides, then what it was told of. */
static void list_ports(struct app *app)
{
	static struct port_info found[DESK_PORTS];
	struct desk *desk = &app->desk;
	bool taken[DESK_PORTS] = { false };
	struct err err = ERR_INIT;
	size_t n = 0;

	if (!ports_list(found, DESK_PORTS, &n, &err)) {
		LOG_WARN("desk", "%s", err.text);
		n = 0;
	}
	desk->port_count = 0;
	add_used(app, found, n, taken);
	for (size_t i = 0; i < n; i++) {
		const char *where = found[i].id[0] ? found[i].id : found[i].where;
		struct desk_port *port = taken[i] ? NULL : add_port(desk, where);

		if (port)
			port->found = found[i];
	}
	for (int i = 0; i < desk->other_count; i++)
		if (!is_listed(desk, desk->others[i]))
			add_port(desk, desk->others[i]);
	app->stale = true;
}

/* A port that no list of the machine brings back. */
static void remember(struct desk *desk, const char *where)
{
	for (int i = 0; i < desk->other_count; i++)
		if (strcmp(desk->others[i], where) == 0)
			return;
	if (desk->other_count < DESK_OTHERS)
		text_copy(desk->others[desk->other_count++], sizeof(desk->others[0]),
			where);
}

bool desk_add_port(struct desk *desk, const char *text, struct err *err)
{
	struct line_spec spec = { .settings = "" };

	if (!line_spec_name(&spec, text, err) || !line_spec_check(&spec, err))
		return false;
	if (desk->other_count == DESK_OTHERS)
		return err_set(err, "at most %d ports can be named so", DESK_OTHERS);
	remember(desk, spec.where);
	return true;
}

/* ---- a port that no place has ----------------------------------------------------- */

static void ear_close(struct app *app)
{
	struct desk_ear *ear = &app->desk.ear;

	if (ear->port >= 0)
		line_remove(app->line, ear->port);
	profile_free(ear->profile);
	memset(ear, 0, sizeof(*ear));
	ear->port = -1;
}

/* `profile` becomes the ear's; NULL: nobody knows yet how it talks. */
static void ear_open(struct app *app, const char *where, const char *settings,
	struct profile *profile)
{
	struct desk_ear *ear = &app->desk.ear;
	struct err err = ERR_INIT;

	ear_close(app);
	text_copy(ear->spec.where, sizeof(ear->spec.where), where);
	text_copy(ear->spec.settings, sizeof(ear->spec.settings), settings);
	ear->profile = profile;
	if (profile) {
		feed_init(&ear->feed, profile);
		health_init(&ear->health, profile);
	}
	ear->port = line_add(app->line, &ear->spec, &err);
	ear->trouble = HEALTH_REFUSED;
	if (ear->port < 0)
		text_copy(ear->lost, sizeof(ear->lost), err.text);
}

static void ear_reading(void *ctx, const struct reading *r)
{
	struct desk_ear *ear = ctx;

	recent_reading(&ear->recent, r, false);
}

static void ear_hears(struct desk_ear *ear, const struct chunk *chunk)
{
	ear->heard_us = chunk->at_us;
	recent_bytes(&ear->recent, chunk->bytes, chunk->len, chunk->at_us, false);
	if (!ear->profile)
		return;
	health_bytes(&ear->health, chunk->bytes, chunk->len, chunk->at_us);
	feed_bytes(
		&ear->feed, chunk->bytes, chunk->len, chunk->at_us, ear_reading, ear);
	health_fits(&ear->health, &ear->feed, chunk->at_us);
}

static void ear_take(struct desk_ear *ear, const struct chunk *chunk)
{
	if (chunk->kind == CHUNK_BYTES_CAME) {
		ear_hears(ear, chunk);
		return;
	}
	ear->is_open = chunk->kind == CHUNK_OPENED;
	snprintf(ear->lost, sizeof(ear->lost), "%.*s", (int)chunk->len,
		(const char *)chunk->bytes);
	ear->trouble = place_trouble(chunk->loss);
	if (ear->profile && ear->is_open)
		health_opened(&ear->health, chunk->at_us);
	if (ear->profile && !ear->is_open)
		health_lost(&ear->health, ear->trouble, chunk->at_us);
}

/* ---- going from one thing to the next --------------------------------------------- */

static void end_search(struct app *app)
{
	if (app->desk.searches)
		search_end(&app->desk.search);
	app->desk.searches = false;
}

/* A port that nobody has is heard, so that its bytes are seen. */
static void look(struct app *app)
{
	struct desk *desk = &app->desk;
	const struct desk_port *port = desk_selected(desk);

	end_search(app);
	desk->stage = DESK_LOOK;
	if (!port || is_used(port))
		ear_close(app);
	else if (strcmp(desk->ear.spec.where, port->where) != 0)
		ear_open(app, port->where, "", NULL);
	app->stale = true;
}

static void select_port(struct app *app, int index)
{
	struct desk *desk = &app->desk;

	if (index < 0 || index >= desk->port_count)
		return;
	text_copy(desk->selected, sizeof(desk->selected), desk->ports[index].where);
	look(app);
}

/* The test point, which stands first in the list with the other places. A port that
 * nobody uses is opened by a touch and never by itself. */
static void select_usual(struct app *app)
{
	app->desk.selected[0] = '\0';
	if (app->place_count)
		select_port(app, app->here);
	else
		look(app);
}

static void show(struct app *app)
{
	app->desk.shown = true;
	list_ports(app);
	select_usual(app);
}

static void leave(struct app *app)
{
	struct desk *desk = &app->desk;

	end_search(app);
	ear_close(app);
	desk->stage = DESK_LOOK;
	desk->shown = desk->has_note = false;
	desk->selected[0] = '\0';
}

void desk_init(struct desk *desk)
{
	memset(desk, 0, sizeof(*desk));
	desk->ear.port = -1;
	desk->search.port = -1;
	desk->listen_us = LISTEN_US;
}

void desk_close(struct app *app)
{
	if (app->line)
		leave(app);
}

/* ---- time and chunks -------------------------------------------------------------- */

void desk_take(struct app *app, const struct chunk *chunk)
{
	struct desk *desk = &app->desk;

	if (desk->searches && desk->search.port == chunk->port)
		search_take(&desk->search, chunk);
	else if (desk->ear.port >= 0 && desk->ear.port == chunk->port)
		ear_take(&desk->ear, chunk);
	else
		return;
	app->stale = true;
}

static void step_search(struct app *app, struct now now)
{
	struct desk *desk = &app->desk;
	enum search_state before = desk->search.state;
	size_t tried = desk->search.tried;

	search_step(&desk->search, now.mono_us);
	if (desk->search.state != before || desk->search.tried != tried)
		app->stale = true;
}

void desk_tick(struct app *app, struct now now)
{
	struct desk *desk = &app->desk;
	bool shown = app->model.visit.teacher == SCREEN_DEVICES;

	if (shown != desk->shown) {
		desk->looked_us = now.mono_us;
		if (shown)
			show(app);
		else
			leave(app);
	}
	if (!shown)
		return;
	if (now.mono_us - desk->looked_us >= PORTS_US) {
		desk->looked_us = now.mono_us;
		list_ports(app);
		if (desk->selected[0] && !desk_selected(desk))
			select_usual(app);
	}
	if (desk->searches)
		step_search(app, now);
	if (now.mono_us - app->refreshed_us >= LIVE_US)
		app->stale = true;
}

int64_t desk_due_us(const struct app *app)
{
	const struct desk *desk = &app->desk;
	int64_t due = app->refreshed_us + LIVE_US;

	if (!desk->shown)
		return INT64_MAX;
	if (desk->searches && search_due_us(&desk->search) < due)
		due = search_due_us(&desk->search);
	return due;
}

/* ---- recognising ------------------------------------------------------------------ */

static void recognise_port(struct app *app)
{
	struct desk *desk = &app->desk;
	const struct desk_port *port = desk_selected(desk);
	struct search_how how = { .listen_us = desk->listen_us,
		.may_ask = desk->may_ask };
	struct err err = ERR_INIT;

	if (!port)
		return;
	if (is_used(port)) {
		say(app, TEXT_NOTE_BOUND, false, NULL);
		return;
	}
	end_search(app);
	ear_close(app);
	env_share(app->env, "devices/profiles", how.folder, sizeof(how.folder));
	text_copy(how.where, sizeof(how.where), port->where);
	desk->searches = true;
	if (!search_begin(&desk->search, &how, app->line, &err)) {
		LOG_ERROR("desk", "%s", err.text);
		look(app);
		say(app, TEXT_NOTE_FAILED, false, err.text);
		return;
	}
	desk->stage = DESK_SEARCH;
}

static void choose_usual_items(struct app *app)
{
	struct desk *desk = &app->desk;
	const struct profile *p = desk->ear.profile;
	int first = items_find(app->items, p->items[0]);

	memset(desk->item, 0, sizeof(desk->item));
	desk->item[0] = !p->items[1][0];
	/* Height and weight are measured at once by what measures both. */
	if (strcmp(p->items[0], "height") == 0 && strcmp(p->items[1], "weight") == 0 &&
		!p->items[2][0])
		desk->item[0] = desk->item[1] = true;
	desk->lanes = first < 0 ? 1
				: bindings_lanes(items_at(app->items, first), false);
}

/* ---- binding ---------------------------------------------------------------------- */

static int items_chosen(const struct desk *desk)
{
	int n = 0;

	for (int i = 0; i < PROFILE_ITEMS_MAX; i++)
		n += desk->item[i];
	return n;
}

static void choose_item(struct app *app, int index)
{
	struct desk *desk = &app->desk;
	const struct profile *p = desk->ear.profile;
	int item;

	if (!p || index < 0 || index >= PROFILE_ITEMS_MAX || !p->items[index][0])
		return;
	if (!desk->item[index] && items_chosen(desk) == PLACE_ITEMS) {
		say(app, TEXT_NOTE_TWO_ITEMS, false, NULL);
		return;
	}
	desk->item[index] = !desk->item[index];
	item = items_find(app->items, p->items[index]);
	if (desk->item[index] && item >= 0)
		desk->lanes = bindings_lanes(items_at(app->items, item), false);
}

static void make_binding(const struct desk *desk, struct binding *b)
{
	const struct profile *p = desk->ear.profile;

	*b = (struct binding){ .lanes = desk->lanes };
	text_copy(b->where, sizeof(b->where), desk->ear.spec.where);
	if (strcmp(desk->ear.spec.settings, p->line) != 0)
		text_copy(b->settings, sizeof(b->settings), desk->ear.spec.settings);
	text_copy(b->profile, sizeof(b->profile), p->id);
	if (!p->items[0][0])
		text_copy(b->item, sizeof(b->item), BINDING_READER);
	for (int i = 0; i < PROFILE_ITEMS_MAX; i++) {
		size_t len = strlen(b->item);

		if (desk->item[i])
			snprintf(b->item + len, sizeof(b->item) - len, "%s%s",
				len ? "," : "", p->items[i]);
	}
}

/* The place first: what does not open is not kept. */
static bool open_bound(struct app *app, const struct binding *b, struct err *err)
{
	if (!app_add_binding(app, b, err))
		return false;
	if (settings_bind(app->store, b, err))
		return true;
	if (bindings_is_reader(b))
		app_remove_reader(app, app->reader_count - 1);
	else
		app_remove_place(app, app->place_count - 1);
	return false;
}

static void bind_port(struct app *app)
{
	struct desk *desk = &app->desk;
	struct binding b;
	struct err err = ERR_INIT;

	if (!desk->ear.profile)
		return;
	if (!reader_fits(desk->ear.profile) && desk->stage != DESK_ITEMS)
		return;
	if (desk->ear.profile->items[0][0] && !items_chosen(desk)) {
		say(app, TEXT_NOTE_CHOOSE_ITEM, false, NULL);
		return;
	}
	make_binding(desk, &b);
	if (desk->ear.port >= 0)
		line_remove(app->line, desk->ear.port);
	desk->ear.port = -1;
	if (!open_bound(app, &b, &err)) {
		LOG_ERROR("desk", "%s", err.text);
		desk->ear.port = line_add(app->line, &desk->ear.spec, &err);
		say(app, TEXT_NOTE_FAILED, false, err.text);
		return;
	}
	list_ports(app);
	look(app);
	say(app, TEXT_NOTE_NOW_BOUND, true, NULL);
}

static void choose_profile(struct app *app, int index)
{
	struct desk *desk = &app->desk;
	struct search_candidate *c;
	char settings[PROFILE_LINE_MAX], where[128];
	struct profile *profile;

	if (!desk->searches || index < 0 || (size_t)index >= search_fits(&desk->search))
		return;
	c = &desk->search.candidate[index];
	profile = c->profile; /* ours from now on */
	c->profile = NULL;
	text_copy(settings, sizeof(settings), c->settings);
	text_copy(where, sizeof(where), desk->search.how.where);
	end_search(app);
	ear_open(app, where, settings, profile);
	if (profile->items[0][0]) {
		choose_usual_items(app);
		desk->stage = DESK_ITEMS;
		return;
	}
	desk->stage = DESK_LOOK;
	if (reader_fits(profile))
		bind_port(app); /* there is nothing to choose */
	else
		say(app, TEXT_NOTE_NO_ITEM, false, NULL);
}

/* What is measured or not yet written needs its place. */
static bool is_needed(struct app *app, const struct place *place)
{
	if (place->stage != PLACE_BUSY && !place_is_behind(place))
		return false;
	say(app, TEXT_NOTE_BUSY, false, NULL);
	return true;
}

static void unbind_port(struct app *app)
{
	struct desk *desk = &app->desk;
	const struct desk_port *port = desk_selected(desk);
	struct err err = ERR_INIT;

	if (!port || !is_used(port) ||
		(port->place >= 0 && is_needed(app, &app->places[port->place])))
		return;
	if (!settings_unbind(app->store, port->where, &err)) {
		say(app, TEXT_NOTE_FAILED, false, err.text);
		return;
	}
	if (!port->found.where[0] && !place_is_hand(port->where))
		remember(desk, port->where);
	if (port->place >= 0)
		app_remove_place(app, port->place);
	else
		app_remove_reader(app, port->reader);
	if (port->found.id[0]) /* as it is listed from now on */
		text_copy(desk->selected, sizeof(desk->selected), port->found.id);
	list_ports(app);
	look(app);
	say(app, TEXT_NOTE_UNBOUND, true, NULL);
}

/* ---- what a device is told -------------------------------------------------------- */

static const char *command_of(enum intent_kind kind)
{
	return kind == INTENT_ZERO ? "zero" : "tare";
}

static void order(struct app *app, enum intent_kind kind)
{
	struct place *place = desk_place(app);
	const struct profile_command *c = place ? profile_command(place->profile,
							  command_of(kind))
						: NULL;
	struct err err = ERR_INIT;

	if (!c || is_needed(app, place))
		return;
	if (place->port < 0 ||
		!line_send(app->line, place->port, c->bytes, c->len, &err))
		say(app, TEXT_NOTE_NOT_TOLD, false, NULL);
	else
		say(app, TEXT_NOTE_TOLD, true, NULL);
}

static bool is_dangerous(struct app *app, enum intent_kind kind)
{
	struct place *place = desk_place(app);
	const struct profile_command *c = place ? profile_command(place->profile,
							  command_of(kind))
						: NULL;

	return c && c->danger;
}

static void ask_once_more(struct app *app, enum intent_kind kind)
{
	struct place *place = desk_place(app);

	if (place ? is_needed(app, place) : !desk_reader(app))
		return;
	app->desk.sure = kind;
	app->desk.stage = DESK_SURE;
}

static void sure(struct app *app)
{
	struct desk *desk = &app->desk;

	if (desk->stage != DESK_SURE)
		return;
	desk->stage = DESK_LOOK;
	if (desk->sure == INTENT_UNBIND)
		unbind_port(app);
	else
		order(app, desk->sure);
}

/* ---- the check of the day --------------------------------------------------------- */

static char *check_key(const char *where, char *out, size_t size)
{
	snprintf(out, size, "check.%s", where);
	return out;
}

static void write_day(struct now now, char *out)
{
	date_write(date_of_wall(now.wall_us, CLOCK_SHANGHAI), out);
}

char *desk_check(
	struct app *app, const char *where, struct now now, char *out, size_t size)
{
	char key[160], value[160], day[CLOCK_DATE_SIZE];
	size_t len;

	write_day(now, day);
	len = strlen(day);
	settings_get(app->store, check_key(where, key, sizeof(key)), "", value,
		sizeof(value));
	text_copy(out, size,
		strncmp(value, day, len) == 0 && value[len] == ' ' ? value + len + 1
								   : "");
	return out;
}

static bool can_be_checked(struct app *app, const struct place *place, struct now now)
{
	const struct recent *r = &place->recent;

	if (is_needed(app, place))
		return false;
	if (!r->has_last || r->last_hidden || !r->last.has_value ||
		now.mono_us - r->frame_us > FRESH_US)
		say(app, TEXT_NOTE_NO_READING, false, NULL);
	else if (r->last.flags & FLAG_UNSTABLE)
		say(app, TEXT_NOTE_UNSTEADY, false, NULL);
	else
		return true;
	return false;
}

static void keep_check(struct app *app)
{
	struct place *place = desk_place(app);
	struct now now = app_now(app);
	char key[160], value[160], words[96], day[CLOCK_DATE_SIZE];
	int64_t minute = div_floor(now.wall_us, CLOCK_SECOND_US) + CLOCK_SHANGHAI;
	struct err err = ERR_INIT;

	if (!place || app->desk.stage != DESK_CHECK || !can_be_checked(app, place, now))
		return;
	minute = minute / 60 % 1440;
	write_day(now, day);
	words_reading(app->texts, &place->recent.last, false, words, sizeof(words));
	snprintf(value, sizeof(value), "%s %02d:%02d %s", day, (int)(minute / 60),
		(int)(minute % 60), words);
	if (!settings_set(app->store,
		    check_key(place->setup.line.where, key, sizeof(key)), value,
		    &err)) {
		say(app, TEXT_NOTE_FAILED, false, err.text);
		return;
	}
	app->desk.stage = DESK_LOOK;
	say(app, TEXT_NOTE_CHECKED, true, NULL);
}

/* ---- what was asked --------------------------------------------------------------- */

static void change_lanes(struct app *app, int lanes)
{
	if (lanes >= 1 && lanes <= LANES_MAX)
		app->desk.lanes = lanes;
}

static bool grant(struct app *app, const struct intent *want)
{
	struct desk *desk = &app->desk;

	switch (want->kind) {
	case INTENT_PORT:
		select_port(app, want->index);
		return true;
	case INTENT_LOOK:
		look(app);
		return true;
	case INTENT_RECOGNISE:
		recognise_port(app);
		return true;
	case INTENT_MAY_ASK:
		desk->may_ask = !desk->may_ask;
		return true;
	case INTENT_FOUND:
		choose_profile(app, want->index);
		return true;
	case INTENT_ITEMS:
		if (desk->ear.profile && desk->ear.profile->items[0][0])
			desk->stage = DESK_ITEMS;
		return true;
	case INTENT_ITEM:
		choose_item(app, want->index);
		return true;
	case INTENT_LANES:
		change_lanes(app, want->index);
		return true;
	case INTENT_BIND:
		bind_port(app);
		return true;
	case INTENT_UNBIND:
		ask_once_more(app, want->kind);
		return true;
	case INTENT_ZERO:
	case INTENT_TARE:
		if (is_dangerous(app, want->kind))
			ask_once_more(app, want->kind);
		else
			order(app, want->kind);
		return true;
	case INTENT_SURE:
		sure(app);
		return true;
	case INTENT_CHECK:
		if (desk_place(app))
			desk->stage = DESK_CHECK;
		return true;
	case INTENT_CHECKED:
		keep_check(app);
		return true;
	default:
		return false;
	}
}

bool desk_grant(struct app *app, const struct intent *want, struct now now)
{
	(void)now;
	if (!app->desk.shown)
		return false;
	app->desk.has_note = false;
	return grant(app, want);
}
