/* Attempts of one student at an item, from text or as they were measured: see exam.h
 * and docs/schemes.md, "Results". */
#include "exam.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "rules.h"
#include "score.h"
#include "text.h"

/* ---- as text ------------------------------------------------------------------- */

struct taking {
	const struct exam_item *item;
	struct exam_result *result;
	struct exam_try *try;
	struct err *err;
};

static int find_fault(const struct exam_item *item, struct slice code)
{
	for (int i = 0; i < item->faults; i++)
		if (slice_is(code, item->fault[i].code))
			return i;
	return -1;
}

/* `times` faults of one kind in one attempt. */
static void have_effect(struct taking *t, int fault, int64_t times)
{
	const struct exam_fault *f = &t->item->fault[fault];

	t->try->fault = fault;
	times -= f->from - 1;
	if (times < 1)
		return;
	switch (f->effect) {
	case EFFECT_VOID_ITEM:
		t->result->is_void = true;
		t->try->state = TRY_FOUL;
		break;
	case EFFECT_VOID_ATTEMPT:
		t->try->state = TRY_FOUL;
		break;
	case EFFECT_ADD_MS:
		t->try->penalty += times * f->amount;
		break;
	case EFFECT_NOT_COUNTED:
		t->try->penalty -= times;
		break;
	case EFFECT_MINUS_COUNT:
		t->try->penalty -= times * f->amount;
		break;
	case EFFECT_STOP_ATTEMPT:
	case EFFECT_WARN:
		break;
	}
}

/* "pole_down", "pole_down*2" */
static bool take_fault(struct taking *t, struct slice text)
{
	struct slice code = text, rest;
	struct decimal times = { 1, 0 };
	int fault;

	rest = text;
	slice_piece(&rest, '*', &code);
	fault = find_fault(t->item, code);
	if (fault < 0)
		return err_set(t->err, "%s: \"%.*s\" is none of its faults",
			t->item->key, (int)(code.len < 40 ? code.len : 40), code.text);
	if (rest.text && (!decimal_read(rest, &times) || times.decimals ||
				 times.digits < 1 || times.digits > 99))
		return err_set(t->err, "%s: \"%.*s\": a fault is there 1 to 99 times",
			t->item->key, (int)(text.len < 40 ? text.len : 40), text.text);
	have_effect(t, fault, times.digits);
	return true;
}

/* F, F:code, Q, W, D; false when it is none of them. */
static bool take_word(struct taking *t, struct slice s, bool *good)
{
	static const struct {
		char letter;
		enum exam_try_state state;
	} words[] = { { 'F', TRY_FOUL }, { 'Q', TRY_QUIT }, { 'W', TRY_WAIVED },
		{ 'D', TRY_DEVICE } };

	*good = true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (s.len == 1 && s.text[0] == words[i].letter) {
			t->try->state = words[i].state;
			return true;
		}
	if (s.len < 2 || s.text[0] != 'F' || s.text[1] != ':')
		return false;
	*good = take_fault(t, (struct slice){ s.text + 2, s.len - 2 });
	t->try->state = TRY_FOUL;
	return true;
}

/* Repetitions are never below none; without a penalty nothing is touched, for a reach
 * may be below zero. */
static int64_t less_repetitions(int64_t value, const struct exam_try *try)
{
	if (!try->penalty)
		return value;
	return value + try->penalty < 0 ? 0 : value + try->penalty;
}

static bool take_value(struct taking *t, struct slice s)
{
	bool trial = s.len && s.text[0] == 'T';
	struct slice number, fault;
	char text[48];
	int64_t value;

	if (trial)
		s = (struct slice){ s.text + 1, s.len - 1 };
	slice_piece(&s, '+', &number);
	while (slice_piece(&s, '+', &fault))
		if (!take_fault(t, fault))
			return false;
	if (!slice_copy(number, text, sizeof(text)))
		return err_set(t->err, "%s: an attempt is too long", t->item->key);
	if (!item_read_people(&t->item->measure, text, &value, t->err))
		return false;
	if (t->try->penalty && t->item->kind != EXAM_TIME) {
		value = less_repetitions(value, t->try);
	} else if (t->try->penalty && !item_read_people_plus(&t->item->measure, text,
					      t->try->penalty, &value, t->err))
		return false;
	if (trial)
		t->try->state = TRY_TRIAL;
	if (t->try->state == TRY_OK || trial)
		t->try->value = (int32_t)value;
	return true;
}

static bool take_try(struct taking *t, struct slice s)
{
	bool good;

	*t->try = (struct exam_try){ .value = RESULT_NONE, .fault = -1 };
	if (!slice_copy(s, t->try->text, sizeof(t->try->text)))
		return err_set(t->err, "%s: an attempt is too long", t->item->key);
	if (!s.len)
		return err_set(t->err, "%s: an attempt is empty", t->item->key);
	return take_word(t, s, &good) ? good : take_value(t, s);
}

static bool is_there(const struct exam_result *result, enum exam_session session)
{
	for (int i = 0; i < result->tries; i++)
		if ((result->try[i].session == EXAM_MAKEUP) == (session == EXAM_MAKEUP))
			return true;
	return false;
}

static bool uses_up(const struct exam_try *try)
{
	return try->state != TRY_DEVICE && try->state != TRY_TRIAL;
}

bool exam_entry_item(const struct exam *exam, struct exam_entry *entry, int item,
	const char *text, struct err *err)
{
	return exam_entry_session(
		exam, entry, item, exam->item[item].session, text, err);
}

