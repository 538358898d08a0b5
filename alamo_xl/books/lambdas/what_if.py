"""What-if rates: a table of rates to change, given as the argument rates, beside the adopted rates."""

from __future__ import annotations

from alamo_xl import functions
from alamo_xl.books.functions import marks
from alamo_xl.books.functions.cell_pages import INPUTS, SHOWS, SHOWS_WIDTH
from alamo_xl.books.functions.what_if import ACCOUNTS, ARGUMENTS, EXPECTED, proposal, rates_table
from alamo_xl.books.kit import Book, Column
from alamo_xl.books.lambdas import pages
from alamo_xl.books.lambdas.verdict import Lot
from alamo_xl.rate_table import HEADINGS
from alamo_xl.schedule import Schedule

ADOPTED, PROPOSED = "Adopted bill ($)", "What-if bill ($)"
NOTE = (
    "The table below holds the adopted rates of one fiscal year raised by 5 percent, as an illustration. Change any "
    "yellow rate: the bills follow. A table needs every row; it may hold other years, and years to come. It holds flat "
    "rates: one with blocks, seasons, surcharges or discounts is #VALUE!, never priced in part."
)


def add(book: Book, schedule: Schedule) -> Lot:
    """Bills on adopted rates beside bills on the table of rates below them."""
    says = "The argument rates: the same functions price a table of rates that you change."
    sheet = book.sheet("What-if rates", "What-if rates", says, kind="input")
    year = schedule.fiscal_years[1]
    proposed = proposal(schedule, year)
    sheet.note(NOTE)
    fy = sheet.value("fy", year, "input year")
    changed = sheet.value("Rates that you changed", "=SUMPRODUCT(--(What_if_amounts<>What_if_shipped))", "count")
    accounts = [[row[place] for row in ACCOUNTS] for place in range(1, len(ARGUMENTS) + 1)]
    on = [[*HEADINGS, year], *([*key.words, rate] for key, rate in proposed.items())]
    household, sizes, volumes, places = accounts
    bills = [functions.ALAMO_BILL(year, household, sizes, volumes, places, rates=rates) for rates in (None, on)]
    given = ",".join([fy.local, *(f"{{{name}}}" for name in ARGUMENTS)])
    same = f"IFERROR(AND({{{ADOPTED}}}={{{EXPECTED[0]}}},{{{PROPOSED}}}={{{EXPECTED[1]}}}),FALSE)"
    now = marks.joined([fy.local, *(f"{{{name}}}" for name in ARGUMENTS), changed.local])
    columns = [
        Column(SHOWS, "wrapped", SHOWS_WIDTH),
        *(INPUTS[name] for name in ARGUMENTS),
        Column(ADOPTED, "money", 19, formula=f"=ALAMO.BILL({given})"),
        Column(EXPECTED[0], "money", 22),
        Column(PROPOSED, "money", 19, formula=f"=ALAMO.BILL({given},,,,,What_if_rates)"),
        Column(EXPECTED[1], "money", 22),
        Column(marks.MARK, "mark", 20, formula=pages.mark(same, f"{{{marks.NOW}}}", f"{{{marks.SHIPPED}}}")),
        Column(marks.NOW, "source", marks.key_width(len(ARGUMENTS) + 2), formula=now),
        Column(marks.SHIPPED, "source", marks.key_width(len(ARGUMENTS) + 2)),
    ]
    rows = [
        [words, *account, adopted, raised, marks.shipped_text([year, *account, 0])]
        for (words, *account), adopted, raised in zip(ACCOUNTS, *bills, strict=True)
    ]
    marked = marks.finished(sheet, sheet.table("What_if_bills", columns, rows).column(marks.MARK))
    rates_table(sheet, proposed, year)
    return sheet.name_text, marked
