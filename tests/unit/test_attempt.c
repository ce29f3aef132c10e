/* One try: a list of events with times, and what each one makes the attempt wish. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "attempt.h"

/* Rows leave out what is zero. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

static const struct item weight = { .key = "weight",
	.unit = ITEM_G,
	.rule = RULE_SETTLE,
	.step = 100,
	.round = ROUND_HALF_UP,
	.hard_min = 5000,
	.hard_max = 250000,
	.usual_min = 14000,
	.usual_max = 130000,
	.settle_us = 1000000 };
static const struct item height = { .key = "height",
	.unit = ITEM_MM,
	.rule = RULE_SETTLE,
	.step = 1,
	.round = ROUND_HALF_UP,
	.hard_min = 500,
	.hard_max = 2500,
	.usual_min = 900,
	.usual_max = 2100,
	.settle_us = 1000000 };
static const struct item lungs = { .key = "vital_capacity",
	.unit = ITEM_ML,
	.better = BETTER_MORE,
	.rule = RULE_PEAK,
	.step = 1,
	.round = ROUND_CUT,
	.hard_max = 15000,
	.usual_min = 500,
	.usual_max = 8000,
	.settle_us = 1500000 };
static const struct item reach = { .key = "sit_reach",
	.unit = ITEM_MM,
	.better = BETTER_MORE,
	.rule = RULE_PEAK,
	.step = 1,
	.round = ROUND_HALF_UP,
	.hard_min = -600,
	.hard_max = 600,
	.usual_min = -250,
	.usual_max = 350,
	.settle_us = 1500000 };
static const struct item jump = { .key = "long_jump",
	.unit = ITEM_MM,
	.better = BETTER_MORE,
	.rule = RULE_LATCH,
	.step = 10,
	.round = ROUND_CUT,
	.hard_max = 5000,
	.usual_min = 500,
	.usual_max = 3300 };
static const struct item rope = { .key = "rope_skip",
	.unit = ITEM_TIMES,
	.better = BETTER_MORE,
	.rule = RULE_COUNT,
	.step = 1,
	.hard_max = 500,
	.usual_max = 250,
	.duration_us = 60000000 };
static const struct item pulls = { .key = "pull_ups",
	.unit = ITEM_TIMES,
	.better = BETTER_MORE,
	.rule = RULE_COUNT,
	.step = 1,
	.hard_max = 500,
	.usual_max = 40,
	.settle_us = 10000000 };

/* What may happen, beside attempt.h's events. */
enum act {
	END,
	ARM,
	R,     /* a reading of the item's own kind, `value` in its base unit */
	LOOSE, /* the same while nobody is armed */
	FOUL_BOX,
	TICK,
	GO,
	FINISH,
	CORRECT, /* by `value` */
	FOUL,
	ACCEPT,
	AGAIN,
	NOT_ME,
	LOST,
	BACK,
	ZERO,
	SAVED,
};

#define S FLAG_STABLE
#define U FLAG_UNSTABLE
#define N FLAG_RUNNING
#define L FLAG_FINAL

struct step {
	int64_t at_ms;
	enum act act;
	int64_t value;
	uint32_t flags;
	enum wish wish;
	enum attempt_state state;
};

static struct attempt a;
static struct attempt_port port;

static struct reading reading_of(const struct item *item, const struct step *s)
{
	static const struct {
		enum reading_kind kind;
		enum reading_unit unit;
	} kinds[] = {
		[ITEM_MM] = { READING_LENGTH, UNIT_UM },
		[ITEM_G] = { READING_WEIGHT, UNIT_UG },
		[ITEM_ML] = { READING_VOLUME, UNIT_UL },
		[ITEM_TIMES] = { READING_COUNT, UNIT_ONE },
	};
	struct reading r = { .at_us = s->at_ms * 1000,
		.kind = kinds[item->unit].kind,
		.unit = kinds[item->unit].unit,
		.value = s->value * rules_fine(item),
		.flags = s->flags,
		.has_value = true };

	if (s->act == FOUL_BOX)
		r.kind = READING_FOUL;
	return r;
}

static enum wish do_step(const struct item *item, const struct step *s)
{
	static const enum attempt_event_kind kinds[] = {
		[R] = ATTEMPT_EVENT_READING,
		[FOUL_BOX] = ATTEMPT_EVENT_READING,
		[TICK] = ATTEMPT_EVENT_TICK,
		[GO] = ATTEMPT_EVENT_GO,
		[FINISH] = ATTEMPT_EVENT_FINISH,
		[CORRECT] = ATTEMPT_EVENT_CORRECT,
		[FOUL] = ATTEMPT_EVENT_FOUL,
		[ACCEPT] = ATTEMPT_EVENT_ACCEPT,
		[AGAIN] = ATTEMPT_EVENT_AGAIN,
		[NOT_ME] = ATTEMPT_EVENT_NOT_ME,
		[LOST] = ATTEMPT_EVENT_LOST,
		[BACK] = ATTEMPT_EVENT_BACK,
		[ZERO] = ATTEMPT_EVENT_ZERO,
		[SAVED] = ATTEMPT_EVENT_SAVED,
	};
	struct reading r = reading_of(item, s);
	struct attempt_event event = { kinds[s->act], s->at_ms * 1000, &r, s->value };

