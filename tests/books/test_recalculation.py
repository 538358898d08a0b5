"""Every book, recalculated in LibreOffice: no error value, and the results the file already shows."""

import math
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.built import BOOKS, FUNCTIONS, MODEL, RATES
from support.libreoffice import LibreOffice
from support.stored import waits

from alamo_xl.hosts.libreoffice.names import SERVICE
from alamo_xl.hosts.libreoffice.translate import translate

ADDIN = SERVICE.upper()
CENT_SLACK = 0.005
RELATIVE_SLACK = 1e-6


def same(here: Any, cached: Any) -> bool:
    """Equal to the cent or to a millionth; an empty text is an empty cell; LibreOffice's TRUE is 1."""
    if isinstance(here, float) and isinstance(cached, (int, float)):
        return math.isclose(here, float(cached), rel_tol=RELATIVE_SLACK, abs_tol=CENT_SLACK)
    return (here or "") == ("" if cached is None else cached)


@pytest.mark.parametrize("name", BOOKS)
def test_recalculated_book(libreoffice_with_addin: LibreOffice, workbooks: Path, name: str, tmp_path: Path) -> None:
    path = workbooks / name
    cached = openpyxl.load_workbook(path, data_only=True)
    with libreoffice_with_addin.book(translate(path, tmp_path / path.name)) as book:
        values, texts = book.formulas(), book.texts()
    wrong = [
        f"{sheet}!{address}: {value!r}, the file shows {cached[sheet][address].value!r}"
        for sheet, cells in values.items()
        for address, value in cells.items()
        if (waits(value) if waits(cached[sheet][address].value) else not same(value, cached[sheet][address].value))
        or (isinstance(value, str) and value.startswith("#") and ADDIN not in texts[sheet][address].upper())
    ]
    waiting = {sheet for sheet, cells in values.items() for address in cells if waits(cached[sheet][address].value)}
    assert waiting == {RATES: set(), MODEL: {"Functions"}, FUNCTIONS: set(values)}[name]
    assert not wrong, f"{len(wrong)} cells of {path.name}:\n" + "\n".join(wrong[:20])


def test_changed_input_changes_the_result(libreoffice: LibreOffice) -> None:
    with libreoffice.book() as book:
        book.set("Sheet1", "A1", 2)
        book.set("Sheet1", "A2", "=A1*3")
        book.set("Sheet1", "A3", "=1/(A1-5)")
        assert book.get("Sheet1", "A2") == 6
        book.set("Sheet1", "A1", 5)
        assert book.formulas() == {"Sheet1": {"A2": 15, "A3": "#DIV/0!"}}
