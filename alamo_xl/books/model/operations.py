"""Operations: what running each service costs, what it hands over, what it earns besides rates and fees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alamo_xl.books.kit import SPARE, Block, Book, Column, Line, TimeSheet
from alamo_xl.books.model.banners import add_status
from alamo_xl.books.vocabulary import COST_INDEX, INDEX_ROWS, INDICES, MONEY_ROWS, NO_INDEX, OTHER, TRANSFERS_OUT

CHANGE = (-0.5, 1)
DOLLARS = (0, 1_000_000_000)
SHARE = (0, 1)
MEASURE = 190
"""Characters in a line of notes: with fewer lines the sheet is one page."""
INDEX_CHOICES = (*INDICES, NO_INDEX)
INDEX_PROMPT = f"{NO_INDEX.capitalize()}: the dollars stay as they are."


@dataclass(frozen=True)
class Operations:
    """Where changes of cost indices stand, and other money by words and service."""

    indices: Block
    money: dict[tuple[str, str], Line]


def add(
    book: Book, years: tuple[int, ...], services: tuple[str, ...], given: dict[str, Any], status: str
) -> Operations:
    """Cost indices and other money by year; below them the lines of operation and maintenance (O&M)."""
    says = "What running each service costs, and what it earns besides rates."
    sheet = book.time_sheet("Operations", "Operations", says, kind="input", measure=MEASURE)
    add_status(sheet, "Operations", status)
    indices = _indices(sheet, years, given["indices"])
    money = _other_money(sheet, years, services, given)
    _lines(sheet, services, given["lines"])
    return Operations(indices, money)


def _indices(sheet: TimeSheet, years: tuple[int, ...], given: dict[str, list[float]]) -> Block:
    sheet.heading("How costs rise")
    sheet.note(
        "Change over the year before. An index is 1 in the base year; cells of that year and before count for nothing."
    )
    name, head_name, keys = INDEX_ROWS
    head = sheet.year_row(years, keys=keys, opening="", pinned=False)
    sheet.name(head_name, head.whole)
    rows = [(index, COST_INDEX) for index in INDICES]
    values = [given[index] for index in INDICES]
    prompt = "No year is left empty: 0% where nothing changes."
    block = sheet.block(
        rows, "a year", values, "input percent2", opening_role="text", between=CHANGE, prompt=prompt, required=True
    )
    sheet.name(name, block.keys.to(block.years))
    sheet.name("Index_names", block.key(1))
    return block


def _other_money(
    sheet: TimeSheet, years: tuple[int, ...], services: tuple[str, ...], given: dict[str, Any]
) -> dict[tuple[str, str], Line]:
    sheet.heading("Transfers and other revenue")
    sheet.note(
        "Transfers out are what is handed over after debt is paid; a charge for the general fund's services is O&M. "
        "Other revenue is neither rates nor the fees of Fees and taps."
    )
    name, head_name, keys = MONEY_ROWS
    head = sheet.year_row(years, keys=keys, opening="", pinned=False)
    sheet.name(head_name, head.whole)
    rows = [(words, service) for words in (TRANSFERS_OUT, OTHER) for service in services]
    values = [given[words.replace(" ", "_")][service] for words, service in rows]
    block = sheet.block(rows, "$ a year", values, "input money0", opening_role="text", between=DOLLARS)
    sheet.name(name, block.keys.to(block.years))
    return dict(zip(rows, block.lines, strict=True))


def _lines(sheet: TimeSheet, services: tuple[str, ...], given: list[list[Any]]) -> None:
    sheet.heading("Operation and maintenance (O&M)")
    sheet.note(
        "Dollars of the base year x cost index x (1 + variable share x (flow / base-year flow - 1)). The variable "
        "share is the part that moves with flow: power and chemicals nearly all, staff none."
    )
    columns = [
        Column("Line", "input text", 44, name="Op_line"),
        Column("Service", "input text", name="Op_service", choices=services, required=True),
        Column("Category", "input text", name="Op_category"),
        Column(
            "Cost index", "input text", 14, name="Op_index", choices=INDEX_CHOICES, prompt=INDEX_PROMPT, required=True
        ),
        Column("Base-year dollars", "input money0", name="Op_dollars", between=DOLLARS, required=True),
        Column("Variable share", "input percent", name="Op_variable", between=SHARE),
        Column(
            "Moves with flow", "money0", name="Op_moving", formula="=SUM({Base-year dollars})*SUM({Variable share})"
        ),
    ]
    sheet.table("Operation_lines", columns, given, spare=SPARE)
