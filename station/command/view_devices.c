#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "bindings.h"
#include "clock.h"
#include "health_texts.h"
#include "text.h"
#include "view.h"
#include "words.h"

#define BEAT_US	   INT64_C(300000)
#define SECOND_US  CLOCK_SECOND_US
#define MINUTE_US  (60 * CLOCK_SECOND_US)
#define PERCENT_OF 10 /* permille */

/* ---- how a port is ---------------------------------------------------------------- */

struct device_word {
	enum lamp lamp;
	enum text word, todo;
};

static struct device_word device_word(enum health health)
{
	return (struct device_word){ health_lamp(health), health_word(health),
		health_sentence(health) };
}

/* A port that nobody uses: what to do with it next. */
static struct device_word unused_word(const struct desk_ear *ear, int64_t now_us)
{
	if (ear->profile && ear->is_open) {
		enum health h = health_now(&ear->health, now_us);

		if (h == HEALTH_GOOD || h == HEALTH_WAITS)
			return (struct device_word){ LAMP_GOOD, TEXT_PORT_SPEAKS,
				TEXT_PORT_KNOWN_TODO };
		return device_word(h);
	}
	if (ear->is_open && ear->recent.bytes)
		return (struct device_word){ LAMP_GOOD, TEXT_PORT_SPEAKS,
			TEXT_PORT_SPEAKS_TODO };
	if (!ear->is_open && ear->lost[0])
		return device_word(ear->trouble);
	return (struct device_word){ LAMP_OFF, TEXT_PORT_UNUSED, TEXT_PORT_NEW_TODO };
}

/* ---- the list --------------------------------------------------------------------- */

/* What an adapter calls itself may be anything; a screen shows letters. */
static void plain(char *out, size_t size, const char *text)
{
	size_t n = 0;

	for (; *text && n + 1 < size; text++)
		out[n++] = *text >= ' ' && *text < 127 ? *text : '?';
	out[n] = '\0';
}

static void write_usb(const struct port_info *found, char *out, size_t size)
{
	char serial[40];

	out[0] = '\0';
	if (found->vendor < 0 || !found->where[0])
		return;
	plain(serial, sizeof(serial), found->serial);
	snprintf(out, size, "%04x:%04x%s%s", (unsigned)found->vendor & 0xffff,
		(unsigned)found->product & 0xffff, serial[0] ? " " : "", serial);
}

/* "ttyUSB0" of what the machine lists, "/dev/pts/3" and "10.0.0.5:4001" of others. */
static void write_where(const struct desk_port *port, char *out, size_t size)
{
	const char *colon = strchr(port->where, ':');

	plain(out, size,
		port->found.where[0] ? port->found.name
		: colon		     ? colon + 1
				     : port->where);
}

static void show_port(struct app *app, const struct desk_port *port,
	struct model_port *m, int64_t now_us)
{
	const struct place *place = port->place >= 0 ? &app->places[port->place] : NULL;
	const struct reader *reader = port->reader >= 0 ? &app->readers[port->reader]
							: NULL;
	bool heard = strcmp(app->desk.ear.spec.where, port->where) == 0;
	struct device_word word = place ? device_word(
						  health_now(&place->health, now_us))
				  : reader ? device_word(health_now(
						     &reader->health, now_us))
				  : heard  ? unused_word(&app->desk.ear, now_us)
					   : (struct device_word){ LAMP_OFF,
						     TEXT_PORT_UNUSED,
						     TEXT_PORT_NEW_TODO };

	memset(m, 0, sizeof(*m));
	write_usb(&port->found, m->usb, sizeof(m->usb));
	m->lamp = word.lamp;
	text_copy(m->word, sizeof(m->word), texts_get(app->texts, word.word));
	m->silent_min = 0;
	if (reader) {
		text_copy(m->name, sizeof(m->name), reader->profile->name);
		text_copy(m->item, sizeof(m->item),
			texts_get(app->texts, TEXT_READS_CARDS));
		return;
	}
	if (!place) {
		write_where(port, m->name, sizeof(m->name));
		return;
	}
	text_copy(m->name, sizeof(m->name), place->setup.name);
	view_items(app->texts, place, m->item, sizeof(m->item));
	m->silent_min = place->by_hand ? 0
			: place->heard_us
				? (int)((now_us - place->heard_us) / MINUTE_US)
				: -1;
}

static void show_list(struct app *app, int64_t now_us)
{
	struct model_desk *m = &app->model.desk;
	const struct desk *desk = &app->desk;

	m->n_ports = 0;
	m->selected = -1;
	for (int i = 0; i < desk->port_count && i < MODEL_PORTS; i++) {
		show_port(app, &desk->ports[i], &m->ports[m->n_ports++], now_us);
		if (strcmp(desk->ports[i].where, desk->selected) == 0)
			m->selected = i;
	}
}

/* ---- what it says ----------------------------------------------------------------- */

