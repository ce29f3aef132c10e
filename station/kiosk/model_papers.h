/*
 * model_papers - 打印: whose papers, and which of them.
 *
 * Of the teacher's screens only.
 */
#ifndef KIOSK_MODEL_PAPERS_H
#define KIOSK_MODEL_PAPERS_H

#include <stdbool.h>

#include "model_name.h"

#define MODEL_PAPERS	    12
#define MODEL_PAPER_CLASSES 120

struct model_papers {
	char who[160]; /* a student, whose they are; "" a class is chosen */
	int n_classes;
	char classes[MODEL_PAPER_CLASSES][40];
	int selected; /* of them; -1 the whole school */
	int n;
	struct {
		char name[32]; /* 成绩告知单 */
		char note[48]; /* 每页两张，家长签字; "" none */
	} papers[MODEL_PAPERS];
	bool to_stick; /* else into a folder of this machine */
	bool failed;   /* it could not be begun */
};

#endif
