#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "commands.h"
#include "exam.h"
#include "item.h"
#include "open.h"
#include "path.h"
#include "rows.h"
#include "scheme.h"
#include "scheme_use.h"
#include "score.h"

const char help_scheme[] =
	"station scheme list\n"
	"station scheme show ID\n"
	"station scheme check [ID or FOLDER]\n"
	"station scheme new [ID]\n"
	"station scheme use ID [--exam-year Y] --by NAME\n"
	"station scheme confirm [--exam-year Y] --by NAME\n"
	"station scheme used\n"
	"\n"
	"Exam schemes and fitness standards: the folders of schema/schemes.\n"
	"  list    id, kind, status, title, points, problem; one row a scheme\n"
	"  show    what the program understood: parts, groups, items, tables, "
	"statuses\n"
	"  check   loads one scheme, or all: file, line and key of what is wrong\n"
	"  new     prints a skeleton of scheme.yaml with comments, to fill in\n"
	"  use     the station's exam of year Y is scored by it (without Y: the exam "
	"of\n"
	"          this school year); its files are kept in the journal\n"
	"  confirm another person compared it with the paper; until then every score\n"
	"          carries 未核对. Without Y: of the latest exam year\n"
	"  used    scheme, exam_year, status, digest, taken_by, confirmed_by, mark\n"
	"\n"
	"docs/schemes.md describes the form of an exam scheme. A scheme that is a "
	"sample\n"
	"or a draft says so beside its name.\n"
	"\n"
	"Exit status: 0; 1 when some scheme is wrong; 2 when nothing was done.\n";

/* ---- one scheme of either kind ------------------------------------------------- */

struct either {
	struct scheme *standard;
	struct exam *exam;
};

static bool load(const char *dir, const struct items *items, struct either *either,
	struct err *err)
{
	*either = (struct either){ NULL, NULL };
	if (exam_is_in(dir))
		either->exam = exam_load(dir, items, err);
	else
		either->standard = scheme_load(dir, items, err);
	return either->exam || either->standard;
}

static void release(struct either *either)
{
	exam_free(either->exam);
	scheme_free(either->standard);
}

static void put_row(struct rows *rows, const char *id, const struct either *e,
	const struct err *why)
{
	enum scheme_status status = e->exam	  ? e->exam->status
				    : e->standard ? e->standard->status
						  : SCHEME_OFFICIAL;
	bool good = e->exam || e->standard;
	char points[24];

	rows_text(rows, id);
	rows_text(rows, e->exam ? "exam" : e->standard ? "standard" : "");
	rows_text(rows, good ? scheme_status_name(status) : "");
	rows_text(rows, e->exam	      ? e->exam->title
			: e->standard ? e->standard->title
				      : "");
	rows_number(rows, e->exam ? score_write(e->exam->points_c,
					    e->exam->points_c % 100 ? 2 : 0, points,
					    sizeof(points))
				  : "");
	rows_text(rows, good ? "" : why->text);
	rows_text(rows, good ? exam_mark(status) : "");
	rows_end(rows);
}

static int list(const struct env *env, const struct items *items, struct err *err)
{
	static const char *const titles[] = { "id", "kind", "status", "title", "points",
		"problem", "mark" };
	char folder[PATH_SIZE], dir[PATH_SIZE], **names;
	struct rows rows;
	size_t count;
	int wrong = 0;

	env_share(env, "schema/schemes", folder, sizeof(folder));
	if (!path_list(folder, "", &names, &count, err))
		return NOT_DONE;
	rows_begin(&rows, stdout, env->json, titles, 7);
	for (size_t i = 0; i < count; i++) {
		struct err why = ERR_INIT;
		struct either e = { NULL, NULL };

		if (path_join(dir, folder, names[i], &why) && path_is_folder(dir)) {
			wrong += !load(dir, items, &e, &why);
			put_row(&rows, names[i], &e, &why);
			release(&e);
		}
	}
	path_list_free(names);
	if (!rows_finish(&rows, err))
		return NOT_DONE;
	return wrong ? DONE_BUT : DONE;
}

/* ---- show ---------------------------------------------------------------------- */

