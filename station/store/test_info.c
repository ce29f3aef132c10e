#include "test_info.h"

#include <string.h>

#include "clock.h"
#include "query.h"
#include "text.h"

#define BETWEEN "、"

static bool has_word(const char *list, const char *word, size_t len)
{
	size_t between = strlen(BETWEEN);

	while (*list) {
		const char *end = strstr(list, BETWEEN);
		size_t n = end ? (size_t)(end - list) : strlen(list);

		if (n == len && memcmp(list, word, len) == 0)
			return true;
		list += n + (end ? between : 0);
	}
	return false;
}

/* Each word of `words` once; what does not fit is left out whole. */
static void add_words(char *list, size_t size, const char *words)
{
	size_t between = strlen(BETWEEN);

	while (*words) {
		const char *end = strstr(words, BETWEEN);
		size_t n = end ? (size_t)(end - words) : strlen(words);
		size_t len = strlen(list);
		size_t gap = len > 0 ? between : 0;

		if (n > 0 && !has_word(list, words, n) && len + gap + n < size) {
			memcpy(list + len, BETWEEN, gap);
			memcpy(list + len + gap, words, n);
			list[len + gap + n] = '\0';
		}
		words += n + (end ? between : 0);
	}
}

static void begin(struct test_info *info, struct query *q)
{
	struct date day = date_of_wall(query_int_at(q, 8), CLOCK_SHANGHAI);

	memset(info, 0, sizeof(*info));
	info->grade_code = (int)query_int_at(q, 0);
	query_copy_at(q, 1, info->class_code, sizeof(info->class_code));
	query_copy_at(q, 2, info->class_name, sizeof(info->class_name));
	query_copy_at(q, 3, info->item, sizeof(info->item));
	info->tested_on = day.year * 10000 + day.month * 100 + day.day;
}

static bool is_next(const struct test_info *info, struct query *q)
{
	return info->results == 0 || info->grade_code != query_int_at(q, 0) ||
	       strcmp(info->class_code, query_text_at(q, 1)) != 0 ||
	       strcmp(info->item, query_text_at(q, 3)) != 0;
}

static void add(struct test_info *info, struct query *q)
{
	const char *source = query_text_at(q, 7);

	info->results++;
	add_words(info->testers, sizeof(info->testers), query_text_at(q, 4));
	add_words(info->place, sizeof(info->place), query_text_at(q, 5));
	add_words(info->instrument, sizeof(info->instrument), query_text_at(q, 6));
	info->by_device |= strcmp(source, "device") == 0;
	info->by_hand |= strcmp(source, "hand") == 0 || strcmp(source, "manual") == 0;
}

bool test_info_each(
	struct store *store, test_info_take *take, void *ctx, struct err *err)
{
	struct query *q = query(store_db(store),
		"SELECT s.grade_code, s.class_code, s.class_name, r.item, x.testers, "
		"x.place, x.device, a.source, a.began_us FROM result r "
		"JOIN student s ON s.id = r.student "
		"JOIN attempt a ON a.station = r.station AND a.seq = r.seq "
		"JOIN session x ON x.station = a.session_station AND x.seq = a.session "
		"WHERE s.state = 'here' AND r.state = 'valid' "
		"ORDER BY s.grade_code, s.class_code, r.item, a.began_us");
	struct test_info info = { .results = 0 };
	enum query_got got = QUERY_END;
	bool more = true;

	while (more && (got = query_next(q, err)) == QUERY_ROW) {
		if (is_next(&info, q)) {
			more = info.results == 0 || take(ctx, &info);
			begin(&info, q);
		}
		add(&info, q);
	}
	if (!more) {
		query_end(q);
		return true;
	}
	if (got == QUERY_FAIL)
		return false;
	if (info.results > 0)
		take(ctx, &info);
	return true;
}
