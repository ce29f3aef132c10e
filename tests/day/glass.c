#include "glass.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define TARGETS	  300
#define STORM_MAX 100
#define TOLD_SIZE (1 << 20)

extern char **environ;

static enum glass_way way;
static const char *told_path, *fingers_path;
static char told[TOLD_SIZE];
static ino_t seen_inode;
static struct timespec seen_time;
static char screen_now[40];
static struct target {
	int x, y, w, h;
	char name[64];
} targets[TARGETS];
static int target_count;
static int presses;

static void nap(int ms)
{
	nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000L }, NULL);
}

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

void glass_open(enum glass_way by, const char *path, const char *fingers)
{
	way = by;
	told_path = path;
	fingers_path = fingers;
	screen_now[0] = '\0';
	seen_inode = 0;
}

static void take_touches(void)
{
	target_count = 0;
	for (const char *s = told; (s = strstr(s, "\ntouch ")) != NULL; s++) {
		struct target *t = &targets[target_count];

		if (target_count < TARGETS &&
			sscanf(s, "\ntouch %d,%d %dx%d \"%63[^\"]\"", &t->x, &t->y,
				&t->w, &t->h, t->name) == 5)
			target_count++;
	}
}

static void look(void)
{
	struct stat st;
	FILE *file;
	size_t n;

	if (stat(told_path, &st) != 0 ||
		(st.st_ino == seen_inode && st.st_mtim.tv_nsec == seen_time.tv_nsec &&
			st.st_mtim.tv_sec == seen_time.tv_sec))
		return;
	file = fopen(told_path, "r");
	if (!file)
		return;
	n = fread(told, 1, sizeof(told) - 1, file);
	fclose(file);
	told[n] = '\0';
	seen_inode = st.st_ino;
	seen_time = st.st_mtim;
	if (sscanf(told, "screen %39s", screen_now) == 1)
		take_touches();
}

_Noreturn void glass_end(const char *why)
{
	printf("not ok: %s\nscreen %s says:", why, screen_now);
	for (char *s = told; (s = strstr(s, "\ntext ")) != NULL; s++) {
		char *from = strchr(s + 1, '"'),
		     *to = from ? strchr(from + 1, '\n') : NULL;

		if (from && to)
			printf(" %.*s", (int)(to - from), from);
	}
	printf("\ntargets:");
	for (int i = 0; i < target_count; i++)
		printf(" \"%s\"", targets[i].name);
	printf("\n");
	exit(1);
}

bool glass_at(const char *screen)
{
	look();
	return strcmp(screen_now, screen) == 0;
}

bool glass_says(const char *text)
{
	look();
	for (const char *s = told; (s = strstr(s, "\ntext ")) != NULL; s++) {
		const char *end = strchr(s + 1, '\n'), *at = strstr(s, text);

		if (at && (!end || at < end))
			return true;
	}
	return false;
}

static struct target *find(const char *target)
{
	look();
	for (int i = 0; i < target_count; i++)
		if (strcmp(targets[i].name, target) == 0)
			return &targets[i];
	return NULL;
}

bool glass_has(const char *target)
{
	return find(target) != NULL;
}

/* Is the middle of the text of this line there? */
static bool stands_in(const char *line, const struct target *t)
{
	int x, y, w, h;

	if (sscanf(line, "\ntext %d,%d %dx%d", &x, &y, &w, &h) != 4)
		return false;
	x += w / 2;
	y += h / 2;
	return x >= t->x && x < t->x + t->w && y >= t->y && y < t->y + t->h;
}

void glass_words_in(const char *target, char *out, size_t size)
{
	const struct target *t = find(target);
	size_t len = 0;

	out[0] = '\0';
	for (const char *s = told; t && (s = strstr(s, "\ntext ")) != NULL; s++) {
		const char *from = strchr(s + 1, '"');

		if (from && stands_in(s, t) && len < size)
			len += (size_t)snprintf(out + len, size - len, "%s%.*s",
				len ? " " : "", (int)strcspn(from + 1, "\"\n"),
				from + 1);
	}
}

void glass_await_text_in(const char *target, const char *text)
{
	char words[200], why[240];
	long long until = now_ms() + GLASS_S * 1000;

	for (;;) {
		glass_words_in(target, words, sizeof(words));
		if (strstr(words, text))
			return;
		if (now_ms() > until)
			break;
		nap(4);
	}
	snprintf(why, sizeof(why), "\"%s\" has no \"%s\"", target, text);
	glass_end(why);
}

static bool lacks(const char *target)
{
	return !glass_has(target);
}

static bool comes(bool (*is)(const char *), const char *what, int ms)
{
	long long until = now_ms() + ms;

	while (!is(what)) {
		if (now_ms() > until)
			return false;
		nap(4);
	}
	return true;
}

bool glass_comes(const char *screen, int ms)
{
	return comes(glass_at, screen, ms);
}

static void await(bool (*is)(const char *), const char *what)
{
	char why[160];

	if (comes(is, what, GLASS_S * 1000))
		return;
	snprintf(why, sizeof(why), "\"%s\" did not come", what);
	glass_end(why);
}

void glass_await(const char *screen)
{
	await(glass_at, screen);
}

void glass_await_text(const char *text)
{
	await(glass_says, text);
}

void glass_await_target(const char *target)
{
	await(glass_has, target);
}

void glass_await_gone(const char *target)
{
	await(lacks, target);
}

/* ---- hands ------------------------------------------------------------------------ */

static void xdotool(const char *const argv[])
{
	pid_t pid;
	int status;

	if (posix_spawnp(&pid, "xdotool", NULL, NULL, (char *const *)argv, environ) !=
			0 ||
		waitpid(pid, &status, 0) != pid)
		glass_end("xdotool does not run");
}

