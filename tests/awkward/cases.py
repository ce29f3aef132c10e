"""Every case, group by group, as README.md lists them."""
import case_books
import case_cells
import case_headings
import case_hostile
import case_people
import case_stages
import case_wrong

# What every run of the tests shows, some 40 s of a program with sanitizers; the others are
# shown by --whole, or by name.
ORDINARY = """
    stages/primary-12-1 stages/junior-45 stages/mixed-45
    orders/november-2014-girls orders/2021-primary
    headings/full-width headings/no-break-spaces headings/zero-width headings/titles-and-merged
    headings/in-the-21st-row headings/again-on-each-page headings/text-gb18030
    runs/as-text runs/in-a-workbook
    runs/settled-by-minutes.seconds,digits,clock,date,minutes.decimal,mark.tens
    cells/height cells/weight cells/vital_capacity cells/pull_ups
    words/run1000-xls words/zeros
    numbers/of-scores numbers/doubled-in-scores numbers/of-a-roster
    names/in-scores names/without-numbers
    books/blank-rows books/row-65536-xls books/second-sheet books/formulas books/inline-texts
    books/sheet-each-class books/roster-sheet-each-class
    books/days-from-1904 books/gbk-csv-xls books/scores-of-nobody books/password-xlsx
    books/html-xls books/pdf books/zip
    wrong/swapped-columns wrong/unit-jin wrong/shifted-down wrong/shifted-by-turns
    wrong/one-child-copied
    hostile/zip-bomb hostile/entity-from-outside hostile/a-sheet-up-the-folders
    hostile/xls-whose-sectors-go-round hostile/members-that-lead-outside
""".split()


def all_of():
    for group in (case_stages, case_headings, case_cells, case_people, case_books, case_wrong,
                  case_hostile):
        yield from group.cases()
