#include "model_texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "tr.h"

#define DIGITS	     "0123456789"
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct walk {
	model_text_fn *each;
	void *of;
};

#define TEXT(field, kind) w->each(w->of, field, sizeof(field), TEXT_OF_##kind)

static void people_texts(struct walk *w, struct model *m)
{
	TEXT(m->person.line, NAME);
	TEXT(m->person.name, NAME);
	TEXT(m->person.place, NAME);
	TEXT(m->next_line, NAME);
	TEXT(m->after_next_line, NAME);
	TEXT(m->refusal, SCREEN);
	TEXT(m->keypad_note, SCREEN);
	for (size_t i = 0; i < COUNT(m->classes); i++)
		TEXT(m->classes[i].name, NAME);
	for (size_t i = 0; i < COUNT(m->tiles); i++)
		TEXT(m->tiles[i].name, NAME);
}

static void bar_texts(struct walk *w, struct model *m)
{
	TEXT(m->clock_text, SCREEN);
	TEXT(m->battery_text, SCREEN);
	TEXT(m->class_text, NAME);
	TEXT(m->device_word, SCREEN);
	TEXT(m->item.key, KEY);
	TEXT(m->item.name, SCREEN);
	TEXT(m->visit.typed, DIGITS);
	TEXT(m->fault.what, SCREEN);
	TEXT(m->fault.safe, SCREEN);
	TEXT(m->fault.todo, SCREEN);
	TEXT(m->exam.title, SCREEN);
	TEXT(m->exam.mark, SCREEN);
}

static void attempt_texts(struct walk *w, struct model *m)
{
	struct model_attempt *a = &m->attempt;

	TEXT(a->value_text, VALUE);
	TEXT(a->unit_text, VALUE);
	TEXT(a->points_text, VALUE);
	TEXT(a->hint_text, VALUE);
	TEXT(a->why_text, SCREEN);
	TEXT(a->exam_points, VALUE);
	TEXT(a->exam_full, VALUE);
	for (size_t i = 0; i < COUNT(a->tries); i++)
		TEXT(a->tries[i].text, VALUE);
}

static void heat_texts(struct walk *w, struct model *m)
{
	TEXT(m->heat_clock_text, SCREEN);
	for (size_t i = 0; i < COUNT(m->lanes); i++) {
		TEXT(m->lanes[i].person, NAME);
		TEXT(m->lanes[i].value_text, SCREEN);
		TEXT(m->lanes[i].points_text, SCREEN);
		TEXT(m->lanes[i].hand_text, SCREEN);
		TEXT(m->lanes[i].note, SCREEN);
	}
	for (size_t i = 0; i < COUNT(m->chips); i++) {
		TEXT(m->chips[i].tail, SCREEN);
		TEXT(m->chips[i].time_text, SCREEN);
	}
}

static void row_texts(struct walk *w, struct model_mine_row *row)
{
	TEXT(row->name, SCREEN);
	TEXT(row->value, SCREEN);
	TEXT(row->points, SCREEN);
	TEXT(row->word, SCREEN);
	TEXT(row->hint, SCREEN);
	TEXT(row->better, SCREEN);
	TEXT(row->axis, SHORT);
}

static void mine_texts(struct walk *w, struct model_mine *m)
{
	for (size_t i = 0; i < COUNT(m->items); i++)
		row_texts(w, &m->items[i]);
	for (size_t i = 0; i < COUNT(m->exam_items); i++)
		row_texts(w, &m->exam_items[i]);
	for (size_t i = 0; i < COUNT(m->exam_parts); i++)
		row_texts(w, &m->exam_parts[i]);
	for (size_t i = 0; i < COUNT(m->gains); i++) {
		TEXT(m->gains[i].name, SCREEN);
		TEXT(m->gains[i].hint, SCREEN);
		TEXT(m->gains[i].advice, SCREEN);
	}
	TEXT(m->total_text, SCREEN);
	TEXT(m->parts_text, SCREEN);
	TEXT(m->level_text, SCREEN);
	TEXT(m->exam_total_text, SCREEN);
	TEXT(m->exam_level_text, SCREEN);
	TEXT(m->exam_why, SCREEN);
}

