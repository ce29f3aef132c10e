/*
 * model_class - 还差谁: what a class still needs, who lacks it, and its short way.
 *
 * Of the teacher's screens only.
 */
#ifndef KIOSK_MODEL_CLASS_H
#define KIOSK_MODEL_CLASS_H

#include <stdbool.h>

#include "model_name.h"

#include "pace.h"

#define MODEL_STATIONS 12
#define MODEL_LACKS    96

struct model_station {
	char name[32]; /* 立定跳远 */
	int column;    /* of the grid: a touch asks for INTENT_LACKS with it */
	int lacks;     /* of this class */
	int place;     /* in the way, from 1; 0: it is in none */
	char word[48]; /* 没人, 等6分钟, 没有测试点 */
	enum pace_state state;
	bool chosen; /* whose names are shown */
};

struct model_lack {
	char who[MODEL_WHO]; /* 21号 李小树 */
	char why[160];	     /* 还没测; of all items: which */
};

struct model_class_needs {
	int row; /* of the grid */
	char class_name[40];
	char item[32];	    /* "": all of them */
	char sentence[200]; /* 先去立定跳远（没人），再去肺活量 */
	char end_text[48];  /* 约35分钟全测完 */
	int n_stations;
	struct model_station stations[MODEL_STATIONS];
	int n_lacks;
	struct model_lack lacks[MODEL_LACKS];
};

#endif
