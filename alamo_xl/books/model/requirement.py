"""Requirement: what each service must pay for; inputs by year, operations by inflation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alamo_xl.books.kit import Book, Line, TimeSheet
from alamo_xl.books.kit.refs import Ref
from alamo_xl.books.model.status import add_status

MONEY = (-1_000_000_000_000, 1_000_000_000_000)
BY_YEAR = (
    ("existing_debt", "Existing debt service"),
    ("proposed_debt", "Proposed debt service"),
    ("capital", "Capital paid in cash"),
    ("transfers", "Transfers out"),
    ("non_rate_revenue", "Revenue other than rates"),
)
UTILITY = "utility"


@dataclass(frozen=True)
class Needs:
    """What a service, or the utility, must pay for, by year."""

    opening_cash: Ref
    operations: Line
    debt: Line
    capital: Line
    transfers: Line
    other_revenue: Line


def add(book: Book, years: tuple[int, ...], given: dict[str, Any], status: str) -> dict[str, Needs]:
    """A block for each service, then the utility's sums."""
    sheet = book.time_sheet("Requirement", "Requirement", "What rates must pay for, by service.", kind="input")
    add_status(sheet, "Requirement", status)
    sheet.gap()
    sheet.year_row(years, keys=("Line", "Service", "Kind"), opening="Base year or opening")
    index = sheet.line(
        ["Cost index"], "index", "=(1+Operations_inflation)^({year}-Base_year)", "factor", opening_role="text"
    )
    needs = {service: _service(sheet, service, index, rows) for service, rows in given.items()}
    sheet.heading("Utility")
    cells = [each.opening_cash.plain for each in needs.values()]
    opening = sheet.line(
        ["Opening cash", UTILITY],
        "$",
        [None] * len(years),
        "text",
        opening="=" + "+".join(cells),
        opening_role="money0",
    )

    def total(words: str, part: str) -> Line:
        formula = "=" + "+".join(getattr(each, part).year for each in needs.values())
        return sheet.line([words, UTILITY], "$ a year", formula, "money0", opening_role="text")

    needs[UTILITY] = Needs(
        opening.opening,
        total("Operations", "operations"),
        total("Debt service", "debt"),
        total("Capital paid in cash", "capital"),
        total("Transfers out", "transfers"),
        total("Revenue other than rates", "other_revenue"),
    )
    return needs


def _service(sheet: TimeSheet, service: str, index: Line, given: dict[str, Any]) -> Needs:
    sheet.heading(service.capitalize())
    nothing = [None] * sheet.book.years
    first = sheet.row

    def one(words: str, key: str, units: str) -> Line:
        line = sheet.line(
            [words, service, "input"], units, nothing, "text", opening=given[key], opening_role="input money0"
        )
        sheet.validate(line.opening, between=MONEY)
        return line

    cash = one("Opening cash", "opening_cash", "$")
    base = one("Operations in base-year dollars", "operations", "$ a year")
    rows = {
        key: sheet.line(
            [words, service, "input"], "$ a year", given[key], "input money0", opening_role="text", between=MONEY
        )
        for key, words in BY_YEAR
    }
    years, count = sheet.book.years, sheet.row - first
    sheet.book.name(f"Needs_{service}", Ref(sheet.name_text, first, 1, count, sheet.first_year_column - 1 + years))
    sheet.book.name(
        f"Needs_{service}_years", Ref(sheet.name_text, base.years.row + 1, sheet.first_year_column, len(BY_YEAR), years)
    )
    sheet.book.name(f"Needs_{service}_once", Ref(sheet.name_text, first, sheet.opening_column, count - len(BY_YEAR)))
    operations = sheet.line(
        ["Operations", service], "$ a year", f"={base.opening.local}*{index.year}", "money0", opening_role="text"
    )
    both = f"={rows['existing_debt'].year}+{rows['proposed_debt'].year}"
    debt = sheet.line(["Debt service", service], "$ a year", both, "money0", opening_role="text")
    return Needs(cash.opening, operations, debt, rows["capital"], rows["transfers"], rows["non_rate_revenue"])
