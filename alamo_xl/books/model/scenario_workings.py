"""Scenario workings: every scenario calculated at once, from its levers to its cash."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Block, Book, Line, WideSheet
from alamo_xl.books.model.costs import Costs
from alamo_xl.books.model.demand import PRICE_INDEX
from alamo_xl.books.model.row_checks import Detail
from alamo_xl.books.model.rows import demand, increases, plan, rates, revenue, standing, typical_bill
from alamo_xl.books.model.rows.base import Base
from alamo_xl.books.model.rows.levers import LeverBlock
from alamo_xl.books.model.rows.needs import Flow, Moved
from alamo_xl.books.model.rows.sufficiency import Sufficiency
from alamo_xl.books.model.scenarios import Scenarios
from alamo_xl.books.vocabulary import UTILITY, charge_headings
from alamo_xl.schedule import Schedule


@dataclass(frozen=True)
class Result:
    """One scenario's outcome by year, and what is wrong with it."""

    revenue: Line
    flows: dict[str, Flow]
    enough: dict[str, Sufficiency]
    bill: Line
    faults: Line
    rates: Block
    detail: Detail


def add(
    book: Book, schedule: Schedule, years: tuple[int, ...], base: Base, scenarios: Scenarios, costs: Costs
) -> tuple[Result, ...]:
    """One part a scenario, each on new pages."""
    sheet = book.wide_sheet("Scenario workings", "Scenario workings", "Every scenario calculated at once, row by row.")
    sheet.gap()
    sheet.year_row(years, keys=charge_headings(schedule))
    results = []
    for levers, name in zip(scenarios.blocks, scenarios.names, strict=True):
        sheet.subheading(f"={name}", "title")
        results.append(_scenario(sheet, schedule, base, levers, costs))
        sheet.page_break()
    for number, result in enumerate(results, 1):
        book.name(f"Rates_{number}", result.rates.years)
    formula = "=" + "+".join(result.faults.year for result in results)
    sheet.line(
        ["Rates and volumes that cannot be", "all scenarios"], "count", formula, "count", name="Scenarios_negative"
    )
    return tuple(results)


def _scenario(sheet: WideSheet, schedule: Schedule, base: Base, levers: LeverBlock, costs: Costs) -> Result:
    sheet.subheading("Levers")
    moved, stands = increases.add(sheet, schedule, levers), standing.add(sheet, schedule, levers)
    sheet.subheading("Rates")
    rated = rates.add(sheet, schedule, base, moved, stands)
    sheet.subheading("Demand")
    used = demand.add(sheet, schedule, base, levers, stands, rated, PRICE_INDEX)
    sheet.subheading("Rate revenue")
    earned = revenue.add(sheet, schedule, rated, used)
    sheet.subheading("Cash")
    flows, enough = plan.add(sheet, costs, levers, Moved(earned.total, used.growth, used.flow))
    sheet.subheading("Typical household bill")
    bill = typical_bill.add(sheet, schedule, rated, typical_bill.HOUSEHOLD)
    sheet.subheading("Faults")
    faults = f"={rated.faults.year}+{used.faults.year}"
    wrong = sheet.line(["what cannot be"], "count", faults, "count")
    detail = Detail(rated, used, earned, flows, enough)
    return Result(earned.total[UTILITY], flows, enough, bill, wrong, rated.block, detail)
