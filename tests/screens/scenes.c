#include "scenes.h"

#include <stdio.h>
#include <string.h>

#define PUT(field, ...) snprintf(field, sizeof(field), __VA_ARGS__)

/* Plainly invented: a family name and a thing that grows or flies. */
static const char *const family[] = { "赵", "钱", "孙", "李", "周", "吴", "郑", "王",
	"冯", "陈" };
static const char *const given[] = { "小石", "小雨", "小树", "晓云", "一苗", "冬青",
	"小河", "向阳", "千帆", "明月", "小禾", "天星" };

static void name_of(int i, char *out, size_t size)
{
	snprintf(out, size, "%s%s", family[i * 7 % 10], given[i * 5 % 12]);
}

static void put_item(struct model *m, const char *key, const char *name)
{
	PUT(m->item.key, "%s", key);
	PUT(m->item.name, "%s", name);
}

static void put_person(struct model *m)
{
	PUT(m->person.name, "李小树");
	PUT(m->person.place, "七年级3班 21号");
	PUT(m->person.line, "七年级3班 21号 李小树");
	PUT(m->next_line, "王小雨");
	PUT(m->after_next_line, "赵小石");
}

static void base(struct model *m)
{
	memset(m, 0, sizeof(*m));
	visit_init(&m->visit);
	put_item(m, "long_jump", "立定跳远");
	m->session = SESSION_FORMAL;
	PUT(m->clock_text, "10:42");
	PUT(m->battery_text, "87%%");
	PUT(m->class_text, "七年级3班");
	PUT(m->device_word, "正常");
	m->device_lamp = LAMP_GOOD;
	m->attempt.seconds_left = m->attempt.bar_permille = -1;
}

static void poster(struct model *m)
{
	PUT(m->next_line, "王小雨");
	PUT(m->after_next_line, "赵小石");
}

static void poster_blow(struct model *m)
{
	poster(m);
	put_item(m, "vital_capacity", "肺活量");
	m->item.blows = true;
}

#define POSTER(function, key, name)                                                    \
	static void function(struct model *m)                                          \
	{                                                                              \
		put_item(m, key, name);                                                \
	}
POSTER(poster_weight, "weight", "体重")
POSTER(poster_height, "height", "身高")
POSTER(poster_run50, "run50", "50米跑")
POSTER(poster_shuttle, "shuttle_50x8", "50米×8往返跑")
POSTER(poster_run1000, "run1000", "1000米跑")
POSTER(poster_reach, "sit_reach", "坐位体前屈")
POSTER(poster_rope, "rope_skip", "一分钟跳绳")
POSTER(poster_situps, "situps", "一分钟仰卧起坐")
POSTER(poster_pull, "pull_ups", "引体向上")

static void poster_practice(struct model *m)
{
	m->session = SESSION_PRACTICE;
}

static void poster_banner(struct model *m)
{
	poster(m);
	m->fault.kind = FAULT_BANNER;
	m->fault.can_acknowledge = true;
	PUT(m->fault.what, "跳远垫的线松了。");
	PUT(m->fault.safe, "已保存的成绩都在。");
	PUT(m->fault.todo, "请把插头插回右边的口。");
	PUT(m->device_word, "断开了");
	m->device_lamp = LAMP_BAD;
}

static void put_classes(struct model *m, int each)
{
	static const char *const grade[] = { "一", "二", "三", "四", "五", "六", "七",
		"八", "九" };

	for (int g = 0; g < 9; g++)
		for (int c = 0; c < each; c++) {
			struct model_class *k = &m->classes[m->n_classes++];

			PUT(k->name, "%s年级%d班", grade[g], c + 1);
			k->grade = g + 1;
			k->total = 38 + (g * 5 + c * 3) % 8;
			k->done = (g * 17 + c * 29) % 60;
			if (k->done > k->total)
				k->done = k->total;
		}
}

static void classes(struct model *m)
{
	m->visit.identify = IDENTIFY_CLASSES;
	put_classes(m, 4);
}

static void classes_few(struct model *m)
{
	m->visit.identify = IDENTIFY_CLASSES;
	put_classes(m, 1);
}

static void classes_many(struct model *m)
{
	m->visit.identify = IDENTIFY_CLASSES;
	m->visit.page = 1;
	put_classes(m, 12);
}

static void put_tiles(struct model *m, int n)
{
	put_classes(m, 4);
	m->visit.identify = IDENTIFY_TILES;
	m->visit.class_index = 26;
	for (int i = 0; i < n; i++) {
		struct model_tile *t = &m->tiles[m->n_tiles++];

		t->number = i + 1;
		name_of(i, t->name, sizeof(t->name));
		t->mark = i % 4 == 1 ? TILE_DONE : TILE_OPEN;
	}
	m->tiles[6].mark = TILE_ABSENT;
	m->tiles[17].mark = TILE_EXEMPT;
	PUT(m->tiles[10].name, "阿依古丽·买买提");
}

static void tiles(struct model *m)
{
	put_tiles(m, 45);
}

static void tiles_two_pages(struct model *m)
{
	put_tiles(m, 52);
}

static void tiles_banner(struct model *m)
{
	poster_banner(m);
	put_tiles(m, 45);
}

static void keypad(struct model *m)
{
	m->visit.identify = IDENTIFY_KEYPAD;
	PUT(m->visit.typed, "30721");
}

static void keypad_unknown(struct model *m)
{
	m->visit.identify = IDENTIFY_KEYPAD;
	PUT(m->keypad_note, "没有这个测试号，再看一看");
}

static void refused(struct model *m)
{
	m->stage = STAGE_REFUSED;
	put_person(m);
	PUT(m->refusal, "请找老师");
}

static void refused_unknown(struct model *m)
{
	m->stage = STAGE_REFUSED;
	PUT(m->refusal, "名单里没有你，请找老师加进来");
}

static void confirm(struct model *m)
{
	m->stage = STAGE_CONFIRM;
	put_person(m);
}

static void confirm_long(struct model *m)
{
	confirm(m);
	PUT(m->person.name, "阿依古丽·买买提");
	PUT(m->person.line, "七年级3班 11号 阿依古丽·买买提");
	PUT(m->person.place, "七年级3班 11号");
}

static void put_try(
	struct model *m, int i, const char *text, enum phase phase, bool best)
{
	PUT(m->attempt.tries[i].text, "%s", text);
	m->attempt.tries[i].phase = phase;
	m->attempt.tries[i].best = best;
}

static void attempt(struct model *m)
{
	m->stage = STAGE_ATTEMPT;
	put_person(m);
	m->attempt.number = 2;
	m->attempt.of = 3;
	put_try(m, 0, "203厘米", PHASE_SAVED, true);
	m->attempt.phase = PHASE_READY;
}

static void attempt_go(struct model *m)
{
	attempt(m);
	m->attempt.phase = PHASE_GO;
}

static void attempt_saved(struct model *m)
{
	attempt(m);
	m->attempt.phase = PHASE_SAVED;
	PUT(m->attempt.value_text, "205");
	PUT(m->attempt.unit_text, "厘米");
	m->attempt.tries[0].best = false;
	put_try(m, 1, "205厘米", PHASE_SAVED, true);
}

static void attempt_foul(struct model *m)
{
	attempt(m);
	m->attempt.phase = PHASE_NOT_COUNTED;
	put_try(m, 1, "这次不算", PHASE_NOT_COUNTED, false);
}

static void attempt_device(struct model *m)
{
	attempt(m);
	m->attempt.phase = PHASE_DEVICE;
	PUT(m->device_word, "没有数据");
	m->device_lamp = LAMP_WARN;
}

static void attempt_minute(struct model *m)
{
	attempt(m);
	put_item(m, "rope_skip", "一分钟跳绳");
	m->attempt.of = m->attempt.number = 1;
	put_try(m, 0, "", PHASE_READY, false);
	m->attempt.phase = PHASE_MEASURING;
	m->attempt.seconds_left = 10;
	PUT(m->attempt.value_text, "118");
	PUT(m->attempt.unit_text, "次");
}

static void attempt_blow(struct model *m)
{
	attempt(m);
	put_item(m, "vital_capacity", "肺活量");
	m->attempt.of = 2;
	put_try(m, 0, "2840毫升", PHASE_SAVED, true);
	m->item.blows = true;
	m->attempt.phase = PHASE_MEASURING;
	m->attempt.bar_permille = 640;
	PUT(m->attempt.value_text, "2965");
	PUT(m->attempt.unit_text, "毫升");
}

static void attempt_rest(struct model *m)
{
	attempt_blow(m);
	m->attempt.bar_permille = -1;
	m->attempt.value_text[0] = '\0';
	m->attempt.phase = PHASE_REST;
	m->attempt.seconds_left = 12;
}

static void attempt_zero(struct model *m)
{
	attempt_minute(m);
	m->attempt.phase = PHASE_ASKED;
	m->attempt.seconds_left = -1;
	m->attempt.can_zero = true;
	PUT(m->attempt.value_text, "0");
	PUT(m->attempt.why_text, "设备显示0，请老师确认");
}

static void attempt_pull_ups(struct model *m)
{
	attempt(m);
	put_item(m, "pull_ups", "引体向上");
	m->item.hide_zero = true;
	m->attempt.of = m->attempt.number = 1;
	m->attempt.can_zero = true;
}

static void attempt_full(struct model *m)
{
	attempt_blow(m);
	m->attempt.bar_permille = -1;
	m->attempt.phase = PHASE_ASKED;
	m->attempt.can_accept = true;
	PUT(m->attempt.value_text, "9999");
	PUT(m->attempt.why_text, "到了设备量程的尽头");
}

static void attempt_nothing(struct model *m)
{
	attempt(m);
	m->attempt.phase = PHASE_NOT_COUNTED;
	PUT(m->attempt.why_text, "设备显示0，没有测到");
}

static void weighing(struct model *m)
{
	m->stage = STAGE_ATTEMPT;
	put_person(m);
	put_item(m, "weight", "体重");
	m->item.is_private = true;
	m->attempt.phase = PHASE_MEASURING;
	PUT(m->person.line, "一年级2班 7号 孙小禾");
	PUT(m->person.place, "一年级2班 7号");
	PUT(m->person.name, "孙小禾");
	PUT(m->class_text, "一年级2班");
}

static void weighing_saved(struct model *m)
{
	weighing(m);
	m->stage = STAGE_RESULT;
	m->attempt.phase = PHASE_SAVED;
}

/* A careless model: the screen must not show what it should not have been given. */
static void weighing_careless(struct model *m)
{
	weighing_saved(m);
	m->attempt.number = 1;
	m->attempt.of = 1;
	PUT(m->attempt.value_text, "20.0");
	PUT(m->attempt.unit_text, "千克");
	PUT(m->attempt.points_text, "60");
	PUT(m->attempt.hint_text, "再少2千克得80分");
	put_try(m, 0, "20.0千克", PHASE_SAVED, true);
}

static void put_lanes(struct model *m, int n)
{
	m->stage = STAGE_ATTEMPT;
	put_item(m, "run50", "50米跑");
	m->item.form = FORM_LANES;
	m->heat = 3;
	PUT(m->next_line, "第4组 吴小禾");
	PUT(m->after_next_line, "郑明月");
	m->can_swap = m->can_mark = true;
	m->n_lanes = n;
	for (int i = 0; i < n; i++) {
		struct model_lane *l = &m->lanes[i];
		char name[32];

		name_of(i + 3, name, sizeof(name));
		l->number = i + 1;
		PUT(l->person, "%d号 %s", i + 4, name);
		l->state = LANE_READY;
	}
}

static void lanes_ready(struct model *m)
{
	put_lanes(m, 6);
	m->attempt.phase = PHASE_READY;
	m->can_go_back = true;
	m->visit.selected = 2;
}

static void lanes_running(struct model *m)
{
	static const struct {
		enum lane_state state;
		const char *value;
	} now[] = { { LANE_SAVED, "7.8秒" }, { LANE_RUNNING, "" },
		{ LANE_SAVED, "8.1秒" }, { LANE_RUNNING, "" }, { LANE_EMPTY, "" },
		{ LANE_SAVED, "8.4秒" } };

	put_lanes(m, 6);
	m->attempt.phase = PHASE_MEASURING;
	m->can_false_start = m->can_end_heat = true;
	m->visit.selected = 1;
	PUT(m->heat_clock_text, "8.6秒");
	for (int i = 0; i < 6; i++) {
		m->lanes[i].state = now[i].state;
		PUT(m->lanes[i].value_text, "%s", now[i].value);
	}
	m->lanes[4].person[0] = '\0';
}

static void lanes_hand(struct model *m)
{
	lanes_running(m);
	m->can_hand = true;
	m->hand_presses = 4;
	m->can_false_start = false;
	PUT(m->lanes[0].hand_text, "7.9");
	PUT(m->lanes[1].hand_text, "8.2");
	PUT(m->lanes[2].hand_text, "8.1");
	m->lanes[1].can_take_hand = true;
}

static void lanes_done(struct model *m)
{
	put_lanes(m, 8);
	m->attempt.phase = PHASE_SAVED;
	m->can_next_heat = true;
	for (int i = 0; i < 8; i++) {
		m->lanes[i].state = LANE_SAVED;
		PUT(m->lanes[i].value_text, "%d.%d秒", 7 + i % 3, (i * 7 + 2) % 10);
		PUT(m->lanes[i].points_text, "%d", i ? 60 + i * 4 : 100);
	}
	m->lanes[5].state = LANE_NO_FINISH;
	m->lanes[5].value_text[0] = m->lanes[5].points_text[0] = '\0';
	m->lanes[6].state = LANE_NOT_COUNTED;
	m->lanes[6].value_text[0] = m->lanes[6].points_text[0] = '\0';
	m->lanes[7].state = LANE_DISPUTED;
}

static void put_starts(struct model *m, int n)
{
	m->stage = STAGE_ATTEMPT;
	put_item(m, "shuttle_50x8", "50米×8往返跑");
	m->item.form = FORM_STARTS;
	PUT(m->class_text, "五年级1班");
	m->n_lanes = n;
	for (int i = 0; i < n; i++) {
		struct model_lane *l = &m->lanes[i];
		char name[32];

		name_of(i, name, sizeof(name));
		l->number = i + 17;
		PUT(l->person, "%s", name);
		l->state = i < 29 ? LANE_SAVED : i < 33 ? LANE_RUNNING : LANE_READY;
		if (i < 29)
			PUT(l->value_text, "1′%02d″", 38 + i * 7 % 21);
	}
	for (int i = 25; i < 28 && i < n; i++) {
		m->lanes[i].state = LANE_DISPUTED;
		m->lanes[i].value_text[0] = '\0';
	}
	if (n > 11)
		m->lanes[11].state = LANE_NO_FINISH;
}

/* ---- a run timed by a key ---- */

