"""Debt: what is owed already, and on which terms the capital plan borrows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alamo_xl.books.kit import SPARE, Block, Book, Column, Line, Ref, TableRef, TimeSheet
from alamo_xl.books.kit.years import Margin
from alamo_xl.books.model.banners import add_status
from alamo_xl.books.vocabulary import DEBT_ROWS, LIENS, PLANS

DOLLARS = (0, 1_000_000_000)
LONGEST = 100
MARGIN = ("1 where a gap", "The gap")


TERMS = {
    "lien": "Lien",
    "term": "Term (years)",
    "rate": "Interest rate",
    "issue": "Cost of issue (of par)",
    "reserve": "Reserve financed (of par)",
    "par": "Par a dollar borrowed",
    "payment": "Payment a dollar of par",
}


@dataclass(frozen=True)
class Debt:
    """Where terms and existing debt stand, and where new debt is to be shown."""

    sheet: TimeSheet
    terms: TableRef
    existing: Block
    shown: Ref

    def of(self, number: int) -> dict[str, Ref]:
        """The terms of a service, counted from 0, by what they are."""
        return {word: self.terms.cell(number, heading) for word, heading in TERMS.items()}


def add(book: Book, years: tuple[int, ...], services: tuple[str, ...], given: dict[str, Any], status: str) -> Debt:
    """Terms of new debt by service; then the service of existing debt, a row an issue."""
    sheet = book.time_sheet("Debt", "Debt", "What is owed already, and on which terms new debt is.", kind="input")
    add_status(sheet, "Debt", status)
    terms = _terms(sheet, services, given["terms"])
    sheet.heading("New debt by plan")
    sheet.year_row(years, keys=("New debt", "Service", "Plan"), opening="", pinned=False)
    shown = sheet.take(len(PLANS) * len(services) * 2)
    sheet.gap()
    existing = _existing(sheet, years, services, given["existing"])
    return Debt(sheet, terms, existing, shown)


def _terms(sheet: TimeSheet, services: tuple[str, ...], given: dict[str, list[Any]]) -> TableRef:
    sheet.heading("Terms of new debt")
    sheet.note(
        "Par = what is borrowed / (1 - cost of issue - reserve financed). Level payments from the year after, for the "
        "term. The reserve financed enters restricted cash."
    )
    term, rate = TERMS["term"], TERMS["rate"]
    left = f"(1-SUM({{{TERMS['issue']}}},{{{TERMS['reserve']}}}))"
    columns = [
        Column("Service", width=38, name="Terms_service"),
        Column(TERMS["lien"], "input text", 14, name="Terms_lien", choices=LIENS),
        Column(TERMS["term"], "input integer", name="Terms_term", between=(1, LONGEST), whole=True),
        Column(TERMS["rate"], "input percent2", name="Terms_rate", between=(0, 1)),
        Column(TERMS["issue"], "input percent2", name="Terms_issue", between=(0, 0.5)),
        Column(TERMS["reserve"], "input percent2", name="Terms_reserve", between=(0, 0.49)),
        Column(TERMS["par"], "factor", formula=f"=IF({left}>0,1/{left},0)"),
        Column(TERMS["payment"], "factor", formula=f"=IF(SUM({{{term}}})>0,-PMT(SUM({{{rate}}}),{{{term}}},1),0)"),
    ]
    return sheet.table("Terms", columns, [[service, *given[service]] for service in services])


def _existing(sheet: TimeSheet, years: tuple[int, ...], services: tuple[str, ...], given: list[list[Any]]) -> Block:
    sheet.heading("Existing debt service")
    sheet.note("Principal and interest as they fall due, a row an issue.")
    name, head_name, keys = DEBT_ROWS
    head = sheet.year_row(years, keys=keys, opening="", margin=MARGIN, pinned=False)
    sheet.name(head_name, head.whole)
    sheet.printed_to(sheet.last_year_column)
    block = sheet.block(
        [row[:3] for row in given],
        "$ a year",
        [row[3] for row in given],
        "input money0",
        opening_role="text",
        between=DOLLARS,
        key_role="input text",
        prompt="Empty before the first payment and after the last; 0 in a year between them that has none.",
        margin=_gap(head),
        spare=SPARE,
    )
    for number, choices in ((2, services), (3, LIENS)):
        sheet.validate(block.key(number), choices=choices, title=keys[number - 1], beside=block.key(1))
    sheet.name(name, block.keys.to(block.years))
    sheet.name("Debt_name", block.key(1))
    sheet.name("Debt_service", block.key(2))
    sheet.name("Debt_lien", block.key(3))
    for place, name in enumerate(("Debt_gap", "Debt_gap_cell"), sheet.margin_column):
        sheet.name(name, block.years.column_at(0).beside(place - block.years.column))
    return block


def _gap(head: Line) -> Margin:
    """Whether a row has an empty year between two of its payments, and the cell of the last such year."""

    def years(first: int, count: int) -> str:
        across = Ref(head.years.sheet, head.years.row, head.years.column + first, 1, count)
        return across.plain.replace(str(head.years.row), "{row}")

    stretches = f'SUMPRODUCT(({years(0, head.years.columns)}<>"")*({years(-1, head.years.columns)}=""))'
    early, late = years(0, head.years.columns - 1), years(1, head.years.columns - 1)
    column = f'SUMPRODUCT(LARGE(({early}="")*({late}<>"")*COLUMN({early}),1))'
    cell = f'=IF({{margin1}}=1,SUBSTITUTE(ADDRESS(ROW(),{column}),"$",""),"")'
    return [(f"=1*({stretches}>1)", "count"), (cell, "general")]
