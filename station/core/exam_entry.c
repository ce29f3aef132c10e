/* What is known of one student, from text or as measured: see exam.h and
 * docs/schemes.md. */
#include "exam.h"

#include <stdio.h>
#include <string.h>

#include "rules.h"
#include "score.h"
#include "text.h"

void exam_entry_init(struct exam_entry *entry, enum sex sex, enum grade grade)
{
	entry->sex = sex;
	entry->grade = grade;
	for (int i = 0; i < EXAM_ITEMS_MAX; i++) {
		entry->item[i].tries = 0;
		entry->item[i].is_void = false;
		entry->of_item[i] = -1;
	}
	memset(entry->choice, 0, sizeof(entry->choice));
	for (int i = 0; i < EXAM_PARTS_MAX; i++)
		entry->of_part[i] = -1;
	entry->of_total = -1;
	for (int i = 0; i < EXAM_COMPONENTS_MAX; i++)
		for (int y = 0; y < EXAM_YEARS_MAX; y++)
			entry->process[i][y] = SCORE_NONE;
}

void exam_entry_value(struct exam_entry *entry, int item, int32_t value)
{
	entry->item[item].tries = 1;
	entry->item[item].try[0] = (struct exam_try){
		.state = TRY_OK, .value = value, .fault = -1
	};
}

/* The next piece up to `between`, blanks dropped; false at the end. *s is moved. */
static bool next_piece(struct slice *s, char between, struct slice *piece)
{
	const char *end;

	if (!s->text)
		return false;
	end = s->len ? memchr(s->text, between, s->len) : NULL;
	*piece = slice_trim(
		(struct slice){ s->text, end ? (size_t)(end - s->text) : s->len });
	s->len = end ? s->len - (size_t)(end - s->text) - 1 : 0;
	s->text = end ? end + 1 : NULL;
	return true;
}

static bool copy(struct slice s, char *out, size_t size)
{
	if (s.len >= size || memchr(s.text, '\0', s.len))
		return false;
	memcpy(out, s.text, s.len);
	out[s.len] = '\0';
	return true;
}

