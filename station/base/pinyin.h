/*
 * pinyin - is this the name that somebody types with Latin letters?
 *
 * 王雨欣 is found by wyx, wangyuxin, wang yu xin, wangyx, and by any beginning of these;
 * what is typed may also begin at a later character (yuxin). Of each syllable as many
 * letters are typed as one likes, at least the first. ü is typed v or u. A character that
 * is read in several ways is found by each. Letters of a name that is not Chinese are
 * what they are; dots and blanks are nothing.
 *
 * Not for two threads at once.
 */
#ifndef BASE_PINYIN_H
#define BASE_PINYIN_H

#include <stdbool.h>
#include <stddef.h>

#define PINYIN_TYPED_MAX 60 /* letters; of more the rest is nothing */

enum pinyin_fit {
	PINYIN_NO,
	PINYIN_INSIDE, /* from a later character */
	PINYIN_BEGINS, /* from the first */
};

/* `typed` is what came from a keyboard: without a letter it fits nothing, and with a sign
 * that is no letter, digit, blank, ' or - neither. */
enum pinyin_fit pinyin_fits(const char *name, const char *typed);

/* The letters by which name could go on after `typed`, as bits of a..z: for a pad that
 * dims the others. 0 when it does not fit. */
unsigned pinyin_next(const char *name, const char *typed);

#endif