	if (s->act == ARM)
		return attempt_arm(&a, item, &port, s->at_ms * 1000);
	if (s->act == LOOSE) {
		attempt_port_saw(&port, item, &r);
		return WISH_NOTHING;
	}
	return attempt_step(&a, &event);
}

struct scene {
	const char *what;
	const struct item *item;
	struct step steps[16];
	int64_t value; /* that stands in `live` or the result at the end */
};

/* Shorter rows: what one wishes, and the state after it. */
#define OCCUPIED  ATTEMPT_OCCUPIED
#define READY	  ATTEMPT_READY
#define MEASURING ATTEMPT_MEASURING
#define ASKED	  ATTEMPT_ASKED
#define DONE	  ATTEMPT_DONE
#define ON_DISK	  ATTEMPT_SAVED
#define FOULED	  ATTEMPT_FOULED
#define GONE	  ATTEMPT_LOST
#define CLOSED	  ATTEMPT_ABANDONED
#define NO	  WISH_NOTHING
#define SHOW	  WISH_SHOW
#define DO_ARM	  WISH_ARM
#define START	  WISH_START
#define SAVE	  WISH_SAVE
#define CONFIRM	  WISH_CONFIRM
#define ASK	  WISH_ASK
#define SAY	  WISH_SAY_AGAIN
#define SAY_LOST  WISH_SAY_LOST
#define DROP	  WISH_DROP

