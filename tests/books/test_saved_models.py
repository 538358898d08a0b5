"""A saved model is read as openpyxl reads it, whoever saved it, and is well within what is read."""

from datetime import datetime
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.formula import ArrayFormula

from alamo_xl.books.finish import read_parts
from alamo_xl.books.saved import SavedBook, saved_book
from alamo_xl.books.unpack import READ, Limits, unpacked


def by_openpyxl(path: Path) -> SavedBook:
    """What openpyxl finds, as the reader holds it."""
    book = openpyxl.load_workbook(path)
    names = {name: defined.attr_text for name, defined in book.defined_names.items()}
    sheets = {sheet.title: dict(_values(sheet)) for sheet in book}
    return SavedBook(names, sheets)


def _values(sheet):
    for place, cell in sheet._cells.items():
        if cell.value is not None:
            value = to_excel(cell.value) if isinstance(cell.value, datetime) else cell.value
            yield place, value.text if isinstance(value, ArrayFormula) else value


def test_our_model(model_book):
    assert saved_book(model_book) == by_openpyxl(model_book)


def test_a_copy_that_libreoffice_saved(tmp_path, model_book, libreoffice):
    with libreoffice.book(model_book, recalculate=False) as book:
        path = libreoffice.save(book, tmp_path / "saved.xlsx")
    assert "xl/sharedStrings.xml" in read_parts(path)
    ours, theirs = saved_book(path), by_openpyxl(path)
    assert ours.names == theirs.names
    for sheet, cells in theirs.sheets.items():
        typed = {place: value for place, value in cells.items() if not str(value).startswith("=")}
        assert {place: ours.sheets[sheet].get(place) for place in typed} == typed


def test_the_limits_are_four_models(model_book):
    parts = unpacked(model_book)
    assert sum(map(len, parts.values())) * 4 < READ.bytes
    unpacked(model_book, Limits(READ.bytes, READ.elements // 4))