static void put_run(struct model *m, int runners, int arrived)
{
	struct model_run *r = &m->run;

	m->stage = STAGE_ATTEMPT;
	put_item(m, "run1000", "1000米跑");
	m->item.form = FORM_RUN;
	PUT(m->device_word, "手工");
	m->heat = 2;
	r->started = r->can_undo = m->can_end_heat = true;
	r->starts = 1;
	r->vests = 1;
	r->all = r->n_tiles = runners;
	r->arrived = arrived;
	r->running = runners - arrived;
	PUT(r->clock_text[0], "4′07″");
	for (int i = 0; i < runners; i++) {
		struct model_run_tile *t = &r->tiles[i];

		t->number = i + 1;
		name_of(i, t->person, sizeof(t->person));
		t->state = i < arrived ? RUN_TILE_IN : RUN_TILE_RUNS;
		if (i < arrived)
			PUT(t->word, "3′%02d″", 20 + i * 7 % 40);
	}
	r->n_rows = arrived;
	for (int i = 0; i < arrived; i++) {
		struct model_run_row *row = &r->rows[arrived - 1 - i];

		row->mark = i;
		row->number = i * 7 % arrived + 1;
		PUT(row->time_text, "3′%02d″", (20 + i) % 60);
		name_of(row->number - 1, row->person, sizeof(row->person));
	}
}

static void run(struct model *m)
{
	put_run(m, 30, 12);
	for (int i = 0; i < 3; i++) {
		m->run.rows[i].number = 0;
		m->run.rows[i].person[0] = '\0';
	}
	m->run.unknown = 3;
	m->run.out = 1;
	m->run.running = 17;
	m->run.tiles[29].state = RUN_TILE_OUT;
	PUT(m->run.tiles[29].word, "伤停");
}

/* By lanes: one is in and does not count, and the key for the next such is down. */
static void run_foul(struct model *m)
{
	put_run(m, 6, 3);
	m->run.lanes = true;
	put_item(m, "run50", "50米跑");
	PUT(m->run.clock_text[0], "9.4");
	for (int i = 0; i < 3; i++) {
		PUT(m->run.rows[i].time_text, "8.%d秒", 8 - i);
		PUT(m->run.tiles[i].word, "8.%d秒", 6 + i);
	}
	m->run.tiles[2].state = RUN_TILE_OUT;
	PUT(m->run.tiles[2].word, "不算");
	m->run.arrived = 2;
	m->run.out = 1;
	m->visit.run_end = 4;
}

static void run_many(struct model *m)
{
	put_run(m, 40, 33);
	PUT(m->visit.typed, "38");
	m->run.tiles[4].odd = true;
}

static void run_laps(struct model *m)
{
	put_run(m, 15, 4);
	for (int i = 4; i < 15; i++)
		PUT(m->run.tiles[i].word, "还剩%d圈", 1 + i % 3);
	for (int i = 0; i < 4; i++)
		PUT(m->run.rows[i].word, "第%d圈", 5 - i);
	m->run.tiles[2].odd = true;
	m->run.odd = 1;
}

/* Boys are under way; girls wait. One arrival is being mended. */
static void run_mend(struct model *m)
{
	put_run(m, 20, 6);
	m->run.starts = 2;
	m->run.can_start[1] = true;
	PUT(m->run.rows[2].word, "补入");
	m->visit.selected = 4;
}

static void run_hurt(struct model *m)
{
	put_run(m, 8, 2);
	m->can_false_start = true;
	m->visit.run_end = 2;
	PUT(m->run.clock_text[0], "0′09″");
	m->run.n_rows = 0;
}

static void run_done(struct model *m)
{
	put_run(m, 30, 28);
	m->run.closed = m->can_next_heat = true;
	m->can_end_heat = false;
	m->run.rows[20].number = 0;
	m->run.rows[20].person[0] = '\0';
	m->run.unknown = 1;
}

static void run_naming(struct model *m)
{
	put_run(m, 30, 28);
	m->run.closed = m->can_next_heat = true;
	m->can_end_heat = false;
	m->visit.run_end = 5;
	m->visit.chip = 8;
	m->run.unnamed = 30;
	for (int i = 0; i < 30; i++) {
		char name[32];

		m->run.tiles[i].person[0] = '\0';
		name_of(i, name, sizeof(name));
		m->run.names[m->run.n_names].who = i;
		PUT(m->run.names[m->run.n_names].person, "%d号 %s", i + 1, name);
		m->run.n_names++;
	}
	for (int i = 0; i < 28; i++)
		m->run.rows[i].person[0] = '\0';
}

static void run_line_up(struct model *m)
{
	put_run(m, 26, 0);
	m->run.started = m->run.can_undo = m->can_end_heat = false;
	m->can_go_back = true;
	m->run.has_course = m->run.has_track = true;
	m->run.track_m = 400;
	m->run.crossings = 3;
	m->run.before_m = 200;
	m->run.can_start[0] = true;
	m->run.tiles[7].number = 0;
	m->run.tiles[7].state = RUN_TILE_NONE;
}

static void run_line_up_count(struct model *m)
{
	run_line_up(m);
	put_item(m, "skating", "速度滑冰");
	m->run.has_course = false;
	m->run.has_count = true;
	m->run.count = 5;
	m->run.who = 3;
	m->run.n_tiles = 0;
}

static void run_line_up_tap(struct model *m)
{
	run_line_up(m);
	m->run.each_lap = m->run.can_start[1] = true;
	m->run.vests = 0;
	m->run.starts = 2;
	m->run.before_m = 0;
	m->run.n_tiles = 45;
	for (int i = 0; i < 45; i++) {
		struct model_run_tile *t = &m->run.tiles[i];

		name_of(i, t->person, sizeof(t->person));
		t->number = i % 4 == 1 ? 12 - i / 4 : 0;
		t->state = t->number > 0 ? RUN_TILE_RUNS : RUN_TILE_NONE;
		t->number = t->number < 0 ? 0 : t->number;
	}
}

static void run_line_up_chips(struct model *m)
{
	run_line_up(m);
	PUT(m->device_word, "芯片");
	m->run.has_device = m->run.hears_chips = m->run.each_lap = true;
	m->run.vests = 2;
	for (int i = 0; i < 9; i++)
		if (m->run.tiles[i].number)
			PUT(m->run.tiles[i].word, "%04X", 0x3A4F + i * 0x1B7);
	for (int i = 9; i < m->run.n_tiles; i++)
		PUT(m->run.tiles[i].word, "–");
	m->run.tiles[9].next = true;
	name_of(9, m->run.next_chip, sizeof(m->run.next_chip));
}

static void run_line_up_classes(struct model *m)
{
	run_line_up(m);
	m->visit.chip = MODEL_RUN_PICKS;
	m->run.n_classes = 18;
	for (int i = 0; i < 18; i++) {
		m->run.classes[i].index = i;
		m->run.classes[i].in = i == 2 || i == 4;
		PUT(m->run.classes[i].name, "%s年级%d班",
			i < 6	 ? "七"
			: i < 12 ? "八"
				 : "九",
			i % 6 + 1);
	}
}

static void run_chips(struct model *m)
{
	run(m);
	PUT(m->device_word, "芯片");
	m->run.has_device = m->run.hears_chips = true;
	m->run.unknown = 1;
	PUT(m->run.rows[0].chip, "3A4F");
	PUT(m->run.rows[0].word, "芯片…3A4F");
	for (int i = 1; i < 3; i++) {
		m->run.rows[i].number = i;
		PUT(m->run.rows[i].word, "第3圈");
	}
}

static void starts(struct model *m)
{
	put_starts(m, 40);
}

static void starts_few(struct model *m)
{
	put_starts(m, 8);
	m->attempt.phase = PHASE_MEASURING;
	m->can_end_heat = true;
	m->lanes[5].state = LANE_RUNNING;
	m->lanes[6].state = LANE_DISPUTED;
	m->lanes[7].state = LANE_NO_FINISH;
}

static void put_chips(struct model *m, int n)
{
	static const struct model_chip all[] = { { 0, "3A4F", "1′48″", 1, 0 },
		{ 3, "90C1", "11′52″", 12, 0 }, { 4, "77E2", "1′50″", 2, 0 },
		{ 1, "5B08", "1′31″", 3, 12 }, { 2, "6610", "", 1, 40 } };

	m->n_chips = n;
	memcpy(m->chips, all, (size_t)n * sizeof(all[0]));
	m->unknown_chips = n < 3 ? n : 3;
}

static void starts_chips(struct model *m)
{
	starts_few(m);
	put_chips(m, 5);
}

static void starts_chip_whose(struct model *m)
{
	put_starts(m, 40);
	m->attempt.phase = PHASE_MEASURING;
	m->can_end_heat = true;
	put_chips(m, 2);
	m->visit.chip = 4;
}

static void starts_class(struct model *m)
{
	put_starts(m, 20);
}

static void starts_many(struct model *m)
{
	put_starts(m, 60);
}

/* ---- many at once ---- */

static void put_many(struct model *m, int n, enum many_shows shows)
{
	m->stage = STAGE_ATTEMPT;
	put_item(m, "rope_skip", "一分钟跳绳");
	m->item.form = FORM_MANY;
	m->heat = 2;
	m->many.shows = shows;
	m->many.room = 20;
	m->many.n = n;
	m->many.open = n;
	for (int i = 0; i < n; i++) {
		struct model_many_cell *c = &m->many.cells[i];

		name_of(i, c->name, sizeof(c->name));
		c->lane = i + 1;
		c->number = i + 3;
	}
}

static void many_lineup(struct model *m)
{
	put_many(m, 0, MANY_SHOWS_LINEUP);
	put_tiles(m, 43);
	m->visit.identify = IDENTIFY_POSTER;
	m->tiles[4].mark = TILE_ABSENT;
	m->tiles[20].mark = TILE_EXEMPT;
	m->can_go_back = m->many.can_go = true;
	for (int i = 0, lane = 0; i < 43 && lane < 20; i++)
		if (m->tiles[i].mark == TILE_OPEN && i != 6)
			m->many.lane_of[i] = ++lane;
}

static void many_lineup_full(struct model *m)
{
	many_lineup(m);
	put_tiles(m, 37); /* 80 in the class */
	m->visit.identify = IDENTIFY_POSTER;
	m->many.sex = 2;
	PUT(m->many.say_text, "一次最多20人");
}

static void many_ready(struct model *m)
{
	put_many(m, 20, MANY_SHOWS_TIME);
	m->attempt.phase = PHASE_READY;
	m->attempt.seconds_left = 3;
	m->many.can_again = true;
}

static void many_running(struct model *m)
{
	put_many(m, 12, MANY_SHOWS_TIME);
	m->attempt.phase = PHASE_MEASURING;
	m->attempt.seconds_left = 42;
	m->many.can_again = true;
	for (int i = 0; i < 12; i++)
		PUT(m->many.cells[i].value_text, "%d", 20 + i * 7 % 12);
}

static void grid(struct model *m)
{
	static const struct {
		enum many_look look;
		const char *value, *less;
	} now[] = { { MANY_LOOK_SAVED, "121", "" }, { MANY_LOOK_SAVED, "96", "98 − 2" },
		{ MANY_LOOK_NOBODY, "", "" }, { MANY_LOOK_SAVED, "154", "" },
		{ MANY_LOOK_SAVED, "0", "" }, { MANY_LOOK_TYPED, "11", "" } };

	put_many(m, 20, MANY_SHOWS_GRID);
	for (int i = 0; i < 6; i++) {
		m->many.cells[i].look = now[i].look;
		PUT(m->many.cells[i].value_text, "%s", now[i].value);
		PUT(m->many.cells[i].less_text, "%s", now[i].less);
	}
	m->many.at = 5;
	m->many.saved = 4;
	m->many.open = 15;
}

static void grid_begin(struct model *m)
{
	put_many(m, 8, MANY_SHOWS_GRID);
	m->many.can_again = true;
	for (int i = 0; i < 8; i++) {
		m->many.cells[i].look = MANY_LOOK_COUNTED;
		PUT(m->many.cells[i].value_text, "%d", 88 + i * 9);
	}
}

static void grid_asks(struct model *m)
{
	grid(m);
	PUT(m->many.cells[5].value_text, "311");
	PUT(m->many.cells[5].less_text, "312 − 1");
	PUT(m->many.say_text, "311个少见，没错就再按“确定”");
}

static void grid_done(struct model *m)
{
	put_many(m, 14, MANY_SHOWS_GRID);
	put_item(m, "situps", "一分钟仰卧起坐");
	m->many.open = 0;
	m->many.saved = 14;
	m->many.at = 13;
	for (int i = 0; i < 14; i++) {
		m->many.cells[i].look = MANY_LOOK_SAVED;
		PUT(m->many.cells[i].value_text, "%d", 28 + i * 5 % 17);
	}
}

/* ---- 快速补录 ---- */

static void put_sheet(struct model *m, enum typing_shows shows)
{
	m->visit.teacher = SCREEN_TYPING;
	m->typing.shows = shows;
	m->typing.round = 1;
	PUT(m->typing.class_name, "七年级3班");
	PUT(m->typing.item_name, "1000米跑");
	PUT(m->typing.who, "郑老师");
	m->typing.n_rows = 42;
	m->typing.open = 38;
	for (int i = 0; i < 42; i++) {
		struct model_typing_row *r = &m->typing.rows[i];

		r->number = i + 1;
		name_of(i, r->name, sizeof(r->name));
		r->locked = i % 11 == 3;
	}
}

static void typing_class(struct model *m)
{
	put_sheet(m, TYPING_SHOWS_CLASS);
	put_classes(m, 4);
	PUT(m->typing.note, "已存38条，都标“手工”");
	m->typing.note_is_good = true;
}

static void typing_item(struct model *m)
{
	static const char *const names[] = { "肺活量", "50米跑", "坐位体前屈",
		"立定跳远", "引体向上", "1000米跑", "一分钟仰卧起坐", "800米跑" };

	put_sheet(m, TYPING_SHOWS_ITEM);
	m->typing.n_items = 8;
	for (int i = 0; i < 8; i++) {
		PUT(m->typing.items[i].name, "%s", names[i]);
		m->typing.items[i].open = 42 - i * 5;
	}
}

static void typing_who(struct model *m)
{
	put_sheet(m, TYPING_SHOWS_WHO);
	m->typing.round = 2;
	m->typing.who[0] = '\0';
	m->typing.n_names = 2;
	PUT(m->typing.names[0], "周老师");
	PUT(m->typing.names[1], "王老师");
	PUT(m->typing.note, "第二遍要换一个人");
}

static void typing(struct model *m)
{
	put_sheet(m, TYPING_SHOWS_LINES);
	m->typing.at = 8;
	m->typing.done = 7;
	PUT(m->typing.typed, "34");
	for (int i = 0; i < 8; i++)
		if (!m->typing.rows[i].locked)
			PUT(m->typing.rows[i].value_text, "3′%02d″", 31 + i * 3);
}

static void typing_asks(struct model *m)
{
	typing(m);
	PUT(m->typing.typed, "222");
	m->typing.n_readings = 2;
	PUT(m->typing.readings[0], "2′22″");
	PUT(m->typing.readings[1], "3′42″");
}

