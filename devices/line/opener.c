#include "opener.h"

#include <errno.h>
#include <string.h>

bool opener_fail(struct err *err, int code)
{
	switch (code) {
	case EBUSY:
	case EWOULDBLOCK:
		return err_set(err, "another program uses this port; close it");
	case ENOENT:
	case ENODEV:
	case ENXIO:
	case EIO:
		return err_set(err, "there is no such port; is it plugged in?");
	case EACCES:
	case EPERM:
		return err_set(err,
			"this user may not open it; add the user to the group dialout");
	default:
		return err_set(err, "%s", strerrordesc_np(code));
	}
}
