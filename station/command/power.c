#include "power.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "app.h"
#include "clock.h"
#include "entry.h"
#include "health_texts.h"
#include "log.h"
#include "query.h"
#include "text.h"

#define LOOK_US	  INT64_C(30000000) /* between looks at the battery */
#define AGAIN_US  INT64_C(3000000)  /* while the screen is shown */
#define LOW	  20		    /* percent of the battery */
#define EMPTY	  8
#define JUMP_US	  INT64_C(300000000)
#define DISK_LOW  ((uint64_t)1000 * 1000 * 1000)
#define DISK_FULL ((uint64_t)200 * 1000 * 1000)
#define YEAR_US	  (366 * CLOCK_DAY_US)
/* This program is not older: 2026-01-01T00:00Z. */
#define PROGRAM_US INT64_C(1767225600000000)

void power_open(struct app *app, const char *sys)
{
	memset(&app->power, 0, sizeof(app->power));
	app->power.sys = sys ? sys : "/sys";
	app->power.looked_us = INT64_MIN / 2;
}

/* ---- the battery, on every screen ------------------------------------------------- */

static void look_at_battery(struct app *app, struct now now)
{
	struct power *p = &app->power;

	if (now.mono_us - p->looked_us < (p->shown ? AGAIN_US : LOOK_US))
		return;
	p->looked_us = now.mono_us;
	battery_read(p->sys, &p->battery);
}

void power_show(struct app *app, struct now now)
{
	struct model *m = &app->model;

	look_at_battery(app, now);
	m->battery_text[0] = '\0';
	if (app->power.battery.is_there)
		snprintf(m->battery_text, sizeof(m->battery_text), "%d%%",
			app->power.battery.percent);
}

/* ---- the lines -------------------------------------------------------------------- */

static struct model_check *add(struct app *app, enum text name, enum lamp lamp)
{
	struct model_power *m = &app->model.power;
	struct model_check
		*c = &m->rows[m->n < MODEL_CHECKS ? m->n++ : MODEL_CHECKS - 1];

	memset(c, 0, sizeof(*c));
	text_copy(c->name, sizeof(c->name), texts_get(app->texts, name));
	c->lamp = lamp;
	return c;
}

static void word(struct app *app, struct model_check *c, enum text key, const char *one,
	const char *two)
{
	text_fill(texts_get(app->texts, key), c->word, sizeof(c->word), one, two, NULL);
}

static void todo(struct app *app, struct model_check *c, enum text key)
{
	text_copy(c->todo, sizeof(c->todo), texts_get(app->texts, key));
}

/* When the last entry of this station was made; 0 none, or it cannot be said. Not the
 * latest: one that was made while the clock stood years ahead would be doubted for years. */
static int64_t newest_us(struct app *app)
{
	struct query *q = query(store_db(app->store),
		"SELECT made_us FROM entry WHERE station = ?1 "
		"ORDER BY seq DESC LIMIT 1");
	struct err ignored = ERR_INIT;
	int64_t at = 0;

	query_text(q, 1, store_station(app->store));
	return query_one_int(q, &at, 0, &ignored) ? at : 0;
}

static bool date_is_doubtful(struct app *app, struct now now)
{
	int64_t newest = newest_us(app);

	if (app->power.date_right)
		return false;
	return now.wall_us < newest || now.wall_us < PROGRAM_US ||
	       (newest && now.wall_us - newest > YEAR_US);
}

static void show_date(struct app *app, struct now now)
{
	static const enum text days[] = { TEXT_MONDAY, TEXT_TUESDAY, TEXT_WEDNESDAY,
		TEXT_THURSDAY, TEXT_FRIDAY, TEXT_SATURDAY, TEXT_SUNDAY };
	struct model_power *m = &app->model.power;
	struct date d = date_of_wall(now.wall_us, CLOCK_SHANGHAI);
	char date[48], year[12], month[12], day[12];

	m->asks_date = date_is_doubtful(app, now);
	snprintf(year, sizeof(year), "%d", d.year);
	snprintf(month, sizeof(month), "%d", d.month);
	snprintf(day, sizeof(day), "%d", d.day);
	text_fill(texts_get(app->texts, TEXT_DATE_WRITE), date, sizeof(date), year,
		month, day);
	text_fill(texts_get(app->texts, m->asks_date ? TEXT_DATE_ASKED : TEXT_DATE_IS),
		m->date, sizeof(m->date), date,
		texts_get(app->texts, days[date_weekday(d) - 1]), NULL);
}

