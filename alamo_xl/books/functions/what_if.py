"""What-if rates: the argument `rates`, a table of rates to change, beside the adopted rates."""

from __future__ import annotations

from decimal import Decimal

from alamo_xl import functions
from alamo_xl.bill import to_the_cent
from alamo_xl.books.functions import marks
from alamo_xl.books.functions.cell_pages import INPUTS, SHOWS, SHOWS_WIDTH, Page
from alamo_xl.books.kit import Book, Column, Sheet
from alamo_xl.facts import RATE_MAXIMUM
from alamo_xl.rate_table import HEADINGS
from alamo_xl.schedule import RETURN, RateKey, Schedule

ARGUMENTS = ("customer_class", "meter_size", "ccf", "outside")
ACCOUNTS = (
    ("A household", "household", "3/4", 8, "inside"),
    ("A household that uses much", "household", "1", 40, "inside"),
    ("A household outside the city", "household", "3/4", 8, "outside"),
    ("A business", "non-household", "2", 137.455, "inside"),
)
PROPOSAL = Decimal("1.05")
ADOPTED, PROPOSED = "Adopted bill ($)", "What-if bill ($)"
EXPECTED = ("Expected, adopted ($)", "Expected, what-if ($)")


def add(book: Book, schedule: Schedule) -> Page:
    """Bills on adopted rates beside bills on the table of rates below them."""
    says = "The argument rates: the same functions price a table of rates that you change."
    sheet = book.sheet("What-if rates", "What-if rates", says, kind="input")
    year = schedule.fiscal_years[1]
    proposed = proposal(schedule, year)
    sheet.note(
        "The table below holds the adopted rates of one fiscal year raised by 5 percent, as an illustration. Change "
        "any yellow rate: the bills follow. A table needs every row; it may hold other years, and years to come."
    )
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
        Column(ADOPTED, "money", 19, formula=f"=ALAMO_BILL({given})"),
        Column(EXPECTED[0], "money", 22),
        Column(PROPOSED, "money", 19, formula=f"=ALAMO_BILL({given},,,,,What_if_rates)"),
        Column(EXPECTED[1], "money", 22),
        Column("Change ($)", "money", 12, formula=f"={{{PROPOSED}}}-{{{ADOPTED}}}"),
        Column(marks.MARK, "mark", marks.WIDTH, formula=marks.mark(same, f"{{{marks.NOW}}}", f"{{{marks.SHIPPED}}}")),
        Column(marks.NOW, "source", marks.key_width(len(ARGUMENTS) + 2), formula=now),
        Column(marks.SHIPPED, "source", marks.key_width(len(ARGUMENTS) + 2)),
    ]
    rows = [
        [words, *account, adopted, proposed, marks.shipped_text([year, *account, 0])]
        for (words, *account), adopted, proposed in zip(ACCOUNTS, *bills, strict=True)
    ]
    marked = sheet.table("What_if_bills", columns, rows).column(marks.MARK)
    marks.finished(sheet, marked)
    rates_table(sheet, proposed, year)
    return Page(sheet.name_text, says, {"What-if rates": marked})


def proposal(schedule: Schedule, year: int) -> dict[RateKey, Decimal]:
    """The adopted rates of a fiscal year, each raised; the sewer return as it is."""
    place = schedule.fiscal_years.index(year)
    return {
        key: rates[place] if key == RETURN else to_the_cent(rates[place] * PROPOSAL)
        for key, rates in schedule.rates.items()
    }


def rates_table(sheet: Sheet, proposed: dict[RateKey, Decimal], year: int) -> None:
    """The table of rates to change, and the names of its cells."""
    sheet.heading("The what-if rates")
    columns = [
        *(Column(heading, "text") for heading in HEADINGS),
        Column(f"FY{year}", "input ratio", 13, between=(0, int(RATE_MAXIMUM)), name="What_if_amounts"),
        Column("As shipped", "ratio", 22, name="What_if_shipped"),
    ]
    table = sheet.table("What_if_table", columns, [[*key.words, rate, rate] for key, rate in proposed.items()])
    sheet.repeated(table.header)
    sheet.name("What_if_rates", table.header.cell().to(table.column(f"FY{year}")))
