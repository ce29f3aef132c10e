/* scheme.yaml into a scheme: see scheme_build.h. */
#include "scheme_build.h"

#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "data.h"
#include "path.h"
#include "text.h"

/* ---- the form of scheme.yaml ------------------------------------------------- */

struct index_entry {
	char mass[24], length[24];
	enum item_round round;
};
struct item_entry {
	char key[24], zh[32];
	enum scheme_method method;
	struct index_entry *index;
	int attempts, bonus_cap;
	enum item_round round;
};
struct band_entry {
	char key[16], zh[16];
};
struct level_entry {
	char key[16], zh[16], from[16];
};
struct tables_entry {
	char points[64], bands[64], bonus[64], weights[64];
};
struct total_entry {
	enum item_round round;
	char step[16], cap[16];
};
struct file {
	int schema, bonus_cap;
	char id[32], title[96], document[256], source[512];
	enum scheme_status status;
	enum scheme_missing missing;
	struct tables_entry tables;
	struct total_entry total;
	struct item_entry *items;
	struct band_entry *bands;
	struct level_entry *levels;
	uint64_t items_count, bands_count, levels_count;
};

static const cyaml_strval_t status_words[] = {
	{ "official", SCHEME_OFFICIAL },
	{ "draft", SCHEME_DRAFT },
	{ "sample", SCHEME_SAMPLE },
};
static const cyaml_strval_t method_words[] = {
	{ "table", METHOD_TABLE },
	{ "bands", METHOD_BANDS },
};
static const cyaml_strval_t missing_words[] = {
	{ "incomplete", MISSING_INCOMPLETE },
	{ "zero", MISSING_ZERO },
};
static const cyaml_strval_t round_words[] = {
	{ "cut", ROUND_CUT },
	{ "half_up", ROUND_HALF_UP },
	{ "nonzero_up", ROUND_NONZERO_UP },
};

#define TEXT(key, type, member)                                                        \
	CYAML_FIELD_STRING(key, CYAML_FLAG_DEFAULT, type, member, 1)
#define MAYBE_TEXT(key, type, member)                                                  \
	CYAML_FIELD_STRING(key, CYAML_FLAG_OPTIONAL, type, member, 1)
#define WORDS(key, flags, type, member, words)                                         \
	CYAML_FIELD_ENUM(key, flags, type, member, words, CYAML_ARRAY_LEN(words))

