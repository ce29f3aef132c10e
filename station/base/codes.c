#include "codes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "records.h"

struct code {
	char code[8], name[64];
};

struct codes {
	struct code *codes;
	size_t count;
};

#define CODES_MAX 1000

static bool codes_add(struct codes *codes, const char *path,
	const struct record *record, struct err *err)
{
	struct code *code;

	if (record->n != 2 || record->len[0] >= sizeof(code->code) ||
		record->len[1] >= sizeof(code->name) || codes->count == CODES_MAX)
		return err_set(
			err, "%s:%zu: not a row of code,name", path, record->line);
	codes->codes = mem_resize_array(
		codes->codes, codes->count + 1, sizeof(*codes->codes));
	code = &codes->codes[codes->count++];
	snprintf(code->code, sizeof(code->code), "%s", record->field[0]);
	snprintf(code->name, sizeof(code->name), "%s", record->field[1]);
	return true;
}

struct codes *codes_load(const char *path, struct err *err)
{
	struct codes *codes = mem_alloc(sizeof(*codes));
	struct records *records = records_open(path, ',', err);
	enum records_got got = RECORDS_FAIL;
	struct record record;
	bool good = true, heading = true;

	while (records && good &&
		(got = records_next(records, &record, err)) == RECORDS_ROW) {
		if (!heading)
			good = codes_add(codes, path, &record, err);
		heading = false;
	}
	if (records)
		records_close(records);
	if (good && got == RECORDS_END)
		return codes;
	codes_free(codes);
	return NULL;
}

void codes_free(struct codes *codes)
{
	if (!codes)
		return;
	free(codes->codes);
	free(codes);
}

const char *codes_of_name(const struct codes *codes, const char *name)
{
	size_t len = strlen(name);
	const char *code = NULL;

	for (size_t i = 0; i < codes->count; i++) {
		const char *known = codes->codes[i].name;

		if (strcmp(known, name) != 0 &&
			(len < 3 || strncmp(known, name, len) != 0 ||
				strcmp(known + len, "族") != 0))
			continue;
		if (code)
			return NULL;
		code = codes->codes[i].code;
	}
	return code;
}

bool codes_has(const struct codes *codes, const char *code)
{
	for (size_t i = 0; i < codes->count; i++)
		if (strtol(codes->codes[i].code, NULL, 10) == strtol(code, NULL, 10))
			return true;
	return false;
}

const char *codes_name(const struct codes *codes, const char *code)
{
	for (size_t i = 0; *code && i < codes->count; i++)
		if (strtol(codes->codes[i].code, NULL, 10) == strtol(code, NULL, 10))
			return codes->codes[i].name;
	return "";
}
