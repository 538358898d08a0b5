"""The rows of a billing extract that is a workbook: its first sheet, a row at a time, its cells as they are shown."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from xml.etree.ElementTree import ParseError

from alamo_xl.books.unpack import DAMAGE, OLE
from alamo_xl.errors import BadExtract

UNPACKED_MAXIMUM = 2_000_000_000
"""Bytes of a book's parts together: a full sheet of 1,048,576 rows and a dozen columns."""


def extract_rows(path: Path) -> Iterator[tuple[object, ...]]:
    """The rows of a book's first sheet, the names of its columns first; a date without a time is a date.

    Raises BadExtract, which names the file, where it is damaged or too large.
    """
    from openpyxl import load_workbook

    try:
        _refuse_large(path)
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            for row in book.worksheets[0].iter_rows(values_only=True):
                yield tuple(_day(cell) for cell in row)
        finally:
            book.close()
    except (*DAMAGE, KeyError, IndexError, TypeError, AttributeError, ParseError) as error:
        raise BadExtract(
            f"{path.name} is not a whole workbook: {' '.join(str(error).split()) or type(error).__name__}"
        ) from error


def _refuse_large(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(OLE)) == OLE:
            raise BadExtract(f"{path.name} has a password or is an old .xls; save it as .xlsx without a password")
    with zipfile.ZipFile(path) as book:
        if sum(part.file_size for part in book.infolist()) > UNPACKED_MAXIMUM:
            raise BadExtract(f"{path.name} unpacks to more than {UNPACKED_MAXIMUM:,} bytes; save the sheet as CSV")


def _day(cell: object) -> object:
    return cell.date() if isinstance(cell, datetime) and cell.time() == time() else cell
