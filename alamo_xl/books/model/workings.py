"""Scenario workings: every scenario calculated at once, from its levers to its cash."""

from __future__ import annotations

from dataclasses import dataclass

from alamo_xl.books.kit import Book, Line, TimeSheet
from alamo_xl.books.model import chain, money
from alamo_xl.books.model.chain import Base, Rates
from alamo_xl.books.model.money import Flow, Sufficiency
from alamo_xl.books.model.requirement import UTILITY, Needs
from alamo_xl.books.model.scenarios import Levers, Scenarios
from alamo_xl.rate_table import HEADINGS
from alamo_xl.schedule import Schedule

HOUSEHOLD = ("household", '"3/4"', "Typical_ccf")
BUSINESS = ("non-household", "Business_size", "Business_ccf")


@dataclass(frozen=True)
class Result:
    """One scenario's outcome by year."""

    rates: Rates
    by_service: dict[str, Line]
    revenue: Line
    fixed: Line
    flow: Flow
    sufficiency: Sufficiency
    bill: Line
    missing: Line
    negative: Line


def add(
    book: Book, schedule: Schedule, years: tuple[int, ...], base: Base, scenarios: Scenarios, needs: dict[str, Needs]
) -> tuple[Result, ...]:
    """One part a scenario, each on new pages."""
    sheet = book.time_sheet(
        "Scenario workings", "Scenario workings", "Every scenario calculated at once, row by row.", wide=True
    )
    sheet.gap()
    sheet.year_row(years, keys=HEADINGS)
    results = []
    for levers, name in zip(scenarios.blocks, scenarios.names, strict=True):
        sheet.put(sheet.here(), f"={name}", "title")
        sheet.row += 1
        results.append(_scenario(sheet, schedule, base, levers, needs[UTILITY]))
        sheet.page_break()
    for words, defined, lines in (
        ("Increases that are missing", "Increases_missing", [result.missing for result in results]),
        ("Rates and volumes below zero", "Scenarios_negative", [result.negative for result in results]),
    ):
        formula = "=" + "+".join(line.year.rpartition("!")[2] for line in lines)
        sheet.line([words, "all scenarios"], "count", formula, "count", name=defined)
    return tuple(results)


def _scenario(sheet: TimeSheet, schedule: Schedule, base: Base, levers: Levers, needs: Needs) -> Result:
    def part(words: str) -> None:
        sheet.put(sheet.here(), words, "heading")
        sheet.row += 1

    part("Levers")
    increases = chain.add_increases(sheet, schedule, levers)
    part("Rates")
    rates = chain.add_rates(sheet, schedule, base, levers, increases)
    part("Demand")
    demand = chain.add_demand(sheet, schedule, base, levers, increases, rates)
    part("Rate revenue")
    lines = chain.add_revenue(sheet, schedule, rates, demand)

    def sums(words: str, parts: list[Line]) -> Line:
        formula = "=" + "+".join(line.year.rpartition("!")[2] for line in parts)
        return sheet.line([words], "$ a year", formula, "money0", total=True)

    services = dict.fromkeys(each.service for each in lines)
    by_service = {
        service: sums(service.capitalize(), [line for each, line in lines.items() if each.service == service])
        for service in services
    }
    revenue = sums("Rate revenue", list(by_service.values()))
    fixed = sums("Fixed", [line for each, line in lines.items() if each.charge == "base"])
    part("Cash")
    flow = money.add_flow(sheet, UTILITY, revenue, needs)
    sufficiency = money.add_sufficiency(sheet, UTILITY, flow)
    part("Typical household bill")
    bill = add_bill(sheet, rates, *HOUSEHOLD)
    part("Faults")
    below = f'=COUNTIF({rates.block.year},"<0")+COUNTIF({demand.block.year},"<0")'
    negative = sheet.line(["Rates and volumes below zero"], "count", below, "count")
    return Result(rates, by_service, revenue, fixed, flow, sufficiency, bill, increases.faults, negative)


def add_bill(sheet: TimeSheet, rates: Rates, customer_class: str, size: str, volume: str) -> Line:
    """A month's water and sewer bill inside the city, each charge rounded to the cent (R8); size: text or a name."""

    def rate(service: str, charge: str, meter: str = '""') -> str:
        key = f'"{service}|{customer_class}|inside|{charge}|"&{meter}'
        return f"INDEX({rates.block.year},MATCH({key},Rates_key,0))"

    def line(words: str, formula: str) -> Line:
        return sheet.line([words, customer_class], "$ a month", formula, "money", opening_role="text")

    ccf = f"ROUND(N({volume}),3)"
    water, sewer = (line(f"{each} rate", f"={rate(each.lower(), 'usage')}") for each in ("Water", "Sewer"))
    charges = (
        line("Water base", f"={rate('water', 'base', size)}"),
        line("Water usage", f"=ROUND({ccf}*{water.year},2)"),
        line("Sewer base", f"={rate('sewer', 'base', size)}"),
        line("Sewer usage", f"=ROUND({ccf}*{rates.sewer_return.year}*{sewer.year},2)"),
    )
    formula = "=" + "+".join(charge.year for charge in charges)
    return sheet.line(["Typical bill", customer_class], "$ a month", formula, "money", total=True, opening_role="text")
