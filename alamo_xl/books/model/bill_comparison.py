"""Bill comparison: bills from 0 to 50 CCF of one kind of account in two years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from alamo_xl.books.kit import Book, Chart, Column, Ref, Sheet, TableRef
from alamo_xl.books.model import chosen_account
from alamo_xl.books.model.bill_formulas import RECLAIMED, Rates, amount_columns, in_row, service_columns
from alamo_xl.books.model.chosen_account import NO_RATE, Chosen, ChosenYear, message_beside
from alamo_xl.books.model.rate_lines import BillLine, bill_lines
from alamo_xl.schedule import Schedule

VOLUMES = range(0, 51, 2)
VOLUME = "Volume (CCF)"
WIDTH = 11.8
CHART_CM, CHART_HEIGHT, CHART_COLUMN = 10.4, 8.5, 5
TO_WORKINGS = 9
"""Columns from an input to what paper leaves out."""
FROM = ChosenYear("from year", "Cmp_from", "Cmp_from", "Cmp_from_rates")
TO = ChosenYear("to year", "Cmp_to", "Cmp_to", "Cmp_to_rates")
CHOSEN = Chosen("Cmp", (FROM, TO))


def add(book: Book, schedule: Schedule) -> None:
    """Inputs, what is wrong in words, the table by volume with its charts."""
    sheet = book.sheet(
        "Bill comparison",
        "Bill comparison",
        "Monthly water and sewer bills in two fiscal years, before tax, garbage and fees.",
        kind="input",
        portrait=True,
    )
    sheet.subheading("At the volume chosen")
    _by_volume(sheet, schedule, "Bill_at_volume", ["=Cmp_volume"], "volume3")
    sheet.gap()
    year = chosen_account.year_inputs(sheet, "From fiscal year", FROM, schedule.fiscal_years[0])
    message_beside(sheet, year, "Cmp_priced", NO_RATE, "Cmp_years_message")
    to_year = chosen_account.year_inputs(sheet, "To fiscal year", TO, schedule.fiscal_years[1])
    called = _called(sheet, year, FROM), _called(sheet, to_year, TO)
    size = chosen_account.account_inputs(sheet, schedule, CHOSEN, "Multi-family: one unit.")
    message_beside(sheet, size, "Cmp_fits", chosen_account.size_words(schedule), "Cmp_message")
    chosen_account.design_inputs(sheet, schedule, CHOSEN)
    volume = (0, int(schedule.limits.quantity_maximum))
    says = "Of the bill above, and of the bills on the sheet Bills by account."
    sheet.value("Volume chosen", 8, "input volume3", name="Cmp_ccf", units="CCF a month", between=volume, prompt=says)
    sheet.page_break()
    sheet.subheading("By volume")
    table = _by_volume(sheet, schedule, "Bills_by_volume", VOLUMES)
    sheet.repeated(table.header)
    sheet.gap()
    _charts(sheet, table, called)


def compared_lines(schedule: Schedule) -> list[BillLine]:
    """The lines of a bill for water and sewer."""
    return [line for line in bill_lines(schedule) if line.service != RECLAIMED]


def bill_columns(year: ChosenYear, lines: list[BillLine], width: float = 16) -> list[Column]:
    """Water, sewer and the bill of one year, of the amounts beside them; width: of each, in characters."""
    services = [replace(column, width=width) for column in service_columns(lines, year.words)]
    parts = "+".join(in_row(column.heading) for column in services)
    return [*services, Column(_bill(year), "money", width, f"={parts}")]


def change_columns() -> list[Column]:
    """The change of the bill, in dollars and in percent; money is rounded before it is compared."""
    old, new = (in_row(_bill(year)) for year in CHOSEN.years)
    return [
        Column("Change ($)", "money", WIDTH, f"=ROUND({new}-{old},2)"),
        Column("Change (%)", "percent", WIDTH, f"=IF({old}=0,0,({new}-{old})/{old})"),
    ]


def _bill(year: ChosenYear) -> str:
    return f"Bill, {year.words} ($)"


def _by_volume(
    sheet: Sheet, schedule: Schedule, name: str, volumes: Iterable[int | str], role: str = "count"
) -> TableRef:
    """A row a volume, shown in a style; right of the page the amounts."""
    columns, amounts = [Column(VOLUME, role, 22)], []
    lines = compared_lines(schedule)
    for year in CHOSEN.years:
        columns += bill_columns(year, lines, WIDTH)
        amounts += amount_columns(Rates("", "", ""), lines, "", in_row(VOLUME), words=year.words, cells=year.cell)
    columns += change_columns()
    sheet.printed_to(len(columns))
    return sheet.table(name, [*columns, *amounts], [[volume] for volume in volumes])


def _called(sheet: Sheet, year: Ref, which: ChosenYear) -> Ref:
    """The year and its rates in words, right of the page: a chart's legend."""
    words = year.cell(0, TO_WORKINGS)
    sheet.put(words, f'="FY"&{which.year}&", "&{which.rates}', "general")
    return words


def _charts(sheet: Sheet, table: TableRef, called: tuple[Ref, Ref]) -> None:
    before, after = (table.column(_bill(year)) for year in CHOSEN.years)
    bills = Chart(
        "Monthly water and sewer bill by volume ($)",
        table.column(VOLUME),
        list(zip(called, (before, after), strict=True)),
        "Metered water (CCF a month)",
        "Bill ($ a month)",
        "Two lines: the bill of the chosen account in the from year and in the to year, from 0 to 50 CCF.",
        width_cm=CHART_CM,
        height_cm=CHART_HEIGHT,
    )
    changes = Chart(
        "Change of the monthly bill by volume ($)",
        table.column(VOLUME),
        [("Change", table.column("Change ($)"))],
        "Metered water (CCF a month)",
        "Change ($ a month)",
        "Bars: by how many dollars the bill of the chosen account changes, from 0 to 50 CCF.",
        kind="bar",
        width_cm=CHART_CM,
        height_cm=CHART_HEIGHT,
        column=CHART_COLUMN,
    )
    sheet.charts_side_by_side([bills, changes])