static const struct scene scenes[] = {
	{ "a steady weight from the first byte on is measured", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 20000, S, SHOW, MEASURING },
			{ 600, R, 20000, S, SHOW, MEASURING },
			{ 1100, R, 20000, S, SAVE, DONE },
			{ 1110, SAVED, 0, 0, SHOW, ON_DISK } },
		20000 },
	{ "the last child's weight is not the next child's", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 20000, S, SHOW, MEASURING },
			{ 1100, R, 20000, S, SAVE, DONE },
			{ 2000, ARM, 0, 0, SHOW, OCCUPIED },
			{ 2100, R, 20000, S, NO, OCCUPIED },
			{ 3500, R, 20000, S, NO, OCCUPIED },
			{ 3600, R, 8000, U, NO, OCCUPIED },
			{ 3700, R, 0, S, SHOW, READY },
			{ 4000, R, 20000, U, SHOW, MEASURING },
			{ 4100, R, 20000, S, SHOW, MEASURING },
			{ 5100, R, 20000, S, SAVE, DONE } },
		20000 },
	{ "another child steps up while the first steps down", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 20000, S, SHOW, MEASURING },
			{ 1100, R, 20000, S, SAVE, DONE },
			{ 2000, ARM, 0, 0, SHOW, OCCUPIED },
			{ 2100, R, 45000, U, NO, OCCUPIED },
			{ 2200, R, 35200, S, SHOW, MEASURING },
			{ 3200, R, 35200, S, SAVE, DONE } },
		35200 },
	{ "leaning on the rail is not another child", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 20000, S, SHOW, MEASURING },
			{ 1100, R, 20000, S, SAVE, DONE },
			{ 2000, ARM, 0, 0, SHOW, OCCUPIED },
			{ 2100, R, 19500, S, NO, OCCUPIED },
			{ 3200, R, 19500, S, NO, OCCUPIED } } },
	{ "stepping down between two attempts is seen", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 20000, S, SHOW, MEASURING },
			{ 1100, R, 20000, S, SAVE, DONE }, { 1500, R, 0, S, NO, DONE },
			{ 1600, SAVED, 0, 0, SHOW, ON_DISK },
			{ 2000, ARM, 0, 0, SHOW, READY },
			{ 2100, R, 20000, S, SHOW, MEASURING },
			{ 3100, R, 20000, S, SAVE, DONE } },
		20000 },
	{ "and also when nobody is armed", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 20000, S, SHOW, MEASURING },
			{ 1100, R, 20000, S, SAVE, DONE },
			{ 1500, LOOSE, 100, S, NO, DONE },
			{ 2000, ARM, 0, 0, SHOW, READY } } },
	{ "a child may step up before being called", &weight,
		{ { 0, LOOSE, 31000, S, NO, 0 }, { 1000, ARM, 0, 0, SHOW, READY },
			{ 1100, R, 31000, S, SHOW, MEASURING },
			{ 2100, R, 31000, S, SAVE, DONE } },
		31000 },
	{ "a reading from before the arm never counts", &weight,
		{ { 1000, ARM, 0, 0, SHOW, READY }, { 10, R, 20000, S, NO, READY },
			{ 1100, R, 20000, S, SHOW, MEASURING },
			{ 1500, R, 20000, S, SHOW, MEASURING } },
		20000 },
	{ "who does not stand still is not weighed", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 20000, S, SHOW, MEASURING },
			{ 900, R, 20300, U, SHOW, MEASURING },
			{ 1200, R, 20000, S, SHOW, MEASURING },
			{ 2100, R, 20200, S, SHOW, MEASURING },
			{ 3000, R, 20000, S, SHOW, MEASURING },
			{ 9000, TICK, 0, 0, SAVE, DONE } },
		20000 },
	{ "a drift of a step a time is not rest", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 20000, S, SHOW, MEASURING },
			{ 500, R, 20100, S, SHOW, MEASURING },
			{ 1000, R, 20200, S, SHOW, MEASURING },
			{ 1200, R, 20300, S, SHOW, MEASURING },
			{ 1900, R, 20400, S, SHOW, MEASURING } },
		20400 },
	{ "a scale that prints once and is silent was stable", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 20000, S, SHOW, MEASURING },
			{ 1000, TICK, 0, 0, NO, MEASURING },
			{ 1100, TICK, 0, 0, SAVE, DONE } },
		20000 },
	{ "without a stable flag three equal ones over the time", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 20000, 0, SHOW, MEASURING },
			{ 1200, TICK, 0, 0, NO, MEASURING },
			{ 1300, R, 20000, 0, SHOW, MEASURING },
			{ 1400, R, 20000, 0, SAVE, DONE } },
		20000 },
	{ "a machine's one final line is enough", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 20000, L, SAVE, DONE } },
		20000 },
	{ "its repeat is not the next child's", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 20000, L, SAVE, DONE },
			{ 200, ARM, 0, 0, SHOW, READY },
			{ 300, R, 20000, L, NO, READY },
			{ 1800, R, 20000, L, NO, READY },
			{ 5000, R, 20000, L, SAVE, DONE } },
		20000 },
	{ "overload is said once", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY },
			{ 100, R, 0, FLAG_OVERLOAD, SAY, READY },
			{ 200, R, 0, FLAG_OVERLOAD, NO, READY },
			{ 300, R, 0, S, NO, READY } } },
	{ "outside the hard range is refused", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 260000, S, SHOW, MEASURING },
			{ 1100, R, 260000, S, SAY, OCCUPIED },
			{ 1200, R, 260000, S, NO, OCCUPIED } } },
	{ "outside the usual range is asked, then taken", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 13000, S, SHOW, MEASURING },
			{ 1100, R, 13000, S, CONFIRM, ASKED },
			{ 1200, R, 0, S, NO, ASKED },
			{ 2000, ACCEPT, 0, 0, SAVE, DONE } },
		13000 },
	{ "or measured again, in the same attempt", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 13000, S, SHOW, MEASURING },
			{ 1100, R, 13000, S, CONFIRM, ASKED },
			{ 1200, AGAIN, 0, 0, SHOW, OCCUPIED },
			{ 1300, R, 13000, S, NO, OCCUPIED },
			{ 1400, R, 0, S, SHOW, READY },
			{ 2000, R, 31000, S, SHOW, MEASURING },
			{ 3000, R, 31000, S, SAVE, DONE } },
		31000 },
	{ "unplugged in the middle, weighing begins again", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 31000, S, SHOW, MEASURING },
			{ 900, LOST, 0, 0, SAY_LOST, GONE },
			{ 2000, TICK, 0, 0, NO, GONE },
			{ 3000, BACK, 0, 0, SHOW, READY },
			{ 3100, R, 31000, S, SHOW, MEASURING },
			{ 3200, R, 31000, S, SHOW, MEASURING },
			{ 4100, R, 31000, S, SAVE, DONE } },
		31000 },
	{ "not me: nothing is stored, and who stands there must go", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY }, { 100, R, 31000, S, SHOW, MEASURING },
			{ 200, NOT_ME, 0, 0, DROP, CLOSED },
			{ 300, R, 31000, S, NO, CLOSED },
			{ 1000, ARM, 0, 0, SHOW, OCCUPIED },
			{ 1100, R, 31000, S, NO, OCCUPIED },
			{ 2200, R, 31000, S, NO, OCCUPIED } } },
	{ "a tare is nobody's weight", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY },
			{ 100, R, 31000, S | FLAG_TARE, NO, READY } } },
	{ "with net weights about, gross is not the person", &weight,
		{ { 0, ARM, 0, 0, SHOW, READY },
			{ 100, R, 45000, S | FLAG_GROSS, SHOW, MEASURING },
			{ 100, R, 31000, S | FLAG_NET, SHOW, MEASURING },
			{ 1100, R, 45000, S | FLAG_GROSS, NO, MEASURING },
			{ 1100, R, 31000, S | FLAG_NET, SAVE, DONE } },
		31000 },

	{ "a blow rises and the device says final", &lungs,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 0, N, NO, READY },
			{ 200, R, 900, N, SHOW, MEASURING },
			{ 300, R, 2300, N, SHOW, MEASURING },
			{ 400, R, 2350, L, SAVE, DONE } },
		2350 },
	{ "a blow that stops growing is over", &lungs,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 0, 0, NO, READY },
			{ 200, R, 900, 0, SHOW, MEASURING },
			{ 300, R, 2300, 0, SHOW, MEASURING },
			{ 400, R, 2300, 0, NO, MEASURING },
			{ 1700, TICK, 0, 0, NO, MEASURING },
			{ 1800, TICK, 0, 0, SAVE, DONE } },
		2300 },
	{ "a value that falls ends the blow; the peak counts", &lungs,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 0, 0, NO, READY },
			{ 300, R, 2300, 0, SHOW, MEASURING },
			{ 400, R, 2200, 0, NO, MEASURING },
			{ 500, R, 100, 0, SAVE, DONE } },
		2300 },
	{ "drift and a display that holds the last child are no blow", &lungs,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 3500, 0, NO, READY },
			{ 2000, R, 3510, 0, NO, READY }, { 3000, R, 0, 0, NO, READY },
			{ 3100, R, 30, 0, NO, READY }, { 9000, TICK, 0, 0, NO, READY },
			{ 9100, R, 1500, 0, SHOW, MEASURING } },
		1500 },
	{ "a final message is repeated until the next blow", &lungs,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 2350, L, SAVE, DONE },
			{ 200, R, 2350, L, NO, DONE },
			{ 300, ARM, 0, 0, DO_ARM, READY },
			{ 1000, R, 2350, L, NO, READY },
			{ 2500, R, 2350, L, NO, READY }, { 3000, R, 0, N, NO, READY },
			{ 3200, R, 800, N, SHOW, MEASURING },
			{ 3500, R, 2350, L, SAVE, DONE } },
		2350 },
	{ "a message that came while nobody was armed is nobody's", &lungs,
		{ { 0, LOOSE, 2350, L, NO, 0 }, { 500, ARM, 0, 0, DO_ARM, READY },
			{ 600, R, 2350, L, NO, READY } } },
	{ "a blow that the device calls invalid", &lungs,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 0, N, NO, READY },
			{ 200, R, 900, N, SHOW, MEASURING },
			{ 300, R, 0, FLAG_ERROR, SAY, READY } } },
	{ "unplugged in mid-blow it is blown again", &lungs,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 0, 0, NO, READY },
			{ 200, R, 900, 0, SHOW, MEASURING },
			{ 300, LOST, 0, 0, SAY_LOST, GONE },
			{ 5000, TICK, 0, 0, NO, GONE },
			{ 6000, BACK, 0, 0, DO_ARM, READY } } },
	{ "the teacher ends a blow", &lungs,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 0, 0, NO, READY },
			{ 200, R, 900, 0, SHOW, MEASURING },
			{ 300, FINISH, 0, 0, SAVE, DONE } },
		900 },

	{ "a cursor at rest is no result; a push is", &reach,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, -200, 0, NO, READY },
			{ 2000, R, -200, 0, NO, READY },
			{ 5000, TICK, 0, 0, NO, READY },
			{ 5100, R, -60, 0, SHOW, MEASURING },
			{ 5200, R, -35, 0, SHOW, MEASURING },
			{ 6000, R, -36, 0, NO, MEASURING },
			{ 6700, TICK, 0, 0, SAVE, DONE } },
		-35 },
	{ "the cursor stands where the last child left it", &reach,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 120, 0, NO, READY },
			{ 200, R, -150, 0, NO, READY },
			{ 300, R, 85, 0, SHOW, MEASURING },
			{ 400, R, 20, 0, SAVE, DONE } },
		85 },
	{ "a final one may be negative", &reach,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, -35, L, SAVE, DONE } },
		-35 },

	{ "a jump", &jump,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 2050, L, SAVE, DONE } },
		2050 },
	{ "the repeat of the last jump is not the next one", &jump,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 2050, L, SAVE, DONE },
			{ 150, SAVED, 0, 0, SHOW, ON_DISK },
			{ 200, ARM, 0, 0, DO_ARM, READY },
			{ 300, R, 2050, L, NO, READY } } },
	{ "the same distance later is", &jump,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 2050, L, SAVE, DONE },
			{ 200, ARM, 0, 0, DO_ARM, READY },
			{ 9000, R, 2050, L, SAVE, DONE } },
		2050 },
	{ "a length on its way and an idle zero are no jump", &jump,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 0, 0, NO, READY },
			{ 200, R, 1500, N, SHOW, MEASURING },
			{ 300, R, 2050, L, SAVE, DONE } },
		2050 },
	{ "the mat says foul", &jump,
		{ { 0, ARM, 0, 0, DO_ARM, READY },
			{ 100, FOUL_BOX, 0, 0, SAVE, FOULED },
			{ 200, R, 2050, L, NO, FOULED } } },
	{ "the teacher says foul", &jump,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, FOUL, 0, 0, SAVE, FOULED },
			{ 200, FOUL, 0, 0, NO, FOULED } } },
	{ "after it is done a foul is a matter for the journal", &jump,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 2050, L, SAVE, DONE },
			{ 200, FOUL, 0, 0, NO, DONE },
			{ 300, NOT_ME, 0, 0, NO, DONE } },
		2050 },
	{ "six metres are refused, and the next jump counts", &jump,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 6000, L, SAY, READY },
			{ 9000, R, 2050, L, SAVE, DONE } },
		2050 },
	{ "a stored jump is an old one", &jump,
		{ { 0, ARM, 0, 0, DO_ARM, READY },
			{ 100, R, 2050, L | FLAG_MEMORY, NO, READY } } },

	{ "a minute from go; what comes after it does not count", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 500, R, 0, N, SHOW, READY },
			{ 1000, GO, 0, 0, START, MEASURING },
			{ 2000, R, 2, N, SHOW, MEASURING },
			{ 60900, R, 131, N, SHOW, MEASURING },
			{ 60950, R, 131, N, NO, MEASURING },
			{ 61000, TICK, 0, 0, NO, MEASURING },
			{ 61100, R, 132, N, SAVE, DONE } },
		131 },
	{ "time alone ends the minute", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 1000, GO, 0, 0, START, MEASURING },
			{ 2000, R, 2, N, SHOW, MEASURING },
			{ 40000, R, 99, N, SHOW, MEASURING },
			{ 61020, TICK, 0, 0, SAVE, DONE } },
		99 },
	{ "the counter's own final word", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 1000, GO, 0, 0, START, MEASURING },
			{ 2000, R, 2, N, SHOW, MEASURING },
			{ 61005, R, 130, L, SAVE, DONE } },
		130 },
	{ "without go the first turn begins the minute", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 500, R, 0, N, SHOW, READY },
			{ 9000, R, 1, N, SHOW, MEASURING },
			{ 68900, R, 120, N, SHOW, MEASURING },
			{ 69020, TICK, 0, 0, SAVE, DONE } },
		120 },
	{ "a minute without a word is no zero", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 1000, GO, 0, 0, START, MEASURING },
			{ 61020, TICK, 0, 0, SAY, READY } } },
	{ "a judge takes one away", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 1000, GO, 0, 0, START, MEASURING },
			{ 2000, R, 2, N, SHOW, MEASURING },
			{ 2500, CORRECT, -3, 0, NO, MEASURING },
			{ 3000, CORRECT, -1, 0, SHOW, MEASURING },
			{ 50000, R, 90, N, SHOW, MEASURING },
			{ 61020, TICK, 0, 0, SAVE, DONE } },
		89 },
	{ "a minute cannot be ended early", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 1000, GO, 0, 0, START, MEASURING },
			{ 2000, R, 2, N, SHOW, MEASURING },
			{ 3000, FINISH, 0, 0, NO, MEASURING } },
		2 },
	{ "unplugged, the counter goes on counting", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 1000, GO, 0, 0, START, MEASURING },
			{ 2000, R, 2, N, SHOW, MEASURING },
			{ 20000, LOST, 0, 0, SAY_LOST, GONE },
			{ 25000, BACK, 0, 0, SHOW, MEASURING },
			{ 25100, R, 40, N, SHOW, MEASURING },
			{ 61020, TICK, 0, 0, SAVE, DONE } },
		40 },
	{ "a counter that begins again after the loss has lost the count", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 1000, GO, 0, 0, START, MEASURING },
			{ 2000, R, 30, N, SHOW, MEASURING },
			{ 20000, LOST, 0, 0, SAY_LOST, GONE },
			{ 25000, BACK, 0, 0, SHOW, MEASURING },
			{ 25100, R, 3, N, SAY, READY } } },
	{ "a count from before the loss is not the minute's", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 1000, GO, 0, 0, START, MEASURING },
			{ 2000, R, 30, N, SHOW, MEASURING },
			{ 20000, LOST, 0, 0, SAY_LOST, GONE },
			{ 61020, TICK, 0, 0, SAY, GONE },
			{ 70000, BACK, 0, 0, DO_ARM, READY } } },
	{ "a counter stands at the last child's count until it is zeroed", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 1000, GO, 0, 0, START, MEASURING },
			{ 2000, R, 99, N, SHOW, MEASURING },
			{ 61020, TICK, 0, 0, SAVE, DONE },
			{ 70000, ARM, 0, 0, DO_ARM, OCCUPIED },
			{ 70100, R, 99, N, NO, OCCUPIED },
			{ 70200, R, 0, N, SHOW, READY },
			{ 71000, GO, 0, 0, START, MEASURING },
			{ 72000, R, 2, N, SHOW, MEASURING } },
		2 },
	{ "the order to zero arrives after go", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 1000, GO, 0, 0, START, MEASURING },
			{ 1010, R, 99, N, SHOW, MEASURING },
			{ 1100, R, 0, N, SHOW, MEASURING },
			{ 2000, R, 2, N, SHOW, MEASURING } },
		2 },
	{ "a faulty frame within the minute is passed over", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 1000, GO, 0, 0, START, MEASURING },
			{ 2000, R, 30, N, SHOW, MEASURING },
			{ 2100, R, 0, FLAG_ERROR, NO, MEASURING },
			{ 61020, TICK, 0, 0, SAVE, DONE } },
		30 },
	{ "a foul in the minute", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 1000, GO, 0, 0, START, MEASURING },
			{ 2000, R, 30, N, SHOW, MEASURING },
			{ 2100, FOUL, 0, 0, SAVE, FOULED },
			{ 61020, TICK, 0, 0, NO, FOULED } } },

	{ "pull-ups end ten seconds after the last one", &pulls,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 500, R, 0, N, SHOW, READY },
			{ 3000, R, 1, N, SHOW, MEASURING },
			{ 9000, R, 2, N, SHOW, MEASURING },
			{ 15000, R, 2, N, NO, MEASURING },
			{ 18900, TICK, 0, 0, NO, MEASURING },
			{ 19000, TICK, 0, 0, SAVE, DONE } },
		2 },
	{ "no pull-up is a result when the operator says so", &pulls,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 500, R, 0, N, SHOW, READY },
			{ 30000, TICK, 0, 0, NO, READY },
			{ 31000, FINISH, 0, 0, ASK, ASKED },
			{ 32000, ACCEPT, 0, 0, NO, ASKED },
			{ 33000, ZERO, 0, 0, SAVE, DONE } } },
	{ "in one touch", &pulls,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 500, R, 0, N, SHOW, READY },
			{ 31000, ZERO, 0, 0, SAVE, DONE } } },
	{ "also when the bar says nothing, or is not there", &pulls,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 500, LOST, 0, 0, SAY_LOST, GONE },
			{ 31000, ZERO, 0, 0, SAVE, DONE } } },
	{ "what the bar still shows of the last child is not in the way", &pulls,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 3000, R, 1, N, SHOW, MEASURING },
			{ 13000, TICK, 0, 0, SAVE, DONE },
			{ 20000, ARM, 0, 0, DO_ARM, OCCUPIED },
			{ 25000, ZERO, 0, 0, SAVE, DONE } } },
	{ "who pulled once is not at zero", &pulls,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 3000, R, 1, N, SHOW, MEASURING },
			{ 4000, ZERO, 0, 0, NO, MEASURING } },
		1 },
	{ "unless the judge took that one away", &pulls,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 3000, R, 1, N, SHOW, MEASURING },
			{ 4000, CORRECT, -1, 0, SHOW, MEASURING },
			{ 13000, TICK, 0, 0, ASK, ASKED },
			{ 14000, ZERO, 0, 0, SAVE, DONE } } },
	{ "the bar's own final zero is asked about", &pulls,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 1000, GO, 0, 0, START, MEASURING },
			{ 3000, R, 0, L, ASK, ASKED }, { 3100, R, 0, L, NO, ASKED },
			{ 4000, AGAIN, 0, 0, DO_ARM, READY },
			{ 9000, R, 1, N, SHOW, MEASURING } },
		1 },
	{ "a bar that idles at a final zero waits", &pulls,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 3000, R, 0, L, SHOW, READY },
			{ 9000, R, 1, N, SHOW, MEASURING } },
		1 },
	{ "a minute of nothing is a rope that was not turned on", &rope,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 500, ZERO, 0, 0, NO, READY },
			{ 1000, GO, 0, 0, START, MEASURING },
			{ 2000, R, 0, N, SHOW, MEASURING },
			{ 3000, ZERO, 0, 0, NO, MEASURING },
			{ 61020, TICK, 0, 0, ASK, ASKED },
			{ 62000, ZERO, 0, 0, SAVE, DONE } } },
	{ "a jump of nothing was not seen", &jump,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 0, L, SAY, READY },
			{ 200, ZERO, 0, 0, NO, READY },
			{ 9000, R, 2050, L, SAVE, DONE } },
		2050 },
	{ "nor was a blow of nothing", &lungs,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 0, L, SAY, READY },
			{ 200, ZERO, 0, 0, NO, READY } } },
	{ "to the toes exactly, or a cursor that nobody pushed", &reach,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 0, L, ASK, ASKED },
			{ 200, ZERO, 0, 0, SAVE, DONE } } },
	{ "all nines are the end of a display, not a chest", &lungs,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 9999, L, ASK, ASKED },
			{ 200, ZERO, 0, 0, NO, ASKED },
			{ 300, ACCEPT, 0, 0, SAVE, DONE } },
		9999 },
	{ "or are measured again", &lungs,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 9990, L, ASK, ASKED },
			{ 300, AGAIN, 0, 0, DO_ARM, READY },
			{ 9000, R, 2350, L, SAVE, DONE } },
		2350 },
	{ "nines that people reach are a result", &jump,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 100, R, 999, L, SAVE, DONE } },
		990 },
	{ "overload is no value", &lungs,
		{ { 0, ARM, 0, 0, DO_ARM, READY },
			{ 100, R, 8000, L | FLAG_OVERLOAD, SAY, READY } } },
	{ "but not when the bar never spoke", &pulls,
		{ { 0, ARM, 0, 0, DO_ARM, READY },
			{ 500, FINISH, 0, 0, SAY, READY } } },
	{ "one pull-up after one pull-up, on a bar that speaks when it counts", &pulls,
		{ { 0, ARM, 0, 0, DO_ARM, READY }, { 3000, R, 1, N, SHOW, MEASURING },
			{ 13000, TICK, 0, 0, SAVE, DONE },
			{ 20000, ARM, 0, 0, DO_ARM, OCCUPIED },
			{ 25000, R, 1, N, SHOW, MEASURING } },
		1 },
};

