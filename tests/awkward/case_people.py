"""Who a row is: 学籍号 in every state, names with dots and rare characters, lists as such."""
import books
import people
from plan import SHORT, Case, Table

GIRL_BOY = [people.Child(i, 22) for i in range(1, 41)]
LOST = "学籍号：是一个数字单元格，后几位已经丢失；请把这一列设为文本后重新填写"


def numbers_of_scores():
    """The same child by every way in which its number is written."""
    table = Table(SHORT + [("身高", "身高")])
    with_x = [c for c in GIRL_BOY if c.number.endswith("X")][0]
    spelled = [lambda n: "'" + n, lambda n: " " + n, lambda n: n + "\u3000", lambda n: n.lower(),
               lambda n: n.translate({ord(c): ord(c) + 0xfee0 for c in "0123456789GX"}),
               lambda n: n[:7] + " " + n[7:], lambda n: "\u00a0" + n, lambda n: n + "\u200b",
               lambda n: "\ufeff" + n, lambda n: "’" + n]
    children = [c for c in GIRL_BOY if c is not with_x]
    table.add(with_x, {"身高": (151, "151.0")}, number=with_x.number[:-1] + "x")
    for way, child in zip(spelled, children):
        table.add(child, {"身高": (150 + child.i % 9, f"{150 + child.i % 9}.0")},
                  number=way(child.number))
    children = children[len(spelled):]
    n = len(table.rows) + 1
    table.add(children[0], {"身高": (150, None)}, number=int(children[0].number[1:-1] + "0"))
    table.complain(n, "学籍号", "", f"第{n}行，" + LOST, "refused")
    n += 1
    table.add(children[1], {"身高": (150, None)}, number="9.9E+17")
    table.complain(n, "学籍号", "", f"第{n}行，" + LOST, "refused")
    # A digit that was typed wrong is nobody's number.
    n += 1
    wrong = children[2].number[:-1] + ("1" if children[2].number[-1] != "1" else "2")
    table.add(children[2], {"身高": (150, None)}, number=wrong, birth=None)
    table.plan.insert(0, (n, "学籍号", "G******************", "refused",
                       f"{children[2].name}：名单里没有这名学生；请核对，或先导入名单"))
    return Case("numbers/of-scores", "numbers.xlsx", books.one_sheet(table.rows), GIRL_BOY, table)


def doubled_in_scores():
    table = Table(SHORT + [("身高", "身高")])
    a, b = GIRL_BOY[:2]
    table.add(a, {"身高": (150, None)})
    table.add(b, {"身高": (151, "151.0")})
    table.add(a, {"身高": (152, None)})
    table.complain(4, "学籍号", "", "与第2行的学籍号相同，请核对哪一行对")
    table.plan.insert(0, (4, "姓名", a.name, "refused", "与第2行是同一名学生，成绩不同，请只留一行"))
    table.plan.insert(0, (2, "姓名", a.name, "refused", "与第4行是同一名学生，成绩不同，请只留一行"))
    return Case("numbers/doubled-in-scores", "doubled.xlsx", books.one_sheet(table.rows), GIRL_BOY,
                table)


DOTTED = [people.Child(i + 201, 22, name=f"样{'甲乙丙丁'[i]}·古丽") for i in range(4)]
RARE = [people.Child(211, 22, name="𬭸𠮷"), people.Child(212, 22, name="样" * 20),
        people.Child(213, 22, name="𠮷" * 20), people.Child(214, 22, name="㛃䶮"),
        people.Child(215, 22, name="买买提·阿不都热合曼·吐尔逊江·艾合"),
        people.Child(216, 22, name="样 例"), people.Child(217, 22, name="O'样例")]


def names_in_scores():
    """The roll has one dot, the file another; and names that few programs carry whole."""
    table = Table(SHORT + [("身高", "身高")])
    for child, dot in zip(DOTTED, "·•‧・"):
        table.add(child, {"身高": (child.i - 50, f"{child.i - 50}.0")},
                  name=child.name.replace("·", dot))
    for child in RARE:
        table.add(child, {"身高": (child.i - 50, f"{child.i - 50}.0")})
    table.add(RARE[5], {"身高": (RARE[5].i - 50, None)}, name="样例")
    table.complain(13, "学籍号", "", "与第11行的学籍号相同，请核对哪一行对")
    table.plan.insert(0, (13, "姓名", "样 例", "refused", "与第11行是同一名学生，请只留一行"))
    return Case("names/in-scores", "names.xlsx", books.one_sheet(table.rows), DOTTED + RARE, table)


