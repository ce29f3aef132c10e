/*
 * papers_page - 打印 on the screen: the papers of a student, a class or the school.
 *
 * Whose they are follows from where 打印 was touched: on 学生 the student, on 点名 its class,
 * elsewhere the class that was chosen last. What is touched is printed by
 * print_job.h.
 */
#ifndef COMMAND_PAPERS_PAGE_H
#define COMMAND_PAPERS_PAGE_H

#include <stdbool.h>

#include "intent.h"
#include "place.h"
#include "student.h"

struct app;

struct papers_page {
	bool shown, failed;
	struct class_key class; /* none: the whole school */
	bool of_student;
	struct student student;
};

void papers_view(struct app *app, struct now now);
bool papers_grant(struct app *app, const struct intent *want, struct now now);
void papers_tick(struct app *app, struct now now);

#endif