static void typing_differs(struct model *m)
{
	put_sheet(m, TYPING_SHOWS_DIFFERS);
	m->typing.round = 2;
	m->typing.differing = 2;
	m->typing.at = 20;
	for (int i = 5; i < 42; i += 15) {
		struct model_typing_row *r = &m->typing.rows[i];

		r->differs = true;
		r->locked = false;
		PUT(r->first_text, "3′%02d″", 21 + i);
		PUT(r->second_text, i == 35 ? "—" : "3′%02d″", 11 + i);
	}
	m->typing.rows[5].settled = true;
	PUT(m->typing.rows[5].value_text, "3′36″");
}

static void typing_agreed(struct model *m)
{
	typing(m);
	m->typing.shows = TYPING_SHOWS_AGREED;
	m->typing.typed[0] = '\0';
	m->typing.asks_throw = true;
}

static void result(struct model *m)
{
	attempt_saved(m);
	m->stage = STAGE_RESULT;
	PUT(m->attempt.value_text, "205");
	PUT(m->attempt.points_text, "80");
	PUT(m->attempt.hint_text, "再远2厘米得85分");
	m->attempt.can_retry = true;
	m->attempt.tries_left = 1;
}

static void result_run(struct model *m)
{
	attempt(m);
	put_item(m, "run1000", "1000米跑");
	m->stage = STAGE_RESULT;
	m->attempt.number = m->attempt.of = 1;
	put_try(m, 0, "3′42″", PHASE_SAVED, true);
	PUT(m->attempt.value_text, "3′42″");
	PUT(m->attempt.points_text, "90");
	m->next_line[0] = m->after_next_line[0] = '\0';
}

static void put_exam(struct model *m, const char *title, const char *mark)
{
	PUT(m->exam.title, "%s", title);
	PUT(m->exam.mark, "%s", mark);
}

static void put_sample(struct model *m)
{
	put_exam(m, "中考体育（样例·非正式）", "样例·非正式成绩·未核对");
}

static void put_ninth(struct model *m)
{
	PUT(m->person.place, "九年级1班 21号");
	PUT(m->person.line, "九年级1班 21号 李小树");
	PUT(m->class_text, "九年级1班");
}

static void result_exam(struct model *m)
{
	result(m);
	put_ninth(m);
	put_sample(m);
	PUT(m->attempt.value_text, "228");
	PUT(m->attempt.points_text, "85");
	PUT(m->attempt.hint_text, "再远5厘米得90分");
	put_try(m, 0, "225厘米", PHASE_SAVED, false);
	put_try(m, 1, "228厘米", PHASE_SAVED, true);
	PUT(m->attempt.exam_points, "17");
	PUT(m->attempt.exam_full, "20");
}

static void result_exam_run(struct model *m)
{
	result_run(m);
	put_ninth(m);
	put_sample(m);
	PUT(m->attempt.exam_points, "28.5");
	PUT(m->attempt.exam_full, "30");
}

static void result_no_table(struct model *m)
{
	result_run(m);
	put_ninth(m);
	put_exam(m, "中考体育（样例·非正式）", "样例·非正式成绩");
	put_item(m, "skating", "速度滑冰");
	put_try(m, 0, "61.27秒", PHASE_SAVED, true);
	PUT(m->attempt.value_text, "61.27");
	PUT(m->attempt.unit_text, "秒");
	m->attempt.points_text[0] = '\0';
	m->attempt.exam_no_table = true;
}

static void result_draft(struct model *m)
{
	result_exam(m);
	put_exam(m, "南京市2026年体育考试现场测试", "草案·非正式成绩·未核对");
}

static void result_official(struct model *m)
{
	result_exam(m);
	put_exam(m, "2027年中考体育", "");
}

static const struct model_mine_row ninth[] = {
	{ .is_body = true, .body_done = true },
	{ .name = "肺活量",
		.value = "3620毫升",
		.points = "85分",
		.axis = "肺活量",
		.axis_permille = 850,
		.hint = "再多120毫升得90分",
		.n_years = 3,
		.year_permille = { 0, 420, 1000 },
		.better = "比去年多380毫升" },
	{ .name = "50米跑",
		.value = "7.6秒",
		.points = "80分",
		.axis = "50米",
		.axis_permille = 800,
		.hint = "再快0.1秒得85分",
		.n_years = 3,
		.year_permille = { 300, 1000, 0 } },
	{ .name = "坐位体前屈",
		.value = "12.5厘米",
		.points = "80分",
		.axis = "坐位体前屈",
		.axis_permille = 800,
		.hint = "再远1.7厘米得85分",
		.n_years = 2,
		.year_permille = { 0, 1000 },
		.better = "比去年远2.1厘米" },
	{ .name = "立定跳远",
		.value = "228厘米",
		.points = "80分",
		.axis = "立定跳远",
		.axis_permille = 800,
		.hint = "再远5厘米得85分",
		.n_years = 3,
		.year_permille = { 0, 600, 1000 },
		.better = "比去年远8厘米" },
	{ .name = "引体向上",
		.value = "9次",
		.points = "76分",
		.axis = "引体向上",
		.axis_permille = 760,
		.hint = "再多1次得80分" },
	{ .name = "1000米跑",
		.value = "3′42″",
		.points = "95分",
		.axis = "1000米",
		.axis_permille = 950,
		.hint = "再快2秒得100分",
		.n_years = 3,
		.year_permille = { 0, 480, 1000 },
		.better = "比去年快11秒" },
};

static void put_gains(struct model_mine *mine)
{
	mine->n_gains = 2;
	PUT(mine->gains[0].name, "1000米跑");
	PUT(mine->gains[0].hint, "再快2秒得100分");
	PUT(mine->gains[0].advice, "先热身10分钟；前面按平时的速度跑，最后200米加速。");
	PUT(mine->gains[1].name, "立定跳远");
	PUT(mine->gains[1].hint, "再远5厘米得85分");
	PUT(mine->gains[1].advice,
		"每周三次：热身后蛙跳10米3组、纵跳摸高10次3组，中间歇够。");
}

static void put_mine(struct model *m)
{
	struct model_mine *mine = &m->mine;

	m->stage = STAGE_MINE;
	put_person(m);
	put_ninth(m);
	mine->n_items = sizeof(ninth) / sizeof(ninth[0]);
	memcpy(mine->items, ninth, sizeof(ninth));
	for (int i = 0; i < mine->n_items; i++)
		mine->items[i].has_axis = mine->items[i].axis[0];
	put_gains(mine);
	PUT(mine->total_text, "84.6");
	PUT(mine->parts_text, "标准分 83.6 + 附加分 1");
	PUT(mine->level_text, "良好");
}

static void put_row(struct model_mine_row *row, const char *name, const char *value,
	const char *points, const char *word)
{
	memset(row, 0, sizeof(*row));
	PUT(row->name, "%s", name);
	PUT(row->value, "%s", value);
	PUT(row->points, "%s", points);
	PUT(row->word, "%s", word);
}

static void mine(struct model *m)
{
	struct model_mine *own = &m->mine;

	put_mine(m);
	put_sample(m);
	own->has_exam = true;
	own->n_exam_items = 3;
	put_row(&own->exam_items[0], "1000米跑", "3′42″", "28.5/30分", "");
	put_row(&own->exam_items[1], "立定跳远", "228厘米", "17/20分", "");
	put_row(&own->exam_items[2], "足球运球", "8.4秒", "18/20分", "");
	own->n_exam_parts = 2;
	put_row(&own->exam_parts[0], "过程性考核", "", "27/30分", "");
	put_row(&own->exam_parts[1], "现场考试", "", "63.5/70分", "");
	PUT(own->exam_total_text, "90.5/100分");
}

static void mine_gaps(struct model *m)
{
	struct model_mine *own = &m->mine;

	mine(m);
	own->missing = 2;
	own->total_text[0] = own->parts_text[0] = own->level_text[0] = '\0';
	own->items[0].body_done = false;
	put_row(&own->items[5], "引体向上", "", "", "还没测");
	put_row(&own->items[2], "50米跑", "7.6秒", "待核查", "");
	put_row(&own->exam_items[1], "立定跳远", "", "", "还没测");
	put_row(&own->exam_items[2], "速度滑冰(距离待定)", "61.27秒", "无评分表", "");
	own->exam_parts[0].points[0] = own->exam_parts[1].points[0] = '\0';
	PUT(own->exam_parts[0].word, "–");
	PUT(own->exam_parts[1].word, "–");
	own->exam_total_text[0] = '\0';
	PUT(own->exam_why, "体质健康测试：缺学年；体育课：缺学年；立定跳远：没有成绩；"
			   "速度滑冰(距离待定)：没有评分表，只记录成绩");
}

static void mine_exempt(struct model *m)
{
	struct model_mine *own = &m->mine;

	mine(m);
	for (int i = 0; i < own->n_exam_items; i++) {
		own->exam_items[i].value[0] = own->exam_items[i].points[0] = '\0';
		PUT(own->exam_items[i].word, "免考");
	}
	put_row(&own->exam_parts[1], "现场考试", "", "42/70分", "");
	PUT(own->exam_total_text, "69/100分");
	PUT(own->exam_level_text, "合格");
	PUT(own->exam_why, "现场考试：免考");
}

static void mine_long(struct model *m)
{
	struct model_mine *own = &m->mine;

	mine(m);
	PUT(m->person.line, "九年级11班 11号 阿依古丽·买买提·阿不都热合曼");
	own->n_exam_items = 6;
	for (int i = 3; i < 6; i++)
		own->exam_items[i] = own->exam_items[i - 3];
	put_row(&own->exam_items[1], "排球垫球(对墙40秒)", "38次", "17.25/20分", "");
	own->n_exam_parts = 3;
	put_row(&own->exam_parts[2], "运动知识理论考试", "", "2/2分", "");
	put_exam(m, "某某市2027年初中学业水平考试体育与健康科目（征求意见稿）",
		"草案·非正式成绩·未核对");
}

static void mine_official(struct model *m)
{
	mine(m);
	put_exam(m, "2027年中考体育", "");
}

static void mine_no_exam(struct model *m)
{
	put_mine(m);
	PUT(m->person.line, "八年级2班 8号 吴小禾");
	put_sample(m); /* others sit it */
}

static void mine_first_grade(struct model *m)
{
	struct model_mine *own = &m->mine;

	put_mine(m);
	PUT(m->person.line, "一年级2班 7号 孙小禾");
	own->n_items = 5;
	own->n_gains = 0;
	put_row(&own->items[1], "肺活量", "980毫升", "", "");
	put_row(&own->items[2], "50米跑", "11.2秒", "", "");
	put_row(&own->items[3], "坐位体前屈", "", "", "没有成绩");
	put_row(&own->items[4], "一分钟跳绳", "", "", "还没测");
	own->missing = 2;
	own->total_text[0] = own->parts_text[0] = own->level_text[0] = '\0';
}

/* A careless model: weight and height wherever a text may stand. */
static void mine_careless(struct model *m)
{
	struct model_mine *own = &m->mine;

	mine(m);
	for (int i = 0; i < own->n_items; i++) {
		struct model_mine_row *row = &own->items[i];

		PUT(row->hint, "再轻2公斤得85分");
		PUT(row->better, "比去年瘦了3斤");
		PUT(row->value, "42.0千克");
		PUT(row->points, "超重");
		PUT(row->word, "BMI 19.2");
	}
	PUT(own->gains[0].name, "体重指数");
	PUT(own->gains[0].hint, "Lose 2 kg");
	PUT(own->gains[0].advice, "少吃一点，瘦下来就快了。");
	PUT(own->level_text, "不及格");
	PUT(own->exam_why, "全班排名第40");
}

/* As many items, years and words as there can be. */
static void mine_full(struct model *m)
{
	struct model_mine *own = &m->mine;

	mine_long(m);
	for (int i = 7; i < 10; i++)
		own->items[i] = own->items[i - 5];
	own->n_items = 10;
	for (int i = 1; i < 10; i++) {
		struct model_mine_row *row = &own->items[i];

		row->has_axis = i < 7;
		row->n_years = MODEL_YEARS;
		for (int k = 0; k < MODEL_YEARS; k++)
			row->year_permille[k] = (k * 377 + i * 91) % 1001;
	}
	for (int i = 0; i < MODEL_GAINS; i++) {
		PUT(own->gains[i].name, "一分钟仰卧起坐");
		PUT(own->gains[i].hint, "再多120毫升，附加20分");
		PUT(own->gains[i].advice,
			"练练练练练练练练练练练练练练练练练练练练练练练练练练"
			"练练练练练练练练练练练练练练");
	}
}

static void confirm_card(struct model *m)
{
	confirm(m);
	m->can_see_mine = true;
}

static void refused_card(struct model *m)
{
	refused(m);
	PUT(m->refusal, "这一项你已经测完了");
	m->can_see_mine = true;
}

static void put_devices(struct model *m, int n)
{
	static const struct model_device all[] = {
		{ "跳远垫", "跳远", LAMP_GOOD, "正常", 0, true, true, "", "2.4人/分",
			"", PACE_GOING },
		{ "体重秤", "身高体重", LAMP_GOOD, "正常", 1, false, true, "",
			"1.1人/分", "排队22分钟", PACE_QUEUE },
		{ "肺活量计", "肺活量", LAMP_WARN, "没有数据", 12, false, true, "", "",
			"空着12分钟", PACE_IDLE },
		{ "计时器", "50米跑", LAMP_BAD, "断开了", 34, false, true, "", "", "",
			PACE_NOTHING },
		{ "测力计", "", LAMP_OFF, "没有设备", -1, false, false, "", "", "",
			PACE_NOTHING },
	};

	m->n_devices = n;
	for (int i = 0; i < n; i++)
		m->devices[i] = all[i % 5];
	for (int i = 5; i < n; i++)
		m->devices[i].here = false;
}

static void put_grid(struct model *m, int rows, int n)
{
	static const char *const items[] = { "身高体重", "肺活量", "50米", "坐位体前屈",
		"跳绳", "仰卧起坐", "跳远", "引体向上", "1000米", "800米", "50米×8",
		"实心球" };
	struct model_teacher *t = &m->teacher;

	put_classes(m, 6);
	t->n_items = n;
	t->n_rows = rows;
	for (int i = 0; i < n; i++)
		PUT(t->items[i], "%s", items[i]);
	for (int r = 0; r < rows; r++) {
		PUT(t->rows[r].class_name, "%s", m->classes[r * 3].name);
		for (int i = 0; i < n; i++) {
			struct model_cell *c = &t->rows[r].cells[i];

			c->total = i == 8 && r < 5 ? 0 : 38 + r % 6;
			c->done = c->total ? (r * 31 + i * 23) % 61 : 0;
			if (c->done > c->total)
				c->done = c->total;
		}
	}
}

