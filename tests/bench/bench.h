/*
 * bench - what every benchmark shares: the machine and build beside the figures,
 * nanoseconds, and the samples in order.
 *
 * Benchmarks are never pass or fail: machines differ and are shared. Compare figures
 * of one run.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stddef.h>
#include <stdint.h>

/* "machine: 2 x <processor>; build: Release, <compiler>" */
void bench_machine(void);

int64_t bench_now_ns(void); /* monotonic */
int64_t bench_worked_ns(
	void); /* processor time of this thread: no other job blurs it */

/* Put samples in order, which the two below want. */
void bench_sort(int64_t *samples, size_t n);
int64_t bench_median(const int64_t *sorted, size_t n);
int64_t bench_99(const int64_t *sorted, size_t n);

/* Sorts, and prints a line with median, 99 % and worst. */
void bench_print(const char *what, int64_t *samples, size_t n, const char *unit);

#endif
