#include "qr.h"

#include <errno.h>
#include <string.h>

#include <qrencode.h>

#include "form.h"

#define QUIET 4 /* modules */

/* Modules in a row that are dark are one box. */
static void draw_row(struct draw *page, struct rect at, const unsigned char *row, int n)
{
	for (int from = 0, to; from < n; from = to) {
		to = from + 1;
		if (!(row[from] & 1))
			continue;
		while (to < n && row[to] & 1)
			to++;
		draw_box(page,
			(struct rect){
				at.x + from * at.w, at.y, (to - from) * at.w, at.h },
			INK, 0, 0, 0);
	}
}

bool qr_draw(struct draw *page, struct rect at, const char *text, struct err *err)
{
	QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_Q, QR_MODE_8, 1);

	if (!code)
		return err_set(err, "a code cannot be made: %s", strerror(errno));
	int side = at.w / (code->width + 2 * QUIET);
	int edge = (at.w - side * code->width) / 2;

	for (int y = 0; y < code->width; y++)
		draw_row(page,
			(struct rect){
				at.x + edge, at.y + edge + y * side, side, side },
			code->data + (size_t)y * (size_t)code->width, code->width);
	QRcode_free(code);
	return true;
}
