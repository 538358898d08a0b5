"""What no limit of a cell catches in the levers: one in a closed year, a level increase without its first year."""

from __future__ import annotations

from alamo_xl.books.kit import Line, Ref, TimeSheet
from alamo_xl.books.kit.years import Margin
from alamo_xl.books.model.rows.levers import LeverRow
from alamo_xl.books.vocabulary import LEVEL, LEVEL_FROM, LEVEL_TO, LOOK, OK

MARGIN = ("Cells to look at", "1 where any", "Column where one")
VERDICT = f'=IF(Lever_faults=0,"{OK}","{LOOK}: "&Lever_fault)'


def margin(lever: LeverRow, row: int, head: Line) -> Margin:
    """How many cells of a lever's row cannot be, whether any, and the number of its column where it is one."""
    found = _by_year(row, head) if not lever.all_years else _once(lever, row, head)
    if not found:
        return []
    count, column = found
    at = f"=IF({{margin1}}=1,{column},0)"
    return [(f"={count}", "count"), ("=MIN(1,{margin1})", "count"), (at, "count")]


def _by_year(row: int, head: Line) -> tuple[str, str]:
    cells = head.years.plain.replace(str(head.years.row), str(row))
    closed = f'({cells}<>"")*({head.years.local}<=Base_year)'
    return f"SUMPRODUCT({closed})", f"SUMPRODUCT({closed}*COLUMN({cells}))"


def _once(lever: LeverRow, row: int, head: Line) -> tuple[str, str] | None:
    """A level increase and its years stand below each other, and need one another."""
    above, own, below = (Ref(head.opening.sheet, row + step, head.opening.column).in_row for step in (-1, 0, 1))
    stands = {
        LEVEL: f"COUNT({below})",
        LEVEL_FROM: f"COUNT({above})",
        LEVEL_TO: f"({above}>0)*({own}>={above})",
    }.get(lever.words[0])
    return (f'({own}<>"")*(1-{stands})', f"COLUMN({own})") if stands else None


def add(sheet: TimeSheet, rows: Ref, column: int) -> None:
    """How many cells of all blocks there are (`rows` of Scenarios, `column` its margin), and the first one's address;
    that of its row, where the row has several.
    """
    whole = Ref(rows.sheet, 1, column, rows.last.row)
    count, any_there, columns = (whole.beside(place) for place in range(len(MARGIN)))
    sheet.value("Cells to look at", f"=SUM({count.rows_at(rows.row - 1, rows.rows)})", "count", name="Lever_faults")
    row = sheet.value("Row of the first", f"=IFERROR(MATCH(1,{any_there},0),0)", "count").local
    at = sheet.value("Its column", f"=INDEX({columns},MAX(1,{row}))", "count").local
    cell = f'=IF({at}>0,SUBSTITUTE(ADDRESS({row},{at}),"$",""),{row}&":"&{row})'
    address = sheet.value("Its address", cell, "general").local
    sheet.value("The first", f'=IF(Lever_faults=0,"","{rows.sheet}!"&{address})', "general", name="Lever_fault")
