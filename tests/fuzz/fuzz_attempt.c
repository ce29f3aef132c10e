/*
 * Any readings, times and touches: an attempt and a heat never save what is out of
 * range, from before they were armed, or what rules_value() would not make again;
 * and a run is disputed exactly when somebody else has or claims its impulse.
 *
 * The first byte chooses an item or a shape of heat. Then four bytes an event: what,
 * flags and who, value, time gone by. Most values fall into the item's range and meet
 * each other; some are any that 64 bits can hold.
 */
#include "attempt.h"
#include "heat.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#define EVENT_BYTES 4

static const struct item items[] = {
	{ .unit = ITEM_G,
		.rule = RULE_SETTLE,
		.step = 100,
		.round = ROUND_HALF_UP,
		.hard_min = 5000,
		.hard_max = 250000,
		.usual_min = 14000,
		.usual_max = 130000,
		.settle_us = 1000000 },
	{ .unit = ITEM_ML,
		.rule = RULE_PEAK,
		.step = 1,
		.round = ROUND_CUT,
		.hard_max = 15000,
		.usual_min = 500,
		.usual_max = 8000,
		.settle_us = 1500000 },
	{ .unit = ITEM_MM,
		.rule = RULE_PEAK,
		.step = 1,
		.round = ROUND_HALF_UP,
		.hard_min = -600,
		.hard_max = 600,
		.usual_min = -250,
		.usual_max = 350,
		.settle_us = 1500000 },
	{ .unit = ITEM_MM,
		.rule = RULE_LATCH,
		.step = 10,
		.round = ROUND_CUT,
		.hard_max = 5000,
		.usual_min = 500,
		.usual_max = 3300 },
	{ .unit = ITEM_TIMES,
		.rule = RULE_COUNT,
		.step = 1,
		.hard_max = 500,
		.usual_max = 250,
		.duration_us = 60000000 },
	{ .unit = ITEM_TIMES,
		.rule = RULE_COUNT,
		.step = 1,
		.hard_max = 500,
		.usual_max = 40,
		.settle_us = 10000000 },
};
#define ITEMS (sizeof(items) / sizeof(items[0]))

static const struct item run = { .unit = ITEM_MS,
	.better = BETTER_LESS,
	.rule = RULE_INDIVIDUAL,
	.read = 10,
	.step = 100,
	.round = ROUND_NONZERO_UP,
	.hard_min = 3000,
	.hard_max = 3600000,
	.usual_min = 6000,
	.usual_max = 240000 };

/* In the item's fine unit. */
static int64_t value_of(const struct item *item, uint8_t byte)
{
	static const int64_t odd[] = { 0, 1, -1, INT64_MAX, INT64_MIN, INT64_C(1) << 50,
		-(INT64_C(1) << 50), 86400000000 };
	int64_t span = item->hard_max - item->hard_min;

	if (byte >= 248)
		return odd[byte - 248];
	if (byte >= 200) /* near a bound */
		return (byte & 1 ? item->hard_max : item->usual_min) *
			       rules_fine(item) +
		       (byte - 224) * rules_fine(item);
	return (item->hard_min + span * (byte - 20) / 160) * rules_fine(item);
}

static struct reading reading_of(const struct item *item, const uint8_t *e)
{
	static const char *const who[] = { "1", "2", "3", "0004" };
	static const uint32_t flags[] = { 0, FLAG_STABLE, FLAG_UNSTABLE, FLAG_FINAL,
		FLAG_RUNNING, FLAG_STABLE | FLAG_FINAL, FLAG_CLEARED, FLAG_INSERTED,
		FLAG_NET | FLAG_STABLE, FLAG_GROSS | FLAG_STABLE, FLAG_OVERLOAD,
		FLAG_ERROR | FLAG_FINAL, FLAG_MEMORY, FLAG_UNASSIGNED, FLAG_DATED,
		FLAG_DISQUALIFIED };
	static const enum reading_unit units[] = { [ITEM_MM] = UNIT_UM,
		[ITEM_G] = UNIT_UG,
		[ITEM_ML] = UNIT_UL,
		[ITEM_MS] = UNIT_US,
		[ITEM_TIMES] = UNIT_ONE };
	struct reading r = { .value = value_of(item, e[2]),
		.flags = flags[e[1] & 15],
		.unit = (uint8_t)units[item->unit],
		.decimals = (int8_t)(e[1] >> 4),
		.has_value = e[1] != 0xFF };

	strcpy(r.subject, who[e[1] >> 4 & 3]);
	return r;
}

/* ---- an attempt ---------------------------------------------------------------------- */

static void check_saved(const struct attempt *a)
{
	struct rules_result again;

	if (a->state == ATTEMPT_FOULED)
		return;
	assert(a->state == ATTEMPT_DONE);
	if (a->zero && a->n_readings == 0) { /* the operator's word is all there is */
		assert(a->result.value == 0);
		return;
	}
	assert(item_fit(a->item, a->result.value) ==
		(a->unusual ? FIT_UNUSUAL : FIT_GOOD));
	assert(rules_corrected(a->item, a->readings, a->n_readings, a->correction,
		       &again) == RULES_VALUE);
	assert(again.value == a->result.value && again.raw == a->result.raw);
	for (size_t i = 0; i < a->n_readings; i++)
		assert(a->readings[i].at_us >= a->armed_us);
}

