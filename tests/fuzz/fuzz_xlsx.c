/*
 * Any bytes as a workbook. The first byte says what the others are: the packed file,
 * or one XML part of a workbook whose other parts are in order, so that what lies
 * behind the unpacking is reached too.
 */
#include "every_cell.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const struct {
	const char *name, *text;
} parts[] = {
	{ "_rels/.rels",
		"<Relationships><Relationship Id=\"r\" Type=\"/officeDocument\" "
		"Target=\"xl/workbook.xml\"/></Relationships>" },
	{ "xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" id=\"1\"/></sheets>"
			     "</workbook>" },
	{ "xl/_rels/workbook.xml.rels",
		"<Relationships><Relationship Id=\"1\" Type=\"/worksheet\" "
		"Target=\"s.xml\"/><Relationship Id=\"2\" Type=\"/sharedStrings\" "
		"Target=\"t.xml\"/><Relationship Id=\"3\" Type=\"/styles\" "
		"Target=\"y.xml\"/></Relationships>" },
	{ "xl/t.xml", "<sst><si><t>a</t></si><si><t>b</t></si></sst>" },
	{ "xl/y.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
		      "<xf numFmtId=\"21\"/></cellXfs></styleSheet>" },
	{ "xl/s.xml", "<worksheet><sheetData><row><c t=\"s\"><v>1</v></c>"
		      "<c s=\"1\"><v>40972.5</v></c></row></sheetData></worksheet>" },
};
#define PARTS (sizeof(parts) / sizeof(parts[0]))

static void put_part(zip_t *zip, const char *name, const void *bytes, size_t len)
{
	zip_source_t *source = zip_source_buffer(zip, bytes, len, 0);
	zip_int64_t index = zip_file_add(zip, name, source, 0);

	assert(index >= 0);
	zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0);
}

/* A workbook with `bytes` for its part `which`. */
static void read_with_part(size_t which, const uint8_t *bytes, size_t len)
{
	zip_error_t error;
	zip_source_t *into = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_t *zip = zip_open_from_source(into, ZIP_TRUNCATE, &error);
	size_t size;
	char *packed;

	for (size_t i = 0; i < PARTS; i++)
		put_part(zip, parts[i].name,
			i == which ? (const void *)bytes : parts[i].text,
			i == which ? len : strlen(parts[i].text));
	zip_source_keep(into);
	assert(zip_close(zip) == 0 && zip_source_open(into) == 0);
	zip_source_seek(into, 0, SEEK_END);
	size = (size_t)zip_source_tell(into);
	zip_source_seek(into, 0, SEEK_SET);
	packed = malloc(size);
	assert(zip_source_read(into, packed, size) == (zip_int64_t)size);
	zip_source_close(into);
	zip_source_free(into);
	read_every_cell("f", packed, size);
	free(packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	if (len < 1)
		return 0;
	if (bytes[0] >= '0' && bytes[0] < (int)('0' + PARTS))
		read_with_part((size_t)(bytes[0] - '0'), bytes + 1, len - 1);
	else
		read_every_cell("f", bytes, len);
	return 0;
}
