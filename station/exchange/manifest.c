#include "manifest.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "buf.h"
#include "digest.h"
#include "path.h"
#include "records.h"
#include "text.h"

#define COLUMNS	     9
#define MANIFEST_MAX ((size_t)256 * 1024)

static const char *const titles[COLUMNS] = { "what", "name", "bytes", "sha256", "rows",
	"values", "layout", "scheme", "entry" };

/* ---- texts that are shown to people ------------------------------------------------ */

/* How long the character at `s` is when it is none to look at: it moves a terminal's cursor or
 * hides what was printed, turns the direction of writing, or cannot be seen. Else 0. */
static size_t unseen(const unsigned char *s)
{
	if (s[0] < 0x20 || s[0] == 0x7f)
		return 1;
	if (s[0] == 0xc2 && s[1] >= 0x80 && s[1] <= 0x9f) /* U+0080 to U+009F */
		return 2;
	if (s[0] == 0xe2 && s[1] == 0x80 &&
		((s[2] >= 0x8b && s[2] <= 0x8f) || (s[2] >= 0xa8 && s[2] <= 0xae)))
		return 3; /* U+200B to U+200F, U+2028 to U+202E */
	if (s[0] == 0xe2 && s[1] == 0x81 && s[2] >= 0xa0 && s[2] <= 0xaf)
		return 3; /* U+2060 to U+206F */
	return s[0] == 0xef && s[1] == 0xbb && s[2] == 0xbf ? 3 : 0;
}

static void keep_seen(char *text)
{
	const unsigned char *from;
	char *to = text;

	text_keep_characters(text);
	from = (const unsigned char *)text;
	while (*from) {
		size_t skip = unseen(from);

		from += skip;
		if (!skip)
			*to++ = (char)*from++;
	}
	*to = '\0';
}

static bool is_seen(const char *text)
{
	char *copy = mem_string(text);
	bool same;

	keep_seen(copy);
	same = strcmp(copy, text) == 0;
	free(copy);
	return same;
}

/* ---- out -------------------------------------------------------------------------- */

static void write_said(struct records_out *out, const char *what, const char *said)
{
	records_write_field(out, what);
	records_write_field(out, said);
	for (int i = 2; i < COLUMNS; i++)
		records_write_field(out, "");
	records_write_end(out);
}

static void write_journal(struct records_out *out, const struct manifest *m)
{
	records_write_field(out, "journal");
	records_write_field(out, m->journal);
	for (int i = 2; i < COLUMNS - 1; i++)
		records_write_field(out, "");
	records_write_int(out, m->journal_entry);
	records_write_end(out);
}

static void write_file(struct records_out *out, const struct manifest_file *file)
{
	char sum[SHA256_TEXT_SIZE];

	records_write_field(out, "file");
	records_write_field(out, file->name);
	records_write_int(out, file->bytes);
	records_write_field(out, sha256_text(&file->sha256, sum));
	records_write_int(out, file->rows);
	records_write_int(out, file->values);
	records_write_field(out, file->layout);
	records_write_field(out, file->scheme);
	records_write_int(out, file->entry);
	records_write_end(out);
}

static void write_all(struct records_out *out, const struct manifest *m)
{
	char key[2 * SIGN_PUBLIC_SIZE + 1];

	for (int i = 0; i < COLUMNS; i++)
		records_write_field(out, titles[i]);
	records_write_end(out);
	write_said(out, "format", MANIFEST_FORMAT);
	write_said(out, "school", m->school);
	write_said(out, "roll", m->roll);
	write_said(out, "school_year", m->school_year);
	write_said(out, "station", m->station);
	write_said(out, "station_name", m->station_name);
	write_said(out, "made", m->made);
	write_said(out, "by", m->by);
	write_said(out, "key", hex_write(m->key.bytes, SIGN_PUBLIC_SIZE, key));
	write_said(out, "fingerprint", m->fingerprint);
	write_journal(out, m);
	for (size_t i = 0; i < m->count; i++)
		write_file(out, &m->files[i]);
}

