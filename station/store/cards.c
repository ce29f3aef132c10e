#include "cards.h"

#include <string.h>

#include "digest.h"
#include "entry.h"
#include "query.h"
#include "roster.h"

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#define PREFIX (sizeof(CARD_PREFIX) - 1)

static void new_token(char token[CARD_TOKEN_SIZE])
{
	uint8_t chance[CARD_LEN];

	random_bytes(chance, sizeof(chance));
	memcpy(token, CARD_PREFIX, PREFIX);
	for (size_t i = PREFIX; i < CARD_LEN; i++)
		token[i] = letters[chance[i] & 31];
	token[CARD_LEN] = '\0';
}

bool cards_make(struct store *store, const char *student, char token[CARD_TOKEN_SIZE],
	int64_t wall_us, struct err *err)
{
	struct student who;
	struct digest digest;
	struct entry_value values[2];
	struct entry_says says = { .kind = ENTRY_CARD, .values = values };

	switch (roster_find(store, student, &who, err)) {
	case ROSTER_FAIL:
		return false;
	case ROSTER_UNKNOWN:
		return err_set(err, "a card is made for a student of the roster only");
	case ROSTER_FOUND:
		break;
	}
	new_token(token);
	digest = digest_of(token, CARD_LEN);
	values[0] = value_text(student);
	values[1] = value_bytes(digest.bytes, sizeof(digest.bytes));
	return entry_append(store, &says, wall_us, NULL, err);
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
