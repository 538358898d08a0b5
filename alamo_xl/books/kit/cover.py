"""The Cover that every book of the family opens on: what it is for, where its figures come from, what it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from alamo_xl import __version__
from alamo_xl.books.kit.refs import TableRef
from alamo_xl.books.kit.tables import Column
from alamo_xl.office import NOBODY, Office

if TYPE_CHECKING:
    from alamo_xl.books.kit.book import Book
    from alamo_xl.books.kit.sheet import Sheet
    from alamo_xl.schedule import Schedule


def add_cover(
    book: Book,
    schedule: Schedule,
    title: str,
    purpose: str,
    notes: Sequence[str] = (),
    office: Office = NOBODY,
    fiscal_years: Sequence[int] = (),
) -> Sheet:
    """Add the Cover as the first sheet; `add_contents` to it when the other sheets are there.

    Says source, in force when (in the fiscal years that the book holds), version, content hash, and whom to ask: the
    office, or who issued the instrument; `notes` follow as sentences.
    """
    book.publish(office.name or schedule.issuer)
    cover = book.sheet("Cover", title, purpose)
    cover.note(f"Prepared from {schedule.name}. Where this book and the resolution differ, the resolution governs.")
    for note in notes:
        cover.note(note)
    cover.gap()
    issued = f"{schedule.name}, {schedule.issuer}, adopted {american_date(schedule.adopted)}"
    for label, text in (
        ("Source", issued),
        ("In force", _in_force(schedule, fiscal_years or schedule.fiscal_years)),
        ("Adopted to take effect", schedule.condition),
        ("Version", f"alamo_xl {__version__}"),
        ("Content hash", schedule.content_hash),
    ):
        cover.value(label, text, "wrapped")
    cover.value("Contact", ", ".join(office.contact) or schedule.issuer, "wrapped")
    for label, text, address in (
        ("Resolution", schedule.name, office.resolution),
        ("Data", "The rates as data", office.data),
        ("License", "License of the data", office.licence),
    ):
        if address:
            cover.web_link(label, text, address)
    return cover


def _in_force(schedule: Schedule, fiscal_years: Sequence[int]) -> str:
    """The days of some fiscal years; R14: they are inferred from R13."""
    start = max(schedule.in_force, dt.date(fiscal_years[0] - 1, 7, 1))
    return (
        f"from {american_date(start)} to June 30, {fiscal_years[-1]} "
        "(inferred from the fiscal years; the resolution prints no day)"
    )


def american_date(day: dt.date) -> str:
    """A date as it is written in the United States, such as July 1, 2026."""
    return f"{day:%B} {day.day}, {day.year}"


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


def add_contents(book: Book, cover: Sheet) -> TableRef:
    """A table of links to every other sheet with its subtitle, by group where the book has groups; written last, when
    all sheets are there.
    """
    others = [(group.words if group else "", sheet) for group, sheet in book.in_order() if sheet is not cover]
    columns = [Column("Sheet", width=30), Column("What it holds", "wrapped", 100 if book.groups else 84)]
    rows = [[sheet.name_text, re.sub(r"\s*\[note \d+\]", "", sheet.subtitle_text)] for _, sheet in others]
    if book.groups:
        columns.append(Column("Group", width=14))
        rows = [[*row, words] for row, (words, _) in zip(rows, others, strict=True)]
    table = cover.table("Contents", columns, rows)
    for index, (_, sheet) in enumerate(others):
        cover.link(sheet.name_text, sheet.name_text, table.cell(index, "Sheet"))
    return table
