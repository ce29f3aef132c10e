#include "handin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app.h"
#include "buf.h"
#include "digest.h"
#include "log.h"
#include "mend.h"
#include "records.h"
#include "text.h"
#include "words.h"

/* As `station export national --check` prints them. */
enum column {
	COLUMN_ROW,
	COLUMN_COLUMN,
	COLUMN_VALUE,
	COLUMN_LEVEL,
	COLUMN_REASON,
	COLUMN_CHECK,
	COLUMN_CLASS,
	COLUMN_NUMBER,
	COLUMN_NAME,
	COLUMNS
};

struct handin_row {
	enum handin_tab tab;
	bool refused;
	int row; /* of the sheet; 0 of the file as a whole */
	int number;
	char class_name[48], name[64];
	char column[48], value[96];
	char check[16];
	char reason[256];
};

static const char *words(const struct app *app, enum text key)
{
	return texts_get(app->texts, key);
}

/* ---- the program ------------------------------------------------------------------ */

static bool in_folder(struct app *app, const char *name, char out[PATH_SIZE])
{
	struct err ignored = ERR_INIT;

	return path_join(out, store_dir(app->store), name, &ignored);
}

#define ARGS 16

/* With what is always said, and the stick, whose template is filled. */
static bool start(
	struct app *app, enum text title, const char *const more[], struct now now)
{
	const char *argv[ARGS] = { app->env->program, "export", "national", "--data",
		store_dir(app->store), "--share", app->env->share_dir };
	int argc = 7;
	char out[PATH_SIZE];

	text_copy(app->handin.stick, sizeof(app->handin.stick), app->closing.stick);
	if (app->handin.stick[0]) {
		argv[argc++] = "--template";
		argv[argc++] = app->handin.stick;
	}
	for (int i = 0; more[i] && argc < ARGS - 1; i++)
		argv[argc++] = more[i];
	return in_folder(app, "hand-in.csv", out) &&
	       closing_start(app, title, argv, out, now);
}

static void look(struct app *app, struct now now)
{
	static const char *const check[] = { "--check", NULL };

	if (!start(app, TEXT_HAND_LOOK, check, now))
		return;
	closing_say(app, "", true); /* what it counted stands on the page */
	app->handin.stage = HANDIN_LOOKS;
}

static void write_file(struct app *app, struct now now)
{
	struct handin *h = &app->handin;
	char folder[PATH_SIZE], who[64];
	const char *more[] = { "-o", h->file, "--force", "--by", mend_who(app, who),
		NULL };
	struct err err = ERR_INIT;

	if (app->closing.stick[0])
		text_copy(folder, sizeof(folder), app->closing.stick);
	else if (!in_folder(app, "hand-in", folder))
		return;
	if (!path_make(folder, &err) ||
		!path_join(h->file, folder, "national.xlsx", &err)) {
		LOG_ERROR("handin", "%s", err.text);
		return;
	}
	if (!start(app, TEXT_HAND_WRITE, more, now))
		return;
	closing_say(app, h->file, true);
	h->stage = HANDIN_WRITES;
}

/* ---- what it says ----------------------------------------------------------------- */

/* Where a row stands when its level does not say it: a gap is why somebody is left out,
 * and what is unsettled is settled here, before anything leaves the school. */
static enum handin_tab tab_of(const char *check, const char *level)
{
	static const struct {
		const char *check;
		enum handin_tab tab;
	} tabs[] = {
		{ "complete", HANDIN_LEFT_OUT },
		{ "absent", HANDIN_LEFT_OUT },
		{ "unsettled", HANDIN_ERRORS },
	};

	if (strcmp(level, "changed") == 0)
		return HANDIN_CHANGED;
	for (size_t i = 0; i < sizeof(tabs) / sizeof(tabs[0]); i++)
		if (strcmp(tabs[i].check, check) == 0)
			return tabs[i].tab;
	return strcmp(level, "refused") == 0 ? HANDIN_ERRORS : HANDIN_DOUBTS;
}

