#include "export_journal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "clock.h"
#include "open.h"
#include "path.h"
#include "roster.h"
#include "rows.h"
#include "sheet.h"
#include "text.h"

#define STEP 1024

/* ---- keeping ---------------------------------------------------------------------- */

static struct handin_value *add(struct handed *handed, const char *student)
{
	struct handin_value *v;

	if (handed->count % STEP == 0)
		handed->values = mem_resize_array(
			handed->values, handed->count + STEP, sizeof(*handed->values));
	v = &handed->values[handed->count++];
	memset(v, 0, sizeof(*v));
	text_copy(v->student, sizeof(v->student), student);
	return v;
}

void handed_who(struct handed *handed, const char *student)
{
	add(handed, student);
	handed->rows++;
}

void handed_item(
	struct handed *handed, const char *student, const char *item, int64_t value)
{
	struct handin_value *v = add(handed, student);

	text_copy(v->item, sizeof(v->item), item);
	v->value = value;
}

void handed_row(struct handed *handed, const struct upload_student *student)
{
	handed_who(handed, student->student.id);
}

void handed_value(struct handed *handed, const struct upload_student *student,
	const char *item, int64_t value)
{
	handed_item(handed, student->student.id, item, value);
}

static bool is_gone(const struct handin_change *change)
{
	return change->kind == CHANGE_EXEMPT || change->kind == CHANGE_LEFT;
}

void handed_gone(struct handed *handed, const struct upload_with *with,
	const struct changes *changes)
{
	struct id_set there = { .list = NULL };
	const char *told = "";

	for (size_t i = 0; i < handed->count; i++)
		id_set_add(&there, handed->values[i].student);
	id_set_ready(&there);
	for (size_t i = 0; i < changes->count; i++) {
		const struct handin_change *change = &changes->list[i];
		struct err ignored = ERR_INIT;
		struct student s;

		if (!is_gone(change) || strcmp(told, change->student) == 0)
			continue;
		told = change->student;
		if (roster_find(with->store, told, &s, &ignored) == ROSTER_FOUND &&
			result_stage_has(with->stage, s.grade_code) &&
			!id_set_has(&there, told))
			text_copy(add(handed, told)->item, sizeof(handed->values->item),
				HANDIN_GONE);
	}
	id_set_release(&there);
}

void handed_release(struct handed *handed)
{
	free(handed->values);
	memset(handed, 0, sizeof(*handed));
}

static bool keep_later(struct handed_later *later, const struct handin_file *handin,
	struct handed *handed)
{
	if (later->count == HANDED_FILES)
		return false;
	later->files[later->count] = *handin;
	later->handed[later->count++] = *handed;
	*handed = (struct handed){ .values = NULL };
	return true;
}

bool export_keep(const struct upload_with *with, struct handin_file *handin,
	const char *path, struct handed *handed, struct err *err)
{
	bool good;

	text_copy(handin->file, sizeof(handin->file), path_name(path));
	text_keep_characters(handin->file);
	handin->rows = (int64_t)handed->rows;
	good = sha256_file(path, &handin->sha256, err);
	if (good && with->later)
		good = keep_later(with->later, handin, handed);
	else if (good)
		good = handins_put(with->store, handin, handed->values, handed->count,
			env_now_us(with->env), err);
	if (!good)
		unlink(path);
	return good;
}

bool handed_later_put(struct handed_later *later, struct store *store, int64_t wall_us,
	struct err *err)
{
	for (size_t i = 0; i < later->count; i++)
		if (!handins_put(store, &later->files[i], later->handed[i].values,
			    later->handed[i].count, wall_us, err))
			return false;
	return true;
}

void handed_later_release(struct handed_later *later)
{
	for (size_t i = 0; i < later->count; i++)
		handed_release(&later->handed[i]);
	later->count = 0;
}

const char *handed_name(
	const struct handed_later *later, const char *file, char out[PATH_SIZE])
{
	struct err ignored = ERR_INIT;

	return later && path_join(out, later->folder, path_name(file), &ignored) ? out
										 : file;
}

/* ---- the list --------------------------------------------------------------------- */

static bool print_one(void *ctx, const struct handin_file *h)
{
	struct rows *rows = ctx;
	char stamp[CLOCK_STAMP_SIZE], sum[SHA256_TEXT_SIZE];

	rows_text(rows, h->id.station);
	rows_int(rows, h->id.seq);
	rows_text(rows, wall_write(h->made_us, CLOCK_SHANGHAI, stamp));
	rows_text(rows, h->what);
	rows_text(rows, h->layout);
	rows_text(rows, h->scheme);
	rows_text(rows, h->file);
	rows_int(rows, h->rows);
	rows_text(rows, sha256_text(&h->sha256, sum));
	rows_text(rows, h->who);
	rows_end(rows);
	return true;
}

int export_list(const struct env *env)
{
	static const char *const titles[] = { "station", "seq", "made", "what",
		"layout", "scheme", "file", "rows", "sha256", "who" };
	struct err err = ERR_INIT;
	struct store *store = open_store(env, env->data_dir, STORE_READ, NULL, &err);
	struct rows rows;
	bool good = store != NULL;

	if (good) {
		rows_begin(&rows, stdout, env->json, titles,
			sizeof(titles) / sizeof(titles[0]));
		good = handins_each(store, print_one, &rows, &err) &&
		       rows_finish(&rows, &err);
	}
	store_close(store);
	return good ? DONE : command_fail("export", &err);
}

