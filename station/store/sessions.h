/*
 * sessions - what an attempt belongs to: 正式, 补测, 缓测 or 模拟练习, one item at one
 * place with its testers. Practice never counts and is never exported.
 *
 * A session is one entry and never changes; another item, class or tester is
 * another session.
 */
#ifndef STORE_SESSIONS_H
#define STORE_SESSIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"
#include "session.h"
#include "store.h"

struct session {
	struct entry_id id; /* filled in by sessions_begin() */
	enum session_kind kind;
	int school_year;   /* the year in which it begins: 2026 */
	char item[24];	   /* key of an item */
	char place[64];	   /* "操场" */
	char testers[128]; /* names, joined by 、 */
	char device[64];   /* as the platform's 测试信息 wants it; "" by hand */
	char course[64];   /* track or rope: "200米跑道"; may be "" */
	int64_t made_us;   /* filled in by sessions_begin() */
};

bool sessions_begin(
	struct store *store, struct session *session, int64_t wall_us, struct err *err);

enum session_got { SESSION_FAIL = -1, SESSION_UNKNOWN, SESSION_FOUND };
enum session_got sessions_find(struct store *store, const struct entry_id *id,
	struct session *out, struct err *err);

/* Sessions of this school year, newest first; returns how many, at most `max`,
 * or -1 with a sentence. */
int sessions_list(struct store *store, int school_year, struct session *out, size_t max,
	struct err *err);

#endif
