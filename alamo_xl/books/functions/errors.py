"""Errors: what an error value in a cell means, and what to do; their order is that of Excel's ERROR.TYPE."""

from __future__ import annotations

from collections.abc import Sequence

from alamo_xl.books.kit import Book, Column

NO_RATE = "No such adopted rate: the year, the size or the combination is not printed. ALAMO_CHECK says which."
NOT_UNDERSTOOD = "An input is not understood: ALAMO_CHECK says which, and what is accepted. Blank usage is never zero."
OUT_OF_RANGE = "A quantity is out of range: negative, or above what the functions accept."
SILENT = f"{NOT_UNDERSTOOD} Where every answer is #VALUE!, Python does not answer: see Checks."
ABSENT = "The add-in is absent, so Excel does not know the function. Put it in place and open the book again."
EXCELS_OWN = "Excel's own; an error in an input comes back unchanged."
ERRORS = (
    ("#NULL!", EXCELS_OWN),
    ("#DIV/0!", EXCELS_OWN),
    ("#VALUE!", SILENT),
    ("#REF!", EXCELS_OWN),
    ("#NAME?", ABSENT),
    ("#NUM!", OUT_OF_RANGE),
    ("#N/A", NO_RATE),
    ("#GETTING_DATA", "The answer is being fetched: wait."),
    ("#SPILL!", "Cells below or beside the formula are in its way: clear them."),
    ("#CONNECT!", EXCELS_OWN),
    ("#BLOCKED!", EXCELS_OWN),
    ("#UNKNOWN!", EXCELS_OWN),
    ("#FIELD!", EXCELS_OWN),
    ("#CALC!", EXCELS_OWN),
)


def add(book: Book, errors: Sequence[tuple[str, str]] = ERRORS) -> None:
    """One table of all errors and what they mean, numbered as ERROR.TYPE numbers them."""
    says = "What an error value means. All are true errors: SUM refuses them, ISERROR sees them."
    sheet = book.sheet("Errors", "Errors", says, portrait=True)
    columns = [
        Column("Error", width=18, name="Errors"),
        Column("ERROR.TYPE", "count", 13),
        Column("What it means here", "wrapped", 66),
    ]
    rows = [[error, number, meaning] for number, (error, meaning) in enumerate(errors, 1)]
    table = sheet.table("Error_values", columns, rows)
    listed = [error for error, _ in errors]
    for name, error in (("Absent_error", "#NAME?"), ("Silent_error", "#VALUE!")):
        sheet.name(name, table.cell(listed.index(error), "ERROR.TYPE"))