static void every_event_makes_its_wish(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
		const struct scene *scene = &scenes[i];

		memset(&a, 0, sizeof(a));
		memset(&port, 0, sizeof(port));
		for (int k = 0; k < 16 && scene->steps[k].act != END; k++) {
			enum wish wish = do_step(scene->item, &scene->steps[k]);

			if (wish != scene->steps[k].wish ||
				a.state != scene->steps[k].state)
				fail_msg("%s: step %d (%lld ms): %s, %s", scene->what,
					k + 1, (long long)scene->steps[k].at_ms,
					wish_name(wish), attempt_state_name(a.state));
		}
		if (a.has_live != (scene->value != 0) && scene->item != &pulls &&
			!a.zero)
			fail_msg("%s: live %d", scene->what, a.has_live);
		if (a.live * a.has_live != scene->value)
			fail_msg("%s: %lld", scene->what, (long long)a.live);
		if (a.state == ATTEMPT_DONE)
			assert_int_equal(a.result.value, scene->value);
	}
}

static void height_and_weight_come_in_one_line(void **state)
{
	static struct attempt both[2];
	struct reading line[2] = { { .kind = READING_HEIGHT,
					   .unit = UNIT_UM,
					   .value = 1523000,
					   .flags = S,
					   .has_value = true },
		{ .kind = READING_WEIGHT,
			.unit = UNIT_UG,
			.value = 41250000000,
			.flags = S,
			.has_value = true,
			.index = 1 } };

	(void)state;
	(void)attempt_arm(&both[0], &height, NULL, 0);
	(void)attempt_arm(&both[1], &weight, NULL, 0);
	for (int64_t at_us = 100000; at_us <= 1100000; at_us += 500000) {
		for (int i = 0; i < 4; i++) {
			struct attempt_event e = { ATTEMPT_EVENT_READING, at_us,
				&line[i / 2], 0 };

			line[i / 2].at_us = at_us;
			(void)attempt_step(&both[i % 2], &e);
		}
	}
	assert_int_equal(both[0].state, ATTEMPT_DONE);
	assert_int_equal(both[0].result.value, 1523);
	assert_int_equal(both[1].state, ATTEMPT_DONE);
	assert_int_equal(both[1].result.value, 41300);
	assert_int_equal(both[1].readings[0].index, 1);
}