static void check_clock(struct app *app, struct now now)
{
	bool doubtful = date_is_doubtful(app, now);
	struct model_check *c = add(
		app, TEXT_CHECK_CLOCK, doubtful ? LAMP_BAD : LAMP_GOOD);
	int64_t newest = newest_us(app);

	if (!doubtful) {
		word(app, c, TEXT_CHECK_GOOD, NULL, NULL);
		return;
	}
	word(app, c, now.wall_us < newest ? TEXT_CLOCK_BEFORE : TEXT_CLOCK_UNLIKELY,
		NULL, NULL);
	todo(app, c, TEXT_CLOCK_TODO);
}

/* 2026-11-23 10:42 */
static char *write_minute(int64_t wall_us, char out[CLOCK_STAMP_SIZE])
{
	wall_write(wall_us, CLOCK_SHANGHAI, out);
	out[10] = ' ';
	out[16] = '\0';
	return out;
}

static void say_jump(struct app *app)
{
	struct power *p = &app->power;
	struct model_fault *f = &app->fault;
	char from[CLOCK_STAMP_SIZE], to[CLOCK_STAMP_SIZE];

	memset(f, 0, sizeof(*f));
	f->kind = FAULT_BANNER;
	f->can_acknowledge = true;
	text_fill(texts_get(app->texts, TEXT_FAULT_CLOCK), f->what, sizeof(f->what),
		write_minute(p->from_us, from), write_minute(p->to_us, to), NULL);
	text_copy(
		f->safe, sizeof(f->safe), texts_get(app->texts, TEXT_FAULT_CLOCK_SAFE));
	text_copy(
		f->todo, sizeof(f->todo), texts_get(app->texts, TEXT_FAULT_CLOCK_TODO));
	p->to_us = 0;
	p->said = true;
	app->stale = app->touched = true;
}

/* Another fault that stands there is read first. A machine that slept moved both clocks. */
void power_watch(struct app *app, struct now now, int64_t boot_us)
{
	struct power *p = &app->power;
	int64_t ahead_us = now.wall_us - boot_us, by_us = ahead_us - p->ahead_us;

	if (p->watched && (by_us > JUMP_US || by_us < -JUMP_US)) {
		LOG_WARN("power", "the calendar jumped by %" PRId64 " s",
			by_us / CLOCK_SECOND_US);
		p->from_us = now.wall_us - by_us;
		p->to_us = now.wall_us;
		p->date_right = false;
	}
	p->watched = true;
	p->ahead_us = ahead_us;
	p->said &= app->fault.kind != FAULT_NONE;
	if (p->to_us && (p->said || app->fault.kind == FAULT_NONE))
		say_jump(app);
}

static void check_battery(struct app *app)
{
	const struct battery *b = &app->power.battery;
	bool low = b->is_there && !b->charging && b->percent < LOW;
	struct model_check *c = add(app, TEXT_CHECK_BATTERY,
		low ? (b->percent < EMPTY ? LAMP_BAD : LAMP_WARN) : LAMP_GOOD);
	char percent[12];

	snprintf(percent, sizeof(percent), "%d", b->percent);
	word(app, c,
		!b->is_there  ? TEXT_BATTERY_NONE
		: b->charging ? TEXT_BATTERY_CHARGES
			      : TEXT_BATTERY_LEFT,
		percent, NULL);
	if (low)
		todo(app, c, TEXT_BATTERY_TODO);
}

static uint64_t disk_free(const char *folder)
{
	struct statvfs fs;

	if (statvfs(folder, &fs) != 0)
		return 0;
	return (uint64_t)fs.f_bavail * fs.f_frsize;
}

