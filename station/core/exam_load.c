/* Files into an exam: see exam.h; the form is exam_form.h. */
#include "exam_form.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "path.h"
#include "text.h"

#define MAIN_FILE "scheme.yaml"
#define FILE_MAX  ((size_t)8 * 1024 * 1024)

bool exam_refuse(const struct exam_build *b, struct err *err, const char *sentence,
	const char *path, ...)
{
	char key[160];
	va_list args;

	va_start(args, path);
	vsnprintf(key, sizeof(key), path, args);
	va_end(args);
	return data_refuse(b->places, key, err, "%s", sentence);
}

bool exam_points(const struct exam_build *b, const char *text, int32_t absent,
	int32_t *points_c, struct err *err, const char *path, ...)
{
	struct decimal d;
	int64_t value = absent;
	char key[160];
	va_list args;

	va_start(args, path);
	vsnprintf(key, sizeof(key), path, args);
	va_end(args);
	if (*text && (!exam_plain(text) || !decimal_read(slice_of(text), &d) ||
			     !decimal_exact(d, 2, &value) || value < 0 ||
			     value > EXAM_POINTS_MAX_C))
		return data_refuse(b->places, key, err,
			"\"%s\" is not points (allowed: 0 to 1000, at most 2 decimals)",
			text);
	*points_c = (int32_t)value;
	return true;
}

bool exam_take_round(const struct exam_build *b, enum item_round round,
	const char *step, struct exam_round *out, struct err *err, const char *path,
	...)
{
	char key[160];
	va_list args;

	va_start(args, path);
	vsnprintf(key, sizeof(key), path, args);
	va_end(args);
	if (round == ROUND_NONE && *step)
		return data_refuse(b->places, key, err, "a step without a round");
	if (round != ROUND_NONE && !*step)
		return exam_refuse(b, err, "a round without a step", "%.*sround",
			(int)(strlen(key) - strlen("step")), key);
	out->round = round;
	if (!exam_points(b, step, 0, &out->step_c, err, "%s", key))
		return false;
	if (*step && !out->step_c)
		return data_refuse(b->places, key, err, "0 is no step");
	return true;
}

bool exam_take_cap(const struct exam_build *b, const char *text, int32_t absent,
	int32_t *cap_c, struct err *err, const char *path, ...)
{
	char key[160];
	va_list args;

	va_start(args, path);
	vsnprintf(key, sizeof(key), path, args);
	va_end(args);
	if (!exam_points(b, text, absent, cap_c, err, "%s", key))
		return false;
	return !*text || *cap_c ? true : exam_refuse(b, err, "0 is no cap", "%s", key);
}

bool exam_absent(const struct exam_build *b, const char *sentence, struct err *err,
	const char *path, ...)
{
	char key[160];
	va_list args;

	va_start(args, path);
	vsnprintf(key, sizeof(key), path, args);
	va_end(args);
	return data_has(b->places, key) ? exam_refuse(b, err, sentence, "%s", key)
					: true;
}

bool exam_key_good(const char *key)
{
	return *key &&
	       strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(key);
}

bool exam_plain(const char *number)
{
	number += *number == '-';
	return *number != '+' &&
	       !(number[0] == '0' && number[1] >= '0' && number[1] <= '9');
}

/* ---- the file's own keys ------------------------------------------------------- */

static bool take_levels(struct exam_build *b, struct err *err)
{
	struct exam *x = b->exam;

	for (size_t i = 0; i < b->form->levels_count; i++) {
		const struct form_level *f = &b->form->levels[i];
		struct scheme_level *level = &x->level[i];

		if (!exam_key_good(f->key))
			return exam_refuse(b, err,
				"allowed: small letters, digits and _",
				"levels[%zu].key", i);
		for (size_t k = 0; k < i; k++)
			if (strcmp(x->level[k].key, f->key) == 0)
				return exam_refuse(b, err, "this level is there twice",
					"levels[%zu].key", i);
		text_copy(level->key, sizeof(level->key), f->key);
		text_copy(level->zh, sizeof(level->zh), f->zh);
		if (!exam_points(
			    b, f->from, 0, &level->from_c, err, "levels[%zu].from", i))
			return false;
		if (i && level->from_c >= level[-1].from_c)
			return exam_refuse(b, err, "it is not below the level above",
				"levels[%zu].from", i);
		x->levels = (int)i + 1;
	}
	if (x->levels && x->level[x->levels - 1].from_c)
		return exam_refuse(b, err, "the last level must begin at 0",
			"levels[%d].from", x->levels - 1);
	return true;
}

