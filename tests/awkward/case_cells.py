"""Cells: every spelling of a run, numbers as texts, dust, full-width digits, decimal commas,
units, and all words for a value that is not there."""
import datetime

import books
import people
from books import ErrorValue, Number
from plan import SHORT, STATES, Case, Doubt, State, Table, Wrong

BOYS = [people.Child(2 * i + 1, 22) for i in range(80)]
GIRLS = [people.Child(2 * i + 2, 22) for i in range(40)]

ONE, TWO, MORE = "一位小数（如 3.4）", "两位小数（如 3.25）", "更多位小数（如 3.4167）"
WHOLE, CLOCK, SHORTER = "整数（如 325）", "冒号或时刻（如 3:25）", "一位秒数（如 3'4）"
DATE = "日期（如 3月25日）"

# What is surely read, as text and in a workbook's own ways.
SURE = [("3'25", "3'25"), ("3’25", "3'25"), ("3‘25", "3'25"), ("3′25", "3'25"), ("3′25″", "3'25"),
        ("3'25\"", "3'25"), ("3'25''", "3'25"), ("3＇２５", "3'25"), ("3`25", "3'25"),
        ("3´25", "3'25"), ("3'05", "3'05"), ("3分25秒", "3'25"), ("3分25", "3'25"),
        ("3分5秒", "3'05"), ("4分", "4'00"), ("4分钟", "4'00"), ("4分整", "4'00"),
        ("３分２５秒", "3'25"), ("0:03:25", "3'25"), ("00:03:25", "3'25"), ("205秒", "3'25"),
        ("205s", "3'25"), (" 3'25 ", "3'25"), ("3' 25", "3'25"), ("'3'25", "3'25"),
        ("3\u00a0'25", "3'25"), ("3'25.0", "3'25")]
SURE_BOOK = [(Number(325, "#\\'##"), "3'25"), (Number(325, "0\"'\"00"), "3'25"),
             (Number(305, "0\\'00"), "3'05"), (Number(325, '0"分"00"秒"'), "3'25"),
             (datetime.time(0, 3, 25), "3'25")]
NONE = [("三分二十五秒", "三分二十五秒"), ("3'65", "3'65"), ("325'", "325'"), ("12'00", "12'00"),
        ("1'20", "1'20"), ("-3'25", "-3'25"), ("快", "快"), ("3'25'10", "3'25'10")]
# Doubtful ones: cell, as shown, readings, spelling.
DOUBTFUL = [("3.4", "3.4", "3′40″、3′04″、3′24″", ONE), ("3.25", "3.25", "3′25″、3′15″", TWO),
            ("3.4167", "3.4167", "3′25″", MORE),
            ("325", "325", "5′25″、3′25″", WHOLE), ("205", "205", "3′25″、2′05″", WHOLE),
            ("4", "4", "4′00″", WHOLE), ("3:25", "3:25", "3′25″", CLOCK),
            ("3：25", "3：25", "3′25″", CLOCK), ("3:25:00", "3:25:00", "3′25″", CLOCK),
            ("3'4", "3'4", "3′04″、3′40″", SHORTER), ("3月25日", "3月25日", "3′25″", DATE)]
DOUBTFUL_BOOK = [(Number(3.4, "0.00"), "3.40", "3′40″、3′24″", TWO),
                 (3.4, "3.4", "3′40″、3′04″、3′24″", ONE),
                 (325, "325", "5′25″、3′25″", WHOLE),
                 (205.00000000000003, "205", "3′25″、2′05″", WHOLE),
                 (datetime.time(3, 25), "03:25:00", "3′25″", CLOCK),
                 (0.1423611111111111, "0.142361111111111", "3′25″", MORE),
                 (datetime.date(2026, 3, 25), "2026-03-25", "3′25″", DATE)]


def runs(name, sure, none, doubtful, make, file):
    table = Table(SHORT + [("1000米跑", "1000米跑")])
    boys = iter(BOYS)
    for cell, want in sure:
        table.add(next(boys), {"1000米跑": (cell, want)})
    for cell, shown in none:
        table.add(next(boys), {"1000米跑": (cell, Wrong(shown))})
    said = set()
    for cell, shown, readings, spelling in doubtful:
        table.add(next(boys), {"1000米跑": (cell, Doubt(shown, readings, spelling,
                                                     spelling not in said))})
        said.add(spelling)
    return Case(f"runs/{name}", file, make(table.rows), BOYS, table)


