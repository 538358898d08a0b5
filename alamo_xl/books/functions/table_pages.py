"""One sheet a function that answers with a table: an array formula over a fixed range, beside what it should hold."""

from __future__ import annotations

from alamo_xl.books.functions import marks
from alamo_xl.books.functions.cell_pages import INPUTS, Page, explain, help_text
from alamo_xl.books.functions.examples import Calls
from alamo_xl.books.kit import Book, Ref, Sheet
from alamo_xl.catalogue import Function

WORDS = ("unit", 16.0)
COLUMNS = {
    "ALAMO_BILL_LINES": (("unit", 22.0), WORDS, ("volume3", 13.0), ("ratio", 11.0), ("money", 13.0)),
    "ALAMO_RATE_TABLE": (("unit", 22.0), *[WORDS] * 4, ("ratio", 11.0)),
    "ALAMO_HELP": (("wrapped", 22.0), ("wrapped", 50.0)),
}
"""For each function the role and width of its answer's columns."""


def add(book: Book, function: Function, calls: Calls) -> Page:
    """The sheet of a function, its marks named."""
    sheet = book.sheet(function.name, function.name, function.summary, kind="input")
    sheet.text(function.signature, "heading")
    sheet.text(
        f"{function.example} gives {function.expected}. Change a yellow cell, and the table changes.", literal=True
    )
    (example,) = calls.examples
    given = [*example.inputs, *[None] * (len(calls.arguments) - len(example.inputs))]
    sheet.heading("Inputs")
    helps = {argument.name: help_text(argument) for argument in function.arguments}
    cells = [
        sheet.value(name, value, INPUTS[name].role, choices=INPUTS[name].choices, note=helps[name])
        for name, value in zip(calls.arguments, given, strict=True)
    ]
    now = sheet.value(marks.NOW, marks.joined([cell.plain for cell in cells]), "note")
    shipped = sheet.value(marks.SHIPPED, marks.shipped_text(given), "note", free=True)
    rows: list[list[object]] = function.python(*given)
    call = f"={function.name}({','.join(cell.plain for cell in cells)})"
    where = _blocks(sheet, function.name, call, rows, (now, shipped))
    sheet.note(
        f"One array formula fills {len(rows)} rows: a shorter answer ends in #N/A, a longer one is cut. In Excel 365 "
        "type the formula into one cell, and its answer takes the room it needs."
    )
    explain(sheet, function, calls.arguments)
    return Page(sheet.name_text, function.summary, {function.name: where})


def _blocks(sheet: Sheet, name: str, call: str, rows: list[list[object]], inputs: tuple[Ref, Ref]) -> Ref:
    """Answer, expected and marks side by side; the cells of the marks."""
    columns = COLUMNS[name]
    width = len(columns)
    sheet.part()
    head = sheet.take()
    for column, heading in ((0, marks.ANSWER), (width, marks.EXPECTED), (width * 2, marks.MARK)):
        sheet.put(head.cell(0, column), heading, "heading")
    block = sheet.take(len(rows), width)
    roles = [
        ["year" if isinstance(cell, int) else role for cell, (role, _) in zip(row, columns, strict=True)]
        for row in rows
    ]
    sheet.array(block, call, roles)
    now, shipped = (each.local for each in inputs)
    for place, row in enumerate(rows):
        answers = block.row_at(place)
        expected = answers.beside(width)
        for column, (cell, role) in enumerate(zip(row, roles[place], strict=True)):
            sheet.put(expected.cell(0, column), cell, role)
        formula = marks.mark(marks.same_row(answers.plain, expected.plain), now, shipped)
        sheet.put(expected.cell(0, width), formula, "mark")
    for column, (_, size) in enumerate(columns * 2, 1):
        sheet.width(column, size)
    sheet.width(block.column + width * 2, marks.WIDTH)
    return marks.finished(sheet, block.column_at(width * 2))
