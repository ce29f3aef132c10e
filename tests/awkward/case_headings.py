"""Headings as schools write them: below titles, merged, with units, blanks, full-width
letters, no-break spaces, a byte order mark."""
import io

import books
import people
from plan import SHORT, Case, Table

ITEMS = ("身高", "体重", "肺活量", "50米跑", "立定跳远", "坐位体前屈")
CHILDREN = [people.Child(i, 22) for i in range(1, 25)]


def table_of(headings, who=SHORT, above=(), children=CHILDREN, name="headings"):
    """`headings` in the order of ITEMS."""
    table = Table(list(who) + list(zip(headings, ITEMS)), above)
    rng = people.random_of(name)
    for child in children:
        table.add(child, {item: people.score(child, item, rng) for item in ITEMS})
    return table


SPELLED = {
    "units": "身高(cm) 体重（kg） 肺活量(ml) 50米跑(秒) 立定跳远（厘米） 坐位体前屈(cm)".split(),
    "blanks": ["身 高", " 体重 ", "肺 活 量", "50 米 跑", "立定\u3000跳远", "\t坐位体前屈\n"],
    "full-width": ["身高（ｃｍ）", "体重（ＫＧ）", "肺活量", "５０米跑", "立定跳远", "坐位体前屈"],
    "no-break-spaces": ["身高\u00a0", "\u00a0体重", "肺\u00a0活\u00a0量", "50\u00a0米跑",
                        "立定\u2007跳远", "坐位\u202f体前屈"],
    "zero-width": ["\ufeff身高", "体\u200b重", "肺活量\u200d", "\u200e50米跑", "立定跳远\ufeff",
                   "坐位体\u2060前屈"],
    "line-breaks": ["身高\n(cm)", "体重\n（公斤）", "肺活\n量", "50米\n跑", "立定\n跳远",
                    "坐位体\n前屈"],
    "aliases": ["身高", "体重", "肺活量", "50m跑", "跳远", "体前屈"],
    "other-aliases": ["身高成绩", "体重成绩", "肺活量成绩", "五十米跑", "立定跳远成绩", "坐位前屈"],
}


def spelled(name):
    table = table_of(SPELLED[name])
    head = table.rows[table.head - 1]
    return Case(f"headings/{name}", "headings.xlsx", books.one_sheet([head] + table.rows[1:]),
                CHILDREN, table)


def titles():
    """A title over all columns, a date, who made it; headings of two rows, merged; hidden
    rows and columns; a sum below. As openpyxl writes it."""
    import openpyxl
    table = Table(SHORT + [("测试项目 身高(cm)", "身高"), ("测试项目 体重", "体重"), ("备注", "")],
                  above=[["样例中学2026年体质测试成绩"], [], ["填表人：样例", None, "2026-11-20"]])
    table.rows[-1] = ["学籍号", "姓名", "性别", "年级编号", "测试项目", None, "备注"]
    table.rows.append([None, None, None, None, "身高\n(cm)", "体重", None])
    table.columns[4:6] = [("身高\n(cm)", "身高"), ("体重", "体重")]
    rng = people.random_of("titles")
    for child in CHILDREN:
        table.add(child, {item: people.score(child, item, rng) for item in ("身高", "体重")})
    table.raw("合计", f"{len(CHILDREN)} 人", None, None, 155.5)
    table.raw("制表：样例老师")
    book = openpyxl.Workbook()
    sheet = book.active
    for row in table.rows:
        sheet.append(row)
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("E4:F4")
    for column in "ABCDG":
        sheet.merge_cells(f"{column}4:{column}5")
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["F"].hidden = True
    table.complain(5, "体重", "", "F列是隐藏的，照样读入")
    table.complain(8, "", "", "第8行是隐藏的（可能是筛选），照样读入")
    out = io.BytesIO()
    book.save(out)
    return Case("headings/titles-and-merged", "titles.xlsx", out.getvalue(), CHILDREN, table)


def twentieth():
    table = table_of(ITEMS, above=[[f"说明第{n}条"] for n in range(1, 20)])
    return Case("headings/in-the-20th-row", "deep.xlsx", books.one_sheet(table.rows), CHILDREN,
                table)


def too_deep():
    table = table_of(ITEMS, above=[[f"说明第{n}条"] for n in range(1, 21)])
    return Case("headings/in-the-21st-row", "too-deep.xlsx", books.one_sheet(table.rows),
                CHILDREN, refuses="标题")


def again():
    """Printed pages: the headings stand again every ten children."""
    table = Table(SHORT + [("身高", "身高")])
    rng = people.random_of("again")
    for n, child in enumerate(CHILDREN):
        if n and n % 10 == 0:
            table.raw(*table.rows[0])
        table.add(child, {"身高": people.score(child, "身高", rng)})
    return Case("headings/again-on-each-page", "pages.xlsx", books.one_sheet(table.rows), CHILDREN,
                table)


TEXTS = {
    "utf-8-mark": ("utf-8-sig", ","), "utf-8-plain": ("utf-8", ","),
    "gb18030": ("gb18030", ","), "gbk-tabs": ("gbk", "\t"), "utf-16-tabs": ("utf-16", "\t"),
    "semicolons": ("utf-8", ";"),
}


def text(name):
    encoding, comma = TEXTS[name]
    table = table_of(ITEMS)
    return Case(f"headings/text-{name}", "scores.csv",
                books.text_of(table.rows, comma).encode(encoding), CHILDREN, table)


def marks():
    """A mark before the mark: a file that was joined of two, or saved twice."""
    table = table_of(ITEMS)
    return Case("headings/text-two-marks", "scores.csv",
                b"\xef\xbb\xbf" + books.text_of(table.rows).encode("utf-8-sig"), CHILDREN, table)


def twice():
    table = Table(SHORT + [("身高", "身高"), ("身高(cm)", "身高")])
    table.add(CHILDREN[0], {"身高": (150, "150.0")})
    return Case("headings/one-item-twice", "twice.xlsx", books.one_sheet(table.rows), CHILDREN,
                refuses="出现了两次")


def cases():
    for name in SPELLED:
        yield spelled(name)
    yield titles()
    yield twentieth()
    yield too_deep()
    yield again()
    for name in TEXTS:
        yield text(name)
    yield marks()
    yield twice()