static void latest_texts(struct walk *w, struct model_latest *l)
{
	for (size_t i = 0; i < COUNT(l->rows); i++) {
		TEXT(l->rows[i].who, NAME);
		TEXT(l->rows[i].result, SCREEN);
		TEXT(l->rows[i].word, SCREEN);
	}
	for (size_t i = 0; i < COUNT(l->give); i++)
		TEXT(l->give[i], NAME);
	for (size_t i = 0; i < COUNT(l->swap); i++)
		TEXT(l->swap[i], NAME);
}

static void reassign_texts(struct walk *w, struct model_reassign *r)
{
	TEXT(r->title, SCREEN);
	TEXT(r->class_name, NAME);
	TEXT(r->complaint, SCREEN);
	for (size_t i = 0; i < COUNT(r->rows); i++) {
		TEXT(r->rows[i].from, NAME);
		TEXT(r->rows[i].value, SCREEN);
		TEXT(r->rows[i].to, NAME);
	}
	for (size_t i = 0; i < COUNT(r->classes); i++)
		TEXT(r->classes[i], NAME);
}

static void teacher_texts(struct walk *w, struct model *m)
{
	struct model_teacher *t = &m->teacher;

	for (size_t i = 0; i < COUNT(m->devices); i++) {
		TEXT(m->devices[i].name, NAME);
		TEXT(m->devices[i].item, SHORT);
		TEXT(m->devices[i].word, SCREEN);
		TEXT(m->devices[i].clock_text, SCREEN);
	}
	for (size_t i = 0; i < COUNT(t->items); i++)
		TEXT(t->items[i], SHORT);
	for (size_t i = 0; i < COUNT(t->rows); i++)
		TEXT(t->rows[i].class_name, NAME);
	for (size_t i = 0; i < COUNT(t->disputes); i++) {
		TEXT(t->disputes[i].who, NAME);
		TEXT(t->disputes[i].item, SHORT);
		TEXT(t->disputes[i].reason, SCREEN);
	}
}

static void desk_texts(struct walk *w, struct model_desk *d)
{
	for (size_t i = 0; i < COUNT(d->ports); i++) {
		TEXT(d->ports[i].name, NAME);
		TEXT(d->ports[i].item, SCREEN);
		TEXT(d->ports[i].usb, SCREEN);
		TEXT(d->ports[i].word, SCREEN);
	}
	for (size_t i = 0; i < COUNT(d->live); i++) {
		TEXT(d->live[i].since_text, SCREEN);
		TEXT(d->live[i].text, SCREEN);
	}
	for (size_t i = 0; i < COUNT(d->found); i++) {
		TEXT(d->found[i].name, NAME);
		TEXT(d->found[i].settings, SCREEN);
		TEXT(d->found[i].why, SCREEN);
		TEXT(d->found[i].first, SCREEN);
	}
	for (size_t i = 0; i < COUNT(d->serves); i++)
		TEXT(d->serves[i].name, SCREEN);
	TEXT(d->where, SCREEN);
	TEXT(d->settings, SCREEN);
	TEXT(d->profile, NAME);
	TEXT(d->tested, SCREEN);
	TEXT(d->sentence, SCREEN);
	TEXT(d->words, SCREEN);
	TEXT(d->pace_text, SCREEN);
	TEXT(d->skipped_text, SCREEN);
	TEXT(d->reading, SCREEN);
	TEXT(d->check, SCREEN);
	TEXT(d->note, SCREEN);
	TEXT(d->trying, SCREEN);
	TEXT(d->heard, SCREEN);
	TEXT(d->question, SCREEN);
}

void model_texts(struct model *m, model_text_fn *each, void *of)
{
	struct walk w = { each, of };

	bar_texts(&w, m);
	people_texts(&w, m);
	attempt_texts(&w, m);
	heat_texts(&w, m);
	mine_texts(&w, &m->mine);
	teacher_texts(&w, m);
	latest_texts(&w, &m->latest);
	reassign_texts(&w, &m->reassign);
	desk_texts(&w, &m->desk);
}

/* ---- the pages of teachers, for English only ---------------------------------------- */