static void the_readings_that_made_the_value_are_kept(void **state)
{
	struct step up = { 0, R, 0, N, 0, 0 };
	struct rules_result again;

	(void)state;
	memset(&port, 0, sizeof(port));
	(void)attempt_arm(&a, &lungs, &port, 0);
	for (int i = 0; i <= 40; i++) {
		up.at_ms = i * 10;
		up.value = i * 100;
		(void)do_step(&lungs, &up);
	}
	up.at_ms = 9000;
	up.act = TICK;
	assert_int_equal(do_step(&lungs, &up), WISH_SAVE);
	assert_int_equal(a.n_readings, RULES_READINGS_MAX);
	assert_int_equal(
		rules_value(&lungs, a.readings, a.n_readings, &again), RULES_VALUE);
	assert_int_equal(again.value, 4000);
	assert_int_equal(a.result.value, 4000);
}

static void one_rope_of_a_box_is_heard(void **state)
{
	struct step count = { 100, R, 5, N, 0, 0 };
	struct reading r;
	struct attempt_event e = { ATTEMPT_EVENT_READING, 0, &r, 0 };

	(void)state;
	memset(&port, 0, sizeof(port));
	(void)attempt_arm(&a, &rope, &port, 0);
	attempt_bind(&a, "2");
	r = reading_of(&rope, &count);
	strcpy(r.channel, "1");
	assert_int_equal(attempt_step(&a, &e), WISH_NOTHING);
	strcpy(r.channel, "2");
	assert_int_equal(attempt_step(&a, &e), WISH_SHOW);
	assert_int_equal(attempt_left_us(&a, 10100000), 50000000);

	/* Not bound, it stays with the first it heard. */
	(void)attempt_arm(&a, &rope, NULL, 0);
	assert_int_equal(attempt_step(&a, &e), WISH_SHOW);
	strcpy(r.channel, "1");
	r.value = 99;
	assert_int_equal(attempt_step(&a, &e), WISH_NOTHING);
	assert_int_equal(a.live, 5);
}

