#include "intake.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app.h"
#include "log.h"
#include "mend.h"
#include "records.h"
#include "text.h"

static const char *words(const struct app *app, enum text key)
{
	return texts_get(app->texts, key);
}

/* ---- which files there are -------------------------------------------------------- */

/* .et is WPS's own .xls; ~$ lies beside a workbook that somebody has open. */
static bool is_table(const char *name)
{
	static const char *const suffixes[] = { ".xlsx", ".xls", ".csv", ".et" };
	size_t len = strlen(name);

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		size_t end = strlen(suffixes[i]);

		if (len > end && strcasecmp(name + len - end, suffixes[i]) == 0)
			return strncmp(name, "~$", 2) != 0;
	}
	return false;
}

struct newest {
	struct intake *in;
	struct timespec changed[MODEL_FILES];
};

static bool is_newer(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

/* What was put on the stick last stands first: there is room for some only. */
static void add_file(struct newest *n, const char *name)
{
	struct intake *in = n->in;
	char path[PATH_SIZE];
	struct err ignored;
	struct stat file;
	int at, last;

	if (strlen(name) >= sizeof(in->files[0]) ||
		!path_join(path, in->folder, name, &ignored) || stat(path, &file) != 0)
		return;
	for (at = in->file_count; at > 0; at--)
		if (!is_newer(&file.st_mtim, &n->changed[at - 1]))
			break;
	if (at == MODEL_FILES)
		return;
	last = in->file_count < MODEL_FILES ? in->file_count++ : MODEL_FILES - 1;
	for (int i = last; i > at; i--) {
		memcpy(in->files[i], in->files[i - 1], sizeof(in->files[i]));
		n->changed[i] = n->changed[i - 1];
	}
	text_copy(in->files[at], sizeof(in->files[at]), name);
	n->changed[at] = file.st_mtim;
}

static void add_files(struct newest *n)
{
	char **names = NULL;
	struct err ignored = ERR_INIT;
	size_t count = 0;

	if (!path_list(n->in->folder, "", &names, &count, &ignored))
		return;
	for (size_t i = 0; i < count; i++)
		if (is_table(names[i]))
			add_file(n, names[i]);
	path_list_free(names);
}

static void list_files(struct app *app)
{
	struct newest n = { .in = &app->intake };
	struct intake *in = n.in;
	struct err ignored = ERR_INIT;

	in->file_count = 0;
	if (app->closing.stick[0])
		text_copy(in->folder, sizeof(in->folder), app->closing.stick);
	else if (!path_join(in->folder, store_dir(app->store), "import", &ignored))
		in->folder[0] = '\0';
	add_files(&n);
}

/* ---- the program, and what it says ------------------------------------------------ */

/* How 3.4 is meant, as the screen offers it; what else is unclear has one good reading. */
static const char *const ways[ROSTER_WAYS] = {
	"--runs=minutes.seconds,clock,digits,date,mark.tens",
	"--runs=minutes.single,clock,digits,date,mark.single",
	"--runs=minutes.decimal,clock,digits,date,mark.single",
};

static const char *const modes[ROSTER_MODES] = { "--mode=update", "--mode=add",
	"--mode=fill" };
static const char *const score_modes[SCORE_MODES] = { "--mode=fill", "--mode=update" };

static bool start(struct app *app, bool dry, struct now now)
{
	struct intake *in = &app->intake;
	char file[PATH_SIZE], out[PATH_SIZE], who[64];
	const char *argv[16] = { app->env->program, "import", file, "--data",
		store_dir(app->store), "--share", app->env->share_dir };
	int argc = 7;
	struct err err = ERR_INIT;

	if (in->way >= 0)
		argv[argc++] = ways[in->way];
	if (in->mode > 0)
		argv[argc++] = in->has_scores ? score_modes[in->mode] : modes[in->mode];
	if (in->trusts)
		argv[argc++] = "--trust";
	if (dry) {
		argv[argc++] = "--dry-run";
		argv[argc++] = "--all";
	} else if (in->has_scores) {
		argv[argc++] = "--by";
		argv[argc++] = mend_who(app, who);
	}
	if (!path_join(file, in->folder, in->files[in->chosen], &err) ||
		!path_join(out, store_dir(app->store), "intake.csv", &err))
		return false;
	if (!closing_start(
		    app, dry ? TEXT_ROSTER_LOOK : TEXT_ROSTER_IMPORT, argv, out, now))
		return false;
	closing_say(app, "", true); /* the counts stand on the page */
	return true;
}

static enum roster_tab tab_of(const char *level)
{
	static const struct {
		const char *level;
		enum roster_tab tab;
	} levels[] = {
		{ "refused", ROSTER_TAB_ERRORS },
		{ "doubled", ROSTER_TAB_ERRORS },
		{ "changed", ROSTER_TAB_CHANGED },
		{ "moved", ROSTER_TAB_CHANGED },
		{ "new", ROSTER_TAB_NEW },
		{ "back", ROSTER_TAB_NEW },
		{ "gone", ROSTER_TAB_GONE },
	};

	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (strcmp(level, levels[i].level) == 0)
			return levels[i].tab;
	return ROSTER_TAB_DOUBTS;
}

static void take_row(struct intake *in, const struct record *row)
{
	enum roster_tab tab = row->n == 5 ? tab_of(row->field[3]) : ROSTER_TABS;
	struct model_complaint *c;

	if (row->n != 5 || in->row_counts[tab]++ >= MODEL_COMPLAINTS)
		return;
	c = &in->rows[tab][in->row_counts[tab] - 1];
	text_copy(c->row, sizeof(c->row), row->field[0]);
	text_copy(c->column, sizeof(c->column), row->field[1]);
	text_copy(c->value, sizeof(c->value), row->field[2]);
	c->refused = tab == ROSTER_TAB_ERRORS;
	text_copy(c->reason, sizeof(c->reason), row->field[4]);
}

/* What a person should see first. */
static enum roster_tab first_tab(const struct intake *in)
{
	for (int i = 0; i < ROSTER_TABS; i++)
		if (in->row_counts[i])
			return (enum roster_tab)i;
	return ROSTER_TAB_ERRORS;
}

static void forget_rows(struct intake *in)
{
	memset(in->row_counts, 0, sizeof(in->row_counts));
	in->tab = ROSTER_TAB_ERRORS;
}

/* The names of children may stand in it: it is not left lying about. */
static void read_rows(struct app *app)
{
	struct intake *in = &app->intake;
	char path[PATH_SIZE];
	struct err err = ERR_INIT;
	struct records *r = NULL;
	struct record row;
	bool heading = true;

	forget_rows(in);
	if (path_join(path, store_dir(app->store), "intake.csv", &err))
		r = records_open(path, ',', &err);
	while (r && records_next(r, &row, &err) == RECORDS_ROW) {
		if (!heading)
			take_row(in, &row);
		heading = false;
	}
	if (r)
		records_close(r);
	unlink(path);
	in->tab = first_tab(in);
}

/* What was planned stays on the screen when it is done. */
static void forget_file(struct app *app)
{
	struct err ignored = ERR_INIT;
	char path[PATH_SIZE];

	if (path_join(path, store_dir(app->store), "intake.csv", &ignored))
		unlink(path);
}

static void look_at_work(struct app *app)
{
	struct intake *in = &app->intake;
	const struct job *job = &app->closing.job;

	if ((in->stage != INTAKE_LOOKS && in->stage != INTAKE_IMPORTS) ||
		job->state == JOB_RUNS)
		return;
	if (in->stage == INTAKE_LOOKS)
		read_rows(app);
	else
		forget_file(app);
	text_copy(in->counts, sizeof(in->counts), job->said);
	in->has_scores = strstr(job->said, ", doubtful ") != NULL;
	if (job->state == JOB_DONE || job->state == JOB_DONE_BUT)
		in->stage = in->stage == INTAKE_LOOKS ? INTAKE_LOOKED : INTAKE_DONE;
	else
		in->stage = INTAKE_NOTHING;
	app->stale = app->touched = true;
}

/* ---- what it counted ----------------------------------------------------------------- */

struct intake_counts {
	bool is_scores;
	int added, changed, same, refused, warnings;
	int moved, back, gone, doubled, suspicious; /* students */
	int left, states, doubtful, differs;	    /* scores */
	int held;				    /* findings that --trust takes */
};

/* ---- the screen ------------------------------------------------------------------- */

static void fill(const struct app *app, char *out, size_t size, enum text key, int one,
	int two, int three)
{
	char a[12], b[12], c[12];

	snprintf(a, sizeof(a), "%d", one);
	snprintf(b, sizeof(b), "%d", two);
	snprintf(c, sizeof(c), "%d", three);
	text_fill(words(app, key), out, size, a, b, c);
}

static int read_held(const char *said)
{
	const char *at = strstr(said, " warnings, ");
	int held = 0;

	return at && sscanf(at, " warnings, %9d held", &held) == 1 ? held : 0;
}

/* What the program counts is said in its last line; whatever else it said as it is. */
static bool read_counts(const char *said, struct intake_counts *n)
{
	const char *at = strstr(said, "new ");
	int held = read_held(said);

	*n = (struct intake_counts){ .is_scores = true, .held = held };
	if (!at)
		return false;
	if (sscanf(at,
		    "new %9d, changed %9d, same %9d, left %9d, states %9d, doubtful "
		    "%9d, differs %9d; refused %9d, %9d warnings",
		    &n->added, &n->changed, &n->same, &n->left, &n->states,
		    &n->doubtful, &n->differs, &n->refused, &n->warnings) == 9)
		return true;
	*n = (struct intake_counts){ .is_scores = false, .held = held };
	return sscanf(at,
		       "new %9d, changed %9d, moved %9d, same %9d, back %9d, gone "
		       "%9d, left %9d; refused %9d rows, doubled %9d, suspicious %9d, "
		       "%9d warnings",
		       &n->added, &n->changed, &n->moved, &n->same, &n->back, &n->gone,
		       &n->left, &n->refused, &n->doubled, &n->suspicious,
		       &n->warnings) == 11;
}

static void show_score_counts(
	struct app *app, struct model_roster *m, const struct intake_counts *n)
{
	const int counts[ROSTER_TABS] = {
		[ROSTER_TAB_ERRORS] = n->refused,
		[ROSTER_TAB_DOUBTS] = n->states + n->left + n->differs + n->warnings,
		[ROSTER_TAB_CHANGED] = n->changed,
		[ROSTER_TAB_NEW] = n->added,
	};

	memcpy(m->counts, counts, sizeof(counts));
	m->doubtful = n->doubtful;
	m->has_scores = true;
	m->mode = n->left || app->intake.mode > 0 ? app->intake.mode : -1;
	fill(app, m->changes, sizeof(m->changes), TEXT_SCORES_CHANGES, n->added,
		n->changed, n->same);
	fill(app, m->faults, sizeof(m->faults), TEXT_SCORES_FAULTS,
		n->refused + n->states, n->left + n->differs, n->warnings);
}

static void show_student_counts(
	struct app *app, struct model_roster *m, const struct intake_counts *n)
{
	const int counts[ROSTER_TABS] = {
		[ROSTER_TAB_ERRORS] = n->refused + n->doubled,
		[ROSTER_TAB_DOUBTS] = n->suspicious + n->warnings + n->left,
		[ROSTER_TAB_CHANGED] = n->changed + n->moved,
		[ROSTER_TAB_NEW] = n->added + n->back,
		[ROSTER_TAB_GONE] = n->gone,
	};

	memcpy(m->counts, counts, sizeof(counts));
	m->mode = app->intake.mode;
	fill(app, m->changes, sizeof(m->changes), TEXT_ROSTER_CHANGES,
		counts[ROSTER_TAB_NEW], counts[ROSTER_TAB_CHANGED], n->gone);
	fill(app, m->faults, sizeof(m->faults), TEXT_ROSTER_FAULTS,
		counts[ROSTER_TAB_ERRORS], counts[ROSTER_TAB_DOUBTS], 0);
}

static void show_counts(struct app *app)
{
	struct model_roster *m = &app->model.roster;
	struct intake_counts n;

	m->trusts = app->intake.trusts;
	if (!read_counts(app->intake.counts, &n))
		text_copy(m->changes, sizeof(m->changes), app->intake.counts);
	else if (n.is_scores)
		show_score_counts(app, m, &n);
	else
		show_student_counts(app, m, &n);
	m->held = n.held;
}

/* There is no room for more rows than a person reads. */
static void show_rows(struct app *app)
{
	struct model_roster *m = &app->model.roster;
	const struct intake *in = &app->intake;
	int count = in->row_counts[in->tab], more = count - MODEL_COMPLAINTS;
	struct model_complaint *last = &m->rows[MODEL_COMPLAINTS - 1];

	m->tab = in->tab;
	m->n_rows = more > 0 ? MODEL_COMPLAINTS : count;
	memcpy(m->rows, in->rows[in->tab], sizeof(m->rows));
	if (more <= 0)
		return;
	memset(last, 0, sizeof(*last));
	fill(app, last->reason, sizeof(last->reason), TEXT_ROSTER_MORE, more + 1, 0, 0);
}

void intake_view(struct app *app, struct now now)
{
	struct model_roster *m = &app->model.roster;
	const struct intake *in = &app->intake;

	(void)now;
	memset(m, 0, sizeof(*m));
	m->from_stick = app->closing.stick[0] != '\0';
	m->n_files = in->file_count;
	m->first_file = in->first;
	for (int i = 0; i < in->file_count; i++) {
		text_copy(m->files[i].name, sizeof(m->files[i].name), in->files[i]);
		m->files[i].chosen = i == in->chosen;
	}
	m->can_import = in->stage == INTAKE_LOOKED;
	m->done = in->stage == INTAKE_DONE;
	m->way = in->way;
	m->mode = -1;
	show_rows(app);
	show_counts(app);
}

static void choose(struct app *app, int index, int way, struct now now)
{
	struct intake *in = &app->intake;

	if (index < 0 || index >= in->file_count || app->closing.job.state == JOB_RUNS)
		return;
	in->chosen = index;
	in->way = way;
	forget_rows(in);
	in->counts[0] = '\0';
	in->stage = start(app, true, now) ? INTAKE_LOOKS : INTAKE_NOTHING;
}

bool intake_grant(struct app *app, const struct intent *want, struct now now)
{
	struct intake *in = &app->intake;

	switch (want->kind) {
	case INTENT_FILE:
		in->mode = 0;
		in->has_scores = in->trusts = false;
		in->first = want->index; /* what is asked about it takes room */
		choose(app, want->index, -1, now);
		return true;
	case INTENT_FILES:
		if (want->index >= 0 && want->index < in->file_count)
			in->first = want->index;
		return true;
	case INTENT_ROSTER_MODE:
		if (want->index < 0 ||
			want->index >= (in->has_scores ? SCORE_MODES : ROSTER_MODES))
			return true;
		in->mode = want->index;
		choose(app, in->chosen, in->way, now);
		return true;
	case INTENT_TRUST:
		in->trusts = want->index != 0;
		choose(app, in->chosen, in->way, now);
		return true;
	case INTENT_TAB:
		if (want->index >= 0 && want->index < ROSTER_TABS)
			in->tab = (enum roster_tab)want->index;
		return true;
	case INTENT_RUNS:
		if (want->index >= 0 && want->index < ROSTER_WAYS)
			choose(app, in->chosen, want->index, now);
		return true;
	case INTENT_IMPORT:
		if (in->stage == INTAKE_LOOKED && start(app, false, now))
			in->stage = INTAKE_IMPORTS;
		return true;
	default:
		return false;
	}
}

void intake_tick(struct app *app, struct now now)
{
	struct intake *in = &app->intake;
	bool shown = app->model.visit.teacher == SCREEN_ROSTER;
	bool moved = shown && in->stage != INTAKE_LOOKS &&
		     in->stage != INTAKE_IMPORTS && app->closing.stick[0] &&
		     strcmp(in->folder, app->closing.stick) != 0;

	(void)now;
	look_at_work(app);
	if (shown == in->shown && !moved)
		return;
	in->shown = shown;
	if (!shown || in->stage == INTAKE_LOOKS || in->stage == INTAKE_IMPORTS)
		return;
	memset(in, 0, sizeof(*in));
	in->shown = true;
	in->chosen = in->way = -1;
	list_files(app);
	app->stale = app->touched = true;
}
