"""Row checks: the scenario shown against its part of Scenario workings, cell by cell; the first cell that differs is
where a formula was overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from alamo_xl.books.kit import Book, Line, Ref, Sheet
from alamo_xl.books.model.check import Check
from alamo_xl.books.model.rows.demand import Demand
from alamo_xl.books.model.rows.needs import Flow
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.books.model.rows.revenue import Revenue
from alamo_xl.books.model.rows.sufficiency import Sufficiency

NAME = "Row checks"
HEADINGS = ("Sheet", "Rows", "Cells that differ", "1 where any", "Place of the first", "Years from it", "First cell")
SHEET, ROWS, COUNT, ANY, PLACE, YEARS, CELL = range(len(HEADINGS))
COLUMNS, DEEP = 100, 10_000
"""More columns and rows than a sheet compared has: a cell's place is DEEP x (COLUMNS - its column) - its row."""

CHECK = Check(
    "Every row of the scenario shown is that of the workings",
    "SUM(Part_differs)=0",
    "A formula there, or in its row of Scenario workings, is overwritten: alamo-xl check names it",
    "INDEX(Part_cells,MATCH(MAX(Part_years),Part_years,0),1)",
)


@dataclass(frozen=True)
class Detail:
    """A scenario from its rates to its tests, in the order in which one follows from the other."""

    rates: Rates
    demand: Demand
    revenue: Revenue
    flows: dict[str, Flow]
    enough: dict[str, Sufficiency]

    @property
    def lines(self) -> Iterator[Line]:
        """Its rows."""
        yield from self.rates.block.lines
        yield from self.demand.block.lines
        for side in (self.revenue.base, self.revenue.usage, self.revenue.total):
            yield from side.values()
        for flow in self.flows.values():
            yield from flow.values()
        for enough in self.enough.values():
            yield from enough.rows.values()


def add(book: Book, shown: Detail, scenarios: Sequence[Detail]) -> None:
    """A row for each part of the sheets whose rows stand as they do in the workings: how many cells differ, and which
    is the first. What is wrong in a year may be carried to the next, so the earliest year comes first.
    """
    says = "The scenario shown against its part of Scenario workings, cell by cell, the earliest year first."
    sheet = book.sheet(NAME, NAME, says)
    parts = [_years(part) for part in _parts(shown, scenarios)]
    table = sheet.take(1 + len(parts), len(HEADINGS))
    for place, heading in enumerate(HEADINGS):
        sheet.put(table.cell(0, place), heading, "heading")
    rows = table.rows_at(1, len(parts))
    for place, (here, *there) in enumerate(parts):
        _row(sheet, rows.row_at(place), here, there)
    for name, place in (("Part_differs", ANY), ("Part_years", YEARS), ("Part_cells", CELL)):
        sheet.name(name, rows.column_at(place))


def _parts(shown: Detail, scenarios: Sequence[Detail]) -> Iterator[list[tuple[Line, ...]]]:
    """Rows of the scenario shown, each beside the same of every scenario, together where all are as far apart."""
    together = zip(shown.lines, *(each.lines for each in scenarios), strict=True)

    def apart(lines: tuple[Line, ...]) -> tuple[object, ...]:
        here = lines[0].years
        return here.sheet, *(line.years.row - here.row for line in lines)

    for _, part in groupby(together, key=apart):
        yield list(part)


def _years(part: list[tuple[Line, ...]]) -> tuple[Ref, ...]:
    """The years of a part's rows, of the scenario shown and of every scenario."""
    return tuple(
        min(years, key=lambda each: each.row).to(max(years, key=lambda each: each.row))
        for years in ([line.years for line in lines] for lines in zip(*part, strict=True))
    )


def _row(sheet: Sheet, row: Ref, here: Ref, there: Sequence[Ref]) -> None:
    cells = [row.cell(0, place) for place in range(len(HEADINGS))]
    at = [cell.in_row for cell in cells]
    theirs = f"CHOOSE(MAX(1,Scenario_number),{','.join(map(str, there))})"
    differs = f"({here}<>{theirs})"
    one_alone = f"ISERROR(SUM({here}))<>ISERROR(SUM({theirs}))"  # an input's error is in both
    of_place = f"({DEEP}*({COLUMNS}-COLUMN({here}))-ROW({here}))"
    first = f"SUMPRODUCT(LARGE({differs}*{of_place},1))"
    row_number, column_number = f"{DEEP}*{at[YEARS]}-{at[PLACE]}", f"{COLUMNS}-{at[YEARS]}"
    cell = f'{at[SHEET]}&"!"&SUBSTITUTE(ADDRESS({row_number},{column_number}),"$","")'
    which = f"1+{at[ANY]}*(1+ISERROR({at[COUNT]}))"
    written = {
        SHEET: here.sheet,
        ROWS: f"{here.row} to {here.last.row}",
        COUNT: f"=SUMPRODUCT(1*{differs})",
        ANY: f"=CHOOSE(1+ISERROR({at[COUNT]}),1*({at[COUNT]}>0),1*({one_alone}))",
        PLACE: f"=CHOOSE({which},0,{first},{DEEP}*({COLUMNS}-COLUMN({here.cell()})))",
        YEARS: f"=ROUNDUP({at[PLACE]}/{DEEP},0)",
        CELL: f'=CHOOSE({which},"",{cell},{at[SHEET]}&", rows "&{at[ROWS]})',
    }
    for place, value in written.items():
        sheet.put(cells[place], value, "text" if place in (SHEET, ROWS, CELL) else "count")
