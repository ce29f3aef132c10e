#include "line_settings.h"

#include <string.h>

#include "text.h"

static const struct line_settings usual = {
	.baud = 9600,
	.bits = 8,
	.parity = 'n',
	.stop = 1,
	.retry_ms = 500,
};

static bool next_word(const char **text, struct slice *word)
{
	*text += strspn(*text, " \t/");
	word->text = *text;
	word->len = strcspn(*text, " \t/");
	*text += word->len;
	return word->len > 0;
}

static bool number(struct slice word, int64_t from, int64_t to, int64_t *out)
{
	struct decimal d;

	return decimal_read(word, &d) && decimal_exact(d, 0, out) && *out >= from &&
	       *out <= to;
}

static bool read_speed(struct slice word, struct line_settings *s, struct err *err)
{
	int64_t baud;

	if (!number(word, 50, 4000000, &baud))
		return err_set(err,
			"line settings: \"%.*s\" is not a speed; write it first, as in "
			"9600 8n1",
			(int)word.len, word.text);
	s->baud = (uint32_t)baud;
	return true;
}

static bool read_form(struct slice word, struct line_settings *s, struct err *err)
{
	char parity = word.len == 3 ? (char)(word.text[1] | 0x20) : 0;

	if (word.len != 3 || word.text[0] < '5' || word.text[0] > '8' ||
		(parity != 'n' && parity != 'e' && parity != 'o') ||
		(word.text[2] != '1' && word.text[2] != '2'))
		return err_set(err,
			"line settings: \"%.*s\" is not data bits 5 to 8, parity n, e "
			"or o, and stop bits 1 or 2, as in 8n1",
			(int)word.len, word.text);
	s->bits = (uint8_t)(word.text[0] - '0');
	s->parity = parity;
	s->stop = (uint8_t)(word.text[2] - '0');
	return true;
}

static bool take_prefix(struct slice *word, const char *prefix)
{
	size_t len = strlen(prefix);

	if (word->len < len || memcmp(word->text, prefix, len) != 0)
		return false;
	word->text += len;
	word->len -= len;
	return true;
}

static bool read_signal(struct slice word, enum line_signal *out)
{
	static const char *const names[] = { "on", "off", "keep" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_is(word, names[i])) {
			*out = (enum line_signal)i;
			return true;
		}
	return false;
}

static bool read_ms(struct slice word, int64_t min, int64_t max, uint16_t *out)
{
	int64_t ms;

	if (!number(word, min, max, &ms))
		return false;
	*out = (uint16_t)ms;
	return true;
}

static bool read_word(
	struct slice word, struct line_settings *s, bool *rts_said, struct err *err)
{
	struct slice value = word;

	if (slice_is(word, "rtscts") && s->flow == FLOW_NONE) {
		s->flow = FLOW_RTSCTS;
		return true;
	}
	if (slice_is(word, "xonxoff") && s->flow == FLOW_NONE) {
		s->flow = FLOW_XONXOFF;
		return true;
	}
	if (take_prefix(&value, "dtr=") && read_signal(value, &s->dtr))
		return true;
	if (take_prefix(&value, "rts=") && read_signal(value, &s->rts)) {
		*rts_said = true;
		return true;
	}
	if (slice_is(word, "rs485"))
		return s->rs485 = true;
	if (slice_is(word, "echo"))
		return s->echo = true;
	if (take_prefix(&value, "pace=") && read_ms(value, 0, 1000, &s->pace_ms))
		return true;
	if (take_prefix(&value, "quiet=") && read_ms(value, 0, 10000, &s->quiet_ms))
		return true;
	if (take_prefix(&value, "retry=") && read_ms(value, 10, 1000, &s->retry_ms))
		return true;
	return err_set(err,
		"line settings: \"%.*s\" is none of rtscts, xonxoff (one of them), "
		"dtr=on|off|keep, rts=on|off|keep, rs485, echo, pace=0..1000, "
		"quiet=0..10000, "
		"retry=10..1000",
		(int)word.len, word.text);
}

bool line_settings_read(const char *text, struct line_settings *out, struct err *err)
{
	struct line_settings s = usual;
	struct slice word;
	bool rts_said = false;

	if (next_word(&text, &word)) {
		if (!read_speed(word, &s, err))
			return false;
		if (next_word(&text, &word) && !read_form(word, &s, err))
			return false;
	}
	while (next_word(&text, &word))
		if (!read_word(word, &s, &rts_said, err))
			return false;
	if (rts_said && s.flow == FLOW_RTSCTS)
		return err_set(err,
			"line settings: rtscts moves RTS by itself, so rts= cannot be "
			"set beside it");
	if (s.rs485 && (rts_said || s.flow == FLOW_RTSCTS))
		return err_set(err,
			"line settings: rs485 moves RTS by itself, so neither rtscts "
			"nor rts= can be set beside it");
	if (s.rs485)
		s.rts = SIGNAL_OFF; /* we listen */
	*out = s;
	return true;
}
