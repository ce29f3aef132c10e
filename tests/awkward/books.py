"""Workbooks as programs write them, with more of their odd ways than openpyxl knows."""
import datetime
import io
import re
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


class Number:
    """A number with a format of its own."""
    def __init__(self, value, form):
        self.value, self.form = value, form


class Formula:
    """A formula, and what it came to; None: nobody has reckoned it yet."""
    def __init__(self, text, result=None):
        self.text, self.result = text, result


class Inline(str):
    """A text that stands in its cell, not in the list of shared ones."""


class Rich(list):
    """A shared text in pieces of which each has its own letters."""


class ErrorValue(str):
    pass


def letters(at):
    out = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        out = chr(65 + rest) + out
    return out


class Book:
    """One workbook. sheets: [(name, rows, hidden)]; a row is a list of cells, or None for one
    that is not there."""
    def __init__(self, base_1904=False, prefix=""):
        self.sheets, self.base_1904, self.prefix = [], base_1904, prefix
        self.shared, self.shared_at = [], {}
        self.forms = ["General", "yyyy/m/d", "h:mm", "mm:ss"]

    def add(self, name, rows, hidden=False, more=""):
        self.sheets.append((name, rows, hidden, more))
        return self

    def style(self, form):
        if form not in self.forms:
            self.forms.append(form)
        return self.forms.index(form)

    def days(self, day):
        return (day - (datetime.date(1904, 1, 1) if self.base_1904
                       else datetime.date(1899, 12, 30))).days

    def share(self, xml):
        at = self.shared_at.get(xml)
        if at is None:
            at = self.shared_at[xml] = len(self.shared)
            self.shared.append(xml)
        return at

    def cell(self, name, value):
        if value is None:
            return ""
        if isinstance(value, Formula):
            if value.result is None:
                return f'<c r="{name}"><f>{escape(value.text)}</f></c>'
            kind = ' t="str"' if isinstance(value.result, str) else ""
            return (f'<c r="{name}"{kind}><f>{escape(value.text)}</f>'
                    f'<v>{escape(str(value.result))}</v></c>')
        if isinstance(value, ErrorValue):
            return f'<c r="{name}" t="e"><v>{value}</v></c>'
        if isinstance(value, Inline):
            return f'<c r="{name}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        if isinstance(value, Rich):
            xml = "".join(f"<r><t>{escape(piece)}</t></r>" for piece in value)
            return f'<c r="{name}" t="s"><v>{self.share(xml)}</v></c>'
        if isinstance(value, str):
            xml = f'<t xml:space="preserve">{escape(value)}</t>'
            return f'<c r="{name}" t="s"><v>{self.share(xml)}</v></c>'
        if isinstance(value, bool):
            return f'<c r="{name}" t="b"><v>{int(value)}</v></c>'
        if isinstance(value, datetime.date):
            return f'<c r="{name}" s="1"><v>{self.days(value)}</v></c>'
        if isinstance(value, datetime.time):
            part = (value.hour * 3600 + value.minute * 60 + value.second) / 86400
            return f'<c r="{name}" s="2"><v>{part!r}</v></c>'
        if isinstance(value, Number):
            return f'<c r="{name}" s="{self.style(value.form)}"><v>{value.value!r}</v></c>'
        return f'<c r="{name}"><v>{value!r}</v></c>'

    def sheet(self, rows, more):
        out = [f'<worksheet xmlns="{MAIN}"><sheetData>']
        for r, row in enumerate(rows, 1):
            if row is None:
                continue
            out.append(f'<row r="{r}">')
            out.extend(self.cell(f"{letters(c)}{r}", value)
                       for c, value in enumerate(row) if value is not None)
            out.append("</row>")
        out.append(f"</sheetData>{more}</worksheet>")
        return "".join(out)

    def parts(self):
        sheets, refs, rels = [], [], []
        for n, (name, rows, hidden, more) in enumerate(self.sheets, 1):
            sheets.append((f"xl/worksheets/sheet{n}.xml", self.sheet(rows, more)))
            state = ' state="hidden"' if hidden else ""
            refs.append(f'<sheet name="{escape(name)}" sheetId="{n}"{state} r:id="rId{n}"/>')
            rels.append(f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" '
                        f'Target="worksheets/sheet{n}.xml"/>')
        rels.append(f'<Relationship Id="rIdS" Type="{OFFICE}/styles" Target="styles.xml"/>')
        rels.append(f'<Relationship Id="rIdT" Type="{OFFICE}/sharedStrings" '
                    f'Target="sharedStrings.xml"/>')
        forms = "".join(f'<numFmt numFmtId="{200 + i}" formatCode="{escape(f, {chr(34): "&quot;"})}"/>'
                        for i, f in enumerate(self.forms))
        xfs = "".join(f'<xf numFmtId="{200 + i if i else 0}"/>' for i in range(len(self.forms)))
        base = ' date1904="1"' if self.base_1904 else ""
        return dict([
            ("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>'),
            ("_rels/.rels", f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
             f'Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
             "</Relationships>"),
            ("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr{base}/>'
             f'<sheets>{"".join(refs)}</sheets></workbook>'),
            ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">'
             f'{"".join(rels)}</Relationships>'),
            ("xl/styles.xml", f'<styleSheet xmlns="{MAIN}"><numFmts>{forms}</numFmts><cellXfs>'
             f"{xfs}</cellXfs></styleSheet>"),
            ("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">' +
             "".join(f"<si>{xml}</si>" for xml in self.shared) + "</sst>")] + sheets)

    def bytes(self):
        return zip_of(self.parts())


def zip_of(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, text)
    return out.getvalue()


def one_sheet(rows, **how):
    return Book(**how).add("成绩", rows).bytes()


def plain(value):
    """A cell as delimited text has it."""
    if value is None:
        return ""
    if isinstance(value, Number):
        value = value.value
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if re.search('[,;\t"\n\r]', text) else text


def text_of(rows, comma=","):
    return "".join(comma.join(plain(v) for v in row or []) + "\r\n" for row in rows)


def old_book(rows, sheets_before=0):
    """An .xls by xlwt."""
    import xlwt
    book = xlwt.Workbook(encoding="utf-8")
    for n in range(sheets_before):
        book.add_sheet(f"说明{n}").write(0, 0, "请看后面的表")
    sheet = book.add_sheet("成绩")
    forms = {datetime.date: "yyyy/m/d", datetime.time: "h:mm"}
    styles = {}

    def style(form):
        if form not in styles:
            styles[form] = xlwt.easyxf(num_format_str=form)
        return styles[form]

    for r, row in enumerate(rows):
        for c, value in enumerate(row or []):
            if value is None:
                continue
            if isinstance(value, Number):
                sheet.write(r, c, value.value, style(value.form))
            elif isinstance(value, Formula):
                sheet.write(r, c, xlwt.Formula(value.text))
            elif type(value) in forms:
                sheet.write(r, c, value, style(forms[type(value)]))
            else:
                sheet.write(r, c, str(value) if isinstance(value, str) else value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
