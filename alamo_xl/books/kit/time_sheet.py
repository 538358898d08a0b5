"""TimeSheet: rows of years, the same year in the same column on every sheet of the book.

Columns: the keys (book.key_columns of them), units, the opening (what precedes the first year: a base, an opening
balance), then the years. A wide sheet has keys in all the columns before the years, the units behind them, and no
opening.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from alamo_xl.books.kit.refs import Block, Line, Ref, fill
from alamo_xl.books.kit.sheet import Sheet

if TYPE_CHECKING:
    from alamo_xl.books.kit.book import Book

Template = str | Callable[[int, Sequence[Any]], str]


class TimeSheet(Sheet):
    """A sheet of years. Call `year_row` first, then `line` and `block`."""

    def __init__(
        self, book: "Book", name: str, title: str, subtitle: str, *, wide: bool = False, **options: Any
    ) -> None:
        self.wide = wide
        self.first_year_column = book.key_columns + 3
        self.key_columns = book.key_columns + 2 if wide else book.key_columns
        self.units_column = self.first_year_column + book.years if wide else book.key_columns + 1
        self.opening_column = book.key_columns + 2
        self.VALUE_COLUMN, self.UNITS_COLUMN, self.NOTE_COLUMN = (
            self.opening_column,
            self.units_column if not wide else self.first_year_column,
            self.first_year_column + wide,
        )
        self.years_row = 0
        super().__init__(book, name, title, subtitle, **options)

    def year_row(self, years: Sequence[int] | str, keys: Sequence[str] = ("Line",), opening: str = "Opening") -> Line:
        """The headings: keys, Units, the opening column's heading, and the years as numbers (or a template such as
        `={col}$5` of another sheet).
        """
        where = self.here()
        self.years_row = self.row
        for index in range(self.key_columns):
            self.put(where.cell(0, index), keys[index] if index < len(keys) else None, "header")
        self.put(where.cell(0, self.units_column - 1), "Units", "header")
        if not self.wide:
            self.put(where.cell(0, self.opening_column - 1), opening or None, "header right")
        for index in range(self.book.years):
            value = years if isinstance(years, str) else years[index]
            self.put(self._year(index), self._fill(value, index), "header year")
        if self.title_row is None:
            self.title_row = self.row
            self.worksheet.freeze_panes = self._year(0).cell(1).plain
        self.row += 1
        return self._line(where.row)

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
    ) -> Line:
        """One row: a formula template for all years, or a value for each year (an input).

        Template words: `{col}`, `{prev}`, `{next}` column letters; `{row}`; `{this_prev}` this row a year earlier;
        `{year}` the year's heading;
        `{prev_year}`; `{opening}` this row's opening cell; `{key1}`, `{key2}` ... its keys; other lines by
        `line.year` and `line.previous`.
        `name` names the row's years; `opening` fills the opening column (a formula or value).
        """
        keys = [label] if isinstance(label, str) else list(label)
        role = f"total {role}" if total else role
        for index in range(self.key_columns):
            key = keys[index] if index < len(keys) else None
            key_role = "total text" if total else "text"
            self.put(self.here(column=index + 1), self._fill(key, 0), key_role)
        unit_role = "unit" if self.wide else "text"
        self.put(self.here(column=self.units_column), units, f"total {unit_role}" if total else unit_role)
        if not self.wide:
            self.put(self.here(column=self.opening_column), self._fill(opening, -1), opening_role or role)
        for index in range(self.book.years):
            value = values if isinstance(values, str) else values[index]
            self.put(self._year(index), self._fill(value, index), role)
        line = self._line(self.row)
        if name:
            self.book.name(name, line.years)
        self.validate(line.years, choices, between)
        self.row += 1
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
        **options: Any,
    ) -> Block:
        """Rows that share a formula: `rows` are their keys, `values` a template, a function (index, keys) ->
        template, or values a row and year.
        """
        first = self.row
        for index, keys in enumerate(rows):
            unit = units if isinstance(units, str) else units[index]
            start = _for_row(opening, index, keys)
            self.line(
                keys, unit, _for_row(values, index, keys), role, opening=start, opening_role=opening_role, **options
            )
        count = len(rows)
        name = self.name_text
        return Block(
            Ref(name, first, 1, count, self.key_columns),
            Ref(name, first, self.opening_column, count),
            Ref(name, first, self.first_year_column, count, self.book.years),
        )

    def _year(self, index: int) -> Ref:
        return self.here(column=self.first_year_column + index)

    def _line(self, row: int) -> Line:
        name = self.name_text
        years = Ref(name, row, self.first_year_column, 1, self.book.years)
        return Line(Ref(name, row, 1), Ref(name, row, self.opening_column), years)

    def _fill(self, value: Any, index: int) -> Any:
        if not (isinstance(value, str) and value.startswith("=")):
            return value
        column = self.first_year_column + index
        col, prev, following = (get_column_letter(each) for each in (column, column - 1, column + 1))
        words: dict[str, Any] = {
            "col": col,
            "prev": prev,
            "next": following,
            "row": self.row,
            "this_prev": f"{prev}{self.row}",
        }
        words |= {"year": f"{col}${self.years_row}", "prev_year": f"{prev}${self.years_row}"}
        words["opening"] = f"${get_column_letter(self.opening_column)}{self.row}"
        words |= {f"key{key + 1}": f"${get_column_letter(key + 1)}{self.row}" for key in range(self.key_columns)}
        return fill(value, words)


def _for_row(values: Any, index: int, keys: Sequence[Any]) -> Any:
    if callable(values):
        return values(index, keys)
    return values if values is None or isinstance(values, str) else values[index]
