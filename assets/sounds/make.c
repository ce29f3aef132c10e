/*
 * make FOLDER: writes the station's five sounds, ready.wav and the others.
 *
 * Each is a few tones one after another, a sine with one overtone that swells for 8 ms and
 * fades. Everything is done in integers, so that every machine makes the same bytes; the
 * test `sounds` compares them with the ones that are kept here.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define RATE	 22050
#define SWELL_MS 8
#define TONES	 3

static const struct {
	const char *name;
	struct {
		int hz, ms, loud; /* loud: of a thousand; hz 0: silence */
	} tone[TONES];
} sounds[] = {
	{ "ready", { { 523, 120, 420 }, { 659, 200, 420 } } },
	/* One clear tone from its first sample: the start is when it begins. */
	{ "go", { { 988, 420, 820 } } },
	{ "saved", { { 784, 110, 420 }, { 0, 30, 0 }, { 1047, 220, 420 } } },
	{ "not-counted", { { 220, 380, 360 } } },
	{ "device", { { 440, 140, 440 }, { 0, 90, 0 }, { 330, 260, 440 } } },
};

/* A quarter of a sine, 0 to 90 degrees in 64 steps, of 32767:
 * round(32767 * sin(i * pi / 128)). */
static const int16_t quarter[65] = { 0, 804, 1608, 2410, 3212, 4011, 4808, 5602, 6393,
	7179, 7962, 8739, 9512, 10278, 11039, 11793, 12539, 13279, 14010, 14732, 15446,
	16151, 16846, 17530, 18204, 18868, 19519, 20159, 20787, 21403, 22005, 22594,
	23170, 23731, 24279, 24811, 25329, 25832, 26319, 26790, 27245, 27683, 28105,
	28510, 28898, 29268, 29621, 29956, 30273, 30571, 30852, 31113, 31356, 31580,
	31785, 31971, 32137, 32285, 32412, 32521, 32609, 32678, 32728, 32757, 32767 };

/* `turn`: 65536 are once around. */
static int32_t sine(uint32_t turn)
{
	uint32_t part = (turn >> 14) & 3, in = turn & 0x3fff;
	uint32_t at = part & 1 ? 0x4000 - in : in;
	int32_t low = quarter[at >> 8],
		high = quarter[(at >> 8) < 64 ? (at >> 8) + 1 : 64];
	int32_t value = low + (high - low) * (int32_t)(at & 0xff) / 256;

	return part & 2 ? -value : value;
}

static int16_t sample(int hz, int loud, int i, int n)
{
	uint32_t turn = (uint32_t)((uint64_t)i * (uint64_t)hz * 65536 / RATE);
	int64_t wave = sine(turn & 0xffff) * 4 + sine(turn * 2 & 0xffff);
	int swell = SWELL_MS * RATE / 1000;
	int64_t fade = (int64_t)(n - i) * 1000 / n;

	wave = wave * loud / 5000 * fade / 1000;
	return (int16_t)(i < swell ? wave * i / swell : wave);
}

static void put16(FILE *file, uint32_t v)
{
	fputc((int)(v & 0xff), file);
	fputc((int)(v >> 8 & 0xff), file);
}

static void put32(FILE *file, uint32_t v)
{
	put16(file, v & 0xffff);
	put16(file, v >> 16);
}

static void put_head(FILE *file, uint32_t bytes)
{
	fputs("RIFF", file);
	put32(file, 36 + bytes);
	fputs("WAVEfmt ", file);
	put32(file, 16);
	put16(file, 1); /* PCM */
	put16(file, 1); /* channel */
	put32(file, RATE);
	put32(file, RATE * 2);
	put16(file, 2);
	put16(file, 16);
	fputs("data", file);
	put32(file, bytes);
}

static int samples_of(int ms)
{
	return ms * RATE / 1000;
}

static int write_sound(const char *folder, size_t s)
{
	char path[4096];
	uint32_t all = 0;
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s.wav", folder, sounds[s].name);
	file = fopen(path, "wb");
	if (!file)
		return 1;
	for (int t = 0; t < TONES; t++)
		all += (uint32_t)samples_of(sounds[s].tone[t].ms);
	put_head(file, all * 2);
	for (int t = 0; t < TONES; t++) {
		int n = samples_of(sounds[s].tone[t].ms);

		for (int i = 0; i < n; i++)
			put16(file, (uint16_t)sample(sounds[s].tone[t].hz,
					    sounds[s].tone[t].loud, i, n));
	}
	return fclose(file) != 0;
}

int main(int argc, char **argv)
{
	int bad = argc != 2;

	for (size_t s = 0; !bad && s < sizeof(sounds) / sizeof(sounds[0]); s++)
		bad = write_sound(argv[1], s);
	if (bad)
		fprintf(stderr, "make FOLDER: the sounds cannot be written\n");
	return bad;
}