static const cyaml_schema_field_t index_fields[] = {
	TEXT("mass", struct index_entry, mass),
	TEXT("length", struct index_entry, length),
	WORDS("round", CYAML_FLAG_DEFAULT, struct index_entry, round, round_words),
	CYAML_FIELD_END,
};
static const cyaml_schema_field_t item_fields[] = {
	TEXT("key", struct item_entry, key),
	TEXT("zh", struct item_entry, zh),
	WORDS("method", CYAML_FLAG_DEFAULT, struct item_entry, method, method_words),
	CYAML_FIELD_MAPPING_PTR("index", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
		struct item_entry, index, index_fields),
	CYAML_FIELD_INT("attempts", CYAML_FLAG_OPTIONAL, struct item_entry, attempts),
	CYAML_FIELD_INT("bonus_cap", CYAML_FLAG_OPTIONAL, struct item_entry, bonus_cap),
	WORDS("round", CYAML_FLAG_OPTIONAL, struct item_entry, round, round_words),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t item_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct item_entry, item_fields),
};
static const cyaml_schema_field_t band_fields[] = {
	TEXT("key", struct band_entry, key),
	TEXT("zh", struct band_entry, zh),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t band_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct band_entry, band_fields),
};
static const cyaml_schema_field_t level_fields[] = {
	TEXT("key", struct level_entry, key),
	TEXT("zh", struct level_entry, zh),
	TEXT("from", struct level_entry, from),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t level_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct level_entry, level_fields),
};
static const cyaml_schema_field_t tables_fields[] = {
	TEXT("points", struct tables_entry, points),
	MAYBE_TEXT("bands", struct tables_entry, bands),
	MAYBE_TEXT("bonus", struct tables_entry, bonus),
	TEXT("weights", struct tables_entry, weights),
	CYAML_FIELD_END,
};
static const cyaml_schema_field_t total_fields[] = {
	WORDS("round", CYAML_FLAG_DEFAULT, struct total_entry, round, round_words),
	TEXT("step", struct total_entry, step),
	TEXT("cap", struct total_entry, cap),
	CYAML_FIELD_END,
};
static const cyaml_schema_field_t file_fields[] = {
	CYAML_FIELD_INT("schema", CYAML_FLAG_DEFAULT, struct file, schema),
	TEXT("id", struct file, id),
	TEXT("title", struct file, title),
	WORDS("status", CYAML_FLAG_DEFAULT, struct file, status, status_words),
	TEXT("document", struct file, document),
	TEXT("source", struct file, source),
	CYAML_FIELD_MAPPING(
		"tables", CYAML_FLAG_DEFAULT, struct file, tables, tables_fields),
	CYAML_FIELD_SEQUENCE("items", CYAML_FLAG_POINTER, struct file, items,
		&item_schema, 1, SCHEME_ITEMS_MAX),
	CYAML_FIELD_SEQUENCE("bands", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
		struct file, bands, &band_schema, 1, SCHEME_BANDS_MAX),
	CYAML_FIELD_INT("bonus_cap", CYAML_FLAG_OPTIONAL, struct file, bonus_cap),
	CYAML_FIELD_MAPPING(
		"total", CYAML_FLAG_DEFAULT, struct file, total, total_fields),
	WORDS("missing", CYAML_FLAG_DEFAULT, struct file, missing, missing_words),
	CYAML_FIELD_SEQUENCE("levels", CYAML_FLAG_POINTER, struct file, levels,
		&level_schema, 1, SCHEME_LEVELS_MAX),
	CYAML_FIELD_END,
};
static const cyaml_schema_value_t file_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct file, file_fields),
};

/* ---- scheme.yaml into the scheme --------------------------------------------- */

/* What is being read, and where its keys stood. */
struct reading_file {
	struct scheme_build *build;
	const struct file *file;
	const struct data_places *places;
};

static bool refuse_entry(const struct reading_file *in, const char *list, size_t i,
	const char *key, struct err *err, const char *sentence)
{
	char path[64];

	snprintf(path, sizeof(path), "%s[%zu].%s", list, i, key);
	return data_refuse(in->places, path, err, "%s", sentence);
}

/* Points as the file writes them: "0.1", "120". */
static bool read_points(const struct reading_file *in, const char *key,
	const char *text, int32_t *points_c, struct err *err)
{
	struct decimal d;
	int64_t value;

	if (!decimal_read(slice_of(text), &d) || !decimal_exact(d, 2, &value) ||
		value < 0 || value > 100 * POINTS_MAX_C)
		return data_refuse(in->places, key, err,
			"\"%s\" is not points (allowed: 0 to 10000, at most 2 "
			"decimals)",
			text);
	*points_c = (int32_t)value;
	return true;
}

static bool take_index(const struct reading_file *in, size_t i,
	struct scheme_item *item, struct err *err)
{
	const struct index_entry *index = in->file->items[i].index;
	const struct items *items = in->build->scheme->items;

	if (!index)
		return refuse_entry(
			in, "items", i, "method", err, "bands need the key index");
	item->index.mass = items_find(items, index->mass);
	item->index.length = items_find(items, index->length);
	item->index.round = index->round;
	if (item->index.mass < 0 || items_at(items, item->index.mass)->unit != ITEM_G)
		return refuse_entry(in, "items", i, "index.mass", err,
			"no item of items.yaml that is measured in g");
	if (item->index.length < 0 ||
		items_at(items, item->index.length)->unit != ITEM_MM)
		return refuse_entry(in, "items", i, "index.length", err,
			"no item of items.yaml that is measured in mm");
	if (items_find(items, item->key) >= 0)
		return refuse_entry(in, "items", i, "key", err,
			"an index needs a name that no item has");
	if (in->file->items[i].attempts || in->file->items[i].bonus_cap ||
		in->file->items[i].round)
		return refuse_entry(in, "items", i, "index", err,
			"an index has no attempts, round or bonus_cap of its own");
	item->item = -1;
	return true;
}

