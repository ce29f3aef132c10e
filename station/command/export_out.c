#include "export_out.h"

#include <stdio.h>

#include "buf.h"

static bool save(struct book *book, export_fill *fill, void *ctx, struct err *err)
{
	if (fill(ctx, book, err))
		return book_save(book, err);
	book_discard(book);
	return false;
}

static bool print(export_fill *fill, void *ctx, struct err *err)
{
	struct buf text = BUF_INIT, notes = BUF_INIT;
	bool good = save(book_create_text(&text, &notes), fill, ctx, err);

	if (good) {
		fwrite(text.data, 1, text.len, stdout);
		fwrite(notes.data, 1, notes.len, stderr);
		good = fflush(stdout) == 0 && !ferror(stdout);
		if (!good)
			err_set(err, "standard output: what was printed is lost");
	}
	buf_release(&text);
	buf_release(&notes);
	return good;
}

bool export_out(const char *file, int64_t wall_us, export_fill *fill, void *ctx,
	struct err *err)
{
	struct book *book;

	if (!file)
		return print(fill, ctx, err);
	book = book_create(file, wall_us, err);
	return book && save(book, fill, ctx, err);
}
