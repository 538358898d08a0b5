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
BEFORE = ("Sheet", "Rows")
AFTER = ("Place", "Error here", "Error there", "1 where any", "Years from it", "Row", "Column", "First cell")
DEEP = 100
"""A cell's place is DEEP x the years from it to the last + the rows from it to the deepest part's last."""

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
    """A row for each part of the sheets whose rows stand as they do in the workings: the place of the first cell that
    differs, from whichever scenario is shown. What is wrong in a year may be carried to the next, so the earliest year
    comes first.
    """
    says = "The scenario shown against its part of Scenario workings, cell by cell, the earliest year first."
    sheet = book.sheet(NAME, NAME, says)
    parts = [_years(part) for part in _parts(shown, scenarios)]
    deepest = max(here.rows for here, *_ in parts)
    if deepest >= DEEP:
        raise ValueError(f"{deepest} rows to compare in one part: below {DEEP} can be told apart")
    asked = sheet.take(1, len(BEFORE) + len(scenarios))
    for number in range(len(scenarios)):
        cell = asked.cell(0, len(BEFORE) + number)
        sheet.put(cell, f"=1*(Scenario_number={'+'.join('1' * (number + 1))})", "count")
    ways = [f"{words}, scenario {number + 1}" for words in ("Place", "Error") for number in range(len(scenarios))]
    headings = (*BEFORE, *ways, *AFTER)
    table = sheet.take(1 + deepest, len(headings) + 1 + parts[0][0].columns)
    for place, heading in enumerate(headings):
        sheet.put(table.cell(0, place), heading, "heading")
    places = table.cell(1, len(headings) + 1).to(table.last)
    for down in range(places.rows):
        for right in range(places.columns):
            sheet.put(places.cell(down, right), DEEP * (places.columns - right) + deepest - down, "count")
    for number, (here, *there) in enumerate(parts):
        _row(sheet, table.row_at(number + 1), asked, here, there, places)
    rows, first = table.rows_at(1, len(parts)), len(headings) - len(AFTER)
    for name, heading in (
        ("Part_differs", "1 where any"),
        ("Part_years", "Years from it"),
        ("Part_cells", "First cell"),
    ):
        sheet.name(name, rows.column_at(first + AFTER.index(heading)))


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


def _row(sheet: Sheet, row: Ref, asked: Ref, here: Ref, there: Sequence[Ref], places: Ref) -> None:
    scenarios = len(there)
    cells = [row.cell(0, place) for place in range(len(BEFORE) + 2 * scenarios + len(AFTER))]
    of_sheet, rows, *cells = cells
    differing, failing, after = cells[:scenarios], cells[scenarios : 2 * scenarios], cells[2 * scenarios :]
    place, error_here, error_there, any_there, years, row_number, column_number, _ = [each.in_row for each in after]
    sheet.put(of_sheet, here.sheet, "text")
    sheet.put(rows, f"{here.row} to {here.last.row}", "text")
    weights = places.rows_at(0, here.rows).local
    for number, theirs in enumerate(there):
        shown = asked.cell(0, len(BEFORE) + number).in_column
        first = f"=IF({shown},SUMPRODUCT(LARGE(({here}<>{theirs})*{weights},1)),0)"
        sheet.put(differing[number], first, "count")
        sheet.put(failing[number], f"=1*ISERROR(SUM({theirs}))", "count")
    chosen = failing[0].to(failing[-1]).in_row
    cell = f'{of_sheet.in_row}&"!"&SUBSTITUTE(ADDRESS({row_number},{column_number}),"$","")'
    written = (
        f"=SUM({differing[0].to(differing[-1]).in_row})",
        f"=1*ISERROR(SUM({here}))",
        f"=INDEX({chosen},1,MAX(1,Scenario_number))",
        f"=CHOOSE(1+ISERROR({place}),1*({place}>0),1*({error_here}<>{error_there}))",  # an input's error is in both
        f"=CHOOSE(1+ISERROR({place}),({place}-MOD({place},{DEEP}))/{DEEP},{any_there}*COLUMNS({here}))",
        f"=ROW({here.cell()})+ROWS({places.local})-MOD({place},{DEEP})",
        f"=COLUMN({here.cell()})+COLUMNS({here})-{years}",
        f'=CHOOSE(1+{any_there}*(1+ISERROR({place})),"",{cell},{of_sheet.in_row}&", rows "&{rows.in_row})',
    )
    for target, value in zip(after, written, strict=True):
        sheet.put(target, value, "text" if target == after[-1] else "count")
