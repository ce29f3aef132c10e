/*
 * err - a failure as one sentence.
 *
 * A function that can fail takes a `struct err *` last and returns false (or
 * NULL) after writing here what went wrong, where the cause is known. Whoever
 * passes a failure upward leaves the sentence as it is. The sentence is for a
 * person: it names the file, row or key, the value met, and what is allowed.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

struct err {
	char text[512]; /* UTF-8 whatever was quoted, cut at a character, terminated */
};

#define ERR_INIT                                                                       \
	{                                                                              \
		""                                                                     \
	}

/* Write the sentence. Always false, so that a caller can return it. */
bool err_set(struct err *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Put "<prefix>: " before a sentence that is already there. Always false. */
bool err_prefix(struct err *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