static const char *points(int32_t points_c, char out[24])
{
	return score_write(points_c,
		points_c % 10	 ? 2
		: points_c % 100 ? 1
				 : 0,
		out, 24);
}

static void show_round(const struct exam_round *round)
{
	static const char *const names[] = { "", "cut", "half_up", "nonzero_up" };
	char text[24];

	if (round->step_c)
		printf(", %s to %s", names[round->round], points(round->step_c, text));
}

static void show_item(const struct exam *exam, int i)
{
	static const char *const methods[] = { "table", "linear", "bands", "gate",
		"judged" };
	const struct exam_item *item = &exam->item[i];
	char min[24], max[24], scale[24];

	printf("    %s  %s%s%s: %s of %s, %d attempt%s, %s to %s%s", item->key,
		item->zh, item->sex ? " " : "", sex_zh(item->sex),
		item->no_table ? "no table" : methods[item->method],
		points(item->scale_max_c, scale), item->attempts,
		item->attempts == 1 ? "" : "s",
		item_format_plain(
			&item->measure, item->measure.hard_min, min, sizeof(min)),
		item_format_plain(
			&item->measure, item->measure.hard_max, max, sizeof(max)),
		item_unit_zh(&item->measure));
	if (item->method == EXAM_TABLE && !item->no_table)
		printf(", %d rows", item->points[SEX_MALE][GRADE_NONE].rows +
					    item->points[SEX_FEMALE][GRADE_NONE].rows);
	show_round(&item->round);
	printf("\n      %s\n", item->origin);
	if (*item->course)
		printf("      场地：%s\n", item->course);
	if (*item->equipment)
		printf("      器材：%s\n", item->equipment);
	for (int k = 0; k < item->faults; k++)
		printf("%s%s", k ? "、" : "      犯规：", item->fault[k].zh);
	if (item->faults)
		printf("\n");
}

static void show_group(const struct exam *exam, int g)
{
	static const char *const chooses[] = { "declared", "best", "drawn" };
	const struct exam_group *group = &exam->group[g];
	char text[24];

	printf("  %s  %s", group->key, group->zh);
	if (group->points_c)
		printf(": %s points", points(group->points_c, text));
	printf(", picks %d, %s", group->pick, chooses[group->choose]);
	show_round(&group->round);
	printf("\n");
	for (int i = 0; i < exam->items; i++)
		if (group->items >> i & 1)
			show_item(exam, i);
}

static void show_part(const struct exam *exam, int p)
{
	static const char *const kinds[] = { "process", "field", "theory", "gate" };
	const struct exam_part *part = &exam->part[p];
	char text[24];

	printf("%s  %s: %s, %s points%s", part->key, part->zh, kinds[part->kind],
		points(part->points_c, text), part->mean ? ", mean" : "");
	show_round(&part->round);
	printf(", at most %s\n", points(part->cap_c, text));
	for (int g = 0; g < exam->groups; g++)
		if (exam->group[g].part == p)
			show_group(exam, g);
	for (int i = 0; i < exam->components; i++) {
		const struct exam_component *c = &exam->component[i];

		if (c->part == p)
			printf("  %s  %s: %s, at most %s, %d year%s\n", c->key, c->zh,
				c->typed ? "typed" : c->input,
				points(c->points_c, text), c->years,
				c->years == 1 ? "" : "s");
	}
	for (int i = 0; i < exam->items; i++)
		if (part->gates >> i & 1)
			show_item(exam, i);
}

static void show_exam(const struct exam *exam)
{
	const char *mark = exam_mark(exam->status);
	char text[DIGEST_TEXT_SIZE], total[24];

	printf("%s  %s%s%s\n", exam->id, exam->title, *mark ? " " : "", mark);
	printf("%s, %d, %s; %s\n%s\n%s\n", exam->place, exam->exam_year,
		scheme_status_name(exam->status), exam->document, exam->source,
		digest_text(&exam->digest, text));
	for (int p = 0; p < exam->parts; p++)
		show_part(exam, p);
	for (int i = 0; i < exam->statuses; i++)
		printf("status %s  %s\n", exam->status_of[i].code,
			exam->status_of[i].zh);
	printf("total: %s points", points(exam->points_c, total));
	show_round(&exam->round);
	printf(", computed in 1/%lld point\n", (long long)exam->den);
}

