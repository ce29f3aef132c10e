/*
 * export_journal - what was handed in: kept when a file is made, listed, and compared
 * with the results of today (自上次上报后的变化).
 */
#ifndef COMMAND_EXPORT_JOURNAL_H
#define COMMAND_EXPORT_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "commands.h"
#include "err.h"
#include "export_upload.h"
#include "handins.h"
#include "id_set.h"
#include "path.h"
#include "upload_roll.h"

/* What is another value since, in order of students. */
struct changes {
	struct handin_change *list;
	size_t count;
	struct id_set said; /* whose a file can say */
};

/* The values of a file while it is made. */
struct handed {
	struct handin_value *values;
	size_t count;
	size_t rows; /* of students */
};

/* A student's row is in the file; and one of its values. */
void handed_row(struct handed *handed, const struct upload_student *student);
/* The same by the student's id, and any name of a value. */
void handed_who(struct handed *handed, const char *student);
void handed_item(
	struct handed *handed, const char *student, const char *item, int64_t value);
void handed_value(struct handed *handed, const struct upload_student *student,
	const char *item, int64_t value);
/* Who had a row, must have none now, and has none in this file: whoever makes it is told.
 * Of the stage's students, after all rows, and only of a file that has everybody. */
void handed_gone(struct handed *handed, const struct upload_with *with,
	const struct changes *changes);
void handed_release(struct handed *handed);

/* The entry of a finished file; what, layout, scheme and who are filled in by the caller.
 * When it cannot be written the file is taken away again: what the journal does not know
 * was not handed in. */
bool export_keep(const struct upload_with *with, struct handin_file *handin,
	const char *path, struct handed *handed, struct err *err);

/* Entries of files that are handed in together: none of them is in the journal before all
 * files are there. Where there is such a list, export_keep() puts them into it. */
#define HANDED_FILES 4
struct handed_later {
	const char *folder; /* that they will stand in; lent */
	struct handin_file files[HANDED_FILES];
	struct handed handed[HANDED_FILES];
	size_t count;
};
/* In a transaction of the caller's. */
bool handed_later_put(struct handed_later *later, struct store *store, int64_t wall_us,
	struct err *err);
void handed_later_release(struct handed_later *later);
/* The name by which people will find `file`, which is made in a folder that has another
 * name until it is whole; `later` NULL: its own. */
const char *handed_name(
	const struct handed_later *later, const char *file, char out[PATH_SIZE]);

/* `station export list`. The exit status. */
int export_list(const struct env *env);

bool changes_gather(const struct upload_with *with, int64_t since, struct changes *out,
	struct err *err);
/* Is one of them his, that a file can say? A file sets values; it cannot take a row away
 * that the platform has. */
bool changes_has(const struct changes *changes, const char *student);
/* Students whose rows must be taken off the platform by hand. */
size_t changes_gone(const struct changes *changes);
/* The item as a heading, the old value, and a sentence, in Chinese. */
void change_say(const struct items *items, const struct handin_change *change,
	char column[48], char value[96], char reason[256]);
/* As rows on standard output. */
bool changes_print(
	const struct upload_with *with, const struct changes *changes, struct err *err);
void changes_release(struct changes *changes);

#endif
