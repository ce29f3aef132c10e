/*
 * roll - what 点名 and 改期 say of a student at a place today.
 *
 * Heats leave out whoever is not ROLL_THERE, and 下一位 passes them over. Whoever was
 * marked absent or on leave and comes after all is asked once and is there from then on;
 * whoever a teacher keeps from it today is sent to the teacher.
 */
#ifndef COMMAND_ROLL_H
#define COMMAND_ROLL_H

#include "place.h"
#include "student.h"

enum roll {
	ROLL_THERE,
	ROLL_ABSENT,	/* 缺席 */
	ROLL_LEAVE,	/* 请假 */
	ROLL_NOT_TODAY, /* 今天不测 */
	ROLL_PUT_OFF,	/* 改期, of the item or the class */
};

/* At every item of the place that the student is tested in; when the journal cannot be
 * read everybody is there. */
enum roll roll_of(
	const struct place *place, const struct student *student, int64_t wall_us);

/* A late one came: there from now on, for the whole day. */
bool roll_came(const struct place *place, const struct student *student,
	int64_t wall_us, struct err *err);

#endif
