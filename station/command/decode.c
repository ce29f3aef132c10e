const char help_decode[] =
	"station decode PROFILE FILE - what a device said, as CSV\n"
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
#include "feed.h"
#include "hexlog.h"
#include "open.h"
#include "path.h"
#include "profile.h"

static void print_row(void *ctx, const struct reading *r)
{
	char row[READING_ROW_MAX];

	(void)ctx;
	printf("%" PRIu64 ",%s\n", r->offset, reading_write(r, row, sizeof(row)));
}

/* Every text of a reading is plain ASCII (driver_text.c), so that only quotes and
 * backslashes need care. */
static void print_member(const char *key, const char *text)
{
	if (!text[0])
		return;
	printf(",\"%s\":\"", key);
	for (; *text; text++)
		printf(*text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
	putchar('"');
}

static void print_json(void *ctx, const struct reading *r)
{
	char flags[READING_FLAGS_MAX];

	(void)ctx;
	printf("{\"offset\":%" PRIu64 ",\"kind\":\"%s\"", r->offset,
		reading_kind_name(r->kind));
	print_member("channel", r->channel);
	print_member("subject", r->subject);
	if (r->has_value)
		printf(",\"value\":%" PRId64 ",\"unit\":\"%s\",\"decimals\":%d",
			r->value, reading_unit_name(r->unit), r->decimals);
	if (r->place)
		printf(",\"place\":%" PRId32, r->place);
	print_member("flags", reading_flags_write(r->flags, flags, sizeof(flags)));
	print_member("text", r->text);
	printf("}\n");
}

static bool has_end(const char *text, const char *end)
{
	size_t len = strlen(text), n = strlen(end);

	return len > n && strcmp(text + len - n, end) == 0;
}

/* Nothing is printed for a file that cannot be opened. */
static void print_head(feed_sink *sink)
{
	if (sink == print_row)
		printf("offset,kind,channel,subject,value,unit,decimals,place,flags,"
		       "text\n");
}

static bool feed_hexlog(
	struct feed *feed, const char *path, feed_sink *sink, struct err *err)
{
	struct hexlog log = HEXLOG_INIT;

	if (!hexlog_load(&log, path, err))
		return false;
	print_head(sink);
	for (size_t i = 0; i < log.count; i++) {
		const struct hexlog_record *r = &log.records[i];

		if (!r->to_device)
			feed_bytes(feed, r->bytes, r->len, r->at_us, sink, NULL);
	}
	hexlog_release(&log);
	return true;
}

static bool feed_raw(
	struct feed *feed, const char *path, feed_sink *sink, struct err *err)
{
	uint8_t bytes[65536];
	size_t got;
	bool good;
	FILE *file = path_open(path, err);

	if (!file)
		return false;
	print_head(sink);
	while ((got = fread(bytes, 1, sizeof(bytes), file)) > 0)
		feed_bytes(feed, bytes, got, 0, sink, NULL);
	good = !ferror(file);
	if (!good)
		err_set(err, "%s: cannot be read: %m", path);
	(void)fclose(file);
	return good;
}

static bool decode(const struct env *env, const struct profile *profile,
	const char *path, struct err *err)
{
	static struct feed feed;
	feed_sink *sink = env->json ? print_json : print_row;

	feed_init(&feed, profile);
	if (!(has_end(path, ".hex") ? feed_hexlog(&feed, path, sink, err)
				    : feed_raw(&feed, path, sink, err)))
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
	good = decode(env, profile, argv[2], &err);
	profile_free(profile);
	return good ? DONE : command_fail("decode", &err);
}
