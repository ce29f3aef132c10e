#include <stddef.h>

#include "attempt_port.h"
#include "rules.h"

static bool is_quiet(const struct attempt_port *port, const struct reading *r)
{
	return !port->was_lost && r->at_us - port->at_us > PORT_REPEAT_US;
}

static bool is_gone(const struct attempt_port *port, const struct item *item,
	const struct reading *r)
{
	if (port->latched)
		return rules_is_moving(r) || r->value != port->raw || is_quiet(port, r);
	if (item->rule == RULE_SETTLE)
		return rules_is_low(item, r);
	return r->value < port->raw || (r->value == 1 && is_quiet(port, r));
}

static bool is_somebody_else(const struct attempt_port *port, const struct reading *r)
{
	int64_t apart = r->value - port->raw;
	int64_t near = port->raw / 16;

	return (r->flags & (FLAG_STABLE | FLAG_FINAL)) &&
	       (apart > near || apart < -near);
}

bool attempt_port_holds(
	struct attempt_port *port, const struct item *item, const struct reading *r)
{
	if (!port || !port->held)
		return false;
	if (is_gone(port, item, r)) {
		port->held = false;
		return false;
	}
	port->at_us = r->at_us;
	return port->latched || item->rule != RULE_SETTLE || !is_somebody_else(port, r);
}

void attempt_port_hold(
	struct attempt_port *port, const struct item *item, const struct reading *last)
{
	bool latched = item->rule == RULE_LATCH || rules_is_final(last);

	/* A blow or push must rise above what is shown; a level holds nothing. */
	if (!port || (!latched && (item->rule == RULE_PEAK || last->value <= 0)))
		return;
	port->held = true;
	port->was_lost = false;
	port->latched = latched;
	port->raw = last->value;
	port->at_us = last->at_us;
}

/* A level or message that came while nobody was armed belongs to nobody. A load on
 * a plate is no result yet: a child may step up before being called. */
static bool is_nobodys(const struct item *item, const struct reading *r)
{
	if (rules_is_moving(r))
		return false;
	if (item->rule == RULE_LATCH || rules_is_final(r))
		return true;
	return item->rule == RULE_COUNT && r->value > 0;
}

void attempt_port_saw(
	struct attempt_port *port, const struct item *item, const struct reading *r)
{
	if (!port || !rules_takes(item, r) || !rules_sound(r))
		return;
	if (!attempt_port_holds(port, item, r) && !port->held && is_nobodys(item, r))
		attempt_port_hold(port, item, r);
}

void attempt_port_lost(struct attempt_port *port)
{
	if (port)
		port->was_lost = true;
}
