"""Change log: what changed in the model, and a place for what its users change."""

from __future__ import annotations

from alamo_xl import __version__
from alamo_xl.books.kit import Book, Column

SPARE = 20
VERSIONS = (
    (__version__, "The financial plan: capital plan, debt, reserves, coverage, needed increase, council summary."),
    ("0.1.0", "First version: adopted rates, scenarios, demand, revenue, cash, bills, checks."),
)


def add(book: Book) -> None:
    """Versions of the model; spare rows for its users."""
    sheet = book.sheet("Change log", "Change log", "What changed; the yellow rows are yours.", kind="input")
    columns = [
        Column("Version", "input text", 12),
        Column("Who", "input text", 24),
        Column("What changed", "input wrapped", 84),
    ]
    rows = [[version, "alamo_xl", words] for version, words in VERSIONS]
    sheet.table("Changes", columns, rows, spare=SPARE)
