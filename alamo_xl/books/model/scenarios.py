"""Scenarios: the levers, one block a scenario, by year; an empty cell is as adopted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alamo_xl.books.kit import Block, Book, Ref, TimeSheet
from alamo_xl.books.model.rows.levers import LeverBlock, LeverRow, lever_rows
from alamo_xl.books.vocabulary import ADOPTED, ALL_YEARS, DELAY, LEVER_KEYS, SHIFT
from alamo_xl.schedule import Schedule


@dataclass(frozen=True)
class Scenarios:
    """All blocks, their names, and the last row that holds a lever."""

    blocks: tuple[LeverBlock, ...]
    names: tuple[Ref, ...]
    rows: tuple[Block, ...]

    @property
    def last(self) -> int:
        """The last row of the last block."""
        years = self.rows[-1].years
        return years.row + years.rows - 1


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
    names = _names(sheet, given)
    sheet.gap()
    head = sheet.year_row(years, keys=LEVER_KEYS, opening=ALL_YEARS)
    book.name("Levers_head", head.whole)
    rows = lever_rows(schedule)
    blocks, places = [], []
    for number, scenario in enumerate(given):
        sheet.subheading(f"={names.cell(number)}")
        block = _block(sheet, rows, years, scenario)
        blocks.append(LeverBlock(block))
        places.append(Block.of(list(block.values())))
        book.name(f"Levers_{number + 1}", places[-1].keys.to(places[-1].years))
        sheet.gap()
    book.name("Lever_cells", places[0].opening.to(places[-1].years))
    return Scenarios(tuple(blocks), tuple(names.cell(number) for number in range(len(given))), tuple(places))


def _names(sheet: TimeSheet, given: list[dict[str, Any]]) -> Ref:
    """Name, how often it is there, what it is about; the cells of the names."""
    sheet.heading("Names")
    place = sheet.take(len(given))
    names = place.column_at(0)
    for number, scenario in enumerate(given):
        name, times, about = (place.cell(number, column) for column in (0, 1, sheet.units_column - 1))
        sheet.put(name, scenario["name"], "input text")
        sheet.put(times, f"=COUNTIF(Scenario_names,{name.in_row})", "count")
        sheet.put_free(about, scenario["about"], "input text")
    sheet.name("Scenario_names", names)
    sheet.name("Scenario_times", names.beside(1))
    return names


def _block(
    sheet: TimeSheet, rows: tuple[LeverRow, ...], years: tuple[int, ...], given: dict[str, Any]
) -> dict[tuple[str, ...], Any]:
    lines = {}
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
        lines[lever.words] = line
    return lines


def _given(lever: LeverRow, given: dict[str, Any], years: tuple[int, ...]) -> tuple[list[Any], Any]:
    """What the illustration gives a lever: by year, and for all years."""
    value = given.get("_".join(lever.words).replace(" ", "_"))
    if lever.words[0] == SHIFT:
        value = given.get("shift", {}).get(lever.words[1])
    if lever.all_years:
        is_year = value is not None and lever.words[0] == DELAY
        return [], years[int(str(value)) - 1] if is_year else value
    values = value or [None] * len(years)
    return [None if cell == ADOPTED else cell for cell in values], None