static void show_standard(const struct scheme *scheme)
{
	const char *mark = exam_mark(scheme->status);
	char text[DIGEST_TEXT_SIZE];

	printf("%s  %s%s%s\n%s; %s\n%s\n%s\n", scheme->id, scheme->title,
		*mark ? " " : "", mark, scheme_status_name(scheme->status),
		scheme->document, scheme->source, digest_text(&scheme->digest, text));
	for (int i = 0; i < scheme->count; i++)
		printf("  %s  %s\n", scheme->item[i].key, scheme->item[i].zh);
}

/* ---- check --------------------------------------------------------------------- */

static int check(const char *dir, const struct items *items)
{
	struct err why = ERR_INIT;
	struct either e;

	if (!load(dir, items, &e, &why)) {
		fprintf(stderr, "%s\n", why.text);
		return DONE_BUT;
	}
	printf("%s: good%s%s\n", dir,
		*exam_mark(e.exam ? e.exam->status : e.standard->status) ? ", " : "",
		exam_mark(e.exam ? e.exam->status : e.standard->status));
	release(&e);
	return DONE;
}

static int show(const char *dir, const struct items *items, struct err *err)
{
	struct either e;

	if (!load(dir, items, &e, err))
		return NOT_DONE;
	if (e.exam)
		show_exam(e.exam);
	else
		show_standard(e.standard);
	release(&e);
	return DONE;
}

/* ---- new ----------------------------------------------------------------------- */

static int make_new(const struct env *env, const char *id, struct err *err)
{
	struct buf text = BUF_INIT;
	char path[PATH_SIZE];
	const char *mark;
	bool good;

	if (id && (!path_plain(id) || strlen(id) > 31 ||
			  strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") !=
				  strlen(id))) {
		err_set(err, "\"%.80s\" is no id (small letters, digits and -)", id);
		return NOT_DONE;
	}
	env_share(env, "schema/scheme-skeleton.yaml", path, sizeof(path));
	good = path_read(path, (size_t)1 << 20, &text, err);
	mark = good ? strstr(text.data, "id: my-city") : NULL;
	if (good && mark && id)
		printf("%.*sid: %s%s", (int)(mark - text.data), text.data, id,
			mark + strlen("id: my-city"));
	else if (good)
		fputs(text.data, stdout);
	buf_release(&text);
	if (good && (fflush(stdout) || ferror(stdout)))
		good = err_set(err, "standard output: not everything was written");
	return good ? DONE : NOT_DONE;
}

static int with_items(
	const struct env *env, const char *what, const char *word, struct err *err)
{
	char path[PATH_SIZE], dir[PATH_SIZE];
	struct items *items = items_load(
		env_share(env, "schema/items.yaml", path, sizeof(path)), err);
	int status = NOT_DONE;

	if (!items)
		return NOT_DONE;
	if (!word)
		status = list(env, items, err);
	else if (open_scheme_folder(env, word, dir, err))
		status = strcmp(what, "show") == 0 ? show(dir, items, err)
						   : check(dir, items);
	items_free(items);
	return status;
}

/* The status, with a sentence when it is NOT_DONE; -1: no such word. */
static int run(const struct env *env, int argc, char **argv, struct err *err)
{
	const char *what = argc > 1 ? argv[1] : "", *word = argc > 2 ? argv[2] : NULL;

	if (scheme_use_is(what))
		return scheme_use(env, argc, argv, err);
	if (argc > 3)
		return -1;
	if (strcmp(what, "new") == 0)
		return make_new(env, word, err);
	if ((strcmp(what, "list") == 0 && !word) || strcmp(what, "check") == 0 ||
		(strcmp(what, "show") == 0 && word))
		return with_items(env, what, word, err);
	return -1;
}

int cmd_scheme(struct env *env, int argc, char **argv)
{
	struct err err = ERR_INIT;
	int status = run(env, argc, argv, &err);

	if (status < 0)
		return command_usage("scheme");
	return status == NOT_DONE ? command_fail("scheme", &err) : status;
}
