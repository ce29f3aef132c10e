/*
 * test_day PROGRAM WAY CHILDREN [SIZE]: a whole test day at the real kiosk in a window under
 * Xvfb, by mouse, finger or keys alone: two classes of so many invented children each, all
 * items of grades 5 and 8, every device on a pty, and what goes wrong on such a day: somebody
 * else's name, a pulled cable, a false start, a power cut. It ends with the upload workbook,
 * in which every cell is compared with what the children did.
 *
 * What each child does is worked out from class, number and item; what the standard makes of
 * a time (a started tenth counts whole) is worked out here again.
 */
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "boxes.h"
#include "glass.h"
#include "sheet.h"

#define CHILDREN_MAX 45
#define CLASSES	     2
#define HAND_LANES   6
#define HAND_CLASS   1
#define STORM	     40

extern char **environ;

enum item {
	BODY, /* height and weight */
	BREATH,
	RUN50,
	REACH,
	ROPE,
	SITUPS,
	SHUTTLE,
	JUMP,
	PULL_UPS,
	RUN800,
	RUN1000,
	ITEMS
};

static const struct {
	const char *keys, *profile, *lanes;
	bool class[CLASSES];
	char sex; /* of the older class; 0 both */
} items[ITEMS] = {
	[BODY] = { "height,weight", "sim-height-weight", NULL, { true, true }, 0 },
	[BREATH] = { "vital_capacity", "sim-spirometer", NULL, { true, true }, 0 },
	[RUN50] = { "run50", "sim-gates", "6", { true, true }, 0 },
	[REACH] = { "sit_reach", "sim-sit-reach", NULL, { true, true }, 0 },
	[ROPE] = { "rope_skip", "sim-rope", NULL, { true, false }, 0 },
	[SITUPS] = { "situps", "sim-situps", NULL, { true, true }, 'F' },
	[SHUTTLE] = { "shuttle_50x8", "sim-laps", "8", { true, false }, 0 },
	[JUMP] = { "long_jump", "sim-long-jump", NULL, { false, true }, 0 },
	[PULL_UPS] = { "pull_ups", "sim-pull-ups", NULL, { false, true }, 'M' },
	[RUN800] = { "run800", "sim-laps", "40", { false, true }, 'F' },
	[RUN1000] = { "run1000", "sim-laps", "40", { false, true }, 'M' },
};

static const struct {
	const char *grade, *code, *name, *born;
} classes[CLASSES] = { { "15", "1501", "五年级1班", "2015-10-01" },
	{ "22", "2201", "八年级1班", "2012-10-01" } };

static char dir[64], data[80], told[80], fingers[80], size[16] = "1280x800";
static const char *program;
static enum glass_way way;
static int children; /* of each class */
static int box_of[ITEMS];
static pid_t kiosk, xvfb;
static int sentences;
/* Of the older class's first heat: what its hand timed screen said. */
static char by_hand[HAND_LANES + 1][24];

static void ok(const char *sentence)
{
	sentences++;
	printf("ok: %s\n", sentence);
	fflush(stdout);
}

static void nap(int ms)
{
	nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000L }, NULL);
}

/* ---- who, and what they do ---------------------------------------------------------- */

static char sex_of(int child)
{
	return child % 2 ? 'M' : 'F';
}

static const char *name_of(int class, int child)
{
	static const char *const family[] = { "赵", "钱", "孙", "李", "周", "吴", "郑",
		"王", "冯", "陈" };
	static const char *const given[] = { "石", "雨", "树", "云", "苗", "青", "河",
		"阳", "帆" };
	static char name[32];
	int n = class * CHILDREN_MAX + child;

	snprintf(name, sizeof(name), "%s%s%s", family[n % 10], given[n / 10 % 9],
		given[(n + class) % 9]);
	return name;
}

static const char *number_of(int class, int child)
{
	static char number[12];

	snprintf(number, sizeof(number), "%d", 5000 + class * 100 + child);
	return number;
}

