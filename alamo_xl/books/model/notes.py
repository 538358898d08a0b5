"""Notes: the footnotes word for word, how the resolution, the financial plan and a rate design are read, and what the
plan's words mean.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

from alamo_xl import designs
from alamo_xl.books.kit import Book, Column
from alamo_xl.schedule import Reading, Schedule

DEFINED = "Definition"


def add(book: Book, schedule: Schedule) -> None:
    """Footnotes, the readings of the resolution, what the plan's words mean and how it is read, those of a design."""
    said = "Footnotes and readings of the resolution, what the words of the financial plan mean, how a design is read."
    sheet = book.sheet("Notes", "Notes", said)
    rows = [[f"[{note.id}]", "Footnote", note.text] for note in schedule.footnotes]
    rows += [_row(reading) for reading in schedule.readings]
    rows += [[DEFINED, each["term"], each["meaning"]] for each in _data("definitions.toml", "definitions")]
    plan = (Reading(**each) for each in _data("finance-readings.toml", "readings"))
    rows += [_row(reading) for reading in (*plan, *designs.readings())]
    columns = [Column("Note", width=10), Column("What it is about", "wrapped", 44), Column("Text", "wrapped", 84)]
    sheet.table("Notes", columns, rows)


def _row(reading: Reading) -> list[str]:
    return [reading.id, reading.question, reading.reading]


def _data(name: str, table: str) -> list[dict[str, str]]:
    """Rows that are data of the package: beside the law where the law's room reads them, else beside the sheets."""
    place = files("alamo_xl.books.model").joinpath(name)
    if not place.is_file():
        place = files("alamo_xl").joinpath(name)
    rows: list[dict[str, str]] = tomllib.loads(place.read_text("utf-8"))[table]
    return rows
