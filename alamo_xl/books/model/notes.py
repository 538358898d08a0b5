"""Notes: the footnotes word for word, and how the resolution is read."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column
from alamo_xl.schedule import Schedule


def add(book: Book, schedule: Schedule) -> None:
    """Footnotes, then readings, in one table."""
    sheet = book.sheet("Notes", "Notes", "Footnotes of the resolution, and how it is read where it is silent.")
    rows = [[f"[{note.id}]", "Footnote", note.text] for note in schedule.footnotes]
    rows += [[reading.id, reading.question, reading.reading] for reading in schedule.readings]
    columns = [Column("Note", width=10), Column("What it is about", "wrapped", 44), Column("Text", "wrapped", 84)]
    sheet.table("Notes", columns, rows)