static void teacher(struct model *m)
{
	struct model_teacher *t = &m->teacher;

	m->visit.teacher = SCREEN_TEACHER;
	put_devices(m, 5);
	put_grid(m, 7, 9);
	t->missing = 63;
	t->attempts = 128;
	t->children = 73;
	t->not_counted = 4;
	t->complete = 412;
	t->enrolled = 475;
	t->pass_permille = 912;
	t->pass_target_permille = 850;
	t->good_permille = 384;
	t->good_target_permille = 400;
	t->n_disputes = 3;
	for (int i = 0; i < 3; i++) {
		struct model_dispute *d = &t->disputes[i];
		char name[32];

		name_of(25 + i, name, sizeof(name));
		PUT(d->who, "五年级1班 %d号 %s", 42 + i, name);
		PUT(d->item, "50米×8");
		PUT(d->reason, "一个起点信号有两个人");
	}
	PUT(t->disputes[1].item, "50米跑");
	PUT(t->disputes[1].reason, "去年11.2秒，今年7.6秒，是本人吗？");
	PUT(t->disputes[2].item, "体重");
	PUT(t->disputes[2].reason, "像斤数：82.4公斤应为41.2公斤？");
}

/* Two columns of names, or all of a class that lacks nearly everything. */
static void put_needs(struct model *m, int stations, int lacks)
{
	static const struct {
		const char *name, *word;
		int lacks;
		enum pace_state state;
	} all[] = { { "立定跳远", "没人", 12, PACE_IDLE },
		{ "肺活量", "没人", 9, PACE_GOING },
		{ "坐位体前屈", "等6分钟", 12, PACE_GOING },
		{ "50米跑", "等22分钟", 8, PACE_QUEUE },
		{ "1000米跑", "没人", 20, PACE_GOING },
		{ "引体向上", "没有测试点", 20, PACE_NOTHING },
		{ "身高体重", "", 0, PACE_NOTHING },
		{ "一分钟仰卧起坐", "", 0, PACE_NOTHING } };
	struct model_class_needs *n = &m->needs;

	m->visit.teacher = SCREEN_CELL;
	PUT(n->class_name, "七年级3班");
	n->n_stations = stations;
	for (int i = 0; i < stations; i++) {
		PUT(n->stations[i].name, "%s", all[i].name);
		PUT(n->stations[i].word, "%s", all[i].word);
		n->stations[i].lacks = all[i].lacks;
		n->stations[i].state = all[i].state;
		n->stations[i].place = i < 5 ? i + 1 : 0;
		n->stations[i].column = i;
	}
	n->n_lacks = lacks;
	for (int i = 0; i < lacks; i++) {
		char name[32];

		name_of(i, name, sizeof(name));
		PUT(n->lacks[i].who, "%d号 %s", i * 2 + 1, name);
		PUT(n->lacks[i].why, "%s", i % 5 == 3 ? "缺席" : "还没测");
	}
}

static void cell(struct model *m)
{
	put_needs(m, 8, 12);
	PUT(m->needs.item, "立定跳远");
	m->needs.stations[0].chosen = true;
	PUT(m->needs.sentence, "先去立定跳远（没人），再去肺活量，最后1000米跑");
	PUT(m->needs.end_text, "约35分钟全测完");
	PUT(m->needs.lacks[2].who, "11号 阿依古丽·买买提");
	PUT(m->needs.lacks[5].why, "没有成绩");
}

static void cell_class(struct model *m)
{
	put_needs(m, 8, 44);
	PUT(m->needs.sentence,
		"先去一分钟仰卧起坐（等12分钟），再去坐位体前屈，最后50米×8往返跑");
	PUT(m->needs.end_text, "约95分钟全测完");
	for (int i = 0; i < 44; i++)
		PUT(m->needs.lacks[i].why, "%s",
			i % 3 ? "立定跳远、1000米"
			      : "身高体重、肺活量、50米、坐位体前屈、立定跳远、引体向"
				"上");
	m->visit.page = 1;
}

static void cell_done(struct model *m)
{
	put_needs(m, 8, 0);
	for (int i = 0; i < 8; i++) {
		m->needs.stations[i].lacks = m->needs.stations[i].place = 0;
		m->needs.stations[i].word[0] = '\0';
		m->needs.stations[i].state = PACE_NOTHING;
	}
	PUT(m->needs.sentence, "这个班都测完了");
}

static void put_rates_of_year(struct model *m, int grades, int classes)
{
	static const char *const names[] = { "全校", "一年级", "二年级", "三年级",
		"四年级", "五年级", "六年级", "七年级", "八年级", "九年级", "高一",
		"高二", "高三" };
	struct model_year *y = &m->year;

	m->visit.teacher = SCREEN_YEAR;
	PUT(y->title, "2026-2027学年");
	y->missing = 63;
	y->pass_target_permille = 850;
	y->good_target_permille = 400;
	y->n_rates = grades + 1;
	for (int i = 0; i <= grades; i++) {
		struct model_rate *r = &y->rates[i];

		PUT(r->name, "%s", names[i]);
		r->complete = i ? 140 + i * 7 : 1412;
		r->due = i ? 180 + i : 1475;
		r->all = (struct model_share){ 912 - i * 23, 384 + i * 13 };
		r->boys = (struct model_share){ 890 - i * 21, 361 };
		r->girls = (struct model_share){ 934, 407 };
		r->last = (struct model_share){ i % 4 == 3 ? -1 : 890, 392 };
		r->pass_needed = i > 2 ? i * 3 : 0;
		r->good_needed = i < 2 ? 148 - i * 100 : 0;
	}
	put_classes(m, 12);
	y->n_classes = classes;
	for (int i = 0; i < classes; i++) {
		PUT(y->classes[i].name, "%s", m->classes[i].name);
		y->classes[i].due = 40 + i % 6;
		y->classes[i].complete = i % 4 ? (i * 17) % 40 : 40 + i % 6;
	}
}

static void year(struct model *m)
{
	put_rates_of_year(m, 3, 18);
}

static void year_hidden(struct model *m)
{
	put_rates_of_year(m, 3, 18);
	m->visit.hide_rates = true;
}

static void year_many(struct model *m)
{
	put_rates_of_year(m, 12, 96);
}

static void year_classes(struct model *m)
{
	put_rates_of_year(m, 12, 96);
	m->visit.page = 2;
}

static void year_begin(struct model *m)
{
	m->visit.teacher = SCREEN_YEAR;
}

static void teacher_clock(struct model *m)
{
	teacher(m);
	PUT(m->devices[0].clock_text, "设备钟慢12.4秒，漂移 +35 ppm");
}

static void teacher_many(struct model *m)
{
	teacher(m);
	put_devices(m, 16);
	put_grid(m, 18, 12);
	m->visit.page = 1;
	m->visit.hide_rates = true;
	m->teacher.n_disputes = 9;
	for (int i = 3; i < 9; i++)
		m->teacher.disputes[i] = m->teacher.disputes[i % 3];
}

static void teacher_exam(struct model *m)
{
	teacher(m);
	put_sample(m);
}

static void teacher_exam_many(struct model *m)
{
	teacher_many(m);
	put_exam(m, "某某市2027年初中学业水平考试体育与健康科目（征求意见稿）",
		"草案·非正式成绩·未核对");
}

static void teacher_exam_official(struct model *m)
{
	teacher(m);
	put_exam(m, "2027年中考体育", "");
}

static void teacher_begin(struct model *m)
{
	m->visit.teacher = SCREEN_TEACHER;
	m->teacher.pass_permille = m->teacher.good_permille = -1;
	m->teacher.pass_target_permille = 850;
	m->teacher.good_target_permille = 400;
}

/* ---- the screen of devices ---- */

static void put_port(struct model *m, const char *name, const char *item,
	const char *usb, enum lamp lamp, const char *word, int silent_min)
{
	struct model_port *p = &m->desk.ports[m->desk.n_ports++];

	PUT(p->name, "%s", name);
	PUT(p->item, "%s", item);
	PUT(p->usb, "%s", usb);
	PUT(p->word, "%s", word);
	p->lamp = lamp;
	p->silent_min = silent_min;
}

static void put_ports(struct model *m)
{
	m->visit.teacher = SCREEN_DEVICES;
	m->desk.device = -1;
	put_port(m, "A&D scales", "体重", "0403:6001 A50285BI", LAMP_GOOD, "正常", 0);
	put_port(m, "height rod with scale (our own box)", "身高体重", "1a86:7523",
		LAMP_GOOD, "等待数据", -1);
	put_port(m, "Jihao JH-1663", "肺活量", "067b:2303", LAMP_WARN, "没有回应", 12);
	put_port(m, "ALGE-TIMING TdC 8001", "50米跑", "", LAMP_BAD, "断开了", 34);
	put_port(m, "ttyUSB4", "", "10c4:ea60 0001", LAMP_GOOD, "有数据", 0);
	put_port(m, "ttyUSB5", "", "0403:6011 FT4XYZ", LAMP_OFF, "没人用", 0);
	put_port(m, "ttyS0", "", "", LAMP_OFF, "没人用", 0);
}

static void put_live(struct model *m, const char *since, const char *bytes)
{
	struct model_live *l = &m->desk.live[m->desk.n_live++];
	size_t len = 0;

	PUT(l->since_text, "%s", since);
	l->n = (int)strlen(bytes);
	for (int i = 0; i < l->n; i++) {
		bool letter = bytes[i] >= ' ' && bytes[i] < 127;

		l->bytes[i] = (uint8_t)bytes[i];
		len += (size_t)snprintf(l->text + len, sizeof(l->text) - len, "%.*s",
			letter ? 1 : 2, letter ? &bytes[i] : "·");
	}
}

static void put_scale_lines(struct model *m)
{
	static const char *const since[] = { "1.4 s", "1.2 s", "1.0 s", "0.8 s",
		"0.6 s", "0.4 s", "0.2 s", "0.0 s" };

	for (int i = 0; i < 8; i++)
		put_live(m, since[i],
			i < 4 ? "US,+00041.40 kg\r\n" : "ST,+00041.20 kg\r\n");
}

static void devices(struct model *m)
{
	struct model_desk *d = &m->desk;

	put_ports(m);
	PUT(d->where, "ttyUSB0");
	PUT(d->settings, "2400 7e1");
	PUT(d->profile, "A&D scales");
	PUT(d->tested, "lines of the maker's manual only");
	PUT(d->sentence, "设备正常，可以测试。");
	PUT(d->words, "ST,+00041.20 kg");
	put_scale_lines(m);
	d->bound = d->here = d->beats = true;
	d->device = 0;
	PUT(d->pace_text, "4.9");
	PUT(d->skipped_text, "7");
	PUT(d->reading, "重量 41.20 kg 稳定");
	PUT(d->check, "10:42 重量 5.00 kg 稳定");
	d->can_zero = d->can_tare = true;
}

static void devices_none(struct model *m)
{
	m->visit.teacher = SCREEN_DEVICES;
	m->desk.selected = -1;
}

static void devices_unused(struct model *m)
{
	m->visit.teacher = SCREEN_DEVICES;
	m->desk.selected = -1;
	put_port(m, "ttyUSB5", "", "0403:6011 FT4XYZ", LAMP_OFF, "没人用", 0);
	put_port(m, "ttyS0", "", "", LAMP_OFF, "没人用", 0);
}

static void devices_silent(struct model *m)
{
	struct model_desk *d = &m->desk;

	put_ports(m);
	d->selected = 2;
	d->bound = true;
	d->device = 2;
	PUT(d->where, "ttyUSB2");
	PUT(d->settings, "9600 8n1");
	PUT(d->profile, "Jihao JH-1663");
	PUT(d->tested, "tests/devices/jihao-jh1663.hex, made by our own simulator");
	PUT(d->sentence, "设备一直没有回应。已存的成绩都在；请检查电源和数据线。");
	PUT(d->words, "FVC=2965");
	put_live(m, "12 min", "FVC=2965\r\n");
	PUT(d->pace_text, "0.0");
	PUT(d->skipped_text, "0");
	PUT(d->reading, "气量 2965 ml");
}

static void devices_noise(struct model *m)
{
	struct model_desk *d = &m->desk;

	devices(m);
	d->n_live = 0;
	d->beats = d->can_zero = d->can_tare = false;
	PUT(d->ports[0].word, "数据看不懂");
	d->ports[0].lamp = LAMP_BAD;
	PUT(d->sentence, "收到的数据看不懂，没有记成成绩。型号不对就解除绑定再识别；对"
			 "的话请查接线和干扰。");
	for (int i = 0; i < 8; i++)
		put_live(m, "0.1 s",
			"\xf3\x81\x9e\x01\xff\x81\x93\x12\xfe\x33\xf3\x81"
			"\x9e\x01\xff\x81\x93\x12");
	d->words[0] = d->reading[0] = d->check[0] = '\0';
	PUT(d->pace_text, "0.0");
	PUT(d->skipped_text, "18446744");
}

/* Somebody is weighed: how much is nobody's business. */
static void devices_private(struct model *m)
{
	struct model_desk *d = &m->desk;

	devices(m);
	d->n_live = 0;
	d->here = false;
	for (int i = 0; i < 5; i++) {
		struct model_live *l = &d->live[d->n_live++];

		memset(l, 0, sizeof(*l));
		PUT(l->since_text, "0.%d s", 8 - i * 2);
		l->n = 17;
		l->hidden = true;
	}
	d->words[0] = d->check[0] = '\0';
	PUT(d->reading, "重量");
	PUT(d->note, "正在测学生，等测完再点。");
}

static void menu(struct model *m)
{
	m->visit.teacher = SCREEN_MENU;
}

static void devices_reader(struct model *m)
{
	struct model_desk *d = &m->desk;

	devices(m);
	d->n_live = 0;
	d->here = d->can_zero = d->can_tare = false;
	d->reads_cards = true;
	d->device = -1;
	d->selected = 4;
	PUT(d->ports[4].name, "RDM6300");
	PUT(d->ports[4].item, "刷卡认人");
	PUT(d->ports[4].word, "正常");
	PUT(d->where, "ttyUSB4");
	PUT(d->settings, "9600 8n1");
	PUT(d->profile, "125 kHz tag reader RDM6300");
	PUT(d->tested, "real frames of four tags");
	d->words[0] = d->check[0] = d->reading[0] = '\0';
	PUT(d->pace_text, "0.0");
	PUT(d->skipped_text, "0");
}

static void devices_new(struct model *m)
{
	struct model_desk *d = &m->desk;

	put_ports(m);
	d->selected = 4;
	PUT(d->where, "ttyUSB4");
	PUT(d->settings, "9600 8n1");
	PUT(d->sentence, "有数据来：点“识别”，看看是哪种设备。");
	PUT(d->words, "0.00kg");
	put_live(m, "0.6 s", "=0.00kg\r\n");
	put_live(m, "0.4 s", "=0.00kg\r\n");
	PUT(d->pace_text, "0.0");
	PUT(d->skipped_text, "18");
}

static void devices_known(struct model *m)
{
	struct model_desk *d = &m->desk;

	devices_new(m);
	d->may_ask = true;
	PUT(d->profile, "Tanita TBF-310");
	PUT(d->tested, "lines of the maker's manual only");
	PUT(d->sentence, "认出来了：点“绑定”，选它测什么。");
	PUT(d->note, "已解除绑定，成绩都在。");
	d->note_is_good = true;
}

