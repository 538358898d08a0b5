"""Row checks: each row of the scenario shown against the same row of Scenario workings; the first that differs is
where a formula was overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alamo_xl.books.kit import Book, Line, Ref, Sheet
from alamo_xl.books.model.check import Check
from alamo_xl.books.model.rows.demand import Demand
from alamo_xl.books.model.rows.needs import Flow
from alamo_xl.books.model.rows.rates import Rates
from alamo_xl.books.model.rows.revenue import Revenue
from alamo_xl.books.model.rows.sufficiency import Sufficiency

NAME = "Row checks"
SHEET, ROW, SHOWN, FIRST = range(4)

CARRIED = ("interest", "opening_cash", "closing_cash", "opening_restricted", "restricted_cash")
"""What carries a difference from year to year: it is looked at after what may have made it."""

CHECK = Check(
    "Every row of the scenario shown is that of the workings",
    "SUM(Row_differs)=0",
    "A formula there, or in its row of Scenario workings, is overwritten: alamo-xl check names it",
    'INDEX(Row_sheets,MATCH(1,Row_differs,0),1)&", row "&INDEX(Row_numbers,MATCH(1,Row_differs,0),1)',
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
            yield from sorted(flow.values(), key=lambda line: line in [flow[name] for name in CARRIED])
        for enough in self.enough.values():
            yield from enough.rows.values()


def add(book: Book, shown: Detail, scenarios: Sequence[Detail]) -> None:
    """A row each: the sum of its years, here and in every scenario, and whether they differ."""
    sheet = book.sheet(
        NAME, NAME, "Each row of the scenario shown, its years together, against its row of the workings."
    )
    numbers = [f"Scenario {number}" for number in range(1, len(scenarios) + 1)]
    headings = ("Sheet", "Row", "Scenario shown", *numbers, "Difference", "1 where any")
    of_all = list(zip(shown.lines, *(each.lines for each in scenarios), strict=True))
    table = sheet.take(1 + len(of_all), len(headings))
    for place, heading in enumerate(headings):
        sheet.put(table.cell(0, place), heading, "heading")
    rows = table.rows_at(1, len(of_all))
    for place, lines in enumerate(of_all):
        _row(sheet, rows.row_at(place), lines)
    for name, place in (("Row_sheets", SHEET), ("Row_numbers", ROW), ("Row_differs", len(headings) - 1)):
        sheet.name(name, rows.column_at(place))


def _row(sheet: Sheet, row: Ref, lines: Sequence[Line]) -> None:
    here, last = lines[0], SHOWN + len(lines)
    sheet.put(row.cell(0, SHEET), here.years.sheet, "text")
    sheet.put(row.cell(0, ROW), f"=ROW({here.label})", "count")
    for place, line in enumerate(lines, SHOWN):
        sheet.put(row.cell(0, place), f"=SUM({line.years})", "money")
    theirs = row.cell(0, FIRST).to(row.cell(0, last - 1)).in_row
    difference, any_there = row.cell(0, last), row.cell(0, last + 1)
    chosen = f"INDEX({theirs},1,MAX(1,Scenario_number))"
    sheet.put(difference, f"=ROUND({row.cell(0, SHOWN).in_row}-{chosen},2)", "money")
    one_alone = f"ISERROR({row.cell(0, SHOWN).in_row})<>ISERROR({chosen})"  # an input's error is in both
    differ = f"=CHOOSE(1+ISERROR({difference.in_row}),1*({difference.in_row}<>0),1*({one_alone}))"
    sheet.put(any_there, differ, "count")