static bool take_measured(const struct reading_file *in, size_t i,
	struct scheme_item *item, struct err *err)
{
	const struct item_entry *e = &in->file->items[i];
	const struct items *items = in->build->scheme->items;

	item->item = items_find(items, e->key);
	if (item->item < 0)
		return refuse_entry(
			in, "items", i, "key", err, "no such item in items.yaml");
	if (e->index)
		return refuse_entry(
			in, "items", i, "index", err, "only for the method bands");
	item->measure = *items_at(items, item->item);
	if (item->measure.better == BETTER_NONE)
		return refuse_entry(in, "items", i, "key", err,
			"items.yaml says that no result of this item is better");
	if (e->attempts < 0 || e->attempts > 9)
		return refuse_entry(in, "items", i, "attempts", err, "allowed: 1 to 9");
	if (e->attempts)
		item->measure.attempts = e->attempts;
	if (e->round)
		item->measure.round = e->round;
	if (e->bonus_cap < 0 || e->bonus_cap > 100)
		return refuse_entry(
			in, "items", i, "bonus_cap", err, "allowed: 0 to 100");
	item->bonus_cap_c = e->bonus_cap * 100;
	return true;
}

static bool take_items(const struct reading_file *in, struct err *err)
{
	struct scheme *s = in->build->scheme;

	s->item = mem_array(in->file->items_count, sizeof(*s->item));
	for (size_t i = 0; i < in->file->items_count; i++) {
		const struct item_entry *e = &in->file->items[i];
		struct scheme_item *item = &s->item[i];

		text_copy(item->key, sizeof(item->key), e->key);
		text_copy(item->zh, sizeof(item->zh), e->zh);
		item->method = e->method;
		if (scheme_find(s, e->key) >= 0)
			return refuse_entry(
				in, "items", i, "key", err, "this item is there twice");
		if (e->method == METHOD_BANDS ? !take_index(in, i, item, err)
					      : !take_measured(in, i, item, err))
			return false;
		s->count = (int)i + 1;
	}
	return true;
}

static bool take_levels(const struct reading_file *in, struct err *err)
{
	struct scheme *s = in->build->scheme;

	for (size_t i = 0; i < in->file->levels_count; i++) {
		const struct level_entry *e = &in->file->levels[i];
		struct scheme_level *level = &s->level[i];
		char key[64];

		text_copy(level->key, sizeof(level->key), e->key);
		text_copy(level->zh, sizeof(level->zh), e->zh);
		snprintf(key, sizeof(key), "levels[%zu].from", i);
		if (!read_points(in, key, e->from, &level->from_c, err))
			return false;
		if (i > 0 && level->from_c >= level[-1].from_c)
			return data_refuse(in->places, key, err,
				"%s is not below the level above, %s", e->from,
				e[-1].from);
		s->levels = (int)i + 1;
	}
	if (s->level[s->levels - 1].from_c != 0)
		return refuse_entry(in, "levels", (size_t)s->levels - 1, "from", err,
			"the last level must begin at 0");
	return true;
}

static bool take_bands(const struct reading_file *in, struct err *err)
{
	struct scheme *s = in->build->scheme;

	for (size_t i = 0; i < in->file->bands_count; i++) {
		const struct band_entry *e = &in->file->bands[i];

		for (int j = 0; j < s->bands; j++)
			if (strcmp(s->band[j].key, e->key) == 0)
				return refuse_entry(in, "bands", i, "key", err,
					"this category is there twice");
		text_copy(s->band[i].key, sizeof(s->band[i].key), e->key);
		text_copy(s->band[i].zh, sizeof(s->band[i].zh), e->zh);
		s->bands = (int)i + 1;
	}
	return true;
}

