"""The Cover that every book of the family opens on: what it is for, where its figures come from, what it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from alamo_xl import __version__

if TYPE_CHECKING:
    from alamo_xl.books.kit.book import Book
    from alamo_xl.books.kit.sheet import Sheet
    from alamo_xl.schedule import Schedule

OFFICE = "To be filled in by the publishing office: name, telephone, address for questions"


def add_cover(
    book: Book, schedule: Schedule, title: str, purpose: str, notes: Sequence[str] = (), office_role: str = ""
) -> Sheet:
    """Add the Cover as the first sheet; call `contents()` on it when the other sheets are there.

    Says source, in force when, version, content hash and contact (a place for the office's name); `notes` follow as
    paragraphs.
    """
    cover = book.sheet("Cover", title, purpose)
    cover.note(f"Prepared from {schedule.name}. Where this book and the resolution differ, the resolution governs.")
    for note in notes:
        cover.note(note)
    cover.gap()
    issued = f"{schedule.name}, {schedule.issuer}, adopted {_day(schedule.adopted)}"
    for label, text in (
        ("Source", issued),
        ("In force", f"from {_day(schedule.in_force)}; adopted to take effect {schedule.condition}"),
        ("Version", f"alamo_xl {__version__}"),
        ("Content hash", schedule.content_hash),
    ):
        cover.value(label, text, "wrapped")
    role = office_role or ("input text" if book.profile == "model" else "wrapped")
    cover.value("Contact", OFFICE, role)
    return cover


def add_legend(cover: Sheet) -> None:
    """What the look of a cell says, on the Cover of a book that is calculated in."""
    cover.heading("Legend")
    for role, meaning in (
        ("input text", "Yours to change: blue on pale yellow"),
        ("text", "A formula or a fact: locked; unprotect the sheet without a password"),
        ("link text", "Read from another sheet: green"),
    ):
        row = cover.take()
        cover.put(row, "Cell", role)
        cover.put(row.cell(0, 1), meaning, "wrapped")


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
