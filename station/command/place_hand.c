/*
 * Times that a person takes beside the gates.
 *
 * Each press of the key is a line in a listening of its own, as if the thumb were one
 * more device: so it is in the journal before anything comes of it, apart from what the
 * gates say, and `verify` makes the time again from the two presses. The journal's
 * monotonic arrival is the time; the lines say only which press it was.
 *
 * Where there is no device, the key is the device, and its lines are in the place's own
 * listening, each with its moment on our monotonic clock in microseconds:
 *
 *	$START,us=9120455000	the start
 *	$FINISH,us=9341870000	somebody arrived
 */
#include "place.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "reasons.h"
#include "text.h"

/* What the lines mean: as a device's profile does, it goes into the journal with them. */
static const char hand_key[] =
	"format: 1\nname: an operator's key\nkind: hand\nline: 9600 8n1\n"
	"items: [ run50 ]\ndriver: text\ntested: unit_place\n"
	"frame: { starts: '$', ends: any, max: 64 }\n"
	"messages:\n"
	"  - { name: start, match: 'START', says: [ { kind: start } ] }\n"
	"  - { name: finish, match: 'FINISH', says: [ { kind: finish } ] }\n"
	"  - name: start-at\n    match: 'START,us=(?<time>\\d{1,15})'\n"
	"    says: [ { kind: start, value: time, unit: us } ]\n"
	"  - name: finish-at\n    match: 'FINISH,us=(?<time>\\d{1,15})'\n"
	"    says: [ { kind: finish, value: time, unit: us } ]\n"
	"examples:\n"
	"  - { bytes: '$START\\r\\n', says: [ 'start,,,,,,,,' ] }\n"
	"  - { bytes: '$FINISH\\r\\n', says: [ 'finish,,,,,,,,' ] }\n"
	"  - { bytes: '$START,us=77\\r\\n', says: [ 'start,,,77,us,0,,,' ] }\n"
	"  - { bytes: '$FINISH,us=900077\\r\\n', says: [ 'finish,,,900077,us,0,,,' ] "
	"}\n"
	"  - { bytes: '$FIN', says: [ ] }\n";

struct profile *place_hand_profile(const char *name, struct err *err)
{
	if (strcmp(name, HAND_PROFILE) == 0)
		return profile_load_text(name, hand_key, sizeof(hand_key) - 1, err);
	return NULL;
}

static bool listen_to_thumb(struct place *place, struct now now, struct err *err)
{
	struct listening *l = &place->thumb;

	if (place->thumbing)
		return true;
	memset(l, 0, sizeof(*l));
	text_copy(l->where, sizeof(l->where), "key:hand");
	text_copy(l->profile, sizeof(l->profile), HAND_PROFILE);
	l->profile_text = hand_key;
	l->profile_len = sizeof(hand_key) - 1;
	l->wall_us = now.wall_us;
	l->mono_us = now.mono_us;
	place->thumbing = listenings_begin(place->hall->store, l, err);
	l->profile_text = NULL;
	return place->thumbing;
}

/* The key says a line, as a device would. */
static bool say_key(struct place *place, const char *what, struct now now)
{
	struct chunk chunk = { .at_us = now.mono_us, .kind = CHUNK_BYTES_CAME };

	chunk.len = (uint16_t)snprintf((char *)chunk.bytes, sizeof(chunk.bytes),
		"$%s,us=%" PRId64 "\r\n", what, now.mono_us);
	place_chunk(place, &chunk, now);
	return !place->failed;
}

bool place_hand_key(struct place *place, struct now now)
{
	bool start = place->hand.count == 0;
	const char *text = start ? "$START\r\n" : "$FINISH\r\n";
	struct reading press = { .at_us = now.mono_us,
		.kind = start ? READING_START : READING_FINISH,
		.unit = UNIT_NONE,
		.decimals = -1 };
	struct err err = ERR_INIT;

	if (!place->heat || place->stage == PLACE_FREE ||
		place->hand.count == HAND_PRESSES)
		return false;
	if (place->by_hand)
		return place->stage == PLACE_BUSY &&
		       say_key(place, start ? "START" : "FINISH", now);
	if (!listen_to_thumb(place, now, &err)) {
		place_note_fault(place, now, &err);
		return false;
	}
	press.offset = place->thumb.bytes;
	if (!listenings_chunk(place->hall->store, &place->thumb, text, strlen(text),
		    now.mono_us, &err)) {
		place_note_fault(place, now, &err);
		return false;
	}
	place->changed = true;
	return hand_press(&place->hand, &press);
}

void place_hand_end(struct place *place, struct now now)
{
	struct err err = ERR_INIT;

	if (place->thumbing && !listenings_end(place->hall->store, &place->thumb,
				       now.mono_us, "done", &err))
		place_note_fault(place, now, &err);
	place->thumbing = false;
	place->hand.count = 0;
}

