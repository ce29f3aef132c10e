/*
 * cards_file - a file of 测试卡 and what the journal knows of them come together.
 *
 * A file of a whole school takes seconds, and nobody else can write into the journal while
 * a transaction is open. So the file is made first, under a name beside its own, with tokens
 * that are nobody's yet; then one short transaction makes them cards; then the file moves
 * into its place:
 *
 *	cards_file_begin(&file, "cards.pdf", err)
 *	... the cards into file.waiting, whole; cards_draw() ...
 *	cards_file_keep(&file, store, &cards, again, wall_us, err)
 *
 * Whatever fails before the commit leaves no file and no card, and the old cards live. When
 * the power goes after it and before the move, the cards count, the old ones are dead, and
 * the file lies whole beside its place, cards.new1234.pdf: it was on the disk before the
 * commit. Whoever finds it prints it. The other order would leave a file with a good name
 * whose codes nobody knows.
 */
#ifndef COMMAND_CARDS_FILE_H
#define COMMAND_CARDS_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "cards.h"
#include "err.h"
#include "path.h"
#include "store.h"

struct cards_file {
	const char *path;
	char waiting[PATH_SIZE]; /* where it is written */
};

bool cards_file_begin(struct cards_file *file, const char *path, struct err *err);

/* `again`: also for who has got a card meanwhile. On failure `waiting` is gone, unless the
 * cards count already: then the sentence says where it lies. */
bool cards_file_keep(struct cards_file *file, struct store *store,
	const struct cards_new *cards, bool again, int64_t wall_us, struct err *err);

/* Only the transaction. */
bool cards_count(struct store *store, const struct cards_new *cards, bool again,
	int64_t wall_us, struct err *err);

#endif
