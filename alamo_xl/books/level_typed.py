"""A level increase typed into a copy of a model: the cells of one scenario, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from alamo_xl.books import vocabulary as words
from alamo_xl.books.lever_inputs import lever_cells
from alamo_xl.books.named_cells import Cells
from alamo_xl.books.package import Parts
from alamo_xl.books.saved import Value
from alamo_xl.books.typed import typed_into
from alamo_xl.errors import BadSchedule
from alamo_xl.levers import Level, Levers
from alamo_xl.projection import UTILITY, Case
from alamo_xl.scenario import escalated
from alamo_xl.schedule import RETURN

Lever = tuple[str, ...]


def level_typed(path: Path, number: int, case: Case, levers: Levers, whose: str, level: Level) -> Parts:
    """The parts of a saved model whose scenario of a number (from 1) has this level increase, recalculated.

    That of all services stands alone, since a service's own would count before it. What an earlier level increase
    stood for up to its first year is typed as increases. Raises BadSchedule where a delay would move those.
    """
    cells = Cells.of(path)
    rows = lever_cells(cells, number)
    scope = words.ALL_SERVICES if whose == UTILITY else whose
    typed: list[tuple[object, Lever, Value]] = []
    if whose == UTILITY:
        lines = (words.LEVEL, words.LEVEL_FROM, words.LEVEL_TO)
        typed += [(words.ALL_YEARS, (line, service), None) for service in case.services for line in lines]
    typed += [
        (words.ALL_YEARS, (words.LEVEL, scope), float(level.share)),
        (words.ALL_YEARS, (words.LEVEL_FROM, scope), level.first),
        (words.ALL_YEARS, (words.LEVEL_TO, scope), level.last),
    ]
    typed += _earlier(case, levers, case.services if whose == UTILITY else (whose,), level.first)
    values: dict[str, dict[tuple[int, int], Value]] = {}
    for heading, lever, value in typed:
        cell = rows.cell(heading, *lever)
        values.setdefault(cell.sheet, {})[cell.row, cell.column] = value
    return typed_into(path, values)


def _earlier(
    case: Case, levers: Levers, services: tuple[str, ...], first: int
) -> Iterator[tuple[object, Lever, Value]]:
    """The increases of the level increases that stood before a year, row by row."""
    for service in services:
        before = levers.level_of(service)
        years = range(max(before.first, case.base_year + 1), first) if before else range(0)
        if before is None or not years:
            continue
        if levers.delay_from is not None:
            raise BadSchedule(
                f"{levers.name} has a delay and a level increase from FY{before.first}; "
                f"a level increase from FY{first} cannot be typed after them"
            )
        moved = dict.fromkeys(escalated(key) for key in case.adopted.rates if key.service == service and key != RETURN)
        for year in years:
            share = float(before.share) if year <= before.last else 0
            yield from ((year, tuple(each), share) for each in moved)