static void by_mouse(const struct target *t)
{
	char x[12], y[12];

	snprintf(x, sizeof(x), "%d", t->x + t->w / 2);
	snprintf(y, sizeof(y), "%d", t->y + t->h / 2);
	xdotool((const char *[]){ "xdotool", "mousemove", x, y, "click", "1", NULL });
}

static void by_finger(const struct target *t)
{
	FILE *pipe = fopen(fingers_path, "w");

	if (!pipe)
		glass_end("nobody reads the fingers");
	fprintf(pipe, "%d %d\n", t->x + t->w / 2, t->y + t->h / 2);
	fclose(pipe);
}

static bool is_on_target(int x, int y)
{
	for (int i = 0; i < target_count; i++)
		if (x >= targets[i].x && x < targets[i].x + targets[i].w &&
			y >= targets[i].y && y < targets[i].y + targets[i].h)
			return true;
	return false;
}

/* By finger and by mouse. `to` is a pipe, or NULL for the mouse. */
static void storm_of_touches(int touches, FILE *to)
{
	char places[STORM_MAX][2][12];
	const char *argv[STORM_MAX * 5 + 2] = { "xdotool" };
	int n = 1, done = 0, width, height;

	if (sscanf(told, "screen %*s %*s picture of %dx%d", &width, &height) != 2)
		glass_end("how large is it?");
	for (unsigned i = 1; done < touches && done < STORM_MAX; i++) {
		int x = (int)(i * 7919 % (unsigned)width);
		int y = (int)(i * 3571 % (unsigned)height);

		if (is_on_target(x, y))
			continue;
		snprintf(places[done][0], 12, "%d", x);
		snprintf(places[done][1], 12, "%d", y);
		if (to)
			fprintf(to, "%d %d\n", x, y);
		argv[n++] = "mousemove";
		argv[n++] = places[done][0];
		argv[n++] = places[done++][1];
		argv[n++] = "click";
		argv[n++] = "1";
	}
	presses += done;
	if (!to)
		xdotool(argv);
}

static void storm_of_keys(int touches)
{
	const char *argv[STORM_MAX + 5] = { "xdotool", "key", "--delay", "3" };

	for (int i = 0; i < touches && i < STORM_MAX; i++, presses++)
		argv[4 + i] = i % 3 ? "x" : "Tab";
	xdotool(argv);
}

void glass_storm(int touches)
{
	FILE *pipe = NULL;

	look();
	if (way == GLASS_KEYS) {
		storm_of_keys(touches);
		return;
	}
	if (way == GLASS_FINGER && !(pipe = fopen(fingers_path, "w")))
		glass_end("nobody reads the fingers");
	storm_of_touches(touches, pipe);
	if (!pipe)
		return;
	fclose(pipe);
	nap(touches * 25); /* until the last finger is up */
}

/* Around which target the ring stands, which is drawn last of all; -1 around none. */
static int ringed(void)
{
	const char *last = NULL;
	int x, y, w, h;

	for (const char *s = told; (s = strchr(s, '\n')) != NULL && s[1]; s++)
		last = s + 1;
	if (!last || sscanf(last, "box %d,%d %dx%d", &x, &y, &w, &h) != 4)
		return -1;
	for (int i = 0; i < target_count; i++) {
		const struct target *t = &targets[i];
		int out = t->x - x;

		if (out > 0 && out < 8 && t->y - y == out && w - t->w == 2 * out &&
			h - t->h == 2 * out)
			return i;
	}
	return -1;
}

static bool is_ringed(const char *name)
{
	int at;

	look();
	at = ringed();
	return at >= 0 && strcmp(targets[at].name, name) == 0;
}

/* Tab, or Shift and Tab where that is nearer, towards the target. */
static void tab_to(const struct target *t)
{
	int to = (int)(t - targets), from = ringed();
	int on = from < 0 ? to + 1 : (to - from + target_count) % target_count;
	bool back = from >= 0 && on > target_count / 2;
	int tabs = back ? target_count - on : on;
	const char *argv[TARGETS + 8] = { "xdotool", "key", "--delay", "4" };
	int n = 4;

	for (int i = 0; i < tabs; i++)
		argv[n++] = back ? "shift+Tab" : "Tab";
	if (tabs)
		xdotool(argv);
}

/* Until the ring stands there, and only then Enter. A window that has just come may not
 * have the keyboard yet: then once more from where the ring stands, as a person would. */
static void by_keys(const char *target)
{
	char name[64];
	bool there = false;

	snprintf(name, sizeof(name), "%s", target);
	for (int turn = 0; turn < 4 && !there; turn++) {
		const struct target *t = find(name);

		if (t)
			tab_to(t);
		there = comes(is_ringed, name, GLASS_S * 250);
	}
	if (!there)
		glass_end("Tab leads elsewhere");
	xdotool((const char *[]){ "xdotool", "key", "Return", NULL });
}

void glass_press(const char *target)
{
	const struct target *t;

	glass_await_target(target);
	t = find(target);
	presses++;
	if (way == GLASS_MOUSE)
		by_mouse(t);
	else if (way == GLASS_FINGER)
		by_finger(t);
	else
		by_keys(target);
}

void glass_go(const char *target, const char *screen)
{
	glass_press(target);
	glass_await(screen);
}

void glass_scan(const char *code)
{
	xdotool((const char *[]){ "xdotool", "type", "--args", "1", "--delay", "4",
		code, "key", "Return", NULL });
}

void glass_key(const char *key)
{
	presses++;
	xdotool((const char *[]){ "xdotool", "key", key, NULL });
}

int glass_presses(void)
{
	return presses;
}
