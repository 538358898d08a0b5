"""Notes: the footnotes word for word, what the shorthands mean, and how the resolution is read."""

from __future__ import annotations

from alamo_xl.books.kit import Book, Column
from alamo_xl.schedule import Schedule
from alamo_xl.volume import gallons

SHORTHANDS = (
    ("CCF", f"Hundred cubic feet of water, {gallons(1)} gallons: the unit in which usage is metered and billed."),
    ("FY", "Fiscal year: it ends on June 30 of the year that it is named for."),
    ("-", "None: nothing is charged or nothing changes."),
)


def add(book: Book, schedule: Schedule) -> None:
    """One table of notes: footnotes first, so that [note 1] is footnote [1]."""
    said = "Footnotes of the resolution, shorthands, and how it is read where it says nothing."
    sheet = book.sheet("Notes", "Notes", said, portrait=True)
    sheet.text("What is marked as a reading is how this book reads the resolution; it is not printed there.")
    rows = [[f"[note {note.id}]", f"Footnote {note.id}", note.text] for note in schedule.footnotes]
    rows += [[mark, "Shorthand", text] for mark, text in SHORTHANDS]
    rows += [["Reading", note.topic, note.words] for note in schedule.public_notes]
    columns = [Column("Note", width=9), Column("What it is about", "wrapped", 20), Column("Text", "wrapped", 70)]
    sheet.table("Notes", columns, rows)
