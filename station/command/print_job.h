/*
 * print_job - a paper asked for on a screen: `station report` as a child (closing.h has the work
 * that runs), into a PDF file on the stick, or in `print` of the station's folder.
 */
#ifndef COMMAND_PRINT_JOB_H
#define COMMAND_PRINT_JOB_H

#include <stdbool.h>

#include "place.h"
#include "texts.h"

struct app;

struct print_job {
	const char *kind;	/* of documents.h */
	struct class_key class; /* none: all */
	const char *item;	/* key; "" all */
	const char *student;	/* 测试号; NULL or "" a class's */
	bool again;		/* cards: also for who has one */
};

/* A file that is there is written over. false: other work runs, or it could not be started. */
bool print_job(
	struct app *app, enum text title, const struct print_job *job, struct now now);

#endif
