/* argv to the command table, nothing else. */
#include <stdio.h>

int main(void)
{
	printf("fitness station %s\n", STATION_VERSION);
	return 0;
}