static void roll_texts(struct walk *w, struct model *m)
{
	struct model_call *c = &m->call;
	struct model_missing *missing = &m->missing;
	struct model_new_year *y = &m->new_year;

	TEXT(c->class_name, NAME);
	for (size_t i = 0; i < COUNT(c->classes); i++)
		TEXT(c->classes[i].name, NAME);
	for (size_t i = 0; i < COUNT(c->items); i++)
		TEXT(c->items[i], SHORT);
	for (size_t i = 0; i < COUNT(c->days); i++)
		TEXT(c->days[i], SCREEN);
	for (size_t i = 0; i < COUNT(c->putoffs); i++)
		TEXT(c->putoffs[i], SCREEN);
	TEXT(m->papers.who, NAME);
	for (size_t i = 0; i < COUNT(m->papers.classes); i++)
		TEXT(m->papers.classes[i], NAME);
	for (size_t i = 0; i < COUNT(m->papers.papers); i++) {
		TEXT(m->papers.papers[i].name, SCREEN);
		TEXT(m->papers.papers[i].note, SCREEN);
	}
	for (size_t i = 0; i < COUNT(missing->classes); i++)
		TEXT(missing->classes[i].name, NAME);
	for (size_t i = 0; i < COUNT(missing->items); i++)
		TEXT(missing->items[i], SHORT);
	for (size_t i = 0; i < COUNT(missing->rows); i++) {
		TEXT(missing->rows[i].who, NAME);
		TEXT(missing->rows[i].what, SHORT);
		TEXT(missing->rows[i].why, SCREEN);
	}
	TEXT(y->from, SCREEN);
	TEXT(y->to, SCREEN);
	TEXT(y->note, SCREEN);
	for (size_t i = 0; i < COUNT(y->classes); i++) {
		TEXT(y->classes[i].name, NAME);
		TEXT(y->classes[i].to, NAME);
	}
	for (size_t i = 0; i < COUNT(m->names.found); i++)
		TEXT(m->names.found[i].place, NAME);
}

static void mend_texts(struct walk *w, struct model *m)
{
	struct model_student *s = &m->student;

	TEXT(m->mend.undo, SCREEN);
	TEXT(m->mend.note, SCREEN);
	TEXT(m->mend.value, SCREEN);
	TEXT(m->find.question, SCREEN);
	TEXT(m->find.name, SCREEN);
	for (size_t i = 0; i < COUNT(m->find.rows); i++) {
		TEXT(m->find.rows[i].line, NAME);
		TEXT(m->find.rows[i].detail, SCREEN);
	}
	TEXT(s->line, NAME);
	TEXT(s->numbers, SCREEN);
	TEXT(s->title, SCREEN);
	TEXT(s->where, SCREEN);
	TEXT(s->question, SCREEN);
	TEXT(s->unit, SCREEN);
	TEXT(s->complaint, SCREEN);
	for (size_t i = 0; i < COUNT(s->made); i++) {
		TEXT(s->made[i].item, SCREEN);
		TEXT(s->made[i].value, SCREEN);
		TEXT(s->made[i].source, SCREEN);
		TEXT(s->made[i].word, SCREEN);
	}
	for (size_t i = 0; i < COUNT(s->said); i++)
		TEXT(s->said[i], SCREEN);
	for (size_t i = 0; i < COUNT(s->reasons); i++)
		TEXT(s->reasons[i], SCREEN);
	for (size_t i = 0; i < COUNT(s->items); i++)
		TEXT(s->items[i], SCREEN);
	for (size_t i = 0; i < COUNT(m->teacher.disputes); i++)
		TEXT(m->teacher.disputes[i].value, SCREEN);
}

static void picks_texts(struct walk *w, struct model_pick *picks, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		TEXT(picks[i].name, SHORT);
		TEXT(picks[i].note, SCREEN);
	}
}

static void checks_texts(struct walk *w, struct model_check *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		TEXT(rows[i].name, SCREEN);
		TEXT(rows[i].word, SCREEN);
		TEXT(rows[i].todo, SCREEN);
	}
}

static void complaints_texts(struct walk *w, struct model_complaint *rows)
{
	for (size_t i = 0; i < MODEL_COMPLAINTS; i++) {
		TEXT(rows[i].column, SCREEN);
		TEXT(rows[i].value, SCREEN);
		TEXT(rows[i].reason, SCREEN);
	}
}

