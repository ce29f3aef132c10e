/*
 * From the text of a pattern to its steps. Jumps are relative, so that a piece may be
 * moved, and said again, as it stands.
 */
#include "pattern.h"

#include <string.h>

#include "escape.h"

struct compiler {
	struct pattern *p;
	const char *text;
	size_t at;
	int depth, alternatives;
	struct err *err;
};

/* How many bytes a piece takes; PATTERN_WIDTH_MAX: no limit. */
struct width {
	uint32_t min, max;
};

static uint32_t capped(uint32_t n)
{
	return n < PATTERN_WIDTH_MAX ? n : PATTERN_WIDTH_MAX;
}

static bool wrong(struct compiler *c, const char *what)
{
	return err_set(c->err, "pattern \"%.200s\", character %zu: %s", c->text,
		c->at + 1, what);
}

/* ---- sets of bytes ---------------------------------------------------------- */

static void set_add(uint32_t *set, unsigned byte)
{
	set[byte >> 5] |= UINT32_C(1) << (byte & 31);
}

static void set_add_range(uint32_t *set, unsigned from, unsigned to)
{
	for (unsigned byte = from; byte <= to; byte++)
		set_add(set, byte);
}

/* The same sets occur again and again; keep each once. */
static bool keep_set(struct compiler *c, const uint32_t *set, uint8_t *index)
{
	struct pattern *p = c->p;

	for (size_t i = 0; i < p->sets; i++) {
		if (memcmp(p->set[i], set, sizeof(p->set[i])) == 0) {
			*index = (uint8_t)i;
			return true;
		}
	}
	if (p->sets == PATTERN_SETS_MAX)
		return wrong(c, "too many different characters and classes (64)");
	memcpy(p->set[p->sets], set, sizeof(p->set[0]));
	*index = (uint8_t)p->sets++;
	return true;
}

/* ---- reading characters ------------------------------------------------------ */

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '_';
}

/* What follows a backslash: one byte, or false with a class added to `set`. */
static bool read_escape(struct compiler *c, uint32_t *set, int *byte)
{
	char e = c->text[c->at];
	int high, low;

	*byte = -1;
	switch (e) {
	case '\0':
		return wrong(c, "nothing follows the backslash");
	case 'd':
		set_add_range(set, '0', '9');
		break;
	case 's':
		set_add(set, ' ');
		set_add(set, '\t');
		break;
	case 'w':
		set_add_range(set, '0', '9');
		set_add_range(set, 'a', 'z');
		set_add_range(set, 'A', 'Z');
		set_add(set, '_');
		break;
	case 'r':
		*byte = '\r';
		break;
	case 'n':
		*byte = '\n';
		break;
	case 't':
		*byte = '\t';
		break;
	case 'x':
		high = hex_digit(c->text[c->at + 1]);
		low = high < 0 ? -1 : hex_digit(c->text[c->at + 2]);
		if (low < 0)
			return wrong(c, "\\x needs two hex digits");
		*byte = high * 16 + low;
		c->at += 2;
		break;
	default:
		if (is_word(e))
			return wrong(c, "no such escape (there are \\d \\w \\s \\r \\n "
					"\\t \\xHH and \\ before punctuation)");
		*byte = (unsigned char)e;
	}
	c->at++;
	if (*byte >= 0)
		set_add(set, (unsigned)*byte);
	return true;
}

static bool read_class_byte(struct compiler *c, uint32_t *set, int *byte)
{
	if (c->text[c->at] == '\0')
		return wrong(c, "the class has no ]");
	if (c->text[c->at] == '\\') {
		c->at++;
		return read_escape(c, set, byte);
	}
	*byte = (unsigned char)c->text[c->at++];
	set_add(set, (unsigned)*byte);
	return true;
}

static bool read_class(struct compiler *c, uint32_t *set)
{
	bool all_others = c->text[c->at] == '^';
	int from = -1, to = -1;

	c->at += all_others;
	if (c->text[c->at] == ']')
		return wrong(c, "a class needs at least one character");
	while (c->text[c->at] != ']') {
		if (!read_class_byte(c, set, &from))
			return false;
		if (c->text[c->at] != '-' || c->text[c->at + 1] == ']')
			continue;
		c->at++;
		if (!read_class_byte(c, set, &to))
			return false;
		if (from < 0 || to < from)
			return wrong(c, "the range of this class runs backward");
		set_add_range(set, (unsigned)from, (unsigned)to);
	}
	c->at++;
	for (size_t i = 0; all_others && i < 8; i++)
		set[i] = ~set[i];
	return true;
}

