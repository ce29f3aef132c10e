#include "cards.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "digest.h"
#include "entry.h"
#include "query.h"
#include "roster.h"
#include "text.h"

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#define PREFIX (sizeof(CARD_PREFIX) - 1)
#define STEP   256

static void new_token(char token[CARD_TOKEN_SIZE])
{
	uint8_t chance[CARD_LEN];

	random_bytes(chance, sizeof(chance));
	memcpy(token, CARD_PREFIX, PREFIX);
	for (size_t i = PREFIX; i < CARD_LEN; i++)
		token[i] = letters[chance[i] & 31];
	token[CARD_LEN] = '\0';
}

static bool put(struct store *store, const char *student, const char *token,
	int64_t wall_us, struct err *err)
{
	struct digest digest = digest_of(token, CARD_LEN);
	struct entry_value values[] = { value_text(student),
		value_bytes(digest.bytes, sizeof(digest.bytes)) };
	struct entry_says says = { .kind = ENTRY_CARD, .values = values };

	return entry_append(store, &says, wall_us, NULL, err);
}

bool cards_make(struct store *store, const char *student, char token[CARD_TOKEN_SIZE],
	int64_t wall_us, struct err *err)
{
	struct student who;

	switch (roster_find(store, student, &who, err)) {
	case ROSTER_FAIL:
		return false;
	case ROSTER_UNKNOWN:
		return err_set(err, "a card is made for a student of the roster only");
	case ROSTER_FOUND:
		break;
	}
	new_token(token);
	return put(store, student, token, wall_us, err);
}

bool cards_has(struct store *store, const char *student, bool *has, struct err *err)
{
	struct query *q = query(
		store_db(store), "SELECT count(*) FROM card WHERE student = ?1");
	int64_t count;

	query_text(q, 1, student);
	if (!query_one_int(q, &count, 0, err))
		return false;
	*has = count > 0;
	return true;
}

/* ---- many ------------------------------------------------------------------------- */

struct card_new {
	char student[STUDENT_ID_MAX + 1], token[CARD_TOKEN_SIZE];
};

const char *cards_draw(struct cards_new *cards, const char *student)
{
	struct card_new *card;

	if (cards->count % STEP == 0)
		cards->list = mem_resize_array(
			cards->list, cards->count + STEP, sizeof(*cards->list));
	card = &cards->list[cards->count++];
	text_copy(card->student, sizeof(card->student), student);
	new_token(card->token);
	return card->token;
}

bool cards_put(struct store *store, const struct cards_new *cards, bool again,
	int64_t wall_us, struct err *err)
{
	for (size_t i = 0; i < cards->count; i++) {
		const struct card_new *card = &cards->list[i];
		bool has = false;

		if (!again && !cards_has(store, card->student, &has, err))
			return false;
		if (has)
			return err_set(err,
				"somebody else made cards meanwhile, and they count; "
				"make these once more");
		if (!put(store, card->student, card->token, wall_us, err))
			return false;
	}
	return true;
}

void cards_forget(struct cards_new *cards)
{
	if (cards->list)
		memset(cards->list, 0, cards->count * sizeof(*cards->list));
	free(cards->list);
	*cards = (struct cards_new){ .list = NULL };
}

/* ---- reading ---------------------------------------------------------------------- */

/* As it was printed; 0 for what stands in no token. */
static char read_letter(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'I' || c == 'L')
		return '1';
	if (c == 'O')
		return '0';
	return c && strchr(letters, c) ? c : '\0';
}

bool cards_read(const char *text, char token[CARD_TOKEN_SIZE])
{
	if (strlen(text) != CARD_LEN)
		return false;
	for (size_t i = 0; i < CARD_LEN; i++) {
		token[i] = read_letter(text[i]);
		if (!token[i] || (i < PREFIX && token[i] != CARD_PREFIX[i]))
			return false;
	}
	token[CARD_LEN] = '\0';
	return true;
}

/* Whose it is, and whether a later card of the same student was made: at one station the
 * greater seq is later, between stations the later made_us. */
static enum card_got find_row(struct store *store, const struct digest *digest,
	char student[STUDENT_ID_MAX + 1], struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT c.student, EXISTS (SELECT 1 FROM card w JOIN entry e USING "
		"(station, seq) WHERE w.student = c.student AND CASE WHEN w.station = "
		"c.station THEN w.seq > c.seq ELSE (e.made_us, w.station) > ((SELECT "
		"made_us FROM entry WHERE station = c.station AND seq = c.seq), "
		"c.station) END) FROM card c WHERE c.token = ?1");
	enum card_got found = CARD_UNKNOWN;
	enum query_got got;

	query_bytes(q, 1, digest->bytes, sizeof(digest->bytes));
	got = query_next(q, err);
	if (got == QUERY_ROW) {
		query_copy_at(q, 0, student, STUDENT_ID_MAX + 1);
		found = query_int_at(q, 1) ? CARD_DEAD : CARD_FOUND;
		query_end(q);
	}
	return got == QUERY_FAIL ? CARD_FAIL : found;
}

static bool is_here(
	struct store *store, const char *student, bool *here, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT count(*) FROM student s JOIN person.person p "
		"ON p.student = s.id WHERE s.id = ?1 AND s.state = 'here'");
	int64_t count;

	query_text(q, 1, student);
	if (!query_one_int(q, &count, 0, err))
		return false;
	*here = count > 0;
	return true;
}

enum card_got cards_find(
	struct store *store, const char *token, struct student *out, struct err *err)
{
	struct digest digest = digest_of(token, strlen(token));
	char student[STUDENT_ID_MAX + 1] = "";
	enum card_got got = find_row(store, &digest, student, err);
	bool here;

	if (got != CARD_FOUND)
		return got;
	if (!is_here(store, student, &here, err))
		return CARD_FAIL;
	if (!here)
		return CARD_DEAD;
	return roster_find(store, student, out, err) == ROSTER_FOUND ? CARD_FOUND
								     : CARD_FAIL;
}
