"""A line for every kind of account and charge, by year, under their sums: what both sheets of revenue hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from alamo_xl.books.kit import Block, Book, Line, Ref, TableRef, WideSheet
from alamo_xl.books.model.banners import of_the_scenario
from alamo_xl.books.model.determinants import ACCOUNT_WORDS, KINDS, Kind, key_heading
from alamo_xl.books.model.rate_lines import designed
from alamo_xl.books.vocabulary import customer_classes, services
from alamo_xl.schedule import Schedule

HEADINGS = (*ACCOUNT_WORDS, "Charge")
MARGIN = ("Base-year volume", "Row of the rate")
MARGIN_WIDTH = 14

Formula = Callable[[Kind], str]
"""The formula of a kind of charge; its volume is `{margin1}`, the row of its rate `{margin2}`."""


@dataclass(frozen=True)
class Revenue:
    """A year's rate revenue: by service, fixed and volumetric, by class, and in all."""

    by_service: dict[str, Line]
    fixed: Line
    volumetric: Line
    by_class: dict[str, Line]
    total: Line


def new_sheet(book: Book, name: str, says: str, years: tuple[int, ...]) -> WideSheet:
    """The sheet, its years written."""
    sheet = book.wide_sheet(name, name, says)
    of_the_scenario(sheet, "Determinants_status")
    sheet.year_row(years, keys=HEADINGS, margin=MARGIN)
    for place in range(len(MARGIN)):
        sheet.width(sheet.margin_column + place, MARGIN_WIDTH)
    return sheet


def reserve(sheet: WideSheet, schedule: Schedule) -> Ref:
    """Room for the sums, which stand above what they sum."""
    place = sheet.take(len(KINDS) + len(services(schedule)) + len(customer_classes(schedule)) + 3)
    sheet.gap()
    return place


def add(sheet: WideSheet, schedule: Schedule, accounts: TableRef, sums: Ref, formula: Formula) -> Revenue:
    """The lines, and their sums in the room that was reserved."""
    sheet.subheading("By kind of account")
    several = designed(schedule)
    lines = [
        sheet.line(
            [*(f"={accounts.cell(place, word)}" for word in ACCOUNT_WORDS), kind.words],
            "$ a year",
            formula(kind),
            "money0",
            margin=[
                (f"={accounts.cell(place, kind.heading)}", "link volume"),
                row_of(accounts.cell(place, key_heading(kind)), several),
            ],
        )
        for place in range(accounts.data.rows)
        for kind in KINDS
    ]
    with sheet.inside(sums):
        return _sums(sheet, schedule, Block.of(lines))


def row_of(key: Ref, several: bool) -> tuple[str, str]:
    """The row of a charge's rate; where it may have several, its key; with its style."""
    return (f"={key}", "text") if several else (f"=MATCH({key},Rates_key,0)", "count")


def of_charge(schedule: Schedule, *factors: str) -> str:
    """The product of what each row of the margin's charge has; of several rows the sum by their shares of volume."""
    if not designed(schedule):
        return "*".join(f"INDEX({factor},{{margin2}})" for factor in factors)
    return f"SUMPRODUCT((Base_charge={{margin2}})*Base_share,{','.join(factors)})"


def _sums(sheet: WideSheet, schedule: Schedule, lines: Block) -> Revenue:
    def of(words: str, heading: str, word: str) -> Line:
        key = lines.key(HEADINGS.index(heading) + 1).local
        return sheet.line([words], "$ a year", f'=SUMIFS({lines.year},{key},"{word}")', "money0")

    kinds = {kind: of(kind.words.capitalize(), "Charge", kind.words) for kind in KINDS}

    def together(words: str, which: list[Kind], total: bool = False) -> Line:
        formula = "=" + "+".join(kinds[kind].year for kind in which)
        return sheet.line([words], "$ a year", formula, "money0", total=total)

    by_service = {
        service: together(f"{service.capitalize()} in all", [kind for kind in KINDS if kind.service == service])
        for service in services(schedule)
    }
    fixed = together("Fixed (base charges)", [kind for kind in KINDS if kind.charge == "base"])
    volumetric = together("Volumetric (usage charges)", [kind for kind in KINDS if kind.charge != "base"])
    by_class = {each: of(each.capitalize(), "Class", each) for each in customer_classes(schedule)}
    return Revenue(by_service, fixed, volumetric, by_class, together("Rate revenue", list(KINDS), total=True))
