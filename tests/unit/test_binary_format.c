/* The sentence for each way to describe binary packets wrongly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "profile.h"

#define COUNT                                                                          \
	"messages:\n"                                                                  \
	"  - name: a\n"                                                                \
	"    fields: [ { name: v, at: 1, width: 1 } ]\n"                               \
	"    says: [ { kind: count, value: v, unit: times } ]\n"

#define TOP    "format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: binary\ntested: t\n"
#define END    "examples: [ { hex: '41 05', says: [ 'count,,,5,1,0,,,' ] } ]\n"
#define PACKET "packets: [ { name: p, starts: 'A', size: 2 } ]\n"
#define FIELD(text)                                                                    \
	"messages:\n  - name: a\n    fields: [ " text                                  \
	" ]\n    says: [ { kind: count, value: v, unit: times } ]\n"

static const struct {
	const char *what, *text, *complaint;
} wrongs[] = {
	{ "no packets", TOP COUNT END,
		"packets: packets and driver \"binary\" go together" },
	{ "packets for text",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: "
		"t\n" PACKET COUNT END,
		"x.yaml:7: packets: packets and driver" },
	{ "packets and a frame", TOP "frame: { ends: any }\n" PACKET COUNT END,
		"x.yaml:7: frame: a device has either a frame or packets" },
	{ "a pattern", TOP PACKET "messages: [ { name: a, match: b } ]\n" END,
		"x.yaml:8: messages[0].match: a pattern is for driver \"text\"" },
	{ "a kept field",
		TOP PACKET
		"messages: [ { name: a, fields: [ { name: v, at: 1, width: 1 } ], "
		"keep: [ v ] } ]\n" END,
		"messages[0]: match, each, columns, keep and block are for driver" },
	{ "neither size nor length",
		TOP "packets: [ { name: p, starts: 'A' } ]\n" COUNT END,
		"x.yaml:7: packets[0]: a packet has either a size or a length, or "
		"ends" },
	{ "size and length",
		TOP "packets: [ { name: p, starts: 'A', size: 2, length: { at: 1, "
		    "width: 1 } } "
		    "]\n" COUNT END,
		"packets[0].length: a packet has either a size or a length" },
	{ "a size that is too large",
		TOP "packets: [ { name: p, starts: 'A', size: 4097 } ]\n" COUNT END,
		"packets[0].size: a packet is at most 4096 bytes" },
	{ "a length outside",
		TOP "packets: [ { name: p, starts: 'A', max: 8, length: { at: 7, "
		    "width: 2 } } "
		    "]\n" COUNT END,
		"packets[0].length.at: the length lies outside" },
	{ "a length of three bytes",
		TOP "packets: [ { name: p, starts: 'A', length: { at: 1, width: 3 } } "
		    "]\n" COUNT END,
		"packets[0].length.width: a length is 1 or 2 bytes" },
	{ "a length that is always too large",
		TOP "packets: [ { name: p, starts: 'A', max: 8, length: { at: 1, "
		    "width: 1, plus: "
		    "9 } } ]\n" COUNT END,
		"packets[0].length.plus: this is more than the longest" },
	{ "a size that its parts do not fit in",
		TOP "packets: [ { name: p, starts: 'AB', ends: 'C', size: 2 } ]\n" COUNT
			END,
		"packets[0].size: the packet's own parts do not fit" },
	{ "an unknown checksum",
		TOP "packets: [ { name: p, starts: 'A', size: 2, check: { kind: crc12, "
		    "form: "
		    "bytes, at: -1 } } ]\n" COUNT END,
		"x.yaml:7: packets[0].check.kind: \"crc12\" is not allowed here "
		"(allowed: sum8" },
	{ "a sum outside",
		TOP "packets: [ { name: p, starts: 'A', size: 2, check: { kind: sum16, "
		    "form: "
		    "bytes, at: -1 } } ]\n" COUNT END,
		"packets[0].check.at: the sum lies outside" },
	{ "a sum over itself",
		TOP "packets: [ { name: p, starts: 'A', size: 4, check: { kind: sum16, "
		    "form: "
		    "bytes, from: 3, at: -2 } } ]\n" COUNT END,
		"packets[0].check.from: the sum would be over itself" },
	{ "a sum of nothing",
		TOP "packets: [ { name: p, starts: 'A', size: 4, check: { kind: sum8, "
		    "form: bytes, from: 65538, at: 2 } } ]\n" COUNT END,
		"packets[0].check.from: nothing of the packet is there" },
	{ "a length very far away",
		TOP "packets: [ { name: p, starts: 'A', length: { at: 4294967295, "
		    "width: 1 } } ]\n" COUNT END,
		"packets[0].length.at: the length lies outside" },
	{ "records behind the end",
		TOP
		"packets: [ { name: p, starts: 'A', size: 4, each: 65536 } ]\n" COUNT
			END,
		"packets[0].each: no record fits behind that" },
	{ "a packet that any noise begins",
		TOP "packets: [ { name: p, size: 2 } ]\n" COUNT END,
		"packets[0].starts: without first bytes a packet needs both" },
	{ "first bytes that are none",
		TOP "packets: [ { name: p, starts: '\\xAG', size: 2 } ]\n" COUNT END,
		"packets[0].starts: these are not 1 to 8 bytes" },
	{ "a packet known by its last bytes",
		TOP "packets: [ { name: p, starts: 'A', size: 2, where: [ { at: -1, "
		    "is: [ B ] } "
		    "] } ]\n" COUNT END,
		"packets[0].where: a packet is known by its first bytes" },
	{ "bytes of different lengths",
		TOP PACKET
		"messages: [ { name: a, where: [ { at: 0, is: [ A, AB ] } ] } ]\n" END,
		"messages[0].where[0]: all of \"is\" must be as many bytes" },
	{ "bytes and a number",
		TOP PACKET
		"messages: [ { name: a, where: [ { at: 0, is: [ A ], below: 3 } ] } "
		"]\n" END,
		"messages[0].where[0]: give either \"is\"" },
	{ "bytes outside",
		TOP PACKET
		"messages: [ { name: a, where: [ { at: 2, is: [ A ] } ] } ]\n" END,
		"messages[0].where[0]: these bytes lie outside the frame" },
	{ "bytes outside, from behind",
		TOP PACKET
		"messages: [ { name: a, where: [ { at: -1, is: [ AB ] } ] } ]\n" END,
		"messages[0].where[0]: these bytes lie outside the frame" },
	{ "a field outside", TOP PACKET FIELD("{ name: v, at: 1, width: 2 }") END,
		"x.yaml:10: messages[0].fields[0]: the field lies outside the frame" },
	{ "a field behind the message's size",
		TOP
		"packets: [ { name: p, starts: 'A', length: { at: 1, width: 1 } } ]\n"
		"messages: [ { name: a, size: 3, fields: [ { name: v, at: 3, width: 1 "
		"} ] } "
		"]\n" END,
		"messages[0].fields[0]: the field lies outside the frame" },
	{ "a field that ends before it begins",
		TOP PACKET FIELD("{ name: v, at: 1, to: -1, type: hex }") END,
		"messages[0].fields[0]: the field ends before it begins" },
	{ "fields that share bytes",
		TOP PACKET FIELD(
			"{ name: v, at: 0, width: 2 }, { name: w, at: 1, width: 1 }")
			END,
		"messages[0].fields[1]: the field shares bytes with one before it" },
	{ "two fields of one name",
		TOP PACKET FIELD(
			"{ name: v, at: 0, width: 1 }, { name: v, at: 1, width: 1 }")
			END,
		"messages[0].fields[1]: there are two fields of this name" },
	{ "a field without a width", TOP PACKET FIELD("{ name: v, at: 1 }") END,
		"messages[0].fields[0]: give either a width" },
	{ "a number of nine bytes",
		TOP "packets: [ { name: p, starts: 'A', size: 20 } ]\n" FIELD(
			"{ name: v, at: 1, width: 9 }") END,
		"messages[0].fields[0]: a number has 1 to 8 bytes" },
	{ "a float of two bytes",
		TOP PACKET FIELD("{ name: v, at: 0, width: 2, type: float }") END,
		"messages[0].fields[0]: a float has 4 bytes" },
	{ "a type that does not exist",
		TOP PACKET FIELD("{ name: v, at: 1, width: 1, type: roman }") END,
		"messages[0].fields[0].type: \"roman\" is not allowed here" },
	{ "a field that is not there",
		TOP PACKET
		"messages: [ { name: a, says: [ { kind: lap, channel: c } ] } ]\n" END,
		"\"c\" is neither a group nor a column" },
	{ "a packet that is not there",
		TOP PACKET "messages: [ { name: a, packet: q } ]\n" END,
		"messages[0].packet: there is no packet of this name" },
	{ "a message in which of two",
		TOP "packets: [ { name: p, starts: 'A', size: 2 }, { name: q, starts: "
		    "'B', size: "
		    "2 } ]\n" COUNT END,
		"messages[0].packet: name the packet" },
	{ "a message larger than its packet",
		TOP PACKET "messages: [ { name: a, size: 3 } ]\n" END,
		"messages[0].size: this is more than the packet holds" },
	{ "a frame longer than its buffer",
		TOP "packets: [ { name: p, starts: 'A', length: { at: 1, width: 2 }, "
		    "max: 4097 } ]\n" COUNT END,
		"packets[0].max: a packet is at most 4096 bytes" },
	{ "one sum and several",
		TOP "packets: [ { name: p, starts: 'A', size: 4, check: { kind: sum8, "
		    "form: bytes, at: -1 }, checks: [ { kind: sum8, form: bytes, at: "
		    "-1 } ] } ]\n" COUNT END,
		"packets[0].checks: give either one `check` or several" },
	{ "the second of several sums is outside",
		TOP "packets: [ { name: p, starts: 'A', size: 4, checks: [ { kind: "
		    "sum8, form: bytes, at: -1 }, { kind: sum16, form: bytes, at: 3 } "
		    "] } ]\n" COUNT END,
		"packets[0].checks[1].at: the sum lies outside" },
	{ "an escape of two bytes",
		TOP "packets: [ { name: p, starts: 'A', size: 2, escapes: { byte: 'BC' "
		    "} } ]\n" COUNT END,
		"packets[0].escapes: one byte, and either" },
	{ "an escape that is turned round in two ways",
		TOP "packets: [ { name: p, starts: 'A', size: 2, escapes: { byte: B, "
		    "minus: 1, xor: 2 } } ]\n" COUNT END,
		"packets[0].escapes: one byte, and either" },
	{ "an escape by more than a byte",
		TOP "packets: [ { name: p, starts: 'A', size: 2, escapes: { byte: B, "
		    "xor: 256 } } ]\n" COUNT END,
		"packets[0].escapes: one byte, and either" },
	{ "an escape that begins packets",
		TOP "packets: [ { name: p, starts: 'A', size: 2, escapes: { byte: A } "
		    "} ]\n" COUNT END,
		"packets[0].escapes.byte: the byte that escapes is also in `starts`" },
	{ "escapes in a packet that would not fit when all is escaped",
		TOP "packets: [ { name: p, starts: 'A', ends: Z, max: 2049, escapes: { "
		    "byte: B } } ]\n" COUNT END,
		"packets[0].max: a packet with escapes is at most 2048" },
	{ "bit 7 and a packet that fills the buffer",
		TOP "packets: [ { name: p, bit_7: yes, max: 4096 } ]\n" COUNT END,
		"packets[0].max: 4095 at most" },
	{ "bit 7 with a length",
		TOP "packets: [ { name: p, bit_7: yes, length: { at: 1, width: 1 } } "
		    "]\n" COUNT END,
		"packets[0].bit_7: such a packet has a size, or goes to the next" },
	{ "tags and records",
		TOP "packets: [ { name: p, starts: 'A', size: 9, each: 2, tags: { "
		    "from: 2 } } ]\n" COUNT END,
		"packets[0].tags: a packet has either records or tags" },
	{ "tags behind the end",
		TOP "packets: [ { name: p, starts: 'A', size: 4, tags: { from: 3, to: "
		    "-1 } } ]\n" COUNT END,
		"packets[0].tags: they go from a byte of the packet" },
	{ "a tag of a packet that has none",
		TOP PACKET FIELD("{ name: v, tag: B }") END,
		"messages[0].fields[0]: its packet has no `tags`" },
	{ "a tag with a place",
		TOP "packets: [ { name: p, starts: 'A', size: 4, tags: { from: 1 } } "
		    "]\n" FIELD("{ name: v, tag: B, at: 1 }") END,
		"messages[0].fields[0]: a field has either a place or a tag" },
	{ "a tag of two bytes",
		TOP "packets: [ { name: p, starts: 'A', size: 4, tags: { from: 1 } } "
		    "]\n" FIELD("{ name: v, tag: BC }") END,
		"messages[0].fields[0]: a tag is one byte" },
	{ "a field that is nowhere", TOP PACKET FIELD("{ name: v, width: 1 }") END,
		"messages[0].fields[0]: where is it?" },
	{ "an optional place",
		TOP PACKET FIELD("{ name: v, at: 1, width: 1, optional: yes }") END,
		"messages[0].fields[0]: only what has a tag is optional" },
	{ "bits that the byte does not have",
		TOP PACKET FIELD("{ name: v, at: 1, width: 1, bits: '6-8' }") END,
		"messages[0].fields[0]: bits are \"3\" or \"0-2\"" },
	{ "bits that are none",
		TOP PACKET FIELD("{ name: v, at: 1, width: 1, bits: '3-' }") END,
		"messages[0].fields[0]: bits are \"3\" or \"0-2\"" },
	{ "bits of a text",
		TOP PACKET FIELD("{ name: v, at: 1, width: 1, type: text, bits: '1' }")
			END,
		"messages[0].fields[0]: bits are of a number" },
	{ "the same bit twice",
		TOP PACKET FIELD(
			"{ name: v, at: 1, width: 1, bits: '0-2' }, { name: w, at: 1, "
			"width: 1, bits: '2' }") END,
		"messages[0].fields[1]: the field shares bytes with one before it" },
	{ "a bit of a byte that is a field",
		TOP PACKET FIELD(
			"{ name: v, at: 1, width: 1 }, { name: w, at: 1, width: 1, "
			"bits: '2' }") END,
		"messages[0].fields[1]: the field shares bytes with one before it" },
	{ "half a word",
		TOP PACKET FIELD("{ name: v, at: 1, width: 1, order: low-word-first }")
			END,
		"messages[0].fields[0]: words have two bytes" },
	{ "adding to a text",
		TOP PACKET FIELD("{ name: v, at: 1, width: 1, type: text, plus: 1 }")
			END,
		"messages[0].fields[0]: `plus` is for numbers" },
	{ "an example in no form", TOP PACKET COUNT "examples: [ { says: [ ] } ]\n",
		"examples[0]: an example has either \"bytes\" or \"hex\"" },
	{ "an example that is no hex",
		TOP PACKET COUNT "examples: [ { hex: '4g', says: [ ] } ]\n",
		"examples[0]: these are not 1 to 1536 bytes in hex" },
	{ "an example that is too long",
		TOP PACKET COUNT "examples: [ { hex: '41*1537', says: [ ] } ]\n",
		"examples[0]: these are not 1 to 1536 bytes in hex" },
	{ "an example that says something else",
		TOP PACKET COUNT
		"examples: [ { hex: '41 06', says: [ 'count,,,5,1,0,,,' ] } ]\n",
		"examples[0]: decodes to another row: count,,,6,1,0,,," },
	{ "a frame whose middle passes for a frame",
		TOP PACKET COUNT
		"examples: [ { hex: '41 41 42', says: [ 'count,,,65,1,0,,,' ] } ]\n",
		"heard from its middle, a part of it passes for a record" },
	{ "hex for text",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { ends: any }\nmessages: [ { name: a, match: b } ]\n"
		"examples: [ { hex: '41', says: [ ] } ]\n",
		"examples[0]: driver \"text\" has its examples in \"bytes\"" },
	{ "bytes in a message of text",
		"format: 1\nname: n\nkind: k\nline: 9600 8n1\ndriver: text\ntested: t\n"
		"frame: { ends: any }\nmessages: [ { name: a, match: b, fields: [ { "
		"name: v, at: "
		"0, width: 1 } ] } ]\n"
		"examples: [ { bytes: 'A', says: [ ] } ]\n",
		"messages[0].match: a message of driver \"text\" has a pattern" },
};

static void refuses_with_line_and_key(void **state)
{
	bool good = true;

	(void)state;
	for (size_t i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++) {
		struct err err = ERR_INIT;
		const char *text = wrongs[i].text;
		struct profile *p = profile_load_text(
			"x.yaml", text, strlen(text), &err);

		if (p || !strstr(err.text, wrongs[i].complaint)) {
			print_error("%s: %s\n", wrongs[i].what, err.text);
			good = false;
		}
		profile_free(p);
	}
	assert_true(good);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_with_line_and_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
