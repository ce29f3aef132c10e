/*
 * session - in which kind of test an attempt was made.
 *
 * Testing runs through lessons over weeks, then make-ups. 练习 never counts and
 * is never exported.
 */
#ifndef CORE_SESSION_H
#define CORE_SESSION_H

#include <stdbool.h>

/* Stored by number; 0 is none. */
enum session_kind {
	SESSION_FORMAL = 1, /* 正式 */
	SESSION_MAKEUP,	    /* 补测: after a failed formal test, once a school year */
	SESSION_DEFERRED,   /* 缓测: instead of the formal test, later */
	SESSION_PRACTICE,   /* 模拟练习 */
};

const char *session_kind_key(enum session_kind kind); /* "formal" */
const char *session_kind_zh(enum session_kind kind);  /* "正式" */
const char *session_kind_en(enum session_kind kind);  /* "formal test" */

/* "formal", "makeup", "deferred", "practice"; false for anything else. */
bool session_kind_read(const char *key, enum session_kind *out);

#endif
