/*
 * qr - a text as a QR code (ISO/IEC 18004), over libqrencode.
 */
#ifndef PRINT_QR_H
#define PRINT_QR_H

#include <stdbool.h>

#include "draw.h"
#include "err.h"

/* Paint it into the square `at`, its quiet zone of four modules inside. A quarter of it may
 * be worn off before it cannot be read (level Q). */
bool qr_draw(struct draw *page, struct rect at, const char *text, struct err *err);

#endif