static void devices_many(struct model *m)
{
	devices(m);
	for (int i = 7; i < 16; i++)
		put_port(m, "ttyUSB", "", "0403:6011 FT4XYZ", LAMP_OFF, "没人用", 0);
	m->visit.page = 1;
}

static void devices_search(struct model *m)
{
	struct model_desk *d = &m->desk;

	devices_new(m);
	d->shows = DESK_SHOWS_SEARCH;
	PUT(d->trying, "9600 8n1");
	d->tried = 3;
	d->settings_count = 12;
	PUT(d->heard, "418");
}

static void devices_search_begins(struct model *m)
{
	devices_search(m);
	m->desk.trying[0] = '\0';
	m->desk.settings_count = m->desk.tried = 0;
	PUT(m->desk.heard, "0");
}

static void put_found(struct model *m, const char *name, const char *settings,
	int percent, const char *why, const char *first)
{
	struct model_found *f = &m->desk.found[m->desk.n_found++];

	PUT(f->name, "%s", name);
	PUT(f->settings, "%s", settings);
	PUT(f->why, "%s", why);
	PUT(f->first, "%s", first);
	f->percent = percent;
}

static void devices_found(struct model *m)
{
	devices_new(m);
	m->desk.shows = DESK_SHOWS_FOUND;
	put_found(m, "A&D scales", "9600 8n1", 100, "听懂24条，410字节里没看懂0",
		"重量 41.20 kg 稳定");
	put_found(m, "Ohaus Defender 3000 and look-alikes", "9600 8n1", 96,
		"听懂23条，410字节里没看懂17", "重量 41.20 kg 稳定");
	put_found(m, "height rod with scale (our own box)", "115200 8n1", 51,
		"听懂2条，410字节里没看懂200", "高度 132.4 cm");
}

static void devices_found_none(struct model *m)
{
	devices_new(m);
	m->desk.shows = DESK_SHOWS_FOUND;
	m->desk.may_ask = true;
	PUT(m->desk.sentence, "它没有说话。请一边识别一边测一次；有的设备问了才答，请打"
			      "开“可以问设备”。");
}

static void devices_items(struct model *m)
{
	static const char *const items[] = { "身高", "体重", "肺活量", "坐位体前屈",
		"立定跳远", "一分钟仰卧起坐", "引体向上", "一分钟跳绳", "50米跑",
		"50米×8往返跑", "800米跑", "1000米跑", "投掷实心球", "足球运球",
		"篮球运球", "1分钟投篮" };
	struct model_desk *d = &m->desk;

	devices_known(m);
	d->shows = DESK_SHOWS_ITEMS;
	PUT(d->profile, "STE-100 test system and its boxes");
	d->n_serves = 16;
	for (int i = 0; i < 16; i++)
		PUT(d->serves[i].name, "%s", items[i]);
	d->serves[8].chosen = true;
	d->lanes = 6;
	d->note_is_good = false;
	PUT(d->note, "最多选两项，请先去掉一项。");
}

static void devices_items_two(struct model *m)
{
	struct model_desk *d = &m->desk;

	devices_known(m);
	d->note[0] = '\0';
	d->shows = DESK_SHOWS_ITEMS;
	PUT(d->profile, "Lejia HW-S7");
	d->n_serves = 2;
	PUT(d->serves[0].name, "身高");
	PUT(d->serves[1].name, "体重");
	d->serves[0].chosen = d->serves[1].chosen = true;
}

static void devices_items_start(struct model *m)
{
	struct model_desk *d = &m->desk;

	devices_items_two(m);
	PUT(d->profile, "finish mat with start numbers (our own box)");
	d->n_serves = 3;
	PUT(d->serves[0].name, "50米×8往返跑");
	PUT(d->serves[1].name, "800米跑");
	PUT(d->serves[2].name, "1000米跑");
	d->serves[1].chosen = false;
	d->lanes = 40;
	d->starts_alone = true;
}

static void devices_check(struct model *m)
{
	devices(m);
	m->desk.shows = DESK_SHOWS_CHECK;
	PUT(m->desk.reading, "重量 5.00 kg 稳定");
}

static void devices_sure(struct model *m)
{
	devices(m);
	m->desk.shows = DESK_SHOWS_SURE;
	PUT(m->desk.question, "解除后，A&D scales不能再测，直到重新绑定。");
}

/* ---- the screens that mend ---- */

static void put_listed(struct model *m, const char *line, const char *detail)
{
	struct model_find_row *r = &m->find.rows[m->find.n++];

	PUT(r->line, "%s", line);
	PUT(r->detail, "%s", detail);
}

static void put_measured(struct model *m)
{
	put_listed(m, "七年级3班 21号 李小树", "1021 · 立定跳远 205厘米");
	put_listed(m, "七年级3班 20号 王小雨", "1020 · 立定跳远 188厘米");
	put_listed(m, "七年级3班 19号 赵小石", "1019 · 立定跳远 196厘米");
	put_listed(m, "七年级3班 18号 欧阳明月", "1018 · 立定跳远 201厘米");
	put_listed(m, "七年级3班 17号 陈冬青", "1017 · 立定跳远 179厘米");
}

static void find(struct model *m)
{
	m->visit.teacher = SCREEN_FIND;
	m->find.shows = FIND_RECENT;
	put_measured(m);
}

static void find_typed(struct model *m)
{
	m->visit.teacher = SCREEN_FIND;
	m->find.shows = FIND_TYPED;
	PUT(m->find.typed, "LXS");
	put_listed(m, "七年级3班 21号 李小树", "1021");
	put_listed(m, "八年级1班 7号 李星山", "2107");
}

static void find_one(struct model *m)
{
	find_typed(m);
	PUT(m->find.typed, "1021");
	m->find.n = 1;
}

static void find_nobody(struct model *m)
{
	find_typed(m);
	PUT(m->find.typed, "欧阳");
	m->find.n = 0;
}

static void find_whose(struct model *m)
{
	find(m);
	m->find.shows = FIND_BESIDE;
	PUT(m->find.question, "立定跳远 205厘米改给谁？");
}

static void put_classes_found(struct model *m)
{
	static const char *const names[] = { "七年级", "八年级", "九年级" };
	char line[32], count[8];

	for (int i = 0; i < 30; i++) {
		snprintf(line, sizeof(line), "%s%d班", names[i / 10], i % 10 + 1);
		snprintf(count, sizeof(count), "%d", 38 + i % 7);
		put_listed(m, line, count);
	}
}

static void find_classes(struct model *m)
{
	m->visit.teacher = SCREEN_FIND;
	m->find.shows = FIND_CLASSES;
	put_classes_found(m);
}

static void find_class(struct model *m)
{
	char line[80];

	m->visit.teacher = SCREEN_FIND;
	m->find.shows = FIND_CLASS;
	for (int i = 0; i < 40; i++) {
		char name[32], number[12];

		name_of(i, name, sizeof(name));
		snprintf(line, sizeof(line), "七年级3班 %d号 %s", i + 1, name);
		snprintf(number, sizeof(number), "%d", 1001 + i);
		put_listed(m, line, number);
	}
}

static void find_walk_on(struct model *m)
{
	find_classes(m);
	m->find.walk_on = true;
	PUT(m->find.name, "临时1号");
}

static void find_walk_on_sex(struct model *m)
{
	find_walk_on(m);
	m->find.shows = FIND_SEX;
	m->find.n = 0;
}

static void put_made(struct model *m, const char *when, const char *item,
	const char *value, const char *source, enum made_state state, const char *word)
{
	struct model_made *a = &m->student.made[m->student.n++];

	PUT(a->when, "%s", when);
	PUT(a->item, "%s", item);
	PUT(a->value, "%s", value);
	PUT(a->source, "%s", source);
	PUT(a->word, "%s", word);
	a->state = state;
}

static void put_year(struct model *m)
{
	struct model_student *s = &m->student;

	m->visit.teacher = SCREEN_STUDENT;
	PUT(s->line, "七年级3班 21号 李小树");
	PUT(s->numbers, "测试号 1021 · 学籍号 L••••••");
	put_made(m, "11-23 10:42", "立定跳远", "205厘米", "设备", MADE_COUNTS, "有效");
	put_made(m, "11-23 10:40", "立定跳远", "250厘米", "设备", MADE_DISPUTED,
		"待核查：比去年多51厘米");
	put_made(m, "11-23 10:39", "立定跳远", "", "设备", MADE_FOUL, "这次不算");
	put_made(m, "11-23 09:12", "50米跑", "8.1秒", "手计时", MADE_COUNTS,
		"从王小雨改来");
	put_made(m, "11-23 09:10", "50米跑", "9.3秒", "设备", MADE_ELSEWHERE,
		"改给了王小雨");
	put_made(m, "11-20 15:02", "体重", "48.0公斤", "手工", MADE_COUNTS, "有效");
	put_made(m, "11-20 15:01", "体重", "96.0公斤", "设备", MADE_VOID,
		"作废：单位写错");
	put_made(m, "11-20 15:01", "身高", "163.0厘米", "设备", MADE_COUNTS, "有效");
	put_made(m, "11-18 15:30", "1000米跑", "3′58″", "手计时", MADE_COUNTS, "有效");
	put_made(m, "11-17 08:20", "引体向上", "6次", "设备", MADE_PRACTICE,
		"练习，不计");
	s->can_test = true;
	PUT(m->mend.undo, "50米跑 8.1秒从王小雨改给李小树");
}

static void student(struct model *m)
{
	struct model_student *s = &m->student;

	put_year(m);
	s->chosen = 3;
	PUT(s->title, "50米跑 8.1秒");
	PUT(s->where, "一号测试点 · 操场 · ALGE-TIMING TdC 8001 4");
	PUT(s->said[0], "11-23 09:12  测得 8.1秒，记在王小雨");
	PUT(s->said[1], "11-23 09:20  作废：犯规未判（郑老师）");
	PUT(s->said[2], "11-23 09:21  撤销，恢复原样（郑老师）");
	PUT(s->said[3], "11-23 09:22  改给李小树：认错人（郑老师）");
	s->n_said = 4;
	s->can_void = s->can_give = s->can_run = s->has_raw = true;
}

static void student_raw(struct model *m)
{
	static const char *const rows[] = { " 0042 C0  10:4", "2:03.0000 00\r ",
		" 0042 C1  10:4", "2:11.0690 00\r " };

	student(m);
	m->student.shows_raw = true;
	for (int i = 0; i < 4; i++) {
		struct model_raw *r = &m->student.raw[m->student.n_raw++];

		r->n = MODEL_RAW_ROW;
		memcpy(r->bytes, rows[i], MODEL_RAW_ROW);
		for (int k = 0; k < r->n; k++)
			r->of_frame[k] = i % 2 == 0 || k < 13;
		PUT(r->text, "%.*s", i % 2 ? 12 : 14, rows[i]);
	}
}

static void student_none(struct model *m)
{
	m->visit.teacher = SCREEN_STUDENT;
	PUT(m->student.line, "七年级3班 临时1号");
	PUT(m->student.numbers, "测试号 1046 · 学籍号 –");
	m->student.chosen = -1;
	m->student.can_test = m->mend.note_is_good = true;
	PUT(m->mend.note, "加上了，测试号 1046");
}

static void student_refused(struct model *m)
{
	student(m);
	PUT(m->mend.note, "陈小云不测这一项，没有改。");
}

static void student_many(struct model *m)
{
	student(m);
	while (m->student.n < MODEL_MADE)
		put_made(m, "11-10 08:00", "一分钟跳绳", "132次", "设备", MADE_PRACTICE,
			"练习，不计");
	m->visit.page = 1;
}

static void student_why(struct model *m)
{
	static const char *const why[] = { "认错人", "站错道或戴错号", "名单排错",
		"设备故障", "其他" };

	student(m);
	m->student.asks = ASKS_REASON;
	PUT(m->student.question, "50米跑 8.1秒和欧阳明月互换，为什么？");
	for (int i = 0; i < MODEL_REASONS; i++)
		PUT(m->student.reasons[i], "%s", why[i]);
}

static void student_item(struct model *m)
{
	static const char *const items[] = { "身高", "体重", "肺活量", "50米跑",
		"坐位体前屈", "立定跳远", "引体向上", "1000米跑" };

	student(m);
	m->student.asks = ASKS_ITEM;
	PUT(m->student.question, "补录哪一项？");
	for (int i = 0; i < (int)(sizeof(items) / sizeof(items[0])); i++)
		PUT(m->student.items[i], "%s", items[i]);
	m->student.n_items = (int)(sizeof(items) / sizeof(items[0]));
}

static void student_value(struct model *m)
{
	student(m);
	m->student.asks = ASKS_VALUE;
	PUT(m->student.question, "坐位体前屈的成绩");
	PUT(m->student.typed_text, "-3.5");
	PUT(m->student.unit, "厘米");
	m->student.has_point = m->student.has_minus = true;
}

static void student_value_outside(struct model *m)
{
	student(m);
	m->student.asks = ASKS_VALUE;
	PUT(m->student.question, "1000米跑的成绩");
	PUT(m->student.typed_text, "3'75");
	PUT(m->student.complaint, "1000米跑在 2′00″ 到 15′00″ 之间");
}

static void put_doubt(struct model *m, const char *who, const char *item,
	const char *reason, const char *value)
{
	struct model_dispute *d = &m->teacher.disputes[m->teacher.n_disputes++];

	PUT(d->who, "%s", who);
	PUT(d->item, "%s", item);
	PUT(d->reason, "%s", reason);
	PUT(d->value, "%s", value);
}

static void doubts(struct model *m)
{
	m->visit.teacher = SCREEN_DOUBTS;
	put_doubt(m, "七年级3班 21号 李小树", "体重",
		"像是斤数：96.0公斤应为48.0公斤？", "体重 96.0公斤");
	put_doubt(m, "七年级3班 20号 王小雨", "50米跑",
		"像是和另一人换了：8.1秒、9.3秒", "50米跑 8.1秒");
	put_doubt(m, "七年级1班 4号 赵小石", "50米跑", "起点信号被清除过",
		"50米跑 7.9秒");
	put_doubt(m, "八年级2班", "", "41个成绩里17个是手工的", "");
	m->mend.keys.stands = m->mend.keys.voids = m->mend.keys.opens = true;
	m->mend.keys.unit = true;
	PUT(m->mend.value, "改成 48.0公斤");
	PUT(m->mend.undo, "王小雨 50米跑 9.3秒作废");
}

static void doubts_swap(struct model *m)
{
	doubts(m);
	m->mend.chosen = 1;
	m->mend.keys.unit = false;
	m->mend.keys.swaps = true;
}

static void doubts_share(struct model *m)
{
	doubts(m);
	m->mend.chosen = 3;
	memset(&m->mend.keys, 0, sizeof(m->mend.keys));
}

