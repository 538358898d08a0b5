"""A saved book's cells by defined name, and its rows by their words: nothing is found by position."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from openpyxl.utils import column_index_from_string, get_column_letter

from alamo_xl import inputs
from alamo_xl.books.saved import SavedBook, Value, saved_book
from alamo_xl.errors import BadSchedule

Words = tuple[str, ...]
AREA = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!,]+))!"
    r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?"
)
AREA_MAXIMUM = 100_000
"""Cells of a name: the model's largest has 600, and all of a sheet 17,179,869,184."""


class Cell(NamedTuple):
    """A cell of a sheet and what was typed into it."""

    sheet: str
    row: int
    column: int
    value: Value

    def __str__(self) -> str:
        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"


class Cells:
    """A saved book's cells by defined name; file: what messages call it."""

    def __init__(self, book: SavedBook, file: str) -> None:
        self.book, self.file = book, file

    @classmethod
    def of(cls, path: Path) -> Cells:
        """The cells of a saved book. Raises BadSchedule where it cannot be read."""
        return cls(saved_book(path), path.name)

    def __contains__(self, name: str) -> bool:
        return name in self.book.names

    def rows(self, name: str) -> list[list[Cell]]:
        """The cells of a name, row by row. Raises BadSchedule where it is not one range of cells that is there."""
        if name not in self.book.names:
            raise BadSchedule(f"{self.file} is not a rate model: it has no cells named {name}")
        text = self.book.names[name].strip()
        match = AREA.fullmatch(text)
        sheet = (match["quoted"] or match["plain"]).replace("''", "'") if match else ""
        if match is None or sheet not in self.book.sheets:
            raise self._refused(name, "give one range of cells, such as Control!$B$9:$C$12")
        left, top, right, bottom = match.groups()[2:]
        across = sorted((column_index_from_string(left), column_index_from_string(right or left)))
        down = sorted((int(top), int(bottom or top)))
        if (across[1] - across[0] + 1) * (down[1] - down[0] + 1) > AREA_MAXIMUM:
            raise self._refused(name, f"give at most {AREA_MAXIMUM:,} cells")
        values = self.book.sheets[sheet]
        return [
            [Cell(sheet, row, column, values.get((row, column))) for column in range(across[0], across[1] + 1)]
            for row in range(down[0], down[1] + 1)
        ]

    def _refused(self, name: str, accepted: str) -> BadSchedule:
        return BadSchedule(f"{self.file}: the name {name} is {inputs.shown(self.book.names[name])}; {accepted}")

    def values(self, name: str) -> list[list[Value]]:
        """Their values."""
        return [[cell.value for cell in row] for row in self.rows(name)]

    def column(self, name: str) -> list[Cell]:
        """Cells of a name one column wide."""
        return [row[0] for row in self.rows(name)]

    def columns(self, *names: str) -> list[tuple[Cell, ...]]:
        """Names one column wide, side by side: a cell of each, row by row. Raises BadSchedule where lengths differ."""
        columns = [self.column(name) for name in names]
        if len(set(map(len, columns))) > 1:
            told = ", ".join(f"{name} {len(column):,}" for name, column in zip(names, columns, strict=True))
            raise BadSchedule(f"{self.file}: names that stand side by side have unlike numbers of rows: {told}")
        return list(zip(*columns, strict=True))

    def one(self, name: str) -> Cell:
        """The single cell of a name."""
        return self.rows(name)[0][0]

    def number(self, cell: Cell, least: str = "-1e12", most: str = "1e12") -> Decimal:
        """The number in a cell. Raises BadSchedule, which names the cell."""
        number = None if isinstance(cell.value, bool) else inputs.exact(cell.value)
        if number is None or not number.is_finite() or not Decimal(least) <= number <= Decimal(most):
            given = "is blank" if inputs.is_blank(cell.value) else f"is {inputs.shown(cell.value)}"
            accepted = f"give a number from {Decimal(least):,f} to {Decimal(most):,f}"
            raise BadSchedule(f"{self.file}, {cell} {given}; {accepted}")
        return number

    def whole(self, cell: Cell, least: int, most: int) -> int:
        """The whole number in a cell. Raises BadSchedule, which names the cell."""
        number = self.number(cell, str(least), str(most))
        if number != int(number):
            raise BadSchedule(f"{self.file}, {cell} is {number}; give a whole number from {least} to {most}")
        return int(number)

    def optional(self, cell: Cell, least: str = "-1e12", most: str = "1e12") -> Decimal | None:
        """The number in a cell, or None in an empty one."""
        return None if inputs.is_blank(cell.value) else self.number(cell, least, most)


class Rows:
    """Rows of a sheet of years: found by the words in their key columns, their cells by the headings above them.

    Raises BadSchedule where a heading or a row is missing or there twice, and says which.
    """

    def __init__(self, cells: Cells, name: str, head: str, keys: Sequence[str]) -> None:
        self.cells, self.name = cells, name
        headings = cells.rows(head)[0]
        self.columns: dict[object, int] = {cell.value: cell.column for cell in headings if cell.value is not None}
        self.sheet = headings[0].sheet
        self.rows: dict[Words, dict[int, Cell]] = {}
        for row in cells.rows(name):
            by_column = {cell.column: cell for cell in row}
            found = [self._under(key, by_column).value for key in keys]
            words = tuple(str(word) for word in found if word is not None)
            if words in self.rows:
                raise BadSchedule(f"{cells.file}: {self.sheet} has the row {' '.join(words)!r:.80} twice in {name}")
            self.rows[words] = by_column

    def cell(self, heading: object, *words: str) -> Cell:
        """The cell of the row with these words under a heading."""
        if words not in self.rows:
            raise BadSchedule(f"{self.cells.file}: {self.sheet} has no row called {' '.join(words)!r} in {self.name}")
        return self._under(heading, self.rows[words])

    def _under(self, heading: object, row: dict[int, Cell]) -> Cell:
        column = self.columns.get(heading)
        if column not in row:
            raise BadSchedule(f"{self.cells.file}: {self.sheet} has no column headed {heading!r} in {self.name}")
        return row[column]