static bool does(int class, int child, enum item item)
{
	if (!items[item].class[class])
		return false;
	return class == 0 || !items[item].sex || items[item].sex == sex_of(child);
}

/* Between `from` and `to`, the same for the same child and item. */
static int drawn(int class, int child, int item, int from, int to)
{
	unsigned x = (unsigned)(class * 7919 + child * 104729 + item * 1299709 + 17);

	x ^= x >> 13;
	x *= 2654435761u;
	x ^= x >> 15;
	return from + (int)(x % (unsigned)(to - from + 1));
}

/* In what the device counts: mm, g, ml, us, times. */
static int does_what(int class, int child, int item)
{
	switch (item) {
	case BODY:
		return drawn(class, child, item, 1300, 1690);
	case BREATH:
		return drawn(class, child, item, 1400, 3900);
	case RUN50:
		return drawn(class, child, item, 780, 1090) * 10000;
	case REACH:
		return drawn(class, child, item, -40, 180);
	case ROPE:
		return drawn(class, child, item, 60, 150);
	case SITUPS:
		return drawn(class, child, item, 15, 48);
	case SHUTTLE:
		return drawn(class, child, item, 95, 130) * 1000000;
	case JUMP:
		return drawn(class, child, item, 145, 220) * 10;
	case PULL_UPS:
		return drawn(class, child, item, 1, 14);
	case RUN800:
		return drawn(class, child, item, 200, 270) * 1000000;
	default:
		return drawn(class, child, item, 220, 290) * 1000000;
	}
}

static int weight_g(int class, int child)
{
	int mm = does_what(class, child, BODY);

	return mm * mm / 10000 * drawn(class, child, 77, 155, 215) / 100 * 100;
}

/* ---- the station -------------------------------------------------------------------- */

