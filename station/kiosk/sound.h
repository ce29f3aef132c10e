/*
 * sound - five short sounds over SDL audio, for what is also seen.
 *
 *	sound = sound_open("share/assets/sounds")	never NULL
 *	sound_volume(sound, 60)				0 is silence
 *	sound_play(sound, SOUND_GO)
 *	sound_close(sound)
 *
 * The files are ours (assets/sounds/make.c makes them): 22050 Hz, one channel, 16 bits.
 * Where there is no audio device, or a file is missing, it stays silent and says so once in
 * the log: a hall without loudspeakers is no fault.
 *
 * The device opens with the first sound, so that a start of the program does not wait for
 * it, and keeps what is played next: a newer sound ends an older one. An open device is fed
 * silence forty times a second: where nobody will play anything for long, let it rest.
 */
#ifndef KIOSK_SOUND_H
#define KIOSK_SOUND_H

#include <stdbool.h>
#include <stdint.h>

enum sound_kind {
	SOUND_READY,
	SOUND_GO,
	SOUND_SAVED,
	SOUND_NOT_COUNTED, /* one soft low tone; never a buzzer */
	SOUND_DEVICE,
	SOUNDS
};
const char *sound_name(enum sound_kind kind); /* "go": of its file */

struct sound;

struct sound *sound_open(const char *folder);
void sound_close(struct sound *sound);
void sound_volume(struct sound *sound, int percent);
void sound_play(struct sound *sound, enum sound_kind kind);
void sound_rest(struct sound *sound); /* close the device until the next sound */
void sound_wake(struct sound *sound); /* open it, so that the next one is not late */
bool sound_is_open(const struct sound *sound);
bool sound_is_silent(const struct sound *sound); /* nothing can be heard here */
/* How many were given to the device, for tests. */
int sound_played(const struct sound *sound, enum sound_kind kind);

#endif
