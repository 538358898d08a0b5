"""A level increase typed into a copy of a model: the cells of one scenario, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from alamo_xl.books import vocabulary as words
from alamo_xl.books.lever_inputs import lever_cell
from alamo_xl.books.named_cells import Cells
from alamo_xl.books.package import Parts
from alamo_xl.books.saved import Value
from alamo_xl.books.typed import typed_into
from alamo_xl.levers import Level
from alamo_xl.projection import UTILITY


def level_typed(path: Path, number: int, whose: str, level: Level, services: tuple[str, ...]) -> Parts:
    """The parts of a saved model whose scenario of a number (from 1) has this level increase, recalculated.

    That of all services stands alone: a service's own would count before it.
    """
    cells = Cells.of(path)
    scope = words.ALL_SERVICES if whose == UTILITY else whose
    typed: dict[tuple[str, ...], Value] = {}
    if whose == UTILITY:
        typed = {
            (line, service): None for service in services for line in (words.LEVEL, words.LEVEL_FROM, words.LEVEL_TO)
        }
    typed |= {
        (words.LEVEL, scope): float(Decimal(level.share)),
        (words.LEVEL_FROM, scope): level.first,
        (words.LEVEL_TO, scope): level.last,
    }
    values: dict[str, dict[tuple[int, int], Value]] = {}
    for lever, value in typed.items():
        cell = lever_cell(cells, number, *lever)
        values.setdefault(cell.sheet, {})[cell.row, cell.column] = value
    return typed_into(path, values)