static void take_row(struct handin *h, const char *const *f)
{
	enum handin_tab tab = tab_of(f[COLUMN_CHECK], f[COLUMN_LEVEL]);
	struct handin_row *row;

	h->counts[tab]++;
	if (h->row_count == HANDIN_ROWS)
		return;
	if (h->row_count % 256 == 0)
		h->rows = mem_resize_array(
			h->rows, h->row_count + 256, sizeof(*h->rows));
	row = &h->rows[h->row_count++];
	memset(row, 0, sizeof(*row));
	row->tab = tab;
	row->refused = strcmp(f[COLUMN_LEVEL], "refused") == 0;
	row->row = (int)strtol(f[COLUMN_ROW], NULL, 10);
	row->number = (int)strtol(f[COLUMN_NUMBER], NULL, 10);
	text_copy(row->class_name, sizeof(row->class_name), f[COLUMN_CLASS]);
	text_copy(row->name, sizeof(row->name), f[COLUMN_NAME]);
	text_copy(row->column, sizeof(row->column), f[COLUMN_COLUMN]);
	text_copy(row->value, sizeof(row->value), f[COLUMN_VALUE]);
	text_copy(row->check, sizeof(row->check), f[COLUMN_CHECK]);
	text_copy(row->reason, sizeof(row->reason), f[COLUMN_REASON]);
}

static void forget_rows(struct handin *h)
{
	free(h->rows);
	h->rows = NULL;
	h->row_count = 0;
	memset(h->counts, 0, sizeof(h->counts));
}

/* Its last line: "dry run of X: 6 on the roll, 6 rows: 1 complete, ..." */
static bool read_counts(const char *said, struct handin_counts *n)
{
	static const char of[] = "dry run of ";
	const char *on_roll = strstr(said, " on the roll, "), *from = on_roll;

	memset(n, 0, sizeof(*n));
	if (!on_roll)
		return false;
	while (from > said && from[-1] >= '0' && from[-1] <= '9')
		from--;
	if (sscanf(from,
		    "%9d on the roll, %9d rows: %9d complete, %9d in part, %9d without "
		    "results; %9d exempt",
		    &n->roll, &n->rows, &n->complete, &n->partial, &n->none,
		    &n->exempt) != 6)
		return false;
	if (strncmp(said, of, strlen(of)) == 0 &&
		(size_t)(from - said) >= strlen(of) + 2)
		snprintf(n->template, sizeof(n->template), "%.*s",
			(int)(from - said - (ptrdiff_t)strlen(of) - 2),
			said + strlen(of));
	return true;
}

/* Names stand in the file: it is not left lying about. */
static void read_rows(struct app *app)
{
	struct handin *h = &app->handin;
	char path[PATH_SIZE];
	struct err err = ERR_INIT;
	struct records *r = NULL;
	struct record row;

	forget_rows(h);
	if (in_folder(app, "hand-in.csv", path))
		r = records_open(path, ',', &err);
	for (bool heading = true; r && records_next(r, &row, &err) == RECORDS_ROW;
		heading = false)
		if (!heading && row.n == COLUMNS)
			take_row(h, row.field);
	if (r)
		records_close(r);
}

static void remove_rows(struct app *app)
{
	char path[PATH_SIZE];

	if (in_folder(app, "hand-in.csv", path))
		unlink(path);
}

static void read_code(struct handin *h)
{
	char hex[DIGEST_TEXT_SIZE];
	struct digest digest;
	struct err err = ERR_INIT;

	h->code[0] = '\0';
	if (digest_file(h->file, &digest, &err))
		snprintf(h->code, sizeof(h->code), "%.8s", digest_text(&digest, hex));
}

/* What filling says is said of the file that now is; our own says nothing new. */
static void take_said(struct app *app)
{
	struct handin *h = &app->handin;
	struct handin_counts n;
	char template[sizeof(n.template)];

	if (!read_counts(app->closing.job.said, &n))
		return;
	text_copy(template, sizeof(template), h->n.template);
	h->n = n;
	if (h->stage == HANDIN_WRITES)
		text_copy(h->n.template, sizeof(h->n.template), template);
	read_rows(app);
}

static void look_at_work(struct app *app)
{
	struct handin *h = &app->handin;
	enum job_state state = app->closing.job.state;
	bool ended = state == JOB_DONE || state == JOB_DONE_BUT;

	if ((h->stage != HANDIN_LOOKS && h->stage != HANDIN_WRITES) ||
		state == JOB_RUNS)
		return;
	if (ended)
		take_said(app);
	remove_rows(app);
	if (!ended) {
		h->stage = h->stage == HANDIN_LOOKS ? HANDIN_NOTHING : HANDIN_LOOKED;
	} else if (h->stage == HANDIN_LOOKS) {
		h->stage = HANDIN_LOOKED;
	} else {
		read_code(h);
		h->stage = HANDIN_WRITTEN;
	}
	app->stale = app->touched = true;
}

/* ---- the screen ------------------------------------------------------------------- */

static void fill(
	const struct app *app, char *out, size_t size, enum text key, const int n[3])
{
	char a[12], b[12], c[12];

	snprintf(a, sizeof(a), "%d", n[0]);
	snprintf(b, sizeof(b), "%d", n[1]);
	snprintf(c, sizeof(c), "%d", n[2]);
	text_fill(words(app, key), out, size, a, b, c);
}

