#include "half_duplex.h"

#include <linux/serial.h>
#include <string.h>
#include <sys/ioctl.h>

#define STILL_SENDING_US 500
#define ECHO_US		 200000 /* an adapter gathers bytes before it hands them over */

/* ---- the direction ---------------------------------------------------------------- */

static void set_rts(const struct hold *hold, bool up)
{
	int rts = TIOCM_RTS;

	/* A pty has none: there is nothing to do about that. */
	(void)ioctl(hold->fd, up ? TIOCMBIS : TIOCMBIC, &rts);
}

void half_duplex_talk(struct half_duplex *h, const struct hold *hold)
{
	if (hold->direction != DIRECTION_RTS || h->talking)
		return;
	h->talking = true;
	set_rts(hold, true);
}

static int64_t sending_us(const struct line_settings *s, size_t len)
{
	int64_t bits = 1 + s->bits + (s->parity != 'n') + s->stop;

	return (int64_t)len * bits * 1000000 / s->baud + 1;
}

static bool has_sent(const struct hold *hold)
{
	int queued = 0;
	unsigned state = 0;

	if (ioctl(hold->fd, TIOCOUTQ, &queued) == 0 && queued > 0)
		return false;
	/* The last byte may still be on its way out of the chip. */
	return ioctl(hold->fd, TIOCSERGETLSR, &state) != 0 || state & TIOCSER_TEMT;
}

void half_duplex_listen(struct half_duplex *h, const struct hold *hold, int64_t now_us)
{
	if (!h->talking || now_us < h->talked_us)
		return;
	if (!has_sent(hold)) {
		h->talked_us = now_us + STILL_SENDING_US;
		return;
	}
	h->talking = false;
	set_rts(hold, false);
}

int64_t half_duplex_due_us(const struct half_duplex *h)
{
	int64_t due_us = h->talking ? h->talked_us : INT64_MAX;

	return h->echo_len && h->until_us < due_us ? h->until_us : due_us;
}

/* ---- the echo ------------------------------------------------------------------------ */

void half_duplex_said(struct half_duplex *h, const struct line_settings *settings,
	const uint8_t *bytes, size_t len, int64_t now_us)
{
	int64_t begin_us = h->talked_us > now_us ? h->talked_us : now_us;

	h->talked_us = begin_us + sending_us(settings, len);
	if (!settings->echo || len > (size_t)(ECHO_BYTES - h->echo_len))
		return;
	memcpy(h->echo + h->echo_len, bytes, len);
	h->echo_len += (uint16_t)len;
	h->until_us = h->talked_us + ECHO_US;
}

static size_t end_echo(struct half_duplex *h)
{
	size_t come = h->come;

	h->echo_len = h->come = 0;
	return come;
}

size_t half_duplex_hold_back(
	struct half_duplex *h, const uint8_t *bytes, size_t len, size_t *back)
{
	size_t n = 0;

	*back = 0;
	while (n < len && h->come < h->echo_len && bytes[n] == h->echo[h->come]) {
		h->come++;
		n++;
	}
	if (h->come == h->echo_len) {
		(void)end_echo(h);
		return n;
	}
	if (n == len)
		return n;
	*back = end_echo(h);
	return n;
}

size_t half_duplex_late(struct half_duplex *h, int64_t now_us)
{
	return h->echo_len && now_us >= h->until_us ? end_echo(h) : 0;
}
