/*
 * The picture lives in our own memory, and only the part that changed goes to the
 * window's surface. A renderer with a streaming texture was tried first: under X11
 * without a GPU it loads a whole software OpenGL (more than 100 ms at the start) and
 * presents the full window for every changed figure; where only textures exist (bare
 * KMS, Wayland), SDL makes the surface out of one by itself. SDL may only be waited for on the main
 * thread, but SDL_PushEvent may be called from any: that is the doorbell. Without
 * a display an eventfd is.
 */
#include "window.h"

#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include <SDL2/SDL.h>

#include "clock.h"
#include "paint.h"
#include "text.h"

struct window {
	bool offscreen;
	SDL_Window *sdl;
	SDL_Surface *picture; /* over `pixels` */
	Uint32 doorbell_event;
	int doorbell_fd;     /* offscreen */
	atomic_bool ringing; /* one unheard ring is enough */

	int width, height;
	uint32_t *pixels;
	struct paint *paint;
	struct draw shown; /* a copy of what the pixels hold */
	bool stale;	   /* the window must be filled again though nothing changed */
	uint64_t frames;

	SDL_FingerID finger; /* the one that counts */
	bool finger_down;
	bool cursor_hidden;
};

/* ---- opening ---- */

/* Where nothing can show a window, SDL takes a driver that shows it to nobody. */
static bool is_seen(struct err *err)
{
	const char *driver = SDL_GetCurrentVideoDriver();

	if (getenv("SDL_VIDEODRIVER") ||
		(strcmp(driver, "offscreen") != 0 && strcmp(driver, "dummy") != 0))
		return true;
	return err_set(err,
		"no window can be opened: there is no display here "
		"(DISPLAY is \"%.60s\")",
		getenv("DISPLAY") ? getenv("DISPLAY") : "");
}

/* The keys that a desktop takes for itself (Alt+Tab, Alt+F4) come to us, and the screen
 * stays on. Where the desktop does not give them, it has to be told (docs/kiosk.md). */
static void shut_in(struct window *w)
{
	SDL_DisableScreenSaver();
	SDL_SetWindowKeyboardGrab(w->sdl, SDL_TRUE);
}

static bool open_sdl(struct window *w, const struct window_options *o, struct err *err)
{
	Uint32 flags = o->width ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP;

	if (o->kiosk)
		flags |= SDL_WINDOW_ALWAYS_ON_TOP;
	/* A compositor would copy every picture once more. */
	SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, o->width ? "0" : "1");
	SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");

	SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1"); /* the program has its own */
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
	if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
		return err_set(err, "no window can be opened: %s", SDL_GetError());
	if (!is_seen(err))
		return false;
	w->doorbell_event = SDL_RegisterEvents(1);
	w->sdl = SDL_CreateWindow(o->title, SDL_WINDOWPOS_CENTERED,
		SDL_WINDOWPOS_CENTERED, o->width ? o->width : 1920,
		o->width ? o->height : 1080, flags);
	if (!w->sdl)
		return err_set(err, "no window can be opened: %s", SDL_GetError());
	if (o->kiosk)
		shut_in(w);
	SDL_StartTextInput();
	return true;
}

static bool open_offscreen(struct window *w, struct err *err)
{
	w->doorbell_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	return w->doorbell_fd >= 0 || err_set(err, "no doorbell: %s", strerror(errno));
}

/* Pixels of the window's present size. */
static bool take_size(struct window *w, int width, int height, struct err *err)
{
	if (w->pixels && w->width == width && w->height == height)
		return true;
	SDL_FreeSurface(w->picture);
	w->picture = NULL;
	free(w->pixels);
	w->width = width;
	w->height = height;
	w->pixels = mem_array((size_t)width * (size_t)height, sizeof(*w->pixels));
	draw_release(&w->shown);
	if (w->offscreen)
		return true;
	w->picture = SDL_CreateRGBSurfaceWithFormatFrom(w->pixels, width, height, 32,
		width * (int)sizeof(*w->pixels), SDL_PIXELFORMAT_RGB888);
	if (!w->picture)
		return err_set(
			err, "the window cannot be drawn in: %s", SDL_GetError());
	return true;
}

struct window *window_open(const struct window_options *options, struct err *err)
{
	struct window *w = mem_alloc(sizeof(*w));
	int width = options->width, height = options->height;
	bool open;

