/*
 * 午休 / 收工: what is still open, the digest of all that was kept, and the keys: lock, back
 * up, look through, stop. And the strip below every teacher's screen: the work that runs
 * beside it, and a stick that was plugged in.
 */
#include "screen.h"

static void draw_open(struct ui *ui, const struct model_close *c, struct rect at)
{
	if (!c->n_open) {
		ui_picture(ui, area_center(area_cut_left(&at, 72), 56, 56), "check",
			COLOR_GO);
		area_cut_left(&at, 16);
		ui_text(ui, at, tr(ui, TEXT_OPEN_NONE),
			styled(ui_style(ui, 44, DRAW_BOLD, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
		return;
	}
	for (int i = 0; i < c->n_open; i++) {
		struct rect row = area_cut_top(&at, 84), lamp;

		area_cut_top(&at, GAP);
		ui_panel(ui, row);
		row = area_inset(row, 20, 4);
		lamp = area_cut_left(&row, 48);
		ui_lamp(ui, area_center(lamp, 40, 40), c->open[i].lamp);
		area_cut_left(&row, 16);
		ui_text(ui, area_cut_left(&row, 300), c->open[i].name,
			styled(ui_style(ui, 38, DRAW_BOLD, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
		area_cut_left(&row, 20);
		ui_text(ui, area_cut_top(&row, row.h / 2), c->open[i].word,
			styled(ui_style(ui, 30, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
		ui_text(ui, row, c->open[i].todo,
			styled(ui_style(ui, 26, DRAW_REGULAR, COLOR_INK_SOFT),
				DRAW_LEFT, DRAW_SHRINK));
	}
}

static void draw_digest(struct ui *ui, const struct model_close *c, struct rect at)
{
	if (!c->digest[0][0])
		return;
	ui_panel(ui, at);
	at = area_inset(at, 28, 14);
	ui_text(ui, area_cut_top(&at, 52), c->digest_of,
		styled(ui_style(ui, 34, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	for (int i = 0; i < 2; i++)
		ui_text(ui, area_cut_top(&at, 60), c->digest[i],
			styled(ui_style(ui, 42, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
				DRAW_SHRINK));
}

struct keys {
	struct ui *ui;
	struct rect area;
	int w, n, columns;
	struct intent want;
};

static void key(struct keys *k, const char *name, const char *picture, enum text label,
	enum button_look look, enum intent_kind kind)
{
	struct rect at = { k->area.x + k->n % k->columns * (k->w + 24),
		k->area.y + k->n / k->columns * (116 + 24), k->w, 116 };

	k->n++;
	if (ui_icon_button(k->ui, name, at, picture, tr(k->ui, label), 48, look))
		k->want = intent(kind);
}

static struct intent draw_keys(struct ui *ui, const struct model *m, struct rect at)
{
	struct keys k = { .ui = ui, .columns = ui_is_upright(ui) ? 2 : 1 };
	struct rect hint = area_cut_bottom(&at, 108);

	k.area = at;
	k.w = (at.w - (k.columns - 1) * 24) / k.columns;
	key(&k, "lock", "rest", TEXT_CLOSE_LOCK, BUTTON_MAIN, INTENT_LOCK);
	key(&k, "backup", "list", TEXT_CLOSE_BACKUP, BUTTON_PLAIN, INTENT_BACKUP);
	key(&k, "verify", "eye", TEXT_CLOSE_VERIFY, BUTTON_PLAIN, INTENT_VERIFY);
	key(&k, "stop", "stop", TEXT_CLOSE_STOP, BUTTON_PLAIN, INTENT_STOP);
	if (m->close.can_power_off && !m->close.n_open)
		key(&k, "power off", "stop", TEXT_CLOSE_POWER_OFF, BUTTON_PLAIN,
			INTENT_POWER_OFF);
	ui_text(ui, hint,
		m->close.note[0] ? m->close.note
				 : tr(ui, m->close.to_stick ? TEXT_BACKUP_STICK
							    : TEXT_BACKUP_HERE),
		styled(ui_style(ui, 30, DRAW_REGULAR, COLOR_INK_SOFT), DRAW_LEFT,
			DRAW_WRAP));
	return k.want;
}

struct intent screen_close(struct ui *ui, const struct model *m, struct rect at)
{
	const struct model_close *c = &m->close;
	struct rect area = area_inset(at, MARGIN, 28), keys;

	if (ui_is_upright(ui)) {
		keys = area_cut_bottom(&area, 540);
		area_cut_bottom(&area, 24);
	} else {
		keys = area_cut_right(&area, 480);
		area_cut_right(&area, 40);
	}
	ui_text(ui, area_cut_top(&area, 84), c->counts,
		styled(ui_style(ui, 52, DRAW_BLACK, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	area_cut_top(&area, 12);
	draw_digest(ui, c, area_cut_bottom(&area, 208));
	area_cut_bottom(&area, 20);
	draw_open(ui, c, c->n_open ? area : area_cut_top(&area, 84));
	return draw_keys(ui, m, keys);
}

/* ---- the strip -------------------------------------------------------------------- */

static struct intent draw_job(struct ui *ui, const struct model_job *j, struct rect at)
{
	struct rect key = area_cut_right(&at, 232), words;
	struct intent want = intent(INTENT_NONE);

	if (ui_button(ui, j->runs ? "job cancel" : "job seen",
		    area_center(key, 232, 76),
		    tr(ui, j->runs ? TEXT_JOB_CANCEL : TEXT_UNDERSTOOD), 38,
		    BUTTON_PLAIN))
		want = intent(j->runs ? INTENT_JOB_CANCEL : INTENT_JOB_SEEN);
	area_cut_right(&at, 24);
	ui_picture(ui, area_center(area_cut_left(&at, 56), 48, 48),
		j->runs	  ? "measuring"
		: j->good ? "check"
			  : "warn",
		j->good ? COLOR_GO : COLOR_INK);
	area_cut_left(&at, 16);
	words = area_cut_left(&at, at.w * 42 / 100);
	ui_text(ui, area_cut_left(&words, words.w / 2), j->title,
		styled(ui_style(ui, 36, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	area_cut_left(&words, GAP);
	ui_text(ui, words, j->word,
		styled(ui_style(ui, 32, DRAW_MEDIUM, COLOR_INK), DRAW_LEFT,
			DRAW_SHRINK));
	area_cut_left(&at, 16);
	if (j->runs && j->permille >= 0)
		ui_progress(ui, area_center(at, at.w, 24), j->permille, 1000);
	else
		ui_text(ui, at, j->said,
			styled(ui_style(ui, 24, DRAW_REGULAR, COLOR_INK_SOFT),
				DRAW_LEFT, DRAW_WRAP));
	return want;
}

static struct intent draw_stick(struct ui *ui, const struct model *m, struct rect at)
{
	struct rect seen = area_cut_right(&at, 232), backup;
	struct intent want = intent(INTENT_NONE);

	area_cut_right(&at, GAP);
	backup = area_cut_right(&at, 232);
	area_cut_right(&at, 24);
	if (ui_button(ui, "stick seen", area_center(seen, 232, 76),
		    tr(ui, TEXT_UNDERSTOOD), 38, BUTTON_PLAIN))
		want = intent(INTENT_STICK_SEEN);
	if (ui_button(ui, "stick backup", area_center(backup, 232, 76),
		    tr(ui, TEXT_CLOSE_BACKUP), 38, BUTTON_MAIN))
		want = intent(INTENT_BACKUP);
	ui_picture(ui, area_center(area_cut_left(&at, 56), 48, 48), "card", COLOR_INK);
	area_cut_left(&at, 16);
	ui_text(ui, at, tr_with(ui, TEXT_STICK_IN, m->stick, NULL, NULL),
		styled(ui_style(ui, 40, DRAW_BOLD, COLOR_INK), DRAW_LEFT, DRAW_SHRINK));
	return want;
}

struct intent strip_draw(struct ui *ui, const struct model *m, struct rect *rest)
{
	struct rect at;

	if (!m->job.is_shown && !m->stick_new)
		return intent(INTENT_NONE);
	at = area_cut_bottom(rest, 100);
	ui_box(ui, at, COLOR_READY_PALE, 0);
	at = area_inset(at, MARGIN, 6);
	return m->job.is_shown ? draw_job(ui, &m->job, at) : draw_stick(ui, m, at);
}