/* ---- attempts ------------------------------------------------------------------ */

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
	next_piece(&rest, '*', &code);
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
	next_piece(&s, '+', &number);
	while (next_piece(&s, '+', &fault))
		if (!take_fault(t, fault))
			return false;
	if (!copy(number, text, sizeof(text)))
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
	if (!copy(s, t->try->text, sizeof(t->try->text)))
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
	while (next_piece(&rest, '/', &piece)) {
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

/* ---- the same as it was measured ------------------------------------------------ */

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

/* ---- choices ------------------------------------------------------------------- */

bool exam_entry_choice(const struct exam *exam, struct exam_entry *entry, int group,
	const char *text, struct err *err)
{
	const struct exam_group *g = &exam->group[group];
	struct slice rest = slice_of(text), piece;
	int chosen = 0;

	if (g->choose != EXAM_DECLARED)
		return err_set(err,
			"choice:%s: this group is not chosen by the student", g->key);
	if (entry->choice[group])
		return err_set(err, "choice:%s: it is there twice", g->key);
	while (next_piece(&rest, '/', &piece)) {
		char key[32];
		int item = copy(piece, key, sizeof(key))
				   ? exam_find_slot(exam, key, entry->sex)
				   : -1;

		if (item < 0 || !(g->items >> item & 1) ||
			!exam_item_for(&exam->item[item], entry->sex))
			return err_set(err,
				"choice:%s: \"%.*s\" is no item of this group", g->key,
				(int)(piece.len < 40 ? piece.len : 40), piece.text);
		if (entry->choice[group] >> item & 1)
			return err_set(err, "choice:%s: %s is there twice", g->key,
				exam->item[item].key);
		entry->choice[group] |= (uint64_t)1 << item;
		chosen++;
	}
	if (chosen != g->pick)
		return err_set(err, "choice:%s: %d items chosen (allowed: %d)", g->key,
			chosen, g->pick);
	return true;
}

/* ---- statuses ------------------------------------------------------------------ */

static int find_status(const struct exam *exam, const char *code)
{
	for (int i = 0; i < exam->statuses; i++)
		if (strcmp(exam->status_of[i].code, code) == 0)
			return i;
	return -1;
}

/* The items that a word names: an item, a slot, a group, a part, or "" all. */
static uint64_t items_named(const struct exam *exam, const char *where, enum sex sex)
{
	int item = exam_find_slot(exam, where, sex), part = exam_find_part(exam, where);
	int group = exam_find_group(exam, where);
	uint64_t items = 0;

	if (item >= 0)
		items = (uint64_t)1 << item;
	else if (group >= 0)
		items = exam->group[group].items;
	for (int g = 0; g < exam->groups; g++)
		if (!*where || (part >= 0 && exam->group[g].part == part))
			items |= exam->group[g].items;
	for (int p = 0; p < exam->parts; p++)
		if (!*where || part == p)
			items |= exam->part[p].gates;
	for (int i = 0; i < exam->items; i++)
		if (!exam_item_for(&exam->item[i], sex))
			items &= ~((uint64_t)1 << i);
	return items;
}

static uint32_t parts_named(const struct exam *exam, const struct exam_status *s,
	const char *where, enum sex sex)
{
	int part = s->part >= 0 ? s->part : exam_find_part(exam, where);
	uint64_t items = items_named(exam, where, sex);
	uint32_t parts = 0;

	if (part >= 0)
		return (uint32_t)1 << part;
	for (int g = 0; *where && g < exam->groups; g++)
		if (exam->group[g].items & items)
			parts |= (uint32_t)1 << exam->group[g].part;
	return parts;
}

/* As the column is written: "status:run", and "status" of the student. */
static const char *colon(const char *where)
{
	return *where ? ":" : "";
}

static bool set_status(int16_t *out, int status, const char *where, struct err *err)
{
	if (*out >= 0 && *out != status)
		return err_set(err, "status%s%s: two statuses for one thing",
			colon(where), where);
	*out = (int16_t)status;
	return true;
}

bool exam_entry_status(const struct exam *exam, struct exam_entry *entry,
	const char *where, const char *code, struct err *err)
{
	int status = find_status(exam, code);
	const struct exam_status *s = &exam->status_of[status < 0 ? 0 : status];
	uint64_t items;
	uint32_t parts;
	bool any = false;

	if (strcmp(code, "normal") == 0)
		return true;
	if (status < 0)
		return err_set(err,
			"status%s%s: \"%.40s\" is none of the scheme's statuses",
			colon(where), where, code);
	if (s->of == EXAM_OF_TOTAL)
		return set_status(&entry->of_total, status, where, err);
	if (s->instead >= 0 && !exam_item_for(&exam->item[s->instead], entry->sex))
		return err_set(err, "status:%s: %s puts an item of the other sex there",
			where, code);
	items = items_named(exam, where, entry->sex);
	parts = parts_named(exam, s, where, entry->sex);
	for (int i = 0; s->of == EXAM_OF_ITEM && i < exam->items; i++)
		if (items >> i & 1) {
			any = true;
			if (!set_status(&entry->of_item[i], status, where, err))
				return false;
		}
	for (int p = 0; s->of == EXAM_OF_PART && p < exam->parts; p++)
		if (parts >> p & 1) {
			any = true;
			if (!set_status(&entry->of_part[p], status, where, err))
				return false;
		}
	return any ? true
		   : err_set(err, "status%s%s: %s covers nothing of this student there",
			     colon(where), where, code);
}

/* ---- process ------------------------------------------------------------------- */

static bool set_process(
	const struct exam_component *c, int32_t *out, struct slice s, struct err *err)
{
	struct decimal d;
	int64_t value;

	if (*out != SCORE_NONE)
		return err_set(err, "process:%s: a year is there twice", c->key);
	if (!decimal_read(s, &d) || !decimal_exact(d, 2, &value) || value < 0 ||
		value > (c->typed ? c->points_c : EXAM_POINTS_MAX_C)) {
		char most[24];

		return err_set(err, "process:%s: \"%.*s\" is outside 0 to %s", c->key,
			(int)(s.len < 40 ? s.len : 40), s.text,
			score_write(c->typed ? c->points_c : EXAM_POINTS_MAX_C, 2, most,
				sizeof(most)));
	}
	*out = (int32_t)value;
	return true;
}

bool exam_entry_process(const struct exam *exam, struct exam_entry *entry,
	int component, int year, const char *text, struct err *err)
{
	const struct exam_component *c = &exam->component[component];
	struct slice rest = slice_of(text), piece;
	int years = c->years ? c->years : 1, n = 0;

	if (year >= 0)
		return set_process(c, &entry->process[component][year],
			slice_trim(slice_of(text)), err);
	for (const char *p = text; *p; p++)
		n += *p == '/';
	if (n + 1 != years)
		return err_set(err,
			"process:%s: \"%.40s\": a value without its year (%d years, "
			"separated by /)",
			c->key, text, years);
	for (int y = 0; next_piece(&rest, '/', &piece); y++)
		if (piece.len &&
			!set_process(c, &entry->process[component][y], piece, err))
			return false;
	return true;
}

/* ---- all together -------------------------------------------------------------- */

static bool exempt(const struct exam *exam, int status)
{
	return status >= 0 && (exam->status_of[status].is == EXAM_EXEMPT_FULL ||
				      exam->status_of[status].is == EXAM_EXEMPT_SHARE);
}

static bool has_choice(
	const struct exam *exam, const struct exam_group *g, enum sex sex)
{
	int n = 0;

	for (int i = 0; i < exam->items; i++)
		n += (g->items >> i & 1) && exam_item_for(&exam->item[i], sex);
	return g->choose == EXAM_DECLARED && n > g->pick;
}

static bool check_choices(
	const struct exam *exam, const struct exam_entry *entry, struct err *err)
{
	int chosen = 0, open = 0;

	for (int g = 0; g < exam->groups; g++) {
		const struct exam_group *group = &exam->group[g];

		if (entry->choice[g] && (exempt(exam, entry->of_part[group->part]) ||
						exempt(exam, entry->of_total)))
			return err_set(err,
				"choice:%s: a choice beside an exemption: one of them "
				"is wrong",
				group->key);
		if (has_choice(exam, group, entry->sex)) {
			chosen += entry->choice[g] != 0;
			open += !entry->choice[g];
		}
	}
	if (exam->all_or_none && chosen && open)
		return err_set(err,
			"choice: %d of %d groups are chosen (allowed: all, or none)",
			chosen, chosen + open);
	return true;
}

/* Not done by this student: it cannot stand for another, nor in a circle. */
static bool left_out(const struct exam *exam, int status)
{
	return status >= 0 && exam->status_of[status].is == EXAM_PARTIAL;
}

static bool check_barred(
	const struct exam *exam, const struct exam_entry *entry, struct err *err)
{
	uint64_t all = 0;

	for (int i = 0; i < exam->items; i++) {
		int status = entry->of_item[i];
		int instead = status < 0 ? -1 : exam->status_of[status].instead;

		if (instead < 0)
			continue;
		if (instead == i || (all >> instead & 1) ||
			left_out(exam, entry->of_item[instead]))
			return err_set(err,
				"status:%s: %s cannot stand in its place as well",
				exam->item[i].key, exam->item[instead].key);
		all |= (uint64_t)1 << instead;
	}
	for (int g = 0; g < exam->groups; g++) {
		if (all & entry->choice[g])
			return err_set(err, "choice:%s: this item is chosen already",
				exam->group[g].key);
		all |= entry->choice[g];
	}
	for (int n = 0; n < exam->not_boths; n++) {
		uint64_t both = all & exam->not_both[n];

		if (both & (both - 1))
			return err_set(err,
				"choice: two items that bar each other (not_both[%d])",
				n);
	}
	return true;
}

bool exam_entry_check(
	const struct exam *exam, const struct exam_entry *entry, struct err *err)
{
	for (int i = 0; i < exam->items; i++)
		if (entry->of_item[i] >= 0 && entry->item[i].tries &&
			exam->status_of[entry->of_item[i]].is == EXAM_ABSENT)
			return err_set(err,
				"%s: absent, and a result: one of them is wrong",
				exam->item[i].key);
	return check_choices(exam, entry, err) && check_barred(exam, entry, err);
}
