"""Levers: those of the scenario that Control chooses, and the first of all scenarios' that cannot be."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Ref, TimeSheet
from alamo_xl.books.model import lever_faults
from alamo_xl.books.model.banners import SHOWN
from alamo_xl.books.model.rows.levers import LeverBlock, lever_rows
from alamo_xl.books.model.scenarios import Scenarios
from alamo_xl.books.vocabulary import ALL_YEARS, LEVER_KEYS, USAGE_CHANGE
from alamo_xl.schedule import Schedule


def add(book: Book, schedule: Schedule, years: tuple[int, ...], scenarios: Scenarios) -> LeverBlock:
    """The chosen block, cell by cell."""
    sheet = book.time_sheet("Levers", "Levers", "The levers of the scenario shown.")
    sheet.text(SHOWN, "heading")
    first, second = (block.keys.cell() for block in scenarios.rows[:2])
    before = f"=MAX(0,Scenario_number-1)*(ROW({second})-ROW({first}))"
    sheet.value("Rows before the block", before, "integer", name="Chosen_before", units="of the blocks")
    sheet.gap()
    sheet.year_row(years, keys=LEVER_KEYS, opening=ALL_YEARS, margin=("Row of the blocks", "Years typed"))
    levers = _chosen(sheet, schedule, scenarios)
    sheet.heading(
        "Levers of all scenarios that cannot be: in a closed year, or a level increase without its first year"
    )
    lever_faults.add(sheet, scenarios.whole, scenarios.margin_column)
    return levers


def _chosen(sheet: TimeSheet, schedule: Schedule, scenarios: Scenarios) -> LeverBlock:
    top: Ref = sheet.ahead()
    number = f"=Chosen_before+ROWS({top.local}:{top.in_row.rstrip('0123456789')}{{row}})"
    first, last = scenarios.whole.row, scenarios.whole.last.row
    cell = f"INDEX('Scenarios'!{{col}}${first}:{{col}}${last},{{margin1}})"
    counts = Ref(top.sheet, first, scenarios.blocks[0].count_column, last - first + 1)
    typed_years = f"=INDEX('Scenarios'!{counts.local},{{margin1}})"
    shown = f'=IF({cell}="","",{cell})'
    lines = {}
    for lever in lever_rows(schedule):
        by_year, all_years = ('=""', shown) if lever.all_years else (shown, '=""')
        margin = [(number, "count"), *([(typed_years, "count")] if lever.words[0] == USAGE_CHANGE else [])]
        lines[lever.words] = sheet.line(
            lever.words, lever.units, by_year, f"link {lever.role}", opening=all_years, margin=margin
        )
    return LeverBlock(lines, sheet.margin_column + 1)
