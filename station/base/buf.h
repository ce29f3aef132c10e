/*
 * buf - growable bytes, and allocation that cannot fail.
 *
 *	struct buf b = BUF_INIT;
 *	buf_addf(&b, "%d", 7);
 *	... b.data is a terminated string of b.len bytes ...
 *	buf_release(&b);
 *
 * `data` always ends in a NUL that `len` does not count; an empty buf points at
 * a shared empty string, so it can be printed before anything was added.
 * Nothing on the path from byte to score uses this.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

struct buf {
	char *data;
	size_t len;
	size_t cap; /* 0 while data is the shared empty string */
};

extern char buf_empty[1];
#define BUF_INIT                                                                       \
	{                                                                              \
		buf_empty, 0, 0                                                        \
	}

void buf_reserve(struct buf *b, size_t extra); /* room for `extra` more bytes */
void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_adds(struct buf *b, const char *text);
void buf_addc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void buf_addv(struct buf *b, const char *fmt, va_list args)
	__attribute__((format(printf, 2, 0)));
void buf_reset(struct buf *b);	 /* empty, memory kept */
void buf_release(struct buf *b); /* empty, memory given back; usable again */

/* The ordinary calls, except that they end the program when memory is gone:
 * there is nothing better that a kiosk could do then, and the journal is safe. */
void *mem_alloc(size_t size);		    /* zeroed */
void *mem_array(size_t count, size_t size); /* zeroed; checks the product */
void *mem_resize(void *p, size_t size);
void *mem_resize_array(void *p, size_t count, size_t size);
char *mem_string(const char *text);
char *mem_string_n(const char *text, size_t len);

#endif
