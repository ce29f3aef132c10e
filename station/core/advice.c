#include "advice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "data.h"
#include "kind.h"
#include "text.h"

#define SENTENCE 256
#define ENTRIES	 200

/* Shares of a table's way, in millionths. A usual row is about 45000 of it. */
#define CLOSE_SHARE 15000
#define SOME_SHARE  40000

struct sentence {
	char zh[SENTENCE], en[SENTENCE];
};

struct entry {
	char item[24], sex[8], from[8], to[8];
	struct sentence close, some, far;
	int index; /* of the item; not in the file */
	enum sex only;
	enum grade first, last;
};

struct file {
	int schema;
	struct entry *advice;
	uint64_t advice_count;
};

struct advice {
	struct file *file;
};

#define TEXT_FIELD(key, type, member)                                                  \
	CYAML_FIELD_STRING(key, CYAML_FLAG_DEFAULT, type, member, 1)
#define MAYBE(key, member)                                                             \
	CYAML_FIELD_STRING(key, CYAML_FLAG_OPTIONAL, struct entry, member, 1)
#define SAYS(key, member)                                                              \
	CYAML_FIELD_MAPPING(                                                           \
		key, CYAML_FLAG_DEFAULT, struct entry, member, sentence_fields)

static const cyaml_schema_field_t sentence_fields[] = {
	TEXT_FIELD("zh", struct sentence, zh),
	TEXT_FIELD("en", struct sentence, en),
	CYAML_FIELD_END,
};

static const cyaml_schema_field_t entry_fields[] = {
	TEXT_FIELD("item", struct entry, item),
	MAYBE("sex", sex),
	MAYBE("from", from),
	MAYBE("to", to),
	SAYS("close", close),
	SAYS("some", some),
	SAYS("far", far),
	CYAML_FIELD_END,
};

static const cyaml_schema_value_t entry_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct entry, entry_fields),
};

static const cyaml_schema_field_t file_fields[] = {
	CYAML_FIELD_INT("schema", CYAML_FLAG_DEFAULT, struct file, schema),
	CYAML_FIELD_SEQUENCE("advice", CYAML_FLAG_POINTER, struct file, advice,
		&entry_schema, 1, ENTRIES),
	CYAML_FIELD_END,
};

static const cyaml_schema_value_t file_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct file, file_fields),
};

/* ---- checking ---------------------------------------------------------------------- */

struct checking {
	const struct data_places *places;
	const struct items *items;
	uint64_t at; /* of the entry */
	struct err *err;
};

static bool refuse(const struct checking *c, const char *key, const char *sentence)
{
	char path[48];

	snprintf(path, sizeof(path), "advice[%llu].%s", (unsigned long long)c->at, key);
	return data_refuse(c->places, path, c->err, "%s", sentence);
}

static size_t characters(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

static bool check_text(
	const struct checking *c, const char *key, const char *text, size_t most)
{
	char why[64];

	if (!kind_is(text))
		return refuse(c, key, "speaks of what no child is told (core/kind.h)");
	snprintf(why, sizeof(why), "is longer than %zu characters", most);
	return characters(text) <= most || refuse(c, key, why);
}

static bool check_sentence(
	const struct checking *c, const char *key, const struct sentence *s)
{
	char zh[16], en[16];

	snprintf(zh, sizeof(zh), "%s.zh", key);
	snprintf(en, sizeof(en), "%s.en", key);
	return check_text(c, zh, s->zh, ADVICE_ZH_MAX) &&
	       check_text(c, en, s->en, ADVICE_EN_MAX);
}

static bool read_grade(const struct checking *c, const char *key, const char *text,
	enum grade otherwise, enum grade *out)
{
	*out = text[0] ? grade_read(text) : otherwise;
	return *out != GRADE_NONE ||
	       refuse(c, key, "is no grade (allowed: g1 to g12, u12, u34)");
}

static bool read_entry(const struct checking *c, struct entry *e)
{
	e->index = items_find(c->items, e->item);
	e->only = e->sex[0] ? sex_read(e->sex) : SEX_NONE;
	if (e->index < 0)
		return refuse(c, "item", "is no item of items.yaml");
	if (items_at(c->items, e->index)->is_private)
		return refuse(c, "item", "is private: nobody is advised on it");
	if (e->sex[0] && e->only == SEX_NONE)
		return refuse(c, "sex", "is none (allowed: M, F)");
	return read_grade(c, "from", e->from, GRADE_G1, &e->first) &&
	       read_grade(c, "to", e->to, GRADE_U34, &e->last) &&
	       (e->first <= e->last || refuse(c, "to", "is before `from`")) &&
	       check_sentence(c, "close", &e->close) &&
	       check_sentence(c, "some", &e->some) && check_sentence(c, "far", &e->far);
}

static bool read_file(const struct data_places *places, const struct items *items,
	struct file *file, struct err *err)
{
	struct checking c = { .places = places, .items = items, .err = err };

	if (file->schema != 1)
		return data_refuse(places, "schema", err, "is not 1");
	for (; c.at < file->advice_count; c.at++)
		if (!read_entry(&c, &file->advice[c.at]))
			return false;
	return true;
}

/* ---- the advice -------------------------------------------------------------------- */

struct advice *advice_load(const char *path, const struct items *items, struct err *err)
{
	struct data_places *places;
	struct file *file;
	struct advice *advice;
	bool good;

	if (!data_load_placed(path, &file_schema, (void **)&file, &places, err))
		return NULL;
	good = read_file(places, items, file, err);
	data_places_free(places);
	if (!good) {
		data_free(&file_schema, file);
		return NULL;
	}
	advice = mem_alloc(sizeof(*advice));
	advice->file = file;
	return advice;
}

void advice_free(struct advice *advice)
{
	if (!advice)
		return;
	data_free(&file_schema, advice->file);
	free(advice);
}

enum advice_far advice_far(int64_t share)
{
	return share <= CLOSE_SHARE  ? ADVICE_CLOSE
	       : share <= SOME_SHARE ? ADVICE_SOME
				     : ADVICE_FAR;
}

static bool is_for(const struct entry *e, int item, enum sex sex, enum grade grade)
{
	return e->index == item && (e->only == SEX_NONE || e->only == sex) &&
	       grade >= e->first && grade <= e->last;
}

const char *advice_say(const struct advice *advice, int item, enum sex sex,
	enum grade grade, enum advice_far far, bool english)
{
	for (uint64_t i = 0; i < advice->file->advice_count; i++) {
		const struct entry *e = &advice->file->advice[i];
		const struct sentence *s = far == ADVICE_CLOSE	? &e->close
					   : far == ADVICE_SOME ? &e->some
								: &e->far;

		if (is_for(e, item, sex, grade))
			return english ? s->en : s->zh;
	}
	return "";
}
