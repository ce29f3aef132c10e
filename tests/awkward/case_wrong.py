"""Sheets whose every cell may be in order and which are wrong as a whole: columns that changed
places, another unit, rows that slipped, a child copied to another."""
import books
import people
from plan import SHORT, Case, NotHis, Table, Wrong

FIFTH = [people.Child(i, 15) for i in range(1, 31)]
SECOND = [people.Child(2 * i + (i * i % 7 < 4), 22) for i in range(1, 31)]  # by no turns
TURNS = [people.Child(i, 22) for i in range(1, 31)]  # a boy, a girl, a boy
PRIMARY = "身高 体重 肺活量 50米跑 坐位体前屈 一分钟跳绳 一分钟仰卧起坐 50米×8往返跑".split()
JUNIOR = "身高 50米跑 立定跳远 800米跑 1000米跑 一分钟仰卧起坐 引体向上".split()


def scores_of(children, items, name):
    rng = people.random_of(name)
    return [{i: people.score(c, i, rng) for i in items if people.sits(c, i)} for c in children]


def swapped():
    a, b = "一分钟仰卧起坐", "50米×8往返跑"
    table = Table(SHORT + [(i, i) for i in PRIMARY])
    for child, scores in zip(FIFTH, scores_of(FIFTH, PRIMARY, "swapped")):
        x, y = scores[a][0], scores[b][0]
        scores[a], scores[b] = (y, Wrong(y)), (x, Wrong(x))
        table.add(child, scores)
    table.hold(1, a, f"“{a}”和“{b}”两列好像对调了：{a}列里是{b}的成绩，"
               "请核对标题")
    return Case("wrong/swapped-columns", "swapped.xlsx", books.one_sheet(table.rows), FIFTH, table)


def swapped_inside():
    """Both within what the platform takes, so that no cell by itself is refused."""
    a, b = "身高", "立定跳远"
    table = Table(SHORT + [(i, i) for i in ("肺活量", "体重")])
    for child, scores in zip(FIFTH, scores_of(FIFTH, ("肺活量", "体重"), "inside")):
        scores["肺活量"], scores["体重"] = (scores["体重"][0], None), (scores["肺活量"][0], None)
        n = table.add(child, scores)
        table.complain(n, "肺活量", books.plain(scores["肺活量"][0]),
                       f"第{n}行，肺活量：数据有误，数据格式错误或者超出数据导入范围（500-9999）。", "refused")
        table.complain(n, "体重", books.plain(scores["体重"][0]),
                       f"第{n}行，体重：数据有误，数据格式错误或者超出数据导入范围（14-200）。", "refused")
    table.hold(1, "肺活量", "“肺活量”和“体重”两列好像对调了：肺活量列里是体重的"
               "成绩，请核对标题")
    return Case("wrong/swapped-lungs-and-weight", "swapped.csv",
                books.text_of(table.rows).encode(), FIFTH, table)


UNITS = {"jin": ("体重", "斤", "公斤", lambda v: round(v * 2, 1), False),
         "metres": ("立定跳远", "米", "厘米", lambda v: v / 100, True),
         "litres": ("肺活量", "升", "毫升", lambda v: v / 1000, True)}


def unit(name):
    item, theirs, ours, make, is_outside = UNITS[name]
    children = SECOND if item == "立定跳远" else FIFTH
    table = Table(SHORT + [(item, item)])
    for child, scores in zip(children, scores_of(children, (item,), name)):
        value = make(scores[item][0])
        table.add(child, {item: (value, Wrong(books.plain(value)) if is_outside else None)})
    table.hold(1, item, f"“{item}”列的单位好像是{theirs}，不是平台要的{ours}，"
               "请换算后再导入")
    return Case(f"wrong/unit-{name}", "unit.xlsx", books.one_sheet(table.rows), children, table)


def constant():
    table = Table(SHORT + [("身高", "身高"), ("50米跑", "50米跑")])
    table.complain(1, "50米跑", "", "“50米跑”列的 30 个成绩全是 9.5，请核对")
    for child, scores in zip(FIFTH, scores_of(FIFTH, ("身高",), "constant")):
        table.add(child, {**scores, "50米跑": (9.5, "9.5")})
    return Case("wrong/constant-column", "constant.xlsx", books.one_sheet(table.rows), FIFTH, table)


def shifted(name, by, first, children=SECOND, way=None):
    """From row `first` on everybody has the scores of the child `by` rows below him."""
    table = Table(SHORT + [(i, i) for i in JUNIOR])
    all_scores = scores_of(children, JUNIOR, name)
    wrong = None
    for at, child in enumerate(children):
        n = at + 2
        if n < first:
            table.add(child, all_scores[at])
            continue
        whose = at + by
        if n == first and by < 0 or whose >= len(children):
            table.add(child, {})
            continue
        scores = {}
        for item, (cell, _) in all_scores[whose].items():
            scores[item] = (cell, None if people.sits(child, item) else NotHis(books.plain(cell)))
            if not people.sits(child, item):
                wrong = wrong or n
        table.add(child, scores)
    way = way or ("上" if by < 0 else "下")
    table.hold(wrong, "", f"从第{wrong}行起，成绩好像错了一行（男女项目对不上，{way}"
               "移一行就对了），请核对")
    return Case(f"wrong/shifted-{name}", "shifted.xlsx", books.one_sheet(table.rows), children, table)


def copied():
    table = Table(SHORT + [(i, i) for i in PRIMARY])
    all_scores = scores_of(FIFTH, PRIMARY, "copied")
    all_scores[20] = all_scores[7]
    table.complain(22, "", "", "第22行与第9行的 8 个成绩完全一样，请核对")
    for child, scores in zip(FIFTH, all_scores):
        table.add(child, scores)
    return Case("wrong/one-child-copied", "copied.xlsx", books.one_sheet(table.rows), FIFTH, table)


def cases():
    yield swapped()
    yield swapped_inside()
    for name in UNITS:
        yield unit(name)
    yield constant()
    yield shifted("down", -1, 12)
    yield shifted("up", 1, 12)
    yield shifted("by-turns", -1, 12, TURNS, "上移或下")
    yield copied()
