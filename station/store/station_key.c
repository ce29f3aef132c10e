#include "station_key.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "digest.h"
#include "entry.h"
#include "path.h"
#include "query.h"

#define FILE_NAME "station.key"
#define SEED_TEXT (2 * SIGN_SEED_SIZE)

static bool read_seed(
	const char *path, uint8_t seed[SIGN_SEED_SIZE], bool *is, struct err *err)
{
	char text[SEED_TEXT + 2] = "";
	struct stat stat;
	ssize_t got;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	*is = fd >= 0;
	if (fd < 0)
		return errno == ENOENT ||
		       err_set(err, "%s: cannot be read: %s", path, strerror(errno));
	got = fstat(fd, &stat) == 0 && S_ISREG(stat.st_mode)
		      ? read(fd, text, sizeof(text) - 1)
		      : -1;
	close(fd);
	if (got == SEED_TEXT + 1 && text[SEED_TEXT] == '\n') {
		text[SEED_TEXT] = '\0';
		if (hex_to_bytes(text, seed, SIGN_SEED_SIZE)) {
			sign_forget(text, sizeof(text));
			return true;
		}
	}
	sign_forget(text, sizeof(text));
	return err_set(err,
		"%s: not the station's key; move it away, and a new one is made", path);
}

/* Written whole and to the disk before anything is signed with it. */
static bool write_seed(
	const char *path, const uint8_t seed[SIGN_SEED_SIZE], struct err *err)
{
	char text[SEED_TEXT + 2];
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool good;

	if (fd < 0)
		return err_set(err, "%s: cannot be made: %s", path, strerror(errno));
	hex_write(seed, SIGN_SEED_SIZE, text);
	text[SEED_TEXT] = '\n';
	good = fchmod(fd, 0600) == 0 &&
	       write(fd, text, SEED_TEXT + 1) == SEED_TEXT + 1 && fsync(fd) == 0;
	sign_forget(text, sizeof(text));
	if (!good)
		err_set(err, "%s: cannot be written: %s", path, strerror(errno));
	close(fd);
	if (!good)
		unlink(path);
	return good;
}

static bool is_known(struct store *store, const struct sign_public *public, bool *is,
	struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT public FROM station_key WHERE station = ?1 "
		"ORDER BY seq DESC LIMIT 1");
	enum query_got got;
	const void *bytes;
	size_t len;

	query_text(q, 1, store_station(store));
	*is = false;
	got = query_next(q, err);
	if (got == QUERY_ROW) {
		bytes = query_bytes_at(q, 0, &len);
		*is = len == SIGN_PUBLIC_SIZE && memcmp(bytes, public->bytes, len) == 0;
		query_end(q);
	}
	return got != QUERY_FAIL;
}

static bool tell(struct store *store, const struct sign_public *public, int64_t wall_us,
	struct err *err)
{
	const struct entry_value value = value_bytes(public->bytes, SIGN_PUBLIC_SIZE);
	const struct entry_says says = { ENTRY_STATION_KEY, &value, NULL, 0 };
	bool known;

	return is_known(store, public, &known, err) &&
	       (known || entry_append(store, &says, wall_us, NULL, err));
}

static bool read_or_make(
	struct store *store, int64_t wall_us, struct sign_key *out, struct err *err)
{
	uint8_t seed[SIGN_SEED_SIZE];
	char path[PATH_SIZE];
	bool is, good;

	if (!path_join(path, store_dir(store), FILE_NAME, err) ||
		!read_seed(path, seed, &is, err))
		return false;
	if (!is)
		sign_new_seed(seed);
	good = is || write_seed(path, seed, err);
	if (good)
		sign_key_of_seed(seed, out);
	sign_forget(seed, sizeof(seed));
	return good && tell(store, &out->public, wall_us, err);
}

/* Of two programs that find none, one makes it while the other waits. */
bool station_key_open(
	struct store *store, int64_t wall_us, struct sign_key *out, struct err *err)
{
	return store_begin(store, err) &&
	       store_end(store, read_or_make(store, wall_us, out, err), err);
}
