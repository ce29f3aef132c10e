"""Workbooks of every make: blank rows, the last row of an .xls, later sheets, formulas, inline
texts, days from 1904, passwords, and files that are not what their names say."""
import io
import struct

import books
import people
from books import Book, Formula, Inline, Rich
from plan import SHORT, Case, Table, Wrong

CHILDREN = [people.Child(i, 22) for i in range(1, 25)]
NOT_A_BOOK = "这个文件其实是网页，不是工作簿；请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入"
PASSWORD = "这个文件有密码；请去掉密码，另存为 .xlsx 后再导入"


def heights(children=CHILDREN, columns=SHORT, item="身高"):
    table = Table(columns + [(item, item)])
    rng = people.random_of("heights")
    return table, [(c, people.score(c, item, rng)) for c in children]


def simple(name, file, make, children=CHILDREN, blank=(), before=None, says=()):
    """Heights alone; `blank`: after so many children comes a row that is empty."""
    table, scores = heights(children)
    if before:
        table.complain(*before)
    for n, (child, score) in enumerate(scores):
        for _ in range(list(blank).count(n)):
            table.raw(None)
        table.add(child, {"身高": score})
    return Case(f"books/{name}", file, make(table.rows), children, table, says=says)


def blank_rows(rows):
    """Rows that are not there, rows of empty cells, rows of blanks."""
    rows = list(rows)
    for n, row in enumerate(rows):
        if row is None and n % 3 == 1:
            rows[n] = ["", "  ", "\u3000", None, "\u00a0"]
    return books.one_sheet(rows)


def last_row(name, file, make, last):
    """One child at the top, one in the last row that the kind of file has."""
    table, scores = heights()
    table.add(scores[0][0], {"身高": scores[0][1]})
    table.rows.extend([None] * (last - len(table.rows) - 1))
    table.add(scores[1][0], {"身高": scores[1][1]})
    return Case(f"books/{name}", file, make(table.rows), CHILDREN, table)


def second_sheet(name, file, make, about):
    table, scores = heights()
    table.complain(1, "", about, "第一张工作表没有标题，读的是后面的一张；平台只读第一张")
    for child, score in scores:
        table.add(child, {"身高": score})
    return Case(f"books/{name}", file, make(table.rows), CHILDREN, table)


OTHERS = "只读了一张工作表，还有{}张没有读；请合到一张表里，或各存一个文件：{}"


def sheet_each_class():
    """One sheet is read and the others are named: not notes, not a sheet without children."""
    table, scores = heights()
    table.complain(1, "", "", OTHERS.format(2, "八年级2班、八年级3班"))
    for child, score in scores:
        table.add(child, {"身高": score})
    book = Book().add("八年级1班", table.rows).add("说明", [["姓名请照学籍填写"], ["谢谢"]])
    book.add("八年级2班", [["八年级2班体测成绩"], table.rows[0], table.rows[1]])
    book.add("空", table.rows[:1]).add("八年级3班", table.rows[:3])
    return Case("books/sheet-each-class", "classes.xlsx", book.bytes(), CHILDREN, table,
                wants_somebody=True)


def behind_hidden(rows):
    book = Book()
    book.add("填表说明", [["请把成绩填在第三张表里"]])
    book.add("藏", [["学籍号", "姓名", "身高"], [CHILDREN[0].number, CHILDREN[0].name, 199]],
             hidden=True)
    return book.add("成绩", rows).bytes()


def formulas():
    """A result that stands beside its formula is taken; where there is none, it is said."""
    table, scores = heights()
    for n, (child, (cell, want)) in enumerate(scores[:12]):
        made = [(Formula("150+1", cell), want), (Formula("A1", str(cell)), want),
                (Formula("150+1"), Wrong("#公式")), (Formula('IF(A1="","",A1)', ""), None)]
        table.add(child, {"身高": made[n % 4]})
    return Case("books/formulas", "formulas.xlsx", books.one_sheet(table.rows), CHILDREN, table)


def old_formulas():
    """xlwt writes formulas that nobody has reckoned. In an .xls that is the same as a result that
    is an empty text, so nothing comes of it and nothing is said."""
    table, scores = heights()
    for n, (child, score) in enumerate(scores[:6]):
        table.add(child, {"身高": (Formula("150+1"), None) if n % 2 else score})
    return Case("books/old-formulas", "formulas.xls", books.old_book(table.rows), CHILDREN, table)