bool manifest_write(struct manifest *manifest, const char *folder,
	const struct sign_key *key, struct err *err)
{
	struct buf text = BUF_INIT;
	struct records_out out = RECORDS_OUT_BUF(&text);
	uint8_t signature[SIGN_SIZE];
	char path[PATH_SIZE], hex[2 * SIGN_SIZE + 2];
	bool good;

	keep_seen(manifest->school);
	keep_seen(manifest->station_name);
	keep_seen(manifest->by);
	manifest->key = key->public;
	sign_fingerprint(&key->public, manifest->fingerprint);
	write_all(&out, manifest);
	sign_bytes(key, text.data, text.len, signature);
	hex_write(signature, SIGN_SIZE, hex);
	hex[(size_t)2 * SIGN_SIZE] = '\n';
	good = path_join(path, folder, MANIFEST_NAME, err) &&
	       path_write(path, text.data, text.len, err) &&
	       path_join(path, folder, MANIFEST_SIGNATURE, err) &&
	       path_write(path, hex, (size_t)2 * SIGN_SIZE + 1, err);
	buf_release(&text);
	return good;
}

static bool has(const char *folder, const char *name)
{
	char path[PATH_SIZE];
	struct err ignored = ERR_INIT;

	return path_join(path, folder, name, &ignored) && path_is_file(path);
}

bool manifest_here(const char *folder)
{
	return has(folder, MANIFEST_NAME) || has(folder, MANIFEST_SIGNATURE);
}

/* ---- in --------------------------------------------------------------------------- */

struct checking {
	const char *folder;
	struct manifest *m;
	manifest_fault *fault;
	void *ctx;
	size_t faults;
};

static void tell(struct checking *c, const char *name, const char *sentence)
{
	c->faults++;
	c->fault(c->ctx, name, sentence);
}

static bool read_whole(const char *text, int64_t *out)
{
	struct decimal d;

	if (!decimal_read(slice_of(text), &d) || d.decimals > 0 || d.digits < 0)
		return false;
	*out = d.digits;
	return true;
}

static bool read_sum(const char *text, struct sha256 *out)
{
	return hex_to_bytes(text, out->bytes, SHA256_SIZE);
}

static bool take_file(struct manifest *m, const struct record *row)
{
	struct manifest_file *file = &m->files[m->count];
	const char *const *f = row->field;

	if (m->count == MANIFEST_FILES || !path_plain(f[1]) ||
		!text_copy(file->name, sizeof(file->name), f[1]) ||
		!read_whole(f[2], &file->bytes) || !read_sum(f[3], &file->sha256) ||
		!read_whole(f[4], &file->rows) || !read_whole(f[5], &file->values) ||
		!read_whole(f[8], &file->entry))
		return false;
	text_copy(file->layout, sizeof(file->layout), f[6]);
	text_copy(file->scheme, sizeof(file->scheme), f[7]);
	for (size_t i = 0; i < m->count; i++)
		if (strcmp(m->files[i].name, file->name) == 0)
			return false;
	m->count++;
	return true;
}

static bool take_said(struct manifest *m, const char *what, const char *said)
{
	const struct {
		const char *what;
		char *out;
		size_t size;
	} texts[] = {
		{ "school", m->school, sizeof(m->school) },
		{ "roll", m->roll, sizeof(m->roll) },
		{ "school_year", m->school_year, sizeof(m->school_year) },
		{ "station", m->station, sizeof(m->station) },
		{ "station_name", m->station_name, sizeof(m->station_name) },
		{ "made", m->made, sizeof(m->made) },
		{ "by", m->by, sizeof(m->by) },
		{ "fingerprint", m->fingerprint, sizeof(m->fingerprint) },
		{ "journal", m->journal, sizeof(m->journal) },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (strcmp(texts[i].what, what) != 0)
			continue;
		text_copy(texts[i].out, texts[i].size, said);
		return true;
	}
	if (strcmp(what, "key") == 0)
		return hex_to_bytes(said, m->key.bytes, SIGN_PUBLIC_SIZE);
	return strcmp(what, "format") == 0 && strcmp(said, MANIFEST_FORMAT) == 0;
}

static bool take_row(struct manifest *m, const struct record *row)
{
	if (row->n != COLUMNS)
		return false;
	for (size_t i = 0; i < row->n; i++)
		if (!is_seen(row->field[i]))
			return false;
	if (strcmp(row->field[0], "file") == 0)
		return take_file(m, row);
	return take_said(m, row->field[0], row->field[1]);
}

static bool read_rows(struct manifest *m, const struct buf *text, struct err *err)
{
	struct records *r = records_open_text(
		MANIFEST_NAME, text->data, text->len, ',');
	enum records_got got = RECORDS_FAIL;
	struct record row;
	bool good = true;

	for (bool heading = true;
		good && (got = records_next(r, &row, err)) == RECORDS_ROW;
		heading = false) {
		good = heading ? row.n == COLUMNS &&
					 strcmp(row.field[0], titles[0]) == 0
			       : take_row(m, &row);
		if (!good)
			err_set(err, "%s 第 %zu 行看不懂：不是本程序写的清单，或被改过",
				MANIFEST_NAME, row.line);
	}
	records_close(r);
	return good && got == RECORDS_END;
}

