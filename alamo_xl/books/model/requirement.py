"""Requirement: what each service must pay for; inputs by year, operations by inflation."""

from __future__ import annotations

from typing import Any

from alamo_xl.books.kit import Block, Book, Line, TimeSheet
from alamo_xl.books.model.banners import add_status
from alamo_xl.books.model.rows.needs import Needs
from alamo_xl.books.vocabulary import (
    CAPITAL,
    EXISTING_DEBT,
    INPUT,
    NEEDS_KEYS,
    NEEDS_OPENING,
    OPENING_CASH,
    OPERATIONS,
    OTHER_REVENUE,
    PROPOSED_DEBT,
    TRANSFERS,
    UTILITY,
)

MONEY = (-1_000_000_000_000, 1_000_000_000_000)
BY_YEAR = {
    EXISTING_DEBT: "existing_debt",
    PROPOSED_DEBT: "proposed_debt",
    CAPITAL: "capital",
    TRANSFERS: "transfers",
    OTHER_REVENUE: "non_rate_revenue",
}


def add(book: Book, years: tuple[int, ...], given: dict[str, Any], status: str) -> dict[str, Needs]:
    """A block for each service, then the utility's sums."""
    sheet = book.time_sheet("Requirement", "Requirement", "What rates must pay for, by service.", kind="input")
    add_status(sheet, "Requirement", status)
    sheet.gap()
    head = sheet.year_row(years, keys=NEEDS_KEYS, opening=NEEDS_OPENING)
    book.name("Needs_head", head.whole)
    index = sheet.line(
        ["Cost index"], "index", "=(1+Operations_inflation)^({year}-Base_year)", "factor", opening_role="text"
    )
    needs = {service: _service(sheet, service, index, rows) for service, rows in given.items()}
    sheet.heading("Utility")
    return {**needs, UTILITY: _utility(sheet, list(needs.values()))}


def _service(sheet: TimeSheet, service: str, index: Line, given: dict[str, Any]) -> Needs:
    sheet.heading(service.capitalize())
    nothing = [None] * sheet.book.years

    def once(words: str, key: str, units: str) -> Line:
        line = sheet.line(
            [words, service, INPUT], units, nothing, "text", opening=given[key], opening_role="input money0"
        )
        sheet.validate(line.opening, between=MONEY)
        return line

    cash = once(OPENING_CASH, "opening_cash", "$")
    base = once(OPERATIONS, "operations", "$ a year")
    rows = {
        words: sheet.line(
            [words, service, INPUT], "$ a year", given[key], "input money0", opening_role="text", between=MONEY
        )
        for words, key in BY_YEAR.items()
    }
    by_year = Block.of(list(rows.values()))
    sheet.name(f"Needs_{service}", cash.keys.to(by_year.years))
    sheet.name(f"Needs_{service}_years", by_year.years)
    sheet.name(f"Needs_{service}_once", cash.opening.to(base.opening))

    def follows(words: str, formula: str) -> Line:
        return sheet.line([words, service], "$ a year", formula, "money0", opening_role="text")

    operations = follows("Operations", f"={base.opening.local}*{index.year}")
    debt = follows("Debt service", f"={rows[EXISTING_DEBT].year}+{rows[PROPOSED_DEBT].year}")
    return Needs(cash.opening, operations, debt, rows[CAPITAL], rows[TRANSFERS], rows[OTHER_REVENUE])


def _utility(sheet: TimeSheet, needs: list[Needs]) -> Needs:
    opening = sheet.line(
        [OPENING_CASH, UTILITY],
        "$",
        [None] * sheet.book.years,
        "text",
        opening="=" + "+".join(each.opening_cash.plain for each in needs),
        opening_role="money0",
    )

    def total(words: str, lines: list[Line]) -> Line:
        formula = "=" + "+".join(line.year for line in lines)
        return sheet.line([words, UTILITY], "$ a year", formula, "money0", opening_role="text")

    return Needs(
        opening.opening,
        total("Operations", [each.operations for each in needs]),
        total("Debt service", [each.debt for each in needs]),
        total(CAPITAL, [each.capital for each in needs]),
        total(TRANSFERS, [each.transfers for each in needs]),
        total(OTHER_REVENUE, [each.other_revenue for each in needs]),
    )