def names_by_formula():
    """学籍号, name and class by formulas from another sheet, as schools build them."""
    table, scores = heights()
    for child, score in scores:
        table.add(child, {"身高": score}, number=Formula("学籍!A1", child.number),
                  name=Formula("学籍!B1", child.name), sex=Formula("学籍!C1", child.sex))
    return Case("books/names-by-formula", "formulas.xlsx", books.one_sheet(table.rows), CHILDREN,
                table)


def inline(rich):
    table, scores = heights()
    kind = (lambda text: Rich([text[:2], text[2:]])) if rich else Inline
    for child, (cell, want) in scores:
        table.add(child, {"身高": (kind(str(cell)), want)}, number=kind(child.number),
                  name=kind(child.name))
    table.rows[0] = [kind(heading) for heading in table.rows[0]]
    return Case(f"books/{'rich' if rich else 'inline'}-texts", "texts.xlsx",
                books.one_sheet(table.rows), CHILDREN, table)


def base_1904():
    """Birthdays find the child, whose number in the file is the L number of then."""
    columns = SHORT + [("出生日期", "birth")]
    table, scores = heights(columns=columns)
    for child, score in scores[:3]:
        n = table.add(child, {"身高": score}, number="L" + child.number[1:])
        table.complain(n, "学籍号", "L******************", "名单里的学籍号是 G******************，"
                       "按姓名、性别和出生日期认出是同一名学生")
    return Case("books/days-from-1904", "mac.xlsx", books.one_sheet(table.rows, base_1904=True),
                CHILDREN, table)


