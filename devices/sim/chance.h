/*
 * chance - numbers drawn from a seed: the same everywhere and every time.
 *
 * splitmix64 (Steele, Lea, Flood 2014): every seed is good, also 0.
 */
#ifndef DEVICES_CHANCE_H
#define DEVICES_CHANCE_H

#include <stdint.h>

static inline uint64_t chance_next(uint64_t *chance)
{
	uint64_t z = *chance += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* Both ends included, in either order. */
static inline int64_t chance_draw(uint64_t *chance, int64_t a, int64_t b)
{
	uint64_t low = (uint64_t)(a < b ? a : b), high = (uint64_t)(a < b ? b : a);
	uint64_t count = high - low + 1, drawn = chance_next(chance);

	return (int64_t)(low + (count ? drawn % count : drawn));
}

#endif
