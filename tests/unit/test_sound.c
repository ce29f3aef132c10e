/* Five sounds: the files are what our program makes, and are played where they can be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "buf.h"
#include "path.h"
#include "sound.h"

#define FOLDER SOURCE_DIR "/assets/sounds"

static void the_kept_files_are_what_the_program_makes(void **state)
{
	char made[] = "/tmp/station-sounds-XXXXXX", command[PATH_SIZE], path[PATH_SIZE];

	(void)state;
	assert_non_null(mkdtemp(made));
	snprintf(command, sizeof(command), "'%s' '%s'", MAKE_SOUNDS, made);
	assert_int_equal(system(command), 0);
	for (int i = 0; i < SOUNDS; i++) {
		struct buf ours = BUF_INIT, kept = BUF_INIT;
		struct err err = ERR_INIT;

		snprintf(path, sizeof(path), "%s/%s.wav", made,
			sound_name((enum sound_kind)i));
		assert_true(path_read(path, 1 << 20, &ours, &err));
		snprintf(path, sizeof(path), FOLDER "/%s.wav",
			sound_name((enum sound_kind)i));
		assert_true(path_read(path, 1 << 20, &kept, &err));
		assert_int_equal(ours.len, kept.len);
		assert_memory_equal(ours.data, kept.data, kept.len);
		buf_release(&ours);
		buf_release(&kept);
	}
	snprintf(command, sizeof(command), "rm -r '%s'", made);
	assert_int_equal(system(command), 0);
}

static void each_is_given_to_the_device(void **state)
{
	struct sound *sound;

	(void)state;
	setenv("SDL_AUDIODRIVER", "dummy", 1);
	sound = sound_open(FOLDER);
	for (int i = 0; i < SOUNDS; i++)
		sound_play(sound, (enum sound_kind)i);
	sound_play(sound, SOUND_GO);
	assert_false(sound_is_silent(sound));
	for (int i = 0; i < SOUNDS; i++)
		assert_int_equal(
			sound_played(sound, (enum sound_kind)i), i == SOUND_GO ? 2 : 1);
	sound_volume(sound, 0);
	sound_play(sound, SOUND_READY);
	assert_int_equal(sound_played(sound, SOUND_READY), 1);
	sound_close(sound);
}

/* What the driver "disk" is given, it writes down: it must be our samples, as loud as was
 * asked. */
static int loudest_at(int percent)
{
	char path[] = "/tmp/station-sound-XXXXXX";
	struct buf raw = BUF_INIT;
	struct err err = ERR_INIT;
	struct sound *sound;
	int fd = mkstemp(path), loudest = 0;

	assert_true(fd >= 0);
	setenv("SDL_AUDIODRIVER", "disk", 1);
	setenv("SDL_DISKAUDIOFILE", path, 1);
	sound = sound_open(FOLDER);
	sound_volume(sound, percent);
	sound_play(sound, SOUND_GO);
	assert_false(sound_is_silent(sound));
	for (int i = 0; i < 100 && raw.len < 22050; i++) {
		struct timespec wait = { 0, 20000000 };

		nanosleep(&wait, NULL);
		buf_reset(&raw);
		assert_true(path_read(path, 1 << 22, &raw, &err));
	}
	sound_close(sound);
	for (size_t i = 0; i + 1 < raw.len; i += 2) {
		int16_t s;

		memcpy(&s, raw.data + i, sizeof(s));
		loudest = abs(s) > loudest ? abs(s) : loudest;
	}
	buf_release(&raw);
	unlink(path);
	return loudest;
}

static void a_sound_comes_out_as_loud_as_was_asked(void **state)
{
	int loud, soft;

	(void)state;
	loud = loudest_at(100);
	soft = loudest_at(25);
	assert_in_range(loud, 15000, 32767);
	assert_in_range(soft, loud / 4 - 200, loud / 4 + 200);
}

static void without_a_device_or_files_it_is_silent_and_goes_on(void **state)
{
	struct sound *sound;

	(void)state;
	setenv("SDL_AUDIODRIVER", "no such driver", 1);
	sound = sound_open(FOLDER);
	sound_play(sound, SOUND_GO);
	assert_true(sound_is_silent(sound));
	assert_int_equal(sound_played(sound, SOUND_GO), 0);
	sound_close(sound);

	setenv("SDL_AUDIODRIVER", "dummy", 1);
	sound = sound_open("/nowhere");
	sound_play(sound, SOUND_GO);
	assert_true(sound_is_silent(sound));
	sound_close(sound);
}

static void a_device_at_rest_is_closed_and_opens_again(void **state)
{
	struct sound *sound;

	(void)state;
	setenv("SDL_AUDIODRIVER", "dummy", 1);
	sound = sound_open(FOLDER);
	sound_rest(sound);
	assert_false(sound_is_open(sound));
	sound_play(sound, SOUND_READY);
	assert_true(sound_is_open(sound));
	sound_rest(sound);
	assert_false(sound_is_open(sound));
	sound_play(sound, SOUND_GO);
	assert_true(sound_is_open(sound));
	assert_int_equal(sound_played(sound, SOUND_GO), 1);
	sound_rest(sound);
	sound_wake(sound);
	assert_true(sound_is_open(sound));
	/* Nobody wants to hear anything. */
	sound_rest(sound);
	sound_volume(sound, 0);
	sound_wake(sound);
	assert_false(sound_is_open(sound));
	sound_close(sound);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_kept_files_are_what_the_program_makes),
		cmocka_unit_test(each_is_given_to_the_device),
		cmocka_unit_test(a_sound_comes_out_as_loud_as_was_asked),
		cmocka_unit_test(a_device_at_rest_is_closed_and_opens_again),
		cmocka_unit_test(without_a_device_or_files_it_is_silent_and_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
