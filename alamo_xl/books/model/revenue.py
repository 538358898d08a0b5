"""Revenue current and Revenue scenario: a line for every kind of account and charge, by year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from alamo_xl.books.kit import Book, Line, TableRef, TimeSheet
from alamo_xl.books.kit.refs import Ref
from alamo_xl.books.model import chosen
from alamo_xl.books.model.chain import Demand, Increases, Rates
from alamo_xl.books.model.determinants import KINDS
from alamo_xl.books.model.scenarios import Levers
from alamo_xl.books.model.status import banner
from alamo_xl.schedule import Schedule

HEADINGS = ("Class", "Location", "Meter size", "Irrigation", "Charge")
FIXED = tuple(kind for kind, _, _ in KINDS if kind.endswith("base"))
SERVICES = tuple(dict.fromkeys(kind.split()[0] for kind, _, _ in KINDS))


@dataclass(frozen=True)
class Revenue:
    """A year's rate revenue: by service, fixed and volumetric, by class, and in all."""

    by_service: dict[str, Line]
    fixed: Line
    volumetric: Line
    by_class: dict[str, Line]
    total: Line


def add_current(
    book: Book, schedule: Schedule, years: tuple[int, ...], accounts: TableRef, levers: Levers, increases: Increases
) -> Revenue:
    """Revenue if the base year's adopted rates stayed."""
    says = "Rate revenue if the base year's rates stayed, with the scenario's accounts and use."
    sheet = _sheet(book, "Revenue current", says, years)
    top, sheet.row = sheet.row, sheet.row + _summary_rows(schedule)
    sheet.put(sheet.here(), "Workings", "heading")
    sheet.row += 1
    use = chosen.add_current_use(sheet, levers, increases)

    def formula(kind: str, volume: str, place: str) -> str:
        factor = increases.growth.year if kind in FIXED else use.year
        share = "*INDEX(Sewer_return,Base_place)" if kind == "sewer commodity" else ""
        return f"={volume}*{factor}*INDEX(Rates_values,{place},Base_place){share}"

    return _lines(sheet, schedule, accounts, top, formula)


def add_scenario(
    book: Book, schedule: Schedule, years: tuple[int, ...], accounts: TableRef, rates: Rates, demand: Demand
) -> Revenue:
    """Revenue at the rates and the demand of the scenario shown."""
    says = "Rate revenue of the scenario shown: volume x rate, a line for every kind of account and charge."
    sheet = _sheet(book, "Revenue scenario", says, years)
    top, sheet.row = sheet.row, sheet.row + _summary_rows(schedule)

    def formula(kind: str, volume: str, place: str) -> str:
        share = f"*{rates.sewer_return.year}" if kind == "sewer commodity" else ""
        return f"={volume}*INDEX({demand.factors.year},{place})*INDEX({rates.block.year},{place}){share}"

    return _lines(sheet, schedule, accounts, top, formula)


def _sheet(book: Book, name: str, says: str, years: tuple[int, ...]) -> TimeSheet:
    sheet = book.time_sheet(name, name, says, wide=True)
    sheet.text(chosen.SHOWN, "banner")
    sheet.text(banner("Determinants_status"), "banner")
    sheet.gap()
    sheet.year_row(years, keys=HEADINGS)
    after = sheet.units_column + 1
    for place, heading in enumerate(("Base-year volume", "Row of the rate")):
        sheet.put(Ref(sheet.name_text, sheet.years_row, after + place), heading, "header right")
        sheet.widths[after + place] = 14
    return sheet


def _summary_rows(schedule: Schedule) -> int:
    return len(KINDS) + len(SERVICES) + 2 + len(_classes(schedule)) + 2


def _classes(schedule: Schedule) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key.customer_class for key in schedule.rates if key.service == "water"))


def _lines(
    sheet: TimeSheet, schedule: Schedule, accounts: TableRef, top: int, formula: Callable[[str, str, str], str]
) -> Revenue:
    sheet.put(sheet.here(), "By kind of account", "heading")
    sheet.row += 1
    first = sheet.row
    after = sheet.units_column + 1
    for place in range(accounts.data.rows):
        account = [f"={accounts.data.cell(place, word)}" for word in range(4)]
        for kind, _, _ in KINDS:
            row = sheet.row
            volume = Ref(sheet.name_text, row, after)
            rate = volume.cell(0, 1)
            sheet.line([*account, kind], "$ a year", formula(kind, volume.in_row, rate.in_row), "money0")
            at = accounts.cell(place, _heading(kind))
            key = accounts.cell(place, f"Key, {kind}")
            sheet.put(volume, f"={at}", "link volume")
            sheet.put(rate, f"=IFERROR(MATCH({key},Rates_key,0),1)", "count")
    last = sheet.row - 1
    bottom, sheet.row = sheet.row, top

    def total(words: list[str], conditions: str, bold: bool = False) -> Line:
        return sheet.line(
            words, "$ a year", f"=SUMIFS({{col}}${first}:{{col}}${last}{conditions})", "money0", total=bold
        )

    def where(column: str, word: str) -> str:
        return f',${column}${first}:${column}${last},"{word}"'

    kinds = {kind: total([kind.capitalize()], where("E", kind)) for kind, _, _ in KINDS}

    def sums(words: str, names: tuple[str, ...], bold: bool = False) -> Line:
        formula = "=" + "+".join(kinds[name].year.rpartition("!")[2] for name in names)
        return sheet.line([words], "$ a year", formula, "money0", total=bold)

    by_service = {
        service: sums(f"{service.capitalize()} in all", tuple(k for k in kinds if k.startswith(service)))
        for service in SERVICES
    }
    fixed = sums("Fixed (base charges)", FIXED)
    volumetric = sums("Volumetric (usage charges)", tuple(kind for kind in kinds if kind not in FIXED))
    by_class = {each: total([each.capitalize()], where("A", each)) for each in _classes(schedule)}
    everything = sums("Rate revenue", tuple(kinds), bold=True)
    sheet.row = bottom
    return Revenue(by_service, fixed, volumetric, by_class, everything)


def _heading(kind: str) -> str:
    return {
        "water base": "Base charges",
        "water usage": "Water (CCF)",
        "sewer base": "Sewer base charges",
        "sewer commodity": "Water subject to sewer (CCF)",
        "reclaimed": "Reclaimed (CCF)",
    }[kind]
