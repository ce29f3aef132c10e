#include "handin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app.h"
#include "digest.h"
#include "handins.h"
#include "layout.h"
#include "log.h"
#include "mend.h"
#include "records.h"
#include "roster.h"
#include "sheet.h"
#include "text.h"
#include "upload_sheet.h"

#define COLUMNS 8 /* 行, 年级编号, 班级, 座号, 姓名, 项目, 情况, 说明 */

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

#define MORE 4

/* `more` are words: for whom, or that nobody hands it in; and the template. */
static bool export_to(struct app *app, enum text title, const char *file,
	const char *const more[MORE], struct now now)
{
	const char *argv[] = { app->env->program, "export", "national", "-o", file,
		"--force", "--data", store_dir(app->store), "--share",
		app->env->share_dir, more[0], more[1], more[2], more[3], NULL };

	return closing_start(app, title, argv, NULL, now);
}

static void look(struct app *app, struct now now)
{
	static const char *const draft[MORE] = { "--draft", NULL };
	struct handin *h = &app->handin;
	char file[PATH_SIZE];

	if (in_folder(app, "hand-in.csv", file) &&
		export_to(app, TEXT_HAND_LOOK, file, draft, now))
		h->stage = HANDIN_LOOKS;
}

/* ---- the platform's own workbook on the stick ------------------------------------- */

#define TEMPLATE_MAX ((off_t)3 << 20) /* more than the platform takes back */
#define TEMPLATES    20		      /* workbooks that are looked into */

static bool is_template(
	const char *path, const struct layout *layout, const struct items *items)
{
	struct upload_sheet sheet = UPLOAD_SHEET_INIT;
	struct err ignored = ERR_INIT;
	struct stat stat;
	struct sheet *from = lstat(path, &stat) == 0 && S_ISREG(stat.st_mode) &&
					     stat.st_size <= TEMPLATE_MAX
				     ? sheet_open(path, &ignored)
				     : NULL;
	bool is = from && upload_sheet_read(&sheet, from, layout, items, &ignored);

	sheet_close(from);
	upload_sheet_release(&sheet);
	return is;
}

/* The one workbook there that is the platform's; false: there is none, or several, and
 * nobody but the teacher knows which. What we wrote ourselves is not meant. */
static bool find_template(struct app *app, char out[PATH_SIZE])
{
	char path[PATH_SIZE], **names = NULL;
	struct err ignored = ERR_INIT;
	struct layout *layout = layout_load(
		env_share(app->env, "schema", path, sizeof(path)), "upload-in",
		&ignored);
	size_t count = 0, found = 0;

	if (!layout ||
		!path_list(app->closing.stick, ".xlsx", &names, &count, &ignored))
		count = 0;
	for (size_t i = 0; i < count && i < TEMPLATES; i++) {
		if (strncmp(names[i], "national", 8) == 0 ||
			!path_join(path, app->closing.stick, names[i], &ignored) ||
			!is_template(path, layout, app->items))
			continue;
		text_copy(out, PATH_SIZE, path);
		found++;
	}
	if (names)
		path_list_free(names);
	layout_free(layout);
	return found == 1;
}

static void write_file(struct app *app, struct now now)
{
	struct handin *h = &app->handin;
	char folder[PATH_SIZE], who[64], template[PATH_SIZE];
	const char *more[MORE] = { "--by", mend_who(app, who) };
	struct err err = ERR_INIT;
	bool fill = app->closing.stick[0] && find_template(app, template);

	if (fill) {
		more[2] = "--template";
		more[3] = template;
	}
	if (app->closing.stick[0])
		text_copy(folder, sizeof(folder), app->closing.stick);
	else if (!in_folder(app, "hand-in", folder))
		return;
	if (!path_make(folder, &err) ||
		!path_join(h->file, folder,
			fill ? "national-filled.xlsx" : "national.xlsx", &err)) {
		LOG_ERROR("handin", "%s", err.text);
		return;
	}
	if (export_to(app, TEXT_HAND_WRITE, h->file, more, now))
		h->stage = HANDIN_WRITES;
}

