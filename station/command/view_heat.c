/* A heat as the screens may see it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "view.h"
#include "words.h"

static enum lane_state lane_of(const struct heat_run *run)
{
	if (!run)
		return LANE_READY;
	switch (run->state) {
	case HEAT_WAITING:
	case HEAT_WITHDRAWN:
		return LANE_READY;
	case HEAT_RUNNING:
		return LANE_RUNNING;
	case HEAT_FINISHED:
		return LANE_SAVED;
	case HEAT_DISPUTED:
	case HEAT_UNTIMED:
		return LANE_DISPUTED;
	case HEAT_NO_FINISH:
		return LANE_NO_FINISH;
	case HEAT_FOULED:
		return LANE_NOT_COUNTED;
	}
	return LANE_READY;
}

/* A dispute of an earlier run of the same number also waits for the teacher. */
static const struct heat_run *run_to_show(const struct heat *h, int entry)
{
	for (int i = 0; i < h->runs; i++)
		if (h->run[i].entry == entry &&
			(h->run[i].state == HEAT_DISPUTED ||
				h->run[i].state == HEAT_UNTIMED))
			return &h->run[i];
	return heat_newest(h, entry);
}

/* On lanes children are called by number; a start number says who it is already. */
static void name_lane(const struct texts *texts, const struct place *place,
	const struct place_person *p, struct model_lane *lane)
{
	char number[16];

	snprintf(number, sizeof(number), "%d", p->student.class_place);
	if (place->form == PLACE_LANES && p->student.class_place)
		text_fill(texts_get(texts, TEXT_NUMBER_NAME), lane->person,
			sizeof(lane->person), number, p->student.name, NULL);
	else
		text_copy(lane->person, sizeof(lane->person), p->student.name);
}

static void show_why(
	const struct texts *texts, const struct heat_run *run, struct model_lane *lane)
{
	enum text why = run->why & (HEAT_WHY_SHARED | HEAT_WHY_SECOND) ? TEXT_WHY_SHARED
			: run->why & HEAT_WHY_CLOCKS		       ? TEXT_WHY_CLOCKS
			: run->why & HEAT_WHY_RESTARTED ? TEXT_WHY_CLOCK_JUMPED
			: run->why & HEAT_WHY_LATE	? TEXT_WHY_LATE
							: TEXT_WHY_NET_TIME;

	text_copy(lane->note, sizeof(lane->note), texts_get(texts, why));
}

static void show_hand(const struct place *place, int entry, struct model_lane *lane)
{
	struct rules_result result;
	int press;

	lane->can_take_hand = place_may_take_hand(place, entry);
	if (place_hand_time(place, entry, &result, &press))
		item_format_screen(place->tries[0].item, result.value, lane->hand_text,
			sizeof(lane->hand_text));
}

static void show_lane(
	struct app *app, const struct place *place, int entry, struct model_lane *lane)
{
	const struct heat_run *run = run_to_show(place->heat, entry);
	const struct place_person *p = &place->people[place->heat->entry[entry].tag];
	int index = scheme_find(app->scheme, place->tries[0].item->key);
	int32_t points;

	memset(lane, 0, sizeof(*lane));
	/* The lane's own: who runs in it may have changed. */
	lane->number = atoi(place->heat->entry[entry].name);
	lane->state = lane_of(run);
	name_lane(app->texts, place, p, lane);
	if (place->form == PLACE_LANES)
		show_hand(place, entry, lane);
	if (!run || !run->has_finish)
		return;
	if (lane->state == LANE_DISPUTED)
		show_why(app->texts, run, lane);
	if (run->state == HEAT_UNTIMED)
		return;
	words_result(app->texts, place->tries[0].item, run->result.value,
		lane->value_text, sizeof(lane->value_text));
	if (lane->state == LANE_DISPUTED)
		return;
	points = index < 0 || !view_points_of(app, p->student.grade)
			 ? SCORE_NONE
			 : score_item(app->scheme, p->student.sex, p->student.grade,
				   index, (int32_t)run->result.value);
	if (points != SCORE_NONE && lane->state == LANE_SAVED)
		score_write(points, 0, lane->points_text, sizeof(lane->points_text));
}