static void write_since(int64_t us, char *out, size_t size)
{
	int64_t s = us / SECOND_US;

	if (s < 10)
		snprintf(out, size, "%d.%d s", (int)s,
			(int)(us / (SECOND_US / 10) % 10));
	else if (s < 600)
		snprintf(out, size, "%d s", (int)s);
	else
		snprintf(out, size, "%d min", (int)(s / 60 > 999 ? 999 : s / 60));
}

static void show_row(const struct recent_row *row, int64_t now_us, struct model_live *m)
{
	size_t len = 0;

	memset(m, 0, sizeof(*m));
	m->n = row->len;
	m->hidden = row->hidden;
	write_since(now_us > row->at_us ? now_us - row->at_us : 0, m->since_text,
		sizeof(m->since_text));
	if (row->hidden)
		return;
	memcpy(m->bytes, row->bytes, sizeof(m->bytes));
	for (int i = 0; i < row->len; i++) {
		bool letter = row->bytes[i] >= ' ' && row->bytes[i] < 0x7f;

		if (letter)
			m->text[len++] = (char)row->bytes[i];
		else
			len += (size_t)snprintf(
				m->text + len, sizeof(m->text) - len, "·");
	}
	m->text[len] = '\0';
}

static void show_recent(struct app *app, const struct recent *r,
	const struct feed *feed, int64_t now_us)
{
	struct model_desk *m = &app->model.desk;
	int pace = recent_pace(r, now_us);

	m->n_live = (int)recent_rows(r);
	for (int i = 0; i < m->n_live; i++)
		show_row(recent_row(r, (size_t)i), now_us, &m->live[i]);
	recent_words(r, m->words, sizeof(m->words));
	m->beats = r->frame_us && now_us - r->frame_us < BEAT_US;
	snprintf(m->pace_text, sizeof(m->pace_text), "%d.%d", pace / 10, pace % 10);
	snprintf(m->skipped_text, sizeof(m->skipped_text), "%" PRIu64,
		feed ? feed->skipped : r->bytes);
	if (r->has_last)
		words_reading(app->texts, &r->last, r->last_hidden, m->reading,
			sizeof(m->reading));
}

static void show_profile(struct app *app, const struct profile *profile)
{
	struct model_desk *m = &app->model.desk;

	if (!profile)
		return;
	text_copy(m->profile, sizeof(m->profile), profile->name);
	text_copy(m->tested, sizeof(m->tested), profile->tested);
}

static void show_place(struct app *app, const struct place *place, struct now now)
{
	struct model_desk *m = &app->model.desk;
	struct device_word word = device_word(health_now(&place->health, now.mono_us));

	m->bound = true;
	m->device = (int)(place - app->places);
	m->here = m->device == app->here;
	text_copy(m->settings, sizeof(m->settings), place->setup.line.settings);
	text_copy(m->sentence, sizeof(m->sentence), texts_get(app->texts, word.todo));
	show_profile(app, place->profile);
	show_recent(app, &place->recent, &place->feed, now.mono_us);
	desk_check(app, place->setup.line.where, now, m->check, sizeof(m->check));
	m->can_zero = profile_command(place->profile, "zero") != NULL;
	m->can_tare = profile_command(place->profile, "tare") != NULL;
}

/* Whoever shows a card is nobody else's business: no bytes, and nothing read. */
static void show_reader(struct app *app, const struct reader *reader, struct now now)
{
	struct model_desk *m = &app->model.desk;
	struct device_word word = device_word(health_now(&reader->health, now.mono_us));

	m->bound = m->reads_cards = true;
	text_copy(m->settings, sizeof(m->settings), reader->spec.settings);
	text_copy(m->sentence, sizeof(m->sentence), texts_get(app->texts, word.todo));
	show_profile(app, reader->profile);
	m->beats = reader->health.understood_us &&
		   now.mono_us - reader->health.understood_us < BEAT_US;
}

static void show_unused(struct app *app, struct now now)
{
	const struct desk_ear *ear = &app->desk.ear;
	struct model_desk *m = &app->model.desk;
	struct device_word word = unused_word(ear, now.mono_us);

	text_copy(m->settings, sizeof(m->settings),
		ear->spec.settings[0] ? ear->spec.settings : "9600 8n1");
	text_copy(m->sentence, sizeof(m->sentence), texts_get(app->texts, word.todo));
	show_profile(app, ear->profile);
	show_recent(app, &ear->recent, ear->profile ? &ear->feed : NULL, now.mono_us);
}

/* ---- what is being done with it --------------------------------------------------- */

static void show_found(
	struct app *app, const struct search_candidate *c, struct model_found *m)
{
	const struct guess *g = &c->best;
	uint64_t lost = g->feed.skipped > g->before ? g->feed.skipped - g->before : 0;
	char readings[24], bytes[24], skipped[24];

