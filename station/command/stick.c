#include "stick.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

/* 36 35 8:17 / /media/teacher/KINGSTON rw,nosuid - vfat /dev/sdb1 rw
 *
 * The fifth word is the folder; blanks, tabs and backslashes in it are \040 and its like. */
#define FOLDER_WORD 4

static bool octal(const char *s, char *out)
{
	if (s[0] != '\\' || s[1] < '0' || s[1] > '3' || s[2] < '0' || s[2] > '7' ||
		s[3] < '0' || s[3] > '7')
		return false;
	*out = (char)((s[1] - '0') << 6 | (s[2] - '0') << 3 | (s[3] - '0'));
	return *out != '\0';
}

static void unescape(char *s)
{
	char *to = s, c;

	for (; *s; s++) {
		if (octal(s, &c)) {
			*to++ = c;
			s += 3;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
}

static bool is_stick(const char *folder)
{
	static const char *const below[] = { "/media/", "/run/media/" };

	for (size_t i = 0; i < sizeof(below) / sizeof(below[0]); i++)
		if (strncmp(folder, below[i], strlen(below[i])) == 0)
			return true;
	return false;
}

static bool take_line(char *line, char out[PATH_SIZE])
{
	char *rest = line, *word = strsep(&rest, " ");

	for (int i = 0; i < FOLDER_WORD && word; i++)
		word = strsep(&rest, " ");
	if (!word)
		return false;
	unescape(word);
	return is_stick(word) && text_copy(out, PATH_SIZE, word);
}

bool stick_find(const char *mountinfo, char out[PATH_SIZE])
{
	char line[2 * PATH_SIZE];
	FILE *file = fopen(mountinfo, "re");
	bool found = false;

	out[0] = '\0';
	while (file && !found && fgets(line, sizeof(line), file))
		found = take_line(line, out);
	if (file)
		fclose(file);
	if (!found)
		out[0] = '\0';
	return found;
}
