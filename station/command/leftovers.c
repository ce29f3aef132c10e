#include "leftovers.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "path.h"
#include "text.h"

#define MOST 9

static char being_written[MOST][PATH_SIZE];
static volatile sig_atomic_t count;

static void give_up(int number)
{
	for (int i = 0; i < count; i++)
		if (unlink(being_written[i]) != 0)
			rmdir(being_written[i]);
	signal(number, SIG_DFL);
	raise(number);
}

void leftovers_watch(const char *path)
{
	if (count == MOST || !text_copy(being_written[count], PATH_SIZE, path))
		return;
	count++;
	signal(SIGTERM, give_up);
	signal(SIGINT, give_up);
}

void leftovers_keep(void)
{
	sigset_t both;

	sigemptyset(&both);
	sigaddset(&both, SIGTERM);
	sigaddset(&both, SIGINT);
	sigprocmask(SIG_BLOCK, &both, NULL);
}