# What each way makes of the doubtful ones, in their order; None: still doubtful.
SETTLED = {
    "minutes.seconds": ["3'40", "3'25", None, None, None, "4'00", None, None, None, None, None],
    "minutes.single": ["3'04", None, None, None, None, None, None, None, None, None, None],
    "mark.single": [None] * 9 + ["3'04", None],
    "mark.tens": [None] * 9 + ["3'40", None],
    "minutes.decimal": ["3'24", "3'15", "3'25", None, None, None, None, None, None, None, None],
    "seconds": [None, None, None, "5'25", "3'25", None, None, None, None, None, None],
    "digits": [None, None, None, "3'25", "2'05", None, None, None, None, None, None],
    "clock": [None, None, None, None, None, None, "3'25", "3'25", "3'25", None, None],
    "date": [None] * 10 + ["3'25"],
    "minutes.seconds,digits,clock,date,minutes.decimal,mark.tens":
        [None, None, "3'25", "3'25", "2'05", "4'00", "3'25", "3'25", "3'25", "3'40", "3'25"],
}


def settled(ways):
    table = Table(SHORT + [("1000米跑", "1000米跑")])
    said = set()
    for boy, (cell, shown, readings, spelling), want in zip(BOYS, DOUBTFUL, SETTLED[ways]):
        if want is None:
            want = Doubt(shown, readings, spelling, spelling not in said)
            said.add(spelling)
        table.add(boy, {"1000米跑": (cell, want)})
    return Case(f"runs/settled-by-{ways}", "runs.csv", books.text_of(table.rows).encode(), BOYS,
                table, arguments=[f"--runs={ways}"])


VALUES = {
    "身高": [("150.5", "150.5"), (150.5, "150.5"), ("１５０．５", "150.5"), ("150,5", "150.5"),
           ("150.5cm", "150.5"), ("150.5 厘米", "150.5"), ("1.505米", "150.5"), ("1505毫米", "150.5"),
           (150.49999999999997, "150.5"), ("150.50", "150.5"), (150, "150.0"), ("150.", "150.0"),
           ("'150.5", "150.5"), ("\u00a0150.5\u3000", "150.5"), (150.45, "150.5"), (150.44, "150.4"),
           (books.Formula("A1", 151), "151.0"), (books.Formula("A1", "151.5"), "151.5"),
           (books.Inline("152"), "152.0"), (books.Rich(["15", "2.5"]), "152.5")],
    "体重": [(40.2, "40.2"), ("40.2kg", "40.2"), ("40.2公斤", "40.2"), ("80.4斤", "40.2"),
           ("４０．２ＫＧ", "40.2"), ("40，2", "40.2"), (40.25, "40.3"), (40.199999999999996, "40.2"),
           ("40200克", "40.2"), ("+40.2", "40.2")],
    "肺活量": [(2100, "2100"), ("2100ml", "2100"), ("2,100", "2100"), ("2，100", "2100"),
            ("2.1升", "2100"), ("2100.0", "2100"), (2100.9, "2100"), ("２１００", "2100")],
    "50米跑": [(8.9, "8.9"), ("8.9秒", "8.9"), ("8,9", "8.9"), (9.3000000000000007, "9.3"),
             ("9.3000000000000007", "9.3"), (8.91, "9.0"), ("8.90", "8.9"), ("8．9s", "8.9")],
    "坐位体前屈": [(0, "0.0"), ("0.0", "0.0"), (-3.2, "-3.2"), ("－3.2", "-3.2"), ("−3.2", "-3.2"),
              ("12.5cm", "12.5"), ("-0", "0.0"), ("125mm", "12.5")],
    "立定跳远": [(180, "180"), ("180cm", "180"), ("1.80米", "180"), ("1.8m", "180"), (180.4, "180"),
             ("１８０", "180")],
    "引体向上": [(0, "0"), ("0", "0"), ("12个", "12"), ("12次", "12"), ("１２", "12"), (12.0, "12")],
}
NOT_VALUES = {
    "身高": [("=1+1", "=1+1"), (True, "TRUE"), (ErrorValue("#N/A"), "#N/A"), ("1.55.5", "1.55.5"),
           (books.Formula("1+1"), "#公式"), (15.05, "15.05"), ("二百", "二百"), (251, "251")],
    "体重": [("=A1", "=A1"), ("@40", "@40"), (201, "201"), ("40/41", "40/41"), (13.9, "13.9"),
           ("40.2磅", "40.2磅")],
    "肺活量": [("2100-2200", "2100-2200"), (499, "499"), (10000, "10000"), ("2100.5.1", "2100.5.1")],
    "50米跑": [("8'9", "8'9"), ("8″9", "8″9"), (4.9, "4.9"), (20.1, "20.1"), ("8:9", "8:9")],
    "坐位体前屈": [("@8", "@8"), (40.1, "40.1"), (-30.1, "-30.1"), ("--3", "--3")],
    "立定跳远": [(49, "49"), (401, "401"), ("180*", "180*")],
    "引体向上": [(12.5, "12.5"), (-1, "-1"), (100, "100"), ("1e1", "1e1")],
}


