"""What no limit of a cell catches in the levers: one in a closed year, a level increase without its first year."""

from __future__ import annotations

from alamo_xl.books.kit import Line, Ref, TimeSheet
from alamo_xl.books.kit.years import Margin
from alamo_xl.books.model.rows.levers import LeverRow
from alamo_xl.books.vocabulary import LEVEL, LEVEL_FROM, LEVEL_TO, LOOK, OK

MARGIN = ("Column to look at",)
VERDICT = f'=IF(Lever_faults=0,"{OK}","{LOOK}: "&Lever_fault)'


def margin(lever: LeverRow, row: int, head: Line) -> Margin:
    """The number of the column of a cell that cannot be, 0 where every cell of a lever's row can."""
    if not lever.all_years:
        cells = head.years.plain.replace(str(head.years.row), str(row))
        closed = f'({cells}<>"")*({head.years.local}<=Base_year)'
        return [(f"=SUMPRODUCT(MAX({closed}*COLUMN({cells})))", "count")]
    above, own, below = (Ref(head.opening.sheet, row + step, head.opening.column).in_row for step in (-1, 0, 1))
    stands = {
        LEVEL: f"COUNT({below})",
        LEVEL_FROM: f"COUNT({above})",
        LEVEL_TO: f"({above}>0)*({own}>={above})",
    }.get(lever.words[0])
    return [(f'=({own}<>"")*(1-{stands})*COLUMN({own})', "count")] if stands else []


def add(sheet: TimeSheet, rows: Ref, column: int) -> None:
    """How many rows of all blocks have one (`rows` of Scenarios, `column` its margin), and the address of the first."""
    of_rows, last = Ref(rows.sheet, rows.row, column, rows.rows), rows.last.row
    sheet.value("Rows to look at", f'=COUNTIF({of_rows},">0")', "count", name="Lever_faults")
    after = f"ROW({rows.last})"
    first = f"=SUMPRODUCT(MIN(({of_rows}=0)*{after}+ROW({of_rows})))"
    found = sheet.value("Row of the first", first, "count").local
    in_column = f"INDEX({Ref(rows.sheet, 1, column, last)},MIN({found},{after}))"
    at = sheet.value("Its column", f"=MAX(1,{in_column})", "count").local
    address = f'"{rows.sheet}!"&SUBSTITUTE(ADDRESS({found},{at}),"$","")'
    sheet.value("The first", f'=IF(Lever_faults=0,"",{address})', "general", name="Lever_fault")
