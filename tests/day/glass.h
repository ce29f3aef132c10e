/*
 * glass - a person before the kiosk: reads what stands on the screen (`run --tell`), and
 * presses, types and scans, by mouse, by finger or by keyboard alone.
 *
 * A mouse and keys are pressed by xdotool on the X server; fingers are put into SDL's own
 * queue by the preload fingers.c, which reads places from a pipe. Whatever does not come
 * within GLASS_S seconds ends the test with what stood there instead.
 */
#ifndef TESTS_DAY_GLASS_H
#define TESTS_DAY_GLASS_H

#include <stdbool.h>
#include <stddef.h>

enum glass_way { GLASS_MOUSE, GLASS_FINGER, GLASS_KEYS };

#define GLASS_S 20

/* `told` is the file of --tell, `fingers` the pipe of the preload. */
void glass_open(enum glass_way way, const char *told, const char *fingers);

bool glass_at(const char *screen);
bool glass_says(const char *text);    /* some text holds this */
bool glass_has(const char *target);   /* "yes 0" */
void glass_await(const char *screen); /* ... or end */
void glass_await_text(const char *text);
void glass_await_target(const char *target);
/* A finger's press is seen later than it is made. */
void glass_await_gone(const char *target);
/* The texts that stand in a target, with a space between them. */
void glass_words_in(const char *target, char *out, size_t size);
void glass_await_text_in(const char *target, const char *text);
/* So many touches all over the middle of the screen, or keys that mean nothing, at once. */
void glass_storm(int touches);
/* true: it came within `ms`. */
bool glass_comes(const char *screen, int ms);
/* Press a target that is there, or will be soon. */
void glass_press(const char *target);
/* Press it and see that screen. */
void glass_go(const char *target, const char *screen);
/* As a scanner does: quick, with Enter. */
void glass_scan(const char *code);
/* As a person does: "3", "Return", "Escape", "space" ... */
void glass_key(const char *key);
_Noreturn void glass_end(const char *why);
int glass_presses(void); /* so far */

#endif
