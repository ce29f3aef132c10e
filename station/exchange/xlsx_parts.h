/*
 * xlsx_parts - the XML parts of a workbook (.xlsx), over libzip and expat.
 *
 * A part is fed to expat in pieces of 16 KiB while it is unpacked, so memory does
 * not grow with it. What a hostile file could use to grow is bounded here: bytes
 * unpacked, depth, length of one token; and a document type, which no workbook
 * has, ends the reading, so that there are no entities to expand.
 *
 * Names of elements and attributes are compared without their prefix: some
 * programs write <x:row>, and the strict form of the format has other namespaces.
 */
#ifndef EXCHANGE_XLSX_PARTS_H
#define EXCHANGE_XLSX_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <expat.h>
#include <zip.h>

#include "buf.h"
#include "err.h"

/* ---- one part --------------------------------------------------------------- */

struct xml_part;

/* What a part's reader is told. `ctx` is part->ctx. */
struct xml_events {
	void (*start)(struct xml_part *part, const char *name, const char **attributes);
	void (*end)(struct xml_part *part, const char *name);
	void (*text)(struct xml_part *part, const char *text, size_t len);
};

struct xml_part {
	const struct xml_events *events;
	void *ctx;
	const char *file; /* for sentences; lent */
	char name[128];	  /* "xl/workbook.xml" */
	struct zip_file *packed;
	XML_Parser parser;
	size_t fed, limit; /* bytes unpacked */
	size_t heard;	   /* how many were fed when the last event came */
	int depth;
	bool paused, failed;
	struct err err;
};

enum part_got { PART_FAIL, PART_PAUSED, PART_END };

bool part_open(struct xml_part *part, zip_t *zip, const char *file, const char *name,
	size_t limit, const struct xml_events *events, void *ctx, struct err *err);
/* Go on until the reader pauses or the part ends. */
enum part_got part_run(struct xml_part *part, struct err *err);
void part_close(struct xml_part *part);

/* For the reader: stop after this event, to be gone on with; or for good. */
void part_pause(struct xml_part *part);
void part_fail(struct xml_part *part, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

const char *xml_local(const char *name); /* without a prefix */
/* An attribute's value by its local name, or NULL. */
const char *xml_attribute(const char **attributes, const char *name);

/* ---- the small parts, read whole -------------------------------------------- */

enum number_shape { SHAPE_NUMBER, SHAPE_DATE, SHAPE_TIME };

/* What a number format code shows: days, times of day, or neither. */
enum number_shape format_shape(const char *code);

struct xlsx_style {
	enum number_shape shape;
	uint32_t format; /* where its code stands in `formats` */
};

struct workbook {
	char sheet_part[128], sheet_name[64]; /* the wanted one of those shown */
	size_t sheets;			      /* that are shown */
	bool base_1904;
	struct buf shared; /* the shared texts, each ending in NUL */
	size_t *shared_at; /* shared_count + 1 places in it */
	size_t shared_count, shared_cap;
	struct buf formats; /* format codes, each ending in NUL; "" first */
	struct xlsx_style *styles;
	size_t styles_count, styles_cap;
};

/* `sheet`: which of those that are shown, from 0. */
bool workbook_read(struct workbook *book, zip_t *zip, const char *file, size_t sheet,
	struct err *err);
void workbook_release(struct workbook *book);

#endif
