"""What must come of a file, written down beside it by whoever makes it."""
import people
from books import plain

RANGES = {"身高": "80-250", "体重": "14-200", "肺活量": "500-9999", "50米跑": "5-20",
          "坐位体前屈": "-30-40", "一分钟跳绳": "0-300", "一分钟仰卧起坐": "0-99",
          "50米×8往返跑": "0′45-4′00", "立定跳远": "50-400", "800米跑": "2′00-9′00",
          "1000米跑": "2′00-9′00", "引体向上": "0-99"}
NO_VALUE = "不记为0"
LATER = "没有存；仍在未测名单里，可以补测"
PAPER = "没有存；免予执行要凭证明另行登记"
STATES = {"没有成绩": NO_VALUE, "0（没有成绩）": NO_VALUE, "不测试": NO_VALUE, "免测": PAPER,
          "缓测": LATER, "缺考": LATER, "请假": LATER, "弃权": NO_VALUE, "犯规": NO_VALUE}


class State(str):
    """A word instead of a value, as the plan calls it."""


class Wrong(str):
    """No value that the platform takes; the text that is shown of the cell."""


class NotHis(str):
    """A value of an item that the other sex does."""


class Doubt:
    def __init__(self, shown, readings, spelling, first=True):
        self.shown, self.readings, self.spelling = shown, readings, spelling
        self.first = first  # of its column and spelling: only that is said


class Hidden:
    """A good value in a column or row that is not taken."""


WHO = {"number": lambda c: c.number, "name": lambda c: c.name, "sex": lambda c: c.sex,
       "grade": lambda c: c.grade, "class_code": lambda c: c.class_code,
       "class_name": lambda c: c.class_name, "nation": lambda c: 1,
       "birth": lambda c: c.birth, "address": lambda c: "样例路 1 号", "": lambda c: None}
PLATFORM = list(zip("年级编号 班级编号 班级名称 学籍号 民族代码 姓名 性别 出生日期 家庭住址".split(),
                    "grade class_code class_name number nation name sex birth address".split()))
SHORT = [("学籍号", "number"), ("姓名", "name"), ("性别", "sex"), ("年级编号", "grade")]


class Table:
    """Rows of a sheet, and what each of them is to become. `columns`: (heading, what), where
    what is one of WHO or an item."""
    def __init__(self, columns, above=()):
        self.columns = columns
        self.rows = [list(row) if row is not None else None for row in above]
        self.head = len(self.rows) + 1
        self.rows.append([heading for heading, _ in columns])
        self.complaints, self.plan, self.stored = [], [], {}
        self.doubts = self.held = 0

    def add(self, child, scores, **who):
        """One child; `scores`: item to (cell, what it is to become); `who` replaces its
        own number=, name= ..."""
        row, n = [], len(self.rows) + 1
        for heading, what in self.columns:
            if what in WHO:
                row.append(who[what] if what in who else WHO[what](child))
                continue
            cell, want = scores.get(what, (None, None))
            row.append(cell)
            self.expect(n, heading, what, want, child, cell)
        self.rows.append(row)
        return n

    def raw(self, *cells):
        """A row of which nothing comes; None: a row that is not there."""
        self.rows.append(None if cells == (None,) else list(cells))

    def complain(self, row, column, value, reason, level="warning"):
        self.complaints.append((row, column, value, level, reason))

    def hold(self, row, column, reason):
        """Found in the file as a whole: what is in it is taken only when it is trusted."""
        self.plan.insert(0, (row, column, "", "refused", reason))
        self.held += 1

    def expect(self, n, heading, item, want, child, cell):
        if isinstance(want, State):
            self.plan.append((n, heading, plain(cell).strip(), "state", f"{want}：{STATES[want]}"))
        elif isinstance(want, NotHis):
            sex = "男" if child.sex == 1 else "女"
            self.complain(n, heading, str(want), f"第{n}行,{item}：{sex}生没有此测试项目，"
                          "不能有值。", "refused")
        elif isinstance(want, Wrong):
            self.complain(n, heading, str(want), f"第{n}行，{item}：数据有误，数据格式错误或者"
                          f"超出数据导入范围（{RANGES[item]}）。", "refused")
        elif isinstance(want, Doubt):
            self.doubts += 1
            if want.first:
                self.complain(n, heading, want.shown, f"第{n}行，{item}：“{want.shown}”可以是"
                              f"{want.readings}；要先选定这一列的{want.spelling}怎样读")
        elif isinstance(want, str):
            self.plan.append((n, heading, want, "new", "新成绩"))
            self.stored[child.name, people.KEYS[item]] = want


ERRORS, DOUBTS = ("refused", "doubled"), ("warning", "suspicious")


class Case:
    """A file, whom the station knows before, and what comes of it.

    name      begins with its group: "runs/in-a-workbook"
    file      its name; `data` its bytes
    children  on the station's roll
    refuses   the whole file is refused with this in the sentence (and status 2)
    says      texts that stand on standard error
    """
    def __init__(self, name, file, data, children=(), table=None, refuses=None, says=(),
                 arguments=(), roster=False, taken=None, limits=None, template=None,
                 wants_somebody=False):
        self.name, self.file, self.data = name, file, data
        self.children, self.refuses, self.says = list(children), refuses, list(says)
        self.arguments, self.roster, self.limits = list(arguments), roster, limits
        self.complaints = sorted(table.complaints, key=lambda c: c[0]) if table else []
        self.plan = table.plan if table else []
        self.stored = table.stored if table else {}
        self.doubts, self.held = (table.doubts, table.held) if table else (0, 0)
        self.template = template  # the platform's workbook without scores, to be filled
        self.wants_somebody = wants_somebody  # though all rows are good
        self.taken = taken  # of a roster: [(number, name)]

    def printed(self, dry):
        """Every row below row,column,value,level,reason."""
        return self.complaints + [p for p in self.plan if dry or p[3] != "new"]

    def count(self, level):
        return sum(p[3] == level for p in self.plan)

    def counts(self, again=False):
        """The counts as the program says them; `again`: the file was imported before."""
        new = self.count("new")
        refused = (self.count("refused") + sum(c[3] == "refused" for c in self.complaints))
        warnings = sum(c[3] == "warning" for c in self.complaints)
        return (f"new {0 if again else new}, changed 0, same {new if again else 0}, left 0, "
                f"states {self.count('state')}, doubtful {self.doubts}, differs 0; refused "
                f"{refused}, {warnings} warnings"
                + (f", {self.held} held (--trust takes them)" if self.held else ""))

    def status(self):
        if self.refuses:
            return 2
        bad = self.count("refused") + self.doubts + any(
            c[3] in ERRORS + ("suspicious",) for c in self.complaints)
        bad = bad or self.wants_somebody
        return 1 if bad else 0


class Later:
    """A case that is not made before it is wanted; a large one not before its turn."""
    def __init__(self, name, make, large=False):
        self.name, self.make, self.large = name, make, large
