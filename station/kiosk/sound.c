#include "sound.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <SDL2/SDL.h>

#include "log.h"
#include "path.h"
#include "text.h"

#define RATE	22050
#define SAMPLES 512 /* of a block of the device: 23 ms, what a start may be late */
#define LONGEST (2 * RATE)

static const char *const names[SOUNDS] = { "ready", "go", "saved", "not-counted",
	"device" };

struct wave {
	int16_t *samples; /* SDL's */
	uint32_t bytes;
};

struct sound {
	char folder[PATH_SIZE];
	struct wave wave[SOUNDS];
	bool tried, silent;
	int percent;
	int played[SOUNDS];
	SDL_AudioDeviceID device;
};

const char *sound_name(enum sound_kind kind)
{
	return names[kind];
}

struct sound *sound_open(const char *folder)
{
	struct sound *sound = mem_alloc(sizeof(*sound));

	text_copy(sound->folder, sizeof(sound->folder), folder);
	sound->percent = 60;
	return sound;
}

void sound_close(struct sound *sound)
{
	if (!sound)
		return;
	if (sound->device)
		SDL_CloseAudioDevice(sound->device);
	for (int i = 0; i < SOUNDS; i++)
		SDL_FreeWAV((Uint8 *)sound->wave[i].samples);
	if (sound->tried)
		SDL_QuitSubSystem(SDL_INIT_AUDIO);
	free(sound);
}

void sound_volume(struct sound *sound, int percent)
{
	sound->percent = percent < 0 ? 0 : percent > 100 ? 100 : percent;
}

/* A file of another kind is not ours, and stays silent. */
static bool load(struct sound *sound, enum sound_kind kind)
{
	struct wave *wave = &sound->wave[kind];
	char path[PATH_SIZE + 32];
	SDL_AudioSpec spec;
	Uint8 *bytes = NULL;

	snprintf(path, sizeof(path), "%s/%s.wav", sound->folder, names[kind]);
	if (!SDL_LoadWAV(path, &spec, &bytes, &wave->bytes)) {
		LOG_WARN("sound", "%s: %s", path, SDL_GetError());
		return false;
	}
	wave->samples = (int16_t *)(void *)bytes;
	return spec.freq == RATE && spec.channels == 1 && spec.format == AUDIO_S16LSB &&
	       wave->bytes <= LONGEST * sizeof(int16_t);
}

/* Where there is no card, the library of ALSA writes eight lines about it to standard error.
 * Nobody asked: for as long as it looks, they go nowhere. -1: it stays as it was. */
static int hush(void)
{
	int kept, nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (nowhere < 0)
		return -1;
	fflush(stderr);
	kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if (kept >= 0)
		dup2(nowhere, STDERR_FILENO);
	close(nowhere);
	return kept;
}

static void unhush(int kept)
{
	if (kept < 0)
		return;
	dup2(kept, STDERR_FILENO);
	close(kept);
}

static bool open_device(struct sound *sound)
{
	SDL_AudioSpec want = {
		.freq = RATE, .format = AUDIO_S16SYS, .channels = 1, .samples = SAMPLES
	};
	int kept = hush();

	if (sound->tried || SDL_InitSubSystem(SDL_INIT_AUDIO) == 0)
		sound->device = SDL_OpenAudioDevice(NULL, 0, &want, NULL, 0);
	unhush(kept);
	if (sound->device)
		SDL_PauseAudioDevice(sound->device, 0);
	return sound->device != 0;
}

static bool load_all(struct sound *sound)
{
	for (int i = 0; i < SOUNDS; i++)
		if (!load(sound, (enum sound_kind)i))
			return false;
	return true;
}

/* Where it was silent once, nothing is tried again. */
static bool can_play(struct sound *sound)
{
	if (sound->silent || sound->device)
		return !sound->silent;
	sound->silent = !open_device(sound) || (!sound->tried && !load_all(sound));
	sound->tried = true;
	if (sound->silent)
		LOG_INFO("sound", "nothing can be heard here: %s", SDL_GetError());
	return !sound->silent;
}

void sound_rest(struct sound *sound)
{
	if (sound->device)
		SDL_CloseAudioDevice(sound->device);
	sound->device = 0;
}

void sound_wake(struct sound *sound)
{
	if (sound->percent)
		(void)can_play(sound);
}

bool sound_is_open(const struct sound *sound)
{
	return sound->device != 0;
}

void sound_play(struct sound *sound, enum sound_kind kind)
{
	const struct wave *wave = &sound->wave[kind];
	int16_t *loud;

	if (!sound->percent || !can_play(sound))
		return;
	loud = mem_array(wave->bytes / sizeof(*loud) + 1, sizeof(*loud));
	for (uint32_t i = 0; i < wave->bytes / sizeof(*loud); i++)
		loud[i] = (int16_t)(wave->samples[i] * sound->percent / 100);
	SDL_ClearQueuedAudio(sound->device);
	if (SDL_QueueAudio(sound->device, loud, wave->bytes) == 0)
		sound->played[kind]++;
	free(loud);
}

bool sound_is_silent(const struct sound *sound)
{
	return sound->silent;
}

int sound_played(const struct sound *sound, enum sound_kind kind)
{
	return sound->played[kind];
}