static void doubts_why(struct model *m)
{
	static const char *const why[] = { "认错人", "犯规未判", "设备故障", "重复测了",
		"其他" };

	doubts(m);
	m->student.asks = ASKS_REASON;
	PUT(m->student.question, "体重 96.0公斤为什么作废？");
	for (int i = 0; i < MODEL_REASONS; i++)
		PUT(m->student.reasons[i], "%s", why[i]);
}

static void doubts_none(struct model *m)
{
	m->visit.teacher = SCREEN_DOUBTS;
	m->mend.chosen = -1;
	PUT(m->mend.note, "已作废，原来的记录还在。");
	m->mend.note_is_good = true;
}

static void doubts_many(struct model *m)
{
	doubts(m);
	while (m->teacher.n_disputes < MODEL_DISPUTES)
		put_doubt(m, "七年级3班 9号 陈冬青", "立定跳远", "比去年多51厘米",
			"立定跳远 250厘米");
	m->visit.page = 1;
}

static void put_latest(struct model *m, int i)
{
	struct model_latest_row *r = &m->latest.rows[m->latest.n++];

	PUT(r->when, "11-23 10:%02d", 42 - i);
	PUT(r->who, "七年级3班 %d号 %s", 21 + i % 9, i % 2 ? "王小雨" : "李小树");
	PUT(r->result, "立定跳远 %d厘米", 205 + 3 * i);
	if (i == 2)
		PUT(r->word, "作废：犯规未判");
	if (i == 4)
		PUT(r->word, "从赵小石改来");
}

static void latest(struct model *m)
{
	static const char *const why[] = { "认错人", "犯规未判", "设备故障", "重复测了",
		"其他" };

	m->visit.teacher = SCREEN_LATEST;
	while (m->latest.n < MODEL_LATEST)
		put_latest(m, m->latest.n);
	m->latest.can_void = m->latest.can_give = m->latest.can_run = true;
	for (int i = 0; i < MODEL_REASONS; i++)
		PUT(m->student.reasons[i], "%s", why[i]);
	for (; m->latest.n_give < MODEL_GIVE; m->latest.n_give++)
		PUT(m->latest.give[m->latest.n_give], "%d号 %s", 22 + m->latest.n_give,
			m->latest.n_give % 2 ? "赵小石" : "王小雨");
	PUT(m->latest.give[3], "七年级2班 9号 欧阳冬青");
	for (; m->latest.n_swap < 4; m->latest.n_swap++)
		PUT(m->latest.swap[m->latest.n_swap], "%d号 王小雨 %d厘米",
			22 + m->latest.n_swap, 198 + m->latest.n_swap);
	PUT(m->mend.undo, "王小雨 50米跑 9.3秒作废");
}

static void latest_void(struct model *m)
{
	latest(m);
	m->latest.chosen = 2;
	m->latest.can_void = m->latest.can_give = m->latest.can_run = false;
	m->latest.n_give = m->latest.n_swap = 0;
	PUT(m->mend.note, "已作废，原来的记录还在。");
	m->mend.note_is_good = true;
}

static void latest_none(struct model *m)
{
	m->visit.teacher = SCREEN_LATEST;
	m->latest.chosen = -1;
}

static void reassign(struct model *m)
{
	static const char *const why[] = { "认错人", "换了道", "名单错了", "设备故障",
		"其他" };
	struct model_reassign *r = &m->reassign;

	m->visit.teacher = SCREEN_REASSIGN;
	PUT(r->title, "从立定跳远 205厘米起，6个成绩");
	for (; r->n < 30; r->n++) {
		PUT(r->rows[r->n].from, "%d号 李小树", 7 + r->n);
		PUT(r->rows[r->n].value, "%d厘米", 205 + r->n);
		PUT(r->rows[r->n].to, "%d号 王小雨", 8 + r->n);
	}
	r->last = 5;
	r->shift = 1;
	PUT(r->class_name, "七年级3班");
	r->can_do = true;
	for (int i = 0; i < MODEL_REASONS; i++)
		PUT(m->student.reasons[i], "%s", why[i]);
}

static void reassign_class(struct model *m)
{
	reassign(m);
	for (int i = 0; i < m->reassign.n; i++)
		PUT(m->reassign.rows[i].to, "七年级2班 %d号 赵小石", 7 + i);
	m->reassign.rows[3].to[0] = '\0';
	m->reassign.last = m->reassign.n - 1;
	m->reassign.shift = 0;
	m->reassign.by_number = true;
	PUT(m->reassign.class_name, "七年级2班");
	PUT(m->reassign.complaint, "1个没有对应的人，不改。");
}

static void reassign_stuck(struct model *m)
{
	reassign(m);
	m->reassign.can_do = false;
	PUT(m->reassign.complaint, "36号 李小树后面没有人：请点前一行，只改到那里。");
}

static void reassign_classes(struct model *m)
{
	reassign(m);
	m->reassign.picks_class = true;
	for (; m->reassign.n_classes < 40; m->reassign.n_classes++)
		PUT(m->reassign.classes[m->reassign.n_classes], "七年级%d班",
			m->reassign.n_classes + 1);
}

static void fault(struct model *m)
{
	m->fault.kind = FAULT_SCREEN;
	m->fault.can_acknowledge = true;
	PUT(m->fault.what, "磁盘满了，不能再保存成绩。");
	PUT(m->fault.safe, "已保存的成绩都在，一条也没有丢。");
	PUT(m->fault.todo, "请插上备份盘，把旧的图片拿走，再点知道了。");
}

/* ---- the frame of a day ---- */

static void pin(struct model *m)
{
	m->visit.teacher = SCREEN_PIN;
	m->visit.wanted = SCREEN_TEACHER;
	m->locked = m->pin.is_set = true;
	PUT(m->visit.typed, "1357");
}

static void pin_wrong(struct model *m)
{
	pin(m);
	PUT(m->visit.typed, "135");
	PUT(m->pin.note, "密码不对，还可以试3次。");
}

static void pin_wait(struct model *m)
{
	pin_wrong(m);
	PUT(m->visit.typed, "13579");
	m->pin.wait_s = 3600;
}

static void pin_new(struct model *m)
{
	m->visit.teacher = SCREEN_PIN;
	m->visit.from = SCREEN_MENU;
	m->pin.stage = PIN_STAGE_NEW;
	PUT(m->visit.typed, "13579246");
}

static void put_choice(struct model *m, const char *title, const char *note,
	const char *const answers[4], int chosen)
{
	struct model_choice *c = &m->settings.rows[m->settings.n++];

	PUT(c->title, "%s", title);
	PUT(c->note, "%s", note);
	for (; c->n < 4 && answers[c->n]; c->n++)
		PUT(c->answers[c->n], "%s", answers[c->n]);
	c->chosen = chosen;
}

static void settings(struct model *m)
{
	static const char *const language[4] = { "中文", "English" };
	static const char *const theme[4] = { "亮", "暗" };
	static const char *const show[4] = { "显示", "不显示" };
	static const char *const ask[4] = { "先问一声", "直接测" };
	static const char *const sound[4] = { "大", "中", "小", "关" };
	static const char *const word[4] = { "改密码", "不用密码" };

	m->visit.teacher = SCREEN_SETTINGS;
	put_choice(m, "文字", "", language, 0);
	put_choice(m, "屏幕", "太阳下用亮的，暗的馆里用暗的", theme, 1);
	put_choice(m, "学生看到得分", "一、二年级从不显示", show, 0);
	put_choice(m, "叫到的人", "老师按名单叫人时可以不问", ask, 0);
	put_choice(m, "目标", "", show, 0);
	put_choice(m, "声音", "", sound, 2);
	put_choice(m, "教师密码", "已设好", word, -1);
	PUT(m->settings.note, "教师密码已取消，谁都能进老师的页面。");
}

static void put_check(struct model *m, const char *name, enum lamp lamp,
	const char *word, const char *todo)
{
	struct model_check *c = &m->power.rows[m->power.n++];

	PUT(c->name, "%s", name);
	c->lamp = lamp;
	PUT(c->word, "%s", word);
	PUT(c->todo, "%s", todo);
}

static void power(struct model *m)
{
	m->visit.teacher = SCREEN_POWER;
	PUT(m->power.date, "今天是2026年11月23日 星期一");
	put_check(m, "时钟", LAMP_GOOD, "正常", "");
	put_check(m, "电池", LAMP_GOOD, "87%", "");
	put_check(m, "磁盘", LAMP_GOOD, "还有 41.2 GB", "");
	put_check(m, "设备", LAMP_WARN, "3台，2台正常",
		"在“设备”里看是哪一台、怎么办；没有设备也能手工计时、报数。");
	put_check(m, "名单", LAMP_GOOD, "12个班，475人", "");
	put_check(m, "教师密码", LAMP_WARN, "还没有设教师密码",
		"在“设置”里设一个，学生就进不了老师的页面。");
	put_check(m, "成绩库", LAMP_GOOD, "18203条记录，读得出来", "");
}

static void power_wrong(struct model *m)
{
	power(m);
	PUT(m->power.date, "今天是2024年1月1日 星期一，对吗？");
	m->power.asks_date = true;
	m->power.rows[0].lamp = LAMP_BAD;
	PUT(m->power.rows[0].word, "比最后一条成绩还早");
	PUT(m->power.rows[0].todo,
		"不对就先关机，在电脑的设置里调好时间再开；已存的成绩都在。"
		"日期对就点“对”。");
	m->power.rows[1].lamp = LAMP_BAD;
	PUT(m->power.rows[1].word, "6%%");
	PUT(m->power.rows[1].todo,
		"请接上电源。没电时已存的成绩都在，正在测的一次会丢。");
}

static void put_picks(struct model_pick *picks, int *n, const char *const *names,
	int count, int chosen)
{
	for (int i = 0; i < count; i++) {
		PUT(picks[i].name, "%s", names[i]);
		picks[i].chosen = i == chosen;
	}
	if (n)
		*n = count;
}

static void start(struct model *m)
{
	static const char *const items[] = { "身高", "体重", "肺活量", "50米跑",
		"坐位体前屈", "立定跳远", "引体向上", "跳绳", "仰卧起坐", "50×8往返",
		"1000米跑", "800米跑" };
	static const char *const kinds[] = { "正式", "补测", "缓测", "模拟练习" };
	static const char *const testers[] = { "王向阳", "老师1", "老师2", "老师3" };
	static const char *const ticks[] = { "空的时候归零", "已知长度量得对" };
	struct model_start *s = &m->start;

	m->visit.teacher = SCREEN_START;
	put_picks(s->items, &s->n_items, items, 12, 5);
	for (int i = 9; i < 12; i++)
		PUT(s->items[i].note, "手工");
	put_classes(m, 4);
	for (int i = 0; i < m->n_classes; i++)
		PUT(s->classes[i].name, "%s", m->classes[i].name);
	s->n_classes = m->n_classes;
	m->visit.page = 1;
	s->classes[14].chosen = true;
	put_picks(s->kinds, NULL, kinds, 4, 0);
	put_picks(s->testers, &s->n_testers, testers, 4, 0);
	s->testers[2].chosen = true;
	put_picks(s->ticks, &s->n_ticks, ticks, 2, 0);
	PUT(s->missing, "请先看：已知长度量得对");
}

static void start_ready(struct model *m)
{
	struct model_start *s = &m->start;

	start(m);
	s->n_classes = 8;
	m->visit.page = 0;
	s->items[5].chosen = false;
	s->items[10].chosen = true;
	s->n_ticks = 0;
	s->n_courses = 4;
	for (int i = 0; i < 4; i++)
		PUT(s->courses[i].name, "%d米跑道", 200 + i * 50 + (i == 3) * 50);
	s->courses[3].chosen = true;
	s->n_ways = 2;
	PUT(s->ways[0].name, "一起出发");
	PUT(s->ways[1].name, "逐个出发");
	s->ways[0].chosen = true;
	s->types = true;
	PUT(s->typed, "李千帆");
	s->missing[0] = '\0';
}

static void start_failed(struct model *m)
{
	start_ready(m);
	PUT(m->start.note, "没有做成：hand:run1000: 一台测试站最多接32台设备。");
	for (int i = 4; i < 11; i++)
		PUT(m->start.testers[i].name, "老师%d", i);
	m->start.n_testers = 11;
	m->start.types = false;
}

static void close_open(struct model *m)
{
	struct model_close *c = &m->close;

	m->visit.teacher = SCREEN_CLOSE;
	PUT(c->counts, "今天 312 次，104 人；不算 7 次");
	PUT(c->digest_of, "到16:42为止18203条记录的摘要，可抄在纸上");
	PUT(c->digest[0], "7f3a 09bc 51de 2c84 a0f7 66b1 93cd 4e02");
	PUT(c->digest[1], "1b9e 5d70 c8f4 3a26 0e8b 97d5 42fa 6c13");
	for (; c->n_open < 2; c->n_open++) {
		struct model_check *o = &c->open[c->n_open];

		PUT(o->name, "%s", c->n_open ? "50米跑" : "立定跳远");
		o->lamp = c->n_open ? LAMP_BAD : LAMP_WARN;
		PUT(o->word, "%s", c->n_open ? "有成绩还没写进磁盘" : "有人正在测");
		PUT(o->todo, "%s",
			c->n_open ? "不要关机；腾出磁盘空间，会自动保存。"
				  : "等测完，或回到测试点“不是我”“结束本组”。");
	}
}

static void close_day(struct model *m)
{
	close_open(m);
	m->close.n_open = 0;
	m->close.can_power_off = m->close.to_stick = true;
	PUT(m->stick, "KINGSTON");
	m->job.is_shown = m->job.runs = true;
	PUT(m->job.title, "备份");
	PUT(m->job.word, "还要约12秒");
	m->job.permille = 400;
}

static void put_files(
	struct model_roster *r, const char *const *names, int count, int chosen)
{
	for (r->n_files = 0; r->n_files < count; r->n_files++) {
		PUT(r->files[r->n_files].name, "%s", names[r->n_files]);
		r->files[r->n_files].chosen = r->n_files == chosen;
	}
}

static void roster(struct model *m)
{
	static const char *const files[] = { "2026秋季名单.xlsx", "七年级.csv",
		"转学.csv" };
	static const char *const reasons[] = { "性别既不是1、2，也不是男、女",
		"没有这个年级编号", "学籍号不是19位", "出生日期不是日期" };
	struct model_roster *r = &m->roster;

	m->visit.teacher = SCREEN_ROSTER;
	r->from_stick = true;
	put_files(r, files, 3, 0);
	r->can_import = true;
	r->way = -1;
	r->mode = 0;
	r->counts[ROSTER_TAB_ERRORS] = 4;
	r->counts[ROSTER_TAB_DOUBTS] = 19;
	r->counts[ROSTER_TAB_CHANGED] = 12;
	r->counts[ROSTER_TAB_NEW] = 238;
	r->counts[ROSTER_TAB_GONE] = 3;
	PUT(r->changes, "新增238人，改动12人，不在了3人");
	PUT(r->faults, "错误4行，不会导入；提醒19行");
	for (; r->n_rows < 23; r->n_rows++) {
		struct model_complaint *c = &r->rows[r->n_rows];

		PUT(c->row, "%d", 7 + r->n_rows * 9);
		PUT(c->column, "%s", r->n_rows % 4 ? "出生日期" : "性别");
		PUT(c->value, "%s", r->n_rows % 4 ? "2014-02-30" : "未知");
		c->refused = true;
		PUT(c->reason, "%s", reasons[r->n_rows % 4]);
	}
}

