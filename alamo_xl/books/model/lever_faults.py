"""What is wrong with the levers as they stand, typed or pasted: counted row by row, the first cell named."""

from __future__ import annotations

from alamo_xl.books.kit import Line, Ref, TimeSheet
from alamo_xl.books.kit.years import Margin
from alamo_xl.books.model.rows.levers import LeverRow
from alamo_xl.books.vocabulary import LEVEL, LEVEL_FROM, LEVEL_TO, LOOK, OK

MARGIN = ("At least", "At most", "Cells to look at")
VERDICT = f'=IF(Lever_faults=0,"{OK}","{LOOK}: "&Lever_fault)'


def margin(lever: LeverRow, row: int, head: Line) -> Margin:
    """The limits of a lever's row, and how many of its cells are no number within them or stand in a closed year."""
    low, high = lever.between or (None, None)
    wrong = _once(lever, row, head) if lever.all_years else _by_year(row, head)
    return [(low, lever.role), (high, lever.role), (f"={wrong}", "count")]


def _by_year(row: int, head: Line) -> str:
    """Text is above any limit: no engine takes it for a number here."""
    cells = head.years.plain.replace(str(head.years.row), str(row))
    within = f"({cells}>={{margin1}})*({cells}<={{margin2}})*({head.years.local}>Base_year)"
    return f'SUMPRODUCT(({cells}<>"")*(1-{within}))'


def _once(lever: LeverRow, row: int, head: Line) -> str:
    """A value for all years; a level increase and its years stand below each other and need one another."""
    cell = "{opening}"
    above, below = (Ref(head.opening.sheet, row + step, head.opening.column).in_row for step in (-1, 1))
    if lever.choices:
        return f'({cell}<>"")*(1-OR({",".join(f"{cell}=" + _text(each) for each in lever.choices)}))'
    least = f"({cell}>={{margin1}})"
    needed = {
        LEVEL: [least, f"COUNT({below})"],
        LEVEL_FROM: [least, f"COUNT({above})"],
        LEVEL_TO: [f"({above}>={{margin1}})", f"({cell}>={above})"],
    }
    holds = [f"ISNUMBER({cell})", f"({cell}<={{margin2}})", *needed.get(lever.words[0], [least])]
    if lever.whole:
        holds.append(f"(SUM({cell})=ROUND(SUM({cell}),0))")
    return f'({cell}<>"")*(1-{"*".join(holds)})'


def _text(word: str) -> str:
    return f'"{word}"'


def add(sheet: TimeSheet, rows: Ref, margin_column: int) -> None:
    """How many cells of all blocks (their rows on Scenarios), and which is the first: its row, then which of them.

    `sheet` has the years of Scenarios under the same columns.
    """
    last = rows.row + rows.rows - 1
    low, high, wrong = (Ref(rows.sheet, 1, margin_column + place, last) for place in range(len(MARGIN)))
    below = rows.cell(rows.rows)
    of_blocks = wrong.rows_at(rows.row - 1, rows.rows)
    sheet.value("Cells to look at", f"=SUM({of_blocks})", "count", name="Lever_faults")
    first = f"=SUMPRODUCT(MIN(({of_blocks}=0)*ROW({below})+ROW({of_blocks})))"
    found = sheet.value("Row of the first", first, "count")
    row = sheet.value("or the last", f"=MIN({found.local},ROW({below})-1)", "count").local
    least, most = (
        sheet.value(words, f"=INDEX({column},{row})", "general").local
        for words, column in (("At least", low), ("At most", high))
    )
    in_column = f"INDEX('{rows.sheet}'!{{col}}$1:{{col}}${last},{row})"
    shown = f'=IF({in_column}="","",{in_column})'
    all_years = Ref(rows.sheet, 1, sheet.opening_column, last)
    opening = f'=IF(INDEX({all_years},{row})="","",INDEX({all_years},{row}))'
    cells = sheet.line(["what stands there"], "lever", shown, "general", opening=opening)
    within = f'({{cell}}<>"")*(1-ISNUMBER({{cell}})*({{cell}}>={least})*({{cell}}<={most}){{open}})'
    by_year = within.replace("{cell}", cells.year).replace("{open}", "*({year}>Base_year)")
    once = within.replace("{cell}", cells.opening.local).replace("{open}", "")
    wrong_there = sheet.line(["to look at"], "1 is yes", f"={by_year}", "count", opening=f"={once}")
    flags = wrong_there.opening.to(wrong_there.years).local
    column = f"COLUMN({wrong_there.opening.local})+IFERROR(MATCH(1,{flags},0),1)-1"
    address = f'="{rows.sheet}!"&SUBSTITUTE(ADDRESS({row},{column}),"$","")'
    where = sheet.value("Its address", address, "general")
    sheet.value("The first", f'=IF(Lever_faults=0,"",{where.local})', "general", name="Lever_fault")
