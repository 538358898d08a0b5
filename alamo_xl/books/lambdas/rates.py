"""Rates and Fees: what the LAMBDAs look up, as printed, and the rules' own numbers."""

from __future__ import annotations

from alamo_xl import inputs
from alamo_xl.books.kit import Book, Column
from alamo_xl.books.vocabulary import SEPARATOR, key_formula
from alamo_xl.labels import FEE_BASES
from alamo_xl.rate_table import HEADINGS, to_rows
from alamo_xl.schedule import RETURN, Schedule

KEY = "Looked up as"
STATUS = "adopted"


def add_rates(book: Book, schedule: Schedule) -> None:
    """The adopted rate table, beside each row its key and where it is printed."""
    says = "The rates as printed, in the resolution's order; last the sewer return."
    sheet = book.sheet("Rates", "Rates adopted", says)
    sheet.value("Status of the rates", STATUS, "text", name="Rates_status")
    years = [f"FY{year}" for year in schedule.fiscal_years]
    key = "=" + key_formula(*(f"{{{heading}}}" for heading in HEADINGS))
    columns = [
        *(Column(heading, "text", 16) for heading in HEADINGS),
        *(Column(year, "money", 12) for year in years),
        Column(KEY, "source", 46, formula=key),
        Column("Where it is printed", "source", 76),
    ]
    sources = [f"{schedule.sources[key].section}, {schedule.sources[key].row}" for key in schedule.rates]
    rows = [[*row, source] for row, source in zip(to_rows(schedule)[1:], sources, strict=True)]
    table = sheet.table("Adopted_rates", columns, rows)
    for place in range(len(years)):
        sheet.put(
            table.cell(list(schedule.rates).index(RETURN), years[place]), rows[-1][len(HEADINGS) + place], "factor"
        )
    sheet.freeze(table.cell(0, years[0]))
    sheet.printed_to(table.column(years[-1]).column)
    amounts = table.cell(0, years[0]).to(table.column(years[-1]))
    heads = table.header.cell(0, len(HEADINGS)).to(table.header.cell(0, len(HEADINGS) + len(years) - 1))
    book.name("ALAMO.RATE_TABLE", table.header.cell().to(table.column(years[-1])))
    book.name("ALAMO.RATE_KEYS", table.column(KEY))
    book.name("ALAMO.RATE_YEARS", heads)
    book.name("ALAMO.RATE_AMOUNTS", amounts)


def add_fees(book: Book, schedule: Schedule) -> None:
    """The fees with their conditions, and below them what the rules and readings say in numbers."""
    sheet = book.sheet("Fees", "Fees and rules", "Fees for nonroutine services, and the numbers that the rules name.")
    columns = [
        Column("Fee", width=36),
        Column("Size", width=16),
        Column("Amount ($)", "money", 12),
        Column("How it is charged", "source", 28),
        Column("Condition", "wrapped", 38),
        Column(KEY, "source", 32, formula=f'={{Fee}}&"{SEPARATOR}"&{{Size}}'),
    ]
    rows = [
        [fee.fee, fee.size, fee.amount, FEE_BASES[fee.basis], fee.condition or "none printed"] for fee in schedule.fees
    ]
    table = sheet.table("Adopted_fees", columns, rows)
    book.name("ALAMO.FEE_KEYS", table.column(KEY))
    book.name("ALAMO.FEE_AMOUNTS", table.column("Amount ($)"))
    sheet.heading("Rules and limits")
    late = schedule.late_fee
    for label, value, name, note in (
        ("Late fee, percent of the bill", late.percent, "LATE_PERCENT", late.condition),
        ("Days past due before it", late.grace_days, "GRACE_DAYS", "R10"),
        ("Largest volume, CCF a month", schedule.limits.quantity_maximum, "CCF_MAXIMUM", "R7"),
        ("Largest number of units", inputs.UNITS_MAXIMUM, "UNITS_MAXIMUM", "R2"),
        ("Largest amount of money", inputs.MONEY_MAXIMUM, "MONEY_MAXIMUM", ""),
        ("Most days past due", inputs.DAYS_MAXIMUM, "DAYS_MAXIMUM", ""),
    ):
        sheet.value(label, value, "integer", name=f"ALAMO.{name}", note=note)
