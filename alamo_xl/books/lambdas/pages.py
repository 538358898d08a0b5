"""One sheet a function: examples to change, the answer expected and a mark; then what the catalogue says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from alamo_xl.books.functions import marks
from alamo_xl.books.functions.cell_pages import ANSWERS, INPUTS, MONEY, SHOWS, SHOWS_WIDTH, explain
from alamo_xl.books.functions.examples import Calls
from alamo_xl.books.kit import Book, Column, Ref, Sheet
from alamo_xl.books.lambdas.law import named
from alamo_xl.catalogue import PREFIX, Function

ABSENT = "Lambda_absent"
NOT_HERE = "not calculated here"
PENDING = "not yet calculated"
"""What a mark holds until a program that knows LAMBDA has calculated it."""


def mark(agree: str, now: str, shipped: str) -> str:
    """A mark that says so where this program knows no LAMBDA."""
    known = marks.mark(agree, now, shipped).removeprefix("=")
    return f'=IF({ABSENT},"{NOT_HERE}",{known})'


def add(book: Book, function: Function, calls: Calls) -> tuple[str, Ref]:
    """The sheet of a function: what it is called, and where its marks are."""
    called = named(function.name)
    sheet = book.sheet(called, called, named(function.summary), kind="input")
    sheet.text(named(function.signature), "heading")
    example = f"{named(function.example)} gives {function.expected}. Change a yellow cell, and the answer changes."
    sheet.text(example, literal=True)
    marked = _table(sheet, function, calls)
    explain(sheet, replace(function, source=named(function.source)))
    return called, marked


def _table(sheet: Sheet, function: Function, calls: Calls) -> Ref:
    role, width = ANSWERS.get(function.name, MONEY)
    arguments = ",".join(f"{{{name}}}" for name in calls.arguments)
    agree = marks.same(f"{{{marks.ANSWER}}}", f"{{{marks.EXPECTED}}}")
    room = marks.key_width(len(calls.arguments))
    columns = [
        Column(SHOWS, "wrapped", SHOWS_WIDTH),
        *(INPUTS[name] for name in calls.arguments),
        Column(marks.ANSWER, role, width, formula=f"={named(function.name)}({arguments})"),
        Column(marks.EXPECTED, role, width),
        Column(marks.MARK, "mark", 20, formula=mark(agree, f"{{{marks.NOW}}}", f"{{{marks.SHIPPED}}}")),
        Column(marks.NOW, "source", room, formula=marks.joined([f"{{{name}}}" for name in calls.arguments])),
        Column(marks.SHIPPED, "source", room),
    ]
    rows = [_row(function, calls, example.shows, example.inputs) for example in calls.examples]
    name = f"{function.name.removeprefix(PREFIX).title()}_examples"
    marked = sheet.table(name, columns, rows).column(marks.MARK)
    return marks.finished(sheet, marked)


def _row(function: Function, calls: Calls, shows: str, inputs: tuple[Any, ...]) -> list[Any]:
    given = [*inputs, *[None] * (len(calls.arguments) - len(inputs))]
    return [shows, *given, marks.expected_cell(function.python(*given)), marks.shipped_text(given)]