static void rank_lanes(struct model *m, const struct place *place)
{
	for (int a = 0; a < m->n_lanes; a++) {
		const struct heat_run *mine = heat_newest(place->heat, a);

		if (m->lanes[a].state != LANE_SAVED || !mine)
			continue;
		m->lanes[a].place = 1;
		for (int b = 0; b < m->n_lanes; b++) {
			const struct heat_run *other = heat_newest(place->heat, b);

			if (m->lanes[b].state == LANE_SAVED && other &&
				other->result.raw < mine->result.raw)
				m->lanes[a].place++;
		}
	}
}

static void show_clock(
	struct model *m, const struct place *place, int64_t tenths, const char *seconds)
{
	int s = (int)(tenths / 10);

	m->heat_clock_text[0] = '\0';
	if (place->stage != PLACE_BUSY || !place->go_us || tenths < 0)
		return;
	if (place->tries[0].item->minutes)
		snprintf(m->heat_clock_text, sizeof(m->heat_clock_text), "%d′%02d″",
			s / 60 % 100, s % 60);
	else
		snprintf(m->heat_clock_text, sizeof(m->heat_clock_text), "%d.%d%s",
			s % 1000, (int)(tenths % 10), seconds);
}

/* 抢跑 is called at once; later the key would only be in the way of a sleeve. */
#define RECALL_TENTHS 150

static void show_keys(struct model *m, const struct place *place, int64_t tenths)
{
	bool busy = place->stage == PLACE_BUSY, common = m->heat > 0;
	bool finished = false;

	for (int i = 0; i < m->n_lanes; i++)
		finished = finished || m->lanes[i].value_text[0];
	m->can_false_start = common && busy && place->go_us && !finished &&
			     tenths < RECALL_TENTHS;
	m->can_hand = place->form == PLACE_LANES;
	m->hand_presses = place->hand.count;
	m->can_swap = place->form == PLACE_LANES;
	m->can_mark = true;
	m->can_end_heat = busy && place->go_us;
	m->can_next_heat = !busy;
	m->can_go_back = busy && !place->go_us;
}

static void show_chip(const struct place *place, int id, struct model_chip *out)
{
	const struct heat_chip *c = &place->heat->chip[id];
	size_t len = strlen(c->name);
	int64_t s = place->go_us ? (c->last_us - place->go_us) / 1000000 : -1;

	memset(out, 0, sizeof(*out));
	out->id = id;
	snprintf(out->tail, sizeof(out->tail), "%.7s",
		c->name + (len > 4 ? len - 4 : 0));
	out->passings = c->passings;
	if (c->entry >= 0)
		out->number = atoi(place->heat->entry[c->entry].name);
	if (s >= 0)
		snprintf(out->time_text, sizeof(out->time_text), "%d′%02d″",
			(int)(s / 60 % 1000), (int)(s % 60));
}

/* Those who are nobody's first: they wait for a person. */
static void show_chips(struct model *m, const struct place *place)
{
	const struct heat *h = place->heat;

	m->n_chips = m->unknown_chips = 0;
	for (int given = 0; given < 2; given++)
		for (int i = 0; i < h->chips; i++) {
			if ((h->chip[i].entry >= 0) != given)
				continue;
			m->unknown_chips += !given;
			if (m->n_chips < MODEL_CHIPS)
				show_chip(place, i, &m->chips[m->n_chips++]);
		}
}

void view_heat(struct app *app, struct place *place, struct now now)
{
	struct model *m = &app->model;
	int64_t tenths = (now.mono_us - place->go_us) / 100000;
	int max = place->form == PLACE_LANES ? MODEL_LANES : MODEL_STARTS;
	bool busy = place->stage == PLACE_BUSY;
	bool common = place->form == PLACE_LANES;

	m->attempt.phase = !place->is_open && busy	 ? PHASE_DEVICE
			   : !busy			 ? PHASE_SAVED
			   : place->go_us && tenths < 20 ? PHASE_GO
			   : place->go_us		 ? PHASE_MEASURING
							 : PHASE_READY;
	m->heat = common ? place->heat_number : 0;
	m->n_lanes = place->heat->entries < max ? place->heat->entries : max;
	for (int i = 0; i < m->n_lanes; i++)
		show_lane(app, place, i, &m->lanes[i]);
	if (place->form == PLACE_LANES)
		rank_lanes(m, place);
	show_chips(m, place);
	m->heat_clock_text[0] = '\0';
	if (common)
		show_clock(m, place, tenths, words_english(app->texts) ? " s" : "秒");
	show_keys(m, place, tenths);
}
