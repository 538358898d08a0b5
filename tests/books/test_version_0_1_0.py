"""Books of version 0.1.0: every formula in them that uses a function gives the answer that they were saved with."""

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula
from support.places import DATA

from alamo_xl.books.calls import values_of
from alamo_xl.cells import CellError

BOOKS = {"functions-0.1.0.xlsx": 110, "rate-model-0.1.0.xlsx": 90}
"""The books and how many calls each holds at least."""
CHANGED = ("ALAMO_VERSION", "ALAMO_HELP")
"""What tells of the version itself."""


@pytest.mark.parametrize(("book", "at_least"), BOOKS.items())
def test_every_call_is_answered_as_it_was(book, at_least):
    formulas, saved = load_workbook(DATA / book), load_workbook(DATA / book, data_only=True)
    value_of = values_of(formulas)
    calls = 0
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            text = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
            if cell.data_type != "f" or not str(text).startswith("=ALAMO_") or any(name in text for name in CHANGED):
                continue
            calls += 1
            answer = value_of(sheet.title, cell.coordinate, text)
            where = cell.value.ref if isinstance(cell.value, ArrayFormula) else cell.coordinate
            area = saved[sheet.title][where]
            rows = [[each.value for each in row] for row in area] if isinstance(area, tuple) else [[area.value]]
            answers = answer if isinstance(answer, list) else [[answer]]
            answers = [each if isinstance(each, list) else [each] for each in answers]
            for was, now in zip(rows, answers, strict=True):
                for old, new in zip(was, now, strict=True):
                    told = new.code if isinstance(new, CellError) else new
                    assert (told or None) == (old or None), (sheet.title, cell.coordinate, text)
    assert calls >= at_least