/* ---- what it says ----------------------------------------------------------------- */

static enum handin_tab tab_of(const char *state)
{
	static const struct {
		const char *state;
		enum handin_tab tab;
	} states[] = {
		{ "未测", HANDIN_LEFT_OUT },
		{ "免予执行，没有写入", HANDIN_LEFT_OUT },
		{ "运动禁忌", HANDIN_LEFT_OUT },
		{ "个人信息已删除，没有写入", HANDIN_LEFT_OUT },
		{ "测试中断", HANDIN_DOUBTS },
		{ "没有有效成绩", HANDIN_DOUBTS },
		{ "本表没有这一列", HANDIN_DOUBTS },
	};

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (strcmp(states[i].state, state) == 0)
			return states[i].tab;
	return HANDIN_ERRORS; /* also what later days call otherwise */
}

static void take_count(struct handin *h, const char *what, const char *number)
{
	int n = (int)strtol(number, NULL, 10);

	if (strcmp(what, "成绩完整") == 0 || strcmp(what, "成绩不完整") == 0)
		h->given += n;
	else if (strcmp(what, "没有成绩") == 0)
		h->left_out = n;
}

static void take_note(struct handin *h, const char *const *f)
{
	enum handin_tab tab = tab_of(f[6]);
	struct model_complaint *c;

	h->counts[tab]++;
	if (h->row_count[tab] == MODEL_COMPLAINTS)
		return;
	c = &h->rows[tab][h->row_count[tab]++];
	memset(c, 0, sizeof(*c));
	c->refused = tab == HANDIN_ERRORS;
	snprintf(c->column, sizeof(c->column), "%.30s", f[2]);
	text_keep_characters(c->column);
	text_copy(c->row, sizeof(c->row), f[3]);
	text_copy(c->value, sizeof(c->value), f[4]);
	snprintf(c->reason, sizeof(c->reason), "%.40s%s%.60s%s%.50s", f[6],
		f[5][0] ? "：" : "", f[5], f[7][0] ? "；" : "", f[7]);
	text_keep_characters(c->reason);
}

/* ---- what is another value since -------------------------------------------------- */

static void write_value(const struct item *item, bool has, int64_t value, char out[40])
{
	text_copy(out, 40, "–");
	if (has && item)
		item_format_screen(item, value, out, 40);
}

/* A student whose row was never handed in is nothing new. */
static bool take_change(void *ctx, const struct handin_change *change)
{
	struct app *app = ctx;
	struct handin *h = &app->handin;
	int index = items_find(app->items, change->item);
	const struct item *item = index < 0 ? NULL : items_at(app->items, index);
	char was[40], is[40];
	struct err ignored = ERR_INIT;
	struct model_complaint *c;
	struct student s;

	if (change->since.seq == 0)
		return true;
	h->counts[HANDIN_CHANGED]++;
	if (h->row_count[HANDIN_CHANGED] == MODEL_COMPLAINTS ||
		roster_find(app->store, change->student, &s, &ignored) != ROSTER_FOUND)
		return true;
	c = &h->rows[HANDIN_CHANGED][h->row_count[HANDIN_CHANGED]++];
	memset(c, 0, sizeof(*c));
	snprintf(c->column, sizeof(c->column), "%.30s", s.class_name);
	text_keep_characters(c->column);
	if (s.class_place)
		snprintf(c->row, sizeof(c->row), "%d", s.class_place);
	text_copy(c->value, sizeof(c->value), s.name);
	write_value(item, change->had, change->old_value, was);
	write_value(item, change->has, change->new_value, is);
	snprintf(c->reason, sizeof(c->reason), "%.40s：%s → %s",
		item ? item->zh : change->item, was, is);
	return true;
}

static void read_changes(struct app *app)
{
	struct err err = ERR_INIT;

	if (!handins_changes(app->store, 0, take_change, app, &err))
		LOG_ERROR("handin", "%s", err.text);
}