/* ---- anything may happen ----------------------------------------------------------- */

static uint64_t seed;

static uint32_t dice(uint32_t sides)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(seed >> 33) % sides;
}

static struct step any_step(const struct item *item, int64_t at_ms)
{
	static const int64_t odd[] = { 0, 1, -1, 1000000, -1000000, INT64_C(1) << 40 };
	static const uint32_t flags[] = { 0, S, U, N, L, S | L, FLAG_OVERLOAD,
		FLAG_ERROR | L, FLAG_MEMORY, FLAG_NET, FLAG_GROSS | S };
	struct step s = { at_ms, R, 0, flags[dice(11)], 0, 0 };
	int64_t span = item->hard_max - item->hard_min;

	if (dice(4) == 0)
		s.act = (enum act)(1 + dice(SAVED));
	s.value = dice(8) == 0 ? odd[dice(6)]
			       : item->hard_min - 10 + dice((uint32_t)span + 20);
	if (dice(3) == 0)
		s.value = item->usual_min + dice(3);
	if (dice(10) == 0)
		s.at_ms -= dice(5000); /* a late one */
	return s;
}

static void check_saved(const struct item *item, int64_t armed_ms)
{
	struct rules_result again;

	if (a.state == ATTEMPT_FOULED)
		return;
	assert_int_equal(a.state, ATTEMPT_DONE);
	assert_int_equal(a.result.raw == 0, a.zero);
	if (a.zero && !a.n_readings) {
		assert_ptr_equal(item, &pulls);
		return;
	}
	assert_true(a.result.value >= item->hard_min);
	assert_true(a.result.value <= item->hard_max);
	assert_int_equal(
		rules_corrected(item, a.readings, a.n_readings, a.correction, &again),
		RULES_VALUE);
	assert_int_equal(again.value, a.result.value);
	for (size_t i = 0; i < a.n_readings; i++) {
		assert_true(a.readings[i].at_us >= armed_ms * 1000);
		assert_false(a.readings[i].flags & (FLAG_MEMORY | FLAG_OVERLOAD));
	}
	if (item_fit(item, a.result.value) == FIT_UNUSUAL)
		assert_true(a.unusual);
}

