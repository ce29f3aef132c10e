"""Files that are made to harm: each is refused in one sentence within bounds of time and
memory, or read without harm. `limits` are seconds on the wall and MB, of a program with
sanitizers."""
import functools
import io
import struct
import zipfile

import books
import people
from books import MAIN, Book
from case_books import compound, heights
from plan import Case, Later

CHILDREN = [people.Child(i, 22) for i in range(1, 25)]
LIMITS = (60, 600)
LAUGHS = "".join(['<!DOCTYPE x [<!ENTITY a0 "哈哈哈哈哈哈哈哈">'] + [
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)] + ["]>"])
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">'


def parts():
    return Book().add("成绩", heights()[0].rows + [
        [CHILDREN[0].number, CHILDREN[0].name, 1, 22, 150]]).parts()


def with_parts(**changed):
    """`__` in a name stands for /, `_` for a point."""
    made = parts()
    for name, text in changed.items():
        made[name.replace("__", "/").replace("_", ".")] = text
    return books.zip_of(made)


def sheet_of(rows, head=""):
    return f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def stream(name, pieces):
    """A member written piece by piece, so that what makes it stays small."""
    made = parts()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for other, text in made.items():
            if other != name:
                z.writestr(other, text)
        with z.open(name, "w", force_zip64=True) as f:
            for piece in pieces:
                f.write(piece.encode())
    return out.getvalue()


def bomb():
    """300 MB of blanks between two rows, in 300 KB."""
    blank = " " * (1 << 20)
    return stream("xl/worksheets/sheet1.xml",
                  [f'<worksheet xmlns="{MAIN}"><sheetData>'] + [blank] * 300 +
                  ["</sheetData></worksheet>"])


def bomb_of_texts():
    """40 MB of shared texts."""
    text = f"<si><t>{'样' * 10000}</t></si>"
    return stream("xl/sharedStrings.xml", [f'<sst xmlns="{MAIN}">'] + [text] * 1400 + ["</sst>"])


def bomb_of_styles():
    return stream("xl/styles.xml", [f'<styleSheet xmlns="{MAIN}"><cellXfs>'] +
                  ['<xf numFmtId="0"/>' * 10000] * 1600 + ["</cellXfs></styleSheet>"])


def bomb_of_cells():
    """A hundred thousand rows of 256 cells, of which nobody is a child."""
    row = "".join(f'<c t="n"><v>{n}</v></c>' for n in range(256))
    return stream("xl/worksheets/sheet1.xml", [f'<worksheet xmlns="{MAIN}"><sheetData>'] +
                  [f"<row>{row}</row>" * 100] * 1001 + ["</sheetData></worksheet>"])


def lying_size():
    """The directory says that the sheet is ten bytes long."""
    data = bytearray(bomb())
    name = b"xl/worksheets/sheet1.xml"
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name))
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


def many_members():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for n in range(65000):
            z.writestr(zipfile.ZipInfo(f"x/{n}"), b"")
        for name, text in parts().items():
            z.writestr(name, text)
    return out.getvalue()


def target(path):
    made = parts()
    name = "xl/_rels/workbook.xml.rels"
    made[name] = made[name].replace("worksheets/sheet1.xml", path)
    return books.zip_of(made)


def outside_members():
    """Members whose names lead out of the folder that nobody unpacks into."""
    made = parts()
    for name in ("../../../tmp/awkward-out", "/tmp/awkward-out", "..\\..\\awkward-out", "con",
                 "xl/../../awkward-out"):
        made[name] = "x"
    return books.zip_of(made)


def looping_xls():
    """A table of sectors whose chains go round."""
    data = bytearray(books.old_book(heights()[0].rows))
    fat = struct.unpack_from("<I", data, 76)[0]
    for n in range(128):
        struct.pack_into("<I", data, 512 + fat * 512 + n * 4, n)
    return bytes(data)


def huge_xls():
    """Sectors that it says it has, two thousand million."""
    data = bytearray(books.old_book(heights()[0].rows))
    struct.pack_into("<I", data, 44, 0x7fffffff)
    return bytes(data)


def bad_record_xls():
    """A record of 65,535 bytes in a stream of five thousand."""
    return compound({"Workbook": (b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12) +
                                  b"\xfc\x00\xff\xff").ljust(5000, b"\0")})


def quotes():
    return ('学籍号,姓名,身高\n"' + "样" * 20_000_000).encode()