static void show_counts(struct app *app)
{
	struct model_handin *m = &app->model.handin;
	const struct handin *h = &app->handin;
	int given = h->n.complete + h->n.partial;
	char rest[96];

	fill(app, m->sentence, sizeof(m->sentence), TEXT_HAND_SENTENCE,
		(int[]){ given, h->n.roll - given, 0 });
	fill(app, m->faults, sizeof(m->faults), TEXT_HAND_FAULTS,
		(int[]){ h->counts[HANDIN_ERRORS], h->counts[HANDIN_DOUBTS], 0 });
	fill(app, m->roll, 100, TEXT_HAND_ON_ROLL,
		(int[]){ h->n.roll, h->n.rows, h->n.exempt });
	fill(app, rest, sizeof(rest), TEXT_HAND_COMPLETE,
		(int[]){ h->n.complete, h->n.partial, h->n.none });
	snprintf(m->roll + strlen(m->roll), sizeof(m->roll) - strlen(m->roll), "%s%s",
		words_english(app->texts) ? "; " : "；", rest);
	text_fill(
		words(app, h->n.template[0] ? TEXT_HAND_TEMPLATE : TEXT_HAND_GENERATED),
		m->template, sizeof(m->template), h->n.template, NULL, NULL);
}

static int class_of(struct model_handin *m, const char *name)
{
	for (int i = m->n_classes; i-- > 0;) /* rows of one class stand together */
		if (strcmp(m->classes[i].name, name) == 0)
			return i;
	if (m->n_classes == MODEL_HANDIN_CLASSES)
		return -1;
	text_copy(m->classes[m->n_classes].name, sizeof(m->classes[0].name), name);
	return m->n_classes++;
}

static bool fits(const struct handin *h, const struct handin_row *row)
{
	return row->tab == h->tab &&
	       (!h->class_name[0] || strcmp(row->class_name, h->class_name) == 0);
}

/* The classes that have something, with their counts. */
static void show_classes(struct app *app)
{
	struct model_handin *m = &app->model.handin;
	const struct handin *h = &app->handin;

	m->selected = -1;
	for (size_t i = 0; i < h->row_count; i++) {
		const struct handin_row *row = &h->rows[i];
		int class = row->tab == h->tab && row->class_name[0]
				    ? class_of(m, row->class_name)
				    : -1;

		if (class >= 0)
			m->classes[class].rows++;
		m->n += fits(h, row);
	}
	for (int i = 0; i < m->n_classes; i++)
		if (strcmp(m->classes[i].name, h->class_name) == 0)
			m->selected = i;
}

static void who_text(
	const struct app *app, const struct handin_row *row, char *out, size_t size)
{
	char number[16], who[96];

	snprintf(number, sizeof(number), "%d", row->name[0] ? row->number : row->row);
	if (row->name[0] && row->number)
		text_fill(words(app, TEXT_NUMBER_NAME), who, sizeof(who), number,
			row->name, NULL);
	else if (row->name[0])
		text_copy(who, sizeof(who), row->name);
	else
		text_fill(words(app, row->row ? TEXT_HAND_ROW : TEXT_HAND_WHOLE), who,
			sizeof(who), number, NULL, NULL);
	snprintf(out, size, "%s%s%s", row->class_name, row->class_name[0] ? " " : "",
		who);
}

static const char *tag_text(const struct app *app, const char *check)
{
	static const struct {
		const char *check;
		enum text text;
	} tags[] = {
		{ "number", TEXT_HAND_CHECK_NUMBER },
		{ "twice", TEXT_HAND_CHECK_TWICE },
		{ "on-roll", TEXT_HAND_CHECK_ON_ROLL },
		{ "filled", TEXT_HAND_CHECK_IDENTITY },
		{ "sex", TEXT_HAND_CHECK_IDENTITY },
		{ "grade", TEXT_HAND_CHECK_IDENTITY },
		{ "class", TEXT_HAND_CHECK_IDENTITY },
		{ "birth-date", TEXT_HAND_CHECK_IDENTITY },
		{ "other-sex", TEXT_HAND_CHECK_EMPTY },
		{ "other-grade", TEXT_HAND_CHECK_EMPTY },
		{ "range", TEXT_HAND_CHECK_RANGE },
		{ "same", TEXT_HAND_CHECK_SAME },
		{ "fill", TEXT_HAND_CHECK_SAME },
		{ "complete", TEXT_HAND_CHECK_COMPLETE },
		{ "unsettled", TEXT_HAND_CHECK_UNSETTLED },
		{ "exempt", TEXT_HAND_CHECK_EXEMPT },
		{ "absent", TEXT_HAND_CHECK_ABSENT },
		{ "new", TEXT_HAND_IS_NEW },
		{ "changed", TEXT_HAND_IS_VALUE },
		{ "withdrawn", TEXT_HAND_IS_WITHDRAWN },
		{ "left", TEXT_HAND_IS_LEFT },
	};

	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (strcmp(tags[i].check, check) == 0)
			return words(app, tags[i].text);
	return words(app, TEXT_HAND_CHECK_SHEET);
}