static void frame_texts(struct walk *w, struct model *m)
{
	struct model_start *s = &m->start;

	for (size_t i = 0; i < COUNT(m->settings.rows); i++) {
		TEXT(m->settings.rows[i].title, SCREEN);
		TEXT(m->settings.rows[i].note, SCREEN);
		for (size_t k = 0; k < COUNT(m->settings.rows[i].answers); k++)
			TEXT(m->settings.rows[i].answers[k], SCREEN);
	}
	TEXT(m->settings.note, SCREEN);
	TEXT(m->pin.note, SCREEN);
	TEXT(m->power.date, SCREEN);
	checks_texts(w, m->power.rows, COUNT(m->power.rows));
	picks_texts(w, s->items, COUNT(s->items));
	picks_texts(w, s->classes, COUNT(s->classes));
	picks_texts(w, s->kinds, COUNT(s->kinds));
	picks_texts(w, s->testers, COUNT(s->testers));
	picks_texts(w, s->ticks, COUNT(s->ticks));
	picks_texts(w, s->courses, COUNT(s->courses));
	picks_texts(w, s->ways, COUNT(s->ways));
	TEXT(s->missing, SCREEN);
	TEXT(s->note, SCREEN);
	TEXT(m->close.counts, SCREEN);
	TEXT(m->close.digest_of, SCREEN);
	TEXT(m->close.note, SCREEN);
	checks_texts(w, m->close.open, COUNT(m->close.open));
	TEXT(m->roster.changes, SCREEN);
	TEXT(m->roster.faults, SCREEN);
	complaints_texts(w, m->roster.rows);
	TEXT(m->handin.sentence, SCREEN);
	TEXT(m->handin.faults, SCREEN);
	TEXT(m->handin.written, SCREEN);
	TEXT(m->handin.roll, SCREEN);
	TEXT(m->handin.template, SCREEN);
	for (size_t i = 0; i < MODEL_HANDIN_ROWS; i++) {
		TEXT(m->handin.rows[i].who, SCREEN);
		TEXT(m->handin.rows[i].tag, SCREEN);
		TEXT(m->handin.rows[i].what, SCREEN);
		TEXT(m->handin.rows[i].reason, SCREEN);
	}
	for (size_t i = 0; i < MODEL_HANDIN_CLASSES; i++)
		TEXT(m->handin.classes[i].name, SCREEN);
	TEXT(m->job.title, SCREEN);
	TEXT(m->job.word, SCREEN);
}

static void class_texts(struct walk *w, struct model *m)
{
	struct model_class_needs *n = &m->needs;
	struct model_typing *t = &m->typing;

	TEXT(n->class_name, NAME);
	TEXT(n->item, SCREEN);
	TEXT(n->sentence, SCREEN);
	TEXT(n->end_text, SCREEN);
	for (size_t i = 0; i < COUNT(n->stations); i++) {
		TEXT(n->stations[i].name, SCREEN);
		TEXT(n->stations[i].word, SCREEN);
	}
	for (size_t i = 0; i < COUNT(n->lacks); i++) {
		TEXT(n->lacks[i].who, NAME);
		TEXT(n->lacks[i].why, SHORT);
	}
	TEXT(m->year.title, SCREEN);
	for (size_t i = 0; i < COUNT(m->year.rates); i++)
		TEXT(m->year.rates[i].name, NAME);
	for (size_t i = 0; i < COUNT(m->year.classes); i++)
		TEXT(m->year.classes[i].name, NAME);
	for (size_t i = 0; i < COUNT(t->items); i++)
		TEXT(t->items[i].name, SCREEN);
	TEXT(t->class_name, NAME);
	TEXT(t->item_name, SCREEN);
	TEXT(t->note, SCREEN);
	for (size_t i = 0; i < COUNT(m->run.tiles); i++)
		TEXT(m->run.tiles[i].word, SCREEN);
	for (size_t i = 0; i < COUNT(m->run.rows); i++)
		TEXT(m->run.rows[i].word, SCREEN);
	TEXT(m->many.say_text, SCREEN);
	TEXT(m->told, SCREEN);
	for (size_t i = 0; i < COUNT(m->devices); i++) {
		TEXT(m->devices[i].pace_text, SCREEN);
		TEXT(m->devices[i].pace_word, SCREEN);
	}
}

/* ---- in English ------------------------------------------------------------------- */

