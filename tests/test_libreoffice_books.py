"""The functions book and the model in a LibreOffice with the add-in: every ALAMO_ cell equals its expected value."""

import math
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from libreoffice import LibreOffice
from openpyxl.utils.cell import coordinate_from_string
from tools import needs

from alamo_xl.hosts.libreoffice.translate import translate

WORKBOOKS = Path(__file__).parents[1] / "workbooks"
BOOKS = ("alamogordo-functions", "alamogordo-rate-model")
CENT_SLACK = 1e-6


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    needs("soffice", "books with ALAMO_ cells are calculated in it")
    profile = tmp_path_factory.mktemp("profile")
    subprocess.run([sys.executable, "-m", "alamo_xl", "install-libreoffice", "--profile", str(profile)], check=True)
    office = LibreOffice(profile)
    yield office
    office.close()


def same(value: Any, expected: Any) -> bool:
    if isinstance(value, float) and isinstance(expected, (int, float)):
        return math.isclose(value, expected, abs_tol=CENT_SLACK)
    if isinstance(expected, str) and expected.startswith("#"):
        return bool(value == expected.split(" ")[0])
    return (value or "") == ("" if expected is None else expected)


def calls_of(sheet: Any) -> dict[str, str]:
    """The cells of a sheet that hold nothing but one ALAMO_ call, outside array formulas."""
    found = {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and re.fullmatch(r"=\s*ALAMO_\w+\(.*\)", cell.value, re.DOTALL):
                found[cell.coordinate] = cell.value
    return found


def heading(sheet: Any, row: int, word: str) -> str | None:
    """The column, at or above a row, whose nearest heading row starts with a word."""
    for above in range(row - 1, 0, -1):
        for cell in sheet[above]:
            if isinstance(cell.value, str) and cell.value.strip().lower().startswith(word):
                return str(cell.column_letter)
    return None


@pytest.fixture(params=BOOKS)
def book_path(request: pytest.FixtureRequest) -> Path:
    path = WORKBOOKS / f"{request.param}.xlsx"
    if not path.exists():
        pytest.skip(f"{path.name} is not among the books")
    return path


def test_every_call_is_answered(office: LibreOffice, book_path: Path, tmp_path: Path) -> None:
    written = openpyxl.load_workbook(book_path)
    if not any("ALAMO_" in str(cell.value) for sheet in written for row in sheet.iter_rows() for cell in row):
        pytest.skip(f"{book_path.name} has no ALAMO_ cell")
    with office.book(translate(book_path, tmp_path / book_path.name)) as book:
        values = book.formulas()
        tables = {sheet.title: book.table(sheet.title, sheet.dimensions) for sheet in written}
    unnamed = [f"{name}!{at}" for name, cells in values.items() for at, value in cells.items() if value == "#NAME?"]
    assert not unnamed
    compared, wrong = 0, []
    for sheet in written:
        left, top = sheet.min_column, sheet.min_row
        for address in calls_of(sheet):
            row = coordinate_from_string(address)[1]
            column = heading(sheet, row, "expected")
            if column is None:
                continue
            place = openpyxl.utils.column_index_from_string(column) - left
            expected, value = tables[sheet.title][row - top][place], values[sheet.title][address]
            compared += 1
            if not same(value, expected):
                wrong.append(f"{sheet.title}!{address} {value!r}, expected {expected!r}")
    assert not wrong
    if book_path.stem == "alamogordo-functions":
        assert compared > 15


def test_differences_are_nothing(office: LibreOffice, tmp_path: Path) -> None:
    path = WORKBOOKS / "alamogordo-rate-model.xlsx"
    if not path.exists() or "Functions" not in openpyxl.load_workbook(path).sheetnames:
        pytest.skip("the model has no Functions sheet")
    sheet = openpyxl.load_workbook(path)["Functions"]
    with office.book(translate(path, tmp_path / path.name)) as book:
        values = book.formulas()["Functions"]
    found = 0
    for address, value in values.items():
        column, row = coordinate_from_string(address)
        if heading(sheet, row, "difference") == column:
            found += 1
            assert value in (0, ""), f"Functions!{address} {value!r}"
    assert found
