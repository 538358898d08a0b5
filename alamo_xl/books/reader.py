"""A saved model book's rate table, read as its user left it: what was typed, never what was calculated."""

from __future__ import annotations

import zipfile
from pathlib import Path

from alamo_xl.errors import BadSchedule
from alamo_xl.rate_table import from_rows
from alamo_xl.schedule import Schedule

RATES = "Rates_adopted"


def read_rates(path: Path, adopted: Schedule, scenario: str | None = None) -> Schedule:
    """The schedule in a book's rate table. Raises BadSchedule where there is none, or no such scenario."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if scenario is not None:
        raise BadSchedule(f"{path.name} has no scenario {scenario!r}; it holds the rate table {RATES} only")
    try:
        book = load_workbook(path, data_only=False)
    except (OSError, KeyError, zipfile.BadZipFile, InvalidFileException) as error:
        raise BadSchedule(f"{path.name}: {error}") from error
    if RATES not in book.defined_names:
        raise BadSchedule(f"{path.name} is not a rate model: it has no cells named {RATES}")
    ((sheet, cells),) = book.defined_names[RATES].destinations
    rows = [[cell.value for cell in row] for row in book[sheet][cells]]
    try:
        return from_rows(rows, adopted, path.name)
    except BadSchedule as error:
        raise BadSchedule(f"{path.name}: {error}") from error
