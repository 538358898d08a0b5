"""Sheets of years: the same year in the same column on every sheet of the book.

A TimeSheet's columns are the keys (book.key_columns of them), units, the opening (what precedes the first year: a
base, an opening balance), then the years. A WideSheet's rows need more words: keys in all the columns before the
years, the units behind them, and no opening.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from openpyxl.utils import get_column_letter

from alamo_xl.books.kit.binding import Binding
from alamo_xl.books.kit.refs import Block, Line, Ref, fill
from alamo_xl.books.kit.sheet import Sheet

Template = str | Callable[[int, Sequence[Any]], str]
Margin = Sequence[tuple[Any, str]]
MARGINS = 4
"""How many cells right of the years a template may name."""


class YearSheet(Sheet):
    """What sheets of years share. Call `year_row` first, then `line` and `block`."""

    key_columns: int
    units_column: int
    unit_role: str
    unit_heading: str

    def __init__(self, book: Binding, name: str, title: str, subtitle: str, **options: Any) -> None:
        self.first_year_column = book.key_columns + 3
        self.last_year_column = self.first_year_column + book.years - 1
        self.opening_column = self.first_year_column - 1
        self.margin_column = max(self.last_year_column, self.units_column) + 1
        self.years: Line | None = None
        super().__init__(book, name, title, subtitle, **options)

    def _head(self, row: Ref, opening: str) -> None:
        """The headings besides keys, units and years."""

    def _open(self, line: Line, opening: Any, role: str) -> None:
        """What stands in a line before the first year."""

    def year_row(
        self,
        years: Sequence[int] | str,
        keys: Sequence[str] = ("Line",),
        opening: str = "Opening",
        margin: Sequence[str] = (),
        *,
        pinned: bool = True,
    ) -> Line:
        """The headings: keys, Units, the opening column's heading, the years as numbers (or a template such as
        `={col}$5` of another sheet), and the margin's, right of the years. The first stays in sight and is printed on
        every page, unless it is not to be `pinned`, because lists stand below.
        """
        row = self.take()
        self.years = line = self._line(row)
        for index in range(self.key_columns):
            self.put(row.cell(0, index), keys[index] if index < len(keys) else None, "header")
        self.put(row.cell(0, self.units_column - 1), "Units", self.unit_heading)
        self._head(row, opening)
        for index in range(self.book.years):
            value = years if isinstance(years, str) else years[index]
            self.put(line.at(index), self._fill(value, line, index), "header year")
        for index, heading in enumerate(margin):
            self.put(row.cell(0, self.margin_column - 1 + index), heading, "header right")
        if pinned and self.page.title_row is None:
            self.repeated(row)
            self.freeze(line.at(0).cell(1))
        return line

    def line(
        self,
        label: str | Sequence[Any],
        units: str,
        values: str | Sequence[Any],
        role: str = "money0",
        *,
        name: str = "",
        opening: Any = None,
        total: bool = False,
        opening_role: str = "",
        between: tuple[float, float] | None = None,
        choices: Any = None,
        margin: Margin = (),
        key_role: str = "text",
        prompt: str = "",
    ) -> Line:
        """One row: a formula template for all years, or a value for each year (an input).

        Template words: `{col}`, `{prev}`, `{next}` column letters; `{row}`; `{this_prev}` this row a year earlier;
        `{year}` the year's heading; the words of `book.by_year`; `{opening}` this row's opening cell; `{key1}`,
        `{key2}` ... its keys; `{margin1}` ... its margin; other lines by `line.year` and `line.previous`.
        `name` names the row's years; `opening` fills the opening column (a formula or value); `margin`: value and
        role of the cells right of the years; `key_role`: "input text" where the user names the row;
        `prompt`: as `validate` has it.
        """
        keys = [label] if isinstance(label, str) else list(label)
        of_total = "total " if total else ""
        line = self._line(self.take())
        for index in range(self.key_columns):
            key = keys[index] if index < len(keys) else None
            self.put(line.keys.cell(0, index), self._fill(key, line, 0), of_total + key_role)
        self.put(line.label.cell(0, self.units_column - 1), units, of_total + self.unit_role)
        self._open(line, self._fill(opening, line, -1), opening_role or of_total + role)
        for index in range(self.book.years):
            value = values if isinstance(values, str) else values[index]
            self.put(line.at(index), self._fill(value, line, index), of_total + role)
        for index, (value, margin_role) in enumerate(margin):
            self.put(line.label.cell(0, self.margin_column - 1 + index), self._fill(value, line, 0), margin_role)
        if name:
            self.book.name(name, line.years)
        self.validate(
            line.years, choices, between, prompt=prompt, title=str(keys[0] or "") if keys else "", units=units
        )
        return line

    def block(
        self,
        rows: Sequence[Sequence[Any]],
        units: str | Sequence[str],
        values: Template | Sequence[Sequence[Any]],
        role: str = "money0",
        *,
        opening: Template | Sequence[Any] | None = None,
        opening_role: str = "",
        between: tuple[float, float] | None = None,
        choices: Any = None,
        spare: int = 0,
        prompt: str = "",
        required: bool = False,
        **options: Any,
    ) -> Block:
        """Rows that share a formula: `rows` are their keys, `values` a template, a function (index, keys) ->
        template, or values a row and year.

        spare: so many blank rows more for the user, styled and validated as the others, in the block that is
        returned, not printed; templates fill them too; their units are those of all rows, or the last row's;
        required: no year may be empty.
        """
        lines = []
        for index in range(len(rows) + spare):
            keys = rows[index] if index < len(rows) else ()
            unit = units if isinstance(units, str) else units[min(index, len(rows) - 1)]
            start = _for_row(opening, index, keys)
            of_row = _for_row(values, index, keys)
            if of_row is None:
                of_row = [None] * self.book.years
            lines.append(self.line(keys, unit, of_row, role, opening=start, opening_role=opening_role, **options))
        block = Block.of(lines)
        shared = units if isinstance(units, str) else ""
        self.validate(block.years, choices, between, prompt=prompt, units=shared, required=required)
        if spare:
            self.unprinted(block.keys.to(block.years).rows_at(len(rows), spare))
        return block

    def line_ahead(self, rows: int = 0) -> Line:
        """The line that will stand so many rows below the next one: for formulas that look down the page."""
        return self._line(self.ahead(rows))

    def block_ahead(self, rows: int) -> Block:
        """The block that the next rows will be."""
        return Block.of([self.line_ahead(), self.line_ahead(rows - 1)])

    def _line(self, row: Ref) -> Line:
        name, at = self.name_text, row.row
        keys, opening = Ref(name, at, 1, 1, self.key_columns), Ref(name, at, self.opening_column)
        return Line(keys, opening, Ref(name, at, self.first_year_column, 1, self.book.years))

    def _fill(self, value: Any, line: Line, index: int) -> Any:
        if not (isinstance(value, str) and value.startswith("=")):
            return value
        row, years_row = line.years.row, self.years.years.row if self.years else 0
        column = self.first_year_column + index
        col, prev, following = (get_column_letter(each) for each in (column, column - 1, column + 1))
        words: dict[str, Any] = {"col": col, "prev": prev, "next": following, "row": row, "this_prev": f"{prev}{row}"}
        words |= {"year": f"{col}${years_row}", "opening": line.opening.in_row}
        words |= {f"key{number + 1}": line.keys.cell(0, number).in_row for number in range(self.key_columns)}
        words |= {f"margin{n + 1}": line.label.cell(0, self.margin_column - 1 + n).in_row for n in range(MARGINS)}
        words |= {word: each.year.replace("{col}", col) for word, each in self.book.by_year.items()}
        return fill(value, words)


class TimeSheet(YearSheet):
    """Keys, units, opening, years."""

    unit_role, unit_heading = "text", "header"

    def __init__(self, book: Binding, name: str, title: str, subtitle: str, **options: Any) -> None:
        self.key_columns, self.units_column = book.key_columns, book.key_columns + 1
        opening = book.key_columns + 2
        self.VALUE_COLUMN, self.UNITS_COLUMN, self.NOTE_COLUMN = opening, self.units_column, opening + 1
        super().__init__(book, name, title, subtitle, **options)

    def _head(self, row: Ref, opening: str) -> None:
        self.put(row.cell(0, self.opening_column - 1), opening or None, "header right" if opening else "header")

    def _open(self, line: Line, opening: Any, role: str) -> None:
        self.put(line.opening, opening, role)


class WideSheet(YearSheet):
    """Keys in every column before the years, units behind them."""

    unit_role, unit_heading = "unit", "header indented"

    def __init__(self, book: Binding, name: str, title: str, subtitle: str, **options: Any) -> None:
        self.key_columns = book.key_columns + 2
        first_year = self.key_columns + 1
        self.units_column = first_year + book.years
        self.VALUE_COLUMN, self.UNITS_COLUMN, self.NOTE_COLUMN = self.key_columns, first_year, first_year + 1
        super().__init__(book, name, title, subtitle, **options)


def _for_row(values: Any, index: int, keys: Sequence[Any]) -> Any:
    if callable(values):
        return values(index, keys)
    if values is None or isinstance(values, str):
        return values
    return values[index] if index < len(values) else None
