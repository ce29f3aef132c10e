"""Stage layouts of the platform at 1, 45, 2,000 and 20,000 rows, and older orders of columns
(upload.md, section 1; upload_columns.csv)."""
import functools

import books
import people
from plan import PLATFORM, Case, Later, Table

BODY = "身高 体重 肺活量 50米跑 "
# Stage: grades, items in the platform's order.
STAGES = {
    "primary-12": ((11, 12), BODY + "坐位体前屈 一分钟跳绳"),
    "primary-34": ((13, 14), BODY + "坐位体前屈 一分钟跳绳 一分钟仰卧起坐"),
    "primary-56": ((15, 16), BODY + "坐位体前屈 一分钟跳绳 一分钟仰卧起坐 50米×8往返跑"),
    "primary": ((11, 12, 13, 14, 15, 16),
                BODY + "坐位体前屈 一分钟跳绳 一分钟仰卧起坐 50米×8往返跑"),
    "junior": ((21, 22, 23), BODY + "立定跳远 坐位体前屈 800米跑 1000米跑 一分钟仰卧起坐 引体向上"),
    "senior": ((31, 32, 33), BODY + "立定跳远 坐位体前屈 800米跑 1000米跑 一分钟仰卧起坐 引体向上"),
    "university": ((41, 42, 43, 44),
                   BODY + "立定跳远 坐位体前屈 800米跑 1000米跑 一分钟仰卧起坐 引体向上"),
    "mixed": ((11, 12, 13, 14, 15, 16, 21, 22, 23),
              BODY + "坐位体前屈 一分钟跳绳 一分钟仰卧起坐 50米×8往返跑 立定跳远 800米跑 1000米跑 "
              "引体向上"),
}
SIZES = (1, 45, 2000, 20000)


def children_of(grades, count):
    """In classes of 45, grade after grade."""
    return [people.Child(i, grades[i * len(grades) // count]) for i in range(1, count)] + [
        people.Child(count, grades[-1])] if count > 1 else [people.Child(1, grades[0])]


def fill(table, children, name):
    rng = people.random_of(name)
    for child in children:
        table.add(child, {what: people.score(child, what, rng)
                          for _, what in table.columns
                          if what in people.KEYS and people.sits(child, what)})
    return table


def stage(name, count):
    grades, items = STAGES[name]
    children = children_of(grades, count)
    table = fill(Table(PLATFORM + [(i, i) for i in items.split()]), children, name)
    # Without 家庭住址, of which the list that the station was given says nothing.
    template = [row[:len(PLATFORM) - 1] if n else row for n, row in enumerate(table.rows)]
    return Case(f"stages/{name}-{count}", f"{name}.xlsx", books.one_sheet(table.rows), children,
                table, limits=(900, 4000) if count > 2000 else None,
                template=books.one_sheet(template))


UNKNOWN = "不认识的列，没有导入"
WHO_2021 = PLATFORM + [("身份证号", "number"), ("生源地", "")]
VISION = [(side + "眼" + what, "") for what in ("裸眼视力", "串镜", "屈光不正") for side in "左右"]
# Name: grade, columns of who, items (heading: what it is, where they differ).
ORDERS = {
    "before-december-2015": (15, PLATFORM, BODY + "坐位体前屈 50米×8往返跑 一分钟仰卧起坐 一分钟跳绳"),
    "2014": (16, PLATFORM, BODY + "立定跳远 坐位体前屈 50米×8往返跑 一分钟跳绳 800米跑(女)=800米跑 "
             "1000米跑(男)=1000米跑 一分钟仰卧起坐 引体向上(男)=引体向上"),
    "2014-juniors": (22, PLATFORM, BODY + "立定跳远 坐位体前屈 50米×8往返跑 一分钟跳绳 "
                     "800米跑(女)=800米跑 1000米跑(男)=1000米跑 一分钟仰卧起坐 "
                     "引体向上(男)=引体向上"),
    "november-2014-girls": (22, PLATFORM, BODY + "立定跳远 坐位体前屈 50米x8往返跑=50米×8往返跑 "
                            "一分钟仰卧起坐=（小学）一分钟仰卧起坐 一分钟跳绳 800米跑（女）=800米跑 "
                            "1000米跑（男）=1000米跑 一分钟仰卧起坐（女）=一分钟仰卧起坐 "
                            "引体向上（男）=引体向上"),
    "2021-primary": (15, [("学校名称", "")] + WHO_2021, BODY.replace("50米跑", "50米=50米跑") +
                     "坐位体前屈 一分钟跳绳 仰卧起坐=一分钟仰卧起坐 50米*8往返跑=50米×8往返跑"),
    "2021-junior": (23, PLATFORM + [("身份证号", ""), ("学生来源", "")], BODY +
                    "立定跳远 坐位体前屈 800米跑 1000米跑 一分钟仰卧起坐 引体向上"),
    "without-address": (21, PLATFORM[:8], BODY +
                        "立定跳远 坐位体前屈 800米跑 1000米跑 一分钟仰卧起坐 引体向上"),
    "backwards": (22, PLATFORM[::-1],
                  "引体向上 一分钟仰卧起坐 1000米跑 800米跑 坐位体前屈 立定跳远 50米跑 肺活量 体重 身高"),
}


def order(name):
    grade, who, items = ORDERS[name]
    columns = who + [tuple(i.split("=")) if "=" in i else (i, i) for i in items.split()]
    columns = [(h, "" if w.startswith("（") else w) for h, w in columns]
    if name == "2021-primary":
        columns += VISION
    children = [people.Child(i, grade) for i in range(1, 31)]
    table = fill(Table(columns), children, name)
    return Case(f"orders/{name}", "old-order.xlsx", books.one_sheet(table.rows), children, table)


def of_2013():
    """The standard of 2007, items chosen by number: history only, of which the values that have a
    heading of their own are read."""
    child = people.Child(1, 22)
    columns = [("教育ID号", ""), ("年级", "grade"), ("班号", ""), ("班级", "class_name"), ("学号", ""),
               ("姓名", "name"), ("性别", "sex"), ("出生日期", "birth"), ("身高", "身高"), ("体重", "体重"),
               ("肺活量", "肺活量"), ("耐力项目编号", ""), ("耐力项目成绩", ""), ("柔韧力量类项目编号", ""),
               ("柔韧力量类项目成绩", ""), ("速度灵巧类项目编号", ""), ("速度灵巧类项目成绩", ""),
               ("奖惩项目编号", ""), ("是否免体", "")]
    table = fill(Table(columns), [child], "2013")
    for heading, _ in columns[11:18]:
        table.complain(1, heading, "", UNKNOWN)
    return Case("orders/2013", "old-order.xlsx", books.one_sheet(table.rows), [child], table)


def cases():
    for name in STAGES:
        for count in SIZES:
            yield Later(f"stages/{name}-{count}", functools.partial(stage, name, count),
                        large=count > 45)
    for name in ORDERS:
        yield order(name)
    yield of_2013()
