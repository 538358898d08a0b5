"""Notes: the footnotes word for word, what the shorthands mean, and how the resolution is read."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column
from alamo_xl.schedule import Schedule

SHORTHANDS = (
    ("CCF", "Hundred cubic feet of water, 748 gallons; the unit in which usage is metered and billed."),
    ("FY", "Fiscal year: FY N runs from 1 July of the year before N to 30 June of N."),
    ("-", "None: nothing is charged or nothing changes."),
)


def add(book: Book, schedule: Schedule) -> None:
    """One table of notes: footnotes first, so that [note 1] is footnote [1]."""
    sheet = book.sheet("Notes", "Notes", "Footnotes of the resolution, shorthands, and readings where it is silent.")
    rows = [[f"[note {note.id}]", f"Footnote {note.id}", note.text] for note in schedule.footnotes]
    rows += [[mark, "Shorthand", text] for mark, text in SHORTHANDS]
    rows += [[reading.id, reading.question, reading.reading] for reading in schedule.readings]
    columns = [Column("Note", width=10), Column("What it is about", "wrapped", 44), Column("Text", "wrapped", 84)]
    sheet.table("Notes", columns, rows)