/* What the scenes say, longer ones before those that they begin with. */
static const struct {
	const char *zh, *en;
} dictionary[] = {
	{ "身高体重", "Height, Weight" },
	{ "身高", "Height" },
	{ "体重秤", "scale" },
	{ "体重", "Weight" },
	{ "肺活量计", "spirometer" },
	{ "肺活量", "Vital capacity" },
	{ "50米×8往返跑", "8 x 50 m shuttle" },
	{ "50米×8", "8 x 50 m" },
	{ "50米跑", "50 m run" },
	{ "1000米跑", "1000 m run" },
	{ "1000米", "1000 m" },
	{ "800米跑", "800 m run" },
	{ "坐位体前屈", "Sit and reach" },
	{ "体前屈", "Reach" },
	{ "立定跳远", "Standing long jump" },
	{ "跳远垫的线松了。", "The cable of the jump mat is loose." },
	{ "跳远垫", "jump mat" },
	{ "跳远", "Jump" },
	{ "引体向上", "Pull-ups" },
	{ "一分钟跳绳", "Rope skipping 1 min" },
	{ "跳绳", "Rope" },
	{ "一分钟仰卧起坐", "Sit-ups 1 min" },
	{ "仰卧起坐", "Sit-ups" },
	{ "投掷实心球", "Ball throw" },
	{ "篮球运球", "Basketball dribble" },
	{ "足球运球", "Football dribble" },
	{ "1分钟投篮", "Shooting 1 min" },
	{ "速度滑冰", "Speed skating" },
	{ "排球垫球", "Volleyball passing" },
	{ "计时器", "timer" },
	{ "测力计", "dynamometer" },
	{ "已测", "Done" },
	{ "还没测", "Not yet" },
	{ "没有成绩", "No result" },
	{ "有争议", "Disputed" },
	{ "待核查", "Disputed" },
	{ "无评分表", "No table" },
	{ "免考", "Exempt" },
	{ "良好", "Good" },
	{ "合格", "Passed" },
	{ "体质健康测试：缺学年；体育课：缺学年；立定跳远：没有成绩；速度滑冰(距离待定)"
	  "："
	  "没有评分表，只记录成绩",
		"Not complete yet; ask the teacher" },
	{ "现场考试：免考", "Something is exempt" },
	{ "标准分 83.6 + 附加分 1", "standard 83.6 + bonus 1" },
	{ "这次不算", "Not counted" },
	{ "再远2厘米得85分", "2 cm farther: 85 points" },
	{ "再远1.7厘米得85分", "1.7 cm farther: 85 points" },
	{ "再远5厘米得85分", "5 cm farther: 85 points" },
	{ "再远5厘米得90分", "5 cm farther: 90 points" },
	{ "再快0.1秒得85分", "0.1 s faster: 85 points" },
	{ "再快2秒得100分", "2 s faster: 100 points" },
	{ "再多1次得80分", "1 more: 80 points" },
	{ "再多120毫升得90分", "120 ml more: 90 points" },
	{ "再多120毫升，附加20分", "120 ml more: bonus 20" },
	{ "比去年多380毫升", "380 ml more this year" },
	{ "比去年远2.1厘米", "2.1 cm farther this year" },
	{ "比去年远8厘米", "8 cm farther this year" },
	{ "比去年快11秒", "11 s faster this year" },
	{ "先热身10分钟；前面按平时的速度跑，最后200米加速。",
		"Warm up for 10 minutes; run at your usual pace, and faster for the "
		"last 200 m." },
	{ "每周三次：热身后蛙跳10米3组、纵跳摸高10次3组，中间歇够。",
		"Three times a week: warm up, then frog jumps over 10 m and ten high "
		"jumps, three of each, with good rests." },
	{ "练练", "train " },
	{ "先去一分钟仰卧起坐（等12分钟），再去坐位体前屈，最后50米×8往返跑",
		"First Sit-ups, 1 min (wait 12 min), then Sit and reach, last Shuttle "
		"run, 8 x 50 m" },
	{ "先去立定跳远（没人），再去肺活量，最后1000米跑",
		"First Standing long jump (free), then Vital capacity, last 1000 m "
		"run" },
	{ "像是斤数：96.0公斤应为48.0公斤？", "looks like jin: 96.0 kg or 48.0 kg?" },
	{ "像是和另一人换了：8.1秒、9.3秒", "fits another child better: 8.1 s, 9.3 s" },
	{ "41个成绩里17个是手工的", "17 of 41 values were typed" },
	{ "起点信号被清除过", "A signal was cleared" },
	{ "比去年多51厘米", "51 cm more than last year" },
	{ "测得 ", "Measured " },
	{ "，记在", ", for " },
	{ "作废：犯规未判", "Void: Foul missed" },
	{ "撤销，恢复原样", "Undone" },
	{ "改给李小树：认错人", "To 李小树: Wrong child" },
	{ "从王小雨改来", "Was 王小雨's" },
	{ "从赵小石改来", "Was 赵小石's" },
	{ "50×8往返", "8 x 50 m" },
	{ "年级编号", "grade code" },
	{ "全校 1000米跑", "Whole school 1000 m run" },
	{ "七年级3班 全部项目", "Class 7-3 All tests" },
	{ "全校", "School" },
	{ "学年", "" },
	{ "、", ", " },
	{ "（", " (" },
	{ "）", ")" },
	{ "请找老师", "Please ask the teacher" },
	{ "名单里没有你，请找老师加进来", "You are not on the list; ask the teacher" },
	{ "这一项你已经测完了", "You are done here" },
	{ "没有这个测试号，再看一看", "No such test number; look again" },
	{ "设备显示0，请老师确认", "Device says 0, please confirm" },
	{ "设备显示0，没有测到", "Device says 0, nothing measured" },
	{ "到了设备量程的尽头", "At the end of its range" },
	{ "已保存的成绩都在，一条也没有丢。", "All saved results are there." },
	{ "已保存的成绩都在。", "Saved results are safe." },
	{ "请把插头插回右边的口。", "Put the plug back at the right." },
	{ "磁盘满了，不能再保存成绩。", "The disk is full: results cannot be saved." },
	{ "请插上备份盘，把旧的图片拿走，再点知道了。",
		"Plug in the backup disk, move old pictures away, then go on." },
	{ "样例·非正式成绩·未核对", "Sample · not official · unchecked" },
	{ "样例·非正式成绩", "Sample · not official" },
	{ "草案·非正式成绩·未核对", "Draft · not official · unchecked" },
	{ "设备钟慢12.4秒，漂移 +35 ppm", "clock 12.4 s slow, drift +35 ppm" },
	{ "一个起点信号有两个人", "Another number has the same signal" },
	{ "去年11.2秒，今年7.6秒，是本人吗？",
		"11.2 s last year, 7.6 s now: the same child?" },
	{ "像斤数：82.4公斤应为41.2公斤？", "looks like jin: 82.4 kg or 41.2 kg?" },
	{ "正常", "Good" },
	{ "没有数据", "Quiet" },
	{ "断开了", "Unplugged" },
	{ "没有设备", "No device" },
	{ "等待数据", "Waiting" },
	{ "没有回应", "No answer" },
	{ "没人用", "Not in use" },
	{ "有数据来：点“识别”，看看是哪种设备。",
		"Bytes come: Recognise tells which device it is." },
	{ "有数据", "Speaking" },
	{ "数据看不懂", "Unreadable" },
	{ "刷卡认人", "Reads cards" },
	{ "设备正常，可以测试。", "It is well. Measuring may begin." },
	{ "设备一直没有回应。已存的成绩都在；请检查电源和数据线。",
		"It does not answer. Saved results are safe. Check its power and its "
		"cable." },
	{ "收到的数据看不懂，没有记成成绩。型号不对就解除绑定再识别；对的话请查接线"
	  "和干扰。",
		"It is not understood, and nothing was saved of it. Another model: "
		"unbind and recognise; else look at the wiring." },
	{ "认出来了：点“绑定”，选它测什么。",
		"It is known: Bind chooses what it measures." },
	{ "正在测学生，等测完再点。",
		"A student is being measured: wait until it is over." },
	{ "已解除绑定，成绩都在。", "Unbound. All results are kept." },
	{ "最多选两项，请先去掉一项。", "Two items at most: take one away first." },
	{ "解除后，A&D scales不能再测，直到重新绑定。",
		"Then A&D scales measures nothing until it is bound again." },
	{ "它没有说话。请一边识别一边测一次；有的设备问了才答，请打开“可以问设备”。",
		"It said nothing. Measure once meanwhile; some answer only when asked: "
		"turn on 'May ask it'." },
	{ "听懂23条，410字节里没看懂17", "23 understood; 17 of 410 bytes not" },
	{ "听懂24条，410字节里没看懂0", "24 understood; 0 of 410 bytes not" },
	{ "听懂2条，410字节里没看懂200", "2 understood; 200 of 410 bytes not" },
	{ "重量", "Weight" },
	{ "高度", "Height" },
	{ "气量", "Volume" },
	{ "稳定", "steady" },
	{ "/100分", "/100" },
	{ "/70分", "/70" },
	{ "/30分", "/30" },
	{ "/20分", "/20" },
	{ "/2分", "/2" },
	{ "第4组 ", "heat 4 " },
	{ "厘米", " cm" },
	{ "毫升", " ml" },
	{ "千克", " kg" },
	{ "公斤", " kg" },
	{ "秒", " s" },
	{ "米", " m" },
	{ "次", " times" },
	{ "85分", "85 pts" },
	{ "80分", "80 pts" },
	{ "76分", "76 pts" },
	{ "95分", "95 pts" },
	{ "分", " points" },
};