static void whatever_happens_nothing_wrong_is_saved(void **state)
{
	static const struct item *const items[] = { &weight, &height, &lungs, &reach,
		&jump, &rope, &pulls };
	int saved = 0;

	(void)state;
	for (int run = 0; run < 2000; run++) {
		const struct item *item = items[run % 7];
		int64_t at_ms = 10000, armed_ms = at_ms;

		seed = (uint64_t)run;
		memset(&port, 0, sizeof(port));
		(void)attempt_arm(&a, item, &port, at_ms * 1000);
		for (int k = 0; k < 120; k++) {
			struct step s = any_step(item, at_ms += dice(1500));

			if (s.act == ARM || s.act == AGAIN)
				armed_ms = a.state == ATTEMPT_DONE && s.act == AGAIN
						   ? armed_ms
						   : s.at_ms;
			if (do_step(item, &s) == WISH_SAVE) {
				check_saved(item, armed_ms);
				saved++;
			}
			assert_true(attempt_deadline_us(&a) > 0);
		}
	}
	assert_true(saved > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_event_makes_its_wish),
		cmocka_unit_test(height_and_weight_come_in_one_line),
		cmocka_unit_test(the_readings_that_made_the_value_are_kept),
		cmocka_unit_test(one_rope_of_a_box_is_heard),
		cmocka_unit_test(whatever_happens_nothing_wrong_is_saved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
