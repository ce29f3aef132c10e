#include "office.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"

#define ENOUGH_OPEN 16
#define NAP_US	    50000

extern char **environ;

/* ---- a folder --------------------------------------------------------------------- */

bool office_folder(char folder[PATH_SIZE], struct err *err)
{
	const char *base = getenv("TMPDIR");

	if (!path_join(folder, base && *base ? base : "/tmp", "fitness-station-XXXXXX",
		    err))
		return false;
	return mkdtemp(folder) ||
	       err_set(err, "%s: no folder can be made: %s", folder, strerror(errno));
}

static int remove_one(
	const char *path, const struct stat *stat, int kind, struct FTW *ftw)
{
	(void)stat, (void)kind, (void)ftw;
	return remove(path);
}

void office_remove(const char *folder)
{
	if (*folder)
		nftw(folder, remove_one, ENOUGH_OPEN, FTW_DEPTH | FTW_PHYS);
}

/* ---- the program ------------------------------------------------------------------ */

static bool start(char *const argv[], pid_t *pid, struct err *err)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	int problem;

	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&how);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP);
	posix_spawnattr_setpgroup(&how, 0); /* it has children of its own */
	problem = posix_spawnp(pid, argv[0], &files, &how, argv, environ);
	posix_spawnattr_destroy(&how);
	posix_spawn_file_actions_destroy(&files);
	return problem == 0 ||
	       err_set(err, "这是 .xls 工作簿，要用 LibreOffice 转换，而本机没有安装；"
			    "请用表格软件另存为 .xlsx 再试");
}

static bool wait_for(pid_t pid, int seconds, struct err *err)
{
	int64_t until = clock_now_us() + seconds * CLOCK_SECOND_US;
	int status;

	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (clock_now_us() > until) {
			kill(-pid, SIGKILL);
			waitpid(pid, &status, 0);
			return err_set(
				err, "LibreOffice 在 %d 秒内没有转换完", seconds);
		}
		usleep(NAP_US);
	}
	return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
	       err_set(err, "LibreOffice 没有转换成功");
}

/* <folder>/<name without ending>.<ending> */
static bool name_out(const char *from, const char *ending, const char *folder,
	char out[PATH_SIZE], struct err *err)
{
	const char *name = path_name(from);
	const char *dot = strrchr(name, '.');
	char plain[PATH_SIZE];

	snprintf(plain, sizeof(plain), "%.*s.%s",
		dot ? (int)(dot - name) : (int)strlen(name), name, ending);
	return path_join(out, folder, plain, err);
}

bool office_convert(const char *from, const char *ending, const char *folder,
	char out[PATH_SIZE], struct err *err)
{
	return office_convert_within(OFFICE_SECONDS, from, ending, folder, out, err);
}

bool office_convert_within(int seconds, const char *from, const char *ending,
	const char *folder, char out[PATH_SIZE], struct err *err)
{
	char whole[PATH_SIZE], settings[PATH_SIZE + 64], to[PATH_SIZE], kind[32];
	char program[] = "soffice", headless[] = "--headless",
	     convert[] = "--convert-to", outdir[] = "--outdir";
	char *argv[] = { program, settings, headless, convert, kind, outdir, to, whole,
		NULL };
	pid_t pid;

	if (!realpath(from, whole))
		return err_set(err, "%s: %s", from, strerror(errno));
	snprintf(settings, sizeof(settings), "-env:UserInstallation=file://%s/settings",
		folder);
	snprintf(kind, sizeof(kind), "%s",
		strcmp(ending, "xls") == 0 ? "xls:MS Excel 97" : ending);
	snprintf(to, sizeof(to), "%s", folder);
	if (!start(argv, &pid, err) || !wait_for(pid, seconds, err) ||
		!name_out(from, ending, folder, out, err))
		return false;
	return path_is_file(out) ||
	       err_set(err, "%s: LibreOffice 打不开这个文件", path_name(from));
}