static const struct {
	const char *zh, *en;
} shorts[] = {
	{ "身高体重", "Height, Weight" },
	{ "肺活量", "Lungs" },
	{ "50米跑", "50 m" },
	{ "坐位体前屈", "Reach" },
	{ "立定跳远", "Jump" },
	{ "引体向上", "Pull-ups" },
	{ "50米", "50 m" },
	{ "1000米跑", "1000 m" },
	{ "1000米", "1000 m" },
	{ "800米跑", "800 m" },
	{ "800米", "800 m" },
	{ "跳绳", "Rope" },
	{ "实心球", "Ball" },
};

static const char *const grades[] = { "一年级", "二年级", "三年级", "四年级", "五年级",
	"六年级", "七年级", "八年级", "九年级" };

struct english {
	const char *from;
	char out[320];
};

static bool starts(const char *text, const char *begin)
{
	return strncmp(text, begin, strlen(begin)) == 0;
}

static void say(struct english *e, const char *words)
{
	size_t len = strlen(e->out);

	text_copy(e->out + len, sizeof(e->out) - len, words);
}

static void say_piece(struct english *e, size_t len)
{
	char piece[16] = "";

	memcpy(piece, e->from, len < sizeof(piece) ? len : sizeof(piece) - 1);
	say(e, piece);
	e->from += len;
}