	w->shown = (struct draw)DRAW_INIT;
	w->doorbell_fd = -1;
	w->offscreen = options->offscreen;
	open = w->offscreen ? open_offscreen(w, err) : open_sdl(w, options, err);
	if (open && !w->offscreen)
		SDL_GetWindowSize(w->sdl, &width, &height);
	if (!width || !height) {
		width = 1920;
		height = 1080;
	}
	if (!open || !take_size(w, width, height, err) ||
		!(w->paint = paint_open(err))) {
		window_close(w);
		return NULL;
	}
	return w;
}

void window_close(struct window *w)
{
	if (!w)
		return;
	paint_close(w->paint);
	draw_release(&w->shown);
	SDL_FreeSurface(w->picture);
	free(w->pixels);
	if (w->sdl)
		SDL_DestroyWindow(w->sdl);
	if (!w->offscreen)
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
	if (w->doorbell_fd >= 0)
		close(w->doorbell_fd);
	free(w);
}

/* ---- events ---- */

static void pointer(struct ui *ui, enum ui_event_kind kind, int x, int y)
{
	ui_push(ui, &(struct ui_event){
			    .kind = kind, .at_us = clock_now_us(), .x = x, .y = y });
}

/* Only the first finger counts: a second hand on the glass is a bystander's. */
static void finger(struct window *w, struct ui *ui, const SDL_TouchFingerEvent *f)
{
	int x = (int)(f->x * (float)w->width), y = (int)(f->y * (float)w->height);

	if (f->type == SDL_FINGERDOWN && !w->finger_down) {
		w->finger_down = true;
		w->finger = f->fingerId;
		pointer(ui, UI_DOWN, x, y);
	} else if (w->finger_down && f->fingerId == w->finger) {
		if (f->type == SDL_FINGERUP)
			w->finger_down = false;
		pointer(ui, f->type == SDL_FINGERUP ? UI_UP : UI_MOVE, x, y);
	}
}

static void key(struct ui *ui, const SDL_KeyboardEvent *k)
{
	struct ui_event e = { .kind = UI_KEY, .at_us = clock_now_us() };

	if (k->repeat) /* a key that is held is not a scanner */
		return;
	switch (k->keysym.sym) {
	case SDLK_RETURN:
	case SDLK_KP_ENTER:
		e.key = UI_KEY_ENTER;
		break;
	case SDLK_SPACE:
		e.key = UI_KEY_SPACE;
		break;
	case SDLK_ESCAPE:
		e.key = UI_KEY_ESCAPE;
		break;
	case SDLK_TAB:
		e.key = k->keysym.mod & KMOD_SHIFT ? UI_KEY_BACKTAB : UI_KEY_TAB;
		break;
	case SDLK_LEFT:
		e.key = UI_KEY_LEFT;
		break;
	case SDLK_RIGHT:
		e.key = UI_KEY_RIGHT;
		break;
	case SDLK_UP:
		e.key = UI_KEY_UP;
		break;
	case SDLK_DOWN:
		e.key = UI_KEY_DOWN;
		break;
	case SDLK_BACKSPACE:
	case SDLK_DELETE:
		e.key = UI_KEY_ERASE;
		break;
	default:
		return;
	}
	ui_push(ui, &e);
}

static void text(struct ui *ui, const char *utf8)
{
	struct ui_event e = { .kind = UI_CHAR, .at_us = clock_now_us() };

	text_copy(e.text, sizeof(e.text), utf8);
	ui_push(ui, &e);
}

static void window_event(struct window *w, const SDL_WindowEvent *e)
{
	struct err err;

	if (e->event == SDL_WINDOWEVENT_SIZE_CHANGED) {
		int width, height;

		SDL_GetWindowSize(w->sdl, &width, &height);
		take_size(w, width, height, &err);
	}
	if (e->event == SDL_WINDOWEVENT_EXPOSED ||
		e->event == SDL_WINDOWEVENT_SIZE_CHANGED)
		w->stale = true;
}

/* An arrow that lies where somebody touched hides what is there; a mouse brings it back. */
static void show_cursor(struct window *w, bool show)
{
	if (w->cursor_hidden != show)
		return;
	w->cursor_hidden = !show;
	SDL_ShowCursor(show ? SDL_ENABLE : SDL_DISABLE);
}

