"""People who do not exist, and what they did: made from a number, always alike."""
import datetime
import random

WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "安博晨丹恩方光海嘉康岚明宁朋青瑞思天文晓雅泽"
# 年级编号: the age of a child in it, and how classes of the grade are called.
GRADES = {11: (6, "一年级"), 12: (7, "二年级"), 13: (8, "三年级"), 14: (9, "四年级"),
          15: (10, "五年级"), 16: (11, "六年级"), 21: (12, "初一"), 22: (13, "初二"),
          23: (14, "初三"), 31: (15, "高一"), 32: (16, "高二"), 33: (17, "高三"),
          41: (18, "大一"), 42: (19, "大二"), 43: (20, "大三"), 44: (21, "大四")}
CLASS = 45


def check_digit(digits):
    return "10X98765432"[sum(int(d) * w for d, w in zip(digits, WEIGHTS)) % 11]


class Child:
    def __init__(self, i, grade, letter="G", name=None):
        age, grade_name = GRADES[grade]
        self.i, self.grade = i, grade
        self.sex = 1 if i % 2 else 2
        self.birth = datetime.date(2026 - age, 1, 1) + datetime.timedelta(i // 1000)
        serial = f"{i // 100 * 100 % 1000 // 100}{i % 100:02d}"
        digits = f"9900{i // 1000 % 90 + 10}{self.birth:%Y%m%d}{serial}"
        self.number = letter + digits + check_digit(digits)
        if grade > 40:
            self.number = f"2026{i:06d}"
        place = i // CLASS % 99 + 1
        self.class_code = f"{grade}{place:02d}"
        self.class_name = f"{grade_name}{place}班"
        self.name = name or (SURNAMES[i % 20] + GIVEN[i // 20 % 22] + GIVEN[i // 440 % 22] +
                             ("" if i < 9680 else GIVEN[i // 9680]))


def roster(children):
    """What `station import` takes as their list."""
    rows = ["学籍号,姓名,性别,年级编号,班级编号,班级名称,民族代码,出生日期"]
    for c in children:
        rows.append(f"{c.number},{c.name},{c.sex},{c.grade},{c.class_code},{c.class_name},1,"
                    f"{c.birth:%Y-%m-%d}")
    return "\n".join(rows) + "\n"


# For each item: at grade 11, a year more, what children differ by (tenths; seconds of runs).
ABLE = {"身高": (1200, 55, 55), "体重": (225, 38, 40), "肺活量": (1100, 230, 250),
        "50米跑": (115, -3, 7), "坐位体前屈": (70, 4, 50), "一分钟跳绳": (70, 10, 20),
        "一分钟仰卧起坐": (20, 2, 6), "50米×8往返跑": (125, -3, 8), "立定跳远": (110, 9, 14),
        "800米跑": (290, -6, 18), "1000米跑": (310, -8, 20), "引体向上": (1, 1, 2)}
LEAST = {"一分钟跳绳": 1, "一分钟仰卧起坐": 1, "引体向上": 0}
TENTHS = ("身高", "体重", "50米跑", "坐位体前屈")
RUNS = ("50米×8往返跑", "800米跑", "1000米跑")
KEYS = {"身高": "height", "体重": "weight", "肺活量": "vital_capacity", "50米跑": "run50",
        "坐位体前屈": "sit_reach", "一分钟跳绳": "rope_skip", "一分钟仰卧起坐": "situps",
        "50米×8往返跑": "shuttle_50x8", "立定跳远": "long_jump", "800米跑": "run800",
        "1000米跑": "run1000", "引体向上": "pull_ups"}


def tenths(n):
    """150 of tenths is "15.0", as the plan shows it."""
    return f"{'-' if n < 0 else ''}{abs(n) // 10}.{abs(n) % 10}"


def minutes(seconds):
    return f"{seconds // 60}'{seconds % 60:02d}"


def score(child, item, rng):
    """A score: as a spreadsheet's cell, and as the station writes it."""
    base, yearly, spread = ABLE[item]
    value = base + yearly * (min(GRADES[child.grade][0], 16) - 6) + round(rng.gauss(0, 1) * spread / 2)
    value = max(value, LEAST.get(item, value))
    if item in TENTHS:
        return (value // 10 if value % 10 == 0 else value / 10), tenths(value)
    if item in RUNS:
        return minutes(value), minutes(value)
    return value, str(value)


def random_of(*seed):
    return random.Random("/".join(str(s) for s in seed))


def sits(child, item):
    """Does a child of this grade and sex do this item (the standard of 2014)?"""
    g, boy = child.grade, child.sex == 1
    if item in ("身高", "体重", "肺活量", "50米跑", "坐位体前屈"):
        return True
    if item == "一分钟跳绳":
        return g < 20
    if item == "一分钟仰卧起坐":
        return 13 <= g <= 16 or (g > 20 and not boy)
    if item == "50米×8往返跑":
        return g in (15, 16)
    if item == "立定跳远":
        return g > 20
    return g > 20 and boy == (item in ("1000米跑", "引体向上"))
