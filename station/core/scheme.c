#include "scheme.h"

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "exam.h"
#include "path.h"
#include "scheme_build.h"
#include "text.h"

#define FILE_MAX  ((size_t)8 * 1024 * 1024)
#define FILES_MAX 32

/* ---- loading ----------------------------------------------------------------- */

const struct scheme_file *scheme_build_file(
	const struct scheme_build *build, const char *name)
{
	for (size_t i = 0; i < build->files_count; i++)
		if (strcmp(build->files[i].name, name) == 0)
			return &build->files[i];
	return NULL;
}

static struct digest digest_files(const struct scheme_build *build)
{
	const struct scheme_memory *m = build->scheme->memory;
	const char *names[] = { SCHEME_MAIN_FILE, m->file[TABLE_POINTS],
		m->file[TABLE_BANDS], m->file[TABLE_BONUS], m->weights };
	struct digest_work work;

	digest_begin(&work);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct scheme_file *f = scheme_build_file(build, names[i]);
		struct digest d;

		if (!f)
			continue;
		d = digest_of(f->bytes, f->len);
		digest_add(&work, names[i], strlen(names[i]) + 1);
		digest_add(&work, d.bytes, sizeof(d.bytes));
	}
	return digest_end(&work);
}

static void make_plan(struct scheme *s, enum sex sex, enum grade grade)
{
	struct scheme_plan *plan = &s->plan[sex][grade];

	for (int i = 0; i < s->count; i++) {
		struct scheme_item *item = &s->item[i];
		struct scheme_slot *slot = &plan->slot[plan->slots];

		if (!item->weight[sex][grade])
			continue;
		plan->slots++;
		slot->scheme_item = (int16_t)i;
		slot->item = (int16_t)item->item;
		slot->weight = item->weight[sex][grade];
		slot->points = &item->points[sex][grade];
		slot->sign = slot->points->sign;
		slot->blocks = slot->points->blocks;
		slot->at = slot->points->at;
		slot->points_c = slot->points->points_c;
		slot->bonus = &item->bonus[sex][grade];
		if (item->method == METHOD_BANDS) {
			slot->index = &item->index;
			plan->uses |= (uint64_t)1 << item->index.mass;
			plan->uses |= (uint64_t)1 << item->index.length;
		} else {
			plan->uses |= (uint64_t)1 << item->item;
		}
	}
}

static bool build_all(struct scheme_build *build, struct err *err)
{
	for (int t = 0; t < TABLES; t++)
		for (int i = 0; i < SCHEME_ITEMS_MAX; i++)
			for (int sex = 0; sex <= SEX_FEMALE; sex++)
				for (int g = 0; g < GRADE_COUNT; g++)
					build->group[t][i][sex][g].last = -1;
	if (!scheme_read_main(build, err))
		return false;
	for (int t = 0; t < TABLES; t++)
		if (*build->scheme->memory->file[t] &&
			!scheme_read_table(build, t, err))
			return false;
	if (!scheme_read_weights(build, err) || !scheme_make_ladders(build, err))
		return false;
	for (int sex = SEX_MALE; sex <= SEX_FEMALE; sex++)
		for (int g = GRADE_G1; g < GRADE_COUNT; g++)
			make_plan(build->scheme, sex, g);
	build->scheme->digest = digest_files(build);
	build->scheme->exam = scheme_make_exam(build->scheme);
	return true;
}

struct scheme *scheme_load_files(const char *place, const struct scheme_file *files,
	size_t count, const struct items *items, struct err *err)
{
	struct scheme_build *build = mem_alloc(sizeof(*build));
	struct scheme *scheme = mem_alloc(sizeof(*scheme));

	scheme->items = items;
	scheme->memory = mem_alloc(sizeof(*scheme->memory));
	build->scheme = scheme;
	build->place = place;
	build->files = files;
	build->files_count = count;
	if (!build_all(build, err)) {
		scheme_free(scheme);
		scheme = NULL;
	}
	free(build->row);
	free(build);
	return scheme;
}

/* scheme.yaml and the tables of a folder, read whole. */
static bool read_folder(const char *dir, char **names, size_t count, struct buf *bytes,
	struct scheme_file *files, struct err *err)
{
	char path[PATH_SIZE];

	for (size_t i = 0; i < count; i++) {
		const char *name = i ? names[i - 1] : SCHEME_MAIN_FILE;

		if (!path_join(path, dir, name, err) ||
			!path_read(path, FILE_MAX, &bytes[i], err))
			return false;
		files[i] = (struct scheme_file){ name, bytes[i].data, bytes[i].len };
	}
	return true;
}

struct scheme *scheme_load(const char *dir, const struct items *items, struct err *err)
{
	struct scheme_file files[FILES_MAX];
	struct buf bytes[FILES_MAX];
	struct scheme *scheme = NULL;
	char **names = NULL;
	size_t count = 0;

	if (!path_list(dir, ".csv", &names, &count, err))
		return NULL;
	count++;
	if (count > FILES_MAX) {
		err_set(err, "%s: %zu tables are too many (allowed: %d)", dir,
			count - 1, FILES_MAX - 1);
		path_list_free(names);
		return NULL;
	}
	for (size_t i = 0; i < count; i++)
		bytes[i] = (struct buf)BUF_INIT;
	if (read_folder(dir, names, count, bytes, files, err))
		scheme = scheme_load_files(dir, files, count, items, err);
	for (size_t i = 0; i < count; i++)
		buf_release(&bytes[i]);
	path_list_free(names);
	return scheme;
}

void scheme_free(struct scheme *scheme)
{
	if (!scheme)
		return;
	exam_free(scheme->exam);
	free(scheme->memory->ints);
	free(scheme->memory->labels);
	free(scheme->memory);
	free(scheme->item);
	free(scheme);
}

/* ---- asking ------------------------------------------------------------------ */

int scheme_find(const struct scheme *scheme, const char *key)
{
	for (int i = 0; i < scheme->count; i++)
		if (strcmp(scheme->item[i].key, key) == 0)
			return i;
	return -1;
}

const struct item *scheme_measure(const struct scheme *scheme, int item)
{
	for (int i = 0; i < scheme->count; i++)
		if (scheme->item[i].item == item)
			return &scheme->item[i].measure;
	return items_at(scheme->items, item);
}

bool scheme_tests(const struct scheme *scheme, enum sex sex, enum grade grade, int item)
{
	return scheme->plan[sex][grade].uses >> item & 1;
}

const struct scheme_level *scheme_level(const struct scheme *scheme, int32_t points_c)
{
	for (int i = 0; i < scheme->levels; i++)
		if (points_c >= scheme->level[i].from_c)
			return &scheme->level[i];
	return NULL;
}