/* What would change, before it is stored. */
static void roster_changed(struct model *m)
{
	struct model_roster *r = &m->roster;

	roster(m);
	r->tab = ROSTER_TAB_CHANGED;
	r->mode = 0;
	for (int i = 0; i < r->n_rows; i++) {
		struct model_complaint *c = &r->rows[i];

		c->refused = false;
		PUT(c->column, "%s", i % 3 ? "座号" : "班级");
		PUT(c->value, "%s", i % 3 ? "17" : "初二3班");
		PUT(c->reason, "%s",
			i % 3 ? "初二1班 李小树，原来是7"
			      : "整班改动，原来是初一3班，42名学生");
	}
}

static void roster_gone(struct model *m)
{
	struct model_roster *r = &m->roster;

	roster_changed(m);
	r->tab = ROSTER_TAB_GONE;
	r->mode = 1;
	r->n_rows = 3;
	for (int i = 0; i < r->n_rows; i++) {
		PUT(r->rows[i].row, "%s", "");
		PUT(r->rows[i].column, "姓名");
		PUT(r->rows[i].value, "王小雨");
		PUT(r->rows[i].reason, "初二1班，不在这份名单里了；成绩都保留");
	}
}

static void roster_scores(struct model *m)
{
	struct model_roster *r = &m->roster;

	roster(m);
	r->mode = -1;
	r->tab = ROSTER_TAB_DOUBTS;
	r->counts[ROSTER_TAB_GONE] = 0;
	r->counts[ROSTER_TAB_NEW] = 2380;
	PUT(r->files[0].name, "其他厂家成绩.xlsx");
	PUT(r->changes, "新成绩2380个，改12个，已有30个");
	PUT(r->faults, "不能用4个，和本站不同3个，提醒19个");
	r->doubtful = 120;
	for (int i = 0; i < r->n_rows; i++) {
		PUT(r->rows[i].column, "800米跑");
		PUT(r->rows[i].value, "3.4");
		r->rows[i].refused = false;
		PUT(r->rows[i].reason, "可能是 3′40″、3′04″、3′24″");
	}
}

/* Half a class is not in the list: does a person say that it is so? */
static void roster_held(struct model *m)
{
	struct model_roster *r = &m->roster;

	roster_changed(m);
	r->tab = ROSTER_TAB_DOUBTS;
	r->counts[ROSTER_TAB_DOUBTS] = 1;
	r->counts[ROSTER_TAB_GONE] = 0;
	r->held = r->n_rows = 1;
	PUT(r->changes, "新增238人，改动12人，不在了0人");
	PUT(r->faults, "错误4行，不会导入；提醒1行");
	PUT(r->rows[0].row, "%s", "");
	PUT(r->rows[0].column, "班级");
	PUT(r->rows[0].value, "初二3班");
	PUT(r->rows[0].reason, "全班42名学生里有30名不在这份名单里，没有当作离校；核对"
			       "过确实离校的，再照样导入");
}

/* Everything that a file of scores may ask at once. */
static void roster_asked(struct model *m)
{
	struct model_roster *r = &m->roster;

	roster_scores(m);
	r->has_scores = r->trusts = true;
	r->mode = 1;
	r->tab = ROSTER_TAB_ERRORS;
	PUT(r->rows[0].column, "身高");
	PUT(r->rows[0].value, "%s", "");
	PUT(r->rows[0].reason, "身高和体重两列像是对调了；核对后再导入");
}

static void roster_decided(struct model *m)
{
	roster_scores(m);
	m->roster.has_scores = true;
	m->roster.doubtful = 0;
	m->roster.way = 0;
}

/* A stick as it comes out of a bag: the chosen file is in sight, the others are behind a
 * key. */
static void roster_files(struct model *m)
{
	static const char *const files[] = {
		"2026年秋季体质健康测试成绩登记表（一年级1班）.xlsx",
		"2026年秋季体质健康测试成绩登记表（一年级2班）.xlsx", "七年级.csv",
		"中考选项.XLS", "体测.et", "八年级.csv", "公示.xlsx", "初三.xls",
		"学籍导出.xls", "平台模板.xls", "总表.xlsx", "教案.xlsx", "转学.csv"
	};

	roster_scores(m);
	put_files(&m->roster, files, 13, 10);
	m->roster.first_file = 10;
}

static void roster_none(struct model *m)
{
	m->visit.teacher = SCREEN_ROSTER;
	m->roster.way = m->roster.mode = -1;
}

static void hand_in(struct model *m)
{
	static const struct {
		const char *tag, *what, *reason;
	} says[MODEL_HANDIN_ROWS] = {
		{ "待核查", "50米跑",
			"第2行，成绩填写不完整（有争议，待核查）：50米跑。请先在“待核查"
			"”"
			"或学生页处理" },
		{ "学生信息", "民族代码",
			"第3行，学生信息填写不完整。请补上：民族代码" },
		{ "超出范围", "50米跑  4.9",
			"第7行，50米跑：数据有误，数据格式错误或者超出数据导入范围（5-"
			"20"
			"）。请核对，必要时重测" },
	};
	struct model_handin *h = &m->handin;

	m->visit.teacher = SCREEN_HAND_IN;
	h->looked = true;
	PUT(h->sentence, "可以上报 1196 人，不上报 7 人");
	PUT(h->faults, "错误 3，提醒 12");
	PUT(h->roll, "在册 1203 人，表中 1199 行，免予执行 4 人；成绩完整 1180，部分 "
		     "16，没有成绩 3");
	PUT(h->template, "填入平台模板 2026学生成绩模板.xlsx");
	h->counts[HANDIN_ERRORS] = 3;
	h->counts[HANDIN_DOUBTS] = 12;
	h->counts[HANDIN_LEFT_OUT] = 41;
	h->counts[HANDIN_CHANGED] = 128;
	h->selected = -1;
	for (h->n_classes = 0; h->n_classes < 3; h->n_classes++) {
		PUT(h->classes[h->n_classes].name, "七年级%d班", h->n_classes + 1);
		h->classes[h->n_classes].rows = 1;
	}
	h->n = 3;
	for (; h->n_rows < 3; h->n_rows++) {
		struct model_handin_row *row = &h->rows[h->n_rows];
		char name[40];

		name_of(h->n_rows, name, sizeof(name));
		PUT(row->who, "七年级%d班 %d号 %s", h->n_rows + 1, 21 + h->n_rows,
			name);
		PUT(row->tag, "%s", says[h->n_rows].tag);
		PUT(row->what, "%s", says[h->n_rows].what);
		PUT(row->reason, "%s", says[h->n_rows].reason);
		row->refused = true;
	}
}

/* Many classes, many pages, and sentences that need two lines. */
static void hand_in_good(struct model *m)
{
	struct model_handin *h = &m->handin;

	hand_in(m);
	h->tab = HANDIN_LEFT_OUT;
	h->counts[HANDIN_ERRORS] = 0;
	PUT(h->faults, "错误 0，提醒 12");
	PUT(h->template, "U盘上没有平台模板，按标准表样写出");
	h->can_write = true;
	for (h->n_classes = 0; h->n_classes < 30; h->n_classes++) {
		PUT(h->classes[h->n_classes].name, "七年级%d班", h->n_classes + 1);
		h->classes[h->n_classes].rows = 1 + h->n_classes % 3;
	}
	h->selected = 20;
	h->n = 41;
	h->page = m->visit.page = 2;
	for (h->n_rows = 0; h->n_rows < MODEL_HANDIN_ROWS; h->n_rows++) {
		struct model_handin_row *row = &h->rows[h->n_rows];
		char name[40];

		name_of(h->n_rows, name, sizeof(name));
		PUT(row->who, "七年级21班 %d号 %s", 1 + h->n_rows, name);
		PUT(row->tag, "缺成绩");
		PUT(row->what, "成绩");
		PUT(row->reason,
			"第%"
			"d行，成绩填写不完整（未测）：身高、体重、肺活量、50米跑、坐位"
			"体前屈、立定跳远、1000米跑、引体向上。中学以上缺项会被退回，请"
			"补"
			"测",
			700 + h->n_rows);
		row->refused = false;
	}
}

static void hand_in_changed(struct model *m)
{
	struct model_handin *h = &m->handin;

	hand_in_good(m);
	h->tab = HANDIN_CHANGED;
	for (int i = 0; i < h->n_rows; i++) {
		PUT(h->rows[i].tag, "%s", i == 2 ? "已离校" : i == 1 ? "撤回" : "改动");
		PUT(h->rows[i].what, "50米跑  9.3");
		PUT(h->rows[i].reason, "%s",
			i == 2 ? "已离校，而上次已经上报。文件里的空格子撤不掉平台上的"
				 "成"
				 "绩：请在平台上删除他的成绩；已提交的请上级退回"
			: i == 1 ? "上次报的是 "
				   "9.3，现在没有成绩（有争议）。补报的空格子平"
				   "台不一定会清掉旧值，请在平台上核对"
				 : "上次报的是 9.3，现在是 9.1");
	}
}

static void hand_in_written(struct model *m)
{
	hand_in_good(m);
	m->handin.can_write = false;
	PUT(m->handin.written,
		"已写好 national.xlsx（7f3a09bc），请在平台上传此文件。");
}

static void hand_in_looks(struct model *m)
{
	m->visit.teacher = SCREEN_HAND_IN;
}

static void menu_job_failed(struct model *m)
{
	menu(m);
	m->job.is_shown = true;
	m->job.permille = -1;
	PUT(m->job.title, "备份");
	PUT(m->job.word, "没有做成");
	PUT(m->job.said, "station backup: /media/teacher/KINGSTON: No space left");
}

static void menu_stick(struct model *m)
{
	menu(m);
	PUT(m->stick, "KINGSTON");
	m->stick_new = true;
}

/* ---- who is there ---- */

static void put_names(struct model *m, int n, int more)
{
	m->visit.identify = IDENTIFY_NAMES;
	m->names.n = n;
	m->names.more = more;
	for (int i = 0; i < n; i++) {
		name_of(i + 3, m->names.found[i].name, sizeof(m->names.found[0].name));
		PUT(m->names.found[i].place, "%s年级%d班 %d号", i % 2 ? "七" : "八",
			i % 4 + 1, i * 7 % 45 + 1);
	}
}

static void names(struct model *m)
{
	put_names(m, 12, 7);
	PUT(m->names.typed, "wx");
	m->names.next = 0x01520501;
	m->names.found[4].mark = TILE_DONE;
	m->names.found[7].mark = TILE_ABSENT;
}

static void names_begin(struct model *m)
{
	put_names(m, 0, 0);
	m->names.next = 0x03fffeff;
}

static void names_few(struct model *m)
{
	put_names(m, 2, 0);
	PUT(m->names.typed, "abdrhmabdrh");
	PUT(m->names.found[1].name, "阿不都热合曼·阿不都热合曼");
	m->names.next = 1u << 12;
}

static void names_none(struct model *m)
{
	put_names(m, 0, 0);
	PUT(m->names.typed, "qqx");
}

static void tiles_marks(struct model *m)
{
	put_tiles(m, 45);
	for (int i = 0; i < 6; i++)
		m->tiles[i * 6].mark = (enum tile_mark)(TILE_DONE + i);
}

static void confirm_late(struct model *m)
{
	m->stage = STAGE_CONFIRM;
	put_person(m);
	m->is_late = true;
}

static void attempt_told(struct model *m)
{
	attempt(m);
	PUT(m->told, "请等前面的同学测完");
}

static void put_call(struct model *m, int n)
{
	struct model_call *c = &m->call;

	m->visit.teacher = SCREEN_CALL;
	c->shows = CALL_TILES;
	PUT(c->class_name, "七年级3班");
	put_tiles(m, n);
	memcpy(c->tiles, m->tiles, sizeof(c->tiles[0]) * (size_t)n);
	c->n_tiles = n;
	for (int i = 0; i < n; i++)
		c->tiles[i].mark = i == 4    ? TILE_ABSENT
				   : i == 17 ? TILE_LEAVE
				   : i == 22 ? TILE_NOT_TODAY
					     : TILE_OPEN;
	c->here = n - 3;
	c->absent = c->leave = c->not_today = 1;
}

static void call(struct model *m)
{
	put_call(m, 45);
	m->call.can_undo = m->call.in_order = true;
}

static void call_two_pages(struct model *m)
{
	put_call(m, 61);
	m->visit.page = 1;
}

static void call_classes(struct model *m)
{
	struct model_call *c = &m->call;

	m->visit.teacher = SCREEN_CALL;
	c->n_classes = 27;
	for (int i = 0; i < c->n_classes; i++) {
		PUT(c->classes[i].name, "%s年级%d班",
			i / 9 == 0   ? "七"
			: i / 9 == 1 ? "八"
				     : "九",
			i % 9 + 1);
		c->classes[i].total = 41 + i % 5;
		c->classes[i].here = c->classes[i].total - i % 3;
		c->classes[i].put_off = i == 2;
	}
}

static void call_many_classes(struct model *m)
{
	call_classes(m);
	m->call.n_classes = 52;
	for (int i = 27; i < 52; i++)
		m->call.classes[i] = m->call.classes[i - 27];
	m->visit.page = 1;
}

static void call_putoff(struct model *m)
{
	static const char *const items[] = { "身高", "体重", "肺活量", "50米跑",
		"坐位体前屈", "立定跳远", "引体向上", "仰卧起坐", "1000米跑",
		"800米跑" };
	static const char *const days[] = { "11月24日 周二", "11月25日 周三",
		"11月26日 周四", "11月27日 周五", "11月30日 周一", "12月1日 周二",
		"12月2日 周三" };
	struct model_call *c = &m->call;

	put_call(m, 45);
	c->shows = CALL_PUTOFF;
	c->n_items = 10;
	for (int i = 0; i < 10; i++)
		PUT(c->items[i], "%s", items[i]);
	c->item = 3;
	c->n_days = 7;
	for (int i = 0; i < 7; i++)
		PUT(c->days[i], "%s", days[i]);
	c->day = 0;
	c->n_putoffs = 2;
	PUT(c->putoffs[0], "全校 1000米跑 → 11月25日 周三 · 下雨");
	PUT(c->putoffs[1], "七年级3班 全部项目 → 待定 · 场地");
}

static void put_papers(
	struct model *m, int classes, const char *const names[][2], int n)
{
	struct model_papers *p = &m->papers;