def compound(streams):
    """A compound file (MS-CFB) of these streams, each of 4096 bytes or more."""
    sectors, fat, entries = [], [], []

    def chain(data):
        first = len(sectors)
        pieces = [data[i:i + 512].ljust(512, b"\0") for i in range(0, len(data), 512)]
        sectors.extend(pieces)
        fat.extend(range(first + 1, first + len(pieces)))
        fat.append(0xfffffffe)
        return first

    def entry(name, kind, child, first, size, right=-1):
        text = name.encode("utf-16-le") + b"\0\0"
        return (text.ljust(64, b"\0") + struct.pack("<HBBiii", len(text), kind, 1, -1, right, child) +
                bytes(36) + struct.pack("<IQ", first, size))

    names = list(streams)
    for n, name in enumerate(names):
        first = chain(streams[name])
        entries.append(entry(name, 2, -1, first, len(streams[name]),
                             n + 2 if n + 1 < len(names) else -1))
    directory = entry("Root Entry", 5, 1, 0xfffffffe, 0) + b"".join(entries)
    at = chain(directory.ljust(-(-len(directory) // 512) * 512, b"\0"))
    fat_at = len(sectors)
    fat.append(0xfffffffd)
    sectors.append(struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff"))
    head = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) +
            struct.pack("<HHHHHHIIIIIIIIII", 0x3e, 3, 0xfffe, 9, 6, 0, 0, 0, 1, at, 0, 4096,
                        0xfffffffe, 0, 0xfffffffe, 0) +
            struct.pack("<I", fat_at)).ljust(512, b"\xff")
    return head + b"".join(sectors)


def locked_xlsx():
    return compound({"EncryptionInfo": bytes(4096), "EncryptedPackage": bytes(range(256)) * 40})


def locked_xls():
    """A record FILEPASS in the stream of an ordinary .xls, in place of WINDOWPROTECT."""
    data = books.old_book([["学籍号", "姓名", "身高"], [CHILDREN[0].number, "样例", 150]])
    at = data.index(b"\x19\x00\x02\x00")
    return data[:at] + b"\x2f" + data[at + 1:]


HTML = ('\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gbk"></head>'
        "<body><table><tr><td>学籍号</td><td>姓名</td><td>身高</td></tr></table></body></html>")
XML_2003 = ('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook '
            'xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>')
REFUSED = {
    "password-xlsx": ("password.xlsx", locked_xlsx, PASSWORD),
    "password-xls": ("password.xls", locked_xls, PASSWORD),
    "html-xls": ("scores.xls", lambda: HTML.encode("gbk"), NOT_A_BOOK),
    "html-xls-utf-8-mark": ("scores.xls", lambda: HTML.encode("utf-8-sig"), NOT_A_BOOK),
    "xml-2003-xls": ("scores.xls", lambda: XML_2003.encode(), NOT_A_BOOK),
    "word-doc": ("scores.xls", lambda: compound({"WordDocument": bytes(4096)}), "另存为 .xlsx"),
    "docx": ("scores.xlsx", lambda: books.zip_of({"word/document.xml": "<w:document/>"}), "Word 文档"),
    "ods": ("scores.ods", lambda: books.zip_of({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
            "OpenDocument"),
    "zip": ("scores.xlsx", lambda: books.zip_of({"成绩.xls": "x"}), "压缩包"),
    "xlsb": ("scores.xlsb", lambda: books.zip_of({"xl/workbook.bin": "\x83\x01"}),
             ".xlsb"),
    "pdf": ("scores.xlsx", lambda: b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"),
    "picture": ("scores.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    "rar": ("scores.xlsx", lambda: b"Rar!\x1a\x07\x00" + bytes(100), "压缩包"),
    "lock-file": ("~$scores.xlsx", lambda: b"\x05\x61\x64\x6d\x69\x6e" + bytes(159), "临时文件"),
}


def refused(name):
    file, make, sentence = REFUSED[name]
    return Case(f"books/{name}", file, make(), (), refuses=sentence)


def scores_of_nobody():
    """A row without 学籍号 and name ends the platform's reading; here it is said, and the rows below
    are read."""
    table, scores = heights()
    table.add(scores[0][0], {"身高": scores[0][1]})
    table.raw(None, None, 1, 22, 150)
    table.complain(3, "", "", "第3行，学生信息填写不完整。没有学籍号和姓名，不知道是谁的成绩", "refused")
    table.add(scores[1][0], {"身高": scores[1][1]})
    return Case("books/scores-of-nobody", "nobody.xlsx", books.one_sheet(table.rows), CHILDREN,
                table)


def mixed_1904(rows):
    import openpyxl
    import openpyxl.utils.datetime
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in rows:
        book.active.append(row or [])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cases():
    text = books.text_of
    yield simple("blank-rows", "blanks.xlsx", blank_rows, blank=(3, 3, 3, 4, 5, 10, 11, 11, 20))
    yield simple("blank-lines-csv", "blanks.csv", lambda rows: text(rows).encode(),
                 blank=(3, 3, 3, 4, 5))
    yield simple("blank-rows-xls", "blanks.xls", books.old_book, blank=(3, 3, 3, 10))
    yield last_row("row-65536-xls", "last.xls", books.old_book, 65536)
    yield last_row("row-65536-xlsx", "last.xlsx", books.one_sheet, 65536)
    yield last_row("row-100000-xlsx", "last.xlsx", books.one_sheet, 100000)
    yield second_sheet("second-sheet", "second.xlsx", behind_hidden, "xlsx, 成绩")
    yield second_sheet("second-sheet-xls", "second.xls",
                       lambda rows: books.old_book(rows, sheets_before=2), "xls, 成绩")
    yield sheet_each_class()
    yield formulas()
    yield old_formulas()
    yield names_by_formula()
    yield inline(False)
    yield inline(True)
    yield base_1904()
    yield simple("gbk-csv-xls", "scores.xls", lambda rows: text(rows).encode("gbk"), says=["GB18030"])
    yield simple("tabs-xls", "scores.xls", lambda rows: text(rows, "\t").encode("gb18030"))
    yield simple("utf-16-tabs-xls", "scores.xls", lambda rows: text(rows, "\t").encode("utf-16"))
    yield simple("xlsx-called-xls", "scores.xls", books.one_sheet, says=["xlsx"])
    yield simple("xls-called-xlsx", "scores.xlsx", books.old_book, says=["xls, 成绩"])
    yield simple("xlsx-called-csv", "scores.csv", books.one_sheet, says=["xlsx"])
    yield simple("openpyxl-1904", "mac.xlsx", mixed_1904)
    yield scores_of_nobody()
    for name in REFUSED:
        yield refused(name)