/* 七年级3班 and 21号. */
static bool say_class(struct english *e)
{
	size_t digits = strspn(e->from, DIGITS);
	char grade[16];

	for (size_t i = 0; i < COUNT(grades); i++)
		if (starts(e->from, grades[i])) {
			e->from += strlen(grades[i]);
			snprintf(grade, sizeof(grade),
				strspn(e->from, DIGITS) ? "Class %zu-" : "Grade %zu",
				i + 1);
			say(e, grade);
			say_piece(e, strspn(e->from, DIGITS));
			e->from += starts(e->from, "班") ? strlen("班") : 0;
			return true;
		}
	if (!digits || !starts(e->from + digits, "号"))
		return false;
	say(e, e->out[0] ? "no. " : "");
	say_piece(e, digits);
	say(e, e->out[0] == 'C' ? "" : " ");
	e->from += strlen("号");
	return true;
}

static bool say_short(struct english *e)
{
	for (size_t i = 0; i < COUNT(shorts); i++)
		if (starts(e->from, shorts[i].zh)) {
			say(e, shorts[i].en);
			e->from += strlen(shorts[i].zh);
			return true;
		}
	return false;
}

static bool say_words(struct english *e)
{
	for (size_t i = 0; i < COUNT(dictionary); i++)
		if (starts(e->from, dictionary[i].zh)) {
			say(e, dictionary[i].en);
			e->from += strlen(dictionary[i].zh);
			return true;
		}
	return false;
}

static size_t letter(const char *s)
{
	unsigned char c = (unsigned char)*s;

	return strnlen(s, c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1);
}

