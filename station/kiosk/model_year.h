/*
 * model_year - 本学年: rates by grade and sex against the targets, and which class is
 * complete. Rates are permille, -1 = not known.
 */
#ifndef KIOSK_MODEL_YEAR_H
#define KIOSK_MODEL_YEAR_H

#define MODEL_RATES	   16
#define MODEL_YEAR_CLASSES 120

struct model_share {
	int pass_permille, good_permille;
};

struct model_rate {
	char name[40]; /* 全校, 初中一年级 */
	int complete, due;
	struct model_share all, boys, girls, last; /* last: the year before */
	int pass_needed,
		good_needed; /* more of those who are due, to reach the targets */
};

struct model_year_class {
	char name[40];
	int complete, due;
};

struct model_year {
	char title[40]; /* 2026-2027学年 */
	int missing;
	int pass_target_permille, good_target_permille;
	int n_rates; /* the school first, then grade by grade */
	struct model_rate rates[MODEL_RATES];
	int n_classes;
	struct model_year_class classes[MODEL_YEAR_CLASSES];
};

#endif
