"""Rate revenue of a scenario by service, class and kind of charge."""

from __future__ import annotations

from alamo_xl.books.kit import Line, YearSheet
from alamo_xl.books.model.rows.base import rows_of
from alamo_xl.books.model.rows.demand import Demand
from alamo_xl.books.model.rows.levers import escalators
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.levers import Escalated
from alamo_xl.schedule import RETURN, Schedule


def add(sheet: YearSheet, schedule: Schedule, rates: Rates, demand: Demand) -> dict[Escalated, Line]:
    """A line each."""
    lines = {}
    for each in escalators(schedule):
        service = each.service
        condition = "=" if each.charge == "base" else "<>"
        billed = f"*{rates.sewer_return.year}" if each.charge == "usage" and service == RETURN.service else ""
        which = f'(Class_{service}="{each.customer_class}")*(Charge_{service}{condition}"base")'
        volumes, at = rows_of(demand.block, schedule, service), rows_of(rates.block, schedule, service)
        lines[each] = sheet.line(each, "$ a year", f"=SUMPRODUCT({which},{volumes},{at}){billed}", "money0")
    return lines


def add_sum(sheet: YearSheet, words: str, lines: list[Line]) -> Line:
    """The sum of some lines."""
    return sheet.line([words], "$ a year", "=" + "+".join(line.year for line in lines), "money0", total=True)
