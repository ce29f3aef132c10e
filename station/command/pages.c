#include "pages.h"

#include "app.h"
#include "choices.h"
#include "closing.h"
#include "desk.h"
#include "handin.h"
#include "intake.h"
#include "paper.h"
#include "mend.h"
#include "lock.h"
#include "power.h"
#include "screen_list.h"
#include "start.h"
#include "view.h"

static const struct page pages[SCREENS] = {
	[SCREEN_TYPING] = { view_paper, paper_grant, NULL, NULL },
	[SCREEN_CALL] = { call_view, call_grant, call_tick, NULL },
	[SCREEN_MISSING] = { missing_view, missing_grant, missing_tick, NULL },
	[SCREEN_PAPERS] = { papers_view, papers_grant, papers_tick, NULL },
	[SCREEN_NEW_YEAR] = { year_view, year_grant, year_tick, NULL },
	[SCREEN_TEACHER] = { view_teacher, teacher_grant, NULL, NULL },
	[SCREEN_LATEST] = { view_latest, latest_grant, latest_tick, NULL },
	[SCREEN_REASSIGN] = { view_reassign, reassign_grant, NULL, NULL },
	[SCREEN_FIND] = { view_find, find_grant, NULL, NULL },
	[SCREEN_STUDENT] = { view_student, student_grant, NULL, NULL },
	[SCREEN_DOUBTS] = { view_doubts, doubts_grant, NULL, NULL },
	[SCREEN_PIN] = { lock_view, lock_grant, lock_tick, lock_due_us },
	[SCREEN_CELL] = { view_cell, NULL, NULL, NULL },
	[SCREEN_YEAR] = { view_year, NULL, NULL, NULL },
	[SCREEN_START] = { start_view, start_grant, start_tick, NULL },
	[SCREEN_ROSTER] = { intake_view, intake_grant, intake_tick, NULL },
	[SCREEN_HAND_IN] = { handin_view, handin_grant, handin_tick, NULL },
	[SCREEN_CLOSE] = { closing_view, closing_grant, closing_tick, closing_due_us },
	[SCREEN_SETTINGS] = { choices_view, choices_grant, NULL, NULL },
	[SCREEN_POWER] = { power_view, power_grant, power_tick, power_due_us },
	[SCREEN_DEVICES] = { view_desk, desk_grant, desk_tick, desk_due_us },
};

void pages_view(struct app *app, struct now now)
{
	const struct page *page = &pages[app->model.visit.teacher];

	if (page->view)
		page->view(app, now);
}

bool pages_grant(struct app *app, const struct intent *want, struct now now)
{
	const struct page *page = &pages[app->model.visit.teacher];

	return page->grant && page->grant(app, want, now);
}

void pages_tick(struct app *app, struct now now)
{
	for (int i = 0; i < SCREENS; i++)
		if (pages[i].tick)
			pages[i].tick(app, now);
}

int64_t pages_due_us(const struct app *app)
{
	int64_t first = INT64_MAX;

	for (int i = 0; i < SCREENS; i++) {
		int64_t due = pages[i].due_us ? pages[i].due_us(app) : INT64_MAX;

		first = due < first ? due : first;
	}
	return first;
}
