#include "pin.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "settings.h"

#define KEY	  "teacher.pin"
#define KEY_WRONG "teacher.pin.wrong"
#define KEY_AT	  "teacher.pin.at"

/* Tried on two cores of a server: 32 MB and three passes 0.14 s, 64 MB 0.3 s. A kiosk has
 * 2 GB for all, and a teacher who is in a hurry. */
#define PASSES 3
#define MEMORY ((size_t)48 * 1024 * 1024)

#define FIRST_WAIT_US INT64_C(30000000)
#define LAST_WAIT_US  INT64_C(3600000000)

enum pin_kind pin_kind(const char *digits)
{
	size_t len = strnlen(digits, PIN_MAX + 1);
	bool same = true, up = true, down = true;

	if (len < PIN_MIN || len > PIN_MAX || strspn(digits, "0123456789") != len)
		return PIN_NOT_DIGITS;
	for (size_t i = 1; i < len; i++) {
		int step = digits[i] - digits[i - 1];

		same = same && step == 0;
		up = up && step == 1;
		down = down && step == -1;
	}
	return same || up || down ? PIN_SIMPLE : PIN_GOOD;
}

static char *hash_of(struct store *store, char out[crypto_pwhash_STRBYTES])
{
	return settings_get(store, KEY, "", out, crypto_pwhash_STRBYTES);
}

bool pin_is_set(struct store *store)
{
	char hash[crypto_pwhash_STRBYTES];

	return hash_of(store, hash)[0] != '\0';
}

static bool forget_wrong(struct store *store, struct err *err)
{
	return settings_clear(store, KEY_WRONG, err) &&
	       settings_clear(store, KEY_AT, err);
}

static bool keep(struct store *store, const char *hash, struct err *err)
{
	if (!store_begin(store, err))
		return false;
	return store_end(store,
		settings_set(store, KEY, hash, err) && forget_wrong(store, err), err);
}

bool pin_set(struct store *store, const char *digits, struct err *err)
{
	char hash[crypto_pwhash_STRBYTES];

	if (pin_kind(digits) != PIN_GOOD)
		return err_set(err,
			"a PIN is %d to %d digits that are not all the "
			"same and no row",
			PIN_MIN, PIN_MAX);
	if (sodium_init() < 0 ||
		crypto_pwhash_str(hash, digits, strlen(digits), PASSES, MEMORY) != 0)
		return err_set(err, "there is not enough memory to keep a PIN");
	return keep(store, hash, err);
}

bool pin_clear(struct store *store, struct err *err)
{
	return settings_clear(store, KEY, err) && forget_wrong(store, err);
}

/* ---- tries ---- */

static int64_t number_of(struct store *store, const char *key)
{
	char text[24];

	return strtoll(settings_get(store, key, "0", text, sizeof(text)), NULL, 10);
}

static int wrong_so_far(struct store *store)
{
	int64_t wrong = number_of(store, KEY_WRONG);

	return wrong < 0 ? 0 : wrong > 1000 ? 1000 : (int)wrong;
}

static bool set_number(
	struct store *store, const char *key, int64_t value, struct err *err)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, value);
	return settings_set(store, key, text, err);
}

static bool count_try(struct store *store, int wrong, int64_t wall_us, struct err *err)
{
	if (!store_begin_durable(store, err))
		return false;
	return store_end(store,
		set_number(store, KEY_WRONG, wrong, err) &&
			set_number(store, KEY_AT, wall_us, err),
		err);
}

static int64_t whole_wait_us(int wrong)
{
	int64_t wait = FIRST_WAIT_US;

	if (wrong < PIN_TRIES)
		return 0;
	for (int i = PIN_TRIES; i < wrong && wait < LAST_WAIT_US; i++)
		wait *= 2;
	return wait < LAST_WAIT_US ? wait : LAST_WAIT_US;
}

/* A clock that was set back must not make the wait longer than it is: it begins anew. */
int64_t pin_wait_us(struct store *store, int64_t wall_us)
{
	int64_t whole = whole_wait_us(wrong_so_far(store)), since;
	struct err ignored = ERR_INIT;

	if (!whole)
		return 0;
	since = wall_us - number_of(store, KEY_AT);
	if (since < 0) {
		(void)set_number(store, KEY_AT, wall_us, &ignored);
		return whole;
	}
	return since >= whole ? 0 : whole - since;
}

int pin_tries_left(struct store *store)
{
	int left = PIN_TRIES - wrong_so_far(store);

	return left > 0 ? left : 0;
}

enum pin_answer pin_try(
	struct store *store, const char *digits, int64_t wall_us, struct err *err)
{
	char hash[crypto_pwhash_STRBYTES];

	if (pin_wait_us(store, wall_us) > 0)
		return PIN_WAIT;
	if (!count_try(store, wrong_so_far(store) + 1, wall_us, err))
		return PIN_FAILED;
	if (sodium_init() < 0 || crypto_pwhash_str_verify(hash_of(store, hash), digits,
					 strlen(digits)) != 0)
		return PIN_WRONG;
	return forget_wrong(store, err) ? PIN_RIGHT : PIN_FAILED;
}
