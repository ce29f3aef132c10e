/*
 * Stands in for libFuzzer's main(): plays every file of the folders named, once.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static uint8_t input[1 << 20];

static int play(const char *folder, const char *name)
{
	char path[4096];
	FILE *file;
	size_t len;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "rb");
	if (!file) {
		perror(path);
		exit(1);
	}
	len = fread(input, 1, sizeof(input), file);
	fclose(file);
	printf("%s\n", path);
	fflush(stdout);
	return LLVMFuzzerTestOneInput(input, len);
}

int main(int argc, char **argv)
{
	int played = 0;

	for (int i = 1; i < argc; i++) {
		DIR *dir = opendir(argv[i]);

		for (struct dirent *entry; dir && (entry = readdir(dir));) {
			if (entry->d_name[0] == '.')
				continue;
			play(argv[i], entry->d_name);
			played++;
		}
		if (dir)
			closedir(dir);
	}
	if (!played)
		fprintf(stderr, "there is no corpus\n");
	return played ? 0 : 1;
}
