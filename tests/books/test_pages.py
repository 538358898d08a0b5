"""Every book: its rules, the Open XML validator, and its pages as LibreOffice prints them."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from support import validator
from support.built import LINTED, PACKAGES
from support.libreoffice import LibreOffice

from alamo_xl.books.finish import read_parts
from alamo_xl.books.lint import lint
from alamo_xl.books.lint.package import Package
from alamo_xl.books.lint.paper import area, printed, title_row


@pytest.mark.parametrize("name", LINTED)
def test_a_book_keeps_every_rule(workbooks: Path, name: str) -> None:
    path = workbooks / name
    assert [f"{result.rule}: {result.reason}" for result in lint(path) if not result.passed] == []


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_is_valid_open_xml(workbooks: Path, name: str) -> None:
    assert validator.findings(workbooks / name) == []


@pytest.mark.parametrize("name", LINTED)
def test_a_book_prints_without_clipped_numbers(
    libreoffice: LibreOffice, workbooks: Path, name: str, tmp_path: Path
) -> None:
    with libreoffice.book(workbooks / name, recalculate=False) as book:
        printed = libreoffice.save(book, tmp_path / "printed.pdf", "calc_pdf_Export")
    pages = [page.extract_text() for page in PdfReader(printed).pages]
    assert pages
    assert [number for number, text in enumerate(pages, 1) if "###" in text] == []
    assert [
        number for number, text in enumerate(pages, 1) if not re.search(rf"Page {number} of {len(pages)}", text)
    ] == []


def page_starts(package: Package, index: int) -> list[int]:
    """The first row of each page of a sheet on paper."""
    rows = [row for stretch in area(package, index, package.sheets[index])[1] for row in stretch]
    pages = printed(package, index).pages
    return [rows[sum(pages[:place])] for place in range(len(pages))]


@pytest.mark.parametrize("name", LINTED)
def test_no_page_repeats_the_headings_of_another_list(workbooks: Path, name: str) -> None:
    package, found = Package(read_parts(workbooks / name)), []
    for index, sheet in enumerate(package.sheets):
        repeated = title_row(package, index)
        headed = {cell.row for cell in sheet.cells if cell.value and package.role(cell).startswith("header")}
        for start in page_starts(package, index):
            if start > repeated > 0 and headed & {*range(start, start + 6)}:
                found.append(f"{sheet.name}: row {repeated} is repeated above row {start}")
    assert found == []


def test_each_scenario_is_on_a_page(workbooks: Path) -> None:
    package = Package(read_parts(workbooks / "alamogordo-rate-model.xlsx"))
    index = next(place for place, sheet in enumerate(package.sheets) if sheet.name == "Scenarios")
    sheet = package.sheets[index]
    starts = page_starts(package, index)[2:]
    named = [row for row in starts if package.role(sheet.at[row, 1]) == "input text"]
    assert named == starts
    assert len(named) == 6