def values(item, good, bad):
    table = Table(SHORT + [(item, item)])
    boys = iter(BOYS)
    for cell, want in good:
        table.add(next(boys), {item: (cell, want)})
    for cell, shown in bad:
        table.add(next(boys), {item: (cell, Wrong(shown))})
    return Case(f"cells/{people.KEYS[item]}", "cells.xlsx", books.one_sheet(table.rows), BOYS, table)


WORDS = {
    "没有成绩": "X x × XX 缺项 缺 缺测 未测 未测试 没测 未参加 未参测 无 无成绩 空 - -- --- — / // \\ | . "
            "null none N/A NA Ｘ －".split() + ["缺 项", " / "],
    "不测试": "不测试 不测 不用测 不适用 非测试项目".split(),
    "免测": "免体 免测 免试 免考 免修 免 免予执行 免于执行".split(),
    "缓测": "缓测 缓考 暂缓 补测 待测".split(),
    "缺考": "缺考 缺席 旷考 旷课 未到".split(),
    "请假": "请假 病假 事假 假 病 伤 伤病 见习".split(),
    "弃权": "弃权 弃考 拒测 拒绝".split(),
    "犯规": "犯规 无效".split(),
}


def words(item, make, file):
    table = Table(SHORT + [(item, item)])
    boys = iter(BOYS)
    for state, spelled in WORDS.items():
        assert state in STATES
        for word in spelled:
            table.add(next(boys), {item: (word, State(state))})
    return Case(f"words/{people.KEYS[item]}-{file.split('.')[1]}", file, make(table.rows), BOYS, table)


ZERO = {"坐位体前屈": "0.0", "引体向上": "0"}


def zeros():
    """0 is a value of some items; of others a program's way to say that there is none."""
    items = ("50米跑", "立定跳远", "1000米跑", "坐位体前屈", "引体向上")
    table = Table(SHORT + [(i, i) for i in items])
    for item in items[:3]:
        table.complain(1, item, "0", f"{item}不会是 0；这一列的 2 个 0 当作没有成绩")
    for child in BOYS[:2]:
        table.add(child, {i: (0, State("0（没有成绩）") if i in items[:3] else ZERO[i]) for i in items})
    return Case("words/zeros", "zeros.xlsx", books.one_sheet(table.rows), BOYS, table)


def cases():
    both = lambda rows: books.text_of(rows).encode()  # noqa: E731
    yield runs("as-text", SURE, NONE, DOUBTFUL, both, "runs.csv")
    yield runs("in-a-workbook", SURE + SURE_BOOK, NONE, DOUBTFUL_BOOK, books.one_sheet, "runs.xlsx")
    for ways in SETTLED:
        yield settled(ways)
    for item in VALUES:
        yield values(item, VALUES[item], NOT_VALUES[item])
    yield words("1000米跑", books.old_book, "words.xls")
    yield words("引体向上", books.one_sheet, "words.xlsx")
    yield words("体重", both, "words.csv")
    yield zeros()
