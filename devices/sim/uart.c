#include "uart.h"

#include <assert.h>

#include "text.h"

/* A rest longer than so many bits of the slower end changes nothing more. */
#define REST_BITS 64

/* ---- settings ------------------------------------------------------------------------- */

static bool read_baud(struct slice *rest, uint32_t *baud)
{
	size_t n = 0;
	uint64_t value = 0;

	while (n < rest->len && n < 8 && rest->text[n] >= '0' && rest->text[n] <= '9')
		value = value * 10 + (uint64_t)(rest->text[n++] - '0');
	if (n == rest->len || rest->text[n] != ' ' || value < 50 || value > 4000000)
		return false;
	*baud = (uint32_t)value;
	while (n < rest->len && rest->text[n] == ' ')
		n++;
	rest->text += n;
	rest->len -= n;
	return true;
}

bool uart_form_read(
	const char *text, bool speed, struct uart_form *out, struct err *err)
{
	struct slice rest = slice_of(text);

	out->baud = 0;
	if ((rest.len != 3 || speed) && !read_baud(&rest, &out->baud))
		rest.len = 0;
	if (rest.len != 3 || rest.text[0] < '5' || rest.text[0] > '8' ||
		(rest.text[1] != 'n' && rest.text[1] != 'e' && rest.text[1] != 'o') ||
		rest.text[2] < '1' || rest.text[2] > '2')
		return err_set(err,
			"\"%.40s\" is not how a line is set: %s, of 50 to 4000000 "
			"baud, 5 to 8 bits, parity n, e or o, 1 or 2 stop bits",
			text, speed ? "\"9600 8n1\"" : "\"9600 8n1\" or \"8n1\"");
	out->data = (uint8_t)(rest.text[0] - '0');
	out->parity = rest.text[1];
	out->stop = (uint8_t)(rest.text[2] - '0');
	return true;
}

bool uart_form_same(const struct uart_form *a, const struct uart_form *b)
{
	return a->baud == b->baud && a->data == b->data && a->parity == b->parity &&
	       a->stop == b->stop;
}

unsigned uart_form_bits(const struct uart_form *form)
{
	return 1u + form->data + (form->parity != 'n') + form->stop;
}

/* ---- ticks ---------------------------------------------------------------------------- */

/* There are 2 * sender * receiver ticks in a second. */
static int64_t sender_bit(const struct uart *u)
{
	return 2 * (int64_t)u->receiver.baud;
}

static int64_t receiver_bit(const struct uart *u)
{
	return 2 * (int64_t)u->sender.baud;
}

void uart_init(struct uart *u, struct uart_form sender, struct uart_form receiver)
{
	assert(sender.baud && receiver.baud);
	*u = (struct uart){ .sender = sender, .receiver = receiver };
	u->high = u->armed = true;
}

void uart_set_receiver(struct uart *u, struct uart_form receiver)
{
	assert(receiver.baud);
	u->receiver = receiver;
	u->inside = false;
	u->armed = u->high;
}

bool uart_busy(const struct uart *u)
{
	return u->inside;
}

/* ---- the receiver ----------------------------------------------------------------------- */

static bool odd(unsigned bits)
{
	return __builtin_parity(bits);
}

static uint8_t end_frame(struct uart *u, bool stop)
{
	const struct uart_form *f = &u->receiver;
	unsigned data = u->bits & ((1u << f->data) - 1);
	bool parity = u->bits >> f->data & 1;

	u->inside = false;
	u->armed = stop;
	u->framing += !stop;
	if (f->parity != 'n' && (odd(data) != parity) != (f->parity == 'o'))
		u->parity++;
	return (uint8_t)data;
}

/* One look at the line; true when a byte has come to its end. */
static bool sample(struct uart *u, uint8_t *byte)
{
	unsigned bits = u->receiver.data + (u->receiver.parity != 'n');

	u->next = receiver_bit(u);
	if (u->at == 0 && u->high) { /* a glitch, no start bit */
		u->inside = false;
		u->armed = true;
	} else if (u->at > bits) {
		*byte = end_frame(u, u->high);
		return true;
	} else if (u->at > 0) {
		u->bits |= (uint16_t)(u->high << (u->at - 1));
	}
	u->at++;
	return false;
}

/* The line takes this level and keeps it for so many ticks. */
static size_t hold(struct uart *u, bool high, int64_t ticks, uint8_t *heard)
{
	size_t count = 0;

	if (u->armed && u->high && !high) {
		u->inside = true;
		u->armed = false;
		u->next = receiver_bit(u) / 2;
		u->at = 0;
		u->bits = 0;
	}
	u->high = high;
	/* An edge at the very moment of a sample comes too late for it. */
	while (u->inside && u->next <= ticks) {
		ticks -= u->next;
		count += sample(u, heard + count);
	}
	if (u->inside)
		u->next -= ticks;
	/* After a framing error: high again, so the next edge counts. */
	if (!u->inside && high)
		u->armed = true;
	return count;
}

/* ---- the sender -------------------------------------------------------------------------- */

size_t uart_send(struct uart *u, uint8_t byte, uint8_t heard[UART_HEARD])
{
	const struct uart_form *f = &u->sender;
	unsigned data = byte & ((1u << f->data) - 1);
	int64_t bit = sender_bit(u);
	size_t count = hold(u, false, bit, heard);

	for (unsigned i = 0; i < f->data; i++)
		count += hold(u, data >> i & 1, bit, heard + count);
	if (f->parity != 'n')
		count += hold(u, odd(data) != (f->parity == 'o'), bit, heard + count);
	count += hold(u, true, bit * f->stop, heard + count);
	assert(count <= UART_HEARD);
	return count;
}

size_t uart_rest(struct uart *u, int64_t us, uint8_t heard[UART_HEARD])
{
	uint32_t slow = u->sender.baud < u->receiver.baud ? u->sender.baud
							  : u->receiver.baud;
	int64_t enough_us = REST_BITS * (int64_t)1000000 / slow;

	if (us > enough_us)
		us = enough_us;
	/* At most REST_BITS * 2 * 4000000 ticks: no overflow on the way. */
	return hold(
		u, true, us * 2 * u->sender.baud * u->receiver.baud / 1000000, heard);
}