static bool take_total(struct exam_build *b, struct err *err)
{
	const struct form_total *f = &b->form->total;
	struct exam *x = b->exam;

	if (!exam_points(b, f->points, 0, &x->points_c, err, "total.points") ||
		!exam_take_round(b, f->round, f->step, &x->round, err, "total.step") ||
		!exam_take_cap(b, f->cap, x->points_c, &x->cap_c, err, "total.cap"))
		return false;
	if (!x->points_c)
		return exam_refuse(b, err, "0 is no total", "total.points");
	return true;
}

static bool take_head(struct exam_build *b, struct err *err)
{
	const struct form *f = b->form;
	struct exam *x = b->exam;

	if (f->schema != 1)
		return exam_refuse(
			b, err, "not a form this program knows (allowed: 1)", "schema");
	if (b->folder && strcmp(f->id, b->folder) != 0)
		return exam_refuse(b, err, "it must be the name of its folder", "id");
	if (f->exam_year < 2000 || f->exam_year > 2100)
		return exam_refuse(b, err, "allowed: 2000 to 2100", "exam_year");
	text_copy(x->id, sizeof(x->id), f->id);
	text_copy(x->title, sizeof(x->title), f->title);
	text_copy(x->place, sizeof(x->place), f->place);
	text_copy(x->document, sizeof(x->document), f->document);
	text_copy(x->date, sizeof(x->date), f->date);
	text_copy(x->source, sizeof(x->source), f->source);
	text_copy(x->table, sizeof(x->table), f->table);
	x->status = f->status;
	x->exam_year = f->exam_year;
	for (size_t i = 0; i < f->entry_years_count; i++) {
		if (f->entry_years[i] < 2000 || f->entry_years[i] > 2100)
			return exam_refuse(
				b, err, "allowed: 2000 to 2100", "entry_years[%zu]", i);
		for (size_t k = 0; k < i; k++)
			if (f->entry_years[k] == f->entry_years[i])
				return exam_refuse(b, err, "this year is there twice",
					"entry_years[%zu]", i);
		x->entry_year[x->entry_years_count++] = f->entry_years[i];
	}
	x->all_or_none = f->all_or_none;
	return take_total(b, err) && take_levels(b, err);
}

/* ---- the denominator ----------------------------------------------------------- */

static int64_t gcd(int64_t a, int64_t b)
{
	while (b) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static bool den_must_divide(struct exam_build *b, int64_t d, int item, struct err *err)
{
	int64_t den = b->exam->den;

	den = den / gcd(den, d) * d;
	if (d > EXAM_DEN_MAX || den > EXAM_DEN_MAX)
		return exam_refuse(b, err,
			"exact fractions of these points need a denominator above "
			"10000000: choose a rounder scale_max, points or step",
			"items[%d].scale_max", item);
	b->exam->den = den;
	return true;
}

/* points / scale, reduced: what the scores are multiplied by. */
static bool den_of(struct exam_build *b, int item, int64_t points_c, int64_t scale_c,
	struct err *err)
{
	const struct exam_item *it = &b->exam->item[item];
	int64_t common = gcd(scale_c, points_c);
	int64_t score = it->method == EXAM_LINEAR && it->proportional ? it->worse : 1;

	assert(common > 0);
	return den_must_divide(b, 100 * score * (scale_c / common), item, err);
}

bool exam_take_den(struct exam_build *b, struct err *err)
{
	struct exam *x = b->exam;
	uint64_t instead = 0; /* may stand in any group */

	for (int i = 0; i < x->statuses; i++)
		if (x->status_of[i].instead >= 0)
			instead |= (uint64_t)1 << x->status_of[i].instead;
	x->den = 10000; /* a share in hundredths of points in hundredths */
	for (int i = 0; i < x->items; i++)
		if (!den_of(b, i, x->item[i].scale_max_c, x->item[i].scale_max_c, err))
			return false;
	for (int g = 0; g < x->groups; g++)
		for (int i = 0; i < x->items; i++) {
			const struct exam_group *group = &x->group[g];
			const struct exam_part *part = &x->part[group->part];
			int64_t scale_c = x->item[i].scale_max_c;

			if (!((group->items | instead) >> i & 1))
				continue;
			if (!den_of(b, i, part->mean ? part->points_c : group->each_c,
				    part->mean ? scale_c * part->picks : scale_c, err))
				return false;
		}
	return true;
}

/* ---- all of it ----------------------------------------------------------------- */

static const struct scheme_file *find_file(
	const struct scheme_file *files, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(files[i].name, name) == 0)
			return &files[i];
	return NULL;
}