/* ---- changes ---------------------------------------------------------------------- */

static bool take_change(void *ctx, const struct handin_change *change)
{
	struct changes *out = ctx;

	if (out->count % STEP == 0)
		out->list = mem_resize_array(
			out->list, out->count + STEP, sizeof(*out->list));
	out->list[out->count++] = *change;
	return true;
}

bool changes_gather(const struct upload_with *with, int64_t since, struct changes *out,
	struct err *err)
{
	if (!handins_changes(with->store, since, take_change, out, err))
		return false;
	for (size_t i = 0; i < out->count; i++)
		if (!is_gone(&out->list[i]))
			id_set_add(&out->said, out->list[i].student);
	id_set_ready(&out->said);
	return true;
}

bool changes_has(const struct changes *changes, const char *student)
{
	return id_set_has(&changes->said, student);
}

size_t changes_gone(const struct changes *changes)
{
	size_t count = 0;
	const char *last = "";

	for (size_t i = 0; i < changes->count; i++) {
		if (!is_gone(&changes->list[i]))
			continue;
		count += strcmp(last, changes->list[i].student) != 0;
		last = changes->list[i].student;
	}
	return count;
}

static void write_value(
	const struct item *item, bool has, int64_t value, char *out, size_t size)
{
	char text[40], shortest[32];

	*out = '\0';
	if (!has || !item)
		return;
	item_format_file(item, value, text, sizeof(text));
	text_copy(out, size,
		item->minutes || !number_shortest(text, shortest) ? text : shortest);
}

/* Why there is no result any more, or what became of the student. */
static const char *state_zh(const struct handin_change *change)
{
	static const struct {
		const char *state, *zh;
	} states[] = {
		{ "missing", "未测" },
		{ "disputed", "有争议" },
		{ "foul", "没有有效成绩" },
	};

	if (change->kind == CHANGE_EXEMPT)
		return "免予执行";
	if (change->kind == CHANGE_LEFT)
		return "已离校";
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (strcmp(states[i].state, change->state) == 0)
			return states[i].zh;
	return "不再有此项";
}

void change_say(const struct items *items, const struct handin_change *change,
	char column[48], char value[96], char reason[256])
{
	int index = items_find(items, change->item);
	const struct item *item = index < 0 ? NULL : items_at(items, index);
	char now[96];

	text_copy(column, 48, item ? item->zh : change->item);
	write_value(item, change->had, change->old_value, value, 96);
	write_value(item, change->has, change->new_value, now, sizeof(now));
	if (is_gone(change))
		snprintf(reason, 256,
			"%s，而上次已经上报。文件里的空格子撤不掉平台上的成绩：请在平台"
			"上"
			"删除他的成绩；已提交的请上级退回",
			state_zh(change));
	else if (change->kind == CHANGE_WITHDRAWN)
		snprintf(reason, 256,
			"上次报的是 "
			"%s，现在没有成绩（%s）。补报的空格子平台不一定会清掉旧"
			"值，请在平台上核对",
			value, state_zh(change));
	else if (change->kind == CHANGE_NEW)
		snprintf(reason, 256, "上次没有报，现在是 %s", now);
	else
		snprintf(reason, 256, "上次报的是 %s，现在是 %s", value, now);
}

void changes_release(struct changes *changes)
{
	id_set_release(&changes->said);
	free(changes->list);
	memset(changes, 0, sizeof(*changes));
}

static void print_value(
	struct rows *rows, const struct item *item, bool has, int64_t value)
{
	char text[40];

	write_value(item, has, value, text, sizeof(text));
	if (!*text || item->minutes)
		rows_text(rows, text);
	else
		rows_number(rows, text);
}

static bool print_change(const struct upload_with *with, struct rows *rows,
	const struct handin_change *change, struct err *err)
{
	int index = items_find(with->items, change->item);
	const struct item *item = index < 0 ? NULL : items_at(with->items, index);
	struct student s;

	if (roster_find(with->store, change->student, &s, err) != ROSTER_FOUND)
		return err_set(err, "student %s is not in the store", change->student);
	rows_text(rows, s.class_name);
	if (s.class_place)
		rows_int(rows, s.class_place);
	else
		rows_text(rows, "");
	rows_text(rows, s.name);
	rows_text(rows, item ? item->zh : change->item);
	print_value(rows, item, change->had, change->old_value);
	if (change->has || change->kind == CHANGE_NEW)
		print_value(rows, item, change->has, change->new_value);
	else
		rows_text(rows, state_zh(change));
	if (change->since.seq)
		rows_int(rows, change->since.seq);
	else
		rows_text(rows, "");
	rows_text(rows, change_kind_key(change->kind));
	rows_end(rows);
	return true;
}

bool changes_print(
	const struct upload_with *with, const struct changes *changes, struct err *err)
{
	static const char *const titles[] = { "class", "number", "name", "item", "old",
		"new", "since", "kind" };
	struct rows rows;

	rows_begin(&rows, stdout, with->env->json, titles,
		sizeof(titles) / sizeof(titles[0]));
	for (size_t i = 0; i < changes->count; i++)
		if (!print_change(with, &rows, &changes->list[i], err))
			return false;
	return rows_finish(&rows, err);
}
