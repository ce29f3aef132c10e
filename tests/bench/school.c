#include "school.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "path.h"
#include "roster.h"

static bool migrations_of(const char *share, char out[PATH_SIZE], struct err *err)
{
	return path_join(out, share, "schema/migrations", err);
}

bool school_make(const char *data, const char *share, int64_t wall_us, struct err *err)
{
	struct store_birth birth = { "测试学校", 2026, SYSTEM_63, "", NULL, wall_us,
		7 };
	char migrations[PATH_SIZE];

	return migrations_of(share, migrations, err) &&
	       store_init(data, migrations, &birth, err);
}

static bool put_student(struct store *store, struct student *s, int i, struct err *err)
{
	int class = i / SCHOOL_CLASS;

	memset(s, 0, sizeof(*s));
	s->sex = i % 2 ? SEX_MALE : SEX_FEMALE;
	s->grade_code = class % 9 < 6 ? 11 + class % 9 : 15 + class % 9;
	s->grade = grade_from_code(s->grade_code, SYSTEM_63);
	s->class_place = i % SCHOOL_CLASS + 1;
	snprintf(s->name, sizeof(s->name), "学生%d", i);
	snprintf(s->number, sizeof(s->number), "L%d", i);
	snprintf(s->class_code, sizeof(s->class_code), "%d%02d", s->grade_code,
		class / 9 + 1);
	snprintf(s->class_name, sizeof(s->class_name), "%d级%d班", s->grade_code,
		class / 9 + 1);
	return roster_put(store, s, NULL, err);
}

bool school_fill(struct store *store, struct student *out, int n, int64_t wall_us,
	struct err *err)
{
	bool ok = roster_begin(store, wall_us, err);

	for (int i = 0; ok && i < n; i++)
		ok = put_student(store, &out[i], i, err);
	return ok && roster_end(store, true, ROSTER_WHOLE, NULL, err);
}

bool school_open(const char *data, const char *share, struct student *out, int n,
	int64_t wall_us, struct err *err)
{
	char migrations[PATH_SIZE];
	struct store *store = NULL;
	bool ok = school_make(data, share, wall_us, err) &&
		  migrations_of(share, migrations, err);

	if (ok)
		store = store_open(data, STORE_WRITE, migrations, wall_us, err);
	ok = store && school_fill(store, out, n, wall_us, err);
	if (store)
		store_close(store);
	return ok;
}

int school_pty(char *name, size_t size)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	struct termios raw;

	if (master < 0 || grantpt(master) || unlockpt(master) ||
		ptsname_r(master, name, size))
		return -1;
	if (tcgetattr(master, &raw) == 0) {
		cfmakeraw(&raw);
		tcsetattr(master, TCSANOW, &raw);
	}
	return master;
}

bool school_say(int pty, const char *body)
{
	char line[128];
	unsigned char sum = 0;
	int len;

	for (const char *c = body; *c; c++)
		sum ^= (unsigned char)*c;
	len = snprintf(line, sizeof(line), "$%.100s*%02X\r\n", body, sum);
	return write(pty, line, (size_t)len) == len;
}
