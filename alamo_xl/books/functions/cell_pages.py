"""One sheet a function that answers with one cell: examples to change, then what the catalogue says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alamo_xl.books.functions import marks
from alamo_xl.books.functions.examples import WORDS, Calls
from alamo_xl.books.kit import Book, Column, Ref, Sheet
from alamo_xl.catalogue import PREFIX, Argument, Function

SHOWS = "What it shows"
SHOWS_WIDTH = 44
CLASSES = ("household", "non-household")
INPUTS: dict[str, Column] = {
    "fy": Column("fy", "input year", 9),
    "customer_class": Column("customer_class", "input unit", 17),
    "meter_size": Column("meter_size", "input unit", 15),
    "tap_size": Column("tap_size", "input unit", 12),
    "ccf": Column("ccf", "input volume3", 12),
    "reclaimed_ccf": Column("reclaimed_ccf", "input volume3", 17),
    "units": Column("units", "input integer", 9),
    "actual_cost": Column("actual_cost", "input money", 15),
    "bill_amount": Column("bill_amount", "input money", 15),
    "days_past_due": Column("days_past_due", "input general", 17),
    "date": Column("date", "input date", 20),
    "fee": Column("fee", "input unit", 36),
    "function": Column("function", "input unit", 32),
    "service": Column("service", "input unit", 13),
    "charge": Column("charge", "input unit", 13),
    **{name: Column(name, "input unit", 13, choices=list(words)) for name, words in WORDS.items()},
}
MONEY = ("money", 12.0)
ANSWERS = {
    "ALAMO_SOURCE": ("source", 46.0),
    "ALAMO_CHECK": ("source", 46.0),
    "ALAMO_VERSION": ("source", 46.0),
    "ALAMO_FISCAL_YEAR": ("year", 11.0),
    "ALAMO_RATE": ("ratio", 11.0),
}


@dataclass(frozen=True)
class Page:
    """What the verdict needs to know of a sheet: what it says, and where each of its lots of marks is."""

    sheet: str
    says: str
    marks: dict[str, Ref]


def add(book: Book, function: Function, calls: Calls) -> Page:
    """The sheet of a function."""
    sheet = book.sheet(function.name, function.name, function.summary, kind="input")
    sheet.text(function.signature, "heading")
    sheet.text(
        f"{function.example} gives {function.expected}. Change a yellow cell, and the answer changes.", literal=True
    )
    marked = _table(sheet, function, calls)
    explain(sheet, function)
    return Page(sheet.name_text, function.summary, {function.name: marked})


def explain(sheet: Sheet, function: Function, said: tuple[str, ...] = ()) -> None:
    """Arguments (but those said already), result, errors and source, in the catalogue's words."""
    arguments = [argument for argument in function.arguments if argument.name not in said]
    if arguments:
        sheet.heading("Arguments")
    for argument in arguments:
        say(sheet, argument.name, help_text(argument))
    sheet.heading("Result")
    say(sheet, "Gives", function.returns)
    say(sheet, "Errors", function.errors)
    say(sheet, "Source", function.source)


def help_text(argument: Argument) -> str:
    """What an argument is, and whether it may be left out."""
    return f"{argument.help}{' (optional)' if argument.optional else ''}"


def say(sheet: Sheet, word: str, text: str) -> None:
    """A word and what it means."""
    where = sheet.take()
    sheet.put(where, word, "text")
    sheet.put_free(where.cell(0, 1), text, literal=True)


def _table(sheet: Sheet, function: Function, calls: Calls) -> Ref:
    role, width = ANSWERS.get(function.name, MONEY)
    arguments = ",".join(f"{{{name}}}" for name in calls.arguments)
    columns = [
        Column(SHOWS, "wrapped", SHOWS_WIDTH),
        *(INPUTS[name] for name in calls.arguments),
        Column(marks.ANSWER, role, width, formula=f"={function.name}({arguments})"),
        *marks.columns(calls.arguments, role, width),
    ]
    rows = [_row(function, calls, example.shows, example.inputs) for example in calls.examples]
    table = sheet.table(f"{function.name.removeprefix(PREFIX).title()}_examples", columns, rows)
    if not calls.arguments:
        sheet.name("Version_now", table.cell(0, marks.ANSWER))
    return marks.finished(sheet, table.column(marks.MARK))


def _row(function: Function, calls: Calls, shows: str, inputs: tuple[Any, ...]) -> list[Any]:
    given = [*inputs, *[None] * (len(calls.arguments) - len(inputs))]
    return [shows, *given, marks.expected_cell(function.python(*given)), marks.shipped_text(given)]
