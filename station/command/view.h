/*
 * view - the world as the screens may see it.
 *
 * The files that turn places and stored results into the model: what students'
 * screens show, and the teacher's page. What is private is left out here: no 学籍号,
 * no digit of a weight or height.
 */
#ifndef COMMAND_VIEW_H
#define COMMAND_VIEW_H

#include "app.h"

/* No points on the screens of the two first grades. */
#define POINTS_FROM GRADE_G3
/* ... and none at all where a teacher chose so. */
bool view_points_of(const struct app *app, enum grade grade);

/* Everything a screen may know, gathered into app->model when something changed. */
void view_refresh(struct app *app, struct now now);

/* 今日进度: counts, rates, the grid of classes and items, disputes. */
void view_teacher(struct app *app, struct now now);

/* 待核查: model.teacher.disputes, and what stands behind them in app->doubts_rows. */
void view_to_check(struct app *app);

/* 还差谁: what the class needs that the visit says. */
void view_cell(struct app *app, struct now now);

/* 本学年: rates by grade and sex, and the classes. */
void view_year(struct app *app, struct now now);

/* A heat: its lanes or start numbers, clock and keys. */
void view_heat(struct app *app, struct place *place, struct now now);

/* Many at once: who lines up, the time, the grid. */
void view_many(struct app *app, struct place *place, struct now now);

/* A run timed by a person's key; and what is asked on its screen, false: nothing of it. */
void view_run(struct app *app, struct place *place, struct now now);
bool run_grant(struct app *app, struct place *place, const struct intent *want);

/* 快速补录: the sheet that is typed in. */
void view_paper(struct app *app, struct now now);

/* 设备: every port, and the selected one. */
void view_desk(struct app *app, struct now now);

/* 我的成绩 of app->student. */
void view_mine(struct app *app);

/* 七年级1班 21号 李小树 */
void view_person(
	const struct app *app, const struct student *s, struct model_person *out);

/* 立定跳远; of a device for two 身高体重 */
void view_items(
	const struct texts *texts, const struct place *place, char *out, size_t size);

#endif
