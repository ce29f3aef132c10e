const char help_replay[] =
	"station replay [--item KEY] [--student N] [--since YYYY-MM-DD]\n"
	"    Every stored attempt again: its raw bytes through today's profile of "
	"that\n"
	"    name and today's decoder, its value by today's rules. Prints a row for "
	"each\n"
	"    difference: student,item,attempt,what,stored,now,why. Nothing is "
	"written;\n"
	"    `station verify` does the same with everything as it was then.\n"
	"\n"
	"station replay LOG.hex --profile NAME\n"
	"    A log, as `station capture` writes it, through the decoder: the rows of\n"
	"    `station decode`.\n"
	"\n"
	"station replay LOG.hex --to LINK [--speed as-recorded|full|BAUD]\n"
	"    A log onto a pty, to which the link LINK leads, for whoever opens it.\n"
	"\n"
	"station replay LOG.hex --profile NAME --station --item KEY[,KEY]\n"
	"               [--student N]... [--lanes N] [--speed full|as-recorded]\n"
	"    A log through the whole station, at its own times: a place with this "
	"item,\n"
	"    a journal, the rules. Prints the attempts that come of it:\n"
	"    student,item,attempt,outcome,value,raw,disputed,note. With --student the\n"
	"    students of the station's folder, in this order, in a copy of it; "
	"without,\n"
	"    invented ones. The copy is thrown away.\n"
	"\n"
	"station replay --log [STATION/]ENTRY -o FILE.hex\n"
	"    The bytes behind an attempt, a correction or a listening of the journal, "
	"with\n"
	"    their arrival times, in the form of a log: the evidence of a result.\n"
	"\n"
	"N is a 测试号 or a 学籍号. Exit status: 0; 1 when there are differences, or "
	"when\n"
	"nothing came of a log; 2 when it was not done.\n";

#include "replay.h"

#include <string.h>

#include "decode.h"
#include "open.h"
#include "profile.h"
#include "simulate.h"

/* ---- what was asked --------------------------------------------------------------------- */

static const char **option_of(struct replay_wants *w, const char *word)
{
	const struct {
		const char *word;
		const char **value;
	} options[] = { { "--profile", &w->profile }, { "--to", &w->to },
		{ "--item", &w->item }, { "--lanes", &w->lanes },
		{ "--since", &w->since }, { "--log", &w->log }, { "-o", &w->out },
		{ "--speed", &w->speed } };

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (strcmp(word, options[i].word) == 0)
			return options[i].value;
	return NULL;
}

static bool take_student(struct replay_wants *w, const char *word, struct err *err)
{
	if (w->student_count == REPLAY_STUDENTS)
		return err_set(err, "at most %d students", REPLAY_STUDENTS);
	w->students[w->student_count++] = word;
	return true;
}

static bool read_arguments(
	struct replay_wants *w, int argc, char **argv, struct err *err)
{
	for (int i = 1; i < argc; i++) {
		bool more = i + 1 < argc;
		const char **option = option_of(w, argv[i]);

		if (strcmp(argv[i], "--station") == 0) {
			w->station = true;
		} else if (strcmp(argv[i], "--student") == 0 && more) {
			if (!take_student(w, argv[++i], err))
				return false;
		} else if (option && more && !*option) {
			*option = argv[++i];
		} else if (argv[i][0] != '-' && !w->file) {
			w->file = argv[i];
		} else {
			return err_set(err,
				"\"%s\" is not understood; see 'station help replay'",
				argv[i]);
		}
	}
	return !w->speed || simulate_speed(w->speed, &w->how, err);
}

/* Does it make sense together? */
static bool check_wants(const struct replay_wants *w, struct err *err)
{
	if (w->log && (w->file || w->item || w->student_count || !w->out))
		return err_set(err, "--log wants an entry and -o FILE.hex, no more");
	if (w->out && !w->log)
		return err_set(err, "-o goes with --log");
	if (w->log)
		return true;
	if (!w->file && (w->profile || w->to || w->station || w->lanes || w->speed))
		return err_set(err, "which log? See 'station help replay'");
	if (!w->file)
		return w->student_count <= 1 ||
		       err_set(err, "one student, or all of them");
	if (w->since)
		return err_set(err, "--since is for stored attempts, not for a log");
	if (w->to && (w->profile || w->station))
		return err_set(err, "a log goes onto a pty or through a profile");
	if (!w->to && !w->profile)
		return err_set(err, "a log wants --profile, or --to");
	if (w->station && !w->item)
		return err_set(err, "--station wants --item: what is measured?");
	if (!w->station && (w->item || w->student_count || w->lanes))
		return err_set(err,
			"--item, --student and --lanes of a log go with --station");
	if (w->speed && !w->to && !w->station)
		return err_set(err, "--speed goes with --to or --station");
	if (w->station && w->speed && w->how.speed == SIM_BAUD)
		return err_set(err, "--speed of a station is full or as-recorded");
	return true;
}

/* ---- a log ------------------------------------------------------------------------------ */

static int decode_log(const struct env *env, const struct replay_wants *w)
{
	struct err err = ERR_INIT;
	struct profile *profile = open_profile(env, w->profile, &err);
	bool good = profile && decode_file(env, profile, w->file, &err);

	profile_free(profile);
	return good ? DONE : command_fail("replay", &err);
}

static int play_log(const struct replay_wants *w)
{
	struct sim_how how = w->how;
	struct err err = ERR_INIT;
	struct sim *sim;

	how.link = w->to;
	sim = sim_open(w->file, &how, &err);
	return sim ? simulate("replay", sim) : command_fail("replay", &err);
}

int cmd_replay(struct env *env, int argc, char **argv)
{
	struct replay_wants wants = { .file = NULL };
	struct err err = ERR_INIT;

	if (!read_arguments(&wants, argc, argv, &err) || !check_wants(&wants, &err))
		return command_fail("replay", &err);
	if (wants.log)
		return replay_export(env, &wants);
	if (!wants.file)
		return replay_attempts(env, &wants);
	if (wants.to)
		return play_log(&wants);
	return wants.station ? replay_station(env, &wants) : decode_log(env, &wants);
}
