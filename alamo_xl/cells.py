"""Cells and ranges as Excel knows them: error values, blanks, broadcasting. A range is a list of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from alamo_xl.errors import AlamoError

Cell: TypeAlias = Any
Result: TypeAlias = Any

CELLS_MAXIMUM = 5_000_000
SHEET_ROWS, ROWS_AT_ONCE = 1_048_576, 4096
ERROR_CODES = (
    "#N/A",
    "#VALUE!",
    "#NUM!",
    "#REF!",
    "#NAME?",
    "#DIV/0!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#BUSY!",
    "#UNKNOWN!",
    "#GETTING_DATA",
)


class CellError(str):
    """An error in its cell: Excel's code, then words that say what is accepted."""

    __slots__ = ()

    @property
    def code(self) -> str:
        """The Excel error value, such as `#N/A`."""
        return self.partition(" ")[0]


NOT_THERE = CellError("#N/A")
UNCHANGED = frozenset({str, CellError, type(None), float})
NUMBERS = frozenset({float, int})
PLAIN = UNCHANGED | NUMBERS
WHOLE_FLOATS = 2**53


def error_cell(error: AlamoError) -> CellError:
    """The cell that tells of an error."""
    return CellError(f"{error.code} {error}")


def is_error(value: Cell) -> bool:
    """Whether a cell holds an error value, Excel's own or one of ours."""
    return isinstance(value, str) and value.startswith("#") and value.partition(" ")[0] in ERROR_CODES


class Memo(dict[Any, Any]):
    """Remembers what was computed for each key, for the length of one call."""

    def __init__(self, compute: Callable[[Any], Any]) -> None:
        self.compute = compute

    def __missing__(self, key: Any) -> Any:
        value = self[key] = self.compute(key)
        return value


def used(arguments: Sequence[Cell]) -> list[Cell]:
    """Arguments whose whole columns end with the last row that is used in any of them; other ranges keep their shape.

    >>> column = [[8], [9], *[[None]] * (SHEET_ROWS - 2)]
    >>> used([column, 2026])
    [[[8], [9]], 2026]
    """
    if not any(map(_is_whole, arguments)):
        return list(arguments)
    last = max(_rows_used(argument) if _is_whole(argument) else len(_rows(argument)) for argument in arguments)
    return [argument[:last] if _is_whole(argument) else argument for argument in arguments]


def _is_whole(argument: Cell) -> bool:
    return (
        isinstance(argument, (list, tuple)) and len(argument) == SHEET_ROWS and isinstance(argument[0], (list, tuple))
    )


def _rows_used(column: Sequence[Sequence[Cell]]) -> int:
    """Down to which row a range holds something, at least 1."""
    empty = [[blank] * len(column[0]) for blank in (None, "")]
    last = len(column)
    for rows in (ROWS_AT_ONCE, 1):
        blocks = [[kind(row)] * rows for row in empty for kind in (list, tuple)]
        while last > rows and list(column[last - rows : last]) in blocks:
            last -= rows
    return last


class Grid:
    """Arguments broadcast to one shape: a flat column of cells for each, row by row.

    Raises ValueError for a range that is empty, ragged or too large.

    >>> grid = Grid([[[2025, 2026]], [[8], [9]]])
    >>> grid.columns
    [[2025, 2026, 2025, 2026], [8, 8, 9, 9]]
    >>> grid.shaped(["a", "b", "c", "d"])
    [['a', 'b'], ['c', 'd']]
    """

    def __init__(self, arguments: Sequence[Cell]) -> None:
        ranges = [_rows(argument) for argument in arguments]
        self.scalar = not any(isinstance(argument, (list, tuple)) for argument in arguments)
        self.flat = not any(isinstance(a, (list, tuple)) and isinstance(a[0], (list, tuple)) for a in arguments)
        self.height = max(len(rows) for rows in ranges)
        self.width = max(len(rows[0]) for rows in ranges)
        if self.height * self.width > CELLS_MAXIMUM:
            raise ValueError(f"a result of more than {CELLS_MAXIMUM:,} cells")
        self.columns = [self._column(rows) for rows in ranges]

    def shaped(self, results: list[Result]) -> Result:
        """Flat results in the broadcast shape."""
        if self.scalar:
            return results[0]
        if self.flat:
            return results
        if self.width == 1:
            return [[result] for result in results]
        return [results[start : start + self.width] for start in range(0, len(results), self.width)]

    def _column(self, rows: Sequence[Sequence[Cell]]) -> list[Cell]:
        height, width = len(rows), len(rows[0])
        if height == width == 1:
            return plain([rows[0][0]]) * (self.height * self.width)
        if width == 1 == self.width:
            column = [row[0] for row in rows]
        else:
            beyond = [NOT_THERE] * (self.width - width)
            column = []
            for row in rows:
                column += list(row) * self.width if width == 1 else [*row, *beyond]
        if height == 1:
            return plain(column) * self.height
        return plain(column) + [NOT_THERE] * ((self.height - height) * self.width)


def single(value: Cell) -> Cell:
    """One cell, whether alone or as a range of one. Raises ValueError for more."""
    rows = _rows(value)
    if len(rows) != 1 or len(rows[0]) != 1:
        raise ValueError("this function takes single cells")
    return plain([rows[0][0]])[0]


def _rows(argument: Cell) -> Sequence[Sequence[Cell]]:
    if not isinstance(argument, (list, tuple)):
        return ((argument,),)
    if not argument:
        raise ValueError("an empty range")
    if not any(isinstance(row, (list, tuple)) for row in argument):
        return (argument,)
    lengths = {len(row) if isinstance(row, (list, tuple)) else 0 for row in argument}
    if len(lengths) > 1 or 0 in lengths:
        raise ValueError("a range must have rows of one length")
    return argument


def plain(cells: Sequence[Cell]) -> list[Cell]:
    """Cells as keys of a look-up, where those that are equal mean the same.

    TRUE and FALSE are words, since Python takes True for 1; numbers are of one type; what no cell can hold is its
    type's name.
    """
    kinds = set(map(type, cells))
    if kinds <= PLAIN and not kinds >= NUMBERS:
        return list(cells)
    return [cell if type(cell) in UNCHANGED else _plain(cell) for cell in cells]


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return float(cell)
    if isinstance(cell, (int, Decimal)):
        return _number(cell)
    if isinstance(cell, (str, date)):
        return cell
    return f"a {type(cell).__name__}"


def _number(cell: int | Decimal) -> Cell:
    """The float that stands for a number, as cells hold it; the number itself where none does."""
    if isinstance(cell, int) and -WHOLE_FLOATS <= cell <= WHOLE_FLOATS:
        return float(cell)
    exact = Decimal(cell)
    if not exact.is_finite():
        return float("nan")
    nearest = float(exact)
    return nearest if nearest == exact or repr(nearest) == str(exact) else exact
