const char help_decode[] =
	"station decode PROFILE FILE\n"
	"\n"
	"PROFILE is a path, or the name of a file in devices/profiles without .yaml.\n"
	"FILE holds a device's bytes; with a name that ends in .hex, the text form "
	"that\n"
	"`station capture` writes (# comment, @ seconds, < from the device, > to it).\n"
	"\n"
	"Columns: offset,kind,channel,subject,value,unit,decimals,place,flags,text\n"
	"One row a reading. Standard error ends with the bytes skipped and the frames\n"
	"rejected. --json gives one object a line.\n";

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "decode.h"
#include "feed.h"
#include "hexlog.h"
#include "open.h"
#include "path.h"
#include "profile.h"
#include "rows.h"

static void print_reading(void *ctx, const struct reading *r)
{
	struct rows *rows = ctx;
	char flags[READING_FLAGS_MAX], offset[24];

	snprintf(offset, sizeof(offset), "%" PRIu64, r->offset);
	rows_number(rows, offset);
	rows_text(rows, reading_kind_name(r->kind));
	rows_text(rows, r->channel);
	rows_text(rows, r->subject);
	if (r->has_value) {
		rows_int(rows, r->value);
		rows_text(rows, reading_unit_name(r->unit));
		rows_int(rows, r->decimals);
	} else {
		rows_number(rows, "");
		rows_text(rows, "");
		rows_number(rows, "");
	}
	if (r->place)
		rows_int(rows, r->place);
	else
		rows_number(rows, "");
	rows_text(rows, reading_flags_write(r->flags, flags, sizeof(flags)));
	rows_text(rows, r->text);
	rows_end(rows);
}

static bool has_end(const char *text, const char *end)
{
	size_t len = strlen(text), n = strlen(end);

	return len > n && strcmp(text + len - n, end) == 0;
}

/* Nothing is printed for a file that cannot be opened. */
static void print_head(struct rows *rows, bool json)
{
	static const char *const titles[] = { "offset", "kind", "channel", "subject",
		"value", "unit", "decimals", "place", "flags", "text" };

	rows_begin(rows, stdout, json, titles, sizeof(titles) / sizeof(titles[0]));
}

static bool feed_hexlog(struct feed *feed, const char *path, bool json, struct err *err)
{
	struct hexlog log = HEXLOG_INIT;
	struct rows rows;

	if (!hexlog_load(&log, path, err))
		return false;
	print_head(&rows, json);
	for (size_t i = 0; i < log.count; i++) {
		const struct hexlog_record *r = &log.records[i];

		if (!r->to_device)
			feed_bytes(
				feed, r->bytes, r->len, r->at_us, print_reading, &rows);
	}
	hexlog_release(&log);
	return true;
}

static bool feed_raw(struct feed *feed, const char *path, bool json, struct err *err)
{
	uint8_t bytes[65536];
	struct rows rows;
	size_t got;
	bool good;
	FILE *file = path_open(path, err);

	if (!file)
		return false;
	print_head(&rows, json);
	while ((got = fread(bytes, 1, sizeof(bytes), file)) > 0)
		feed_bytes(feed, bytes, got, 0, print_reading, &rows);
	good = !ferror(file);
	if (!good)
		err_set(err, "%s: cannot be read: %m", path);
	(void)fclose(file);
	return good;
}

bool decode_file(const struct env *env, const struct profile *profile, const char *path,
	struct err *err)
{
	static struct feed feed;

	feed_init(&feed, profile);
	if (!(has_end(path, ".hex") ? feed_hexlog(&feed, path, env->json, err)
				    : feed_raw(&feed, path, env->json, err)))
		return false;
	feed_end(&feed);
	if (fflush(stdout) != 0)
		return err_set(err, "the output could not be written: %m");
	fprintf(stderr, "%" PRIu64 " bytes skipped, %" PRIu64 " frames rejected\n",
		feed.skipped, feed.rejected);
	return true;
}

int cmd_decode(struct env *env, int argc, char **argv)
{
	struct err err = ERR_INIT;
	struct profile *profile;
	bool good;

	if (argc != 3 || argv[1][0] == '-' || argv[2][0] == '-')
		return command_usage("decode");
	profile = open_profile(env, argv[1], &err);
	if (!profile)
		return command_fail("decode", &err);
	good = decode_file(env, profile, argv[2], &err);
	profile_free(profile);
	return good ? DONE : command_fail("decode", &err);
}