static void take_digest(struct exam_build *b, const struct scheme_file *main)
{
	const struct scheme_file *files[] = { main, b->table };
	struct digest_work work;

	digest_begin(&work);
	for (int i = 0; i < 2 && files[i]; i++) {
		struct digest d = digest_of(files[i]->bytes, files[i]->len);

		digest_add(&work, files[i]->name, strlen(files[i]->name) + 1);
		digest_add(&work, d.bytes, sizeof(d.bytes));
	}
	b->exam->digest = digest_end(&work);
}

static bool find_table(struct exam_build *b, const struct scheme_file *files,
	size_t count, struct err *err)
{
	const char *name = b->form->table;

	if (!*name)
		return true;
	if (!path_plain(name))
		return exam_refuse(b, err, "not a plain file name", "table");
	b->table = find_file(files, count, name);
	return b->table ? true
			: exam_refuse(b, err,
				  "there is no such file beside scheme.yaml", "table");
}

static struct exam *load_files(const char *place, const char *folder,
	const struct scheme_file *files, size_t count, const struct items *items,
	struct err *err)
{
	const struct scheme_file *main = find_file(files, count, MAIN_FILE);
	struct exam_build b = { .items = items, .place = place, .folder = folder };
	struct data_places *places = NULL;
	struct form *form = NULL;
	char name[PATH_SIZE];
	bool good;

	if (!main) {
		err_set(err, "%s: there is no file scheme.yaml", place);
		return NULL;
	}
	if (!path_join(name, place, MAIN_FILE, err) ||
		!data_load_text_placed(name, main->bytes, main->len, &exam_form_schema,
			(void **)&form, &places, err))
		return NULL;
	b.exam = mem_alloc(sizeof(*b.exam));
	b.form = form;
	b.places = places;
	good = take_head(&b, err) && find_table(&b, files, count, err) &&
	       exam_take_items(&b, err) && exam_take_parts(&b, err) &&
	       exam_read_table(&b, err) && exam_take_rules(&b, err) &&
	       exam_take_den(&b, err);
	if (good)
		take_digest(&b, main);
	data_places_free(places);
	data_free(&exam_form_schema, form);
	if (good)
		return b.exam;
	exam_free(b.exam);
	return NULL;
}

struct exam *exam_load_files(const char *place, const struct scheme_file *files,
	size_t count, const struct items *items, struct err *err)
{
	return load_files(place, NULL, files, count, items, err);
}

/* "." and "town/" are folders, too. */
static const char *folder_name(const char *dir, char real[PATH_SIZE])
{
	return path_name(realpath(dir, real) ? real : dir);
}

struct exam *exam_load(const char *dir, const struct items *items, struct err *err)
{
	struct scheme_file files[32];
	struct buf bytes[32];
	struct exam *exam = NULL;
	char path[PATH_SIZE], real[PATH_SIZE], **names = NULL;
	size_t count = 0, read = 0;
	bool good = true;