def names_without_numbers():
    """Known by class and name alone, whatever the dot and the blanks."""
    table = Table([("班级", "class_name"), ("姓名", "name"), ("性别", "sex"), ("身高", "身高")])
    for child, dot in zip(DOTTED, "•‧・·"):
        table.add(child, {"身高": (child.i - 50, f"{child.i - 50}.0")},
                  name=child.name.replace("·", dot))
    table.add(RARE[5], {"身高": (160, "160.0")}, name="样\u3000例 ")
    return Case("names/without-numbers", "names.csv", books.text_of(table.rows).encode("gb18030"),
                DOTTED + RARE, table)


ROSTER = [("学籍号", "number"), ("姓名", "name"), ("性别", "sex"), ("年级编号", "grade"),
          ("班级编号", "class_code"), ("班级名称", "class_name"), ("出生日期", "birth")]


def roster(name, table, taken, file="roster.xlsx", data=None):
    return Case(f"{name}", file, data or books.one_sheet(table.rows), (), table, roster=True,
                taken=[(c.number, c.name) for c in taken])


def names_of_roster():
    table = Table(ROSTER)
    for child in DOTTED + RARE:
        table.add(child, {})
    return roster("names/of-a-roster", table, DOTTED + RARE)


def numbers_of_roster():
    table = Table(ROSTER)
    a, b, c, d, e, f, g = GIRL_BOY[:7]
    x = [child for child in GIRL_BOY[8:] if child.number.endswith("X")][0]
    table.add(a, {}, number="'" + a.number)
    table.add(b, {}, number=" " + b.number.lower() + "\u3000")
    table.add(x, {}, number=x.number[:-1] + "x")
    n = table.add(c, {}, number=int(c.number[1:-1] + "0"))
    table.complain(n, "学籍号", "*" * 18,
                   "学籍号是一个数字单元格，后几位可能已经丢失；请把这一列设为文本后重新填写", "refused")
    wrong = d.number[:-1] + ("1" if d.number[-1] != "1" else "2")
    n = table.add(d, {}, number=wrong)
    d = people.Child(d.i, d.grade)
    d.number = wrong
    table.complain(n, "学籍号", "G******************", "学籍号的校验码不对，可能写错了一位，请核对",
                   "suspicious")
    first = table.add(e, {})
    second = table.add(e, {}, name="样例")
    for n, other in ((first, second), (second, first)):
        table.complain(n, "学籍号", "G******************",
                       f"与第{other}行的学籍号相同，请核对后只保留正确的一行", "doubled")
    first = table.add(f, {})
    second = table.add(f, {})
    table.complain(second, "学籍号", "G******************", f"与第{first}行完全相同，只导入一次",
                   "warning")
    table.add(g, {}, birth=g.birth.strftime("%Y%m%d"))
    return roster("numbers/of-a-roster", table, [a, b, x, d, f, g])


def old_roster():
    table = Table(ROSTER, above=[["样例中学名单"]])
    for child in GIRL_BOY[:20]:
        table.add(child, {})
    return roster("books/old-roster", table, GIRL_BOY[:20], "roster.xls",
                  books.old_book(table.rows))


def roster_sheet_each_class():
    """A class teacher's sheet for each class: whoever is not read is said."""
    table = Table(ROSTER)
    table.complain(1, "", "", "只读了一张工作表，还有1张没有读；请合到一张表里，或各存一个文件："
                   "八年级2班", "suspicious")
    for child in GIRL_BOY[:20]:
        table.add(child, {})
    book = books.Book().add("八年级1班", table.rows).add("八年级2班", table.rows[:5])
    return roster("books/roster-sheet-each-class", table, GIRL_BOY[:20], data=book.bytes())


def cases():
    yield numbers_of_scores()
    yield doubled_in_scores()
    yield names_in_scores()
    yield names_without_numbers()
    yield names_of_roster()
    yield numbers_of_roster()
    yield old_roster()
    yield roster_sheet_each_class()