static void translate(void *of, char *text, size_t size, enum text_kind kind);

/* ---- by the texts of the screens themselves ----------------------------------------- */

static struct texts *languages[2];

static void load_languages(void)
{
	struct err err = ERR_INIT;

	if (languages[0])
		return;
	languages[0] = texts_load(SOURCE_DIR "/assets/texts/zh.yaml", &err);
	languages[1] = texts_load(SOURCE_DIR "/assets/texts/en.yaml", &err);
	if (!languages[0] || !languages[1]) {
		fprintf(stderr, "%s\n", err.text);
		exit(2);
	}
}

#define FILLED 160

/* Whether `text` is the template with something in its places; what is there goes into
 * `filled`. Each place ends where what follows it in the template begins. */
static bool is_filled(const char *template, const char *text, char filled[3][FILLED])
{
	while (*template) {
		const char *end, *next;
		int place;

		if (template[0] != '{' || template[2] != '}') {
			if (*template ++ != *text++)
				return false;
			continue;
		}
		place = template[1] - '1';
		template += 3;
		if (!*template) {
			text_copy(filled[place], FILLED, text);
			return *text != '\0';
		}
		next = template;
		while (*next && *next != '{')
			next++;
		end = text;
		while (*end && strncmp(end, template, (size_t)(next - template)) != 0)
			end++;
		if (!*end || end == text || end - text >= FILLED)
			return false;
		text_copy(filled[place], FILLED, text);
		filled[place][end - text] = '\0';
		text = end;
	}
	return *text == '\0';
}

/* How much of it is not filled in. */
static size_t own_length(const char *template)
{
	size_t places = 0;

	for (const char *s = template; *s; s++)
		places += *s == '{';
	return strlen(template) - 3 * places;
}

#define LEAST 6 /* two Chinese letters: a unit alone says too little */

/* 周二: of the week's letters the ones that stand where 二 does. */
static void say_weekday(char day[FILLED])
{
	const char *zh = texts_get(languages[0], TEXT_WEEKDAYS);
	const char *at = strstr(zh, day);

	if (at)
		snprintf(day, FILLED, "%.2s",
			texts_get(languages[1], TEXT_WEEKDAYS) + (at - zh) / 3 * 2);
}

static bool say_text(char *text, size_t size)
{
	char filled[3][FILLED], best_filled[3][FILLED];
	size_t best = 0;
	enum text key = 0;

	load_languages();
	for (int i = 0; i < TEXT_COUNT; i++) {
		const char *zh = texts_get(languages[0], (enum text)i);
		size_t own = own_length(zh);

		memset(filled, 0, sizeof(filled));
		if (i == TEXT_CLASS_NAME || own <= best ||
			(own < LEAST && strcmp(zh, text) != 0) ||
			!is_filled(zh, text, filled) ||
			(i == TEXT_DAY_OF && filled[0][strspn(filled[0], DIGITS)]))
			continue;
		best = own;
		key = (enum text)i;
		memcpy(best_filled, filled, sizeof(filled));
	}
	if (!best)
		return false;
	for (int i = 0; i < 3; i++)
		translate(NULL, best_filled[i], FILLED, TEXT_OF_SCREEN);
	if (key == TEXT_DAY_OF)
		say_weekday(best_filled[2]);
	text_fill(texts_get(languages[1], key), text, size, best_filled[0],
		best_filled[1], best_filled[2]);
	return true;
}

static void translate(void *of, char *text, size_t size, enum text_kind kind)
{
	struct english e = { .from = text };

	(void)of;
	if (!text[0] || kind == TEXT_OF_KEY || kind == TEXT_OF_DIGITS)
		return;
	if ((kind == TEXT_OF_SCREEN || kind == TEXT_OF_SHORT) && say_text(text, size))
		return;
	while (*e.from)
		if (!(kind == TEXT_OF_SHORT && say_short(&e)) && !say_words(&e) &&
			!say_class(&e))
			say_piece(&e, letter(e.from));
	text_copy(text, size, e.out);
}

void model_in_english(struct model *m)
{
	struct walk w = { translate, NULL };

	model_texts(m, translate, NULL);
	roll_texts(&w, m);
	mend_texts(&w, m);
	frame_texts(&w, m);
	class_texts(&w, m);
}
