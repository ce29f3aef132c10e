#include "recognise.h"

#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "rows.h"
#include "search.h"
#include "text.h"

#define SECONDS 4 /* with each line setting */

/* ---- what is said ---------------------------------------------------------------- */

static void print_one(struct rows *rows, const struct search_candidate *c)
{
	const struct guess *g = &c->best;
	char why[READING_ROW_MAX + 160], row[READING_ROW_MAX], percent[16];

	snprintf(percent, sizeof(percent), "%d.%d", g->permille / 10, g->permille % 10);
	snprintf(why, sizeof(why),
		"%" PRIu64 " readings, %" PRIu64 " of %" PRIu64
		" bytes not understood; the first: %s",
		g->feed.readings,
		g->feed.skipped > g->before ? g->feed.skipped - g->before : 0, g->bytes,
		reading_write(&g->first, row, sizeof(row)));
	rows_text(rows, c->profile->id);
	rows_text(rows, c->profile->name);
	rows_text(rows, c->settings);
	rows_number(rows, percent);
	rows_text(rows, why);
	rows_end(rows);
}

static void print_fits(const struct search *s, struct rows *rows)
{
	for (size_t i = 0; i < search_fits(s); i++)
		print_one(rows, &s->candidate[i]);
}

static int report(const struct env *env, const struct search *s, struct err *err)
{
	static const char *const titles[] = { "profile", "name", "settings", "percent",
		"why" };
	struct rows rows;
	bool fits = search_fits(s) > 0;

	rows_begin(&rows, stdout, env->json, titles, 5);
	print_fits(s, &rows);
	if (!rows_finish(&rows, err))
		return command_fail("devices", err);
	if (!s->bytes)
		fprintf(stderr,
			"%s: it said nothing. Measure something while this listens; or "
			"its device answers only when it is asked: --ask\n",
			s->how.where);
	else if (!fits)
		fprintf(stderr,
			"%s: %" PRIu64 " bytes came, and no profile understands them. "
			"Keep them with 'station capture'; "
			"docs/unknown-device.md writes a profile from them\n",
			s->how.where, s->bytes);
	return fits ? DONE : DONE_BUT;
}

/* ---- the command ------------------------------------------------------------------ */

static bool read_seconds(struct search_how *how, const char *text, struct err *err)
{
	struct decimal d;

	if (!decimal_read(slice_of(text), &d) || d.decimals || d.digits < 1 ||
		d.digits > 60)
		return err_set(err, "--seconds: \"%s\" is not 1 to 60", text);
	how->listen_us = d.digits * CLOCK_SECOND_US;
	return true;
}

static bool read_options(struct search_how *how, int argc, char **argv, struct err *err)
{
	struct line_spec spec = { .settings = "" };
	const char *where = NULL;

	how->listen_us = SECONDS * CLOCK_SECOND_US;
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--ask") == 0) {
			how->may_ask = true;
		} else if (strcmp(argv[i], "--seconds") == 0 && i + 1 < argc) {
			if (!read_seconds(how, argv[++i], err))
				return false;
		} else if (argv[i][0] != '-' && !where) {
			where = argv[i];
		} else {
			return err_set(err,
				"\"%s\" is not understood; see 'station help devices'",
				argv[i]);
		}
	}
	if (!where)
		return err_set(err, "which port? 'station devices' lists them");
	if (!line_spec_name(&spec, where, err) || !line_spec_check(&spec, err))
		return false;
	text_copy(how->where, sizeof(how->where), spec.where);
	return true;
}

static void wait_for_chunks(const struct line *line, int64_t due_us)
{
	int64_t ms = (due_us - clock_now_us()) / 1000;
	struct pollfd fd = { .fd = line_fd(line), .events = POLLIN };

	if (ms > 0)
		(void)poll(&fd, 1, ms < 50 ? (int)ms : 50);
}

static bool run_search(struct search *s, struct line *line, struct err *err)
{
	struct chunk chunk;

	while (search_step(s, clock_now_us())) {
		wait_for_chunks(line, search_due_us(s));
		while (line_next(line, &chunk))
			search_take(s, &chunk);
	}
	if (s->state == SEARCH_FAILED)
		*err = s->err;
	return s->state == SEARCH_DONE;
}

int recognise(struct env *env, int argc, char **argv)
{
	struct search_how how = { .may_ask = false };
	static struct search s;
	struct line *line = NULL;
	struct err err = ERR_INIT;
	int status = NOT_DONE;

	env_share(env, "devices/profiles", how.folder, sizeof(how.folder));
	s.port = -1;
	if (read_options(&how, argc, argv, &err) &&
		(line = line_open(NULL, NULL, &err)) &&
		search_begin(&s, &how, line, &err) && run_search(&s, line, &err))
		status = report(env, &s, &err);
	else
		command_fail("devices", &err);
	search_end(&s);
	line_close(line);
	return status;
}