static int station(const char *const *words)
{
	const char *argv[16] = { program, "--data", data };
	posix_spawn_file_actions_t quiet;
	pid_t pid;
	int n = 3, status;

	while (*words)
		argv[n++] = *words++;
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
	if (posix_spawn(&pid, program, &quiet, NULL, (char *const *)argv, environ) !=
			0 ||
		waitpid(pid, &status, 0) != pid)
		glass_end("the program does not run");
	posix_spawn_file_actions_destroy(&quiet);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
#define STATION(...) station((const char *const[]){ __VA_ARGS__, NULL })

static void must(bool good, const char *sentence)
{
	if (!good)
		glass_end(sentence);
	ok(sentence);
}

static void write_roster(const char *path)
{
	FILE *f = fopen(path, "w");

	if (!f)
		glass_end("the roster cannot be written");
	fprintf(f, "年级编号,班级编号,班级名称,学籍号,民族代码,姓名,性别,出生日期,"
		   "班内学号,测试号\n");
	for (int class = 0; class < CLASSES; class ++)
		for (int child = 1; child <= children; child++)
			fprintf(f, "%s,%s,%s,L9900002015%08d,01,%s,%d,%s,%d,%s\n",
				classes[class].grade, classes[class].code,
				classes[class].name, class * 100 + child,
				name_of(class, child), sex_of(child) == 'M' ? 1 : 2,
				classes[class].born, child, number_of(class, child));
	fclose(f);
}

static void found_the_station(void)
{
	char roster[100], link[100], where[110];

	snprintf(roster, sizeof(roster), "%s/roster.csv", dir);
	write_roster(roster);
	must(STATION("init", "--school", "向阳学校（虚构）", "--year", "2026",
		     "--system", "63") == 0,
		"a station is made");
	must(STATION("import", roster) == 0, "two classes are imported");
	for (int i = 0; i < ITEMS; i++) {
		snprintf(link, sizeof(link), "%s/box-%02d", dir, i);
		snprintf(where, sizeof(where), "tty:%s", link);
		box_of[i] = boxes_add(link);
		if (STATION("devices", "bind", where, "--profile", items[i].profile,
			    "--item", items[i].keys, items[i].lanes ? "--lanes" : NULL,
			    items[i].lanes) != 0)
			glass_end(items[i].keys);
	}
	if (STATION("devices", "bind", "hand:run50", "--lanes", "6") != 0)
		glass_end("hand:run50");
	ok("eleven devices are bound, and a key for 50 m");
}

static void open_screen(void)
{
	char fd[8], screen[24], display[16] = "";
	int pipes[2];
	ssize_t n;

	if (pipe(pipes) != 0)
		glass_end("no pipe");
	snprintf(fd, sizeof(fd), "%d", pipes[1]);
	snprintf(screen, sizeof(screen), "%sx24", size);
	const char *argv[] = { "Xvfb", "-displayfd", fd, "-screen", "0", screen,
		"-nolisten", "tcp", NULL };
	if (posix_spawnp(&xvfb, "Xvfb", NULL, NULL, (char *const *)argv, environ) != 0)
		glass_end("Xvfb does not run");
	display[0] = ':';
	n = read(pipes[0], display + 1, sizeof(display) - 2);
	if (n < 1)
		glass_end("Xvfb gives no display");
	display[strcspn(display, "\n")] = '\0';
	setenv("DISPLAY", display, 1);
	close(pipes[0]);
	close(pipes[1]);
}

static void open_kiosk(void)
{
	const char *argv[] = { program, "--data", data, "run", "--windowed", size,
		"--tell", told, NULL };
	const char *shim = getenv("FINGERS_SHIM");

	unlink(told);
	if (way == GLASS_FINGER && shim) {
		setenv("LD_PRELOAD", shim, 1);
		setenv("STATION_FINGERS", fingers, 1);
		setenv("STATION_FINGERS_SIZE", size, 1);
	}
	if (posix_spawn(&kiosk, program, NULL, NULL, (char *const *)argv, environ) != 0)
		glass_end("the kiosk does not run");
	unsetenv("LD_PRELOAD");
	glass_open(way, told, fingers);
	glass_await("poster");
	nap(400); /* the window is mapped */
}

static void cut_the_power(void)
{
	int status;

	kill(kiosk, SIGKILL);
	waitpid(kiosk, &status, 0);
	for (int i = 0; i < ITEMS; i++) { /* theirs too */
		boxes_unplug(box_of[i]);
		boxes_plug(box_of[i]);
	}
	open_kiosk();
}

static void close_kiosk(void)
{
	int status;

	kill(kiosk, SIGTERM);
	waitpid(kiosk, &status, 0);
	kiosk = 0;
	must(WIFEXITED(status) && WEXITSTATUS(status) == 0,
		"the kiosk ends when told to, and nothing leaked");
}

static void clean_up(void)
{
	if (kiosk)
		kill(kiosk, SIGKILL);
	if (xvfb)
		kill(xvfb, SIGTERM);
}

/* ---- at the kiosk ------------------------------------------------------------------- */

/* In the order of the ports: the key comes before all boxes. */
static void stand_at_device(int device)
{
	char target[24];

	glass_go("teacher 0", "teacher");
	snprintf(target, sizeof(target), "device %d", device);
	if (glass_has(target)) {
		glass_press(target);
	} else { /* there was no room for it */
		glass_go("more devices 0", "devices");
		snprintf(target, sizeof(target), "port %d", device);
		while (!glass_has(target) && glass_has("next page 0")) {
			glass_press("next page 0");
			nap(500);
		}
		glass_press(target);
		glass_press("measure here 0");
		glass_await_gone("measure here 0");
	}
	glass_go("leave 0", "poster");
}

static void stand_at(enum item item)
{
	stand_at_device(1 + (int)item);
}

static void choose_class(int class)
{
	char target[24];

	glass_go("choose name 0", "classes");
	snprintf(target, sizeof(target), "class %d", class);
	glass_press(target);
}

/* Slowly, as fingers type. */
static void type_number(const char *number)
{
	glass_go("test number 0", "keypad");
	for (; *number; number++) {
		glass_key((char[]){ *number, '\0' });
		nap(60);
	}
	glass_key("Return");
}

/* One of three ways to say who it is. */
static void identify(int class, int child)
{
	char target[24];

	if (child % 3 == 0) {
		choose_class(class);
		glass_await("tiles");
		snprintf(target, sizeof(target), "tile %d", child - 1);
		glass_press(target);
	} else if (child % 3 == 1 && way != GLASS_KEYS) {
		for (int i = 0; i < 5 && !glass_at("confirm"); i++) {
			glass_scan(number_of(class, child));
			glass_comes("confirm",
				1000); /* one torn by a busy machine: again */
		}
	} else {
		type_number(number_of(class, child));
	}
	glass_await("confirm");
	glass_await_text(name_of(class, child));
}

static void lines_of(int class, int child, enum item item)
{
	static const char *const counts[ITEMS] = { [ROPE] = "ROPE,ch=1",
		[SITUPS] = "SITUP,ch=1",
		[PULL_UPS] = "PULLUP,ch=1" };
	int value = does_what(class, child, item), box = box_of[item];
	char line[BOX_LENGTH];

	boxes_clear(box);
	switch (item) {
	case BODY:
		boxes_next(box, "BODY,mm=0,g=0,st=S");
		boxes_next(box, "=50");
		snprintf(line, sizeof(line), "BODY,mm=%d,g=%d,st=S", value,
			weight_g(class, child));
		for (int i = 0; i < 14; i++) {
			boxes_next(box, line);
			boxes_next(box, "=100");
		}
		break;
	case BREATH:
		snprintf(line, sizeof(line), "VC,ml=%d,st=R", value / 2);
		boxes_next(box, line);
		boxes_next(box, "=40");
		snprintf(line, sizeof(line), "VC,ml=%d,st=F", value);
		boxes_next(box, line);
		break;
	case REACH:
		snprintf(line, sizeof(line), "REACH,mm=%d,st=R", value - 10);
		boxes_next(box, line);
		boxes_next(box, "=40");
		snprintf(line, sizeof(line), "REACH,mm=%d,st=F", value);
		boxes_next(box, line);
		break;
	case JUMP:
		snprintf(line, sizeof(line), "LEN,ch=1,mm=%d,st=F", value);
		boxes_next(box, line);
		break;
	default:
		snprintf(line, sizeof(line), "%s,n=%d,st=R", counts[item], value / 2);
		boxes_next(box, line);
		boxes_next(box, "=40");
		snprintf(line, sizeof(line), "%s,n=%d,st=F", counts[item], value);
		boxes_next(box, line);
	}
}

static const char *screen_of(enum item item)
{
	return item == BODY ? "weighing" : "attempt";
}

/* A reach of 0 asks a person whether it was one. */
static void see_result(int class, int child, enum item item)
{
	if (item == BODY) {
		glass_await_text("已保存");
	} else if (item == REACH && does_what(class, child, item) == 0) {
		glass_press("zero valid 0");
		glass_await("result");
		ok("a reach of 0 is taken on the teacher's word");
	} else {
		glass_await("result");
	}
	glass_go("next 0", "poster");
}

static void measure(int class, int child, enum item item)
{
	identify(class, child);
	lines_of(class, child, item);
	glass_press("yes 0");
	see_result(class, child, item);
}

/* ---- what goes wrong ---------------------------------------------------------------- */

static void somebody_else_first(int class, int child)
{
	identify(class, child);
	glass_go("not me 0", "poster");
	ok("不是我: the wrong child goes away, and nothing is stored");
}

static void cable_is_pulled(int class, int child, enum item item)
{
	identify(class, child);
	boxes_clear(box_of[item]);
	glass_go("yes 0", screen_of(item));
	nap(300);
	boxes_unplug(box_of[item]);
	glass_await_text("请找老师");
	ok("a pulled cable is told to the child");
	lines_of(class, child, item);
	boxes_plug(box_of[item]);
	nap(1500); /* it is found again within a second */
	boxes_now(box_of[item]);
	see_result(class, child, item);
	ok("and plugged in again the same child is measured");
}

/* Between 请准备 and the value: hands all over the glass, then somebody else's card. */
static void storm_and_scan(int class, int child, enum item item)
{
	identify(class, child);
	boxes_clear(box_of[item]);
	glass_go("yes 0", screen_of(item));
	glass_storm(STORM);
	if (way != GLASS_KEYS)
		glass_scan(number_of(class, child + 1));
	nap(300);
	lines_of(class, child, item);
	boxes_now(box_of[item]);
	glass_await_text(name_of(class, child));
	see_result(class, child, item);
	ok("a storm of touches and another's card: the child who stands there is "
	   "measured");
}

static void power_is_cut(int class, int child, enum item item)
{
	identify(class, child);
	boxes_clear(box_of[item]);
	glass_go("yes 0", screen_of(item));
	nap(200);
	cut_the_power();
	glass_go("acknowledge 0", "poster");
	ok("after a power cut the kiosk says so and stands there again");
	stand_at(item);
	measure(class, child, item);
	ok("and the child who was cut off is measured");
}

static void measure_all(enum item item)
{
	char sentence[120];
	int n = 0;

	stand_at(item);
	for (int class = 0; class < CLASSES; class ++)
		for (int child = 1; child <= children; child++) {
			if (!does(class, child, item))
				continue;
			if (item == BREATH && class == 0 && child == 2)
				somebody_else_first(class, 3);
			if (item == REACH && class == 0 && child == 3)
				cable_is_pulled(class, child, item);
			else if (item == JUMP && child == 3)
				storm_and_scan(class, child, item);
			else if (item == JUMP && child == 4)
				power_is_cut(class, child, item);
			else
				measure(class, child, item);
			n++;
		}
	snprintf(sentence, sizeof(sentence), "%s: %d children measured",
		items[item].keys, n);
	ok(sentence);
}

/* ---- heats -------------------------------------------------------------------------- */

static void start_line(int box, int us)
{
	char line[BOX_LENGTH];

	snprintf(line, sizeof(line), "START,us=%d", us);
	boxes_next(box, line);
}

/* Which of them comes in first, second, ... */
static void by_time(int *order, const int *who, int n, int class, enum item item)
{
	for (int i = 0; i < n; i++)
		order[i] = i;
	for (int i = 0; i < n; i++)
		for (int k = i + 1; k < n; k++)
			if (does_what(class, who[order[k]], item) <
				does_what(class, who[order[i]], item)) {
				int swap = order[i];

				order[i] = order[k];
				order[k] = swap;
			}
}

static void run_heat(int class, const int *who, int n, bool false_start)
{
	int box = box_of[RUN50], order[8], zero = 120000000;
	char line[BOX_LENGTH];

	boxes_clear(box);
	start_line(box, zero);
	boxes_next(box, "=150");
	if (false_start) {
		boxes_now(box);
		glass_await_target("false start 0");
		nap(250);
		boxes_clear(box);
		glass_press("false start 0");
		nap(250);
		zero += 30000000;
		start_line(box, zero);
		boxes_next(box, "=150");
		ok("抢跑: the heat starts again");
	}
	by_time(order, who, n, class, RUN50);
	for (int i = 0; i < n; i++) {
		snprintf(line, sizeof(line), "FIN,lane=%d,us=%d", order[i] + 1,
			zero + does_what(class, who[order[i]], RUN50));
		boxes_next(box, line);
		boxes_next(box, "=30");
	}
	boxes_now(box);
}

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

/* On a keyboard there is a key for it. */
static void hit(const char *target)
{
	glass_await_target(target);
	if (way == GLASS_KEYS)
		glass_key("space");
	else
		glass_press(target);
}

/* What stands in the rows of those who came in, without which place it is. */
static void read_arrivals(char rows[][40], int n)
{
	char target[24], words[80];

	for (int i = 0; i < n; i++) {
		snprintf(target, sizeof(target), "arrival %d", i);
		rows[i][0] = '\0';
		if (!glass_has(target))
			continue;
		glass_words_in(target, words, sizeof(words));
		snprintf(rows[i], 40, "%.39s", words + strcspn(words, " "));
	}
}

/* HAND_LANES runners and one press more, the fourth. */
static void press_arrivals(void)
{
	long long zero = now_ms();
	char target[24];

	hit("start 0");
	glass_await_target("arrive 0");
	for (int i = 0; i <= HAND_LANES; i++) {
		while (now_ms() < zero + 8000 + 350 * i - (i > 2 ? 200 : 0))
			nap(2);
		hit("arrive 0");
		snprintf(target, sizeof(target), "arrival %d", i);
		glass_await_target(target);
	}
}

/* The teacher takes the fourth press out: the others stay what they were. */
static void strike_fourth(void)
{
	char before[HAND_LANES + 1][40], after[HAND_LANES + 1][40];

	read_arrivals(before, HAND_LANES + 1);
	glass_press("arrival 3");
	glass_press("strike 0");
	glass_await_gone("arrival 3");
	read_arrivals(after, HAND_LANES + 1);
	for (int i = 0; i <= HAND_LANES; i++)
		if (strcmp(i == 3 ? "" : before[i], after[i]) != 0)
			glass_end("another arrival than the fourth was touched");
	ok("one press too many is taken out, and no other time moved");
}

static void give_arrivals(void)
{
	char target[24], words[80], *time;

	for (int i = 0; i < HAND_LANES; i++) {
		snprintf(target, sizeof(target), "runner %d", i);
		glass_press(target);
		snprintf(target, sizeof(target), "arrival %d", i + (i >= 3));
		snprintf(words, sizeof(words), "%d号", i + 1);
		glass_await_text_in(target, words);
		glass_words_in(target, words, sizeof(words));
		time = words + strcspn(words, " ");
		time += *time == ' ';
		time[strcspn(time, " ")] = '\0';
		snprintf(by_hand[i + 1], sizeof(by_hand[0]), "%.20s", time);
	}
}

static void hand_heat(void)
{
	stand_at_device(0);
	choose_class(HAND_CLASS);
	glass_await("run");
	glass_await_text(name_of(HAND_CLASS, 1));
	press_arrivals();
	strike_fourth();
	give_arrivals();
	glass_press("end heat 0");
	glass_press("next heat 0");
	glass_await_gone("next heat 0");
	if (children > HAND_LANES) {
		glass_go("back 0", "poster");
	} else {
		glass_await("refused");
		glass_go("understood 0", "poster");
	}
	ok("a heat of 50 m timed by a key alone");
}

static void heats(void)
{
	char sentence[120];
	int who[8], n, done = HAND_LANES, heat = 0;

	hand_heat();
	stand_at(RUN50);
	for (int class = 0; class < CLASSES; class ++) {
		choose_class(class);
		for (int child = class == HAND_CLASS ? HAND_LANES + 1 : 1;
			child <= children; done += n, heat++) {
			for (n = 0; n < 6 && child <= children; n++)
				who[n] = child++;
			glass_await("lanes");
			glass_await_text(name_of(class, who[0]));
			run_heat(class, who, n, heat == 0);
			glass_await_target("next heat 0");
			glass_press("next heat 0");
			glass_await_gone("next heat 0");
		}
		glass_await("refused");
		glass_go("understood 0", "poster");
	}
	snprintf(sentence, sizeof(sentence), "run50: %d children in %d heats", done,
		heat + 1);
	ok(sentence);
}

/* ---- runs with one start ------------------------------------------------------------ */

static void run_together(const int *who, int n, int class, enum item item)
{
	int box = box_of[item], order[CHILDREN_MAX];
	char line[BOX_LENGTH];

	boxes_clear(box);
	start_line(box, 120000000);
	boxes_next(box, "=200");
	by_time(order, who, n, class, item);
	for (int i = 0; i < n; i++) {
		snprintf(line, sizeof(line), "FIN,bib=%d,us=%d", order[i] + 1,
			120000000 + does_what(class, who[order[i]], item));
		boxes_next(box, line);
		boxes_next(box, "=25");
	}
	boxes_now(box);
}

static void runs(enum item item, int class, int together)
{
	char sentence[120], last[24];
	int who[CHILDREN_MAX] = { 0 }, n, done = 0, heats_run = 0;

	stand_at(item);
	choose_class(class);
	for (int child = 1; child <= children; done += n, heats_run++) {
		for (n = 0; n < together && child <= children; child++)
			if (does(class, child, item))
				who[n++] = child;
		glass_await("run");
		glass_await_text(name_of(class, who[0]));
		run_together(who, n, class, item);
		snprintf(last, sizeof(last), "已到%d", n);
		glass_await_text(last);
		glass_press("end heat 0");
		glass_await_target("next heat 0");
		glass_press("next heat 0");
		glass_await_gone("next heat 0");
	}
	glass_await("refused");
	glass_go("understood 0", "poster");
	snprintf(sentence, sizeof(sentence), "%s: %d children in %d runs",
		items[item].keys, done, heats_run);
	ok(sentence);
}

/* ---- what comes of it ---------------------------------------------------------------- */

/* "8.0" of the screen is "8" in the workbook. */
static bool ends_in_nought(const char *time)
{
	size_t len = strlen(time);

	return len > 2 && strcmp(time + len - 2, ".0") == 0;
}

static void expect(
	char *out, size_t size_out, int class, int child, const char *heading)
{
	static const struct {
		const char *heading;
		enum item item;
	} columns[] = { { "身高", BODY }, { "体重", BODY }, { "肺活量", BREATH },
		{ "50米跑", RUN50 }, { "坐位体前屈", REACH }, { "一分钟跳绳", ROPE },
		{ "一分钟仰卧起坐", SITUPS }, { "50米×8往返跑", SHUTTLE },
		{ "立定跳远", JUMP }, { "引体向上", PULL_UPS }, { "800米跑", RUN800 },
		{ "1000米跑", RUN1000 } };
	int value;

	snprintf(out, size_out, "-");
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
		if (strcmp(columns[i].heading, heading) != 0)
			continue;
		if (!does(class, child, columns[i].item)) {
			out[0] = '\0';
			return;
		}
		value = does_what(class, child, columns[i].item);
		if (strcmp(heading, "体重") == 0)
			value = weight_g(class, child) / 100;
		switch (columns[i].item) {
		case BODY:
		case REACH: /* tenths */
			snprintf(out, size_out, value % 10 ? "%s%d.%d" : "%s%d",
				value < 0 ? "-" : "", abs(value) / 10, abs(value) % 10);
			return;
		case RUN50: /* a hand's as it was shown */
			if (class == HAND_CLASS && child <= HAND_LANES) {
				snprintf(out, size_out, "%.*s",
					(int)(strlen(by_hand[child]) -
						2 * ends_in_nought(by_hand[child])),
					by_hand[child]);
				return;
			}
			/* a started tenth counts whole */
			value = (value + 99999) / 100000;
			snprintf(out, size_out, value % 10 ? "%d.%d" : "%d", value / 10,
				value % 10);
			return;
		case SHUTTLE:
		case RUN800:
		case RUN1000:
			value /= 1000000;
			snprintf(out, size_out, "%d'%02d", value / 60, value % 60);
			return;
		case JUMP:
			snprintf(out, size_out, "%d", value / 10);
			return;
		default:
			snprintf(out, size_out, "%d", value);
			return;
		}
	}
}

