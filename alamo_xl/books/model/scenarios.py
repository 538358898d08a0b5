"""Scenarios: the levers, one block a scenario, by year; an empty cell is as adopted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alamo_xl.books.kit import Block, Book, Line, Ref, TimeSheet
from alamo_xl.books.kit.years import Margin
from alamo_xl.books.model import lever_faults
from alamo_xl.books.model.rows.levers import LeverBlock, LeverRow, lever_rows
from alamo_xl.books.vocabulary import ADOPTED, ALL_YEARS, DELAY, LEVEL, LEVER_KEYS, USAGE_CHANGE
from alamo_xl.schedule import Schedule

NOTE = (
    "An increase is over the year before; the row for all services counts where a service's own is empty, and with "
    "neither the adopted increase does: the printed rates where nothing departs. After the last adopted year an empty "
    "cell is 0%. Levers by year other than increases and growth stand until another year has its own. No lever moves "
    "the first adopted year, the base year or a year before it: those cells are grey and count for nothing."
)
FIRST_YEAR = "text"
"""The style of the first adopted year's cells, which are no inputs."""

NAME_AND_GAP = 2
"""Rows of a block beside its levers."""
MARGIN = (*lever_faults.MARGIN, "Years typed")
MARGIN_WIDTH, YEAR_WIDTH = 19, 11.2
"""A year's column is so wide that a scenario's rows, fitted to the paper, are on one page."""
MEASURE = 150
"""Characters in a line of the note, which stays in sight above the levers: the fewer lines the better."""


@dataclass(frozen=True)
class Scenarios:
    """All blocks, their names as the list has them, their rows, the column where what is said of their cells begins."""

    blocks: tuple[LeverBlock, ...]
    names: tuple[Ref, ...]
    rows: tuple[Block, ...]
    margin_column: int

    @property
    def whole(self) -> Ref:
        """From the first block's first row to the last block's last."""
        return self.rows[0].keys.to(self.rows[-1].years)


def add(book: Book, schedule: Schedule, years: tuple[int, ...], given: list[dict[str, Any]]) -> Scenarios:
    """A block each, on paper a page, the first on two, then the list of names; `Levers_1` ... name the blocks,
    `Scenario_name_1` ... their names.
    """
    says = "What each scenario changes. An empty cell changes nothing: the printed rates, all accounts and volumes."
    sheet = book.time_sheet("Scenarios", "Scenarios", says, kind="input", measure=MEASURE)
    sheet.note(NOTE)
    sheet.flag(sheet.value("The levers as they stand", lever_faults.VERDICT, "check"))
    head = sheet.year_row(years, keys=LEVER_KEYS, opening=ALL_YEARS, margin=MARGIN)
    sheet.printed_to(sheet.last_year_column)
    for place in range(len(MARGIN)):
        sheet.width(sheet.margin_column + place, MARGIN_WIDTH)
    for column in range(sheet.opening_column, sheet.last_year_column + 1):
        sheet.width(column, YEAR_WIDTH)
    book.name("Levers_head", head.whole)
    rows = lever_rows(schedule)
    listed = sheet.ahead(len(given) * (len(rows) + NAME_AND_GAP) + 1)
    listed = Ref(listed.sheet, listed.row, 1, len(given), sheet.units_column)
    blocks, names = [], []
    for number, scenario in enumerate(given, 1):
        names.append(listed.cell(number - 1))
        _name(sheet, number, scenario, listed.row_at(number - 1))
        blocks.append(_block(sheet, rows, years, scenario, head))
        book.name(f"Levers_{number}", _whole(blocks[-1]))
        sheet.unprinted(sheet.take())
    _list(sheet, listed)
    sheet.new_page_after(blocks[0][(DELAY,)].years)
    places = tuple(Block.of(list(block.values())) for block in blocks)
    found = tuple(LeverBlock(block, sheet.margin_column + len(MARGIN) - 1) for block in blocks)
    return Scenarios(found, tuple(names), places, sheet.margin_column)