static void check_disk(struct app *app)
{
	uint64_t left = disk_free(store_dir(app->store));
	struct model_check *c = add(app, TEXT_CHECK_DISK,
		left < DISK_FULL  ? LAMP_BAD
		: left < DISK_LOW ? LAMP_WARN
				  : LAMP_GOOD);
	char gb[24];

	decimal_write((int64_t)(left / 100000000), 1, gb, sizeof(gb));
	word(app, c, TEXT_DISK_LEFT, gb, NULL);
	if (c->lamp != LAMP_GOOD)
		todo(app, c, TEXT_DISK_TODO);
}

static void check_devices(struct app *app, struct now now)
{
	int good = 0, n = app->place_count;
	struct model_check *c;
	char all[12], well[12];

	for (int i = 0; i < n; i++)
		good += health_lamp(health_now(&app->places[i].health, now.mono_us)) ==
			LAMP_GOOD;
	c = add(app, TEXT_CHECK_DEVICES, n && good == n ? LAMP_GOOD : LAMP_WARN);
	snprintf(all, sizeof(all), "%d", n);
	snprintf(well, sizeof(well), "%d", good);
	word(app, c, n ? TEXT_DEVICES_COUNT : TEXT_NO_DEVICES, all, well);
	if (c->lamp != LAMP_GOOD)
		todo(app, c, TEXT_DEVICES_TODO);
}

static void check_roster(struct app *app)
{
	int n = roster_count(app->store);
	struct model_check *c = add(
		app, TEXT_CHECK_ROSTER, n > 0 ? LAMP_GOOD : LAMP_WARN);
	char count[12], classes[12];

	snprintf(count, sizeof(count), "%d", n);
	snprintf(classes, sizeof(classes), "%d", app->class_count);
	word(app, c, n > 0 ? TEXT_ROSTER_COUNT : TEXT_NO_ROSTER, classes, count);
	if (n <= 0)
		todo(app, c, TEXT_ROSTER_TODO);
}

static void check_pin(struct app *app)
{
	struct model_check *c = add(
		app, TEXT_PIN, app->lock.is_set ? LAMP_GOOD : LAMP_WARN);

	word(app, c, app->lock.is_set ? TEXT_SET_PIN_IS : TEXT_SET_PIN_NOT, NULL, NULL);
	if (!app->lock.is_set)
		todo(app, c, TEXT_PIN_TODO);
}

/* The newest entry is read with its digest; the whole chain is `station verify`. */
static void check_journal(struct app *app)
{
	char hex[DIGEST_TEXT_SIZE], count[24];
	struct err err = ERR_INIT;
	int64_t seq = 0;
	bool ok = entry_head(app->store, &seq, hex, &err);
	struct model_check *c = add(app, TEXT_CHECK_JOURNAL, ok ? LAMP_GOOD : LAMP_BAD);

	snprintf(count, sizeof(count), "%" PRId64, seq);
	if (ok)
		word(app, c, TEXT_JOURNAL_COUNT, count, NULL);
	else
		text_copy(c->word, sizeof(c->word), err.text);
	if (!ok)
		todo(app, c, TEXT_JOURNAL_TODO);
}

void power_view(struct app *app, struct now now)
{
	memset(&app->model.power, 0, sizeof(app->model.power));
	show_date(app, now);
	check_clock(app, now);
	check_battery(app);
	check_disk(app);
	check_devices(app, now);
	check_roster(app);
	check_pin(app);
	check_journal(app);
}

bool power_is_bad(struct app *app, struct now now)
{
	bool bad = false;

	look_at_battery(app, now);
	power_view(app, now);
	for (int i = 0; i < app->model.power.n; i++)
		bad = bad || app->model.power.rows[i].lamp == LAMP_BAD;
	return bad;
}

bool power_grant(struct app *app, const struct intent *want, struct now now)
{
	(void)now;
	if (want->kind != INTENT_DATE_RIGHT)
		return false;
	app->power.date_right = true;
	return true;
}

void power_tick(struct app *app, struct now now)
{
	app->power.shown = app->model.visit.teacher == SCREEN_POWER;
	if (app->power.shown && now.mono_us - app->refreshed_us >= AGAIN_US)
		app->stale = true;
}

int64_t power_due_us(const struct app *app)
{
	return app->power.shown ? app->refreshed_us + AGAIN_US : INT64_MAX;
}
