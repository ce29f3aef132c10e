#include "xlsx_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define PIECE	  (16 * 1024)
#define DEPTH_MAX 64
#define TOKEN_MAX (256 * 1024)

const char *xml_local(const char *name)
{
	const char *local = name;

	for (; *name; name++)
		if (*name == ':')
			local = name + 1;
	return local;
}

const char *xml_attribute(const char **attributes, const char *name)
{
	for (; attributes[0]; attributes += 2) {
		const char *local = xml_local(attributes[0]);

		if (local[0] == name[0] && strcmp(local, name) == 0)
			return attributes[1];
	}
	return NULL;
}

void part_pause(struct xml_part *part)
{
	if (!part->failed)
		XML_StopParser(part->parser, XML_TRUE);
}

void part_fail(struct xml_part *part, const char *fmt, ...)
{
	char text[400];
	va_list args;

	if (part->failed)
		return;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	err_set(&part->err, "%s: %s", part->file, text);
	part->failed = true;
	XML_StopParser(part->parser, XML_FALSE);
}

static void XMLCALL on_start(void *ctx, const char *name, const char **attributes)
{
	struct xml_part *part = ctx;

	part->heard = part->fed;
	if (part->failed)
		return;
	if (++part->depth > DEPTH_MAX)
		part_fail(part,
			"%s is nested too deeply; not a workbook of a "
			"spreadsheet program",
			part->name);
	else
		part->events->start(part, xml_local(name), attributes);
}

static void XMLCALL on_end(void *ctx, const char *name)
{
	struct xml_part *part = ctx;

	part->heard = part->fed;
	if (part->failed)
		return;
	part->depth--;
	part->events->end(part, xml_local(name));
}

static void XMLCALL on_text(void *ctx, const char *text, int len)
{
	struct xml_part *part = ctx;

	part->heard = part->fed;
	if (!part->failed && part->events->text)
		part->events->text(part, text, (size_t)len);
}

static void XMLCALL on_doctype(void *ctx, const char *name, const char *system_id,
	const char *public_id, int has_internal)
{
	struct xml_part *part = ctx;

	(void)name, (void)system_id, (void)public_id, (void)has_internal;
	part_fail(part, "%s declares a document type, which no workbook does",
		part->name);
}

bool part_open(struct xml_part *part, zip_t *zip, const char *file, const char *name,
	size_t limit, const struct xml_events *events, void *ctx, struct err *err)
{
	*part = (struct xml_part){
		.events = events, .ctx = ctx, .file = file, .limit = limit
	};
	snprintf(part->name, sizeof(part->name), "%s", name);
	part->packed = zip_fopen(zip, name, 0);
	if (!part->packed)
		return err_set(err,
			"%s: 这个工作簿里的 %s 读不了，可能已损坏（%s）；请用 Excel 或 "
			"WPS 打开，另存为 .xlsx 后再导入",
			file, name, zip_strerror(zip));
	part->parser = XML_ParserCreate(NULL);
	if (!part->parser) {
		part_close(part);
		return err_set(err, "%s: no memory left", file);
	}
	XML_SetUserData(part->parser, part);
	XML_SetElementHandler(part->parser, on_start, on_end);
	XML_SetCharacterDataHandler(part->parser, on_text);
	XML_SetStartDoctypeDeclHandler(part->parser, on_doctype);
	return true;
}

static enum XML_Status feed_piece(struct xml_part *part)
{
	void *piece = XML_GetBuffer(part->parser, PIECE);
	zip_int64_t len = piece ? zip_fread(part->packed, piece, PIECE) : -1;

	if (len < 0) {
		part_fail(part,
			"这个工作簿里的 %s 已损坏（%s）；请用 Excel 或 WPS "
			"打开，另存为 .xlsx 后再导入",
			part->name,
			piece ? zip_file_strerror(part->packed) : "no memory left");
		return XML_STATUS_ERROR;
	}
	part->fed += (size_t)len;
	if (part->fed > part->limit || part->fed > part->heard + TOKEN_MAX) {
		part_fail(part, "这个工作簿里的 %s 解开后太大，不像学校的表格",
			part->name);
		return XML_STATUS_ERROR;
	}
	return XML_ParseBuffer(part->parser, (int)len, len == 0);
}

static enum part_got part_stop(struct xml_part *part, struct err *err)
{
	if (part->failed)
		*err = part->err;
	else
		err_set(err,
			"%s: 这个工作簿里的 %s 第%lu行已损坏（%s）；请用 Excel 或 WPS "
			"打开，另存为 .xlsx 后再导入",
			part->file, part->name, XML_GetCurrentLineNumber(part->parser),
			XML_ErrorString(XML_GetErrorCode(part->parser)));
	part->failed = true;
	part->err = *err;
	return PART_FAIL;
}

enum part_got part_run(struct xml_part *part, struct err *err)
{
	while (!part->failed) {
		XML_ParsingStatus now;
		enum XML_Status status = part->paused ? XML_ResumeParser(part->parser)
						      : feed_piece(part);

		if (status == XML_STATUS_ERROR)
			break;
		part->paused = status == XML_STATUS_SUSPENDED;
		if (part->paused)
			return PART_PAUSED;
		XML_GetParsingStatus(part->parser, &now);
		if (now.parsing == XML_FINISHED)
			return PART_END;
	}
	return part_stop(part, err);
}

void part_close(struct xml_part *part)
{
	if (part->parser)
		XML_ParserFree(part->parser);
	if (part->packed)
		zip_fclose(part->packed);
	part->parser = NULL;
	part->packed = NULL;
}