def _list(sheet: TimeSheet, listed: Ref) -> None:
    """The names in a list, which refers to the blocks: nobody sorts it. How often each is there, what it is about."""
    first = sheet.heading("Names, as the blocks above have them")
    if sheet.take(listed.rows).row != listed.row:
        raise ValueError(f"{sheet.name_text}: the list of names is not where its formulas stand")
    sheet.unprinted_from(first)
    sheet.name("Scenario_names", listed.column_at(0))
    sheet.name("Scenario_times", listed.column_at(1))
    sheet.name("Scenario_about", listed.column_at(listed.columns - 1))


def _name(sheet: TimeSheet, number: int, given: dict[str, Any], listed: Ref) -> None:
    """The name over a block and what it is about, and both in the list."""
    row = sheet.take()
    name, about = row.cell(), row.cell(0, sheet.units_column - 1)
    sheet.put(name, given["name"], "input text")
    sheet.put_free(about, given["about"], "input text")
    sheet.validate(name, prompt="The scenario's name, one that no other has.", title="Name")
    sheet.validate(about, prompt="What the scenario is about, in a sentence.", title="About")
    sheet.name(f"Scenario_name_{number}", name)
    sheet.put(listed.cell(), f'={name.local}&""', "text")
    sheet.put(listed.cell(0, 1), f"=COUNTIF(Scenario_names,{listed.cell().in_row})", "count")
    sheet.put_free(listed.cell(0, sheet.units_column - 1), f'={about.local}&""', "note")


def _whole(block: dict[tuple[str, ...], Line]) -> Ref:
    lines = Block.of(list(block.values()))
    return lines.keys.to(lines.years)


def _block(
    sheet: TimeSheet, rows: tuple[LeverRow, ...], years: tuple[int, ...], given: dict[str, Any], head: Line
) -> dict[tuple[str, ...], Line]:
    lines = {}
    for lever in rows:
        by_year, all_years = _given(lever, given, years)
        style = f"input {lever.role}"
        line = sheet.line(
            lever.words,
            lever.units,
            by_year,
            "text" if lever.all_years else style,
            opening=all_years,
            opening_role=style if lever.all_years else "text",
            margin=[*lever_faults.margin(lever, sheet.ahead().row, head), *_typed_years(lever, head)],
        )
        entered = line.opening if lever.all_years else line.at(1).to(line.years.last)
        sheet.validate(
            entered,
            lever.choices or None,
            lever.between,
            lever.whole,
            prompt=lever.prompt,
            title=lever.words[0].capitalize(),
            units=lever.units,
        )
        if not lever.all_years:
            sheet.put(line.at(0), None, FIRST_YEAR)
            sheet.fade(entered, f"{head.at(1).in_column}<=Base_year")
        lines[lever.words] = line
    return lines


def _typed_years(lever: LeverRow, head: Line) -> Margin:
    """In how many years after the base year a change of use is typed: one whose row has none takes the row for all."""
    if lever.words[0] != USAGE_CHANGE:
        return []
    years = head.years.plain.replace(str(head.years.row), "{row}")
    return [(f'=SUMPRODUCT(({years}<>"")*({head.years.local}>Base_year))', "count")]


def _given(lever: LeverRow, given: dict[str, Any], years: tuple[int, ...]) -> tuple[list[Any], Any]:
    """What the illustration gives a lever: by year, and for all years; a year as its place."""
    found: Any = given
    for word in lever.words:
        found = found.get(word.replace(" ", "_")) if isinstance(found, dict) else None
    nothing = [None] * len(years)
    if lever.all_years:
        is_year = found is not None and lever.words[0].startswith((DELAY, f"{LEVEL} "))
        return nothing, years[int(str(found)) - 1] if is_year else found
    return [None if cell == ADOPTED else cell for cell in found or nothing], None