static void fuzz_attempt(const struct item *item, const uint8_t *bytes, size_t len)
{
	static const enum reading_kind kinds[] = { [ITEM_MM] = READING_LENGTH,
		[ITEM_G] = READING_WEIGHT,
		[ITEM_ML] = READING_VOLUME,
		[ITEM_TIMES] = READING_COUNT };
	struct attempt_port port = { 0 };
	struct attempt a;
	int64_t now_us = 10000000;

	(void)attempt_arm(&a, item, &port, now_us);
	for (; len >= EVENT_BYTES; bytes += EVENT_BYTES, len -= EVENT_BYTES) {
		struct reading r = reading_of(item, bytes);
		struct attempt_event e = { ATTEMPT_EVENT_READING, 0, &r, 0 };

		now_us += bytes[3] * INT64_C(20000);
		r.kind = bytes[0] & 0x40 ? bytes[2] % READING_KINDS : kinds[item->unit];
		r.at_us = now_us - (bytes[0] & 0x20 ? 9000000 : 0);
		e.at_us = now_us;
		e.delta = bytes[2] < 128 ? bytes[2] : bytes[2] - 256;
		if (bytes[0] >= 0xE0 && !(bytes[0] & 1))
			(void)attempt_arm(&a, item, &port, now_us);
		else if (bytes[0] >= 0x80)
			e.kind = (enum attempt_event_kind)(
				bytes[0] % (ATTEMPT_EVENT_SAVED + 1));
		if (attempt_step(&a, &e) == WISH_SAVE)
			check_saved(&a);
		assert(a.state != ATTEMPT_IDLE && a.n_readings <= RULES_READINGS_MAX);
	}
}

/* ---- a heat ----------------------------------------------------------------------------- */

static struct heat h;

/* The same impulse; with a common start only when a hand gave it to one of the two. */
static bool is_same(const struct reading *a, const struct reading *b)
{
	return a->has_value && b->has_value && a->value == b->value &&
	       strcmp(a->channel, b->channel) == 0 &&
	       (h.setup.kind == HEAT_INDIVIDUAL ||
		       (a->flags | b->flags) & FLAG_INSERTED);
}

static bool is_in(const struct reading *impulse, const struct heat_run *other)
{
	return (other->has_start && is_same(impulse, &other->start)) ||
	       (other->has_finish && is_same(impulse, &other->finish));
}

static bool is_elsewhere(const struct heat_run *mine, const struct reading *impulse)
{
	for (int i = 0; i < h.runs; i++)
		if (h.run[i].entry != mine->entry && h.run[i].state != HEAT_WITHDRAWN &&
			is_in(impulse, &h.run[i]))
			return true;
	for (int i = 0; i < h.claims; i++)
		if (h.claim[i].entry != mine->entry && impulse->has_value &&
			h.claim[i].value == impulse->value &&
			strcmp(h.claim[i].channel, impulse->channel) == 0)
			return true;
	return false;
}

static void check_run(const struct heat_run *r)
{
	bool shared = h.setup.kind != HEAT_LANES && r->has_finish &&
		      is_elsewhere(r, &r->finish);

	if (h.setup.kind == HEAT_INDIVIDUAL)
		shared |= is_elsewhere(r, &r->start);

	if (r->state == HEAT_FINISHED || r->state == HEAT_DISPUTED) {
		assert(r->has_finish && item_fit(&run, r->result.value) != FIT_REFUSED);
		assert((r->state == HEAT_DISPUTED) == (r->why != 0));
	}
	if (r->state != HEAT_WITHDRAWN)
		assert(!(r->why & HEAT_WHY_SHARED) == !shared);
}

static void touch(const uint8_t *bytes, int64_t now_us)
{
	switch (bytes[0] % 8) {
	case 0:
	case 1:
		heat_recall(&h, now_us);
		break;
	case 2:
		heat_swap(&h, bytes[1] % h.entries, bytes[2] % h.entries);
		break;
	case 3:
		heat_foul(&h, bytes[1] % 6 - 1);
		break;
	case 4:
		heat_give_up(&h, bytes[1] % 6 - 1);
		break;
	case 5:
		heat_close(&h);
		break;
	default:
		(void)heat_put(&h, bytes[1] & 1 ? "4" : "3", 4);
		break;
	}
}

static void fuzz_heat(enum heat_kind kind, const uint8_t *bytes, size_t len)
{
	struct heat_setup setup = { .kind = kind, .item = &run };
	struct heat_change change;
	int64_t now_us = 1000000;

	heat_init(&h, &setup);
	(void)heat_put(&h, "1", 1);
	(void)heat_put(&h, "2", 2);
	heat_arm(&h, now_us);
	for (; len >= EVENT_BYTES; bytes += EVENT_BYTES, len -= EVENT_BYTES) {
		struct reading r = reading_of(&run, bytes);

		now_us += bytes[3] * INT64_C(20000);
		r.at_us = now_us;
		r.kind = (uint8_t)(READING_START + bytes[0] % READING_TIME);
		strcpy(r.channel, kind == HEAT_LANES	     ? r.subject
				  : r.kind == READING_START  ? "C0"
				  : r.kind == READING_FINISH ? "C1"
							     : "RT");
		if (bytes[0] >= 0xE0)
			touch(bytes, now_us);
		else
			heat_reading(&h, &r);
		while (heat_next_change(&h, &change))
			assert(change.n_readings <= 2 && change.run >= 1);
		for (int i = 0; i < h.runs; i++)
			check_run(&h.run[i]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	if (len < 1 || len > 4096)
		return 0;
	if (bytes[0] % (ITEMS + 3) < ITEMS)
		fuzz_attempt(&items[bytes[0] % (ITEMS + 3)], bytes + 1, len - 1);
	else
		fuzz_heat((enum heat_kind)(bytes[0] % (ITEMS + 3) - ITEMS), bytes + 1,
			len - 1);
	return 0;
}
