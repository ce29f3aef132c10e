/*
 * Times that a person takes beside the gates.
 *
 * Each press of the key is a line in a listening of its own, as if the thumb were one
 * more device: so it is in the journal before anything comes of it, apart from what the
 * gates say, and `verify` makes the time again from the two presses. The journal's
 * monotonic arrival is the time; the lines say only which press it was.
 *
 * In a run with one start for all (place_run.h) everything that happens is such a line. Moments are in microseconds on the run's clock; marks, which
 * count from 0 as they were made, and runners, from 0 as they stand in the line-up, are
 * named by their index; UNDO takes back the latest of the lines that is not undone.
 *
 *	$BOOT,9f3c12ab,0	the clock of what follows: which start of the machine, and
 *				by how much the run's clock is ahead of its monotonic one
 *	$HEAT,lineup=31,needed=1,starts=2,class=2101
 *				who runs (an entry of the journal; a later one of the
 *				same heat says who wore what), how often each crosses the
 *				line, how many starts there are, and of which class
 *	$START,wave=1,us=9120455000	the start; of wave 2, the girls
 *	$FINISH,us=9341870000	a press: somebody arrived
 *	$CHIP,12,3A4F		before the start: runner 12 has this chip
 *	$GUN,wave=1,us=9120455000,at=30:0:0
 *				a device gave the start: the first reading of the frame at
 *				byte 0 of its listening, entry 30 of the journal
 *	$PASS,us=9341870000,runner=12,at=30:412:0,of=3A4F
 *				a device saw this chip cross the line; -1: nobody's
 *	$INSERT,us=9342100000	one press too few, put in later
 *	$DO,strike,3,0		mark 3 was one press too many
 *	$DO,give,4,12		mark 4 is runner 12's
 *	$DO,take,4,0		... and is nobody's again
 *	$DO,swap,4,5		marks 4 and 5 change runners
 *	$DO,end,7,1		runner 7 gave up (1), is hurt (2), did not run (3),
 *				ran foul (4), runs (0)
 *	$DO,undo,0,0
 *	$DO,recall,0,0		a false start: all begins again
 *	$DO,close,0,0		the run is over, and its attempts are in the journal
 */
#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "place_run.h"
#include "reasons.h"
#include "text.h"

