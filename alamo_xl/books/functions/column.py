"""A column of bills: one array formula prices every row; blank rows stay blank, a bad row harms no other."""

from __future__ import annotations

from alamo_xl import functions
from alamo_xl.books.functions import marks
from alamo_xl.books.functions.cell_pages import INPUTS, SHOWS, SHOWS_WIDTH, Page
from alamo_xl.books.kit import Book, Column
from alamo_xl.schedule import Schedule

ARGUMENTS = ("customer_class", "meter_size", "ccf", "outside")
ACCOUNTS = (
    ("A household", "household", "3/4", 8, None),
    ("A household outside the city", "household", "1", 12.5, "outside"),
    ("A business", "non-household", "2", 137.455, "inside"),
    ("A blank row stays blank", None, None, None, None),
    ("A blank volume is never zero", "household", "3/4", None, None),
    ("Zero is a volume", "household", "3/4", 0, None),
    ("A size that is not printed", "household", "3", 8, None),
    ("A class that is misspelt", "bussiness", "2", 8, None),
    ("A negative volume", "household", "3/4", -4, None),
    ("And the last row is billed all the same", "NH", "6", 900, "inside"),
)
PAST = (
    "A hundred thousand bills are one formula all the same. Past that, and for a file as the billing system writes it, "
    "take the command line: alamo-xl rate BILLS.csv --out RATED.csv rates every bill of it, and alamo-xl determinants "
    "BILLS.csv --out MODEL.xlsx adds them up into the rate model."
)
BILL, WORDS = "Bill ($)", "In words"
EXPECTED_BILL, EXPECTED_WORDS = "Expected bill ($)", "Expected in words"
WORDS_WIDTH = 32


def add(book: Book, schedule: Schedule) -> Page:
    """The accounts as a table; beside it the two arrays, which no Excel Table may hold, and the marks."""
    says = "A column of bills is one formula: ranges in place of cells."
    sheet = book.sheet("Column of bills", "A column of bills", says, kind="input")
    sheet.note(PAST)
    year = schedule.fiscal_years[1]
    fy = sheet.value("fy", year, "input year")
    columns = [
        Column(SHOWS, "wrapped", SHOWS_WIDTH),
        *(INPUTS[name] for name in ARGUMENTS),
        Column(EXPECTED_BILL, "money", 14),
        Column(EXPECTED_WORDS, "source", WORDS_WIDTH),
    ]
    accounts = [[row[place] for row in ACCOUNTS] for place in range(1, len(ARGUMENTS) + 1)]
    bills: list[object] = functions.ALAMO_BILL(year, *accounts)
    checks: list[object] = functions.ALAMO_CHECK(year, *accounts)
    rows = [
        [*row, marks.expected_cell(bill), marks.expected_cell(said)]
        for row, bill, said in zip(ACCOUNTS, bills, checks, strict=True)
    ]
    table = sheet.table("Column_of_bills", columns, rows)
    names = [fy.local, *(table.column(name).local for name in ARGUMENTS)]
    right = table.column(EXPECTED_WORDS).beside(1)
    heads = (BILL, marks.MARK, WORDS, marks.MARK, marks.NOW, marks.SHIPPED)
    for place, heading in enumerate(heads):
        sheet.put(right.cell(-1, place), heading, "header right" if heading == BILL else "header")
    for place, function, role in ((0, "ALAMO_BILL", "money"), (2, "ALAMO_CHECK", "source")):
        sheet.array(right.column_at(place), f"={function}({','.join(names)})", [[role]] * len(ACCOUNTS))
    room = marks.key_width(len(names))
    widths = (14, marks.WIDTH, WORDS_WIDTH, marks.WIDTH, room, room)
    for place, width in enumerate(widths):
        sheet.width(right.column + place, width)
    for place in range(len(ACCOUNTS)):
        answers = [right.cell(place, column).in_row for column in (0, 2)]
        wanted = [table.cell(place, heading).in_row for heading in (EXPECTED_BILL, EXPECTED_WORDS)]
        now, shipped = (right.cell(place, column) for column in (4, 5))
        for answer, expected, column in zip(answers, wanted, (1, 3), strict=True):
            formula = marks.mark(marks.same(answer, expected), now.in_row, shipped.in_row)
            sheet.put(right.cell(place, column), formula, "mark")
        inputs = [fy.local, *(table.cell(place, name).in_row for name in ARGUMENTS)]
        sheet.put(now, marks.joined(inputs), "source")
        sheet.put(shipped, marks.shipped_text([year, *ACCOUNTS[place][1:]]), "source")
    lots = {"Column of bills": right.column_at(1), "Column of bills, in words": right.column_at(3)}
    for marked in lots.values():
        marks.finished(sheet, marked)
    sheet.gap()
    money = right.column_at(0).local
    sheet.value("Rows billed", f"=COUNT({money})", "count", note="COUNT leaves out errors and blanks.")
    billed = f'=SUMIF({money},">0")'
    sheet.value("Sum of what is billed", billed, "total money", note="SUM would refuse a column with errors.")
    return Page(sheet.name_text, says, lots)