static void compare_workbook(const char *path)
{
	struct err err = ERR_INIT;
	struct sheet *sheet = sheet_open(path, &err);
	struct row row = ROW_INIT;
	char headings[40][40], want[24], why[240], sentence[80];
	size_t columns = 0;
	int line = -1, cells = 0, id;

	if (!sheet)
		glass_end(err.text);
	while (sheet_next(sheet, &row, &err) == SHEET_ROW) {
		if (line++ < 0) {
			for (columns = 0; columns < row.count && columns < 40;
				columns++)
				snprintf(headings[columns], 40, "%s",
					row_cell(&row, columns)->text);
			continue;
		}
		id = 0;
		for (size_t c = 0; c < columns; c++)
			if (strcmp(headings[c], "学籍号") == 0)
				id = atoi(row_cell(&row, c)->text +
					  strlen("L9900002015"));
		if (id / 100 >= CLASSES || id % 100 < 1 || id % 100 > children)
			glass_end("a row is nobody's");
		for (size_t c = 0; c < columns; c++) {
			const char *got = row_cell(&row, c)->text;

			expect(want, sizeof(want), id / 100, id % 100, headings[c]);
			if (strcmp(want, "-") == 0)
				continue;
			cells++;
			if (strcmp(want, got) == 0)
				continue;
			snprintf(why, sizeof(why),
				"row %zu, %s: \"%s\" should be \"%s\"", row.number,
				headings[c], got, want);
			glass_end(why);
		}
	}
	row_release(&row);
	sheet_close(sheet);
	must(line == CLASSES * children, "the workbook has a row for every child");
	snprintf(sentence, sizeof(sentence),
		"and its %d cells are what the children did", cells);
	ok(sentence);
}

