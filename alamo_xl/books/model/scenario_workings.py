"""Scenario workings: every scenario calculated at once, from its levers to its cash."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Book, Line, WideSheet
from alamo_xl.books.model.rows import cash, demand, increases, rates, revenue, sufficiency, typical_bill
from alamo_xl.books.model.rows.base import Base
from alamo_xl.books.model.rows.cash import Flow
from alamo_xl.books.model.rows.levers import LeverBlock
from alamo_xl.books.model.rows.needs import Needs
from alamo_xl.books.model.rows.revenue import add_sum
from alamo_xl.books.model.rows.sufficiency import Sufficiency
from alamo_xl.books.model.scenarios import Scenarios
from alamo_xl.books.vocabulary import UTILITY, charge_headings, services
from alamo_xl.levers import Escalated
from alamo_xl.schedule import Schedule


@dataclass(frozen=True)
class Result:
    """One scenario's outcome by year, and what is wrong with it."""

    revenue: Line
    flow: Flow
    sufficiency: Sufficiency
    bill: Line
    missing: Line
    negative: Line


def add(
    book: Book, schedule: Schedule, years: tuple[int, ...], base: Base, scenarios: Scenarios, needs: dict[str, Needs]
) -> tuple[Result, ...]:
    """One part a scenario, each on new pages."""
    sheet = book.wide_sheet("Scenario workings", "Scenario workings", "Every scenario calculated at once, row by row.")
    sheet.gap()
    sheet.year_row(years, keys=charge_headings(schedule))
    results = []
    for levers, name in zip(scenarios.blocks, scenarios.names, strict=True):
        sheet.subheading(f"={name}", "title")
        results.append(_scenario(sheet, schedule, base, levers, needs[UTILITY]))
        sheet.page_break()
    for words, defined, lines in (
        ("Increases that are missing", "Increases_missing", [result.missing for result in results]),
        ("Rates and volumes below zero", "Scenarios_negative", [result.negative for result in results]),
    ):
        formula = "=" + "+".join(line.year for line in lines)
        sheet.line([words, "all scenarios"], "count", formula, "count", name=defined)
    return tuple(results)


def _scenario(sheet: WideSheet, schedule: Schedule, base: Base, levers: LeverBlock, needs: Needs) -> Result:
    sheet.subheading("Levers")
    moved = increases.add(sheet, schedule, levers)
    sheet.subheading("Rates")
    rated = rates.add(sheet, schedule, base, levers, moved)
    sheet.subheading("Demand")
    used = demand.add(sheet, schedule, base, levers, moved, rated)
    sheet.subheading("Rate revenue")
    earned = _revenue(sheet, schedule, revenue.add(sheet, schedule, rated, used))
    sheet.subheading("Cash")
    flow = cash.add(sheet, UTILITY, earned, needs)
    enough = sufficiency.add(sheet, UTILITY, flow)
    sheet.subheading("Typical household bill")
    bill = typical_bill.add(sheet, schedule, rated, typical_bill.HOUSEHOLD)
    sheet.subheading("Faults")
    below = f'=COUNTIF({rated.block.year},"<0")+COUNTIF({used.block.year},"<0")'
    negative = sheet.line(["Rates and volumes below zero"], "count", below, "count")
    return Result(earned, flow, enough, bill, moved.faults, negative)


def _revenue(sheet: WideSheet, schedule: Schedule, lines: dict[Escalated, Line]) -> Line:
    """Sums by service, in all, and of base charges; the one in all."""
    by_service = [
        add_sum(sheet, service.capitalize(), [line for each, line in lines.items() if each.service == service])
        for service in services(schedule)
    ]
    together = add_sum(sheet, "Rate revenue", by_service)
    add_sum(sheet, "Fixed", [line for each, line in lines.items() if each.charge == "base"])
    return together
