"""Scenarios: the levers, one block a scenario, by year; an empty cell is as adopted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alamo_xl.books.kit import Book, Ref, TimeSheet
from alamo_xl.levers import Escalated
from alamo_xl.scenario import escalated
from alamo_xl.schedule import RETURN, Schedule

ALL_SERVICES, USAGE_CHANGE, GROWTH = "all services", "change of use", "growth of accounts"
DELAY, OUTSIDE, IRRIGATION, SEWER_RETURN, ELASTICITY = (
    "delayed from",
    "outside multiplier",
    "irrigation multiplier",
    "sewer return",
    "elasticity of use",
)
SHIFT = "shift from base to usage"
INCREASE = (-0.95, 5)


@dataclass(frozen=True)
class Lever:
    """One row of a block: its words, unit, style, limits, and whether it is one value for all years."""

    words: tuple[str, ...]
    units: str
    role: str
    between: tuple[float, float]
    all_years: bool = False
    whole: bool = False


def escalators(schedule: Schedule) -> tuple[Escalated, ...]:
    """What the escalators move, in the resolution's order."""
    return tuple(dict.fromkeys(escalated(key) for key in schedule.rates if key != RETURN))


def shifted_services(schedule: Schedule) -> tuple[str, ...]:
    """The services that have base charges to shift from."""
    return tuple(dict.fromkeys(key.service for key in schedule.rates if key.charge == "base"))


def levers(schedule: Schedule) -> tuple[Lever, ...]:
    """The rows of every block."""
    years = schedule.fiscal_years
    return (
        Lever((ALL_SERVICES,), "increase", "percent2", INCREASE),
        *(Lever(tuple(each), "increase", "percent2", INCREASE) for each in escalators(schedule)),
        Lever((USAGE_CHANGE,), "of volume", "percent2", (-1, 5)),
        Lever((GROWTH,), "a year", "percent2", (-0.5, 1)),
        Lever((DELAY,), "fiscal year", "year", (years[1], years[0] + 100), True, True),
        Lever((OUTSIDE,), "x inside", "factor", (0, 100), True),
        Lever((IRRIGATION,), "x usage", "factor", (0, 100), True),
        Lever((SEWER_RETURN,), "of water", "factor", (0, 1), True),
        *(Lever((SHIFT, each), "of revenue", "percent2", (-0.5, 0.5), True) for each in shifted_services(schedule)),
        Lever((ELASTICITY,), "exponent", "factor", (-5, 5), True),
    )


@dataclass(frozen=True)
class Levers:
    """Where one scenario's levers stand: the rows of its block."""

    sheet: str
    first: int
    rows: tuple[Lever, ...]
    all_years_column: int

    def place(self, *words: str) -> int:
        """The place of a lever in the block."""
        return next(place for place, row in enumerate(self.rows) if row.words == words)

    def year(self, *words: str) -> str:
        """A lever by year, for templates."""
        return f"'{self.sheet}'!{{col}}${self.first + self.place(*words)}"

    def scalar(self, *words: str) -> str:
        """A lever that is one value for all years."""
        return str(Ref(self.sheet, self.first + self.place(*words), self.all_years_column))


@dataclass(frozen=True)
class Scenarios:
    """All blocks, and the range of rows that holds them."""

    blocks: tuple[Levers, ...]
    names: tuple[Ref, ...]
    last: int


def add(book: Book, schedule: Schedule, years: tuple[int, ...], given: list[dict[str, Any]]) -> Scenarios:
    """The list of names, then a block each; `Levers_1` ... name the blocks, words and values together."""
    sheet = book.time_sheet(
        "Scenarios",
        "Scenarios",
        "What each scenario changes. An empty cell changes nothing: the printed rates, all accounts and volumes.",
        kind="input",
    )
    sheet.note(
        "An increase is over the year before; the row for all services counts where a service's own row is empty. "
        "Years after the adopted ones need an increase. Out of scope: tiers, winter averaging."
    )
    sheet.heading("Names")
    first = sheet.here()
    for scenario in given:
        sheet.put(sheet.here(), scenario["name"], "input text")
        sheet.put(sheet.here(column=2), f"=COUNTIF(Scenario_names,{sheet.here().in_row})", "count")
        sheet.put(sheet.here(column=sheet.units_column), scenario["about"], "input text")
        sheet.free_text.add(sheet.here(column=sheet.units_column).plain)
        sheet.row += 1
    names = Ref(first.sheet, first.row, 1, len(given))
    book.name("Scenario_names", names)
    book.name("Scenario_times", names.column_at(1))
    sheet.gap()
    sheet.year_row(years, keys=("Lever", "Class", "Charge"), opening="All years")
    rows = levers(schedule)
    blocks: list[Levers] = []
    top = sheet.row
    for number, scenario in enumerate(given):
        sheet.put(sheet.here(), f"={names.cell(number)}", "heading")
        sheet.row += 1
        blocks.append(_block(sheet, rows, years, scenario))
        book.name(f"Levers_{number + 1}", Ref(sheet.name_text, blocks[-1].first, 1, len(rows), _width(sheet)))
        sheet.gap()
    width = _width(sheet) - sheet.opening_column + 1
    book.name("Lever_cells", Ref(sheet.name_text, top, sheet.opening_column, sheet.row - top, width))
    return Scenarios(tuple(blocks), tuple(names.cell(number) for number in range(len(given))), sheet.row)


def _width(sheet: TimeSheet) -> int:
    return sheet.first_year_column + sheet.book.years - 1


def _block(sheet: TimeSheet, rows: tuple[Lever, ...], years: tuple[int, ...], given: dict[str, Any]) -> Levers:
    first = sheet.row
    for lever in rows:
        by_year, all_years = _given(lever, given, years)
        style = f"input {lever.role}"
        nothing = [None] * len(years)
        line = sheet.line(
            lever.words,
            lever.units,
            nothing if lever.all_years else by_year,
            "text" if lever.all_years else style,
            opening=all_years,
            opening_role=style if lever.all_years else "text",
        )
        sheet.validate(line.opening if lever.all_years else line.years, between=lever.between, whole=lever.whole)
    return Levers(sheet.name_text, first, rows, sheet.opening_column)


def _given(lever: Lever, given: dict[str, Any], years: tuple[int, ...]) -> tuple[list[Any], Any]:
    value = given.get("_".join(lever.words).replace(" ", "_"))
    if lever.words[0] == SHIFT:
        value = given.get("shift", {}).get(lever.words[1])
    if lever.all_years:
        is_year = value is not None and lever.words[0] == DELAY
        return [], years[int(str(value)) - 1] if is_year else value
    values = value or [None] * len(years)
    return [None if cell == "adopted" else cell for cell in values], None
