#include "bench.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

void bench_machine(void)
{
	char line[256], model[128] = "unknown processor";
	FILE *file = fopen("/proc/cpuinfo", "r");

	while (file && fgets(line, sizeof(line), file)) {
		char *colon = strstr(line, ": ");

		if (strncmp(line, "model name", 10) == 0 && colon) {
			snprintf(model, sizeof(model), "%.120s", colon + 2);
			model[strcspn(model, "\n")] = '\0';
			break;
		}
	}
	if (file)
		fclose(file);
	printf("machine: %ld x %s; build: %s, %s\n", sysconf(_SC_NPROCESSORS_ONLN),
		model, BUILD_TYPE, __VERSION__);
}

static int64_t read_clock(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t bench_now_ns(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

int64_t bench_worked_ns(void)
{
	return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

void bench_sort(int64_t *samples, size_t n)
{
	qsort(samples, n, sizeof(*samples), by_size);
}

int64_t bench_median(const int64_t *sorted, size_t n)
{
	return sorted[n / 2];
}

int64_t bench_99(const int64_t *sorted, size_t n)
{
	return sorted[n * 99 / 100];
}

void bench_print(const char *what, int64_t *samples, size_t n, const char *unit)
{
	if (!n)
		return;
	bench_sort(samples, n);
	printf("%-28s median %" PRId64 " %s, 99 %% %" PRId64 " %s, worst %" PRId64
	       " %s, of %zu\n",
		what, bench_median(samples, n), unit, bench_99(samples, n), unit,
		samples[n - 1], unit, n);
	fflush(stdout);
}