/* ---- compiling ---------------------------------------------------------------- */

static bool emit(struct compiler *c, struct pattern_step step)
{
	if (c->p->steps == PATTERN_CODE_MAX)
		return wrong(c, "the pattern is too long (512 steps)");
	c->p->step[c->p->steps++] = step;
	return true;
}

static bool insert(struct compiler *c, size_t at, struct pattern_step step)
{
	struct pattern *p = c->p;

	if (!emit(c, step))
		return false;
	memmove(&p->step[at + 1], &p->step[at], (p->steps - 1 - at) * sizeof(step));
	p->step[at] = step;
	return true;
}

/* Jumps are relative, so a piece of program may be said again as it stands. */
static bool repeat_code(struct compiler *c, size_t from, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!emit(c, c->p->step[from + i]))
			return false;
	}
	return true;
}

static bool read_group_name(struct compiler *c, uint8_t *group)
{
	const char *name = c->text + c->at;
	size_t len = 0;
	struct pattern *p = c->p;

	while (is_word(name[len]))
		len++;
	if (len == 0 || len >= PATTERN_NAME_MAX || name[len] != '>')
		return wrong(
			c, "a group's name has 1 to 15 letters, digits or _, then >");
	c->at += len + 1;
	for (size_t i = 0; i < p->groups; i++) {
		if (strlen(p->group[i]) == len && memcmp(p->group[i], name, len) == 0) {
			*group = (uint8_t)i; /* in another alternative */
			return true;
		}
	}
	if (p->groups == PATTERN_GROUPS_MAX)
		return wrong(c, "too many groups (32)");
	memcpy(p->group[p->groups], name, len);
	*group = (uint8_t)p->groups++;
	return true;
}

static bool read_alternatives(struct compiler *c, struct width *width);

static bool read_group(struct compiler *c, struct width *width)
{
	bool named = strncmp(c->text + c->at, "?<", 2) == 0;
	uint8_t group = 0;

	if (++c->depth > PATTERN_DEPTH_MAX)
		return wrong(c, "groups are nested too deeply (16)");
	if (named) {
		c->at += 2;
		if (!read_group_name(c, &group) ||
			!emit(c, (struct pattern_step){
					 .op = OP_SAVE, .set = (uint8_t)(2 * group) }))
			return false;
	}
	if (!read_alternatives(c, width))
		return false;
	if (c->text[c->at] != ')')
		return wrong(c, "the group has no )");
	c->at++;
	c->depth--;
	if (!named)
		return true;
	return emit(c, (struct pattern_step){
			       .op = OP_SAVE, .set = (uint8_t)(2 * group + 1) });
}

/* `single` says that the atom is one byte of a set. */
static bool read_atom(struct compiler *c, bool *single, struct width *width)
{
	uint32_t set[8] = { 0 };
	struct pattern_step step = { .op = OP_SET, .min = 1, .max = 1 };
	int byte;
	char first = c->text[c->at++];

	*single = true;
	*width = (struct width){ 1, 1 };
	switch (first) {
	case '(':
		*single = false;
		return read_group(c, width);
	case '*':
	case '+':
	case '?':
	case '{':
		c->at--;
		return wrong(c, "there is nothing to repeat here");
	case ']':
	case '}':
		c->at--;
		return wrong(c, "a bracket that was not opened (write \\] or \\})");
	case '.':
		set_add_range(set, 0, 255);
		break;
	case '[':
		if (!read_class(c, set))
			return false;
		break;
	case '\\':
		if (!read_escape(c, set, &byte))
			return false;
		break;
	default:
		set_add(set, (unsigned char)first);
	}
	return keep_set(c, set, &step.set) && emit(c, step);
}

static bool read_number(struct compiler *c, int *out)
{
	int n = 0, digits = 0;

	while (c->text[c->at] >= '0' && c->text[c->at] <= '9' && digits++ < 3)
		n = n * 10 + (c->text[c->at++] - '0');
	if (digits == 0 || n >= PATTERN_NO_LIMIT)
		return wrong(c, "a repetition is a number from 0 to 254");
	*out = n;
	return true;
}

static bool read_braces(struct compiler *c, int *min, int *max)
{
	if (!read_number(c, min))
		return false;
	*max = *min;
	if (c->text[c->at] == ',') {
		c->at++;
		*max = PATTERN_NO_LIMIT;
		if (c->text[c->at] != '}' && !read_number(c, max))
			return false;
	}
	if (c->text[c->at] != '}')
		return wrong(c, "the repetition has no }");
	c->at++;
	if (*max < *min || *max == 0)
		return wrong(c, "the repetition's second number is too small");
	return true;
}

