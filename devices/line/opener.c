#include "opener.h"

#include <errno.h>
#include <string.h>

static bool fail(struct reason *why, enum loss loss, const char *text)
{
	why->loss = loss;
	return err_set(&why->err, "%s", text);
}

bool opener_fail(struct reason *why, int code)
{
	switch (code) {
	case EBUSY:
	case EWOULDBLOCK:
		return fail(why, LOSS_HELD, "another program uses this port; close it");
	case ENOENT:
	case ENODEV:
	case ENXIO:
	case EIO:
		return fail(
			why, LOSS_MISSING, "there is no such port; is it plugged in?");
	case EACCES:
	case EPERM:
		return fail(why, LOSS_DENIED,
			"this user may not open it; add the user to the group dialout");
	default:
		return fail(why, LOSS_REFUSED, strerrordesc_np(code));
	}
}
