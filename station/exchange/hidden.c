#include "hidden.h"

#include <stdio.h>

#include "buf.h"
#include "text.h"

void hidden_note(struct hidden_rows *hidden, const struct row *row)
{
	if (!row->hidden)
		return;
	if (hidden->count < HIDDEN_NAMED)
		hidden->row[hidden->count] = row->number;
	hidden->count++;
}

void hidden_say(
	const struct hidden_rows *hidden, struct complaint **complaints, size_t *count)
{
	struct buf rows = BUF_INIT;
	struct complaint *c;

	if (hidden->count == 0)
		return;
	for (size_t i = 0; i < hidden->count && i < HIDDEN_NAMED; i++)
		buf_addf(&rows, "%s%zu", i ? "、" : "", hidden->row[i]);
	c = complaint_add(complaints, count, hidden->row[0], COMPLAINT_WARNING, "", "");
	if (hidden->count <= HIDDEN_NAMED)
		snprintf(c->reason, sizeof(c->reason),
			"第%s行是隐藏的（可能是筛选），照样读入", rows.data);
	else
		snprintf(c->reason, sizeof(c->reason),
			"第%s行等共 %zu 行是隐藏的（可能是筛选），照样读入", rows.data,
			hidden->count);
	buf_release(&rows);
}

void hidden_say_column(const struct sheet *sheet, size_t column, size_t row,
	const char *heading, struct complaint **complaints, size_t *count)
{
	struct complaint *c;
	char letters[8];

	if (!sheet_hides_column(sheet, column))
		return;
	c = complaint_add(complaints, count, row, COMPLAINT_WARNING, heading, "");
	snprintf(c->reason, sizeof(c->reason), "%s列是隐藏的，照样读入",
		column_letters(column, letters));
}