static bool take_total(const struct reading_file *in, struct err *err)
{
	struct scheme *s = in->build->scheme;
	const struct total_entry *e = &in->file->total;

	s->round = e->round;
	s->missing = in->file->missing;
	if (!read_points(in, "total.step", e->step, &s->step_c, err) ||
		!read_points(in, "total.cap", e->cap, &s->cap_c, err))
		return false;
	if (s->step_c < 1)
		return data_refuse(in->places, "total.step", err, "0 is no step");
	if (s->cap_c < 1)
		return data_refuse(in->places, "total.cap", err, "0 is no cap");
	if (in->file->bonus_cap < 0 || in->file->bonus_cap > 100)
		return data_refuse(in->places, "bonus_cap", err, "allowed: 0 to 100");
	s->bonus_cap_c = in->file->bonus_cap * 100;
	for (int i = 0; i < s->count && !s->bonus_cap_c; i++)
		if (s->item[i].bonus_cap_c)
			return refuse_entry(in, "items", (size_t)i, "bonus_cap", err,
				"the file's own bonus_cap allows no bonus at all");
	return true;
}

/* The tables' names; each must be among the files, and is read only once. */
static bool take_tables(const struct reading_file *in, struct err *err)
{
	struct scheme_memory *m = in->build->scheme->memory;
	const struct tables_entry *t = &in->file->tables;
	const struct {
		const char *key, *name;
		char *out;
	} tables[] = {
		{ "tables.points", t->points, m->file[TABLE_POINTS] },
		{ "tables.bands", t->bands, m->file[TABLE_BANDS] },
		{ "tables.bonus", t->bonus, m->file[TABLE_BONUS] },
		{ "tables.weights", t->weights, m->weights },
	};

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		if (*tables[i].name && !path_plain(tables[i].name))
			return data_refuse(in->places, tables[i].key, err,
				"\"%s\" is not a plain file name", tables[i].name);
		if (*tables[i].name && !scheme_build_file(in->build, tables[i].name))
			return data_refuse(in->places, tables[i].key, err,
				"there is no file \"%s\" beside scheme.yaml",
				tables[i].name);
		text_copy(tables[i].out, sizeof(m->weights), tables[i].name);
	}
	return true;
}

static bool take_file(const struct reading_file *in, struct err *err)
{
	struct scheme *s = in->build->scheme;

	if (in->file->schema != 1)
		return data_refuse(in->places, "schema", err,
			"%d is not a form this program knows (allowed: 1)",
			in->file->schema);
	text_copy(s->id, sizeof(s->id), in->file->id);
	text_copy(s->title, sizeof(s->title), in->file->title);
	text_copy(s->document, sizeof(s->document), in->file->document);
	text_copy(s->source, sizeof(s->source), in->file->source);
	s->status = in->file->status;
	return take_items(in, err) && take_total(in, err) && take_levels(in, err) &&
	       take_bands(in, err) && take_tables(in, err);
}

bool scheme_read_main(struct scheme_build *build, struct err *err)
{
	const struct scheme_file *f = scheme_build_file(build, SCHEME_MAIN_FILE);
	struct data_places *places = NULL;
	struct file *file = NULL;
	char name[PATH_SIZE];
	bool good;

	if (!f)
		return err_set(err, "%s: there is no file scheme.yaml", build->place);
	if (!path_join(name, build->place, SCHEME_MAIN_FILE, err) ||
		!data_load_text_placed(name, f->bytes, f->len, &file_schema,
			(void **)&file, &places, err))
		return false;
	good = take_file(&(struct reading_file){ build, file, places }, err);
	data_places_free(places);
	data_free(&file_schema, file);
	return good;
}

const char *scheme_status_name(enum scheme_status status)
{
	return status_words[status].str;
}