	m->visit.teacher = SCREEN_PAPERS;
	p->selected = -1;
	p->n_classes = classes;
	for (int i = 0; i < classes; i++)
		PUT(p->classes[i], "%s年级%d班",
			i / 9 == 0   ? "七"
			: i / 9 == 1 ? "八"
				     : "九",
			i % 9 + 1);
	p->n = n;
	for (int i = 0; i < n; i++) {
		PUT(p->papers[i].name, "%s", names[i][0]);
		PUT(p->papers[i].note, "%s", names[i][1]);
	}
}

static const char *const many_papers[][2] = {
	{ "测试卡", "给还没有卡的人，每页十张" },
	{ "记录表", "手写用，每项一张" },
	{ "分组表", "谁和谁一组，几号" },
	{ "未测名单", "还差谁，差哪一项" },
	{ "成绩告知单", "带回家，家长签字" },
	{ "登记卡", "附表1到附表6" },
	{ "公示", "没有总分、号码和身高体重" },
	{ "班级报告", "给老师看，不张贴" },
	{ "年级报告", "给老师看，不张贴" },
	{ "学校报告", "给老师看，不张贴" },
};

static void papers(struct model *m)
{
	put_papers(m, 27, many_papers, 8);
	m->papers.selected = 2;
	m->papers.to_stick = true;
	PUT(m->stick, "KINGSTON");
}

static void papers_school(struct model *m)
{
	put_papers(m, 64, many_papers, 10);
}

static void papers_run(struct model *m)
{
	papers(m);
	m->job.is_shown = m->job.runs = true;
	PUT(m->job.title, "成绩告知单");
	PUT(m->job.word, "还要约12秒");
	m->job.permille = 400;
}

static void papers_student(struct model *m)
{
	static const char *const names[][2] = {
		{ "成绩告知单", "带回家，家长签字" },
		{ "成绩条", "成绩和校验码" },
		{ "登记卡", "附表1到附表6" },
		{ "补发测试卡", "旧卡马上作废" },
		{ "免予执行申请表", "附表7" },
	};

	put_papers(m, 0, names, 5);
	PUT(m->papers.who, "七年级3班 李小树");
}

static void put_missing(struct model *m, int classes)
{
	struct model_missing *s = &m->missing;
	static const char *const items[] = { "身高", "体重", "肺活量", "50米跑",
		"坐位体前屈", "立定跳远", "引体向上", "仰卧起坐", "1000米跑",
		"800米跑" };

	m->visit.teacher = SCREEN_MISSING;
	s->total = 63;
	s->n_classes = classes;
	for (int i = 0; i < classes; i++) {
		PUT(s->classes[i].name, "%s年级%d班",
			i / 9 == 0   ? "七"
			: i / 9 == 1 ? "八"
				     : "九",
			i % 9 + 1);
		s->classes[i].students = i * 5 % 14;
	}
	s->selected = 2;
	s->n_items = 10;
	for (int i = 0; i < 10; i++)
		PUT(s->items[i], "%s", items[i]);
	s->item = -1;
}

static void missing(struct model *m)
{
	static const struct {
		enum tile_mark mark;
		const char *what, *why;
	} rows[] = {
		{ TILE_OPEN, "50米跑", "还没测" },
		{ TILE_ABSENT, "肺活量、50米跑、坐位体前屈、立定跳远", "缺席" },
		{ TILE_LEAVE, "立定跳远、1000米跑", "请假" },
		{ TILE_NOT_TODAY, "1000米跑", "今天不测" },
		{ TILE_PUT_OFF, "1000米跑", "改到11月25日 周三" },
		{ TILE_EXEMPT, "全部项目", "免测" },
		{ TILE_EXEMPT, "1000米跑", "运动禁忌" },
	};
	struct model_missing *s = &m->missing;

	put_missing(m, 9);
	s->n = 29;
	s->n_rows = MODEL_MISSING_ROWS;
	for (int i = 0; i < s->n_rows; i++) {
		char name[32];

		name_of(i + 5, name, sizeof(name));
		PUT(s->rows[i].who, "%d号 %s", i * 3 + 2, name);
		PUT(s->rows[i].what, "%s", rows[i % 7].what);
		PUT(s->rows[i].why, "%s", rows[i % 7].why);
		s->rows[i].mark = rows[i % 7].mark;
	}
}

static void missing_none(struct model *m)
{
	put_missing(m, 36);
	m->missing.selected = 20;
	m->missing.item = 2;
}

static void put_new_year(struct model *m, enum year_shows shows)
{
	static const char *const grades[] = { "七", "八", "九" };
	struct model_new_year *y = &m->new_year;

	m->visit.teacher = SCREEN_NEW_YEAR;
	y->shows = shows;
	PUT(y->from, "2026–2027学年");
	PUT(y->to, "2027–2028学年");
	y->promoted = 806;
	y->leaving = 391;
	y->kept = 2;
	y->n_classes = 27;
	for (int i = 0; i < y->n_classes; i++) {
		PUT(y->classes[i].name, "%s年级%d班", grades[i / 9], i % 9 + 1);
		if (i < 18)
			PUT(y->classes[i].to, "%s年级%d班", grades[i / 9 + 1],
				i % 9 + 1);
		y->classes[i].students = 41 + i % 6;
	}
	y->classes[2].kept = 2;
	y->selected = 2;
}

static void new_year(struct model *m)
{
	put_new_year(m, YEAR_CLASSES);
}

static void new_year_keep(struct model *m)
{
	put_new_year(m, YEAR_KEEP);
	put_tiles(m, 45);
	memcpy(m->new_year.tiles, m->tiles, sizeof(m->tiles[0]) * 45);
	m->new_year.n_tiles = 45;
	for (int i = 0; i < 45; i++)
		m->new_year.tiles[i].mark = i == 12 || i == 30 ? TILE_KEPT : TILE_OPEN;
}

static void new_year_sure(struct model *m)
{
	put_new_year(m, YEAR_SURE);
}

static void new_year_done(struct model *m)
{
	put_new_year(m, YEAR_DONE);
	PUT(m->new_year.note,
		"已经是2027–2028学年了：升级 806 人，毕业 391 人。新生请导入名单。");
}

static void new_year_not_yet(struct model *m)
{
	put_new_year(m, YEAR_NOT_YET);
	PUT(m->new_year.note, "现在就是2026–2027学年，还不到新学年，不用升级。");
}

static const struct {
	const char *name;
	void (*fill)(struct model *m);
} scenes[] = {
	{ "poster", poster },
	{ "poster_blow", poster_blow },
	{ "poster_height", poster_height },
	{ "poster_weight", poster_weight },
	{ "poster_run50", poster_run50 },
	{ "poster_shuttle", poster_shuttle },
	{ "poster_run1000", poster_run1000 },
	{ "poster_reach", poster_reach },
	{ "poster_rope", poster_rope },
	{ "poster_situps", poster_situps },
	{ "poster_pull", poster_pull },
	{ "poster_practice", poster_practice },
	{ "poster_banner", poster_banner },
	{ "classes", classes },
	{ "classes_few", classes_few },
	{ "classes_many", classes_many },
	{ "tiles", tiles },
	{ "tiles_two_pages", tiles_two_pages },
	{ "tiles_banner", tiles_banner },
	{ "keypad", keypad },
	{ "keypad_unknown", keypad_unknown },
	{ "refused", refused },
	{ "refused_unknown", refused_unknown },
	{ "confirm", confirm },
	{ "confirm_long", confirm_long },
	{ "confirm_card", confirm_card },
	{ "refused_card", refused_card },
	{ "attempt", attempt },
	{ "attempt_go", attempt_go },
	{ "attempt_saved", attempt_saved },
	{ "attempt_foul", attempt_foul },
	{ "attempt_device", attempt_device },
	{ "attempt_minute", attempt_minute },
	{ "attempt_blow", attempt_blow },
	{ "attempt_rest", attempt_rest },
	{ "attempt_zero", attempt_zero },
	{ "attempt_pull_ups", attempt_pull_ups },
	{ "attempt_full", attempt_full },
	{ "attempt_nothing", attempt_nothing },
	{ "weighing", weighing },
	{ "weighing_saved", weighing_saved },
	{ "weighing_careless", weighing_careless },
	{ "lanes_ready", lanes_ready },
	{ "lanes_running", lanes_running },
	{ "lanes_hand", lanes_hand },
	{ "lanes_done", lanes_done },
	{ "run", run },
	{ "run_many", run_many },
	{ "run_laps", run_laps },
	{ "run_mend", run_mend },
	{ "run_hurt", run_hurt },
	{ "run_foul", run_foul },
	{ "run_done", run_done },
	{ "run_naming", run_naming },
	{ "run_line_up", run_line_up },
	{ "run_line_up_tap", run_line_up_tap },
	{ "run_line_up_chips", run_line_up_chips },
	{ "run_line_up_classes", run_line_up_classes },
	{ "run_chips", run_chips },
	{ "run_line_up_count", run_line_up_count },
	{ "starts", starts },
	{ "starts_few", starts_few },
	{ "starts_chips", starts_chips },
	{ "starts_chip_whose", starts_chip_whose },
	{ "starts_class", starts_class },
	{ "starts_many", starts_many },
	{ "many_lineup", many_lineup },
	{ "many_lineup_full", many_lineup_full },
	{ "many_ready", many_ready },
	{ "many_running", many_running },
	{ "grid", grid },
	{ "grid_begin", grid_begin },
	{ "grid_asks", grid_asks },
	{ "grid_done", grid_done },
	{ "result", result },
	{ "result_run", result_run },
	{ "result_exam", result_exam },
	{ "result_exam_run", result_exam_run },
	{ "result_no_table", result_no_table },
	{ "result_draft", result_draft },
	{ "result_official", result_official },
	{ "mine", mine },
	{ "mine_gaps", mine_gaps },
	{ "mine_exempt", mine_exempt },
	{ "mine_long", mine_long },
	{ "mine_official", mine_official },
	{ "mine_no_exam", mine_no_exam },
	{ "mine_first_grade", mine_first_grade },
	{ "mine_careless", mine_careless },
	{ "mine_full", mine_full },
	{ "teacher", teacher },
	{ "teacher_clock", teacher_clock },
	{ "teacher_many", teacher_many },
	{ "teacher_exam", teacher_exam },
	{ "teacher_exam_many", teacher_exam_many },
	{ "teacher_exam_official", teacher_exam_official },
	{ "teacher_begin", teacher_begin },
	{ "cell", cell },
	{ "cell_class", cell_class },
	{ "cell_done", cell_done },
	{ "year", year },
	{ "year_hidden", year_hidden },
	{ "year_many", year_many },
	{ "year_classes", year_classes },
	{ "year_begin", year_begin },
	{ "devices", devices },
	{ "devices_none", devices_none },
	{ "devices_unused", devices_unused },
	{ "devices_silent", devices_silent },
	{ "devices_noise", devices_noise },
	{ "devices_private", devices_private },
	{ "devices_reader", devices_reader },
	{ "devices_new", devices_new },
	{ "devices_known", devices_known },
	{ "devices_many", devices_many },
	{ "devices_search", devices_search },
	{ "devices_search_begins", devices_search_begins },
	{ "devices_found", devices_found },
	{ "devices_found_none", devices_found_none },
	{ "devices_items", devices_items },
	{ "devices_items_two", devices_items_two },
	{ "devices_items_start", devices_items_start },
	{ "devices_check", devices_check },
	{ "devices_sure", devices_sure },
	{ "typing", typing },
	{ "typing_class", typing_class },
	{ "typing_item", typing_item },
	{ "typing_who", typing_who },
	{ "typing_asks", typing_asks },
	{ "typing_differs", typing_differs },
	{ "typing_agreed", typing_agreed },
	{ "names", names },
	{ "names_begin", names_begin },
	{ "names_few", names_few },
	{ "names_none", names_none },
	{ "tiles_marks", tiles_marks },
	{ "confirm_late", confirm_late },
	{ "attempt_told", attempt_told },
	{ "call", call },
	{ "call_two_pages", call_two_pages },
	{ "call_classes", call_classes },
	{ "call_many_classes", call_many_classes },
	{ "call_putoff", call_putoff },
	{ "papers", papers },
	{ "papers_school", papers_school },
	{ "papers_run", papers_run },
	{ "papers_student", papers_student },
	{ "missing", missing },
	{ "missing_none", missing_none },
	{ "new_year", new_year },
	{ "new_year_keep", new_year_keep },
	{ "new_year_sure", new_year_sure },
	{ "new_year_done", new_year_done },
	{ "new_year_not_yet", new_year_not_yet },
	{ "menu", menu },
	{ "find", find },
	{ "find_typed", find_typed },
	{ "find_one", find_one },
	{ "find_nobody", find_nobody },
	{ "find_whose", find_whose },
	{ "find_classes", find_classes },
	{ "find_class", find_class },
	{ "find_walk_on", find_walk_on },
	{ "find_walk_on_sex", find_walk_on_sex },
	{ "student", student },
	{ "student_raw", student_raw },
	{ "student_none", student_none },
	{ "student_refused", student_refused },
	{ "student_many", student_many },
	{ "student_why", student_why },
	{ "student_item", student_item },
	{ "student_value", student_value },
	{ "student_value_outside", student_value_outside },
	{ "reassign", reassign },
	{ "reassign_class", reassign_class },
	{ "reassign_stuck", reassign_stuck },
	{ "reassign_classes", reassign_classes },
	{ "latest", latest },
	{ "latest_void", latest_void },
	{ "latest_none", latest_none },
	{ "doubts", doubts },
	{ "doubts_swap", doubts_swap },
	{ "doubts_share", doubts_share },
	{ "doubts_why", doubts_why },
	{ "doubts_none", doubts_none },
	{ "doubts_many", doubts_many },
	{ "roster", roster },
	{ "roster_changed", roster_changed },
	{ "roster_gone", roster_gone },
	{ "roster_scores", roster_scores },
	{ "roster_files", roster_files },
	{ "roster_held", roster_held },
	{ "roster_asked", roster_asked },
	{ "roster_decided", roster_decided },
	{ "roster_none", roster_none },
	{ "hand_in", hand_in },
	{ "hand_in_good", hand_in_good },
	{ "hand_in_changed", hand_in_changed },
	{ "hand_in_written", hand_in_written },
	{ "hand_in_looks", hand_in_looks },
	{ "menu_job_failed", menu_job_failed },
	{ "menu_stick", menu_stick },
	{ "close_open", close_open },
	{ "close_day", close_day },
	{ "pin", pin },
	{ "pin_wrong", pin_wrong },
	{ "pin_wait", pin_wait },
	{ "pin_new", pin_new },
	{ "settings", settings },
	{ "power", power },
	{ "start", start },
	{ "start_ready", start_ready },
	{ "start_failed", start_failed },
	{ "power_wrong", power_wrong },
	{ "fault", fault },
};

const char *scene_fill(int index, struct model *m)
{
	if (index < 0 || (size_t)index >= sizeof(scenes) / sizeof(scenes[0]))
		return NULL;
	base(m);
	scenes[index].fill(m);
	return scenes[index].name;
}