bool exam_entry_session(const struct exam *exam, struct exam_entry *entry, int item,
	enum exam_session session, const char *text, struct err *err)
{
	struct exam_result *result = &entry->item[item];
	struct taking t = { .item = &exam->item[item], .result = result, .err = err };
	struct slice rest = slice_of(text), piece;
	int used = 0;

	if (!exam_item_for(t.item, entry->sex))
		return err_set(err, "%s: not an item of %s", t.item->key,
			entry->sex == SEX_MALE ? "boys" : "girls");
	if (is_there(result, session))
		return err_set(err, "%s: its result is there twice", t.item->key);
	while (slice_piece(&rest, '/', &piece)) {
		if (result->tries == EXAM_TRIES_MAX)
			return err_set(err, "%s: more than %d attempts", t.item->key,
				EXAM_TRIES_MAX);
		t.try = &result->try[result->tries++];
		if (!take_try(&t, piece))
			return false;
		t.try->session = session;
		used += uses_up(t.try);
		if (used > t.item->attempts)
			return err_set(err, "%s: %d attempts (allowed: %d)",
				t.item->key, used, t.item->attempts);
	}
	return true;
}

/* ---- as it was measured --------------------------------------------------------- */

/* "8.412": exact, in the unit people use, without zeros at the end. */
static void write_fine(const struct item *item, int64_t fine, char out[32])
{
	int decimals = item_fine_decimals(item);

	for (; decimals && fine % 10 == 0; decimals--)
		fine /= 10;
	decimal_write(fine, decimals, out, 32);
}

/* As a file would have it, as far as there is room. */
static void write_raw(
	const struct exam_item *item, const struct exam_raw *raw, struct exam_try *try)
{
	static const char *const words[] = { [TRY_FOUL] = "F",
		[TRY_QUIT] = "Q",
		[TRY_WAIVED] = "W",
		[TRY_DEVICE] = "D",
		[TRY_TRIAL] = "T" };
	char fault[40], number[32];

	if (raw->state == TRY_OK)
		write_fine(&item->measure, raw->fine, number);
	text_copy(try->text, sizeof(try->text),
		raw->state == TRY_OK ? number : words[raw->state]);
	for (int i = 0; i < raw->faults; i++) {
		size_t len = strlen(try->text);

		snprintf(fault, sizeof(fault),
			raw->fault[i].times > 1 ? "+%s*%d" : "+%s", raw->fault[i].code,
			raw->fault[i].times);
		if (len + strlen(fault) < sizeof(try->text))
			memcpy(try->text + len, fault, strlen(fault) + 1);
	}
}

static bool measured_value(struct taking *t, int64_t fine)
{
	const struct item *m = &t->item->measure;
	int64_t unit = rules_fine(m), value;
	char text[32], min[24], max[24];

	if (t->item->kind == EXAM_TIME)
		fine += t->try->penalty * unit;
	value = item_value_from_base(m, fine);
	if ((m->round == ROUND_NONE && fine % (m->step * unit)) ||
		item_fit(m, value) == FIT_REFUSED) {
		write_fine(m, fine, text);
		return err_set(t->err, "%s: \"%s\" is outside %s to %s", t->item->key,
			text, item_format_plain(m, m->hard_min, min, sizeof(min)),
			item_format_plain(m, m->hard_max, max, sizeof(max)));
	}
	if (t->item->kind != EXAM_TIME)
		value = less_repetitions(value, t->try);
	t->try->value = (int32_t)value;
	return true;
}

static bool measured_faults(struct taking *t, const struct exam_raw *raw)
{
	for (int i = 0; i < raw->faults; i++) {
		int fault = find_fault(t->item, slice_of(raw->fault[i].code));

		if (fault < 0)
			return err_set(t->err, "%s: \"%s\" is none of its faults",
				t->item->key, raw->fault[i].code);
		have_effect(t, fault, raw->fault[i].times);
	}
	return true;
}

/* Is there room for another try of this line? */
static bool has_room(const struct taking *t, const struct exam_raw *raw)
{
	bool makeup = raw->session == EXAM_MAKEUP;
	int used = 1;

	for (int i = 0; i < t->result->tries; i++) {
		const struct exam_try *try = &t->result->try[i];

		used += uses_up(try) && (try->session == EXAM_MAKEUP) == makeup;
	}
	if (t->result->tries == EXAM_TRIES_MAX)
		return err_set(t->err, "%s: more than %d attempts", t->item->key,
			EXAM_TRIES_MAX);
	return used <= t->item->attempts ||
	       err_set(t->err, "%s: %d attempts%s (allowed: %d)", t->item->key, used,
		       makeup ? " of the make-up" : "", t->item->attempts);
}

bool exam_entry_try(const struct exam *exam, struct exam_entry *entry, int item,
	const struct exam_raw *raw, struct err *err)
{
	struct exam_result *result = &entry->item[item];
	struct exam_result after = { .is_void = result->is_void };
	struct exam_try try = { .state = raw->state,
		.session = raw->session,
		.value = RESULT_NONE,
		.fault = -1 };
	struct taking t = { &exam->item[item], result, &try, err };

	if (!exam_item_for(t.item, entry->sex))
		return err_set(err, "%s: not an item of %s", t.item->key,
			entry->sex == SEX_MALE ? "boys" : "girls");
	if (!has_room(&t, raw))
		return false;
	t.result = &after;
	if (!measured_faults(&t, raw) ||
		(try.state == TRY_OK && !measured_value(&t, raw->fine)))
		return false;
	write_raw(t.item, raw, &try);
	result->try[result->tries++] = try;
	result->is_void = after.is_void;
	return true;
}
