"""Debt: what is owed already, and on which terms the capital plan borrows."""

from __future__ import annotations

from typing import Any

from alamo_xl.books.kit import SPARE, Book, Column, TimeSheet
from alamo_xl.books.model.banners import add_status
from alamo_xl.books.vocabulary import DEBT_ROWS, LIENS

DOLLARS = (0, 1_000_000_000)
LONGEST = 100


def add(book: Book, years: tuple[int, ...], services: tuple[str, ...], given: dict[str, Any], status: str) -> None:
    """Terms of new debt by service; then the service of existing debt, a row an issue."""
    sheet = book.time_sheet("Debt", "Debt", "What is owed already, and on which terms new debt is.", kind="input")
    add_status(sheet, "Debt", status)
    _terms(sheet, services, given["terms"])
    _existing(sheet, years, services, given["existing"])


def _terms(sheet: TimeSheet, services: tuple[str, ...], given: dict[str, list[Any]]) -> None:
    sheet.heading("Terms of new debt")
    sheet.note(
        "Par = what is borrowed / (1 - cost of issue - reserve financed). Level payments from the year after, for the "
        "term. The reserve financed enters restricted cash."
    )
    columns = [
        Column("Service", width=44, name="Terms_service"),
        Column("Lien", "input text", 14, name="Terms_lien", choices=LIENS),
        Column("Term (years)", "input integer", name="Terms_term", between=(1, LONGEST), whole=True),
        Column("Interest rate", "input percent2", name="Terms_rate", between=(0, 1)),
        Column("Cost of issue (of par)", "input percent2", name="Terms_issue", between=(0, 0.5)),
        Column("Reserve financed (of par)", "input percent2", name="Terms_reserve", between=(0, 0.5)),
    ]
    sheet.table("Terms", columns, [[service, *given[service]] for service in services])


def _existing(sheet: TimeSheet, years: tuple[int, ...], services: tuple[str, ...], given: list[list[Any]]) -> None:
    sheet.heading("Existing debt service")
    sheet.note("Principal and interest as they fall due, a row an issue.")
    name, head_name, keys = DEBT_ROWS
    head = sheet.year_row(years, keys=keys, opening="", pinned=False)
    sheet.name(head_name, head.whole)
    block = sheet.block(
        [row[:3] for row in given],
        "$ a year",
        [row[3] for row in given],
        "input money0",
        opening_role="text",
        between=DOLLARS,
        key_role="input text",
        spare=SPARE,
    )
    for number, choices in ((2, services), (3, LIENS)):
        sheet.validate(block.key(number), choices=choices)
    sheet.name(name, block.keys.to(block.years))
    sheet.name("Debt_service", block.key(2))
    sheet.name("Debt_lien", block.key(3))
