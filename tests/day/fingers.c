/*
 * fingers - preloaded into the kiosk: each "X Y" (pixels) on the pipe STATION_FINGERS becomes
 * a finger that comes down and goes up in SDL's own queue, as a touch screen puts it there.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <SDL.h>

static int width, height;

static void put(Uint32 type, int x, int y)
{
	SDL_Event e = { 0 };

	e.type = type;
	e.tfinger.type = type;
	e.tfinger.timestamp = SDL_GetTicks();
	e.tfinger.touchId = 7;
	e.tfinger.fingerId = 1;
	e.tfinger.x = ((float)x + 0.5F) / (float)width;
	e.tfinger.y = ((float)y + 0.5F) / (float)height;
	e.tfinger.pressure = type == SDL_FINGERUP ? 0.0F : 0.8F;
	SDL_PushEvent(&e);
}

static void *feel(void *path)
{
	for (;;) {
		FILE *pipe = fopen(path, "r");
		int x, y;

		if (!pipe)
			return NULL;
		while (fscanf(pipe, "%d %d", &x, &y) == 2) {
			put(SDL_FINGERDOWN, x, y);
			nanosleep(&(struct timespec){ 0, 15000000 }, NULL);
			put(SDL_FINGERUP, x, y);
		}
		fclose(pipe);
	}
}

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("STATION_FINGERS"),
		   *size = getenv("STATION_FINGERS_SIZE");
	pthread_t thread;

	if (path && size && sscanf(size, "%dx%d", &width, &height) == 2)
		pthread_create(&thread, NULL, feel, (void *)path);
}