static bool read_repetition(struct compiler *c, int *min, int *max)
{
	*min = *max = 1;
	switch (c->text[c->at]) {
	case '*':
		*min = 0;
		*max = PATTERN_NO_LIMIT;
		break;
	case '+':
		*max = PATTERN_NO_LIMIT;
		break;
	case '?':
		*min = 0;
		break;
	case '{':
		c->at++;
		return read_braces(c, min, max);
	default:
		return true;
	}
	c->at++;
	return true;
}

/* Say a group min times, and then as often as max allows. */
static bool repeat_group(struct compiler *c, size_t from, int min, int max)
{
	struct pattern *p = c->p;
	size_t count = p->steps - from;
	int16_t over = (int16_t)(count + 1);
	int copies = min;

	if (min == 0) { /* split over the first, and over the loop's own split */
		int16_t past = (int16_t)(over + (max == PATTERN_NO_LIMIT));

		if (!insert(c, from,
			    (struct pattern_step){ .op = OP_SPLIT, .a = 1, .b = past }))
			return false;
		from++;
		copies = 1;
	}
	for (int i = 1; i < min; i++) {
		if (!repeat_code(c, from, count))
			return false;
	}
	if (max == PATTERN_NO_LIMIT) /* after the last copy, perhaps that copy again */
		return emit(c, (struct pattern_step){
				       .op = OP_SPLIT, .a = (int16_t)-count, .b = 1 });
	for (int i = copies; i < max; i++) {
		if (!emit(c,
			    (struct pattern_step){
				    .op = OP_SPLIT, .a = 1, .b = over }) ||
			!repeat_code(c, from, count))
			return false;
	}
	return true;
}

static bool read_piece(struct compiler *c, struct width *width)
{
	size_t from = c->p->steps;
	bool single;
	int min, max;

	if (!read_atom(c, &single, width) || !read_repetition(c, &min, &max))
		return false;
	if (min == 1 && max == 1)
		return true;
	if (strchr("*+?{", c->text[c->at]) && c->text[c->at])
		return wrong(c, "a repetition cannot be repeated");
	if (width->min == 0)
		return wrong(c, "what is repeated here may be empty");
	width->min = capped(width->min * (uint32_t)min);
	width->max = max == PATTERN_NO_LIMIT ? PATTERN_WIDTH_MAX
					     : capped(width->max * (uint32_t)max);
	if (!single)
		return repeat_group(c, from, min, max);
	c->p->step[from].op = OP_REPEAT;
	c->p->step[from].min = (uint8_t)min;
	c->p->step[from].max = (uint8_t)max;
	return true;
}

static bool read_sequence(struct compiler *c, struct width *width)
{
	*width = (struct width){ 0, 0 };
	while (c->text[c->at] && c->text[c->at] != '|' && c->text[c->at] != ')') {
		struct width piece;

		if (!read_piece(c, &piece))
			return false;
		width->min = capped(width->min + piece.min);
		width->max = capped(width->max + piece.max);
	}
	return true;
}

static bool read_alternatives(struct compiler *c, struct width *width)
{
	struct pattern *p = c->p;
	size_t from = p->steps, jump;
	struct width other;

	if (!read_sequence(c, width))
		return false;
	if (c->text[c->at] != '|')
		return true;
	c->at++;
	if (!insert(c, from, (struct pattern_step){ .op = OP_SPLIT, .a = 1 }))
		return false;
	jump = p->steps;
	if (!emit(c, (struct pattern_step){ .op = OP_JUMP }))
		return false;
	p->step[from].b = (int16_t)(p->steps - from);
	if (++c->alternatives > PATTERN_ALTERNATIVES_MAX)
		return wrong(c, "too many alternatives (64)");
	if (!read_alternatives(c, &other))
		return false;
	p->step[jump].a = (int16_t)(p->steps - jump);
	width->min = other.min < width->min ? other.min : width->min;
	width->max = other.max > width->max ? other.max : width->max;
	return true;
}

bool pattern_compile(struct pattern *p, const char *text, struct err *err)
{
	struct compiler c = { .p = p, .text = text, .err = err };
	struct width width;

	memset(p, 0, sizeof(*p));
	if (!read_alternatives(&c, &width))
		return false;
	p->min = width.min;
	p->max = width.max;
	if (text[c.at] == ')')
		return wrong(&c, "a ) that was not opened (write \\))");
	return emit(&c, (struct pattern_step){ .op = OP_END });
}