	memset(m, 0, sizeof(*m));
	text_copy(m->name, sizeof(m->name), c->profile->name);
	text_copy(m->settings, sizeof(m->settings), c->settings);
	m->percent = g->permille / PERCENT_OF;
	snprintf(readings, sizeof(readings), "%" PRIu64, g->feed.readings);
	snprintf(bytes, sizeof(bytes), "%" PRIu64, g->bytes);
	snprintf(skipped, sizeof(skipped), "%" PRIu64, lost);
	text_fill(texts_get(app->texts, TEXT_WHY_FITS), m->why, sizeof(m->why),
		readings, bytes, skipped);
	words_reading(app->texts, &g->first,
		g->first.kind == READING_PERSON || g->first.kind == READING_IDENTITY,
		m->first, sizeof(m->first));
}

static void show_search(struct app *app)
{
	const struct search *s = &app->desk.search;
	struct model_desk *m = &app->model.desk;
	bool over = s->state == SEARCH_DONE || s->state == SEARCH_FAILED;
	size_t fits = search_fits(s);

	m->shows = over ? DESK_SHOWS_FOUND : DESK_SHOWS_SEARCH;
	snprintf(m->heard, sizeof(m->heard), "%" PRIu64, s->bytes);
	m->settings_count = (int)s->settings;
	m->tried = (int)s->tried + 1;
	if (!over && s->state != SEARCH_LOADS)
		text_copy(m->trying, sizeof(m->trying), s->setting[s->tried].words);
	for (size_t i = 0; i < fits && i < MODEL_FOUND; i++)
		show_found(app, &s->candidate[i], &m->found[m->n_found++]);
	text_copy(m->sentence, sizeof(m->sentence),
		texts_get(app->texts, s->state == SEARCH_FAILED ? TEXT_FOUND_FAILED
				      : s->bytes		? TEXT_FOUND_NOISE
								: TEXT_FOUND_SILENT));
}

static bool has_lanes(const struct item *item)
{
	return item->rule == RULE_GATE || item->rule == RULE_MASS ||
	       bindings_may_choose_start(item) ||
	       (item->rule == RULE_COUNT && item->duration_us);
}

static void show_serves(struct app *app)
{
	const struct profile *p = app->desk.ear.profile;
	struct model_desk *m = &app->model.desk;

	m->shows = DESK_SHOWS_ITEMS;
	for (int i = 0; p && i < MODEL_SERVES && p->items[i][0]; i++) {
		struct model_serves *s = &m->serves[m->n_serves++];
		int item = items_find(app->items, p->items[i]);

		text_copy(s->name, sizeof(s->name),
			item < 0 ? p->items[i]
				 : words_item(app->texts, items_at(app->items, item)));
		s->chosen = app->desk.item[i];
		if (!s->chosen || item < 0 || !has_lanes(items_at(app->items, item)))
			continue;
		m->lanes = app->desk.lanes;
		m->starts_alone = bindings_may_choose_start(items_at(app->items, item));
	}
}

static void show_question(struct app *app)
{
	struct model_desk *m = &app->model.desk;
	const struct place *place = desk_place(app);
	const struct reader *reader = desk_reader(app);

	m->shows = DESK_SHOWS_SURE;
	text_fill(texts_get(app->texts, app->desk.sure == INTENT_UNBIND
						? TEXT_SURE_UNBIND
						: TEXT_SURE_ORDER),
		m->question, sizeof(m->question),
		place	 ? place->setup.name
		: reader ? reader->profile->name
			 : "",
		NULL, NULL);
}

static void show_stage(struct app *app)
{
	switch (app->desk.stage) {
	case DESK_LOOK:
		app->model.desk.shows = DESK_SHOWS_PORT;
		break;
	case DESK_SEARCH:
		show_search(app);
		break;
	case DESK_ITEMS:
		show_serves(app);
		break;
	case DESK_CHECK:
		app->model.desk.shows = DESK_SHOWS_CHECK;
		break;
	case DESK_SURE:
		show_question(app);
		break;
	}
}

static void show_note(struct app *app)
{
	struct model_desk *m = &app->model.desk;
	const struct desk *desk = &app->desk;

	m->note_is_good = desk->note_is_good;
	if (desk->has_note)
		text_fill(texts_get(app->texts, desk->note), m->note, sizeof(m->note),
			desk->note_of, NULL, NULL);
}

void view_desk(struct app *app, struct now now)
{
	struct model_desk *m = &app->model.desk;
	const struct desk_port *port = desk_selected(&app->desk);
	const struct place *place = desk_place(app);

	memset(m, 0, sizeof(*m));
	m->device = -1;
	m->may_ask = app->desk.may_ask;
	show_list(app, now.mono_us);
	if (!port)
		return;
	write_where(port, m->where, sizeof(m->where));
	if (place)
		show_place(app, place, now);
	else if (desk_reader(app))
		show_reader(app, desk_reader(app), now);
	else
		show_unused(app, now);
	show_stage(app);
	show_note(app);
}