	if (!path_list(dir, ".csv", &names, &count, err))
		return NULL;
	if (count > 31) {
		path_list_free(names);
		err_set(err, "%s: %zu tables are too many (allowed: 31)", dir, count);
		return NULL;
	}
	for (; good && read < count + 1; read++) {
		const char *name = read ? names[read - 1] : MAIN_FILE;

		bytes[read] = (struct buf)BUF_INIT;
		good = path_join(path, dir, name, err) &&
		       path_read(path, FILE_MAX, &bytes[read], err);
		files[read] = (struct scheme_file){ name, bytes[read].data,
			bytes[read].len };
	}
	if (good)
		exam = load_files(dir, folder_name(dir, real), files, read, items, err);
	while (read)
		buf_release(&bytes[--read]);
	path_list_free(names);
	return exam;
}

/* Does a line begin so? */
static bool has_line(const char *text, const char *begin)
{
	const char *at = text ? strstr(text, begin) : NULL;

	while (at && at != text && at[-1] != '\n' && at[-1] != '\r')
		at = strstr(at + 1, begin);
	return at;
}

bool exam_is_in(const char *dir)
{
	struct buf text = BUF_INIT;
	char path[PATH_SIZE];
	struct err err = ERR_INIT;
	bool found = false;

	/* A standard has none of these; an exam whose kind was forgotten the others. */
	if (path_join(path, dir, MAIN_FILE, &err) &&
		path_read(path, FILE_MAX, &text, &err))
		found = has_line(text.data, "kind:") ||
			has_line(text.data, "exam_year:") ||
			has_line(text.data, "parts:");
	buf_release(&text);
	return found;
}

void exam_free(struct exam *exam)
{
	if (!exam)
		return;
	free(exam->memory);
	free(exam);
}

/* ---- asking -------------------------------------------------------------------- */

int exam_find_item(const struct exam *exam, const char *key)
{
	for (int i = 0; i < exam->items; i++)
		if (strcmp(exam->item[i].key, key) == 0)
			return i;
	return -1;
}

bool exam_item_for(const struct exam_item *item, enum sex sex)
{
	return item->sex == SEX_NONE || item->sex == sex;
}

int exam_find_slot(const struct exam *exam, const char *key, enum sex sex)
{
	int item = exam_find_item(exam, key);

	for (int i = 0; item < 0 && i < exam->items; i++)
		if (strcmp(exam->item[i].slot, key) == 0 && *key &&
			exam_item_for(&exam->item[i], sex))
			return i;
	return item;
}

int exam_find_group(const struct exam *exam, const char *key)
{
	for (int i = 0; i < exam->groups; i++)
		if (strcmp(exam->group[i].key, key) == 0)
			return i;
	return -1;
}

int exam_find_part(const struct exam *exam, const char *key)
{
	for (int i = 0; i < exam->parts; i++)
		if (strcmp(exam->part[i].key, key) == 0)
			return i;
	return -1;
}

int exam_find_component(const struct exam *exam, const char *key)
{
	for (int i = 0; i < exam->components; i++)
		if (strcmp(exam->component[i].key, key) == 0)
			return i;
	return -1;
}

const char *exam_mark(enum scheme_status status)
{
	switch (status) {
	case SCHEME_SAMPLE:
		return "样例·非正式成绩";
	case SCHEME_DRAFT:
		return "草案·非正式成绩";
	case SCHEME_OFFICIAL:
		break;
	}
	return "";
}

const char *exam_got_key(enum exam_got got)
{
	static const char *const keys[] = {
		[GOT_NOTHING] = "none",
		[GOT_POINTS] = "points",
		[GOT_VOID] = "void",
		[GOT_NO_TABLE] = "no-table",
		[GOT_EXEMPT] = "exempt",
		[GOT_PARTIAL] = "partial",
		[GOT_DEFERRED] = "deferred",
		[GOT_ABSENT] = "absent",
		[GOT_DISQUALIFIED] = "disqualified",
	};

	return keys[got];
}

const char *exam_state_key(enum exam_state state)
{
	static const char *const keys[] = {
		[EXAM_COMPLETE] = "complete",
		[EXAM_IS_EXEMPT] = "exempt",
		[EXAM_HAS_NO_TABLE] = "no-table",
		[EXAM_INCOMPLETE] = "incomplete",
	};

	return keys[state];
}