static void show_row(struct app *app, const struct handin_row *row)
{
	struct model_handin *m = &app->model.handin;
	struct model_handin_row *shown = &m->rows[m->n_rows++];

	who_text(app, row, shown->who, sizeof(shown->who));
	text_copy(shown->tag, sizeof(shown->tag), tag_text(app, row->check));
	snprintf(shown->what, sizeof(shown->what), "%s%s%s", row->column,
		row->value[0] ? "  " : "", row->value);
	text_copy(shown->reason, sizeof(shown->reason), row->reason);
	shown->refused = row->refused;
}

static void show_rows(struct app *app)
{
	struct model_handin *m = &app->model.handin;
	const struct handin *h = &app->handin;
	int pages = m->n <= MODEL_HANDIN_ROWS
			    ? 1
			    : (m->n + MODEL_HANDIN_ROWS - 1) / MODEL_HANDIN_ROWS;
	int n = 0;

	m->page = app->model.visit.page < pages ? app->model.visit.page : pages - 1;
	for (size_t i = 0; i < h->row_count && m->n_rows < MODEL_HANDIN_ROWS; i++)
		if (fits(h, &h->rows[i]) && n++ >= m->page * MODEL_HANDIN_ROWS)
			show_row(app, &h->rows[i]);
}

void handin_view(struct app *app, struct now now)
{
	struct model_handin *m = &app->model.handin;
	const struct handin *h = &app->handin;

	(void)now;
	memset(m, 0, sizeof(*m));
	m->looked = h->stage >= HANDIN_LOOKED;
	m->tab = h->tab;
	if (!m->looked)
		return;
	memcpy(m->counts, h->counts, sizeof(m->counts));
	show_counts(app);
	show_classes(app);
	show_rows(app);
	m->can_write = h->stage == HANDIN_LOOKED && !h->counts[HANDIN_ERRORS] &&
		       h->n.complete + h->n.partial > 0;
	if (h->stage == HANDIN_WRITTEN)
		text_fill(words(app, TEXT_HAND_WRITTEN), m->written, sizeof(m->written),
			path_name(h->file), h->code, NULL);
}

static void choose_class(struct app *app, int index)
{
	const struct model_handin *m = &app->model.handin;

	if (index < 0)
		app->handin.class_name[0] = '\0';
	else if (index < m->n_classes)
		text_copy(app->handin.class_name, sizeof(app->handin.class_name),
			m->classes[index].name);
	app->model.visit.page = 0;
}

bool handin_grant(struct app *app, const struct intent *want, struct now now)
{
	struct handin *h = &app->handin;

	switch (want->kind) {
	case INTENT_TAB:
		if (want->index >= 0 && want->index < HANDIN_TABS)
			h->tab = (enum handin_tab)want->index;
		choose_class(app, -1);
		return true;
	case INTENT_HANDIN_CLASS:
		choose_class(app, want->index);
		return true;
	case INTENT_LOOK_AGAIN:
		look(app, now);
		return true;
	case INTENT_WRITE:
		if (app->model.handin.can_write)
			write_file(app, now);
		return true;
	default:
		return false;
	}
}

/* Another stick may hold the platform's workbook. */
static bool stick_moved(const struct app *app)
{
	const struct handin *h = &app->handin;

	return h->shown && h->stage == HANDIN_LOOKED && app->closing.stick[0] &&
	       strcmp(h->stick, app->closing.stick) != 0;
}

void handin_tick(struct app *app, struct now now)
{
	struct handin *h = &app->handin;
	bool shown = app->model.visit.teacher == SCREEN_HAND_IN;
	bool moved;

	look_at_work(app);
	moved = shown && stick_moved(app);
	if (shown == h->shown && !moved)
		return;
	h->shown = shown;
	if (h->stage == HANDIN_LOOKS || h->stage == HANDIN_WRITES)
		return;
	forget_rows(h);
	h->stage = HANDIN_NOTHING;
	if (!shown)
		return;
	if (app->closing.job.state != JOB_RUNS)
		look(app, now);
	app->stale = app->touched = true;
}

void handin_close(struct app *app)
{
	forget_rows(&app->handin);
}