static int forget(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

int main(int argc, char **argv)
{
	char out[100];
	struct timespec from, to;

	if (argc < 4)
		return 2;
	program = argv[1];
	way = strcmp(argv[2], "finger") == 0 ? GLASS_FINGER
	      : strcmp(argv[2], "keys") == 0 ? GLASS_KEYS
					     : GLASS_MOUSE;
	children = atoi(argv[3]);
	if (children < 6 || children > CHILDREN_MAX)
		return 2;
	if (argc > 4)
		snprintf(size, sizeof(size), "%.15s", argv[4]);
	snprintf(dir, sizeof(dir), "/tmp/station-day-XXXXXX");
	if (!mkdtemp(dir))
		return 2;
	snprintf(data, sizeof(data), "%s/data", dir);
	snprintf(told, sizeof(told), "%s/told", dir);
	snprintf(fingers, sizeof(fingers), "%s/fingers", dir);
	if (mkfifo(fingers, 0600) != 0)
		return 2;
	atexit(clean_up);
	clock_gettime(CLOCK_MONOTONIC, &from);
	found_the_station();
	boxes_run();
	open_screen();
	open_kiosk();
	for (int item = 0; item < ITEMS; item++) {
		if (argc > 5 && !strstr(items[item].keys, argv[5]))
			continue;
		if (item == RUN50)
			heats();
		else if (item == SHUTTLE)
			runs(SHUTTLE, 0, 8);
		else if (item == RUN800 || item == RUN1000)
			runs((enum item)item, 1, 40);
		else
			measure_all((enum item)item);
	}
	close_kiosk();
	boxes_end();
	must(STATION("verify") == 0, "every result is made again from its bytes");
	snprintf(out, sizeof(out), "%s/out.xlsx", dir);
	must(STATION("export", "national", "-o", out) != 2, "the workbook is written");
	compare_workbook(out);
	clock_gettime(CLOCK_MONOTONIC, &to);
	printf("%d presses, %d s\n", glass_presses(), (int)(to.tv_sec - from.tv_sec));
	printf("%d passed, 0 failed\n", sentences);
	/* After a failure it stays, to be looked at. */
	return nftw(dir, forget, 8, FTW_DEPTH | FTW_PHYS);
}
