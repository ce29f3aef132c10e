#include "demo.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "exams.h"
#include "roster.h"

/* splitmix64: small, and the same on every machine. */
static uint64_t next(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static int below(uint64_t *state, int n)
{
	return (int)(next(state) % (uint64_t)n);
}

const struct class_key demo_class = { 23, "2301" };

static const char *const surnames[] = { "王", "李", "张", "刘", "陈", "杨", "赵", "黄",
	"周", "吴", "徐", "孙", "胡", "朱", "高", "林" };
static const char *const things[] = { "树", "雨", "石", "云", "湖", "草", "星", "风",
	"雪", "松", "竹", "荷", "溪", "山", "月", "霜", "桥", "舟", "麦", "禾", "鹤",
	"雁", "鹿", "燕", "梅", "兰", "菊", "杏", "枫", "柳" };
#define SURNAMES (int)(sizeof(surnames) / sizeof(surnames[0]))
#define THINGS	 (int)(sizeof(things) / sizeof(things[0]))

static const struct {
	int code, size;
	const char *name;
} classes[] = {
	{ 11, 24, "一年级1班" },
	{ 12, 24, "二年级1班" },
	{ 13, 26, "三年级1班" },
	{ 14, 26, "四年级1班" },
	{ 15, 30, "五年级1班" },
	{ 16, 26, "六年级1班" },
	{ 21, 26, "七年级1班" },
	{ 22, 30, "八年级1班" },
	{ 23, 28, "九年级1班" },
};
#define CLASSES (int)(sizeof(classes) / sizeof(classes[0]))

/* GB 11643: the 18th character over the 17 digits before it. */
static char check_digit(const char *digits)
{
	static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4,
		2 };
	int sum = 0;

	for (int i = 0; i < 17; i++)
		sum += (digits[i] - '0') * weights[i];
	return "10X98765432"[sum % 11];
}

/* Children enter grade 1 at six: born from 1 September to 31 August. */
static void birthday(uint64_t *chance, int year, int grade, int *y, int *m, int *d)
{
	int month = below(chance, 12);

	*y = year - 6 - grade + (month >= 4 ? 1 : 0);
	*m = (month + 8) % 12 + 1;
	*d = 1 + below(chance, 28);
}

static void write_student(
	FILE *file, uint64_t *chance, int class, int place, int year, int name)
{
	int y, m, d, sex = below(chance, 2) ? 1 : 2;
	char id[24];

	birthday(chance, year, class + 1, &y, &m, &d);
	snprintf(id, sizeof(id), "990000%04d%02d%02d%03d", y % 10000, m % 100, d % 100,
		(class * 80 + place * 2 + (sex == 1)) % 1000);
	fprintf(file, "%d,%d01,%s,G%s%c,01,%s小%s,%d,%d-%02d-%02d,%d,%s\n",
		classes[class].code, classes[class].code, classes[class].name, id,
		check_digit(id), surnames[name % SURNAMES],
		things[name / SURNAMES % THINGS], sex, y, m, d, place,
		class == 8 && place == 9 ? "1000米跑、800米跑" : "");
}

bool demo_write_roster(const char *path, int year, uint64_t seed, struct err *err)
{
	uint64_t chance = seed;
	FILE *file = fopen(path, "w");
	/* 7 is prime to the number of names, so no name comes twice. */
	int name = below(&chance, SURNAMES * THINGS);
	bool failed;

	if (!file)
		return err_set(err, "%s: cannot be written: %s", path, strerror(errno));
	fprintf(file, "年级编号,班级编号,班级名称,学籍号,民族代码,姓名,性别,出生日期,"
		      "班内学号,"
		      "运动禁忌\n");
	for (int class = 0; class < CLASSES; class ++)
		for (int place = 1; place <= classes[class].size; place++) {
			write_student(file, &chance, class, place, year, name);
			name = (name + 7) % (SURNAMES * THINGS);
		}
	failed = ferror(file) != 0;
	if (fclose(file) != 0 || failed)
		return err_set(err, "%s: could not be written whole: %s", path,
			strerror(errno));
	return true;
}

#define TOOK	  "郑老师（演示）"
#define CONFIRMED "周老师（演示）"
#define CLASS_MAX 40

static bool choose(struct store *store, const struct exam *exam,
	const struct student *student, const char *group, const char *item,
	int64_t wall_us, struct err *err)
{
	return exams_choose(store, exam, student, exam_find_group(exam, group), item,
		"", TOOK, wall_us, err);
}

static bool choose_all(
	struct store *store, const struct exam *exam, int64_t wall_us, struct err *err)
{
	static const char *const skills[] = { "football_dribble", "basketball_dribble",
		"volleyball_pass", "skating" };
	struct student class[CLASS_MAX];
	int n = roster_class_list(store, &demo_class, class, CLASS_MAX, err);
	bool ok = n >= 0;

	for (int i = 0; ok && i < n; i++)
		ok = choose(store, exam, &class[i], "fitness", "long_jump", wall_us,
			     err) &&
		     choose(store, exam, &class[i], "skill", skills[i % 4], wall_us,
			     err);
	return ok;
}

bool demo_use_exam(struct store *store, const struct items *items, const char *dir,
	int64_t wall_us, struct err *err)
{
	struct exam *exam = exam_load(dir, items, err);
	int year = store_school_year(store) + 1;
	struct entry_id use;
	bool ok = exam && store_begin(store, err);

	if (ok)
		ok = store_end(store,
			exams_use(store, exam, dir, year, TOOK, wall_us, &use, err) &&
				exams_confirm(store, &use, CONFIRMED, wall_us, err) &&
				choose_all(store, exam, wall_us, err),
			err);
	exam_free(exam);
	return ok;
}
