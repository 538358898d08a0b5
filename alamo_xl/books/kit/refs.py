"""Where things are: builders pass these around instead of writing addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter, quote_sheetname


@dataclass(frozen=True)
class Ref:
    """A cell or a block of cells; as text, its absolute address: `'Fees'!$B$4:$B$22`."""

    sheet: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    def __str__(self) -> str:
        return f"{quote_sheetname(self.sheet)}!{self.local}"

    @property
    def local(self) -> str:
        """Absolute, without the sheet: `$B$4:$B$22`."""
        return self._text("$", "$")

    @property
    def plain(self) -> str:
        """Relative, without the sheet: `B4:B22`."""
        return self._text("", "")

    @property
    def in_row(self) -> str:
        """Column fixed, row moving: `$B4`, for formulas filled down."""
        return self._text("$", "")

    @property
    def row_wise(self) -> str:
        """As `in_row`, with the sheet, for formulas of another sheet."""
        return f"{quote_sheetname(self.sheet)}!{self.in_row}"

    @property
    def in_column(self) -> str:
        """Row fixed, column moving: `B$4`, for formulas filled across."""
        return self._text("", "$")

    def _text(self, fixed_column: str, fixed_row: str) -> str:
        first = f"{fixed_column}{get_column_letter(self.column)}{fixed_row}{self.row}"
        if self.rows == self.columns == 1:
            return first
        last_column = get_column_letter(self.column + self.columns - 1)
        return f"{first}:{fixed_column}{last_column}{fixed_row}{self.row + self.rows - 1}"

    @property
    def last(self) -> Ref:
        """The last cell of the block."""
        return self.cell(self.rows - 1, self.columns - 1)

    def cell(self, row: int = 0, column: int = 0) -> Ref:
        """The cell so many rows down and columns right of the block's first."""
        return Ref(self.sheet, self.row + row, self.column + column)

    def to(self, other: Ref) -> Ref:
        """The block from this one's first cell to another's last, on the same sheet."""
        rows = other.row + other.rows - self.row
        return Ref(self.sheet, self.row, self.column, rows, other.column + other.columns - self.column)

    def beside(self, columns: int) -> Ref:
        """The block as large, so many columns to the right."""
        return Ref(self.sheet, self.row, self.column + columns, self.rows, self.columns)

    def rows_at(self, first: int, count: int) -> Ref:
        """So many rows of the block, the first counted from 0."""
        return Ref(self.sheet, self.row + first, self.column, count, self.columns)

    def row_at(self, row: int) -> Ref:
        """One row of the block, counted from 0."""
        return Ref(self.sheet, self.row + row, self.column, 1, self.columns)

    def column_at(self, column: int) -> Ref:
        """One column of the block, counted from 0."""
        return Ref(self.sheet, self.row, self.column + column, self.rows, 1)


@dataclass(frozen=True)
class TableRef:
    """A table that was written: its headings, its data block and its Excel name."""

    name: str
    headings: tuple[str, ...]
    data: Ref

    def column(self, heading: str) -> Ref:
        """The data cells under a heading."""
        return self.data.column_at(self.headings.index(heading))

    def cell(self, row: int, heading: str) -> Ref:
        """The cell of a data row (from 0) under a heading."""
        return self.data.cell(row, self.headings.index(heading))

    @property
    def header(self) -> Ref:
        """The header row."""
        return Ref(self.data.sheet, self.data.row - 1, self.data.column, 1, self.data.columns)


@dataclass(frozen=True)
class Line:
    """One row of a time sheet. `year`, `previous` are for formula templates of any time sheet: the same column
    holds the same year everywhere.
    """

    keys: Ref
    opening: Ref
    years: Ref

    @property
    def label(self) -> Ref:
        """The first of its keys."""
        return self.keys.cell()

    @property
    def year(self) -> str:
        """This line in the formula's own year: `'Cash flow'!{col}$12`."""
        return f"{quote_sheetname(self.years.sheet)}!{{col}}${self.years.row}"

    @property
    def previous(self) -> str:
        """This line a year earlier (in the first year: its opening column)."""
        return f"{quote_sheetname(self.years.sheet)}!{{prev}}${self.years.row}"

    @property
    def moving(self) -> str:
        """As `year`, the row moving too: rows of one formula, each with its own, are alike to an engine."""
        return self.year.replace("$", "")

    @property
    def moving_previous(self) -> str:
        """As `previous`, the row moving too."""
        return self.previous.replace("$", "")

    @property
    def whole(self) -> Ref:
        """From the label to the last year."""
        return self.keys.to(self.years)

    def at(self, index: int) -> Ref:
        """The cell of one year, counted from 0."""
        return self.years.cell(0, index)


@dataclass(frozen=True)
class Block:
    """Consecutive rows of a time sheet; `keys` are its key columns, `opening` its openings, `years` its values."""

    keys: Ref
    opening: Ref
    years: Ref

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Block:
        """The block that consecutive lines make."""
        first, last = lines[0], lines[-1]
        return cls(first.keys.to(last.keys), first.opening.to(last.opening), first.years.to(last.years))

    @property
    def year(self) -> str:
        """All rows in the formula's own year, for SUMIFS and SUMPRODUCT: `'Rates'!{col}$6:{col}$64`."""
        first, last = self.years.row, self.years.row + self.years.rows - 1
        return f"{quote_sheetname(self.years.sheet)}!{{col}}${first}:{{col}}${last}"

    def key(self, number: int) -> Ref:
        """A key column, counted from 1."""
        return self.keys.column_at(number - 1)

    def line(self, index: int) -> Line:
        """One of the rows, counted from 0."""
        return Line(self.keys.row_at(index), self.opening.cell(index), self.years.row_at(index))

    def part(self, first: int, count: int) -> Block:
        """So many of the rows, the first counted from 0."""
        return Block(*(each.rows_at(first, count) for each in (self.keys, self.opening, self.years)))

    @property
    def lines(self) -> tuple[Line, ...]:
        """All of the rows."""
        return tuple(self.line(index) for index in range(self.years.rows))


_WORD = re.compile(r"\{([^{}]+)\}")


def fill(template: str, words: Mapping[str, object]) -> str:
    """Replace each `{word}` of a formula template; array constants such as `{1,2}` stay."""

    def replaced(match: re.Match[str]) -> str:
        word = match[1]
        if word in words:
            return str(words[word])
        if word[0].isdigit() or word[0] in '"-':
            return match[0]
        raise KeyError(f"{{{word}}} in {template!r}: the words are {', '.join(words)}")

    return _WORD.sub(replaced, template)
