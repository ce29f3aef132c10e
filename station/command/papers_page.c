#include "papers_page.h"

#include <stdio.h>
#include <string.h>

#include "app.h"
#include "classes.h"
#include "print_job.h"
#include "text.h"

enum { OF_STUDENT = 1, OF_CLASS = 2, OF_SCHOOL = 4, OF_MANY = OF_CLASS | OF_SCHOOL };

/* In the order of the screen. A class's cards are for who has none; a student's is made
 * again, for one that was lost. */
static const struct paper_kind {
	const char *kind; /* of documents.h */
	enum text name;
	enum text note;
	unsigned of;
	bool again;
} kinds[] = {
	{ "cards", TEXT_PAPER_CARDS, TEXT_PAPER_CARDS_NOTE, OF_MANY, false },
	{ "sheets", TEXT_PAPER_SHEETS, TEXT_PAPER_SHEETS_NOTE, OF_MANY, false },
	{ "starts", TEXT_PAPER_STARTS, TEXT_PAPER_STARTS_NOTE, OF_MANY, false },
	{ "missing", TEXT_MISSING, TEXT_PAPER_MISSING_NOTE, OF_MANY, false },
	{ "notice", TEXT_PAPER_NOTICE, TEXT_PAPER_NOTICE_NOTE, OF_STUDENT | OF_MANY,
		false },
	{ "slip", TEXT_PAPER_SLIP, TEXT_PAPER_SLIP_NOTE, OF_STUDENT | OF_CLASS, false },
	{ "register", TEXT_PAPER_REGISTER, TEXT_PAPER_REGISTER_NOTE,
		OF_STUDENT | OF_MANY, false },
	{ "public", TEXT_PAPER_PUBLIC, TEXT_PAPER_PUBLIC_NOTE, OF_MANY, false },
	{ "class", TEXT_PAPER_CLASS, TEXT_PAPER_REPORT_NOTE, OF_MANY, false },
	{ "grade", TEXT_PAPER_GRADE, TEXT_PAPER_REPORT_NOTE, OF_SCHOOL, false },
	{ "school", TEXT_PAPER_SCHOOL, TEXT_PAPER_REPORT_NOTE, OF_SCHOOL, false },
	{ "cards", TEXT_PAPER_CARD_AGAIN, TEXT_PAPER_CARD_DEAD, OF_STUDENT, true },
	{ "exemption", TEXT_PAPER_EXEMPTION, TEXT_PAPER_EXEMPTION_NOTE, OF_STUDENT,
		false },
};

static unsigned whose(const struct papers_page *page)
{
	return page->of_student ? OF_STUDENT : *page->class.code ? OF_CLASS : OF_SCHOOL;
}

/* Number `index` of those that are offered; NULL none. */
static const struct paper_kind *offered(const struct papers_page *page, int index)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].of & whose(page) && index-- == 0)
			return &kinds[i];
	return NULL;
}

/* ---- from where it was opened ------------------------------------------------------- */

static void begin(struct app *app)
{
	struct papers_page *page = &app->papers;
	enum screen from = app->model.visit.from;

	page->shown = true;
	page->failed = false;
	page->of_student = from == SCREEN_STUDENT && app->mend.has_student;
	if (page->of_student)
		page->student = app->mend.student;
	else if (from == SCREEN_CALL && classes_find(app, &app->call.class) >= 0)
		page->class = app->call.class;
}

/* ---- what is on the screen ----------------------------------------------------------- */

static void show_classes(struct app *app)
{
	const struct papers_page *page = &app->papers;
	struct model_papers *m = &app->model.papers;

	m->n_classes = app->class_count < MODEL_PAPER_CLASSES ? app->class_count
							      : MODEL_PAPER_CLASSES;
	m->selected = classes_find(app, &page->class);
	if (m->selected >= m->n_classes)
		m->selected = -1;
	for (int i = 0; i < m->n_classes; i++)
		text_copy(m->classes[i], sizeof(m->classes[i]), app->classes[i].name);
}

static void show_student(struct app *app)
{
	const struct student *s = &app->papers.student;
	const struct class_key class = student_class(s);
	struct model_papers *m = &app->model.papers;

	snprintf(m->who, sizeof(m->who), "%s %s",
		classes_name(app, &class, s->class_name), s->name);
	text_keep_characters(m->who);
}

static void show_kinds(struct app *app)
{
	struct model_papers *m = &app->model.papers;
	const struct paper_kind *kind;

	while (m->n < MODEL_PAPERS && (kind = offered(&app->papers, m->n))) {
		text_copy(m->papers[m->n].name, sizeof(m->papers[0].name),
			texts_get(app->texts, kind->name));
		text_copy(m->papers[m->n].note, sizeof(m->papers[0].note),
			texts_get(app->texts, kind->note));
		m->n++;
	}
}

void papers_view(struct app *app, struct now now)
{
	struct model_papers *m = &app->model.papers;

	(void)now;
	if (!app->papers.shown)
		begin(app);
	memset(m, 0, sizeof(*m));
	m->to_stick = app->closing.stick[0] != '\0';
	m->failed = app->papers.failed;
	if (app->papers.of_student)
		show_student(app);
	else
		show_classes(app);
	show_kinds(app);
}

void papers_tick(struct app *app, struct now now)
{
	(void)now;
	if (app->model.visit.teacher != SCREEN_PAPERS)
		app->papers.shown = false;
}

/* ---- what a touch says --------------------------------------------------------------- */

static void print(struct app *app, int index, struct now now)
{
	struct papers_page *page = &app->papers;
	const struct paper_kind *kind = offered(page, index);
	struct print_job job = { .item = "" };

	if (!kind)
		return;
	job.kind = kind->kind;
	if (!page->of_student)
		job.class = page->class;
	job.student = page->of_student ? page->student.test_number : "";
	job.again = kind->again;
	page->failed = !print_job(app, kind->name, &job, now);
}

bool papers_grant(struct app *app, const struct intent *want, struct now now)
{
	struct papers_page *page = &app->papers;

	switch (want->kind) {
	case INTENT_PAPER_CLASS:
		if (want->index >= 0 && want->index < app->class_count)
			page->class = roster_class_key(&app->classes[want->index]);
		else
			page->class = (struct class_key){ 0 };
		page->failed = false;
		return true;
	case INTENT_PAPER:
		print(app, want->index, now);
		return true;
	default:
		return false;
	}
}
