/*
 * Any bytes as a capture file: refused with its line, or read; and what was read,
 * written and read again, is the same.
 */
#include <assert.h>
#include <string.h>

#include "hexlog.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct hexlog log = HEXLOG_INIT, again = HEXLOG_INIT;
	struct hexlog_writer w = { 0 };
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;

	if (!hexlog_read(&log, "f", bytes, len, &err)) {
		assert(strncmp(err.text, "f:", 2) == 0);
		assert(!log.records && !log.bytes);
		return 0;
	}
	for (size_t i = 0; i < log.count; i++) {
		assert(log.records[i].len > 0);
		hexlog_add(&text, &w, log.records[i].at_us, log.records[i].to_device,
			log.records[i].bytes, log.records[i].len);
	}
	assert(hexlog_read(&again, "g", text.data, text.len, &err));
	assert(again.len == log.len);
	assert(len == 0 || memcmp(again.bytes, log.bytes, log.len) == 0);
	hexlog_release(&again);
	hexlog_release(&log);
	buf_release(&text);
	return 0;
}
