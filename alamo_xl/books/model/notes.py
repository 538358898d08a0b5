"""Notes: the footnotes word for word, how the resolution is read, and how a rate design is."""

from __future__ import annotations

from alamo_xl import designs
from alamo_xl.books.kit import Book, Column
from alamo_xl.schedule import Schedule


def add(book: Book, schedule: Schedule) -> None:
    """Footnotes, then the readings of the resolution, then those of a rate design, in one table."""
    said = "Footnotes of the resolution, how it is read where it is silent, and how a rate design is read."
    sheet = book.sheet("Notes", "Notes", said)
    rows = [[f"[{note.id}]", "Footnote", note.text] for note in schedule.footnotes]
    readings = (*schedule.readings, *designs.readings())
    rows += [[reading.id, reading.question, reading.reading] for reading in readings]
    columns = [Column("Note", width=10), Column("What it is about", "wrapped", 44), Column("Text", "wrapped", 84)]
    sheet.table("Notes", columns, rows)