static int64_t finish_of(const struct place *place, int entry)
{
	const struct heat_run *run = heat_newest(place->heat, entry);

	return run && run->has_finish && run->state != HEAT_UNTIMED ? run->finish.at_us
								    : 0;
}

/* Nobody but the operator knows whose it is. */
static bool oldest_press(
	const struct place *place, struct rules_result *out, int *press)
{
	struct reading pair[2];

	for (*press = 1; *press < place->hand.count; ++*press)
		if (place->hand.lane_of[*press] < 0)
			break;
	if (*press >= place->hand.count)
		return false;
	pair[0] = place->hand.press[0];
	pair[1] = place->hand.press[*press];
	return rules_value(place->tries[0].item, pair, 2, out) == RULES_VALUE;
}

/* As if the device had said whose it is. */
static void give_press(struct place *place, int entry, int press, struct now now)
{
	const char *name = place->heat->entry[entry].name;
	struct reading r = place->hand.press[press];

	text_copy(r.subject, sizeof(r.subject), name);
	snprintf(r.channel, sizeof(r.channel), "%.7s", name);
	place->hand.lane_of[press] = entry;
	heat_reading(place->heat, &r);
	heat_take_changes(place, now);
	place->changed = true;
}

bool place_hand_time(
	const struct place *place, int entry, struct rules_result *out, int *press)
{
	struct hand_lane lanes[PLACE_PEOPLE];
	int match[PLACE_PEOPLE], n = place->heat ? place->heat->entries : 0;
	struct reading pair[2];

	if (place->by_hand)
		return oldest_press(place, out, press);
	if (n > PLACE_PEOPLE || entry < 0 || entry >= n || place->hand.count < 2)
		return false;
	for (int i = 0; i < n; i++)
		lanes[i].finish_us = finish_of(place, i);
	hand_match(&place->hand, lanes, n, match);
	*press = match[entry];
	if (*press < 1)
		return false;
	pair[0] = place->hand.press[0];
	pair[1] = place->hand.press[*press];
	return rules_value(place->tries[0].item, pair, 2, out) == RULES_VALUE;
}

bool place_may_take_hand(const struct place *place, int entry)
{
	const struct heat_run *run = place->heat ? heat_newest(place->heat, entry)
						 : NULL;
	struct rules_result result;
	int press;

	return run && place->stage != PLACE_FREE && !place_is_behind(place) &&
	       (run->state == HEAT_RUNNING || run->state == HEAT_NO_FINISH ||
		       run->state == HEAT_UNTIMED) &&
	       place_hand_time(place, entry, &result, &press) &&
	       place->hand.lane_of[press] < 0;
}

static void put_ref(const struct place *place, int press, struct finish *f)
{
	f->refs[f->ref_count++] = reading_ref_of(
		&place->thumb.id, &place->hand.press[press]);
}

/* Both or neither: a run has never lost the one time and not got the other. */
static bool write_hand(struct place *place, const struct place_run *run,
	const struct finish *f, struct now now, struct err *err)
{
	struct store *store = place->hall->store;

	return store_begin_durable(store, err) &&
	       store_end(store,
		       (!run || attempts_void(store, &run->id, REASON_HAND_TAKEN,
					REASON_TEACHER, now.wall_us, err)) &&
			       attempts_finish(store, 0, f, NULL, err),
		       err);
}

/* What the device made of the run is void: the teacher takes the thumb's word. */
void place_take_hand(struct place *place, int entry, struct now now)
{
	struct rules_result result;
	struct err err = ERR_INIT;
	struct finish f;
	int press, person;

	if (!place_may_take_hand(place, entry) ||
		!place_hand_time(place, entry, &result, &press))
		return;
	if (place->by_hand) {
		give_press(place, entry, press, now);
		return;
	}
	place_mark(place, entry, false, now);
	if (place_is_behind(place))
		return;
	memset(&f, 0, sizeof(f));
	person = place->heat->entry[entry].tag;
	text_copy(f.student, sizeof(f.student), place->people[person].student.id);
	text_copy(f.item, sizeof(f.item), place->tries[0].item->key);
	f.session = place->session[0].id;
	f.source = SOURCE_HAND;
	f.outcome = OUTCOME_VALID;
	f.has_value = true;
	f.value = result.value;
	f.raw_value = result.raw;
	f.raw_unit = result.raw_unit;
	snprintf(f.channel, sizeof(f.channel), "%.7s", place->heat->entry[entry].name);
	f.began_us = place_wall_of(place, place->hand.press[0].at_us);
	f.ended_us = now.wall_us;
	text_copy(f.reason, sizeof(f.reason), REASON_HAND_TAKEN);
	put_ref(place, 0, &f);
	put_ref(place, press, &f);
	if (!write_hand(place, heat_stored_run(place, entry), &f, now, &err)) {
		place_note_fault(place, now, &err);
		return;
	}
	place->hand.lane_of[press] = entry;
	place_score(place, &place->people[person].student, now);
	place->changed = true;
}
