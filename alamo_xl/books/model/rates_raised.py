"""Rates raised: the scenario's rates with the uniform increase that it needs, and what rounding leaves of it."""

from __future__ import annotations

from alamo_xl.books.kit import Block, Book, Line, WideSheet
from alamo_xl.books.model.banners import of_the_scenario
from alamo_xl.books.model.rows.base import charged, rows_of, unit
from alamo_xl.books.model.rows.cash import Flow
from alamo_xl.books.model.rows.demand import Demand
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.books.model.rows.revenue import add_sum
from alamo_xl.books.vocabulary import charge_headings, services
from alamo_xl.rate_table import row_words
from alamo_xl.schedule import RETURN, Schedule


def add(
    book: Book,
    schedule: Schedule,
    years: tuple[int, ...],
    flow: Flow,
    increase: Line,
    rates: Rates,
    demand: Demand,
) -> None:
    """Each rate, rounded; the revenue they bring in; the residual of rounding."""
    says = "Each year's rates of the scenario shown, raised by the uniform increase that meets the utility's need."
    sheet = book.wide_sheet("Rates raised", "Rates raised", says)
    of_the_scenario(sheet)
    sheet.year_row(years, keys=charge_headings(schedule))
    keys = charged(schedule)
    raised = sheet.block(
        [row_words(key, schedule) for key in keys],
        [unit(key) for key in keys],
        lambda number, _: f"=ROUND({rates.block.line(number).year}*(1+{increase.year}),2)",
        "money",
    )
    sheet.part()
    revenue = add_sum(sheet, "Revenue so raised", _revenue(sheet, schedule, raised, rates, demand))
    residual = f"={revenue.year}-{flow.revenue.year}*(1+{increase.year})"
    sheet.line(["Residual of rounding"], "$ a year", residual, "money0", name="Rounding_residual")


def _revenue(sheet: WideSheet, schedule: Schedule, raised: Block, rates: Rates, demand: Demand) -> list[Line]:
    lines = []
    for service in services(schedule):
        volumes, at = rows_of(demand.block, schedule, service), rows_of(raised, schedule, service)
        for charge, condition in (("base", "="), ("usage", "<>")):
            formula = f'=SUMPRODUCT((Charge_{service}{condition}"base")*{volumes}*{at})'
            share = f"*{rates.sewer_return.year}" if charge == "usage" and service == RETURN.service else ""
            lines.append(sheet.line(["Revenue", service, charge], "$ a year", formula + share, "money0"))
    return lines
