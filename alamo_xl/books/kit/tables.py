"""Excel Tables: constant text headings, one formula a column, a name for the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from alamo_xl.books.kit.entries import Choices
from alamo_xl.books.kit.grid import Grid
from alamo_xl.books.kit.refs import Ref, TableRef, fill
from alamo_xl.books.style import ROLES

SPARE = 200
"""How many blank rows a list has that its users may lengthen."""


@dataclass(frozen=True)
class Column:
    """A table's column.

    heading: text, with its unit; role: see style.ROLES; width: characters, else from the content;
    formula: a template for every row, in which `{row}` is the row number, `{Heading}` the cell under that heading in
    the same row (`$C5`) and `{above Heading}` the one in the row above (of the first row, the heading);
    name: a defined name for the data cells; choices, between, whole: what may be typed; prompt: words about it;
    required: whether an input may not be empty: as it is, unless the table has spare rows; with them, where the row's
    first cell is filled.
    """

    heading: str
    role: str = "text"
    width: float | None = None
    formula: str = ""
    name: str = ""
    choices: Choices | None = None
    between: tuple[float, float] | None = None
    whole: bool = False
    prompt: str = ""
    required: bool | None = None


def add_table(
    sheet: Grid,
    whole: Ref,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    spare: int = 0,
    filters: bool = False,
) -> TableRef:
    """Write a table into the cells of `whole`: its headings, its rows and the spare ones.

    rows hold a value for each column without a formula, in order (text that begins with = is a formula template of
    its own row);
    spare: so many blank rows more for the user: unlocked where their column is an input, validated, with the columns'
    formulas, counted in the names and in the table's `data`, not printed. SPARE of them where users list things;
    filters: buttons in the headings, for lists that people filter.
    """
    headings = tuple(column.heading for column in columns)
    plain = [index for index, column in enumerate(columns) if not column.formula]
    count = len(rows) + spare
    top, data = whole.row_at(0), whole.rows_at(1, count)
    for index, column in enumerate(columns):
        below = ROLES[column.role]
        role = "header right" if below.numeric else "header indented" if below.indent else "header"
        sheet.put(top.cell(0, index), column.heading, role)
        if column.width:
            sheet.width(index + 1, column.width)
    for offset in range(count):
        values = dict(zip(plain, rows[offset], strict=True)) if offset < len(rows) else {}
        cells = {heading: data.cell(offset, index).in_row for index, heading in enumerate(headings)}
        above = {f"above {heading}": data.cell(offset - 1, index).in_row for index, heading in enumerate(headings)}
        for index, column in enumerate(columns):
            value = column.formula or values.get(index)
            if isinstance(value, str) and value.startswith("="):
                value = fill(value, {**above, **cells, "row": data.row + offset})
            sheet.put(data.cell(offset, index), value, column.role)
    table = Table(displayName=name, name=name, ref=whole.plain)
    table.tableColumns = [TableColumn(id=index + 1, name=heading) for index, heading in enumerate(headings)]
    if filters:
        table.autoFilter = AutoFilter(ref=table.ref)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.worksheet.add_table(table)
    for index, column in enumerate(columns):
        if column.name:
            sheet.book.name(column.name, data.column_at(index))
        limits = column.choices, column.between, column.whole
        required = column.required if column.required is not None else not spare
        beside = data.column_at(0) if required and spare and index else None
        sheet.validate(
            data.column_at(index),
            *limits,
            prompt=column.prompt,
            title=column.heading,
            required=required and not spare,
            beside=beside,
        )
    if spare:
        sheet.unprinted(data.rows_at(len(rows), spare))
    sheet.repeated(top, first_wins=True)
    return TableRef(name, headings, data)