static void take_event(struct window *w, struct ui *ui, const SDL_Event *e)
{
	switch (e->type) {
	case SDL_QUIT:
		ui_push(ui, &(struct ui_event){ .kind = UI_QUIT });
		break;
	case SDL_WINDOWEVENT:
		window_event(w, &e->window);
		break;
	case SDL_MOUSEBUTTONDOWN:
	case SDL_MOUSEBUTTONUP:
		if (e->button.button == SDL_BUTTON_LEFT &&
			e->button.which != SDL_TOUCH_MOUSEID)
			pointer(ui, e->type == SDL_MOUSEBUTTONDOWN ? UI_DOWN : UI_UP,
				e->button.x, e->button.y);
		break;
	case SDL_MOUSEMOTION:
		if (e->motion.which != SDL_TOUCH_MOUSEID)
			show_cursor(w, true);
		if (e->motion.state & SDL_BUTTON_LMASK)
			pointer(ui, UI_MOVE, e->motion.x, e->motion.y);
		break;
	case SDL_FINGERDOWN:
	case SDL_FINGERUP:
	case SDL_FINGERMOTION:
		show_cursor(w, false);
		finger(w, ui, &e->tfinger);
		break;
	case SDL_KEYDOWN:
		key(ui, &e->key);
		break;
	case SDL_TEXTINPUT:
		text(ui, e->text.text);
		break;
	case SDL_RENDER_TARGETS_RESET:
	case SDL_RENDER_DEVICE_RESET:
		w->stale = true;
		break;
	default: /* the doorbell among them */
		break;
	}
}

static int wait_ms(int64_t deadline_us)
{
	int64_t left = deadline_us - clock_now_us();

	if (left <= 0)
		return 0;
	return left > 60 * CLOCK_SECOND_US ? 60 * 1000 : (int)((left + 999) / 1000);
}

static void wait_sdl(struct window *w, struct ui *ui, int64_t deadline_us)
{
	SDL_Event e;
	int ms = wait_ms(deadline_us);

	if (ms > 0 ? SDL_WaitEventTimeout(&e, ms) : SDL_PollEvent(&e)) {
		do
			take_event(w, ui, &e);
		while (SDL_PollEvent(&e));
	}
	atomic_store(&w->ringing, false);
}

static void wait_doorbell(struct window *w, int64_t deadline_us)
{
	struct pollfd fd = { .fd = w->doorbell_fd, .events = POLLIN };
	uint64_t rings;

	if (poll(&fd, 1, wait_ms(deadline_us)) > 0)
		(void)!read(w->doorbell_fd, &rings, sizeof(rings));
	atomic_store(&w->ringing, false);
}

void window_wait(struct window *w, struct ui *ui, int64_t deadline_us)
{
	int64_t ui_deadline = ui_deadline_us(ui);

	if (!ui_settled(ui))
		deadline_us = 0;
	if (ui_deadline < deadline_us)
		deadline_us = ui_deadline;
	if (w->offscreen)
		wait_doorbell(w, deadline_us);
	else
		wait_sdl(w, ui, deadline_us);
	ui_resize(ui, w->width, w->height);
	ui_time(ui, clock_now_us());
}

void window_ring(void *window)
{
	struct window *w = window;
	SDL_Event e;

	if (atomic_exchange(&w->ringing, true))
		return;
	if (w->offscreen) {
		uint64_t one = 1;

		(void)!write(w->doorbell_fd, &one, sizeof(one));
		return;
	}
	SDL_zero(e);
	e.type = w->doorbell_event;
	SDL_PushEvent(&e);
}

/* ---- showing ---- */

static void present(struct window *w, struct rect damage)
{
	SDL_Rect part = { damage.x, damage.y, damage.w, damage.h };
	SDL_Surface *surface = SDL_GetWindowSurface(w->sdl);

	if (surface && SDL_BlitSurface(w->picture, &part, surface, &part) == 0)
		SDL_UpdateWindowSurfaceRects(w->sdl, &part, 1);
}

bool window_show(struct window *w, const struct draw *list)
{
	struct rect damage;

	if (list->width != w->width || list->height != w->height)
		return false; /* drawn for the size before; the next pass is right */
	damage = draw_difference(&w->shown, list);
	if (damage.w <= 0 && !w->stale)
		return false;
	paint_draw(
		w->paint, list, w->pixels, w->width * (int)sizeof(*w->pixels), damage);
	draw_copy(&w->shown, list);
	if (w->stale)
		damage = (struct rect){ 0, 0, w->width, w->height };
	if (!w->offscreen)
		present(w, damage);
	w->stale = false;
	w->frames++;
	return true;
}

uint64_t window_frames(const struct window *w)
{
	return w->frames;
}

bool window_png(struct window *w, const char *path, struct err *err)
{
	return paint_png(w->paint, &w->shown, path, err);
}