/* What the lines mean: as a device's profile does, it goes into the journal with them. */
static const char hand_key[] =
	"format: 1\nname: an operator's key\nkind: hand\nline: 9600 8n1\n"
	"items: [ run50 ]\ndriver: text\ntested: unit_place\n"
	"frame: { starts: '$', ends: any, max: 160 }\n"
	"messages:\n"
	"  - { name: start, match: 'START', says: [ { kind: start } ] }\n"
	"  - { name: finish, match: 'FINISH', says: [ { kind: finish } ] }\n"
	"  - name: start-at\n"
	"    match: 'START(,wave=(?<wave>[12]))?,us=(?<time>\\d{1,15})'\n"
	"    says: [ { kind: start, channel: wave, value: time, unit: us } ]\n"
	"  - name: finish-at\n    match: 'FINISH,us=(?<time>\\d{1,15})'\n"
	"    says: [ { kind: finish, value: time, unit: us } ]\n"
	"  - name: gun\n    match: "
	"'GUN,wave=(?<wave>[12]),us=(?<time>\\d{1,15}),at=(?<at>[0-9:]{5,40})'\n"
	"    says: [ { kind: start, channel: wave, value: time, unit: us, text: "
	"\"at={at}\" } ]\n"
	"  - name: pass\n    match: "
	"'PASS,us=(?<time>\\d{1,15}),runner=(?<r>-?\\d{1,3}),at=(?<at>[0-9:]{5,40})"
	"(,of=(?<of>[0-9A-Za-z._:+-]{1,39}))?'\n"
	"    says: [ { kind: finish, subject: of, value: time, unit: us, text: "
	"\"runner={r};at={at}\" } ]\n"
	"  - name: chip\n    match: "
	"'CHIP,(?<r>\\d{1,3}),(?<c>[0-9A-Za-z._:+-]{1,39})'\n"
	"    says: [ { kind: status, text: \"chip={c};runner={r}\" } ]\n"
	"  - name: insert\n    match: 'INSERT,us=(?<time>\\d{1,15})'\n"
	"    says: [ { kind: finish, value: time, unit: us, flags: [ inserted ] } ]\n"
	"  - name: do\n    match: "
	"'DO,(?<do>[a-z]{3,8}),(?<a>\\d{1,6}),(?<b>\\d{1,6})'\n"
	"    says: [ { kind: status, text: \"do={do};a={a};b={b}\" } ]\n"
	"  - name: heat\n    match: 'HEAT,lineup=(?<l>\\d{1,15}),needed=(?<n>\\d{1,3}),"
	"starts=(?<s>[12])(,class=(?<c>[^,;]{1,23}))?'\n"
	"    says: [ { kind: status, text: "
	"\"lineup={l};needed={n};starts={s};class={c}\" } ]\n"
	"  - name: boot\n    match: 'BOOT,(?<boot>[0-9a-f]{8}),(?<shift>-?\\d{1,18})'\n"
	"    says: [ { kind: status, text: \"boot={boot};shift={shift}\" } ]\n"
	"examples:\n"
	"  - { bytes: '$START\\r\\n', says: [ 'start,,,,,,,,' ] }\n"
	"  - { bytes: '$FINISH\\r\\n', says: [ 'finish,,,,,,,,' ] }\n"
	"  - { bytes: '$START,us=77\\r\\n', says: [ 'start,,,77,us,0,,,' ] }\n"
	"  - { bytes: '$FINISH,us=900077\\r\\n', says: [ 'finish,,,900077,us,0,,,' ] "
	"}\n"
	"  - { bytes: '$START,wave=2,us=77\\r\\n', says: [ 'start,2,,77,us,0,,,' ] }\n"
	"  - bytes: '$INSERT,us=900077\\r\\n'\n"
	"    says: [ 'finish,,,900077,us,0,,inserted,' ]\n"
	"  - bytes: '$DO,give,4,12\\r\\n'\n"
	"    says: [ 'status,,,,,,,,do=give;a=4;b=12' ]\n"
	"  - bytes: '$HEAT,lineup=31,needed=1,starts=2,class=2101\\r\\n'\n"
	"    says: [ 'status,,,,,,,,lineup=31;needed=1;starts=2;class=2101' ]\n"
	"  - bytes: '$BOOT,9f3c12ab,-5\\r\\n'\n"
	"    says: [ 'status,,,,,,,,boot=9f3c12ab;shift=-5' ]\n"
	"  - bytes: '$GUN,wave=1,us=77,at=30:0:0\\r\\n'\n"
	"    says: [ 'start,1,,77,us,0,,,at=30:0:0' ]\n"
	"  - bytes: '$PASS,us=900077,runner=-1,at=30:412:0\\r\\n'\n"
	"    says: [ 'finish,,,900077,us,0,,,runner=-1;at=30:412:0' ]\n"
	"  - bytes: '$PASS,us=900077,runner=12,at=30:412:0,of=3A4F\\r\\n'\n"
	"    says: [ 'finish,,3A4F,900077,us,0,,,runner=12;at=30:412:0' ]\n"
	"  - bytes: '$CHIP,12,3A4F\\r\\n'\n"
	"    says: [ 'status,,,,,,,,chip=3A4F;runner=12' ]\n"
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

bool place_hand_key(struct place *place, struct now now)
{
	bool start = place->hand.count == 0;
	const char *text = start ? "$START\r\n" : "$FINISH\r\n";
	struct reading press = { .at_us = now.mono_us,
		.kind = start ? READING_START : READING_FINISH,
		.unit = UNIT_NONE,
		.decimals = -1 };
	struct err err = ERR_INIT;

	if (place->run)
		return run_key(place, now);
	if (!place->heat || place->stage == PLACE_FREE ||
		place->hand.count == HAND_PRESSES)
		return false;
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

bool place_hand_time(
	const struct place *place, int entry, struct rules_result *out, int *press)
{
	struct hand_lane lanes[PLACE_PEOPLE];
	int match[PLACE_PEOPLE], n = place->heat ? place->heat->entries : 0;
	struct reading pair[2];

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

	if (place->run) {
		(void)run_give(place, entry, now);
		return;
	}
	if (!place_may_take_hand(place, entry) ||
		!place_hand_time(place, entry, &result, &press))
		return;
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