/* Names stand in both files: they are not left lying about. */
static void read_notes(struct app *app)
{
	struct handin *h = &app->handin;
	char notes[PATH_SIZE], file[PATH_SIZE];
	struct records *r = NULL;
	struct err err = ERR_INIT;
	struct record row;

	h->given = h->left_out = 0;
	memset(h->counts, 0, sizeof(h->counts));
	memset(h->row_count, 0, sizeof(h->row_count));
	if (!in_folder(app, "hand-in.notes.csv", notes) ||
		!in_folder(app, "hand-in.csv", file))
		return;
	r = records_open(notes, ',', &err);
	for (bool heading = true; r && records_next(r, &row, &err) == RECORDS_ROW;
		heading = false) {
		if (heading || row.n != COLUMNS)
			continue;
		if (strcmp(row.field[6], "合计") == 0)
			take_count(h, row.field[5], row.field[7]);
		else
			take_note(h, row.field);
	}
	if (r)
		records_close(r);
	unlink(notes);
	unlink(file);
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

static void look_at_work(struct app *app)
{
	struct handin *h = &app->handin;
	enum job_state state = app->closing.job.state;
	bool ended = state == JOB_DONE || state == JOB_DONE_BUT;

	if ((h->stage != HANDIN_LOOKS && h->stage != HANDIN_WRITES) ||
		state == JOB_RUNS)
		return;
	if (!ended) {
		h->stage = h->stage == HANDIN_LOOKS ? HANDIN_NOTHING : HANDIN_LOOKED;
	} else if (h->stage == HANDIN_LOOKS) {
		read_notes(app);
		read_changes(app);
		h->stage = HANDIN_LOOKED;
	} else {
		read_code(h);
		h->stage = HANDIN_WRITTEN;
	}
	app->stale = app->touched = true;
}

/* ---- the screen ------------------------------------------------------------------- */

static void fill(
	const struct app *app, char *out, size_t size, enum text key, int one, int two)
{
	char a[12], b[12];

	snprintf(a, sizeof(a), "%d", one);
	snprintf(b, sizeof(b), "%d", two);
	text_fill(words(app, key), out, size, a, b, NULL);
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
	fill(app, m->sentence, sizeof(m->sentence), TEXT_HAND_SENTENCE, h->given,
		h->left_out);
	fill(app, m->faults, sizeof(m->faults), TEXT_HAND_FAULTS,
		h->counts[HANDIN_ERRORS], h->counts[HANDIN_DOUBTS]);
	memcpy(m->counts, h->counts, sizeof(m->counts));
	m->n_rows = h->row_count[h->tab];
	memcpy(m->rows, h->rows[h->tab], sizeof(m->rows));
	m->can_write = h->stage == HANDIN_LOOKED && !h->counts[HANDIN_ERRORS] &&
		       h->given > 0;
	if (h->stage == HANDIN_WRITTEN)
		text_fill(words(app, TEXT_HAND_WRITTEN), m->written, sizeof(m->written),
			path_name(h->file), h->code, NULL);
}

bool handin_grant(struct app *app, const struct intent *want, struct now now)
{
	struct handin *h = &app->handin;

	switch (want->kind) {
	case INTENT_TAB:
		if (want->index >= 0 && want->index < HANDIN_TABS)
			h->tab = (enum handin_tab)want->index;
		app->model.visit.page = 0;
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

void handin_tick(struct app *app, struct now now)
{
	struct handin *h = &app->handin;
	bool shown = app->model.visit.teacher == SCREEN_HAND_IN;

	look_at_work(app);
	if (shown == h->shown)
		return;
	h->shown = shown;
	if (!shown || h->stage == HANDIN_LOOKS || h->stage == HANDIN_WRITES)
		return;
	h->stage = HANDIN_NOTHING;
	if (app->closing.job.state != JOB_RUNS)
		look(app, now);
	app->stale = app->touched = true;
}