MB = 1 << 20
# Name: file, bytes, what is said.
REFUSED = {
    "zip-bomb": ("bomb.xlsx", bomb, "解开后太大"),
    "zip-bomb-of-texts": ("bomb.xlsx", bomb_of_texts, "bomb.xlsx"),
    "zip-bomb-of-styles": ("bomb.xlsx", bomb_of_styles, "bomb.xlsx"),
    "zip-that-lies": ("lies.xlsx", lying_size, "lies.xlsx"),
    "cells-without-end": ("cells.xlsx", bomb_of_cells, "cells.xlsx"),
    "entities-in-the-sheet": ("laughs.xlsx", lambda: with_parts(xl__worksheets__sheet1_xml=sheet_of(
        '<row><c t="str"><v>&a9;</v></c></row>', LAUGHS)), "document type"),
    "entities-in-texts": ("laughs.xlsx", lambda: with_parts(
        xl__sharedStrings_xml=f"{LAUGHS}<sst><si><t>&a9;</t></si></sst>"), "document type"),
    "entity-from-outside": ("outside.xlsx", lambda: with_parts(xl__worksheets__sheet1_xml=sheet_of(
        '<row><c t="str"><v>&a;</v></c></row>', OUTSIDE)), "document type"),
    "document-type-from-outside": ("outside.xlsx", lambda: with_parts(
        xl__worksheets__sheet1_xml=sheet_of("", PARAMETER)), "document type"),
    "column-xfd": ("wide.xlsx", lambda: with_parts(xl__worksheets__sheet1_xml=sheet_of(
        '<row r="1"><c r="XFD1"><v>1</v></c></row>')), "最多 256 列"),
    "row-1048576": ("long.xlsx", lambda: with_parts(xl__worksheets__sheet1_xml=sheet_of(
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>')), "100000 行"),
    "row-beyond-all": ("long.xlsx", lambda: with_parts(xl__worksheets__sheet1_xml=sheet_of(
        '<row r="18446744073709551616"><c><v>1</v></c></row>')), "rows must ascend"),
    "a-cell-of-ten-million": ("cell.xlsx", lambda: with_parts(xl__worksheets__sheet1_xml=sheet_of(
        f'<row><c t="str"><v>{"a" * 10_000_000}</v></c></row>')), "太长（超过"),
    "nested-ten-thousand-deep": ("deep.xlsx", lambda: with_parts(
        xl__worksheets__sheet1_xml=sheet_of("<a>" * 10000 + "</a>" * 10000)), "nested too deeply"),
    "an-attribute-of-ten-million": ("wide.xlsx", lambda: with_parts(
        xl__worksheets__sheet1_xml=f'<worksheet x="{"a" * 10_000_000}"/>'), "解开后太大"),
    "a-sheet-up-the-folders": ("up.xlsx", lambda: target("../../../../../../etc/passwd"), "up.xlsx"),
    "a-sheet-from-the-root": ("up.xlsx", lambda: target("/etc/passwd"), "up.xlsx"),
    "a-sheet-from-the-net": ("up.xlsx", lambda: target("http://127.0.0.1:1/sheet1.xml"), "up.xlsx"),
    "half-a-zip": ("half.xlsx", lambda: books.zip_of(parts())[:900], "half.xlsx"),
    "empty": ("empty.xlsx", lambda: b"", "empty.xlsx"),
    "zeros": ("zeros.csv", lambda: bytes(5 * MB), "zeros.csv"),
    "half-an-xls": ("half.xls", lambda: books.old_book(heights()[0].rows)[:2000], "另存为 .xlsx"),
    "xls-whose-sectors-go-round": ("round.xls", looping_xls, "round.xls"),
    "xls-of-a-huge-table": ("huge.xls", huge_xls, "huge.xls"),
    "xls-with-a-record-too-long": ("record.xls", bad_record_xls, "record.xls"),
    "a-quote-without-end": ("quote.csv", quotes, "quote.csv"),
    "a-line-without-end": ("line.csv", lambda: b"a" * (40 * MB), "line.csv"),
    "ten-million-columns": ("wide.csv", lambda: "学籍号,姓名,身高".encode() + b"," * 10_000_000,
                            "wide.csv"),
    "three-hundred-megabytes": ("large.csv", lambda: ["学籍号,姓名,身高\n".encode()] +
                                [b"G,a,1\n" * MB] * 50, "large.csv"),
}


def harmless(name, file, make):
    """It is read as if nothing were."""
    table, _ = heights()
    table.add(CHILDREN[0], {"身高": (150, "150.0")})
    return Case(f"hostile/{name}", file, make(), CHILDREN, table, limits=LIMITS)


def cases():
    for name, (file, make, sentence) in REFUSED.items():
        yield Later(f"hostile/{name}",
                    functools.partial(Case, f"hostile/{name}", file, make, (), refuses=sentence,
                                      limits=LIMITS), large=True)
    yield harmless("members-that-lead-outside", "outside.xlsx", outside_members)
    yield Later("hostile/sixty-five-thousand-members",
                lambda: harmless("sixty-five-thousand-members", "many.xlsx", many_members),
                large=True)