/* ---- checks ----------------------------------------------------------------------- */

static void check_signature(struct checking *c, const struct buf *text)
{
	struct buf hex = BUF_INIT;
	struct err ignored = ERR_INIT;
	uint8_t signature[SIGN_SIZE];
	char path[PATH_SIZE], fingerprint[SIGN_FINGERPRINT_SIZE];

	if (!path_join(path, c->folder, MANIFEST_SIGNATURE, &ignored) ||
		!path_read(path, (size_t)2 * SIGN_SIZE + 1, &hex, &ignored)) {
		tell(c, MANIFEST_SIGNATURE, "签名文件不见了或太长，不能证明是谁做的");
	} else {
		if (hex.len > 0 && hex.data[hex.len - 1] == '\n')
			hex.data[hex.len - 1] = '\0';
		if (!hex_to_bytes(hex.data, signature, SIGN_SIZE))
			tell(c, MANIFEST_SIGNATURE, "签名文件被改过，不是一个签名");
		else if (!sign_check(&c->m->key, text->data, text->len, signature))
			tell(c, MANIFEST_NAME,
				"签名不对：清单被改过，或者不是用清单里的密钥签的");
		else
			c->m->is_signed = true;
	}
	if (strcmp(sign_fingerprint(&c->m->key, fingerprint), c->m->fingerprint) != 0)
		tell(c, MANIFEST_NAME, "清单里的指纹与密钥不符");
	text_copy(c->m->fingerprint, sizeof(c->m->fingerprint), fingerprint);
	buf_release(&hex);
}

static void check_file(struct checking *c, const struct manifest_file *file)
{
	char path[PATH_SIZE];
	struct err err = ERR_INIT;
	struct sha256 sum;
	struct stat stat;

	if (!path_join(path, c->folder, file->name, &err) || lstat(path, &stat) != 0)
		tell(c, file->name, "清单里有，文件夹里没有：文件不见了");
	else if (!S_ISREG(stat.st_mode))
		tell(c, file->name, "不是一个普通文件");
	else if (stat.st_size != file->bytes)
		tell(c, file->name, "大小与清单不符：文件被改过");
	else if (!sha256_file(path, &sum, &err))
		tell(c, file->name, err.text);
	else if (memcmp(&sum, &file->sha256, sizeof(sum)) != 0)
		tell(c, file->name, "SHA-256 与清单不符：文件被改过");
}

static bool is_listed(const struct manifest *m, const char *name)
{
	if (strcmp(name, MANIFEST_NAME) == 0 || strcmp(name, MANIFEST_SIGNATURE) == 0 ||
		strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return true;
	for (size_t i = 0; i < m->count; i++)
		if (strcmp(m->files[i].name, name) == 0)
			return true;
	return false;
}

/* Hidden ones, too. */
static void check_others(struct checking *c)
{
	DIR *dir = opendir(c->folder);
	struct dirent *entry;
	char name[300];

	if (!dir) {
		tell(c, "", "文件夹打不开");
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (is_listed(c->m, entry->d_name))
			continue;
		snprintf(name, sizeof(name), "%s", entry->d_name);
		keep_seen(name);
		tell(c, name, "清单里没有：是后来放进去的");
	}
	closedir(dir);
}

bool manifest_check(const char *folder, struct manifest *out, manifest_fault *fault,
	void *ctx, size_t *faults, struct err *err)
{
	struct checking c = { folder, out, fault, ctx, 0 };
	struct buf text = BUF_INIT;
	char path[PATH_SIZE];
	bool good;

	memset(out, 0, sizeof(*out));
	*faults = 0;
	if (!has(folder, MANIFEST_NAME))
		return err_set(err,
			"%s: 清单 %s "
			"不见了，不知道里面应该有哪些文件，也不知道是谁做的",
			folder, MANIFEST_NAME);
	good = path_join(path, folder, MANIFEST_NAME, err) &&
	       path_read(path, MANIFEST_MAX, &text, err) && read_rows(out, &text, err);
	if (good) {
		check_signature(&c, &text);
		for (size_t i = 0; i < out->count; i++)
			check_file(&c, &out->files[i]);
		check_others(&c);
	}
	*faults = c.faults;
	buf_release(&text);
	return good;
}
