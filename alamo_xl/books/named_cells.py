"""A saved book's cells by defined name, and its rows by their words: nothing is found by position."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from alamo_xl import inputs
from alamo_xl.errors import BadSchedule

Words = tuple[str, ...]


class Cells:
    """An open book's cells by defined name; file: what messages call it."""

    def __init__(self, book: Any, file: str) -> None:
        self.book, self.file = book, file

    @classmethod
    def of(cls, path: Path) -> Cells:
        """The cells of a saved book. Raises BadSchedule where it cannot be read."""
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException

        try:
            return cls(load_workbook(path, data_only=False), path.name)
        except (OSError, KeyError, zipfile.BadZipFile, InvalidFileException) as error:
            raise BadSchedule(f"{path.name}: {error}") from error

    def __contains__(self, name: str) -> bool:
        return name in self.book.defined_names

    def rows(self, name: str) -> list[list[Any]]:
        """The cells of a name, row by row."""
        if name not in self:
            raise BadSchedule(f"{self.file} is not a rate model: it has no cells named {name}")
        ((sheet, cells),) = self.book.defined_names[name].destinations
        block = self.book[sheet][cells.replace("$", "")]
        return [list(row) for row in block] if isinstance(block, tuple) else [[block]]

    def values(self, name: str) -> list[list[Any]]:
        """Their values."""
        return [[cell.value for cell in row] for row in self.rows(name)]

    def column(self, name: str) -> list[Any]:
        """Cells of a name one column wide."""
        return [row[0] for row in self.rows(name)]

    def one(self, name: str) -> Any:
        """The single cell of a name."""
        return self.rows(name)[0][0]

    def number(self, cell: Any, least: str = "-1e12", most: str = "1e12") -> Decimal:
        """The number in a cell. Raises BadSchedule, which names the cell."""
        number = None if isinstance(cell.value, bool) else inputs.exact(cell.value)
        if number is None or not number.is_finite() or not Decimal(least) <= number <= Decimal(most):
            given = "is blank" if inputs.is_blank(cell.value) else f"is {inputs.shown(cell.value)}"
            accepted = f"give a number from {Decimal(least):,f} to {Decimal(most):,f}"
            raise BadSchedule(f"{self.file}, {place_of(cell)} {given}; {accepted}")
        return number

    def optional(self, cell: Any, least: str = "-1e12", most: str = "1e12") -> Decimal | None:
        """The number in a cell, or None in an empty one."""
        return None if inputs.is_blank(cell.value) else self.number(cell, least, most)


class Rows:
    """Rows of a sheet of years: found by the words in their key columns, their cells by the headings above them.

    Raises BadSchedule where a heading or a row is missing or there twice, and says which.
    """

    def __init__(self, cells: Cells, name: str, head: str, keys: Sequence[str]) -> None:
        self.cells, self.name = cells, name
        (headings,) = cells.rows(head)
        self.columns = {cell.value: cell.column for cell in headings if cell.value is not None}
        self.sheet = headings[0].parent.title
        key_columns = [self._column(key) for key in keys]
        self.rows: dict[Words, dict[int, Any]] = {}
        for row in cells.rows(name):
            by_column = {cell.column: cell for cell in row}
            words = tuple(str(by_column[at].value) for at in key_columns if by_column[at].value is not None)
            if words in self.rows:
                raise BadSchedule(f"{cells.file}: {self.sheet} has the row {' '.join(words)!r} twice in {name}")
            self.rows[words] = by_column

    def cell(self, heading: object, *words: str) -> Any:
        """The cell of the row with these words under a heading."""
        if words not in self.rows:
            raise BadSchedule(f"{self.cells.file}: {self.sheet} has no row called {' '.join(words)!r} in {self.name}")
        return self.rows[words][self._column(heading)]

    def _column(self, heading: object) -> int:
        if heading not in self.columns:
            raise BadSchedule(f"{self.cells.file}: {self.sheet} has no column headed {heading!r}")
        return int(self.columns[heading])


def place_of(cell: Any) -> str:
    """Where a cell is: `Scenarios!F20`."""
    return f"{cell.parent.title}!{cell.coordinate}"
