/* The array of drivers. A new one is a file and a line here. */
#include "driver.h"

#include <string.h>

static const struct driver *const drivers[] = {
	&driver_text,
	&driver_binary,
	&driver_breathhome,
	&driver_cts,
};

const struct driver *driver_find(const char *name)
{
	for (size_t i = 0; i < sizeof(drivers) / sizeof(drivers[0]); i++) {
		if (strcmp(drivers[i]->name, name) == 0)
			return drivers[i];
	}
	return NULL;
}

bool driver_alone(const struct driver *d)
{
	return d != &driver_text && d != &driver_binary;
}

const char *driver_names(void)
{
	return "text, binary, breathhome, cts";
}
